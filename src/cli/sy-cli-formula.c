/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard formula: one formula in its three readings, or what is wrong with it and where. No data is
 * needed. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-binder.h"
#include "sy-cli-private.h"
#include "sy-duckdb-engine.h"
#include "sy-excel-writer.h"
#include "sy-sql-writer.h"
#include "sy-words-writer.h"

/* A layout without a workbook: everything is called by its title. */
static const char *
table_title (gpointer data, const SyModelTable *table)
{
  return table->title ? table->title : table->id;
}

static const char *
column_title (gpointer data, const SyModelColumn *column)
{
  return column->title ? column->title : column->id;
}

static const char *
row_title (gpointer data, const SyModelTable *table)
{
  return "row";
}

static const char *
name_title (gpointer data, const SyModelName *name)
{
  return name->title ? name->title : name->id;
}

static gboolean
add_kinds (SyWorkbook *workbook, SyCatalogue *catalogue, GError **error)
{
  GPtrArray *kinds = sy_catalogue_get_kinds (catalogue);

  for (guint i = 0; i < kinds->len; i++)
    if (!sy_workbook_add_blank_source (workbook, kinds->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
print_sql (SyModel *model, SyModelTable *table, SyExpression *bound, GError **error)
{
  g_autoptr (GPtrArray) extra = g_ptr_array_new ();
  g_autoptr (SyStatement) statement = NULL;

  g_ptr_array_add (extra, bound);
  if (table)
    statement = sy_sql_writer_write_table (table, extra, error);
  else
    statement = sy_sql_writer_write_formula (model, bound, error);
  if (!statement)
    return FALSE;
  g_print ("SQL:   %s\n", statement->sql);
  for (guint i = 0; i < statement->names->len; i++)
    g_print ("       $%u = %s\n", i + 1, ((const SyModelName *) statement->names->pdata[i])->id);
  return TRUE;
}

static gboolean
print_excel (SyModelTable *table, SyExpression *bound, GError **error)
{
  const SyExcelLayout layout = {
    .table_name = table_title,
    .column_header = column_title,
    .row_header = row_title,
    .defined_name = name_title,
  };
  g_autoptr (SyExcelFormula) formula = sy_excel_writer_write (&layout, table, bound, 0, FALSE, error);

  if (!formula)
    return FALSE;
  g_print ("Excel: %s\n", formula->text ? formula->text : formula->not_live);
  return TRUE;
}

gboolean
sy_cli_formula (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCatalogue) catalogue = sy_cli_open_catalogue (options, error);
  g_autoptr (SyEngine) engine = catalogue ? sy_duckdb_engine_open (NULL, NULL, error) : NULL;
  g_autoptr (SyWorkbook) workbook = NULL;
  SyTemplate *template;
  g_autoptr (SyExpression) bound = NULL;
  g_autofree char *words = NULL;
  SyModelTable *table = NULL;
  SyModel *model;

  if (!engine)
    return FALSE;
  workbook = sy_workbook_new (catalogue, engine);
  template = sy_catalogue_find_template (catalogue, options->template, error);
  if (!template || !add_kinds (workbook, catalogue, error)
      || !sy_workbook_set_template (workbook, template, error))
    return FALSE;
  model = sy_workbook_get_model (workbook, error);
  if (!model)
    return FALSE;
  if (options->table && !(table = sy_model_find_table (model, options->table)))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED, _ ("no table “%s” in template “%s”"),
                   options->table, sy_template_get_id (template));
      return FALSE;
    }
  bound = sy_binder_bind_formula (model, table, options->arguments[0], error);
  if (!bound || !print_sql (model, table, bound, error) || !print_excel (table, bound, error))
    return FALSE;
  words = sy_words_writer_write (bound);
  g_print (_ ("Words: %s\n"), words);
  return TRUE;
}
