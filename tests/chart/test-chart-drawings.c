/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of words: nothing covers anything else or leaves the picture, whatever is written in them; each
 * item is found under the pointer and read out; the natural height shows everything. */
#include "config.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "sample-charts.h"
#include "sy-chart-hit.h"
#include "sy-painter.h"

static const double sizes[][2] = { { 320., 240. }, { 600., 300. },  { 600., 900. },
                                   { 960., 480. }, { 1366., 600. }, { 1600., 1000. } };

/* Labels of drawings are not turned. */
static gboolean
covers (const SyChartLabel *a, const SyChartLabel *b)
{
  return a->x < b->x + b->width - 1e-6 && b->x < a->x + a->width - 1e-6 && a->y < b->y + b->height - 1e-6
         && b->y < a->y + a->height - 1e-6;
}

static void
check_labels (const char *name, const SyChartLayout *layout)
{
  double width = sy_chart_layout_get_width (layout), height = sy_chart_layout_get_height (layout);
  for (guint i = 0; i < sy_chart_layout_get_n_labels (layout); i++)
    {
      const SyChartLabel *label = sy_chart_layout_get_label (layout, i);
      if (label->x < -1. || label->y < -1. || label->x + label->width > width + 1.
          || label->y + label->height > height + 1.)
        return g_test_fail_printf ("%s %g×%g: “%.60s” at %g,%g (%g×%g) leaves the picture", name, width,
                                   height, label->text, label->x, label->y, label->width, label->height);
      for (guint k = 0; k < i; k++)
        if (covers (label, sy_chart_layout_get_label (layout, k)))
          return g_test_fail_printf (
              "%s %g×%g: “%.60s” at %g,%g (%g×%g) covers “%.60s” at %g,%g (%g×%g)", name, width, height,
              label->text, label->x, label->y, label->width, label->height,
              sy_chart_layout_get_label (layout, k)->text, sy_chart_layout_get_label (layout, k)->x,
              sy_chart_layout_get_label (layout, k)->y, sy_chart_layout_get_label (layout, k)->width,
              sy_chart_layout_get_label (layout, k)->height);
    }
}

static void
test_labels (gconstpointer data)
{
  const SampleChart *sample = data;
  gboolean costly = g_str_has_prefix (sample->name, "hostile") || g_str_has_prefix (sample->name, "full");
  guint step = costly ? 2 : 1;
  for (int chinese = 0; chinese < 2; chinese++)
    {
      g_autoptr (SyChart) chart = sample->make (chinese);
      for (int large = costly ? chinese : 0; large < (costly ? chinese + 1 : 2); large++)
        {
          g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, chinese ? "zh_CN" : "en");
          sy_theme_set_font (theme, NULL, large ? 20. : 13.);
          for (guint i = 0; i < G_N_ELEMENTS (sizes); i += step)
            {
              double natural = sy_chart_layout_measure_height (chart, sizes[i][0], theme);
              g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, sizes[i][0], sizes[i][1], theme);
              g_autoptr (SyChartLayout) whole = sy_chart_layout_new (chart, sizes[i][0], natural, theme);
              check_labels (sample->name, layout);
              check_labels (sample->name, whole);
            }
        }
    }
}

static gboolean
says (const SyChartLayout *layout, const char *text)
{
  for (guint i = 0; i < sy_chart_layout_get_n_labels (layout); i++)
    if (strcmp (sy_chart_layout_get_label (layout, i)->text, text) == 0)
      return TRUE;
  return FALSE;
}

static guint
count_saying (const SyChartLayout *layout, const char *part)
{
  guint n = 0;
  for (guint i = 0; i < sy_chart_layout_get_n_labels (layout); i++)
    n += strstr (sy_chart_layout_get_label (layout, i)->text, part) != NULL ? 1 : 0;
  return n;
}

static SyRectangle
get_place (const SyChartLayout *layout, guint point)
{
  SyRectangle place = { 0., 0., 0., 0. };
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, point, &place));
  return place;
}

/* --- every type --- */

