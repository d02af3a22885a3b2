#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes from the start of the program until rows of a file are in sight: told by what an assistive
technology sees. Its questions are answered by the main loop that is measured, so that it asks for little: how many
windows there are, and only in the last of two, from its end, for the grid. Prints “ours SECONDS PROCESSOR”, the best of three by the
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


def find_rows(node):
    """The grid of the first rows below @node, or None. It stands last in the dialog: from there few questions lead to it."""
    role = node.role
    if role == 'tree grid':
        return node if 'rows' in node.name else None
    for child in reversed(node.children()) if role not in window_driver.CLOSED else ():
        grid = find_rows(child)
        if grid:
            return grid
    return None


def find_grid(window):
    """The grid in the dialog over the window, or None."""
    try:
        for application in window.root().children():
            windows = application.children()
            if len(windows) > 1:
                return find_rows(windows[-1])
    except window_driver.GLib.Error:
        pass  # things went away while they were looked at
    return None


def has_rows(grid):
    """Whether the first row below the titles is on the screen, with its cells."""
    for part in grid.children():
        if part.role == 'list':
            rows = part.children()
            return bool(rows) and rows[0].shown and bool(rows[0].children())
    return False


def measure(program, path):
    """Seconds until the first rows are in sight, and those of the processor."""
    start = time.monotonic()
    with window_driver.Window(program, path) as window:
        while time.monotonic() < start + PATIENCE_S:
            grid = find_grid(window)
            if grid and grid.shown and has_rows(grid):
                return time.monotonic() - start, processor_seconds(window.process)
            time.sleep(0.01)
    raise SystemExit(f'no rows after {PATIENCE_S} s')


if window_driver.missing_tools():
    sys.exit(0)
window_driver.run_again()
print('ours', *map(min, zip(*(measure(sys.argv[1], sys.argv[2]) for _ in range(3)))))
