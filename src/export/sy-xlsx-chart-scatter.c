/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scatter, bubble and Lorenz: one series a group, names from the table's cells, cuts and the fitted line as
 * series of two points over helper cells. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-excel-writer.h"
#include "sy-xlsx-chart-private.h"

#define MOST_GROUPS 8
/* More names than this nobody reads. */
#define MOST_NAMES 60

typedef SyXlsxChartWriter Writer;

static const SyChartSeries *
get_series (Writer *self)
{
  return sy_chart_get_series (self->built->chart, 0);
}

static double *
read_x (Writer *self)
{
  double *x = sy_xlsx_chart_extend (self, NULL);

  for (guint i = 0; i < self->n_points; i++)
    x[i] = self->chart->x_numbers ? self->chart->x_numbers[i] : sy_chart_get_x (self->built->chart, i);
  return x;
}

/* Where each series has its x, its sizes and its names. */
static void
add_places (Writer *self, SyXlsxSeries *series, SyXlsxColumn *size)
{
  int role = sy_chart_find_role (self->built->chart, SY_CHART_ROLE_SIZE);

  series->x_ref = sy_xlsx_column_range (self->x, self->n);
  series->x = read_x (self);
  if (!size || role < 0)
    return;
  series->size_ref = sy_xlsx_column_range (size, self->n);
  series->sizes = sy_xlsx_chart_extend (self, sy_chart_get_series (self->built->chart, (guint) role)->values);
}

static void
add_names (Writer *self, SyXlsxSeries *series)
{
  SyXlsxColumn *column =
      self->definition->label ? sy_xlsx_table_find_column (self->table, self->definition->label) : NULL;

  if (!column || self->n > MOST_NAMES)
    return;
  series->labels_ref = sy_xlsx_column_range (column, self->n);
  series->labels = g_new0 (char *, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      const char *text =
          i < self->n_points ? sy_chart_get_text (self->built->chart, SY_CHART_TEXT_LABEL, i) : NULL;

      series->labels[i] = g_strdup (text ? text : "");
    }
}

static GPtrArray *
list_groups (Writer *self)
{
  char **classes = get_series (self)->classes;
  GPtrArray *names = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const char *const *key = sy_chart_get_keys (self->built->chart, SY_CHART_KEYS_STATES); classes && *key;
       key++)
    if (g_hash_table_add (seen, (gpointer) *key))
      g_ptr_array_add (names, (gpointer) *key);
  for (guint i = 0; classes && i < self->n_points; i++)
    if (*classes[i] && g_hash_table_add (seen, classes[i]))
      g_ptr_array_add (names, classes[i]);
  return names;
}

/* The points of one class, or, for no @name, those of none of the first classes. */
static SyXlsxSeries *
add_group (Writer *self, GPtrArray *names, guint index, SyXlsxColumn *y, SyXlsxColumn *color)
{
  static const char *const markers[] = { "circle", "square", "triangle", "diamond" };
  const SyChartSeries *series = get_series (self);
  gboolean rest = index >= MIN (names->len, MOST_GROUPS);
  g_autoptr (GString) formula = g_string_new (rest ? "=IF(AND(TRUE" : "=IF(");
  double *values = sy_xlsx_chart_extend (self, NULL);
  SyXlsxSeries *added;

  for (guint k = rest ? 0 : index; k < MIN (names->len, rest ? MOST_GROUPS : index + 1); k++)
    {
      g_autofree char *quoted = sy_excel_writer_quote_text (names->pdata[k]);
      g_string_append_printf (formula, rest ? ",{b}<>%s" : "{b}=%s", quoted);
    }
  g_string_append (formula, rest ? "),{a},NA())" : ",{a},NA())");
  for (guint i = 0; i < self->n_points; i++)
    {
      gboolean mine = rest;
      for (guint k = 0; k < MIN (names->len, MOST_GROUPS); k++)
        if (g_str_equal (series->classes[i], names->pdata[k]))
          mine = k == index;
      values[i] = mine ? series->values[i] : NAN;
    }
  added = sy_xlsx_chart_add_helper_series (
      self, SY_XLSX_DRAW_DOTS,
      rest ? sy_theme_get_caption (self->theme, SY_CAPTION_OTHER_GROUPS) : names->pdata[index],
      rest ? self->theme->axis : self->theme->series[index % SY_THEME_N_SERIES], formula->str, y, color,
      values);
  added->marker = markers[rest ? 0 : index % G_N_ELEMENTS (markers)];
  added->hollow = !rest && index >= G_N_ELEMENTS (markers);
  return added;
}

