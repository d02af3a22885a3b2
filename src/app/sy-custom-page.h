/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 自定义: the template, its parameters, and the tables whose rows are typed. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CUSTOM_PAGE (sy_custom_page_get_type ())
G_DECLARE_FINAL_TYPE (SyCustomPage, sy_custom_page, SY, CUSTOM_PAGE, AdwBin)

GtkWidget *sy_custom_page_new (SySession *session);

G_END_DECLS
