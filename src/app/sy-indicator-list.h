/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicators of the library, found by name, pinyin initials, formula or meaning, and narrowed down by
 * view, level, line, and whether the data give them. */
#pragma once

#include <adwaita.h>

#include "sy-indicator.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_INDICATOR_LIST (sy_indicator_list_get_type ())
G_DECLARE_FINAL_TYPE (SyIndicatorList, sy_indicator_list, SY, INDICATOR_LIST, AdwBin)
/* Signal: "chosen" (SyIndicator) — one was clicked, or Enter pressed */

/* @only_from_data: leaves out those that can only be typed. */
GtkWidget *sy_indicator_list_new (SySession *session, gboolean only_from_data);
/* Marks it, without “chosen”; takes filters away that hide it. */
void sy_indicator_list_select (SyIndicatorList *self, SyIndicator *indicator);
/* The search gets the keys. */
void sy_indicator_list_focus (SyIndicatorList *self);

G_END_DECLS
