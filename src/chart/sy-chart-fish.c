/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fishbone diagram: the effect in the head at the right, a bone for each cause without a parent,
 * alternately above and below the spine, its causes on level lines that end at the bone, theirs under them. A
 * cause whose parent is not there, that is its own ancestor, or that lies more than three levels below a
 * bone, belongs to no bone and is listed at the foot. More bones than the spine has room for get a second
 * spine. */
#include "config.h"

#include "sy-chart-drawing-private.h"

#include <math.h>

#define NONE G_MAXUINT
/* In font sizes. */
#define LEAST_SLOT 13.
#define HEAD_WIDTH 11.
#define DEEPEST 3 /* level of the last causes that are drawn */
#define LINE_WIDTH 1.3

/* A cause on a line, and how tall its text is. */
typedef struct
{
  guint point;
  guint level; /* 1 to DEEPEST */
  double height;
} Twig;

typedef struct
{
  guint point;
  GArray *twigs; /* Twig, in order */
  double needed; /* height of name and twigs */
} Bone;

typedef struct
{
  SyChartLayout *layout;
  guint n;
  guint *parent;
  guint *level; /* NONE: belongs to no bone */
  GArray *bones;
  GArray *strays;
  guint pairs; /* bones above and below each other, on one spine */
  guint n_spines;
  double slot;        /* between bones */
  double slant;       /* how far a bone's end lies left of its foot */
  double left, right; /* of the spine */
  double head;        /* width of the head */
  double gap;
  double title; /* height of the box of a bone's name, the same for all: their ends are level */
  int lines;
} Fish;

static void
find_levels (Fish *fish)
{
  SyChart *chart = fish->layout->chart;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = fish->n; i-- > 0;)
    if (*sy_drawing_get_category (fish->layout, i) != '\0')
      g_hash_table_insert (ids, (gpointer) sy_chart_get_category (chart, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < fish->n; i++)
    {
      const char *name = sy_drawing_get_text (fish->layout, SY_CHART_TEXT_PARENT, i);
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (ids, name));
      fish->parent[i] = found == 0 ? NONE : found - 1;
      fish->level[i] = *name == '\0' ? 0 : NONE;
    }
  for (guint level = 1; level <= DEEPEST; level++)
    for (guint i = 0; i < fish->n; i++)
      if (fish->level[i] == NONE && fish->parent[i] != NONE && fish->level[fish->parent[i]] == level - 1)
        fish->level[i] = level;
}

/* A cause, then those under it: levels are counted, so that it ends. */
static void
add_twigs (const Fish *fish, GPtrArray **below, guint point, GArray *twigs)
{
  const Twig twig = { point, fish->level[point], 0. };
  g_array_append_val (twigs, twig);
  for (guint k = 0; below[point] != NULL && k < below[point]->len; k++)
    add_twigs (fish, below, GPOINTER_TO_UINT (below[point]->pdata[k]), twigs);
}

/* Twigs of each bone. */
static void
collect_bones (Fish *fish)
{
  g_autofree guint *bone_of = g_new0 (guint, fish->n + 1);
  g_autofree GPtrArray **below = g_new0 (GPtrArray *, fish->n + 1);
  for (guint i = 0; i < fish->n; i++)
    if (fish->level[i] == 0)
      {
        Bone bone = { .point = i, .twigs = g_array_new (FALSE, FALSE, sizeof (Twig)) };
        bone_of[i] = fish->bones->len;
        g_array_append_val (fish->bones, bone);
      }
    else if (fish->level[i] == NONE)
      {
        g_array_append_val (fish->strays, i);
      }
    else if (fish->level[i] > 1)
      {
        guint parent = fish->parent[i];
        if (below[parent] == NULL)
          below[parent] = g_ptr_array_new ();
        g_ptr_array_add (below[parent], GUINT_TO_POINTER (i));
      }
  for (guint i = 0; i < fish->n; i++)
    if (fish->level[i] == 1)
      add_twigs (fish, below, i, g_array_index (fish->bones, Bone, bone_of[fish->parent[i]]).twigs);
  for (guint i = 0; i < fish->n; i++)
    g_clear_pointer (&below[i], g_ptr_array_unref);
}

/* --- one cause --- */

static const char *
get_name (const Fish *fish, guint point)
{
  const char *label = sy_drawing_get_text (fish->layout, SY_CHART_TEXT_LABEL, point);
  if (*label == '\0')
    label = sy_drawing_get_category (fish->layout, point);
  return *label == '\0' ? "—" : label;
}

