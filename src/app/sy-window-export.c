/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing out what is seen: workbook, report, table; in a job, with progress and cancel. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-csv-writer.h"
#include "sy-html-writer.h"
#include "sy-pdf-writer.h"
#include "sy-window-private.h"
#include "sy-workbook-privacy.h"
#include "sy-xlsx-writer.h"

#define VIEW_TABLE "view"
#define PRIVACY "privacy"

typedef enum
{
  EXPORT_XLSX,
  EXPORT_PDF,
  EXPORT_HTML,
  EXPORT_CSV,
  EXPORT_VIEW_XLSX, /* of what the explorer looks at */
  EXPORT_VIEW_CSV,
} ExportKind;

typedef struct
{
  ExportKind kind;
  SyWindow *window;
  SyEvaluation *evaluation;
  char *table;
  char *path;
  gboolean a1;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_clear_object (&export->evaluation);
  g_clear_object (&export->window);
  g_free (export->table);
  g_free (export->path);
  g_free (export);
}

static void
report_progress (guint64 done, guint64 total, const char *unit, gpointer data)
{
  sy_job_report (data, done, total, unit);
}

static gboolean
write_csv (Export *export, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyTable) table = sy_evaluation_get_table (export->evaluation, export->table, cancellable, error);

  return table && sy_csv_writer_write_file (table, SY_TEXT_CSV, TRUE, export->path, cancellable, error);
}

static gboolean
run_export (SyJob *job, gpointer data, GError **error)
{
  Export *export = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);
  SyXlsxOptions options = { .a1 = export->a1 };

  switch (export->kind)
    {
    case EXPORT_XLSX:
    case EXPORT_VIEW_XLSX:
      return sy_xlsx_writer_write (export->evaluation, export->path, &options, report_progress, job,
                                   cancellable, error);
    case EXPORT_PDF:
      return sy_pdf_writer_write (export->evaluation, export->path, report_progress, job, cancellable, error);
    case EXPORT_HTML:
      return sy_html_writer_write (export->evaluation, export->path, report_progress, job, cancellable,
                                   error);
    case EXPORT_CSV:
    case EXPORT_VIEW_CSV:
    default:
      return write_csv (export, cancellable, error);
    }
}

static void
show_exported (SySession *session, gpointer data, const GError *error)
{
  Export *export = data;
  g_autofree char *base = g_path_get_basename (export->path);
  g_autofree char *text = NULL;

  if (error)
    {
      sy_session_fail (session, error);
      return;
    }
  text = g_strdup_printf (_ ("Wrote “%s”"), base);
  sy_window_toast (export->window, text);
}

static gboolean
is_view (ExportKind kind)
{
  return kind == EXPORT_VIEW_XLSX || kind == EXPORT_VIEW_CSV;
}

/* NULL: there is nothing to write. */
static SyEvaluation *
get_evaluation (SyWindow *self, ExportKind kind)
{
  if (!self->session)
    return NULL;
  return is_view (kind) ? sy_session_get_looked_at (self->session)
                        : sy_session_get_evaluation (self->session);
}

/* Masked unless there is a reason. FALSE with the error: nothing is written. */
static gboolean
protect (Export *export, const char *choice, GError **error)
{
  SyWorkbook *workbook = sy_session_get_workbook (export->window->session);
  g_autoptr (GPtrArray) personal = sy_workbook_list_personal (workbook);
  g_autoptr (SyEvaluation) written = NULL;
  SyMasking masking = SY_MASKING_EXPORT;
  const char *const *reasons = sy_window_list_privacy_reasons ();
  guint64 reason = 0;

  if (personal->len == 0)
    return TRUE;
  if (choice
      && g_ascii_string_to_unsigned (choice, 10, 0, g_strv_length ((char **) reasons) - 1, &reason, NULL))
    {
      if (!sy_workbook_write_audit (workbook, reasons[reason], export->path, error))
        return FALSE;
      masking = SY_MASKING_NONE;
    }
  written = sy_evaluation_mask (export->evaluation, masking, error);
  if (written)
    g_set_object (&export->evaluation, written);
  return written != NULL;
}

