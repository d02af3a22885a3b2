/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The *.steelyard file: a DuckDB database with sources, mapping, parameters, typed rows, template and
 * history; each accepted change is one transaction. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

#define SY_TYPE_DOCUMENT (sy_document_get_type ())
G_DECLARE_FINAL_TYPE (SyDocument, sy_document, SY, DOCUMENT, GObject)

/* Makes a new document at @path (NULL: a draft in the user's data folder that is kept until it is saved or
 * discarded). */
SyDocument *sy_document_create (const char *path, SyCatalogue *catalogue, GError **error);
SyDocument *sy_document_open (const char *path, SyCatalogue *catalogue, GError **error);
SyWorkbook *sy_document_get_workbook (SyDocument *self);
const char *sy_document_get_path (SyDocument *self);
gboolean sy_document_is_draft (SyDocument *self);
/* TRUE when the file may not be written: changes stay in memory until it is saved elsewhere. */
gboolean sy_document_is_read_only (SyDocument *self);
/* Checkpoint, close, copy to a temporary file beside @path, fsync, rename, open again there. (any thread;
 * blocks) Tables and evaluations from before can't be read any more: the workbook tells by “changed”, on the
 * main thread. */
gboolean sy_document_save_as (SyDocument *self, const char *path, GError **error);
/* FALSE with an error when the file vanished or was replaced under us, or the last change could not be
 * written. */
gboolean sy_document_check (SyDocument *self, GError **error);
gboolean sy_document_close (SyDocument *self, GError **error);
/* Closes a draft and removes its file; a document that was saved is only closed. */
void sy_document_discard (SyDocument *self);
/* TRUE when the file's first bytes are a DuckDB database: a document, not a data file. */
gboolean sy_document_sniff (const char *path);

G_END_DECLS
