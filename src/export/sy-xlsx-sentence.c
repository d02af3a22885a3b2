/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences whose numbers stay live: "Up to "&TEXT(closed_to,"yyyy-mm-dd")&" sales are …". */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-binder.h"
#include "sy-sentence.h"
#include "sy-xlsx-book-private.h"

#define NO_VALUE "—"
#define LARGE_AMOUNT 10000.
#define MAX_FORMULA 8000

/* How TEXT writes @value: what Excel, and not the screen, would show. */
static char *
format_number (double value, const char *format)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  SyUnit unit = strchr (format, '%')      ? SY_UNIT_PERCENT
                : strstr (format, "0.00") ? SY_UNIT_WEIGHT
                                          : SY_UNIT_INTEGER;

  if (g_str_equal (format, "#,##0.00"))
    unit = SY_UNIT_CURRENCY;
  text = sy_format_number (value, unit, 2, "en");
  parts = g_strsplit (text, "−", -1);
  return g_strjoinv ("-", parts);
}

static char *
format_date (double serial, const char *format)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_utc (1970, 1, 1, 0, 0, 0.);
  g_autoptr (GDateTime) day = g_date_time_add_days (epoch, (int) floor (serial) - 25569);

  return day ? g_date_time_format (day, g_str_equal (format, "yyyy-mm") ? "%Y-%m" : "%Y-%m-%d")
             : g_strdup (NO_VALUE);
}

/* The format of a name in a sentence; @condition: of those that take whole numbers when large. */
static const char *
choose_format (const SyXlsxName *name, gboolean *shortens, gboolean *whole)
{
  *shortens = FALSE;
  *whole = FALSE;
  switch (name->unit)
    {
    case SY_UNIT_CURRENCY:
      *shortens = TRUE;
      return "#,##0.00";
    case SY_UNIT_INTEGER:
      return "#,##0";
    case SY_UNIT_PERCENT:
      return "0.0%";
    case SY_UNIT_WEIGHT:
      return "0.00";
    case SY_UNIT_MONTH:
      return "yyyy-mm";
    case SY_UNIT_DATE:
      return "yyyy-mm-dd";
    case SY_UNIT_NUMBER:
    case SY_UNIT_NONE:
    case SY_UNIT_BOOL:
    default:
      *whole = TRUE;
      return "#,##0.00";
    }
}

static gboolean
append_name (SyXlsxBook *self, const SyXlsxName *name, GString *formula, GString *cached, GError **error)
{
  gboolean shortens, whole;
  const char *format = choose_format (name, &shortens, &whole);
  SyValue value;
  SyXlsxCached now;
  g_autofree char *text = NULL;

  if (!sy_evaluation_get_value (self->evaluation, name->name->id, &value, self->cancellable, error))
    return FALSE;
  now = sy_xlsx_cached_from_value (&value, name->name->may_be_error ? SY_XLSX_ERROR_NA : SY_XLSX_NO_ERROR);
  if (name->name->type == SY_TYPE_TEXT)
    {
      g_string_append_printf (formula, name->name->may_be_error ? "IFERROR(%s,\"" NO_VALUE "\")" : "%s",
                              name->defined);
      g_string_append (cached, now.is_error ? NO_VALUE : now.text ? now.text : "");
      return TRUE;
    }
  if (shortens)
    g_string_append_printf (formula, "IFERROR(TEXT(%s,IF(ABS(%s)>=10000,\"#,##0\",\"%s\")),\"" NO_VALUE "\")",
                            name->defined, name->defined, format);
  else if (whole)
    g_string_append_printf (formula, "IFERROR(TEXT(%s,IF(INT(%s)=%s,\"#,##0\",\"%s\")),\"" NO_VALUE "\")",
                            name->defined, name->defined, name->defined, format);
  else
    g_string_append_printf (formula, "IFERROR(TEXT(%s,\"%s\"),\"" NO_VALUE "\")", name->defined, format);
  if ((shortens && fabs (now.number) >= LARGE_AMOUNT) || (whole && floor (now.number) >= now.number))
    format = "#,##0";
  text = now.is_error       ? g_strdup (NO_VALUE)
         : format[0] == 'y' ? format_date (now.number, format)
                            : format_number (now.number, format);
  g_string_append (cached, text);
  return TRUE;
}

static void
append_text (GString *formula, GString *cached, const char *text, gsize length)
{
  g_autofree char *piece = g_strndup (text, length);
  g_autofree char *clean = sy_xlsx_clean_text (piece, NULL);
  g_autofree char *quoted = sy_excel_writer_quote_text (clean);

  g_string_append (formula, quoted);
  g_string_append (cached, clean);
}

