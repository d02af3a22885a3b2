/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders are made when some questions have asked for them, and stay in the document as long as the lines that
 * they were made of; a relation of lines never changes, so neither do they. What they have is told by their
 * columns: exact numbers are sums, all others are the same in every line of an order. */
#include "config.h"

#include "sy-orders.h"

#include "sy-dialect.h"
#include "sy-orders-maker.h"

/* A shorter source is computed as quickly from its lines. */
#define LEAST_LINES 100000

/* Making them takes as long as a few questions to the lines: one question alone does not wait for it. */
#define LEAST_QUESTIONS 3

struct _SyOrders
{
  char *relation;
  GStrv columns; /* NULL: they are of no use */
  gboolean was_made;
  guint n_questions; /* that would have liked them */
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
  g_free (self);
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
  self->was_made = TRUE;
  if (sy_frame_find_column (frame, "~lines") >= 0)
    self->columns = g_strv_builder_end (names);
  return TRUE;
}

/* The lock is held. */
static SyOrders *
find (SyEngine *engine, SySource *source, gboolean make, GCancellable *cancellable)
{
  if (!source->orders)
    {
      source->orders = g_new0 (SyOrders, 1);
      source->orders->relation = g_strconcat (source->info.relation, SY_ORDERS_SUFFIX, NULL);
      look (engine, source->orders);
    }
  /* What failed once, in a document that can't be written, is not tried again. */
  if (make && !source->orders->was_made && ++source->orders->n_questions >= LEAST_QUESTIONS)
    {
      if (sy_orders_maker_make (engine, source, source->orders->relation, cancellable, NULL))
        look (engine, source->orders);
      source->orders->was_made = !g_cancellable_is_cancelled (cancellable);
    }
  return source->orders;
}

static void
add_columns (SyModelTable *table, const SySource *source, const SyOrders *orders)
{
  SyModelColumn *order = sy_model_table_find_column (table, "order");
  SyModelOrders *model = sy_model_table_set_orders (table, orders->relation, order);

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

  if (table->orders || source->info.n_rows < least_lines || !sy_source_has_role (source, "order"))
    return;
  g_mutex_lock (&lock);
  orders = find (engine, source, make, cancellable);
  if (orders->columns)
    add_columns (table, source, orders);
  g_mutex_unlock (&lock);
}
