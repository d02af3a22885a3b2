/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of different values can be added up where each value belongs to one combination of what the criteria
 * ask for: an order to its day, its store. Criteria that are equalities make that so by themselves: a cell
 * takes one of their values only. Of the others (a span of days) the data are asked whether it is so. */
#include "config.h"

#include "sy-xlsx-distinct.h"

#include <glib/gi18n-lib.h>

#include "sy-criteria.h"
#include "sy-functions.h"
#include "sy-sql-writer.h"
#include "sy-xlsx-dependence.h"
#include "sy-xlsx-stand-in-private.h"

struct _SyXlsxDistinct
{
  SyEvaluation *evaluation;
  GHashTable *memo;    /* borrowed */
  GHashTable *entries; /* signature → Entry */
  GPtrArray *ordered;  /* (element-type Entry, borrowed) */
  GPtrArray *tables;   /* (element-type SyXlsxTable) until they are taken */
};

/* One count: the calls that differ only in what they compare with. */
typedef struct
{
  const SyExpression *call;
  SyXlsxStandIn *stand_in; /* its criteria: the columns that are compared with something that may change */
  GPtrArray *equal;        /* (element-type SyModelColumn) of them, those asked for one value */
  guint64 n_cells;
  char *reason; /* why there is no table; NULL when there is one */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  sy_xlsx_stand_in_free_model (self->stand_in->model);
  sy_xlsx_stand_in_free (self->stand_in);
  g_ptr_array_unref (self->equal);
  g_free (self->reason);
  g_free (self);
}

SyXlsxDistinct *
sy_xlsx_distinct_new (SyEvaluation *evaluation, GHashTable *memo)
{
  SyXlsxDistinct *self = g_new0 (SyXlsxDistinct, 1);

  self->evaluation = evaluation;
  self->memo = memo;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->ordered = g_ptr_array_new ();
  self->tables = g_ptr_array_new ();
  return self;
}

void
sy_xlsx_distinct_free (SyXlsxDistinct *self)
{
  g_ptr_array_unref (self->ordered);
  g_hash_table_unref (self->entries);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

/* --- which counts there are --- */

static gboolean
is_count_of_rows (const SyExpression *node)
{
  const SyExpression *values;

  if (node->kind != SY_EXPRESSION_CALL || node->function->id != SY_FUNCTION_DISTINCTCOUNT)
    return FALSE;
  values = sy_expression_get_child (node, 0);
  return values->kind == SY_EXPRESSION_COLUMN && values->bound_column
         && values->bound_table->rows_kind == SY_ROWS_SOURCE;
}

/* A literal picks the same rows in every cell, unless its column follows a parameter. */
static gboolean
is_settled (SyXlsxDistinct *self, const SyExpression *call, guint argument)
{
  const SyModelColumn *column = sy_expression_get_child (call, argument)->bound_column;

  return column && sy_criterion_argument_is_literal (sy_expression_get_child (call, argument + 1))
         && !sy_xlsx_column_depends_on_parameters (column, self->memo);
}

static gboolean
is_equality (SyXlsxDistinct *self, const SyExpression *call, guint argument)
{
  g_auto (SyCriterionArgument) read =
      sy_criterion_argument_read (sy_expression_get_child (call, argument + 1));
  SyModelColumn *column = sy_expression_get_child (call, argument)->bound_column;

  return read.form == SY_CRITERION_FORM_COMPARE && read.op == SY_OP_EQUAL && column
         && !sy_xlsx_column_depends_on_parameters (column, self->memo);
}

/* What two calls have in common that one table serves. */
static char *
make_signature (SyXlsxDistinct *self, const SyExpression *call)
{
  GString *signature = g_string_new (NULL);
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));

  g_string_append_printf (signature, "%p", (gpointer) sy_expression_get_child (call, 0)->bound_column);
  for (guint i = 0; i < n; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);
      g_autofree char *literal = is_settled (self, call, at)
                                     ? sy_expression_to_string (sy_expression_get_child (call, at + 1))
                                     : NULL;

      g_string_append_printf (signature, "|%p %s",
                              (gpointer) sy_expression_get_child (call, at)->bound_column,
                              literal                        ? literal
                              : is_equality (self, call, at) ? "="
                                                             : "?");
    }
  return g_string_free (signature, FALSE);
}

