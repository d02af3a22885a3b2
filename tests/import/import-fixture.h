/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the import room share: source kinds, data files, files made on the spot, an engine in
 * memory. */
#pragma once

#include "sy-duckdb-engine.h"
#include "sy-importer.h"
#include "sy-template-reader.h"

#include "reader-fixture.h"

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
