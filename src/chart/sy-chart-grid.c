/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items in the cells of a grid, under the titles of its columns and beside those of its rows: SWOT, cross
 * tables. Items with only one of the two stand in a margin before the cells, those with neither in a strip
 * below. */
#include "config.h"

#include "sy-chart-drawing-private.h"

#include <math.h>

/* In font sizes. */
#define LEAST_COLUMN 9.
#define GAP 0.45
#define INSET 0.7
#define DOT 0.42

/* How many lines an item may take, tried in turn. */
static const int allowances[] = { 5, 3, 2, 1 };

typedef struct
{
  SyChartLayout *layout;
  GPtrArray *columns; /* utf8 */
  GPtrArray *rows;
  GHashTable *column_index;
  GHashTable *row_index;
  gboolean has_left; /* items without a column */
  gboolean has_top;  /* items without a row */
  gboolean is_tinted;
  gboolean is_named; /* the four cells have names */
  gboolean is_blank; /* nothing is filled in */
  guint n_columns;   /* with the margin */
  guint n_rows;
  guint shown_columns;
  GPtrArray *cells; /* GArray of guint: n_rows × n_columns */
  GArray *strip;    /* guint */
  double head;      /* height of the titles of the columns */
  double side;      /* width of those of the rows */
  double width;     /* of a column */
  double gap;
  double inset;
  int lines;
} Grid;

static GArray *
get_cell (const Grid *grid, guint row, guint column)
{
  return g_ptr_array_index (grid->cells, row * grid->n_columns + column);
}

/* Place of an item along one direction; FALSE where it has none. */
static gboolean
find_place (GHashTable *index, const char *name, gboolean has_margin, guint *out)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (index, name));
  *out = found == 0 ? 0 : found - 1 + (has_margin ? 1 : 0);
  return found > 0;
}

static void
collect_items (Grid *grid)
{
  SyChart *chart = grid->layout->chart;
  guint n = sy_chart_get_n_points (chart);
  for (guint i = 0; i < n; i++)
    {
      gboolean column = *sy_drawing_get_category (grid->layout, i) != '\0';
      gboolean row = *sy_drawing_get_text (grid->layout, SY_CHART_TEXT_ROW, i) != '\0';
      grid->has_left |= !column && row && sy_drawing_has_item (grid->layout, i);
      grid->has_top |= column && !row && sy_drawing_has_item (grid->layout, i);
    }
  grid->n_columns = grid->columns->len + (grid->has_left ? 1 : 0);
  grid->n_rows = grid->rows->len + (grid->has_top ? 1 : 0);
  for (guint i = 0; i < grid->n_columns * grid->n_rows; i++)
    g_ptr_array_add (grid->cells, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < n; i++)
    {
      guint column, row;
      gboolean has_column =
          find_place (grid->column_index, sy_drawing_get_category (grid->layout, i), grid->has_left, &column);
      gboolean has_row = find_place (
          grid->row_index, sy_drawing_get_text (grid->layout, SY_CHART_TEXT_ROW, i), grid->has_top, &row);
      if (!sy_drawing_has_item (grid->layout, i))
        continue;
      g_array_append_val (has_column || has_row ? get_cell (grid, row, column) : grid->strip, i);
    }
}

/* Two by two cells with names are there before they are filled. */
static void
complete (Grid *grid)
{
  for (guint i = 0; i < SY_CHART_N_QUADRANTS; i++)
    grid->is_named |= *sy_chart_get_quadrant (grid->layout->chart, (SyChartQuadrant) i) != '\0';
  grid->is_named &= grid->columns->len <= 2 && grid->rows->len <= 2;
  while (grid->is_named && grid->columns->len < 2)
    g_ptr_array_add (grid->columns, (gpointer) "");
  while (grid->is_named && grid->rows->len < 2)
    g_ptr_array_add (grid->rows, (gpointer) "");
  grid->is_tinted = grid->columns->len == 2 && grid->rows->len == 2;
}

/* --- items --- */

static double
get_value_width (const Grid *grid, guint point)
{
  g_autofree char *number = sy_drawing_dup_value (grid->layout, SY_CHART_ROLE_VALUE, point);
  if (*number == '\0')
    return 0.;
  g_autoptr (SyChartLabel) label =
      sy_drawing_new_text (grid->layout, SY_LABEL_HEADING, number, grid->width * 0.4, 1);
  return label->width + grid->gap;
}

