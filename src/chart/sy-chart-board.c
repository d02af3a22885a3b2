/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards in columns, as on a wall: each column has its title and the count of its cards, each card its title,
 * a note, a coloured edge with the name of its class, and a mark when it is due. Columns that find no room
 * beside each other stand in a second band. */
#include "config.h"

#include "sy-chart-drawing-private.h"

#include <math.h>

#include "sy-chart-format.h"

/* In font sizes. */
#define LEAST_COLUMN 10.
#define WIDEST_COLUMN 26.
#define GAP 0.7
#define INSET 0.55
#define EDGE 4. /* pixels */

typedef struct
{
  SyChartLayout *layout;
  GPtrArray *names; /* of the columns; "" for cards without one */
  GPtrArray *cards; /* GArray of guint a column */
  GHashTable *hues; /* class → number + 1 */
  guint per_band;
  guint n_bands;
  double width; /* of a column */
  double head;  /* height of a column's title */
  int lines;    /* of a card's title */
  gboolean says_more;
} Board;

static double
get_text_width (const Board *board)
{
  return MAX (1., board->width - board->layout->theme->font_size * 2. * (GAP + INSET) + INSET - EDGE);
}

static void
collect_cards (Board *board)
{
  SyChartLayout *self = board->layout;
  g_autoptr (GHashTable) index = NULL;
  guint blank = 0;
  board->names = sy_drawing_list (self, SY_CHART_KEYS_COLUMNS, SY_CHART_TEXT_LABEL, TRUE, &index);
  board->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    blank += *sy_drawing_get_category (self, i) == '\0' && sy_drawing_has_item (self, i) ? 1 : 0;
  if (blank > 0)
    g_ptr_array_add (board->names, (gpointer) "");
  for (guint c = 0; c < board->names->len; c++)
    g_ptr_array_add (board->cards, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    {
      guint column = GPOINTER_TO_UINT (g_hash_table_lookup (index, sy_drawing_get_category (self, i)));
      if (sy_drawing_has_item (self, i))
        g_array_append_val (g_ptr_array_index (board->cards, column > 0 ? column - 1 : board->names->len - 1),
                            i);
    }
}

static void
number_classes (Board *board)
{
  SyChartLayout *self = board->layout;
  board->hues = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    {
      const char *name = sy_drawing_get_class (self, i);
      if (*name != '\0' && !g_hash_table_contains (board->hues, name))
        g_hash_table_insert (board->hues, (gpointer) name,
                             GUINT_TO_POINTER (g_hash_table_size (board->hues) + 1));
    }
}

/* The last line of a card: class and due mark; 0 high where it has neither. */
static double
place_foot (const Board *board, guint point, double x, double y, gboolean put)
{
  SyChartLayout *self = board->layout;
  const char *name = sy_drawing_get_class (self, point);
  gboolean due = sy_chart_get_flag (self->chart, point);
  double room = get_text_width (board), sign = self->theme->font_size * 0.75, right = x + room;
  if (*name == '\0' && !due)
    return 0.;
  if (put && due)
    {
      SyChartLabel *label = sy_drawing_new_text (
          self, SY_LABEL_SMALL, sy_theme_get_caption (self->theme, SY_CAPTION_DUE), room * 0.5, 1);
      right -= label->width;
      sy_drawing_add_warning (self, (SyPoint){ right - sign * 0.9, y + label->height / 2. }, sign);
      sy_drawing_put (self, label, right, y, self->theme->text);
      right -= sign * 2.;
    }
  if (put && *name != '\0' && right - x > self->line)
    sy_drawing_put (self, sy_drawing_new_text (self, SY_LABEL_SMALL, name, right - x, 1), x, y,
                    self->theme->muted);
  return self->line;
}

/* A card at x,y, or only its height. */
static double
place_card (const Board *board, guint point, double x, double y, gboolean put)
{
  SyChartLayout *self = board->layout;
  const char *title = sy_drawing_get_text (self, SY_CHART_TEXT_LABEL, point);
  const char *note = board->says_more ? sy_drawing_get_text (self, SY_CHART_TEXT_NOTE, point) : "";
  double size = self->theme->font_size, inset = size * INSET, room = get_text_width (board);
  double left = x + EDGE + inset, at = y + inset * 0.8;
  SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_POINT, title, room, board->lines);
  double height = label->height;
  if (put)
    sy_drawing_put (self, label, left, at, self->theme->text);
  else
    sy_label_free (label);
  at += height;
  if (*note != '\0')
    {
      label = sy_drawing_new_text (self, SY_LABEL_SMALL, note, room, 2);
      height = label->height;
      if (put)
        sy_drawing_put (self, label, left, at + 1., self->theme->muted);
      else
        sy_label_free (label);
      at += height + 1.;
    }
  if (board->says_more)
    at += place_foot (board, point, left, at, put);
  return at + inset * 0.8 - y;
}

