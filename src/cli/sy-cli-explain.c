/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard explain: a number in words, with its numbers put in, its operands, and its source rows. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "sy-cli-private.h"
#include "sy-csv-writer.h"
#include "sy-explanation.h"

#define DEFAULT_ROWS 10

/* "table[column]" → the two; a bare name stays a name. */
static gboolean
split_cell (const char *cell, char **table, char **column)
{
  const char *open = strchr (cell, '[');
  gsize length = strlen (cell);

  if (!open || open == cell || cell[length - 1] != ']')
    return FALSE;
  *table = g_strndup (cell, (gsize) (open - cell));
  *column = g_strndup (open + 1, (gsize) (cell + length - 1 - open - 1));
  return TRUE;
}

static SyExplanation *
explain_cell (
    SyEvaluation *evaluation, const char *table_id, const char *column, const char *key, GError **error)
{
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, table_id, NULL, error);
  const SyTableColumn *found;
  gint64 row;
  int index;

  if (!table)
    return NULL;
  index = sy_table_find_column (table, column);
  if (index < 0)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED, _ ("table “%s” has no column “%s”"),
                   sy_table_get_title (table), column);
      return NULL;
    }
  row = sy_table_find_row (table, key, error);
  if (row <= 0)
    {
      if (error && !*error)
        g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED, _ ("table “%s” has no row “%s”"),
                     sy_table_get_title (table), key);
      return NULL;
    }
  found = sy_table_get_columns (table)->pdata[index];
  return sy_explanation_new_cell (evaluation, sy_table_get_id (table), found->id, row, NULL, error);
}

static SyExplanation *
open_explanation (const SyCliOptions *options, SyEvaluation *evaluation, GError **error)
{
  g_autofree char *table = NULL, *column = NULL;

  if (split_cell (options->cell, &table, &column))
    return explain_cell (evaluation, table, column, options->row, error);
  return sy_explanation_new_name (evaluation, options->cell, NULL, error);
}

/* A role that the files do not bring is an empty column: not worth reading. */
static gboolean
has_values (SyFrame *frame, guint column)
{
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    if (!sy_frame_is_null (frame, column, row))
      return TRUE;
  return FALSE;
}

/* The header is row -1. */
static void
append_fields (GString *line, SyFrame *frame, const gboolean *is_shown, gint64 row)
{
  for (guint c = 0; c < sy_frame_get_n_columns (frame); c++)
    {
      g_autofree char *text =
          row < 0 ? g_strdup (sy_frame_get_name (frame, c)) : sy_frame_dup_plain (frame, c, row);

      if (!is_shown[c])
        continue;
      if (line->len > 0)
        g_string_append_c (line, ',');
      if (text)
        sy_csv_append_field (line, text);
    }
}

/* Column 0 is the row number, so that no line begins empty. */
static void
print_frame (SyFrame *frame)
{
  guint n = sy_frame_get_n_columns (frame);
  g_autofree gboolean *is_shown = g_new (gboolean, n);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint c = 0; c < n; c++)
    is_shown[c] = has_values (frame, c);
  for (gint64 row = -1; row < sy_frame_get_n_rows (frame); row++)
    {
      g_string_truncate (line, 0);
      append_fields (line, frame, is_shown, row);
      g_print ("%s\n", line->str);
    }
}

static void
print_rows_text (const SyRowsBehind *rows)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_print (_ ("rows: %" PRId64 " of %s"), rows->n_rows, rows->table);
  if (rows->where && *rows->where)
    g_print (_ (" where %s"), rows->where);
  g_print ("\n");
  if (rows->sum_column)
    g_print (_ ("sum of %s: %s\n"), rows->sum_column,
             g_ascii_formatd (digits, sizeof digits, "%.15g", rows->sum));
  print_frame (rows->frame);
}

static void
print_text (SyExplanation *explanation, const SyRowsBehind *rows)
{
  GPtrArray *operands = sy_explanation_get_operands (explanation);

  g_print ("%s\n", sy_explanation_get_title (explanation));
  if (sy_explanation_get_formula (explanation))
    g_print (_ ("formula: %s\n"), sy_explanation_get_formula (explanation));
  if (sy_explanation_get_words (explanation))
    g_print ("  %s\n", sy_explanation_get_words (explanation));
  /* A single sum reads the same with its number put in. */
  if (sy_explanation_get_numbers (explanation)
      && g_strcmp0 (sy_explanation_get_numbers (explanation), sy_explanation_get_result (explanation)) != 0)
    g_print ("= %s\n", sy_explanation_get_numbers (explanation));
  g_print ("= %s\n", sy_explanation_get_result (explanation));
  if (sy_explanation_get_reason (explanation))
    g_print ("  %s\n", sy_explanation_get_reason (explanation));
  for (guint i = 0; i < operands->len; i++)
    {
      const SyOperand *operand = operands->pdata[i];

      g_print ("  · %s = %s\n", operand->title, operand->text);
    }
  if (rows)
    print_rows_text (rows);
}

