/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sy-input.h"
#include "sy-sheet-rows-private.h"
#include "sy-worksheet.h"

G_DEFINE_FINAL_TYPE (SySheetRows, sy_sheet_rows, G_TYPE_OBJECT)

static guint changed_signal;

void
sy_sheet_rows_tell (SySheetRows *self, int row)
{
  g_signal_emit (self, changed_signal, 0, row);
}

/* --- cells --- */

static SySheetCell *
new_row (SySheetRows *self)
{
  SySheetCell *cells = g_new0 (SySheetCell, self->n_cells + 1);

  for (guint i = 0; i < self->n_cells; i++)
    {
      cells[i].text = g_strdup ("");
      cells[i].kept = g_strdup ("");
    }
  /* The one behind the last has no text: where a row ends. */
  return cells;
}

static void
free_row (gpointer data)
{
  SySheetCell *cells = data;

  for (SySheetCell *cell = cells; cell->text; cell++)
    {
      g_free (cell->text);
      g_free (cell->kept);
      g_free (cell->error);
      g_free (cell->shown);
      g_free (cell->remark);
    }
  g_free (cells);
}

static const SySheetColumn *
get_column (SySheetRows *self, guint column)
{
  g_assert (column < self->columns->len);
  return self->columns->pdata[column];
}

SySheetCell *
sy_sheet_rows_get_cell (SySheetRows *self, guint row, guint column)
{
  if (row >= self->rows->len || column >= self->columns->len)
    return NULL;
  return &((SySheetCell *) self->rows->pdata[row])[get_column (self, column)->index];
}

void
sy_sheet_cell_set (char **place, const char *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
}

gboolean
sy_sheet_cells_are_blank (const SySheetCell *cells)
{
  for (; cells->text; cells++)
    if (*cells->text || *cells->kept)
      return FALSE;
  return TRUE;
}

void
sy_sheet_rows_keep_blank_row (SySheetRows *self)
{
  if (!sy_sheet_rows_is_open (self))
    return;
  while (self->rows->len > 1 && sy_sheet_cells_are_blank (self->rows->pdata[self->rows->len - 1])
         && sy_sheet_cells_are_blank (self->rows->pdata[self->rows->len - 2]))
    g_ptr_array_remove_index (self->rows, self->rows->len - 1);
  if (self->rows->len == 0 || !sy_sheet_cells_are_blank (self->rows->pdata[self->rows->len - 1]))
    g_ptr_array_add (self->rows, new_row (self));
}

/* --- reading the document --- */

static void
take_kept (SySheetCell *cell, const char *kept)
{
  if (g_str_equal (cell->kept, kept))
    return;
  sy_sheet_cell_set (&cell->kept, kept);
  sy_sheet_cell_set (&cell->text, kept);
  g_clear_pointer (&cell->error, g_free);
  g_clear_pointer (&cell->shown, g_free);
  g_clear_pointer (&cell->remark, g_free);
  cell->is_dirty = FALSE;
}

/* What the document has takes the place of what it had; what it never took stays as it was typed. */
static gboolean
read_rows (SySheetRows *self)
{
  GPtrArray *known = sy_workbook_get_input_rows (sy_session_get_workbook (self->session), self->id);
  guint n = known ? known->len : 0;
  gboolean changed = FALSE;

  for (guint i = 0; i < MAX (n, self->rows->len); i++)
    {
      char **texts = i < n ? known->pdata[i] : NULL;
      gboolean ended = !texts;
      SySheetCell *cells;

      if (i >= self->rows->len)
        g_ptr_array_add (self->rows, new_row (self));
      cells = self->rows->pdata[i];
      for (guint j = 0; j < self->n_cells; j++)
        {
          const char *text;

          ended = ended || !texts[j];
          text = ended ? "" : texts[j];
          changed = changed || !g_str_equal (cells[j].kept, text);
          take_kept (&cells[j], text);
        }
    }
  sy_sheet_rows_keep_blank_row (self);
  return changed;
}

void
sy_sheet_rows_refresh (SySheetRows *self)
{
  g_return_if_fail (SY_IS_SHEET_ROWS (self));

  if (self->definition && !self->is_committing && read_rows (self))
    sy_sheet_rows_tell (self, -1);
}

