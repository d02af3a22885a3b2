/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An analysis as data: parameters, tables, values, charts and a report page, as read from one XML file.
 * Immutable. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a number is shown; the type of a parameter's editor as well. */
typedef enum
{
  SY_UNIT_NONE,   /* text, or a plain number */
  SY_UNIT_NUMBER, /* 1,234.5: up to `decimals` */
  SY_UNIT_INTEGER,
  SY_UNIT_CURRENCY, /* money, 2 decimals in tables, 万/亿 on axes */
  SY_UNIT_PERCENT,  /* a fraction, shown ×100 with % */
  SY_UNIT_WEIGHT,   /* 2 decimals, 1.32 */
  SY_UNIT_DATE,
  SY_UNIT_MONTH, /* a date, the first of its month, shown 2015-12 */
  SY_UNIT_BOOL,
} SyUnit;

typedef enum
{
  SY_AREA_CUSTOM,   /* 自定义 */
  SY_AREA_SOURCE,   /* 数据源 */
  SY_AREA_HELPER,   /* 辅助分析 */
  SY_AREA_ANALYSIS, /* 业务分析 */
  SY_AREA_REPORT,   /* 报告展示 */
} SyArea;
/* “自定义” …, in the language of gettext. */
const char *sy_area_get_title (SyArea area);

typedef struct
{
  char *source;    /* kind id, e.g. "sales"; the SOURCE table has the same id */
  char **roles;    /* needed: without one of them the template's tables are left out, with the reason */
  char **optional; /* used when there; else the column is there and blank */
} SyTemplateNeed;

typedef struct
{
  char *id, *title, *description;
  gboolean is_text; /* text parameter, else a number of @unit */
  SyUnit unit;
  char *fallback; /* default: constant as in a file ("0.70", "2015-12", "text"), or a formula beginning with
                     "=" over sources and other parameters; NULL: blank */
  gboolean may_be_blank;
  gboolean has_minimum, has_maximum;
  double minimum, maximum;
  char *choices; /* formula of a column whose distinct values are offered, e.g. sales[category]; or NULL */
  char *needs;   /* a role (source.role) without which the parameter is not shown; or NULL */
} SyTemplateParameter;

/* A text that formulas name and cells choose from: a <word>. */
typedef struct
{
  char *id;      /* as formulas say it */
  char *kept;    /* what a cell keeps: the id in its kind of worksheet, where @id is that of a second one */
  char *title;   /* in the chosen language: what formulas and readers see */
  char **titles; /* of every language, @title first, and none twice */
} SyTemplateWord;

typedef struct
{
  char *id, *title, *description;
  char **titles;   /* of every language, and none twice: headers by which a file of typed rows may call it */
  char *formula;   /* NULL for keys, source and input columns */
  char *otherwise; /* the formula where that one reads what is not there; or NULL */
  SyUnit unit;
  guint decimals;     /* for NUMBER and WEIGHT */
  gboolean is_text;   /* of an INPUT column: text, else number of @unit */
  gboolean hidden;    /* a helper column: exported, but folded away in the window */
  gboolean is_signed; /* a difference: shown with its sign, coloured by the direction */
  int direction;      /* +1 more is better, -1 less is better, 0 neutral */
  /* Of typed columns of INPUT tables. */
  GPtrArray *choices;  /* (element-type SyTemplateWord, borrowed): a cell is one of them; or NULL */
  char *choice_column; /* "table[column]": its values are offered, others may be typed; or NULL */
  gboolean has_minimum, has_maximum;
  double minimum, maximum;
  gboolean is_long;      /* text of several lines */
  gboolean is_link;      /* text that may be a link to a number or a chart; numbers and dates always may */
  gboolean is_read_only; /* filled by the rows of the template */
} SyTemplateColumn;
/* Is the column of an INPUT table typed (or given by the template's rows), and not computed? */
#define sy_template_column_is_typed(column) ((column)->formula == NULL)

typedef struct
{
  char *id, *title, *description;
  SyArea area;
  char *rows, *where, *sort, *top; /* as in the file; INPUT: rows="INPUT" */
  char *key;   /* ids of the columns by which a row is named ("product", "date"), blank separated */
  char *needs; /* "sales.store": roles without which this table (and all that reads it) is left out; blank
                  separated, or NULL */
  gboolean replaces;  /* stands in the place of a used template's table of this id */
  gboolean is_source; /* computed columns on the SOURCE table of this id */
  gboolean hidden;    /* a step of the calculation: exported, but in the window only when it is opened */
  gboolean is_fixed;  /* INPUT: its rows are the samples, none is added or removed */
  GPtrArray *columns; /* (element-type SyTemplateColumn) */
  GPtrArray
      *samples; /* (element-type GStrv) of an INPUT table: its rows as long as none are typed; or NULL */
} SyTemplateTable;

typedef struct
{
  char *id, *title, *description;
  char *formula;
  char *otherwise; /* the formula where that one, or a role of @needs, is not there; or NULL */
  SyUnit unit;
  guint decimals;
  int direction;
  char *needs;
  gboolean replaces; /* stands in the place of a used template's value of this id */
} SyTemplateValue;

#define SY_TEMPLATE_N_QUADRANTS 4

typedef struct
{
  char *value, *title, *axis; /* name or parameter; a line at a value of an axis: y, y2, x */
  char *style;                /* mean, limit, target, cut */
} SyTemplateLine;

