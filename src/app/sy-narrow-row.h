/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a narrow list: a long subtitle is wrapped before it takes the place of the row's value. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @row: an action, combo or expander row; of a combo row the model is one of strings. */
void sy_narrow_row (gpointer row);

G_END_DECLS
