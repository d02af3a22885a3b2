/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet 报告展示: the template's report page on a grid of twelve columns. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-report.h"
#include "sy-xlsx-chart-private.h"

#define N_COLUMNS 12
#define COLUMN_WIDTH 11.6
#define CARD_COLUMNS 2
#define CHART_WIDTH 1020
#define CHART_HEIGHT 340
#define MAX_TABLE_ROWS 400
#define NO_VALUE "—"

typedef struct
{
  SyXlsxBook *book;
  lxw_worksheet *sheet;
  const char *name;
  guint row;
} Page;

/* --- sentences --- */

static gboolean
put_heading (Page *self, const char *text, guint look, GError **error)
{
  SyTemplateNote note = { .text = (char *) text };
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  lxw_format *format = sy_xlsx_formats_get (self->book->formats, NULL, look);

  g_ptr_array_add (notes, &note);
  if (look & SY_XLSX_LOOK_TITLE)
    worksheet_set_row (self->sheet, self->row, 28., NULL);
  else
    worksheet_set_row (self->sheet, ++self->row, 22., NULL);
  return sy_xlsx_book_put_sentence (self->book, self->sheet, self->row++, 0, notes, format, NULL, error);
}

static gboolean
put_note (Page *self, SyTemplateNote *note, GError **error)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  lxw_format *format = sy_xlsx_formats_get (self->book->formats, NULL, SY_XLSX_LOOK_WRAP);
  double width = 0.;

  if (!sy_plan_allows_note (self->book->plan, note))
    return TRUE;
  g_ptr_array_add (notes, note);
  worksheet_merge_range (self->sheet, self->row, 0, self->row, N_COLUMNS - 1, "", format);
  if (!sy_xlsx_book_put_sentence (self->book, self->sheet, self->row, 0, notes, format, &width, error))
    return FALSE;
  worksheet_set_row (self->sheet, self->row++, 4. + 16. * MAX (1., ceil (width / (N_COLUMNS * COLUMN_WIDTH))),
                     NULL);
  return TRUE;
}

/* --- cards --- */

/* A reference to a cell without a value is 0, which a card must not say. */
static char *
card_formula (const SyModelName *model, const SyXlsxName *name, gboolean is_blank)
{
  if (model->may_be_error)
    return g_strdup_printf ("=IFERROR(%s,\"" NO_VALUE "\")", name->defined);
  if (is_blank)
    return g_strdup_printf ("=IF(%s=\"\",\"" NO_VALUE "\",%s)", name->defined, name->defined);
  return g_strdup_printf ("=%s", name->defined);
}

static gboolean
put_card (Page *self, const char *id, guint col, GError **error)
{
  SyXlsxBook *book = self->book;
  SyModelName *model = sy_model_find_name (sy_evaluation_get_model (book->evaluation), id);
  const SyXlsxName *name = model ? sy_xlsx_layout_find_name (book->layout, model) : NULL;
  lxw_format *label = sy_xlsx_formats_get (book->formats, NULL, SY_XLSX_LOOK_LABEL);
  const char *number_format;
  lxw_format *format;
  g_autofree char *formula = NULL;
  SyValue value;
  SyXlsxCached cached;
  gboolean is_blank;

  if (!name)
    return TRUE;
  if (!sy_evaluation_get_value (book->evaluation, id, &value, book->cancellable, error))
    return FALSE;
  is_blank = value.is_null;
  cached = sy_xlsx_cached_from_value (&value, model->may_be_error ? SY_XLSX_ERROR_NA : SY_XLSX_NO_ERROR);
  if (cached.is_error || is_blank)
    cached = (SyXlsxCached){ .is_text = TRUE, .text = NO_VALUE };
  number_format = name->unit == SY_UNIT_CURRENCY
                      ? "[>=10000]#,##0;[<=-10000]-#,##0;#,##0.00"
                      : sy_xlsx_number_format (name->unit, name->decimals, model->type);
  format = sy_xlsx_formats_get (book->formats, number_format, SY_XLSX_LOOK_CARD);
  worksheet_merge_range (self->sheet, self->row, (lxw_col_t) col, self->row,
                         (lxw_col_t) (col + CARD_COLUMNS - 1), "", label);
  sy_xlsx_book_put_text (book, self->sheet, self->row, col, name->title, label);
  worksheet_merge_range (self->sheet, self->row + 1, (lxw_col_t) col, self->row + 1,
                         (lxw_col_t) (col + CARD_COLUMNS - 1), "", format);
  formula = card_formula (model, name, is_blank);
  sy_xlsx_book_put_formula (book, self->sheet, self->row + 1, col, formula, FALSE, &cached, format);
  return TRUE;
}

static gboolean
put_cards (Page *self, char **cards, GError **error)
{
  guint col = 0;

  for (guint i = 0; cards && cards[i]; i++)
    {
      if (!sy_model_find_name (sy_evaluation_get_model (self->book->evaluation), cards[i]))
        continue;
      if (col + CARD_COLUMNS > N_COLUMNS)
        {
          col = 0;
          self->row += 2;
        }
      worksheet_set_row (self->sheet, self->row + 1, 24., NULL);
      if (!put_card (self, cards[i], col, error))
        return FALSE;
      col += CARD_COLUMNS;
    }
  self->row += col > 0 ? 3 : 0;
  return TRUE;
}

