#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the methods say of figures that they can't work with: each is said, with its place, in one line or in a sentence
of the report, and no row is lost. TAP on stdout.

Usage: test-bad-methods.py PROGRAM
"""
import csv
import datetime
import io
import os
import shutil
import subprocess
import sys
import tempfile

import tap

PROGRAM = os.path.abspath(sys.argv[1])
WORK = tempfile.TemporaryDirectory(prefix='steelyard-bad-')
HEADER = '日期,订单号,门店,客户,商品,数量,金额\n'


def write(name, text):
    path = os.path.join(WORK.name, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def run(*arguments):
    """Exit status, stdout and stderr; it neither crashes nor complains of itself."""
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=120)
    err = done.stderr.decode()
    assert done.returncode in (0, 1) and 'CRITICAL' not in err and 'WARNING' not in err, f'{arguments}: {err}'
    return done.returncode, done.stdout.decode(), err


def table(*arguments):
    status, out, err = run('table', *arguments)
    assert status == 0, err
    return list(csv.DictReader(io.StringIO(out)))


def refused(message, *arguments):
    status, out, err = run('table', *arguments)
    last = err.strip().splitlines()[-1]
    assert status == 1 and out == '' and message in last, err


def value(name, *arguments):
    status, out, err = run('value', *arguments, '--name', name)
    assert status == 0, err
    return out.strip()


def report(*arguments):
    path = os.path.join(WORK.name, 'report.html')
    status, _, err = run('report', *arguments, '-o', path)
    assert status == 0, err
    with open(path, encoding='utf-8') as file:
        return file.read()


def days(count, line):
    """@line (n, date) gives a row of sales, from 1 March 2024 on."""
    first = datetime.date(2024, 3, 1)
    return HEADER + ''.join(line(n, first + datetime.timedelta(n)) + '\n' for n in range(count))


# --- weights ---

def a_matrix_that_is_not_reciprocal():
    judged = write('judged.csv', 'under,item,other,value\nGoal,Price,Place,3\nGoal,Place,Price,3\n')
    refused('“Price” against “Place” is 3, but “Place” against “Price” is 3, not 0.333333', '--template', 'ahp', '--table',
            'ahp_weights', '--input', f'judged={judged}')


def a_judgement_of_nothing_or_less():
    for number in ('0', '-3'):
        judged = write('judged.csv', f'under,item,other,value\nGoal,Price,Place,{number}\n')
        refused(f'“Price” against “Place” is {number}', '--template', 'ahp', '--table', 'ahp_weights', '--input',
                f'judged={judged}')


def text_where_a_judgement_belongs():
    judged = write('judged.csv', 'under,item,other,value\nGoal,Price,Place,2\nGoal,Price,People,much\n')
    refused('Row 2: “much” is no number', '--template', 'ahp', '--table', 'ahp_weights', '--input', f'judged={judged}')


def judgements_as_fractions():
    """1/3 is what a textbook prints; 30 is beyond its scale."""
    judged = write('fractions.csv', 'under,item,other,value\nGoal,Price,Place,1/3\nGoal,Place,People,30\nGoal,Price,People,1/0\n')
    refused('Row 3: “1/0” is no number', '--template', 'ahp', '--table', 'ahp_weights', '--input', f'judged={judged}')
    judged = write('fractions.csv', 'under,item,other,value\nGoal,Price,Place,1/3\nGoal,Price,People,10\n')
    arguments = '--template', 'ahp', '--input', f'judged={judged}'
    matrix = {(row['item'], row['against']): row['value'] for row in table(*arguments, '--table', 'matrices')}
    assert abs(float(matrix['Place', 'Price']) - 3) < 1e-12, matrix
    assert '1 judgement lies beyond the scale from 1/9 to 9' in report(*arguments)


def votes_and_layers_that_can_not_be():
    votes = write('votes.csv', 'factor,grade,votes\nGoods,Excellent,-3\nGoods,Good,5\n')
    assert '1 number of votes is negative and does not count' in report('--template', 'fuzzy', '--input', f'votes={votes}')
    layers = write('layers.csv', 'group,layer,hits,base\nA,x,3,0\nB,x,3,4\nC,y,,8\n')
    arguments = '--template', 'strata', '--input', f'layers={layers}'
    assert value('rate_all', *arguments) == '0.25' and value('best_group', *arguments) == 'B'
    assert '1 row has no base above 0, and counts in no rate: A · x' in report(*arguments)


# --- customers and baskets ---

def more_groups_than_customers():
    few = write('few.csv', days(6, lambda n, day: f'{day},{n},A,C{n},P,1,{n * 10 + 10}'))
    rows = table(few, '--template', 'customer-groups', '--table', 'grouped', '--set', 'groups_wanted=10')
    assert len(rows) == 6 and all(row['cluster'] != '0' for row in rows), rows
    text = report(few, '--template', 'customer-groups', '--set', 'groups_wanted=10')
    assert '10 groups can’t be made of 6 different customers' in text, 'the report does not say so'
    assert 'One group is all customers' in report(few, '--template', 'customer-groups', '--set', 'groups_wanted=1')


def an_order_of_five_thousand_items():
    rows = [f'2024-03-01,BIG,A,C,P{n:04d},1,10' for n in range(5000)]
    rows += [f'2024-03-02,O{n},A,C,P{(n * 7 + j * 13) % 200:04d},1,5' for n in range(500) for j in range(3)]
    sales = write('large.csv', HEADER + '\n'.join(rows) + '\n')
    found = table(sales, '--template', 'association', '--table', 'pairs')
    assert found and found[0]['largest_order'] == 'BIG' and found[0]['largest_size'] == '5000', found[:1]
    assert 'BIG' in report(sales, '--template', 'association')
    refused('raise the least support', sales, '--template', 'association', '--table', 'pairs', '--set', 'least_support=0.0001',
            '--set', 'least_orders=1')


# --- time and prices ---

def a_promotion_longer_than_its_history():
    sales = write('month.csv', days(40, lambda n, day: f'{day},{n},A,C,P,1,{10 + n % 7}'))
    plan = write('promotions.csv', '活动编号,开始日期,结束日期\nLONG,2023-12-01,2024-06-30\nBACK,2024-03-20,2024-03-10\n'
                                   'OPEN,2024-03-20,\nLATER,2025-01-01,2025-01-07\n')
    rows = table(sales, plan, '--template', 'promotion-review', '--table', 'promotion_reviews')
    said = {row['promotion']: row['remark'] for row in rows}
    assert said == {'LONG': 'no ordinary days before it', 'BACK': 'it ends before it begins, or a day is missing',
                    'OPEN': 'it ends before it begins, or a day is missing', 'LATER': 'no sales on its days'}, said
    assert all(row['burst'] == '' and row['cost'] == '' for row in rows), rows
    assert [row['end'] for row in rows if row['promotion'] == 'OPEN'] == [''], rows
    assert '4 promotions can’t be judged in full' in report(sales, plan, '--template', 'promotion-review')


def all_prices_equal():
    sales = write('same.csv', days(40, lambda n, day: f'{day},{n},A,C,P,{n % 3 + 1},{n % 3 * 10 + 10}'))
    for template in ('price-bands', 'price-thirds'):
        text = report(sales, '--template', template)
        assert 'Everything was sold at the same price' in text, template
    assert 'an elasticity can’t be told' in report(sales, '--template', 'elasticity')


def promotions_on_a_weekday_without_ordinary_days():
    """What is on every Sunday can't be held against ordinary Sundays: the Mondays beside them are, and it is said."""
    def amount(n, day):
        return 300 if day.weekday() == 6 else 150 if n % 14 == 3 else 100

    sales = write('sundays.csv', days(70, lambda n, day: f'{day},{n},A,C,P,1,{amount(n, day)}'))
    first = datetime.date(2024, 3, 3)
    weeks = [(n, first + datetime.timedelta(7 * n)) for n in range(10)]
    plan = write('promotions-sundays.csv', '活动编号,开始日期,结束日期\n' + ''.join(
        f'{n},{day},{day + datetime.timedelta(1 - n % 2)}\n' for n, day in weeks))
    rows = {row['promotion']: row for row in table(sales, plan, '--template', 'promotion-review', '--table', 'promotion_reviews')}
    for n, _ in weeks[2:8]:
        row = rows[str(n)]
        assert row['remark'] == 'a weekday of it has no ordinary day to compare with', row
        assert (row['during'] == '') == (n % 2 == 1) and (n % 2 == 1 or abs(float(row['burst']) - .5) < 1e-9), row


