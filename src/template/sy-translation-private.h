/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts in a language of the caller's choice, whatever the locale of the process. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How well a text in @own ("zh_CN", "zh-Hans", "en") suits a reader of @wanted (NULL: the locale's language):
 * 3 the same, 2 the same main language, 0 another one. */
int sy_translation_compare (const char *own, const char *wanted);

/* @msgid in @language through the gettext catalogue of the program; @msgid itself where it has none. Safe
 * from any thread. */
char *sy_translation_dup (const char *msgid, const char *language);

G_END_DECLS
