/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-sheet-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-input.h"
#include "sy-pinyin.h"
#include "sy-worksheet.h"

typedef struct
{
  char *text;  /* as it stands in the form */
  char *kept;  /* as the document has it */
  char *error; /* why the document does not take it; NULL */
  char *shown; /* what was computed for it; NULL: nothing yet */
  gboolean is_dirty;
} Cell;

struct _SySheetRows
{
  GObject parent_instance;

  SySession *session;
  SyTemplate *template;              /* NULL of a computed table */
  const SyTemplateTable *definition; /* of it */
  char *id, *title, *description;
  GPtrArray *columns; /* (element-type SySheetColumn) shown ones */
  guint n_cells;      /* of a row: typed rows have cells of hidden columns too */
  GPtrArray *rows;    /* (element-type Cell[n_cells]) */
  gboolean is_committing;
};

G_DEFINE_FINAL_TYPE (SySheetRows, sy_sheet_rows, G_TYPE_OBJECT)

static guint changed_signal;

static void
tell (SySheetRows *self, int row)
{
  g_signal_emit (self, changed_signal, 0, row);
}

/* --- cells --- */

static Cell *
new_row (SySheetRows *self)
{
  Cell *cells = g_new0 (Cell, self->n_cells + 1);

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
  Cell *cells = data;

  for (Cell *cell = cells; cell->text; cell++)
    {
      g_free (cell->text);
      g_free (cell->kept);
      g_free (cell->error);
      g_free (cell->shown);
    }
  g_free (cells);
}

static const SySheetColumn *
get_column (SySheetRows *self, guint column)
{
  g_assert (column < self->columns->len);
  return self->columns->pdata[column];
}

static Cell *
get_cell (SySheetRows *self, guint row, guint column)
{
  if (row >= self->rows->len || column >= self->columns->len)
    return NULL;
  return &((Cell *) self->rows->pdata[row])[get_column (self, column)->index];
}

static void
set_text (char **place, const char *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
}

static gboolean
is_blank (const Cell *cells)
{
  for (; cells->text; cells++)
    if (*cells->text || *cells->kept)
      return FALSE;
  return TRUE;
}

/* An open table always has one blank row at its end, and only one. */
static void
keep_blank_row (SySheetRows *self)
{
  if (!sy_sheet_rows_is_open (self))
    return;
  while (self->rows->len > 1 && is_blank (self->rows->pdata[self->rows->len - 1])
         && is_blank (self->rows->pdata[self->rows->len - 2]))
    g_ptr_array_remove_index (self->rows, self->rows->len - 1);
  if (self->rows->len == 0 || !is_blank (self->rows->pdata[self->rows->len - 1]))
    g_ptr_array_add (self->rows, new_row (self));
}

/* --- choices --- */

static void
free_choice (gpointer data)
{
  SySheetChoice *choice = data;

  g_free (choice->text);
  g_free (choice->title);
  g_free (choice->search);
  g_free (choice);
}

static SySheetChoice *
new_choice (const char *text, const char *title, const char *const *titles)
{
  SySheetChoice *choice = g_new0 (SySheetChoice, 1);
  g_autofree char *initials = NULL;
  g_autofree char *pinyin = sy_pinyin_write (title, &initials);
  g_autofree char *others = titles ? g_strjoinv ("\n", (char **) titles) : g_strdup ("");
  g_autofree char *all =
      g_strjoin ("\n", title, others, pinyin ? pinyin : "", initials ? initials : "", NULL);

  choice->text = g_strdup (text);
  choice->title = g_strdup (title);
  choice->search = g_utf8_casefold (all, -1);
  return choice;
}

static const SySheetChoice *
find_choice (const SySheetColumn *column, const char *text)
{
  for (guint i = 0; column->choices && i < column->choices->len; i++)
    {
      const SySheetChoice *choice = column->choices->pdata[i];

      if (g_str_equal (choice->text, text) || g_str_equal (choice->title, text))
        return choice;
    }
  return NULL;
}

