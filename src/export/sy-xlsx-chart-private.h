/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts share that put a template's chart into the workbook. */
#pragma once

#include "sy-chart-builder.h"
#include "sy-xlsx-book-private.h"
#include "sy-xlsx-chart.h"

G_BEGIN_DECLS

/* First row of helper cells; the row above has their titles. */
#define SY_XLSX_HELPER_ROW 2

typedef struct
{
  SyXlsxBook *book;
  const SyTemplateChart *definition;
  SyBuiltChart *built;
  SyXlsxTable *table;
  SyXlsxColumn *x;
  lxw_worksheet *helper;
  SyXlsxChart *chart;
  SyTheme *theme;
  gboolean is_array; /* helper formulas are array formulas */
  guint n_points;    /* with values now */
  guint n;           /* of the chart: blank rows that may fill are in it */
} SyXlsxChartWriter;

/* A cell that a helper formula reads: a column of the table, or of the helper cells, or neither: 0. */
typedef struct
{
  const char *key; /* as it stands in the formula, such as {a} */
  SyXlsxColumn *column;
  guint helper; /* 1: the first column of helper cells; 0: none */
} SyXlsxOperand;

const char *sy_xlsx_chart_format_of (const SyXlsxChartWriter *self, SyChartUnit unit);
/* The defined name of a value or parameter; NULL for none. */
const char *sy_xlsx_chart_name_of (const SyXlsxChartWriter *self, const char *id);
/* As many numbers as the chart has rows; NAN where @values has none. */
double *sy_xlsx_chart_extend (const SyXlsxChartWriter *self, const double *values);
/* A column of @n helper cells with what they show now: numbers, or texts. Returns its range. */
char *sy_xlsx_chart_add_cells (SyXlsxChartWriter *self,
                               const char *title,
                               const char *formula,
                               const SyXlsxOperand *operands,
                               guint n_operands,
                               const double *values,
                               const char *const *texts,
                               guint n);
/* Takes @values. */
SyXlsxSeries *sy_xlsx_chart_add_helper_series (SyXlsxChartWriter *self,
                                               SyXlsxDraw draw,
                                               const char *title,
                                               SyColor color,
                                               const char *formula,
                                               SyXlsxColumn *operand,
                                               SyXlsxColumn *second,
                                               double *values);
SyXlsxSeries *sy_xlsx_chart_add_plain_series (SyXlsxChartWriter *self,
                                              const SyChartSeries *series,
                                              SyXlsxColumn *column,
                                              guint index);

/* sy-xlsx-chart-kinds.c: TRUE where the type has been written whole. */
gboolean sy_xlsx_chart_add_kind (SyXlsxChartWriter *self);
/* What is left to do after the series of any chart. */
void sy_xlsx_chart_finish_kind (SyXlsxChartWriter *self);

/* sy-xlsx-chart-scatter.c */
void sy_xlsx_chart_add_scatter (SyXlsxChartWriter *self);
void sy_xlsx_chart_add_lorenz (SyXlsxChartWriter *self);

/* sy-xlsx-chart-picture.c: types that spreadsheets have no chart for. */
#define SY_XLSX_PIXELS_A_ROW 20 /* of the usual height */

/* How high the picture of a drawing of words is at @width pixels; @usual for what takes any height. @built:
 * (out) (nullable): what was made for that, to be handed to sy_xlsx_book_add_chart(). */
gboolean sy_xlsx_chart_measure (SyEvaluation *evaluation,
                                const SyTemplateChart *definition,
                                guint width,
                                guint usual,
                                guint *height,
                                SyBuiltChart **built,
                                GCancellable *cancellable,
                                GError **error);
gboolean sy_xlsx_chart_is_picture (const SyTemplateChart *definition);
gboolean sy_xlsx_chart_put_picture (SyXlsxBook *book,
                                    lxw_worksheet *sheet,
                                    guint row,
                                    guint col,
                                    SyChart *chart,
                                    guint width,
                                    guint height,
                                    GError **error);

G_END_DECLS
