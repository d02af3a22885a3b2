/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 人 · 货 · 场 · 财: indicators told apart by dimensions over a period, held against something; from each row
 * into what is within it, and back. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"
#include "sy-view.h"

G_BEGIN_DECLS

#define SY_TYPE_EXPLORER_PAGE (sy_explorer_page_get_type ())
G_DECLARE_FINAL_TYPE (SyExplorerPage, sy_explorer_page, SY, EXPLORER_PAGE, AdwBin)

GtkWidget *sy_explorer_page_new (SySession *session);
/* Asks that. */
void sy_explorer_page_show_view (SyExplorerPage *self, SyView *view);
/* One indicator as a beginning, over the month at the top. */
void sy_explorer_page_show_indicator (SyExplorerPage *self, const char *id);

G_END_DECLS
