/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --clean: steps of cleaning from the command line; “list cleaning”: what they came to. */
#pragma once

#include "sy-cli-options.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* Sets the steps of --clean, where there are any, and tells on stderr what each came to. */
gboolean sy_cli_clean (SyWorkbook *workbook, const SyCliOptions *options, GError **error);
/* Each step with its counts, or with --step the rows that one touched, as CSV. */
gboolean sy_cli_list_cleaning (SyCliOptions *options, GError **error);

G_END_DECLS
