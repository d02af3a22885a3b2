/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What in a source is personal, and the source as it may be seen: a view of its relation in the engine that
 * masks cells as they are read, so that nothing is copied and nothing of what is stored changes. */
#include "config.h"

#include "sy-dialect.h"
#include "sy-source.h"

#define SAMPLE_ROWS 1000
/* So many of a hundred filled cells must look like it. */
#define LIKELY 80
#define NAME_DIGITS 32

/* --- what is personal --- */

/* By its role or header; −1: only its cells can tell. */
static int
classify_by_name (const SySource *self, const SySourceColumn *column)
{
  const SyRole *role = sy_source_kind_find_role (self->kind, column->id);
  SyPrivacyRule rule;

  if (column->how == SY_SOURCE_COLUMN_PROVENANCE || column->how == SY_SOURCE_COLUMN_ABSENT)
    return SY_PRIVACY_NONE;
  if (role)
    return (int) sy_privacy_find_rule (role->privacy);
  rule = column->type == SY_COLUMN_BOOL
             ? SY_PRIVACY_NONE
             : sy_privacy_guess_rule (column->header ? column->header : column->id);
  if (rule != SY_PRIVACY_NONE || (column->type != SY_COLUMN_TEXT && column->type != SY_COLUMN_INT64))
    return (int) rule;
  return -1;
}

static const SyPrivacyRule likely[] = { SY_PRIVACY_PHONE, SY_PRIVACY_IDENTITY, SY_PRIVACY_EMAIL };

/* One row: how many cells, and how many of them look like each of the likely ones. */
static void
append_question (GString *sql, const SySource *self, const SySourceColumn *column, guint index)
{
  g_autofree char *identifier = sy_sql_quote_identifier (column->id);
  g_autofree char *relation = sy_sql_quote_identifier (self->info.relation);

  g_string_append_printf (sql, "%sSELECT %u, count(*)", sql->len > 0 ? " UNION ALL " : "", index);
  for (guint i = 0; i < G_N_ELEMENTS (likely); i++)
    {
      g_string_append (sql, ", count(*) FILTER (regexp_full_match(cell, ");
      sy_sql_append_text (sql, sy_privacy_get_pattern (likely[i]));
      g_string_append (sql, "))");
    }
  g_string_append_printf (
      sql, " FROM (SELECT trim(CAST(%s AS VARCHAR)) AS cell FROM %s WHERE %s IS NOT NULL LIMIT %d)",
      identifier, relation, identifier, SAMPLE_ROWS);
}

static SyPrivacyRule
read_answer (SyFrame *frame, gint64 row)
{
  gint64 n = sy_frame_get_int64 (frame, 1, row);

  for (guint i = 0; i < G_N_ELEMENTS (likely); i++)
    if (n > 0 && sy_frame_get_int64 (frame, i + 2, row) * 100 >= n * LIKELY)
      return likely[i];
  return SY_PRIVACY_NONE;
}

/* A column without a role whose cells nearly all look like phone numbers is one, whatever it is called. */
void
sy_source_classify (SySource *self, SyEngine *engine)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (SyFrame) frame = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      SySourceColumn *column = self->columns->pdata[i];

      if (column->privacy < 0)
        column->privacy = classify_by_name (self, column);
      if (column->privacy < 0)
        append_question (sql, self, column, i);
    }
  if (sql->len == 0)
    return;
  frame = sy_engine_query (engine, sql->str, NULL, 0, NULL, NULL);
  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    ((SySourceColumn *) self->columns->pdata[sy_frame_get_int64 (frame, 0, i)])->privacy =
        (int) read_answer (frame, i);
}

/* --- as it may be seen --- */

static gboolean
is_masked (const SySourceColumn *column, SyMasking masking)
{
  return column->privacy > 0 && sy_privacy_applies ((SyPrivacyRule) column->privacy, masking);
}

static GPtrArray *
copy_columns (const SySource *self, SyMasking masking)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_column_free);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *from = self->columns->pdata[i];
      SySourceColumn *column = sy_source_column_new (from->id, from->title, from->header, from->how);

      column->type = !is_masked (from, masking) || from->type == SY_COLUMN_DATE ? from->type : SY_COLUMN_TEXT;
      column->scale = from->scale;
      column->n_blank = from->n_blank;
      column->privacy = from->privacy;
      g_ptr_array_add (columns, column);
    }
  return columns;
}

/* NULL where none of the columns is masked. @only: (nullable): columns that the relation has */
static char *
write_select (const SySource *self,
              const char *relation,
              const char *const *only,
              SyPseudonyms *pseudonyms,
              SyMasking masking)
{
  GString *sql = g_string_new ("SELECT * REPLACE (");
  gsize begin = sql->len;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];

      if (!is_masked (column, masking) || (only && !g_strv_contains (only, column->id)))
        continue;
      g_string_append (sql, sql->len > begin ? ", " : "");
      sy_privacy_append_sql (sql, (SyPrivacyRule) column->privacy, column->id, column->type == SY_COLUMN_DATE,
                             sy_pseudonyms_get_function (pseudonyms));
      g_string_append (sql, " AS ");
      sy_sql_append_identifier (sql, column->id);
    }
  if (sql->len == begin)
    {
      g_string_free (sql, TRUE);
      return NULL;
    }
  /* Rows keep their numbers. */
  g_string_append (sql, "), rowid AS rowid FROM ");
  sy_sql_append_identifier (sql, relation);
  return g_string_free (sql, FALSE);
}

char *
sy_source_write_masked (const SySource *self, const char *relation, const char *const *columns)
{
  char *select = write_select (self->masked_of, relation, columns, self->pseudonyms, self->masking);
  g_autofree char *quoted = sy_sql_quote_identifier (relation);

  return select ? select : g_strdup_printf ("SELECT *, rowid AS rowid FROM %s", quoted);
}

gboolean
sy_source_is_masked (const SySource *self, const char *column)
{
  const SySourceColumn *found = sy_source_find_column (self, column);

  return self->masked_of && found && is_masked (found, self->masking);
}

SySource *
sy_source_mask (SySource *self, SyRelations *relations, SyPseudonyms *pseudonyms, SyMasking masking)
{
  g_autofree char *select =
      self->is_built_in ? NULL : write_select (self, self->info.relation, NULL, pseudonyms, masking);
  g_autofree char *digest = select ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, select, -1) : NULL;
  g_autofree char *name = select ? g_strdup_printf ("masked_%.*s", NAME_DIGITS, digest) : NULL;
  SySource *masked;

  if (!select)
    return sy_source_ref (self);
  masked = sy_source_new (self->kind, name, copy_columns (self, masking));
  for (guint i = 0; i < self->info.files->len; i++)
    g_ptr_array_add (masked->info.files, g_strdup (self->info.files->pdata[i]));
  masked->info.n_rows = self->info.n_rows;
  masked->info.n_refused = self->info.n_refused;
  masked->info.roles = g_strdupv (self->info.roles);
  masked->info.headers = g_strdupv (self->info.headers);
  masked->relation = sy_relations_adopt_view (relations, name, select, self->info.n_rows);
  masked->masked_of = sy_source_ref (self);
  masked->pseudonyms = sy_pseudonyms_ref (pseudonyms);
  masked->masking = masking;
  return masked;
}

const SySource *
sy_source_get_stored (const SySource *self)
{
  return self->masked_of ? self->masked_of : self;
}

gboolean
sy_source_ensure (const SySource *self, GCancellable *cancellable, GError **error)
{
  return !self->relation || sy_relation_ensure (self->relation, cancellable, error);
}
