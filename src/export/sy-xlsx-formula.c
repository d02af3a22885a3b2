/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formula of each cell as it stands in its row: blank where the row is, dates that count up, keys that
 * depend on a condition. */
#include "config.h"

#include "sy-xlsx-layout.h"
#include "sy-xlsx-narrow.h"
#include "sy-xlsx-rows.h"

SyExcelFormula *
sy_xlsx_layout_write (
    SyXlsxLayout *self, SyXlsxTable *table, const SyExpression *bound, guint row, GError **error)
{
  g_autoptr (SyExpression) marked = sy_xlsx_rows_mark_blanks (bound, self);
  GPtrArray *narrows = sy_xlsx_layout_get_narrows (self);

  if (table && narrows->len > 0)
    marked = sy_xlsx_narrow_apply (g_steal_pointer (&marked), table, narrows, self);
  return sy_excel_writer_write (sy_xlsx_layout_get_excel (self), table ? table->model : NULL, marked, row,
                                sy_xlsx_layout_is_a1 (self), error);
}

/* =IF(test="","",formula) */
static void
wrap (SyExcelFormula *formula, const char *test)
{
  char *text;

  if (!formula->text)
    return;
  text = g_strdup_printf ("=IF(%s=\"\",\"\",%s)", test, formula->text + 1);
  g_free (formula->text);
  formula->text = text;
}

static char *
write_reference (SyXlsxLayout *self, SyXlsxTable *table, SyModelColumn *column, guint row)
{
  g_autoptr (SyExpression) cell = sy_xlsx_rows_make_cell (table, column);
  g_autoptr (SyExcelFormula) formula = sy_xlsx_layout_write (self, table, cell, row, NULL);

  return formula && formula->text ? g_strdup (formula->text + 1) : NULL;
}

static SyExcelFormula *
make_formula (char *text)
{
  SyExcelFormula *formula = g_new0 (SyExcelFormula, 1);

  formula->text = text;
  return formula;
}

static SyXlsxColumn *
find_kind (SyXlsxTable *table, SyXlsxColumnKind kind, const char *id)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyXlsxColumn *column = table->columns->pdata[i];

      if (column->kind == kind && (!id || g_str_equal (column->column->id, id)))
        return column;
    }
  g_assert_not_reached ();
}

static SyExcelFormula *
write_condition (SyXlsxLayout *self, SyXlsxTable *table, guint row, GError **error)
{
  g_autoptr (SyExpression) condition = sy_xlsx_rows_make_condition (table);
  SyExcelFormula *formula = sy_xlsx_layout_write (self, table, condition, row, error);

  if (formula && formula->text)
    {
      char *text = g_strdup_printf ("=IFERROR(IF(%s,1,0),0)", formula->text + 1);

      g_free (formula->text);
      formula->text = text;
    }
  return formula;
}

static SyExcelFormula *
write_kept_key (SyXlsxLayout *self, SyXlsxColumn *column, guint row)
{
  SyXlsxTable *table = column->table;
  SyXlsxColumn *kept = find_kind (table, SY_XLSX_COLUMN_KEPT, NULL);
  SyXlsxColumn *candidate = find_kind (table, SY_XLSX_COLUMN_CANDIDATE, column->column->id);
  g_autofree char *test = write_reference (self, table, kept->column, row);
  g_autofree char *value = write_reference (self, table, candidate->column, row);

  return make_formula (g_strdup_printf ("=IF(%s=1,%s,\"\")", test, value));
}

/* The first day, then each one after the one above, while it is not beyond the last. */
static SyExcelFormula *
write_day (SyXlsxLayout *self, SyXlsxColumn *column, guint row, GError **error)
{
  SyXlsxTable *table = column->table;
  const SyExpression *days = table->model->rows_bound;
  g_autoptr (SyExcelFormula) from =
      sy_xlsx_layout_write (self, NULL, sy_expression_get_child (days, 0), 0, error);
  g_autoptr (SyExcelFormula) to =
      from ? sy_xlsx_layout_write (self, NULL, sy_expression_get_child (days, 1), 0, error) : NULL;
  g_autoptr (GString) above = g_string_new (NULL);

  if (!to)
    return NULL;
  if (!from->text || !to->text)
    return from->text ? g_steal_pointer (&to) : g_steal_pointer (&from);
  if (row == 0)
    return make_formula (
        g_strdup_printf ("=IF((%s)>(%s),\"\",INT(%s))", from->text + 1, to->text + 1, from->text + 1));
  sy_xlsx_append_address (above, sy_xlsx_table_row (table, row - 1), table->first_col + column->index, FALSE);
  return make_formula (g_strdup_printf ("=IF(%s=\"\",\"\",IF(%s+1>(%s),\"\",%s+1))", above->str, above->str,
                                        to->text + 1, above->str));
}

SyExcelFormula *
sy_xlsx_layout_write_cell (SyXlsxLayout *self, SyXlsxColumn *column, guint row, GError **error)
{
  SyXlsxTable *table = column->table;
  SyExcelFormula *formula;
  g_autofree char *test = NULL;

  if (column->kind == SY_XLSX_COLUMN_KEPT)
    return write_condition (self, table, row, error);
  if (column->kind != SY_XLSX_COLUMN_PLAIN)
    return NULL;
  if (!column->column->bound)
    return table->rows == SY_XLSX_ROWS_WHERE  ? write_kept_key (self, column, row)
           : table->rows == SY_XLSX_ROWS_DAYS ? write_day (self, column, row, error)
                                              : NULL;
  formula = sy_xlsx_layout_write (self, table, column->column->bound, row, error);
  if (!formula || table->rows == SY_XLSX_ROWS_FIXED)
    return formula;
  test = write_reference (self, table, ((SyXlsxColumn *) table->keys->pdata[0])->column, row);
  wrap (formula, test);
  return formula;
}
