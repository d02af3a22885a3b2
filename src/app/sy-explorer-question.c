/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-explorer-question.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "sy-explorer-contrast.h"
#include "sy-explorer-setting.h"
#include "sy-wrap-layout.h"
#include "sy-indicator-list.h"

#define MAX_DIMENSIONS 3
#define MAX_INDICATORS 8
#define INDEX_KEY "steelyard-index"

struct _SyExplorerQuestion
{
  AdwBin parent_instance;

  SySession *session;
  SyView *view;
  GPtrArray *dimensions; /* (element-type SyViewChoice) that can be chosen */
  gboolean is_showing;   /* changes of the controls are ours */
  SyIndicatorList *list; /* in the popover; NULL until it is opened */

  GtkBox *chips;
  GtkMenuButton *add_button;
  AdwBin *list_bin;
  GtkDropDown *dimension_1;
  GtkDropDown *dimension_2;
  GtkDropDown *dimension_3;
  GtkDropDown *grain;
  GtkMenuButton *period_button;
  GtkPopover *period_popover;
  GtkEntry *period_entry;
  GtkLabel *period_problem;
  GtkWidget *month_button;
  AdwBin *contrast_bin;
  SyExplorerContrast *contrast;
  GtkCheckButton *comparable;
  GtkDropDown *changed_choice; /* of the dimensions; borrowed */
  guint taking;                /* source that takes it */
  GtkWidget *settings_window;
  GtkBox *settings;
};

G_DEFINE_FINAL_TYPE (SyExplorerQuestion, sy_explorer_question, ADW_TYPE_BIN)

static guint changed_signal;

static void show (SyExplorerQuestion *self);

static void
changed (SyExplorerQuestion *self)
{
  show (self);
  g_signal_emit (self, changed_signal, 0);
}

/* --- indicators --- */

static void
set_indicators (SyExplorerQuestion *self, GPtrArray *ids)
{
  g_ptr_array_add (ids, NULL);
  sy_view_set_indicators (self->view, (const char *const *) ids->pdata);
  changed (self);
}

static GPtrArray *
list_indicators (SyExplorerQuestion *self)
{
  const char *const *ids = sy_view_get_indicators (self->view);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; ids && ids[i]; i++)
    g_ptr_array_add (list, g_strdup (ids[i]));
  return list;
}

static void
on_chosen_cb (SyExplorerQuestion *self, SyIndicator *indicator)
{
  g_autoptr (GPtrArray) ids = list_indicators (self);
  const char *id = sy_indicator_get_id (indicator);

  gtk_menu_button_popdown (self->add_button);
  if (ids->len >= MAX_INDICATORS || g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    return;
  g_ptr_array_add (ids, g_strdup (id));
  set_indicators (self, ids);
}

static void
on_remove_cb (GtkWidget *chip, SyExplorerQuestion *self)
{
  g_autoptr (GPtrArray) ids = list_indicators (self);
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), INDEX_KEY));

  if (index >= ids->len)
    return;
  g_ptr_array_remove_index (ids, index);
  set_indicators (self, ids);
  gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
}

static GtkWidget *
new_chip (SyExplorerQuestion *self, const char *id, guint index)
{
  SyCatalogue *catalogue = sy_workbook_get_catalogue (sy_session_get_workbook (self->session));
  SyIndicator *indicator = *id == '=' ? NULL : sy_catalogue_find_indicator (catalogue, id, NULL);
  const char *title = indicator ? sy_indicator_get_title (indicator) : id;
  g_autofree char *name = g_strdup_printf (_ ("Take away: %s"), title);
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_tooltip_text (chip, indicator ? sy_indicator_get_meaning (indicator) : name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (chip), INDEX_KEY, GUINT_TO_POINTER (index));
  g_signal_connect (chip, "clicked", G_CALLBACK (on_remove_cb), self);
  return chip;
}

static void
show_chips (SyExplorerQuestion *self)
{
  const char *const *ids = sy_view_get_indicators (self->view);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != GTK_WIDGET (self->add_button))
    gtk_box_remove (self->chips, child);
  for (guint i = 0; ids && ids[i]; i++)
    gtk_box_insert_child_after (self->chips, new_chip (self, ids[i], i),
                                gtk_widget_get_prev_sibling (GTK_WIDGET (self->add_button)));
}

