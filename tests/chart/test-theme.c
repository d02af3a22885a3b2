/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text can be read, and colours stay apart: in grey, and for eyes without green or red cones. */
#include "config.h"

#include <math.h>

#include "sy-theme.h"

/* Least differences that are seen at a glance: of lightness in grey, of CIE Lab colours otherwise. */
#define LEAST_GREY 9.
#define LEAST_LAB 12.

/* G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A Physiologically-based Model for Simulation of Color
 * Vision Deficiency, IEEE TVCG 15 (6), 2009: severity 1.0, for linear RGB. */
static const double deuteranopia[3][3] = { { 0.367322, 0.860646, -0.227968 },
                                           { 0.280085, 0.672501, 0.047413 },
                                           { -0.011820, 0.042940, 0.968881 } };
static const double protanopia[3][3] = { { 0.152286, 1.052583, -0.204868 },
                                         { 0.114503, 0.786281, 0.099216 },
                                         { -0.003882, -0.048116, 1.051998 } };

static double
get_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
bend (double t)
{
  return t > 216. / 24389. ? cbrt (t) : (t * 24389. / 27. + 16.) / 116.;
}

static void
simulate (SyColor color, const double matrix[3][3], double lab[3])
{
  double rgb[3] = { get_linear (color.red), get_linear (color.green), get_linear (color.blue) }, seen[3];
  for (int i = 0; i < 3; i++)
    seen[i] = CLAMP (matrix[i][0] * rgb[0] + matrix[i][1] * rgb[1] + matrix[i][2] * rgb[2], 0., 1.);
  double x = bend ((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
  double y = bend (0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
  double z = bend ((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
  lab[0] = 116. * y - 16.;
  lab[1] = 500. * (x - y);
  lab[2] = 200. * (y - z);
}

static double
get_difference (SyColor a, SyColor b, const double matrix[3][3])
{
  double first[3], second[3];
  simulate (a, matrix, first);
  simulate (b, matrix, second);
  return hypot (hypot (first[0] - second[0], first[1] - second[1]), first[2] - second[2]);
}

static void
check_apart (const SyColor *colors, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < i; k++)
      {
        g_assert_cmpfloat (fabs (sy_color_lightness (colors[i]) - sy_color_lightness (colors[k])), >=,
                           LEAST_GREY);
        g_assert_cmpfloat (get_difference (colors[i], colors[k], deuteranopia), >=, LEAST_LAB);
        g_assert_cmpfloat (get_difference (colors[i], colors[k], protanopia), >=, LEAST_LAB);
      }
}

static void
test_contrast (void)
{
  for (int kind = SY_THEME_LIGHT; kind <= SY_THEME_HIGH_CONTRAST_DARK; kind++)
    {
      g_autoptr (SyTheme) theme = sy_theme_new (kind, "en");
      const SyColor behind[] = { theme->background, theme->zone, theme->promotion };
      double least = kind >= SY_THEME_HIGH_CONTRAST ? 7. : 4.5;
      for (guint i = 0; i < G_N_ELEMENTS (behind); i++)
        {
          g_assert_cmpfloat (sy_color_contrast (theme->text, behind[i]), >=, least);
          g_assert_cmpfloat (sy_color_contrast (theme->muted, behind[i]), >=, least);
        }
      for (guint i = 0; i < SY_THEME_N_SERIES; i++)
        g_assert_cmpfloat (sy_color_contrast (theme->series[i], theme->background), >=, 2.5);
    }
}

static void
test_apart (void)
{
  for (int kind = SY_THEME_LIGHT; kind <= SY_THEME_HIGH_CONTRAST_DARK; kind++)
    {
      g_autoptr (SyTheme) theme = sy_theme_new (kind, "en");
      const SyColor judged[] = { theme->reached, theme->missed };
      check_apart (theme->series, SY_THEME_N_SERIES);
      check_apart (theme->classes, SY_THEME_N_CLASSES);
      check_apart (judged, 2);
    }
}

/* Cells: more is further from the background, in steps that grey keeps; and the two signs stay apart for eyes
 * without green or red cones. */
static void
test_heat (void)
{
  for (int kind = SY_THEME_LIGHT; kind <= SY_THEME_HIGH_CONTRAST_DARK; kind++)
    {
      g_autoptr (SyTheme) theme = sy_theme_new (kind, "en");
      double ground = sy_color_lightness (theme->background), last[2] = { 0., 0. };
      for (int step = 0; step <= 4; step++)
        for (int sign = 0; sign < 2; sign++)
          {
            double share = step / 4. * (sign == 0 ? 1. : -1.);
            SyColor color = sy_theme_get_heat (theme, share);
            double far = fabs (sy_color_lightness (color) - ground);
            g_assert_true (step == 0 || far >= last[sign] + LEAST_GREY);
            g_assert_cmpfloat (sy_color_contrast (sy_theme_get_ink (theme, color), color), >=, 3.);
            last[sign] = far;
            if (step < 2)
              continue;
            g_assert_cmpfloat (get_difference (color, sy_theme_get_heat (theme, -share), deuteranopia), >=,
                               LEAST_LAB);
            g_assert_cmpfloat (get_difference (color, sy_theme_get_heat (theme, -share), protanopia), >=,
                               LEAST_LAB);
          }
    }
}

/* The values of WCAG 2.1 and CIE for colours that everybody knows. */
static void
test_measures (void)
{
  const SyColor black = { 0., 0., 0. }, white = { 1., 1., 1. },
                grey = { 119. / 255., 119. / 255., 119. / 255. };
  g_assert_cmpfloat_with_epsilon (sy_color_contrast (black, white), 21., 1e-9);
  g_assert_cmpfloat_with_epsilon (sy_color_contrast (white, grey), 4.48, 0.005);
  g_assert_cmpfloat_with_epsilon (sy_color_lightness (white), 100., 1e-6);
  g_assert_cmpfloat_with_epsilon (sy_color_lightness (grey), 50.03, 0.01);
}

static void
test_language (void)
{
  static const struct
  {
    const char *name;
    gboolean chinese;
  } cases[] = { { "zh_CN", TRUE },  { "zh-Hans", TRUE }, { "zh", TRUE },
                { "en_GB", FALSE }, { "de", FALSE },     { NULL, FALSE } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, cases[i].name);
      g_autoptr (SyTheme) copy = sy_theme_copy (theme);
      g_assert_cmpint (sy_theme_is_chinese (copy), ==, cases[i].chinese);
      g_assert_cmpstr (sy_theme_get_caption (copy, SY_CAPTION_NO_DATA), ==,
                       cases[i].chinese ? "没有数据" : "No data");
      sy_theme_set_font (copy, "Serif", 20.);
      g_assert_cmpstr (copy->font_family, ==, "Serif");
      g_assert_cmpfloat (copy->font_size, ==, 20.);
      g_assert_cmpfloat (theme->font_size, ==, 13.);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theme/contrast", test_contrast);
  g_test_add_func ("/theme/apart", test_apart);
  g_test_add_func ("/theme/heat", test_heat);
  g_test_add_func ("/theme/measures", test_measures);
  g_test_add_func ("/theme/language", test_language);
  return g_test_run ();
}
