#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the teaching case: two years of a made-up retailer, as the files that its till and ERP would export.

    make-retailer.py TRUTHS.json FOLDER

The folder appears when all its files are whole, in the place of one from before.
Days are played one by one: goods come in at the beginning of a month, each store sells every day what its weekday, season, holidays and
promotions bring, as long as it is in stock; members buy, join and go; everything else (stock moves, purchases, staff costs, receivables,
visits) is booked from what was played, so that the files agree with one another. What TRUTHS.json says is planted on top.

Only random() of one seeded generator and whole numbers of yuan are used: any Python from 3.9 on writes the same bytes.
"""
import bisect
import csv
import datetime
import json
import os
import random
import shutil
import sys

FIRST, LAST = datetime.date(2023, 1, 1), datetime.date(2024, 12, 31)
DAYS = (LAST - FIRST).days + 1
HEAD_OFFICE = '总部批发部'
SEED = 20240808

# name, region, format, trade area, square metres, headcount, monthly rent, opened, yuan a unit of day weight, closing rate in per mille
STORES = [
    ('杭州湖滨店', '华东', '街边店', '核心商圈', 210, 6, 21000, '2018-04-28', 2150, 262),
    ('南京新街口店', '华东', '商场店', '核心商圈', 180, 6, 19000, '2019-09-12', 1950, 241),
    ('苏州观前店', '华东', '街边店', '核心商圈', 160, 5, 15000, '2019-12-20', 1850, 255),
    ('上海五角场店', '华东', '商场店', '副中心商圈', 190, 6, 24000, '2020-08-15', 2250, 228),
    ('武汉江汉路店', '华中', '街边店', '核心商圈', 170, 5, 13000, '2020-11-06', 1600, 233),
    ('长沙五一店', '华中', '商场店', '核心商圈', 150, 5, 12000, '2021-03-19', 1550, 247),
    ('广州天河店', '华南', '商场店', '核心商圈', 200, 6, 22000, '2019-05-30', 2050, 219),
    ('深圳东门店', '华南', '街边店', '副中心商圈', 155, 5, 18000, '2021-10-01', 1700, 226),
    ('成都春熙店', '西南', '商场店', '核心商圈', 175, 5, 14500, '2021-06-18', 1800, 251),
    ('重庆观音桥店', '西南', '商场店', '副中心商圈', 140, 4, 9800, '2024-06-01', 1350, 205),
]
# Longitude and latitude of the streets that the stores are called after.
PLACES = {
    '杭州湖滨店': ('120.1630', '30.2520'), '南京新街口店': ('118.7840', '32.0420'), '苏州观前店': ('120.6270', '31.3110'),
    '上海五角场店': ('121.5140', '31.3020'), '武汉江汉路店': ('114.2900', '30.5800'), '长沙五一店': ('112.9770', '28.1960'),
    '广州天河店': ('113.3300', '23.1340'), '深圳东门店': ('114.1180', '22.5470'), '成都春熙店': ('104.0800', '30.6570'),
    '重庆观音桥店': ('106.5320', '29.5750'),
}
WEEK = [100, 98, 101, 106, 126, 186, 171]  # weights in hundredths, Monday first
SEASON = [104, 92, 97, 101, 104, 99, 96, 96, 101, 106, 109, 112]  # in hundredths, in the middle of the month
HOLIDAYS = [('2023-04-29', '2023-05-03', 150), ('2023-06-22', '2023-06-24', 118), ('2023-09-29', '2023-10-06', 158),
            ('2024-01-01', '2024-01-01', 135), ('2024-04-04', '2024-04-06', 108), ('2024-05-01', '2024-05-05', 150),
            ('2024-06-08', '2024-06-10', 118), ('2024-09-15', '2024-09-17', 122), ('2024-10-01', '2024-10-07', 160)]
SPRING_FESTIVALS = ['2023-01-22', '2024-02-10']
# id, theme, from, to, cost, lift of sales, lift of the fortnight after; lifts of holidays are in HOLIDAYS already
PROMOTIONS = [
    ('HD2301', '年货节', '2023-01-09', '2023-01-18', 30000, 1.12, 1.0), ('HD2303', '女神节', '2023-03-04', '2023-03-08', 18000, 1.30, 1.0),
    ('HD2304', '五一欢购', '2023-04-29', '2023-05-03', 26000, 1.08, 1.0), ('HD2306', '年中大促', '2023-06-15', '2023-06-18', 24000, 1.28, 1.0),
    ('HD2309', '初秋会员周', '2023-09-08', '2023-09-14', 22000, 1.25, 1.01), ('HD2310', '国庆七天乐', '2023-10-01', '2023-10-06', 28000, 1.06, 1.0),
    ('HD2311', '双十一', '2023-11-08', '2023-11-11', 38000, 1.55, 0.98), ('HD2312', '双十二', '2023-12-09', '2023-12-12', 25000, 1.30, 1.0),
    ('HD2401', '年货节', '2024-01-26', '2024-02-04', 32000, 1.12, 1.0), ('HD2403', '女神节', '2024-03-04', '2024-03-08', 20000, 1.30, 1.0),
    ('HD2406', '年中大促', '2024-06-15', '2024-06-18', 26000, 1.28, 1.0), ('HD2410', '国庆七天乐', '2024-10-01', '2024-10-07', 30000, 1.06, 1.0),
    ('HD2411', '双十一', '2024-11-08', '2024-11-11', 40000, 1.55, 0.98), ('HD2412', '双十二', '2024-12-09', '2024-12-12', 26000, 1.30, 1.0),
]
# category, season in which it sells best (months), subcategory, products as name and tag price
CATEGORIES = [
    ('上装', (3, 4, 5, 9, 10), '针织衫', ['圆领针织衫', 'V领开衫', '条纹毛衣', '高领打底衫', '羊绒混纺衫', '棉麻衬衫', '牛津纺衬衫', '印花T恤',
                                     '纯色T恤', '连帽卫衣', '短袖Polo衫', '轻薄风衣', '夹棉外套', '牛仔外套', '针织马甲', '运动夹克']),
    ('下装', (3, 4, 9, 10, 11), '长裤', ['直筒牛仔裤', '小脚牛仔裤', '休闲长裤', '九分西裤', '阔腿裤', '运动束脚裤', '灯芯绒裤', '百褶半裙',
                                    '棉质短裤', '牛仔短裤', '家居长裤', '加绒打底裤', '工装裤', 'A字半裙', '针织半裙', '速干运动裤']),
    ('配饰', (1, 2, 11, 12), '围巾帽子', ['真丝方巾', '羊毛围巾', '针织帽', '渔夫帽', '草编遮阳帽', '皮带', '编织腰带', '棉袜三双装',
                                     '保暖手套', '太阳镜', '发饰套装', '珍珠耳饰', '折叠晴雨伞', '帆布钱包', '运动腕带', '手工羊毛披肩']),
    ('鞋包', (4, 5, 9, 10), '女鞋', ['小白鞋', '乐福鞋', '帆布鞋', '踝靴', '平底凉鞋', '居家拖鞋', '运动跑鞋', '托特包', '斜挎小包', '双肩包',
                                 '电脑手提包', '链条包', '旅行收纳袋', '化妆包', '卡包', '帆布购物袋']),
    ('家居', (1, 5, 6, 11), '床品', ['四件套床品', '乳胶枕', '羽绒被', '法兰绒毯', '亚麻桌布', '浴巾两条装', '香薰蜡烛', '陶瓷马克杯', '玻璃水壶',
                                 '收纳篮', '绿植花器', '抱枕套', '餐具套装', '保温杯', '隔热垫', '衣架十支装']),
    ('个护', (3, 6, 7, 11), '护肤', ['洗面奶', '保湿水', '面霜', '防晒霜', '护手霜', '身体乳', '洗发水', '护发素', '沐浴露', '润唇膏', '卸妆油',
                                 '精油皂', '面膜五片装', '棉柔巾', '旅行套装', '男士控油套装']),
]
TAG_PRICES = [29, 39, 49, 59, 69, 79, 99, 99, 129, 129, 159, 169, 199, 229, 259, 299]
SUPPLIERS = ['宁波海澜针织', '绍兴锦源纺织', '佛山立信鞋业', '广州美澄皮具', '南通暖居家纺', '景德镇和瓷', '上海沐芳日化', '义乌晴川饰品']
BRANDS = ['禾木', '素白', '栖云', '小满']
SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'
GIVEN = ['伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超', '秀英', '霞', '平', '刚', '桂兰', '梓涵',
         '子轩', '欣怡', '浩然', '雨桐', '思远', '佳琪', '晨曦', '俊熙', '若曦', '诗涵', '宇航', '梦瑶', '建国', '晓燕', '海燕', '志强', '雪梅']
DEALERS = [('JX01', '绍兴越城百货', '华东', 'A'), ('JX02', '宜兴华联商厦', '华东', 'B'), ('JX03', '湖州南浔商贸', '华东', 'B'),
           ('JX04', '荆州沙市商城', '华中', 'A'), ('JX05', '衡阳雁峰百货', '华中', 'C'), ('JX06', '惠州惠阳商行', '华南', 'A'),
           ('JX07', '绵阳涪城百货', '西南', 'B'), ('JX08', '遵义红花岗商贸', '西南', 'C')]

chance = random.Random(SEED).random


def between(low, high):
    """A whole number from low to high."""
    return low + int(chance() * (high - low + 1))


def pick(items):
    return items[int(chance() * len(items))]


def day(text):
    return datetime.date.fromisoformat(text)


def month_start(date):
    return date.replace(day=1)


def next_month(date):
    return (date.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def months():
    month = FIRST
    while month <= LAST:
        yield month
        month = next_month(month)


class Person:
    used = set()

    @staticmethod
    def name():
        while True:
            name = pick(SURNAMES) + pick(GIVEN)
            if name not in Person.used:
                Person.used.add(name)
                return name


class Retailer:
    def __init__(self, truths, folder):
        self.truths = truths
        self.folder = folder
        self.promotions = sorted(PROMOTIONS + [
            (t['promotion'], t['name'], t['start'], t['end'], t['cost'], t['uplift'], t['after'])
            for t in (truths['failed_promotion'], truths['problem_promotion'], truths['normal_promotion'])], key=lambda p: p[2])
        self.factors = self.plan_days()
        self.products = self.make_products()
        self.staff = self.make_staff()
        self.make_members()
        self.stock = {}      # (store, product) → pieces
        self.received = {}   # (store, product) → day of the last receipt
        self.moves = []      # day, kind, store, product, pieces
        self.purchases = []  # day, number, supplier, product, pieces
        self.supply = []
        self.snapshots = []
        self.sales = []
        self.returns = {}    # day → rows that come back
        self.orders = {}     # (day, store) → times of day
        self.month_sales = {}   # (month, store) → [revenue, cost]
        self.dealer_sales = {}  # (dealer, month) → yuan
        self.sold = {}       # (store, product) → net pieces of the running month
        self.targets = {}    # (month, store) → yuan
        self.order_number = 0
        self.card_days = self.plan_card_days()

    # --- what is known beforehand ---

    def plan_days(self):
        """Sales of each day in ten-thousandths of an ordinary Monday's, without the store's own ups and downs."""
        factors = []
        for n in range(DAYS):
            date = FIRST + datetime.timedelta(days=n)
            this, other = date.month - 1, (date.month - 2 if date.day < 15 else date.month) % 12
            away = abs(date.day - 15)
            season = (SEASON[this] * (30 - away) + SEASON[other] * away) / 30
            factors.append(WEEK[date.weekday()] * season * (1 + 0.08 * n / 365))
        self.lift(factors)
        return factors

    def lift(self, factors):
        def scale(date, by):
            n = (date - FIRST).days
            if 0 <= n < DAYS:
                factors[n] *= by

        for first, last, percent in HOLIDAYS:
            for n in range((day(last) - day(first)).days + 1):
                date = day(first) + datetime.timedelta(days=n)
                # a holiday sells like a weekend, whatever day it is
                scale(date, percent / WEEK[date.weekday()] if WEEK[date.weekday()] < percent else 1.05)
        for festival in SPRING_FESTIVALS:
            for offset in range(-14, 7):
                by = 1.15 + 0.03 * (15 + offset) if offset < -1 else [0.85, 0.35, 0.55, 0.9, 1.1, 1.1, 1.05, 1.0][offset + 1]
                scale(day(festival) + datetime.timedelta(days=offset), by)
        for _, _, first, last, _, uplift, after in self.promotions:
            for n in range((day(last) - day(first)).days + 1):
                scale(day(first) + datetime.timedelta(days=n), uplift)
            for n in range(14):
                scale(day(last) + datetime.timedelta(days=n + 1), after)

    def make_products(self):
        products = []
        slow = self.truths['slow_product']
        for c, (category, best, subcategory, names) in enumerate(CATEGORIES):
            for n, name in enumerate(names):
                tag = TAG_PRICES[(n * 7 + c * 3) % len(TAG_PRICES)]
                popularity = 1000 // (3 + (n * 5 + c * 7) % 16) + (60 if n % 4 == 0 else 0)
                launch = FIRST - datetime.timedelta(days=between(90, 900)) if n % 8 != 5 else FIRST + datetime.timedelta(days=between(60, 420))
                product = dict(id='A%02d%02d' % (c + 1, n + 1), name=name, category=category, subcategory=subcategory if n < 8 else category + '其他',
                               best=best, brand=BRANDS[(n + c) % 4], supplier=SUPPLIERS[(c * 3 + n) % 8], tag=tag,
                               cost=tag * between(38, 46) // 100, launch=launch, popularity=popularity, slow=False)
                if product['id'] == slow['product_id']:
                    product.update(name=slow['product'], tag=slow['tag_price'], cost=slow['tag_price'] * 42 // 100, launch=day(slow['received']),
                                   popularity=1, slow=True)
                products.append(product)
        return products

    def make_staff(self):
        staff = []
        card = self.truths['abnormal_card']
        for name, _, _, _, _, headcount, _, opened, _, _ in STORES + [(HEAD_OFFICE, '', '', '', 0, 7, 0, '2018-01-02', 0, 0)]:
            for n in range(headcount):
                role = ('店长' if n == 0 else '资深导购' if n == 1 else '导购') if name != HEAD_OFFICE else ('经理' if n == 0 else '专员')
                hired = max(day(opened) - datetime.timedelta(days=between(5, 20)), FIRST - datetime.timedelta(days=between(30, 1400)))
                staff.append(self.hire(name, role, hired))
                stays = n < 2 or name == HEAD_OFFICE or (name == card['store'] and n == 2)
                person = staff[-1]
                while not stays:
                    left = max(person['hired'], FIRST) + datetime.timedelta(days=between(150, 900))
                    if left > LAST - datetime.timedelta(days=40):
                        break
                    person['left'], person['why'] = left, pick(['个人原因', '个人原因', '家庭原因', '薪资待遇', '辞退'])
                    person = self.hire(name, role, left + datetime.timedelta(days=between(1, 12)))
                    staff.append(person)
        return staff

    @staticmethod
    def hire(store, role, hired):
        pay = {'店长': 8500, '经理': 11000, '专员': 6500, '资深导购': 6000, '导购': 4800}[role]
        return dict(name=Person.name(), store=store, role=role, gender='女' if chance() < 0.78 else '男', education=pick(['大专', '大专', '高中', '本科']),
                    born=hired - datetime.timedelta(days=between(19 * 365, 42 * 365)), hired=hired, left=None, why='', pay=pay + 100 * between(0, 8))

    def on_duty(self, store, date):
        return [p for p in self.staff if p['store'] == store and p['hired'] <= date and (p['left'] is None or date < p['left'])]

    def make_members(self):
        self.members = []
        self.cards = {store[0]: [] for store in STORES}
        self.joint_cards = {store[0]: [] for store in STORES}
        self.next_card = 100001
        for store in STORES:
            if day(store[7]) < FIRST:
                for _ in range(150):
                    self.join(store[0], FIRST - datetime.timedelta(days=between(1, (FIRST - day(store[7])).days)))

    def join(self, store, date, channel=None):
        """A new member of the store, by preference one who buys seldom: how often, is drawn once."""
        if self.next_card == int(self.truths['abnormal_card']['card'][1:]):
            self.next_card += 1  # that card is given to somebody of its own
        member = dict(card='M%d' % self.next_card, store=store, joined=date, name=pick(SURNAMES) + pick(GIVEN), gender='女' if chance() < 0.72 else '男',
                      born=date - datetime.timedelta(days=between(18 * 365, 58 * 365)), channel=channel or pick(['门店办卡', '门店办卡', '小程序', '公众号', '老会员推荐']),
                      spent=0)
        self.next_card += 1
        self.members.append(member)
        places = self.joint_cards if channel else self.cards
        places[store].extend([member] * between(1, 3))
        return member

    def plan_card_days(self):
        """Days on which the abnormal card is swiped."""
        card = self.truths['abnormal_card']
        first = (day(card['from']) - FIRST).days
        days = list(range(first, DAYS))
        chosen = set()
        while len(chosen) < card['days']:
            chosen.add(pick(days))
        member = dict(card=card['card'], store=card['store'], joined=day(card['from']) - datetime.timedelta(days=40), name=Person.name(), gender='女',
                      born=datetime.date(1994, 5, 6), channel='门店办卡', spent=0)
        self.members.append(member)
        self.abnormal = member
        self.cashier = [p for p in self.staff if p['store'] == card['store']][2]
        return chosen

    # --- goods ---

    def season_of(self, product, month):
        return 3 if month in product['best'] else 2

    def demand(self, store, product, month):
        """Pieces that a month will take, as the buyer reckons."""
        if product['launch'] > month + datetime.timedelta(days=20) or product['slow']:
            return 0
        share = product['popularity'] * self.season_of(product, month.month) / self.sum_of_weights(month)
        return self.expected(store, month) * share / 118

    def sum_of_weights(self, month):
        if month not in self.weight_sums:
            self.weight_sums[month] = sum(p['popularity'] * self.season_of(p, month.month) for p in self.products
                                          if p['launch'] <= month + datetime.timedelta(days=20))
        return self.weight_sums[month]

    def expected(self, store, month):
        """Yuan that the month should bring, by plan."""
        if day(store[7]) > month:
            return 0
        total = 0.0
        date = month
        while date < next_month(month) and date <= LAST:
            total += self.factors[(date - FIRST).days]
            date += datetime.timedelta(days=1)
        return store[8] * total / 10000

    def deliver(self, month):
        """One delivery a month from every supplier, straight to the stores."""
        numbers = {}
        slow = self.truths['slow_product']
        for product in self.products:
            total = 0
            for store in STORES + [(HEAD_OFFICE, '', '', '', 0, 0, 0, '2018-01-02', 0, 0)]:
                key = (store[0], product['id'])
                if product['slow']:
                    wanted = slow['quantity_a_store'] if month == day(slow['received']) and day(store[7]) < month and store[0] != HEAD_OFFICE else 0
                elif store[0] == HEAD_OFFICE:
                    wanted = 24 - self.stock.get(key, 0) if product['launch'] <= month else 0
                else:
                    wanted = int(self.demand(store, product, month) * 1.45) + 4 - self.stock.get(key, 0)
                    if day(store[7]) > month or product['launch'] > month + datetime.timedelta(days=20):
                        wanted = 0
                if wanted > 0:
                    self.stock[key] = self.stock.get(key, 0) + wanted
                    self.received[key] = month
                    self.moves.append((month, '入库', store[0], product['id'], wanted))
                    total += wanted
            if total > 0:
                number = numbers.setdefault(product['supplier'], 'CG%s%02d' % (month.strftime('%y%m'), SUPPLIERS.index(product['supplier']) + 1))
                self.purchases.append((month, number, product['supplier'], product, total))
                self.order_goods(month, number, product, total)

    def order_goods(self, month, number, product, supplied):
        """One supplier is late and short more often than the others."""
        weak = product['supplier'] == SUPPLIERS[4]
        ordered = supplied + (between(1, 1 + supplied // 4) if chance() < (0.45 if weak else 0.12) else 0)
        late = chance() < (0.42 if weak else 0.07)
        lead = between(22, 34) if late else between(9, 20)
        self.supply.append((number, product, month - datetime.timedelta(days=lead), month, ordered, supplied, late, chance() < (0.10 if weak else 0.02)))

    def book_month(self, month):
        """What was sold and damaged leaves the books; then stock is counted."""
        end = min(next_month(month) - datetime.timedelta(days=1), LAST)
        for key in sorted(self.stock):
            sold = self.sold.pop(key, 0)
            if sold:
                self.moves.append((end, '出库' if sold > 0 else '退货入库', key[0], key[1], abs(sold)))
            if chance() < 0.012 and self.stock[key] > 3:
                self.stock[key] -= 1
                self.moves.append((end, '报损', key[0], key[1], 1))
        self.count_stock(end)

    def count_stock(self, date):
        for key in sorted(self.stock):
            self.snapshots.append((date, key[0], key[1], self.stock[key], self.received[key]))

    # --- sales ---

    def set_targets(self, month):
        brake = self.truths['braking_store']
        for store in STORES:
            expected = self.expected(store, month)
            if expected:
                part = brake['target'] if store[0] == brake['store'] and month >= day(brake['since']) else (98 + between(0, 10)) / 100
                self.targets[month, store[0]] = int(expected * part) // 100 * 100

    def day_budget(self, store, date, month_so_far):
        lost, brake = self.truths['lost_group'], self.truths['braking_store']
        budget = store[8] * self.factors[(date - FIRST).days] / 10000 * (0.95 + 0.1 * chance())
        if store[0] == lost['store'] and date > day(lost['last']):
            budget *= 0.92
        if store[0] == brake['store'] and date >= day(brake['since']) and month_so_far >= self.targets[month_start(date), store[0]]:
            budget *= brake['brake']
        return budget

    def promotion_on(self, date):
        return any(day(p[2]) <= date <= day(p[3]) for p in self.promotions)

    def price_of(self, product, promoted):
        """The tag price, or a lower price point; all end in 9."""
        draw = chance()
        if promoted:
            part = 85 if draw < 0.72 else 100
        else:
            part = 100 if draw < 0.70 else 90 if draw < 0.92 else 80
        return product['tag'] if part == 100 else max(9, product['tag'] * part // 1000 * 10 + 9 if product['tag'] * part % 1000 >= 900 else product['tag'] * part // 1000 * 10 - 1)

    def choose_product(self, store):
        for _ in range(40):
            product = self.on_sale[bisect.bisect(self.weights, chance() * self.weights[-1])]
            if self.stock.get((store, product['id']), 0) > 0:
                return product
        return None

    def choose_member(self, store, date):
        if chance() >= 0.56:
            return None
        lost = self.truths['lost_group']
        if store == lost['store'] and day(lost['joined_from']) <= date <= day(lost['joined_to']) and chance() < 0.34:
            return self.join(store, date, lost['channel'])
        # a store that opens has hardly any members yet
        if not self.cards[store] or chance() < (0.055 if len(self.cards[store]) > 240 else 0.5):
            return self.join(store, date)
        pool = self.cards[store]
        if self.joint_cards[store] and date <= day(lost['last']) and chance() < len(self.joint_cards[store]) / (len(pool) + len(self.joint_cards[store])):
            pool = self.joint_cards[store]
        return pick(pool)

    def sell(self, date, time, number, store, channel, employee, customer, product, quantity, price):
        """One row of the till; the stock goes down, or up with a return."""
        key = (store[0], product['id'])
        self.stock[key] = self.stock.get(key, 0) - quantity
        self.sold[key] = self.sold.get(key, 0) + quantity
        tag = product['tag']
        self.sales.append((date, time, number, store[0], store[1], channel, employee, customer, product['id'], product['name'], product['category'],
                           quantity, tag, price, (tag - price) * quantity, price * quantity, product['cost'] * quantity))
        booked = self.month_sales.setdefault((month_start(date), store[0]), [0, 0])
        booked[0] += price * quantity
        booked[1] += product['cost'] * quantity
        return price * quantity

    def time_of_day(self):
        minutes = 10 * 60 + int((chance() + chance() + chance()) / 3 * 11.5 * 60)
        return '%02d:%02d' % (minutes // 60, minutes % 60)

    def new_number(self, date, store):
        self.order_number += 1
        return 'S%s%02d%04d' % (date.strftime('%y%m%d'), STORES.index(store) + 1 if store in STORES else 99, self.order_number % 10000)

    def sell_order(self, store, date, promoted, crew, number_today):
        card = self.truths['abnormal_card']
        abnormal = store[0] == card['store'] and (date - FIRST).days in self.card_days and number_today < card['orders_a_day']
        member = self.abnormal if abnormal else self.choose_member(store[0], date)
        employee = self.cashier['name'] if abnormal else pick(crew)['name']
        draw = chance()
        time, number, total = self.time_of_day(), self.new_number(date, store), 0
        for _ in range(1 if draw < 0.42 else 2 if draw < 0.78 else 3 if draw < 0.93 else 4):
            product = self.choose_product(store[0])
            if not product:
                continue
            quantity = 1 if chance() < 0.90 else 2
            quantity = min(quantity, self.stock[store[0], product['id']])
            price = self.price_of(product, promoted)
            total += self.sell(date, time, number, store, '门店', employee, member['card'] if member else '', product, quantity, price)
            if chance() < 0.021:
                back = date + datetime.timedelta(days=between(1, 7))
                self.returns.setdefault(back, []).append((store, employee, member['card'] if member else '', product, quantity, price))
        if member:
            member['spent'] += total
        self.orders.setdefault((date, store[0]), []).append(time)
        return total

    def play_day(self, date, so_far):
        promoted = self.promotion_on(date)
        for store, employee, card, product, quantity, price in self.returns.pop(date, []):
            so_far[store[0]] += self.sell(date, self.time_of_day(), self.new_number(date, store).replace('S', 'T'), store, '门店', employee, card, product,
                                          -quantity, price)
        for store in STORES:
            if day(store[7]) > date:
                continue
            budget, sold, n = self.day_budget(store, date, so_far[store[0]]), 0, 0
            crew = self.on_duty(store[0], date)
            while sold + 90 < budget:
                sold += self.sell_order(store, date, promoted, crew, n)
                n += 1
            so_far[store[0]] += sold
        if date.weekday() < 5:
            self.sell_to_dealers(date)

    def sell_to_dealers(self, date):
        """Each dealer orders about twice a month, at half the tag price."""
        office = (HEAD_OFFICE, '总部')
        for d, (code, _, _, level) in enumerate(DEALERS):
            if chance() >= (0.11 if level == 'A' else 0.08):
                continue
            number, employee = self.new_number(date, office), pick(self.on_duty(HEAD_OFFICE, date))['name']
            for _ in range(between(3, 5)):
                product = self.choose_product(HEAD_OFFICE)
                if product:
                    quantity = min(between(2, 5), self.stock[HEAD_OFFICE, product['id']])
                    amount = self.sell(date, '09:30', number, office, '经销', employee, code, product, quantity, product['tag'] // 2)
                    self.dealer_sales[code, month_start(date)] = self.dealer_sales.get((code, month_start(date)), 0) + amount

    def play(self):
        self.weight_sums = {}
        so_far = {}
        for n in range(DAYS):
            date = FIRST + datetime.timedelta(days=n)
            if date.day == 1:
                self.deliver(date)
                if date == FIRST:
                    self.opening = list(self.stock.items())
                self.set_targets(date)
                so_far = {store[0]: 0 for store in STORES}
            if date.day in (1, 15):
                self.on_sale = [p for p in self.products if p['launch'] <= date]
                total, self.weights = 0, []
                for product in self.on_sale:
                    total += product['popularity'] * self.season_of(product, date.month)
                    self.weights.append(total)
            self.play_day(date, so_far)
            if date == LAST or (date + datetime.timedelta(days=1)).day == 1:
                self.book_month(month_start(date))

    # --- the files ---

    def write(self, name, header, rows, encoding='utf-8-sig'):
        with open(os.path.join(self.folder, name), 'w', encoding=encoding, newline='') as file:
            writer = csv.writer(file, lineterminator='\n')
            writer.writerow(header.split())
            writer.writerows(rows)

    def write_sales(self):
        self.write('销售明细.csv', '销售日期 小票时间 小票号 门店名称 区域 渠道 导购 会员卡号 商品编码 商品名称 品类 数量 吊牌价 成交价 优惠金额 实收金额 成本金额', self.sales, 'gb18030')

    def write_goods(self):
        self.write('商品档案.csv', '商品编码 商品名称 品类 小类 品牌 季节 供应商 吊牌价 单位成本 上市日期',
                   [(p['id'], p['name'], p['category'], p['subcategory'], p['brand'], '秋冬' if 11 in p['best'] else '春夏', p['supplier'], p['tag'], p['cost'],
                     p['launch']) for p in self.products])
        prices = {p['id']: p for p in self.products}
        self.write('库存快照.csv', '库存日期 门店名称 商品编码 库存数量 库存成本 库存零售金额 入库日期 是否可售',
                   [(d, s, p, n, n * prices[p]['cost'], n * prices[p]['tag'], r, '是' if n else '否') for d, s, p, n, r in self.snapshots])
        self.write('出入库明细.csv', '出入库日期 出入库类型 门店名称 商品编码 出入库数量 成本金额',
                   [(d, k, s, p, n, n * prices[p]['cost']) for d, k, s, p, n in self.moves])
        self.write('采购入库.csv', '采购日期 采购单号 供应商 商品编码 商品名称 品类 采购数量 采购单价 采购金额',
                   [(d, n, s, p['id'], p['name'], p['category'], q, p['cost'], q * p['cost']) for d, n, s, p, q in self.purchases])
        self.write('供货订单.csv', '采购订单号 商品编码 供应商 订货日期 到货日期 订货数量 到货数量 是否执行 是否准时 是否投诉',
                   [(n, p['id'], p['supplier'], o, r, q, s, '是', '否' if late else '是', '是' if bad else '否') for n, p, o, r, q, s, late, bad in self.supply])

    def write_people(self):
        self.write('门店档案.csv', '门店名称 区域 业态 商圈类型 营业面积 标准编制 月租金 开业日期 关店日期 经度 纬度',
                   [s[:8] + ('',) + PLACES[s[0]] for s in STORES])
        self.write('员工花名册.csv', '姓名 门店名称 部门 岗位 性别 学历 出生日期 入职日期 离职日期 离职类型 月工资',
                   [(p['name'], p['store'], '批发部' if p['store'] == HEAD_OFFICE else '门店营运', p['role'], p['gender'], p['education'], p['born'], p['hired'],
                     p['left'] or '', p['why'], p['pay']) for p in self.staff])
        self.write('会员档案.csv', '会员卡号 会员姓名 性别 出生日期 入会日期 会员等级 会员状态 入会渠道 开卡门店',
                   [(m['card'], m['name'], m['gender'], m['born'], m['joined'], '金卡' if m['spent'] >= 6000 else '银卡' if m['spent'] >= 2500 else '普卡', '正常',
                     m['channel'], m['store']) for m in sorted(self.members, key=lambda m: m['card'])])

    def write_traffic(self):
        rows = []
        for n in range(DAYS):
            date = FIRST + datetime.timedelta(days=n)
            for store in STORES:
                orders = len(self.orders.get((date, store[0]), []))
                if orders:
                    entries = orders * 1000 // (store[9] + between(-20, 20)) + 1
                    rows.append((date, store[0], entries * between(70, 110) // 10, entries, entries * between(55, 65) // 100, entries * between(28, 38) // 100))
        self.write('客流统计.csv', '客流日期 门店名称 过店人数 进店人数 触摸人数 试穿人数', rows)

    def write_visits(self):
        """A week of one store's door and till, second by second: as many bought as there are receipts."""
        def clock(seconds):
            return '%02d:%02d:%02d' % (seconds // 3600, seconds // 60 % 60, seconds % 60)

        rows = []
        store = STORES[0]
        crew = [p['name'] for p in self.on_duty(store[0], datetime.date(2024, 12, 2))]
        for n in range(7):
            date = datetime.date(2024, 12, 2) + datetime.timedelta(days=n)
            for time in sorted(self.orders[date, store[0]]):
                paid = int(time[:2]) * 3600 + int(time[3:]) * 60
                served, entered = paid - between(240, 600), 0
                entered = served - between(60, 240)
                rows.append((date, crew, entered, served, paid - between(60, 150), True, paid))
                for _ in range(between(2, 4)):
                    at = 10 * 3600 + between(0, 11 * 3600)
                    rows.append((date, crew, at, at + between(40, 200), at + between(260, 700), False, at + between(300, 800)))
        rows.sort(key=lambda row: (row[0], row[2]))
        self.write('接待记录.csv', '接待编号 接待日期 门店名称 导购 进店时间 接待开始 接待结束 成交开始 成交结束 离店时间 是否成交',
                   [('JD%05d' % (n + 1), d, store[0], pick(c), clock(a), clock(b), clock(e), clock(e) if ok else '', clock(p) if ok else '',
                     clock(p + 60), '是' if ok else '否') for n, (d, c, a, b, e, ok, p) in enumerate(rows)])

    def write_plans(self):
        rows, last_day = [], datetime.timedelta(days=1)
        for month in months():
            end = next_month(month) - last_day
            of_region = {}
            for store in STORES:
                if (month, store[0]) in self.targets:
                    value = self.targets[month, store[0]]
                    of_region[store[1]] = of_region.get(store[1], 0) + value
                    rows.append(('销售额', store[0], month, end, value))
            rows += [('销售额', region, month, end, value) for region, value in of_region.items()]
            rows.append(('销售额', '公司', month, end, sum(of_region.values())))
        self.write('销售目标.csv', '指标 考核对象 开始日期 结束日期 目标值', rows)
        rows = []
        for number, theme, first, last, cost, uplift, _ in self.promotions:
            n, days = (day(first) - FIRST).days, (day(last) - day(first)).days + 1
            plain = sum(self.factors[n:n + days]) / uplift * sum(s[8] for s in STORES if day(s[7]) <= day(first)) / 10000
            rows.append((number, theme, first, last, cost, int(plain * 1.3) // 1000 * 1000))
        os.makedirs(os.path.join(self.folder, 'typed'))
        self.write('typed/promotion-days.csv', '开始日期 结束日期 名称', [(first, last, theme) for _, theme, first, last, *_ in self.promotions])
        self.write('促销活动.csv', '活动编号 促销主题 活动开始日期 活动结束日期 活动费用 活动目标', rows)

    def write_finance(self):
        rows = []
        for month in months():
            end = next_month(month)
            for store in STORES + [(HEAD_OFFICE, '', '', '', 0, 0, 0, '2018-01-02')]:
                revenue, cost = self.month_sales.get((month, store[0]), (0, 0))
                if not revenue:
                    continue
                pay = sum(p['pay'] for p in self.staff if p['store'] == store[0] and p['hired'] < end and (p['left'] is None or p['left'] >= month))
                rent, misc, freight, commission = store[6], 1500 + revenue // 100, cost * 2 // 100, revenue * 2 // 100
                marketing = sum(p[4] for p in self.promotions if month <= day(p[2]) < end) // 10 if store in STORES else 0
                expense = pay + rent + misc + freight + commission + marketing
                rows.append((month, store[0], revenue, cost, pay, rent, misc, freight, commission, marketing, expense, revenue - cost - expense))
        self.write('财务费用.csv', '费用月份 门店名称 营业收入 营业成本 工资 租金 管理费 运费 提成 推广费 费用合计 利润', rows)

    def write_dealers(self):
        managers = [p['name'] for p in self.staff if p['store'] == HEAD_OFFICE]
        self.write('客户档案.csv', '客户编号 客户全称 合同开始日期 合同到期日 是否续约 区域 客户等级 客户经理',
                   [(code, name, day('2022-07-01') + datetime.timedelta(days=30 * d), day('2024-06-30') + datetime.timedelta(days=30 * d),
                     '否' if level == 'C' else '是', region, level, managers[d % len(managers)]) for d, (code, name, region, level) in enumerate(DEALERS)])
        rows = []
        for month in months():
            for code, _, _, level in DEALERS:
                due = self.dealer_sales.get((code, month), 0)
                if due:
                    rows.append((code, month, due, due if level == 'A' else due * between(70, 95) // 100 if level == 'B' else due * between(35, 70) // 100))
        self.write('应收账款.csv', '客户编号 账期 应收金额 回款金额', rows)

    def write_service(self):
        rows = []
        for n in range(DAYS):
            date = FIRST + datetime.timedelta(days=n)
            for store in STORES:
                if day(store[7]) <= date and chance() < 0.11:
                    kind = pick(['投诉', '投诉', '咨询', '咨询', '特殊服务'])
                    rows.append(('GD%s%02d' % (date.strftime('%y%m%d'), STORES.index(store) + 1), date, pick(self.cards[store[0]])['card'], store[0],
                                 pick(self.on_duty(store[0], date))['name'], kind, between(3, 45) if kind == '咨询' else between(10, 240),
                                 '否' if kind == '投诉' and chance() < 0.12 else '是'))
        # a case is never older than the card
        joined = {m['card']: m['joined'] for m in self.members}
        self.write('服务工单.csv', '工单号 受理日期 会员卡号 门店名称 处理人 服务类型 响应分钟 是否解决', [row for row in rows if joined[row[2]] <= row[1]])

    def write_market(self):
        rows = []
        for n, month in enumerate(months()):
            own = sum(v[0] for (m, _), v in self.month_sales.items() if m == month)
            total = own * 100 // (12 + n // 8)
            largest = total * between(20, 23) // 100
            rows.append((month, total, total - own, largest, 3 if n < 10 else 2, '%.3f' % (0.02 + 0.002 * (n % 7))))
        self.write('市场数据.csv', '统计月份 市场总销售额 竞争对手销售额 最大竞争对手销售额 本企业排名 市场增长率', rows)

    def write_all(self):
        self.write_sales()
        self.write_goods()
        self.write_people()
        self.write_traffic()
        self.write_visits()
        self.write_plans()
        self.write_finance()
        self.write_dealers()
        self.write_service()
        self.write_market()


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        truths = json.load(file)
    folder = sys.argv[2].rstrip('/')
    half = folder + '.part'
    shutil.rmtree(half, ignore_errors=True)
    os.makedirs(half)
    retailer = Retailer(truths, half)
    retailer.play()
    retailer.write_all()
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(half, folder)


if __name__ == '__main__':
    main()
