/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook of the proof: every table a sheet and a ListObject, every cached value poisoned. */
#include "config.h"

#include <stdint.h>
#include <xlsxwriter.h>

#include "proof.h"
#include "sy-excel-writer.h"

/* No formula gives this. */
#define POISON 987654321.125

static const char *
get_table_name (gpointer user_data, const SyModelTable *table)
{
  static char name[64];

  g_snprintf (name, sizeof name, "tbl_%s", table->id);
  return name;
}

static const char *
get_header (gpointer user_data, const SyModelColumn *column)
{
  return column->title;
}

static const char *
get_row_header (gpointer user_data, const SyModelTable *table)
{
  return "row";
}

static const char *
get_defined_name (gpointer user_data, const SyModelName *name)
{
  static char text[64];

  g_snprintf (text, sizeof text, "nm_%s", name->id);
  return text;
}

/* Counted once a table: references ask for it by the thousand. */
static guint
count_rows (FormulaFixture *fixture, const SyModelTable *table)
{
  static GHashTable *counts;
  gpointer count = NULL;

  if (!counts)
    counts = g_hash_table_new (NULL, NULL);
  if (!g_hash_table_lookup_extended (counts, table, NULL, &count))
    {
      g_autoptr (SyStatement) statement = sy_sql_writer_write_table ((SyModelTable *) table, NULL, NULL);
      g_autoptr (SyFrame) frame = formula_fixture_query (fixture, statement, NULL);

      count = GUINT_TO_POINTER ((guint) sy_frame_get_n_rows (frame));
      g_hash_table_insert (counts, (gpointer) table, count);
    }
  return GPOINTER_TO_UINT (count);
}

static void
get_row_place (gpointer user_data,
               const SyModelTable *table,
               const char **sheet,
               guint *col,
               guint *first_row,
               guint *last_row)
{
  *sheet = table->id;
  *col = 0;
  *first_row = 1;
  *last_row = count_rows (user_data, table);
}

static void
get_column_place (gpointer user_data,
                  const SyModelColumn *column,
                  const char **sheet,
                  guint *col,
                  guint *first_row,
                  guint *last_row)
{
  guint i = 0;

  get_row_place (user_data, column->table, sheet, col, first_row, last_row);
  g_assert_true (g_ptr_array_find (column->table->columns, column, &i));
  *col = i + 1;
}

static SyModelTable *
get_stand_in (gpointer user_data, const SyModelTable *table, GPtrArray *criteria_columns)
{
  return NULL;
}

static gboolean
needs_escape (gpointer user_data, const SyModelColumn *column)
{
  return TRUE;
}

guint
proof_get_formula_column (FormulaFixture *fixture, guint i)
{
  return sy_model_find_table (fixture->model, "t")->columns->len + 2 + i;
}

static void
write_formula (lxw_worksheet *sheet, guint row, guint column, const SyExcelFormula *formula)
{
  if (formula->is_array)
    worksheet_write_array_formula_num (sheet, row, (lxw_col_t) column, row, (lxw_col_t) column, formula->text,
                                       NULL, POISON);
  else
    worksheet_write_formula_num (sheet, row, (lxw_col_t) column, formula->text, NULL, POISON);
}

static void
write_value (
    lxw_worksheet *sheet, guint row, guint column, SyFrame *frame, guint frame_column, guint frame_row)
{
  if (sy_frame_is_null (frame, frame_column, frame_row))
    return;
  switch (sy_frame_get_column_type (frame, frame_column))
    {
    case SY_COLUMN_TEXT:
      worksheet_write_string (sheet, row, (lxw_col_t) column,
                              sy_frame_get_text (frame, frame_column, frame_row), NULL);
      break;
    case SY_COLUMN_BOOL:
      worksheet_write_boolean (sheet, row, (lxw_col_t) column,
                               (int) sy_frame_get_int64 (frame, frame_column, frame_row), NULL);
      break;
    case SY_COLUMN_DATE:
      worksheet_write_number (sheet, row, (lxw_col_t) column,
                              (double) sy_frame_get_int64 (frame, frame_column, frame_row) + 25569., NULL);
      break;
    default:
      worksheet_write_number (sheet, row, (lxw_col_t) column,
                              sy_frame_get_double (frame, frame_column, frame_row), NULL);
      break;
    }
}

static void
write_headers (lxw_worksheet *sheet, SyModelTable *table, guint n_rows)
{
  g_autofree lxw_table_column *columns = g_new0 (lxw_table_column, table->columns->len + 1);
  g_autofree lxw_table_column **list = g_new0 (lxw_table_column *, table->columns->len + 2);
  lxw_table_options options = { .name = (char *) get_table_name (NULL, table),
                                .columns = list,
                                .no_autofilter = LXW_TRUE };

  columns[0].header = (char *) "row";
  list[0] = &columns[0];
  for (guint i = 0; i < table->columns->len; i++)
    {
      columns[i + 1].header = ((SyModelColumn *) g_ptr_array_index (table->columns, i))->title;
      list[i + 1] = &columns[i + 1];
    }
  worksheet_add_table (sheet, 0, 0, n_rows, (lxw_col_t) table->columns->len, &options);
}

