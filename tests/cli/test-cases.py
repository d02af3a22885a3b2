#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases to learn from: made anew they are the same, their files agree with one another, every column is recognised,
and the program finds what was planted. TAP on stdout.

Sums are added up here, from the text of the files; what must be found stands in data/cases/*-truths.json.
Usage: test-cases.py PROGRAM
"""
import collections
import csv
import datetime
import filecmp
import glob
import io
import json
import os
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
SOURCE = os.path.join(os.environ['STEELYARD_DATA'], 'cases')
MADE = os.environ['STEELYARD_CASES']
RETAILER = os.path.join(MADE, 'retailer')
HEAD_OFFICE = '总部批发部'
WORK = tempfile.TemporaryDirectory(prefix='steelyard-cases-')

tests = []


def test(function):
    tests.append(function)
    return function


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=240)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def good(*arguments):
    status, out, err = run(*arguments)
    assert status == 0 and 'CRITICAL' not in err and 'WARNING' not in err, f'{arguments}: {status}: {err}'
    return out


def document(case, made={}):
    if case not in made:
        path = os.path.join(WORK.name, f'{case}.steelyard')
        begin = os.times()
        clock = time.monotonic()
        good('case', case, '-o', path)
        end = os.times()
        cpu = end.children_user + end.children_system - begin.children_user - begin.children_system
        print(f'# {case}: {time.monotonic() - clock:.1f} s, {cpu:.1f} s of processor, {os.path.getsize(path) >> 20} MiB')
        made[case] = path, cpu
    return made[case][0]


def value(case, name, *more):
    return good('value', document(case), '--name', name, '--lang', 'zh_CN', *more).strip()


def table(case, name, *more):
    return list(csv.DictReader(io.StringIO(good('table', document(case), '--table', name, '--lang', 'zh_CN', *more))))


def rows(name, encoding='utf-8-sig', folder=RETAILER):
    with open(os.path.join(folder, f'{name}.csv'), encoding=encoding, newline='') as file:
        return list(csv.DictReader(file))


def sales(kept=[]):
    if not kept:
        kept.extend(rows('销售明细', 'gb18030'))
    return kept


def truths(name):
    with open(os.path.join(SOURCE, f'{name}-truths.json'), encoding='utf-8') as file:
        return json.load(file)


def within(number, limits):
    assert limits[0] <= float(number) <= limits[1], f'{number} is not within {limits}'


def months_total(column, key):
    total = collections.Counter()
    for row in sales():
        total[row['销售日期'][:7], row[key]] += int(row[column])
    return total


# --- the files ---

@test
def made_anew_they_are_the_same():
    for case in ('retailer', 'distributors'):
        again = os.path.join(WORK.name, case)
        subprocess.run([sys.executable, os.path.join(SOURCE, f'make-{case}.py'), os.path.join(SOURCE, f'{case}-truths.json'), again], check=True)
        names = sorted(os.path.relpath(path, again) for path in glob.glob(again + '/**/*.csv', recursive=True))
        assert names and filecmp.cmpfiles(again, os.path.join(MADE, case), names, shallow=False)[0] == names, names


@test
def size_is_modest():
    total = sum(os.path.getsize(path) for path in glob.glob(RETAILER + '/*.csv'))
    assert 120_000 <= len(sales()) <= 200_000 and total < 25 << 20, (len(sales()), total)
    days = {row['销售日期'] for row in sales()}
    assert (min(days), max(days), len(days)) == ('2023-01-01', '2024-12-31', 731)


@test
def stock_balances():
    stock = collections.Counter()
    signs = {'入库': 1, '退货入库': 1, '出库': -1, '报损': -1}
    moves = collections.defaultdict(list)
    for row in rows('出入库明细'):
        moves[row['出入库日期'][:7]].append((row['门店名称'], row['商品编码'], signs[row['出入库类型']] * int(row['出入库数量'])))
    counted = collections.defaultdict(dict)
    for row in rows('库存快照'):
        counted[row['库存日期'][:7]][row['门店名称'], row['商品编码']] = int(row['库存数量'])
    for month in sorted(counted):
        for store, product, quantity in moves[month]:
            stock[store, product] += quantity
        assert dict(stock) == counted[month], month
        assert min(stock.values()) >= 0, month


