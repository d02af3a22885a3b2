/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of one state of the workbook. Nothing is computed before it is asked for; then what it reads comes
 * first, each table once, kept by the engine (see sy-relations.c). One lock an evaluation: a caller either
 * finds a result or makes it. */
#include "config.h"

#include "sy-evaluation-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-binder.h"
#include "sy-cache-key.h"
#include "sy-calendar-source.h"
#include "sy-dialect.h"
#include "sy-functions.h"
#include "sy-input.h"
#include "sy-job.h"
#include "sy-kernel-rows.h"
#include "sy-order-runs.h"
#include "sy-orders.h"
#include "sy-parser.h"
#include "sy-suggestion.h"
#include "sy-table-private.h"

struct _SyEvaluation
{
  GObject parent_instance;

  SyWorkbook *workbook;
  SyPlan *plan;
  SyModel *model;
  SyRelations *relations;
  char *language;

  GRecMutex lock;
  GHashTable *held;     /* SyModelTable → SyRelation */
  GHashTable *tables;   /* SyModelTable → SyTable */
  GHashTable *values;   /* SyModelName → Value */
  GPtrArray *kept;      /* (element-type SyRelation) rows that explanations have read */
  GHashTable *computed; /* text of a formula → Value */
  GHashTable *links;    /* SyModelTable → linked cells */
};

typedef struct
{
  SyValue value;
  char *text; /* what value.text points to */
} Value;

G_DEFINE_FINAL_TYPE (SyEvaluation, sy_evaluation, G_TYPE_OBJECT)

static void
value_free (gpointer data)
{
  Value *value = data;

  g_free (value->text);
  g_free (value);
}

static void
sy_evaluation_finalize (GObject *object)
{
  SyEvaluation *self = SY_EVALUATION (object);

  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->held);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->computed);
  g_hash_table_unref (self->links);
  g_ptr_array_unref (self->kept);
  sy_relations_unref (self->relations);
  sy_plan_unref (self->plan);
  g_object_unref (self->workbook);
  g_free (self->language);
  g_rec_mutex_clear (&self->lock);
  G_OBJECT_CLASS (sy_evaluation_parent_class)->finalize (object);
}

static void
sy_evaluation_class_init (SyEvaluationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_evaluation_finalize;
}

static void
sy_evaluation_init (SyEvaluation *self)
{
  g_rec_mutex_init (&self->lock);
  self->held = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sy_relation_unref);
  self->tables = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->values = g_hash_table_new_full (NULL, NULL, NULL, value_free);
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_relation_unref);
  self->computed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
  self->links = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
}

SyEvaluation *
sy_evaluation_new (
    SyWorkbook *workbook, SyPlan *plan, SyModel *model, SyRelations *relations, const char *language)
{
  SyEvaluation *self = g_object_new (SY_TYPE_EVALUATION, NULL);

  self->workbook = g_object_ref (workbook);
  self->plan = sy_plan_ref (plan);
  self->model = model;
  self->relations = sy_relations_ref (relations);
  self->language = g_strdup (language);
  return self;
}

SyWorkbook *
sy_evaluation_get_workbook (SyEvaluation *self)
{
  return self->workbook;
}

SyModel *
sy_evaluation_get_model (SyEvaluation *self)
{
  return self->model;
}

SyPlan *
sy_evaluation_get_plan (SyEvaluation *self)
{
  return self->plan;
}

const char *
sy_evaluation_get_language (SyEvaluation *self)
{
  return self->language;
}

static gboolean
is_computed (const SyModelTable *table)
{
  return table->rows_kind != SY_ROWS_SOURCE && table->rows_kind != SY_ROWS_INPUT;
}

/* A source of more rows than a sheet of Excel takes is looked at where it lies, without its computed columns:
 * they would make a copy of it all, for the few rows that are seen. */
#define MAX_COPIED_ROWS 1048575

/* A source without computed columns is read where it lies. */
static gboolean
is_read_in_place (const SyModelTable *table)
{
  if (is_computed (table))
    return FALSE;
  for (guint i = 0; i < table->columns->len; i++)
    if (((const SyModelColumn *) table->columns->pdata[i])->formula)
      return FALSE;
  return TRUE;
}

/* --- computing; the lock is held --- */