/* At its natural height a drawing shows every item, and each is found there again. */
static void
test_natural (void)
{
  static SyChart *(*const makes[]) (gboolean chinese) = { sample_swot,  sample_fish,  sample_forces,
                                                          sample_climb, sample_board, sample_steps,
                                                          sample_form };
  static const double widths[] = { 600., 1000., 1366., 1600. };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  for (guint m = 0; m < G_N_ELEMENTS (makes); m++)
    for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
      {
        g_autoptr (SyChart) chart = makes[m](FALSE);
        double height = sy_chart_layout_measure_height (chart, widths[w], theme);
        g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, widths[w], height, theme);
        g_assert_cmpfloat (height, >, 100.);
        g_assert_cmpfloat (height, <, 1200.);
        for (guint i = 0; i < sy_chart_layout_get_n_labels (layout); i++)
          g_assert_false (g_str_has_prefix (sy_chart_layout_get_label (layout, i)->text, "+"));
        for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
          {
            SyRectangle place = get_place (layout, i);
            guint series, point;
            g_assert_cmpfloat (place.x, >=, -8.);
            g_assert_cmpfloat (place.x + place.width, <=, widths[w] + 8.);
            g_assert_cmpfloat (place.y + place.height, <=, height + 8.);
            g_assert_true (sy_chart_hit (layout, place.x + place.width / 2., place.y + place.height / 2.,
                                         &series, &point));
            g_assert_cmpuint (point, ==, i);
          }
      }
}

/* Narrower is taller; other types fill any height. */
static void
test_measured (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "zh_CN");
  g_autoptr (SyChart) board = sample_board (TRUE);
  g_autoptr (SyChart) line = sample_line (TRUE);
  g_assert_cmpfloat (sy_chart_layout_measure_height (board, 400., theme), >,
                     sy_chart_layout_measure_height (board, 1600., theme));
  g_assert_cmpfloat (sy_chart_layout_measure_height (line, 900., theme), ==, 0.);
  g_assert_cmpfloat (sy_chart_measure_height (board, 900.), >, 0.);
  g_assert_cmpfloat (sy_chart_measure_height (board, (double) NAN), >, 0.);
  g_assert_cmpfloat (sy_chart_measure_height (board, -5.), >, 0.);
}

/* No item, one, and five hundred, in which no text is tame: it is drawn, quickly, and stays in the picture.
 */
static void
test_hostile (void)
{
  static const guint counts[] = { 0, 1, 500 };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_DARK, "zh_CN");
  for (guint type = SY_CHART_CELLS; type <= SY_CHART_CARDS; type++)
    for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
      {
        g_autoptr (SyChart) chart = sample_hostile ((SyChartType) type, counts[c]);
        clock_t before = clock ();
        g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 1000., 600., theme);
        double seconds = (double) (clock () - before) / CLOCKS_PER_SEC;
        g_autofree char *said = sy_chart_describe (chart);
        g_test_message ("%s %u: %.3f s", sy_chart_type_to_name ((SyChartType) type), counts[c], seconds);
        g_assert_cmpfloat (seconds, <, 8.); /* under sanitizers, on a busy machine */
        g_assert_true (g_utf8_validate (said, -1, NULL));
        g_assert_cmpint (g_utf8_strlen (said, -1), <, 1200);
        check_labels (sy_chart_type_to_name ((SyChartType) type), layout);
        for (guint i = 0; i < counts[c]; i += 7)
          {
            g_autofree char *item = sy_chart_describe_point (chart, 0, i);
            g_assert_true (g_utf8_validate (item, -1, NULL));
            g_assert_cmpint (g_utf8_strlen (item, -1), <, 1500);
          }
      }
}

/* No size is refused. */
static void
test_tiny (void)
{
  static const double tiny[] = { 0., 1., 7., 40., 90., 130., 200. };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_PRINT, "zh_CN");
  for (guint k = 0; k < n_sample_drawings; k++)
    {
      g_autoptr (SyChart) chart = sample_drawings[k].make (TRUE);
      if (g_str_has_prefix (sample_drawings[k].name, "full"))
        continue;
      for (guint w = 0; w < G_N_ELEMENTS (tiny); w++)
        for (guint h = 0; h < G_N_ELEMENTS (tiny); h++)
          {
            g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, tiny[w], tiny[h], theme);
            g_assert_cmpfloat (sy_chart_layout_get_plot (layout).width, >, 0.);
          }
    }
}