static double
get_indent (const Fish *fish, guint level)
{
  return fish->layout->theme->font_size * 1.9 * (double) (level - 1);
}

static gboolean
has_votes (const Fish *fish, guint point)
{
  return sy_drawing_get_value (fish->layout, SY_CHART_ROLE_VALUE, point) > 0.;
}

/* Width of a twig's text, beside its votes and its sign. */
static double
get_room (const Fish *fish, const Twig *twig)
{
  SyChartLayout *self = fish->layout;
  double room =
      fish->slot - fish->gap * 2.5 - fish->layout->theme->font_size - get_indent (fish, twig->level);
  if (has_votes (fish, twig->point))
    room -= self->theme->font_size * 1.9;
  if (sy_chart_get_flag (self->chart, twig->point))
    room -= self->theme->font_size * 1.5;
  return MAX (1., room);
}

static double
measure_twig (const Fish *fish, const Twig *twig)
{
  double text = sy_drawing_measure (fish->layout, twig->level > 1 ? SY_LABEL_SMALL : SY_LABEL_POINT,
                                    get_name (fish, twig->point), get_room (fish, twig), fish->lines);
  return MAX (text, fish->layout->line) + fish->layout->theme->font_size * (twig->level > 1 ? 0.35 : 0.6);
}

/* The votes in a pill, right-aligned at @right; returns what is left of them. */
static double
place_votes (const Fish *fish, guint point, double right, double middle)
{
  SyChartLayout *self = fish->layout;
  double size = self->theme->font_size;
  g_autofree char *number = sy_drawing_dup_value (self, SY_CHART_ROLE_VALUE, point);
  if (!has_votes (fish, point))
    return right;
  SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_SMALL, number, size * 1.9, 1);
  double width = MAX (label->width + size * 0.5, size * 1.25);
  const SyRectangle pill = { right - width, middle - label->height / 2., width, label->height };
  sy_drawing_add_panel (self, SY_LAYER_MIDDLE, self->theme->zone, &pill, pill.height / 2., -1, 0);
  sy_drawing_put (self, label, pill.x + (width - label->width) / 2., pill.y, self->theme->text);
  return pill.x - size * 0.25;
}

/* A root cause is boxed and has a diamond: seen without colour too. */
static void
mark_root (const Fish *fish, const SyRectangle *box, double sign)
{
  SyChartLayout *self = fish->layout;
  sy_drawing_add_outline (self, SY_LAYER_MIDDLE, self->theme->missed, box, 3., 1.6);
  sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->missed,
                     (SyPoint){ box->x + sign * 0.85, box->y + box->height / 2. }, sign, -1, 0);
  g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).marker = 3;
}

/* A text over its level line, which ends at the bone: @end is the bone's place there, @upper at @top. Of a
 * cause's own cause, at a stem from the line above. */
static void
add_twig (const Fish *fish, const Twig *twig, double end, double upper, double top)
{
  SyChartLayout *self = fish->layout;
  double size = self->theme->font_size;
  double base = floor (top + twig->height - size * 0.2) + 0.5;
  gboolean small = twig->level > 1, root = sy_chart_get_flag (self->chart, twig->point);
  SyChartLabel *label =
      sy_drawing_new_text (self, small ? SY_LABEL_SMALL : SY_LABEL_POINT, get_name (fish, twig->point),
                           get_room (fish, twig), fish->lines);
  double y = base - 2. - label->height, middle = y + label->height / 2.;
  double right = MIN (end, upper) - fish->gap * 0.9 - get_indent (fish, twig->level);
  double x = place_votes (fish, twig->point, right, middle) - label->width;
  SyRectangle box = { x - 3., y - 1., right - x + 6., label->height + 2. };
  label->align = 1;
  if (root)
    {
      double sign = size * 0.62;
      box.x -= sign * 1.7;
      box.width += sign * 1.7;
      mark_root (fish, &box, sign);
    }
  double level = root ? floor (middle) + 0.5 : base, from = root ? box.x + box.width : box.x;
  if (!small)
    {
      sy_layout_add_line (self, SY_LAYER_BACK, self->theme->axis, 1., (SyPoint){ from, level },
                          (SyPoint){ end + (upper - end) * (base - level) / MAX (1., twig->height), level });
    }
  else
    {
      const SyPoint stem[] = { { from, level },
                               { right + 4., level },
                               { right + size * 0.9, top - size * 0.1 } };
      sy_layout_add_path (self, SY_LAYER_BACK, self->theme->axis, 0.8, stem, G_N_ELEMENTS (stem));
    }
  sy_drawing_add_panel (self, SY_LAYER_BACK, self->theme->background, &box, 0., 0, twig->point);
  g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).opacity = 0.;
  sy_drawing_put (self, label, x, y, self->theme->text);
}

