/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the formula are computed for all rows at once, as further columns of its table. The part to
 * blame is the first in the order of evaluation that has no value while all that it is made of has; a cell or
 * a name has the error of its own formula. */
#include "config.h"

#include "sy-xlsx-error.h"

#include "sy-functions.h"
#include "sy-position.h"

#define MAX_PARTS 64
#define MAX_DEPTH 16
#define MAX_ROWS 200000

typedef struct
{
  GPtrArray *parts; /* (element-type SyExpression) of the column's formula */
  SyFrame *frame;   /* a column for each part, the first at @first; NULL when they can't be computed */
  guint first;
} Parts;

struct _SyXlsxErrors
{
  SyEvaluation *evaluation;
  GCancellable *cancellable;
  GHashTable *known; /* SyModelColumn or SyModelName → likeliest kind */
  GHashTable *parts; /* SyModelColumn, SyModelName or SyExpression → Parts */
  GHashTable *first; /* SyModelColumn → kind of the first error in it */
};

const char *
sy_xlsx_error_text (SyXlsxErrorKind kind)
{
  static const char *const texts[] = { "", "#DIV/0!", "#N/A", "#REF!", "#NUM!", "#VALUE!" };

  return texts[kind];
}

static void
parts_free (gpointer data)
{
  Parts *parts = data;

  g_ptr_array_unref (parts->parts);
  g_clear_object (&parts->frame);
  g_free (parts);
}

SyXlsxErrors *
sy_xlsx_errors_new (SyEvaluation *evaluation, GCancellable *cancellable)
{
  SyXlsxErrors *self = g_new0 (SyXlsxErrors, 1);

  self->evaluation = evaluation;
  self->cancellable = cancellable;
  self->known = g_hash_table_new (NULL, NULL);
  self->parts = g_hash_table_new_full (NULL, NULL, NULL, parts_free);
  self->first = g_hash_table_new (NULL, NULL);
  return self;
}

void
sy_xlsx_errors_free (SyXlsxErrors *self)
{
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->parts);
  g_hash_table_unref (self->first);
  g_free (self);
}

static SyXlsxErrorKind
find_behind (SyXlsxErrors *self, gpointer key, const SyExpression *bound)
{
  gpointer known;
  SyXlsxErrorKind kind;

  if (!bound)
    return SY_XLSX_NO_ERROR;
  if (g_hash_table_lookup_extended (self->known, key, NULL, &known))
    return (SyXlsxErrorKind) GPOINTER_TO_INT (known);
  g_hash_table_insert (self->known, key, GINT_TO_POINTER (SY_XLSX_NO_ERROR));
  kind = sy_xlsx_errors_find (self, bound);
  g_hash_table_insert (self->known, key, GINT_TO_POINTER (kind));
  return kind;
}

/* A row that is not there: what would be above the first is written as NA(), so that INDEX does not take 0
 * for all rows. */
static SyXlsxErrorKind
position_error (const SyExpression *index)
{
  const SyExpression *column = sy_expression_get_child (index, 0);
  SyPosition position = sy_position_of_number (sy_expression_get_child (index, 1), column->bound_table);
  gboolean above = (position.kind == SY_POSITION_RELATIVE && position.offset < 0)
                   || (position.kind == SY_POSITION_ABSOLUTE && position.offset < 1);

  return above ? SY_XLSX_ERROR_NA : SY_XLSX_ERROR_REF;
}