static gboolean
ensure_table (SyEvaluation *self, SyModelTable *table, GCancellable *cancellable, GError **error);
static const Value *
ensure_value (SyEvaluation *self, SyModelName *name, GCancellable *cancellable, GError **error);
static Value *compute_value (SyEvaluation *self,
                             const char *key,
                             const SyStatement *statement,
                             SyValueType type,
                             GCancellable *cancellable,
                             GError **error);

/* The values that a statement is bound to. (array length=statement->names->len) */
static SyValue *
collect_values (
    SyEvaluation *self, const SyStatement *statement, guint n_more, GCancellable *cancellable, GError **error)
{
  g_autofree SyValue *values = g_new0 (SyValue, statement->names->len + n_more + 1);

  for (guint i = 0; i < statement->names->len; i++)
    {
      const Value *value = ensure_value (self, statement->names->pdata[i], cancellable, error);
      if (!value)
        return NULL;
      values[i] = value->value;
    }
  return g_steal_pointer (&values);
}

static gboolean
ensure_reads (SyEvaluation *self, const SyModelStep *step, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  sy_model_get_reads (self->model, step, tables, names);
  for (guint i = 0; i < tables->len; i++)
    if (tables->pdata[i] != step->table && !ensure_table (self, tables->pdata[i], cancellable, error))
      return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!ensure_value (self, names->pdata[i], cancellable, error))
      return FALSE;
  return TRUE;
}

static void add_reads (SyEvaluation *self, const SyModelStep *step, GChecksum *key);

/* Relations by name, values as they are. All of it is there by now. @own: not to be looked into */
static void
add_parts (SyEvaluation *self, GPtrArray *tables, GPtrArray *names, const SyModelTable *own, GChecksum *key)
{
  for (guint i = 0; i < tables->len; i++)
    {
      SyModelTable *table = tables->pdata[i];
      SyModelStep below = { .table = table };
      sy_cache_key_add_text (key, table->relation);
      if (table == own || is_computed (table) || is_read_in_place (table))
        continue;
      sy_cache_key_add_table (key, table);
      add_reads (self, &below, key);
    }
  for (guint i = 0; i < names->len; i++)
    {
      const Value *value = g_hash_table_lookup (self->values, names->pdata[i]);
      sy_cache_key_add_name (key, names->pdata[i]);
      if (value)
        sy_cache_key_add_value (key, &value->value);
    }
}

/* Adds what a table or name reads. */
static void
add_reads (SyEvaluation *self, const SyModelStep *step, GChecksum *key)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  sy_model_get_reads (self->model, step, tables, names);
  add_parts (self, tables, names, step->table, key);
}

static char *
make_table_key (SyEvaluation *self, SyModelTable *table)
{
  g_autoptr (GChecksum) key = g_checksum_new (G_CHECKSUM_SHA256);
  SyModelStep step = { .table = table };

  sy_cache_key_add_text (key, is_computed (table) ? "table" : table->relation);
  sy_cache_key_add_table (key, table);
  add_reads (self, &step, key);
  return g_strdup (g_checksum_get_string (key));
}

static char *
make_name_key (SyEvaluation *self, SyModelName *name)
{
  g_autoptr (GChecksum) key = g_checksum_new (G_CHECKSUM_SHA256);
  SyModelStep step = { .name = name };

  sy_cache_key_add_text (key, "name");
  sy_cache_key_add_name (key, name);
  add_reads (self, &step, key);
  return g_strdup (g_checksum_get_string (key));
}

/* --- orders --- */

typedef struct
{
  const SyModelTable *table;
  gboolean found;
} OrderSearch;

/* Finds DISTINCTCOUNT(sales[order], …). */
static gboolean
find_order_count (SyExpression *expression, gpointer user_data)
{
  OrderSearch *search = user_data;
  const SyExpression *counted;

  if (expression->kind == SY_EXPRESSION_CALL && expression->function
      && expression->function->id == SY_FUNCTION_DISTINCTCOUNT)
    {
      counted = sy_expression_get_child (expression, 0);
      search->found = search->found
                      || (counted->bound_table == search->table && counted->bound_column
                          && g_str_equal (counted->bound_column->id, "order"));
    }
  return !search->found;
}

static gboolean
counts_orders (const SyModelStep *step, const SyModelTable *of)
{
  OrderSearch search = { of, FALSE };

  if (step->name && step->name->bound)
    sy_expression_walk (step->name->bound, find_order_count, &search);
  for (guint i = 0; step->table && i < step->table->columns->len; i++)
    {
      const SyModelColumn *column = step->table->columns->pdata[i];
      if (column->bound && !search.found)
        sy_expression_walk (column->bound, find_order_count, &search);
    }
  return search.found;
}

