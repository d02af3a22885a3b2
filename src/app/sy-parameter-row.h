/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One parameter: title, what it is, and a field that takes a value over on Enter or on leaving it. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_PARAMETER_ROW (sy_parameter_row_get_type ())
G_DECLARE_FINAL_TYPE (SyParameterRow, sy_parameter_row, SY, PARAMETER_ROW, AdwActionRow)

GtkWidget *sy_parameter_row_new (SySession *session, const char *id);
/* Shows the present value, or the default that holds. */
void sy_parameter_row_update (SyParameterRow *self);

G_END_DECLS
