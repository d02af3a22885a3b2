/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data files into a workbook: by what is known of files like them, else as they are recognised. */
#pragma once

#include "sy-cli-options.h"
#include "sy-importer.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* One file, or each of its sheets with @sheet “all”. @joins: the workbook may have data of before, and the
 * file joins it in the way that suits it (or as --mode says); else files of one command are added to each
 * other. Tells on stderr what was recognised, what differs from the last file, what is replaced, and the
 * report. */
gboolean sy_cli_bring_in (SyWorkbook *workbook,
                          const SyCliOptions *options,
                          const char *path,
                          const char *sheet,
                          gboolean joins,
                          GError **error);
/* The same of a table that is recognised already. @plan: (transfer full) */
gboolean sy_cli_bring_in_plan (
    SyWorkbook *workbook, const SyCliOptions *options, SyImportPlan *plan, gboolean joins, GError **error);

/* --mode; FALSE with an error of usage when there is no such way. @given: whether the option is there. */
gboolean sy_cli_get_mode (const SyCliOptions *options, int *mode, gboolean *given, GError **error);
/* --refused: writes what was refused of all that is in the workbook. */
gboolean sy_cli_write_refused (SyWorkbook *workbook, const SyCliOptions *options, GError **error);

G_END_DECLS