static gboolean
has_rest (Writer *self, GPtrArray *names)
{
  char **classes = get_series (self)->classes;

  for (guint i = 0; i < self->n_points; i++)
    if (!*classes[i])
      return TRUE;
  return names->len > MOST_GROUPS;
}

static void
add_dots (Writer *self, SyXlsxColumn *y, SyXlsxColumn *size)
{
  SyXlsxColumn *color =
      self->definition->color ? sy_xlsx_table_find_column (self->table, self->definition->color) : NULL;
  g_autoptr (GPtrArray) names = list_groups (self);
  guint n = MIN (names->len, MOST_GROUPS);

  if (!color || n == 0)
    {
      SyXlsxSeries *added = sy_xlsx_chart_add_plain_series (self, get_series (self), y, 0);

      added->draw = SY_XLSX_DRAW_DOTS;
      added->marker = "circle";
      add_places (self, added, size);
      add_names (self, added);
      return;
    }
  for (guint i = 0; i < n + (has_rest (self, names) ? 1 : 0); i++)
    {
      SyXlsxSeries *added = add_group (self, names, i, y, color);

      added->format = sy_xlsx_chart_format_of (self, get_series (self)->unit);
      add_places (self, added, size);
      add_names (self, added);
    }
}

/* --- lines of two points --- */

/* The least and greatest of a range, of which some cells may be errors. */
static char *
write_end (const char *range, gboolean high)
{
  const char *function = high ? "MAX" : "MIN";

  return g_strdup_printf ("%s(IF(ISNUMBER(%s),%s))", function, range, range);
}

static void
find_ends (const double *values, guint n, double ends[2])
{
  ends[0] = ends[1] = NAN;
  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      {
        ends[0] = isnan (ends[0]) ? values[i] : MIN (ends[0], values[i]);
        ends[1] = isnan (ends[1]) ? values[i] : MAX (ends[1], values[i]);
      }
}

/* @formulas: the first and the second cell. */
static char *
add_pair (Writer *self, const char *title, const char *first, const char *second, const double values[2])
{
  g_autofree char *formula = g_strdup_printf ("=IF(ROW()=%u,%s,%s)", SY_XLSX_HELPER_ROW + 1, first, second);
  char *range;

  self->is_array = TRUE;
  range = sy_xlsx_chart_add_cells (self, title, formula, NULL, 0, values, NULL, 2);
  self->is_array = FALSE;
  return range;
}

static SyXlsxSeries *
add_line (Writer *self,
          const char *title,
          SyColor color,
          char *x_ref,
          char *y_ref,
          const double x[2],
          const double y[2])
{
  SyXlsxSeries *series = sy_xlsx_chart_add (self->chart, SY_XLSX_DRAW_LINE, title, color);

  series->x_ref = x_ref;
  series->values_ref = y_ref;
  series->x = g_memdup2 (x, 2 * sizeof *x);
  series->values = g_memdup2 (y, 2 * sizeof *y);
  series->n = 2;
  series->thin = TRUE;
  return series;
}

static void
add_cut (Writer *self, const char *id, double cut, gboolean upright, const char *range, const double ends[2])
{
  const char *name = sy_xlsx_chart_name_of (self, id);
  const double level[2] = { cut, cut };
  g_autofree char *low = write_end (range, FALSE), *high = write_end (range, TRUE);
  char *at, *along;
  SyXlsxSeries *line;

  if (!name || isnan (cut) || isnan (ends[0]))
    return;
  at = add_pair (self, _ ("Cut"), name, name, level);
  along = add_pair (self, _ ("Ends"), low, high, ends);
  line = upright ? add_line (self, _ ("Cut"), self->theme->muted, at, along, level, ends)
                 : add_line (self, _ ("Cut"), self->theme->muted, along, at, ends, level);
  line->dashed = line->quiet = TRUE;
}

