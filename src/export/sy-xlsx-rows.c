/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table with where= that reads a parameter has its rows in two parts: first those that are there now, in
 * their order, then the candidates that are not. Each row computes its condition from its candidate keys;
 * where it does not hold, all its cells are "", which aggregates overlook. What does not overlook them
 * (counting texts, “<>”, positions from the end) makes the rows fixed, and the notes say so. */
#include "config.h"

#include "sy-xlsx-rows.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-criteria.h"
#include "sy-functions.h"
#include "sy-position.h"
#include "sy-sql-writer.h"
#include "sy-table-private.h"
#include "sy-xlsx-grain.h"

#define MAX_CANDIDATES 200000
#define DAYS_OF_MONTH 31

/* --- what can't overlook blank rows --- */

typedef struct
{
  const SyModelTable *table;
  gboolean found;
} Obstacle;

static gboolean
reads_column_of (const SyExpression *node, const SyModelTable *table)
{
  return (node->kind == SY_EXPRESSION_COLUMN || node->kind == SY_EXPRESSION_RANGE)
         && node->bound_table == table;
}

static gboolean
criterion_lets_blanks_in (const SyExpression *argument)
{
  g_auto (SyCriterionArgument) read = sy_criterion_argument_read (argument);

  switch (read.form)
    {
    case SY_CRITERION_FORM_CONSTANT:
      return read.criterion->op == SY_OP_UNEQUAL || read.criterion->kind == SY_CRITERION_BLANK
             || read.criterion->kind == SY_CRITERION_PATTERN;
    case SY_CRITERION_FORM_COMPARE:
      return read.op == SY_OP_UNEQUAL || read.operand->may_be_blank;
    case SY_CRITERION_FORM_RUN_TIME:
    default:
      return TRUE;
    }
}

static gboolean
criteria_let_blanks_in (const SyExpression *call, const SyModelTable *table)
{
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));

  for (guint i = 0; i < n; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);

      if (reads_column_of (sy_expression_get_child (call, at), table)
          && !criterion_lets_blanks_in (sy_expression_get_child (call, at + 1)))
        return FALSE; /* one that keeps them out is enough */
    }
  return TRUE;
}

static gboolean
reads_table (const SyExpression *call, const SyModelTable *table)
{
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    if (reads_column_of (sy_expression_get_child (call, i), table))
      return TRUE;
  return FALSE;
}

static gboolean
visit_column (SyExpression *node, gpointer user_data)
{
  Obstacle *obstacle = user_data;

  obstacle->found = obstacle->found || reads_column_of (node, obstacle->table);
  return !obstacle->found;
}

static gboolean
visit_obstacle (SyExpression *node, gpointer user_data)
{
  Obstacle *obstacle = user_data;

  if (obstacle->found || node->kind != SY_EXPRESSION_CALL || !node->function)
    return !obstacle->found;
  switch ((int) node->function->id)
    {
    case SY_FUNCTION_SUMPRODUCT:
      /* Columns side by side count texts as 0; arithmetic with them is an error. */
      for (guint i = 0; i < node->children->len; i++)
        if (sy_expression_get_child (node, i)->kind != SY_EXPRESSION_COLUMN)
          sy_expression_walk (sy_expression_get_child (node, i), visit_column, obstacle);
      break;
    case SY_FUNCTION_ROWS:
    case SY_FUNCTION_COUNTA:
    case SY_FUNCTION_COUNTBLANK:
      obstacle->found = reads_table (node, obstacle->table);
      break;
    case SY_FUNCTION_INDEX:
      {
        const SyExpression *column = sy_expression_get_child (node, 0);
        SyPosition position = { SY_POSITION_ABSOLUTE, 1 };

        if (!reads_column_of (column, obstacle->table))
          break;
        position = sy_position_of_number (sy_expression_get_child (node, 1), column->bound_table);
        obstacle->found = position.kind == SY_POSITION_LAST
                          || (position.kind == SY_POSITION_RELATIVE && position.offset > 0)
                          || (position.kind == SY_POSITION_ABSOLUTE && position.offset > 1);
        break;
      }
    default:
      if (node->function->flags & SY_FUNCTION_CRITERIA)
        obstacle->found =
            reads_table (node, obstacle->table) && criteria_let_blanks_in (node, obstacle->table);
    }
  return !obstacle->found;
}

static gboolean
has_obstacle (SyXlsxTable *table, GPtrArray *names, GPtrArray *all)
{
  Obstacle obstacle = { table->model, FALSE };

  for (guint i = 0; i < all->len && !obstacle.found; i++)
    {
      SyXlsxTable *reader = all->pdata[i];

      for (guint j = 0; j < reader->model->columns->len && !obstacle.found; j++)
        {
          SyModelColumn *column = reader->model->columns->pdata[j];

          if (column->bound)
            sy_expression_walk (column->bound, visit_obstacle, &obstacle);
        }
    }
  for (guint i = 0; i < names->len && !obstacle.found; i++)
    {
      SyXlsxName *name = names->pdata[i];

      if (name->name->bound)
        sy_expression_walk (name->name->bound, visit_obstacle, &obstacle);
    }
  return obstacle.found;
}

