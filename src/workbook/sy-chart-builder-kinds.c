/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points, series and texts that only some types of charts have. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-chart-builder-private.h"

typedef SyChartBuilder Builder;

static SyChartType
get_type (Builder *self)
{
  return sy_chart_get_chart_type (self->chart);
}

static const SyTableColumn *
get_column (Builder *self, int column)
{
  return sy_table_get_columns (self->table)->pdata[column];
}

static void
set_bins (Builder *self, int x)
{
  int high = sy_table_find_column (self->table, self->definition->high);
  g_autofree double *lows = sy_chart_builder_read_values (self, x);
  g_autofree double *highs = sy_chart_builder_read_values (self, MAX (high, x));

  if (high < 0)
    for (guint i = 0; i < self->frame_rows->len; i++)
      highs[i] = NAN;
  sy_chart_set_bins (self->chart, lows, highs, self->frame_rows->len,
                     sy_chart_builder_unit (get_column (self, x)->unit));
}

static void
set_numbers (Builder *self, int x)
{
  g_autofree double *numbers = sy_chart_builder_read_values (self, x);

  sy_chart_set_numbers (self->chart, numbers, self->frame_rows->len,
                        sy_chart_builder_unit (get_column (self, x)->unit));
}

static void
set_texts (Builder *self, int x)
{
  g_auto (GStrv) texts = sy_chart_builder_read_texts (self, x);

  sy_chart_set_categories (self->chart, (const char *const *) texts, self->frame_rows->len);
}

