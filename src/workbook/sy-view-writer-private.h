/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files share that write a view as a template. */
#pragma once

#include "sy-context.h"
#include "sy-view-private.h"

G_BEGIN_DECLS

/* A dimension of the view. */
typedef struct
{
  char *id;     /* as asked: "members.level" */
  char *column; /* its column in the view's table: "members_level" */
  char *title;
} SyViewDimension;

/* A source that is read, and by what of it its rows are chosen. */
typedef struct
{
  SySource *source;
  const char *date;  /* role that dates its rows, or NULL */
  GPtrArray *fields; /* (element-type utf8) column of each dimension, NULL where it has none */
  gboolean has_idle; /* rows that count nothing are of no member: "" stands for it */
  gboolean filtered; /* has the column “_in”: 1 for the rows that the filters let through */
  gboolean aligned;  /* has the columns “_day”, “_day_period” */
  gboolean dated;    /* has “_period” */
} SyViewPart;

/* A helper table of the library that the measures read. */
typedef struct
{
  const SyTemplateTable *table;
  char *kind, *column; /* each value of which is a group: "sales", "order" */
  GPtrArray *columns;  /* (element-type SyTemplateColumn): those that are read */
} SyViewGroups;

typedef enum
{
  SY_VIEW_ROWS,  /* of the table: by its dimensions and period */
  SY_VIEW_WHOLE, /* all of them together */
} SyViewLevel;

typedef struct
{
  SyView *view;
  SyCatalogue *catalogue;
  GPtrArray *sources;    /* (element-type SySource) */
  const char *id;        /* before every name of the view: "view" */
  GPtrArray *dimensions; /* (element-type SyViewDimension) */
  GPtrArray *measures;   /* (element-type SyMeasure) */
  GPtrArray *parts;      /* (element-type SyViewPart) */
  GPtrArray *groups;     /* (element-type SyViewGroups) */
  SyViewGrain grain;
  SyContrast contrast;
  gboolean has_dates;      /* of any part, or periods are known without them */
  gboolean is_masters;     /* no part has dates: periods are as asked, or as those of @clock */
  SySource *clock;         /* borrowed; NULL: both ends were asked for */
  gboolean is_bounded;     /* from or to, or a contrast in time: the period is asked of every row */
  gboolean has_times;      /* the table “_times” is written */
  gboolean is_weighted;    /* plans are split by the day weights of the library */
  char *left_out;          /* column of the stores that are not comparable; NULL: all count */
  gboolean has_store_list; /* … of a list: others are not known */
  GPtrArray *problems;     /* (element-type utf8) */
  GString *head;           /* parameters, values */
  GHashTable *columns;     /* kind → GString: computed source columns */
  GString *tables;
  GString *tail; /* charts, notes, checks */
} SyViewWriter;

static inline gboolean
sy_contrast_is_in_time (SyContrast contrast)
{
  return contrast >= SY_CONTRAST_YOY && contrast <= SY_CONTRAST_FIXED;
}

/* By the days that correspond to one another rather than by shifting the period. */
static inline gboolean
sy_contrast_is_aligned (SyContrast contrast)
{
  return contrast == SY_CONTRAST_YOY_WEEKDAY || contrast == SY_CONTRAST_YOY_FESTIVAL;
}

/* --- sy-view-writer.c --- */
/* Escaped. @unit, @more (further attributes): may be NULL. */
void sy_view_add_column (
    GString *xml, const char *id, const char *title, const char *formula, const char *unit, const char *more);
void sy_view_add_value (
    SyViewWriter *self, const char *suffix, const char *title, const char *unit, const char *formula);
void sy_view_add_source_column (SyViewWriter *self,
                                const char *kind,
                                const char *suffix,
                                const char *title,
                                const char *unit,
                                const char *formula);
void sy_view_add_parameter (
    SyViewWriter *self, const char *suffix, const char *title, const char *unit, const char *fallback);
void sy_view_add_note (SyViewWriter *self, const char *when, const char *text);
void sy_view_add_problem (SyViewWriter *self, char *problem);
const char *sy_view_unit_name (SyUnit unit);
/* --- sy-view-library.c --- */
/* The parameters and computed columns that the measures read. */
void sy_view_write_library (SyViewWriter *self);
/* Computed source columns of the library by name ("calendar.weight"), which @indicator reads. */
void sy_view_add_library_columns (SyViewWriter *self,
                                  SyIndicator *indicator,
                                  const char *const *names,
                                  gsize n_names);

/* --- sy-view-parts.c --- */
void sy_view_read_dimensions (SyViewWriter *self);
/* The measures that can be had, and the sources that they read; FALSE: none. */
gboolean sy_view_read_measures (SyViewWriter *self, GError **error);
SyViewPart *sy_view_find_part (SyViewWriter *self, const char *kind);
/* Source columns by which rows are told apart and let through. */
void sy_view_write_parts (SyViewWriter *self);
void sy_view_write_filter (SyViewWriter *self, SyViewPart *part);

/* The role that dates the rows of @source, or NULL. */
const char *sy_view_find_date (SySource *source);

