/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that goes into its relation as it is read gives the same rows as one that is put to others by way of
 * the staging table; a cancelled or failed import leaves nothing. */
#include "config.h"

#include <string.h>

#include "sy-import-codes.h"
#include "workbook-fixture.h"

#define N_ROWS 5000

/* The times begin far behind the rows that types are told from, so that the file is loaded twice; prices get
 * more decimals there; some cells are blank, and one line says nothing. The amount is derived. */
static char *
write_long_file (Fixture *fixture)
{
  g_autoptr (GString) csv = g_string_new ("销售日期,商品名称,数量,单价,门店,备注\n");

  for (guint i = 0; i < N_ROWS; i++)
    {
      gboolean late = i > N_ROWS - 100;

      if (i == 777)
        g_string_append (csv, "nobody knows,tea,1,2,north,\n");
      g_string_append_printf (csv, "2024-01-%02u%s,%s,%u,%u.%s,%s,%s\n", 1 + i % 28, late ? " 11:38:36" : "",
                              i % 3 ? "tea" : "coffee", 1 + i % 4, i % 50, late ? "125" : "5",
                              i % 5 ? "north" : "", i % 2 ? "x" : "");
    }
  return fixture_write_file (fixture, "long.csv", csv->str);
}

static const SyWorkbookSource *
get_source (SyWorkbook *workbook)
{
  return sy_workbook_get_sources (workbook)->pdata[0];
}

/* All cells of the long file's rows, as text, in the order that they stand in. */
static GPtrArray *
read_rows (SyEngine *engine, SyWorkbook *workbook)
{
  static const char *const columns[] = {
    "date",   "time", "product", "quantity", "price", "amount", "store",
    "region", "备注", "_file",   "_sheet",   "_row",  "cost",   "order"
  };
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) sql = g_string_new ("SELECT concat_ws('|'");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFrame) frame = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gboolean number = i >= 3 && i <= 5;
      g_string_append_printf (sql, ", COALESCE(CAST(%s\"%s\"%s AS VARCHAR), '-')", number ? "CAST(" : "",
                              columns[i], number ? " AS DECIMAL(18,6))" : "");
    }
  g_string_append_printf (sql, ") FROM \"%s\" WHERE \"_file\" = 'long.csv' ORDER BY rowid",
                          get_source (workbook)->relation);
  frame = sy_engine_query (engine, sql->str, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    g_ptr_array_add (rows, g_strdup (sy_frame_get_text (frame, 0, i)));
  return rows;
}

static void
test_first_as_further (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_long_file (fixture);
  g_autofree char *small = fixture_write_file (fixture, "sales.csv", fixture_sales_csv);
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, NULL);
  g_autoptr (SyWorkbook) further = sy_workbook_new (fixture->catalogue, engine);
  g_autoptr (GPtrArray) direct = NULL;
  g_autoptr (GPtrArray) staged = NULL;

  fixture_import (fixture->workbook, path);
  g_assert_cmpint (get_source (fixture->workbook)->n_rows, ==, N_ROWS);
  g_assert_cmpint (get_source (fixture->workbook)->n_refused, ==, 1);
  fixture_import (further, small);
  fixture_import (further, path);
  direct = read_rows (fixture->engine, fixture->workbook);
  staged = read_rows (engine, further);
  g_assert_cmpuint (direct->len, ==, N_ROWS);
  g_assert_cmpuint (staged->len, ==, N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    g_assert_cmpstr (direct->pdata[i], ==, staged->pdata[i]);
  g_assert_cmpstr (direct->pdata[0], ==,
                   "2024-01-01|00:00:00|coffee|1.000000|0.500000|0.500000|-|-|-|long.csv|-|2|-|-");
  g_assert_cmpstr (direct->pdata[N_ROWS - 1], ==,
                   "2024-01-16|11:38:36|tea|4.000000|49.125000|196.500000|north|-|x|long.csv|-|5002|-|-");
}

/* Most products are sold again and again, some once; the code of the product is also its name where
 * @with_name is FALSE. */
