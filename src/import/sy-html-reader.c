/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells are text as the page shows it, for the column types to make sense of, but for numbers of which Excel
 * and LibreOffice wrote the exact value beside what is shown. Merged cells keep their text in the first one.
 * Tables in cells are sheets of their own and are left out here. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-html-page.h"
#include "sy-html-reader.h"
#include "sy-html-scanner.h"
#include "sy-reader-private.h"
#include "sy-row-buffer.h"
#include "sy-xlsx-value.h"

#define MAX_ROWSPAN 65534
#define MAX_CELL_TEXT (1024 * 1024)
#define PROGRESS_STEP (256 * 1024)

typedef struct
{
  SyHtmlScanner scanner;
  const SyCellSink *sink;
  SyRowBuffer row;
  guint64 row_number;
  guint column;    /* where the next cell goes */
  GArray *pending; /* (element-type guint) by column: rows that a cell from above still takes */
  GString *text;   /* of the cell being read */
  char *number;    /* its exact value, if the page has it */
  guint colspan, rowspan;
  gboolean in_row, in_cell, told_column, closed;
} Reader;

/**
 * sy_html_reader_inspect:
 * @fd: a web page
 * @info: gets format, encoding and the tables as sheets
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_EMPTY without a table, _ENCODING, _HOSTILE or
 * %G_IO_ERROR_CANCELLED
 */
gboolean
sy_html_reader_inspect (
    int fd, const SyReadOptions *options, SyFileInfo *info, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyHtmlPage) page =
      sy_html_page_load (fd, options != NULL ? options->encoding : NULL, cancellable, error);
  g_autoptr (GPtrArray) tables = NULL;

  if (page == NULL)
    return FALSE;
  tables = sy_html_page_list_tables (page);
  if (tables->len == 0)
    {
      g_set_error_literal (
          error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY,
          _ ("This is a web page (HTML) without a table of data. Save the table as XLSX or CSV "
             "and import that."));
      return FALSE;
    }
  for (guint i = 0; i < tables->len; i++)
    g_ptr_array_add (info->sheets, g_strdup (((SyHtmlTable *) g_ptr_array_index (tables, i))->name));
  info->format = SY_FILE_HTML;
  info->format_name = g_strdup (_ ("Web page (HTML table)"));
  info->encoding = g_steal_pointer (&page->encoding);
  info->encoding_reason = g_steal_pointer (&page->encoding_reason);
  return TRUE;
}

/* ---- Texts of cells -------------------------------------------------------------------------------------
 */

/* White space of the page is one space; that which may not break counts as such. */
static void
add_character (GString *text, gunichar ch)
{
  if (ch == 0xA0 || ch == 0xFEFF || ch == 0x200B || (ch < 0x80 && g_ascii_isspace ((char) ch)))
    {
      if (ch != 0xFEFF && ch != 0x200B && text->len > 0 && text->str[text->len - 1] != ' '
          && text->str[text->len - 1] != '\n')
        g_string_append_c (text, ' ');
      return;
    }
  /* What is left of control characters is no text. */
  if (ch >= 0x20)
    g_string_append_unichar (text, ch);
}

static void
add_text (Reader *self)
{
  const char *p = self->scanner.text, *end = p + self->scanner.text_length;

  while (p < end && self->text->len < MAX_CELL_TEXT)
    {
      gunichar ch = 0;
      gsize n = *p == '&' ? sy_html_read_reference (p, end, &ch) : 0;

      if (n == 0)
        {
          ch = (guint8) *p < 0x80 ? (guint8) *p : g_utf8_get_char (p);
          n = (guint8) *p < 0x80 ? 1 : (gsize) (g_utf8_next_char (p) - p);
        }
      add_character (self->text, ch);
      p += n;
    }
}

static void
add_line_break (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  if (text->len > 0)
    g_string_append_c (text, '\n');
}

static void
add_block (GString *text)
{
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    add_line_break (text);
}

/* Whether what is shown is a number, and not a date or a code of which the value is a serial number. */
static gboolean
shows_number (const GString *text)
{
  gboolean digits = FALSE;

  for (gsize i = 0; i < text->len; i++)
    {
      guint8 c = (guint8) text->str[i];

      digits = digits || g_ascii_isdigit ((char) c);
      if (!g_ascii_isdigit ((char) c) && strchr (".,%+-() $", c) == NULL && c < 0x80)
        return FALSE;
      if (c == '-' && digits && i + 1 < text->len)
        return FALSE;
    }
  /* Of letters only currency signs such as ¥ are left. */
  return digits && g_utf8_strlen (text->str, (gssize) text->len) <= (glong) text->len
         && strstr (text->str, "年") == NULL && strstr (text->str, "月") == NULL
         && strstr (text->str, "日") == NULL && strstr (text->str, "时") == NULL;
}

