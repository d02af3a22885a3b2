/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-builder-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef SyChartBuilder Builder;

void
sy_built_chart_free (SyBuiltChart *self)
{
  g_clear_object (&self->chart);
  g_clear_object (&self->table);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->columns, g_strfreev);
  g_free (self);
}

SyChartUnit
sy_chart_builder_unit (SyUnit unit)
{
  switch (unit)
    {
    case SY_UNIT_PERCENT:
      return SY_CHART_UNIT_PERCENT;
    case SY_UNIT_CURRENCY:
      return SY_CHART_UNIT_CURRENCY;
    case SY_UNIT_INTEGER:
      return SY_CHART_UNIT_COUNT;
    default:
      return SY_CHART_UNIT_NUMBER;
    }
}

static const SyTableColumn *
table_column (SyTable *table, guint index)
{
  return sy_table_get_columns (table)->pdata[index];
}

static guint
frame_column (int column)
{
  return sy_chart_builder_frame_column (column);
}

int
sy_chart_builder_find_column (Builder *self, const char *id, GError **error)
{
  int column = sy_table_find_column (self->table, id);

  if (column < 0)
    g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE,
                 _ ("Chart “%s”: table “%s” has no column “%s”"), self->definition->id,
                 sy_table_get_id (self->table), id);
  return column;
}

static void
collect_rows (Builder *self, int x)
{
  self->frame_rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 row = 0; row < sy_frame_get_n_rows (self->frame); row++)
    if (!sy_frame_is_null (self->frame, frame_column (x), row))
      g_array_append_val (self->frame_rows, row);
}

static gint64
point_row (Builder *self, guint point)
{
  return sy_chart_builder_row (self, point);
}

GStrv
sy_chart_builder_read_texts (Builder *self, int column)
{
  GStrv texts = g_new0 (char *, self->frame_rows->len + 1);

  for (guint i = 0; i < self->frame_rows->len; i++)
    if (sy_frame_is_null (self->frame, frame_column (column), point_row (self, i)))
      texts[i] = g_strdup ("");
    else
      sy_table_format_cell (self->table, self->frame, (guint) column, point_row (self, i),
                            sy_evaluation_get_language (self->evaluation), &texts[i]);
  return texts;
}

static void
set_text_points (Builder *self, int x)
{
  g_auto (GStrv) labels = sy_chart_builder_read_texts (self, x);

  sy_chart_set_categories (self->chart, (const char *const *) labels, self->frame_rows->len);
}

static void
set_points (Builder *self, int x)
{
  const SyTableColumn *column = table_column (self->table, (guint) x);
  guint n = self->frame_rows->len;

  if (sy_chart_builder_set_special_points (self, x))
    return;
  if (column->type == SY_TYPE_DATE)
    {
      g_autofree gint64 *days = g_new (gint64, n + 1);

      for (guint i = 0; i < n; i++)
        days[i] = (gint64) floor (sy_frame_get_double (self->frame, frame_column (x), point_row (self, i)));
      sy_chart_set_dates (self->chart, days, n);
    }
  else if (column->type == SY_TYPE_NUMBER && g_str_equal (self->definition->type, "price-band"))
    {
      g_autofree double *numbers = g_new (double, n + 1);

      for (guint i = 0; i < n; i++)
        numbers[i] = sy_frame_get_double (self->frame, frame_column (x), point_row (self, i));
      sy_chart_set_numbers (self->chart, numbers, n, sy_chart_builder_unit (column->unit));
    }
  else
    {
      set_text_points (self, x);
    }
}

double *
sy_chart_builder_read_values (Builder *self, int column)
{
  double *values = g_new (double, self->frame_rows->len + 1);

  for (guint i = 0; i < self->frame_rows->len; i++)
    values[i] = sy_frame_get_double (self->frame, frame_column (column), point_row (self, i));
  return values;
}

static void
set_classes (Builder *self, guint series, int column)
{
  g_autoptr (GPtrArray) classes = g_ptr_array_new ();

  for (guint i = 0; i < self->frame_rows->len; i++)
    {
      const char *text = sy_frame_get_text (self->frame, frame_column (column), point_row (self, i));

      g_ptr_array_add (classes, (gpointer) (text ? text : ""));
    }
  g_ptr_array_add (classes, NULL);
  sy_chart_set_classes (self->chart, series, (const char *const *) classes->pdata);
}

