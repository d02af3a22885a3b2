/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aggregates for the Excel writer: criteria, the functions newer than Excel 2010, and stand-ins for sources
 * that are exported pre-aggregated. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-criteria.h"
#include "sy-excel-writer-private.h"
#include "sy-functions.h"
#include "sy-position.h"

static int
give_up_on (SyExcelWriter *writer, const SyExpression *call, const char *reason)
{
  return sy_excel_give_up (writer, g_strdup_printf ("%s: %s", call->function->name, reason));
}

/* --- criteria as arguments of SUMIFS and its kind --- */

static void
write_sound_criterion (SyExcelWriter *writer, GString *out, const SyExpression *argument)
{
  g_auto (SyCriterionArgument) read = sy_criterion_argument_read (argument);
  gboolean equality = read.op == SY_OP_EQUAL || read.op == SY_OP_UNEQUAL;

  if (read.form != SY_CRITERION_FORM_COMPARE || !equality || !sy_excel_needs_escape (writer, read.operand))
    {
      sy_excel_write_node (writer, out, argument);
      return;
    }
  if (writer->a1 && read.op == SY_OP_EQUAL)
    {
      /* Gnumeric, which plain references are for, takes what stands behind "=" literally, "~*" too: so "="
       * only before what would else be read as a comparison. */
      g_string_append (out, "IF(ISNUMBER(FIND(LEFT(");
      sy_excel_write_node (writer, out, read.operand);
      g_string_append (out, "),\"<>=\")),\"=\",\"\")&");
      writer->deepest = MAX (writer->deepest, writer->depth + 4);
    }
  else
    g_string_append_printf (out, "\"%s\"&", sy_operator_get_text (read.op));
  sy_excel_write_plain_text (writer, out, read.operand);
}

typedef struct
{
  GHashTable *seen; /* columns and names */
  gboolean found;
} ErrorSearch;

static gboolean
find_error (SyExpression *node, gpointer user_data)
{
  ErrorSearch *search = user_data;
  gpointer read = node->bound_column ? (gpointer) node->bound_column : (gpointer) node->bound_name;
  SyExpression *bound = node->bound_column ? node->bound_column->bound
                        : node->bound_name ? node->bound_name->bound
                                           : NULL;
  gboolean is_origin = node->may_be_error && !read;

  if (search->found || !node->may_be_error)
    return FALSE;
  if (read)
    {
      if (bound && g_hash_table_add (search->seen, read))
        sy_expression_walk (bound, find_error, search);
      return FALSE;
    }
  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    is_origin = is_origin && !sy_expression_get_child (node, i)->may_be_error;
  search->found = is_origin
                  && !(node->kind == SY_EXPRESSION_CALL
                       && (node->function->id == SY_FUNCTION_DATE || node->function->id == SY_FUNCTION_EDATE
                           || node->function->id == SY_FUNCTION_EOMONTH));
  return !search->found;
}

/* Dates before 1900 aside, which nobody reckons with: a formula full of IFERROR for their sake would not be
 * read. */
static gboolean
is_error_to_expect (const SyExpression *argument)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  ErrorSearch search = { seen, FALSE };

  sy_expression_walk ((SyExpression *) argument, find_error, &search);
  return search.found;
}

/* A criterion that is an error finds no row with a value: that is what Excel does; LibreOffice would give the
 * error. A character that no cell can hold says it to both. */
static void
write_criterion (SyExcelWriter *writer, GString *out, const SyExpression *argument)
{
  if (!is_error_to_expect (argument))
    {
      write_sound_criterion (writer, out, argument);
      return;
    }
  sy_excel_begin_call (writer, out, "IFERROR");
  write_sound_criterion (writer, out, argument);
  g_string_append (out, ",CHAR(1)");
  sy_excel_end_call (writer, out);
  writer->deepest = MAX (writer->deepest, writer->depth + 2);
}

/* The column that stands for @argument: itself, or the one of the same id in the stand-in. */
static void
write_criteria_column (SyExcelWriter *writer,
                       GString *out,
                       const SyExpression *argument,
                       SyModelTable *stand_in)
{
  if (!stand_in)
    sy_excel_write_node (writer, out, argument);
  else
    sy_excel_write_column (writer, out, stand_in,
                           sy_model_table_find_column (stand_in, argument->bound_column->id));
}

