/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column is, from its cells, its header and its role. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "sy-column-typer.h"

typedef struct
{
  const char *name;
  const char *cells; /* texts with | between them */
  SyColumnType type;
  guint scale;
} TypeCase;

static const TypeCase type_cases[] = {
  { "whole", "1|2|-3|0", SY_COLUMN_INT64, 0 },
  { "whole-with-blanks", "1||3| ", SY_COLUMN_INT64, 0 },
  { "grouped", "1,234|12|1,234,567", SY_COLUMN_INT64, 0 },
  { "point-zero", "17850.0|13047.0", SY_COLUMN_INT64, 0 },
  { "decimals", "1.5|2.25|3", SY_COLUMN_DECIMAL, 2 },
  { "three-decimals", "1.005|2|3", SY_COLUMN_DECIMAL, 3 },
  { "many-decimals", "0.12345678|1", SY_COLUMN_DOUBLE, 0 },
  { "too-many-digits", "1234567890123.123456|1", SY_COLUMN_DOUBLE, 0 },
  { "comma", "12,50|1.234,56|7", SY_COLUMN_DECIMAL, 2 },
  { "comma-with-ambiguous", "1,234|12,5", SY_COLUMN_DECIMAL, 3 },
  { "currency", "￥12|￥13", SY_COLUMN_DECIMAL, 2 },
  { "percent", "12.5%|7%", SY_COLUMN_DECIMAL, 3 },
  { "wan", "11.5万元|3万元", SY_COLUMN_DECIMAL, 2 },
  { "counted", "3件|12件|1件", SY_COLUMN_TEXT, 0 },
  { "leading-zeros", "007|008|123", SY_COLUMN_TEXT, 0 },
  { "long-ids", "1234567890123456|1234567890123457", SY_COLUMN_TEXT, 0 },
  { "15-digits", "123456789012345", SY_COLUMN_INT64, 0 },
  { "codes", "22423|85123A|71053", SY_COLUMN_TEXT, 0 },
  { "null-words", "1|N/A|3|-", SY_COLUMN_INT64, 0 },
  { "dates", "2023-01-05|2023年1月6日|2023/1/7", SY_COLUMN_DATE, 0 },
  { "midnights", "2023-01-05 00:00:00|2023-01-06 00:00:00", SY_COLUMN_DATE, 0 },
  { "timestamps", "2023-01-05 00:00:00|2023-01-06 10:00:00", SY_COLUMN_TIMESTAMP, 0 },
  { "day-first", "5/1/2023|13/1/2023", SY_COLUMN_DATE, 0 },
  { "month-first", "1/5/2023|1/13/2023", SY_COLUMN_DATE, 0 },
  { "either", "5/1/2023|6/1/2023", SY_COLUMN_TEXT, 0 },
  { "dotted", "5.1.2023|6.1.2023", SY_COLUMN_DATE, 0 },
  { "year-first-short", "23-01-05|23-01-06|23-02-28", SY_COLUMN_DATE, 0 },
  { "compact-without-hint", "20230105|20230106", SY_COLUMN_INT64, 0 },
  { "times", "11:38|12:05:07", SY_COLUMN_TIME, 0 },
  { "words", "a|b", SY_COLUMN_TEXT, 0 },
  { "yes-no-words", "是|否", SY_COLUMN_BOOL, 0 },
  { "yes-no-letters", "Y|n|N", SY_COLUMN_BOOL, 0 },
  { "ticks", "√||√", SY_COLUMN_BOOL, 0 },
  { "only-yes", "是|是", SY_COLUMN_TEXT, 0 },
  { "only-women", "F|F", SY_COLUMN_TEXT, 0 },
  { "two-pairs", "是|否|Y|N", SY_COLUMN_TEXT, 0 },
  { "yes-no-unknown", "是|否|未知", SY_COLUMN_TEXT, 0 },
  { "ones-and-zeros", "1|0|1", SY_COLUMN_INT64, 0 },
  { "nothing", "||", SY_COLUMN_TEXT, 0 },
  { "mixed", "1|2023-01-05|x", SY_COLUMN_TEXT, 0 },
  { "phones", "13800138000|13900139000", SY_COLUMN_TEXT, 0 },
  { "ratios", "1/2|1/3", SY_COLUMN_TEXT, 0 },
};

