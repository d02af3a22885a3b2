/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/indicators/DOMAIN.xml to indicators. */
#pragma once

#include "sy-indicator.h"

G_BEGIN_DECLS

/* Adds the indicators of the file to @indicators, and what they share (parameters, computed source columns,
 * helper tables) to @shared, a template that is never computed itself. */
gboolean sy_indicator_reader_read (
    const char *path, const char *language, GPtrArray *indicators, SyTemplate *shared, GError **error);

G_END_DECLS