/* A criterion that holds for all rows of a stand-in, which then doesn't have its column. */
static gboolean
is_settled (const SyExpression *call, guint argument, SyModelTable *stand_in)
{
  const SyExpression *column = sy_expression_get_child (call, argument);

  return stand_in && call->function->id == SY_FUNCTION_DISTINCTCOUNT && column->bound_column
         && !sy_model_table_find_column (stand_in, column->bound_column->id);
}

static void
write_pairs (SyExcelWriter *writer, GString *out, const SyExpression *call, SyModelTable *stand_in)
{
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));

  for (guint i = 0; i < n; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);

      if (is_settled (call, at, stand_in))
        continue;
      g_string_append_c (out, ',');
      write_criteria_column (writer, out, sy_expression_get_child (call, at), stand_in);
      g_string_append_c (out, ',');
      write_criterion (writer, out, sy_expression_get_child (call, at + 1));
    }
}

/* --- criteria as conditions of an array formula --- */

typedef struct
{
  const SyExpression *argument; /* the criteria column */
  char *text;                   /* as it is written */
  gboolean may_be_blank;
  gboolean is_guarded; /* blanks are kept out already */
} Tested;

/* (column op operand), blanks let through or kept out as criteria do. */
static void
append_comparison (GString *out, Tested *tested, SyOperator op, const char *operand)
{
  const char *sign = sy_operator_get_text (op);

  if (!tested->may_be_blank)
    g_string_append_printf (out, "(%s%s%s)", tested->text, sign, operand);
  else if (op == SY_OP_UNEQUAL)
    g_string_append_printf (out, "((%s<>%s)+(%s=\"\")>0)", tested->text, operand, tested->text);
  else
    {
      g_string_append_printf (out, "(%s%s%s)*(%s<>\"\")", tested->text, sign, operand, tested->text);
      tested->is_guarded = TRUE;
    }
}

/* CHAR(1) at both ends makes SEARCH, which looks for a part, find whole texts only. */
static void
append_pattern (GString *out, Tested *tested, SyOperator op, const char *pattern)
{
  g_autoptr (GString) quoted = g_string_new (NULL);

  sy_excel_write_text (quoted, pattern);
  g_string_append_printf (out,
                          op == SY_OP_EQUAL ? "ISNUMBER(SEARCH(CHAR(1)&%s&CHAR(1),CHAR(1)&%s&CHAR(1)))"
                                            : "(ISERROR(SEARCH(CHAR(1)&%s&CHAR(1),CHAR(1)&%s&CHAR(1)))",
                          quoted->str, tested->text);
  if (op == SY_OP_EQUAL && tested->may_be_blank)
    {
      g_string_append_printf (out, "*(%s<>\"\")", tested->text);
      tested->is_guarded = TRUE;
    }
  if (op != SY_OP_EQUAL)
    g_string_append_printf (out, tested->may_be_blank ? "+(%s=\"\")>0)" : ")", tested->text);
}

static void
append_blank (GString *out, const Tested *tested, SyOperator op)
{
  if (op == SY_OP_NONE)
    g_string_append_printf (out, "(%s=\"\")", tested->text);
  else
    g_string_append_printf (out, op == SY_OP_EQUAL ? "ISBLANK(%s)" : "NOT(ISBLANK(%s))", tested->text);
}

static gboolean
append_constant_condition (GString *out, Tested *tested, const SyCriterion *criterion)
{
  g_autoptr (GString) operand = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (criterion->kind)
    {
    case SY_CRITERION_BLANK:
      append_blank (out, tested, criterion->op);
      return TRUE;
    case SY_CRITERION_PATTERN:
      if (tested->argument->type != SY_TYPE_TEXT)
        return FALSE;
      append_pattern (out, tested, criterion->op, criterion->text);
      return TRUE;
    case SY_CRITERION_NUMBER:
      if (tested->argument->type == SY_TYPE_TEXT)
        return FALSE;
      g_string_append (operand, sy_formula_format_number (buffer, criterion->number));
      break;
    case SY_CRITERION_BOOL:
      g_string_append (operand, criterion->number > 0. ? "TRUE" : "FALSE");
      break;
    case SY_CRITERION_TEXT:
      sy_excel_write_text (operand, criterion->text);
      break;
    }
  append_comparison (out, tested, criterion->op, operand->str);
  return TRUE;
}

