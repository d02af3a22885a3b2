/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an import writes its report down. */
#pragma once

#include "sy-journal.h"
#include "sy-workbook-import.h"

G_BEGIN_DECLS

/* @digest: of the file's content. */
void sy_import_record_save (const SyImportRecord *self, const char *digest, SyBatch *batch);

G_END_DECLS
