/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "config.h"

#include "groceries.h"

#include <string.h>

static Groceries *
groceries_new (void)
{
  Groceries *self = g_new0 (Groceries, 1);

  self->orders = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->items = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->names = g_ptr_array_new_with_free_func (g_free);
  return self;
}

guint32
groceries_find (const Groceries *self, const char *name)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_str_equal (self->names->pdata[i], name))
      return i + 1;
  return 0;
}

static void
add_line (Groceries *self, guint32 order, const char *name)
{
  guint32 item = groceries_find (self, name);

  if (!item && *name)
    {
      g_ptr_array_add (self->names, g_strdup (name));
      item = self->names->len;
    }
  g_array_append_val (self->orders, order);
  g_array_append_val (self->items, item);
  self->lines.n_orders = MAX (self->lines.n_orders, order);
}

static Groceries *
finish (Groceries *self)
{
  self->lines.orders = (const guint32 *) (gpointer) self->orders->data;
  self->lines.items = (const guint32 *) (gpointer) self->items->data;
  self->lines.n_lines = self->orders->len;
  self->lines.n_items = self->names->len;
  return self;
}

Groceries *
groceries_load (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("STEELYARD_TEST_DATA"), "data", "sales", "groceries",
                                            "groceries_long.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;
  Groceries *self;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the groceries are not there");
      return NULL;
    }
  self = groceries_new ();
  rows = g_strsplit (text, "\n", -1);
  for (guint i = 1; rows[i]; i++)
    {
      char *comma = strchr (g_strchomp (rows[i]), ',');

      if (comma)
        add_line (self, (guint32) g_ascii_strtoull (rows[i], NULL, 10), comma + 1);
    }
  return finish (self);
}

Groceries *
groceries_parse (const char *text)
{
  Groceries *self = groceries_new ();
  guint32 order = 1;

  for (; *text; text++)
    {
      char name[2] = { *text == '.' ? '\0' : *text, '\0' };

      if (*text == ' ')
        order++;
      else
        add_line (self, order, name);
    }
  return finish (self);
}

void
groceries_free (Groceries *self)
{
  g_array_unref (self->orders);
  g_array_unref (self->items);
  g_ptr_array_unref (self->names);
  g_free (self);
}
