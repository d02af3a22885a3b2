/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an import leaves its recipe. */
#pragma once

#include "sy-journal.h"
#include "sy-recipe.h"

G_BEGIN_DECLS

/* In the place of the one of the same kind and pattern. */
void sy_recipe_save (SyRecipe *recipe, SyBatch *batch);

G_END_DECLS
