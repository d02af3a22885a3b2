/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-worksheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-xlsx-chart-private.h"
#include "sy-chart-layout.h"

#define SENTENCE_ROW 2
#define FIRST_DRAWING_ROW 4
#define DRAWING_WIDTH 900
#define DRAWING_HEIGHT 360 /* of charts that take any height */
#define PIXELS_A_CHARACTER 7.3
#define MAX_ROWS 2000           /* of a table; longer ones get a sheet of their own */
#define DRAWING_CHARACTERS 124. /* columns' widths that the drawing takes */
#define MAX_WIDTH 46.
#define MIN_WIDTH 9.
#define MAX_ROW_HEIGHT 400. /* points; a row can't be higher than 409 */

static void
free_built (gpointer built)
{
  if (built)
    sy_built_chart_free (built);
}

/* --- what stands on the sheet --- */

/* Folded columns would fold those of other tables too. */
static gboolean
has_folded_columns (const SyXlsxTable *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (((const SyXlsxColumn *) table->columns->pdata[i])->hidden)
      return TRUE;
  return FALSE;
}

/* What people fill, and what is shown of it; the steps between have sheets of their own. */
static gboolean
belongs (SyTemplate *template, const SyXlsxTable *table)
{
  if (!table->definition || !g_ptr_array_find (sy_template_get_tables (template), table->definition, NULL))
    return FALSE;
  if (table->definition->hidden || table->is_streamed || table->n_rows > MAX_ROWS)
    return FALSE;
  return table->model->rows_kind == SY_ROWS_INPUT
         || (table->area == SY_AREA_ANALYSIS && !has_folded_columns (table));
}

static gboolean
measure_drawing (SyXlsxWorksheet *self,
                 SyEvaluation *evaluation,
                 const SyTemplateChart *chart,
                 GCancellable *cancellable,
                 GError **error)
{
  SyBuiltChart *built = NULL;
  guint pixels;

  if (!sy_xlsx_chart_measure (evaluation, chart, DRAWING_WIDTH, DRAWING_HEIGHT, &pixels, &built, cancellable,
                              error))
    return FALSE;
  g_ptr_array_add (self->built, built);
  g_ptr_array_add (self->charts, (gpointer) chart);
  g_array_append_val (self->heights, pixels);
  return TRUE;
}

/**
 * sy_xlsx_worksheet_new:
 * @template: a kind of worksheet, or one of a document
 * @tables: (element-type SyXlsxTable): all of the workbook, in the order of sheets
 *
 * Returns: (transfer full): where its tables are is told by sy_xlsx_worksheet_place(); %NULL with the
 * evaluation's error
 */
SyXlsxWorksheet *
sy_xlsx_worksheet_new (SyEvaluation *evaluation,
                       SyTemplate *template,
                       GPtrArray *tables,
                       GCancellable *cancellable,
                       GError **error)
{
  SyXlsxWorksheet *self = g_new0 (SyXlsxWorksheet, 1);
  SyPlan *plan = sy_evaluation_get_plan (evaluation);
  GPtrArray *charts = sy_plan_get_charts (plan);

  self->template = template;
  self->title = g_strdup (sy_plan_get_title (plan, template));
  self->tables = g_ptr_array_new ();
  self->charts = g_ptr_array_new ();
  self->built = g_ptr_array_new_with_free_func (free_built);
  self->heights = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < tables->len; i++)
    if (belongs (template, tables->pdata[i]))
      g_ptr_array_add (self->tables, tables->pdata[i]);
  for (guint i = 0; i < charts->len; i++)
    if (g_ptr_array_find (sy_template_get_charts (template), charts->pdata[i], NULL)
        && !measure_drawing (self, evaluation, charts->pdata[i], cancellable, error))
      {
        sy_xlsx_worksheet_free (self);
        return NULL;
      }
  return self;
}

void
sy_xlsx_worksheet_free (SyXlsxWorksheet *self)
{
  g_free (self->title);
  g_free (self->sheet);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->charts);
  g_array_unref (self->heights);
  g_ptr_array_unref (self->built);
  g_free (self);
}

static guint
count_drawing_rows (const SyXlsxWorksheet *self, guint chart)
{
  return g_array_index (self->heights, guint, chart) / SY_XLSX_PIXELS_A_ROW + 2;
}

