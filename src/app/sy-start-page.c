/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-start-page.h"

#include <glib/gi18n.h>

#include "sy-recent-list.h"

#define MAX_RECENT 5
#define PATH_KEY "steelyard-path"

struct _SyStartPage
{
  AdwBin parent_instance;

  SyCatalogue *catalogue; /* owned; NULL: none yet */
  AdwPreferencesGroup *cases_group;
  AdwPreferencesGroup *recent_group;
  GPtrArray *rows; /* (element-type GtkWidget) of recent_group */
};

G_DEFINE_FINAL_TYPE (SyStartPage, sy_start_page, ADW_TYPE_BIN)

static void
on_recent_cb (GtkWidget *row)
{
  gtk_widget_activate_action (row, "win.open-path", "s", g_object_get_data (G_OBJECT (row), PATH_KEY));
}

/* "~/Documents" */
static char *
shorten_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (folder, home))
    return g_strconcat ("~", folder + strlen (home), NULL);
  return g_steal_pointer (&folder);
}

static void
add_recent (SyStartPage *self, GtkRecentInfo *info)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *path = g_filename_from_uri (gtk_recent_info_get_uri (info), NULL, NULL);
  g_autofree char *name = NULL, *folder = NULL;

  if (!path)
    return;
  name = g_markup_escape_text (gtk_recent_info_get_display_name (info), -1);
  folder = shorten_folder (path);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), folder);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), PATH_KEY, g_steal_pointer (&path), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (on_recent_cb), NULL);
  adw_preferences_group_add (self->recent_group, row);
  g_ptr_array_add (self->rows, row);
}

/* --- cases --- */

static void
add_case (SyStartPage *self, SyCase *learned)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (sy_case_get_title (learned), -1);
  g_autofree char *about =
      sy_case_get_description (learned) ? g_markup_escape_text (sy_case_get_description (learned), -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about ? about : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", sy_case_get_id (learned));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.learn");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_preferences_group_add (self->cases_group, row);
}

/* After the first picture as well. */
static gboolean
show_cases (gpointer data)
{
  SyStartPage *self = data;
  GPtrArray *cases = self->catalogue ? sy_catalogue_get_cases (self->catalogue) : NULL;

  for (guint i = 0; cases && i < cases->len; i++)
    add_case (self, cases->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->cases_group), cases && cases->len > 0);
  return G_SOURCE_REMOVE;
}

/* Read when the page is seen: the list is a file of the desktop's, and must not keep the first picture
 * waiting.
 */
static gboolean
show_recent (gpointer data)
{
  SyStartPage *self = data;
  g_autoptr (GPtrArray) list = sy_recent_list_get (MAX_RECENT);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->recent_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < list->len; i++)
    add_recent (self, list->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), list->len > 0);
  return G_SOURCE_REMOVE;
}

static void
sy_start_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sy_start_page_parent_class)->map (widget);
  g_idle_add_full (G_PRIORITY_LOW, show_recent, g_object_ref (widget), g_object_unref);
}

static void
sy_start_page_finalize (GObject *object)
{
  g_clear_object (&SY_START_PAGE (object)->catalogue);
  g_ptr_array_unref (SY_START_PAGE (object)->rows);
  G_OBJECT_CLASS (sy_start_page_parent_class)->finalize (object);
}

static void
sy_start_page_class_init (SyStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sy_start_page_finalize;
  widget_class->map = sy_start_page_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, cases_group);
}

static void
sy_start_page_init (SyStartPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sy_start_page_set_catalogue (SyStartPage *self, SyCatalogue *catalogue)
{
  g_return_if_fail (SY_IS_START_PAGE (self) && SY_IS_CATALOGUE (catalogue) && !self->catalogue);
  self->catalogue = g_object_ref (catalogue);
  g_idle_add_full (G_PRIORITY_LOW, show_cases, g_object_ref (self), g_object_unref);
}
