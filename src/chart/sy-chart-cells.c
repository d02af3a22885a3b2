/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells coloured by their value: a matrix of two texts, or the days of a calendar. More is further from the
 * background; below zero the hue differs, and narrow cells get a minus. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-cells-private.h"
#include "sy-chart-format.h"

#define GAP 6.
#define NAME_SHARE 0.3

/* --- cells --- */

void
sy_cells_find_range (SyChartLayout *self)
{
  const SyChartSeries *series = sy_chart_get_series (self->chart, 0);
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    if (!isnan (series->values[i]))
      {
        low = MIN (low, series->values[i]);
        high = MAX (high, series->values[i]);
      }
  self->first.low = low;
  self->first.high = high;
}

/* −1 to 1: from zero where there are two signs, else over the range. */
static double
get_share (const SyChartLayout *self, double value)
{
  double low = self->first.low, high = self->first.high;
  if (low < 0.)
    {
      double far = MAX (fabs (low), fabs (high));
      return far > 0. ? value / far : 0.;
    }
  return high > low ? 0.08 + 0.92 * (value - low) / (high - low) : 0.5;
}

static SyChartLabel *
new_number (SyChartLayout *self, double value)
{
  g_autofree char *text =
      sy_chart_format_short (value, sy_chart_get_series (self->chart, 0)->unit,
                             sy_chart_get_currency (self->chart), sy_theme_is_chinese (self->theme));
  SyChartLabel *label = sy_label_new (SY_LABEL_CELL, text);
  label->align = 0;
  label->has_color = TRUE;
  sy_label_measure (self, label);
  return label;
}

void
sy_cells_add (SyChartLayout *self, const SyRectangle *cell, guint point, gboolean named)
{
  double value = sy_chart_get_series (self->chart, 0)->values[point];
  double gap = MIN (cell->width, cell->height) > 6. ? 1. : 0.;
  SyRectangle inner = { cell->x, cell->y, MAX (0.5, cell->width - gap), MAX (0.5, cell->height - gap) };
  if (isnan (value))
    {
      sy_layout_add_box (self, SY_LAYER_MIDDLE, self->theme->grid, &inner, -1, 0);
      g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).line_width = 1.;
      return;
    }
  SyColor color = sy_theme_get_heat (self->theme, get_share (self, value));
  SyColor ink = sy_theme_get_ink (self->theme, color);
  sy_layout_add_box (self, SY_LAYER_MIDDLE, color, &inner, 0, point);
  SyPoint middle = { inner.x + inner.width / 2., inner.y + inner.height / 2. };
  if (named)
    {
      SyChartLabel *label = new_number (self, value);
      label->x = middle.x - label->width / 2.;
      label->y = middle.y - label->height / 2.;
      label->color = ink;
      if (sy_label_collides (self, label, 0.))
        sy_label_free (label);
      else
        sy_label_keep (self, label);
    }
  else if (value < 0. && inner.width > 7.)
    {
      sy_layout_add_line (self, SY_LAYER_FRONT, ink, 1.2, (SyPoint){ middle.x - 2.5, middle.y },
                          (SyPoint){ middle.x + 2.5, middle.y });
    }
}

gboolean
sy_cells_fit_numbers (SyChartLayout *self, double width, double height)
{
  const double *values = sy_chart_get_series (self->chart, 0)->values;
  guint n = sy_chart_get_n_points (self->chart);
  if (height < self->line + 1. || width < self->line * 1.2 || n > 1000)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (isnan (values[i]))
        continue;
      g_autoptr (SyChartLabel) label = new_number (self, values[i]);
      if (label->width > width - 3.)
        return FALSE;
    }
  return TRUE;
}

/* A strip of colours from the least to the greatest value, right-aligned over the cells. */
double
sy_cells_place_key (SyChartLayout *self, double top)
{
  const guint n_steps = 24;
  double strip = MIN (96., self->width * 0.3), right = self->plot.x + self->plot.width;
  double low = self->first.low, high = self->first.high;
  if (self->detail < SY_DETAIL_NAMES || !(high > low) || self->width < 160.)
    return 0.;
  g_autoptr (SyChartLabel) most = new_number (self, high);
  g_autoptr (SyChartLabel) least = new_number (self, low);
  g_autoptr (SyChartLabel) name =
      sy_label_new (SY_LABEL_AXIS_TITLE, sy_chart_get_series (self->chart, 0)->title);
  most->has_color = least->has_color = FALSE;
  most->role = least->role = SY_LABEL_TICK;
  sy_label_measure (self, most);
  sy_label_measure (self, least);
  most->x = right - most->width;
  least->x = most->x - 10. - strip - least->width;
  if (least->x < self->plot.x)
    return 0.;
  most->y = least->y = name->y = top;
  for (guint i = 0; i < n_steps; i++)
    {
      double value = low + (high - low) * (double) i / (double) (n_steps - 1);
      SyRectangle step = { least->x + least->width + 5. + strip * (double) i / (double) n_steps,
                           top + most->height * 0.2, strip / (double) n_steps + 0.3, most->height * 0.6 };
      sy_layout_add_box (self, SY_LAYER_MIDDLE, sy_theme_get_heat (self->theme, get_share (self, value)),
                         &step, -1, 0);
    }
  double height = most->height + 4.;
  sy_label_fit (self, name, MAX (1., least->x - self->plot.x - 8.), 1);
  name->x = self->plot.x;
  if (least->x - self->plot.x > self->line * 3.)
    sy_label_keep (self, g_steal_pointer (&name));
  sy_label_keep (self, g_steal_pointer (&most));
  sy_label_keep (self, g_steal_pointer (&least));
  return height;
}

