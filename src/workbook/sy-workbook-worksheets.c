/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worksheets of a document: a text of the document lists them (kind, title, tags), their templates are
 * made of the kinds' XML under their own ids and join the plan. Adding, removing and changing is one step of
 * the history, whatever it consists of. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-change-group.h"
#include "sy-suggestion.h"
#include "sy-template-rename.h"
#include "sy-workbook-private.h"
#include "sy-worksheet.h"

#define KEPT "worksheets"
/* Before the id of a kind that the document keeps. */
#define KEPT_KIND "worksheet-kind:"
#define MAX_TITLE 200

/* What was made of the kept texts, until they are others. */
struct _SyWorksheetList
{
  char *text;            /* of the list, as it was read */
  GPtrArray *worksheets; /* (element-type SyWorksheet) */
  GPtrArray *templates;  /* (element-type GPtrArray) of each, used ones first; empty with a problem */
  GHashTable *parts;     /* id of a part → SyWorksheet */
};

static void
worksheet_free (gpointer data)
{
  SyWorksheet *worksheet = data;

  g_free (worksheet->id);
  g_free (worksheet->kind);
  g_free (worksheet->title);
  g_free (worksheet->level);
  g_free (worksheet->line);
  g_clear_object (&worksheet->template);
  g_free (worksheet->problem);
  g_free (worksheet);
}

static SyWorksheetList *
list_new (const char *text)
{
  SyWorksheetList *list = g_new0 (SyWorksheetList, 1);

  list->text = g_strdup (text);
  list->worksheets = g_ptr_array_new_with_free_func (worksheet_free);
  list->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  list->parts = g_hash_table_new (g_str_hash, g_str_equal);
  return list;
}

void
sy_worksheet_list_free (SyWorksheetList *list)
{
  g_free (list->text);
  g_hash_table_unref (list->parts);
  g_ptr_array_unref (list->templates);
  g_ptr_array_unref (list->worksheets);
  g_free (list);
}

/* --- kinds --- */

static const char *
find_kept_kind (SyWorkbook *self, const char *kind)
{
  g_autofree char *name = g_strconcat (KEPT_KIND, kind, NULL);

  return sy_workbook_get_kept (self, name);
}

/* The XML of a kind that the document or the catalogue has. */
static char *
dup_kind_text (SyWorkbook *self, const char *kind, GError **error)
{
  const char *kept = find_kept_kind (self, kind);
  SyTemplate *found;

  if (kept)
    return g_strdup (kept);
  found = sy_catalogue_find_worksheet (self->catalogue, kind, error);
  return found ? sy_template_dup_text (found, error) : NULL;
}

static SyTemplate *
read_kind (SyWorkbook *self, const char *text, const char *name, GError **error)
{
  g_autoptr (SyTemplate) template =
      sy_template_reader_read_text (text, name, sy_workbook_get_language (self), error);

  if (!template || sy_template_is_worksheet (template))
    return g_steal_pointer (&template);
  g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_SYNTAX,
               _ ("%s: this is a template, no kind of worksheet: its root element must be <worksheet>"),
               name);
  return NULL;
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (sy_template_get_title (*(SyTemplate *const *) a),
                         sy_template_get_title (*(SyTemplate *const *) b));
}

/**
 * sy_workbook_list_worksheet_kinds:
 *
 * Returns: (transfer full) (element-type SyTemplate): those of the document, by title, then those of the
 * catalogue
 */
GPtrArray *
sy_workbook_list_worksheet_kinds (SyWorkbook *self)
{
  GPtrArray *kinds = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *others;
  GHashTableIter iter;
  gpointer name, text;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), kinds);
  others = sy_catalogue_get_worksheets (self->catalogue);
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      SyTemplate *kind = g_str_has_prefix (name, KEPT_KIND) ? read_kind (self, text, name, NULL) : NULL;

      if (kind)
        g_ptr_array_add (kinds, kind);
    }
  g_ptr_array_sort (kinds, compare_kinds);
  for (guint i = 0; i < others->len; i++)
    if (!find_kept_kind (self, sy_template_get_id (others->pdata[i])))
      g_ptr_array_add (kinds, g_object_ref (others->pdata[i]));
  return kinds;
}

