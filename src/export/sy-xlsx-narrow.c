/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four thousand products, each summed over sixty thousand rows, is a workbook that recalculates for a minute.
 * The rows of a stand-in are sorted by its first column, and neither they nor the keys of the reading table
 * change; so each key's first and last row are known, and SUMIFS need only look at
 * INDEX(column,first):INDEX(column,last). The largest and smallest, which Excel 2010 has as array formulas
 * only, gain most. */
#include "config.h"

#include "sy-xlsx-narrow.h"

#include "sy-functions.h"
#include "sy-xlsx-grain.h"
#include "sy-xlsx-rows.h"

/* Below this many comparisons a plain SUMIFS, which is easier to read, is fast enough. */
#define WORTH_IT 2000000

typedef struct
{
  guint first, last;
} Span;

void
sy_xlsx_narrow_free (SyXlsxNarrow *self)
{
  g_free (self->positions);
  g_free (self);
}

static gboolean
can_be_narrow (const SyExpression *call)
{
  return call->kind == SY_EXPRESSION_CALL
         && (call->function->id == SY_FUNCTION_SUMIFS || call->function->id == SY_FUNCTION_COUNTIFS
             || call->function->id == SY_FUNCTION_MAXIFS || call->function->id == SY_FUNCTION_MINIFS);
}

/* The stand-in of a conditional sum, count or extreme; NULL when it is none, or over rows that are there. */
static SyXlsxTable *
find_stand_in (const SyExpression *call, SyXlsxLayout *layout)
{
  const SyExcelLayout *excel = sy_xlsx_layout_get_excel (layout);
  g_autoptr (GPtrArray) criteria = NULL;
  SyModelTable *source = NULL, *found;
  guint n;

  if (!can_be_narrow (call))
    return NULL;
  criteria = g_ptr_array_new ();
  n = sy_function_get_n_criteria (call->function, call->children->len);
  for (guint i = 0; i < n; i++)
    {
      const SyExpression *column =
          sy_expression_get_child (call, sy_function_get_criteria_argument (call->function, i));

      if (column->kind != SY_EXPRESSION_COLUMN || !column->bound_column)
        return NULL;
      source = column->bound_table;
      g_ptr_array_add (criteria, column->bound_column);
    }
  found = source ? excel->stand_in (excel->user_data, source, criteria) : NULL;
  return found && found->columns->len > 0 ? sy_xlsx_layout_find_table (layout, found) : NULL;
}

/* The criterion that is a key of the table and the first column of the stand-in. */
static SyModelColumn *
find_key (const SyExpression *call, const SyXlsxTable *table, const SyXlsxTable *stand_in)
{
  const SyModelColumn *sorted = stand_in->model->columns->pdata[0];
  guint n = sy_function_get_n_criteria (call->function, call->children->len);

  for (guint i = 0; i < n; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);
      const SyExpression *column = sy_expression_get_child (call, at),
                         *criterion = sy_expression_get_child (call, at + 1);

      if (g_str_equal (column->bound_column->id, sorted->id) && criterion->kind == SY_EXPRESSION_CELL
          && criterion->bound_table == table->model && criterion->bound_column
          && !criterion->bound_column->bound && criterion->type == sorted->type)
        return criterion->bound_column;
    }
  return NULL;
}

/* --- where keys are --- */

static char *
dup_folded (SyFrame *frame, guint column, gint64 row)
{
  const char *text = sy_frame_get_text (frame, column, row);

  if (sy_frame_is_null (frame, column, row))
    return NULL;
  return text ? g_utf8_strdown (text, -1)
              : g_strdup_printf ("%.15g", sy_frame_get_double (frame, column, row));
}

/* Rows of one key are spelled alike for long stretches: those need no look at what the letters are. */
static gboolean
is_as_above (SyFrame *frame, guint column, gint64 row)
{
  const char *text = sy_frame_get_text (frame, column, row);
  const char *above = row > 0 ? sy_frame_get_text (frame, column, row - 1) : NULL;

  return text && above && (text == above || g_str_equal (text, above));
}

