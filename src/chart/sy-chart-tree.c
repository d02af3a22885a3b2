/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tree from left to right: each node a box with its name, its value and a note. Levels that find no room
 * are counted. A node whose parent is not there is a root; a circle is cut at its first node. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-format.h"

#define NONE G_MAXUINT
#define WAY 30. /* between levels, for the lines */
#define INSET 6.
#define WIDEST_NODE 220.

typedef struct
{
  SyChartLayout *layout;
  guint n;
  guint *parent; /* NONE: a root */
  guint *depth;
  guint *children; /* how many */
  double *middle;  /* y, −1: not shown */
  guint deepest;   /* level that is shown */
  guint n_leaves;
  double row;
  double column;
  double next; /* y of the next leaf */
} Tree;

static void
find_parents (Tree *tree)
{
  SyChart *chart = tree->layout->chart;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = tree->n; i-- > 0;)
    g_hash_table_insert (ids, (gpointer) sy_chart_get_category (chart, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < tree->n; i++)
    {
      const char *name = sy_chart_get_text (chart, SY_CHART_TEXT_PARENT, i);
      guint found = name == NULL || *name == '\0' ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (ids, name));
      tree->parent[i] = found == 0 || found - 1 == i ? NONE : found - 1;
    }
}

/* Depths, by walking up; a walk that meets itself has found a circle, which is cut there. */
static void
find_depths (Tree *tree)
{
  g_autofree guint *seen = g_new0 (guint, tree->n + 1);
  g_autofree guint *way = g_new (guint, tree->n + 1);
  for (guint i = 0; i < tree->n; i++)
    tree->depth[i] = NONE;
  for (guint i = 0; i < tree->n; i++)
    {
      guint n = 0, at = i;
      while (at != NONE && tree->depth[at] == NONE)
        {
          if (seen[at] == i + 1)
            {
              tree->parent[way[n - 1]] = NONE;
              break;
            }
          seen[at] = i + 1;
          way[n++] = at;
          at = tree->parent[at];
        }
      while (n-- > 0)
        {
          guint node = way[n];
          tree->depth[node] = tree->parent[node] == NONE ? 0 : tree->depth[tree->parent[node]] + 1;
        }
    }
  for (guint i = 0; i < tree->n; i++)
    if (tree->parent[i] != NONE)
      tree->children[tree->parent[i]]++;
}

static guint
count_leaves (const Tree *tree, guint deepest)
{
  guint n = 0;
  for (guint i = 0; i < tree->n; i++)
    n += tree->depth[i] == deepest || (tree->depth[i] < deepest && tree->children[i] == 0) ? 1 : 0;
  return n;
}

/* As many levels as can be read. */
static void
choose_levels (Tree *tree)
{
  SyChartLayout *self = tree->layout;
  guint deepest = 0, fits;
  for (guint i = 0; i < tree->n; i++)
    deepest = MAX (deepest, tree->depth[i]);
  fits = (guint) MAX (1., self->plot.height / (self->line * 1.4));
  deepest = MIN (deepest, (guint) MAX (0., self->plot.width / (self->line * 5.)));
  while (deepest > 0 && count_leaves (tree, deepest) > fits)
    deepest--;
  tree->deepest = deepest;
  tree->n_leaves = MIN (count_leaves (tree, deepest), fits);
  tree->row = self->plot.height / (double) MAX (1, tree->n_leaves);
  tree->column = (self->plot.width + WAY) / (double) (deepest + 1);
}

/* Leaves one under the other, parents in the middle of their children; depth is bounded by the width. */
static double
place_branch (Tree *tree, guint node)
{
  double first = -1., last = -1.;
  for (guint i = 0; tree->depth[node] < tree->deepest && tree->children[node] > 0 && i < tree->n; i++)
    if (tree->parent[i] == node)
      {
        double y = place_branch (tree, i);
        if (y < 0.)
          continue;
        first = first < 0. ? y : first;
        last = y;
      }
  if (first < 0.)
    {
      if (tree->next + tree->row > tree->layout->plot.y + tree->layout->plot.height + 0.5)
        return -1.;
      first = last = tree->next + tree->row / 2.;
      tree->next += tree->row;
    }
  tree->middle[node] = (first + last) / 2.;
  return tree->middle[node];
}

static SyRectangle
get_box (const Tree *tree, guint node)
{
  SyChartLayout *self = tree->layout;
  double width = MIN (MAX (8., tree->column - WAY), WIDEST_NODE);
  double height = CLAMP (tree->row - 6., self->line * 1.1, self->line * 3.5);
  return (SyRectangle){ self->plot.x + tree->column * tree->depth[node], tree->middle[node] - height / 2.,
                        width, height };
}

static void
place_line (Tree *tree, const SyRectangle *box, SyLabelRole role, const char *text, double y, double room)
{
  SyChartLayout *self = tree->layout;
  SyChartLabel *label = sy_label_new (role, text);
  sy_label_fit (self, label, MAX (1., room), 1);
  label->x = box->x + INSET + 3.;
  label->y = y;
  label->has_color = role != SY_LABEL_NOTE;
  label->color = self->theme->text;
  if (*text == '\0' || label->x + label->width > box->x + box->width + 1. || label->y < 0.
      || label->y + label->height > self->height || sy_label_collides (self, label, 0.))
    sy_label_free (label);
  else
    sy_label_keep (self, label);
}

