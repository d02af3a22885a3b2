/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows are made from the table of parameters, so that a new kind of step needs no form of its own. */
#include "config.h"

#include "sy-cleaning-form.h"

#include <glib/gi18n.h>

/* One parameter and the row it is set in. */
typedef struct
{
  const SyCleaningParameter *parameter;
  GtkWidget *row;
  GPtrArray *ids;    /* (element-type utf8) of what can be chosen */
  GPtrArray *checks; /* (element-type GtkCheckButton) parallel; of a list of columns */
} Field;

struct _SyCleaningForm
{
  AdwWindow parent_instance;

  /* owned */
  SyCleaningStep *step;
  GPtrArray *fields; /* (element-type Field) */

  /* template */
  AdwWindowTitle *title;
  AdwPreferencesGroup *group;
  GtkRevealer *problem_revealer;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (SyCleaningForm, sy_cleaning_form, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
field_free (gpointer data)
{
  Field *field = data;

  g_ptr_array_unref (field->ids);
  g_ptr_array_unref (field->checks);
  g_free (field);
}

/* --- what is set --- */

static char *
read_checks (const Field *field)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < field->checks->len; i++)
    if (gtk_check_button_get_active (field->checks->pdata[i]))
      g_ptr_array_add (names, field->ids->pdata[i]);
  g_ptr_array_add (names, NULL);
  return sy_cleaning_join_list ((const char *const *) names->pdata);
}

static char *
read_field (const Field *field)
{
  guint index;

  if (ADW_IS_EXPANDER_ROW (field->row))
    return read_checks (field);
  if (ADW_IS_ENTRY_ROW (field->row))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->row)));
  index = adw_combo_row_get_selected (ADW_COMBO_ROW (field->row));
  return g_strdup (index < field->ids->len ? field->ids->pdata[index] : "");
}

static SyCleaningStep *
read_step (SyCleaningForm *self)
{
  SyCleaningStep *step = sy_cleaning_step_ref (self->step);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = self->fields->pdata[i];
      g_autofree char *value = read_field (field);
      SyCleaningStep *next = sy_cleaning_step_with (step, field->parameter->id, value);
      sy_cleaning_step_unref (step);
      step = next;
    }
  return step;
}

/* Only what plays a part is shown. */
static void
update_visibility (SyCleaningForm *self)
{
  g_autoptr (SyCleaningStep) step = read_step (self);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = self->fields->pdata[i];
      g_auto (GStrv) when = g_strsplit (field->parameter->when ? field->parameter->when : "", "=", 2);
      gtk_widget_set_visible (field->row, !when[0] || sy_cleaning_step_is (step, when[0], when[1]));
    }
}

/* --- rows --- */

static GtkWidget *
make_combo (Field *field, GtkStringList *titles, const char *value)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  for (guint i = 0; i < field->ids->len; i++)
    if (g_strcmp0 (field->ids->pdata[i], value) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  return row;
}

static GtkWidget *
make_choices (Field *field, const char *value)
{
  g_auto (GStrv) choices = sy_cleaning_parameter_dup_choices (field->parameter);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; choices[i] && choices[i + 1]; i += 2)
    {
      g_ptr_array_add (field->ids, g_strdup (choices[i]));
      gtk_string_list_append (titles, choices[i + 1]);
    }
  return make_combo (field, titles, value);
}

static gboolean
is_offered (const SyCleaningColumn *column)
{
  return column->has_data && !column->is_provenance;
}

/* A step may name a column by its title: here it is its id. */
static const char *
find_id (GPtrArray *columns, const char *name)
{
  for (guint i = 0; name && i < columns->len; i++)
    {
      const SyCleaningColumn *column = columns->pdata[i];
      if (g_str_equal (column->id, name) || g_strcmp0 (column->title, name) == 0
          || g_strcmp0 (column->header, name) == 0)
        return column->id;
    }
  return name;
}

static GtkWidget *
make_column (Field *field, GPtrArray *columns, const char *value)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const char *id = find_id (columns, value);
  gboolean known = FALSE;

  for (guint i = 0; i < columns->len; i++)
    {
      const SyCleaningColumn *column = columns->pdata[i];
      if (!is_offered (column))
        continue;
      known = known || g_strcmp0 (column->id, id) == 0;
      g_ptr_array_add (field->ids, g_strdup (column->id));
      gtk_string_list_append (titles, column->title);
    }
  /* Made by an earlier step. */
  if (id && !known)
    {
      g_ptr_array_add (field->ids, g_strdup (id));
      gtk_string_list_append (titles, id);
    }
  return make_combo (field, titles, id);
}

static GtkWidget *
make_sources (Field *field, GPtrArray *sources, const char *value)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < sources->len; i++)
    {
      const SyWorkbookSource *source = sources->pdata[i];
      g_ptr_array_add (field->ids, g_strdup (source->kind));
      gtk_string_list_append (titles, source->title);
    }
  return make_combo (field, titles, value);
}

