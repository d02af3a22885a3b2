/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrices of judgements from lines, however they are written, and as many as there are. */
#include "config.h"

#include "sy-duckdb-engine.h"
#include "sy-judgements.h"

/* Lines of a matrix as columns of an answer: three codes, one number. */
static GPtrArray *
read_lines (const char *sql)
{
  static const SyArrayKind kinds[] = { SY_ARRAY_CODES, SY_ARRAY_CODES, SY_ARRAY_NUMBERS };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, &error);
  GPtrArray *arrays = sy_engine_read_arrays (engine, sql, NULL, 0, kinds, 3, NULL, &error);

  g_assert_no_error (error);
  return arrays;
}

static SyJudgements *
weigh (GPtrArray *arrays, const gsize *lines, gsize n_lines, GError **error)
{
  return sy_judgements_weigh (arrays->pdata[0], arrays->pdata[1], arrays->pdata[2], lines, n_lines, NULL,
                              error);
}

static void
assert_item (const SyJudgements *got, guint i, const char *name, double weight, double epsilon)
{
  g_assert_cmpuint (i, <, got->n);
  g_assert_cmpstr (got->items[i].name, ==, name);
  g_assert_cmpfloat_with_epsilon (got->items[i].weight, weight, epsilon);
}

/* V2 of the worked examples, half of it typed, one name in two ways; blanks say nothing. */
static void
test_example (void)
{
  g_autoptr (GPtrArray) arrays = read_lines (
      "SELECT * FROM (VALUES ('price', 'place', 3), ('Price', 'people', 5), ('PLACE', 'People', 3), "
      "(NULL, 'place', 7), ('price', NULL, 7), ('people', 'price', NULL))");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyJudgements) got = weigh (arrays, NULL, 6, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (got->n, ==, 3);
  assert_item (got, 0, "price", 0.6370, 5.1e-5);
  assert_item (got, 1, "PLACE", 0.2583, 5.1e-5);
  assert_item (got, 2, "people", 0.1047, 5.1e-5);
}

/* Only the lines that are named. */
static void
test_some_lines (void)
{
  static const gsize lines[] = { 1, 3 };
  g_autoptr (GPtrArray) arrays =
      read_lines ("SELECT * FROM (VALUES ('a', 'b', 9), ('a', 'c', 3), ('b', 'c', 9), ('c', 'a', 1.0 / 3))");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyJudgements) got = weigh (arrays, lines, G_N_ELEMENTS (lines), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (got->n, ==, 2);
  assert_item (got, 0, "a", 0.75, 1e-9);
  assert_item (got, 1, "c", 0.25, 1e-9);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *sql;
    int code;
  } cases[] = {
    { "SELECT * FROM (VALUES ('a', 'b', 2), ('A', 'b', 3))", SY_KERNEL_ERROR_ARGUMENT },
    { "SELECT * FROM (VALUES ('a', 'b', 2), ('b', 'a', 3))", SY_KERNEL_ERROR_ARGUMENT },
    { "SELECT * FROM (VALUES ('a', 'a', 2))", SY_KERNEL_ERROR_ARGUMENT },
    { "SELECT * FROM (VALUES ('a', 'b', -1))", SY_KERNEL_ERROR_ARGUMENT },
    { "SELECT 'x' || range, 'y' || range, 1 FROM range (150)", SY_KERNEL_ERROR_TOO_LARGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) arrays = read_lines (cases[i].sql);
      g_autoptr (GError) error = NULL;

      g_assert_null (weigh (arrays, NULL, ((const SyArray *) arrays->pdata[0])->n_rows, &error));
      g_assert_error (error, SY_KERNEL_ERROR, cases[i].code);
    }
}

/* A matrix a line: each costs what it has, not what all have. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) arrays = read_lines ("SELECT 'x' || range, 'y' || range, 3 FROM range (50000)");

  for (gsize line = 0; line < 50000; line++)
    {
      g_autoptr (SyJudgements) got = weigh (arrays, &line, 1, NULL);

      g_assert_cmpuint (got->n, ==, 2);
      g_assert_cmpfloat_with_epsilon (got->items[0].weight, 0.75, 1e-9);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judgements/example", test_example);
  g_test_add_func ("/judgements/some-lines", test_some_lines);
  g_test_add_func ("/judgements/bad", test_bad);
  g_test_add_func ("/judgements/many", test_many);
  return g_test_run ();
}
