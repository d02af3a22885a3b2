#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes from the start of the program until rows of a file are in sight: told by what an assistive
technology sees, so that its own questions are measured, too. Prints “ours SECONDS PROCESSOR”, the best of three by the
clock and by the processor’s time of the program; nothing where there is no display.

Usage: first-rows.py PROGRAM FILE
"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'app'))
import window_driver  # noqa: E402

PATIENCE_S = 30


def processor_seconds(process):
    with open(f'/proc/{process.pid}/stat', encoding='utf-8') as file:
        words = file.read().rpartition(')')[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf('SC_CLK_TCK')


def measure(program, path):
    """Seconds until the grid of the first rows has cells, and those of the processor."""
    start = time.monotonic()
    with window_driver.Window(program, path) as window:
        while time.monotonic() < start + PATIENCE_S:
            if window.look('tree grid', 'rows', lambda grid: grid.shown and grid.cells()):
                return time.monotonic() - start, processor_seconds(window.process)
            time.sleep(0.01)
    raise SystemExit(f'no rows after {PATIENCE_S} s')


if window_driver.missing_tools():
    sys.exit(0)
window_driver.run_again()
print('ours', *map(min, zip(*(measure(sys.argv[1], sys.argv[2]) for _ in range(3)))))
