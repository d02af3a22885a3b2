/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of Excel 2 to 4 (BIFF2, 3 and 4), which hold one sheet. Runs in the helper only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sy_biff_early_recognise (const guint8 *data, gsize length);
void sy_biff_early_list (const guint8 *data, gsize length);
void sy_biff_early_read (const guint8 *data, gsize length);

G_END_DECLS
