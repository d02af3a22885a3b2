/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of words in words: how much there is and how it stands, then each item with its place. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-chart-describe-private.h"
#include "sy-chart-drawing-private.h"
#include "sy-chart-format.h"

/* No one listens to a text of ten thousand characters. */
#define LONGEST 240

static char *
dup_short (const char *text)
{
  if (g_utf8_strlen (text, -1) <= LONGEST)
    return g_strdup (text);
  g_autofree char *head = g_utf8_substring (text, 0, LONGEST);
  return g_strconcat (head, "…", NULL);
}

static const char *
get_text (SyChart *chart, SyChartText kind, guint point)
{
  const char *text = sy_chart_get_text (chart, kind, point);
  return text == NULL ? "" : text;
}

static const char *
get_class (SyChart *chart, guint point)
{
  const SyChartSeries *series = sy_chart_get_series (chart, 0);
  return series->classes == NULL ? "" : series->classes[point];
}

static const char *
get_category (SyChart *chart, guint point)
{
  const char *text = sy_chart_get_category (chart, point);
  return text == NULL ? "" : text;
}

/* NAN, and no series, where the chart has none of that role. */
static double
get_value (SyChart *chart, SyChartRole role, guint point, const SyChartSeries **out)
{
  int series = sy_chart_find_role (chart, role);
  *out = series < 0 ? NULL : sy_chart_get_series (chart, (guint) series);
  return series < 0 ? (double) NAN : (*out)->values[point];
}

static guint
count_items (SyChart *chart)
{
  const SyChartSeries *items = sy_chart_get_series (chart, 0);
  guint n = 0;
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    n += isnan (items->values[i]) ? 0 : 1;
  return n;
}

static guint
count_flags (SyChart *chart)
{
  guint n = 0;
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    n += sy_chart_get_flag (chart, i) ? 1 : 0;
  return n;
}

static double
sum_role (SyChart *chart, SyChartRole role)
{
  const SyChartSeries *series;
  double sum = 0.;
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    {
      double value = get_value (chart, role, i, &series);
      sum += isnan (value) ? 0. : value;
    }
  return sum;
}

/* Takes @sentence. */
static void
add_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, " %s", sentence);
  g_free (sentence);
}

/* The effect and how many causes of it are root causes. */
static void
add_fish (SyChart *chart, GString *text)
{
  g_autofree char *head = dup_short (sy_chart_get_head (chart));
  guint bones = 0, roots = count_flags (chart);
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    bones += *get_text (chart, SY_CHART_TEXT_PARENT, i) == '\0' ? 1 : 0;
  if (*head != '\0')
    add_sentence (text, g_strdup_printf (_ ("Effect: %s."), head));
  add_sentence (text, g_strdup_printf (ngettext ("%u bone.", "%u bones.", bones), bones));
  if (roots > 0)
    add_sentence (text, g_strdup_printf (ngettext ("%u root cause.", "%u root causes.", roots), roots));
}

static void
add_forces (SyChart *chart, GString *text)
{
  double driving = sum_role (chart, SY_CHART_ROLE_FROM), restraining = sum_role (chart, SY_CHART_ROLE_TO);
  g_autofree char *first = sy_chart_format_full (driving, SY_CHART_UNIT_NUMBER, NULL, 2);
  g_autofree char *second = sy_chart_format_full (restraining, SY_CHART_UNIT_NUMBER, NULL, 2);
  g_autofree char *net = sy_chart_format_full (driving - restraining, SY_CHART_UNIT_NUMBER, NULL, 2);
  add_sentence (
      text, g_strdup_printf (_ ("Driving forces %s, restraining forces %s, net %s."), first, second, net));
}

static void
add_climb (SyChart *chart, GString *text)
{
  static const SyChartRole roles[] = { SY_CHART_ROLE_PLAN, SY_CHART_ROLE_ACTUAL };
  guint n = sy_chart_get_n_points (chart);
  for (guint k = 0; k < G_N_ELEMENTS (roles); k++)
    for (guint i = n; i-- > 0;)
      {
        const SyChartSeries *series;
        double value = get_value (chart, roles[k], i, &series);
        if (series == NULL || isnan (value))
          continue;
        g_autofree char *number =
            sy_chart_format_full (value, series->unit, sy_chart_get_currency (chart), 2);
        g_string_append_printf (text, " %s %s.", series->title, number);
        break;
      }
}