/* NULL when the rows of a key are not side by side. */
static GHashTable *
find_spans (const SyXlsxTable *stand_in)
{
  g_autoptr (GHashTable) spans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SyFrame *frame = stand_in->frame;
  guint column =
      (guint) sy_frame_find_column (frame, ((SyModelColumn *) stand_in->model->columns->pdata[0])->id);
  Span *span = NULL;

  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    {
      char *key;

      if (span && is_as_above (frame, column, row))
        {
          span->last = (guint) row + 1;
          continue;
        }
      key = dup_folded (frame, column, row);
      span = key ? g_hash_table_lookup (spans, key) : NULL;
      if (!key)
        continue;
      if (!span)
        {
          span = g_new0 (Span, 1);
          span->first = (guint) row + 1;
          g_hash_table_insert (spans, key, span);
        }
      else
        {
          g_free (key);
          if (span->last != (guint) row)
            return NULL;
        }
      span->last = (guint) row + 1;
    }
  return g_steal_pointer (&spans);
}

static SyXlsxNarrow *
make_narrow (SyXlsxTable *table, SyXlsxTable *stand_in, SyModelColumn *key)
{
  g_autoptr (GHashTable) spans = find_spans (stand_in);
  const SyXlsxColumn *column = sy_xlsx_table_find_column (table, key->id);
  SyXlsxNarrow *self;

  if (!spans || !column)
    return NULL;
  self = g_new0 (SyXlsxNarrow, 1);
  self->table = table;
  self->stand_in = stand_in;
  self->key = key;
  self->positions = g_new0 (guint, 2 * (gsize) table->n_rows);
  for (guint row = 0; row < table->n_rows; row++)
    {
      g_autofree char *text =
          row < table->n_kept ? dup_folded (table->frame, (guint) column->frame_column, row) : NULL;
      const Span *span = text ? g_hash_table_lookup (spans, text) : NULL;

      self->positions[2 * row] = span ? span->first : 1;
      self->positions[2 * row + 1] = span ? span->last : 1;
    }
  return self;
}

/* --- planning --- */

typedef struct
{
  SyXlsxTable *table;
  SyXlsxLayout *layout;
  GPtrArray *narrows;
} Plan;

static SyXlsxNarrow *
find_narrow (GPtrArray *narrows,
             const SyXlsxTable *table,
             const SyXlsxTable *stand_in,
             const SyModelColumn *key)
{
  for (guint i = 0; i < narrows->len; i++)
    {
      SyXlsxNarrow *narrow = narrows->pdata[i];

      if (narrow->table == table && narrow->stand_in == stand_in && narrow->key == key)
        return narrow;
    }
  return NULL;
}

static gboolean
visit_call (SyExpression *node, gpointer user_data)
{
  Plan *plan = user_data;
  SyXlsxTable *stand_in = find_stand_in (node, plan->layout);
  SyModelColumn *key = stand_in ? find_key (node, plan->table, stand_in) : NULL;
  SyXlsxNarrow *narrow;

  if (!key || (guint64) stand_in->n_rows * plan->table->n_rows < WORTH_IT
      || find_narrow (plan->narrows, plan->table, stand_in, key))
    return TRUE;
  narrow = make_narrow (plan->table, stand_in, key);
  if (narrow)
    g_ptr_array_add (plan->narrows, narrow);
  return TRUE;
}

GPtrArray *
sy_xlsx_narrow_plan (SyXlsxTable *table, SyXlsxLayout *layout)
{
  Plan plan = { table, layout, g_ptr_array_new_with_free_func ((GDestroyNotify) sy_xlsx_narrow_free) };

  if (table->is_stand_in || table->rows != SY_XLSX_ROWS_FIXED)
    return plan.narrows;
  for (guint i = 0; i < table->model->columns->len; i++)
    {
      SyModelColumn *column = table->model->columns->pdata[i];

      if (column->bound)
        sy_expression_walk (column->bound, visit_call, &plan);
    }
  return plan.narrows;
}

/* --- rewriting --- */

