/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents and data files that were opened here, in the desktop's own list of recent files. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sy_recent_list_add (const char *uri);
/* (transfer full) (element-type GtkRecentInfo): the latest first, at most @max; files that are gone are left
 * out. */
GPtrArray *sy_recent_list_get (guint max);

G_END_DECLS
