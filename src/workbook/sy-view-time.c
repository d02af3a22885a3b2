/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods of a view, as formulas: which there are, where each ends, how far the data reach into the last one,
 * and what its base is. Rows of a grain ask for equality with a computed column, the first day of the row's
 * period, so that all of them come of one scan. The base of a period that is not over yet is cut at the
 * corresponding day: like is compared with like. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

/* The first day of the period that contains @day; [@date]-DAY([@date])+1 is a form that the compiler knows.
 */
static char *
write_start (const char *day, SyViewGrain grain)
{
  switch (grain)
    {
    case SY_VIEW_GRAIN_WEEK:
      return g_strdup_printf ("%s-WEEKDAY(%s,2)+1", day, day);
    case SY_VIEW_GRAIN_MONTH:
      return g_strdup_printf ("%s-DAY(%s)+1", day, day);
    case SY_VIEW_GRAIN_QUARTER:
      return g_strdup_printf ("DATE(YEAR(%s),MONTH(%s)-MOD(MONTH(%s)-1,3),1)", day, day, day);
    case SY_VIEW_GRAIN_YEAR:
      return g_strdup_printf ("DATE(YEAR(%s),1,1)", day);
    case SY_VIEW_GRAIN_NONE:
    case SY_VIEW_GRAIN_DAY:
    default:
      return g_strdup (day);
    }
}

/* Its last day, of its first. */
static char *
write_last (const char *start, SyViewGrain grain)
{
  switch (grain)
    {
    case SY_VIEW_GRAIN_WEEK:
      return g_strdup_printf ("%s+6", start);
    case SY_VIEW_GRAIN_MONTH:
      return g_strdup_printf ("EOMONTH(%s,0)", start);
    case SY_VIEW_GRAIN_QUARTER:
      return g_strdup_printf ("EOMONTH(%s,2)", start);
    case SY_VIEW_GRAIN_YEAR:
      return g_strdup_printf ("EOMONTH(%s,11)", start);
    case SY_VIEW_GRAIN_NONE:
    case SY_VIEW_GRAIN_DAY:
    default:
      return g_strdup (start);
    }
}

static guint
count_months (SyViewGrain grain)
{
  return grain == SY_VIEW_GRAIN_MONTH ? 1 : grain == SY_VIEW_GRAIN_QUARTER ? 3 : 12;
}

/* The first day of the base period, of the first day of a period. */
static char *
write_shifted (SyViewWriter *self, const char *start)
{
  if (self->contrast == SY_CONTRAST_YOY)
    return self->grain == SY_VIEW_GRAIN_WEEK ? g_strdup_printf ("%s-364", start)
                                             : g_strdup_printf ("EDATE(%s,-12)", start);
  /* As many days, so that what is within a row is held against the same days as the row. */
  if (sy_contrast_is_aligned (self->contrast))
    return g_strdup_printf ("%s-364", start);
  if (self->grain == SY_VIEW_GRAIN_DAY)
    return g_strdup_printf ("%s-1", start);
  if (self->grain == SY_VIEW_GRAIN_WEEK)
    return g_strdup_printf ("%s-7", start);
  return g_strdup_printf ("EDATE(%s,-%u)", start, count_months (self->grain));
}

/* The day up to which bases count, of the last day that counts: the end of a month stays one. */
static char *
write_cut (SyViewWriter *self, const char *end)
{
  guint months = self->contrast == SY_CONTRAST_PREVIOUS ? count_months (self->grain) : 12;

  if (sy_contrast_is_aligned (self->contrast))
    return g_strdup_printf ("%s-364", end);
  if (self->contrast == SY_CONTRAST_PREVIOUS && self->grain <= SY_VIEW_GRAIN_WEEK)
    return g_strdup_printf ("%s-%u", end, self->grain == SY_VIEW_GRAIN_WEEK ? 7 : 1);
  if (self->contrast == SY_CONTRAST_YOY && self->grain == SY_VIEW_GRAIN_WEEK)
    return g_strdup_printf ("%s-364", end);
  return g_strdup_printf ("IF(DAY(%s+1)=1,EOMONTH(%s,-%u),EDATE(%s,-%u))", end, end, months, end, months);
}

