/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the import room share: source kinds, data files, files made on the spot, an engine in
 * memory. */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "sy-duckdb-engine.h"
#include "sy-importer.h"
#include "sy-template-reader.h"

/* The kinds in data/sources. */
static inline GPtrArray *
fixture_kinds (void)
{
  GPtrArray *kinds = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (g_getenv ("STEELYARD_DATA"), "sources", "sales.xml", NULL);
  g_autoptr (GError) error = NULL;
  SySourceKind *kind = sy_template_reader_read_kind (path, "en", &error);

  g_assert_no_error (error);
  g_ptr_array_add (kinds, kind);
  return kinds;
}

/* A file of the shared corpora, or NULL after skipping the test. */
static inline char *
fixture_data (const char *relative)
{
  const char *base = g_getenv ("STEELYARD_TEST_DATA");
  char *path = base ? g_build_filename (base, "data", relative, NULL) : NULL;

  if (path && g_file_test (path, G_FILE_TEST_EXISTS))
    return path;
  g_test_skip_printf ("%s is not there", relative);
  g_free (path);
  return NULL;
}

/* A file with these bytes, to be removed by fixture_remove(). */
static inline char *
fixture_file (const char *name, const char *contents, gssize length)
{
  g_autofree char *folder = g_dir_make_tmp ("steelyard-import-XXXXXX", NULL);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, length, NULL));
  return path;
}

static inline void
fixture_remove (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
}

static inline SyEngine *
fixture_engine (void)
{
  g_autoptr (GError) error = NULL;
  SyEngine *engine = sy_duckdb_engine_open (NULL, NULL, &error);

  g_assert_no_error (error);
  return engine;
}

/* One value as plain text, "NULL" for NULL. */
static inline char *
fixture_value (SyEngine *engine, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFrame) frame = sy_engine_query (engine, sql, NULL, 0, NULL, &error);
  char *text;

  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 1);
  text = sy_frame_dup_plain (frame, 0, 0);
  return text ? text : g_strdup ("NULL");
}

#define fixture_assert_value(engine, sql, expected)                                                          \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *fixture_text = fixture_value (engine, sql);                                             \
    g_assert_cmpstr (fixture_text, ==, expected);                                                            \
  }                                                                                                          \
  G_STMT_END