/* An item at x,y in @width, or only its height. */
static double
place_item (const Grid *grid, guint point, double x, double y, double width, gboolean put)
{
  SyChartLayout *self = grid->layout;
  double size = self->theme->font_size, left = x + size * 0.95, value = get_value_width (grid, point);
  double room = MAX (1., width - size * 0.95 - value);
  const char *note = grid->lines > 1 ? sy_drawing_get_text (self, SY_CHART_TEXT_NOTE, point) : "";
  SyChartLabel *label = sy_drawing_new_text (
      self, SY_LABEL_POINT, sy_drawing_get_text (self, SY_CHART_TEXT_LABEL, point), room, grid->lines);
  double height = label->height, first = MIN (height, self->line);
  if (!put)
    {
      sy_label_free (label);
      return height + sy_drawing_measure (self, SY_LABEL_SMALL, note, room, 2) + size * 0.25;
    }
  sy_drawing_put (self, label, left, y, self->theme->text);
  if (value > 0.)
    {
      g_autofree char *number = sy_drawing_dup_value (self, SY_CHART_ROLE_VALUE, point);
      SyChartLabel *right = sy_drawing_new_text (self, SY_LABEL_HEADING, number, grid->width * 0.4, 1);
      sy_drawing_put (self, right, x + width - right->width, y + (first - right->height) / 2.,
                      self->theme->text);
    }
  if (*note != '\0')
    {
      SyChartLabel *more = sy_drawing_new_text (self, SY_LABEL_SMALL, note, room, 2);
      double tall = more->height;
      sy_drawing_put (self, more, left, y + height, self->theme->muted);
      height += tall;
    }
  const SyRectangle hit = { x - 2., y - 1., width + 4., height + 2. };
  sy_drawing_add_panel (self, SY_LAYER_BACK, self->theme->background, &hit, 0., 0, point);
  g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).opacity = 0.;
  sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->text,
                     (SyPoint){ x + size * DOT / 2. + 1., y + first / 2. }, size * DOT, -1, 0);
  return height + size * 0.25;
}

static double
measure_items (const Grid *grid, const GArray *items, double width)
{
  double sum = 0.;
  for (guint i = 0; i < items->len; i++)
    sum += place_item (grid, g_array_index (items, guint, i), 0., 0., width, FALSE);
  return sum;
}

/* As many as find room; the others are counted in the last line. */
static void
place_items (const Grid *grid, const GArray *items, double x, double y, double width, double bottom)
{
  for (guint i = 0; i < items->len; i++)
    {
      guint point = g_array_index (items, guint, i);
      double tall = place_item (grid, point, 0., 0., width, FALSE);
      double more = i + 1 == items->len ? 0. : grid->layout->line;
      if (y + tall + more > bottom + 1.)
        {
          if (y + grid->layout->line <= bottom + 2.)
            sy_drawing_put_more (grid->layout, items->len - i, x, y, width);
          return;
        }
      y += place_item (grid, point, x, y, width, TRUE);
    }
}

/* --- cells --- */

/* The name of a cell of a two by two grid, "" for none. */
static const char *
get_cell_name (const Grid *grid, guint row, guint column, guint *hue)
{
  static const SyChartQuadrant corners[2][2] = { { SY_CHART_LOW_HIGH, SY_CHART_HIGH_HIGH },
                                                 { SY_CHART_LOW_LOW, SY_CHART_HIGH_LOW } };
  if ((grid->has_left && column == 0) || (grid->has_top && row == 0))
    {
      *hue = G_MAXUINT;
      return "";
    }
  row -= grid->has_top ? 1 : 0;
  column -= grid->has_left ? 1 : 0;
  *hue = grid->is_tinted ? row * 2 + column : G_MAXUINT;
  return grid->is_named ? sy_chart_get_quadrant (grid->layout->chart, corners[row][column]) : "";
}

static double
measure_cell_name (const Grid *grid, const char *name)
{
  double height = sy_drawing_measure (grid->layout, SY_LABEL_HEADING, name,
                                      grid->width - grid->gap - 2. * grid->inset, 2);
  return height > 0. ? height + grid->gap : 0.;
}

static double
measure_row (const Grid *grid, guint row)
{
  double tallest = grid->layout->line * (grid->is_tinted ? 4.5 : 2.5),
         width = grid->width - grid->gap - 2. * grid->inset;
  for (guint c = 0; c < grid->shown_columns; c++)
    {
      guint hue;
      double name = measure_cell_name (grid, get_cell_name (grid, row, c, &hue));
      tallest = MAX (tallest, name + measure_items (grid, get_cell (grid, row, c), width) + 2. * grid->inset);
    }
  return tallest + grid->gap;
}

