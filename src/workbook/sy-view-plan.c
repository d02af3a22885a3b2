/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans: the targets of an indicator. Of a target whose period is only partly looked at, as when the month is
 * not over yet, the part counts: by the calendar's day weights where it has them, else by days. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

#define TARGETS "targets"

/* What files call the three plans. */
static const struct
{
  const char *name;
  const char *words; /* as a list of formula texts */
} plans[] = {
  { "company", "\"company\",\"公司\",\"公司计划\",\"企业计划\",\"总部\",\"company plan\"" },
  { "individual",
    "\"individual\",\"个体\",\"个体计划\",\"个人\",\"个人计划\",\"门店计划\",\"individual plan\"" },
  { "third-party", "\"third-party\",\"third party\",\"第三方\",\"第三方计划\",\"行业\",\"商场计划\"" },
};

static char *
quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

/* OR([@c]="a",[@c]="b") of a list of quoted texts. */
static char *
write_any (const char *cell, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, ",", -1);
  g_autoptr (GString) text = g_string_new ("OR(");

  for (char **word = list; *word; word++)
    g_string_append_printf (text, "%s%s=%s", word == list ? "" : ",", cell, *word);
  g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Every name by which a target may mean the indicator. */
static char *
write_names (const SyMeasure *measure)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *const *lists[2] = { NULL, NULL };
  g_autofree char *id = quote (measure->id);

  g_string_append_printf (text, "OR([@metric]=\"\",[@metric]=%s", id);
  if (measure->indicator)
    {
      lists[0] = sy_indicator_get_titles (measure->indicator);
      lists[1] = sy_indicator_get_aliases (measure->indicator);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i] && lists[i][j]; j++)
      {
        g_autofree char *name = quote (lists[i][j]);

        g_string_append_printf (text, ",[@metric]=%s", name);
      }
  g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A condition that the target is of the plan that was asked for, or NULL. */
static char *
write_plan_condition (SyViewWriter *self, SySource *targets)
{
  const char *argument = sy_view_get_argument (self->view);
  g_autofree char *word = NULL;

  if (!sy_source_has_role (targets, "plan"))
    return NULL;
  if (!*argument)
    argument = "company";
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_str_equal (plans[i].name, argument))
      return write_any ("[@plan]", plans[i].words);
  word = quote (argument);
  return g_strdup_printf ("[@plan]=%s", word);
}

static void
add_days (SyViewWriter *self, SySource *targets)
{
  const char *id = self->id;
  SySource *calendar = sy_view_find_source (self->sources, "calendar");
  const SySourceColumn *weights = calendar ? sy_source_find_column (calendar, "weight") : NULL;
  gboolean weighted = weights && weights->n_blank == 0 && sy_source_has_role (calendar, "weight");
  g_autofree char *last = g_strdup (sy_source_has_role (targets, "period_end")
                                        ? "IF([@period_end]=0,EOMONTH([@period_start],0),[@period_end])"
                                        : "EOMONTH([@period_start],0)");
  g_autofree char *from = g_strdup_printf ("MAX([@period_start],%s_first)", id);
  g_autofree char *to = g_strdup_printf ("MIN([@%s_last],%s_end)", id, id);
  g_autofree char *share = NULL;

  sy_view_add_source_column (self, TARGETS, "last", _ ("Ends on"), "date", last);
  if (weighted)
    share = g_strdup_printf ("IF(%s>%s,0,SUMIFS(calendar[weight],calendar[date],\">=\"&%s,calendar[date],"
                             "\"<=\"&%s)/SUMIFS(calendar[weight],calendar[date],\">=\"&[@period_start],"
                             "calendar[date],\"<=\"&[@%s_last]))",
                             from, to, from, to, id);
  else
    share = g_strdup_printf ("MAX(%s-%s+1,0)/([@%s_last]-[@period_start]+1)", to, from, id);
  sy_view_add_source_column (self, TARGETS, "share", _ ("Share that counts"), "percent", share);
  sy_view_add_note (self, NULL,
                    weighted ? _ ("Targets whose period is only partly counted are counted by day weights.")
                             : _ ("Targets whose period is only partly counted are counted by days."));
}