static void
add_check (Field *field, GtkWidget *expander, const char *id, const char *title, gboolean active)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = adw_action_row_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
  g_ptr_array_add (field->ids, g_strdup (id));
  g_ptr_array_add (field->checks, check);
}

static GtkWidget *
make_checks (SyCleaningForm *self, Field *field, GPtrArray *columns)
{
  GtkWidget *expander = adw_expander_row_new ();
  g_auto (GStrv) names = sy_cleaning_step_dup_list (self->step, field->parameter->id);

  for (guint i = 0; names[i]; i++)
    {
      const char *id = find_id (columns, names[i]);
      char *copy = g_strdup (id);
      g_free (names[i]);
      names[i] = copy;
    }
  for (guint i = 0; i < columns->len; i++)
    {
      const SyCleaningColumn *column = columns->pdata[i];
      if (is_offered (column))
        add_check (field, expander, column->id, column->title,
                   g_strv_contains ((const char *const *) names, column->id));
    }
  for (guint i = 0; names[i]; i++)
    if (!g_ptr_array_find_with_equal_func (field->ids, names[i], g_str_equal, NULL))
      add_check (field, expander, names[i], names[i], TRUE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), field->parameter->required);
  return expander;
}

static GtkWidget *
make_entry (const char *value)
{
  GtkWidget *row = adw_entry_row_new ();

  gtk_editable_set_text (GTK_EDITABLE (row), value ? value : "");
  return row;
}

static void
add_field (SyCleaningForm *self, const SyCleaningParameter *parameter, GPtrArray *columns, GPtrArray *sources)
{
  Field *field = g_new0 (Field, 1);
  const char *value = sy_cleaning_step_get (self->step, parameter->id);

  field->parameter = parameter;
  field->ids = g_ptr_array_new_with_free_func (g_free);
  field->checks = g_ptr_array_new ();
  field->row = parameter->type == SY_CLEANING_CHOICE    ? make_choices (field, value)
               : parameter->type == SY_CLEANING_COLUMN  ? make_column (field, columns, value)
               : parameter->type == SY_CLEANING_COLUMNS ? make_checks (self, field, columns)
               : parameter->type == SY_CLEANING_SOURCE  ? make_sources (field, sources, value)
                                                        : make_entry (value);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (field->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row),
                                 sy_cleaning_parameter_get_title (parameter));
  g_ptr_array_add (self->fields, field);
  adw_preferences_group_add (self->group, field->row);
  if (parameter->type == SY_CLEANING_CHOICE)
    g_signal_connect_object (field->row, "notify::selected", G_CALLBACK (update_visibility), self,
                             G_CONNECT_SWAPPED);
}

/* --- the window --- */

static void
on_apply_cb (SyCleaningForm *self)
{
  g_autoptr (SyCleaningStep) step = read_step (self);
  g_autoptr (GError) error = NULL;

  if (!sy_cleaning_step_check (step, &error))
    {
      gtk_label_set_text (self->problem_label, error->message);
      gtk_revealer_set_reveal_child (self->problem_revealer, TRUE);
      return;
    }
  sy_cleaning_step_unref (self->step);
  self->step = g_steal_pointer (&step);
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
sy_cleaning_form_finalize (GObject *object)
{
  SyCleaningForm *self = SY_CLEANING_FORM (object);

  g_clear_pointer (&self->step, sy_cleaning_step_unref);
  g_ptr_array_unref (self->fields);
  G_OBJECT_CLASS (sy_cleaning_form_parent_class)->finalize (object);
}

static void
sy_cleaning_form_class_init (SyCleaningFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sy_cleaning_form_finalize;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-cleaning-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SyCleaningForm, title);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningForm, group);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningForm, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningForm, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_cleaning_form_init (SyCleaningForm *self)
{
  self->fields = g_ptr_array_new_with_free_func (field_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_cleaning_form_new (GtkWindow *parent, SyCleaningStep *step, GPtrArray *columns, GPtrArray *sources)
{
  SyCleaningForm *self = g_object_new (SY_TYPE_CLEANING_FORM, "transient-for", parent, NULL);
  SyCleaningKind kind = sy_cleaning_step_get_kind (step);
  const SyCleaningParameter *parameters;
  guint n;

  self->step = sy_cleaning_step_ref (step);
  gtk_window_set_title (GTK_WINDOW (self), sy_cleaning_kind_get_title (kind));
  adw_window_title_set_title (self->title, sy_cleaning_kind_get_title (kind));
  adw_preferences_group_set_description (self->group, sy_cleaning_kind_get_description (kind));
  parameters = sy_cleaning_kind_get_parameters (kind, &n);
  for (guint i = 0; i < n; i++)
    add_field (self, &parameters[i], columns, sources);
  update_visibility (self);
  return GTK_WIDGET (self);
}

SyCleaningStep *
sy_cleaning_form_get_step (SyCleaningForm *self)
{
  return self->step;
}
