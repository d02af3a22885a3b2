/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights of matrices against the worked examples (V2), and what is refused. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-eigenvector.h"

typedef struct
{
  const char *name;
  guint n;
  double matrix[9];
  double weights[3];
  double lambda;
} Case;

static const Case cases[] = {
  { "three", 3, { 1, 3, 5, 1. / 3, 1, 3, 1. / 5, 1. / 3, 1 }, { 0.6370, 0.2583, 0.1047 }, 3.0385 },
  { "inconsistent", 3, { 1, 9, 1. / 5, 1. / 9, 1, 7, 5, 1. / 7, 1 }, { 0.4015, 0.3035, 0.2950 }, 7.9511 },
  { "one", 1, { 1 }, { 1 }, 1 },
  { "two", 2, { 1, 4, 0.25, 1 }, { 0.8, 0.2 }, 2 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  double weights[3], lambda;

  g_assert_true (sy_eigenvector_find (c->matrix, c->n, weights, &lambda, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < c->n; i++)
    g_assert_cmpfloat_with_epsilon (weights[i], c->weights[i], 5.1e-5);
  g_assert_cmpfloat_with_epsilon (lambda, c->lambda, 5.1e-5);
}

/* A consistent matrix gives back the weights that it was made of, to the last digits. */
static void
test_consistent (void)
{
  static const double want[] = { 0.5, 0.3, 0.15, 0.05 };
  double matrix[16], weights[4], lambda;

  for (guint i = 0; i < 16; i++)
    matrix[i] = want[i / 4] / want[i % 4];
  g_assert_true (sy_eigenvector_find (matrix, 4, weights, &lambda, NULL, NULL));
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (weights[i], want[i], 1e-12);
  g_assert_cmpfloat_with_epsilon (lambda, 4., 1e-10);
}

static void
test_complete (void)
{
  static const char *const names[] = { "price", "place", "people" };
  double matrix[9] = { NAN, 3, NAN, 0.33, 1, NAN, 0.2, NAN, NAN };
  static const double want[9] = { 1, 3, 5, 0.33, 1, 1, 0.2, 1, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_eigenvector_complete (matrix, 3, names, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat_with_epsilon (matrix[i], want[i], 1e-12);
}

typedef struct
{
  const char *name;
  double matrix[4];
  const char *says;
} BadCase;

static const BadCase bad_cases[] = {
  { "not-reciprocal", { 1, 3, 3, 1 }, "“place” against “price” is 3, not 0.333333" },
  { "negative", { 1, -3, NAN, 1 }, "“price” against “place” is -3" },
  { "zero", { 1, NAN, 0, 1 }, "“place” against “price” is 0" },
  { "diagonal", { 2, 3, NAN, 1 }, "“price” against itself is 2" },
  { "infinite", { 1, INFINITY, NAN, 1 }, "“price” against “place” is inf" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *c = data;
  static const char *const names[] = { "price", "place" };
  g_autoptr (GError) error = NULL;
  double matrix[4];

  memcpy (matrix, c->matrix, sizeof matrix);
  g_assert_false (sy_eigenvector_complete (matrix, 2, names, &error));
  g_assert_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, c->says));
}

static void
test_not_positive (void)
{
  static const double matrix[4] = { 1, 2, 0, 1 };
  g_autoptr (GError) error = NULL;
  double weights[2];

  g_assert_false (sy_eigenvector_find (matrix, 2, weights, NULL, NULL, &error));
  g_assert_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "row 2, column 1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/eigenvector/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/eigenvector/bad/%s", bad_cases[i].name);
      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/eigenvector/consistent", test_consistent);
  g_test_add_func ("/eigenvector/complete", test_complete);
  g_test_add_func ("/eigenvector/not-positive", test_not_positive);
  return g_test_run ();
}
