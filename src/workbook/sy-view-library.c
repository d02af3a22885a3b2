/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the indicators of a view read of the library: its parameters and its computed columns of sources. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

/* Reaches a role that the source does not have, but the list of what it names. @read: "sales.category" */
static gboolean
reach_listed (SyViewWriter *self, const char *read, SySource **source, const SyRole **role, SyReach *reach)
{
  g_auto (GStrv) parts = g_strsplit (read, ".", 2);

  *source = parts[0] ? sy_view_find_source (self->sources, parts[0]) : NULL;
  *role = *source && parts[1] ? sy_source_kind_find_role ((*source)->kind, parts[1]) : NULL;
  return *role && !sy_source_has_role (*source, (*role)->id)
         && sy_view_reach (self->catalogue, self->sources, *source, (*role)->id, reach, NULL);
}

/* The column whose values a parameter offers: sales[category], or where that is looked up. */
static char *
write_choices (SyViewWriter *self, const char *choices)
{
  g_auto (GStrv) reads = sy_context_list_reads (choices, NULL);
  g_auto (SyReach) reach = { 0 };
  SySource *source;
  const SyRole *role;

  if (reads && reads[0] && reads[1] && reach_listed (self, reads[1], &source, &role, &reach))
    return g_strdup (reach.home);
  return g_strdup (choices);
}

/* A parameter of the library, under its own name: set once, it holds for all views. */
static void
write_library_parameter (SyViewWriter *self, const SyTemplateParameter *parameter)
{
  g_autofree char *start = g_strdup_printf ("<parameter id=\"%s\"", parameter->id);
  g_autofree char *xml = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (strstr (self->head->str, start))
    return;
  g_string_append_printf (self->head, "  %s type=\"%s\"", start,
                          parameter->is_text ? "text" : sy_view_unit_name (parameter->unit));
  if (parameter->may_be_blank)
    g_string_append (self->head, " blank=\"yes\"");
  if (parameter->has_minimum)
    g_string_append_printf (self->head, " minimum=\"%s\"",
                            g_ascii_dtostr (number, sizeof number, parameter->minimum));
  if (parameter->has_maximum)
    g_string_append_printf (self->head, " maximum=\"%s\"",
                            g_ascii_dtostr (number, sizeof number, parameter->maximum));
  if (parameter->choices)
    {
      g_autofree char *choices = write_choices (self, parameter->choices);

      xml = g_markup_printf_escaped (" choices=\"%s\"", choices);
      g_string_append (self->head, xml);
      g_clear_pointer (&xml, g_free);
    }
  if (parameter->fallback)
    {
      xml = g_markup_printf_escaped (" default=\"%s\"", parameter->fallback);
      g_string_append (self->head, xml);
      g_clear_pointer (&xml, g_free);
    }
  xml = g_markup_printf_escaped ("><title>%s</title></parameter>\n", parameter->title);
  g_string_append (self->head, xml);
}

/* Computed columns of a source so far. */
static GString *
open_columns (SyViewWriter *self, const char *source)
{
  GString *xml = g_hash_table_lookup (self->columns, source);

  if (!xml)
    {
      xml = g_string_new (NULL);
      g_hash_table_insert (self->columns, g_strdup (source), xml);
    }
  return xml;
}

static gboolean
has_column (const GString *xml, const char *id)
{
  g_autofree char *start = g_strdup_printf ("<column id=\"%s\"", id);

  return strstr (xml->str, start) != NULL;
}

/* A computed column of a source, under the library's name. */
static void
write_library_column (SyViewWriter *self, const SyTemplateTable *table, const SyTemplateColumn *column)
{
  GString *xml = open_columns (self, table->id);

  if (has_column (xml, column->id))
    return;
  if (column->otherwise)
    {
      g_autofree char *text = g_markup_printf_escaped (
          "<column id=\"%s\" unit=\"%s\" formula=\"%s\" otherwise=\"%s\"><title>%s</title></column>\n",
          column->id, sy_view_unit_name (column->unit), column->formula, column->otherwise, column->title);

      g_string_append (xml, text);
    }
  else
    sy_view_add_column (xml, column->id, column->title, column->formula, sy_view_unit_name (column->unit),
                        NULL);
}

static gboolean
is_listed (const char *const *names, gsize n_names, const char *name)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_str_equal (names[i], name))
      return TRUE;
  return FALSE;
}