gboolean
sy_chart_builder_set_special_points (Builder *self, int x)
{
  gboolean is_date = get_column (self, x)->type == SY_TYPE_DATE;

  if (sy_chart_builder_is_drawing (self) && !sy_chart_builder_has_all_dates (self, x))
    {
      set_texts (self, x);
      return TRUE;
    }
  switch (get_type (self))
    {
    case SY_CHART_HISTOGRAM:
      set_bins (self, x);
      return TRUE;
    case SY_CHART_SCATTER:
    case SY_CHART_LORENZ:
      if (is_date)
        return FALSE;
      set_numbers (self, x);
      return TRUE;
    case SY_CHART_BOX:
    case SY_CHART_TREE:
    case SY_CHART_FUNNEL:
    case SY_CHART_RADAR:
    case SY_CHART_HEATMAP:
    case SY_CHART_DUMBBELL:
    case SY_CHART_ROWS:
      set_texts (self, x);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- series --- */

typedef struct
{
  const char *id; /* NULL: left out */
  SyChartRole role;
} RoleColumn;

static gboolean
add_roles (Builder *self, const RoleColumn *columns, guint n, SyChartDraw draw, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!sy_chart_builder_add_series (self, columns[i].id, draw, SY_CHART_AXIS_FIRST, columns[i].role, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_box (Builder *self, GError **error)
{
  const SyTemplateChart *chart = self->definition;
  const RoleColumn columns[] = {
    { chart->median, SY_CHART_ROLE_MEDIAN }, { chart->low, SY_CHART_ROLE_LOW },
    { chart->q1, SY_CHART_ROLE_Q1 },         { chart->q3, SY_CHART_ROLE_Q3 },
    { chart->high, SY_CHART_ROLE_HIGH },     { chart->mean, SY_CHART_ROLE_MEAN },
  };

  return add_roles (self, columns, G_N_ELEMENTS (columns), SY_CHART_DRAW_NONE, error);
}

static gboolean
add_control (Builder *self, GError **error)
{
  const SyTemplateChart *chart = self->definition;
  const RoleColumn columns[] = {
    { chart->line, SY_CHART_ROLE_VALUE },
    { chart->center, SY_CHART_ROLE_CENTER },
    { chart->upper, SY_CHART_ROLE_UPPER },
    { chart->lower, SY_CHART_ROLE_LOWER },
  };

  return add_roles (self, columns, G_N_ELEMENTS (columns), SY_CHART_DRAW_LINE, error);
}

static gboolean
add_dumbbell (Builder *self, GError **error)
{
  const RoleColumn columns[] = {
    { self->definition->from, SY_CHART_ROLE_FROM },
    { self->definition->to, SY_CHART_ROLE_TO },
  };

  return add_roles (self, columns, G_N_ELEMENTS (columns), SY_CHART_DRAW_NONE, error);
}

static gboolean
add_scatter (Builder *self, GError **error)
{
  return sy_chart_builder_add_series (self, self->definition->y, SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST,
                                      SY_CHART_ROLE_VALUE, error)
         && sy_chart_builder_add_series (self, self->definition->size, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE,
                                         SY_CHART_ROLE_SIZE, error);
}

static gboolean
add_one (Builder *self, const char *id, GError **error)
{
  return sy_chart_builder_add_series (self, id, SY_CHART_DRAW_NONE, SY_CHART_AXIS_FIRST, SY_CHART_ROLE_VALUE,
                                      error);
}

gboolean
sy_chart_builder_add_special_series (Builder *self, gboolean *done, GError **error)
{
  *done = TRUE;
  if (sy_chart_builder_is_drawing (self))
    return sy_chart_builder_add_drawing_series (self, error);
  switch (get_type (self))
    {
    case SY_CHART_SCATTER:
      return add_scatter (self, error);
    case SY_CHART_BOX:
      return add_box (self, error);
    case SY_CHART_CONTROL:
      return add_control (self, error);
    case SY_CHART_DUMBBELL:
      return add_dumbbell (self, error);
    case SY_CHART_TREE:
    case SY_CHART_FUNNEL:
    case SY_CHART_ROWS:
      return add_one (self, self->definition->bars, error);
    case SY_CHART_HEATMAP:
    case SY_CHART_CALENDAR:
      return add_one (self, self->definition->value, error);
    default:
      *done = FALSE;
      return TRUE;
    }
}

/* --- texts, flags, cuts, outliers --- */

static gboolean
add_texts (Builder *self, SyChartText kind, const char *id, GError **error)
{
  g_auto (GStrv) texts = NULL;
  int column;

  if (!id)
    return TRUE;
  column = sy_chart_builder_find_column (self, id, error);
  if (column < 0)
    return FALSE;
  texts = sy_chart_builder_read_texts (self, column);
  if (kind == SY_CHART_TEXT_PARENT)
    sy_chart_builder_clear_zeros (self, column, texts);
  sy_chart_set_texts (self->chart, kind, (const char *const *) texts);
  return TRUE;
}

/* Points where the column is neither 0 nor empty. */
static gboolean
add_flags (Builder *self, const char *id, GError **error)
{
  g_autofree gboolean *flags = NULL;
  int column;

  if (!id)
    return TRUE;
  column = sy_chart_builder_find_column (self, id, error);
  if (column < 0)
    return FALSE;
  flags = g_new0 (gboolean, self->frame_rows->len + 1);
  for (guint i = 0; i < self->frame_rows->len; i++)
    {
      guint cell = sy_chart_builder_frame_column (column);
      gint64 row = sy_chart_builder_row (self, i);

      if (get_column (self, column)->type == SY_TYPE_TEXT)
        flags[i] = !sy_frame_is_null (self->frame, cell, row) && *sy_frame_get_text (self->frame, cell, row);
      else
        flags[i] = fabs (sy_frame_get_double (self->frame, cell, row)) > 0.;
    }
  sy_chart_set_flags (self->chart, flags);
  return TRUE;
}

static void
add_cuts (Builder *self)
{
  double x = NAN, y = NAN, slope, intercept;

  sy_chart_builder_read_number (self, self->definition->x_cut, &x);
  sy_chart_builder_read_number (self, self->definition->y_cut, &y);
  sy_chart_set_cuts (self->chart, x, y);
  for (guint i = 0; i < SY_TEMPLATE_N_QUADRANTS; i++)
    sy_chart_set_quadrant (self->chart, (SyChartQuadrant) i, self->definition->quadrants[i]);
  if (sy_chart_builder_read_number (self, self->definition->slope, &slope)
      && sy_chart_builder_read_number (self, self->definition->intercept, &intercept))
    sy_chart_set_fit (self->chart, slope, intercept);
}

/* The point of each category, so that outliers find their box by its name. */
static GHashTable *
index_categories (Builder *self)
{
  GHashTable *points = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = sy_chart_get_n_points (self->chart); i-- > 0;)
    g_hash_table_insert (points, (gpointer) sy_chart_get_category (self->chart, i), GUINT_TO_POINTER (i + 1));
  return points;
}

static gboolean
add_outliers (Builder *self, GError **error)
{
  const SyTemplateChart *chart = self->definition;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GHashTable) points = NULL;
  int x, y;

  if (!chart->outliers)
    return TRUE;
  table = sy_evaluation_get_table (self->evaluation, chart->outliers, self->cancellable, error);
  frame = table ? sy_table_read_all (table, self->cancellable, error) : NULL;
  if (!frame)
    return FALSE;
  x = sy_table_find_column (table, chart->outlier_x);
  y = sy_table_find_column (table, chart->outlier_y);
  if (x < 0 || y < 0)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE,
                   _ ("Chart “%s”: table “%s” has no column “%s”"), chart->id, chart->outliers,
                   x < 0 ? chart->outlier_x : chart->outlier_y);
      return FALSE;
    }
  points = index_categories (self);
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    {
      g_autofree char *name = NULL;
      guint point;

      if (!sy_table_format_cell (table, frame, (guint) x, row, sy_evaluation_get_language (self->evaluation),
                                 &name))
        continue;
      point = GPOINTER_TO_UINT (g_hash_table_lookup (points, name));
      if (point > 0)
        sy_chart_add_outlier (self->chart, point - 1,
                              sy_frame_get_double (frame, sy_chart_builder_frame_column (y), row));
    }
  return TRUE;
}

gboolean
sy_chart_builder_add_extras (Builder *self, GError **error)
{
  const SyTemplateChart *chart = self->definition;
  SyChartType type = get_type (self);

  if (!add_texts (self, SY_CHART_TEXT_LABEL, chart->label, error)
      || !add_texts (self, SY_CHART_TEXT_PARENT, chart->parent, error)
      || !add_texts (self, SY_CHART_TEXT_NOTE, chart->note, error)
      || !add_texts (self, SY_CHART_TEXT_FACET, chart->facet, error))
    return FALSE;
  if ((type == SY_CHART_HEATMAP || type == SY_CHART_CELLS)
      && !add_texts (self, SY_CHART_TEXT_ROW, chart->y, error))
    return FALSE;
  if (type == SY_CHART_WATERFALL && !add_flags (self, chart->total_where, error))
    return FALSE;
  if ((type == SY_CHART_CONTROL || sy_chart_builder_is_drawing (self))
      && !add_flags (self, chart->mark_where, error))
    return FALSE;
  if (sy_chart_builder_is_drawing (self))
    sy_chart_builder_add_subject (self);
  if (type == SY_CHART_SCATTER)
    {
      add_cuts (self);
      sy_chart_builder_add_states (self);
    }
  return type != SY_CHART_BOX || add_outliers (self, error);
}