/* --- tables --- */

typedef struct
{
  SyXlsxColumn *column;
  guint col, span;
} Placed;

static double
measure (const SyXlsxColumn *column, guint n)
{
  double width = 0.;

  for (guint row = 0; row < n && row < column->table->n_kept; row++)
    {
      const char *text = sy_frame_get_text (column->table->frame, (guint) column->frame_column, row);

      width = MAX (width, text ? sy_xlsx_measure_text (text) : 0.);
    }
  return width;
}

static GArray *
place_columns (SyXlsxTable *table, guint n)
{
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  guint col = 0;

  for (guint i = 0; i < table->columns->len; i++)
    {
      SyXlsxColumn *column = table->columns->pdata[i];
      Placed place = { column, col, 1 };

      if (column->kind != SY_XLSX_COLUMN_PLAIN || column->hidden)
        continue;
      if (column->type == SY_TYPE_TEXT)
        place.span = (guint) CLAMP (ceil ((measure (column, n) + 3.) / COLUMN_WIDTH), 1., 4.);
      if (col + place.span > N_COLUMNS)
        break;
      g_array_append_val (placed, place);
      col += place.span;
    }
  return placed;
}

static void
put_reference (Page *self, const Placed *place, guint row)
{
  SyXlsxBook *book = self->book;
  SyXlsxColumn *column = place->column;
  SyXlsxTable *table = column->table;
  guint source_row = sy_xlsx_table_row (table, row);
  guint source_col = table->first_col + column->index;
  g_autofree char *cell = sy_xlsx_dup_range (table->sheet, source_row, source_col, source_row, source_col);
  gboolean may_be_error = column->column->may_be_error;
  gboolean is_text = column->type == SY_TYPE_TEXT;
  g_autofree char *formula = g_strdup_printf (may_be_error ? "=IFERROR(%s%s,\"" NO_VALUE "\")" : "=%s%s",
                                              cell, is_text ? "&\"\"" : "");
  lxw_format *format = sy_xlsx_formats_get (
      book->formats, sy_xlsx_number_format (column->unit, column->decimals, column->type),
      SY_XLSX_LOOK_LINE
          | (!is_text         ? SY_XLSX_LOOK_RIGHT
             : place->col > 0 ? SY_XLSX_LOOK_INDENT
                              : SY_XLSX_LOOK_PLAIN));
  SyXlsxCached cached = { .is_text = TRUE };

  if (row < table->n_kept)
    {
      cached = sy_xlsx_cached_from_frame (table->frame, (guint) column->frame_column, row, may_be_error,
                                          SY_XLSX_ERROR_NA);
      if (cached.is_error)
        cached = (SyXlsxCached){ .is_text = TRUE, .text = NO_VALUE };
      else if (cached.is_text && !is_text)
        cached = (SyXlsxCached){ .number = 0. }; /* a blank cell that is referred to is 0 */
    }
  else if (table->rows == SY_XLSX_ROWS_FIXED)
    {
      return;
    }
  if (place->span > 1)
    worksheet_merge_range (self->sheet, self->row, (lxw_col_t) place->col, self->row,
                           (lxw_col_t) (place->col + place->span - 1), "", format);
  sy_xlsx_book_put_formula (book, self->sheet, self->row, place->col, formula, FALSE, &cached, format);
}

static void
put_table_header (Page *self, GArray *placed)
{
  double lines = 1.;

  for (guint i = 0; i < placed->len; i++)
    {
      const Placed *place = &g_array_index (placed, Placed, i);
      gboolean is_text = place->column->type == SY_TYPE_TEXT;
      lxw_format *format = sy_xlsx_formats_get (self->book->formats, NULL,
                                                SY_XLSX_LOOK_HEADER
                                                    | (!is_text         ? SY_XLSX_LOOK_RIGHT
                                                       : place->col > 0 ? SY_XLSX_LOOK_INDENT
                                                                        : SY_XLSX_LOOK_PLAIN));

      lines = MAX (lines,
                   ceil (sy_xlsx_measure_text (place->column->header) * 1.1 / (COLUMN_WIDTH * place->span)));
      if (place->span > 1)
        worksheet_merge_range (self->sheet, self->row, (lxw_col_t) place->col, self->row,
                               (lxw_col_t) (place->col + place->span - 1), "", format);
      sy_xlsx_book_put_text (self->book, self->sheet, self->row, place->col, place->column->header, format);
    }
  worksheet_set_row (self->sheet, self->row++, 4. + 15. * lines, NULL);
}

