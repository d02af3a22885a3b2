/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed rows are kept as the texts that read back to them, and become a relation of the engine when they are
 * needed: as bound values, so that nothing typed is ever part of a statement. */
#include "config.h"

#include "sy-input.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-input-cell.h"
#include "sy-reader.h"

/* Typed by hand, or a small file: one statement takes them all. */
#define MAX_CELLS 20000

GPtrArray *
sy_input_rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

static gboolean
is_blank_row (char **row)
{
  for (guint i = 0; row[i]; i++)
    if (*row[i])
      return FALSE;
  return TRUE;
}

/* What the template's row has there; NULL where rows are not fixed. */
static const char *
find_sample (const SyTemplateTable *definition, guint row, guint column)
{
  char **sample =
      definition->is_fixed && row < definition->samples->len ? definition->samples->pdata[row] : NULL;

  return sample && column < g_strv_length (sample) ? sample[column] : NULL;
}

char *
sy_input_check_cell (
    const SyTemplateTable *definition, guint row, guint column, const char *text, GError **error)
{
  return sy_input_cell_check (definition->columns->pdata[column], find_sample (definition, row, column), text,
                              row + 1, error);
}

/* @number: from 0 */
static char **
check_row (const SyTemplateTable *definition, char **row, guint number, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean ended = row == NULL;

  for (guint i = 0; i < definition->columns->len; i++)
    {
      g_autofree char *cell = NULL;
      ended = ended || row[i] == NULL;
      cell = sy_input_check_cell (definition, number, i, ended ? NULL : row[i], error);
      if (!cell)
        return NULL;
      g_strv_builder_add (builder, cell);
    }
  if (ended || !row[definition->columns->len])
    return g_strv_builder_end (builder);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT, _ ("Row %u has more than %u cells"),
               number + 1, definition->columns->len);
  return NULL;
}

/* Fixed rows are all there; none at all brings those of the template back. */
static gboolean
check_count (const SyTemplateTable *definition, GPtrArray *rows, GError **error)
{
  if (!definition->is_fixed || rows->len == 0 || rows->len == definition->samples->len)
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
               _ ("The rows of “%s” are given: it has %u, not %u"), definition->title,
               definition->samples->len, rows->len);
  return FALSE;
}

GPtrArray *
sy_input_check (const SyTemplateTable *definition, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) checked = sy_input_rows_new ();

  if (rows->len * MAX (definition->columns->len, 1) > MAX_CELLS)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
                   _ ("“%s” takes at most %u rows, not %u"), definition->title,
                   MAX_CELLS / MAX (definition->columns->len, 1), rows->len);
      return NULL;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = check_row (definition, rows->pdata[i], i, error);
      if (!row)
        return NULL;
      g_ptr_array_add (checked, row);
    }
  while (checked->len > (definition->is_fixed ? definition->samples->len : 0)
         && is_blank_row (checked->pdata[checked->len - 1]))
    g_ptr_array_remove_index (checked, checked->len - 1);
  return check_count (definition, checked, error) ? g_steal_pointer (&checked) : NULL;
}

/* --- to the engine --- */

static const char *
sql_type (const SyTemplateColumn *column)
{
  switch (sy_parameter_type (column->is_text, column->unit))
    {
    case SY_TYPE_DATE:
      return "DATE";
    case SY_TYPE_BOOL:
      return "BOOLEAN";
    case SY_TYPE_TEXT:
      return "VARCHAR";
    case SY_TYPE_NUMBER:
    default:
      return "DOUBLE";
    }
}

/* (element-type guint) places of the columns that are in the relation: what is computed is not. */
static GArray *
list_typed (const SyTemplateTable *definition)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < definition->columns->len; i++)
    if (sy_template_column_is_typed ((const SyTemplateColumn *) definition->columns->pdata[i]))
      g_array_append_val (places, i);
  return places;
}

static const SyTemplateColumn *
get_column (const SyTemplateTable *definition, GArray *places, guint i)
{
  return definition->columns->pdata[g_array_index (places, guint, i)];
}

