#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data in the window: masked when the document is opened, shown for a reason that is written down, with a mark
as long as they are; masked in an export unless a reason is chosen there. TAP on stdout.

Usage: test-privacy.py PROGRAM
"""
import csv
import hashlib
import hmac
import os
import subprocess
import sys
import tempfile
import time
import zipfile

import window_driver
from window_driver import is_shown, say_nothing

PROGRAM = sys.argv[1]
KEY = 'project-salt'
NAMES = ['Li Lei', 'Han Mei', 'Jim Green']


def pseudonym(text):
    return 'M' + hmac.new(KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:12]


def make_document(folder):
    path = os.path.join(folder, 'sales.csv')
    with open(path, 'w', encoding='utf-8', newline='') as file:
        rows = csv.writer(file)
        rows.writerow(['date', 'order', 'customer', 'phone', 'amount'])
        for day in range(30):
            rows.writerow([f'2024-03-{day % 28 + 1:02d}', f'A{day}', NAMES[day % 3], f'1381234000{day % 3}', 10 + day])
    document = os.path.join(folder, 'shop.steelyard')
    subprocess.run([PROGRAM, 'import', path, '-o', document], check=True, stderr=subprocess.DEVNULL)
    return document


def read_grid(window):
    """The cells that are seen: rows that went out of sight keep what they had until they are needed again."""
    return [cell.name for cell in window.wait('tree grid', '', only=is_shown).cells()[:64]]


def audit(document):
    """Time, who, what and why, a line each."""
    done = subprocess.run([PROGRAM, 'list', 'audit', document], capture_output=True, text=True, check=True)
    return [line.split('\t') for line in done.stdout.splitlines()]


def wait_cells(window, present, absent):
    end = time.monotonic() + 20
    cells = []
    while time.monotonic() < end:
        cells = read_grid(window)
        if any(present in cell for cell in cells) and not any(absent in cell for cell in cells):
            return
        time.sleep(0.2)
    raise AssertionError(f'no “{present}”, or still “{absent}”, in {cells}')


def open_it_masked(window, document):
    window.keys('alt+2')
    wait_cells(window, pseudonym('Li Lei'), 'Li Lei')
    wait_cells(window, '138****0000', '13812340000')
    assert not window.look('alert', 'Personal data are', is_shown)


def search_what_is_seen(window, document):
    """A search finds the cells as they are shown, and not what they hide."""
    window.keys('ctrl+f')
    window.type(pseudonym('Jim Green'))
    window.wait('label', '10 of 30 rows', only=is_shown)
    window.keys('ctrl+a')
    window.type('Jim')
    window.wait('label', '0 of 30 rows', only=is_shown)
    window.keys('Escape')


def show_for_a_reason(window, document):
    window.press('button', 'Personal data: masked')
    window.wait('label', 'Show Personal Data?', only=is_shown)
    window.wait('button', '_Show Show', only=is_shown).act()
    window.wait('alert', 'Personal data are shown: the person asked for it', only=is_shown)
    window.resize(1280, 800)
    wait_cells(window, 'Li Lei', pseudonym('Li Lei'))


def mask_again(window, document):
    window.press('button', 'Mask Again')
    wait_cells(window, pseudonym('Li Lei'), 'Li Lei')
    window.wait('button', 'Personal data: masked', only=is_shown)


def export(window, document, name, reason):
    """Writes the workbook; @reason: how many steps down in the list of choices. Gives all its texts."""
    path = os.path.join(os.path.dirname(document), name)
    window.keys('ctrl+e')
    label = window.wait('label', 'Personal data', only=lambda node: node.shown and node.name == 'Personal data')
    time.sleep(1)
    window.focus()
    window.keys('ctrl+a')
    window.type(path)
    if reason:
        beside = label.extents()[1]
        window.click(window.wait('combo box', '', only=lambda node: node.shown and node.extents()[1] == beside))
        window.keys(*['Down'] * reason, 'Return')
    window.press('button', '_Export Export')
    end = time.monotonic() + 30
    while not os.path.exists(path) and time.monotonic() < end:
        time.sleep(0.2)
    window.resize(1280, 800)
    with zipfile.ZipFile(path) as package:
        return ''.join(package.read(part).decode() for part in package.namelist() if part.endswith('.xml'))


def export_masked(window, document):
    texts = export(window, document, 'masked.xlsx', 0)
    assert pseudonym('Li Lei') in texts and 'Li Lei' not in texts and '13812340000' not in texts


def export_for_a_reason(window, document):
    texts = export(window, document, 'shown.xlsx', 2)
    assert 'Li Lei' in texts and '13812340000' in texts and pseudonym('Li Lei') not in texts
    wait_cells(window, pseudonym('Li Lei'), 'Li Lei')


def read_what_was_written_down(document):
    """Both times that they were shown, and nothing else."""
    lines = audit(document)
    assert [tuple(line[2:]) for line in lines] == [
        ('window', 'shown: the person asked for it'),
        (os.path.join(os.path.dirname(document), 'shown.xlsx'), 'shown: to fulfil a contract')], lines
    assert all(line[0] and line[1] for line in lines), lines


TESTS = [open_it_masked, search_what_is_seen, show_for_a_reason, mask_again, export_masked, export_for_a_reason, say_nothing]

if __name__ == '__main__':
    window_driver.skip_without()
    with tempfile.TemporaryDirectory(prefix='steelyard-privacy-') as place:
        os.environ['STEELYARD_PRIVACY_KEY'] = KEY
        shop = make_document(place)
        status = window_driver.run_steps(PROGRAM, TESTS, shop, files=(shop,), plan=len(TESTS) + 1)
        worked = window_driver.run_step(len(TESTS) + 1, read_what_was_written_down,
                                        lambda: read_what_was_written_down(shop))
        sys.exit(status or not worked)
