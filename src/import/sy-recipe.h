/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recognised of a file, asked and corrected, kept so that the next file of its kind needs no
 * question. Immutable; safe from any thread. */
#pragma once

#include "sy-difference.h"
#include "sy-import-mode.h"
#include "sy-importer.h"

G_BEGIN_DECLS

typedef struct _SyRecipe SyRecipe;

SyRecipe *sy_recipe_new_from_plan (const SyImportPlan *plan);
/* The same after the plan was loaded: the report has the prints of its columns already. */
SyRecipe *sy_recipe_new_from_load (const SyImportPlan *plan, const SyImportReport *report);
/* The same recipe with another way to join. @keys: role ids, NULL-terminated, or NULL. */
SyRecipe *sy_recipe_new_with_mode (SyRecipe *recipe, SyImportMode mode, const char *const *keys);
SyRecipe *sy_recipe_ref (SyRecipe *self);
void sy_recipe_unref (SyRecipe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRecipe, sy_recipe_unref)

char *sy_recipe_to_text (SyRecipe *self);
SyRecipe *sy_recipe_new_from_text (const char *text, GError **error);

const char *sy_recipe_get_kind (SyRecipe *self); /* id of a source kind; NULL: none */
const char *sy_recipe_get_file (SyRecipe *self); /* base name of the file it was made of */
const char *sy_recipe_get_pattern (SyRecipe *self); /* "销售#年#月": that name without its digits and dates */
guint sy_recipe_get_n_columns (SyRecipe *self);
/* FALSE: it has no way to join of its own. */
gboolean sy_recipe_get_mode (SyRecipe *self, SyImportMode *mode, const char *const **keys);

gboolean sy_recipe_matches_name (SyRecipe *self, const char *base_name);
/* Whether files that are named like this one are looked up in by files of the recipe. */
gboolean sy_recipe_looks_up_in (SyRecipe *self, const char *base_name);
gboolean sy_recipe_has_joins (SyRecipe *self);
/* The pattern of a file name; (transfer full). */
char *sy_recipe_generalise_name (const char *base_name);
/* Share (0…1) of the recipe's columns with a role whose header a plan has; without roles, of all columns. */
double sy_recipe_get_likeness (SyRecipe *self, const SyImportPlan *plan);

/* Whether for most columns with a role the plan has one whose cells are alike, whatever it is called. */
gboolean sy_recipe_has_columns_of (SyRecipe *self, const SyImportPlan *plan);

/* Recognises a file the recipe's way: its sheet, header, kind, and whatever was asked for by hand when it was
 * made; @options (nullable) win. Blocks. */
SyImportPlan *sy_recipe_recognise (SyRecipe *self,
                                   const char *path,
                                   const SyReadOptions *options,
                                   GPtrArray *kinds,
                                   GCancellable *cancellable,
                                   GError **error);
/* (transfer full) */
SyDifference *sy_recipe_compare (SyRecipe *self, const SyImportPlan *plan);
/* Gives the plan's columns the roles, types, readings and names that the recipe has for what they match. */
gboolean sy_recipe_apply (
    SyRecipe *self, SyImportPlan *plan, SyDifference *difference, GCancellable *cancellable, GError **error);

G_END_DECLS