/* @where: column of the rows that may be marked; -1: all. A day without opening is no worst day. */
static void
mark_extremes (Builder *self, const double *values, int where)
{
  int low = -1, high = -1;

  for (guint i = 0; i < self->frame_rows->len; i++)
    {
      double counts =
          where < 0 ? 1. : sy_frame_get_double (self->frame, frame_column (where), point_row (self, i));

      if (isnan (values[i]) || !(fabs (counts) > 0.))
        continue;
      if (low < 0 || values[i] < values[low])
        low = (int) i;
      if (high < 0 || values[i] > values[high])
        high = (int) i;
    }
  if (low == high)
    return; /* nothing, or all the same: no extreme to speak of */
  sy_chart_add_mark (self->chart, SY_CHART_MARK_EXTREME_HIGH, (guint) high, (guint) high, NULL);
  sy_chart_add_mark (self->chart, SY_CHART_MARK_EXTREME_LOW, (guint) low, (guint) low, NULL);
}

static gboolean
add_looks (Builder *self, guint series, SyChartDraw draw, const double *values, GError **error)
{
  const SyTemplateChart *definition = self->definition;

  if (series == 0 && definition->color)
    {
      int color = sy_chart_builder_find_column (self, definition->color, error);

      if (color < 0)
        return FALSE;
      set_classes (self, series, color);
    }
  if (draw == SY_CHART_DRAW_LINE && definition->mark_extremes && self->columns->len == 1)
    {
      int where = -1;

      if (definition->mark_where
          && (where = sy_chart_builder_find_column (self, definition->mark_where, error)) < 0)
        return FALSE;
      mark_extremes (self, values, where);
    }
  return TRUE;
}

/* 1, −1 or 0: what is good in this series. */
static int
find_direction (Builder *self, const SyTableColumn *look)
{
  const char *direction = self->definition->direction;

  if (!direction)
    return look->direction;
  return g_str_equal (direction, "more") ? 1 : g_str_equal (direction, "less") ? -1 : 0;
}

gboolean
sy_chart_builder_add_series (
    Builder *self, const char *id, SyChartDraw draw, SyChartAxis axis, SyChartRole role, GError **error)
{
  int column;
  const SyTableColumn *look;
  g_autofree double *values = NULL;
  guint series;

  if (!id)
    return TRUE;
  column = sy_chart_builder_find_column (self, id, error);
  if (column < 0)
    return FALSE;
  look = table_column (self->table, (guint) column);
  values = sy_chart_builder_read_values (self, column);
  series = sy_chart_add_series (self->chart, look->id, look->title, sy_chart_builder_unit (look->unit), draw,
                                axis, values);
  sy_chart_set_role (self->chart, series, role);
  sy_chart_set_direction (self->chart, series, find_direction (self, look));
  g_ptr_array_add (self->columns, g_strdup (look->id));
  return add_looks (self, series, draw, values, error);
}

