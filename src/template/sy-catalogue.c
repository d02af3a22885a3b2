/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads every XML file of the two folders once. A file of the user that has the id of a built-in template
 * takes its place. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-catalogue.h"
#include "sy-indicator-library.h"
#include "sy-pinyin.h"
#include "sy-source-kind-private.h"
#include "sy-template-private.h"
#include "sy-template-text.h"

struct _SyCatalogue
{
  GObject parent_instance;

  char *language;
  GPtrArray *templates;  /* (element-type SyTemplate) */
  GPtrArray *worksheets; /* (element-type SyTemplate): kinds of them */
  GPtrArray *replaced;   /* (element-type SyTemplate): borrowed by callers, so kept */
  GPtrArray *kinds;      /* (element-type SySourceKind) */
  GPtrArray *calendars;  /* (element-type SyCalendar), the user's own last */
  char *indicator_folder;
  GMutex indicator_lock;
  SyIndicatorLibrary *indicators; /* NULL before anybody asks */
  GError *indicator_error;
  GPtrArray *problems; /* (element-type char *), NULL-terminated once filled */
  GPtrArray *cases;    /* (element-type SyCase) */
};

G_DEFINE_FINAL_TYPE (SyCatalogue, sy_catalogue, G_TYPE_OBJECT)

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Paths of the XML files in @folder, by name; none when there is no such folder. */
static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".xml"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  return paths;
}

/* Adds @template, in the place of one with the same id. */
static void
take_template (SyCatalogue *self, SyTemplate *template)
{
  GPtrArray *list = sy_template_is_worksheet (template) ? self->worksheets : self->templates;

  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (sy_template_get_id (list->pdata[i]), sy_template_get_id (template)))
      {
        g_ptr_array_add (self->replaced, list->pdata[i]);
        list->pdata[i] = template;
        return;
      }
  g_ptr_array_add (list, template);
}

/* The kinds that are met most come first, others by their file's name. */
static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  gint64 x = sy_source_kind_get_order (*(SySourceKind *const *) a);
  gint64 y = sy_source_kind_get_order (*(SySourceKind *const *) b);

  return x < y ? -1 : x > y;
}

static gboolean
load_kinds (SyCatalogue *self, const char *folder, GError **error)
{
  g_autofree char *sources = g_build_filename (folder, "sources", NULL);
  g_autoptr (GPtrArray) paths = list_files (sources);
  for (guint i = 0; i < paths->len; i++)
    {
      SySourceKind *kind = sy_template_reader_read_kind (paths->pdata[i], self->language, error);
      if (!kind)
        return FALSE;
      g_ptr_array_add (self->kinds, kind);
    }
  g_ptr_array_sort (self->kinds, compare_kinds);
  return TRUE;
}

/* @name: templates or worksheets */
static gboolean
load_templates (SyCatalogue *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *templates = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) paths = list_files (templates);
  for (guint i = 0; i < paths->len; i++)
    {
      SyTemplate *template = sy_template_reader_read (paths->pdata[i], self->language, error);
      if (!template)
        return FALSE;
      take_template (self, template);
    }
  return TRUE;
}

/* A calendar takes the place of one with the same id that was read before. */
static void
take_calendar (SyCatalogue *self, SyCalendar *calendar)
{
  for (guint i = self->calendars->len; i > 0; i--)
    if (g_str_equal (sy_calendar_get_id (self->calendars->pdata[i - 1]), sy_calendar_get_id (calendar)))
      g_ptr_array_remove_index (self->calendars, i - 1);
  g_ptr_array_add (self->calendars, calendar);
}

static gboolean
load_calendars (SyCatalogue *self, const char *folder, GError **error)
{
  g_autofree char *calendars = g_build_filename (folder, "calendars", NULL);
  g_autoptr (GPtrArray) paths = list_files (calendars);
  for (guint i = 0; i < paths->len; i++)
    {
      SyCalendar *calendar = sy_calendar_read (paths->pdata[i], self->language, self->calendars, error);
      if (!calendar)
        return FALSE;
      take_calendar (self, calendar);
    }
  return TRUE;
}

static void
load_user_calendars (SyCatalogue *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "steelyard", "calendars", NULL);
  g_autoptr (GPtrArray) paths = list_files (folder);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GError) error = NULL;
      SyCalendar *calendar = sy_calendar_read (paths->pdata[i], self->language, self->calendars, &error);
      if (calendar)
        take_calendar (self, calendar);
      else
        g_ptr_array_add (self->problems, g_strdup (error->message));
    }
}

/* What the user wrote may be broken: that is told, and the rest goes on. */
static void
load_user_templates (SyCatalogue *self, const char *name)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "steelyard", name, NULL);
  g_autoptr (GPtrArray) paths = list_files (folder);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GError) error = NULL;
      SyTemplate *template = sy_template_reader_read (paths->pdata[i], self->language, &error);
      if (template)
        take_template (self, template);
      else
        g_ptr_array_add (self->problems, g_strdup (error->message));
    }
}

