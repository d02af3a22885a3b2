/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of a table are looked at: conditions on columns, all of which must hold. */
#pragma once

#include "sy-table.h"

G_BEGIN_DECLS

typedef enum
{
  SY_CONDITION_CONTAINS, /* text within the cell, case ignored, as in the two that follow */
  SY_CONDITION_IS,
  SY_CONDITION_BEGINS,
  SY_CONDITION_RANGE,  /* numbers and dates, both ends included */
  SY_CONDITION_ONE_OF, /* values chosen from a list */
  SY_CONDITION_BLANK,
  SY_CONDITION_NOT_BLANK,
  SY_CONDITION_SEARCH, /* text within any column of text */
} SyConditionKind;

/* One condition. Immutable. */
typedef struct
{
  SyConditionKind kind;
  char *column;   /* id; NULL for a search */
  char *text;     /* CONTAINS, IS, BEGINS, SEARCH */
  char *other;    /* likewise: a whole cell that is looked for as well; NULL: none */
  char *from;     /* RANGE: as typed; NULL: open */
  char *to;       /* likewise */
  char **values;  /* ONE_OF: as sy_frame_dup_plain() writes them */
  gboolean blank; /* ONE_OF: blank cells too */
} SyCondition;

SyCondition *sy_condition_new_text (SyConditionKind kind, const char *column, const char *text);
SyCondition *sy_condition_new_range (const char *column, const char *from, const char *to);
SyCondition *sy_condition_new_values (const char *column, const char *const *values, gboolean blank);
SyCondition *sy_condition_new_blank (const char *column, gboolean blank);
SyCondition *sy_condition_copy (const SyCondition *self);
void sy_condition_free (SyCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCondition, sy_condition_free)

/* SY_WORKBOOK_ERROR_PARAMETER when an end of a range is neither number nor date, _TABLE when there is no such
 * column. */
gboolean sy_condition_check (const SyCondition *self, SyTable *table, GError **error);
/* For reading: “Amount from 10 to 20”. */
char *sy_condition_describe (const SyCondition *self, SyTable *table);

/* The conditions as SQL, with what is bound to it. */
typedef struct
{
  GString *sql;   /* " WHERE …", or nothing */
  GArray *values; /* (element-type SyValue) */
  GPtrArray *texts;
} SyRowFilter;
/* @conditions: (element-type SyCondition); @alias: of the table's relation in the statement. */
SyRowFilter *sy_row_filter_new (GPtrArray *conditions, SyTable *table, const char *alias, GError **error);
void sy_row_filter_free (SyRowFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRowFilter, sy_row_filter_free)

G_END_DECLS
