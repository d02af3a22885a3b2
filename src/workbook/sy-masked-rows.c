/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two persons can have the same mask, so a masked text alone does not say whose it is: the row does. */
#include "config.h"

#include "sy-masked-rows.h"

#include <glib/gi18n-lib.h>

#include "sy-input.h"

typedef struct
{
  const SyTemplateTable *definition;
  GPtrArray *seen, *real, *rows;
  GPtrArray *masks; /* (element-type GHashTable) by column: masked texts */
} Finding;

static const char *
get_cell (GPtrArray *rows, guint row, guint column)
{
  char **cells = row < rows->len ? rows->pdata[row] : NULL;

  return cells && column < g_strv_length (cells) ? cells[column] : "";
}

static GHashTable *
collect_masks (const Finding *self, guint column)
{
  GHashTable *masks = g_hash_table_new (g_str_hash, g_str_equal);
  const SyTemplateColumn *definition = self->definition->columns->pdata[column];

  for (guint i = 0; !definition->is_read_only && i < self->seen->len; i++)
    {
      const char *seen = get_cell (self->seen, i, column);

      if (*seen && !g_str_equal (seen, get_cell (self->real, i, column)))
        g_hash_table_add (masks, (gpointer) seen);
    }
  return masks;
}

static gboolean
is_mask (const Finding *self, guint column, const char *cell)
{
  return g_hash_table_contains (self->masks->pdata[column], cell);
}

static gboolean
has_masks (const Finding *self, guint row)
{
  for (guint j = 0; j < self->definition->columns->len; j++)
    if (is_mask (self, j, get_cell (self->rows, row, j)))
      return TRUE;
  return FALSE;
}

static gboolean
is_same (const Finding *self, guint row, guint seen)
{
  for (guint j = 0; j < self->definition->columns->len; j++)
    if (!g_str_equal (get_cell (self->rows, row, j), get_cell (self->seen, seen, j)))
      return FALSE;
  return TRUE;
}

/* Rows stand where they stood: all of them, but one that was changed, and more behind. */
static gboolean
are_in_place (const Finding *self)
{
  guint n_changed = 0;

  for (guint i = 0; i < self->seen->len && i < self->rows->len; i++)
    n_changed += !is_same (self, i, i);
  return self->rows->len >= self->seen->len && n_changed <= (self->rows->len == self->seen->len ? 1 : 0);
}

/* The only row that looks like this; −1: none, −2: several whose hidden cells differ. */
static int
find_row (const Finding *self, guint row)
{
  int found = -1;

  for (guint i = 0; i < self->seen->len; i++)
    if (is_same (self, row, i))
      {
        for (guint j = 0; found >= 0 && j < self->definition->columns->len; j++)
          if (!g_str_equal (get_cell (self->real, i, j), get_cell (self->real, (guint) found, j)))
            return -2;
        found = (int) i;
      }
  return found;
}

/* The row with the texts of row @from in the place of its masks; a mask that stands elsewhere is not known.
 */
static char **
unmask (const Finding *self, guint row, guint from)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  guint length = g_strv_length (self->rows->pdata[row]);

  for (guint j = 0; j < length; j++)
    {
      const char *cell = get_cell (self->rows, row, j);
      gboolean masked = j < self->definition->columns->len && is_mask (self, j, cell);

      if (masked && !g_str_equal (cell, get_cell (self->seen, from, j)))
        return NULL;
      g_strv_builder_add (cells, masked ? get_cell (self->real, from, j) : cell);
    }
  return g_strv_builder_end (cells);
}

static char **
find_meant (const Finding *self, guint row, gboolean in_place)
{
  int from = in_place ? (int) row : -1;

  if (!has_masks (self, row))
    return g_strdupv (self->rows->pdata[row]);
  if (!in_place)
    from = find_row (self, row);
  return from < 0 || (guint) from >= self->seen->len ? NULL : unmask (self, row, (guint) from);
}

GPtrArray *
sy_masked_rows_find_meant (
    const SyTemplateTable *definition, GPtrArray *seen, GPtrArray *real, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) masks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autoptr (GPtrArray) meant = sy_input_rows_new ();
  Finding finding = { definition, seen, real, rows, masks };
  gboolean in_place = are_in_place (&finding);

  for (guint j = 0; j < definition->columns->len; j++)
    g_ptr_array_add (masks, collect_masks (&finding, j));
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = find_meant (&finding, i, in_place);

      if (!row)
        {
          g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
                       _ ("Row %u: personal data in “%s” are masked; show them before rows are moved, copied "
                          "or removed"),
                       i + 1, definition->title);
          return NULL;
        }
      g_ptr_array_add (meant, row);
    }
  return g_steal_pointer (&meant);
}
