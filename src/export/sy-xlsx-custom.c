/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet 自定义: every parameter in a cell that can be typed into, and an index of the sheets. And the
 * sheet of key figures: every named value. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-xlsx-book-private.h"

#define FIRST_ROW 4
#define TITLE 0
#define VALUE 1
#define UNIT 2
#define DESCRIPTION 3
#define MAX_LIST 255

static const char *
unit_text (const SyXlsxName *name)
{
  switch (name->unit)
    {
    case SY_UNIT_CURRENCY:
      return _ ("amount");
    case SY_UNIT_PERCENT:
      return _ ("share");
    case SY_UNIT_INTEGER:
      return _ ("whole number");
    case SY_UNIT_DATE:
      return _ ("date");
    case SY_UNIT_MONTH:
      return _ ("month");
    case SY_UNIT_BOOL:
      return _ ("yes or no");
    case SY_UNIT_WEIGHT:
      return _ ("weight");
    case SY_UNIT_NUMBER:
    case SY_UNIT_NONE:
    default:
      return name->name->type == SY_TYPE_TEXT ? _ ("text") : _ ("number");
    }
}

/* --- validation --- */

/* Choices as a list: in the rule itself while they fit, else on the helper sheet. */
static gboolean
add_choices (SyXlsxBook *self, lxw_worksheet *sheet, guint row, const SyXlsxName *name, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_auto (GStrv) choices =
      sy_evaluation_list_choices (self->evaluation, name->name->id, self->cancellable, &cause);
  lxw_worksheet *helper = g_hash_table_lookup (self->sheets, self->helper_sheet);
  lxw_data_validation validation = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                     .ignore_blank = LXW_VALIDATION_ON };
  g_autofree char *range = NULL, *formula = NULL;
  guint n, col;

  if (cause)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  n = choices ? g_strv_length (choices) : 0;
  if (n == 0 || !helper)
    return TRUE;
  col = self->helper_column++;
  sy_xlsx_book_put_text (self, helper, 1, col, name->title,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_HEADER));
  for (guint i = 0; i < n; i++)
    sy_xlsx_book_put_text (self, helper, 2 + i, col, choices[i], NULL);
  range = sy_xlsx_dup_range (self->helper_sheet, 2, col, 1 + n, col);
  formula = g_strconcat ("=", range, NULL);
  validation.value_formula = formula;
  validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
  worksheet_data_validation_cell (sheet, row, VALUE, &validation);
  return TRUE;
}

static void
add_limits (lxw_worksheet *sheet, guint row, const SyXlsxName *name)
{
  const SyTemplateParameter *parameter = name->parameter;
  lxw_data_validation validation = { .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                     .ignore_blank = LXW_VALIDATION_ON };
  char *yes_no[] = { "TRUE", "FALSE", NULL };

  if (name->unit == SY_UNIT_BOOL)
    {
      validation.validate = LXW_VALIDATION_TYPE_LIST;
      validation.value_list = yes_no;
    }
  else if (name->name->type == SY_TYPE_DATE)
    {
      validation.validate = LXW_VALIDATION_TYPE_DATE_NUMBER;
      validation.minimum_number = 61.;
      validation.maximum_number = 2958465.;
    }
  else if (name->name->type == SY_TYPE_NUMBER)
    {
      validation.validate =
          name->unit == SY_UNIT_INTEGER ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
      validation.minimum_number = parameter->has_minimum ? parameter->minimum : -1e12;
      validation.maximum_number = parameter->has_maximum ? parameter->maximum : 1e12;
    }
  else
    {
      return;
    }
  worksheet_data_validation_cell (sheet, row, VALUE, &validation);
}

/* --- one name --- */

