/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worksheet of thinking: what it says, its drawings, and its tables to be filled in place. Nothing of it is
 * built anew under the user's hands. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_WORKSHEET_PAGE (sy_worksheet_page_get_type ())
G_DECLARE_FINAL_TYPE (SyWorksheetPage, sy_worksheet_page, SY, WORKSHEET_PAGE, AdwBin)
/* Actions: "worksheet.edit", "worksheet.move-up", "worksheet.move-down", "worksheet.remove",
 * "worksheet.print", "worksheet.save-drawing" */

GtkWidget *sy_worksheet_page_new (SySession *session);
/* NULL, or of one that is not there: an empty page. */
void sy_worksheet_page_set_worksheet (SyWorksheetPage *self, const char *id);
const char *sy_worksheet_page_get_worksheet (SyWorksheetPage *self);
/* The focus to the first cell that waits to be filled. */
void sy_worksheet_page_begin (SyWorksheetPage *self);
/* The focus to one cell; @row from 0. */
void sy_worksheet_page_select (SyWorksheetPage *self, const char *table, guint row, const char *column);
/* What is being typed goes to the document. */
void sy_worksheet_page_commit (SyWorksheetPage *self);
/* Before an undo: TRUE when what was typed last was wrong and has been taken back by this. */
gboolean sy_worksheet_page_take_back (SyWorksheetPage *self);

G_END_DECLS