/* --- typing --- */

void
sy_sheet_rows_type (SySheetRows *self, guint row, guint column, const char *text)
{
  SySheetCell *cell = sy_sheet_rows_get_cell (self, row, column);
  const SySheetColumn *look;
  const SySheetChoice *choice;

  g_return_if_fail (SY_IS_SHEET_ROWS (self) && cell && text);

  look = get_column (self, column);
  choice = sy_sheet_column_find_choice (look, text);

  if (choice && look->kind == SY_SHEET_CHOICE)
    text = choice->text;
  if (g_str_equal (cell->text, text))
    return;
  sy_sheet_cell_set (&cell->text, text);
  g_clear_pointer (&cell->shown, g_free);
  cell->is_dirty = TRUE;
  sy_sheet_rows_keep_blank_row (self);
  sy_sheet_rows_tell (self, (int) row);
}

/* --- whole rows --- */

gboolean
sy_sheet_rows_is_blank (SySheetRows *self, guint row)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  return self->definition && row < self->rows->len && sy_sheet_cells_are_blank (self->rows->pdata[row]);
}

static gboolean
is_row (SySheetRows *self, guint row)
{
  return sy_sheet_rows_is_open (self) && row + 1 < self->rows->len;
}

gboolean
sy_sheet_rows_move (SySheetRows *self, guint row, int by)
{
  gpointer cells;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  if (!is_row (self, row) || (int) row + by < 0 || !is_row (self, (guint) ((int) row + by)))
    return FALSE;
  sy_sheet_rows_commit (self, FALSE);
  cells = g_ptr_array_steal_index (self->rows, row);
  g_ptr_array_insert (self->rows, (int) row + by, cells);
  sy_sheet_rows_write (self, FALSE);
  return TRUE;
}

gboolean
sy_sheet_rows_remove (SySheetRows *self, guint row)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  if (!is_row (self, row))
    return FALSE;
  sy_sheet_rows_commit (self, FALSE);
  g_ptr_array_remove_index (self->rows, row);
  sy_sheet_rows_write (self, FALSE);
  return TRUE;
}

gboolean
sy_sheet_rows_insert (SySheetRows *self, guint row)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  if (!is_row (self, row))
    return FALSE;
  sy_sheet_rows_commit (self, FALSE);
  g_ptr_array_insert (self->rows, (int) row, new_row (self));
  sy_sheet_rows_write (self, FALSE);
  return TRUE;
}

/* --- pasting --- */

static guint
paste_row (SySheetRows *self, guint row, guint column, char **texts)
{
  guint n_lost = 0;

  for (; *texts; texts++)
    {
      const SySheetColumn *look;
      const SySheetChoice *choice;
      SySheetCell *cell;

      while (column < self->columns->len && get_column (self, column)->kind == SY_SHEET_COMPUTED)
        column++;
      if (column >= self->columns->len || get_column (self, column)->is_fixed)
        {
          n_lost += **texts != '\0';
          column++;
          continue;
        }
      look = get_column (self, column);
      cell = sy_sheet_rows_get_cell (self, row, column++);
      choice = sy_sheet_column_find_choice (look, *texts);
      sy_sheet_cell_set (&cell->text, choice && look->kind == SY_SHEET_CHOICE ? choice->text : *texts);
      g_clear_pointer (&cell->shown, g_free);
      cell->is_dirty = TRUE;
    }
  return n_lost;
}

guint
sy_sheet_rows_paste (SySheetRows *self, guint row, guint column, GPtrArray *cells)
{
  guint n_lost = 0;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self) && cells, 0);

  sy_sheet_rows_commit (self, FALSE);
  for (guint i = 0; i < cells->len; i++)
    {
      if (row + i >= self->rows->len && sy_sheet_rows_is_open (self))
        g_ptr_array_add (self->rows, new_row (self));
      if (row + i < self->rows->len)
        n_lost += paste_row (self, row + i, column, cells->pdata[i]);
      else
        n_lost += g_strv_length (cells->pdata[i]);
    }
  sy_sheet_rows_commit (self, FALSE);
  return n_lost;
}

