/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages, sorting, finding rows, and how cells read. */
#include "config.h"

#include "workbook-fixture.h"

static SyTable *
get_table (Fixture *fixture, const char *id)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  SyTable *table;

  fixture_fill (fixture);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  table = sy_evaluation_get_table (evaluation, id, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static char *
join_column (SyTable *table, SyFrame *frame, const char *column)
{
  GString *text = g_string_new (NULL);
  guint index = (guint) sy_table_find_column (table, column) + 1;

  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    {
      g_autofree char *cell = sy_frame_dup_plain (frame, index, i);
      g_string_append_printf (text, "%s%s", i ? " " : "", cell ? cell : "-");
    }
  return g_string_free (text, FALSE);
}

static void
assert_page (SyTable *table,
             gint64 first,
             gint64 count,
             const char *sort,
             gboolean down,
             const char *column,
             const char *want)
{
  g_autoptr (GError) error = NULL;
  int index = sort ? sy_table_find_column (table, sort) : -1;
  g_autoptr (SyFrame) frame = sy_table_read (table, first, count, index, down, NULL, &error);
  g_autofree char *got = NULL;

  g_assert_no_error (error);
  got = join_column (table, frame, column);
  g_assert_cmpstr (got, ==, want);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "products");

  g_assert_cmpint (sy_table_get_n_rows (table), ==, 3);
  assert_page (table, 0, 100, NULL, FALSE, "product", "tea coffee cake");
  assert_page (table, 1, 1, NULL, FALSE, "product", "coffee");
  assert_page (table, 2, 10, NULL, FALSE, "product", "cake");
  assert_page (table, 3, 10, NULL, FALSE, "product", "");
  assert_page (table, 0, 0, NULL, FALSE, "product", "");
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "products");

  assert_page (table, 0, 3, "product", FALSE, "product", "cake coffee tea");
  assert_page (table, 1, 2, "product", TRUE, "product", "coffee cake");
  /* 75/(4-2) is 37.5; the others are divided by 0 and come last either way, in the table's order */
  assert_page (table, 0, 3, "each", FALSE, "product", "tea coffee cake");
  assert_page (table, 0, 3, "each", TRUE, "product", "tea coffee cake");
}

static void
test_source_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");

  assert_page (table, 6, 10, NULL, FALSE, "amount", "15 -5");
  assert_page (table, 0, 3, "amount", FALSE, "amount", "-5 5 7.5");
  assert_page (table, 0, 3, "备注", FALSE, "备注", "a b c");
  assert_page (table, 3, 3, "备注", TRUE, "备注", "a - -");
}

typedef struct
{
  const char *table, *key;
  gint64 row;
} Find;
static const Find finds[] = {
  { "products", "tea", 1 },    { "products", "COFFEE", 2 }, { "products", "soup", 0 },
  { "products", "#3", 3 },     { "products", "#4", 0 },     { "products", "#x", 0 },
  { "days", "2024-01-03", 3 }, { "days", "2024/1/3", 3 },   { "days", "2024-02-01", 0 },
  { "days", "soon", 0 },       { "sales", "#8", 8 },        { "sales", "tea", 0 },
  { "shops", "south", 2 },
};

static void
test_find (Fixture *fixture, gconstpointer data)
{
  const Find *want = data;
  g_autoptr (SyTable) table = get_table (fixture, want->table);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sy_table_find_row (table, want->key, &error), ==, want->row);
  g_assert_true ((error == NULL) == (want->row > 0));
}

static void
test_cells_read_well (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "products");
  g_autoptr (SyFrame) frame = sy_table_read_all (table, NULL, NULL);
  static const char *const want[] = { "tea", "75.00", "4", "78.9%", "37.50", "A" };

  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    {
      g_autofree char *text = NULL;
      g_assert_true (sy_table_format_cell (table, frame, i, 0, "en", &text));
      g_assert_cmpstr (text, ==, want[i]);
    }
}

static void
test_columns_are_described (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  GPtrArray *columns = sy_table_get_columns (table);
  const SyTableColumn *date = columns->pdata[sy_table_find_column (table, "Date")];
  const SyTableColumn *file = columns->pdata[sy_table_find_column (table, "_file")];
  const SyTableColumn *brand = columns->pdata[sy_table_find_column (table, "brand")];

  g_assert_cmpint (date->unit, ==, SY_UNIT_DATE);
  g_assert_false (date->is_formula);
  g_assert_true (file->is_provenance);
  g_assert_true (brand->hidden); /* the file has no brands */
  g_assert_true (((SyTableColumn *) columns->pdata[sy_table_find_column (table, "month_end")])->is_formula);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                  \
  g_test_add ("/table/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("pages", test_pages);
  ADD ("sort", test_sort);
  ADD ("source-pages", test_source_pages);
  ADD ("cells-read-well", test_cells_read_well);
  ADD ("columns-are-described", test_columns_are_described);
  for (guint i = 0; i < G_N_ELEMENTS (finds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table/find/%u", i);
      g_test_add (path, Fixture, &finds[i], fixture_set_up, test_find, fixture_tear_down);
    }
  return g_test_run ();
}