static char *
name (SyViewWriter *self, const char *suffix)
{
  return g_strconcat (self->id, "_", suffix, NULL);
}

/* --- values --- */

/* The first day of the sales counts before that of anything else; the calendar has days without data. */
gboolean
sy_view_find_clock (SyViewWriter *self)
{
  SySource *sales = sy_view_find_source (self->sources, "sales");

  self->clock = sales && sy_view_find_date (sales) ? sales : NULL;
  for (guint i = 0; !self->clock && i < self->sources->len; i++)
    {
      SySource *source = self->sources->pdata[i];

      if (sy_view_find_date (source) && !g_str_equal (source->info.kind, "calendar"))
        self->clock = source;
    }
  if (!self->clock && (!*sy_view_get_from (self->view) || !*sy_view_get_to (self->view)))
    return FALSE;
  self->has_dates = self->is_masters = TRUE;
  return TRUE;
}

/* From first to last day of the data, over all sources that have dates; of masters what was asked for. */
static char *
write_extreme (SyViewWriter *self, const char *function, const char *given, const char *suffix)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  if (self->is_masters && *given)
    return name (self, suffix);
  if (self->is_masters)
    return g_strdup_printf ("%s(%s[%s])", function, self->clock->info.kind, sy_view_find_date (self->clock));
  for (guint i = 0; i < self->parts->len; i++)
    {
      const SyViewPart *part = self->parts->pdata[i];

      if (part->date)
        g_string_append_printf (text, "%s%s(%s[%s])", n++ ? "," : "", function, part->source->info.kind,
                                part->date);
    }
  if (n == 1)
    return g_string_free (g_steal_pointer (&text), FALSE);
  return g_strdup_printf ("%s(%s)", function, text->str);
}

static void
write_given (SyViewWriter *self, const char *day, const char *suffix, const char *title)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (!*day)
    return;
  /* Periods are whole ones. */
  sy_period_around (day, self->grain, &from, &to);
  sy_view_add_parameter (self, suffix, title, "date", g_str_equal (suffix, "from") ? from : to);
}

static void
write_range (SyViewWriter *self)
{
  const char *id = self->id;
  gboolean has_from = *sy_view_get_from (self->view) != '\0';
  gboolean has_to = *sy_view_get_to (self->view) != '\0';
  g_autofree char *least = write_extreme (self, "MIN", sy_view_get_from (self->view), "from");
  g_autofree char *most = write_extreme (self, "MAX", sy_view_get_to (self->view), "to");
  g_autofree char *begin = NULL;
  g_autofree char *first = NULL;
  g_autofree char *end = NULL;

  write_given (self, sy_view_get_from (self->view), "from", _ ("From"));
  write_given (self, sy_view_get_to (self->view), "to", _ ("To"));
  sy_view_add_value (self, "data_from", _ ("First day with data"), "date", least);
  sy_view_add_value (self, "data_to", _ ("Last day with data"), "date", most);
  /* Rows of a grain begin with the data, a whole period where it was asked to. */
  if (self->grain == SY_VIEW_GRAIN_NONE)
    begin = g_strdup_printf (has_from ? "%s_from" : "%s_data_from", id);
  else if (has_from)
    begin = g_strdup_printf ("MAX(%s_from,%s_data_from)", id, id);
  else
    begin = g_strdup_printf ("%s_data_from", id);
  sy_view_add_value (self, "begin", _ ("First day"), "date", begin);
  end = has_to ? g_strdup_printf ("MIN(%s_to,%s_data_to)", id, id) : g_strdup_printf ("%s_data_to", id);
  sy_view_add_value (self, "end", _ ("Last day"), "date", end);
  g_free (begin);
  begin = name (self, "begin");
  first = write_start (begin, self->grain);
  sy_view_add_value (self, "first", _ ("First period"), "date", first);
}

