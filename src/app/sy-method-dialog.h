/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 方法: the formulas of the document's template, to be changed, kept as the user's own and shared. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_METHOD_DIALOG (sy_method_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SyMethodDialog, sy_method_dialog, SY, METHOD_DIALOG, AdwWindow)

/* @table and @column: the column that is looked at first; @column "": the value or parameter @table; both "":
 * the first there is. */
GtkWidget *
sy_method_dialog_new (GtkWindow *parent, SySession *session, const char *table, const char *column);

G_END_DECLS
