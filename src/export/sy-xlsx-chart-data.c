/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of the template as native ones. What a native chart has no notion of (a line at a value, one colour
 * a class, a zone, marked extremes) is a series over helper cells, which follow the parameters as all others
 * do. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-xlsx-chart-private.h"

#define MAX_POINTS 4000

#define AXIS_CHINESE "[>=100000000]0\\.0,,\"亿\";[>=10000]0\\.0,\"万\";#,##0"
#define AXIS_ENGLISH "[>=1000000]0.0,,\"M\";[>=10000]0,\"K\";#,##0"

typedef SyXlsxChartWriter Writer;

const char *
sy_xlsx_chart_format_of (const Writer *self, SyChartUnit unit)
{
  gboolean chinese = sy_theme_is_chinese (self->theme);

  switch (unit)
    {
    case SY_CHART_UNIT_PERCENT:
      return "0%";
    case SY_CHART_UNIT_CURRENCY:
      return chinese ? AXIS_CHINESE : AXIS_ENGLISH;
    case SY_CHART_UNIT_COUNT:
      return "#,##0";
    case SY_CHART_UNIT_NUMBER:
    default:
      return "General";
    }
}

double *
sy_xlsx_chart_extend (const Writer *self, const double *values)
{
  double *all = g_new (double, self->n + 1);

  for (guint i = 0; i < self->n; i++)
    all[i] = values && i < self->n_points ? values[i] : NAN;
  return all;
}

/* --- helper cells --- */

/* The formula of one helper cell: {a} becomes the operand's cell of the same row, {up} the cell above. */
static char *
write_helper_formula (
    Writer *self, const char *formula, const SyXlsxOperand *operands, guint n_operands, guint i, guint col)
{
  GString *text = g_string_new (formula);
  guint row = sy_xlsx_table_row (self->table, i);
  g_autofree char *up = i == 0 ? g_strdup ("0")
                               : sy_xlsx_dup_range (self->book->helper_sheet, SY_XLSX_HELPER_ROW + i - 1, col,
                                                    SY_XLSX_HELPER_ROW + i - 1, col);

  g_string_replace (text, "{up}", up, 0);
  for (guint k = 0; k < n_operands; k++)
    {
      const SyXlsxOperand *operand = &operands[k];
      g_autofree char *cell = NULL;

      if (operand->column)
        cell =
            sy_xlsx_dup_range (self->table->sheet, row, operand->column->index, row, operand->column->index);
      else if (operand->helper > 0)
        cell = sy_xlsx_dup_range (self->book->helper_sheet, SY_XLSX_HELPER_ROW + i, operand->helper - 1,
                                  SY_XLSX_HELPER_ROW + i, operand->helper - 1);
      else
        cell = g_strdup ("0");
      g_string_replace (text, operand->key, cell, 0);
    }
  return g_string_free (text, FALSE);
}

char *
sy_xlsx_chart_add_cells (Writer *self,
                         const char *title,
                         const char *formula,
                         const SyXlsxOperand *operands,
                         guint n_operands,
                         const double *values,
                         const char *const *texts,
                         guint n)
{
  SyXlsxBook *book = self->book;
  guint col = book->helper_column++;

  sy_xlsx_book_put_text (book, self->helper, SY_XLSX_HELPER_ROW - 1, col, title,
                         sy_xlsx_formats_get (book->formats, NULL, SY_XLSX_LOOK_HEADER));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = write_helper_formula (self, formula, operands, n_operands, i, col);
      SyXlsxCached cached = { .is_text = texts != NULL,
                              .text = texts ? texts[i] : NULL,
                              .is_error = !texts && !isfinite (values[i]),
                              .error = SY_XLSX_ERROR_NA,
                              .number = texts ? 0. : values[i] };

      sy_xlsx_book_put_formula (book, self->helper, SY_XLSX_HELPER_ROW + i, col, text, self->is_array,
                                &cached, sy_xlsx_formats_get (book->formats, NULL, SY_XLSX_LOOK_PLAIN));
    }
  return sy_xlsx_dup_range (book->helper_sheet, SY_XLSX_HELPER_ROW, col, SY_XLSX_HELPER_ROW + n - 1, col);
}

