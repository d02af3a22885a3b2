/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-report-composer.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-composition.h"

#define OFFER_KEY "steelyard-offer"
#define DEFAULT_ROWS 12

struct _SyReportComposer
{
  AdwWindow parent_instance;

  SySession *session;
  GPtrArray *items;  /* (element-type SyReportItem) as kept or standard */
  gboolean changing; /* the list is filled anew by what it did itself */

  GtkListBox *list;
  GtkListBox *offers;
  GtkSearchEntry *search;
  GtkWidget *standard;
  char *wanted; /* what is looked for among the offers, case folded */
};

G_DEFINE_FINAL_TYPE (SyReportComposer, sy_report_composer, ADW_TYPE_WINDOW)

/* Something that can be put on the page. */
typedef struct
{
  SyReportItemKind kind;
  char *id; /* NULL: words are asked for */
  char *text;
} Offer;

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_free (offer->id);
  g_free (offer->text);
  g_free (offer);
}

static SyWorkbook *
get_workbook (SyReportComposer *self)
{
  return sy_session_get_workbook (self->session);
}

/* --- how things are called --- */

static const char *
get_kind_title (SyReportItemKind kind)
{
  switch (kind)
    {
    case SY_REPORT_HEADING:
      return _ ("Heading");
    case SY_REPORT_CARDS:
      return _ ("Numbers");
    case SY_REPORT_CHART:
      return _ ("Chart");
    case SY_REPORT_TABLE:
      return _ ("Table");
    case SY_REPORT_NOTE:
    default:
      return _ ("Text");
    }
}

static const char *
find_chart_title (SyWorkbook *workbook, const char *id)
{
  GPtrArray *charts = sy_workbook_list_charts (workbook);

  for (guint i = 0; i < charts->len; i++)
    if (g_str_equal (((const SyTemplateChart *) charts->pdata[i])->id, id))
      return ((const SyTemplateChart *) charts->pdata[i])->title;
  return NULL;
}

static const char *
find_table_title (SyWorkbook *workbook, const char *id)
{
  GPtrArray *tables = sy_workbook_list_tables (workbook);

  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((const SyWorkbookTable *) tables->pdata[i])->definition->id, id))
      return ((const SyWorkbookTable *) tables->pdata[i])->definition->title;
  return NULL;
}

static const char *
find_value_title (SyWorkbook *workbook, const char *id)
{
  GPtrArray *values = sy_workbook_list_values (workbook);
  SyWorkbookParameter *parameter = sy_workbook_find_parameter (workbook, id);

  for (guint i = 0; i < values->len; i++)
    if (g_str_equal (((const SyWorkbookValue *) values->pdata[i])->definition->id, id))
      return ((const SyWorkbookValue *) values->pdata[i])->definition->title;
  return parameter ? parameter->definition->title : NULL;
}

