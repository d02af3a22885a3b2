/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How charts write numbers: short ones for axes and labels, full ones for sentences. */
#pragma once

#include "sy-chart.h"
#include "sy-scale.h"

G_BEGIN_DECLS

/* The number of tick @tick: all ticks of an axis share divisor and decimals. K, M, B, T in English; 万, 亿,
 * 万亿 in Chinese. */
char *sy_scale_format_tick (
    const SyScale *self, guint tick, SyChartUnit unit, const char *currency, gboolean chinese);

/* A number for a label in a chart: short, three or four digits that count. */
char *sy_chart_format_short (double value, SyChartUnit unit, const char *currency, gboolean chinese);
/* A number in full, with thousands separators and at most @decimals decimals, no trailing zeros. */
char *sy_chart_format_full (double value, SyChartUnit unit, const char *currency, int decimals);

G_END_DECLS
