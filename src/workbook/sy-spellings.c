/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column that the engine stores as an ENUM has its texts in a list, which is soon looked through. */
#include "config.h"

#include "sy-spellings.h"

#include "sy-dialect.h"

struct _SySpellings
{
  GHashTable *single; /* set of ids of columns */
};

/* Guards source->spellings of all sources. */
static GMutex lock;

void
sy_spellings_free (SySpellings *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->single);
  g_free (self);
}

/* Asks @question, in which {} stands for the column, for all of @columns; leaves those for which it is so. */
static void
pick (SyEngine *engine, const SySource *source, const char *question, GPtrArray *columns)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (SyFrame) frame = NULL;
  gboolean has_row;

  if (columns->len == 0)
    return;
  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *name = sy_sql_quote_identifier (columns->pdata[i]);
      g_auto (GStrv) parts = g_strsplit (question, "{}", -1);
      g_autofree char *expression = g_strjoinv (name, parts);

      g_string_append_printf (sql, "%s%s AS c%u", i ? ", " : "", expression, i);
    }
  g_string_append (sql, " FROM ");
  sy_sql_append_identifier (sql, source->info.relation);
  g_string_append (sql, " LIMIT 1");
  frame = sy_engine_query (engine, sql->str, NULL, 0, NULL, NULL);
  has_row = frame && sy_frame_get_n_rows (frame) > 0;
  for (guint i = columns->len; i > 0; i--)
    if (!has_row || sy_frame_is_null (frame, i - 1, 0) || sy_frame_get_int64 (frame, i - 1, 0) == 0)
      g_ptr_array_remove_index (columns, i - 1);
}

/* The lock is held. A list may have texts that no row has: then more than needed is looked at. */
static SySpellings *
find (SyEngine *engine, SySource *source)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  SySpellings *self = source->spellings;

  if (self)
    return self;
  self = source->spellings = g_new0 (SySpellings, 1);
  self->single = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < source->columns->len; i++)
    {
      const SySourceColumn *column = source->columns->pdata[i];

      if (column->type == SY_COLUMN_TEXT && column->how != SY_SOURCE_COLUMN_ABSENT)
        g_ptr_array_add (columns, column->id);
    }
  pick (engine, source, "starts_with(typeof({}), 'ENUM(')", columns);
  pick (engine, source,
        "list_unique(list_transform(CAST(enum_range({}) AS VARCHAR[]), lambda v: lower(v))) = "
        "len(enum_range({}))",
        columns);
  for (guint i = 0; i < columns->len; i++)
    g_hash_table_add (self->single, g_strdup (columns->pdata[i]));
  for (guint i = 0; i < source->columns->len; i++)
    {
      const SySourceColumn *column = source->columns->pdata[i];

      /* Pseudonyms are all written in one way. */
      if (column->privacy == SY_PRIVACY_PSEUDONYM && sy_source_is_masked (source, column->id))
        g_hash_table_add (self->single, g_strdup (column->id));
    }
  return self;
}

void
sy_spellings_attach (SyEngine *engine, SySource *source, SyModelTable *table)
{
  const SySpellings *self;

  g_mutex_lock (&lock);
  self = find (engine, source);
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = table->columns->pdata[i];

      if (column->type == SY_TYPE_TEXT && !column->formula
          && g_hash_table_contains (self->single, column->id))
        column->has_one_spelling = TRUE;
    }
  g_mutex_unlock (&lock);
}

gboolean
sy_spellings_look (SyEngine *engine,
                   const char *relation,
                   const char *column,
                   SySpellingsKind *kind,
                   GCancellable *cancellable)
{
  g_autofree char *from = sy_sql_quote_identifier (relation);
  g_autofree char *name = sy_sql_quote_identifier (column);
  g_autofree char *sql =
      g_strdup_printf ("SELECT COUNT(*) = COUNT(DISTINCT folded), COUNT(*) FILTER (folded <= before) = 0 "
                       "FROM (SELECT lower(v) AS folded, lag(lower(v)) OVER (ORDER BY v) AS before FROM "
                       "(SELECT CAST(%s AS VARCHAR) AS v FROM %s WHERE %s IS NOT NULL GROUP BY ALL))",
                       name, from, name);
  g_autoptr (SyFrame) frame = sy_engine_query (engine, sql, NULL, 0, cancellable, NULL);

  if (!frame || sy_frame_get_n_rows (frame) == 0)
    return FALSE;
  *kind = sy_frame_get_int64 (frame, 1, 0)   ? SY_SPELLINGS_SORTED
          : sy_frame_get_int64 (frame, 0, 0) ? SY_SPELLINGS_ONE
                                             : SY_SPELLINGS_SEVERAL;
  return TRUE;
}
