/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window shows before anything is open: what to bring, and a case to try. */
#pragma once

#include <adwaita.h>

#include "sy-catalogue.h"

G_BEGIN_DECLS

#define SY_TYPE_START_PAGE (sy_start_page_get_type ())
G_DECLARE_FINAL_TYPE (SyStartPage, sy_start_page, SY, START_PAGE, AdwBin)

/* The cases to offer. */
void sy_start_page_set_catalogue (SyStartPage *self, SyCatalogue *catalogue);

G_END_DECLS
