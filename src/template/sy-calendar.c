/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days of a calendar, from its festivals' rules, its lunar years and the decreed days off. */
#include "config.h"

#include <string.h>

#include "sy-calendar-private.h"

/* 1970-01-01 as GLib counts days. */
#define EPOCH 719163

G_DEFINE_FINAL_TYPE (SyCalendar, sy_calendar, G_TYPE_OBJECT)

gint64
sy_calendar_day_new (guint year, guint month, guint day)
{
  GDate date;

  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (gint64) g_date_get_julian (&date) - EPOCH;
}

void
sy_calendar_day_split (gint64 day, guint *year, guint *month, guint *day_of_month)
{
  GDate date;

  g_date_set_julian (&date, (guint32) (day + EPOCH));
  *year = g_date_get_year (&date);
  *month = (guint) g_date_get_month (&date);
  *day_of_month = g_date_get_day (&date);
}

static guint
year_of (gint64 day)
{
  guint year, month, day_of_month;

  sy_calendar_day_split (day, &year, &month, &day_of_month);
  return year;
}

/* 1 Monday … 7 Sunday; 1970-01-01 was a Thursday. */
static guint
weekday_of (gint64 day)
{
  return (guint) (((day + 3) % 7 + 7) % 7) + 1;
}

/* --- parts --- */

SyFestival *
sy_festival_copy (const SyFestival *festival)
{
  SyFestival *copy = g_memdup2 (festival, sizeof *festival);

  copy->id = g_strdup (festival->id);
  copy->title = g_strdup (festival->title);
  return copy;
}

void
sy_festival_free (SyFestival *festival)
{
  g_free (festival->id);
  g_free (festival->title);
  g_free (festival);
}

void
sy_days_off_free (SyDaysOff *days)
{
  g_array_unref (days->work);
  g_free (days);
}

static void
sy_calendar_finalize (GObject *object)
{
  SyCalendar *self = SY_CALENDAR (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->day_off);
  g_free (self->makeup_workday);
  g_ptr_array_unref (self->festivals);
  g_ptr_array_unref (self->days_off);
  g_array_unref (self->holiday_years);
  g_array_unref (self->lunar_years);

  G_OBJECT_CLASS (sy_calendar_parent_class)->finalize (object);
}

static void
sy_calendar_class_init (SyCalendarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_calendar_finalize;
}

static void
sy_calendar_init (SyCalendar *self)
{
  self->festivals = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_festival_free);
  self->days_off = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_days_off_free);
  self->holiday_years = g_array_new (FALSE, FALSE, sizeof (guint));
  self->lunar_years = g_array_new (FALSE, FALSE, sizeof (SyLunarYear));
}

SyCalendar *
sy_calendar_new (const char *id, const char *title)
{
  SyCalendar *self = g_object_new (SY_TYPE_CALENDAR, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  return self;
}

SyFestival *
sy_calendar_find_festival (SyCalendar *self, const char *id)
{
  for (guint i = 0; i < self->festivals->len; i++)
    {
      SyFestival *festival = self->festivals->pdata[i];
      if (g_str_equal (festival->id, id))
        return festival;
    }
  return NULL;
}

/* --- festivals --- */

static const SyLunarYear *
find_lunar_year (SyCalendar *self, guint year)
{
  guint first = sy_calendar_get_first_lunar_year (self);

  if (first == 0 || year < first || year >= first + self->lunar_years->len)
    return NULL;
  return &g_array_index (self->lunar_years, SyLunarYear, year - first);
}

/* A leap month comes after the month of the same number, and has no festivals. */
static gint64
find_lunar_day (const SyLunarYear *lunar, guint month, guint day)
{
  guint place = month - 1 + (lunar->leap > 0 && month > lunar->leap);
  gint64 found = lunar->new_year + day - 1;

  for (guint i = 0; i < place; i++)
    found += lunar->lengths[i];
  return found;
}

static gint64
find_nth_weekday (const SyFestival *festival, guint year)
{
  gint64 first = sy_calendar_day_new (year, festival->month, 1);
  guint ahead = (festival->weekday + 7 - weekday_of (first)) % 7;
  guint day = 1 + ahead + 7 * (festival->nth - 1);

  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) festival->month, (GDateYear) year))
    return SY_CALENDAR_NO_DAY;
  return first + day - 1;
}

