/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a bound tree as a cell formula: references, operators, and the functions that Excel 2010 names
 * otherwise. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-criteria.h"
#include "sy-excel-writer-private.h"
#include "sy-functions.h"
#include "sy-position.h"

#define MAX_LENGTH 8192
#define MAX_DEPTH 64
#define MAX_TEXT 255 /* UTF-16 units of one text in a formula */

int
sy_excel_give_up (SyExcelWriter *writer, char *reason)
{
  if (writer->not_live)
    g_free (reason);
  else
    writer->not_live = reason;
  return SY_EXCEL_LEVEL_ATOM;
}

void
sy_excel_begin_call (SyExcelWriter *writer, GString *out, const char *name)
{
  writer->depth++;
  writer->deepest = MAX (writer->deepest, writer->depth);
  g_string_append (out, name);
  g_string_append_c (out, '(');
}

void
sy_excel_end_call (SyExcelWriter *writer, GString *out)
{
  writer->depth--;
  g_string_append_c (out, ')');
}

void
sy_excel_write_operand (SyExcelWriter *writer, GString *out, const SyExpression *node, int min_level)
{
  gsize at = out->len;

  if (sy_excel_write_node (writer, out, node) >= min_level)
    return;
  g_string_insert_c (out, (gssize) at, '(');
  g_string_append_c (out, ')');
}

/* --- texts and numbers --- */

static void
append_quoted (GString *out, const char *text, gsize length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, text[i]);
    }
  g_string_append_c (out, '"');
}

/* Bytes of the longest beginning that Excel takes as one text. */
static gsize
measure_piece (const char *text)
{
  const char *at = text;
  guint units = 0;

  while (*at)
    {
      units += g_utf8_get_char (at) > 0xFFFF ? 2 : 1;
      if (units > MAX_TEXT)
        break;
      at = g_utf8_next_char (at);
    }
  return (gsize) (at - text);
}

int
sy_excel_write_text (GString *out, const char *text)
{
  gsize length = measure_piece (text);

  append_quoted (out, text, length);
  if (text[length] == '\0')
    return SY_EXCEL_LEVEL_ATOM;
  for (text += length; *text; text += length)
    {
      length = measure_piece (text);
      g_string_append_c (out, '&');
      append_quoted (out, text, length);
    }
  return SY_EXCEL_LEVEL_CONCAT;
}

/**
 * sy_excel_writer_quote_text:
 *
 * Returns: @text as a constant in a formula; what is longer than Excel's 255 characters is joined with &
 */
char *
sy_excel_writer_quote_text (const char *text)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, g_string_free (out, FALSE));

  sy_excel_write_text (out, text);
  return g_string_free (out, FALSE);
}

static int
write_number (GString *out, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, sy_formula_format_number (buffer, number));
  return signbit (number) ? SY_EXCEL_LEVEL_SIGN : SY_EXCEL_LEVEL_ATOM;
}

/* --- structured references --- */

/* Headers of letters, digits and spaces stand in one pair of brackets, all others in two. */
static gboolean
is_plain_header (const char *header)
{
  for (const char *at = header; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalnum (c) && c != '_' && c != ' ')
        return FALSE;
    }
  return *header != ' ' && (*header == '\0' || header[strlen (header) - 1] != ' ');
}

static void
append_header (GString *out, const char *header)
{
  for (const char *at = header; *at; at++)
    {
      if (strchr ("[]#'", *at))
        g_string_append_c (out, '\'');
      g_string_append_c (out, *at);
    }
}

static void
append_table_and_header (SyExcelWriter *writer,
                         GString *out,
                         const SyModelTable *table,
                         const SyModelColumn *column,
                         gboolean this_row)
{
  const SyExcelLayout *layout = writer->layout;
  const char *header = NULL;
  gboolean doubled = FALSE;

  g_string_append (out, layout->table_name (layout->user_data, table));
  header = column ? layout->column_header (layout->user_data, column)
                  : layout->row_header (layout->user_data, table);
  doubled = this_row || !is_plain_header (header);
  g_string_append (out, this_row ? "[[#This Row],[" : doubled ? "[[" : "[");
  append_header (out, header);
  g_string_append (out, doubled ? "]]" : "]");
}

