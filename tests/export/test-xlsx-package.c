/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-package.h"

#include <string.h>

static char *
fix (SyXlsxPackage *package, double number)
{
  g_autofree char *xml =
      g_strdup_printf ("<c r=\"A1\" s=\"2\"><f>X</f><v>%.16G</v></c><c r=\"B1\"><v>-3</v></c>", number);
  gsize length;

  return sy_xlsx_package_fix_cells (package, xml, strlen (xml), &length);
}

static void
test_marks (void)
{
  g_autoptr (SyXlsxPackage) package = sy_xlsx_package_new ();
  double first = sy_xlsx_package_mark_text (package, "one");
  double second = sy_xlsx_package_mark_text (package, "<two> & more");
  g_autofree char *error = fix (package, sy_xlsx_package_mark_error (SY_XLSX_ERROR_NA));
  g_autofree char *yes = fix (package, sy_xlsx_package_mark_bool (TRUE));
  g_autofree char *no = fix (package, sy_xlsx_package_mark_bool (FALSE));
  g_autofree char *one = fix (package, first);
  g_autofree char *two = fix (package, second);
  g_autofree char *number = fix (package, -1e200);

  g_assert_cmpstr (error, ==, "<c r=\"A1\" s=\"2\" t=\"e\"><f>X</f><v>#N/A</v></c><c r=\"B1\"><v>-3</v></c>");
  g_assert_nonnull (strstr (yes, "t=\"b\"><f>X</f><v>1</v>"));
  g_assert_nonnull (strstr (no, "t=\"b\"><f>X</f><v>0</v>"));
  g_assert_nonnull (strstr (one, "t=\"str\"><f>X</f><v>one</v>"));
  g_assert_nonnull (strstr (two, "<v>&lt;two&gt; &amp; more</v>"));
  g_assert_nonnull (strstr (number, "<c r=\"A1\" s=\"2\"><f>X</f><v>-1E+200</v>"));
}

/* Tens of thousands of texts, each its own number. */
static void
test_many_texts (void)
{
  g_autoptr (SyXlsxPackage) package = sy_xlsx_package_new ();
  double last = 0.;
  g_autofree char *text = NULL;

  for (int i = 0; i < 100000; i++)
    {
      g_autofree char *name = g_strdup_printf ("t%d", i);

      last = sy_xlsx_package_mark_text (package, name);
    }
  text = fix (package, last);
  g_assert_nonnull (strstr (text, "<v>t99999</v>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-package/marks", test_marks);
  g_test_add_func ("/xlsx-package/many-texts", test_many_texts);
  return g_test_run ();
}
