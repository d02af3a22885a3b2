/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-column-filter.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "sy-column-statistics.h"

#define MAX_VALUES 100
#define VALUE_KEY "steelyard-value"

typedef enum
{
  BLANKS_ANY,
  BLANKS_FILLED,
  BLANKS_ONLY,
} Blanks;

struct _SyColumnFilter
{
  GtkWidget parent_instance;

  SyTable *table;
  const SyTableColumn *column; /* the table's */
  const SyCondition *chosen;   /* of the values; in @conditions */
  GPtrArray *conditions;
  GObject *reading; /* owner of the count under way */

  GtkWidget *box;
  GtkWidget *text_box;
  GtkDropDown *how;
  GtkEditable *text;
  GtkWidget *range_box;
  GtkEditable *from;
  GtkEditable *to;
  GtkDropDown *blanks;
  GtkStack *values_stack;
  GtkSpinner *spinner;
  GtkBox *values;
  GtkLabel *note;
  GtkWidget *clear;
};

G_DEFINE_FINAL_TYPE (SyColumnFilter, sy_column_filter, GTK_TYPE_WIDGET)

static guint apply_signal;

static void
say (SyColumnFilter *self, const char *note)
{
  gtk_label_set_text (self->note, note ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

/* --- values to choose among --- */

typedef struct
{
  SyColumnFilter *filter; /* borrowed: its token owns the fetch */
  SyTable *table;
  guint column;
  GPtrArray *others;
  char *language;
  GPtrArray *values; /* (element-type SyValueCount) */
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->table);
  g_ptr_array_unref (reading->others);
  g_clear_pointer (&reading->values, g_ptr_array_unref);
  g_free (reading->language);
  g_free (reading);
}

static gboolean
read_values (SyJob *job, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->values =
      sy_column_statistics_list_values (reading->table, reading->others, reading->column, MAX_VALUES,
                                        reading->language, sy_job_get_cancellable (job), error);
  return reading->values != NULL;
}

static gboolean
is_chosen (SyColumnFilter *self, const SyValueCount *value)
{
  if (!self->chosen)
    return FALSE;
  return value->plain ? g_strv_contains ((const char *const *) self->chosen->values, value->plain)
                      : self->chosen->blank;
}

static GtkWidget *
new_value (SyColumnFilter *self, const SyValueCount *value)
{
  g_autofree char *count = g_strdup_printf ("%'" PRId64, value->n_rows);
  g_autofree char *name = g_strdup_printf ("%s: %s", value->text, count);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (value->text);
  GtkWidget *number = gtk_label_new (count);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "hint");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), number);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen (self, value));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (check), VALUE_KEY, g_strdup (value->plain), g_free);
  return check;
}

static void
remove_values (SyColumnFilter *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->values))))
    gtk_box_remove (self->values, child);
}

static void
show_values (SySession *session, gpointer data, const GError *error)
{
  Reading *reading = data;
  SyColumnFilter *self = reading->filter;

  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->values_stack), !error && reading->values->len > 0);
  if (error)
    {
      say (self, error->message);
      return;
    }
  for (guint i = 0; i < reading->values->len; i++)
    gtk_box_append (self->values, new_value (self, reading->values->pdata[i]));
  gtk_stack_set_visible_child_name (self->values_stack, "values");
  if (reading->values->len == 0)
    say (self, _ ("Too many different values to list them"));
  else if (reading->values->len == MAX_VALUES)
    {
      g_autofree char *note = g_strdup_printf (_ ("The %u most frequent values are listed"), MAX_VALUES);

      say (self, note);
    }
}

static void
start_reading (SyColumnFilter *self, SySession *session, guint column, GPtrArray *others)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->filter = self;
  reading->table = g_object_ref (self->table);
  reading->column = column;
  reading->others = g_ptr_array_ref (others);
  reading->language = g_strdup (sy_workbook_get_language (sy_session_get_workbook (session)));
  g_clear_object (&self->reading);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->values_stack), TRUE);
  gtk_stack_set_visible_child_name (self->values_stack, "reading");
  gtk_spinner_start (self->spinner);
  sy_session_fetch (session, self->reading, read_values, show_values, reading, free_reading);
}

/* --- what is asked for --- */

static const char *
get_text (GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);

  while (g_ascii_isspace (*text))
    text++;
  return *text ? text : NULL;
}

static void
add_values (SyColumnFilter *self, GPtrArray *conditions)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) values = NULL;
  gboolean blank = FALSE;

  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->values)); check;
       check = gtk_widget_get_next_sibling (check))
    {
      const char *value = g_object_get_data (G_OBJECT (check), VALUE_KEY);

      if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        continue;
      if (value)
        g_strv_builder_add (builder, value);
      else
        blank = TRUE;
    }
  values = g_strv_builder_end (builder);
  if (*values || blank)
    g_ptr_array_add (conditions,
                     sy_condition_new_values (self->column->id, (const char *const *) values, blank));
}

static GPtrArray *
list_conditions (SyColumnFilter *self)
{
  static const SyConditionKind kinds[] = { SY_CONDITION_CONTAINS, SY_CONDITION_IS, SY_CONDITION_BEGINS };
  GPtrArray *conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);
  const char *id = self->column->id;
  guint blanks = gtk_drop_down_get_selected (self->blanks);

  if (gtk_widget_get_visible (self->text_box) && get_text (self->text))
    g_ptr_array_add (conditions, sy_condition_new_text (kinds[gtk_drop_down_get_selected (self->how)], id,
                                                        gtk_editable_get_text (self->text)));
  if (gtk_widget_get_visible (self->range_box) && (get_text (self->from) || get_text (self->to)))
    g_ptr_array_add (conditions, sy_condition_new_range (id, get_text (self->from), get_text (self->to)));
  if (blanks != BLANKS_ANY)
    g_ptr_array_add (conditions, sy_condition_new_blank (id, blanks == BLANKS_ONLY));
  add_values (self, conditions);
  return conditions;
}

