/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-calculator.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-duckdb-engine.h"
#include "sy-explanation.h"

/* Of a list so many numbers are put into the words. */
#define MAX_SHOWN 12

struct _SyCalculator
{
  GObject parent_instance;

  SyIndicator *indicator;
  SyEngine *engine;
  SyWorkbook *workbook;
  GHashTable *lists; /* input id → GStrv: those that were given */
};

G_DEFINE_FINAL_TYPE (SyCalculator, sy_calculator, G_TYPE_OBJECT)

void
sy_calculation_free (SyCalculation *self)
{
  if (!self)
    return;
  g_free (self->text);
  g_free (self->words);
  g_free (self->numbers);
  g_free (self->reason);
  g_strfreev (self->warnings);
  g_strfreev (self->missing);
  g_free (self);
}

static void
sy_calculator_finalize (GObject *object)
{
  SyCalculator *self = SY_CALCULATOR (object);

  g_clear_object (&self->workbook);
  g_clear_object (&self->engine);
  g_clear_object (&self->indicator);
  g_hash_table_unref (self->lists);

  G_OBJECT_CLASS (sy_calculator_parent_class)->finalize (object);
}

static void
sy_calculator_class_init (SyCalculatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_calculator_finalize;
}

static void
sy_calculator_init (SyCalculator *self)
{
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
}

SyCalculator *
sy_calculator_new (SyCatalogue *catalogue, SyIndicator *indicator, GError **error)
{
  g_autoptr (SyCalculator) self = g_object_new (SY_TYPE_CALCULATOR, NULL);
  g_autofree char *xml = sy_indicator_write_template (indicator);
  g_autoptr (SyTemplate) template = NULL;

  g_return_val_if_fail (SY_IS_CATALOGUE (catalogue) && SY_IS_INDICATOR (indicator), NULL);

  self->indicator = g_object_ref (indicator);
  self->engine = sy_duckdb_engine_open (NULL, NULL, error);
  template = sy_template_reader_read_text (xml, sy_indicator_get_id (indicator),
                                           sy_catalogue_get_language (catalogue), error);
  if (!self->engine || !template)
    return NULL;
  self->workbook = sy_workbook_new (catalogue, self->engine);
  if (!sy_workbook_set_template (self->workbook, template, error))
    return NULL;
  return g_steal_pointer (&self);
}

SyIndicator *
sy_calculator_get_indicator (SyCalculator *self)
{
  g_return_val_if_fail (SY_IS_CALCULATOR (self), NULL);
  return self->indicator;
}

SyWorkbook *
sy_calculator_get_workbook (SyCalculator *self)
{
  g_return_val_if_fail (SY_IS_CALCULATOR (self), NULL);
  return self->workbook;
}

/* --- setting --- */

/* “1,3,2”, “M1；M2”: the parts, without blanks around them; a part may be empty between two others. */
static char **
split_list (const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_auto (GStrv) parts = NULL;

  if (!*plain)
    return g_new0 (char *, 1);
  parts = g_regex_split_simple ("\\s*[,;，；、\\n]\\s*", plain, 0, 0);
  return g_steal_pointer (&parts);
}

/* All lists as rows of the one table, shorter ones filled up with blanks. */
static gboolean
write_lists (SyCalculator *self, GError **error)
{
  GPtrArray *inputs = sy_indicator_get_inputs (self->indicator);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n_rows = 0;

  for (guint i = 0; i < inputs->len; i++)
    {
      char **list = g_hash_table_lookup (self->lists, ((const SyIndicatorInput *) inputs->pdata[i])->id);
      n_rows = MAX (n_rows, list ? g_strv_length (list) : 0);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
      for (guint i = 0; i < inputs->len; i++)
        {
          const SyIndicatorInput *input = inputs->pdata[i];
          char **list = g_hash_table_lookup (self->lists, input->id);
          if (input->is_list)
            g_strv_builder_add (cells, list && row < g_strv_length (list) ? list[row] : "");
        }
      g_ptr_array_add (rows, g_strv_builder_end (cells));
    }
  return sy_workbook_set_input_rows (self->workbook, SY_INDICATOR_LISTS, rows, error);
}