@test
def sold_is_what_left_the_stock():
    out = collections.Counter()
    for row in rows('出入库明细'):
        if row['出入库类型'] in ('出库', '退货入库'):
            out[row['出入库日期'][:7], row['门店名称']] += int(row['出入库数量']) * (1 if row['出入库类型'] == '出库' else -1)
    assert out == months_total('数量', '门店名称')


@test
def bought_is_what_came_in():
    into, bought, supplied = collections.Counter(), collections.Counter(), collections.Counter()
    for row in rows('出入库明细'):
        if row['出入库类型'] == '入库':
            into[row['出入库日期'], row['商品编码']] += int(row['出入库数量'])
    for row in rows('采购入库'):
        bought[row['采购日期'], row['商品编码']] += int(row['采购数量'])
        assert int(row['采购数量']) * int(row['采购单价']) == int(row['采购金额'])
    for row in rows('供货订单'):
        supplied[row['到货日期'], row['商品编码']] += int(row['到货数量'])
        assert int(row['到货数量']) <= int(row['订货数量']) and row['订货日期'] < row['到货日期']
    assert into == bought == supplied


@test
def rows_of_the_till_add_up():
    returned = 0
    for row in sales():
        quantity, tag, price = (int(row[name]) for name in ('数量', '吊牌价', '成交价'))
        assert int(row['实收金额']) == quantity * price and int(row['优惠金额']) == quantity * (tag - price)
        assert price <= tag and (row['渠道'] == '经销' or price % 10 == 9), row
        returned += quantity < 0
    assert 0.01 < returned / len(sales()) < 0.03, returned


@test
def people_are_there_when_they_sell_and_buy():
    staff = {row['姓名']: row for row in rows('员工花名册')}
    joined = {row['会员卡号']: row['入会日期'] for row in rows('会员档案')}
    opened = {row['门店名称']: row['开业日期'] for row in rows('门店档案')}
    dealers = {row['客户编号'] for row in rows('客户档案')}
    for row in sales():
        person, card = staff[row['导购']], row['会员卡号']
        assert row['销售日期'] >= person['入职日期'] and row['门店名称'] == person['门店名称'], row
        # what is given back is booked on who sold it
        assert not person['离职日期'] or row['销售日期'] < person['离职日期'] or int(row['数量']) < 0, row
        assert row['门店名称'] == HEAD_OFFICE or row['销售日期'] >= opened[row['门店名称']]
        assert not card or card in dealers or joined[card] <= row['销售日期'], row
    bought = {row['会员卡号'] for row in sales()}
    assert sum(card in bought for card in joined) > 0.95 * len(joined)
    for row in rows('服务工单'):
        assert joined[row['会员卡号']] <= row['受理日期']


@test
def more_come_in_than_buy():
    orders = collections.defaultdict(set)
    for row in sales():
        if int(row['数量']) > 0 and row['门店名称'] != HEAD_OFFICE:
            orders[row['销售日期'], row['门店名称']].add(row['小票号'])
    traffic = {(row['客流日期'], row['门店名称']): row for row in rows('客流统计')}
    assert set(orders) == set(traffic)
    for key, row in traffic.items():
        passers, entries, touches, tries = (int(row[name]) for name in ('过店人数', '进店人数', '触摸人数', '试穿人数'))
        assert passers > entries > touches > tries >= 0 and entries >= len(orders[key]), key
    closed = collections.Counter(row['接待日期'] for row in rows('接待记录') if row['是否成交'] == '是')
    assert len(closed) == 7
    for date, n in closed.items():
        assert n == len(orders[date, '杭州湖滨店']), date


@test
def costs_are_those_of_staff_and_stores():
    revenue, cost = months_total('实收金额', '门店名称'), months_total('成本金额', '门店名称')
    rent = {row['门店名称']: int(row['月租金']) for row in rows('门店档案')}
    staff = rows('员工花名册')
    booked = rows('财务费用')
    assert {(row['费用月份'][:7], row['门店名称']) for row in booked} == set(revenue)
    for row in booked:
        month, store = row['费用月份'][:7], row['门店名称']
        pay = sum(int(p['月工资']) for p in staff if p['门店名称'] == store and p['入职日期'][:7] <= month and (not p['离职日期'] or p['离职日期'][:7] >= month))
        assert int(row['工资']) == pay and int(row['租金']) == rent.get(store, 0), row
        assert int(row['营业收入']) == revenue[month, store] and int(row['营业成本']) == cost[month, store], row
        assert int(row['利润']) == int(row['营业收入']) - int(row['营业成本']) - int(row['费用合计'])