void
sy_xlsx_worksheet_place (SyXlsxWorksheet *self)
{
  guint row = FIRST_DRAWING_ROW;

  for (guint i = 0; i < self->charts->len; i++)
    row += count_drawing_rows (self, i);
  for (guint i = 0; i < self->tables->len; i++)
    {
      SyXlsxTable *table = self->tables->pdata[i];

      table->on_worksheet = TRUE;
      table->sheet = g_strdup (self->sheet);
      table->first_col = 0;
      table->header_row = row + 2; /* below its title and what it is for */
      row = sy_xlsx_table_row (table, table->n_rows) + 1;
    }
}

/* --- widths, which all tables share --- */

static double
find_width (const SyXlsxWorksheet *self, guint col)
{
  double width = 0.;

  for (guint i = 0; i < self->tables->len; i++)
    {
      const SyXlsxTable *table = self->tables->pdata[i];

      if (col < table->columns->len)
        width = MAX (width, sy_xlsx_book_measure_column (table->columns->pdata[col]));
    }
  return CLAMP (sy_xlsx_column_width (width), MIN_WIDTH, MAX_WIDTH);
}

/* Returns the number of columns that the page has: as many as the tables, and the drawing, need. */
static guint
set_widths (const SyXlsxWorksheet *worksheet, lxw_worksheet *sheet, double *total)
{
  guint n = 1, col;

  for (guint i = 0; i < worksheet->tables->len; i++)
    n = MAX (n, ((SyXlsxTable *) worksheet->tables->pdata[i])->columns->len);
  *total = 0.;
  for (col = 0; col < n || *total < DRAWING_CHARACTERS; col++)
    {
      double width = find_width (worksheet, col);

      worksheet_set_column (sheet, (lxw_col_t) col, (lxw_col_t) col, width, NULL);
      *total += width;
    }
  return col;
}

/* --- head --- */

static gboolean
write_head (SyXlsxBook *self,
            const SyXlsxWorksheet *worksheet,
            lxw_worksheet *sheet,
            guint n_columns,
            double total,
            GError **error)
{
  g_autoptr (GPtrArray) allowed = g_ptr_array_new ();
  GPtrArray *notes = sy_template_get_notes (worksheet->template);
  const char *description = sy_template_get_description (worksheet->template);
  lxw_format *format = sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_WRAP);
  double width = 0.;

  worksheet_set_row (sheet, 0, 26., NULL);
  sy_xlsx_book_put_text (self, sheet, 0, 0, worksheet->title,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_TITLE));
  if (description)
    {
      lxw_format *quiet = sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_QUIET | SY_XLSX_LOOK_WRAP);

      worksheet_merge_range (sheet, 1, 0, 1, (lxw_col_t) (n_columns - 1), "", quiet);
      sy_xlsx_book_put_text (self, sheet, 1, 0, description, quiet);
      worksheet_set_row (sheet, 1,
                         4. + 15. * MAX (1., ceil (sy_xlsx_measure_text (description) * 1.1 / total)), NULL);
    }
  for (guint i = 0; i < notes->len; i++)
    if (sy_plan_allows_note (self->plan, notes->pdata[i]))
      g_ptr_array_add (allowed, notes->pdata[i]);
  if (allowed->len == 0)
    return TRUE;
  worksheet_merge_range (sheet, SENTENCE_ROW, 0, SENTENCE_ROW, (lxw_col_t) (n_columns - 1), "", format);
  if (!sy_xlsx_book_put_sentence (self, sheet, SENTENCE_ROW, 0, allowed, format, &width, error))
    return FALSE;
  worksheet_set_row (sheet, SENTENCE_ROW, 4. + 16. * MAX (1., ceil (width * 1.1 / total)), NULL);
  return TRUE;
}

static gboolean
write_drawings (SyXlsxBook *self, const SyXlsxWorksheet *worksheet, lxw_worksheet *sheet, GError **error)
{
  guint row = FIRST_DRAWING_ROW;

  for (guint i = 0; i < worksheet->charts->len; i++)
    {
      SyBuiltChart *built = g_steal_pointer (&worksheet->built->pdata[i]);

      if (!sy_xlsx_book_add_chart (self, sheet, row, 0, worksheet->charts->pdata[i], built, DRAWING_WIDTH,
                                   g_array_index (worksheet->heights, guint, i), error))
        return FALSE;
      row += count_drawing_rows (worksheet, i);
    }
  return TRUE;
}

