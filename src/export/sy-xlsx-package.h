/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step after libxlsxwriter: what it can't write is put into its package. Charts get our own parts, sheets
 * of tables their rows, and other cells their cached errors, conditions and texts of array formulas.
 *
 * The library takes only numbers as results of array formulas, and texts for errors. So such results are
 * written as numbers that no result can be, and turned into what they mean here. */
#pragma once

#include <gio/gio.h>

#include "sy-xlsx-deflate.h"
#include "sy-xlsx-error.h"

G_BEGIN_DECLS

typedef struct _SyXlsxPackage SyXlsxPackage;
SyXlsxPackage *sy_xlsx_package_new (void);
void sy_xlsx_package_free (SyXlsxPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyXlsxPackage, sy_xlsx_package_free)

/* The number to cache for a result that isn't one. */
double sy_xlsx_package_mark_error (SyXlsxErrorKind kind);
double sy_xlsx_package_mark_bool (gboolean value);
double sy_xlsx_package_mark_text (SyXlsxPackage *self, const char *text);

/* The chart whose placeholder has @marker in it becomes @xml. Takes @xml. */
void sy_xlsx_package_add_chart (SyXlsxPackage *self, const char *marker, char *xml);

/* Rows at the end of sheet number @sheet (from 1 in the package), which reach to row @last_row (1-based) and
 * column @last_col. Takes @rows. */
void sy_xlsx_package_add_rows (
    SyXlsxPackage *self, guint sheet, guint last_row, guint last_col, SyXlsxPiece *rows);

/* Rewrites the package at @from to @to. */
gboolean sy_xlsx_package_finish (
    SyXlsxPackage *self, const char *from, const char *to, GCancellable *cancellable, GError **error);
/* The XML of a sheet with its marked numbers turned into what they mean. */
char *sy_xlsx_package_fix_cells (SyXlsxPackage *self, const char *xml, gsize length, gsize *out_length);

G_END_DECLS
