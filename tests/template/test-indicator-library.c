/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicators that come with the program: all there, whole in both languages, and found by what people
 * type. */
#include "config.h"

#include <string.h>

#include "sy-catalogue.h"
#include "sy-parser.h"

static SyCatalogue *
open_catalogue (const char *language)
{
  g_autoptr (GError) error = NULL;
  SyCatalogue *catalogue = sy_catalogue_new (language, &error);

  g_assert_no_error (error);
  return catalogue;
}

static gboolean
has_han (const char *text)
{
  for (; *text; text = g_utf8_next_char (text))
    if (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

static void
check_whole (SyIndicator *indicator, gboolean is_chinese)
{
  GPtrArray *inputs = sy_indicator_get_inputs (indicator);
  GPtrArray *warnings = sy_indicator_get_warnings (indicator);
  const char *meaning = sy_indicator_get_meaning (indicator);

  g_assert_true (has_han (meaning) == is_chinese);
  g_assert_cmpint (g_utf8_strlen (meaning, -1), >=, 8);
  g_assert_cmpuint (g_strv_length ((char **) sy_indicator_get_titles (indicator)), ==, 2);
  g_assert_nonnull (sy_indicator_get_levels (indicator)[0]);
  g_assert_nonnull (sy_indicator_get_lines (indicator)[0]);
  g_assert_nonnull (sy_indicator_get_view (indicator));
  g_assert_true (has_han (sy_indicator_get_domain_title (indicator)) == is_chinese);
  g_assert_cmpuint (inputs->len, >, 0);
  for (guint i = 0; i < warnings->len; i++)
    g_assert_true (has_han (((const SyIndicatorWarning *) warnings->pdata[i])->text) == is_chinese);
  for (guint i = 0; sy_indicator_get_edges (indicator)[i]; i++)
    g_assert_true (has_han (sy_indicator_get_edges (indicator)[i]) == is_chinese);
}

static void
test_whole (gconstpointer language)
{
  g_autoptr (SyCatalogue) catalogue = open_catalogue (language);
  GPtrArray *indicators = sy_catalogue_get_indicators (catalogue);
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (indicators->len, ==, 198);
  for (guint i = 0; i < indicators->len; i++)
    {
      check_whole (indicators->pdata[i], g_str_equal (language, "zh_CN"));
      g_assert_true (g_hash_table_add (titles, (gpointer) sy_indicator_get_title (indicators->pdata[i])));
    }
}

static gboolean
note_name (SyExpression *expression, gpointer names)
{
  if (expression->kind == SY_EXPRESSION_NAME)
    g_hash_table_add (names, expression->text);
  return TRUE;
}

/* No input is asked for in vain. */
static void
test_inputs_are_read (void)
{
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("en");
  GPtrArray *indicators = sy_catalogue_get_indicators (catalogue);

  for (guint i = 0; i < indicators->len; i++)
    {
      GPtrArray *inputs = sy_indicator_get_inputs (indicators->pdata[i]);
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (SyExpression) tree = sy_parser_parse (sy_indicator_get_formula (indicators->pdata[i]), NULL);
      sy_expression_walk (tree, note_name, names);
      for (guint j = 0; j < inputs->len; j++)
        g_assert_true (g_hash_table_contains (names, ((const SyIndicatorInput *) inputs->pdata[j])->id));
    }
}

typedef struct
{
  const char *text;
  const char *first; /* id of what must come first */
} Search;

static const Search searches[] = {
  { "客单价", "avg_customer_spend" },
  { "连带率", "units_per_transaction" },
  { "UPT", "units_per_transaction" },
  { "坪效", "sales_per_sqm" },
  { "closing_rate_entry", "closing_rate_entry" },
  { "Days of supply", "inventory_days_qty" },
  { "hyzzl", "member_growth_rate" },
  { "huiyuanzengzhang", "member_growth_rate" },
  { "xsrx", "sales_per_employee" },
  { "xykhl", NULL },
  { "会员 贡献", "member_contribution_rate" },
  { "贡献 会员", "member_contribution_rate" },
  { "ｎｐｓ", "nps" },
  { "gmroi", "gmroi" },
  { "demand_sd", "safety_stock" },
  { "七折", "promo_depth" },
};

/* Opened once for all searches: the first one makes what is looked through. */
static SyCatalogue *searched = NULL;

static void
test_search (gconstpointer data)
{
  const Search *search = data;
  g_autoptr (GPtrArray) found = NULL;

  if (!searched)
    searched = open_catalogue ("zh_CN");
  found = sy_catalogue_search_indicators (searched, search->text);

  if (!search->first)
    {
      g_assert_cmpuint (found->len, ==, 0);
      return;
    }
  g_assert_cmpuint (found->len, >, 0);
  g_assert_cmpstr (sy_indicator_get_id (found->pdata[0]), ==, search->first);
}

/* Initials of parts of a name, all of members first; nothing typed gives all in their order. */
static void
test_search_many (void)
{
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("zh_CN");
  g_autoptr (GPtrArray) rates = sy_catalogue_search_indicators (catalogue, "hyl");
  g_autoptr (GPtrArray) all = sy_catalogue_search_indicators (catalogue, "  ");

  g_assert_cmpuint (rates->len, >=, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_nonnull (strstr (sy_indicator_get_title (rates->pdata[i]), "会员"));
  g_assert_cmpuint (all->len, ==, 198);
  for (guint i = 0; i < all->len; i++)
    g_assert_true (all->pdata[i] == sy_catalogue_get_indicators (catalogue)->pdata[i]);
}

static void
test_find (void)
{
  static const char *const names[][2] = {
    { "成交率(按进店人数)", "closing_rate_entry" },
    { "成交率（按进店人数）", "closing_rate_entry" },
    { "接触率_试穿率", "try_on_rate" },
    { "CLOSING_RATE_ENTRY", "closing_rate_entry" },
    { "market share", "market_share" },
    { "市场占有率", "market_share" },
    { "黄氏曲线值", "unit_weight_value" },
  };
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("en");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      SyIndicator *indicator = sy_catalogue_find_indicator (catalogue, names[i][0], &error);
      g_assert_no_error (error);
      g_assert_cmpstr (sy_indicator_get_id (indicator), ==, names[i][1]);
    }
}

static void
test_did_you_mean (void)
{
  static const char *const slips[][2] = {
    { "closing_rate_entri", "closing_rate_entry" },
    { "会员增长", "member_growth_rate" },
    { "qqqq", NULL },
    { "", NULL },
  };
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("en");

  for (gsize i = 0; i < G_N_ELEMENTS (slips); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (sy_catalogue_find_indicator (catalogue, slips[i][0], &error));
      g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING);
      g_assert_true ((strstr (error->message, slips[i][1] ? slips[i][1] : "did you mean") != NULL)
                     == (slips[i][1] != NULL));
    }
}

/* What the formulas read, through computed columns and helper tables. */
static void
test_needs (void)
{
  static const char *const wanted[][3] = {
    { "sales_amount", "sales.amount", "" },
    { "tag_discount_rate", "sales.amount sales.quantity sales.tag_price", "sales.tag_amount" },
    { "uncarded_rate", "sales.amount sales.customer sales.order", "orders.amount orders.carded_lines" },
    { "nps", "", "" },
  };
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("en");

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      SyIndicator *indicator = sy_catalogue_find_indicator (catalogue, wanted[i][0], NULL);
      g_autofree char *needs = g_strjoinv (" ", (char **) sy_indicator_get_needs (indicator));
      g_autofree char *columns = g_strjoinv (" ", (char **) sy_indicator_get_helper_columns (indicator));
      g_assert_cmpstr (needs, ==, wanted[i][1]);
      g_assert_cmpstr (columns, ==, wanted[i][2]);
      g_assert_true (sy_indicator_is_from_data (indicator) == (*needs != '\0'));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/indicator-library/whole/en", "en", test_whole);
  g_test_add_data_func ("/indicator-library/whole/zh", "zh_CN", test_whole);
  g_test_add_func ("/indicator-library/inputs-are-read", test_inputs_are_read);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *path = g_strdup_printf ("/indicator-library/search/%zu", i);
      g_test_add_data_func (path, &searches[i], test_search);
    }
  g_test_add_func ("/indicator-library/search-many", test_search_many);
  g_test_add_func ("/indicator-library/find", test_find);
  g_test_add_func ("/indicator-library/did-you-mean", test_did_you_mean);
  g_test_add_func ("/indicator-library/needs", test_needs);
  int status = g_test_run ();

  g_clear_object (&searched);
  return status;
}
