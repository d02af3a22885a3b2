/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps whose new cells follow from the row alone: value maps, trimming, splitting, types. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-cleaning-run-private.h"

static gboolean
need_text (SyCleaningWork *self, const SyCleaningColumn *column, GError **error)
{
  if (column->type == SY_COLUMN_TEXT)
    return TRUE;
  g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_COLUMN, _ ("%s: “%s” is no text column"),
               sy_cleaning_kind_get_title (sy_cleaning_step_get_kind (self->step)), column->title);
  return FALSE;
}

static GHashTable *
new_expressions (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Keeps what the expression changes. */
static gboolean
touch_changes (SyCleaningWork *self, const SyCleaningColumn *column, const char *expression, GError **error)
{
  g_autofree char *cell = sy_cleaning_cell ("s", column->id);
  g_autofree char *name = sy_cleaning_quote_text (column->id);
  g_autofree char *sql = g_strdup_printf (
      "SELECT id, 'changed', %s, CAST(x AS VARCHAR), CAST(y AS VARCHAR), CAST(NULL AS BIGINT), CAST(NULL AS "
      "VARCHAR) FROM "
      "(SELECT s." SY_CLEANING_ID " AS id, %s AS x, %s AS y FROM (%s) AS s) WHERE x IS DISTINCT FROM y",
      name, cell, expression, self->run->view);

  return sy_cleaning_work_touch (self, sql, error);
}

/* --- value map --- */

static char *
write_map (SyCleaningWork *self, const char *cell)
{
  g_auto (GStrv) pairs = sy_cleaning_step_dup_pairs (self->step, "values");
  gboolean ignore = sy_cleaning_step_is (self->step, "case", "ignore");
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, ignore ? "CASE lower(trim(%s))" : "CASE %s", cell);
  for (guint i = 0; pairs[i] && pairs[i + 1]; i += 2)
    {
      g_autofree char *from = sy_cleaning_quote_text (pairs[i]);
      g_autofree char *to = sy_cleaning_quote_text (pairs[i + 1]);
      g_string_append_printf (
          sql, ignore ? " WHEN lower(trim(%s)) THEN nullif(%s, '')" : " WHEN %s THEN nullif(%s, '')", from,
          to);
    }
  g_string_append_printf (sql, " ELSE %s END", cell);
  return g_string_free (sql, FALSE);
}

gboolean
sy_cleaning_work_map (SyCleaningWork *self, GError **error)
{
  SyCleaningColumn *column =
      sy_cleaning_work_get_column (self, sy_cleaning_step_get (self->step, "column"), error);
  g_autoptr (GHashTable) expressions = new_expressions ();
  g_autofree char *cell = NULL;
  char *map;

  if (!column || !need_text (self, column, error))
    return FALSE;
  cell = sy_cleaning_cell ("s", column->id);
  map = write_map (self, cell);
  g_hash_table_insert (expressions, g_strdup (column->id), map);
  if (!touch_changes (self, column, map, error))
    return FALSE;
  sy_cleaning_work_compute (self, expressions);
  return TRUE;
}

/* --- trim --- */

/* Letters, digits and the signs of codes; full-width commas and brackets are right in Chinese text. */
static char *
write_half_width (const char *inner)
{
  g_autoptr (GString) from = g_string_new (NULL);
  g_autoptr (GString) to = g_string_new (NULL);
  g_autofree char *quoted = NULL;

  for (gunichar c = '!'; c <= '~'; c++)
    if (g_ascii_isalnum ((char) c) || c == '-' || c == '.' || c == '/' || c == '_' || c == '#' || c == '+'
        || c == '&' || c == '@' || c == '%')
      {
        g_string_append_unichar (from, c + 0xFEE0);
        g_string_append_unichar (to, c);
      }
  g_string_append_unichar (from, 0x3000);
  g_string_append_c (to, ' ');
  quoted = sy_cleaning_quote_text (to->str);
  return g_strdup_printf ("translate(%s, '%s', %s)", inner, from->str, quoted);
}

#define BLANKS "[\\s\\p{Z}\\x{200B}\\x{FEFF}]+"