static SyCase *
find_case (SyCatalogue *self, const char *id)
{
  for (guint i = 0; i < self->cases->len; i++)
    if (g_str_equal (sy_case_get_id (self->cases->pdata[i]), id))
      return self->cases->pdata[i];
  return NULL;
}

static int
compare_cases (gconstpointer a, gconstpointer b)
{
  gint64 x = sy_case_get_order (*(SyCase *const *) a);
  gint64 y = sy_case_get_order (*(SyCase *const *) b);

  return x < y ? -1 : x > y;
}

/* A broken case keeps nobody from working: it is told, and the rest goes on. The first of an id counts, so
 * that a case that came with the program stays what it is. */
static void
load_cases (SyCatalogue *self, const char *folder)
{
  g_autofree char *cases = g_build_filename (folder, "cases", NULL);
  g_autoptr (GPtrArray) paths = list_files (cases);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyCase) found = sy_case_read (paths->pdata[i], self->language, &error);

      if (!found)
        g_ptr_array_add (self->problems, g_strdup (error->message));
      else if (!find_case (self, sy_case_get_id (found)))
        g_ptr_array_add (self->cases, g_steal_pointer (&found));
    }
  g_ptr_array_sort (self->cases, compare_cases);
}

static void
sy_catalogue_finalize (GObject *object)
{
  SyCatalogue *self = SY_CATALOGUE (object);

  g_free (self->language);
  g_ptr_array_unref (self->templates);
  g_ptr_array_unref (self->worksheets);
  g_ptr_array_unref (self->replaced);
  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->calendars);
  g_free (self->indicator_folder);
  g_mutex_clear (&self->indicator_lock);
  sy_indicator_library_free (self->indicators);
  g_clear_error (&self->indicator_error);
  g_ptr_array_unref (self->cases);
  g_ptr_array_unref (self->problems);

  G_OBJECT_CLASS (sy_catalogue_parent_class)->finalize (object);
}

static void
sy_catalogue_class_init (SyCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_catalogue_finalize;
}

static void
sy_catalogue_init (SyCatalogue *self)
{
  g_mutex_init (&self->indicator_lock);
  self->templates = g_ptr_array_new_with_free_func (g_object_unref);
  self->worksheets = g_ptr_array_new_with_free_func (g_object_unref);
  self->replaced = g_ptr_array_new_with_free_func (g_object_unref);
  self->kinds = g_ptr_array_new_with_free_func (g_object_unref);
  self->calendars = g_ptr_array_new_with_free_func (g_object_unref);
  self->cases = g_ptr_array_new_with_free_func (g_object_unref);
  self->problems = g_ptr_array_new_with_free_func (g_free);
}

SyCatalogue *
sy_catalogue_new (const char *language, GError **error)
{
  const char *given = g_getenv ("STEELYARD_DATA");
  const char *folder = given ? given : SY_PKGDATADIR;
  g_autoptr (SyCatalogue) self = g_object_new (SY_TYPE_CATALOGUE, NULL);
  g_autofree char *user = NULL;

  self->language = g_strdup (language ? language : g_get_language_names ()[0]);
  self->indicator_folder = g_build_filename (folder, "indicators", NULL);
  if (!load_kinds (self, folder, error) || !load_templates (self, folder, "templates", error)
      || !load_templates (self, folder, "worksheets", error) || !load_calendars (self, folder, error))
    return NULL;
  if (self->kinds->len == 0)
    {
      g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_READ,
                   _ ("There are no source kinds in “%s”; is Steelyard installed completely?"), folder);
      return NULL;
    }
  load_user_templates (self, "templates");
  load_user_templates (self, "worksheets");
  load_user_calendars (self);
  load_cases (self, folder);
  user = g_build_filename (g_get_user_data_dir (), "steelyard", NULL);
  load_cases (self, user);
  g_ptr_array_add (self->problems, NULL);
  return g_steal_pointer (&self);
}

const char *
sy_catalogue_get_language (SyCatalogue *self)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  return self->language;
}

GPtrArray *
sy_catalogue_get_templates (SyCatalogue *self)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  return self->templates;
}

GPtrArray *
sy_catalogue_get_worksheets (SyCatalogue *self)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  return self->worksheets;
}

GPtrArray *
sy_catalogue_get_kinds (SyCatalogue *self)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  return self->kinds;
}

GPtrArray *
sy_catalogue_get_calendars (SyCatalogue *self)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  return self->calendars;
}

SyCalendar *
sy_catalogue_get_calendar (SyCatalogue *self)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  return self->calendars->len > 0 ? self->calendars->pdata[self->calendars->len - 1] : NULL;
}