/* --- candidates --- */

static SyModelTable *
make_bare_table (const SyXlsxTable *table)
{
  SyModelTable *bare = g_new0 (SyModelTable, 1);

  bare->id = table->model->id;
  bare->title = table->model->title;
  bare->rows = table->model->rows;
  bare->rows_kind = table->model->rows_kind;
  bare->rows_bound = table->model->rows_bound;
  bare->columns = g_ptr_array_new_with_free_func (g_free);
  bare->order = g_ptr_array_new ();
  for (guint i = 0; i < table->keys->len; i++)
    {
      const SyXlsxColumn *key = table->keys->pdata[i];
      SyModelColumn *column = g_new0 (SyModelColumn, 1);

      *column = *key->column;
      column->table = bare;
      g_ptr_array_add (bare->columns, column);
    }
  return bare;
}

static void
free_bare_table (SyModelTable *bare)
{
  g_ptr_array_unref (bare->columns);
  g_ptr_array_unref (bare->order);
  g_free (bare);
}

static char *
dup_key (SyFrame *frame, const guint *columns, guint n, gint64 row)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = sy_frame_dup_plain (frame, columns[i], row);

      g_string_append_printf (key, "%s\x1f", text ? text : "\x1e");
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Keys of the rows that are there, in their order, then of those that are not. */
static SyFrame *
order_candidates (const SyXlsxTable *table, SyFrame *all)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SyFrameBuilder *builder = sy_frame_builder_new ();
  guint n = table->keys->len;
  g_autofree guint *here = g_new0 (guint, n + 1), *there = g_new0 (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const SyXlsxColumn *key = table->keys->pdata[i];

      here[i] = (guint) key->frame_column;
      there[i] = (guint) sy_frame_find_column (all, key->column->id);
      sy_frame_builder_add_column (builder, key->column->id, sy_frame_get_column_type (all, there[i]),
                                   sy_frame_get_scale (all, there[i]));
    }
  for (guint pass = 0; pass < 2; pass++)
    {
      SyFrame *frame = pass ? all : table->frame;
      const guint *columns = pass ? there : here;

      for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
        {
          if (!g_hash_table_add (kept, dup_key (frame, columns, n, row)))
            continue;
          for (guint i = 0; i < n; i++)
            if (sy_frame_is_null (frame, columns[i], row))
              sy_frame_builder_append_null (builder, i);
            else if (sy_frame_get_column_type (frame, columns[i]) == SY_COLUMN_TEXT)
              sy_frame_builder_append_text (builder, i, sy_frame_get_text (frame, columns[i], row), -1);
            else if (sy_frame_get_column_type (frame, columns[i]) == SY_COLUMN_DOUBLE)
              sy_frame_builder_append_double (builder, i, sy_frame_get_double (frame, columns[i], row));
            else
              sy_frame_builder_append_int64 (builder, i, sy_frame_get_int64 (frame, columns[i], row));
        }
    }
  return sy_frame_builder_end (builder);
}

static gboolean
read_candidates (SyXlsxTable *table, SyEvaluation *evaluation, GCancellable *cancellable, GError **error)
{
  SyModelTable *bare = make_bare_table (table);
  g_autoptr (SyStatement) statement = sy_sql_writer_write_table (bare, NULL, error);
  g_autoptr (SyFrame) all = NULL;

  if (statement)
    all = sy_evaluation_query (evaluation, statement, "", "", NULL, 0, cancellable, error);
  free_bare_table (bare);
  if (!all)
    return FALSE;
  if (sy_frame_get_n_rows (all) <= MAX_CANDIDATES)
    table->candidates = order_candidates (table, all);
  return TRUE;
}

/* --- deciding --- */

static gboolean
visit_rank (SyExpression *node, gpointer user_data)
{
  gboolean *found = user_data;

  *found = *found || (node->kind == SY_EXPRESSION_CALL && node->function->id == SY_FUNCTION_RANK_EQ);
  return !*found;
}

/* Ranks are always the numbers from 1, whatever they are ranks of. */
static gboolean
is_rank (const SyModelColumn *column)
{
  gboolean found = FALSE;

  if (column->bound)
    sy_expression_walk (column->bound, visit_rank, &found);
  return found;
}