/* --- A1 references --- */

typedef struct
{
  const char *sheet;
  guint col, first_row, last_row;
} Place;

static Place
find_place (SyExcelWriter *writer, const SyModelTable *table, const SyModelColumn *column)
{
  const SyExcelLayout *layout = writer->layout;
  Place place = { NULL, 0, 0, 0 };

  if (column)
    layout->column_place (layout->user_data, column, &place.sheet, &place.col, &place.first_row,
                          &place.last_row);
  else
    layout->row_place (layout->user_data, table, &place.sheet, &place.col, &place.first_row, &place.last_row);
  place.last_row = MAX (place.first_row, place.last_row);
  return place;
}

static void
append_cell (GString *out, guint col, guint row, gboolean absolute)
{
  char letters[8];
  guint n = 0;

  for (guint rest = col + 1; rest > 0 && n < sizeof letters; rest = (rest - 1) / 26)
    letters[n++] = (char) ('A' + (rest - 1) % 26);
  if (absolute)
    g_string_append_c (out, '$');
  while (n > 0)
    g_string_append_c (out, letters[--n]);
  g_string_append_printf (out, absolute ? "$%u" : "%u", row + 1);
}

static void
append_sheet (GString *out, const char *sheet)
{
  g_string_append_c (out, '\'');
  for (const char *at = sheet; *at; at++)
    {
      if (*at == '\'')
        g_string_append_c (out, '\'');
      g_string_append_c (out, *at);
    }
  g_string_append (out, "'!");
}

void
sy_excel_write_column (SyExcelWriter *writer,
                       GString *out,
                       const SyModelTable *table,
                       const SyModelColumn *column)
{
  Place place = { 0 };

  if (!writer->a1)
    {
      append_table_and_header (writer, out, table, column, FALSE);
      return;
    }
  place = find_place (writer, table, column);
  append_sheet (out, place.sheet);
  append_cell (out, place.col, place.first_row, TRUE);
  g_string_append_c (out, ':');
  append_cell (out, place.col, place.last_row, TRUE);
}

static void
write_this_cell (SyExcelWriter *writer, GString *out, const SyModelTable *table, const SyModelColumn *column)
{
  Place place = { 0 };

  if (!writer->a1)
    {
      append_table_and_header (writer, out, table, column, TRUE);
      return;
    }
  place = find_place (writer, table, column);
  append_cell (out, place.col, place.first_row + writer->row, FALSE);
}

/* --- positions: neighbours and ranges --- */

/* Whether a row number can't be below 1, where INDEX would give the whole column or another row. */
static gboolean
is_positive (const SyExpression *number)
{
  switch ((int) number->kind)
    {
    case SY_EXPRESSION_NUMBER:
      return number->number >= 1.;
    case SY_EXPRESSION_CELL:
      return !number->bound_column;
    case SY_EXPRESSION_CALL:
      return number->function->id == SY_FUNCTION_MATCH || number->function->id == SY_FUNCTION_ROWS
             || number->function->id == SY_FUNCTION_RANK_EQ;
    case SY_EXPRESSION_BINARY:
      return number->op == SY_OP_ADD && is_positive (sy_expression_get_child (number, 0))
             && is_positive (sy_expression_get_child (number, 1));
    default:
      return FALSE;
    }
}

/* IF(number<1,NA(),number), or the number alone where that can't be. */
static void
write_guarded (SyExcelWriter *writer, GString *out, const SyExpression *number)
{
  if (is_positive (number))
    {
      sy_excel_write_node (writer, out, number);
      return;
    }
  sy_excel_begin_call (writer, out, "IF");
  sy_excel_write_operand (writer, out, number, SY_EXCEL_LEVEL_CONCAT);
  g_string_append (out, "<1,NA(),");
  sy_excel_write_node (writer, out, number);
  sy_excel_end_call (writer, out);
}

/* The cell @offset rows off this one: INDEX would take row 0 for the whole column, so what is above the first
 * row is said to be missing. */