static gboolean
add_all (Builder *self, const char *const *ids, SyChartDraw draw, SyChartAxis axis, GError **error)
{
  for (guint i = 0; i < 4; i++)
    if (!sy_chart_builder_add_series (self, ids[i], draw, axis, SY_CHART_ROLE_VALUE, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_plain_series (Builder *self, GError **error)
{
  const SyTemplateChart *definition = self->definition;
  const char *const bars[] = { definition->bars, definition->bars2, definition->bars3, definition->bars4 };
  const char *const lines[] = { definition->line, definition->line2, definition->line3, definition->line4 };
  SyChartAxis axis = g_str_equal (definition->type, "pareto") ? SY_CHART_AXIS_SECOND : SY_CHART_AXIS_FIRST;

  sy_chart_set_stacked (self->chart, definition->stacked);
  sy_chart_set_map (self->chart, definition->map);
  return add_all (self, bars, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, error)
         && sy_chart_builder_add_series (self, definition->target, SY_CHART_DRAW_STEP, SY_CHART_AXIS_FIRST,
                                         SY_CHART_ROLE_VALUE, error)
         && sy_chart_builder_add_series (self, lines[0], SY_CHART_DRAW_LINE, axis, SY_CHART_ROLE_VALUE, error)
         && add_all (self, (const char *const[]){ lines[1], lines[2], lines[3], NULL }, SY_CHART_DRAW_LINE,
                     SY_CHART_AXIS_FIRST, error);
}

static gboolean
add_all_series (Builder *self, GError **error)
{
  gboolean done = FALSE;

  if (!sy_chart_builder_add_special_series (self, &done, error))
    return FALSE;
  return done || add_plain_series (self, error);
}

/* A named value as a number; FALSE when it is not there or has no value, which leaves the line out. */
gboolean
sy_chart_builder_read_number (Builder *self, const char *name, double *number)
{
  SyValue value;

  if (!name || !sy_evaluation_get_value (self->evaluation, name, &value, self->cancellable, NULL)
      || value.is_null)
    return FALSE;
  switch (value.type)
    {
    case SY_COLUMN_DOUBLE:
      *number = value.number;
      return TRUE;
    case SY_COLUMN_INT64:
    case SY_COLUMN_DATE:
      *number = (double) value.integer;
      return TRUE;
    default:
      return FALSE;
    }
}

static SyChartAxis
find_axis (const char *name)
{
  if (g_strcmp0 (name, "x") == 0)
    return SY_CHART_AXIS_X;
  return g_strcmp0 (name, "y2") == 0 ? SY_CHART_AXIS_SECOND : SY_CHART_AXIS_FIRST;
}

static void
add_lines (Builder *self)
{
  for (guint i = 0; self->definition->lines && i < self->definition->lines->len; i++)
    {
      const SyTemplateLine *line = self->definition->lines->pdata[i];
      double number;

      if (!sy_chart_builder_read_number (self, line->value, &number))
        continue;
      sy_chart_add_reference (self->chart, number, line->title, find_axis (line->axis),
                              g_strcmp0 (line->style, "mean") == 0 ? SY_CHART_REFERENCE_MEAN
                                                                   : SY_CHART_REFERENCE_LIMIT);
    }
}

static void
add_zone (Builder *self)
{
  double low, high, point;

  if (sy_chart_builder_read_number (self, self->definition->zone_low, &low)
      && sy_chart_builder_read_number (self, self->definition->zone_high, &high))
    sy_chart_set_band (self->chart, low, high, NULL);
  if (!sy_chart_builder_read_number (self, self->definition->point, &point))
    return;
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    if (fabs (sy_chart_get_x (self->chart, i) - point) < 1e-9)
      sy_chart_add_mark (self->chart, SY_CHART_MARK_HIGHLIGHT, i, i, NULL);
}

/* The points within one span of dates or numbers. */
static void
add_span (Builder *self, double from, double to, const char *label)
{
  int first = -1, last = -1;

  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    {
      double x = sy_chart_get_x (self->chart, i);

      if (x < from || x > to)
        continue;
      if (first < 0)
        first = (int) i;
      last = (int) i;
    }
  if (first >= 0)
    sy_chart_add_mark (self->chart, SY_CHART_MARK_PROMOTION, (guint) first, (guint) last, label);
}

static gboolean
add_spans (Builder *self, const SyTemplateMarks *marks, GError **error)
{
  g_autoptr (SyTable) table =
      sy_evaluation_get_table (self->evaluation, marks->table, self->cancellable, error);
  g_autoptr (SyFrame) frame = NULL;
  int from, to, label;

  if (!table)
    return FALSE;
  frame = sy_table_read_all (table, self->cancellable, error);
  if (!frame)
    return FALSE;
  from = sy_table_find_column (table, marks->from);
  to = sy_table_find_column (table, marks->to ? marks->to : marks->from);
  label = marks->label ? sy_table_find_column (table, marks->label) : -1;
  if (from < 0 || to < 0)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE,
                   _ ("Chart “%s”: table “%s” has no column “%s”"), self->definition->id, marks->table,
                   from < 0 ? marks->from : marks->to);
      return FALSE;
    }
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    {
      double first = sy_frame_get_double (frame, frame_column (from), row);
      double last = sy_frame_get_double (frame, frame_column (to), row);

      if (isnan (first))
        continue;
      add_span (self, first, isnan (last) ? first : last,
                label < 0 ? NULL : sy_frame_get_text (frame, frame_column (label), row));
    }
  return TRUE;
}

static gboolean
add_marks (Builder *self, GError **error)
{
  for (guint i = 0; self->definition->marks && i < self->definition->marks->len; i++)
    if (!add_spans (self, self->definition->marks->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Whether the first series is one of several that say something only together. */
static gboolean
has_parts (SyChart *chart)
{
  switch (sy_chart_get_chart_type (chart))
    {
    case SY_CHART_BOX:
    case SY_CHART_DUMBBELL:
    case SY_CHART_RADAR:
      return sy_chart_get_n_series (chart) > 1;
    default:
      return sy_chart_get_stacked (chart);
    }
}

/* Axis titles name what is drawn; a chart of one series needs no other legend. */
static void
set_titles (Builder *self, int x)
{
  const char *y = NULL, *y2 = NULL;

  for (guint i = 0; i < sy_chart_get_n_series (self->chart); i++)
    {
      const SyChartSeries *series = sy_chart_get_series (self->chart, i);

      if (series->axis == SY_CHART_AXIS_SECOND && !y2)
        y2 = series->title;
      else if (series->axis == SY_CHART_AXIS_FIRST && !y)
        y = series->title;
    }
  if (has_parts (self->chart))
    y = NULL;
  sy_chart_set_axis_titles (self->chart, table_column (self->table, (guint) x)->title, y, y2);
}

static gboolean
fill (Builder *self, GError **error)
{
  int x = sy_chart_builder_find_column (self, self->definition->x, error);

  if (x < 0)
    return FALSE;
  sy_chart_set_title (self->chart, self->definition->title);
  if (sy_chart_builder_is_drawing (self))
    sy_chart_builder_collect_items (self);
  else
    collect_rows (self, x);
  set_points (self, x);
  if (!add_all_series (self, error))
    return FALSE;
  add_lines (self);
  add_zone (self);
  if (!add_marks (self, error) || !sy_chart_builder_add_extras (self, error))
    return FALSE;
  set_titles (self, x);
  return TRUE;
}

static SyBuiltChart *
finish (Builder *self)
{
  SyBuiltChart *built = g_new0 (SyBuiltChart, 1);

  built->definition = self->definition;
  built->chart = g_object_ref (self->chart);
  built->table = g_object_ref (self->table);
  built->rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->frame_rows->len);
  for (guint i = 0; i < self->frame_rows->len; i++)
    {
      gint64 row = sy_frame_get_int64 (self->frame, 0, point_row (self, i));

      g_array_append_val (built->rows, row);
    }
  g_ptr_array_add (self->columns, NULL);
  built->columns = g_strdupv ((GStrv) self->columns->pdata);
  return built;
}

static void
clear_builder (Builder *self)
{
  g_clear_object (&self->table);
  g_clear_object (&self->frame);
  g_clear_object (&self->chart);
  g_clear_pointer (&self->frame_rows, g_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
}

SyBuiltChart *
sy_chart_builder_build (SyEvaluation *evaluation,
                        const SyTemplateChart *definition,
                        GCancellable *cancellable,
                        GError **error)
{
  Builder self = { .evaluation = evaluation, .definition = definition, .cancellable = cancellable };
  SyBuiltChart *built = NULL;
  SyChartType type;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation), NULL);
  g_return_val_if_fail (definition != NULL, NULL);

  if (!sy_chart_type_from_name (definition->type, &type))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("Chart “%s” has no type “%s”"),
                   definition->id, definition->type);
      return NULL;
    }
  self.table = sy_evaluation_get_table (evaluation, definition->table, cancellable, error);
  if (!self.table)
    return NULL;
  self.frame = sy_table_read_all (self.table, cancellable, error);
  self.chart = sy_chart_new (type, definition->id);
  self.columns = g_ptr_array_new_with_free_func (g_free);
  if (self.frame && fill (&self, error))
    built = finish (&self);
  clear_builder (&self);
  return built;
}
