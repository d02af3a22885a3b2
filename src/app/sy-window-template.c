/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing the analysis of a document, with or without data. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-method-dialog.h"
#include "sy-report-composer.h"
#include "sy-template-chooser.h"
#include "sy-template-text.h"
#include "sy-window-private.h"

#define MAX_TEMPLATE (1 << 20) /* bytes */

static void
on_choose_template_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  SyWorkbook *workbook = self->session ? sy_session_get_workbook (self->session) : NULL;

  gtk_window_present (GTK_WINDOW (sy_template_chooser_new (GTK_WINDOW (self), self->catalogue, workbook)));
}

/* Where nothing is open yet, a new document begins with it. */
static void
on_template_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  SyTemplate *template =
      sy_catalogue_find_template (self->catalogue, g_variant_get_string (parameter, NULL), &error);

  if (!template)
    {
      sy_window_show_banner (self, error->message);
      return;
    }
  if (!self->session)
    {
      g_set_object (&self->wanted_template, template);
      sy_window_open_document (self, NULL);
      return;
    }
  if (!sy_workbook_set_template (sy_session_get_workbook (self->session), template, &error))
    sy_session_fail (self->session, error);
}

/* The table and the column, or the value or parameter and "". */
static void
on_method_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  const char *table, *column;

  g_variant_get (parameter, "(&s&s)", &table, &column);
  if (self->session)
    gtk_window_present (GTK_WINDOW (sy_method_dialog_new (GTK_WINDOW (self), self->session, table, column)));
}

static void
on_compose_report_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  if (self->session && sy_workbook_get_template (sy_session_get_workbook (self->session)))
    gtk_window_present (GTK_WINDOW (sy_report_composer_new (GTK_WINDOW (self), self->session)));
}

/* --- templates as files --- */

/* Data can be XML too: what counts is how it begins. */
char *
sy_window_read_template (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_str_has_suffix (path, ".xml"))
    return NULL;
  stream = g_file_read (file, NULL, NULL);
  text = g_malloc (MAX_TEMPLATE + 1);
  if (!stream || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_TEMPLATE, &length, NULL, NULL))
    return NULL;
  text[length] = '\0';
  if (length == MAX_TEMPLATE || !g_utf8_validate (text, (gssize) length, NULL)
      || !sy_template_text_is_template (text))
    return NULL;
  return g_steal_pointer (&text);
}

void
sy_window_apply_template (SyWindow *self, const char *text, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTemplate) checked =
      sy_template_reader_read_text (text, name, sy_catalogue_get_language (self->catalogue), &error);
  SyWorkbook *workbook;
  g_autofree char *said = NULL;

  if (!checked)
    {
      sy_window_show_banner (self, error->message);
      return;
    }
  if (!self->session)
    {
      g_free (self->wanted_text);
      self->wanted_text = g_strdup (text);
      sy_window_open_document (self, NULL);
      return;
    }
  workbook = sy_session_get_workbook (self->session);
  if (!sy_workbook_set_own_template (workbook, text, &error))
    {
      sy_window_show_banner (self, error->message);
      return;
    }
  said = g_strdup_printf (_ ("This document works with “%s” now"),
                          sy_template_get_title (sy_workbook_get_template (workbook)));
  sy_window_toast (self, said);
}

void
sy_window_template_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.choose-template", NULL, on_choose_template_cb);
  gtk_widget_class_install_action (widget_class, "win.template", "s", on_template_cb);
  gtk_widget_class_install_action (widget_class, "win.compose-report", NULL, on_compose_report_cb);
  gtk_widget_class_install_action (widget_class, "win.method", "(ss)", on_method_cb);
}
