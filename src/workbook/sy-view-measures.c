/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of each indicator: its inputs (hidden, unless it is its only input), its value, and beside a
 * contrast base, difference, rate and index. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

/* What may stand for “unknown” in a search for the best one, and is worse than anything. */
#define WORST "1E+300"

/* --- contexts --- */

void
sy_view_add_pairs (
    SyViewWriter *self, SyContext *context, SyViewLevel level, gboolean is_base, GPtrArray *fields)
{
  g_autofree char *in = g_strconcat (self->id, "_in", NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const SyViewPart *part = self->parts->pdata[i];

      sy_view_add_period_pairs (self, context, part, level, is_base);
      for (guint d = 0; level == SY_VIEW_ROWS && d < self->dimensions->len; d++)
        {
          const SyViewDimension *dimension = self->dimensions->pdata[d];
          const char *column = fields ? fields->pdata[d] : dimension->column;
          g_autofree char *cell = column ? g_strdup_printf ("[@%s]", column) : NULL;

          if (cell && part->fields->pdata[d])
            sy_context_add (context, part->source->info.kind, part->fields->pdata[d], cell);
        }
      if (part->filtered)
        sy_context_add (context, part->source->info.kind, in, "1");
    }
}

static SyContext *
make_context (SyViewWriter *self, SyViewLevel level, gboolean is_base)
{
  SyContext *context = sy_context_new ();

  sy_view_add_pairs (self, context, level, is_base, NULL);
  sy_view_add_group_pairs (self, context, level, is_base);
  sy_view_set_bounds (self, context, level, is_base);
  return context;
}

/* --- values --- */

static gboolean
is_simple (const SyMeasure *measure)
{
  return measure->inputs->len == 1
         && g_str_equal (((const SyMeasureInput *) measure->inputs->pdata[0])->name, measure->formula);
}

/* Column of an input: "margin_cost", of the base "margin_base_cost". An input may be called as the columns
 * of a contrast are. */
static char *
name_input (const SyMeasure *measure, const SyMeasureInput *input, gboolean is_base)
{
  static const char *const taken[] = { "base", "difference", "rate", "index", "known", "counted", NULL };

  if (!is_base && g_strv_contains (taken, input->name))
    return g_strdup_printf ("%s_%s_input", measure->id, input->name);
  return g_strconcat (measure->id, is_base ? "_base_" : "_", input->name, NULL);
}

/* The indicator's formula over what stands for its inputs. */
static char *
write_over_inputs (SyViewWriter *self,
                   const SyMeasure *measure,
                   SyViewLevel level,
                   gboolean is_base,
                   char *(*write) (SyViewWriter *, const SyMeasure *, const SyMeasureInput *, gpointer),
                   gpointer data,
                   GError **error)
{
  g_autoptr (SyContext) context = make_context (self, level, is_base);

  for (guint i = 0; i < measure->inputs->len; i++)
    {
      const SyMeasureInput *input = measure->inputs->pdata[i];
      g_autofree char *meaning = write (self, measure, input, data);

      sy_context_set_name (context, input->name, meaning);
    }
  return sy_context_apply (context, measure->formula, error);
}

static char *
write_input_cell (SyViewWriter *self, const SyMeasure *measure, const SyMeasureInput *input, gpointer data)
{
  g_autofree char *column = name_input (measure, input, GPOINTER_TO_INT (data));

  return g_strdup_printf ("[@%s]", column);
}

/* Adds the input columns; gives the formula of the value over them. */
static char *
add_inputs (SyViewWriter *self,
            GString *xml,
            const SyMeasure *measure,
            SyViewLevel level,
            gboolean is_base,
            GError **error)
{
  g_autoptr (SyContext) context = make_context (self, level, is_base);

  for (guint i = 0; i < measure->inputs->len; i++)
    {
      const SyMeasureInput *input = measure->inputs->pdata[i];
      g_autofree char *formula = sy_context_apply (context, input->formula, error);
      g_autofree char *column = name_input (measure, input, is_base);
      g_autofree char *title = NULL;

      if (!formula)
        {
          g_prefix_error (error, "%s: ", measure->title);
          return NULL;
        }
      if (is_simple (measure))
        return g_steal_pointer (&formula);
      title = g_strdup_printf (is_base ? _ ("%s: %s, base") : _ ("%s: %s"), measure->title, input->title);
      sy_view_add_column (xml, column, title, formula, input->unit, "hidden=\"yes\"");
    }
  return write_over_inputs (self, measure, level, is_base, write_input_cell, GINT_TO_POINTER (is_base),
                            error);
}