static void
write_neighbour_number (SyExcelWriter *writer, GString *out, const SyModelTable *table, gint64 offset)
{
  g_autoptr (GString) row = g_string_new (NULL);

  write_this_cell (writer, row, table, NULL);
  if (offset >= 0)
    g_string_append_printf (out, "%s+%" G_GINT64_FORMAT, row->str, offset);
  else
    g_string_append_printf (out, "IF(%s>%" G_GINT64_FORMAT ",%s-%" G_GINT64_FORMAT ",NA())", row->str,
                            -offset, row->str, -offset);
}

/* In A1 the row is known: the cell itself, or NA() outside of the table. */
static gboolean
write_a1_position (
    SyExcelWriter *writer, GString *out, const SyExpression *column, SyPosition position, gboolean absolute)
{
  Place place = find_place (writer, column->bound_table, column->bound_column);
  gint64 n = (gint64) place.last_row - place.first_row + 1;
  gint64 row = position.offset;

  if (position.kind == SY_POSITION_RELATIVE)
    row += (gint64) writer->row + 1;
  else if (position.kind == SY_POSITION_LAST)
    row += n;
  if (row < 1 || row > n)
    {
      g_string_append (out, "NA()");
      return FALSE;
    }
  if (column->bound_table != writer->table)
    append_sheet (out, place.sheet);
  append_cell (out, place.col, place.first_row + (guint) (row - 1),
               absolute && position.kind != SY_POSITION_RELATIVE);
  return TRUE;
}

static void
write_index_number (SyExcelWriter *writer,
                    GString *out,
                    const SyExpression *column,
                    const SyExpression *number,
                    SyPosition position)
{
  switch (position.kind)
    {
    case SY_POSITION_RELATIVE:
      write_neighbour_number (writer, out, column->bound_table, position.offset);
      break;
    case SY_POSITION_ABSOLUTE:
      if (position.offset < 1)
        g_string_append (out, "NA()");
      else
        g_string_append_printf (out, "%" G_GINT64_FORMAT, position.offset);
      break;
    case SY_POSITION_LAST:
    case SY_POSITION_COMPUTED:
      write_guarded (writer, out, number);
      break;
    }
}

/* Gnumeric has no INDEX of a single cell, as the column of a table of one row is. What MATCH finds in it is 1
 * or #N/A, so CHOOSE says the same. */
static gboolean
write_only_cell (SyExcelWriter *writer, GString *out, const SyExpression *column, const SyExpression *number)
{
  Place place = { 0 };

  if (number->kind != SY_EXPRESSION_CALL || number->function->id != SY_FUNCTION_MATCH)
    return FALSE;
  place = find_place (writer, column->bound_table, column->bound_column);
  if (place.first_row != place.last_row)
    return FALSE;
  sy_excel_begin_call (writer, out, "CHOOSE");
  sy_excel_write_node (writer, out, number);
  g_string_append_c (out, ',');
  append_sheet (out, place.sheet);
  append_cell (out, place.col, place.first_row, TRUE);
  sy_excel_end_call (writer, out);
  return TRUE;
}

/* INDEX over a column: a lookup, a neighbour or the end of a range. */
static int
write_index (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  const SyExpression *column = sy_expression_get_child (call, 0);
  const SyExpression *number = sy_expression_get_child (call, 1);
  SyPosition position = sy_position_of_number (number, column->bound_table);

  if (!sy_excel_check_rows (writer, call, column))
    return SY_EXCEL_LEVEL_ATOM;
  if (position.kind == SY_POSITION_RELATIVE && position.offset == 0)
    {
      write_this_cell (writer, out, column->bound_table, column->bound_column);
      return SY_EXCEL_LEVEL_ATOM;
    }
  if (writer->a1 && position.kind != SY_POSITION_COMPUTED)
    {
      write_a1_position (writer, out, column, position, TRUE);
      return SY_EXCEL_LEVEL_ATOM;
    }
  if (writer->a1 && write_only_cell (writer, out, column, number))
    return SY_EXCEL_LEVEL_ATOM;
  sy_excel_begin_call (writer, out, "INDEX");
  sy_excel_write_column (writer, out, column->bound_table, column->bound_column);
  g_string_append_c (out, ',');
  write_index_number (writer, out, column, number, position);
  sy_excel_end_call (writer, out);
  return SY_EXCEL_LEVEL_ATOM;
}

