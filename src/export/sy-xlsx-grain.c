/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A SUMIFS over ten million rows needs of them only their sums by its criteria columns. So each set of
 * criteria columns gets one table: the columns, the number of rows, and of every column that is aggregated
 * with them its sum, count, lowest and highest value. A criteria column that is computed from the row alone
 * is a value there; one that follows a parameter stays a formula, over the raw columns that it reads. */
#include "config.h"

#include "sy-xlsx-grain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-functions.h"
#include "sy-sql-writer.h"

#define MAX_STAND_IN_ROWS 1048575
/* A set that few cells read is served by a larger one instead of a table of its own. */
#define FEW_CELLS 64

typedef struct
{
  SyModelTable *source;
  GPtrArray *criteria; /* (element-type SyModelColumn) of the source: values and formulas */
  GPtrArray *keys;     /* (element-type SyModelColumn) of the source: what is grouped by */
  GPtrArray *values;   /* (element-type SyModelColumn) */
  GArray *parts;       /* guint, parallel to values */
  guint n_criteria;    /* as formulas ask, without what they read in turn */
  guint64 n_cells;
  SyModelTable *model;
  SyFrame *frame;
} StandIn;

struct _SyXlsxGrain
{
  SyEvaluation *evaluation;
  GHashTable *memo;     /* borrowed */
  GPtrArray *stand_ins; /* (element-type StandIn) */
  GHashTable *sources;  /* SyModelTable → SyModelTable without columns */
  GPtrArray *tables;    /* (element-type SyXlsxTable) until they are taken */
};

/* --- does it follow a parameter? --- */

typedef struct
{
  GHashTable *memo;
  gboolean depends;
} Dependence;

static gboolean table_depends (const SyModelTable *table, GHashTable *memo);

static gboolean
column_depends (const SyModelColumn *column, GHashTable *memo)
{
  gpointer known;

  if (!column->bound)
    return FALSE;
  if (g_hash_table_lookup_extended (memo, column, NULL, &known))
    return GPOINTER_TO_INT (known);
  g_hash_table_insert (memo, (gpointer) column, GINT_TO_POINTER (FALSE));
  if (!sy_xlsx_depends_on_parameters (column->bound, memo))
    return FALSE;
  g_hash_table_insert (memo, (gpointer) column, GINT_TO_POINTER (TRUE));
  return TRUE;
}

static gboolean
name_depends (const SyModelName *name, GHashTable *memo)
{
  gpointer known;

  if (name->is_parameter)
    return TRUE;
  if (g_hash_table_lookup_extended (memo, name, NULL, &known))
    return GPOINTER_TO_INT (known);
  g_hash_table_insert (memo, (gpointer) name, GINT_TO_POINTER (FALSE));
  if (!sy_xlsx_depends_on_parameters (name->bound, memo))
    return FALSE;
  g_hash_table_insert (memo, (gpointer) name, GINT_TO_POINTER (TRUE));
  return TRUE;
}

static gboolean
visit_dependence (SyExpression *node, gpointer user_data)
{
  Dependence *self = user_data;

  if (self->depends)
    return FALSE;
  if (node->bound_name)
    self->depends = name_depends (node->bound_name, self->memo);
  if (!self->depends && node->bound_column
      && (node->kind == SY_EXPRESSION_COLUMN || node->kind == SY_EXPRESSION_CELL))
    self->depends = column_depends (node->bound_column, self->memo);
  /* Whole columns also follow the rows of their table. */
  if (!self->depends && node->kind == SY_EXPRESSION_COLUMN && node->bound_table)
    self->depends = table_depends (node->bound_table, self->memo);
  return !self->depends;
}

static gboolean
table_depends (const SyModelTable *table, GHashTable *memo)
{
  gpointer known;
  gboolean depends;

  if (table->rows_kind == SY_ROWS_INPUT)
    return TRUE;
  if (g_hash_table_lookup_extended (memo, table, NULL, &known))
    return GPOINTER_TO_INT (known);
  g_hash_table_insert (memo, (gpointer) table, GINT_TO_POINTER (FALSE));
  depends = (table->where_bound && sy_xlsx_depends_on_parameters (table->where_bound, memo))
            || (table->top_bound && sy_xlsx_depends_on_parameters (table->top_bound, memo))
            || (table->rows_bound && table->rows_kind != SY_ROWS_SOURCE
                && sy_xlsx_depends_on_parameters (table->rows_bound, memo));
  g_hash_table_insert (memo, (gpointer) table, GINT_TO_POINTER (depends));
  return depends;
}

