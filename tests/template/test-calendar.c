/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in calendar against the sky, the almanac of the Hong Kong Observatory and the State Council's
 * notices; and which day of last year each day is held against. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sy-calendar-private.h"

static SyCalendar *
read_calendar (const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("STEELYARD_DATA"), "calendars", "cn.xml", NULL);
  SyCalendar *calendar = sy_calendar_read (path, language, NULL, &error);
  g_assert_no_error (error);
  return calendar;
}

static gint64
day_of (const char *text)
{
  guint year, month, day;
  g_assert_cmpint (sscanf (text, "%u-%u-%u", &year, &month, &day), ==, 3);
  return sy_calendar_day_new (year, month, day);
}

static char *
text_of (gint64 date)
{
  guint year, month, day;
  sy_calendar_day_split (date, &year, &month, &day);
  return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
}

/* --- the sky: J. Meeus, Astronomical Algorithms, 2nd edition --- */

static double
sine (double degrees)
{
  return sin (degrees * G_PI / 180.);
}

/* Chapter 49: the new moon of number @k since 2000-01-06, as a Julian day of dynamical time; within a
 * minute. */
static double
new_moon (int number)
{
  double k = number, t = k / 1236.85;
  double e = 1 - 0.002516 * t - 0.0000074 * t * t;
  double m = 2.5534 + 29.10535670 * k - 0.0000014 * t * t;
  double n = 201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t * t * t;
  double f = 160.7108 + 390.67050284 * k - 0.0016118 * t * t - 0.00000227 * t * t * t;
  double o = 124.7746 - 1.56375588 * k + 0.0020672 * t * t;
  static const struct
  {
    double angle, slope, weight;
  } planets[] = { { 299.77, 0.107408, 325 },  { 251.88, 0.016321, 165 }, { 251.83, 26.651886, 164 },
                  { 349.42, 36.412478, 126 }, { 84.66, 18.206239, 110 }, { 141.74, 53.303771, 62 },
                  { 207.14, 2.453732, 60 },   { 154.84, 7.306860, 56 },  { 34.52, 27.261239, 47 },
                  { 207.19, 0.121824, 42 },   { 291.34, 1.844379, 40 },  { 161.72, 24.198154, 37 },
                  { 239.56, 25.513099, 35 },  { 331.55, 3.592518, 23 } };
  double sum = -0.40720 * sine (n) + 0.17241 * e * sine (m) + 0.01608 * sine (2 * n) + 0.01039 * sine (2 * f)
               + 0.00739 * e * sine (n - m) - 0.00514 * e * sine (n + m) + 0.00208 * e * e * sine (2 * m)
               - 0.00111 * sine (n - 2 * f) - 0.00057 * sine (n + 2 * f) + 0.00056 * e * sine (2 * n + m)
               - 0.00042 * sine (3 * n) + 0.00042 * e * sine (m + 2 * f) + 0.00038 * e * sine (m - 2 * f)
               - 0.00024 * e * sine (2 * n - m) - 0.00017 * sine (o) - 0.00007 * sine (n + 2 * m)
               + 0.00004 * sine (2 * n - 2 * f) + 0.00004 * sine (3 * m) + 0.00003 * sine (n + m - 2 * f)
               + 0.00003 * sine (2 * n + 2 * f) - 0.00003 * sine (n + m + 2 * f)
               + 0.00003 * sine (n - m + 2 * f) - 0.00002 * sine (n - m - 2 * f) - 0.00002 * sine (3 * n + m)
               + 0.00002 * sine (4 * n);

  for (guint i = 0; i < G_N_ELEMENTS (planets); i++)
    sum += 1e-6 * planets[i].weight
           * sine (planets[i].angle + planets[i].slope * k - (i == 0 ? 0.009173 * t * t : 0.));
  return 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.00000015 * t * t * t + sum;
}

/* Chapter 25: the apparent longitude of the sun, within a hundredth of a degree or 15 minutes. */
static double
sun_longitude (double julian)
{
  double t = (julian - 2451545.) / 36525.;
  double m = 357.52911 + 35999.05029 * t - 0.0001537 * t * t;
  double centre = (1.914602 - 0.004817 * t) * sine (m) + (0.019993 - 0.000101 * t) * sine (2 * m)
                  + 0.000289 * sine (3 * m);
  double longitude = 280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre - 0.00569
                     - 0.00478 * sine (125.04 - 1934.136 * t);

  return longitude - 360. * floor (longitude / 360.);
}

