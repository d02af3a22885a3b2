/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calendar is made of, and how its days are held against those of last year. */
#pragma once

#include "sy-calendar.h"

G_BEGIN_DECLS

typedef enum
{
  SY_FESTIVAL_DATE,  /* month and day */
  SY_FESTIVAL_LUNAR, /* month and day of the lunar year */
  SY_FESTIVAL_QINGMING,
  SY_FESTIVAL_WINTER_SOLSTICE,
  SY_FESTIVAL_NTH, /* the nth weekday of a month */
} SyFestivalRule;

typedef enum
{
  SY_FESTIVAL_KIND_HOLIDAY,
  SY_FESTIVAL_KIND_FESTIVAL,
  SY_FESTIVAL_KIND_INDUSTRY,
} SyFestivalKind;

typedef struct
{
  char *id, *title;
  SyFestivalKind kind;
  SyFestivalRule rule;
  guint month, day, nth, weekday;
  int plus;
  gboolean has_window;
  int from, to;           /* of the window */
  gboolean has_every_day; /* each day of the window bears the name */
  guint first_year;
} SyFestival;

/* Days off of one festival, and the weekends worked for them. */
typedef struct
{
  guint year; /* of the notice */
  SyFestival *festival;
  gint64 from, to;
  GArray *work; /* (element-type gint64) */
} SyDaysOff;

typedef struct
{
  guint year;
  gint64 new_year;
  guint n_months;
  guint lengths[13];
  guint leap; /* the month after which the leap month stands; 0: none */
  gint64 qingming, winter_solstice;
} SyLunarYear;

struct _SyCalendar
{
  GObject parent_instance;

  char *id, *title;
  char *day_off, *makeup_workday; /* names; {festival} stands for its title */
  GPtrArray *festivals;           /* (element-type SyFestival), those that come first win a day */
  GPtrArray *days_off;            /* (element-type SyDaysOff) */
  GArray *holiday_years;          /* (element-type guint), ascending, without a gap */
  GArray *lunar_years;            /* (element-type SyLunarYear), ascending, without a gap */
};

SyCalendar *sy_calendar_new (const char *id, const char *title);
SyFestival *sy_festival_copy (const SyFestival *festival);
void sy_festival_free (SyFestival *festival);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyFestival, sy_festival_free)
void sy_days_off_free (SyDaysOff *days);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDaysOff, sy_days_off_free)
SyFestival *sy_calendar_find_festival (SyCalendar *self, const char *id);

/* The day of the festival in a year (lunar festivals: in the lunar year); SY_CALENDAR_NO_DAY: not that year.
 */
gint64 sy_calendar_find_occurrence (SyCalendar *self, const SyFestival *festival, guint year);

/* Which window each of a run of days lies in, and the day of last year that it is held against. */
typedef struct
{
  gint64 first; /* of the run */
  gint64 n_days;
  const SyFestival **festivals; /* NULL: in no window */
  guint *years;                 /* of the occurrence */
  int *ordinals;
  gint64 *partners; /* index in the run; -1 near its beginning */
} SyAlignment;

/* For the days of the years @first to @last; the run begins two years earlier and ends one later. */
SyAlignment *sy_alignment_new (SyCalendar *calendar, guint first, guint last);
void sy_alignment_free (SyAlignment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyAlignment, sy_alignment_free)

G_END_DECLS