@test
def targets_add_up_and_dealers_owe_what_they_bought():
    stores = {row['门店名称']: row['区域'] for row in rows('门店档案')}
    sums, told = collections.Counter(), {}
    for row in rows('销售目标'):
        if row['考核对象'] in stores:
            sums[row['开始日期'], stores[row['考核对象']]] += int(row['目标值'])
            sums[row['开始日期'], '公司'] += int(row['目标值'])
        else:
            told[row['开始日期'], row['考核对象']] = int(row['目标值'])
    assert sums == told
    bought = collections.Counter()
    for row in sales():
        if row['渠道'] == '经销':
            bought[row['销售日期'][:7], row['会员卡号']] += int(row['实收金额'])
    due = {(row['账期'][:7], row['客户编号']): int(row['应收金额']) for row in rows('应收账款')}
    assert bought == due
    assert all(0 < int(row['回款金额']) <= int(row['应收金额']) for row in rows('应收账款'))


# --- the program ---

@test
def every_file_and_column_is_recognised():
    path = os.path.join(WORK.name, 'plain.steelyard')
    files = sorted(glob.glob(RETAILER + '/*.csv'))
    status, _, err = run('import', *files, '-o', path)
    assert status == 0, err
    lines = {line.split(':')[0]: line for line in err.splitlines() if 'header in row 1' in line}
    assert len(files) == 18 and len(lines) == 18, sorted(lines)
    plain = {'员工花名册.csv': 1, '客户档案.csv': 1}  # 月工资, 客户全称: not a role of the kind
    for file in files:
        name = os.path.basename(file)
        with open(file, encoding='gb18030' if '销售明细' in name else 'utf-8-sig') as data:
            headers = data.readline().strip().split(',')
        found = sum(f'={header}' in lines[name] for header in headers)
        assert found == len(headers) - plain.get(name, 0), lines[name]
    assert 'refused' not in err.replace(' 0.00 refused', ''), err


@test
def cases_are_listed():
    out = good('list', 'cases', '--lang', 'zh_CN')
    assert [line.split('\t')[0] for line in out.splitlines()] == ['pizza', 'retailer', 'distributors'], out
    assert '接手一家零售商' in out
    status, _, err = run('case', 'nowhere')
    assert status == 1 and 'retailer' in err, err
    status, _, err = run('case', 'pizza', '-o', document('pizza'))
    assert status == 1 and 'exists' in err, err


@test
def the_retailer_comes_in_quickly():
    document('retailer')
    cpu = document.__defaults__[0]['retailer'][1]
    assert cpu < 10 or 'asan' in PROGRAM, cpu
    assert float(value('retailer', 'sales_to_date')) == sum(int(row['实收金额']) for row in sales() if row['销售日期'] >= '2024-12-01')


@test
def failed_problem_and_normal_promotions_are_told_apart():
    reviews = {row['promotion']: row for row in table('retailer', 'promotion_reviews')}
    shapes = {'failed_promotion': '失败型', 'problem_promotion': '问题型', 'normal_promotion': '正常型'}
    for kind, shape in shapes.items():
        planted = truths('retailer')[kind]
        row = reviews[planted['promotion']]
        assert row['shape'] == shape and row['name'] == planted['name'], row
        within(row['burst'], planted['expect']['burst'])
        within(row['residual'], planted['expect']['residual'])
        assert abs(float(row['burst']) - float(row['decay']) - float(row['residual'])) < 1e-9
    assert [row['promotion'] for row in reviews.values() if row['shape'] == '失败型'] == ['HD2407']
    assert value('retailer', 'weakest_promotion') == truths('retailer')['failed_promotion']['promotion']
    assert value('retailer', 'borrowing_promotion') == truths('retailer')['problem_promotion']['promotion']


