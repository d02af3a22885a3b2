/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a source relation has, and how each is written from the importer's table: roles that the file
 * brings, roles that are derived from others by the formula of their kind, roles that stay blank, the file's
 * other columns. */
#include "config.h"

#include "sy-source-import-private.h"

#include <string.h>

#include "sy-binder.h"
#include "sy-dialect.h"
#include "sy-parser.h"
#include "sy-sql-writer.h"

#define DERIVED_SCALE 6

void
sy_source_import_clear (SySourceImport *self)
{
  g_clear_object (&self->shape);
  g_clear_pointer (&self->derived, g_hash_table_unref);
  g_clear_pointer (&self->derive_order, g_ptr_array_unref);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->new_sql, g_hash_table_unref);
  g_clear_pointer (&self->shape_index, g_hash_table_unref);
  g_clear_pointer (&self->lossy_titles, g_ptr_array_unref);
  g_clear_pointer (&self->joined.amount_title, g_free);
  g_clear_pointer (&self->joined.amount_replaced, g_free);
  if (self->lossy)
    g_string_free (g_steal_pointer (&self->lossy), TRUE);
}

void
sy_source_import_init (SySourceImport *self)
{
  self->derived = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->derive_order = g_ptr_array_new ();
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_column_free);
  self->new_sql = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->shape_index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lossy = g_string_new (NULL);
  self->lossy_titles = g_ptr_array_new ();
}

void
sy_source_import_reset (SySourceImport *self)
{
  sy_source_import_clear (self);
  sy_source_import_init (self);
}

static gboolean
is_provenance (const char *name)
{
  return g_str_equal (name, "_file") || g_str_equal (name, "_sheet") || g_str_equal (name, "_row");
}

/* The column of the file that a role is read from; a time beside the date comes out of the date's column. */
static const SyImportColumn *
find_import_column (const SyImportPlan *plan, const char *role)
{
  const SyImportColumn *date = NULL;

  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = plan->columns->pdata[i];
      if (g_strcmp0 (column->role, role) == 0)
        return column;
      if (g_strcmp0 (column->role, "date") == 0 && column->type == SY_COLUMN_TIMESTAMP)
        date = column;
    }
  return g_str_equal (role, "time") ? date : NULL;
}

static gboolean
is_mapped (const SySourceImport *self, const char *role)
{
  return sy_frame_find_column (self->shape, role) >= 0 && find_import_column (self->plan, role) != NULL;
}

/* --- roles that are computed from others --- */

static gboolean
collect_cell (SyExpression *expression, gpointer user_data)
{
  if (expression->kind == SY_EXPRESSION_CELL)
    g_ptr_array_add (user_data, g_strdup (expression->column_name));
  return TRUE;
}

static void
append_texts (GPtrArray *to, const GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (to, g_strdup (texts->pdata[i]));
}

/* The file columns that @role needs when it is derived; NULL when it can't be (yet). */
static GPtrArray *
list_needed (const SySourceImport *self, const SyRole *role)
{
  g_autoptr (SyExpression) formula = sy_parser_parse (role->derive, NULL);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) needed = g_ptr_array_new_with_free_func (g_free);

  if (!formula)
    return NULL;
  sy_expression_walk (formula, collect_cell, cells);
  for (guint i = 0; i < cells->len; i++)
    {
      const char *id = cells->pdata[i];
      GPtrArray *below = g_hash_table_lookup (self->derived, id);
      if (is_mapped (self, id))
        g_ptr_array_add (needed, g_strdup (id));
      else if (below)
        append_texts (needed, below);
      else
        return NULL;
    }
  return g_steal_pointer (&needed);
}

static void
find_derivable (SySourceImport *self)
{
  GPtrArray *roles = sy_source_kind_get_roles (self->plan->kind);
  gboolean found = TRUE;

  while (found)
    {
      found = FALSE;
      for (guint i = 0; i < roles->len; i++)
        {
          SyRole *role = roles->pdata[i];
          GPtrArray *needed;
          if (!role->derive || is_mapped (self, role->id) || g_hash_table_contains (self->derived, role->id))
            continue;
          needed = list_needed (self, role);
          if (!needed)
            continue;
          g_hash_table_insert (self->derived, role->id, needed);
          g_ptr_array_add (self->derive_order, role);
          found = TRUE;
        }
    }
}

static SyValueType
model_type (SyColumnType type)
{
  switch (type)
    {
    case SY_COLUMN_DATE:
      return SY_TYPE_DATE;
    case SY_COLUMN_BOOL:
      return SY_TYPE_BOOL;
    case SY_COLUMN_INT64:
    case SY_COLUMN_DOUBLE:
    case SY_COLUMN_DECIMAL:
      return SY_TYPE_NUMBER;
    case SY_COLUMN_TEXT:
    case SY_COLUMN_TIMESTAMP:
    case SY_COLUMN_TIME:
    default:
      return SY_TYPE_TEXT;
    }
}

