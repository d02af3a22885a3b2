/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view as template XML: one table, rows by dimensions and periods; its helpers, the whole as a table of one
 * row, checks that the parts add up to it, a chart and sentences on the base. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"
#include "sy-workbook-private.h"

/* --- elements --- */

const char *
sy_view_unit_name (SyUnit unit)
{
  static const char *const names[] = { "none",   "number", "integer", "currency", "percent",
                                       "weight", "date",   "month",   "bool" };

  return names[unit];
}

void
sy_view_add_column (
    GString *xml, const char *id, const char *title, const char *formula, const char *unit, const char *more)
{
  g_autofree char *text = formula ? g_markup_printf_escaped (" formula=\"%s\"", formula) : g_strdup ("");
  g_autofree char *name = g_markup_escape_text (title, -1);

  g_string_append_printf (xml, "    <column id=\"%s\"%s", id, text);
  if (unit)
    g_string_append_printf (xml, " unit=\"%s\"", unit);
  g_string_append_printf (xml, "%s%s><title>%s</title></column>\n", more ? " " : "", more ? more : "", name);
}

void
sy_view_add_value (
    SyViewWriter *self, const char *suffix, const char *title, const char *unit, const char *formula)
{
  g_autofree char *text =
      g_markup_printf_escaped ("  <value id=\"%s_%s\" unit=\"%s\" formula=\"%s\"><title>%s</title></value>\n",
                               self->id, suffix, unit, formula, title);

  g_string_append (self->head, text);
}

void
sy_view_add_parameter (
    SyViewWriter *self, const char *suffix, const char *title, const char *unit, const char *fallback)
{
  g_autofree char *text = g_markup_printf_escaped (
      "  <parameter id=\"%s_%s\" type=\"%s\" default=\"%s\"><title>%s</title></parameter>\n", self->id,
      suffix, unit, fallback, title);

  g_string_append (self->head, text);
}

void
sy_view_add_source_column (SyViewWriter *self,
                           const char *kind,
                           const char *suffix,
                           const char *title,
                           const char *unit,
                           const char *formula)
{
  GString *xml = g_hash_table_lookup (self->columns, kind);
  g_autofree char *id = g_strdup_printf ("%s_%s", self->id, suffix);

  if (!xml)
    {
      xml = g_string_new (NULL);
      g_hash_table_insert (self->columns, g_strdup (kind), xml);
    }
  sy_view_add_column (xml, id, title, formula, unit, NULL);
}

void
sy_view_add_note (SyViewWriter *self, const char *when, const char *text)
{
  g_autofree char *condition = when ? g_markup_printf_escaped (" when=\"%s\"", when) : g_strdup ("");
  g_autofree char *sentence = g_markup_escape_text (text, -1);

  g_string_append_printf (self->tail, "  <note about=\"%s\"%s>%s</note>\n", self->id, condition, sentence);
}

/* Takes @problem. */
void
sy_view_add_problem (SyViewWriter *self, char *problem)
{
  if (g_ptr_array_find_with_equal_func (self->problems, problem, g_str_equal, NULL))
    g_free (problem);
  else
    g_ptr_array_add (self->problems, problem);
}

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

/* --- what can be had --- */

static void
free_dimension (gpointer data)
{
  SyViewDimension *dimension = data;

  g_free (dimension->id);
  g_free (dimension->column);
  g_free (dimension->title);
  g_free (dimension);
}

static void
free_part (gpointer data)
{
  SyViewPart *part = data;

  g_ptr_array_unref (part->fields);
  g_free (part);
}

static void
read_dimensions (SyViewWriter *self)
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
say_unreachable (SyViewWriter *self, SySource *source)
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

      if (!sy_view_reach (self->catalogue, self->sources, source, dimension, &reach, &why))
        return why;
    }
  if (self->is_bounded && period[0] && !sy_view_find_date (source))
    return g_strdup_printf (_ ("“%s” has no dates: import a file with them."), source->info.title);
  return NULL;
}