static gboolean
rows_depend (const SyXlsxTable *table, GHashTable *memo)
{
  const SyExpression *rows = table->model->rows_bound;
  gboolean groups = table->model->rows_kind == SY_ROWS_GROUP || table->model->rows_kind == SY_ROWS_CROSS;

  if (!rows || !groups)
    return rows && sy_xlsx_depends_on_parameters (rows, memo);
  for (guint i = 0; i < sy_expression_get_n_children (rows); i++)
    {
      const SyModelColumn *column = sy_expression_get_child (rows, i)->bound_column;

      if (column && sy_xlsx_column_depends_on_parameters (column, memo) && !is_rank (column))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_whole_month (const SyXlsxTable *table)
{
  const SyXlsxColumn *date = table->keys->pdata[0];
  g_autoptr (GDate) first = NULL;

  if (table->n_kept < 28 || table->n_kept > DAYS_OF_MONTH)
    return FALSE;
  first =
      g_date_new_julian (719163 + (guint32) sy_frame_get_int64 (table->frame, (guint) date->frame_column, 0));
  return g_date_get_day (first) == 1
         && g_date_get_days_in_month (g_date_get_month (first), g_date_get_year (first)) == table->n_kept;
}

static gboolean
plan_days (SyXlsxTable *table, GPtrArray *names, GPtrArray *all)
{
  table->rows = SY_XLSX_ROWS_DAYS;
  if (!is_whole_month (table))
    table->rows_note = g_strdup (_ ("dates follow the parameters, but there are never more rows than now"));
  else if (table->n_kept < DAYS_OF_MONTH && has_obstacle (table, names, all))
    table->rows_note =
        g_strdup (_ ("a month that is longer than this one is cut: a formula reads rows by position"));
  else
    table->n_rows = DAYS_OF_MONTH;
  return TRUE;
}

gboolean
sy_xlsx_rows_plan (SyXlsxTable *table,
                   SyEvaluation *evaluation,
                   GPtrArray *names,
                   GPtrArray *all,
                   GHashTable *memo,
                   GCancellable *cancellable,
                   GError **error)
{
  const SyModelTable *model = table->model;
  gboolean is_computed = model->rows_kind != SY_ROWS_SOURCE && model->rows_kind != SY_ROWS_INPUT;

  if (!is_computed || table->keys->len == 0)
    return TRUE;
  if (model->rows_kind == SY_ROWS_DAYS && rows_depend (table, memo) && !model->where && !model->top
      && !model->sort)
    return plan_days (table, names, all);
  if (rows_depend (table, memo)
      || (model->top_bound && sy_xlsx_depends_on_parameters (model->top_bound, memo)))
    table->rows_note = g_strdup (_ ("its rows are those of the export; they don't follow the parameters"));
  if (!model->where_bound || !sy_xlsx_depends_on_parameters (model->where_bound, memo) || table->rows_note)
    return TRUE;
  if (model->top || has_obstacle (table, names, all))
    {
      table->rows_note = g_strdup (_ ("its rows are those of the export; they don't follow the parameters"));
      return TRUE;
    }
  if (!read_candidates (table, evaluation, cancellable, error))
    return FALSE;
  if (!table->candidates)
    {
      table->rows_note =
          g_strdup (_ ("there are too many rows that could be there: they are those of the export"));
      return TRUE;
    }
  table->rows = SY_XLSX_ROWS_WHERE;
  table->n_rows = MAX (1, (guint) sy_frame_get_n_rows (table->candidates));
  return TRUE;
}

/* --- formulas of rows --- */

SyExpression *
sy_xlsx_rows_make_cell (SyXlsxTable *table, SyModelColumn *column)
{
  SyExpression *cell = sy_expression_new (SY_EXPRESSION_CELL);

  cell->bound_table = table->model;
  cell->bound_column = column;
  cell->type = column->type;
  return cell;
}

static SyModelColumn *
find_candidate (SyXlsxTable *table, const SyModelColumn *key)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyXlsxColumn *column = table->columns->pdata[i];

      if (column->kind == SY_XLSX_COLUMN_CANDIDATE && g_str_equal (column->column->id, key->id))
        return column->column;
    }
  return NULL;
}

static SyExpression *
put_in (SyXlsxTable *table, const SyExpression *node)
{
  SyExpression *copy;

  if (node->kind == SY_EXPRESSION_CELL && node->bound_table == table->model && node->bound_column)
    return node->bound_column->bound
               ? put_in (table, node->bound_column->bound)
               : sy_xlsx_rows_make_cell (table, find_candidate (table, node->bound_column));
  copy = sy_expression_copy (node);
  for (guint i = 0; i < sy_expression_get_n_children (copy); i++)
    {
      SyExpression *child = put_in (table, sy_expression_get_child (node, i));

      sy_expression_unref (copy->children->pdata[i]);
      copy->children->pdata[i] = child;
    }
  return copy;
}

SyExpression *
sy_xlsx_rows_make_condition (SyXlsxTable *table)
{
  return put_in (table, table->model->where_bound);
}

static gboolean
mark_node (SyExpression *node, gpointer user_data)
{
  SyXlsxLayout *layout = user_data;
  SyXlsxTable *table;

  if (node->kind != SY_EXPRESSION_COLUMN && node->kind != SY_EXPRESSION_RANGE)
    return TRUE;
  table = node->bound_table ? sy_xlsx_layout_find_table (layout, node->bound_table) : NULL;
  if (table && table->rows != SY_XLSX_ROWS_FIXED)
    node->may_be_blank = TRUE;
  return TRUE;
}

SyExpression *
sy_xlsx_rows_mark_blanks (const SyExpression *bound, SyXlsxLayout *layout)
{
  SyExpression *copy = sy_expression_copy (bound);

  sy_expression_walk (copy, mark_node, layout);
  return copy;
}
