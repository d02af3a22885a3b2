/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From which database, and which table or query of it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SY_TYPE_DATABASE_DIALOG (sy_database_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SyDatabaseDialog, sy_database_dialog, SY, DATABASE_DIALOG, AdwWindow)
/* Signals: "chosen" (const char *database, const char *sheet, const char *title) — a table or query was
 * chosen; database and sheet are what readers take, the title is what people call the database. The dialog
 * closes itself. */

SyDatabaseDialog *sy_database_dialog_new (GtkWindow *parent);

G_END_DECLS