/* --- bones --- */

static void
measure_bones (Fish *fish)
{
  SyChartLayout *self = fish->layout;
  double size = self->theme->font_size;
  fish->title = 0.;
  for (guint i = 0; i < fish->bones->len; i++)
    fish->title =
        MAX (fish->title, sy_drawing_measure (self, SY_LABEL_HEADING,
                                              get_name (fish, g_array_index (fish->bones, Bone, i).point),
                                              fish->slot - fish->gap * 3.5, MIN (2, fish->lines))
                              + size * 0.6);
  for (guint i = 0; i < fish->bones->len; i++)
    {
      Bone *bone = &g_array_index (fish->bones, Bone, i);
      bone->needed = fish->title + size * 0.8;
      for (guint k = 0; k < bone->twigs->len; k++)
        {
          Twig *twig = &g_array_index (bone->twigs, Twig, k);
          twig->height = measure_twig (fish, twig);
          bone->needed += twig->height;
        }
      bone->needed = MAX (bone->needed, fish->title + self->line * 3.);
    }
}

static void
add_title (const Fish *fish, const Bone *bone, guint index, double end, double foot, double y)
{
  SyChartLayout *self = fish->layout;
  double size = self->theme->font_size;
  SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_HEADING, get_name (fish, bone->point),
                                             fish->slot - fish->gap * 3.5, MIN (2, fish->lines));
  SyRectangle box = { 0., y, label->width + size, fish->title };
  box.x = CLAMP (end - box.width / 2., fish->left, MAX (fish->left, foot - box.width));
  label->align = 0;
  sy_drawing_add_panel (self, SY_LAYER_MIDDLE, sy_drawing_get_tint (self, index % SY_THEME_N_SERIES), &box,
                        4., 0, bone->point);
  sy_drawing_add_outline (self, SY_LAYER_MIDDLE, sy_drawing_get_hue (self, index % SY_THEME_N_SERIES), &box,
                          4., 1.3);
  sy_drawing_put (self, label, box.x + size * 0.5, box.y + (box.height - label->height) / 2.,
                  self->theme->text);
}

/* Where a bone of that reach is at @y. */
static double
find_bone_x (const Fish *fish, double foot, double spine, double reach, double y)
{
  double part = reach > 0. ? fabs (y - spine) / reach : 0.;
  return foot - fish->slant * CLAMP (part, 0., 1.);
}

/* A bone that stands @height above or below its foot at @foot, @spine. */
static void
add_bone (const Fish *fish, guint index, double foot, double spine, double height, gboolean above)
{
  SyChartLayout *self = fish->layout;
  const Bone *bone = &g_array_index (fish->bones, Bone, index);
  double size = self->theme->font_size, reach = height - fish->title, end = foot - fish->slant;
  double tip = above ? spine - reach : spine + reach, used = 0., slack;
  double room = reach - size * 0.8;
  guint shown = 0, causes = 1;
  for (; shown < bone->twigs->len; shown++)
    {
      double tall = g_array_index (bone->twigs, Twig, shown).height;
      gboolean is_last = shown + 1 == bone->twigs->len;
      if (used + tall + (is_last ? 0. : self->line * 1.1) > room + 0.5
          && !(is_last && used + tall <= room + 0.5))
        break;
      used += tall;
      causes += g_array_index (bone->twigs, Twig, shown).level == 1 ? 1 : 0;
    }
  slack = MAX (0., room - used - (shown < bone->twigs->len ? self->line * 1.1 : 0.));
  sy_layout_add_line (self, SY_LAYER_MIDDLE, sy_drawing_get_hue (self, index % SY_THEME_N_SERIES),
                      LINE_WIDTH * 1.6, (SyPoint){ end, tip }, (SyPoint){ foot, spine });
  double y = (above ? tip : spine) + size * (above ? 0.2 : 0.5), step;
  step = MIN (slack / (double) causes, size * 3.);
  for (guint k = 0; k < shown; k++)
    {
      const Twig *twig = &g_array_index (bone->twigs, Twig, k);
      y += twig->level > 1 ? 0. : step;
      double base = y + twig->height, upper = find_bone_x (fish, foot, spine, reach, y);
      double lower = find_bone_x (fish, foot, spine, reach, base);
      add_twig (fish, twig, lower, upper, y);
      y = base;
    }
  if (shown < bone->twigs->len && room >= self->line)
    sy_drawing_put_more (self, bone->twigs->len - shown, foot - fish->slant - fish->slot + fish->gap * 3., y,
                         fish->slot - fish->gap * 4.);
  add_title (fish, bone, index, end, foot, above ? tip - fish->title : tip);
}

