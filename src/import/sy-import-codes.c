/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of an ENUM must be known before its first row is stored. A workbook holds its texts once,
 * before the rows, and cells point to them by number. A text file is gone through twice: the first time only
 * to see which columns have few enough texts, which takes a tenth of what storing them as texts would cost. A
 * text that turns up unexpected all the same makes the load begin again, with that column as text.
 *
 * Small files are not worth it: their columns stay texts. */
#include "config.h"

#include "sy-import-codes.h"

#include <glib/gstdio.h>

static guint64 least_workbook = (guint64) 1 << 20;
static guint64 least_text = (guint64) 16 << 20;

void
sy_import_codes_set_least (guint64 workbook, guint64 text)
{
  least_workbook = workbook;
  least_text = text;
}

SyColumnCodes *
sy_column_codes_ref (SyColumnCodes *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_codes (gpointer data)
{
  SyColumnCodes *self = data;

  sy_text_codes_free (self->codes);
  g_ptr_array_unref (self->members);
  g_free (self->by_number);
}

void
sy_column_codes_unref (SyColumnCodes *self)
{
  if (self)
    g_atomic_rc_box_release_full (self, clear_codes);
}

/* NULL without any text: an ENUM has one at least. */
static SyColumnCodes *
column_codes_new (SyTextCodes *codes)
{
  g_autoptr (GPtrArray) members = sy_text_codes_settle (codes);
  SyColumnCodes *self;

  if (members->len == 0)
    {
      sy_text_codes_free (codes);
      return NULL;
    }
  self = g_atomic_rc_box_new0 (SyColumnCodes);
  self->codes = codes;
  self->members = g_steal_pointer (&members);
  return self;
}

gboolean
sy_import_codes_is_large (const SyImportPlan *plan)
{
  gboolean is_text = plan->info->format == SY_FILE_CSV;
  GStatBuf status;

  if (!is_text && plan->info->format != SY_FILE_XLSX)
    return FALSE;
  return g_stat (plan->path, &status) == 0
         && (guint64) status.st_size >= (is_text ? least_text : least_workbook);
}

/* What a text column makes of the cell: FALSE when it is no value. */
static gboolean
read_text (const SyCell *cell, const SyCellFormat *format, char *buffer, SyCellValue *value, gboolean *misfit)
{
  SyCellNeed need = { 0 };
  const char *reason;

  *misfit = sy_cell_convert (cell, format, buffer, &need, value, &reason) != SY_CONVERT_DONE;
  return !*misfit && !value->is_null;
}

/* --- texts that cells point to --- */

/**
 * sy_import_codes_has_numbers:
 * @index: a column of the sheet, which is text
 *
 * Returns: whether all its cells of the sample, one at least, point to texts by number
 */
gboolean
sy_import_codes_has_numbers (const SyImportPlan *plan, guint index)
{
  gboolean found = FALSE;

  for (guint i = 0; plan->sample && i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = plan->sample->rows->pdata[i];

      if (row->number <= plan->header_row || index >= row->n_cells || sy_cell_is_blank (&row->cells[index]))
        continue;
      if (row->cells[index].text_number == 0)
        return FALSE;
      found = TRUE;
    }
  return found;
}

/* Returns: (transfer full) (nullable): NULL when there are too many */
SyColumnCodes *
sy_import_codes_new_for_texts (const SyCellText *texts, guint n_texts)
{
  SyCellFormat format = { .type = SY_COLUMN_TEXT };
  g_autoptr (SyTextCodes) codes = sy_text_codes_new ();
  g_autofree int *by_number = NULL;
  char buffer[SY_CELL_BUFFER_SIZE];
  SyColumnCodes *self;

  if (n_texts == 0 || n_texts > SY_TEXT_CODES_MAX)
    return NULL;
  by_number = g_new (int, n_texts);
  for (guint i = 0; i < n_texts; i++)
    {
      SyCell cell = { .kind = SY_CELL_TEXT, .text = texts[i].text, .length = texts[i].length };
      SyCellValue value;
      gboolean misfit;

      by_number[i] = SY_CODE_BLANK;
      if (read_text (&cell, &format, buffer, &value, &misfit))
        {
          by_number[i] = 0;
          if (!sy_text_codes_add (codes, value.text, value.length))
            return NULL;
        }
      else if (misfit)
        by_number[i] = SY_CODE_UNKNOWN;
    }
  self = column_codes_new (g_steal_pointer (&codes));
  for (guint i = 0; self && i < n_texts; i++)
    {
      SyCell cell = { .kind = SY_CELL_TEXT, .text = texts[i].text, .length = texts[i].length };
      SyCellValue value;
      gboolean misfit;

      if (by_number[i] == 0 && read_text (&cell, &format, buffer, &value, &misfit))
        by_number[i] = sy_text_codes_find (self->codes, value.text, value.length);
    }
  if (self)
    {
      self->by_number = g_steal_pointer (&by_number);
      self->n_numbers = n_texts;
    }
  return self;
}

/* --- a first pass over a text file --- */

typedef struct
{
  const SyImportPlan *plan;
  SyCodeSearch *columns;
  SyTextCodes **codes; /* of each column; NULL: given up */
  guint n_columns;
  guint n_left;
  GCancellable *cancellable;
} Search;

static gboolean
on_begin_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static void
give_up (Search *search, guint column)
{
  g_clear_pointer (&search->codes[column], sy_text_codes_free);
  search->n_left--;
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Search *search = self;
  char buffer[SY_CELL_BUFFER_SIZE];

  if (row_number <= search->plan->header_row)
    return TRUE;
  for (guint i = 0; i < search->n_columns; i++)
    {
      const SyCodeSearch *column = &search->columns[i];
      SyCellValue value;
      gboolean misfit;

      if (search->codes[i] && column->index < n_cells
          && read_text (&cells[column->index], &column->format, buffer, &value, &misfit)
          && !sy_text_codes_add (search->codes[i], value.text, value.length))
        give_up (search, i);
    }
  return search->n_left > 0;
}

static void
on_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
  /* the load lists it */
}

