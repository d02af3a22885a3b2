/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ids that documents, scripts and courses rely on, and that templates are freed with all their parts. */
#include "config.h"

#include "sy-catalogue.h"

typedef struct
{
  const char *template;
  const char *parameters;
  const char *values;
  const char *tables; /* table:column,column table:… */
} Promise;

static const Promise promises[] = {
  { "tracking", "month month_target as_of history_days category",
    "week_index month_weight sales_to_date weight_to_date unit_weight forecast forecast_low forecast_high "
    "completion "
    "rolling_completion forecast_completion",
    "weekday:weekday,average,weight daily:date,weight,target,amount,unit_weight branch:store,weekday,weight "
    "exclusions:date,reason special_days:date,weight,name promotion_days:from_date,to_date,name" },
  { "pareto", "month category a_limit b_limit", "class_a_products",
    "pareto:product,amount,share,cumulative,class" },
  { "price-bands", "month category", "width lines price_point zone_low zone_high depth",
    "price_lines:price,quantity,amount,share" },
  { "monthly", "month month_target as_of history_days category a_limit b_limit",
    "week_index forecast completion width depth class_a_products",
    "weekday:weight daily:target pareto:class price_lines:share" },
};

static gboolean
has_parameter (GPtrArray *parts, const char *id)
{
  for (guint i = 0; i < parts->len; i++)
    {
      GPtrArray *parameters = sy_template_get_parameters (parts->pdata[i]);
      for (guint j = 0; j < parameters->len; j++)
        if (g_str_equal (((const SyTemplateParameter *) parameters->pdata[j])->id, id))
          return TRUE;
    }
  return FALSE;
}

static gboolean
has_value (GPtrArray *parts, const char *id)
{
  for (guint i = 0; i < parts->len; i++)
    {
      GPtrArray *values = sy_template_get_values (parts->pdata[i]);
      for (guint j = 0; j < values->len; j++)
        if (g_str_equal (((const SyTemplateValue *) values->pdata[j])->id, id))
          return TRUE;
    }
  return FALSE;
}

static gboolean
has_column (GPtrArray *parts, const char *table_id, const char *column_id)
{
  for (guint i = 0; i < parts->len; i++)
    {
      GPtrArray *tables = sy_template_get_tables (parts->pdata[i]);
      for (guint j = 0; j < tables->len; j++)
        {
          const SyTemplateTable *table = tables->pdata[j];
          for (guint k = 0; g_str_equal (table->id, table_id) && k < table->columns->len; k++)
            if (g_str_equal (((const SyTemplateColumn *) table->columns->pdata[k])->id, column_id))
              return TRUE;
        }
    }
  return FALSE;
}

static void
test_promise (gconstpointer data)
{
  const Promise *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", &error);
  g_assert_no_error (error);
  SyTemplate *template = sy_catalogue_find_template (catalogue, c->template, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) parts = sy_catalogue_resolve (catalogue, template, &error);
  g_assert_no_error (error);

  g_auto (GStrv) parameters = g_strsplit (c->parameters, " ", -1);
  for (char **id = parameters; *id; id++)
    if (!has_parameter (parts, *id))
      g_error ("no parameter %s", *id);
  g_auto (GStrv) values = g_strsplit (c->values, " ", -1);
  for (char **id = values; *id; id++)
    if (!has_value (parts, *id))
      g_error ("no value %s", *id);
  g_auto (GStrv) tables = g_strsplit (c->tables, " ", -1);
  for (char **table = tables; *table; table++)
    {
      g_auto (GStrv) halves = g_strsplit (*table, ":", 2);
      g_auto (GStrv) columns = g_strsplit (halves[1], ",", -1);
      for (char **column = columns; *column; column++)
        if (!has_column (parts, halves[0], *column))
          g_error ("no column %s[%s]", halves[0], *column);
    }
}

static void
test_finalize (void)
{
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", NULL);
  SyTemplate *found = sy_catalogue_find_template (catalogue, "tracking", NULL);
  SyTemplate *template = sy_template_reader_read (sy_template_get_path (found), "en", NULL);
  g_assert_finalize_object (template);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (promises); i++)
    {
      g_autofree char *path = g_strdup_printf ("/template/promised-ids/%s", promises[i].template);
      g_test_add_data_func (path, &promises[i], test_promise);
    }
  g_test_add_func ("/template/finalize", test_finalize);
  return g_test_run ();
}
