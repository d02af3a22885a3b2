/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a source, and how it is written down in the document and read back. */
#include "config.h"

#include "sy-source.h"

#include <string.h>

#include "sy-orders.h"
#include "sy-source-cleaning.h"
#include "sy-spellings.h"
#include "sy-store.h"

#define STATE_GROUP "source"

SySourceColumn *
sy_source_column_new (const char *id, const char *title, const char *header, SySourceColumnHow how)
{
  SySourceColumn *column = g_new0 (SySourceColumn, 1);

  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->header = g_strdup (header);
  column->how = how;
  column->privacy = -1;
  return column;
}

void
sy_source_column_free (SySourceColumn *column)
{
  g_free (column->id);
  g_free (column->title);
  g_free (column->header);
  g_free (column);
}

/* Takes @columns. */
SySource *
sy_source_new (SySourceKind *kind, const char *relation, GPtrArray *columns)
{
  SySource *self = g_new0 (SySource, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = g_object_ref (kind);
  self->columns = columns;
  self->info.kind = g_strdup (sy_source_kind_get_id (kind));
  self->info.title = g_strdup (sy_source_kind_get_title (kind));
  self->info.relation = g_strdup (relation);
  self->info.files = g_ptr_array_new_with_free_func (g_free);
  self->imports = g_ptr_array_new_with_free_func (g_free);
  self->cleaning = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_cleaning_entry_free);
  return self;
}

SySource *
sy_source_ref (SySource *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sy_source_unref (SySource *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->relation, sy_relation_unref);
  g_clear_pointer (&self->touched, sy_relation_unref);
  g_clear_pointer (&self->orders, sy_orders_free);
  g_clear_pointer (&self->spellings, sy_spellings_free);
  g_clear_pointer (&self->base, sy_source_unref);
  g_clear_pointer (&self->imported, sy_source_unref);
  g_clear_pointer (&self->masked_of, sy_source_unref);
  g_clear_pointer (&self->pseudonyms, sy_pseudonyms_unref);
  g_free (self->base_name);
  g_ptr_array_unref (self->cleaning);
  g_ptr_array_unref (self->columns);
  g_object_unref (self->kind);
  g_free (self->info.kind);
  g_free (self->info.title);
  g_free (self->info.relation);
  g_ptr_array_unref (self->info.files);
  g_ptr_array_unref (self->imports);
  g_strfreev (self->info.roles);
  g_strfreev (self->info.headers);
  g_clear_pointer (&self->info.report, sy_import_report_free);
  g_free (self);
}

const SySourceColumn *
sy_source_find_column (const SySource *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      if (g_str_equal (column->id, id))
        return column;
    }
  return NULL;
}

gboolean
sy_source_has_role (const SySource *self, const char *role)
{
  const SySourceColumn *column = sy_source_find_column (self, role);

  return column && (column->how == SY_SOURCE_COLUMN_MAPPED || column->how == SY_SOURCE_COLUMN_DERIVED);
}

void
sy_source_finish (SySource *self, SyRelations *relations)
{
  g_autoptr (GStrvBuilder) roles = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      if (column->how != SY_SOURCE_COLUMN_MAPPED)
        continue;
      g_strv_builder_add (roles, column->id);
      g_strv_builder_add (headers, column->header ? column->header : column->id);
    }
  g_strfreev (self->info.roles);
  g_strfreev (self->info.headers);
  self->info.roles = g_strv_builder_end (roles);
  self->info.headers = g_strv_builder_end (headers);
  if (!self->relation)
    self->relation = sy_relations_adopt (relations, self->info.relation, self->info.n_rows);
  if (self->base_name && !self->touched)
    {
      g_autofree char *touched = g_strconcat (self->info.relation, SY_SOURCE_TOUCHED, NULL);
      self->touched = sy_relations_adopt (relations, touched, 0);
    }
  if (self->base && !self->base->relation)
    sy_source_finish (self->base, relations);
  sy_source_classify (self, sy_relations_get_engine (relations));
}

