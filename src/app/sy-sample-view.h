/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a file as they will be typed: what can't be read as what its column is stands out. */
#pragma once

#include <adwaita.h>

#include "sy-importer.h"

G_BEGIN_DECLS

#define SY_TYPE_SAMPLE_VIEW (sy_sample_view_get_type ())
G_DECLARE_FINAL_TYPE (SySampleView, sy_sample_view, SY, SAMPLE_VIEW, AdwBin)
/* Signals: "chosen" (guint column) — a cell of this column of the plan was clicked. */

/* Keeps nothing of @plan. Scroll positions stay where the columns are the same. */
void sy_sample_view_show (SySampleView *self, const SyImportPlan *plan);
/* Cells of the rows shown that can't be read. */
guint sy_sample_view_get_n_misfits (SySampleView *self);
guint sy_sample_view_get_n_rows (SySampleView *self);
/* Marks a column of the plan and brings it into sight. */
void sy_sample_view_choose (SySampleView *self, guint column);

/* One cell as it will be in the table. @misfit: why it can't be; then the text is what stands in the file. */
char *sy_sample_view_format (const SyImportPlan *plan,
                             const SyImportColumn *column,
                             const SyCell *cell,
                             const char **misfit);

G_END_DECLS
