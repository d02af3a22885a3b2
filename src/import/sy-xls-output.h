/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The helper's side of the pipe. */
#pragma once

#include "sy-cell-sink.h"
#include "sy-xls-protocol.h"

G_BEGIN_DECLS

void sy_xls_output_info (gboolean date1904);
void sy_xls_output_sheet (const char *name);
void sy_xls_output_row (guint32 row, const SyCell *cells, guint n_cells);
void sy_xls_output_refused (guint32 row, SyXlsRefusal reason, const char *text);
void sy_xls_output_progress (guint64 done, guint64 total);
void sy_xls_output_end (void);
void sy_xls_output_fail (SyXlsFailure failure, int detail) G_GNUC_NORETURN;

G_END_DECLS
