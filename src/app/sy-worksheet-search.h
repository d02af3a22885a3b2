/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a word in the worksheets of the document: in their titles and in what was typed into their cells.
 */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_WORKSHEET_SEARCH (sy_worksheet_search_get_type ())
G_DECLARE_FINAL_TYPE (SyWorksheetSearch, sy_worksheet_search, SY, WORKSHEET_SEARCH, AdwWindow)

/* What is chosen goes to the parent's action "win.worksheet-cell": worksheet, table ("" for the head), row
 * from 0, column. Personal data is found as it is shown. */
GtkWidget *sy_worksheet_search_new (GtkWindow *parent, SySession *session);

G_END_DECLS
