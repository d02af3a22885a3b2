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

SyChart *sample_line (gboolean chinese);
SyChart *sample_columns (gboolean chinese);
SyChart *sample_prices (gboolean chinese);
SyChart *sample_pareto (gboolean chinese);
SyChart *sample_pareto_long (gboolean chinese);
SyChart *sample_target (gboolean chinese);
SyChart *sample_empty (gboolean chinese);
