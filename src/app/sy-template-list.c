/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-template-list.h"

#include <string.h>

#include "sy-indicator-text.h"
#include "sy-pinyin.h"

#define ITEM_KEY "steelyard-template"
#define SHORT_SUFFIX 20 /* characters */

struct _SyTemplateList
{
  AdwBin parent_instance;

  GtkListBox *list;
  SyTemplateListFilter filter;
  gpointer filter_data;
  char *wanted; /* what is looked for, case folded */
  char **words; /* of it */
};

G_DEFINE_FINAL_TYPE (SyTemplateList, sy_template_list, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  FILTERED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  SyTemplate *template;
  guint group, place;
  char *heading;
  char *id, *title; /* case folded: what is called just so comes first */
  char *text;       /* what is searched, case folded */
} Item;

static void
free_item (gpointer data)
{
  Item *item = data;

  g_object_unref (item->template);
  g_free (item->heading);
  g_free (item->id);
  g_free (item->title);
  g_free (item->text);
  g_free (item);
}

static const Item *
get_item (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), ITEM_KEY);
}

/* --- rows --- */

static char *
make_search_text (SyTemplate *template, const char *more)
{
  g_autofree char *initials = NULL;
  g_autofree char *pinyin = sy_pinyin_write (sy_template_get_title (template), &initials);
  const char *description = sy_template_get_description (template);
  g_autofree char *all =
      g_strjoin (" ", sy_template_get_title (template), sy_template_get_id (template), pinyin ? pinyin : "",
                 initials ? initials : "", more ? more : "", description ? description : "", NULL);

  return g_utf8_casefold (all, -1);
}

static Item *
new_item (SyTemplate *template, const SyTemplateListPlace *place, guint number)
{
  Item *item = g_new0 (Item, 1);

  item->template = g_object_ref (template);
  item->group = place->group;
  item->place = number;
  item->heading = g_strdup (place->heading);
  item->id = g_utf8_casefold (sy_template_get_id (template), -1);
  item->title = g_utf8_casefold (sy_template_get_title (template), -1);
  item->text = make_search_text (template, place->found);
  return item;
}

static GtkWidget *
new_suffix (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  /* Only a long list of what is missing takes several lines. */
  if (g_utf8_strlen (text, -1) > SHORT_SUFFIX)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (label), SHORT_SUFFIX);
      gtk_label_set_max_width_chars (GTK_LABEL (label), SHORT_SUFFIX);
    }
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_xalign (GTK_LABEL (label), 1.f);
  gtk_widget_add_css_class (label, "hint");
  return label;
}

static gboolean
is_called_so (const SyTemplateList *self, const Item *item)
{
  return self->wanted && (g_str_equal (item->id, self->wanted) || g_str_equal (item->title, self->wanted));
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  SyTemplateList *self = data;
  const Item *x = get_item (a);
  const Item *y = get_item (b);

  if (is_called_so (self, x) != is_called_so (self, y))
    return is_called_so (self, x) ? -1 : 1;
  if (x->group != y->group)
    return x->group < y->group ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  SyTemplateList *self = data;
  const Item *item = get_item (row);

  if (self->filter && !self->filter (item->template, self->filter_data))
    return FALSE;
  for (char **word = self->words; word && *word; word++)
    if (!strstr (item->text, *word))
      return FALSE;
  return TRUE;
}

static void
put_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GtkWidget *label;

  if (before && g_strcmp0 (get_item (before)->heading, get_item (row)->heading) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (get_item (row)->heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, before ? 18 : 9);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_header (row, label);
}

/* --- searching and choosing --- */

static void
choose (SyTemplateList *self, GtkListBoxRow *row)
{
  /* Whoever is told closes the window. */
  g_autoptr (SyTemplate) template = g_object_ref (get_item (row)->template);

  g_signal_emit (self, signals[CHOSEN], 0, template);
}

static void
on_search_cb (SyTemplateList *self, GtkEditable *search)
{
  g_free (self->wanted);
  g_strfreev (self->words);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (search), -1);
  g_strstrip (self->wanted);
  self->words = g_strsplit (self->wanted, " ", -1);
  gtk_list_box_invalidate_sort (self->list);
  sy_template_list_refilter (self);
}