@test
def bursts_are_what_can_be_computed_here():
    """Unit weight values once more, by the same definition, from the text of the sales."""
    planned = [(row['活动编号'], row['活动开始日期'], row['活动结束日期']) for row in rows('促销活动')]
    amount = collections.Counter()
    for row in sales():
        amount[datetime.date.fromisoformat(row['销售日期'])] += int(row['实收金额'])
    plain = {date for date in amount if not any(a <= str(date) <= b for _, a, b in planned)}
    means = [sum(amount[d] for d in plain if d.weekday() == k) / sum(d.weekday() == k for d in plain) for k in range(7)]
    weight = {date: means[date.weekday()] / min(means) for date in amount}

    def unit(days):
        days = [date for date in days if date in amount]
        return sum(amount[date] for date in days) / sum(weight[date] for date in days)

    reviews = {row['promotion']: row for row in table('retailer', 'promotion_reviews')}
    for number, first, last in planned:
        first, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
        one = datetime.timedelta(days=1)
        before = unit([d for d in (first - one * n for n in range(1, 15)) if d in plain])
        during = unit([first + one * n for n in range((last - first).days + 1)])
        after = unit([d for d in (last + one * n for n in range(1, 15)) if d in plain])
        assert abs(float(reviews[number]['burst']) - (during - before) / before) < 1e-9, number
        assert abs(float(reviews[number]['residual']) - (after - before) / before) < 1e-9, number


@test
def the_slow_product_is_found():
    planted = truths('retailer')['slow_product']
    slow = [row for row in table('retailer', 'movers') if row['judgement'] == '滞销']
    assert [row['product_id'] for row in slow] == [planted['product_id']], slow
    assert slow[0]['product'] == planted['product']
    within(slow[0]['stock'], planted['expect']['stock'])
    within(slow[0]['days_of_stock'], planted['expect']['days_of_stock'])
    assert value('retailer', 'slowest_product') == planted['product']


@test
def the_store_that_brakes_is_found():
    planted = truths('retailer')['braking_store']
    braked = [row for row in table('retailer', 'brakes') if row['judgement'] == '踩刹车']
    assert [row['store'] for row in braked] == [planted['store']], braked
    within(braked[0]['ratio'], planted['expect']['ratio'])
    within(braked[0]['days_left'], planted['expect']['days_left'])
    target = next(int(row['目标值']) for row in rows('销售目标') if row['考核对象'] == planted['store'] and row['开始日期'] == '2024-12-01')
    total, reached = 0, None
    by_day = collections.Counter()
    for row in sales():
        if row['门店名称'] == planted['store'] and row['销售日期'] >= '2024-12-01':
            by_day[row['销售日期']] += int(row['实收金额'])
    for date in sorted(by_day):
        total += by_day[date]
        if total >= target and not reached:
            reached = date
    assert value('retailer', 'braking_on') == reached, reached


@test
def the_lost_group_is_found():
    planted = truths('retailer')['lost_group']
    channels = {row['channel']: row for row in table('retailer', 'member_channels')}
    lost = channels.pop(planted['channel'])
    within(lost['members'], planted['expect']['members'])
    within(lost['lost_share'], planted['expect']['lost_share'])
    assert lost['last'] == planted['last'], lost
    for row in channels.values():
        within(row['lost_share'], planted['expect']['others_lost_share'])
    assert value('retailer', 'lost_channel') == planted['channel']
    assert value('retailer', 'lost_channel_last') <= planted['last']
    group = {row['会员卡号'] for row in rows('会员档案') if row['入会渠道'] == planted['channel']}
    assert int(lost['members']) == len(group)
    assert value('retailer', 'lost_channel_last') == max(row['销售日期'] for row in sales() if row['会员卡号'] in group and int(row['数量']) > 0)


@test
def the_abnormal_card_is_found():
    planted = truths('retailer')['abnormal_card']
    shown = '--unmask', 'the card must be named'
    cards = [row for row in table('retailer', 'cards', *shown) if row['judgement'] == '异常']
    assert [row['customer'] for row in cards] == [planted['card']], cards
    within(cards[0]['orders'], planted['expect']['orders'])
    assert value('retailer', 'top_card', *shown) == planted['card']
    # Without a reason a pseudonym stands in its place, with the same figures; the reasons stand in the document.
    masked = [row for row in table('retailer', 'cards') if row['judgement'] == '异常']
    assert masked[0]['customer'] != planted['card'] and len(masked[0]['customer']) == 13, masked
    assert masked[0]['orders'] == cards[0]['orders'], masked
    lines = [line for line in good('list', 'audit', document('retailer')).splitlines() if line.endswith(shown[1])]
    assert len(lines) == 2, lines
    within(value('retailer', 'top_card_seller_share'), planted['expect']['share_of_one_employee'])


