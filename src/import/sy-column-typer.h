/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence about the cells of one column, and the type that follows from it. */
#pragma once

#include "sy-cell-sink.h"
#include "sy-date-parser.h"
#include "sy-frame.h"
#include "sy-source-kind.h"

G_BEGIN_DECLS

#define SY_DECIMAL_DIGITS 18
#define SY_MAX_SCALE 6
#define SY_MAX_SHIFT 8 /* 亿 */

/* How the cells of a column are read, next to its type. */
typedef struct
{
  gboolean decimal_comma;    /* 1.234,56 */
  SyDateOrder date_order;    /* of 5/1/2023 */
  gboolean compact_dates;    /* 20230105 is a date */
  gboolean serial_dates;     /* 44931 is a date */
  gboolean months;           /* 2023-01 and 202301 stand for all of the month */
  gboolean strip_point_zero; /* 17850.0 in a text column is 17850 */
  guint shift;               /* amounts are in thousands (3), 万 (4) …: digits to move them by */
} SyColumnReading;

/* What was seen; all counts are of cells with something in them. */
typedef struct
{
  guint64 n_empty;
  guint64 n_filled;       /* all others: the sum of the kinds below */
  guint64 n_number_cells; /* told by the file */
  guint64 n_date_cells;
  guint64 n_time_cells;
  guint64 n_bool_cells;
  guint64 n_error_cells;
  guint64 n_text_cells;
  guint64 n_null_words;    /* of the texts */
  guint64 n_numbers[2];    /* texts that are numbers with decimal point, with decimal comma */
  guint64 n_differ;        /* both, with different values: 1,234 */
  guint64 n_dates;         /* texts that are dates beyond doubt */
  guint64 n_order[4];      /* texts such as 5/1/2023 that are dates in this SyDateOrder; [0]: all of them */
  SyDateOrder asked_order; /* of them where several explain all: chosen by hand */
  guint64 n_dotted;        /* of them with dots */
  guint64 n_months;        /* texts that are months of a year, and numbers such as 202301 */
  guint64 n_compact;       /* numbers that may be 20230105 */
  guint64 n_serials;       /* numbers that may be serials of 1990 to 2099 */
  guint64 n_times;         /* texts that are times of day */
  guint64 n_bools;         /* texts that are true or false in words, not 0 and 1 */
  guint bool_pairs[2];     /* of them, which words for no and for yes there are: bits of the pairs */
  guint64 n_with_time;     /* dates with a time other than midnight */
  guint64 n_leading_zero;
  guint64 n_long; /* whole numbers of more than 15 digits */
  guint64 n_point_zero;
  guint64 n_phones; /* whole numbers that may be Chinese mobile phones: 11 digits from 13… on */
  guint64 n_currency;
  guint64 n_percent;
  guint64 n_unit;
  guint64 n_counted; /* 3件: a number where one is meant, else a text */
  guint64 n_inexact[2];
  guint max_scale[2];
  guint max_whole_digits[2];
  int min_first, max_first; /* of 23-1-5, which of the numbers varies least is the year */
  int min_last, max_last;
} SyColumnEvidence;

/* What is known beside the cells. */
typedef struct
{
  gboolean has_role;
  SyRoleType role;
  gboolean takes_months;          /* the role is a period: a month will do */
  gboolean header_says_date;      /* 日期, date … */
  gboolean file_uses_comma;       /* another column has decimal commas beyond doubt */
  gboolean more_rows;             /* the cells are only the first ones */
  const char *header;             /* which may say 万元, or NULL */
  const SyColumnReading *reading; /* chosen by hand, or NULL: to be told from the cells */
} SyTypingHints;

typedef struct
{
  SyColumnType type;
  guint scale;
  SyColumnReading reading;
  gboolean unsettled; /* more rows may decide: 5/1/2023 */
  gboolean fits_role; /* enough cells are what the role needs */
  char *reason;       /* owned */
} SyTyping;

void sy_column_evidence_add (SyColumnEvidence *self, const SyCell *cell);
gboolean sy_column_evidence_uses_comma (const SyColumnEvidence *self);
gboolean sy_column_evidence_is_unsettled (const SyColumnEvidence *self);
void sy_column_typer_decide (const SyColumnEvidence *evidence, const SyTypingHints *hints, SyTyping *typing);
void sy_typing_clear (SyTyping *typing);
guint sy_column_typer_fit_scale (guint scale, guint whole_digits, gboolean money, SyColumnType *type);

G_END_DECLS
