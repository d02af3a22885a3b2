/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a template says by name outside of formulas: charts, notes and report items against the tables,
 * columns and values of the template and of those that it uses. (Names within formulas are the binder's.) */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-template-private.h"
#include "sy-template-reader.h"
#include "sy-sentence.h"

typedef struct
{
  GHashTable *names;      /* ids of parameters and values */
  GHashTable *parameters; /* ids of parameters alone */
  GHashTable *tables;     /* id → SyTemplateTable */
  GHashTable *charts;     /* ids */
  const char *file;       /* base name of the template that is looked at */
  GError **error;
} Links;

static gboolean fail (Links *links, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (Links *links, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* TRANSLATORS: file: what is wrong */
  g_set_error (links->error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING, _ ("%s: %s"), links->file,
               message);
  return FALSE;
}

static gboolean
add (Links *links, GHashTable *taken, char *id, gpointer value)
{
  if (g_hash_table_insert (taken, id, value))
    return TRUE;
  return fail (links, _ ("the id “%s” is taken by one of the templates that are used"), id);
}

/* What stands in for a part of a used template must find it there. */
static gboolean
add_part (Links *links, GHashTable *taken, char *id, gpointer value, gboolean replaces)
{
  if (!replaces)
    return add (links, taken, id, value);
  if (!g_hash_table_insert (taken, id, value))
    return TRUE;
  return fail (links, _ ("“%s” is to replace a part of a template that is used, but none has it"), id);
}

static gboolean
add_ids (Links *links, SyTemplate *template)
{
  for (guint i = 0; i < template->parameters->len; i++)
    {
      SyTemplateParameter *parameter = template->parameters->pdata[i];
      /* A parameter may be declared anew: another default for one that a used template has. */
      if (!g_hash_table_add (links->parameters, parameter->id))
        continue;
      if (!add (links, links->names, parameter->id, parameter))
        return FALSE;
    }
  for (guint i = 0; i < template->values->len; i++)
    {
      SyTemplateValue *value = template->values->pdata[i];
      if (!add_part (links, links->names, value->id, value, value->replaces))
        return FALSE;
    }
  for (guint i = 0; i < template->tables->len; i++)
    {
      SyTemplateTable *table = template->tables->pdata[i];
      if (!table->is_source && !add_part (links, links->tables, table->id, table, table->replaces))
        return FALSE;
    }
  for (guint i = 0; i < template->charts->len; i++)
    {
      SyTemplateChart *chart = template->charts->pdata[i];
      if (!add (links, links->charts, chart->id, chart))
        return FALSE;
    }
  return TRUE;
}

/* Keys come with rows= and need not be listed; so a column is known too when rows= or key= names it, or is
 * one of those that DAYS, LIST and BANDS bring. */
static gboolean
has_column (const SyTemplateTable *table, const char *id)
{
  static const char *const brought[][2] = {
    { "DAYS", "date" }, { "LIST", "item" }, { "BANDS", "low" }, { "BANDS", "high" }
  };

  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyTemplateColumn *column = table->columns->pdata[i];
      if (g_str_equal (column->id, id))
        return TRUE;
    }
  for (guint i = 0; table->rows && i < G_N_ELEMENTS (brought); i++)
    if (g_ascii_strncasecmp (table->rows, brought[i][0], strlen (brought[i][0])) == 0
        && g_str_equal (id, brought[i][1]))
      return TRUE;
  return (table->rows && strstr (table->rows, id)) || (table->key && strstr (table->key, id));
}

static gboolean
check_column (Links *links, const char *what, const SyTemplateTable *table, const char *id)
{
  if (!id || has_column (table, id))
    return TRUE;
  return fail (links, _ ("%s: the table “%s” has no column “%s”"), what, table->id, id);
}

static gboolean
check_name (Links *links, const char *what, const char *id)
{
  if (!id || g_hash_table_contains (links->names, id))
    return TRUE;
  return fail (links, _ ("%s: there is no value and no parameter “%s”"), what, id);
}

static gboolean
check_names (Links *links, const char *what, const char *ids)
{
  g_auto (GStrv) names = g_strsplit (ids, " ", -1);

  for (guint i = 0; names[i]; i++)
    if (*names[i] && !check_name (links, what, names[i]))
      return FALSE;
  return TRUE;
}

static gboolean
check_chart_attributes (Links *links, const char *what, SyTemplateChart *chart)
{
  const SyTemplateTable *table = g_hash_table_lookup (links->tables, chart->table);
  const SyTemplateTable *outliers =
      chart->outliers ? g_hash_table_lookup (links->tables, chart->outliers) : NULL;
  guint n;
  const SyChartAttribute *attributes = sy_template_chart_attributes (&n);

  for (guint i = 0; i < n; i++)
    {
      const char *id = *sy_template_chart_field (chart, &attributes[i]);
      gboolean good = TRUE;

      if (!id)
        continue;
      if (attributes[i].kind == SY_CHART_ATTRIBUTE_COLUMN)
        good = check_column (links, what, table, id);
      else if (attributes[i].kind == SY_CHART_ATTRIBUTE_OUTLIER_COLUMN)
        good = !outliers || check_column (links, what, outliers, id);
      else if (attributes[i].kind == SY_CHART_ATTRIBUTE_NAME)
        good = check_name (links, what, id);
      else if (attributes[i].kind == SY_CHART_ATTRIBUTE_NAMES)
        good = check_names (links, what, id);
      if (!good)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_chart (Links *links, SyTemplateChart *chart)
{
  g_autofree char *what = g_strdup_printf (_ ("chart “%s”"), chart->id);

  if (!g_hash_table_contains (links->tables, chart->table))
    return fail (links, _ ("%s: there is no table “%s”"), what, chart->table);
  if (chart->outliers && !g_hash_table_contains (links->tables, chart->outliers))
    return fail (links, _ ("%s: there is no table “%s”"), what, chart->outliers);
  if (!check_chart_attributes (links, what, chart))
    return FALSE;
  for (guint i = 0; i < chart->lines->len; i++)
    if (!check_name (links, what, ((const SyTemplateLine *) chart->lines->pdata[i])->value))
      return FALSE;
  for (guint i = 0; i < chart->marks->len; i++)
    {
      const SyTemplateMarks *marks = chart->marks->pdata[i];
      const SyTemplateTable *spans = g_hash_table_lookup (links->tables, marks->table);
      if (!spans)
        return fail (links, _ ("%s: there is no table “%s”"), what, marks->table);
      if (!check_column (links, what, spans, marks->from) || !check_column (links, what, spans, marks->to)
          || !check_column (links, what, spans, marks->label))
        return FALSE;
    }
  return TRUE;
}

/* Every {name} of a text. */
static gboolean
check_text (Links *links, const char *text)
{
  g_auto (SySentenceMark) mark = { 0 };
  const char *at = text;

  for (; sy_sentence_find_mark (at, &mark); at += mark.end)
    if (!check_name (links, text, mark.name))
      return FALSE;
  return !strchr (at, '{') || fail (links, _ ("the text “%s” has a { without }"), text);
}

static gboolean
check_note (Links *links, const SyTemplateNote *note)
{
  if (note->about && !g_hash_table_contains (links->tables, note->about)
      && !g_hash_table_contains (links->charts, note->about))
    return fail (links, _ ("a note is about “%s”, but there is no such table or chart"), note->about);
  return check_text (links, note->text);
}

static gboolean
check_report_item (Links *links, const SyReportItem *item)
{
  switch (item->kind)
    {
    case SY_REPORT_HEADING:
      return check_text (links, item->text);
    case SY_REPORT_NOTE:
      return check_note (links, item->note);
    case SY_REPORT_CARDS:
      for (char **card = item->cards; *card; card++)
        if (!check_name (links, _ ("cards of the report"), *card))
          return FALSE;
      return TRUE;
    case SY_REPORT_CHART:
      return g_hash_table_contains (links->charts, item->text)
             || fail (links, _ ("the report shows the chart “%s”, but there is none"), item->text);
    case SY_REPORT_TABLE:
      return g_hash_table_contains (links->tables, item->text)
             || fail (links, _ ("the report shows the table “%s”, but there is none"), item->text);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
check_links (Links *links, SyTemplate *template)
{
  for (guint i = 0; i < template->charts->len; i++)
    if (!check_chart (links, template->charts->pdata[i]))
      return FALSE;
  for (guint i = 0; i < template->notes->len; i++)
    if (!check_note (links, template->notes->pdata[i]))
      return FALSE;
  for (guint i = 0; i < template->report->len; i++)
    if (!check_report_item (links, template->report->pdata[i]))
      return FALSE;
  return TRUE;
}

gboolean
sy_template_check_links (GPtrArray *templates, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) charts = g_hash_table_new (g_str_hash, g_str_equal);
  Links links = {
    .names = names, .parameters = parameters, .tables = tables, .charts = charts, .error = error
  };

  for (guint i = 0; i < templates->len; i++)
    {
      SyTemplate *template = templates->pdata[i];
      g_autofree char *file = g_path_get_basename (template->path);
      links.file = file;
      if (!add_ids (&links, template) || !check_links (&links, template))
        return FALSE;
    }
  return TRUE;
}
