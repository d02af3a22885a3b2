/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is watched: pins kept with the workbook, each change of them undoable. */
#pragma once

#include "sy-pin.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* (transfer full) (element-type SyPin): in the order in which they were pinned; empty when what is kept can't
 * be read. */
GPtrArray *sy_dashboard_list_pins (SyWorkbook *workbook);
/* (transfer full): NULL: there is none of this id. */
SyPin *sy_dashboard_find_pin (SyWorkbook *workbook, const char *id);
/* Whether the indicator is watched with the same view; NULL or "": with none. */
gboolean sy_dashboard_has_pin (SyWorkbook *workbook, const char *indicator, const char *view);
/* Keeps a copy: in the place of the one with its id, or behind the others when it has none. FALSE with
 * SY_PIN_ERROR_LIMITS. */
gboolean sy_dashboard_pin (SyWorkbook *workbook, const SyPin *pin, GError **error);
void sy_dashboard_unpin (SyWorkbook *workbook, const char *id);

G_END_DECLS