/* --- bases in space --- */

/* Among whom a row is compared: criteria over the table's own columns, without the leading comma; "" for all
 * rows. */
static char *
write_peers (SyViewWriter *self)
{
  g_autoptr (GString) criteria = g_string_new (NULL);

  if (self->grain != SY_VIEW_GRAIN_NONE && self->dimensions->len)
    g_string_append (criteria, "[period],[@period]");
  if (self->contrast == SY_CONTRAST_SIMILAR || self->contrast == SY_CONTRAST_PARENT)
    g_string_append_printf (criteria, "%s[peers],[@peers]", criteria->len ? "," : "");
  return g_string_free (g_steal_pointer (&criteria), FALSE);
}

static char *
write_peer_sum (SyViewWriter *self, const char *column)
{
  g_autofree char *criteria = write_peers (self);
  g_autofree char *sum = *criteria ? g_strdup_printf ("SUMIFS([%s],%s)", column, criteria)
                                   : g_strdup_printf ("SUM([%s])", column);

  return self->contrast == SY_CONTRAST_SIMILAR ? g_strdup_printf ("(%s-[@%s])", sum, column)
                                               : g_steal_pointer (&sum);
}

static char *
write_peer_count (SyViewWriter *self, const char *column)
{
  g_autofree char *criteria = write_peers (self);
  g_autofree char *count =
      *criteria ? g_strdup_printf ("COUNTIFS(%s)", criteria) : g_strdup_printf ("ROWS([%s])", column);

  return self->contrast == SY_CONTRAST_SIMILAR ? g_strdup_printf ("(%s-1)", count) : g_steal_pointer (&count);
}

static char *
write_peer_input (SyViewWriter *self, const SyMeasure *measure, const SyMeasureInput *input, gpointer data)
{
  g_autofree char *column = name_input (measure, input, FALSE);

  return write_peer_sum (self, column);
}

/* A ratio whose mean is Σ/Σ. */
static gboolean
is_pooled (const SyMeasure *measure)
{
  for (guint i = 0; i < measure->inputs->len; i++)
    if (!sy_context_is_pooled (((const SyMeasureInput *) measure->inputs->pdata[i])->formula))
      return FALSE;
  return !is_simple (measure) && measure->is_ratio;
}

/* Does the mean leave out rows that have no value? A sum has one in every row. */
static gboolean
has_mean_of_known (SyViewWriter *self, const SyMeasure *measure)
{
  if (self->contrast != SY_CONTRAST_MEAN && self->contrast != SY_CONTRAST_SIMILAR
      && self->contrast != SY_CONTRAST_PARENT)
    return FALSE;
  return !is_pooled (measure)
         && !(is_simple (measure)
              && sy_context_is_additive (((const SyMeasureInput *) measure->inputs->pdata[0])->formula));
}

/* The mean of the peers; of a ratio whose parts add up Σ/Σ. */
static char *
write_mean (SyViewWriter *self, const SyMeasure *measure, SyViewLevel level, GError **error)
{
  g_autofree char *sum = NULL;
  g_autofree char *count = NULL;

  if (is_pooled (measure))
    return write_over_inputs (self, measure, level, FALSE, write_peer_input, NULL, error);
  if (has_mean_of_known (self, measure))
    {
      g_autofree char *known = g_strconcat (measure->id, "_known", NULL);
      g_autofree char *counted = g_strconcat (measure->id, "_counted", NULL);

      sum = write_peer_sum (self, known);
      count = write_peer_sum (self, counted);
      return g_strdup_printf ("%s/%s", sum, count);
    }
  sum = write_peer_sum (self, measure->id);
  count = write_peer_count (self, measure->id);
  return g_strdup_printf ("%s/%s", sum, count);
}

static char *
write_best (SyViewWriter *self, const SyMeasure *measure)
{
  g_autofree char *criteria = write_peers (self);
  gboolean is_less = measure->direction < 0;
  g_autofree char *best =
      *criteria ? g_strdup_printf ("%s([%s_known],%s)", is_less ? "MINIFS" : "MAXIFS", measure->id, criteria)
                : g_strdup_printf ("%s([%s_known])", is_less ? "MIN" : "MAX", measure->id);

  return g_strdup_printf ("IF(ABS(%s)=" WORST ",NA(),%s)", best, best);
}

/* --- contrasts --- */

static char *
write_standard (SyViewWriter *self)
{
  return g_strconcat (self->id, "_standard", NULL);
}