/* What the function itself fails with, when its arguments are fine. */
static SyXlsxErrorKind
own_error (const SyExpression *call)
{
  switch ((int) call->function->id)
    {
    case SY_FUNCTION_NA:
    case SY_FUNCTION_MATCH:
    case SY_FUNCTION_IFS:
    case SY_FUNCTION_RANK_EQ:
    case SY_FUNCTION_PERCENTRANK_INC:
      return SY_XLSX_ERROR_NA;
    case SY_FUNCTION_INDEX:
      return position_error (call);
    case SY_FUNCTION_AVERAGE:
    case SY_FUNCTION_AVERAGEIF:
    case SY_FUNCTION_AVERAGEIFS:
    case SY_FUNCTION_STDEV_S:
    case SY_FUNCTION_STDEV_P:
    case SY_FUNCTION_VAR_S:
    case SY_FUNCTION_VAR_P:
    case SY_FUNCTION_MOD:
    case SY_FUNCTION_CORREL:
    case SY_FUNCTION_SLOPE:
    case SY_FUNCTION_INTERCEPT:
    case SY_FUNCTION_RSQ:
      return SY_XLSX_ERROR_DIV0;
    case SY_FUNCTION_VALUE:
    case SY_FUNCTION_FIND:
    case SY_FUNCTION_SEARCH:
    case SY_FUNCTION_CHOOSE:
      return SY_XLSX_ERROR_VALUE;
    default:
      return call->function->flags & SY_FUNCTION_FAILS ? SY_XLSX_ERROR_NUM : SY_XLSX_NO_ERROR;
    }
}

static SyXlsxErrorKind
find_in_children (SyXlsxErrors *self, const SyExpression *node)
{
  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    {
      SyXlsxErrorKind kind = sy_xlsx_errors_find (self, sy_expression_get_child (node, i));

      if (kind != SY_XLSX_NO_ERROR)
        return kind;
    }
  return SY_XLSX_NO_ERROR;
}

static SyXlsxErrorKind
find_in_call (SyXlsxErrors *self, const SyExpression *call)
{
  SyXlsxErrorKind kind;
  guint n = sy_expression_get_n_children (call);

  /* Branches end in an error on purpose more often than they fail: the last one first. */
  if (call->function->id == SY_FUNCTION_IF || call->function->id == SY_FUNCTION_IFERROR)
    {
      for (guint i = n; i > 0; i--)
        {
          kind = sy_xlsx_errors_find (self, sy_expression_get_child (call, i - 1));
          if (kind != SY_XLSX_NO_ERROR || call->function->id == SY_FUNCTION_IFERROR)
            return kind;
        }
      return SY_XLSX_NO_ERROR;
    }
  kind = find_in_children (self, call);
  return kind != SY_XLSX_NO_ERROR ? kind : own_error (call);
}

SyXlsxErrorKind
sy_xlsx_errors_find (SyXlsxErrors *self, const SyExpression *bound)
{
  SyXlsxErrorKind kind;

  if (!bound
      || (!bound->may_be_error && bound->kind != SY_EXPRESSION_COLUMN && bound->kind != SY_EXPRESSION_RANGE))
    return SY_XLSX_NO_ERROR;
  switch (bound->kind)
    {
    case SY_EXPRESSION_CELL:
    case SY_EXPRESSION_COLUMN:
      return bound->bound_column && bound->bound_column->may_be_error
                 ? find_behind (self, bound->bound_column, bound->bound_column->bound)
                 : SY_XLSX_NO_ERROR;
    case SY_EXPRESSION_NAME:
      return find_behind (self, bound->bound_name, bound->bound_name->bound);
    case SY_EXPRESSION_RANGE:
      kind = find_in_children (self, bound);
      return kind != SY_XLSX_NO_ERROR ? kind : SY_XLSX_ERROR_NA;
    case SY_EXPRESSION_BINARY:
      kind = find_in_children (self, bound);
      if (kind != SY_XLSX_NO_ERROR)
        return kind;
      return bound->op == SY_OP_DIVIDE  ? SY_XLSX_ERROR_DIV0
             : bound->op == SY_OP_POWER ? SY_XLSX_ERROR_NUM
                                        : SY_XLSX_ERROR_VALUE;
    case SY_EXPRESSION_CALL:
      return find_in_call (self, bound);
    case SY_EXPRESSION_UNARY:
    case SY_EXPRESSION_NUMBER:
    case SY_EXPRESSION_TEXT:
    case SY_EXPRESSION_BOOL:
    case SY_EXPRESSION_MISSING:
    default:
      return find_in_children (self, bound);
    }
}