/* --- tables --- */

static double
count_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  double n = 0.;

  for (guint i = 0; lines[i]; i++)
    n += MAX (1., ceil (sy_xlsx_measure_text (lines[i]) * 1.06 / (MAX_WIDTH - 2.6)));
  return n;
}

/* Rows as high as their longest text needs; others keep the height that the reader gives them. */
static void
set_heights (lxw_worksheet *sheet, const SyXlsxTable *table)
{
  for (guint row = 0; row < table->n_kept; row++)
    {
      double lines = 1.;

      for (guint i = 0; i < table->columns->len; i++)
        {
          const SyXlsxColumn *column = table->columns->pdata[i];
          const char *text = column->type == SY_TYPE_TEXT && column->frame_column >= 0
                                 ? sy_frame_get_text (table->frame, (guint) column->frame_column, row)
                                 : NULL;

          if (text)
            lines = MAX (lines, count_lines (text));
        }
      if (lines > 1.)
        worksheet_set_row (sheet, sy_xlsx_table_row (table, row), MIN (4. + 15. * lines, MAX_ROW_HEIGHT),
                           NULL);
    }
}

static gboolean
write_table (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table, GError **error)
{
  sy_xlsx_book_put_text (self, sheet, table->header_row - 2, 0, table->title,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_HEADING));
  if (table->description)
    sy_xlsx_book_put_text (self, sheet, table->header_row - 1, 0, table->description,
                           sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_QUIET));
  if (table->rows_note)
    sy_xlsx_book_note (self, table->title, "%s", table->rows_note);
  sy_xlsx_book_add_list (self, sheet, table);
  set_heights (sheet, table);
  for (guint row = 0; row < table->n_rows; row++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      for (guint i = 0; i < table->columns->len; i++)
        if (!sy_xlsx_book_write_cell (self, sheet, table->columns->pdata[i], row, error))
          return FALSE;
    }
  sy_xlsx_book_grey_errors (self, sheet, table);
  if (table->model->rows_kind == SY_ROWS_INPUT)
    sy_xlsx_book_add_validation (self, sheet, table);
  return TRUE;
}

static gboolean
write_worksheet (SyXlsxBook *self, const SyXlsxWorksheet *worksheet, GError **error)
{
  lxw_worksheet *sheet =
      sy_xlsx_book_add_sheet (self, worksheet->sheet, sy_xlsx_area_color (SY_AREA_ANALYSIS));
  guint last_row = FIRST_DRAWING_ROW;
  double total;
  guint n_columns = set_widths (worksheet, sheet, &total);

  if (!write_head (self, worksheet, sheet, n_columns, total, error)
      || !write_drawings (self, worksheet, sheet, error))
    return FALSE;
  for (guint i = 0; i < worksheet->charts->len; i++)
    last_row += count_drawing_rows (worksheet, i);
  for (guint i = 0; i < worksheet->tables->len; i++)
    {
      SyXlsxTable *table = worksheet->tables->pdata[i];

      if (!write_table (self, sheet, table, error))
        return FALSE;
      last_row = sy_xlsx_table_row (table, table->n_rows - 1);
    }
  worksheet_print_area (sheet, 0, 0, last_row, (lxw_col_t) (n_columns - 1));
  sy_xlsx_book_set_page (self, sheet, worksheet->title,
                         total * PIXELS_A_CHARACTER > last_row * SY_XLSX_PIXELS_A_ROW);
  worksheet_fit_to_pages (sheet, 1, 1);
  /* A workbook of worksheets alone opens on its first one. */
  if (!sy_plan_get_own (self->plan) || sy_plan_get_own (self->plan) == worksheet->template)
    worksheet_activate (sheet);
  return TRUE;
}

gboolean
sy_xlsx_book_write_worksheets (SyXlsxBook *self, GError **error)
{
  GPtrArray *worksheets = sy_xlsx_layout_get_worksheets (self->layout);

  for (guint i = 0; i < worksheets->len; i++)
    if (!write_worksheet (self, worksheets->pdata[i], error))
      return FALSE;
  return TRUE;
}