/* Dynamical less universal time in days (Espenak and Meeus, for 2005 to 2050; a few seconds off before). */
static double
delta_t (double year)
{
  double t = year - 2000.;
  return (62.92 + 0.32217 * t + 0.005589 * t * t) / 86400.;
}

/* The day in Beijing, eight hours ahead. */
static gint64
beijing_day (double julian)
{
  double universal = julian - delta_t (2000. + (julian - 2451545.) / 365.25);
  return (gint64) floor (universal + 8. / 24. + 0.5 - 2440588.);
}

/* How far from the longitude the sun is when a day of Beijing begins, -180 to 180. */
static double
sun_past (gint64 day, double longitude)
{
  double julian =
      (double) day + 2440588. - 0.5 - 8. / 24. + delta_t (2000. + (double) (day - 10957) / 365.25);
  double past = sun_longitude (julian) - longitude;
  return past - 360. * floor ((past + 180.) / 360.);
}

static void
test_lunar_months_begin_with_new_moons (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("en");
  int number = 0;

  for (guint i = 0; i < calendar->lunar_years->len; i++)
    {
      const SyLunarYear *lunar = &g_array_index (calendar->lunar_years, SyLunarYear, i);
      gint64 day = lunar->new_year;
      for (guint j = 0; j < lunar->n_months; day += lunar->lengths[j], j++)
        {
          gint64 moon;
          while ((moon = beijing_day (new_moon (number))) < day)
            number++;
          if (moon != day)
            {
              g_autofree char *ours = text_of (day), *theirs = text_of (moon);
              g_error ("month %u of %u begins on %s, the new moon is on %s", j + 1, lunar->year, ours,
                       theirs);
            }
        }
    }
  g_assert_cmpuint (sy_calendar_get_first_lunar_year (calendar), ==, 2000);
  g_assert_cmpuint (sy_calendar_get_last_lunar_year (calendar), ==, 2050);
}

/* The month of the winter solstice is the eleventh, and a leap month has none of the twelve major terms. */
static void
test_leap_months_have_no_major_term (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("en");

  for (guint i = 0; i < calendar->lunar_years->len; i++)
    {
      const SyLunarYear *lunar = &g_array_index (calendar->lunar_years, SyLunarYear, i);
      gint64 day = lunar->new_year;
      for (guint j = 0; j < lunar->n_months; day += lunar->lengths[j], j++)
        {
          guint month = j + 1 - (lunar->leap > 0 && j >= lunar->leap);
          gint64 next = day + lunar->lengths[j];
          if (month == 11 && (lunar->leap != 11 || j == 10))
            g_assert_true (lunar->winter_solstice >= day && lunar->winter_solstice < next);
          if (lunar->leap == 0 || j != lunar->leap)
            continue;
          /* The next multiple of 30 degrees is not reached before the month ends. */
          double begin = sun_past (day, 0.) + (sun_past (day, 0.) < 0. ? 360. : 0.);
          double end = sun_past (next, 0.) + (sun_past (next, 0.) < 0. ? 360. : 0.);
          g_assert_cmpint ((int) floor (begin / 30.), ==, (int) floor (end / 30.));
        }
    }
}

static void
test_solar_terms_are_where_the_sun_is (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("en");
  const double tolerance = 0.012;

  for (guint i = 0; i < calendar->lunar_years->len; i++)
    {
      const SyLunarYear *lunar = &g_array_index (calendar->lunar_years, SyLunarYear, i);
      g_assert_cmpfloat (sun_past (lunar->qingming, 15.), <, tolerance);
      g_assert_cmpfloat (sun_past (lunar->qingming + 1, 15.), >, -tolerance);
      g_assert_cmpfloat (sun_past (lunar->winter_solstice, 270.), <, tolerance);
      g_assert_cmpfloat (sun_past (lunar->winter_solstice + 1, 270.), >, -tolerance);
    }
}

/* --- dates of the almanac --- */

typedef struct
{
  const char *festival;
  const char *dates;
} Almanac;