/* NULL when the measure can be had. */
static char *
say_problem (SyViewWriter *self, const SyMeasure *measure)
{
  char *why = sy_measure_say_missing (measure, self->catalogue, self->sources);

  if (!why)
    why = sy_view_say_no_groups (self, measure);
  if (why)
    return why;
  for (char **kind = measure->kinds; *kind; kind++)
    {
      g_autofree char *cause = say_unreachable (self, sy_view_find_source (self->sources, *kind));

      if (cause)
        return g_strdup_printf (_ ("“%s” can’t be had here. %s"), measure->title, cause);
    }
  return NULL;
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

static gboolean
read_measures (SyViewWriter *self, GError **error)
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

      sy_view_add_source_column (self, kind, suffix, dimension->title, NULL, found);
      formula = g_strdup_printf ("IF([@%s_%s]=\"\",%s_blank,[@%s_%s])", self->id, suffix, self->id, self->id,
                                 suffix);
    }
  sy_view_add_source_column (self, kind, dimension->column, dimension->title, NULL, formula);
  return g_strdup_printf ("%s_%s", self->id, dimension->column);
}

/* 1 for the rows that the filters let through: whatever they are, they cost one criterion. */
static void
write_filter (SyViewWriter *self, SyViewPart *part)
{
  GPtrArray *filters = sy_view_get_filters (self->view);
  g_autoptr (GString) condition = g_string_new (NULL);
  g_autofree char *formula = NULL;
  g_autofree char *comparable = sy_view_write_comparable (self, part->source);

  for (guint i = 0; i < filters->len; i++)
    {
      const SyViewFilter *filter = filters->pdata[i];
      g_auto (SyReach) reach = { 0 };
      /* As the table shows it. */
      g_autofree char *value = quote (g_str_equal (filter->value, _ ("(blank)")) ? "" : filter->value);

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

static void
write_parts (SyViewWriter *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      SyViewPart *part = self->parts->pdata[i];

      for (guint d = 0; d < self->dimensions->len; d++)
        g_ptr_array_add (part->fields, write_field (self, part, self->dimensions->pdata[d]));
      write_filter (self, part);
    }
}

/* --- rows --- */

static void
open_table (SyViewWriter *self,
            GString *xml,
            const char *suffix,
            const char *title,
            const char *rows,
            const char *key,
            const char *more)
{
  g_autofree char *text =
      g_markup_printf_escaped ("  <table id=\"%s%s\" rows=\"%s\" key=\"%s\"", self->id, suffix, rows, key);
  g_autofree char *name = g_markup_escape_text (title, -1);

  g_string_append_printf (xml, "%s%s%s>\n    <title>%s</title>\n", text, more ? " " : "", more ? more : "",
                          name);
}

static void
close_table (GString *xml)
{
  g_string_append (xml, "  </table>\n");
}

/* The list of members of the only dimension, where there is one and the filters can be asked of it. */
static SySource *
find_member_list (SyViewWriter *self, const char **key)
{
  const SyViewDimension *first = self->dimensions->pdata[0];
  GPtrArray *filters = sy_view_get_filters (self->view);
  SySource *master = self->dimensions->len == 1
                         ? sy_view_find_master (self->catalogue, self->sources, first->id, key)
                         : NULL;

  if (!master || sy_view_find_part (self, master->info.kind) || sy_view_get_comparable (self->view))
    return NULL;
  for (guint i = 0; i < filters->len; i++)
    {
      g_auto (SyReach) reach = { 0 };

      if (!sy_view_reach (self->catalogue, self->sources, master,
                          ((const SyViewFilter *) filters->pdata[i])->dimension, &reach, NULL))
        return NULL;
    }
  return master;
}

/* GROUP(sales[store],inventory[store]): whoever occurs in any of the sources. The master comes first, so that
 * members are there that did nothing. The first ones name the columns. */
static char *
write_members (SyViewWriter *self, SySource *master, const char *key)
{
  g_autoptr (GString) rows = g_string_new ("GROUP(");

  if (master)
    g_string_append_printf (rows, "%s[%s]", master->info.kind, key);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const SyViewPart *part = self->parts->pdata[i];

      for (guint d = 0; d < part->fields->len; d++)
        g_string_append_printf (rows, "%s%s[%s]", rows->str[rows->len - 1] == '(' ? "" : ",",
                                part->source->info.kind, (char *) part->fields->pdata[d]);
    }
  for (guint d = 0; d < self->dimensions->len; d++)
    {
      SyViewDimension *dimension = self->dimensions->pdata[d];
      const SyViewPart *part = self->parts->pdata[0];

      g_free (dimension->column);
      dimension->column = g_strdup (master ? key : (const char *) part->fields->pdata[d]);
    }
  g_string_append_c (rows, ')');
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

static char *
list_keys (SyViewWriter *self)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint d = 0; d < self->dimensions->len; d++)
    g_string_append_printf (keys, "%s%s", keys->len ? " " : "",
                            ((const SyViewDimension *) self->dimensions->pdata[d])->column);
  if (self->grain != SY_VIEW_GRAIN_NONE)
    g_string_append_printf (keys, "%speriod", keys->len ? " " : "");
  return keys->len ? g_string_free (g_steal_pointer (&keys), FALSE) : g_strdup ("scope");
}