static char *
write_trim (SyCleaningWork *self, const char *cell)
{
  g_autofree char *sql = g_strdup (cell);
  char *next = NULL;

  if (sy_cleaning_step_is (self->step, "width", "half"))
    {
      next = write_half_width (sql);
      g_free (sql);
      sql = next;
    }
  if (sy_cleaning_step_is (self->step, "blanks", "all"))
    next = g_strdup_printf ("trim(regexp_replace(%s, '" BLANKS "', ' ', 'g'))", sql);
  else if (sy_cleaning_step_is (self->step, "blanks", "none"))
    next = g_strdup_printf ("regexp_replace(%s, '" BLANKS "', '', 'g')", sql);
  else if (sy_cleaning_step_is (self->step, "blanks", "ends"))
    next = g_strdup_printf ("regexp_replace(regexp_replace(%s, '^" BLANKS "', ''), '" BLANKS "$', '')", sql);
  else
    next = g_strdup (sql);
  g_free (sql);
  sql = next;
  if (sy_cleaning_step_is (self->step, "case", "keep"))
    return g_strdup_printf ("nullif(%s, '')", sql);
  return g_strdup_printf ("nullif(%s(%s), '')",
                          sy_cleaning_step_is (self->step, "case", "upper") ? "upper" : "lower", sql);
}

static GPtrArray *
list_texts (SyCleaningWork *self, GError **error)
{
  GPtrArray *columns = sy_cleaning_work_get_columns (self, "columns", error);

  for (guint i = 0; columns && i < columns->len; i++)
    if (!need_text (self, columns->pdata[i], error))
      {
        g_ptr_array_unref (columns);
        return NULL;
      }
  if (!columns || columns->len > 0)
    return columns;
  for (guint i = 0; i < self->run->columns->len; i++)
    {
      SyCleaningColumn *column = self->run->columns->pdata[i];
      if (column->type == SY_COLUMN_TEXT && column->has_data && !column->is_provenance)
        g_ptr_array_add (columns, column);
    }
  return columns;
}

gboolean
sy_cleaning_work_trim (SyCleaningWork *self, GError **error)
{
  g_autoptr (GPtrArray) columns = list_texts (self, error);
  g_autoptr (GHashTable) expressions = new_expressions ();

  if (!columns)
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    {
      const SyCleaningColumn *column = columns->pdata[i];
      g_autofree char *cell = sy_cleaning_cell ("s", column->id);
      char *trimmed = write_trim (self, cell);
      g_hash_table_insert (expressions, g_strdup (column->id), trimmed);
      if (!touch_changes (self, column, trimmed, error))
        return FALSE;
    }
  sy_cleaning_work_compute (self, expressions);
  return TRUE;
}

/* --- split --- */

/* The last part is all that is left. */
static char *
write_part (SyCleaningWork *self, const char *cell, guint index, guint n)
{
  g_auto (GStrv) places = sy_cleaning_step_dup_list (self->step, "at");
  g_autofree char *sign = NULL;
  guint n_places = g_strv_length (places);
  guint64 from = index > 0 && index <= n_places ? g_ascii_strtoull (places[index - 1], NULL, 10) : 0;

  if (n_places > 0 && index > n_places)
    return g_strdup ("CAST(NULL AS VARCHAR)");
  if (n_places > 0 && index < n_places)
    return g_strdup_printf ("nullif(trim(substring(%s, %u, %u)), '')", cell, (guint) from + 1,
                            (guint) (g_ascii_strtoull (places[index], NULL, 10) - from));
  if (n_places > 0)
    return g_strdup_printf ("nullif(trim(substring(%s, %u)), '')", cell, (guint) from + 1);
  sign = sy_cleaning_quote_text (sy_cleaning_step_get (self->step, "by"));
  if (index + 1 < n)
    return g_strdup_printf ("nullif(trim(split_part(%s, %s, %u)), '')", cell, sign, index + 1);
  return g_strdup_printf ("nullif(trim(array_to_string(string_split(%s, %s)[%u:], %s)), '')", cell, sign,
                          index + 1, sign);
}

