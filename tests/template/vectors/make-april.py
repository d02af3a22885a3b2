#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes april.csv, and prints what the weekday weights of April 2024 must be with it: exact fractions and the median of Python's library,
none of the program's code. Stores A and B sell every day, C from 20 February, D on every day but 10 February. Wednesdays are alike but for one
(the median of the deviations is 0), Thursdays are all alike."""
import csv
import datetime
import os
import random
import statistics
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST, LAST, MONTH = datetime.date(2024, 2, 1), datetime.date(2024, 4, 20), datetime.date(2024, 4, 1)
BASES = {'A': 400, 'B': 600, 'C': 500, 'D': 300}
WEEK = [1.0, 1.05, 1.02, 1.08, 1.3, 2.0, 1.85]
ODD = {datetime.date(2024, 2, 13): 3.0, datetime.date(2024, 3, 8): 0.1, datetime.date(2024, 3, 20): 1.5, datetime.date(2024, 3, 24): 1.4}
HOLIDAY = datetime.date(2024, 2, 10)


def make_rows():
    noise = random.Random(11)
    day = FIRST
    while day <= LAST:
        for store, base in BASES.items():
            swing = noise.uniform(-0.08, 0.08) if day.weekday() not in (2, 3) else 0
            if (store == 'C' and day < datetime.date(2024, 2, 20)) or (store == 'D' and day == HOLIDAY):
                continue
            yield day, store, f'{base * WEEK[day.weekday()] * (1 + swing) * ODD.get(day, 1):.2f}'
        day += datetime.timedelta(1)


def weigh(rows, complete_only, left_out, limit):
    """The method's steps: complete stores, sum by date, days left out, outliers within each weekday, means, lowest = 1."""
    days = sorted({day for day, _, _ in rows if day < MONTH and day not in left_out})
    open_days = {store: {day for day, other, _ in rows if other == store} for store in BASES}
    complete = [store for store in BASES if open_days[store] >= set(days)]
    amounts = {day: sum(Fraction(amount) for other, store, amount in rows
                        if other == day and (not complete_only or store in complete)) for day in days}
    outliers = {}
    for weekday in range(7):
        mine = [day for day in days if day.weekday() == weekday]
        middle = statistics.median(amounts[day] for day in mine)
        spread = statistics.median(abs(amounts[day] - middle) for day in mine)
        mean = sum(abs(amounts[day] - middle) for day in mine) / len(mine)
        for day in mine:
            off = amounts[day] - middle
            z = Fraction('0.6745') * off / spread if spread else off / (Fraction('1.253314') * mean) if mean else 0
            if limit and abs(z) > limit:
                outliers[day] = z
    means = []
    for weekday in range(7):
        kept = [amounts[day] for day in days if day.weekday() == weekday and day not in outliers]
        means.append(sum(kept) / len(kept))
    return complete, [mean / min(means) for mean in means], outliers


def main():
    rows = list(make_rows())
    with open(os.path.join(HERE, 'april.csv'), 'w', encoding='utf-8', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(['date', 'store', 'amount'])
        writer.writerows(rows)
    for arguments in ((True, set(), None), (False, set(), None), (True, {HOLIDAY}, None), (True, {HOLIDAY}, Fraction(7, 2)),
                      (False, set(), Fraction(2))):
        complete, weights, outliers = weigh(rows, *arguments)
        print(*arguments, '\n ', ' '.join(complete), [float(weight) for weight in weights], float(sum(weights)))
        for day, z in sorted(outliers.items()):
            print('   ', day, float(z))


if __name__ == '__main__':
    main()
