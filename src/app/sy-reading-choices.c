/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-reading-choices.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

/* As sy-year-fill takes them. */
#define FIRST_YEAR 1990
#define LAST_YEAR 2099

static const char *const encodings[] = { "UTF-8",
                                         "GB18030",
                                         "BIG5",
                                         "UTF-16LE",
                                         "UTF-16BE",
                                         "SHIFT_JIS",
                                         "EUC-JP",
                                         "EUC-KR",
                                         "WINDOWS-1250",
                                         "WINDOWS-1251",
                                         "WINDOWS-1252",
                                         "WINDOWS-1253",
                                         "WINDOWS-1254",
                                         "WINDOWS-1255",
                                         "WINDOWS-1256",
                                         "WINDOWS-1257",
                                         "ISO-8859-2",
                                         "ISO-8859-15",
                                         "KOI8-R",
                                         "IBM850",
                                         "IBM866",
                                         "TIS-620",
                                         NULL };
static const char *const delimiters[] = { ",", ";", "tab", "|", ":", "^", "~", "space", "spaces", NULL };
static const char *const quotes[] = { "\"", "'", "none", NULL };
static const char *const escapes[] = { "none", "\\", NULL };
static const char *const orders[] = { "day-first", "month-first", "year-first", NULL };

/* Newest first: next year's targets come before years long gone. */
static char **
list_years (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GStrvBuilder) years = g_strv_builder_new ();

  for (int year = MIN (g_date_time_get_year (now) + 1, LAST_YEAR); year >= FIRST_YEAR; year--)
    {
      g_autofree char *text = g_strdup_printf ("%d", year);
      g_strv_builder_add (years, text);
    }
  return g_strv_builder_end (years);
}

/* What is asked for by each choice but the first. */
static char **
list_asked (SyOverruleWhat what)
{
  switch ((int) what)
    {
    case SY_OVERRULE_ENCODING:
      return g_strdupv ((char **) encodings);
    case SY_OVERRULE_DELIMITER:
      return g_strdupv ((char **) delimiters);
    case SY_OVERRULE_QUOTE:
      return g_strdupv ((char **) quotes);
    case SY_OVERRULE_ESCAPE:
      return g_strdupv ((char **) escapes);
    case SY_OVERRULE_YEAR:
      return list_years ();
    case SY_OVERRULE_ORDER:
      return g_strdupv ((char **) orders);
    default:
      return NULL;
    }
}

/* --- what holds --- */

static const char *
delimiter_title (const char *asked)
{
  static const struct
  {
    const char *asked, *title;
  } titles[] = {
    { ",", N_ ("Comma") },     { ";", N_ ("Semicolon") },    { "tab", N_ ("Tab") },
    { "\t", N_ ("Tab") },      { "|", N_ ("Vertical bar") }, { ":", N_ ("Colon") },
    { "space", N_ ("Blank") }, { " ", N_ ("Blank") },        { "spaces", N_ ("Runs of blanks") }
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].asked, asked))
      return _ (titles[i].title);
  return asked;
}

static const char *
order_title (const char *asked)
{
  if (g_str_equal (asked, "year-first"))
    return _ ("Year first: 23-1-5");
  return g_str_equal (asked, "day-first") ? _ ("5 January (day first)") : _ ("1 May (month first)");
}

static const char *
title_of (SyOverruleWhat what, const char *asked)
{
  if (what == SY_OVERRULE_DELIMITER)
    return delimiter_title (asked);
  if (what == SY_OVERRULE_ORDER)
    return order_title (asked);
  if (what == SY_OVERRULE_ESCAPE)
    return g_str_equal (asked, "none") ? _ ("Doubled") : asked;
  return g_str_equal (asked, "none") ? _ ("None") : asked;
}

