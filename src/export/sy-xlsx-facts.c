/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of sources and stand-ins as a stream of our own: the library would take some twenty times as long. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-xlsx-book-private.h"

#define BLOCK_ROWS 500

typedef struct
{
  char *formula; /* XML of <f>, the same in every row; NULL: values, or formulas that vary */
  gboolean varies, is_array;
  SyXlsxErrorKind error;
} Cell;

typedef struct
{
  SyXlsxBook *book;
  SyXlsxTable *table;
  Cell *cells;
  guint next;
} Facts;

static void
facts_free (gpointer data)
{
  Facts *self = data;

  for (guint i = 0; i < self->table->columns->len; i++)
    g_free (self->cells[i].formula);
  g_free (self->cells);
  g_free (self);
}

static void
append_number (GString *xml, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (xml, g_ascii_formatd (digits, sizeof digits, "%.17g", number));
}

/* Whole numbers and decimals of few digits are most of what there is. */
static void
append_value (GString *xml, const SyXlsxCached *value)
{
  gint64 whole = (gint64) value->number;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if ((double) whole >= value->number && (double) whole <= value->number
      && ABS (whole) < G_GINT64_CONSTANT (1000000000000))
    {
      g_string_append_printf (xml, "%" G_GINT64_FORMAT, whole);
      return;
    }
  g_ascii_formatd (digits, sizeof digits, "%.15g", value->number);
  if (g_ascii_strtod (digits, NULL) < value->number || g_ascii_strtod (digits, NULL) > value->number)
    append_number (xml, value->number);
  else
    g_string_append (xml, digits);
}

static void
append_text (Facts *self, GString *xml, const char *text)
{
  gboolean is_cut;
  g_autofree char *clean = sy_xlsx_clean_text (text, &is_cut);

  self->book->n_cut += is_cut ? 1 : 0;
  sy_xlsx_append_escaped (xml, clean);
}

static void
append_formula (Facts *self, GString *xml, guint index, guint row, const char *address)
{
  const Cell *cell = &self->cells[index];
  g_autoptr (SyExcelFormula) formula = NULL;

  g_string_append (xml, "<f");
  if (cell->is_array)
    g_string_append_printf (xml, " t=\"array\" ref=\"%s\"", address);
  g_string_append_c (xml, '>');
  if (!cell->varies)
    {
      g_string_append (xml, cell->formula);
    }
  else
    {
      formula = sy_xlsx_layout_write_cell (self->book->layout, self->table->columns->pdata[index], row, NULL);
      sy_xlsx_append_escaped (xml, formula && formula->text ? formula->text + 1 : "NA()");
    }
  g_string_append (xml, "</f>");
}

static void
append_cell (Facts *self, GString *xml, guint index, guint row, const guint *styles)
{
  const SyXlsxColumn *column = self->table->columns->pdata[index];
  const Cell *cell = &self->cells[index];
  gboolean has_formula = cell->formula || cell->varies;
  g_autoptr (GString) address = g_string_new (NULL);
  SyXlsxCached value = column->kind == SY_XLSX_COLUMN_ROW
                           ? (SyXlsxCached){ .number = row + 1. }
                           : sy_xlsx_cached_from_frame (self->table->frame, (guint) column->frame_column, row,
                                                        column->column->may_be_error, cell->error);

  if (!has_formula && value.is_text && (!value.text || !*value.text))
    return;
  sy_xlsx_append_address (address, sy_xlsx_table_row (self->table, row), self->table->first_col + index,
                          FALSE);
  g_string_append_printf (xml, "<c r=\"%s\" s=\"%u\"", address->str, styles[self->table->first_col + index]);
  g_string_append (xml, value.is_error                 ? " t=\"e\">"
                        : value.is_bool                ? " t=\"b\">"
                        : value.is_text && has_formula ? " t=\"str\">"
                        : value.is_text                ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                                                       : ">");
  if (has_formula)
    append_formula (self, xml, index, row, address->str);
  if (value.is_text && !has_formula)
    {
      append_text (self, xml, value.text);
      g_string_append (xml, "</t></is></c>");
      return;
    }
  g_string_append (xml, "<v>");
  if (value.is_error)
    g_string_append (xml, sy_xlsx_error_text (value.error));
  else if (value.is_text)
    append_text (self, xml, value.text ? value.text : "");
  else
    append_value (xml, &value);
  g_string_append (xml, "</v></c>");
}

static gboolean
write_rows (GString *xml, const guint *styles, gpointer user_data, GError **error)
{
  Facts *self = user_data;
  guint end = MIN (self->next + BLOCK_ROWS, self->table->n_kept);

  for (; self->next < end; self->next++)
    {
      g_string_append_printf (xml, "<row r=\"%u\">", sy_xlsx_table_row (self->table, self->next) + 1);
      for (guint i = 0; i < self->table->columns->len; i++)
        append_cell (self, xml, i, self->next, styles);
      g_string_append (xml, "</row>");
    }
  return self->next < self->table->n_kept;
}

static gboolean
prepare_column (Facts *self, guint index, GError **error)
{
  SyXlsxColumn *column = self->table->columns->pdata[index];
  Cell *cell = &self->cells[index];
  g_autoptr (SyExcelFormula) formula = NULL;
  g_autoptr (GString) escaped = g_string_new (NULL);

  if (column->kind != SY_XLSX_COLUMN_PLAIN || !column->column->bound)
    return TRUE;
  formula = sy_xlsx_layout_write_cell (self->book->layout, column, 0, error);
  if (!formula)
    return FALSE;
  cell->error = sy_xlsx_errors_find (self->book->errors, column->column->bound);
  if (!formula->text)
    {
      column->not_live = g_strdup (formula->not_live);
      sy_xlsx_book_note (self->book, self->table->title, _ ("%s: values, no formulas: %s"), column->header,
                         formula->not_live);
      return TRUE;
    }
  cell->is_array = formula->is_array;
  cell->varies = sy_xlsx_layout_is_a1 (self->book->layout);
  if (cell->varies)
    return TRUE;
  sy_xlsx_append_escaped (escaped, formula->text + 1);
  cell->formula = g_string_free (g_steal_pointer (&escaped), FALSE);
  return TRUE;
}

gboolean
sy_xlsx_book_stream_table (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table, GError **error)
{
  Facts *facts = g_new0 (Facts, 1);
  guint first = sy_xlsx_table_row (table, 0);

  facts->book = self;
  facts->table = table;
  facts->cells = g_new0 (Cell, table->columns->len);
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyXlsxColumn *column = table->columns->pdata[i];

      if (!prepare_column (facts, i, error))
        {
          facts_free (facts);
          return FALSE;
        }
      /* One row of the library's, from which the package step takes the styles. */
      worksheet_write_blank (
          sheet, first, (lxw_col_t) (table->first_col + i),
          sy_xlsx_formats_get (self->formats,
                               sy_xlsx_number_format (column->unit, column->decimals, column->type),
                               column->not_live ? SY_XLSX_LOOK_STATIC : SY_XLSX_LOOK_PLAIN));
    }
  sy_xlsx_package_add_rows (self->package, (guint) g_hash_table_size (self->sheets), first + 1,
                            sy_xlsx_table_row (table, table->n_rows - 1) + 1,
                            table->first_col + table->columns->len - 1, write_rows, facts, facts_free);
  return TRUE;
}