/* Columns of the dimensions; @lookup: of the table of members, by its row. */
static void
add_keys (SyViewWriter *self, GString *xml, gboolean lookup)
{
  for (guint d = 0; d < self->dimensions->len; d++)
    {
      const SyViewDimension *dimension = self->dimensions->pdata[d];
      g_autofree char *formula =
          lookup ? g_strdup_printf ("INDEX(%s_members[%s],[@n])", self->id, dimension->column) : NULL;

      sy_view_add_column (xml, dimension->column, dimension->title, formula, NULL, NULL);
    }
}

/* Members that did nothing in the period are left out, unless they are on the list of all. */
static char *
write_where (SyViewWriter *self, GString *xml, SySource *master, const char *key, gboolean with_base)
{
  g_autofree char *count = NULL;
  SyViewPart part = { .source = master };
  g_autofree char *listed = NULL;

  if (master)
    write_filter (self, &part);
  if (!self->is_bounded && !((const SyViewPart *) self->parts->pdata[0])->filtered)
    return NULL;
  if (master && !part.filtered)
    return NULL;
  count = sy_view_write_row_count (self, with_base);
  sy_view_add_column (xml, "rows", _ ("Source rows"), count, "integer", "hidden=\"yes\"");
  if (!master)
    return g_strdup ("where=\"[@rows]&gt;0\"");
  listed = g_strdup_printf ("COUNTIFS(%s[%s],[@%s],%s[%s_in],1)", master->info.kind, key,
                            ((const SyViewDimension *) self->dimensions->pdata[0])->column, master->info.kind,
                            self->id);
  sy_view_add_column (xml, "listed", _ ("Listed"), listed, "integer", "hidden=\"yes\"");
  return g_strdup ("where=\"[@rows]+[@listed]&gt;0\"");
}

static char *
make_title (SyViewWriter *self)
{
  g_autoptr (GString) title = g_string_new (sy_view_get_title (self->view));
  g_autoptr (GString) by = g_string_new (NULL);

  if (title->len)
    return g_string_free (g_steal_pointer (&title), FALSE);
  for (guint i = 0; i < self->measures->len; i++)
    g_string_append_printf (title, "%s%s", i ? _ (", ") : "",
                            ((const SyMeasure *) self->measures->pdata[i])->title);
  for (guint d = 0; d < self->dimensions->len; d++)
    g_string_append_printf (by, "%s%s", by->len ? " · " : "",
                            ((const SyViewDimension *) self->dimensions->pdata[d])->title);
  if (self->grain != SY_VIEW_GRAIN_NONE)
    g_string_append_printf (by, "%s%s", by->len ? " · " : "", sy_view_grain_get_title (self->grain));
  if (self->contrast != SY_CONTRAST_NONE)
    g_string_append_printf (by, "%s%s", by->len ? " · " : "", sy_view_get_contrast_title (self));
  return by->len ? g_strdup_printf ("%s: %s", title->str, by->str)
                 : g_string_free (g_steal_pointer (&title), FALSE);
}