/* ---- Cells and rows -------------------------------------------------------------------------------------
 */

static guint
span_attribute (const Reader *self, const char *name, guint most)
{
  g_autofree char *text = sy_html_scanner_dup_attribute (&self->scanner, name);
  guint64 number = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 1;

  return (guint) CLAMP (number, 1, most);
}

static guint *
pending_at (Reader *self, guint column)
{
  if (column >= self->pending->len)
    g_array_set_size (self->pending, column + 1);
  return &g_array_index (self->pending, guint, column);
}

static void
store_cell (Reader *self, SyCell *out)
{
  if (self->number != NULL && shows_number (self->text)
      && sy_xlsx_parse_number (self->number, strlen (self->number), &out->number))
    {
      out->kind = SY_CELL_NUMBER;
      out->percent = strchr (self->text->str, '%') != NULL;
      sy_row_buffer_set_text (&self->row, out, self->number, strlen (self->number));
      return;
    }
  out->kind = SY_CELL_TEXT;
  if (!sy_row_buffer_set_text (&self->row, out, self->text->str, self->text->len))
    out->kind = SY_CELL_EMPTY;
}

static void
end_cell (Reader *self)
{
  SyCell *out;

  if (!self->in_cell)
    return;
  self->in_cell = FALSE;
  while (self->text->len > 0 && g_ascii_isspace (self->text->str[self->text->len - 1]))
    g_string_truncate (self->text, self->text->len - 1);
  while (self->column<SY_SHEET_MAX_COLUMNS && * pending_at (self, self->column)> 0)
    self->column++;
  out = self->text->len > 0 ? sy_row_buffer_at (&self->row, self->column) : NULL;
  if (out != NULL)
    store_cell (self, out);
  else if (self->text->len > 0 && !self->told_column)
    {
      self->sink->funcs->refused (self->sink->self, self->row_number, self->text->str,
                                  _ ("The cell lies beyond the last column of a sheet."));
      self->told_column = TRUE;
    }
  for (guint i = 0; i < self->colspan && self->column < SY_SHEET_MAX_COLUMNS; i++, self->column++)
    if (self->rowspan > 1)
      *pending_at (self, self->column) = self->rowspan;
}

static void
begin_cell (Reader *self)
{
  end_cell (self);
  g_string_truncate (self->text, 0);
  g_free (self->number);
  self->number = sy_html_scanner_dup_attribute (&self->scanner, "x:num");
  if (self->number == NULL)
    self->number = sy_html_scanner_dup_attribute (&self->scanner, "sdval");
  self->colspan = span_attribute (self, "colspan", SY_SHEET_MAX_COLUMNS);
  self->rowspan = span_attribute (self, "rowspan", MAX_ROWSPAN);
  self->in_cell = TRUE;
}

/* Whether the sink wants more. */
static gboolean
end_row (Reader *self)
{
  gboolean more = TRUE;

  end_cell (self);
  if (!self->in_row)
    return TRUE;
  self->in_row = FALSE;
  if (self->row_number <= SY_SHEET_MAX_ROWS)
    more = sy_row_buffer_send (&self->row, self->sink, self->row_number);
  else if (self->row_number == SY_SHEET_MAX_ROWS + 1)
    self->sink->funcs->refused (self->sink->self, self->row_number, "",
                                _ ("The row lies beyond the last row of a sheet."));
  sy_row_buffer_reset (&self->row);
  for (guint i = 0; i < self->pending->len; i++)
    g_array_index (self->pending, guint, i) -= g_array_index (self->pending, guint, i) > 0;
  return more;
}

static void
begin_row (Reader *self)
{
  self->in_row = TRUE;
  self->row_number++;
  self->column = 0;
  self->told_column = FALSE;
}

