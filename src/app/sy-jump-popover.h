/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the number of a row to go to: in the table, or in the file that it was read from. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_JUMP_POPOVER (sy_jump_popover_get_type ())
G_DECLARE_FINAL_TYPE (SyJumpPopover, sy_jump_popover, SY, JUMP_POPOVER, GtkPopover)
/* Signal: "jump" (number as gint64, in file as gboolean) */

GtkWidget *sy_jump_popover_new (void);
/* Do rows of this table come from a file? */
void sy_jump_popover_set_has_file (SyJumpPopover *self, gboolean has_file);
/* Says why one can't go there; NULL: one can. */
void sy_jump_popover_set_problem (SyJumpPopover *self, const char *problem);

G_END_DECLS
