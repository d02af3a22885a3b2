/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a stand-in are keys, the number of rows, aggregates, and formulas that follow parameters.
 * The source is summed up by the keys of the finest stand-ins; from what that gives the coarser ones are
 * summed up again, without another look at millions of rows. */
#include "config.h"

#include "sy-xlsx-stand-in-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-sql-writer.h"

typedef struct
{
  char *id;                   /* of the column */
  const char *function;       /* over the rows of the source */
  const SyModelColumn *value; /* NULL: rows are counted */
} SyXlsxAggregate;

static void
aggregate_free (gpointer data)
{
  SyXlsxAggregate *self = data;

  g_free (self->id);
  g_free (self);
}

SyXlsxStandIn *
sy_xlsx_stand_in_new (const SyXlsxUse *use)
{
  SyXlsxStandIn *self = g_new0 (SyXlsxStandIn, 1);

  self->source = use->source;
  self->criteria = g_ptr_array_copy (use->criteria, NULL, NULL);
  self->n_criteria = use->criteria->len;
  self->keys = g_ptr_array_new ();
  self->values = g_ptr_array_new ();
  self->parts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->aggregates = g_ptr_array_new_with_free_func (aggregate_free);
  return self;
}

void
sy_xlsx_stand_in_free (SyXlsxStandIn *self)
{
  g_ptr_array_unref (self->criteria);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->values);
  g_array_unref (self->parts);
  g_ptr_array_unref (self->aggregates);
  g_clear_object (&self->frame);
  g_free (self);
}

/* --- model --- */

SyModelTable *
sy_xlsx_stand_in_new_model (const SyModelTable *source, const char *title)
{
  SyModelTable *table = g_new0 (SyModelTable, 1);

  table->id = g_strdup_printf ("%s~%s", source->id, title);
  table->title = g_strdup (title);
  table->rows_kind = SY_ROWS_SOURCE;
  table->columns = g_ptr_array_new ();
  table->order = g_ptr_array_new ();
  return table;
}

void
sy_xlsx_stand_in_free_model (SyModelTable *model)
{
  if (!model)
    return;
  for (guint i = 0; i < model->columns->len; i++)
    {
      SyModelColumn *column = model->columns->pdata[i];

      g_free (column->id);
      g_free (column->title);
      g_free (column->formula);
      g_clear_pointer (&column->bound, sy_expression_unref);
      g_free (column);
    }
  g_ptr_array_unref (model->columns);
  g_ptr_array_unref (model->order);
  g_free (model->id);
  g_free (model->title);
  g_free (model);
}

SyXlsxTable *
sy_xlsx_stand_in_make_table (SyXlsxStandIn *self)
{
  SyXlsxTable *table = g_new0 (SyXlsxTable, 1);

  table->model = self->model;
  table->area = SY_AREA_SOURCE;
  table->title = g_strdup (self->model->title);
  table->is_streamed = table->is_stand_in = TRUE;
  table->frame = g_object_ref (self->frame);
  table->n_kept = (guint) sy_frame_get_n_rows (self->frame);
  table->n_rows = MAX (1, table->n_kept);
  return table;
}

/* --- columns --- */

static void expand_key (SyXlsxStandIn *self, SyModelColumn *column, GHashTable *memo);

typedef struct
{
  SyXlsxStandIn *self;
  GHashTable *memo;
} Expansion;

static gboolean
visit_key (SyExpression *node, gpointer user_data)
{
  Expansion *expansion = user_data;

  if (node->kind == SY_EXPRESSION_CELL && node->bound_column && node->bound_table == expansion->self->source)
    expand_key (expansion->self, node->bound_column, expansion->memo);
  return TRUE;
}

/* What must be grouped by, so that @column is known for each group. */
static void
expand_key (SyXlsxStandIn *self, SyModelColumn *column, GHashTable *memo)
{
  if (sy_xlsx_column_depends_on_parameters (column, memo))
    {
      Expansion expansion = { self, memo };

      sy_expression_walk (column->bound, visit_key, &expansion);
      if (!g_ptr_array_find (self->criteria, column, NULL))
        g_ptr_array_add (self->criteria, column);
      return;
    }
  if (!g_ptr_array_find (self->keys, column, NULL))
    g_ptr_array_add (self->keys, column);
}