GHashTable *
sy_xlsx_memo_new (SyPlan *plan)
{
  GHashTable *memo = g_hash_table_new (NULL, NULL);
  GPtrArray *names = sy_model_get_names (sy_plan_get_model (plan, NULL));

  for (guint i = 0; i < names->len; i++)
    {
      SyModelName *name = names->pdata[i];

      if (name->is_parameter
          || (!sy_plan_find_value (plan, name->id) && sy_plan_find_parameter (plan, name->id)))
        g_hash_table_insert (memo, name, GINT_TO_POINTER (TRUE));
    }
  return memo;
}

gboolean
sy_xlsx_depends_on_parameters (const SyExpression *bound, GHashTable *memo)
{
  Dependence self = { memo, FALSE };

  if (bound)
    sy_expression_walk ((SyExpression *) bound, visit_dependence, &self);
  return self.depends;
}

gboolean
sy_xlsx_column_depends_on_parameters (const SyModelColumn *column, GHashTable *memo)
{
  return column_depends (column, memo);
}

/* --- what reads a source --- */

static void
use_free (gpointer data)
{
  SyXlsxUse *use = data;

  g_ptr_array_unref (use->criteria);
  g_free (use);
}

GPtrArray *
sy_xlsx_uses_new (void)
{
  return g_ptr_array_new_with_free_func (use_free);
}

typedef struct
{
  GPtrArray *uses;
  SyModelTable *source;
  guint64 n_cells;
} Collection;

static guint
parts_of (const SyFunction *function)
{
  switch ((int) function->id)
    {
    case SY_FUNCTION_SUM:
    case SY_FUNCTION_SUMIF:
    case SY_FUNCTION_SUMIFS:
      return SY_XLSX_PART_SUM;
    case SY_FUNCTION_COUNT:
    case SY_FUNCTION_COUNTA:
    case SY_FUNCTION_COUNTBLANK:
      return SY_XLSX_PART_COUNT;
    case SY_FUNCTION_AVERAGE:
    case SY_FUNCTION_AVERAGEIF:
    case SY_FUNCTION_AVERAGEIFS:
      return SY_XLSX_PART_SUM | SY_XLSX_PART_COUNT;
    case SY_FUNCTION_MIN:
    case SY_FUNCTION_MINIFS:
      return SY_XLSX_PART_MIN;
    case SY_FUNCTION_MAX:
    case SY_FUNCTION_MAXIFS:
      return SY_XLSX_PART_MAX;
    default:
      return 0;
    }
}

static gboolean
visit_use (SyExpression *node, gpointer user_data)
{
  Collection *self = user_data;
  guint n = sy_expression_get_n_children (node);
  gboolean reads = FALSE;
  SyXlsxUse *use;
  int at;

  if (node->kind != SY_EXPRESSION_CALL || !(node->function->flags & SY_FUNCTION_AGGREGATE))
    return TRUE;
  for (guint i = 0; i < n; i++)
    reads = reads
            || (sy_expression_get_child (node, i)->kind == SY_EXPRESSION_COLUMN
                && sy_expression_get_child (node, i)->bound_table == self->source);
  if (!reads)
    return TRUE;
  use = g_new0 (SyXlsxUse, 1);
  use->source = self->source;
  use->criteria = g_ptr_array_new ();
  use->n_cells = self->n_cells;
  at = sy_function_get_value_argument (node->function, n);
  use->value = at >= 0 ? sy_expression_get_child (node, (guint) at)->bound_column : NULL;
  use->parts = use->value ? parts_of (node->function) : 0;
  for (guint i = 0; i < sy_function_get_n_criteria (node->function, n); i++)
    {
      SyModelColumn *column =
          sy_expression_get_child (node, sy_function_get_criteria_argument (node->function, i))->bound_column;

      if (column && !g_ptr_array_find (use->criteria, column, NULL))
        g_ptr_array_add (use->criteria, column);
    }
  g_ptr_array_add (self->uses, use);
  return TRUE;
}