static void
append_row (const SyTemplateTable *definition, GArray *places, GString *sql, guint first)
{
  g_string_append (sql, first ? ", (" : "(");
  for (guint i = 0; i < places->len; i++)
    g_string_append_printf (sql, "%sCAST($%u AS %s)", i ? ", " : "", first + i + 1,
                            sql_type (get_column (definition, places, i)));
  g_string_append_c (sql, ')');
}

static char *
write_select (const SyTemplateTable *definition, GArray *places, guint n_rows)
{
  GString *sql = g_string_new ("SELECT ");
  guint n = places->len;

  for (guint i = 0; i < n; i++)
    {
      const SyTemplateColumn *column = get_column (definition, places, i);
      if (n_rows > 0)
        g_string_append_printf (sql, "%sc%u AS ", i ? ", " : "", i);
      else
        g_string_append_printf (sql, "%sCAST(NULL AS %s) AS ", i ? ", " : "", sql_type (column));
      sy_sql_append_identifier (sql, column->id);
    }
  if (n_rows == 0)
    {
      g_string_append (sql, " WHERE FALSE");
      return g_string_free (sql, FALSE);
    }
  g_string_append (sql, " FROM (VALUES ");
  for (guint i = 0; i < n_rows; i++)
    append_row (definition, places, sql, i * n);
  g_string_append (sql, ") AS v(");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, "%sc%u", i ? ", " : "", i);
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static void
read_row (const SyTemplateTable *definition, GArray *places, char **row, SyTypedValue *typed)
{
  guint length = g_strv_length (row);

  for (guint i = 0; i < places->len; i++)
    {
      guint place = g_array_index (places, guint, i);

      sy_input_cell_read (definition->columns->pdata[place], place < length ? row[place] : NULL, &typed[i]);
    }
}

/* A linked cell shows what it points at. */
static void
fill_linked (GArray *places, GPtrArray *linked, SyTypedValue *typed)
{
  for (guint i = 0; linked && i < linked->len; i++)
    {
      const SyInputCell *cell = linked->pdata[i];

      for (guint j = 0; j < places->len; j++)
        if (g_array_index (places, guint, j) == cell->column)
          {
            SyTypedValue *value = &typed[cell->row * places->len + j];

            sy_typed_value_clear (value);
            value->canonical = g_strdup (cell->value.text);
            value->value = cell->value;
            if (cell->value.type == SY_COLUMN_TEXT)
              value->value.text = value->canonical;
          }
    }
}

SyRelation *
sy_input_compute (SyRelations *relations,
                  const SyTemplateTable *definition,
                  GPtrArray *rows,
                  GPtrArray *linked,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GArray) places = list_typed (definition);
  guint n_rows = rows ? rows->len : 0;
  guint n_values = n_rows * places->len;
  g_autofree char *sql = write_select (definition, places, n_rows);
  g_autofree SyTypedValue *typed = g_new0 (SyTypedValue, n_values + 1);
  g_autofree SyValue *values = g_new0 (SyValue, n_values + 1);
  SyRelation *relation;

  for (guint i = 0; i < n_rows; i++)
    read_row (definition, places, rows->pdata[i], typed + i * places->len);
  fill_linked (places, linked, typed);
  for (guint i = 0; i < n_values; i++)
    values[i] = typed[i].value;
  relation = sy_relations_compute (relations, NULL, sql, values, n_values, cancellable, error);
  for (guint i = 0; i < n_values; i++)
    sy_typed_value_clear (&typed[i]);
  return relation;
}

/* --- from a CSV file --- */

typedef struct
{
  const SyTemplateTable *definition;
  GArray *
      places; /* (element-type int) column of the table for each column of the file; NULL before the header */
  GPtrArray *rows;
  GError *error;
} Reading;

/* “Weight (0–1)” is also found as “Weight”. */
static gboolean
is_title_without_remark (const char *title, const char *header)
{
  gsize length = strlen (header);

  if (length == 0 || strncmp (title, header, length) != 0)
    return FALSE;
  title += length;
  while (*title == ' ')
    title++;
  return *title == '(' || g_str_has_prefix (title, "（");
}

static gboolean
has_title (const SyTemplateColumn *column, const char *header)
{
  for (char **title = column->titles; title && *title; title++)
    if (g_str_equal (*title, header) || is_title_without_remark (*title, header))
      return TRUE;
  return FALSE;
}

