#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands as a user runs them: exit status, what is written, what is said. TAP on stdout.

Expected numbers are added up here, from the text of the data files, with nothing but Python's decimals.
Usage: test-commands.py PROGRAM
"""
import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from decimal import Decimal

PROGRAM = os.path.abspath(sys.argv[1])
CASE = os.path.join(os.environ['STEELYARD_DATA'], 'cases', 'pizza-sales-2015.csv')
TEMPLATE = '''<template id="by-category" domain="goods" uses="sales-month">
  <title>Sales by category</title>
  <title xml:lang="zh_CN">品类销售</title>
  <needs source="sales" roles="date amount category"/>
  <parameter id="weak_below" type="percent" default="0.20"><title>Weak below</title></parameter>
  <table id="categories" rows="GROUP(sales[category])" key="category">
    <title>Categories</title>
    <column id="category"><title>Category</title></column>
    <column id="amount" unit="currency" formula="SUMIFS(sales[amount],sales[category],[@category],sales[month],month)"/>
    <column id="share" unit="percent" formula="[@amount]/SUM([amount])"><title>Share</title></column>
    <column id="judgement" formula='IF([@share]&lt;weak_below,"weak","")'><title>Judgement</title></column>
  </table>
  <value id="best" formula="INDEX(categories[category],MATCH(MAX(categories[amount]),categories[amount],0))"/>
  <chart id="categories" type="column" table="categories" x="category" bars="amount"><title>Sales</title></chart>
  <note about="categories">{best} sells most in {month}.</note>
  <check left="SUM(categories[amount])" right="SUMIFS(sales[amount],sales[month],month)"><title>Tie</title></check>
  <report><heading>Categories in {month}</heading><cards values="best"/><chart ref="categories"/></report>
</template>
'''
SMALL = '日期,商品,品类,数量,单价,金额\n2024-03-01,茶,饮料,2,10.05,20.10\n2024-03-01,蛋糕,点心,1,30,30.00\n' \
        '2024-03-02,茶,饮料,1,10.05,10.05\n2024-03-04,面包,点心,3,5.5,16.50\n2024-02-28,茶,饮料,1,10,10.00\n'

tests = []


def test(function):
    tests.append(function)
    return function


def run(*arguments, **environment):
    env = dict(os.environ, **environment)
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, env=env, timeout=120)
    return done.returncode, done.stdout.decode('utf-8'), done.stderr.decode('utf-8')


def good(*arguments, **environment):
    status, out, err = run(*arguments, **environment)
    assert status == 0, f'{arguments}: status {status}: {err}'
    assert 'CRITICAL' not in err and 'WARNING' not in err, err
    return out


def told_by(*arguments):
    """What a command that works says beside its result."""
    status, out, err = run(*arguments)
    assert status == 0, f'{arguments}: status {status}: {err}'
    return err


def refused(status, *arguments):
    """Refused with this status and one line, which is returned."""
    got, out, err = run(*arguments)
    lines = [line for line in err.splitlines() if line.startswith('steelyard: ')]
    assert got == status, f'{arguments}: status {got}, not {status}: {err}'
    assert len(lines) == 1 and err.splitlines()[-1] == lines[0], err
    assert out == '', out
    return lines[0]


def write(name, text, encoding='utf-8'):
    with open(name, 'w', encoding=encoding, newline='') as file:
        file.write(text)
    return name


def read_case():
    with open(CASE, encoding='gb18030', newline='') as file:
        return list(csv.DictReader(file))


def read_table(*arguments):
    return list(csv.DictReader(io.StringIO(good('table', *arguments))))


DECEMBER = ['--set', 'month=2015-12', '--set', 'month_target=70000']


@test
def table_equals_an_independent_sum():
    days, total = {}, Decimal(0)
    for row in read_case():
        if row['日期'].startswith('2015-12'):
            days[row['日期']] = days.get(row['日期'], Decimal(0)) + Decimal(row['金额'])
            total += Decimal(row['金额'])
    daily = read_table(CASE, '--template', 'monthly', '--table', 'daily', *DECEMBER)
    assert [row['date'] for row in daily] == [f'2015-12-{day:02}' for day in range(1, 32)]
    for row in daily:
        assert abs(Decimal(row['amount']) - days.get(row['date'], 0)) < Decimal('1e-6'), row
    assert sum(Decimal(row['target']) for row in daily) == 70000
    value = good('value', CASE, '--template', 'monthly', '--name', 'sales_to_date', *DECEMBER)
    assert abs(Decimal(value.strip()) - total) < Decimal('1e-6'), value


@test
def tables_as_json_and_into_files():
    rows = json.loads(good('table', CASE, '--template', 'pareto', '--table', 'pareto', '--format', 'json', *DECEMBER[:2]))
    amounts = [row['amount'] for row in rows]
    assert amounts == sorted(amounts, reverse=True) and rows[0]['class'] == 'A'
    good('table', CASE, '--template', 'pareto', '--table', 'pareto', *DECEMBER[:2], '-o', 'pareto.csv')
    with open('pareto.csv', encoding='utf-8') as file:
        assert [row['product'] for row in csv.DictReader(file)] == [row['product'] for row in rows]


@test
def rows_of_an_explanation_add_up():
    explained = json.loads(good('explain', CASE, '--template', 'monthly', '--cell', 'pareto[amount]', '--row', 'hawaiian',
                                *DECEMBER, '--rows', '100000', '--format', 'json'))
    value = [row for row in read_table(CASE, '--template', 'monthly', '--table', 'pareto', *DECEMBER)
             if row['product'] == 'hawaiian'][0]['amount']
    assert explained['table'] == 'sales' and len(explained['rows']) == explained['n_rows']
    assert abs(sum(Decimal(row[explained['sum_column']]) for row in explained['rows']) - Decimal(value)) < Decimal('1e-6')
    case = read_case()
    for row in explained['rows'][:20]:
        source = case[int(row['_row']) - 2]  # the header is row 1
        assert (source['商品'], source['日期'], Decimal(source['金额'])) == ('hawaiian', row['date'], Decimal(row['amount']))


@test
def explanation_in_words():
    text = good('explain', CASE, '--template', 'monthly', '--cell', 'sales_to_date', *DECEMBER, '--rows', '2')
    assert 'SUMIFS(daily[amount],daily[closed],1)' in text and '64,701.15' in text
    text = good('explain', CASE, '--template', 'monthly', '--cell', 'daily[completion]', '--row', '2015-12-20', *DECEMBER)
    assert '÷' in text
    assert '--row' in refused(2, 'explain', CASE, '--template', 'monthly', '--cell', 'daily[amount]')
    assert '2019-01-01' in refused(1, 'explain', CASE, '--template', 'monthly', '--cell', 'daily[amount]', '--row', '2019-01-01')


@test
def charts_in_three_formats():
    for name, begin in (('c.png', b'\x89PNG'), ('c.svg', b'<?xml'), ('c.pdf', b'%PDF')):
        good('chart', 'small.csv', '--template', 'pareto', '--chart', 'pareto', '--size', '400x300', '-o', name)
        with open(name, 'rb') as file:
            assert file.read(len(begin)) == begin
    assert '.png' in refused(2, 'chart', 'small.csv', '--template', 'pareto', '--chart', 'pareto', '-o', 'c.gif')
    assert 'pareto' in refused(1, 'chart', 'small.csv', '--template', 'pareto', '--chart', 'nosuch', '-o', 'd.png')
    refused(2, 'chart', 'small.csv', '--template', 'pareto', '--chart', 'pareto', '--size', 'big', '-o', 'd.png')
    assert not os.path.exists('d.png') and not os.path.exists('c.gif')


@test
def reports_on_paper_and_as_a_workbook():
    for name, begin in (('r.pdf', b'%PDF'), ('r.xlsx', b'PK\x03\x04'), ('a1.xlsx', b'PK\x03\x04')):
        good('report', 'small.csv', '--template', 'monthly', '--set', 'month=2024-03',
             *(['--refs', 'a1'] if name == 'a1.xlsx' else []), '-o', name)
        with open(name, 'rb') as file:
            assert file.read(len(begin)) == begin
    refused(2, 'report', 'small.csv', '--template', 'monthly', '-o', 'r.docx')
    refused(2, 'report', 'small.csv', '--template', 'monthly', '--refs', 'b2', '-o', 's.xlsx')
    refused(2, 'report', 'small.csv', '-o', 's.xlsx')
    assert 'missing' in refused(1, 'report', 'small.csv', '--template', 'monthly', '-o', 'missing/s.pdf')
    assert not [name for name in os.listdir('.') if name.endswith('.tmp')]


@test
def converting_shows_the_cells():
    with open(CASE, encoding='gb18030', newline='') as file:
        want = list(csv.reader(file))
    good('convert', CASE, '-o', 'all.csv')
    with open('all.csv', encoding='utf-8', newline='') as file:
        assert list(csv.reader(file)) == want
    write('tabs.txt', 'a\tb\n1,5\t"x\ty"\n', 'utf-16')
    assert good('convert', 'tabs.txt') == 'a,b\n"1,5",x\ty\n'


@test
def lists():
    assert {'monthly', 'tracking', 'pareto', 'price-bands'} <= {line.split('\t')[0] for line in good('list', 'templates').splitlines()}
    for what, one in (('tables', 'daily'), ('values', 'forecast'), ('parameters', 'month_target'), ('charts', 'unit_weight')):
        ids = [item['id'] for item in json.loads(good('list', what, '--template', 'monthly', '--format', 'json'))]
        assert one in ids and len(set(ids)) == len(ids), (what, ids)
    assert 'sales' in good('list', 'kinds')
    calendars = good('list', 'calendars').split('\n')[0]
    assert calendars.startswith('cn\t') and '2008–2026' in calendars, calendars
    days = list(csv.DictReader(io.StringIO(good('list', 'days', '2026-02'))))
    assert len(days) == 28 and days[16]['name'] == 'Spring Festival' and days[16]['aligned'] == '2025-01-29', days[16]
    assert [day['date'] for day in days if day['kind'] == 'workday'] == ['2026-02-14', '2026-02-28']
    assert json.loads(good('list', 'days', '2024-10-01', '--format', 'json'))[0]['kind'] == 'holiday'
    refused(2, 'list', 'days', '2026-13')
    refused(2, 'list', 'days')
    refused(2, 'list', 'weather')
    refused(2, 'list', 'tables')


@test
def formulas_in_three_readings():
    text = good('formula', '[@amount]/SUM([amount])', '--template', 'pareto', '--table', 'pareto')
    assert 'SQL:' in text and 'Excel: =' in text and '[#This Row]' in text and '÷' in text
    assert '1:5' in refused(1, 'formula', 'SUM([amont])', '--template', 'pareto', '--table', 'pareto')
    assert 'amount' in refused(1, 'formula', 'SUM([amont])', '--template', 'pareto', '--table', 'pareto')
    assert '1:13' in refused(1, 'formula', 'SUM([amount]', '--template', 'pareto', '--table', 'pareto')
    refused(2, 'formula', '1+1')


@test
def chinese_without_a_locale():
    text = good('list', 'templates', '--lang', 'zh_CN', LC_ALL='C', LANG='', LANGUAGE='')
    assert '月度销售报告' in text
    assert good('--lang', 'zh_CN', 'list', 'templates') == good('--lang=zh_CN', 'list', 'templates') == text
    text = good('explain', 'small.csv', '--template', 'pareto', '--cell', 'pareto[amount]', '--row', '茶', '--lang=zh_CN',
                LC_ALL='C', LANGUAGE='')
    assert '茶' in text and '?' not in text


@test
def a_workbook_of_several_sheets():
    """What is not read is named, so that half a workbook does not pass for the whole."""
    good('report', write('small.csv', SMALL), '--template', 'pareto', '-o', 'sheets.xlsx')
    assert '--sheet all' in told_by('import', 'sheets.xlsx', '-o', 'sheets.steelyard', '--lang', 'en')
    assert '--sheet all' not in told_by('import', 'small.csv', '-o', 'one.steelyard', '--lang', 'en')


@test
def months():
    """Each month's file joins the document in its own way, and nothing comes in twice."""
    head = '订单号,日期,商品,门店,金额\n'
    write('till-2024-01.csv', head + '1,2024-01-05,tea,north,10.00\n2,2024-01-31,cake,north,20.00\n')
    write('till-2024-02.csv', '门店,营业日期,单号,商品名称,实收金额(元)\nnorth,2024-02-01,3,tea,5.50\nnorth,no day,4,=1+1,7\n')
    write('till-2024-01 (1).csv', head + '1,2024-01-05,tea,north,10.00\n2,2024-01-31,cake,north,21.00\n')
    good('import', 'till-2024-01.csv', '-o', 'till.steelyard')

    def rows():
        table = good('table', 'till.steelyard', '--template', 'sales-month', '--table', 'sales')
        return len(list(csv.DictReader(io.StringIO(table))))

    told = told_by('import', 'till-2024-02.csv', '-o', 'till.steelyard', '--refused', 'refused.csv')
    assert '日期 → 营业日期' in told and '12.50 in the file = 5.50 kept + 7.00 refused' in told, told
    listed = list(csv.reader(open('refused.csv', encoding='utf-8-sig')))
    assert len(listed) == 2 and listed[1][0] == 'till-2024-02.csv' and not listed[1][4].startswith('='), listed
    assert rows() == 3
    assert 'already' in told_by('import', 'till-2024-02.csv', '-o', 'till.steelyard')
    assert 'replaces 2 rows' in told_by('import', 'till-2024-01 (1).csv', '-o', 'till.steelyard')
    assert rows() == 3
    write('till-2024-03.csv', '订单号,日期,商品,门店,zzz\n5,2024-03-01,tea,north,913.17\n')
    question = refused(1, 'import', 'till-2024-03.csv', '-o', 'till.steelyard')
    assert 'zzz' in question and '--map amount=' in question, question
    good('import', 'till-2024-03.csv', '-o', 'till.steelyard', '--map', 'amount=zzz')
    assert rows() == 4
    assert 'mode' in refused(2, 'import', 'till-2024-03.csv', '-o', 'till.steelyard', '--mode', 'whatever')
    good('import', 'till-2024-01.csv', '-o', 'till.steelyard', '--mode', 'replace-all')
    assert rows() == 2


