/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matrix of positive numbers has one largest eigenvalue, and its eigenvector is positive (Perron): power
 * iteration finds it from any positive start. */
#include "config.h"

#include "sy-eigenvector.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define TOLERANCE 1e-12
#define MOST_ROUNDS 100000
/* 0.33 for 1/3 is a typed reciprocal. */
#define RECIPROCAL_TOLERANCE 0.0100001

static gboolean
check_matrix (const double *matrix, guint n, GError **error)
{
  if (n > SY_EIGENVECTOR_MOST)
    {
      g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
                   _ ("a matrix of %u items: at most %d can be judged"), n, SY_EIGENVECTOR_MOST);
      return FALSE;
    }
  for (gsize i = 0; i < (gsize) n * n; i++)
    if (!(matrix[i] > 0. && matrix[i] < 1e100))
      {
        g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT,
                     _ ("row %u, column %u of the matrix must be above 0, and is %g"), (guint) (i / n) + 1,
                     (guint) (i % n) + 1, matrix[i]);
        return FALSE;
      }
  return TRUE;
}

/* One round; gives how far the weights moved. */
static double
multiply (const double *matrix, guint n, const double *weights, double *next)
{
  double sum = 0.;
  double moved = 0.;

  for (guint i = 0; i < n; i++)
    {
      next[i] = 0.;
      for (guint j = 0; j < n; j++)
        next[i] += matrix[(gsize) i * n + j] * weights[j];
      sum += next[i];
    }
  for (guint i = 0; i < n; i++)
    {
      next[i] /= sum;
      moved = MAX (moved, fabs (next[i] - weights[i]));
    }
  return moved;
}

/* The mean of what the matrix makes of each weight. */
static double
find_lambda (const double *matrix, guint n, const double *weights)
{
  double lambda = 0.;

  for (guint i = 0; i < n; i++)
    {
      double sum = 0.;

      for (guint j = 0; j < n; j++)
        sum += matrix[(gsize) i * n + j] * weights[j];
      lambda += sum / weights[i] / n;
    }
  return lambda;
}

/**
 * sy_eigenvector_find:
 *
 * Method: power iteration from equal weights until none moves by more than 1e-12.
 * Source: R. von Mises, H. Pollaczek-Geiringer, Praktische Verfahren der Gleichungsauflösung, ZAMM 9 (1929);
 * its use: T. L. Saaty, The Analytic Hierarchy Process, 1980, chapter 3.
 *
 * Returns: %TRUE; %FALSE with %SY_KERNEL_ERROR_ARGUMENT (a number that is not positive),
 * %SY_KERNEL_ERROR_TOO_LARGE, %SY_KERNEL_ERROR_DEGENERATE (it does not come to rest) or
 * %G_IO_ERROR_CANCELLED
 */
gboolean
sy_eigenvector_find (
    const double *matrix, guint n, double *weights, double *lambda, const SyKernelJob *job, GError **error)
{
  g_autofree double *next = g_new (double, n + 1);

  if (!check_matrix (matrix, n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    weights[i] = 1. / n;
  for (guint round = 0; n > 0; round++)
    {
      SyKernelReport report = { (double) round / MOST_ROUNDS, round, MOST_ROUNDS, N_ ("rounds") };
      double moved = multiply (matrix, n, weights, next);

      memcpy (weights, next, n * sizeof *weights);
      if (moved <= TOLERANCE)
        break;
      if (round == MOST_ROUNDS)
        {
          g_set_error_literal (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_DEGENERATE,
                               _ ("the weights of the matrix do not come to rest"));
          return FALSE;
        }
      if (round % 100 == 0 && !sy_kernel_job_go_on (job, &report, error))
        return FALSE;
    }
  if (lambda)
    *lambda = n > 0 ? find_lambda (matrix, n, weights) : (double) NAN;
  return TRUE;
}

static gboolean
check_judgement (double value, const char *row, const char *column, GError **error)
{
  if (isnan (value) || (value > 0. && value < 1e100))
    return TRUE;
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT,
               _ ("“%s” against “%s” is %g: a judgement is above 0, as 3 or 1/3"), row, column, value);
  return FALSE;
}

static gboolean
complete_pair (double *there, double *back, const char *row, const char *column, GError **error)
{
  if (!check_judgement (*there, row, column, error) || !check_judgement (*back, column, row, error))
    return FALSE;
  if (isnan (*there))
    *there = isnan (*back) ? 1. : 1. / *back;
  if (isnan (*back))
    *back = 1. / *there;
  if (fabs (*there * *back - 1.) <= RECIPROCAL_TOLERANCE)
    return TRUE;
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT,
               _ ("“%s” against “%s” is %g, but “%s” against “%s” is %g, not %g: leave one of them empty"),
               row, column, *there, column, row, *back, 1. / *there);
  return FALSE;
}

gboolean
sy_eigenvector_complete (double *matrix, guint n, const char *const *names, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      double *own = &matrix[(gsize) i * n + i];

      if (!isnan (*own) && fabs (*own - 1.) > RECIPROCAL_TOLERANCE)
        {
          g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT,
                       _ ("“%s” against itself is %g: it can only be 1"), names[i], *own);
          return FALSE;
        }
      *own = 1.;
      for (guint j = i + 1; j < n; j++)
        if (!complete_pair (&matrix[(gsize) i * n + j], &matrix[(gsize) j * n + i], names[i], names[j],
                            error))
          return FALSE;
    }
  return TRUE;
}