static void
add_model_columns (const SySourceImport *self, SyModelTable *table)
{
  for (guint i = 0; i < sy_frame_get_n_columns (self->shape); i++)
    {
      const char *name = sy_frame_get_name (self->shape, i);
      SyModelColumn *column = sy_model_table_add_column (table, name, name, NULL);
      SyColumnType type = sy_frame_get_column_type (self->shape, i);
      column->type = model_type (type);
      column->may_be_blank = TRUE;
      column->is_decimal = type == SY_COLUMN_DECIMAL;
      column->decimals = sy_frame_get_scale (self->shape, i);
    }
  for (guint i = 0; i < self->derive_order->len; i++)
    {
      const SyRole *role = self->derive_order->pdata[i];
      sy_model_table_add_column (table, role->id, role->id, role->derive);
    }
}

/* Formulas of roles go the way of all formulas: through the binder and the SQL writer. Row by row, so that
 * the order of the rows stays what it is without a sort. */
static gboolean
write_from (SySourceImport *self, GError **error)
{
  g_autoptr (SyModel) model = sy_model_new ();
  g_autoptr (SyStatement) statement = NULL;
  SyModelTable *table;

  if (self->derive_order->len == 0)
    {
      self->from = g_strdup ("\"" SY_SOURCE_STAGING "\" AS s");
      return TRUE;
    }
  table = sy_model_add_table (model, SY_SOURCE_STAGING, SY_SOURCE_STAGING, "SOURCE(" SY_SOURCE_STAGING ")");
  add_model_columns (self, table);
  if (!sy_binder_bind (model, error))
    return FALSE;
  statement = sy_sql_writer_write_columns (table, table->columns, error);
  if (!statement)
    return FALSE;
  self->from = g_strdup_printf ("(%s) AS s", statement->sql);
  return TRUE;
}

/* --- the columns of the new relation --- */

void
sy_source_import_append_type (GString *sql, SyColumnType type, guint scale)
{
  switch (type)
    {
    case SY_COLUMN_INT64:
      g_string_append (sql, "BIGINT");
      break;
    case SY_COLUMN_DOUBLE:
      g_string_append (sql, "DOUBLE");
      break;
    case SY_COLUMN_DECIMAL:
      g_string_append_printf (sql, "DECIMAL(18,%u)", scale);
      break;
    case SY_COLUMN_DATE:
      g_string_append (sql, "DATE");
      break;
    case SY_COLUMN_BOOL:
      g_string_append (sql, "BOOLEAN");
      break;
    case SY_COLUMN_TEXT:
    case SY_COLUMN_TIMESTAMP:
    case SY_COLUMN_TIME:
    default:
      g_string_append (sql, "VARCHAR");
      break;
    }
}

/* As the importer has it: times are not yet text. */
static void
append_raw_type (GString *sql, SyColumnType type, guint scale)
{
  if (type == SY_COLUMN_TIMESTAMP)
    g_string_append (sql, "TIMESTAMP");
  else if (type == SY_COLUMN_TIME)
    g_string_append (sql, "TIME");
  else
    sy_source_import_append_type (sql, type, scale);
}

