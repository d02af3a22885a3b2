/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the cells of a few columns as the importer would, and keeps no row. */
#include "config.h"

#include "sy-import-scan.h"

#include <string.h>

#include "sy-cell-converter.h"

#define MAX_STORES 500
#define MAX_ORDERS 1000
#define MAX_KEYS 50000
#define MAX_KEY_PARTS 8
#define CANCEL_INTERVAL 1024

typedef struct
{
  const SyImportColumn *column; /* NULL: the file has none */
  SyCellFormat format;
} ScanColumn;

typedef struct
{
  SyImportScan *result;
  const SyImportPlan *plan;
  GCancellable *cancellable;
  ScanColumn date, store, order;
  ScanColumn keys[MAX_KEY_PARTS];
  guint n_keys;
  GHashTable *months; /* number of the month → its place in result->months, from 1 */
} Scan;

static ScanColumn
find_column (const SyImportPlan *plan, const char *role)
{
  ScanColumn found = { 0 };

  for (guint i = 0; role && i < plan->columns->len; i++)
    {
      const SyImportColumn *column = plan->columns->pdata[i];
      if (g_strcmp0 (column->role, role) != 0)
        continue;
      found.column = column;
      found.format.type = column->type;
      found.format.scale = column->scale;
      found.format.reading = column->reading;
      found.format.fixed = TRUE;
    }
  return found;
}

/* (transfer full) NULL: nothing there, or not what the column is. */
static char *
read_text (const ScanColumn *column, const SyCell *cells, guint n_cells)
{
  char buffer[SY_CELL_BUFFER_SIZE];
  SyCellNeed need = { 0 };
  SyCellValue value = { 0 };
  const char *reason = NULL;
  SyCellFormat format = column->format;

  if (!column->column || column->column->index >= n_cells)
    return NULL;
  if (format.type != SY_COLUMN_DATE)
    format.type = SY_COLUMN_TEXT;
  if (sy_cell_convert (&cells[column->column->index], &format, buffer, &need, &value, &reason)
          != SY_CONVERT_DONE
      || value.is_null)
    return NULL;
  if (format.type == SY_COLUMN_DATE)
    {
      int year, month, day;
      sy_date_from_days (value.integer, &year, &month, &day);
      return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
    }
  return g_strndup (value.text, value.length);
}

static gboolean
read_day (const ScanColumn *column, const SyCell *cells, guint n_cells, gint64 *day)
{
  char buffer[SY_CELL_BUFFER_SIZE];
  SyCellNeed need = { 0 };
  SyCellValue value = { 0 };
  const char *reason = NULL;
  gboolean is_timestamp = column->format.type == SY_COLUMN_TIMESTAMP;

  if (!column->column || column->column->index >= n_cells
      || (!is_timestamp && column->format.type != SY_COLUMN_DATE))
    return FALSE;
  if (sy_cell_convert (&cells[column->column->index], &column->format, buffer, &need, &value, &reason)
      == SY_CONVERT_MISFIT)
    return FALSE;
  if (value.is_null)
    {
      /* A date with a time in a column of dates: the sample had none. */
      SyCellFormat wider = column->format;
      wider.type = SY_COLUMN_TIMESTAMP;
      is_timestamp = TRUE;
      if (sy_cell_convert (&cells[column->column->index], &wider, buffer, &need, &value, &reason)
              != SY_CONVERT_DONE
          || value.is_null)
        return FALSE;
    }
  *day = value.integer;
  if (is_timestamp)
    *day = value.integer / SY_MICROSECONDS_PER_DAY - (value.integer % SY_MICROSECONDS_PER_DAY < 0);
  return TRUE;
}

static void
note_day (Scan *scan, gint64 day)
{
  int year, month, in_month;
  gpointer number;
  guint place;
  SyImportMonth *found;

  sy_date_from_days (day, &year, &month, &in_month);
  number = GINT_TO_POINTER (year * 12 + month);
  place = GPOINTER_TO_UINT (g_hash_table_lookup (scan->months, number));
  if (place == 0)
    {
      SyImportMonth one = { day, day };
      g_array_append_val (scan->result->months, one);
      g_hash_table_insert (scan->months, number, GUINT_TO_POINTER (scan->result->months->len));
      return;
    }
  found = &g_array_index (scan->result->months, SyImportMonth, place - 1);
  found->first = MIN (found->first, day);
  found->last = MAX (found->last, day);
}