/* What is to be written next may be read from the orders of the sources that it reads. */
static void
attach_orders (SyEvaluation *self, const SyModelStep *step, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  sy_model_get_reads (self->model, step, tables, names);
  for (guint i = 0; i < tables->len; i++)
    {
      SyModelTable *table = tables->pdata[i];
      SySource *source =
          table->rows_kind == SY_ROWS_SOURCE ? sy_plan_find_source (self->plan, table->id) : NULL;
      SyRelation *relation = g_hash_table_lookup (self->held, table);

      if (source && relation)
        sy_orders_attach (sy_relation_get_engine (relation), source, table, counts_orders (step, table),
                          cancellable);
    }
}

/* --- kernels --- */

typedef struct
{
  GPtrArray *tables;
  GPtrArray *names;
} Reads;

static gboolean
collect_read (SyExpression *node, gpointer user_data)
{
  Reads *reads = user_data;

  if (node->bound_table && !g_ptr_array_find (reads->tables, node->bound_table, NULL))
    g_ptr_array_add (reads->tables, node->bound_table);
  if (node->bound_name && !g_ptr_array_find (reads->names, node->bound_name, NULL))
    g_ptr_array_add (reads->names, node->bound_name);
  return TRUE;
}

/* Of rows= alone: what the columns of the table do with it is no matter. */
static char *
make_kernel_key (SyEvaluation *self, const SyModelTable *table)
{
  g_autoptr (GChecksum) key = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Reads reads = { tables, names };

  sy_expression_walk (table->rows_bound, collect_read, &reads);
  sy_cache_key_add_text (key, "kernel");
  sy_cache_key_add_text (key, table->rows);
  add_parts (self, tables, names, table, key);
  return g_strdup (g_checksum_get_string (key));
}

static gboolean
compute_number (
    SyEvaluation *self, const SyExpression *bound, GArray *numbers, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyStatement) statement = sy_sql_writer_write_formula (self->model, bound, error);
  Value *value = statement ? compute_value (self, NULL, statement, bound->type, cancellable, error) : NULL;
  double number;

  if (!value)
    return FALSE;
  number = value->value.is_null                    ? (double) NAN
           : value->value.type == SY_COLUMN_DOUBLE ? value->value.number
                                                   : (double) value->value.integer;
  g_array_append_val (numbers, number);
  value_free (value);
  return TRUE;
}

/* Columns in one statement, as many arrays. */
static GPtrArray *
read_columns (
    SyEvaluation *self, GPtrArray *columns, const GArray *kinds, GCancellable *cancellable, GError **error)
{
  const SyModelColumn *first = columns->pdata[0];
  g_autoptr (SyStatement) statement = sy_sql_writer_write_columns (first->table, columns, error);
  g_autofree SyValue *values = statement ? collect_values (self, statement, 0, cancellable, error) : NULL;

  if (!values)
    return NULL;
  return sy_engine_read_arrays (sy_relations_get_engine (self->relations), statement->sql, values,
                                statement->names->len, (const SyArrayKind *) (gpointer) kinds->data,
                                kinds->len, cancellable, error);
}

/* All columns but the first one, which the orders tell. Without an error NULL means that they do not. */
static GPtrArray *
read_beside_runs (
    SyEvaluation *self, GPtrArray *columns, const GArray *kinds, GCancellable *cancellable, GError **error)
{
  const SyModelColumn *order = columns->pdata[0];
  g_autoptr (GPtrArray) others = g_ptr_array_copy (columns, NULL, NULL);
  g_autoptr (GArray) other_kinds = g_array_copy ((GArray *) kinds);
  g_autoptr (GPtrArray) arrays = NULL;
  SyArray *orders;

  g_ptr_array_remove_index (others, 0);
  g_array_remove_index (other_kinds, 0);
  arrays = read_columns (self, others, other_kinds, cancellable, error);
  if (!arrays)
    return NULL;
  orders = sy_order_runs_read (sy_relations_get_engine (self->relations), order->table,
                               ((const SyArray *) arrays->pdata[0])->n_rows, cancellable, error);
  if (!orders)
    return NULL;
  g_ptr_array_insert (arrays, 0, orders);
  return g_steal_pointer (&arrays);
}

