/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets that were looked up in are looked for again: the sheet of the same workbook, else the file of that
 * name that came along or lies beside, of the same month where there are several. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-import-plan-private.h"
#include "sy-join-finder.h"
#include "sy-recipe-private.h"

#define MAX_JOINS 16
/* A folder of a till may have files of many years. */
#define MAX_FILES 20000

void
sy_recipe_join_free (gpointer data)
{
  SyRecipeJoin *join = data;

  g_free (join->file);
  g_free (join->sheet);
  g_strfreev (join->own);
  g_strfreev (join->keys);
  g_free (join);
}

static SyRecipeJoin *
join_new (const char *file, const char *sheet, char **own, char **keys)
{
  SyRecipeJoin *join = g_new0 (SyRecipeJoin, 1);

  join->file = g_strdup (file);
  join->sheet = g_strdup (sheet);
  join->own = g_strdupv (own);
  join->keys = g_strdupv (keys);
  return join;
}

void
sy_recipe_take_joins (SyRecipe *self, const SyImportPlan *plan)
{
  for (guint i = 0; plan->joins && i < plan->joins->len; i++)
    {
      const SySheetJoin *join = plan->joins->pdata[i];
      g_autofree char *file = sy_reader_dup_name (join->path);
      g_ptr_array_add (self->joins, join_new (file, join->sheet, join->own, join->keys));
    }
}

void
sy_recipe_copy_joins (SyRecipe *self, const SyRecipe *from)
{
  for (guint i = 0; i < from->joins->len; i++)
    {
      const SyRecipeJoin *join = from->joins->pdata[i];
      g_ptr_array_add (self->joins, join_new (join->file, join->sheet, join->own, join->keys));
    }
}

/* --- text --- */

void
sy_recipe_write_joins (const SyRecipe *self, GKeyFile *file)
{
  for (guint i = 0; i < self->joins->len; i++)
    {
      const SyRecipeJoin *join = self->joins->pdata[i];
      g_autofree char *group = g_strdup_printf ("join %u", i + 1);

      g_key_file_set_string (file, group, "file", join->file);
      if (join->sheet)
        g_key_file_set_string (file, group, "sheet", join->sheet);
      g_key_file_set_string_list (file, group, "own", (const char *const *) join->own,
                                  g_strv_length (join->own));
      g_key_file_set_string_list (file, group, "keys", (const char *const *) join->keys,
                                  g_strv_length (join->keys));
    }
}

void
sy_recipe_read_joins (SyRecipe *self, GKeyFile *file)
{
  for (guint i = 0; i < MAX_JOINS; i++)
    {
      g_autofree char *group = g_strdup_printf ("join %u", i + 1);
      g_autofree char *name = g_key_file_get_string (file, group, "file", NULL);
      g_autofree char *sheet = g_key_file_get_string (file, group, "sheet", NULL);
      g_auto (GStrv) own = g_key_file_get_string_list (file, group, "own", NULL, NULL);
      g_auto (GStrv) keys = g_key_file_get_string_list (file, group, "keys", NULL, NULL);

      if (!name || !own || !keys || !own[0] || g_strv_length (own) != g_strv_length (keys))
        return;
      g_ptr_array_add (self->joins, join_new (name, sheet, own, keys));
    }
}

/* --- the files of the next month --- */

static char *
keep_digits (const char *name)
{
  GString *digits = g_string_new (NULL);

  for (; *name; name++)
    if (g_ascii_isdigit (*name))
      g_string_append_c (digits, *name);
  return g_string_free (digits, FALSE);
}

/* Whether file and other file of the recipe were of the same month: both had its digits. */
static gboolean
goes_by_month (const SyRecipe *self, const SyRecipeJoin *join)
{
  g_autofree char *base_digits = keep_digits (self->file);
  g_autofree char *digits = keep_digits (join->file);

  return *digits && g_str_equal (base_digits, digits);
}

/* 3: of the same month; 2: the one of before; 1: another month's; 0: another file. */
static guint
rate_name (const SyRecipe *self, const SyRecipeJoin *join, const char *base_name, const char *name)
{
  g_autofree char *wanted = sy_recipe_generalise_name (join->file);
  g_autofree char *pattern = sy_recipe_generalise_name (name);
  g_autofree char *base_digits = keep_digits (base_name);
  g_autofree char *digits = keep_digits (name);

  if (!g_str_equal (wanted, pattern))
    return 0;
  if (*base_digits && g_str_equal (base_digits, digits))
    return 3;
  /* The orders of January say nothing about the lines of February: theirs are still to come. */
  if (*base_digits && goes_by_month (self, join))
    return 0;
  return g_str_equal (join->file, name) ? 2 : 1;
}

typedef struct
{
  char *path;
  guint rate;
  guint n; /* that rate the same */
} Best;

static void
offer (Best *best, const SyRecipe *self, const SyRecipeJoin *join, const char *base_name, const char *path)
{
  g_autofree char *name = sy_reader_dup_name (path);
  guint rate = rate_name (self, join, base_name, name);

  if (rate == 0 || rate < best->rate || (best->path && g_str_equal (best->path, path)))
    return;
  best->n = rate == best->rate ? best->n + 1 : 1;
  best->rate = rate;
  g_free (best->path);
  best->path = g_strdup (path);
}

