#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table of a database comes in as a file does: choose the data source, connect, choose the table, look, import.
TAP on stdout. The database is SQLite's own and made here; its data source is set up for this test alone.

Usage: test-database.py PROGRAM
"""
import glob
import os
import sqlite3
import sys
import tempfile

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]
DRIVERS = glob.glob('/usr/lib/*/odbc/libsqlite3odbc.so')
N_ROWS = 1234


def make_database(folder):
    with sqlite3.connect(os.path.join(folder, 'shop.db')) as database:
        database.execute('CREATE TABLE "销售明细" (日期 TEXT, 订单号 TEXT, 商品 TEXT, 数量 INTEGER, 金额 TEXT)')
        database.executemany('INSERT INTO "销售明细" VALUES (?, ?, ?, ?, ?)',
                             ((f'2023-{i % 12 + 1:02d}-{i % 28 + 1:02d}', f'A{i:05d}', f'商品{i % 9}', 2, '19.80')
                              for i in range(N_ROWS)))
    with open(os.path.join(folder, 'odbcinst.ini'), 'w', encoding='utf-8') as file:
        file.write(f'[SQLite3]\nDriver={DRIVERS[0]}\n')
    with open(os.path.join(folder, 'odbc.ini'), 'w', encoding='utf-8') as file:
        file.write(f'[shop]\nDriver=SQLite3\nDatabase={folder}/shop.db\n')


def connect(window):
    window.keys('ctrl+shift+d')
    window.press('button', 'onnect')
    window.wait('label', '销售明细', only=is_shown)


def refuse_to_write(window):
    window.focus()
    window.keys('alt+q')
    window.type('delete from x')
    window.press('button', 'Import…')
    window.wait('alert', 'Only one query', only=is_shown)
    window.keys('ctrl+a', 'BackSpace')


def bring_in(window):
    window.press('button', 'Import…')
    window.wait('label', 'rows as they will be read', only=is_shown)
    window.press('button', '_Import Import')
    window.wait_gone('label', 'rows as they will be read')
    window.resize(1280, 800)  # a closed dialog leaves the focus nowhere
    window.keys('alt+2')
    rows = window.wait('label', ' rows', only=lambda node: node.shown and str(N_ROWS) in node.name.replace(',', ''))
    assert rows


TESTS = [connect, refuse_to_write, bring_in, say_nothing]


def main():
    if not DRIVERS:
        print('1..0 # SKIP not installed here: libsqliteodbc')
        return 0
    window_driver.skip_without()
    with tempfile.TemporaryDirectory(prefix='steelyard-database-') as folder:
        make_database(folder)
        return window_driver.run_steps(PROGRAM, TESTS, ODBCSYSINI=folder, ODBCINI=os.path.join(folder, 'odbc.ini'))


if __name__ == '__main__':
    sys.exit(main())