static int
write_range (SyExcelWriter *writer, GString *out, const SyExpression *range)
{
  g_autoptr (GString) begin = g_string_new (NULL);
  g_autoptr (GString) end = g_string_new (NULL);

  sy_excel_write_node (writer, begin, sy_expression_get_child (range, 0));
  sy_excel_write_node (writer, end, sy_expression_get_child (range, 1));
  /* A range that leaves the table is one error. */
  if (g_str_equal (begin->str, "NA()") || g_str_equal (end->str, "NA()"))
    g_string_append (out, "NA()");
  else
    g_string_append_printf (out, "%s:%s", begin->str, end->str);
  return SY_EXCEL_LEVEL_ATOM;
}

/* --- operators --- */

static int
write_operation (SyExcelWriter *writer, GString *out, const SyExpression *node)
{
  int level = sy_expression_get_level (node);
  const SyExpression *first = sy_expression_get_child (node, 0);

  if (node->kind == SY_EXPRESSION_BINARY)
    {
      sy_excel_write_operand (writer, out, first, level);
      g_string_append (out, sy_operator_get_text (node->op));
      sy_excel_write_operand (writer, out, sy_expression_get_child (node, 1), level + 1);
      return level;
    }
  if (node->op != SY_OP_PERCENT)
    g_string_append (out, sy_operator_get_text (node->op));
  sy_excel_write_operand (writer, out, first, SY_EXCEL_LEVEL_PERCENT);
  if (node->op == SY_OP_PERCENT)
    g_string_append_c (out, '%');
  return level;
}

/* --- calls --- */

static gboolean
gives_blank_text (const SyExpression *node)
{
  if (node->type != SY_TYPE_TEXT)
    return FALSE;
  if (node->kind == SY_EXPRESSION_CALL && node->function->id == SY_FUNCTION_INDEX)
    {
      const SyModelColumn *column = sy_expression_get_child (node, 0)->bound_column;

      return column && column->may_be_blank;
    }
  return (node->kind == SY_EXPRESSION_CELL || node->kind == SY_EXPRESSION_NAME) && node->may_be_blank;
}

/* A value that is the result, not an operand: an empty text cell would show as 0, and a condition among
 * numbers as TRUE. */
static int
write_result (SyExcelWriter *writer, GString *out, const SyExpression *node, SyValueType type)
{
  if (gives_blank_text (node))
    {
      sy_excel_write_operand (writer, out, node, SY_EXCEL_LEVEL_CONCAT);
      g_string_append (out, "&\"\"");
      return SY_EXCEL_LEVEL_CONCAT;
    }
  if (node->type == SY_TYPE_BOOL && type == SY_TYPE_NUMBER)
    {
      sy_excel_write_operand (writer, out, node, SY_EXCEL_LEVEL_MULTIPLY);
      g_string_append (out, "*1");
      return SY_EXCEL_LEVEL_MULTIPLY;
    }
  return sy_excel_write_node (writer, out, node);
}

static gboolean
is_made_of_patterns (const SyExpression *node, SyExcelWriter *writer)
{
  if ((node->kind == SY_EXPRESSION_CELL || node->kind == SY_EXPRESSION_COLUMN) && node->type == SY_TYPE_TEXT
      && node->bound_column)
    return writer->layout->needs_escape
           && writer->layout->needs_escape (writer->layout->user_data, node->bound_column);
  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    if (is_made_of_patterns (sy_expression_get_child (node, i), writer))
      return TRUE;
  return FALSE;
}

gboolean
sy_excel_needs_escape (SyExcelWriter *writer, const SyExpression *text)
{
  return text->type == SY_TYPE_TEXT && is_made_of_patterns (text, writer);
}

void
sy_excel_write_plain_text (SyExcelWriter *writer, GString *out, const SyExpression *text)
{
  if (text->kind == SY_EXPRESSION_TEXT)
    {
      g_autofree char *escaped = sy_criterion_escape (text->text);

      sy_excel_write_text (out, escaped);
      return;
    }
  if (!sy_excel_needs_escape (writer, text))
    {
      sy_excel_write_node (writer, out, text);
      return;
    }
  writer->deepest = MAX (writer->deepest, writer->depth + 3);
  g_string_append (out, "SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(");
  sy_excel_write_node (writer, out, text);
  g_string_append (out, ",\"~\",\"~~\"),\"*\",\"~*\"),\"?\",\"~?\")");
}

