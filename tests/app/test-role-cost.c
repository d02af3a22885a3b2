/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file lacks is told with the tables that it costs: required roles first, derived ones not at all. */
#include "config.h"

#include "app-fixture.h"
#include "sy-role-cost.h"

static GPtrArray *
list_costs (AppFixture *fixture, const char *const *present)
{
  SyCatalogue *catalogue = fixture->base.catalogue;
  GPtrArray *templates = sy_workbook_get_templates (sy_session_get_workbook (fixture->session));

  return sy_role_cost_list (catalogue, templates, sy_catalogue_find_kind (catalogue, "sales"), present);
}

static const SyRoleCost *
find_cost (GPtrArray *costs, const char *role)
{
  for (guint i = 0; i < costs->len; i++)
    if (g_str_equal (((const SyRoleCost *) costs->pdata[i])->role, role))
      return costs->pdata[i];
  return NULL;
}

static void
test_optional (AppFixture *fixture, gconstpointer data)
{
  const char *const present[] = { "date", "product", "amount", NULL };
  g_autoptr (GPtrArray) costs = list_costs (fixture, present);
  const SyRoleCost *store = find_cost (costs, "store");

  g_assert_nonnull (store);
  g_assert_false (store->required);
  g_assert_cmpuint (g_strv_length (store->tables), ==, 1);
  g_assert_cmpstr (store->tables[0], ==, "shops");
  g_assert_null (find_cost (costs, "product"));
}

static void
test_required (AppFixture *fixture, gconstpointer data)
{
  const char *const present[] = { "store", "amount", NULL };
  g_autoptr (GPtrArray) costs = list_costs (fixture, present);
  const SyRoleCost *first;

  g_assert_cmpuint (costs->len, >=, 2);
  first = costs->pdata[0];
  g_assert_true (first->required);
  g_assert_cmpstr (first->role, ==, "date");
  g_assert_false (find_cost (costs, "product")->required);
  g_assert_true (g_strv_contains ((const char *const *) find_cost (costs, "product")->tables, "Products"));
}

/* Amounts follow from quantities and prices. */
static void
test_derived (AppFixture *fixture, gconstpointer data)
{
  const char *const present[] = { "date", "product", "store", "quantity", "price", NULL };
  g_autoptr (GPtrArray) costs = list_costs (fixture, present);

  g_assert_null (find_cost (costs, "amount"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/role-cost/optional", AppFixture, NULL, app_fixture_set_up, test_optional,
              app_fixture_tear_down);
  g_test_add ("/role-cost/required", AppFixture, NULL, app_fixture_set_up, test_required,
              app_fixture_tear_down);
  g_test_add ("/role-cost/derived", AppFixture, NULL, app_fixture_set_up, test_derived,
              app_fixture_tear_down);
  return g_test_run ();
}