/* One column of helper cells: in @formula {a} and {b} stand for the operands' cells of the same row. */
static char *
add_helper (Writer *self,
            const char *title,
            const char *formula,
            SyXlsxColumn *operand,
            SyXlsxColumn *second,
            const double *values)
{
  const SyXlsxOperand operands[] = { { "{a}", operand, 0 }, { "{b}", second, 0 } };

  return sy_xlsx_chart_add_cells (self, title, formula, operands, G_N_ELEMENTS (operands), values, NULL,
                                  self->n);
}

SyXlsxSeries *
sy_xlsx_chart_add_helper_series (Writer *self,
                                 SyXlsxDraw draw,
                                 const char *title,
                                 SyColor color,
                                 const char *formula,
                                 SyXlsxColumn *operand,
                                 SyXlsxColumn *second,
                                 double *values)
{
  SyXlsxSeries *series = sy_xlsx_chart_add (self->chart, draw, title, color);

  series->values = values;
  series->n = self->n;
  series->values_ref = add_helper (self, title, formula, operand, second, values);
  return series;
}

const char *
sy_xlsx_chart_name_of (const Writer *self, const char *id)
{
  SyModelName *name = id ? sy_model_find_name (sy_evaluation_get_model (self->book->evaluation), id) : NULL;
  SyXlsxName *found = name ? sy_xlsx_layout_find_name (self->book->layout, name) : NULL;

  return found ? found->defined : NULL;
}

/* --- series --- */

/* One bar a point, in the colour of its class. */
static void
add_class_bars (Writer *self, const SyChartSeries *series, SyXlsxColumn *column)
{
  SyXlsxColumn *classes = sy_xlsx_table_find_column (self->table, self->definition->color);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->n_points; i++)
    if (g_hash_table_add (seen, series->classes[i]) && names->len < 6)
      g_ptr_array_add (names, series->classes[i]);
  self->chart->stacked_look = TRUE;
  for (guint c = 0; c < names->len; c++)
    {
      const char *name = names->pdata[c];
      g_autofree char *quoted = sy_excel_writer_quote_text (name);
      g_autofree char *formula = g_strdup_printf ("=IF({a}=%s,{b},NA())", quoted);
      double *values = g_new (double, self->n + 1);
      SyXlsxSeries *added;

      for (guint i = 0; i < self->n; i++)
        values[i] = i < self->n_points && g_str_equal (series->classes[i], name) ? series->values[i] : NAN;
      added = sy_xlsx_chart_add_helper_series (self, SY_XLSX_DRAW_BARS, name,
                                               self->theme->classes[MIN (c, SY_THEME_N_CLASSES - 1)], formula,
                                               classes, column, values);
      added->format = sy_xlsx_chart_format_of (self, series->unit);
    }
}

/* Bars within the zone, the price point, and the others. */
static void
add_zone_bars (Writer *self, const SyChartSeries *series, SyXlsxColumn *column)
{
  const char *low = sy_xlsx_chart_name_of (self, self->definition->zone_low),
             *high = sy_xlsx_chart_name_of (self, self->definition->zone_high);
  const char *point = sy_xlsx_chart_name_of (self, self->definition->point);
  const SyChartBand *band = sy_chart_get_band (self->built->chart);
  double *parts[3];
  g_autofree char *at_point = g_strdup_printf ("=IF(IFERROR({a}=%s,FALSE),{b},NA())", point);
  g_autofree char *within = g_strdup_printf (
      "=IF({a}=\"\",NA(),IF(IFERROR(AND({a}>=%s,{a}<=%s,{a}<>%s),FALSE),{b},NA()))", low, high, point);
  g_autofree char *others = g_strdup_printf (
      "=IF({a}=\"\",NA(),IF(IFERROR(OR(AND({a}>=%s,{a}<=%s),{a}=%s),FALSE),NA(),{b}))", low, high, point);
  guint highlight = G_MAXUINT;

  for (guint i = 0; i < sy_chart_get_n_marks (self->built->chart); i++)
    if (sy_chart_get_mark (self->built->chart, i)->kind == SY_CHART_MARK_HIGHLIGHT)
      highlight = sy_chart_get_mark (self->built->chart, i)->from;
  for (guint k = 0; k < 3; k++)
    parts[k] = sy_xlsx_chart_extend (self, NULL);
  for (guint i = 0; i < self->n_points; i++)
    {
      double x = sy_chart_get_x (self->built->chart, i);
      guint k = i == highlight ? 0 : band && x >= band->from && x <= band->to ? 1 : 2;

      parts[k][i] = series->values[i];
    }
  self->chart->stacked_look = TRUE;
  sy_xlsx_chart_add_helper_series (self, SY_XLSX_DRAW_BARS, _ ("Price point"), self->theme->series[1],
                                   at_point, self->x, column, parts[0])
      ->format = sy_xlsx_chart_format_of (self, series->unit);
  sy_xlsx_chart_add_helper_series (self, SY_XLSX_DRAW_BARS, _ ("In the zone"), self->theme->series[0], within,
                                   self->x, column, parts[1])
      ->format = sy_xlsx_chart_format_of (self, series->unit);
  sy_xlsx_chart_add_helper_series (self, SY_XLSX_DRAW_BARS, _ ("Other prices"), self->theme->quiet, others,
                                   self->x, column, parts[2])
      ->format = sy_xlsx_chart_format_of (self, series->unit);
}

