/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which days are not like others: public holidays and make-up working days as decreed, festivals of sun and
 * moon, days of the trade; and which day of last year a day is held against. Immutable. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Days are counted from 1970-01-01. */
#define SY_CALENDAR_NO_DAY G_MININT64

typedef struct
{
  gint64 date;
  guint weekday; /* 1 Monday … 7 Sunday */
  gboolean is_weekend;
  gboolean is_decreed; /* the public holidays of its year are known; else the next two say nothing */
  gboolean is_holiday;
  gboolean is_makeup_workday;
  const char *kind;   /* "holiday", "workday" (in exchange for one), "festival", "industry"; NULL: a day like
                         others */
  char *special_name; /* in the calendar's language; NULL: none */

  /* The window of a festival that it lies in; NULL: none. */
  const char *festival; /* id */
  const char *festival_title;
  int festival_day; /* 0 the festival itself, -1 the day before … */

  gint64 aligned;         /* see sy_calendar_list_days () */
  gint64 weekday_aligned; /* 364 days before */
  gint64 same_date;       /* of last year; 28 February for the 29th */
} SyCalendarDay;

#define SY_TYPE_CALENDAR (sy_calendar_get_type ())
G_DECLARE_FINAL_TYPE (SyCalendar, sy_calendar, SY, CALENDAR, GObject)

/* Reads data/calendars/ID.xml. @others: (element-type SyCalendar) (nullable): those that it may begin with
 * (uses=). Errors: as of templates. */
SyCalendar *sy_calendar_read (const char *path, const char *language, GPtrArray *others, GError **error);

const char *sy_calendar_get_id (SyCalendar *self);
const char *sy_calendar_get_title (SyCalendar *self);
/* The years whose public holidays are known, without a gap; 0 when there are none. */
guint sy_calendar_get_valid_from (SyCalendar *self);
guint sy_calendar_get_valid_through (SyCalendar *self);
/* The years whose lunar festivals are known; 0 when there are none. */
guint sy_calendar_get_first_lunar_year (SyCalendar *self);
guint sy_calendar_get_last_lunar_year (SyCalendar *self);

/* Each day from @from to @to, both included. (element-type SyCalendarDay) */
GPtrArray *sy_calendar_list_days (SyCalendar *self, gint64 from, gint64 to);

/* The day of a date of the Gregorian calendar, and back. */
gint64 sy_calendar_day_new (guint year, guint month, guint day);
void sy_calendar_day_split (gint64 day, guint *year, guint *month, guint *day_of_month);

G_END_DECLS
