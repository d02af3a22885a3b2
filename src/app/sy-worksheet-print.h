/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worksheet on paper, on one page as long as it can be read there, and its drawing as a file. */
#pragma once

#include <gtk/gtk.h>

#include "sy-session.h"

G_BEGIN_DECLS

void sy_worksheet_print (GtkWindow *parent, SySession *session, const char *id);
/* Asks for a name: PNG, SVG or PDF by its ending; several drawings get numbers. */
void sy_worksheet_save_drawing (GtkWindow *parent, SySession *session, const char *id);

G_END_DECLS
