/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicator becomes a template of its own in a workbook without data, so that what is computed here goes
 * the same way as everything else. */
#include "config.h"

#include "sy-indicator-calculator.h"

#include <glib/gi18n.h>

#include "sy-duckdb-engine.h"
#include "sy-explanation.h"
#include "sy-template-reader.h"

#define ID_KEY "steelyard-id"
#define LIST_SEPARATORS " ;，；、\t\n"

struct _SyIndicatorCalculator
{
  AdwBin parent_instance;

  SySession *session;
  SyIndicator *indicator;
  SyWorkbook *workbook; /* of typed inputs alone; NULL until it is needed */
  GPtrArray *entries;   /* (element-type GtkEntry, borrowed) */
  GObject *reading;     /* owner of the reading under way */

  GtkListBox *inputs;
  GtkLabel *result;
  GtkLabel *words;
  GtkLabel *numbers;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (SyIndicatorCalculator, sy_indicator_calculator, ADW_TYPE_BIN)

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

/* --- computing, off the main loop --- */

typedef struct
{
  SyIndicatorCalculator *calculator; /* borrowed: its token owns the fetch */
  SyEvaluation *evaluation;
  char *id;
  SyExplanation *explanation;
  GPtrArray *warnings; /* (element-type utf8) */
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->evaluation);
  g_clear_object (&reading->explanation);
  g_ptr_array_unref (reading->warnings);
  g_free (reading->id);
  g_free (reading);
}

static gboolean
read_result (SyJob *job, gpointer data, GError **error)
{
  Reading *reading = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);
  GPtrArray *templates = sy_workbook_get_templates (sy_evaluation_get_workbook (reading->evaluation));
  GPtrArray *notes = sy_template_get_notes (templates->pdata[templates->len - 1]);

  reading->explanation = sy_explanation_new_name (reading->evaluation, reading->id, cancellable, error);
  for (guint i = 0; reading->explanation && i < notes->len; i++)
    {
      char *text = sy_evaluation_expand_note (reading->evaluation, notes->pdata[i], cancellable, NULL);

      if (text)
        g_ptr_array_add (reading->warnings, text);
    }
  return reading->explanation != NULL;
}

static void
show_result (SySession *session, gpointer data, const GError *error)
{
  Reading *reading = data;
  SyIndicatorCalculator *self = reading->calculator;
  g_autoptr (GString) reason = g_string_new (NULL);
  g_autofree char *numbers = NULL;
  const char *unit = sy_indicator_get_unit_name (self->indicator);
  g_autofree char *result = NULL;

  if (error)
    {
      set_text (self->reason, error->message);
      return;
    }
  if (sy_explanation_get_reason (reading->explanation))
    g_string_append (reason, sy_explanation_get_reason (reading->explanation));
  for (guint i = 0; i < reading->warnings->len; i++)
    g_string_append_printf (reason, "%s⚠ %s", reason->len ? "\n" : "", (char *) reading->warnings->pdata[i]);
  if (sy_explanation_get_numbers (reading->explanation))
    numbers = g_strdup_printf ("= %s", sy_explanation_get_numbers (reading->explanation));
  result = g_strdup_printf (unit && !sy_explanation_get_reason (reading->explanation) ? "%s %s" : "%s",
                            sy_explanation_get_result (reading->explanation), unit);
  set_text (self->result, result);
  set_text (self->words, sy_explanation_get_words (reading->explanation));
  set_text (self->numbers, numbers);
  set_text (self->reason, reason->str);
}

/* Before anything is typed there is nothing to complain of. */
static gboolean
is_blank (SyIndicatorCalculator *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (*gtk_editable_get_text (self->entries->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
compute (SyIndicatorCalculator *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  Reading *reading;

  g_clear_object (&self->reading);
  if (is_blank (self))
    {
      set_text (self->result, NULL);
      set_text (self->numbers, NULL);
      set_text (self->words, NULL);
      set_text (self->reason, NULL);
      return;
    }
  evaluation = sy_workbook_evaluate (self->workbook, &error);
  if (!evaluation)
    {
      set_text (self->reason, error->message);
      return;
    }
  reading = g_new0 (Reading, 1);
  reading->calculator = self;
  reading->evaluation = g_steal_pointer (&evaluation);
  reading->id = g_strdup (sy_indicator_get_id (self->indicator));
  reading->warnings = g_ptr_array_new_with_free_func (g_free);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->reading, read_result, show_result, reading, free_reading);
}

/* --- what is typed --- */

static void
mark (GtkEntry *entry, const GError *error)
{
  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry), error ? error->message : NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static const SyIndicatorInput *
get_list (SyIndicatorCalculator *self, GtkEntry *entry)
{
  const SyIndicatorInput *input =
      sy_indicator_find_input (self->indicator, g_object_get_data (G_OBJECT (entry), ID_KEY));

  return input && input->is_list ? input : NULL;
}

/* “12; 15; 18” of each list into rows: what stands at the same place belongs together. */
static GPtrArray *
collect_rows (SyIndicatorCalculator *self)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      g_autofree char **parts = NULL;
      GPtrArray *list;

      if (!get_list (self, self->entries->pdata[i]))
        continue;
      parts = g_strsplit_set (gtk_editable_get_text (self->entries->pdata[i]), LIST_SEPARATORS, -1);
      list = g_ptr_array_new_with_free_func (g_free);
      for (guint j = 0; parts[j]; j++)
        if (*parts[j])
          g_ptr_array_add (list, parts[j]);
        else
          g_free (parts[j]);
      n = MAX (n, list->len);
      g_ptr_array_add (lists, list);
    }
  for (guint row = 0; row < n; row++)
    {
      char **cells = g_new0 (char *, lists->len + 1);

      for (guint i = 0; i < lists->len; i++)
        {
          GPtrArray *list = lists->pdata[i];

          cells[i] = g_strdup (row < list->len ? list->pdata[row] : "");
        }
      g_ptr_array_add (rows, cells);
    }
  return rows;
}

