/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source that is made of another one, its base, by steps of cleaning. */
#pragma once

#include "sy-cleaning.h"
#include "sy-source.h"

G_BEGIN_DECLS

/* Beside the rows: which of them the steps touched. */
#define SY_SOURCE_TOUCHED "_touched"

/* As imported; @self where nothing is cleaned. */
SySource *sy_source_get_base (SySource *self);
/* (transfer full) (element-type SyCleaningColumn) */
GPtrArray *sy_source_list_cleaning_columns (const SySource *self);

/* Makes the relation @relation of @base by @steps, in the transaction of the caller; @gently: a step that
 * does not fit the columns is left out, and its result says why. The new source is not finished yet. */
SySource *sy_source_clean (SySource *base,
                           SyEngine *engine,
                           const char *relation,
                           GPtrArray *steps,
                           gboolean gently,
                           SyCleaningFind find,
                           gpointer find_data,
                           SyImportProgress progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GError **error);
/* (transfer full) (element-type SyCleaningStep) */
GPtrArray *sy_source_list_steps (const SySource *self);

/* Into and out of the text of a state. */
void sy_source_cleaning_save (const SySource *self, GKeyFile *file);
void sy_source_cleaning_load (SySource *self, GKeyFile *file);

G_END_DECLS
