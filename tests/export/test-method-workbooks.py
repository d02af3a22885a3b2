#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbooks of the methods are alive: each template is exported from a small file, every formula is recalculated by
LibreOffice, once as exported and, where the case says so, once after a parameter was changed in the cell; what it gives must be what the
program wrote. All in one start of LibreOffice. TAP on stdout.

Usage: test-method-workbooks.py PROGRAM VECTORS
"""
import os

import subprocess
import sys
import tempfile
import time
import zipfile
from xml.etree import ElementTree

try:
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.connection import NoConnectException
except ImportError:
    print('1..0 # SKIP there is no LibreOffice with Python')
    sys.exit(0)

PROGRAM, VECTORS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
RELATION = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'

# template, files, --set, --input, and a parameter to be changed: its id, the name of its cell, the number to put there, how the command
# line says it
CASES = [
    ('abc', ['abc.csv'], [], [], ('abc_a', 'Class_A_up_to', 0.3, '30%')),
    ('abc', ['stock-sales.csv', 'stock-counts.csv'], ['abc_measure=stock'], [], ('mean_levels', 'Levels_of_mean_classes', 2, '2')),
    ('long-tail', ['long-tail.csv'], [], [], ('head_part', 'Head', 0.1, '10%')),
    ('stock', ['structure-sales.csv', 'structure-counts.csv'], [], ['on_order=on-order.csv'], ('stock_window', 'Days_of_sales', 7, '7')),
    ('stock', ['stock-sales.csv', 'stock-counts.csv'], ['lead_spread=1'], [], ('service_z', 'Service_level_z', 2.3263, '2.3263')),
    ('growth-share', ['abc.csv'], [], ['market_products=market-products.csv'], ('growth_cut', 'Cut_of_the_growth', 0.25, '25%')),
    ('elasticity', ['elasticity-four.csv'], [], [], ('least_level_days', 'Days_needed_at_a_price', 8, '8')),
    ('purchase', ['purchase-sales.csv', 'purchases.csv'], [], [], ('target_depth', 'Target_depth', 50, '50')),
    ('pricing', ['abc.csv'], [], [], ('markup', 'Markup_on_the_cost', 1, '100%')),
    ('basket', ['baskets.csv'], [], [], ('least_baskets', 'Baskets_needed', 4, '4')),
    ('goods-classes', ['abc.csv'], [], ['class_tree=class-tree.csv', 'facets=facets.csv'], ('young_days', 'Introduced_for_days', 0, '0')),
    ('price-thirds', ['prices.csv'], [], [], ('zone_limit', 'Zone_holds_at_least', 0.9, '90%')),
    ('importance-curve', ['abc.csv'], [], ['curve_items=curve-items.csv'], ('curve_a', 'Class_A_up_to', 0.9, '90%')),
    ('rfm', ['rfm-sales.csv'], ['rfm_days=60'], [], ('special_below', 'Special_price_below', 0.5, '50%')),
    ('rfm', ['rfm-sales.csv'], [], ['given_measures=rfm-measures.csv'], ('special_below', 'Special_price_below', 0.5, '50%')),
    ('customer-value', ['rfm-sales.csv'], [], ['given_values=value-scores.csv'], ('value_days', 'Days_of_the_window', 30, '30')),
    ('life-cycle', ['life-cycle.csv', 'life-cycle-members.csv'], ['stage_date=2024-06-30'], [], ('mature_orders', 'Mature_from_orders', 10, '10')),
    ('branch-weights', ['weights.csv'], ['month=2024-06'], ['special_days=special-days.csv', 'branch_edits=branch-edits.csv'], ('branch_rescale', 'Scale_the_other_weekdays', 0, 'FALSE')),
    ('cohorts', ['cohorts.csv'], [], [], None),
    ('promotion-review', ['goal-sales.csv', 'goal-promotions.csv'], [], [], ('planned_burst', 'Burst_to_count_on', 0.5, '50%')),
    ('churn', ['churn.csv', 'churn-service.csv'], [], ['contact_counts=churn-contacts.csv'], ('churn_days', 'Days_of_a_window', 120, '120')),
    ('customer-abc', ['key-sales.csv'], [], ['customer_figures=customer-figures.csv'], ('a_customers', 'Share_of_customers_in_A', 0.4, '40%')),
    ('key-customers', ['key-sales.csv'], ['key_definition=2'], ['key_list=key-list.csv'], ('key_top', 'Top_N', 5, '5')),
    ('dealer-stock', ['dealer-stock.csv'], [], [], ('old_days', 'Old_from_days', 20, '20')),
    ('loss-reasons', ['key-sales.csv'], [], ['losses=losses.csv'], ('vital_few', 'Main_reasons_up_to', 0.5, '50%')),
    ('histogram', [], [], ['numbers=twenty-figures.csv'], ('bins_wanted', 'Bins', 4, '4')),
    ('box', [], [], ['numbers=twenty-figures.csv'], None),
    ('control-chart', [], [], ['numbers=individuals.csv'], ('baseline_to', 'Baseline_to_no', 9, '9')),
    ('p-chart', [], [], [], ('kind', 'Kind_of_chart', 'u', 'u')),
    ('strata', [], [], ['layers=layers-reversed.csv'], None),
    ('check-sheet', [], [], [], None),
    ('correlation', [], [], ['pairs_typed=marketing-pairs.csv'], None),
    ('anomalies', [], [], ['numbers=individuals.csv'], None),
    ('season', ['seasons.csv'], [], [], None),
    ('structure', ['two-months.csv'], [], [], ('months', 'Months', 2, '2')),
    ('importance', [], [], [], ('last_counts', 'The_last_one_counts_too_1', 1, 'TRUE')),
    ('fuzzy', [], [], [], ('operator', 'Operator', 'min-max', 'min-max')),
    ('experts', [], [], [], ('cv_limit', 'Another_round_above_CV', 0.1, '10%')),
    ('ahp', [], [], [], ('cr_limit', 'Consistent_below_CR', 0.01, '0.01')),
    ('special-weights', ['october-days.csv'], ['month=2024-06'], ['given_weights=weekday-weights.csv', 'own_occasions=own-holiday.csv'], ('years_back', 'Years', 2, '2')),
    ('targets', ['june-days.csv'], ['month=2024-06', 'month_target=1000000'], ['given_weights=weekday-weights.csv', 'store_factors=targets-stores.csv', 'persons=targets-persons.csv'], ('revised_target', 'Revised_month_target', 900000, '900000')),
    ('association', ['association.csv'], ['least_orders=1', 'least_expected=0'], [], ('least_confidence', 'Least_confidence', 0.6, '60%')),
    ('association', ['association.csv'], ['least_support=99%'], [], None),
    ('rfm', ['one-sale.csv'], [], [], None),
    ('rfm', ['blank-category.csv'], [], [], None),
    ('customer-value', ['one-sale.csv'], [], [], None),
    ('calendar', [], [], [], None),
    ('customer-groups', ['clusters.csv'], ['use_recency=FALSE'], [], None),
    ('dupont', ['dupont-sales.csv'], [], [], ('attribution', 'Attribution', 2, '2')),
    ('swot', [], [], ['swot_items=swot-items.csv', 'swot_strategies=swot-strategies.csv'], ('swot_middle', 'Middle_of_the_scores', 2, '2')),
    ('forces', [], [], ['forces_items=force-field.csv'], None),
    ('fishbone', [], [], ['fishbone_causes=causes.csv'], ('fishbone_vital', 'Vital_few_up_to', 0.5, '50%')),
    ('climb', [], [], ['climb_steps=climb-steps.csv'], ('climb_k', 'Steepness_k', 6, '6')),
    ('needs', [], [], ['needs_list=needs.csv'], None),
    ('steps', [], ['steps_as_of=2026-02-02'], ['steps_list=eight-steps.csv'], None),
    ('board', [], ['board_date=2026-08-29'], ['board_cards=board-cards.csv'], ('board_part', 'Renewal_opens_with_the_last_part_of_the_contract_one_in', 6, '6')),
    ('year-plan', [], ['year_plan_year=2026', 'year_plan_date=2026-08-01'], ['year_plan_targets=year-targets.csv', 'year_plan_reviews=year-reviews.csv'], ('year_plan_grace', 'Days_for_a_review_after_the_quarter', 60, '60')),
    ('customer-file', [], [], ['customer_file_customers=file-customers.csv', 'customer_file_needs=file-needs.csv'], ('customer_file_old', 'Stock_is_old_from_days', 30, '30')),
    ('customer-360', ['rfm-sales.csv', 'view-members.csv', 'view-service.csv', 'view-receivables.csv'], [], ['c360_plans=c360-plans.csv'], ('rfm_days', 'Days_of_the_window', 28, '28')),
    ('region-profit', ['dupont-sales.csv'], [], [], ('cost_share', 'Cost_where_none_is_known', 0.5, '50%')),
]

# Laid out anew by every export: how many rows and series there are depends on the values.
DRAWN = {'Report', 'Chart data'}

# These are given what the check is there to tell: a product in two places.
TOLD = {'goods-classes'}


def export(number, case, setting, folder):
    template, files, settings, inputs, _ = case
    path = os.path.join(folder, f'{number}.xlsx')
    command = [PROGRAM, 'report', *(os.path.join(VECTORS, name) for name in files), '--template', template, '--lang', 'en', '-o', path]
    for given in [*settings, *([setting] if setting else [])]:
        command += ['--set', given]
    for table, name in (given.split('=') for given in inputs):
        command += ['--input', f'{table}={os.path.join(VECTORS, name)}']
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return path


def read_strings(archive):
    if 'xl/sharedStrings.xml' not in archive.namelist():
        return []
    tree = ElementTree.fromstring(archive.read('xl/sharedStrings.xml'))
    return [''.join(text.text or '' for text in item.iter(MAIN + 't')) for item in tree.iter(MAIN + 'si')]


def read_cached(path):
    """(sheet, address) → what the program wrote beside the formula, and the place of each defined name."""
    cells, names = {}, {}
    with zipfile.ZipFile(path) as archive:
        strings = read_strings(archive)
        book = ElementTree.fromstring(archive.read('xl/workbook.xml'))
        links = {link.get('Id'): link.get('Target')
                 for link in ElementTree.fromstring(archive.read('xl/_rels/workbook.xml.rels'))}
        for sheet in book.iter(MAIN + 'sheet'):
            tree = ElementTree.fromstring(archive.read('xl/' + links[sheet.get(RELATION)].removeprefix('/xl/')))
            for cell in tree.iter(MAIN + 'c'):
                value = cell.find(MAIN + 'v')
                if cell.find(MAIN + 'f') is None:
                    continue
                text = '' if value is None or value.text is None else value.text
                kind = cell.get('t', 'n')
                if kind == 's':
                    text = strings[int(text)]
                cells[sheet.get('name'), cell.get('r')] = ('error',) if kind == 'e' or text.startswith('#') else \
                    ('number', float(text)) if kind in 'nb' and text else ('text', text)
        for name in book.iter(MAIN + 'definedName'):
            names[name.get('name')] = name.text
    return cells, names


def read_live(cell):
    if cell.getError():
        return ('error',)
    value = cell.FormulaResultType2
    return ('number', cell.getValue()) if value == 1 else ('text', cell.getString())


def same(wrote, live):
    if wrote[0] == 'number' and live[0] == 'number':
        return abs(wrote[1] - live[1]) <= 1e-9 * max(1., abs(wrote[1]), abs(live[1]))
    return wrote == live


def empty_plots(path):
    """Charts that Excel would take for damage: a plot without a series."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith('xl/charts/chart') and b'<c:ser>' not in archive.read(name):
                yield f'{name} has no series'


