/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of an evaluated table, in its own order or sorted by a column. */
#include "config.h"

#include "sy-table.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-known-values.h"
#include "sy-parameter.h"
#include "sy-small-groups.h"
#include "sy-table-private.h"

#define NO_VALUE "—"
#define ALL_ROWS G_MAXINT64

struct _SyTable
{
  GObject parent_instance;

  const SyTemplateTable *definition; /* kept by the plan */
  const SyModelTable *model;         /* likewise */
  SyPlan *plan;
  GPtrArray *columns; /* (element-type SyTableColumn) */
  SyRelation *relation;
  gboolean is_source;
  char **key;
  char *description;
};

G_DEFINE_FINAL_TYPE (SyTable, sy_table, G_TYPE_OBJECT)

void
sy_table_column_free (SyTableColumn *column)
{
  g_free (column->id);
  g_free (column->title);
  g_free (column->description);
  g_free (column);
}

const char *
sy_table_column_get_heading (const SyTableColumn *self)
{
  if (!self->is_provenance)
    return self->title;
  if (g_str_equal (self->id, "_file"))
    return _ ("File");
  if (g_str_equal (self->id, "_sheet"))
    return _ ("Sheet");
  if (g_str_equal (self->id, "_row"))
    return _ ("Row in the file");
  return self->title;
}

static void
sy_table_finalize (GObject *object)
{
  SyTable *self = SY_TABLE (object);

  g_ptr_array_unref (self->columns);
  sy_relation_unref (self->relation);
  sy_plan_unref (self->plan);
  g_strfreev (self->key);
  g_free (self->description);
  G_OBJECT_CLASS (sy_table_parent_class)->finalize (object);
}

static void
sy_table_class_init (SyTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_table_finalize;
}

static void
sy_table_init (SyTable *self)
{
}

/* As the template says, else the columns that rows= brings. */
static char **
make_key (const SyTable *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *declared = self->definition->key;
  g_auto (GStrv) words = g_strsplit (declared ? declared : "", " ", -1);
  gboolean has_rows = self->model->rows_kind != SY_ROWS_SOURCE && self->model->rows_kind != SY_ROWS_INPUT;

  for (guint i = 0; words[i]; i++)
    if (*words[i] && sy_table_find_column ((SyTable *) self, words[i]) >= 0)
      g_strv_builder_add (builder, words[i]);
  for (guint i = 0; !declared && has_rows && i < self->model->columns->len; i++)
    {
      const SyModelColumn *column = self->model->columns->pdata[i];
      if (!column->formula)
        g_strv_builder_add (builder, column->id);
    }
  return g_strv_builder_end (builder);
}

/* What is left out is said. */
static char *
make_description (const SyTable *self)
{
  const char *written = self->definition->description;
  g_autofree char *left_out = NULL;

  if (!self->model->hides_small_groups)
    return g_strdup (written);
  left_out = g_strdup_printf (
      _ ("Groups of fewer than %d people are left out, also of what is added up over this table."),
      SY_SMALL_GROUP);
  return written ? g_strdup_printf ("%s %s", written, left_out) : g_steal_pointer (&left_out);
}

SyTable *
sy_table_new (const SyTemplateTable *definition,
              GPtrArray *columns,
              SyRelation *relation,
              gboolean is_source,
              SyPlan *plan,
              const SyModelTable *model)
{
  SyTable *self = g_object_new (SY_TYPE_TABLE, NULL);

  self->definition = definition;
  self->columns = columns;
  self->relation = sy_relation_ref (relation);
  self->is_source = is_source;
  self->plan = sy_plan_ref (plan);
  self->model = model;
  self->key = make_key (self);
  self->description = make_description (self);
  return self;
}

const SyModelTable *
sy_table_get_model (SyTable *self)
{
  return self->model;
}

const char *
sy_table_get_relation_name (SyTable *self)
{
  return sy_relation_get_name (self->relation);
}

SyRelation *
sy_table_get_relation (SyTable *self)
{
  return self->relation;
}

const char *
sy_table_get_id (SyTable *self)
{
  return self->definition->id;
}

const char *
sy_table_get_title (SyTable *self)
{
  return self->definition->title;
}

const char *
sy_table_get_description (SyTable *self)
{
  return self->description;
}

SyArea
sy_table_get_area (SyTable *self)
{
  return self->definition->area;
}

gint64
sy_table_get_n_rows (SyTable *self)
{
  return sy_relation_get_n_rows (self->relation);
}

GPtrArray *
sy_table_get_columns (SyTable *self)
{
  return self->columns;
}

int
sy_table_find_column (SyTable *self, const char *id_or_title)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_ascii_strcasecmp (((SyTableColumn *) self->columns->pdata[i])->id, id_or_title) == 0)
      return (int) i;
  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (((SyTableColumn *) self->columns->pdata[i])->title, id_or_title) == 0)
      return (int) i;
  return -1;
}

char **
sy_table_get_key (SyTable *self)
{
  return self->key;
}

/* --- reading --- */

