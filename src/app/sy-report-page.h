/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 报告展示: headings, cards, sentences, charts and tables, as the template puts them together. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_REPORT_PAGE (sy_report_page_get_type ())
G_DECLARE_FINAL_TYPE (SyReportPage, sy_report_page, SY, REPORT_PAGE, AdwBin)

GtkWidget *sy_report_page_new (SySession *session);

G_END_DECLS
