#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first minutes: the start page, and the tour through the five areas of a case, by keyboard. TAP on stdout.

Usage: test-start.py PROGRAM
"""
import sys

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]


def all_that_can_be_begun_is_offered(window):
    for role, name in (('button', '_Open a File…'), ('button', '_Choose an Analysis…'), ('label', 'A pizza shop’s December'),
                       ('label', 'Monthly sales report'), ('label', 'The tour'),
                       ('button', '_Start the Tour')):
        window.wait(role, name, only=is_shown)


def the_tour_is_offered_and_begins(window):
    window.press('button', '_Start the Tour')
    window.wait('label', 'Tour, stop 1 of 7', only=is_shown)
    window.wait('label', 'Five areas, one after another', only=is_shown)


def enter_goes_on_to_the_settings(window):
    window.keys('Return')
    window.wait('label', 'Tour, stop 2 of 7', only=is_shown)
    window.wait('text box', 'Month target', only=is_shown)


def keys_go_on_and_back_from_anywhere(window):
    window.keys('alt+Next')
    window.wait('label', 'Tour, stop 3 of 7', only=is_shown)
    window.keys('alt+Next')
    window.wait('label', 'Tour, stop 4 of 7', only=is_shown)
    window.keys('alt+Prior')
    window.wait('label', 'Tour, stop 3 of 7', only=is_shown)
    window.wait('tree grid', '', only=is_shown)


def typing_keeps_its_place(window):
    window.keys('alt+Prior')
    entry = window.wait('text box', 'Month target', only=is_shown)
    window.click(entry)
    window.keys('ctrl+a')
    window.type('8')
    window.keys('alt+Next')
    window.wait('label', 'Tour, stop 3 of 7', only=is_shown)
    window.keys('alt+Prior')
    window.wait('label', 'Tour, stop 2 of 7', only=is_shown)


def a_number_explains_itself(window):
    for number in (3, 4, 5, 6):
        window.keys('alt+Next')
        window.wait('label', f'Tour, stop {number} of 7', only=is_shown)
    window.wait('list', 'What it is made of', only=is_shown)


def the_case_stays_open(window):
    window.keys('alt+Next')
    window.wait('label', 'Tour, stop 7 of 7', only=is_shown)
    window.press('button', '_Done')
    window.wait_gone('label', 'Tour, stop')
    window.wait('label', 'Step 1 of', only=is_shown)


STEPS = [all_that_can_be_begun_is_offered, the_tour_is_offered_and_begins, enter_goes_on_to_the_settings,
         keys_go_on_and_back_from_anywhere, typing_keeps_its_place, a_number_explains_itself, the_case_stays_open,
         say_nothing]


def main():
    window_driver.skip_without()
    return window_driver.run_steps(PROGRAM, STEPS, size=(1366, 768))


sys.exit(main())
