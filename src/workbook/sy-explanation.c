/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number taken apart: its formula in words, the same with the values put in, and the operands it is made
 * of, each of which can be taken apart in turn. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-explanation-private.h"
#include "sy-kernel-rows.h"
#include "sy-words-writer.h"
#include "sy-worksheet.h"

struct _SyExplanation
{
  GObject parent_instance;

  SyPlace place;             /* evaluation owned */
  SyModelColumn *column;     /* of a cell */
  SyModelName *name;         /* or a name */
  const SyLink *link;        /* of a linked cell; borrowed from the evaluation */
  const SyExpression *bound; /* NULL for source cells, keys and parameters */
  GPtrArray *parts;          /* (element-type SyExpression) parallel to operands */
  GPtrArray *operands;       /* (element-type SyOperand) */

  char *title, *formula, *words, *numbers, *result, *reason;
};

G_DEFINE_FINAL_TYPE (SyExplanation, sy_explanation, G_TYPE_OBJECT)

static void
operand_free (gpointer data)
{
  SyOperand *operand = data;

  if (operand->value.type == SY_COLUMN_TEXT)
    g_free ((char *) operand->value.text);
  g_free (operand->title);
  g_free (operand->text);
  g_free (operand->cell_table);
  g_free (operand->cell_column);
  g_free (operand->name);
  g_free (operand);
}

static void
sy_explanation_finalize (GObject *object)
{
  SyExplanation *self = SY_EXPLANATION (object);

  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_ptr_array_unref (self->operands);
  g_clear_object (&self->place.evaluation);
  g_free (self->title);
  g_free (self->formula);
  g_free (self->words);
  g_free (self->numbers);
  g_free (self->result);
  g_free (self->reason);
  G_OBJECT_CLASS (sy_explanation_parent_class)->finalize (object);
}

static void
sy_explanation_class_init (SyExplanationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_explanation_finalize;
}

static void
sy_explanation_init (SyExplanation *self)
{
  self->operands = g_ptr_array_new_with_free_func (operand_free);
}

/* --- operands --- */

/* The position that INDEX looks at: its value says which row can be opened. */
static const SyExpression *
get_position (const SyExpression *part)
{
  const SyExpression *column;

  if (part->kind != SY_EXPRESSION_CALL || !g_str_equal (part->text, "INDEX")
      || sy_expression_get_n_children (part) < 2)
    return NULL;
  column = sy_expression_get_child (part, 0);
  return column->kind == SY_EXPRESSION_COLUMN && column->bound_column ? sy_expression_get_child (part, 1)
                                                                      : NULL;
}

static GPtrArray *
list_parts (const SyExplanation *self, GPtrArray *operands)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < operands->len; i++)
    {
      const SyExpression *position = get_position (operands->pdata[i]);
      if (!((SyExpression *) operands->pdata[i])->is_column)
        g_ptr_array_add (all, operands->pdata[i]);
      if (position)
        g_ptr_array_add (all, (gpointer) position);
    }
  return all;
}

static void
open_operand (const SyExplanation *self,
              const SyExpression *part,
              const SyPartValues *values,
              SyOperand *operand)
{
  const SyExpression *position = get_position (part);
  const SyValue *row = position ? sy_part_values_find (values, position) : NULL;

  if (part->kind == SY_EXPRESSION_NAME && part->bound_name)
    operand->name = g_strdup (part->bound_name->id);
  else if (part->kind == SY_EXPRESSION_CELL && part->bound_column)
    {
      operand->cell_table = g_strdup (part->bound_column->table->id);
      operand->cell_column = g_strdup (part->bound_column->id);
      operand->cell_row = self->place.row;
    }
  else if (row && !row->is_null && row->type == SY_COLUMN_DOUBLE && row->number >= 1)
    {
      const SyModelColumn *column = sy_expression_get_child (part, 0)->bound_column;
      operand->cell_table = g_strdup (column->table->id);
      operand->cell_column = g_strdup (column->id);
      operand->cell_row = (gint64) row->number;
    }
  operand->has_rows = sy_part_is_aggregate (part);
}

