/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A further file is read as the recipe says, but only so far as that still holds: what was recognised then is
 * recognised anew (another encoding or another title row is no change that matters), what was asked for by
 * hand is asked for again where it fits. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-import-plan-private.h"
#include "sy-recipe-private.h"

/* A header row counts as the recipe's when it has so many of its names. */
#define MIN_HEADER_SHARE 0.5

/* --- recognise --- */

static int
find_sheet (const SyFileInfo *info, const char *name)
{
  for (guint i = 0; info->sheets && i < info->sheets->len; i++)
    if (g_strcmp0 (info->sheets->pdata[i], name) == 0)
      return (int) i;
  return -1;
}

/* The sheet of that name, else the only one whose name differs in digits and dates only: 2月 for 1月. */
static char *
choose_sheet (SyRecipe *self, const SyFileInfo *info)
{
  g_autofree char *pattern = NULL;
  const char *found = NULL;

  if (!self->sheet || !info->sheets || info->sheets->len < 2)
    return NULL;
  if (find_sheet (info, self->sheet) >= 0)
    return g_strdup (self->sheet);
  pattern = sy_recipe_generalise_name (self->sheet);
  for (guint i = 0; i < info->sheets->len; i++)
    {
      g_autofree char *other = sy_recipe_generalise_name (info->sheets->pdata[i]);
      if (!g_str_equal (pattern, other))
        continue;
      if (found)
        return NULL;
      found = info->sheets->pdata[i];
    }
  return g_strdup (found);
}

static SyImportPlan *
try_options (SyRecipe *self,
             const char *path,
             const SyReadOptions *options,
             GPtrArray *kinds,
             GCancellable *cancellable,
             GError **error)
{
  return sy_importer_recognise (path, options, kinds, self->kind, cancellable, error);
}

/* How many of the recipe's names a row of the sample has. */
static guint
count_names (SyRecipe *self, const SySampleRow *row)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < self->columns->len; i++)
    g_hash_table_add (names, sy_recipe_normalise_without_unit (sy_recipe_get_column (self, i)->header));
  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *text = sy_cell_is_blank (&row->cells[i]) ? NULL : sy_cell_to_text (&row->cells[i]);
      g_autofree char *name = text ? sy_recipe_normalise_without_unit (text) : NULL;
      n += name && *name && g_hash_table_contains (names, name);
    }
  return n;
}

/* The header that recognition found may be another row than the one that has the recipe's names. */
static gboolean
settle_header (SyRecipe *self, SyImportPlan *plan, GCancellable *cancellable)
{
  const SySample *sample = plan->sheet_sample ? plan->sheet_sample : plan->sample;
  guint64 best_row = 0;
  guint best = 0, here = 0;

  if (self->header_by_hand && self->n_header_rows == 0 && plan->header_row > 0)
    return sy_import_plan_set_header (plan, 0, 0, cancellable, NULL);
  for (guint i = 0; i < sample->rows->len && i < 200; i++)
    {
      const SySampleRow *row = g_ptr_array_index (sample->rows, i);
      guint n = count_names (self, row);
      if (row->number == plan->header_row)
        here = n;
      if (n > best)
        {
          best = n;
          best_row = row->number;
        }
    }
  if (best <= here || best < 2 || (double) best < MIN_HEADER_SHARE * (double) self->columns->len)
    return TRUE;
  return sy_import_plan_set_header (plan, best_row, 1, cancellable, NULL);
}

/* TRUE: something is asked for that was not. */
static gboolean
add_kept_options (SyRecipe *self, const SyReadOptions *given, SyReadOptions *options)
{
  *options = given ? *given : (SyReadOptions){ 0 };
  if (!options->encoding)
    options->encoding = self->encoding;
  if (!options->delimiter)
    options->delimiter = self->delimiter;
  if (!options->quote)
    options->quote = self->quote;
  if (!options->escape)
    options->escape = self->escape;
  return self->encoding || self->delimiter || self->quote || self->escape;
}