static void
add_card (const Board *board, guint point, double x, double y, double height)
{
  SyChartLayout *self = board->layout;
  double gap = self->theme->font_size * GAP;
  guint hue = GPOINTER_TO_UINT (g_hash_table_lookup (board->hues, sy_drawing_get_class (self, point)));
  const SyRectangle box = { x, y, board->width - 2. * gap, height };
  const SyRectangle edge = { x, y, EDGE, height };
  sy_drawing_add_panel (self, SY_LAYER_MIDDLE, self->theme->background, &box, 3., 0, point);
  sy_drawing_add_outline (self, SY_LAYER_MIDDLE, self->theme->grid, &box, 3., 1.);
  sy_drawing_add_panel (self, SY_LAYER_MIDDLE,
                        hue > 0 ? sy_drawing_get_hue (self, hue - 1) : self->theme->quiet, &edge, 1.5, -1, 0);
  place_card (board, point, x, y, TRUE);
}

/* --- columns --- */

static double
measure_column (const Board *board, guint column)
{
  const GArray *cards = g_ptr_array_index (board->cards, column);
  double gap = board->layout->theme->font_size * GAP, sum = board->head + gap;
  for (guint i = 0; i < cards->len; i++)
    sum += place_card (board, g_array_index (cards, guint, i), 0., 0., FALSE) + gap * 0.7;
  return MAX (sum + gap * 0.3, board->head + gap + board->layout->line * 4.);
}

/* Title and count. */
static void
add_head (const Board *board, guint column, double x, double y)
{
  SyChartLayout *self = board->layout;
  const char *name = g_ptr_array_index (board->names, column);
  double gap = self->theme->font_size * GAP;
  g_autofree char *number = sy_chart_format_full (
      (double) ((GArray *) g_ptr_array_index (board->cards, column))->len, SY_CHART_UNIT_COUNT, NULL, 0);
  SyChartLabel *count = sy_drawing_new_text (self, SY_LABEL_SMALL, number, board->width * 0.4, 1);
  if (*name == '\0')
    name = sy_theme_get_caption (self->theme, SY_CAPTION_NOT_PLACED);
  SyChartLabel *title =
      sy_drawing_new_text (self, SY_LABEL_HEADING, name, MAX (1., board->width - 4. * gap - count->width), 2);
  double middle = y + board->head / 2. + gap * 0.3;
  const SyRectangle pill = { x + board->width - 2. * gap - count->width, middle - count->height / 2. - 1.,
                             count->width + gap * 1.2, count->height + 2. };
  sy_drawing_put (self, title, x + gap, middle - title->height / 2., self->theme->text);
  sy_drawing_add_panel (self, SY_LAYER_MIDDLE, self->theme->background, &pill, pill.height / 2., -1, 0);
  sy_drawing_put (self, count, pill.x + gap * 0.6, middle - count->height / 2., self->theme->text);
}