/* --- from the values of parts --- */

static gboolean
collect_part (SyExpression *node, gpointer user_data)
{
  GPtrArray *parts = user_data;

  if (node->is_column || node->kind == SY_EXPRESSION_MISSING || node->kind == SY_EXPRESSION_RANGE)
    return FALSE;
  /* What decides between branches is asked too, though it has no error itself. */
  if (parts->len < MAX_PARTS && node->kind != SY_EXPRESSION_NUMBER && node->kind != SY_EXPRESSION_TEXT
      && node->kind != SY_EXPRESSION_BOOL)
    g_ptr_array_add (parts, node);
  return TRUE;
}

static SyFrame *
compute_in_table (SyXlsxErrors *self, SyModelTable *table, GPtrArray *parts)
{
  g_autoptr (SyStatement) statement = sy_sql_writer_write_table (table, parts, NULL);
  g_autoptr (GString) before = g_string_new ("SELECT ");

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (before, "%sextra_%u", i ? ", " : "", i + 1);
  g_string_append (before, " FROM (");
  return statement ? sy_evaluation_query (self->evaluation, statement, before->str, ") ORDER BY \"row\"",
                                          NULL, 0, self->cancellable, NULL)
                   : NULL;
}

/* One row: each part by itself. */
static SyFrame *
compute_alone (SyXlsxErrors *self, GPtrArray *parts)
{
  SyFrameBuilder *builder = sy_frame_builder_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      g_autoptr (SyStatement) statement =
          sy_sql_writer_write_formula (sy_evaluation_get_model (self->evaluation), parts->pdata[i], NULL);
      g_autoptr (SyFrame) frame = statement ? sy_evaluation_query (self->evaluation, statement, "", "", NULL,
                                                                   0, self->cancellable, NULL)
                                            : NULL;

      sy_frame_builder_add_column (builder, "part", SY_COLUMN_DOUBLE, 0);
      if (!frame || sy_frame_get_n_rows (frame) == 0 || sy_frame_is_null (frame, 0, 0))
        sy_frame_builder_append_null (builder, i);
      else
        sy_frame_builder_append_double (
            builder, i,
            sy_frame_get_column_type (frame, 0) == SY_COLUMN_TEXT ? 1. : sy_frame_get_double (frame, 0, 0));
    }
  return sy_frame_builder_end (builder);
}

static Parts *
collect_parts (const SyExpression *bound)
{
  Parts *parts = g_new0 (Parts, 1);

  parts->parts = g_ptr_array_new ();
  sy_expression_walk ((SyExpression *) bound, collect_part, parts->parts);
  return parts;
}

/* A table is computed anew for its parts, which takes as long for one column as for all. */
static void
compute_table (SyXlsxErrors *self, SyModelTable *table)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  g_autoptr (SyFrame) frame = NULL;

  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = table->columns->pdata[i];
      Parts *parts;

      if (!column->bound || !column->may_be_error || g_hash_table_contains (self->parts, column))
        continue;
      parts = collect_parts (column->bound);
      parts->first = all->len;
      g_ptr_array_extend (all, parts->parts, NULL, NULL);
      g_hash_table_insert (self->parts, column, parts);
      g_ptr_array_add (added, parts);
    }
  frame = all->len > 0 ? compute_in_table (self, table, all) : NULL;
  for (guint i = 0; i < added->len; i++)
    {
      Parts *parts = added->pdata[i];

      if (frame)
        parts->frame = g_object_ref (frame);
      else if (added->len > 1 && parts->parts->len > 0)
        parts->frame = compute_in_table (self, table, parts->parts); /* one of them can't be computed */
      parts->first = frame ? parts->first : 0;
    }
}

static const Parts *
get_column_parts (SyXlsxErrors *self, SyModelColumn *column)
{
  if (!g_hash_table_contains (self->parts, column))
    compute_table (self, column->table);
  return g_hash_table_lookup (self->parts, column);
}

