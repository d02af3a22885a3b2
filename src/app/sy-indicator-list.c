/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-indicator-list.h"

#include <glib/gi18n.h>

#include "sy-indicator-text.h"

struct _SyIndicatorList
{
  AdwBin parent_instance;

  SySession *session;
  gboolean only_from_data;
  GListStore *found;   /* (element-type SyIndicator) what is listed */
  GHashTable *words;   /* SyIndicator → its formula in words, made when it is first seen */
  gboolean is_filling; /* the selection is ours */

  GtkEditable *search_entry;
  GtkDropDown *view_choice;
  GtkDropDown *level_choice;
  GtkDropDown *line_choice;
  GtkCheckButton *available_check;
  GtkLabel *count;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (SyIndicatorList, sy_indicator_list, ADW_TYPE_BIN)

static guint chosen_signal;

/* --- what is listed --- */

/* Names of a choice behind “all”; NULL: all. */
static const char *
get_choice (GtkDropDown *choice, const char *const *names)
{
  guint selected = gtk_drop_down_get_selected (choice);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL : names[selected - 1];
}

static gboolean
is_wanted (SyIndicatorList *self, SyIndicator *indicator)
{
  const char *view = get_choice (self->view_choice, sy_indicator_views);
  const char *level = get_choice (self->level_choice, sy_indicator_levels);
  const char *line = get_choice (self->line_choice, sy_indicator_lines);

  if (view && g_strcmp0 (sy_indicator_get_view (indicator), view) != 0)
    return FALSE;
  if (level && !g_strv_contains (sy_indicator_get_levels (indicator), level))
    return FALSE;
  if (line && !g_strv_contains (sy_indicator_get_lines (indicator), line))
    return FALSE;
  if (self->only_from_data && !sy_indicator_is_from_data (indicator))
    return FALSE;
  return !gtk_check_button_get_active (self->available_check)
         || sy_indicator_check_access (indicator, sy_session_get_workbook (self->session))
                == SY_INDICATOR_AVAILABLE;
}

static void
show_count (SyIndicatorList *self, guint all)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), n, all);

  gtk_label_set_text (self->count, text);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "nothing");
}

static void
fill (SyIndicatorList *self)
{
  SyCatalogue *catalogue = sy_workbook_get_catalogue (sy_session_get_workbook (self->session));
  g_autoptr (GPtrArray) all =
      sy_catalogue_search_indicators (catalogue, gtk_editable_get_text (self->search_entry));
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  gpointer selected = gtk_single_selection_get_selected_item (self->selection);
  guint position;

  for (guint i = 0; i < all->len; i++)
    if (is_wanted (self, all->pdata[i]))
      g_ptr_array_add (wanted, all->pdata[i]);
  self->is_filling = TRUE;
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), wanted->pdata,
                       wanted->len);
  gtk_single_selection_set_selected (self->selection,
                                     selected && g_list_store_find (self->found, selected, &position)
                                         ? position
                                         : GTK_INVALID_LIST_POSITION);
  self->is_filling = FALSE;
  show_count (self, sy_catalogue_get_indicators (catalogue)->len);
}

/* --- rows --- */