/* The first day of the period of the grain that a target belongs to. */
static void
add_period (SyViewWriter *self)
{
  static const char *const starts[] = {
    "[@period_start]",
    "[@period_start]",
    "[@period_start]-WEEKDAY([@period_start],2)+1",
    "[@period_start]-DAY([@period_start])+1",
    "DATE(YEAR([@period_start]),MONTH([@period_start])-MOD(MONTH([@period_start])-1,3),1)",
    "DATE(YEAR([@period_start]),1,1)",
  };
  g_auto (GStrv) parts = NULL;
  g_autofree char *last = NULL;
  g_autofree char *end = NULL;
  g_autofree char *longer = NULL;
  g_autofree char *when = NULL;

  sy_view_add_source_column (self, TARGETS, "target_period", _ ("Period"), "date", starts[self->grain]);
  if (self->grain == SY_VIEW_GRAIN_NONE)
    return;
  /* A target of a year can't be told apart by months. */
  parts = g_strsplit (starts[self->grain], "[@period_start]", -1);
  last = g_strdup_printf ("[@%s_last]", self->id);
  end = g_strjoinv (last, parts);
  longer = g_strdup_printf ("IF(%s>[@%s_target_period],1,0)", end, self->id);
  sy_view_add_source_column (self, TARGETS, "longer", _ ("Longer than a row"), "integer", longer);
  when = g_strdup_printf ("SUM(targets[%s_longer])>0", self->id);
  sy_view_add_note (self, when,
                    _ ("Targets whose period is longer than a row’s are left out: choose longer rows."));
}

gboolean
sy_view_prepare_plan (SyViewWriter *self, GError **error)
{
  SySource *targets = sy_view_find_source (self->sources, TARGETS);
  g_autofree char *condition = NULL;

  if (self->contrast != SY_CONTRAST_PLAN)
    return TRUE;
  if (!targets || !self->has_dates || !sy_source_has_role (targets, "period_start"))
    {
      g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
                           _ ("A plan needs targets with their periods: import a file with them"));
      return FALSE;
    }
  if (self->dimensions->len && !sy_source_has_role (targets, "scope"))
    {
      g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
                           _ ("The targets do not say whose they are: import a file with a column for that"));
      return FALSE;
    }
  add_days (self, targets);
  add_period (self);
  condition = write_plan_condition (self, targets);
  for (guint i = 0; i < self->measures->len; i++)
    {
      const SyMeasure *measure = self->measures->pdata[i];
      g_autofree char *names =
          sy_source_has_role (targets, "metric") ? write_names (measure) : g_strdup ("TRUE");
      g_autofree char *within =
          self->grain == SY_VIEW_GRAIN_NONE ? g_strdup ("") : g_strdup_printf (",[@%s_longer]=0", self->id);
      g_autofree char *fits =
          g_strdup_printf ("IF(AND(%s%s%s%s,[@%s_share]>0),1,0)", names, condition ? "," : "",
                           condition ? condition : "", within, self->id);
      g_autofree char *counted = g_strdup_printf ("[@value]*[@%s_share]", self->id);
      g_autofree char *suffix = g_strdup_printf ("plan_%s", measure->id);

      sy_view_add_source_column (self, TARGETS, suffix, measure->title, "integer", fits);
      if (i == 0)
        sy_view_add_source_column (self, TARGETS, "counted", _ ("Target that counts"), "currency", counted);
    }
  if (sy_source_has_role (targets, "scope"))
    sy_view_add_source_column (
        self, TARGETS, "of_company", _ ("Of the whole company"), "integer",
        "IF(OR([@scope]=\"\",[@scope]=\"公司\",[@scope]=\"全公司\",[@scope]=\"company\","
        "[@scope]=\"合计\",[@scope]=\"总计\",[@scope]=\"total\"),1,0)");
  return TRUE;
}

/* Targets of the row's own member, of the company where there is no dimension, or else of all. */
char *
sy_view_write_plan (SyViewWriter *self, const SyMeasure *measure, SyViewLevel level)
{
  SySource *targets = sy_view_find_source (self->sources, TARGETS);
  const char *id = self->id;
  gboolean by_row = level == SY_VIEW_ROWS && self->grain != SY_VIEW_GRAIN_NONE;
  gboolean by_member = level == SY_VIEW_ROWS && self->dimensions->len;
  g_autofree char *period =
      by_row ? g_strdup_printf (",targets[%s_target_period],[@period]", id) : g_strdup ("");
  g_autofree char *base = g_strdup_printf ("targets[%s_plan_%s],1%s", id, measure->id, period);
  g_autofree char *whole = NULL;

  if (by_member)
    {
      const SyViewDimension *last = self->dimensions->pdata[self->dimensions->len - 1];

      return g_strdup_printf ("IF(COUNTIFS(%s,targets[scope],[@%s])=0,NA(),SUMIFS(targets[%s_counted],%s,"
                              "targets[scope],[@%s]))",
                              base, last->column, id, base, last->column);
    }
  whole = g_strdup_printf ("IF(COUNTIFS(%s)=0,NA(),SUMIFS(targets[%s_counted],%s))", base, id, base);
  if (!sy_source_has_role (targets, "scope"))
    return g_steal_pointer (&whole);
  return g_strdup_printf ("IF(COUNTIFS(%s,targets[%s_of_company],1)=0,%s,SUMIFS(targets[%s_counted],%s,"
                          "targets[%s_of_company],1))",
                          base, id, whole, id, base, id);
}
