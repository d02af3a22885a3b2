/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formulas of the indicators over data: each is bound against sources of all kinds, and all that they
 * need is there to be had. */
#include "config.h"

#include "sy-binder.h"
#include "sy-duckdb-engine.h"
#include "sy-workbook.h"

typedef struct
{
  SyCatalogue *catalogue;
  SyEngine *engine;
  SyWorkbook *workbook;
  SyModel *model;
} Fixture;

static const char *const type_names[] = { "none",   "number", "integer", "currency", "percent",
                                          "weight", "date",   "month",   "bool" };

static void
append_parameter (GString *xml, const SyTemplateParameter *parameter)
{
  g_autofree char *text =
      g_markup_printf_escaped ("<parameter id=\"%s\" type=\"%s\" blank=\"yes\" default=\"%s\"/>\n",
                               parameter->id, parameter->is_text ? "text" : type_names[parameter->unit],
                               parameter->fallback ? parameter->fallback : "");
  g_string_append (xml, text);
}

/* A helper table as it stands without a view: over all there is. */
static void
append_helper (GString *xml, const SyTemplateTable *table)
{
  g_autofree char *open = table->is_source ? g_strdup_printf ("<source id=\"%s\">", table->id)
                                           : g_markup_printf_escaped ("<table id=\"%s\" rows=\"GROUP(%s)\">",
                                                                      table->id, table->rows);

  g_string_append (xml, open);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyTemplateColumn *column = table->columns->pdata[i];
      g_autofree char *text =
          g_markup_printf_escaped ("<column id=\"%s\" formula=\"%s\"/>\n", column->id, column->formula);
      g_autofree char *other =
          g_markup_printf_escaped ("<column id=\"%s_otherwise\" formula=\"%s\"/>\n", column->id,
                                   column->otherwise ? column->otherwise : "0");
      g_string_append (xml, text);
      g_string_append (xml, other);
    }
  g_string_append (xml, table->is_source ? "</source>\n" : "</table>\n");
}

static char *
write_template (SyCatalogue *catalogue)
{
  GPtrArray *indicators = sy_catalogue_get_indicators (catalogue);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GString *xml = g_string_new ("<template id=\"formulas\">\n"
                               "<parameter id=\"period_start\" type=\"date\" default=\"2024-01-01\"/>\n"
                               "<parameter id=\"period_end\" type=\"date\" default=\"2024-01-31\"/>\n");

  for (guint i = 0; i < indicators->len; i++)
    {
      GPtrArray *parameters = sy_indicator_get_parameters (indicators->pdata[i]);
      GPtrArray *helpers = sy_indicator_get_helpers (indicators->pdata[i]);
      for (guint j = 0; j < parameters->len; j++)
        if (g_hash_table_add (seen, parameters->pdata[j]))
          append_parameter (xml, parameters->pdata[j]);
      for (guint j = 0; j < helpers->len; j++)
        if (g_hash_table_add (seen, helpers->pdata[j]))
          append_helper (xml, helpers->pdata[j]);
    }
  g_string_append (xml, "</template>\n");
  return g_string_free (xml, FALSE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = NULL;
  g_autoptr (SyTemplate) template = NULL;
  GPtrArray *kinds;

  fixture->catalogue = sy_catalogue_new ("en", &error);
  g_assert_no_error (error);
  fixture->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->workbook = sy_workbook_new (fixture->catalogue, fixture->engine);
  kinds = sy_catalogue_get_kinds (fixture->catalogue);
  for (guint i = 0; i < kinds->len; i++)
    g_assert_true (sy_workbook_add_blank_source (fixture->workbook, kinds->pdata[i], &error));
  xml = write_template (fixture->catalogue);
  template = sy_template_reader_read_text (xml, "formulas", "en", &error);
  g_assert_no_error (error);
  g_assert_true (sy_workbook_set_template (fixture->workbook, template, &error));
  fixture->model = sy_workbook_get_model (fixture->workbook, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->workbook);
  g_clear_object (&fixture->engine);
  g_clear_object (&fixture->catalogue);
}

static guint
bind (Fixture *fixture, SyIndicator *indicator, const char *what, const char *formula)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExpression) bound = sy_binder_bind_formula (fixture->model, NULL, formula, &error);

  if (bound)
    return 0;
  g_test_message ("%s, %s: %s: %s", sy_indicator_get_id (indicator), what, error->message, formula);
  return 1;
}

/* Every input on its own, and every measure as a whole. */
static void
test_bind (Fixture *fixture, gconstpointer data)
{
  GPtrArray *indicators = sy_catalogue_get_indicators (fixture->catalogue);
  guint n_bad = 0, n_measures = 0;

  for (guint i = 0; i < indicators->len; i++)
    {
      SyIndicator *indicator = indicators->pdata[i];
      GPtrArray *inputs = sy_indicator_get_inputs (indicator);
      g_autofree char *measure = sy_indicator_write_measure (indicator);
      for (guint j = 0; j < inputs->len; j++)
        {
          const SyIndicatorInput *input = inputs->pdata[j];
          /* A list is a column: it counts something that takes one. */
          g_autofree char *formula = input->formula && input->is_list
                                         ? g_strdup_printf ("COUNTA(%s)", input->formula)
                                         : g_strdup (input->formula);
          n_bad += formula ? bind (fixture, indicator, input->id, formula) : 0;
        }
      n_bad += measure ? bind (fixture, indicator, "measure", measure) : 0;
      n_measures += measure != NULL;
    }
  g_assert_cmpuint (n_bad, ==, 0);
  g_assert_cmpuint (n_measures, >=, 170);
}

static void
test_needs (Fixture *fixture, gconstpointer data)
{
  GPtrArray *indicators = sy_catalogue_get_indicators (fixture->catalogue);

  for (guint i = 0; i < indicators->len; i++)
    {
      const char *const *needs = sy_indicator_get_needs (indicators->pdata[i]);
      for (; *needs; needs++)
        {
          g_auto (GStrv) parts = g_strsplit (*needs, ".", 2);
          SySourceKind *kind = sy_catalogue_find_kind (fixture->catalogue, parts[0]);
          if (!kind || !sy_source_kind_find_role (kind, parts[1]))
            g_error ("%s needs “%s”, which no source has", sy_indicator_get_id (indicators->pdata[i]),
                     *needs);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/indicator-formulas/bind", Fixture, NULL, set_up, test_bind, tear_down);
  g_test_add ("/indicator-formulas/needs", Fixture, NULL, set_up, test_needs, tear_down);
  return g_test_run ();
}
