#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the reader sees of a workbook stays the same once it was written out as CSV and read again. TAP on stdout.

Usage: test-round-trip.py PROGRAM
"""
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
# Of the 200 that the promise is about, some; all of them on request.
WANTED = int(os.environ.get('STEELYARD_ROUND_TRIP', '60'))
LARGEST = 12000


def workbooks(folder):
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if name.lower().endswith(('.xlsx', '.xls', '.ods')) and os.path.getsize(path) <= LARGEST:
                found.append(path)
    return sorted(found)


def convert(path, out, *options):
    done = subprocess.run([PROGRAM, 'convert', path, '-o', out, *options], capture_output=True, timeout=60)
    return done.returncode == 0 and os.path.exists(out)


def main():
    folder = os.path.join(os.environ.get('STEELYARD_TEST_DATA', ''), 'data', 'spreadsheets')
    files = workbooks(folder) if os.path.isdir(folder) else []
    print('1..1')
    if not files:
        print(f'ok 1 round_trip # SKIP {folder} is not there')
        return 0
    n_same, different = 0, []
    with tempfile.TemporaryDirectory(prefix='steelyard-round-') as work:
        for path in files:
            first, second = os.path.join(work, 'a.csv'), os.path.join(work, 'b.csv')
            for old in (first, second):
                if os.path.exists(old):
                    os.unlink(old)
            if not convert(path, first) or os.path.getsize(first) == 0:
                continue
            convert(first, second, '--encoding', 'UTF-8', '--delimiter', ',', '--quote', '"', '--escape', 'none')
            with open(first, 'rb') as a:
                before = a.read()
            after = b''
            if os.path.exists(second):
                with open(second, 'rb') as b:
                    after = b.read()
            if before == after:
                n_same += 1
            else:
                different.append(path)
            if n_same + len(different) >= WANTED:
                break
    print(f'# {n_same} workbooks the same, {len(different)} not')
    for path in different:
        print(f'# differs: {os.path.relpath(path, folder)}')
    print('not ok 1 round_trip' if different else 'ok 1 round_trip')
    return 1 if different else 0


if __name__ == '__main__':
    sys.exit(main())
