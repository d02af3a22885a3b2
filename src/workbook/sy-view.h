/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question: which indicators, told apart by what, over which period, against what. It is written out as a
 * template of one table, so that computing, exporting and explaining go the ordinary way. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

typedef enum
{
  SY_VIEW_GRAIN_NONE, /* the whole period in one */
  SY_VIEW_GRAIN_DAY,
  SY_VIEW_GRAIN_WEEK, /* from Monday */
  SY_VIEW_GRAIN_MONTH,
  SY_VIEW_GRAIN_QUARTER,
  SY_VIEW_GRAIN_YEAR,
} SyViewGrain;

typedef enum
{
  SY_CONTRAST_NONE,
  SY_CONTRAST_YOY,          /* 同比: the same dates of the year before */
  SY_CONTRAST_YOY_WEEKDAY,  /* the same weekdays, 364 days before */
  SY_CONTRAST_YOY_FESTIVAL, /* by the calendar's corresponding days */
  SY_CONTRAST_PREVIOUS,     /* 环比: the period before */
  SY_CONTRAST_FIXED,   /* 定基比: one period for all rows; argument: "2014-12", blank: the first row's */
  SY_CONTRAST_SIMILAR, /* the mean of the other members of the same kind; argument: master roles, blank:
                          "format area_type" */
  SY_CONTRAST_BEST,    /* the leading member, by the indicator's direction */
  SY_CONTRAST_PARENT,  /* the mean within the next wider dimension; argument: that dimension, blank: the one
                          outside of the last, or the company */
  SY_CONTRAST_PLAN,    /* targets; argument: company, individual, third-party, or as the file calls it */
  SY_CONTRAST_EXPERIENCE, /* argument: a number */
  SY_CONTRAST_THEORY,     /* argument: a number */
  SY_CONTRAST_MEAN,       /* the mean of the rows; of a ratio that of all together */
} SyContrast;

/* "month", "yoy-weekday" …: what text forms and the command line say. FALSE when there is none of that name.
 */
const char *sy_view_grain_get_name (SyViewGrain grain);
gboolean sy_view_grain_from_name (const char *name, SyViewGrain *grain);
const char *sy_view_grain_get_title (SyViewGrain grain); /* translated */
const char *sy_contrast_get_name (SyContrast contrast);
gboolean sy_contrast_from_name (const char *name, SyContrast *contrast);
const char *sy_contrast_get_title (SyContrast contrast); /* translated */

typedef struct
{
  char *dimension;
  char *value; /* "": rows where it is blank */
} SyViewFilter;

#define SY_TYPE_VIEW (sy_view_get_type ())
G_DECLARE_FINAL_TYPE (SyView, sy_view, SY, VIEW, GObject)

/* Asks for nothing yet. A view is changed by its owner only, on one thread. */
SyView *sy_view_new (void);
SyView *sy_view_copy (SyView *self);

/* A kept view has an id, by which its parts are called ("view2"); others have "view". */
const char *sy_view_get_id (SyView *self);
void sy_view_set_id (SyView *self, const char *id);
/* NULL or "": made of what is asked. */
const char *sy_view_get_title (SyView *self);
void sy_view_set_title (SyView *self, const char *title);
/* Ids; one that begins with “=” is a formula of aggregates over whole source columns:
 * "=SUM(sales[amount])". */
const char *const *sy_view_get_indicators (SyView *self);
void sy_view_set_indicators (SyView *self, const char *const *ids);
/* Role ids ("store", "region"), or of a master ("members.level"); outer first; at most three. */
const char *const *sy_view_get_dimensions (SyView *self);
void sy_view_set_dimensions (SyView *self, const char *const *ids);
SyViewGrain sy_view_get_grain (SyView *self);
void sy_view_set_grain (SyView *self, SyViewGrain grain);
/* Both ends included, as "2015-12-31"; "" is open: as far as the data go. */
const char *sy_view_get_from (SyView *self);
const char *sy_view_get_to (SyView *self);
/* @text: "2015", "2015-12", "2015-Q3", "2015-12-24", two of them as "2015-01..2015-06" (each may be left
 * out),
 * "" for all there is. FALSE with %SY_WORKBOOK_ERROR_PARAMETER. */
gboolean sy_view_set_period (SyView *self, const char *text, GError **error);
char *sy_view_dup_period (SyView *self); /* the shortest such text */
SyContrast sy_view_get_contrast (SyView *self);
const char *sy_view_get_argument (SyView *self); /* never NULL */
void sy_view_set_contrast (SyView *self, SyContrast contrast, const char *argument);
GPtrArray *sy_view_get_filters (SyView *self); /* (element-type SyViewFilter), outer first; borrowed */
/* Replaces the filter of the same dimension. @value NULL: takes it away. */
void sy_view_set_filter (SyView *self, const char *dimension, const char *value);
/* Only stores that were open for @months before the base period and did not close since; 0 months: all. */
gboolean sy_view_get_comparable (SyView *self);
guint sy_view_get_min_open_months (SyView *self);
void sy_view_set_comparable (SyView *self, gboolean comparable, guint months);
/* Id of a column of the table, "-" before it for the largest first; NULL or "": by key. */
const char *sy_view_get_sort (SyView *self);
void sy_view_set_sort (SyView *self, const char *column);
guint sy_view_get_top (SyView *self); /* 0: all */
void sy_view_set_top (SyView *self, guint top);

