/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A SUMIFS over ten million rows needs of them only their sums by its criteria columns. So each set of
 * criteria columns gets one table: the columns, the number of rows, and of every column that is aggregated
 * with them its sum, count, lowest and highest value. A criteria column that is computed from the row alone
 * is a value there; one that follows a parameter stays a formula, over the raw columns that it reads. */
#include "config.h"

#include "sy-xlsx-grain.h"

#include <glib/gi18n-lib.h>

#include "sy-functions.h"
#include "sy-xlsx-stand-in-private.h"

/* A set that few cells read is served by a larger one instead of a table of its own. */
#define FEW_CELLS 64

struct _SyXlsxGrain
{
  SyEvaluation *evaluation;
  GHashTable *memo;     /* borrowed */
  GPtrArray *stand_ins; /* (element-type SyXlsxStandIn) */
  GHashTable *sources;  /* SyModelTable → SyModelTable without columns */
  GPtrArray *tables;    /* (element-type SyXlsxTable) until they are taken */
};

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

  if (node->kind != SY_EXPRESSION_CALL || !(node->function->flags & SY_FUNCTION_AGGREGATE)
      || node->function->id == SY_FUNCTION_DISTINCTCOUNT) /* has tables of its own */
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

static gboolean
contains_all (GPtrArray *set, GPtrArray *wanted)
{
  for (guint i = 0; i < wanted->len; i++)
    if (!g_ptr_array_find (set, wanted->pdata[i], NULL))
      return FALSE;
  return TRUE;
}

static void
add_value (SyXlsxStandIn *self, SyModelColumn *value, guint parts)
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

static SyXlsxStandIn *
find_exact (GPtrArray *list, const SyXlsxUse *use)
{
  for (guint i = 0; i < list->len; i++)
    {
      SyXlsxStandIn *self = list->pdata[i];

      if (self->source == use->source && self->criteria->len == use->criteria->len
          && contains_all (self->criteria, use->criteria))
        return self;
    }
  return NULL;
}

/* The set with the fewest columns that has all of @criteria; but not @except. */
static SyXlsxStandIn *
choose (GPtrArray *list, const SyModelTable *source, GPtrArray *criteria, const SyXlsxStandIn *except)
{
  SyXlsxStandIn *best = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      SyXlsxStandIn *other = list->pdata[i];

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
      SyXlsxStandIn *self = list->pdata[i];
      SyXlsxStandIn *larger =
          self->n_cells <= FEW_CELLS ? choose (list, self->source, self->criteria, self) : NULL;

      if (!larger)
        {
          i++;
          continue;
        }
      larger->n_cells += self->n_cells;
      g_ptr_array_remove_index (list, i);
    }
}

static SyModelTable *
new_model_table (const SyModelTable *source, guint number)
{
  g_autofree char *title = g_strdup_printf (_ ("%s, summed up %u"), source->title, number);

  return sy_xlsx_stand_in_new_model (source, title);
}

SyXlsxGrain *
sy_xlsx_grain_new (SyEvaluation *evaluation, GHashTable *memo)
{
  SyXlsxGrain *self = g_new0 (SyXlsxGrain, 1);

  self->evaluation = evaluation;
  self->memo = memo;
  self->stand_ins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_xlsx_stand_in_free);
  self->sources = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sy_xlsx_stand_in_free_model);
  self->tables = g_ptr_array_new ();
  return self;
}

void
sy_xlsx_grain_free (SyXlsxGrain *self)
{
  for (guint i = 0; i < self->stand_ins->len; i++)
    sy_xlsx_stand_in_free_model (((SyXlsxStandIn *) self->stand_ins->pdata[i])->model);
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
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_xlsx_stand_in_free);
  GHashTable *memo = self->memo;

  g_hash_table_insert (self->sources, source, new_model_table (source, 0));
  for (guint i = 0; i < uses->len; i++)
    {
      const SyXlsxUse *use = uses->pdata[i];
      SyXlsxStandIn *stand_in = use->source == source ? find_exact (list, use) : NULL;

      if (!is_servable (use, source, memo))
        continue;
      if (!stand_in)
        {
          stand_in = sy_xlsx_stand_in_new (use);
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
  for (guint i = 0; i < list->len; i++)
    {
      SyXlsxStandIn *stand_in = list->pdata[i];

      stand_in->model = new_model_table (source, self->stand_ins->len + i + 1);
      sy_xlsx_stand_in_plan (stand_in, memo);
    }
  if (!sy_xlsx_stand_ins_read (list, self->evaluation, cancellable, error))
    {
      for (guint i = 0; i < list->len; i++)
        sy_xlsx_stand_in_free_model (((SyXlsxStandIn *) list->pdata[i])->model);
      return FALSE;
    }
  while (list->len > 0)
    {
      SyXlsxStandIn *stand_in = g_ptr_array_steal_index (list, 0);

      g_ptr_array_add (self->stand_ins, stand_in);
      if (stand_in->frame)
        g_ptr_array_add (self->tables, sy_xlsx_stand_in_make_table (stand_in));
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
  SyXlsxStandIn *best;

  if (!g_hash_table_contains (self->sources, table))
    return NULL;
  best = choose (self->stand_ins, table, criteria, NULL);
  return best && best->frame ? best->model : g_hash_table_lookup (self->sources, table);
}
