/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table whose rows the user types: special days, promotions … An expander with one line of fields a row. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_INPUT_ROW (sy_input_row_get_type ())
G_DECLARE_FINAL_TYPE (SyInputRow, sy_input_row, SY, INPUT_ROW, AdwExpanderRow)

/* @definition: an INPUT table of the session's template; kept by the template. */
GtkWidget *sy_input_row_new (SySession *session, const SyTemplateTable *definition);
void sy_input_row_update (SyInputRow *self);

G_END_DECLS
