/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of words: which rows of the table are points, the items, and what the drawing is about. */
#include "config.h"

#include <math.h>

#include "sy-chart-builder-private.h"

typedef SyChartBuilder Builder;

static SyChartType
get_type (Builder *self)
{
  return sy_chart_get_chart_type (self->chart);
}

gboolean
sy_chart_builder_is_drawing (Builder *self)
{
  return sy_chart_type_is_drawing (get_type (self));
}

static gboolean
is_blank (Builder *self, int column, gint64 row)
{
  guint cell = sy_chart_builder_frame_column (column);
  const SyTableColumn *look;

  if (column < 0 || sy_frame_is_null (self->frame, cell, row))
    return TRUE;
  look = sy_table_get_columns (self->table)->pdata[column];
  return look->type == SY_TYPE_TEXT && !*sy_frame_get_text (self->frame, cell, row);
}

/* A row is a point when it has anything to show: an item without a column stands at the margin. */
void
sy_chart_builder_collect_items (Builder *self)
{
  const SyTemplateChart *chart = self->definition;
  const char *const ids[] = { chart->x, chart->label, chart->from, chart->to, chart->line };

  self->frame_rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 row = 0; row < sy_frame_get_n_rows (self->frame); row++)
    for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
      if (ids[i] && !is_blank (self, sy_table_find_column (self->table, ids[i]), row))
        {
          g_array_append_val (self->frame_rows, row);
          break;
        }
}

/* Steps on a way stand where their dates are, when each of them has one. */
gboolean
sy_chart_builder_has_all_dates (Builder *self, int x)
{
  const SyTableColumn *look = sy_table_get_columns (self->table)->pdata[x];

  if (get_type (self) != SY_CHART_CLIMB || look->type != SY_TYPE_DATE)
    return FALSE;
  for (guint i = 0; i < self->frame_rows->len; i++)
    if (is_blank (self, x, sy_chart_builder_row (self, i)))
      return FALSE;
  return TRUE;
}

/* Looked up by a formula, no parent is 0 rather than blank. */
void
sy_chart_builder_clear_zeros (Builder *self, int column, GStrv texts)
{
  const SyTableColumn *look = sy_table_get_columns (self->table)->pdata[column];

  for (guint i = 0; look->type != SY_TYPE_TEXT && sy_chart_builder_is_drawing (self) && texts[i]; i++)
    if (g_str_equal (texts[i], "0"))
      *texts[i] = '\0';
}

/* --- series --- */

/* An item is there when its text is; fields, steps and forces always are. */
static gboolean
is_there (Builder *self, int label, guint point)
{
  switch (get_type (self))
    {
    case SY_CHART_CELLS:
    case SY_CHART_BOARD:
      return !is_blank (self, label, sy_chart_builder_row (self, point));
    default:
      return TRUE;
    }
}

static gboolean
add_items (Builder *self, GError **error)
{
  const SyTemplateChart *chart = self->definition;
  const char *id = chart->label ? chart->label : chart->x;
  int column = sy_chart_builder_find_column (self, id, error);
  const SyTableColumn *look;
  g_autofree double *values = NULL;
  guint series;

  if (column < 0)
    return FALSE;
  look = sy_table_get_columns (self->table)->pdata[column];
  values = g_new (double, self->frame_rows->len + 1);
  for (guint i = 0; i < self->frame_rows->len; i++)
    values[i] = is_there (self, column, i) ? 1. : NAN;
  series = sy_chart_add_series (self->chart, look->id, look->title, SY_CHART_UNIT_COUNT, SY_CHART_DRAW_NONE,
                                SY_CHART_AXIS_NONE, values);
  sy_chart_set_role (self->chart, series, SY_CHART_ROLE_ITEM);
  g_ptr_array_add (self->columns, g_strdup (look->id));
  return TRUE;
}

/* As the table shows them, so that states of any kind of column can be told apart. */
static gboolean
add_classes (Builder *self, GError **error)
{
  g_auto (GStrv) classes = NULL;
  int column;

  if (!self->definition->color)
    return TRUE;
  column = sy_chart_builder_find_column (self, self->definition->color, error);
  if (column < 0)
    return FALSE;
  classes = sy_chart_builder_read_texts (self, column);
  sy_chart_set_classes (self->chart, 0, (const char *const *) classes);
  return TRUE;
}

static gboolean
add_value (Builder *self, const char *id, SyChartRole role, GError **error)
{
  return sy_chart_builder_add_series (self, id, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE, role, error);
}

gboolean
sy_chart_builder_add_drawing_series (Builder *self, GError **error)
{
  const SyTemplateChart *chart = self->definition;

  if (!add_items (self, error) || !add_classes (self, error))
    return FALSE;
  switch (get_type (self))
    {
    case SY_CHART_CELLS:
      return add_value (self, chart->value, SY_CHART_ROLE_VALUE, error);
    case SY_CHART_FISH:
      return add_value (self, chart->bars, SY_CHART_ROLE_VALUE, error);
    case SY_CHART_FORCES:
      return add_value (self, chart->from, SY_CHART_ROLE_FROM, error)
             && add_value (self, chart->to, SY_CHART_ROLE_TO, error);
    case SY_CHART_CLIMB:
      return add_value (self, chart->line, SY_CHART_ROLE_PLAN, error)
             && add_value (self, chart->line2, SY_CHART_ROLE_ACTUAL, error);
    default:
      return TRUE;
    }
}

/* --- what it is about --- */

/* A text or a number as it reads; NULL for none. */
static char *
dup_named (Builder *self, const char *name)
{
  SyValue value;

  if (!name || !*name || !sy_evaluation_get_value (self->evaluation, name, &value, self->cancellable, NULL)
      || value.is_null)
    return NULL;
  return sy_evaluation_format_value (self->evaluation, name, self->cancellable, NULL);
}

static void
add_keys (Builder *self, SyChartKeys kind, const char *names)
{
  g_auto (GStrv) ids = g_strsplit (names ? names : "", " ", -1);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; ids[i]; i++)
    {
      char *text = dup_named (self, ids[i]);

      if (text)
        g_ptr_array_add (keys, text);
    }
  g_ptr_array_add (keys, NULL);
  sy_chart_set_keys (self->chart, kind, (const char *const *) keys->pdata);
}

void
sy_chart_builder_add_states (Builder *self)
{
  add_keys (self, SY_CHART_KEYS_STATES, self->definition->states);
}

void
sy_chart_builder_add_subject (Builder *self)
{
  const SyTemplateChart *chart = self->definition;
  g_autofree char *head = dup_named (self, chart->head);

  sy_chart_set_head (self->chart, head);
  add_keys (self, SY_CHART_KEYS_COLUMNS, chart->columns);
  add_keys (self, SY_CHART_KEYS_ROWS, chart->rows);
  sy_chart_builder_add_states (self);
  for (guint i = 0; i < SY_TEMPLATE_N_QUADRANTS; i++)
    sy_chart_set_quadrant (self->chart, (SyChartQuadrant) i, chart->quadrants[i]);
}
