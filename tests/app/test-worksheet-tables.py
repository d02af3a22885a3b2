#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From table to table of a worksheet by keyboard: Ctrl+Tab leaves a cell, also with its list open, and the next word goes
to the next table, into its first cell that can be typed. TAP on stdout.

Usage: test-worksheet-tables.py PROGRAM
"""
import sys
import time

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]


def wait_cell(window, name):
    return window.wait('grid cell', name, only=is_shown)


def add_a_year_plan(window):
    window.keys('ctrl+shift+n')
    window.wait('list', 'Worksheets', only=is_shown)
    window.focus()
    window.type('year-plan')
    time.sleep(0.5)
    window.keys('Return')
    window.wait('text box', 'Plan, row 1', only=is_shown)
    window.resize(1280, 800)


def take_a_choice_with_control_tab(window):
    """A part of its name is enough, as for Enter and Tab."""
    window.keys('ctrl+Tab', 'ctrl+Tab')
    window.wait('text box', 'Kind, row 1', only=is_shown)
    window.type('them')
    window.keys('Tab')
    window.type('Dragon boat week')
    window.keys('Tab', 'Tab', 'Tab', 'Tab', 'Tab')
    window.type('under')
    window.keys('ctrl+Tab')
    window.type('West Lake')
    wait_cell(window, 'Kind, row 1: Theme')
    wait_cell(window, 'State, row 1: Under way')
    window.keys('Tab')
    wait_cell(window, 'Shop, row 1: West Lake')


def leave_an_open_list(window):
    window.keys('ctrl+Tab', 'Tab', 'Tab', 'space')
    window.wait('list', 'Choices', only=is_shown)
    window.keys('ctrl+Tab')
    window.type('2026-04-10')
    window.keys('Tab')
    wait_cell(window, 'Day planned, row 1: 2026-04-10')
    wait_cell(window, 'State, row 1: Not begun')


def come_back_to_a_table(window):
    """The cell where its keys were is in sight, and no button stays behind where they are not."""
    window.keys('ctrl+shift+Tab', 'ctrl+shift+Tab', 'ctrl+shift+Tab')
    window.wait('text box', 'State, row 1', only=is_shown)
    x, y, width, height = wait_cell(window, 'State, row 1: Under way').extents()
    assert 0 <= y and y + height <= 800, (x, y, width, height)
    buttons = [node for node in window.nodes() if node.role == 'button' and '(Space)' in node.name and node.shown]
    assert len(buttons) == 1, [node.name for node in buttons]


if __name__ == '__main__':
    window_driver.skip_without()
    sys.exit(window_driver.run_steps(PROGRAM, [add_a_year_plan, take_a_choice_with_control_tab, leave_an_open_list,
                                               come_back_to_a_table, say_nothing]))