/* One criterion as a condition over the whole column; FALSE when Excel 2010 can't say it. */
static gboolean
append_condition (SyExcelWriter *writer, GString *out, Tested *tested, const SyExpression *argument)
{
  g_auto (SyCriterionArgument) read = sy_criterion_argument_read (argument);
  g_autoptr (GString) operand = g_string_new (NULL);

  if (read.form == SY_CRITERION_FORM_RUN_TIME)
    return FALSE;
  if (read.form == SY_CRITERION_FORM_CONSTANT)
    return append_constant_condition (out, tested, read.criterion);
  if ((read.operand->type == SY_TYPE_TEXT) != (tested->argument->type == SY_TYPE_TEXT)
      || read.operand->may_be_blank)
    return FALSE;
  sy_excel_write_operand (writer, operand, read.operand, SY_EXCEL_LEVEL_CONCAT);
  append_comparison (out, tested, read.op, operand->str);
  return TRUE;
}

/* @guarded: (element-type SyModelColumn): gets the columns whose blanks are kept out */
static gboolean
append_conditions (
    SyExcelWriter *writer, GString *out, const SyExpression *call, SyModelTable *stand_in, GPtrArray *guarded)
{
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));
  gboolean ok = TRUE;

  for (guint i = 0; i < n && ok; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);
      const SyExpression *column = sy_expression_get_child (call, at);
      const SyExpression *asked = sy_expression_get_child (call, at + 1);
      gboolean may_be_error = column->may_be_error || asked->may_be_error;
      g_autoptr (GString) text = g_string_new (NULL);
      Tested tested = { column, NULL,
                        column->may_be_blank && !g_ptr_array_find (guarded, column->bound_column, NULL),
                        FALSE };

      if (is_settled (call, at, stand_in))
        continue;
      write_criteria_column (writer, text, column, stand_in);
      tested.text = text->str;
      if (out->len > 0)
        g_string_append_c (out, '*');
      if (may_be_error)
        g_string_append (out, "IFERROR(");
      ok = append_condition (writer, out, &tested, asked);
      if (may_be_error)
        g_string_append (out, ",0)");
      if (tested.is_guarded)
        g_ptr_array_add (guarded, column->bound_column);
    }
  return ok;
}

/* --- texts that criteria would misread --- */

static gboolean
find_misread (SyExpression *node, gpointer user_data)
{
  gpointer *search = user_data;
  const SyExcelLayout *layout = search[0];

  if ((node->kind == SY_EXPRESSION_CELL || node->kind == SY_EXPRESSION_COLUMN) && node->type == SY_TYPE_TEXT
      && node->bound_column && layout->needs_exact
      && layout->needs_exact (layout->user_data, node->bound_column))
    search[1] = node;
  return !search[1];
}

/* Whether all that the call compares can be written as conditions, and some text would else be read as what
 * it is not: Excel takes the text 1e3 for 1000, Gnumeric TRUE for a truth value and ~* for two signs. */
static gboolean
is_misread (SyExcelWriter *writer, const SyExpression *call)
{
  gpointer search[2] = { (gpointer) writer->layout, NULL };
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));
  gboolean found = FALSE;

  if (call->function->id != SY_FUNCTION_SUMIFS && call->function->id != SY_FUNCTION_COUNTIFS
      && call->function->id != SY_FUNCTION_DISTINCTCOUNT)
    return FALSE;
  if (call->function->id == SY_FUNCTION_SUMIFS && sy_expression_get_child (call, 0)->may_be_error)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);
      g_auto (SyCriterionArgument) read = sy_criterion_argument_read (sy_expression_get_child (call, at + 1));

      if (sy_expression_get_child (call, at)->may_be_error
          || sy_expression_get_child (call, at + 1)->may_be_error)
        return FALSE; /* conditions would hand the error on */
      if (read.form != SY_CRITERION_FORM_COMPARE || read.op != SY_OP_EQUAL)
        continue;
      sy_expression_walk ((SyExpression *) read.operand, find_misread, search);
      found = found || search[1] || (writer->a1 && sy_excel_needs_escape (writer, read.operand));
    }
  return found;
}