static int
find_column (const SyTemplateTable *definition, const char *header)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (header));

  for (guint i = 0; i < definition->columns->len; i++)
    {
      const SyTemplateColumn *column = definition->columns->pdata[i];
      if (g_ascii_strcasecmp (column->id, trimmed) == 0 || has_title (column, trimmed))
        return (int) i;
    }
  return -1;
}

static gboolean
read_header (Reading *reading, const SyCell *cells, guint n_cells)
{
  reading->places = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *header =
          g_strndup (cells[i].text ? cells[i].text : "", cells[i].text ? cells[i].length : 0);
      int place = find_column (reading->definition, header);
      if (place < 0 && *header)
        {
          g_set_error (
              &reading->error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
              _ ("“%s” has no column “%s”: the first line of the file must have the names of its columns"),
              reading->definition->title, header);
          return FALSE;
        }
      g_array_append_val (reading->places, place);
    }
  return TRUE;
}

static gboolean
take_row (gpointer data, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Reading *reading = data;
  guint n = reading->definition->columns->len;
  char **row;

  if (!reading->places)
    return read_header (reading, cells, n_cells);
  row = g_new0 (char *, n + 1);
  for (guint i = 0; i < n_cells && i < reading->places->len; i++)
    {
      int place = g_array_index (reading->places, int, i);
      if (place < 0)
        continue;
      if (cells[i].text && memchr (cells[i].text, '\0', cells[i].length))
        g_set_error (&reading->error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
                     _ ("Line %" PRIu64 ": there is a NUL character, which no text has"), row_number);
      if (reading->error)
        {
          g_strfreev (row);
          return FALSE;
        }
      g_free (row[place]);
      row[place] = g_strndup (cells[i].text ? cells[i].text : "", cells[i].text ? cells[i].length : 0);
    }
  for (guint i = 0; i < n; i++)
    if (!row[i])
      row[i] = g_strdup ("");
  g_ptr_array_add (reading->rows, row);
  return reading->rows->len <= MAX_CELLS;
}

static gboolean
begin_sheet (gpointer data, guint index, const char *name)
{
  return TRUE;
}

static void
end_sheet (gpointer data)
{
}

static void
refuse (gpointer data, guint64 row_number, const char *text, const char *reason)
{
  Reading *reading = data;

  if (!reading->error)
    g_set_error (&reading->error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT, _ ("Line %" PRIu64 ": %s"),
                 row_number, reason);
}

static void
clear_reading (Reading *reading)
{
  g_clear_pointer (&reading->places, g_array_unref);
  g_clear_pointer (&reading->rows, g_ptr_array_unref);
  g_clear_error (&reading->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

GPtrArray *
sy_input_read_csv (const SyTemplateTable *definition, const char *path, GError **error)
{
  static const SyCellSinkFuncs funcs = { begin_sheet, take_row, refuse, end_sheet, NULL };
  g_auto (Reading) reading = { .definition = definition, .rows = sy_input_rows_new () };
  SyCellSink sink = { &funcs, &reading };
  SyReadOptions options = { 0 };
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, &options, NULL, error);

  if (!info || !sy_reader_read (path, info, 0, &options, &sink, NULL, error))
    return NULL;
  if (reading.error)
    {
      g_propagate_error (error, g_steal_pointer (&reading.error));
      return NULL;
    }
  return sy_input_check (definition, reading.rows, error);
}

/* --- for the document --- */

char *
sy_input_serialize (GPtrArray *rows)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) variant = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aas"));
  for (guint i = 0; rows && i < rows->len; i++)
    g_variant_builder_add (&builder, "^as", rows->pdata[i]);
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (variant, FALSE);
}

GPtrArray *
sy_input_deserialize (const char *text, GError **error)
{
  g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE ("aas"), text, NULL, NULL, error);
  GPtrArray *rows;

  if (!variant)
    return NULL;
  rows = sy_input_rows_new ();
  for (gsize i = 0; i < g_variant_n_children (variant); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (variant, i);
      g_ptr_array_add (rows, g_variant_dup_strv (row, NULL));
    }
  return rows;
}
