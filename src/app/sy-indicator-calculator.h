/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An indicator computed from typed inputs: a field for each, the result as one types, and the formula with
 * the numbers put in. It needs no data. */
#pragma once

#include <adwaita.h>

#include "sy-indicator.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_INDICATOR_CALCULATOR (sy_indicator_calculator_get_type ())
G_DECLARE_FINAL_TYPE (SyIndicatorCalculator, sy_indicator_calculator, SY, INDICATOR_CALCULATOR, AdwBin)

/* @session: for the threads and the language; its data are not looked at. */
GtkWidget *sy_indicator_calculator_new (SySession *session);
void sy_indicator_calculator_set_indicator (SyIndicatorCalculator *self, SyIndicator *indicator);

G_END_DECLS
