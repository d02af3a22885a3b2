#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A case from the start page, as somebody opens it who has never seen the program: bring it in, read a question, show
the answer, go to the table, change a parameter. TAP on stdout.

Usage: test-case.py PROGRAM
"""
import sys

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]


def cases_are_offered(window):
    for title in ('A pizza shop’s December', 'Taking over a retailer', 'Sixteen distributors before National Day'):
        window.wait('label', title, only=is_shown)


def a_case_comes_in(window):
    window.click(window.wait('label', 'Sixteen distributors before National Day', only=is_shown))
    window.wait('label', 'Step 1 of 5', only=is_shown)
    window.wait('heading', 'How long is a week of holiday?', only=is_shown)


def the_answer_is_shown_when_asked_for(window):
    window.press('button', 'Show the Answer')
    window.wait('label', 'October 44, the holiday 14; September had 41.', only=is_shown)


def the_table_is_gone_to(window):
    window.press('button', 'Go There')
    window.wait('tree grid', 'Weighted days', only=is_shown)


def steps_go_on_and_back(window):
    window.press('button', 'Next')
    window.wait('label', 'Step 2 of 5', only=is_shown)
    window.keys('alt+n')
    window.wait('label', 'Step 3 of 5', only=is_shown)
    window.press('button', 'Show the Answer')
    window.wait('label', '65.1% and net 58.2%; the net rate of 2 shops is below 35.0%.', only=is_shown)
    window.keys('alt+b')
    window.wait('label', 'Step 2 of 5', only=is_shown)


def the_answer_follows_a_change(window):
    window.keys('alt+1')
    window.click(window.wait('text box', 'Discount target', only=is_shown))
    window.keys('ctrl+a')
    window.type('62%')
    window.keys('Return')
    window.press('button', 'Next')
    window.wait('label', 'the net rate of 6 shops is below 62.0%.', only=is_shown)


STEPS = [cases_are_offered, a_case_comes_in, the_answer_is_shown_when_asked_for, the_table_is_gone_to, steps_go_on_and_back,
         the_answer_follows_a_change, say_nothing]


def main():
    window_driver.skip_without()
    return window_driver.run_steps(PROGRAM, STEPS, size=(1366, 768))


sys.exit(main())