void
sy_xlsx_grain_collect (GPtrArray *uses, SyModelTable *source, const SyExpression *bound, guint64 n_cells)
{
  Collection self = { uses, source, n_cells };

  sy_expression_walk ((SyExpression *) bound, visit_use, &self);
}

/* --- sets of criteria --- */

static void
stand_in_free (gpointer data)
{
  StandIn *self = data;

  g_ptr_array_unref (self->criteria);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->values);
  g_array_unref (self->parts);
  g_clear_object (&self->frame);
  g_free (self);
}

static gboolean
contains_all (GPtrArray *set, GPtrArray *wanted)
{
  for (guint i = 0; i < wanted->len; i++)
    if (!g_ptr_array_find (set, wanted->pdata[i], NULL))
      return FALSE;
  return TRUE;
}

static void
add_value (StandIn *self, SyModelColumn *value, guint parts)
{
  guint index;

  if (!value)
    return;
  if (!g_ptr_array_find (self->values, value, &index))
    {
      guint none = 0;

      index = self->values->len;
      g_ptr_array_add (self->values, value);
      g_array_append_val (self->parts, none);
    }
  g_array_index (self->parts, guint, index) |= parts;
}

static StandIn *
find_exact (GPtrArray *list, const SyXlsxUse *use)
{
  for (guint i = 0; i < list->len; i++)
    {
      StandIn *self = list->pdata[i];

      if (self->source == use->source && self->criteria->len == use->criteria->len
          && contains_all (self->criteria, use->criteria))
        return self;
    }
  return NULL;
}

static StandIn *
make_stand_in (const SyXlsxUse *use)
{
  StandIn *self = g_new0 (StandIn, 1);

  self->source = use->source;
  self->criteria = g_ptr_array_copy (use->criteria, NULL, NULL);
  self->n_criteria = use->criteria->len;
  self->keys = g_ptr_array_new ();
  self->values = g_ptr_array_new ();
  self->parts = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

/* The set with the fewest columns that has all of @criteria; but not @except. */
static StandIn *
choose (GPtrArray *list, const SyModelTable *source, GPtrArray *criteria, const StandIn *except)
{
  StandIn *best = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      StandIn *other = list->pdata[i];

      if (other != except && other->source == source && contains_all (other->criteria, criteria)
          && (!best || other->n_criteria < best->n_criteria))
        best = other;
    }
  return best;
}

static void
merge_small (GPtrArray *list)
{
  for (guint i = 0; i < list->len;)
    {
      StandIn *self = list->pdata[i];
      StandIn *larger = self->n_cells <= FEW_CELLS ? choose (list, self->source, self->criteria, self) : NULL;

      if (!larger)
        {
          i++;
          continue;
        }
      larger->n_cells += self->n_cells;
      g_ptr_array_remove_index (list, i);
    }
}

/* --- one stand-in --- */

static void expand_key (StandIn *self, SyModelColumn *column, GHashTable *memo);