# --- typed figures with gaps ---

def figures_that_are_missing():
    """A blank is no zero, and what stands behind it is not lost."""
    typed = write('figures.csv', 'label,value,group\n' + ''.join(f'{n},{n},\n' for n in range(1, 11)) + 'eleven,,\n12,24,\n13,26,\n')
    for template, name in (('histogram', 'mean'), ('control-chart', 'center')):
        arguments = '--template', template, '--input', f'numbers={typed}'
        assert abs(float(value(name, *arguments)) - 105 / 12) < 1e-12, template
    for template in ('histogram', 'control-chart', 'box', 'anomalies'):
        text = report('--template', template, '--input', f'numbers={typed}')
        assert '1 typed row has a name and no figure, and is left out: eleven' in text, template
    pairs = write('half-pairs.csv', 'label,x,y\n' + ''.join(f'{n},{n},{n * n}\n' for n in range(1, 10)) + 'ten,10,\n,,121\n12,12,144\n')
    arguments = '--template', 'correlation', '--input', f'pairs_typed={pairs}'
    assert abs(float(value('fit_slope', *arguments)) - 12.561959654178674) < 1e-9
    assert '2 typed rows lack x or y, and are left out: ten' in report(*arguments)


def samples_that_can_not_be():
    """Without a number or a size, with more defects than pieces or fewer than none: out of the mean, and named."""
    samples = write('samples.csv', 'sample,defects,size\nA,,10\nB,3,10\nC,4,\nD,11,10\nE,-1,10\nF,1,10\n')
    arguments = '--template', 'p-chart', '--input', f'counted={samples}'
    assert value('share_mean', *arguments) == '0.2'
    rows = table(*arguments, '--table', 'shares')
    assert [row['sample'] for row in rows if row['value'] == ''] == ['A', 'C', 'D', 'E'] and len(rows) == 6, rows
    assert '4 samples are left out, such as A' in report(*arguments)