@test
def the_cleaning_step_takes_the_card_off():
    planted = truths('retailer')['abnormal_card']
    path = os.path.join(WORK.name, 'cleaned.steelyard')
    good('import', os.path.join(RETAILER, '销售明细.csv'), '-o', path, '--clean', 'cards least=100')
    listed = good('list', 'cleaning', path, '--step', '1', '--unmask', 'to see the card that was planted')
    touched = list(csv.reader(io.StringIO(listed)))[1:]
    found = [row for row in sales() if row['会员卡号'] == planted['card']]
    assert len(touched) == len(found) > 0, (len(touched), len(found))
    assert all(planted['card'] in row for row in touched)


@test
def the_sixteen_distributors_come_out_as_in_the_course():
    told = truths('distributors')
    shops = {row['store']: row for row in table('distributors', 'shops')}
    assert len(shops) == 16
    for name, key in (('pace_weighted_days', '2024-09'), ('month_weighted_days', '2024-10'), ('holiday_weighted_days', 'holiday')):
        assert float(value('distributors', name)) == told['weighted_days'][key], name
    for shop in told['shops']:
        name, region, _, rent, pay, other, paid, tags, commission, supply, promotion, _ = shop
        row, fixed = shops[name], rent + pay + other
        rate = (paid - supply - commission) / paid
        for column, expected in (('amount', paid), ('tag_total', tags), ('discount', paid / tags), ('net_discount', (paid - commission) / tags),
                                 ('fixed_month', fixed), ('fixed_holiday', fixed / 44 * 14), ('contribution', rate), ('break_even_month', fixed / rate),
                                 ('break_even', fixed / 44 * 14 / rate), ('pace', paid / 41 * 14), ('promotion', promotion)):
            assert abs(float(row[column]) - expected) <= 1e-9 * expected, (name, column, row[column], expected)
        assert row['region'] == region
    first = shops['杭州西湖店']  # the worked examples of the indicators and of the method
    for column, expected in (('discount', .7), ('net_discount', .63), ('fixed_month', 88000), ('fixed_day', 2000), ('fixed_holiday', 28000),
                             ('break_even_month', 200000)):
        assert abs(float(first[column]) - expected) < 1e-6, column
    assert {name for name, row in shops.items() if '低于保本' in row['judgement']} == set(told['short'])
    assert {name for name, row in shops.items() if '低于折扣指标' in row['judgement']} == set(told['below_discount_target'])


@test
def regions_walk_from_sales_to_profit():
    told = truths('distributors')
    expected = collections.Counter()
    for _, region, _, rent, pay, other, paid, _, commission, supply, promotion, _ in told['shops']:
        expected[region] += paid - supply * told['production_rate'] - commission - rent - pay - other - promotion
    found = {row['region']: float(row['profit']) for row in table('distributors', 'regions')}
    assert found.keys() == expected.keys()
    for region, profit in found.items():
        assert abs(profit - expected[region]) < 1e-6, region


def reviewed(template, name, *settings):
    return list(csv.DictReader(io.StringIO(
        good('table', document('retailer'), '--template', template, '--table', name, '--set', 'month=2024-12', *settings))))


@test
def the_funnel_is_made_of_sums():
    steps = reviewed('traffic-funnel', 'funnel')
    counted = [row for row in rows('客流统计') if row['客流日期'].startswith('2024-12')]
    expected = [sum(int(row[column] or 0) for row in counted) for column in ('过店人数', '进店人数', '触摸人数', '试穿人数')]
    expected.append(len({row['小票号'] for row in sales() if row['销售日期'].startswith('2024-12') and float(row['数量']) > 0}))
    assert [int(float(step['people'])) for step in steps] == expected, steps
    for step, people in zip(steps[2:], expected[2:]):
        assert abs(float(step['of_entries']) - people / expected[1]) < 1e-12, step


