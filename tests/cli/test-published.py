#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the methods say of published examples is what was published of them; each names its source. TAP on stdout.

Usage: test-published.py PROGRAM
"""
import collections
import csv
import io
import math
import os
import statistics
import subprocess
import sys
import tempfile

import tap

PROGRAM = os.path.abspath(sys.argv[1])
DATA = os.path.join(os.environ.get('STEELYARD_TEST_DATA', ''), 'data')
WORK = tempfile.TemporaryDirectory(prefix='steelyard-published-')


def write(name, header, rows):
    path = os.path.join(WORK.name, name)
    with open(path, 'w', encoding='utf-8', newline='') as file:
        csv.writer(file).writerows([header, *rows])
    return path


def table(*arguments):
    done = subprocess.run([PROGRAM, 'table', *arguments, '--lang', 'en'], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def near(what, got, want, tolerance):
    assert got != '' and abs(float(got) - want) <= tolerance * max(1, abs(want)), f'{what}: {got}, published {want}'


def shared(*path):
    path = os.path.join(DATA, *path)
    if not os.path.exists(path):
        raise tap.Skip(f'{path} is not there')
    return path


# --- charts of shares and counts ---
# Data and limits: Montgomery, Introduction to Statistical Quality Control, as in R's package qcc (Scrucca 2004; its
# vignette prints the limits): cans of orange juice, printed circuits, personal computers.
JUICE = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
JUICE_AFTER = [9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5]
CIRCUITS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]
COMPUTERS = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5]


def without(numbers, *places):
    return [number for place, number in enumerate(numbers, 1) if place not in places]


CHARTS = [
    # name, kind, defects, size, centre, lower, upper, samples beyond the limits
    ('juice', 'p', JUICE, 50, .2313333, .05242755, .4102391, [15, 23]),
    ('juice', 'np', JUICE, 50, 11.56667, 2.621377, 20.51196, [15, 23]),
    ('juice in control', 'p', without(JUICE, 15, 23), 50, .215, .04070284, .3892972, [20]),
    ('juice after the repair', 'p', JUICE_AFTER, 50, .1108333, 0, .2440207, []),
    ('circuits', 'c', CIRCUITS, '', 19.84615, 6.481447, 33.21086, [6, 20]),
    ('circuits in control', 'c', without(CIRCUITS, 6, 20), '', 19.66667, 6.362532, 32.9708, []),
    ('circuits in control', 'u', without(CIRCUITS, 6, 20), 100, .1966667, .06362532, .329708, []),
    ('computers', 'u', COMPUTERS, 5, 1.93, .06613305, 3.793867, []),
]


def counted(kind, defects, sizes):
    samples = write('counted.csv', ['sample', 'defects', 'size'], zip(range(1, len(defects) + 1), defects, sizes))
    return table('--template', 'p-chart', '--table', 'shares', '--set', f'kind={kind}', '--input', f'counted={samples}')


def charts_of_equal_samples():
    for name, kind, defects, size, centre, lower, upper, beyond in CHARTS:
        rows = counted(kind, defects, [size] * len(defects))
        assert len(rows) == len(defects), name
        for row in rows:
            for column, want in (('center', centre), ('lower', lower), ('upper', upper)):
                near(f'{name}, {kind}, {column}', row[column], want, 1e-6)
        assert [n for n, row in enumerate(rows, 1) if row['hit'] == '1'] == beyond, f'{name}, {kind}'


# Bruised peaches in crates, one or two a shipment: Pyzdek, The Handbook for Quality Management, table 9.6; limits by its
# formulas, p ± 3√(p(1−p)/n) and u ± 3√(u/n), of p = 1544/8000 and u = 1544/32.
PEACHES = [47, 42, 55, 51, 46, 61, 39, 44, 41, 51, 88, 101, 101, 40, 48, 47, 50, 48, 57, 45, 43, 105, 98, 100, 96]
TWO_CRATES = (11, 12, 13, 22, 23, 24, 25)


def charts_of_unequal_samples():
    crates = [2 if shipment in TWO_CRATES else 1 for shipment in range(1, 26)]
    for kind, pieces, limits in (('p', 250, {1: (.118, .268), 2: (.140, .246)}), ('u', 1, {1: (27.4, 69.1), 2: (33.5, 63.0)})):
        rows = counted(kind, PEACHES, [n * pieces for n in crates])
        for n, row in zip(crates, rows):
            near(f'{kind}, lower', row['lower'], limits[n][0], .0006)
            near(f'{kind}, upper', row['upper'], limits[n][1], .0006)
        assert all(row['hit'] == '0' for row in rows), kind


# --- statistics ---

def lags_at_a_large_level():
    """NIST StRD, NumAcc4: 10,000,000.2, then .1 and .3 in turn; the small movements are not lost in the level."""
    y = [1e7 + .2] + [1e7 + .1, 1e7 + .3] * 60
    x = [1e7 + (n * 37 % 101) / 100 for n in range(len(y))]
    pairs = write('pairs.csv', ['label', 'x', 'y'], [(n, repr(a), repr(b)) for n, (a, b) in enumerate(zip(x, y))])
    rows = table('--template', 'correlation', '--table', 'lag_correlations', '--input', f'pairs_typed={pairs}')
    assert len(rows) == 15, rows
    for row in rows:
        lag, n = int(row['item']), len(x)
        earlier, later = (x[:n - lag], y[lag:]) if lag >= 0 else (x[-lag:], y[:n + lag])
        near(f'lag {lag}', row['r'], statistics.correlation([v - 1e7 for v in earlier], [v - 1e7 for v in later]), 1e-6)


# --- weights ---
# Saaty: what is drunk in the United States (Decision making with the analytic hierarchy process, 2008), the choice of a
# school (The analytic hierarchy process, 1980).
DRINKS = ['Coffee', 'Wine', 'Tea', 'Beer', 'Sodas', 'Milk', 'Water']
DRUNK = [[9, 5, 2, 1, 1, 1 / 2], [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9], [1 / 3, 1 / 4, 1 / 3, 1 / 9], [1 / 2, 1, 1 / 3], [2, 1 / 2],
         [1 / 3]]
CRITERIA = ['Learning', 'Friends', 'School life', 'Vocational training', 'College preparation', 'Music classes']
IMPORTANT = [[4, 3, 1, 3, 4], [7, 3, 1 / 5, 1], [1 / 5, 1 / 5, 1 / 6], [1, 1 / 3], [3]]
SCHOOLS = [[[1 / 3, 1 / 2], [3]], [[1, 1], [1]], [[5, 1], [1 / 5]], [[9, 7], [1 / 5]], [[1 / 2, 1], [2]], [[6, 4], [1 / 3]]]


def judge(under, items, upper):
    return [(under, items[i], items[i + 1 + j], repr(value)) for i, row in enumerate(upper) for j, value in enumerate(row)]


def hierarchy(what, rows):
    judged = write('judged.csv', ['under', 'item', 'other', 'value'], rows)
    return table('--template', 'ahp', '--table', what, '--input', f'judged={judged}')


def weights_of_what_is_drunk():
    weights = {row['item']: row['weight'] for row in hierarchy('ahp_weights', judge('Drinks', DRINKS, DRUNK))}
    for drink, want in zip(DRINKS, (.177, .019, .042, .116, .190, .129, .327)):
        near(drink, weights[drink], want, .0006)
    near('CR', hierarchy('consistency', judge('Drinks', DRINKS, DRUNK))[0]['cr'], .022, .0005)


def schools_under_six_criteria():
    rows = judge('School', CRITERIA, IMPORTANT)
    for criterion, upper in zip(CRITERIA, SCHOOLS):
        rows += judge(criterion, ['A', 'B', 'C'], upper)
    weights = {row['item']: row['weight'] for row in hierarchy('ahp_weights', rows) if row['group'] == 'School'}
    for criterion, want in zip(CRITERIA, (.32, .14, .03, .13, .24, .14)):
        near(criterion, weights[criterion], want, .0055)
    totals = {row['item']: row['weight'] for row in hierarchy('ahp_totals', rows)}
    for school, want in (('A', .37), ('B', .38), ('C', .25)):
        near(school, totals[school], want, .0055)


# --- baskets and customers ---

def rules_of_the_groceries():
    """9,835 baskets of R's arules: 410 rules at support .001 and confidence .8, 463 at .006 and .25 (the vignettes, and Lantz,
    Machine Learning with R)."""
    with open(shared('sales', 'groceries', 'groceries_long.csv'), encoding='utf-8') as file:
        lines = [('2006-01-01', row['order_id'], row['product'], 1, 1) for row in csv.DictReader(file)]
    sales = write('groceries.csv', ['日期', '订单号', '商品', '数量', '金额'], lines)
    for support, confidence, lengths, best, lift in (
            (.001, .8, {3: 29, 4: 229, 5: 140, 6: 12}, 'liquor + red/blush wine → bottled beer', 11.235269),
            (.006, .25, {2: 150, 3: 297, 4: 16}, 'herbs → root vegetables', 3.956477)):
        rows = table(sales, '--template', 'association', '--table', 'rules', '--set', f'least_support={support}', '--set',
                     f'least_confidence={confidence}', '--set', 'most_items=6')
        found = collections.Counter(row['rule'].count(' + ') + 2 for row in rows)
        assert found == lengths, found
        assert rows[0]['rule'] == best, rows[0]
        near(best, rows[0]['lift'], lift, 1e-6)


def scores_of_the_package_rfm():
    """995 customers of R's package rfm (MIT), its own limits: recency, frequency and monetary scores of every one."""
    with open(shared('reference', 'rfm-package', 'rfm_table_order_2006-12-31.csv'), encoding='utf-8') as file:
        published = {row['customer_id']: row for row in csv.DictReader(file)}
    limits = write('limits.csv', ['measure', 'for2', 'for3', 'for4', 'for5'],
                   [('R', 482, 297.4, 181, 115), ('F', 4, 5, 6, 8), ('M', 255.8, 382, 506.4, 666)])
    rows = table(shared('sales', 'crm-rfm-package', 'rfm_data_orders.csv'), '--kind', 'sales', '--map', 'customer=customer_id',
                 '--map', 'amount=revenue', '--map', 'date=order_date', '--unmask', 'the published table has the names',
                 '--template', 'rfm', '--table', 'rfm', '--set', 'rfm_as_of=2006-12-31', '--set', 'rfm_days=3660', '--input',
                 f'score_limits={limits}')
    assert len(rows) == len(published) == 995
    for row in rows:
        want = published[row['customer']]
        for column, name in (('recency', 'recency_days'), ('orders', 'transaction_count'), ('amount', 'amount'),
                             ('score_recency', 'recency_score'), ('score_orders', 'frequency_score'),
                             ('score_amount', 'monetary_score')):
            assert math.isclose(float(row[column]), float(want[name])), (row, want)


TESTS = [charts_of_equal_samples, charts_of_unequal_samples, lags_at_a_large_level, weights_of_what_is_drunk,
         schools_under_six_criteria, rules_of_the_groceries, scores_of_the_package_rfm]


if __name__ == '__main__':
    sys.exit(tap.run_tests(TESTS))
