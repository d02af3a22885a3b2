/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source rows behind a number: how many, what they add up to, where they stand in the file. */
#pragma once

#include <gtk/gtk.h>

#include "sy-session.h"

G_BEGIN_DECLS

/* The inspector reads so many at first; a button brings more. */
#define SY_INSPECTOR_ROWS_SHOWN 20

#define SY_TYPE_INSPECTOR_ROWS (sy_inspector_rows_get_type ())
G_DECLARE_FINAL_TYPE (SyInspectorRows, sy_inspector_rows, SY, INSPECTOR_ROWS, GtkWidget)

GtkWidget *sy_inspector_rows_new (SySession *session);
/* @rows: the first ones, read already; NULL hides it. */
void sy_inspector_rows_show (SyInspectorRows *self, SyExplanation *explanation, SyRowsBehind *rows);

G_END_DECLS
