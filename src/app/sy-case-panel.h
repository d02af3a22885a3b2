/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of a case beside the workbook: one step at a time with its question, a hint, the answer with
 * numbers that are computed now, and the way to the table where it can be seen. */
#pragma once

#include <adwaita.h>

#include "sy-case.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CASE_PANEL (sy_case_panel_get_type ())
G_DECLARE_FINAL_TYPE (SyCasePanel, sy_case_panel, SY, CASE_PANEL, AdwBin)

GtkWidget *sy_case_panel_new (SySession *session, SyCase *learned);

G_END_DECLS
