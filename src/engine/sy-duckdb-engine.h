/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DuckDB in this process, locked down: no files but its own, no extensions, no network, limited memory. */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

typedef struct
{
  guint memory_limit_mb;    /* 0: 1,024 or half of the machine's, whichever is less */
  guint n_threads;          /* 0: as many as the machine has */
  const char *spill_folder; /* NULL: a private folder under the user's cache, removed at close */
  gboolean read_only;
} SyDuckdbOptions;

#define SY_TYPE_DUCKDB_ENGINE (sy_duckdb_engine_get_type ())
G_DECLARE_FINAL_TYPE (SyDuckdbEngine, sy_duckdb_engine, SY, DUCKDB_ENGINE, GObject)

/* @path: a document, created when it does not exist; NULL for a database in memory. @options may be NULL. */
SyEngine *sy_duckdb_engine_open (const char *path, const SyDuckdbOptions *options, GError **error);
const char *sy_duckdb_engine_get_path (SyDuckdbEngine *self);
/* CHECKPOINT, close, and make sure that no .wal is left: only then may the file be copied or handed out. */
gboolean sy_duckdb_engine_close (SyDuckdbEngine *self, GError **error);
/* FALSE when the file at the path is no longer the one that was opened (moved, deleted, replaced). */
gboolean sy_duckdb_engine_file_is_ours (SyDuckdbEngine *self);
const char *sy_duckdb_library_version (void);

G_END_DECLS
