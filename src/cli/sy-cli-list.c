/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard list: what there is to ask for. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-cli-clean.h"
#include "sy-cli-days.h"
#include "sy-cli-private.h"
#include "sy-csv-writer.h"

/* One line of a listing: an id, a title and one more fact. */
typedef struct
{
  gboolean json;
  guint n;
} Listing;

static void
list_item (Listing *listing, const char *id, const char *title, const char *more)
{
  if (!listing->json)
    {
      g_print ("%s\t%s\t%s\n", id, title ? title : "", more ? more : "");
      return;
    }
  g_autoptr (GString) json = g_string_new (listing->n++ ? ",\n {\"id\":" : "[{\"id\":");

  sy_json_append_string (json, id);
  g_string_append (json, ",\"title\":");
  sy_json_append_string (json, title ? title : "");
  g_string_append (json, ",\"about\":");
  sy_json_append_string (json, more ? more : "");
  g_print ("%s}", json->str);
}

static void
list_end (Listing *listing)
{
  if (listing->json)
    g_print ("%s]\n", listing->n ? "" : "[");
}

static void
list_templates (Listing *listing, SyCatalogue *catalogue)
{
  GPtrArray *templates = sy_catalogue_get_templates (catalogue);

  for (guint i = 0; i < templates->len; i++)
    {
      SyTemplate *template = templates->pdata[i];

      list_item (listing, sy_template_get_id (template), sy_template_get_title (template),
                 sy_template_get_description (template));
    }
}

static void
list_cases (Listing *listing, SyCatalogue *catalogue)
{
  GPtrArray *cases = sy_catalogue_get_cases (catalogue);

  for (guint i = 0; i < cases->len; i++)
    list_item (listing, sy_case_get_id (cases->pdata[i]), sy_case_get_title (cases->pdata[i]),
               sy_case_get_description (cases->pdata[i]));
}

static void
list_kinds (Listing *listing, SyCatalogue *catalogue)
{
  GPtrArray *kinds = sy_catalogue_get_kinds (catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      SySourceKind *kind = kinds->pdata[i];
      GPtrArray *roles = sy_source_kind_get_roles (kind);
      g_autoptr (GString) ids = g_string_new (NULL);

      for (guint j = 0; j < roles->len; j++)
        g_string_append_printf (ids, "%s%s", j ? " " : "", ((const SyRole *) roles->pdata[j])->id);
      list_item (listing, sy_source_kind_get_id (kind), sy_source_kind_get_title (kind), ids->str);
    }
}

/* The formula tells more in a list than the meaning does. */
static gboolean
list_indicators (Listing *listing, SyCatalogue *catalogue, const SyCliOptions *options, GError **error)
{
  g_autoptr (GPtrArray) indicators = sy_cli_list_indicators (options, catalogue, error);

  for (guint i = 0; indicators && i < indicators->len; i++)
    list_item (listing, sy_indicator_get_id (indicators->pdata[i]),
               sy_indicator_get_title (indicators->pdata[i]),
               sy_indicator_get_formula (indicators->pdata[i]));
  return indicators != NULL;
}

static char *
join_columns (const SyTemplateTable *table)
{
  GString *columns = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (columns, "%s%s", i ? " " : "",
                            ((const SyTemplateColumn *) table->columns->pdata[i])->id);
  return g_string_free (columns, FALSE);
}

/* Tables of the template; the columns that it adds to a source belong to the source. */
static void
list_tables (Listing *listing, SyTemplate *template)
{
  GPtrArray *tables = sy_template_get_tables (template);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyTemplateTable *table = tables->pdata[i];
      g_autofree char *columns = join_columns (table);

      if (!table->is_source)
        list_item (listing, table->id, table->title, columns);
    }
}

static void
list_values (Listing *listing, SyTemplate *template)
{
  GPtrArray *values = sy_template_get_values (template);

  for (guint i = 0; i < values->len; i++)
    {
      const SyTemplateValue *value = values->pdata[i];

      list_item (listing, value->id, value->title, value->formula);
    }
}

static void
list_parameters (Listing *listing, SyTemplate *template)
{
  GPtrArray *parameters = sy_template_get_parameters (template);

  for (guint i = 0; i < parameters->len; i++)
    {
      const SyTemplateParameter *parameter = parameters->pdata[i];

      list_item (listing, parameter->id, parameter->title, parameter->fallback);
    }
}

static void
list_charts (Listing *listing, SyTemplate *template)
{
  GPtrArray *charts = sy_template_get_charts (template);

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      list_item (listing, chart->id, chart->title, chart->type);
    }
}

typedef void (*ListTemplate) (Listing *listing, SyTemplate *template);

static gboolean
list_of_template (
    Listing *listing, SyCatalogue *catalogue, const SyCliOptions *options, ListTemplate list, GError **error)
{
  SyTemplate *template;
  g_autoptr (GPtrArray) all = NULL;

  if (!options->template)
    {
      g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                           _ ("--template is missing; “steelyard list templates” shows those there are"));
      return FALSE;
    }
  template = sy_catalogue_find_template (catalogue, options->template, error);
  all = template ? sy_catalogue_resolve (catalogue, template, error) : NULL;
  if (!all)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    list (listing, all->pdata[i]);
  return TRUE;
}

gboolean
sy_cli_list (SyCliOptions *options, GError **error)
{
  static const struct
  {
    const char *word;
    ListTemplate list;
  } parts[] = {
    { "tables", list_tables },
    { "values", list_values },
    { "parameters", list_parameters },
    { "charts", list_charts },
  };
  const char *what = options->arguments[0];
  Listing listing = { .json = g_strcmp0 (options->format, "json") == 0 };
  g_autoptr (SyCatalogue) catalogue = sy_cli_open_catalogue (options, error);
  gboolean known = TRUE;

  if (!catalogue)
    return FALSE;
  if (g_str_equal (what, "cleaning"))
    return sy_cli_list_cleaning (options, error);
  if (g_str_equal (what, "audit"))
    return sy_cli_list_audit (options, error);
  if (g_str_equal (what, "calendars"))
    return sy_cli_list_calendars (options, catalogue, error);
  if (g_str_equal (what, "days"))
    return sy_cli_list_days (options, catalogue, error);
  if (g_str_equal (what, "worksheets"))
    return sy_cli_list_worksheets (options, catalogue, error);
  if (options->arguments[1])
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("“%s” is one word too many"),
                   options->arguments[1]);
      return FALSE;
    }
  if (g_str_equal (what, "templates"))
    list_templates (&listing, catalogue);
  else if (g_str_equal (what, "cases"))
    list_cases (&listing, catalogue);
  else if (g_str_equal (what, "kinds"))
    list_kinds (&listing, catalogue);
  else if (g_str_equal (what, "indicators"))
    {
      if (!list_indicators (&listing, catalogue, options, error))
        return FALSE;
    }
  else
    known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (what, parts[i].word))
      {
        if (!list_of_template (&listing, catalogue, options, parts[i].list, error))
          return FALSE;
        known = TRUE;
      }
  if (!known)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("“%s” can't be listed: templates, cases, tables, values, parameters, charts, kinds, "
                      "indicators, calendars, worksheets, days, cleaning or audit"),
                   what);
      return FALSE;
    }
  list_end (&listing);
  return TRUE;
}