static const Parts *
get_parts (SyXlsxErrors *self, gpointer key, const SyExpression *bound)
{
  Parts *parts = g_hash_table_lookup (self->parts, key);

  if (parts)
    return parts;
  parts = collect_parts (bound);
  if (parts->parts->len > 0)
    parts->frame = compute_alone (self, parts->parts);
  g_hash_table_insert (self->parts, key, parts);
  return parts;
}

typedef struct
{
  SyXlsxErrors *self;
  const Parts *parts;
  gint64 row;
  guint depth;
} Search;

static SyXlsxErrorKind find_cell (SyXlsxErrors *self, SyModelColumn *column, gint64 row, guint depth);

/* The error of the first cell of a column that has one. */
static SyXlsxErrorKind
find_first (SyXlsxErrors *self, SyModelColumn *column, guint depth)
{
  SyXlsxErrorKind kind = SY_XLSX_NO_ERROR;
  const Parts *parts;
  gpointer known;

  if (!column || !column->bound || !column->may_be_error || depth > MAX_DEPTH)
    return SY_XLSX_NO_ERROR;
  if (g_hash_table_lookup_extended (self->first, column, NULL, &known))
    return (SyXlsxErrorKind) GPOINTER_TO_INT (known);
  find_cell (self, column, 0, depth);
  parts = g_hash_table_lookup (self->parts, column);
  for (gint64 row = 0; parts && parts->frame && kind == SY_XLSX_NO_ERROR
                       && row < MIN (sy_frame_get_n_rows (parts->frame), MAX_ROWS);
       row++)
    kind = find_cell (self, column, row, depth);
  g_hash_table_insert (self->first, column, GINT_TO_POINTER (kind));
  return kind;
}

/* What @node fails with whose operands have not failed in this row: by itself, or by a column with an error.
 */
static SyXlsxErrorKind
find_own (SyXlsxErrors *self, const SyExpression *node, guint depth)
{
  gboolean known = node->kind == SY_EXPRESSION_CALL && own_error (node) != SY_XLSX_NO_ERROR;
  /* A mean of columns without any error fails only by having nothing to divide by. */
  gboolean divides = known && own_error (node) == SY_XLSX_ERROR_DIV0;

  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    {
      const SyExpression *child = sy_expression_get_child (node, i);
      gboolean is_range = child->kind == SY_EXPRESSION_RANGE;
      const SyExpression *column = is_range ? sy_expression_get_child (child, 1) : child;
      SyXlsxErrorKind kind = child->is_column || is_range ? find_first (self, column->bound_column, depth + 1)
                                                          : SY_XLSX_NO_ERROR;

      if (kind != SY_XLSX_NO_ERROR)
        return kind;
      if ((child->is_column || is_range) && !divides)
        known = FALSE;
    }
  if (node->kind == SY_EXPRESSION_BINARY && node->op == SY_OP_DIVIDE)
    return SY_XLSX_ERROR_DIV0;
  return known ? own_error (node) : sy_xlsx_errors_find (self, node);
}

static SyXlsxErrorKind find_in_row (const Search *search, const SyExpression *node);
static SyXlsxErrorKind find_name (SyXlsxErrors *self, SyModelName *name, guint depth);

static int
find_part (const Search *search, const SyExpression *node)
{
  guint index;

  return g_ptr_array_find (search->parts->parts, node, &index) ? (int) (search->parts->first + index) : -1;
}

static gboolean
is_true (const Search *search, const SyExpression *node)
{
  int part = find_part (search, node);
  double value = node->kind == SY_EXPRESSION_BOOL || node->kind == SY_EXPRESSION_NUMBER ? node->number
                 : part >= 0 ? sy_frame_get_double (search->parts->frame, (guint) part, search->row)
                             : 0.;

  return value > 0. || value < 0.;
}

