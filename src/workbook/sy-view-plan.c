/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans: the targets of an indicator. Of a target whose period is only partly looked at, as when the month is
 * not over yet or the target is of a year, the part counts: by the day weights of the indicator library where
 * there are sales to have them from, else by days. A target of a ratio or a level is not split: it holds for
 * every part of its period.
 *
 * Targets that lie within a row's period are asked for by equality with its first day. Of those that reach
 * beyond it, with A and B the target's ends and a and b the row's, C(d) the weight of all days up to d and
 * r = value ÷ (C(B) − C(A−1)), the part of one is r · (C(min(b,B)) − C(max(a,A)−1)); the sum of that over all
 * such targets is taken apart into four conditional sums of r, r·C(B) and r·C(A−1). */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

#define TARGETS "targets"

/* What files call the three plans. */
static const struct
{
  const char *name, *title;
  const char *words; /* as a list of formula texts */
} plans[] = {
  { "company", N_ ("Company plan"),
    "\"company\",\"公司\",\"公司计划\",\"企业计划\",\"总部\",\"company plan\"" },
  { "individual", N_ ("Individual plan"),
    "\"individual\",\"个体\",\"个体计划\",\"个人\",\"个人计划\",\"门店计划\",\"individual plan\"" },
  { "third-party", N_ ("Third-party plan"),
    "\"third-party\",\"third party\",\"third-party "
    "plan\",\"第三方\",\"第三方计划\",\"行业\",\"行业计划\",\"商场\",\"商场计划\"" },
};

static char *
quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

const char *
sy_view_get_plan_name (guint index)
{
  return index < G_N_ELEMENTS (plans) ? plans[index].name : NULL;
}

/* The plan that a name or one of its words means, or -1. */
static int
find_plan (const char *name)
{
  g_autofree char *word = quote (name);

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_auto (GStrv) words = g_strsplit (plans[i].words, ",", -1);

      if (g_str_equal (name, plans[i].name) || g_strv_contains ((const char *const *) words, word))
        return (int) i;
    }
  return -1;
}

const char *
sy_view_get_plan_title (const char *name)
{
  int plan = find_plan (*name ? name : "company");

  return plan < 0 ? NULL : _ (plans[plan].title);
}

const char *
sy_view_get_contrast_title (SyViewWriter *self)
{
  const char *title =
      self->contrast == SY_CONTRAST_PLAN ? sy_view_get_plan_title (sy_view_get_argument (self->view)) : NULL;

  return title ? title : sy_contrast_get_title (self->contrast);
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
  int plan;

  if (!sy_source_has_role (targets, "plan"))
    return NULL;
  if (!*argument)
    argument = "company";
  plan = find_plan (argument);
  if (plan >= 0)
    return write_any ("[@plan]", plans[plan].words);
  word = quote (argument);
  return g_strdup_printf ("[@plan]=%s", word);
}

/* --- day weights --- */

/* The library's weight of a day, and what it reads. */
static const char *const weight_columns[] = { "sales.weekday_number", "calendar.weekday_mean",
                                              "calendar.weight" };

static SyIndicator *
find_weights (SyViewWriter *self)
{
  SySource *sales = sy_view_find_source (self->sources, "sales");
  GPtrArray *indicators = sy_catalogue_get_indicators (self->catalogue);

  if (!sales || !sy_source_has_role (sales, "date") || !sy_source_has_role (sales, "amount")
      || !sy_view_find_source (self->sources, "calendar"))
    return NULL;
  for (guint i = 0; i < indicators->len; i++)
    if (g_strv_contains (sy_indicator_get_helper_columns (indicators->pdata[i]), "calendar.weight"))
      return indicators->pdata[i];
  return NULL;
}

