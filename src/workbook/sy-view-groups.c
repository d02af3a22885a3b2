/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures that count groups within a context, such as orders above an amount: each helper table of the
 * library that they read becomes one of the view, whose rows are the groups of every row of the view, and
 * whose columns are the library's, each in the context of its row. There is one for the rows, one for the
 * whole, and one more of each for their bases. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

static void
free_groups (gpointer data)
{
  SyViewGroups *groups = data;

  g_free (groups->kind);
  g_free (groups->column);
  g_ptr_array_unref (groups->columns);
  g_free (groups);
}

static SyViewGroups *
find_groups (SyViewWriter *self, const SyTemplateTable *table)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (((SyViewGroups *) self->groups->pdata[i])->table == table)
      return self->groups->pdata[i];
  return NULL;
}

static void
take_columns (SyViewGroups *groups, SyIndicator *indicator)
{
  const char *const *wanted = sy_indicator_get_helper_columns (indicator);

  for (guint i = 0; i < groups->table->columns->len; i++)
    {
      SyTemplateColumn *column = groups->table->columns->pdata[i];
      g_autofree char *name = g_strdup_printf ("%s.%s", groups->table->id, column->id);

      if (g_strv_contains (wanted, name) && !g_ptr_array_find (groups->columns, column, NULL))
        g_ptr_array_add (groups->columns, column);
    }
}

static void
take_table (SyViewWriter *self, const SyTemplateTable *table, SyIndicator *indicator)
{
  SyViewGroups *groups = find_groups (self, table);
  g_auto (GStrv) reads = groups ? NULL : sy_context_list_reads (table->rows, NULL);

  /* "sales", "sales.order" */
  if (!groups && reads && reads[0] && reads[1])
    {
      groups = g_new0 (SyViewGroups, 1);
      groups->table = table;
      groups->kind = g_strdup (reads[0]);
      groups->column = g_strdup (strchr (reads[1], '.') + 1);
      groups->columns = g_ptr_array_new ();
      g_ptr_array_add (self->groups, groups);
    }
  if (groups)
    take_columns (groups, indicator);
}

void
sy_view_find_groups (SyViewWriter *self)
{
  self->groups = g_ptr_array_new_with_free_func (free_groups);
  for (guint i = 0; i < self->measures->len; i++)
    {
      const SyMeasure *measure = self->measures->pdata[i];
      GPtrArray *helpers = measure->indicator ? sy_indicator_get_helpers (measure->indicator) : NULL;

      for (guint j = 0; helpers && j < helpers->len; j++)
        if (!((const SyTemplateTable *) helpers->pdata[j])->is_source)
          take_table (self, helpers->pdata[j], measure->indicator);
    }
}

/* Do the columns tell of a day rather than of what happened in the period? Then all groups count. */
static gboolean
is_of_day (const SyViewGroups *groups)
{
  for (guint i = 0; i < groups->columns->len; i++)
    if (sy_view_names_days (((const SyTemplateColumn *) groups->columns->pdata[i])->formula))
      return TRUE;
  return FALSE;
}

/* Groups that tell of a day are there in every period: one table has all of them in each. */
static gboolean
is_in_each_period (SyViewWriter *self, const SyViewGroups *groups, SyViewLevel level, gboolean is_base)
{
  return is_of_day (groups) && level == SY_VIEW_ROWS && self->grain != SY_VIEW_GRAIN_NONE
         && !(is_base && self->contrast == SY_CONTRAST_FIXED);
}

/* The column of the source by whose values groups are told apart in time; NULL: they are not, or have a
 * period each. */
static char *
name_period (SyViewWriter *self, const SyViewGroups *groups, SyViewLevel level, gboolean is_base)
{
  if (is_in_each_period (self, groups, level, is_base))
    return NULL;
  return sy_view_name_period_key (self, sy_view_find_part (self, groups->kind), level, is_base);
}

static char *
name_table (SyViewWriter *self, const SyViewGroups *groups, SyViewLevel level, gboolean is_base)
{
  return g_strdup_printf ("%s_per_%s%s%s", self->id, groups->table->id,
                          level == SY_VIEW_WHOLE ? "_whole" : "", is_base ? "_base" : "");
}

/* --- keys --- */

