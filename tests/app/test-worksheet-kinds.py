#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of worksheet by keyboard alone, in one document: taken from the chooser, begun in Chinese, drawn, and still
there when the document is opened again. TAP on stdout.

Usage: test-worksheet-kinds.py PROGRAM
"""
import glob
import os
import shutil
import subprocess
import sys
import time

import window_driver
from window_driver import Window, is_shown

PROGRAM = sys.argv[1]
# Kind; what goes into its cells from the first blank one on, a Tab behind each; a cell that is there then. Where a table
# has choices, letters of one are typed; customers are masked, so that others of their cells are looked at.
KINDS = (
    ('swot', ('门店位置好', '', '0.6', '4'), 'Item, row 1: 门店位置好'),
    ('five-forces', ('三家连锁超市\n两家便利店', '4'), 'Drivers, row 1: 三家连锁超市\n两家便利店'),
    ('five-w2h', ('会员日：满减、双倍积分',), 'Answer, row 1: 会员日：满减、双倍积分'),
    ('fishbone', ('店员不会推荐会员卡', '人', '5'), 'Cause, row 1: 店员不会推荐会员卡'),
    ('forces', ('driv', '老板支持', '5'), 'Force, row 1: 老板支持'),
    ('climb', ('会员回购率下降',), 'Answer, row 1: 会员回购率下降'),
    ('needs', ('先了解整体经营',), 'Answer, row 1: 先了解整体经营'),
    ('steps', ('张敏', 'done', '2026-01-10'), 'State, row 1: Done'),
    ('year-plan', ('以乳品为主，饮料为辅',), 'Plan, row 1: 以乳品为主，饮料为辅'),
    ('customer-file', ('永辉便利', 'shop', '', '80'), 'Type, row 1: Shop'),
    ('board', ('永辉便利', 'growth', '张敏'), 'Owner, row 1: 张敏'),
)


def put(window, text):
    """xdotool loses Chinese letters: they come by the clipboard."""
    if text.isascii():
        window.type(text)
        return
    subprocess.run(['xclip', '-selection', 'clipboard', '-in'], input=text.encode(), check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    window.keys('ctrl+v')
    time.sleep(0.3)


def fill(window, kind, cells, found):
    window.keys('ctrl+shift+n')
    window.wait('list', 'Worksheets', only=is_shown)
    window.focus()
    window.type(kind)
    window.keys('Return')
    window.resize(1280, 800)
    for cell in cells:
        put(window, cell)
        window.keys('Tab')
    window.wait('grid cell', found, only=is_shown)


def fill_each(window):
    for kind, cells, found in KINDS:
        fill(window, kind, cells, found)
    said = [line for line in window.said().splitlines() if 'WARNING' in line or 'CRITICAL' in line]
    assert not said, '\n'.join(said)


def end(window):
    """A draft of a moment ago: nothing is saved by hand."""
    time.sleep(3)
    window.process.kill()
    window.process.wait(10)
    draft, = glob.glob(f'{window.home}/data/steelyard/**/*.steelyard', recursive=True)
    shutil.copytree(os.path.dirname(draft), f'{window.home}/kept')


def see_each_again(window):
    path, = glob.glob(f'{window.home}/kept/*.steelyard')
    with Window(PROGRAM, path) as again:
        again.wait('button', '')
        again.resize(1280, 800)
        areas = again.wait('list', 'Areas', 60, lambda node: 'SWOT' in [row.name for row in node.children()])
        first = [row.name for row in areas.children()].index('SWOT')
        for number, (_, _, found) in enumerate(KINDS):
            areas.select(first + number)
            again.wait('grid cell', found)


if __name__ == '__main__':
    window_driver.skip_without('xclip')
    sys.exit(window_driver.run_steps(PROGRAM, [fill_each, end, see_each_again]))
