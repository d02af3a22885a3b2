/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small workbook for tests: a folder of its own, two small files of sales, a template with one of
 * everything. */
#pragma once

#include "sy-document.h"
#include "sy-duckdb-engine.h"
#include "sy-explanation.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  SyCatalogue *catalogue;
  SyEngine *engine;
  SyWorkbook *workbook;
} Fixture;

/* Eight sales of January 2024 in two shops: see workbook-fixture.c. */
extern const char fixture_sales_csv[];
extern const char fixture_template_xml[];

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
char *fixture_write_file (Fixture *fixture, const char *name, const char *contents);
void fixture_remove_folder (const char *folder);
/* Recognises and imports. */
void fixture_import (SyWorkbook *workbook, const char *path);
SyTemplate *fixture_read_template (Fixture *fixture, const char *name, const char *xml);
/* Sales imported, template set. */
void fixture_fill (Fixture *fixture);
double fixture_value (SyWorkbook *workbook, const char *id);
/* Full precision text of a cell. */
char *fixture_cell (SyWorkbook *workbook, const char *table, const char *column, gint64 row);

G_END_DECLS