static char *
name_cards (SyWorkbook *workbook, char **cards)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (char **card = cards; card && *card; card++)
    {
      const char *title = find_value_title (workbook, *card);

      g_string_append_printf (names, "%s%s", names->len ? _ (", ") : "", title ? title : *card);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
name_item (SyReportComposer *self, const SyReportItem *item)
{
  const char *title = NULL;

  if (item->kind == SY_REPORT_CARDS)
    return name_cards (get_workbook (self), item->cards);
  if (item->kind == SY_REPORT_CHART)
    title = find_chart_title (get_workbook (self), item->text);
  else if (item->kind == SY_REPORT_TABLE)
    title = find_table_title (get_workbook (self), item->text);
  else
    title = item->note ? item->note->text : item->text;
  return g_strdup (title ? title : item->text);
}

/* --- changing --- */

static int
get_selected (SyReportComposer *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row ? gtk_list_box_row_get_index (row) : -1;
}

static void fill_items (SyReportComposer *self, int selected, gboolean focus);

/* One step: it can be undone. */
static void
keep (SyReportComposer *self, int selected)
{
  self->changing = TRUE;
  sy_composition_keep (get_workbook (self), self->items);
  self->changing = FALSE;
  fill_items (self, selected, TRUE);
}

static void
move_item (SyReportComposer *self, int index, int by)
{
  int to = index + by;

  if (index < 0 || to < 0 || to >= (int) self->items->len)
    return;
  g_ptr_array_insert (self->items, to, g_ptr_array_steal_index (self->items, (guint) index));
  keep (self, to);
}

static void
remove_item (SyReportComposer *self, int index)
{
  if (index < 0 || index >= (int) self->items->len)
    return;
  g_ptr_array_remove_index (self->items, (guint) index);
  keep (self, MIN (index, (int) self->items->len - 1));
}

static void
insert_item (SyReportComposer *self, SyReportItem *item)
{
  int at = get_selected (self) + 1;

  if (at == 0)
    at = (int) self->items->len;
  g_ptr_array_insert (self->items, at, item);
  keep (self, at);
}

/* A number joins those that stand where it would come. */
static gboolean
join_cards (SyReportComposer *self, const char *id)
{
  int at = get_selected (self);
  SyReportItem *item = at >= 0 ? self->items->pdata[at] : NULL;
  guint n;

  if (!item || item->kind != SY_REPORT_CARDS)
    return FALSE;
  n = g_strv_length (item->cards);
  item->cards = g_renew (char *, item->cards, n + 2);
  item->cards[n] = g_strdup (id);
  item->cards[n + 1] = NULL;
  keep (self, at);
  return TRUE;
}

static void
add_thing (SyReportComposer *self, const Offer *offer)
{
  g_autoptr (GPtrArray) made = sy_composition_new ();
  SyReportItem *item;

  if (offer->kind == SY_REPORT_CARDS && join_cards (self, offer->id))
    return;
  item = sy_composition_add (made, offer->kind, offer->kind == SY_REPORT_CARDS ? NULL : offer->id);
  if (offer->kind == SY_REPORT_CARDS)
    {
      item->cards = g_new0 (char *, 2);
      item->cards[0] = g_strdup (offer->id);
    }
  item->rows = offer->kind == SY_REPORT_TABLE ? DEFAULT_ROWS : 0;
  insert_item (self, g_ptr_array_steal_index (made, 0));
}

/* --- words --- */

typedef struct
{
  SyReportComposer *self;
  SyReportItemKind kind;
  int index; /* -1: something new */
} Writing;

static void
set_words (SyReportItem *item, const char *text)
{
  g_free (item->text);
  item->text = g_strdup (text);
  if (!item->note)
    return;
  g_free (item->note->text);
  item->note->text = g_strdup (text);
}

static void
on_written_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Writing *writing = data;
  SyReportComposer *self = writing->self;
  GtkWidget *frame = adw_message_dialog_get_extra_child (dialog);
  GtkTextBuffer *buffer =
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (frame))));
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (!g_str_equal (response, "save") || !*g_strstrip (text))
    return;
  if (writing->index >= 0 && writing->index < (int) self->items->len)
    {
      set_words (self->items->pdata[writing->index], text);
      keep (self, writing->index);
      return;
    }
  {
    g_autoptr (GPtrArray) made = sy_composition_new ();

    sy_composition_add (made, writing->kind, text);
    insert_item (self, g_ptr_array_steal_index (made, 0));
  }
}

static GtkWidget *
new_text_view (const char *text)
{
  GtkWidget *frame = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Text"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), view);
  gtk_widget_set_size_request (frame, 400, 120);
  gtk_widget_add_css_class (frame, "card");
  return frame;
}

static void
ask_for_words (SyReportComposer *self, SyReportItemKind kind, int index)
{
  const SyReportItem *item = index >= 0 ? self->items->pdata[index] : NULL;
  const char *text = item ? (item->note ? item->note->text : item->text) : "";
  Writing *writing = g_new0 (Writing, 1);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), get_kind_title (kind),
      _ ("A name in braces, such as {month}, puts a parameter or value there, live."));
  GtkWidget *frame = new_text_view (text);

  writing->self = self;
  writing->kind = kind;
  writing->index = index;
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), frame);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save",
                                    item ? _ ("_Apply") : _ ("_Add"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_written_cb), writing,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (frame)));
}

/* --- the page --- */

static int
get_index_of (GtkWidget *widget)
{
  return gtk_list_box_row_get_index (
      GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW)));
}

static void
on_up_cb (SyReportComposer *self, GtkWidget *button)
{
  move_item (self, get_index_of (button), -1);
}

