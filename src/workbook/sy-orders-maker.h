/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the relation of orders from the relation of lines. */
#pragma once

#include "sy-source.h"

G_BEGIN_DECLS

/* Creates the relation @name, or an empty one without columns of the source where orders are of no use: they
 * are hardly fewer than the lines, or the lines of one do not stand together. FALSE when it could not be
 * made; then nothing is left of it. */
gboolean sy_orders_maker_make (
    SyEngine *engine, const SySource *source, const char *name, GCancellable *cancellable, GError **error);

G_END_DECLS