/* A table of days, so that the weight of all days up to one is looked up. */
static void
add_day_table (SyViewWriter *self, SyIndicator *weights)
{
  sy_view_add_library_columns (self, weights, weight_columns, G_N_ELEMENTS (weight_columns));
  g_string_append_printf (self->tables,
                          "  <table id=\"%s_days\" rows=\"GROUP(calendar[date])\" key=\"date\" "
                          "area=\"helper\" hidden=\"yes\">\n",
                          self->id);
  g_string_append_printf (self->tables, "    <title>%s</title>\n", _ ("Days by weight"));
  sy_view_add_column (self->tables, "date", _ ("Date"), NULL, "date", NULL);
  sy_view_add_column (self->tables, "weight", _ ("Day weight"),
                      "SUMIFS(calendar[weight],calendar[date],[@date])", "weight", NULL);
  sy_view_add_column (self->tables, "to", _ ("Weight of all days to this one"),
                      "SUM(INDEX([weight],1):[@weight])", "weight", NULL);
  g_string_append (self->tables, "  </table>\n");
}

/* The weight of all days up to @day, as a formula; without weights their number. */
static char *
write_weight_to (SyViewWriter *self, gboolean weighted, const char *day)
{
  const char *id = self->id;

  return weighted ? g_strdup_printf ("IFERROR(INDEX(%s_days[to],MATCH(%s,%s_days[date],0)),0)", id, day, id)
                  : g_strdup_printf ("(%s-%s_first+1)", day, id);
}

static void
add_days (SyViewWriter *self, SySource *targets)
{
  const char *id = self->id;
  SyIndicator *weights = find_weights (self);
  g_autofree char *last = g_strdup (sy_source_has_role (targets, "period_end")
                                        ? "IF([@period_end]=0,EOMONTH([@period_start],0),[@period_end])"
                                        : "EOMONTH([@period_start],0)");
  g_autofree char *own_last = g_strdup_printf ("[@%s_last]", id);
  g_autofree char *to = g_strdup_printf ("MIN([@%s_last],%s_end)", id, id);
  g_autofree char *from = g_strdup_printf ("(MAX([@period_start],%s_first)-1)", id);
  g_autofree char *weight_before = write_weight_to (self, weights != NULL, "([@period_start]-1)");
  g_autofree char *weight_to = write_weight_to (self, weights != NULL, own_last);
  g_autofree char *counted_before = write_weight_to (self, weights != NULL, from);
  g_autofree char *counted_to = write_weight_to (self, weights != NULL, to);
  g_autofree char *length = g_strdup_printf ("[@%s_weight_to]-[@%s_weight_before]", id, id);
  g_autofree char *share = g_strdup_printf ("IF(OR(%s>%s,[@%s_length]<=0),0,(%s-%s)/[@%s_length])", from, to,
                                            id, counted_to, counted_before, id);

  self->is_weighted = weights != NULL;
  if (weights)
    add_day_table (self, weights);
  sy_view_add_source_column (self, TARGETS, "last", _ ("Ends on"), "date", last);
  sy_view_add_source_column (self, TARGETS, "weight_before", _ ("Weight of all days before"), "weight",
                             weight_before);
  sy_view_add_source_column (self, TARGETS, "weight_to", _ ("Weight of all days to its end"), "weight",
                             weight_to);
  sy_view_add_source_column (self, TARGETS, "length", _ ("Weight of its days"), "weight", length);
  sy_view_add_source_column (self, TARGETS, "share", _ ("Share that counts"), "percent", share);
  sy_view_add_note (self, NULL,
                    weights ? _ ("Targets whose period is only partly counted are counted by day weights.")
                            : _ ("Targets whose period is only partly counted are counted by days."));
}

/* --- whose, and of when --- */

/* Without a grain the row is the period that was asked for. */
static void
add_longer_than_all (SyViewWriter *self)
{
  g_autofree char *longer =
      g_strdup_printf ("IF(OR([@period_start]<%s_first,[@%s_last]>%s_%s),1,0)", self->id, self->id, self->id,
                       *sy_view_get_to (self->view) ? "to" : "end");

  sy_view_add_source_column (self, TARGETS, "longer", _ ("Longer than a row"), "integer", longer);
}

