/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "canceller.h"

#include <time.h>

/* The next look is some milliseconds away; sanitizers have time for it. Of the processor, not of the clock on
 * the wall: the machine may be busy. */
#define PROMPT_SECONDS 2.

static void
watch (const SyKernelReport *report, gpointer user_data)
{
  Canceller *self = user_data;

  g_assert_cmpfloat (report->fraction, >=, self->fraction - 1e-9);
  g_assert_cmpfloat (report->fraction, <=, 1.);
  g_assert_true (report->total == 0 || report->done <= report->total);
  g_assert_nonnull (report->unit);
  self->fraction = report->fraction;
  self->n_reports++;
  g_free (self->unit);
  self->unit = g_strdup (report->unit);
  g_assert_cmpint (self->cancelled, ==, 0); /* not asked again once it was cancelled */
  if (report->fraction < self->at)
    return;
  g_cancellable_cancel (self->cancellable);
  self->cancelled = clock ();
}

SyKernelJob
canceller_begin (Canceller *self, double at)
{
  *self = (Canceller){ .cancellable = g_cancellable_new (), .at = at };
  return (SyKernelJob){ self->cancellable, watch, self };
}

void
canceller_assert (Canceller *self, const GError *error)
{
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (self->cancelled, >, 0);
  g_assert_cmpfloat ((double) (clock () - self->cancelled) / CLOCKS_PER_SEC, <, PROMPT_SECONDS);
}

void
canceller_clear (Canceller *self)
{
  g_object_unref (self->cancellable);
  g_free (self->unit);
}
