#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a user works in it: bring data, go through the five areas, change a target, ask a number where it
comes from, take the change back, hand back a workbook. TAP on stdout.

Expected numbers are added up here, from the text of the data file, with nothing but Python's decimals.
Usage: test-window.py PROGRAM
"""
import csv
import os
import sys
import time
import zipfile
from decimal import ROUND_HALF_UP, Decimal

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]
CASE = os.path.join(os.environ['STEELYARD_DATA'], 'cases', 'pizza-sales-2015.csv')
TARGET = 90000
FORECAST = 'Forecast completion: '


def december():
    """Rows and sales of December 2015, and all rows."""
    with open(CASE, encoding='gb18030', newline='') as file:
        rows = list(csv.DictReader(file))
    return len(rows), sum(Decimal(row['金额']) for row in rows if row['日期'].startswith('2015-12'))


def percent(share):
    return f'{(share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)}%'


def import_case(window, seen):
    window.press('button', 'Try a Case')
    window.press('button', 'Import')
    seen['completion'] = window.wait('button', FORECAST).name


def visit_areas(window, seen):
    marks = [('alt+1', 'text box', 'Month target'), ('alt+2', 'label', ' rows from '),
             ('alt+3', 'tree grid', ''), ('alt+4', 'tree grid', 'Weekday weights'), ('alt+5', 'button', FORECAST)]
    for key, role, name in marks:
        window.keys(key)
        found = window.wait(role, name, only=is_shown)
        if key == 'alt+2':  # the C locale groups no digits
            assert f'{seen["rows"]} rows' in found.name.replace(',', ''), found.name


def hawaiian():
    """Numbers of the rows of one product, from 1."""
    with open(CASE, encoding='gb18030', newline='') as file:
        return [number for number, row in enumerate(csv.DictReader(file), 1) if row['商品'] == 'hawaiian']


def look_at_rows(window, seen):
    """Search, sort, go to a row of the file, statistics, copy: all in the grid of the sales."""
    window.keys('alt+2')
    grid = window.wait('tree grid', 'Sales', only=is_shown)
    window.click(grid.cells()[3])
    window.wait('label', 'pizza-sales-2015.csv · row 2', only=is_shown)
    window.keys('ctrl+f')
    window.type('hawaiian')
    found = hawaiian()
    plain = f'{len(found)} of {seen["rows"]} rows'
    window.wait('label', 'of', only=lambda node: node.shown and node.name.replace(',', '') == plain)
    window.keys('Return', 'ctrl+g')
    window.type(str(found[2000]))
    window.keys('Return')
    window.wait('label', 'pizza-sales-2015.csv · row', only=lambda node: node.name.endswith(f' {found[2000] + 1}'))
    window.press('button', 'Remove the condition')
    window.wait('label', ' rows', only=lambda node: node.shown and node.name.replace(',', '') == f'{seen["rows"]} rows')


def sort_and_copy(window, seen):
    grid = window.wait('tree grid', 'Sales', only=is_shown)
    titles = [node for node in grid.children() if node.role == 'column header']
    category = [node for node in titles if node.name == 'Category'][0]
    category.children()[0].act()  # sorts
    window.wait('label', 'pizza-sales-2015.csv · row', only=is_shown)
    category.children()[1].act()
    window.wait('checkbox', ': ', only=is_shown)  # a value with its count
    window.keys('Escape')
    window.keys('ctrl+c')
    window.wait('label', 'Copied 1 row', only=is_shown)


def change_target(window, seen):
    window.keys('alt+1')
    window.click(window.wait('text box', 'Month target', only=is_shown))
    window.keys('ctrl+a')
    window.type(str(TARGET))
    window.keys('Return', 'alt+5')
    window.wait('button', FORECAST + percent(seen['sales'] / TARGET))


def explain_cell(window, seen):
    window.keys('alt+4')
    grid = window.wait('tree grid', 'Weekday weights', only=is_shown)
    weight = grid.cells()[4]  # number, name, days, average, weight
    window.click(weight)
    window.wait('list', 'What it is made of', only=is_shown)
    window.wait('label', '÷')


def take_back(window, seen):
    window.keys('ctrl+z', 'alt+5')
    window.wait('button', seen['completion'])


def export_workbook(window, seen):
    path = os.path.join(window.home, 'report.xlsx')
    window.keys('ctrl+e')
    window.wait('button', 'Export', only=lambda node: node.name.startswith('_Export Export') and node.sensitive)
    time.sleep(1)
    window.focus()
    window.keys('ctrl+a')
    window.type(path)
    window.keys('Return')
    end = time.monotonic() + 30
    while not os.path.exists(path) and time.monotonic() < end:
        time.sleep(0.2)
    with zipfile.ZipFile(path) as package:
        assert 'xl/workbook.xml' in package.namelist()


def look_at_shortcuts(window, seen):
    """They are made when they are first asked for, with the keys that the actions have. GTK itself complains of their
    labels, so that this comes last."""
    for _ in range(2):
        window.keys('ctrl+F1')
        window.wait('label', 'Search the table', only=is_shown)
        window.wait('label', 'Ctrl', only=is_shown)
        window.focus()
        window.keys('Escape')
        window.wait_gone('label', 'Search the table')
        window.focus()


TESTS = [import_case, visit_areas, look_at_rows, sort_and_copy, change_target, explain_cell, take_back, export_workbook, say_nothing,
         look_at_shortcuts]


def main():
    window_driver.skip_without()
    return window_driver.run_steps(PROGRAM, TESTS, dict(zip(('rows', 'sales'), december())))


if __name__ == '__main__':
    sys.exit(main())
