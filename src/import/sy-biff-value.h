/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as all versions of BIFF hold them. Runs in the helper only. */
#pragma once

#include "sy-cell-sink.h"
#include "sy-number-format.h"

G_BEGIN_DECLS

void sy_biff_set_number (SyCell *cell, double number, SyNumberFormat format, gboolean date1904);
void sy_biff_set_error (SyCell *cell, guint code);
double sy_biff_decode_rk (guint32 rk);

G_END_DECLS
