/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recipe as an object and as text. The text is a key file: one group for the file, one for each column;
 * what it does not say, and what a newer version says beyond that, counts as not asked for. */
#include "config.h"

#include "sy-recipe-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP "recipe"
#define VERSION 1

static void
column_free (gpointer data)
{
  SyRecipeColumn *column = data;

  g_free (column->header);
  g_free (column->name);
  g_free (column->role);
  sy_column_print_free (column->print);
  g_free (column);
}

static SyRecipeColumn *
copy_column (const SyRecipeColumn *column)
{
  SyRecipeColumn *copy = g_memdup2 (column, sizeof *column);

  copy->header = g_strdup (column->header);
  copy->name = g_strdup (column->name);
  copy->role = g_strdup (column->role);
  copy->print = sy_column_print_copy (column->print);
  return copy;
}

static SyRecipe *
recipe_new (void)
{
  SyRecipe *self = g_new0 (SyRecipe, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->keys = g_new0 (char *, 1);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->joins = g_ptr_array_new_with_free_func (sy_recipe_join_free);
  return self;
}

SyRecipe *
sy_recipe_ref (SyRecipe *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sy_recipe_unref (SyRecipe *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->kind);
  g_free (self->file);
  g_free (self->pattern);
  g_free (self->sheet);
  g_free (self->encoding);
  g_free (self->delimiter);
  g_free (self->quote);
  g_free (self->escape);
  g_strfreev (self->keys);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->joins);
  g_free (self);
}

SyRecipeColumn *
sy_recipe_get_column (const SyRecipe *self, guint i)
{
  return self->columns->pdata[i];
}

/* A file without a header is remembered by the names that its columns had before, not by their places: so the
 * next question can be understood. */
static const char *
choose_header (const SyImportPlan *plan, const SyImportColumn *from)
{
  return plan->n_header_rows == 0 && from->name ? from->name : from->header;
}

static SyRecipeColumn *
column_new (const SyImportPlan *plan, const SyImportColumn *from, SyColumnPrint *print)
{
  SyRecipeColumn *column = g_new0 (SyRecipeColumn, 1);

  column->header = g_strdup (choose_header (plan, from));
  column->name = g_strdup (from->name);
  column->role = g_strdup (from->role);
  column->index = from->index;
  column->type = from->type;
  column->scale = from->scale;
  column->reading = from->reading;
  column->type_by_hand = from->type_by_hand;
  column->left_out = from->left_out;
  column->joined = from->joined;
  column->print = print;
  return column;
}

/* @prints: (nullable) (element-type SyColumnPrint): of the plan's columns */
static SyRecipe *
make_recipe (const SyImportPlan *plan, GPtrArray *prints)
{
  SyRecipe *self = recipe_new ();

  self->kind = plan->kind ? g_strdup (sy_source_kind_get_id (plan->kind)) : NULL;
  self->file = sy_reader_dup_name (plan->path);
  self->pattern = sy_recipe_generalise_name (self->file);
  if (plan->info->sheets && plan->sheet_index < plan->info->sheets->len)
    self->sheet = g_strdup (plan->info->sheets->pdata[plan->sheet_index]);
  self->sheet_by_hand = plan->sheet && *plan->sheet;
  self->header_by_hand = plan->header_by_hand;
  self->header_row = plan->header_row;
  self->n_header_rows = plan->n_header_rows;
  self->unpivot = plan->unpivot;
  self->keep_footer = plan->keep_footer;
  self->keep_blanks = plan->keep_blanks;
  self->encoding = g_strdup (plan->encoding);
  self->delimiter = g_strdup (plan->delimiter);
  self->quote = g_strdup (plan->quote);
  self->escape = g_strdup (plan->escape);
  for (guint i = 0; i < plan->columns->len; i++)
    g_ptr_array_add (self->columns, column_new (plan, plan->columns->pdata[i],
                                                prints && i < prints->len
                                                    ? sy_column_print_copy (prints->pdata[i])
                                                    : sy_column_print_new (plan, plan->columns->pdata[i])));
  sy_recipe_take_joins (self, plan);
  return self;
}

/**
 * sy_recipe_new_from_plan:
 * @plan: as it was corrected
 *
 * Returns: (transfer full): what the next file of its kind needs
 */
SyRecipe *
sy_recipe_new_from_plan (const SyImportPlan *plan)
{
  return make_recipe (plan, NULL);
}

SyRecipe *
sy_recipe_new_from_load (const SyImportPlan *plan, const SyImportReport *report)
{
  return make_recipe (plan, report->prints);
}

