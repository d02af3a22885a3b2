/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 清洗: the steps of a source with what each came to, and the rows that a step touched. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CLEANING_DIALOG (sy_cleaning_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SyCleaningDialog, sy_cleaning_dialog, SY, CLEANING_DIALOG, AdwWindow)

/* Every change is made at once, off the main loop, and can be undone. */
GtkWidget *sy_cleaning_dialog_new (GtkWindow *parent, SySession *session);

G_END_DECLS