static void
add_once (GPtrArray *columns, SyModelColumn *column)
{
  if (!g_ptr_array_find (columns, column, NULL))
    g_ptr_array_add (columns, column);
}

static Entry *
entry_new (SyXlsxDistinct *self, const SyExpression *call)
{
  const SyExpression *values = sy_expression_get_child (call, 0);
  g_autoptr (GPtrArray) criteria = g_ptr_array_new ();
  SyXlsxUse use = { .source = values->bound_table, .criteria = criteria };
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));
  Entry *entry = g_new0 (Entry, 1);

  entry->call = call;
  entry->equal = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);

      if (is_settled (self, call, at))
        continue;
      add_once (criteria, sy_expression_get_child (call, at)->bound_column);
      if (is_equality (self, call, at))
        add_once (entry->equal, sy_expression_get_child (call, at)->bound_column);
    }
  entry->stand_in = sy_xlsx_stand_in_new (&use);
  entry->stand_in->distinct = values->bound_column;
  return entry;
}

typedef struct
{
  SyXlsxDistinct *self;
  guint64 n_cells;
} Collection;

static gboolean
visit_count (SyExpression *node, gpointer user_data)
{
  Collection *collection = user_data;
  SyXlsxDistinct *self = collection->self;
  g_autofree char *signature = NULL;
  Entry *entry;

  if (!is_count_of_rows (node))
    return TRUE;
  signature = make_signature (self, node);
  entry = g_hash_table_lookup (self->entries, signature);
  if (!entry)
    {
      entry = entry_new (self, node);
      g_hash_table_insert (self->entries, g_steal_pointer (&signature), entry);
      g_ptr_array_add (self->ordered, entry);
    }
  entry->n_cells += collection->n_cells;
  return TRUE;
}

void
sy_xlsx_distinct_collect (SyXlsxDistinct *self, const SyExpression *bound, guint64 n_cells)
{
  Collection collection = { self, n_cells };

  sy_expression_walk ((SyExpression *) bound, visit_count, &collection);
}

/* --- their tables --- */

/* @is_right: whether no value is in two combinations that one cell may take together */
static gboolean
check_overlap (
    SyXlsxDistinct *self, const Entry *entry, gboolean *is_right, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) other = g_ptr_array_new ();
  g_autoptr (SyStatement) statement = NULL;
  g_autoptr (SyFrame) frame = NULL;

  for (guint i = 0; i < entry->stand_in->keys->len; i++)
    if (!g_ptr_array_find (entry->equal, entry->stand_in->keys->pdata[i], NULL))
      g_ptr_array_add (other, entry->stand_in->keys->pdata[i]);
  *is_right = TRUE;
  if (other->len == 0)
    return TRUE;
  statement = sy_sql_writer_write_overlap (entry->call, entry->equal, other, error);
  frame = statement ? sy_evaluation_query (self->evaluation, statement, "", "", NULL, 0, cancellable, error)
                    : NULL;
  *is_right = frame && sy_frame_get_n_rows (frame) == 0;
  return frame != NULL;
}

static gboolean
read_rows (SyXlsxDistinct *self, Entry *entry, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) formulas = sy_xlsx_stand_in_list_formulas (entry->stand_in);
  g_autoptr (SyStatement) statement =
      sy_sql_writer_write_distinct (entry->call, entry->stand_in->keys, formulas, error);
  g_autofree char *limit = g_strdup_printf (") LIMIT %d", SY_XLSX_MAX_STAND_IN_ROWS + 1);
  g_autoptr (SyFrame) frame = NULL;

  if (!statement)
    return FALSE;
  frame = sy_evaluation_query (self->evaluation, statement, "SELECT * FROM (", limit, NULL, 0, cancellable,
                               error);
  if (!frame)
    return FALSE;
  entry->stand_in->frame = sy_xlsx_frame_sort (frame, entry->stand_in->keys->len);
  return TRUE;
}