static void
on_end_sheet (gpointer self)
{
}

/* As many texts as cells: an id of the row. */
static gboolean
looks_unique (const SyImportPlan *plan, guint index)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; plan->sample && i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = plan->sample->rows->pdata[i];

      if (row->number <= plan->header_row || index >= row->n_cells || sy_cell_is_blank (&row->cells[index]))
        continue;
      n++;
      if (!g_hash_table_add (seen, sy_cell_to_text (&row->cells[index])))
        return FALSE;
    }
  return n > 100;
}

/**
 * sy_import_codes_search:
 * @columns: (inout): text columns; those that have few enough texts get their codes
 *
 * What can't be read is left to the load, which reads all of it again.
 */
void
sy_import_codes_search (const SyImportPlan *plan,
                        SyCodeSearch *columns,
                        guint n_columns,
                        GCancellable *cancellable)
{
  static const SyCellSinkFuncs funcs = {
    .begin_sheet = on_begin_sheet, .row = on_row, .refused = on_refused, .end_sheet = on_end_sheet
  };
  g_autofree SyTextCodes **codes = g_new0 (SyTextCodes *, MAX (n_columns, 1));
  Search search = {
    .plan = plan, .columns = columns, .codes = codes, .n_columns = n_columns, .cancellable = cancellable
  };
  SyCellSink sink = { &funcs, &search };
  gboolean done;

  for (guint i = 0; i < n_columns; i++)
    if (!looks_unique (plan, columns[i].index))
      {
        codes[i] = sy_text_codes_new ();
        search.n_left++;
      }
  done = search.n_left > 0 && sy_import_plan_read (plan, &sink, cancellable, NULL);
  for (guint i = 0; i < n_columns; i++)
    if (codes[i] && done)
      columns[i].codes = column_codes_new (codes[i]);
    else
      sy_text_codes_free (codes[i]);
}
