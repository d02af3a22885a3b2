/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every kernel has in common: it can be stopped, says how far it is, and fails in words. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SY_KERNEL_ERROR (sy_kernel_error_quark ())
GQuark sy_kernel_error_quark (void);

typedef enum
{
  SY_KERNEL_ERROR_ARGUMENT,   /* a number that the algorithm can't take: k of 0.5, a negative judgement */
  SY_KERNEL_ERROR_DEGENERATE, /* too few different values for what is asked */
  SY_KERNEL_ERROR_TOO_LARGE,  /* more to count or to keep than is allowed */
} SyKernelError;
/* A kernel that is cancelled fails with G_IO_ERROR_CANCELLED. */

/* How far the work is, and what is counted at the moment. */
typedef struct
{
  double fraction;  /* of all the work, 0…1 */
  guint64 done;     /* … orders, pairs, rows */
  guint64 total;    /* of so many; 0: not known */
  const char *unit; /* what they are, a plural to be translated: gettext (unit) */
} SyKernelReport;

/* Called from the thread that the kernel runs in, each few milliseconds. */
typedef void (*SyKernelProgress) (const SyKernelReport *report, gpointer user_data);

/* All NULL: nobody watches. */
typedef struct
{
  GCancellable *cancellable;
  SyKernelProgress progress;
  gpointer progress_data;
} SyKernelJob;

/* Between two pieces of work; FALSE with an error when it is to stop. @job NULL: goes on. */
gboolean sy_kernel_job_go_on (const SyKernelJob *job, const SyKernelReport *report, GError **error);

G_END_DECLS