static void
on_apply_cb (SyColumnFilter *self)
{
  g_autoptr (GPtrArray) conditions = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->table)
    return;
  conditions = list_conditions (self);
  for (guint i = 0; i < conditions->len; i++)
    if (!sy_condition_check (conditions->pdata[i], self->table, &error))
      {
        say (self, error->message);
        return;
      }
  g_signal_emit (self, apply_signal, 0, conditions);
}

static void
on_clear_cb (SyColumnFilter *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_signal_emit (self, apply_signal, 0, none);
}

/* --- showing what holds --- */

static void
show_condition (SyColumnFilter *self, const SyCondition *condition)
{
  switch (condition->kind)
    {
    case SY_CONDITION_CONTAINS:
    case SY_CONDITION_IS:
    case SY_CONDITION_BEGINS:
      gtk_drop_down_set_selected (self->how, (guint) condition->kind - SY_CONDITION_CONTAINS);
      gtk_editable_set_text (self->text, condition->text);
      break;
    case SY_CONDITION_RANGE:
      gtk_editable_set_text (self->from, condition->from ? condition->from : "");
      gtk_editable_set_text (self->to, condition->to ? condition->to : "");
      break;
    case SY_CONDITION_BLANK:
    case SY_CONDITION_NOT_BLANK:
      gtk_drop_down_set_selected (self->blanks,
                                  condition->kind == SY_CONDITION_BLANK ? BLANKS_ONLY : BLANKS_FILLED);
      break;
    case SY_CONDITION_ONE_OF:
      self->chosen = condition;
      break;
    case SY_CONDITION_SEARCH:
    default:
      break;
    }
}

static void
reset (SyColumnFilter *self)
{
  gboolean is_text = self->column->type == SY_TYPE_TEXT;
  gboolean is_date = self->column->type == SY_TYPE_DATE || self->column->unit == SY_UNIT_DATE;

  self->chosen = NULL;
  gtk_drop_down_set_selected (self->how, 0);
  gtk_editable_set_text (self->text, "");
  gtk_editable_set_text (self->from, "");
  gtk_editable_set_text (self->to, "");
  gtk_drop_down_set_selected (self->blanks, BLANKS_ANY);
  gtk_widget_set_visible (self->text_box, is_text);
  gtk_widget_set_visible (self->range_box, !is_text && self->column->type != SY_TYPE_BOOL);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->from), is_date ? _ ("From 2024-01-01") : _ ("From"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->to), is_date ? _ ("To 2024-12-31") : _ ("To"));
  remove_values (self);
  say (self, NULL);
}

void
sy_column_filter_open (SyColumnFilter *self,
                       SySession *session,
                       SyTable *table,
                       guint column,
                       GPtrArray *conditions,
                       GPtrArray *others)
{
  gboolean is_filtered = FALSE;

  g_return_if_fail (SY_IS_COLUMN_FILTER (self));

  g_set_object (&self->table, table);
  self->column = sy_table_get_columns (table)->pdata[column];
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  self->conditions = g_ptr_array_ref (conditions);
  reset (self);
  for (guint i = 0; i < conditions->len; i++)
    {
      const SyCondition *condition = conditions->pdata[i];

      if (g_strcmp0 (condition->column, self->column->id) != 0)
        continue;
      show_condition (self, condition);
      is_filtered = TRUE;
    }
  gtk_widget_set_sensitive (self->clear, is_filtered);
  start_reading (self, session, column, others);
}

void
sy_column_filter_stop (SyColumnFilter *self)
{
  g_return_if_fail (SY_IS_COLUMN_FILTER (self));

  g_clear_object (&self->reading);
  gtk_spinner_stop (self->spinner);
}

/* --- the object --- */

static void
sy_column_filter_dispose (GObject *object)
{
  SyColumnFilter *self = SY_COLUMN_FILTER (object);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  g_clear_object (&self->table);
  G_OBJECT_CLASS (sy_column_filter_parent_class)->dispose (object);
}

static gboolean
sy_column_filter_grab_focus (GtkWidget *widget)
{
  SyColumnFilter *self = SY_COLUMN_FILTER (widget);

  if (gtk_widget_get_visible (self->text_box))
    return gtk_widget_grab_focus (GTK_WIDGET (self->text));
  if (gtk_widget_get_visible (self->range_box))
    return gtk_widget_grab_focus (GTK_WIDGET (self->from));
  return gtk_widget_grab_focus (GTK_WIDGET (self->blanks));
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/io/github/steelyard/Steelyard/sy-column-filter.ui");
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, box);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, text_box);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, how);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, text);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, range_box);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, from);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, to);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, blanks);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, values_stack);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, spinner);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, values);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, note);
  gtk_widget_class_bind_template_child (klass, SyColumnFilter, clear);
  gtk_widget_class_bind_template_callback (klass, on_apply_cb);
  gtk_widget_class_bind_template_callback (klass, on_clear_cb);
}

static void
sy_column_filter_class_init (SyColumnFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_column_filter_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = sy_column_filter_grab_focus;
  bind_template (GTK_WIDGET_CLASS (klass));
  apply_signal = g_signal_new ("apply", SY_TYPE_COLUMN_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
sy_column_filter_init (SyColumnFilter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
