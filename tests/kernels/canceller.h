/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who watches a kernel and cancels it in the middle. */
#pragma once

#include "sy-kernel-job.h"

G_BEGIN_DECLS

typedef struct
{
  GCancellable *cancellable;
  double at;       /* cancels as soon as this much is done; above 1: never */
  double fraction; /* last reported; goes up and never down */
  guint n_reports;
  char *unit;       /* of the last one */
  gint64 cancelled; /* clock(), when; 0: not yet */
} Canceller;

SyKernelJob canceller_begin (Canceller *self, double at);
/* It failed as cancelled, and not long after it was asked to. */
void canceller_assert (Canceller *self, const GError *error);
void canceller_clear (Canceller *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Canceller, canceller_clear)

G_END_DECLS
