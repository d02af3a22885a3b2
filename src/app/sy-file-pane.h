/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recognised of a file as a whole, each with its reason, and controls to overrule it. What the user
 * should look at stands on top. */
#pragma once

#include <adwaita.h>

#include "sy-import-mode.h"
#include "sy-overrule.h"

G_BEGIN_DECLS

#define SY_TYPE_FILE_PANE (sy_file_pane_get_type ())
G_DECLARE_FINAL_TYPE (SyFilePane, sy_file_pane, SY, FILE_PANE, AdwBin)
/* Signals: "overruled" (pointer to SyOverrule, borrowed). */

/* Keeps nothing of @plan. */
void sy_file_pane_show (SyFilePane *self, const SyImportPlan *plan);
/* (element-type SyRoleCost): what the file lacks, and what that costs. */
void sy_file_pane_show_costs (SyFilePane *self, GPtrArray *costs);
/* Other files that come along, base names; NULL: none. */
void sy_file_pane_show_others (SyFilePane *self, char **names);
/* How the rows join those that are there; @n_there 0: there are none, and nothing to choose. */
void sy_file_pane_show_modes (SyFilePane *self, gint64 n_there);
/* FALSE: whatever suits the file. */
gboolean sy_file_pane_get_mode (SyFilePane *self, SyImportMode *mode);
/* (transfer full): names of further sheets that were ticked. */
char **sy_file_pane_dup_more_sheets (SyFilePane *self);

G_END_DECLS
