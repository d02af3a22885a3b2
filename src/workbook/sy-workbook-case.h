/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case becomes a workbook: its files are brought in, its template and settings put on, and which case it is
 * is kept in the document. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

/* How far it is: rows done of this file, and which file of how many. */
typedef void (*SyCaseProgress) (const char *file, guint number, guint n_files, gpointer user_data);

/* Brings in all files of the case, each as recognised. (any thread; blocks; then sy_workbook_refresh() on the
 * main one) On failure files that are in stay in. */
gboolean sy_workbook_import_case (SyWorkbook *self,
                                  SyCase *learned,
                                  SyCaseProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GError **error);
/* Template, parameters and typed rows of the case, once its files are in. Main thread. */
gboolean sy_workbook_set_case (SyWorkbook *self, SyCase *learned, GError **error);
/* The case that this workbook was made of; NULL: none, or it is not installed here. */
SyCase *sy_workbook_get_case (SyWorkbook *self);
/* A text of a case with its {names} put in; what can't be computed stands as “—”. Any thread. */
char *sy_evaluation_expand_text (SyEvaluation *self, const char *text, GCancellable *cancellable);

G_END_DECLS
