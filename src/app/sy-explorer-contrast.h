/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button with what numbers can be held against: times, places, plans, standards; what the data don't give
 * is there too, and says why not. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"
#include "sy-view.h"

G_BEGIN_DECLS

#define SY_TYPE_EXPLORER_CONTRAST (sy_explorer_contrast_get_type ())
G_DECLARE_FINAL_TYPE (SyExplorerContrast, sy_explorer_contrast, SY, EXPLORER_CONTRAST, AdwBin)
/* Signal: "changed" — the user chose another, or another argument */

GtkWidget *sy_explorer_contrast_new (SySession *session);
void sy_explorer_contrast_show (SyExplorerContrast *self, SyView *view);
/* The argument is borrowed. */
const char *sy_explorer_contrast_get (SyExplorerContrast *self, SyContrast *contrast);

G_END_DECLS