@test
def documents():
    good('import', 'small.csv', '-o', 'small.steelyard')
    write('note.steelyard.txt', 'no document')
    assert 'exists' in refused(1, 'import', 'small.csv', '-o', 'note.steelyard.txt')
    before = os.stat('small.steelyard')
    direct = good('table', 'small.csv', '--template', 'pareto', '--table', 'pareto', '--set', 'month=2024-03')
    assert good('table', 'small.steelyard', '--template', 'pareto', '--table', 'pareto', '--set', 'month=2024-03') == direct
    good('report', 'small.steelyard', '--template', 'pareto', '-o', 'document.pdf')
    after = os.stat('small.steelyard')
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
    refused(2, 'report', 'small.steelyard', 'small.csv', '--template', 'pareto', '-o', 'both.pdf')
    with open('small.steelyard', 'rb') as file:
        head = file.read(4096)
    with open('cut.steelyard', 'wb') as file:
        file.write(head)
    assert 'cut.steelyard' in refused(1, 'report', 'cut.steelyard', '--template', 'pareto', '-o', 'cut.pdf')


@test
def files_of_one_kind_are_joined():
    write('more.csv', '日期,商品,品类,数量,单价,金额\n2024-03-05,茶,饮料,1,4,4.00\n')
    tea = [row for row in read_table('small.csv', 'more.csv', '--template', 'pareto', '--table', 'pareto', '--set', 'month=2024-03')
           if row['product'] == '茶']
    assert Decimal(tea[0]['amount']) == Decimal('34.15')  # 20.10 + 10.05 + 4.00


