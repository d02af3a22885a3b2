/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the lines page by page, in their order. Lines of one order stand together in what a till or a shop
 * exports, so an order ends where another number begins; that no number begins twice is checked by a set of
 * hashes (two numbers with one hash look like one that came back: then there are no orders, never wrong
 * ones). A line without a number is a row of its own. Columns that differ within an order are found on the
 * way and dropped, so are sums that do not fit. */
#include "config.h"

#include "sy-orders-maker.h"

#include <string.h>

#include "sy-dialect.h"

/* Two row groups of the engine. */
#define PAGE (2 * 122880)
/* With fewer lines an order than this they are not worth their place. */
#define LEAST_LINES_AN_ORDER 1.4
#define MOST_SUM G_GINT64_CONSTANT (999999999999999999)

typedef struct
{
  const SySourceColumn *source;
  gboolean is_sum;
  gboolean is_dropped; /* not the same in some order, or too large */
  gboolean is_null;
  gint64 number;
  GString *text;
} Column;

typedef struct
{
  SyEngine *engine;
  const SySource *source;
  const char *name;
  GCancellable *cancellable;
  GArray *columns; /* (element-type Column) */
  SyAppender *appender;

  GString *order; /* number of the order at hand, in lower case */
  gboolean has_order;
  gint64 first; /* line it begins with */
  gint64 n_lines;
  gint64 n_orders;
  guint64 *hashes; /* open addressing; 0: free */
  gsize n_slots;
  gsize n_hashes;
  gboolean is_of_no_use;
} Maker;

static void
clear_column (gpointer data)
{
  g_string_free (((Column *) data)->text, TRUE);
}

static void
maker_clear (Maker *self)
{
  g_clear_pointer (&self->appender, sy_appender_free);
  g_array_unref (self->columns);
  g_string_free (self->order, TRUE);
  g_free (self->hashes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maker, maker_clear)

/* --- the set of numbers --- */

static guint64
hash_text (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *text; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  hash = (hash ^ (hash >> 32)) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  hash ^= hash >> 32;
  return hash ? hash : 1;
}

/* FALSE when it is there already. */
static gboolean
insert (guint64 *slots, gsize n_slots, guint64 hash)
{
  gsize i = hash & (n_slots - 1);

  for (; slots[i]; i = (i + 1) & (n_slots - 1))
    if (slots[i] == hash)
      return FALSE;
  slots[i] = hash;
  return TRUE;
}

static gboolean
add_number (Maker *self, const char *number)
{
  if (self->n_hashes * 2 >= self->n_slots)
    {
      gsize n_slots = MAX (self->n_slots * 2, 1 << 16);
      guint64 *slots = g_new0 (guint64, n_slots);

      for (gsize i = 0; i < self->n_slots; i++)
        if (self->hashes[i])
          insert (slots, n_slots, self->hashes[i]);
      g_free (self->hashes);
      self->hashes = slots;
      self->n_slots = n_slots;
    }
  self->n_hashes++;
  return insert (self->hashes, self->n_slots, hash_text (number));
}

/* --- lines --- */

static void
take_cell (Column *column, SyFrame *frame, guint index, gint64 row)
{
  column->is_null = sy_frame_is_null (frame, index, row);
  if (column->is_null)
    return;
  if (column->source->type == SY_COLUMN_TEXT)
    g_string_assign (column->text, sy_frame_get_text (frame, index, row));
  else
    column->number = sy_frame_get_int64 (frame, index, row);
}

static void
add_cell (Column *column, SyFrame *frame, guint index, gint64 row)
{
  if (sy_frame_is_null (frame, index, row))
    return;
  if (column->is_null)
    take_cell (column, frame, index, row);
  else if (__builtin_add_overflow (column->number, sy_frame_get_int64 (frame, index, row), &column->number)
           || ABS (column->number) > MOST_SUM)
    {
      column->is_dropped = TRUE;
      column->number = 0;
    }
}

static gboolean
is_same_cell (const Column *column, SyFrame *frame, guint index, gint64 row)
{
  if (column->is_null || sy_frame_is_null (frame, index, row))
    return column->is_null && sy_frame_is_null (frame, index, row);
  if (column->source->type == SY_COLUMN_TEXT)
    return strcmp (column->text->str, sy_frame_get_text (frame, index, row)) == 0;
  return column->number == sy_frame_get_int64 (frame, index, row);
}

static void
append_cell (SyAppender *appender, const Column *column)
{
  if (column->is_null || column->is_dropped)
    sy_appender_null (appender);
  else if (column->source->type == SY_COLUMN_TEXT)
    sy_appender_text (appender, column->text->str, (gssize) column->text->len);
  else if (column->source->type == SY_COLUMN_DATE)
    sy_appender_date (appender, column->number);
  else if (column->source->type == SY_COLUMN_BOOL)
    sy_appender_bool (appender, column->number != 0);
  else if (column->source->type == SY_COLUMN_DECIMAL)
    sy_appender_decimal (appender, column->number);
  else
    sy_appender_int64 (appender, column->number);
}

/* The order at hand is complete. */
static gboolean
end_order (Maker *self, GError **error)
{
  if (self->n_lines == 0)
    return TRUE;
  sy_appender_int64 (self->appender, self->first);
  sy_appender_int64 (self->appender, self->n_lines);
  sy_appender_int64 (self->appender, self->has_order ? 1 : 0);
  for (guint i = 0; i < self->columns->len; i++)
    append_cell (self->appender, &g_array_index (self->columns, Column, i));
  self->n_orders++;
  return sy_appender_end_row (self->appender, error);
}

static gboolean
begin_order (Maker *self, SyFrame *frame, gint64 row, gint64 line, GError **error)
{
  const char *number = sy_frame_get_text (frame, 0, row);

  if (!end_order (self, error))
    return FALSE;
  self->has_order = number && *number;
  g_string_assign (self->order, self->has_order ? number : "");
  self->first = line;
  self->n_lines = 1;
  if (self->has_order && !add_number (self, number))
    self->is_of_no_use = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    take_cell (&g_array_index (self->columns, Column, i), frame, i + 1, row);
  return TRUE;
}

static void
add_line (Maker *self, SyFrame *frame, gint64 row)
{
  self->n_lines++;
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i);

      if (column->is_dropped)
        continue;
      if (column->is_sum)
        add_cell (column, frame, i + 1, row);
      else if (!is_same_cell (column, frame, i + 1, row))
        column->is_dropped = TRUE;
    }
}

