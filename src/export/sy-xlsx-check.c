/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet 检查: sums that must tie, each tested by a formula; one cell at the top says whether all do. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-xlsx-book-private.h"

#define HEADER_ROW 3
#define FIRST_ROW 4
#define TITLE 0
#define LEFT 1
#define RIGHT 2
#define DIFFERENCE 3
#define STATUS 4

#define GOOD "OK"
#define BAD "✗"

static void
put_header (SyXlsxBook *self, lxw_worksheet *sheet)
{
  const char *const titles[] = { _ ("What must tie"), _ ("Left"), _ ("Right"), _ ("Difference"),
                                 _ ("Result") };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    sy_xlsx_book_put_text (self, sheet, HEADER_ROW, i, titles[i],
                           sy_xlsx_formats_get (self->formats, NULL,
                                                SY_XLSX_LOOK_HEADER
                                                    | (i == 0        ? SY_XLSX_LOOK_PLAIN
                                                       : i == STATUS ? SY_XLSX_LOOK_CENTER
                                                                     : SY_XLSX_LOOK_RIGHT)));
}

static char *
address (guint row, guint col)
{
  GString *out = g_string_new (NULL);

  sy_xlsx_append_address (out, row, col, FALSE);
  return g_string_free (out, FALSE);
}

/* Difference and result of a line whose sides are written; returns whether they tie. */
static gboolean
put_result (SyXlsxBook *self,
            lxw_worksheet *sheet,
            guint row,
            const SyXlsxCached *left,
            const SyXlsxCached *right,
            double tolerance)
{
  g_autofree char *a = address (row, LEFT), *b = address (row, RIGHT), *d = address (row, DIFFERENCE);
  g_autofree char *difference = g_strdup_printf ("=ROUND(%s-%s,6)", a, b);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *status = NULL;
  double rounded = round ((left->number - right->number) * 1e6) / 1e6 + 0.;
  gboolean failed = left->is_error || right->is_error;
  gboolean ties = !failed && fabs (rounded) <= tolerance;
  SyXlsxCached value = { .number = rounded,
                         .is_error = failed,
                         .error = left->is_error ? left->error : right->error };
  SyXlsxCached text = { .is_text = TRUE, .text = ties ? GOOD : BAD };

  status = g_strdup_printf ("=IF(IFERROR(ABS(%s)<=%s,FALSE),\"" GOOD "\",\"" BAD "\")", d,
                            g_ascii_dtostr (digits, sizeof digits, tolerance));
  sy_xlsx_book_put_formula (self, sheet, row, DIFFERENCE, difference, FALSE, &value,
                            sy_xlsx_formats_get (self->formats, "#,##0.00####", SY_XLSX_LOOK_LINE));
  sy_xlsx_book_put_formula (
      self, sheet, row, STATUS, status, FALSE, &text,
      sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_LINE | SY_XLSX_LOOK_CENTER));
  return ties;
}

static gboolean
put_check (SyXlsxBook *self,
           lxw_worksheet *sheet,
           guint row,
           const SyTemplateCheck *check,
           gboolean *ties,
           GError **error)
{
  lxw_format *number = sy_xlsx_formats_get (self->formats, "#,##0.00", SY_XLSX_LOOK_LINE);
  SyXlsxCached left = { 0 }, right = { 0 };

  sy_xlsx_book_put_text (self, sheet, row, TITLE, check->title,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_LINE));
  if (!sy_xlsx_book_put_computed (self, sheet, row, LEFT, check->left, number, &left, error)
      || !sy_xlsx_book_put_computed (self, sheet, row, RIGHT, check->right, number, &right, error))
    return FALSE;
  *ties = put_result (self, sheet, row, &left, &right, check->tolerance > 0. ? check->tolerance : 0.005);
  return TRUE;
}

/* What the workbook holds of a source against what was read: rows, and the sums of its amounts. */
static gboolean
put_source_check (SyXlsxBook *self, lxw_worksheet *sheet, guint row, const SyXlsxTable *table, gboolean *ties)
{
  const SySource *source = sy_plan_find_source (self->plan, table->model->id);
  SyXlsxColumn *column = table->columns->pdata[0];
  g_autofree char *range = sy_xlsx_column_range (column, 0);
  g_autofree char *formula = g_strdup_printf ("=ROWS(%s)", range);
  g_autofree char *title = g_strdup_printf (_ ("Rows of “%s” = rows read"), table->title);
  lxw_format *number = sy_xlsx_formats_get (self->formats, "#,##0", SY_XLSX_LOOK_LINE);
  SyXlsxCached left = { .number = table->n_rows }, right = { 0 };

  if (!source || source->is_built_in || table->n_kept == 0)
    return FALSE;
  right.number = (double) source->info.n_rows;
  sy_xlsx_book_put_text (self, sheet, row, TITLE, title,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_LINE));
  sy_xlsx_book_put_formula (self, sheet, row, LEFT, formula, FALSE, &left, number);
  sy_xlsx_book_put_value (self, sheet, row, RIGHT, &right, number);
  *ties = put_result (self, sheet, row, &left, &right, 0.);
  return TRUE;
}

