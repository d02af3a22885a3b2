/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure means the same in a context as over a source that has only the context's rows. */
#include "config.h"

#include "sy-context.h"

typedef struct
{
  const char *name, *measure, *expected; /* expected NULL: refused */
} Case;

/* Sales by store in a period; stock without. */
static const Case cases[] = {
  { "sum", "SUM(sales[amount])", "SUMIFS(sales[amount],sales[month],[@period],sales[store],[@store])" },
  { "count", "COUNT(sales[price])",
    "COUNTIFS(sales[price],\"<>\",sales[month],[@period],sales[store],[@store])" },
  { "blanks", "COUNTBLANK(sales[customer])",
    "COUNTIFS(sales[customer],\"\",sales[month],[@period],sales[store],[@store])" },
  { "rows", "ROWS(sales[date])", "COUNTIFS(sales[month],[@period],sales[store],[@store])" },
  { "mean", "AVERAGE(sales[price])",
    "AVERAGEIFS(sales[price],sales[month],[@period],sales[store],[@store])" },
  { "extremes", "MAX(sales[date])-MIN(sales[date])",
    "MAXIFS(sales[date],sales[month],[@period],sales[store],[@store])-MINIFS(sales[date],sales[month],[@"
    "period],"
    "sales[store],[@store])" },
  { "distinct", "DISTINCTCOUNT(sales[order],sales[quantity],\">0\")",
    "DISTINCTCOUNT(sales[order],sales[quantity],\">0\",sales[month],[@period],sales[store],[@store])" },
  { "sumif", "SUMIF(sales[category],\"A\",sales[amount])",
    "SUMIFS(sales[amount],sales[category],\"A\",sales[month],[@period],sales[store],[@store])" },
  { "ratio", "SUM(sales[amount])/(DISTINCTCOUNT(sales[order])+1)",
    "SUMIFS(sales[amount],sales[month],[@period],sales[store],[@store])/"
    "(DISTINCTCOUNT(sales[order],sales[month],"
    "[@period],sales[store],[@store])+1)" },
  { "own-period", "SUMIFS(sales[amount],sales[date],\"<=\"&period_end)",
    "SUMIFS(sales[amount],sales[date],\"<=\"&[@end],sales[store],[@store])" },
  { "stock",
    "SUMIFS(inventory[quantity],inventory[date],MAXIFS(inventory[date],inventory[date],\"<=\"&period_end))",
    "SUMIFS(inventory[quantity],inventory[date],MAXIFS(inventory[date],inventory[date],\"<=\"&[@end]),"
    "inventory[store],[@store])" },
  { "held-against-the-mean",
    "SUMIFS(sales[amount],sales[amount],\">=\"&10*SUM(sales[amount])/ROWS(sales[order]))",
    "SUMIFS(sales[amount],sales[amount],\">=\"&10*SUMIFS(sales[amount],sales[month],[@period],sales[store],[@"
    "store])/COUNTIFS(sales[month],[@period],sales[store],[@store]),sales[month],[@period],sales[store],[@"
    "store])" },
  { "names", "profit/(sales_area-1)", "[@p]/([@a]+[@b]-1)" },
  { "other-source", "SUM(stores[floor_area])", "SUM(stores[floor_area])" },
  { "lookup", "INDEX(sales[price],1)", "INDEX(sales[price],1)" },
  { "median", "MEDIAN(sales[price])", NULL },
  { "two-columns", "SUM(sales[amount],sales[cost])", NULL },
  { "syntax", "SUM(sales[amount]", NULL },
};

static void
test_rewriting (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (SyContext) context = sy_context_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *formula = NULL;

  sy_context_add_period (context, "sales", "date", "month", "[@period]");
  sy_context_add (context, "sales", "store", "[@store]");
  sy_context_add_period (context, "inventory", "date", "date", "[@period]");
  sy_context_add (context, "inventory", "store", "[@store]");
  sy_context_set_name (context, "period_end", "[@end]");
  sy_context_set_name (context, "profit", "[@p]");
  sy_context_set_name (context, "sales_area", "[@a]+[@b]");
  formula = sy_context_apply (context, c->measure, &error);
  g_assert_cmpstr (formula, ==, c->expected);
  g_assert_true ((error != NULL) == (c->expected == NULL));
}

