/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding indicators by words, by what they are spelled like, and by what they mean. */
#pragma once

#include "sy-indicator.h"

G_BEGIN_DECLS

/* What is looked through, made once. */
GPtrArray *sy_indicator_search_index (GPtrArray *indicators);
/* Best first; see sy_indicator_library_search(). */
GPtrArray *sy_indicator_search (GPtrArray *index, const char *text);

G_END_DECLS
