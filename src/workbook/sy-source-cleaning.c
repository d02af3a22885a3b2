/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was imported stays as it is, as a source of its own that undo leads back to; the cleaned one stands
 * beside it, with the steps and what each came to. */
#include "config.h"

#include "sy-source-cleaning.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-dialect.h"

SyCleaningEntry *
sy_cleaning_entry_new (SyCleaningStep *step, const SyCleaningResult *result)
{
  SyCleaningEntry *self = g_new0 (SyCleaningEntry, 1);

  self->step = sy_cleaning_step_ref (step);
  self->result = sy_cleaning_result_copy (result);
  return self;
}

void
sy_cleaning_entry_free (SyCleaningEntry *self)
{
  if (!self)
    return;
  sy_cleaning_step_unref (self->step);
  sy_cleaning_result_free (self->result);
  g_free (self);
}

static void
append_count (GString *text, gint64 n, const char *what)
{
  if (n <= 0)
    return;
  g_string_append (text, text->len > 0 ? _ (", ") : "");
  g_string_append_printf (text, "%'" PRId64 " %s", n, what);
}

char *
sy_cleaning_entry_to_text (const SyCleaningEntry *self)
{
  const SyCleaningResult *r = self->result;
  GString *text = g_string_new (NULL);

  if (r->problem)
    g_string_append_printf (text, _ ("Left out: %s"), r->problem);
  else if (!sy_cleaning_step_is_on (self->step))
    g_string_append (text, _ ("Switched off"));
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_append_printf (text, _ ("%'" PRId64 " → %'" PRId64 " rows"), r->n_before, r->n_after);
  append_count (text, r->n_dropped, _ ("dropped"));
  append_count (text, r->n_touched - r->n_dropped, _ ("changed or marked"));
  append_count (text, r->n_unmatched, _ ("without a match"));
  append_count (text, r->n_misfit, _ ("cells don’t fit"));
  if (r->amount_before && r->amount_after)
    g_string_append_printf (text, _ ("; amount %s → %s"), r->amount_before, r->amount_after);
  if (r->note)
    g_string_append_printf (text, ". %s", r->note);
  return g_string_free (text, FALSE);
}

SySource *
sy_source_get_base (SySource *self)
{
  return self && self->base ? self->base : self;
}

GPtrArray *
sy_source_list_steps (const SySource *self)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_cleaning_step_unref);

  for (guint i = 0; i < self->cleaning->len; i++)
    g_ptr_array_add (steps, sy_cleaning_step_ref (((SyCleaningEntry *) self->cleaning->pdata[i])->step));
  return steps;
}

GPtrArray *
sy_source_list_cleaning_columns (const SySource *self)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_cleaning_column_free);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      SyCleaningColumn *seen =
          sy_cleaning_column_new (column->id, column->title, column->type, column->scale);
      seen->header = g_strdup (column->header);
      seen->has_data = column->how != SY_SOURCE_COLUMN_ABSENT;
      seen->is_provenance = column->how == SY_SOURCE_COLUMN_PROVENANCE;
      g_ptr_array_add (columns, seen);
    }
  return columns;
}

/* --- cleaning --- */

/* The column whose sum is told: the amount, or else the first money there is. */
static const char *
find_amount (const SySource *base)
{
  GPtrArray *roles = sy_source_kind_get_roles (base->kind);

  if (sy_source_has_role (base, "amount"))
    return "amount";
  for (guint i = 0; i < roles->len; i++)
    {
      const SyRole *role = roles->pdata[i];
      if (role->type == SY_ROLE_MONEY && sy_source_has_role (base, role->id))
        return role->id;
    }
  return NULL;
}

static SySourceColumn *
make_column (const SySource *base, const SyCleaningColumn *cleaned)
{
  const SySourceColumn *old = sy_source_find_column (base, cleaned->id);
  SySourceColumnHow how = old ? old->how : SY_SOURCE_COLUMN_PLAIN;
  SySourceColumn *column;

  if (old && how == SY_SOURCE_COLUMN_ABSENT && cleaned->has_data)
    how = SY_SOURCE_COLUMN_DERIVED;
  column = sy_source_column_new (cleaned->id, cleaned->title, old ? old->header : cleaned->id, how);
  column->type = cleaned->type;
  column->scale = cleaned->scale;
  return column;
}

static GPtrArray *
make_columns (const SySource *base, GPtrArray *cleaned)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_column_free);

  for (guint i = 0; i < cleaned->len; i++)
    g_ptr_array_add (columns, make_column (base, cleaned->pdata[i]));
  return columns;
}

static gboolean
count_blanks (SySource *self, SyEngine *engine, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT COUNT(*)");
  g_autoptr (SyFrame) frame = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_string_append (sql, ", COUNT(");
      sy_sql_append_identifier (sql, ((SySourceColumn *) self->columns->pdata[i])->id);
      g_string_append_c (sql, ')');
    }
  g_string_append (sql, " FROM ");
  sy_sql_append_identifier (sql, self->info.relation);
  frame = sy_engine_query (engine, sql->str, NULL, 0, cancellable, error);
  if (!frame)
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    ((SySourceColumn *) self->columns->pdata[i])->n_blank =
        self->info.n_rows - sy_frame_get_int64 (frame, i + 1, 0);
  return TRUE;
}

static void
copy_texts (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_strdup (from->pdata[i]));
}