static void
start_export (SyWindow *self, ExportKind kind, const char *path, const char *choice)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *references = g_settings_get_string (self->settings, "export-references");
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *title = g_strdup_printf (_ ("Writing “%s”"), base);
  Export *export = g_new0 (Export, 1);

  export->kind = kind;
  export->window = g_object_ref (self);
  export->evaluation = g_object_ref (get_evaluation (self, kind));
  export->table = g_strdup (is_view (kind) ? VIEW_TABLE : self->table);
  export->path = g_strdup (path);
  export->a1 = g_str_equal (references, "a1");
  if (protect (export, choice, &error))
    {
      sy_session_run (self->session, title, run_export, show_exported, export, free_export);
      return;
    }
  sy_session_fail (self->session, error);
  free_export (export);
}

static const char *
export_suffix (ExportKind kind)
{
  return kind == EXPORT_XLSX || kind == EXPORT_VIEW_XLSX ? ".xlsx"
         : kind == EXPORT_PDF                            ? ".pdf"
         : kind == EXPORT_HTML                           ? ".html"
                                                         : ".csv";
}

/* NULL where there is nobody's data to be masked, so that nothing was asked. */
static const char *
get_privacy_choice (GtkNativeDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), PRIVACY)
             ? gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), PRIVACY)
             : NULL;
}

static void
on_export_chosen_cb (SyWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  ExportKind kind = (ExportKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "kind"));

  if (response == GTK_RESPONSE_ACCEPT && get_evaluation (self, kind))
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      path = g_file_get_path (file);
      if (path)
        start_export (self, kind, path, get_privacy_choice (dialog));
      else
        sy_window_show_banner (self, _ ("This place can't be written to: choose a folder of this computer"));
    }
  g_clear_object (&self->chooser);
}

static void
add_privacy_choice (SyWindow *self)
{
  g_autoptr (GPtrArray) personal = sy_workbook_list_personal (sy_session_get_workbook (self->session));
  static const char *const ids[] = { "mask", "0", "1", "2", "3", NULL };
  const char *const *reasons = sy_window_list_privacy_reasons ();
  const char *labels[] = {
    _ ("masked"), _ (reasons[0]), _ (reasons[1]), _ (reasons[2]), _ (reasons[3]), NULL
  };

  if (personal->len == 0)
    return;
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (self->chooser), PRIVACY, _ ("Personal data"),
                               (const char **) ids, labels);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (self->chooser), PRIVACY, "mask");
  g_object_set_data (G_OBJECT (self->chooser), PRIVACY, self);
}

static void
ask_where (SyWindow *self, ExportKind kind)
{
  SyTemplate *template = sy_workbook_get_template (sy_session_get_workbook (self->session));
  const char *month = gtk_menu_button_get_label (self->month_button);
  const char *name = is_view (kind)                      ? _ ("Explorer")
                     : self->table && kind == EXPORT_CSV ? self->table
                     : template                          ? sy_template_get_title (template)
                                                         : _ ("Worksheets");
  g_autofree char *suggestion =
      g_strdup_printf ("%s%s%s%s", name, month ? " " : "", month ? month : "", export_suffix (kind));

  self->chooser = gtk_file_chooser_native_new (_ ("Export"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Export"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), g_strdelimit (suggestion, "/\\", '-'));
  add_privacy_choice (self);
  g_object_set_data (G_OBJECT (self->chooser), "kind", GINT_TO_POINTER (kind));
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_export_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  ExportKind kind = g_str_equal (action, "win.export-xlsx")        ? EXPORT_XLSX
                    : g_str_equal (action, "win.export-pdf")       ? EXPORT_PDF
                    : g_str_equal (action, "win.export-html")      ? EXPORT_HTML
                    : g_str_equal (action, "win.export-view-xlsx") ? EXPORT_VIEW_XLSX
                    : g_str_equal (action, "win.export-view-csv")  ? EXPORT_VIEW_CSV
                                                                   : EXPORT_CSV;

  if (!self->chooser && get_evaluation (self, kind))
    ask_where (self, kind);
}

void
sy_window_export_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export-xlsx", NULL, on_export_cb);
  gtk_widget_class_install_action (widget_class, "win.export-pdf", NULL, on_export_cb);
  gtk_widget_class_install_action (widget_class, "win.export-html", NULL, on_export_cb);
  gtk_widget_class_install_action (widget_class, "win.export-csv", NULL, on_export_cb);
  gtk_widget_class_install_action (widget_class, "win.export-view-xlsx", NULL, on_export_cb);
  gtk_widget_class_install_action (widget_class, "win.export-view-csv", NULL, on_export_cb);
}
