/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days of a period as CSV, or as JSON; and the calendars there are, with the years that they know. */
#include "config.h"

#include "sy-cli-days.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "sy-csv-writer.h"

static char *
text_of (gint64 date)
{
  guint year, month, day;

  sy_calendar_day_split (date, &year, &month, &day);
  return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
}

gboolean
sy_cli_list_calendars (const SyCliOptions *options, SyCatalogue *catalogue, GError **error)
{
  GPtrArray *calendars = sy_catalogue_get_calendars (catalogue);

  if (options->arguments[1])
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("“%s” is one word too many"),
                   options->arguments[1]);
      return FALSE;
    }
  for (guint i = 0; i < calendars->len; i++)
    {
      SyCalendar *calendar = calendars->pdata[i];
      g_autofree char *about = g_strdup_printf (
          _ ("public holidays %u–%u, lunar festivals %u–%u%s"), sy_calendar_get_valid_from (calendar),
          sy_calendar_get_valid_through (calendar), sy_calendar_get_first_lunar_year (calendar),
          sy_calendar_get_last_lunar_year (calendar),
          calendar == sy_catalogue_get_calendar (catalogue) ? _ (", in use") : "");
      g_print ("%s\t%s\t%s\n", sy_calendar_get_id (calendar), sy_calendar_get_title (calendar), about);
    }
  return TRUE;
}

/* "2026", "2026-02" or "2026-02-17". */
static gboolean
parse_period (const char *text, gint64 *from, gint64 *to)
{
  guint year = 0, month = 0, day = 0;
  char rest;
  int n;

  if (!text || !g_regex_match_simple ("^[0-9]{4}(-[0-9]{1,2}){0,2}$", text, G_REGEX_DOLLAR_ENDONLY, 0))
    return FALSE;
  n = sscanf (text, "%u-%u-%u%c", &year, &month, &day, &rest);
  if (year < 1900 || year > 2199 || (n > 1 && (month < 1 || month > 12))
      || (n > 2 && !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year)))
    return FALSE;
  *from = sy_calendar_day_new (year, n > 1 ? month : 1, n > 2 ? day : 1);
  *to = n == 1   ? sy_calendar_day_new (year, 12, 31)
        : n == 2 ? *from + g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year) - 1
                 : *from;
  return TRUE;
}

static void
print_csv (const SyCalendarDay *day)
{
  g_autofree char *date = text_of (day->date);
  g_autofree char *aligned = text_of (day->aligned);
  g_autoptr (GString) line = g_string_new (date);

  g_string_append_printf (line, ",%u,%s,", day->weekday, day->kind ? day->kind : "");
  sy_csv_append_field (line, day->special_name ? day->special_name : "");
  g_string_append_c (line, ',');
  sy_csv_append_field (line, day->festival_title ? day->festival_title : "");
  g_string_append_c (line, ',');
  if (day->festival)
    g_string_append_printf (line, "%d", day->festival_day);
  g_print ("%s,%s\n", line->str, aligned);
}

static void
print_json (const SyCalendarDay *day, gboolean is_first)
{
  g_autofree char *date = text_of (day->date);
  g_autofree char *aligned = text_of (day->aligned);
  g_autoptr (GString) json = g_string_new (is_first ? "[" : ",\n ");

  g_string_append_printf (json, "{\"date\":\"%s\",\"weekday\":%u,\"kind\":", date, day->weekday);
  sy_json_append_string (json, day->kind ? day->kind : "");
  g_string_append (json, ",\"name\":");
  sy_json_append_string (json, day->special_name ? day->special_name : "");
  g_string_append (json, ",\"festival\":");
  sy_json_append_string (json, day->festival_title ? day->festival_title : "");
  if (day->festival)
    g_string_append_printf (json, ",\"festival_day\":%d", day->festival_day);
  g_string_append_printf (json, ",\"aligned\":\"%s\"}", aligned);
  g_print ("%s", json->str);
}

/* Beyond the years that it knows, the calendar still lists festivals: that is told. */
static void
warn_beyond (SyCalendar *calendar, GPtrArray *days)
{
  gboolean all_known = TRUE;

  for (guint i = 0; i < days->len; i++)
    all_known = all_known && ((const SyCalendarDay *) days->pdata[i])->is_decreed;
  if (!all_known)
    g_printerr (
        _ ("The calendar “%s” knows the public holidays of %u to %u only: the days of other years are "
           "listed without days off and make-up working days\n"),
        sy_calendar_get_title (calendar), sy_calendar_get_valid_from (calendar),
        sy_calendar_get_valid_through (calendar));
}

gboolean
sy_cli_list_days (const SyCliOptions *options, SyCatalogue *catalogue, GError **error)
{
  SyCalendar *calendar = sy_catalogue_get_calendar (catalogue);
  gboolean json = g_strcmp0 (options->format, "json") == 0;
  g_autoptr (GPtrArray) days = NULL;
  gint64 from, to;

  if (!calendar || !parse_period (options->arguments[1], &from, &to))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("“list days” needs a year, a month or a day from 1900 to 2199, such as 2026-02"));
      return FALSE;
    }
  days = sy_calendar_list_days (calendar, from, to);
  if (!json)
    g_print ("date,weekday,kind,name,festival,festival_day,aligned\n");
  for (guint i = 0; i < days->len; i++)
    if (json)
      print_json (days->pdata[i], i == 0);
    else
      print_csv (days->pdata[i]);
  if (json)
    g_print ("]\n");
  warn_beyond (calendar, days);
  return TRUE;
}
