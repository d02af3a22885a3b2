/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-jump-popover.h"

#include <glib/gi18n.h>

struct _SyJumpPopover
{
  GtkPopover parent_instance;

  GtkEntry *entry;
  GtkWidget *choice;
  GtkCheckButton *in_table;
  GtkCheckButton *in_file;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (SyJumpPopover, sy_jump_popover, GTK_TYPE_POPOVER)

static guint jump_signal;

/* “12,345” and full-width digits are numbers too. */
static gboolean
read_number (const char *text, gint64 *number)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        g_string_append_c (digits, (char) ('0' + g_unichar_digit_value (c)));
      else if (c != ',' && c != 0xff0c && c != '#' && !g_unichar_isspace (c))
        return FALSE;
    }
  return g_ascii_string_to_signed (digits->str, 10, 1, G_MAXINT64, number, NULL);
}

static void
on_go_cb (SyJumpPopover *self)
{
  gint64 number;

  if (!read_number (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &number))
    sy_jump_popover_set_problem (self, _ ("Type a number, such as 12,345"));
  else
    g_signal_emit (self, jump_signal, 0, number,
                   gtk_widget_get_visible (self->choice) && gtk_check_button_get_active (self->in_file));
}

static void
sy_jump_popover_show (GtkWidget *widget)
{
  SyJumpPopover *self = SY_JUMP_POPOVER (widget);

  sy_jump_popover_set_problem (self, NULL);
  GTK_WIDGET_CLASS (sy_jump_popover_parent_class)->show (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static void
sy_jump_popover_class_init (SyJumpPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->show = sy_jump_popover_show;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-jump-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SyJumpPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, SyJumpPopover, choice);
  gtk_widget_class_bind_template_child (widget_class, SyJumpPopover, in_table);
  gtk_widget_class_bind_template_child (widget_class, SyJumpPopover, in_file);
  gtk_widget_class_bind_template_child (widget_class, SyJumpPopover, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_go_cb);
  jump_signal = g_signal_new ("jump", SY_TYPE_JUMP_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);
}

static void
sy_jump_popover_init (SyJumpPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_jump_popover_new (void)
{
  return g_object_new (SY_TYPE_JUMP_POPOVER, NULL);
}

void
sy_jump_popover_set_has_file (SyJumpPopover *self, gboolean has_file)
{
  g_return_if_fail (SY_IS_JUMP_POPOVER (self));

  gtk_widget_set_visible (self->choice, has_file);
}

void
sy_jump_popover_set_problem (SyJumpPopover *self, const char *problem)
{
  g_return_if_fail (SY_IS_JUMP_POPOVER (self));

  gtk_label_set_text (self->problem, problem ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}
