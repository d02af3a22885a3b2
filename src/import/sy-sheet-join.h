/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of another sheet looked up by what both have: the orders of order lines, the products of orders. The
 * sheet becomes as wide as both, and everything behind takes it for one table. */
#pragma once

#include "sy-sample.h"

G_BEGIN_DECLS

typedef struct _SyImportPlan SyImportPlan;

/* Another sheet, read and kept by key. What is in it stays; the counts are of the last reading. */
typedef struct _SySheetJoin
{
  gatomicrefcount ref_count;
  char *path;
  char *sheet;      /* NULL: the file has none */
  char **own;       /* headers of the key in the sheet it is joined to; never NULL */
  char **keys;      /* the same here */
  char **headers;   /* of the columns that it adds, without the key */
  guint64 n_rows;   /* with a key */
  guint64 n_twice;  /* of them, rows whose key came before with other cells: the first one counts */
  char *twice;      /* one such key, or NULL */
  guint64 n_found;  /* rows that found theirs */
  guint64 n_missed; /* rows with a key that is not here */
  guint64 n_used;   /* rows of here that were found */
  struct _SySheetJoinRows *rows;
} SySheetJoin;

/* Reads all of a sheet, as its plan says. */
SySheetJoin *sy_sheet_join_new (const SyImportPlan *plan,
                                const char *const *own,
                                const char *const *keys,
                                GCancellable *cancellable,
                                GError **error);
SySheetJoin *sy_sheet_join_ref (SySheetJoin *self);
void sy_sheet_join_unref (SySheetJoin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySheetJoin, sy_sheet_join_unref)
char *sy_sheet_join_dup_name (const SySheetJoin *self);
/* "orders.csv by 订单号", for lists. (transfer full) */
char *sy_sheet_join_describe (const SySheetJoin *self);
/* "990 of 1,000 rows of … found": after a reading. (transfer full) */
char *sy_sheet_join_report (const SySheetJoin *self);
/* What is looked up by: texts without blanks round them, several parted by a unit separator. FALSE: one of
 * the cells is empty. */
gboolean sy_sheet_join_write_key (
    GString *key, const SyCell *cells, guint n_cells, const guint *indexes, guint n_indexes);
gboolean sy_sheet_join_has_key (const SySheetJoin *self, const char *key);

/* Several of them beside one sheet. */
typedef struct _SySheetWiden SySheetWiden;
SySheetWiden *sy_sheet_widen_new (
    GPtrArray *joins, const char *const *headers, guint64 header_row, gboolean is_text, GError **error);
void sy_sheet_widen_free (SySheetWiden *self);
/* Columns of the sheet itself; those behind are joined. */
guint sy_sheet_widen_get_width (const SySheetWiden *self);
/* The one that a column comes from; NULL: the sheet itself. */
const SySheetJoin *sy_sheet_widen_find_join (const SySheetWiden *self, guint index);
/* Runs @read with a sink before @sink that puts what was looked up behind each row. */
gboolean
sy_sheet_widen_run (const SySheetWiden *self, const SyCellSink *sink, SySampleRead read, gpointer data);

G_END_DECLS
