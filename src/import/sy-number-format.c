/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files hold dates as plain numbers; only the number format tells. Source: ECMA-376 part 1, 18.8.30
 * and 18.8.31. */
#include "config.h"

#include <string.h>

#include "sy-number-format.h"

typedef struct
{
  gboolean day;      /* y d e g b, or m away from hours and seconds */
  gboolean month;    /* m or mm that may be minutes */
  gboolean clock;    /* h s AM/PM */
  gboolean duration; /* [h] [m] [s] */
  gboolean percent;
} Letters;

/* Steps over [Red], [$-804], [>=100], [DBNum1], and notes [hh]. */
static const char *
skip_bracket (const char *p, Letters *letters)
{
  const char *end = strchr (p, ']');
  char c = g_ascii_tolower (p[1]);

  if (end == NULL)
    return p + strlen (p);
  if ((c == 'h' || c == 'm' || c == 's') && strspn (p + 1, "hHmMsS") == (gsize) (end - p - 1)
      && g_ascii_tolower (end[-1]) == c)
    letters->duration = TRUE;
  return end + 1;
}

/* Behind the character at @p, were it not valid UTF-8 either, as in old files. */
static const char *
skip_character (const char *p)
{
  if (*p != '\0')
    p++;
  while ((*p & 0xC0) == 0x80)
    p++;
  return p;
}

/* Steps over one piece of the format that says nothing, or one letter that does. */
static const char *
read_piece (const char *p, Letters *letters)
{
  switch (*p)
    {
    case '"':
      p = strchr (p + 1, '"');
      return p == NULL ? "" : p + 1;
    case '\\':
    case '_':
    case '*':
      return skip_character (p + 1);
    case '[':
      return skip_bracket (p, letters);
    case '%':
      letters->percent = TRUE;
      return p + 1;
    default:
      break;
    }
  if (g_ascii_strncasecmp (p, "General", 7) == 0)
    return p + 7;
  if (g_ascii_strncasecmp (p, "AM/PM", 5) == 0 || g_ascii_strncasecmp (p, "A/P", 3) == 0)
    {
      letters->clock = TRUE;
      return p + (g_ascii_tolower (p[1]) == 'm' ? 5 : 3);
    }
  switch (g_ascii_tolower (*p))
    {
    case 'e':
      /* 0.00E+00 is a number, e alone a year of an era. */
      if (p[1] == '+' || p[1] == '-')
        return p + 2;
      letters->day = TRUE;
      break;
    case 'y':
    case 'd':
    case 'g':
    case 'b':
      letters->day = TRUE;
      break;
    case 'a':
      letters->day = letters->day || g_ascii_strncasecmp (p, "aaa", 3) == 0;
      break;
    case 'm':
      if (g_ascii_strncasecmp (p, "mmm", 3) == 0)
        letters->day = TRUE;
      letters->month = TRUE;
      break;
    case 'h':
    case 's':
      letters->clock = TRUE;
      break;
    default:
      break;
    }
  return p + 1;
}

/**
 * sy_number_format_parse:
 * @code: a format code such as “yyyy-mm-dd” or “0.00%;[Red]-0.00%”
 *
 * Looks at the first section only, which is that of positive numbers.
 *
 * Returns: what the format says
 */
SyNumberFormat
sy_number_format_parse (const char *code)
{
  Letters letters = { 0 };

  for (const char *p = code; *p != '\0' && *p != ';';)
    p = read_piece (p, &letters);
  if (letters.day || (letters.month && !letters.clock && !letters.duration))
    return SY_NUMBER_FORMAT_DATE;
  if (letters.duration)
    return SY_NUMBER_FORMAT_DURATION;
  if (letters.clock)
    return SY_NUMBER_FORMAT_TIME;
  return letters.percent ? SY_NUMBER_FORMAT_PERCENT : SY_NUMBER_FORMAT_PLAIN;
}

/**
 * sy_number_format_builtin:
 * @id: number of a format that files need not spell out
 *
 * 27 to 36 and 50 to 58 are those of Chinese, Japanese and Korean editions. 34, 35, 55 and 56 are times in
 * Chinese ones and dates in Japanese ones: they are given as times, and a time of a day or more is a date to
 * the readers.
 *
 * Returns: what the format says
 */
SyNumberFormat
sy_number_format_builtin (guint id)
{
  if (id == 9 || id == 10)
    return SY_NUMBER_FORMAT_PERCENT;
  if ((id >= 14 && id <= 17) || id == 22)
    return SY_NUMBER_FORMAT_DATE;
  if ((id >= 18 && id <= 21) || id == 45 || id == 47 || (id >= 32 && id <= 35) || id == 55 || id == 56)
    return SY_NUMBER_FORMAT_TIME;
  if (id == 46)
    return SY_NUMBER_FORMAT_DURATION;
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return SY_NUMBER_FORMAT_DATE;
  return SY_NUMBER_FORMAT_PLAIN;
}
