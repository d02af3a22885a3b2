/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case from the start page: a draft is made, its files are brought in as one job, and its story stands
 * beside the workbook, in one place with the explanations. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-case-panel.h"
#include "sy-window-private.h"
#include "sy-workbook-case.h"

/* --- the panel --- */

/* A number that is asked about is explained where the story stood. */
static void
on_explained_cb (GtkStack *stack)
{
  gtk_stack_set_visible_child_name (stack, "explain");
}

/* The inspector and the story take turns in the pane on the right. */
static GtkStack *
share_pane (SyWindow *self)
{
  GtkWidget *inspector = g_object_ref (adw_bin_get_child (self->inspector_bin));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *switcher = gtk_stack_switcher_new ();
  GtkWidget *stack = gtk_stack_new ();

  adw_bin_set_child (self->inspector_bin, NULL);
  gtk_stack_add_titled (GTK_STACK (stack), inspector, "explain", _ ("Explain"));
  g_object_unref (inspector);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (stack));
  gtk_widget_set_halign (switcher, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (switcher, 8);
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_widget_set_hexpand (box, FALSE); /* the page is what takes the room */
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), stack);
  adw_bin_set_child (self->inspector_bin, box);
  g_signal_connect_object (self->session, "explained", G_CALLBACK (on_explained_cb), stack,
                           G_CONNECT_SWAPPED);
  return GTK_STACK (stack);
}

static void
show_panel (SyWindow *self, SyCase *learned)
{
  GtkStack *stack = share_pane (self);
  GtkWidget *panel = sy_case_panel_new (self->session, learned);

  gtk_stack_add_titled (stack, panel, "case", C_ ("story to learn from", "Case"));
  gtk_stack_set_visible_child (stack, panel);
  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
}

/* --- bringing it in --- */

typedef struct
{
  SyWindow *window;
  SyWorkbook *workbook;
  SyCase *learned;
} Learning;

static void
free_learning (gpointer data)
{
  Learning *learning = data;

  g_object_unref (learning->window);
  g_object_unref (learning->workbook);
  g_object_unref (learning->learned);
  g_free (learning);
}

static void
report_file (const char *file, guint number, guint n_files, gpointer data)
{
  g_autofree char *text = g_strdup_printf (_ ("“%s” (%u of %u)"), file, number, n_files);

  sy_job_report_text (data, (double) (number - 1) / n_files, text);
}

static gboolean
run_import (SyJob *job, gpointer data, GError **error)
{
  Learning *learning = data;

  return sy_workbook_import_case (learning->workbook, learning->learned, report_file, job,
                                  sy_job_get_cancellable (job), error);
}

static void
show_case (SySession *session, gpointer data, const GError *error)
{
  Learning *learning = data;
  SyWindow *window = learning->window;
  g_autoptr (GError) problem = NULL;

  if (window->session != session)
    return; /* another document was opened meanwhile */
  sy_workbook_refresh (learning->workbook);
  if (error)
    {
      window->wants_tour = FALSE;
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        sy_session_fail (session, error);
      return;
    }
  if (!sy_workbook_set_case (learning->workbook, learning->learned, &problem))
    {
      sy_session_fail (session, problem);
      return;
    }
  show_panel (window, learning->learned);
  sy_window_go (window, SY_AREA_REPORT, NULL);
  sy_window_begin_tour (window);
}

static void
start_import (SyWindow *self, SyCase *learned)
{
  Learning *learning = g_new0 (Learning, 1);
  g_autofree char *title = g_strdup_printf (_ ("Opening the case “%s”"), sy_case_get_title (learned));

  learning->window = g_object_ref (self);
  learning->workbook = g_object_ref (sy_session_get_workbook (self->session));
  learning->learned = g_object_ref (learned);
  sy_session_run (self->session, title, run_import, show_case, learning, free_learning);
}

void
sy_window_case_opened (SyWindow *self)
{
  g_autoptr (SyCase) wanted = g_steal_pointer (&self->wanted_case);
  SyCase *learned = wanted ? NULL : sy_workbook_get_case (sy_session_get_workbook (self->session));

  if (wanted)
    start_import (self, wanted);
  else if (learned)
    show_panel (self, learned);
}

static void
on_learn_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  SyCase *learned = sy_catalogue_find_case (self->catalogue, g_variant_get_string (parameter, NULL), &error);

  if (!learned)
    {
      sy_window_show_banner (self, error->message);
      return;
    }
  g_set_object (&self->wanted_case, learned);
  sy_window_open_document (self, NULL);
}

void
sy_window_case_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.learn", "s", on_learn_cb);
}
