/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that an import writes to: a new one, or an existing one that rows are added to. */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

typedef struct _SyImportTable SyImportTable;

SyImportTable *
sy_import_table_new (SyEngine *engine, const char *name, GCancellable *cancellable, GError **error);
gboolean sy_import_table_write (
    SyImportTable *self, GArray *columns, const char *rows, GCancellable *cancellable, GError **error);
gboolean sy_import_table_restart (SyImportTable *self, GCancellable *cancellable, GError **error);
gboolean sy_import_table_finish (SyImportTable *self, GCancellable *cancellable, GError **error);
void sy_import_table_free (SyImportTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportTable, sy_import_table_free)

void sy_import_table_add_column (GArray *columns, const char *name, SyColumnType type, guint scale);
void sy_import_table_add_coded_column (
    GArray *columns, const char *name, SyColumnType type, guint scale, GPtrArray *members);
GArray *sy_import_table_columns_new (void);

G_END_DECLS
