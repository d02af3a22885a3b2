/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All indicators together: what they share is put to each, and one is found by what a reader types. */
#pragma once

#include "sy-indicator.h"

G_BEGIN_DECLS

typedef struct _SyIndicatorLibrary SyIndicatorLibrary;

/* Reads every XML file of @folder; none when there is no such folder, or it is NULL. */
SyIndicatorLibrary *sy_indicator_library_new (const char *folder, const char *language, GError **error);
void sy_indicator_library_free (SyIndicatorLibrary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyIndicatorLibrary, sy_indicator_library_free)

GPtrArray *sy_indicator_library_get_all (SyIndicatorLibrary *self); /* (element-type SyIndicator) */
/* By id, title or alias, without case, full-width forms and punctuation; else an error that names the
 * nearest. */
SyIndicator *sy_indicator_library_find (SyIndicatorLibrary *self, const char *id_or_title, GError **error);
/* Best first: names, then pinyin (hyl, huiyuan), then formulas, then meanings; every word of @text must be
 * found. All of them, in their own order, for an empty text. (transfer container) (element-type SyIndicator)
 */
GPtrArray *sy_indicator_library_search (SyIndicatorLibrary *self, const char *text);

G_END_DECLS
