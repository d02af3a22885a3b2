/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparable stores (可比店): open for so many months when the period began, open in all of its base, and not
 * closed since. Known from the list of stores; without one from their first and last sale. Those left out are
 * a table of their own. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "sy-dialect.h"
#include "sy-view-writer-private.h"

/* A store that sold nothing for so long counts as closed where nobody says so. */
#define SILENT_DAYS 31
#define MAX_LISTED 255

static gboolean
read_date (const char *text, GDate *date)
{
  guint year, month, day;

  if (sscanf (text, "%u-%u-%u", &year, &month, &day) != 3)
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_valid (date);
}

static char *
write_date (const GDate *date)
{
  return g_strdup_printf ("%04u-%02u-%02u", (guint) g_date_get_year (date), (guint) g_date_get_month (date),
                          (guint) g_date_get_day (date));
}

/* The first day of the base of the whole period. */
static GDate
find_base_start (SyViewWriter *self, const GDate *from, const GDate *to)
{
  GDate base = *from;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  switch (self->contrast)
    {
    case SY_CONTRAST_YOY:
    case SY_CONTRAST_YOY_FESTIVAL:
      g_date_subtract_months (&base, 12);
      break;
    case SY_CONTRAST_YOY_WEEKDAY:
      g_date_subtract_days (&base, 364);
      break;
    case SY_CONTRAST_PREVIOUS:
      g_date_subtract_days (&base, (guint) (g_date_days_between (from, to) + 1));
      break;
    case SY_CONTRAST_FIXED:
      if (sy_period_parse (sy_view_get_argument (self->view), &first, &last, NULL) && *first)
        read_date (first, &base);
      break;
    case SY_CONTRAST_NONE:
    case SY_CONTRAST_SIMILAR:
    case SY_CONTRAST_BEST:
    case SY_CONTRAST_PARENT:
    case SY_CONTRAST_PLAN:
    case SY_CONTRAST_EXPERIENCE:
    case SY_CONTRAST_THEORY:
    case SY_CONTRAST_MEAN:
    default:
      break;
    }
  return base;
}

/* --- with a list of stores --- */

static void
write_from_list (SyViewWriter *self, SySource *stores)
{
  gboolean has_closed = sy_source_has_role (stores, "closed");
  g_autofree char *where = g_strdup_printf (
      has_closed ? "OR([@opened]&gt;%s_open_by,AND([@closed]&gt;0,[@closed]&lt;=%s_open_until))"
                 : "[@opened]&gt;%s_open_by",
      self->id, self->id);

  g_string_append_printf (self->tables,
                          "  <table id=\"%s_left_out\" rows=\"GROUP(stores[store])\" key=\"store\" "
                          "area=\"helper\" where=\"%s\">\n    <title>%s</title>\n",
                          self->id, where, _ ("Stores left out"));
  sy_view_add_column (self->tables, "store", sy_view_get_dimension_title (self->catalogue, "store"), NULL,
                      NULL, NULL);
  sy_view_add_column (self->tables, "opened", _ ("Opened on"),
                      "MAXIFS(stores[opened],stores[store],[@store])", "date", NULL);
  if (has_closed)
    sy_view_add_column (self->tables, "closed", _ ("Closed on"),
                        "MAXIFS(stores[closed],stores[store],[@store])", "date", NULL);
  g_string_append (self->tables, "  </table>\n");
  self->left_out = g_strdup_printf ("%s_left_out[store]", self->id);
  self->has_store_list = TRUE;
}

/* --- by what they sold --- */

static char *
quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

static SyFrame *
query_left_out (SySource *sales, SyEngine *engine, const GDate *open_by, const GDate *until, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT CAST(store AS VARCHAR) FROM ");
  SyValue values[3] = { SY_VALUE_DATE ((gint64) g_date_get_julian (open_by) - 719163),
                        SY_VALUE_DATE ((gint64) g_date_get_julian (until) - 719163 - SILENT_DAYS),
                        SY_VALUE_INT (SILENT_DAYS) };

  sy_sql_append_identifier (sql, sy_source_get_stored (sales)->info.relation);
  /* Who is there when the data begin was there before. */
  g_string_append (sql, " WHERE store IS NOT NULL GROUP BY 1 HAVING MIN(date) > GREATEST($1, (SELECT "
                        "MIN(date) + CAST($3 AS INTEGER) FROM ");
  sy_sql_append_identifier (sql, sy_source_get_stored (sales)->info.relation);
  g_string_append (sql, ")) OR MAX(date) < $2 ORDER BY 1");
  return sy_engine_query (engine, sql->str, values, 3, NULL, error);
}

