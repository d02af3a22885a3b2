/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view as template XML: one table, rows by dimensions and periods; its helpers, the whole as a table of one
 * row, checks that the parts add up to it, a chart and sentences on the base. Here the elements, and all of
 * it put together. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"
#include "sy-workbook-private.h"

/* --- elements --- */

const char *
sy_view_unit_name (SyUnit unit)
{
  static const char *const names[] = { "none",   "number", "integer", "currency", "percent",
                                       "weight", "date",   "month",   "bool" };

  return names[unit];
}

void
sy_view_add_column (
    GString *xml, const char *id, const char *title, const char *formula, const char *unit, const char *more)
{
  g_autofree char *text = formula ? g_markup_printf_escaped (" formula=\"%s\"", formula) : g_strdup ("");
  g_autofree char *name = g_markup_escape_text (title, -1);

  g_string_append_printf (xml, "    <column id=\"%s\"%s", id, text);
  if (unit)
    g_string_append_printf (xml, " unit=\"%s\"", unit);
  g_string_append_printf (xml, "%s%s><title>%s</title></column>\n", more ? " " : "", more ? more : "", name);
}

void
sy_view_add_value (
    SyViewWriter *self, const char *suffix, const char *title, const char *unit, const char *formula)
{
  g_autofree char *text =
      g_markup_printf_escaped ("  <value id=\"%s_%s\" unit=\"%s\" formula=\"%s\"><title>%s</title></value>\n",
                               self->id, suffix, unit, formula, title);

  g_string_append (self->head, text);
}

void
sy_view_add_parameter (
    SyViewWriter *self, const char *suffix, const char *title, const char *unit, const char *fallback)
{
  g_autofree char *text = g_markup_printf_escaped (
      "  <parameter id=\"%s_%s\" type=\"%s\" default=\"%s\"><title>%s</title></parameter>\n", self->id,
      suffix, unit, fallback, title);

  g_string_append (self->head, text);
}

void
sy_view_add_source_column (SyViewWriter *self,
                           const char *kind,
                           const char *suffix,
                           const char *title,
                           const char *unit,
                           const char *formula)
{
  GString *xml = g_hash_table_lookup (self->columns, kind);
  g_autofree char *id = g_strdup_printf ("%s_%s", self->id, suffix);

  if (!xml)
    {
      xml = g_string_new (NULL);
      g_hash_table_insert (self->columns, g_strdup (kind), xml);
    }
  sy_view_add_column (xml, id, title, formula, unit, NULL);
}

void
sy_view_add_note (SyViewWriter *self, const char *when, const char *text)
{
  g_autofree char *condition = when ? g_markup_printf_escaped (" when=\"%s\"", when) : g_strdup ("");
  g_autofree char *sentence = g_markup_escape_text (text, -1);

  g_string_append_printf (self->tail, "  <note about=\"%s\"%s>%s</note>\n", self->id, condition, sentence);
}

/* Takes @problem. */
void
sy_view_add_problem (SyViewWriter *self, char *problem)
{
  if (g_ptr_array_find_with_equal_func (self->problems, problem, g_str_equal, NULL))
    g_free (problem);
  else
    g_ptr_array_add (self->problems, problem);
}

/* --- all of it --- */

static void
free_dimension (gpointer data)
{
  SyViewDimension *dimension = data;

  g_free (dimension->id);
  g_free (dimension->column);
  g_free (dimension->title);
  g_free (dimension);
}

static void
free_part (gpointer data)
{
  SyViewPart *part = data;

  g_ptr_array_unref (part->fields);
  g_free (part);
}

static char *
make_title (SyViewWriter *self)
{
  g_autoptr (GString) title = g_string_new (sy_view_get_title (self->view));
  g_autoptr (GString) by = g_string_new (NULL);

  if (title->len)
    return g_string_free (g_steal_pointer (&title), FALSE);
  for (guint i = 0; i < self->measures->len; i++)
    g_string_append_printf (title, "%s%s", i ? _ (", ") : "",
                            ((const SyMeasure *) self->measures->pdata[i])->title);
  for (guint d = 0; d < self->dimensions->len; d++)
    g_string_append_printf (by, "%s%s", by->len ? " · " : "",
                            ((const SyViewDimension *) self->dimensions->pdata[d])->title);
  if (self->grain != SY_VIEW_GRAIN_NONE)
    g_string_append_printf (by, "%s%s", by->len ? " · " : "", sy_view_grain_get_title (self->grain));
  if (self->contrast != SY_CONTRAST_NONE)
    g_string_append_printf (by, "%s%s", by->len ? " · " : "", sy_view_get_contrast_title (self));
  return by->len ? g_strdup_printf ("%s: %s", title->str, by->str)
                 : g_string_free (g_steal_pointer (&title), FALSE);
}

static void
write_parameters (SyViewWriter *self)
{
  const char *argument = sy_view_get_argument (self->view);

  {
    g_autofree char *word = g_markup_printf_escaped ("  <word id=\"%s_blank\"><title>%s</title></word>\n",
                                                     self->id, _ ("(blank)"));

    g_string_append (self->head, word);
  }
  sy_view_write_library (self);
  if (self->contrast == SY_CONTRAST_EXPERIENCE || self->contrast == SY_CONTRAST_THEORY)
    sy_view_add_parameter (self, "standard", sy_contrast_get_title (self->contrast), "number",
                           *argument ? argument : "0");
}

