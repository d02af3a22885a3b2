/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet 说明: where the data came from, and what in this workbook is not as it would be in the program.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-xlsx-book-private.h"

#define ABOUT 0
#define TEXT 1
#define TEXT_WIDTH 96.

static void
put_line (SyXlsxBook *self, lxw_worksheet *sheet, guint *row, const char *about, const char *text)
{
  double lines = ceil (sy_xlsx_measure_text (text) / (TEXT_WIDTH - 4.));

  sy_xlsx_book_put_text (self, sheet, *row, ABOUT, about,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_LINE | SY_XLSX_LOOK_WRAP));
  sy_xlsx_book_put_text (self, sheet, *row, TEXT, text,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_LINE | SY_XLSX_LOOK_WRAP));
  if (lines > 1.)
    worksheet_set_row (sheet, *row, 15. * lines + 2., NULL);
  *row += 1;
}

static void
put_heading (SyXlsxBook *self, lxw_worksheet *sheet, guint *row, const char *text)
{
  *row += 1;
  sy_xlsx_book_put_text (self, sheet, *row, ABOUT, text,
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_HEADING));
  *row += 1;
}

/* Its holidays are known for some years only. */
static void
put_calendar (SyXlsxBook *self, lxw_worksheet *sheet, guint *row, const SySource *source)
{
  SyWorkbook *workbook = sy_evaluation_get_workbook (self->evaluation);
  SyCalendar *calendar = sy_catalogue_get_calendar (sy_workbook_get_catalogue (workbook));
  g_autofree char *text = g_strdup_printf (
      _ ("built-in calendar “%s”, public holidays as decreed for %u to %u"), sy_calendar_get_title (calendar),
      sy_calendar_get_valid_from (calendar), sy_calendar_get_valid_through (calendar));

  put_line (self, sheet, row, source->info.title, text);
}

static void
put_sources (SyXlsxBook *self, lxw_worksheet *sheet, guint *row)
{
  GPtrArray *tables = sy_plan_get_tables (self->plan);

  put_heading (self, sheet, row, _ ("Sources"));
  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];
      const SySource *source =
          table->definition->is_source ? sy_plan_find_source (self->plan, table->definition->id) : NULL;

      if (!source)
        continue;
      if (source->is_built_in)
        {
          put_calendar (self, sheet, row, source);
          continue;
        }
      for (guint j = 0; j < source->info.files->len; j++)
        put_line (self, sheet, row, source->info.title, source->info.files->pdata[j]);
      {
        g_autofree char *rows = sy_format_number ((double) source->info.n_rows, SY_UNIT_INTEGER, 0, "en");
        g_autofree char *refused =
            sy_format_number ((double) source->info.n_refused, SY_UNIT_INTEGER, 0, "en");
        g_autofree char *text = g_strdup_printf (
            _ ("%s rows kept, %s refused or with cells that could not be read"), rows, refused);

        put_line (self, sheet, row, "", text);
      }
    }
}

static void
put_left_out (SyXlsxBook *self, lxw_worksheet *sheet, guint *row)
{
  GPtrArray *tables = sy_plan_get_tables (self->plan);
  gboolean any = FALSE;

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];

      if (!table->unavailable)
        continue;
      if (!any)
        put_heading (self, sheet, row, _ ("Left out"));
      any = TRUE;
      put_line (self, sheet, row, table->definition->title, table->unavailable);
    }
}

static void
put_grain (SyXlsxBook *self, lxw_worksheet *sheet, guint *row)
{
  GPtrArray *tables = sy_xlsx_layout_get_tables (self->layout);

  if (!sy_xlsx_layout_get_grain (self->layout))
    return;
  put_heading (self, sheet, row, _ ("Rows summed up"));
  put_line (self, sheet, row, "",
            _ ("The source has too many rows for a workbook that recalculates at once. It is here summed up "
               "to the grain that the "
               "formulas need; every sum, count and extreme is the same as from the rows."));
  for (guint i = 0; i < tables->len; i++)
    {
      const SyXlsxTable *table = tables->pdata[i];
      g_autoptr (GString) text = g_string_new (NULL);

      if (!table->is_stand_in)
        continue;
      for (guint j = 0; j < table->columns->len; j++)
        g_string_append_printf (text, "%s%s", j ? ", " : "",
                                ((SyXlsxColumn *) table->columns->pdata[j])->header);
      put_line (self, sheet, row, table->title, text->str);
    }
}

static void
put_limits (SyXlsxBook *self, lxw_worksheet *sheet, guint *row)
{
  if (self->n_cut > 0)
    sy_xlsx_book_note (self, _ ("Texts"), _ ("%u texts were longer than a cell holds and are cut"),
                       self->n_cut);
  put_heading (self, sheet, row, _ ("What stays as it was exported"));
  put_line (self, sheet, row, _ ("Order of rows"),
            _ ("Tables are sorted as at the export, and the members of groups (products, days, prices) are "
               "those of the data."));
  for (guint i = 0; i < self->notes->len; i++)
    {
      const SyXlsxNote *note = self->notes->pdata[i];

      put_line (self, sheet, row, note->about, note->text);
    }
}

gboolean
sy_xlsx_book_write_notes (SyXlsxBook *self, GError **error)
{
  const char *name = sy_xlsx_layout_add_sheet (self->layout, _ ("Notes"));
  lxw_worksheet *sheet = sy_xlsx_book_add_sheet (self, name, 0x8C959F);
  SyTemplate *template = sy_plan_get_own (self->plan);
  guint row = 1;

  worksheet_set_row (sheet, 0, 26., NULL);
  sy_xlsx_book_put_text (self, sheet, 0, ABOUT, _ ("Notes"),
                         sy_xlsx_formats_get (self->formats, NULL, SY_XLSX_LOOK_TITLE));
  worksheet_set_column (sheet, ABOUT, ABOUT, 32., NULL);
  worksheet_set_column (sheet, TEXT, TEXT, TEXT_WIDTH, NULL);
  put_heading (self, sheet, &row, _ ("Template"));
  if (template)
    put_line (self, sheet, &row, sy_template_get_title (template),
              sy_template_get_description (template) ? sy_template_get_description (template) : "");
  put_line (self, sheet, &row, _ ("Made with"), "Steelyard " SY_VERSION);
  put_sources (self, sheet, &row);
  put_left_out (self, sheet, &row);
  put_grain (self, sheet, &row);
  put_limits (self, sheet, &row);
  sy_xlsx_book_set_page (self, sheet, _ ("Notes"), TRUE);
  return TRUE;
}