static void
collect (const char *cells, SyColumnEvidence *evidence)
{
  g_auto (GStrv) texts = g_strsplit (cells, "|", -1);

  memset (evidence, 0, sizeof *evidence);
  for (guint i = 0; texts[i]; i++)
    {
      SyCell cell = { .kind = *texts[i] ? SY_CELL_TEXT : SY_CELL_EMPTY,
                      .text = texts[i],
                      .length = strlen (texts[i]) };
      sy_column_evidence_add (evidence, &cell);
    }
}

static void
test_content (gconstpointer data)
{
  const TypeCase *c = data;
  SyColumnEvidence evidence;
  SyTypingHints hints = { 0 };
  SyTyping typing;

  collect (c->cells, &evidence);
  sy_column_typer_decide (&evidence, &hints, &typing);
  g_assert_cmpint (typing.type, ==, c->type);
  if (typing.type == SY_COLUMN_DECIMAL)
    g_assert_cmpuint (typing.scale, ==, c->scale);
  g_assert_true (typing.reason && *typing.reason);
  sy_typing_clear (&typing);
}

typedef struct
{
  const char *name;
  SyRoleType role;
  const char *cells;
  gboolean fits;
  SyColumnType type;
  guint scale;
} RoleCase;

static const RoleCase role_cases[] = {
  { "money", SY_ROLE_MONEY, "1|2", TRUE, SY_COLUMN_DECIMAL, 2 },
  { "money-4", SY_ROLE_MONEY, "1.2345|2", TRUE, SY_COLUMN_DECIMAL, 4 },
  { "money-9", SY_ROLE_MONEY, "1.234567891|2", TRUE, SY_COLUMN_DECIMAL, 6 },
  { "money-empty", SY_ROLE_MONEY, "|", TRUE, SY_COLUMN_DECIMAL, 2 },
  { "money-words", SY_ROLE_MONEY, "a|b|1", FALSE, SY_COLUMN_TEXT, 0 },
  { "money-half", SY_ROLE_MONEY, "a|1", TRUE, SY_COLUMN_DECIMAL, 2 },
  { "money-leading-zero", SY_ROLE_MONEY, "01|2", TRUE, SY_COLUMN_DECIMAL, 2 },
  { "quantity", SY_ROLE_NUMBER, "1|2", TRUE, SY_COLUMN_INT64, 0 },
  { "counted", SY_ROLE_NUMBER, "3件|12 盒|1", TRUE, SY_COLUMN_INT64, 0 },
  { "weight", SY_ROLE_NUMBER, "1.255|2", TRUE, SY_COLUMN_DECIMAL, 3 },
  { "id", SY_ROLE_TEXT, "1|2", TRUE, SY_COLUMN_TEXT, 0 },
  { "date", SY_ROLE_DATE, "2023-01-05|x", TRUE, SY_COLUMN_DATE, 0 },
  { "compact", SY_ROLE_DATE, "20230105|20230106", TRUE, SY_COLUMN_DATE, 0 },
  { "compact-time", SY_ROLE_DATE, "20230105113836|20230106113837", TRUE, SY_COLUMN_TIMESTAMP, 0 },
  { "serials", SY_ROLE_DATE, "44931|44932", TRUE, SY_COLUMN_DATE, 0 },
  { "no-date", SY_ROLE_DATE, "1|2", FALSE, SY_COLUMN_TEXT, 0 },
  { "either", SY_ROLE_DATE, "5/1/2023|6/1/2023", FALSE, SY_COLUMN_TEXT, 0 },
  { "time", SY_ROLE_TIME, "11:38|12:00", TRUE, SY_COLUMN_TIME, 0 },
  { "time-of-timestamp", SY_ROLE_TIME, "2023-01-05 11:38|2023-01-05 12:00", TRUE, SY_COLUMN_TIMESTAMP, 0 },
  { "no-time", SY_ROLE_TIME, "11|12", FALSE, SY_COLUMN_TEXT, 0 },
  { "bool", SY_ROLE_BOOL, "是|否", TRUE, SY_COLUMN_BOOL, 0 },
};