typedef struct
{
  StandIn *self;
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
expand_key (StandIn *self, SyModelColumn *column, GHashTable *memo)
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
append_item (GString *sql,
             SyModelTable *table,
             const char *function,
             const char *prefix,
             const char *title,
             const SyModelColumn *value)
{
  g_autofree char *id = g_strdup_printf ("%s_%s", prefix, value->id);
  g_autofree char *shown = g_strdup_printf ("%s (%s)", value->title ? value->title : value->id, title);
  gboolean keeps_type = !g_str_equal (function, "count") && !g_str_equal (function, "sum");

  add_model_column (table, keeps_type ? value : NULL, id, shown)->may_be_blank = keeps_type;
  g_string_append_printf (sql, ", %s(", function);
  sy_sql_append_identifier (sql, value->id);
  g_string_append (sql, ") AS ");
  sy_sql_append_identifier (sql, id);
}

static char *
write_select (StandIn *self)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autofree char *unused = NULL;

  for (guint i = 0; i < self->keys->len; i++)
    {
      const SyModelColumn *key = self->keys->pdata[i];

      add_model_column (self->model, key, key->id, key->title ? key->title : key->id);
      sy_sql_append_identifier (sql, key->id);
      g_string_append (sql, ", ");
    }
  add_model_column (self->model, NULL, "rows", _ ("Rows"));
  g_string_append (sql, "count(*) AS \"rows\"");
  for (guint i = 0; i < self->values->len; i++)
    {
      const SyModelColumn *value = self->values->pdata[i];
      guint parts = g_array_index (self->parts, guint, i);

      /* translators: of a column: “Amount (sum)” */
      if (parts & SY_XLSX_PART_SUM)
        append_item (sql, self->model, "sum", "sum", _ ("sum"), value);
      if (parts & SY_XLSX_PART_COUNT)
        append_item (sql, self->model, "count", "n", _ ("count"), value);
      if (parts & SY_XLSX_PART_MIN)
        append_item (sql, self->model, "min", "min", _ ("lowest"), value);
      if (parts & SY_XLSX_PART_MAX)
        append_item (sql, self->model, "max", "max", _ ("highest"), value);
    }
  g_string_append (sql, " FROM (");
  return g_string_free (g_steal_pointer (&sql), FALSE);
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
add_formulas (StandIn *self)
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

/* Formula columns are needed as values too, cached in their cells: they are grouped by as well, which splits
 * nothing further. */
static char *
write_query_end (StandIn *self)
{
  g_autoptr (GString) sql = g_string_new (")");

  for (guint i = 0; i < self->keys->len; i++)
    {
      g_string_append (sql, i ? ", " : " GROUP BY ");
      sy_sql_append_identifier (sql, ((SyModelColumn *) self->keys->pdata[i])->id);
    }
  for (guint i = 0; i < self->keys->len; i++)
    {
      const SyModelColumn *key = self->keys->pdata[i];

      /* Spellings that differ by case stand together, as formulas take them for one. */
      g_string_append (sql, i ? ", " : " ORDER BY ");
      g_string_append (sql, key->type == SY_TYPE_TEXT ? "lower(CAST(" : "");
      sy_sql_append_identifier (sql, key->id);
      g_string_append (sql, key->type == SY_TYPE_TEXT ? " AS VARCHAR))" : "");
      g_string_append (sql, " NULLS FIRST");
    }
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
add_cached (StandIn *self, char *select)
{
  GString *sql = g_string_new (select);
  gsize at = (gsize) (strstr (sql->str, "count(*) AS \"rows\"") - sql->str);

  for (guint i = 0; i < self->model->columns->len; i++)
    {
      const SyModelColumn *column = self->model->columns->pdata[i];
      g_autoptr (GString) item = NULL;

      if (!column->formula)
        continue;
      item = g_string_new ("any_value(");
      sy_sql_append_identifier (item, column->id);
      g_string_append (item, ") AS ");
      sy_sql_append_identifier (item, column->id);
      g_string_append (item, ", ");
      g_string_insert (sql, (gssize) at, item->str);
    }
  g_free (select);
  return g_string_free (sql, FALSE);
}

static gboolean
read_stand_in (SyXlsxGrain *self, StandIn *stand_in, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyStatement) statement = NULL;
  g_autofree char *before = write_select (stand_in);
  g_autofree char *after = write_query_end (stand_in);

  add_formulas (stand_in);
  before = add_cached (stand_in, g_steal_pointer (&before));
  statement = sy_sql_writer_write_table (stand_in->source, NULL, error);
  if (!statement)
    return FALSE;
  stand_in->frame =
      sy_evaluation_query (self->evaluation, statement, before, after, NULL, 0, cancellable, error);
  return stand_in->frame != NULL;
}

static SyModelTable *
new_model_table (const SyModelTable *source, guint number)
{
  SyModelTable *table = g_new0 (SyModelTable, 1);

  table->id = g_strdup_printf ("%s~%u", source->id, number);
  table->title = g_strdup_printf (_ ("%s, summed up %u"), source->title, number);
  table->rows_kind = SY_ROWS_SOURCE;
  table->columns = g_ptr_array_new ();
  table->order = g_ptr_array_new ();
  return table;
}

static void
model_table_free (gpointer data)
{
  SyModelTable *table = data;

  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = table->columns->pdata[i];

      g_free (column->id);
      g_free (column->title);
      g_free (column->formula);
      g_clear_pointer (&column->bound, sy_expression_unref);
      g_free (column);
    }
  g_ptr_array_unref (table->columns);
  g_ptr_array_unref (table->order);
  g_free (table->id);
  g_free (table->title);
  g_free (table);
}