static GPtrArray *
read_arrays (SyEvaluation *self,
             const SyModelTable *table,
             GPtrArray *columns,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GArray) kinds = sy_kernel_rows_list_kinds (table);
  const SyModelColumn *first = columns->pdata[0];

  if (columns->len > 1 && sy_kernel_rows_takes_runs (table) && sy_order_runs_tell (first->table, first))
    {
      g_autoptr (GError) failure = NULL;
      GPtrArray *arrays = read_beside_runs (self, columns, kinds, cancellable, &failure);

      if (arrays)
        return arrays;
      if (failure)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  return read_columns (self, columns, kinds, cancellable, error);
}

typedef struct
{
  SyJob *job;
  const SyModelTable *table;
} Watcher;

/* “Customer groups: 12,000 of 50,000 rows”. */
static void
report_kernel (const SyKernelReport *report, gpointer user_data)
{
  const Watcher *watcher = user_data;
  const char *title = watcher->table->title ? watcher->table->title : watcher->table->id;
  g_autofree char *counted = sy_job_format_progress (report->done, report->total, _ (report->unit));
  /* Translators: the title of a table that is computed, and how far that is */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), title, counted);

  sy_job_report_text (watcher->job, report->fraction, text);
}

static SyRelation *
run_kernel (
    SyEvaluation *self, SyModelTable *table, const char *key, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GPtrArray) arrays = NULL;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (SyJob) shown = sy_job_find (cancellable);
  Watcher watcher = { shown, table };
  SyKernelJob job = { cancellable, shown ? report_kernel : NULL, &watcher };
  SyKernelCall call = { table, NULL, numbers, &job };

  for (guint i = 1; i < sy_expression_get_n_children (table->rows_bound); i++)
    {
      const SyExpression *argument = sy_expression_get_child (table->rows_bound, i);

      if (argument->kind == SY_EXPRESSION_COLUMN)
        g_ptr_array_add (columns, argument->bound_column);
      else if (!compute_number (self, argument, numbers, cancellable, error))
        return NULL;
    }
  arrays = read_arrays (self, table, columns, cancellable, error);
  if (!arrays)
    return NULL;
  call.arrays = arrays;
  return sy_kernel_rows_compute (self->relations, key, &call, cancellable, error);
}

/* Afterwards what the kernel brings is there for the table's statement. */
static gboolean
ensure_kernel_rows (SyEvaluation *self, SyModelTable *table, GCancellable *cancellable, GError **error)
{
  g_autofree char *key = make_kernel_key (self, table);
  SyRelation *relation = sy_relations_find (self->relations, key);

  if (!relation)
    relation = run_kernel (self, table, key, cancellable, error);
  if (!relation)
    return FALSE;
  g_free (table->kernel_rows);
  table->kernel_rows = g_strdup (sy_relation_get_name (relation));
  g_ptr_array_add (self->kept, relation);
  return TRUE;
}

static SyRelation *
compute_rows (SyEvaluation *self, SyModelTable *table, GCancellable *cancellable, GError **error)
{
  g_autofree char *key = make_table_key (self, table);
  g_autoptr (SyStatement) statement = NULL;
  g_autofree SyValue *values = NULL;
  SyModelStep step = { .table = table };

  attach_orders (self, &step, cancellable);
  if (table->rows_kind == SY_ROWS_KERNEL && !ensure_kernel_rows (self, table, cancellable, error))
    return NULL;
  statement = sy_sql_writer_write_table (table, NULL, error);
  if (!statement)
    return NULL;
  values = collect_values (self, statement, 0, cancellable, error);
  if (!values)
    return NULL;
  return sy_relations_compute (self->relations, key, statement->sql, values, statement->names->len,
                               cancellable, error);
}

/* With the values of linked cells. */
static SyRelation *
compute_typed_rows (SyEvaluation *self, SyModelTable *table, GCancellable *cancellable, GError **error)
{
  const SyTemplateTable *definition = sy_plan_find_table (self->plan, table->id)->definition;
  g_autoptr (GPtrArray) linked = NULL;
  GHashTable *links = NULL;

  linked = sy_evaluation_compute_links (self, table, definition, &links, cancellable, error);
  if (!linked)
    return NULL;
  g_hash_table_replace (self->links, table, links);
  return sy_input_compute (self->relations, definition, sy_plan_get_input_rows (self->plan, table->id),
                           linked, cancellable, error);
}

