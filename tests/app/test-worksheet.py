#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A worksheet of thinking by keyboard alone: a SWOT is added in a document without data, filled in Chinese, refused a
bad number, undone, saved, opened again; 500 rows are pasted as a spreadsheet brings them. TAP on stdout.

Usage: test-worksheet.py PROGRAM
"""
import glob
import os
import shutil
import subprocess
import sys
import time

import window_driver
from window_driver import Window, is_shown, say_nothing

PROGRAM = sys.argv[1]
ITEMS = (('门店位置好', '0.6', '4'), ('老客复购高\n尤其是周末', '0.4', '5'), ('会员系统老旧', '0', '2'), ('店员流动大', '0', '1'),
         ('社区团购兴起', '1', '3'))


def copy(text):
    """To the clipboard, as a spreadsheet or another window would bring it. xdotool loses Chinese letters."""
    subprocess.run(['xclip', '-selection', 'clipboard', '-in'], input=text.encode(), check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def paste(window, text):
    copy(text)
    window.keys('ctrl+v')
    time.sleep(0.4)


def wait_cell(window, name, seconds=20):
    return window.wait('grid cell', name, seconds, is_shown)


def add_a_swot(window):
    window.keys('ctrl+shift+n')
    window.wait('list', 'Worksheets', only=is_shown)
    window.focus()
    window.type('swot')
    time.sleep(0.5)
    window.keys('Return')
    window.wait('text box', 'Item, row 1', only=is_shown)
    window.resize(1280, 800)


def fill_rows(window):
    """From the first blank cell on: sides and numbers are there already."""
    for item, weight, score in ITEMS:
        paste(window, item)
        window.keys('Tab', 'Tab')
        window.type(weight)
        window.keys('Tab')
        window.type(score)
        window.keys('Tab', 'Tab', 'Tab')
    wait_cell(window, 'Item, row 1: 门店位置好')
    wait_cell(window, 'Item, row 2: 老客复购高\n尤其是周末')
    wait_cell(window, 'Item, row 3: 会员系统老旧')


def see_what_comes_of_it(window):
    """0.6 × 4 + 0.4 × 5 = 4.4 inside, 3 outside; the cell that is looked at has lost neither the keys nor its place."""
    window.wait('label', 'IFE 4.4, EFE 3 ', only=is_shown)
    window.wait('text box', 'Item, row 6', only=is_shown)


def refuse_a_bad_number(window):
    window.keys('Tab', 'Tab', 'Tab')
    window.type('9')
    window.keys('Return')
    window.wait('alert', '9', only=is_shown)
    wait_cell(window, 'row 6: 9')
    # What is wrong goes first, and nothing else with it.
    window.keys('ctrl+z')
    time.sleep(1)
    assert not window.look('grid cell', 'row 6: 9', is_shown)
    wait_cell(window, 'row 3: 2')


def choose_by_a_letter(window):
    """Down to the new row, and to its side: “t” offers Threat."""
    window.keys('ctrl+End', 'ctrl+Home', 'ctrl+End')
    window.keys('Left', 'Left', 'Left', 'Left', 'Left')
    window.type('thr')
    window.wait('list', 'Choices', only=is_shown)
    window.keys('Tab')
    wait_cell(window, 'Side, row 9: Threat')


def undo(window):
    window.keys('ctrl+z')
    wait_cell(window, 'Side, row 9: ')
    assert not window.look('grid cell', 'Side, row 9: Threat', is_shown)


def paste_500_rows(window):
    """Into the table of strategies, which is blank: as many rows as a long list has."""
    rows = ''.join(f'SO: grow\t策略 {number}\tS1\tO1\n' for number in range(1, 501))
    window.keys('ctrl+Tab')
    window.wait('text box', 'Kind, row 1', only=is_shown)
    paste(window, rows)
    wait_cell(window, 'Strategy, row 1: 策略 1', 40)
    window.keys('ctrl+End')
    wait_cell(window, 'Strategy, row 500: 策略 500', 40)
    window.type('WT')
    window.keys('Escape', 'Escape')


def save_it(window):
    """What was typed half a minute ago and what was typed now: a draft is a document too."""
    time.sleep(3)
    drafts = [path for path in glob.glob(f'{window.home}/data/steelyard/**/*.steelyard', recursive=True)]
    assert len(drafts) == 1, drafts
    window.process.kill()
    window.process.wait(10)
    shutil.copytree(os.path.dirname(drafts[0]), f'{window.home}/kept', dirs_exist_ok=True)


def still_there(window):
    path = glob.glob(f'{window.home}/kept/*.steelyard')[0]
    with Window(PROGRAM, path) as again:
        # The window is there before its document.
        again.wait('list', 'Areas', only=lambda node: 'SWOT' in [row.name for row in node.children()])
        again.resize(1280, 800)
        again.keys('alt+9')
        wait_cell(again, 'Item, row 2: 老客复购高\n尤其是周末')
        assert not [line for line in again.said().splitlines() if 'WARNING' in line or 'CRITICAL' in line]


TESTS = [add_a_swot, fill_rows, see_what_comes_of_it, refuse_a_bad_number, choose_by_a_letter, undo,
         paste_500_rows, say_nothing, save_it, still_there]

if __name__ == '__main__':
    window_driver.skip_without('xclip')
    sys.exit(window_driver.run_steps(PROGRAM, TESTS))
