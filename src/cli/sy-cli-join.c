/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders beside order lines make one table of sales. Where a table is not complete without another one that
 * shares a key with it, it is looked up in without being asked; where both stand for themselves, that they
 * could be joined is told. */
#include "config.h"

#include "sy-cli-join.h"

#include <glib/gi18n-lib.h>

#include "sy-cli-arrive.h"
#include "sy-cli-session.h"
#include "sy-join-finder.h"
#include "sy-workbook-import.h"

/* Of more, keys are not looked for: they are months of one thing. */
#define MAX_ITEMS 24
#define ALL_SHEETS "all"

/* A file, or a sheet of one. */
typedef struct
{
  const char *path;
  char *sheet;
  SyImportPlan *plan; /* NULL where it is no table */
  gboolean optional;  /* nobody asked for this sheet in particular */
  gboolean done;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->sheet);
  sy_import_plan_free (item->plan);
  g_free (item);
}

static void
add_item (GPtrArray *items, const char *path, const char *sheet, gboolean optional)
{
  Item *item = g_new0 (Item, 1);

  item->path = path;
  item->sheet = g_strdup (sheet);
  item->optional = optional;
  g_ptr_array_add (items, item);
}

static void
add_sheets (GPtrArray *items, const SyCliOptions *options, const char *path)
{
  SyReadOptions read;
  g_autoptr (SyFileInfo) info = NULL;

  sy_cli_init_read_options (options, &read);
  read.sheet = NULL;
  info = sy_reader_inspect (path, &read, NULL, NULL);
  for (guint i = 0; info && info->sheets && i < info->sheets->len; i++)
    add_item (items, path, info->sheets->len > 1 ? info->sheets->pdata[i] : NULL, info->sheets->len > 1);
}

static gboolean
says (const SyCliOptions *options, const char *how)
{
  return g_strcmp0 (options->join, how) == 0;
}

static SyImportPlan *
recognise (SyWorkbook *workbook, const SyCliOptions *options, const char *path, const char *sheet)
{
  SyReadOptions read;

  sy_cli_init_read_options (options, &read);
  read.sheet = sheet;
  return sy_importer_recognise (path, &read, sy_catalogue_get_kinds (sy_workbook_get_catalogue (workbook)),
                                NULL, NULL, NULL);
}

/* A workbook of which one sheet is not enough is looked at in all of its sheets. */
static void
list_items (SyWorkbook *workbook, const SyCliOptions *options, GPtrArray *items)
{
  for (guint i = 0; options->arguments[i]; i++)
    if (options->join || g_strcmp0 (options->sheet, ALL_SHEETS) == 0)
      add_sheets (items, options, options->arguments[i]);
    else
      add_item (items, options->arguments[i], options->sheet, FALSE);
  if (items->len == 1 && !options->sheet)
    {
      g_autoptr (SyImportPlan) plan = recognise (workbook, options, options->arguments[0], NULL);
      if (!plan || sy_import_plan_is_complete (plan) || options->kind)
        return;
      g_ptr_array_set_size (items, 0);
      add_sheets (items, options, options->arguments[0]);
    }
}

static SyJoinProposal *
find_joins (SyWorkbook *workbook, const SyCliOptions *options, GPtrArray *items, GPtrArray *found)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();

  if (items->len < 2 || items->len > MAX_ITEMS)
    return NULL;
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = items->pdata[i];
      item->plan = recognise (workbook, options, item->path, item->sheet);
      if (!item->plan)
        continue;
      g_ptr_array_add (plans, item->plan);
      g_ptr_array_add (found, item);
    }
  return plans->len < 2 ? NULL : sy_join_finder_find (plans, NULL);
}

/* Each that is a kind of its own stays one, beside what was looked up in it. */
static gboolean
stays_table (const Item *item, const char *kind)
{
  return sy_import_plan_is_complete (item->plan)
         && g_strcmp0 (sy_source_kind_get_id (item->plan->kind), kind) != 0;
}

static char *
name_item (const Item *item)
{
  g_autofree char *base = sy_reader_dup_name (item->path);

  return item->sheet ? g_strdup_printf (_ ("%s, sheet %s"), base, item->sheet) : g_steal_pointer (&base);
}

/* --- joined --- */