/* --- reading the list --- */

static char *
get_text (GKeyFile *file, const char *group, const char *key)
{
  char *text = g_key_file_get_string (file, group, key, NULL);

  return text ? text : g_strdup ("");
}

static void
note_parts (SyWorksheetList *list, SyWorksheet *worksheet)
{
  GPtrArray *parts = sy_template_get_tables (worksheet->template);

  for (guint i = 0; i < parts->len; i++)
    if (!((SyTemplateTable *) parts->pdata[i])->is_source)
      g_hash_table_insert (list->parts, ((SyTemplateTable *) parts->pdata[i])->id, worksheet);
  parts = sy_template_get_values (worksheet->template);
  for (guint i = 0; i < parts->len; i++)
    g_hash_table_insert (list->parts, ((SyTemplateValue *) parts->pdata[i])->id, worksheet);
  parts = sy_template_get_parameters (worksheet->template);
  for (guint i = 0; i < parts->len; i++)
    g_hash_table_insert (list->parts, ((SyTemplateParameter *) parts->pdata[i])->id, worksheet);
  parts = sy_template_get_charts (worksheet->template);
  for (guint i = 0; i < parts->len; i++)
    g_hash_table_insert (list->parts, ((SyTemplateChart *) parts->pdata[i])->id, worksheet);
}

/* Its template and those that it uses; NULL with an error. */
static GPtrArray *
make_templates (SyWorkbook *self, const char *text, const char *kind, const char *id, GError **error)
{
  g_autoptr (SyTemplate) template =
      sy_template_read_renamed (text, kind, id, sy_workbook_get_language (self), error);
  g_autoptr (GPtrArray) templates = template ? sy_catalogue_resolve (self->catalogue, template, error) : NULL;

  return templates && sy_workbook_check_samples (templates, error) ? g_steal_pointer (&templates) : NULL;
}

static void
add_to_list (SyWorkbook *self, SyWorksheetList *list, GKeyFile *file, const char *id)
{
  SyWorksheet *worksheet = g_new0 (SyWorksheet, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GPtrArray *templates;

  worksheet->id = g_strdup (id);
  worksheet->kind = get_text (file, id, "kind");
  worksheet->title = get_text (file, id, "title");
  worksheet->level = get_text (file, id, "level");
  worksheet->line = get_text (file, id, "line");
  text = dup_kind_text (self, worksheet->kind, &error);
  templates = text ? make_templates (self, text, worksheet->kind, id, &error) : NULL;
  if (templates)
    worksheet->template = g_object_ref (templates->pdata[templates->len - 1]);
  else
    worksheet->problem = g_strdup (error->message);
  g_ptr_array_add (list->worksheets, worksheet);
  g_ptr_array_add (list->templates, templates ? templates : g_ptr_array_new ());
  if (templates)
    note_parts (list, worksheet);
}

static SyWorksheetList *
get_list (SyWorkbook *self)
{
  const char *text = sy_workbook_get_kept (self, KEPT);
  g_autoptr (GKeyFile) file = NULL;
  g_auto (GStrv) ids = NULL;

  if (self->worksheets && g_str_equal (self->worksheets->text, text ? text : ""))
    return self->worksheets;
  g_clear_pointer (&self->worksheets, sy_worksheet_list_free);
  self->worksheets = list_new (text ? text : "");
  file = g_key_file_new ();
  if (text && g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    ids = g_key_file_get_groups (file, NULL);
  for (char **id = ids; id && *id; id++)
    add_to_list (self, self->worksheets, file, *id);
  return self->worksheets;
}

void
sy_workbook_forget_worksheets (SyWorkbook *self, const char *name)
{
  if (g_str_equal (name, KEPT) || g_str_has_prefix (name, KEPT_KIND))
    g_clear_pointer (&self->worksheets, sy_worksheet_list_free);
}

GPtrArray *
sy_workbook_get_worksheets (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return get_list (self)->worksheets;
}

static guint
find_place (GPtrArray *worksheets, const char *id)
{
  for (guint i = 0; i < worksheets->len; i++)
    if (g_ascii_strcasecmp (((SyWorksheet *) worksheets->pdata[i])->id, id) == 0)
      return i;
  for (guint i = 0; i < worksheets->len; i++)
    if (g_str_equal (((SyWorksheet *) worksheets->pdata[i])->title, id))
      return i;
  return worksheets->len;
}

SyWorksheet *
sy_workbook_find_worksheet (SyWorkbook *self, const char *id)
{
  GPtrArray *worksheets;
  guint place;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && id, NULL);
  worksheets = get_list (self)->worksheets;
  place = find_place (worksheets, id);
  return place < worksheets->len ? worksheets->pdata[place] : NULL;
}

SyWorksheet *
sy_workbook_find_worksheet_of (SyWorkbook *self, const char *item_id)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self) && item_id, NULL);
  return g_hash_table_lookup (get_list (self)->parts, item_id);
}

