/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of the distinct values only the smallest hashes are kept: of two columns those are comparable whatever rows
 * they were taken from, so that the share they have in common estimates the share of common values
 * (Bar-Yossef et al., Counting distinct elements in a data stream, 2002). Beside it stand the usual length of
 * a cell, the usual size of a number, and how many cells are numbers, whole, negative, empty. */
#include "config.h"

#include "sy-column-print.h"

#include <math.h>
#include <string.h>

#include "sy-value-parser.h"

#define N_HASHES 48
#define MIN_COMMON 3

typedef struct
{
  double filled; /* share of the cells that have something in them */
  double number; /* shares of the filled cells */
  double date;
  double whole;
  double negative;
  double length;   /* mean, in characters */
  double size;     /* mean of log10 |x| of the numbers that are not 0 */
  double distinct; /* distinct values by filled cells */
} Measures;
#define N_MEASURES (sizeof (Measures) / sizeof (double))

struct _SyColumnPrint
{
  union
  {
    Measures m;
    double values[N_MEASURES];
  };
  guint n_hashes;
  guint32 hashes[N_HASHES]; /* ascending */
};

typedef struct
{
  SyColumnPrint *print;
  GHashTable *seen; /* hashes */
  guint n_cells, n_filled, n_numbers, n_dates, n_whole, n_negative, n_sizes;
  double length, size;
} Count;

/* FNV-1a, mixed once more so that short texts spread. */
static guint32
hash_text (const char *text, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 16777619u;
  hash ^= hash >> 16;
  hash *= 0x85ebca6bu;
  hash ^= hash >> 13;
  return hash;
}

static void
count_number (Count *count, double number)
{
  count->n_numbers++;
  count->n_whole += floor (number) == number; /* exact on purpose */
  count->n_negative += number < 0;
  if (fabs (number) > 0)
    {
      count->size += log10 (fabs (number));
      count->n_sizes++;
    }
}

static void
count_cell (Count *count, const SyCell *cell)
{
  g_autofree char *text = NULL;
  char *trimmed;
  SyNumber number;
  SyDateText date;

  count->n_cells++;
  if (!cell || sy_cell_is_blank (cell))
    return;
  count->n_filled++;
  text = sy_cell_to_text (cell);
  trimmed = g_strstrip (text);
  count->length += (double) g_utf8_strlen (trimmed, -1);
  if (cell->kind == SY_CELL_DATE || sy_date_parse (trimmed, strlen (trimmed), &date))
    count->n_dates++;
  else if (sy_value_parse_number (trimmed, strlen (trimmed), FALSE, &number))
    {
      char plain[64];
      count_number (count, sy_value_number_to_double (&number));
      if (sy_value_number_to_text (&number, plain, sizeof plain) > 0)
        {
          /* 12.50 and 12.5 are one value */
          g_hash_table_add (count->seen, GUINT_TO_POINTER (hash_text (plain, strlen (plain))));
          return;
        }
    }
  g_hash_table_add (count->seen, GUINT_TO_POINTER (hash_text (trimmed, strlen (trimmed))));
}

static int
compare_hashes (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

static void
keep_hashes (SyColumnPrint *self, GHashTable *seen)
{
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint32 hash = GPOINTER_TO_UINT (key);
      g_array_append_val (hashes, hash);
    }
  g_array_sort (hashes, compare_hashes);
  self->n_hashes = MIN (hashes->len, N_HASHES);
  if (self->n_hashes > 0) /* a column without values has no data to copy */
    memcpy (self->hashes, hashes->data, self->n_hashes * sizeof (guint32));
}

static double
share (double part, double whole)
{
  return whole > 0 ? part / whole : 0;
}