static SyRelation *
find_stored_rows (SyEvaluation *self, SyModelTable *table, GCancellable *cancellable, GError **error)
{
  SySource *source = sy_plan_find_source (self->plan, table->id);

  if (source && source->imported && !sy_source_ensure (source->imported, cancellable, error))
    return NULL;
  if (table->rows_kind == SY_ROWS_SOURCE && source && source->is_built_in)
    return sy_calendar_source_compute (source,
                                       sy_catalogue_get_calendar (sy_workbook_get_catalogue (self->workbook)),
                                       sy_plan_get_sources (self->plan), self->relations, cancellable, error);
  if (table->rows_kind == SY_ROWS_SOURCE && source)
    return sy_source_ensure (source, cancellable, error) ? sy_relation_ref (source->relation) : NULL;
  return compute_typed_rows (self, table, cancellable, error);
}

/* Afterwards the table's relation is there, and what reads it can be computed. */
static gboolean
ensure_table (SyEvaluation *self, SyModelTable *table, GCancellable *cancellable, GError **error)
{
  SyModelStep step = { .table = table };
  SyRelation *relation;

  if (g_hash_table_contains (self->held, table))
    return TRUE;
  if (!ensure_reads (self, &step, cancellable, error))
    return FALSE;
  relation = is_computed (table) ? compute_rows (self, table, cancellable, error)
                                 : find_stored_rows (self, table, cancellable, error);
  if (!relation)
    {
      g_prefix_error (error, _ ("Table “%s”: "), table->title);
      return FALSE;
    }
  g_free (table->relation);
  table->relation = g_strdup (sy_relation_get_name (relation));
  g_hash_table_insert (self->held, table, relation);
  return TRUE;
}

static Value *
read_value (SyFrame *frame, guint column, SyValueType type)
{
  Value *value = g_new0 (Value, 1);

  if (sy_frame_get_n_rows (frame) > 0)
    value->value = sy_value_from_frame (frame, column, 0, type, &value->text);
  else
    value->value = SY_VALUE_NULL;
  return value;
}

static Value *
compute_value (SyEvaluation *self,
               const char *key,
               const SyStatement *statement,
               SyValueType type,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree SyValue *values = collect_values (self, statement, 0, cancellable, error);
  g_autoptr (SyFrame) frame = NULL;

  if (!values)
    return NULL;
  frame = sy_relations_query_once (self->relations, key, statement->sql, values, statement->names->len,
                                   cancellable, error);
  return frame ? read_value (frame, 0, type) : NULL;
}

static Value *
copy_bound_value (const SyTypedValue *bound)
{
  Value *value = g_new0 (Value, 1);

  value->value = bound->value;
  if (bound->value.type == SY_COLUMN_TEXT)
    {
      value->text = g_strdup (bound->canonical);
      value->value.text = value->text;
    }
  return value;
}

/* --- values together: a statement costs the engine more than what it computes of a small table --- */

/* So many in one statement; its planning grows faster than it. */
#define MAX_TOGETHER 24

/* Whether a value is known; what a parameter is set to is, once it is looked up. */
static gboolean
is_known (SyEvaluation *self, SyModelName *name)
{
  const SyTypedValue *bound = name->is_parameter ? sy_plan_get_bound_value (self->plan, name->id) : NULL;

  if (bound && !g_hash_table_contains (self->values, name))
    g_hash_table_insert (self->values, name, copy_bound_value (bound));
  return g_hash_table_contains (self->values, name);
}

