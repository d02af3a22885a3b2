/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "config.h"

#include "orders.h"

static int
compare_items (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

static gboolean
contains (const GArray *basket, guint32 item)
{
  for (guint i = 0; i < basket->len; i++)
    if (g_array_index (basket, guint32, i) == item)
      return TRUE;
  return FALSE;
}

/* Small codes are drawn more often than large ones; one line in ten is blank. */
static void
draw_order (Orders *self, GRand *random, guint32 order, guint32 n_lines)
{
  GArray *basket = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 start = self->items->len;

  g_array_append_val (self->starts, start);
  for (guint32 i = 0; i < n_lines; i++)
    {
      double drawn = g_rand_double (random);
      guint32 item = drawn < 0.1 ? 0 : (guint32) (drawn * drawn * self->lines.n_items) + 1;

      g_array_append_val (self->codes, order);
      g_array_append_val (self->items, item);
      if (item > 0 && !contains (basket, item))
        g_array_append_val (basket, item);
    }
  g_array_sort (basket, compare_items);
  g_ptr_array_add (self->baskets, basket);
}

/* Lines change places, and some without an order come between them. */
static void
scatter (Orders *self, GRand *random)
{
  guint32 *codes = (guint32 *) (gpointer) self->codes->data;
  guint32 *items = (guint32 *) (gpointer) self->items->data;
  guint32 none = 0;

  for (guint i = self->codes->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      guint32 code = codes[i - 1];
      guint32 item = items[i - 1];

      codes[i - 1] = codes[j];
      items[i - 1] = items[j];
      codes[j] = code;
      items[j] = item;
    }
  for (guint32 item = 0; item < 20; item++)
    {
      guint at = self->codes->len * item / 20;

      g_array_insert_val (self->codes, at, none);
      g_array_insert_val (self->items, at, item);
    }
}

Orders *
orders_draw (const OrdersShape *shape, OrdersForm form)
{
  Orders *self = g_new0 (Orders, 1);
  GRand *random = g_rand_new_with_seed (20);

  self->codes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->items = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->baskets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->lines.n_orders = shape->n_orders;
  self->lines.n_items = shape->n_items;
  for (guint32 order = 1; order <= shape->n_orders; order++)
    draw_order (self, random, order,
                order == shape->n_orders / 2
                    ? shape->large_lines
                    : (guint32) g_rand_int_range (random, 0, (gint32) shape->most_lines + 1));
  g_array_append_val (self->starts, self->items->len);
  if (form == ORDERS_SCATTERED)
    scatter (self, random);
  g_rand_free (random);
  self->lines.items = (const guint32 *) (gpointer) self->items->data;
  self->lines.n_lines = self->items->len;
  if (form == ORDERS_STARTS)
    self->lines.starts = (const guint32 *) (gpointer) self->starts->data;
  else
    self->lines.orders = (const guint32 *) (gpointer) self->codes->data;
  return self;
}

void
orders_free (Orders *self)
{
  g_array_unref (self->codes);
  g_array_unref (self->items);
  g_array_unref (self->starts);
  g_ptr_array_unref (self->baskets);
  g_free (self);
}

guint32 *
orders_count_items (const Orders *self)
{
  guint32 *counts = g_new0 (guint32, self->lines.n_items + 1);

  for (guint i = 0; i < self->baskets->len; i++)
    {
      const GArray *basket = self->baskets->pdata[i];

      for (guint j = 0; j < basket->len; j++)
        counts[g_array_index (basket, guint32, j)]++;
    }
  return counts;
}