SyColumnPrint *
sy_column_print_new (const SyImportPlan *plan, const SyImportColumn *column)
{
  SyColumnPrint *self = g_new0 (SyColumnPrint, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Count count = { .print = self, .seen = seen };

  for (guint i = 0; plan->sample && i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (plan->sample->rows, i);
      if (row->number > plan->header_row)
        count_cell (&count, column->index < row->n_cells ? &row->cells[column->index] : NULL);
    }
  self->m.filled = share (count.n_filled, count.n_cells);
  self->m.number = share (count.n_numbers, count.n_filled);
  self->m.date = share (count.n_dates, count.n_filled);
  self->m.whole = share (count.n_whole, count.n_numbers);
  self->m.negative = share (count.n_negative, count.n_numbers);
  self->m.length = share (count.length, count.n_filled);
  self->m.size = share (count.size, count.n_sizes);
  self->m.distinct = share (g_hash_table_size (seen), count.n_filled);
  keep_hashes (self, seen);
  return self;
}

SyColumnPrint *
sy_column_print_copy (const SyColumnPrint *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
sy_column_print_free (SyColumnPrint *self)
{
  g_free (self);
}

/* --- text --- */

char *
sy_column_print_to_text (const SyColumnPrint *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_MEASURES; i++)
    {
      char digits[G_ASCII_DTOSTR_BUF_SIZE];
      g_string_append_printf (text, "%s%s", i ? " " : "",
                              g_ascii_formatd (digits, sizeof digits, "%.6g", self->values[i]));
    }
  g_string_append_c (text, '|');
  for (guint i = 0; i < self->n_hashes; i++)
    g_string_append_printf (text, "%s%x", i ? " " : "", self->hashes[i]);
  return g_string_free (text, FALSE);
}

SyColumnPrint *
sy_column_print_new_from_text (const char *text)
{
  SyColumnPrint *self = g_new0 (SyColumnPrint, 1);
  g_auto (GStrv) halves = g_strsplit (text ? text : "", "|", 2);
  g_auto (GStrv) values = g_strsplit (halves[0] ? halves[0] : "", " ", -1);
  g_auto (GStrv) hashes = g_strsplit (halves[0] && halves[1] ? halves[1] : "", " ", -1);

  for (guint i = 0; values[i] && i < N_MEASURES; i++)
    {
      double value = g_ascii_strtod (values[i], NULL);
      self->values[i] = isfinite (value) ? value : 0;
    }
  for (guint i = 0; hashes[i] && self->n_hashes < N_HASHES; i++)
    if (*hashes[i])
      self->hashes[self->n_hashes++] = (guint32) g_ascii_strtoull (hashes[i], NULL, 16);
  qsort (self->hashes, self->n_hashes, sizeof (guint32), compare_hashes);
  return self;
}

/* --- comparison --- */

double
sy_column_print_get_overlap (const SyColumnPrint *self, const SyColumnPrint *other)
{
  guint i = 0, j = 0, common = 0;
  guint fewer = MIN (self->n_hashes, other->n_hashes);

  /* Only the range that both lists cover tells: what lies beyond was cut off in one of them. */
  while (i < self->n_hashes && j < other->n_hashes)
    {
      common += self->hashes[i] == other->hashes[j];
      if (self->hashes[i] == other->hashes[j])
        i++, j++;
      else if (self->hashes[i] < other->hashes[j])
        i++;
      else
        j++;
    }
  if (fewer == 0 || (common < MIN_COMMON && fewer > MIN_COMMON))
    return 0;
  return (double) common / (double) MAX (MIN (i, j), 1);
}

static double
likeness_of (double a, double b, double scale)
{
  return MAX (0., 1. - fabs (a - b) / scale);
}

double
sy_column_print_get_likeness (const SyColumnPrint *self, const SyColumnPrint *other)
{
  double overlap, shape;

  if (self->m.filled <= 0 || other->m.filled <= 0)
    return 0.;
  if (fabs (self->m.date - other->m.date) > 0.5 || fabs (self->m.number - other->m.number) > 0.5)
    return 0.;
  overlap = sy_column_print_get_overlap (self, other);
  if (self->m.date > 0.5)
    shape = 0.9;
  else if (self->m.number > 0.5)
    shape = 0.6 * likeness_of (self->m.size, other->m.size, 1.)
            + 0.2 * likeness_of (self->m.whole, other->m.whole, 0.5)
            + 0.2 * likeness_of (self->m.distinct, other->m.distinct, 0.5);
  else
    shape = 0.5 * likeness_of (self->m.length, other->m.length, MAX (self->m.length, 4.) * 0.5)
            + 0.5 * likeness_of (self->m.distinct, other->m.distinct, 0.5);
  return MAX (shape * 0.8, 0.5 * shape + 0.5 * overlap);
}