/* Can be computed without computing or scanning anything else first. */
static gboolean
is_at_hand (SyEvaluation *self, SyModelName *name)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  SyModelStep step = { .name = name };

  if (!name->bound || is_known (self, name))
    return FALSE;
  sy_model_get_reads (self->model, &step, tables, names);
  for (guint i = 0; i < tables->len; i++)
    if (((SyModelTable *) tables->pdata[i])->rows_kind == SY_ROWS_SOURCE
        || !g_hash_table_contains (self->held, tables->pdata[i]))
      return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!is_known (self, names->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Takes what was computed for an earlier state; the others are left in @names, their keys in @keys. */
static void
find_answers (SyEvaluation *self, GPtrArray *names, GPtrArray *keys)
{
  GPtrArray *all = sy_model_get_names (self->model);

  for (guint i = 0; i < all->len && names->len < MAX_TOGETHER; i++)
    {
      SyModelName *name = all->pdata[i];
      g_autofree char *key = NULL;
      g_autoptr (SyFrame) frame = NULL;
      guint column;

      if (!is_at_hand (self, name))
        continue;
      key = make_name_key (self, name);
      frame = sy_relations_find_answer (self->relations, key, &column);
      if (frame)
        g_hash_table_insert (self->values, name, read_value (frame, column, name->type));
      else
        {
          g_ptr_array_add (names, name);
          g_ptr_array_add (keys, g_steal_pointer (&key));
        }
    }
}

/* All values that are at hand, in few statements. Where one can't be written or computed, nothing is said
 * here: whoever asks for it computes it alone and hears why. */
static void
compute_values_at_hand (SyEvaluation *self, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SyStatement) statement = NULL;
  g_autoptr (SyFrame) frame = NULL;
  g_autofree SyValue *values = NULL;

  find_answers (self, names, keys);
  if (names->len < 2)
    return;
  statement = sy_sql_writer_write_values (self->model, names, NULL);
  values = statement ? collect_values (self, statement, 0, cancellable, NULL) : NULL;
  if (values)
    frame = sy_relations_query_values (self->relations, (const char *const *) keys->pdata, keys->len,
                                       statement->sql, values, statement->names->len, cancellable, NULL);
  for (guint i = 0; frame && i < names->len; i++)
    {
      SyModelName *name = names->pdata[i];
      g_hash_table_insert (self->values, name, read_value (frame, i, name->type));
    }
}

static const Value *
ensure_value (SyEvaluation *self, SyModelName *name, GCancellable *cancellable, GError **error)
{
  Value *value = g_hash_table_lookup (self->values, name);
  const SyTypedValue *bound = name->is_parameter ? sy_plan_get_bound_value (self->plan, name->id) : NULL;
  g_autoptr (SyStatement) statement = NULL;
  g_autofree char *key = NULL;
  SyModelStep step = { .name = name };

  if (value)
    return value;
  if (bound)
    value = copy_bound_value (bound);
  else if (ensure_reads (self, &step, cancellable, error))
    {
      if (is_at_hand (self, name))
        compute_values_at_hand (self, cancellable);
      if (g_hash_table_contains (self->values, name))
        return g_hash_table_lookup (self->values, name);
      attach_orders (self, &step, cancellable);
      statement = sy_sql_writer_write_value (self->model, name, error);
      key = make_name_key (self, name);
      value = statement ? compute_value (self, key, statement, name->type, cancellable, error) : NULL;
    }
  if (!value)
    {
      g_prefix_error (error, _ ("“%s”: "), name->title);
      return NULL;
    }
  g_hash_table_insert (self->values, name, value);
  return value;
}

typedef struct
{
  SyEvaluation *self;
  GCancellable *cancellable;
  GError **error;
  gboolean ok;
} Preparation;

static gboolean
prepare_node (SyExpression *expression, gpointer user_data)
{
  Preparation *preparation = user_data;

  if (preparation->ok && expression->bound_table)
    preparation->ok = ensure_table (preparation->self, expression->bound_table, preparation->cancellable,
                                    preparation->error);
  if (preparation->ok && expression->bound_name)
    preparation->ok =
        ensure_value (preparation->self, expression->bound_name, preparation->cancellable, preparation->error)
        != NULL;
  return preparation->ok;
}

gboolean
sy_evaluation_prepare (SyEvaluation *self,
                       const SyExpression *bound,
                       GCancellable *cancellable,
                       GError **error)
{
  Preparation preparation = { self, cancellable, error, TRUE };

  g_rec_mutex_lock (&self->lock);
  sy_expression_walk ((SyExpression *) bound, prepare_node, &preparation);
  g_rec_mutex_unlock (&self->lock);
  return preparation.ok;
}

SyFrame *
sy_evaluation_query (SyEvaluation *self,
                     const SyStatement *statement,
                     const char *before,
                     const char *after,
                     const SyValue *more,
                     guint n_more,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *sql = g_strconcat (before, statement->sql, after, NULL);
  g_autofree SyValue *values = NULL;

  g_rec_mutex_lock (&self->lock);
  values = collect_values (self, statement, n_more, cancellable, error);
  g_rec_mutex_unlock (&self->lock);
  if (!values)
    return NULL;
  for (guint i = 0; i < n_more; i++)
    values[statement->names->len + i] = more[i];
  return sy_relations_query_once (self->relations, NULL, sql, values, statement->names->len + n_more,
                                  cancellable, error);
}

