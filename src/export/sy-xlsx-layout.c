/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-layout.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-source.h"
#include "sy-table-private.h"
#include "sy-xlsx-distinct.h"
#include "sy-xlsx-grain.h"
#include "sy-xlsx-narrow.h"
#include "sy-xlsx-rows.h"
#include "sy-xlsx-worksheet.h"

#define MAX_SHEET_ROWS 1048575
#define DEFAULT_COMPARISONS G_GUINT64_CONSTANT (100000000)
#define HEADER_ROW 3
#define EMPTY_INPUT_ROWS 12

struct _SyXlsxLayout
{
  SyEvaluation *evaluation;
  SyPlan *plan;
  SyModel *model;
  SyXlsxOptions options;
  GCancellable *cancellable;

  GPtrArray *tables;
  GPtrArray *names;
  GHashTable *by_table;  /* SyModelTable → SyXlsxTable */
  GHashTable *by_column; /* SyModelColumn → SyXlsxColumn */
  GHashTable *by_name;   /* SyModelName → SyXlsxName */
  GHashTable *patterns;  /* SyModelColumn → int: has values that criteria would not take as they are */
  GHashTable *values;    /* SyModelColumn → int: has texts that criteria would read as values */
  GHashTable *memo;
  GPtrArray *own_columns; /* (element-type SyModelColumn) candidates and conditions */
  GPtrArray *narrows;     /* (element-type SyXlsxNarrow) */
  GPtrArray *sheets;      /* (element-type utf8) of others */
  GPtrArray *worksheets;  /* (element-type SyXlsxWorksheet) */
  SyXlsxNames *sheet_names, *defined_names;
  SyXlsxGrain *grain;
  SyXlsxDistinct *distinct;
  SyExcelLayout excel;
};

static void
column_free (gpointer data)
{
  SyXlsxColumn *column = data;

  g_free (column->header);
  g_free (column->description);
  g_free (column->not_live);
  g_free (column);
}

static void
table_free (gpointer data)
{
  SyXlsxTable *table = data;

  g_free (table->title);
  g_free (table->description);
  g_free (table->name);
  g_free (table->sheet);
  g_free (table->rows_note);
  g_clear_object (&table->table);
  g_clear_object (&table->frame);
  g_clear_object (&table->candidates);
  g_clear_pointer (&table->keys, g_ptr_array_unref);
  g_clear_pointer (&table->columns, g_ptr_array_unref);
  g_free (table);
}

static void
name_free (gpointer data)
{
  SyXlsxName *name = data;

  g_free (name->defined);
  g_free (name->title);
  g_free (name->description);
  g_free (name->not_live);
  g_free (name);
}

static void
own_column_free (gpointer data)
{
  SyModelColumn *column = data;

  g_free (column->id);
  g_free (column->title);
  g_free (column);
}

void
sy_xlsx_layout_free (SyXlsxLayout *self)
{
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->names);
  g_hash_table_unref (self->by_table);
  g_hash_table_unref (self->by_column);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->patterns);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->memo);
  g_ptr_array_unref (self->own_columns);
  g_ptr_array_unref (self->narrows);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->worksheets);
  sy_xlsx_names_free (self->sheet_names);
  sy_xlsx_names_free (self->defined_names);
  g_clear_pointer (&self->grain, sy_xlsx_grain_free);
  g_clear_pointer (&self->distinct, sy_xlsx_distinct_free);
  g_free (self);
}

/* --- columns --- */

static SyXlsxColumn *
add_column (SyXlsxTable *table, SyXlsxColumnKind kind, SyModelColumn *model, int frame_column)
{
  SyXlsxColumn *column = g_new0 (SyXlsxColumn, 1);

  column->kind = kind;
  column->column = model;
  column->table = table;
  column->index = table->columns->len;
  column->frame_column = frame_column;
  column->type = model ? model->type : SY_TYPE_NUMBER;
  g_ptr_array_add (table->columns, column);
  return column;
}

static void
describe (SyXlsxColumn *column, const SyTableColumn *look)
{
  column->unit = look->unit;
  column->decimals = look->decimals;
  column->hidden = look->hidden;
  column->type = look->type;
  column->description = g_strdup (look->description);
}