/* Painting in any style leaves no error; what is empty says what to do. */
static void
test_painted (void)
{
  for (guint k = 0; k < n_sample_drawings; k++)
    for (int kind = SY_THEME_LIGHT; kind <= SY_THEME_HIGH_CONTRAST_DARK; kind++)
      {
        g_autoptr (SyChart) chart = sample_drawings[k].make (kind % 2 == 0);
        g_autoptr (SyTheme) theme = sy_theme_new (kind, kind % 2 == 0 ? "zh_CN" : "en");
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 600, 360);
        cairo_t *cr = cairo_create (surface);
        sy_chart_paint (cr, chart, 600., 360., theme);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  for (guint type = SY_CHART_CELLS; type <= SY_CHART_CARDS; type++)
    {
      g_autoptr (SyChart) chart = sample_nothing ((SyChartType) type, 0);
      g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 300., theme);
      g_assert_cmpuint (count_saying (layout, "fill in the table"), ==, 1);
    }
}

/* The keyboard goes from item to item in the order of the rows, and stops at the ends. */
static void
test_keyboard (void)
{
  g_autoptr (SyChart) chart = sample_steps (FALSE);
  guint series = 0, point = 0;
  g_assert_true (sy_chart_hit_move (chart, SY_CHART_MOVE_FIRST, &series, &point));
  for (guint i = 1; i < 8; i++)
    {
      g_assert_true (sy_chart_hit_move (chart, SY_CHART_MOVE_NEXT, &series, &point));
      g_assert_cmpuint (point, ==, i);
    }
  g_assert_false (sy_chart_hit_move (chart, SY_CHART_MOVE_NEXT, &series, &point));
}

/* --- single types --- */

/* Strengths, weaknesses, opportunities, threats: left and right, above and below. */
static void
test_grid (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_swot (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 1000., 500., theme);
  SyRectangle strength = get_place (layout, 0), weakness = get_place (layout, 2);
  SyRectangle opportunity = get_place (layout, 4), threat = get_place (layout, 5);
  g_assert_cmpfloat (strength.x + strength.width, <, weakness.x);
  g_assert_cmpfloat_with_epsilon (strength.y, weakness.y, 1e-6);
  g_assert_cmpfloat_with_epsilon (strength.x, opportunity.x, 1e-6);
  g_assert_cmpfloat (strength.y + strength.height, <, opportunity.y);
  g_assert_cmpfloat_with_epsilon (threat.y, opportunity.y, 1e-6);
  g_assert_true (says (layout, "Strengths") && says (layout, "Threats") && says (layout, "3.5"));

  g_autoptr (SyChartLayout) low = sy_chart_layout_new (chart, 320., 200., theme);
  g_assert_cmpuint (count_saying (low, " more"), >, 0);
}

/* Bones alternate above and below the spine, causes end at their bone, and what belongs to none is named. */
static void
test_fish (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_fish (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 1000., 420., theme);
  SyRectangle people = get_place (layout, 0), machine = get_place (layout, 1),
              material = get_place (layout, 2);
  SyRectangle riders = get_place (layout, 6), pay = get_place (layout, 7), oven = get_place (layout, 10);
  g_assert_cmpfloat (people.y + people.height, <, machine.y);
  g_assert_cmpfloat_with_epsilon (people.x + people.width / 2., machine.x + machine.width / 2., 1e-6);
  g_assert_cmpfloat_with_epsilon (people.y, material.y, 1e-6);
  g_assert_cmpfloat (material.x, >, people.x + people.width);
  g_assert_cmpfloat (riders.y, >, people.y + people.height - 1e-6);
  g_assert_cmpfloat (pay.y, >, riders.y);
  g_assert_cmpfloat (oven.y + oven.height, <=, machine.y + 1e-6);
  g_assert_cmpfloat (oven.y, >, pay.y);
  g_assert_true (says (layout, "18% of deliveries come late on Fridays") && says (layout, "Root cause"));

  g_autoptr (SyChart) broken = sample_broken_fish (FALSE);
  g_autoptr (SyChartLayout) strays = sy_chart_layout_new (broken, 1000., 420., theme);
  static const guint lost[] = { 1, 2, 3, 4, 7 };
  g_assert_true (says (strays, "Belongs to no bone"));
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    g_assert_cmpfloat (get_place (strays, lost[i]).y, >, get_place (strays, 5).y);
  g_autofree char *hen = sy_chart_describe_point (broken, 0, 1);
  g_assert_cmpstr (hen, ==, "Hen, belongs to Egg, Votes 1");
}

