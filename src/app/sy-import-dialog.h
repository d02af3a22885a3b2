/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recognised of a file, with a reason each; every guess can be overruled here before anything is
 * read in. */
#pragma once

#include <adwaita.h>

#include "sy-catalogue.h"
#include "sy-importer.h"

G_BEGIN_DECLS

#define SY_TYPE_IMPORT_DIALOG (sy_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SyImportDialog, sy_import_dialog, SY, IMPORT_DIALOG, AdwWindow)
/* Signals: "accepted" — sy_import_dialog_take_plan() has what to read; "closed" — after everything, also
 * after "accepted". */

SyImportDialog *sy_import_dialog_new (GtkWindow *parent, SyCatalogue *catalogue, const char *path);
/* Once, after "accepted". */
SyImportPlan *sy_import_dialog_take_plan (SyImportDialog *self);

G_END_DECLS
