/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outliers: numbers beyond limits that a rule gives for all rows, or for each group of them. Quartiles and
 * percentiles are those of Excel's QUARTILE.INC, the deviation is that of a sample. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-cleaning-run-private.h"

#define MAX_TOLD_GROUPS 6

static char *
write_number (const char *text)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("CAST('%s' AS DOUBLE)",
                          g_ascii_dtostr (digits, sizeof digits, g_ascii_strtod (text, NULL)));
}

static char *
write_parameter (SyCleaningWork *self, const char *parameter, double factor)
{
  const char *text = sy_cleaning_step_get (self->step, parameter);
  g_autofree char *number = text ? write_number (text) : NULL;

  if (!number)
    return g_strdup ("CAST(NULL AS DOUBLE)");
  return factor == 1. ? g_steal_pointer (&number) : g_strdup_printf ("(%s / 100)", number);
}

/* The two limits as aggregates of @x. */
static void
write_limits (SyCleaningWork *self, const char *x, char **low, char **high)
{
  if (sy_cleaning_step_is (self->step, "rule", "tukey"))
    {
      g_autofree char *k = write_parameter (self, "k", 1.);
      *low = g_strdup_printf (
          "quantile_cont(%s, 0.25) - %s * (quantile_cont(%s, 0.75) - quantile_cont(%s, 0.25))", x, k, x, x);
      *high = g_strdup_printf (
          "quantile_cont(%s, 0.75) + %s * (quantile_cont(%s, 0.75) - quantile_cont(%s, 0.25))", x, k, x, x);
    }
  else if (sy_cleaning_step_is (self->step, "rule", "sigma"))
    {
      g_autofree char *n = write_parameter (self, "n", 1.);
      *low = g_strdup_printf ("AVG(%s) - %s * stddev_samp(%s)", x, n, x);
      *high = g_strdup_printf ("AVG(%s) + %s * stddev_samp(%s)", x, n, x);
    }
  else if (sy_cleaning_step_is (self->step, "rule", "percentile"))
    {
      double from = sy_cleaning_step_get_number (self->step, "from") / 100;
      double to = sy_cleaning_step_get_number (self->step, "to") / 100;
      char first[G_ASCII_DTOSTR_BUF_SIZE], last[G_ASCII_DTOSTR_BUF_SIZE];
      *low = g_strdup_printf ("quantile_cont(%s, %s)", x, g_ascii_dtostr (first, sizeof first, from));
      *high = g_strdup_printf ("quantile_cont(%s, %s)", x, g_ascii_dtostr (last, sizeof last, to));
    }
  else
    {
      *low = write_parameter (self, "low", 1.);
      *high = write_parameter (self, "high", 1.);
    }
}

static char *
write_group (GPtrArray *by)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < by->len; i++)
    g_ptr_array_add (cells, sy_cleaning_cell ("s", ((SyCleaningColumn *) by->pdata[i])->id));
  g_ptr_array_add (cells, NULL);
  return by->len > 0 ? sy_cleaning_write_key ((const char *const *) cells->pdata) : g_strdup ("''");
}

/* "Store A: 46.5 … 84.5; Store B: …" */
static gboolean
tell_limits (SyCleaningWork *self, const char *limits, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT trim(replace(replace(k, chr(31), ' '), chr(30), '-')), "
                                          "low, high, COUNT(*) OVER () FROM (%s) AS l ORDER BY k "
                                          "LIMIT %d",
                                          limits, MAX_TOLD_GROUPS);
  g_autoptr (SyFrame) frame = sy_cleaning_work_query (self, sql, error);
  GString *note;

  if (!frame)
    return FALSE;
  note = g_string_new (NULL);
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    {
      const char *name = sy_frame_get_text (frame, 0, i);
      g_string_append_printf (note, "%s%s%s", i > 0 ? "; " : "", name, *name ? ": " : "");
      for (guint side = 1; side <= 2; side++)
        {
          char digits[G_ASCII_DTOSTR_BUF_SIZE];
          gboolean none = sy_frame_is_null (frame, side, i);
          g_ascii_formatd (digits, sizeof digits, "%.10g", none ? 0 : sy_frame_get_double (frame, side, i));
          g_string_append_printf (note, "%s%s", side == 2 ? " … " : "", none ? "" : digits);
        }
    }
  if (sy_frame_get_n_rows (frame) > 0 && sy_frame_get_int64 (frame, 3, 0) > MAX_TOLD_GROUPS)
    g_string_append (note, "; …");
  self->result->note = g_strdup_printf (_ ("Limits: %s"), note->str);
  g_string_free (note, TRUE);
  return TRUE;
}

static gboolean
touch_outliers (SyCleaningWork *self,
                const SyCleaningColumn *column,
                const char *group,
                const char *limits,
                GError **error)
{
  gboolean clips = sy_cleaning_step_is (self->step, "action", "clip");
  g_autofree char *cell = sy_cleaning_cell ("s", column->id);
  g_autofree char *name = sy_cleaning_quote_text (column->id);
  g_autoptr (GString) type = g_string_new (NULL);
  g_autofree char *sql = NULL;

  sy_cleaning_append_type (type, column->type, column->scale);
  sql = g_strdup_printf ("SELECT id, '%s', %s, CAST(x AS VARCHAR), CASE WHEN %s THEN CAST(CAST(CASE WHEN v < "
                         "low THEN low ELSE high END AS %s) AS "
                         "VARCHAR) END, CAST(NULL AS BIGINT), CASE WHEN v < low THEN 'low' ELSE 'high' END "
                         "FROM (SELECT s." SY_CLEANING_ID
                         " AS id, %s AS x, CAST(%s AS DOUBLE) AS v, l.low, l.high FROM (%s) AS s JOIN (%s) "
                         "AS l ON l.k = %s) WHERE v < low OR "
                         "v > high",
                         clips ? "changed" : sy_cleaning_work_get_what (self), name, clips ? "TRUE" : "FALSE",
                         type->str, cell, cell, self->run->view, limits, group);
  return sy_cleaning_work_touch (self, sql, error);
}

gboolean
sy_cleaning_work_outliers (SyCleaningWork *self, GError **error)
{
  SyCleaningColumn *column =
      sy_cleaning_work_get_column (self, sy_cleaning_step_get (self->step, "column"), error);
  g_autoptr (GPtrArray) by = column ? sy_cleaning_work_get_columns (self, "by", error) : NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  g_autofree char *cell = NULL;
  g_autofree char *x = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *group = NULL;
  g_autofree char *limits = NULL;

  if (!by)
    return FALSE;
  if (!sy_cleaning_is_number (column))
    {
      g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_COLUMN,
                   _ ("“%s” is no number: outliers are told of numbers; correct its type first"),
                   column->title);
      return FALSE;
    }
  cell = sy_cleaning_cell ("s", column->id);
  x = g_strdup_printf ("CAST(%s AS DOUBLE)", cell);
  write_limits (self, x, &low, &high);
  group = write_group (by);
  limits =
      g_strdup_printf ("SELECT %s AS k, %s AS low, %s AS high FROM (%s) AS s WHERE %s IS NOT NULL GROUP BY 1",
                       group, low, high, self->run->view, cell);
  if (!tell_limits (self, limits, error) || !touch_outliers (self, column, group, limits, error))
    return FALSE;
  g_ptr_array_add (changed, column);
  if (sy_cleaning_step_is (self->step, "action", "clip"))
    sy_cleaning_work_change (self, changed);
  else
    sy_cleaning_work_drop_or_mark (self, _ ("Outlier"));
  return TRUE;
}
