#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check sheet counted by clicks and keys, taken back, sent to its Pareto and its p chart; candidates of the matrix of
importance from the library, tested against the data. TAP on stdout.

Usage: test-tally.py PROGRAM
"""
import sys
import time

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]


def choose(window, name, title):
    window.wait('list', 'Analyses', only=is_shown)
    time.sleep(2.5)  # the page behind has a list of that name too
    window.focus()
    window.type(name)
    window.keys('Return')
    window.wait('label', title, only=lambda node: node.shown and node.name == title)
    window.resize(1280, 800)
    window.keys('alt+1')


def open_a_check_sheet(window):
    window.press('button', '_Choose an Analysis…')
    choose(window, 'check-sheet', 'Check sheet')
    window.wait('label', 'In this period: 6  ·  in all: 15', only=is_shown)


def count_by_clicks(window):
    window.press('button', 'Count “Damaged”')
    window.press('button', 'Count “Damaged”')
    window.wait('button', 'Count “Damaged”: 4, in all 5')
    window.wait('label', 'In this period: 8  ·  in all: 17', only=is_shown)
    window.press('button', 'One less of “Damaged”')
    window.wait('label', 'In this period: 7  ·  in all: 16', only=is_shown)


def count_by_keys(window):
    window.click(window.wait('button', 'Count “Damaged”'))
    window.wait('button', 'Count “Damaged”: 4, in all 5')
    window.keys('plus')
    window.keys('1')
    window.wait('label', 'In this period: 10  ·  in all: 19', only=is_shown)


def take_back(window):
    window.keys('ctrl+z')
    window.wait('label', 'In this period: 9  ·  in all: 18', only=is_shown)


def send_to_the_pareto(window):
    window.press('button', 'Pareto of the items')
    cells = [cell.name for cell in window.wait('tree grid', '', only=is_shown).cells()]
    assert cells[1:3] == ['Out of stock', '12'], cells[:10]


def send_to_the_p_chart(window):
    window.keys('alt+1')
    window.press('button', 'p chart')
    cells = [cell.name for cell in window.wait('tree grid', '', only=is_shown).cells()]
    assert '9' in cells and '110' in cells, cells[:40]


def test_candidates(window):
    window.keys('alt+1')
    window.press('button', 'C_hange…')
    choose(window, 'circles', 'Importance of indicators')
    window.press('button', '_Test')
    window.wait('label', 'is not in the library', only=is_shown)


def add_a_candidate(window):
    """The first of the library, which has no data here either."""
    first = window.look('label', 'is not in the library', is_shown).name.count('\n')
    window.press('button', 'A_dd')
    window.press('button', '_Test')
    window.wait('label', 'is not in the library', only=lambda node: node.shown and node.name.count('\n') == first + 1)


TESTS = [open_a_check_sheet, count_by_clicks, count_by_keys, take_back, send_to_the_pareto, send_to_the_p_chart,
         test_candidates, add_a_candidate, say_nothing]

if __name__ == '__main__':
    window_driver.skip_without()
    sys.exit(window_driver.run_steps(PROGRAM, TESTS))
