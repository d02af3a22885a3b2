/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a Parquet file, as text by column. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SyParquetFile SyParquetFile;

typedef struct
{
  const char *text; /* NULL for no value; borrowed for the call, UTF-8, not NUL-terminated */
  gsize length;
} SyParquetValue;

/* Takes one value a column; FALSE ends the reading without an error. */
typedef gboolean (*SyParquetRow) (gpointer user_data, const SyParquetValue *values);

SyParquetFile *sy_parquet_file_open (int fd, GError **error);
void sy_parquet_file_free (SyParquetFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyParquetFile, sy_parquet_file_free)

guint sy_parquet_file_get_n_columns (SyParquetFile *file);
const char *sy_parquet_file_get_name (SyParquetFile *file, guint column);
const char *sy_parquet_file_get_type (SyParquetFile *file, guint column);
gboolean sy_parquet_file_read (
    SyParquetFile *file, SyParquetRow row, gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