/* What is counted, or what a cell's own value is compared with, is another column when a parameter changes.
 */
static gboolean
follows_parameters (SyXlsxDistinct *self, const Entry *entry)
{
  const SyExpression *call = entry->call;
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));

  if (sy_xlsx_column_depends_on_parameters (entry->stand_in->distinct, self->memo))
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);
      SyModelColumn *column = sy_expression_get_child (call, at)->bound_column;

      if (column && !sy_criterion_argument_is_literal (sy_expression_get_child (call, at + 1))
          && sy_xlsx_column_depends_on_parameters (column, self->memo))
        return TRUE;
    }
  return FALSE;
}

/* TRUE with a reason where it can't be live. */
static gboolean
read_entry (SyXlsxDistinct *self, Entry *entry, guint64 max_cost, GCancellable *cancellable, GError **error)
{
  SyXlsxStandIn *stand_in = entry->stand_in;
  gboolean is_right;
  guint64 n_rows;

  if (follows_parameters (self, entry))
    {
      entry->reason = g_strdup (_ ("what is counted follows a parameter"));
      return TRUE;
    }
  if (!check_overlap (self, entry, &is_right, cancellable, error))
    return FALSE;
  if (!is_right)
    {
      entry->reason =
          g_strdup (_ ("the same value is found in several rows of what is asked for, and counts of "
                       "different values can't be added up then"));
      return TRUE;
    }
  if (!read_rows (self, entry, cancellable, error))
    return FALSE;
  n_rows = (guint64) sy_frame_get_n_rows (stand_in->frame);
  if (n_rows > SY_XLSX_MAX_STAND_IN_ROWS || n_rows > max_cost / MAX (entry->n_cells, 1))
    {
      g_clear_object (&stand_in->frame);
      entry->reason = g_strdup (_ ("its counts have too many rows to stay fast"));
    }
  return TRUE;
}

gboolean
sy_xlsx_distinct_read (SyXlsxDistinct *self, guint64 max_cost, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->ordered->len; i++)
    {
      Entry *entry = self->ordered->pdata[i];
      g_autofree char *title = g_strdup_printf (
          _ ("%s, different %s %u"), entry->stand_in->source->title,
          entry->stand_in->distinct->title ? entry->stand_in->distinct->title : entry->stand_in->distinct->id,
          i + 1);

      entry->stand_in->model = sy_xlsx_stand_in_new_model (entry->stand_in->source, title);
      sy_xlsx_stand_in_plan (entry->stand_in, self->memo);
      if (!read_entry (self, entry, max_cost, cancellable, error))
        return FALSE;
      if (entry->stand_in->frame)
        {
          SyXlsxTable *table = sy_xlsx_stand_in_make_table (entry->stand_in);

          table->description =
              g_strdup (_ ("How many different ones there are in each combination; formulas add them up."));
          g_ptr_array_add (self->tables, table);
        }
    }
  return TRUE;
}

GPtrArray *
sy_xlsx_distinct_steal_tables (SyXlsxDistinct *self)
{
  GPtrArray *tables = self->tables;

  self->tables = g_ptr_array_new ();
  return tables;
}

SyModelTable *
sy_xlsx_distinct_find (SyXlsxDistinct *self, const SyExpression *call, const char **reason)
{
  g_autofree char *signature = make_signature (self, call);
  const Entry *entry = g_hash_table_lookup (self->entries, signature);

  if (!entry)
    return NULL;
  if (entry->reason)
    *reason = entry->reason;
  return entry->stand_in->frame ? entry->stand_in->model : NULL;
}
