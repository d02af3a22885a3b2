/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-sink-forward.h"

static const SyCellSink *
get_next (gpointer self)
{
  return ((const SySinkForward *) self)->next;
}

gboolean
sy_sink_forward_begin_sheet (gpointer self, guint index, const char *name)
{
  const SyCellSink *next = get_next (self);

  return next->funcs->begin_sheet (next->self, index, name);
}

gboolean
sy_sink_forward_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  const SyCellSink *next = get_next (self);

  return next->funcs->row (next->self, row_number, cells, n_cells);
}

void
sy_sink_forward_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
  const SyCellSink *next = get_next (self);

  next->funcs->refused (next->self, row_number, text, reason);
}

void
sy_sink_forward_end_sheet (gpointer self)
{
  const SyCellSink *next = get_next (self);

  next->funcs->end_sheet (next->self);
}

void
sy_sink_forward_progress (gpointer self, guint64 done, guint64 total)
{
  const SyCellSink *next = get_next (self);

  if (next->funcs->progress)
    next->funcs->progress (next->self, done, total);
}

void
sy_sink_forward_texts (gpointer self, const SyCellText *texts, guint n_texts)
{
  const SyCellSink *next = get_next (self);

  if (next->funcs->texts)
    next->funcs->texts (next->self, texts, n_texts);
}
