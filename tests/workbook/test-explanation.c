/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an explanation says: words, numbers, operands, reasons; and that the pieces listed add up to the
 * number explained. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "workbook-fixture.h"

static SyExplanation *
explain (Fixture *fixture, SyEvaluation **evaluation, const char *table, const char *column, gint64 row)
{
  g_autoptr (GError) error = NULL;
  SyExplanation *explanation;

  fixture_fill (fixture);
  *evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  explanation = sy_explanation_new_cell (*evaluation, table, column, row, NULL, &error);
  g_assert_no_error (error);
  return explanation;
}

static SyOperand *
find_operand (SyExplanation *explanation, const char *text)
{
  GPtrArray *operands = sy_explanation_get_operands (explanation);

  for (guint i = 0; i < operands->len; i++)
    if (g_str_equal (((SyOperand *) operands->pdata[i])->text, text))
      return operands->pdata[i];
  g_error ("no operand %s", text);
}

/* tea: 75 of 95 is 78.9 %. */
static void
test_words_and_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation = explain (fixture, &evaluation, "products", "share", 1);
  SyOperand *amount;

  g_assert_cmpstr (sy_explanation_get_title (explanation), ==, "Share tea");
  g_assert_cmpstr (sy_explanation_get_formula (explanation), ==, "[@amount]/SUM([amount])");
  g_assert_cmpstr (sy_explanation_get_result (explanation), ==, "78.9%");
  g_assert_null (sy_explanation_get_reason (explanation));
  g_assert_nonnull (strstr (sy_explanation_get_words (explanation), "Amount"));
  g_assert_nonnull (strstr (sy_explanation_get_numbers (explanation), "75.00"));
  g_assert_nonnull (strstr (sy_explanation_get_numbers (explanation), "95.00"));
  amount = find_operand (explanation, "75.00");
  g_assert_cmpstr (amount->cell_table, ==, "products");
  g_assert_cmpstr (amount->cell_column, ==, "amount");
  g_assert_cmpint (amount->cell_row, ==, 1);
  g_assert_true (find_operand (explanation, "95.00")->has_rows);
}

static void
test_lookup_opens_the_row_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation = explain (fixture, &evaluation, "top", "amount", 1);
  SyOperand *found = find_operand (explanation, "20.00");

  g_assert_cmpstr (found->cell_table, ==, "products");
  g_assert_cmpstr (found->cell_column, ==, "amount");
  g_assert_cmpint (found->cell_row, ==, 2);
}

static void
test_source_cell_says_where_it_stands (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation = explain (fixture, &evaluation, "sales", "amount", 3);

  g_assert_cmpstr (sy_explanation_get_words (explanation), ==, "row 4 of “sales.csv”");
  g_assert_cmpstr (sy_explanation_get_result (explanation), ==, "20.00");
}

typedef struct
{
  const char *table, *column;
  gint64 row;
  const char *reason; /* a part of it */
} Reason;
static const Reason reasons[] = {
  { "top", "amount", 2, "not found: “soup”" },
  { "days", "late", 2, "unless" },
  { "products", "each", 2, "division by zero" }, /* coffee and cake have two lines */
};

static void
test_reason (Fixture *fixture, gconstpointer data)
{
  const Reason *want = data;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation =
      explain (fixture, &evaluation, want->table, want->column, want->row);

  g_assert_cmpstr (sy_explanation_get_result (explanation), ==, "—");
  g_assert_nonnull (sy_explanation_get_reason (explanation));
  if (!strstr (sy_explanation_get_reason (explanation), want->reason))
    g_error ("“%s” does not say “%s”", sy_explanation_get_reason (explanation), want->reason);
}

/* --- rows --- */

static double
sum_of_frame (SyRowsBehind *rows)
{
  int column = sy_frame_find_column (rows->frame, rows->sum_column);
  double sum = 0;

  g_assert_cmpint (column, >=, 0);
  for (gint64 i = 0; i < sy_frame_get_n_rows (rows->frame); i++)
    if (!sy_frame_is_null (rows->frame, (guint) column, i))
      sum += sy_frame_get_double (rows->frame, (guint) column, i);
  return sum;
}

static void
test_rows_behind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation = explain (fixture, &evaluation, "products", "amount", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyRowsBehind) rows = sy_explanation_read_rows (explanation, 0, 2, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rows->table, ==, "sales");
  g_assert_cmpint (rows->n_rows, ==, 4);
  g_assert_cmpint (sy_frame_get_n_rows (rows->frame), ==, 2);
  g_assert_cmpstr (rows->sum_column, ==, "amount");
  g_assert_cmpfloat (rows->sum, ==, 75);
  g_assert_cmpint (sy_frame_get_int64 (rows->frame, (guint) sy_frame_find_column (rows->frame, "_row"), 1),
                   ==, 4);
  g_assert_nonnull (strstr (rows->where, "tea"));
}