def place_of(address):
    letters = address.rstrip('0123456789')
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters):]) - 1, column - 1


def differences(document, cells):
    """A whole sheet is fetched at once; only what seems to differ is asked for by itself."""
    values = {}
    for (sheet, address), wrote in cells.items():
        if sheet not in values:
            cursor = document.Sheets.getByName(sheet).createCursor()
            cursor.gotoEndOfUsedArea(False)
            end = cursor.RangeAddress
            values[sheet] = document.Sheets.getByName(sheet).getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()
        row, column = place_of(address)
        block = values[sheet]
        value = block[row][column] if row < len(block) and column < len(block[row]) else ''
        if wrote[0] != 'error' and isinstance(value, (float, str)) and same(wrote, ('number' if isinstance(value, float) else 'text', value)):
            continue
        cell = document.Sheets.getByName(sheet).getCellRangeByName(address)
        live = read_live(cell)
        if not same(wrote, live):
            yield f'{sheet}!{address}: written {wrote}, recalculated {live}: {cell.getFormula()[:200]}'


def load(desktop, path):
    hidden = PropertyValue()
    hidden.Name, hidden.Value = 'Hidden', True
    return desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), '_blank', 0, (hidden,))


def check(desktop, number, case, folder):
    """What differs: as exported; and after a change, against an export with that value."""
    path = export(f'{number}', case, None, folder)
    cells, names = read_cached(path)
    document = load(desktop, path)
    try:
        document.calculateAll()
        problems = list(differences(document, cells)) + list(empty_plots(path))
        broken = [address for address, wrote in cells.items()
                  if address[0] == 'Checks' and wrote == ('text', '✗') and case[0] not in TOLD]
        problems += [f'does not tie: {place}' for place in broken]
        if not case[4]:
            return problems
        parameter, name, value, words = case[4]
        if name not in names:
            return problems + [f'no cell is called {name}: {sorted(names)}']
        place = document.NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0)
        (place.setString if isinstance(value, str) else place.setValue)(value)
        document.calculateAll()
        changed, _ = read_cached(export(f'{number}-changed', case, f'{parameter}={words}', folder))
        problems += [f'after {parameter}={words}: {line}' for line in differences(document, {key: changed[key] for key in changed if key in cells and key[0] not in DRAWN})]
        return problems
    finally:
        document.close(True)


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)
    for _ in range(600):
        try:
            context = resolver.resolve(f'uno:pipe,name={pipe};urp;StarOffice.ComponentContext')
            return context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)
        except NoConnectException:
            time.sleep(0.2)
    sys.exit('LibreOffice does not answer')


def main():
    pipe = f'steelyard-{os.getpid()}'
    with tempfile.TemporaryDirectory(prefix='steelyard-methods-') as folder:
        try:
            office = subprocess.Popen(['soffice', '--headless', '--norestore', f'--accept=pipe,name={pipe};urp',
                                       f'-env:UserInstallation=file://{folder}/home'],
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except FileNotFoundError:
            print('1..0 # SKIP there is no LibreOffice')
            return 0
        desktop = connect(pipe)
        failed = 0
        print(f'1..{len(CASES)}')
        for number, case in enumerate(CASES, 1):
            problems = check(desktop, number, case, folder)
            for problem in problems[:10]:
                print(f'# {problem}')
            failed += bool(problems)
            print(f'{"not ok" if problems else "ok"} {number} {case[0]}', flush=True)
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(60)
    return 1 if failed else 0


sys.exit(main())
