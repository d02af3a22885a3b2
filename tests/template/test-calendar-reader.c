/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars of one's own: one that begins with another, and what is wrong with a file, by its place. */
#include "config.h"

#include <glib/gstdio.h>

#include "sy-calendar-private.h"
#include "sy-template-reader.h"

static SyCalendar *
read_text (const char *text, GPtrArray *others, GError **error)
{
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("steelyard-calendar-XXXXXX.xml", &path, NULL);
  SyCalendar *calendar;

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  calendar = sy_calendar_read (path, "en", others, error);
  g_remove (path);
  return calendar;
}

#define BASE                                                                                                 \
  "<calendar id='base'><title>Base</title>"                                                                  \
  "<festival id='day' kind='holiday' date='10-01' from='0' to='6'><title>Day</title></festival>"             \
  "<holidays year='2024'><off festival='day' from='2024-10-01' to='2024-10-07' "                             \
  "work='2024-09-29'/></holidays>"                                                                           \
  "</calendar>"

static void
test_own_calendar_begins_with_another (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SyCalendar) own = NULL;
  g_autoptr (GPtrArray) days = NULL;
  const SyCalendarDay *day;

  g_ptr_array_add (others, read_text (BASE, NULL, &error));
  g_assert_no_error (error);
  own = read_text (
      "<calendar id='own' uses='base'>"
      "<festival id='shop' kind='industry' date='10-08'><title>Our birthday</title></festival>"
      "<festival id='day' kind='holiday' date='10-01' from='0' to='0'><title>National</title></festival>"
      "<holidays year='2024'><off festival='day' from='2024-10-01' to='2024-10-02'/></holidays>"
      "<holidays year='2025'/></calendar>",
      others, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sy_calendar_get_title (own), ==, "own");
  g_assert_cmpuint (sy_calendar_get_valid_from (own), ==, 2024);
  g_assert_cmpuint (sy_calendar_get_valid_through (own), ==, 2025);
  g_assert_cmpuint (sy_calendar_get_last_lunar_year (own), ==, 0);
  days = sy_calendar_list_days (own, sy_calendar_day_new (2024, 10, 1), sy_calendar_day_new (2024, 10, 8));
  day = days->pdata[0];
  g_assert_cmpstr (day->special_name, ==, "National");
  g_assert_true (day->is_holiday);
  day = days->pdata[1];
  g_assert_cmpstr (day->special_name, ==, "National");
  g_assert_null (day->festival);
  day = days->pdata[2];
  g_assert_false (day->is_holiday);
  g_assert_cmpstr (((const SyCalendarDay *) days->pdata[7])->special_name, ==, "Our birthday");
  g_assert_cmpstr (((const SyCalendarDay *) days->pdata[7])->kind, ==, "industry");
}

#define WITH(inner) "<calendar id='c'><festival id='f' kind='holiday' date='10-01'/>" inner "</calendar>"
#define MONTHS "months='29 30 29 29 30 29 30 30 29 30 30 29'"

static const struct
{
  const char *name, *text, *message;
} bad[] = {
  { "no-id", "<calendar/>", "id" },
  { "two-rules", "<calendar id='c'><festival id='f' kind='holiday' date='10-01' lunar='1-1'/></calendar>",
    "one of" },
  { "no-rule", "<calendar id='c'><festival id='f' kind='holiday'/></calendar>", "one of" },
  { "kind", "<calendar id='c'><festival id='f' kind='feast' date='10-01'/></calendar>", "feast" },
  { "month", "<calendar id='c'><festival id='f' kind='holiday' date='13-01'/></calendar>", "13-01" },
  { "lunar-day", "<calendar id='c'><festival id='f' kind='holiday' lunar='1-31'/></calendar>", "1-31" },
  { "nth", "<calendar id='c'><festival id='f' kind='holiday' month='5' nth='2'/></calendar>", "weekday" },
  { "half-window", "<calendar id='c'><festival id='f' kind='holiday' date='10-01' from='0'/></calendar>",
    "go together" },
  { "window", "<calendar id='c'><festival id='f' kind='holiday' date='10-01' from='1' to='2'/></calendar>",
    "the day itself" },
  { "offset", "<calendar id='c'><festival id='f' kind='holiday' date='10-01' plus='900'/></calendar>",
    "900" },
  { "no-festival",
    WITH ("<holidays year='2024'><off festival='g' from='2024-01-01' to='2024-01-01'/></holidays>"), "“g”" },
  { "no-date",
    WITH ("<holidays year='2024'><off festival='f' from='2024-02-30' to='2024-03-01'/></holidays>"),
    "2024-02-30" },
  { "backwards",
    WITH ("<holidays year='2024'><off festival='f' from='2024-02-03' to='2024-02-01'/></holidays>"),
    "before" },
  { "work",
    WITH (
        "<holidays year='2024'><off festival='f' from='2024-02-01' to='2024-02-01' work='soon'/></holidays>"),
    "soon" },
  { "gap", WITH ("<holidays year='2024'/><holidays year='2026'/>"), "2025" },
  { "year", WITH ("<holidays year='24'/>"), "1900" },
  { "months",
    WITH ("<lunar year='2024' new-year='2024-02-10' months='29 30' qingming='2024-04-04' "
          "winter-solstice='2024-12-21'/>"),
    "12 numbers" },
  { "month-length",
    WITH ("<lunar year='2024' new-year='2024-02-10' months='28 30 29 29 30 29 30 30 29 30 30 29' "
          "qingming='2024-04-04' winter-solstice='2024-12-21'/>"),
    "29 or 30" },
  { "leap",
    WITH ("<lunar year='2024' new-year='2024-02-10' " MONTHS " leap='4' qingming='2024-04-04' "
          "winter-solstice='2024-12-21'/>"),
    "13 numbers" },
  { "lunar-gap",
    WITH ("<lunar year='2024' new-year='2024-02-10' " MONTHS
          " qingming='2024-04-04' winter-solstice='2024-12-21'/>"
          "<lunar year='2025' new-year='2025-01-30' " MONTHS
          " qingming='2025-04-04' winter-solstice='2025-12-21'/>"),
    "2025" },
  { "uses", "<calendar id='c' uses='nowhere'/>", "nowhere" },
};

static void
test_bad_files_are_told_by_their_place (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyCalendar) calendar = read_text (bad[i].text, NULL, &error);
      g_test_message ("%s: %s", bad[i].name, error ? error->message : "read");
      g_assert_null (calendar);
      g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_SYNTAX);
      g_assert_nonnull (strstr (error->message, ".xml:1:"));
      g_assert_nonnull (strstr (error->message, bad[i].message));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-reader/own", test_own_calendar_begins_with_another);
  g_test_add_func ("/calendar-reader/bad", test_bad_files_are_told_by_their_place);
  return g_test_run ();
}
