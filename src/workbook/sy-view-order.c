/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of the rows, of a view that is sorted or cut off; the whole beside them, and that they add up to
 * it. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-writer-private.h"

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

/* The dimension that is called @id, or whose column is; that may be called otherwise, where blanks are a
 * member. */
static gboolean
is_dimension (SyViewWriter *self, const char *id)
{
  for (guint i = 0; i < self->dimensions->len; i++)
    {
      const SyViewDimension *dimension = self->dimensions->pdata[i];

      if (g_str_equal (dimension->id, id) || g_str_equal (dimension->column, id))
        return TRUE;
    }
  return FALSE;
}

/* What is larger comes first. Members are words, and their rows are in order already. */
static char *
write_sort_key (SyViewWriter *self, const char *column, gboolean descending)
{
  if (is_dimension (self, column))
    return g_strdup (descending ? "[@row]" : "-[@row]");
  return g_strdup_printf ("IFERROR(%s[@%s],-1E+300)", descending ? "" : "-", column);
}

/* Ranked in a table of its own, so that the order stays right when the numbers change. */
void
sy_view_write_ranked (
    SyViewWriter *self, const char *title, const char *rows, const char *where, const char *columns)
{
  const char *sort = sy_view_get_sort (self->view);
  gboolean descending = *sort == '-' || !*sort;
  g_autofree char *column = NULL;
  g_autofree char *key = sy_view_list_keys (self);
  g_autofree char *ranks = g_strdup_printf ("GROUP(%s_all[rank])", self->id);
  g_autofree char *more =
      g_strconcat ("area=\"helper\" hidden=\"yes\"", where ? " " : "", where ? where : "", NULL);
  g_autofree char *all_title = g_strdup_printf (_ ("%s, all rows"), title);
  g_autofree char *sort_key = NULL;
  g_autofree char *shown = NULL;

  column = g_strdup (*sort ? sort + (*sort == '-') : ((const SyMeasure *) self->measures->pdata[0])->id);
  sort_key = write_sort_key (self, column, descending);
  sy_view_open_table (self, self->tables, "_all", all_title, rows, key, more);
  g_string_append (self->tables, columns);
  sy_view_add_column (self->tables, "sort_key", _ ("Sort key"), sort_key, "number", "hidden=\"yes\"");
  sy_view_add_column (
      self->tables, "rank", _ ("Rank"),
      "RANK.EQ([@sort_key],[sort_key])+COUNTIFS(INDEX([sort_key],1):[@sort_key],[@sort_key])-1", "integer",
      NULL);
  sy_view_close_table (self->tables);
  if (sy_view_get_top (self->view))
    {
      g_autofree char *top = g_strdup_printf ("%u", sy_view_get_top (self->view));

      sy_view_add_parameter (self, "top", _ ("At most so many rows"), "integer", top);
      shown = g_strdup_printf ("where=\"[@rank]&lt;=%s_top\"", self->id);
    }
  sy_view_open_table (self, self->tables, "", title, ranks, key, shown);
  sy_view_add_column (self->tables, "rank", _ ("Rank"), NULL, "integer", NULL);
  append_looked_up (self, self->tables, columns);
  sy_view_close_table (self->tables);
}

gboolean
sy_view_is_ranked (SyViewWriter *self)
{
  return self->dimensions->len + (self->grain != SY_VIEW_GRAIN_NONE) > 0
         && (*sy_view_get_sort (self->view) || sy_view_get_top (self->view));
}

/* A column of the table, or a dimension. */
gboolean
sy_view_check_sort (SyViewWriter *self, const char *columns, GError **error)
{
  const char *sort = sy_view_get_sort (self->view);
  const char *id = *sort == '-' ? sort + 1 : sort;
  g_autofree char *start = g_strdup_printf ("<column id=\"%s\"", id);

  if (!*sort || strstr (columns, start) || is_dimension (self, id))
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
               _ ("The view has no column “%s” to sort by"), id);
  return FALSE;
}

/* --- the whole --- */

gboolean
sy_view_write_whole (SyViewWriter *self, GError **error)
{
  g_autofree char *title = g_strdup (_ ("The whole"));

  sy_view_open_table (self, self->tables, "_whole", title, "LIST(1,1)", "item",
                      "area=\"helper\" hidden=\"yes\"");
  g_string_append (self->tables, "    <column id=\"item\" hidden=\"yes\"><title>1</title></column>\n");
  if (!sy_view_add_measures (self, self->tables, SY_VIEW_WHOLE, error))
    return FALSE;
  sy_view_close_table (self->tables);
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

void
sy_view_write_checks (SyViewWriter *self)
{
  const char *all = sy_view_is_ranked (self) ? "_all" : "";

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
