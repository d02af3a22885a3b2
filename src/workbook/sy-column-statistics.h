/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in one column: how many values, which ones, how they are spread. */
#pragma once

#include "sy-row-filter.h"

G_BEGIN_DECLS

#define SY_STATISTICS_BINS 24
#define SY_STATISTICS_FREQUENT 12

typedef struct
{
  char *text;  /* for reading */
  char *plain; /* for a condition: see SyCondition.values */
  gint64 n_rows;
} SyValueCount;

typedef struct
{
  gint64 n_rows, n_blank;
  gint64 n_distinct;       /* blanks not counted */
  gboolean is_approximate; /* so many distinct values that they and the median are estimated */
  gboolean is_date;        /* minimum and the others are days since 1970 */
  gboolean has_numbers;    /* a column of numbers or dates with at least one value: what follows is set */
  double minimum, maximum, sum, mean, median;
  guint n_bins; /* 0: no histogram */
  double bin_low, bin_width;
  gint64 bins[SY_STATISTICS_BINS];
  GPtrArray *frequent; /* (element-type SyValueCount) the most frequent first; empty when is_approximate */
} SyColumnStatistics;

/* @column: index among the table's columns; @conditions: (nullable): of the rows that count. Blocks; the
 * column is read once to see what is in it, and once more to count it. */
SyColumnStatistics *sy_column_statistics_read (SyTable *table,
                                               GPtrArray *conditions,
                                               guint column,
                                               const char *language,
                                               GCancellable *cancellable,
                                               GError **error);
void sy_column_statistics_free (SyColumnStatistics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyColumnStatistics, sy_column_statistics_free)

/* (element-type SyValueCount): the @max most frequent values, blank ones (plain NULL) among them; empty when
 * there are too many distinct ones to be listed. */
GPtrArray *sy_column_statistics_list_values (SyTable *table,
                                             GPtrArray *conditions,
                                             guint column,
                                             guint max,
                                             const char *language,
                                             GCancellable *cancellable,
                                             GError **error);

G_END_DECLS