static gboolean
touch_split (SyCleaningWork *self, const SyCleaningColumn *column, GPtrArray *parts, GError **error)
{
  g_autofree char *cell = sy_cleaning_cell ("s", column->id);
  g_autofree char *name = sy_cleaning_quote_text (column->id);
  g_autoptr (GString) shown = g_string_new ("concat_ws(' | '");
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autofree char *sql = NULL;

  for (guint i = 0; i < parts->len; i++)
    {
      g_string_append_printf (shown, ", %s", (const char *) parts->pdata[i]);
      g_string_append_printf (whole, "%s%s IS NOT NULL", i > 0 ? " AND " : "",
                              (const char *) parts->pdata[i]);
    }
  g_string_append_c (shown, ')');
  sql = g_strdup_printf (
      "SELECT s." SY_CLEANING_ID
      ", CASE WHEN %s THEN 'changed' ELSE 'misfit' END, %s, %s, %s, CAST(NULL AS BIGINT), CASE WHEN NOT (%s) "
      "THEN 'parts' END FROM (%s) AS s WHERE %s IS NOT NULL",
      whole->str, name, cell, shown->str, whole->str, self->run->view, cell);
  return sy_cleaning_work_touch (self, sql, error);
}

gboolean
sy_cleaning_work_split (SyCleaningWork *self, GError **error)
{
  SyCleaningColumn *column =
      sy_cleaning_work_get_column (self, sy_cleaning_step_get (self->step, "column"), error);
  g_auto (GStrv) names = sy_cleaning_step_dup_list (self->step, "into");
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) expressions = new_expressions ();
  g_autofree char *cell = NULL;
  guint n = g_strv_length (names);

  if (!column || !need_text (self, column, error))
    return FALSE;
  cell = sy_cleaning_cell ("s", column->id);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (parts, write_part (self, cell, i, n));
  if (!touch_split (self, column, parts, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const SyCleaningColumn *part =
          sy_cleaning_run_add_column (self->run, *names[i] ? names[i] : column->title, SY_COLUMN_TEXT, 0);
      g_hash_table_insert (expressions, g_strdup (part->id), g_strdup (parts->pdata[i]));
    }
  sy_cleaning_work_compute (self, expressions);
  return TRUE;
}

/* --- types --- */

/* A text with an amount in it as plain digits: no grouping, signs of money, full width; (12.5) and 12.5- are
 * below 0. */
static char *
write_plain_number (const char *cell)
{
  g_autofree char *text = g_strdup_printf ("CAST(%s AS VARCHAR)", cell);
  g_autofree char *half = write_half_width (text);
  g_autofree char *plain = g_strdup_printf ("regexp_replace(%s, '[\\s\\p{Z},，''¥￥$€£元]', '', 'g')", half);

  return g_strdup_printf (
      "regexp_replace(regexp_replace(%s, '^[(（](.*)[)）]$', '-\\1'), '^([0-9.]+)-$', '-\\1')", plain);
}

static char *
write_number (const char *plain, SyColumnType type, guint scale)
{
  GString *sql = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);

  sy_cleaning_append_type (name, type, scale);
  if (type == SY_COLUMN_INT64)
    g_string_append_printf (
        sql, "CASE WHEN regexp_full_match(%s, '[+-]?[0-9]+(\\.0*)?') THEN TRY_CAST(%s AS BIGINT) END", plain,
        plain);
  else
    g_string_append_printf (
        sql,
        "CASE WHEN ends_with(%s, '%%') THEN TRY_CAST(TRY_CAST(rtrim(%s, '%%') AS DECIMAL(30,8)) / 100 AS "
        "%s) WHEN ends_with(%s, '万') THEN TRY_CAST(TRY_CAST(rtrim(%s, '万') AS DECIMAL(24,8)) * 10000 "
        "AS %s) ELSE TRY_CAST(%s AS %s) END",
        plain, plain, name->str, plain, plain, name->str, plain, name->str);
  return g_string_free (sql, FALSE);
}

