/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title of a column: a click sorts, the arrow beside it opens what else can be done with the column. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_GRID_TITLE (sy_grid_title_get_type ())
G_DECLARE_FINAL_TYPE (SyGridTitle, sy_grid_title, SY, GRID_TITLE, GtkWidget)
/* Signals: "clicked", "menu" */

GtkWidget *sy_grid_title_new (const char *title, const char *description, gboolean is_right);
/* @direction: 0 unsorted, 1 ascending, -1 descending */
void sy_grid_title_set_sort (SyGridTitle *self, int direction);
void sy_grid_title_set_filtered (SyGridTitle *self, gboolean is_filtered);

G_END_DECLS