static const Almanac almanac[] = {
  { "spring_festival",
    "2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 "
    "2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 "
    "2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19" },
  { "new_years_eve", "2023-01-21 2024-02-09 2025-01-28 2026-02-16" },
  { "lantern", "2023-02-05 2024-02-24 2025-02-12 2026-03-03" },
  { "qingming", "2023-04-05 2024-04-04 2025-04-04 2026-04-05" },
  { "dragon_boat", "2020-06-25 2021-06-14 2022-06-03 2023-06-22 2024-06-10 2025-05-31 2026-06-19" },
  { "qixi", "2023-08-22 2024-08-10 2025-08-29 2026-08-19" },
  { "mid_autumn",
    "2017-10-04 2018-09-24 2019-09-13 2020-10-01 2021-09-21 2022-09-10 2023-09-29 2024-09-17 2025-10-06 "
    "2026-09-25" },
  { "double_ninth", "2023-10-23 2024-10-11 2025-10-29 2026-10-18" },
  { "winter_solstice", "2023-12-22 2024-12-21 2025-12-21" },
  { "mothers_day", "2023-05-14 2024-05-12 2025-05-11 2026-05-10" },
  { "fathers_day", "2023-06-18 2024-06-16 2025-06-15 2026-06-21" },
  { "thanksgiving", "2023-11-23 2024-11-28 2025-11-27" },
  { "black_friday", "2022-11-25 2023-11-24 2024-11-29 2025-11-28" },
};

static void
test_festivals_fall_as_in_the_almanac (gconstpointer data)
{
  const Almanac *row = data;
  g_autoptr (SyCalendar) calendar = read_calendar ("en");
  const SyFestival *festival = sy_calendar_find_festival (calendar, row->festival);
  g_auto (GStrv) dates = g_strsplit (row->dates, " ", -1);

  g_assert_nonnull (festival);
  for (char **date = dates; *date; date++)
    {
      guint year = (guint) g_ascii_strtoull (*date, NULL, 10);
      g_autofree char *found = text_of (sy_calendar_find_occurrence (calendar, festival, year));
      g_assert_cmpstr (found, ==, *date);
    }
}

/* Of the twelfth month of the lunar year before. */
static void
test_twelfth_month_falls_into_the_next_year (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("en");
  const SyFestival *laba = sy_calendar_find_festival (calendar, "laba");

  g_assert_cmpint (sy_calendar_find_occurrence (calendar, laba, 2023), ==, day_of ("2024-01-18"));
  g_assert_cmpint (sy_calendar_find_occurrence (calendar, laba, 2024), ==, day_of ("2025-01-07"));
  g_assert_true (sy_calendar_find_occurrence (calendar, laba, 1999) == SY_CALENDAR_NO_DAY);
}

/* --- days off --- */

/* From the notices: off (o), worked (w), a day like others (-). */
static const struct
{
  const char *date;
  char what;
  const char *name; /* in Chinese */
} notices[] = {
  { "2008-02-02", 'w', "调休上班" },
  { "2008-02-06", 'o', "除夕" },
  { "2009-10-08", 'o', "国庆节假期" },
  { "2011-12-31", 'w', "调休上班" },
  { "2015-09-03", 'o', "抗战胜利纪念日" },
  { "2015-09-06", 'w', "调休上班" },
  { "2019-05-04", 'o', "劳动节假期 · 青年节" },
  { "2019-05-05", 'w', "调休上班" },
  { "2020-02-01", 'o', "春节假期" }, /* extended; it had been a working Saturday */
  { "2020-02-02", 'o', "春节假期" },
  { "2020-02-03", '-', NULL },
  { "2020-10-01", 'o', "国庆节 · 中秋节" },
  { "2023-01-02", 'o', "元旦假期 · 年货节" },
  { "2023-04-04", '-', NULL },
  { "2023-04-05", 'o', "清明节" },
  { "2024-02-09", '-', "除夕" }, /* not a day off that year */
  { "2024-05-11", 'w', "调休上班" },
  { "2025-01-28", 'o', "除夕" },
  { "2025-10-06", 'o', "中秋节" },
  { "2025-10-11", 'w', "调休上班" },
  { "2026-02-14", 'w', "情人节 · 调休上班" },
  { "2026-02-23", 'o', "春节假期" },
  { "2026-10-10", 'w', "调休上班" },
  { "2026-11-11", '-', "双11" },
};

static SyCalendarDay *
list_one (SyCalendar *calendar, const char *date, GPtrArray **days)
{
  *days = sy_calendar_list_days (calendar, day_of (date), day_of (date));
  g_assert_cmpuint ((*days)->len, ==, 1);
  return (*days)->pdata[0];
}

static void
test_days_off_are_as_decreed (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("zh_CN");

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      g_autoptr (GPtrArray) days = NULL;
      const SyCalendarDay *day = list_one (calendar, notices[i].date, &days);
      g_test_message ("%s", notices[i].date);
      g_assert_true (day->is_decreed);
      g_assert_cmpint (day->is_holiday, ==, notices[i].what == 'o');
      g_assert_cmpint (day->is_makeup_workday, ==, notices[i].what == 'w');
      g_assert_cmpstr (day->special_name, ==, notices[i].name);
    }
}

