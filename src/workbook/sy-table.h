/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One evaluated table: how its columns look, and its rows in the engine, read page by page. Immutable; a new
 * evaluation makes a new one. */
#pragma once

#include "sy-engine.h"
#include "sy-model.h"
#include "sy-template.h"

G_BEGIN_DECLS

typedef struct
{
  char *id, *title, *description;
  SyUnit unit;
  guint decimals;
  SyValueType type;
  gboolean hidden;
  gboolean is_signed; /* a difference: its sign always stands */
  int direction;
  gboolean is_formula;
  gboolean is_provenance; /* _file, _sheet, _row of a source */
} SyTableColumn;

/* Its title for reading: where a row was read from is said in words. */
const char *sy_table_column_get_heading (const SyTableColumn *self);

#define SY_TYPE_TABLE (sy_table_get_type ())
G_DECLARE_FINAL_TYPE (SyTable, sy_table, SY, TABLE, GObject)

const char *sy_table_get_id (SyTable *self);
const char *sy_table_get_title (SyTable *self);
const char *sy_table_get_description (SyTable *self);
SyArea sy_table_get_area (SyTable *self);
gint64 sy_table_get_n_rows (SyTable *self);
/* (element-type SyTableColumn): in the order of showing; without the row number */
GPtrArray *sy_table_get_columns (SyTable *self);
int sy_table_find_column (SyTable *self, const char *id_or_title);
/* Ids of the columns that name a row. */
char **sy_table_get_key (SyTable *self);

/* Rows first … first + count − 1 in the table's order, or sorted by @sort_column (-1: none). Frame: column 0
 * is "row" (INT64, 1-based row number), then the table's columns in order. Blocks: call from a worker, or for
 * pages of a table that is kept. */
SyFrame *sy_table_read (SyTable *self,
                        gint64 first,
                        gint64 count,
                        int sort_column,
                        gboolean descending,
                        GCancellable *cancellable,
                        GError **error);
/* All rows (for export). */
SyFrame *sy_table_read_all (SyTable *self, GCancellable *cancellable, GError **error);
/* The row whose key columns read @key (several keys: separated by tabs or commas; numbers, dates ISO, text
 * without case), or a row number as "#12"; 0 when none. */
gint64 sy_table_find_row (SyTable *self, const char *key, GError **error);
/* @column: index into sy_table_get_columns(); the frame's column is one further. FALSE when NULL: then *text
 * is "—". For the screen: grouped digits, %, dates in @language. */
gboolean sy_table_format_cell (
    SyTable *self, SyFrame *frame, guint column, gint64 row, const char *language, char **text);

G_END_DECLS
