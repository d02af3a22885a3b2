/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value axis as plain numbers: round ticks, and values to pixels. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SY_SCALE_MAX_TICKS 16

/* A value axis. Tick i is (first + i) × mantissa × 10^exponent, computed anew each time so that no error adds
 * up. */
typedef struct
{
  double low;  /* value at pixel_low: the first tick, or below it when trimmed */
  double high; /* value at pixel_high: the last tick, or above it */
  double step;
  guint n_ticks;
  gint64 first;
  double mantissa; /* 1, 2, 2.5 or 5 */
  int exponent;
  double pixel_low;
  double pixel_high;
} SyScale;

/**
 * sy_scale_init:
 * @low, @high: least and greatest value; equal, swapped or not finite ones are mended
 * @max_ticks: 2 to %SY_SCALE_MAX_TICKS
 * @whole: whether ticks must be whole numbers
 *
 * Chooses the smallest step of 1, 2, 2.5 or 5 × 10ⁿ that covers the range with at most @max_ticks ticks.
 */
void sy_scale_init (SyScale *self, double low, double high, guint max_ticks, gboolean whole);
/* Where the last step (and the first, of negative values) is mostly empty, the axis ends at the values
 * instead. */
void sy_scale_trim (SyScale *self, double low, double high);
void sy_scale_set_pixels (SyScale *self, double pixel_low, double pixel_high);
double sy_scale_get_tick (const SyScale *self, guint tick);
double sy_scale_to_pixel (const SyScale *self, double value);
double sy_scale_to_value (const SyScale *self, double pixel);

G_END_DECLS