void
sy_source_forget (const char *kind, SyBatch *batch)
{
  sy_batch_add (batch, "DELETE FROM sy_sources WHERE kind = $1", 1, kind);
  sy_batch_add (batch, "DELETE FROM sy_source_columns WHERE kind = $1", 1, kind);
  sy_batch_add (batch, "DELETE FROM sy_source_files WHERE kind = $1", 1, kind);
}

/* All columns in one statement: one for each takes longer than the rows of a small file. */
static void
save_columns (const SySource *self, SyBatch *batch)
{
  g_autoptr (GString) sql = g_string_new (
      "INSERT INTO sy_source_columns (kind, id, header, position, how, type, scale, n_blank) VALUES ");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      guint at = texts->len;

      g_string_append_printf (sql, "%s($%u, $%u, $%u, %u, %d, %d, %u, %" G_GINT64_FORMAT ")", i ? ", " : "",
                              at + 1, at + 2, at + 3, i, (int) column->how, (int) column->type, column->scale,
                              column->n_blank);
      g_ptr_array_add (texts, g_strdup (self->info.kind));
      g_ptr_array_add (texts, g_strdup (column->id));
      g_ptr_array_add (texts, g_strdup (column->header));
    }
  sy_batch_add_texts (batch, sql->str, g_steal_pointer (&texts));
}

void
sy_source_save (const SySource *self, SyBatch *batch)
{
  g_autofree char *n_rows = g_strdup_printf ("%" G_GINT64_FORMAT, self->info.n_rows);
  g_autofree char *n_refused = g_strdup_printf ("%" G_GINT64_FORMAT, self->info.n_refused);

  sy_source_forget (self->info.kind, batch);
  sy_batch_add (batch, "INSERT INTO sy_sources VALUES ($1, $2, CAST($3 AS BIGINT), CAST($4 AS BIGINT))", 4,
                self->info.kind, self->info.relation, n_rows, n_refused);
  if (self->columns->len > 0)
    save_columns (self, batch);
  for (guint i = 0; i < self->info.files->len; i++)
    {
      g_autofree char *place = g_strdup_printf ("%u", i);
      sy_batch_add (batch, "INSERT INTO sy_source_files VALUES ($1, CAST($2 AS BIGINT), $3)", 3,
                    self->info.kind, place, self->info.files->pdata[i]);
    }
}

static SySourceColumn *
read_column (SyFrame *frame, gint64 row, SySourceKind *kind)
{
  const char *id = sy_frame_get_text (frame, 0, row);
  const char *header = sy_frame_get_text (frame, 1, row);
  const SyRole *role = sy_source_kind_find_role (kind, id);
  SySourceColumn *column = sy_source_column_new (id, role ? role->title : id, header,
                                                 (SySourceColumnHow) sy_frame_get_int64 (frame, 2, row));

  column->type = (SyColumnType) sy_frame_get_int64 (frame, 3, row);
  column->scale = (guint) sy_frame_get_int64 (frame, 4, row);
  column->n_blank = sy_frame_get_int64 (frame, 5, row);
  return column;
}

static SySource *
load_one (SyEngine *engine, SyFrame *list, gint64 row, SySourceKind *kind, GError **error)
{
  SyValue id = SY_VALUE_TEXT (sy_source_kind_get_id (kind));
  g_autoptr (SyFrame) columns = NULL;
  g_autoptr (SyFrame) files = NULL;
  SySource *self;

  columns =
      sy_engine_query (engine,
                       "SELECT id, header, how, type, scale, n_blank FROM sy_source_columns WHERE kind = $1 "
                       "ORDER BY position",
                       &id, 1, NULL, error);
  if (!columns)
    return NULL;
  files = sy_engine_query (engine, "SELECT name FROM sy_source_files WHERE kind = $1 ORDER BY position", &id,
                           1, NULL, error);
  if (!files)
    return NULL;
  self = sy_source_new (kind, sy_frame_get_text (list, 1, row),
                        g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_column_free));
  self->info.n_rows = sy_frame_get_int64 (list, 2, row);
  self->info.n_refused = sy_frame_get_int64 (list, 3, row);
  for (gint64 i = 0; i < sy_frame_get_n_rows (columns); i++)
    g_ptr_array_add (self->columns, read_column (columns, i, kind));
  for (gint64 i = 0; i < sy_frame_get_n_rows (files); i++)
    g_ptr_array_add (self->info.files, g_strdup (sy_frame_get_text (files, 0, i)));
  return self;
}