static gboolean
put_name (SyXlsxBook *self, lxw_worksheet *sheet, guint row, SyXlsxName *name, guint look, GError **error)
{
  const SyModelName *model = name->name;
  g_autoptr (SyExcelFormula) formula = NULL;
  const char *number_format = sy_xlsx_number_format (name->unit, name->decimals, model->type);
  lxw_format *format;
  SyValue value;
  SyXlsxCached cached;

  if (!sy_evaluation_get_value (self->evaluation, model->id, &value, self->cancellable, error))
    return FALSE;
  if (model->bound)
    {
      formula = sy_xlsx_layout_write (self->layout, NULL, model->bound, 0, error);
      if (!formula)
        return FALSE;
    }
  cached =
      sy_xlsx_cached_from_value (&value, model->may_be_error && value.is_null
                                             ? sy_xlsx_errors_find_name (self->errors, (SyModelName *) model)
                                             : SY_XLSX_NO_ERROR);
  if (formula && formula->not_live)
    {
      look |= SY_XLSX_LOOK_STATIC;
      sy_xlsx_book_note (self, name->title, _ ("a value, no formula: %s"), formula->not_live);
    }
  if (model->type == SY_TYPE_BOOL)
    look |= SY_XLSX_LOOK_CENTER;
  if (name->unit == SY_UNIT_NUMBER && !(floor (cached.number) >= cached.number))
    number_format = "#,##0.00##";
  format = sy_xlsx_formats_get (self->formats, number_format, look);
  if (formula && formula->text)
    sy_xlsx_book_put_formula (self, sheet, row, VALUE, formula->text, formula->is_array, &cached, format);
  else
    sy_xlsx_book_put_value (self, sheet, row, VALUE, &cached, format);
  return TRUE;
}

static gboolean
put_line (SyXlsxBook *self,
          lxw_worksheet *sheet,
          const char *sheet_name,
          guint row,
          SyXlsxName *name,
          guint look,
          GError **error)
{
  lxw_format *plain = sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_LINE);
  lxw_format *quiet =
      sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_LINE | SY_XLSX_LOOK_QUIET | SY_XLSX_LOOK_WRAP);

  sy_xlsx_book_put_text (self, sheet, row, TITLE, name->title, plain);
  sy_xlsx_book_put_text (self, sheet, row, UNIT, unit_text (name),
                         sy_xlsx_formats_get (self->formats, NULL,
                                              SY_XLSX_LOOK_LINE | SY_XLSX_LOOK_QUIET | SY_XLSX_LOOK_INDENT));
  sy_xlsx_book_put_text (self, sheet, row, DESCRIPTION, name->description ? name->description : "", quiet);
  if (name->description && sy_xlsx_measure_text (name->description) > 68.)
    worksheet_set_row (sheet, row, 15. * ceil (sy_xlsx_measure_text (name->description) / 66.) + 2., NULL);
  sy_xlsx_book_define (self, name->defined, sheet_name, row, VALUE);
  return put_name (self, sheet, row, name, look, error);
}

static void
put_header (SyXlsxBook *self, lxw_worksheet *sheet, guint row, const char *first)
{
  lxw_format *left = sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_HEADER);
  lxw_format *right = sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_HEADER | SY_XLSX_LOOK_RIGHT);

  sy_xlsx_book_put_text (self, sheet, row, TITLE, first, left);
  sy_xlsx_book_put_text (self, sheet, row, VALUE, _ ("Value"), right);
  sy_xlsx_book_put_text (
      self, sheet, row, UNIT, _ ("Unit"),
      sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_HEADER | SY_XLSX_LOOK_INDENT));
  sy_xlsx_book_put_text (self, sheet, row, DESCRIPTION, _ ("What it means"), left);
}

static void
set_columns (lxw_worksheet *sheet)
{
  worksheet_set_column (sheet, TITLE, TITLE, 30., NULL);
  worksheet_set_column (sheet, VALUE, VALUE, 20., NULL);
  worksheet_set_column (sheet, UNIT, UNIT, 16., NULL);
  worksheet_set_column (sheet, DESCRIPTION, DESCRIPTION, 70., NULL);
}

/* --- index --- */

static void
put_link (SyXlsxBook *self, lxw_worksheet *sheet, guint row, const char *target, const char *area)
{
  g_autofree char *range = sy_xlsx_dup_range (target, 0, 0, 0, 0);
  g_autofree char *url = g_strconcat ("internal:", range, NULL);

  sy_xlsx_book_put_text (self, sheet, row, TITLE, area,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_QUIET));
  worksheet_write_url_opt (sheet, row, VALUE, url, NULL, target, NULL);
}

