/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing the kind of a new worksheet: by subject, found by name, pinyin or what it is for, or from a file.
 */
#pragma once

#include <adwaita.h>

#include "sy-workbook.h"

G_BEGIN_DECLS

#define SY_TYPE_WORKSHEET_CHOOSER (sy_worksheet_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SyWorksheetChooser, sy_worksheet_chooser, SY, WORKSHEET_CHOOSER, AdwWindow)

/* @workbook: (nullable): of the document that is open. What is chosen goes to the parent's action
 * "win.add-worksheet" with the id of the kind, or to "win.open-worksheet-file". */
GtkWidget *sy_worksheet_chooser_new (GtkWindow *parent, SyCatalogue *catalogue, SyWorkbook *workbook);

G_END_DECLS
