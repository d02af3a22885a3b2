/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook that is damaged half-way gives the rows before the damage, and says loudly where it broke; one
 * that may be wrong anywhere gives none. */
#include "config.h"

#include <string.h>

#include "import-fixture.h"

#define N_ROWS 6000

/* A sheet of sales, without its end where it breaks off. */
static char *
make_sheet (guint n_rows, const char *end)
{
  GString *sheet =
      g_string_new ("<worksheet xmlns='" FIXTURE_NS "'><sheetData><row r='1'><c t='str'><v>日期</v></c>"
                    "<c t='str'><v>商品</v></c><c t='str'><v>金额</v></c></row>");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (sheet,
                            "<row r='%u'><c t='str'><v>2023-01-%02u</v></c><c t='str'><v>p%u</v></c>"
                            "<c><v>%u.25</v></c></row>",
                            i + 2, i % 28 + 1, i * 7919 % 1000, i % 100);
  g_string_append (sheet, end);
  return g_string_free (sheet, FALSE);
}

static const SyImportFinding *
find_damage (const SyImportPlan *plan)
{
  for (guint i = 0; i < plan->findings->len; i++)
    if (g_str_equal (((SyImportFinding *) plan->findings->pdata[i])->topic, "damage"))
      return plan->findings->pdata[i];
  return NULL;
}

/* @n_rows: that are whole; @seen: the damage lies among the rows that are looked at beforehand. */
static void
check_salvage (const char *path, guint n_rows, gboolean seen)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  const SyRefusal *refusal;

  g_assert_no_error (error);
  g_assert_true ((find_damage (plan) != NULL) == seen);
  if (seen)
    g_assert_false (find_damage (plan)->sure);
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_kept, ==, n_rows);
  g_assert_cmpuint (report->n_refused, ==, 1);
  refusal = report->refusals->pdata[0];
  g_assert_cmpuint (refusal->row, ==, n_rows + 2);
  g_assert_nonnull (strstr (refusal->reason, "damaged"));
}

static void
test_broken_xml (void)
{
  static const struct
  {
    guint n_rows;
    gboolean seen;
  } cases[] = { { 3, TRUE }, { 100, TRUE }, { N_ROWS, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sheet = make_sheet (cases[i].n_rows, "<row r='9999'><c t='str'><v>2023-01-0");
      char *path = fixture_workbook (sheet, NULL, NULL, FALSE);

      check_salvage (path, cases[i].n_rows, cases[i].seen);
      fixture_remove (path);
    }
}

/* The packed bytes of the sheet are overwritten from half-way on. */
static void
test_broken_bytes (void)
{
  g_autofree char *sheet = make_sheet (N_ROWS, "</sheetData></worksheet>");
  char *path = fixture_workbook (sheet, NULL, NULL, FALSE);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  memset (data + size * 3 / 4, 0xff, 64);
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_assert_no_error (error);
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_kept, >, 1000);
  g_assert_cmpuint (report->n_kept, <, N_ROWS);
  g_assert_cmpuint (report->n_refused, >=, 1);
  g_assert_nonnull (
      strstr (((SyRefusal *) report->refusals->pdata[report->refusals->len - 1])->reason, "damaged"));
  fixture_remove (path);
}

/* Only the checksum tells that something is wrong, not where. */
static void
test_wrong_checksum (void)
{
  g_autofree char *sheet = make_sheet (50, "</sheetData></worksheet>");
  char *path = fixture_workbook (sheet, NULL, NULL, FALSE);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  const char *entry;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  entry = data;
  /* the sums that count are in the directory behind the data: PK\1\2, 16 bytes further on */
  for (const char *p = data; p < data + size - 60; p++)
    if (memcmp (p, "PK\1\2", 4) == 0 && strncmp (p + 46, "xl/worksheets", 13) == 0)
      entry = p;
  g_assert_true (entry > data);
  data[entry - data + 16] ^= 1;
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_assert_null (plan);
  g_assert_nonnull (error);
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salvage/broken-xml", test_broken_xml);
  g_test_add_func ("/salvage/broken-bytes", test_broken_bytes);
  g_test_add_func ("/salvage/wrong-checksum", test_wrong_checksum);
  return g_test_run ();
}