gboolean
sy_template_list_has (GPtrArray *templates, const char *id)
{
  for (guint i = 0; i < templates->len; i++)
    if (g_str_equal (sy_template_get_id (templates->pdata[i]), id))
      return TRUE;
  return FALSE;
}

static void
add_missing (GPtrArray *templates, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    if (!sy_template_list_has (templates, sy_template_get_id (more->pdata[i])))
      g_ptr_array_add (templates, g_object_ref (more->pdata[i]));
}

GPtrArray *
sy_workbook_list_worksheet_templates (SyWorkbook *self)
{
  SyWorksheetList *list = get_list (self);
  GPtrArray *templates = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < list->templates->len; i++)
    add_missing (templates, list->templates->pdata[i]);
  return templates;
}

void
sy_workbook_forget_worksheet_problems (SyWorkbook *self)
{
  SyWorksheetList *list = get_list (self);

  for (guint i = 0; i < list->worksheets->len; i++)
    {
      SyWorksheet *worksheet = list->worksheets->pdata[i];

      if (worksheet->template)
        g_clear_pointer (&worksheet->problem, g_free);
    }
}

SyPlan *
sy_workbook_leave_out_worksheets (SyWorkbook *self, SyMasking masking, SyMakePlan make)
{
  SyWorksheetList *list = get_list (self);
  g_autoptr (GPtrArray) good = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < list->templates->len; i++)
    {
      SyWorksheet *worksheet = list->worksheets->pdata[i];
      g_autoptr (GPtrArray) tried = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (SyPlan) plan = NULL;
      g_autoptr (GError) error = NULL;

      add_missing (tried, good);
      add_missing (tried, list->templates->pdata[i]);
      plan = make (self, masking, tried);
      if (sy_plan_get_model (plan, &error))
        add_missing (good, list->templates->pdata[i]);
      else if (!worksheet->problem)
        worksheet->problem = g_strdup (error->message);
    }
  return make (self, masking, good);
}

GHashTable *
sy_workbook_list_worksheet_titles (SyWorkbook *self)
{
  GHashTable *titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *worksheets = sy_workbook_get_worksheets (self);

  for (guint i = 0; i < worksheets->len; i++)
    {
      const SyWorksheet *worksheet = worksheets->pdata[i];

      if (worksheet->template)
        g_hash_table_insert (titles, g_strdup (sy_template_get_id (worksheet->template)),
                             g_strdup (worksheet->title));
    }
  return titles;
}

/* --- writing the list --- */