static gboolean
is_same_order (const Maker *self, SyFrame *frame, gint64 row)
{
  const char *number = sy_frame_get_text (frame, 0, row);

  return self->n_lines > 0 && self->has_order && number && strcmp (number, self->order->str) == 0;
}

static gboolean
add_page (Maker *self, SyFrame *frame, gint64 first, GError **error)
{
  gint64 n = sy_frame_get_n_rows (frame);

  for (gint64 row = 0; row < n && !self->is_of_no_use; row++)
    if (is_same_order (self, frame, row))
      add_line (self, frame, row);
    else if (!begin_order (self, frame, row, first + row, error))
      return FALSE;
  if ((double) (first + n) < (double) self->n_orders * LEAST_LINES_AN_ORDER)
    self->is_of_no_use = TRUE;
  return TRUE;
}

/* --- statements --- */

static gboolean
run (Maker *self, const char *before, const char *name, const char *after, GError **error)
{
  g_autoptr (GString) sql = g_string_new (before);

  sy_sql_append_identifier (sql, name);
  g_string_append (sql, after);
  return sy_engine_execute (self->engine, sql->str, NULL, 0, self->cancellable, error);
}

static SyFrame *
read_page (Maker *self, gint64 first, GError **error)
{
  SyValue values[] = { SY_VALUE_INT (first), SY_VALUE_INT (first + PAGE - 1) };
  g_autoptr (GString) sql = g_string_new ("SELECT lower(CAST(\"order\" AS VARCHAR))");

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      g_string_append (sql, ", ");
      sy_sql_append_identifier (sql, column->source->id);
    }
  g_string_append (sql, " FROM ");
  sy_sql_append_identifier (sql, self->source->info.relation);
  g_string_append (sql, " WHERE rowid BETWEEN $1 AND $2 ORDER BY rowid");
  return sy_engine_query (self->engine, sql->str, values, G_N_ELEMENTS (values), self->cancellable, error);
}

/* Texts are stored as those of the lines are. */
static gboolean
create (Maker *self, GError **error)
{
  g_autoptr (GString) columns = g_string_new (
      " AS SELECT CAST(NULL AS BIGINT) AS \"~order\", CAST(NULL AS INTEGER) AS \"~lines\", CAST(NULL AS "
      "TINYINT) AS \"~orders\"");

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      g_autofree char *name = sy_sql_quote_identifier (column->source->id);

      if (column->source->type == SY_COLUMN_DECIMAL)
        g_string_append_printf (columns, ", CAST(NULL AS DECIMAL(18,%u)) AS %s", column->source->scale, name);
      else if (column->source->type == SY_COLUMN_INT64)
        g_string_append_printf (columns, ", CAST(NULL AS BIGINT) AS %s", name);
      else
        g_string_append_printf (columns, ", %s", name);
    }
  g_string_append (columns, " FROM ");
  sy_sql_append_identifier (columns, self->source->info.relation);
  g_string_append (columns, " LIMIT 0");
  return run (self, "CREATE OR REPLACE TABLE ", self->name, columns->str, error);
}

