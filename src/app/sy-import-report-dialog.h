/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of what came in: file by file rows read, kept, changed and refused, sums that tie, and every
 * refused row with its number, text and reason. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_IMPORT_REPORT_DIALOG (sy_import_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SyImportReportDialog, sy_import_report_dialog, SY, IMPORT_REPORT_DIALOG, AdwWindow)

/* Reads what it shows off the main loop. */
GtkWidget *sy_import_report_dialog_new (GtkWindow *parent, SySession *session);

G_END_DECLS
