/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 自定义报告: what stands on the report page, put together by hand: what is there on one side, what can be
 * added on the other. Each step takes hold at once and can be undone. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_REPORT_COMPOSER (sy_report_composer_get_type ())
G_DECLARE_FINAL_TYPE (SyReportComposer, sy_report_composer, SY, REPORT_COMPOSER, AdwWindow)

GtkWidget *sy_report_composer_new (GtkWindow *parent, SySession *session);

G_END_DECLS
