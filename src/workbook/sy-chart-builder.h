/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template's chart filled from its evaluated table: one spec for the window, the pictures and the
 * workbook's native chart. */
#pragma once

#include "sy-chart.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* A chart, and which cell each of its points is. Free with sy_built_chart_free(). */
typedef struct
{
  const SyTemplateChart *definition;
  SyChart *chart;
  SyTable *table;
  GArray *rows;  /* (element-type gint64) row number in the table of each point */
  GStrv columns; /* column id of each series */
} SyBuiltChart;

void sy_built_chart_free (SyBuiltChart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyBuiltChart, sy_built_chart_free)

/**
 * sy_chart_builder_build:
 * @evaluation: where the numbers come from
 * @definition: one of sy_workbook_list_charts()
 * @cancellable: (nullable): stops the evaluation of the table
 *
 * Evaluates the chart's table and puts its columns in. Rows whose x is empty are left out; a missing value is
 * a gap. Safe from any thread; blocks.
 *
 * Returns: (transfer full): the chart, or %NULL with the evaluation's error or %SY_WORKBOOK_ERROR_TABLE when
 * it names a column that is not there
 */
SyBuiltChart *sy_chart_builder_build (SyEvaluation *evaluation,
                                      const SyTemplateChart *definition,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
