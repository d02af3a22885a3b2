/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the parts of the rows: sy-sheet-rows.c (reading, looking), sy-sheet-rows-commit.c (what the
 * document takes). */
#pragma once

#include "sy-sheet-rows.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;   /* as it stands in the form */
  char *kept;   /* as the document has it */
  char *error;  /* why the document does not take it; NULL */
  char *shown;  /* what was computed for it; NULL: nothing yet */
  char *remark; /* what is remarkable about that; NULL */
  gboolean is_dirty;
} SySheetCell;

struct _SySheetRows
{
  GObject parent_instance;

  SySession *session;
  SyTemplate *template;              /* NULL of a computed table */
  const SyTemplateTable *definition; /* of it */
  char *id, *title, *description;
  GPtrArray *columns; /* (element-type SySheetColumn) shown ones */
  guint n_cells;      /* of a row: typed rows have cells of hidden columns too */
  GPtrArray *rows;    /* (element-type SySheetCell[n_cells]) */
  gboolean is_committing;
};

SySheetCell *sy_sheet_rows_get_cell (SySheetRows *self, guint row, guint column);
gboolean sy_sheet_cells_are_blank (const SySheetCell *cells);
void sy_sheet_cell_set (char **place, const char *text);
/* An open table always has one blank row at its end, and only one. */
void sy_sheet_rows_keep_blank_row (SySheetRows *self);
/* Emits "changed". */
void sy_sheet_rows_tell (SySheetRows *self, int row);
/* All rows to the document, with what is wrong left as it was there. */
gboolean sy_sheet_rows_write (SySheetRows *self, gboolean amends);

G_END_DECLS
