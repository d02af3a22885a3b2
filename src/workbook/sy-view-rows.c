/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a view: members, periods, every combination of the two; which of them are shown. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

/* Characters of one formula; exported, with names of sheets in it, it is some times as long, and a cell takes
 * 8,192. */
#define MAX_SUM_LENGTH 2000

void
sy_view_open_table (SyViewWriter *self,
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

void
sy_view_close_table (GString *xml)
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

/* Has the part all dimensions? One that has not says nothing of who is a member. */
static gboolean
tells_members (SyViewWriter *self, const SyViewPart *part)
{
  for (guint d = 0; d < self->dimensions->len; d++)
    if (!part->fields->pdata[d])
      return FALSE;
  return TRUE;
}

static const SyViewPart *
find_first_telling (SyViewWriter *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (tells_members (self, self->parts->pdata[i]))
      return self->parts->pdata[i];
  return NULL;
}

/* GROUP(sales[store],inventory[store]): whoever occurs in any of the sources. The master comes first, so that
 * members are there that did nothing. The first ones name the columns. */
static char *
write_members (SyViewWriter *self, SySource *master, const char *key)
{
  const SyViewPart *first = find_first_telling (self);
  g_autoptr (GString) rows = g_string_new ("GROUP(");

  if (master)
    g_string_append_printf (rows, "%s[%s]", master->info.kind, key);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const SyViewPart *part = self->parts->pdata[i];

      for (guint d = 0; tells_members (self, part) && d < part->fields->len; d++)
        g_string_append_printf (rows, "%s%s[%s]", rows->str[rows->len - 1] == '(' ? "" : ",",
                                part->source->info.kind, (char *) part->fields->pdata[d]);
    }
  for (guint d = 0; d < self->dimensions->len; d++)
    {
      SyViewDimension *dimension = self->dimensions->pdata[d];

      g_free (dimension->column);
      dimension->column = g_strdup (master ? key : (const char *) first->fields->pdata[d]);
    }
  g_string_append_c (rows, ')');
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

char *
sy_view_list_keys (SyViewWriter *self)
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

static void
add_count (GPtrArray *counts, char *count)
{
  if (count && !g_ptr_array_find_with_equal_func (counts, count, g_str_equal, NULL))
    g_ptr_array_add (counts, count);
  else
    g_free (count);
}

/* What measures read of @part by days of their own, such as the stock of a day: whoever is in it counts,
 * though nothing happened to it in the period. */
static void
add_own_counts (SyViewWriter *self, GPtrArray *counts, const SyViewPart *part, SyContext *context)
{
  const char *kind = part->source->info.kind;

  for (guint i = 0; i < self->measures->len; i++)
    {
      const SyMeasure *measure = self->measures->pdata[i];

      for (guint j = 0; j < measure->inputs->len; j++)
        add_count (counts, sy_context_write_count (
                               context, ((const SyMeasureInput *) measure->inputs->pdata[j])->formula, kind,
                               part->date));
    }
  for (guint i = 0; i < self->groups->len; i++)
    {
      const SyViewGroups *groups = self->groups->pdata[i];

      for (guint j = 0; j < groups->columns->len; j++)
        add_count (counts, sy_context_write_count (
                               context, ((const SyTemplateColumn *) groups->columns->pdata[j])->formula, kind,
                               part->date));
    }
}

/* @on_first: of the first day alone, by which those are found that were there before anything changed. */
static void
add_counts (
    SyViewWriter *self, GPtrArray *counts, const SyViewPart *part, gboolean is_base, gboolean on_first)
{
  g_autoptr (SyContext) context = sy_context_new ();
  g_autofree char *rows = NULL;
  const SySourceColumn *any = part->source->columns->pdata[0];

  sy_view_add_pairs (self, context, SY_VIEW_ROWS, is_base, NULL);
  sy_view_set_bounds (self, context, SY_VIEW_ROWS, is_base);
  if (on_first)
    {
      g_autofree char *first = g_strdup_printf ("%s_first", self->id);

      sy_context_set_name (context, "period_end", first);
    }
  else
    {
      rows = g_strdup_printf ("ROWS(%s[%s])", part->source->info.kind, any->id);
      add_count (counts, sy_context_apply (context, rows, NULL));
    }
  if (part->date && self->is_bounded)
    add_own_counts (self, counts, part, context);
}

/* Counts of all source rows that a row of the table stands for, its base included: what is to be added up.
 * (element-type utf8) */
static GPtrArray *
list_row_counts (SyViewWriter *self, gboolean with_base, gboolean has_periods)
{
  GPtrArray *counts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->parts->len; i++)
    {
      if (!tells_members (self, self->parts->pdata[i]))
        continue;
      add_counts (self, counts, self->parts->pdata[i], FALSE, FALSE);
      if (with_base)
        add_counts (self, counts, self->parts->pdata[i], TRUE, FALSE);
      if (has_periods)
        add_counts (self, counts, self->parts->pdata[i], FALSE, TRUE);
    }
  return counts;
}

/* The counts added up, in as many formulas as that takes. (element-type utf8) */
static GPtrArray *
add_up_counts (GPtrArray *counts)
{
  GPtrArray *sums = g_ptr_array_new_with_free_func (g_free);
  GString *sum = g_string_new (NULL);

  for (guint i = 0; i < counts->len; i++)
    {
      const char *count = counts->pdata[i];

      if (sum->len && sum->len + strlen (count) > MAX_SUM_LENGTH)
        {
          g_ptr_array_add (sums, g_string_free (sum, FALSE));
          sum = g_string_new (NULL);
        }
      g_string_append_printf (sum, "%s%s", sum->len ? "+" : "", count);
    }
  g_ptr_array_add (sums, g_string_free (sum, FALSE));
  return sums;
}

