/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-names.h"

#include <string.h>

typedef struct
{
  const char *title, *wanted;
} Case;

/* Rules: Microsoft, “Rename a worksheet”, “Names in formulas”. */
static const Case sheets[] = {
  { "Daily", "Daily" },
  { "a/b:c*d?e[f]g\\h", "a-b-c-d-e-f-g-h" },
  { "'quoted'", "quoted" },
  { "History", "History_" },
  { "", "_" },
  { "1234567890123456789012345678901234", "1234567890123456789012345678901" },
  { "日追踪", "日追踪" },
};
static const Case names[] = {
  { "月销售目标", "月销售目标" },
  { "Class A up to", "Class_A_up_to" },
  { "Q1", "_Q1" },
  { "XFD10", "_XFD10" },
  { "R1C1", "_R1C1" },
  { "C", "_C" },
  { "2nd half", "_2nd_half" },
  { "100%", "_100" },
  { "true", "_true" },
  { "a,b;c", "a_b_c" },
};

static void
test_sheets (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autoptr (SyXlsxNames) all = sy_xlsx_names_new ();
      g_autofree char *name = sy_xlsx_names_add_sheet (all, sheets[i].title);

      g_assert_cmpstr (name, ==, sheets[i].wanted);
    }
}

static void
test_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SyXlsxNames) all = sy_xlsx_names_new ();
      g_autofree char *name = sy_xlsx_names_add_name (all, names[i].title);

      g_assert_cmpstr (name, ==, names[i].wanted);
    }
}

static void
test_unique (void)
{
  g_autoptr (SyXlsxNames) all = sy_xlsx_names_new ();
  const char *const wanted[] = { "Sales", "sales (2)", "SALES (3)" };
  const char *const titles[] = { "Sales", "sales", "SALES" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *name = sy_xlsx_names_add_sheet (all, titles[i]);

      g_assert_cmpstr (name, ==, wanted[i]);
    }
}

static void
test_texts (void)
{
  g_autofree char *control = sy_xlsx_clean_text ("a\001b\tc\n", NULL);
  g_autofree char *escape = sy_xlsx_clean_text ("_x0041_ x_x00_", NULL);
  g_autofree char *broken = sy_xlsx_clean_text ("a\xff", NULL);
  g_autoptr (GString) emoji = g_string_new (NULL);
  g_autofree char *cut = NULL;
  gboolean is_cut = FALSE;

  g_assert_cmpstr (control, ==, "ab\tc\n");
  g_assert_cmpstr (escape, ==, "_x005F_x0041_ x_x00_");
  g_assert_true (g_utf8_validate (broken, -1, NULL));
  for (int i = 0; i < 20000; i++)
    g_string_append (emoji, "😀");
  cut = sy_xlsx_clean_text (emoji->str, &is_cut);
  g_assert_true (is_cut);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, SY_XLSX_MAX_TEXT / 2);
}

static void
test_places (void)
{
  g_autofree char *range = sy_xlsx_dup_range ("It's", 0, 0, 8, 26);
  g_autofree char *cell = sy_xlsx_dup_range ("S", 1048575, 16383, 1048575, 16383);

  g_assert_cmpstr (range, ==, "'It''s'!$A$1:$AA$9");
  g_assert_cmpstr (cell, ==, "'S'!$XFD$1048576");
}

static void
test_widths (void)
{
  g_assert_cmpfloat (sy_xlsx_measure_text ("abc"), ==, 3.);
  g_assert_cmpfloat (sy_xlsx_measure_text ("日期"), ==, 4.);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-names/sheets", test_sheets);
  g_test_add_func ("/xlsx-names/names", test_names);
  g_test_add_func ("/xlsx-names/unique", test_unique);
  g_test_add_func ("/xlsx-names/texts", test_texts);
  g_test_add_func ("/xlsx-names/places", test_places);
  g_test_add_func ("/xlsx-names/widths", test_widths);
  return g_test_run ();
}