/* The first day of the period of the grain that a target belongs to, and whether it reaches beyond it. */
static void
add_period (SyViewWriter *self)
{
  static const char *const starts[] = {
    "",
    "[@period_start]",
    "[@period_start]-WEEKDAY([@period_start],2)+1",
    "[@period_start]-DAY([@period_start])+1",
    "DATE(YEAR([@period_start]),MONTH([@period_start])-MOD(MONTH([@period_start])-1,3),1)",
    "DATE(YEAR([@period_start]),1,1)",
  };
  g_autofree char *last = g_strdup_printf ("[@%s_last]", self->id);
  g_auto (GStrv) parts = g_strsplit (starts[self->grain], "[@period_start]", -1);
  g_autofree char *end = g_strjoinv (last, parts);
  g_autofree char *longer = g_strdup_printf ("IF(%s>[@%s_target_period],1,0)", end, self->id);

  if (self->grain == SY_VIEW_GRAIN_NONE)
    {
      add_longer_than_all (self);
      return;
    }
  sy_view_add_source_column (self, TARGETS, "target_period", _ ("Period"), "date", starts[self->grain]);
  sy_view_add_source_column (self, TARGETS, "longer", _ ("Longer than a row"), "integer", longer);
}

/* Files may name stores by their names where sales have their numbers. */
static char *
write_scope (SyViewWriter *self)
{
  const SyViewDimension *dimension =
      self->dimensions->len ? self->dimensions->pdata[self->dimensions->len - 1] : NULL;
  const char *key = NULL;
  SySource *master =
      dimension ? sy_view_find_master (self->catalogue, self->sources, dimension->id, &key) : NULL;

  if (!master || !sy_source_has_role (master, "name"))
    return g_strdup ("[@scope]");
  return g_strdup_printf ("IFERROR(INDEX(%s[%s],MATCH([@scope],%s[name],0)),[@scope])", master->info.kind,
                          key, master->info.kind);
}

/* Targets of the company come before those of its stores, these before all others: they are the same money.
 * Nor does a target count beside a longer one of the same that lies in the same row. */
static void
add_whose (SyViewWriter *self, SySource *targets)
{
  const char *id = self->id;
  SySource *sales = sy_view_find_source (self->sources, "sales");
  SySource *stores = sy_view_find_source (self->sources, "stores");
  gboolean has_stores = sales && sy_source_has_role (sales, "store");
  gboolean has_list = stores && sy_source_has_role (stores, "store");
  gboolean has_grain = self->grain != SY_VIEW_GRAIN_NONE;
  g_autofree char *scope = write_scope (self);
  g_autofree char *what =
      g_strdup_printf ("%s&\"|\"&%s", sy_source_has_role (targets, "metric") ? "[@metric]" : "\"\"",
                       sy_source_has_role (targets, "plan") ? "[@plan]" : "\"\"");
  g_autofree char *same = g_strdup_printf ("[@%s_what]&\"|\"&[@scope]", id);
  g_autofree char *rank = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *period = NULL;
  g_autofree char *others = NULL;

  if (!sy_source_has_role (targets, "scope"))
    return;
  rank = g_strdup_printf ("IF(OR([@scope]=\"\",[@scope]=\"公司\",[@scope]=\"全公司\",[@scope]=\"全部\","
                          "[@scope]=\"company\",[@scope]=\"合计\",[@scope]=\"总计\",[@scope]=\"all\","
                          "[@scope]=\"total\"),3,%s)",
                          has_stores && has_list
                              ? "IF(COUNTIFS(sales[store],[@scope])+COUNTIFS(stores[store],[@scope])>0,2,1)"
                          : has_stores ? "IF(COUNTIFS(sales[store],[@scope])>0,2,1)"
                                       : "1");
  whole =
      g_strdup_printf ("IF(COUNTIFS([%s_what],[@%s_what],[period_start],\"<=\"&[@%s_last],[%s_last],\">=\"&"
                       "[@period_start],[%s_rank],\">\"&[@%s_rank])=0,1,0)",
                       id, id, id, id, id, id);
  period = has_grain ? g_strdup_printf (",[%s_target_period],[@%s_target_period]", id, id) : g_strdup ("");
  others = g_strdup_printf (
      "IF([@%s_longer]=1,0,COUNTIFS([%s_same],[@%s_same],[%s_longer],0,[period_start],\"<=\"&"
      "[@period_start],[%s_last],\">=\"&[@%s_last]%s)-COUNTIFS([%s_same],[@%s_same],"
      "[period_start],[@period_start],[%s_last],[@%s_last]))",
      id, id, id, id, id, id, period, id, id, id, id);
  sy_view_add_source_column (self, TARGETS, "scope", _ ("Whose"), NULL, scope);
  sy_view_add_source_column (self, TARGETS, "what", _ ("What is planned"), NULL, what);
  sy_view_add_source_column (self, TARGETS, "same", _ ("What is planned, and whose"), NULL, same);
  sy_view_add_source_column (self, TARGETS, "rank", _ ("Company, store, other"), "integer", rank);
  sy_view_add_source_column (self, TARGETS, "of_whole", _ ("Counts for the whole"), "integer", whole);
  sy_view_add_source_column (self, TARGETS, "others", _ ("Targets of the same that count instead"), "integer",
                             others);
}

