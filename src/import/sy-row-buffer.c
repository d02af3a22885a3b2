/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts stay where they are until the row is reset, so cells may point at them while others are added. */
#include "config.h"

#include "sy-reader-private.h"
#include "sy-row-buffer.h"

#define MAX_ROW_TEXT (64 * 1024 * 1024)

void
sy_row_buffer_init (SyRowBuffer *buffer)
{
  buffer->cells = g_array_new (FALSE, TRUE, sizeof (SyCell));
  buffer->texts = g_string_chunk_new (4096);
  buffer->text_size = 0;
}

void
sy_row_buffer_clear (SyRowBuffer *buffer)
{
  g_clear_pointer (&buffer->cells, g_array_unref);
  g_clear_pointer (&buffer->texts, g_string_chunk_free);
}

/**
 * sy_row_buffer_at:
 * @column: 0-based
 *
 * The row grows with empty cells as far as needed.
 *
 * Returns: (nullable): the cell, valid until the next call, or %NULL beyond the last column of a sheet
 */
SyCell *
sy_row_buffer_at (SyRowBuffer *buffer, guint column)
{
  if (column >= SY_SHEET_MAX_COLUMNS)
    return NULL;
  if (column >= buffer->cells->len)
    g_array_set_size (buffer->cells, column + 1);
  return &g_array_index (buffer->cells, SyCell, column);
}

/**
 * sy_row_buffer_set_text:
 * @cell: gets a copy of the text and its length; its kind is the caller's
 * @text: (array length=length): valid UTF-8
 *
 * Returns: %FALSE when the row would hold more text than any row does
 */
gboolean
sy_row_buffer_set_text (SyRowBuffer *buffer, SyCell *cell, const char *text, gsize length)
{
  buffer->text_size += length;
  if (buffer->text_size > MAX_ROW_TEXT)
    return FALSE;
  cell->text = length > 0 ? g_string_chunk_insert_len (buffer->texts, text, (gssize) length) : NULL;
  cell->length = length;
  return TRUE;
}

/* Without the empty ones at the end. */
guint
sy_row_buffer_get_n_cells (const SyRowBuffer *buffer)
{
  guint n = buffer->cells->len;

  while (n > 0 && g_array_index (buffer->cells, SyCell, n - 1).kind == SY_CELL_EMPTY)
    n--;
  return n;
}

/* Hands the row over unless it is empty; whether the sink wants more. */
gboolean
sy_row_buffer_send (const SyRowBuffer *buffer, const SyCellSink *sink, guint64 row_number)
{
  guint n = sy_row_buffer_get_n_cells (buffer);

  return n == 0 || sink->funcs->row (sink->self, row_number, (SyCell *) (gpointer) buffer->cells->data, n);
}

void
sy_row_buffer_reset (SyRowBuffer *buffer)
{
  g_array_set_size (buffer->cells, 0);
  if (buffer->text_size > 0)
    g_string_chunk_clear (buffer->texts);
  buffer->text_size = 0;
}
