/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-worksheet-chooser.h"

#include <glib/gi18n.h>

#include "sy-template-list.h"
#include "sy-worksheet-dialog.h"
#include "sy-worksheet.h"

struct _SyWorksheetChooser
{
  AdwWindow parent_instance;

  SyTemplateList *list;
};

G_DEFINE_FINAL_TYPE (SyWorksheetChooser, sy_worksheet_chooser, ADW_TYPE_WINDOW)

/* By subject. */
static guint
find_group (SyTemplate *kind)
{
  guint group = 0;

  while (sy_worksheet_subjects[group]
         && g_strcmp0 (sy_worksheet_subjects[group], sy_template_get_subject (kind)) != 0)
    group++;
  return group;
}

static void
add_kind (SyWorksheetChooser *self, SyTemplate *kind)
{
  SyTemplateListPlace place = { .group = find_group (kind) };

  place.heading = sy_worksheet_subject_get_title (sy_worksheet_subjects[place.group]);
  place.found = place.heading;
  sy_template_list_add (self->list, kind, &place);
}

static void
on_chosen_cb (SyWorksheetChooser *self, SyTemplate *kind)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.add-worksheet", "s", sy_template_get_id (kind));
}

static void
on_file_cb (SyWorksheetChooser *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-worksheet-file", NULL);
}

static void
sy_worksheet_chooser_class_init (SyWorksheetChooserClass *klass)
{
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_worksheet_chooser_init (SyWorksheetChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *file = gtk_button_new_with_mnemonic (_ ("From a _File…"));
  GtkWidget *list = sy_template_list_new (_ ("Worksheets"), _ ("Nothing is called so"));
  GtkWidget *search =
      sy_template_list_new_search (SY_TEMPLATE_LIST (list), GTK_WIDGET (self), _ ("Search worksheets"),
                                   _ ("Search: swot, fishbone, customer …"));

  self->list = SY_TEMPLATE_LIST (list);
  g_signal_connect_swapped (list, "chosen", G_CALLBACK (on_chosen_cb), self);
  g_signal_connect_swapped (list, "left", G_CALLBACK (gtk_window_close), self);
  gtk_window_set_title (GTK_WINDOW (self), _ ("New Worksheet"));
  gtk_window_set_default_size (GTK_WINDOW (self), 680, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_widget_set_tooltip_text (file, _ ("A kind of worksheet that someone made"));
  g_signal_connect_swapped (file, "clicked", G_CALLBACK (on_file_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), file);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), search);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), list);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_grab_focus (search);
}

GtkWidget *
sy_worksheet_chooser_new (GtkWindow *parent, SyCatalogue *catalogue, SyWorkbook *workbook)
{
  SyWorksheetChooser *self = g_object_new (SY_TYPE_WORKSHEET_CHOOSER, "transient-for", parent, NULL);
  g_autoptr (GPtrArray) kinds = workbook ? sy_workbook_list_worksheet_kinds (workbook)
                                         : g_ptr_array_ref (sy_catalogue_get_worksheets (catalogue));

  for (guint i = 0; i < kinds->len; i++)
    add_kind (self, kinds->pdata[i]);
  return GTK_WIDGET (self);
}
