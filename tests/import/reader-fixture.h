/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the readers share: a sink that writes down what it gets, files made on the spot,
 * workbooks from parts. */
#pragma once

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "sy-reader.h"

/* Rows as "3: t[text] n1.5[1.50] _ d42005": kind letter, number, text. */
typedef struct
{
  GString *out; /* NULL: count only */
  guint64 n_rows, n_cells, n_refused, n_progress;
  guint64 stop_after;          /* rows; 0 for all */
  GCancellable *cancel_at_row; /* cancelled when the second row comes */
} Recording;

static inline gboolean
recording_begin (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static inline void
recording_cell (GString *out, const SyCell *cell)
{
  g_string_append_c (out, "_tndTbe"[cell->kind]);
  if (cell->kind != SY_CELL_EMPTY && cell->kind != SY_CELL_TEXT && cell->kind != SY_CELL_ERROR)
    g_string_append_printf (out, "%.15g%s", cell->number, cell->percent ? "%" : "");
  if (cell->text != NULL)
    g_string_append_printf (out, "[%.*s]", (int) cell->length, cell->text);
}

static inline gboolean
recording_row (gpointer self, guint64 row, const SyCell *cells, guint n_cells)
{
  Recording *recording = self;

  recording->n_rows++;
  /* only delimited text has empty cells at the end of a row */
  while (n_cells > 0 && cells[n_cells - 1].kind == SY_CELL_EMPTY)
    n_cells--;
  recording->n_cells += n_cells;
  g_assert_cmpuint (n_cells, >, 0);
  for (guint i = 0; i < n_cells; i++)
    {
      g_assert_cmpint (cells[i].kind, <=, SY_CELL_ERROR);
      g_assert_true (cells[i].length == 0 || g_utf8_validate_len (cells[i].text, cells[i].length, NULL));
    }
  if (recording->cancel_at_row != NULL && recording->n_rows == 2)
    g_cancellable_cancel (recording->cancel_at_row);
  if (recording->out != NULL)
    {
      g_string_append_printf (recording->out, "%" G_GUINT64_FORMAT ":", row);
      for (guint i = 0; i < n_cells; i++)
        {
          g_string_append_c (recording->out, ' ');
          recording_cell (recording->out, &cells[i]);
        }
      g_string_append_c (recording->out, '\n');
    }
  return recording->stop_after == 0 || recording->n_rows < recording->stop_after;
}

static inline void
recording_refused (gpointer self, guint64 row, const char *text, const char *reason)
{
  Recording *recording = self;

  recording->n_refused++;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpstr (reason, !=, "");
  if (recording->out != NULL)
    g_string_append_printf (recording->out, "%" G_GUINT64_FORMAT "! %s\n", row, text);
}

static inline void
recording_end (gpointer self)
{
}

static inline void
recording_progress (gpointer self, guint64 done, guint64 total)
{
  ((Recording *) self)->n_progress++;
  g_assert_cmpuint (done, <=, total);
}

static const SyCellSinkFuncs recording_funcs = { recording_begin, recording_row, recording_refused,
                                                 recording_end, recording_progress };

/* Inspects and reads a sheet of a file; the recorded text, or NULL with an error. */
static inline char *
fixture_read (const char *path, const SyReadOptions *options, guint sheet, GError **error)
{
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, options, NULL, error);
  g_autoptr (GString) out = g_string_new (NULL);
  Recording recording = { .out = out };
  SyCellSink sink = { &recording_funcs, &recording };

  if (info == NULL || !sy_reader_read (path, info, sheet, options, &sink, NULL, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Counts only. */
static inline gboolean
fixture_count (const char *path, guint sheet, Recording *recording, GError **error)
{
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, error);
  SyCellSink sink = { &recording_funcs, recording };

  return info != NULL && sy_reader_read (path, info, sheet, NULL, &sink, NULL, error);
}

/* A file of the shared corpora, or NULL after skipping the test. */
static inline char *
fixture_data (const char *relative)
{
  const char *base = g_getenv ("STEELYARD_TEST_DATA");
  char *path = base != NULL ? g_build_filename (base, "data", relative, NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return path;
  g_test_skip_printf ("%s is not there", relative);
  g_free (path);
  return NULL;
}

static GPtrArray *fixture_folders; /* (element-type filename) owned */

/* What no test has removed itself, also after one that failed. */
static void
fixture_sweep (void)
{
  for (guint i = 0; i < fixture_folders->len; i++)
    {
      const char *folder = fixture_folders->pdata[i];
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir && (name = g_dir_read_name (dir)))
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_unlink (path);
        }
      g_rmdir (folder);
    }
  g_ptr_array_unref (fixture_folders);
}

/* A file with these bytes, in a folder of its own, which goes with the program at the latest. */
static inline char *
fixture_file (const char *name, gconstpointer contents, gssize length)
{
  char *folder = g_dir_make_tmp ("steelyard-reader-XXXXXX", NULL);
  char *path = g_build_filename (folder, name, NULL);

  if (!fixture_folders)
    {
      fixture_folders = g_ptr_array_new_with_free_func (g_free);
      atexit (fixture_sweep);
    }
  g_ptr_array_add (fixture_folders, folder);
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

/* A ZIP archive of name, contents, …, NULL. */
static inline char *
fixture_zip (const char *const *parts)
{
  char *path = fixture_file ("made.xlsx", "", 0);
  zip_t *zip;

  g_unlink (path);
  zip = zip_open (path, ZIP_CREATE, NULL);
  g_assert_nonnull (zip);
  for (gsize i = 0; parts[i] != NULL; i += 2)
    {
      zip_source_t *source = zip_source_buffer (zip, parts[i + 1], strlen (parts[i + 1]), 0);

      g_assert_cmpint (zip_file_add (zip, parts[i], source, ZIP_FL_ENC_UTF_8), >=, 0);
    }
  g_assert_cmpint (zip_close (zip), ==, 0);
  return path;
}

#define FIXTURE_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define FIXTURE_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define FIXTURE_P "http://schemas.openxmlformats.org/package/2006/relationships"
#define FIXTURE_RELS                                                                                         \
  "<Relationships xmlns='" FIXTURE_P "'><Relationship Id='a' Type='" FIXTURE_R                               \
  "/officeDocument' Target='xl/workbook.xml'/></Relationships>"
#define FIXTURE_WORKBOOK_RELS                                                                                \
  "<Relationships xmlns='" FIXTURE_P "'>"                                                                    \
  "<Relationship Id='r1' Type='" FIXTURE_R "/worksheet' Target='worksheets/sheet1.xml'/>"                    \
  "<Relationship Id='r2' Type='" FIXTURE_R "/sharedStrings' Target='/xl/sharedStrings.xml'/>"                \
  "<Relationship Id='r3' Type='" FIXTURE_R "/styles' Target='styles.xml'/></Relationships>"

/* A workbook of one sheet; NULL leaves a part out. */
static inline char *
fixture_workbook (const char *sheet, const char *strings, const char *styles, gboolean date1904)
{
  g_autofree char *workbook =
      g_strdup_printf ("<workbook xmlns='" FIXTURE_NS "' xmlns:r='" FIXTURE_R
                       "'><workbookPr date1904='%d'/><sheets><sheet name='数据' sheetId='1' "
                       "r:id='r1'/></sheets></workbook>",
                       date1904 != 0);
  const char *parts[16] = { "_rels/.rels",
                            FIXTURE_RELS,
                            "xl/workbook.xml",
                            workbook,
                            "xl/_rels/workbook.xml.rels",
                            FIXTURE_WORKBOOK_RELS,
                            "xl/worksheets/sheet1.xml",
                            sheet };
  gsize n = 8;

  if (strings != NULL)
    {
      parts[n++] = "xl/sharedStrings.xml";
      parts[n++] = strings;
    }
  if (styles != NULL)
    {
      parts[n++] = "xl/styles.xml";
      parts[n++] = styles;
    }
  return fixture_zip (parts);
}
