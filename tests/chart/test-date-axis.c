/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Date labels say what changes, in either language, and steps begin where calendars do. */
#include "config.h"

#include "sy-date-axis.h"

typedef struct
{
  const char *name;
  guint step; /* index */
  int from[3];
  int to[3];
  const char *english;
  const char *chinese;
} TickCase;

/* The context, where there is one, follows in brackets. 2015-12-07 was a Monday. */
static const TickCase tick_cases[] = {
  { "days",
    0,
    { 2015, 12, 30 },
    { 2016, 1, 2 },
    "30 Dec[2015] 31 1 Jan[2016] 2",
    "12月30日[2015年] 31日 1月1日[2016年] 2日" },
  { "weeks", 2, { 2015, 12, 1 }, { 2015, 12, 31 }, "7 Dec[2015] 14 21 28", "12月7日[2015年] 14日 21日 28日" },
  { "months", 4, { 2015, 11, 2 }, { 2016, 2, 1 }, "Dec[2015] Jan[2016] Feb", "12月[2015年] 1月[2016年] 2月" },
  { "quarters", 6, { 2015, 1, 1 }, { 2015, 12, 31 }, "Jan[2015] Apr Jul Oct", "1月[2015年] 4月 7月 10月" },
  { "years", 8, { 2013, 6, 1 }, { 2016, 1, 1 }, "2014 2015 2016", "2014 2015 2016" },
  { "leap-day", 0, { 2024, 2, 28 }, { 2024, 3, 1 }, "28 Feb[2024] 29 1 Mar", "2月28日[2024年] 29日 3月1日" },
};

static void
test_ticks (gconstpointer data)
{
  const TickCase *test = data;
  gint64 first = sy_chart_date_to_days (test->from[0], test->from[1], test->from[2]);
  gint64 last = sy_chart_date_to_days (test->to[0], test->to[1], test->to[2]);
  for (int chinese = 0; chinese < 2; chinese++)
    {
      g_autoptr (GArray) ticks =
          sy_chart_date_ticks (sy_chart_date_step_nth (test->step), first, last, chinese);
      g_autoptr (GString) all = g_string_new (NULL);
      for (guint i = 0; i < ticks->len; i++)
        {
          const SyDateTick *tick = &g_array_index (ticks, SyDateTick, i);
          g_string_append_printf (all, "%s%s", i > 0 ? " " : "", tick->text);
          if (tick->context != NULL)
            g_string_append_printf (all, "[%s]", tick->context);
        }
      g_assert_cmpstr (all->str, ==, chinese ? test->chinese : test->english);
    }
}

static void
test_days (void)
{
  /* Known day numbers: the epoch, and dates counted by date(1) -d … +%s / 86400. */
  static const struct
  {
    gint64 days;
    const char *text;
  } cases[] = { { 0, "1970-01-01" },  { 16770, "2015-12-01" },   { 19782, "2024-02-29" },
                { -1, "1969-12-31" }, { -719162, "0001-01-01" }, { 2932896, "9999-12-31" } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int year, month, day;
      g_autofree char *text = sy_chart_format_date (cases[i].days);
      g_assert_cmpstr (text, ==, cases[i].text);
      sy_chart_date_from_days (cases[i].days, &year, &month, &day);
      g_assert_cmpint (sy_chart_date_to_days (year, month, day), ==, cases[i].days);
    }
}

/* Every step ends, never makes more ticks than it says, and keeps them in the range and in order. */
static void
test_any_range (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  for (int n = 0; n < 300; n++)
    for (guint s = 0; sy_chart_date_step_nth (s) != NULL; s++)
      {
        const SyDateStep *step = sy_chart_date_step_nth (s);
        gint64 first = g_rand_int_range (rand, -800000, 3000000);
        gint64 last = first + g_rand_int_range (rand, 0, 3000);
        g_autoptr (GArray) ticks = sy_chart_date_ticks (step, first, last, FALSE);
        g_assert_cmpint (ticks->len, <=, sy_chart_date_step_count (step, first, last));
        for (guint i = 1; i < ticks->len; i++)
          g_assert_cmpint (g_array_index (ticks, SyDateTick, i).days, >,
                           g_array_index (ticks, SyDateTick, i - 1).days);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tick_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/date-axis/ticks/", tick_cases[i].name, NULL);
      g_test_add_data_func (path, &tick_cases[i], test_ticks);
    }
  g_test_add_func ("/date-axis/days", test_days);
  g_test_add_func ("/date-axis/any-range", test_any_range);
  return g_test_run ();
}