/* Of targets that reach beyond a row the nearest counts: the month’s rather than the year’s in which it lies.
 * So each gives what it is more than the next longer one that it lies in, and the sum is right everywhere. */
static void
add_rates (SyViewWriter *self, gboolean has_scope)
{
  const char *id = self->id;
  g_autofree char *around = g_strdup_printf ("[%s_same],[@%s_same],[%s_longer],1,[period_start],\"<=\"&"
                                             "[@period_start],[%s_last],\">=\"&[@%s_last],[%s_length],\">\"&"
                                             "[@%s_length]",
                                             id, id, id, id, id, id, id);
  g_autofree char *own = g_strdup_printf ("IF([@%s_length]>0,[@value]/[@%s_length],0)", id, id);
  g_autofree char *next = g_strdup_printf ("MINIFS([%s_length],%s)", id, around);
  g_autofree char *each = g_strdup_printf ("[@%s_own]-IF(OR([@%s_longer]=0,[@%s_next]=0),0,"
                                           "AVERAGEIFS([%s_own],%s,[%s_length],[@%s_next]))",
                                           id, id, id, id, around, id, id);
  g_autofree char *to = g_strdup_printf ("[@%s_each]*[@%s_weight_to]", id, id);
  g_autofree char *before = g_strdup_printf ("[@%s_each]*[@%s_weight_before]", id, id);
  g_autofree char *plain = g_strdup_printf ("[@%s_own]", id);
  g_autofree char *counted =
      g_strdup_printf ("IF([@%s_longer]=0,[@value],[@%s_each]*[@%s_length])*[@%s_share]", id, id, id, id);

  sy_view_add_source_column (self, TARGETS, "own", _ ("Target for each unit of weight"), "number", own);
  if (has_scope)
    sy_view_add_source_column (self, TARGETS, "next", _ ("Weight of the target it lies in"), "weight", next);
  sy_view_add_source_column (self, TARGETS, "each", _ ("… more than that of the target it lies in"), "number",
                             has_scope ? each : plain);
  sy_view_add_source_column (self, TARGETS, "counted", _ ("Target that counts"), "currency", counted);
  if (self->grain == SY_VIEW_GRAIN_NONE)
    return;
  sy_view_add_source_column (self, TARGETS, "each_to", _ ("… times the weight to its end"), "number", to);
  sy_view_add_source_column (self, TARGETS, "each_before", _ ("… times the weight before it"), "number",
                             before);
}

/* Is @outer something that the members of @inner belong to? Then a target of one of these is of one of its.
 */
static gboolean
belongs_to (SyViewWriter *self, const char *inner, const char *outer)
{
  const char *key = NULL;
  SySource *master = sy_view_find_master (self->catalogue, self->sources, inner, &key);
  g_auto (SyReach) reach = { 0 };

  return g_str_equal (inner, outer)
         || (master && sy_view_reach (self->catalogue, self->sources, master, outer, &reach, NULL));
}

/* Targets say one scope each: those of “store and category” are not to be had. */
static gboolean
is_of_one (SyViewWriter *self, const char *inner, gboolean with_dimensions)
{
  GPtrArray *filters = sy_view_get_filters (self->view);

  for (guint d = 0; with_dimensions && d < self->dimensions->len; d++)
    if (!belongs_to (self, inner, ((const SyViewDimension *) self->dimensions->pdata[d])->id))
      return FALSE;
  for (guint i = 0; i < filters->len; i++)
    if (!belongs_to (self, inner, ((const SyViewFilter *) filters->pdata[i])->dimension))
      return FALSE;
  return TRUE;
}

