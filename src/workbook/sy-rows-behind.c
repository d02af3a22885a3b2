/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a number down to rows. A cell that only passes a number on (a lookup, a rounding, a name, another
 * cell) is followed to where it comes from; an aggregate is the end: its rows are those its criteria choose.
 * Are they rows of a computed table whose cells are in turn sums of source rows by its keys, then the source
 * rows are given instead. A column is only said to add up to the number when it does. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-explanation-private.h"
#include "sy-words-writer.h"

#define MAX_STEPS 32
#define CLOSE 1e-9

/* Where following has come to. */
typedef struct
{
  SyPlace place;
  const SyExpression *part; /* a formula … */
  SyModelColumn *column;    /* … or a cell */
  double tolerance;         /* what rounding on the way may have changed */
  GCancellable *cancellable;
  GError **error;
} Trail;

/* Rows as a statement, or as a relation that holds them. */
typedef struct
{
  SyStatement *statement;
  SyModelTable *table;       /* whose rows */
  SyModelColumn *sum_column; /* or NULL */
  char *where;
} Rows;

static void
rows_clear (Rows *rows)
{
  g_clear_pointer (&rows->statement, sy_statement_free);
  g_clear_pointer (&rows->where, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

void
sy_rows_behind_free (SyRowsBehind *rows)
{
  g_clear_object (&rows->frame);
  g_free (rows->table);
  g_free (rows->sum_column);
  g_free (rows->where);
  g_free (rows);
}

/* --- following --- */

static gboolean
is_call (const SyExpression *part, const char *name)
{
  return part->kind == SY_EXPRESSION_CALL && g_str_equal (part->text, name);
}

static const SyExpression *
child_of (const SyExpression *part, guint i)
{
  return i < sy_expression_get_n_children (part) ? sy_expression_get_child (part, i) : NULL;
}

static gboolean
compute_one (Trail *trail, const SyExpression *part, SyValue *value)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (SyPartValues) values = NULL;

  g_ptr_array_add (parts, (gpointer) part);
  values = sy_part_values_compute (&trail->place, parts, trail->cancellable, trail->error);
  if (!values)
    return FALSE;
  *value = values->values[0];
  value->text = NULL;
  return TRUE;
}

static gboolean
follow_if (Trail *trail)
{
  SyValue condition;
  gboolean is_true;

  if (!compute_one (trail, child_of (trail->part, 0), &condition) || condition.is_null)
    return FALSE;
  is_true = condition.type == SY_COLUMN_BOOL ? condition.integer != 0 : condition.number != 0;
  trail->part = child_of (trail->part, is_true ? 1 : 2);
  return trail->part != NULL;
}

static gboolean
follow_round (Trail *trail)
{
  SyValue digits;

  if (!child_of (trail->part, 1) || !compute_one (trail, child_of (trail->part, 1), &digits)
      || digits.is_null)
    return FALSE;
  trail->tolerance += 0.5 * pow (10, -digits.number);
  trail->part = child_of (trail->part, 0);
  return TRUE;
}

static gboolean
follow_index (Trail *trail)
{
  const SyExpression *from = child_of (trail->part, 0);
  const SyExpression *position = child_of (trail->part, 1);
  SyValue row;

  if (!from || !position || from->kind != SY_EXPRESSION_COLUMN || !from->bound_column
      || !compute_one (trail, position, &row) || row.is_null || !(row.number >= 1))
    return FALSE;
  trail->place.table = from->bound_column->table;
  trail->place.row = (gint64) row.number;
  trail->column = from->bound_column;
  trail->part = NULL;
  return TRUE;
}

static gboolean
follow_name (Trail *trail)
{
  const SyModelName *name = trail->part->bound_name;

  if (!name || name->is_parameter || !name->bound)
    return FALSE;
  trail->place.table = NULL;
  trail->place.row = 0;
  trail->part = name->bound;
  return TRUE;
}

/* One step down; FALSE where there is no further one. */
static gboolean
step_down (Trail *trail)
{
  const SyExpression *part = trail->part;

  if (!part)
    {
      if (!trail->column->formula || !trail->column->bound)
        return FALSE;
      trail->part = trail->column->bound;
      return TRUE;
    }
  if (part->kind == SY_EXPRESSION_CELL && part->bound_column)
    {
      trail->column = part->bound_column;
      trail->part = NULL;
      return TRUE;
    }
  if (part->kind == SY_EXPRESSION_NAME)
    return follow_name (trail);
  if (part->kind == SY_EXPRESSION_UNARY && part->op == SY_OP_PLUS)
    {
      trail->part = child_of (part, 0);
      return TRUE;
    }
  if (is_call (part, "ROUND"))
    return follow_round (trail);
  if (is_call (part, "IFERROR"))
    {
      trail->part = child_of (part, 0);
      return TRUE;
    }
  if (is_call (part, "IF"))
    return follow_if (trail);
  return is_call (part, "INDEX") && follow_index (trail);
}

/* --- the condition in words --- */

static guint
first_criterion (const SyExpression *aggregate)
{
  if (is_call (aggregate, "COUNTIFS"))
    return 0;
  if (g_str_has_suffix (aggregate->text, "IFS") || is_call (aggregate, "DISTINCTCOUNT"))
    return 1;
  return G_MAXUINT;
}

/* ">="&x is x with its operator; everything else is equality, or the criterion's own text. */
static const SyExpression *
get_operand (const SyExpression *criterion, const char **op)
{
  const SyExpression *left = child_of (criterion, 0);

  *op = "=";
  if (criterion->kind != SY_EXPRESSION_BINARY || criterion->op != SY_OP_CONCAT
      || left->kind != SY_EXPRESSION_TEXT)
    return criterion;
  if (!left->text || strspn (left->text, "<>=") != strlen (left->text))
    return criterion;
  *op = left->text;
  return child_of (criterion, 1);
}

static const char *
show_operator (const char *op)
{
  return g_str_equal (op, ">=") ? "≥" : g_str_equal (op, "<=") ? "≤" : g_str_equal (op, "<>") ? "≠" : op;
}

static char *
say_criterion (Trail *trail, const SyExpression *range, const SyExpression *criterion)
{
  const SyModelColumn *column = sy_part_get_column (range);
  const char *op;
  const SyExpression *operand = get_operand (criterion, &op);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (SyPartValues) values = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (parts, (gpointer) operand);
  values = sy_part_values_compute (&trail->place, parts, trail->cancellable, NULL);
  text = values ? sy_part_format (trail->place.evaluation, operand, &values->values[0])
                : sy_words_writer_write (operand);
  return g_strdup_printf ("%s %s %s", column ? column->title : "?", show_operator (op), text);
}

static char *
say_where (Trail *trail, const SyExpression *aggregate, const SyModelTable *table)
{
  GString *words = g_string_new (NULL);

  for (guint i = first_criterion (aggregate); i != G_MAXUINT && child_of (aggregate, i + 1); i += 2)
    {
      g_autofree char *one = say_criterion (trail, child_of (aggregate, i), child_of (aggregate, i + 1));
      g_string_append_printf (words, "%s%s", words->len ? ", " : "", one);
    }
  if (words->len == 0)
    g_string_append_printf (words, _ ("rows of “%s”"), table->title);
  return g_string_free (words, FALSE);
}

/* --- rows of an aggregate --- */

static SyModelTable *
get_table (const SyExpression *aggregate)
{
  const SyExpression *range = child_of (aggregate, 0);
  const SyModelColumn *column = range ? sy_part_get_column (range) : NULL;

  return column ? column->table : NULL;
}

static gboolean
choose_rows (Trail *trail, Rows *rows)
{
  const SyExpression *aggregate = trail->part;

  rows->table = get_table (aggregate);
  if (!rows->table
      || !sy_evaluation_prepare (trail->place.evaluation, aggregate, trail->cancellable, trail->error))
    return FALSE;
  rows->statement =
      sy_sql_writer_write_rows_behind (trail->place.table, aggregate, trail->place.row, trail->error);
  if (!rows->statement)
    return FALSE;
  if (is_call (aggregate, "SUM") || is_call (aggregate, "SUMIFS"))
    rows->sum_column = sy_part_get_column (child_of (aggregate, 0));
  rows->where = say_where (trail, aggregate, rows->table);
  return TRUE;
}

/* The one row of a source or of typed rows that a cell stands in. */
static gboolean
choose_cell (Trail *trail, Rows *rows)
{
  SyModelTable *table = trail->place.table;

  if (!table || (table->rows_kind != SY_ROWS_SOURCE && table->rows_kind != SY_ROWS_INPUT))
    return FALSE;
  rows->table = table;
  rows->statement = sy_sql_writer_write_table (table, NULL, trail->error);
  if (!rows->statement)
    return FALSE;
  if (trail->column->type == SY_TYPE_NUMBER)
    rows->sum_column = trail->column;
  rows->where = g_strdup_printf (_ ("row %" PRId64 " of “%s”"), trail->place.row, table->title);
  return TRUE;
}

/* --- reading --- */

static char *
write_row_filter (const Trail *trail, const Rows *rows)
{
  if (trail->part)
    return g_strdup (") AS t");
  return g_strdup_printf (") AS t WHERE \"row\" = %" G_GINT64_FORMAT, trail->place.row);
}

static gboolean
read_totals (Trail *trail, const Rows *rows, SyRowsBehind *behind)
{
  g_autoptr (GString) before = g_string_new ("SELECT COUNT(*)");
  g_autofree char *after = write_row_filter (trail, rows);
  g_autoptr (SyFrame) frame = NULL;

  if (rows->sum_column)
    {
      g_string_append (before, ", CAST(SUM(");
      sy_sql_append_identifier (before, rows->sum_column->id);
      g_string_append (before, ") AS DOUBLE)");
    }
  g_string_append (before, " FROM (");
  frame = sy_evaluation_query (trail->place.evaluation, rows->statement, before->str, after, NULL, 0,
                               trail->cancellable, trail->error);
  if (!frame)
    return FALSE;
  behind->n_rows = sy_frame_get_int64 (frame, 0, 0);
  if (rows->sum_column && !sy_frame_is_null (frame, 1, 0))
    behind->sum = sy_frame_get_double (frame, 1, 0);
  return TRUE;
}

static gboolean
read_page (Trail *trail, const Rows *rows, gint64 first, gint64 count, SyRowsBehind *behind)
{
  guint n = rows->statement->names->len;
  g_autofree char *filter = write_row_filter (trail, rows);
  g_autofree char *after = g_strdup_printf ("%s ORDER BY \"row\" LIMIT $%u OFFSET $%u", filter, n + 1, n + 2);
  SyValue page[2] = { SY_VALUE_INT (count), SY_VALUE_INT (first) };

  behind->frame = sy_evaluation_query (trail->place.evaluation, rows->statement, "SELECT * FROM (", after,
                                       page, 2, trail->cancellable, trail->error);
  return behind->frame != NULL;
}

static gboolean
adds_up (double number, double sum, double tolerance)
{
  return fabs (number - sum) <= CLOSE * MAX (1, fabs (number)) + tolerance;
}

static SyRowsBehind *
read_rows (Trail *trail, const Rows *rows, double number, gint64 first, gint64 count)
{
  g_autoptr (SyRowsBehind) behind = g_new0 (SyRowsBehind, 1);

  behind->table = g_strdup (rows->table->id);
  behind->where = g_strdup (rows->where);
  if (!read_totals (trail, rows, behind) || !read_page (trail, rows, first, count, behind))
    return NULL;
  if (rows->sum_column && adds_up (number, behind->sum, trail->tolerance))
    behind->sum_column = g_strdup (rows->sum_column->id);
  return g_steal_pointer (&behind);
}

/* The source rows under rows of a computed table. NULL: they can't be had, or they don't add up. */
static SyRowsBehind *
read_through (Trail *trail, const Rows *rows, double number, gint64 first, gint64 count)
{
  g_auto (Rows) below = { 0 };
  SyRowsBehind *behind;

  if (!rows->sum_column || !trail->part)
    return NULL;
  below.statement = sy_rows_through_write (trail->place.evaluation, rows->statement, rows->sum_column,
                                           &below.sum_column, trail->cancellable);
  if (!below.statement)
    return NULL;
  below.table = below.sum_column->table;
  below.where = g_strdup (rows->where);
  behind = read_rows (trail, &below, number, first, count);
  if (behind && !behind->sum_column)
    g_clear_pointer (&behind, sy_rows_behind_free);
  return behind;
}

/* --- all of it --- */

static gboolean
read_number (Trail *trail, double *number)
{
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;
  SyValue value = SY_VALUE_NULL;
  int column;

  *number = NAN;
  if (trail->part)
    {
      if (!compute_one (trail, trail->part, &value))
        return FALSE;
      *number = value.is_null || value.type != SY_COLUMN_DOUBLE ? NAN : value.number;
      return TRUE;
    }
  table = sy_evaluation_get_table (trail->place.evaluation, trail->place.table->id, trail->cancellable,
                                   trail->error);
  column = table ? sy_table_find_column (table, trail->column->id) : -1;
  frame = column < 0
              ? NULL
              : sy_table_read (table, trail->place.row - 1, 1, -1, FALSE, trail->cancellable, trail->error);
  if (!frame)
    return FALSE;
  if (sy_frame_get_n_rows (frame) > 0
      && sy_frame_get_column_type (frame, (guint) column + 1) != SY_COLUMN_TEXT)
    *number = sy_frame_get_double (frame, (guint) column + 1, 0);
  return TRUE;
}

static SyRowsBehind *
read_trail (Trail *trail, gint64 first, gint64 count)
{
  g_auto (Rows) rows = { 0 };
  double number;
  SyRowsBehind *behind;
  gboolean found;

  if (!read_number (trail, &number))
    return NULL;
  for (guint i = 0; i < MAX_STEPS; i++)
    if ((trail->part && sy_part_is_aggregate (trail->part)) || !step_down (trail))
      break;
  if (trail->part && !sy_part_is_aggregate (trail->part))
    return NULL;
  found = trail->part ? choose_rows (trail, &rows) : choose_cell (trail, &rows);
  if (!found)
    return NULL;
  behind = read_through (trail, &rows, number, first, count);
  return behind ? behind : read_rows (trail, &rows, number, first, count);
}

SyRowsBehind *
sy_rows_behind_read (const SyPlace *place,
                     const SyExpression *bound,
                     gint64 first,
                     gint64 count,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) cause = NULL;
  Trail trail = { *place, bound, NULL, 0, cancellable, &cause };
  SyRowsBehind *behind = read_trail (&trail, first, count);

  if (cause)
    g_propagate_error (error, g_steal_pointer (&cause));
  return behind;
}

SyRowsBehind *
sy_rows_behind_read_cell (const SyPlace *place,
                          SyModelColumn *column,
                          gint64 first,
                          gint64 count,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GError) cause = NULL;
  Trail trail = { *place, NULL, column, 0, cancellable, &cause };
  SyRowsBehind *behind = read_trail (&trail, first, count);

  if (cause)
    g_propagate_error (error, g_steal_pointer (&cause));
  return behind;
}