static gint64
find_day_by_rule (SyCalendar *self, const SyFestival *festival, guint year)
{
  const SyLunarYear *lunar = find_lunar_year (self, year);

  switch (festival->rule)
    {
    case SY_FESTIVAL_DATE:
      if (!g_date_valid_dmy ((GDateDay) festival->day, (GDateMonth) festival->month, (GDateYear) year))
        return SY_CALENDAR_NO_DAY;
      return sy_calendar_day_new (year, festival->month, festival->day);
    case SY_FESTIVAL_NTH:
      return find_nth_weekday (festival, year);
    case SY_FESTIVAL_LUNAR:
      return lunar ? find_lunar_day (lunar, festival->month, festival->day) : SY_CALENDAR_NO_DAY;
    case SY_FESTIVAL_QINGMING:
      return lunar ? lunar->qingming : SY_CALENDAR_NO_DAY;
    case SY_FESTIVAL_WINTER_SOLSTICE:
    default:
      return lunar ? lunar->winter_solstice : SY_CALENDAR_NO_DAY;
    }
}

gint64
sy_calendar_find_occurrence (SyCalendar *self, const SyFestival *festival, guint year)
{
  gint64 day = year < festival->first_year ? SY_CALENDAR_NO_DAY : find_day_by_rule (self, festival, year);

  return day == SY_CALENDAR_NO_DAY ? day : day + festival->plus;
}

/* --- days --- */

static void
day_free (gpointer data)
{
  SyCalendarDay *day = data;

  g_free (day->special_name);
  g_free (day);
}

/* @days: a run of days from @from. NULL beyond it. */
static SyCalendarDay *
find_day (GPtrArray *days, gint64 from, gint64 date)
{
  return date < from || date - from >= (gint64) days->len ? NULL : days->pdata[date - from];
}

static void
add_name (SyCalendarDay *day, const char *name, gboolean in_front)
{
  char *joined = !day->special_name ? g_strdup (name)
                 : in_front         ? g_strconcat (name, " · ", day->special_name, NULL)
                                    : g_strconcat (day->special_name, " · ", name, NULL);

  g_free (day->special_name);
  day->special_name = joined;
}

static void
name_festivals (SyCalendar *self, GPtrArray *days, gint64 from, gint64 to)
{
  static const char *const kinds[] = { "festival", "festival", "industry" };

  for (guint i = 0; i < self->festivals->len; i++)
    {
      const SyFestival *festival = self->festivals->pdata[i];
      for (guint year = year_of (from) - 1; year <= year_of (to) + 1; year++)
        {
          gint64 date = sy_calendar_find_occurrence (self, festival, year);
          int first = festival->has_every_day ? festival->from : 0;
          int last = festival->has_every_day ? festival->to : 0;
          for (int j = first; date != SY_CALENDAR_NO_DAY && j <= last; j++)
            {
              SyCalendarDay *day = find_day (days, from, date + j);
              if (!day)
                continue;
              add_name (day, festival->title, FALSE);
              if (!day->kind)
                day->kind = kinds[festival->kind];
            }
        }
    }
}

static char *
name_day_off (SyCalendar *self, const SyFestival *festival)
{
  g_auto (GStrv) parts = g_strsplit (self->day_off ? self->day_off : "{festival}", "{festival}", -1);

  return g_strjoinv (festival->title, parts);
}

static void
mark_days_off (SyCalendar *self, GPtrArray *days, gint64 from)
{
  for (guint i = 0; i < self->days_off->len; i++)
    {
      const SyDaysOff *off = self->days_off->pdata[i];
      g_autofree char *name = name_day_off (self, off->festival);
      for (gint64 date = off->from; date <= off->to; date++)
        {
          SyCalendarDay *day = find_day (days, from, date);
          if (!day)
            continue;
          day->is_holiday = TRUE;
          /* The festival itself says why. */
          if (g_strcmp0 (day->kind, "festival") != 0)
            add_name (day, name, TRUE);
          day->kind = "holiday";
        }
      for (guint j = 0; j < off->work->len; j++)
        {
          SyCalendarDay *day = find_day (days, from, g_array_index (off->work, gint64, j));
          if (!day)
            continue;
          day->is_makeup_workday = TRUE;
          day->kind = "workday";
          if (self->makeup_workday)
            add_name (day, self->makeup_workday, FALSE);
        }
    }
}