static char *
write_rare_file (Fixture *fixture, gboolean with_name)
{
  g_autoptr (GString) csv = g_string_new (with_name ? "销售日期,商品编码,商品名称,数量,单价,门店\n"
                                                    : "销售日期,商品编码,数量,单价,门店\n");

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *rare = g_strdup_printf ("R%u", i);
      const char *product = i > 9000 && i < 9200 ? rare : i % 2 ? "tea" : "coffee";

      g_string_append_printf (csv, "2024-01-%02u,%s%s%s,%u,2.50,%s\n", 1 + i % 28, product,
                              with_name ? "," : "", with_name ? product : "", 1 + i % 3,
                              i == 10007 ? "south" : "north");
    }
  return fixture_write_file (fixture, with_name ? "rare.csv" : "rarer.csv", csv->str);
}

/* What all cells of the texts come to, and their types. */
static char *
sum_up (SyEngine *engine, SyWorkbook *workbook)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT md5(string_agg(concat_ws('|', \"_row\", product_id, product, store, quantity, amount), ';' "
      "ORDER "
      "BY rowid)) || ' ' || COUNT(product) || ' ' || COUNT(DISTINCT product) || ' ' || MIN(store) || ' ' || "
      "list_count(list_distinct(list(left(typeof(product_id), 4)))) FROM \"%s\"",
      get_source (workbook)->relation);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFrame) frame = sy_engine_query (engine, sql, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (sy_frame_get_text (frame, 0, 0));
}

/* Texts that turn up while the rows are read are in the relation as if they had been known, alone or behind
 * other rows. */
static void
test_rare_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_rare_file (fixture, GPOINTER_TO_INT (data));
  g_autofree char *small = fixture_write_file (fixture, "sales.csv", fixture_sales_csv);
  g_autofree char *as_texts = NULL, *as_codes = NULL;

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, NULL);
      g_autoptr (SyWorkbook) workbook = sy_workbook_new (fixture->catalogue, engine);

      sy_import_codes_set_least (0, round == 0 ? G_MAXUINT64 : 0);
      sy_import_codes_set_part_size (1024);
      fixture_import (workbook, path);
      *(round == 0 ? &as_texts : &as_codes) = sum_up (engine, workbook);
      if (round == 1)
        {
          fixture_import (fixture->workbook, small);
          fixture_import (fixture->workbook, path);
        }
    }
  g_assert_cmpstr (as_texts, ==, as_codes);
  g_assert_nonnull (strstr (as_codes, " 20000 201 north 1"));
  g_assert_cmpint (get_source (fixture->workbook)->n_rows, >, 20000);
  sy_import_codes_set_least (1 << 20, 16 << 20);
  sy_import_codes_set_part_size (128 << 10);
}

static void
cancel_cb (guint64 done, guint64 total, const char *unit, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_long_file (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SyReadOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (SyImportPlan) plan =
      sy_importer_recognise (path, &options, sy_catalogue_get_kinds (fixture->catalogue), NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (sy_workbook_import (fixture->workbook, plan, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  sy_workbook_refresh (fixture->workbook);
  g_assert_cmpuint (sy_workbook_get_sources (fixture->workbook)->len, ==, 0);
  frame =
      sy_engine_query (fixture->engine,
                       "SELECT COUNT(*) FROM duckdb_tables() WHERE table_name LIKE 'source\\_%' ESCAPE '\\' "
                       "OR table_name LIKE '%staging%'",
                       NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_int64 (frame, 0, 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/source-import/first-as-further", Fixture, NULL, fixture_set_up, test_first_as_further,
              fixture_tear_down);
  g_test_add ("/source-import/rare-texts", Fixture, GINT_TO_POINTER (TRUE), fixture_set_up, test_rare_texts,
              fixture_tear_down);
  g_test_add ("/source-import/rare-texts-derived", Fixture, GINT_TO_POINTER (FALSE), fixture_set_up,
              test_rare_texts, fixture_tear_down);
  g_test_add ("/source-import/cancel", Fixture, NULL, fixture_set_up, test_cancel, fixture_tear_down);
  return g_test_run ();
}