GPtrArray *
sy_catalogue_get_cases (SyCatalogue *self)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  return self->cases;
}

static char *
list_case_ids (SyCatalogue *self)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < self->cases->len; i++)
    g_string_append_printf (ids, "%s%s", i ? ", " : "", sy_case_get_id (self->cases->pdata[i]));
  return g_string_free (ids, FALSE);
}

SyCase *
sy_catalogue_find_case (SyCatalogue *self, const char *id_or_path, GError **error)
{
  SyCase *found;
  g_autofree char *ids = NULL;

  g_return_val_if_fail (SY_IS_CATALOGUE (self) && id_or_path, NULL);
  found = find_case (self, id_or_path);
  if (found)
    return found;
  if (strchr (id_or_path, G_DIR_SEPARATOR) || g_str_has_suffix (id_or_path, ".xml"))
    {
      found = sy_case_read (id_or_path, self->language, error);
      if (found)
        g_ptr_array_add (self->cases, found);
      return found;
    }
  ids = list_case_ids (self);
  g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING,
               _ ("There is no case “%s”; there are: %s; or give the path of a file"), id_or_path, ids);
  return NULL;
}

char **
sy_catalogue_get_problems (SyCatalogue *self)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  return (char **) self->problems->pdata;
}

SySourceKind *
sy_catalogue_find_kind (SyCatalogue *self, const char *id)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  for (guint i = 0; i < self->kinds->len; i++)
    if (g_strcmp0 (sy_source_kind_get_id (self->kinds->pdata[i]), id) == 0)
      return self->kinds->pdata[i];
  return NULL;
}

static SyTemplate *
find_by_id (GPtrArray *list, const char *id)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (sy_template_get_id (list->pdata[i]), id))
      return list->pdata[i];
  return NULL;
}

static char *
list_ids (GPtrArray *list)
{
  GString *ids = g_string_new (NULL);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (ids, "%s%s", i ? ", " : "", sy_template_get_id (list->pdata[i]));
  return g_string_free (ids, FALSE);
}

static gboolean
is_path (const char *id_or_path)
{
  return strchr (id_or_path, G_DIR_SEPARATOR) || g_str_has_suffix (id_or_path, ".xml");
}

static SyTemplate *
read_and_take (SyCatalogue *self, const char *path, GError **error)
{
  SyTemplate *template = sy_template_reader_read (path, self->language, error);

  if (template)
    take_template (self, template);
  return template;
}

SyTemplate *
sy_catalogue_find_template (SyCatalogue *self, const char *id_or_path, GError **error)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (id_or_path != NULL, NULL);

  SyTemplate *template = find_by_id (self->templates, id_or_path);
  if (!template)
    template = find_by_id (self->worksheets, id_or_path);
  if (template)
    return template;
  if (is_path (id_or_path))
    return read_and_take (self, id_or_path, error);

  g_autofree char *ids = list_ids (self->templates);
  g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING,
               _ ("There is no template “%s”; there are: %s; or give the path of a file"), id_or_path, ids);
  return NULL;
}

SyTemplate *
sy_catalogue_find_worksheet (SyCatalogue *self, const char *id_or_path, GError **error)
{
  SyTemplate *template;
  g_autofree char *ids = NULL;

  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (id_or_path != NULL, NULL);
  template = find_by_id (self->worksheets, id_or_path);
  if (template)
    return template;
  if (!is_path (id_or_path))
    {
      ids = list_ids (self->worksheets);
      g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING,
                   _ ("There is no kind of worksheet “%s”; there are: %s; or give the path of a file"),
                   id_or_path, ids);
      return NULL;
    }
  template = read_and_take (self, id_or_path, error);
  if (!template || sy_template_is_worksheet (template))
    return template;
  g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_SYNTAX,
               _ ("“%s” is a template, no kind of worksheet: its root element must be <worksheet>"),
               id_or_path);
  return NULL;
}