static SyImportPlan *
choose_other_sheet (
    SyRecipe *self, SyImportPlan *plan, SyReadOptions *options, GPtrArray *kinds, GCancellable *cancellable)
{
  g_autofree char *sheet = options->sheet ? NULL : choose_sheet (self, plan->info);
  SyImportPlan *other;

  if (!sheet || find_sheet (plan->info, sheet) == (int) plan->sheet_index)
    return plan;
  options->sheet = sheet;
  other = try_options (self, plan->path, options, kinds, cancellable, NULL);
  options->sheet = NULL;
  if (!other)
    return plan;
  sy_import_plan_free (plan);
  return other;
}

/* 5/1/2023 in every row of a short month: the file before knew which is the day. */
static void
settle_date_order (SyRecipe *self, SyImportPlan *plan, GCancellable *cancellable)
{
  SyDateOrder order = SY_DATE_ORDER_UNKNOWN;

  if (!sy_import_plan_find_unsettled (plan))
    return;
  for (guint i = 0; i < self->columns->len && order == SY_DATE_ORDER_UNKNOWN; i++)
    order = sy_recipe_get_column (self, i)->reading.date_order;
  sy_import_plan_set_date_order (plan, order, cancellable, NULL);
}

/**
 * sy_recipe_recognise:
 * @path: of a further file
 * @options: (nullable): what is asked for now
 * @kinds: (element-type SySourceKind): what tables may be
 *
 * Returns: (transfer full): the plan, for sy_recipe_compare(); %NULL with one of SY_IMPORT_ERROR
 */
SyImportPlan *
sy_recipe_recognise (SyRecipe *self,
                     const char *path,
                     const SyReadOptions *options,
                     GPtrArray *kinds,
                     GCancellable *cancellable,
                     GError **error)
{
  SyReadOptions wanted;
  SyImportPlan *plan = NULL;
  gboolean kept = add_kept_options (self, options, &wanted);

  if (kept)
    plan = try_options (self, path, &wanted, kinds, cancellable, NULL);
  if (!plan)
    {
      wanted = options ? *options : (SyReadOptions){ 0 };
      plan = try_options (self, path, &wanted, kinds, cancellable, error);
    }
  if (!plan)
    return NULL;
  plan = choose_other_sheet (self, plan, &wanted, kinds, cancellable);
  settle_header (self, plan, cancellable);
  if (!sy_recipe_join_again (self, plan, options, cancellable, error))
    {
      sy_import_plan_free (plan);
      return NULL;
    }
  if (self->keep_footer)
    sy_import_plan_set_keep_footer (plan, TRUE);
  if (self->keep_blanks)
    sy_import_plan_set_keep_blanks (plan, TRUE, cancellable, NULL);
  if (plan->crosstab && plan->unpivot != self->unpivot)
    sy_import_plan_set_unpivot (plan, self->unpivot, cancellable, NULL);
  settle_date_order (self, plan, cancellable);
  return plan;
}

/* --- apply --- */

static SyRecipeColumn *
find_old (SyRecipe *self, const char *header)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (sy_recipe_get_column (self, i)->header, header))
      return sy_recipe_get_column (self, i);
  return NULL;
}

static int
find_new (const SyImportPlan *plan, const char *header)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (g_str_equal (sy_import_plan_get_column (plan, i)->header, header))
      return (int) i;
  return -1;
}