void
sy_table_append_row_key (SyTable *self, const char *alias, GString *sql)
{
  g_string_append (sql, alias);
  g_string_append (sql, self->is_source ? ".rowid" : ".\"row\"");
}

gint64
sy_table_get_row_offset (SyTable *self)
{
  return self->is_source ? 1 : 0;
}

void
sy_table_append_row_number (SyTable *self, const char *alias, GString *sql)
{
  sy_table_append_row_key (self, alias, sql);
  if (self->is_source)
    g_string_append (sql, " + 1");
}

void
sy_table_append_cells (SyTable *self, const char *alias, GString *sql)
{
  sy_table_append_row_number (self, alias, sql);
  g_string_append (sql, " AS \"row\"");
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_string_append_printf (sql, ", %s.", alias);
      sy_sql_append_identifier (sql, ((SyTableColumn *) self->columns->pdata[i])->id);
    }
}

static void
append_select (SyTable *self, GString *sql)
{
  g_string_append (sql, "SELECT ");
  sy_table_append_cells (self, "t", sql);
  g_string_append (sql, " FROM ");
  sy_sql_append_identifier (sql, sy_relation_get_name (self->relation));
  g_string_append (sql, " AS t");
}

/* Text without case; empty cells last, whichever the direction; equal ones in the table's order. */
static void
append_order (SyTable *self, GString *sql, int sort_column, gboolean descending)
{
  g_string_append (sql, " ORDER BY ");
  if (sort_column >= 0)
    {
      const SyTableColumn *column = self->columns->pdata[sort_column];
      gboolean is_text = column->type == SY_TYPE_TEXT;
      g_string_append (sql, is_text ? "lower(" : "");
      g_string_append (sql, "t.");
      sy_sql_append_identifier (sql, column->id);
      g_string_append_printf (sql, "%s %s NULLS LAST, ", is_text ? ")" : "", descending ? "DESC" : "ASC");
    }
  sy_table_append_row_key (self, "t", sql);
}

/**
 * sy_table_read:
 * @first: number of the first row, from 0
 * @count: at most so many
 * @sort_column: index into sy_table_get_columns(), or -1
 *
 * Returns: (transfer full): the rows, fewer than @count at the end; %NULL with the engine's error or
 *   %G_IO_ERROR_CANCELLED
 */
SyFrame *
sy_table_read (SyTable *self,
               gint64 first,
               gint64 count,
               int sort_column,
               gboolean descending,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  SyValue values[2] = { SY_VALUE_INT (first), SY_VALUE_INT (count) };

  g_return_val_if_fail (SY_IS_TABLE (self) && first >= 0 && count >= 0, NULL);
  g_return_val_if_fail (sort_column < (int) self->columns->len, NULL);
  append_select (self, sql);
  if (sort_column < 0)
    {
      gint64 n = sy_table_get_n_rows (self);
      values[0] = SY_VALUE_INT (first + 1);
      values[1] = SY_VALUE_INT (MIN (count, MAX (n - first, 0)) + first);
      if (first > 0 || count < n)
        g_string_append (sql, self->is_source ? " WHERE t.rowid BETWEEN $1 - 1 AND $2 - 1"
                                              : " WHERE t.\"row\" BETWEEN $1 AND $2");
      /* What was computed is kept row by row, and the engine reads it so. */
      if (self->is_source)
        append_order (self, sql, -1, FALSE);
    }
  else
    {
      append_order (self, sql, sort_column, descending);
      g_string_append (sql, " LIMIT $2 OFFSET $1");
    }
  return sy_known_values_query (sy_relation_get_engine (self->relation), sql->str, values, 2, cancellable,
                                error);
}

SyFrame *
sy_table_read_all (SyTable *self, GCancellable *cancellable, GError **error)
{
  return sy_table_read (self, 0, ALL_ROWS / 2, -1, FALSE, cancellable, error);
}

/* --- finding --- */

static gboolean
parse_key_part (const SyTableColumn *column, const char *text, SyTypedValue *typed, GError **error)
{
  SyUnit unit = column->type == SY_TYPE_DATE   ? SY_UNIT_DATE
                : column->type == SY_TYPE_BOOL ? SY_UNIT_BOOL
                                               : SY_UNIT_NUMBER;

  if (column->unit == SY_UNIT_MONTH)
    unit = SY_UNIT_MONTH;
  return sy_parameter_parse_text (column->title, column->type == SY_TYPE_TEXT, unit, text, typed, error);
}

static gint64
find_by_number (SyTable *self, const char *digits, GError **error)
{
  gint64 row = 0;

  if (!g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, &row, NULL) || row > sy_table_get_n_rows (self))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("“%s” has no row %s, only %" PRId64),
                   sy_table_get_title (self), digits, sy_table_get_n_rows (self));
      return 0;
    }
  return row;
}

/* What is typed has lost the blanks around it; a name in the data may have them. */
static void
append_condition (const SyTableColumn *column, guint index, GString *sql)
{
  gboolean is_text = column->type == SY_TYPE_TEXT;

  g_string_append (sql, index ? " AND " : " WHERE ");
  g_string_append (sql, is_text ? "trim(lower(" : "");
  sy_sql_append_identifier (sql, column->id);
  g_string_append_printf (sql, is_text ? ")) = lower($%u)" : " = $%u", index + 1);
}

