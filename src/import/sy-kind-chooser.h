/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which kind of data a table is. */
#pragma once

#include "sy-role-matcher.h"

G_BEGIN_DECLS

SyRoleMatch *sy_kind_chooser_choose (GPtrArray *kinds,
                                     const SyMatchColumn *columns,
                                     guint n_columns,
                                     gboolean file_uses_comma,
                                     const char *const *titles,
                                     char **reason);

G_END_DECLS
