#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing data in as a user does: files together, one of them with a row that can't be read and one with renamed
columns, the report of it, undo, a file that is no file, and an import that is cancelled half-way. TAP on stdout.

Usage: test-import-dialog.py PROGRAM
"""
import csv
import os
import statistics
import sys
import time

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]
ROWS = 40
BIG_ROWS = 4000000
ANSWER_S = 0.1  # of the window while it reads


def write(path, header, rows):
    with open(path, 'w', encoding='gb18030', newline='') as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def month_rows(month, unreadable=None):
    for number in range(ROWS):
        amount = 'see note' if number == unreadable else f'{number * 3 + 12}.50'
        yield [f'2016-{month:02}-{number % 28 + 1:02}', f'A{month}{number:04}', f'商品{number % 5}', number % 3 + 1, amount]


def make_files(folder):
    header = ['日期', '订单号', '商品', '数量', '金额']
    paths = [os.path.join(folder, f'sales-2016-{month:02}.csv') for month in (1, 2, 3)]
    write(paths[0], header, month_rows(1))
    write(paths[1], header, month_rows(2, unreadable=7))
    # next month's columns stand elsewhere, and one has another name that is known
    moved = [[row[1], row[0], *row[2:]] for row in month_rows(3)]
    write(paths[2], ['订单号', '销售日期', '商品', '数量', '金额'], moved)
    return paths


def make_tables(folder):
    """Orders, their lines and the goods: the lines have no day, and only together they are sales."""
    paths = [os.path.join(folder, name) for name in ('商品.csv', '订单.csv', '明细.csv')]
    write(paths[0], ['商品编码', '商品名称', '品类'], [[f'P{i}', f'商品{i}', '饮料'] for i in range(5)])
    write(paths[1], ['订单号', '下单日期', '门店'], [[f'D{i:04}', f'2016-01-{i % 28 + 1:02}', '一店'] for i in range(ROWS)])
    write(paths[2], ['单号', '商品编码', '数量', '金额'],
          [[f'D{i // 2:04}', f'P{i % 5}', 1, '2.50'] for i in range(2 * ROWS)])
    return paths


def rows_there(window, expected):
    """Waits until the sidebar counts so many rows."""
    window.wait('label', str(expected), only=lambda node: is_shown(node) and node.name.replace(',', '') == str(expected))


def join_tables_that_share_a_key(folder):
    with window_driver.Window(PROGRAM, *make_tables(folder)) as window:
        window.wait('label', 'Join These Tables?')
        window.wait('label', '下单日期, 门店')
        window.press('button', '_Join')
        window.wait('label', 'rows as they will be read')
        window.wait('label', 'Looked up in')
        window.press('button', '_Import')
        rows_there(window, 2 * ROWS)


def bring_files_together(folder):
    with window_driver.Window(PROGRAM, *make_files(folder)) as window:
        window.wait('label', 'rows as they will be read')
        window.wait('label', 'sales-2016-03.csv')  # comes next
        for guess in ('Encoding', 'Delimiter', 'Quotes', 'Kind of Data'):
            window.wait('combo box', guess, only=is_shown)
        window.press('button', '_Import')
        rows_there(window, 3 * ROWS - 1)
        window.wait('label', '3 files or sheets brought in')
        window.press('button', '_Report')
        window.wait('list', 'Files that came in', only=is_shown).select(1)
        window.wait('label', 'every row is accounted for')
        window.wait('label', 'What Was Refused (1)')
        window.focus()
        window.keys('Escape')
        window.resize(1280, 800)
        window.keys('ctrl+z')
        rows_there(window, 2 * ROWS - 1)
        window.keys('ctrl+shift+z')
        rows_there(window, 3 * ROWS - 1)
        say_nothing(window)


def texts_below(node):
    children = node.children()
    return [text for child in children for text in texts_below(child)] if children else [node.name]


def days_in_sight(window):
    """Cells of the first rows that are days, from the grid of the dialog."""
    grid = window.wait('tree grid', 'rows', only=is_shown)
    return [text for text in texts_below(grid) if text.startswith('2016-')]


def wait_for_days(window, what, are_there):
    end = time.monotonic() + 20
    while not are_there(days_in_sight(window)):
        assert time.monotonic() < end, f'{days_in_sight(window)}, not {what}'
        time.sleep(0.1)


def leave_merged_cells_blank(folder):
    """The day stands once for the rows of a voucher: it is repeated, but for a click on the switch."""
    path = os.path.join(folder, 'vouchers.csv')
    write(path, ['日期', '单号', '商品', '金额'],
          [[f'2016-01-{i // 2 + 1:02}' if i % 2 == 0 else '', f'A{i // 2}' if i % 2 == 0 else '', '茶糕'[i % 2], i + 1] for i in range(12)])
    with window_driver.Window(PROGRAM, path) as window:
        window.wait('label', 'rows as they will be read')
        window.click(window.wait('label', 'Header in Row', only=is_shown))
        for n_days in (12, 6, 12):
            wait_for_days(window, f'{n_days} days', lambda days, n_days=n_days: len(days) == n_days)
            # With the question above it the switch stands further down.
            window.wheel_down()
            window.click(window.wait('label', 'Leave Cells Below Merged Ones Blank', only=is_shown))
        say_nothing(window)


def tell_the_year(folder):
    """Days such as 1月5日 wait for their year, of the first file and of the one that follows it."""
    paths = [os.path.join(folder, name) for name in ('till-a.csv', 'till-b.csv')]
    for month, path in enumerate(paths, 1):
        write(path, ['日期', '商品', '金额'], [[f'{month}月{day}日', '茶', day] for day in range(1, 11)])
    last_year = time.localtime().tm_year - 1
    with window_driver.Window(PROGRAM, *paths) as window:
        for n_files, name in enumerate(('till-a.csv', 'till-b.csv'), 1):
            window.wait('label', name, only=is_shown)
            window.click(window.wait('label', 'Year: not told', only=is_shown))
            # next year and this one come before it
            window.keys('space', 'Down', 'Down', 'Down', 'Return')
            window.wait('label', f'{last_year}-{n_files:02}-01', only=is_shown)
            window.press('button', '_Import')
        rows_there(window, 20)
        say_nothing(window)


def tell_the_day_from_the_month(folder):
    path = os.path.join(folder, 'open.csv')
    write(path, ['日期', '商品', '金额'], [[f'0{day}/02/2016', '茶', day] for day in range(1, 10)])
    with window_driver.Window(PROGRAM, path) as window:
        window.wait('label', 'rows as they will be read')
        window.click(window.wait('label', 'Day and month: not told', only=is_shown))
        window.keys('space', 'Down', 'Down', 'Return')  # the month first
        wait_for_days(window, 'the month first', lambda days: days[:2] == ['2016-01-02', '2016-02-02'])
        window.press('button', '_Import')
        rows_there(window, 9)
        say_nothing(window)


def say_what_a_column_is(folder):
    """A day taken for a customer is missed at once, and the window goes on answering."""
    path = os.path.join(folder, 'roles.csv')
    write(path, ['日期', '商品', '金额'], [[f'2016-01-{day:02}', '茶', day] for day in range(1, 10)])
    with window_driver.Window(PROGRAM, path) as window:
        window.wait('label', 'rows as they will be read')
        window.click(window.wait('combo box', 'Meaning', only=is_shown))  # of the first column: Date
        for key in ('End', 'Return'):
            window.keys(key)
        window.wait('label', 'Still needed: Date', only=is_shown)
        assert not window.wait('button', '_Import').sensitive
        say_nothing(window)


def tell_what_is_wrong(folder):
    path = os.path.join(folder, 'broken.xlsx')
    with open(path, 'wb') as file:
        file.write(b'PK\x03\x04' + bytes(60))
    with window_driver.Window(PROGRAM, path) as window:
        window.wait('label', 'This file can’t be read')
        window.wait('label', 'broken.xlsx')
        button = window.wait('button', '_Import')
        assert not button.sensitive
        say_nothing(window)


def answer_times(node, seconds):
    times = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.monotonic()
        node.extents()
        times.append(time.monotonic() - begin)
        time.sleep(0.01)
    return times


def cancel_half_way(folder):
    path = os.path.join(folder, 'big.csv')
    lines = [','.join(map(str, row)) for row in month_rows(1)]
    with open(path, 'w', encoding='utf-8') as file:
        file.write('日期,订单号,商品,数量,金额\n')
        for _ in range(BIG_ROWS // ROWS):
            file.write('\n'.join(lines) + '\n')
    with window_driver.Window(PROGRAM, path) as window:
        window.wait('label', 'rows as they will be read')
        window.press('button', '_Import')
        cancel = window.wait('button', 'Cancel: Reading')
        times = answer_times(cancel, 0.4)
        cancel.act()
        begin = time.monotonic()
        window.wait('label', 'Cancelled: nothing was brought in')
        assert time.monotonic() - begin < 5
        assert statistics.median(times) < ANSWER_S, f'the window answers after {statistics.median(times):.3f} s'
        assert not window.look('label', str(BIG_ROWS), is_shown)
        say_nothing(window)


TESTS = [bring_files_together, join_tables_that_share_a_key, leave_merged_cells_blank, tell_the_year,
         tell_the_day_from_the_month, say_what_a_column_is, tell_what_is_wrong, cancel_half_way]


def main():
    window_driver.skip_without()
    return window_driver.run_alone(TESTS)


if __name__ == '__main__':
    sys.exit(main())
