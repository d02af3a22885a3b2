/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sy_recipe_compare() puts into a difference. */
#pragma once

#include "sy-difference.h"

G_BEGIN_DECLS

SyDifference *sy_difference_new (void);
/* @place: of the column in the recipe, or of a new one in the file; -1: unknown. */
SyDifferenceItem *
sy_difference_add (SyDifference *self, SyDifferenceState state, const char *old_header, const char *header);
/* Headers of the file in order, and their places, to tell moved ones when a match is changed. @examples: of
 * each header of the file, what stands first below it, where the header itself says nothing; "" else. */
void sy_difference_set_headers (SyDifference *self, GStrv headers, GStrv examples, GStrv old_headers);

G_END_DECLS
