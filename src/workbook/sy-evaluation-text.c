/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an evaluation says in words: values for reading, sentences with values in them, the choices of a
 * parameter. */
#include "config.h"

#include "sy-evaluation-private.h"

#include <math.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-parser.h"
#include "sy-sentence.h"
#include "sy-table-private.h"

/* From here on an amount is read without its cents. */
#define LARGE_AMOUNT 10000.0

/* --- values in and out of frames --- */

SyValue
sy_value_from_frame (SyFrame *frame, guint column, gint64 row, SyValueType type, char **text)
{
  SyColumnType stored = sy_frame_get_column_type (frame, column);
  SyValue value = SY_VALUE_NULL;

  *text = NULL;
  if (type == SY_TYPE_TEXT)
    {
      *text = stored == SY_COLUMN_TEXT ? g_strdup (sy_frame_get_text (frame, column, row))
                                       : sy_frame_dup_plain (frame, column, row);
      value = SY_VALUE_TEXT (*text);
    }
  else if (stored == SY_COLUMN_DATE)
    value = SY_VALUE_DATE (sy_frame_get_int64 (frame, column, row));
  else if (type == SY_TYPE_BOOL)
    value = SY_VALUE_BOOL (sy_frame_get_double (frame, column, row) != 0);
  else if (type == SY_TYPE_DATE)
    value = SY_VALUE_DATE ((gint64) floor (sy_frame_get_double (frame, column, row)) - SY_EXCEL_EPOCH);
  else
    value = SY_VALUE_NUMBER (sy_frame_get_double (frame, column, row));
  value.is_null = sy_frame_is_null (frame, column, row);
  if (value.type == SY_COLUMN_DOUBLE && !value.is_null && !isfinite (value.number))
    value.is_null = TRUE;
  return value;
}

char *
sy_value_format (const SyValue *value, SyUnit unit, guint decimals, const char *language)
{
  if (value->is_null)
    return g_strdup ("—");
  switch (value->type)
    {
    case SY_COLUMN_TEXT:
      return g_strdup (value->text);
    case SY_COLUMN_DATE:
      return sy_format_date (value->integer, unit, language);
    case SY_COLUMN_BOOL:
      return sy_format_number (value->integer ? 1 : 0, SY_UNIT_BOOL, 0, language);
    case SY_COLUMN_INT64:
      return sy_format_number ((double) value->integer, unit, decimals, language);
    case SY_COLUMN_DOUBLE:
    case SY_COLUMN_DECIMAL:
    case SY_COLUMN_TIMESTAMP:
    case SY_COLUMN_TIME:
    default:
      if (unit == SY_UNIT_DATE || unit == SY_UNIT_MONTH)
        return sy_format_date ((gint64) floor (value->number) - SY_EXCEL_EPOCH, unit, language);
      return sy_format_number (value->number, unit, decimals, language);
    }
}

char *
sy_evaluation_format_value (SyEvaluation *self, const char *id, GCancellable *cancellable, GError **error)
{
  SyValue value;
  SyUnit unit;
  guint decimals;

  if (!sy_evaluation_get_value (self, id, &value, cancellable, error))
    return NULL;
  sy_plan_describe_name (sy_evaluation_get_plan (self),
                         sy_model_find_name (sy_evaluation_get_model (self), id)->id, &unit, &decimals);
  if (unit == SY_UNIT_CURRENCY && value.type == SY_COLUMN_DOUBLE && fabs (value.number) >= LARGE_AMOUNT)
    unit = SY_UNIT_INTEGER;
  return sy_value_format (&value, unit, decimals, sy_evaluation_get_language (self));
}

/* --- notes and choices --- */

static gboolean
holds (SyEvaluation *self, const char *condition, GCancellable *cancellable, gboolean *result, GError **error)
{
  SyValue value;

  *result = TRUE;
  if (!condition || !*condition)
    return TRUE;
  if (!sy_evaluation_compute (self, condition, &value, cancellable, error))
    return FALSE;
  *result = !value.is_null && (value.type == SY_COLUMN_BOOL ? value.integer != 0 : value.number != 0);
  return TRUE;
}

static gboolean
is_one (const SyValue *value)
{
  if (value->is_null || value->type == SY_COLUMN_TEXT)
    return FALSE;
  return value->type == SY_COLUMN_DOUBLE ? value->number >= 1. && value->number <= 1. : value->integer == 1;
}

/* What stands for a mark: the value's text, or the words that go with 1 or with any other number. */
static char *
expand_mark (SyEvaluation *self, const SySentenceMark *mark, GCancellable *cancellable, GError **error)
{
  SyValue value;

  if (!mark->one)
    return sy_evaluation_format_value (self, mark->name, cancellable, error);
  if (!sy_evaluation_get_value (self, mark->name, &value, cancellable, error))
    return NULL;
  return g_strdup (is_one (&value) ? mark->one : mark->many);
}

/* {name} by the value's text; a brace that names nothing stays as it is. */
static char *
expand (SyEvaluation *self, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) expanded = g_string_new (NULL);
  g_auto (SySentenceMark) mark = { 0 };

  for (; sy_sentence_find_mark (text, &mark); text += mark.end)
    {
      g_autofree char *words = NULL;

      if (!sy_model_find_name (sy_evaluation_get_model (self), mark.name))
        {
          g_string_append_len (expanded, text, (gssize) mark.end);
          continue;
        }
      words = expand_mark (self, &mark, cancellable, error);
      if (!words)
        return NULL;
      g_string_append_len (expanded, text, (gssize) mark.start);
      g_string_append (expanded, words);
    }
  g_string_append (expanded, text);
  return g_string_free (g_steal_pointer (&expanded), FALSE);
}

char *
sy_evaluation_expand_note (SyEvaluation *self,
                           const SyTemplateNote *note,
                           GCancellable *cancellable,
                           GError **error)
{
  gboolean result;

  g_return_val_if_fail (SY_IS_EVALUATION (self) && note && note->text, NULL);
  if (!holds (self, note->when, cancellable, &result, error) || !result)
    return NULL;
  return expand (self, note->text, cancellable, error);
}
