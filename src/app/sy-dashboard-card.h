/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pin: its value, what became of it, whether it is within its limits, and the way to the explorer. */
#pragma once

#include <adwaita.h>

#include "sy-pin-reading.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_DASHBOARD_CARD (sy_dashboard_card_get_type ())
G_DECLARE_FINAL_TYPE (SyDashboardCard, sy_dashboard_card, SY, DASHBOARD_CARD, AdwBin)

/* @reading: borrowed for the call. */
GtkWidget *sy_dashboard_card_new (SySession *session, const SyPinReading *reading);

G_END_DECLS
