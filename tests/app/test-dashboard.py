#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dashboard as a user works with it: pin an indicator in the explorer, see it with limits by its own past, set a
limit that it breaks, see the warning, take it back. TAP on stdout.

Usage: test-dashboard.py PROGRAM
"""
import csv
import os
import sys
from decimal import Decimal

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]
CASE = os.path.join(os.environ['STEELYARD_DATA'], 'cases', 'pizza-sales-2015.csv')


def december():
    with open(CASE, encoding='gb18030', newline='') as file:
        return sum(Decimal(row['金额']) for row in csv.DictReader(file) if row['日期'].startswith('2015-12'))


def card(window, words):
    """The button of the card, which says title, value and state."""
    value = str(december())
    return window.wait('button', words, only=lambda node: node.shown and value in node.name.replace(',', ''))


def say_that_it_is_empty(window):
    window.resize(1280, 800)
    window.keys('alt+8')
    window.wait('label', 'Nothing Is Watched Yet', only=is_shown)


def import_case(window):
    window.press('button', '_Import Import')
    window.wait('button', 'Forecast completion: ', 40)


def pin_from_the_explorer(window):
    window.resize(1280, 800)
    window.keys('alt+6')
    window.wait('tree grid', '', only=is_shown)
    pin = window.wait('button', '_Pin Pin', only=lambda node: node.shown and node.sensitive)
    pin.act()
    window.wait('label', 'is watched', only=is_shown)
    # Once is enough.
    pin.act()
    window.wait('label', 'This is watched already', only=is_shown)
    window.keys('alt+8')
    card(window, 'limit')


def set_a_limit_that_it_breaks(window):
    window.click(window.wait('button', 'Limits of this indicator', only=is_shown))
    window.type('1,000,000')  # the lower limit has the focus
    window.keys('Tab', 'ctrl+a', 'BackSpace', 'Return')
    card(window, 'below the limit')
    window.wait('label', '1 of 1 is beyond its limits', only=is_shown)


def refuse_limits_upside_down(window):
    window.click(window.wait('button', 'Limits of this indicator', only=is_shown))
    window.keys('Tab')
    window.type('5')
    window.keys('Return', 'Escape')
    card(window, 'below the limit')


def open_it_in_the_explorer(window):
    card(window, 'below the limit').act()
    window.wait('tree grid', '', only=is_shown)
    window.wait('button', 'Take away: ', only=is_shown)


def take_it_back(window):
    window.keys('alt+8', 'ctrl+z')
    card(window, 'limit')
    window.keys('ctrl+z')
    window.wait('label', 'Nothing Is Watched Yet', only=is_shown)


TESTS = [import_case, say_that_it_is_empty, pin_from_the_explorer, set_a_limit_that_it_breaks,
         refuse_limits_upside_down, open_it_in_the_explorer, take_it_back, say_nothing]

if __name__ == '__main__':
    window_driver.skip_without()
    sys.exit(window_driver.run_steps(PROGRAM, TESTS, files=(CASE,)))