static void
add_operand (SyExplanation *self, const SyExpression *part, const SyPartValues *values)
{
  const SyValue *value = sy_part_values_find (values, part);
  SyOperand *operand;

  if (!value)
    return;
  operand = g_new0 (SyOperand, 1);
  operand->title = sy_words_writer_write (part);
  operand->text = sy_part_format (self->place.evaluation, part, value);
  operand->value = *value;
  if (value->type == SY_COLUMN_TEXT)
    operand->value.text = g_strdup (value->text);
  operand->index = self->operands->len;
  open_operand (self, part, values, operand);
  g_ptr_array_add (self->operands, operand);
  g_ptr_array_add (self->parts, (gpointer) part);
}

typedef struct
{
  SyExplanation *self;
  const SyPartValues *values;
} Numbers;

static char *
dup_number (const SyExpression *part, gpointer user_data)
{
  Numbers *numbers = user_data;
  const SyValue *value = sy_part_values_find (numbers->values, part);

  return value ? sy_part_format (numbers->self->place.evaluation, part, value) : NULL;
}

static gboolean
take_apart (SyExplanation *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) operands = sy_words_writer_list_operands (self->bound);
  g_autoptr (GPtrArray) parts = list_parts (self, operands);
  g_autoptr (SyPartValues) values = sy_part_values_compute (&self->place, parts, cancellable, error);
  Numbers numbers = { self, values };

  if (!values)
    return FALSE;
  self->parts = g_ptr_array_new ();
  for (guint i = 0; i < operands->len; i++)
    add_operand (self, operands->pdata[i], values);
  self->words = sy_words_writer_write (self->bound);
  self->numbers = sy_words_writer_write_values (self->bound, dup_number, &numbers);
  return TRUE;
}

/* --- cells --- */

static char *
make_cell_title (SyTable *table, SyFrame *frame, int column, gint64 row, const char *language)
{
  const SyTableColumn *look = sy_table_get_columns (table)->pdata[column];
  char **key = sy_table_get_key (table);
  GString *title = g_string_new (look->title);

  for (guint i = 0; key[i]; i++)
    {
      g_autofree char *text = NULL;
      sy_table_format_cell (table, frame, (guint) sy_table_find_column (table, key[i]), 0, language, &text);
      g_string_append_printf (title, "%s%s", i ? " · " : " ", text);
    }
  if (!key[0])
    g_string_append_printf (title, " #%" G_GINT64_FORMAT, row);
  return g_string_free (title, FALSE);
}

/* Where a source's cell stands in its file. */
static char *
say_origin (SyTable *table, SyFrame *frame)
{
  int file = sy_table_find_column (table, "_file");
  int sheet = sy_table_find_column (table, "_sheet");
  int row = sy_table_find_column (table, "_row");
  const char *sheet_name;

  if (file < 0 || row < 0 || sy_frame_is_null (frame, (guint) file + 1, 0))
    return NULL;
  sheet_name = sheet < 0 ? NULL : sy_frame_get_text (frame, (guint) sheet + 1, 0);
  if (sheet_name && *sheet_name)
    return g_strdup_printf (_ ("row %" PRId64 " of sheet “%s” of “%s”"),
                            sy_frame_get_int64 (frame, (guint) row + 1, 0), sheet_name,
                            sy_frame_get_text (frame, (guint) file + 1, 0));
  return g_strdup_printf (_ ("row %" PRId64 " of “%s”"), sy_frame_get_int64 (frame, (guint) row + 1, 0),
                          sy_frame_get_text (frame, (guint) file + 1, 0));
}

static char *
say_plain (const SyExplanation *self, SyTable *table, SyFrame *frame)
{
  g_autofree char *origin = NULL;

  if (self->place.table->rows_kind == SY_ROWS_INPUT)
    return g_strdup (_ ("typed by hand"));
  if (self->place.table->rows_kind == SY_ROWS_KERNEL)
    return sy_kernel_rows_say (self->place.table);
  if (self->place.table->rows_kind != SY_ROWS_SOURCE)
    return g_strdup (_ ("a value that names the row"));
  origin = say_origin (table, frame);
  return origin ? g_steal_pointer (&origin) : g_strdup (_ ("a value of the source"));
}

