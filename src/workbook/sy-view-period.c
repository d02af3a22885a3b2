/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods as people write them: 2015, 2015-Q3, 2015-12, 2015-12-24, and from one to another. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "sy-view-private.h"

static char *
write_day (const GDate *date)
{
  return g_strdup_printf ("%04u-%02u-%02u", (guint) g_date_get_year (date), (guint) g_date_get_month (date),
                          (guint) g_date_get_day (date));
}

static gboolean
read_day (const char *text, GDate *date)
{
  guint year, month, day;
  int end = 0;

  if (sscanf (text, "%4u-%2u-%2u%n", &year, &month, &day, &end) != 3 || text[end]
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year) || year < 1900)
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* @months from the first of @month on. */
static gboolean
set_months (guint year, guint month, guint months, GDate *from, GDate *to)
{
  if (year < 1900 || year > 9998 || month < 1 || month > 12)
    return FALSE;
  g_date_set_dmy (from, 1, (GDateMonth) month, (GDateYear) year);
  *to = *from;
  g_date_add_months (to, months);
  g_date_subtract_days (to, 1);
  return TRUE;
}

/* One period; its length says what it is: 2015 a year, 2015-12 a month. */
static gboolean
read_one (const char *text, GDate *from, GDate *to)
{
  guint year, part;
  int end = 0;

  if (read_day (text, from))
    {
      *to = *from;
      return TRUE;
    }
  if (sscanf (text, "%4u-%*1[Qq]%1u%n", &year, &part, &end) == 2 && end && !text[end])
    return part >= 1 && part <= 4 && set_months (year, 3 * part - 2, 3, from, to);
  end = 0;
  if (sscanf (text, "%4u-%2u%n", &year, &part, &end) == 2 && !text[end])
    return set_months (year, part, 1, from, to);
  end = 0;
  return sscanf (text, "%4u%n", &year, &end) == 1 && end == 4 && !text[end]
         && set_months (year, 1, 12, from, to);
}

gboolean
sy_period_parse (const char *text, char **from, char **to, GError **error)
{
  g_autofree char *clean = g_strstrip (g_strdup (text));
  char *dots = strstr (clean, "..");
  GDate first, last, ignored;
  gboolean has_first = FALSE, has_last = FALSE, ok = TRUE;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  if (dots)
    {
      *dots = '\0';
      has_first = *g_strchomp (clean) != '\0';
      has_last = *g_strchug (dots + 2) != '\0';
      ok = (!has_first || read_one (clean, &first, &ignored))
           && (!has_last || read_one (dots + 2, &ignored, &last))
           && (!has_first || !has_last || g_date_compare (&first, &last) <= 0);
    }
  else if (*clean)
    {
      ok = read_one (clean, &first, &last);
      has_first = has_last = ok;
    }
  if (!ok)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                   _ ("“%s” is no period; write one as 2015, 2015-Q3, 2015-12, 2015-12-24 or "
                      "2015-01..2015-06"),
                   text);
      return FALSE;
    }
  *from = has_first ? write_day (&first) : g_strdup ("");
  *to = has_last ? write_day (&last) : g_strdup ("");
  return TRUE;
}

gboolean
sy_period_around (const char *day, SyViewGrain grain, char **from, char **to)
{
  GDate first, last;
  guint month;

  g_date_clear (&first, 1);
  if (!read_day (day, &first))
    return FALSE;
  last = first;
  month = g_date_get_month (&first);
  switch (grain)
    {
    case SY_VIEW_GRAIN_WEEK:
      g_date_subtract_days (&first, (guint) g_date_get_weekday (&first) - 1);
      last = first;
      g_date_add_days (&last, 6);
      break;
    case SY_VIEW_GRAIN_MONTH:
      set_months (g_date_get_year (&first), month, 1, &first, &last);
      break;
    case SY_VIEW_GRAIN_QUARTER:
      set_months (g_date_get_year (&first), (month - 1) / 3 * 3 + 1, 3, &first, &last);
      break;
    case SY_VIEW_GRAIN_YEAR:
      set_months (g_date_get_year (&first), 1, 12, &first, &last);
      break;
    case SY_VIEW_GRAIN_NONE:
    case SY_VIEW_GRAIN_DAY:
    default:
      break;
    }
  *from = write_day (&first);
  *to = write_day (&last);
  return TRUE;
}

/* "2015-12" when that is just what it is. */
static char *
find_short (const char *from, const char *to)
{
  static const SyViewGrain grains[] = { SY_VIEW_GRAIN_YEAR, SY_VIEW_GRAIN_QUARTER, SY_VIEW_GRAIN_MONTH,
                                        SY_VIEW_GRAIN_DAY };

  for (guint i = 0; i < G_N_ELEMENTS (grains); i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *last = NULL;

      if (!sy_period_around (from, grains[i], &first, &last) || !g_str_equal (first, from)
          || !g_str_equal (last, to))
        continue;
      if (grains[i] == SY_VIEW_GRAIN_QUARTER)
        return g_strdup_printf ("%.4s-Q%d", from,
                                (g_ascii_digit_value (from[5]) * 10 + g_ascii_digit_value (from[6]) + 2) / 3);
      return g_strndup (from, grains[i] == SY_VIEW_GRAIN_YEAR    ? 4
                              : grains[i] == SY_VIEW_GRAIN_MONTH ? 7
                                                                 : 10);
    }
  return NULL;
}

/* The month that begins or ends there, else the day. */
static char *
shorten (const char *day, gboolean is_end)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (*day && sy_period_around (day, SY_VIEW_GRAIN_MONTH, &first, &last)
      && g_str_equal (day, is_end ? last : first))
    return g_strndup (day, 7);
  return g_strdup (day);
}

char *
sy_period_to_text (const char *from, const char *to)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  char *text = *from && *to ? find_short (from, to) : NULL;

  if (text || (!*from && !*to))
    return text ? text : g_strdup ("");
  first = shorten (from, FALSE);
  last = shorten (to, TRUE);
  return g_strdup_printf ("%s..%s", first, last);
}
