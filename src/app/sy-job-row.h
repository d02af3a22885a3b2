/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One job under way: what it does, how far it is in its own units, and a way to stop it. */
#pragma once

#include <gtk/gtk.h>

#include "sy-job.h"

G_BEGIN_DECLS

#define SY_TYPE_JOB_ROW (sy_job_row_get_type ())
G_DECLARE_FINAL_TYPE (SyJobRow, sy_job_row, SY, JOB_ROW, GtkListBoxRow)

GtkWidget *sy_job_row_new (SyJob *job);

G_END_DECLS