char *
sy_source_import_cast (const char *inner, SyColumnType type, guint scale)
{
  GString *sql = g_string_new ("CAST(");

  g_string_append (sql, inner);
  g_string_append (sql, " AS ");
  sy_source_import_append_type (sql, type, scale);
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

char *
sy_source_import_quote_cell (const char *alias, const char *name)
{
  GString *sql = g_string_new (alias);

  g_string_append_c (sql, '.');
  sy_sql_append_identifier (sql, name);
  return g_string_free (sql, FALSE);
}

static gboolean
is_number (SyColumnType type)
{
  return type == SY_COLUMN_INT64 || type == SY_COLUMN_DOUBLE || type == SY_COLUMN_DECIMAL;
}

/* The column's type in the relation, from what the importer made of it and what the role (or NULL) asks for.
 */
static void
choose_type (const SyRole *role, SyColumnType from, guint scale, SySourceColumn *column)
{
  column->type = from == SY_COLUMN_TIME || from == SY_COLUMN_TIMESTAMP ? SY_COLUMN_TEXT : from;
  column->scale = from == SY_COLUMN_DECIMAL ? scale : 0;
  if (!role)
    return;
  if (role->type == SY_ROLE_TEXT || role->type == SY_ROLE_TIME)
    column->type = SY_COLUMN_TEXT;
  else if (role->type == SY_ROLE_DATE)
    column->type = SY_COLUMN_DATE;
  else if (role->type == SY_ROLE_BOOL)
    column->type = SY_COLUMN_BOOL;
  else if (role->type == SY_ROLE_NUMBER && !is_number (from))
    column->type = SY_COLUMN_DOUBLE;
  else if (role->type == SY_ROLE_MONEY && from != SY_COLUMN_DECIMAL)
    {
      column->type = SY_COLUMN_DECIMAL;
      column->scale = from == SY_COLUMN_INT64 ? 2 : DERIVED_SCALE;
    }
}

static char *
write_conversion (SySourceImport *self, const char *cell, SyColumnType from, const SySourceColumn *column)
{
  if (column->type == SY_COLUMN_TEXT && from == SY_COLUMN_TIMESTAMP)
    return g_strdup_printf ("strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S')", cell);
  if (column->type == from || (is_number (column->type) && is_number (from)) || column->type == SY_COLUMN_TEXT
      || from == SY_COLUMN_TIMESTAMP)
    return g_strdup (cell);
  /* Text where the role is a number or a date: nothing of it may get lost. */
  g_autofree char *strict = sy_source_import_cast (cell, column->type, column->scale);
  char *gentle = g_strconcat ("TRY_", strict, NULL);
  g_string_append_printf (self->lossy, "%sCOUNT(%s) - COUNT(%s)", self->lossy->len ? ", " : "", cell, gentle);
  g_ptr_array_add (self->lossy_titles, column->title);
  return gentle;
}

static void
add_file_column (SySourceImport *self, guint index, const SyRole *role, const char *id, SySourceColumnHow how)
{
  const char *name = sy_frame_get_name (self->shape, index);
  SyColumnType from = sy_frame_get_column_type (self->shape, index);
  const SyImportColumn *origin = role ? find_import_column (self->plan, role->id) : NULL;
  const char *header = origin ? origin->header : how == SY_SOURCE_COLUMN_PLAIN ? name : NULL;
  SySourceColumn *column = sy_source_column_new (id, role ? role->title : id, header, how);
  g_autofree char *cell = sy_source_import_quote_cell ("s", name);

  choose_type (role, from, sy_frame_get_scale (self->shape, index), column);
  g_ptr_array_add (self->columns, column);
  g_hash_table_insert (self->new_sql, g_strdup (id), write_conversion (self, cell, from, column));
  g_hash_table_insert (self->shape_index, g_strdup (id), GUINT_TO_POINTER (index));
}

/* A blank in what it is derived from makes it blank, not 0; so does a price of a million millions, which six
 * decimals leave no room for: the amount that it comes from stays. */
static void
add_derived_column (SySourceImport *self, const SyRole *role)
{
  SySourceColumn *column = sy_source_column_new (role->id, role->title, NULL, SY_SOURCE_COLUMN_DERIVED);
  GPtrArray *needed = g_hash_table_lookup (self->derived, role->id);
  g_autofree char *cell = sy_source_import_quote_cell ("s", role->id);
  GString *sql = g_string_new ("CASE WHEN FALSE");

  column->type = role->type == SY_ROLE_MONEY    ? SY_COLUMN_DECIMAL
                 : role->type == SY_ROLE_DATE   ? SY_COLUMN_DATE
                 : role->type == SY_ROLE_BOOL   ? SY_COLUMN_BOOL
                 : role->type == SY_ROLE_NUMBER ? SY_COLUMN_DOUBLE
                                                : SY_COLUMN_TEXT;
  column->scale = role->type == SY_ROLE_MONEY ? DERIVED_SCALE : 0;
  for (guint i = 0; i < needed->len; i++)
    {
      g_autofree char *below = sy_source_import_quote_cell ("s", needed->pdata[i]);
      g_string_append_printf (sql, " OR %s IS NULL", below);
    }
  if (role->type == SY_ROLE_MONEY)
    g_string_append_printf (sql, " THEN NULL ELSE TRY_CAST(ROUND(%s, %d) AS DECIMAL(18,%d)) END", cell,
                            DERIVED_SCALE, DERIVED_SCALE);
  else
    g_string_append_printf (sql, " THEN NULL ELSE %s END", cell);
  g_ptr_array_add (self->columns, column);
  g_hash_table_insert (self->new_sql, g_strdup (role->id), g_string_free (sql, FALSE));
}

void
sy_source_import_add_absent (SySourceImport *self, const SyRole *role)
{
  SySourceColumn *column = sy_source_column_new (role->id, role->title, NULL, SY_SOURCE_COLUMN_ABSENT);

  choose_type (role, SY_COLUMN_TEXT, 0, column);
  column->scale = role->type == SY_ROLE_MONEY ? 2 : 0;
  g_ptr_array_add (self->columns, column);
}

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return strcmp (folded_a, folded_b) == 0;
}