static SyXlsxErrorKind
find_in_branches (const Search *search, const SyExpression *call)
{
  guint n = sy_expression_get_n_children (call);
  SyXlsxErrorKind kind = find_in_row (search, sy_expression_get_child (call, 0));

  if (kind != SY_XLSX_NO_ERROR)
    return kind;
  if (is_true (search, sy_expression_get_child (call, 0)))
    return n > 1 ? find_in_row (search, sy_expression_get_child (call, 1)) : SY_XLSX_NO_ERROR;
  return n > 2 ? find_in_row (search, sy_expression_get_child (call, 2)) : SY_XLSX_NO_ERROR;
}

static SyXlsxErrorKind
find_in_row (const Search *search, const SyExpression *node)
{
  int part = find_part (search, node);
  gboolean is_call = node->kind == SY_EXPRESSION_CALL;
  SyXlsxErrorKind kind = SY_XLSX_NO_ERROR;

  if (!node->may_be_error)
    return SY_XLSX_NO_ERROR;
  if (part >= 0 && !sy_frame_is_null (search->parts->frame, (guint) part, search->row))
    return SY_XLSX_NO_ERROR;
  if (node->kind == SY_EXPRESSION_CELL && node->bound_column)
    return find_cell (search->self, node->bound_column, search->row, search->depth + 1);
  if (node->kind == SY_EXPRESSION_NAME)
    return find_name (search->self, node->bound_name, search->depth + 1);
  if (is_call && node->function->id == SY_FUNCTION_IF)
    kind = find_in_branches (search, node);
  else if (is_call && node->function->id == SY_FUNCTION_IFERROR)
    kind = find_in_row (search, sy_expression_get_child (node, 1));
  else
    for (guint i = 0; kind == SY_XLSX_NO_ERROR && i < sy_expression_get_n_children (node); i++)
      if (!sy_expression_get_child (node, i)->is_column)
        kind = find_in_row (search, sy_expression_get_child (node, i));
  return kind != SY_XLSX_NO_ERROR ? kind : find_own (search->self, node, search->depth);
}

static SyXlsxErrorKind
find_cell (SyXlsxErrors *self, SyModelColumn *column, gint64 row, guint depth)
{
  Search search = { self, NULL, row, depth };

  if (!column->bound || depth > MAX_DEPTH)
    return sy_xlsx_errors_find (self, column->bound);
  search.parts = get_column_parts (self, column);
  if (!search.parts || !search.parts->frame || row >= sy_frame_get_n_rows (search.parts->frame))
    return sy_xlsx_errors_find (self, column->bound);
  return find_in_row (&search, column->bound);
}

static SyXlsxErrorKind
find_name (SyXlsxErrors *self, SyModelName *name, guint depth)
{
  Search search = { self, NULL, 0, depth };

  if (!name->bound || depth > MAX_DEPTH)
    return sy_xlsx_errors_find (self, name->bound);
  search.parts = get_parts (self, name, name->bound);
  return search.parts->frame ? find_in_row (&search, name->bound) : sy_xlsx_errors_find (self, name->bound);
}

SyXlsxErrorKind
sy_xlsx_errors_find_cell (SyXlsxErrors *self, SyModelColumn *column, gint64 row)
{
  return row < MAX_ROWS ? find_cell (self, column, row, 0) : sy_xlsx_errors_find (self, column->bound);
}

SyXlsxErrorKind
sy_xlsx_errors_find_name (SyXlsxErrors *self, SyModelName *name)
{
  return find_name (self, name, 0);
}

SyXlsxErrorKind
sy_xlsx_errors_find_formula (SyXlsxErrors *self, const SyExpression *bound)
{
  Search search = { self, NULL, 0, 0 };
  SyXlsxErrorKind kind;

  search.parts = get_parts (self, (gpointer) bound, bound);
  kind = search.parts->frame ? find_in_row (&search, bound) : sy_xlsx_errors_find (self, bound);
  /* The tree is the caller's; another one may come to lie where it was. */
  g_hash_table_remove (self->parts, bound);
  return kind;
}