/* --- what was computed --- */

static void
show_typed (SySheetRows *self, SyTable *table, SyFrame *frame, const char *language)
{
  gint64 n = sy_frame_get_n_rows (frame);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySheetColumn *column = get_column (self, i);
      int place = sy_table_find_column (table, column->id);

      for (guint row = 0; place >= 0 && row < self->rows->len; row++)
        {
          SySheetCell *cell = sy_sheet_rows_get_cell (self, row, i);

          g_clear_pointer (&cell->shown, g_free);
          if (row < n && !cell->is_dirty && (*cell->text || column->kind == SY_SHEET_COMPUTED)
              && (column->kind == SY_SHEET_COMPUTED || sy_sheet_rows_is_linked (self, row, i)
                  || column->kind == SY_SHEET_NUMBER))
            sy_table_format_cell (table, frame, (guint) place, row, language, &cell->shown);
        }
    }
}

static void
look_at_table (SySheetRows *self, SyTable *table)
{
  GPtrArray *columns = sy_table_get_columns (table);

  sy_sheet_cell_set (&self->title, sy_table_get_title (table));
  sy_sheet_cell_set (&self->description, sy_table_get_description (table));
  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; i < columns->len; i++)
    {
      const SyTableColumn *look = columns->pdata[i];

      if (look->hidden || look->is_provenance)
        continue;
      g_ptr_array_add (self->columns, sy_sheet_column_new_computed (look, i));
    }
  self->n_cells = columns->len;
}

static void
show_computed (SySheetRows *self, SyTable *table, SyFrame *frame, const char *language)
{
  gint64 n = sy_frame_get_n_rows (frame);

  if (self->columns->len == 0)
    look_at_table (self, table);
  while (self->rows->len < n)
    g_ptr_array_add (self->rows, new_row (self));
  g_ptr_array_set_size (self->rows, (int) n);
  for (guint i = 0; i < self->columns->len; i++)
    for (gint64 row = 0; row < n; row++)
      {
        SySheetCell *cell = sy_sheet_rows_get_cell (self, (guint) row, i);

        g_clear_pointer (&cell->shown, g_free);
        sy_table_format_cell (table, frame, get_column (self, i)->index, row, language, &cell->shown);
      }
}

void
sy_sheet_rows_set_results (SySheetRows *self, SyTable *table, SyFrame *frame)
{
  const char *language;

  g_return_if_fail (SY_IS_SHEET_ROWS (self));

  if (!table || !frame)
    return;
  language = sy_workbook_get_language (sy_session_get_workbook (self->session));
  if (self->definition)
    show_typed (self, table, frame, language);
  else
    show_computed (self, table, frame, language);
  sy_sheet_rows_tell (self, -1);
}

void
sy_sheet_remark_free (gpointer data)
{
  SySheetRemark *remark = data;

  g_free (remark->text);
  g_free (remark);
}

void
sy_sheet_rows_set_remarks (SySheetRows *self, GPtrArray *remarks)
{
  g_return_if_fail (SY_IS_SHEET_ROWS (self) && remarks);

  for (guint i = 0; i < self->rows->len; i++)
    for (SySheetCell *cell = self->rows->pdata[i]; cell->text; cell++)
      g_clear_pointer (&cell->remark, g_free);
  for (guint i = 0; i < remarks->len; i++)
    {
      const SySheetRemark *remark = remarks->pdata[i];
      SySheetCell *cells = remark->row < self->rows->len ? self->rows->pdata[remark->row] : NULL;

      if (cells && remark->index < self->n_cells && !cells[remark->index].is_dirty)
        sy_sheet_cell_set (&cells[remark->index].remark, remark->text);
    }
}

void
sy_sheet_rows_set_choices (SySheetRows *self, const char *column, const char *const *texts)
{
  g_return_if_fail (SY_IS_SHEET_ROWS (self) && column && texts);

  for (guint i = 0; i < self->columns->len; i++)
    {
      SySheetColumn *look = self->columns->pdata[i];

      if (!g_str_equal (look->id, column) || !look->choice_column)
        continue;
      sy_sheet_column_set_choices (look, texts);
      return;
    }
}

