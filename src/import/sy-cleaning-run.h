/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of cleaning at work on one relation: each says which rows it touches and how, the last one's rows are
 * written into a new relation. The relation that they begin with is never changed. */
#pragma once

#include "sy-cleaning-step.h"
#include "sy-engine.h"

G_BEGIN_DECLS

/* A column of a relation, as the steps see it. */
typedef struct
{
  char *id;
  char *title;
  char *header; /* or NULL */
  SyColumnType type;
  guint scale;
  gboolean has_data;      /* FALSE: blank in every row */
  gboolean is_provenance; /* _file, _sheet, _row */
  gboolean is_new;        /* made by a step */
} SyCleaningColumn;
SyCleaningColumn *sy_cleaning_column_new (const char *id, const char *title, SyColumnType type, guint scale);
void sy_cleaning_column_free (SyCleaningColumn *self);

/* What a step came to: n_before = n_after + n_dropped. */
typedef struct
{
  gint64 n_before, n_after;
  gint64 n_touched; /* rows dropped, changed or marked */
  gint64 n_dropped;
  gint64 n_unmatched;                 /* returns without a sale, rows without a partner */
  gint64 n_misfit;                    /* cells that are not what they were to be */
  char *amount_before, *amount_after; /* decimal texts; NULL: there is no exact amount */
  char *note;                         /* limits and the like that resulted, translated; or NULL */
  char *problem;                      /* why the step was left out; NULL: it was not */
} SyCleaningResult;
SyCleaningResult *sy_cleaning_result_new (void);
SyCleaningResult *sy_cleaning_result_copy (const SyCleaningResult *self);
void sy_cleaning_result_free (SyCleaningResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCleaningResult, sy_cleaning_result_free)

/* Another source, for joining: its relation and columns (element-type SyCleaningColumn). */
typedef gboolean (*SyCleaningFind) (
    gpointer data, const char *kind, char **relation, GPtrArray **columns, GError **error);

typedef struct _SyCleaningRun SyCleaningRun;
/* Makes the table @touched (step, _cleaning_id: place of the row in @raw, from 0; what: dropped, changed,
 * marked, unmatched or misfit; column_name, before, after, peer: the other row; reason). @columns
 * (element-type SyCleaningColumn) of @raw, taken. @amount: id of the column that is summed up, or NULL. To be
 * called in a transaction. */
SyCleaningRun *sy_cleaning_run_new (SyEngine *engine,
                                    const char *raw,
                                    const char *touched,
                                    GPtrArray *columns,
                                    const char *amount,
                                    GCancellable *cancellable,
                                    GError **error);
void sy_cleaning_run_free (SyCleaningRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCleaningRun, sy_cleaning_run_free)
void sy_cleaning_run_set_find (SyCleaningRun *self, SyCleaningFind find, gpointer data);

/* One step after the others; @position is kept with the rows it touches. A step that is off changes nothing.
 * NULL with SY_CLEANING_ERROR when the step does not fit the columns (nothing has changed then), or the
 * engine's error. */
SyCleaningResult *
sy_cleaning_run_step (SyCleaningRun *self, guint position, SyCleaningStep *step, GError **error);
/* Writes the rows as they stand, in the order of the relation they come from. */
gboolean sy_cleaning_run_write (SyCleaningRun *self, const char *relation, gint64 *n_rows, GError **error);
/* (element-type SyCleaningColumn) as they stand; borrowed. */
GPtrArray *sy_cleaning_run_get_columns (SyCleaningRun *self);

G_END_DECLS
