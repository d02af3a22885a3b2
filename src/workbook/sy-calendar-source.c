/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar's days go to the engine as one bound text, a line a day, and become a relation that is kept
 * like a computed one: a few thousand rows at most. */
#include "config.h"

#include "sy-calendar-source.h"

#include <glib/gi18n-lib.h>

#include "sy-dialect.h"

/* Beyond so many years the data have a slip of the pen among their dates: then only the years are listed of
 * which the calendar knows the festivals. */
#define MAX_YEARS 60

typedef struct
{
  const char *role;
  SyColumnType type;
  gboolean may_be_blank;
} Column;

/* In the order of the fields of a line. */
static const Column columns[] = {
  { "date", SY_COLUMN_DATE, FALSE },
  { "special_name", SY_COLUMN_TEXT, TRUE },
  { "weekday", SY_COLUMN_INT64, FALSE },
  { "is_weekend", SY_COLUMN_BOOL, FALSE },
  { "is_holiday", SY_COLUMN_BOOL, TRUE },
  { "is_makeup_workday", SY_COLUMN_BOOL, TRUE },
  { "kind", SY_COLUMN_TEXT, TRUE },
  { "festival", SY_COLUMN_TEXT, TRUE },
  { "festival_day", SY_COLUMN_INT64, TRUE },
  { "aligned", SY_COLUMN_DATE, FALSE },
  { "weekday_aligned", SY_COLUMN_DATE, FALSE },
  { "same_date", SY_COLUMN_DATE, FALSE },
  { "is_decreed", SY_COLUMN_BOOL, FALSE },
  { "valid_through", SY_COLUMN_INT64, FALSE },
};

/* What a file says of a day; what is computed of its date the calendar knows itself. */
static gboolean
is_brought (const SySourceColumn *column)
{
  return column->how == SY_SOURCE_COLUMN_MAPPED || column->how == SY_SOURCE_COLUMN_PLAIN;
}

static gboolean
is_own (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].role, id))
      return TRUE;
  return FALSE;
}

/* Blank on all days that the file does not have. */
static void
add_brought (GPtrArray *list, const SySource *imported)
{
  for (guint i = 0; i < imported->columns->len; i++)
    {
      const SySourceColumn *from = imported->columns->pdata[i];
      SySourceColumn *column;

      if (!is_brought (from) || is_own (from->id))
        continue;
      column = sy_source_column_new (from->id, from->title, from->header, from->how);
      column->type = from->type;
      column->scale = from->scale;
      column->n_blank = MAX (from->n_blank, 1);
      g_ptr_array_add (list, column);
    }
}

SySource *
sy_calendar_source_new (SyCatalogue *catalogue, SySource *imported)
{
  SySourceKind *kind = sy_catalogue_find_kind (catalogue, SY_CALENDAR_KIND);
  SyCalendar *calendar = sy_catalogue_get_calendar (catalogue);
  GPtrArray *list;
  SySource *self;

  if (!kind || !calendar)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_column_free);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const SyRole *role = sy_source_kind_find_role (kind, columns[i].role);
      SySourceColumn *column = sy_source_column_new (columns[i].role, role ? role->title : columns[i].role,
                                                     NULL, SY_SOURCE_COLUMN_MAPPED);
      column->type = columns[i].type;
      column->n_blank = columns[i].may_be_blank;
      g_ptr_array_add (list, column);
    }
  if (imported)
    add_brought (list, imported);
  self = sy_source_new (kind, SY_CALENDAR_KIND, list);
  self->is_built_in = TRUE;
  self->imported = imported ? sy_source_ref (imported) : NULL;
  return self;
}

/* --- which years --- */

/* The stored column of a date by which rows of the source belong to a period, or NULL. */
static const SySourceColumn *
find_period (const SySource *source, gboolean is_end)
{
  const char *const *period = sy_source_kind_get_period (source->kind);
  const char *role = period[0] && is_end && period[1] ? period[1] : period[0];
  const SySourceColumn *column =
      role && sy_source_has_role (source, role) ? sy_source_find_column (source, role) : NULL;

  return column && column->type == SY_COLUMN_DATE ? column : NULL;
}

