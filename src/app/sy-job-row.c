/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-job-row.h"

#include <glib/gi18n.h>

#define PULSE_MS 120

struct _SyJobRow
{
  GtkListBoxRow parent_instance;

  SyJob *job;
  GtkLabel *text;
  GtkProgressBar *bar;
  guint pulse_id;
};

G_DEFINE_FINAL_TYPE (SyJobRow, sy_job_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
on_pulse_cb (gpointer data)
{
  SyJobRow *self = data;

  gtk_progress_bar_pulse (self->bar);
  return G_SOURCE_CONTINUE;
}

static void
on_progress_cb (SyJobRow *self)
{
  double fraction = sy_job_get_fraction (self->job);

  gtk_label_set_text (self->text, sy_job_get_text (self->job));
  if (fraction >= 0)
    {
      g_clear_handle_id (&self->pulse_id, g_source_remove);
      gtk_progress_bar_set_fraction (self->bar, fraction);
    }
  else if (self->pulse_id == 0)
    {
      self->pulse_id = g_timeout_add (PULSE_MS, on_pulse_cb, self);
    }
}

static void
on_cancel_cb (SyJobRow *self)
{
  sy_job_cancel (self->job);
}

static void
sy_job_row_dispose (GObject *object)
{
  SyJobRow *self = SY_JOB_ROW (object);

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (sy_job_row_parent_class)->dispose (object);
}

static void
sy_job_row_class_init (SyJobRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_job_row_dispose;
}

static void
sy_job_row_init (SyJobRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

GtkWidget *
sy_job_row_new (SyJob *job)
{
  SyJobRow *self = g_object_new (SY_TYPE_JOB_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (sy_job_get_title (job));
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  g_autofree char *what = g_strdup_printf (_ ("Cancel: %s"), sy_job_get_title (job));

  self->job = g_object_ref (job);
  self->text = GTK_LABEL (gtk_label_new (NULL));
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->bar), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sy_job_get_title (job), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cancel), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (on_cancel_cb), self);
  g_signal_connect_object (job, "notify", G_CALLBACK (on_progress_cb), self, G_CONNECT_SWAPPED);
  on_progress_cb (self);
  return GTK_WIDGET (self);
}
