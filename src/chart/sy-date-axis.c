/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates along an axis. Labels say only what changes (1 Dec, 8, 15 …); the year stands below, where it begins.
 */
#include "config.h"

#include "sy-date-axis.h"

/* Years 1 to 9999, as GDate and spreadsheets have them. */
#define FIRST_DAY (-719162)
#define LAST_DAY 2932896

static const SyDateStep steps[] = {
  { SY_DATE_STEP_DAY, 1 },    { SY_DATE_STEP_DAY, 2 },     { SY_DATE_STEP_WEEK, 1 },
  { SY_DATE_STEP_WEEK, 2 },   { SY_DATE_STEP_MONTH, 1 },   { SY_DATE_STEP_MONTH, 2 },
  { SY_DATE_STEP_MONTH, 3 },  { SY_DATE_STEP_MONTH, 6 },   { SY_DATE_STEP_YEAR, 1 },
  { SY_DATE_STEP_YEAR, 2 },   { SY_DATE_STEP_YEAR, 5 },    { SY_DATE_STEP_YEAR, 10 },
  { SY_DATE_STEP_YEAR, 20 },  { SY_DATE_STEP_YEAR, 50 },   { SY_DATE_STEP_YEAR, 100 },
  { SY_DATE_STEP_YEAR, 500 }, { SY_DATE_STEP_YEAR, 1000 }, { SY_DATE_STEP_YEAR, 5000 },
};

static const char *const months_en[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static gint64
limit_days (gint64 days)
{
  return CLAMP (days, FIRST_DAY, LAST_DAY);
}

void
sy_chart_date_from_days (gint64 days, int *year, int *month, int *day)
{
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (limit_days (days) - FIRST_DAY + 1));
  *year = g_date_get_year (&date);
  *month = (int) g_date_get_month (&date);
  *day = g_date_get_day (&date);
}

gint64
sy_chart_date_to_days (int year, int month, int day)
{
  g_return_val_if_fail (g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year), 0);
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (gint64) g_date_get_julian (&date) - 1 + FIRST_DAY;
}

char *
sy_chart_format_date (gint64 days)
{
  int year, month, day;
  sy_chart_date_from_days (days, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

const SyDateStep *
sy_chart_date_step_nth (guint n)
{
  return n < G_N_ELEMENTS (steps) ? &steps[n] : NULL;
}

gint64
sy_chart_date_step_count (const SyDateStep *step, gint64 first, gint64 last)
{
  g_return_val_if_fail (step != NULL, 0);
  static const gint64 days[] = { 1, 7, 28, 365 };
  return (limit_days (last) - limit_days (first)) / (days[step->unit] * step->count) + 2;
}

/* The first day, from @days on, that the step marks. */
static gint64
align_up (const SyDateStep *step, gint64 days)
{
  int year, month, day;
  gint64 length = step->unit == SY_DATE_STEP_WEEK ? 7 * step->count : step->count;
  sy_chart_date_from_days (days, &year, &month, &day);
  switch (step->unit)
    {
    case SY_DATE_STEP_DAY:
    case SY_DATE_STEP_WEEK:
      {
        /* Weeks begin on Monday; 1970-01-01 was a Thursday. */
        gint64 offset = step->unit == SY_DATE_STEP_WEEK ? 3 : 0;
        gint64 past = ((days + offset) % length + length) % length;
        return past == 0 ? days : days + length - past;
      }
    case SY_DATE_STEP_MONTH:
      {
        int index = year * 12 + month - 1 + (day > 1 ? 1 : 0);
        index += (step->count - index % step->count) % step->count;
        return index / 12 > 9999 ? LAST_DAY + 1 : sy_chart_date_to_days (index / 12, index % 12 + 1, 1);
      }
    case SY_DATE_STEP_YEAR:
    default:
      {
        int aligned = year + (month > 1 || day > 1 ? 1 : 0);
        aligned += (step->count - aligned % step->count) % step->count;
        return aligned > 9999 ? LAST_DAY + 1 : sy_chart_date_to_days (aligned, 1, 1);
      }
    }
}

static char *
format_tick (const SyDateStep *step, int month, int day, int year, gboolean new_month, gboolean chinese)
{
  if (step->unit == SY_DATE_STEP_YEAR)
    return g_strdup_printf ("%d", year);
  if (step->unit == SY_DATE_STEP_MONTH)
    return chinese ? g_strdup_printf ("%d月", month) : g_strdup (months_en[month - 1]);
  if (!new_month)
    return g_strdup_printf (chinese ? "%d日" : "%d", day);
  return chinese ? g_strdup_printf ("%d月%d日", month, day)
                 : g_strdup_printf ("%d %s", day, months_en[month - 1]);
}

static void
clear_tick (gpointer data)
{
  SyDateTick *tick = data;
  g_free (tick->text);
  g_free (tick->context);
}

GArray *
sy_chart_date_ticks (const SyDateStep *step, gint64 first, gint64 last, gboolean chinese)
{
  g_return_val_if_fail (step != NULL, NULL);
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (SyDateTick));
  g_array_set_clear_func (ticks, clear_tick);
  int last_year = 0, last_month = 0;
  last = limit_days (last);
  for (gint64 days = align_up (step, limit_days (first)); days <= last; days = align_up (step, days + 1))
    {
      int year, month, day;
      sy_chart_date_from_days (days, &year, &month, &day);
      gboolean new_month = year != last_year || month != last_month;
      gboolean new_year = year != last_year && step->unit != SY_DATE_STEP_YEAR;
      SyDateTick tick = { days, format_tick (step, month, day, year, new_month, chinese),
                          new_year ? g_strdup_printf (chinese ? "%d年" : "%d", year) : NULL };
      g_array_append_val (ticks, tick);
      last_year = year;
      last_month = month;
      if (days >= LAST_DAY)
        break;
    }
  return ticks;
}
