/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/cases/ID.xml to a case, and the files that it names. */
#include "config.h"

#include "sy-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-markup-private.h"
#include "sy-template-reader.h"

struct _SyCase
{
  GObject parent_instance;

  char *id;
  char *title;
  char *description;
  char *audience;
  char *template;
  char *path;
  gint64 order;
  GPtrArray *files;
  GPtrArray *parameters;
  GPtrArray *inputs;
  GPtrArray *steps;
};

G_DEFINE_FINAL_TYPE (SyCase, sy_case, G_TYPE_OBJECT)

static const SyMarkupRule rules[] = {
  { "case", "", "id* template* order", FALSE }, { "title", "case", "xml:lang", TRUE },
  { "description", "case", "xml:lang", TRUE },  { "audience", "case", "xml:lang", TRUE },
  { "file", "case", "name* kind", FALSE },      { "parameter", "case", "id* value*", FALSE },
  { "input", "case", "table* file*", FALSE },   { "step", "case", "id* table", FALSE },
  { "title", "step", "xml:lang", TRUE },        { "text", "step", "xml:lang", TRUE },
  { "question", "step", "xml:lang", TRUE },     { "hint", "step", "xml:lang", TRUE },
  { "answer", "step", "xml:lang", TRUE },       { NULL },
};

/* --- the object --- */

static void
case_file_free (gpointer data)
{
  SyCaseFile *file = data;

  g_free (file->pattern);
  g_free (file->kind);
  g_free (file);
}

static void
case_setting_free (gpointer data)
{
  SyCaseSetting *setting = data;

  g_free (setting->id);
  g_free (setting->value);
  g_free (setting);
}

static void
case_step_free (gpointer data)
{
  SyCaseStep *step = data;

  g_free (step->id);
  g_free (step->title);
  g_free (step->text);
  g_free (step->question);
  g_free (step->hint);
  g_free (step->answer);
  g_free (step->table);
  g_free (step);
}

static void
sy_case_finalize (GObject *object)
{
  SyCase *self = SY_CASE (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self->audience);
  g_free (self->template);
  g_free (self->path);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->parameters);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->steps);
  G_OBJECT_CLASS (sy_case_parent_class)->finalize (object);
}

static void
sy_case_class_init (SyCaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_case_finalize;
}

static void
sy_case_init (SyCase *self)
{
  self->files = g_ptr_array_new_with_free_func (case_file_free);
  self->parameters = g_ptr_array_new_with_free_func (case_setting_free);
  self->inputs = g_ptr_array_new_with_free_func (case_setting_free);
  self->steps = g_ptr_array_new_with_free_func (case_step_free);
}

/* --- reading --- */

/* A file of a case lies where the case lies, never elsewhere on the computer. */
static gboolean
check_name (const SyMarkupNode *node, const char *attribute, GError **error)
{
  const char *name = sy_markup_get (node, attribute);
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  if (!*name || g_path_is_absolute (name) || g_strv_contains ((const char *const *) parts, ".."))
    return sy_markup_fail (node, attribute, error, _ ("“%s” must be the name of a file beside the case"),
                           name);
  return TRUE;
}

static gboolean
read_file (SyCase *self, const SyMarkupNode *node, GError **error)
{
  SyCaseFile *file;

  if (!check_name (node, "name", error))
    return FALSE;
  file = g_new0 (SyCaseFile, 1);
  file->pattern = g_strdup (sy_markup_get (node, "name"));
  file->kind = g_strdup (sy_markup_get (node, "kind"));
  g_ptr_array_add (self->files, file);
  return TRUE;
}

static void
add_setting (GPtrArray *list, const char *id, const char *value)
{
  SyCaseSetting *setting = g_new0 (SyCaseSetting, 1);

  setting->id = g_strdup (id);
  setting->value = g_strdup (value);
  g_ptr_array_add (list, setting);
}

static gboolean
read_step (SyCase *self, const SyMarkupNode *node, const char *language, GError **error)
{
  SyCaseStep *step;

  for (guint i = 0; i < self->steps->len; i++)
    if (g_str_equal (((SyCaseStep *) self->steps->pdata[i])->id, sy_markup_get (node, "id")))
      return sy_markup_fail (node, "id", error, _ ("there are two steps “%s”"), sy_markup_get (node, "id"));
  step = g_new0 (SyCaseStep, 1);
  step->id = g_strdup (sy_markup_get (node, "id"));
  step->title = sy_markup_dup_title (node, "title", language);
  if (!step->title)
    step->title = g_strdup (step->id);
  step->text = sy_markup_dup_title (node, "text", language);
  step->question = sy_markup_dup_title (node, "question", language);
  step->hint = sy_markup_dup_title (node, "hint", language);
  step->answer = sy_markup_dup_title (node, "answer", language);
  step->table = g_strdup (sy_markup_get (node, "table"));
  g_ptr_array_add (self->steps, step);
  return TRUE;
}

