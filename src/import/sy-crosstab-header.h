/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the header of one column is, where columns stand side by side: a month, a day, a shop, a measure of
 * one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one header is. */
typedef enum
{
  SY_CROSSTAB_HEADER_OTHER,
  SY_CROSSTAB_HEADER_TOTAL,
  SY_CROSSTAB_HEADER_MONTH,      /* of a year */
  SY_CROSSTAB_HEADER_DAY,        /* of a year */
  SY_CROSSTAB_HEADER_MONTH_NAME, /* 1月, Jan */
  SY_CROSSTAB_HEADER_DAY_NAME,   /* 1月5日 */
  SY_CROSSTAB_HEADER_WEEKDAY,
  SY_CROSSTAB_HEADER_QUARTER,
  SY_CROSSTAB_HEADER_YEAR,
  SY_CROSSTAB_HEADER_PLACE, /* 人民路店 */
} SyCrosstabClass;

/* Clear with sy_crosstab_header_clear(). */
typedef struct
{
  SyCrosstabClass class;
  int year, month, day; /* 0: not told */
  char *group;          /* owned; the words of the month, day or shop; NULL where the header is no more */
  char *measure;        /* owned; what is counted in it: “金额” of “1月 金额”; NULL: not told */
} SyCrosstabHeader;

/* @text: the header as it stands, parts of several rows joined by blanks. */
void sy_crosstab_header_parse (const char *text, SyCrosstabHeader *header);
void sy_crosstab_header_clear (SyCrosstabHeader *header);
/* The first year from 1990 to 2099 that stands in the text; 0: none. */
int sy_crosstab_header_find_year (const char *context);

G_END_DECLS
