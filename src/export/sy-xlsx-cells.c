/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table as XML of our own: the library would take some twenty times as long, and can't write
 * cached errors. Everything of a column that is the same in each of its cells is made once. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-kernel-rows.h"
#include "sy-xlsx-book-private.h"
#include "sy-xlsx-xml.h"

typedef struct
{
  SyXlsxColumn *column;
  SyFrame *frame; /* NULL: no values */
  guint frame_column;
  gboolean has_formula;
  char *formula;   /* XML of <f>, the same in every row; NULL when it varies */
  gboolean varies; /* the formula is another text in every row */
  char *letters, *style;
  const char *last_text; /* written before, and how it reads in XML */
  GString *last_xml;
} Cell;

typedef struct
{
  SyXlsxBook *book;
  SyXlsxTable *table;
  Cell *cells;
  SyXlsxXml xml;
  GString *scratch;
  char row_text[12]; /* number of the row in the sheet */
  gsize row_length;
} Cells;

static void
put_string (Cells *self, const char *text)
{
  sy_xlsx_xml_put (&self->xml, text, strlen (text));
}

/* --- texts --- */

/* Most texts are letters and digits, which stand for themselves. */
static gboolean
is_plain (const char *text)
{
  gsize n = 0;

  for (const guchar *at = (const guchar *) text; *at; at++, n++)
    if (*at < 0x20 || *at >= 0x7F || *at == '&' || *at == '<' || *at == '>' || *at == '"' || *at == '_')
      return FALSE;
  return n <= SY_XLSX_MAX_TEXT;
}

static const GString *
escape (Cells *self, Cell *cell, const char *text)
{
  gboolean is_cut;
  g_autofree char *clean = NULL;

  if (text == cell->last_text)
    return cell->last_xml;
  cell->last_text = text;
  g_string_truncate (cell->last_xml, 0);
  if (is_plain (text))
    {
      g_string_append (cell->last_xml, text);
      return cell->last_xml;
    }
  clean = sy_xlsx_clean_text (text, &is_cut);
  self->book->n_cut += is_cut ? 1 : 0;
  sy_xlsx_append_escaped (cell->last_xml, clean);
  return cell->last_xml;
}

/* Blanks at the ends, and all line ends, are lost where nobody says that they count. */
static gboolean
has_outer_space (const GString *xml)
{
  return xml->len > 0
         && (g_ascii_isspace (xml->str[0]) || g_ascii_isspace (xml->str[xml->len - 1])
             || memchr (xml->str, '\n', xml->len));
}

/* --- one cell --- */

static void
open_cell (Cells *self, const Cell *cell)
{
  sy_xlsx_xml_put_literal (&self->xml, "<c r=\"");
  put_string (self, cell->letters);
  sy_xlsx_xml_put (&self->xml, self->row_text, self->row_length);
  put_string (self, cell->style);
}

static void
put_blank (Cells *self, const Cell *cell)
{
  if (self->table->is_streamed)
    return;
  open_cell (self, cell);
  sy_xlsx_xml_put_literal (&self->xml, "/>");
}