char *
sy_evaluation_keep (SyEvaluation *self,
                    const SyStatement *statement,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree SyValue *values = NULL;
  SyRelation *relation = NULL;

  g_rec_mutex_lock (&self->lock);
  values = collect_values (self, statement, 0, cancellable, error);
  if (values)
    relation = sy_relations_compute (self->relations, NULL, statement->sql, values, statement->names->len,
                                     cancellable, error);
  if (relation)
    g_ptr_array_add (self->kept, relation);
  g_rec_mutex_unlock (&self->lock);
  return relation ? g_strdup (sy_relation_get_name (relation)) : NULL;
}

/* --- tables --- */

static void
set_no_table (SyEvaluation *self, const char *id, GError **error)
{
  GPtrArray *tables = sy_plan_get_tables (self->plan);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *hint = NULL;

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];
      if (!table->unavailable)
        g_ptr_array_add (names, table->definition->id);
    }
  hint = sy_suggestion_make (id, names);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("There is no table “%s”%s"), id, hint);
}

static void
remove_computed (GPtrArray *columns)
{
  for (guint i = columns->len; i > 0; i--)
    if (((const SyTableColumn *) columns->pdata[i - 1])->is_formula)
      g_ptr_array_remove_index (columns, i - 1);
}

static SyTable *
make_table (SyEvaluation *self,
            SyWorkbookTable *listed,
            SyModelTable *table,
            GCancellable *cancellable,
            GError **error)
{
  gboolean in_place = is_read_in_place (table);
  g_autoptr (SyRelation) relation = NULL;
  GPtrArray *columns;

  if (!ensure_table (self, table, cancellable, error))
    return NULL;
  if (table->rows_kind == SY_ROWS_SOURCE)
    in_place = in_place || sy_relation_get_n_rows (g_hash_table_lookup (self->held, table)) > MAX_COPIED_ROWS;
  if (in_place || is_computed (table))
    relation = sy_relation_ref (g_hash_table_lookup (self->held, table));
  else
    relation = compute_rows (self, table, cancellable, error);
  if (!relation)
    return NULL;
  columns = sy_plan_describe_columns (self->plan, table);
  if (in_place)
    remove_computed (columns);
  return sy_table_new (listed->definition, columns, relation, in_place, self->plan, table);
}

static SyTable *
find_or_make_table (SyEvaluation *self, const char *id, GCancellable *cancellable, GError **error)
{
  SyWorkbookTable *listed = sy_plan_find_table (self->plan, id);
  SyModelTable *model;
  SyTable *table;

  if (!listed)
    {
      set_no_table (self, id, error);
      return NULL;
    }
  if (listed->unavailable)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS, _ ("Table “%s” is left out. %s"),
                   listed->definition->title, listed->unavailable);
      return NULL;
    }
  model = sy_model_find_table (self->model, listed->definition->id);
  table = g_hash_table_lookup (self->tables, model);
  if (table)
    return table;
  table = make_table (self, listed, model, cancellable, error);
  if (table)
    g_hash_table_insert (self->tables, model, table);
  return table;
}

/**
 * sy_evaluation_get_table:
 * @id: id or title
 *
 * Returns: (transfer full): the table; %NULL with %SY_WORKBOOK_ERROR_TABLE, _NEEDS or the
 *   engine's error
 */
SyTable *
sy_evaluation_get_table (SyEvaluation *self, const char *id, GCancellable *cancellable, GError **error)
{
  SyTable *table;

  g_return_val_if_fail (SY_IS_EVALUATION (self) && id, NULL);
  g_rec_mutex_lock (&self->lock);
  table = find_or_make_table (self, id, cancellable, error);
  if (table)
    g_object_ref (table);
  g_rec_mutex_unlock (&self->lock);
  return table;
}

/* --- names --- */

static void
set_no_name (SyEvaluation *self, const char *id, GError **error)
{
  SyWorkbookValue *value = sy_plan_find_value (self->plan, id);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *hint = NULL;

  if (value && value->unavailable)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS, _ ("“%s” is left out. %s"),
                   value->definition->title, value->unavailable);
      return;
    }
  for (guint i = 0; i < sy_model_get_names (self->model)->len; i++)
    g_ptr_array_add (names, ((SyModelName *) sy_model_get_names (self->model)->pdata[i])->id);
  hint = sy_suggestion_make (id, names);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("There is no value or parameter “%s”%s"),
               id, hint);
}