/* Those of @names, or all that it reads. */
void
sy_view_add_library_columns (SyViewWriter *self,
                             SyIndicator *indicator,
                             const char *const *names,
                             gsize n_names)
{
  const char *const *read = sy_indicator_get_helper_columns (indicator);
  GPtrArray *helpers = sy_indicator_get_helpers (indicator);

  for (guint i = 0; i < helpers->len; i++)
    {
      const SyTemplateTable *table = helpers->pdata[i];

      for (guint j = 0; table->is_source && j < table->columns->len; j++)
        {
          const SyTemplateColumn *column = table->columns->pdata[j];
          g_autofree char *name = g_strdup_printf ("%s.%s", table->id, column->id);
          gboolean wanted = g_strv_contains (read, name);

          if (names)
            wanted = wanted && is_listed (names, n_names, name);
          if (wanted)
            write_library_column (self, table, column);
        }
    }
}

/* --- formulas that somebody typed --- */

/* The indicator that reads @column with the fewest others, so that little more than it is written; NULL: the
 * library has no such column. */
static SyIndicator *
find_lender (SyViewWriter *self, const char *column)
{
  GPtrArray *indicators = sy_catalogue_get_indicators (self->catalogue);
  SyIndicator *best = NULL;
  guint least = G_MAXUINT;

  for (guint i = 0; i < indicators->len; i++)
    {
      const char *const *columns = sy_indicator_get_helper_columns (indicators->pdata[i]);
      guint n = g_strv_length ((char **) columns);

      if (n < least && g_strv_contains (columns, column))
        {
          best = indicators->pdata[i];
          least = n;
        }
    }
  return best;
}

static void
lend_parameter (SyViewWriter *self, const char *name)
{
  GPtrArray *indicators = sy_catalogue_get_indicators (self->catalogue);

  for (guint i = 0; i < indicators->len; i++)
    {
      GPtrArray *parameters = sy_indicator_get_parameters (indicators->pdata[i]);

      for (guint j = 0; j < parameters->len; j++)
        if (g_ascii_strcasecmp (((const SyTemplateParameter *) parameters->pdata[j])->id, name) == 0)
          {
            write_library_parameter (self, parameters->pdata[j]);
            return;
          }
    }
}

static void
lend_column (SyViewWriter *self, const char *column)
{
  SyIndicator *lender = find_lender (self, column);
  GPtrArray *parameters = lender ? sy_indicator_get_parameters (lender) : NULL;

  if (!lender)
    return;
  for (guint i = 0; i < parameters->len; i++)
    write_library_parameter (self, parameters->pdata[i]);
  sy_view_add_library_columns (self, lender, NULL, 0);
}

/* They may read what the library knows of a source, as its indicators do: inventory[next_date],
 * first_snapshot. */
static void
lend (SyViewWriter *self, const char *formula)
{
  g_auto (GStrv) reads = sy_context_list_reads (formula, NULL);
  g_auto (GStrv) names = sy_context_list_names (formula, NULL);

  for (char **read = reads; read && *read; read++)
    {
      g_auto (GStrv) parts = g_strsplit (*read, ".", 2);
      SySource *source = sy_view_find_source (self->sources, parts[0]);

      if (source && parts[1] && !sy_source_has_role (source, parts[1]))
        lend_column (self, *read);
    }
  for (char **name = names; name && *name; name++)
    lend_parameter (self, *name);
}

/* sales[category] by the list of products: computed under the role's own name, so that formulas read it as if
 * the source had it. */
static void
write_listed (SyViewWriter *self, const char *read)
{
  g_auto (SyReach) reach = { 0 };
  g_autofree char *formula = NULL;
  SySource *source;
  const SyRole *role;
  GString *xml;

  if (!reach_listed (self, read, &source, &role, &reach))
    return;
  formula = g_strdup_printf ("IFERROR(%s&\"\",\"\")", reach.formula);
  xml = open_columns (self, source->info.kind);
  if (!has_column (xml, role->id))
    sy_view_add_column (xml, role->id, role->title, formula, NULL, NULL);
}

void
sy_view_write_library (SyViewWriter *self)
{
  for (guint i = 0; i < self->measures->len; i++)
    {
      const SyMeasure *measure = self->measures->pdata[i];
      g_auto (GStrv) reads = sy_measure_list_reads (measure);

      for (char **read = reads; *read; read++)
        write_listed (self, *read);
      for (guint j = 0; j < measure->parameters->len; j++)
        write_library_parameter (self, measure->parameters->pdata[j]);
      if (measure->indicator)
        sy_view_add_library_columns (self, measure->indicator, NULL, 0);
      for (guint j = 0; !measure->indicator && j < measure->inputs->len; j++)
        lend (self, ((const SyMeasureInput *) measure->inputs->pdata[j])->formula);
    }
}
