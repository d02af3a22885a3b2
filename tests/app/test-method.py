#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's own method: open an analysis without a file, see an error under a formula, complete a name, see the column
change, keep it as one's own, find it in the list. TAP on stdout.

Usage: test-method.py PROGRAM
"""
import glob
import os
import sys

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]


def open_an_analysis_without_a_file(window):
    window.press('button', '_Choose an Analysis…')
    window.wait('list', 'Analyses', only=is_shown)
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


TESTS = [open_an_analysis_without_a_file, open_its_method, say_what_is_wrong, complete_a_column, keep_it, say_nothing]

if __name__ == '__main__':
    window_driver.skip_without()
    sys.exit(window_driver.run_steps(PROGRAM, TESTS))