/* The list is made when it is first wanted. */
static void
on_add_opened_cb (SyExplorerQuestion *self)
{
  if (!self->list)
    {
      self->list = SY_INDICATOR_LIST (sy_indicator_list_new (self->session, TRUE));
      g_signal_connect_swapped (self->list, "chosen", G_CALLBACK (on_chosen_cb), self);
      adw_bin_set_child (self->list_bin, GTK_WIDGET (self->list));
    }
  sy_indicator_list_focus (self->list);
}

void
sy_explorer_question_choose_indicators (SyExplorerQuestion *self)
{
  g_return_if_fail (SY_IS_EXPLORER_QUESTION (self));

  gtk_menu_button_popup (self->add_button);
}

/* --- dimensions --- */

/* What can be had comes first, then what the view asks for though it can't be had. */
static void
read_dimensions (SyExplorerQuestion *self)
{
  const char *const *indicators = sy_view_get_indicators (self->view);

  g_clear_pointer (&self->dimensions, g_ptr_array_unref);
  self->dimensions = sy_view_list_dimensions (sy_session_get_workbook (self->session), indicators);
}

static gboolean
is_offered (SyExplorerQuestion *self, const SyViewChoice *choice)
{
  const char *const *chosen = sy_view_get_dimensions (self->view);

  return !choice->unavailable || (chosen && g_strv_contains (chosen, choice->id));
}

static gboolean
has_texts (GListModel *shown, GListModel *wanted)
{
  guint n = g_list_model_get_n_items (wanted);

  if (!shown || g_list_model_get_n_items (shown) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (shown), i),
                      gtk_string_list_get_string (GTK_STRING_LIST (wanted), i)))
      return FALSE;
  return TRUE;
}

static void
show_dimension (SyExplorerQuestion *self, GtkDropDown *choice, guint index)
{
  const char *const *chosen = sy_view_get_dimensions (self->view);
  guint n_chosen = chosen ? g_strv_length ((GStrv) chosen) : 0;
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0, n = 1;

  gtk_string_list_append (list, index == 0 ? _ ("The whole") : _ ("—"));
  for (guint i = 0; i < self->dimensions->len; i++)
    {
      const SyViewChoice *dimension = self->dimensions->pdata[i];

      if (!is_offered (self, dimension))
        continue;
      gtk_string_list_append (list, dimension->title);
      if (index < n_chosen && g_str_equal (chosen[index], dimension->id))
        selected = n;
      n++;
    }
  if (!has_texts (gtk_drop_down_get_model (choice), G_LIST_MODEL (list)))
    gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (choice, selected);
  gtk_widget_set_visible (GTK_WIDGET (choice), index <= n_chosen && index < MAX_DIMENSIONS);
}

static const char *
get_chosen_dimension (SyExplorerQuestion *self, GtkDropDown *choice)
{
  guint selected = gtk_drop_down_get_selected (choice), n = 0;

  for (guint i = 0; i < self->dimensions->len; i++)
    if (is_offered (self, self->dimensions->pdata[i]) && ++n == selected)
      return ((const SyViewChoice *) self->dimensions->pdata[i])->id;
  return NULL;
}

/* Choosing one that stands elsewhere swaps the two: so they are put in another order. */
static gboolean
take_dimension (gpointer data)
{
  SyExplorerQuestion *self = data;
  GtkDropDown *changed_choice = self->changed_choice;
  GtkDropDown *choices[] = { self->dimension_1, self->dimension_2, self->dimension_3 };
  const char *const *before = sy_view_get_dimensions (self->view);
  guint n_before = before ? g_strv_length ((GStrv) before) : 0, place = 0;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  const char *id;

  self->taking = 0;
  id = get_chosen_dimension (self, changed_choice);
  while (place + 1 < G_N_ELEMENTS (choices) && choices[place] != changed_choice)
    place++;
  for (guint i = 0; i < MAX (n_before, place + 1); i++)
    {
      const char *old = i < n_before ? before[i] : NULL;
      const char *now = i == place ? id : old;

      if (i != place && id && g_strcmp0 (old, id) == 0)
        now = place < n_before ? before[place] : NULL;
      if (now)
        g_ptr_array_add (ids, g_strdup (now));
    }
  g_ptr_array_add (ids, NULL);
  sy_view_set_dimensions (self->view, (const char *const *) ids->pdata);
  changed (self);
  return G_SOURCE_REMOVE;
}

