/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command line corrects of a recognised file: header, types, readings, columns. */
#pragma once

#include "sy-cli-options.h"
#include "sy-import-plan.h"

G_BEGIN_DECLS

gboolean sy_cli_correct (const SyCliOptions *options, SyImportPlan *plan, GError **error);

G_END_DECLS