/* Arrows touch the line, as long as their strength; 12 − 9 = +3. */
static void
test_forces (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_forces (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 1000., 400., theme);
  SyRectangle five, three, four;
  g_assert_true (sy_chart_hit_get_rectangle (layout, 1, 0, &five));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 1, 4, &three));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 2, 1, &four));
  g_assert_cmpfloat_with_epsilon (five.width / three.width, 5. / 3., 1e-6);
  g_assert_cmpfloat_with_epsilon (five.width / four.width, 5. / 4., 1e-6);
  g_assert_cmpfloat_with_epsilon (five.x + five.width, 497., 1e-6);
  g_assert_cmpfloat_with_epsilon (four.x, 503., 1e-6);
  g_assert_cmpfloat (five.height, >, three.height);
  g_assert_true (says (layout, "12 − 9 = +3"));
}

/* The path rises with its shares: halfway up is halfway up, and the flags stand on it in order. */
static void
test_climb (void)
{
  static const char *const names[] = { "1", "2", "3", "4" };
  static const double there[] = { 1., 1., 1., 1. }, plan[] = { 0.25, 0.5, 0.75, 1. };
  static const double actual[] = { 0.2, 0.5, NAN, NAN };
  SyRectangle steps[4], reached;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_CLIMB, "way");
  sy_chart_set_categories (chart, names, 4);
  sy_chart_add_series (chart, "s", "S", SY_CHART_UNIT_COUNT, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE, there);
  sy_chart_add_series (chart, "p", "Plan", SY_CHART_UNIT_PERCENT, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE,
                       plan);
  sy_chart_add_series (chart, "a", "Actual", SY_CHART_UNIT_PERCENT, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE,
                       actual);
  sy_chart_set_role (chart, 0, SY_CHART_ROLE_ITEM);
  sy_chart_set_role (chart, 1, SY_CHART_ROLE_PLAN);
  sy_chart_set_role (chart, 2, SY_CHART_ROLE_ACTUAL);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
  for (guint i = 0; i < 4; i++)
    g_assert_true (sy_chart_hit_get_rectangle (layout, 1, i, &steps[i]));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 2, 1, &reached));
  for (guint i = 1; i < 4; i++)
    {
      g_assert_cmpfloat (steps[i].x, >, steps[i - 1].x);
      g_assert_cmpfloat_with_epsilon (steps[i - 1].y - steps[i].y, steps[0].y - steps[1].y, 1e-6);
    }
  g_assert_cmpfloat_with_epsilon (reached.y + reached.height / 2., steps[1].y + steps[1].height / 2., 1e-6);
  g_assert_true (says (layout, "Plan 50%") && says (layout, "Actual 50%") && says (layout, "100%"));
  g_autofree char *said = sy_chart_describe (chart);
  g_assert_true (strstr (said, "Plan 100%. Actual 50%.") != NULL);
}

/* Columns in their order, empty ones too; what a short picture leaves out is counted. */
static void
test_board (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_board (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 1366., 700., theme);
  g_assert_true (says (layout, "Lost") && says (layout, "0"));
  for (guint i = 0; i < 16; i++)
    for (guint k = 0; k < i; k++)
      {
        gboolean same = strcmp (sy_chart_get_category (chart, i), sy_chart_get_category (chart, k)) == 0;
        SyRectangle a = get_place (layout, k), b = get_place (layout, i);
        g_assert_true (same == (fabs (a.x - b.x) < 1e-6));
        if (same)
          g_assert_cmpfloat (b.y, >=, a.y + a.height);
      }

  g_autoptr (SyChartLayout) low = sy_chart_layout_new (chart, 1366., 120., theme);
  guint shown = 0, hidden = 0;
  for (guint i = 0; i < 16; i++)
    {
      SyRectangle place;
      shown += sy_chart_hit_get_rectangle (low, 0, i, &place) ? 1 : 0;
    }
  for (guint i = 0; i < sy_chart_layout_get_n_labels (low); i++)
    if (g_str_has_prefix (sy_chart_layout_get_label (low, i)->text, "+"))
      hidden += (guint) g_ascii_strtoull (sy_chart_layout_get_label (low, i)->text + 1, NULL, 10);
  g_assert_cmpuint (hidden, >, 0);
  g_assert_cmpuint (shown + hidden, ==, 16);
}