static void
write_count (SyViewWriter *self)
{
  const char *id = self->id;
  g_autofree char *months =
      g_strdup_printf ("(YEAR(%s_end)-YEAR(%s_first))*12+MONTH(%s_end)-MONTH(%s_first)", id, id, id, id);
  g_autofree char *count = NULL;

  switch (self->grain)
    {
    case SY_VIEW_GRAIN_NONE:
      return;
    case SY_VIEW_GRAIN_DAY:
      count = g_strdup_printf ("%s_end-%s_first+1", id, id);
      break;
    case SY_VIEW_GRAIN_WEEK:
      count = g_strdup_printf ("INT((%s_end-%s_first)/7)+1", id, id);
      break;
    case SY_VIEW_GRAIN_MONTH:
    case SY_VIEW_GRAIN_QUARTER:
    case SY_VIEW_GRAIN_YEAR:
    default:
      count = g_strdup_printf ("INT((%s)/%u)+1", months, count_months (self->grain));
      break;
    }
  sy_view_add_value (self, "periods", _ ("Periods"), "integer", count);
}

/* --- the base of the whole --- */

/* The period before one without a grain: as many months where it is whole months, else as many days. */
static void
write_previous (SyViewWriter *self, char **from, char **to)
{
  const char *i = self->id;
  const char *to_name = *sy_view_get_to (self->view) ? "to" : "end";
  g_autofree char *months = NULL;

  months = g_strdup_printf ("IF(AND(DAY(%s_first)=1,DAY(%s_%s+1)=1),(YEAR(%s_%s)-YEAR(%s_first))*12+"
                            "MONTH(%s_%s)-MONTH(%s_first)+1,0)",
                            i, i, to_name, i, to_name, i, i, to_name, i);
  sy_view_add_value (self, "months", _ ("Whole months"), "integer", months);
  *from = g_strdup_printf ("IF(%s_months>0,EDATE(%s_first,-%s_months),%s_first-(%s_%s-%s_first+1))", i, i, i,
                           i, i, to_name, i);
  *to = g_strdup_printf ("IF(%s_end=%s_%s,%s_first-1,IF(%s_months>0,MIN(EDATE(%s_end,-%s_months),%s_first-1)"
                         ",%s_end-(%s_%s-%s_first+1)))",
                         i, i, to_name, i, i, i, i, i, i, i, to_name, i);
}

/* The first row of the view from which this one was drilled is its base as well. FALSE: there is none. */
static gboolean
write_first_above (SyViewWriter *self, char **from, char **to)
{
  g_autoptr (SyView) above = sy_view_drill_up (self->view);
  g_autofree char *begin = NULL;

  while (above && sy_view_get_grain (above) == SY_VIEW_GRAIN_NONE)
    {
      SyView *next = sy_view_drill_up (above);

      g_object_unref (above);
      above = next;
    }
  if (!above)
    return FALSE;
  begin = name (self, "data_from");
  if (*sy_view_get_from (above))
    {
      g_auto (GStrv) parts = g_strsplit (sy_view_get_from (above), "-", 3);
      g_autofree char *data_from = g_steal_pointer (&begin);

      begin = g_strdup_printf ("MAX(%s,DATE(%s,%s,%s))", data_from, parts[0], parts[1], parts[2]);
    }
  sy_view_add_value (self, "first_above", _ ("First day"), "date", begin);
  g_free (begin);
  begin = name (self, "first_above");
  *from = write_start (begin, sy_view_get_grain (above));
  *to = write_last (*from, sy_view_get_grain (above));
  return TRUE;
}