static void
add_table (SyXlsxGrain *self, StandIn *stand_in)
{
  SyXlsxTable *table = g_new0 (SyXlsxTable, 1);

  table->model = stand_in->model;
  table->area = SY_AREA_SOURCE;
  table->title = g_strdup (stand_in->model->title);
  table->is_streamed = table->is_stand_in = TRUE;
  table->frame = g_object_ref (stand_in->frame);
  table->n_kept = (guint) sy_frame_get_n_rows (stand_in->frame);
  table->n_rows = MAX (1, table->n_kept);
  g_ptr_array_add (self->tables, table);
}

SyXlsxGrain *
sy_xlsx_grain_new (SyEvaluation *evaluation, GHashTable *memo)
{
  SyXlsxGrain *self = g_new0 (SyXlsxGrain, 1);

  self->evaluation = evaluation;
  self->memo = memo;
  self->stand_ins = g_ptr_array_new_with_free_func (stand_in_free);
  self->sources = g_hash_table_new_full (NULL, NULL, NULL, model_table_free);
  self->tables = g_ptr_array_new ();
  return self;
}

void
sy_xlsx_grain_free (SyXlsxGrain *self)
{
  for (guint i = 0; i < self->stand_ins->len; i++)
    model_table_free (((StandIn *) self->stand_ins->pdata[i])->model);
  g_ptr_array_unref (self->stand_ins);
  g_hash_table_unref (self->sources);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

/* What is computed from a parameter can't be summed up beforehand. */
static gboolean
is_servable (const SyXlsxUse *use, const SyModelTable *source, GHashTable *memo)
{
  return use->source == source && !(use->value && sy_xlsx_column_depends_on_parameters (use->value, memo));
}

gboolean
sy_xlsx_grain_add_source (
    SyXlsxGrain *self, SyModelTable *source, GPtrArray *uses, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (stand_in_free);
  GHashTable *memo = self->memo;

  g_hash_table_insert (self->sources, source, new_model_table (source, 0));
  for (guint i = 0; i < uses->len; i++)
    {
      const SyXlsxUse *use = uses->pdata[i];
      StandIn *stand_in = use->source == source ? find_exact (list, use) : NULL;

      if (!is_servable (use, source, memo))
        continue;
      if (!stand_in)
        {
          stand_in = make_stand_in (use);
          g_ptr_array_add (list, stand_in);
        }
      stand_in->n_cells += use->n_cells;
    }
  merge_small (list);
  for (guint i = 0; i < uses->len; i++)
    {
      const SyXlsxUse *use = uses->pdata[i];

      if (is_servable (use, source, memo))
        add_value (choose (list, source, use->criteria, NULL), use->value, use->parts);
    }
  while (list->len > 0)
    {
      StandIn *stand_in = g_ptr_array_steal_index (list, 0);
      g_autoptr (GPtrArray) wanted = g_ptr_array_copy (stand_in->criteria, NULL, NULL);

      for (guint i = 0; i < wanted->len; i++)
        expand_key (stand_in, wanted->pdata[i], memo);
      stand_in->model = new_model_table (source, self->stand_ins->len + 1);
      g_ptr_array_add (self->stand_ins, stand_in);
      if (!read_stand_in (self, stand_in, cancellable, error))
        return FALSE;
      if (sy_frame_get_n_rows (stand_in->frame) <= MAX_STAND_IN_ROWS)
        add_table (self, stand_in);
      else
        g_clear_object (&stand_in->frame);
    }
  return TRUE;
}

GPtrArray *
sy_xlsx_grain_steal_tables (SyXlsxGrain *self)
{
  GPtrArray *tables = self->tables;

  self->tables = g_ptr_array_new ();
  return tables;
}

SyModelTable *
sy_xlsx_grain_find (SyXlsxGrain *self, const SyModelTable *table, GPtrArray *criteria)
{
  StandIn *best;

  if (!g_hash_table_contains (self->sources, table))
    return NULL;
  best = choose (self->stand_ins, table, criteria, NULL);
  return best && best->frame ? best->model : g_hash_table_lookup (self->sources, table);
}
