#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""recalculate.py BOOK.xlsx OUT.tsv: what LibreOffice computes, forgetting every value stored in the file.

One line a used cell: sheet, row, column (from 0), n (number), s (text) or e (error), value.
A LibreOffice of its own, without a display, with a profile of its own in a temporary folder, ended when done.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def start(folder, pipe):
    profile = os.path.join(folder, 'profile')
    command = ['soffice', '-env:UserInstallation=' + uno.systemPathToFileUrl(profile), '--headless', '--invisible',
               '--norestore', '--nologo', '--nodefault', '--nofirststartwizard', '--nolockcheck',
               '--accept=pipe,name=%s;urp;StarOffice.ComponentContext' % pipe]
    environment = dict(os.environ, HOME=folder, TMPDIR=folder, SAL_USE_VCLPLUGIN='svp')
    environment.pop('DISPLAY', None)
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, start_new_session=True)


def connect(process, pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', context)
    end = time.time() + 90
    while True:
        try:
            remote = resolver.resolve('uno:pipe,name=%s;urp;StarOffice.ComponentContext' % pipe)
            return remote.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', remote)
        except NoConnectException:
            if process.poll() is not None or time.time() > end:
                raise SystemExit('LibreOffice did not start')
            time.sleep(0.1)


def dump(document, out):
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
        for r, row in enumerate(area.getDataArray()):
            for c, value in enumerate(row):
                if isinstance(value, (int, float)):
                    out.write('%s\t%d\t%d\tn\t%r\n' % (sheet.Name, r, c, float(value)))
                elif isinstance(value, str):
                    out.write('%s\t%d\t%d\ts\t%s\n' % (sheet.Name, r, c, value.replace('\n', ' ')))
                else:
                    code = sheet.getCellByPosition(c, r).getError()
                    out.write('%s\t%d\t%d\te\t%d\n' % (sheet.Name, r, c, code))


def main():
    book, result = sys.argv[1:]
    folder = tempfile.mkdtemp(prefix='recalculate-')
    pipe = 'recalculate' + uuid.uuid4().hex
    process = start(folder, pipe)
    try:
        desktop = connect(process, pipe)
        hidden = PropertyValue()
        hidden.Name, hidden.Value = 'Hidden', True
        document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(os.path.abspath(book)), '_blank', 0, (hidden,))
        if document is None:
            raise SystemExit('LibreOffice could not open ' + book)
        document.calculateAll()  # every cell, whatever the file says of it
        with open(result, 'w', encoding='utf-8') as out:
            dump(document, out)
        document.close(True)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # its own session: nothing but this LibreOffice
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