/* Each stand-in has all rows of its source. */
static gboolean
put_stand_in_check (SyXlsxBook *self, lxw_worksheet *sheet, guint row, SyXlsxTable *table, gboolean *ties)
{
  g_autofree char *id = g_strndup (table->model->id, strcspn (table->model->id, "~"));
  const SySource *source = sy_plan_find_source (self->plan, id);
  SyXlsxColumn *column = sy_xlsx_table_find_column (table, "rows");
  g_autofree char *range = column ? sy_xlsx_column_range (column, 0) : NULL;
  g_autofree char *formula = g_strdup_printf ("=SUM(%s)", range);
  g_autofree char *title = g_strdup_printf (_ ("Rows summed up in “%s” = rows read"), table->title);
  lxw_format *number = sy_xlsx_formats_get (self->formats, "#,##0", SY_XLSX_LOOK_LINE);
  SyXlsxCached sum = { 0 }, right = { 0 };

  if (!source || source->is_built_in || !column)
    return FALSE;
  for (gint64 i = 0; i < sy_frame_get_n_rows (table->frame); i++)
    sum.number += sy_frame_get_double (table->frame, (guint) column->frame_column, i);
  right.number = (double) source->info.n_rows;
  sy_xlsx_book_put_text (self, sheet, row, TITLE, title,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_LINE));
  sy_xlsx_book_put_formula (self, sheet, row, LEFT, formula, FALSE, &sum, number);
  sy_xlsx_book_put_value (self, sheet, row, RIGHT, &right, number);
  *ties = put_result (self, sheet, row, &sum, &right, 0.);
  return TRUE;
}

static gboolean
put_checks (SyXlsxBook *self, lxw_worksheet *sheet, guint *row, guint *n_bad, GError **error)
{
  GPtrArray *templates = sy_plan_get_templates (self->plan);
  GPtrArray *tables = sy_xlsx_layout_get_tables (self->layout);
  gboolean ties;

  for (guint i = 0; i < tables->len; i++)
    {
      SyXlsxTable *table = tables->pdata[i];
      gboolean done = table->is_stand_in ? put_stand_in_check (self, sheet, *row, table, &ties)
                      : table->model->rows_kind == SY_ROWS_SOURCE
                          ? put_source_check (self, sheet, *row, table, &ties)
                          : FALSE;

      if (done)
        {
          *row += 1;
          *n_bad += ties ? 0 : 1;
        }
    }
  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *checks = sy_template_get_checks (templates->pdata[i]);

      for (guint j = 0; j < checks->len; j++)
        {
          const SyTemplateCheck *check = checks->pdata[j];
          g_autoptr (GError) cause = NULL;

          if (!put_check (self, sheet, *row, check, &ties, &cause))
            {
              if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
                {
                  g_propagate_error (error, g_steal_pointer (&cause));
                  return FALSE;
                }
              /* It reads a table that is left out with these sources. */
              sy_xlsx_book_note (self, check->title, _ ("not checked: %s"), cause->message);
              continue;
            }
          *row += 1;
          *n_bad += ties ? 0 : 1;
        }
    }
  return TRUE;
}

gboolean
sy_xlsx_book_write_checks (SyXlsxBook *self, GError **error)
{
  const char *name = sy_xlsx_layout_add_sheet (self->layout, _ ("Checks"));
  lxw_worksheet *sheet = sy_xlsx_book_add_sheet (self, name, 0x2DA44E);
  lxw_conditional_format rule = { .type = LXW_CONDITIONAL_TYPE_CELL,
                                  .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO };
  g_autofree char *summary = NULL;
  g_autofree char *now = NULL;
  SyXlsxCached cached = { .is_text = TRUE };
  guint row = FIRST_ROW, n_bad = 0;

  worksheet_set_row (sheet, 0, 26., NULL);
  sy_xlsx_book_put_text (self, sheet, 0, TITLE, _ ("Checks"),
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_TITLE));
  put_header (self, sheet);
  worksheet_set_column (sheet, TITLE, TITLE, 56., NULL);
  worksheet_set_column (sheet, LEFT, DIFFERENCE, 19., NULL);
  worksheet_set_column (sheet, STATUS, STATUS, 10., NULL);
  if (!put_checks (self, sheet, &row, &n_bad, error))
    return FALSE;
  summary = g_strdup_printf ("=IF(COUNTIF(E%u:E%u,\"" BAD "\")=0,\"%s\",COUNTIF(E%u:E%u,\"" BAD "\")&\"%s\")",
                             FIRST_ROW + 1, MAX (row, FIRST_ROW + 1), _ ("All sums tie"), FIRST_ROW + 1,
                             MAX (row, FIRST_ROW + 1), _ (" do not tie"));
  now = n_bad == 0 ? g_strdup (_ ("All sums tie")) : g_strdup_printf ("%u%s", n_bad, _ (" do not tie"));
  cached.text = now;
  sy_xlsx_book_put_formula (self, sheet, 1, TITLE, summary, FALSE, &cached,
                            sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_HEADING));
  rule.value_string = "\"" BAD "\"";
  rule.format = sy_xlsx_formats_get_bad (self->formats);
  worksheet_conditional_format_range (sheet, FIRST_ROW, STATUS, MAX (row, FIRST_ROW + 1) - 1, STATUS, &rule);
  worksheet_freeze_panes (sheet, FIRST_ROW, 0);
  sy_xlsx_book_set_page (self, sheet, _ ("Checks"), TRUE);
  return TRUE;
}
