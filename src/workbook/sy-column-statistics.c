/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One scan says how many values there are, how many distinct ones (a sketch) and where they lie. While the
 * distinct ones can be held, a second scan groups by value, and all the rest comes out of the groups: the
 * exact number of distinct values, the median, the histogram, the most frequent ones. Beyond that the second
 * scan only fills the histogram, and the median is an estimate. */
#include "config.h"

#include "sy-column-statistics.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-dialect.h"
#include "sy-table-private.h"
#include "sy-workbook.h"

/* So many distinct values are grouped in some 60 MB. */
#define MAX_GROUPS 500000

typedef struct
{
  SyTable *table;
  const SyTableColumn *column;
  SyRowFilter *filter;
  const char *language;
  GCancellable *cancellable;
  char *cell;   /* t."id" */
  char *number; /* the cell as a double, dates as days since 1970; NULL: text */
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->filter, sy_row_filter_free);
  g_free (self->cell);
  g_free (self->number);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
is_date (const SyTableColumn *column)
{
  return column->type == SY_TYPE_DATE || column->unit == SY_UNIT_DATE || column->unit == SY_UNIT_MONTH;
}

static char *
write_number (const SyTableColumn *column, const char *cell)
{
  if (column->type == SY_TYPE_DATE)
    return g_strdup_printf ("CAST(CAST(%s AS DATE) - DATE '1970-01-01' AS DOUBLE)", cell);
  if (column->type != SY_TYPE_NUMBER)
    return NULL;
  return is_date (column) ? g_strdup_printf ("(CAST(%s AS DOUBLE) - %d)", cell, SY_EXCEL_EPOCH)
                          : g_strdup_printf ("CAST(%s AS DOUBLE)", cell);
}

static gboolean
reading_init (Reading *self,
              SyTable *table,
              GPtrArray *conditions,
              guint column,
              const char *language,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GString) cell = g_string_new ("t.");

  self->table = table;
  self->column = sy_table_get_columns (table)->pdata[column];
  self->language = language;
  self->cancellable = cancellable;
  sy_sql_append_identifier (cell, self->column->id);
  self->cell = g_strdup (cell->str);
  self->number = write_number (self->column, self->cell);
  self->filter = sy_row_filter_new (conditions, table, "t", error);
  return self->filter != NULL;
}

/* " FROM table AS t WHERE …" */
static void
append_from (const Reading *self, GString *sql)
{
  g_string_append (sql, " FROM ");
  sy_sql_append_identifier (sql, sy_table_get_relation_name (self->table));
  g_string_append (sql, " AS t");
  g_string_append (sql, self->filter->sql->str);
}

static SyFrame *
query (const Reading *self, const char *sql, GError **error)
{
  SyEngine *engine = sy_relation_get_engine (sy_table_get_relation (self->table));

  return sy_engine_query (engine, sql, (const SyValue *) self->filter->values->data,
                          self->filter->values->len, self->cancellable, error);
}

/* --- the first scan --- */

static gboolean
look (const Reading *self, SyColumnStatistics *result, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (SyFrame) frame = NULL;
  gboolean can_add = self->number && !result->is_date;

  g_string_printf (sql, "SELECT COUNT(*), COUNT(%s), approx_count_distinct(%s)", self->cell, self->cell);
  if (self->number)
    g_string_append_printf (sql, ", MIN(%s), MAX(%s), CAST(SUM(%s) AS DOUBLE)", self->number, self->number,
                            can_add ? self->cell : self->number);
  append_from (self, sql);
  frame = query (self, sql->str, error);
  if (!frame)
    return FALSE;
  result->n_rows = sy_frame_get_int64 (frame, 0, 0);
  result->n_blank = result->n_rows - sy_frame_get_int64 (frame, 1, 0);
  result->n_distinct = sy_frame_get_int64 (frame, 2, 0);
  result->is_approximate = result->n_distinct > MAX_GROUPS;
  result->has_numbers = self->number && !sy_frame_is_null (frame, 3, 0)
                        && isfinite (sy_frame_get_double (frame, 3, 0))
                        && isfinite (sy_frame_get_double (frame, 4, 0));
  if (!result->has_numbers)
    return TRUE;
  result->minimum = sy_frame_get_double (frame, 3, 0);
  result->maximum = sy_frame_get_double (frame, 4, 0);
  result->sum = sy_frame_get_double (frame, 5, 0);
  result->mean = result->sum / (double) (result->n_rows - result->n_blank);
  return TRUE;
}

