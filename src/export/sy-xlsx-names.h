/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that a workbook accepts, made of titles: sheets, tables, defined names, headers and texts of cells.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SY_XLSX_MAX_TEXT 32767 /* UTF-16 units of one cell */

/* Names given so far; compared without case. */
typedef struct _SyXlsxNames SyXlsxNames;
SyXlsxNames *sy_xlsx_names_new (void);
void sy_xlsx_names_free (SyXlsxNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyXlsxNames, sy_xlsx_names_free)

/* At most 31 UTF-16 units, none of [ ] : * ? / \, no apostrophe at an end, not “History”; unique. */
char *sy_xlsx_names_add_sheet (SyXlsxNames *self, const char *title);
/* Of letters, digits, _ and ., not like a cell's address; tables and defined names share one space. */
char *sy_xlsx_names_add_name (SyXlsxNames *self, const char *title);
/* One line, at most 255 UTF-16 units, unique. */
char *sy_xlsx_names_add_header (SyXlsxNames *self, const char *title);

/* What a cell can hold of @text: valid UTF-8 without control characters, at most SY_XLSX_MAX_TEXT units, with
 * what reads as an escape (_x0041_) escaped. @is_cut: (out) (optional): it was too long. */
char *sy_xlsx_clean_text (const char *text, gboolean *is_cut);
/* For XML: & < > and quotes escaped. */
void sy_xlsx_append_escaped (GString *xml, const char *text);
/* C5, or $C$5. */
void sy_xlsx_append_column (GString *out, guint col); /* its letters */
void sy_xlsx_append_address (GString *out, guint row, guint col, gboolean absolute);
/* 'It''s'!$A$1:$A$9 */
char *sy_xlsx_dup_range (const char *sheet, guint first_row, guint first_col, guint last_row, guint last_col);
/* Columns that @text takes in a fixed-width font: East Asian characters take two. */
double sy_xlsx_measure_text (const char *text);

G_END_DECLS
