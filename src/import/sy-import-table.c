/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes into a new table directly. Rows for a table that exists go through a staging table, so that the load
 * can begin again with wider types and the table's own columns can be widened before anything is added. */
#include "config.h"

#include "sy-import-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-reader.h"

struct _SyImportTable
{
  SyEngine *engine; /* owned */
  char *name;
  char *target;     /* what is written to: the table or its staging table */
  GArray *existing; /* (element-type SyRowColumn), NULL when the table is new */
  GArray *columns;  /* of the target, as begun */
  gboolean begun;
};

static void
table_column_clear (gpointer data)
{
  SyRowColumn *column = data;

  g_free (column->name);
  g_clear_pointer (&column->members, g_ptr_array_unref);
}

GArray *
sy_import_table_columns_new (void)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (SyRowColumn));

  g_array_set_clear_func (columns, table_column_clear);
  return columns;
}

/* @members: (nullable): of a text column, see SyRowColumn */
void
sy_import_table_add_coded_column (
    GArray *columns, const char *name, SyColumnType type, guint scale, GPtrArray *members)
{
  SyRowColumn column = { .name = g_strdup (name),
                         .type = type,
                         .scale = scale,
                         .members = members ? g_ptr_array_ref (members) : NULL };

  g_array_append_val (columns, column);
}

void
sy_import_table_add_column (GArray *columns, const char *name, SyColumnType type, guint scale)
{
  sy_import_table_add_coded_column (columns, name, type, scale, NULL);
}

static void
append_type (GString *sql, SyColumnType type, guint scale)
{
  switch (type)
    {
    case SY_COLUMN_INT64:
      g_string_append (sql, "BIGINT");
      return;
    case SY_COLUMN_DOUBLE:
      g_string_append (sql, "DOUBLE");
      return;
    case SY_COLUMN_DECIMAL:
      g_string_append_printf (sql, "DECIMAL(18,%u)", scale);
      return;
    case SY_COLUMN_DATE:
      g_string_append (sql, "DATE");
      return;
    case SY_COLUMN_TIMESTAMP:
      g_string_append (sql, "TIMESTAMP");
      return;
    case SY_COLUMN_TIME:
      g_string_append (sql, "TIME");
      return;
    case SY_COLUMN_BOOL:
      g_string_append (sql, "BOOLEAN");
      return;
    case SY_COLUMN_TEXT:
    default:
      g_string_append (sql, "VARCHAR");
      return;
    }
}

static SyColumnType
parse_type (const char *name, guint *scale)
{
  const char *comma;

  *scale = 0;
  if (g_str_has_prefix (name, "DECIMAL"))
    {
      comma = strchr (name, ',');
      *scale = comma ? (guint) g_ascii_strtoull (comma + 1, NULL, 10) : 0;
      return SY_COLUMN_DECIMAL;
    }
  if (g_str_equal (name, "BIGINT"))
    return SY_COLUMN_INT64;
  if (g_str_equal (name, "DOUBLE"))
    return SY_COLUMN_DOUBLE;
  if (g_str_equal (name, "DATE"))
    return SY_COLUMN_DATE;
  if (g_str_has_prefix (name, "TIMESTAMP"))
    return SY_COLUMN_TIMESTAMP;
  if (g_str_has_prefix (name, "TIME"))
    return SY_COLUMN_TIME;
  if (g_str_equal (name, "BOOLEAN"))
    return SY_COLUMN_BOOL;
  return SY_COLUMN_TEXT;
}

static gboolean
execute (SyImportTable *self, const char *sql, GCancellable *cancellable, GError **error)
{
  return sy_engine_execute (self->engine, sql, NULL, 0, cancellable, error);
}