/* --- matrix --- */

typedef struct
{
  GPtrArray *columns; /* utf8, borrowed */
  GPtrArray *rows;
  guint *column_of; /* one a point */
  guint *row_of;
} Matrix;

static guint
find_index (GHashTable *known, GPtrArray *names, const char *name)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (known, name));
  if (index > 0)
    return index - 1;
  g_ptr_array_add (names, (gpointer) name);
  g_hash_table_insert (known, (gpointer) name, GUINT_TO_POINTER (names->len));
  return names->len - 1;
}

/* Rows and columns in the order in which they appear. */
static void
index_cells (SyChart *chart, Matrix *matrix)
{
  guint n = sy_chart_get_n_points (chart);
  g_autoptr (GHashTable) columns = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);
  matrix->columns = g_ptr_array_new ();
  matrix->rows = g_ptr_array_new ();
  matrix->column_of = g_new (guint, MAX (1, n));
  matrix->row_of = g_new (guint, MAX (1, n));
  for (guint i = 0; i < n; i++)
    {
      const char *x = sy_chart_get_category (chart, i), *y = sy_chart_get_text (chart, SY_CHART_TEXT_ROW, i);
      matrix->column_of[i] = find_index (columns, matrix->columns, x == NULL ? "" : x);
      matrix->row_of[i] = find_index (rows, matrix->rows, y == NULL ? "" : y);
    }
}

static void
clear_matrix (Matrix *matrix)
{
  g_ptr_array_unref (matrix->columns);
  g_ptr_array_unref (matrix->rows);
  g_free (matrix->column_of);
  g_free (matrix->row_of);
}

/* Names left of the rows; every k-th where they are many. Moves the plot's left edge. */
static void
place_row_names (SyChartLayout *self, const Matrix *matrix, gboolean keep)
{
  double row = self->plot.height / (double) matrix->rows->len, widest = 0.;
  guint every = (guint) MAX (1., ceil (self->line / row));
  if (self->detail < SY_DETAIL_TITLE || self->width < 90.)
    return;
  for (guint i = 0; i < matrix->rows->len; i += every)
    {
      g_autoptr (SyChartLabel) label = sy_label_new (SY_LABEL_CATEGORY, g_ptr_array_index (matrix->rows, i));
      sy_label_fit (self, label, self->width * NAME_SHARE, 1);
      label->align = 1;
      label->x = self->plot.x - GAP - label->width;
      label->y = self->plot.y + ((double) i + 0.5) * row - label->height / 2.;
      widest = MAX (widest, label->width + GAP);
      if (keep && label->x >= -0.5 && !sy_label_collides (self, label, 0.))
        sy_label_keep (self, g_steal_pointer (&label));
    }
  if (!keep)
    {
      self->plot.x += widest;
      self->plot.width -= widest;
    }
}

static void
name_columns (SyChartLayout *self, const Matrix *matrix)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < matrix->columns->len; i++)
    g_ptr_array_add (self->columns, g_strdup (g_ptr_array_index (matrix->columns, i)));
  self->n_shown = matrix->columns->len;
  self->slot = MAX (0.01, self->plot.width) / (double) matrix->columns->len;
}

void
sy_chart_layout_place_heatmap (SyChartLayout *self, double top)
{
  Matrix matrix;
  index_cells (self->chart, &matrix);
  if (sy_chart_get_n_series (self->chart) == 0 || matrix.columns->len == 0)
    {
      clear_matrix (&matrix);
      return;
    }
  sy_cells_find_range (self);
  double key = sy_cells_place_key (self, top), bottom = self->plot.y + self->plot.height;
  self->plot.y += key;
  self->plot.height -= key;
  place_row_names (self, &matrix, FALSE);
  name_columns (self, &matrix);
  guint before = self->labels->len;
  double below = self->detail >= SY_DETAIL_TITLE ? sy_chart_layout_place_x_labels (self) : 0.;
  g_ptr_array_set_size (self->labels, (int) before);
  self->plot.height = MAX (4., bottom - self->plot.y - below);
  if (self->detail >= SY_DETAIL_TITLE)
    sy_chart_layout_place_x_labels (self);
  g_array_set_size (self->ticks, 0);
  place_row_names (self, &matrix, TRUE);

  double height = self->plot.height / (double) matrix.rows->len;
  gboolean named = sy_cells_fit_numbers (self, self->slot, height);
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    {
      SyRectangle cell = { self->plot.x + matrix.column_of[i] * self->slot,
                           self->plot.y + matrix.row_of[i] * height, self->slot, height };
      sy_cells_add (self, &cell, i, named);
    }
  clear_matrix (&matrix);
}