static void
add_key (GPtrArray *keys, const char *key)
{
  if (key && !g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
    g_ptr_array_add (keys, g_strdup (key));
}

/* The columns of the source that make a group: its own comes first, so that blanks in it are none. */
static GPtrArray *
list_keys (SyViewWriter *self, const SyViewGroups *groups, SyViewLevel level, gboolean is_base)
{
  const SyViewPart *part = sy_view_find_part (self, groups->kind);
  g_autofree char *period = name_period (self, groups, level, is_base);
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  add_key (keys, groups->column);
  for (guint d = 0; level == SY_VIEW_ROWS && d < part->fields->len; d++)
    add_key (keys, part->fields->pdata[d]);
  add_key (keys, period);
  return keys;
}

/* The criteria on the groups themselves; @own: of a row among them, else of a row of the view. */
static void
add_pairs (SyViewWriter *self,
           SyContext *context,
           const SyViewGroups *groups,
           SyViewLevel level,
           gboolean is_base,
           gboolean own)
{
  const SyViewPart *part = sy_view_find_part (self, groups->kind);
  g_autofree char *period = name_period (self, groups, level, is_base);
  g_autofree char *table = name_table (self, groups, level, is_base);

  sy_context_set_table (context, groups->table->id, table);
  for (guint d = 0; level == SY_VIEW_ROWS && d < part->fields->len; d++)
    {
      const char *field = part->fields->pdata[d];
      const SyViewDimension *dimension = self->dimensions->pdata[d];
      g_autofree char *cell = g_strdup_printf ("[@%s]", own ? field : dimension->column);

      if (field)
        sy_context_add (context, groups->table->id, field, cell);
    }
  if (period)
    sy_context_add_period (context, groups->table->id, part->date, period,
                           sy_view_get_period_cell (self, is_base));
  else if (is_in_each_period (self, groups, level, is_base))
    sy_context_add (context, groups->table->id, "period", "[@period]");
}

void
sy_view_add_group_pairs (SyViewWriter *self, SyContext *context, SyViewLevel level, gboolean is_base)
{
  for (guint i = 0; i < self->groups->len; i++)
    add_pairs (self, context, self->groups->pdata[i], level, is_base, FALSE);
}

/* --- the tables --- */

static SyContext *
make_context (SyViewWriter *self, const SyViewGroups *groups, SyViewLevel level, gboolean is_base)
{
  SyContext *context = sy_context_new ();
  const SyViewPart *part = sy_view_find_part (self, groups->kind);
  g_autofree char *cell = g_strdup_printf ("[@%s]", groups->column);

  sy_context_add (context, groups->kind, groups->column, cell);
  sy_view_add_pairs (self, context, level, is_base, part->fields);
  sy_view_set_bounds (self, context, level, is_base);
  add_pairs (self, context, groups, level, is_base, TRUE);
  return context;
}

/* What a key is called: as in the view, else as in its source. */
static const char *
get_key_title (SyViewWriter *self, const SyViewGroups *groups, SyViewLevel level, const char *key)
{
  const SyViewPart *part = sy_view_find_part (self, groups->kind);
  const SyRole *role = sy_source_kind_find_role (part->source->kind, key);

  for (guint d = part->fields->len; level == SY_VIEW_ROWS && d > 0; d--)
    if (g_strcmp0 (part->fields->pdata[d - 1], key) == 0)
      return ((const SyViewDimension *) self->dimensions->pdata[d - 1])->title;
  if (role)
    return role->title;
  return g_str_equal (key, groups->column) ? groups->table->title : key;
}

static void
add_key_columns (
    SyViewWriter *self, GString *xml, const SyViewGroups *groups, SyViewLevel level, gboolean is_base)
{
  const SyViewPart *part = sy_view_find_part (self, groups->kind);
  g_autoptr (GPtrArray) keys = list_keys (self, groups, level, is_base);
  g_autofree char *period = name_period (self, groups, level, is_base);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = keys->pdata[i];
      gboolean is_period =
          g_strcmp0 (period, key) == 0 && !sy_source_kind_find_role (part->source->kind, key);

      sy_view_add_column (xml, key, is_period ? _ ("Period") : get_key_title (self, groups, level, key), NULL,
                          NULL, NULL);
    }
  if (period)
    {
      g_autofree char *cell = g_strdup_printf ("[@%s]", period);
      gboolean is_shifted = is_base && !sy_contrast_is_aligned (self->contrast);

      sy_view_add_column (xml, is_shifted ? "base_period" : "period",
                          is_shifted ? _ ("Base period") : _ ("Period"), cell,
                          self->grain == SY_VIEW_GRAIN_MONTH ? "month" : "date", "hidden=\"yes\"");
    }
}

