/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells, pages and names: what all sheets of the workbook are made with. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-binder.h"
#include "sy-table-private.h"
#include "sy-xlsx-book-private.h"

void
sy_xlsx_book_put_text (
    SyXlsxBook *self, lxw_worksheet *sheet, guint row, guint col, const char *text, lxw_format *format)
{
  gboolean is_cut;
  g_autofree char *clean = sy_xlsx_clean_text (text, &is_cut);

  self->n_cut += is_cut ? 1 : 0;
  if (*clean)
    worksheet_write_string (sheet, row, (lxw_col_t) col, clean, format);
  else
    worksheet_write_blank (sheet, row, (lxw_col_t) col, format);
}

SyXlsxCached
sy_xlsx_cached_from_frame (
    SyFrame *frame, guint column, gint64 row, gboolean may_be_error, SyXlsxErrorKind error)
{
  SyXlsxCached cached = { 0 };

  if (sy_frame_is_null (frame, column, row))
    {
      cached.is_error = may_be_error;
      cached.error = error == SY_XLSX_NO_ERROR ? SY_XLSX_ERROR_NA : error;
      cached.is_text = !may_be_error;
      return cached;
    }
  switch (sy_frame_get_column_type (frame, column))
    {
    case SY_COLUMN_TEXT:
      cached.is_text = TRUE;
      cached.text = sy_frame_get_text (frame, column, row);
      return cached;
    case SY_COLUMN_BOOL:
      cached.is_bool = TRUE;
      cached.number = sy_frame_get_int64 (frame, column, row) ? 1. : 0.;
      return cached;
    case SY_COLUMN_DATE:
    case SY_COLUMN_TIMESTAMP:
      cached.number = sy_frame_get_double (frame, column, row) + SY_EXCEL_EPOCH;
      break;
    case SY_COLUMN_INT64:
    case SY_COLUMN_DOUBLE:
    case SY_COLUMN_DECIMAL:
    case SY_COLUMN_TIME:
    default:
      cached.number = sy_frame_get_double (frame, column, row);
    }
  if (!isfinite (cached.number))
    cached = (SyXlsxCached){ .is_error = TRUE, .error = SY_XLSX_ERROR_NUM };
  return cached;
}

SyXlsxCached
sy_xlsx_cached_from_value (const SyValue *value, SyXlsxErrorKind error)
{
  SyXlsxCached cached = { 0 };

  if (value->is_null)
    {
      cached.is_error = error != SY_XLSX_NO_ERROR;
      cached.is_text = !cached.is_error;
      cached.error = error;
      return cached;
    }
  cached.is_text = value->type == SY_COLUMN_TEXT;
  cached.text = value->text;
  cached.is_bool = value->type == SY_COLUMN_BOOL;
  cached.number = value->type == SY_COLUMN_DOUBLE ? value->number
                  : value->type == SY_COLUMN_DATE ? (double) value->integer + SY_EXCEL_EPOCH
                                                  : (double) value->integer;
  return cached;
}

void
sy_xlsx_book_put_value (SyXlsxBook *self,
                        lxw_worksheet *sheet,
                        guint row,
                        guint col,
                        const SyXlsxCached *value,
                        lxw_format *format)
{
  if (value->is_error)
    worksheet_write_string (sheet, row, (lxw_col_t) col, sy_xlsx_error_text (value->error), format);
  else if (value->is_text)
    sy_xlsx_book_put_text (self, sheet, row, col, value->text ? value->text : "", format);
  else if (value->is_bool)
    worksheet_write_boolean (sheet, row, (lxw_col_t) col, value->number > 0., format);
  else
    worksheet_write_number (sheet, row, (lxw_col_t) col, value->number, format);
}