/* Provenance of a source: the row is told, and the file and the sheet where there are several. */
static gboolean
is_left_out (SyXlsxLayout *self, const SyXlsxTable *table, const SyTableColumn *look, GHashTable *read)
{
  const SySource *source;

  if (table->model->rows_kind != SY_ROWS_SOURCE)
    return FALSE;
  if (g_hash_table_contains (read, sy_model_table_find_column (table->model, look->id)))
    return FALSE;
  if (look->hidden)
    return TRUE;
  if (!look->is_provenance)
    return FALSE;
  source = sy_plan_find_source (self->plan, table->model->id);
  return !source || source->info.files->len < 2 || g_str_equal (look->id, "_sheet");
}

static void
add_columns (SyXlsxLayout *self, SyXlsxTable *table, GHashTable *read)
{
  g_autoptr (SyXlsxNames) headers = sy_xlsx_names_new ();
  GPtrArray *looks = sy_table_get_columns (table->table);

  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->keys = g_ptr_array_new ();
  for (guint i = 0; i < looks->len; i++)
    {
      const SyTableColumn *look = looks->pdata[i];
      SyModelColumn *model = sy_model_table_find_column (table->model, look->id);
      SyXlsxColumn *column;

      if (!model || is_left_out (self, table, look, read))
        continue;
      column = add_column (table, SY_XLSX_COLUMN_PLAIN, model, (int) i + 1);
      describe (column, look);
      column->header = sy_xlsx_names_add_header (headers, look->title);
      if (!model->formula)
        g_ptr_array_add (table->keys, column);
    }
  if (g_hash_table_contains (read, table->model))
    {
      SyXlsxColumn *column = add_column (table, SY_XLSX_COLUMN_ROW, NULL, 0);

      column->header = sy_xlsx_names_add_header (headers, _ ("Row number"));
      column->unit = SY_UNIT_INTEGER;
      column->hidden = TRUE;
    }
}

static void
add_stand_in_columns (SyXlsxLayout *self, SyXlsxTable *table)
{
  g_autoptr (SyXlsxNames) headers = sy_xlsx_names_new ();

  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->keys = g_ptr_array_new ();
  for (guint i = 0; i < table->model->columns->len; i++)
    {
      SyModelColumn *model = table->model->columns->pdata[i];
      SyXlsxColumn *column =
          add_column (table, SY_XLSX_COLUMN_PLAIN, model, sy_frame_find_column (table->frame, model->id));

      column->header = sy_xlsx_names_add_header (headers, model->title);
      column->unit = model->type == SY_TYPE_DATE ? SY_UNIT_DATE : SY_UNIT_NONE;
    }
}

/* Keys as they may be, and whether they are. */
static void
add_condition_columns (SyXlsxLayout *self, SyXlsxTable *table)
{
  g_autoptr (SyXlsxNames) headers = sy_xlsx_names_new ();

  for (guint i = 0; i < table->columns->len; i++)
    g_free (sy_xlsx_names_add_header (headers, ((SyXlsxColumn *) table->columns->pdata[i])->header));
  for (guint i = 0; i <= table->keys->len; i++)
    {
      gboolean is_key = i < table->keys->len;
      const SyXlsxColumn *key = is_key ? table->keys->pdata[i] : NULL;
      SyModelColumn *model = g_new0 (SyModelColumn, 1);
      SyXlsxColumn *column;
      g_autofree char *title =
          is_key ? g_strdup_printf (_ ("%s, candidate"), key->header) : g_strdup (_ ("Counts"));

      model->id = g_strdup (is_key ? key->column->id : "~kept");
      model->title = g_strdup (title);
      model->type = is_key ? key->column->type : SY_TYPE_NUMBER;
      model->table = table->model;
      g_ptr_array_add (self->own_columns, model);
      column = add_column (table, is_key ? SY_XLSX_COLUMN_CANDIDATE : SY_XLSX_COLUMN_KEPT, model,
                           is_key ? (int) i : -1);
      column->header = sy_xlsx_names_add_header (headers, title);
      column->unit = is_key ? key->unit : SY_UNIT_INTEGER;
      column->decimals = is_key ? key->decimals : 0;
      column->hidden = TRUE;
    }
}

