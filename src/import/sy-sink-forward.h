/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands on to another sink what a reader tells. Who changes the rows on their way begins its own struct with
 * SySinkForward, takes row() over, and fills the rest of its SyCellSinkFuncs from here. */
#pragma once

#include "sy-cell-sink.h"

G_BEGIN_DECLS

typedef struct
{
  const SyCellSink *next; /* borrowed */
} SySinkForward;

/* @self: (SySinkForward). What the next sink returns. */
gboolean sy_sink_forward_begin_sheet (gpointer self, guint index, const char *name);
gboolean sy_sink_forward_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells);

void sy_sink_forward_refused (gpointer self, guint64 row_number, const char *text, const char *reason);
void sy_sink_forward_end_sheet (gpointer self);

/* Nothing where the next sink has no such function. */
void sy_sink_forward_progress (gpointer self, guint64 done, guint64 total);
void sy_sink_forward_texts (gpointer self, const SyCellText *texts, guint n_texts);

G_END_DECLS