static gboolean
check_argument (SyViewWriter *self, GError **error)
{
  const char *argument = sy_view_get_argument (self->view);
  char *end = NULL;

  if (self->contrast != SY_CONTRAST_EXPERIENCE && self->contrast != SY_CONTRAST_THEORY)
    return TRUE;
  g_ascii_strtod (argument, &end);
  if (*argument && *end == '\0')
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
               _ ("“%s” is compared with a number; “%s” is none"), sy_contrast_get_title (self->contrast),
               argument);
  return FALSE;
}

static gboolean
write_table (SyViewWriter *self, const char *title, GError **error)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autofree char *where = NULL;
  g_autofree char *rows = sy_view_write_rows (self, columns, title, &where);
  g_autofree char *keys = sy_view_list_keys (self);

  if (!sy_view_write_groups (self, error) || !sy_view_add_peers (self, columns, error)
      || !sy_view_add_measures (self, columns, SY_VIEW_ROWS, error)
      || !sy_view_check_sort (self, columns->str, error))
    return FALSE;
  if (sy_view_is_ranked (self))
    sy_view_write_ranked (self, title, rows, where, columns->str);
  else
    {
      sy_view_open_table (self, self->tables, "", title, rows, keys, where);
      g_string_append (self->tables, columns->str);
      sy_view_close_table (self->tables);
    }
  if (self->dimensions->len || self->grain != SY_VIEW_GRAIN_NONE)
    {
      if (!sy_view_write_whole (self, error))
        return FALSE;
      sy_view_write_checks (self);
    }
  return TRUE;
}

static gboolean
write_all (SyViewWriter *self, SyEngine *engine, char **title, GError **error)
{
  if (!sy_view_read_measures (self, error) || !check_argument (self, error))
    return FALSE;
  sy_view_find_groups (self);
  write_parameters (self);
  if (!sy_view_prepare_stores (self, engine, error))
    return FALSE;
  sy_view_write_parts (self);
  if (!sy_view_write_time (self, error) || !sy_view_prepare_plan (self, error))
    return FALSE;
  *title = make_title (self);
  if (!write_table (self, *title, error))
    return FALSE;
  sy_view_write_chart (self, *title);
  sy_view_write_notes (self);
  return TRUE;
}

static char *
join (SyViewWriter *self, const char *title)
{
  g_autofree char *name = g_markup_escape_text (title, -1);
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  GHashTableIter iter;
  gpointer kind, columns;

  g_string_append_printf (xml, "<template id=\"%s\" level=\"operations\">\n  <title>%s</title>\n", self->id,
                          name);
  g_string_append (xml, self->head->str);
  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, &kind, &columns))
    g_string_append_printf (xml, "  <source id=\"%s\">\n%s  </source>\n", (char *) kind,
                            ((GString *) columns)->str);
  g_string_append (xml, self->tables->str);
  g_string_append (xml, self->tail->str);
  g_string_append (xml, "</template>\n");
  return g_string_free (xml, FALSE);
}

static void
free_columns (gpointer columns)
{
  g_string_free (columns, TRUE);
}

char *
sy_view_write_template (SyView *self, SyWorkbook *workbook, GPtrArray **problems, GError **error)
{
  SyViewWriter writer = { .view = self };
  g_autoptr (GPtrArray) sources = NULL;
  char *xml = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (SY_IS_VIEW (self) && SY_IS_WORKBOOK (workbook) && problems, NULL);
  sources = sy_workbook_list_sources (workbook);
  writer.catalogue = sy_workbook_get_catalogue (workbook);
  writer.sources = sources;
  writer.id = sy_view_get_id (self);
  writer.grain = sy_view_get_grain (self);
  writer.contrast = sy_view_get_contrast (self);
  writer.is_bounded = writer.grain != SY_VIEW_GRAIN_NONE || *sy_view_get_from (self) || *sy_view_get_to (self)
                      || sy_contrast_is_in_time (writer.contrast);
  writer.dimensions = g_ptr_array_new_with_free_func (free_dimension);
  writer.measures = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_measure_free);
  writer.parts = g_ptr_array_new_with_free_func (free_part);
  writer.problems = g_ptr_array_new_with_free_func (g_free);
  writer.columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_columns);
  writer.head = g_string_new (NULL);
  writer.tables = g_string_new (NULL);
  writer.tail = g_string_new (NULL);
  sy_view_read_dimensions (&writer);
  if (write_all (&writer, sy_workbook_get_engine (workbook), &title, error))
    {
      sy_view_tell_settings (&writer, workbook);
      xml = join (&writer, title);
    }
  *problems = writer.problems;
  g_ptr_array_unref (writer.dimensions);
  g_ptr_array_unref (writer.measures);
  g_ptr_array_unref (writer.parts);
  g_clear_pointer (&writer.groups, g_ptr_array_unref);
  g_hash_table_unref (writer.columns);
  g_string_free (writer.head, TRUE);
  g_string_free (writer.tables, TRUE);
  g_string_free (writer.tail, TRUE);
  g_free (writer.left_out);
  return xml;
}
