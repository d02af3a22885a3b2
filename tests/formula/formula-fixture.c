/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables made of SQL values, evaluated in the order of the model. */
#include "config.h"

#include <string.h>

#include "formula-fixture.h"
#include "sy-binder.h"

FormulaFixture *
formula_fixture_new (void)
{
  FormulaFixture *self = g_new0 (FormulaFixture, 1);
  GError *error = NULL;

  self->model = sy_model_new ();
  self->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  self->numbers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

void
formula_fixture_free (FormulaFixture *self)
{
  g_hash_table_unref (self->numbers);
  g_object_unref (self->engine);
  sy_model_unref (self->model);
  g_free (self);
}

static SyValueType
read_type (const char *type, const char **sql)
{
  static const struct
  {
    const char *name, *sql;
    SyValueType type;
  } types[] = {
    { "number", "DOUBLE", SY_TYPE_NUMBER }, { "decimal", "DECIMAL(18,2)", SY_TYPE_NUMBER },
    { "date", "DATE", SY_TYPE_DATE },       { "bool", "BOOLEAN", SY_TYPE_BOOL },
    { "text", "VARCHAR", SY_TYPE_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_prefix (type, types[i].name))
      {
        *sql = types[i].sql;
        return types[i].type;
      }
  g_assert_not_reached ();
}

SyModelTable *
formula_fixture_add_relation (
    FormulaFixture *self, const char *id, const char *rows_kind, const char *columns, const char *rows)
{
  SyModelTable *table = sy_model_add_table (self->model, id, id, rows_kind);
  g_auto (GStrv) list = g_strsplit (columns, ", ", -1);
  g_autoptr (GString) create = g_string_new (NULL);
  g_autofree char *insert = g_strdup_printf ("INSERT INTO \"%s\" VALUES %s", id, rows);
  GError *error = NULL;

  g_free (table->relation);
  table->relation = g_strdup (id);
  g_string_printf (create, "CREATE TABLE \"%s\" (", id);
  for (guint i = 0; list[i]; i++)
    {
      g_auto (GStrv) words = g_strsplit (list[i], " ", 2);
      SyModelColumn *column = sy_model_table_add_column (table, words[0], words[0], NULL);
      const char *sql = NULL;

      column->type = read_type (words[1], &sql);
      column->may_be_blank = g_str_has_suffix (words[1], "?");
      column->is_decimal = g_str_has_prefix (words[1], "decimal");
      column->decimals = column->is_decimal ? 2 : 0;
      g_string_append_printf (create, "%s\"%s\" %s", i ? ", " : "", words[0], sql);
    }
  g_string_append_c (create, ')');
  sy_engine_execute (self->engine, create->str, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  sy_engine_execute (self->engine, insert, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  return table;
}

SyModelTable *
formula_fixture_add_table (FormulaFixture *self, const char *id, const char *rows, const char *const *columns)
{
  SyModelTable *table = sy_model_add_table (self->model, id, id, rows);

  g_free (table->relation);
  table->relation = g_strconcat ("evaluated ", id, NULL);
  for (guint i = 0; columns[i]; i += 2)
    sy_model_table_add_column (table, columns[i], columns[i], columns[i + 1]);
  return table;
}

static SyValue *
read_value (SyValueType type, const char *text)
{
  SyValue *value = g_new0 (SyValue, 1);
  GDate date;

  *value = SY_VALUE_NULL;
  if (!text)
    return value;
  switch (type)
    {
    case SY_TYPE_TEXT:
      *value = SY_VALUE_TEXT (g_intern_string (text));
      break;
    case SY_TYPE_BOOL:
      *value = SY_VALUE_BOOL (g_str_equal (text, "true"));
      break;
    case SY_TYPE_DATE:
      g_date_clear (&date, 1);
      g_date_set_dmy (&date, (GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5),
                      (GDateYear) atoi (text));
      *value = SY_VALUE_DATE ((gint64) g_date_get_julian (&date) - 719163);
      break;
    case SY_TYPE_NUMBER:
    default:
      *value = SY_VALUE_NUMBER (g_ascii_strtod (text, NULL));
      break;
    }
  return value;
}

void
formula_fixture_add_parameter (FormulaFixture *self, const char *id, SyValueType type, const char *value)
{
  SyModelName *name = sy_model_add_parameter (self->model, id, id, type);

  name->may_be_blank = value == NULL;
  g_hash_table_insert (self->numbers, name, read_value (type, value));
}

static SyValue *
collect_values (FormulaFixture *self, SyStatement *statement)
{
  SyValue *values = g_new0 (SyValue, statement->names->len + 1);

  for (guint i = 0; i < statement->names->len; i++)
    {
      SyValue *value = g_hash_table_lookup (self->numbers, g_ptr_array_index (statement->names, i));

      g_assert_nonnull (value);
      values[i] = *value;
    }
  return values;
}

SyFrame *
formula_fixture_query (FormulaFixture *self, SyStatement *statement, GError **error)
{
  g_autofree SyValue *values = collect_values (self, statement);

  return sy_engine_query (self->engine, statement->sql, values, statement->names->len, NULL, error);
}

static gboolean
keep_table (FormulaFixture *self, SyModelTable *table, GError **error)
{
  g_autoptr (SyStatement) statement = sy_sql_writer_write_table (table, NULL, error);
  g_autofree SyValue *values = NULL;
  g_autofree char *sql = NULL;

  if (!statement)
    return FALSE;
  if (table->rows_kind == SY_ROWS_SOURCE || table->rows_kind == SY_ROWS_INPUT)
    return TRUE;
  values = collect_values (self, statement);
  sql = g_strdup_printf ("CREATE TABLE \"%s\" AS %s", table->relation, statement->sql);
  if (sy_engine_execute (self->engine, sql, values, statement->names->len, NULL, error))
    return TRUE;
  g_prefix_error (error, "%s: %s\n", table->id, statement->sql);
  return FALSE;
}

static gboolean
keep_value (FormulaFixture *self, SyModelName *name, GError **error)
{
  g_autoptr (SyStatement) statement = NULL;
  g_autoptr (SyFrame) frame = NULL;
  g_autofree char *text = NULL;

  if (name->is_parameter)
    return TRUE;
  statement = sy_sql_writer_write_value (self->model, name, error);
  frame = statement ? formula_fixture_query (self, statement, error) : NULL;
  if (!frame)
    {
      g_prefix_error (error, "%s: %s\n", name->id, statement ? statement->sql : "");
      return FALSE;
    }
  text = sy_frame_dup_plain (frame, 0, 0);
  g_hash_table_insert (self->numbers, name, read_value (name->type, text));
  return TRUE;
}

gboolean
formula_fixture_evaluate (FormulaFixture *self, GError **error)
{
  const SyModelStep *steps = NULL;
  guint n = 0;

  if (!sy_binder_bind (self->model, error))
    return FALSE;
  steps = sy_model_get_steps (self->model, &n);
  for (guint i = 0; i < n; i++)
    if (!(steps[i].table ? keep_table (self, steps[i].table, error)
                         : keep_value (self, steps[i].name, error)))
      return FALSE;
  return TRUE;
}
