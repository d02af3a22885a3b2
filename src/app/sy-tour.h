/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One stop of the tour: a few words with an arrow to the thing they are about, and the ways on, back and out.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_TOUR (sy_tour_get_type ())
G_DECLARE_FINAL_TYPE (SyTour, sy_tour, SY, TOUR, GtkPopover)

/* Signal "moved" (int by): the user goes on (1) or back (-1). "closed" of the popover: the tour is over. */

/* @parent: a box that holds all that is pointed at. It owns the tour; see gtk_widget_unparent(). */
SyTour *sy_tour_new (GtkWidget *parent);
/* @number from 1. The last stop has no way on but the end. */
void sy_tour_show_stop (SyTour *self, guint number, guint n_stops, const char *title, const char *text);
/* The arrow and a frame follow @target, also when it moves; NULL or what is not on the screen: the middle of
 * the parent. @position: on which side the words stand if there is room. */
void sy_tour_point_at (SyTour *self, GtkWidget *target, GtkPositionType position);
/* The keyboard goes to the way on, but not while somebody types. */
void sy_tour_take_focus (SyTour *self);

G_END_DECLS
