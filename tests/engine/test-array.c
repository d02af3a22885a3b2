/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of answers as arrays: codes without case, blanks as 0, numbers of every type, in row order. */
#include "config.h"

#include <math.h>

#include "sy-array.h"
#include "sy-duckdb-engine.h"

static SyEngine *
open_engine (void)
{
  g_autoptr (GError) error = NULL;
  SyEngine *engine = sy_duckdb_engine_open (NULL, NULL, &error);

  g_assert_no_error (error);
  return engine;
}

static GPtrArray *
read_column (SyEngine *engine, const char *sql, SyArrayKind kind)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *arrays = sy_engine_read_arrays (engine, sql, NULL, 0, &kind, 1, NULL, &error);

  g_assert_no_error (error);
  return arrays;
}

static void
assert_text (const SyArray *array, guint32 code, const char *want)
{
  g_autofree char *text = sy_array_dup_text (array, code);

  g_assert_cmpstr (text, ==, want);
}

/* One value whatever its case, as it was spelled first; Ä and full-width letters have cases as well. */
static void
test_texts (void)
{
  static const char *const sql[] = {
    "SELECT t FROM (VALUES (1,'Tea'),(2,'tea'),(3,''),(4,NULL),(5,'茶'),(6,'Äpfel'),(7,'äPFEL'),(8,'Ａ'),"
    "(9,'ａ'),(10,'茶')) AS v(n,t) ORDER BY n",
    "SELECT CAST(t AS ENUM('äPFEL','Tea','tea','茶','Äpfel','','Ａ','ａ')) FROM (VALUES (1,'Tea'),(2,'tea'),"
    "(3,''),(4,NULL),(5,'茶'),(6,'Äpfel'),(7,'äPFEL'),(8,'Ａ'),(9,'ａ'),(10,'茶')) AS v(n,t) ORDER BY n",
  };
  static const guint32 want[] = { 1, 1, 0, 0, 2, 3, 3, 4, 4, 2 };
  g_autoptr (SyEngine) engine = open_engine ();

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr (GPtrArray) arrays = read_column (engine, sql[i], SY_ARRAY_CODES);
      const SyArray *array = arrays->pdata[0];

      g_assert_cmpuint (array->n_rows, ==, G_N_ELEMENTS (want));
      g_assert_cmpuint (array->n_codes, ==, 4);
      for (guint j = 0; j < G_N_ELEMENTS (want); j++)
        g_assert_cmpuint (array->codes[j], ==, want[j]);
      assert_text (array, 1, "Tea");
      assert_text (array, 3, "Äpfel");
    }
}

/* Many, over many chunks: a code is the same wherever its value stands. */
static void
test_many (void)
{
  g_autoptr (SyEngine) engine = open_engine ();
  g_autoptr (GPtrArray) arrays = read_column (
      engine, "SELECT 'order number ' || (i % 70001) FROM range(200000) AS r(i) ORDER BY i", SY_ARRAY_CODES);
  const SyArray *array = arrays->pdata[0];

  g_assert_cmpuint (array->n_rows, ==, 200000);
  g_assert_cmpuint (array->n_codes, ==, 70001);
  for (guint i = 0; i < 200000; i++)
    g_assert_cmpuint (array->codes[i], ==, i % 70001 + 1);
  assert_text (array, 70001, "order number 70000");
}

static void
test_sorted (void)
{
  g_autoptr (SyEngine) engine = open_engine ();
  g_autoptr (GPtrArray) arrays = read_column (
      engine,
      "SELECT t FROM (VALUES (1,'pear'),(2,'Fig'),(3,NULL),(4,'apple'),(5,'fig')) AS v(n,t) ORDER BY n",
      SY_ARRAY_CODES);
  SyArray *array = arrays->pdata[0];
  static const guint32 want[] = { 3, 2, 0, 1, 2 };

  sy_array_sort_codes (array);
  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    g_assert_cmpuint (array->codes[i], ==, want[i]);
  assert_text (array, 1, "apple");
  assert_text (array, 2, "Fig");
}

typedef struct
{
  const char *type;
  const char *first, *second; /* as literals; the third row is NULL */
  double want[2];
  const char *text;
} NumberCase;

static const NumberCase number_cases[] = {
  { "BOOLEAN", "TRUE", "FALSE", { 1, 0 }, "1" },
  { "TINYINT", "-7", "3", { -7, 3 }, "-7" },
  { "USMALLINT", "60000", "3", { 60000, 3 }, "60000" },
  { "INTEGER", "-70000", "3", { -70000, 3 }, "-70000" },
  { "BIGINT", "5000000000", "3", { 5e9, 3 }, "5000000000" },
  { "HUGEINT", "5000000000", "3", { 5e9, 3 }, "5000000000" },
  { "DECIMAL(4,2)", "12.25", "-3", { 12.25, -3 }, "12.25" },
  { "DECIMAL(18,4)", "12.25", "-3", { 12.25, -3 }, "12.25" },
  { "DECIMAL(38,4)", "12.25", "-3", { 12.25, -3 }, "12.25" },
  { "FLOAT", "0.5", "-0.25", { 0.5, -0.25 }, "0.5" },
  { "DOUBLE", "0.1", "1e300", { 0.1, 1e300 }, "0.1" },
  { "DATE", "'2024-02-29'", "'1999-12-31'", { 45351, 36525 }, "2024-02-29" },
};