/* The column holds #N/A, which MAX would give on; array formulas would not. */
static char *
dup_extreme_formula (Writer *self, SyXlsxColumn *column, SyXlsxColumn *where, gboolean high)
{
  g_autofree char *range = sy_xlsx_column_range (column, self->n);
  g_autofree char *kept = where ? sy_xlsx_column_range (where, self->n) : NULL;
  const char *sign = high ? ">" : "<";

  if (!where)
    return g_strdup_printf ("=IF(ISNUMBER({a}),IF(COUNTIF(%s,\"%s\"&{a})=0,{a},NA()),NA())", range, sign);
  return g_strdup_printf (
      "=IF(ISNUMBER({a}),IF(AND(N({b})<>0,COUNTIFS(%s,\"%s\"&{a},%s,\"<>0\")=0),{a},NA()),NA())", range, sign,
      kept);
}

static gboolean
may_be_marked (const SyXlsxColumn *where, guint point)
{
  return !where
         || fabs (sy_frame_get_double (where->table->frame, (guint) where->frame_column, (gint64) point))
                > 0.;
}

static void
add_extremes (Writer *self, const SyChartSeries *series, SyXlsxColumn *column)
{
  SyXlsxColumn *where = self->definition->mark_where
                            ? sy_xlsx_table_find_column (self->table, self->definition->mark_where)
                            : NULL;

  for (guint i = 0; i < sy_chart_get_n_marks (self->built->chart); i++)
    {
      const SyChartMark *mark = sy_chart_get_mark (self->built->chart, i);
      gboolean high = mark->kind == SY_CHART_MARK_EXTREME_HIGH;
      g_autofree char *formula = NULL;
      double *values;
      SyXlsxSeries *added;

      if (!high && mark->kind != SY_CHART_MARK_EXTREME_LOW)
        continue;
      formula = dup_extreme_formula (self, column, where, high);
      values = sy_xlsx_chart_extend (self, NULL);
      for (guint p = 0; p < self->n_points; p++)
        if (may_be_marked (where, p) && fabs (series->values[p] - series->values[mark->from]) < 1e-9)
          values[p] = series->values[p];
      added = sy_xlsx_chart_add_helper_series (self, SY_XLSX_DRAW_POINTS, high ? _ ("Highest") : _ ("Lowest"),
                                               high ? self->theme->reached : self->theme->missed, formula,
                                               column, where, values);
      added->format = "#,##0";
      added->quiet = TRUE;
      added->below = !high;
    }
}

SyXlsxSeries *
sy_xlsx_chart_add_plain_series (Writer *self, const SyChartSeries *series, SyXlsxColumn *column, guint index)
{
  gboolean rows = self->chart->horizontal;
  SyXlsxDraw draw = series->draw == SY_CHART_DRAW_BARS || rows ? SY_XLSX_DRAW_BARS
                    : series->draw == SY_CHART_DRAW_STEP       ? SY_XLSX_DRAW_DASHES
                                                               : SY_XLSX_DRAW_LINE;
  gboolean may_be_blank = self->table->rows != SY_XLSX_ROWS_FIXED && draw != SY_XLSX_DRAW_BARS;
  SyColor color = draw == SY_XLSX_DRAW_DASHES ? self->theme->text
                                              : self->theme->series[MIN (index, SY_THEME_N_SERIES - 1)];
  SyXlsxSeries *added;

  if (may_be_blank)
    {
      added =
          sy_xlsx_chart_add_helper_series (self, draw, series->title, color, "=IF(ISNUMBER({a}),{a},NA())",
                                           column, NULL, sy_xlsx_chart_extend (self, series->values));
    }
  else
    {
      added = sy_xlsx_chart_add (self->chart, draw, series->title, color);
      added->values = sy_xlsx_chart_extend (self, series->values);
      added->n = self->n;
      added->values_ref = sy_xlsx_column_range (column, self->n);
    }
  added->second = series->axis == SY_CHART_AXIS_SECOND;
  added->thin = index > 0;
  added->format = sy_xlsx_chart_format_of (self, series->unit);
  return added;
}

