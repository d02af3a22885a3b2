/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: areas on the left, the page in the middle, the explanation on the right; one document at a
 * time. */
#pragma once

#include <adwaita.h>

#include "sy-application.h"
#include "sy-catalogue.h"
#include "sy-early-look.h"

G_BEGIN_DECLS

#define SY_TYPE_WINDOW (sy_window_get_type ())
G_DECLARE_FINAL_TYPE (SyWindow, sy_window, SY, WINDOW, AdwApplicationWindow)

SyWindow *sy_window_new (SyApplication *application, SyCatalogue *catalogue);
/* Whether a file of this computer holds data: it is no document and no template. */
gboolean sy_window_is_data (const char *path);
/* Takes @look: at a file that is opened next, and need not be looked at again. */
void sy_window_take_look (SyWindow *self, SyEarlyLook *look);
/* A document replaces what is open; data files are recognised, shown for correction, and read in, one after
 * the other. */
void sy_window_open_files (SyWindow *self, GFile **files, guint n_files);

G_END_DECLS