SyRecipe *
sy_recipe_new_with_mode (SyRecipe *recipe, SyImportMode mode, const char *const *keys)
{
  SyRecipe *self = recipe_new ();

  self->kind = g_strdup (recipe->kind);
  self->file = g_strdup (recipe->file);
  self->pattern = g_strdup (recipe->pattern);
  self->sheet = g_strdup (recipe->sheet);
  self->sheet_by_hand = recipe->sheet_by_hand;
  self->header_by_hand = recipe->header_by_hand;
  self->header_row = recipe->header_row;
  self->n_header_rows = recipe->n_header_rows;
  self->unpivot = recipe->unpivot;
  self->keep_footer = recipe->keep_footer;
  self->keep_blanks = recipe->keep_blanks;
  self->encoding = g_strdup (recipe->encoding);
  self->delimiter = g_strdup (recipe->delimiter);
  self->quote = g_strdup (recipe->quote);
  self->escape = g_strdup (recipe->escape);
  for (guint i = 0; i < recipe->columns->len; i++)
    g_ptr_array_add (self->columns, copy_column (recipe->columns->pdata[i]));
  sy_recipe_copy_joins (self, recipe);
  self->has_mode = TRUE;
  self->mode = mode;
  if (keys)
    {
      g_strfreev (self->keys);
      self->keys = g_strdupv ((char **) keys);
    }
  return self;
}

const char *
sy_recipe_get_kind (SyRecipe *self)
{
  return self->kind;
}

const char *
sy_recipe_get_file (SyRecipe *self)
{
  return self->file;
}

const char *
sy_recipe_get_pattern (SyRecipe *self)
{
  return self->pattern;
}

guint
sy_recipe_get_n_columns (SyRecipe *self)
{
  return self->columns->len;
}

gboolean
sy_recipe_get_mode (SyRecipe *self, SyImportMode *mode, const char *const **keys)
{
  if (mode && self->has_mode)
    *mode = self->mode;
  if (keys)
    *keys = (const char *const *) self->keys;
  return self->has_mode;
}

/* --- text --- */

static void
set_text (GKeyFile *file, const char *group, const char *key, const char *text)
{
  if (text)
    g_key_file_set_string (file, group, key, text);
}

static void
set_flag (GKeyFile *file, const char *group, const char *key, gboolean flag)
{
  if (flag)
    g_key_file_set_boolean (file, group, key, TRUE);
}

static void
write_column (GKeyFile *file, guint i, const SyRecipeColumn *column)
{
  g_autofree char *group = g_strdup_printf ("column %u", i + 1);
  g_autofree char *print = sy_column_print_to_text (column->print);

  set_text (file, group, "header", column->header);
  set_text (file, group, "name", column->name);
  set_text (file, group, "role", column->role);
  g_key_file_set_integer (file, group, "index", (int) column->index);
  g_key_file_set_integer (file, group, "type", (int) column->type);
  g_key_file_set_integer (file, group, "scale", (int) column->scale);
  set_flag (file, group, "type-by-hand", column->type_by_hand);
  set_flag (file, group, "left-out", column->left_out);
  set_flag (file, group, "joined", column->joined);
  set_flag (file, group, "decimal-comma", column->reading.decimal_comma);
  set_flag (file, group, "compact-dates", column->reading.compact_dates);
  set_flag (file, group, "serial-dates", column->reading.serial_dates);
  set_flag (file, group, "months", column->reading.months);
  set_flag (file, group, "strip-point-zero", column->reading.strip_point_zero);
  if (column->reading.shift > 0)
    g_key_file_set_integer (file, group, "shift", (int) column->reading.shift);
  if (column->reading.date_order != SY_DATE_ORDER_UNKNOWN)
    g_key_file_set_integer (file, group, "date-order", (int) column->reading.date_order);
  set_text (file, group, "print", print);
}

/**
 * sy_recipe_to_text:
 *
 * Returns: (transfer full): UTF-8, a key file
 */
char *
sy_recipe_to_text (SyRecipe *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_integer (file, GROUP, "version", VERSION);
  set_text (file, GROUP, "kind", self->kind);
  set_text (file, GROUP, "file", self->file);
  set_text (file, GROUP, "sheet", self->sheet);
  set_flag (file, GROUP, "sheet-by-hand", self->sheet_by_hand);
  set_flag (file, GROUP, "header-by-hand", self->header_by_hand);
  g_key_file_set_uint64 (file, GROUP, "header-row", self->header_row);
  g_key_file_set_integer (file, GROUP, "header-rows", (int) self->n_header_rows);
  set_flag (file, GROUP, "unpivot", self->unpivot);
  set_flag (file, GROUP, "keep-footer", self->keep_footer);
  set_flag (file, GROUP, "keep-blanks", self->keep_blanks);
  set_text (file, GROUP, "encoding", self->encoding);
  set_text (file, GROUP, "delimiter", self->delimiter);
  set_text (file, GROUP, "quote", self->quote);
  set_text (file, GROUP, "escape", self->escape);
  if (self->has_mode)
    g_key_file_set_string (file, GROUP, "mode", sy_import_mode_get_id (self->mode));
  if (self->keys[0])
    g_key_file_set_string_list (file, GROUP, "keys", (const char *const *) self->keys,
                                g_strv_length (self->keys));
  for (guint i = 0; i < self->columns->len; i++)
    write_column (file, i, self->columns->pdata[i]);
  sy_recipe_write_joins (self, file);
  return g_key_file_to_data (file, NULL, NULL);
}

