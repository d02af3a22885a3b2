/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The distinct texts of a column, and a number for each: what a column of codes is made with. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A code takes two bytes at most. */
#define SY_TEXT_CODES_MAX 65535u
#define SY_TEXT_CODES_NONE -1

typedef struct _SyTextCodes SyTextCodes;

SyTextCodes *sy_text_codes_new (void);
void sy_text_codes_free (SyTextCodes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTextCodes, sy_text_codes_free)
int sy_text_codes_number (SyTextCodes *self, const char *text, gsize length);
gboolean sy_text_codes_add (SyTextCodes *self, const char *text, gsize length);
guint sy_text_codes_get_n_texts (const SyTextCodes *self);
const char *sy_text_codes_get_text (const SyTextCodes *self, int number);
GPtrArray *sy_text_codes_settle (SyTextCodes *self);
int sy_text_codes_find (const SyTextCodes *self, const char *text, gsize length);

G_END_DECLS