/* Whole days for dates, and for a few whole numbers a bin each. */
static void
choose_bins (SyColumnStatistics *result)
{
  double span = result->maximum - result->minimum;
  gboolean whole =
      result->is_date
      || (span < SY_STATISTICS_BINS && floor (span) >= span && floor (result->minimum) >= result->minimum);

  if (!result->has_numbers || !isfinite (span))
    return;
  result->bin_low = result->minimum;
  result->bin_width = whole ? ceil ((span + 1) / SY_STATISTICS_BINS) : span / SY_STATISTICS_BINS;
  if (!(result->bin_width > 0))
    result->bin_width = 1;
  result->n_bins = whole ? (guint) floor (span / result->bin_width) + 1 : SY_STATISTICS_BINS;
  result->n_bins = MIN (result->n_bins, SY_STATISTICS_BINS);
}

static char *
write_bin (const SyColumnStatistics *result, const char *number)
{
  char low[G_ASCII_DTOSTR_BUF_SIZE], width[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (low, sizeof low, result->bin_low);
  g_ascii_dtostr (width, sizeof width, result->bin_width);
  return g_strdup_printf ("CAST(least(greatest(floor((%s - (%s)) / %s), 0), %u) AS BIGINT)", number, low,
                          width, result->n_bins - 1);
}

/* --- values for reading --- */

static void
value_count_free (gpointer data)
{
  SyValueCount *value = data;

  g_free (value->text);
  g_free (value->plain);
  g_free (value);
}

static SyValueCount *
read_value (const Reading *self, SyFrame *frame, guint column, gint64 row, gint64 n_rows)
{
  SyValueCount *value = g_new0 (SyValueCount, 1);

  value->plain = sy_frame_dup_plain (frame, column, row);
  value->n_rows = n_rows;
  if (value->plain)
    sy_table_column_format (self->column, frame, column, row, self->language, &value->text);
  else
    value->text = g_strdup (_ ("(blank)"));
  return value;
}

/* --- the second scan --- */

static void
append_groups (const Reading *self, GString *sql)
{
  g_string_append_printf (sql, "WITH g AS (SELECT %s AS v, %s AS x, COUNT(*) AS n", self->cell,
                          self->number ? self->number : "NULL");
  append_from (self, sql);
  g_string_append_printf (sql, "%s %s IS NOT NULL GROUP BY v, x)",
                          self->filter->values->len || self->filter->sql->len ? " AND" : " WHERE",
                          self->cell);
}

/* Column 0: 0 for the whole (distinct, median), 1 for a frequent value, 2 for a bin. */
static void
append_parts (const SyColumnStatistics *result, GString *sql)
{
  g_autofree char *bin = result->n_bins ? write_bin (result, "x") : NULL;

  g_string_append (sql, " SELECT 0 AS part, COUNT(*) AS n, NULL AS v, ");
  if (result->has_numbers)
    g_string_append (
        sql, "(MIN(x) FILTER (WHERE upto * 2 >= total) + MIN(x) FILTER (WHERE upto * 2 > total)) / 2 AS x "
             "FROM (SELECT x, SUM(n) OVER (ORDER BY x) AS upto, SUM(n) OVER () AS total FROM g)");
  else
    g_string_append (sql, "CAST(NULL AS DOUBLE) AS x FROM g");
  g_string_append_printf (sql,
                          " UNION ALL SELECT 1, n, v, x FROM (SELECT * FROM g ORDER BY n DESC, v LIMIT %d)",
                          SY_STATISTICS_FREQUENT);
  if (bin)
    g_string_append_printf (sql, " UNION ALL SELECT 2, SUM(n), NULL, %s AS b FROM g GROUP BY b", bin);
  g_string_append (sql, " ORDER BY part, n DESC, v");
}

static gboolean
count_groups (const Reading *self, SyColumnStatistics *result, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (SyFrame) frame = NULL;

  append_groups (self, sql);
  append_parts (result, sql);
  frame = query (self, sql->str, error);
  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    {
      gint64 part = sy_frame_get_int64 (frame, 0, i);
      gint64 n = (gint64) sy_frame_get_double (frame, 1, i);
      double x = sy_frame_get_double (frame, 3, i);

      if (part == 1)
        g_ptr_array_add (result->frequent, read_value (self, frame, 2, i, n));
      else if (part == 2 && isfinite (x))
        result->bins[MIN ((guint) MAX (x, 0), result->n_bins - 1)] = n;
      else if (part == 0)
        {
          result->n_distinct = n;
          result->median = x;
        }
    }
  return frame != NULL;
}

static gboolean
count_bins (const Reading *self, SyColumnStatistics *result, GError **error)
{
  g_autofree char *bin = result->n_bins ? write_bin (result, self->number) : NULL;
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (SyFrame) frame = NULL;

  if (!bin)
    return TRUE;
  g_string_printf (sql, "SELECT %s AS b, COUNT(*), approx_quantile(%s, 0.5)", bin, self->number);
  append_from (self, sql);
  g_string_append_printf (sql, "%s %s IS NOT NULL GROUP BY GROUPING SETS ((b), ())",
                          self->filter->sql->len ? " AND" : " WHERE", self->cell);
  frame = query (self, sql->str, error);
  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    {
      if (sy_frame_is_null (frame, 0, i))
        result->median = sy_frame_get_double (frame, 2, i);
      else
        result->bins[MIN ((guint) MAX (sy_frame_get_int64 (frame, 0, i), 0), result->n_bins - 1)] =
            sy_frame_get_int64 (frame, 1, i);
    }
  return frame != NULL;
}

/**
 * sy_column_statistics_read:
 *
 * Returns: (transfer full): the statistics; %NULL with the engine's error, %SY_WORKBOOK_ERROR_PARAMETER for a
 *   condition that does not fit, or %G_IO_ERROR_CANCELLED
 */
SyColumnStatistics *
sy_column_statistics_read (SyTable *table,
                           GPtrArray *conditions,
                           guint column,
                           const char *language,
                           GCancellable *cancellable,
                           GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (SyColumnStatistics) result = g_new0 (SyColumnStatistics, 1);

  g_return_val_if_fail (SY_IS_TABLE (table) && column < sy_table_get_columns (table)->len, NULL);

  result->frequent = g_ptr_array_new_with_free_func (value_count_free);
  if (!reading_init (&reading, table, conditions, column, language, cancellable, error))
    return NULL;
  result->is_date = is_date (reading.column);
  if (!look (&reading, result, error))
    return NULL;
  choose_bins (result);
  if (result->is_approximate ? !count_bins (&reading, result, error)
                             : !count_groups (&reading, result, error))
    return NULL;
  return g_steal_pointer (&result);
}

void
sy_column_statistics_free (SyColumnStatistics *self)
{
  g_ptr_array_unref (self->frequent);
  g_free (self);
}

/* --- values to choose among --- */

GPtrArray *
sy_column_statistics_list_values (SyTable *table,
                                  GPtrArray *conditions,
                                  guint column,
                                  guint max,
                                  const char *language,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (value_count_free);
  g_autoptr (SyColumnStatistics) seen = g_new0 (SyColumnStatistics, 1);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (SyFrame) frame = NULL;

  g_return_val_if_fail (SY_IS_TABLE (table) && column < sy_table_get_columns (table)->len, NULL);

  seen->frequent = g_ptr_array_new ();
  if (!reading_init (&reading, table, conditions, column, language, cancellable, error)
      || !look (&reading, seen, error))
    return NULL;
  if (seen->is_approximate)
    return g_steal_pointer (&values);
  g_string_printf (sql, "SELECT %s AS v, COUNT(*) AS n", reading.cell);
  append_from (&reading, sql);
  g_string_append_printf (sql, " GROUP BY v ORDER BY n DESC, v LIMIT %u", max);
  frame = query (&reading, sql->str, error);
  if (!frame)
    return NULL;
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    g_ptr_array_add (values, read_value (&reading, frame, 0, i, sy_frame_get_int64 (frame, 1, i)));
  return g_steal_pointer (&values);
}