/* Eight chevrons in a row on a wide screen, two rows of four on a narrow one. */
static void
test_steps (void)
{
  static const struct
  {
    double width;
    guint per_row;
  } cases[] = { { 1366., 8 }, { 600., 4 } };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_steps (FALSE);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, cases[c].width, 400., theme);
      for (guint i = 0; i < 8; i++)
        {
          SyRectangle first = get_place (layout, 0), step = get_place (layout, i);
          g_assert_cmpfloat_with_epsilon (step.width, first.width, 1e-6);
          if (i / cases[c].per_row == 0)
            g_assert_cmpfloat_with_epsilon (step.y, first.y, 1e-6);
          else
            g_assert_cmpfloat (step.y, >=, first.y + first.height);
        }
      g_assert_true (says (layout, "3 of 8 done · 37.5%") && says (layout, "Late"));
    }
  g_autofree char *said = sy_chart_describe (chart);
  g_assert_cmpstr (said, ==, "Steps: Eight steps, 8 items. 3 of 8 done. 1 late.");
  g_autofree char *step = sy_chart_describe_point (chart, 0, 3);
  g_assert_cmpstr (step, ==, "First look: Chen, In progress, 20 Jan, late");
}

/* States are known by the words that the chart names, else by usual ones. */
static void
test_states (void)
{
  static const char *const states[] = { "Finis", "Currens", NULL };
  static const char *const names[] = { "a", "b", "c" }, *const classes[] = { "Finis", "Currens", "Done" };
  static const double there[] = { 1., 1., 1. };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "zh_CN");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_STEPS, "steps");
  sy_chart_set_categories (chart, names, 3);
  sy_chart_add_series (chart, "s", "S", SY_CHART_UNIT_COUNT, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE, there);
  sy_chart_set_classes (chart, 0, classes);
  sy_chart_set_keys (chart, SY_CHART_KEYS_STATES, states);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 800., 300., theme);
  g_assert_true (says (layout, "已完成 1/3 · 33.3%"));
}

/* Fields one under the other, in two columns where lines would be too long; line breaks stay. */
static void
test_form (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_form (FALSE);
  g_autoptr (SyChartLayout) narrow = sy_chart_layout_new (chart, 800., 500., theme);
  g_autoptr (SyChartLayout) wide = sy_chart_layout_new (chart, 1600., 500., theme);
  for (guint i = 1; i < 7; i++)
    {
      SyRectangle above = get_place (narrow, i - 1), row = get_place (narrow, i);
      g_assert_cmpfloat_with_epsilon (above.x, row.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (above.y + above.height, row.y, 1e-6);
    }
  g_assert_cmpfloat (get_place (narrow, 1).height, >, get_place (narrow, 0).height * 1.8);
  g_assert_cmpfloat (get_place (wide, 6).x, >, 800.);
  g_autofree char *said = sy_chart_describe_point (chart, 0, 3);
  g_assert_cmpstr (said, ==, "Where?: empty");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n_sample_drawings; i++)
    {
      g_autofree char *labels = g_strconcat ("/chart-drawings/labels/", sample_drawings[i].name, NULL);
      g_test_add_data_func (labels, &sample_drawings[i], test_labels);
    }
  g_test_add_func ("/chart-drawings/natural", test_natural);
  g_test_add_func ("/chart-drawings/measured", test_measured);
  g_test_add_func ("/chart-drawings/hostile", test_hostile);
  g_test_add_func ("/chart-drawings/tiny", test_tiny);
  g_test_add_func ("/chart-drawings/painted", test_painted);
  g_test_add_func ("/chart-drawings/keyboard", test_keyboard);
  g_test_add_func ("/chart-drawings/grid", test_grid);
  g_test_add_func ("/chart-drawings/fish", test_fish);
  g_test_add_func ("/chart-drawings/forces", test_forces);
  g_test_add_func ("/chart-drawings/climb", test_climb);
  g_test_add_func ("/chart-drawings/board", test_board);
  g_test_add_func ("/chart-drawings/steps", test_steps);
  g_test_add_func ("/chart-drawings/states", test_states);
  g_test_add_func ("/chart-drawings/form", test_form);
  return g_test_run ();
}
