/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page that shows all that was recognised of a file, each with a reason, and lets every guess be
 * overruled before anything is read in. */
#pragma once

#include <adwaita.h>

#include "sy-import-mode.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

#define SY_TYPE_IMPORT_DIALOG (sy_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SyImportDialog, sy_import_dialog, SY, IMPORT_DIALOG, AdwWindow)
/* Signals: "answered" (gboolean accepted) — once, before it closes; then the plan can be taken. */

/* @plan: (transfer full) (nullable): what was recognised; NULL: nothing, for the reason @problem. */
SyImportDialog *sy_import_dialog_new (
    GtkWindow *parent, SyWorkbook *workbook, const char *path, SyImportPlan *plan, const GError *problem);
/* Base names of the files that wait behind this one, or NULL. */
void sy_import_dialog_show_others (SyImportDialog *self, char **names);
/* What the file is called where its name says nothing, as for the clipboard. */
void sy_import_dialog_set_file_title (SyImportDialog *self, const char *title);

/* (transfer full) */
SyImportPlan *sy_import_dialog_take_plan (SyImportDialog *self);
/* (transfer full): names of further sheets of the file that were ticked. */
char **sy_import_dialog_dup_more_sheets (SyImportDialog *self);
/* FALSE: whatever suits the file. */
gboolean sy_import_dialog_get_mode (SyImportDialog *self, SyImportMode *mode);

G_END_DECLS