/* --- spines --- */

/* The greatest need above and below one spine. */
static void
find_needs (const Fish *fish, guint spine, double needs[2])
{
  guint from = spine * fish->pairs * 2, to = MIN (fish->bones->len, from + fish->pairs * 2);
  needs[0] = fish->layout->line * 2.5;
  needs[1] = fish->layout->line * 1.2;
  for (guint i = from; i < to; i++)
    needs[(i - from) % 2] = MAX (needs[(i - from) % 2], g_array_index (fish->bones, Bone, i).needed);
}

static void
add_spine (const Fish *fish, guint index, double y, const double heights[2])
{
  SyChartLayout *self = fish->layout;
  guint from = index * fish->pairs * 2, to = MIN (fish->bones->len, from + fish->pairs * 2);
  double spine = y + heights[0];
  double tail = fish->right - fish->slot * (double) ((to - from + 1) / 2) - fish->slant * 0.5;
  const SyPoint arrow[] = { { fish->right - 9., spine - 6. },
                            { fish->right + 1., spine },
                            { fish->right - 9., spine + 6. } };
  if (to == from)
    tail = fish->left;
  tail = MAX (fish->left, tail);
  sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->text, 3., (SyPoint){ tail, spine },
                      (SyPoint){ fish->right - 3., spine });
  sy_layout_add_path (self, SY_LAYER_MIDDLE, self->theme->text, 0., arrow, 3)->closed = TRUE;
  for (guint i = from; i < to; i++)
    {
      guint pair = (i - from) / 2, side = (i - from) % 2;
      double foot = fish->right - fish->gap * 1.5 - fish->slot * (double) ((to - from + 1) / 2 - 1 - pair);
      add_bone (fish, i, foot, spine, heights[side], side == 0);
    }
}

static void
add_head (const Fish *fish, double top, double bottom, double spine, guint n_spines)
{
  SyChartLayout *self = fish->layout;
  const char *head = sy_chart_get_head (self->chart);
  double size = self->theme->font_size, x = fish->right, right = x + fish->head;
  if (*head == '\0')
    head = sy_chart_get_title (self->chart);
  double room = right - x - size * 1.6;
  int most = (int) MAX (1., floor ((bottom - top - size * 1.6) / (self->line * 1.1)));
  SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_HEADING, head, room, MIN (most, 8));
  double half = MIN ((bottom - top) / 2., label->height / 2. + size * 0.8);
  double middle = n_spines > 1 ? (top + bottom) / 2. : spine;
  SyRectangle box = { x, middle - half, right - x, 2. * half };
  if (n_spines > 1)
    {
      box.y = top;
      box.height = bottom - top;
    }
  label->align = 0;
  /* A large head is pale: the effect is to be read, not the box. */
  SyColor fill = n_spines > 1 ? sy_drawing_get_tint (self, 0) : self->theme->series[0];
  sy_drawing_add_panel (self, SY_LAYER_MIDDLE, fill, &box, size * 0.6, -1, 0);
  sy_drawing_add_outline (self, SY_LAYER_MIDDLE, self->theme->series[0], &box, size * 0.6, 2.);
  sy_drawing_put (self, label, box.x + (box.width - label->width) / 2., middle - label->height / 2.,
                  sy_theme_get_ink (self->theme, fill));
}

/* --- the foot: what belongs to no bone, and what the diamond means --- */

static gboolean
has_roots (const Fish *fish)
{
  for (guint i = 0; i < fish->n; i++)
    if (sy_chart_get_flag (fish->layout->chart, i))
      return TRUE;
  return FALSE;
}

