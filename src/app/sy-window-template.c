/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing the analysis of a document, with or without data. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-template-chooser.h"
#include "sy-window-private.h"

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

void
sy_window_template_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.choose-template", NULL, on_choose_template_cb);
  gtk_widget_class_install_action (widget_class, "win.template", "s", on_template_cb);
}