@test
def tables_that_share_a_key_are_joined():
    lines = '单号,商品编码,数量,金额\nA1,P1,1,10.00\nA1,P2,2,40.00\nA2,P1,3,30.00\nA3,P2,1,20.00\n'
    orders = '订单号,下单日期,门店,订单金额\nA1,2024-01-01,一店,50.00\nA2,2024-01-02,二店,30.00\nA3,2024-01-03,一店,20.00\n'
    write('明细1月.csv', lines), write('订单1月.csv', orders)
    write('商品.csv', '商品编码,商品名称,品类\nP1,茶,饮料\nP2,糕,点心\n')
    err = told_by('import', '订单1月.csv', '商品.csv', '明细1月.csv', '-o', 'joined.steelyard')
    assert 'Amount paid: 100.00 in the file = 100.00 kept' in err, err
    assert 'date=下单日期' in err and 'category=品类' in err and '3 rows' in err, err
    write('明细2月.csv', lines.replace('A', 'B')), write('订单2月.csv', orders.replace('A', 'B').replace('-01-', '-02-'))
    err = told_by('import', '明细2月.csv', '订单2月.csv', '-o', 'joined.steelyard')
    assert 'adds to the 4 rows that are there' in err and 'is looked up in for files like' in err, err
    assert 'date' in refused(1, 'import', '明细1月.csv', '-o', 'alone.steelyard')
    refused(1, 'import', '明细1月.csv', '订单1月.csv', '--join', 'none', '-o', 'apart.steelyard')
    refused(2, 'import', '明细1月.csv', '--join', 'some', '-o', 'apart.steelyard')


