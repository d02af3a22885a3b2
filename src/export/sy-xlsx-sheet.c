/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table on its sheet: title, sentence, header, and a formula in every cell that is computed. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-xlsx-chart-private.h"

#define MEASURED_ROWS 3000
#define MAX_HEADER_WIDTH 16.
#define CHART_WIDTH 720
#define CHART_HEIGHT 340
#define MAX_LIST 255 /* characters of a rule's own list */

/* --- widths and the ListObject --- */

static double
measure_cell (const SyXlsxColumn *column, SyFrame *frame, gint64 row)
{
  guint at = (guint) column->frame_column;
  SyXlsxCached cached;

  if (sy_frame_is_null (frame, at, row))
    return 3.;
  if (sy_frame_get_column_type (frame, at) == SY_COLUMN_TEXT)
    return sy_xlsx_measure_text (sy_frame_get_text (frame, at, row));
  cached = sy_xlsx_cached_from_frame (frame, at, row, FALSE, SY_XLSX_NO_ERROR);
  return sy_xlsx_measure_number (cached.number, column->unit, column->decimals, column->type);
}

static SyFrame *
frame_of (const SyXlsxColumn *column)
{
  return column->kind == SY_XLSX_COLUMN_CANDIDATE ? column->table->candidates : column->table->frame;
}

double
sy_xlsx_book_measure_column (const SyXlsxColumn *column)
{
  SyFrame *frame = frame_of (column);
  double width = MIN (sy_xlsx_measure_text (column->header), MAX_HEADER_WIDTH);
  gint64 n = frame && column->frame_column >= 0 ? MIN (sy_frame_get_n_rows (frame), MEASURED_ROWS) : 0;

  for (gint64 row = 0; row < n; row++)
    width = MAX (width, measure_cell (column, frame, row));
  return width;
}

static gboolean
is_right (const SyXlsxColumn *column)
{
  return column->type == SY_TYPE_NUMBER || column->type == SY_TYPE_DATE;
}

static void
set_widths (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyXlsxColumn *column = table->columns->pdata[i];
      lxw_row_col_options options = { .hidden = 0 };
      lxw_col_t col = (lxw_col_t) (table->first_col + i);

      options.hidden = column->hidden ? 1 : 0;
      options.level = column->hidden ? 1 : 0;
      worksheet_set_column_opt (sheet, col, col, sy_xlsx_column_width (sy_xlsx_book_measure_column (column)),
                                NULL, options.hidden || options.level ? &options : NULL);
    }
}

void
sy_xlsx_book_add_list (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table)
{
  guint n = table->columns->len;
  g_autofree lxw_table_column *columns = g_new0 (lxw_table_column, n);
  g_autofree lxw_table_column **list = g_new0 (lxw_table_column *, n + 1);
  lxw_table_options options = { 0 };

  for (guint i = 0; i < n; i++)
    {
      const SyXlsxColumn *column = table->columns->pdata[i];

      columns[i].header = column->header;
      columns[i].header_format = sy_xlsx_formats_get (self->formats, NULL,
                                                      SY_XLSX_LOOK_HEADER
                                                          | (is_right (column) ? SY_XLSX_LOOK_RIGHT
                                                             : i > 0           ? SY_XLSX_LOOK_INDENT
                                                                               : SY_XLSX_LOOK_PLAIN));
      list[i] = &columns[i];
    }
  options.name = table->name;
  options.columns = list;
  options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
  options.style_type_number = 1;
  options.no_autofilter = table->n_rows < 15;
  worksheet_add_table (sheet, table->header_row, (lxw_col_t) table->first_col,
                       sy_xlsx_table_row (table, table->n_rows - 1), (lxw_col_t) (table->first_col + n - 1),
                       &options);
}

/* --- what stands around --- */

