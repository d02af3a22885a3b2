/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/calendars/ID.xml to a calendar. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-calendar-private.h"
#include "sy-markup-private.h"

#define MAX_OFFSET 60

static const SyMarkupRule rules[] = {
  { "calendar", "", "id* uses", FALSE },
  { "title", "calendar", "xml:lang translatable", TRUE },
  { "day-off", "calendar", "", FALSE },
  { "title", "day-off", "xml:lang translatable", TRUE },
  { "makeup-workday", "calendar", "", FALSE },
  { "title", "makeup-workday", "xml:lang translatable", TRUE },
  { "festival", "calendar", "id* kind* date lunar term month nth weekday plus from to every-day first",
    FALSE },
  { "title", "festival", "xml:lang translatable", TRUE },
  { "holidays", "calendar", "year* source", FALSE },
  { "off", "holidays", "festival* from* to* work", FALSE },
  { "lunar", "calendar", "year* new-year* months* leap qingming* winter-solstice*", FALSE },
  { NULL },
};

static const char *const kind_names[] = { "holiday", "festival", "industry", NULL };
static const char *const term_names[] = { "qingming", "winter_solstice", NULL };

/* --- attributes --- */

static gboolean
get_offset (const SyMarkupNode *node, const char *attribute, int *out, GError **error)
{
  const char *text = sy_markup_get (node, attribute);
  gint64 number = 0;

  if (text && !g_ascii_string_to_signed (text, 10, -MAX_OFFSET, MAX_OFFSET, &number, NULL))
    return sy_markup_fail (node, attribute, error, _ ("“%s” must be a whole number from %d to %d, not “%s”"),
                           attribute, -MAX_OFFSET, MAX_OFFSET, text);
  *out = (int) number;
  return TRUE;
}

static gboolean
get_year (const SyMarkupNode *node, const char *attribute, guint *out, GError **error)
{
  const char *text = sy_markup_get (node, attribute);
  guint64 number = 0;

  if (text && !g_ascii_string_to_unsigned (text, 10, 1900, 2199, &number, NULL))
    return sy_markup_fail (node, attribute, error, _ ("“%s” must be a year from 1900 to 2199, not “%s”"),
                           attribute, text);
  *out = (guint) number;
  return TRUE;
}

static gboolean
is_pattern (const char *text, const char *pattern)
{
  return text && g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY, 0);
}

static gboolean
parse_date (const char *text, gint64 *out)
{
  guint year, month, day;

  if (!is_pattern (text, "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$"))
    return FALSE;
  year = (guint) g_ascii_strtoull (text, NULL, 10);
  month = (guint) g_ascii_strtoull (text + 5, NULL, 10);
  day = (guint) g_ascii_strtoull (text + 8, NULL, 10);
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  *out = sy_calendar_day_new (year, month, day);
  return TRUE;
}

static gboolean
get_date (const SyMarkupNode *node, const char *attribute, gint64 *out, GError **error)
{
  const char *text = sy_markup_get (node, attribute);

  if (parse_date (text, out))
    return TRUE;
  return sy_markup_fail (node, attribute, error, _ ("“%s” must be a date such as 2026-02-17, not “%s”"),
                         attribute, text);
}

/* "10-01" or "8-15" */
static gboolean
get_month_day (
    const SyMarkupNode *node, const char *attribute, guint last_day, SyFestival *festival, GError **error)
{
  const char *text = sy_markup_get (node, attribute);
  gboolean fits = is_pattern (text, "^[0-9]{1,2}-[0-9]{1,2}$");

  festival->month = fits ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
  festival->day = fits ? (guint) g_ascii_strtoull (strchr (text, '-') + 1, NULL, 10) : 0;
  if (festival->month >= 1 && festival->month <= 12 && festival->day >= 1 && festival->day <= last_day)
    return TRUE;
  return sy_markup_fail (node, attribute, error, _ ("“%s” must be a month and a day such as 10-01, not “%s”"),
                         attribute, text);
}

/* --- festivals --- */

static gboolean
read_rule (const SyMarkupNode *node, SyFestival *festival, GError **error)
{
  int term = 0;
  guint n_rules = (sy_markup_get (node, "date") != NULL) + (sy_markup_get (node, "lunar") != NULL)
                  + (sy_markup_get (node, "term") != NULL) + (sy_markup_get (node, "nth") != NULL);

  if (n_rules != 1)
    return sy_markup_fail (
        node, NULL, error,
        _ ("a festival needs one of “date”, “lunar”, “term”, or “month”, “nth” and “weekday” together"));
  if (sy_markup_get (node, "date"))
    return get_month_day (node, "date", 31, festival, error);
  if (sy_markup_get (node, "lunar"))
    {
      festival->rule = SY_FESTIVAL_LUNAR;
      return get_month_day (node, "lunar", 30, festival, error);
    }
  if (sy_markup_get (node, "term"))
    {
      if (!sy_markup_get_choice (node, "term", term_names, 0, &term, error))
        return FALSE;
      festival->rule = term == 0 ? SY_FESTIVAL_QINGMING : SY_FESTIVAL_WINTER_SOLSTICE;
      return TRUE;
    }
  festival->rule = SY_FESTIVAL_NTH;
  if (!sy_markup_get_count (node, "month", 0, 12, &festival->month, error)
      || !sy_markup_get_count (node, "nth", 0, 5, &festival->nth, error)
      || !sy_markup_get_count (node, "weekday", 0, 7, &festival->weekday, error))
    return FALSE;
  if (festival->month && festival->nth && festival->weekday)
    return TRUE;
  return sy_markup_fail (node, "nth", error, _ ("“month”, “nth” and “weekday” must be 1 or more"));
}