static void
add_series (Writer *self)
{
  for (guint i = 0; i < sy_chart_get_n_series (self->built->chart); i++)
    {
      const SyChartSeries *series = sy_chart_get_series (self->built->chart, i);
      SyXlsxColumn *column = sy_xlsx_table_find_column (self->table, self->built->columns[i]);
      gboolean bars = series->draw == SY_CHART_DRAW_BARS || self->chart->horizontal;

      if (!column)
        continue;
      if (bars && series->classes && self->definition->color)
        add_class_bars (self, series, column);
      else if (bars && sy_xlsx_chart_name_of (self, self->definition->zone_low)
               && sy_xlsx_chart_name_of (self, self->definition->zone_high)
               && sy_xlsx_chart_name_of (self, self->definition->point))
        add_zone_bars (self, series, column);
      else
        sy_xlsx_chart_add_plain_series (self, series, column, i);
      if (i == 0)
        add_extremes (self, series, column);
      if (series->axis == SY_CHART_AXIS_SECOND)
        {
          self->chart->y2_format = sy_xlsx_chart_format_of (self, series->unit);
          self->chart->y2_max = series->unit == SY_CHART_UNIT_PERCENT ? 1. : 0.;
        }
      else if (!self->chart->y_format)
        {
          self->chart->y_format = sy_xlsx_chart_format_of (self, series->unit);
        }
    }
}

static void
add_references (Writer *self)
{
  for (guint i = 0; self->definition->lines && i < self->definition->lines->len; i++)
    {
      const SyTemplateLine *line = self->definition->lines->pdata[i];
      gboolean mean = g_strcmp0 (line->style, "mean") == 0;
      const char *name = sy_xlsx_chart_name_of (self, line->value);
      g_autofree char *formula = NULL;
      g_autofree char *title = NULL;
      double number = NAN;
      SyValue value;
      double *values;
      SyXlsxSeries *series;

      if (!name || g_strcmp0 (line->axis, "x") == 0
          || !sy_evaluation_get_value (self->book->evaluation, line->value, &value, self->book->cancellable,
                                       NULL))
        continue;
      if (!value.is_null)
        number = sy_xlsx_cached_from_value (&value, SY_XLSX_NO_ERROR).number;
      formula = g_strdup_printf (
          "=IF(ISNUMBER({a}),IF(ISNUMBER(%s),%s,NA()),IF({a}=\"\",NA(),IF(ISNUMBER(%s),%s,NA())))", name,
          name, name, name);
      values = sy_xlsx_chart_extend (self, NULL);
      for (guint p = 0; p < self->n_points; p++)
        values[p] = number;
      title = g_strdup (
          line->title && *line->title
              ? line->title
              : sy_xlsx_layout_find_name (
                    self->book->layout,
                    sy_model_find_name (sy_evaluation_get_model (self->book->evaluation), line->value))
                    ->title);
      series = sy_xlsx_chart_add_helper_series (self, SY_XLSX_DRAW_LINE, title, self->theme->muted, formula,
                                                self->x, NULL, values);
      series->dashed = !mean;
      series->thin = TRUE;
      series->second = g_strcmp0 (line->axis, "y2") == 0;
      series->format = series->second ? "0%" : "General";
    }
}

