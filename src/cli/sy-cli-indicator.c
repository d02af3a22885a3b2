/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard indicator: what an indicator is, and its value from typed inputs. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-calculator.h"
#include "sy-cli-private.h"
#include "sy-csv-writer.h"

/* --- typed inputs --- */

static void
append_member (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, ",\"%s\":", name);
  if (text)
    sy_json_append_string (json, text);
  else
    g_string_append (json, "null");
}

static void
append_list (GString *json, const char *name, const char *const *texts)
{
  g_string_append_printf (json, ",\"%s\":[", name);
  for (guint i = 0; texts && texts[i]; i++)
    {
      g_string_append (json, i ? "," : "");
      sy_json_append_string (json, texts[i]);
    }
  g_string_append_c (json, ']');
}

static void
print_json (SyIndicator *indicator, const SyCalculation *result)
{
  gboolean is_number = result->has_value && isfinite (result->value);
  g_autofree char *digits = is_number ? sy_cli_dup_number (result->value) : g_strdup ("null");
  g_autoptr (GString) json = g_string_new ("{\"id\":");

  sy_json_append_string (json, sy_indicator_get_id (indicator));
  append_member (json, "title", sy_indicator_get_title (indicator));
  append_member (json, "unit", sy_indicator_get_unit_kind (indicator)->id);
  g_string_append_printf (json, ",\"value\":%s", digits);
  append_member (json, "text", result->text);
  append_member (json, "words", result->words);
  append_member (json, "numbers", result->numbers);
  append_member (json, "reason", result->reason);
  append_list (json, "notes", result->has_value ? NULL : sy_indicator_get_edges (indicator));
  append_list (json, "warnings", (const char *const *) result->warnings);
  append_list (json, "missing", (const char *const *) result->missing);
  g_print ("%s}\n", json->str);
}

static void
print_text (SyIndicator *indicator, const SyCalculation *result)
{
  g_print ("%s\t%s\n", sy_indicator_get_title (indicator), result->text);
  if (result->reason)
    g_print ("  %s\n", result->reason);
  for (guint i = 0; !result->has_value && sy_indicator_get_edges (indicator)[i]; i++)
    g_print ("  %s\n", sy_indicator_get_edges (indicator)[i]);
  g_print ("= %s\n", result->words);
  if (result->numbers)
    g_print ("= %s\n", result->numbers);
  for (guint i = 0; result->warnings[i]; i++)
    g_print (_ ("! %s\n"), result->warnings[i]);
}

/* Exit status 1, and which --set would help. */
static gboolean
refuse_missing (SyIndicator *indicator, char *const *missing, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; missing[i]; i++)
    g_string_append_printf (names, "%s%s (--set %s=…)", i ? ", " : "",
                            sy_indicator_find_input (indicator, missing[i])->title, missing[i]);
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED, _ ("“%s” also needs: %s"),
               sy_indicator_get_title (indicator), names->str);
  return FALSE;
}

static gboolean
set_inputs (SyCalculator *calculator, char *const *pairs, GError **error)
{
  for (guint i = 0; pairs[i]; i++)
    {
      g_autofree char *name = NULL, *value = NULL;
      if (!sy_cli_options_split (pairs[i], "set", &name, &value, error)
          || !sy_calculator_set (calculator, name, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
compute_typed (const SyCliOptions *options, SyCatalogue *catalogue, SyIndicator *indicator, GError **error)
{
  g_autoptr (SyCalculator) calculator = sy_calculator_new (catalogue, indicator, error);
  g_autoptr (SyCalculation) result = NULL;

  if (!calculator || !set_inputs (calculator, options->set, error))
    return FALSE;
  result = sy_calculator_compute (calculator, error);
  if (!result)
    return FALSE;
  if (*result->missing)
    return refuse_missing (indicator, result->missing, error);
  if (g_strcmp0 (options->format, "json") == 0)
    print_json (indicator, result);
  else
    print_text (indicator, result);
  return TRUE;
}

/* --- about an indicator --- */

static void
print_input (const SyIndicatorInput *input)
{
  const char *unit = sy_indicator_unit_get_name (input->unit);

  g_print ("  %s\t%s%s%s%s", input->id, input->title, unit ? " (" : "", unit ? unit : "", unit ? ")" : "");
  if (input->is_list)
    g_print ("\t%s", _ ("a list: 1,3,2"));
  if (input->formula)
    g_print ("\t%s", input->formula);
  g_print ("\n");
}

static void
print_parameters (SyIndicator *indicator)
{
  GPtrArray *parameters = sy_indicator_get_parameters (indicator);

  for (guint i = 0; i < parameters->len; i++)
    {
      const SyTemplateParameter *parameter = parameters->pdata[i];
      g_print ("  %s\t%s\t%s\n", parameter->id, parameter->title,
               parameter->fallback ? parameter->fallback : "");
    }
}

static void
describe (SyIndicator *indicator)
{
  g_autofree char *needs = g_strjoinv (" ", (char **) sy_indicator_get_needs (indicator));
  GPtrArray *inputs = sy_indicator_get_inputs (indicator);

  g_print ("%s\t%s\t%s\n", sy_indicator_get_title (indicator), sy_indicator_get_id (indicator),
           sy_indicator_get_domain_title (indicator));
  g_print ("%s\n", sy_indicator_get_meaning (indicator));
  g_print ("= %s\n", sy_indicator_get_formula (indicator));
  for (guint i = 0; i < inputs->len; i++)
    print_input (inputs->pdata[i]);
  print_parameters (indicator);
  for (guint i = 0; sy_indicator_get_edges (indicator)[i]; i++)
    g_print ("— %s\n", sy_indicator_get_edges (indicator)[i]);
  if (sy_indicator_is_from_data (indicator))
    g_print (_ ("from data: %s\n"), needs);
  else
    g_print (_ ("from typed inputs only\n"));
}

gboolean
sy_cli_indicator (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCatalogue) catalogue = NULL;
  SyIndicator *indicator;

  if (sy_cli_indicator_has_data (options))
    return sy_cli_indicator_data (options, error);
  catalogue = sy_cli_open_catalogue (options, error);
  indicator = catalogue ? sy_catalogue_find_indicator (catalogue, options->arguments[0], error) : NULL;
  if (!indicator)
    return FALSE;
  if (options->set)
    return compute_typed (options, catalogue, indicator, error);
  describe (indicator);
  return TRUE;
}

/* --- steelyard list indicators --- */

static gboolean
is_wanted (const SyCliOptions *options, SyIndicator *indicator)
{
  if (options->domain && !g_str_equal (options->domain, sy_indicator_get_domain (indicator))
      && g_strcmp0 (options->domain, sy_indicator_get_domain_title (indicator)) != 0
      && !g_str_equal (options->domain, sy_indicator_get_view (indicator)))
    return FALSE;
  if (options->level && !g_strv_contains (sy_indicator_get_levels (indicator), options->level))
    return FALSE;
  return !options->line || g_strv_contains (sy_indicator_get_lines (indicator), options->line);
}

GPtrArray *
sy_cli_list_indicators (const SyCliOptions *options, SyCatalogue *catalogue, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  GPtrArray *wanted;

  if (!sy_catalogue_load_indicators (catalogue, error))
    return NULL;
  found = sy_catalogue_search_indicators (catalogue, options->search ? options->search : "");
  wanted = g_ptr_array_new ();
  for (guint i = 0; i < found->len; i++)
    if (is_wanted (options, found->pdata[i]))
      g_ptr_array_add (wanted, found->pdata[i]);
  return wanted;
}
