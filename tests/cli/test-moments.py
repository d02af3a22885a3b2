#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Indicators of a moment, of the made-up retailer: stock, members, staff on the last day of a period, told apart by
periods, stores and categories and held against the period before and the year before. TAP on stdout.

Everything is computed again here, row by row from the text of the files.
Usage: test-moments.py PROGRAM
"""
import calendar
import collections
import csv
import datetime
import io
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
FOLDER = os.path.join(os.environ['STEELYARD_CASES'], 'retailer')
WORK = tempfile.TemporaryDirectory(prefix='steelyard-moments-')
DOCUMENT = os.path.join(WORK.name, 'retailer.steelyard')
FILES = ('库存快照', '销售明细', '会员档案', '员工花名册', '门店档案', '商品档案')
DAY = datetime.timedelta(days=1)
LAST_DAY = datetime.date(2024, 12, 31)
day = datetime.date.fromisoformat


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=240)
    err = done.stderr.decode()
    assert done.returncode == 0 and 'CRITICAL' not in err and 'WARNING' not in err, f'{arguments}: {err}'
    return done.stdout.decode()


def rows(name, encoding='utf-8-sig'):
    with open(os.path.join(FOLDER, f'{name}.csv'), encoding=encoding, newline='') as file:
        return list(csv.DictReader(file))


# --- the data, as few numbers as are needed ---

CATEGORY = {row['商品编码']: row['品类'] for row in rows('商品档案')}
STOCK = collections.defaultdict(list)
for row in rows('库存快照'):
    STOCK[day(row['库存日期'])].append((row['门店名称'], row['商品编码'], int(row['库存数量']), int(row['库存成本']),
                                       row['是否可售'] == '是'))
SALES = collections.defaultdict(list)
for row in rows('销售明细', 'gb18030'):
    SALES[row['销售日期']].append((row['门店名称'], row['会员卡号'], row['商品编码'], int(row['数量']), float(row['实收金额'])))
FIRST_SALE = day(min(SALES))
MEMBERS = [(day(row['入会日期']), row['出生日期'], row['开卡门店'], row['会员等级']) for row in rows('会员档案')]
STAFF = [(row['门店名称'], day(row['入职日期']), row['离职日期']) for row in rows('员工花名册')]
PLACES = {row['门店名称']: int(row['标准编制']) for row in rows('门店档案')}


# --- what there is on a day, and in a period ---

def keeps(key, store, product=None):
    dimension, member = key
    return not dimension or (store if dimension == 'store' else CATEGORY.get(product)) == member


def stock(key, on):
    """Quantity, cost, cost of what may be sold, cost and quantity by product; None before the first snapshot."""
    taken = [date for date in STOCK if date <= on]
    if not taken:
        return None
    lines = [line for line in STOCK[max(taken)] if keeps(key, line[0], line[1])]
    products = collections.defaultdict(lambda: [0, 0])
    for _, product, quantity, cost, _ in lines:
        products[product][0] += cost
        products[product][1] += quantity
    return (sum(line[2] for line in lines), sum(line[3] for line in lines), sum(line[3] for line in lines if line[4]), products)


def lines_of(first, last):
    while first <= last:
        yield from SALES.get(first.isoformat(), ())
        first += DAY


def sold(key, first, last):
    quantity, amount, products = 0, 0.0, collections.defaultdict(lambda: [0, 0.0])
    for store, _, product, pieces, paid in lines_of(first, last):
        if keeps(key, store, product):
            quantity += pieces
            amount += paid
            products[product][0] += pieces
            products[product][1] += paid
    return quantity, amount, products


def ratio(a, b):
    return None if a is None or b is None or b == 0 else a / b


def average_inventory(key, first, last):
    begin, end = stock(key, first - DAY), stock(key, last)
    return None if begin is None or end is None else (begin[1] + end[1]) / 2


def effective_inventory_ratio(key, first, last):
    end = stock(key, last)
    return end and ratio(end[2], end[1])


def current_goods_value(key, first, last):
    end, (quantity, amount, _) = stock(key, last), sold(key, first, last)
    price = ratio(amount, quantity)
    return None if end is None or price is None else end[0] * price


def inventory_days_qty(key, first, last):
    end, (quantity, _, _) = stock(key, last), sold(key, first, last)
    return end and ratio(end[0], max(0, quantity) / ((last - first).days + 1))


def top10_stock_share(key, first, last):
    end = stock(key, last)
    if end is None:
        return None
    costs = sorted((cost for cost, _ in end[3].values()), reverse=True)
    return ratio(sum(costs[:10]), end[1])


def slow_mover_sales_share(key, first, last):
    """Sales of what lasts more than 180 days at the pace of the period; of what ever lay in stock."""
    end, (_, amount, products) = stock(key, last), sold(key, first, last)
    known = {line[1] for lines in STOCK.values() for line in lines if keeps(key, line[0], line[1])}
    slow = 0.0
    for product in known:
        quantity = end[3][product][1] if end else 0
        pieces, paid = products.get(product, (0, 0.0))
        if (quantity > 0 if pieces <= 0 else quantity / pieces * ((last - first).days + 1) > 180):
            slow += paid
    return ratio(slow, amount)


def active_member_count(key, first, last):
    return len({customer for store, customer, product, _, _ in lines_of(last - 364 * DAY, last)
                if customer and keeps(key, store, product)})


def avg_member_age(key, first, last):
    ages = [(last - day(born)).days / 365.2425 for joined, born, store, _ in MEMBERS
            if joined <= last and born and day(born) <= last and keeps(key, store)]
    return ratio(sum(ages), len(ages))


def staff_on(key, on):
    return sum(hired <= on and (not left or day(left) > on) for store, hired, left in STAFF if keeps(key, store))


def staffing_fill_rate(key, first, last):
    return ratio(staff_on(key, last), sum(places for store, places in PLACES.items() if keeps(key, store)))


def staff_turnover_rate(key, first, last):
    leavers = sum(bool(left) and first <= day(left) <= last for store, _, left in STAFF if keeps(key, store))
    return ratio(leavers, (staff_on(key, first - DAY) + staff_on(key, last)) / 2)


# --- periods ---

def last_of(first, grain):
    if grain == 'day':
        return first
    if grain == 'week':
        return first + 6 * DAY
    months = {'month': 1, 'quarter': 3, 'year': 12}[grain]
    return shift(first, months) - DAY


def shift(date, months):
    number = date.year * 12 + date.month - 1 + months
    year, month = divmod(number, 12)
    return datetime.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def base_of(first, grain, contrast):
    if contrast == 'previous':
        return {'day': first - DAY, 'week': first - 7 * DAY}.get(grain) or shift(first, {'month': -1, 'quarter': -3, 'year': -12}[grain])
    return first - 364 * DAY if grain == 'week' else shift(first, -12)


# --- the cases ---

STOCKED = ('average_inventory', 'effective_inventory_ratio', 'current_goods_value', 'inventory_days_qty',
           'top10_stock_share', 'slow_mover_sales_share')
PEOPLE = ('active_member_count', 'avg_member_age', 'staffing_fill_rate', 'staff_turnover_rate')
CASES = [
    (STOCKED, None, 'month', '2023-01..2024-12', None),
    (STOCKED, None, 'quarter', '2023-01..2024-12', 'yoy'),
    (STOCKED, None, 'year', '2024', 'previous'),
    (STOCKED, None, 'week', '2024-11-04..2024-12-22', 'previous'),
    (STOCKED, 'store', 'month', '2024-10..2024-12', 'previous'),
    (STOCKED, 'category', 'month', '2024-11..2024-12', 'yoy'),
    # No snapshot was taken on these days.
    (STOCKED, 'category', 'day', '2024-12-14..2024-12-15', 'previous'),
    (STOCKED, 'category', None, '2024-12-15', None),
    (PEOPLE, None, 'month', '2024', 'previous'),
    (PEOPLE, 'store', 'quarter', '2024', 'yoy'),
    (PEOPLE[:1], 'category', 'month', '2024-12', 'previous'),
]


def near(got, expected):
    if expected is None or got == '':
        return expected is None and got == ''
    return abs(float(got) - expected) <= 1e-9 * max(1, abs(expected))


def check(indicators, by, grain, period, contrast):
    options = ['--period', period, '--unmask', 'test']
    options += ['--by', by] if by else []
    options += ['--grain', grain] if grain else []
    options += ['--contrast', contrast] if contrast else []
    table = list(csv.DictReader(io.StringIO(run('indicator', *indicators, DOCUMENT, *options))))
    assert table, 'no rows'
    # Where a dimension is reached through a list its column is named after it.
    by_column = next((column for column in table[0] if by and column.endswith(by)), None)
    cells = 0
    for row in table:
        key = (by, row[by_column] if by else None)
        first = day(row['period']) if grain else day(period)
        last = min(last_of(first, grain), LAST_DAY) if grain else first
        for name in indicators:
            expected = globals()[name](key, first, last)
            assert near(row[name], expected), f'{name} of {key} on {last}: {row[name]}, not {expected}'
            cells += expected is not None
            if contrast:
                base = base_of(first, grain, contrast)
                base_last = last_of(base, grain)
                expected = globals()[name](key, base, base_last)
                got = row[f'{name}_base']
                # What was before the data is not known, though a count of it would be 0.
                assert near(got, expected) or (got == '' and base_last < FIRST_SALE), \
                    f'{name} of {key}, base on {base_last}: {got}, not {expected}'
    if by and indicators is STOCKED:
        expected = {store for date in STOCK for store, *_ in STOCK[date]} if by == 'store' else set(CATEGORY.values())
        missing = expected - {row[by_column] for row in table}
        assert not missing, f'missing: {missing}'
    return cells


def main():
    run('import', *(os.path.join(FOLDER, f'{name}.csv') for name in FILES), '-o', DOCUMENT)
    print(f'1..{len(CASES)}')
    failed = 0
    for number, case in enumerate(CASES, 1):
        name = ' '.join(str(part) for part in (case[0][0], *case[1:]))
        try:
            print(f'ok {number} - {name} # {check(*case)} cells')
        except AssertionError as error:
            failed += 1
            print(f'not ok {number} - {name}\n# {error}')
    return failed > 0


sys.exit(main())