static void
add_cell (const Grid *grid, guint row, guint column, const SyRectangle *box)
{
  SyChartLayout *self = grid->layout;
  guint hue;
  const char *name = get_cell_name (grid, row, column, &hue);
  double x = box->x + grid->inset, y = box->y + grid->inset, width = box->width - 2. * grid->inset;
  gboolean margin = (grid->has_left && column == 0) || (grid->has_top && row == 0);
  SyColor ground = hue < SY_THEME_N_SERIES ? sy_drawing_get_tint (self, hue)
                   : margin                ? sy_drawing_get_ground (self)
                                           : self->theme->background;
  if (margin && *name == '\0' && get_cell (grid, row, column)->len == 0)
    return;
  sy_drawing_add_panel (self, SY_LAYER_BACK, ground, box, 3., -1, 0);
  if (hue >= SY_THEME_N_SERIES)
    sy_drawing_add_outline (self, SY_LAYER_BACK, self->theme->grid, box, 3., 1.);
  if (hue < SY_THEME_N_SERIES)
    {
      const SyRectangle edge = { box->x, box->y, box->width, 3. };
      sy_layout_add_box (self, SY_LAYER_MIDDLE, sy_drawing_get_hue (self, hue), &edge, -1, 0);
    }
  if (*name != '\0')
    {
      SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_HEADING, name, width, 2);
      double tall = label->height + grid->gap;
      sy_drawing_put (self, label, x, y, self->theme->text);
      y += tall;
    }
  const SyRectangle rest = { x, y, width, MAX (0., box->y + box->height - grid->inset - y) };
  if (grid->is_blank && row + column == 0 && rest.height > self->line * 1.5)
    sy_drawing_put_hint (self, &rest);
  place_items (grid, get_cell (grid, row, column), x, y, width, box->y + box->height - grid->inset * 0.6);
}

/* --- titles --- */

static const char *
get_title (const GPtrArray *titles, gboolean has_margin, guint index)
{
  if (has_margin && index == 0)
    return "";
  return g_ptr_array_index (titles, index - (has_margin ? 1 : 0));
}

static void
measure_titles (Grid *grid)
{
  SyChartLayout *self = grid->layout;
  double most = MIN (self->plot.width * 0.18, self->theme->font_size * 11.), widest = 0.;
  for (guint r = 0; r < grid->rows->len; r++)
    {
      g_autoptr (SyChartLabel) label =
          sy_drawing_new_text (self, SY_LABEL_HEADING, g_ptr_array_index (grid->rows, r), most, 4);
      widest = MAX (widest, label->width);
    }
  grid->side = widest > 0.5 ? MIN (ceil (widest) + 1., most) + grid->gap * 1.5 : 0.;
  double room = MAX (1., self->plot.width - grid->side);
  grid->shown_columns =
      MIN (grid->n_columns, (guint) MAX (1., floor (room / (self->theme->font_size * LEAST_COLUMN))));
  grid->width = room / (double) grid->shown_columns;
  grid->head = 0.;
  for (guint c = 0; c < grid->shown_columns; c++)
    grid->head = MAX (grid->head, sy_drawing_measure (self, SY_LABEL_HEADING,
                                                      get_title (grid->columns, grid->has_left, c),
                                                      grid->width - grid->gap * 2., 2));
  grid->head += grid->head > 0. ? grid->gap : 0.;
}

static void
place_titles (const Grid *grid, const double *heights)
{
  SyChartLayout *self = grid->layout;
  double y = self->plot.y + grid->head;
  for (guint c = 0; c < grid->shown_columns; c++)
    {
      const char *text = get_title (grid->columns, grid->has_left, c);
      if (*text == '\0')
        continue;
      SyChartLabel *label =
          sy_drawing_new_text (self, SY_LABEL_HEADING, text, grid->width - grid->gap * 2., 2);
      label->align = 0;
      double x = self->plot.x + grid->side + grid->width * (double) c;
      sy_drawing_put (self, label, x + (grid->width - grid->gap - label->width) / 2.,
                      self->plot.y + grid->head - grid->gap * 0.7 - label->height, self->theme->text);
    }
  for (guint r = 0; r < grid->n_rows; r++)
    {
      const char *text = get_title (grid->rows, grid->has_top, r);
      if (*text != '\0' && heights[r] > self->line * 1.5)
        {
          int lines = (int) MAX (1., floor ((heights[r] - grid->gap) / (self->line * 1.15)));
          SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_HEADING, text,
                                                     MAX (1., grid->side - grid->gap * 1.5), MIN (lines, 4));
          label->align = 1;
          sy_drawing_put (self, label, self->plot.x + grid->side - grid->gap * 1.5 - label->width,
                          y + (heights[r] - grid->gap - label->height) / 2., self->theme->text);
        }
      y += heights[r];
    }
}