/* --- what formulas read, so that nothing they need is left out --- */

static gboolean
visit_read (SyExpression *node, gpointer user_data)
{
  GHashTable *read = user_data;

  if (node->bound_column)
    g_hash_table_add (read, node->bound_column);
  else if (node->bound_table && (node->kind == SY_EXPRESSION_CELL || node->kind == SY_EXPRESSION_COLUMN))
    g_hash_table_add (read, node->bound_table);
  return TRUE;
}

static GHashTable *
collect_read (SyXlsxLayout *self)
{
  GHashTable *read = g_hash_table_new (NULL, NULL);
  GPtrArray *tables = sy_model_get_tables (self->model);
  GPtrArray *names = sy_model_get_names (self->model);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyModelTable *table = tables->pdata[i];

      for (guint j = 0; j < table->columns->len; j++)
        if (((SyModelColumn *) table->columns->pdata[j])->bound)
          sy_expression_walk (((SyModelColumn *) table->columns->pdata[j])->bound, visit_read, read);
    }
  for (guint i = 0; i < names->len; i++)
    if (((SyModelName *) names->pdata[i])->bound)
      sy_expression_walk (((SyModelName *) names->pdata[i])->bound, visit_read, read);
  return read;
}

/* --- names --- */

static void
add_names (SyXlsxLayout *self)
{
  GPtrArray *names = sy_model_get_names (self->model);

  for (guint i = 0; i < names->len; i++)
    {
      SyModelName *model = names->pdata[i];
      SyXlsxName *name = g_new0 (SyXlsxName, 1);
      SyWorkbookValue *value = sy_plan_find_value (self->plan, model->id);
      SyWorkbookParameter *parameter = value ? NULL : sy_plan_find_parameter (self->plan, model->id);

      name->name = model;
      name->title = g_strdup (model->title ? model->title : model->id);
      sy_plan_describe_name (self->plan, model->id, &name->unit, &name->decimals);
      if (value)
        name->description = g_strdup (value->definition->description);
      if (parameter)
        {
          name->parameter = parameter->definition;
          name->description = g_strdup (parameter->definition->description);
          name->is_set = parameter->is_set || model->is_parameter;
          name->is_shown_parameter = !sy_plan_get_parameter_problem (self->plan, model->id);
        }
      name->defined = sy_xlsx_names_add_name (self->defined_names, name->title);
      g_hash_table_insert (self->by_name, model, name);
      g_ptr_array_add (self->names, name);
    }
}

/* --- tables --- */

static SyXlsxTable *
add_table (SyXlsxLayout *self, const SyTemplateTable *definition, GHashTable *read, GError **error)
{
  SyXlsxTable *table = g_new0 (SyXlsxTable, 1);

  table->model = sy_model_find_table (self->model, definition->id);
  table->definition = definition;
  table->area = definition->is_source ? SY_AREA_SOURCE : definition->area;
  table->title = g_strdup (definition->title);
  g_ptr_array_add (self->tables, table);
  g_hash_table_insert (self->by_table, table->model, table);
  table->table = sy_evaluation_get_table (self->evaluation, definition->id, self->cancellable, error);
  if (!table->table)
    return NULL;
  table->description = g_strdup (sy_table_get_description (table->table));
  if (sy_table_get_n_rows (table->table) > MAX_SHEET_ROWS)
    {
      g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_LIMIT,
                   _ ("Table “%s” has %" PRId64
                      " rows, a sheet holds 1,048,575. Narrow it with a condition in "
                      "its template, or write it as CSV."),
                   table->title, sy_table_get_n_rows (table->table));
      return NULL;
    }
  table->n_kept = (guint) sy_table_get_n_rows (table->table);
  table->n_rows = MAX (1, table->n_kept);
  add_columns (self, table, read);
  table->frame = sy_table_read_all (table->table, self->cancellable, error);
  if (table->model->rows_kind == SY_ROWS_INPUT && !definition->is_fixed)
    table->n_rows = MAX (EMPTY_INPUT_ROWS, table->n_kept + EMPTY_INPUT_ROWS / 2);
  table->is_streamed = table->model->rows_kind == SY_ROWS_SOURCE;
  return table->frame ? table : NULL;
}