static SyModelColumn *
add_model_column (SyModelTable *table, const SyModelColumn *like, const char *id, const char *title)
{
  SyModelColumn *column = g_new0 (SyModelColumn, 1);

  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->type = like ? like->type : SY_TYPE_NUMBER;
  column->may_be_blank = like ? like->may_be_blank : FALSE;
  column->may_be_error = like ? like->may_be_error : FALSE;
  column->table = table;
  g_ptr_array_add (table->columns, column);
  return column;
}

static void
add_aggregate (SyXlsxStandIn *self,
               const char *function,
               const char *prefix,
               const char *title,
               const SyModelColumn *value)
{
  SyXlsxAggregate *aggregate = g_new0 (SyXlsxAggregate, 1);
  g_autofree char *shown = g_strdup_printf ("%s (%s)", value->title ? value->title : value->id, title);
  gboolean keeps_type = !g_str_equal (function, "count") && !g_str_equal (function, "sum");

  aggregate->id = g_strdup_printf ("%s_%s", prefix, value->id);
  aggregate->function = function;
  aggregate->value = value;
  g_ptr_array_add (self->aggregates, aggregate);
  add_model_column (self->model, keeps_type ? value : NULL, aggregate->id, shown)->may_be_blank = keeps_type;
}

static void
add_values (SyXlsxStandIn *self)
{
  SyXlsxAggregate *rows;

  if (self->distinct)
    {
      add_model_column (self->model, NULL, "distinct", _ ("Different ones"));
      return;
    }
  rows = g_new0 (SyXlsxAggregate, 1);
  rows->id = g_strdup ("rows");
  rows->function = "count";
  g_ptr_array_add (self->aggregates, rows);
  add_model_column (self->model, NULL, "rows", _ ("Rows"));
  for (guint i = 0; i < self->values->len; i++)
    {
      const SyModelColumn *value = self->values->pdata[i];
      guint parts = g_array_index (self->parts, guint, i);

      /* translators: of a column: “Amount (sum)” */
      if (parts & SY_XLSX_PART_SUM)
        add_aggregate (self, "sum", "sum", _ ("sum"), value);
      if (parts & SY_XLSX_PART_COUNT)
        add_aggregate (self, "count", "n", _ ("count"), value);
      if (parts & SY_XLSX_PART_MIN)
        add_aggregate (self, "min", "min", _ ("lowest"), value);
      if (parts & SY_XLSX_PART_MAX)
        add_aggregate (self, "max", "max", _ ("highest"), value);
    }
}

/* The same formula over the columns of the stand-in. */
static SyExpression *
retarget (const SyExpression *node, SyModelTable *from, SyModelTable *to)
{
  SyExpression *copy = sy_expression_copy (node);

  if (copy->kind == SY_EXPRESSION_CELL && copy->bound_table == from && copy->bound_column)
    {
      copy->bound_table = to;
      copy->bound_column = sy_model_table_find_column (to, copy->bound_column->id);
    }
  for (guint i = 0; i < sy_expression_get_n_children (copy); i++)
    {
      SyExpression *child = retarget (sy_expression_get_child (node, i), from, to);

      sy_expression_unref (copy->children->pdata[i]);
      copy->children->pdata[i] = child;
    }
  return copy;
}

static void
add_formulas (SyXlsxStandIn *self)
{
  for (guint i = 0; i < self->criteria->len; i++)
    {
      const SyModelColumn *column = self->criteria->pdata[i];

      if (!sy_model_table_find_column (self->model, column->id))
        add_model_column (self->model, column, column->id, column->title ? column->title : column->id)
            ->formula = g_strdup (column->formula);
    }
  for (guint i = 0; i < self->model->columns->len; i++)
    {
      SyModelColumn *column = self->model->columns->pdata[i];
      const SyModelColumn *like =
          column->formula ? sy_model_table_find_column (self->source, column->id) : NULL;

      if (like)
        column->bound = retarget (like->bound, self->source, self->model);
    }
}

void
sy_xlsx_stand_in_plan (SyXlsxStandIn *self, GHashTable *memo)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_copy (self->criteria, NULL, NULL);

  for (guint i = 0; i < wanted->len; i++)
    expand_key (self, wanted->pdata[i], memo);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const SyModelColumn *key = self->keys->pdata[i];

      add_model_column (self->model, key, key->id, key->title ? key->title : key->id);
    }
  add_values (self);
  add_formulas (self);
}

/* --- rows --- */

/* What one look at the source answers: the first stand-in has all keys of the others. */
typedef struct
{
  GPtrArray *stand_ins;  /* (element-type SyXlsxStandIn) */
  GPtrArray *aggregates; /* (element-type SyXlsxAggregate) of all of them */
  GPtrArray *formulas;   /* (element-type SyModelColumn) of the source */
} Scan;

