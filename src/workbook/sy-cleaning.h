/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cleaning of a source: steps in order, kept in the document, applied to what was imported, and again to
 * each further file of the kind. A change of the steps is one change of the history. */
#pragma once

#include "sy-cleaning-run.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* One step and what it came to. Immutable. */
typedef struct
{
  SyCleaningStep *step;
  SyCleaningResult *result;
} SyCleaningEntry;
SyCleaningEntry *sy_cleaning_entry_new (SyCleaningStep *step, const SyCleaningResult *result);
void sy_cleaning_entry_free (SyCleaningEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCleaningEntry, sy_cleaning_entry_free)
/* "541,909 → 536,641 rows, 5,268 dropped; amount 1 → 2", translated. (transfer full) */
char *sy_cleaning_entry_to_text (const SyCleaningEntry *self);

/* (transfer full) (element-type SyCleaningEntry): empty where nothing is cleaned. (any thread) */
GPtrArray *sy_workbook_list_cleaning (SyWorkbook *self, const char *kind);
/* (transfer full) (element-type SyCleaningColumn) of the rows as imported; NULL: there is no such source.
 * (any thread) */
GPtrArray *sy_workbook_list_cleaning_columns (SyWorkbook *self, const char *kind);

/* Cleans what was imported by @steps (element-type SyCleaningStep), in place of the steps before; no steps:
 * as it was imported. Blocks; any thread; then sy_workbook_refresh() on the main one. FALSE with
 * SY_CLEANING_ERROR (the message names the step), SY_WORKBOOK_ERROR_NEEDS, the engine's error or
 * G_IO_ERROR_CANCELLED; then nothing has changed. */
gboolean sy_workbook_set_cleaning (SyWorkbook *self,
                                   const char *kind,
                                   GPtrArray *steps,
                                   SyImportProgress progress,
                                   gpointer progress_data,
                                   GCancellable *cancellable,
                                   GError **error);

/* One row, or cell, that a step touched. */
typedef struct
{
  char *file, *sheet;   /* sheet NULL: the file has none */
  gint64 row;           /* of the file */
  char *what;           /* translated: “dropped”, “changed” … */
  char *column;         /* title, or NULL: the whole row */
  char *before, *after; /* of the cell; NULL: blank */
  char *reason;         /* translated, or NULL */
  gint64 peer_row;      /* the row it belongs to (the sale of a return, the first of duplicates); 0: none */
  char *peer_file;
  char *text; /* the row itself, in short */
} SyTouchedRow;
void sy_touched_row_free (SyTouchedRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTouchedRow, sy_touched_row_free)
/* (transfer full) (element-type SyTouchedRow): a page of what the step at @position (from 0) touched, in the
 * order of the rows. @total (nullable): how many there are. (any thread; blocks) */
GPtrArray *sy_workbook_list_touched_rows (SyWorkbook *self,
                                          const char *kind,
                                          guint position,
                                          gint64 offset,
                                          guint limit,
                                          gint64 *total,
                                          GCancellable *cancellable,
                                          GError **error);

G_END_DECLS
