/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact sums of amounts of up to 6 decimals, without a limit that a file could reach. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  __extension__ __int128 value; /* in millionths */
} SyDecimalSum;

/* value = mantissa / 10^scale, scale 0…6 */
void sy_decimal_sum_add (SyDecimalSum *self, gint64 mantissa, guint scale);
/* "-12.5"; NULL and what is no decimal add nothing. */
void sy_decimal_sum_add_text (SyDecimalSum *self, const char *text);
gboolean sy_decimal_sum_equal (const SyDecimalSum *a, const SyDecimalSum *b);
/* (transfer full): with two decimals, or as many as there are: "817860.05" */
char *sy_decimal_sum_to_text (const SyDecimalSum *self);

G_END_DECLS
