/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a sheet, kept to look at. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

/* Row number of the file and a copy of its cells; trailing empty cells are cut. */
typedef struct
{
  guint64 number;
  guint n_cells;
  guint n_filled;
  SyCell *cells; /* texts lie behind the cells in the same block */
} SySampleRow;

typedef struct
{
  GPtrArray *rows;   /* (element-type SySampleRow) without rows that are all blank */
  char *damage;      /* why the sheet breaks off behind them; NULL: it does not */
  gboolean complete; /* the sheet has no more */
} SySample;

SySample *sy_sample_read (const char *path,
                          const SyFileInfo *info,
                          guint sheet_index,
                          const SyReadOptions *options,
                          guint max_rows,
                          GCancellable *cancellable,
                          GError **error);
/* Runs @read with a sink before @sink that changes the rows, as sy_crosstab_turn() does. */
typedef gboolean (*SySampleRead) (const SyCellSink *sink, gpointer data);
typedef gboolean (*SySampleChange) (gconstpointer change,
                                    const SyCellSink *sink,
                                    SySampleRead read,
                                    gpointer data);
/* (transfer full): the rows as they come out of a change. */
SySample *sy_sample_change (const SySample *sample, SySampleChange change, gconstpointer data);
gboolean sy_cell_is_blank (const SyCell *cell);
char *sy_cell_to_text (const SyCell *cell);
void sy_sample_free (SySample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySample, sy_sample_free)

G_END_DECLS
