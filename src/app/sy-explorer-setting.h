/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that is set of the indicators that are asked for: the product, the category, a limit. Where the
 * data say what there is, one of it is chosen; else it is typed. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"
#include "sy-view.h"

G_BEGIN_DECLS

#define SY_TYPE_EXPLORER_SETTING (sy_explorer_setting_get_type ())
G_DECLARE_FINAL_TYPE (SyExplorerSetting, sy_explorer_setting, SY, EXPLORER_SETTING, AdwBin)

/* @evaluation: of the view; what is chosen is set in its workbook. */
GtkWidget *
sy_explorer_setting_new (SySession *session, SyEvaluation *evaluation, const SyViewSetting *setting);

G_END_DECLS
