/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-row-copy.h"

#include <string.h>

#define CHUNK_ROWS 20000

/* Text that begins so is run as a formula by the spreadsheet that it is pasted into. */
static gboolean
is_risky (const char *text)
{
  return *text && strchr ("=+-@", *text);
}

static void
append_cell (GString *out, const char *text, gboolean is_text)
{
  if (!text)
    return;
  if (is_text && is_risky (text))
    g_string_append_c (out, '\'');
  for (const char *p = text; *p; p++)
    g_string_append_c (out, *p == '\t' || *p == '\r' || *p == '\n' ? ' ' : *p);
}

static void
append_titles (GString *out, SyTable *table, const guint *columns, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      const SyTableColumn *column = sy_table_get_columns (table)->pdata[columns[i]];

      g_string_append (out, i ? "\t" : "");
      append_cell (out, sy_table_column_get_heading (column), TRUE);
    }
  g_string_append_c (out, '\n');
}

static void
append_frame (GString *out, SyFrame *frame, const guint *columns, guint n_columns)
{
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    {
      for (guint i = 0; i < n_columns; i++)
        {
          guint column = columns[i] + 1;
          g_autofree char *text = sy_frame_dup_plain (frame, column, row);

          g_string_append (out, i ? "\t" : "");
          append_cell (out, text, sy_frame_get_column_type (frame, column) == SY_COLUMN_TEXT);
        }
      g_string_append_c (out, '\n');
    }
}

/**
 * sy_row_copy_text:
 *
 * Returns: (transfer full): lines that end in a line feed; %NULL with the engine's error or
 *   %G_IO_ERROR_CANCELLED
 */
char *
sy_row_copy_text (SyRowOrder *order,
                  GArray *ranges,
                  const guint *columns,
                  guint n_columns,
                  gboolean with_titles,
                  gint64 max_rows,
                  gint64 *n_copied,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (SY_IS_ROW_ORDER (order) && n_copied, NULL);

  *n_copied = 0;
  if (with_titles)
    append_titles (out, sy_row_order_get_table (order), columns, n_columns);
  for (guint i = 0; i < ranges->len; i++)
    {
      const SyRowRange *range = &g_array_index (ranges, SyRowRange, i);
      gint64 first = range->first;

      while (first <= range->last && *n_copied < max_rows)
        {
          gint64 count = MIN (MIN (range->last - first + 1, CHUNK_ROWS), max_rows - *n_copied);
          g_autoptr (SyFrame) frame = sy_row_order_read (order, first, count, cancellable, error);

          if (!frame)
            return NULL;
          append_frame (out, frame, columns, n_columns);
          *n_copied += sy_frame_get_n_rows (frame);
          first += count;
        }
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