/**
 * sy_evaluation_get_value:
 * @id: id or title of a parameter or a named value
 * @value: (out): its text is borrowed from the evaluation
 *
 * Returns: %FALSE with %SY_WORKBOOK_ERROR_TABLE, _NEEDS or the engine's error
 */
gboolean
sy_evaluation_get_value (
    SyEvaluation *self, const char *id, SyValue *value, GCancellable *cancellable, GError **error)
{
  SyModelName *name;
  const Value *found;
  SyUnit unit;
  guint decimals;

  g_return_val_if_fail (SY_IS_EVALUATION (self) && id && value, FALSE);
  name = sy_model_find_name (self->model, id);
  if (!name)
    {
      set_no_name (self, id, error);
      return FALSE;
    }
  g_rec_mutex_lock (&self->lock);
  found = ensure_value (self, name, cancellable, error);
  g_rec_mutex_unlock (&self->lock);
  if (!found)
    return FALSE;
  *value = found->value;
  sy_plan_describe_name (self->plan, name->id, &unit, &decimals);
  if (value->type == SY_COLUMN_DOUBLE && (unit == SY_UNIT_DATE || unit == SY_UNIT_MONTH))
    {
      gboolean is_null = value->is_null;
      *value = SY_VALUE_DATE (is_null ? 0 : (gint64) floor (value->number) - SY_EXCEL_EPOCH);
      value->is_null = is_null;
    }
  return TRUE;
}

/* By what it reads, all of which is there. */
static char *
make_formula_key (SyEvaluation *self, const char *text, const SyExpression *bound)
{
  g_autoptr (GChecksum) key = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Reads reads = { tables, names };

  sy_expression_walk ((SyExpression *) bound, collect_read, &reads);
  sy_cache_key_add_text (key, "formula");
  sy_cache_key_add_text (key, text);
  add_parts (self, tables, names, NULL, key);
  return g_strdup (g_checksum_get_string (key));
}

/* @text: of the formula, to remember it by. */
static Value *
compute_bound (SyEvaluation *self,
               const char *text,
               const SyExpression *bound,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SyStatement) statement = NULL;
  g_autofree char *key = NULL;
  Value *value;

  if (!sy_evaluation_prepare (self, bound, cancellable, error))
    return NULL;
  statement = sy_sql_writer_write_formula (self->model, bound, error);
  if (!statement)
    return NULL;
  key = make_formula_key (self, text, bound);
  value = compute_value (self, key, statement, bound->type, cancellable, error);
  if (value)
    g_hash_table_insert (self->computed, g_strdup (text), value);
  return value;
}

static Value *
compute_formula (SyEvaluation *self, const char *formula, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyExpression) bound = sy_binder_bind_formula (self->model, NULL, formula, error);

  return bound ? compute_bound (self, formula, bound, cancellable, error) : NULL;
}

gboolean
sy_evaluation_compute_bound (SyEvaluation *self,
                             const char *text,
                             const SyExpression *bound,
                             SyValue *value,
                             GCancellable *cancellable,
                             GError **error)
{
  Value *computed;

  g_rec_mutex_lock (&self->lock);
  computed = g_hash_table_lookup (self->computed, text);
  if (!computed)
    computed = compute_bound (self, text, bound, cancellable, error);
  if (computed)
    *value = computed->value;
  g_rec_mutex_unlock (&self->lock);
  return computed != NULL;
}

GHashTable *
sy_evaluation_get_links (SyEvaluation *self, const char *table)
{
  SyModelTable *model = sy_model_find_table (self->model, table);
  GHashTable *links;

  g_rec_mutex_lock (&self->lock);
  links = model ? g_hash_table_lookup (self->links, model) : NULL;
  g_rec_mutex_unlock (&self->lock);
  return links;
}

/**
 * sy_evaluation_compute:
 * @formula: over names and whole columns
 * @value: (out): its text is borrowed from the evaluation
 *
 * Returns: %FALSE with a formula error or the engine's
 */
gboolean
sy_evaluation_compute (
    SyEvaluation *self, const char *formula, SyValue *value, GCancellable *cancellable, GError **error)
{
  Value *computed;

  g_return_val_if_fail (SY_IS_EVALUATION (self) && formula && value, FALSE);
  g_rec_mutex_lock (&self->lock);
  computed = g_hash_table_lookup (self->computed, formula);
  if (!computed)
    computed = compute_formula (self, formula, cancellable, error);
  if (computed)
    *value = computed->value;
  g_rec_mutex_unlock (&self->lock);
  return computed != NULL;
}