/* The place of a typed cell among the columns that the template lists. */
static int
find_definition (SyExplanation *self)
{
  const SyWorkbookTable *listed =
      sy_plan_find_table (sy_evaluation_get_plan (self->place.evaluation), self->place.table->id);

  for (guint i = 0; listed && i < listed->definition->columns->len; i++)
    if (g_str_equal (((const SyTemplateColumn *) listed->definition->columns->pdata[i])->id,
                     self->column->id))
      return (int) i;
  return -1;
}

/* A linked cell is explained by the formula that it is; a place of its own it does not have. */
static gboolean
open_link (SyExplanation *self, GCancellable *cancellable, GError **error)
{
  int column = self->place.table->rows_kind == SY_ROWS_INPUT ? find_definition (self) : -1;
  g_autoptr (GError) cause = NULL;
  const SyLink *link;

  if (column < 0)
    return TRUE;
  link = sy_evaluation_find_link (self->place.evaluation, self->place.table->id,
                                  (guint) (self->place.row - 1), (guint) column, cancellable, &cause);
  if (cause)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (!link)
    return TRUE;
  self->link = link;
  self->bound = link->bound;
  self->formula = link->kind == SY_LINK_FORMULA ? g_strconcat ("=", link->target, NULL) : NULL;
  if (!link->bound)
    self->words = link->kind == SY_LINK_CHART ? g_strdup_printf (_ ("a link to the chart “%s”"), link->target)
                                              : g_strdup (_ ("a link that leads nowhere"));
  self->reason = link->bound ? NULL : g_strdup (link->problem);
  self->place.table = NULL;
  self->place.row = 0;
  return TRUE;
}

static gboolean
explain_cell (SyExplanation *self, SyTable *table, int column, GCancellable *cancellable, GError **error)
{
  const char *language = sy_evaluation_get_language (self->place.evaluation);
  g_autoptr (SyFrame) frame = sy_table_read (table, self->place.row - 1, 1, -1, FALSE, cancellable, error);

  if (!frame)
    return FALSE;
  if (sy_frame_get_n_rows (frame) == 0)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE,
                   _ ("“%s” has no row %" PRId64 ", only %" PRId64), sy_table_get_title (table),
                   self->place.row, sy_table_get_n_rows (table));
      return FALSE;
    }
  self->title = make_cell_title (table, frame, column, self->place.row, language);
  self->formula = g_strdup (self->column->formula);
  if (!open_link (self, cancellable, error))
    return FALSE;
  if (!self->bound && !self->link)
    self->words = say_plain (self, table, frame);
  else if (self->bound && !take_apart (self, cancellable, error))
    return FALSE;
  if (!sy_table_format_cell (table, frame, (guint) column, 0, language, &self->result) && self->bound
      && !self->reason)
    self->reason = sy_explanation_find_reason (&self->place, self->bound, cancellable);
  if (!self->reason && self->link)
    self->reason = g_strdup (self->link->problem ? self->link->problem : self->link->warning);
  return TRUE;
}

/**
 * sy_explanation_new_cell:
 * @table: id or title
 * @column: id or title
 * @row: row number, from 1
 *
 * Returns: (transfer full): the explanation; %NULL with %SY_WORKBOOK_ERROR_TABLE, _NEEDS, or the engine's
 * error
 */