/* Lays the strays out in rows; returns the height. Beyond @rows rows they are counted. */
static double
place_strays (const Fish *fish, double y, guint rows, gboolean put)
{
  SyChartLayout *self = fish->layout;
  double size = self->theme->font_size, sign = size * 0.7, x = self->plot.x, row = self->line * 1.25;
  double right = self->plot.x + self->plot.width, more = size * 7., top = y;
  if (fish->strays->len == 0)
    return 0.;
  SyChartLabel *title = sy_drawing_new_text (
      self, SY_LABEL_SMALL, sy_theme_get_caption (self->theme, SY_CAPTION_STRAY), self->plot.width * 0.4, 1);
  x += title->width + size;
  if (put)
    sy_drawing_put (self, title, self->plot.x, y, self->theme->muted);
  else
    sy_label_free (title);
  for (guint i = 0; i < fish->strays->len; i++)
    {
      guint point = g_array_index (fish->strays, guint, i);
      SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_SMALL, get_name (fish, point),
                                                 MAX (1., MIN (size * 14., self->plot.width * 0.4)), 1);
      gboolean last_row = y + row * 1.5 > top + row * (double) rows;
      if (x + sign * 1.6 + label->width > right - (last_row ? more : 0.))
        {
          if (last_row)
            {
              sy_label_free (label);
              if (put)
                sy_drawing_put_more (self, fish->strays->len - i, x, y, MAX (0., right - x));
              break;
            }
          x = self->plot.x;
          y += row;
        }
      SyRectangle hit = { x, y, sign * 1.6 + label->width, label->height };
      x += hit.width + size * 1.2;
      if (put)
        {
          sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->missed,
                             (SyPoint){ hit.x + sign / 2., y + label->height / 2. }, sign, -1, 0);
          g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).marker = 6;
          sy_drawing_add_panel (self, SY_LAYER_BACK, self->theme->background, &hit, 0., 0, point);
          sy_drawing_put (self, label, hit.x + sign * 1.6, y, self->theme->text);
        }
      else
        {
          sy_label_free (label);
        }
    }
  return y + row - top;
}

static void
place_key (const Fish *fish, double y)
{
  SyChartLayout *self = fish->layout;
  double size = self->theme->font_size;
  SyChartLabel *label =
      sy_drawing_new_text (self, SY_LABEL_SMALL, sy_theme_get_caption (self->theme, SY_CAPTION_ROOT_CAUSE),
                           self->plot.width * 0.4, 1);
  const SyRectangle box = { self->plot.x + 1., y, label->width + size * 2., label->height + 3. };
  mark_root (fish, &box, size * 0.62);
  sy_drawing_put (self, label, box.x + size * 1.4, y + 1.5, self->theme->text);
}

/* --- the whole --- */

static void
choose_slots (Fish *fish)
{
  SyChartLayout *self = fish->layout;
  double size = self->theme->font_size;
  guint all = MAX (1, (fish->bones->len + 1) / 2);
  fish->head = MIN (size * HEAD_WIDTH, self->plot.width * 0.2);
  fish->gap = size * 0.6;
  fish->left = self->plot.x;
  fish->right = self->plot.x + self->plot.width - fish->head;
  fish->slant = MIN (size * 4.5, self->plot.width * 0.06);
  double room = MAX (1., fish->right - fish->left - fish->slant - fish->gap * 1.5);
  guint fit = (guint) MAX (1., floor (room / (size * LEAST_SLOT)));
  fish->n_spines = (all + fit - 1) / fit;
  fish->pairs = (all + fish->n_spines - 1) / fish->n_spines;
  fish->n_spines = (all + fish->pairs - 1) / fish->pairs;
  fish->slot = MIN (room / (double) fish->pairs, size * 26.);
  /* A small fish swims in the middle. */
  double spare = (room - fish->slot * (double) fish->pairs) / 2.;
  fish->left += spare;
  fish->right -= spare;
}

/* Points on spines from @spine on. */
static guint
count_from (const Fish *fish, guint spine)
{
  guint n = 0;
  for (guint i = spine * fish->pairs * 2; i < fish->bones->len; i++)
    n += 1 + g_array_index (fish->bones, Bone, i).twigs->len;
  return n;
}

