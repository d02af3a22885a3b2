/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs the days of a year with those of the year before, one to one; the rules are at
 * sy_calendar_list_days(). Festival days find their partners first. What is 364 days before any other day d
 * may be taken by a festival day p; then d takes what is 364 days before p, or, where that is taken too, goes
 * on from there in the same way. This gives every pushed day one freed day of its own; within one festival
 * they are then dealt out again by weekday. */
#include "config.h"

#include "sy-calendar-private.h"

#define WEEK_ALIGNED 364

/* A day that a festival pushed away, and a day that it freed. */
typedef struct
{
  const SyFestival *festival;
  guint year;
  gint64 day;
  gint64 freed;
} Pushed;

static void
mark_window (SyAlignment *self, SyCalendar *calendar, const SyFestival *festival, guint year)
{
  gint64 day = sy_calendar_find_occurrence (calendar, festival, year);
  gint64 place = day == SY_CALENDAR_NO_DAY ? -1 : day - self->first;

  if (place < 0 || place >= self->n_days || self->festivals[place])
    return;
  for (int k = festival->from; k <= festival->to; k++)
    {
      gint64 at = place + k;
      if (at < 0 || at >= self->n_days || self->festivals[at])
        continue;
      self->festivals[at] = festival;
      self->years[at] = year;
      self->ordinals[at] = k;
    }
}

static void
mark_windows (SyAlignment *self, SyCalendar *calendar, guint first, guint last)
{
  for (guint i = 0; i < calendar->festivals->len; i++)
    {
      const SyFestival *festival = calendar->festivals->pdata[i];
      for (guint year = first; festival->has_window && year <= last; year++)
        mark_window (self, calendar, festival, year);
    }
}

/* The day of the same number in last year's window, or -1. */
static gint64
find_partner (const SyAlignment *self, SyCalendar *calendar, gint64 place)
{
  const SyFestival *festival = self->festivals[place];
  gint64 day = festival ? sy_calendar_find_occurrence (calendar, festival, self->years[place] - 1)
                        : SY_CALENDAR_NO_DAY;
  gint64 at = day == SY_CALENDAR_NO_DAY ? -1 : day - self->first + self->ordinals[place];

  if (at < 0 || at >= self->n_days || self->festivals[at] != festival
      || self->years[at] != self->years[place] - 1 || self->ordinals[at] != self->ordinals[place])
    return -1;
  return at;
}

/* @owners: for each day the festival day of next year that it was given to, or -1. */
static void
pair_festivals (SyAlignment *self, SyCalendar *calendar, gint64 *owners)
{
  for (gint64 i = 0; i < self->n_days; i++)
    owners[i] = -1;
  for (gint64 i = 0; i < self->n_days; i++)
    {
      self->partners[i] = find_partner (self, calendar, i);
      if (self->partners[i] >= 0)
        owners[self->partners[i]] = i;
    }
}

static void
pair_others (SyAlignment *self, const gint64 *owners, GArray *pushed)
{
  for (gint64 i = WEEK_ALIGNED; i < self->n_days; i++)
    {
      gint64 at = i - WEEK_ALIGNED;
      gint64 owner = owners[at];
      if (self->partners[i] >= 0)
        continue;
      while (at >= 0 && owners[at] >= 0)
        at = owners[at] - WEEK_ALIGNED;
      self->partners[i] = at;
      if (owner >= 0 && at >= 0)
        {
          Pushed item = { self->festivals[owner], self->years[owner], i, at };
          g_array_append_val (pushed, item);
        }
    }
}

static int
compare_pushed (gconstpointer a, gconstpointer b)
{
  const Pushed *x = a;
  const Pushed *y = b;

  if (x->festival != y->festival)
    return g_strcmp0 (x->festival->id, y->festival->id);
  if (x->year != y->year)
    return x->year < y->year ? -1 : 1;
  return x->day < y->day ? -1 : x->day > y->day;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a;
  const gint64 *y = b;

  return *x < *y ? -1 : *x > *y;
}

/* Takes the first freed day that is left, of the weekday of @day where one is asked for; -1: there is none.
 */
static gint64
take_freed (GArray *freed, gint64 day, gboolean same_weekday)
{
  for (guint i = 0; i < freed->len; i++)
    {
      gint64 candidate = g_array_index (freed, gint64, i);
      if (same_weekday && (day - candidate) % 7 != 0)
        continue;
      g_array_remove_index (freed, i);
      return candidate;
    }
  return -1;
}

/* @items: those of one festival in one year, by date. */
static void
deal_out (SyAlignment *self, const Pushed *items, guint n_items)
{
  g_autoptr (GArray) freed = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n_items; i++)
    g_array_append_val (freed, items[i].freed);
  g_array_sort (freed, compare_days);
  for (guint i = 0; i < n_items; i++)
    self->partners[items[i].day] = take_freed (freed, items[i].day, TRUE);
  for (guint i = 0; i < n_items; i++)
    if (self->partners[items[i].day] < 0)
      self->partners[items[i].day] = take_freed (freed, items[i].day, FALSE);
}

static void
deal_out_all (SyAlignment *self, GArray *pushed)
{
  const Pushed *items = (const Pushed *) pushed->data;
  guint end;

  g_array_sort (pushed, compare_pushed);
  for (guint begin = 0; begin < pushed->len; begin = end)
    {
      for (end = begin + 1; end < pushed->len && items[end].festival == items[begin].festival
                            && items[end].year == items[begin].year;
           end++)
        ;
      deal_out (self, items + begin, end - begin);
    }
}

SyAlignment *
sy_alignment_new (SyCalendar *calendar, guint first, guint last)
{
  SyAlignment *self = g_new0 (SyAlignment, 1);
  g_autofree gint64 *owners = NULL;
  g_autoptr (GArray) pushed = g_array_new (FALSE, FALSE, sizeof (Pushed));

  self->first = sy_calendar_day_new (first - 2, 1, 1);
  self->n_days = sy_calendar_day_new (last + 1, 12, 31) - self->first + 1;
  self->festivals = g_new0 (const SyFestival *, self->n_days);
  self->years = g_new0 (guint, self->n_days);
  self->ordinals = g_new0 (int, self->n_days);
  self->partners = g_new0 (gint64, self->n_days);
  owners = g_new0 (gint64, self->n_days);
  /* Windows of the years around may reach in. */
  mark_windows (self, calendar, first - 3, last + 2);
  pair_festivals (self, calendar, owners);
  pair_others (self, owners, pushed);
  deal_out_all (self, pushed);
  return self;
}

void
sy_alignment_free (SyAlignment *self)
{
  g_free (self->festivals);
  g_free (self->years);
  g_free (self->ordinals);
  g_free (self->partners);
  g_free (self);
}
