/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a view can have of what was asked: the measures that the sources give, and of each source the columns
 * by which its rows are told apart and let through. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

SyViewPart *
sy_view_find_part (SyViewWriter *self, const char *kind)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      SyViewPart *part = self->parts->pdata[i];

      if (g_str_equal (part->source->info.kind, kind))
        return part;
    }
  return NULL;
}

void
sy_view_read_dimensions (SyViewWriter *self)
{
  for (const char *const *id = sy_view_get_dimensions (self->view); *id; id++)
    {
      SyViewDimension *dimension = g_new0 (SyViewDimension, 1);

      dimension->id = g_strdup (*id);
      dimension->column = g_strdelimit (g_strdup (*id), ".", '_');
      dimension->title = g_strdup (sy_view_get_dimension_title (self->catalogue, *id));
      g_ptr_array_add (self->dimensions, dimension);
    }
}

const char *
sy_view_find_date (SySource *source)
{
  const char *const *period = sy_source_kind_get_period (source->kind);

  return period[0] && sy_source_has_role (source, period[0]) ? period[0] : NULL;
}

/* Why a source can't be told apart as the view asks. */
static char *
say_unreachable (SyViewWriter *self, const SyMeasure *measure, SySource *source)
{
  GPtrArray *filters = sy_view_get_filters (self->view);
  const char *const *period = sy_source_kind_get_period (source->kind);
  char *why = NULL;

  for (guint i = 0; i < self->dimensions->len + filters->len; i++)
    {
      g_auto (SyReach) reach = { 0 };
      const char *dimension =
          i < self->dimensions->len
              ? ((const SyViewDimension *) self->dimensions->pdata[i])->id
              : ((const SyViewFilter *) filters->pdata[i - self->dimensions->len])->dimension;

      if (!sy_view_reach (self->catalogue, self->sources, source, dimension, &reach, &why)
          && !sy_measure_is_regardless (measure, self->catalogue, source, dimension))
        return why;
      g_clear_pointer (&why, g_free);
    }
  if (self->is_bounded && period[0] && !sy_view_find_date (source))
    return g_strdup_printf (_ ("“%s” has no dates: import a file with them."), source->info.title);
  return NULL;
}

/* Can the source be told apart by all dimensions? */
static gboolean
tells_all (SyViewWriter *self, SySource *source, char **why)
{
  for (guint i = 0; i < self->dimensions->len; i++)
    {
      g_auto (SyReach) reach = { 0 };

      if (!sy_view_reach (self->catalogue, self->sources, source,
                          ((const SyViewDimension *) self->dimensions->pdata[i])->id, &reach, why))
        return FALSE;
    }
  return TRUE;
}

/* What is the same for all members can't say who they are: one of the sources must. NULL: one does. */
static char *
say_untold (SyViewWriter *self, const SyMeasure *measure)
{
  g_autofree char *why = NULL;

  for (char **kind = measure->kinds; *kind; kind++)
    {
      g_clear_pointer (&why, g_free);
      if (tells_all (self, sy_view_find_source (self->sources, *kind), &why))
        return NULL;
    }
  return g_steal_pointer (&why);
}

/* NULL when the measure can be had. */
static char *
say_problem (SyViewWriter *self, const SyMeasure *measure)
{
  g_autofree char *untold = NULL;
  char *why = sy_measure_say_missing (measure, self->catalogue, self->sources);

  if (why)
    return why;
  for (char **kind = measure->kinds; *kind; kind++)
    {
      g_autofree char *cause = say_unreachable (self, measure, sy_view_find_source (self->sources, *kind));

      if (cause)
        return g_strdup_printf (_ ("“%s” can’t be had here. %s"), measure->title, cause);
    }
  untold = say_untold (self, measure);
  return untold ? g_strdup_printf (_ ("“%s” can’t be had here. %s"), measure->title, untold) : NULL;
}

