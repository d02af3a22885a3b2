/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed goes to the document: checked cell by cell, so that what is wrong stays where it is and
 * everything else is taken. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-input.h"
#include "sy-sheet-rows-private.h"
#include "sy-worksheet.h"

static gboolean
has_dirty (SySheetRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (const SySheetCell *cell = self->rows->pdata[i]; cell->text; cell++)
      if (cell->is_dirty)
        return TRUE;
  return FALSE;
}

gboolean
sy_sheet_rows_is_dirty (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  return self->definition && has_dirty (self);
}

/* The row number stands beside the cell already. */
static char *
dup_cause (const char *message, guint number)
{
  g_autofree char *prefix = g_strdup_printf (_ ("Row %u: %s"), number, "");

  return g_strdup (g_str_has_prefix (message, prefix) ? message + strlen (prefix) : message);
}

static void
set_error (SySheetCell *cell, const GError *error, guint number)
{
  g_free (cell->error);
  cell->error = error ? dup_cause (error->message, number) : NULL;
}

/* One cell by itself, as the document will look at it. */
static void
check_cell (SySheetRows *self, guint row, guint index)
{
  SySheetCell *cell = &((SySheetCell *) self->rows->pdata[row])[index];
  g_autoptr (GError) error = NULL;
  g_autofree char *checked = sy_input_check_cell (self->definition, row, index, cell->text, &error);

  if (checked && sy_link_parse (cell->text, NULL) != SY_LINK_NONE)
    sy_workbook_check_link (sy_session_get_workbook (self->session), self->id, cell->text, &error);
  set_error (cell, error, row + 1);
}

static void
check_dirty (SySheetRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      SySheetCell *cells = self->rows->pdata[i];

      for (guint j = 0; j < self->n_cells; j++)
        if (cells[j].is_dirty)
          check_cell (self, i, j);
    }
}

/* What the document is to have: what is wrong stays as it was there. */
static GPtrArray *
make_rows (SySheetRows *self)
{
  GPtrArray *rows = sy_input_rows_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SySheetCell *cells = self->rows->pdata[i];
      char **texts = g_new0 (char *, self->n_cells + 1);

      for (guint j = 0; j < self->n_cells; j++)
        texts[j] = g_strdup (cells[j].error ? cells[j].kept : cells[j].text);
      g_ptr_array_add (rows, texts);
    }
  while (rows->len > 0 && sy_sheet_cells_are_blank (self->rows->pdata[rows->len - 1]))
    g_ptr_array_remove_index (rows, rows->len - 1);
  return rows;
}

/* The texts as the document writes them: “11-22” has become a whole date. */
static void
take_canonical (SySheetRows *self)
{
  GPtrArray *known = sy_workbook_get_input_rows (sy_session_get_workbook (self->session), self->id);

  for (guint i = 0; i < self->rows->len; i++)
    {
      SySheetCell *cells = self->rows->pdata[i];
      char **texts = known && i < known->len ? known->pdata[i] : NULL;

      for (guint j = 0; j < self->n_cells; j++)
        {
          const char *text = texts && texts[j] ? texts[j] : "";

          sy_sheet_cell_set (&cells[j].kept, text);
          if (!cells[j].error)
            sy_sheet_cell_set (&cells[j].text, text);
          cells[j].is_dirty = FALSE;
          if (texts && !texts[j])
            texts = NULL;
        }
    }
}

/* What can't be told cell by cell, such as a circle of links, is said at what was typed last. */
static void
refuse_dirty (SySheetRows *self, const GError *error)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (SySheetCell *cell = self->rows->pdata[i]; cell->text; cell++)
      if (cell->is_dirty && !cell->error)
        set_error (cell, error, i + 1);
}

static void
clear_dirty (SySheetRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (SySheetCell *cell = self->rows->pdata[i]; cell->text; cell++)
      cell->is_dirty = FALSE;
}

static gboolean
has_errors (SySheetRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (const SySheetCell *cell = self->rows->pdata[i]; cell->text; cell++)
      if (cell->error)
        return TRUE;
  return FALSE;
}

gboolean
sy_sheet_rows_write (SySheetRows *self, gboolean amends)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  g_autoptr (GPtrArray) rows = make_rows (self);
  g_autoptr (GError) error = NULL;
  gboolean worked;

  self->is_committing = TRUE;
  worked = amends ? sy_workbook_amend_input_rows (workbook, self->id, rows, &error)
                  : sy_workbook_set_input_rows (workbook, self->id, rows, &error);
  self->is_committing = FALSE;
  if (worked)
    take_canonical (self);
  else
    refuse_dirty (self, error);
  clear_dirty (self);
  sy_sheet_rows_keep_blank_row (self);
  sy_sheet_rows_tell (self, -1);
  return worked && !has_errors (self);
}

gboolean
sy_sheet_rows_commit (SySheetRows *self, gboolean amends)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  if (!self->definition || !has_dirty (self))
    return TRUE;
  check_dirty (self);
  return sy_sheet_rows_write (self, amends);
}

void
sy_sheet_rows_revert (SySheetRows *self, guint row, guint column)
{
  SySheetCell *cell = sy_sheet_rows_get_cell (self, row, column);

  g_return_if_fail (SY_IS_SHEET_ROWS (self) && cell);

  sy_sheet_cell_set (&cell->text, cell->kept);
  g_clear_pointer (&cell->error, g_free);
  cell->is_dirty = FALSE;
  sy_sheet_rows_keep_blank_row (self);
  sy_sheet_rows_tell (self, (int) MIN (row, self->rows->len - 1));
}

gboolean
sy_sheet_rows_forget_errors (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  if (!self->definition || !has_errors (self))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    for (SySheetCell *cell = self->rows->pdata[i]; cell->text; cell++)
      if (cell->error)
        {
          sy_sheet_cell_set (&cell->text, cell->kept);
          g_clear_pointer (&cell->error, g_free);
        }
  sy_sheet_rows_keep_blank_row (self);
  sy_sheet_rows_tell (self, -1);
  return TRUE;
}
