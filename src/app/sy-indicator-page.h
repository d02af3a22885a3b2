/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library of indicators: all of them on one side, the chosen one on the other, with what it means, its
 * formula, a calculator, and its value from the data. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_INDICATOR_PAGE (sy_indicator_page_get_type ())
G_DECLARE_FINAL_TYPE (SyIndicatorPage, sy_indicator_page, SY, INDICATOR_PAGE, AdwBin)

GtkWidget *sy_indicator_page_new (SySession *session);
/* Opens one; NULL: as it is. */
void sy_indicator_page_open (SyIndicatorPage *self, const char *id);

G_END_DECLS