/* IFS as nested IF; where no condition holds it is #N/A. */
static int
write_ifs (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  guint n = sy_expression_get_n_children (call);
  guint n_open = 0;
  gboolean closed = FALSE;

  for (guint i = 0; i + 1 < n && !closed; i += 2)
    {
      const SyExpression *condition = sy_expression_get_child (call, i);
      const SyExpression *value = sy_expression_get_child (call, i + 1);

      closed = condition->kind == SY_EXPRESSION_BOOL && condition->number > 0.;
      if (closed)
        {
          write_result (writer, out, value, call->type);
          break;
        }
      sy_excel_begin_call (writer, out, "IF");
      n_open++;
      sy_excel_write_node (writer, out, condition);
      g_string_append_c (out, ',');
      write_result (writer, out, value, call->type);
      g_string_append_c (out, ',');
    }
  if (!closed)
    g_string_append (out, "NA()");
  for (; n_open > 0; n_open--)
    sy_excel_end_call (writer, out);
  return SY_EXCEL_LEVEL_ATOM;
}

static void
write_whole_day (SyExcelWriter *writer, GString *out, const SyExpression *date, int min_level)
{
  if (date->type == SY_TYPE_DATE)
    {
      sy_excel_write_operand (writer, out, date, min_level);
      return;
    }
  sy_excel_begin_call (writer, out, "INT");
  sy_excel_write_node (writer, out, date);
  sy_excel_end_call (writer, out);
}

/* DAYS came with Excel 2013. */
static int
write_days (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  write_whole_day (writer, out, sy_expression_get_child (call, 0), SY_EXCEL_LEVEL_ADD);
  g_string_append_c (out, '-');
  write_whole_day (writer, out, sy_expression_get_child (call, 1), SY_EXCEL_LEVEL_MULTIPLY);
  return SY_EXCEL_LEVEL_ADD;
}

static int
write_match (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  const SyExpression *wanted = sy_expression_get_child (call, 0);

  if (!sy_excel_check_rows (writer, call, sy_expression_get_child (call, 1)))
    return SY_EXCEL_LEVEL_ATOM;
  sy_excel_begin_call (writer, out, "MATCH");
  /* A text written out may be a pattern, as in Excel; what a cell holds is meant as it is. */
  if (wanted->type == SY_TYPE_TEXT && wanted->kind != SY_EXPRESSION_TEXT)
    sy_excel_write_plain_text (writer, out, wanted);
  else if (wanted->type != SY_TYPE_TEXT && wanted->may_be_blank)
    {
      /* An empty cell is looked for as 0; LibreOffice would look for nothing at all. */
      sy_excel_write_operand (writer, out, wanted, SY_EXCEL_LEVEL_ADD);
      g_string_append (out, "+0");
    }
  else
    sy_excel_write_node (writer, out, wanted);
  g_string_append_c (out, ',');
  sy_excel_write_node (writer, out, sy_expression_get_child (call, 1));
  if (sy_expression_get_n_children (call) > 2)
    {
      g_string_append_c (out, ',');
      sy_excel_write_node (writer, out, sy_expression_get_child (call, 2));
    }
  sy_excel_end_call (writer, out);
  return SY_EXCEL_LEVEL_ATOM;
}

static int
write_plain_call (SyExcelWriter *writer, GString *out, const SyExpression *call, const char *name)
{
  sy_excel_begin_call (writer, out, name);
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    {
      const SyExpression *argument = sy_expression_get_child (call, i);

      if (i > 0)
        g_string_append_c (out, ',');
      if (sy_function_get_argument_kind (call->function, i) == SY_ARGUMENT_BRANCH)
        write_result (writer, out, argument, call->type);
      else
        sy_excel_write_node (writer, out, argument);
    }
  if (call->function->id == SY_FUNCTION_ISOWEEKNUM)
    g_string_append (out, ",21");
  sy_excel_end_call (writer, out);
  return SY_EXCEL_LEVEL_ATOM;
}

