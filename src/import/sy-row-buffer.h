/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row that a reader is putting together: cells and the texts they point at. */
#pragma once

#include "sy-cell-sink.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *cells;       /* (element-type SyCell) */
  GStringChunk *texts; /* of this row */
  gsize text_size;
} SyRowBuffer;

void sy_row_buffer_init (SyRowBuffer *buffer);
void sy_row_buffer_clear (SyRowBuffer *buffer);

SyCell *sy_row_buffer_at (SyRowBuffer *buffer, guint column);
gboolean sy_row_buffer_set_text (SyRowBuffer *buffer, SyCell *cell, const char *text, gsize length);
guint sy_row_buffer_get_n_cells (const SyRowBuffer *buffer);
gboolean sy_row_buffer_send (const SyRowBuffer *buffer, const SyCellSink *sink, guint64 row_number);
void sy_row_buffer_reset (SyRowBuffer *buffer);

G_END_DECLS