static SyExpression *
make_end (const SyXlsxNarrow *narrow, SyModelColumn *column, SyModelColumn *position)
{
  SyExpression *index = sy_expression_new (SY_EXPRESSION_CALL);
  SyExpression *whole = sy_expression_new (SY_EXPRESSION_COLUMN);

  index->text = g_strdup ("INDEX");
  index->function = sy_functions_get (SY_FUNCTION_INDEX);
  index->type = whole->type = column->type;
  whole->bound_table = narrow->stand_in->model;
  whole->bound_column = column;
  whole->is_column = TRUE;
  sy_expression_add_child (index, whole);
  sy_expression_add_child (index, sy_xlsx_rows_make_cell (narrow->table, position));
  return index;
}

static SyExpression *
make_range (const SyXlsxNarrow *narrow, SyModelColumn *column)
{
  SyExpression *range = sy_expression_new (SY_EXPRESSION_RANGE);

  range->bound_table = narrow->stand_in->model;
  range->bound_column = column;
  range->type = column->type;
  range->is_column = TRUE;
  sy_expression_add_child (range, make_end (narrow, column, narrow->first));
  sy_expression_add_child (range, make_end (narrow, column, narrow->last));
  return range;
}

/* The column of the stand-in that holds what is summed, counted or the largest of a combination. */
static SyModelColumn *
find_value (const SyExpression *call, SyModelTable *stand_in)
{
  const char *prefix = call->function->id == SY_FUNCTION_SUMIFS   ? "sum_"
                       : call->function->id == SY_FUNCTION_MAXIFS ? "max_"
                                                                  : "min_";
  g_autofree char *id = call->function->id == SY_FUNCTION_COUNTIFS
                            ? g_strdup ("rows")
                            : g_strconcat (prefix, sy_expression_get_child (call, 0)->bound_column->id, NULL);

  return sy_model_table_find_column (stand_in, id);
}

/* SUMIFS(sum_x,criteria…), SUMIFS(rows,criteria…) or MAXIFS(max_x,criteria…) over ranges of the stand-in. */
static SyExpression *
make_narrow_call (const SyExpression *call, const SyXlsxNarrow *narrow)
{
  SyModelTable *model = narrow->stand_in->model;
  gboolean counts = call->function->id == SY_FUNCTION_COUNTIFS;
  gboolean is_extreme = call->function->id == SY_FUNCTION_MAXIFS || call->function->id == SY_FUNCTION_MINIFS;
  SyModelColumn *value = find_value (call, model);
  SyExpression *made;

  if (!value)
    return NULL;
  made = sy_expression_new (SY_EXPRESSION_CALL);
  made->function = is_extreme ? call->function : sy_functions_get (SY_FUNCTION_SUMIFS);
  made->text = g_strdup (is_extreme ? call->text : "SUMIFS");
  made->type = is_extreme ? call->type : SY_TYPE_NUMBER;
  made->may_be_error = call->may_be_error;
  sy_expression_add_child (made, make_range (narrow, value));
  /* Where a combination has none the stand-in is blank. */
  ((SyExpression *) made->children->pdata[0])->may_be_blank = is_extreme;
  for (guint i = counts ? 0 : 1; i < call->children->len; i += 2)
    {
      const SyExpression *column = sy_expression_get_child (call, i);

      sy_expression_add_child (
          made, make_range (narrow, sy_model_table_find_column (model, column->bound_column->id)));
      sy_expression_add_child (made, sy_expression_copy (sy_expression_get_child (call, i + 1)));
    }
  return made;
}

SyExpression *
sy_xlsx_narrow_apply (SyExpression *bound, SyXlsxTable *table, GPtrArray *narrows, SyXlsxLayout *layout)
{
  SyXlsxTable *stand_in = find_stand_in (bound, layout);
  SyModelColumn *key = stand_in ? find_key (bound, table, stand_in) : NULL;
  SyXlsxNarrow *narrow = key ? find_narrow (narrows, table, stand_in, key) : NULL;
  SyExpression *made = narrow ? make_narrow_call (bound, narrow) : NULL;

  if (made)
    {
      sy_expression_unref (bound);
      return made;
    }
  for (guint i = 0; i < sy_expression_get_n_children (bound); i++)
    bound->children->pdata[i] = sy_xlsx_narrow_apply (bound->children->pdata[i], table, narrows, layout);
  return bound;
}
