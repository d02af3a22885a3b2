#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The explorer and the library of indicators as a user works in them: look at a month by category against the month
before, open a row, go back, keep the view, write it out; find an indicator by its pinyin initials and compute it from
typed inputs. TAP on stdout.

Expected numbers are added up here, from the text of the data file, with nothing but Python's decimals.
Usage: test-explorer.py PROGRAM
"""
import csv
import os
import subprocess
import sys
import time
import zipfile
from collections import defaultdict
from decimal import Decimal

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]
CASE = os.path.join(os.environ['STEELYARD_DATA'], 'cases', 'pizza-sales-2015.csv')


def sales_by(*columns, month='2015-12', **only):
    """Sums of the amounts of a month by the texts of columns."""
    sums = defaultdict(Decimal)
    with open(CASE, encoding='gb18030', newline='') as file:
        for row in csv.DictReader(file):
            if row['日期'].startswith(month) and all(row[name] == value for name, value in only.items()):
                sums[tuple(row[name] for name in columns)] += Decimal(row['金额'])
    return sums


def plain(text):
    """A number as it is shown: without grouping, with a plain minus."""
    return text.replace(',', '').replace('−', '-')


def read_rows(window):
    """The rows of the grid that is shown, as texts."""
    grid = window.wait('tree grid', '', only=is_shown)
    n = len([node for node in grid.children() if node.role == 'column header'])
    rows = [[cell.name for cell in row.children()[:n]] for row in grid.children() if row.role == 'row' and row.shown]
    return [row for row in rows if row and row[0] != 'GtkInscription']


def wait_rows(window, wanted):
    """Until these texts are in the grid's first column; rows that are out of sight keep their old texts."""
    end = time.monotonic() + 20
    rows = []
    while time.monotonic() < end:
        rows = read_rows(window)
        if wanted <= {row[0] for row in rows}:
            return [row for row in rows if row[0] in wanted]
        time.sleep(0.3)
    raise AssertionError(f'{[row[0] for row in rows]} and not {sorted(wanted)}')


def import_case(window):
    window.press('button', '_Import Import')
    window.wait('button', 'Forecast completion: ', 40)


def explore_a_month(window):
    window.resize(1280, 800)
    window.keys('alt+6')
    now = sales_by('品类')
    rows = wait_rows(window, {key for key, in now})
    for row in rows:
        assert Decimal(plain(row[1])) == now[(row[0],)], row
    total = sum(now.values())
    window.wait('button', ': ', only=lambda node: node.shown and plain(node.name).endswith(f': {total}'))


def hold_against_the_month_before(window):
    before = sales_by('品类', month='2015-11')
    now = sales_by('品类')
    for row in wait_rows(window, {key for key, in now}):
        assert Decimal(plain(row[2])) == before[(row[0],)], row
        difference = now[(row[0],)] - before[(row[0],)]
        assert Decimal(plain(row[3])) == difference, row
        assert row[3][0] in ('+', '−') or difference == 0, row


def explain_a_number(window):
    grid = window.wait('tree grid', '', only=is_shown)
    window.click(grid.cells()[3])
    window.wait('list', 'What it is made of', only=is_shown)


def open_a_row(window):
    grid = window.wait('tree grid', '', only=is_shown)
    name = grid.cells()[0].name
    window.keys('ctrl+Return')
    sizes = sales_by('规格', **{'品类': name})
    window.wait('label', name, only=is_shown)
    rows = wait_rows(window, {key for key, in sizes})
    for row in rows:
        assert Decimal(plain(row[1])) == sizes[(row[0],)], row


def go_back(window):
    window.press('button', 'Company')
    wait_rows(window, {key for key, in sales_by('品类')})


def keep_the_view(window):
    window.click(window.wait('button', 'Keep as', only=is_shown))
    window.type('Kept by category')
    window.keys('Return')
    window.wait('list item', 'Kept by category')


def write_it_out(window):
    path = os.path.join(window.home, 'view.xlsx')
    window.click(window.wait('button', 'Write this view out', only=is_shown))
    window.keys('Return')
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


def find_an_indicator(window):
    window.resize(1280, 800)
    window.keys('alt+7')
    window.click(window.wait('search box', 'Search indicators', only=is_shown))
    window.type('kdj')
    window.wait('label', '1 of 198', only=is_shown)
    window.keys('Return')
    window.wait('label', 'Average spend per customer', only=is_shown)


def compute_from_typed_inputs(window):
    window.click(window.wait('text box', 'Sales', only=is_shown))
    window.type('12000')
    window.click(window.wait('text box', 'Buyers', only=is_shown))
    window.type('0')
    window.wait('label', '—', only=is_shown)
    window.keys('ctrl+a')
    window.type('80')
    window.wait('label', '150.00', only=is_shown)
    window.wait('label', '÷ 80', only=is_shown)


def choose_with_the_mouse(window):
    """The first of the dimensions becomes the whole, which stands at the top of the list that opens under it."""
    window.keys('alt+6')
    choice = window.wait('combo box', 'Told apart by', only=is_shown)
    x, y, width, height = choice.extents()
    window.click(choice)
    time.sleep(1)
    subprocess.run(['xdotool', 'mousemove', str(x + width // 2), str(y + height + 29), 'click', '1'], check=True)
    row, = wait_rows(window, {'All'})
    assert Decimal(plain(row[1])) == sum(sales_by('品类').values()), row


TESTS = [import_case, explore_a_month, hold_against_the_month_before, explain_a_number, open_a_row, go_back,
         keep_the_view, write_it_out, find_an_indicator, compute_from_typed_inputs, choose_with_the_mouse,
         say_nothing]

if __name__ == '__main__':
    window_driver.skip_without()
    sys.exit(window_driver.run_steps(PROGRAM, TESTS, files=(CASE,)))
