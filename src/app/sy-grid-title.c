/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-grid-title.h"

#include <glib/gi18n.h>

struct _SyGridTitle
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *menu;
  GtkImage *arrow;
};

G_DEFINE_FINAL_TYPE (SyGridTitle, sy_grid_title, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CLICKED,
  SIGNAL_MENU,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_clicked_cb (SyGridTitle *self)
{
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
on_menu_cb (SyGridTitle *self)
{
  g_signal_emit (self, signals[SIGNAL_MENU], 0);
}

static void
sy_grid_title_dispose (GObject *object)
{
  SyGridTitle *self = SY_GRID_TITLE (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  G_OBJECT_CLASS (sy_grid_title_parent_class)->dispose (object);
}

static void
sy_grid_title_class_init (SyGridTitleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_grid_title_dispose;
  gtk_widget_class_set_css_name (widget_class, "title");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  signals[SIGNAL_CLICKED] =
      g_signal_new ("clicked", SY_TYPE_GRID_TITLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MENU] =
      g_signal_new ("menu", SY_TYPE_GRID_TITLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_grid_title_init (SyGridTitle *self)
{
}

/* The keyboard reaches both through the grid: dozens of titles would stand in the way of the Tab key. */
GtkWidget *
sy_grid_title_new (const char *title, const char *description, gboolean is_right)
{
  SyGridTitle *self = g_object_new (SY_TYPE_GRID_TITLE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (title);
  g_autofree char *menu_name = g_strdup_printf (_ ("Sort, filter and statistics of “%s”"), title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  self->arrow = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), FALSE);
  gtk_box_append (GTK_BOX (box), is_right ? GTK_WIDGET (self->arrow) : label);
  gtk_box_append (GTK_BOX (box), is_right ? label : GTK_WIDGET (self->arrow));
  gtk_widget_set_halign (box, is_right ? GTK_ALIGN_END : GTK_ALIGN_START);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_set_hexpand (self->button, TRUE);
  gtk_widget_set_focusable (self->button, FALSE);
  gtk_widget_set_tooltip_text (self->button, description ? description : title);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked_cb), self);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  self->menu = gtk_button_new_from_icon_name ("pan-down-symbolic");
  gtk_widget_set_focusable (self->menu, FALSE);
  gtk_widget_set_tooltip_text (self->menu, _ ("Sort, filter, statistics (Shift+F10)"));
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_add_css_class (self->menu, "column-menu");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu_name, -1);
  g_signal_connect_swapped (self->menu, "clicked", G_CALLBACK (on_menu_cb), self);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

void
sy_grid_title_set_sort (SyGridTitle *self, int direction)
{
  GtkAccessibleSort sort = direction > 0   ? GTK_ACCESSIBLE_SORT_ASCENDING
                           : direction < 0 ? GTK_ACCESSIBLE_SORT_DESCENDING
                                           : GTK_ACCESSIBLE_SORT_NONE;

  g_return_if_fail (SY_IS_GRID_TITLE (self));

  if (direction != 0)
    gtk_image_set_from_icon_name (self->arrow, direction > 0 ? "view-sort-ascending-symbolic"
                                                             : "view-sort-descending-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), direction != 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_SORT, sort, -1);
}

void
sy_grid_title_set_filtered (SyGridTitle *self, gboolean is_filtered)
{
  g_return_if_fail (SY_IS_GRID_TITLE (self));

  gtk_button_set_icon_name (GTK_BUTTON (self->menu),
                            is_filtered ? "edit-find-symbolic" : "pan-down-symbolic");
  if (is_filtered)
    gtk_widget_add_css_class (self->menu, "filtered");
  else
    gtk_widget_remove_css_class (self->menu, "filtered");
}