/* top[amount] looks up products[amount], which is rounded, which adds up sales: north 12.5, south 7.5. */
static void
test_rows_through_lookups (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation = explain (fixture, &evaluation, "top", "amount", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyRowsBehind) rows = sy_explanation_read_rows (explanation, 0, 100, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rows->table, ==, "sales");
  g_assert_cmpint (rows->n_rows, ==, 2);
  g_assert_cmpfloat (sum_of_frame (rows), ==, 20);
}

/* early adds up days up to 2 January, whose amounts add up sales: 10 + 12.5 + 20 + 5. */
static void
test_rows_through_a_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyRowsBehind) rows = NULL;

  fixture_fill (fixture);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  explanation = sy_explanation_new_name (evaluation, "early", NULL, &error);
  g_assert_no_error (error);
  rows = sy_explanation_read_rows (explanation, 0, 100, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows->table, ==, "sales");
  g_assert_cmpint (rows->n_rows, ==, 4);
  g_assert_cmpfloat (sum_of_frame (rows), ==, 47.5);
}

static void
test_no_rows_behind_a_ratio (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation = explain (fixture, &evaluation, "products", "share", 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_explanation_read_rows (explanation, 0, 10, NULL, &error));
  g_assert_no_error (error);
}

/* Every cell of every table: it can be explained, its text is the table's, and what is listed adds up. */
static guint
check_cell (SyEvaluation *evaluation, SyTable *table, SyFrame *frame, guint column, gint64 row)
{
  const SyTableColumn *look = sy_table_get_columns (table)->pdata[column];
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExplanation) explanation =
      sy_explanation_new_cell (evaluation, sy_table_get_id (table), look->id, row + 1, NULL, &error);
  g_autoptr (SyRowsBehind) rows = NULL;
  g_autofree char *text = NULL;
  double number;

  g_assert_no_error (error);
  sy_table_format_cell (table, frame, column, row, "en", &text);
  g_assert_cmpstr (sy_explanation_get_result (explanation), ==, text);
  rows = sy_explanation_read_rows (explanation, 0, G_MAXINT32, NULL, &error);
  g_assert_no_error (error);
  if (!rows || !rows->sum_column)
    return 0;
  number = sy_frame_get_double (frame, column + 1, row);
  g_assert_cmpint (sy_frame_get_n_rows (rows->frame), ==, rows->n_rows);
  g_assert_cmpfloat_with_epsilon (rows->sum, number, 1e-4);
  g_assert_cmpfloat_with_epsilon (sum_of_frame (rows), number, 1e-4);
  return 1;
}

static guint
check_table (SyEvaluation *evaluation, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, id, NULL, &error);
  g_autoptr (SyFrame) frame = table ? sy_table_read_all (table, NULL, &error) : NULL;
  guint n = 0;

  g_assert_no_error (error);
  for (guint column = 0; column < sy_table_get_columns (table)->len; column++)
    for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
      n += check_cell (evaluation, table, frame, column, row);
  return n;
}

static void
test_pieces_add_up (Fixture *fixture, gconstpointer data)
{
  const char *const row[] = { "spring", "2024-02-01", "15%", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (SyEvaluation) evaluation = NULL;
  guint n = 0;

  fixture_fill (fixture);
  g_ptr_array_add (rows, (gpointer) row);
  g_assert_true (sy_workbook_set_input_rows (fixture->workbook, "offers", rows, NULL));
  evaluation = sy_workbook_evaluate (fixture->workbook, NULL);
  n += check_table (evaluation, "products");
  n += check_table (evaluation, "top");
  n += check_table (evaluation, "days");
  n += check_table (evaluation, "shops");
  n += check_table (evaluation, "sales");
  n += check_table (evaluation, "offers");
  /* products 3, top 1, days 6 and 6 running, shops 2, and every number of the source itself */
  g_assert_cmpuint (n, >=, 18);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                  \
  g_test_add ("/explanation/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("words-and-numbers", test_words_and_numbers);
  ADD ("lookup-opens-the-row-found", test_lookup_opens_the_row_found);
  ADD ("source-cell-says-where-it-stands", test_source_cell_says_where_it_stands);
  ADD ("rows-behind", test_rows_behind);
  ADD ("rows-through-lookups", test_rows_through_lookups);
  ADD ("rows-through-a-table", test_rows_through_a_table);
  ADD ("no-rows-behind-a-ratio", test_no_rows_behind_a_ratio);
  ADD ("pieces-add-up", test_pieces_add_up);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/explanation/reason/%s-%s", reasons[i].table, reasons[i].column);
      g_test_add (path, Fixture, &reasons[i], fixture_set_up, test_reason, fixture_tear_down);
    }
  return g_test_run ();
}