/* The sums of “共 … 天” of the notices, where all are given, and weekends worked; 2022 with the last day of
 * the year, off for New Year 2023. */
static const struct
{
  guint year, n_off, n_worked;
} sums[] = {
  { 2009, 27, 6 }, { 2010, 29, 8 }, { 2013, 29, 12 }, { 2020, 30, 6 },
  { 2021, 31, 7 }, { 2022, 32, 7 }, { 2025, 28, 5 },  { 2026, 33, 6 },
};

static void
test_days_off_of_a_year_add_up (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("en");

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      guint n_off = 0, n_worked = 0;
      g_autoptr (GPtrArray) days = sy_calendar_list_days (calendar, sy_calendar_day_new (sums[i].year, 1, 1),
                                                          sy_calendar_day_new (sums[i].year, 12, 31));
      for (guint j = 0; j < days->len; j++)
        {
          const SyCalendarDay *day = days->pdata[j];
          n_off += day->is_holiday;
          n_worked += day->is_makeup_workday;
          g_assert_false (day->is_holiday && day->is_makeup_workday);
          g_assert_true (!day->is_makeup_workday || day->is_weekend);
        }
      g_test_message ("%u", sums[i].year);
      g_assert_cmpuint (n_off, ==, sums[i].n_off);
      g_assert_cmpuint (n_worked, ==, sums[i].n_worked);
    }
}

static void
test_years_beyond_the_notices_are_told (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("en");
  g_autoptr (GPtrArray) days = NULL;
  const SyCalendarDay *day = list_one (calendar, "2027-02-06", &days);

  g_assert_cmpuint (sy_calendar_get_valid_from (calendar), ==, 2008);
  g_assert_cmpuint (sy_calendar_get_valid_through (calendar), ==, 2026);
  g_assert_false (day->is_decreed);
  g_assert_false (day->is_holiday);
  g_assert_cmpstr (day->special_name, ==, "Spring Festival");
  g_assert_cmpstr (day->kind, ==, "festival");
}

/* --- against last year --- */

static const struct
{
  const char *date, *festival;
  int number;
  const char *aligned, *weekday_aligned, *same_date;
} alignments[] = {
  /* Windows: 2023 from 15 January, 2024 from 3 February. */
  { "2024-02-03", "spring_festival", -7, "2023-01-15", "2023-02-04", "2023-02-03" },
  { "2024-02-09", "spring_festival", -1, "2023-01-21", "2023-02-10", "2023-02-09" },
  { "2024-02-10", "spring_festival", 0, "2023-01-22", "2023-02-11", "2023-02-10" },
  { "2024-02-24", "spring_festival", 14, "2023-02-05", "2023-02-25", "2023-02-24" },
  { "2024-02-25", "spring_festival", 15, "2023-02-06", "2023-02-26", "2023-02-25" },
  /* The season before it: 25 December 2022 to 14 January 2023, 13 January to 2 February 2024. */
  { "2024-02-02", "new_year_goods", 0, "2023-01-14", "2023-02-03", "2023-02-02" },
  /* After the festival all is as it was. */
  { "2024-02-26", NULL, 0, "2023-02-27", "2023-02-27", "2023-02-26" },
  { "2024-02-29", NULL, 0, "2023-03-02", "2023-03-02", "2023-02-28" },
  { "2024-10-01", "national_day", 0, "2023-10-01", "2023-10-03", "2023-10-01" },
  { "2024-05-12", "mothers_day", 0, "2023-05-14", "2023-05-14", "2023-05-12" },
  /* Mid-Autumn 2025 lies in the National Day's window: it has none of its own that year or the next. */
  { "2025-10-06", "national_day", 5, "2024-10-06", "2024-10-07", "2024-10-06" },
  { "2026-09-25", "mid_autumn", 0, "2025-09-26", "2025-09-26", "2025-09-25" },
  { "2024-07-15", NULL, 0, "2023-07-17", "2023-07-17", "2023-07-15" },
};