/* --- states --- */

static void
set_texts (GKeyFile *file, const char *group, const char *key, GPtrArray *texts)
{
  if (texts->len > 0)
    g_key_file_set_string_list (file, group, key, (const char *const *) texts->pdata, texts->len);
}

static void
get_texts (GKeyFile *file, const char *group, const char *key, GPtrArray *texts)
{
  g_auto (GStrv) list = g_key_file_get_string_list (file, group, key, NULL, NULL);

  for (guint i = 0; list && list[i]; i++)
    g_ptr_array_add (texts, g_strdup (list[i]));
}

static void
set_column (GKeyFile *file, guint index, const SySourceColumn *column)
{
  g_autofree char *group = g_strdup_printf ("column %u", index + 1);

  g_key_file_set_string (file, group, "id", column->id);
  g_key_file_set_string (file, group, "title", column->title);
  if (column->header)
    g_key_file_set_string (file, group, "header", column->header);
  g_key_file_set_integer (file, group, "how", (int) column->how);
  g_key_file_set_integer (file, group, "type", (int) column->type);
  g_key_file_set_integer (file, group, "scale", (int) column->scale);
  g_key_file_set_int64 (file, group, "blank", column->n_blank);
  if (column->privacy >= 0)
    g_key_file_set_string (file, group, "privacy", sy_privacy_get_name ((SyPrivacyRule) column->privacy));
}

static gboolean
get_column (GKeyFile *file, guint index, SySource *self)
{
  g_autofree char *group = g_strdup_printf ("column %u", index + 1);
  g_autofree char *id = g_key_file_get_string (file, group, "id", NULL);
  g_autofree char *title = g_key_file_get_string (file, group, "title", NULL);
  g_autofree char *header = g_key_file_get_string (file, group, "header", NULL);
  g_autofree char *privacy = NULL;
  const SyRole *role = id ? sy_source_kind_find_role (self->kind, id) : NULL;
  SySourceColumn *column;

  if (!id)
    return FALSE;
  column =
      sy_source_column_new (id,
                            role    ? role->title
                            : title ? title
                                    : id,
                            header, (SySourceColumnHow) g_key_file_get_integer (file, group, "how", NULL));
  column->type = (SyColumnType) g_key_file_get_integer (file, group, "type", NULL);
  column->scale = (guint) g_key_file_get_integer (file, group, "scale", NULL);
  column->n_blank = g_key_file_get_int64 (file, group, "blank", NULL);
  privacy = g_key_file_get_string (file, group, "privacy", NULL);
  column->privacy = privacy ? (int) sy_privacy_find_rule (privacy) : -1;
  g_ptr_array_add (self->columns, column);
  return TRUE;
}

char *
sy_source_to_text (const SySource *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_string (file, STATE_GROUP, "kind", self->info.kind);
  g_key_file_set_string (file, STATE_GROUP, "relation", self->info.relation);
  g_key_file_set_int64 (file, STATE_GROUP, "rows", self->info.n_rows);
  g_key_file_set_int64 (file, STATE_GROUP, "refused", self->info.n_refused);
  set_texts (file, STATE_GROUP, "files", self->info.files);
  set_texts (file, STATE_GROUP, "imports", self->imports);
  for (guint i = 0; i < self->columns->len; i++)
    set_column (file, i, self->columns->pdata[i]);
  sy_source_cleaning_save (self, file);
  return g_key_file_to_data (file, NULL, NULL);
}

