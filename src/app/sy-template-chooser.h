/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 分析方法: every template there is, by 人货场财, to be searched and opened, with what each needs. */
#pragma once

#include <adwaita.h>

#include "sy-workbook.h"

G_BEGIN_DECLS

#define SY_TYPE_TEMPLATE_CHOOSER (sy_template_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SyTemplateChooser, sy_template_chooser, SY, TEMPLATE_CHOOSER, AdwWindow)

/* @workbook: whose data are looked at for what is missing; NULL: nothing is open. The choice is handed to the
 * parent's action "win.template". */
GtkWidget *sy_template_chooser_new (GtkWindow *parent, SyCatalogue *catalogue, SyWorkbook *workbook);

G_END_DECLS
