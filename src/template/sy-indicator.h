/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One indicator of the library (成交率, 库存周转率 …): what it means, its formula over inputs, and from which
 * data each input comes. Immutable. */
#pragma once

#include "sy-template.h"

G_BEGIN_DECLS

typedef enum
{
  SY_GRAIN_NONE,  /* of one thing only, as a price or a growth rate: not rolled up */
  SY_GRAIN_RATIO, /* of a group: sum of the numerators over sum of the denominators */
  SY_GRAIN_SUM,   /* adds up over everything */
  SY_GRAIN_POINT, /* at a point of time: adds up over stores and goods, not over time */
} SyIndicatorGrain;

/* A way to count: how it is shown, and what stands behind the number. */
typedef struct
{
  const char *id; /* "currency-per-person" */
  SyUnit unit;
  guint decimals;
  const char *name; /* untranslated: "per person", or NULL */
  gboolean is_text; /* names of things, to be counted */
} SyIndicatorUnit;

/* NULL: no such unit. */
const SyIndicatorUnit *sy_indicator_unit_find (const char *id);
/* “元/人”, “天”, or NULL. */
const char *sy_indicator_unit_get_name (const SyIndicatorUnit *self);

typedef struct
{
  char *id, *title;
  char **titles; /* of every language */
  const SyIndicatorUnit *unit;
  char *regardless; /* kind of source by whose dimensions it is not told apart, or NULL: see docs/templates.md
                     */
  gboolean is_list; /* a column of numbers or names rather than one number */
  char *fallback;   /* a constant, where there is a usual value; or NULL */
  char *formula;    /* from data: a measure, or a column for a list; NULL: can only be typed */
} SyIndicatorInput;

/* What is suspicious though it can be computed. */
typedef struct
{
  char *when; /* over inputs, parameters and “result” */
  char *text;
} SyIndicatorWarning;

/* “业务指导” of "guidance": what a level, line or view is called in the language of gettext. */
const char *sy_indicator_label (const char *id);

#define SY_TYPE_INDICATOR (sy_indicator_get_type ())
G_DECLARE_FINAL_TYPE (SyIndicator, sy_indicator, SY, INDICATOR, GObject)

const char *sy_indicator_get_id (SyIndicator *self);
const char *sy_indicator_get_title (SyIndicator *self);          /* in the catalogue's language */
const char *const *sy_indicator_get_titles (SyIndicator *self);  /* of every language */
const char *const *sy_indicator_get_aliases (SyIndicator *self); /* of every language */
const char *sy_indicator_get_meaning (SyIndicator *self);        /* what it tells and how to read it */
const char *const *sy_indicator_get_edges (SyIndicator *self);   /* when it can't be computed; may be empty */
const char *sy_indicator_get_domain (SyIndicator *self);         /* "member": its file */
const char *sy_indicator_get_domain_title (SyIndicator *self);   /* “会员” */
const char *sy_indicator_get_view (SyIndicator *self);           /* people, goods, place, money */
const char *const *sy_indicator_get_levels (SyIndicator *self); /* guidance, operations, strategy, planning */
const char *const *
sy_indicator_get_lines (SyIndicator *self); /* sales, goods, finance, staff, production, logistics */
const SyIndicatorUnit *sy_indicator_get_unit_kind (SyIndicator *self);
SyUnit sy_indicator_get_unit (SyIndicator *self);
guint sy_indicator_get_decimals (SyIndicator *self);
const char *sy_indicator_get_unit_name (SyIndicator *self); /* “元/人”, translated; or NULL */
int sy_indicator_get_direction (SyIndicator *self);         /* +1 more is better, −1 less, 0 neither */
SyIndicatorGrain sy_indicator_get_grain (SyIndicator *self);
GPtrArray *sy_indicator_get_inputs (SyIndicator *self); /* (element-type SyIndicatorInput) */
const SyIndicatorInput *sy_indicator_find_input (SyIndicator *self, const char *id_or_title);
const char *sy_indicator_get_formula (SyIndicator *self); /* over inputs and parameters */
const char *
sy_indicator_get_from_data (SyIndicator *self); /* the whole measure, or NULL: the inputs' formulas do */
GPtrArray *sy_indicator_get_warnings (SyIndicator *self); /* (element-type SyIndicatorWarning) */
/* Parameters that the formulas read. (element-type SyTemplateParameter) */
GPtrArray *sy_indicator_get_parameters (SyIndicator *self);
/* Computed source columns (is_source) and helper tables (rows: the column of which each value makes a row)
 * that the formulas read; of their columns those that count are in get_helper_columns. (element-type
 * SyTemplateTable) */
GPtrArray *sy_indicator_get_helpers (SyIndicator *self);
/* "sales.tag_amount", "orders.amount" …, each after those that it reads. */
const char *const *sy_indicator_get_helper_columns (SyIndicator *self);
/* Can every input that counts be had from data, or only be typed? */
gboolean sy_indicator_is_from_data (SyIndicator *self);
/* "sales.amount" …: what the data must have; empty when it can only be typed. Sorted. */
const char *const *sy_indicator_get_needs (SyIndicator *self);
/* The same of one input. Owned by the indicator. */
const char *const *sy_indicator_get_input_needs (SyIndicator *self, const char *input);

/* The measure over data as one formula, inputs replaced by theirs; NULL when it can only be typed. */
char *sy_indicator_write_measure (SyIndicator *self);

/* --- typed mode: the indicator as a template of its own, without data ---
 * Every input is a parameter without a value, lists are columns of the INPUT table “lists”; the result is the
 * value with the indicator's id; warnings are notes. */
char *sy_indicator_write_template (SyIndicator *self);
/* The same elements without the root, each id (and that table's) after @prefix, so that many fit into one. */
void sy_indicator_append_template (SyIndicator *self, GString *xml, const char *prefix);
#define SY_INDICATOR_LISTS "lists"

G_END_DECLS