/* --- columns --- */

static void
free_column (gpointer data)
{
  SySheetColumn *column = data;

  g_free (column->id);
  g_free (column->title);
  g_free (column->description);
  g_free (column->choice_column);
  g_clear_pointer (&column->choices, g_ptr_array_unref);
  g_free (column);
}

static SySheetKind
find_kind (const SyTemplateColumn *column)
{
  if (!sy_template_column_is_typed (column))
    return SY_SHEET_COMPUTED;
  if (column->choices)
    return SY_SHEET_CHOICE;
  if (column->unit == SY_UNIT_DATE || column->unit == SY_UNIT_MONTH)
    return SY_SHEET_DATE;
  return column->is_text ? SY_SHEET_TEXT : SY_SHEET_NUMBER;
}

static void
add_words (SySheetColumn *column, GPtrArray *words)
{
  column->choices = g_ptr_array_new_with_free_func (free_choice);
  for (guint i = 0; i < words->len; i++)
    {
      const SyTemplateWord *word = words->pdata[i];

      g_ptr_array_add (column->choices,
                       new_choice (word->kept, word->title, (const char *const *) word->titles));
    }
}

static void
add_column (SySheetRows *self, const SyTemplateColumn *definition, guint index)
{
  SySheetColumn *column = g_new0 (SySheetColumn, 1);

  column->id = g_strdup (definition->id);
  column->title = g_strdup (definition->title);
  column->description = g_strdup (definition->description);
  column->kind = find_kind (definition);
  column->unit = definition->unit;
  column->is_long = definition->is_long;
  column->is_fixed = definition->is_read_only || column->kind == SY_SHEET_COMPUTED;
  column->may_link =
      !column->is_fixed
      && (definition->is_link || column->kind == SY_SHEET_NUMBER || column->kind == SY_SHEET_DATE);
  column->is_right = column->kind == SY_SHEET_NUMBER
                     || (column->kind == SY_SHEET_COMPUTED && definition->unit != SY_UNIT_NONE);
  column->choice_column = g_strdup (definition->choice_column);
  column->index = index;
  if (definition->choices)
    add_words (column, definition->choices);
  g_ptr_array_add (self->columns, column);
}

/* --- reading the document --- */

static void
take_kept (Cell *cell, const char *kept)
{
  if (g_str_equal (cell->kept, kept))
    return;
  set_text (&cell->kept, kept);
  set_text (&cell->text, kept);
  g_clear_pointer (&cell->error, g_free);
  g_clear_pointer (&cell->shown, g_free);
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
      Cell *cells;

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
  keep_blank_row (self);
  return changed;
}

void
sy_sheet_rows_refresh (SySheetRows *self)
{
  g_return_if_fail (SY_IS_SHEET_ROWS (self));

  if (self->definition && !self->is_committing && read_rows (self))
    tell (self, -1);
}

/* --- typing --- */

void
sy_sheet_rows_type (SySheetRows *self, guint row, guint column, const char *text)
{
  Cell *cell = get_cell (self, row, column);
  const SySheetColumn *look;
  const SySheetChoice *choice;

  g_return_if_fail (SY_IS_SHEET_ROWS (self) && cell && text);

  look = get_column (self, column);
  choice = find_choice (look, text);

  if (choice && look->kind == SY_SHEET_CHOICE)
    text = choice->text;
  if (g_str_equal (cell->text, text))
    return;
  set_text (&cell->text, text);
  g_clear_pointer (&cell->shown, g_free);
  cell->is_dirty = TRUE;
  keep_blank_row (self);
  tell (self, (int) row);
}