static char *
write_rows (GPtrArray *keys, const char *kind)
{
  g_autoptr (GString) rows = g_string_new ("GROUP(");

  for (guint i = 0; i < keys->len; i++)
    g_string_append_printf (rows, "%s%s[%s]", i ? "," : "", kind, (const char *) keys->pdata[i]);
  g_string_append_c (rows, ')');
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

/* Groups outside of the period, or that a filter keeps out, are none. */
static gboolean
needs_count (SyViewWriter *self, const SyViewGroups *groups, SyViewLevel level, gboolean is_base)
{
  const SyViewPart *part = sy_view_find_part (self, groups->kind);
  g_autofree char *period = name_period (self, groups, level, is_base);

  if (is_of_day (groups))
    return FALSE;
  return part->filtered || (self->is_bounded && (!period || is_base));
}

static gboolean
write_columns (SyContext *context, GString *xml, const SyViewGroups *groups, gboolean counted, GError **error)
{
  if (counted)
    {
      g_autofree char *rows = g_strdup_printf ("ROWS(%s[%s])", groups->kind, groups->column);
      g_autofree char *count = sy_context_apply (context, rows, error);

      if (!count)
        return FALSE;
      sy_view_add_column (xml, "rows", _ ("Source rows"), count, "integer", "hidden=\"yes\"");
    }
  for (guint i = 0; i < groups->columns->len; i++)
    {
      const SyTemplateColumn *column = groups->columns->pdata[i];
      g_autofree char *formula = sy_context_apply (context, column->formula, error);

      if (!formula)
        {
          g_prefix_error (error, "%s: ", column->title);
          return FALSE;
        }
      sy_view_add_column (xml, column->id, column->title, formula, sy_view_unit_name (column->unit), NULL);
    }
  return TRUE;
}

static char *
name_title (const SyViewGroups *groups, SyViewLevel level, gboolean is_base)
{
  const char *title = groups->table->title;

  if (level == SY_VIEW_WHOLE)
    return g_strdup_printf (is_base ? _ ("%s of the whole, base") : _ ("%s of the whole"), title);
  return is_base ? g_strdup_printf (_ ("%s, base"), title) : g_strdup (title);
}

static void
open_table (
    GString *xml, const char *id, const char *title, const char *rows, const char *key, gboolean counted)
{
  g_autofree char *start = g_markup_printf_escaped (
      "  <table id=\"%s\" rows=\"%s\" key=\"%s\" area=\"helper\" hidden=\"yes\"", id, rows, key);
  g_autofree char *name = g_markup_escape_text (title, -1);

  g_string_append_printf (xml, "%s%s>\n    <title>%s</title>\n", start,
                          counted ? " where=\"[@rows]&gt;0\"" : "", name);
}

/* The groups as a table of their own, and every combination with a period. */
static void
open_crossed (SyViewWriter *self,
              const SyViewGroups *groups,
              GPtrArray *keys,
              const char *id,
              const char *title,
              const char *rows,
              gboolean is_base)
{
  g_autofree char *members = g_strconcat (id, "_members", NULL);
  g_autofree char *crossed = g_strdup_printf ("CROSS(%s[n],%s_times[item])", members, self->id);
  g_autofree char *key = g_strjoinv (" ", (char **) keys->pdata);
  g_autofree char *crossed_key = g_strconcat (key, " period", NULL);

  open_table (self->tables, members, title, rows, key, FALSE);
  add_key_columns (self, self->tables, groups, SY_VIEW_ROWS, is_base);
  sy_view_add_column (self->tables, "n", _ ("Number"), "[@row]", "integer", "hidden=\"yes\"");
  sy_view_close_table (self->tables);
  sy_view_write_times (self);
  open_table (self->tables, id, title, crossed, crossed_key, FALSE);
  sy_view_add_column (self->tables, "n", _ ("Number"), NULL, "integer", "hidden=\"yes\"");
  sy_view_add_column (self->tables, "item", _ ("Period"), NULL, "integer", "hidden=\"yes\"");
  for (guint i = 0; keys->pdata[i]; i++)
    {
      g_autofree char *formula = g_strdup_printf ("INDEX(%s[%s],[@n])", members, (char *) keys->pdata[i]);

      sy_view_add_column (self->tables, keys->pdata[i],
                          get_key_title (self, groups, SY_VIEW_ROWS, keys->pdata[i]), formula, NULL, NULL);
    }
  sy_view_add_period_columns (self, self->tables, "[@item]");
  sy_view_add_base_period (self, self->tables);
}

static gboolean
write_one (
    SyViewWriter *self, const SyViewGroups *groups, SyViewLevel level, gboolean is_base, GError **error)
{
  g_autoptr (SyContext) context = make_context (self, groups, level, is_base);
  g_autoptr (GPtrArray) keys = list_keys (self, groups, level, is_base);
  gboolean counted = needs_count (self, groups, level, is_base);
  g_autofree char *rows = write_rows (keys, groups->kind);
  g_autofree char *id = name_table (self, groups, level, is_base);
  g_autofree char *title = name_title (groups, level, is_base);

  g_ptr_array_add (keys, NULL);
  if (is_in_each_period (self, groups, level, is_base))
    open_crossed (self, groups, keys, id, title, rows, is_base);
  else
    {
      g_autofree char *key = g_strjoinv (" ", (char **) keys->pdata);

      open_table (self->tables, id, title, rows, key, counted);
      add_key_columns (self, self->tables, groups, level, is_base);
    }
  if (!write_columns (context, self->tables, groups, counted, error))
    return FALSE;
  sy_view_close_table (self->tables);
  return TRUE;
}

gboolean
sy_view_write_groups (SyViewWriter *self, GError **error)
{
  gboolean has_whole = self->dimensions->len || self->grain != SY_VIEW_GRAIN_NONE;
  gboolean has_base = sy_contrast_is_in_time (self->contrast);

  for (guint i = 0; i < self->groups->len; i++)
    for (guint whole = 0; whole <= (has_whole ? 1 : 0); whole++)
      for (guint base = 0; base <= (has_base ? 1 : 0); base++)
        if (!write_one (self, self->groups->pdata[i], whole ? SY_VIEW_WHOLE : SY_VIEW_ROWS, base, error))
          return FALSE;
  return TRUE;
}