static void
add_parts (SyViewWriter *self, const SyMeasure *measure)
{
  for (char **kind = measure->kinds; *kind; kind++)
    {
      SyViewPart *part;

      if (sy_view_find_part (self, *kind))
        continue;
      part = g_new0 (SyViewPart, 1);
      part->source = sy_view_find_source (self->sources, *kind);
      part->date = sy_view_find_date (part->source);
      part->fields = g_ptr_array_new_with_free_func (g_free);
      self->has_dates = self->has_dates || part->date;
      g_ptr_array_add (self->parts, part);
    }
}

gboolean
sy_view_names_days (const char *formula)
{
  g_auto (GStrv) names = sy_context_list_names (formula, NULL);

  return names
         && (g_strv_contains ((const char *const *) names, "period_start")
             || g_strv_contains ((const char *const *) names, "period_end"));
}

/* Does a measure say itself what a period is to it? */
static gboolean
asks_of_days (SyViewWriter *self)
{
  for (guint i = 0; i < self->measures->len; i++)
    {
      const SyMeasure *measure = self->measures->pdata[i];

      if (sy_view_names_days (measure->formula))
        return TRUE;
      for (guint j = 0; j < measure->inputs->len; j++)
        if (sy_view_names_days (((const SyMeasureInput *) measure->inputs->pdata[j])->formula))
          return TRUE;
    }
  return FALSE;
}

/* The problem of a view whose periods nothing tells; NULL when it has none. */
static char *
say_timeless (SyViewWriter *self)
{
  gboolean asks = !self->has_dates && asks_of_days (self);

  if (self->has_dates || (!self->is_bounded && !asks) || (asks && sy_view_find_clock (self)))
    return NULL;
  return g_strdup (
      asks ? _ ("None of what is read has dates: give a period, such as 2015 or 2015-01..2015-06.")
           : _ ("None of what is read has dates."));
}

gboolean
sy_view_read_measures (SyViewWriter *self, GError **error)
{
  guint number = 0;

  for (const char *const *id = sy_view_get_indicators (self->view); *id; id++)
    {
      SyMeasure *measure = sy_measure_new (self->catalogue, *id, ++number, error);
      char *problem;

      if (!measure)
        return FALSE;
      problem = say_problem (self, measure);
      if (problem)
        {
          sy_view_add_problem (self, problem);
          sy_measure_free (measure);
          continue;
        }
      add_parts (self, measure);
      g_ptr_array_add (self->measures, measure);
    }
  if (self->measures->len)
    {
      char *timeless = say_timeless (self);

      if (!timeless)
        return TRUE;
      sy_view_add_problem (self, timeless);
    }
  if (!number)
    g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                         _ ("A view needs an indicator"));
  else
    {
      g_ptr_array_add (self->problems, NULL);
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS, "%s",
                   self->problems->len > 1 ? (char *) self->problems->pdata[0] : "");
      g_ptr_array_remove_index (self->problems, self->problems->len - 1);
    }
  return FALSE;
}

/* --- source columns --- */

static char *
quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

/* What is not split by a dimension, such as a target of the company as a whole in a view by store. */
static char *
write_unsplit (const char *title)
{
  return g_strdup_printf (_ ("(not split by %s)"), title);
}

/* Do the measures read the targets as the library adds them up? Then those that repeat what others say, such
 * as the company’s beside those of its stores, count 0. */
static gboolean
adds_up_targets (SyViewWriter *self, const SyViewPart *part)
{
  gboolean adds_up = g_str_equal (part->source->info.kind, "targets");

  for (guint i = 0; adds_up && i < self->measures->len; i++)
    {
      const SyMeasure *measure = self->measures->pdata[i];

      for (guint j = 0; adds_up && j < measure->inputs->len; j++)
        {
          const SyMeasureInput *input = measure->inputs->pdata[j];
          g_auto (GStrv) reads = sy_context_list_reads (input->formula, NULL);

          for (char **read = reads; read && *read; read++)
            if (g_str_has_prefix (*read, "targets.") && !g_str_equal (*read, "targets.sales_target"))
              adds_up = FALSE;
        }
    }
  return adds_up;
}

/* What stands for a member that was not found. A target that names no store is of more than one: it is told
 * in words, or, where it counts 0, not there at all. */