static void
test_role (gconstpointer data)
{
  const RoleCase *c = data;
  SyColumnEvidence evidence;
  SyTypingHints hints = { .has_role = TRUE, .role = c->role };
  SyTyping typing;

  collect (c->cells, &evidence);
  sy_column_typer_decide (&evidence, &hints, &typing);
  g_assert_cmpint (typing.fits_role, ==, c->fits);
  g_assert_cmpint (typing.type, ==, c->type);
  if (typing.type == SY_COLUMN_DECIMAL)
    g_assert_cmpuint (typing.scale, ==, c->scale);
  sy_typing_clear (&typing);
}

static void
test_hints (void)
{
  SyColumnEvidence evidence;
  SyTypingHints hints = { .header_says_date = TRUE };
  SyTyping typing;

  collect ("20230105|20230106", &evidence);
  sy_column_typer_decide (&evidence, &hints, &typing);
  g_assert_cmpint (typing.type, ==, SY_COLUMN_DATE);
  g_assert_true (typing.reading.compact_dates);
  sy_typing_clear (&typing);

  /* 1,234 alone is 1234; beside a column of 12,50 it is 1.234 */
  hints = (SyTypingHints){ 0 };
  collect ("1,234|2,345", &evidence);
  sy_column_typer_decide (&evidence, &hints, &typing);
  g_assert_cmpint (typing.type, ==, SY_COLUMN_INT64);
  sy_typing_clear (&typing);
  hints.file_uses_comma = TRUE;
  sy_column_typer_decide (&evidence, &hints, &typing);
  g_assert_cmpint (typing.type, ==, SY_COLUMN_DECIMAL);
  g_assert_true (typing.reading.decimal_comma);
  sy_typing_clear (&typing);
}

/* Kinds that a workbook tells. */
static void
test_kinds (void)
{
  static const struct
  {
    SyCell cells[3];
    SyColumnType type;
    guint scale;
  } cases[] = {
    { { { .kind = SY_CELL_DATE, .number = 44931 }, { .kind = SY_CELL_DATE, .number = 44932 } },
      SY_COLUMN_DATE,
      0 },
    { { { .kind = SY_CELL_DATE, .number = 44931.25 }, { .kind = SY_CELL_DATE, .number = 44932 } },
      SY_COLUMN_TIMESTAMP,
      0 },
    { { { .kind = SY_CELL_TIME, .number = 0.25 } }, SY_COLUMN_TIME, 0 },
    { { { .kind = SY_CELL_BOOL, .number = 1 } }, SY_COLUMN_BOOL, 0 },
    { { { .kind = SY_CELL_NUMBER, .number = 2.5499999999999998 }, { .kind = SY_CELL_NUMBER, .number = 3 } },
      SY_COLUMN_DECIMAL,
      2 },
    { { { .kind = SY_CELL_NUMBER, .number = 7 }, { .kind = SY_CELL_ERROR, .text = "#N/A", .length = 4 } },
      SY_COLUMN_INT64,
      0 },
    { { { .kind = SY_CELL_NUMBER, .number = 1. / 3 } }, SY_COLUMN_DOUBLE, 0 },
    { { { .kind = SY_CELL_NUMBER, .number = 7 }, { .kind = SY_CELL_TEXT, .text = "85123A", .length = 6 } },
      SY_COLUMN_TEXT,
      0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyColumnEvidence evidence = { 0 };
      SyTypingHints hints = { 0 };
      SyTyping typing;
      for (guint j = 0; j < 3; j++)
        sy_column_evidence_add (&evidence, &cases[i].cells[j]);
      sy_column_typer_decide (&evidence, &hints, &typing);
      g_assert_cmpint (typing.type, ==, cases[i].type);
      g_assert_cmpuint (typing.scale, ==, cases[i].scale);
      sy_typing_clear (&typing);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (type_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/column-typer/content/", type_cases[i].name, NULL);
      g_test_add_data_func (path, &type_cases[i], test_content);
    }
  for (guint i = 0; i < G_N_ELEMENTS (role_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/column-typer/role/", role_cases[i].name, NULL);
      g_test_add_data_func (path, &role_cases[i], test_role);
    }
  g_test_add_func ("/column-typer/hints", test_hints);
  g_test_add_func ("/column-typer/kinds", test_kinds);
  return g_test_run ();
}