static void
append_member (GString *json, const char *key, const char *text)
{
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  sy_json_append_string (json, key);
  g_string_append_c (json, ':');
  if (text)
    sy_json_append_string (json, text);
  else
    g_string_append (json, "null");
}

static void
append_number (GString *json, const SyValue *value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (json, ",\"value\":");
  if (value->is_null)
    g_string_append (json, "null");
  else if (value->type == SY_COLUMN_TEXT)
    sy_json_append_string (json, value->text);
  else if (value->type == SY_COLUMN_DOUBLE)
    g_string_append (json, isfinite (value->number) ? g_ascii_dtostr (digits, sizeof digits, value->number)
                                                    : "null");
  else
    g_string_append_printf (json, "%" G_GINT64_FORMAT, value->integer);
}

static void
append_operands (GString *json, GPtrArray *operands)
{
  g_string_append (json, ",\"operands\":[");
  for (guint i = 0; i < operands->len; i++)
    {
      const SyOperand *operand = operands->pdata[i];

      g_string_append (json, i ? ",{" : "{");
      append_member (json, "title", operand->title);
      append_member (json, "text", operand->text);
      append_number (json, &operand->value);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_rows (GString *json, const SyRowsBehind *rows)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  SyFrame *frame = rows->frame;

  g_string_append_printf (json, ",\"n_rows\":%" G_GINT64_FORMAT, rows->n_rows);
  append_member (json, "table", rows->table);
  append_member (json, "sum_column", rows->sum_column);
  if (rows->sum_column)
    g_string_append_printf (json, ",\"sum\":%s", g_ascii_dtostr (digits, sizeof digits, rows->sum));
  g_string_append (json, ",\"rows\":[");
  for (gint64 r = 0; r < sy_frame_get_n_rows (frame); r++)
    {
      g_string_append (json, r ? ",{" : "{");
      for (guint c = 0; c < sy_frame_get_n_columns (frame); c++)
        {
          g_autofree char *text = sy_frame_dup_plain (frame, c, r);

          append_member (json, sy_frame_get_name (frame, c), text);
        }
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
print_json (SyExplanation *explanation, const SyRowsBehind *rows)
{
  g_autoptr (GString) json = g_string_new ("{");

  append_member (json, "title", sy_explanation_get_title (explanation));
  append_member (json, "formula", sy_explanation_get_formula (explanation));
  append_member (json, "words", sy_explanation_get_words (explanation));
  append_member (json, "numbers", sy_explanation_get_numbers (explanation));
  append_member (json, "result", sy_explanation_get_result (explanation));
  append_member (json, "reason", sy_explanation_get_reason (explanation));
  append_operands (json, sy_explanation_get_operands (explanation));
  if (rows)
    append_rows (json, rows);
  g_print ("%s}\n", json->str);
}

static gboolean
check_row (const SyCliOptions *options, GError **error)
{
  g_autofree char *table = NULL, *column = NULL;

  if (options->row || !split_cell (options->cell, &table, &column))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
               _ ("--row is missing: the key of a row of “%s”, or #number"), table);
  return FALSE;
}

gboolean
sy_cli_explain (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCliSession) session = check_row (options, error) ? sy_cli_session_open (options, error) : NULL;
  g_autoptr (SyEvaluation) evaluation = session ? sy_cli_session_evaluate (session, options, error) : NULL;
  g_autoptr (SyExplanation) explanation = evaluation ? open_explanation (options, evaluation, error) : NULL;
  g_autoptr (SyRowsBehind) rows = NULL;
  g_autoptr (GError) local = NULL;

  if (!explanation)
    return FALSE;
  rows = sy_explanation_read_rows (explanation, 0, options->rows < 0 ? DEFAULT_ROWS : options->rows, NULL,
                                   &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (g_strcmp0 (options->format, "json") == 0)
    print_json (explanation, rows);
  else
    print_text (explanation, rows);
  return TRUE;
}
