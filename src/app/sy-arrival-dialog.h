/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Next month's file is not quite like the last one: the one question of what its columns are now, and what
 * happens to the rows that are there. */
#pragma once

#include <adwaita.h>

#include "sy-workbook-import.h"

G_BEGIN_DECLS

#define SY_TYPE_ARRIVAL_DIALOG (sy_arrival_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SyArrivalDialog, sy_arrival_dialog, SY, ARRIVAL_DIALOG, AdwWindow)

typedef enum
{
  SY_ARRIVAL_CANCELLED,
  SY_ARRIVAL_ACCEPTED, /* the arrival's difference has the answers */
  SY_ARRIVAL_SETTINGS, /* the user wants to see all that was recognised instead */
} SyArrivalAnswer;
/* Signals: "answered" (int SyArrivalAnswer) — once, before it closes; then the arrival can be taken. */

/* @arrival: (transfer full): with a recipe. @preview: (transfer full) (nullable): what the import would do.
 */
SyArrivalDialog *
sy_arrival_dialog_new (GtkWindow *parent, SyWorkbook *workbook, SyArrival *arrival, SyImportPreview *preview);
/* (transfer full) */
SyArrival *sy_arrival_dialog_take_arrival (SyArrivalDialog *self);
SyImportMode sy_arrival_dialog_get_mode (SyArrivalDialog *self);

G_END_DECLS
