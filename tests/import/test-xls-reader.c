/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "reader-fixture.h"
#include "sy-xls-reader.h"

/* 49,574 sales for 817,860.05: SOURCE.txt of the data; a title and an empty row stand above the header. */
typedef struct
{
  Recording recording;
  gint64 cents;
} Pizza;

static gboolean
pizza_row (gpointer self, guint64 row, const SyCell *cells, guint n_cells)
{
  Pizza *pizza = self;

  pizza->recording.n_rows++;
  if (row <= 3)
    return TRUE;
  g_assert_cmpuint (n_cells, ==, 9);
  g_assert_cmpint (cells[0].kind, ==, SY_CELL_TEXT);
  g_assert_cmpuint (cells[0].length, ==, 11);
  g_assert_cmpint (cells[1].kind, ==, SY_CELL_DATE);
  g_assert_cmpfloat (cells[1].number, >=, 42005);
  g_assert_cmpfloat (cells[1].number, <, 42005 + 365);
  g_assert_cmpint (cells[2].kind, ==, SY_CELL_TIME);
  pizza->cents += llround (cells[8].number * 100);
  return TRUE;
}

static void
test_pizza (void)
{
  g_autofree char *path = fixture_data ("sales/zh-pizzaplace/披萨销售2015.xls");
  SyCellSinkFuncs funcs = recording_funcs;
  Pizza pizza = { 0 };
  SyCellSink sink = { &funcs, &pizza };
  g_autoptr (SyFileInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  funcs.row = pizza_row;
  info = sy_reader_inspect (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->format, ==, SY_FILE_XLS);
  g_assert_cmpstr (g_ptr_array_index (info->sheets, 0), ==, "销售流水");
  g_assert_true (sy_reader_read (path, info, 0, NULL, &sink, NULL, &error));
  g_assert_cmpuint (pizza.recording.n_rows, ==, 49574 + 2);
  g_assert_cmpint (pizza.cents, ==, 81786005);
}

#define SIMPLE                                                                                               \
  "1: t[Column 1] t[Column 2] t[Third Column]\n2: t[Cell1] t[Cell2] t[Cell3] _ _ T0.981990740740741\n"       \
  "3: t[Cell4] t[Cell5] t[Cell6]\n"

/* The same table saved by Excel 2003 in each of its formats (freexl's own test data), and others whose
 * contents their projects state. */
static const struct
{
  const char *path;
  const char *expected;
} known[] = {
  { "freexl/testdata/simple2003.xls", SIMPLE "4: n3.14 n-56.3089 n0.67% d24746 n4 n237\n" },
  { "freexl/testdata/simple2003_5WB.xls", SIMPLE "4: n3.14 n-56.3089 n0.67% d24746 n4 n237\n" },
  { "freexl/testdata/simple2003_4.xls", SIMPLE "4: n3.14 n-56.3089 n0.67% d24746 n4 n237\n" },
  { "freexl/testdata/simple2003_21.xls", SIMPLE "4: n3.14 n-56.3089 n0.67% d24746 n4 n237\n" },
  { "freexl/testdata/oocalc_simple95.xls",
    "1: t[Col 1] t[Col 2] _ _ t[time] t[Datetime] t[date]\n"
    "2: t[A] t[B] n2 n4.2 T0.458333333333333 d40776.4331597222 d24542\n" },
  { "calamine/biff5_write.xls",
    "1: n1 n2 n3\n2: b1 b0 _ t[sheetjs]\n3: t[foo] t[bar] d41689.6041666667 t[0.3]\n4: t[baz] _ t[qux]\n" },
  { "freexl/testdata/testbool.xls",
    "1: t[test1] t[test2] t[test3] t[test4]\n2: t[val1] b0 n1 n2.3\n3: t[val2] b1 n2 n3.4\n" },
  { "readxl/tests/testthat/sheets/dates-1904.xls", "1: d36526 d36526 d36526 d36526 d36526\n" },
  { "readxl/tests/testthat/sheets/dates-1900.xls", "1: d36526 d36526 d36526 d36526 d36526\n" },
  { "readxl/tests/testthat/sheets/dates-leap-year-1900-xls.xls",
    "1: t[dttm] t[dttm_string] t[expect_success]\n"
    "2: d1.33333333333333 t[1900-01-01 08:00:00] b1\n3: d2.33333333333333 t[1900-01-02 08:00:00] b1\n"
    "4: d59.3333333333333 t[1900-02-28 08:00:00] b1\n5: d60.3333333333333 t[1900-02-29 08:00:00] b0\n"
    "6: d61.3333333333333 t[1900-03-01 08:00:00] b1\n7: d1461.33333333333 t[1903-12-31 08:00:00] b1\n"
    "8: d1462.33333333333 t[1904-01-01 08:00:00] b1\n" },
};

static void
test_known (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *name = g_build_filename ("spreadsheets", known[i].path, NULL);
      g_autofree char *path = fixture_data (name), *got = NULL;
      g_autoptr (GError) error = NULL;

      if (path == NULL)
        return;
      got = fixture_read (path, NULL, 0, &error);
      g_assert_no_error (error);
      g_test_message ("%s", known[i].path);
      g_assert_cmpstr (got, ==, known[i].expected);
    }
}

