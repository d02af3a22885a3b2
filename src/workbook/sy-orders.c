/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders are made when some questions have asked for them, and stay in the document as long as the lines that
 * they were made of; a relation of lines never changes, so neither do they. What they have is told by their
 * columns: exact numbers are sums, all others are the same in every line of an order. */
#include "config.h"

#include "sy-orders.h"

#include <string.h>

#include "sy-dialect.h"
#include "sy-orders-maker.h"
#include "sy-spellings.h"

/* A shorter source is computed as quickly from its lines. */
#define LEAST_LINES 100000

/* Making them takes as long as a few questions to the lines: one question alone does not wait for it. */
#define LEAST_QUESTIONS 3

/* Texts of these are looked through, once; what was found is told by a column more. */
static const char *const marks[] = {
  [SY_SPELLINGS_SEVERAL] = "~several spellings of ",
  [SY_SPELLINGS_ONE] = "~one spelling of ",
  [SY_SPELLINGS_SORTED] = "~sorted spellings of ",
};

struct _SyOrders
{
  char *relation;
  GHashTable *spellings; /* id of a column of texts → SySpellingsKind */
  GStrv columns;         /* NULL: they are of no use */
  gboolean is_all;       /* there is no line without an order */
  gboolean was_made;
  gboolean is_settled; /* nothing is left to be made or looked at */
  guint n_questions;   /* that would have liked them */
};

/* Guards source->orders of all sources, and that the same ones are not made twice. */
static GMutex lock;
static gint64 least_lines = LEAST_LINES;

void
sy_orders_set_least (gint64 n_lines)
{
  least_lines = n_lines > 0 ? n_lines : LEAST_LINES;
}

void
sy_orders_free (SyOrders *self)
{
  if (!self)
    return;
  g_free (self->relation);
  g_strfreev (self->columns);
  g_hash_table_unref (self->spellings);
  g_free (self);
}

static void
read_mark (SyOrders *self, const char *name)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (marks); kind++)
    if (g_str_has_prefix (name, marks[kind]))
      g_hash_table_insert (self->spellings, g_strdup (name + strlen (marks[kind])), GUINT_TO_POINTER (kind));
}

/* The engine knows it without reading them. */
static gboolean
are_all (SyEngine *engine, const SyOrders *self)
{
  g_autoptr (GString) sql = g_string_new ("SELECT MIN(\"~orders\") FROM ");
  g_autoptr (SyFrame) frame = NULL;

  sy_sql_append_identifier (sql, self->relation);
  frame = sy_engine_query (engine, sql->str, NULL, 0, NULL, NULL);
  return frame && !sy_frame_is_null (frame, 0, 0) && sy_frame_get_int64 (frame, 0, 0) == 1;
}

/* Reads which columns the relation has; FALSE when it is not there. */
static gboolean
look (SyEngine *engine, SyOrders *self)
{
  g_autoptr (GString) sql = g_string_new ("SELECT * FROM ");
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (SyFrame) frame = NULL;

  sy_sql_append_identifier (sql, self->relation);
  g_string_append (sql, " LIMIT 0");
  frame = sy_engine_query (engine, sql->str, NULL, 0, NULL, NULL);
  if (!frame)
    return FALSE;
  for (guint i = 0; i < sy_frame_get_n_columns (frame); i++)
    if (*sy_frame_get_name (frame, i) != '~')
      g_strv_builder_add (names, sy_frame_get_name (frame, i));
    else
      read_mark (self, sy_frame_get_name (frame, i));
  self->was_made = TRUE;
  if (sy_frame_find_column (frame, "~lines") >= 0)
    {
      self->columns = g_strv_builder_end (names);
      self->is_all = are_all (engine, self);
    }
  return TRUE;
}

/* In a document that can't be written it is known as long as it is open. */
static void
keep_mark (SyEngine *engine, const SyOrders *self, const char *column, SySpellingsKind kind)
{
  g_autofree char *mark = g_strconcat (marks[kind], column, NULL);
  g_autoptr (GString) sql = g_string_new ("ALTER TABLE ");

  sy_sql_append_identifier (sql, self->relation);
  g_string_append (sql, " ADD COLUMN IF NOT EXISTS ");
  sy_sql_append_identifier (sql, mark);
  g_string_append (sql, " BOOLEAN");
  sy_engine_execute (engine, sql->str, NULL, 0, NULL, NULL);
}

static void
look_at_texts (SyEngine *engine, const SySource *source, SyOrders *self, GCancellable *cancellable)
{
  for (guint i = 0; self->columns && self->columns[i]; i++)
    {
      const SySourceColumn *column = sy_source_find_column (source, self->columns[i]);
      SySpellingsKind kind;

      if (!column || column->type != SY_COLUMN_TEXT || g_hash_table_contains (self->spellings, column->id)
          || !sy_spellings_look (engine, self->relation, column->id, &kind, cancellable))
        continue;
      g_hash_table_insert (self->spellings, g_strdup (column->id), GUINT_TO_POINTER (kind));
      keep_mark (engine, self, column->id, kind);
    }
}