/* Roles that recognition gave otherwise go first, so that they are free for whom they belong to. */
static gboolean
take_roles_away (SyRecipe *self, SyImportPlan *plan, SyDifference *difference, GError **error)
{
  GPtrArray *items = sy_difference_get_items (difference);

  for (guint i = 0; i < items->len; i++)
    {
      const SyDifferenceItem *item = items->pdata[i];
      int found = item->old_header && item->header ? find_new (plan, item->header) : -1;
      const SyRecipeColumn *old = found >= 0 ? find_old (self, item->old_header) : NULL;
      g_autofree char *role = NULL;
      if (!old)
        continue;
      role = g_strdup (sy_import_plan_get_column (plan, (guint) found)->role);
      if (role && g_strcmp0 (role, old->role) != 0 && !sy_import_plan_map (plan, role, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
give_roles (SyRecipe *self, SyImportPlan *plan, SyDifference *difference, GError **error)
{
  GPtrArray *items = sy_difference_get_items (difference);

  for (guint i = 0; i < items->len; i++)
    {
      const SyDifferenceItem *item = items->pdata[i];
      int found = item->old_header && item->header ? find_new (plan, item->header) : -1;
      const SyRecipeColumn *old = found >= 0 ? find_old (self, item->old_header) : NULL;
      if (!old || !old->role || !plan->kind || !sy_source_kind_find_role (plan->kind, old->role)
          || g_strcmp0 (sy_import_plan_get_column (plan, (guint) found)->role, old->role) == 0)
        continue;
      if (!sy_import_plan_map (plan, old->role, item->header, error))
        return FALSE;
    }
  return TRUE;
}

static void
give_reading (SyImportPlan *plan, guint index, const SyRecipeColumn *old)
{
  const SyImportColumn *column = sy_import_plan_get_column (plan, index);
  SyColumnReading reading = column->reading;
  const SyColumnEvidence *evidence = column->evidence;
  gboolean changed = FALSE;

  /* 5/1/2023 in every row of a short month: the file before knew which is the day. */
  if (old->reading.date_order != SY_DATE_ORDER_UNKNOWN && reading.date_order != old->reading.date_order
      && evidence && evidence->n_order[0] > 0
      && evidence->n_order[old->reading.date_order] == evidence->n_order[0])
    {
      reading.date_order = old->reading.date_order;
      changed = TRUE;
    }
  /* 1,234 in every row */
  if (old->reading.decimal_comma != reading.decimal_comma && evidence && evidence->n_differ > 0
      && evidence->n_numbers[old->reading.decimal_comma ? 1 : 0] == evidence->n_differ
      && evidence->n_numbers[old->reading.decimal_comma ? 0 : 1] == evidence->n_differ)
    {
      reading.decimal_comma = old->reading.decimal_comma;
      changed = TRUE;
    }
  if (changed)
    sy_import_plan_set_reading (plan, index, reading);
}

/* A month with nothing but 是 is of the same words as the month before, whatever they were taken for. */
static void
give_bools (SyImportPlan *plan, guint index, const SyRecipeColumn *old)
{
  const SyImportColumn *column = sy_import_plan_get_column (plan, index);
  const SyColumnEvidence *e = column->evidence;

  if (column->role || !e || e->n_bools == 0 || e->n_bools != e->n_filled - e->n_null_words - e->n_error_cells
      || column->type == old->type)
    return;
  if (old->type == SY_COLUMN_BOOL || (old->type == SY_COLUMN_TEXT && column->type == SY_COLUMN_BOOL))
    sy_import_plan_set_type (plan, index, old->type, 0, NULL);
}

static void
give_rest (SyImportPlan *plan, guint index, const SyRecipeColumn *old)
{
  SyImportColumn *column = sy_import_plan_get_column (plan, index);

  give_reading (plan, index, old);
  give_bools (plan, index, old);
  /* A type that the cells are not is not forced on them. */
  if (old->type_by_hand)
    sy_import_plan_set_type (plan, index, old->type, old->scale, NULL);
  if (old->left_out)
    sy_import_plan_set_left_out (plan, index, TRUE);
  g_clear_pointer (&column->name, g_free);
  if (old->name)
    column->name = g_strdup (old->name);
  else if (!g_str_equal (old->header, column->header))
    column->name = g_strdup (old->header);
}

/**
 * sy_recipe_apply:
 * @plan: of sy_recipe_recognise()
 * @difference: of sy_recipe_compare(), with the user's answers
 *
 * Columns that were renamed are loaded under the name that they had, so that formulas go on reading them.
 *
 * Returns: %FALSE with %SY_IMPORT_ERROR_ROLE when a column holds something else than its role needs
 */
gboolean
sy_recipe_apply (
    SyRecipe *self, SyImportPlan *plan, SyDifference *difference, GCancellable *cancellable, GError **error)
{
  GPtrArray *items;

  g_return_val_if_fail (self && plan && difference, FALSE);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!take_roles_away (self, plan, difference, error) || !give_roles (self, plan, difference, error))
    return FALSE;
  items = sy_difference_get_items (difference);
  for (guint i = 0; i < items->len; i++)
    {
      const SyDifferenceItem *item = items->pdata[i];
      int found = item->old_header && item->header ? find_new (plan, item->header) : -1;
      const SyRecipeColumn *old = found >= 0 ? find_old (self, item->old_header) : NULL;
      if (old)
        give_rest (plan, (guint) found, old);
    }
  return TRUE;
}
