/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recipes of a document, and files that are recognised by them. */
#include "config.h"

#include "sy-workbook-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-workbook-recipes-private.h"

/* Other reports of the same kind (another shop's till) have recipes of their own; so many are kept. */
#define MAX_RECIPES 64
/* A recipe found by its columns, not by the file's name, must have so many of them in common. */
#define MIN_LIKENESS 0.34
/* … and more where the file is taken for another kind of table. */
#define MIN_OTHER_KIND 0.6

void
sy_recipe_save (SyRecipe *recipe, SyBatch *batch)
{
  g_autofree char *text = sy_recipe_to_text (recipe);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
  const char *kind = sy_recipe_get_kind (recipe) ? sy_recipe_get_kind (recipe) : "";

  sy_batch_add (batch, "DELETE FROM sy_recipes WHERE kind = $1 AND pattern = $2", 2, kind,
                sy_recipe_get_pattern (recipe));
  sy_batch_add (batch, "INSERT INTO sy_recipes VALUES ($1, $2, $3, $4)", 4, kind,
                sy_recipe_get_pattern (recipe), time, text);
}

/**
 * sy_workbook_list_recipes:
 *
 * Returns: (transfer full) (element-type SyRecipe): the latest first; those that can't be read are left out
 */
GPtrArray *
sy_workbook_list_recipes (SyWorkbook *self)
{
  GPtrArray *recipes = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_recipe_unref);
  g_autoptr (SyFrame) frame = NULL;
  SyValue limit = SY_VALUE_INT (MAX_RECIPES);

  g_return_val_if_fail (SY_IS_WORKBOOK (self), recipes);
  if (sy_store_has_table (self->engine, "sy_recipes"))
    frame = sy_engine_query (self->engine,
                             "SELECT recipe FROM sy_recipes ORDER BY CAST(time AS BIGINT) DESC LIMIT $1",
                             &limit, 1, NULL, NULL);
  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    {
      SyRecipe *recipe = sy_recipe_new_from_text (sy_frame_get_text (frame, 0, i), NULL);
      if (recipe)
        g_ptr_array_add (recipes, recipe);
    }
  return recipes;
}

SyRecipe *
sy_workbook_find_recipe (SyWorkbook *self, const char *path)
{
  g_autoptr (GPtrArray) recipes = sy_workbook_list_recipes (self);
  g_autofree char *base = sy_reader_dup_name (path);

  for (guint i = 0; i < recipes->len; i++)
    if (sy_recipe_matches_name (recipes->pdata[i], base))
      return sy_recipe_ref (recipes->pdata[i]);
  return NULL;
}

static gboolean
is_of_kind (SyRecipe *recipe, SySourceKind *kind)
{
  return kind && g_strcmp0 (sy_recipe_get_kind (recipe), sy_source_kind_get_id (kind)) == 0;
}

SyRecipe *
sy_workbook_find_recipe_for (SyWorkbook *self, const SyImportPlan *plan)
{
  g_autoptr (GPtrArray) recipes = sy_workbook_list_recipes (self);
  g_autofree char *base = sy_reader_dup_name (plan->path);
  SyRecipe *best = NULL;
  double best_likeness = -1;

  for (guint i = 0; i < recipes->len; i++)
    {
      SyRecipe *recipe = recipes->pdata[i];
      double likeness = sy_recipe_get_likeness (recipe, plan);
      /* Called as one before, and like no table that is known: by its cells it may be that one all the same.
       */
      if (!plan->kind && sy_recipe_matches_name (recipe, base) && sy_recipe_has_columns_of (recipe, plan))
        return sy_recipe_ref (recipe);
      /* Another sheet of the same file may be another kind of table. */
      if (sy_recipe_matches_name (recipe, base)
          && (is_of_kind (recipe, plan->kind) || likeness >= (plan->kind ? MIN_OTHER_KIND : MIN_LIKENESS)))
        return sy_recipe_ref (recipe);
      /* One that is of the kind is compared even where every header is another. */
      if (!is_of_kind (recipe, plan->kind) && likeness < (plan->kind ? MIN_OTHER_KIND : MIN_LIKENESS))
        continue;
      likeness += is_of_kind (recipe, plan->kind) ? 0.5 : 0;
      if (likeness <= best_likeness)
        continue;
      best_likeness = likeness;
      best = recipe;
    }
  return best ? sy_recipe_ref (best) : NULL;
}

