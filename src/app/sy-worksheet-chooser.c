/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-worksheet-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-indicator-text.h"
#include "sy-pinyin.h"
#include "sy-worksheet-dialog.h"
#include "sy-worksheet.h"

#define ITEM_KEY "steelyard-kind"

struct _SyWorksheetChooser
{
  AdwWindow parent_instance;

  GtkSearchEntry *search;
  GtkListBox *list;
  char **words; /* what is looked for, case folded */
};

G_DEFINE_FINAL_TYPE (SyWorksheetChooser, sy_worksheet_chooser, ADW_TYPE_WINDOW)

typedef struct
{
  char *id;
  guint group; /* by subject */
  char *text;  /* what is searched, case folded */
} Item;

static void
free_item (gpointer data)
{
  Item *item = data;

  g_free (item->id);
  g_free (item->text);
  g_free (item);
}

static const Item *
get_item (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), ITEM_KEY);
}

static guint
find_group (SyTemplate *kind)
{
  guint group = 0;

  while (sy_worksheet_subjects[group]
         && g_strcmp0 (sy_worksheet_subjects[group], sy_template_get_subject (kind)) != 0)
    group++;
  return group;
}

/* --- rows --- */

static char *
make_search_text (SyTemplate *kind)
{
  g_autofree char *initials = NULL;
  g_autofree char *pinyin = sy_pinyin_write (sy_template_get_title (kind), &initials);
  const char *description = sy_template_get_description (kind);
  g_autofree char *all =
      g_strjoin (" ", sy_template_get_title (kind), sy_template_get_id (kind), pinyin ? pinyin : "",
                 initials ? initials : "", sy_worksheet_subject_get_title (sy_template_get_subject (kind)),
                 description ? description : "", NULL);

  return g_utf8_casefold (all, -1);
}

static void
add_kind (SyWorksheetChooser *self, SyTemplate *kind)
{
  GtkWidget *row = adw_action_row_new ();
  Item *item = g_new0 (Item, 1);
  const char *description = sy_template_get_description (kind);
  const char *level = sy_template_get_level (kind);
  g_autofree char *title = g_markup_escape_text (sy_template_get_title (kind), -1);
  g_autofree char *about = g_markup_escape_text (description ? description : "", -1);
  g_autofree char *name = g_strjoin (". ", sy_template_get_title (kind), description, NULL);

  item->id = g_strdup (sy_template_get_id (kind));
  item->group = find_group (kind);
  item->text = make_search_text (kind);
  g_object_set_data_full (G_OBJECT (row), ITEM_KEY, item, free_item);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  if (level)
    {
      GtkWidget *label = gtk_label_new (sy_indicator_level_get_title (level));

      gtk_widget_add_css_class (label, "hint");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, row);
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  guint x = get_item (a)->group, y = get_item (b)->group;

  return x < y ? -1 : x > y;
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  SyWorksheetChooser *self = data;

  for (char **word = self->words; word && *word; word++)
    if (!strstr (get_item (row)->text, *word))
      return FALSE;
  return TRUE;
}

static void
put_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  guint group = get_item (row)->group;
  GtkWidget *label;

  if (before && get_item (before)->group == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (sy_worksheet_subject_get_title (sy_worksheet_subjects[group]));
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, before ? 18 : 9);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_header (row, label);
}

/* --- choosing --- */

static void
choose (SyWorksheetChooser *self, GtkListBoxRow *row)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *id = g_strdup (get_item (row)->id);

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.add-worksheet", "s", id);
}

static void
on_file_cb (SyWorksheetChooser *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-worksheet-file", NULL);
}

static void
on_search_cb (SyWorksheetChooser *self)
{
  g_autofree char *text = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  g_strfreev (self->words);
  self->words = g_strsplit (g_strstrip (text), " ", -1);
  gtk_list_box_invalidate_filter (self->list);
}

/* Enter in the search takes the first that is left, in the order that is shown. */
static void
on_search_activate_cb (SyWorksheetChooser *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        choose (self, row);
        return;
      }
}

static void
on_search_down_cb (SyWorksheetChooser *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

/* --- the window --- */

static void
sy_worksheet_chooser_finalize (GObject *object)
{
  g_strfreev (SY_WORKSHEET_CHOOSER (object)->words);
  G_OBJECT_CLASS (sy_worksheet_chooser_parent_class)->finalize (object);
}

static void
sy_worksheet_chooser_class_init (SyWorksheetChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_worksheet_chooser_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
build_search (SyWorksheetChooser *self)
{
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _ ("Search: swot, fishbone, customer …"), NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->search), 280, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search worksheets"), -1);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (on_search_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (on_search_activate_cb), self);
  g_signal_connect_swapped (self->search, "next-match", G_CALLBACK (on_search_down_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (gtk_window_close), self);
  return GTK_WIDGET (self->search);
}

static GtkWidget *
build_list (SyWorksheetChooser *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_ ("Nothing is called so"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_list_box_set_header_func (self->list, put_heading, NULL, NULL);
  gtk_widget_set_margin_top (empty, 24);
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Worksheets"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
sy_worksheet_chooser_init (SyWorksheetChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *file = gtk_button_new_with_mnemonic (_ ("From a _File…"));

  gtk_window_set_title (GTK_WINDOW (self), _ ("New Worksheet"));
  gtk_window_set_default_size (GTK_WINDOW (self), 680, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_widget_set_tooltip_text (file, _ ("A kind of worksheet that someone made"));
  g_signal_connect_swapped (file, "clicked", G_CALLBACK (on_file_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), file);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), build_search (self));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), build_list (self));
  adw_window_set_content (ADW_WINDOW (self), box);
}

GtkWidget *
sy_worksheet_chooser_new (GtkWindow *parent, SyCatalogue *catalogue, SyWorkbook *workbook)
{
  SyWorksheetChooser *self = g_object_new (SY_TYPE_WORKSHEET_CHOOSER, "transient-for", parent, NULL);
  g_autoptr (GPtrArray) kinds = workbook ? sy_workbook_list_worksheet_kinds (workbook)
                                         : g_ptr_array_ref (sy_catalogue_get_worksheets (catalogue));

  for (guint i = 0; i < kinds->len; i++)
    add_kind (self, kinds->pdata[i]);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