/* IF(name=1,"it is","they are") */
static gboolean
append_words (SyXlsxBook *self,
              const SyXlsxName *name,
              const SySentenceMark *mark,
              GString *formula,
              GString *cached,
              GError **error)
{
  g_autofree char *one = sy_xlsx_clean_text (mark->one, NULL);
  g_autofree char *many = sy_xlsx_clean_text (mark->many, NULL);
  g_autofree char *quoted_one = sy_excel_writer_quote_text (one);
  g_autofree char *quoted_many = sy_excel_writer_quote_text (many);
  SyXlsxCached now;
  SyValue value;

  if (!sy_evaluation_get_value (self->evaluation, name->name->id, &value, self->cancellable, error))
    return FALSE;
  now = sy_xlsx_cached_from_value (&value, name->name->may_be_error ? SY_XLSX_ERROR_NA : SY_XLSX_NO_ERROR);
  g_string_append_printf (formula, "IF(IFERROR(%s=1,FALSE),%s,%s)", name->defined, quoted_one, quoted_many);
  g_string_append (cached, !now.is_error && now.number >= 1. && now.number <= 1. ? one : many);
  return TRUE;
}

/* Returns: the formula without "=", for joining. */
char *
sy_xlsx_book_write_sentence (SyXlsxBook *self, const char *text, char **cached, GError **error)
{
  g_autoptr (GString) formula = g_string_new (NULL);
  g_autoptr (GString) now = g_string_new (NULL);
  g_auto (SySentenceMark) mark = { 0 };

  while (*text)
    {
      gboolean is_mark = sy_sentence_find_mark (text, &mark);
      SyModelName *model =
          is_mark ? sy_model_find_name (sy_evaluation_get_model (self->evaluation), mark.name) : NULL;
      const SyXlsxName *name = model ? sy_xlsx_layout_find_name (self->layout, model) : NULL;
      gsize length = name ? mark.start : is_mark ? mark.end : strlen (text);

      if (length > 0)
        {
          g_string_append (formula, formula->len ? "&" : "");
          append_text (formula, now, text, length);
        }
      text += name ? mark.end : length;
      if (!name)
        continue;
      g_string_append (formula, formula->len ? "&" : "");
      if (!(mark.one ? append_words (self, name, &mark, formula, now, error)
                     : append_name (self, name, formula, now, error)))
        return NULL;
    }
  if (formula->len == 0)
    g_string_append (formula, "\"\"");
  *cached = g_string_free (g_steal_pointer (&now), FALSE);
  return g_string_free (g_steal_pointer (&formula), FALSE);
}

/* IF(condition,sentence,""); where it can't be live, what holds now. */
static char *
write_note (SyXlsxBook *self, const SyTemplateNote *note, char **cached, GError **error)
{
  g_autofree char *sentence = sy_xlsx_book_write_sentence (self, note->text, cached, error);
  g_autoptr (SyExpression) bound = NULL;
  g_autoptr (SyExcelFormula) condition = NULL;
  SyValue value;
  gboolean holds;

  if (!sentence || !note->when || !*note->when)
    return g_steal_pointer (&sentence);
  bound = sy_binder_bind_formula (sy_evaluation_get_model (self->evaluation), NULL, note->when, error);
  condition = bound ? sy_xlsx_layout_write (self->layout, NULL, bound, 0, error) : NULL;
  if (!condition || !sy_evaluation_compute (self->evaluation, note->when, &value, self->cancellable, error))
    return NULL;
  holds = !value.is_null
          && (value.type == SY_COLUMN_BOOL ? value.integer != 0 : value.number < 0. || value.number > 0.);
  if (!holds)
    {
      g_free (*cached);
      *cached = g_strdup ("");
    }
  if (!condition->text || condition->is_array)
    return holds ? g_steal_pointer (&sentence) : g_strdup ("\"\"");
  return g_strdup_printf ("IF(IFERROR(%s,FALSE),%s,\"\")", condition->text + 1, sentence);
}

gboolean
sy_xlsx_book_put_sentence (SyXlsxBook *self,
                           lxw_worksheet *sheet,
                           guint row,
                           guint col,
                           GPtrArray *notes,
                           lxw_format *format,
                           double *width,
                           GError **error)
{
  g_autoptr (GString) formula = g_string_new ("=");
  g_autoptr (GString) now = g_string_new (NULL);
  SyXlsxCached cached = { .is_text = TRUE };

  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *part = write_note (self, notes->pdata[i], &text, error);

      if (!part)
        return FALSE;
      g_string_append_printf (formula, "%s%s", i ? "&" : "", part);
      g_string_append (now, text);
    }
  if (notes->len == 0)
    return TRUE;
  cached.text = now->str;
  if (g_utf8_strlen (formula->str, -1) <= MAX_FORMULA)
    {
      sy_xlsx_book_put_formula (self, sheet, row, col, formula->str, FALSE, &cached, format);
    }
  else
    {
      g_autofree char *beginning = g_utf8_substring (now->str, 0, MIN (g_utf8_strlen (now->str, -1), 24));

      sy_xlsx_book_put_text (self, sheet, row, col, now->str, format);
      sy_xlsx_book_note (self, beginning, "%s",
                         _ ("a text that is too long for a formula: its numbers are not live"));
    }
  if (width)
    *width = MAX (*width, sy_xlsx_measure_text (now->str));
  return TRUE;
}
