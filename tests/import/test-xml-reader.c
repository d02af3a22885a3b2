/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "reader-fixture.h"

#define HEAD                                                                                                 \
  "<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook "                                                   \
  "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "                                                  \
  "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" "                                               \
  "xmlns:html=\"http://www.w3.org/TR/REC-html40\">"                                                          \
  "<Styles><Style ss:ID=\"p\"><NumberFormat ss:Format=\"0.0%\"/></Style><Style ss:ID=\"d\">"                 \
  "<NumberFormat ss:Format=\"Short Date\"/></Style><Style ss:ID=\"t\"><NumberFormat "                        \
  "ss:Format=\"h&quot;时&quot;mm\"/></Style><Style ss:ID=\"y\"><NumberFormat "                              \
  "ss:Format=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></Style><Style ss:ID=\"of\" ss:Parent=\"y\"/></Styles>"

static const struct
{
  const char *name;
  const char *rows;
  const char *expected;
} sheets[] = {
  { "types",
    "<Row><Cell><Data ss:Type=\"String\">单号&amp;1</Data></Cell><Cell><Data "
    "ss:Type=\"Number\">12.50</Data></Cell>"
    "<Cell ss:StyleID=\"p\"><Data ss:Type=\"Number\">0.5</Data></Cell><Cell ss:StyleID=\"d\"><Data "
    "ss:Type=\"DateTime\">2015-01-31T00:00:00.000</Data></Cell><Cell><Data "
    "ss:Type=\"DateTime\">1899-12-31T06:00:00.000</Data></Cell><Cell><Data "
    "ss:Type=\"Boolean\">1</Data></Cell>"
    "<Cell><Data ss:Type=\"Error\">#N/A</Data></Cell></Row>",
    "1: t[单号&1] n12.5[12.50] n0.5%[0.5] d42035 T0.25 b1 e[#N/A]\n" },
  { "places",
    "<Row ss:Index=\"3\"><Cell ss:Index=\"2\" ss:MergeAcross=\"1\"><Data ss:Type=\"String\">a</Data></Cell>"
    "<Cell><Data ss:Type=\"String\">b</Data></Cell></Row><Row ss:Span=\"2\"/><Row><Cell><Data "
    "ss:Type=\"String\">c</Data></Cell></Row>",
    "3: _ t[a] _ t[b]\n7: t[c]\n" },
  { "rich-and-comment",
    "<Row><Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><B>bo</B>ld</ss:Data>"
    "<Comment><ss:Data>note</ss:Data></Comment></Cell></Row>",
    "1: t[bold]\n" },
  /* As programs other than Excel write days: the format alone says what the number is. */
  { "days-by-format",
    "<Row><Cell ss:StyleID=\"d\"><Data ss:Type=\"Number\">44927</Data></Cell><Cell ss:StyleID=\"y\"><Data "
    "ss:Type=\"Number\">44927.5</Data></Cell><Cell ss:StyleID=\"of\"><Data ss:Type=\"Number\">44927</Data>"
    "</Cell><Cell ss:StyleID=\"t\"><Data ss:Type=\"Number\">0.75</Data></Cell><Cell "
    "ss:StyleID=\"none\"><Data "
    "ss:Type=\"Number\">44927</Data></Cell></Row>",
    "1: d44927 d44927.5 d44927 T0.75 n44927[44927]\n" },
  { "formula", "<Row><Cell ss:Formula=\"=RC[-1]\"><Data ss:Type=\"Number\">7</Data></Cell></Row>",
    "1: n7[7]\n" },
  { "not-of-its-type", "<Row><Cell><Data ss:Type=\"Number\">n/a</Data></Cell></Row>", "1: t[n/a]\n" },
};

static void
test_sheet (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *text =
      g_strconcat ("<?xml version=\"1.0\"?>\n" HEAD "<Worksheet ss:Name=\"第一\"><Table>", sheets[i].rows,
                   "</Table><WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\"/></Worksheet>"
                   "<Worksheet ss:Name=\"two\"/></Workbook>",
                   NULL);
  /* As ERP programs name it. */
  char *path = fixture_file ("订单.xls", text, -1);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, sheets[i].expected);
  g_assert_cmpint (info->format, ==, SY_FILE_XML);
  g_assert_cmpuint (info->sheets->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (info->sheets, 0), ==, "第一");
  fixture_remove (path);
}

static void
test_second_sheet_in_gb18030 (void)
{
  g_autofree char *text = g_strconcat (
      "<?xml version='1.0' encoding='gb2312'?>" HEAD, "<Worksheet ss:Name='a'><Table/></Worksheet>",
      "<Worksheet ss:Name='门店'><Table><Row><Cell><Data ss:Type='String'>镕</Data></Cell></Row></Table>"
      "</Worksheet></Workbook>",
      NULL);
  gsize n = 0;
  g_autofree char *bytes = g_convert (text, -1, "GB18030", "UTF-8", NULL, &n, NULL);
  char *path = fixture_file ("a.xml", bytes, (gssize) n);
  SyReadOptions options = { .sheet = "门店" };
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, &options, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "1: t[镕]\n");
  fixture_remove (path);
}

static void
test_damaged (void)
{
  char *path = fixture_file ("a.xls", HEAD "<Worksheet ss:Name='a'><Table><Row><Cell>", -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_reader_inspect (path, NULL, NULL, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED);
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *name = g_strconcat ("/xml-reader/sheet/", sheets[i].name, NULL);

      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_sheet);
    }
  g_test_add_func ("/xml-reader/second-sheet-in-gb18030", test_second_sheet_in_gb18030);
  g_test_add_func ("/xml-reader/damaged", test_damaged);
  return g_test_run ();
}