# --- shares and classes ---

def a_base_below_zero():
    """Growth from a negative base is held against its size, and marked; without a base there is none."""
    market = write('market.csv', 'product,sales,before,own_share,rival_share\nUp,50,-100,0.3,0.15\nDown,-200,-100,0.1,0.2\n'
                                 'New,5,0,0.1,0.2\nAlone,10,10,0.1,\n')
    rows = table('--template', 'growth-share', '--table', 'market_matrix', '--input', f'market_products={market}')
    said = {row['product']: (row['growth'], row['class'], row['badge']) for row in rows}
    assert said == {'Up': ('1.5', 'Star', 'negative base'), 'Down': ('-1', 'Dog', 'negative base'), 'New': ('', 'Question mark', 'new'),
                    'Alone': ('0', '', 'no share of the rival')}, said


def goods_in_two_places():
    sales = write('places.csv', days(9, lambda n, day: f'{day},{n},A,C,P{n % 3},1,10'))
    tree = write('tree.csv', 'sku,level1,level2\nP0,Food,Tea\nP0,Gifts,\nP1,Food,Tea\n')
    facets = write('facets.csv', 'sku,facet,value\nP0,Season,Spring\nP1,Season,Spring\nP1,Season,Winter\n')
    arguments = sales, '--template', 'goods-classes', '--input', f'class_tree={tree}', '--input', f'facets={facets}'
    found = {row['sku']: row['problem'] for row in table(*arguments, '--table', 'class_problems')}
    assert found == {'P0': 'in more than one place', 'P2': 'not classified'}, found
    assert '2 values stand beside another one, or twice, for the same facet and product, such as P1 · Season' in report(*arguments)


