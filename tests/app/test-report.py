#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report put together by hand, by keyboard alone, and analyses by level and line of business. TAP on stdout.

Usage: test-report.py PROGRAM
"""
import glob
import os
import re
import sys

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]


def count(*patterns):
    """Templates whose first tag matches all of these."""
    heads = []
    for path in glob.glob(os.path.join(os.environ['STEELYARD_DATA'], 'templates', '*.xml')):
        with open(path, encoding='utf-8') as file:
            heads.append(re.search(r'<template [^>]*>', file.read()).group())
    return sum(all(re.search(pattern, head) for pattern in patterns) for head in heads), len(heads)


def only_what_is_tagged_is_left(window):
    window.press('button', '_Choose an Analysis…')
    window.wait('list', 'Analyses', only=is_shown)
    window.focus()
    window.click(window.wait('combo box', 'Level of management', only=is_shown))
    window.keys('Down', 'Down', 'Down', 'Return')  # strategy
    window.wait('label', '{} of {}'.format(*count('level="strategy"')), only=is_shown)
    window.click(window.wait('combo box', 'Line of business', only=is_shown))
    window.keys('Down', 'Down', 'Return')  # goods; one without lines is for all of them
    window.wait('label', '{} of {}'.format(*count('level="strategy"', r'line="[^"]*\bgoods\b|^(?!.*\bline=)')),
                only=is_shown)
    window.keys('Escape')
    window.wait_gone('combo box', 'Line of business')


def a_case_comes_in(window):
    window.resize(1366, 768)
    window.click(window.wait('label', 'A pizza shop’s December', only=is_shown))
    window.wait('button', 'Forecast completion: ', 40, only=is_shown)


def the_composer_lists_the_page(window):
    window.press('button', '_Compose…')
    window.wait('list', 'On the report', only=is_shown)
    window.focus()
    window.wait('list item', 'Heading: Sales of {month}', only=is_shown)


def text_is_written(window):
    window.wait('list item', 'Text: Text…', only=is_shown)
    window.click(window.wait('list item', 'Text: Text…', only=is_shown))
    window.wait('text box', 'Text', only=is_shown)
    window.focus()
    window.type('Looked at by hand in {month}')
    window.wait('button', '_Add', only=lambda node: node.shown and 'Data' not in node.name and '_Add' in node.name).act()
    window.focus()
    window.wait('list item', 'Text: Looked at by hand', only=is_shown)


def it_goes_up_and_others_off(window):
    window.keys(*['alt+Up'] * 30)
    first = next(node for node in window.wait('list', 'On the report').children())
    assert 'Looked at by hand' in first.name, first.name
    window.keys('Down', 'Delete')
    window.wait_gone('list item', 'Heading: Sales of {month}')


def the_report_shows_it(window):
    window.keys('Escape')
    window.wait_gone('list', 'On the report')
    window.wait('label', 'Looked at by hand in 2015-12', only=is_shown)
    window.wait_gone('label', 'Sales of 2015-12')


def it_is_undone(window):
    window.keys('ctrl+z')
    window.wait('label', 'Sales of 2015-12', only=is_shown)
    for _ in range(60):  # each move is a step of its own, and none is taken while something is computed
        if not window.look('label', 'Looked at by hand', is_shown):
            return
        window.keys('ctrl+z')
    raise AssertionError('the text is still there')


STEPS = [only_what_is_tagged_is_left, a_case_comes_in, the_composer_lists_the_page, text_is_written, it_goes_up_and_others_off,
         the_report_shows_it, it_is_undone, say_nothing]


def main():
    window_driver.skip_without()
    return window_driver.run_steps(PROGRAM, STEPS, size=(1366, 768))


sys.exit(main())
