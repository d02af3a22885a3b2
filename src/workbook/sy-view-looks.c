/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of a view, and the sentences on what was counted. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

void
sy_view_write_chart (SyViewWriter *self, const char *title)
{
  gboolean is_time = self->grain != SY_VIEW_GRAIN_NONE && !self->dimensions->len;
  gboolean has_label = self->grain >= SY_VIEW_GRAIN_QUARTER;
  const SyMeasure *measure = self->measures->pdata[0];
  gboolean has_base = self->contrast != SY_CONTRAST_NONE;
  g_autofree char *base = g_strdup_printf (" %s=\"%s_base\"", is_time ? "line2" : "target", measure->id);
  const char *x = has_label ? "label" : "period";
  g_autofree char *xml = NULL;

  if (self->grain != SY_VIEW_GRAIN_NONE && self->dimensions->len)
    return;
  if (self->dimensions->len)
    x = ((const SyViewDimension *) self->dimensions->pdata[self->dimensions->len - 1])->column;
  else if (!is_time)
    return;
  xml = g_markup_printf_escaped ("  <chart id=\"%s\" type=\"%s\" table=\"%s\" x=\"%s\" %s=\"%s\"", self->id,
                                 is_time ? "line" : "column", self->id, x, is_time ? "line" : "bars",
                                 measure->id);
  g_string_append_printf (self->tail, "%s%s>", xml, has_base ? base : "");
  g_free (xml);
  xml = g_markup_printf_escaped ("<title>%s</title></chart>\n", title);
  g_string_append (self->tail, xml);
}

/* Is there a 29 February from @from to @to? Two years tell, as there is none in most. */
static char *
write_leap_day (SyViewWriter *self)
{
  const char *i = self->id;

  return g_strdup_printf ("OR(AND(MONTH(DATE(YEAR(%s_first),2,29))=2,DATE(YEAR(%s_first),2,29)>=%s_first,"
                          "DATE(YEAR(%s_first),2,29)<=%s_end),AND(MONTH(DATE(YEAR(%s_end),2,29))=2,"
                          "DATE(YEAR(%s_end),2,29)>=%s_first,DATE(YEAR(%s_end),2,29)<=%s_end))",
                          i, i, i, i, i, i, i, i, i, i);
}

/* What a base in time lacks: days before the data, a 29 February. */
static void
write_base_notes (SyViewWriter *self)
{
  const char *i = self->id;
  g_autofree char *before = NULL;
  g_autofree char *partly = NULL;
  g_autofree char *leap = NULL;
  g_autofree char *text = NULL;

  if (!self->has_dates || !self->is_bounded || !sy_contrast_is_in_time (self->contrast))
    return;
  before = self->grain == SY_VIEW_GRAIN_NONE || self->contrast == SY_CONTRAST_FIXED
               ? g_strdup_printf ("%s_base_to<%s_data_from", i, i)
               : g_strdup_printf ("COUNTIFS(%s[base_end],\"<\"&%s_data_from)>0", i, i);
  partly =
      self->grain == SY_VIEW_GRAIN_NONE || self->contrast == SY_CONTRAST_FIXED
          ? g_strdup_printf ("AND(%s_base_from<%s_data_from,%s_base_to>=%s_data_from)", i, i, i, i)
          : g_strdup_printf ("COUNTIFS(%s[base_period],\"<\"&%s_data_from,%s[base_end],\">=\"&%s_data_from)"
                             ">0",
                             i, i, i, i);
  text = g_strdup_printf (
      _ ("The data begin on {%s_data_from}: a base before that day is not known, which is not 0."), i);
  sy_view_add_note (self, before, text);
  g_free (text);
  text = g_strdup_printf (
      _ ("The data begin on {%s_data_from}, within a base period: that base is not whole, and "
         "the rate of it says little."),
      i);
  sy_view_add_note (self, partly, text);
  if (self->contrast != SY_CONTRAST_YOY || self->grain > SY_VIEW_GRAIN_DAY)
    return;
  leap = write_leap_day (self);
  if (self->grain == SY_VIEW_GRAIN_NONE)
    {
      g_autofree char *any = g_steal_pointer (&leap);

      /* A longer period has its days, and its base the days it had. */
      leap = g_strdup_printf ("AND(%s_first=%s_end,%s)", i, i, any);
    }
  sy_view_add_note (self, leap, _ ("29 February is held against 28 February of the year before."));
}

void
sy_view_write_notes (SyViewWriter *self)
{
  if (self->has_dates && self->is_bounded)
    {
      g_autofree char *base = g_strdup_printf (_ ("Counted: {%s_first} to {%s_end}; base: {%s_base_from} to "
                                                  "{%s_base_to}."),
                                               self->id, self->id, self->id, self->id);
      g_autofree char *plain = g_strdup_printf (_ ("Counted: {%s_first} to {%s_end}."), self->id, self->id);

      g_autofree char *when = g_strdup_printf ("%s_end>=%s_first", self->id, self->id);

      sy_view_add_note (self, when, sy_contrast_is_in_time (self->contrast) ? base : plain);
    }
  if (self->has_dates && self->is_bounded)
    {
      g_autofree char *when = g_strdup_printf ("%s_end<%s_first", self->id, self->id);
      g_autofree char *text = g_strdup_printf (
          _ ("There are no data in this period: they reach from {%s_data_from} to {%s_data_to}."), self->id,
          self->id);

      sy_view_add_note (self, when, text);
    }
  write_base_notes (self);
  if (self->has_dates && self->grain > SY_VIEW_GRAIN_DAY)
    {
      g_autofree char *when =
          g_strdup_printf ("COUNTIFS(%s[period_last],\">\"&%s_data_to)>0", self->id, self->id);
      g_autofree char *text = g_strdup_printf (
          self->contrast == SY_CONTRAST_YOY || self->contrast == SY_CONTRAST_PREVIOUS
              ? _ (
                  "The last period is not over: data reach to {%s_data_to}; its base is cut at the same day.")
              : _ ("The last period is not over: data reach to {%s_data_to}."),
          self->id);

      sy_view_add_note (self, when, text);
    }
  for (guint i = 0; self->contrast != SY_CONTRAST_NONE && i < self->measures->len; i++)
    {
      const SyMeasure *measure = self->measures->pdata[i];
      g_autofree char *when = g_strdup_printf ("COUNTIFS(%s[%s_base],\"<0\")>0", self->id, measure->id);
      g_autofree char *text = g_strdup_printf (
          _ ("%s: where the base is below zero, the rate is taken of its size."), measure->title);

      if (!g_str_equal (sy_view_unit_name (measure->unit), "percent"))
        sy_view_add_note (self, when, text);
    }
}