static void
on_down_cb (SyReportComposer *self, GtkWidget *button)
{
  move_item (self, get_index_of (button), 1);
}

static void
on_remove_cb (SyReportComposer *self, GtkWidget *button)
{
  remove_item (self, get_index_of (button));
}

static void
add_button (SyReportComposer *self,
            GtkWidget *row,
            const char *icon,
            const char *label,
            const char *name,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *full = g_strdup_printf ("%s: %s", label, name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, full, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
new_item_row (SyReportComposer *self, const SyReportItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = name_item (self, item);
  g_autofree char *title = g_markup_escape_text (name ? name : "", -1);
  g_autofree char *label = g_strdup_printf ("%s: %s", get_kind_title (item->kind), name ? name : "");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), get_kind_title (item->kind));
  add_button (self, row, "go-up-symbolic", _ ("Up (Alt+Up)"), name, G_CALLBACK (on_up_cb));
  add_button (self, row, "go-down-symbolic", _ ("Down (Alt+Down)"), name, G_CALLBACK (on_down_cb));
  add_button (self, row, "user-trash-symbolic", _ ("Take off (Delete)"), name, G_CALLBACK (on_remove_cb));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return row;
}

static void
fill_items (SyReportComposer *self, int selected, gboolean focus)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->items->len; i++)
    gtk_list_box_append (self->list, new_item_row (self, self->items->pdata[i]));
  gtk_widget_set_sensitive (self->standard, sy_composition_is_own (get_workbook (self)));
  row = selected >= 0 ? gtk_list_box_get_row_at_index (self->list, selected) : NULL;
  gtk_list_box_select_row (self->list, row);
  if (row && focus)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Words are changed; a chart or table is as the template has it. */
static void
on_item_activated_cb (SyReportComposer *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);
  const SyReportItem *item = self->items->pdata[index];

  if (item->kind == SY_REPORT_HEADING || item->kind == SY_REPORT_NOTE)
    ask_for_words (self, item->kind, index);
}

static gboolean
on_list_key_cb (SyReportComposer *self, guint key, guint code, GdkModifierType state)
{
  int index = get_selected (self);

  if ((state & GDK_ALT_MASK) && key == GDK_KEY_Up)
    move_item (self, index, -1);
  else if ((state & GDK_ALT_MASK) && key == GDK_KEY_Down)
    move_item (self, index, 1);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete)
    remove_item (self, index);
  else
    return FALSE;
  return TRUE;
}

/* --- what can be added --- */

static void
add_offer (SyReportComposer *self, SyReportItemKind kind, const char *id, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  Offer *offer = g_new0 (Offer, 1);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *label = g_strdup_printf ("%s: %s", get_kind_title (kind), title);

  offer->kind = kind;
  offer->id = g_strdup (id);
  offer->text = g_utf8_casefold (title, -1);
  g_object_set_data_full (G_OBJECT (row), OFFER_KEY, offer, offer_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), get_kind_title (kind));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_append (self->offers, row);
}

static void
fill_offers (SyReportComposer *self)
{
  GPtrArray *charts = sy_workbook_list_charts (get_workbook (self));
  GPtrArray *tables = sy_workbook_list_tables (get_workbook (self));
  GPtrArray *values = sy_workbook_list_values (get_workbook (self));

  add_offer (self, SY_REPORT_HEADING, NULL, _ ("Heading…"));
  add_offer (self, SY_REPORT_NOTE, NULL, _ ("Text…"));
  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      add_offer (self, SY_REPORT_CHART, chart->id, chart->title ? chart->title : chart->id);
    }
  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];

      if (!table->unavailable && !table->definition->is_source)
        add_offer (self, SY_REPORT_TABLE, table->definition->id,
                   table->definition->title ? table->definition->title : table->definition->id);
    }
  for (guint i = 0; i < values->len; i++)
    {
      const SyWorkbookValue *value = values->pdata[i];

      if (!value->unavailable && value->definition->title && value->definition->formula[0] != '"')
        add_offer (self, SY_REPORT_CARDS, value->definition->id, value->definition->title);
    }
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  const Offer *offer = g_object_get_data (G_OBJECT (row), OFFER_KEY);
  SyReportComposer *self = data;

  return !self->wanted || strstr (offer->text, self->wanted);
}

