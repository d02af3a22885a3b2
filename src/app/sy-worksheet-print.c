/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-worksheet-print.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sy-chart-layout.h"
#include "sy-painter.h"
#include "sy-pdf-sheet.h"
#include "sy-worksheet-reader.h"

#define CANVAS_WIDTH 1200.
#define CANVAS_HEIGHT 700.

/* What is printed, from reading to the last page. */
typedef struct
{
  SySession *session;
  GtkWindow *parent; /* NULL: it went away */
  SyWorksheetReading *reading;
  char *title;
  SyPdfSheet *sheet; /* NULL before it has been read */
} Print;

static void
free_print (gpointer data)
{
  Print *print = data;

  g_clear_pointer (&print->sheet, sy_pdf_sheet_free);
  g_clear_weak_pointer (&print->parent);
  sy_worksheet_reading_free (print->reading);
  g_object_unref (print->session);
  g_free (print->title);
  g_free (print);
}

static Print *
new_print (GtkWindow *parent, SySession *session, const char *id)
{
  SyWorksheet *worksheet = sy_workbook_find_worksheet (sy_session_get_workbook (session), id);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  Print *print;

  if (!worksheet || !worksheet->template)
    return NULL;
  /* What was typed a moment ago is to be there. */
  evaluation = sy_workbook_evaluate (sy_session_get_workbook (session), &error);
  if (!evaluation)
    {
      sy_session_fail (session, error);
      return NULL;
    }
  print = g_new0 (Print, 1);
  print->session = g_object_ref (session);
  g_set_weak_pointer (&print->parent, parent);
  print->title = g_strdup (worksheet->title);
  print->reading = sy_worksheet_reading_new (evaluation, worksheet->template);
  return print;
}

static gboolean
read_print (SyJob *job, gpointer data, GError **error)
{
  return sy_worksheet_reading_read (((Print *) data)->reading, sy_job_get_cancellable (job), error);
}

/* --- on paper --- */

static void
on_begin_cb (Print *print, GtkPrintContext *context, GtkPrintOperation *operation)
{
  sy_pdf_sheet_fit (print->sheet, gtk_print_context_get_width (context),
                    gtk_print_context_get_height (context));
  gtk_print_operation_set_n_pages (operation, (int) sy_pdf_sheet_get_n_pages (print->sheet));
}

static void
on_draw_cb (Print *print, GtkPrintContext *context, int page)
{
  sy_pdf_sheet_paint (print->sheet, gtk_print_context_get_cairo_context (context), (guint) page);
}

static void
on_done_cb (Print *print, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  if (error)
    sy_session_fail (print->session, error);
}

/* What it shows was computed before: only places are sought here. */
static gboolean
lay_out (Print *print, GError **error)
{
  print->sheet = sy_pdf_sheet_new (print->reading->evaluation, print->reading->template, SY_PDF_A4_SHORT,
                                   SY_PDF_A4_LONG, NULL, error);
  if (print->sheet)
    sy_pdf_sheet_fit_a4 (print->sheet);
  return print->sheet != NULL;
}

/* As in the file, unless the dialog is told otherwise. */
static GtkPageSetup *
new_page_setup (Print *print)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  gboolean lies = sy_pdf_sheet_get_width (print->sheet) > sy_pdf_sheet_get_height (print->sheet);

  gtk_page_setup_set_orientation (setup,
                                  lies ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  return setup;
}

/* Takes @print. */
static void
run_dialog (Print *print)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = new_page_setup (print);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, print->title);
  g_object_set_data_full (G_OBJECT (operation), "print", print, free_print);
  g_signal_connect_swapped (operation, "begin-print", G_CALLBACK (on_begin_cb), print);
  g_signal_connect_swapped (operation, "draw-page", G_CALLBACK (on_draw_cb), print);
  g_signal_connect_swapped (operation, "done", G_CALLBACK (on_done_cb), print);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, print->parent, &error);
  if (error)
    sy_session_fail (print->session, error);
}

/* The print goes to the operation: this only carries it there. */
typedef struct
{
  Print *print;
} Carrier;

static gboolean
run_read (SyJob *job, gpointer data, GError **error)
{
  return read_print (job, ((Carrier *) data)->print, error);
}

