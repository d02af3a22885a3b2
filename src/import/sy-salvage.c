/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-salvage.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-sink-forward.h"

typedef struct
{
  SySinkForward forward;
  guint64 n_rows;   /* delivered */
  guint64 last_row; /* of the file, the last one of them */
} Salvage;

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Salvage *salvage = self;

  salvage->n_rows++;
  salvage->last_row = row_number;
  return sy_sink_forward_row (salvage, row_number, cells, n_cells);
}

gboolean
sy_salvage_read (const char *path,
                 const SyFileInfo *info,
                 guint sheet_index,
                 const SyReadOptions *options,
                 const SyCellSink *sink,
                 char **damage,
                 GCancellable *cancellable,
                 GError **error)
{
  static const SyCellSinkFuncs funcs = { .begin_sheet = sy_sink_forward_begin_sheet,
                                         .row = on_row,
                                         .refused = sy_sink_forward_refused,
                                         .end_sheet = sy_sink_forward_end_sheet,
                                         .progress = sy_sink_forward_progress,
                                         .texts = sy_sink_forward_texts };
  Salvage self = { .forward = { sink } };
  SyCellSink own = { &funcs, &self };
  g_autoptr (GError) cause = NULL;
  g_autofree char *reason = NULL;

  if (damage)
    *damage = NULL;
  if (sy_reader_read (path, info, sheet_index, options, &own, cancellable, &cause))
    return TRUE;
  if (!g_error_matches (cause, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED) || self.n_rows == 0)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  reason = g_strdup_printf (
      _ ("the file is damaged from here on, and nothing below row %" PRIu64 " could be read: %s"),
      self.last_row, cause->message);
  sink->funcs->refused (sink->self, self.last_row + 1, "", reason);
  sink->funcs->end_sheet (sink->self);
  if (damage)
    *damage = g_steal_pointer (&reason);
  return TRUE;
}