static char *
write_not_found (SyViewWriter *self, SyViewPart *part, const SyViewDimension *dimension)
{
  g_autofree char *word = NULL;
  g_autofree char *text = NULL;

  if (!adds_up_targets (self, part))
    return g_strdup_printf ("%s_blank", self->id);
  part->has_idle = TRUE;
  word = write_unsplit (dimension->title);
  text = quote (word);
  return g_strdup_printf ("IF([@sales_target]=0,\"\",%s)", text);
}

/* The column by which @part is told apart by a dimension: the role itself, or one that is computed, where
 * blanks are a member as well. */
static char *
write_field (SyViewWriter *self, SyViewPart *part, const SyViewDimension *dimension)
{
  g_auto (SyReach) reach = { 0 };
  g_autofree char *formula = NULL;
  const char *kind = part->source->info.kind;

  if (!sy_view_reach (self->catalogue, self->sources, part->source, dimension->id, &reach, NULL))
    return NULL;
  if (reach.column && !reach.may_be_blank)
    return g_strdup (reach.column);
  if (reach.column)
    formula = g_strdup_printf ("IF(%s=\"\",%s_blank,%s)", reach.formula, self->id, reach.formula);
  else
    {
      g_autofree char *suffix = g_strconcat (dimension->column, "_found", NULL);
      g_autofree char *found = g_strdup_printf ("IFERROR(%s&\"\",\"\")", reach.formula);
      g_autofree char *other = write_not_found (self, part, dimension);

      sy_view_add_source_column (self, kind, suffix, dimension->title, NULL, found);
      formula = g_strdup_printf ("IF([@%s_%s]=\"\",%s,[@%s_%s])", self->id, suffix, other, self->id, suffix);
    }
  sy_view_add_source_column (self, kind, dimension->column, dimension->title, NULL, formula);
  return g_strdup_printf ("%s_%s", self->id, dimension->column);
}

/* The value that a filter asks @part for, quoted: as the table shows it. */
static char *
write_asked (SyViewWriter *self, const SyViewPart *part, const SyViewFilter *filter)
{
  gboolean is_blank = g_str_equal (filter->value, _ ("(blank)"));

  if (g_str_equal (part->source->info.kind, "targets"))
    {
      g_autofree char *unsplit =
          write_unsplit (sy_view_get_dimension_title (self->catalogue, filter->dimension));

      is_blank = is_blank || g_str_equal (filter->value, unsplit);
    }
  return quote (is_blank ? "" : filter->value);
}

/* 1 for the rows that the filters let through: whatever they are, they cost one criterion. */
void
sy_view_write_filter (SyViewWriter *self, SyViewPart *part)
{
  GPtrArray *filters = sy_view_get_filters (self->view);
  g_autoptr (GString) condition = g_string_new (NULL);
  g_autofree char *formula = NULL;
  g_autofree char *comparable = sy_view_write_comparable (self, part->source);

  for (guint i = 0; i < filters->len; i++)
    {
      const SyViewFilter *filter = filters->pdata[i];
      g_auto (SyReach) reach = { 0 };
      g_autofree char *value = write_asked (self, part, filter);

      if (!sy_view_reach (self->catalogue, self->sources, part->source, filter->dimension, &reach, NULL))
        continue;
      if (reach.column)
        g_string_append_printf (condition, "%s%s=%s", condition->len ? "," : "", reach.formula, value);
      else
        g_string_append_printf (condition, "%sIFERROR(%s&\"\",\"\")=%s", condition->len ? "," : "",
                                reach.formula, value);
    }
  if (comparable)
    g_string_append_printf (condition, "%s%s", condition->len ? "," : "", comparable);
  if (!condition->len)
    return;
  formula = g_strdup_printf ("IF(AND(%s),1,0)", condition->str);
  sy_view_add_source_column (self, part->source->info.kind, "in", _ ("Counted"), "integer", formula);
  part->filtered = TRUE;
}

void
sy_view_write_parts (SyViewWriter *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      SyViewPart *part = self->parts->pdata[i];

      for (guint d = 0; d < self->dimensions->len; d++)
        g_ptr_array_add (part->fields, write_field (self, part, self->dimensions->pdata[d]));
      sy_view_write_filter (self, part);
    }
}