/* As a key file; back: NULL with %SY_WORKBOOK_ERROR_PARAMETER. */
char *sy_view_to_text (SyView *self);
SyView *sy_view_new_from_text (const char *text, GError **error);
gboolean sy_view_equal (SyView *a, SyView *b);

/* What a view can be told apart by, and held against. */
typedef struct
{
  char *id; /* "store", or the name of a contrast */
  char *title;
  char *unavailable; /* NULL, or why not, and what would bring it */
} SyViewChoice;
void sy_view_choice_free (SyViewChoice *choice);
/* (element-type SyViewChoice): the dimensions that at least one of the indicators can be told apart by come
 * first, in the order company, place, people, goods, order. */
GPtrArray *sy_view_list_dimensions (SyWorkbook *workbook, const char *const *indicators);
GPtrArray *sy_view_list_contrasts (SyWorkbook *workbook, SyView *view); /* all of them, in order */

/* The view of what is within one row: filters for the row's own dimensions and period, told apart by
 * @dimension (NULL: by nothing more). @values: texts of the row's dimensions, in order ("" for the blank
 * ones); @period: of a view with a grain the first day of the row ("2015-12-01"), else NULL. The new view
 * knows where it comes from. (transfer full) */
SyView *sy_view_drill (SyView *self, const char *const *values, const char *period, const char *dimension);
/* The view from which sy_view_drill() came: NULL at the top. (transfer full) */
SyView *sy_view_drill_up (SyView *self);
/* Where to go from here: 公司 → 区域 → 店 → 人、品类 → SKU → 小票. (element-type SyViewChoice), available
 * ones, the nearest first. */
GPtrArray *sy_view_suggest_drill (SyWorkbook *workbook, SyView *self);

/* Is what an indicator needs there: "sales", or "sales.category", in the source or in a list of what it
 * names, such as products? */
gboolean sy_view_is_at_hand (SyWorkbook *workbook, const char *need);

/* A parameter of the library that an indicator of the view reads. */
typedef struct
{
  const SyTemplateParameter *parameter; /* borrowed from the catalogue */
  const char *text;                     /* what it is set to, or NULL; borrowed from the workbook */
  gboolean is_needed;                   /* it has no usual value and is not set */
} SyViewSetting;
/* (element-type SyViewSetting) (transfer full): of all indicators, each once, in their order. Set by
 * sy_evaluation_set_parameter(). */
GPtrArray *sy_view_list_settings (SyWorkbook *workbook, SyView *view);

/* What plans are called: "company", "individual", "third-party"; NULL after them. */
const char *sy_view_get_plan_name (guint index);
/* "Company plan": of a name or word for it; NULL when it is none of them. Translated. */
const char *sy_view_get_plan_title (const char *name);

/**
 * sy_view_write_template:
 * @problems: (out) (element-type utf8): sentences on what was asked and can't be had, empty when nothing
 *
 * Returns: (transfer full): the view as template XML: parameters, values, a table with the view's id and its
 *   helpers, checks, a chart and notes; %NULL with %SY_WORKBOOK_ERROR_NEEDS when nothing of it can be had, or
 *   _PARAMETER
 */
char *sy_view_write_template (SyView *self, SyWorkbook *workbook, GPtrArray **problems, GError **error);

/* --- views of a workbook (sy-workbook-views.c) --- */

/* The results of that view alone over the workbook's sources; its table has the view's id, "view". Writes
 * the template on the calling (main) thread; nothing is computed before it is asked for. */
SyEvaluation *sy_workbook_evaluate_view (SyWorkbook *self, SyView *view, GError **error);
/* What could not be had of the view that was evaluated; (element-type utf8) borrowed, or NULL. */
GPtrArray *sy_evaluation_get_view_problems (SyEvaluation *evaluation);

/* Kept views are in the document, their tables among those of the workbook. Changes can be undone. */
GPtrArray *sy_workbook_get_views (SyWorkbook *self); /* (element-type SyView); borrowed, not to be changed */
/* Keeps a copy, under a new id unless it has that of a kept one; returns the kept one, borrowed. */
SyView *sy_workbook_keep_view (SyWorkbook *self, SyView *view, GError **error);
gboolean sy_workbook_remove_view (SyWorkbook *self, const char *id, GError **error);

G_END_DECLS