/* Days of promotions as bars without gaps behind the curve, as high as it goes. */
static void
add_promotions (Writer *self)
{
  const SyChartSeries *curve = sy_chart_get_series (self->built->chart, 0);
  SyXlsxColumn *column = sy_xlsx_table_find_column (self->table, self->built->columns[0]);

  for (guint i = 0; column && self->definition->marks && i < self->definition->marks->len; i++)
    {
      const SyTemplateMarks *marks = self->definition->marks->pdata[i];
      SyXlsxTable *spans = sy_xlsx_layout_find_table_by_id (self->book->layout, marks->table);
      SyXlsxColumn *from = spans ? sy_xlsx_table_find_column (spans, marks->from) : NULL;
      SyXlsxColumn *to = spans && marks->to ? sy_xlsx_table_find_column (spans, marks->to) : from;
      g_autofree char *height = NULL, *first = NULL, *last = NULL, *formula = NULL;
      double *values, top = NAN;

      if (!from || !to || spans->n_kept == 0)
        continue;
      height = sy_xlsx_column_range (column, self->n);
      first = sy_xlsx_column_range (from, 0);
      last = sy_xlsx_column_range (to, 0);
      /* The highest value that is none of the errors: an array formula. */
      formula = g_strdup_printf (
          "=IF(ISNUMBER({a}),IF(COUNTIFS(%s,\"<=\"&{a},%s,\">=\"&{a})>0,MAX(IF(ISNUMBER(%s),%s)),NA()),NA())",
          first, last, height, height);
      for (guint p = 0; p < self->n_points; p++)
        top = isnan (top) ? curve->values[p] : fmax (top, curve->values[p]);
      values = sy_xlsx_chart_extend (self, NULL);
      for (guint m = 0; m < sy_chart_get_n_marks (self->built->chart); m++)
        {
          const SyChartMark *mark = sy_chart_get_mark (self->built->chart, m);

          for (guint p = mark->from;
               mark->kind == SY_CHART_MARK_PROMOTION && p <= mark->to && p < self->n_points; p++)
            values[p] = top;
        }
      self->is_array = TRUE;
      sy_xlsx_chart_add_helper_series (self, SY_XLSX_DRAW_BAND, spans->title, self->theme->promotion, formula,
                                       self->x, NULL, values);
      self->is_array = FALSE;
    }
}

/* --- the chart --- */

static gboolean
is_one_month (const Writer *self)
{
  return self->table->rows == SY_XLSX_ROWS_DAYS && self->n <= 31;
}

static void
set_points (Writer *self)
{
  SyChart *chart = self->built->chart;

  self->chart->n = self->n;
  self->chart->x_ref = sy_xlsx_column_range (self->x, self->n);
  if (self->x->type == SY_TYPE_TEXT)
    {
      self->chart->x_texts = g_new0 (char *, self->n + 1);
      for (guint i = 0; i < self->n; i++)
        self->chart->x_texts[i] = g_strdup (
            i < self->n_points && sy_chart_get_category (chart, i) ? sy_chart_get_category (chart, i) : "");
      return;
    }
  self->chart->x_numbers = sy_xlsx_chart_extend (self, NULL);
  for (guint i = 0; i < self->n_points; i++)
    self->chart->x_numbers[i] =
        sy_xlsx_cached_from_frame (self->table->frame, (guint) self->x->frame_column,
                                   g_array_index (self->built->rows, gint64, i) - 1, TRUE, SY_XLSX_ERROR_NA)
            .number;
  self->chart->x_format = self->x->unit == SY_UNIT_MONTH  ? "yyyy\\-mm"
                          : self->x->type == SY_TYPE_DATE ? (is_one_month (self) ? "d" : "m\\/d")
                                                          : "General";
}

static gboolean
has_negative (const SyXlsxChart *chart)
{
  for (guint i = 0; i < chart->series->len; i++)
    {
      const SyXlsxSeries *series = chart->series->pdata[i];

      for (guint p = 0; !series->second && p < series->n; p++)
        if (series->values[p] < 0.)
          return TRUE;
    }
  return FALSE;
}

static void
set_titles (Writer *self)
{
  SyChart *chart = self->built->chart;
  gboolean chinese = sy_theme_is_chinese (self->theme);

  self->chart->font = chinese ? "Microsoft YaHei" : "Calibri";
  self->chart->title = sy_xlsx_clean_text (sy_chart_get_title (chart), NULL);
  self->chart->x_title = sy_xlsx_clean_text (sy_chart_get_x_title (chart), NULL);
  self->chart->y_title = sy_xlsx_clean_text (sy_chart_get_y_title (chart), NULL);
  self->chart->y2_title = sy_xlsx_clean_text (sy_chart_get_y2_title (chart), NULL);
  if (!self->chart->y_format)
    self->chart->y_format = "General";
  if (has_negative (self->chart) && strchr (self->chart->y_format, '['))
    self->chart->y_format = "#,##0"; /* conditions in a format may swallow the sign */
  if (!self->chart->y2_format)
    self->chart->y2_format = "0%";
}