static gint64
find_same_date (gint64 date)
{
  guint year, month, day;

  sy_calendar_day_split (date, &year, &month, &day);
  return sy_calendar_day_new (year - 1, month, month == 2 && day == 29 ? 28 : day);
}

static SyCalendarDay *
make_day (SyCalendar *self, gint64 date, const SyAlignment *alignment)
{
  SyCalendarDay *day = g_new0 (SyCalendarDay, 1);
  gint64 place = date - alignment->first;
  const SyFestival *festival = alignment->festivals[place];
  guint year = year_of (date);

  day->date = date;
  day->weekday = weekday_of (date);
  day->is_weekend = day->weekday >= 6;
  day->is_decreed = year >= sy_calendar_get_valid_from (self) && year <= sy_calendar_get_valid_through (self);
  day->weekday_aligned = date - 364;
  day->same_date = find_same_date (date);
  day->aligned = alignment->first + alignment->partners[place];
  if (!festival)
    return day;
  day->festival = festival->id;
  day->festival_title = festival->title;
  day->festival_day = alignment->ordinals[place];
  return day;
}

/**
 * sy_calendar_list_days:
 * @from: first day, after the year 10
 * @to: last day, before the year 9990
 *
 * The day of last year that a day is held against (`aligned`):
 * 1. A day in the window of a festival: the day with the same number in last year's window. Where windows
 *    meet, a day belongs to the festival that stands first in the calendar; one whose own day is taken has no
 *    window that year. A day that has no such partner counts as any other day.
 * 2. Any other day: the day 364 days before, of the same weekday, unless the first rule has given that away.
 * 3. The days that a festival pushes away so take the days that it leaves free (364 days before its new
 *    window): those of the same weekday first, then the rest, each in the order of dates.
 * No day of last year is taken twice, and none is left over.
 *
 * Returns: (element-type SyCalendarDay): their texts are borrowed from the calendar, but for the name
 */
GPtrArray *
sy_calendar_list_days (SyCalendar *self, gint64 from, gint64 to)
{
  GPtrArray *days = g_ptr_array_new_with_free_func (day_free);
  g_autoptr (SyAlignment) alignment = NULL;

  g_return_val_if_fail (SY_IS_CALENDAR (self), days);
  if (from > to || from < sy_calendar_day_new (10, 1, 1) || to > sy_calendar_day_new (9989, 12, 31))
    return days;
  alignment = sy_alignment_new (self, year_of (from), year_of (to));
  for (gint64 date = from; date <= to; date++)
    g_ptr_array_add (days, make_day (self, date, alignment));
  name_festivals (self, days, from, to);
  mark_days_off (self, days, from);
  return days;
}

const char *
sy_calendar_get_id (SyCalendar *self)
{
  g_return_val_if_fail (SY_IS_CALENDAR (self), NULL);
  return self->id;
}

const char *
sy_calendar_get_title (SyCalendar *self)
{
  g_return_val_if_fail (SY_IS_CALENDAR (self), NULL);
  return self->title;
}

guint
sy_calendar_get_valid_from (SyCalendar *self)
{
  g_return_val_if_fail (SY_IS_CALENDAR (self), 0);
  return self->holiday_years->len > 0 ? g_array_index (self->holiday_years, guint, 0) : 0;
}

guint
sy_calendar_get_valid_through (SyCalendar *self)
{
  g_return_val_if_fail (SY_IS_CALENDAR (self), 0);
  return self->holiday_years->len > 0
             ? g_array_index (self->holiday_years, guint, self->holiday_years->len - 1)
             : 0;
}

guint
sy_calendar_get_first_lunar_year (SyCalendar *self)
{
  g_return_val_if_fail (SY_IS_CALENDAR (self), 0);
  return self->lunar_years->len > 0 ? g_array_index (self->lunar_years, SyLunarYear, 0).year : 0;
}

guint
sy_calendar_get_last_lunar_year (SyCalendar *self)
{
  guint first = sy_calendar_get_first_lunar_year (self);

  return first > 0 ? first + self->lunar_years->len - 1 : 0;
}