@test
def columns_are_given_a_meaning():
    write('bare.csv', 'd,p,a\n2024-01-01,x,10\n2024-01-02,y,20\n')
    refused(1, 'table', 'bare.csv', '--template', 'pareto', '--table', 'pareto')
    rows = read_table('bare.csv', '--template', 'pareto', '--table', 'pareto', '--map', 'date=d', '--map', 'product=p', '--map', 'amount=a')
    assert [(row['product'], row['amount']) for row in rows] == [('y', '20'), ('x', '10')]
    assert 'prodct' in refused(1, 'table', 'bare.csv', '--template', 'pareto', '--table', 'pareto', '--map', 'prodct=p')
    assert 'zzz' in refused(1, 'table', 'bare.csv', '--template', 'pareto', '--table', 'pareto', '--map', 'date=zzz')


@test
def typed_rows_come_from_a_file():
    write('special.csv', 'date,weight,name\n2015-12-25,0,Christmas\n')
    daily = read_table(CASE, '--template', 'tracking', '--table', 'daily', *DECEMBER, '--input', 'special_days=special.csv')
    christmas = [row for row in daily if row['date'] == '2015-12-25'][0]
    assert Decimal(christmas['weight']) == 0 and Decimal(christmas['target']) == 0
    assert sum(Decimal(row['target']) for row in daily) == 70000
    assert 'nosuch' in refused(1, 'table', CASE, '--template', 'tracking', '--table', 'daily', '--input', 'nosuch=special.csv')
    refused(1, 'table', CASE, '--template', 'tracking', '--table', 'daily', '--input', 'special_days=absent.csv')