static void
append_range (const SySource *source, GString *sql)
{
  const SySourceColumn *begin = find_period (source, FALSE);
  const SySourceColumn *end = find_period (source, TRUE);

  if (source->is_built_in || !begin)
    return;
  g_string_append (sql, sql->len > 0 ? " UNION ALL SELECT min(" : "SELECT min(");
  sy_sql_append_identifier (sql, begin->id);
  g_string_append (sql, ") AS a, max(");
  sy_sql_append_identifier (sql, end ? end->id : begin->id);
  g_string_append (sql, ") AS b FROM ");
  sy_sql_append_identifier (sql, sy_source_get_stored (source)->info.relation);
}

static guint
year_of (gint64 date)
{
  guint year, month, day;

  sy_calendar_day_split (date, &year, &month, &day);
  return year;
}

/* Without any dates: the last three years that the calendar is sure of. */
static void
choose_years (SyCalendar *calendar, SyFrame *range, guint *first, guint *last)
{
  gint64 lowest = sy_calendar_day_new (11, 1, 1), highest = sy_calendar_day_new (9988, 12, 31);
  guint through = MAX (sy_calendar_get_valid_through (calendar), sy_calendar_get_last_lunar_year (calendar));

  *last = sy_calendar_get_valid_through (calendar) > 0 ? sy_calendar_get_valid_through (calendar)
          : through > 0                                ? through
                                                       : 2026;
  *first = *last - 2;
  if (!range || sy_frame_get_n_rows (range) == 0 || sy_frame_is_null (range, 0, 0)
      || sy_frame_is_null (range, 1, 0))
    return;
  *first = year_of (CLAMP (sy_frame_get_int64 (range, 0, 0), lowest, highest)) - 1;
  *last = year_of (CLAMP (sy_frame_get_int64 (range, 1, 0), lowest, highest)) + 1;
  if (*last < *first)
    *last = *first;
  if (*last - *first < MAX_YEARS)
    return;
  *first =
      sy_calendar_get_first_lunar_year (calendar) > 0 ? sy_calendar_get_first_lunar_year (calendar) : 2000;
  *last = MIN (*first + MAX_YEARS, through > 0 ? through : *first + MAX_YEARS);
}

/* --- rows --- */

static void
append_date (GString *text, gint64 date)
{
  guint year, month, day;

  sy_calendar_day_split (date, &year, &month, &day);
  g_string_append_printf (text, "%04u-%02u-%02u", year, month, day);
}

static const char *
word (gboolean value)
{
  return value ? "true" : "false";
}

static void
append_day (GString *text, const SyCalendarDay *day, guint valid_through)
{
  append_date (text, day->date);
  g_string_append_printf (text, "\t%s\t%u\t%s\t%s\t%s\t%s\t%s\t", day->special_name ? day->special_name : "",
                          day->weekday, word (day->is_weekend), day->is_decreed ? word (day->is_holiday) : "",
                          day->is_decreed ? word (day->is_makeup_workday) : "", day->kind ? day->kind : "",
                          day->festival_title ? day->festival_title : "");
  if (day->festival)
    g_string_append_printf (text, "%d", day->festival_day);
  g_string_append_c (text, '\t');
  append_date (text, day->aligned);
  g_string_append_c (text, '\t');
  append_date (text, day->weekday_aligned);
  g_string_append_c (text, '\t');
  append_date (text, day->same_date);
  g_string_append_printf (text, "\t%s\t%u", word (day->is_decreed), valid_through);
}

static char *
write_days (SyCalendar *calendar, guint first, guint last)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) days =
      sy_calendar_list_days (calendar, sy_calendar_day_new (first, 1, 1), sy_calendar_day_new (last, 12, 31));

  for (guint i = 0; i < days->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      append_day (text, days->pdata[i], sy_calendar_get_valid_through (calendar));
    }
  return g_string_free (text, FALSE);
}

static const char *
sql_type (SyColumnType type)
{
  return type == SY_COLUMN_DATE    ? "DATE"
         : type == SY_COLUMN_BOOL  ? "BOOLEAN"
         : type == SY_COLUMN_INT64 ? "BIGINT"
                                   : "VARCHAR";
}

static char *
write_select (void)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_string_append_printf (sql, "%sCAST(NULLIF(p[%u], '') AS %s) AS ", i ? ", " : "", i + 1,
                              sql_type (columns[i].type));
      sy_sql_append_identifier (sql, columns[i].role);
    }
  g_string_append (sql,
                   " FROM (SELECT string_split(l, chr(9)) AS p FROM (SELECT unnest(string_split(CAST($1 AS "
                   "VARCHAR), chr(10))) AS l))");
  return g_string_free (sql, FALSE);
}