static SySource *
make_source (SySource *base, SyCleaningRun *run, const char *relation, GPtrArray *entries, gint64 n_rows)
{
  SySource *self =
      sy_source_new (base->kind, relation, make_columns (base, sy_cleaning_run_get_columns (run)));

  self->info.n_rows = n_rows;
  self->info.n_refused = base->info.n_refused;
  copy_texts (base->info.files, self->info.files);
  copy_texts (base->imports, self->imports);
  self->base = sy_source_ref (base);
  self->base_name = g_strdup (base->info.relation);
  g_ptr_array_unref (self->cleaning);
  self->cleaning = g_ptr_array_ref (entries);
  return self;
}

/* NULL with an error. A step that does not fit is told by its number. */
static SyCleaningResult *
run_step (SyCleaningRun *run, guint position, SyCleaningStep *step, gboolean gently, GError **error)
{
  g_autoptr (GError) local = NULL;
  SyCleaningResult *result = sy_cleaning_run_step (run, position, step, &local);
  g_autoptr (SyCleaningStep) off = NULL;

  if (result)
    return result;
  if (local->domain == SY_CLEANING_ERROR && gently)
    {
      off = sy_cleaning_step_with_on (step, FALSE);
      result = sy_cleaning_run_step (run, position, off, error);
      if (result)
        result->problem = g_strdup (local->message);
      return result;
    }
  if (local->domain == SY_CLEANING_ERROR)
    g_set_error (error, local->domain, local->code, _ ("Step %u: %s"), position + 1, local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

SySource *
sy_source_clean (SySource *base,
                 SyEngine *engine,
                 const char *relation,
                 GPtrArray *steps,
                 gboolean gently,
                 SyCleaningFind find,
                 gpointer find_data,
                 SyImportProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *touched = g_strconcat (relation, SY_SOURCE_TOUCHED, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_cleaning_entry_free);
  g_autoptr (SyCleaningRun) run = NULL;
  g_autoptr (SySource) source = NULL;
  gint64 n_rows;

  run = sy_cleaning_run_new (engine, base->info.relation, touched, sy_source_list_cleaning_columns (base),
                             find_amount (base), cancellable, error);
  if (!run)
    return NULL;
  sy_cleaning_run_set_find (run, find, find_data);
  for (guint i = 0; i < steps->len; i++)
    {
      g_autoptr (SyCleaningResult) result = run_step (run, i, steps->pdata[i], gently, error);
      if (!result)
        return NULL;
      g_ptr_array_add (entries, sy_cleaning_entry_new (steps->pdata[i], result));
      if (progress)
        progress (i + 1, steps->len + 1, _ ("steps"), progress_data);
    }
  if (!sy_cleaning_run_write (run, relation, &n_rows, error))
    return NULL;
  source = make_source (base, run, relation, entries, n_rows);
  return count_blanks (source, engine, cancellable, error) ? g_steal_pointer (&source) : NULL;
}

/* --- states --- */

static void
set_text (GKeyFile *file, const char *group, const char *key, const char *text)
{
  if (text)
    g_key_file_set_string (file, group, key, text);
}

void
sy_source_cleaning_save (const SySource *self, GKeyFile *file)
{
  set_text (file, "source", "base", self->base_name);
  for (guint i = 0; self->base_name && i < self->cleaning->len; i++)
    {
      const SyCleaningEntry *entry = self->cleaning->pdata[i];
      const SyCleaningResult *r = entry->result;
      g_autofree char *group = g_strdup_printf ("cleaning %u", i + 1);
      g_autofree char *step = sy_cleaning_step_to_text (entry->step);
      g_key_file_set_string (file, group, "step", step);
      g_key_file_set_int64 (file, group, "before", r->n_before);
      g_key_file_set_int64 (file, group, "after", r->n_after);
      g_key_file_set_int64 (file, group, "touched", r->n_touched);
      g_key_file_set_int64 (file, group, "dropped", r->n_dropped);
      g_key_file_set_int64 (file, group, "unmatched", r->n_unmatched);
      g_key_file_set_int64 (file, group, "misfit", r->n_misfit);
      set_text (file, group, "amount-before", r->amount_before);
      set_text (file, group, "amount-after", r->amount_after);
      set_text (file, group, "note", r->note);
      set_text (file, group, "problem", r->problem);
    }
}

static SyCleaningResult *
load_result (GKeyFile *file, const char *group)
{
  SyCleaningResult *r = sy_cleaning_result_new ();

  r->n_before = g_key_file_get_int64 (file, group, "before", NULL);
  r->n_after = g_key_file_get_int64 (file, group, "after", NULL);
  r->n_touched = g_key_file_get_int64 (file, group, "touched", NULL);
  r->n_dropped = g_key_file_get_int64 (file, group, "dropped", NULL);
  r->n_unmatched = g_key_file_get_int64 (file, group, "unmatched", NULL);
  r->n_misfit = g_key_file_get_int64 (file, group, "misfit", NULL);
  r->amount_before = g_key_file_get_string (file, group, "amount-before", NULL);
  r->amount_after = g_key_file_get_string (file, group, "amount-after", NULL);
  r->note = g_key_file_get_string (file, group, "note", NULL);
  r->problem = g_key_file_get_string (file, group, "problem", NULL);
  return r;
}

void
sy_source_cleaning_load (SySource *self, GKeyFile *file)
{
  self->base_name = g_key_file_get_string (file, "source", "base", NULL);
  for (guint i = 1; self->base_name; i++)
    {
      g_autofree char *group = g_strdup_printf ("cleaning %u", i);
      g_autofree char *text = g_key_file_get_string (file, group, "step", NULL);
      g_autoptr (SyCleaningStep) step = text ? sy_cleaning_step_new_from_text (text, NULL) : NULL;
      g_autoptr (SyCleaningResult) result = NULL;
      if (!text)
        return;
      result = load_result (file, group);
      if (step)
        g_ptr_array_add (self->cleaning, sy_cleaning_entry_new (step, result));
    }
}