static gboolean
set_list (SyCalculator *self, const SyIndicatorInput *input, const char *text, GError **error)
{
  gpointer key = NULL, before = NULL;

  g_hash_table_steal_extended (self->lists, input->id, &key, &before);
  g_free (key);
  if (text)
    g_hash_table_insert (self->lists, g_strdup (input->id), split_list (text));
  if (write_lists (self, error))
    {
      g_strfreev (before);
      return TRUE;
    }
  if (before)
    g_hash_table_insert (self->lists, g_strdup (input->id), before);
  else
    g_hash_table_remove (self->lists, input->id);
  return FALSE;
}

static gboolean
refuse_name (SyCalculator *self, const char *name, GError **error)
{
  GPtrArray *inputs = sy_indicator_get_inputs (self->indicator);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];
      g_string_append_printf (names, "%s%s (%s)", i ? ", " : "", input->id, input->title);
    }
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
               _ ("“%s” has no input “%s”; there are: %s"), sy_indicator_get_title (self->indicator), name,
               names->str);
  return FALSE;
}

gboolean
sy_calculator_set (SyCalculator *self, const char *input, const char *text, GError **error)
{
  const SyIndicatorInput *found;
  const SyWorkbookParameter *parameter;

  g_return_val_if_fail (SY_IS_CALCULATOR (self) && input, FALSE);

  found = sy_indicator_find_input (self->indicator, input);
  if (found && found->is_list)
    return set_list (self, found, text, error);
  parameter = sy_workbook_find_parameter (self->workbook, found ? found->id : input);
  if (!parameter)
    return refuse_name (self, input, error);
  return sy_workbook_set_parameter (self->workbook, parameter->definition->id, text && *text ? text : NULL,
                                    error);
}

/* --- computing --- */

static gboolean
is_missing (SyCalculator *self, const SyIndicatorInput *input)
{
  const SyWorkbookParameter *parameter;

  if (input->is_list)
    return !g_hash_table_contains (self->lists, input->id);
  parameter = sy_workbook_find_parameter (self->workbook, input->id);
  return parameter && !parameter->is_set && !parameter->definition->fallback;
}

static char **
list_missing (SyCalculator *self)
{
  GPtrArray *inputs = sy_indicator_get_inputs (self->indicator);
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  for (guint i = 0; i < inputs->len; i++)
    if (is_missing (self, inputs->pdata[i]))
      g_strv_builder_add (missing, ((const SyIndicatorInput *) inputs->pdata[i])->id);
  return g_strv_builder_end (missing);
}

static char *
say_missing (SyCalculator *self, char **missing)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; missing[i]; i++)
    g_string_append_printf (titles, "%s%s", i ? _ (", ") : "",
                            sy_indicator_find_input (self->indicator, missing[i])->title);
  return g_strdup_printf (_ ("not given: %s"), titles->str);
}

/* Lists that belong together are read row by row: NULL, or what is wrong with their lengths. */
static char *
say_lengths (SyCalculator *self)
{
  GPtrArray *inputs = sy_indicator_get_inputs (self->indicator);
  const SyIndicatorInput *first = NULL;

  for (guint i = 0; i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];
      char **list = input->is_list ? g_hash_table_lookup (self->lists, input->id) : NULL;
      guint n = list ? g_strv_length (list) : 0, n_first;
      if (!list)
        continue;
      first = first ? first : input;
      n_first = g_strv_length (g_hash_table_lookup (self->lists, first->id));
      if (n != n_first)
        return g_strdup_printf (_ ("the lists are of different length: “%s” has %u, “%s” has %u"),
                                first->title, n_first, input->title, n);
    }
  return NULL;
}

static char **
list_warnings (SyEvaluation *evaluation, SyTemplate *template)
{
  GPtrArray *notes = sy_template_get_notes (template);
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();

  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *text = sy_evaluation_expand_note (evaluation, notes->pdata[i], NULL, NULL);
      if (text)
        g_strv_builder_add (warnings, text);
    }
  return g_strv_builder_end (warnings);
}

static char *
add_unit (SyCalculator *self, const char *text)
{
  const char *unit = sy_indicator_get_unit_name (self->indicator);

  return unit ? g_strdup_printf ("%s %s", text, unit) : g_strdup (text);
}

