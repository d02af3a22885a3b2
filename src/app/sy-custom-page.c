/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-custom-page.h"

#include <glib/gi18n.h>

#include "sy-candidates-group.h"
#include "sy-candidates.h"
#include "sy-input-row.h"
#include "sy-parameter-row.h"
#include "sy-tally-group.h"
#include "sy-tally.h"
#include "sy-worksheet.h"

struct _SyCustomPage
{
  AdwBin parent_instance;

  SySession *session;
  GPtrArray *parameter_rows; /* (element-type SyParameterRow) */
  GPtrArray *input_rows;     /* (element-type SyInputRow) */
  GPtrArray *groups;         /* (element-type AdwPreferencesGroup) of tables that have one of their own */
  SyTemplate *shown;         /* whose rows these are */

  AdwPreferencesPage *page;
  AdwActionRow *template_row;
  AdwPreferencesGroup *parameters_group;
  AdwPreferencesGroup *inputs_group;
};

G_DEFINE_FINAL_TYPE (SyCustomPage, sy_custom_page, ADW_TYPE_BIN)

static void
show_template (SyCustomPage *self)
{
  SyTemplate *present = sy_workbook_get_template (sy_session_get_workbook (self->session));
  const char *description = present ? sy_template_get_description (present) : NULL;
  g_autofree char *title = g_markup_escape_text (present ? sy_template_get_title (present) : "", -1);
  g_autofree char *text = g_markup_escape_text (description ? description : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->template_row), title);
  adw_action_row_set_subtitle (self->template_row, text);
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
add_parameters (SyCustomPage *self)
{
  GPtrArray *parameters = sy_workbook_get_parameters (sy_session_get_workbook (self->session));

  for (guint i = 0; i < parameters->len; i++)
    {
      const SyWorkbookParameter *parameter = parameters->pdata[i];
      GtkWidget *row;

      if (sy_workbook_find_worksheet_of (sy_session_get_workbook (self->session), parameter->definition->id))
        continue;
      row = sy_parameter_row_new (self->session, parameter->definition->id);
      adw_preferences_group_add (self->parameters_group, row);
      g_ptr_array_add (self->parameter_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->parameters_group), self->parameter_rows->len > 0);
}

static void
add_inputs (SyCustomPage *self)
{
  GPtrArray *tables = sy_workbook_list_tables (sy_session_get_workbook (self->session));

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];
      GtkWidget *row;

      if (table->unavailable || g_strcmp0 (table->definition->rows, "INPUT") != 0
          || sy_workbook_find_worksheet_of (sy_session_get_workbook (self->session), table->definition->id))
        continue;
      row = sy_input_row_new (self->session, table->definition);
      adw_preferences_group_add (self->inputs_group, row);
      g_ptr_array_add (self->input_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->inputs_group), self->input_rows->len > 0);
}

/* Check sheets are counted by clicks, candidates come from the library; the rows of both can be typed too. */
static void
add_groups (SyCustomPage *self)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  GPtrArray *tables = sy_workbook_list_tables (workbook);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];
      GtkWidget *group = NULL;

      if (table->unavailable || sy_workbook_find_worksheet_of (workbook, table->definition->id))
        continue;
      if (sy_tally_is_one (table->definition))
        group = sy_tally_group_new (self->session, table->definition);
      else if (sy_candidates_is_one (table->definition))
        group = sy_candidates_group_new (self->session, table->definition);
      if (!group)
        continue;
      adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
      g_ptr_array_add (self->groups, group);
    }
}

static void
rebuild (SyCustomPage *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  clear_rows (self->parameters_group, self->parameter_rows);
  clear_rows (self->inputs_group, self->input_rows);
  add_groups (self);
  add_parameters (self);
  add_inputs (self);
}

static void
on_evaluated_cb (SyCustomPage *self)
{
  SyTemplate *present = sy_workbook_get_template (sy_session_get_workbook (self->session));

  show_template (self);
  if (g_set_object (&self->shown, present))
    {
      rebuild (self);
      return;
    }
  for (guint i = 0; i < self->parameter_rows->len; i++)
    sy_parameter_row_update (self->parameter_rows->pdata[i]);
  for (guint i = 0; i < self->input_rows->len; i++)
    sy_input_row_update (self->input_rows->pdata[i]);
  for (guint i = 0; i < self->groups->len; i++)
    if (SY_IS_TALLY_GROUP (self->groups->pdata[i]))
      sy_tally_group_update (self->groups->pdata[i]);
}

static void
sy_custom_page_dispose (GObject *object)
{
  SyCustomPage *self = SY_CUSTOM_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (sy_custom_page_parent_class)->dispose (object);
}

static void
sy_custom_page_finalize (GObject *object)
{
  SyCustomPage *self = SY_CUSTOM_PAGE (object);

  g_ptr_array_unref (self->parameter_rows);
  g_ptr_array_unref (self->input_rows);
  g_ptr_array_unref (self->groups);
  G_OBJECT_CLASS (sy_custom_page_parent_class)->finalize (object);
}

static void
sy_custom_page_class_init (SyCustomPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_custom_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_custom_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-custom-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyCustomPage, page);
  gtk_widget_class_bind_template_child (widget_class, SyCustomPage, template_row);
  gtk_widget_class_bind_template_child (widget_class, SyCustomPage, parameters_group);
  gtk_widget_class_bind_template_child (widget_class, SyCustomPage, inputs_group);
}

static void
sy_custom_page_init (SyCustomPage *self)
{
  self->parameter_rows = g_ptr_array_new ();
  self->input_rows = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_custom_page_new (SySession *session)
{
  SyCustomPage *self = g_object_new (SY_TYPE_CUSTOM_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  on_evaluated_cb (self);
  return GTK_WIDGET (self);
}
