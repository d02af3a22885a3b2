/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line below the table of a view: the whole, of which the rows are parts. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_EXPLORER_TOTALS (sy_explorer_totals_get_type ())
G_DECLARE_FINAL_TYPE (SyExplorerTotals, sy_explorer_totals, SY, EXPLORER_TOTALS, AdwBin)

/* Signal: "read" (const char *sentence) — what the whole is, in a sentence */

GtkWidget *sy_explorer_totals_new (SySession *session);
/* @id: of the view; NULL evaluation: nothing is shown. A click on a number explains it. */
void sy_explorer_totals_set_view (SyExplorerTotals *self, SyEvaluation *evaluation, const char *id);

G_END_DECLS
