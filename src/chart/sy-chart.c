/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One chart as plain data. Nothing is computed here but what every reader of the spec would have to compute
 * again. */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>
#include <string.h>

/* Years 1 to 9999. */
#define FIRST_DAY (-719162)
#define LAST_DAY 2932896

G_DEFINE_FINAL_TYPE (SyChart, sy_chart, G_TYPE_OBJECT)

static const char *const type_names[] = {
  "line",      "column", "price-band", "pareto", "target",  "scatter",  "histogram", "box",      "control",
  "waterfall", "tree",   "funnel",     "radar",  "heatmap", "calendar", "lorenz",    "dumbbell", "bars",
  "cells",     "fish",   "forces",     "climb",  "board",   "steps",    "cards",
};
G_STATIC_ASSERT (G_N_ELEMENTS (type_names) == SY_CHART_N_TYPES);

static const char *const draw_names[] = { "bars", "line", "step", "points" };

char *
sy_chart_dup_text (const char *text)
{
  return text == NULL ? g_strdup ("") : g_utf8_make_valid (text, -1);
}

void
sy_chart_set_text_field (char **field, const char *text)
{
  g_free (*field);
  *field = sy_chart_dup_text (text);
}

double
sy_chart_mend_number (double value)
{
  return isfinite (value) && fabs (value) < SY_CHART_LARGEST ? value : (double) NAN;
}

char **
sy_chart_dup_texts (const char *const *texts, guint n)
{
  char **copy = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    copy[i] = sy_chart_dup_text (texts[i]);
  return copy;
}

static void
series_free (gpointer data)
{
  SyChartSeries *series = data;
  g_free (series->id);
  g_free (series->title);
  g_free (series->values);
  g_strfreev (series->classes);
  g_free (series);
}

static void
reference_free (gpointer data)
{
  SyChartReference *reference = data;
  g_free (reference->title);
  g_free (reference);
}

static void
mark_free (gpointer data)
{
  SyChartMark *mark = data;
  g_free (mark->title);
  g_free (mark);
}

static void
sy_chart_finalize (GObject *object)
{
  SyChart *self = SY_CHART (object);
  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->x_title);
  g_free (self->y_title);
  g_free (self->y2_title);
  g_free (self->currency);
  g_strfreev (self->categories);
  g_free (self->x);
  g_ptr_array_unref (self->series);
  g_ptr_array_unref (self->references);
  g_ptr_array_unref (self->marks);
  g_free (self->band.title);
  sy_chart_clear_extras (self);
  for (guint i = 0; i < SY_CHART_N_QUADRANTS; i++)
    g_free (self->quadrants[i]);
  for (guint i = 0; i < SY_CHART_N_KEYS; i++)
    g_strfreev (self->keys[i]);
  g_free (self->head);
  g_array_unref (self->outliers);
  G_OBJECT_CLASS (sy_chart_parent_class)->finalize (object);
}

static void
sy_chart_class_init (SyChartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_chart_finalize;
}

static void
sy_chart_init (SyChart *self)
{
  self->title = g_strdup ("");
  self->subtitle = g_strdup ("");
  self->x_title = g_strdup ("");
  self->y_title = g_strdup ("");
  self->y2_title = g_strdup ("");
  self->currency = g_strdup ("");
  self->series = g_ptr_array_new_with_free_func (series_free);
  self->references = g_ptr_array_new_with_free_func (reference_free);
  self->marks = g_ptr_array_new_with_free_func (mark_free);
  self->outliers = g_array_new (FALSE, FALSE, sizeof (SyChartOutlier));
  self->x_cut = self->y_cut = (double) NAN;
}

SyChart *
sy_chart_new (SyChartType type, const char *id)
{
  SyChart *self = g_object_new (SY_TYPE_CHART, NULL);
  self->type = type;
  self->id = sy_chart_dup_text (id);
  return self;
}

gboolean
sy_chart_type_from_name (const char *name, SyChartType *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_strcmp0 (name, type_names[i]) == 0)
      {
        *out = (SyChartType) i;
        return TRUE;
      }
  return FALSE;
}

const char *
sy_chart_type_to_name (SyChartType type)
{
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (type_names), NULL);
  return type_names[type];
}

gboolean
sy_chart_type_is_drawing (SyChartType type)
{
  return type >= SY_CHART_CELLS && type <= SY_CHART_CARDS;
}