static SyOrders *
orders_new (const SySource *source)
{
  SyOrders *self = g_new0 (SyOrders, 1);

  self->spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->relation = g_strconcat (source->info.relation, SY_ORDERS_SUFFIX, NULL);
  return self;
}

static gboolean
create_masked (SyEngine *engine, const SySource *source, const SyOrders *stored, const char *name)
{
  g_autofree char *select =
      sy_source_write_masked (source, stored->relation, (const char *const *) stored->columns);
  g_autoptr (GString) sql = g_string_new ("CREATE TEMP VIEW IF NOT EXISTS ");

  sy_sql_append_identifier (sql, name);
  g_string_append_printf (sql, " AS %s", select);
  return sy_engine_execute (engine, sql->str, NULL, 0, NULL, NULL);
}

static SySpellingsKind
get_spellings (const SyOrders *self, const char *column)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->spellings, column));
}

/* Orders of a masked source are those of the stored one, seen through the same mask. */
static SyOrders *
mask_orders (SyEngine *engine, SySource *source, const SyOrders *stored)
{
  SyOrders *self;

  sy_orders_free (source->orders);
  self = source->orders = orders_new (source);
  self->is_all = stored->is_all;
  self->is_settled = stored->is_settled;
  if (!stored->columns || !create_masked (engine, source, stored, self->relation))
    return self;
  self->columns = g_strdupv (stored->columns);
  for (guint i = 0; self->columns[i]; i++)
    if (!sy_source_is_masked (source, self->columns[i]))
      g_hash_table_insert (self->spellings, g_strdup (self->columns[i]),
                           GUINT_TO_POINTER (get_spellings (stored, self->columns[i])));
  return self;
}

/* The lock is held. */
static SyOrders *
find (SyEngine *engine, SySource *source, gboolean make, GCancellable *cancellable)
{
  if (source->masked_of)
    {
      const SyOrders *stored = find (engine, source->masked_of, make, cancellable);

      return source->orders && source->orders->is_settled && source->orders->columns
                 ? source->orders
                 : mask_orders (engine, source, stored);
    }
  if (!source->orders)
    {
      source->orders = orders_new (source);
      look (engine, source->orders);
    }
  if (!make || source->orders->is_settled || ++source->orders->n_questions < LEAST_QUESTIONS)
    return source->orders;
  /* What failed once, in a document that can't be written, is not tried again. */
  if (!source->orders->was_made)
    {
      if (sy_orders_maker_make (engine, source, source->orders->relation, cancellable, NULL))
        look (engine, source->orders);
      source->orders->was_made = !g_cancellable_is_cancelled (cancellable);
    }
  look_at_texts (engine, source, source->orders, cancellable);
  source->orders->is_settled = !g_cancellable_is_cancelled (cancellable);
  return source->orders;
}

static void
add_spellings (SyModelTable *table, const SyOrders *orders)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = table->columns->pdata[i];
      SySpellingsKind kind = get_spellings (orders, column->id);

      if (column->type != SY_TYPE_TEXT || column->formula)
        continue;
      column->has_one_spelling = column->has_one_spelling || kind != SY_SPELLINGS_SEVERAL;
      column->has_one_order = column->has_one_order || kind == SY_SPELLINGS_SORTED;
    }
}

static void
add_columns (SyModelTable *table, const SySource *source, const SyOrders *orders)
{
  SyModelColumn *order = sy_model_table_find_column (table, "order");
  SyModelOrders *model = sy_model_table_set_orders (table, orders->relation, order);

  model->is_all = orders->is_all;

  for (guint i = 0; orders->columns[i]; i++)
    {
      const SySourceColumn *from = sy_source_find_column (source, orders->columns[i]);
      SyModelColumn *column = from ? sy_model_table_find_column (table, from->id) : NULL;

      if (!column || column->formula)
        continue;
      if (column->type == SY_TYPE_NUMBER && column->is_decimal)
        g_hash_table_add (model->sums, column);
      else if (column->type != SY_TYPE_NUMBER)
        g_hash_table_add (model->columns, column);
    }
}

void
sy_orders_attach (
    SyEngine *engine, SySource *source, SyModelTable *table, gboolean make, GCancellable *cancellable)
{
  const SyOrders *orders;

  if (source->info.n_rows < least_lines)
    return;
  if (sy_source_has_role (source, "order"))
    {
      g_mutex_lock (&lock);
      orders = find (engine, source, make, cancellable);
      if (orders->columns && !table->orders)
        add_columns (table, source, orders);
      add_spellings (table, orders);
      g_mutex_unlock (&lock);
    }
  sy_spellings_attach (engine, source, table);
}
