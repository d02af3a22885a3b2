/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only the lines of the matrix are looked at, never all codes of a column: there may be as many matrices as
 * lines. */
#include "config.h"

#include "sy-judgements.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-eigenvector.h"

typedef struct
{
  const SyArray *sides[2]; /* rows and columns of the matrix */
  const SyArray *values;
  const gsize *lines;
  gsize n_lines;

  GArray *items;       /* (element-type SyJudged) */
  GHashTable *numbers; /* lower case of a name → place + 1 */
  GHashTable *places;  /* code and side → place + 1 */
} Matrix;

static void
matrix_clear (Matrix *self)
{
  g_array_unref (self->items);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->places);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Matrix, matrix_clear)

static void
clear_judged (gpointer data)
{
  g_free (((SyJudged *) data)->name);
}

static void
matrix_init (Matrix *self)
{
  self->items = g_array_new (FALSE, TRUE, sizeof (SyJudged));
  g_array_set_clear_func (self->items, clear_judged);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->places = g_hash_table_new (NULL, NULL);
}

static gsize
get_line (const Matrix *self, gsize i)
{
  return self->lines ? self->lines[i] : i;
}

/* --- items --- */

static gpointer
make_key (guint32 code, guint side)
{
  return GSIZE_TO_POINTER ((gsize) code * 2 + side);
}

static guint
find_place (const Matrix *self, guint32 code, guint side)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->places, make_key (code, side))) - 1;
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

/* The codes of one side, ascending. */
static GArray *
list_codes (const Matrix *self, guint side)
{
  GArray *codes = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gsize i = 0; i < self->n_lines; i++)
    {
      guint32 code = self->sides[side]->codes[get_line (self, i)];

      if (code != 0)
        g_array_append_val (codes, code);
    }
  g_array_sort (codes, compare_codes);
  return codes;
}

static void
add_item (Matrix *self, guint32 code, guint side)
{
  g_autofree char *name = sy_array_dup_text (self->sides[side], code);
  g_autofree char *key = g_utf8_strdown (name, -1);
  gpointer number = g_hash_table_lookup (self->numbers, key);

  if (!number)
    {
      SyJudged judged = { g_steal_pointer (&name), self->sides[side], code, NAN };

      g_array_append_val (self->items, judged);
      number = GUINT_TO_POINTER (self->items->len);
      g_hash_table_insert (self->numbers, g_steal_pointer (&key), number);
    }
  g_hash_table_insert (self->places, make_key (code, side), number);
}

/* Rows of the matrix first, then what only stands as a column: typing a triangle is enough. */
static void
collect_items (Matrix *self)
{
  for (guint side = 0; side < G_N_ELEMENTS (self->sides); side++)
    {
      g_autoptr (GArray) codes = list_codes (self, side);

      for (guint i = 0; i < codes->len; i++)
        if (i == 0 || g_array_index (codes, guint32, i) != g_array_index (codes, guint32, i - 1))
          add_item (self, g_array_index (codes, guint32, i), side);
    }
}

static gboolean
check_size (guint n, GError **error)
{
  if (n <= SY_EIGENVECTOR_MOST)
    return TRUE;
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
               _ ("a matrix of %u items: at most %d can be judged"), n, SY_EIGENVECTOR_MOST);
  return FALSE;
}

/* --- numbers --- */

static const char *
get_name (const Matrix *self, guint i)
{
  return g_array_index (self->items, SyJudged, i).name;
}

static gboolean
fill_cell (const Matrix *self, double *cells, guint row, guint column, double value, GError **error)
{
  double *cell = &cells[(gsize) row * self->items->len + column];

  if (isnan (*cell) || fabs (*cell - value) <= 1e-12)
    {
      *cell = value;
      return TRUE;
    }
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT,
               _ ("“%s” against “%s” is given twice: %g and %g"), get_name (self, row),
               get_name (self, column), *cell, value);
  return FALSE;
}

static gboolean
fill_cells (const Matrix *self, double *cells, GError **error)
{
  gsize n = self->items->len;
  g_autofree const char **names = g_new (const char *, n + 1);

  for (gsize i = 0; i < n * n; i++)
    cells[i] = NAN;
  for (gsize i = 0; i < self->n_lines; i++)
    {
      gsize line = get_line (self, i);
      guint32 row = self->sides[0]->codes[line];
      guint32 column = self->sides[1]->codes[line];
      double value = self->values->numbers[line];

      if (row == 0 || column == 0 || isnan (value))
        continue;
      if (!fill_cell (self, cells, find_place (self, row, 0), find_place (self, column, 1), value, error))
        return FALSE;
    }
  for (guint i = 0; i < n; i++)
    names[i] = get_name (self, i);
  return sy_eigenvector_complete (cells, (guint) n, names, error);
}

SyJudgements *
sy_judgements_weigh (const SyArray *rows,
                     const SyArray *columns,
                     const SyArray *values,
                     const gsize *lines,
                     gsize n_lines,
                     const SyKernelJob *job,
                     GError **error)
{
  g_auto (Matrix)
      matrix = { .sides = { rows, columns }, .values = values, .lines = lines, .n_lines = n_lines };
  g_autofree double *cells = NULL;
  g_autofree double *weights = NULL;
  SyJudgements *self;
  guint n;

  matrix_init (&matrix);
  collect_items (&matrix);
  n = matrix.items->len;
  if (!check_size (n, error))
    return NULL;
  cells = g_new (double, (gsize) n *n + 1);
  weights = g_new (double, n + 1);
  if (!fill_cells (&matrix, cells, error) || !sy_eigenvector_find (cells, n, weights, NULL, job, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    g_array_index (matrix.items, SyJudged, i).weight = weights[i];
  self = g_new (SyJudgements, 1);
  self->n = n;
  self->items = (SyJudged *) (gpointer) g_array_steal (matrix.items, NULL);
  return self;
}

void
sy_judgements_free (SyJudgements *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->items[i].name);
  g_free (self->items);
  g_free (self);
}
