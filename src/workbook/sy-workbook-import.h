/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How files join a workbook, month after month: recipes, what an import would replace, the ways to join, and
 * the reports of what came in. */
#pragma once

#include "sy-import-mode.h"
#include "sy-recipe.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* --- recipes: each import leaves one, by kind and pattern of the file name --- */

/* (transfer full) (element-type SyRecipe), the latest first. (any thread) */
GPtrArray *sy_workbook_list_recipes (SyWorkbook *self);
/* (transfer full) (nullable): the latest whose file was named like this one. (any thread) */
SyRecipe *sy_workbook_find_recipe (SyWorkbook *self, const char *path);
/* (transfer full) (nullable): the one for this plan: by the file's name, else of the plan's kind with the
 * most headers in common. (any thread) */
SyRecipe *sy_workbook_find_recipe_for (SyWorkbook *self, const SyImportPlan *plan);
gboolean sy_workbook_remove_recipe (SyWorkbook *self, SyRecipe *recipe, GError **error);

/* A file on its way in: the plan, and how it differs from what came before. */
typedef struct
{
  SyImportPlan *plan;
  SyRecipe *recipe;         /* NULL: nothing like it came before */
  SyDifference *difference; /* NULL without a recipe */
} SyArrival;
void sy_arrival_free (SyArrival *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyArrival, sy_arrival_free)
/* Recognises a file by the recipe that fits it, or plainly where there is none. Nothing is applied yet: where
 * sy_difference_needs_question() ask, then sy_arrival_apply(). (any thread; blocks) */
SyArrival *sy_workbook_recognise (SyWorkbook *self,
                                  const char *path,
                                  const SyReadOptions *options,
                                  const char *kind_id,
                                  GCancellable *cancellable,
                                  GError **error);
/* The same of a file that was recognised plainly already. Takes @plan. (any thread; blocks) */
SyArrival *sy_workbook_meet_plan (SyWorkbook *self,
                                  SyImportPlan *plan,
                                  const SyReadOptions *options,
                                  const char *kind_id,
                                  GCancellable *cancellable,
                                  GError **error);
/* Applies the recipe as the difference has it; nothing to do without one. */
gboolean sy_arrival_apply (SyArrival *self, GCancellable *cancellable, GError **error);

/* --- joining --- */

/* What an import would do, told before it is done. */
typedef struct
{
  SyImportMode mode;     /* as asked for, else the recipe's, else what suits the kind */
  char **keys;           /* role ids, of UPSERT; never NULL */
  char *reason;          /* of the mode, translated */
  gint64 n_there;        /* rows of the kind that are there */
  gint64 n_replaced;     /* of them, those that go */
  char **replaced_files; /* where those come from; never NULL */
  gboolean has_period;
  gint64 first_day, last_day; /* of the file, days since 1970-01-01 */
  gboolean is_same_file;      /* a file of the same content is in already */
  char *text; /* "replaces 4,011 rows from 2015-02-01 to 2015-02-28 (2月.csv); 45,563 stay" */
} SyImportPreview;
void sy_import_preview_free (SyImportPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportPreview, sy_import_preview_free)
/* @mode: NULL: choose. @keys: role ids for UPSERT, NULL: choose. Reads the file once. (any thread; blocks) */
SyImportPreview *sy_workbook_preview_import (SyWorkbook *self,
                                             SyImportPlan *plan,
                                             const SyImportMode *mode,
                                             const char *const *keys,
                                             GCancellable *cancellable,
                                             GError **error);
/* As sy_workbook_import(), joined as @mode says. @keys (NULL-terminated role ids): what makes rows the same
 * under UPSERT. An UPSERT or REPLACE_PERIOD on roles that the file has not is refused with
 * SY_WORKBOOK_ERROR_NEEDS; a file that is in already is not appended again (SY_WORKBOOK_ERROR_SAME). Keeps
 * the recipe and the report. (any thread; then sy_workbook_refresh() on the main one) */
gboolean sy_workbook_import_as (SyWorkbook *self,
                                SyImportPlan *plan,
                                SyImportMode mode,
                                const char *const *keys,
                                SyImportProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GError **error);

/* --- reports --- */

/* One file (or sheet) that came in. n_read = n_kept + n_refused; amount_read = amount_kept + amount_refused.
 */
typedef struct
{
  gint64 id;
  char *kind, *file, *sheet; /* sheet NULL: the file has none */
  gint64 time;               /* seconds since 1970, UTC */
  SyImportMode mode;
  gint64 n_read, n_kept, n_refused;
  gint64 n_cells_refused; /* cells left empty in rows that were kept */
  gint64 n_rounded;
  gint64 n_replaced;  /* rows from before that went */
  gint64 n_refusals;  /* lines of the list of what was refused */
  char *amount_title; /* of the column that was summed up; NULL: there is no amount */
  char *amount_read, *amount_kept, *amount_refused; /* decimal texts, "817860.05" */
  char *amount_replaced;
  gint64 n_amounts_unreadable; /* refused rows whose amount can't be read; their amount is not in the sums */
} SyImportRecord;
/* (transfer full) (element-type SyImportRecord): what is in the source as it stands now, the latest last.
 * @kind NULL: of all. */
GPtrArray *sy_workbook_list_imports (SyWorkbook *self, const char *kind, GError **error);
void sy_import_record_free (SyImportRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportRecord, sy_import_record_free)
/* "披萨.csv: 49,574 rows read, 49,574 kept …", lines of text, translated. (transfer full) */
char *sy_import_record_to_text (const SyImportRecord *self);
/* (transfer full) (element-type SyRefusal) of one import, in the order of the file. */
GPtrArray *sy_workbook_get_import_refusals (SyWorkbook *self, gint64 import, GError **error);
/* The refused rows as CSV: file, sheet, row, column, text, reason; no cell begins a formula. @kind NULL: all.
 */
char *sy_workbook_dup_refusals_csv (SyWorkbook *self, const char *kind, GError **error);

G_END_DECLS
