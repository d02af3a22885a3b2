/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-recent-list.h"

#define APPLICATION "Steelyard"

static char *
guess_type (const char *uri)
{
  g_autofree char *type = g_content_type_guess (uri, NULL, 0, NULL);
  char *mime = g_content_type_get_mime_type (type);

  return mime ? mime : g_strdup ("application/octet-stream");
}

void
sy_recent_list_add (const char *uri)
{
  g_autofree char *type = guess_type (uri);
  g_autofree char *command = g_strdup_printf ("%s %%f", "steelyard");
  GtkRecentData data = { .mime_type = type, .app_name = (char *) APPLICATION, .app_exec = command };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static gint
compare_latest_first (gconstpointer a, gconstpointer b)
{
  GDateTime *left = gtk_recent_info_get_modified (*(GtkRecentInfo *const *) a);
  GDateTime *right = gtk_recent_info_get_modified (*(GtkRecentInfo *const *) b);

  return g_date_time_compare (right, left);
}

static gboolean
is_ours (GtkRecentInfo *info)
{
  return gtk_recent_info_has_application (info, APPLICATION) && gtk_recent_info_is_local (info)
         && gtk_recent_info_exists (info);
}

GPtrArray *
sy_recent_list_get (guint max)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_recent_info_unref);
  g_autolist (GtkRecentInfo) items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());

  for (GList *l = items; l; l = l->next)
    if (is_ours (l->data))
      g_ptr_array_add (list, gtk_recent_info_ref (l->data));
  g_ptr_array_sort (list, compare_latest_first);
  if (list->len > max)
    g_ptr_array_set_size (list, (int) max);
  return list;
}