static void
put_table (Page *self, SyXlsxTable *table, guint max_rows)
{
  guint n = table->rows == SY_XLSX_ROWS_DAYS ? table->n_rows : table->n_kept;
  g_autoptr (GArray) placed = NULL;

  n = MIN (n, max_rows ? max_rows : MAX_TABLE_ROWS);
  placed = place_columns (table, n);
  sy_xlsx_book_put_text (self->book, self->sheet, self->row++, 0, table->title,
                         sy_xlsx_formats_get (self->book->formats, NULL, SY_XLSX_LOOK_LABEL));
  put_table_header (self, placed);
  for (guint row = 0; row < n; row++, self->row++)
    for (guint i = 0; i < placed->len; i++)
      put_reference (self, &g_array_index (placed, Placed, i), row);
  self->row++;
}

/* --- the page --- */

static const SyTemplateChart *
find_chart (SyXlsxBook *self, const char *id)
{
  GPtrArray *charts = sy_plan_get_charts (self->plan);

  for (guint i = 0; i < charts->len; i++)
    if (g_str_equal (((SyTemplateChart *) charts->pdata[i])->id, id))
      return charts->pdata[i];
  return NULL;
}

/* A drawing of words is as high as its words need. */
static gboolean
put_chart (Page *self, const SyTemplateChart *chart, GError **error)
{
  SyBuiltChart *built;
  guint height;

  if (!sy_xlsx_chart_measure (self->book->evaluation, chart, CHART_WIDTH, CHART_HEIGHT, &height, &built,
                              self->book->cancellable, error)
      || !sy_xlsx_book_add_chart (self->book, self->sheet, self->row, 0, chart, built, CHART_WIDTH, height,
                                  error))
    return FALSE;
  self->row += height / SY_XLSX_PIXELS_A_ROW + 1;
  return TRUE;
}

static gboolean
put_item (Page *self, const SyReportItem *item, GError **error)
{
  const SyTemplateChart *chart;
  SyXlsxTable *table;

  switch (item->kind)
    {
    case SY_REPORT_HEADING:
      return put_heading (self, item->text, self->row == 0 ? SY_XLSX_LOOK_TITLE : SY_XLSX_LOOK_HEADING,
                          error);
    case SY_REPORT_CARDS:
      return put_cards (self, item->cards, error);
    case SY_REPORT_NOTE:
      return put_note (self, item->note, error);
    case SY_REPORT_CHART:
      chart = find_chart (self->book, item->text);
      return !chart || put_chart (self, chart, error);
    case SY_REPORT_TABLE:
    default:
      table = sy_xlsx_layout_find_table_by_id (self->book->layout, item->text);
      if (table && table->frame)
        put_table (self, table, item->rows);
      return TRUE;
    }
}

/* The own template's page, else that of one which it uses. */
static GPtrArray *
find_report (SyXlsxBook *self)
{
  GPtrArray *templates = sy_plan_get_templates (self->plan);
  guint own = 0;

  if (sy_plan_get_report (self->plan))
    return sy_plan_get_report (self->plan);
  if (!g_ptr_array_find (templates, sy_plan_get_own (self->plan), &own))
    return NULL;
  for (guint i = own + 1; i > 0; i--)
    {
      GPtrArray *report = sy_template_get_report (templates->pdata[i - 1]);

      if (report && report->len > 0)
        return report;
    }
  return NULL;
}

/* Without a page of its own a template shows its sentences and charts. */
static gboolean
put_all (Page *self, GError **error)
{
  GPtrArray *charts = sy_plan_get_charts (self->book->plan);
  SyTemplate *own = sy_plan_get_own (self->book->plan);

  if (own && !put_heading (self, sy_template_get_title (own), SY_XLSX_LOOK_TITLE, error))
    return FALSE;
  for (guint i = 0; own && i < sy_template_get_notes (own)->len; i++)
    if (!put_note (self, sy_template_get_notes (own)->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      /* Drawings of worksheets stand on their sheets. */
      if (sy_xlsx_layout_find_worksheet_of (self->book->layout, chart->table))
        continue;
      if (!put_chart (self, chart, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
sy_xlsx_book_write_report (SyXlsxBook *self, GError **error)
{
  Page page = { .book = self };
  GPtrArray *report = find_report (self);
  SyTemplate *own = sy_plan_get_own (self->plan);
  g_autoptr (GPtrArray) pages = sy_report_list_pages (self->plan);

  /* The page of a worksheet is its sheet; a report that waits for data says nothing beside worksheets. */
  if (!own || sy_template_is_worksheet (own) || !g_ptr_array_find (pages, own, NULL))
    return TRUE;
  page.name = sy_xlsx_layout_add_sheet (self->layout, _ ("Report"));
  page.sheet = sy_xlsx_book_add_sheet (self, page.name, sy_xlsx_area_color (SY_AREA_REPORT));
  worksheet_set_column (page.sheet, 0, N_COLUMNS - 1, COLUMN_WIDTH, NULL);
  for (guint i = 0; report && i < report->len; i++)
    if (!put_item (&page, report->pdata[i], error))
      return FALSE;
  if (!report && !put_all (&page, error))
    return FALSE;
  worksheet_print_area (page.sheet, 0, 0, MAX (page.row, 1), N_COLUMNS - 1);
  sy_xlsx_book_set_page (self, page.sheet, _ ("Report"), FALSE);
  worksheet_activate (page.sheet);
  return TRUE;
}