static void
test_numbers (gconstpointer data)
{
  const NumberCase *c = data;
  g_autoptr (SyEngine) engine = open_engine ();
  g_autofree char *sql = g_strdup_printf (
      "SELECT v FROM (VALUES (1,CAST(%s AS %s)),(2,CAST(%s AS %s)),(3,NULL)) AS t(n,v) ORDER BY n", c->first,
      c->type, c->second, c->type);
  g_autoptr (GPtrArray) numbers = read_column (engine, sql, SY_ARRAY_NUMBERS);
  g_autoptr (GPtrArray) codes = read_column (engine, sql, SY_ARRAY_CODES);
  const SyArray *array = numbers->pdata[0];
  const SyArray *coded = codes->pdata[0];

  g_assert_cmpfloat (array->numbers[0], ==, c->want[0]);
  g_assert_cmpfloat (array->numbers[1], ==, c->want[1]);
  g_assert_true (isnan (array->numbers[2]));
  g_assert_cmpuint (coded->codes[0], ==, 1);
  g_assert_cmpuint (coded->codes[1], ==, 2);
  g_assert_cmpuint (coded->codes[2], ==, 0);
  assert_text (coded, 1, c->text);
}

static void
test_bad (void)
{
  g_autoptr (SyEngine) engine = open_engine ();
  static const char *const bad[] = { "SELECT 'text'", "SELECT 1, 2", "SELECT nothing", "SELECT [1, 2]" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      SyArrayKind kind = SY_ARRAY_NUMBERS;

      g_assert_null (sy_engine_read_arrays (engine, bad[i], NULL, 0, &kind, 1, NULL, &error));
      g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (SyEngine) engine = open_engine ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SyArrayKind kind = SY_ARRAY_NUMBERS;

  g_cancellable_cancel (cancellable);
  g_assert_null (
      sy_engine_read_arrays (engine, "SELECT * FROM range(10)", NULL, 0, &kind, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static char *
name_row (gsize row, gpointer data)
{
  guint *n_asked = data;

  ++*n_asked;
  return row == 2 ? NULL : g_strdup_printf ("row %u", (guint) row);
}

/* Texts of runs are asked for one by one. */
static void
test_runs (void)
{
  static const double starts[] = { 0, 2, 3 };
  static const guint32 want[] = { 0, 2, 3, 6 };
  guint n_asked = 0;
  SyArray *array = sy_array_new_runs (starts, G_N_ELEMENTS (starts), 6, name_row, &n_asked, NULL);

  g_assert_nonnull (array);
  g_assert_cmpuint (array->n_codes, ==, 3);
  g_assert_cmpuint (array->n_rows, ==, 6);
  g_assert_null (array->codes);
  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    g_assert_cmpuint (array->starts[i], ==, want[i]);
  g_assert_cmpuint (n_asked, ==, 0);
  assert_text (array, 1, "row 0");
  assert_text (array, 2, NULL);
  assert_text (array, 3, "row 3");
  sy_array_free (array);
}

/* Runs that do not cover the rows one after another are none. */
static void
test_bad_runs (void)
{
  static const struct
  {
    double starts[3];
    gsize n_runs, n_rows;
  } cases[] = {
    { { 1, 2, 3 }, 3, 6 },   { { 0, 2, 2 }, 3, 6 }, { { 0, 3, 2 }, 3, 6 }, { { 0, 2, 6 }, 3, 6 },
    { { 0, NAN, 4 }, 3, 6 }, { { 0 }, 0, 6 },       { { 0 }, 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_null (
        sy_array_new_runs (cases[i].starts, cases[i].n_runs, cases[i].n_rows, name_row, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/array/texts", test_texts);
  g_test_add_func ("/array/many", test_many);
  g_test_add_func ("/array/sorted", test_sorted);
  for (guint i = 0; i < G_N_ELEMENTS (number_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/array/numbers/%s", number_cases[i].type);
      g_test_add_data_func (path, &number_cases[i], test_numbers);
    }
  g_test_add_func ("/array/runs", test_runs);
  g_test_add_func ("/array/bad-runs", test_bad_runs);
  g_test_add_func ("/array/bad", test_bad);
  g_test_add_func ("/array/cancelled", test_cancelled);
  return g_test_run ();
}
