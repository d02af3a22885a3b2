/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a worksheet and its tags: the level of management and the lines of business that it is for. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_WORKSHEET_DIALOG (sy_worksheet_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SyWorksheetDialog, sy_worksheet_dialog, SY, WORKSHEET_DIALOG, AdwWindow)

GtkWidget *sy_worksheet_dialog_new (GtkWindow *parent, SySession *session, const char *id);

/* Business lines of worksheets in the order of showing, NULL-terminated; their titles are translated. */
extern const char *const sy_worksheet_lines[];
const char *sy_worksheet_line_get_title (const char *line);
/* strategy, process, cause, customer, plan */
extern const char *const sy_worksheet_subjects[];
const char *sy_worksheet_subject_get_title (const char *subject);

G_END_DECLS