static gboolean
is_taken (const SySourceImport *self, const char *name)
{
  if (same_name (name, "row"))
    return TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      if (same_name (column->id, name) || same_name (column->title, name))
        return TRUE;
    }
  return FALSE;
}

/* A column of the file keeps its header as its name, unless a role is called so. */
static char *
make_free_name (const SySourceImport *self, const char *header)
{
  char *name = g_strdup (header);

  for (guint i = 2; is_taken (self, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", header, i);
    }
  return name;
}

static void
add_role_columns (SySourceImport *self)
{
  GPtrArray *roles = sy_source_kind_get_roles (self->plan->kind);

  for (guint i = 0; i < roles->len; i++)
    {
      const SyRole *role = roles->pdata[i];
      if (is_mapped (self, role->id))
        add_file_column (self, (guint) sy_frame_find_column (self->shape, role->id), role, role->id,
                         SY_SOURCE_COLUMN_MAPPED);
      else if (g_hash_table_contains (self->derived, role->id))
        add_derived_column (self, role);
      else
        sy_source_import_add_absent (self, role);
    }
}

static void
add_other_columns (SySourceImport *self)
{
  guint n = sy_frame_get_n_columns (self->shape);

  for (guint i = 0; i < n; i++)
    {
      const char *name = sy_frame_get_name (self->shape, i);
      if (is_provenance (name)
          || (sy_source_kind_find_role (self->plan->kind, name) && is_mapped (self, name)))
        continue;
      g_autofree char *id = make_free_name (self, name);
      add_file_column (self, i, NULL, id, SY_SOURCE_COLUMN_PLAIN);
    }
  for (guint i = 0; i < n; i++)
    if (is_provenance (sy_frame_get_name (self->shape, i)))
      add_file_column (self, i, NULL, sy_frame_get_name (self->shape, i), SY_SOURCE_COLUMN_PROVENANCE);
}

/* --- what was there before --- */

static void
unify (SySourceColumn *column, const SySourceColumn *old)
{
  if (old->how < column->how)
    column->how = old->how;
  if (!column->header)
    column->header = g_strdup (old->header);
  if (column->type == old->type)
    column->scale = MAX (column->scale, old->scale);
  else if (is_number (column->type) && is_number (old->type))
    {
      gboolean exact = column->type != SY_COLUMN_DOUBLE && old->type != SY_COLUMN_DOUBLE;
      column->type = exact ? SY_COLUMN_DECIMAL : SY_COLUMN_DOUBLE;
      column->scale = exact ? MAX (column->scale, old->scale) : 0;
    }
  else
    {
      column->type = SY_COLUMN_TEXT;
      column->scale = 0;
    }
}

SySourceColumn *
sy_source_import_find_column (GPtrArray *columns, const char *id)
{
  for (guint i = 0; i < columns->len; i++)
    {
      SySourceColumn *column = columns->pdata[i];
      if (same_name (column->id, id))
        return column;
    }
  return NULL;
}

void
sy_source_import_merge_old (SySourceImport *self)
{
  guint position = sy_source_kind_get_roles (self->plan->kind)->len;

  for (guint i = 0; sy_source_import_joins_old (self) && i < self->old->columns->len; i++)
    {
      const SySourceColumn *old = self->old->columns->pdata[i];
      SySourceColumn *column = sy_source_import_find_column (self->columns, old->id);
      if (column)
        {
          unify (column, old);
          continue;
        }
      column = sy_source_column_new (old->id, old->title, old->header, old->how);
      column->type = old->type;
      column->scale = old->scale;
      g_ptr_array_insert (self->columns, (int) position++, column);
    }
}

/* The columns as a table without rows. */
static SyFrame *
make_shape (SySourceImport *self, GArray *columns, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");

  for (guint i = 0; i < columns->len; i++)
    {
      const SyRowColumn *column = &g_array_index (columns, SyRowColumn, i);
      g_string_append (sql, i ? ", CAST(NULL AS " : "CAST(NULL AS ");
      append_raw_type (sql, column->type, column->scale);
      g_string_append (sql, ") AS ");
      sy_sql_append_identifier (sql, column->name);
    }
  g_string_append (sql, " WHERE FALSE");
  return sy_engine_query (self->engine, sql->str, NULL, 0, self->cancellable, error);
}

gboolean
sy_source_import_shape (SySourceImport *self, GArray *columns, GError **error)
{
  self->shape = make_shape (self, columns, error);
  if (!self->shape)
    return FALSE;
  find_derivable (self);
  if (!write_from (self, error))
    return FALSE;
  add_role_columns (self);
  add_other_columns (self);
  return TRUE;
}
