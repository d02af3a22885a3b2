/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-salvage.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef struct
{
  const SyCellSink *sink;
  guint64 n_rows;   /* delivered */
  guint64 last_row; /* of the file, the last one of them */
} Salvage;

static gboolean
on_begin_sheet (gpointer self, guint index, const char *name)
{
  Salvage *salvage = self;

  return salvage->sink->funcs->begin_sheet (salvage->sink->self, index, name);
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Salvage *salvage = self;

  salvage->n_rows++;
  salvage->last_row = row_number;
  return salvage->sink->funcs->row (salvage->sink->self, row_number, cells, n_cells);
}

static void
on_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
  Salvage *salvage = self;

  salvage->sink->funcs->refused (salvage->sink->self, row_number, text, reason);
}

static void
on_end_sheet (gpointer self)
{
  Salvage *salvage = self;

  salvage->sink->funcs->end_sheet (salvage->sink->self);
}

static void
on_progress (gpointer self, guint64 done, guint64 total)
{
  Salvage *salvage = self;

  if (salvage->sink->funcs->progress)
    salvage->sink->funcs->progress (salvage->sink->self, done, total);
}

static void
on_texts (gpointer self, const SyCellText *texts, guint n_texts)
{
  Salvage *salvage = self;

  if (salvage->sink->funcs->texts)
    salvage->sink->funcs->texts (salvage->sink->self, texts, n_texts);
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
  static const SyCellSinkFuncs funcs = { on_begin_sheet, on_row,      on_refused,
                                         on_end_sheet,   on_progress, on_texts };
  Salvage self = { .sink = sink };
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