static void
add_fit (Writer *self, const char *range, const double ends[2])
{
  double slope, intercept;
  const char *slope_name = sy_xlsx_chart_name_of (self, self->definition->slope);
  const char *intercept_name = sy_xlsx_chart_name_of (self, self->definition->intercept);
  g_autofree char *low = write_end (range, FALSE), *high = write_end (range, TRUE);

  if (!slope_name || !intercept_name || isnan (ends[0])
      || !sy_chart_get_fit (self->built->chart, &slope, &intercept))
    return;
  const double y[2] = { intercept + slope * ends[0], intercept + slope * ends[1] };
  g_autofree char *first = g_strdup_printf ("%s+%s*%s", intercept_name, slope_name, low);
  g_autofree char *second = g_strdup_printf ("%s+%s*%s", intercept_name, slope_name, high);
  char *x_ref = add_pair (self, _ ("Ends"), low, high, ends);

  add_line (self, sy_theme_get_caption (self->theme, SY_CAPTION_FIT), self->theme->series[1], x_ref,
            add_pair (self, sy_theme_get_caption (self->theme, SY_CAPTION_FIT), first, second, y), ends, y);
}

void
sy_xlsx_chart_add_scatter (Writer *self)
{
  SyXlsxColumn *y = sy_xlsx_table_find_column (self->table, self->built->columns[0]);
  SyXlsxColumn *size =
      self->definition->size ? sy_xlsx_table_find_column (self->table, self->definition->size) : NULL;
  g_autofree char *x_range = sy_xlsx_column_range (self->x, self->n);
  g_autofree char *y_range = sy_xlsx_column_range (y, self->n);
  g_autofree double *x = read_x (self);
  double x_cut, y_cut, x_ends[2], y_ends[2];

  self->chart->plot = size ? SY_XLSX_PLOT_BUBBLE : SY_XLSX_PLOT_SCATTER;
  self->chart->y_format = sy_xlsx_chart_format_of (self, get_series (self)->unit);
  if (self->x->type != SY_TYPE_DATE)
    self->chart->x_format = sy_xlsx_chart_format_of (self, sy_chart_get_x_unit (self->built->chart));
  add_dots (self, y, size);
  sy_chart_get_cuts (self->built->chart, &x_cut, &y_cut);
  if (size)
    {
      /* Bubbles can't be combined with lines: the axes cross at the cuts instead. */
      self->chart->x_cut = x_cut;
      self->chart->y_cut = y_cut;
      return;
    }
  find_ends (x, self->n_points, x_ends);
  find_ends (get_series (self)->values, self->n_points, y_ends);
  add_cut (self, self->definition->x_cut, x_cut, TRUE, y_range, y_ends);
  add_cut (self, self->definition->y_cut, y_cut, FALSE, x_range, x_ends);
  add_fit (self, x_range, x_ends);
}

void
sy_xlsx_chart_add_lorenz (Writer *self)
{
  SyXlsxColumn *y = sy_xlsx_table_find_column (self->table, self->built->columns[0]);
  SyXlsxSeries *curve = sy_xlsx_chart_add_plain_series (self, get_series (self), y, 0);
  SyXlsxSeries *equal =
      sy_xlsx_chart_add (self->chart, SY_XLSX_DRAW_LINE,
                         sy_theme_get_caption (self->theme, SY_CAPTION_EQUALITY), self->theme->muted);
  double ends[2];

  self->chart->plot = SY_XLSX_PLOT_SCATTER;
  self->chart->y_format = sy_xlsx_chart_format_of (self, get_series (self)->unit);
  self->chart->x_format = sy_xlsx_chart_format_of (self, sy_chart_get_x_unit (self->built->chart));
  add_places (self, curve, NULL);
  find_ends (curve->x, self->n_points, ends);
  self->chart->whole = ends[0] >= 0. && ends[1] <= 1. + 1e-9;
  /* Equal shares: as much of the value as of the items. */
  equal->x_ref = sy_xlsx_column_range (self->x, self->n);
  equal->values_ref = sy_xlsx_column_range (self->x, self->n);
  equal->x = read_x (self);
  equal->values = read_x (self);
  equal->n = self->n;
  equal->dashed = equal->thin = TRUE;
}