/* Members and periods as tables of their own, every combination of which is a row. */
static char *
write_crossed_rows (SyViewWriter *self, const char *title)
{
  const char *key = NULL;
  SySource *master = find_member_list (self, &key);
  g_autofree char *members = write_members (self, master, key);
  g_autofree char *keys = NULL;
  g_autofree char *where = NULL;
  g_autofree char *more = NULL;
  g_autofree char *periods = g_strdup_printf ("LIST(1,%s_periods)", self->id);
  g_autoptr (GString) columns = g_string_new (NULL);
  SyViewGrain grain = self->grain;

  /* In the table of members the whole period counts. */
  add_keys (self, columns, FALSE);
  self->grain = SY_VIEW_GRAIN_NONE;
  keys = list_keys (self);
  where = write_where (self, columns, master, key, FALSE);
  self->grain = grain;
  sy_view_add_column (columns, "n", _ ("Number"), "[@row]", "integer", "hidden=\"yes\"");
  more = g_strconcat ("area=\"helper\" hidden=\"yes\"", where ? " " : "", where ? where : "", NULL);
  open_table (self, self->tables, "_members", _ ("Members"), members, keys, more);
  g_string_append (self->tables, columns->str);
  close_table (self->tables);
  open_table (self, self->tables, "_times", _ ("Periods"), periods, "item", "area=\"helper\" hidden=\"yes\"");
  g_string_append (self->tables, "    <column id=\"item\" unit=\"integer\"><title>Number</title></column>\n");
  close_table (self->tables);
  return g_strdup_printf ("CROSS(%s_members[n],%s_times[item])", self->id, self->id);
}

/* Begins the columns of the table's rows; gives rows=, and where= as an attribute. */
static char *
write_rows (SyViewWriter *self, GString *columns, const char *title, char **where)
{
  gboolean has_grain = self->grain != SY_VIEW_GRAIN_NONE;
  const char *key = NULL;
  SySource *master;
  char *rows;

  if (!self->dimensions->len && !has_grain)
    {
      g_autofree char *scope = quote (_ ("All"));

      g_string_append (columns, "    <column id=\"item\" hidden=\"yes\"><title>1</title></column>\n");
      sy_view_add_column (columns, "scope", _ ("Scope"), scope, NULL, NULL);
      return g_strdup ("LIST(1,1)");
    }
  if (!self->dimensions->len)
    {
      g_string_append (columns,
                       "    <column id=\"item\" unit=\"integer\" hidden=\"yes\"><title>1</title></column>\n");
      sy_view_add_period_columns (self, columns, "[@item]");
      sy_view_add_base_period (self, columns);
      return g_strdup_printf ("LIST(1,%s_periods)", self->id);
    }
  if (has_grain)
    {
      rows = write_crossed_rows (self, title);
      g_string_append (
          columns, "    <column id=\"n\" unit=\"integer\" hidden=\"yes\"><title>n</title></column>\n"
                   "    <column id=\"item\" unit=\"integer\" hidden=\"yes\"><title>item</title></column>\n");
      add_keys (self, columns, TRUE);
      sy_view_add_period_columns (self, columns, "[@item]");
      sy_view_add_base_period (self, columns);
      return rows;
    }
  master = find_member_list (self, &key);
  rows = write_members (self, master, key);
  add_keys (self, columns, FALSE);
  *where = write_where (self, columns, master, key, sy_contrast_is_in_time (self->contrast));
  return rows;
}

/* --- order --- */

/* The same columns, looked up by rank in the table of all rows. */
static void
append_looked_up (SyViewWriter *self, GString *xml, const char *columns)
{
  g_auto (GStrv) lines = g_strsplit (columns, "\n", -1);

  for (char **line = lines; *line; line++)
    {
      const char *id = strstr (*line, "<column id=\"");
      const char *end = id ? strchr (id + 12, '"') : NULL;
      const char *formula = id ? strstr (*line, " formula=\"") : NULL;
      const char *rest = formula ? strchr (formula + 10, '"') : end;

      if (!end || !rest)
        continue;
      g_string_append_printf (xml, "%.*s formula=\"INDEX(%s_all[%.*s],MATCH([@rank],%s_all[rank],0))\"%s\n",
                              (int) (end + 1 - *line), *line, self->id, (int) (end - id - 12), id + 12,
                              self->id, rest + 1);
    }
}