/* NULL without an error: this level has no base. */
static char *
write_base (SyViewWriter *self, GString *xml, const SyMeasure *measure, SyViewLevel level, GError **error)
{
  g_autofree char *base = NULL;
  g_autofree char *known = NULL;

  switch (self->contrast)
    {
    case SY_CONTRAST_PLAN:
      return sy_view_write_plan (self, xml, measure, level);
    case SY_CONTRAST_EXPERIENCE:
    case SY_CONTRAST_THEORY:
      return write_standard (self);
    case SY_CONTRAST_MEAN:
    case SY_CONTRAST_SIMILAR:
    case SY_CONTRAST_PARENT:
      return level == SY_VIEW_ROWS ? write_mean (self, measure, level, error) : NULL;
    case SY_CONTRAST_BEST:
      return level == SY_VIEW_ROWS ? write_best (self, measure) : NULL;
    case SY_CONTRAST_YOY:
    case SY_CONTRAST_YOY_WEEKDAY:
    case SY_CONTRAST_YOY_FESTIVAL:
    case SY_CONTRAST_PREVIOUS:
    case SY_CONTRAST_FIXED:
    case SY_CONTRAST_NONE:
    default:
      break;
    }
  base = add_inputs (self, xml, measure, level, TRUE, error);
  known = base ? sy_view_write_base_known (self, level) : NULL;
  return known ? g_strdup_printf ("IF(%s,%s,NA())", known, base) : g_steal_pointer (&base);
}

/* Column of a contrast: “margin_rate”. Another indicator of the view may be called so itself. */
static char *
name_contrast_column (SyViewWriter *self, const SyMeasure *measure, const char *suffix)
{
  g_autofree char *name = g_strconcat (measure->id, suffix, NULL);

  for (guint i = 0; i < self->measures->len; i++)
    if (g_str_equal (((const SyMeasure *) self->measures->pdata[i])->id, name))
      return g_strconcat (measure->id, "_contrast", suffix, NULL);
  return g_steal_pointer (&name);
}

