/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table for reading in a terminal: numbers as the window shows them, in columns; below it why cells are
 * blank. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-cli-private.h"
#include "sy-explanation.h"
#include "sy-report.h"

/* So many rows are for reading; more are for a file. */
#define MAX_ROWS 200
#define MAX_REASONS 5
#define GAP 2

/* Places on the screen: a Chinese character takes two. */
static gsize
measure (const char *text)
{
  gsize width = 0;

  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      width += g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;
    }
  return width;
}

static void
append_cell (GString *line, const char *text, gsize width, gboolean to_the_right)
{
  gsize own = measure (text);

  if (to_the_right)
    g_string_append_printf (line, "%*s", (int) (width - MIN (own, width)), "");
  g_string_append (line, text);
  if (!to_the_right)
    g_string_append_printf (line, "%*s", (int) (width - MIN (own, width)), "");
  g_string_append_printf (line, "%*s", GAP, "");
}

static void
print_line (GPtrArray *columns, GPtrArray *cells, const gsize *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    append_cell (line, cells->pdata[i], widths[i],
                 ((const SyTableColumn *) columns->pdata[i])->type != SY_TYPE_TEXT);
  g_print ("%s\n", g_strchomp (line->str));
}

/* Of the first blank cell of each column, as far as there is one to be told. */
static void
print_reasons (SyEvaluation *evaluation, SyTable *table, GPtrArray *columns, const gint64 *blank_rows)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < columns->len && told->len < MAX_REASONS; i++)
    {
      const SyTableColumn *column = columns->pdata[i];
      g_autoptr (SyExplanation) explanation = NULL;
      const char *reason;

      if (!blank_rows[i] || !column->is_formula)
        continue;
      explanation = sy_explanation_new_cell (evaluation, sy_table_get_id (table), column->id, blank_rows[i],
                                             NULL, NULL);
      reason = explanation ? sy_explanation_get_reason (explanation) : NULL;
      if (!reason || g_ptr_array_find_with_equal_func (told, reason, g_str_equal, NULL))
        continue;
      g_ptr_array_add (told, g_strdup (reason));
      g_print ("— %s, %" G_GINT64_FORMAT ": %s\n", column->title, blank_rows[i], reason);
    }
}

/* What was counted, and what there is to mind of it. */
static gboolean
print_notes (SyEvaluation *evaluation, SyTable *table, GError **error)
{
  g_autoptr (GPtrArray) texts = sy_report_list_findings (evaluation, sy_table_get_id (table), NULL, error);

  for (guint i = 0; texts && i < texts->len; i++)
    g_print ("· %s\n", (char *) texts->pdata[i]);
  return texts != NULL;
}

gboolean
sy_cli_print_table (SyEvaluation *evaluation, SyTable *table, GError **error)
{
  g_autoptr (SyFrame) frame = sy_table_read (table, 0, MAX_ROWS, -1, FALSE, NULL, error);
  GPtrArray *all = sy_table_get_columns (table);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autofree gsize *widths = g_new0 (gsize, all->len);
  g_autofree gint64 *blank_rows = g_new0 (gint64, all->len);
  gint64 n_rows = frame ? sy_frame_get_n_rows (frame) : 0;

  if (!frame)
    return FALSE;
  for (gint64 row = -1; row < n_rows; row++)
    g_ptr_array_add (lines, g_ptr_array_new_with_free_func (g_free));
  for (guint c = 0; c < all->len; c++)
    {
      SyTableColumn *column = all->pdata[c];

      if (column->hidden)
        continue;
      for (gint64 row = -1; row < n_rows; row++)
        {
          char *text = row < 0 ? g_strdup (sy_table_column_get_heading (column)) : NULL;

          if (!text
              && !sy_table_format_cell (table, frame, c, row, sy_evaluation_get_language (evaluation), &text)
              && !blank_rows[columns->len])
            blank_rows[columns->len] = row + 1;
          widths[columns->len] = MAX (widths[columns->len], measure (text));
          g_ptr_array_add (lines->pdata[row + 1], text);
        }
      g_ptr_array_add (columns, column);
    }
  for (guint i = 0; i < lines->len; i++)
    print_line (columns, lines->pdata[i], widths);
  if (sy_table_get_n_rows (table) > n_rows)
    g_print (_ ("… %" PRId64 " rows in all\n"), sy_table_get_n_rows (table));
  print_reasons (evaluation, table, columns, blank_rows);
  return print_notes (evaluation, table, error);
}
