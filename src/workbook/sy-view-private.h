/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a view share: periods, and how a source reaches a dimension. */
#pragma once

#include "sy-source.h"
#include "sy-view.h"

G_BEGIN_DECLS

/* --- sy-view-period.c --- */

/* See sy_view_set_period(); @from and @to become "yyyy-mm-dd" or "". */
gboolean sy_period_parse (const char *text, char **from, char **to, GError **error);
char *sy_period_to_text (const char *from, const char *to);
/* First and last day of the period of @grain that begins on or contains @day. */
gboolean sy_period_around (const char *day, SyViewGrain grain, char **from, char **to);

/* --- sy-view-dimension.c --- */

/* The formula of a dimension in a row of a source: "[@store]", or a lookup in a master. */
typedef struct
{
  char *column;  /* the role itself; NULL: reached through a master */
  char *formula; /* of a cell of the source's row */
  char *title;
  char *home; /* the column that holds it: "products[category]" */
  gboolean may_be_blank;
} SyReach;
void sy_reach_clear (SyReach *reach);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyReach, sy_reach_clear)

/* FALSE with a sentence in @why (may be NULL) when @source can't be told apart by @dimension. @sources:
 * (element-type SySource) */
gboolean sy_view_reach (SyCatalogue *catalogue,
                        GPtrArray *sources,
                        SySource *source,
                        const char *dimension,
                        SyReach *reach,
                        char **why);
/* Whose key a dimension is: the master and its key role; NULL: none that is there. Borrowed. */
SySource *
sy_view_find_master (SyCatalogue *catalogue, GPtrArray *sources, const char *dimension, const char **key);
SySource *sy_view_find_source (GPtrArray *sources, const char *kind);
/* Title of a dimension by any kind that has it; borrowed. */
const char *sy_view_get_dimension_title (SyCatalogue *catalogue, const char *dimension);

/* --- sy-view-measure.c --- */

typedef struct
{
  char *name, *title, *unit;
  char *formula; /* from data, without context */
} SyMeasureInput;

/* An indicator as far as a view needs it. */
typedef struct
{
  char *id, *title, *meaning;
  SyUnit unit;
  guint decimals;
  int direction;
  gboolean is_ratio;
  GPtrArray *inputs;      /* (element-type SyMeasureInput) */
  GPtrArray *parameters;  /* (element-type SyTemplateParameter, borrowed) */
  char *formula;          /* over inputs and parameters */
  SyIndicator *indicator; /* borrowed from the catalogue; NULL: a formula that somebody typed */
  gboolean adds_up;       /* over members and over days: a target of it may be split */
  gboolean is_typed_only;
  gboolean has_groups; /* reads helper tables of the library: does not add up */
  char **kinds;        /* sources that are read, by helper tables as well */
} SyMeasure;
void sy_measure_free (SyMeasure *self);
/* @id: of an indicator, or a formula that begins with “=”; @number: for naming the latter. */
SyMeasure *sy_measure_new (SyCatalogue *catalogue, const char *id, guint number, GError **error);
/* Is what it reads of @source meant for all members of @dimension alike, as every store is for each product?
 */
gboolean sy_measure_is_regardless (const SyMeasure *self,
                                   SyCatalogue *catalogue,
                                   SySource *source,
                                   const char *dimension);
/* "sales.amount" for each column of a source that is read, some more than once, and "sales". (transfer full)
 */
char **sy_measure_list_reads (const SyMeasure *self);
/* NULL, or why the sources don't give it. */
char *sy_measure_say_missing (const SyMeasure *self, SyCatalogue *catalogue, GPtrArray *sources);

G_END_DECLS
