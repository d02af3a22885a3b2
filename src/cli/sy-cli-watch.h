/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import --watch: a document that grows with a folder. */
#pragma once

#include "sy-cli-options.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* Takes in what arrives in the folder of --watch until SIGINT or SIGTERM; nothing to do without one. A file
 * that is refused is told and stays out. FALSE when the folder can't be watched. */
gboolean sy_cli_watch (SyWorkbook *workbook, const SyCliOptions *options, GError **error);

G_END_DECLS