gboolean
sy_chart_draw_from_name (const char *name, SyChartDraw *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (draw_names); i++)
    if (g_strcmp0 (name, draw_names[i]) == 0)
      {
        *out = (SyChartDraw) i;
        return TRUE;
      }
  return FALSE;
}

void
sy_chart_set_title (SyChart *self, const char *title)
{
  g_return_if_fail (SY_IS_CHART (self));
  sy_chart_set_text_field (&self->title, title);
}

void
sy_chart_set_subtitle (SyChart *self, const char *subtitle)
{
  g_return_if_fail (SY_IS_CHART (self));
  sy_chart_set_text_field (&self->subtitle, subtitle);
}

void
sy_chart_set_axis_titles (SyChart *self, const char *x, const char *y, const char *y2)
{
  g_return_if_fail (SY_IS_CHART (self));
  sy_chart_set_text_field (&self->x_title, x);
  sy_chart_set_text_field (&self->y_title, y);
  sy_chart_set_text_field (&self->y2_title, y2);
}

void
sy_chart_set_currency (SyChart *self, const char *sign)
{
  g_return_if_fail (SY_IS_CHART (self));
  sy_chart_set_text_field (&self->currency, sign);
}

/* Forgets the points of before; the series go with them, as they have a value a point. */
void
sy_chart_clear_points (SyChart *self, SyChartXKind kind, guint n_points)
{
  g_clear_pointer (&self->categories, g_strfreev);
  g_clear_pointer (&self->x, g_free);
  g_ptr_array_set_size (self->series, 0);
  sy_chart_clear_extras (self);
  self->x_kind = kind;
  self->x_unit = SY_CHART_UNIT_NUMBER;
  self->n_points = n_points;
}

void
sy_chart_set_categories (SyChart *self, const char *const *labels, guint n_points)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail (labels != NULL || n_points == 0);
  sy_chart_clear_points (self, SY_CHART_X_TEXT, n_points);
  self->categories = sy_chart_dup_texts (labels, n_points);
}

void
sy_chart_set_dates (SyChart *self, const gint64 *days, guint n_points)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail (days != NULL || n_points == 0);
  sy_chart_clear_points (self, SY_CHART_X_DATE, n_points);
  self->x = g_new (double, n_points);
  for (guint i = 0; i < n_points; i++)
    self->x[i] = (double) CLAMP (days[i], FIRST_DAY, LAST_DAY);
}

void
sy_chart_set_numbers (SyChart *self, const double *x, guint n_points, SyChartUnit unit)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail (x != NULL || n_points == 0);
  sy_chart_clear_points (self, SY_CHART_X_NUMBER, n_points);
  self->x_unit = unit;
  self->x = g_new (double, n_points);
  for (guint i = 0; i < n_points; i++)
    self->x[i] = sy_chart_mend_number (x[i]);
}

guint
sy_chart_add_series (SyChart *self,
                     const char *id,
                     const char *title,
                     SyChartUnit unit,
                     SyChartDraw draw,
                     SyChartAxis axis,
                     const double *values)
{
  g_return_val_if_fail (SY_IS_CHART (self), 0);
  g_return_val_if_fail (values != NULL || self->n_points == 0, 0);

  SyChartSeries *series = g_new0 (SyChartSeries, 1);
  series->id = sy_chart_dup_text (id);
  series->title = sy_chart_dup_text (title);
  series->unit = unit;
  series->draw = draw;
  series->axis = axis;
  series->values = g_new (double, self->n_points);
  for (guint i = 0; i < self->n_points; i++)
    series->values[i] = sy_chart_mend_number (values[i]);
  g_ptr_array_add (self->series, series);
  return self->series->len - 1;
}

void
sy_chart_set_classes (SyChart *self, guint series, const char *const *classes)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail (series < self->series->len);
  g_return_if_fail (classes != NULL || self->n_points == 0);
  SyChartSeries *entry = g_ptr_array_index (self->series, series);
  g_strfreev (entry->classes);
  entry->classes = sy_chart_dup_texts (classes, self->n_points);
}

void
sy_chart_add_reference (
    SyChart *self, double value, const char *title, SyChartAxis axis, SyChartReferenceStyle style)
{
  g_return_if_fail (SY_IS_CHART (self));
  if (isnan (sy_chart_mend_number (value)))
    return;
  SyChartReference *reference = g_new0 (SyChartReference, 1);
  reference->value = value;
  reference->title = sy_chart_dup_text (title);
  reference->axis = axis;
  reference->style = style;
  g_ptr_array_add (self->references, reference);
}

