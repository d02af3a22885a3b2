/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of cleaning set, listed, and looked into. Setting them goes the way of an import: a relation is made
 * in one transaction off the main thread, with what the history needs to find back. */
#include "config.h"

#include "sy-cleaning.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-dialect.h"
#include "sy-source-cleaning.h"
#include "sy-workbook-private.h"

#define N_SHOWN_CELLS 4

/* A reference, or NULL. */
static SySource *
find_source (SyWorkbook *self, const char *kind)
{
  SySource *source;

  g_mutex_lock (&self->import_lock);
  source = sy_workbook_find_next_source (self->next_sources, kind, NULL);
  if (source)
    sy_source_ref (source);
  g_mutex_unlock (&self->import_lock);
  return source;
}

GPtrArray *
sy_workbook_list_cleaning (SyWorkbook *self, const char *kind)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_cleaning_entry_free);
  g_autoptr (SySource) source = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && kind, entries);
  source = find_source (self, kind);
  for (guint i = 0; source && i < source->cleaning->len; i++)
    {
      const SyCleaningEntry *entry = source->cleaning->pdata[i];
      g_ptr_array_add (entries, sy_cleaning_entry_new (entry->step, entry->result));
    }
  return entries;
}

GPtrArray *
sy_workbook_list_cleaning_columns (SyWorkbook *self, const char *kind)
{
  g_autoptr (SySource) source = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && kind, NULL);
  source = find_source (self, kind);
  return source ? sy_source_list_cleaning_columns (sy_source_get_base (source)) : NULL;
}

/* --- setting --- */

gboolean
sy_workbook_find_to_join (
    gpointer data, const char *kind, char **relation, GPtrArray **columns, GError **error)
{
  SyWorkbook *self = data;
  g_autoptr (SySource) source = find_source (self, kind);

  if (!source)
    {
      g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_COLUMN,
                   _ ("There is no source “%s” to join: import it first"), kind);
      return FALSE;
    }
  *relation = g_strdup (source->info.relation);
  *columns = sy_source_list_cleaning_columns (source);
  return TRUE;
}

static SySource *
make_cleaned (SyWorkbook *self,
              SySource *base,
              const char *relation,
              GPtrArray *steps,
              gboolean gently,
              SyImportProgress progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GError **error)
{
  return steps->len == 0
             ? sy_source_ref (base)
             : sy_source_clean (base, self->engine, relation, steps, gently, sy_workbook_find_to_join, self,
                                progress, progress_data, cancellable, error);
}

/* In one transaction: relation, state, what is waiting for the history. */
static SySource *
clean_and_write (SyWorkbook *self,
                 SySource *before,
                 const char *relation,
                 GPtrArray *steps,
                 gboolean gently,
                 SyImportProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();
  g_autoptr (SySource) after = NULL;

  if (!sy_engine_begin (self->engine, error))
    return NULL;
  after = make_cleaned (self, sy_source_get_base (before), relation, steps, gently, progress, progress_data,
                        cancellable, error);
  if (after)
    {
      sy_source_save (after, batch);
      sy_workbook_save_import (before, after, batch);
    }
  if (!after || !sy_batch_run (batch, self->engine, error))
    {
      sy_engine_rollback (self->engine);
      return NULL;
    }
  if (!sy_engine_commit (self->engine, error))
    return NULL;
  sy_source_finish (after, self->relations);
  return g_steal_pointer (&after);
}

/* The turn to import is held. */
static gboolean
set_cleaning (SyWorkbook *self,
              const char *kind_id,
              GPtrArray *steps,
              gboolean gently,
              SyImportProgress progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GError **error)
{
  SySourceKind *kind = sy_catalogue_find_kind (self->catalogue, kind_id);
  g_autofree char *relation = NULL;
  g_autoptr (SySource) before = kind ? sy_workbook_begin_import (self, kind, &relation) : NULL;
  SySource *after;

  if (!before)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
                   _ ("There is no source “%s” to clean: import a file of it first"), kind_id);
      return FALSE;
    }
  if (steps->len == 0 && !before->base)
    return TRUE;
  after =
      clean_and_write (self, before, relation, steps, gently, progress, progress_data, cancellable, error);
  if (after)
    sy_workbook_note_import (self, before, after);
  return after != NULL;
}

gboolean
sy_workbook_set_cleaning (SyWorkbook *self,
                          const char *kind,
                          GPtrArray *steps,
                          SyImportProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GError **error)
{
  gboolean done;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && kind && steps, FALSE);
  g_mutex_lock (&self->import_turn);
  sy_workbook_flush (self, NULL);
  done = set_cleaning (self, kind, steps, FALSE, progress, progress_data, cancellable, error);
  g_mutex_unlock (&self->import_turn);
  return done;
}

