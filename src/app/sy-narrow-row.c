/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row gives its subtitle the width that the words need at the row's present height, and the value beside it
 * what is left, down to nothing. So the subtitle is told to wrap, and the value of a combo row to insist on
 * the width of its text. */
#include "config.h"

#include "sy-narrow-row.h"

#define SUBTITLE_CHARS 15
#define MAX_VALUE_WIDTH 170

static GtkWidget *
find_by_class (GtkWidget *widget, GType type, const char *name)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_has_css_class (widget, name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_class (child, type, name);

      if (found)
        return found;
    }
  return NULL;
}

static void
on_selected_cb (AdwComboRow *row, GParamSpec *pspec, GtkWidget *value)
{
  gpointer item = adw_combo_row_get_selected_item (row);
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (!GTK_IS_STRING_OBJECT (item))
    return;
  layout = gtk_widget_create_pango_layout (value, gtk_string_object_get_string (item));
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_widget_set_size_request (value, MIN (width + 6, MAX_VALUE_WIDTH), -1);
}

void
sy_narrow_row (gpointer row)
{
  GtkWidget *subtitle = find_by_class (row, GTK_TYPE_LABEL, "subtitle");
  GtkWidget *value = ADW_IS_COMBO_ROW (row) ? find_by_class (row, GTK_TYPE_LIST_VIEW, "inline") : NULL;

  if (subtitle)
    gtk_label_set_max_width_chars (GTK_LABEL (subtitle), SUBTITLE_CHARS);
  if (value)
    g_signal_connect_object (row, "notify::selected-item", G_CALLBACK (on_selected_cb), value, 0);
}
