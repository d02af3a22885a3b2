/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed cells that point at a number of the document: a live formula each. */
#include "config.h"

#include "sy-worksheet.h"
#include "sy-xlsx-book-private.h"

#define NO_VALUE "—"

/* “1,234.5” or “1,234”: Excel’s own #,##0.## would leave the point of a whole number. @places: a formula, or
 * a number of decimals. */
static char *
write_number (const char *n, const char *places)
{
  return g_strdup_printf ("IF(ROUND(%s,%s)=ROUND(%s,0),\"#,##0\",\"#,##0.0#####\")", n, places, n);
}

/* How TEXT has to write it so that it reads as on the screen. @n: the number; @rounded: (out): what is to be
 * written in its place, or NULL. */
static char *
write_format (const SyLink *link, const char *n, char **rounded)
{
  g_autofree char *places = NULL;

  *rounded = NULL;
  switch (link->unit)
    {
    case SY_UNIT_CURRENCY:
      return g_strdup_printf ("IF(ABS(%s)>=10000,\"#,##0\",\"#,##0.00\")", n);
    case SY_UNIT_INTEGER:
      return g_strdup ("\"#,##0\"");
    case SY_UNIT_PERCENT:
      return g_strdup ("\"0.0%\"");
    case SY_UNIT_WEIGHT:
      return g_strdup ("\"0.00\"");
    case SY_UNIT_MONTH:
      return g_strdup ("\"yyyy-mm\"");
    case SY_UNIT_DATE:
      return g_strdup ("\"yyyy-mm-dd\"");
    case SY_UNIT_NUMBER:
    case SY_UNIT_NONE:
    case SY_UNIT_BOOL:
    default:
      /* Without a number of decimals as many as make sense, as sy_format_number() has it. */
      places =
          link->decimals > 0
              ? g_strdup_printf ("%u", link->decimals)
              : g_strdup_printf ("IF(ABS(%s)>=1000000,2,IF(ABS(%s)>=1,4,IF(ABS(%s)>=0.1,5,6)))", n, n, n);
      *rounded = g_strdup_printf ("ROUND(%s,%s)", n, places);
      return write_number (n, places);
    }
}

/* @n: a formula without "=" */
static char *
write_as_text (const SyLink *link, const char *n)
{
  g_autofree char *rounded = NULL;
  g_autofree char *format = write_format (link, n, &rounded);
  gboolean is_day = link->unit == SY_UNIT_DATE || link->unit == SY_UNIT_MONTH;

  if (link->bound->type == SY_TYPE_TEXT || link->bound->type == SY_TYPE_BOOL)
    return g_strdup_printf ("=IFERROR(%s&\"\",\"" NO_VALUE "\")", n);
  /* The screen has a minus sign, not a hyphen. */
  return is_day ? g_strdup_printf ("=IFERROR(TEXT(%s,%s),\"" NO_VALUE "\")", n, format)
                : g_strdup_printf ("=IFERROR(SUBSTITUTE(TEXT(%s,%s),\"-\",\"−\"),\"" NO_VALUE "\")",
                                   rounded ? rounded : n, format);
}

static lxw_format *
get_format (SyXlsxBook *self, const SyXlsxColumn *column)
{
  return sy_xlsx_formats_get (self->formats,
                              sy_xlsx_number_format (column->unit, column->decimals, column->type),
                              SY_XLSX_LOOK_INPUT);
}

/* In a column of texts the number stands as it is read; in one of numbers as it is. */
static gboolean
put_formula (SyXlsxBook *self,
             lxw_worksheet *sheet,
             SyXlsxColumn *column,
             guint row,
             const SyLink *link,
             GError **error)
{
  SyXlsxTable *table = column->table;
  g_autoptr (SyExcelFormula) formula = sy_xlsx_layout_write (self->layout, NULL, link->bound, 0, error);
  g_autofree char *as_text = NULL;
  SyXlsxCached cached = { .is_text = TRUE, .text = link->text };
  SyValue value;

  if (!formula || !formula->text)
    return FALSE;
  if (column->type == SY_TYPE_TEXT)
    {
      as_text = write_as_text (link, formula->text + 1);
    }
  else
    {
      if (!sy_evaluation_compute (self->evaluation, link->target, &value, self->cancellable, error))
        return FALSE;
      cached = sy_xlsx_cached_from_value (&value, sy_xlsx_errors_find (self->errors, link->bound));
    }
  sy_xlsx_book_put_formula (self, sheet, sy_xlsx_table_row (table, row), table->first_col + column->index,
                            as_text ? as_text : formula->text, formula->is_array, &cached,
                            get_format (self, column));
  return TRUE;
}

gboolean
sy_xlsx_book_put_link (
    SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxColumn *column, guint row, GError **error)
{
  SyXlsxTable *table = column->table;
  g_autoptr (GError) cause = NULL;
  const SyLink *link;
  guint typed = 0;

  if (table->model->rows_kind != SY_ROWS_INPUT || row >= table->n_kept
      || !sy_xlsx_column_find_definition (column, &typed))
    return FALSE;
  link = sy_evaluation_find_link (self->evaluation, table->definition->id, row, typed, self->cancellable,
                                  &cause);
  if (cause)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return link && link->kind == SY_LINK_FORMULA && link->bound && !link->problem
         && put_formula (self, sheet, column, row, link, error);
}