static gboolean
read_window (const SyMarkupNode *node, SyFestival *festival, GError **error)
{
  festival->has_window = sy_markup_get (node, "from") != NULL;
  if (festival->has_window != (sy_markup_get (node, "to") != NULL))
    return sy_markup_fail (node, NULL, error, _ ("“from” and “to” go together"));
  if (!get_offset (node, "plus", &festival->plus, error) || !get_offset (node, "from", &festival->from, error)
      || !get_offset (node, "to", &festival->to, error)
      || !sy_markup_get_bool (node, "every-day", FALSE, &festival->has_every_day, error))
    return FALSE;
  if (festival->from <= 0 && festival->to >= 0)
    return TRUE;
  return sy_markup_fail (node, "from", error,
                         _ ("the window must have the day itself in it: “from” 0 or less, “to” 0 or more"));
}

/* One with the same id takes its place. */
static void
take_festival (SyCalendar *self, SyFestival *festival)
{
  SyFestival *old = sy_calendar_find_festival (self, festival->id);
  SyFestival swap;

  if (!old)
    {
      g_ptr_array_add (self->festivals, festival);
      return;
    }
  /* In place, since days off point to it. */
  swap = *old;
  *old = *festival;
  *festival = swap;
  sy_festival_free (festival);
}

static gboolean
read_festival (const SyMarkupNode *node, SyCalendar *self, const char *language, GError **error)
{
  g_autoptr (SyFestival) festival = g_new0 (SyFestival, 1);
  int kind = 0;

  festival->id = g_strdup (sy_markup_get (node, "id"));
  festival->title = sy_markup_dup_title (node, "title", language);
  if (!festival->title)
    festival->title = g_strdup (festival->id);
  if (!sy_markup_get_choice (node, "kind", kind_names, 0, &kind, error) || !read_rule (node, festival, error)
      || !read_window (node, festival, error) || !get_year (node, "first", &festival->first_year, error))
    return FALSE;
  festival->kind = (SyFestivalKind) kind;
  take_festival (self, g_steal_pointer (&festival));
  return TRUE;
}

/* --- holidays --- */

static gboolean
read_off (const SyMarkupNode *node, guint year, SyCalendar *self, GError **error)
{
  g_autoptr (SyDaysOff) off = g_new0 (SyDaysOff, 1);
  const char *work = sy_markup_get (node, "work");
  g_auto (GStrv) dates = g_strsplit (work ? work : "", " ", -1);

  off->work = g_array_new (FALSE, FALSE, sizeof (gint64));
  off->year = year;
  off->festival = sy_calendar_find_festival (self, sy_markup_get (node, "festival"));
  if (!off->festival)
    return sy_markup_fail (node, "festival", error, _ ("there is no festival “%s” above"),
                           sy_markup_get (node, "festival"));
  if (!get_date (node, "from", &off->from, error) || !get_date (node, "to", &off->to, error))
    return FALSE;
  if (off->to < off->from || off->to - off->from > MAX_OFFSET)
    return sy_markup_fail (node, "to", error, _ ("“to” must not be before “from”, nor %d days after it"),
                           MAX_OFFSET);
  for (char **date = dates; *date; date++)
    {
      gint64 day;
      if (!**date)
        continue;
      if (!parse_date (*date, &day))
        return sy_markup_fail (node, "work", error, _ ("“%s” must be a date such as 2026-02-17, not “%s”"),
                               "work", *date);
      g_array_append_val (off->work, day);
    }
  g_ptr_array_add (self->days_off, g_steal_pointer (&off));
  return TRUE;
}

static void
forget_year (SyCalendar *self, guint year)
{
  for (guint i = self->days_off->len; i > 0; i--)
    if (((const SyDaysOff *) self->days_off->pdata[i - 1])->year == year)
      g_ptr_array_remove_index (self->days_off, i - 1);
}

/* The next year, or one that is there already and is put in its place. */
static gboolean
read_holidays (const SyMarkupNode *node, SyCalendar *self, GError **error)
{
  guint first = sy_calendar_get_valid_from (self);
  guint last = sy_calendar_get_valid_through (self);
  guint year = 0;

  if (!get_year (node, "year", &year, error))
    return FALSE;
  if (first > 0 && year >= first && year <= last)
    forget_year (self, year);
  else if (first > 0 && year != last + 1)
    return sy_markup_fail (node, "year", error, _ ("after the holidays of %u must come those of %u, not %u"),
                           last, last + 1, year);
  else
    g_array_append_val (self->holiday_years, year);
  for (guint i = 0; i < node->children->len; i++)
    if (!read_off (node->children->pdata[i], year, self, error))
      return FALSE;
  return TRUE;
}

