/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one worksheet of thinking: title, what it says, its drawings, and below them the tables that
 * are typed and computed, one under the other. */
#pragma once

#include "sy-xlsx-book-private.h"

G_BEGIN_DECLS

struct _SyXlsxWorksheet
{
  SyTemplate *template; /* borrowed from the plan */
  char *title;
  char *sheet;
  GPtrArray *tables; /* (element-type SyXlsxTable) borrowed, those that stand here */
  GPtrArray *charts; /* (element-type SyTemplateChart) borrowed */
  GArray *heights;   /* (element-type guint) of the drawings, in pixels */
  GPtrArray *built;  /* (element-type SyBuiltChart) (nullable): made to be measured, until they are written */
};

SyXlsxWorksheet *sy_xlsx_worksheet_new (SyEvaluation *evaluation,
                                        SyTemplate *template,
                                        GPtrArray *tables,
                                        GCancellable *cancellable,
                                        GError **error);
void sy_xlsx_worksheet_free (SyXlsxWorksheet *self);
/* Gives each of its tables its rows of the sheet. */
void sy_xlsx_worksheet_place (SyXlsxWorksheet *self);
gboolean sy_xlsx_book_write_worksheets (SyXlsxBook *self, GError **error);

G_END_DECLS