static GtkWidget *
new_line (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
on_setup_cb (SyIndicatorList *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  gtk_box_append (GTK_BOX (box), new_line ("indicator-title"));
  gtk_box_append (GTK_BOX (box), new_line ("hint"));
  gtk_box_append (GTK_BOX (box), new_line ("indicator-facts"));
  gtk_list_item_set_child (item, box);
}

static const char *
get_words (SyIndicatorList *self, SyIndicator *indicator)
{
  char *words = g_hash_table_lookup (self->words, indicator);

  if (!words)
    {
      words = sy_indicator_dup_words (indicator,
                                      sy_workbook_get_language (sy_session_get_workbook (self->session)));
      g_hash_table_insert (self->words, g_object_ref (indicator), words);
    }
  return words;
}

/* “% · ↑ more is better · needs Traffic › Entries” */
static char *
describe_facts (SyIndicatorList *self, SyIndicator *indicator)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  const char *unit = sy_indicator_get_unit_name (indicator);
  g_autoptr (GString) text = g_string_new (unit                                                   ? unit
                                           : sy_indicator_get_unit (indicator) == SY_UNIT_PERCENT ? "%"
                                                                                                  : NULL);
  g_autofree char *missing = sy_indicator_dup_missing (indicator, workbook);

  if (sy_indicator_get_direction (indicator) != 0)
    g_string_append_printf (text, "%s%s", text->len ? " · " : "",
                            sy_indicator_direction_get_title (sy_indicator_get_direction (indicator)));
  g_string_append (text, text->len ? " · " : "");
  if (!sy_indicator_is_from_data (indicator))
    g_string_append (text, _ ("typed inputs"));
  else
    g_string_append (text, missing ? missing : _ ("from the data"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_bind_cb (SyIndicatorList *self, GtkListItem *item)
{
  SyIndicator *indicator = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (box);
  GtkWidget *words = gtk_widget_get_next_sibling (title);
  GtkWidget *facts = gtk_widget_get_next_sibling (words);
  g_autofree char *text = describe_facts (self, indicator);
  gboolean is_there = sy_indicator_check_access (indicator, sy_session_get_workbook (self->session))
                      == SY_INDICATOR_AVAILABLE;

  /* The row that the list puts around it has no name of its own. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sy_indicator_get_title (indicator), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
  gtk_label_set_text (GTK_LABEL (title), sy_indicator_get_title (indicator));
  gtk_label_set_text (GTK_LABEL (words), get_words (self, indicator));
  gtk_label_set_text (GTK_LABEL (facts), text);
  gtk_widget_set_tooltip_text (box, sy_indicator_get_meaning (indicator));
  if (is_there)
    gtk_widget_add_css_class (facts, "is-there");
  else
    gtk_widget_remove_css_class (facts, "is-there");
}

/* --- choosing --- */

static void
choose (SyIndicatorList *self, guint position)
{
  g_autoptr (SyIndicator) indicator = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  if (indicator)
    g_signal_emit (self, chosen_signal, 0, indicator);
}

static void
on_activate_cb (SyIndicatorList *self, guint position)
{
  choose (self, position);
}

/* Enter in the search takes the best. */
static void
on_search_activate_cb (SyIndicatorList *self)
{
  fill (self); /* the search tells of its text a moment later */
  choose (self, 0);
}

void
sy_indicator_list_select (SyIndicatorList *self, SyIndicator *indicator)
{
  guint position;

  g_return_if_fail (SY_IS_INDICATOR_LIST (self));

  if (!g_list_store_find (self->found, indicator, &position))
    {
      gtk_editable_set_text (self->search_entry, "");
      gtk_drop_down_set_selected (self->view_choice, 0);
      gtk_drop_down_set_selected (self->level_choice, 0);
      gtk_drop_down_set_selected (self->line_choice, 0);
      gtk_check_button_set_active (self->available_check, FALSE);
      fill (self);
    }
  if (!g_list_store_find (self->found, indicator, &position))
    return;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

void
sy_indicator_list_focus (SyIndicatorList *self)
{
  g_return_if_fail (SY_IS_INDICATOR_LIST (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* --- the object --- */

static void
sy_indicator_list_dispose (GObject *object)
{
  SyIndicatorList *self = SY_INDICATOR_LIST (object);

  g_clear_object (&self->session);
  g_clear_object (&self->found);
  g_clear_pointer (&self->words, g_hash_table_unref);
  G_OBJECT_CLASS (sy_indicator_list_parent_class)->dispose (object);
}

static void
sy_indicator_list_class_init (SyIndicatorListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_indicator_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-indicator-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorList, view_choice);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorList, level_choice);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorList, line_choice);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorList, available_check);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorList, count);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorList, stack);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  chosen_signal = g_signal_new ("chosen", SY_TYPE_INDICATOR_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, SY_TYPE_INDICATOR);
}

static void
set_choices (GtkDropDown *choice,
             const char *all,
             const char *const *names,
             const char *(*get_title) (const char *) )
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, all);
  for (guint i = 0; names[i]; i++)
    gtk_string_list_append (list, get_title (names[i]));
  gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
}

static void
connect_filters (SyIndicatorList *self)
{
  GtkDropDown *choices[] = { self->view_choice, self->level_choice, self->line_choice };

  set_choices (self->view_choice, _ ("All views"), sy_indicator_views, sy_indicator_view_get_title);
  set_choices (self->level_choice, _ ("All levels"), sy_indicator_levels, sy_indicator_level_get_title);
  set_choices (self->line_choice, _ ("All lines"), sy_indicator_lines, sy_indicator_line_get_title);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    g_signal_connect_swapped (choices[i], "notify::selected", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->available_check, "toggled", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->search_entry, "search-changed", G_CALLBACK (fill), self);
}

static void
sy_indicator_list_init (SyIndicatorList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = g_list_store_new (SY_TYPE_INDICATOR);
  self->words = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->found)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
  g_object_unref (self->selection); /* the list has it */
}

GtkWidget *
sy_indicator_list_new (SySession *session, gboolean only_from_data)
{
  SyIndicatorList *self = g_object_new (SY_TYPE_INDICATOR_LIST, NULL);

  self->session = g_object_ref (session);
  self->only_from_data = only_from_data;
  connect_filters (self);
  g_signal_connect_object (session, "evaluated", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