void
sy_xlsx_book_put_formula (SyXlsxBook *self,
                          lxw_worksheet *sheet,
                          guint row,
                          guint col,
                          const char *formula,
                          gboolean is_array,
                          const SyXlsxCached *cached,
                          lxw_format *format)
{
  lxw_col_t c = (lxw_col_t) col;
  double number = cached->number;

  if (cached->is_error)
    number = sy_xlsx_package_mark_error (cached->error);
  else if (cached->is_bool)
    number = sy_xlsx_package_mark_bool (cached->number > 0.);
  else if (cached->is_text)
    {
      g_autofree char *clean = sy_xlsx_clean_text (cached->text ? cached->text : "", NULL);

      number = sy_xlsx_package_mark_text (self->package, clean);
    }
  if (is_array)
    worksheet_write_array_formula_num (sheet, row, c, row, c, formula, format, number);
  else
    worksheet_write_formula_num (sheet, row, c, formula, format, number);
}

void
sy_xlsx_book_note (SyXlsxBook *self, const char *about, const char *format, ...)
{
  SyXlsxNote *note = g_new0 (SyXlsxNote, 1);
  va_list arguments;

  va_start (arguments, format);
  note->about = g_strdup (about);
  note->text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->notes, note);
}

lxw_worksheet *
sy_xlsx_book_add_sheet (SyXlsxBook *self, const char *name, guint32 color)
{
  lxw_worksheet *sheet = workbook_add_worksheet (self->workbook, name);

  worksheet_set_tab_color (sheet, (lxw_color_t) color);
  worksheet_gridlines (sheet, LXW_HIDE_ALL_GRIDLINES);
  g_hash_table_insert (self->sheets, (gpointer) name, sheet);
  return sheet;
}

/* & begins a code in headers. */
static char *
escape_header (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "&", -1);
  g_autofree char *joined = g_strjoinv ("&&", parts);

  return g_utf8_substring (joined, 0, MIN (g_utf8_strlen (joined, -1), 80));
}

void
sy_xlsx_book_set_page (SyXlsxBook *self, lxw_worksheet *sheet, const char *title, gboolean landscape)
{
  g_autofree char *name = escape_header (title);
  g_autofree char *header = g_strdup_printf ("&L&\"-,Bold\"%s", name);
  g_autofree char *footer = g_strdup_printf ("&L%s&R&P / &N", "Steelyard");

  worksheet_set_paper (sheet, 9);
  if (landscape)
    worksheet_set_landscape (sheet);
  worksheet_fit_to_pages (sheet, 1, 0);
  worksheet_set_margins (sheet, 0.5, 0.5, 0.75, 0.6);
  worksheet_set_header (sheet, header);
  worksheet_set_footer (sheet, footer);
}

void
sy_xlsx_book_define (SyXlsxBook *self, const char *name, const char *sheet, guint row, guint col)
{
  g_autofree char *range = sy_xlsx_dup_range (sheet, row, col, row, col);
  g_autofree char *formula = g_strconcat ("=", range, NULL);

  workbook_define_name (self->workbook, name, formula);
}

gboolean
sy_xlsx_book_put_computed (SyXlsxBook *self,
                           lxw_worksheet *sheet,
                           guint row,
                           guint col,
                           const char *text,
                           lxw_format *format,
                           SyXlsxCached *value,
                           GError **error)
{
  g_autoptr (SyExpression) bound =
      sy_binder_bind_formula (sy_evaluation_get_model (self->evaluation), NULL, text, error);
  g_autoptr (SyExcelFormula) formula =
      bound ? sy_xlsx_layout_write (self->layout, NULL, bound, 0, error) : NULL;
  SyValue computed;
  SyXlsxCached cached;

  if (!formula || !sy_evaluation_compute (self->evaluation, text, &computed, self->cancellable, error))
    return FALSE;
  cached = sy_xlsx_cached_from_value (&computed, computed.is_null && bound->may_be_error
                                                     ? sy_xlsx_errors_find_formula (self->errors, bound)
                                                     : SY_XLSX_NO_ERROR);
  if (formula->text)
    sy_xlsx_book_put_formula (self, sheet, row, col, formula->text, formula->is_array, &cached, format);
  else
    sy_xlsx_book_put_value (self, sheet, row, col, &cached, format);
  if (value)
    *value = cached;
  return TRUE;
}