static char *
write_list (GPtrArray *worksheets)
{
  g_autoptr (GKeyFile) file = NULL;

  if (worksheets->len == 0)
    return NULL;
  file = g_key_file_new ();
  for (guint i = 0; i < worksheets->len; i++)
    {
      const SyWorksheet *worksheet = worksheets->pdata[i];

      g_key_file_set_string (file, worksheet->id, "kind", worksheet->kind);
      g_key_file_set_string (file, worksheet->id, "title", worksheet->title);
      g_key_file_set_string (file, worksheet->id, "level", worksheet->level);
      g_key_file_set_string (file, worksheet->id, "line", worksheet->line);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

/* A list that can be changed; templates are left out. */
static GPtrArray *
copy_list (SyWorkbook *self)
{
  GPtrArray *worksheets = get_list (self)->worksheets;
  GPtrArray *copy = g_ptr_array_new_with_free_func (worksheet_free);

  for (guint i = 0; i < worksheets->len; i++)
    {
      const SyWorksheet *from = worksheets->pdata[i];
      SyWorksheet *to = g_new0 (SyWorksheet, 1);

      to->id = g_strdup (from->id);
      to->kind = g_strdup (from->kind);
      to->title = g_strdup (from->title);
      to->level = g_strdup (from->level);
      to->line = g_strdup (from->line);
      g_ptr_array_add (copy, to);
    }
  return copy;
}

static void
add_list_change (SyWorkbook *self, GPtrArray *group, GPtrArray *worksheets)
{
  g_autofree char *after = write_list (worksheets);

  sy_change_group_add (group, SY_CHANGE_KEPT, KEPT, sy_workbook_get_kept (self, KEPT), after);
}

/* --- adding --- */

static gboolean
check_title (const char *title, GError **error)
{
  if (g_utf8_validate (title, -1, NULL) && g_utf8_strlen (title, -1) <= MAX_TITLE && !strpbrk (title, "\n\r"))
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
               _ ("The title of a worksheet is one line of at most %u characters"), MAX_TITLE);
  return FALSE;
}

static gboolean
has_key_with_prefix (GHashTable *table, const char *prefix)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, prefix))
      return TRUE;
  return FALSE;
}

static gboolean
has_part_with_prefix (SyWorkbook *self, const char *prefix)
{
  GPtrArray *tables = sy_workbook_list_tables (self);
  GPtrArray *values = sy_workbook_list_values (self);

  for (guint i = 0; i < tables->len; i++)
    if (g_str_has_prefix (((SyWorkbookTable *) tables->pdata[i])->definition->id, prefix))
      return TRUE;
  for (guint i = 0; i < values->len; i++)
    if (g_str_has_prefix (((SyWorkbookValue *) values->pdata[i])->definition->id, prefix))
      return TRUE;
  return has_key_with_prefix (self->inputs, prefix) || has_key_with_prefix (self->parameters, prefix);
}

/* Kinds keep their names, so that the first worksheet of each can have it. */
static gboolean
is_other_kind (SyWorkbook *self, const char *id, const char *kind)
{
  GPtrArray *kinds = sy_catalogue_get_worksheets (self->catalogue);

  for (guint i = 0; i < kinds->len; i++)
    if (g_str_equal (sy_template_get_id (kinds->pdata[i]), id) && !g_str_equal (id, kind))
      return TRUE;
  return !g_str_equal (id, kind) && find_kept_kind (self, id) != NULL;
}

static char *
choose_id (SyWorkbook *self, const char *kind)
{
  GPtrArray *worksheets = get_list (self)->worksheets;

  for (guint number = 1;; number++)
    {
      g_autofree char *id = number == 1 ? g_strdup (kind) : g_strdup_printf ("%s%u", kind, number);
      g_autofree char *prefix = sy_template_make_prefix (id);
      gboolean taken = is_other_kind (self, id, kind) || has_part_with_prefix (self, prefix);

      for (guint i = 0; i < worksheets->len; i++)
        taken = taken || g_ascii_strcasecmp (((SyWorksheet *) worksheets->pdata[i])->id, id) == 0;
      if (!taken)
        return g_steal_pointer (&id);
    }
}

static char *
choose_title (SyWorkbook *self, const char *title)
{
  GPtrArray *worksheets = get_list (self)->worksheets;

  for (guint number = 1;; number++)
    {
      g_autofree char *chosen = number == 1 ? g_strdup (title) : g_strdup_printf ("%s %u", title, number);
      gboolean taken = FALSE;

      for (guint i = 0; i < worksheets->len; i++)
        taken = taken || g_str_equal (((SyWorksheet *) worksheets->pdata[i])->title, chosen);
      if (!taken)
        return g_steal_pointer (&chosen);
    }
}