static guint
read_number (GKeyFile *file, const char *group, const char *key, guint limit)
{
  int value = g_key_file_get_integer (file, group, key, NULL);

  return value < 0 ? 0 : MIN ((guint) value, limit);
}

static gboolean
read_column (SyRecipe *self, GKeyFile *file, guint i)
{
  g_autofree char *group = g_strdup_printf ("column %u", i + 1);
  g_autofree char *print = g_key_file_get_string (file, group, "print", NULL);
  char *header = g_key_file_get_string (file, group, "header", NULL);
  SyRecipeColumn *column;

  if (!header)
    return FALSE;
  column = g_new0 (SyRecipeColumn, 1);
  column->header = header;
  column->name = g_key_file_get_string (file, group, "name", NULL);
  column->role = g_key_file_get_string (file, group, "role", NULL);
  column->index = read_number (file, group, "index", G_MAXINT);
  column->type = (SyColumnType) read_number (file, group, "type", SY_COLUMN_BOOL);
  column->scale = read_number (file, group, "scale", SY_MAX_SCALE);
  column->type_by_hand = g_key_file_get_boolean (file, group, "type-by-hand", NULL);
  column->left_out = g_key_file_get_boolean (file, group, "left-out", NULL);
  column->joined = g_key_file_get_boolean (file, group, "joined", NULL);
  column->reading.decimal_comma = g_key_file_get_boolean (file, group, "decimal-comma", NULL);
  column->reading.compact_dates = g_key_file_get_boolean (file, group, "compact-dates", NULL);
  column->reading.serial_dates = g_key_file_get_boolean (file, group, "serial-dates", NULL);
  column->reading.months = g_key_file_get_boolean (file, group, "months", NULL);
  column->reading.strip_point_zero = g_key_file_get_boolean (file, group, "strip-point-zero", NULL);
  column->reading.shift = read_number (file, group, "shift", SY_MAX_SHIFT);
  column->reading.date_order =
      (SyDateOrder) read_number (file, group, "date-order", SY_DATE_ORDER_YEAR_FIRST);
  column->print = sy_column_print_new_from_text (print);
  g_ptr_array_add (self->columns, column);
  return TRUE;
}

/**
 * sy_recipe_new_from_text:
 * @text: of sy_recipe_to_text()
 *
 * Returns: (transfer full): %NULL with %SY_IMPORT_ERROR_DAMAGED when it is no recipe
 */
SyRecipe *
sy_recipe_new_from_text (const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SyRecipe) self = NULL;
  g_autofree char *mode = NULL;
  GStrv keys;

  if (!text || !g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL)
      || !g_key_file_has_group (file, GROUP))
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
                           _ ("This is no recipe of an import"));
      return NULL;
    }
  self = recipe_new ();
  self->kind = g_key_file_get_string (file, GROUP, "kind", NULL);
  self->file = g_key_file_get_string (file, GROUP, "file", NULL);
  if (!self->file)
    self->file = g_strdup ("");
  self->pattern = sy_recipe_generalise_name (self->file);
  self->sheet = g_key_file_get_string (file, GROUP, "sheet", NULL);
  self->sheet_by_hand = g_key_file_get_boolean (file, GROUP, "sheet-by-hand", NULL);
  self->header_by_hand = g_key_file_get_boolean (file, GROUP, "header-by-hand", NULL);
  self->header_row = g_key_file_get_uint64 (file, GROUP, "header-row", NULL);
  self->n_header_rows = read_number (file, GROUP, "header-rows", 3);
  self->unpivot = g_key_file_get_boolean (file, GROUP, "unpivot", NULL);
  self->keep_footer = g_key_file_get_boolean (file, GROUP, "keep-footer", NULL);
  self->keep_blanks = g_key_file_get_boolean (file, GROUP, "keep-blanks", NULL);
  self->encoding = g_key_file_get_string (file, GROUP, "encoding", NULL);
  self->delimiter = g_key_file_get_string (file, GROUP, "delimiter", NULL);
  self->quote = g_key_file_get_string (file, GROUP, "quote", NULL);
  self->escape = g_key_file_get_string (file, GROUP, "escape", NULL);
  mode = g_key_file_get_string (file, GROUP, "mode", NULL);
  self->has_mode = sy_import_mode_from_id (mode, &self->mode);
  keys = g_key_file_get_string_list (file, GROUP, "keys", NULL, NULL);
  if (keys)
    {
      g_strfreev (self->keys);
      self->keys = keys;
    }
  for (guint i = 0; i < SY_IMPORT_MAX_COLUMNS && read_column (self, file, i); i++)
    ;
  sy_recipe_read_joins (self, file);
  return g_steal_pointer (&self);
}