static gboolean
fill_value (SyCalculator *self, SyCalculation *result, SyEvaluation *evaluation, GError **error)
{
  const char *id = sy_indicator_get_id (self->indicator);
  g_autofree char *text = NULL;
  SyValue value = { 0 };

  if (!sy_evaluation_get_value (evaluation, id, &value, NULL, error)
      || !(text = sy_evaluation_format_value (evaluation, id, NULL, error)))
    return FALSE;
  result->has_value = !value.is_null;
  if (result->has_value)
    result->value = value.type == SY_COLUMN_DOUBLE ? value.number : (double) value.integer;
  g_free (result->text);
  result->text = result->has_value ? add_unit (self, text) : g_steal_pointer (&text);
  return TRUE;
}

/* “1, 3, 2”, of a long one how many there are. */
static void
append_list (GString *text, char **list)
{
  guint n = g_strv_length (list);

  for (guint i = 0; i < n && i < MAX_SHOWN; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", list[i]);
  if (n > MAX_SHOWN)
    g_string_append_printf (text, _ (" … %u in all"), n);
}

static const SyTemplateTable *
find_lists (SyCalculator *self)
{
  GPtrArray *tables = sy_template_get_tables (sy_workbook_get_template (self->workbook));

  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((const SyTemplateTable *) tables->pdata[i])->id, SY_INDICATOR_LISTS))
      return tables->pdata[i];
  return NULL;
}

/* A list is called by its name alone, the first time with what was typed. */
static char *
put_lists_in (SyCalculator *self, const char *words)
{
  GPtrArray *inputs = sy_indicator_get_inputs (self->indicator);
  const SyTemplateTable *table = find_lists (self);
  g_autoptr (GString) text = g_string_new (words);

  for (guint i = 0; table && i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];
      char **list = input->is_list ? g_hash_table_lookup (self->lists, input->id) : NULL;
      g_autofree char *written = g_strdup_printf ("%s[%s]", table->title, input->title);
      g_autoptr (GString) numbers = g_string_new (NULL);
      g_autofree char *shown = NULL;

      if (list && *list)
        append_list (numbers, list);
      shown = numbers->len ? g_strdup_printf (_ ("%s (%s)"), input->title, numbers->str)
                           : g_strdup (input->title);
      g_string_replace (text, written, shown, 1);
      g_string_replace (text, written, input->title, 0);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* “List[Mean daily sales]” is the input itself. */
static char *
name_lists (SyCalculator *self, const char *sentence)
{
  GPtrArray *inputs = sy_indicator_get_inputs (self->indicator);
  const SyTemplateTable *table = find_lists (self);
  g_autoptr (GString) text = g_string_new (sentence);

  for (guint i = 0; table && i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];
      g_autofree char *written = g_strdup_printf ("%s[%s]", table->title, input->title);

      if (input->is_list)
        g_string_replace (text, written, input->title, 0);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

SyCalculation *
sy_calculator_compute (SyCalculator *self, GError **error)
{
  g_autoptr (SyCalculation) result = g_new0 (SyCalculation, 1);
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation = NULL;

  g_return_val_if_fail (SY_IS_CALCULATOR (self), NULL);

  evaluation = sy_workbook_evaluate (self->workbook, error);
  explanation = evaluation
                    ? sy_explanation_new_name (evaluation, sy_indicator_get_id (self->indicator), NULL, error)
                    : NULL;
  if (!explanation)
    return NULL;
  result->text = g_strdup ("—");
  result->words = put_lists_in (self, sy_explanation_get_words (explanation));
  result->missing = list_missing (self);
  result->reason = *result->missing ? say_missing (self, result->missing) : say_lengths (self);
  result->warnings = g_new0 (char *, 1);
  if (result->reason)
    return g_steal_pointer (&result);

  if (!fill_value (self, result, evaluation, error))
    return NULL;
  result->numbers = g_strdup (sy_explanation_get_numbers (explanation));
  if (!result->has_value && sy_explanation_get_reason (explanation))
    result->reason = name_lists (self, sy_explanation_get_reason (explanation));
  g_strfreev (result->warnings);
  result->warnings = list_warnings (evaluation, sy_workbook_get_template (self->workbook));
  return g_steal_pointer (&result);
}
