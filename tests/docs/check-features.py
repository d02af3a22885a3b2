#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/features.md stays true: all seventy-four lines in order, every test that it names is there, every command is one
that the program knows, every template is one that comes with it, and what is not open says how it is held. TAP on stdout.

Usage: check-features.py ROOT PROGRAM
"""
import os
import re
import subprocess
import sys

ROOT, PROGRAM = sys.argv[1:3]
N_FEATURES = 74


def read_rows():
    with open(os.path.join(ROOT, 'docs', 'features.md'), encoding='utf-8') as file:
        lines = [line for line in file if line.startswith('| F')]
    return [[cell.strip() for cell in line.strip().strip('|').split('|')] for line in lines]


def check(row, commands):
    """What is wrong with the row, or nothing."""
    name, _, place, command, tests, state = row
    for path in re.findall(r'`([^`]+)`', tests):
        if not os.path.isfile(os.path.join(ROOT, path)):
            yield f'{name}: there is no {path}'
    for word in re.findall(r'`steelyard ([a-z]+)', command):
        if word not in commands:
            yield f'{name}: there is no command {word}'
    for template in re.findall(r'--template ([a-z0-9-]+)', command):
        if not os.path.isfile(os.path.join(ROOT, 'data', 'templates', f'{template}.xml')):
            yield f'{name}: there is no template {template}'
    if state == 'open' and tests != '—':
        yield f'{name}: open, and yet tested'
    if state != 'open' and (tests == '—' or (place == '—' and command == '—')):
        yield f'{name}: not open, and yet nowhere to be seen or tested'


def main():
    told = subprocess.run([PROGRAM, '--help'], capture_output=True, text=True, check=True, timeout=60).stdout
    commands = set(re.findall(r'steelyard ([a-z]+)', told))
    rows = read_rows()
    problems = [problem for row in rows for problem in check(row, commands)]
    if [row[0] for row in rows] != [f'F{number:02d}' for number in range(1, N_FEATURES + 1)]:
        problems.append('the lines are not F01 to F74 in order')
    for problem in problems:
        print(f'# {problem}')
    print('1..1')
    print('not ok 1 features' if problems else 'ok 1 features')
    return 1 if problems else 0


sys.exit(main())