/* The words of a choice as a list, as far as a rule can hold them. */
static char **
list_choices (const SyTemplateColumn *definition)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  gsize length = 0;

  for (guint i = 0; definition->choices && i < definition->choices->len; i++)
    {
      const SyTemplateWord *word = definition->choices->pdata[i];

      length += (gsize) g_utf8_strlen (word->title, -1) + 1;
      if (length > MAX_LIST || strchr (word->title, ','))
        return NULL;
      g_strv_builder_add (titles, word->title);
    }
  return length > 0 ? g_strv_builder_end (titles) : NULL;
}

static void
add_rule (lxw_worksheet *sheet, const SyXlsxColumn *column, lxw_data_validation *validation)
{
  const SyXlsxTable *table = column->table;
  lxw_col_t col = (lxw_col_t) (table->first_col + column->index);

  validation->ignore_blank = LXW_VALIDATION_ON;
  worksheet_data_validation_range (sheet, sy_xlsx_table_row (table, 0), col,
                                   sy_xlsx_table_row (table, table->n_rows - 1), col, validation);
}

void
sy_xlsx_book_add_validation (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyXlsxColumn *column = table->columns->pdata[i];
      const SyTemplateColumn *definition = sy_xlsx_column_find_definition (column, NULL);
      g_auto (GStrv) choices = definition ? list_choices (definition) : NULL;
      gboolean is_date = column->type == SY_TYPE_DATE;
      lxw_data_validation validation = { 0 };

      if (choices)
        {
          validation.validate = LXW_VALIDATION_TYPE_LIST;
          validation.value_list = choices;
          add_rule (sheet, column, &validation);
          continue;
        }
      if (column->type != SY_TYPE_NUMBER && !is_date)
        continue;
      validation.validate = is_date ? LXW_VALIDATION_TYPE_DATE_NUMBER : LXW_VALIDATION_TYPE_DECIMAL;
      validation.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      validation.minimum_number = is_date ? 1. : -1e12;
      validation.maximum_number = is_date ? 2958465. : 1e12;
      if (definition && definition->has_minimum && !is_date)
        validation.minimum_number = definition->minimum;
      if (definition && definition->has_maximum && !is_date)
        validation.maximum_number = definition->maximum;
      add_rule (sheet, column, &validation);
    }
}

static GPtrArray *
collect_notes (SyXlsxBook *self, const char *about)
{
  GPtrArray *templates = sy_plan_get_templates (self->plan);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *notes = sy_template_get_notes (templates->pdata[i]);

      for (guint j = 0; j < notes->len; j++)
        {
          SyTemplateNote *note = notes->pdata[j];

          if (g_strcmp0 (note->about, about) == 0 && sy_plan_allows_note (self->plan, note))
            g_ptr_array_add (found, note);
        }
    }
  return found;
}

/* A text in a folded column would not be seen. */
static guint
first_visible (const SyXlsxTable *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (!((SyXlsxColumn *) table->columns->pdata[i])->hidden)
      return table->first_col + i;
  return table->first_col;
}

static gboolean
write_head (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table, double *width, GError **error)
{
  g_autoptr (GPtrArray) notes =
      table->definition ? collect_notes (self, table->definition->id) : g_ptr_array_new ();
  guint col = first_visible (table);

  worksheet_set_row (sheet, 0, 26., NULL);
  sy_xlsx_book_put_text (self, sheet, 0, col, table->title,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_TITLE));
  *width = table->description ? sy_xlsx_measure_text (table->description) : 0.;
  if (table->description)
    sy_xlsx_book_put_text (self, sheet, 1, col, table->description,
                           sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_QUIET));
  return sy_xlsx_book_put_sentence (self, sheet, 2, col, notes,
                                    sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_PLAIN), width,
                                    error);
}