typedef struct
{
  char *table, *from, *to, *label; /* INPUT or other table with spans; columns */
  char *kind;                      /* promotion */
} SyTemplateMarks;

typedef struct
{
  char *id, *title;
  char *type; /* see sy_template_chart_types() */
  char *table;
  char *x; /* column ids, as all down to direction; NULL where not given */
  char *y;
  char *bars, *bars2, *bars3, *bars4;
  char *line, *line2, *line3, *line4;
  char *color, *label, *size, *value, *note, *facet;
  char *target;                            /* what the bars are held against */
  char *low, *q1, *median, *q3, *high;     /* box; low and high are a histogram's too (low is x there) */
  char *mean;                              /* of a box */
  char *center, *upper, *lower;            /* control limits */
  char *parent, *from, *to;                /* tree; dumbbell */
  char *total_where;                       /* waterfall: not 0 where the bar stands on the axis */
  char *mark_where;                        /* the marks are sought where it is not 0; NULL: everywhere */
  char *outliers, *outlier_x, *outlier_y;  /* a table and its columns: points outside of the boxes */
  char *zone_low, *zone_high, *point;      /* names of values */
  char *x_cut, *y_cut, *slope, *intercept; /* names of values: quadrants, fitted line */
  char *head;                              /* name of a value: what a drawing is about */
  char *columns, *rows, *states; /* names of values: the order of columns and rows; done, under way … */
  char *direction;               /* less, neutral, more: what is good; NULL: as the column says */
  gboolean mark_extremes;
  gboolean stacked;
  gboolean map;                             /* of a scatter: x and y are degrees of longitude and latitude */
  char *quadrants[SY_TEMPLATE_N_QUADRANTS]; /* titles, x first: high-high, high-low, low-high, low-low */
  GPtrArray *lines;                         /* (element-type SyTemplateLine) */
  GPtrArray *marks;                         /* (element-type SyTemplateMarks) */
} SyTemplateChart;

typedef struct
{
  char *text;  /* translated; {name} puts a parameter or value, {table.column} is not allowed */
  char *when;  /* formula of a condition, or NULL */
  char *about; /* id of the table or chart whose page it opens, or NULL: the report */
} SyTemplateNote;
void sy_template_note_free (SyTemplateNote *note);

typedef enum
{
  SY_REPORT_HEADING,
  SY_REPORT_CARDS,
  SY_REPORT_CHART,
  SY_REPORT_TABLE,
  SY_REPORT_NOTE
} SyReportItemKind;
typedef struct
{
  SyReportItemKind kind;
  char *text;   /* heading (translated), chart id, table id, or note text */
  char **cards; /* value ids */
  guint rows;   /* tables: at most so many, 0 all */
  SyTemplateNote *note;
} SyReportItem;

/* A sum that must tie: the sheet 检查. */
typedef struct
{
  char *title;
  char *left, *right; /* formulas of one number each */
  double tolerance;
} SyTemplateCheck;

#define SY_TYPE_TEMPLATE (sy_template_get_type ())
G_DECLARE_FINAL_TYPE (SyTemplate, sy_template, SY, TEMPLATE, GObject)

const char *sy_template_get_id (SyTemplate *self);
const char *sy_template_get_title (SyTemplate *self);
const char *sy_template_get_description (SyTemplate *self);
const char *sy_template_get_level (SyTemplate *self);  /* guidance, operations, strategy, planning */
const char *sy_template_get_domain (SyTemplate *self); /* people, goods, place, money */
/* Business lines: sales, goods, finance, people, production, logistics; empty when it is of all of them. */
char **sy_template_get_lines (SyTemplate *self);
/* A kind of worksheet: its INPUT tables are filled by people, and a document can have several of it. */
gboolean sy_template_is_worksheet (SyTemplate *self);
/* Of a kind of worksheet: strategy, process, cause, customer, plan; else NULL. */
const char *sy_template_get_subject (SyTemplate *self);
/* What the ids of all parts of a kind of worksheet begin with: "swot_" for "swot", "five_forces_" for
 * "five-forces". (transfer full) */
char *sy_template_make_prefix (const char *id);
const char *sy_template_get_path (SyTemplate *self);
/* The XML of a template that was read from text; NULL of one that was read from a file. */
const char *sy_template_get_text (SyTemplate *self);
/* The XML of either. (transfer full) */
char *sy_template_dup_text (SyTemplate *self, GError **error);
char **
sy_template_get_uses (SyTemplate *self); /* ids of templates whose parts are put in before this one's own */
/* Own parts only; those of used templates come from them. All borrowed. */
GPtrArray *sy_template_get_needs (SyTemplate *self);
GPtrArray *sy_template_get_parameters (SyTemplate *self);
GPtrArray *sy_template_get_tables (SyTemplate *self);
GPtrArray *sy_template_get_values (SyTemplate *self);
GPtrArray *sy_template_get_words (SyTemplate *self); /* (element-type SyTemplateWord) */
GPtrArray *sy_template_get_charts (SyTemplate *self);
GPtrArray *sy_template_get_notes (SyTemplate *self);  /* sentences at the head of pages */
GPtrArray *sy_template_get_report (SyTemplate *self); /* (element-type SyReportItem) */
GPtrArray *sy_template_get_checks (SyTemplate *self);

G_END_DECLS
