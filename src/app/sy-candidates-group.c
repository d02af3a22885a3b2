/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-candidates-group.h"

#include <glib/gi18n.h>

#include "sy-candidates.h"
#include "sy-indicator-text.h"

struct _SyCandidatesGroup
{
  AdwPreferencesGroup parent_instance;

  SySession *session;
  const SyTemplateTable *definition;
  GPtrArray *indicators; /* (element-type SyIndicator) in the order of the list */
  GPtrArray *domains;    /* (element-type utf8) ids in the order of theirs, borrowed */

  GtkDropDown *one;
  GtkDropDown *domain;
  GtkLabel *said;
};

G_DEFINE_FINAL_TYPE (SyCandidatesGroup, sy_candidates_group, ADW_TYPE_PREFERENCES_GROUP)

static SyWorkbook *
get_workbook (SyCandidatesGroup *self)
{
  return sy_session_get_workbook (self->session);
}

static void
on_test_cb (SyCandidatesGroup *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (!sy_candidates_test (get_workbook (self), self->definition, &said, &error))
    {
      sy_session_fail (self->session, error);
      return;
    }
  gtk_label_set_label (self->said, *said ? said : _ ("All candidates have data."));
  gtk_widget_set_visible (GTK_WIDGET (self->said), TRUE);
}

static void
add (SyCandidatesGroup *self, GPtrArray *indicators)
{
  g_autoptr (GError) error = NULL;

  if (!sy_candidates_add (get_workbook (self), self->definition, indicators, &error))
    sy_session_fail (self->session, error);
}

static void
on_add_one_cb (SyCandidatesGroup *self)
{
  guint chosen = gtk_drop_down_get_selected (self->one);
  g_autoptr (GPtrArray) indicators = g_ptr_array_new ();

  if (chosen >= self->indicators->len)
    return;
  g_ptr_array_add (indicators, self->indicators->pdata[chosen]);
  add (self, indicators);
}

static void
on_add_domain_cb (SyCandidatesGroup *self)
{
  guint chosen = gtk_drop_down_get_selected (self->domain);
  g_autoptr (GPtrArray) indicators = g_ptr_array_new ();

  for (guint i = 0; chosen < self->domains->len && i < self->indicators->len; i++)
    if (g_str_equal (sy_indicator_get_domain (self->indicators->pdata[i]), self->domains->pdata[chosen])
        && sy_indicator_check_access (self->indicators->pdata[i], get_workbook (self))
               == SY_INDICATOR_AVAILABLE)
      g_ptr_array_add (indicators, self->indicators->pdata[i]);
  add (self, indicators);
}

/* --- the lists --- */

static GtkDropDown *
create_list (GtkStringList *texts, const char *label)
{
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *list = gtk_drop_down_new (G_LIST_MODEL (texts), expression);

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (list), TRUE);
  gtk_widget_set_valign (list, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_DROP_DOWN (list);
}

/* Fills both lists from the library. */
static void
read_library (SyCandidatesGroup *self)
{
  GPtrArray *all = sy_catalogue_get_indicators (sy_workbook_get_catalogue (get_workbook (self)));
  GtkStringList *titles = gtk_string_list_new (NULL), *domains = gtk_string_list_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      SyIndicator *indicator = all->pdata[i];

      g_ptr_array_add (self->indicators, g_object_ref (indicator));
      gtk_string_list_append (titles, sy_indicator_get_title (indicator));
      if (g_ptr_array_find_with_equal_func (self->domains, sy_indicator_get_domain (indicator), g_str_equal,
                                            NULL))
        continue;
      g_ptr_array_add (self->domains, (char *) sy_indicator_get_domain (indicator));
      gtk_string_list_append (domains, sy_indicator_get_domain_title (indicator));
    }
  self->one = create_list (titles, _ ("Indicator of the library"));
  self->domain = create_list (domains, _ ("Field of the library"));
}

static void
add_row (SyCandidatesGroup *self, const char *title, GtkWidget *list, const char *label, GCallback callback)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  if (list)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), list);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
sy_candidates_group_dispose (GObject *object)
{
  g_clear_object (&SY_CANDIDATES_GROUP (object)->session);
  G_OBJECT_CLASS (sy_candidates_group_parent_class)->dispose (object);
}

static void
sy_candidates_group_finalize (GObject *object)
{
  SyCandidatesGroup *self = SY_CANDIDATES_GROUP (object);

  g_ptr_array_unref (self->domains);
  g_ptr_array_unref (self->indicators);
  G_OBJECT_CLASS (sy_candidates_group_parent_class)->finalize (object);
}

static void
sy_candidates_group_class_init (SyCandidatesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_candidates_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_candidates_group_finalize;
}

static void
sy_candidates_group_init (SyCandidatesGroup *self)
{
  self->indicators = g_ptr_array_new_with_free_func (g_object_unref);
  self->domains = g_ptr_array_new ();
}

GtkWidget *
sy_candidates_group_new (SySession *session, const SyTemplateTable *definition)
{
  SyCandidatesGroup *self = g_object_new (SY_TYPE_CANDIDATES_GROUP, NULL);
  g_autofree char *title = g_markup_escape_text (definition->title, -1);

  self->session = g_object_ref (session);
  self->definition = definition;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  read_library (self);
  add_row (self, _ ("From the library"), GTK_WIDGET (self->one), _ ("A_dd"), G_CALLBACK (on_add_one_cb));
  add_row (self, _ ("All that have data"), GTK_WIDGET (self->domain), _ ("Add A_ll"),
           G_CALLBACK (on_add_domain_cb));
  add_row (self, _ ("Whether the data are there"), NULL, _ ("_Test"), G_CALLBACK (on_test_cb));
  self->said = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->said, TRUE);
  gtk_label_set_xalign (self->said, 0);
  gtk_widget_set_margin_top (GTK_WIDGET (self->said), 6);
  gtk_widget_set_visible (GTK_WIDGET (self->said), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->said));
  return GTK_WIDGET (self);
}