static void
add_states (SyChart *chart, GString *text)
{
  guint done = 0, late = count_flags (chart), n = sy_chart_get_n_points (chart);
  for (guint i = 0; i < n; i++)
    done += sy_chart_find_state (chart, get_class (chart, i)) == SY_STATE_DONE ? 1 : 0;
  if (sy_chart_get_series (chart, 0)->classes != NULL)
    add_sentence (text, g_strdup_printf (_ ("%u of %u done."), done, n));
  if (late > 0)
    add_sentence (text, g_strdup_printf (ngettext ("%u late.", "%u late.", late), late));
}

static void
add_answers (SyChart *chart, GString *text)
{
  guint answered = 0, n = sy_chart_get_n_points (chart);
  for (guint i = 0; i < n; i++)
    answered += *get_text (chart, SY_CHART_TEXT_LABEL, i) != '\0' ? 1 : 0;
  add_sentence (text, g_strdup_printf (_ ("%u of %u filled in."), answered, n));
}

char *
sy_chart_describe_drawing (SyChart *chart, const char *title)
{
  g_autofree char *head = dup_short (title);
  if (sy_chart_get_n_series (chart) == 0 || count_items (chart) == 0)
    return g_strdup_printf (_ ("%s. No data."), head);
  guint n = count_items (chart);
  g_autofree char *items = g_strdup_printf (ngettext ("%u item", "%u items", n), n);
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, _ ("%s, %s."), head, items);
  switch (sy_chart_get_chart_type (chart))
    {
    case SY_CHART_FISH:
      add_fish (chart, text);
      break;
    case SY_CHART_FORCES:
      add_forces (chart, text);
      break;
    case SY_CHART_CLIMB:
      add_climb (chart, text);
      break;
    case SY_CHART_STEPS:
      add_states (chart, text);
      break;
    case SY_CHART_CARDS:
      add_answers (chart, text);
      break;
    default:
      break;
    }
  return g_string_free (text, FALSE);
}

/* --- one item --- */

static void
append_part (GString *text, const char *part)
{
  g_autofree char *shown = dup_short (part);
  if (*part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, shown);
}

/* Numbers of the item with their titles. */
static void
append_values (SyChart *chart, guint point, GString *text)
{
  for (guint s = 1; s < sy_chart_get_n_series (chart); s++)
    {
      const SyChartSeries *series = sy_chart_get_series (chart, s);
      if (isnan (series->values[point]))
        continue;
      g_autofree char *number =
          sy_chart_format_full (series->values[point], series->unit, sy_chart_get_currency (chart), 2);
      g_autofree char *part = g_strdup_printf ("%s %s", series->title, number);
      append_part (text, part);
    }
}

/* The name of the cause above one. */
static const char *
find_parent_name (SyChart *chart, guint point)
{
  const char *parent = get_text (chart, SY_CHART_TEXT_PARENT, point);
  for (guint i = 0; *parent != '\0' && i < sy_chart_get_n_points (chart); i++)
    if (g_str_equal (get_category (chart, i), parent))
      return get_text (chart, SY_CHART_TEXT_LABEL, i);
  return parent;
}

static const char *
get_flag_words (SyChartType type)
{
  switch (type)
    {
    case SY_CHART_FISH:
      return _ ("root cause");
    case SY_CHART_BOARD:
      return _ ("due");
    default:
      return _ ("late");
    }
}

char *
sy_chart_describe_item (SyChart *chart, guint point)
{
  GString *text = g_string_new (NULL);
  SyChartType type = sy_chart_get_chart_type (chart);
  const char *label = get_text (chart, SY_CHART_TEXT_LABEL, point), *place = get_category (chart, point);
  g_autofree char *field = dup_short (place), *answer = dup_short (label);
  if (type == SY_CHART_CARDS && *label == '\0')
    g_string_append_printf (text, _ ("%s: empty"), field);
  else if ((type == SY_CHART_STEPS || type == SY_CHART_CARDS) && *label != '\0')
    g_string_append_printf (text, "%s: %s", field, answer);
  else
    append_part (text, *label == '\0' ? place : label);
  if (type == SY_CHART_CELLS || type == SY_CHART_BOARD)
    append_part (text, place);
  append_part (text, get_text (chart, SY_CHART_TEXT_ROW, point));
  if (type == SY_CHART_FISH && *get_text (chart, SY_CHART_TEXT_PARENT, point) != '\0')
    {
      g_autofree char *part = g_strdup_printf (_ ("belongs to %s"), find_parent_name (chart, point));
      append_part (text, part);
    }
  append_values (chart, point, text);
  append_part (text, get_class (chart, point));
  append_part (text, get_text (chart, SY_CHART_TEXT_NOTE, point));
  if (sy_chart_get_flag (chart, point))
    append_part (text, get_flag_words (type));
  return g_string_free (text, FALSE);
}
