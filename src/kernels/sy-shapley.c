/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing the factors one after the other gives each what the product changes at its turn; that depends on
 * the order, so the mean over all orders is taken. Orders that changed the same factors before do the same:
 * 2^n sets instead of n! orders. Works with zeros and negative factors, where logarithms don't. */
#include "config.h"

#include "sy-shapley.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The product with the factors of @set as reported and the others, but for @without, as in the base. */
static double
multiply (const double *base, const double *report, guint n, guint set, guint without)
{
  double product = 1.;

  for (guint i = 0; i < n; i++)
    if (i != without)
      product *= set >> i & 1 ? report[i] : base[i];
  return product;
}

/* The share of the orders in which just @before of @n factors stand before one of them: the binomial
 * coefficient of the others, and each of the n places as often. */
static double
weigh (guint before, guint n)
{
  double ways = 1.;

  for (guint i = 0; i < before; i++)
    ways = ways * (n - 1 - i) / (i + 1);
  return 1. / (ways * n);
}

/**
 * sy_shapley_find:
 *
 * Source: L. S. Shapley, A value for n-person games, 1953, equation (12); for products: J. Albrecht, D.
 * François, K. Schoors, A Shapley decomposition of carbon emissions without residuals, Energy Policy 30
 * (2002).
 * Cost: O(2^n n²).
 *
 * Returns: %TRUE; %FALSE with %SY_KERNEL_ERROR_TOO_LARGE or, for a factor that is no number,
 * %SY_KERNEL_ERROR_ARGUMENT
 */
gboolean
sy_shapley_find (const double *base, const double *report, guint n, double *contributions, GError **error)
{
  double weights[SY_SHAPLEY_MOST];

  if (n > SY_SHAPLEY_MOST)
    {
      g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
                   _ ("a product of %u factors: at most %d can be taken apart"), n, SY_SHAPLEY_MOST);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (base[i]) || !isfinite (report[i]))
        {
          g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT, _ ("factor %u is no number"), i + 1);
          return FALSE;
        }
      contributions[i] = 0.;
      weights[i] = weigh (i, n);
    }
  for (guint i = 0; i < n; i++)
    for (guint set = 0; set < 1u << n; set++)
      {
        if (set >> i & 1)
          continue;
        contributions[i] +=
            weights[__builtin_popcount (set)] * multiply (base, report, n, set, i) * (report[i] - base[i]);
      }
  return TRUE;
}