static gint64
find_by_key (SyTable *self, char **parts, GError **error)
{
  guint n = g_strv_length (self->key);
  g_autofree SyValue *values = g_new0 (SyValue, n);
  g_autofree SyTypedValue *typed = g_new0 (SyTypedValue, n);
  g_autoptr (GString) sql = g_string_new ("SELECT MIN(");
  g_autoptr (SyFrame) frame = NULL;
  gint64 row = 0;
  gboolean ok = TRUE;

  sy_table_append_row_number (self, "t", sql);
  g_string_append (sql, ") FROM ");
  sy_sql_append_identifier (sql, sy_relation_get_name (self->relation));
  g_string_append (sql, " AS t");
  for (guint i = 0; ok && i < n; i++)
    {
      const SyTableColumn *column = self->columns->pdata[sy_table_find_column (self, self->key[i])];
      ok = parse_key_part (column, parts[i], &typed[i], error);
      values[i] = typed[i].value;
      append_condition (column, i, sql);
    }
  if (ok)
    frame = sy_engine_query (sy_relation_get_engine (self->relation), sql->str, values, n, NULL, error);
  if (frame && !sy_frame_is_null (frame, 0, 0))
    row = sy_frame_get_int64 (frame, 0, 0);
  for (guint i = 0; i < n; i++)
    sy_typed_value_clear (&typed[i]);
  return row;
}

/**
 * sy_table_find_row:
 * @key: "2015-12-20", "hawaiian", several keys separated by tabs or commas, or "#12"
 *
 * Returns: the row number from 1; 0 with %SY_WORKBOOK_ERROR_TABLE when there is no such row
 */
gint64
sy_table_find_row (SyTable *self, const char *key, GError **error)
{
  guint n = g_strv_length (self->key);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) cause = NULL;
  gint64 row;

  g_return_val_if_fail (SY_IS_TABLE (self) && key, 0);
  if (*key == '#' && g_ascii_isdigit (key[1]))
    return find_by_number (self, key + 1, error);
  if (n == 0)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE,
                   _ ("Rows of “%s” have no key: give the number of the row, as in #12"),
                   sy_table_get_title (self));
      return 0;
    }
  parts = g_strsplit (key, strchr (key, '\t') ? "\t" : n > 1 ? "," : "\t", n == 1 ? 1 : -1);
  if (g_strv_length (parts) != n)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE,
                   ngettext ("A row of “%s” is named by %u value",
                             "A row of “%s” is named by %u values, with commas between", n),
                   sy_table_get_title (self), n);
      return 0;
    }
  row = find_by_key (self, parts, &cause);
  if (cause)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (row == 0)
    g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("“%s” has no row “%s”"),
                 sy_table_get_title (self), key);
  return row;
}

/* --- showing --- */

gboolean
sy_table_column_format (const SyTableColumn *column,
                        SyFrame *frame,
                        guint frame_column,
                        gint64 row,
                        const char *language,
                        char **text)
{
  SyColumnType type = sy_frame_get_column_type (frame, frame_column);

  if (sy_frame_is_null (frame, frame_column, row))
    {
      *text = g_strdup (NO_VALUE);
      return FALSE;
    }
  if (type == SY_COLUMN_TEXT)
    *text = g_strdup (sy_frame_get_text (frame, frame_column, row));
  else if (type == SY_COLUMN_BOOL)
    *text =
        sy_format_number (sy_frame_get_int64 (frame, frame_column, row) ? 1 : 0, SY_UNIT_BOOL, 0, language);
  else if (type == SY_COLUMN_DATE)
    *text = sy_format_date (sy_frame_get_int64 (frame, frame_column, row), column->unit, language);
  else if (type == SY_COLUMN_TIME || type == SY_COLUMN_TIMESTAMP)
    *text = sy_frame_dup_plain (frame, frame_column, row);
  else
    {
      double value = sy_frame_get_double (frame, frame_column, row);
      if (column->unit == SY_UNIT_DATE || column->unit == SY_UNIT_MONTH)
        value -= SY_EXCEL_EPOCH;
      *text = sy_format_number (value, column->unit, column->decimals, language);
      if (column->is_signed && value > 0)
        {
          g_autofree char *plain = *text;
          *text = g_strconcat ("+", plain, NULL);
        }
    }
  return TRUE;
}

/**
 * sy_table_format_cell:
 * @frame: of sy_table_read()
 * @column: index into sy_table_get_columns(): the frame's column is one further
 * @row: row of the frame, from 0
 * @text: (out): "1,038,957.00", "—" when NULL
 *
 * Returns: %FALSE when the cell is empty or an error
 */
gboolean
sy_table_format_cell (
    SyTable *self, SyFrame *frame, guint column, gint64 row, const char *language, char **text)
{
  g_return_val_if_fail (SY_IS_TABLE (self) && column < self->columns->len, FALSE);
  return sy_table_column_format (self->columns->pdata[column], frame, column + 1, row, language, text);
}
