#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A source is cleaned in the window: a step is added, says what it touched, each touched row is listed, the step is
switched off and on, undone and done again. TAP on stdout.

Usage: test-cleaning.py PROGRAM
"""
import os
import sys
import tempfile

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]
N_DAYS = 40
# Line 13 of the file is line 12 once more; the other lines differ.
DOUBLED = 11


def write_sales(folder):
    path = os.path.join(folder, 'till.csv')
    lines = [f'2023-{1 + day // 28:02d}-{1 + day % 28:02d},A{day:04d},tea,2,{10 + day}.00\n' for day in range(N_DAYS)]
    lines.insert(DOUBLED, lines[DOUBLED - 1])
    with open(path, 'w', encoding='utf-8') as file:
        file.writelines(['date,order,product,quantity,amount\n', *lines])
    return path


def count_rows(window, expected):
    """On the source page."""
    return window.wait('label', f'{expected} rows', only=is_shown)


def open_the_dialog(window):
    window.wait('label', 'rows as they will be read', only=is_shown)
    window.press('button', '_Import Import')
    window.wait_gone('label', 'rows as they will be read')
    window.resize(1280, 800)  # a closed dialog leaves the focus nowhere
    window.keys('alt+2')
    count_rows(window, N_DAYS + 1)
    window.press('button', 'lean…')
    window.wait('label', 'Nothing is cleaned', only=is_shown)


def add_a_step(window):
    window.focus()
    window.keys('alt+a')
    window.keys('Return')  # the first kind: duplicates
    window.press('button', 'pply')
    window.wait('label', '1. ', only=is_shown)


def see_what_it_touched(window):
    window.wait('label', 'Touched by step 1: 1', only=is_shown)
    window.wait('label', f'till.csv, row {DOUBLED + 2}', only=is_shown)


def switch_it_off_and_on(window):
    button = window.wait('switch', 'Whether the step is done', only=is_shown)
    button.act()
    window.wait('label', 'off', only=is_shown)
    window.wait('switch', 'Whether the step is done', only=is_shown).act()
    window.wait('label', 'Touched by step 1: 1', only=is_shown)


def undo_it(window):
    window.focus()
    window.keys('Escape')
    window.wait_gone('label', 'Touched by step 1')
    window.resize(1280, 800)
    count_rows(window, N_DAYS)
    window.keys('ctrl+z')  # on
    window.keys('ctrl+z')  # off
    window.keys('ctrl+z')  # the step itself
    count_rows(window, N_DAYS + 1)
    window.keys('ctrl+shift+z')
    count_rows(window, N_DAYS)


TESTS = [open_the_dialog, add_a_step, see_what_it_touched, switch_it_off_and_on, undo_it, say_nothing]


def main():
    window_driver.skip_without()
    with tempfile.TemporaryDirectory(prefix='steelyard-cleaning-') as folder:
        return window_driver.run_steps(PROGRAM, TESTS, files=(write_sales(folder),))


if __name__ == '__main__':
    sys.exit(main())