static void
on_read_cb (SySession *session, gpointer data, const GError *error)
{
  Carrier *carrier = data;
  g_autoptr (GError) own_error = NULL;

  if (error)
    sy_session_fail (session, error);
  else if (!lay_out (carrier->print, &own_error))
    sy_session_fail (session, own_error);
  else
    run_dialog (g_steal_pointer (&carrier->print));
}

static void
free_carrier (gpointer data)
{
  Carrier *carrier = data;

  g_clear_pointer (&carrier->print, free_print);
  g_free (carrier);
}

void
sy_worksheet_print (GtkWindow *parent, SySession *session, const char *id)
{
  Print *print = new_print (parent, session, id);
  Carrier *carrier;

  if (!print)
    return;
  carrier = g_new0 (Carrier, 1);
  carrier->print = print;
  sy_session_fetch (session, G_OBJECT (parent), run_read, on_read_cb, carrier, free_carrier);
}

/* --- the drawing as a file --- */

/* A drawing is as high as what is in it. */
static double
find_height (SyChart *chart, const SyTheme *theme)
{
  double natural = sy_chart_layout_measure_height (chart, CANVAS_WIDTH, theme);

  return natural > 0 ? ceil (natural) : CANVAS_HEIGHT;
}

static gboolean
write_one (SyChart *chart, const char *path, const SyTheme *theme, GError **error)
{
  double height = find_height (chart, theme);

  if (g_str_has_suffix (path, ".pdf"))
    return sy_chart_write_pdf (chart, path, CANVAS_WIDTH, height, theme, error);
  if (g_str_has_suffix (path, ".svg"))
    return sy_chart_write_svg (chart, path, CANVAS_WIDTH, height, theme, error);
  return sy_chart_write_png (chart, path, CANVAS_WIDTH, height, theme, error);
}

/* “swot.png”, “swot 2.png” … */
static char *
number_path (const char *path, guint number)
{
  const char *dot = strrchr (path, '.');

  if (number == 0 || !dot)
    return g_strdup (path);
  return g_strdup_printf ("%.*s %u%s", (int) (dot - path), path, number + 1, dot);
}

typedef struct
{
  Print *print;
  char *path;
} Save;

static void
free_save (gpointer data)
{
  Save *save = data;

  free_print (save->print);
  g_free (save->path);
  g_free (save);
}

static gboolean
run_save (SyJob *job, gpointer data, GError **error)
{
  Save *save = data;
  GPtrArray *charts = save->print->reading->charts;
  g_autoptr (SyTheme) theme =
      sy_theme_new (SY_THEME_LIGHT, sy_evaluation_get_language (save->print->reading->evaluation));

  if (!read_print (job, save->print, error))
    return FALSE;
  for (guint i = 0; i < charts->len; i++)
    {
      g_autofree char *path = number_path (save->path, i);

      if (!write_one (((SyBuiltChart *) charts->pdata[i])->chart, path, theme, error))
        return FALSE;
    }
  return TRUE;
}

static void
on_saved_cb (SySession *session, gpointer data, const GError *error)
{
  Save *save = data;
  g_autofree char *base = g_path_get_basename (save->path);
  g_autofree char *said = g_strdup_printf (_ ("Wrote “%s”"), base);

  if (error)
    sy_session_fail (session, error);
  else if (save->print->parent)
    gtk_widget_activate_action (GTK_WIDGET (save->print->parent), "win.say", "s", said);
}

static void
on_response_cb (GtkNativeDialog *chooser, int response, gpointer data)
{
  Print *print = data;
  g_autoptr (GFile) file = NULL;
  Save *save;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (!file)
    {
      free_print (print);
      g_object_unref (chooser);
      return;
    }
  save = g_new0 (Save, 1);
  save->print = print;
  save->path = g_file_get_path (file);
  sy_session_run (print->session, _ ("Saving the drawing"), run_save, on_saved_cb, save, free_save);
  g_object_unref (chooser);
}

void
sy_worksheet_save_drawing (GtkWindow *parent, SySession *session, const char *id)
{
  Print *print = new_print (parent, session, id);
  GtkFileChooserNative *chooser;
  g_autofree char *name = NULL;

  if (!print)
    return;
  chooser = gtk_file_chooser_native_new (_ ("Save the Drawing (PNG, SVG or PDF)"), parent,
                                         GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  name = g_strconcat (print->title, ".png", NULL);
  g_strdelimit (name, "/\\", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_response_cb), print);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
