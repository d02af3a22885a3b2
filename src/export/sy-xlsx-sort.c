/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each key of a row becomes a number that orders as the key does: texts by their rank among the different
 * ones, of which there are few. */
#include "config.h"

#include <string.h>

#include "sy-xlsx-stand-in-private.h"

typedef struct
{
  const char *text;
  char *folded;
  guint64 rank;
} Text;

typedef struct
{
  guint n_keys;
  const guint64 *keys; /* n_keys a row */
} Order;

static void
text_free (gpointer data)
{
  Text *self = data;

  g_free (self->folded);
  g_free (self);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  const Text *left = *(Text *const *) a, *right = *(Text *const *) b;
  int order = strcmp (left->folded, right->folded);

  return order ? order : strcmp (left->text, right->text);
}

/* 0 is for empty cells. */
static void
rank_texts (SyFrame *frame, guint column, guint64 *keys, guint n_keys)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (text_free);
  gint64 n = sy_frame_get_n_rows (frame);
  g_autofree Text **cells = g_new0 (Text *, n + 1);
  const char *before = NULL;

  for (gint64 row = 0; row < n; row++)
    {
      const char *text = sy_frame_get_text (frame, column, row);

      if (!text)
        continue;
      cells[row] = text == before ? cells[row - 1] : g_hash_table_lookup (known, text);
      before = text;
      if (cells[row])
        continue;
      cells[row] = g_new0 (Text, 1);
      cells[row]->text = text;
      cells[row]->folded = g_utf8_strdown (text, -1);
      g_hash_table_insert (known, (gpointer) text, cells[row]);
      g_ptr_array_add (texts, cells[row]);
    }
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    ((Text *) texts->pdata[i])->rank = i + 1;
  for (gint64 row = 0; row < n; row++)
    keys[row * n_keys] = cells[row] ? cells[row]->rank : 0;
}

/* The bits of a double, turned so that they order as unsigned numbers. */
static guint64
rank_number (double number)
{
  guint64 bits;

  number = number + 0.; /* -0 is 0 */
  memcpy (&bits, &number, sizeof bits);
  return bits >> 63 ? ~bits : bits | G_GUINT64_CONSTANT (1) << 63;
}

static void
rank_column (SyFrame *frame, guint column, guint64 *keys, guint n_keys)
{
  SyColumnType type = sy_frame_get_column_type (frame, column);

  if (type == SY_COLUMN_TEXT)
    {
      rank_texts (frame, column, keys, n_keys);
      return;
    }
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    if (sy_frame_is_null (frame, column, row))
      keys[row * n_keys] = 0;
    else if (type == SY_COLUMN_DOUBLE)
      keys[row * n_keys] = rank_number (sy_frame_get_double (frame, column, row));
    else
      keys[row * n_keys] = (guint64) sy_frame_get_int64 (frame, column, row) + (G_GUINT64_CONSTANT (1) << 63);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  const guint64 *left = order->keys + (gsize) * (const guint *) a * order->n_keys;
  const guint64 *right = order->keys + (gsize) * (const guint *) b * order->n_keys;

  for (guint i = 0; i < order->n_keys; i++)
    if (left[i] != right[i])
      return left[i] < right[i] ? -1 : 1;
  return 0;
}

static void
copy_column (SyFrameBuilder *builder, SyFrame *frame, guint column, const guint *rows)
{
  SyColumnType type = sy_frame_get_column_type (frame, column);

  sy_frame_builder_add_column (builder, sy_frame_get_name (frame, column), type,
                               sy_frame_get_scale (frame, column));
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    if (sy_frame_is_null (frame, column, rows[i]))
      sy_frame_builder_append_null (builder, column);
    else if (type == SY_COLUMN_TEXT)
      sy_frame_builder_append_text (builder, column, sy_frame_get_text (frame, column, rows[i]), -1);
    else if (type == SY_COLUMN_DOUBLE)
      sy_frame_builder_append_double (builder, column, sy_frame_get_double (frame, column, rows[i]));
    else
      sy_frame_builder_append_int64 (builder, column, sy_frame_get_int64 (frame, column, rows[i]));
}

SyFrame *
sy_xlsx_frame_sort (SyFrame *frame, guint n_keys)
{
  guint n = (guint) sy_frame_get_n_rows (frame);
  g_autofree guint64 *keys = g_new (guint64, (gsize) n * n_keys + 1);
  g_autofree guint *rows = g_new (guint, n + 1);
  SyFrameBuilder *builder = sy_frame_builder_new ();
  Order order = { n_keys, keys };

  for (guint i = 0; i < n; i++)
    rows[i] = i;
  for (guint i = 0; i < n_keys; i++)
    rank_column (frame, i, keys + i, n_keys);
  g_qsort_with_data (rows, (int) n, sizeof *rows, compare_rows, &order);
  for (guint i = 0; i < sy_frame_get_n_columns (frame); i++)
    copy_column (builder, frame, i, rows);
  return sy_frame_builder_end (builder);
}
