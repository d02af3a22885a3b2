/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One import from a plan to rows, report, recipe and way back, all in one transaction: whoever looks after
 * the program was ended finds either nothing of it or all of it. */
#include "config.h"

#include "sy-workbook-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-decimal-sum.h"
#include "sy-file-digest.h"
#include "sy-import-record-private.h"
#include "sy-source-cleaning.h"
#include "sy-source-merge.h"
#include "sy-workbook-recipes-private.h"

/* Made beside the loading, of a file that is read anyway. */
typedef struct
{
  char *path;
  GCancellable *cancellable;
  char *digest;
  GError *error;
} Digest;

typedef struct
{
  SyWorkbook *workbook;
  SyImportPlan *plan;
  SyImportMode mode;
  const char *const *keys;
  SySource *old;
  char *cleaned; /* name of the relation for the rows once they are cleaned */
  gint64 id;
  Digest digest;
  GThread *thread; /* NULL: the digest is there */
} Import;

gboolean
sy_workbook_check_plan (const SyImportPlan *plan, GError **error)
{
  g_autofree char *list = NULL;

  if (!plan->kind)
    {
      g_set_error (
          error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
          _ ("It can’t be told what kind of table “%s” is: say which column is the date, which the amount …"),
          plan->path);
      return FALSE;
    }
  if (!plan->missing_roles || !plan->missing_roles[0])
    return TRUE;
  list = g_strjoinv (", ", plan->missing_roles);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
               _ ("“%s” has no column for %s: map one of its columns to it"), plan->path, list);
  return FALSE;
}

/* --- whether it is in already --- */

static gpointer
make_digest (gpointer data)
{
  Digest *digest = data;

  digest->digest = sy_file_digest (digest->path, digest->cancellable, &digest->error);
  return NULL;
}

static const char *
get_sheet (const SyImportPlan *plan)
{
  return plan->info->sheets && plan->sheet_index < plan->info->sheets->len
             ? plan->info->sheets->pdata[plan->sheet_index]
             : NULL;
}

static gboolean
is_present (SyWorkbook *self, const char *kind, const char *id)
{
  const SySource *source;
  gboolean found = FALSE;

  g_mutex_lock (&self->import_lock);
  source = sy_workbook_find_next_source (self->next_sources, kind, NULL);
  for (guint i = 0; source && !found && i < source->imports->len; i++)
    found = g_str_equal (source->imports->pdata[i], id);
  g_mutex_unlock (&self->import_lock);
  return found;
}

#define SELECT_IMPORTS                                                                                       \
  "SELECT id FROM sy_imports WHERE kind = $1 AND ends_with(digest, $2) AND coalesce(sheet, '') "

typedef enum
{
  THIS_SHEET,
  OTHER_SHEETS,
} WhichSheet;

/* Digests end in the size of the file: only where there is one of this size the file must be read to know. */
static gboolean
has_digest (
    SyWorkbook *self, const SyImportPlan *plan, const char *digest, gboolean by_size, WhichSheet which)
{
  const char *kind = sy_source_kind_get_id (plan->kind);
  const char *sheet = get_sheet (plan);
  const char *wanted = by_size ? strrchr (digest, '-') : digest;
  SyValue values[] = { SY_VALUE_TEXT (kind), SY_VALUE_TEXT (wanted), SY_VALUE_TEXT (sheet ? sheet : "") };
  g_autoptr (SyFrame) frame = NULL;

  if (!wanted || !*wanted)
    return FALSE;
  frame = sy_engine_query (self->engine, which == THIS_SHEET ? SELECT_IMPORTS "= $3" : SELECT_IMPORTS "<> $3",
                           values, G_N_ELEMENTS (values), NULL, NULL);
  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    if (is_present (self, kind, sy_frame_get_text (frame, 0, i)))
      return TRUE;
  return FALSE;
}

static gboolean
has_size (SyWorkbook *self, const SyImportPlan *plan, WhichSheet which)
{
  g_autoptr (GFile) file = g_file_new_for_path (plan->path);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *ending = info ? g_strdup_printf ("-%" PRId64, (gint64) g_file_info_get_size (info)) : NULL;

  return ending && has_digest (self, plan, ending, TRUE, which);
}

static gboolean
has_file (SyWorkbook *self, const SyImportPlan *plan, WhichSheet which, GCancellable *cancellable)
{
  g_autofree char *digest = NULL;

  if (!sy_store_has_table (self->engine, "sy_imports") || !has_size (self, plan, which))
    return FALSE;
  digest = sy_file_digest (plan->path, cancellable, NULL);
  return digest && has_digest (self, plan, digest, FALSE, which);
}