void
sy_chart_add_mark (SyChart *self, SyChartMarkKind kind, guint from, guint to, const char *title)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail (from <= to && to < self->n_points);
  SyChartMark *mark = g_new0 (SyChartMark, 1);
  mark->kind = kind;
  mark->from = from;
  mark->to = to;
  mark->title = sy_chart_dup_text (title);
  g_ptr_array_add (self->marks, mark);
}

void
sy_chart_set_band (SyChart *self, double from, double to, const char *title)
{
  g_return_if_fail (SY_IS_CHART (self));
  self->has_band = isfinite (from) && isfinite (to);
  self->band.from = MIN (from, to);
  self->band.to = MAX (from, to);
  sy_chart_set_text_field (&self->band.title, title);
}

SyChartType
sy_chart_get_chart_type (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), SY_CHART_LINE);
  return self->type;
}

const char *
sy_chart_get_id (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  return self->id;
}

const char *
sy_chart_get_title (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  return self->title;
}

const char *
sy_chart_get_subtitle (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  return self->subtitle;
}

const char *
sy_chart_get_x_title (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  return self->x_title;
}

const char *
sy_chart_get_y_title (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  return self->y_title;
}

const char *
sy_chart_get_y2_title (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  return self->y2_title;
}

const char *
sy_chart_get_currency (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  return self->currency;
}

guint
sy_chart_get_n_points (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), 0);
  return self->n_points;
}

SyChartXKind
sy_chart_get_x_kind (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), SY_CHART_X_TEXT);
  return self->x_kind;
}

SyChartUnit
sy_chart_get_x_unit (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), SY_CHART_UNIT_NUMBER);
  return self->x_unit;
}

const char *
sy_chart_get_category (SyChart *self, guint point)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  g_return_val_if_fail (point < self->n_points, NULL);
  return self->categories == NULL ? NULL : self->categories[point];
}

double
sy_chart_get_x (SyChart *self, guint point)
{
  g_return_val_if_fail (SY_IS_CHART (self), (double) NAN);
  g_return_val_if_fail (point < self->n_points, (double) NAN);
  return self->x == NULL ? (double) point : self->x[point];
}

guint
sy_chart_get_n_series (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), 0);
  return self->series->len;
}

const SyChartSeries *
sy_chart_get_series (SyChart *self, guint series)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  g_return_val_if_fail (series < self->series->len, NULL);
  return g_ptr_array_index (self->series, series);
}

guint
sy_chart_get_n_references (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), 0);
  return self->references->len;
}

const SyChartReference *
sy_chart_get_reference (SyChart *self, guint reference)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  g_return_val_if_fail (reference < self->references->len, NULL);
  return g_ptr_array_index (self->references, reference);
}

guint
sy_chart_get_n_marks (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), 0);
  return self->marks->len;
}

const SyChartMark *
sy_chart_get_mark (SyChart *self, guint mark)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  g_return_val_if_fail (mark < self->marks->len, NULL);
  return g_ptr_array_index (self->marks, mark);
}

const SyChartBand *
sy_chart_get_band (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  return self->has_band ? &self->band : NULL;
}

gboolean
sy_chart_is_empty (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), TRUE);
  for (guint s = 0; s < self->series->len; s++)
    {
      const SyChartSeries *series = g_ptr_array_index (self->series, s);
      for (guint i = 0; series->role != SY_CHART_ROLE_SIZE && i < self->n_points; i++)
        if (!isnan (series->values[i]) && !isnan (sy_chart_get_x (self, i)))
          return FALSE;
    }
  return TRUE;
}

gboolean
sy_chart_get_band_points (SyChart *self, guint *out_first, guint *out_last)
{
  g_return_val_if_fail (SY_IS_CHART (self), FALSE);
  gboolean found = FALSE;
  if (!self->has_band)
    return FALSE;
  for (guint i = 0; i < self->n_points; i++)
    {
      double x = sy_chart_get_x (self, i);
      if (!(x >= self->band.from && x <= self->band.to))
        continue;
      if (!found)
        *out_first = i;
      *out_last = i;
      found = TRUE;
    }
  return found;
}
