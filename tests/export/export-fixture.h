/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook with sales of two months that are made up here, and a look into the package that is written of
 * it. */
#pragma once

#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

#include "sy-duckdb-engine.h"
#include "sy-importer.h"
#include "sy-workbook.h"
#include "sy-xlsx-writer.h"

typedef struct
{
  char *folder;
  SyCatalogue *catalogue;
  SyEngine *engine;
  SyWorkbook *workbook;
} ExportFixture;

/* 61 days, three products, one with every sign that a spreadsheet might misread. */
static inline char *
export_fixture_write_sales (const char *folder)
{
  const char *const products[] = { "=1+1", "+tea", "cup*" };
  g_autoptr (GString) csv = g_string_new ("date,product,price,quantity,amount\n");
  char *path = g_build_filename (folder, "sales.csv", NULL);

  for (int day = 0; day < 61; day++)
    for (int i = 0; i < 3; i++)
      {
        int price = 10 + 5 * i, quantity = 1 + (day + i) % 4;

        g_string_append_printf (csv, "2024-%02d-%02d,%s,%d.00,%d,%d.00\n", day < 31 ? 3 : 4,
                                day < 31 ? day + 1 : day - 30, products[i], price, quantity,
                                price * quantity);
      }
  g_assert_true (g_file_set_contents (path, csv->str, -1, NULL));
  return path;
}

/* One for all tests of the program: reading the templates takes longer than most of them. */
static inline SyCatalogue *
export_fixture_dup_catalogue (void)
{
  static SyCatalogue *catalogue;
  g_autoptr (GError) error = NULL;

  if (!catalogue)
    catalogue = sy_catalogue_new ("en", &error);
  g_assert_no_error (error);
  return g_object_ref (catalogue);
}

/* @csv: another table of sales, with the columns of the usual one; NULL: the usual one */
static inline void
export_fixture_open_csv (ExportFixture *self, const char *template_id, const char *csv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  SyReadOptions options = { 0 };
  g_autoptr (SyImportPlan) plan = NULL;
  SyTemplate *template;

  self->folder = g_dir_make_tmp ("steelyard-export-XXXXXX", &error);
  g_assert_no_error (error);
  path = export_fixture_write_sales (self->folder);
  g_assert_true (!csv || g_file_set_contents (path, csv, -1, NULL));
  self->catalogue = export_fixture_dup_catalogue ();
  self->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  self->workbook = sy_workbook_new (self->catalogue, self->engine);
  plan = sy_importer_recognise (path, &options, sy_catalogue_get_kinds (self->catalogue), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_workbook_import (self->workbook, plan, NULL, NULL, NULL, &error));
  sy_workbook_refresh (self->workbook);
  template = sy_catalogue_find_template (self->catalogue, template_id, &error);
  g_assert_no_error (error);
  g_assert_true (sy_workbook_set_template (self->workbook, template, &error));
}

static inline void
export_fixture_open (ExportFixture *self, const char *template_id)
{
  export_fixture_open_csv (self, template_id, NULL);
}

static inline void
export_fixture_clear (ExportFixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_object_unref (self->workbook);
  g_object_unref (self->engine);
  g_object_unref (self->catalogue);
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
}

/* The path of what was written. */
static inline char *
export_fixture_write (ExportFixture *self, const SyXlsxOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (self->workbook, &error);
  char *path = g_build_filename (self->folder, "report.xlsx", NULL);

  g_assert_no_error (error);
  sy_xlsx_writer_write (evaluation, path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* All parts whose names begin with @prefix, joined. */
static inline char *
export_fixture_read (const char *path, const char *prefix)
{
  GString *all = g_string_new (NULL);
  zip_t *zip = zip_open (path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);

  g_assert_nonnull (zip);
  for (zip_int64_t i = 0; i < zip_get_num_entries (zip, 0); i++)
    {
      zip_stat_t stat;
      zip_file_t *file;
      g_autofree char *data = NULL;

      g_assert_cmpint (zip_stat_index (zip, (zip_uint64_t) i, 0, &stat), ==, 0);
      if (!g_str_has_prefix (stat.name, prefix))
        continue;
      data = g_malloc0 (stat.size + 1);
      file = zip_fopen_index (zip, (zip_uint64_t) i, 0);
      g_assert_cmpint (zip_fread (file, data, stat.size), ==, (zip_int64_t) stat.size);
      zip_fclose (file);
      g_string_append (all, data);
    }
  zip_discard (zip);
  return g_string_free (all, FALSE);
}