static void
put_index (SyXlsxBook *self, lxw_worksheet *sheet, guint row)
{
  GPtrArray *tables = sy_xlsx_layout_get_tables (self->layout);
  SyArea last = SY_AREA_REPORT;

  sy_xlsx_book_put_text (self, sheet, row++, TITLE, _ ("Sheets"),
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_HEADING));
  for (guint i = 0; i < tables->len; i++)
    {
      const SyXlsxTable *table = tables->pdata[i];

      put_link (self, sheet, row++, table->sheet,
                i == 0 || table->area != last ? sy_area_get_title (table->area) : "");
      last = table->area;
    }
}

gboolean
sy_xlsx_book_write_custom (SyXlsxBook *self, GError **error)
{
  const char *name = sy_xlsx_layout_add_sheet (self->layout, sy_area_get_title (SY_AREA_CUSTOM));
  lxw_worksheet *sheet = sy_xlsx_book_add_sheet (self, name, sy_xlsx_area_color (SY_AREA_CUSTOM));
  GPtrArray *names = sy_xlsx_layout_get_names (self->layout);
  guint row = FIRST_ROW;

  worksheet_set_row (sheet, 0, 26., NULL);
  sy_xlsx_book_put_text (self, sheet, 0, TITLE, sy_area_get_title (SY_AREA_CUSTOM),
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_TITLE));
  sy_xlsx_book_put_text (
      self, sheet, 1, TITLE,
      _ ("Type into the coloured cells: every table, sentence and chart of this workbook follows."),
      sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_QUIET));
  set_columns (sheet);
  put_header (self, sheet, FIRST_ROW - 1, _ ("Parameter"));
  for (guint i = 0; i < names->len; i++)
    {
      SyXlsxName *parameter = names->pdata[i];

      if (!parameter->is_shown_parameter)
        continue;
      if (!put_line (self, sheet, name, row, parameter, SY_XLSX_LOOK_INPUT, error))
        return FALSE;
      if (parameter->parameter->choices)
        {
          if (!add_choices (self, sheet, row, parameter, error))
            return FALSE;
        }
      else
        {
          add_limits (sheet, row, parameter);
        }
      row++;
    }
  put_index (self, sheet, row + 1);
  worksheet_freeze_panes (sheet, FIRST_ROW, 0);
  sy_xlsx_book_set_page (self, sheet, sy_area_get_title (SY_AREA_CUSTOM), TRUE);
  return TRUE;
}

gboolean
sy_xlsx_book_write_figures (SyXlsxBook *self, GError **error)
{
  const char *name = sy_xlsx_layout_add_sheet (self->layout, _ ("Key figures"));
  lxw_worksheet *sheet = sy_xlsx_book_add_sheet (self, name, sy_xlsx_area_color (SY_AREA_ANALYSIS));
  GPtrArray *names = sy_xlsx_layout_get_names (self->layout);
  guint row = FIRST_ROW;

  worksheet_set_row (sheet, 0, 26., NULL);
  sy_xlsx_book_put_text (self, sheet, 0, TITLE, _ ("Key figures"),
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_TITLE));
  set_columns (sheet);
  put_header (self, sheet, FIRST_ROW - 1, _ ("Figure"));
  /* Figures first; below them the texts that formulas use. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < names->len; i++)
      {
        SyXlsxName *value = names->pdata[i];
        gboolean is_text = value->name->type == SY_TYPE_TEXT || value->parameter;

        if (value->is_shown_parameter || is_text != (pass == 1))
          continue;
        if (!put_line (self, sheet, name, row++, value, SY_XLSX_LOOK_LINE, error))
          return FALSE;
      }
  sy_xlsx_book_grey_range (self, sheet, FIRST_ROW, VALUE, MAX (row, FIRST_ROW + 1) - 1, VALUE);
  worksheet_freeze_panes (sheet, FIRST_ROW, 0);
  worksheet_repeat_rows (sheet, FIRST_ROW - 1, FIRST_ROW - 1);
  sy_xlsx_book_set_page (self, sheet, _ ("Key figures"), TRUE);
  return TRUE;
}