@test
def a_template_written_by_hand():
    path = write('by-category.xml', TEMPLATE)
    rows = read_table('small.csv', '--template', path, '--table', 'categories', '--set', 'month=2024-03')
    assert {row['category']: Decimal(row['amount']) for row in rows} == {'饮料': Decimal('30.15'), '点心': Decimal('46.50')}
    assert good('value', 'small.csv', '--template', path, '--name', 'best', '--set', 'month=2024-03') == '点心\n'
    good('report', 'small.csv', '--template', path, '-o', 'categories.pdf')
    good('report', 'small.csv', '--template', path, '-o', 'categories.xlsx')
    broken = write('broken.xml', TEMPLATE.replace('SUM([amount])', 'SUM([amont])'))
    message = refused(1, 'table', 'small.csv', '--template', broken, '--table', 'categories')
    assert 'broken.xml' in message and 'amont' in message, message


KIND = '''<worksheet id="pick" subject="strategy" level="strategy" line="sales">
  <title>Pick</title>
  <word id="pick_pro"><title>For</title><title xml:lang="zh_CN">赞成</title></word>
  <word id="pick_con"><title>Against</title></word>
  <parameter id="pick_times" type="number" default="1"><title>Times</title></parameter>
  <table id="pick_items" rows="INPUT" area="custom" key="text">
    <title>Reasons</title>
    <column id="side" type="text" choices="pick_pro pick_con"><title>Side</title></column>
    <column id="text" type="text" lines="yes"><title>Reason</title></column>
    <column id="weight" maximum="5"><title>Weight (0–5)</title></column>
  </table>
  <value id="pick_net" formula="pick_times*(SUMIFS(pick_items[weight],pick_items[side],pick_pro)-SUMIFS(pick_items[weight],pick_items[side],pick_con))"/>
  <chart id="pick_bars" type="bars" table="pick_items" x="text" bars="weight"><title>Weights</title></chart>
</worksheet>
'''


