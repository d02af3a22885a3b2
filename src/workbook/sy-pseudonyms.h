/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pseudonyms of one key: each is computed once, whichever table it stands in and however often. */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

/* "M" and twelve hexadecimal digits. */
#define SY_PSEUDONYM_LENGTH 13

/* Safe from any thread. */
typedef struct _SyPseudonyms SyPseudonyms;
SyPseudonyms *sy_pseudonyms_ref (SyPseudonyms *self);
void sy_pseudonyms_unref (SyPseudonyms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPseudonyms, sy_pseudonyms_unref)

/* The ones of @key in statements of @engine, where they stay as long as it is open. (transfer full) NULL with
 * the engine's error. */
SyPseudonyms *sy_pseudonyms_get (SyEngine *engine, const char *key, GError **error);
/* Name of the function of the engine that makes one of a text. */
const char *sy_pseudonyms_get_function (SyPseudonyms *self);
/* A blank stays blank. */
char *sy_pseudonyms_make (SyPseudonyms *self, const char *text);
/* Whose it is, when it was made before; else NULL. (transfer full) */
char *sy_pseudonyms_find (SyPseudonyms *self, const char *pseudonym);
/* How many were computed. */
guint sy_pseudonyms_count (SyPseudonyms *self);

G_END_DECLS