static void
add_contrast (
    SyViewWriter *self, GString *xml, const SyMeasure *measure, const char *base, const char *contrast)
{
  const char *unit = sy_view_unit_name (measure->unit);
  const char *id = measure->id;
  g_autofree char *direction =
      g_strdup_printf ("signed=\"yes\" direction=\"%s\"", measure->direction > 0   ? "more"
                                                          : measure->direction < 0 ? "less"
                                                                                   : "neutral");
  const struct
  {
    const char *suffix, *title, *formula, *unit, *more;
  } columns[] = {
    { "_base", _ ("%s, base: %s"), base, unit, NULL },
    { "_difference", measure->unit == SY_UNIT_PERCENT ? _ ("%s, difference in points") : _ ("%s, difference"),
      "[@{}]-[@{}_base]", unit, direction },
    { "_rate", _ ("%s, rate"), "([@{}]-[@{}_base])/ABS([@{}_base])", "percent", direction },
    { "_index", _ ("%s, index"), "[@{}]/[@{}_base]*100", "number", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_auto (GStrv) parts = g_strsplit (columns[i].formula, "{}", -1);
      g_autofree char *formula = i ? g_strjoinv (id, parts) : g_strdup (base);
      g_autofree char *column = name_contrast_column (self, measure, columns[i].suffix);
      g_auto (GStrv) words = g_strsplit (columns[i].title, "%s", -1);
      g_autoptr (GString) title = g_string_new (words[0]);

      g_string_append (title, measure->title);
      g_string_append (title, words[1] ? words[1] : "");
      if (words[1] && words[2])
        g_string_append_printf (title, "%s%s", contrast, words[2]);
      sy_view_add_column (xml, column, title->str, formula, columns[i].unit, columns[i].more);
    }
}

/* Of what others are compared with: the value, where there is none what can't be the best or adds nothing. */
static void
add_known (SyViewWriter *self, GString *xml, const SyMeasure *measure)
{
  gboolean is_best = self->contrast == SY_CONTRAST_BEST;
  g_autofree char *else_is =
      is_best ? g_strconcat (measure->direction < 0 ? "" : "-", WORST, NULL) : g_strdup ("0");
  g_autofree char *known = g_strdup_printf ("IFERROR([@%s],%s)", measure->id, else_is);
  g_autofree char *counted = g_strdup_printf ("IF(ISERROR([@%s]),0,1)", measure->id);
  g_autofree char *column = g_strconcat (measure->id, "_known", NULL);
  g_autofree char *count_column = g_strconcat (measure->id, "_counted", NULL);

  if (!is_best && !has_mean_of_known (self, measure))
    return;
  sy_view_add_column (xml, column, measure->title, known, sy_view_unit_name (measure->unit),
                      "hidden=\"yes\"");
  if (!is_best)
    sy_view_add_column (xml, count_column, _ ("Has a value"), counted, "integer", "hidden=\"yes\"");
}

static gboolean
add_measure (SyViewWriter *self, GString *xml, const SyMeasure *measure, SyViewLevel level, GError **error)
{
  g_autofree char *value = add_inputs (self, xml, measure, level, FALSE, error);
  g_autofree char *base = NULL;
  g_autofree char *more = NULL;
  g_autoptr (GError) cause = NULL;

  if (!value)
    return FALSE;
  more = g_strdup_printf ("decimals=\"%u\"%s", measure->decimals,
                          measure->direction > 0   ? " direction=\"more\""
                          : measure->direction < 0 ? " direction=\"less\""
                                                   : "");
  sy_view_add_column (xml, measure->id, measure->title, value, sy_view_unit_name (measure->unit), more);
  if (level == SY_VIEW_ROWS)
    add_known (self, xml, measure);
  if (self->contrast == SY_CONTRAST_NONE)
    return TRUE;
  base = write_base (self, xml, measure, level, &cause);
  if (cause)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (base)
    add_contrast (self, xml, measure, base, sy_view_get_contrast_title (self));
  return TRUE;
}

gboolean
sy_view_add_measures (SyViewWriter *self, GString *xml, SyViewLevel level, GError **error)
{
  if (level == SY_VIEW_ROWS)
    sy_view_add_plan_columns (self, xml);
  for (guint i = 0; i < self->measures->len; i++)
    if (!add_measure (self, xml, self->measures->pdata[i], level, error))
      return FALSE;
  return TRUE;
}

/* --- peers --- */

/* What the last dimension's master says of it: a text of the roles @list that it has; NULL: it has none. */
static char *
write_master_key (SyViewWriter *self, const char *list)
{
  const SyViewDimension *last = self->dimensions->pdata[self->dimensions->len - 1];
  const char *key = NULL;
  SySource *master = sy_view_find_master (self->catalogue, self->sources, last->id, &key);
  g_auto (GStrv) roles = g_strsplit (list, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (char **role = roles; master && *role; role++)
    if (**role && sy_source_has_role (master, *role))
      g_string_append_printf (text, "%sINDEX(%s[%s],MATCH([@%s],%s[%s],0))", text->len ? "&\"|\"&" : "",
                              master->info.kind, *role, last->column, master->info.kind, key);
  if (!text->len)
    return NULL;
  return g_strdup_printf ("IFERROR(%s&\"\",\"\")", text->str);
}

/* The dimension just outside of the last one in the view, or what the master says. */
static char *
write_parent_key (SyViewWriter *self)
{
  const char *argument = sy_view_get_argument (self->view);

  if (!self->dimensions->len)
    return NULL;
  for (guint i = 0; i + 1 < self->dimensions->len; i++)
    {
      const SyViewDimension *dimension = self->dimensions->pdata[i];

      if (*argument ? g_str_equal (dimension->id, argument) : i + 2 == self->dimensions->len)
        return g_strdup_printf ("[@%s]&\"\"", dimension->column);
    }
  if (*argument)
    return write_master_key (self, argument);
  return write_master_key (self, "region");
}

gboolean
sy_view_add_peers (SyViewWriter *self, GString *xml, GError **error)
{
  const char *argument = sy_view_get_argument (self->view);
  g_autofree char *key = NULL;

  if (self->contrast == SY_CONTRAST_SIMILAR)
    {
      key = self->dimensions->len ? write_master_key (self, *argument ? argument : "format area_type") : NULL;
      if (!key)
        {
          g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
                               _ ("Similar ones are known from a list of stores with their format or kind of "
                                  "area: import one, and tell the rows apart by store"));
          return FALSE;
        }
    }
  else if (self->contrast == SY_CONTRAST_PARENT)
    {
      key = write_parent_key (self);
      if (!key && *argument)
        {
          g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
                       _ ("What “%s” the rows belong to is not known: import the list that says so, or tell "
                          "the rows apart by it first"),
                       argument);
          return FALSE;
        }
      /* Nothing wider is known: the company. */
      if (!key)
        key = g_strdup ("\"\"");
    }
  if (key)
    sy_view_add_column (xml, "peers",
                        self->contrast == SY_CONTRAST_SIMILAR ? _ ("Compared with those of") : _ ("Part of"),
                        key, NULL, NULL);
  return TRUE;
}