/* Fewer lines a cause, until the spines stand in @room; their wishes, and the sum with what is between. */
static double
choose_lines (Fish *fish, double room, double between, double *wishes)
{
  double sum = 0.;
  for (fish->lines = 3; fish->lines >= 1; fish->lines--)
    {
      measure_bones (fish);
      sum = between * (double) (fish->n_spines - 1);
      for (guint s = 0; s < fish->n_spines; s++)
        {
          find_needs (fish, s, wishes + 2 * s);
          sum += wishes[2 * s] + wishes[2 * s + 1];
        }
      if (fish->lines == 3)
        fish->layout->natural = sum + 1.;
      if (sum <= room || fish->lines == 1)
        break;
    }
  return sum;
}

/* Returns the y below them. */
static double
place_spines (Fish *fish, double room)
{
  SyChartLayout *self = fish->layout;
  double between = self->theme->font_size;
  g_autofree double *wishes = g_new0 (double, fish->n_spines * 2);
  g_autofree double *heights = g_new0 (double, fish->n_spines * 2);
  double sum = choose_lines (fish, room, between, wishes), least = 2. * (fish->title + self->line * 2.);
  guint fit = (guint) MAX (0., floor ((room - self->line + between) / (least + between)));
  guint shown = sum <= room ? fish->n_spines : MIN (fish->n_spines, MAX (1, fit));
  guint hidden = count_from (fish, fit == 0 && sum > room ? 0 : shown);
  if (fit == 0 && sum > room)
    fish->pairs = 0;
  double rest = room - between * (double) (shown - 1) - (hidden > 0 ? self->line * 1.2 : 0.);
  double stretch = sum < room ? MIN (1.8, room / sum) : 1.;
  for (guint i = 0; i < shown * 2; i++)
    wishes[i] *= stretch;
  sy_drawing_share (wishes, heights, shown * 2, rest);
  double y = self->plot.y, spine = y;
  for (guint s = 0; s < shown; s++)
    {
      if (s == 0)
        spine = y + heights[0];
      add_spine (fish, s, y, heights + 2 * s);
      y += heights[2 * s] + heights[2 * s + 1] + between;
    }
  add_head (fish, self->plot.y, y - between, spine, shown);
  sy_drawing_put_more (self, hidden, self->plot.x, self->plot.y + room - self->line * 1.1,
                       fish->right - fish->left);
  return hidden > 0 ? self->plot.y + room : y - between;
}

/* The fish, and below it what it does not hold, as far as there is room for that. */
static void
place_parts (Fish *fish)
{
  SyChartLayout *self = fish->layout;
  double gap = self->theme->font_size * 0.8;
  double key = has_roots (fish) ? self->line * 1.5 : 0., strays = place_strays (fish, 0., 3, FALSE);
  double whole = key + strays + (key + strays > 0. ? gap : 0.);
  guint rows = 3;
  while (rows > 0 && self->plot.height - key - strays - gap < self->line * 9.)
    strays = --rows > 0 ? place_strays (fish, 0., rows, FALSE) : 0.;
  if (self->plot.height - key < self->line * 9.)
    key = 0.;
  double y = gap + place_spines (fish, self->plot.height - key - strays - (key + strays > 0. ? gap : 0.));
  self->natural += whole;
  if (key > 0.)
    place_key (fish, y);
  if (rows > 0)
    place_strays (fish, y + key, rows, TRUE);
}

static void
free_bones (Fish *fish)
{
  for (guint i = 0; i < fish->bones->len; i++)
    g_array_unref (g_array_index (fish->bones, Bone, i).twigs);
  g_array_unref (fish->bones);
  g_array_unref (fish->strays);
}

void
sy_chart_layout_place_fish (SyChartLayout *self, double top)
{
  guint n = sy_chart_get_n_points (self->chart);
  g_autofree guint *parent = g_new0 (guint, n + 1);
  g_autofree guint *level = g_new0 (guint, n + 1);
  Fish fish = { .layout = self, .n = n, .parent = parent, .level = level };
  self->natural = self->theme->font_size * 12.;
  if (self->detail < SY_DETAIL_TITLE)
    return;
  fish.bones = g_array_new (FALSE, FALSE, sizeof (Bone));
  fish.strays = g_array_new (FALSE, FALSE, sizeof (guint));
  find_levels (&fish);
  collect_bones (&fish);
  choose_slots (&fish);
  place_parts (&fish);
  if (sy_chart_is_empty (self->chart))
    {
      const SyRectangle hint = { self->plot.x, self->plot.y, fish.right - fish.left, self->line * 2. };
      sy_drawing_put_hint (self, &hint);
    }
  free_bones (&fish);
}
