/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of every kind into columns of every type. */
#include "config.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "sy-cell-converter.h"
#include "sy-date-parser.h"

#define TEXT(s)                                                                                              \
  {                                                                                                          \
    .kind = SY_CELL_TEXT, .text = s, .length = sizeof s - 1                                                  \
  }
#define NUMBER(n)                                                                                            \
  {                                                                                                          \
    .kind = SY_CELL_NUMBER, .number = n, .text = #n, .length = sizeof #n - 1                                 \
  }
#define BARE(n)                                                                                              \
  {                                                                                                          \
    .kind = SY_CELL_NUMBER, .number = n                                                                      \
  }
#define DATE(n)                                                                                              \
  {                                                                                                          \
    .kind = SY_CELL_DATE, .number = n                                                                        \
  }
#define TIME(n)                                                                                              \
  {                                                                                                          \
    .kind = SY_CELL_TIME, .number = n                                                                        \
  }
#define BOOL(n)                                                                                              \
  {                                                                                                          \
    .kind = SY_CELL_BOOL, .number = n                                                                        \
  }
#define ERROR(s)                                                                                             \
  {                                                                                                          \
    .kind = SY_CELL_ERROR, .text = s, .length = sizeof s - 1                                                 \
  }

typedef struct
{
  SyCell cell;
  const char *text; /* NULL: misfit */
} TextCase;

/* Ids keep their digits: no ".0", no exponent. */
static const TextCase text_cases[] = {
  { TEXT ("85123A"), "85123A" },
  { TEXT (" spaces stay "), " spaces stay " },
  { TEXT ("007"), "007" },
  { TEXT ("17850.0"), "17850.0" },
  { NUMBER (22423), "22423" },
  { NUMBER (17850.0), "17850" },
  { NUMBER (20150000001), "20150000001" },
  { NUMBER (2.0150000001E10), "20150000001" },
  { NUMBER (123456789012345), "123456789012345" },
  { NUMBER (2.5499999999999998), "2.55" },
  { NUMBER (-12.50), "-12.5" },
  { BARE (22423), "22423" },
  { BARE (13800138000), "13800138000" },
  { BARE (0.1), "0.1" },
  { BARE (-3), "-3" },
  { DATE (44931), "2023-01-05" },
  { DATE (42005.4851388889), "2015-01-01 11:38:36" },
  { TIME (0.4851388889), "11:38:36" },
  { BOOL (1), "TRUE" },
  { BOOL (0), "FALSE" },
  { ERROR ("#N/A"), NULL },
};

static void
test_text (void)
{
  SyCellFormat format = { .type = SY_COLUMN_TEXT };

  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      char buffer[SY_CELL_BUFFER_SIZE];
      SyCellNeed need = { 0 };
      SyCellValue value = { 0 };
      const char *reason = NULL;
      SyConvertResult result = sy_cell_convert (&text_cases[i].cell, &format, buffer, &need, &value, &reason);

      g_assert_cmpint (result, ==, text_cases[i].text ? SY_CONVERT_DONE : SY_CONVERT_MISFIT);
      if (text_cases[i].text)
        g_assert_cmpmem (value.text, value.length, text_cases[i].text, strlen (text_cases[i].text));
      else
        g_assert_nonnull (reason);
    }
}

static void
test_point_zero (void)
{
  SyCellFormat format = { .type = SY_COLUMN_TEXT, .reading.strip_point_zero = TRUE };
  static const SyCell cells[] = { TEXT ("17850.0"), TEXT ("a.0"), TEXT ("1.50") };
  static const char *const expected[] = { "17850", "a.0", "1.50" };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      char buffer[SY_CELL_BUFFER_SIZE];
      SyCellNeed need = { 0 };
      SyCellValue value = { 0 };
      const char *reason;
      g_assert_cmpint (sy_cell_convert (&cells[i], &format, buffer, &need, &value, &reason), ==,
                       SY_CONVERT_DONE);
      g_assert_cmpmem (value.text, value.length, expected[i], strlen (expected[i]));
    }
}

typedef struct
{
  SyCellFormat format;
  SyCell cell;
  SyConvertResult result;
  gint64 integer;
} ValueCase;

#define DAY(n) ((n) *G_GINT64_CONSTANT (86400000000))

