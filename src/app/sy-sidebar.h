/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one can go: what is asked of the data beside any template, then the five areas, numbered as the
 * process goes, with the tables of the analysis areas below their headings, and the worksheets of thinking.
 */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

/* A place is an area, or one of these. */
enum
{
  SY_PLACE_EXPLORER = SY_AREA_REPORT + 1, /* indicators × dimensions × period × contrast */
  SY_PLACE_INDICATORS,                    /* the library of them */
  SY_PLACE_DASHBOARD,                     /* those that are watched */
  SY_PLACE_WORKSHEET,                     /* of thinking; its “table” is the worksheet */
};

#define SY_TYPE_SIDEBAR (sy_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SySidebar, sy_sidebar, SY, SIDEBAR, AdwBin)
/* Signal "chosen" (int place, const char *table): the user went somewhere; table is NULL for a place without
 * tables of its own. */

/* Rows follow the session's evaluations. */
void sy_sidebar_set_session (SySidebar *self, SySession *session);
/* Marks a place without emitting "chosen"; an area with tables and no @table marks its first table. Returns
 * the table that is meant, or NULL. */
const char *sy_sidebar_go (SySidebar *self, int place, const char *table);

/* How many of the pins are beyond their limits; shown beside the dashboard. */
void sy_sidebar_set_alarms (SySidebar *self, guint n);

G_END_DECLS