@test
def one_store_is_reviewed():
    store = '杭州湖滨店'
    here = [row for row in sales() if row['销售日期'].startswith('2024-12') and row['门店名称'] == store]
    ask = 'store-review', 'team', '--set', f'review_store={store}'
    team = {row['employee']: row for row in reviewed(*ask, '--unmask', 'the team is reviewed by name')}
    # Without a reason they are told apart, and not known.
    unnamed = {row['employee']: row for row in reviewed(*ask)}
    assert not set(unnamed) & set(team) and len(unnamed) == len(team), unnamed
    assert sorted(row['amount'] for row in unnamed.values()) == sorted(row['amount'] for row in team.values())
    amounts = collections.Counter()
    for row in here:
        amounts[row['导购']] += float(row['实收金额'])
    assert {name: float(row['amount']) for name, row in team.items()} == dict(amounts)
    walk = reviewed('store-review', 'profit_walk', '--set', f'review_store={store}')
    booked = [row for row in rows('财务费用') if row['费用月份'].startswith('2024-12') and row['门店名称'] == store]
    assert float(walk[-1]['left']) == sum(float(row['利润']) for row in booked)
    structure = reviewed('store-review', 'stock_structure', '--set', f'review_store={store}')
    for column in ('stock_share', 'sales_share'):
        assert abs(sum(float(row[column]) for row in structure) - 1) < 1e-9


@test
def an_indicator_takes_its_parameter():
    """Units of the receipts on which lip balm was bought, over all receipts of the month."""
    month = [row for row in sales() if row['销售日期'].startswith('2024-12')]
    bought = {row['小票号'] for row in month if float(row['数量']) > 0}
    with_item = {row['小票号'] for row in month if row['商品名称'] == '润唇膏' and float(row['数量']) > 0}
    units = sum(float(row['数量']) for row in month if row['小票号'] in with_item)
    ask = ('indicator', 'item_attach_rate', document('retailer'), '--period', '2024-12')
    found = list(csv.DictReader(io.StringIO(good(*ask, '--set', 'item=润唇膏'))))
    assert len(found) == 1 and abs(float(found[0]['item_attach_rate']) - units / len(bought)) < 1e-12, found
    status, _, err = run(*ask, '--set', 'itme=润唇膏')
    assert status == 1 and 'itme' in err, err


@test
def stories_are_told_with_numbers():
    for case, part in (('pizza', '64,701'), ('distributors', '341,027')):
        out = good('case', case, '--lang', 'zh_CN')
        assert part in out and '{' not in out and '—' not in out, out
    # Who asks for the target finds the shops that are below it in the column that the story names.
    shops = table('distributors', 'shops')
    below = {row['store'] for row in shops if float(row['net_discount']) < truths('distributors')['discount_target']}
    assert below == set(truths('distributors')['below_discount_target']) and '净折扣率低于 35.0% 的有 2 家' in out, below


@test
def the_story_tells_the_promotion_apart():
    reviews = {row['promotion']: row for row in table('retailer', 'promotion_reviews')}
    planted = truths('retailer')
    assert [key for key, row in reviews.items() if row['shape'] == '失败型'] == [planted['failed_promotion']['promotion']]
    # More than one gives something back; what the text says holds of the planted one alone.
    borrowing = [key for key, row in reviews.items() if float(row['residual']) < -0.05]
    deepest = min(reviews, key=lambda key: float(reviews[key]['residual']))
    assert len(borrowing) > 1 and deepest == planted['problem_promotion']['promotion'], borrowing
    assert 0.45 <= float(reviews[deepest]['burst']) <= 0.55, reviews[deepest]


def main():
    print(f'1..{len(tests)}', flush=True)
    failed = 0
    for number, function in enumerate(tests, 1):
        name = function.__name__.replace('_', ' ')
        try:
            function()
            print(f'ok {number} {name}', flush=True)
        except (AssertionError, KeyError, OSError, ValueError, subprocess.SubprocessError) as problem:
            failed += 1
            for line in f'{type(problem).__name__}: {problem}'[:2000].splitlines():
                print(f'# {line}')
            print(f'not ok {number} {name}', flush=True)
    return 1 if failed else 0


sys.exit(main())
