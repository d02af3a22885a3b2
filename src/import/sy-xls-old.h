/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel files before 1993 (BIFF2 to BIFF4), through freexl. Runs in the helper only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sy_xls_old_run (const char *path, gboolean list, guint sheet_index);

G_END_DECLS
