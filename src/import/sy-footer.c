/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-footer.h"

#include <string.h>

#include "sy-import-plan-private.h"
#include "sy-recognition.h"

static const SyImportColumn *
get_column (const SyImportPlan *plan, guint i)
{
  return g_ptr_array_index (plan->columns, i);
}

static gboolean
is_blank (const SyImportColumn *column, const SyCell *cells, guint n_cells)
{
  return column->index >= n_cells || sy_cell_is_blank (&cells[column->index]);
}

static const SyImportColumn *
find_date_column (const SyImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (!get_column (plan, i)->left_out && g_strcmp0 (get_column (plan, i)->role, "date") == 0)
      return get_column (plan, i);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = get_column (plan, i);
      if (!column->left_out && (column->type == SY_COLUMN_DATE || column->type == SY_COLUMN_TIMESTAMP))
        return column;
    }
  return NULL;
}

/* Begins as words for sums do; keeps the exact test off nearly all rows. */
static gboolean
may_be_totals_word (const SyCell *cell)
{
  static const char *const beginnings[] = { "合", "总", "小", "汇", "本", "累", "共", "　",
                                            "Ｔ", "t",  "T",  "g",  "G",  "s",  "S",  " " };

  if (cell->kind != SY_CELL_TEXT || cell->length < 3 || cell->length > 24)
    return FALSE;
  if ((guchar) *cell->text < 0x80 && !strchr ("tTgGsS ", *cell->text))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (memcmp (cell->text, beginnings[i], MIN (strlen (beginnings[i]), cell->length)) == 0)
      return TRUE;
  return FALSE;
}

static guint
find_first (const SyCell *cells, guint n_cells)
{
  guint first = 0;

  while (first < n_cells && sy_cell_is_blank (&cells[first]))
    first++;
  return first;
}

/* 60单, 12 笔: how many rows there were, where the rows have a date. */
static gboolean
is_count (const SyCell *cell)
{
  static const char *const counters[] = { "单", "笔", "条", "行", "天", "份", "人", "次", "桌", "件" };
  gsize n = 0;

  if (cell->kind != SY_CELL_TEXT)
    return FALSE;
  while (n < cell->length && (g_ascii_isdigit (cell->text[n]) || cell->text[n] == ' '))
    n++;
  for (guint i = 0; n > 0 && cell->length == n + 3 && i < G_N_ELEMENTS (counters); i++)
    if (memcmp (cell->text + n, counters[i], 3) == 0)
      return TRUE;
  return FALSE;
}

/* Sums stand in columns of numbers: apart from the first cell the row tells nothing in words. */
static gboolean
tells_no_more (const SyImportPlan *plan, guint first, const SyCell *cells, guint n_cells)
{
  guint n_blank = 0;

  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = get_column (plan, i);
      gboolean in_words = column->type == SY_COLUMN_TEXT || column->type == SY_COLUMN_DATE
                          || column->type == SY_COLUMN_TIMESTAMP;

      if (column->left_out || !in_words || column->index == first)
        continue;
      if (!is_blank (column, cells, n_cells))
        return FALSE;
      n_blank++;
    }
  return n_blank > 0;
}

gboolean
sy_footer_is_totals (const SyImportPlan *plan, const SyCell *cells, guint n_cells)
{
  const SyImportColumn *date;
  guint first = find_first (cells, n_cells);

  if (first == n_cells || cells[first].kind != SY_CELL_TEXT)
    return FALSE;
  if (sy_recognition_ends_in_totals_word (cells[first].text, cells[first].length)
      && tells_no_more (plan, first, cells, n_cells))
    return TRUE;
  if (!may_be_totals_word (&cells[first])
      || !sy_recognition_is_totals_word (cells[first].text, cells[first].length))
    return FALSE;
  date = find_date_column (plan);
  if (date)
    return date->index == first || is_blank (date, cells, n_cells) || is_count (&cells[date->index]);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = get_column (plan, i);
      if (!column->left_out && column->type == SY_COLUMN_TEXT && column->index != first
          && is_blank (column, cells, n_cells))
        return TRUE;
    }
  return FALSE;
}

gboolean
sy_footer_reads_as_remark (const SyCell *cells, guint n_cells)
{
  guint first = find_first (cells, n_cells);
  gsize length;

  if (first == n_cells)
    return FALSE;
  if (find_first (cells + first + 1, n_cells - first - 1) == n_cells - first - 1)
    return TRUE;
  length = cells[first].kind == SY_CELL_TEXT ? cells[first].length : 0;
  return length > 0
         && (cells[first].text[length - 1] == ':'
             || g_strstr_len (cells[first].text, (gssize) length, "：") != NULL);
}

/* Nothing in a column that the kind can't do without. */
static gboolean
is_remark (const SyImportPlan *plan, const SyCell *cells, guint n_cells)
{
  guint n_required = 0;

  if (!plan->kind || plan->columns->len < 3 || !sy_footer_reads_as_remark (cells, n_cells))
    return FALSE;
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = get_column (plan, i);
      const SyRole *role = column->role ? sy_source_kind_find_role (plan->kind, column->role) : NULL;
      if (!role || !role->required)
        continue;
      if (!is_blank (column, cells, n_cells))
        return FALSE;
      n_required++;
    }
  return n_required > 0;
}

/* Turned, the rows have no sums any more: the cross-tab keeps them out by their first word. */
static gboolean
is_totals_in_sample (const SyImportPlan *plan, const SySampleRow *row)
{
  guint first = find_first (row->cells, row->n_cells);

  if (!plan->crosstab || plan->sample != plan->turned_sample)
    return sy_footer_is_totals (plan, row->cells, row->n_cells);
  return first < row->n_cells && row->cells[first].kind == SY_CELL_TEXT
         && sy_recognition_is_totals_word (row->cells[first].text, row->cells[first].length);
}

gboolean
sy_footer_find (const SyImportPlan *plan, SyFooter *footer)
{
  const SySample *sample = plan->filled_sample ? plan->filled_sample : sy_import_plan_get_sheet_sample (plan);
  gboolean turned = plan->sample == plan->turned_sample;

  *footer = (SyFooter){ 0 };
  for (guint i = 0; i < sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (sample->rows, i);
      gboolean is_totals;

      if (row->number <= plan->header_row)
        continue;
      is_totals = is_totals_in_sample (plan, row);
      if (!is_totals && (turned || !is_remark (plan, row->cells, row->n_cells)))
        continue;
      footer->n_totals += is_totals;
      footer->n_remarks += !is_totals;
      footer->last = row->number;
      if (footer->text)
        continue;
      footer->first = row->number;
      footer->text = sy_cell_to_text (&row->cells[find_first (row->cells, row->n_cells)]);
    }
  return footer->text != NULL;
}

void
sy_footer_clear (SyFooter *footer)
{
  g_clear_pointer (&footer->text, g_free);
}
