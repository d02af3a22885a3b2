/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What headers say of the unit of their amounts, and amounts that are moved by it. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "sy-cell-converter.h"
#include "sy-header-unit.h"

typedef struct
{
  const char *header;
  guint shift;
} Case;

static const Case cases[] = {
  { "销售额（万元）", 4 },
  { "销售额(万元)", 4 },
  { "销售额 ( 单位：万元 )", 4 },
  { "销售额（人民币万元）", 4 },
  { "销售额/万元", 4 },
  { "销售额万元", 4 },
  { "成本（千元）", 3 },
  { "营收【亿元】", 8 },
  { "营收（百万元）", 6 },
  { "营收（千万元）", 7 },
  { "Sales (thousand)", 3 },
  { "Sales (in Millions)", 6 },
  { "Sales ('000)", 3 },
  /* the unit itself, and what only looks like one */
  { "销售额（元）", 0 },
  { "销售额", 0 },
  { "万元", 0 },
  { "万达（千灯）", 0 },
  { "销售额（万元以上）", 0 },
  { "（万", 0 },
  { "百万店", 0 },
  { "(", 0 },
  { "", 0 },
};

static void
test_headers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *word = NULL;

      g_test_message ("%s", cases[i].header);
      g_assert_cmpuint (sy_header_unit_find (cases[i].header, &word), ==, cases[i].shift);
      g_assert_true ((word != NULL) == (cases[i].shift > 0));
    }
}

typedef struct
{
  const char *text;
  gint64 cents; /* 0: refused */
} Amount;

/* In 万, to the cent. */
static const Amount amounts[] = {
  { "2.35", 2350000 },           { "0.00015", 150 },      { "-1,234.5", -1234500000 }, { "7", 7000000 },
  { "12345678901234567890", 0 }, { "12345678901234", 0 },
};

static void
test_amounts (void)
{
  SyCellFormat format = { .type = SY_COLUMN_DECIMAL, .scale = 2, .money = TRUE, .fixed = TRUE };
  char buffer[SY_CELL_BUFFER_SIZE];

  format.reading.shift = 4;
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      SyCell cell = { .kind = SY_CELL_TEXT, .text = amounts[i].text, .length = strlen (amounts[i].text) };
      SyCellNeed need = { 0 };
      SyCellValue value;
      const char *reason = NULL;
      SyConvertResult result = sy_cell_convert (&cell, &format, buffer, &need, &value, &reason);

      g_test_message ("%s", amounts[i].text);
      g_assert_cmpint (result, ==, amounts[i].cents ? SY_CONVERT_DONE : SY_CONVERT_MISFIT);
      if (amounts[i].cents)
        g_assert_cmpint (value.integer, ==, amounts[i].cents);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/header-unit/headers", test_headers);
  g_test_add_func ("/header-unit/amounts", test_amounts);
  return g_test_run ();
}
