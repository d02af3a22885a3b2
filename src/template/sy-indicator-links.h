/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the formulas of an indicator read, directly and through helpers. */
#pragma once

#include "sy-indicator.h"

G_BEGIN_DECLS

/* Fills needs, parameters, helpers of @self from its formulas and @shared. An error names a name that is
 * nothing. */
gboolean sy_indicator_link (SyIndicator *self, SyTemplate *shared, GError **error);

G_END_DECLS
