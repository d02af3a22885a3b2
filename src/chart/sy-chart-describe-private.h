/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of words in words. */
#pragma once

#include "sy-chart.h"

G_BEGIN_DECLS

/* @title: type and title. */
char *sy_chart_describe_drawing (SyChart *chart, const char *title);
char *sy_chart_describe_item (SyChart *chart, guint point);

G_END_DECLS