static gboolean
add_charts (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table, GError **error)
{
  GPtrArray *charts = sy_plan_get_charts (self->plan);
  guint row = table->header_row;

  for (guint i = 0; table->definition && i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];
      SyBuiltChart *built;
      guint height;

      if (!g_str_equal (chart->table, table->definition->id))
        continue;
      if (!sy_xlsx_chart_measure (self->evaluation, chart, CHART_WIDTH, CHART_HEIGHT, &height, &built,
                                  self->cancellable, error)
          || !sy_xlsx_book_add_chart (self, sheet, row, table->first_col + table->columns->len + 1, chart,
                                      built, CHART_WIDTH, height, error))
        return FALSE;
      row += height / SY_XLSX_PIXELS_A_ROW + 1;
    }
  return TRUE;
}

/* @text_width: of what stands above the table and runs over its end. */
static void
set_view (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table, double text_width)
{
  guint last_col = table->first_col + table->columns->len - 1;
  guint first_data = sy_xlsx_table_row (table, 0), last_row = sy_xlsx_table_row (table, table->n_rows - 1);
  double width = 0.;

  for (guint i = 0; i < table->columns->len; i++)
    width += ((SyXlsxColumn *) table->columns->pdata[i])->hidden
                 ? 0.
                 : sy_xlsx_column_width (sy_xlsx_book_measure_column (table->columns->pdata[i]));
  if (text_width > width)
    last_col += (guint) MIN (ceil ((text_width - width) / 8.4), 12.);
  worksheet_freeze_panes (sheet, first_data, 0);
  worksheet_repeat_rows (sheet, table->header_row, table->header_row);
  worksheet_print_area (sheet, 0, 0, last_row, (lxw_col_t) last_col);
  sy_xlsx_book_set_page (self, sheet, table->title, width > 90.);
  worksheet_outline_settings (sheet, LXW_TRUE, LXW_TRUE, LXW_TRUE, LXW_FALSE);
}

/* libxlsxwriter's own rule for errors asks for the last cell of the first row instead of the first, so that
 * Excel would grey what stands left of an error. */
void
sy_xlsx_book_grey_range (
    SyXlsxBook *self, lxw_worksheet *sheet, guint first_row, guint first_col, guint last_row, guint last_col)
{
  char cell[LXW_MAX_CELL_NAME_LENGTH], formula[LXW_MAX_CELL_NAME_LENGTH + 16];
  lxw_conditional_format rule = { .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = formula };

  lxw_rowcol_to_cell (cell, first_row, (lxw_col_t) first_col);
  g_snprintf (formula, sizeof formula, "=ISERROR(%s)", cell);
  rule.format = sy_xlsx_formats_get_error (self->formats);
  worksheet_conditional_format_range (sheet, first_row, (lxw_col_t) first_col, last_row, (lxw_col_t) last_col,
                                      &rule);
}

void
sy_xlsx_book_grey_errors (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table)
{
  sy_xlsx_book_grey_range (self, sheet, sy_xlsx_table_row (table, 0), table->first_col,
                           sy_xlsx_table_row (table, table->n_rows - 1),
                           table->first_col + table->columns->len - 1);
}

gboolean
sy_xlsx_book_write_table (SyXlsxBook *self, SyXlsxTable *table, GError **error)
{
  lxw_worksheet *sheet = sy_xlsx_book_add_sheet (self, table->sheet, sy_xlsx_area_color (table->area));
  double text_width = 0.;

  if (table->rows_note)
    sy_xlsx_book_note (self, table->title, "%s", table->rows_note);
  if (!write_head (self, sheet, table, &text_width, error))
    return FALSE;
  set_widths (self, sheet, table);
  sy_xlsx_book_add_list (self, sheet, table);
  set_view (self, sheet, table, text_width);
  if (!sy_xlsx_book_write_rows (self, table, error))
    return FALSE;
  if (table->is_streamed)
    return TRUE;
  sy_xlsx_book_grey_errors (self, sheet, table);
  if (table->model->rows_kind == SY_ROWS_INPUT)
    sy_xlsx_book_add_validation (self, sheet, table);
  return add_charts (self, sheet, table, error);
}
