/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a file: what each means and how it is read, and a place to overrule it for the chosen one.
 */
#pragma once

#include <adwaita.h>

#include "sy-importer.h"

G_BEGIN_DECLS

#define SY_TYPE_MAPPING_PANE (sy_mapping_pane_get_type ())
G_DECLARE_FINAL_TYPE (SyMappingPane, sy_mapping_pane, SY, MAPPING_PANE, AdwBin)
/* Signals: "changed" — the plan was corrected; "failed" (message) — it could not be, and is as before;
 * "chosen" (guint column) — another column is looked at. */

/* @plan is borrowed until the next call; NULL while it is elsewhere: then nothing can be changed. */
void sy_mapping_pane_set_plan (SyMappingPane *self, SyImportPlan *plan);
void sy_mapping_pane_choose (SyMappingPane *self, guint column);

G_END_DECLS