static gboolean
write_fixed (SyViewWriter *self, char **from, char **to, GError **error)
{
  const char *argument = sy_view_get_argument (self->view);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (!*argument)
    {
      g_autofree char *start = name (self, "first");
      g_autofree char *end = write_last (start, self->grain);

      if (self->grain == SY_VIEW_GRAIN_NONE && write_first_above (self, from, to))
        return TRUE;
      if (self->grain == SY_VIEW_GRAIN_NONE)
        {
          g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                               _ ("A fixed base needs its period, such as “2014-12”"));
          return FALSE;
        }
      *from = g_steal_pointer (&start);
      *to = g_strdup_printf ("MIN(%s,%s_end)", end, self->id);
      return TRUE;
    }
  if (!sy_period_parse (argument, &first, &last, error))
    return FALSE;
  if (!*first || !*last)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                   _ ("A fixed base has two ends; “%s” has one"), argument);
      return FALSE;
    }
  sy_view_add_parameter (self, "fixed_from", _ ("Base from"), "date", first);
  sy_view_add_parameter (self, "fixed_to", _ ("Base to"), "date", last);
  *from = name (self, "fixed_from");
  *to = name (self, "fixed_to");
  return TRUE;
}

static gboolean
write_base_range (SyViewWriter *self, GError **error)
{
  g_autofree char *first = name (self, "first");
  g_autofree char *end = name (self, "end");
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (self->contrast == SY_CONTRAST_FIXED)
    {
      if (!write_fixed (self, &from, &to, error))
        return FALSE;
    }
  else if (self->contrast == SY_CONTRAST_PREVIOUS && self->grain == SY_VIEW_GRAIN_NONE)
    write_previous (self, &from, &to);
  else
    {
      from = write_shifted (self, first);
      to = write_cut (self, end);
    }
  sy_view_add_value (self, "base_from", _ ("Base from"), "date", from);
  sy_view_add_value (self, "base_to", _ ("Base to"), "date", to);
  return TRUE;
}

/* --- source columns --- */

static gboolean
write_alignment (SyViewWriter *self, SyViewPart *part, GError **error)
{
  g_autofree char *day = NULL;
  g_autofree char *cell = g_strdup_printf ("[@%s_day]", self->id);
  g_autofree char *period = write_start (cell, self->grain);
  SySource *calendar;

  if (self->contrast == SY_CONTRAST_YOY_WEEKDAY)
    day = g_strdup_printf ("[@%s]+364", part->date);
  else
    {
      calendar = sy_view_find_source (self->sources, "calendar");
      if (!calendar || !sy_source_has_role (calendar, "aligned"))
        {
          g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
                               _ ("Comparing festivals needs a calendar that says which days correspond"));
          return FALSE;
        }
      day = g_strdup_printf ("INDEX(calendar[date],MATCH([@%s],calendar[aligned],0))", part->date);
    }
  sy_view_add_source_column (self, part->source->info.kind, "day", _ ("Day it is the base of"), "date", day);
  if (self->grain > SY_VIEW_GRAIN_DAY)
    sy_view_add_source_column (self, part->source->info.kind, "day_period", _ ("Period it is the base of"),
                               "date", period);
  part->aligned = TRUE;
  return TRUE;
}

static gboolean
write_part (SyViewWriter *self, SyViewPart *part, GError **error)
{
  g_autofree char *cell = g_strdup_printf ("[@%s]", part->date);
  g_autofree char *period = write_start (cell, self->grain);

  if (self->grain > SY_VIEW_GRAIN_DAY)
    {
      sy_view_add_source_column (self, part->source->info.kind, "period", _ ("Period"),
                                 self->grain == SY_VIEW_GRAIN_MONTH ? "month" : "date", period);
      part->dated = TRUE;
    }
  return !sy_contrast_is_aligned (self->contrast) || write_alignment (self, part, error);
}