static const ValueCase value_cases[] = {
  { { SY_COLUMN_INT64 }, TEXT ("12"), SY_CONVERT_DONE, 12 },
  { { SY_COLUMN_INT64 }, TEXT ("1,234"), SY_CONVERT_DONE, 1234 },
  { { SY_COLUMN_INT64 }, TEXT ("12.0"), SY_CONVERT_DONE, 12 },
  { { SY_COLUMN_INT64 }, TEXT ("12.5"), SY_CONVERT_WIDER, 0 },
  { { SY_COLUMN_INT64, .fixed = TRUE }, TEXT ("12.5"), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_INT64 }, TEXT ("x"), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_INT64 }, NUMBER (12), SY_CONVERT_DONE, 12 },
  { { SY_COLUMN_INT64 }, DATE (12), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_INT64 }, BOOL (1), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_INT64 }, ERROR ("#DIV/0!"), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_DECIMAL, 2 }, TEXT ("2.55"), SY_CONVERT_DONE, 255 },
  { { SY_COLUMN_DECIMAL, 2 }, NUMBER (2.5499999999999998), SY_CONVERT_DONE, 255 },
  { { SY_COLUMN_DECIMAL, 2 }, BARE (2.55), SY_CONVERT_DONE, 255 },
  { { SY_COLUMN_DECIMAL, 2 }, TEXT ("2.555"), SY_CONVERT_WIDER, 0 },
  { { SY_COLUMN_DECIMAL, 2, .money = TRUE }, TEXT ("2.555"), SY_CONVERT_WIDER, 0 },
  { { SY_COLUMN_DECIMAL, 6, .money = TRUE }, TEXT ("2.5555555"), SY_CONVERT_DONE, 2555556 },
  { { SY_COLUMN_DECIMAL, 2, .money = TRUE }, TEXT ("10000000000000000"), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_DECIMAL, 6, .money = TRUE }, TEXT ("10000000000000"), SY_CONVERT_WIDER, 0 },
  { { SY_COLUMN_DECIMAL, 2, .reading.decimal_comma = TRUE }, TEXT ("1.234,56"), SY_CONVERT_DONE, 123456 },
  { { SY_COLUMN_DECIMAL, 2, .reading.decimal_comma = TRUE }, BARE (12.5), SY_CONVERT_DONE, 1250 },
  { { SY_COLUMN_DATE }, TEXT ("2023-01-05"), SY_CONVERT_DONE, 19362 },
  { { SY_COLUMN_DATE }, TEXT ("2023-01-05 10:00"), SY_CONVERT_WIDER, 0 },
  { { SY_COLUMN_DATE }, TEXT ("5/1/2023"), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_DATE, .reading.date_order = SY_DATE_ORDER_DAY_FIRST },
    TEXT ("5/1/2023"),
    SY_CONVERT_DONE,
    19362 },
  { { SY_COLUMN_DATE, .reading.date_order = SY_DATE_ORDER_MONTH_FIRST },
    TEXT ("1/5/2023"),
    SY_CONVERT_DONE,
    19362 },
  { { SY_COLUMN_DATE, .reading.date_order = SY_DATE_ORDER_MONTH_FIRST },
    TEXT ("13/5/2023"),
    SY_CONVERT_MISFIT,
    0 },
  { { SY_COLUMN_DATE }, TEXT ("20230105"), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_DATE, .reading.compact_dates = TRUE }, TEXT ("20230105"), SY_CONVERT_DONE, 19362 },
  { { SY_COLUMN_DATE, .reading.compact_dates = TRUE }, BARE (20230105), SY_CONVERT_DONE, 19362 },
  { { SY_COLUMN_DATE, .reading.compact_dates = TRUE }, BARE (20231305), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_DATE, .reading.serial_dates = TRUE }, BARE (44931), SY_CONVERT_DONE, 19362 },
  { { SY_COLUMN_DATE, .reading.serial_dates = TRUE }, TEXT ("44931"), SY_CONVERT_DONE, 19362 },
  { { SY_COLUMN_DATE }, BARE (44931), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_DATE }, DATE (44931), SY_CONVERT_DONE, 19362 },
  { { SY_COLUMN_DATE }, DATE (60), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_DATE }, DATE (-1), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_DATE }, TIME (0.5), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_TIMESTAMP }, DATE (44931.5), SY_CONVERT_DONE, DAY (19362) + DAY (1) / 2 },
  { { SY_COLUMN_TIMESTAMP }, TEXT ("2023-01-05T12:00:00Z"), SY_CONVERT_DONE, DAY (19362) + DAY (1) / 2 },
  { { SY_COLUMN_TIMESTAMP }, TEXT ("2023-01-05"), SY_CONVERT_DONE, DAY (19362) },
  { { SY_COLUMN_TIME }, TIME (0.5), SY_CONVERT_DONE, DAY (1) / 2 },
  { { SY_COLUMN_TIME }, TIME (1.5), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_TIME }, TEXT ("12:00"), SY_CONVERT_DONE, DAY (1) / 2 },
  { { SY_COLUMN_TIME }, DATE (44931.5), SY_CONVERT_DONE, DAY (1) / 2 },
  { { SY_COLUMN_TIME }, TEXT ("noon"), SY_CONVERT_MISFIT, 0 },
  { { SY_COLUMN_BOOL }, BOOL (1), SY_CONVERT_DONE, 1 },
  { { SY_COLUMN_BOOL }, TEXT ("否"), SY_CONVERT_DONE, 0 },
  { { SY_COLUMN_BOOL }, NUMBER (1), SY_CONVERT_DONE, 1 },
  { { SY_COLUMN_BOOL }, NUMBER (2), SY_CONVERT_MISFIT, 0 },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (value_cases); i++)
    {
      const ValueCase *c = &value_cases[i];
      char buffer[SY_CELL_BUFFER_SIZE];
      SyCellNeed need = { 0 };
      SyCellValue value = { 0 };
      const char *reason = NULL;
      SyConvertResult result = sy_cell_convert (&c->cell, &c->format, buffer, &need, &value, &reason);

      if (result != c->result || (result == SY_CONVERT_DONE && value.integer != c->integer))
        g_error ("case %u: result %d, value %" G_GINT64_FORMAT, i, result, value.integer);
      if (result == SY_CONVERT_MISFIT)
        g_assert_nonnull (reason);
    }
}

