/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "reader-fixture.h"

static const struct
{
  const char *name;
  const char *page;
  const char *expected;
} pages[] = {
  { "plain",
    "<html><body><table><tr><th>单号</th><th>金额</th></tr><tr><td>0012</td><td>3.50</td></tr></table>",
    "1: t[单号] t[金额]\n2: t[0012] t[3.50]\n" },
  { "no-end-tags", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "1: t[a] t[b]\n2: t[c] t[d]\n" },
  { "no-rows", "<table><td>a</td><td>b</td></table>", "1: t[a] t[b]\n" },
  { "spans",
    "<table><tr><td rowspan=2>a</td><td "
    "colspan='2'>b</td><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr>"
    "<tr><td>g</td></tr></table>",
    "1: t[a] t[b] _ t[c]\n2: _ t[d] t[e] t[f]\n3: t[g]\n" },
  { "references",
    "<table><tr><td>&lt;A&amp;B&gt; &yen;5&nbsp;&#65;&#x4E2D;&#150; R&D &copy=1</td></tr></table>",
    "1: t[<A&B> ¥5 A中– R&D &copy=1]\n" },
  { "white-space",
    "<table><tr><td>\n  a \n b<br>c<br/><p>d</p>e &nbsp;</td><td>&nbsp;</td><td>x</td></tr></table>",
    "1: t[a b\nc\nd\ne] _ t[x]\n" },
  { "asides",
    "<!-- <table> --><script>var t='<table><tr><td>x</td></tr></table>'</script><style>td > a {}</style>"
    "<table><!-- </table> --><tr><td title='a>b'>y</td></tr></table>",
    "1: t[y]\n" },
  { "exact-numbers",
    "<table><tr><td x:num=\"1234.5678\">1,234.57</td><td x:num='0.125'>12.5%</td><td "
    "x:num=42005>2015-01-01</td>"
    "<td sdval=\"7\" sdnum=\"1033;\">7.00</td><td x:num>8</td><td x:num='1'>2015年1月</td></tr></table>",
    "1: n1234.5678[1234.5678] n0.125%[0.125] t[2015-01-01] n7[7] t[8] t[2015年1月]\n" },
  { "breaks-off", "<table><tr><td>a<tr><td>b", "1: t[a]\n2: t[b]\n2! \n" },
  { "table-not-closed", "<html><table><tr><td>a</html>", "1: t[a]\n" },
  { "upper-case", "<TABLE><TR><TD ALIGN=RIGHT>a</TD></TR></TABLE>", "1: t[a]\n" },
  { "layout", "<table><tr><td><table><tr><td>in</td><td>ner</td></tr></table></td></tr></table>",
    "1: t[in] t[ner]\n" },
  { "clipboard-of-windows", "Version:0.9\r\nStartHTML:0000\r\n<html><body><table><tr><td>a</td></tr></table>",
    "1: t[a]\n" },
  { "stray-less-than", "<table><tr><td>a < b</td></tr></table>", "1: t[a < b]\n" },
};

static void
test_page (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  char *path = fixture_file ("export.xls", pages[i].page, -1);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, pages[i].expected);
  fixture_remove (path);
}

static const char *const charsets[] = { "gb2312", "GBK", "utf-8", "big5", "shift_jis", "UTF-16LE" };

/* What the page names is believed when its bytes agree. */
static void
test_charsets (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autofree char *page = g_strdup_printf ("\xEF\xBB\xBF<html><head><meta http-equiv=Content-Type "
                                               "content=\"text/html; charset=%s\"></head><table>"
                                               "<tr><td>日期</td><td>金额</td></tr></table>",
                                               charsets[i]);
      gboolean wide = g_str_has_prefix (charsets[i], "UTF-16");
      /* Traditional and Japanese sets have other forms of the second word. */
      const char *plain = strstr (page, "金额");
      gsize n = 0;
      g_autofree char *bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *got = NULL;
      char *path;

      if (i == 3 || i == 4)
        memcpy ((char *) plain, "金金", 6);
      bytes = g_convert (page + (wide ? 0 : 3), -1, charsets[i], "UTF-8", NULL, &n, NULL);
      path = fixture_file ("a.html", bytes, (gssize) n);
      got = fixture_read (path, NULL, 0, &error);
      g_assert_no_error (error);
      g_test_message ("%s", charsets[i]);
      g_assert_cmpstr (got, ==, i == 3 || i == 4 ? "1: t[日期] t[金金]\n" : "1: t[日期] t[金额]\n");
      fixture_remove (path);
    }
}

/* A page that lies about its charset is read as what it is. */
static void
test_lying_charset (void)
{
  const char *page =
      "<meta charset='gb2312'><table><tr><td>商品名称</td><td>销售金额（元）</td></tr></table>";
  g_autofree char *utf8 = g_strconcat ("<meta charset=ascii>", page + 23, NULL);
  char *path = fixture_file ("a.html", utf8, -1);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "1: t[商品名称] t[销售金额（元）]\n");
  fixture_remove (path);
}

static void
test_several_tables (void)
{
  char *path =
      fixture_file ("a.html",
                    "<title>page</title><table></table><table><caption>门店 &amp; 销售</caption><tr><td>1"
                    "</td></tr></table><table><tr><td>&nbsp;</td></tr></table><table><tr><td>2</table>",
                    -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, &error);
  g_autofree char *second = fixture_read (path, NULL, info != NULL ? info->sheets->len - 1 : 0, NULL);

  g_assert_no_error (error);
  g_assert_cmpint (info->format, ==, SY_FILE_HTML);
  g_assert_cmpstr (g_ptr_array_index (info->sheets, 0), ==, "门店 & 销售");
  g_assert_cmpstr (second, ==, "1: t[2]\n");
  fixture_remove (path);
}

static void
test_no_table (void)
{
  char *path = fixture_file ("a.xls", "<html><frameset><frame src='sheet001.htm'></frameset></html>", -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_reader_inspect (path, NULL, NULL, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY);
  fixture_remove (path);
}

/* A million columns and rows asked for by spans cost nothing. */
static void
test_absurd_spans (void)
{
  g_autoptr (GString) page = g_string_new ("<table>");
  char *path;
  Recording recording = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (page, "<tr><td colspan=99999999 rowspan=99999999>a<td>b");
  path = fixture_file ("a.html", page->str, -1);
  g_assert_true (fixture_count (path, 0, &recording, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (recording.n_rows, ==, 1);
  g_assert_cmpuint (recording.n_refused, ==, 201);
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strconcat ("/html-reader/page/", pages[i].name, NULL);

      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_page);
    }
  g_test_add_func ("/html-reader/charsets", test_charsets);
  g_test_add_func ("/html-reader/lying-charset", test_lying_charset);
  g_test_add_func ("/html-reader/several-tables", test_several_tables);
  g_test_add_func ("/html-reader/no-table", test_no_table);
  g_test_add_func ("/html-reader/absurd-spans", test_absurd_spans);
  return g_test_run ();
}