static void
place_words (Tree *tree, guint node, const SyRectangle *box)
{
  SyChartLayout *self = tree->layout;
  const SyChartSeries *series = sy_chart_get_series (self->chart, 0);
  const char *label = sy_chart_get_text (self->chart, SY_CHART_TEXT_LABEL, node);
  const char *note = sy_chart_get_text (self->chart, SY_CHART_TEXT_NOTE, node);
  g_autofree char *value =
      sy_chart_format_short (series->values[node], series->unit, sy_chart_get_currency (self->chart),
                             sy_theme_is_chinese (self->theme));
  double room = box->width - 2. * INSET - 3.;
  if (label == NULL || *label == '\0')
    label = sy_chart_get_category (self->chart, node);
  if (self->detail < SY_DETAIL_TITLE || room < self->line)
    return;
  if (box->height < 2. * self->line + 2.)
    {
      g_autofree char *both = g_strdup_printf ("%s  %s", label, value);
      place_line (tree, box, SY_LABEL_POINT, both, box->y + (box->height - self->line) / 2., room);
      return;
    }
  gboolean three = note != NULL && *note != '\0' && box->height >= 3. * self->line;
  double y = box->y + (box->height - (three ? 3. : 2.) * self->line) / 2.;
  place_line (tree, box, SY_LABEL_POINT, label, y, room);
  if (three || note == NULL || *note == '\0')
    {
      place_line (tree, box, SY_LABEL_MARK, value, y + self->line, room);
      if (three)
        place_line (tree, box, SY_LABEL_NOTE, note, y + 2. * self->line, room);
      return;
    }
  g_autofree char *both = g_strdup_printf ("%s  %s", value, note);
  place_line (tree, box, SY_LABEL_MARK, both, y + self->line, room);
}

static void
add_node (Tree *tree, guint node)
{
  SyChartLayout *self = tree->layout;
  SyRectangle box = get_box (tree, node);
  guint parent = tree->parent[node];
  SyColor color = sy_chart_get_series (self->chart, 0)->classes == NULL
                      ? self->theme->series[0]
                      : sy_chart_layout_get_color (self, 0, node);
  SyRectangle edge = { box.x, box.y, 3., box.height };
  if (parent != NONE && tree->middle[parent] >= 0.)
    {
      SyRectangle above = get_box (tree, parent);
      double from = above.x + above.width, middle = (from + box.x) / 2.;
      const SyPoint way[] = { { from, tree->middle[parent] },
                              { middle, tree->middle[parent] },
                              { middle, tree->middle[node] },
                              { box.x, tree->middle[node] } };
      sy_layout_add_path (self, SY_LAYER_BACK, self->theme->axis, 1., way, 4);
    }
  sy_layout_add_box (self, SY_LAYER_MIDDLE, self->theme->zone, &box, 0, node);
  sy_layout_add_box (self, SY_LAYER_MIDDLE, color, &edge, -1, 0);
  place_words (tree, node, &box);
}

/* How many nodes are not shown, in the lower right corner. */
static void
place_rest (Tree *tree)
{
  SyChartLayout *self = tree->layout;
  guint hidden = 0;
  for (guint i = 0; i < tree->n; i++)
    hidden += tree->middle[i] < 0. ? 1 : 0;
  if (hidden == 0 || self->detail < SY_DETAIL_TITLE)
    return;
  g_autofree char *number = sy_chart_format_full ((double) hidden, SY_CHART_UNIT_COUNT, NULL, 0);
  g_autofree char *text = sy_theme_dup_others (self->theme, number);
  g_autoptr (SyChartLabel) label = sy_label_new (SY_LABEL_NOTE, text);
  sy_label_fit (self, label, self->plot.width, 1);
  label->x = self->plot.x + self->plot.width - label->width;
  label->y = self->plot.y + self->plot.height;
  if (label->y + label->height <= self->height && !sy_label_collides (self, label, 0.))
    sy_label_keep (self, g_steal_pointer (&label));
}

void
sy_chart_layout_place_tree (SyChartLayout *self, double top)
{
  guint n = sy_chart_get_n_points (self->chart);
  g_autofree guint *parent = g_new0 (guint, n + 1);
  g_autofree guint *depth = g_new0 (guint, n + 1);
  g_autofree guint *children = g_new0 (guint, n + 1);
  g_autofree double *middle = g_new0 (double, n + 1);
  Tree tree = {
    .layout = self, .n = n, .parent = parent, .depth = depth, .children = children, .middle = middle
  };
  if (n == 0 || sy_chart_get_n_series (self->chart) == 0)
    return;
  self->plot.height = MAX (4., self->plot.height - self->line);
  find_parents (&tree);
  find_depths (&tree);
  choose_levels (&tree);
  tree.next = self->plot.y;
  for (guint i = 0; i < n; i++)
    middle[i] = -1.;
  for (guint i = 0; i < n; i++)
    if (parent[i] == NONE)
      place_branch (&tree, i);
  for (guint i = 0; i < n; i++)
    if (middle[i] >= 0.)
      add_node (&tree, i);
  place_rest (&tree);
}
