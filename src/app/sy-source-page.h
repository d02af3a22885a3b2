/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 数据源: which files were read, what their columns mean, what was refused, and the rows themselves. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_SOURCE_PAGE (sy_source_page_get_type ())
G_DECLARE_FINAL_TYPE (SySourcePage, sy_source_page, SY, SOURCE_PAGE, AdwBin)

GtkWidget *sy_source_page_new (SySession *session);

G_END_DECLS