static void
test_blank (void)
{
  static const SyCell cells[] = {
    { .kind = SY_CELL_EMPTY }, TEXT (""), TEXT ("  \t"), TEXT ("\xe3\x80\x80"), TEXT ("\xc2\xa0")
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    for (int type = SY_COLUMN_INT64; type <= SY_COLUMN_BOOL; type++)
      {
        SyCellFormat format = { .type = type };
        char buffer[SY_CELL_BUFFER_SIZE];
        SyCellNeed need = { 0 };
        SyCellValue value = { 0 };
        const char *reason;
        g_assert_cmpint (sy_cell_convert (&cells[i], &format, buffer, &need, &value, &reason), ==,
                         SY_CONVERT_DONE);
        g_assert_true (value.is_null);
      }
}

static void
test_widen (void)
{
  SyCellFormat format = { .type = SY_COLUMN_INT64 };
  SyCellNeed need = { .scale = 3, .whole_digits = 5 };

  g_assert_true (sy_cell_format_widen (&format, &need));
  g_assert_cmpint (format.type, ==, SY_COLUMN_DECIMAL);
  g_assert_cmpuint (format.scale, ==, 3);
  g_assert_false (sy_cell_format_widen (&format, &need));
  need.scale = 9;
  g_assert_true (sy_cell_format_widen (&format, &need));
  g_assert_cmpint (format.type, ==, SY_COLUMN_DOUBLE);

  format = (SyCellFormat){ .type = SY_COLUMN_DECIMAL, .scale = 2, .money = TRUE };
  g_assert_true (sy_cell_format_widen (&format, &need));
  g_assert_cmpint (format.type, ==, SY_COLUMN_DECIMAL);
  g_assert_cmpuint (format.scale, ==, 6);

  format = (SyCellFormat){ .type = SY_COLUMN_DATE };
  need.time = TRUE;
  g_assert_true (sy_cell_format_widen (&format, &need));
  g_assert_cmpint (format.type, ==, SY_COLUMN_TIMESTAMP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cell-converter/text", test_text);
  g_test_add_func ("/cell-converter/point-zero", test_point_zero);
  g_test_add_func ("/cell-converter/values", test_values);
  g_test_add_func ("/cell-converter/blank", test_blank);
  g_test_add_func ("/cell-converter/widen", test_widen);
  return g_test_run ();
}