/* A tag of the table itself; FALSE when the table is at its end or the sink has enough. */
static gboolean
take_tag (Reader *self, SyHtmlToken token)
{
  static const char *const blocks[] = { "p",  "div", "li", "h1", "h2", "h3", "h4",
                                        "h5", "h6",  "dt", "dd", "ul", "ol", NULL };
  const SyHtmlScanner *scanner = &self->scanner;
  gboolean start = token == SY_HTML_START, more = TRUE;

  if (sy_html_scanner_is (scanner, "tr"))
    {
      more = end_row (self);
      if (start)
        begin_row (self);
    }
  else if (sy_html_scanner_is (scanner, "td") || sy_html_scanner_is (scanner, "th"))
    {
      if (!start)
        end_cell (self);
      else
        {
          if (!self->in_row)
            begin_row (self);
          begin_cell (self);
        }
    }
  else if (self->in_cell && sy_html_scanner_is (scanner, "br"))
    add_line_break (self->text);
  else if (self->in_cell && sy_html_scanner_is_any (scanner, blocks))
    add_block (self->text);
  return more;
}

/* From behind the tag of the table to its end. */
static gboolean
read_table (Reader *self, GCancellable *cancellable, GError **error)
{
  gsize reported = 0, total = (gsize) (self->scanner.end - self->scanner.start);
  guint depth = 1;
  SyHtmlToken token;

  while ((token = sy_html_scanner_next (&self->scanner)) != SY_HTML_END_OF_FILE)
    {
      gsize at = (gsize) (self->scanner.position - self->scanner.start);

      if (at - reported > PROGRESS_STEP)
        {
          reported = at;
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (self->sink->funcs->progress != NULL)
            self->sink->funcs->progress (self->sink->self, at, total);
        }
      if (token == SY_HTML_TEXT)
        {
          if (depth == 1 && self->in_cell)
            add_text (self);
        }
      else if (sy_html_scanner_is (&self->scanner, "table"))
        {
          depth += token == SY_HTML_START ? 1 : (guint) -1;
          self->closed = depth == 0;
          if (depth == 0)
            break;
        }
      else if (token == SY_HTML_END
               && (sy_html_scanner_is (&self->scanner, "body")
                   || sy_html_scanner_is (&self->scanner, "html")))
        self->closed = TRUE;
      else if (depth == 1 && !take_tag (self, token))
        return TRUE;
    }
  if (end_row (self) && !self->closed)
    self->sink->funcs->refused (self->sink->self, self->row_number, "",
                                _ ("The page breaks off in the table: rows may be missing behind this one."));
  return TRUE;
}

static gboolean
read_at (
    const SyHtmlPage *page, gsize offset, const SyCellSink *sink, GCancellable *cancellable, GError **error)
{
  Reader self = { .sink = sink };
  gboolean ok;

  sy_html_scanner_init (&self.scanner, (const char *) page->text->data, page->text->len, offset);
  sy_html_scanner_next (&self.scanner);
  sy_row_buffer_init (&self.row);
  self.pending = g_array_new (FALSE, TRUE, sizeof (guint));
  self.text = g_string_new (NULL);
  ok = read_table (&self, cancellable, error);
  sy_row_buffer_clear (&self.row);
  g_array_unref (self.pending);
  g_string_free (self.text, TRUE);
  g_free (self.number);
  return ok;
}

/**
 * sy_html_reader_read:
 * @sheet_index: 0-based among the sheets that sy_html_reader_inspect() lists
 * @options: (nullable): what is asked for
 *
 * Rows are numbered within the table.
 *
 * Returns: %TRUE, or %FALSE with one of %SY_IMPORT_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_html_reader_read (int fd,
                     guint sheet_index,
                     const SyReadOptions *options,
                     const SyCellSink *sink,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SyHtmlPage) page =
      sy_html_page_load (fd, options != NULL ? options->encoding : NULL, cancellable, error);
  g_autoptr (GPtrArray) tables = NULL;
  const SyHtmlTable *table;

  if (page == NULL)
    return FALSE;
  tables = sy_html_page_list_tables (page);
  if (sheet_index >= tables->len)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET, _ ("There is no sheet number %u."),
                   sheet_index + 1);
      return FALSE;
    }
  table = g_ptr_array_index (tables, sheet_index);
  if (!sink->funcs->begin_sheet (sink->self, sheet_index, table->name))
    return TRUE;
  if (page->n_bad > 0)
    {
      g_autofree char *reason =
          g_strdup_printf (_ ("%u bytes of the page are not text in %s."), page->n_bad, page->encoding);

      sink->funcs->refused (sink->self, 0, "", reason);
    }
  if (!read_at (page, table->offset, sink, cancellable, error))
    return FALSE;
  sink->funcs->end_sheet (sink->self);
  return TRUE;
}