/* Do all formulas hold when @more is there too? Where they don't already, that is told elsewhere. */
static gboolean
check_formulas (SyWorkbook *self, GPtrArray *more, GError **error)
{
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SyPlan) plan = NULL;
  GPtrArray *present;

  if (!sy_workbook_get_model (self, NULL))
    return TRUE;
  present = sy_plan_get_templates (sy_workbook_get_plan (self));
  /* What is there under the id of the last one gives way to it. */
  for (guint i = 0; i < present->len; i++)
    if (!g_str_equal (sy_template_get_id (present->pdata[i]),
                      sy_template_get_id (more->pdata[more->len - 1])))
      g_ptr_array_add (templates, g_object_ref (present->pdata[i]));
  add_missing (templates, more);
  plan = sy_workbook_make_plan (self, self->masking, templates);
  return sy_plan_get_model (plan, error) != NULL;
}

/* Do the worksheets that there are of the kind still hold? */
static gboolean
check_worksheets_of (SyWorkbook *self, const char *kind, const char *text, GError **error)
{
  GPtrArray *worksheets = get_list (self)->worksheets;
  gboolean found = FALSE;

  for (guint i = 0; i < worksheets->len; i++)
    {
      const SyWorksheet *worksheet = worksheets->pdata[i];
      g_autoptr (GPtrArray) templates = NULL;

      if (!g_str_equal (worksheet->kind, kind))
        continue;
      found = TRUE;
      templates = make_templates (self, text, kind, worksheet->id, error);
      if (!templates || !check_formulas (self, templates, error))
        return FALSE;
    }
  if (!found)
    {
      g_autofree char *id = choose_id (self, kind);
      g_autoptr (GPtrArray) templates = make_templates (self, text, kind, id, error);

      return templates && check_formulas (self, templates, error);
    }
  return TRUE;
}

/* The kind by id, or of a file: then its text, which the document is to keep. */
static SyTemplate *
find_kind (SyWorkbook *self, const char *kind, char **text, gboolean *is_new, GError **error)
{
  const char *kept = find_kept_kind (self, kind);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "steelyard", NULL);
  SyTemplate *found;

  *is_new = FALSE;
  if (kept)
    {
      *text = g_strdup (kept);
      return read_kind (self, kept, kind, error);
    }
  found = sy_catalogue_find_worksheet (self->catalogue, kind, error);
  *text = found ? sy_template_dup_text (found, error) : NULL;
  if (!*text)
    return NULL;
  /* What is not everywhere where Steelyard is goes with the document. */
  *is_new = !g_str_equal (kind, sy_template_get_id (found))
            || g_str_has_prefix (sy_template_get_path (found), folder);
  return g_object_ref (found);
}

static SyWorksheet *
worksheet_new (const char *id, SyTemplate *kind, char *title)
{
  SyWorksheet *worksheet = g_new0 (SyWorksheet, 1);
  const char *level = sy_template_get_level (kind);

  worksheet->id = g_strdup (id);
  worksheet->kind = g_strdup (sy_template_get_id (kind));
  worksheet->title = title;
  worksheet->level = g_strdup (level ? level : "");
  worksheet->line = g_strjoinv (" ", sy_template_get_lines (kind));
  return worksheet;
}

const char *
sy_workbook_add_worksheet (SyWorkbook *self, const char *kind, const char *title, GError **error)
{
  g_autoptr (GPtrArray) group = sy_change_group_new ();
  g_autoptr (GPtrArray) worksheets = NULL;
  g_autoptr (GPtrArray) templates = NULL;
  g_autoptr (SyTemplate) found = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  SyWorksheet *worksheet;
  gboolean is_new;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && kind, NULL);
  if (title && !check_title (title, error))
    return NULL;
  found = find_kind (self, kind, &text, &is_new, error);
  if (!found)
    return NULL;
  id = choose_id (self, sy_template_get_id (found));
  templates = make_templates (self, text, sy_template_get_id (found), id, error);
  if (!templates || !check_formulas (self, templates, error)
      || (is_new && !check_worksheets_of (self, sy_template_get_id (found), text, error)))
    return NULL;
  worksheet = worksheet_new (
      id, found, title && *title ? g_strdup (title) : choose_title (self, sy_template_get_title (found)));
  worksheets = copy_list (self);
  g_ptr_array_add (worksheets, worksheet);
  if (is_new)
    {
      g_autofree char *name = g_strconcat (KEPT_KIND, worksheet->kind, NULL);

      sy_change_group_add (group, SY_CHANGE_KEPT, name, sy_workbook_get_kept (self, name), text);
    }
  add_list_change (self, group, worksheets);
  sy_workbook_change_together (self, "worksheet-added", worksheet->title, group);
  return g_intern_string (id);
}

