/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in one column, in numbers and as a small histogram. */
#pragma once

#include <gtk/gtk.h>

#include "sy-column-statistics.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_STATISTICS_VIEW (sy_statistics_view_get_type ())
G_DECLARE_FINAL_TYPE (SyStatisticsView, sy_statistics_view, SY, STATISTICS_VIEW, GtkWidget)
/* Signal: "shown" — the numbers are there */

/* Counts in a thread; @conditions: (element-type SyCondition): of the rows that count. */
void sy_statistics_view_read (
    SyStatisticsView *self, SySession *session, SyTable *table, guint column, GPtrArray *conditions);
/* Counts no further. */
void sy_statistics_view_stop (SyStatisticsView *self);

G_END_DECLS