/* Rows that a measure looks at by days of its own; the period of the context is none of theirs. */
static void
test_count (void)
{
  static const struct
  {
    const char *measure, *expected;
  } counts[] = {
    { "SUMIFS(inventory[cost],inventory[date],\"<=\"&period_end)",
      "COUNTIFS(inventory[date],\"<=\"&[@end],inventory[store],[@store])" },
    { "DISTINCTCOUNT(inventory[sku],inventory[date],period_end)/SUM(inventory[cost])",
      "COUNTIFS(inventory[date],[@end],inventory[store],[@store])" },
    /* Once each; the day that a criterion looks for is no row of its own. */
    { "SUMIFS(inventory[cost],inventory[date],MAXIFS(inventory[date],inventory[date],\"<=\"&period_end))/"
      "SUMIFS(inventory[quantity],inventory[date],MAXIFS(inventory[date],inventory[date],\"<=\"&period_end))",
      "COUNTIFS(inventory[date],MAXIFS(inventory[date],inventory[date],\"<=\"&[@end]),inventory[store],"
      "[@store])" },
    { "SUM(inventory[cost])", NULL },
    { "SUMIFS(sales[amount],sales[date],period_end)", NULL },
    { "COUNTIFS(inventory[date],[@day])", NULL },
    { "SUM(", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (SyContext) context = sy_context_new ();
      g_autofree char *count = NULL;

      sy_context_add_period (context, "inventory", "date", "date", "[@period]");
      sy_context_add (context, "inventory", "store", "[@store]");
      sy_context_set_name (context, "period_end", "[@end]");
      count = sy_context_write_count (context, counts[i].measure, "inventory", "date");
      g_assert_cmpstr (count, ==, counts[i].expected);
    }
}

static void
test_reads (void)
{
  g_auto (GStrv) reads =
      sy_context_list_reads ("SUM(sales[amount])/SUM(stores[floor_area])+SUM(sales[amount])", NULL);
  g_auto (GStrv) names = sy_context_list_names ("IF(target<0,2-actual/target,actual/target)", NULL);
  g_autofree char *read = g_strjoinv (" ", reads);
  g_autofree char *name = g_strjoinv (" ", names);

  g_assert_cmpstr (read, ==, "sales sales.amount stores stores.floor_area");
  g_assert_cmpstr (name, ==, "target actual");
  g_assert_true (sy_context_is_additive ("SUM(sales[amount])-COUNTIFS(sales[store],\"a\")*2"));
  g_assert_false (sy_context_is_additive ("SUM(sales[amount])/SUM(sales[quantity])"));
  g_assert_false (sy_context_is_additive ("DISTINCTCOUNT(sales[order])"));
  g_assert_false (
      sy_context_is_additive ("SUMIFS(sales[amount],sales[amount],\">\"&AVERAGE(sales[amount]))"));
  g_assert_true (sy_context_is_additive ("SUMIFS(stock[value],stock[date],MAX(stock[date]))"));
  g_assert_true (sy_context_is_pooled ("SUMIFS(sales[amount],sales[amount],\">\"&AVERAGE(sales[amount]))"));
  g_assert_true (sy_context_is_pooled ("DISTINCTCOUNT(sales[order])*2-SUM(sales[amount])"));
  g_assert_true (sy_context_is_pooled ("IF(first<=last,SUM(stock[value]),NA())*(last-first)/2"));
  g_assert_false (sy_context_is_pooled ("SUM(sales[amount])/SUM(sales[quantity])"));
  g_assert_false (sy_context_is_pooled ("IF(first<=last,SUM(stock[value]),0)"));
  g_assert_false (sy_context_is_pooled ("AVERAGE(sales[amount])"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/context/rewriting/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_rewriting);
    }
  g_test_add_func ("/context/count", test_count);
  g_test_add_func ("/context/reads", test_reads);
  return g_test_run ();
}
