#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the course case of the sixteen distributors before the National Day holiday.

    make-distributors.py TRUTHS.json FOLDER

The month's sums of each shop stand in TRUTHS.json; here they become the files that were handed in: the sales of September 2024 by day and
category, the month's costs, the shops, the holidays and the targets. No chance is in it: sums are spread by weighted days and largest
remainders, so that they come back to the yuan. The folder appears when all its files are whole, in the place of one from before.
"""
import csv
import datetime
import json
import os
import shutil
import sys

MONTH = datetime.date(2024, 9, 1)
HOLIDAYS = [('2024-09-15', '中秋节', 3), ('2024-10-01', '国庆节', 7)]
MAKE_UP = [('2024-09-14', '中秋节调休'), ('2024-09-29', '国庆节调休'), ('2024-10-12', '国庆节调休')]
# category, tag price, part of a day's tag prices in per cent; what is left over goes to the last
GOODS = [('外套', 500, 40), ('裤装', 300, 25), ('衬衫', 200, 20), ('配饰', 100, 100)]


def holidays():
    for first, name, n in HOLIDAYS:
        for i in range(n):
            yield datetime.date.fromisoformat(first) + datetime.timedelta(days=i), name


def split(total, weights):
    """Whole parts of a total by weights: the largest remainders get what is missing."""
    parts = [total * weight // sum(weights) for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % sum(weights)), i))
    for i in order[:total - sum(parts)]:
        parts[i] += 1
    return parts


def month_days():
    return [MONTH + datetime.timedelta(days=n) for n in range(30)]


def weights_of_days():
    special = {date for date, _ in holidays()}
    return [2 if date.weekday() >= 5 or date in special else 1 for date in month_days()]


def sales_of(shop):
    """Rows of one shop: date, category, pieces, tag price."""
    rows = []
    for date, hundreds in zip(month_days(), split(shop[7] // 100, weights_of_days())):
        left = hundreds * 100
        for category, tag, percent in GOODS:
            pieces = left // tag if tag == 100 else hundreds * percent // tag
            left -= pieces * tag
            if pieces:
                rows.append((date, category, pieces, tag))
    tags = [pieces * tag for _, _, pieces, tag in rows]
    return [row + (paid, cost) for row, paid, cost in zip(rows, split(shop[6], tags), split(shop[9], tags))]


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), 'w', encoding='utf-8-sig', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(header.split())
        writer.writerows(rows)


def write_all(shops, folder):
    write(folder, '九月销售.csv', '销售日期 店铺名称 区域 品类 数量 吊牌价 实收金额 销售成本',
          [(date, shop[0], shop[1], category, pieces, tag, paid, cost) for shop in shops for date, category, pieces, tag, paid, cost in sales_of(shop)])
    write(folder, '店铺费用.csv', '费用月份 店铺名称 营业收入 营业成本 工资 租金 管理费 提成 推广费 费用合计',
          [(MONTH, s[0], s[6], s[9], s[4], s[3], s[5], s[8], s[10],
            s[4] + s[3] + s[5] + s[8] + s[10]) for s in shops])
    write(folder, '店铺档案.csv', '店铺名称 区域 业态 营业面积 月租金', [(s[0], s[1], '经销店', s[2], s[3]) for s in shops])
    write(folder, '国庆目标.csv', '指标 考核对象 开始日期 结束日期 目标值', [('销售额', s[0], '2024-10-01', '2024-10-07', s[11]) for s in shops])
    days = [(date, name, '是', '否') for date, name in holidays()] + [(date, name, '否', '是') for date, name in MAKE_UP]
    write(folder, '节假日.csv', '日期 节日名称 是否放假 是否调休上班', sorted(days, key=lambda row: str(row[0])))


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        shops = json.load(file)['shops']
    folder = sys.argv[2].rstrip('/')
    half = folder + '.part'
    shutil.rmtree(half, ignore_errors=True)
    os.makedirs(half)
    write_all(shops, half)
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(half, folder)


if __name__ == '__main__':
    main()
