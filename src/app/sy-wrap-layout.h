/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children beside one another in lines, each with the width that it wants; what does not fit goes to the next
 * line. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_WRAP_LAYOUT (sy_wrap_layout_get_type ())
/* Its property “spacing”: pixels between children, and between lines. */
G_DECLARE_FINAL_TYPE (SyWrapLayout, sy_wrap_layout, SY, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
