/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that write one workbook share. */
#pragma once

#include <xlsxwriter.h>

#include "sy-chart-builder.h"
#include "sy-plan.h"
#include "sy-xlsx-error.h"
#include "sy-xlsx-format.h"
#include "sy-xlsx-layout.h"
#include "sy-xlsx-package.h"

G_BEGIN_DECLS

/* Something that the reader of the workbook must know: on the sheet of notes. */
typedef struct
{
  char *about, *text;
} SyXlsxNote;

typedef struct
{
  SyEvaluation *evaluation;
  SyPlan *plan;
  SyXlsxLayout *layout;
  lxw_workbook *workbook;
  SyXlsxFormats *formats;
  SyXlsxPackage *package;
  SyXlsxErrors *errors;
  GHashTable *sheets;       /* name → lxw_worksheet */
  GPtrArray *notes;         /* (element-type SyXlsxNote) */
  const char *helper_sheet; /* data of charts, lists of choices */
  guint helper_column;      /* the next free one */
  guint n_charts;
  GHashTable *charts; /* SyTemplateChart → XML */
  guint n_cut;        /* texts that were too long */
  GCancellable *cancellable;
} SyXlsxBook;

/* Written by hand, as texts, numbers and formulas of one cell. */
void sy_xlsx_book_put_text (
    SyXlsxBook *self, lxw_worksheet *sheet, guint row, guint col, const char *text, lxw_format *format);
/* @kind: SY_XLSX_NO_ERROR, or the error that the cell shows. */
typedef struct
{
  gboolean is_text, is_bool, is_error;
  double number;
  const char *text;
  SyXlsxErrorKind error;
} SyXlsxCached;
SyXlsxCached sy_xlsx_cached_from_frame (
    SyFrame *frame, guint column, gint64 row, gboolean may_be_error, SyXlsxErrorKind error);
SyXlsxCached sy_xlsx_cached_from_value (const SyValue *value, SyXlsxErrorKind error);
void sy_xlsx_book_put_value (SyXlsxBook *self,
                             lxw_worksheet *sheet,
                             guint row,
                             guint col,
                             const SyXlsxCached *value,
                             lxw_format *format);
void sy_xlsx_book_put_formula (SyXlsxBook *self,
                               lxw_worksheet *sheet,
                               guint row,
                               guint col,
                               const char *formula,
                               gboolean is_array,
                               const SyXlsxCached *cached,
                               lxw_format *format);
void sy_xlsx_book_note (SyXlsxBook *self, const char *about, const char *format, ...) G_GNUC_PRINTF (3, 4);
lxw_worksheet *sy_xlsx_book_add_sheet (SyXlsxBook *self, const char *name, guint32 color);
/* Page, header and footer. */
void sy_xlsx_book_set_page (SyXlsxBook *self, lxw_worksheet *sheet, const char *title, gboolean landscape);
void sy_xlsx_book_define (SyXlsxBook *self, const char *name, const char *sheet, guint row, guint col);

/* A formula of names and whole columns, and its value. */
gboolean sy_xlsx_book_put_computed (SyXlsxBook *self,
                                    lxw_worksheet *sheet,
                                    guint row,
                                    guint col,
                                    const char *text,
                                    lxw_format *format,
                                    SyXlsxCached *value,
                                    GError **error);
/* A sentence with {names}: ="…"&TEXT(name,…), and how it reads now. */
gboolean sy_xlsx_book_put_sentence (SyXlsxBook *self,
                                    lxw_worksheet *sheet,
                                    guint row,
                                    guint col,
                                    GPtrArray *notes,
                                    lxw_format *format,
                                    double *width,
                                    GError **error);
char *sy_xlsx_book_write_sentence (SyXlsxBook *self, const char *text, char **cached, GError **error);

gboolean sy_xlsx_book_write_table (SyXlsxBook *self, SyXlsxTable *table, GError **error);
/* The ListObject, header and widths of a table on a sheet. */
void sy_xlsx_book_add_list (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table);
/* Width in characters of what stands in it. */
double sy_xlsx_book_measure_column (const SyXlsxColumn *column);
/* What may be typed into the cells of an INPUT table. */
void sy_xlsx_book_add_validation (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table);
/* Errors among these cells are written in grey. */
void sy_xlsx_book_grey_range (
    SyXlsxBook *self, lxw_worksheet *sheet, guint first_row, guint first_col, guint last_row, guint last_col);
void sy_xlsx_book_grey_errors (SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxTable *table);
/* One cell of a table through the library: on sheets where tables stand one under the other. */
gboolean sy_xlsx_book_write_cell (
    SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxColumn *column, guint row, GError **error);
/* The template's column that it is, and its @index (out, optional) among them; NULL: it is one of ours. */
const SyTemplateColumn *sy_xlsx_column_find_definition (const SyXlsxColumn *column, guint *index);
/* A typed cell that is a link, as a live formula. FALSE with @error, or
 * without one where the cell is no link or can't be live. */
gboolean sy_xlsx_book_put_link (
    SyXlsxBook *self, lxw_worksheet *sheet, SyXlsxColumn *column, guint row, GError **error);
gboolean sy_xlsx_book_write_custom (SyXlsxBook *self, GError **error);
gboolean sy_xlsx_book_write_figures (SyXlsxBook *self, GError **error);
gboolean sy_xlsx_book_write_report (SyXlsxBook *self, GError **error);
gboolean sy_xlsx_book_write_checks (SyXlsxBook *self, GError **error);
gboolean sy_xlsx_book_write_notes (SyXlsxBook *self, GError **error);
/* Hands the rows of a table, whose sheet is the newest, to the package. */
gboolean sy_xlsx_book_write_rows (SyXlsxBook *self, SyXlsxTable *table, GError **error);
/* Places a chart's frame; its own XML replaces what the library writes. @built: (nullable) (transfer full):
 * the chart where it was made before. @width, @height: pixels. */
gboolean sy_xlsx_book_add_chart (SyXlsxBook *self,
                                 lxw_worksheet *sheet,
                                 guint row,
                                 guint col,
                                 const SyTemplateChart *chart,
                                 SyBuiltChart *built,
                                 guint width,
                                 guint height,
                                 GError **error);

G_END_DECLS