/* A drill path leads to one member: the whole is its. */
static void
add_filter (SyViewWriter *self)
{
  GPtrArray *filters = sy_view_get_filters (self->view);
  const SyViewFilter *last = filters->len ? filters->pdata[filters->len - 1] : NULL;
  g_autofree char *value = last ? quote (last->value) : NULL;
  g_autofree char *formula = NULL;

  if (!last || !is_of_one (self, last->dimension, FALSE))
    return;
  formula = g_strdup_printf ("IF(OR([@scope]=%s,[@%s_scope]=%s),1,0)", value, self->id, value);
  sy_view_add_source_column (self, TARGETS, "of_filter", _ ("Of what is looked at"), "integer", formula);
}

static void
add_measure_targets (SyViewWriter *self, SySource *targets, const SyMeasure *measure)
{
  g_autofree char *condition = write_plan_condition (self, targets);
  g_autofree char *names = sy_source_has_role (targets, "metric") ? write_names (measure) : g_strdup ("TRUE");
  g_autofree char *alone =
      sy_source_has_role (targets, "scope") ? g_strdup_printf (",[@%s_others]=0", self->id) : g_strdup ("");
  g_autofree char *fits = g_strdup_printf ("IF(AND(%s%s%s%s,[@%s_share]>0),1,0)", names, condition ? "," : "",
                                           condition ? condition : "", alone, self->id);
  g_autofree char *suffix = g_strdup_printf ("plan_%s", measure->id);
  g_autofree char *when = g_strdup_printf ("SUM(targets[%s_plan_%s])=0", self->id, measure->id);
  g_autofree char *text =
      g_strdup_printf (_ ("There are no targets of “%s” for this plan and period."), measure->title);

  sy_view_add_source_column (self, TARGETS, suffix, measure->title, "integer", fits);
  sy_view_add_note (self, when, text);
}

gboolean
sy_view_prepare_plan (SyViewWriter *self, GError **error)
{
  SySource *targets = sy_view_find_source (self->sources, TARGETS);

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
  add_whose (self, targets);
  add_rates (self, sy_source_has_role (targets, "scope"));
  if (sy_source_has_role (targets, "scope"))
    add_filter (self);
  for (guint i = 0; i < self->measures->len; i++)
    add_measure_targets (self, targets, self->measures->pdata[i]);
  return TRUE;
}

/* --- the base of a row --- */

/* Criteria on whose targets count, with the leading comma; NULL: there are none of such. */
static char *
write_scope_pair (SyViewWriter *self, SyViewLevel level)
{
  SySource *targets = sy_view_find_source (self->sources, TARGETS);
  GPtrArray *filters = sy_view_get_filters (self->view);
  const SyViewDimension *last =
      self->dimensions->len ? self->dimensions->pdata[self->dimensions->len - 1] : NULL;

  if (level == SY_VIEW_ROWS && last)
    return is_of_one (self, last->id, TRUE)
               ? g_strdup_printf (",targets[%s_scope],[@%s]", self->id, last->column)
               : NULL;
  if (!sy_source_has_role (targets, "scope"))
    return filters->len ? NULL : g_strdup ("");
  if (!filters->len)
    return g_strdup_printf (",targets[%s_of_whole],1", self->id);
  return is_of_one (self, ((const SyViewFilter *) filters->pdata[filters->len - 1])->dimension, FALSE)
             ? g_strdup_printf (",targets[%s_of_filter],1", self->id)
             : NULL;
}

static char *
write_sum (SyViewWriter *self, const SyMeasure *measure, const char *criteria)
{
  return measure->adds_up ? g_strdup_printf ("SUMIFS(targets[%s_counted],%s)", self->id, criteria)
                          : g_strdup_printf ("AVERAGEIFS(targets[value],%s)", criteria);
}