static void
scan_free (gpointer data)
{
  Scan *self = data;

  g_ptr_array_unref (self->stand_ins);
  g_ptr_array_unref (self->aggregates);
  g_ptr_array_unref (self->formulas);
  g_free (self);
}

static gboolean
has_keys (const SyXlsxStandIn *self, const SyXlsxStandIn *of)
{
  for (guint i = 0; i < of->keys->len; i++)
    if (!g_ptr_array_find (self->keys, of->keys->pdata[i], NULL))
      return FALSE;
  return TRUE;
}

GPtrArray *
sy_xlsx_stand_in_list_formulas (SyXlsxStandIn *self)
{
  GPtrArray *formulas = g_ptr_array_new ();

  for (guint i = 0; i < self->model->columns->len; i++)
    {
      const SyModelColumn *column = self->model->columns->pdata[i];
      SyModelColumn *formula = column->formula ? sy_model_table_find_column (self->source, column->id) : NULL;

      if (formula)
        g_ptr_array_add (formulas, formula);
    }
  return formulas;
}

static void
add_to_scan (Scan *self, SyXlsxStandIn *stand_in)
{
  g_autoptr (GPtrArray) formulas = sy_xlsx_stand_in_list_formulas (stand_in);

  g_ptr_array_add (self->stand_ins, stand_in);
  for (guint i = 0; i < stand_in->aggregates->len; i++)
    {
      SyXlsxAggregate *aggregate = stand_in->aggregates->pdata[i];
      gboolean known = FALSE;

      for (guint j = 0; j < self->aggregates->len; j++)
        known = known || g_str_equal (((SyXlsxAggregate *) self->aggregates->pdata[j])->id, aggregate->id);
      if (!known)
        g_ptr_array_add (self->aggregates, aggregate);
    }
  for (guint i = 0; i < formulas->len; i++)
    if (!g_ptr_array_find (self->formulas, formulas->pdata[i], NULL))
      g_ptr_array_add (self->formulas, formulas->pdata[i]);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const SyXlsxStandIn *left = *(SyXlsxStandIn *const *) a, *right = *(SyXlsxStandIn *const *) b;

  return (int) right->keys->len - (int) left->keys->len;
}

static GPtrArray *
plan_scans (GPtrArray *stand_ins)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new (); /* not a copy: that would free what is in it */
  GPtrArray *scans = g_ptr_array_new_with_free_func (scan_free);

  for (guint i = 0; i < stand_ins->len; i++)
    g_ptr_array_add (sorted, stand_ins->pdata[i]);
  g_ptr_array_sort (sorted, compare_keys);
  for (guint i = 0; i < sorted->len; i++)
    {
      Scan *scan = NULL;

      for (guint j = 0; j < scans->len && !scan; j++)
        if (has_keys (((Scan *) scans->pdata[j])->stand_ins->pdata[0], sorted->pdata[i]))
          scan = scans->pdata[j];
      if (!scan)
        {
          scan = g_new0 (Scan, 1);
          scan->stand_ins = g_ptr_array_new ();
          scan->aggregates = g_ptr_array_new ();
          scan->formulas = g_ptr_array_new ();
          g_ptr_array_add (scans, scan);
        }
      add_to_scan (scan, sorted->pdata[i]);
    }
  return scans;
}

static void
append_call (GString *sql, const char *function, const char *argument, const char *id)
{
  g_string_append_printf (sql, "%s(", function);
  sy_sql_append_identifier (sql, argument);
  g_string_append (sql, ") AS ");
  sy_sql_append_identifier (sql, id);
}

static void
append_keys (GString *sql, GPtrArray *keys)
{
  for (guint i = 0; i < keys->len; i++)
    {
      g_string_append (sql, i ? ", " : "");
      sy_sql_append_identifier (sql, ((SyModelColumn *) keys->pdata[i])->id);
    }
}

static void
append_group (GString *sql, GPtrArray *keys)
{
  g_string_append (sql, keys->len > 0 ? " GROUP BY " : "");
  append_keys (sql, keys);
}