SySource *
sy_source_new_from_text (const char *text, SyCatalogue *catalogue)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *kind_id = NULL;
  g_autofree char *relation = NULL;
  SySourceKind *kind;
  SySource *self;

  if (!text || !g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return NULL;
  kind_id = g_key_file_get_string (file, STATE_GROUP, "kind", NULL);
  relation = g_key_file_get_string (file, STATE_GROUP, "relation", NULL);
  kind = kind_id ? sy_catalogue_find_kind (catalogue, kind_id) : NULL;
  if (!kind || !relation)
    return NULL;
  self =
      sy_source_new (kind, relation, g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_column_free));
  self->info.n_rows = g_key_file_get_int64 (file, STATE_GROUP, "rows", NULL);
  self->info.n_refused = g_key_file_get_int64 (file, STATE_GROUP, "refused", NULL);
  get_texts (file, STATE_GROUP, "files", self->info.files);
  get_texts (file, STATE_GROUP, "imports", self->imports);
  for (guint i = 0; get_column (file, i, self); i++)
    ;
  sy_source_cleaning_load (self, file);
  return self;
}

void
sy_source_save_state (const SySource *self, SyBatch *batch)
{
  g_autofree char *text = sy_source_to_text (self);

  if (self->base)
    sy_source_save_state (self->base, batch);
  sy_batch_add (batch, "DELETE FROM sy_source_states WHERE relation = $1", 1, self->info.relation);
  sy_batch_add (batch, "INSERT INTO sy_source_states VALUES ($1, $2, $3)", 3, self->info.relation,
                self->info.kind, text);
}

/* Imports and cleaning as the text has them; what came in before there was one counts as one import. */
static void
load_imports (SyEngine *engine, SySource *self, SyCatalogue *catalogue)
{
  SyValue relation = SY_VALUE_TEXT (self->info.relation);
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (SySource) state = NULL;

  if (!sy_store_has_table (engine, "sy_source_states"))
    return;
  frame = sy_engine_query (engine, "SELECT state FROM sy_source_states WHERE relation = $1", &relation, 1,
                           NULL, NULL);
  if (!frame || sy_frame_get_n_rows (frame) == 0)
    {
      g_ptr_array_add (self->imports, g_strconcat (SY_STORE_LEGACY_IMPORT, self->info.kind, NULL));
      return;
    }
  state = sy_source_new_from_text (sy_frame_get_text (frame, 0, 0), catalogue);
  for (guint i = 0; state && i < state->imports->len; i++)
    g_ptr_array_add (self->imports, g_strdup (state->imports->pdata[i]));
  if (!state)
    return;
  self->base_name = g_strdup (state->base_name);
  g_ptr_array_unref (self->cleaning);
  self->cleaning = g_ptr_array_ref (state->cleaning);
}

GPtrArray *
sy_source_load_all (SyEngine *engine, SyRelations *relations, SyCatalogue *catalogue, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_unref);
  g_autoptr (SyFrame) list = NULL;

  list = sy_engine_query (engine, "SELECT kind, relation, n_rows, n_refused FROM sy_sources ORDER BY kind",
                          NULL, 0, NULL, error);
  if (!list)
    return NULL;
  for (gint64 i = 0; i < sy_frame_get_n_rows (list); i++)
    {
      SySourceKind *kind = sy_catalogue_find_kind (catalogue, sy_frame_get_text (list, 0, i));
      SySource *source;
      if (!kind)
        continue;
      source = load_one (engine, list, i, kind, error);
      if (!source)
        return NULL;
      load_imports (engine, source, catalogue);
      sy_source_finish (source, relations);
      g_ptr_array_add (sources, source);
    }
  return g_steal_pointer (&sources);
}
