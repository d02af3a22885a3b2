/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of one step of cleaning: a row for each parameter of its kind. */
#pragma once

#include <adwaita.h>

#include "sy-cleaning.h"

G_BEGIN_DECLS

#define SY_TYPE_CLEANING_FORM (sy_cleaning_form_get_type ())
G_DECLARE_FINAL_TYPE (SyCleaningForm, sy_cleaning_form, SY, CLEANING_FORM, AdwWindow)
/* Signal "done": the step is what it is to be; the form closes. */

/* @columns (element-type SyCleaningColumn) of the source; @sources (element-type SyWorkbookSource) of the
 * workbook. Both are only read. */
GtkWidget *
sy_cleaning_form_new (GtkWindow *parent, SyCleaningStep *step, GPtrArray *columns, GPtrArray *sources);
/* Borrowed. */
SyCleaningStep *sy_cleaning_form_get_step (SyCleaningForm *self);

G_END_DECLS
