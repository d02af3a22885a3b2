#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's own method: open an analysis without a file, see an error under a formula, complete a name, see the column
change, name an order of rows wrongly and rightly, keep it as one's own, share the file, and work with it in another
document, all by keys. TAP on stdout.

Usage: test-method.py PROGRAM
"""
import glob
import os
import sys
import tempfile
import time

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]


def open_an_analysis_without_a_file(window):
    window.press('button', '_Choose an Analysis…')
    window.wait('list', 'Analyses', only=is_shown)
    time.sleep(2.5)  # the page behind has a list of that name too
    window.focus()
    window.type('importance-curve')
    window.keys('Return')
    window.wait('button', 'Vital few: ')
    window.resize(1280, 800)


def open_its_method(window):
    window.keys('alt+1')
    window.wait('button', 'M_ethod…', only=is_shown)
    window.press('button', 'M_ethod…')
    window.wait('label', 'First rows: 68  ·  9  ·  1', only=is_shown)
    window.focus()


def say_what_is_wrong(window):
    window.keys('ctrl+a')
    window.type('SUM(')
    window.wait('label', '1:', only=is_shown)
    assert not window.wait('button', '_Apply').sensitive


def complete_a_column(window):
    window.keys('ctrl+a')
    window.type('2*SUMIFS(curve_items[val')
    window.wait('list item', 'value', only=is_shown)
    window.keys('Tab')
    window.type(',curve_items[name],[@name])')
    window.wait('button', '_Apply', only=lambda node: node.sensitive)
    window.keys('ctrl+Return')
    window.wait('label', 'First rows: 136  ·  18  ·  2', only=is_shown)


def order_its_rows(window):
    formulas = window.wait('list', 'Formulas')
    names = [row.name for row in formulas.children()]
    formulas.select(next(i for i, name in enumerate(names) if name.endswith(': Order')))
    window.wait('label', 'Columns with commas between them', only=is_shown)
    window.click(window.wait('text box', 'Formula', only=is_shown))
    window.keys('ctrl+a')
    window.type('nothing desc')
    window.wait('label', '1:1: no column nothing in', only=is_shown)
    assert not window.wait('button', '_Apply').sensitive


def keep_it(window):
    window.press('button', 'Save as _My Template…')
    window.wait('text box', 'Title', only=is_shown)
    window.focus()
    window.keys('ctrl+a')
    window.type('Twice')
    window.keys('Return')
    window.wait('label', '“Twice” is among your analyses now', only=is_shown)
    found = glob.glob(f'{window.home}/data/steelyard/templates/my-twice.xml')
    assert found, os.listdir(window.home)


def share_it(window):
    window.wait_gone('text box', 'Title')
    window.focus()
    window.keys('alt+h')
    window.wait('text box', '', only=is_shown)
    window.focus()
    window.keys('ctrl+a')
    window.type(SHARED)
    window.keys('Return')
    window.wait('label', 'Written: “twice.xml”', only=is_shown)
    with open(SHARED, encoding='utf-8') as file:
        assert '2*SUMIFS(curve_items[value]' in file.read()


def open_it_on_another_document():
    with window_driver.Window(PROGRAM) as other:
        other.wait('button', '')
        other.resize(1280, 800)
        other.press('button', '_Choose an Analysis…')
        other.wait('list', 'Analyses', only=is_shown)
        time.sleep(2.5)
        other.focus()
        other.type('check-sheet')
        other.keys('Return')
        other.resize(1280, 800)
        other.wait('list', 'Areas')
        other.keys('alt+1')
        other.wait('button', 'M_ethod…', only=is_shown)
        other.keys('ctrl+o')
        other.wait('button', 'Cancel', only=is_shown)
        other.focus()
        other.keys('ctrl+l')
        other.type(SHARED)
        other.keys('Return')
        other.wait('label', 'This document works with “Twice” now', only=is_shown)
        other.press('button', 'M_ethod…')
        other.wait('label', 'First rows: 136  ·  18  ·  2', only=is_shown)


TESTS = [open_an_analysis_without_a_file, open_its_method, say_what_is_wrong, complete_a_column, order_its_rows, keep_it,
         share_it, say_nothing]

if __name__ == '__main__':
    window_driver.skip_without()
    with tempfile.TemporaryDirectory(prefix='steelyard-method-') as folder:
        SHARED = f'{folder}/twice.xml'
        status = window_driver.run_steps(PROGRAM, TESTS, plan=len(TESTS) + 1)
        worked = window_driver.run_step(len(TESTS) + 1, open_it_on_another_document, open_it_on_another_document)
        sys.exit(status if worked else 1)
