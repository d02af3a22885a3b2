/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source: ISO 8601 as XML Schema part 2 has it, 3.2.6 to 3.2.9. */
#include "config.h"

#include "sy-iso-date.h"

/* Durations of more hours than this are no working time of anybody. */
#define MAX_HOURS 1e9

static gboolean
read_digits (const char **p, const char *end, guint n, int *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++, (*p)++)
    {
      if (*p == end || !g_ascii_isdigit (**p))
        return FALSE;
      *value = *value * 10 + (**p - '0');
    }
  return TRUE;
}

/* 2015-01-31 at *@p as an Excel serial. */
static gboolean
read_date (const char **p, const char *end, double *serial)
{
  int year, month, day;
  GDate date;

  if (!read_digits (p, end, 4, &year) || *p == end || *(*p)++ != '-' || !read_digits (p, end, 2, &month)
      || *p == end || *(*p)++ != '-' || !read_digits (p, end, 2, &day) || month < 1 || month > 12 || year < 1
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  /* Day 693594 of the proleptic calendar is 1899-12-30; before March 1900 the serials are one day off. */
  *serial = (double) g_date_get_julian (&date) - 693594.;
  if (*serial < 61)
    *serial -= 1;
  return TRUE;
}

/* 11:38 or 11:38:36.5 at *@p as a fraction of a day. */
static gboolean
read_time (const char **p, const char *end, double *fraction)
{
  int hour = 0, minute = 0, whole = 0;
  double second = 0;

  if (!read_digits (p, end, 2, &hour) || *p == end || *(*p)++ != ':' || !read_digits (p, end, 2, &minute))
    return FALSE;
  if (*p < end && **p == ':')
    {
      double scale = 0.1;

      (*p)++;
      if (!read_digits (p, end, 2, &whole))
        return FALSE;
      second = whole;
      if (*p < end && (**p == '.' || **p == ','))
        for ((*p)++; *p < end && g_ascii_isdigit (**p); (*p)++, scale /= 10)
          second += (**p - '0') * scale;
    }
  *fraction = (hour * 3600 + minute * 60 + second) / 86400.;
  return hour < 24 && minute < 60 && second < 60;
}

/**
 * sy_iso_date_parse:
 * @text: (array length=length): 2015-01-31, 2015-01-31T11:38:36.5 or 11:38:36, maybe with Z at the end
 * @out: (inout): gets kind and serial number
 *
 * Returns: %TRUE when all of @text is a date, a moment or a time of day
 */
gboolean
sy_iso_date_parse (const char *text, gsize length, SyCell *out)
{
  const char *p = text, *end = text + length;
  gboolean has_date = length >= 10 && text[4] == '-';
  double serial = 0, fraction = 0;

  if (has_date && !read_date (&p, end, &serial))
    return FALSE;
  if (has_date && p < end && (*p == 'T' || *p == ' '))
    p++;
  if (p < end && !read_time (&p, end, &fraction))
    return FALSE;
  if (p < end && *p == 'Z')
    p++;
  out->kind = has_date ? SY_CELL_DATE : SY_CELL_TIME;
  out->number = serial + fraction;
  return p == end && length > 0;
}

/* A number with its letter, such as 36.5S; 0 when there is none at *@p. */
static char
read_amount (const char **p, const char *end, double *amount)
{
  const char *q = *p;
  double scale = 1;
  gboolean fraction = FALSE, digits = FALSE;

  *amount = 0;
  for (; q < end && (g_ascii_isdigit (*q) || ((*q == '.' || *q == ',') && !fraction)); q++)
    {
      if (!g_ascii_isdigit (*q))
        {
          fraction = TRUE;
          continue;
        }
      digits = TRUE;
      if (fraction)
        {
          scale /= 10;
          *amount += (*q - '0') * scale;
        }
      else
        *amount = *amount * 10 + (*q - '0');
    }
  if (!digits || q == end)
    return 0;
  *p = q + 1;
  return *q;
}

/**
 * sy_iso_duration_parse:
 * @text: (array length=length): PT11H38M36S, P1DT2H, -PT5M
 * @out: (inout): a time of day, or a number of days when it is none
 *
 * Years and months have no fixed length and are not taken.
 *
 * Returns: %TRUE when all of @text is a duration
 */
gboolean
sy_iso_duration_parse (const char *text, gsize length, SyCell *out)
{
  const char *p = text, *end = text + length;
  gboolean negative = p < end && *p == '-', in_time = FALSE;
  double seconds = 0, amount;

  p += negative;
  if (p == end || *p++ != 'P' || p == end)
    return FALSE;
  while (p < end)
    {
      char letter;

      if (*p == 'T' && !in_time)
        {
          in_time = TRUE;
          p++;
          continue;
        }
      letter = read_amount (&p, end, &amount);
      if (letter == 'D' && !in_time)
        seconds += amount * 86400;
      else if (letter == 'H' && in_time)
        seconds += amount * 3600;
      else if (letter == 'M' && in_time)
        seconds += amount * 60;
      else if (letter == 'S' && in_time)
        seconds += amount;
      else
        return FALSE;
      if (!(seconds < MAX_HOURS * 3600))
        return FALSE;
    }
  out->number = (negative ? -seconds : seconds) / 86400.;
  out->kind = out->number >= 0 && out->number < 1 ? SY_CELL_TIME : SY_CELL_NUMBER;
  return TRUE;
}