@test
def worksheets_are_filled_and_read():
    write('pick.xml', KIND)
    write('rows.csv', 'Side,Reason,Weight\nFor,"near\nby",3\n赞成,cheap,=pick_times+0.5\nAgainst,old,1\n')
    write('wrong.csv', 'side,text,weight\nFor,a,1\nFor,b,6\n')
    assert good('worksheet', 'w.steelyard', '--add', 'pick.xml', '--title', 'Shop', '--table', 'items', '--input', 'rows.csv') == 'pick\n'
    assert good('worksheet', 'w.steelyard', '--add', 'pick', '--input', 'items=rows.csv', '--set', 'pick2_times=2') == 'pick2\n'
    assert good('value', 'w.steelyard', '--name', 'pick_net') == '3.5\n'
    # 2 × (3 + 1.5 − 1): the link points at the first sheet’s own number.
    assert good('value', 'w.steelyard', '--name', 'pick2_net') == '7\n'
    assert '"near\nby"' in good('table', 'w.steelyard', '--table', 'pick2_items').replace('\r', '')
    assert 'pick_times' in good('explain', 'w.steelyard', '--cell', 'pick_items[weight]', '--row', 'cheap')
    good('chart', 'w.steelyard', '--chart', 'pick2_bars', '-o', 'w.svg')
    good('report', 'w.steelyard', '-o', 'w.pdf')
    good('report', '--template', 'pick.xml', '-o', 'blank.pdf')
    good('worksheet', 'w.steelyard', '--id', 'pick2', '--title', 'Café', '--tag', 'level=planning,line=goods people')
    assert good('list', 'worksheets', 'w.steelyard') == \
        'pick\tShop\tpick\tstrategy\tsales\t\npick2\tCafé\tpick\tplanning\tgoods people\t\n'
    assert 'Row 2: “Weight (0–5)” must be 5 or less' in refused(1, 'worksheet', 'w.steelyard', '--id', 'pick', '--table', 'items', '--input', 'wrong.csv')
    assert good('value', 'w.steelyard', '--name', 'pick_net') == '3.5\n'
    assert 'no level' in refused(1, 'worksheet', 'w.steelyard', '--id', 'pick', '--tag', 'level=low')
    assert '“pick' in refused(1, 'worksheet', 'w.steelyard', '--remove', 'pick3').replace('“pick3”', '')
    # All of a command or nothing of it, and each thing that is refused is named.
    message = refused(1, 'worksheet', 'w.steelyard', '--id', 'pick', '--input', 'items=wrong.csv', '--set', 'pick_times=9',
                      '--set', 'pick_none=1', '--tag', 'level=low')
    assert 'wrong.csv' in message and 'pick_none' in message and 'level=low' in message, message
    assert good('value', 'w.steelyard', '--name', 'pick_net') == '3.5\n'
    # What a link gives beyond the range is taken, and said.
    write('beyond.csv', 'side,text,weight\nFor,a,=pick_times*9\n')
    good('worksheet', 'w.steelyard', '--id', 'pick2', '--input', 'items=beyond.csv')
    assert 'gives 9' in good('explain', 'w.steelyard', '--cell', 'pick2_items[weight]', '--row', 'a')
    good('worksheet', 'w.steelyard', '--remove', 'pick2')
    assert good('worksheet', 'w.steelyard') == 'pick\tShop\tpick\tstrategy\tsales\t\n'
    refused(2, 'worksheet', 'w.steelyard', '--add', 'pick', '--remove', 'pick')
    refused(2, 'worksheet', 'w.steelyard', '--tag', 'level=planning')
    refused(1, 'worksheet', 'new.steelyard', '--add', 'no-such')
    assert not os.path.exists('new.steelyard')
    write('slip.xml', KIND.replace('[weight],', '[weight'))
    assert 'slip.xml:12:' in refused(1, 'worksheet', 'w.steelyard', '--add', 'slip.xml')
    kinds = good('list', 'worksheets').splitlines()
    assert [line.split('\t')[2] for line in kinds if line.startswith('swot\t')] == ['strategy']


@test
def broken_files_give_one_clear_line():
    def binary(name, data):
        with open(name, 'wb') as file:
            file.write(data)
        return name
    refused(1, 'table', binary('empty.csv', b''), '--template', 'pareto', '--table', 'pareto')
    for path in (binary('noise.xlsx', bytes(range(256)) * 12), binary('cut.xlsx', b'PK\x03\x04'),
                 binary('cut.xls', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600)), 'absent.csv'):
        for command in (['convert', path, '-o', 'none.csv'], ['table', path, '--template', 'pareto', '--table', 'pareto']):
            assert path in refused(1, *command)
    refused(1, 'table', '.', '--template', 'pareto', '--table', 'pareto')
    assert not os.path.exists('none.csv')
    # of nothing nothing is made
    good('convert', 'empty.csv', '-o', 'none.csv')
    assert os.path.getsize('none.csv') == 0