/* Does the formula read period_start or period_end? */
gboolean sy_view_names_days (const char *formula);

/* --- sy-view-rows.c --- */
/* @more: further attributes, or NULL */
void sy_view_open_table (SyViewWriter *self,
                         GString *xml,
                         const char *suffix,
                         const char *title,
                         const char *rows,
                         const char *key,
                         const char *more);
void sy_view_close_table (GString *xml);
/* Ids of the columns that name a row, blank separated. */
char *sy_view_list_keys (SyViewWriter *self);
/* The table “_times”, a row for each period; once. */
void sy_view_write_times (SyViewWriter *self);
/* Begins the columns of the table's rows; gives rows=, and where= as an attribute. */
char *sy_view_write_rows (SyViewWriter *self, GString *columns, const char *title, char **where);

/* --- sy-view-order.c --- */
gboolean sy_view_is_ranked (SyViewWriter *self);
gboolean sy_view_check_sort (SyViewWriter *self, const char *columns, GError **error);
void sy_view_write_ranked (
    SyViewWriter *self, const char *title, const char *rows, const char *where, const char *columns);
/* A table of one row with all rows together, and checks that those add up to it. */
gboolean sy_view_write_whole (SyViewWriter *self, GError **error);
void sy_view_write_checks (SyViewWriter *self);

/* --- sy-view-looks.c --- */
void sy_view_write_chart (SyViewWriter *self, const char *title);
void sy_view_write_notes (SyViewWriter *self);

/* --- sy-view-groups.c --- */
/* Which helper tables of the library the measures read. */
void sy_view_find_groups (SyViewWriter *self);
/* The helper tables, after the parts and their periods. */
gboolean sy_view_write_groups (SyViewWriter *self, GError **error);
/* For a measure at @level: criteria on the helper tables. */
void sy_view_add_group_pairs (SyViewWriter *self, SyContext *context, SyViewLevel level, gboolean is_base);

/* --- sy-view-time.c --- */
/* The column of a source that is equal to the period of a row; NULL: periods are asked otherwise, or not. */
char *
sy_view_name_period_key (SyViewWriter *self, const SyViewPart *part, SyViewLevel level, gboolean is_base);
/* The cell of a row that it is equal to. */
const char *sy_view_get_period_cell (SyViewWriter *self, gboolean is_base);
/* Where only masters are read, by what is true of them on a day: the periods are as asked, an end that was
 * not asked for that of another source's dates. FALSE when there is none. */
gboolean sy_view_find_clock (SyViewWriter *self);
/* Values and source columns by which rows come to periods. */
gboolean sy_view_write_time (SyViewWriter *self, GError **error);
/* Columns of a table whose rows are periods, by @nth, a formula that counts from 1. */
void sy_view_add_period_columns (SyViewWriter *self, GString *xml, const char *nth);
/* Columns that say how far a period reaches, and its base. */
void sy_view_add_base_period (SyViewWriter *self, GString *xml);
void sy_view_add_period_pairs (
    SyViewWriter *self, SyContext *context, const SyViewPart *part, SyViewLevel level, gboolean is_base);
void sy_view_set_bounds (SyViewWriter *self, SyContext *context, SyViewLevel level, gboolean is_base);
/* A condition that the base lies within the data, or NULL when that needs no asking. */
char *sy_view_write_base_known (SyViewWriter *self, SyViewLevel level);

/* --- sy-view-measures.c --- */
/* The criteria of a row on each source; @fields: its columns for the dimensions, NULL: the view's. */
void sy_view_add_pairs (
    SyViewWriter *self, SyContext *context, SyViewLevel level, gboolean is_base, GPtrArray *fields);
/* All columns of the measures, at @level. */
gboolean sy_view_add_measures (SyViewWriter *self, GString *xml, SyViewLevel level, GError **error);
/* Helper columns that contrasts in space need; before the measures. */
gboolean sy_view_add_peers (SyViewWriter *self, GString *xml, GError **error);

/* --- sy-view-plan.c --- */
/* That of the plan that is asked for, rather than “plan”. */
const char *sy_view_get_contrast_title (SyViewWriter *self);
gboolean sy_view_prepare_plan (SyViewWriter *self, GError **error);
/* Hidden columns of a table of periods, before those of the measures. */
void sy_view_add_plan_columns (SyViewWriter *self, GString *xml);
/* The base of a row; adds hidden columns that it reads. */
char *sy_view_write_plan (SyViewWriter *self, GString *xml, const SyMeasure *measure, SyViewLevel level);

/* --- sy-view-settings.c --- */
/* A problem that says what is to be chosen first. */
void sy_view_tell_settings (SyViewWriter *self, SyWorkbook *workbook);

/* --- sy-view-stores.c --- */
/* A condition on a row of @source that its store is comparable, NULL when it needs none. */
gboolean sy_view_prepare_stores (SyViewWriter *self, SyEngine *engine, GError **error);
char *sy_view_write_comparable (SyViewWriter *self, SySource *source);

G_END_DECLS
