/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-start-page.h"

#include <glib/gi18n.h>

#include "sy-recent-list.h"

#define MAX_RECENT 5
#define TOUR_KEY "tour-seen"
#define WIDE 1040 /* pixels: from here on the columns stand side by side */
#define PATH_KEY "steelyard-path"

struct _SyStartPage
{
  AdwBin parent_instance;

  /* owned */
  SyCatalogue *catalogue; /* NULL: none yet */
  gboolean is_filled;     /* with what the catalogue has */
  GSettings *settings;
  GPtrArray *rows; /* (element-type GtkWidget) of recent_group */

  /* template */
  GtkScrolledWindow *scroller;
  GtkBox *columns;
  GtkWidget *welcome;
  GtkWidget *open_button;
  AdwPreferencesGroup *cases_group;
  AdwPreferencesGroup *recent_group;
  AdwPreferencesGroup *analyses_group;
  AdwPreferencesGroup *worksheets_group;
  GtkFlowBox *worksheets;
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

/* --- what can be begun --- */

/* What is met first; all the others are in the chooser. */
static const char *const featured[] = { "monthly", "pareto", "rfm", "basket", "targets" };

static GtkWidget *
new_row (const char *title, const char *about, guint n_lines)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (title, -1);
  g_autofree char *subtitle = g_markup_escape_text (about ? about : "", -1);
  g_autofree char *label = g_strjoin (". ", title, about, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), (int) n_lines);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return row;
}

static void
add_case (SyStartPage *self, SyCase *learned)
{
  GtkWidget *row = new_row (sy_case_get_title (learned), sy_case_get_description (learned), 2);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", sy_case_get_id (learned));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.learn");
  adw_preferences_group_add (self->cases_group, row);
}

static void
add_tour (SyStartPage *self)
{
  GtkWidget *row = new_row (_ ("The tour"), _ ("Two minutes in the first of these cases, area by area"), 1);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.tour");
  adw_preferences_group_add (self->cases_group, row);
}

static void
add_analyses (SyStartPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (featured); i++)
    {
      SyTemplate *template = sy_catalogue_find_template (self->catalogue, featured[i], NULL);
      GtkWidget *row;

      if (!template)
        continue;
      row = new_row (sy_template_get_title (template), sy_template_get_description (template), 1);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", featured[i]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.template");
      adw_preferences_group_add (self->analyses_group, row);
    }
}

static void
add_worksheets (SyStartPage *self)
{
  GPtrArray *kinds = sy_catalogue_get_worksheets (self->catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      SyTemplate *kind = kinds->pdata[i];
      GtkWidget *button = gtk_button_new_with_label (sy_template_get_title (kind));

      gtk_widget_add_css_class (button, "chip");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_set_tooltip_text (button, sy_template_get_description (kind));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", sy_template_get_id (kind));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.add-worksheet");
      gtk_flow_box_insert (self->worksheets, button, -1);
      /* The button takes the focus, not the cell around it. */
      gtk_widget_set_focusable (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->worksheets, (int) i)),
                                FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->worksheets_group), kinds->len > 0);
}

/* After the first picture as well; where the window came up with a file nobody sees the page, and it stays
 * empty. */
static gboolean
show_catalogue (gpointer data)
{
  SyStartPage *self = data;
  GPtrArray *cases;

  if (self->is_filled || !self->catalogue || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  self->is_filled = TRUE;
  cases = sy_catalogue_get_cases (self->catalogue);
  for (guint i = 0; i < cases->len; i++)
    add_case (self, cases->pdata[i]);
  if (cases->len > 0)
    add_tour (self);
  gtk_widget_set_visible (GTK_WIDGET (self->cases_group), cases->len > 0);
  gtk_widget_set_visible (self->welcome,
                          cases->len > 0 && !g_settings_get_boolean (self->settings, TOUR_KEY));
  add_analyses (self);
  add_worksheets (self);
  return G_SOURCE_REMOVE;
}

/* --- columns: side by side, or one below the other --- */

static gboolean
fit_columns (gpointer data)
{
  SyStartPage *self = data;
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (self->scroller);
  gboolean wide = gtk_adjustment_get_page_size (across) >= WIDE;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (self->columns, wide);
  return G_SOURCE_REMOVE;
}

/* While sizes are given out nothing may change its own. */
static void
on_width_cb (SyStartPage *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, fit_columns, g_object_ref (self), g_object_unref);
}

/* --- the tour is offered once --- */

static void
on_not_now_cb (SyStartPage *self)
{
  gtk_widget_grab_focus (self->open_button);
  g_settings_set_boolean (self->settings, TOUR_KEY, TRUE);
}

static void
on_tour_seen_cb (SyStartPage *self)
{
  if (g_settings_get_boolean (self->settings, TOUR_KEY))
    gtk_widget_set_visible (self->welcome, FALSE);
}

/* --- recent documents --- */

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
  g_idle_add_full (G_PRIORITY_LOW, show_catalogue, g_object_ref (widget), g_object_unref);
  g_idle_add_full (G_PRIORITY_LOW, show_recent, g_object_ref (widget), g_object_unref);
}

static void
sy_start_page_finalize (GObject *object)
{
  g_clear_object (&SY_START_PAGE (object)->catalogue);
  g_clear_object (&SY_START_PAGE (object)->settings);
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
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, columns);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, welcome);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, cases_group);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, analyses_group);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, worksheets_group);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, worksheets);
  gtk_widget_class_bind_template_callback (widget_class, on_not_now_cb);
}

static void
sy_start_page_init (SyStartPage *self)
{
  self->rows = g_ptr_array_new ();
  self->settings = g_settings_new (SY_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (on_width_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" TOUR_KEY, G_CALLBACK (on_tour_seen_cb), self,
                           G_CONNECT_SWAPPED);
}

void
sy_start_page_set_catalogue (SyStartPage *self, SyCatalogue *catalogue)
{
  g_return_if_fail (SY_IS_START_PAGE (self) && SY_IS_CATALOGUE (catalogue) && !self->catalogue);
  self->catalogue = g_object_ref (catalogue);
}