static gboolean
has_dirty (SySheetRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (const Cell *cell = self->rows->pdata[i]; cell->text; cell++)
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
set_error (Cell *cell, const GError *error, guint number)
{
  g_free (cell->error);
  cell->error = error ? dup_cause (error->message, number) : NULL;
}

/* One cell by itself, as the document will look at it. */
static void
check_cell (SySheetRows *self, guint row, guint index)
{
  Cell *cell = &((Cell *) self->rows->pdata[row])[index];
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
      Cell *cells = self->rows->pdata[i];

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
      const Cell *cells = self->rows->pdata[i];
      char **texts = g_new0 (char *, self->n_cells + 1);

      for (guint j = 0; j < self->n_cells; j++)
        texts[j] = g_strdup (cells[j].error ? cells[j].kept : cells[j].text);
      g_ptr_array_add (rows, texts);
    }
  while (rows->len > 0 && is_blank (self->rows->pdata[rows->len - 1]))
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
      Cell *cells = self->rows->pdata[i];
      char **texts = known && i < known->len ? known->pdata[i] : NULL;

      for (guint j = 0; j < self->n_cells; j++)
        {
          const char *text = texts && texts[j] ? texts[j] : "";

          set_text (&cells[j].kept, text);
          if (!cells[j].error)
            set_text (&cells[j].text, text);
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
    for (Cell *cell = self->rows->pdata[i]; cell->text; cell++)
      if (cell->is_dirty && !cell->error)
        set_error (cell, error, i + 1);
}

static void
clear_dirty (SySheetRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (Cell *cell = self->rows->pdata[i]; cell->text; cell++)
      cell->is_dirty = FALSE;
}

static gboolean
has_errors (SySheetRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (const Cell *cell = self->rows->pdata[i]; cell->text; cell++)
      if (cell->error)
        return TRUE;
  return FALSE;
}

static gboolean
write_rows (SySheetRows *self, gboolean amends)
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
  keep_blank_row (self);
  tell (self, -1);
  return worked && !has_errors (self);
}

gboolean
sy_sheet_rows_commit (SySheetRows *self, gboolean amends)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  if (!self->definition || !has_dirty (self))
    return TRUE;
  check_dirty (self);
  return write_rows (self, amends);
}

void
sy_sheet_rows_revert (SySheetRows *self, guint row, guint column)
{
  Cell *cell = get_cell (self, row, column);

  g_return_if_fail (SY_IS_SHEET_ROWS (self) && cell);

  set_text (&cell->text, cell->kept);
  g_clear_pointer (&cell->error, g_free);
  cell->is_dirty = FALSE;
  keep_blank_row (self);
  tell (self, (int) MIN (row, self->rows->len - 1));
}

gboolean
sy_sheet_rows_forget_errors (SySheetRows *self)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  if (!self->definition || !has_errors (self))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    for (Cell *cell = self->rows->pdata[i]; cell->text; cell++)
      if (cell->error)
        {
          set_text (&cell->text, cell->kept);
          g_clear_pointer (&cell->error, g_free);
        }
  keep_blank_row (self);
  tell (self, -1);
  return TRUE;
}

/* --- whole rows --- */

gboolean
sy_sheet_rows_is_blank (SySheetRows *self, guint row)
{
  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  return self->definition && row < self->rows->len && is_blank (self->rows->pdata[row]);
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
  write_rows (self, FALSE);
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
  write_rows (self, FALSE);
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
  write_rows (self, FALSE);
  return TRUE;
}

/* --- the clipboard --- */

/* One cell; *at stands behind it then. */
static char *
read_pasted_cell (const char **at)
{
  GString *cell = g_string_new (NULL);
  const char *c = *at;
  gboolean quoted = *c == '"' && strchr (c + 1, '"');

  if (quoted)
    for (c++; *c && !(*c == '"' && c[1] != '"'); c++)
      {
        c += *c == '"';
        g_string_append_c (cell, *c);
      }
  c += quoted && *c == '"';
  for (; *c && *c != '\t' && *c != '\n' && *c != '\r'; c++)
    g_string_append_c (cell, *c);
  *at = c;
  return g_string_free (cell, FALSE);
}

