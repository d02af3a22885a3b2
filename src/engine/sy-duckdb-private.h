/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the DuckDB files of this room share: errors, opening, results, appenders. */
#pragma once

#include <duckdb.h>

#include "sy-appender-private.h"
#include "sy-array.h"
#include "sy-duckdb-engine.h"
#include "sy-spill-folder.h"

G_BEGIN_DECLS

/* Maps what DuckDB says of a statement to an error of ours. */
void sy_duckdb_set_error (GError **error, const char *message);
/* The same for a document that could not be opened. */
void sy_duckdb_set_open_error (GError **error, const char *path, const char *message);

/* One open database. @path, @device and @inode stand for the file; in memory @path is NULL. */
typedef struct
{
  char *path;
  guint64 device;
  guint64 inode;
  gboolean read_only;
  gboolean created; /* by this opening */
  duckdb_database database;
  SySpillFolder *spill;
} SyDuckdbFile;

SyDuckdbFile *sy_duckdb_file_open (const char *path, const SyDuckdbOptions *options, GError **error);
gboolean sy_duckdb_file_is_ours (SyDuckdbFile *self);
/* TRUE when a change log lies beside the document. */
gboolean sy_duckdb_file_has_wal (SyDuckdbFile *self);
/* All connections must be gone. */
void sy_duckdb_file_close (SyDuckdbFile *self);

/* One statement of a kind that is allowed, its values bound; destroyed by the caller. NULL with an error. */
duckdb_prepared_statement sy_duckdb_prepare (
    duckdb_connection connection, const char *sql, const SyValue *values, guint n_values, GError **error);
/* FALSE when a column of the answer can't stand in a frame: told before the statement changes anything. */
gboolean sy_duckdb_check_columns (duckdb_prepared_statement statement, GError **error);
/* Called between pieces of work; FALSE breaks off. */
typedef gboolean (*SyDuckdbTick) (gpointer data);
/* All chunks of a result as a frame; NULL with an error, or when @tick broke off and DuckDB noticed it. */
SyFrame *
sy_duckdb_result_to_frame (duckdb_result *result, SyDuckdbTick tick, gpointer tick_data, GError **error);

/* (element-type SyArray); as sy_engine_read_arrays(). */
GPtrArray *sy_duckdb_result_to_arrays (duckdb_result *result,
                                       const SyArrayKind *kinds,
                                       guint n_kinds,
                                       SyDuckdbTick tick,
                                       gpointer tick_data,
                                       GError **error);

/* @connection is used for appending; when @own it has a transaction open that close commits, and is
 * disconnected. */
SyAppender *sy_duckdb_appender_new (
    SyDuckdbEngine *engine, duckdb_connection connection, gboolean own, const char *table, GError **error);
/* Takes the rows out of the engine's hands before a transaction that it does not own ends. */
void sy_duckdb_appender_abandon (SyAppender *appender);

/* sy_rows(N): the rows of a stream, as a table. */
gboolean sy_duckdb_register_row_streams (duckdb_connection connection, GError **error);
SyRowStream *sy_duckdb_row_stream_new (const SyRowColumn *columns, guint n_columns, gboolean bounded);

/* For appenders: to take turns with, and be known to, the engine. */
void sy_duckdb_engine_lock (SyDuckdbEngine *self);
void sy_duckdb_engine_unlock (SyDuckdbEngine *self);
void sy_duckdb_engine_forget_appender (SyDuckdbEngine *self,
                                       SyAppender *appender,
                                       gboolean own,
                                       const GError *lost);

/* Days from 1970-01-01; FALSE where the result is no day of a workbook. */
gboolean sy_duckdb_find_month (gint32 days, gint32 *first);
gboolean sy_duckdb_find_month_after (gint32 days, gint32 *first);
gboolean sy_duckdb_shift_month (gint32 days, double months, gint32 *result);
gboolean sy_duckdb_shift_month_end (gint32 days, double months, gint32 *result);

/* sy_round(), sy_less() …: the arithmetic of a workbook, for the statements made of formulas. */
gboolean sy_duckdb_register_functions (duckdb_connection connection, GError **error);
/* See sy_engine_add_text_function(). */
gboolean sy_duckdb_register_text_function (duckdb_connection connection,
                                           const char *name,
                                           SyTextFunction function,
                                           gpointer data,
                                           GDestroyNotify free_data,
                                           GError **error);

/* One of the few fixed statements that need no binding. */
gboolean sy_duckdb_run (duckdb_connection connection, const char *sql, GError **error);

G_END_DECLS
