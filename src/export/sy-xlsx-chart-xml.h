/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writers of a chart's parts share. */
#pragma once

#include "sy-xlsx-chart.h"

G_BEGIN_DECLS

void sy_xlsx_chart_append_color (GString *xml, SyColor color);
void sy_xlsx_chart_append_text_properties (const SyXlsxChart *self, GString *xml, guint size, gboolean bold);
void sy_xlsx_chart_append_title (
    const SyXlsxChart *self, GString *xml, const char *text, guint size, gboolean bold, gboolean turned);
void sy_xlsx_chart_append_number (GString *xml, double number);
void sy_xlsx_chart_append_ref (GString *xml, const char *ref);
void sy_xlsx_chart_append_numbers (
    GString *xml, const char *ref, const double *numbers, guint n, const char *format);
void sy_xlsx_chart_append_categories (const SyXlsxChart *self, GString *xml);
void sy_xlsx_chart_append_axis_text (const SyXlsxChart *self, GString *xml);
/* Line, or marker without one. */
void sy_xlsx_chart_append_line_look (GString *xml, const SyXlsxSeries *series);
void sy_xlsx_chart_append_label_cells (GString *xml, const SyXlsxSeries *series);
void sy_xlsx_chart_append_labels (const SyXlsxChart *self, GString *xml, const SyXlsxSeries *series);

/* sy-xlsx-chart-plane.c: scatter and bubble, with their two axes of numbers. */
void sy_xlsx_chart_append_plane (const SyXlsxChart *self, GString *xml);

G_END_DECLS
