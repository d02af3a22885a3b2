/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-functions.h"
#include "sy-indicator-library.h"
#include "sy-indicator-links.h"
#include "sy-indicator-private.h"
#include "sy-indicator-reader.h"
#include "sy-indicator-search.h"
#include "sy-template-private.h"
#include "sy-template-reader.h"

struct _SyIndicatorLibrary
{
  GPtrArray *indicators; /* (element-type SyIndicator) */
  SyTemplate *shared;
  GPtrArray *index; /* (element-type SyIndicatorEntry) parallel; NULL before the first search */
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static gboolean
read_folder (SyIndicatorLibrary *self, const char *folder, const char *language, GError **error)
{
  g_autoptr (GDir) dir = folder ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".xml"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      if (!sy_indicator_reader_read (path, language, self->indicators, self->shared, error))
        return FALSE;
    }
  return TRUE;
}

/* Files say where their domain stands; within a file the order is its own (the sort is stable). */
static int
compare_orders (gconstpointer a, gconstpointer b)
{
  const SyIndicator *x = *(SyIndicator *const *) a, *y = *(SyIndicator *const *) b;
  return x->order < y->order ? -1 : x->order > y->order;
}

SyIndicatorLibrary *
sy_indicator_library_new (const char *folder, const char *language, GError **error)
{
  g_autoptr (SyIndicatorLibrary) self = g_new0 (SyIndicatorLibrary, 1);

  self->indicators = g_ptr_array_new_with_free_func (g_object_unref);
  self->shared = sy_template_new ();
  if (!read_folder (self, folder, language, error))
    return NULL;
  g_ptr_array_sort (self->indicators, compare_orders);
  for (guint i = 0; i < self->indicators->len; i++)
    if (!sy_indicator_link (self->indicators->pdata[i], self->shared, error))
      return NULL;
  return g_steal_pointer (&self);
}

void
sy_indicator_library_free (SyIndicatorLibrary *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->index, g_ptr_array_unref);
  g_ptr_array_unref (self->indicators);
  g_object_unref (self->shared);
  g_free (self);
}

GPtrArray *
sy_indicator_library_get_all (SyIndicatorLibrary *self)
{
  return self->indicators;
}

/* What is the same to a reader is made the same: case, full-width forms, blanks and punctuation. */
static char *
fold (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (plain ? plain : text, -1);
  GString *folded = g_string_new (NULL);

  for (const char *at = lower; *at; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      g_string_append_unichar (folded, g_utf8_get_char (at));
  return g_string_free (folded, FALSE);
}

static gboolean
is_called (char *const *names, const char *folded)
{
  for (; *names; names++)
    {
      g_autofree char *name = fold (*names);
      if (g_str_equal (name, folded))
        return TRUE;
    }
  return FALSE;
}

/* Titles before aliases: what one indicator is called may be a by-name of another. */
static SyIndicator *
find_exactly (SyIndicatorLibrary *self, const char *text)
{
  g_autofree char *folded = fold (text);

  for (guint i = 0; i < self->indicators->len; i++)
    if (g_ascii_strcasecmp (((SyIndicator *) self->indicators->pdata[i])->id, text) == 0)
      return self->indicators->pdata[i];
  for (guint i = 0; i < self->indicators->len && *folded; i++)
    if (is_called (((SyIndicator *) self->indicators->pdata[i])->titles, folded))
      return self->indicators->pdata[i];
  for (guint i = 0; i < self->indicators->len && *folded; i++)
    if (is_called (((SyIndicator *) self->indicators->pdata[i])->aliases, folded))
      return self->indicators->pdata[i];
  return NULL;
}

/* The id nearest to @text, else the first that a search finds; NULL when nothing is near. */
static SyIndicator *
find_nearest (SyIndicatorLibrary *self, const char *text)
{
  SyIndicator *nearest = NULL;
  guint limit = g_str_is_ascii (text) ? (guint) MIN (strlen (text) / 3, 6) : 0;
  guint best = limit + 1;

  for (guint i = 0; limit > 0 && i < self->indicators->len; i++)
    {
      SyIndicator *indicator = self->indicators->pdata[i];
      guint distance = sy_formula_edit_distance (indicator->id, text, limit);
      if (distance < best)
        {
          best = distance;
          nearest = indicator;
        }
    }
  if (nearest || g_utf8_strlen (text, -1) < 2)
    return nearest;
  g_autoptr (GPtrArray) found = sy_indicator_library_search (self, text);
  return found->len > 0 ? found->pdata[0] : NULL;
}

SyIndicator *
sy_indicator_library_find (SyIndicatorLibrary *self, const char *id_or_title, GError **error)
{
  SyIndicator *found = find_exactly (self, id_or_title);
  SyIndicator *nearest = found ? NULL : find_nearest (self, id_or_title);

  if (found)
    return found;
  if (nearest)
    g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING,
                 _ ("There is no indicator “%s”; did you mean “%s” (%s)?"), id_or_title, nearest->id,
                 nearest->title);
  else
    g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING, _ ("There is no indicator “%s”"),
                 id_or_title);
  return NULL;
}

GPtrArray *
sy_indicator_library_search (SyIndicatorLibrary *self, const char *text)
{
  if (!self->index)
    self->index = sy_indicator_search_index (self->indicators);
  return sy_indicator_search (self->index, text);
}