gboolean
sy_workbook_has_file (SyWorkbook *self, const SyImportPlan *plan, GCancellable *cancellable)
{
  return has_file (self, plan, THIS_SHEET, cancellable);
}

gboolean
sy_workbook_has_other_sheet (SyWorkbook *self, const SyImportPlan *plan, GCancellable *cancellable)
{
  return has_file (self, plan, OTHER_SHEETS, cancellable);
}

/* --- what is written beside the rows --- */

static gboolean
join_digest (Import *self, GError **error)
{
  if (self->thread)
    g_thread_join (g_steal_pointer (&self->thread));
  if (self->digest.digest)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->digest.error));
  return FALSE;
}

static SyImportRecord *
make_record (const Import *self, const SyImportReport *report, const SySourceJoined *joined)
{
  SyImportRecord *record = g_new0 (SyImportRecord, 1);
  SyDecimalSum in_file = { 0 };

  record->id = self->id;
  record->kind = g_strdup (sy_source_kind_get_id (self->plan->kind));
  record->file = sy_reader_dup_name (self->plan->path);
  record->sheet = g_strdup (get_sheet (self->plan));
  record->time = g_get_real_time () / G_USEC_PER_SEC;
  record->mode = self->mode;
  record->n_read = (gint64) report->n_read;
  record->n_kept = (gint64) report->n_kept;
  record->n_refused = (gint64) report->n_refused;
  record->n_cells_refused = (gint64) report->n_cells_refused;
  record->n_rounded = (gint64) report->n_rounded;
  record->n_refusals = (gint64) report->n_refusals;
  record->n_replaced = joined->n_replaced;
  if (!joined->amount_title)
    return record;
  in_file.value = report->amount_kept.value + report->amount_refused.value;
  record->amount_title = g_strdup (joined->amount_title);
  record->amount_read = sy_decimal_sum_to_text (&in_file);
  record->amount_kept = sy_decimal_sum_to_text (&report->amount_kept);
  record->amount_refused = sy_decimal_sum_to_text (&report->amount_refused);
  record->amount_replaced = g_strdup (joined->amount_replaced);
  record->n_amounts_unreadable = (gint64) report->n_amounts_unreadable;
  return record;
}

/* A key that is not the kind's own is kept for the next file. To add or to replace everything is said of one
 * file: the next one is asked about anew. */
static SyRecipe *
make_recipe (const Import *self, const SyImportReport *report)
{
  g_autoptr (SyRecipe) recipe = sy_recipe_new_from_load (self->plan, report);

  if (self->mode != SY_IMPORT_UPSERT)
    return g_steal_pointer (&recipe);
  return sy_recipe_new_with_mode (recipe, self->mode, self->keys);
}

static gboolean
write_import (gpointer data,
              SySource *source,
              const SyImportReport *report,
              const SySourceJoined *joined,
              SyBatch *batch,
              GError **error)
{
  Import *self = data;
  g_autoptr (SyImportRecord) record = NULL;
  g_autoptr (SyRecipe) recipe = NULL;

  if (!join_digest (self, error))
    return FALSE;
  record = make_record (self, report, joined);
  recipe = make_recipe (self, report);
  sy_import_record_save (record, self->digest.digest, batch);
  sy_recipe_save (recipe, batch);
  sy_workbook_save_import (self->old, source, batch);
  return TRUE;
}

/* What was cleaned before is cleaned again, now with the rows of this file. */
static SySource *
clean_again (gpointer data, SySource *source, GError **error)
{
  Import *self = data;
  g_autoptr (SySource) base = source;
  g_autoptr (GPtrArray) steps = NULL;

  if (!self->old || !self->old->base)
    return g_steal_pointer (&base);
  steps = sy_source_list_steps (self->old);
  return sy_source_clean (base, self->workbook->engine, self->cleaned, steps, TRUE, sy_workbook_find_to_join,
                          self->workbook, NULL, NULL, self->digest.cancellable, error);
}

/* --- the import --- */

static gboolean
check_same (Import *self, GError **error)
{
  g_autofree char *base = NULL;

  /* A table of a database has no content that one could look at twice. */
  if (!g_file_test (self->plan->path, G_FILE_TEST_IS_REGULAR))
    {
      self->digest.digest = g_strdup ("");
      return TRUE;
    }
  if (!has_size (self->workbook, self->plan, THIS_SHEET))
    {
      self->thread = g_thread_new ("digest", make_digest, &self->digest);
      return TRUE;
    }
  make_digest (&self->digest);
  if (!self->digest.digest)
    return join_digest (self, error);
  if (self->mode != SY_IMPORT_APPEND
      || !has_digest (self->workbook, self->plan, self->digest.digest, FALSE, THIS_SHEET))
    return TRUE;
  base = sy_reader_dup_name (self->plan->path);
  g_set_error (
      error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_SAME,
      _ ("“%s” is in already: its content is that of a file that was imported before. Nothing changed."),
      base);
  return FALSE;
}