/* Results of formulas in a file of Excel 4, as LibreOffice shows them. */
static void
test_early_formulas (void)
{
  g_autofree char *path = fixture_data ("spreadsheets/apache-poi/testEXCEL_4.xls"), *got = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  got = fixture_read (path, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (got, " n14235711 n12183886 n2029122 n4"));
}

/* Cells of Excel 2 in a file that calls itself Excel 4, as SheetJS writes it, beside one of Excel 4: 1.5,
 * TRUE, “ab”, 2.5. LibreOffice reads it so. */
static void
test_early_cells_in_a_later_file (void)
{
  static const char file[] = "\x09\x04\x06\0\0\x04\x10\0\0\0"
                             "\x03\0\x0F\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xF8\x3F"
                             "\x05\0\x09\0\0\0\x01\0\0\0\0\x01\0"
                             "\x04\0\x0A\0\0\0\x02\0\0\0\0\x02"
                             "ab"
                             "\x03\x02\x0E\0\0\0\x03\0\0\0\0\0\0\0\0\0\x04\x40"
                             "\x0A\0\0\0";
  char *path = fixture_file ("early.xls", file, sizeof file - 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "1: n1.5 b1 t[ab] n2.5\n");
  fixture_remove (path);
}

/* The same sheet in both formats, written by Excel: kinds, numbers and texts agree, but for the digits that
 * XLSX keeps. */
static gboolean
twin_row (gpointer self, guint64 row, const SyCell *cells, guint n_cells)
{
  g_autofree SyCell *copy = g_memdup2 (cells, n_cells * sizeof *cells);

  for (guint i = 0; i < n_cells; i++)
    if (copy[i].kind == SY_CELL_NUMBER)
      {
        copy[i].text = NULL;
        copy[i].length = 0;
      }
  return recording_row (self, row, copy, n_cells);
}