static int
write_call (SyExcelWriter *writer, GString *out, const SyExpression *call)
{
  switch ((int) call->function->id)
    {
    case SY_FUNCTION_IFS:
      return write_ifs (writer, out, call);
    case SY_FUNCTION_INDEX:
      return write_index (writer, out, call);
    case SY_FUNCTION_MATCH:
      return write_match (writer, out, call);
    case SY_FUNCTION_DAYS:
      return write_days (writer, out, call);
    case SY_FUNCTION_ISOWEEKNUM:
      return write_plain_call (writer, out, call, "WEEKNUM");
    default:
      break;
    }
  if (call->function->flags & SY_FUNCTION_AGGREGATE)
    return sy_excel_write_aggregate (writer, out, call);
  return write_plain_call (writer, out, call, call->function->excel);
}

int
sy_excel_write_node (SyExcelWriter *writer, GString *out, const SyExpression *node)
{
  /* Guards write their operand twice, so what is nested in them could grow without end. */
  if (writer->not_live || ++writer->n_nodes > MAX_LENGTH)
    return sy_excel_give_up (
        writer,
        g_strdup_printf (_ ("the formula would be longer than the %d characters a cell takes"), MAX_LENGTH));
  switch (node->kind)
    {
    case SY_EXPRESSION_NUMBER:
      return write_number (out, node->number);
    case SY_EXPRESSION_TEXT:
      return sy_excel_write_text (out, node->text);
    case SY_EXPRESSION_BOOL:
      g_string_append (out, node->number > 0. ? "TRUE" : "FALSE");
      break;
    case SY_EXPRESSION_MISSING:
      break;
    case SY_EXPRESSION_CELL:
      write_this_cell (writer, out, node->bound_table, node->bound_column);
      break;
    case SY_EXPRESSION_COLUMN:
      sy_excel_write_column (writer, out, node->bound_table, node->bound_column);
      break;
    case SY_EXPRESSION_NAME:
      g_string_append (out, writer->layout->defined_name (writer->layout->user_data, node->bound_name));
      break;
    case SY_EXPRESSION_RANGE:
      return write_range (writer, out, node);
    case SY_EXPRESSION_UNARY:
    case SY_EXPRESSION_BINARY:
      return write_operation (writer, out, node);
    case SY_EXPRESSION_CALL:
      return write_call (writer, out, node);
    }
  return SY_EXCEL_LEVEL_ATOM;
}

/* --- public --- */

void
sy_excel_formula_free (SyExcelFormula *formula)
{
  if (!formula)
    return;
  g_free (formula->text);
  g_free (formula->not_live);
  g_free (formula);
}

static void
check_limits (SyExcelWriter *writer, const GString *out)
{
  if (g_utf8_strlen (out->str, -1) > MAX_LENGTH)
    sy_excel_give_up (
        writer,
        g_strdup_printf (_ ("the formula would be longer than the %d characters a cell takes"), MAX_LENGTH));
  else if (writer->deepest > MAX_DEPTH)
    sy_excel_give_up (
        writer, g_strdup_printf (_ ("the formula would be nested deeper than the %d levels a cell takes"),
                                 MAX_DEPTH));
}

/**
 * sy_excel_writer_write:
 * @table: (nullable): whose column @bound is, %NULL for a named value
 * @row: 0-based row within the table
 * @a1: plain references instead of structured ones
 *
 * Returns: (transfer full): the cell's formula, or the reason why there can't be one; %NULL only for a tree
 * that isn't bound, with %SY_FORMULA_ERROR_NAME
 */
SyExcelFormula *
sy_excel_writer_write (const SyExcelLayout *layout,
                       const SyModelTable *table,
                       const SyExpression *bound,
                       guint row,
                       gboolean a1,
                       GError **error)
{
  SyExcelWriter writer = { layout, table, row, a1, FALSE, 0, 0, 0, NULL };
  GString *out = g_string_new ("=");
  SyExcelFormula *formula = NULL;

  g_return_val_if_fail (layout != NULL && bound != NULL, NULL);

  write_result (&writer, out, bound, bound->type);
  check_limits (&writer, out);
  formula = g_new0 (SyExcelFormula, 1);
  formula->not_live = writer.not_live;
  formula->is_array = writer.is_array;
  formula->text = g_string_free (out, formula->not_live != NULL);
  return formula;
}