# --- factors ---

def negative_factors_in_a_product():
    def line(year, store, n):
        quantity = -2 if year == 2024 and store == 'B' else 3
        return f'{year}-03-{n + 1:02d},{year}{store}{n},{store},C,P,{quantity},{quantity * 10}'

    sales = write('negative.csv', HEADER + '\n'.join(line(year, store, n) for year in (2023, 2024) for store in 'AB'
                                                     for n in range(28)) + '\n')
    months = ['--set', 'dupont_base=2023-03', '--set', 'dupont_month=2024-03']
    steps = table(sales, '--template', 'dupont', '--table', 'dupont_steps', *months)
    changes = [float(row['delta']) for row in steps if row['shown'] == '1']
    assert abs(sum(changes[:-1]) - changes[-1]) < 0.005, steps
    assert abs(changes[-1] - (28 * 30 - 28 * 20)) < 0.005, steps
    assert '−1,400.00 of the change stands under “Other stores”' in report(sales, '--template', 'dupont', *months)


def text_where_numbers_belong():
    sales = write('text.csv', HEADER + '2024-03-01,1,A,C,P,2,20\n2024-03-02,2,A,C,P,两件,30\n2024-03-03,3,A,C,P,1,约40\n'
                                       '昨天,4,A,C,P,1,10\n2024-03-05,5,A,C,P,1,15\n')
    status, out, err = run('table', sales, '--template', 'abc', '--table', 'abc')
    assert status == 0 and ',65,' in out, out + err
    for said in ('5 rows read, 3 kept, 2 refused', 'row 3, 数量: 两件: is not a number', '“约40” in column “金额”',
                 '“昨天” in column “日期”'):
        assert said in err, err


def an_indicator_that_tells_no_product():
    """What is the same for all products can't be asked by them alone."""
    data = os.path.join(WORK.name, 'data')
    shutil.copytree(os.environ['STEELYARD_DATA'], data)
    path = os.path.join(data, 'indicators', 'purchase.xml')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text.replace('<indicator id="distribution_coverage"', """<indicator id="half_the_stores" unit="count"
          direction="more" grain="ratio" levels="operations" lines="goods"><title>Half the stores</title><title
          xml:lang="zh_CN">半数门店</title><meaning>Half.</meaning><meaning xml:lang="zh_CN">半数。</meaning><input
          id="stores_there" unit="count" formula="ROWS(stores[store])" regardless="products"><title>Stores</title><title
          xml:lang="zh_CN">门店</title></input><formula>stores_there/2</formula></indicator>
        <indicator id="distribution_coverage\"""", 1))
    sales = write('half-sales.csv', HEADER + '2024-01-05,A1,一店,c,苹果,1,2\n')
    stores = write('stores.csv', '门店,区域\n一店,东\n二店,西\n')
    document = os.path.join(WORK.name, 'half.steelyard')
    assert run('import', sales, stores, '-o', document)[0] == 0
    environment = dict(os.environ, STEELYARD_DATA=data)
    for dimension, status, said in (('product', 1, '“Half the stores” can’t be had here.'), ('store', 0, '')):
        done = subprocess.run([PROGRAM, 'indicator', 'half_the_stores', document, '--by', dimension], env=environment,
                              capture_output=True, timeout=120)
        assert done.returncode == status and said in done.stderr.decode(), done.stderr.decode()


TESTS = [a_matrix_that_is_not_reciprocal, a_judgement_of_nothing_or_less, text_where_a_judgement_belongs,
         judgements_as_fractions, votes_and_layers_that_can_not_be, more_groups_than_customers, an_order_of_five_thousand_items,
         a_promotion_longer_than_its_history, all_prices_equal, promotions_on_a_weekday_without_ordinary_days,
         figures_that_are_missing, samples_that_can_not_be, a_base_below_zero, goods_in_two_places,
         negative_factors_in_a_product, text_where_numbers_belong, an_indicator_that_tells_no_product]


if __name__ == '__main__':
    sys.exit(tap.run_tests(TESTS))
