/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of every type, and of the data that charts go wrong with, for the tests of this folder. */
#pragma once

#include "sy-chart.h"

typedef struct
{
  const char *name;
  SyChart *(*make) (gboolean chinese);
} SampleChart;

extern const SampleChart sample_charts[];
extern const guint n_sample_charts;

/* sample-kinds.c */
extern const SampleChart sample_kinds[];
extern const guint n_sample_kinds;

/* sample-drawings.c */
extern const SampleChart sample_drawings[];
extern const guint n_sample_drawings;

SyChart *sample_line (gboolean chinese);
SyChart *sample_columns (gboolean chinese);
SyChart *sample_prices (gboolean chinese);
SyChart *sample_pareto (gboolean chinese);
SyChart *sample_pareto_long (gboolean chinese);
SyChart *sample_target (gboolean chinese);
SyChart *sample_empty (gboolean chinese);

SyChart *sample_scatter (gboolean chinese);
SyChart *sample_bubbles (gboolean chinese);
SyChart *sample_histogram (gboolean chinese);
SyChart *sample_box (gboolean chinese);
SyChart *sample_control (gboolean chinese);
SyChart *sample_waterfall (gboolean chinese);
SyChart *sample_tree (gboolean chinese);
SyChart *sample_funnel (gboolean chinese);
SyChart *sample_rows (gboolean chinese);
SyChart *sample_dumbbell (gboolean chinese);
SyChart *sample_radar (gboolean chinese);
SyChart *sample_heatmap (gboolean chinese);
SyChart *sample_calendar (gboolean chinese);
SyChart *sample_year (gboolean chinese);
SyChart *sample_lorenz (gboolean chinese);
SyChart *sample_stacked (gboolean chinese);
SyChart *sample_facets (gboolean chinese);
SyChart *sample_nothing (SyChartType type, guint n);

SyChart *sample_swot (gboolean chinese);
SyChart *sample_fish (gboolean chinese);
SyChart *sample_broken_fish (gboolean chinese);
SyChart *sample_forces (gboolean chinese);
SyChart *sample_climb (gboolean chinese);
SyChart *sample_board (gboolean chinese);
SyChart *sample_steps (gboolean chinese);
SyChart *sample_form (gboolean chinese);
SyChart *sample_hostile (SyChartType type, guint n);