static void
test_twins (void)
{
  static const char *const pairs[][2] = {
    { "dates-leap-year-1900-xls.xls", "dates-leap-year-1900-xlsx.xlsx" },
    { "color-date-xls.xls", "color-date-xlsx.xlsx" },
    { "texty-dates-xls.xls", "texty-dates-xlsx.xlsx" },
    { "datetime-rounding.xls", "datetime-rounding.xlsx" },
    { "iris-excel-xls.xls", "iris-excel-xlsx.xlsx" },
    { "types.xls", "types.xlsx" },
    { "blanks.xls", "blanks.xlsx" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      char *texts[2] = { NULL, NULL };

      for (guint k = 0; k < 2; k++)
        {
          g_autofree char *name =
              g_build_filename ("spreadsheets/readxl/tests/testthat/sheets", pairs[i][k], NULL);
          g_autofree char *path = fixture_data (name);
          SyCellSinkFuncs funcs = recording_funcs;
          Recording recording = { .out = g_string_new (NULL) };
          SyCellSink sink = { &funcs, &recording };
          g_autoptr (SyFileInfo) info = NULL;
          g_autoptr (GError) error = NULL;

          if (path == NULL)
            return;
          funcs.row = twin_row;
          info = sy_reader_inspect (path, NULL, NULL, &error);
          g_assert_no_error (error);
          sy_reader_read (path, info, 0, NULL, &sink, NULL, &error);
          g_assert_no_error (error);
          texts[k] = g_string_free (recording.out, FALSE);
        }
      g_test_message ("%s", pairs[i][0]);
      g_assert_cmpstr (texts[0], ==, texts[1]);
      g_free (texts[0]);
      g_free (texts[1]);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *path;
    SyImportError code;
  } cases[] = {
    { "spreadsheets/apache-poi/35897-type4.xls", SY_IMPORT_ERROR_ENCRYPTED },
    { "spreadsheets/calamine/pass_protected.xlsx", SY_IMPORT_ERROR_ENCRYPTED },
    { "spreadsheets/excelize/test/encryptAES.xlsx", SY_IMPORT_ERROR_ENCRYPTED },
    { "spreadsheets/calamine/OOM_alloc3.xls", SY_IMPORT_ERROR_DAMAGED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = fixture_data (cases[i].path);
      g_autoptr (GError) error = NULL;

      if (path == NULL)
        return;
      g_test_message ("%s", cases[i].path);
      g_assert_null (sy_reader_inspect (path, NULL, NULL, &error));
      g_assert_error (error, SY_IMPORT_ERROR, (int) cases[i].code);
      g_assert_null (strchr (error->message, '\n'));
    }
}

/* The password that every program tries by itself; what is in the files is what Gnumeric shows. */
static void
test_default_password (void)
{
  static const struct
  {
    const char *path;
    const char *text;
  } cases[] = { { "spreadsheets/apache-poi/50833.xls", "test cell value" },
                { "spreadsheets/calamine/issue_385.xls", NULL } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = fixture_data (cases[i].path);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      if (path == NULL)
        return;
      text = fixture_read (path, NULL, 0, &error);
      g_assert_no_error (error);
      if (cases[i].text)
        g_assert_nonnull (strstr (text, cases[i].text));
    }
}

/* ---- A helper that fails --------------------------------------------------------------------------------
 */

/* Reads a file that looks like XLS with a shell script as the helper. */
static void
run_with_script (const char *script, GCancellable *cancellable, GError **error)
{
  char *helper = fixture_file ("helper", script, -1);
  char *path = fixture_file ("some.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);

  g_chmod (helper, 0755);
  g_setenv ("STEELYARD_XLS_HELPER", helper, TRUE);
  g_assert_null (sy_reader_inspect (path, NULL, cancellable, error));
  g_unsetenv ("STEELYARD_XLS_HELPER");
  fixture_remove (helper);
  fixture_remove (path);
}

static void
test_helper_fails (void)
{
  static const char *const scripts[] = {
    "#!/bin/sh\nkill -SEGV $$\n",
    "#!/bin/sh\nkill -KILL $$\n",
    "#!/bin/sh\nexit 3\n",
    "#!/bin/sh\nexit 0\n",
    "#!/bin/sh\necho this is no record at all, but rather long\n",
    "#!/bin/sh\nprintf '\\001\\000\\000\\000\\377\\377\\377\\377'\nexec sleep 100\n",
    "#!/bin/sh\nprintf '\\003\\000\\000\\000\\004\\000\\000\\000abcd'\nexec sleep 100\n",
    "#!/bin/sh\nprintf '\\002\\000\\000\\000\\002\\000\\000\\000\\377\\376'\nexec sleep 100\n",
    "not a program",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("script %" G_GSIZE_FORMAT, i);
      run_with_script (scripts[i], NULL, &error);
      g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HELPER);
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_helper_late (void)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  sy_xls_reader_set_patience (1);
  run_with_script ("#!/bin/sh\nexec sleep 100\n", NULL, &error);
  sy_xls_reader_set_patience (60);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HELPER);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_helper_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  run_with_script ("#!/bin/sh\nexec sleep 100\n", cancellable, &error);
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* The real helper, cut off after some of its output. */
static void
test_helper_cut (void)
{
  g_autofree char *path = fixture_data ("sales/zh-pizzaplace/披萨销售2015.xls");
  g_autofree char *real = g_test_build_filename (G_TEST_BUILT, "src", "import", "sy-xls-helper", NULL);
  g_autoptr (SyFileInfo) info = NULL;

  if (path == NULL)
    return;
  info = sy_reader_inspect (path, NULL, NULL, NULL);
  g_assert_nonnull (info);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *script = g_strdup_printf ("#!/bin/sh\n'%s' \"$@\" | head -c %u\n", real, i * i * 997);
      char *helper = fixture_file ("helper", script, -1);
      Recording recording = { 0 };
      SyCellSink sink = { &recording_funcs, &recording };
      g_autoptr (GError) error = NULL;

      g_chmod (helper, 0755);
      g_setenv ("STEELYARD_XLS_HELPER", helper, TRUE);
      g_assert_false (sy_reader_read (path, info, 0, NULL, &sink, NULL, &error));
      g_unsetenv ("STEELYARD_XLS_HELPER");
      g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HELPER);
      fixture_remove (helper);
    }
}

static void
test_stop (void)
{
  g_autofree char *path = fixture_data ("sales/zh-pizzaplace/披萨销售2015.xls");
  g_autoptr (SyFileInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  Recording recording = { .stop_after = 5 };
  SyCellSink sink = { &recording_funcs, &recording };

  if (path == NULL)
    return;
  info = sy_reader_inspect (path, NULL, NULL, NULL);
  g_assert_true (sy_reader_read (path, info, 0, NULL, &sink, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (recording.n_rows, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xls-reader/pizza", test_pizza);
  g_test_add_func ("/xls-reader/known", test_known);
  g_test_add_func ("/xls-reader/early-formulas", test_early_formulas);
  g_test_add_func ("/xls-reader/early-cells-in-a-later-file", test_early_cells_in_a_later_file);
  g_test_add_func ("/xls-reader/twins", test_twins);
  g_test_add_func ("/xls-reader/default-password", test_default_password);
  g_test_add_func ("/xls-reader/refused", test_refused);
  g_test_add_func ("/xls-reader/helper-fails", test_helper_fails);
  g_test_add_func ("/xls-reader/helper-late", test_helper_late);
  g_test_add_func ("/xls-reader/helper-cancelled", test_helper_cancelled);
  g_test_add_func ("/xls-reader/helper-cut", test_helper_cut);
  g_test_add_func ("/xls-reader/stop", test_stop);
  return g_test_run ();
}