static char **
read_pasted_row (const char **at)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (;;)
    {
      g_autofree char *cell = read_pasted_cell (at);

      g_strv_builder_add (builder, cell);
      if (**at != '\t')
        break;
      *at += 1;
    }
  *at += **at == '\r';
  *at += **at == '\n';
  return g_strv_builder_end (builder);
}

GPtrArray *
sy_sheet_rows_split_clipboard (const char *text)
{
  gsize length;
  GPtrArray *rows;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  /* Spreadsheets end every row with a new line; a passage of text has lines of its own, and stays one cell.
   */
  if (length == 0 || (!strchr (text, '\t') && text[length - 1] != '\n'))
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  while (*text)
    g_ptr_array_add (rows, read_pasted_row (&text));
  return rows;
}

static guint
paste_row (SySheetRows *self, guint row, guint column, char **texts)
{
  guint n_lost = 0;

  for (; *texts; texts++)
    {
      const SySheetColumn *look;
      const SySheetChoice *choice;
      Cell *cell;

      while (column < self->columns->len && get_column (self, column)->kind == SY_SHEET_COMPUTED)
        column++;
      if (column >= self->columns->len || get_column (self, column)->is_fixed)
        {
          n_lost += **texts != '\0';
          column++;
          continue;
        }
      look = get_column (self, column);
      cell = get_cell (self, row, column++);
      choice = find_choice (look, *texts);
      set_text (&cell->text, choice && look->kind == SY_SHEET_CHOICE ? choice->text : *texts);
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
          Cell *cell = get_cell (self, row, i);

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

  set_text (&self->title, sy_table_get_title (table));
  set_text (&self->description, sy_table_get_description (table));
  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; i < columns->len; i++)
    {
      const SyTableColumn *look = columns->pdata[i];
      SySheetColumn *column;

      if (look->hidden || look->is_provenance)
        continue;
      column = g_new0 (SySheetColumn, 1);
      column->id = g_strdup (look->id);
      column->title = g_strdup (look->title);
      column->description = g_strdup (look->description);
      column->kind = SY_SHEET_COMPUTED;
      column->unit = look->unit;
      column->is_fixed = TRUE;
      column->is_right = look->type == SY_TYPE_NUMBER;
      column->index = i;
      g_ptr_array_add (self->columns, column);
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
        Cell *cell = get_cell (self, (guint) row, i);

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
  tell (self, -1);
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
      g_clear_pointer (&look->choices, g_ptr_array_unref);
      look->choices = g_ptr_array_new_with_free_func (free_choice);
      for (; *texts; texts++)
        g_ptr_array_add (look->choices, new_choice (*texts, *texts, NULL));
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
  const Cell *cell;
  const SySheetChoice *choice;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);

  cell = get_cell (self, row, column);
  if (!cell)
    return g_strdup ("");
  choice = find_choice (get_column (self, column), cell->text);
  return g_strdup (choice ? choice->title : cell->text);
}

gboolean
sy_sheet_rows_is_linked (SySheetRows *self, guint row, guint column)
{
  const Cell *cell;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), FALSE);

  cell = get_cell (self, row, column);
  return cell && self->definition && get_column (self, column)->may_link
         && sy_link_parse (cell->text, NULL) != SY_LINK_NONE;
}

char *
sy_sheet_rows_dup_shown (SySheetRows *self, guint row, guint column)
{
  const Cell *cell;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);

  cell = get_cell (self, row, column);
  if (cell && cell->shown && !cell->error)
    return g_strdup (cell->shown);
  return sy_sheet_rows_dup_text (self, row, column);
}

const char *
sy_sheet_rows_get_error (SySheetRows *self, guint row, guint column)
{
  const Cell *cell;

  g_return_val_if_fail (SY_IS_SHEET_ROWS (self), NULL);

  cell = get_cell (self, row, column);
  return cell ? cell->error : NULL;
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
  self->columns = g_ptr_array_new_with_free_func (free_column);
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
      add_column (self, definition->columns->pdata[i], i);
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