gboolean
sy_workbook_remove_recipe (SyWorkbook *self, SyRecipe *recipe, GError **error)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && recipe, FALSE);
  sy_batch_add (batch, "DELETE FROM sy_recipes WHERE kind = $1 AND pattern = $2", 2,
                sy_recipe_get_kind (recipe) ? sy_recipe_get_kind (recipe) : "",
                sy_recipe_get_pattern (recipe));
  sy_workbook_write (self, g_steal_pointer (&batch));
  return sy_workbook_flush (self, error);
}

/* --- files on their way in --- */

void
sy_arrival_free (SyArrival *self)
{
  if (!self)
    return;
  sy_import_plan_free (self->plan);
  sy_recipe_unref (self->recipe);
  sy_difference_free (self->difference);
  g_free (self);
}

static gboolean
is_wanted (SyRecipe *recipe, const char *kind_id)
{
  return !kind_id || g_strcmp0 (sy_recipe_get_kind (recipe), kind_id) == 0;
}

/* A file that is called like one before may still be something else: then it is looked at without prejudice.
 */
static SyArrival *
recognise_by (SyWorkbook *self,
              SyRecipe *recipe,
              const char *path,
              const SyReadOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyArrival) arrival = g_new0 (SyArrival, 1);

  arrival->plan = sy_recipe_recognise (recipe, path, options, sy_catalogue_get_kinds (self->catalogue),
                                       cancellable, error);
  if (!arrival->plan)
    return NULL;
  arrival->recipe = sy_recipe_ref (recipe);
  arrival->difference = sy_recipe_compare (recipe, arrival->plan);
  return g_steal_pointer (&arrival);
}

/**
 * sy_workbook_recognise:
 * @path: a data file
 * @options: (nullable): what is asked for
 * @kind_id: (nullable): only this kind
 *
 * Returns: (transfer full): the file's plan, not changed yet by the recipe that is with it; %NULL with one of
 * SY_IMPORT_ERROR or %G_IO_ERROR_CANCELLED
 */
SyArrival *
sy_workbook_recognise (SyWorkbook *self,
                       const char *path,
                       const SyReadOptions *options,
                       const char *kind_id,
                       GCancellable *cancellable,
                       GError **error)
{
  SyImportPlan *plan;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && path, NULL);
  plan = sy_importer_recognise (path, options, sy_catalogue_get_kinds (self->catalogue), kind_id, cancellable,
                                error);
  return plan ? sy_workbook_meet_plan (self, plan, options, kind_id, cancellable, error) : NULL;
}

/**
 * sy_workbook_meet_plan:
 * @plan: (transfer full): of sy_importer_recognise() with the same @options and @kind_id
 *
 * Returns: (transfer full): as sy_workbook_recognise()
 */
SyArrival *
sy_workbook_meet_plan (SyWorkbook *self,
                       SyImportPlan *plan,
                       const SyReadOptions *options,
                       const char *kind_id,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SyImportPlan) met = plan;
  g_autoptr (SyRecipe) recipe = NULL;
  g_autoptr (GError) problem = NULL;
  SyArrival *arrival = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && plan, NULL);
  recipe = sy_workbook_find_recipe_for (self, plan);
  if (recipe && is_wanted (recipe, kind_id))
    arrival = recognise_by (self, recipe, plan->path, options, cancellable, &problem);
  if (arrival)
    return arrival;
  /* Without what it is looked up in it would be another table. */
  if (g_error_matches (problem, SY_IMPORT_ERROR, SY_IMPORT_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  arrival = g_new0 (SyArrival, 1);
  arrival->plan = g_steal_pointer (&met);
  return arrival;
}

/**
 * sy_arrival_apply:
 *
 * Returns: %FALSE with %SY_IMPORT_ERROR_ROLE when a column holds something else than its role needs
 */
gboolean
sy_arrival_apply (SyArrival *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self && self->plan, FALSE);
  return !self->recipe || sy_recipe_apply (self->recipe, self->plan, self->difference, cancellable, error);
}
