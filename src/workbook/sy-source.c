/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a source, and how it is written down in the document and read back. */
#include "config.h"

#include "sy-source.h"

#include <string.h>

SySourceColumn *
sy_source_column_new (const char *id, const char *title, const char *header, SySourceColumnHow how)
{
  SySourceColumn *column = g_new0 (SySourceColumn, 1);

  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->header = g_strdup (header);
  column->how = how;
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
  g_ptr_array_unref (self->columns);
  g_object_unref (self->kind);
  g_free (self->info.kind);
  g_free (self->info.title);
  g_free (self->info.relation);
  g_ptr_array_unref (self->info.files);
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
}

void
sy_source_forget (const char *kind, SyBatch *batch)
{
  sy_batch_add (batch, "DELETE FROM sy_sources WHERE kind = $1", 1, kind);
  sy_batch_add (batch, "DELETE FROM sy_source_columns WHERE kind = $1", 1, kind);
  sy_batch_add (batch, "DELETE FROM sy_source_files WHERE kind = $1", 1, kind);
}

static void
save_column (const char *kind, guint position, const SySourceColumn *column, SyBatch *batch)
{
  g_autofree char *place = g_strdup_printf ("%u", position);
  g_autofree char *how = g_strdup_printf ("%d", (int) column->how);
  g_autofree char *type = g_strdup_printf ("%d", (int) column->type);
  g_autofree char *scale = g_strdup_printf ("%u", column->scale);
  g_autofree char *n_blank = g_strdup_printf ("%" G_GINT64_FORMAT, column->n_blank);

  sy_batch_add (batch,
                "INSERT INTO sy_source_columns VALUES ($1, CAST($2 AS BIGINT), $3, $4, CAST($5 AS BIGINT), "
                "CAST($6 AS BIGINT), CAST($7 AS BIGINT), CAST($8 AS BIGINT))",
                8, kind, place, column->id, column->header, how, type, scale, n_blank);
}

void
sy_source_save (const SySource *self, SyBatch *batch)
{
  g_autofree char *n_rows = g_strdup_printf ("%" G_GINT64_FORMAT, self->info.n_rows);
  g_autofree char *n_refused = g_strdup_printf ("%" G_GINT64_FORMAT, self->info.n_refused);

  sy_source_forget (self->info.kind, batch);
  sy_batch_add (batch, "INSERT INTO sy_sources VALUES ($1, $2, CAST($3 AS BIGINT), CAST($4 AS BIGINT))", 4,
                self->info.kind, self->info.relation, n_rows, n_refused);
  for (guint i = 0; i < self->columns->len; i++)
    save_column (self->info.kind, i, self->columns->pdata[i], batch);
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
      sy_source_finish (source, relations);
      g_ptr_array_add (sources, source);
    }
  return g_steal_pointer (&sources);
}
