/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first row of another table that has a key, joined to the rows that ask for it. All cells that are asked
 * of the same row come through one join. Where each key stands in one row only, it is joined as it is; else
 * the first row of each key is found before. */
#include "config.h"

#include "sy-sql-writer-private.h"

static char *
make_signature (const SySqlFirstRow *row)
{
  return g_strdup_printf ("%s\x1f%s\x1f%s\x1f%s\x1f%u", row->key, row->order ? row->order : "", row->relation,
                          row->outer, row->level);
}

void
sy_sql_first_row_free (SySqlFirstRow *self)
{
  g_free (self->signature);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static SySqlFirstRow *
find_or_add (SySqlChain *chain, const SySqlFirstRow *wanted)
{
  g_autofree char *signature = make_signature (wanted);
  SySqlFirstRow *row;

  for (guint i = 0; i < chain->first_rows->len; i++)
    {
      row = g_ptr_array_index (chain->first_rows, i);
      if (g_str_equal (row->signature, signature))
        return row;
    }
  row = g_memdup2 (wanted, sizeof *wanted);
  row->signature = g_steal_pointer (&signature);
  row->key = g_string_chunk_insert (chain->writer->texts, wanted->key);
  row->number = ++chain->writer->n_names;
  row->cells = g_ptr_array_new ();
  row->names = g_ptr_array_new ();
  g_ptr_array_add (chain->first_rows, row);
  g_ptr_array_add (sy_sql_chain_get_layer (chain, row->level + 1)->first_rows, row);
  return row;
}

SySqlFragment
sy_sql_chain_look_up (SySqlChain *chain, const SySqlFirstRow *wanted, SySqlFragment cell)
{
  SySqlFirstRow *row = find_or_add (chain, wanted);
  const char *name;

  for (guint i = 0; i < row->cells->len; i++)
    if (g_str_equal (row->cells->pdata[i], cell.sql))
      return sy_sql_name (chain->writer, cell.type, row->level + 1, row->names->pdata[i]);
  name = sy_sql_writer_new_name (chain->writer);
  g_ptr_array_add (row->cells, g_string_chunk_insert (chain->writer->texts, cell.sql));
  g_ptr_array_add (row->names, (gpointer) name);
  return sy_sql_name (chain->writer, cell.type, row->level + 1, name);
}

/* In a struct, because arg_min() passes over NULL. */
static void
append_first (const SySqlFirstRow *self, GString *sql)
{
  g_string_append (sql, "SELECT \"~k\"");
  for (guint i = 0; i < self->cells->len; i++)
    g_string_append_printf (sql, ", \"~s\".v%u AS \"~v%u\"", i, i);
  g_string_append_printf (sql, " FROM (SELECT %s AS \"~k\", arg_min({", self->key);
  for (guint i = 0; i < self->cells->len; i++)
    g_string_append_printf (sql, "%s'v%u': %s", i ? ", " : "", i, (const char *) self->cells->pdata[i]);
  g_string_append_printf (sql, "}, %s) AS \"~s\" FROM %s GROUP BY 1)", self->order, self->relation);
}

static void
append_each (const SySqlFirstRow *self, GString *sql)
{
  g_string_append_printf (sql, "SELECT %s AS \"~k\"", self->key);
  for (guint i = 0; i < self->cells->len; i++)
    g_string_append_printf (sql, ", %s AS \"~v%u\"", (const char *) self->cells->pdata[i], i);
  g_string_append_printf (sql, " FROM %s", self->relation);
}

void
sy_sql_first_row_append_join (const SySqlFirstRow *self, GString *columns, GString *joins)
{
  g_string_append (joins, " LEFT JOIN (");
  if (self->order)
    append_first (self, joins);
  else
    append_each (self, joins);
  g_string_append_printf (joins, ") AS \"~g%u\" ON p.%s = \"~g%u\".\"~k\"", self->number, self->outer,
                          self->number);
  for (guint i = 0; i < self->cells->len; i++)
    {
      g_string_append_printf (columns, ", \"~g%u\".\"~v%u\" AS ", self->number, i);
      sy_sql_append_name (columns, self->names->pdata[i]);
    }
}