/* The lists are made anew by what was chosen, which can't be done while one of them is still busy telling it:
 * it would never end. */
static void
on_dimension_cb (SyExplorerQuestion *self, GParamSpec *pspec, GtkDropDown *changed_choice)
{
  if (self->is_showing)
    return;
  self->changed_choice = changed_choice;
  if (!self->taking)
    self->taking = g_idle_add (take_dimension, self);
}

/* --- period --- */

static void
on_grain_cb (SyExplorerQuestion *self)
{
  if (self->is_showing)
    return;
  sy_view_set_grain (self->view, (SyViewGrain) gtk_drop_down_get_selected (self->grain));
  changed (self);
}

static void
set_period (SyExplorerQuestion *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (!sy_view_set_period (self->view, text, &error))
    {
      gtk_label_set_text (self->period_problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->period_problem), TRUE);
      return;
    }
  gtk_popover_popdown (self->period_popover);
  changed (self);
}

static void
on_period_entered_cb (SyExplorerQuestion *self)
{
  set_period (self, gtk_editable_get_text (GTK_EDITABLE (self->period_entry)));
}

static void
on_month_cb (SyExplorerQuestion *self)
{
  set_period (self, sy_session_get_period (self->session));
}

static void
on_year_cb (SyExplorerQuestion *self)
{
  g_autofree char *year = g_strndup (sy_session_get_period (self->session), 4);

  set_period (self, year);
}

/* The twelve months that end with the one at the top. */
static void
on_twelve_months_cb (SyExplorerQuestion *self)
{
  const char *month = sy_session_get_period (self->session);
  int number = atoi (month) * 12 + (strlen (month) >= 7 ? atoi (month + 5) : 12) - 12;
  g_autofree char *text = g_strdup_printf ("%04d-%02d..%s", number / 12, number % 12 + 1, month);

  set_period (self, *month ? text : "");
}

static void
on_everything_cb (SyExplorerQuestion *self)
{
  set_period (self, "");
}

static void
show_period (SyExplorerQuestion *self)
{
  g_autofree char *text = sy_view_dup_period (self->view);
  gboolean has_month = *sy_session_get_period (self->session) != '\0';

  gtk_menu_button_set_label (self->period_button, *text ? text : _ ("All there is"));
  gtk_editable_set_text (GTK_EDITABLE (self->period_entry), text);
  gtk_widget_set_visible (GTK_WIDGET (self->period_problem), FALSE);
  gtk_widget_set_sensitive (self->month_button, has_month);
}

/* --- contrast, comparable stores --- */

static void
on_contrast_cb (SyExplorerQuestion *self)
{
  SyContrast contrast;
  const char *argument = sy_explorer_contrast_get (self->contrast, &contrast);

  sy_view_set_contrast (self->view, contrast, argument);
  changed (self);
}

static void
on_comparable_cb (SyExplorerQuestion *self)
{
  if (self->is_showing)
    return;
  sy_view_set_comparable (self->view, gtk_check_button_get_active (self->comparable),
                          sy_view_get_min_open_months (self->view));
  changed (self);
}

/* --- what is set of the indicators --- */

void
sy_explorer_question_set_evaluation (SyExplorerQuestion *self, SyEvaluation *evaluation)
{
  g_autoptr (GPtrArray) list = NULL;
  GtkWidget *child;

  g_return_if_fail (SY_IS_EXPLORER_QUESTION (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->settings))))
    gtk_box_remove (self->settings, child);
  list = sy_view_list_settings (sy_session_get_workbook (self->session), self->view);
  for (guint i = 0; evaluation && i < list->len; i++)
    gtk_box_append (self->settings, sy_explorer_setting_new (self->session, evaluation, list->pdata[i]));
  gtk_widget_set_visible (self->settings_window, evaluation && list->len > 0);
}

