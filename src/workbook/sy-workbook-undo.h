/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several changes as one: all of them, or none. Main thread. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

/* How many changes can be undone now. */
guint sy_workbook_count_changes (SyWorkbook *self);
/* Undoes all but the first @n of them, and forgets them: nothing is left to be redone. */
gboolean sy_workbook_take_back (SyWorkbook *self, guint n, GError **error);

G_END_DECLS
