/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small line of the latest periods, with the limits as dashes and the last one as a dot. */
#pragma once

#include <gtk/gtk.h>

#include "sy-pin-reading.h"

G_BEGIN_DECLS

#define SY_TYPE_DASHBOARD_SPARKLINE (sy_dashboard_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (SyDashboardSparkline, sy_dashboard_sparkline, SY, DASHBOARD_SPARKLINE, GtkWidget)

/* Copies what it needs of @reading. */
GtkWidget *sy_dashboard_sparkline_new (const SyPinReading *reading, const char *language);

G_END_DECLS