/* Ranked in a table of its own, so that the order stays right when the numbers change. */
static void
write_ranked (SyViewWriter *self, const char *title, const char *rows, const char *where, const char *columns)
{
  const char *sort = sy_view_get_sort (self->view);
  gboolean descending = *sort == '-' || !*sort;
  g_autofree char *column = NULL;
  g_autofree char *key = list_keys (self);
  g_autofree char *ranks = g_strdup_printf ("GROUP(%s_all[rank])", self->id);
  g_autofree char *more =
      g_strconcat ("area=\"helper\" hidden=\"yes\"", where ? " " : "", where ? where : "", NULL);
  g_autofree char *all_title = g_strdup_printf (_ ("%s, all rows"), title);
  g_autofree char *sort_key = NULL;
  g_autofree char *shown = NULL;

  column = g_strdup (*sort ? sort + (*sort == '-') : ((const SyMeasure *) self->measures->pdata[0])->id);
  sort_key = g_strdup_printf ("IFERROR(%s[@%s],-1E+300)", descending ? "" : "-", column);
  open_table (self, self->tables, "_all", all_title, rows, key, more);
  g_string_append (self->tables, columns);
  sy_view_add_column (self->tables, "sort_key", _ ("Sort key"), sort_key, "number", "hidden=\"yes\"");
  sy_view_add_column (
      self->tables, "rank", _ ("Rank"),
      "RANK.EQ([@sort_key],[sort_key])+COUNTIFS(INDEX([sort_key],1):[@sort_key],[@sort_key])-1", "integer",
      NULL);
  close_table (self->tables);
  if (sy_view_get_top (self->view))
    {
      g_autofree char *top = g_strdup_printf ("%u", sy_view_get_top (self->view));

      sy_view_add_parameter (self, "top", _ ("At most so many rows"), "integer", top);
      shown = g_strdup_printf ("where=\"[@rank]&lt;=%s_top\"", self->id);
    }
  open_table (self, self->tables, "", title, ranks, key, shown);
  sy_view_add_column (self->tables, "rank", _ ("Rank"), NULL, "integer", NULL);
  append_looked_up (self, self->tables, columns);
  close_table (self->tables);
}

static gboolean
is_ranked (SyViewWriter *self)
{
  return self->dimensions->len + (self->grain != SY_VIEW_GRAIN_NONE) > 0
         && (*sy_view_get_sort (self->view) || sy_view_get_top (self->view));
}

/* A column of the table by what was asked: a dimension's is called otherwise where blanks are a member. */
static gboolean
check_sort (SyViewWriter *self, const char *columns, GError **error)
{
  const char *sort = sy_view_get_sort (self->view);
  const char *id = *sort == '-' ? sort + 1 : sort;
  g_autofree char *start = g_strdup_printf ("<column id=\"%s\"", id);

  if (!*sort || strstr (columns, start))
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
               _ ("The view has no column “%s” to sort by"), id);
  return FALSE;
}

/* --- the whole --- */

static gboolean
write_whole (SyViewWriter *self, GError **error)
{
  g_autofree char *title = g_strdup (_ ("The whole"));

  open_table (self, self->tables, "_whole", title, "LIST(1,1)", "item", "area=\"helper\" hidden=\"yes\"");
  g_string_append (self->tables, "    <column id=\"item\" hidden=\"yes\"><title>1</title></column>\n");
  if (!sy_view_add_measures (self, self->tables, SY_VIEW_WHOLE, error))
    return FALSE;
  close_table (self->tables);
  return TRUE;
}

