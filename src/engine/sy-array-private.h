/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling arrays. */
#pragma once

#include "sy-array.h"

G_BEGIN_DECLS

SyArray *sy_array_new (SyArrayKind kind, SyColumnType type, guint scale);
/* Room for @n more rows, which the caller fills: the first of them. */
gsize sy_array_grow (SyArray *self, gsize n);
/* The code of a value, a new one if it was not there. Texts need not end; an empty one is a blank. */
guint32 sy_array_code_text (SyArray *self, const char *text, gsize length);
guint32 sy_array_code_integer (SyArray *self, gint64 value); /* mantissas, days … */
guint32 sy_array_code_number (SyArray *self, double value);

G_END_DECLS
