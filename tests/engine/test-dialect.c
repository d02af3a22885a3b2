/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No name breaks out of its quotes: each evil one names a column, and comes back as it was. */
#include "config.h"

#include <string.h>

#include "engine-fixture.h"
#include "sy-dialect.h"

static const char *const evil_names[] = {
  "a\"b",
  "\"",
  "\"\"",
  "a\"; DROP TABLE keep; --",
  "a; DROP TABLE keep",
  "--",
  "/* comment",
  "'",
  "a'b",
  "line\nbreak",
  "tab\there",
  "back\\slash",
  "select",
  "from",
  "$1",
  "?",
  ":name",
  "%s%n",
  " leading and trailing ",
  "\xe2\x80\x8f"
  "right to left",
  "\xef\xbb\xbf"
  "byte order mark",
  "销售金额（元）",
  "😀",
  "[@row]",
  "a.b.c",
  "1",
};

static void
check_name (SyEngine *engine, const char *name)
{
  g_autoptr (GString) sql = g_string_new ("CREATE OR REPLACE TABLE ");
  g_autoptr (SyFrame) frame = NULL;
  const char *slot = "evil table \" of names";

  sy_sql_append_identifier (sql, slot);
  g_string_append (sql, " (");
  sy_sql_append_identifier (sql, name);
  g_string_append (sql, " ENUM (");
  sy_sql_append_text (sql, name);
  g_string_append (sql, "))");
  run (engine, sql->str);

  g_string_assign (sql, "INSERT INTO ");
  sy_sql_append_identifier (sql, slot);
  g_string_append (sql, " VALUES (");
  sy_sql_append_text (sql, name);
  g_string_append (sql, ")");
  run (engine, sql->str);

  g_string_assign (sql, "SELECT ");
  sy_sql_append_identifier (sql, name);
  g_string_append (sql, " FROM ");
  sy_sql_append_identifier (sql, slot);
  frame = ask (engine, sql->str);
  g_assert_cmpstr (sy_frame_get_name (frame, 0), ==, name);
  g_assert_cmpstr (sy_frame_get_text (frame, 0, 0), ==, name);
}

static void
test_names (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autofree char *long_name = g_strnfill (10240, 'x');

  run (engine, "CREATE TABLE keep AS SELECT 1 AS a");
  for (guint i = 0; i < G_N_ELEMENTS (evil_names); i++)
    check_name (engine, evil_names[i]);
  check_name (engine, long_name);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM keep"), ==, 1);
}

static void
test_quoting (void)
{
  g_autofree char *quoted = sy_sql_quote_identifier ("a\"b'c");
  g_autoptr (GString) text = g_string_new (NULL);

  sy_sql_append_text (text, "a\"b'c");
  g_assert_cmpstr (quoted, ==, "\"a\"\"b'c\"");
  g_assert_cmpstr (text->str, ==, "'a\"b''c'");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialect/quoting", test_quoting);
  g_test_add_func ("/dialect/names", test_names);
  return g_test_run ();
}