/* SUMPRODUCT((column=text)*1,values); FALSE with nothing written when that can't be said. */
static gboolean
write_exact (SyExcelWriter *writer, GString *out, const SyExpression *call, SyModelTable *stand_in)
{
  gboolean sums = call->function->id == SY_FUNCTION_SUMIFS;
  gboolean is_distinct = call->function->id == SY_FUNCTION_DISTINCTCOUNT;
  const SyModelColumn *summed = sums ? sy_expression_get_child (call, 0)->bound_column : NULL;
  g_autofree char *id = sums && summed ? g_strconcat ("sum_", summed->id, NULL)
                        : is_distinct  ? g_strdup ("distinct")
                                       : g_strdup ("rows");
  const SyModelColumn *found = stand_in ? sy_model_table_find_column (stand_in, id) : NULL;
  g_autoptr (GString) conditions = g_string_new (NULL);
  g_autoptr (GPtrArray) guarded = g_ptr_array_new ();

  if (!is_misread (writer, call) || (stand_in && !found)
      || !append_conditions (writer, conditions, call, stand_in, guarded))
    return FALSE;
  sy_excel_begin_call (writer, out, "SUMPRODUCT");
  g_string_append_printf (out, "%s*1", conditions->str);
  if (sums || stand_in)
    g_string_append_c (out, ',');
  if (stand_in)
    sy_excel_write_column (writer, out, stand_in, found);
  else if (sums)
    sy_excel_write_node (writer, out, sy_expression_get_child (call, 0));
  sy_excel_end_call (writer, out);
  writer->deepest = MAX (writer->deepest, writer->depth + 3);
  return TRUE;
}

/* MAX(IF(conditions,values)): MAXIFS and MINIFS came with Excel 2019. */
static int
write_extreme_if (SyExcelWriter *writer,
                  GString *out,
                  const SyExpression *call,
                  SyModelTable *stand_in,
                  const SyModelColumn *stand_in_column)
{
  const SyExpression *values = sy_expression_get_child (call, 0);
  g_autoptr (GString) column = g_string_new (NULL);
  g_autoptr (GString) conditions = g_string_new (NULL);
  g_autoptr (GPtrArray) guarded = g_ptr_array_new ();
  gboolean may_be_blank = FALSE;

  if (!append_conditions (writer, conditions, call, stand_in, guarded))
    return give_up_on (writer, call, _ ("this criterion can't be written for Excel 2010"));
  if (stand_in)
    sy_excel_write_column (writer, column, stand_in, stand_in_column);
  else
    sy_excel_write_node (writer, column, values);
  sy_excel_begin_call (writer, out, call->function->id == SY_FUNCTION_MAXIFS ? "MAX" : "MIN");
  sy_excel_begin_call (writer, out, "IF");
  g_string_append (out, conditions->str);
  may_be_blank = values->may_be_blank && !g_ptr_array_find (guarded, values->bound_column, NULL);
  if (may_be_blank || stand_in)
    g_string_append_printf (out, "*(%s<>\"\")", column->str);
  g_string_append_printf (out, ",%s", column->str);
  sy_excel_end_call (writer, out);
  sy_excel_end_call (writer, out);
  writer->deepest = MAX (writer->deepest, writer->depth + 5);
  writer->is_array = TRUE;
  return SY_EXCEL_LEVEL_ATOM;
}

/* Over imported rows: the sum of what a stand-in has counted for each combination of what is asked for. */
static int
write_distinct_sum (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  const char *reason = _ ("counting different values of imported rows has no formula that stays fast");
  SyModelTable *stand_in =
      writer->layout->distinct ? writer->layout->distinct (writer->layout->user_data, call, &reason) : NULL;
  const SyModelColumn *count = stand_in ? sy_model_table_find_column (stand_in, "distinct") : NULL;
  gboolean has_criteria = stand_in && stand_in->columns->len > 1;

  if (!count)
    return give_up_on (writer, call, reason);
  if (write_exact (writer, out, call, stand_in))
    return SY_EXCEL_LEVEL_ATOM;
  sy_excel_begin_call (writer, out, has_criteria ? "SUMIFS" : "SUM");
  sy_excel_write_column (writer, out, stand_in, count);
  if (has_criteria)
    write_pairs (writer, out, call, stand_in);
  sy_excel_end_call (writer, out);
  return SY_EXCEL_LEVEL_ATOM;
}