/* --- removing, changing --- */

static void
set_no_worksheet (SyWorkbook *self, const char *id, GError **error)
{
  GPtrArray *worksheets = get_list (self)->worksheets;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *hint = NULL;

  for (guint i = 0; i < worksheets->len; i++)
    g_ptr_array_add (names, ((SyWorksheet *) worksheets->pdata[i])->id);
  hint = sy_suggestion_make (id, names);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("There is no worksheet “%s”%s"), id,
               hint);
}

/* What was typed into parts of the worksheet. */
static void
add_removals (SyWorkbook *self, GPtrArray *group, const SyWorksheet *worksheet)
{
  g_autofree char *prefix = sy_template_make_prefix (worksheet->id);
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->inputs);
  while (g_hash_table_iter_next (&iter, &id, &value))
    if (worksheet->template ? sy_workbook_find_worksheet_of (self, id) == worksheet
                            : g_str_has_prefix (id, prefix))
      {
        g_autofree char *before = sy_input_serialize (value);

        sy_change_group_add (group, SY_CHANGE_INPUT, id, before, NULL);
      }
  g_hash_table_iter_init (&iter, self->parameters);
  while (g_hash_table_iter_next (&iter, &id, &value))
    if (worksheet->template ? sy_workbook_find_worksheet_of (self, id) == worksheet
                            : g_str_has_prefix (id, prefix))
      sy_change_group_add (group, SY_CHANGE_PARAMETER, id, value, NULL);
}

gboolean
sy_workbook_remove_worksheet (SyWorkbook *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) group = sy_change_group_new ();
  g_autoptr (GPtrArray) worksheets = NULL;
  g_autofree char *title = NULL;
  SyWorksheet *worksheet;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && id, FALSE);
  worksheet = sy_workbook_find_worksheet (self, id);
  if (!worksheet)
    {
      set_no_worksheet (self, id, error);
      return FALSE;
    }
  title = g_strdup (worksheet->title);
  worksheets = copy_list (self);
  g_ptr_array_remove_index (worksheets, find_place (worksheets, worksheet->id));
  add_removals (self, group, worksheet);
  add_list_change (self, group, worksheets);
  sy_workbook_change_together (self, "worksheet-removed", title, group);
  return TRUE;
}

static gboolean
check_tags (const char *level, const char *line, GError **error)
{
  static const char *const levels[] = { "guidance", "operations", "strategy", "planning", NULL };
  static const char *const lines[] = {
    "sales", "goods", "finance", "people", "production", "logistics", NULL
  };
  g_auto (GStrv) words = g_strsplit_set (line ? line : "", " \t", -1);
  g_autofree char *level_list = g_strjoinv (", ", (char **) levels);
  g_autofree char *line_list = g_strjoinv (", ", (char **) lines);

  if (level && *level && !g_strv_contains (levels, level))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT, _ ("“%s” is no level; there are: %s"),
                   level, level_list);
      return FALSE;
    }
  for (char **word = words; *word; word++)
    if (**word && !g_strv_contains (lines, *word))
      {
        g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
                     _ ("“%s” is no business line; there are: %s"), *word, line_list);
        return FALSE;
      }
  return TRUE;
}

static void
set_text (char **where, const char *text)
{
  if (!text)
    return;
  g_free (*where);
  *where = g_strdup (text);
}