/* --- all of it --- */

static void
show (SyExplorerQuestion *self)
{
  self->is_showing = TRUE;
  read_dimensions (self);
  show_chips (self);
  show_dimension (self, self->dimension_1, 0);
  show_dimension (self, self->dimension_2, 1);
  show_dimension (self, self->dimension_3, 2);
  gtk_drop_down_set_selected (self->grain, sy_view_get_grain (self->view));
  show_period (self);
  sy_explorer_contrast_show (self->contrast, self->view);
  gtk_check_button_set_active (self->comparable, sy_view_get_comparable (self->view));
  self->is_showing = FALSE;
}

void
sy_explorer_question_set_view (SyExplorerQuestion *self, SyView *view)
{
  g_autoptr (SyView) copy = NULL;

  g_return_if_fail (SY_IS_EXPLORER_QUESTION (self));
  g_return_if_fail (SY_IS_VIEW (view));

  g_clear_handle_id (&self->taking, g_source_remove);
  copy = sy_view_copy (view);
  g_set_object (&self->view, copy);
  show (self);
}

SyView *
sy_explorer_question_get_view (SyExplorerQuestion *self)
{
  g_return_val_if_fail (SY_IS_EXPLORER_QUESTION (self), NULL);

  return self->view;
}

/* --- the object --- */

static void
sy_explorer_question_dispose (GObject *object)
{
  SyExplorerQuestion *self = SY_EXPLORER_QUESTION (object);

  g_clear_handle_id (&self->taking, g_source_remove);
  g_clear_pointer (&self->dimensions, g_ptr_array_unref);
  g_clear_object (&self->view);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_explorer_question_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  g_type_ensure (SY_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (klass,
                                               "/io/github/steelyard/Steelyard/sy-explorer-question.ui");
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, chips);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, add_button);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, list_bin);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, dimension_1);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, dimension_2);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, dimension_3);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, grain);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, period_button);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, period_popover);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, period_entry);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, period_problem);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, month_button);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, contrast_bin);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, comparable);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, settings_window);
  gtk_widget_class_bind_template_child (klass, SyExplorerQuestion, settings);
  gtk_widget_class_bind_template_callback (klass, on_add_opened_cb);
  gtk_widget_class_bind_template_callback (klass, on_dimension_cb);
  gtk_widget_class_bind_template_callback (klass, on_grain_cb);
  gtk_widget_class_bind_template_callback (klass, on_period_entered_cb);
  gtk_widget_class_bind_template_callback (klass, on_month_cb);
  gtk_widget_class_bind_template_callback (klass, on_year_cb);
  gtk_widget_class_bind_template_callback (klass, on_twelve_months_cb);
  gtk_widget_class_bind_template_callback (klass, on_everything_cb);
  gtk_widget_class_bind_template_callback (klass, on_comparable_cb);
}

static void
sy_explorer_question_class_init (SyExplorerQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_explorer_question_dispose;
  bind_template (GTK_WIDGET_CLASS (klass));
  changed_signal = g_signal_new ("changed", SY_TYPE_EXPLORER_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sy_explorer_question_init (SyExplorerQuestion *self)
{
  g_autoptr (GtkStringList) grains = gtk_string_list_new (NULL);

  self->view = sy_view_new ();
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int grain = SY_VIEW_GRAIN_NONE; grain <= SY_VIEW_GRAIN_YEAR; grain++)
    gtk_string_list_append (grains, sy_view_grain_get_title ((SyViewGrain) grain));
  gtk_drop_down_set_model (self->grain, G_LIST_MODEL (grains));
  self->is_showing = FALSE;
}

GtkWidget *
sy_explorer_question_new (SySession *session)
{
  SyExplorerQuestion *self = g_object_new (SY_TYPE_EXPLORER_QUESTION, NULL);

  self->session = g_object_ref (session);
  self->contrast = SY_EXPLORER_CONTRAST (sy_explorer_contrast_new (session));
  adw_bin_set_child (self->contrast_bin, GTK_WIDGET (self->contrast));
  g_signal_connect_swapped (self->contrast, "changed", G_CALLBACK (on_contrast_cb), self);
  show (self);
  return GTK_WIDGET (self);
}