/* The column “rows”; where that is too long for one formula, the sum of columns “rows_1”, “rows_2” … */
static void
add_row_count (GString *xml, GPtrArray *counts)
{
  g_autoptr (GPtrArray) sums = add_up_counts (counts);
  g_autoptr (GString) total = g_string_new (NULL);

  for (guint i = 0; sums->len > 1 && i < sums->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("rows_%u", i + 1);

      sy_view_add_column (xml, id, _ ("Source rows"), sums->pdata[i], "integer", "hidden=\"yes\"");
      g_string_append_printf (total, "%s[@%s]", i ? "+" : "", id);
    }
  sy_view_add_column (xml, "rows", _ ("Source rows"), sums->len > 1 ? total->str : sums->pdata[0], "integer",
                      "hidden=\"yes\"");
}

/* NULL, or what keeps out the rows that are of no member. */
static char *
write_named (SyViewWriter *self)
{
  g_autoptr (GString) named = g_string_new (NULL);
  gboolean has_idle = FALSE;

  for (guint i = 0; i < self->parts->len; i++)
    has_idle = has_idle || ((const SyViewPart *) self->parts->pdata[i])->has_idle;
  for (guint d = 0; has_idle && d < self->dimensions->len; d++)
    g_string_append_printf (named, "%s[@%s]<>\"\"", d ? "," : "",
                            ((const SyViewDimension *) self->dimensions->pdata[d])->column);
  return has_idle ? g_string_free (g_steal_pointer (&named), FALSE) : NULL;
}

/* Members that did nothing in the period are left out, unless they are on the list of all: a condition, or
 * NULL. */
static char *
write_active (SyViewWriter *self,
              GString *xml,
              SySource *master,
              const char *key,
              gboolean with_base,
              gboolean has_periods)
{
  g_autoptr (GPtrArray) counts = NULL;
  SyViewPart part = { .source = master };
  g_autofree char *listed = NULL;

  if (master)
    sy_view_write_filter (self, &part);
  if (!self->is_bounded && !find_first_telling (self)->filtered)
    return NULL;
  if (master && !part.filtered)
    return NULL;
  counts = list_row_counts (self, with_base, has_periods);
  add_row_count (xml, counts);
  if (!master)
    return g_strdup ("[@rows]>0");
  listed = g_strdup_printf ("COUNTIFS(%s[%s],[@%s],%s[%s_in],1)", master->info.kind, key,
                            ((const SyViewDimension *) self->dimensions->pdata[0])->column, master->info.kind,
                            self->id);
  sy_view_add_column (xml, "listed", _ ("Listed"), listed, "integer", "hidden=\"yes\"");
  return g_strdup ("[@rows]+[@listed]>0");
}

/* Which rows are shown, as an attribute; NULL: all. */
static char *
write_where (SyViewWriter *self,
             GString *xml,
             SySource *master,
             const char *key,
             gboolean with_base,
             gboolean has_periods)
{
  g_autofree char *active = write_active (self, xml, master, key, with_base, has_periods);
  g_autofree char *named = write_named (self);
  g_autofree char *condition = NULL;

  if (!named)
    condition = g_strdup (active);
  else
    condition = g_strdup_printf ("AND(%s%s%s)", active ? active : "", active ? "," : "", named);
  return condition ? g_markup_printf_escaped ("where=\"%s\"", condition) : NULL;
}

void
sy_view_write_times (SyViewWriter *self)
{
  g_autofree char *periods = g_strdup_printf ("LIST(1,%s_periods)", self->id);

  if (self->has_times)
    return;
  self->has_times = TRUE;
  sy_view_open_table (self, self->tables, "_times", _ ("Periods"), periods, "item",
                      "area=\"helper\" hidden=\"yes\"");
  g_string_append (self->tables, "    <column id=\"item\" unit=\"integer\"><title>Number</title></column>\n");
  sy_view_close_table (self->tables);
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
  g_autoptr (GString) columns = g_string_new (NULL);
  SyViewGrain grain = self->grain;

  /* In the table of members the whole period counts. */
  add_keys (self, columns, FALSE);
  self->grain = SY_VIEW_GRAIN_NONE;
  keys = sy_view_list_keys (self);
  where = write_where (self, columns, master, key, FALSE, TRUE);
  self->grain = grain;
  sy_view_add_column (columns, "n", _ ("Number"), "[@row]", "integer", "hidden=\"yes\"");
  more = g_strconcat ("area=\"helper\" hidden=\"yes\"", where ? " " : "", where ? where : "", NULL);
  sy_view_open_table (self, self->tables, "_members", _ ("Members"), members, keys, more);
  g_string_append (self->tables, columns->str);
  sy_view_close_table (self->tables);
  sy_view_write_times (self);
  return g_strdup_printf ("CROSS(%s_members[n],%s_times[item])", self->id, self->id);
}

/* Begins the columns of the table's rows; gives rows=, and where= as an attribute. */
char *
sy_view_write_rows (SyViewWriter *self, GString *columns, const char *title, char **where)
{
  gboolean has_grain = self->grain != SY_VIEW_GRAIN_NONE;
  const char *key = NULL;
  SySource *master;
  char *rows;

  if (!self->dimensions->len && !has_grain)
    {
      g_autofree char *scope = g_strdup_printf ("\"%s\"", _ ("All"));

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
  *where = write_where (self, columns, master, key, sy_contrast_is_in_time (self->contrast), FALSE);
  return rows;
}