/* Does the sum over the rows make the whole? A level at a point of time does not add up over periods. */
static gboolean
adds_up (SyViewWriter *self, const SyMeasure *measure)
{
  const SyMeasureInput *input = measure->inputs->pdata[0];
  g_auto (GStrv) names = NULL;

  if (measure->has_groups || measure->inputs->len != 1 || !g_str_equal (measure->formula, input->name)
      || !sy_context_is_additive (input->formula))
    return FALSE;
  names = sy_context_list_names (input->formula, NULL);
  return self->grain == SY_VIEW_GRAIN_NONE
         || (!g_strv_contains ((const char *const *) names, "period_end")
             && !g_strv_contains ((const char *const *) names, "period_start"));
}

static void
write_checks (SyViewWriter *self)
{
  const char *all = is_ranked (self) ? "_all" : "";

  for (guint i = 0; i < self->measures->len; i++)
    {
      const SyMeasure *measure = self->measures->pdata[i];
      g_autofree char *title = g_strdup_printf (_ ("%s: the parts add up to the whole"), measure->title);
      g_autofree char *left = g_strdup_printf ("SUM(%s%s[%s])", self->id, all, measure->id);
      g_autofree char *right = g_strdup_printf ("INDEX(%s_whole[%s],1)", self->id, measure->id);
      g_autofree char *xml = NULL;

      if (!adds_up (self, measure))
        continue;
      xml = g_markup_printf_escaped (
          "  <check left=\"%s\" right=\"%s\" tolerance=\"0.005\"><title>%s</title></check>\n", left, right,
          title);
      g_string_append (self->tail, xml);
    }
}

/* --- chart and notes --- */

static void
write_chart (SyViewWriter *self, const char *title)
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

static void
write_notes (SyViewWriter *self)
{
  if (self->has_dates && self->is_bounded)
    {
      g_autofree char *base = g_strdup_printf (_ ("Counted: {%s_first} to {%s_end}; base: {%s_base_from} to "
                                                  "{%s_base_to}."),
                                               self->id, self->id, self->id, self->id);
      g_autofree char *plain = g_strdup_printf (_ ("Counted: {%s_first} to {%s_end}."), self->id, self->id);

      sy_view_add_note (self, NULL, sy_contrast_is_in_time (self->contrast) ? base : plain);
    }
  if (self->has_dates && self->is_bounded)
    {
      g_autofree char *when = g_strdup_printf ("%s_end<%s_first", self->id, self->id);
      g_autofree char *text = g_strdup_printf (
          _ ("There are no data in this period: they reach from {%s_data_from} to {%s_data_to}."), self->id,
          self->id);

      sy_view_add_note (self, when, text);
    }
  if (self->has_dates && self->grain > SY_VIEW_GRAIN_DAY)
    {
      g_autofree char *when = g_strdup_printf ("COUNTIFS(%s[complete],FALSE)>0", self->id);
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

/* --- all of it --- */

/* A parameter of the library, under its own name: set once, it holds for all views. */
static void
write_library_parameter (SyViewWriter *self, const SyTemplateParameter *parameter)
{
  g_autofree char *start = g_strdup_printf ("<parameter id=\"%s\"", parameter->id);
  g_autofree char *xml = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (strstr (self->head->str, start))
    return;
  g_string_append_printf (self->head, "  %s type=\"%s\"", start,
                          parameter->is_text ? "text" : sy_view_unit_name (parameter->unit));
  if (parameter->may_be_blank)
    g_string_append (self->head, " blank=\"yes\"");
  if (parameter->has_minimum)
    g_string_append_printf (self->head, " minimum=\"%s\"",
                            g_ascii_dtostr (number, sizeof number, parameter->minimum));
  if (parameter->has_maximum)
    g_string_append_printf (self->head, " maximum=\"%s\"",
                            g_ascii_dtostr (number, sizeof number, parameter->maximum));
  if (parameter->choices)
    {
      xml = g_markup_printf_escaped (" choices=\"%s\"", parameter->choices);
      g_string_append (self->head, xml);
      g_clear_pointer (&xml, g_free);
    }
  if (parameter->fallback)
    {
      xml = g_markup_printf_escaped (" default=\"%s\"", parameter->fallback);
      g_string_append (self->head, xml);
      g_clear_pointer (&xml, g_free);
    }
  xml = g_markup_printf_escaped ("><title>%s</title></parameter>\n", parameter->title);
  g_string_append (self->head, xml);
}

/* A computed column of a source, under the library's name. */
static void
write_library_column (SyViewWriter *self, const SyTemplateTable *table, const SyTemplateColumn *column)
{
  GString *xml = g_hash_table_lookup (self->columns, table->id);
  g_autofree char *start = g_strdup_printf ("<column id=\"%s\"", column->id);

  if (!xml)
    {
      xml = g_string_new (NULL);
      g_hash_table_insert (self->columns, g_strdup (table->id), xml);
    }
  if (strstr (xml->str, start))
    return;
  if (column->otherwise)
    {
      g_autofree char *text = g_markup_printf_escaped (
          " unit=\"%s\" formula=\"%s\" otherwise=\"%s\"><title>%s</title></column>\n",
          sy_view_unit_name (column->unit), column->formula, column->otherwise, column->title);

      g_string_append (xml, start);
      g_string_append (xml, text);
    }
  else
    sy_view_add_column (xml, column->id, column->title, column->formula, sy_view_unit_name (column->unit),
                        NULL);
}

static gboolean
is_listed (const char *const *names, gsize n_names, const char *name)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_str_equal (names[i], name))
      return TRUE;
  return FALSE;
}

