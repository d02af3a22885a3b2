/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the chart builder share. */
#pragma once

#include "sy-chart-builder.h"

G_BEGIN_DECLS

/* What is being put together: the frame holds the rows of the points, and nothing else. */
typedef struct
{
  SyEvaluation *evaluation;
  const SyTemplateChart *definition;
  GCancellable *cancellable;
  SyTable *table;
  SyFrame *frame;
  GArray *frame_rows; /* (element-type gint64) row of the frame of each point */
  GPtrArray *columns; /* (element-type utf8) ids of the series so far */
  SyChart *chart;
} SyChartBuilder;

SyChartUnit sy_chart_builder_unit (SyUnit unit);
/* −1, and an error, when the table has no such column. */
int sy_chart_builder_find_column (SyChartBuilder *self, const char *id, GError **error);
/* The cells of the points as the table shows them; "" for empty ones. */
GStrv sy_chart_builder_read_texts (SyChartBuilder *self, int column);
double *sy_chart_builder_read_values (SyChartBuilder *self, int column);
/* A named value as a number; FALSE when it is not there or has no value. */
gboolean sy_chart_builder_read_number (SyChartBuilder *self, const char *name, double *number);
/* Adds nothing for no @id. */
gboolean sy_chart_builder_add_series (SyChartBuilder *self,
                                      const char *id,
                                      SyChartDraw draw,
                                      SyChartAxis axis,
                                      SyChartRole role,
                                      GError **error);

/* The frame has the row number before the table's columns. */
static inline guint
sy_chart_builder_frame_column (int column)
{
  return (guint) column + 1;
}

static inline gint64
sy_chart_builder_row (SyChartBuilder *self, guint point)
{
  return g_array_index (self->frame_rows, gint64, point);
}

/* sy-chart-builder-kinds.c: what only some types have. */
/* FALSE where the points are those of any chart. */
gboolean sy_chart_builder_set_special_points (SyChartBuilder *self, int x);
/* @done: whether the type's series are other ones than bars and lines, and added. */
gboolean sy_chart_builder_add_special_series (SyChartBuilder *self, gboolean *done, GError **error);
gboolean sy_chart_builder_add_extras (SyChartBuilder *self, GError **error);

/* sy-chart-builder-drawings.c: drawings of words. */
gboolean sy_chart_builder_is_drawing (SyChartBuilder *self);
void sy_chart_builder_collect_items (SyChartBuilder *self);
gboolean sy_chart_builder_has_all_dates (SyChartBuilder *self, int x);
void sy_chart_builder_clear_zeros (SyChartBuilder *self, int column, GStrv texts);
gboolean sy_chart_builder_add_drawing_series (SyChartBuilder *self, GError **error);
void sy_chart_builder_add_states (SyChartBuilder *self);
void sy_chart_builder_add_subject (SyChartBuilder *self);

G_END_DECLS
