/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the report of an import is filled while it loads. */
#pragma once

#include "sy-importer.h"

G_BEGIN_DECLS

SyImportReport *sy_import_report_new (void);
gboolean sy_import_report_add (SyImportReport *report,
                               SyAppender *appender,
                               const char *file,
                               const char *sheet,
                               const SyRefusal *refusal,
                               GError **error);
char *sy_import_report_shorten (const char *text);
void sy_import_report_append_text (SyAppender *appender, const char *text);

G_END_DECLS
