/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what is pinned whenever something changed, off the main loop, for the page and for the mark in the
 * sidebar. */
#pragma once

#include "sy-pin-reading.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_DASHBOARD_READER (sy_dashboard_reader_get_type ())
G_DECLARE_FINAL_TYPE (SyDashboardReader, sy_dashboard_reader, SY, DASHBOARD_READER, GObject)
/* Signal: "read" — sy_dashboard_reader_get_readings() are new */

SyDashboardReader *sy_dashboard_reader_new (SySession *session);
/* (element-type SyPinReading): the most urgent first; borrowed */
GPtrArray *sy_dashboard_reader_get_readings (SyDashboardReader *self);
guint sy_dashboard_reader_count_alarms (SyDashboardReader *self);
/* Pins an indicator with limits by its own past, as soon as that is read; "pinned" (SyPinReading) tells.
 * @view: text, or NULL. */
void sy_dashboard_reader_pin (SyDashboardReader *self, const char *indicator, const char *view);

G_END_DECLS