static gboolean
bring_in_base (SyWorkbook *workbook,
               const SyCliOptions *options,
               const SyJoinProposal *proposal,
               GPtrArray *found,
               gboolean joins,
               GError **error)
{
  Item *base = found->pdata[proposal->base];
  g_autofree char *kind = NULL;
  gboolean all = says (options, "all");

  if (!sy_join_proposal_apply (proposal, base->plan, all, NULL, error))
    return FALSE;
  kind = base->plan->kind ? g_strdup (sy_source_kind_get_id (base->plan->kind)) : NULL;
  for (guint i = 0; i < proposal->links->len; i++)
    {
      const SyJoinLink *link = proposal->links->pdata[i];
      Item *item = found->pdata[link->other];
      item->done = (all || link->useful) && !stays_table (item, kind);
    }
  base->done = TRUE;
  return sy_cli_bring_in_plan (workbook, options, g_steal_pointer (&base->plan), joins, error);
}

static gboolean
bring_in_rest (
    SyWorkbook *workbook, const SyCliOptions *options, GPtrArray *items, gboolean joins, GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = items->pdata[i];
      g_autoptr (GError) cause = NULL;

      if (item->done || (item->optional && (!item->plan || !sy_import_plan_is_complete (item->plan)))
          || sy_cli_bring_in (workbook, options, item->path, item->sheet, joins, &cause))
        continue;
      if (!item->optional)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      g_printerr (_ ("sheet “%s” is left out: %s\n"), item->sheet, cause->message);
    }
  return TRUE;
}

static void
hint_at_joins (const SyJoinProposal *proposal, GPtrArray *found)
{
  g_autofree char *base = name_item (found->pdata[proposal->base]);

  for (guint i = 0; i < proposal->links->len; i++)
    {
      const SyJoinLink *link = proposal->links->pdata[i];
      g_autofree char *other = name_item (found->pdata[link->other]);
      g_printerr (_ ("%s could be looked up for each row of %s, with --join all: %s\n"), other, base,
                  link->reason);
    }
}

/* --- of files that came in before --- */

/* Looked up in by a recipe, and nothing by itself: 订单2月.csv beside 明细2月.csv. */
static gboolean
is_looked_up_in (SyWorkbook *workbook, const SyCliOptions *options, const char *path)
{
  g_autoptr (GPtrArray) recipes = sy_workbook_list_recipes (workbook);
  g_autofree char *base = sy_reader_dup_name (path);
  g_autoptr (SyImportPlan) plan = NULL;

  for (guint i = 0; i < recipes->len; i++)
    {
      SyRecipe *recipe = recipes->pdata[i];
      if (!sy_recipe_looks_up_in (recipe, base))
        continue;
      plan = recognise (workbook, options, path, options->sheet);
      if (plan && stays_table (&(Item){ .plan = plan }, sy_recipe_get_kind (recipe)))
        return FALSE;
      g_printerr (_ ("%s: is looked up in for files like “%s”\n"), base, sy_recipe_get_file (recipe));
      return TRUE;
    }
  return FALSE;
}

static gboolean
bring_in_each (SyWorkbook *workbook, const SyCliOptions *options, gboolean joins, GError **error)
{
  for (guint i = 0; options->arguments[i]; i++)
    if (!is_looked_up_in (workbook, options, options->arguments[i])
        && !sy_cli_bring_in (workbook, options, options->arguments[i], options->sheet, joins, error))
      return FALSE;
  return TRUE;
}

static gboolean
has_joined_recipe (SyWorkbook *workbook, const SyCliOptions *options)
{
  g_autoptr (GPtrArray) recipes =
      g_strcmp0 (options->recipe, "none") == 0 ? NULL : sy_workbook_list_recipes (workbook);

  for (guint i = 0; recipes && i < recipes->len; i++)
    for (guint a = 0; options->arguments[a]; a++)
      {
        g_autofree char *base = sy_reader_dup_name (options->arguments[a]);
        if (sy_recipe_has_joins (recipes->pdata[i]) && sy_recipe_matches_name (recipes->pdata[i], base))
          return TRUE;
      }
  return FALSE;
}

gboolean
sy_cli_bring_in_all (SyWorkbook *workbook, const SyCliOptions *options, gboolean joins, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (SyJoinProposal) proposal = NULL;

  if (options->join && !says (options, "all") && !says (options, "none"))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("--join is “all” or “none”, not “%s”"),
                   options->join);
      return FALSE;
    }
  if (says (options, "none") || has_joined_recipe (workbook, options))
    return bring_in_each (workbook, options, joins, error);
  list_items (workbook, options, items);
  proposal = find_joins (workbook, options, items, found);
  if (!proposal || (!proposal->useful && !says (options, "all")))
    {
      if (proposal)
        hint_at_joins (proposal, found);
      return bring_in_each (workbook, options, joins, error);
    }
  return bring_in_base (workbook, options, proposal, found, joins, error)
         && bring_in_rest (workbook, options, items, joins, error);
}