/* A formula of the row has one value in each group; it is cached in the cells. */
static SyStatement *
write_scan (const Scan *self, const SyXlsxStandIn *finest, GError **error)
{
  g_autoptr (GPtrArray) read = g_ptr_array_copy (finest->keys, NULL, NULL);
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  SyStatement *statement;
  char *inner;

  append_keys (sql, finest->keys);
  for (guint i = 0; i < self->aggregates->len; i++)
    {
      const SyXlsxAggregate *aggregate = self->aggregates->pdata[i];

      g_string_append (sql, sql->len > strlen ("SELECT ") ? ", " : "");
      if (!aggregate->value)
        {
          g_string_append (sql, "count(*) AS \"rows\"");
          continue;
        }
      append_call (sql, aggregate->function, aggregate->value->id, aggregate->id);
      if (!g_ptr_array_find (read, aggregate->value, NULL))
        g_ptr_array_add (read, (gpointer) aggregate->value);
    }
  for (guint i = 0; i < self->formulas->len; i++)
    {
      SyModelColumn *formula = self->formulas->pdata[i];

      g_string_append (sql, ", ");
      append_call (sql, "any_value", formula->id, formula->id);
      if (!g_ptr_array_find (read, formula, NULL))
        g_ptr_array_add (read, formula);
    }
  statement = sy_sql_writer_write_columns (finest->source, read, error);
  if (!statement)
    return NULL;
  inner = g_steal_pointer (&statement->sql);
  g_string_append_printf (sql, " FROM (%s)", inner);
  append_group (sql, finest->keys);
  g_free (inner);
  statement->sql = g_string_free (g_steal_pointer (&sql), FALSE);
  return statement;
}

/* The rows of a coarser stand-in from those of the finest. */
static SyStatement *
write_summary (const SyXlsxStandIn *self, const char *relation)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  SyStatement *statement = g_new0 (SyStatement, 1);

  append_keys (sql, self->keys);
  for (guint i = 0; i < self->aggregates->len; i++)
    {
      const SyXlsxAggregate *aggregate = self->aggregates->pdata[i];
      gboolean counts = g_str_equal (aggregate->function, "count");

      g_string_append (sql, sql->len > strlen ("SELECT ") ? ", " : "");
      append_call (sql, counts ? "sum" : aggregate->function, aggregate->id, aggregate->id);
    }
  for (guint i = 0; i < self->model->columns->len; i++)
    {
      const SyModelColumn *column = self->model->columns->pdata[i];

      if (!column->formula)
        continue;
      g_string_append (sql, ", ");
      append_call (sql, "any_value", column->id, column->id);
    }
  g_string_append (sql, " FROM ");
  sy_sql_append_identifier (sql, relation);
  append_group (sql, self->keys);
  statement->sql = g_string_free (g_steal_pointer (&sql), FALSE);
  statement->names = g_ptr_array_new ();
  return statement;
}

static gboolean
read_rows (SyXlsxStandIn *self,
           SyEvaluation *evaluation,
           const SyStatement *statement,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *limit = g_strdup_printf (") LIMIT %d", SY_XLSX_MAX_STAND_IN_ROWS + 1);
  g_autoptr (SyFrame) frame =
      sy_evaluation_query (evaluation, statement, "SELECT * FROM (", limit, NULL, 0, cancellable, error);

  if (!frame)
    return FALSE;
  if (sy_frame_get_n_rows (frame) <= SY_XLSX_MAX_STAND_IN_ROWS)
    self->frame = sy_xlsx_frame_sort (frame, self->keys->len);
  return TRUE;
}

static gboolean
read_scan (Scan *self, SyEvaluation *evaluation, GCancellable *cancellable, GError **error)
{
  SyXlsxStandIn *finest = self->stand_ins->pdata[0];
  g_autoptr (SyStatement) scan = write_scan (self, finest, error);
  g_autofree char *relation = NULL;

  if (!scan)
    return FALSE;
  if (self->stand_ins->len == 1)
    return read_rows (finest, evaluation, scan, cancellable, error);
  relation = sy_evaluation_keep (evaluation, scan, cancellable, error);
  for (guint i = 0; relation && i < self->stand_ins->len; i++)
    {
      g_autoptr (SyStatement) statement = write_summary (self->stand_ins->pdata[i], relation);

      if (!read_rows (self->stand_ins->pdata[i], evaluation, statement, cancellable, error))
        return FALSE;
    }
  return relation != NULL;
}

gboolean
sy_xlsx_stand_ins_read (GPtrArray *stand_ins,
                        SyEvaluation *evaluation,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) scans = plan_scans (stand_ins);

  for (guint i = 0; i < scans->len; i++)
    if (!read_scan (scans->pdata[i], evaluation, cancellable, error))
      return FALSE;
  return TRUE;
}