/* Each formula of the workbook, and of how many cells it is. */
typedef void (*LookAtFormula) (const SyModelTable *table,
                               const SyExpression *bound,
                               guint64 n_cells,
                               gpointer data);

static void
look_at_formulas (SyXlsxLayout *self, LookAtFormula look, gpointer data)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const SyXlsxTable *table = self->tables->pdata[i];

      for (guint j = 0; j < table->model->columns->len; j++)
        {
          const SyModelColumn *column = table->model->columns->pdata[j];

          if (column->bound)
            look (table->model, column->bound, table->n_rows, data);
        }
    }
  for (guint i = 0; i < self->names->len; i++)
    {
      const SyXlsxName *name = self->names->pdata[i];

      if (name->name->bound)
        look (NULL, name->name->bound, 1, data);
    }
}

typedef struct
{
  GPtrArray *uses;
  SyModelTable *source;
} Uses;

static void
add_use (const SyModelTable *table, const SyExpression *bound, guint64 n_cells, gpointer data)
{
  Uses *self = data;

  if (table != self->source)
    sy_xlsx_grain_collect (self->uses, self->source, bound, n_cells);
}

static void
add_count (const SyModelTable *table, const SyExpression *bound, guint64 n_cells, gpointer distinct)
{
  sy_xlsx_distinct_collect (distinct, bound, n_cells);
}

/* Formulas over a source, and what recalculating them costs. */
static GPtrArray *
collect_uses (SyXlsxLayout *self, SyModelTable *source, guint64 *n_cells)
{
  Uses found = { sy_xlsx_uses_new (), source };

  look_at_formulas (self, add_use, &found);
  *n_cells = 0;
  for (guint i = 0; i < found.uses->len; i++)
    *n_cells += ((SyXlsxUse *) found.uses->pdata[i])->n_cells;
  return found.uses;
}

static SySource *
next_source (SyXlsxLayout *self, guint *at, const SyTemplateTable **definition)
{
  GPtrArray *listed = sy_plan_get_tables (self->plan);

  for (; *at < listed->len; (*at)++)
    {
      const SyWorkbookTable *table = listed->pdata[*at];

      if (!table->definition->is_source || table->unavailable)
        continue;
      *definition = table->definition;
      (*at)++;
      return sy_plan_find_source (self->plan, (*definition)->id);
    }
  return NULL;
}