/* Less work for the engine than to go through all columns of all its tables. */
static gboolean
look_for_table (SyImportTable *self, gboolean *found, GCancellable *cancellable, GError **error)
{
  SyValue value = SY_VALUE_TEXT (self->name);
  g_autoptr (SyFrame) frame =
      sy_engine_query (self->engine, "SELECT COUNT(*) FROM duckdb_tables() WHERE table_name = ?", &value, 1,
                       cancellable, error);

  *found = frame && sy_frame_get_int64 (frame, 0, 0) > 0;
  return frame != NULL;
}

/**
 * sy_import_table_new:
 * @name: of the table, which may exist
 *
 * Returns: (transfer full): looks only, changes nothing
 */
SyImportTable *
sy_import_table_new (SyEngine *engine, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyImportTable) self = g_new0 (SyImportTable, 1);
  SyValue value = SY_VALUE_TEXT (name);
  g_autoptr (SyFrame) frame = NULL;
  gboolean found;

  self->engine = g_object_ref (engine);
  self->name = g_strdup (name);
  if (!look_for_table (self, &found, cancellable, error))
    return NULL;
  if (!found)
    {
      self->target = g_strdup (name);
      return g_steal_pointer (&self);
    }
  frame = sy_engine_query (engine,
                           "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? "
                           "ORDER BY column_index",
                           &value, 1, cancellable, error);
  if (!frame)
    return NULL;
  self->target = g_strconcat (name, "_loading", NULL);
  self->existing = sy_import_table_columns_new ();
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    {
      guint scale;
      SyColumnType type = parse_type (sy_frame_get_text (frame, 1, i), &scale);
      sy_import_table_add_column (self->existing, sy_frame_get_text (frame, 0, i), type, scale);
    }
  return g_steal_pointer (&self);
}

static const SyRowColumn *
find_column (GArray *columns, const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (g_array_index (columns, SyRowColumn, i).name, name))
      return &g_array_index (columns, SyRowColumn, i);
  return NULL;
}

/* Names that @a has and @b does not, in words; NULL when there are none. */
static char *
list_missing (GArray *a, GArray *b)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < a->len; i++)
    {
      const SyRowColumn *column = &g_array_index (a, SyRowColumn, i);
      /* the time may come with the date or not */
      if (find_column (b, column->name) || g_str_equal (column->name, "time"))
        continue;
      g_string_append_printf (list, "%s“%s”", list->len > 0 ? ", " : "", column->name);
    }
  return g_string_free (list, list->len == 0);
}

static gboolean
check_columns (SyImportTable *self, GArray *columns, GError **error)
{
  g_autofree char *missing = list_missing (self->existing, columns);
  g_autofree char *extra = list_missing (columns, self->existing);

  if (missing)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                 _ ("The file cannot be added to the rows that are there: it has no column for %s. Map them, "
                    "or import it into a document of its own"),
                 missing);
  else if (extra)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                 _ ("The file cannot be added to the rows that are there: they have no column for %s. Map "
                    "them, or import it into a document of its own"),
                 extra);
  return !missing && !extra;
}

static gboolean
create_target (SyImportTable *self, GArray *columns, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE ");

  sy_sql_append_identifier (sql, self->target);
  for (guint i = 0; i < columns->len; i++)
    {
      const SyRowColumn *column = &g_array_index (columns, SyRowColumn, i);
      g_string_append (sql, i == 0 ? " (" : ", ");
      sy_sql_append_identifier (sql, column->name);
      g_string_append_c (sql, ' ');
      append_type (sql, column->type, column->scale);
    }
  g_string_append_c (sql, ')');
  return execute (self, sql->str, cancellable, error);
}

/**
 * sy_import_table_write:
 * @columns: (element-type SyRowColumn): of the rows, in their order
 * @rows: what stands behind FROM
 *
 * Creates the table, or its staging table, with these rows; restart takes them away, finish makes them stay.
 */