static void
add_column (const Board *board, guint column, double x, double y, double height)
{
  SyChartLayout *self = board->layout;
  const GArray *cards = g_ptr_array_index (board->cards, column);
  double gap = self->theme->font_size * GAP, at = y + board->head + gap, bottom = y + height - gap * 0.3;
  const SyRectangle ground = { x, y, board->width - gap * 0.5, height };
  sy_drawing_add_panel (self, SY_LAYER_BACK, sy_drawing_get_ground (self), &ground, 5., -1, 0);
  add_head (board, column, x - gap * 0.25, y);
  const SyRectangle rest = { x + gap, at, board->width - 2.5 * gap, MAX (0., bottom - at) };
  if (column == 0 && sy_chart_is_empty (self->chart) && rest.height > self->line * 1.5)
    sy_drawing_put_hint (self, &rest);
  for (guint i = 0; i < cards->len; i++)
    {
      guint point = g_array_index (cards, guint, i);
      double tall = place_card (board, point, 0., 0., FALSE);
      double needed = i + 1 == cards->len ? 0. : self->line * 1.2 + gap * 0.7;
      if (at + tall + needed > bottom + 0.5)
        {
          /* The count in the head says it where there is not even room for this. */
          if (bottom - self->line >= y + board->head)
            sy_drawing_put_more (self, cards->len - i, x + gap, MIN (at, bottom - self->line),
                                 board->width - 3. * gap);
          return;
        }
      add_card (board, point, x + gap * 0.75, at, tall);
      at += tall + gap * 0.7;
    }
}

static void
place_columns (Board *board)
{
  SyChartLayout *self = board->layout;
  guint n = board->names->len;
  g_autofree double *wishes = g_new0 (double, board->n_bands);
  g_autofree double *heights = g_new0 (double, board->n_bands);
  double gap = self->theme->font_size * GAP, between = gap * (double) (board->n_bands - 1), room, sum = 0.;
  for (int step = 0; step < 3; step++)
    {
      board->lines = 3 - step;
      board->says_more = step < 2;
      sum = between;
      for (guint b = 0; b < board->n_bands; b++)
        {
          wishes[b] = 0.;
          for (guint c = b * board->per_band; c < MIN (n, (b + 1) * board->per_band); c++)
            wishes[b] = MAX (wishes[b], measure_column (board, c));
          sum += wishes[b];
        }
      if (step == 0)
        self->natural = sum + 1.;
      if (sum <= self->plot.height)
        break;
    }
  room = MIN (self->plot.height, sum) - between;
  sy_drawing_share (wishes, heights, board->n_bands, room);
  double y = self->plot.y;
  for (guint b = 0; b < board->n_bands; b++)
    {
      for (guint c = b * board->per_band; c < MIN (n, (b + 1) * board->per_band); c++)
        if (heights[b] > board->head + self->line)
          add_column (board, c, self->plot.x + board->width * (double) (c - b * board->per_band), y,
                      heights[b]);
      y += heights[b] + gap;
    }
}

void
sy_chart_layout_place_board (SyChartLayout *self, double top)
{
  double size = self->theme->font_size;
  Board board = { .layout = self };
  self->natural = size * 6.;
  if (self->detail < SY_DETAIL_TITLE)
    return;
  collect_cards (&board);
  number_classes (&board);
  guint n = board.names->len;
  if (n == 0)
    {
      sy_drawing_put_hint (self, &self->plot);
    }
  else
    {
      guint fit = (guint) MAX (1., floor (self->plot.width / (size * LEAST_COLUMN)));
      board.n_bands = (n + fit - 1) / fit;
      board.per_band = (n + board.n_bands - 1) / board.n_bands;
      board.n_bands = (n + board.per_band - 1) / board.per_band;
      board.width =
          MIN ((self->plot.width + size * GAP * 0.5) / (double) board.per_band, size * WIDEST_COLUMN);
      board.head = self->line * 1.9;
      place_columns (&board);
    }
  g_ptr_array_unref (board.names);
  g_ptr_array_unref (board.cards);
  g_hash_table_unref (board.hues);
}