static void
test_days_find_their_partners (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("en");

  for (guint i = 0; i < G_N_ELEMENTS (alignments); i++)
    {
      g_autoptr (GPtrArray) days = NULL;
      const SyCalendarDay *day = list_one (calendar, alignments[i].date, &days);
      g_autofree char *aligned = text_of (day->aligned);
      g_autofree char *weekday_aligned = text_of (day->weekday_aligned);
      g_autofree char *same_date = text_of (day->same_date);
      g_test_message ("%s", alignments[i].date);
      g_assert_cmpstr (day->festival, ==, alignments[i].festival);
      g_assert_cmpint (day->festival_day, ==, alignments[i].number);
      g_assert_cmpstr (aligned, ==, alignments[i].aligned);
      g_assert_cmpstr (weekday_aligned, ==, alignments[i].weekday_aligned);
      g_assert_cmpstr (same_date, ==, alignments[i].same_date);
    }
}

/* Over half a century: one to one, whatever part of it is asked for; and an ordinary day stays near. */
static void
test_alignment_is_one_to_one (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("en");
  gint64 from = day_of ("2002-01-01"), to = day_of ("2049-12-31");
  g_autoptr (GPtrArray) days = sy_calendar_list_days (calendar, from, to);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  guint n_other_weekday = 0;

  g_assert_cmpuint (days->len, ==, (guint) (to - from + 1));
  for (guint i = 0; i < days->len; i++)
    {
      const SyCalendarDay *day = days->pdata[i];
      g_assert_true (g_hash_table_add (taken, GINT_TO_POINTER ((int) day->aligned)));
      if (day->festival)
        continue;
      g_assert_cmpint (ABS (day->date - 364 - day->aligned), <=, 63);
      n_other_weekday += (day->date - day->aligned) % 7 != 0;
    }
  for (gint64 day = day_of ("2001-03-15"); day <= day_of ("2048-12-01"); day++)
    g_assert_true (g_hash_table_contains (taken, GINT_TO_POINTER ((int) day)));
  g_assert_cmpuint (n_other_weekday, <, days->len / 20);

  for (guint year = 2003; year <= 2048; year++)
    {
      g_autoptr (GPtrArray) part = sy_calendar_list_days (calendar, sy_calendar_day_new (year, 1, 1),
                                                          sy_calendar_day_new (year, 12, 31));
      for (guint i = 0; i < part->len; i++)
        {
          const SyCalendarDay *day = part->pdata[i];
          const SyCalendarDay *same = days->pdata[day->date - from];
          g_assert_cmpint (day->aligned, ==, same->aligned);
          g_assert_cmpstr (day->special_name, ==, same->special_name);
        }
    }
}

static void
test_weekdays_and_odd_ranges (void)
{
  g_autoptr (SyCalendar) calendar = read_calendar ("en");
  g_autoptr (GPtrArray) none = sy_calendar_list_days (calendar, 10, 9);
  g_autoptr (GPtrArray) too_early = sy_calendar_list_days (calendar, G_MININT64 + 1, 0);
  g_autoptr (GPtrArray) too_late = sy_calendar_list_days (calendar, 0, G_MAXINT64);
  g_autoptr (GPtrArray) old = sy_calendar_list_days (calendar, day_of ("1969-12-28"), day_of ("1970-01-02"));
  const SyCalendarDay *first = old->pdata[0];

  g_assert_cmpuint (none->len + too_early->len + too_late->len, ==, 0);
  g_assert_cmpuint (old->len, ==, 6);
  g_assert_cmpuint (first->weekday, ==, 7);
  g_assert_true (first->is_weekend);
  g_assert_false (first->is_decreed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/lunar/new-moons", test_lunar_months_begin_with_new_moons);
  g_test_add_func ("/calendar/lunar/leap-months", test_leap_months_have_no_major_term);
  g_test_add_func ("/calendar/lunar/solar-terms", test_solar_terms_are_where_the_sun_is);
  g_test_add_func ("/calendar/lunar/twelfth-month", test_twelfth_month_falls_into_the_next_year);
  for (guint i = 0; i < G_N_ELEMENTS (almanac); i++)
    {
      g_autofree char *path = g_strdup_printf ("/calendar/almanac/%s", almanac[i].festival);
      g_test_add_data_func (path, &almanac[i], test_festivals_fall_as_in_the_almanac);
    }
  g_test_add_func ("/calendar/holidays/decreed", test_days_off_are_as_decreed);
  g_test_add_func ("/calendar/holidays/sums", test_days_off_of_a_year_add_up);
  g_test_add_func ("/calendar/holidays/beyond", test_years_beyond_the_notices_are_told);
  g_test_add_func ("/calendar/aligned/partners", test_days_find_their_partners);
  g_test_add_func ("/calendar/aligned/one-to-one", test_alignment_is_one_to_one);
  g_test_add_func ("/calendar/odd", test_weekdays_and_odd_ranges);
  return g_test_run ();
}
