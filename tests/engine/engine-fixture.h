/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short ways to an engine and its answers for the tests of this room. */
#pragma once

#include <glib/gstdio.h>

#include "sy-duckdb-engine.h"

static inline SyEngine *
open_memory (void)
{
  g_autoptr (GError) error = NULL;
  SyEngine *engine = sy_duckdb_engine_open (NULL, NULL, &error);

  g_assert_no_error (error);
  return engine;
}

static inline SyEngine *
open_document (const char *path)
{
  g_autoptr (GError) error = NULL;
  SyEngine *engine = sy_duckdb_engine_open (path, NULL, &error);

  g_assert_no_error (error);
  return engine;
}

static inline void
run (SyEngine *engine, const char *sql)
{
  g_autoptr (GError) error = NULL;

  sy_engine_execute (engine, sql, NULL, 0, NULL, &error);
  g_assert_no_error (error);
}

static inline SyFrame *
ask (SyEngine *engine, const char *sql)
{
  g_autoptr (GError) error = NULL;
  SyFrame *frame = sy_engine_query (engine, sql, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  return frame;
}

/* The one number that a query answers. */
static inline gint64
ask_int64 (SyEngine *engine, const char *sql)
{
  g_autoptr (SyFrame) frame = ask (engine, sql);

  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 1);
  return sy_frame_get_int64 (frame, 0, 0);
}

static inline char *
make_folder (void)
{
  return g_dir_make_tmp ("steelyard-engine-XXXXXX", NULL);
}

/* With all files in it. */
static inline void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_remove (file);
    }
  g_rmdir (path);
}