/* A set that can only be used whole is dropped when it grows beyond @limit. */
static void
note_text (GHashTable **set, char *text, guint limit, gboolean drop_when_full)
{
  if (!text || !*set)
    {
      g_free (text);
      return;
    }
  if (g_hash_table_size (*set) < limit || g_hash_table_contains (*set, text))
    g_hash_table_add (*set, text);
  else
    {
      g_free (text);
      if (drop_when_full)
        g_clear_pointer (set, g_hash_table_unref);
    }
}

static void
note_key (Scan *scan, const SyCell *cells, guint n_cells)
{
  GString *key;

  if (!scan->result->keys)
    return;
  key = g_string_new (NULL);
  for (guint i = 0; i < scan->n_keys; i++)
    {
      g_autofree char *part = read_text (&scan->keys[i], cells, n_cells);
      g_string_append_printf (key, "%s%s", i > 0 ? SY_IMPORT_SCAN_SEPARATOR : "", part ? part : "");
    }
  note_text (&scan->result->keys, g_string_free (key, FALSE), MAX_KEYS, TRUE);
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Scan *scan = self;
  gint64 day;

  if (row_number <= scan->plan->header_row)
    return TRUE;
  if (row_number % CANCEL_INTERVAL == 0 && g_cancellable_is_cancelled (scan->cancellable))
    return FALSE;
  if (scan->date.column)
    {
      if (!read_day (&scan->date, cells, n_cells, &day))
        return TRUE;
      note_day (scan, day);
    }
  if (scan->result->stores)
    note_text (&scan->result->stores, read_text (&scan->store, cells, n_cells), MAX_STORES, TRUE);
  if (scan->result->orders && g_hash_table_size (scan->result->orders) < MAX_ORDERS)
    note_text (&scan->result->orders, read_text (&scan->order, cells, n_cells), MAX_ORDERS, FALSE);
  note_key (scan, cells, n_cells);
  return TRUE;
}

static gboolean
on_begin_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static void
on_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
}

static void
on_end_sheet (gpointer self)
{
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
find_keys (Scan *scan, const char *const *keys)
{
  for (guint i = 0; keys && keys[i]; i++)
    {
      ScanColumn column = find_column (scan->plan, keys[i]);
      if (!column.column || scan->n_keys == MAX_KEY_PARTS)
        return FALSE;
      scan->keys[scan->n_keys++] = column;
    }
  return scan->n_keys > 0;
}

/**
 * sy_import_scan_new:
 * @plan: as corrected
 *
 * Rows without a day are left out where @date is asked for and there is a column for it.
 *
 * Returns: (transfer full): %NULL with an import error or %G_IO_ERROR_CANCELLED
 */
SyImportScan *
sy_import_scan_new (const SyImportPlan *plan,
                    const char *date,
                    const char *store,
                    const char *order,
                    const char *const *keys,
                    GCancellable *cancellable,
                    GError **error)
{
  static const SyCellSinkFuncs funcs = { on_begin_sheet, on_row, on_refused, on_end_sheet, NULL };
  g_autoptr (SyImportScan) result = g_new0 (SyImportScan, 1);
  g_autoptr (GHashTable) months = g_hash_table_new (NULL, NULL);
  Scan scan = { .result = result, .plan = plan, .cancellable = cancellable, .months = months };
  SyCellSink sink = { &funcs, &scan };

  result->months = g_array_new (FALSE, FALSE, sizeof (SyImportMonth));
  scan.date = find_column (plan, date);
  scan.store = find_column (plan, store);
  scan.order = find_column (plan, order);
  result->stores = scan.store.column ? new_set () : NULL;
  result->orders = scan.order.column ? new_set () : NULL;
  result->keys = find_keys (&scan, keys) ? new_set () : NULL;
  if (!scan.date.column && !result->stores && !result->orders && !result->keys)
    return g_steal_pointer (&result);
  if (!sy_import_plan_read (plan, &sink, cancellable, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&result);
}

void
sy_import_scan_free (SyImportScan *self)
{
  if (!self)
    return;
  g_array_unref (self->months);
  g_clear_pointer (&self->stores, g_hash_table_unref);
  g_clear_pointer (&self->orders, g_hash_table_unref);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_free (self);
}
