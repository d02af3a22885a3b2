/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and sheets that come in one command: those that others are looked up in, and what is left to come in
 * by itself. */
#pragma once

#include "sy-cli-options.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* All arguments of the command; see sy_cli_bring_in() for @joins. */
gboolean
sy_cli_bring_in_all (SyWorkbook *workbook, const SyCliOptions *options, gboolean joins, GError **error);

G_END_DECLS
