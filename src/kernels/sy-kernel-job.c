/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Progress and cancelling of kernels. */
#include "config.h"

#include "sy-kernel-job.h"

G_DEFINE_QUARK (sy_kernel_error, sy_kernel_error)

gboolean
sy_kernel_job_go_on (const SyKernelJob *job, const SyKernelReport *report, GError **error)
{
  if (!job)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;
  if (job->progress)
    job->progress (report, job->progress_data);
  return TRUE;
}