/* The list becomes @worksheets, unless it is that already. */
static void
change_list (SyWorkbook *self, GPtrArray *worksheets, const char *what, const char *title)
{
  g_autoptr (GPtrArray) group = sy_change_group_new ();
  g_autofree char *after = write_list (worksheets);

  if (g_strcmp0 (after, sy_workbook_get_kept (self, KEPT)) == 0)
    return;
  add_list_change (self, group, worksheets);
  sy_workbook_change_together (self, what, title, group);
}

gboolean
sy_workbook_set_worksheet (
    SyWorkbook *self, const char *id, const char *title, const char *level, const char *line, GError **error)
{
  g_autoptr (GPtrArray) worksheets = NULL;
  SyWorksheet *worksheet;
  guint place;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && id, FALSE);
  worksheets = copy_list (self);
  place = find_place (worksheets, id);
  if (place == worksheets->len)
    {
      set_no_worksheet (self, id, error);
      return FALSE;
    }
  if ((title && !check_title (title, error)) || !check_tags (level, line, error))
    return FALSE;
  worksheet = worksheets->pdata[place];
  set_text (&worksheet->title, title && *title ? title : NULL);
  set_text (&worksheet->level, level);
  set_text (&worksheet->line, line);
  change_list (self, worksheets, "worksheet-changed", worksheet->title);
  return TRUE;
}

gboolean
sy_workbook_move_worksheet (SyWorkbook *self, const char *id, guint place, GError **error)
{
  g_autoptr (GPtrArray) worksheets = NULL;
  SyWorksheet *worksheet;
  guint from;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && id, FALSE);
  worksheets = copy_list (self);
  from = find_place (worksheets, id);
  if (from == worksheets->len)
    {
      set_no_worksheet (self, id, error);
      return FALSE;
    }
  worksheet = g_ptr_array_steal_index (worksheets, from);
  g_ptr_array_insert (worksheets, (int) MIN (place, worksheets->len), worksheet);
  change_list (self, worksheets, "worksheet-moved", worksheet->title);
  return TRUE;
}

/* --- kinds of the document's own --- */

/**
 * sy_workbook_keep_worksheet_kind:
 * @xml: a file of data/worksheets, as text
 *
 * Returns: (transfer none): the id of the kind, which the document has from now on; %NULL with a
 *   %SY_TEMPLATE_ERROR that says line and column, or the error of a formula
 */
const char *
sy_workbook_keep_worksheet_kind (SyWorkbook *self, const char *xml, GError **error)
{
  g_autoptr (GPtrArray) group = sy_change_group_new ();
  g_autoptr (SyTemplate) kind = NULL;
  g_autofree char *name = NULL;
  const char *id;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && xml, NULL);
  kind = read_kind (self, xml, "worksheet.xml", error);
  if (!kind)
    return NULL;
  id = g_intern_string (sy_template_get_id (kind));
  if (!check_worksheets_of (self, id, xml, error))
    return NULL;
  name = g_strconcat (KEPT_KIND, id, NULL);
  if (g_strcmp0 (sy_workbook_get_kept (self, name), xml) == 0)
    return id;
  sy_change_group_add (group, SY_CHANGE_KEPT, name, sy_workbook_get_kept (self, name), xml);
  sy_workbook_change_together (self, "worksheet-kind", sy_template_get_title (kind), group);
  return id;
}

/* --- in words --- */

char *
sy_workbook_describe_group (const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, "\n", 2);
  const char *title = parts[0] && parts[1] ? parts[1] : "";

  if (g_strcmp0 (parts[0], "worksheet-added") == 0)
    return g_strdup_printf (_ ("Worksheet “%s” added"), title);
  if (g_strcmp0 (parts[0], "worksheet-removed") == 0)
    return g_strdup_printf (_ ("Worksheet “%s” removed"), title);
  if (g_strcmp0 (parts[0], "worksheet-moved") == 0)
    return g_strdup_printf (_ ("Worksheet “%s” moved"), title);
  if (g_strcmp0 (parts[0], "worksheet-kind") == 0)
    return g_strdup_printf (_ ("Kind of worksheet “%s”"), title);
  return g_strdup_printf (_ ("Title and tags of the worksheet “%s”"), title);
}
