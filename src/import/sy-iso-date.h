/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, times and durations as XML files write them. */
#pragma once

#include "sy-cell-sink.h"

G_BEGIN_DECLS

gboolean sy_iso_date_parse (const char *text, gsize length, SyCell *out);
gboolean sy_iso_duration_parse (const char *text, gsize length, SyCell *out);

G_END_DECLS
