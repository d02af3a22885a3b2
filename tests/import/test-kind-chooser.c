/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which kind of data a table is, by its headers as tills, ERPs and web shops write them, and by its name. */
#include "config.h"

#include <string.h>

#include "sy-catalogue.h"
#include "sy-kind-chooser.h"

typedef struct
{
  const char *name;
  const char *title; /* file name or the like, or NULL */
  const char *headers;
  const char *cells; /* one row */
  const char *kind;
  const char *missing; /* required roles that are not there */
} ChoiceCase;

static const ChoiceCase cases[] = {
  { "till", NULL, "日期|小票号|商品名称|数量|金额", "2023-01-05|1001|可乐|2|7.00", "sales", "" },
  { "three-columns", NULL, "日期|商品|金额", "2023-01-05|可乐|7.00", "sales", "" },
  { "uci", "online_retail.xlsx",
    "InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country",
    "536365|85123A|HEART|6|2010-12-01|2.55|17850|United Kingdom", "sales", "" },
  { "without-money", NULL, "日期|商品|数量", "2023-01-05|可乐|2", "sales", "amount" },
  { "stock-by-name", "2023-01 库存.xlsx", "货号|品名|数量", "A-1|可乐|20", "inventory", "" },
  { "stock-by-header", "export.csv", "仓库|货号|品名|现存量|库存金额", "A|A-1|可乐|20|60.00", "inventory",
    "" },
  { "latin-names-are-words", "stockings.csv", "date|product|quantity|amount", "2023-01-05|nylon|2|7.00",
    "sales", "" },
  { "goods", "商品资料.xls", "商品编码|商品名称|大类|小类|吊牌价|进价|上市日期",
    "A-1|可乐|饮料|汽水|3.50|2.10|2022-03-01", "products", "" },
  { "purchases", "采购明细.xlsx", "日期|供应商|商品编码|品名|数量|金额", "2023-01-05|百事|A-1|可乐|20|42.00",
    "purchases", "" },
  { "footfall", "data.csv", "日期|门店|过店人数|进店人数", "2023-01-05|一店|900|120", "traffic", "" },
  { "footfall-english", "data.csv", "date|hour|store|passers|entries", "2023-01-05|10|A|900|120", "traffic",
    "" },
  { "members", "data.csv", "会员卡号|姓名|性别|入会日期|会员等级", "0001|张三|女|2022-03-01|金卡", "members",
    "" },
  { "stores", "data.csv", "门店编码|店名|区域|营业面积|月租金|开业日期", "001|一店|华东|120|30000|2019-05-01",
    "stores", "" },
  { "targets", "data.csv", "门店|月份|销售目标", "一店|2023-01-01|100000", "targets", "" },
  { "sales-in-a-file-called-stores", "stores.csv", "门店|城市|日期|金额", "一店|上海|2023-01-05|7.00",
    "sales", "" },
  { "sales-in-a-file-called-shop", "门店.xlsx", "门店|日期|销售额", "一店|2023-01-05|7.00", "sales", "" },
  { "stores-in-a-file-called-stores", "stores.csv", "门店|城市|开业日期|面积", "一店|上海|2013-01-05|70",
    "stores", "" },
  { "targets-of-months", "data.csv", "门店|月份|销售目标", "一店|2023年1月|100000", "targets", "" },
  { "receivables-of-months", "data.csv", "客户名称|账期|应收金额|回款金额", "甲公司|202301|1000|750",
    "receivables", "" },
  { "market-of-months", "data.csv", "月份|市场销售总额", "2023-01|1000000", "market", "" },
  { "promotions", "data.csv", "活动名称|活动开始|活动结束|活动费用", "五一|2023-04-29|2023-05-03|5000",
    "promotions", "" },
  { "receivables", "data.csv", "客户名称|账期|应收金额|回款金额", "甲公司|2023-01-01|1000|750", "receivables",
    "" },
  { "staff", "data.csv", "工号|部门|职务|学历|入职日期|离职日期", "0012|零售|店长|大专|2020-01-06|2022-01-06",
    "employees", "" },
  { "contracts", "data.csv", "客户编号|合同开始日期|合同到期日|是否续约", "C1|2022-01-01|2022-12-31|是",
    "customers", "" },
  { "supply", "data.csv", "采购订单号|商品编码|订货数量|到货数量|是否准时", "P1|A-1|100|80|否",
    "orders_supply", "" },
  { "service", "投诉记录.csv", "工单号|受理时间|投诉类型|是否解决", "T1|2023-01-05|质量|是", "service", "" },
  { "visits", "data.csv", "接待编号|门店|进店时间|离店时间|是否成交", "1|一店|10:00:00|10:07:30|是", "visits",
    "" },
  { "costs", "data.csv", "期间|门店|营业收入|工资|租金|费用合计", "2023-01-01|一店|90000|20000|9000|35000",
    "finance", "" },
  { "holidays", "data.csv", "日期|节日名称|是否放假", "2023-01-22|春节|是", "calendar", "" },
  { "moves", "出入库明细.csv", "单据日期|业务类型|商品编码|数量", "2023-01-05|调拨|A-1|3", "stock_moves",
    "" },
  { "market", "data.csv", "月份|市场销售总额|竞争对手销售额", "2023-01-01|1000000|300000", "market", "" },
  { "nothing", NULL, "foo|bar", "1|2", NULL, "" },
};

static void
fill_columns (
    const ChoiceCase *c, char **headers, char **cells, SyMatchColumn *columns, SyColumnEvidence *evidence)
{
  for (guint i = 0; headers[i]; i++)
    {
      SyCell cell = { .kind = SY_CELL_TEXT, .text = cells[i], .length = strlen (cells[i]) };

      sy_column_evidence_add (&evidence[i], &cell);
      columns[i] = (SyMatchColumn){ headers[i], &evidence[i] };
    }
}

static void
test_choose (gconstpointer data)
{
  const ChoiceCase *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", &error);
  g_auto (GStrv) headers = g_strsplit (c->headers, "|", -1);
  g_auto (GStrv) cells = g_strsplit (c->cells, "|", -1);
  guint n = g_strv_length (headers);
  g_autofree SyMatchColumn *columns = g_new0 (SyMatchColumn, n);
  g_autofree SyColumnEvidence *evidence = g_new0 (SyColumnEvidence, n);
  const char *titles[] = { c->title, NULL };
  g_autofree char *reason = NULL;
  g_autofree char *missing = NULL;
  g_autoptr (SyRoleMatch) match = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (cells), ==, n);
  fill_columns (c, headers, cells, columns, evidence);
  match = sy_kind_chooser_choose (sy_catalogue_get_kinds (catalogue), columns, n, FALSE, titles, &reason);
  g_assert_cmpstr (match ? sy_source_kind_get_id (match->kind) : NULL, ==, c->kind);
  g_assert_cmpint (match != NULL, ==, reason != NULL);
  missing = match ? g_strjoinv (" ", match->missing) : g_strdup ("");
  g_assert_cmpstr (missing, ==, c->missing);
}

static void
test_no_kinds (void)
{
  SyColumnEvidence evidence = { 0 };
  SyMatchColumn column = { "date", &evidence };

  g_assert_null (sy_kind_chooser_choose (NULL, &column, 1, FALSE, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/kind-chooser/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_choose);
    }
  g_test_add_func ("/kind-chooser/no-kinds", test_no_kinds);
  return g_test_run ();
}