/* --- after imports --- */

static gboolean
joins (const SySource *source, const char *kind)
{
  for (guint i = 0; i < source->cleaning->len; i++)
    {
      SyCleaningStep *step = ((const SyCleaningEntry *) source->cleaning->pdata[i])->step;
      if (sy_cleaning_step_get_kind (step) == SY_CLEANING_JOIN && sy_cleaning_step_is (step, "source", kind))
        return TRUE;
    }
  return FALSE;
}

/* What was joined from @kind is joined once more. */
void
sy_workbook_clean_joined (SyWorkbook *self, const char *kind, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_unref);

  g_mutex_lock (&self->import_lock);
  for (guint i = 0; i < self->next_sources->len; i++)
    if (joins (self->next_sources->pdata[i], kind))
      g_ptr_array_add (sources, sy_source_ref (self->next_sources->pdata[i]));
  g_mutex_unlock (&self->import_lock);
  for (guint i = 0; i < sources->len; i++)
    {
      const SySource *source = sources->pdata[i];
      g_autoptr (GPtrArray) steps = sy_source_list_steps (source);
      set_cleaning (self, source->info.kind, steps, TRUE, NULL, NULL, cancellable, NULL);
    }
}

/* --- touched rows --- */

void
sy_touched_row_free (SyTouchedRow *self)
{
  if (!self)
    return;
  g_free (self->file);
  g_free (self->sheet);
  g_free (self->what);
  g_free (self->column);
  g_free (self->before);
  g_free (self->after);
  g_free (self->reason);
  g_free (self->peer_file);
  g_free (self->text);
  g_free (self);
}

typedef struct
{
  const char *code;
  const char *title;
} Word;

static const Word words[] = {
  { "dropped", N_ ("dropped") },
  { "changed", N_ ("changed") },
  { "marked", N_ ("marked") },
  { "unmatched", N_ ("without a match") },
  { "misfit", N_ ("doesn’t fit") },
  { "same", N_ ("says the same as") },
  { "blank", N_ ("blank") },
  { "return", N_ ("return") },
  { "sale", N_ ("sale that was returned") },
  { "part", N_ ("returned in part") },
  { "low", N_ ("below the limit") },
  { "high", N_ ("above the limit") },
  { "days", N_ ("too many orders in a day, too often") },
  { "orders", N_ ("far more orders than the median card") },
  { "employee", N_ ("swiped mostly by one employee") },
  { "listed", N_ ("listed as a test or employee card") },
  { "parts", N_ ("has fewer parts") },
  { "type", N_ ("is not of the new type") },
  { "partner", N_ ("no row with this key") },
};

static char *
say (const char *codes)
{
  g_auto (GStrv) list = g_strsplit (codes, ",", -1);

  for (guint i = 0; list[i]; i++)
    for (guint j = 0; j < G_N_ELEMENTS (words); j++)
      if (g_str_equal (list[i], words[j].code))
        {
          g_free (list[i]);
          list[i] = g_strdup (_ (words[j].title));
          break;
        }
  return g_strjoinv (_ (", "), list);
}

static gboolean
is_hidden (const SySourceColumn *column, SyMasking masking)
{
  return column->privacy > 0 && sy_privacy_applies ((SyPrivacyRule) column->privacy, masking);
}

/* The cells by which people know a row; none that tells who somebody is while that is masked. */
static void
append_shown_cells (const SySource *base, SyMasking masking, GString *sql)
{
  const char *const wanted[] = { "date", "order", "product", "quantity", "amount" };
  guint n = 0;

  g_string_append (sql, "concat_ws(' · ', NULL");
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      if (!sy_source_has_role (base, wanted[i]))
        continue;
      g_string_append (sql, ", b.");
      sy_sql_append_identifier (sql, wanted[i]);
      n++;
    }
  for (guint i = 0, shown = 0; n == 0 && i < base->columns->len && shown < N_SHOWN_CELLS; i++)
    {
      const SySourceColumn *column = base->columns->pdata[i];

      if (is_hidden (column, masking))
        continue;
      g_string_append (sql, ", b.");
      sy_sql_append_identifier (sql, column->id);
      shown++;
    }
  g_string_append_c (sql, ')');
}