@test
def a_cross_tab_is_turned_when_asked_for():
    write('2023年.csv', '门店,商品,一月,,二月,\n,,数量,金额,数量,金额\nA店,茶,1,10,2,20\nB店,茶,3,30,4,40.5\n')
    assert '--unpivot' in refused(1, 'import', '2023年.csv', '-o', 'across.steelyard')
    told = told_by('import', '2023年.csv', '--unpivot', '-o', 'across.steelyard')
    assert '4 rows read, all kept' in told and '100.50 in the file' in told, told


@test
def what_is_refused_is_one_line_each():
    write('lines.csv', '日期,商品,金额\n2024-03-01,茶,"1\n2"\n2024-03-02,茶,3\n')
    told = told_by('import', 'lines.csv', '-o', 'lines.steelyard')
    assert '\\n' in told and all(not line.startswith('2') for line in told.splitlines()), told
    write('open.csv', '日期,商品,金额\n2024-03-01,"茶,1\n2024-03-02,茶,3\n2024-03-03,茶,3\n')
    told = told_by('import', 'open.csv', '-o', 'open.steelyard')
    assert 'row 2' in told and 'never closed' in told and '3 rows read' in told, told


@test
def a_folder_is_watched():
    os.mkdir('in')
    write('in/1月.csv', '日期,商品,金额\n2024-01-01,茶,1\n')
    watcher = subprocess.Popen([PROGRAM, 'import', 'in/1月.csv', '-o', 'watch.steelyard', '--watch', 'in'],
                               stderr=subprocess.PIPE)
    told = watcher.stderr.readline() + watcher.stderr.readline()
    while b'1\xe6\x9c\x88.csv' in told and 'Watching' not in told.decode():
        told += watcher.stderr.readline()
    write('in/2月.csv', '日期,商品,金额\n2024-02-01,茶,2\n')
    while '2月.csv: 1 rows read'.encode() not in told:
        line = watcher.stderr.readline()
        assert line, told.decode()
        told += line
    watcher.send_signal(signal.SIGINT)
    assert watcher.wait(60) == 0
    watcher.stderr.close()


@test
def a_month_is_called_otherwise():
    """A month without a header, and one whose headers say nothing: known by their cells, with one question at most."""
    rows = [[f'2024-01-{1 + i % 28:02}', f'20240100{i:03}', ('茶', '糕', '面', '汤')[i % 4], f'{i % 5 + 1}', f'{i * 7 % 50 + 3}.50'] for i in range(60)]

    def month(number, header):
        lines = [','.join([row[0].replace('-01-', f'-0{number}-'), row[1].replace('202401', f'20240{number}')] + row[2:]) for row in rows]
        write(f'明细{number}月.csv', '\n'.join(([header] if header else []) + lines) + '\n')
        return f'明细{number}月.csv'
    told_by('import', month(1, '日期,单号,商品,数量,金额'), '-o', 'otherwise.steelyard')
    told = told_by('import', month(2, None), '-o', 'otherwise.steelyard')
    assert '60 rows read, all kept' in told and 'date=' in told and 'amount=' in told, told
    name = month(3, 'RIQI,DANHAO,PIN,JIAN,QIAN')
    told = refused(1, 'import', name, '-o', 'otherwise.steelyard')
    answers = re.findall(r"--map (\w+=\w+)", told)
    assert 'date=RIQI' in answers, told
    told = told_by('import', name, '-o', 'otherwise.steelyard', *[word for answer in answers for word in ('--map', answer)])
    assert '60 rows read, all kept' in told and 'order=DANHAO' in told, told


@test
def a_folder_waits_for_the_other_half():
    """Lines of orders come before the orders: they are taken in when those have come, not looked up in last month's."""
    os.mkdir('halves')
    for month in (1, 2):
        write(f'o{month}', '订单号,日期,门店\n' + ''.join(f'{month}0{i},2024-0{month}-0{i},一店\n' for i in range(1, 9)))
        write(f'l{month}', '订单号,商品,金额\n' + ''.join(f'{month}0{i},茶,{i}\n' for i in range(1, 9)))
    os.rename('o1', 'halves/订单1月.csv')
    os.rename('l1', 'halves/明细1月.csv')
    told_by('import', 'halves/明细1月.csv', 'halves/订单1月.csv', '-o', 'halves.steelyard')
    watcher = subprocess.Popen([PROGRAM, 'import', 'halves/明细1月.csv', 'halves/订单1月.csv', '-o', 'halves.steelyard',
                                '--watch', 'halves'], stderr=subprocess.PIPE)
    told = ''
    for name, place, wanted in (('', '', 'Watching'), ('l2', 'halves/明细2月.csv', 'when that file has come'),
                                ('o2', 'halves/订单2月.csv', '明细2月.csv: 8 rows read, all kept')):
        if name:
            os.rename(name, place)
        while wanted not in told:
            line = watcher.stderr.readline().decode()
            assert line, told
            told += line
    watcher.send_signal(signal.SIGINT)
    assert watcher.wait(60) == 0
    watcher.stderr.close()
    assert '订单2月.csv: 8 rows' not in told, told