static void
on_search_cb (SyReportComposer *self)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_list_box_invalidate_filter (self->offers);
}

static void
on_offer_cb (SyReportComposer *self, GtkListBoxRow *row)
{
  const Offer *offer = g_object_get_data (G_OBJECT (row), OFFER_KEY);

  if (offer->id)
    add_thing (self, offer);
  else
    ask_for_words (self, offer->kind, -1);
}

static void
on_standard_cb (SyReportComposer *self)
{
  self->changing = TRUE;
  sy_composition_keep (get_workbook (self), NULL);
  self->changing = FALSE;
  g_ptr_array_unref (self->items);
  self->items = sy_composition_list (get_workbook (self));
  fill_items (self, 0, TRUE);
}

/* Also after undo in the window behind. */
static void
on_changed_cb (SyReportComposer *self)
{
  GPtrArray *items;

  if (self->changing)
    return;
  items = sy_composition_list (get_workbook (self));
  if (!items)
    return;
  g_ptr_array_unref (self->items);
  self->items = items;
  fill_items (self, MIN (get_selected (self), (int) items->len - 1), FALSE);
}

static void
on_step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  gtk_widget_activate_action (GTK_WIDGET (parent),
                              g_str_equal (action, "composer.undo") ? "win.undo" : "win.redo", NULL);
}

/* --- the window --- */

static void
sy_report_composer_dispose (GObject *object)
{
  SyReportComposer *self = SY_REPORT_COMPOSER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (sy_report_composer_parent_class)->dispose (object);
}

static void
sy_report_composer_class_init (SyReportComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_report_composer_dispose;
  gtk_widget_class_install_action (widget_class, "composer.undo", NULL, on_step_cb);
  gtk_widget_class_install_action (widget_class, "composer.redo", NULL, on_step_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "composer.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "composer.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
new_pane (const char *title, GtkWidget *above, GtkListBox **list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new (title);

  *list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (*list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (*list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_box_append (GTK_BOX (box), label);
  if (above)
    gtk_box_append (GTK_BOX (box), above);
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

static void
build_offers (SyReportComposer *self, GtkWidget *panes)
{
  GtkWidget *search = gtk_search_entry_new ();

  self->search = GTK_SEARCH_ENTRY (search);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search what can be added"), -1);
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (on_search_cb), self);
  gtk_box_append (GTK_BOX (panes), new_pane (_ ("Add below the chosen one"), search, &self->offers));
  gtk_list_box_set_selection_mode (self->offers, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->offers, is_wanted, self, NULL);
  g_signal_connect_swapped (self->offers, "row-activated", G_CALLBACK (on_offer_cb), self);
}

static void
build_items (SyReportComposer *self, GtkWidget *panes)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *empty = gtk_label_new (_ ("The report is empty: add what it should show"));

  gtk_box_append (GTK_BOX (panes), new_pane (_ ("On the report"), NULL, &self->list));
  gtk_widget_set_margin_top (empty, 24);
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_item_activated_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_list_key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
sy_report_composer_init (SyReportComposer *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  gtk_window_set_title (GTK_WINDOW (self), _ ("Compose the Report"));
  gtk_window_set_default_size (GTK_WINDOW (self), 860, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  self->standard = gtk_button_new_with_mnemonic (_ ("As the _Template Has It"));
  g_signal_connect_swapped (self->standard, "clicked", G_CALLBACK (on_standard_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->standard);
  gtk_box_set_homogeneous (GTK_BOX (panes), TRUE);
  build_items (self, panes);
  build_offers (self, panes);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), panes);
  adw_window_set_content (ADW_WINDOW (self), box);
}

GtkWidget *
sy_report_composer_new (GtkWindow *parent, SySession *session)
{
  SyReportComposer *self = g_object_new (SY_TYPE_REPORT_COMPOSER, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->items = sy_composition_list (get_workbook (self));
  if (!self->items)
    self->items = sy_composition_new ();
  fill_offers (self);
  fill_items (self, (int) self->items->len - 1, FALSE);
  g_signal_connect_object (get_workbook (self), "changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