/* Enter in the search takes the first that is left, in the order that is shown. The text may be newer than
 * the rows: the search tells of it a moment later. */
static void
on_search_activate_cb (SyTemplateList *self, GtkEditable *search)
{
  GtkListBoxRow *row;

  on_search_cb (self, search);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (is_wanted (row, self))
      {
        choose (self, row);
        return;
      }
}

static void
on_search_down_cb (SyTemplateList *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
on_search_stop_cb (SyTemplateList *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

/* --- the object --- */

static void
sy_template_list_finalize (GObject *object)
{
  SyTemplateList *self = SY_TEMPLATE_LIST (object);

  g_free (self->wanted);
  g_strfreev (self->words);
  G_OBJECT_CLASS (sy_template_list_parent_class)->finalize (object);
}

static void
sy_template_list_class_init (SyTemplateListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_template_list_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", SY_TYPE_TEMPLATE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, SY_TYPE_TEMPLATE);
  signals[FILTERED] = g_signal_new ("filtered", SY_TYPE_TEMPLATE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[LEFT] =
      g_signal_new ("left", SY_TYPE_TEMPLATE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_template_list_init (SyTemplateList *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->list, compare_rows, self, NULL);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_list_box_set_header_func (self->list, put_heading, NULL, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
sy_template_list_new (const char *name, const char *empty)
{
  SyTemplateList *self = g_object_new (SY_TYPE_TEMPLATE_LIST, NULL);
  GtkWidget *label = gtk_label_new (empty);

  gtk_widget_set_margin_top (label, 24);
  gtk_list_box_set_placeholder (self->list, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

GtkWidget *
sy_template_list_new_search (SyTemplateList *self,
                             GtkWidget *window,
                             const char *name,
                             const char *placeholder)
{
  GtkWidget *search = gtk_search_entry_new ();

  g_return_val_if_fail (SY_IS_TEMPLATE_LIST (self), search);

  g_object_set (search, "placeholder-text", placeholder, NULL);
  gtk_widget_set_size_request (search, 320, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (search), window);
  g_signal_connect_object (search, "search-changed", G_CALLBACK (on_search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "activate", G_CALLBACK (on_search_activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "next-match", G_CALLBACK (on_search_down_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "stop-search", G_CALLBACK (on_search_stop_cb), self, G_CONNECT_SWAPPED);
  return search;
}

void
sy_template_list_add (SyTemplateList *self, SyTemplate *template, const SyTemplateListPlace *place)
{
  GtkWidget *row = adw_action_row_new ();
  const char *description = sy_template_get_description (template);
  const char *level = sy_template_get_level (template);
  g_autofree char *title = g_markup_escape_text (sy_template_get_title (template), -1);
  g_autofree char *about = g_markup_escape_text (description ? description : "", -1);
  g_autofree char *name =
      g_strjoin (". ", sy_template_get_title (template), place->missing ? place->missing : description,
                 place->missing ? description : NULL, NULL);
  guint number;

  g_return_if_fail (SY_IS_TEMPLATE_LIST (self));

  sy_template_list_count (self, &number);
  g_object_set_data_full (G_OBJECT (row), ITEM_KEY, new_item (template, place, number), free_item);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  if (place->missing)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_suffix (place->missing));
  if (level)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_suffix (sy_indicator_level_get_title (level)));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, row);
}

void
sy_template_list_set_filter (SyTemplateList *self, SyTemplateListFilter filter, gpointer data)
{
  g_return_if_fail (SY_IS_TEMPLATE_LIST (self));

  self->filter = filter;
  self->filter_data = data;
}

void
sy_template_list_refilter (SyTemplateList *self)
{
  g_return_if_fail (SY_IS_TEMPLATE_LIST (self));

  gtk_list_box_invalidate_filter (self->list);
  g_signal_emit (self, signals[FILTERED], 0);
}

guint
sy_template_list_count (SyTemplateList *self, guint *all)
{
  GtkListBoxRow *row;
  guint shown = 0, n = 0;

  g_return_val_if_fail (SY_IS_TEMPLATE_LIST (self), 0);

  for (; (row = gtk_list_box_get_row_at_index (self->list, (int) n)); n++)
    shown += is_wanted (row, self);
  if (all)
    *all = n;
  return shown;
}