@test
def wrong_words():
    assert 'month' in refused(1, 'value', 'small.csv', '--template', 'pareto', '--name', 'x', '--set', 'mnth=2024-03')
    assert '2024-13' in refused(1, 'value', 'small.csv', '--template', 'pareto', '--name', 'x', '--set', 'month=2024-13')
    assert 'pareto' in refused(1, 'value', 'small.csv', '--template', 'parteo', '--name', 'x')
    refused(1, 'value', 'small.csv', '--template', 'pareto', '--name', 'nosuch')
    refused(1, 'table', 'small.csv', '--template', 'pareto', '--table', 'nosuch')
    refused(2, 'value', 'small.csv', '--template', 'pareto', '--name', 'x', '--set', 'month')
    refused(2, 'value', 'small.csv', '--template', 'pareto')
    refused(2, 'table', 'small.csv', '--template', 'pareto', '--table', 'pareto', '--format', 'yaml')
    refused(2, 'report')
    assert '--nosuch' in refused(2, 'report', 'small.csv', '--nosuch')


@test
def indicators_from_typed_inputs():
    rate = ('indicator', 'closing_rate_footfall', '--lang', 'en', '--set', 'closed_customers=45')
    assert '"value":0.15,' in good(*rate, '--set', 'footfall=300', '--format', 'json')
    assert good(*rate, '--set', 'footfall=300').splitlines() == [
        'Closing rate (by footfall)\t15.0%', '= Closed customers ÷ Footfall', '= 45 ÷ 300']
    assert 'division by zero: “Footfall” is 0' in good(*rate, '--set', 'footfall=0')
    assert '! More deals than visitors' in good(*rate, '--set', 'footfall=30')
    assert '--set footfall=…' in refused(1, *rate)
    assert 'footfall (Footfall)' in refused(1, *rate, '--set', 'visitors=3')
    assert 'closing_rate_footfall' in refused(1, 'indicator', 'closing_rate_footfal')
    result = json.loads(good(*rate, '--set', 'footfall=0', '--format', 'json'))
    assert result['value'] is None and result['text'] == '—' and result['missing'] == [], result
    result = json.loads(good('indicator', '平均排名', '--set', 'ranks=1,3，2', '--format', 'json'))
    assert result['id'] == 'average_rank' and result['value'] == 2, result
    assert '没有售价' in good('indicator', 'margin_based_price', '--set', 'unit_cost=60', '--set',
                            'gross_margin_rate=120%', '--lang', 'zh_CN')
    about = good('indicator', 'weighted_stock_age', '--lang', 'en')
    assert 'inventory.receipt_date' in about and 'a list' in about, about


@test
def indicators_are_listed_and_searched():
    ids = [line.split('\t')[0] for line in good('list', 'indicators').splitlines()]
    assert len(ids) == len(set(ids)) == 198
    found = good('list', 'indicators', '--search', 'hyl', '--lang', 'zh_CN').splitlines()
    assert all('会员' in line for line in found[:6]), found
    members = good('list', 'indicators', '--domain', 'member').splitlines()
    assert len(members) == 17, members
    assert 0 < len(good('list', 'indicators', '--line', 'logistics', '--level', 'guidance').splitlines()) < 10
    assert json.loads(good('list', 'indicators', '--search', 'qqqq', '--format', 'json')) == []


def main():
    failed = 0
    folder = tempfile.mkdtemp(prefix='steelyard-cli-')
    os.chdir(folder)
    write('small.csv', SMALL, 'gb18030')
    print(f'1..{len(tests)}')
    for number, function in enumerate(tests, 1):
        try:
            function()
            print(f'ok {number} {function.__name__}', flush=True)
        except Exception as error:  # every failure is told, the rest still runs
            failed += 1
            print(f'not ok {number} {function.__name__}')
            for line in f'{type(error).__name__}: {error} (line {error.__traceback__.tb_next.tb_lineno})'.splitlines():
                print(f'# {line}', flush=True)
    shutil.rmtree(folder)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