/* --- lunar years --- */

static gboolean
read_months (const SyMarkupNode *node, SyLunarYear *lunar, GError **error)
{
  const char *text = sy_markup_get (node, "months");
  g_auto (GStrv) lengths = g_strsplit (text, " ", -1);
  guint wanted = lunar->leap ? 13 : 12;

  lunar->n_months = g_strv_length (lengths);
  for (guint i = 0; lunar->n_months == wanted && i < wanted; i++)
    {
      lunar->lengths[i] = (guint) g_ascii_strtoull (lengths[i], NULL, 10);
      if (lunar->lengths[i] != 29 && lunar->lengths[i] != 30)
        lunar->n_months = 0;
    }
  if (lunar->n_months == wanted)
    return TRUE;
  return sy_markup_fail (node, "months", error, _ ("“months” must be %u numbers, each 29 or 30, not “%s”"),
                         wanted, text);
}

static gint64
get_end (const SyLunarYear *lunar)
{
  gint64 end = lunar->new_year;

  for (guint i = 0; i < lunar->n_months; i++)
    end += lunar->lengths[i];
  return end;
}

static gboolean
read_lunar (const SyMarkupNode *node, SyCalendar *self, GError **error)
{
  SyLunarYear lunar = { 0 };
  guint n = self->lunar_years->len;
  const SyLunarYear *last = n > 0 ? &g_array_index (self->lunar_years, SyLunarYear, n - 1) : NULL;

  if (!get_year (node, "year", &lunar.year, error) || !get_date (node, "new-year", &lunar.new_year, error)
      || !sy_markup_get_count (node, "leap", 0, 12, &lunar.leap, error) || !read_months (node, &lunar, error)
      || !get_date (node, "qingming", &lunar.qingming, error)
      || !get_date (node, "winter-solstice", &lunar.winter_solstice, error))
    return FALSE;
  if (last && (lunar.year != last->year + 1 || lunar.new_year != get_end (last)))
    return sy_markup_fail (
        node, "year", error,
        _ ("the lunar year %u must follow, on the day after the last day of the one above"), last->year + 1);
  g_array_append_val (self->lunar_years, lunar);
  return TRUE;
}

/* --- the whole --- */

static gboolean
begin_with (const SyMarkupNode *root, SyCalendar *self, GPtrArray *others, GError **error)
{
  const char *id = sy_markup_get (root, "uses");
  SyCalendar *base = NULL;

  for (guint i = 0; id && others && i < others->len; i++)
    if (g_str_equal (sy_calendar_get_id (others->pdata[i]), id))
      base = others->pdata[i];
  if (!id)
    return TRUE;
  if (!base)
    return sy_markup_fail (root, "uses", error, _ ("there is no calendar “%s”"), id);
  self->day_off = g_strdup (base->day_off);
  self->makeup_workday = g_strdup (base->makeup_workday);
  for (guint i = 0; i < base->festivals->len; i++)
    g_ptr_array_add (self->festivals, sy_festival_copy (base->festivals->pdata[i]));
  for (guint i = 0; i < base->days_off->len; i++)
    {
      const SyDaysOff *from = base->days_off->pdata[i];
      SyDaysOff *copy = g_memdup2 (from, sizeof *from);
      copy->festival = sy_calendar_find_festival (self, from->festival->id);
      copy->work = g_array_copy (from->work);
      g_ptr_array_add (self->days_off, copy);
    }
  g_array_append_vals (self->holiday_years, base->holiday_years->data, base->holiday_years->len);
  g_array_append_vals (self->lunar_years, base->lunar_years->data, base->lunar_years->len);
  return TRUE;
}

static gboolean
read_part (const SyMarkupNode *node, SyCalendar *self, const char *language, GError **error)
{
  char **name = sy_markup_is (node, "day-off")          ? &self->day_off
                : sy_markup_is (node, "makeup-workday") ? &self->makeup_workday
                                                        : NULL;

  if (name)
    {
      g_free (*name);
      *name = sy_markup_dup_title (node, "title", language);
      return TRUE;
    }
  if (sy_markup_is (node, "festival"))
    return read_festival (node, self, language, error);
  if (sy_markup_is (node, "holidays"))
    return read_holidays (node, self, error);
  return !sy_markup_is (node, "lunar") || read_lunar (node, self, error);
}

SyCalendar *
sy_calendar_read (const char *path, const char *language, GPtrArray *others, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (SyMarkupNode) root = sy_markup_read (path, rules, error);
  if (!root)
    return NULL;

  g_autofree char *title = sy_markup_dup_title (root, "title", language);
  const char *id = sy_markup_get (root, "id");
  g_autoptr (SyCalendar) self = sy_calendar_new (id, title ? title : id);
  if (!begin_with (root, self, others, error))
    return NULL;
  for (guint i = 0; i < root->children->len; i++)
    if (!read_part (root->children->pdata[i], self, language, error))
      return NULL;
  return g_steal_pointer (&self);
}