SyExplanation *
sy_explanation_new_cell (SyEvaluation *evaluation,
                         const char *table,
                         const char *column,
                         gint64 row,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (SyExplanation) self = NULL;
  g_autoptr (SyTable) found = NULL;
  int index;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation) && table && column, NULL);
  found = sy_evaluation_get_table (evaluation, table, cancellable, error);
  if (!found)
    return NULL;
  index = sy_table_find_column (found, column);
  if (index < 0)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("“%s” has no column “%s”"),
                   sy_table_get_title (found), column);
      return NULL;
    }
  if (row < 1 || row > sy_table_get_n_rows (found))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE,
                   _ ("“%s” has no row %" PRId64 ", only %" PRId64), sy_table_get_title (found), row,
                   sy_table_get_n_rows (found));
      return NULL;
    }
  self = g_object_new (SY_TYPE_EXPLANATION, NULL);
  self->place = (SyPlace){ g_object_ref (evaluation), (SyModelTable *) sy_table_get_model (found), row };
  self->column = sy_model_table_find_column (
      self->place.table, ((SyTableColumn *) sy_table_get_columns (found)->pdata[index])->id);
  self->bound = self->column->formula ? self->column->bound : NULL;
  return explain_cell (self, found, index, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/* --- names --- */

static gboolean
explain_name (SyExplanation *self, GCancellable *cancellable, GError **error)
{
  SyEvaluation *evaluation = self->place.evaluation;
  SyValue value;

  if (!sy_evaluation_get_value (evaluation, self->name->id, &value, cancellable, error))
    return FALSE;
  self->title = g_strdup (self->name->title);
  self->formula = g_strdup (self->name->formula);
  self->result = sy_evaluation_format_value (evaluation, self->name->id, cancellable, error);
  if (!self->result)
    return FALSE;
  if (!self->bound)
    {
      self->words = g_strdup (_ ("a parameter"));
      return TRUE;
    }
  if (!take_apart (self, cancellable, error))
    return FALSE;
  if (value.is_null)
    self->reason = sy_explanation_find_reason (&self->place, self->bound, cancellable);
  return TRUE;
}

SyExplanation *
sy_explanation_new_name (SyEvaluation *evaluation,
                         const char *name,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (SyExplanation) self = NULL;
  SyValue value;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation) && name, NULL);
  /* Says what is wrong with the name, too. */
  if (!sy_evaluation_get_value (evaluation, name, &value, cancellable, error))
    return NULL;
  self = g_object_new (SY_TYPE_EXPLANATION, NULL);
  self->place = (SyPlace){ g_object_ref (evaluation), NULL, 0 };
  self->name = sy_model_find_name (sy_evaluation_get_model (evaluation), name);
  self->bound = self->name->is_parameter ? NULL : self->name->bound;
  return explain_name (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/* --- asking --- */

const char *
sy_explanation_get_title (SyExplanation *self)
{
  return self->title;
}

char *
sy_explanation_dup_link (SyExplanation *self)
{
  if (!self->link || self->link->kind == SY_LINK_NONE)
    return NULL;
  return g_strconcat (self->link->kind == SY_LINK_CHART ? "chart:" : "=", self->link->target, NULL);
}

const char *
sy_explanation_get_formula (SyExplanation *self)
{
  return self->formula;
}

const char *
sy_explanation_get_words (SyExplanation *self)
{
  return self->words;
}

const char *
sy_explanation_get_numbers (SyExplanation *self)
{
  return self->numbers;
}

const char *
sy_explanation_get_result (SyExplanation *self)
{
  return self->result;
}

const char *
sy_explanation_get_reason (SyExplanation *self)
{
  return self->reason;
}

GPtrArray *
sy_explanation_get_operands (SyExplanation *self)
{
  return self->operands;
}

SyRowsBehind *
sy_explanation_read_rows (
    SyExplanation *self, gint64 first, gint64 count, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SY_IS_EXPLANATION (self), NULL);
  if (self->column && !self->link)
    return sy_rows_behind_read_cell (&self->place, self->column, first, count, cancellable, error);
  return self->bound ? sy_rows_behind_read (&self->place, self->bound, first, count, cancellable, error)
                     : NULL;
}

SyRowsBehind *
sy_explanation_read_operand_rows (
    SyExplanation *self, guint operand, gint64 first, gint64 count, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SY_IS_EXPLANATION (self) && self->parts && operand < self->parts->len, NULL);
  return sy_rows_behind_read (&self->place, self->parts->pdata[operand], first, count, cancellable, error);
}