static void
put_text (Cells *self, Cell *cell, const char *text)
{
  const GString *xml = escape (self, cell, text);

  if (xml->len == 0)
    {
      put_blank (self, cell);
      return;
    }
  open_cell (self, cell);
  if (has_outer_space (xml))
    sy_xlsx_xml_put_literal (&self->xml, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
  else
    sy_xlsx_xml_put_literal (&self->xml, " t=\"inlineStr\"><is><t>");
  sy_xlsx_xml_put (&self->xml, xml->str, xml->len);
  sy_xlsx_xml_put_literal (&self->xml, "</t></is></c>");
}

static void
put_formula_that_varies (Cells *self, const Cell *cell, guint row)
{
  g_autoptr (SyExcelFormula) formula =
      sy_xlsx_layout_write_cell (self->book->layout, cell->column, row, NULL);
  gboolean is_live = formula && formula->text;

  sy_xlsx_xml_put_literal (&self->xml, "<f");
  if (is_live && formula->is_array)
    {
      sy_xlsx_xml_put_literal (&self->xml, " t=\"array\" ref=\"");
      put_string (self, cell->letters);
      sy_xlsx_xml_put (&self->xml, self->row_text, self->row_length);
      sy_xlsx_xml_put_literal (&self->xml, "\"");
    }
  sy_xlsx_xml_put_literal (&self->xml, ">");
  g_string_truncate (self->scratch, 0);
  sy_xlsx_append_escaped (self->scratch, is_live ? formula->text + 1 : "NA()");
  sy_xlsx_xml_put (&self->xml, self->scratch->str, self->scratch->len);
  sy_xlsx_xml_put_literal (&self->xml, "</f>");
}

static void
put_formula (Cells *self, const Cell *cell, guint row)
{
  if (!cell->has_formula)
    return;
  if (cell->varies)
    {
      put_formula_that_varies (self, cell, row);
      return;
    }
  if (cell->formula[0] == ' ')
    {
      sy_xlsx_xml_put_literal (&self->xml, "<f t=\"array\" ref=\"");
      put_string (self, cell->letters);
      sy_xlsx_xml_put (&self->xml, self->row_text, self->row_length);
      sy_xlsx_xml_put_literal (&self->xml, "\">");
      put_string (self, cell->formula + 1);
      return;
    }
  sy_xlsx_xml_put_literal (&self->xml, "<f>");
  put_string (self, cell->formula);
}

static void
put_value (Cells *self, Cell *cell, guint row, const SyXlsxCached *value)
{
  if (!cell->has_formula && value->is_text)
    {
      put_text (self, cell, value->text ? value->text : "");
      return;
    }
  open_cell (self, cell);
  put_string (self, value->is_error  ? " t=\"e\">"
                    : value->is_bool ? " t=\"b\">"
                    : value->is_text ? " t=\"str\">"
                                     : ">");
  put_formula (self, cell, row);
  sy_xlsx_xml_put_literal (&self->xml, "<v>");
  if (value->is_error)
    {
      put_string (self, sy_xlsx_error_text (value->error));
    }
  else if (value->is_text)
    {
      const GString *xml = escape (self, cell, value->text ? value->text : "");

      sy_xlsx_xml_put (&self->xml, xml->str, xml->len);
    }
  else
    {
      sy_xlsx_xml_put_number (&self->xml, value->number);
    }
  sy_xlsx_xml_put_literal (&self->xml, "</v></c>");
}

static SyXlsxErrorKind
find_error (Cells *self, const Cell *cell, guint row)
{
  SyModelColumn *column = cell->column->column;

  if (!column->bound || !column->may_be_error)
    return SY_XLSX_NO_ERROR;
  /* Of millions of rows the likeliest kind is told. */
  return self->table->is_streamed ? sy_xlsx_errors_find (self->book->errors, column->bound)
                                  : sy_xlsx_errors_find_cell (self->book->errors, column, row);
}

/* The number that the formula gives now, or that stands there. */
static SyXlsxCached
get_value (Cells *self, const Cell *cell, guint row)
{
  const SyXlsxColumn *column = cell->column;
  SyXlsxErrorKind error = SY_XLSX_NO_ERROR;

  switch (column->kind)
    {
    case SY_XLSX_COLUMN_KEPT:
      return (SyXlsxCached){ .number = row < self->table->n_kept ? 1. : 0. };
    case SY_XLSX_COLUMN_ROW:
      return (SyXlsxCached){ .number = row + 1. };
    case SY_XLSX_COLUMN_POSITION:
      return (SyXlsxCached){ .number = column->positions[2 * row] };
    case SY_XLSX_COLUMN_PLAIN:
    case SY_XLSX_COLUMN_CANDIDATE:
    default:
      break;
    }
  /* A row that is blank now. */
  if (!cell->frame || row >= sy_frame_get_n_rows (cell->frame))
    return (SyXlsxCached){ .is_text = TRUE };
  if (sy_frame_is_null (cell->frame, cell->frame_column, row))
    error = find_error (self, cell, row);
  return sy_xlsx_cached_from_frame (cell->frame, cell->frame_column, row, column->column->may_be_error,
                                    error);
}

/* --- columns --- */

static gboolean
has_formula (const SyXlsxColumn *column)
{
  if (column->kind == SY_XLSX_COLUMN_KEPT)
    return TRUE;
  return column->kind == SY_XLSX_COLUMN_PLAIN
         && (column->column->bound || column->table->rows != SY_XLSX_ROWS_FIXED);
}

static void
tell_not_live (SyXlsxBook *book, SyXlsxColumn *column, const char *reason)
{
  column->not_live = g_strdup (reason);
  sy_xlsx_book_note (book, column->table->title, _ ("%s: values, no formulas: %s"), column->header, reason);
}

/* What a kernel brought stays as it is, whatever is changed in the workbook. One note a table says so. */
static void
tell_of_kernel (SyXlsxBook *book, SyXlsxColumn *column)
{
  const SyModelTable *table = column->table->model;
  g_autofree char *reason = NULL;

  if (table->rows_kind != SY_ROWS_KERNEL || column->kind != SY_XLSX_COLUMN_PLAIN || column->column->bound)
    return;
  reason = sy_kernel_rows_say (table);
  if (column->column == table->columns->pdata[0])
    sy_xlsx_book_note (book, column->table->title, _ ("values that do not change with the workbook: %s"),
                       reason);
  if (!has_formula (column))
    column->not_live = g_steal_pointer (&reason);
}

static gboolean
prepare_formula (SyXlsxBook *book, Cell *cell, GError **error)
{
  SyXlsxColumn *column = cell->column;
  g_autoptr (SyExcelFormula) formula = NULL;
  g_autoptr (GString) escaped = NULL;

  tell_of_kernel (book, column);
  if (!has_formula (column))
    return TRUE;
  formula = sy_xlsx_layout_write_cell (book->layout, column, 0, error);
  if (!formula)
    return FALSE;
  if (!formula->text)
    {
      tell_not_live (book, column, formula->not_live);
      return TRUE;
    }
  cell->has_formula = TRUE;
  /* With names a formula is the same text in every row; days count from the cell above. */
  cell->varies = sy_xlsx_layout_is_a1 (book->layout)
                 || (!column->column->bound && column->table->rows == SY_XLSX_ROWS_DAYS);
  if (cell->varies)
    return TRUE;
  escaped = g_string_new (formula->is_array ? " " : NULL); /* a formula begins with no blank */
  sy_xlsx_append_escaped (escaped, formula->text + 1);
  g_string_append (escaped, "</f>");
  cell->formula = g_string_free (g_steal_pointer (&escaped), FALSE);
  return TRUE;
}

static lxw_format *
format_of (SyXlsxBook *book, const SyXlsxColumn *column)
{
  guint look = SY_XLSX_LOOK_PLAIN;

  if (column->table->model->rows_kind == SY_ROWS_INPUT)
    look |= SY_XLSX_LOOK_INPUT;
  if (column->not_live)
    look |= SY_XLSX_LOOK_STATIC;
  if (column->type == SY_TYPE_TEXT && column->index > 0)
    look |= SY_XLSX_LOOK_INDENT;
  if (column->type == SY_TYPE_BOOL)
    look |= SY_XLSX_LOOK_CENTER;
  return sy_xlsx_formats_get (book->formats,
                              sy_xlsx_number_format (column->unit, column->decimals, column->type), look);
}

/* Where its values are. */
static Cell
make_cell (SyXlsxColumn *column)
{
  SyFrame *frame =
      column->kind == SY_XLSX_COLUMN_CANDIDATE ? column->table->candidates : column->table->frame;

  return (Cell){ .column = column,
                 .frame = column->frame_column < 0 ? NULL : frame,
                 .frame_column = (guint) MAX (column->frame_column, 0) };
}

static gboolean
prepare_cell (SyXlsxBook *book, Cell *cell, SyXlsxColumn *column, GError **error)
{
  g_autoptr (GString) letters = g_string_new (NULL);

  *cell = make_cell (column);
  cell->last_xml = g_string_new (NULL);
  if (!prepare_formula (book, cell, error))
    return FALSE;
  sy_xlsx_append_column (letters, column->table->first_col + column->index);
  cell->letters = g_string_free (g_steal_pointer (&letters), FALSE);
  cell->style = g_strdup_printf ("\" s=\"%d\"", lxw_format_get_xf_index (format_of (book, column)));
  return TRUE;
}

/* --- the sheet --- */

static void
cells_clear (Cells *self)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      Cell *cell = &self->cells[i];

      g_free (cell->formula);
      g_free (cell->letters);
      g_free (cell->style);
      if (cell->last_xml)
        g_string_free (cell->last_xml, TRUE);
    }
  g_free (self->cells);
  g_string_free (self->scratch, TRUE);
  sy_xlsx_xml_clear (&self->xml);
}