/* As many decimals as any of the cells has, up to 6. */
static gboolean
find_decimals (SyCleaningWork *self, const char *plain, guint *scale, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (SyFrame) frame = NULL;

  if (sy_cleaning_step_get (self->step, "decimals"))
    {
      *scale = (guint) sy_cleaning_step_get_number (self->step, "decimals");
      return TRUE;
    }
  sql = g_strdup_printf (
      "SELECT LEAST(6, coalesce(MAX(length(regexp_extract(%s, '^[+-]?[0-9]*\\.([0-9]+)', 1)) + CASE "
      "WHEN ends_with(%s, '%%') THEN 2 ELSE 0 END), 0)) FROM (%s) AS s",
      plain, plain, self->run->view);
  frame = sy_cleaning_work_query (self, sql, error);
  if (!frame)
    return FALSE;
  *scale = (guint) sy_frame_get_int64 (frame, 0, 0);
  return TRUE;
}

static char *
write_date (SyCleaningWork *self, const char *cell)
{
  gboolean month_first = sy_cleaning_step_is (self->step, "order", "mdy");
  const char *order = month_first ? "'%m/%d/%Y', '%m-%d-%Y', '%m.%d.%Y', '%m/%d/%y'"
                                  : "'%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y', '%d/%m/%y'";

  return g_strdup_printf (
      "coalesce(CASE WHEN regexp_full_match(CAST(%s AS VARCHAR), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*') THEN "
      "TRY_CAST(%s AS DATE) END, CAST(try_strptime(trim(CAST(%s AS VARCHAR)), ['%%Y-%%m-%%d', "
      "'%%Y/%%m/%%d', '%%Y.%%m.%%d', '%%Y年%%m月%%d日', '%%Y%%m%%d', '%%Y-%%m-%%d %%H:%%M:%%S', "
      "'%%Y/%%m/%%d %%H:%%M:%%S', '%%Y/%%m/%%d %%H:%%M', %s]) AS DATE))",
      cell, cell, cell, order);
}

/* Type of the column and expression of its cells. */
static char *
write_typed (SyCleaningWork *self, SyCleaningColumn *column, SyColumnType *type, guint *scale, GError **error)
{
  g_autofree char *cell = sy_cleaning_cell ("s", column->id);
  g_autofree char *plain = write_plain_number (cell);

  *scale = 0;
  if (sy_cleaning_step_is (self->step, "to", "text"))
    {
      *type = SY_COLUMN_TEXT;
      return g_strdup_printf ("CAST(%s AS VARCHAR)", cell);
    }
  if (sy_cleaning_step_is (self->step, "to", "date"))
    {
      *type = SY_COLUMN_DATE;
      return column->type == SY_COLUMN_DATE ? g_strdup (cell) : write_date (self, cell);
    }
  *type = sy_cleaning_step_is (self->step, "to", "integer") ? SY_COLUMN_INT64 : SY_COLUMN_DECIMAL;
  if (*type == SY_COLUMN_DECIMAL && !find_decimals (self, plain, scale, error))
    return NULL;
  return write_number (plain, *type, *scale);
}

gboolean
sy_cleaning_work_type (SyCleaningWork *self, GError **error)
{
  SyCleaningColumn *column =
      sy_cleaning_work_get_column (self, sy_cleaning_step_get (self->step, "column"), error);
  g_autoptr (GHashTable) expressions = new_expressions ();
  g_autofree char *cell = NULL;
  g_autofree char *name = NULL;
  g_autofree char *sql = NULL;
  SyColumnType type;
  guint scale;
  char *typed;

  typed = column ? write_typed (self, column, &type, &scale, error) : NULL;
  if (!typed)
    return FALSE;
  g_hash_table_insert (expressions, g_strdup (column->id), typed);
  cell = sy_cleaning_cell ("s", column->id);
  name = sy_cleaning_quote_text (column->id);
  sql = g_strdup_printf (
      "SELECT id, 'misfit', %s, before, CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT), 'type' FROM (SELECT "
      "s." SY_CLEANING_ID
      " AS id, CAST(%s AS VARCHAR) AS before, %s AS y FROM (%s) AS s) WHERE y IS NULL AND "
      "trim(before) <> ''",
      name, cell, typed, self->run->view);
  if (!sy_cleaning_work_touch (self, sql, error))
    return FALSE;
  sy_cleaning_work_compute (self, expressions);
  column->type = type;
  column->scale = scale;
  return TRUE;
}
