/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tally.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COUNT "count"

/* Where item, period and count stand among the columns. */
typedef struct
{
  guint item, period, count;
} Places;

static gboolean
find_places (const SyTemplateTable *definition, Places *places)
{
  g_auto (GStrv) key = g_strsplit (definition->key ? definition->key : "", " ", -1);
  guint n_found = 0;

  if (g_strcmp0 (definition->rows, "INPUT") != 0 || g_strv_length (key) != 2)
    return FALSE;
  for (guint i = 0; i < definition->columns->len; i++)
    {
      const SyTemplateColumn *column = definition->columns->pdata[i];

      if (column->is_text && g_str_equal (column->id, key[0]) && ++n_found)
        places->item = i;
      else if (column->is_text && g_str_equal (column->id, key[1]) && ++n_found)
        places->period = i;
      else if (column->unit == SY_UNIT_INTEGER && g_str_equal (column->id, COUNT) && ++n_found)
        places->count = i;
    }
  return n_found == 3;
}

gboolean
sy_tally_is_one (const SyTemplateTable *definition)
{
  Places places;

  g_return_val_if_fail (definition, FALSE);
  return find_places (definition, &places);
}

static const char *
get_cell (char **row, guint place)
{
  return place < g_strv_length (row) ? row[place] : "";
}

static gboolean
are_same (const char *a, const char *b)
{
  g_autofree char *one = g_utf8_casefold (a, -1), *other = g_utf8_casefold (b, -1);

  return g_str_equal (g_strstrip (one), g_strstrip (other));
}

static gboolean
are_equal (gconstpointer a, gconstpointer b)
{
  return are_same (a, b);
}

static GPtrArray *
list_cells (SyWorkbook *workbook, const SyTemplateTable *definition, gboolean periods)
{
  GPtrArray *rows = sy_workbook_get_input_rows (workbook, definition->id);
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  Places places = { 0 };

  find_places (definition, &places);
  for (guint i = 0; rows && i < rows->len; i++)
    {
      const char *cell = get_cell (rows->pdata[i], periods ? places.period : places.item);

      if (*cell && !g_ptr_array_find_with_equal_func (cells, cell, are_equal, NULL))
        g_ptr_array_add (cells, g_strdup (cell));
    }
  return cells;
}

GPtrArray *
sy_tally_list_items (SyWorkbook *workbook, const SyTemplateTable *definition)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && definition, NULL);
  return list_cells (workbook, definition, FALSE);
}

GPtrArray *
sy_tally_list_periods (SyWorkbook *workbook, const SyTemplateTable *definition)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && definition, NULL);
  return list_cells (workbook, definition, TRUE);
}

static gboolean
is_of (char **row, const Places *places, const char *item, const char *period)
{
  return (!item || are_same (get_cell (row, places->item), item))
         && (!period || are_same (get_cell (row, places->period), period));
}

gint64
sy_tally_count (SyWorkbook *workbook, const SyTemplateTable *definition, const char *item, const char *period)
{
  GPtrArray *rows;
  Places places = { 0 };
  gint64 n = 0;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && definition, 0);
  rows = sy_workbook_get_input_rows (workbook, definition->id);
  find_places (definition, &places);
  for (guint i = 0; rows && i < rows->len; i++)
    if (is_of (rows->pdata[i], &places, item, period))
      n += g_ascii_strtoll (get_cell (rows->pdata[i], places.count), NULL, 10);
  return n;
}

/* --- changes --- */

/* As many cells as there are columns. */
static char **
fill_row (const SyTemplateTable *definition, char **row)
{
  GStrv filled = g_new0 (char *, definition->columns->len + 1);

  for (guint i = 0; i < definition->columns->len; i++)
    filled[i] = g_strdup (row ? get_cell (row, i) : "");
  return filled;
}

static GPtrArray *
copy_rows (SyWorkbook *workbook, const SyTemplateTable *definition)
{
  GPtrArray *rows = sy_workbook_get_input_rows (workbook, definition->id);
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; rows && i < rows->len; i++)
    g_ptr_array_add (copy, fill_row (definition, rows->pdata[i]));
  return copy;
}

static void
set_count (char **row, const Places *places, gint64 count)
{
  g_free (row[places->count]);
  row[places->count] = g_strdup_printf ("%" G_GINT64_FORMAT, count);
}

/* The row to count in: less is taken from one that has it. NULL: there is none. */
static char **
find_row (GPtrArray *rows, const Places *places, const char *item, const char *period, gint64 step)
{
  for (guint i = 0; i < rows->len; i++)
    if (is_of (rows->pdata[i], places, item, period)
        && (step >= 0 || g_ascii_strtoll (get_cell (rows->pdata[i], places->count), NULL, 10) >= -step))
      return rows->pdata[i];
  return NULL;
}

gboolean
sy_tally_add (SyWorkbook *workbook,
              const SyTemplateTable *definition,
              const char *item,
              const char *period,
              gint64 step,
              GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  Places places;
  char **row;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && definition && item && period, FALSE);
  g_return_val_if_fail (find_places (definition, &places), FALSE);
  if (!*item || !*period)
    {
      g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
                           _ ("What is counted, and when, must have a name"));
      return FALSE;
    }
  rows = copy_rows (workbook, definition);
  row = find_row (rows, &places, item, period, step);
  if (!row && step < 0)
    return TRUE;
  if (!row)
    {
      row = fill_row (definition, NULL);
      g_free (row[places.item]);
      g_free (row[places.period]);
      row[places.item] = g_strdup (item);
      row[places.period] = g_strdup (period);
      g_ptr_array_add (rows, row);
    }
  set_count (row, &places, g_ascii_strtoll (row[places.count], NULL, 10) + step);
  return sy_workbook_set_input_rows (workbook, definition->id, rows, error);
}

gboolean
sy_tally_clear (SyWorkbook *workbook, const SyTemplateTable *definition, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  Places places;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && definition, FALSE);
  g_return_val_if_fail (find_places (definition, &places), FALSE);
  rows = copy_rows (workbook, definition);
  for (guint i = 0; i < rows->len; i++)
    set_count (rows->pdata[i], &places, 0);
  return sy_workbook_set_input_rows (workbook, definition->id, rows, error);
}
