/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headers to roles, with the sales kind as it ships. */
#include "config.h"

#include <glib.h>

#include "import-fixture.h"
#include "sy-role-matcher.h"

static void
test_normalise (void)
{
  static const char *const same[][2] = {
    { "InvoiceDate", "invoicedate" },
    { "invoice_date", "invoicedate" },
    { "Invoice Date", "invoicedate" },
    { "INVOICE-DATE", "invoicedate" },
    { " Unit Price ", "unitprice" },
    { "ＳＫＵ", "sku" },
    { "单　价", "单价" },
    { "金额（元）", "金额元" },
    { "数量：", "数量" },
    { "***", "" },
    { "Größe", "grösse" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *name = sy_role_matcher_normalise (same[i][0]);
      g_assert_cmpstr (name, ==, same[i][1]);
    }
}

typedef struct
{
  const char *name;
  const char *headers; /* | between them */
  const char *cells;   /* of one row */
  const char *roles;   /* "-": none */
  const char *missing;
} MatchCase;

static const MatchCase match_cases[] = {
  { "zh-pizzaplace", "订单号|日期|时间|商品|规格|品类|单价|数量|金额", "1|2015-01-01|11:38:36|a|b|c|1.5|2|3",
    "order|date|time|product|size|category|price|quantity|amount", "" },
  { "uci", "InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country",
    "536365|85123A|X|6|2010-12-01 08:26:00|2.55|17850|UK",
    "order|product_id|product|quantity|date|price|customer|region", "" },
  { "pizzaplace", "id|date|time|name|size|type|price", "2015-000001|2015-01-01|11:38:36|h|M|c|13.25",
    "order|date|time|product|size|category|price", "" },
  { "units", "日期|金额（元）|数量(件)", "2023-01-05|1.5|2", "date|amount|quantity", "" },
  /* As web shops and delivery services head their exports. */
  { "whose-and-of-what", "选购商品|商品数量(件)|支付时间|用户实付金额(元)|商品总价(元)|店铺优惠折扣(元)",
    "a|1|2023-01-05 11:38:36|9.5|10|0.5", "product|quantity|date|amount|-|-", "" },
  { "the-line-before-the-order", "订单提交时间|商品小计|订单实付金额", "2023-01-05 11:38:36|9.5|19",
    "date|amount|-", "" },
  { "of-the-order-alone", "订单提交时间|订单应付金额", "2023-01-05 11:38:36|19", "date|amount", "" },
  { "numbers-of-others", "日期|金额|门店数量|订单数量", "2023-01-05|1|3|4", "date|amount|-|-", "" },
  { "each-role-once", "日期|销售日期|金额", "2023-01-05|2023-01-06|1", "-|date|amount", "" },
  { "similar-is-not-equal", "日期|退款金额", "2023-01-05|1", "date|-", "amount" },
  { "content-must-agree", "日期|金额|数量", "x|y|z", "-|-|-", "date amount" },
  { "only-date", "数量|单价|预约日期", "1|2|2023-01-05", "quantity|price|date", "" },
  { "two-dates", "数量|单价|预约日期|到店日期", "1|2|2023-01-05|2023-01-06", "quantity|price|-|-", "date" },
  { "not-said-to-be-a-date", "数量|单价|most_recent_visit", "1|2|2023-01-05", "quantity|price|-", "date" },
  { "nothing", "a|b", "1|2", "-|-", "date amount" },
};

static void
test_match (gconstpointer data)
{
  const MatchCase *c = data;
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_auto (GStrv) headers = g_strsplit (c->headers, "|", -1);
  g_auto (GStrv) cells = g_strsplit (c->cells, "|", -1);
  guint n = g_strv_length (headers);
  g_autofree SyMatchColumn *columns = g_new0 (SyMatchColumn, n);
  g_autofree SyColumnEvidence *evidence = g_new0 (SyColumnEvidence, n);
  g_autoptr (SyRoleMatch) match = NULL;
  g_autoptr (GString) roles = g_string_new (NULL);
  g_autofree char *missing = NULL;

  for (guint i = 0; i < n; i++)
    {
      SyCell cell = { .kind = SY_CELL_TEXT, .text = cells[i], .length = strlen (cells[i]) };
      sy_column_evidence_add (&evidence[i], &cell);
      columns[i].header = headers[i];
      columns[i].evidence = &evidence[i];
    }
  match = sy_role_matcher_match (g_ptr_array_index (kinds, 0), columns, n, FALSE);
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (roles, "%s%s", i > 0 ? "|" : "", match->roles[i] ? match->roles[i]->id : "-");
      g_assert_cmpint (match->roles[i] != NULL, ==, match->reasons[i] != NULL);
    }
  g_assert_cmpstr (roles->str, ==, c->roles);
  missing = g_strjoinv (" ", match->missing);
  g_assert_cmpstr (missing, ==, c->missing);
}

static void
test_names (void)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GHashTable) names = sy_role_matcher_collect_names (kinds);

  g_assert_true (g_hash_table_contains (names, "unitprice"));
  g_assert_true (g_hash_table_contains (names, "实收金额"));
  g_assert_false (g_hash_table_contains (names, ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/role-matcher/normalise", test_normalise);
  for (guint i = 0; i < G_N_ELEMENTS (match_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/role-matcher/match/", match_cases[i].name, NULL);
      g_test_add_data_func (path, &match_cases[i], test_match);
    }
  g_test_add_func ("/role-matcher/names", test_names);
  return g_test_run ();
}