/* Different values of a computed table: each value's first row counted once. MATCH would read * and ? in a
 * text as wildcards, so it looks for the text with these marked as plain. */
static int
write_distinct (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  const SyExpression *values = sy_expression_get_child (call, 0);
  g_autoptr (GString) column = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GString) conditions = g_string_new (NULL);
  g_autoptr (GPtrArray) guarded = g_ptr_array_new ();

  if (values->kind != SY_EXPRESSION_COLUMN || values->may_be_error)
    return give_up_on (writer, call, _ ("the values may be errors"));
  if (writer->a1 && sy_excel_needs_escape (writer, values))
    return give_up_on (writer, call, _ ("the values hold wildcard signs"));
  sy_excel_write_node (writer, column, values);
  if (values->type == SY_TYPE_TEXT)
    sy_excel_write_plain_text (writer, wanted, values);
  else
    g_string_append (wanted, column->str);
  if (!append_conditions (writer, conditions, call, NULL, guarded))
    return give_up_on (writer, call, _ ("this criterion can't be written for Excel 2010"));
  /* What is typed may be nothing yet, and of nothing FREQUENCY is an error. */
  if (values->bound_table->rows_kind == SY_ROWS_INPUT)
    g_string_append_printf (out, "IF(SUM(--(%s<>\"\"))=0,0,", column->str);
  g_string_append_printf (
      out, "SUM(--(FREQUENCY(IF(%s%s(%s<>\"\"),MATCH(%s,%s,0)),ROW(%s)-MIN(ROW(%s))+1)>0))", conditions->str,
      conditions->len > 0 ? "*" : "", column->str, wanted->str, column->str, column->str, column->str);
  if (values->bound_table->rows_kind == SY_ROWS_INPUT)
    g_string_append_c (out, ')');
  writer->deepest = MAX (writer->deepest, writer->depth + 6);
  writer->is_array = TRUE;
  return SY_EXCEL_LEVEL_ATOM;
}

/* --- stand-ins --- */

/* Finds the stand-in column PREFIX_id of a value column; gives up where there is none. */
static const SyModelColumn *
find_stand_in_column (SyExcelWriter *writer,
                      const SyExpression *call,
                      SyModelTable *stand_in,
                      const char *prefix,
                      const SyModelColumn *column)
{
  g_autofree char *id = column ? g_strconcat (prefix, "_", column->id, NULL) : g_strdup (prefix);
  const SyModelColumn *found = sy_model_table_find_column (stand_in, id);

  if (!found)
    give_up_on (writer, call, _ ("its rows are exported summed up, and this needs them one by one"));
  return found;
}

/* SUMIFS(S[sum_c],…) or SUM(S[sum_c]). */
static void
write_stand_in_sum (SyExcelWriter *writer,
                    GString *out,
                    const SyExpression *call,
                    SyModelTable *stand_in,
                    const char *prefix,
                    const SyModelColumn *column)
{
  const SyModelColumn *found = find_stand_in_column (writer, call, stand_in, prefix, column);
  gboolean has_criteria =
      (call->function->flags & SY_FUNCTION_CRITERIA) && call->function->id != SY_FUNCTION_ROWS;

  if (!found)
    return;
  sy_excel_begin_call (writer, out, has_criteria ? "SUMIFS" : "SUM");
  sy_excel_write_column (writer, out, stand_in, found);
  if (has_criteria)
    write_pairs (writer, out, call, stand_in);
  sy_excel_end_call (writer, out);
}

static int
write_stand_in_average (SyExcelWriter *writer,
                        GString *out,
                        const SyExpression *call,
                        SyModelTable *stand_in,
                        const SyModelColumn *column)
{
  write_stand_in_sum (writer, out, call, stand_in, "sum", column);
  g_string_append_c (out, '/');
  write_stand_in_sum (writer, out, call, stand_in, "n", column);
  return SY_EXCEL_LEVEL_MULTIPLY;
}

