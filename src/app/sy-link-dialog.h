/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell of a worksheet is linked to: an indicator, a cell of a table, a named value or a chart, with
 * what it is at present. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"
#include "sy-sheet-grid.h"

G_BEGIN_DECLS

#define SY_TYPE_LINK_DIALOG (sy_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SyLinkDialog, sy_link_dialog, SY, LINK_DIALOG, AdwWindow)

/* For the cell at the grid's cursor. */
GtkWidget *sy_link_dialog_new (GtkWindow *parent, SySession *session, SySheetGrid *grid);

G_END_DECLS
