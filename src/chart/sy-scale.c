/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value axis with round ticks: steps of 1, 2, 2.5 and 5 times a power of ten, and values to pixels. */
#include "config.h"

#include "sy-scale.h"

#include <math.h>

/* A range below this share of its values is all rounding error, and drawn as one value. */
#define LEAST_RANGE 1e-9
/* How much of an outer step may be empty. */
#define MOST_EMPTY 0.3
/* Below this powers of ten run out; it is drawn as 0. */
#define LEAST_SIZE 1e-200

static const double mantissas[] = { 1., 2., 2.5, 5. };

/* n × mantissa × 10^exponent, with one rounding at most. */
static double
get_multiple (gint64 n, double mantissa, int exponent)
{
  double product = (double) n * mantissa;
  return exponent < 0 ? product / pow (10., -exponent) : product * pow (10., exponent);
}

/* Makes low < high of what was given. */
static void
mend_range (double *low, double *high)
{
  if (!isfinite (*low) || !isfinite (*high))
    {
      *low = 0.;
      *high = 1.;
      return;
    }
  double least = MIN (*low, *high), greatest = MAX (*low, *high);
  double size = MAX (fabs (least), fabs (greatest));
  if (size < LEAST_SIZE)
    size = least = greatest = 0.;
  if (!(greatest - least > size * LEAST_RANGE))
    {
      double half = size > 0. ? size / 2. : 0.5;
      least -= half;
      greatest += half;
    }
  *low = least;
  *high = greatest;
}

/* Tries one step; FALSE when it makes too many ticks. */
static gboolean
try_step (SyScale *self, double low, double high, guint max_ticks, double mantissa, int exponent)
{
  double step = get_multiple (1, mantissa, exponent);
  double first = floor (low / step + 1e-9);
  double last = ceil (high / step - 1e-9);
  if (last <= first)
    last = first + 1.;
  if (last - first + 1. > (double) max_ticks)
    return FALSE;

  self->mantissa = mantissa;
  self->exponent = exponent;
  self->step = step;
  self->first = (gint64) first;
  self->n_ticks = (guint) (last - first) + 1;
  self->low = get_multiple (self->first, mantissa, exponent);
  self->high = get_multiple (self->first + self->n_ticks - 1, mantissa, exponent);
  return TRUE;
}

void
sy_scale_init (SyScale *self, double low, double high, guint max_ticks, gboolean whole)
{
  g_return_if_fail (self != NULL);
  max_ticks = CLAMP (max_ticks, 2, SY_SCALE_MAX_TICKS);
  mend_range (&low, &high);
  self->pixel_low = 0.;
  self->pixel_high = 1.;

  int exponent = (int) floor (log10 ((high - low) / (double) (max_ticks - 1)));
  if (whole && exponent < 0)
    exponent = 0;
  /* Two ticks around zero may need a step of twice the range, so a few powers are always enough. */
  for (int power = exponent; power <= exponent + 3; power++)
    for (guint i = 0; i < G_N_ELEMENTS (mantissas); i++)
      {
        if (whole && power == 0 && mantissas[i] > 2. && mantissas[i] < 3.)
          continue;
        if (try_step (self, low, high, max_ticks, mantissas[i], power))
          return;
      }
  /* Two ticks cannot hold zero between them: three can. */
  for (int power = exponent; !try_step (self, low, high, 3, 1., power); power++)
    ;
}

void
sy_scale_trim (SyScale *self, double low, double high)
{
  g_return_if_fail (self != NULL);
  if (!(high > low))
    return;
  if (self->n_ticks > 2 && self->high - high > self->step * MOST_EMPTY)
    {
      self->n_ticks--;
      self->high = MAX (high, sy_scale_get_tick (self, self->n_ticks - 1));
    }
  if (self->n_ticks > 2 && self->low < 0. && low - self->low > self->step * MOST_EMPTY)
    {
      self->n_ticks--;
      self->first++;
      self->low = MIN (low, sy_scale_get_tick (self, 0));
    }
}

void
sy_scale_set_pixels (SyScale *self, double pixel_low, double pixel_high)
{
  g_return_if_fail (self != NULL);
  self->pixel_low = pixel_low;
  self->pixel_high = pixel_high;
}

double
sy_scale_get_tick (const SyScale *self, guint tick)
{
  g_return_val_if_fail (self != NULL, 0.);
  return get_multiple (self->first + tick, self->mantissa, self->exponent);
}

double
sy_scale_to_pixel (const SyScale *self, double value)
{
  g_return_val_if_fail (self != NULL, 0.);
  return self->pixel_low
         + (value - self->low) / (self->high - self->low) * (self->pixel_high - self->pixel_low);
}

double
sy_scale_to_value (const SyScale *self, double pixel)
{
  g_return_val_if_fail (self != NULL, 0.);
  return self->low
         + (pixel - self->pixel_low) / (self->pixel_high - self->pixel_low) * (self->high - self->low);
}