/* Those of @names, or all that it reads. */
void
sy_view_add_library_columns (SyViewWriter *self,
                             SyIndicator *indicator,
                             const char *const *names,
                             gsize n_names)
{
  const char *const *read = sy_indicator_get_helper_columns (indicator);
  GPtrArray *helpers = sy_indicator_get_helpers (indicator);

  for (guint i = 0; i < helpers->len; i++)
    {
      const SyTemplateTable *table = helpers->pdata[i];

      for (guint j = 0; table->is_source && j < table->columns->len; j++)
        {
          const SyTemplateColumn *column = table->columns->pdata[j];
          g_autofree char *name = g_strdup_printf ("%s.%s", table->id, column->id);
          gboolean wanted = g_strv_contains (read, name);

          if (names)
            wanted = wanted && is_listed (names, n_names, name);
          if (wanted)
            write_library_column (self, table, column);
        }
    }
}

static void
write_indicator_parts (SyViewWriter *self)
{
  for (guint i = 0; i < self->measures->len; i++)
    {
      const SyMeasure *measure = self->measures->pdata[i];

      for (guint j = 0; j < measure->parameters->len; j++)
        write_library_parameter (self, measure->parameters->pdata[j]);
      if (measure->indicator)
        sy_view_add_library_columns (self, measure->indicator, NULL, 0);
    }
}

static void
write_parameters (SyViewWriter *self)
{
  const char *argument = sy_view_get_argument (self->view);

  {
    g_autofree char *word = g_markup_printf_escaped ("  <word id=\"%s_blank\"><title>%s</title></word>\n",
                                                     self->id, _ ("(blank)"));

    g_string_append (self->head, word);
  }
  write_indicator_parts (self);
  if (self->contrast == SY_CONTRAST_EXPERIENCE || self->contrast == SY_CONTRAST_THEORY)
    sy_view_add_parameter (self, "standard", sy_contrast_get_title (self->contrast), "number",
                           *argument ? argument : "0");
}

static gboolean
check_argument (SyViewWriter *self, GError **error)
{
  const char *argument = sy_view_get_argument (self->view);
  char *end = NULL;

  if (self->contrast != SY_CONTRAST_EXPERIENCE && self->contrast != SY_CONTRAST_THEORY)
    return TRUE;
  g_ascii_strtod (argument, &end);
  if (*argument && *end == '\0')
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
               _ ("“%s” is compared with a number; “%s” is none"), sy_contrast_get_title (self->contrast),
               argument);
  return FALSE;
}

