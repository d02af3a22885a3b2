/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First the plan of the workbook, then its sheets through libxlsxwriter into a temporary file, then the
 * package step, which writes the file that takes the name. */
#include "config.h"

#include "sy-xlsx-writer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sy-xlsx-book-private.h"
#include "sy-xlsx-grain.h"
#include "sy-xlsx-worksheet.h"

typedef struct
{
  SyXlsxBook book;
  SyExportProgress progress;
  gpointer progress_data;
  guint64 done, total;
} Job;

static void
note_free (gpointer data)
{
  SyXlsxNote *note = data;

  g_free (note->about);
  g_free (note->text);
  g_free (note);
}

static gboolean
step (Job *job, GError **error)
{
  job->done++;
  if (job->progress)
    job->progress (job->done, job->total, _ ("sheets"), job->progress_data);
  return !g_cancellable_set_error_if_cancelled (job->book.cancellable, error);
}

static void
set_properties (SyXlsxBook *book)
{
  SyTemplate *template = sy_plan_get_own (book->plan);
  lxw_doc_properties properties = { 0 };

  properties.title = template ? (char *) sy_template_get_title (template) : NULL;
  properties.comments = "Steelyard " SY_VERSION;
  workbook_set_properties (book->workbook, &properties);
}

/* Cells behind charts and lists, at the end of the helper area. */
static void
add_helper_sheet (SyXlsxBook *book)
{
  lxw_worksheet *sheet =
      sy_xlsx_book_add_sheet (book, book->helper_sheet, sy_xlsx_area_color (SY_AREA_HELPER));

  worksheet_set_column (sheet, 0, 200, 13., NULL);
  worksheet_freeze_panes (sheet, 2, 0);
  sy_xlsx_book_set_page (book, sheet, book->helper_sheet, TRUE);
}

static gboolean
write_area (Job *job, SyArea area, GError **error)
{
  GPtrArray *tables = sy_xlsx_layout_get_tables (job->book.layout);

  for (guint i = 0; i < tables->len; i++)
    {
      SyXlsxTable *table = tables->pdata[i];

      if (table->area == area && !table->on_worksheet
          && (!sy_xlsx_book_write_table (&job->book, table, error) || !step (job, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_sheets (Job *job, GError **error)
{
  SyXlsxBook *book = &job->book;

  return sy_xlsx_book_write_custom (book, error) && write_area (job, SY_AREA_CUSTOM, error)
         && write_area (job, SY_AREA_SOURCE, error) && write_area (job, SY_AREA_HELPER, error)
         && (add_helper_sheet (book), TRUE) && sy_xlsx_book_write_figures (book, error)
         && write_area (job, SY_AREA_ANALYSIS, error) && sy_xlsx_book_write_worksheets (book, error)
         && write_area (job, SY_AREA_REPORT, error) && sy_xlsx_book_write_report (book, error)
         && sy_xlsx_book_write_checks (book, error) && sy_xlsx_book_write_notes (book, error);
}

static gboolean
write_library_file (Job *job, const char *path, GError **error)
{
  SyXlsxBook *book = &job->book;
  lxw_workbook_options options = { .constant_memory = LXW_FALSE, .tmpdir = NULL };
  gboolean done;
  lxw_error code;

  book->workbook = workbook_new_opt (path, &options);
  book->formats = sy_xlsx_formats_new (book->workbook, sy_evaluation_get_language (book->evaluation));
  set_properties (book);
  done = write_sheets (job, error);
  code = workbook_close (book->workbook);
  sy_xlsx_formats_free (book->formats);
  if (done && code != LXW_NO_ERROR)
    {
      g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE, _ ("Can't write the workbook: %s"),
                   lxw_strerror (code));
      return FALSE;
    }
  return done;
}

static gboolean
write_files (Job *job, const char *path, GError **error)
{
  g_autofree char *first = sy_export_temporary_name (path);
  g_autofree char *second = sy_export_temporary_name (path);
  gboolean done = write_library_file (job, first, error)
                  && sy_xlsx_package_finish (job->book.package, first, second, job->book.cancellable, error);

  g_unlink (first);
  if (!done)
    {
      sy_export_abandon (second);
      return FALSE;
    }
  return sy_export_finish (second, path, error);
}

/* Before minutes of work: can there be a file at all? */
static gboolean
check_target (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    errno = EISDIR;
  else if (g_access (folder, W_OK) == 0)
    return TRUE;
  g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE,
               _ ("Can't write “%s”: %s. What was there before is unchanged."), path, g_strerror (errno));
  return FALSE;
}

gboolean
sy_xlsx_writer_write (SyEvaluation *evaluation,
                      const char *path,
                      const SyXlsxOptions *options,
                      SyExportProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GError **error)
{
  Job job = { .progress = progress, .progress_data = progress_data };
  SyXlsxBook *book = &job.book;
  g_autoptr (SyXlsxLayout) layout = NULL;
  gboolean done;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation) && path, FALSE);
  if (!check_target (path, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  layout = sy_xlsx_layout_new (evaluation, options, cancellable, error);
  if (!layout)
    return FALSE;
  book->evaluation = evaluation;
  book->plan = sy_evaluation_get_plan (evaluation);
  book->layout = layout;
  book->cancellable = cancellable;
  book->package = sy_xlsx_package_new ();
  book->errors = sy_xlsx_errors_new (evaluation, cancellable);
  book->sheets = g_hash_table_new (g_str_hash, g_str_equal);
  book->charts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  book->notes = g_ptr_array_new_with_free_func (note_free);
  book->helper_sheet = sy_xlsx_layout_add_sheet (layout, _ ("Chart data"));
  job.total = sy_xlsx_layout_get_tables (layout)->len;
  done = write_files (&job, path, error);
  sy_xlsx_package_free (book->package);
  sy_xlsx_errors_free (book->errors);
  g_hash_table_unref (book->sheets);
  g_hash_table_unref (book->charts);
  g_ptr_array_unref (book->notes);
  return done;
}