static char *
write_chart (Writer *self)
{
  self->n_points = MIN (sy_chart_get_n_points (self->built->chart), MAX_POINTS);
  self->n = self->table->rows == SY_XLSX_ROWS_DAYS ? self->table->n_rows : MAX (self->n_points, 1);
  sy_xlsx_book_put_text (self->book, self->helper, 0, self->book->helper_column,
                         sy_chart_get_title (self->built->chart),
                         sy_xlsx_formats_get (self->book->formats, NULL, SY_XLSX_LOOK_HEADING));
  set_points (self);
  if (!sy_xlsx_chart_add_kind (self))
    {
      add_series (self);
      /* Lines run along the categories, which stand upright beside horizontal bars. */
      if (!self->chart->horizontal)
        add_references (self);
      sy_xlsx_chart_finish_kind (self);
    }
  if (sy_chart_get_n_series (self->built->chart) > 0)
    add_promotions (self);
  set_titles (self);
  self->book->helper_column++;
  return sy_xlsx_chart_write (self->chart);
}

/* The frame that the library places; its series names it for the package step. */
static void
place (SyXlsxBook *self,
       lxw_worksheet *sheet,
       guint row,
       guint col,
       guint width,
       guint height,
       const char *marker,
       const char *description)
{
  lxw_chart *chart = workbook_add_chart (self->workbook, LXW_CHART_COLUMN);
  g_autofree char *range = sy_xlsx_dup_range (self->helper_sheet, 0, 0, 0, 0);
  g_autofree char *values = g_strconcat ("=", range, NULL);
  lxw_chart_series *series = chart_add_series (chart, NULL, values);
  lxw_chart_options options = { .object_position = LXW_OBJECT_MOVE_DONT_SIZE };

  chart_series_set_name (series, marker);
  options.description = (char *) description;
  options.x_scale = width / 480.;
  options.y_scale = height / 288.;
  worksheet_insert_chart_opt (sheet, row, (lxw_col_t) col, chart, &options);
}

gboolean
sy_xlsx_book_add_chart (SyXlsxBook *self,
                        lxw_worksheet *sheet,
                        guint row,
                        guint col,
                        const SyTemplateChart *definition,
                        SyBuiltChart *made,
                        guint width,
                        guint height,
                        GError **error)
{
  g_autofree char *marker = g_strdup_printf ("steelyard-chart-%u-", ++self->n_charts);
  const char *known = g_hash_table_lookup (self->charts, definition);
  g_autoptr (SyBuiltChart) built = made;
  g_autoptr (SyXlsxChart) chart = NULL;
  Writer writer = { .book = self, .definition = definition };
  char *xml;

  /* The same chart on two sheets is drawn from the same cells. */
  if (known)
    {
      place (self, sheet, row, col, width, height, marker, definition->title);
      sy_xlsx_package_add_chart (self->package, marker, g_strdup (known));
      return TRUE;
    }
  if (!built)
    built = sy_chart_builder_build (self->evaluation, definition, self->cancellable, error);
  if (!built)
    return FALSE;
  writer.built = built;
  writer.table = sy_xlsx_layout_find_table_by_id (self->layout, definition->table);
  writer.x = writer.table ? sy_xlsx_table_find_column (writer.table, definition->x) : NULL;
  writer.helper = g_hash_table_lookup (self->sheets, self->helper_sheet);
  if (!writer.x || !writer.helper)
    return TRUE;
  if (sy_xlsx_chart_is_picture (definition))
    return sy_xlsx_chart_put_picture (self, sheet, row, col, built->chart, width, height, error);
  writer.theme = sy_theme_new (SY_THEME_PRINT, sy_evaluation_get_language (self->evaluation));
  writer.chart = chart = sy_xlsx_chart_new ();
  xml = write_chart (&writer);
  /* Excel takes a plot without series for a damaged file. */
  if (chart->series->len == 0)
    {
      g_free (xml);
      sy_theme_free (writer.theme);
      return sy_xlsx_chart_put_picture (self, sheet, row, col, built->chart, width, height, error);
    }
  place (self, sheet, row, col, width, height, marker, definition->title);
  g_hash_table_insert (self->charts, (gpointer) definition, g_strdup (xml));
  sy_xlsx_package_add_chart (self->package, marker, xml);
  sy_theme_free (writer.theme);
  return TRUE;
}
