/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-grid-columns.h"

#define MIN_WIDTH 48
#define MAX_WIDTH 320

SyGridColumn *
sy_grid_columns_get (GArray *columns, guint i)
{
  return &g_array_index (columns, SyGridColumn, i);
}

GArray *
sy_grid_columns_new (SyTable *table)
{
  GPtrArray *all = sy_table_get_columns (table);
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (SyGridColumn));

  for (guint i = 0; i < all->len; i++)
    {
      const SyTableColumn *column = all->pdata[i];
      SyGridColumn shown = { .index = i, .natural = MIN_WIDTH, .is_right = column->type != SY_TYPE_TEXT };

      if (!column->hidden)
        g_array_append_val (columns, shown);
    }
  return columns;
}

int
sy_grid_columns_fit (GArray *columns, int view_width)
{
  int total = 0, n_free = 0, x = 0, left;

  for (guint i = 0; i < columns->len; i++)
    {
      const SyGridColumn *column = sy_grid_columns_get (columns, i);

      total += column->natural;
      n_free += column->is_set ? 0 : 1;
    }
  left = MAX (view_width - total, 0);
  for (guint i = 0; i < columns->len; i++)
    {
      SyGridColumn *column = sy_grid_columns_get (columns, i);
      int share = column->is_set ? 0 : left / n_free;

      column->width = column->natural + share;
      column->x = x;
      x += column->width;
      left -= share;
      n_free -= column->is_set ? 0 : 1;
    }
  return x;
}

int
sy_grid_columns_find (GArray *columns, int x)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const SyGridColumn *column = sy_grid_columns_get (columns, i);

      if (x < column->x + column->width)
        return (int) i;
    }
  return (int) columns->len - 1;
}

int
sy_grid_columns_find_edge (GArray *columns, int x, int reach)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const SyGridColumn *column = sy_grid_columns_get (columns, i);

      if (ABS (x - column->x - column->width) <= reach)
        return (int) i;
    }
  return -1;
}

void
sy_grid_columns_ask (GArray *columns, guint i, int width)
{
  SyGridColumn *column = sy_grid_columns_get (columns, i);

  if (!column->is_set)
    column->natural = CLAMP (MAX (width, column->natural), MIN_WIDTH, MAX_WIDTH);
}