static int
write_stand_in_extreme (SyExcelWriter *writer,
                        GString *out,
                        const SyExpression *call,
                        SyModelTable *stand_in,
                        const SyModelColumn *column)
{
  gboolean highest = call->function->id == SY_FUNCTION_MAX || call->function->id == SY_FUNCTION_MAXIFS;
  const SyModelColumn *found = find_stand_in_column (writer, call, stand_in, highest ? "max" : "min", column);

  if (!found)
    return SY_EXCEL_LEVEL_ATOM;
  if (call->function->flags & SY_FUNCTION_CRITERIA)
    return write_extreme_if (writer, out, call, stand_in, found);
  sy_excel_begin_call (writer, out, highest ? "MAX" : "MIN");
  sy_excel_write_column (writer, out, stand_in, found);
  sy_excel_end_call (writer, out);
  return SY_EXCEL_LEVEL_ATOM;
}

static int
write_with_stand_in (SyExcelWriter *writer, GString *out, const SyExpression *call, SyModelTable *stand_in)
{
  guint n = sy_expression_get_n_children (call);
  int at = sy_function_get_value_argument (call->function, n);
  const SyModelColumn *column = at >= 0 ? sy_expression_get_child (call, (guint) at)->bound_column : NULL;
  const char *count = "rows";

  if (!(call->function->flags & SY_FUNCTION_CRITERIA) && n > 1)
    return give_up_on (writer, call, _ ("its rows are exported summed up, and this needs them one by one"));
  switch ((int) call->function->id)
    {
    case SY_FUNCTION_SUM:
    case SY_FUNCTION_SUMIF:
    case SY_FUNCTION_SUMIFS:
      write_stand_in_sum (writer, out, call, stand_in, "sum", column);
      return SY_EXCEL_LEVEL_ATOM;
    case SY_FUNCTION_COUNT:
    case SY_FUNCTION_COUNTA:
      write_stand_in_sum (writer, out, call, stand_in, "n", column);
      return SY_EXCEL_LEVEL_ATOM;
    case SY_FUNCTION_COUNTIF:
    case SY_FUNCTION_COUNTIFS:
    case SY_FUNCTION_ROWS:
      write_stand_in_sum (writer, out, call, stand_in, count, NULL);
      return SY_EXCEL_LEVEL_ATOM;
    case SY_FUNCTION_COUNTBLANK:
      write_stand_in_sum (writer, out, call, stand_in, count, NULL);
      g_string_append_c (out, '-');
      write_stand_in_sum (writer, out, call, stand_in, "n", column);
      return SY_EXCEL_LEVEL_ADD;
    case SY_FUNCTION_AVERAGE:
    case SY_FUNCTION_AVERAGEIF:
    case SY_FUNCTION_AVERAGEIFS:
      return write_stand_in_average (writer, out, call, stand_in, column);
    case SY_FUNCTION_MAX:
    case SY_FUNCTION_MIN:
    case SY_FUNCTION_MAXIFS:
    case SY_FUNCTION_MINIFS:
      return write_stand_in_extreme (writer, out, call, stand_in, column);
    default:
      return give_up_on (writer, call, _ ("its rows are exported summed up, and this needs them one by one"));
    }
}

static gboolean
find_column (SyExpression *node, gpointer user_data)
{
  const SyExpression **column = user_data;

  if (!*column && node->kind == SY_EXPRESSION_COLUMN)
    *column = node;
  return *column == NULL;
}

static void
collect_criteria_columns (const SyExpression *call, GPtrArray *columns)
{
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));

  for (guint i = 0; i < n; i++)
    {
      const SyExpression *column =
          sy_expression_get_child (call, sy_function_get_criteria_argument (call->function, i));

      if (column->kind == SY_EXPRESSION_COLUMN && column->bound_column)
        g_ptr_array_add (columns, column->bound_column);
    }
}

/* What stands for the table whose whole columns are aggregated, if that isn't exported row by row. */
static SyModelTable *
find_stand_in (SyExcelWriter *writer, const SyExpression *call)
{
  g_autoptr (GPtrArray) criteria_columns = g_ptr_array_new ();
  SyModelTable *stand_in = NULL;

  if (!writer->layout->stand_in)
    return NULL;
  collect_criteria_columns (call, criteria_columns);
  for (guint i = 0; i < sy_expression_get_n_children (call) && !stand_in; i++)
    {
      SyExpression *argument = sy_expression_get_child (call, i);
      const SyExpression *column = argument->kind == SY_EXPRESSION_COLUMN ? argument : NULL;

      if (sy_function_get_argument_kind (call->function, i) == SY_ARGUMENT_ARRAY)
        sy_expression_walk (argument, find_column, &column);
      if (column)
        stand_in =
            writer->layout->stand_in (writer->layout->user_data, column->bound_table, criteria_columns);
    }
  for (guint i = 0; stand_in && i < criteria_columns->len; i++)
    if (!sy_model_table_find_column (stand_in, ((SyModelColumn *) criteria_columns->pdata[i])->id))
      give_up_on (writer, call, _ ("its rows are exported summed up, and this needs them one by one"));
  return stand_in;
}

