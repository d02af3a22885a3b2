#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""october-days.csv: two ordinary weeks on each side of the first of October of three years, sales by the weekday weights 1.00 … 1.85 times
10,000, 11,000 and 12,000; on the first day itself 36,000, 36,300 and 46,800. weekday-weights.csv: the weights, to be typed."""
import csv
import datetime
import os

HERE = os.path.dirname(os.path.realpath(__file__))
WEIGHTS = [1.00, 1.05, 1.02, 1.08, 1.30, 2.00, 1.85]
YEARS = {2021: (10000, 36000), 2022: (11000, 36300), 2023: (12000, 46800)}

with open(os.path.join(HERE, 'october-days.csv'), 'w', newline='') as file:
    rows = csv.writer(file, lineterminator='\n')
    rows.writerow(['date', 'amount'])
    for year, (unit, day_sales) in YEARS.items():
        holiday = datetime.date(year, 10, 1)
        for offset in range(-14, 15):
            day = holiday + datetime.timedelta(offset)
            rows.writerow([day, day_sales if offset == 0 else f'{unit * WEIGHTS[day.weekday()]:.2f}'])
with open(os.path.join(HERE, 'weekday-weights.csv'), 'w', newline='') as file:
    rows = csv.writer(file, lineterminator='\n')
    rows.writerow(['Weekday', 'Weight'])
    rows.writerows(enumerate(WEIGHTS, 1))