gboolean
sy_view_write_time (SyViewWriter *self, GError **error)
{
  if (!self->has_dates)
    return TRUE;
  write_range (self);
  write_count (self);
  if (sy_contrast_is_in_time (self->contrast) && !write_base_range (self, error))
    return FALSE;
  for (guint i = 0; i < self->parts->len; i++)
    if (((SyViewPart *) self->parts->pdata[i])->date && !write_part (self, self->parts->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* --- columns of the table --- */

void
sy_view_add_period_columns (SyViewWriter *self, GString *xml, const char *nth)
{
  g_autofree char *start = NULL;
  gboolean has_label = self->grain == SY_VIEW_GRAIN_QUARTER || self->grain == SY_VIEW_GRAIN_YEAR;

  if (self->grain <= SY_VIEW_GRAIN_WEEK)
    start = g_strdup_printf ("DATE(YEAR(%s_first),MONTH(%s_first),DAY(%s_first)+%u*(%s-1))", self->id,
                             self->id, self->id, self->grain == SY_VIEW_GRAIN_WEEK ? 7u : 1u, nth);
  else
    start = g_strdup_printf ("EDATE(%s_first,%u*(%s-1))", self->id, count_months (self->grain), nth);
  sy_view_add_column (xml, "period", sy_view_grain_get_title (self->grain), start,
                      self->grain == SY_VIEW_GRAIN_MONTH ? "month" : "date",
                      has_label ? "hidden=\"yes\"" : NULL);
}

void
sy_view_add_base_period (SyViewWriter *self, GString *xml)
{
  g_autofree char *last = write_last ("[@period]", self->grain);
  g_autofree char *end = g_strdup_printf ("MIN([@period_last],%s_end)", self->id);
  g_autofree char *complete =
      g_strdup_printf ("AND([@period]>=%s_data_from,[@period_last]<=%s_data_to)", self->id, self->id);
  g_autofree char *base = NULL;
  g_autofree char *base_last = write_last ("[@base_period]", self->grain);
  g_autofree char *base_end = sy_contrast_is_aligned (self->contrast)
                                  ? g_strdup ("[@period_end]-364")
                                  : g_strdup_printf ("MIN(%s,%s_base_to)", base_last, self->id);

  if (self->grain == SY_VIEW_GRAIN_QUARTER)
    sy_view_add_column (xml, "label", sy_view_grain_get_title (self->grain),
                        "YEAR([@period])&\" Q\"&((MONTH([@period])+2)/3)", NULL, NULL);
  else if (self->grain == SY_VIEW_GRAIN_YEAR)
    sy_view_add_column (xml, "label", sy_view_grain_get_title (self->grain), "TEXT(YEAR([@period]),\"0\")",
                        NULL, NULL);
  sy_view_add_column (xml, "period_last", _ ("Ends on"), last, "date", "hidden=\"yes\"");
  sy_view_add_column (xml, "period_end", _ ("Counted to"), end, "date", "hidden=\"yes\"");
  if (self->grain > SY_VIEW_GRAIN_DAY)
    sy_view_add_column (xml, "complete", _ ("Complete"), complete, "bool", NULL);
  if (!sy_contrast_is_in_time (self->contrast) || self->contrast == SY_CONTRAST_FIXED)
    return;
  base = write_shifted (self, "[@period]");
  sy_view_add_column (xml, "base_period", _ ("Base period"), base,
                      self->grain == SY_VIEW_GRAIN_MONTH && !sy_contrast_is_aligned (self->contrast) ? "month"
                                                                                                     : "date",
                      "hidden=\"yes\"");
  sy_view_add_column (xml, "base_end", _ ("Base counted to"), base_end, "date", "hidden=\"yes\"");
}

/* --- contexts --- */

char *
sy_view_name_period_key (SyViewWriter *self, const SyViewPart *part, SyViewLevel level, gboolean is_base)
{
  if (!part->date || level == SY_VIEW_WHOLE || self->grain == SY_VIEW_GRAIN_NONE
      || (is_base && self->contrast == SY_CONTRAST_FIXED))
    return NULL;
  if (is_base && sy_contrast_is_aligned (self->contrast))
    return name (self, self->grain > SY_VIEW_GRAIN_DAY ? "day_period" : "day");
  return part->dated ? name (self, "period") : g_strdup (part->date);
}

/* Days that correspond to others are of the period of those. */
const char *
sy_view_get_period_cell (SyViewWriter *self, gboolean is_base)
{
  return is_base && !sy_contrast_is_aligned (self->contrast) ? "[@base_period]" : "[@period]";
}

static void
add_day_range (SyViewWriter *self,
               SyContext *context,
               const SyViewPart *part,
               const char *column,
               const char *from,
               const char *to)
{
  g_autofree char *low = from ? g_strdup_printf ("\">=\"&%s_%s", self->id, from) : NULL;
  g_autofree char *high = to ? g_strdup_printf ("\"<=\"&%s_%s", self->id, to) : NULL;

  if (low)
    sy_context_add_period (context, part->source->info.kind, part->date, column, low);
  if (high)
    sy_context_add_period (context, part->source->info.kind, part->date, column, high);
}

/* The column that holds the first day of the row's period. */
static char *
get_period_column (SyViewWriter *self, const SyViewPart *part)
{
  return part->dated ? name (self, "period") : g_strdup (part->date);
}

static void
add_aligned_pairs (SyViewWriter *self, SyContext *context, const SyViewPart *part, SyViewLevel level)
{
  g_autofree char *day = name (self, "day");
  g_autofree char *period = name (self, self->grain > SY_VIEW_GRAIN_DAY ? "day_period" : "day");

  if (level == SY_VIEW_WHOLE || self->grain == SY_VIEW_GRAIN_NONE)
    {
      add_day_range (self, context, part, day, "first", "end");
      return;
    }
  sy_context_add_period (context, part->source->info.kind, part->date, period, "[@period]");
  add_day_range (self, context, part, day, NULL, "end");
}

void
sy_view_add_period_pairs (
    SyViewWriter *self, SyContext *context, const SyViewPart *part, SyViewLevel level, gboolean is_base)
{
  gboolean by_row = level == SY_VIEW_ROWS && self->grain != SY_VIEW_GRAIN_NONE;
  g_autofree char *period = NULL;

  if (!part->date || !self->is_bounded)
    return;
  if (is_base && sy_contrast_is_aligned (self->contrast))
    add_aligned_pairs (self, context, part, level);
  else if (!by_row || (is_base && self->contrast == SY_CONTRAST_FIXED))
    add_day_range (self, context, part, part->date, is_base ? "base_from" : "first",
                   is_base ? "base_to" : "end");
  else
    {
      period = get_period_column (self, part);
      sy_context_add_period (context, part->source->info.kind, part->date, period,
                             is_base ? "[@base_period]" : "[@period]");
      if (is_base && self->grain > SY_VIEW_GRAIN_DAY)
        add_day_range (self, context, part, part->date, NULL, "base_to");
    }
}

void
sy_view_set_bounds (SyViewWriter *self, SyContext *context, SyViewLevel level, gboolean is_base)
{
  gboolean by_row = level == SY_VIEW_ROWS && self->grain != SY_VIEW_GRAIN_NONE
                    && !(is_base && self->contrast == SY_CONTRAST_FIXED);
  g_autofree char *from = name (self, is_base ? "base_from" : "first");
  g_autofree char *to = name (self, is_base ? "base_to" : "end");

  if (!self->has_dates)
    return;
  sy_context_set_name (context, "period_start", !by_row ? from : is_base ? "[@base_period]" : "[@period]");
  sy_context_set_name (context, "period_end", !by_row ? to : is_base ? "[@base_end]" : "[@period_end]");
}

char *
sy_view_write_base_known (SyViewWriter *self, SyViewLevel level)
{
  gboolean by_row =
      level == SY_VIEW_ROWS && self->grain != SY_VIEW_GRAIN_NONE && self->contrast != SY_CONTRAST_FIXED;

  /* Of masters any day is known. */
  if (!sy_contrast_is_in_time (self->contrast) || !self->has_dates || self->is_masters)
    return NULL;
  return by_row ? g_strdup_printf ("[@base_end]>=%s_data_from", self->id)
                : g_strdup_printf ("%s_base_to>=%s_data_from", self->id, self->id);
}