/* Checks read sources too. */
static gboolean
place_sources (SyXlsxLayout *self, GHashTable *read, GError **error)
{
  guint64 max_rows =
      self->options.max_fact_rows ? MIN (self->options.max_fact_rows, MAX_SHEET_ROWS) : MAX_SHEET_ROWS;
  guint64 max_cost = self->options.max_comparisons ? self->options.max_comparisons : DEFAULT_COMPARISONS;
  const SyTemplateTable *definition = NULL;
  SySource *source;
  guint at = 0;

  while ((source = next_source (self, &at, &definition)))
    {
      SyModelTable *model = sy_model_find_table (self->model, definition->id);
      guint64 n_cells;
      g_autoptr (GPtrArray) uses = collect_uses (self, model, &n_cells);
      guint64 n_rows = (guint64) MAX (source->info.n_rows, 0);

      if (n_rows <= max_rows && (n_cells == 0 || n_rows <= max_cost / n_cells))
        {
          if (!add_table (self, definition, read, error))
            return FALSE;
          continue;
        }
      if (!self->grain)
        self->grain = sy_xlsx_grain_new (self->evaluation, self->memo);
      if (!sy_xlsx_grain_add_source (self->grain, model, uses, self->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* Counts of different values of any source. */
static gboolean
place_distinct (SyXlsxLayout *self, GError **error)
{
  guint64 max_cost = self->options.max_comparisons ? self->options.max_comparisons : DEFAULT_COMPARISONS;

  self->distinct = sy_xlsx_distinct_new (self->evaluation, self->memo);
  look_at_formulas (self, add_count, self->distinct);
  return sy_xlsx_distinct_read (self->distinct, max_cost, self->cancellable, error);
}

static void
take_stand_ins (SyXlsxLayout *self, GPtrArray *tables)
{
  for (guint i = 0; i < tables->len; i++)
    {
      SyXlsxTable *table = tables->pdata[i];

      add_stand_in_columns (self, table);
      g_ptr_array_add (self->tables, table);
      g_hash_table_insert (self->by_table, table->model, table);
    }
  g_ptr_array_unref (tables);
}

static gboolean
place_tables (SyXlsxLayout *self, GHashTable *read, GError **error)
{
  GPtrArray *listed = sy_plan_get_tables (self->plan);

  for (guint i = 0; i < listed->len; i++)
    {
      const SyWorkbookTable *table = listed->pdata[i];

      if (!table->unavailable && !table->definition->is_source
          && !add_table (self, table->definition, read, error))
        return FALSE;
    }
  if (!place_sources (self, read, error) || !place_distinct (self, error))
    return FALSE;
  if (self->grain)
    take_stand_ins (self, sy_xlsx_grain_steal_tables (self->grain));
  take_stand_ins (self, sy_xlsx_distinct_steal_tables (self->distinct));
  return TRUE;
}

static gboolean
plan_rows (SyXlsxLayout *self, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      SyXlsxTable *table = self->tables->pdata[i];

      if (!sy_xlsx_rows_plan (table, self->evaluation, self->names, self->tables, self->memo,
                              self->cancellable, error))
        return FALSE;
      if (table->rows == SY_XLSX_ROWS_WHERE)
        add_condition_columns (self, table);
    }
  return TRUE;
}

/* Columns for the first and last rows that a narrowed sum looks at. */
static void
add_position_columns (SyXlsxLayout *self, SyXlsxNarrow *narrow)
{
  SyXlsxTable *table = narrow->table;
  g_autoptr (SyXlsxNames) headers = sy_xlsx_names_new ();

  for (guint i = 0; i < table->columns->len; i++)
    g_free (sy_xlsx_names_add_header (headers, ((SyXlsxColumn *) table->columns->pdata[i])->header));
  for (guint i = 0; i < 2; i++)
    {
      SyModelColumn *model = g_new0 (SyModelColumn, 1);
      SyXlsxColumn *column;
      g_autofree char *title = g_strdup_printf (i == 0 ? _ ("First row in “%s”") : _ ("Last row in “%s”"),
                                                narrow->stand_in->title);

      model->id = g_strdup_printf ("~%s%u", i == 0 ? "first" : "last", self->own_columns->len);
      model->title = g_strdup (title);
      model->type = SY_TYPE_NUMBER;
      model->table = table->model;
      g_ptr_array_add (self->own_columns, model);
      *(i == 0 ? &narrow->first : &narrow->last) = model;
      column = add_column (table, SY_XLSX_COLUMN_POSITION, model, -1);
      column->header = sy_xlsx_names_add_header (headers, title);
      column->unit = SY_UNIT_INTEGER;
      column->hidden = TRUE;
      column->positions = narrow->positions + i;
    }
}

static void
plan_narrows (SyXlsxLayout *self)
{
  for (guint i = 0; self->grain && i < self->tables->len; i++)
    {
      g_autoptr (GPtrArray) found = sy_xlsx_narrow_plan (self->tables->pdata[i], self);

      while (found->len > 0)
        {
          SyXlsxNarrow *narrow = g_ptr_array_steal_index (found, 0);

          g_ptr_array_add (self->narrows, narrow);
          add_position_columns (self, narrow);
        }
    }
}

static int
compare_areas (gconstpointer a, gconstpointer b)
{
  return (int) (*(const SyXlsxTable *const *) a)->area - (int) (*(const SyXlsxTable *const *) b)->area;
}

/* “业务分析·日追踪”: the five areas are seen in the tabs. */
static char *
add_area_sheet (SyXlsxLayout *self, const SyXlsxTable *table)
{
  g_autofree char *title = g_strdup_printf ("%s·%s", sy_area_get_title (table->area), table->title);

  return sy_xlsx_names_add_sheet (self->sheet_names, title);
}

/* All that a worksheet of thinking has stands on one sheet. */
static gboolean
place_worksheets (SyXlsxLayout *self, GError **error)
{
  GPtrArray *templates = sy_plan_get_templates (self->plan);

  for (guint i = 0; i < templates->len; i++)
    {
      SyTemplate *template = templates->pdata[i];
      SyXlsxWorksheet *worksheet;

      if (!sy_template_is_worksheet (template))
        continue;
      worksheet = sy_xlsx_worksheet_new (self->evaluation, template, self->tables, self->cancellable, error);
      if (!worksheet)
        return FALSE;
      worksheet->sheet =
          sy_xlsx_names_add_sheet (self->sheet_names, sy_plan_get_title (self->plan, template));
      sy_xlsx_worksheet_place (worksheet);
      g_ptr_array_add (self->worksheets, worksheet);
    }
  return TRUE;
}

static gboolean
place_columns (SyXlsxLayout *self, GError **error)
{
  g_ptr_array_sort (self->tables, compare_areas);
  if (!place_worksheets (self, error))
    return FALSE;
  for (guint i = 0; i < self->tables->len; i++)
    {
      SyXlsxTable *table = self->tables->pdata[i];

      table->name = sy_xlsx_names_add_name (self->defined_names, table->title);
      if (!table->on_worksheet)
        {
          table->sheet = add_area_sheet (self, table);
          table->header_row = HEADER_ROW;
        }
      for (guint j = 0; j < table->columns->len; j++)
        {
          SyXlsxColumn *column = table->columns->pdata[j];

          if (column->column)
            g_hash_table_insert (self->by_column, column->column, column);
        }
    }
  return TRUE;
}

/* --- answers for the formula writer --- */

static SyXlsxTable *
get_table (gpointer self, const SyModelTable *table)
{
  SyXlsxTable *found = sy_xlsx_layout_find_table (self, table);

  g_assert (found);
  return found;
}

static const char *
table_name (gpointer self, const SyModelTable *table)
{
  return get_table (self, table)->name;
}

static SyXlsxColumn *
get_column (gpointer data, const SyModelColumn *column)
{
  SyXlsxLayout *self = data;
  SyXlsxColumn *found = g_hash_table_lookup (self->by_column, column);

  g_assert (found);
  return found;
}

static const char *
column_header (gpointer self, const SyModelColumn *column)
{
  return get_column (self, column)->header;
}

static SyXlsxColumn *
get_row_column (gpointer self, const SyModelTable *table)
{
  SyXlsxTable *found = get_table (self, table);

  for (guint i = 0; i < found->columns->len; i++)
    if (((SyXlsxColumn *) found->columns->pdata[i])->kind == SY_XLSX_COLUMN_ROW)
      return found->columns->pdata[i];
  g_assert_not_reached ();
}

static const char *
row_header (gpointer self, const SyModelTable *table)
{
  return get_row_column (self, table)->header;
}

static const char *
defined_name (gpointer data, const SyModelName *name)
{
  SyXlsxLayout *self = data;

  return ((SyXlsxName *) g_hash_table_lookup (self->by_name, name))->defined;
}

static void
tell_place (const SyXlsxColumn *column, const char **sheet, guint *col, guint *first_row, guint *last_row)
{
  *sheet = column->table->sheet;
  *col = column->table->first_col + column->index;
  *first_row = sy_xlsx_table_row (column->table, 0);
  *last_row = sy_xlsx_table_row (column->table, column->table->n_rows - 1);
}

static void
column_place (gpointer self,
              const SyModelColumn *column,
              const char **sheet,
              guint *col,
              guint *first_row,
              guint *last_row)
{
  tell_place (get_column (self, column), sheet, col, first_row, last_row);
}

static void
row_place (gpointer self,
           const SyModelTable *table,
           const char **sheet,
           guint *col,
           guint *first_row,
           guint *last_row)
{
  tell_place (get_row_column (self, table), sheet, col, first_row, last_row);
}

static SyModelTable *
find_stand_in (gpointer data, const SyModelTable *table, GPtrArray *criteria)
{
  SyXlsxLayout *self = data;

  return self->grain ? sy_xlsx_grain_find (self->grain, table, criteria) : NULL;
}

static SyModelTable *
find_distinct (gpointer data, const SyExpression *call, const char **reason)
{
  SyXlsxLayout *self = data;

  return sy_xlsx_distinct_find (self->distinct, call, reason);
}

static gboolean
reads_as_criterion (const char *text)
{
  return strpbrk (text, "*?~") || (*text && strchr ("<>=", *text));
}

static gboolean
needs_escape (gpointer data, const SyModelColumn *column)
{
  SyXlsxLayout *self = data;
  SyXlsxColumn *found = g_hash_table_lookup (self->by_column, column);
  gpointer known;
  gboolean needs = FALSE;

  if (column->type != SY_TYPE_TEXT)
    return FALSE;
  if (!found || found->frame_column < 0 || found->kind != SY_XLSX_COLUMN_PLAIN)
    return TRUE;
  if (g_hash_table_lookup_extended (self->patterns, column, NULL, &known))
    return GPOINTER_TO_INT (known);
  /* What is typed into a workbook can be anything. */
  needs = found->table->model->rows_kind == SY_ROWS_INPUT;
  for (gint64 row = 0; !needs && row < sy_frame_get_n_rows (found->table->frame); row++)
    {
      const char *text = sy_frame_get_text (found->table->frame, (guint) found->frame_column, row);

      needs = text && reads_as_criterion (text);
    }
  g_hash_table_insert (self->patterns, (gpointer) column, GINT_TO_POINTER (needs));
  return needs;
}

/* Words of a number, a date or a time: E of 1E3, AM, names of months and their first letters. */
static gboolean
is_value_word (const char *word, gsize length)
{
  static const char *const words[] = { "e",      "am",        "pm",      "january",  "february",
                                       "march",  "april",     "may",     "june",     "july",
                                       "august", "september", "october", "november", "december" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (length <= strlen (words[i]) && (length >= 3 || length == strlen (words[i]))
        && g_ascii_strncasecmp (word, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* Would a criterion take the text for a number, a date, a truth value or an error? */
static gboolean
reads_as_value (const char *text)
{
  gboolean has_digit = FALSE;

  if (*text == '#' || g_ascii_strcasecmp (text, "TRUE") == 0 || g_ascii_strcasecmp (text, "FALSE") == 0)
    return TRUE;
  for (const char *at = text; *at;)
    {
      gunichar c = g_utf8_get_char (at);
      gsize n = 0;

      while (g_ascii_isalpha (at[n]))
        n++;
      if (n > 0 ? !is_value_word (at, n)
                : !g_unichar_isdigit (c)
                      && !g_utf8_strchr (" +-.,:/()%$￥€£年月日时時分秒点點上下午％－．，：／", -1, c))
        return FALSE;
      has_digit = has_digit || (n == 0 && g_unichar_isdigit (c));
      at = n > 0 ? at + n : g_utf8_next_char (at);
    }
  return has_digit;
}

static gboolean
needs_exact (gpointer data, const SyModelColumn *column)
{
  SyXlsxLayout *self = data;
  SyXlsxColumn *found = g_hash_table_lookup (self->by_column, column);
  gpointer known;
  gboolean needs = FALSE;

  if (column->type != SY_TYPE_TEXT || !found || found->frame_column < 0
      || found->kind != SY_XLSX_COLUMN_PLAIN)
    return FALSE;
  if (g_hash_table_lookup_extended (self->values, column, NULL, &known))
    return GPOINTER_TO_INT (known);
  for (gint64 row = 0; !needs && row < sy_frame_get_n_rows (found->table->frame); row++)
    {
      const char *text = sy_frame_get_text (found->table->frame, (guint) found->frame_column, row);

      needs = text && reads_as_value (text);
    }
  g_hash_table_insert (self->values, (gpointer) column, GINT_TO_POINTER (needs));
  return needs;
}

SyXlsxLayout *
sy_xlsx_layout_new (SyEvaluation *evaluation,
                    const SyXlsxOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SyXlsxLayout) self = g_new0 (SyXlsxLayout, 1);
  g_autoptr (GHashTable) read = NULL;

  self->evaluation = evaluation;
  self->plan = sy_evaluation_get_plan (evaluation);
  self->model = sy_evaluation_get_model (evaluation);
  self->options = options ? *options : (SyXlsxOptions){ 0 };
  self->cancellable = cancellable;
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->names = g_ptr_array_new_with_free_func (name_free);
  self->by_table = g_hash_table_new (NULL, NULL);
  self->by_column = g_hash_table_new (NULL, NULL);
  self->by_name = g_hash_table_new (NULL, NULL);
  self->patterns = g_hash_table_new (NULL, NULL);
  self->values = g_hash_table_new (NULL, NULL);
  self->memo = sy_xlsx_memo_new (self->plan);
  self->own_columns = g_ptr_array_new_with_free_func (own_column_free);
  self->narrows = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_xlsx_narrow_free);
  self->sheets = g_ptr_array_new_with_free_func (g_free);
  self->worksheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_xlsx_worksheet_free);
  self->sheet_names = sy_xlsx_names_new ();
  self->defined_names = sy_xlsx_names_new ();
  self->excel =
      (SyExcelLayout){ self,      table_name,    column_header, row_header,  defined_name, column_place,
                       row_place, find_stand_in, needs_escape,  needs_exact, find_distinct };
  read = collect_read (self);
  add_names (self);
  if (!place_tables (self, read, error) || !plan_rows (self, error))
    return NULL;
  plan_narrows (self);
  if (!place_columns (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- asking --- */

const SyExcelLayout *
sy_xlsx_layout_get_excel (SyXlsxLayout *self)
{
  return &self->excel;
}

gboolean
sy_xlsx_layout_is_a1 (SyXlsxLayout *self)
{
  return self->options.a1;
}

SyEvaluation *
sy_xlsx_layout_get_evaluation (SyXlsxLayout *self)
{
  return self->evaluation;
}

GPtrArray *
sy_xlsx_layout_get_tables (SyXlsxLayout *self)
{
  return self->tables;
}

GPtrArray *
sy_xlsx_layout_get_names (SyXlsxLayout *self)
{
  return self->names;
}

SyXlsxTable *
sy_xlsx_layout_find_table (SyXlsxLayout *self, const SyModelTable *table)
{
  return g_hash_table_lookup (self->by_table, table);
}

SyXlsxTable *
sy_xlsx_layout_find_table_by_id (SyXlsxLayout *self, const char *id)
{
  const SyModelTable *table = sy_model_find_table (self->model, id);

  return table ? sy_xlsx_layout_find_table (self, table) : NULL;
}

SyXlsxColumn *
sy_xlsx_table_find_column (SyXlsxTable *table, const char *id)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyXlsxColumn *column = table->columns->pdata[i];

      if (column->kind == SY_XLSX_COLUMN_PLAIN && g_ascii_strcasecmp (column->column->id, id) == 0)
        return column;
    }
  return NULL;
}

SyXlsxName *
sy_xlsx_layout_find_name (SyXlsxLayout *self, const SyModelName *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

const char *
sy_xlsx_layout_add_sheet (SyXlsxLayout *self, const char *title)
{
  char *name = sy_xlsx_names_add_sheet (self->sheet_names, title);

  g_ptr_array_add (self->sheets, name);
  return name;
}

GPtrArray *
sy_xlsx_layout_get_narrows (SyXlsxLayout *self)
{
  return self->narrows;
}

GPtrArray *
sy_xlsx_layout_get_worksheets (SyXlsxLayout *self)
{
  return self->worksheets;
}

SyXlsxWorksheet *
sy_xlsx_layout_find_worksheet_of (SyXlsxLayout *self, const char *table)
{
  for (guint i = 0; i < self->worksheets->len; i++)
    {
      SyXlsxWorksheet *worksheet = self->worksheets->pdata[i];
      GPtrArray *tables = sy_template_get_tables (worksheet->template);

      for (guint j = 0; j < tables->len; j++)
        if (g_str_equal (((const SyTemplateTable *) tables->pdata[j])->id, table))
          return worksheet;
    }
  return NULL;
}

SyXlsxGrain *
sy_xlsx_layout_get_grain (SyXlsxLayout *self)
{
  return self->grain;
}

char *
sy_xlsx_column_range (const SyXlsxColumn *column, guint n_rows)
{
  const SyXlsxTable *table = column->table;
  guint col = table->first_col + column->index;

  return sy_xlsx_dup_range (table->sheet, sy_xlsx_table_row (table, 0), col,
                            sy_xlsx_table_row (table, (n_rows ? n_rows : table->n_rows) - 1), col);
}