static gboolean
write_table (SyViewWriter *self, const char *title, GError **error)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autofree char *where = NULL;
  g_autofree char *rows = write_rows (self, columns, title, &where);
  g_autofree char *keys = list_keys (self);

  if (!sy_view_write_groups (self, error) || !sy_view_add_peers (self, columns, error)
      || !sy_view_add_measures (self, columns, SY_VIEW_ROWS, error)
      || !check_sort (self, columns->str, error))
    return FALSE;
  if (is_ranked (self))
    write_ranked (self, title, rows, where, columns->str);
  else
    {
      open_table (self, self->tables, "", title, rows, keys, where);
      g_string_append (self->tables, columns->str);
      close_table (self->tables);
    }
  if (self->dimensions->len || self->grain != SY_VIEW_GRAIN_NONE)
    {
      if (!write_whole (self, error))
        return FALSE;
      write_checks (self);
    }
  return TRUE;
}

static gboolean
write_all (SyViewWriter *self, SyEngine *engine, char **title, GError **error)
{
  if (!read_measures (self, error) || !check_argument (self, error))
    return FALSE;
  sy_view_find_groups (self);
  write_parameters (self);
  if (!sy_view_prepare_stores (self, engine, error))
    return FALSE;
  write_parts (self);
  if (!sy_view_write_time (self, error) || !sy_view_prepare_plan (self, error))
    return FALSE;
  *title = make_title (self);
  if (!write_table (self, *title, error))
    return FALSE;
  write_chart (self, *title);
  write_notes (self);
  return TRUE;
}

static char *
join (SyViewWriter *self, const char *title)
{
  g_autofree char *name = g_markup_escape_text (title, -1);
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  GHashTableIter iter;
  gpointer kind, columns;

  g_string_append_printf (xml, "<template id=\"%s\" level=\"operations\">\n  <title>%s</title>\n", self->id,
                          name);
  g_string_append (xml, self->head->str);
  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, &kind, &columns))
    g_string_append_printf (xml, "  <source id=\"%s\">\n%s  </source>\n", (char *) kind,
                            ((GString *) columns)->str);
  g_string_append (xml, self->tables->str);
  g_string_append (xml, self->tail->str);
  g_string_append (xml, "</template>\n");
  return g_string_free (xml, FALSE);
}

static void
free_columns (gpointer columns)
{
  g_string_free (columns, TRUE);
}

char *
sy_view_write_template (SyView *self, SyWorkbook *workbook, GPtrArray **problems, GError **error)
{
  SyViewWriter writer = { .view = self };
  g_autoptr (GPtrArray) sources = NULL;
  char *xml = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (SY_IS_VIEW (self) && SY_IS_WORKBOOK (workbook) && problems, NULL);
  sources = sy_workbook_list_sources (workbook);
  writer.catalogue = sy_workbook_get_catalogue (workbook);
  writer.sources = sources;
  writer.id = sy_view_get_id (self);
  writer.grain = sy_view_get_grain (self);
  writer.contrast = sy_view_get_contrast (self);
  writer.is_bounded = writer.grain != SY_VIEW_GRAIN_NONE || *sy_view_get_from (self) || *sy_view_get_to (self)
                      || sy_contrast_is_in_time (writer.contrast);
  writer.dimensions = g_ptr_array_new_with_free_func (free_dimension);
  writer.measures = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_measure_free);
  writer.parts = g_ptr_array_new_with_free_func (free_part);
  writer.problems = g_ptr_array_new_with_free_func (g_free);
  writer.columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_columns);
  writer.head = g_string_new (NULL);
  writer.tables = g_string_new (NULL);
  writer.tail = g_string_new (NULL);
  read_dimensions (&writer);
  if (write_all (&writer, sy_workbook_get_engine (workbook), &title, error))
    {
      sy_view_tell_settings (&writer, workbook);
      xml = join (&writer, title);
    }
  *problems = writer.problems;
  g_ptr_array_unref (writer.dimensions);
  g_ptr_array_unref (writer.measures);
  g_ptr_array_unref (writer.parts);
  g_clear_pointer (&writer.groups, g_ptr_array_unref);
  g_hash_table_unref (writer.columns);
  g_string_free (writer.head, TRUE);
  g_string_free (writer.tables, TRUE);
  g_string_free (writer.tail, TRUE);
  g_free (writer.left_out);
  return xml;
}