static gboolean
drop_columns (Maker *self, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      g_autoptr (GString) after = g_string_new (" DROP COLUMN ");

      if (!column->is_dropped)
        continue;
      sy_sql_append_identifier (after, column->source->id);
      if (!run (self, "ALTER TABLE ", self->name, after->str, error))
        return FALSE;
    }
  return TRUE;
}

/* --- columns --- */

/* What the goods are is hardly ever the same in all lines. */
static gboolean
is_of_goods (const char *role)
{
  static const char *const roles[] = { "order",    "product", "product_id", "size",
                                       "category", "brand",   "price",      "tag_price" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (role, roles[i]))
      return TRUE;
  return FALSE;
}

static void
choose_columns (Maker *self)
{
  for (guint i = 0; i < self->source->columns->len; i++)
    {
      const SySourceColumn *from = self->source->columns->pdata[i];
      Column column = { .source = from };

      if ((from->how != SY_SOURCE_COLUMN_MAPPED && from->how != SY_SOURCE_COLUMN_DERIVED)
          || is_of_goods (from->id) || from->type == SY_COLUMN_DOUBLE)
        continue;
      column.is_sum = from->type == SY_COLUMN_DECIMAL || from->type == SY_COLUMN_INT64;
      column.text = g_string_new (NULL);
      g_array_append_val (self->columns, column);
    }
}

/* Columns that differ in the first orders need not be written at all. */
static gboolean
leave_out_columns (Maker *self, GError **error)
{
  g_autoptr (SyFrame) frame = read_page (self, 0, error);

  if (!frame)
    return FALSE;
  for (gint64 row = 1; row < sy_frame_get_n_rows (frame); row++)
    {
      const char *before = sy_frame_get_text (frame, 0, row - 1);
      const char *number = sy_frame_get_text (frame, 0, row);

      if (!before || !number || !*number || strcmp (before, number) != 0)
        continue;
      for (guint i = 0; i < self->columns->len; i++)
        {
          Column *column = &g_array_index (self->columns, Column, i);

          if (column->is_sum || column->is_dropped)
            continue;
          take_cell (column, frame, i + 1, row - 1);
          column->is_dropped = !is_same_cell (column, frame, i + 1, row);
        }
    }
  for (guint i = self->columns->len; i > 0; i--)
    if (g_array_index (self->columns, Column, i - 1).is_dropped)
      g_array_remove_index (self->columns, i - 1);
  return TRUE;
}

/* --- all of it --- */

static gboolean
write_orders (Maker *self, GError **error)
{
  gint64 n = self->source->info.n_rows;

  self->appender = sy_engine_open_appender (self->engine, self->name, error);
  if (!self->appender)
    return FALSE;
  for (gint64 first = 0; first < n && !self->is_of_no_use; first += PAGE)
    {
      g_autoptr (SyFrame) frame = read_page (self, first, error);

      if (!frame || !add_page (self, frame, first, error))
        return FALSE;
    }
  if (self->is_of_no_use)
    return TRUE;
  return end_order (self, error) && sy_appender_close (self->appender, error);
}

static gboolean
make (Maker *self, GError **error)
{
  choose_columns (self);
  if (!leave_out_columns (self, error) || !create (self, error) || !write_orders (self, error))
    return FALSE;
  /* What was not closed is not written. */
  g_clear_pointer (&self->appender, sy_appender_free);
  return !self->is_of_no_use && drop_columns (self, error);
}

gboolean
sy_orders_maker_make (
    SyEngine *engine, const SySource *source, const char *name, GCancellable *cancellable, GError **error)
{
  g_autofree char *making = g_strconcat (name, "_making", NULL);
  g_auto (Maker) self = { .engine = engine,
                          .source = source,
                          .name = making,
                          .cancellable = cancellable,
                          .columns = g_array_new (FALSE, TRUE, sizeof (Column)),
                          .order = g_string_new (NULL) };
  g_autoptr (GString) rename = g_string_new (" RENAME TO ");

  g_array_set_clear_func (self.columns, clear_column);
  sy_sql_append_identifier (rename, name);
  if (make (&self, error) && run (&self, "ALTER TABLE ", making, rename->str, error))
    return TRUE;
  g_clear_pointer (&self.appender, sy_appender_free);
  self.cancellable = NULL;
  run (&self, "DROP TABLE IF EXISTS ", making, "", NULL);
  return self.is_of_no_use && run (&self, "CREATE TABLE ", name, " (\"~orders\" TINYINT)", error);
}