static void
put_row (Cells *self, guint row)
{
  const SyXlsxTable *table = self->table;
  gboolean is_empty = table->rows == SY_XLSX_ROWS_FIXED && row >= table->n_kept;

  self->row_length =
      (gsize) g_snprintf (self->row_text, sizeof self->row_text, "%u", sy_xlsx_table_row (table, row) + 1);
  sy_xlsx_xml_put_literal (&self->xml, "<row r=\"");
  sy_xlsx_xml_put (&self->xml, self->row_text, self->row_length);
  sy_xlsx_xml_put_literal (&self->xml, "\">");
  for (guint i = 0; i < table->columns->len; i++)
    {
      Cell *cell = &self->cells[i];
      SyXlsxCached value;

      /* An empty table has one blank row. */
      if (cell->has_formula && is_empty)
        continue;
      value = get_value (self, cell, row);
      put_value (self, cell, row, &value);
    }
  sy_xlsx_xml_put_literal (&self->xml, "</row>");
}

gboolean
sy_xlsx_book_write_rows (SyXlsxBook *self, SyXlsxTable *table, GError **error)
{
  Cells cells = { .book = self, .table = table };
  gboolean done = TRUE;

  cells.cells = g_new0 (Cell, table->columns->len + 1);
  cells.scratch = g_string_new (NULL);
  sy_xlsx_xml_init (&cells.xml);
  for (guint i = 0; done && i < table->columns->len; i++)
    done = prepare_cell (self, &cells.cells[i], table->columns->pdata[i], error);
  for (guint row = 0; done && row < table->n_rows; row++)
    {
      put_row (&cells, row);
      done = row % 4096 != 0 || !g_cancellable_set_error_if_cancelled (self->cancellable, error);
    }
  if (done)
    sy_xlsx_package_add_rows (self->package, (guint) g_hash_table_size (self->sheets),
                              sy_xlsx_table_row (table, table->n_rows - 1) + 1,
                              table->first_col + table->columns->len - 1, sy_xlsx_xml_end (&cells.xml));
  cells_clear (&cells);
  return done;
}