/* --- the aggregates themselves --- */

/* Lookups need the rows themselves. */
gboolean
sy_excel_check_rows (SyExcelWriter *writer, const SyExpression *call, const SyExpression *column)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (column->bound_table == writer->table || !writer->layout->stand_in
      || !writer->layout->stand_in (writer->layout->user_data, column->bound_table, none))
    return TRUE;
  give_up_on (writer, call, _ ("its rows are exported summed up, and this needs them one by one"));
  return FALSE;
}

static gboolean
may_leave_table (const SyExpression *argument)
{
  return argument->kind == SY_EXPRESSION_RANGE && argument->may_be_error
         && !(argument->bound_column && argument->bound_column->may_be_error);
}

/* COUNT and COUNTA overlook an argument that is an error; a range that leaves the table is one all the same.
 */
static int
append_range_errors (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  int level = SY_EXCEL_LEVEL_ATOM;

  if (call->function->id != SY_FUNCTION_COUNT && call->function->id != SY_FUNCTION_COUNTA)
    return level;
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    if (may_leave_table (sy_expression_get_child (call, i)))
      {
        g_string_append (out, "+0*ROWS(");
        sy_excel_write_node (writer, out, sy_expression_get_child (call, i));
        g_string_append_c (out, ')');
        level = SY_EXCEL_LEVEL_ADD;
      }
  return level;
}

/* IF gives on an empty cell as a cell, which MAX and its kind would pass over; here it is 0. */
static gboolean
may_give_empty_cell (const SyExpression *argument)
{
  gboolean is_branch =
      argument->kind == SY_EXPRESSION_CALL
      && (argument->function->id == SY_FUNCTION_IF || argument->function->id == SY_FUNCTION_IFS
          || argument->function->id == SY_FUNCTION_IFERROR);

  for (guint i = 0; is_branch && i < sy_expression_get_n_children (argument); i++)
    {
      const SyExpression *child = sy_expression_get_child (argument, i);

      if (child->may_be_blank || may_give_empty_cell (child))
        return argument->type != SY_TYPE_TEXT;
    }
  return FALSE;
}

static int
write_plain (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  sy_excel_begin_call (writer, out, call->function->excel);
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    {
      const SyExpression *argument = sy_expression_get_child (call, i);

      if (i > 0)
        g_string_append_c (out, ',');
      if (sy_function_get_argument_kind (call->function, i) == SY_ARGUMENT_CRITERION)
        write_criterion (writer, out, argument);
      else
        sy_excel_write_node (writer, out, argument);
      if (may_give_empty_cell (argument))
        g_string_append (out, "+0");
    }
  sy_excel_end_call (writer, out);
  return append_range_errors (writer, out, call);
}

static gboolean
counts_source_rows (const SyExpression *call)
{
  const SyExpression *values = sy_expression_get_child (call, 0);

  return values->kind == SY_EXPRESSION_COLUMN && values->bound_table->rows_kind == SY_ROWS_SOURCE;
}

int
sy_excel_write_aggregate (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  SyModelTable *stand_in;

  if (call->function->id == SY_FUNCTION_DISTINCTCOUNT)
    return counts_source_rows (call) ? write_distinct_sum (writer, out, call)
                                     : write_distinct (writer, out, call);
  stand_in = find_stand_in (writer, call);
  if (writer->not_live)
    return SY_EXCEL_LEVEL_ATOM;
  if (write_exact (writer, out, call, stand_in))
    return stand_in ? SY_EXCEL_LEVEL_ATOM : append_range_errors (writer, out, call);
  if (stand_in)
    return write_with_stand_in (writer, out, call, stand_in);
  switch ((int) call->function->id)
    {
    case SY_FUNCTION_MAXIFS:
    case SY_FUNCTION_MINIFS:
      return write_extreme_if (writer, out, call, NULL, NULL);
    default:
      return write_plain (writer, out, call);
    }
}