static SyTouchedRow *
read_touched (SyWorkbook *workbook, SyFrame *frame, gint64 row, const SySource *source)
{
  SyTouchedRow *self = g_new0 (SyTouchedRow, 1);
  const char *column = sy_frame_get_text (frame, 1, row);
  const char *reason = sy_frame_get_text (frame, 4, row);
  const SySourceColumn *found = column ? sy_source_find_column (source, column) : NULL;

  self->what = say (sy_frame_get_text (frame, 0, row));
  self->column = g_strdup (found ? found->title : column);
  self->before =
      sy_workbook_mask_text (workbook, found ? found->privacy : 0, sy_frame_get_text (frame, 2, row));
  self->after =
      sy_workbook_mask_text (workbook, found ? found->privacy : 0, sy_frame_get_text (frame, 3, row));
  self->reason = reason && !g_str_equal (reason, "unmatched") ? say (reason) : NULL;
  self->file = g_strdup (sy_frame_get_text (frame, 5, row));
  self->sheet = g_strdup (sy_frame_get_text (frame, 6, row));
  self->row = sy_frame_is_null (frame, 7, row) ? 0 : sy_frame_get_int64 (frame, 7, row);
  self->peer_file = g_strdup (sy_frame_get_text (frame, 8, row));
  self->peer_row = sy_frame_is_null (frame, 9, row) ? 0 : sy_frame_get_int64 (frame, 9, row);
  self->text = g_strdup (sy_frame_get_text (frame, 10, row));
  return self;
}

static SyFrame *
query_touched (SyWorkbook *self,
               const SySource *source,
               guint position,
               gint64 offset,
               guint limit,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *touched = g_strconcat (source->info.relation, SY_SOURCE_TOUCHED, NULL);
  g_autofree char *list = sy_sql_quote_identifier (touched);
  g_autofree char *base = sy_sql_quote_identifier (source->base->info.relation);
  SyValue values[] = { SY_VALUE_INT (position), SY_VALUE_INT (limit), SY_VALUE_INT (offset) };
  g_autoptr (GString) sql = g_string_new ("SELECT t.what, t.column_name, t.before, t.after, t.reason, "
                                          "CAST(b.\"_file\" AS VARCHAR), CAST(b.\"_sheet\" AS "
                                          "VARCHAR), b.\"_row\", CAST(p.\"_file\" AS VARCHAR), p.\"_row\", ");

  append_shown_cells (source->base, self->masking, sql);
  g_string_append_printf (sql,
                          " FROM (SELECT *, rowid AS place FROM %s WHERE step = CAST($1 AS INTEGER) ORDER BY "
                          "\"_cleaning_id\", rowid LIMIT $2 "
                          "OFFSET $3) AS t LEFT JOIN %s AS b ON b.rowid = t.\"_cleaning_id\" LEFT JOIN %s AS "
                          "p ON p.rowid = t.peer ORDER BY "
                          "t.\"_cleaning_id\", t.place",
                          list, base, base);
  return sy_engine_query (self->engine, sql->str, values, G_N_ELEMENTS (values), cancellable, error);
}

static gboolean
count_touched (SyWorkbook *self, const SySource *source, guint position, gint64 *total, GError **error)
{
  g_autofree char *touched = g_strconcat (source->info.relation, SY_SOURCE_TOUCHED, NULL);
  g_autofree char *list = sy_sql_quote_identifier (touched);
  g_autofree char *sql = g_strdup_printf ("SELECT COUNT(*) FROM %s WHERE step = CAST($1 AS INTEGER)", list);
  SyValue value = SY_VALUE_INT (position);
  g_autoptr (SyFrame) frame = sy_engine_query (self->engine, sql, &value, 1, NULL, error);

  if (frame)
    *total = sy_frame_get_int64 (frame, 0, 0);
  return frame != NULL;
}

GPtrArray *
sy_workbook_list_touched_rows (SyWorkbook *self,
                               const char *kind,
                               guint position,
                               gint64 offset,
                               guint limit,
                               gint64 *total,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_touched_row_free);
  g_autoptr (SySource) source = NULL;
  g_autoptr (SyFrame) frame = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && kind, NULL);
  source = find_source (self, kind);
  if (total)
    *total = 0;
  if (!source || !source->base || position >= source->cleaning->len)
    return g_steal_pointer (&rows);
  if (self->masking != SY_MASKING_NONE)
    {
      sy_source_classify (source->base, self->engine);
      sy_source_classify (source, self->engine);
    }
  frame = query_touched (self, source, position, offset, limit, cancellable, error);
  if (!frame || (total && !count_touched (self, source, position, total, error)))
    return NULL;
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    g_ptr_array_add (rows, read_touched (self, frame, i, source));
  return g_steal_pointer (&rows);
}