static gboolean
write_table (FormulaFixture *fixture,
             lxw_workbook *book,
             const SyExcelLayout *layout,
             SyModelTable *table,
             gboolean a1,
             GError **error)
{
  g_autoptr (SyStatement) statement = sy_sql_writer_write_table (table, NULL, error);
  g_autoptr (SyFrame) frame = statement ? formula_fixture_query (fixture, statement, error) : NULL;
  lxw_worksheet *sheet;

  if (!frame)
    return FALSE;
  sheet = workbook_add_worksheet (book, table->id);
  write_headers (sheet, table, (guint) sy_frame_get_n_rows (frame));
  for (guint row = 0; row < sy_frame_get_n_rows (frame); row++)
    {
      worksheet_write_number (sheet, row + 1, 0, row + 1, NULL);
      for (guint i = 0; i < table->columns->len; i++)
        {
          SyModelColumn *column = g_ptr_array_index (table->columns, i);
          g_autoptr (SyExcelFormula) formula = NULL;

          if (!column->formula)
            {
              write_value (sheet, row + 1, i + 1, frame, i + 1, row);
              continue;
            }
          formula = sy_excel_writer_write (layout, table, column->bound, row, a1, error);
          if (!formula)
            return FALSE;
          g_assert_nonnull (formula->text);
          write_formula (sheet, row + 1, i + 1, formula);
        }
    }
  return TRUE;
}

static gboolean
write_formulas (FormulaFixture *fixture,
                lxw_workbook *book,
                const SyExcelLayout *layout,
                GPtrArray *formulas,
                gboolean a1,
                GError **error)
{
  SyModelTable *table = sy_model_find_table (fixture->model, "t");
  lxw_worksheet *sheet = workbook_get_worksheet_by_name (book, "t");
  guint n_rows = count_rows (fixture, table);

  for (guint i = 0; i < formulas->len; i++)
    {
      ProofFormula *f = g_ptr_array_index (formulas, i);

      for (guint row = 0; row < n_rows; row++)
        {
          g_autoptr (SyExcelFormula) formula =
              sy_excel_writer_write (layout, table, f->bound, row, a1, error);

          if (!formula)
            {
              g_prefix_error (error, "%s: ", f->text);
              return FALSE;
            }
          if (formula->text)
            write_formula (sheet, row + 1, proof_get_formula_column (fixture, i), formula);
          else if (!f->not_live)
            f->not_live = g_strdup (formula->not_live);
        }
    }
  return TRUE;
}

static void
write_names (FormulaFixture *fixture, lxw_workbook *book)
{
  GPtrArray *names = sy_model_get_names (fixture->model);
  lxw_worksheet *sheet = workbook_add_worksheet (book, "names");

  for (guint i = 0; i < names->len; i++)
    {
      SyModelName *name = g_ptr_array_index (names, i);
      const SyValue *value = g_hash_table_lookup (fixture->numbers, name);
      g_autofree char *formula = g_strdup_printf ("=names!$A$%u", i + 1);

      workbook_define_name (book, get_defined_name (NULL, name), formula);
      if (value->is_null)
        continue;
      if (value->type == SY_COLUMN_TEXT)
        worksheet_write_string (sheet, i, 0, value->text, NULL);
      else if (value->type == SY_COLUMN_BOOL)
        worksheet_write_boolean (sheet, i, 0, (int) value->integer, NULL);
      else
        worksheet_write_number (
            sheet, i, 0, value->type == SY_COLUMN_DATE ? (double) value->integer + 25569. : value->number,
            NULL);
    }
}

gboolean
proof_write_workbook (
    FormulaFixture *fixture, GPtrArray *formulas, gboolean a1, const char *path, GError **error)
{
  const SyExcelLayout layout = { .user_data = fixture,
                                 .table_name = get_table_name,
                                 .column_header = get_header,
                                 .row_header = get_row_header,
                                 .defined_name = get_defined_name,
                                 .column_place = get_column_place,
                                 .row_place = get_row_place,
                                 .stand_in = get_stand_in,
                                 .needs_escape = needs_escape };
  lxw_workbook *book = workbook_new (path);
  GPtrArray *tables = sy_model_get_tables (fixture->model);
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < tables->len; i++)
    ok = write_table (fixture, book, &layout, g_ptr_array_index (tables, i), a1, error);
  ok = ok && write_formulas (fixture, book, &layout, formulas, a1, error);
  write_names (fixture, book);
  if (workbook_close (book) != LXW_NO_ERROR)
    g_assert_not_reached ();
  return ok;
}