static const char *
asked_of (SyOverruleWhat what, const SyImportPlan *plan, char year[8])
{
  switch ((int) what)
    {
    case SY_OVERRULE_ENCODING:
      return plan->encoding;
    case SY_OVERRULE_DELIMITER:
      return plan->delimiter && plan->delimiter[0] == '\t' ? "tab" : plan->delimiter;
    case SY_OVERRULE_QUOTE:
      return plan->quote && *plan->quote == '\0' ? "none" : plan->quote;
    case SY_OVERRULE_ORDER:
      return plan->date_order == SY_DATE_ORDER_UNKNOWN ? NULL
                                                       : orders[plan->date_order - SY_DATE_ORDER_DAY_FIRST];
    case SY_OVERRULE_ESCAPE:
      return plan->escape && *plan->escape == '\0' ? "none" : plan->escape;
    default:
      g_snprintf (year, 8, "%d", plan->year);
      return plan->year > 0 ? year : NULL;
    }
}

static char *
title_of_year (const SyYearFill *years)
{
  if (years && years->year > 0)
    return g_strdup_printf ("%d", years->year);
  return g_strdup (years && years->year_column >= 0 ? _ ("of each row") : _ ("not told"));
}

/* What the file itself says. */
static char *
dup_recognised (SyOverruleWhat what, const SyImportPlan *plan)
{
  const SyFileInfo *info = plan->info;
  const char delimiter[] = { info->delimiter, '\0' };
  const char quote[] = { info->quote, '\0' };
  const char escape[] = { info->escape, '\0' };

  switch ((int) what)
    {
    case SY_OVERRULE_ENCODING:
      return g_strdup (info->encoding ? info->encoding : _ ("unknown"));
    case SY_OVERRULE_DELIMITER:
      if (info->delimiter == ' ' && info->skips_blanks)
        return g_strdup (delimiter_title ("spaces"));
      return g_strdup (info->delimiter ? delimiter_title (delimiter) : _ ("none"));
    case SY_OVERRULE_QUOTE:
      return g_strdup (info->quote ? quote : _ ("none"));
    case SY_OVERRULE_ESCAPE:
      return g_strdup (info->escape ? escape : _ ("doubled"));
    case SY_OVERRULE_ORDER:
      return g_strdup (_ ("not told"));
    default:
      return title_of_year (plan->year_fill);
    }
}

/* --- the choices --- */

GListModel *
sy_reading_choices_new_list (SyOverruleWhat what, const SyImportPlan *plan, guint *selected)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  g_auto (GStrv) choices = list_asked (what);
  char year[8];
  const char *asked = asked_of (what, plan, year);
  g_autofree char *recognised = dup_recognised (what, plan);
  g_autofree char *first = g_strdup_printf (_ ("%s (recognised)"), recognised);

  *selected = 0;
  gtk_string_list_append (list, asked ? _ ("As recognised") : first);
  for (guint i = 0; choices[i]; i++)
    {
      gtk_string_list_append (list, title_of (what, choices[i]));
      if (asked && g_ascii_strcasecmp (asked, choices[i]) == 0)
        *selected = i + 1;
    }
  return G_LIST_MODEL (list);
}

SyOverrule *
sy_reading_choices_new_message (SyOverruleWhat what, guint index)
{
  g_auto (GStrv) choices = list_asked (what);
  SyOverrule message = { .what = what };

  if (!choices || index > g_strv_length (choices))
    return NULL;
  message.text = index == 0 ? NULL : choices[index - 1];
  return sy_overrule_copy (&message);
}

gboolean
sy_reading_choices_suits (SyOverruleWhat what, const SyImportPlan *plan)
{
  const SyFileInfo *info = plan->info;
  gboolean is_delimited = info->delimiter != 0 || plan->delimiter;

  switch ((int) what)
    {
    case SY_OVERRULE_ENCODING:
      return info->encoding != NULL || info->delimiter != 0;
    case SY_OVERRULE_DELIMITER:
    case SY_OVERRULE_QUOTE:
      return is_delimited;
    case SY_OVERRULE_ESCAPE:
      return is_delimited && info->quote != 0;
    case SY_OVERRULE_ORDER:
      return plan->date_order != SY_DATE_ORDER_UNKNOWN || sy_import_plan_find_unsettled (plan);
    default:
      return plan->year_fill != NULL;
    }
}