static gboolean
read_child (SyCase *self, const SyMarkupNode *node, const char *language, GError **error)
{
  if (sy_markup_is (node, "file"))
    return read_file (self, node, error);
  if (sy_markup_is (node, "step"))
    return read_step (self, node, language, error);
  if (sy_markup_is (node, "parameter"))
    add_setting (self->parameters, sy_markup_get (node, "id"), sy_markup_get (node, "value"));
  if (sy_markup_is (node, "input"))
    {
      if (!check_name (node, "file", error))
        return FALSE;
      add_setting (self->inputs, sy_markup_get (node, "table"), sy_markup_get (node, "file"));
    }
  return TRUE;
}

SyCase *
sy_case_read (const char *path, const char *language, GError **error)
{
  g_autoptr (SyMarkupNode) root = NULL;
  g_autoptr (SyCase) self = NULL;
  const char *order;

  g_return_val_if_fail (path != NULL, NULL);
  root = sy_markup_read (path, rules, error);
  if (!root)
    return NULL;
  self = g_object_new (SY_TYPE_CASE, NULL);
  order = sy_markup_get (root, "order");
  self->id = g_strdup (sy_markup_get (root, "id"));
  self->template = g_strdup (sy_markup_get (root, "template"));
  self->order = order ? g_ascii_strtoll (order, NULL, 10) : G_MAXINT64;
  self->path = g_strdup (path);
  self->title = sy_markup_dup_title (root, "title", language);
  if (!self->title)
    self->title = g_strdup (self->id);
  self->description = sy_markup_dup_title (root, "description", language);
  self->audience = sy_markup_dup_title (root, "audience", language);
  for (guint i = 0; i < root->children->len; i++)
    if (!read_child (self, root->children->pdata[i], language, error))
      return NULL;
  if (self->files->len == 0)
    {
      sy_markup_fail (root, NULL, error, _ ("a case needs at least one file"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* --- getters --- */

const char *
sy_case_get_id (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->id;
}

const char *
sy_case_get_title (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->title;
}

const char *
sy_case_get_description (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->description;
}

const char *
sy_case_get_audience (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->audience;
}

const char *
sy_case_get_template (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->template;
}

const char *
sy_case_get_path (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->path;
}

gint64
sy_case_get_order (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), 0);
  return self->order;
}

GPtrArray *
sy_case_get_files (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->files;
}

GPtrArray *
sy_case_get_parameters (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->parameters;
}

GPtrArray *
sy_case_get_inputs (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->inputs;
}

GPtrArray *
sy_case_get_steps (SyCase *self)
{
  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  return self->steps;
}

/* --- files --- */

/* Folders in which a file of the case may lie. (element-type utf8) */
static GPtrArray *
list_folders (SyCase *self)
{
  const char *data = g_getenv ("STEELYARD_DATA");
  const char *made = g_getenv ("STEELYARD_CASES");
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (folders, g_path_get_dirname (self->path));
  if (made)
    g_ptr_array_add (folders, g_strdup (made));
  g_ptr_array_add (folders, g_build_filename (data ? data : SY_PKGDATADIR, "cases", NULL));
  return folders;
}

static void
fail_missing (SyCase *self, const char *name, GPtrArray *folders, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < folders->len; i++)
    g_string_append_printf (list, "%s“%s”", i ? ", " : "", (char *) folders->pdata[i]);
  g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING,
               _ ("The case “%s” has no file “%s”; it was looked for in %s. Is Steelyard built or installed "
                  "completely?"),
               self->id, name, list->str);
}

char *
sy_case_find_file (SyCase *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) folders = NULL;

  g_return_val_if_fail (SY_IS_CASE (self) && name, NULL);
  folders = list_folders (self);
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *path = g_build_filename (folders->pdata[i], name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  fail_missing (self, name, folders, error);
  return NULL;
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const SyCaseFile *x = *(SyCaseFile *const *) a;
  const SyCaseFile *y = *(SyCaseFile *const *) b;

  return strcmp (x->pattern, y->pattern);
}

/* All regular files in @folder/directory of @file's pattern that match it. */
static GPtrArray *
match_files (const SyCaseFile *file, const char *folder)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (case_file_free);
  g_autofree char *part = g_path_get_dirname (file->pattern);
  g_autofree char *base = g_path_get_basename (file->pattern);
  g_autofree char *directory =
      g_str_equal (part, ".") ? g_strdup (folder) : g_build_filename (folder, part, NULL);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      SyCaseFile *match;

      if (!g_pattern_match_simple (base, name) || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      match = g_new0 (SyCaseFile, 1);
      match->pattern = g_steal_pointer (&path);
      match->kind = g_strdup (file->kind);
      g_ptr_array_add (found, match);
    }
  g_ptr_array_sort (found, compare_files);
  return found;
}

GPtrArray *
sy_case_list_files (SyCase *self, GError **error)
{
  g_autoptr (GPtrArray) folders = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (case_file_free);

  g_return_val_if_fail (SY_IS_CASE (self), NULL);
  folders = list_folders (self);
  for (guint i = 0; i < self->files->len; i++)
    {
      const SyCaseFile *file = self->files->pdata[i];
      guint n_before = all->len;

      for (guint j = 0; j < folders->len && all->len == n_before; j++)
        g_ptr_array_extend_and_steal (all, match_files (file, folders->pdata[j]));
      if (all->len == n_before)
        {
          fail_missing (self, file->pattern, folders, error);
          return NULL;
        }
    }
  return g_steal_pointer (&all);
}
