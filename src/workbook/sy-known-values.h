/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that are known before a statement is planned. */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

char *sy_known_values_write (const char *sql, const SyValue *values, guint n_values, GArray *left);
SyFrame *sy_known_values_query (SyEngine *engine,
                                const char *sql,
                                const SyValue *values,
                                guint n_values,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