/* --- the whole --- */

/* What has neither column nor row; returns its height. */
static double
place_strip (const Grid *grid, double y, double bottom, gboolean put)
{
  SyChartLayout *self = grid->layout;
  double width = self->plot.width - 2. * grid->inset, title = self->line * 1.3;
  if (grid->strip->len == 0)
    return 0.;
  double height = title + measure_items (grid, grid->strip, width) + 2. * grid->inset;
  if (!put)
    return height;
  const SyRectangle box = { self->plot.x, y, self->plot.width - grid->gap, bottom - y };
  sy_drawing_add_outline (self, SY_LAYER_BACK, self->theme->grid, &box, 3., 1.);
  sy_drawing_put (self,
                  sy_drawing_new_text (self, SY_LABEL_SMALL,
                                       sy_theme_get_caption (self->theme, SY_CAPTION_NOT_PLACED), width, 1),
                  box.x + grid->inset, y + grid->inset * 0.6, self->theme->muted);
  place_items (grid, grid->strip, box.x + grid->inset, y + grid->inset * 0.6 + title, width,
               bottom - grid->inset * 0.5);
  return height;
}

static guint
count_hidden (const Grid *grid)
{
  guint hidden = 0;
  for (guint r = 0; r < grid->n_rows; r++)
    for (guint c = grid->shown_columns; c < grid->n_columns; c++)
      hidden += get_cell (grid, r, c)->len;
  return hidden;
}

static void
place_cells (Grid *grid)
{
  SyChartLayout *self = grid->layout;
  guint n = grid->n_rows;
  g_autofree double *wishes = g_new0 (double, n + 2);
  g_autofree double *heights = g_new0 (double, n + 2);
  measure_titles (grid);
  double sum = 0., hidden = count_hidden (grid) > 0 ? self->line * 1.2 : 0.;
  for (guint a = 0; a < G_N_ELEMENTS (allowances); a++)
    {
      grid->lines = allowances[a];
      sum = wishes[n] = place_strip (grid, 0., 0., FALSE);
      for (guint r = 0; r < n; r++)
        sum += wishes[r] = measure_row (grid, r);
      if (a == 0)
        self->natural = grid->head + sum + hidden + 1.;
      if (grid->head + sum + hidden <= self->plot.height)
        break;
    }
  double room = self->plot.height - grid->head - hidden;
  for (guint r = 0; r < n && sum < room; r++)
    wishes[r] += MIN (room - sum, sum * 2.) / (double) n;
  sy_drawing_share (wishes, heights, n + 1, room);
  place_titles (grid, heights);
  double y = self->plot.y + grid->head;
  for (guint r = 0; r < n; r++)
    {
      for (guint c = 0; c < grid->shown_columns; c++)
        {
          const SyRectangle box = { self->plot.x + grid->side + grid->width * (double) c, y,
                                    MAX (1., grid->width - grid->gap), MAX (1., heights[r] - grid->gap) };
          if (heights[r] > self->line * 1.5)
            add_cell (grid, r, c, &box);
        }
      y += heights[r];
    }
  if (heights[n] > self->line * 2.)
    place_strip (grid, y, y + heights[n], TRUE);
  if (hidden > 0.)
    sy_drawing_put_more (self, count_hidden (grid), self->plot.x, y + heights[n] + 2., self->plot.width);
}

void
sy_chart_layout_place_grid (SyChartLayout *self, double top)
{
  double size = self->theme->font_size;
  Grid grid = { .layout = self, .gap = size * GAP, .inset = size * INSET };
  self->natural = size * 6.;
  if (self->detail < SY_DETAIL_TITLE)
    return;
  grid.columns = sy_drawing_list (self, SY_CHART_KEYS_COLUMNS, SY_CHART_TEXT_LABEL, TRUE, &grid.column_index);
  grid.rows = sy_drawing_list (self, SY_CHART_KEYS_ROWS, SY_CHART_TEXT_ROW, FALSE, &grid.row_index);
  grid.cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  grid.strip = g_array_new (FALSE, FALSE, sizeof (guint));
  complete (&grid);
  grid.is_blank = sy_chart_is_empty (self->chart);
  collect_items (&grid);
  if (grid.n_columns * grid.n_rows + grid.strip->len == 0)
    sy_drawing_put_hint (self, &self->plot);
  else
    place_cells (&grid);
  g_ptr_array_unref (grid.columns);
  g_ptr_array_unref (grid.rows);
  g_hash_table_unref (grid.column_index);
  g_hash_table_unref (grid.row_index);
  g_ptr_array_unref (grid.cells);
  g_array_unref (grid.strip);
}
