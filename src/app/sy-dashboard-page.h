/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is watched, a card each: red ones first. */
#pragma once

#include <adwaita.h>

#include "sy-dashboard-reader.h"

G_BEGIN_DECLS

#define SY_TYPE_DASHBOARD_PAGE (sy_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (SyDashboardPage, sy_dashboard_page, SY, DASHBOARD_PAGE, AdwBin)

GtkWidget *sy_dashboard_page_new (SySession *session, SyDashboardReader *reader);

G_END_DECLS