/* "my-" and the letters of @title; Chinese in pinyin. */
static char *
make_own_id (const char *title)
{
  g_autofree char *letters = sy_pinyin_write (title, NULL);
  GString *id = g_string_new ("my-");

  for (const char *at = letters; *at && id->len < 60; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (id, *at);
  if (id->len == 3)
    g_string_append (id, "template");
  return g_string_free (id, FALSE);
}

/* Another title that reads the same in letters is no reason to lose a template. */
static char *
choose_own_id (SyCatalogue *self, const char *title)
{
  g_autofree char *id = make_own_id (title);
  char *chosen = g_strdup (id);

  for (guint i = 2;; i++)
    {
      SyTemplate *present = find_by_id (self->templates, chosen);

      if (!present || g_strcmp0 (sy_template_get_title (present), title) == 0)
        return chosen;
      g_free (chosen);
      chosen = g_strdup_printf ("%s-%u", id, i);
    }
}

SyTemplate *
sy_catalogue_keep_template (SyCatalogue *self, const char *text, const char *title, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "steelyard", "templates", NULL);
  g_autofree char *id = NULL, *own = NULL, *name = NULL, *path = NULL;
  g_autoptr (SyTemplate) checked = NULL;

  g_return_val_if_fail (SY_IS_CATALOGUE (self) && text && title, NULL);
  id = choose_own_id (self, title);
  own = sy_template_text_set_head (text, id, title);
  name = g_strconcat (id, ".xml", NULL);
  path = g_build_filename (folder, name, NULL);
  checked = sy_template_reader_read_text (own, name, self->language, error);
  if (!checked)
    return NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_READ, _ ("Can’t make the folder “%s”"),
                   folder);
      return NULL;
    }
  if (!g_file_set_contents (path, own, -1, error))
    return NULL;
  return sy_catalogue_find_template (self, path, error);
}

/* Adds @template after all that it uses; @open holds those whose uses are being followed. */
static gboolean
follow (SyCatalogue *self, SyTemplate *template, GPtrArray *open, GPtrArray *found, GError **error)
{
  if (g_ptr_array_find (found, template, NULL))
    return TRUE;
  if (g_ptr_array_find (open, template, NULL))
    {
      g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING,
                   _ ("The template “%s” uses itself, by way of others"), sy_template_get_id (template));
      return FALSE;
    }

  g_ptr_array_add (open, template);
  for (char **id = sy_template_get_uses (template); *id; id++)
    {
      SyTemplate *used = find_by_id (self->templates, *id);
      if (!used)
        {
          g_autofree char *ids = list_ids (self->templates);
          g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING,
                       _ ("The template “%s” uses “%s”, which is not there; there are: %s"),
                       sy_template_get_id (template), *id, ids);
          return FALSE;
        }
      if (!follow (self, used, open, found, error))
        return FALSE;
    }
  g_ptr_array_remove (open, template);
  g_ptr_array_add (found, g_object_ref (template));
  return TRUE;
}

/* Templates without the parts that one behind them replaces. */
static void
drop_replaced (GPtrArray *templates)
{
  g_autoptr (GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = templates->len; i > 0; i--)
    {
      SyTemplate *template = templates->pdata[i - 1];
      guint n_before = g_hash_table_size (tables) + g_hash_table_size (values);

      if (n_before > 0)
        templates->pdata[i - 1] = sy_template_new_without (template, tables, values);
      for (guint j = 0; j < template->tables->len; j++)
        if (((SyTemplateTable *) template->tables->pdata[j])->replaces)
          g_hash_table_add (tables, ((SyTemplateTable *) template->tables->pdata[j])->id);
      for (guint j = 0; j < template->values->len; j++)
        if (((SyTemplateValue *) template->values->pdata[j])->replaces)
          g_hash_table_add (values, ((SyTemplateValue *) template->values->pdata[j])->id);
      if (n_before > 0)
        g_object_unref (template); /* the one without the parts holds it */
    }
}

GPtrArray *
sy_catalogue_resolve (SyCatalogue *self, SyTemplate *template, GError **error)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (SY_IS_TEMPLATE (template), NULL);

  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  if (!follow (self, template, open, found, error) || !sy_template_check_links (found, error))
    return NULL;
  drop_replaced (found);
  return g_steal_pointer (&found);
}

/* Reading the library takes longer than all templates, and most commands never ask for it. */
static SyIndicatorLibrary *
open_library (SyCatalogue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->indicator_lock);

  if (self->indicators)
    return self->indicators;
  self->indicators =
      sy_indicator_library_new (self->indicator_folder, self->language, &self->indicator_error);
  if (!self->indicators)
    self->indicators = sy_indicator_library_new (NULL, self->language, NULL);
  return self->indicators;
}

gboolean
sy_catalogue_load_indicators (SyCatalogue *self, GError **error)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), FALSE);
  open_library (self);
  if (self->indicator_error && error)
    *error = g_error_copy (self->indicator_error);
  return !self->indicator_error;
}

GPtrArray *
sy_catalogue_get_indicators (SyCatalogue *self)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  return sy_indicator_library_get_all (open_library (self));
}

SyIndicator *
sy_catalogue_find_indicator (SyCatalogue *self, const char *id_or_title, GError **error)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (id_or_title != NULL, NULL);
  return sy_catalogue_load_indicators (self, error)
             ? sy_indicator_library_find (self->indicators, id_or_title, error)
             : NULL;
}

GPtrArray *
sy_catalogue_search_indicators (SyCatalogue *self, const char *text)
{
  g_return_val_if_fail (SY_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);
  return sy_indicator_library_search (open_library (self), text);
}