/* One row a day of what the file says; of several the last by its text. */
static void
append_brought (const SySource *imported, GString *sql)
{
  g_string_append (sql, "SELECT ");
  for (guint i = 0; i < imported->columns->len; i++)
    {
      const SySourceColumn *column = imported->columns->pdata[i];

      if (!is_brought (column) || g_str_equal (column->id, "date"))
        continue;
      g_string_append (sql, "max(");
      sy_sql_append_identifier (sql, column->id);
      g_string_append (sql, ") AS ");
      sy_sql_append_identifier (sql, column->id);
      g_string_append (sql, ", ");
    }
  g_string_append (sql, "\"date\" FROM ");
  sy_sql_append_identifier (sql, imported->info.relation);
  g_string_append (sql, " WHERE \"date\" IS NOT NULL GROUP BY \"date\"");
}

/* What follows from a date alone, for days beyond the calendar; NULL: nothing does. */
static const char *
write_of_date (const char *role)
{
  return g_str_equal (role, "weekday")           ? "isodow(f.\"date\")"
         : g_str_equal (role, "is_weekend")      ? "isodow(f.\"date\") > 5"
         : g_str_equal (role, "weekday_aligned") ? "f.\"date\" - 364"
         : g_str_equal (role, "same_date")       ? "CAST(f.\"date\" - INTERVAL 1 YEAR AS DATE)"
                                                 : NULL;
}

/* The calendar’s days, those of the file over them, and those that only the file has. */
static char *
write_merged (const SySource *imported, const char *built_in)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const SySourceColumn *brought = sy_source_find_column (imported, columns[i].role);
      const char *of_date = write_of_date (columns[i].role);

      g_string_append (sql, i ? ", COALESCE(" : "COALESCE(");
      if (brought && is_brought (brought))
        {
          g_string_append (sql, "TRY_CAST(f.");
          sy_sql_append_identifier (sql, columns[i].role);
          g_string_append_printf (sql, " AS %s), ", sql_type (columns[i].type));
        }
      g_string_append (sql, "c.");
      sy_sql_append_identifier (sql, columns[i].role);
      g_string_append_printf (sql, "%s%s) AS ", of_date ? ", " : "", of_date ? of_date : "");
      sy_sql_append_identifier (sql, columns[i].role);
    }
  for (guint i = 0; i < imported->columns->len; i++)
    {
      const SySourceColumn *column = imported->columns->pdata[i];

      if (!is_brought (column) || is_own (column->id))
        continue;
      g_string_append (sql, ", f.");
      sy_sql_append_identifier (sql, column->id);
    }
  g_string_append_printf (sql, " FROM (%s) AS c FULL JOIN (", built_in);
  append_brought (imported, sql);
  g_string_append (sql, ") AS f ON f.\"date\" = c.\"date\" ORDER BY 1");
  return g_string_free (sql, FALSE);
}

SyRelation *
sy_calendar_source_compute (const SySource *self,
                            SyCalendar *calendar,
                            GPtrArray *sources,
                            SyRelations *relations,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GString) ranges = g_string_new (NULL);
  g_autoptr (SyFrame) range = NULL;
  g_autofree char *select = write_select ();
  g_autofree char *text = NULL;
  guint first, last;
  SyValue value;

  g_return_val_if_fail (self->is_built_in, NULL);
  for (guint i = 0; i < sources->len; i++)
    append_range (sources->pdata[i], ranges);
  if (self->imported)
    {
      g_autofree char *built_in = g_steal_pointer (&select);

      append_range (self->imported, ranges);
      select = write_merged (self->imported, built_in);
    }
  if (ranges->len > 0)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT min(a), max(b) FROM (%s)", ranges->str);
      range = sy_relations_query_once (relations, NULL, sql, NULL, 0, cancellable, error);
      if (!range)
        return NULL;
    }
  choose_years (calendar, range, &first, &last);
  text = write_days (calendar, first, last);
  value = SY_VALUE_TEXT (text);
  return sy_relations_compute (relations, NULL, select, &value, 1, cancellable, error);
}