/* --- one cell of a typed table --- */

const SyTemplateColumn *
sy_xlsx_column_find_definition (const SyXlsxColumn *column, guint *index)
{
  const SyTemplateTable *table = column->table->definition;

  for (guint i = 0; column->column && table && i < table->columns->len; i++)
    if (g_str_equal (((const SyTemplateColumn *) table->columns->pdata[i])->id, column->column->id))
      {
        if (index)
          *index = i;
        return table->columns->pdata[i];
      }
  return NULL;
}

/* Text of several lines is seen as such. */
static lxw_format *
format_of_typed (SyXlsxBook *book, const SyXlsxColumn *column)
{
  const SyTemplateColumn *typed = sy_xlsx_column_find_definition (column, NULL);

  return typed && typed->is_long
             ? sy_xlsx_formats_get (book->formats, NULL, SY_XLSX_LOOK_INPUT | SY_XLSX_LOOK_WRAP)
             : format_of (book, column);
}

gboolean
sy_xlsx_book_write_cell (
    SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxColumn *column, guint row, GError **error)
{
  SyXlsxTable *table = column->table;
  Cells cells = { .book = self, .table = table };
  Cell cell = make_cell (column);
  guint at_row = sy_xlsx_table_row (table, row), at_col = table->first_col + column->index;
  gboolean is_empty = table->rows == SY_XLSX_ROWS_FIXED && row >= table->n_kept;
  SyXlsxCached value = get_value (&cells, &cell, row);
  lxw_format *format = format_of_typed (self, column);
  g_autoptr (SyExcelFormula) formula = NULL;
  g_autoptr (GError) cause = NULL;

  if (sy_xlsx_book_put_link (self, sheet, column, row, &cause))
    return TRUE;
  if (cause)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (row == 0)
    tell_of_kernel (self, column);
  if (has_formula (column) && !column->not_live)
    {
      if (is_empty)
        return TRUE;
      formula = sy_xlsx_layout_write_cell (self->layout, column, row, error);
      if (!formula)
        return FALSE;
      if (!formula->text)
        tell_not_live (self, column, formula->not_live);
    }
  if (formula && formula->text)
    sy_xlsx_book_put_formula (self, sheet, at_row, at_col, formula->text, formula->is_array, &value, format);
  else
    sy_xlsx_book_put_value (self, sheet, at_row, at_col, &value, format);
  return TRUE;
}