static gboolean
write_from_sales (SyViewWriter *self,
                  SySource *sales,
                  SyEngine *engine,
                  const GDate *open_by,
                  const GDate *until,
                  GError **error)
{
  g_autoptr (SyFrame) frame = query_left_out (sales, engine, open_by, until, error);
  g_autoptr (GString) items = g_string_new ("LIST(");
  g_autofree char *rows = NULL;
  gint64 n = frame ? sy_frame_get_n_rows (frame) : 0;

  if (!frame)
    return FALSE;
  if (n > MAX_LISTED)
    {
      g_set_error (
          error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
          _ ("More than %d stores are not comparable: import a list of stores with the days on which "
             "they opened"),
          MAX_LISTED);
      return FALSE;
    }
  for (gint64 i = 0; i < n; i++)
    {
      g_autofree char *store = quote (sy_frame_get_text (frame, 0, i));

      g_string_append_printf (items, "%s%s", i ? "," : "", store);
    }
  g_string_append_c (items, ')');
  if (n == 0)
    return TRUE;
  rows = g_markup_escape_text (items->str, -1);
  g_string_append_printf (self->tables,
                          "  <table id=\"%s_left_out\" rows='%s' key=\"item\" area=\"helper\">\n"
                          "    <title>%s</title>\n",
                          self->id, rows, _ ("Stores left out"));
  sy_view_add_column (self->tables, "item", sy_view_get_dimension_title (self->catalogue, "store"), NULL,
                      NULL, NULL);
  g_string_append (self->tables, "  </table>\n");
  self->left_out = g_strdup_printf ("%s_left_out[item]", self->id);
  return TRUE;
}

/* --- both --- */

static gboolean
write_left_out (SyViewWriter *self, SyEngine *engine, const GDate *from, const GDate *to, GError **error)
{
  SySource *stores = sy_view_find_source (self->sources, "stores");
  SySource *sales = sy_view_find_source (self->sources, "sales");
  GDate base = find_base_start (self, from, to);
  GDate open_by = *from;
  g_autofree char *text = NULL;
  g_autofree char *until = write_date (to);

  g_date_subtract_months (&open_by, sy_view_get_min_open_months (self->view));
  if (g_date_compare (&base, &open_by) < 0)
    open_by = base;
  text = write_date (&open_by);
  sy_view_add_parameter (self, "open_by", _ ("Stores opened by"), "date", text);
  sy_view_add_parameter (self, "open_until", _ ("Stores open until"), "date", until);
  if (stores && sy_source_has_role (stores, "opened"))
    {
      write_from_list (self, stores);
      return TRUE;
    }
  if (sales && sy_source_has_role (sales, "store"))
    return write_from_sales (self, sales, engine, &open_by, to, error);
  g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
                       _ ("Comparable stores are known from a list of stores, or from sales that name their "
                          "store: import one of them"));
  return FALSE;
}

gboolean
sy_view_prepare_stores (SyViewWriter *self, SyEngine *engine, GError **error)
{
  GDate from, to;
  g_autofree char *note = NULL;

  if (!sy_view_get_comparable (self->view))
    return TRUE;
  g_date_clear (&from, 1);
  g_date_clear (&to, 1);
  if (!read_date (sy_view_get_from (self->view), &from) || !read_date (sy_view_get_to (self->view), &to))
    {
      g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                           _ ("Comparable stores need a period, such as “2015-12”"));
      return FALSE;
    }
  if (!write_left_out (self, engine, &from, &to, error))
    return FALSE;
  note =
      g_strdup_printf (_ ("Comparable stores only: opened by {%s_open_by} and open until {%s_open_until}."),
                       self->id, self->id);
  sy_view_add_note (self, NULL, note);
  return TRUE;
}

char *
sy_view_write_comparable (SyViewWriter *self, SySource *source)
{
  g_auto (SyReach) reach = { 0 };

  if (!self->left_out || !sy_view_reach (self->catalogue, self->sources, source, "store", &reach, NULL))
    return NULL;
  /* Of a store that is not on the list nobody knows when it opened. */
  if (self->has_store_list)
    return g_strdup_printf ("AND(ISERROR(MATCH(%s,%s,0)),ISNUMBER(MATCH(%s,stores[store],0)))", reach.formula,
                            self->left_out, reach.formula);
  return g_strdup_printf ("ISERROR(MATCH(%s,%s,0))", reach.formula, self->left_out);
}