static void
look_beside (
    Best *best, const SyRecipe *self, const SyRecipeJoin *join, const char *base_name, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  for (guint i = 0; dir && i < MAX_FILES && (name = g_dir_read_name (dir)); i++)
    {
      g_autofree char *other = g_build_filename (folder, name, NULL);
      offer (best, self, join, base_name, other);
    }
}

/* (transfer full): %NULL where there is none, or several that it could be. */
static char *
find_file (const SyRecipe *self, const SyRecipeJoin *join, const char *path, const char *const *beside)
{
  g_autofree char *base_name = sy_reader_dup_name (path);
  Best best = { NULL, 0, 0 };

  for (; beside && *beside; beside++)
    offer (&best, self, join, base_name, *beside);
  if (best.rate == 0)
    look_beside (&best, self, join, base_name, path);
  if (best.n > 1)
    g_clear_pointer (&best.path, g_free);
  return best.path;
}

/* A sheet of that name, else the only one that differs in digits and dates only. */
static char *
find_sheet (const SyRecipeJoin *join, const SyFileInfo *info)
{
  g_autofree char *wanted = join->sheet ? sy_recipe_generalise_name (join->sheet) : NULL;
  const char *found = NULL;

  for (guint i = 0; wanted && info->sheets && i < info->sheets->len; i++)
    {
      const char *sheet = info->sheets->pdata[i];
      g_autofree char *pattern = sy_recipe_generalise_name (sheet);
      if (g_str_equal (sheet, join->sheet))
        return g_strdup (sheet);
      if (!g_str_equal (pattern, wanted))
        continue;
      if (found)
        return NULL;
      found = sheet;
    }
  return g_strdup (found);
}

static SyImportPlan *
recognise_other (
    const SyRecipeJoin *join, const char *path, GPtrArray *kinds, GCancellable *cancellable, GError **error)
{
  SyReadOptions options = { NULL };
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, &options, cancellable, error);
  g_autofree char *sheet = info ? find_sheet (join, info) : NULL;

  if (!info)
    return NULL;
  options.sheet = sheet;
  return sy_importer_recognise (path, &options, kinds, NULL, cancellable, error);
}

/* By the headers of before; where one of them is called otherwise now, by what the two share. */
static SySheetJoin *
look_up_in (const SyRecipeJoin *join,
            SyImportPlan *plan,
            SyImportPlan *other,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (SyJoinProposal) proposal = NULL;
  g_autoptr (GError) problem = NULL;
  SySheetJoin *found = NULL;
  gboolean has_own = TRUE;

  for (char **own = join->own; *own; own++)
    has_own = has_own && sy_import_plan_find_column (plan, *own, NULL) >= 0;
  if (has_own)
    found = sy_sheet_join_new (other, (const char *const *) join->own, (const char *const *) join->keys,
                               cancellable, &problem);
  if (found)
    return found;
  plans = g_ptr_array_new ();
  g_ptr_array_add (plans, plan);
  g_ptr_array_add (plans, other);
  proposal = sy_join_finder_find (plans, cancellable);
  if (proposal && proposal->base == 0)
    return sy_sheet_join_ref (((SyJoinLink *) proposal->links->pdata[0])->join);
  if (problem)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                 _ ("There is no column “%s” any more by which “%s” could be looked up in"), join->own[0],
                 join->file);
  return NULL;
}

static SySheetJoin *
join_again (const SyRecipe *self,
            const SyRecipeJoin *join,
            SyImportPlan *plan,
            const SyReadOptions *options,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *path = g_str_equal (join->file, self->file)
                              ? g_strdup (plan->path)
                              : find_file (self, join, plan->path, options ? options->beside : NULL);
  g_autofree char *base = sy_reader_dup_name (plan->path);
  g_autoptr (SyImportPlan) other = NULL;

  if (!path)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_NOT_FOUND,
                   _ ("“%s” is looked up in a file like “%s”, which neither came along nor lies beside it"),
                   base, join->file);
      return NULL;
    }
  other = recognise_other (join, path, plan->kinds, cancellable, error);
  return other ? look_up_in (join, plan, other, cancellable, error) : NULL;
}

/**
 * sy_recipe_join_again:
 * @plan: of the next file; becomes as wide as the one before was
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_NOT_FOUND where a file that is looked up in did not come along, or
 * another error of reading it
 */
gboolean
sy_recipe_join_again (SyRecipe *self,
                      SyImportPlan *plan,
                      const SyReadOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) joins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_sheet_join_unref);

  for (guint i = 0; i < self->joins->len; i++)
    {
      SySheetJoin *join = join_again (self, self->joins->pdata[i], plan, options, cancellable, error);
      if (!join)
        return FALSE;
      g_ptr_array_add (joins, join);
      /* the next one may be looked up by what this one brings */
      if (!sy_import_plan_set_joins (plan, joins, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
sy_recipe_has_joins (SyRecipe *self)
{
  return self->joins->len > 0;
}

/**
 * sy_recipe_looks_up_in:
 * @base_name: of a file
 *
 * Returns: whether files that are named like this one are looked up in, and are no table of their own here
 */
gboolean
sy_recipe_looks_up_in (SyRecipe *self, const char *base_name)
{
  g_autofree char *pattern = sy_recipe_generalise_name (base_name);

  for (guint i = 0; i < self->joins->len; i++)
    {
      const SyRecipeJoin *join = self->joins->pdata[i];
      g_autofree char *other = sy_recipe_generalise_name (join->file);
      if (g_str_equal (other, pattern) && !g_str_equal (join->file, self->file))
        return TRUE;
    }
  return FALSE;
}