/* --- looking --- */

const char *
sy_sheet_rows_get_id (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);
  return self->id;
}

const char *
sy_sheet_rows_get_title (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);
  return self->title;
}

const char *
sy_sheet_rows_get_description (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);
  return self->description;
}

gboolean
sy_sheet_rows_is_typed (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);
  return self->definition != NULL;
}

gboolean
sy_sheet_rows_is_open (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);
  return self->definition && !self->definition->is_fixed;
}

GPtrArray *
sy_sheet_rows_get_columns (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);
  return self->columns;
}

guint
sy_sheet_rows_get_n_rows (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), 0);
  return self->rows->len;
}

char *
sy_sheet_rows_dup_text (SySheetRows *self, guint row, guint column)
{
  const SySheetCell *cell;
  const SySheetChoice *choice;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);

  cell = sy_sheet_rows_get_cell (self, row, column);
  if (!cell)
    return g_strdup ("");
  choice = sy_sheet_column_find_choice (get_column (self, column), cell->text);
  return g_strdup (choice ? choice->title : cell->text);
}

gboolean
sy_sheet_rows_is_linked (SySheetRows *self, guint row, guint column)
{
  const SySheetCell *cell;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  cell = sy_sheet_rows_get_cell (self, row, column);
  return cell && self->definition && get_column (self, column)->may_link
         && sy_link_parse (cell->text, NULL) != SY_LINK_NONE;
}

char *
sy_sheet_rows_dup_shown (SySheetRows *self, guint row, guint column)
{
  const SySheetCell *cell;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);

  cell = sy_sheet_rows_get_cell (self, row, column);
  if (cell && cell->shown && !cell->error)
    return g_strdup (cell->shown);
  return sy_sheet_rows_dup_text (self, row, column);
}

const char *
sy_sheet_rows_get_error (SySheetRows *self, guint row, guint column)
{
  const SySheetCell *cell;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);

  cell = sy_sheet_rows_get_cell (self, row, column);
  return cell ? cell->error : NULL;
}

const char *
sy_sheet_rows_get_remark (SySheetRows *self, guint row, guint column)
{
  const SySheetCell *cell;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);

  cell = sy_sheet_rows_get_cell (self, row, column);
  if (!cell || cell->error)
    return cell ? cell->error : NULL;
  return cell->is_dirty ? NULL : cell->remark;
}

/* --- the object --- */

static void
sy_sheet_rows_finalize (GObject *object)
{
  SySheetRows *self = SY_SHEET_ROWS (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_clear_object (&self->template);
  g_clear_object (&self->session);
  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  G_OBJECT_CLASS (sy_sheet_rows_parent_class)->finalize (object);
}

static void
sy_sheet_rows_class_init (SySheetRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_sheet_rows_finalize;
  changed_signal = g_signal_new ("changed", SY_TYPE_SHEET_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
sy_sheet_rows_init (SySheetRows *self)
{
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->columns = g_ptr_array_new_with_free_func (sy_sheet_column_free);
}

SySheetRows *
sy_sheet_rows_new (SySession *session, SyTemplate *template, const SyTemplateTable *definition)
{
  SySheetRows *self = g_object_new (SY_TYPE_SHEET_ROWS, NULL);

  g_set_object (&self->session, session);
  g_set_object (&self->template, template);
  self->definition = definition;
  self->id = g_strdup (definition->id);
  self->title = g_strdup (definition->title);
  self->description = g_strdup (definition->description);
  self->n_cells = definition->columns->len;
  for (guint i = 0; i < definition->columns->len; i++)
    if (!((const SyTemplateColumn *) definition->columns->pdata[i])->hidden)
      g_ptr_array_add (self->columns, sy_sheet_column_new (definition->columns->pdata[i], i));
  read_rows (self);
  return self;
}

SySheetRows *
sy_sheet_rows_new_computed (SySession *session, const char *table)
{
  SySheetRows *self = g_object_new (SY_TYPE_SHEET_ROWS, NULL);

  g_set_object (&self->session, session);
  self->id = g_strdup (table);
  return self;
}