static gboolean
has_role (const SyImportPlan *plan, const char *role)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (g_strcmp0 (((const SyImportColumn *) plan->columns->pdata[i])->role, role) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_keys (const Import *self, GError **error)
{
  for (guint i = 0; self->keys && self->keys[i]; i++)
    {
      const SyRole *role = sy_source_kind_find_role (self->plan->kind, self->keys[i]);
      if (role && (has_role (self->plan, role->id) || role->derive))
        continue;
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
                   _ ("Rows can’t be told apart by “%s”: “%s” has no column for it"), self->keys[i],
                   self->plan->path);
      return FALSE;
    }
  if (self->keys && self->keys[0])
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
               _ ("To replace rows that have the same key, say which columns are the key"));
  return FALSE;
}

static gboolean
check_mode (Import *self, GError **error)
{
  const SyRole *date = sy_source_merge_find_date (self->plan->kind);

  if (self->mode == SY_IMPORT_UPSERT)
    return check_keys (self, error);
  if (self->mode != SY_IMPORT_REPLACE_PERIOD || (date && has_role (self->plan, date->id)))
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
               _ ("“%s” has no column of days: it can’t replace a period"), self->plan->path);
  return FALSE;
}

static gboolean
run_import (Import *self,
            SyImportProgress progress,
            gpointer progress_data,
            GCancellable *cancellable,
            GError **error)
{
  SyWorkbook *workbook = self->workbook;
  g_autofree char *relation = NULL;
  g_autofree char *cleaned = NULL;
  g_autofree char *id = NULL;
  g_autoptr (SySource) old = sy_workbook_begin_import (workbook, self->plan->kind, &relation);
  SySourceJoin join = {
    .mode = self->mode, .keys = self->keys, .settle = clean_again, .write = write_import, .data = self
  };
  SySource *source;

  if (old && old->base)
    sy_source_unref (sy_workbook_begin_import (workbook, self->plan->kind, &cleaned));
  self->old = old;
  self->cleaned = cleaned;
  self->id = g_ascii_strtoll (strrchr (relation, '_') + 1, NULL, 10);
  join.import = id = g_strdup_printf ("%" PRId64, self->id);
  source = sy_source_import (workbook->engine, workbook->relations, self->plan, sy_source_get_base (old),
                             relation, &join, progress, progress_data, cancellable, error);
  if (!source)
    return FALSE;
  sy_workbook_note_import (workbook, old, source);
  sy_workbook_clean_joined (workbook, sy_source_kind_get_id (self->plan->kind), cancellable);
  return TRUE;
}

gboolean
sy_workbook_import_as (SyWorkbook *workbook,
                       SyImportPlan *plan,
                       SyImportMode mode,
                       const char *const *keys,
                       SyImportProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error)
{
  const char *const *kind_keys = NULL;
  Import self = { .workbook = workbook, .plan = plan, .mode = mode, .keys = keys };
  gboolean done;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && plan, FALSE);
  if (!sy_workbook_check_plan (plan, error))
    return FALSE;
  sy_import_preview_choose_mode (plan, &kind_keys);
  if (!self.keys || !self.keys[0])
    self.keys = kind_keys;
  self.digest.path = plan->path;
  self.digest.cancellable = cancellable;
  g_mutex_lock (&workbook->import_turn);
  /* What waits to be written about sources must not come behind this. */
  sy_workbook_flush (workbook, NULL);
  done = check_mode (&self, error) && check_same (&self, error)
         && run_import (&self, progress, progress_data, cancellable, error);
  g_mutex_unlock (&workbook->import_turn);
  if (self.thread)
    g_thread_join (self.thread);
  g_free (self.digest.digest);
  g_clear_error (&self.digest.error);
  return done;
}

/**
 * sy_workbook_import:
 * @plan: as recognised and corrected
 *
 * Imports a file; a second one of the same kind is appended. Call sy_workbook_refresh() afterwards on the
 * main thread. Any thread; imports take turns.
 *
 * Returns: %FALSE with %SY_WORKBOOK_ERROR_NEEDS or _SAME, an import error, the engine's or
 * %G_IO_ERROR_CANCELLED; then nothing has changed
 */
gboolean
sy_workbook_import (SyWorkbook *self,
                    SyImportPlan *plan,
                    SyImportProgress progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GError **error)
{
  return sy_workbook_import_as (self, plan, SY_IMPORT_APPEND, NULL, progress, progress_data, cancellable,
                                error);
}
