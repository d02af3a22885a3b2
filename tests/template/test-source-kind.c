/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source kind says of a file: which headers are its roles, and what follows from the roles that are
 * there. */
#include "config.h"

#include <string.h>

#include "sy-source-kind-private.h"
#include "sy-template-reader.h"

static SySourceKind *
read_sales (const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("STEELYARD_DATA"), "sources", "sales.xml", NULL);
  SySourceKind *kind = sy_template_reader_read_kind (path, language, &error);
  g_assert_no_error (error);
  return kind;
}

/* Headers as they are compared: without case, blanks and ASCII punctuation. */
static char *
fold (const char *header)
{
  g_autofree char *lower = g_utf8_strdown (header, -1);
  GString *folded = g_string_new (NULL);
  for (const char *at = lower; *at; at++)
    if (!strchr (" _-.()/#", *at))
      g_string_append_c (folded, *at);
  return g_string_free (folded, FALSE);
}

typedef struct
{
  const char *header;
  const char *role;
} Header;

/* Headers of real files: UCI Online Retail, pizzaplace, dunnhumby, and common cash registers and ERP exports.
 */
static const Header headers[] = {
  { "订单号", "order" },
  { "日期", "date" },
  { "时间", "time" },
  { "商品", "product" },
  { "规格", "size" },
  { "品类", "category" },
  { "单价", "price" },
  { "数量", "quantity" },
  { "金额", "amount" },
  { "InvoiceNo", "order" },
  { "StockCode", "product_id" },
  { "Description", "product" },
  { "Quantity", "quantity" },
  { "InvoiceDate", "date" },
  { "UnitPrice", "price" },
  { "CustomerID", "customer" },
  { "Country", "region" },
  { "id", "order" },
  { "date", "date" },
  { "time", "time" },
  { "name", "product" },
  { "size", "size" },
  { "type", "category" },
  { "price", "price" },
  { "household_id", "customer" },
  { "store_id", "store" },
  { "basket_id", "order" },
  { "product_id", "product_id" },
  { "sales_value", "amount" },
  { "transaction_timestamp", "date" },
  { "销售日期", "date" },
  { "单据日期", "date" },
  { "业务日期", "date" },
  { "下单时间", "date" },
  { "销售金额", "amount" },
  { "实收金额", "amount" },
  { "成交金额", "amount" },
  { "实付", "amount" },
  { "货品名称", "product" },
  { "款号", "product_id" },
  { "SKU", "product_id" },
  { "门店", "store" },
  { "店铺", "store" },
  { "店名", "store" },
  { "导购", "employee" },
  { "营业员", "employee" },
  { "会员卡号", "customer" },
  { "销量", "quantity" },
  { "件数", "quantity" },
  { "成交价", "price" },
  { "实际售价", "price" },
  { "吊牌价", "tag_price" },
};

static void
test_headers (void)
{
  g_autoptr (SySourceKind) kind = read_sales ("en");
  GPtrArray *roles = sy_source_kind_get_roles (kind);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *wanted = fold (headers[i].header);
      const char *found = NULL;
      for (guint j = 0; j < roles->len; j++)
        {
          const SyRole *role = roles->pdata[j];
          for (char **synonym = role->synonyms; *synonym; synonym++)
            {
              g_autofree char *folded = fold (*synonym);
              if (g_str_equal (folded, wanted))
                found = role->id;
            }
        }
      if (g_strcmp0 (found, headers[i].role) != 0)
        g_test_message ("header %s", headers[i].header);
      g_assert_cmpstr (found, ==, headers[i].role);
    }
}

/* A header that two roles claim would be given to whichever comes first. */
static void
test_headers_are_unique (void)
{
  g_autoptr (SySourceKind) kind = read_sales ("en");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *roles = sy_source_kind_get_roles (kind);
  for (guint j = 0; j < roles->len; j++)
    {
      const SyRole *role = roles->pdata[j];
      for (char **synonym = role->synonyms; *synonym; synonym++)
        {
          char *folded = fold (*synonym);
          const char *other = g_hash_table_lookup (seen, folded);
          if (other && !g_str_equal (other, role->id))
            g_error ("header “%s” is of %s and of %s", *synonym, other, role->id);
          g_hash_table_replace (seen, folded, role->id);
        }
    }
}

static void
test_titles (void)
{
  g_autoptr (SySourceKind) english = read_sales ("en");
  g_autoptr (SySourceKind) chinese = read_sales ("zh_CN");
  g_assert_cmpstr (sy_source_kind_get_id (chinese), ==, "sales");
  g_assert_cmpstr (sy_source_kind_get_title (english), ==, "Sales");
  g_assert_cmpstr (sy_source_kind_get_title (chinese), ==, "销售");
  g_assert_cmpstr (sy_source_kind_find_role (english, "amount")->title, ==, "Amount paid");
  g_assert_cmpstr (sy_source_kind_find_role (chinese, "amount")->title, ==, "销售额");
  g_assert_cmpint (sy_source_kind_find_role (chinese, "amount")->type, ==, SY_ROLE_MONEY);
  g_assert_true (sy_source_kind_find_role (chinese, "date")->required);
  g_assert_null (sy_source_kind_find_role (chinese, "nothing"));
}

typedef struct
{
  const char *name;
  const char *present;
  const char *derived;
  const char *missing;
} DeriveCase;

static const DeriveCase derive_cases[] = {
  { "quantity-and-price", "date product quantity price", "amount", "" },
  { "price-only", "date order product price", "quantity amount", "" },
  { "amount-only", "date amount", "quantity price", "" },
  { "amount-and-quantity", "date amount quantity", "price", "" },
  { "no-circle", "date product_id quantity", "product", "amount" },
  { "no-date", "order product", "quantity", "date amount" },
  { "nothing", "", "quantity", "date amount" },
};

static void
test_derive (gconstpointer data)
{
  const DeriveCase *c = data;
  g_autoptr (SySourceKind) kind = read_sales ("en");
  g_auto (GStrv) present = *c->present ? g_strsplit (c->present, " ", -1) : g_new0 (char *, 1);
  g_auto (GStrv) missing = NULL;
  g_autoptr (GPtrArray) derived = sy_source_kind_derive (kind, (const char *const *) present, &missing);

  GString *ids = g_string_new (NULL);
  for (guint i = 0; i < derived->len; i++)
    g_string_append_printf (ids, "%s%s", i ? " " : "", ((const SyRole *) derived->pdata[i])->id);
  g_autofree char *missing_ids = g_strjoinv (" ", missing);
  g_assert_cmpstr (ids->str, ==, c->derived);
  g_assert_cmpstr (missing_ids, ==, c->missing);
  g_string_free (ids, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source-kind/sales/headers", test_headers);
  g_test_add_func ("/source-kind/sales/headers-are-unique", test_headers_are_unique);
  g_test_add_func ("/source-kind/sales/titles", test_titles);
  for (guint i = 0; i < G_N_ELEMENTS (derive_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/source-kind/derive/%s", derive_cases[i].name);
      g_test_add_data_func (path, &derive_cases[i], test_derive);
    }
  return g_test_run ();
}
