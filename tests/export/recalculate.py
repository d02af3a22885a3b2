#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recalculates a workbook in LibreOffice: recalculate.py IN.xlsx OUT.tsv [NAME=NUMBER…]

Sets cells of defined names, forces a hard recalculation of every formula, and writes one line a formula cell:
sheet, address, value. Exit status 77: there is no LibreOffice to ask."""
import os
import subprocess
import sys
import tempfile
import time

try:
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.connection import NoConnectException
    from com.sun.star.sheet.FormulaResult import VALUE
except ImportError:
    sys.exit(77)


def open_document(desktop, path):
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    return desktop.loadComponentFromURL(uno.systemPathToFileUrl(os.path.abspath(path)), "_blank", 0, (hidden,))


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.2)
    sys.exit("LibreOffice does not answer")


def set_name(document, name, value):
    place = document.NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0)
    place.setValue(float(value))


def write_cells(document, out):
    for sheet in document.Sheets:
        for area in sheet.queryContentCells(16).RangeAddresses:
            block = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
            for y, row in enumerate(block.getDataArray()):
                for x, value in enumerate(row):
                    cell = block.getCellByPosition(x, y)
                    text = "#ERROR" if cell.getError() else repr(value)
                    out.write("%s\t%d,%d\t%s\n" % (sheet.Name, area.StartRow + y, area.StartColumn + x, text))


def main():
    pipe = "steelyard-%d" % os.getpid()
    with tempfile.TemporaryDirectory() as home:
        try:
            office = subprocess.Popen(["soffice", "--headless", "--norestore", "--accept=pipe,name=%s;urp" % pipe,
                                       "-env:UserInstallation=file://" + home],
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except FileNotFoundError:
            sys.exit(77)
        desktop = connect(pipe)
        document = open_document(desktop, sys.argv[1])
        for setting in sys.argv[3:]:
            set_name(document, *setting.split("=", 1))
        document.calculateAll()
        with open(sys.argv[2], "w", encoding="utf-8") as out:
            write_cells(document, out)
        document.close(True)
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(30)


main()
