/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five areas, numbered as the process goes, with the tables of the analysis areas below their headings.
 */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_SIDEBAR (sy_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SySidebar, sy_sidebar, SY, SIDEBAR, AdwBin)
/* Signal "chosen" (SyArea area, const char *table): the user went somewhere; table is NULL for an area
 * without tables of its own. */

/* Rows follow the session's evaluations. */
void sy_sidebar_set_session (SySidebar *self, SySession *session);
/* Marks a place without emitting "chosen"; an area with tables and no @table marks its first table. Returns
 * the table that is meant, or NULL. */
const char *sy_sidebar_go (SySidebar *self, SyArea area, const char *table);

G_END_DECLS