gboolean
sy_import_table_write (
    SyImportTable *self, GArray *columns, const char *rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO ");

  if ((self->existing && !check_columns (self, columns, error))
      || !create_target (self, columns, cancellable, error))
    return FALSE;
  self->begun = TRUE;
  g_clear_pointer (&self->columns, g_array_unref);
  self->columns = g_array_ref (columns);
  sy_sql_append_identifier (sql, self->target);
  g_string_append_printf (sql, " SELECT * FROM %s", rows);
  return execute (self, sql->str, cancellable, error);
}

/* Drops what was written. */
gboolean
sy_import_table_restart (SyImportTable *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("DROP TABLE ");

  if (!self->begun)
    return TRUE;
  self->begun = FALSE;
  sy_sql_append_identifier (sql, self->target);
  return execute (self, sql->str, cancellable, error);
}

/* The type that holds what both hold. */
static void
join_types (const SyRowColumn *a, const SyRowColumn *b, SyColumnType *type, guint *scale)
{
  gboolean a_exact = a->type == SY_COLUMN_INT64 || a->type == SY_COLUMN_DECIMAL;
  gboolean b_exact = b->type == SY_COLUMN_INT64 || b->type == SY_COLUMN_DECIMAL;

  *scale = 0;
  if (a_exact && b_exact)
    {
      *type = a->type == b->type ? a->type : SY_COLUMN_DECIMAL;
      *scale = MAX (a->scale, b->scale);
    }
  else if (a->type == b->type)
    *type = a->type;
  else if ((a_exact || a->type == SY_COLUMN_DOUBLE) && (b_exact || b->type == SY_COLUMN_DOUBLE))
    *type = SY_COLUMN_DOUBLE;
  else if ((a->type == SY_COLUMN_DATE && b->type == SY_COLUMN_TIMESTAMP)
           || (a->type == SY_COLUMN_TIMESTAMP && b->type == SY_COLUMN_DATE))
    *type = SY_COLUMN_TIMESTAMP;
  else
    *type = SY_COLUMN_TEXT;
}

/* Adds a column to the table that exists, or gives one another type. */
static gboolean
alter_column (SyImportTable *self,
              gboolean add,
              const char *column,
              SyColumnType type,
              guint scale,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GString) sql = g_string_new ("ALTER TABLE ");

  sy_sql_append_identifier (sql, self->name);
  g_string_append (sql, add ? " ADD COLUMN " : " ALTER COLUMN ");
  sy_sql_append_identifier (sql, column);
  g_string_append (sql, add ? " " : " TYPE ");
  append_type (sql, type, scale);
  return execute (self, sql->str, cancellable, error);
}

static gboolean
widen_existing (SyImportTable *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const SyRowColumn *new = &g_array_index (self->columns, SyRowColumn, i);
      const SyRowColumn *old = find_column (self->existing, new->name);
      SyColumnType type = new->type;
      guint scale = new->scale;

      if (old)
        join_types (old, new, &type, &scale);
      if (old && type == old->type && scale == old->scale)
        continue;
      if (!alter_column (self, old == NULL, new->name, type, scale, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* Brings the rows to their table. */
gboolean
sy_import_table_finish (SyImportTable *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO ");
  g_autoptr (GString) names = g_string_new (NULL);

  if (!self->existing || !self->begun)
    return TRUE;
  if (!widen_existing (self, cancellable, error))
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i > 0)
        g_string_append (names, ", ");
      sy_sql_append_identifier (names, g_array_index (self->columns, SyRowColumn, i).name);
    }
  sy_sql_append_identifier (sql, self->name);
  g_string_append_printf (sql, " (%s) SELECT %s FROM ", names->str, names->str);
  sy_sql_append_identifier (sql, self->target);
  return execute (self, sql->str, cancellable, error) && sy_import_table_restart (self, cancellable, error);
}

void
sy_import_table_free (SyImportTable *self)
{
  if (!self)
    return;
  g_clear_object (&self->engine);
  g_free (self->name);
  g_free (self->target);
  g_clear_pointer (&self->existing, g_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_free (self);
}