static void
on_changed_cb (SyIndicatorCalculator *self, GtkEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autoptr (GError) error = NULL;

  if (get_list (self, entry))
    {
      g_autoptr (GPtrArray) rows = collect_rows (self);

      sy_workbook_set_input_rows (self->workbook, SY_INDICATOR_LISTS, rows, &error);
    }
  else
    {
      sy_workbook_set_parameter (self->workbook, g_object_get_data (G_OBJECT (entry), ID_KEY),
                                 *text ? text : NULL, &error);
    }
  mark (entry, error);
  if (!error)
    compute (self);
}

/* --- fields --- */

static void
add_entry (SyIndicatorCalculator *self,
           const char *id,
           const char *title,
           const char *subtitle,
           const char *placeholder)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  if (subtitle)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 14);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1.f);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (entry, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (entry), ID_KEY, g_strdup (id), g_free);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), entry);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), entry);
  gtk_list_box_append (self->inputs, row);
  g_ptr_array_add (self->entries, entry);
}

static void
add_entries (SyIndicatorCalculator *self)
{
  GPtrArray *inputs = sy_indicator_get_inputs (self->indicator);
  GPtrArray *parameters = sy_workbook_get_parameters (self->workbook);

  for (guint i = 0; i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];

      add_entry (self, input->id, input->title,
                 input->is_list ? _ ("Several, with a blank or “;” between them")
                                : sy_indicator_unit_get_name (input->unit),
                 input->fallback);
    }
  for (guint i = 0; i < parameters->len; i++)
    {
      const SyTemplateParameter *definition = ((SyWorkbookParameter *) parameters->pdata[i])->definition;

      if (!sy_indicator_find_input (self->indicator, definition->id))
        add_entry (self, definition->id, definition->title, _ ("Setting"), definition->fallback);
    }
}

static gboolean
make_workbook (SyIndicatorCalculator *self, GError **error)
{
  SyCatalogue *catalogue = sy_workbook_get_catalogue (sy_session_get_workbook (self->session));
  g_autofree char *xml = sy_indicator_write_template (self->indicator);
  g_autoptr (SyTemplate) template = sy_template_reader_read_text (
      xml, sy_indicator_get_id (self->indicator), sy_catalogue_get_language (catalogue), error);
  g_autoptr (SyEngine) engine = NULL;

  if (!template)
    return FALSE;
  if (!self->workbook)
    {
      const SyDuckdbOptions options = { .memory_limit_mb = 64, .n_threads = 1 };

      engine = sy_duckdb_engine_open (NULL, &options, error);
      if (!engine)
        return FALSE;
      self->workbook = sy_workbook_new (catalogue, engine);
    }
  return sy_workbook_set_template (self->workbook, template, error);
}

/* What was typed for another indicator is not meant for this one. */
static void
forget_inputs (SyIndicatorCalculator *self)
{
  GtkWidget *child;

  for (guint i = 0; self->workbook && i < self->entries->len; i++)
    if (!get_list (self, self->entries->pdata[i]))
      sy_workbook_set_parameter (self->workbook, g_object_get_data (self->entries->pdata[i], ID_KEY), NULL,
                                 NULL);
    else
      {
        g_autoptr (GPtrArray) none = g_ptr_array_new ();

        sy_workbook_set_input_rows (self->workbook, SY_INDICATOR_LISTS, none, NULL);
      }
  g_ptr_array_set_size (self->entries, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->inputs))))
    gtk_list_box_remove (self->inputs, child);
}

void
sy_indicator_calculator_set_indicator (SyIndicatorCalculator *self, SyIndicator *indicator)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SY_IS_INDICATOR_CALCULATOR (self));
  g_return_if_fail (SY_IS_INDICATOR (indicator));

  g_clear_object (&self->reading);
  forget_inputs (self);
  g_set_object (&self->indicator, indicator);
  set_text (self->result, NULL);
  set_text (self->words, NULL);
  set_text (self->numbers, NULL);
  set_text (self->reason, NULL);
  if (!make_workbook (self, &error))
    {
      set_text (self->reason, error->message);
      return;
    }
  add_entries (self);
  compute (self);
}

/* --- the object --- */

static void
sy_indicator_calculator_dispose (GObject *object)
{
  SyIndicatorCalculator *self = SY_INDICATOR_CALCULATOR (object);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->workbook);
  g_clear_object (&self->indicator);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_indicator_calculator_parent_class)->dispose (object);
}

static void
sy_indicator_calculator_class_init (SyIndicatorCalculatorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_indicator_calculator_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-indicator-calculator.ui");
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorCalculator, inputs);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorCalculator, result);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorCalculator, words);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorCalculator, numbers);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorCalculator, reason);
}

static void
sy_indicator_calculator_init (SyIndicatorCalculator *self)
{
  self->entries = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_indicator_calculator_new (SySession *session)
{
  SyIndicatorCalculator *self = g_object_new (SY_TYPE_INDICATOR_CALCULATOR, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
