/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of charts through pango, measured the same way for every surface. */
#pragma once

#include <pango/pangocairo.h>

#include "sy-chart-layout.h"

G_BEGIN_DECLS

/* A context for the theme's font and language; metrics are not hinted, so that text is as wide on paper as on
 * screen. */
PangoContext *sy_text_context_new (const SyTheme *theme);
/* Text as the label's role has it, wrapped and shortened as the label says. */
PangoLayout *sy_text_layout_new (PangoContext *context, const SyTheme *theme, const SyChartLabel *label);
/* Sets the label's width and height, the key included. */
void sy_text_measure (PangoContext *context, const SyTheme *theme, SyChartLabel *label);
double sy_text_get_key_width (const SyTheme *theme, SyKeyShape key);

G_END_DECLS