/* Of targets that reach beyond a row. */
static char *
write_longer (SyViewWriter *self, const SyMeasure *measure, const char *base)
{
  const char *i = self->id;

  g_autofree char *touching = g_strdup_printf (
      "%s,targets[period_start],\"<=\"&[@period_end],targets[%s_last],\">=\"&[@period]", base, i);
  g_autofree char *ends = g_strdup_printf ("%s,targets[%s_last],\"<=\"&[@period_end]", touching, i);
  g_autofree char *goes_on = g_strdup_printf ("%s,targets[%s_last],\">\"&[@period_end]", touching, i);
  g_autofree char *begins = g_strdup_printf ("%s,targets[period_start],\">=\"&[@period]", touching);
  g_autofree char *began = g_strdup_printf ("%s,targets[period_start],\"<\"&[@period]", touching);

  if (!measure->adds_up)
    return g_strdup_printf ("AVERAGEIFS(targets[value],%s,targets[%s_length],MINIFS(targets[%s_length],%s))",
                            touching, i, i, touching);
  return g_strdup_printf ("SUMIFS(targets[%s_each_to],%s)+[@plan_to]*SUMIFS(targets[%s_each],%s)"
                          "-SUMIFS(targets[%s_each_before],%s)-[@plan_before]*SUMIFS(targets[%s_each],%s)",
                          i, ends, i, goes_on, i, begins, i, began);
}

void
sy_view_add_plan_columns (SyViewWriter *self, GString *xml)
{
  g_autofree char *to = NULL;
  g_autofree char *before = NULL;

  if (self->contrast != SY_CONTRAST_PLAN || self->grain == SY_VIEW_GRAIN_NONE)
    return;
  to = write_weight_to (self, self->is_weighted, "[@period_end]");
  before = write_weight_to (self, self->is_weighted, "([@period]-1)");
  sy_view_add_column (xml, "plan_to", _ ("Weight of all days to its end"), to, "weight", "hidden=\"yes\"");
  sy_view_add_column (xml, "plan_before", _ ("Weight of all days before"), before, "weight",
                      "hidden=\"yes\"");
}

char *
sy_view_write_plan (SyViewWriter *self, GString *xml, const SyMeasure *measure, SyViewLevel level)
{
  const char *id = self->id;
  gboolean by_row = level == SY_VIEW_ROWS && self->grain != SY_VIEW_GRAIN_NONE;
  g_autofree char *scope = write_scope_pair (self, level);
  g_autofree char *pairs = NULL;
  g_autofree char *beyond = NULL;
  g_autofree char *base = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *longer = NULL;
  g_autofree char *column = NULL;
  g_autofree char *title = NULL;

  if (!scope)
    {
      sy_view_add_problem (
          self, g_strdup (_ ("Targets are of one store, person or kind of goods each: there are none "
                             "for these rows.")));
      return g_strdup ("NA()");
    }
  if (level == SY_VIEW_WHOLE && self->grain != SY_VIEW_GRAIN_NONE)
    return NULL;
  pairs = by_row ? g_strdup_printf (",targets[%s_target_period],[@period]%s", id, scope) : g_strdup (scope);
  base = g_strdup_printf ("targets[%s_plan_%s],1,targets[%s_longer],0%s", id, measure->id, id, pairs);
  sum = write_sum (self, measure, base);
  beyond = g_strdup_printf ("targets[%s_plan_%s],1,targets[%s_longer],1%s", id, measure->id, id, scope);
  if (!by_row)
    {
      longer = write_sum (self, measure, beyond);
      return g_strdup_printf ("IF(COUNTIFS(%s)>0,%s,IF(COUNTIFS(%s)=0,NA(),%s))", base, sum, beyond, longer);
    }
  longer = write_longer (self, measure, beyond);
  column = g_strconcat (measure->id, "_longer", NULL);
  title = g_strdup_printf (_ ("%s: part of longer targets"), measure->title);
  sy_view_add_column (xml, column, title, longer, sy_view_unit_name (measure->unit), "hidden=\"yes\"");
  return g_strdup_printf ("IF(COUNTIFS(%s)>0,%s,IF(COUNTIFS(%s,targets[period_start],\"<=\"&[@period_end],"
                          "targets[%s_last],\">=\"&[@period])=0,NA(),[@%s]))",
                          base, sum, beyond, id, column);
}
