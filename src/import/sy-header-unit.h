/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The unit that a header says its amounts are in: 销售额（万元）, Sales (thousand). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint sy_header_unit_find (const char *header, char **word);

G_END_DECLS
