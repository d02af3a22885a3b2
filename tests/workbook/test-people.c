/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever is in the data is found in what was typed, and nobody else. */
#include "config.h"

#include "sy-people.h"
#include "sy-workbook-private.h"
#include "workbook-fixture.h"

static const char csv[] = "日期,订单号,客户,手机,金额\n"
                          "2024-03-01,1,张三,13812345678,10\n"
                          "2024-03-02,2,Ann,13912345678,20\n"
                          "2024-03-03,3,20240,,30\n"
                          "2024-03-04,4,欧阳修文,,30\n";

static char *
write_stars (const SyPerson *person, gpointer user_data)
{
  return g_strdup ("*");
}

static const struct
{
  const char *typed, *masked;
} cases[] = {
  { "张三", "*" },
  { "张三的年度计划", "*的年度计划" },
  { "张三丰和欧阳修文", "*丰和*" },
  { "Ann", "*" },
  { "plan for Ann, 2024", "plan for *, 2024" },
  { "Annual plan", "Annual plan" },
  { "Joann", "Joann" },
  { "打13812345678", "打*" },
  { "20240", "*" },
  { "目标20240元", "目标20240元" },
  { "120240", "120240" },
  { "李四", "李四" },
  { "10", "10" },
  { "", "" },
};

static void
test_masked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write_file (fixture, "sales.csv", csv);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;

  fixture_import (fixture->workbook, path);
  for (guint i = 0; i < fixture->workbook->sources->len; i++)
    sy_source_classify (fixture->workbook->sources->pdata[i], fixture->engine);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_ptr_array_add (texts, (gpointer) cases[i].typed);
  people = sy_people_find (fixture->engine, fixture->workbook->sources, texts, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = sy_people_mask (people, cases[i].typed, write_stars, NULL);

      g_assert_cmpstr (masked, ==, cases[i].masked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/people/masked", Fixture, NULL, fixture_set_up, test_masked, fixture_tear_down);
  return g_test_run ();
}
