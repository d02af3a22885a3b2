/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal data in the window: masked when a document is opened, shown for a reason that is written into the
 * document, with a mark across the window as long as they are, and masked again at the latest when the
 * document is opened the next time. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-window-private.h"
#include "sy-workbook-privacy.h"

/* Why personal data may be shown: what is chosen is written into the document. */
static const char *const reasons[] = { N_ ("shown: the person asked for it"),
                                       N_ ("shown: to fulfil a contract"), N_ ("shown: a legal duty"),
                                       N_ ("shown: service of our own members"), NULL };

const char *const *
sy_window_list_privacy_reasons (void)
{
  return reasons;
}

static gboolean
has_personal (SyWindow *self)
{
  g_autoptr (GPtrArray) personal =
      self->session ? sy_workbook_list_personal (sy_session_get_workbook (self->session)) : NULL;

  return personal && personal->len > 0;
}

void
sy_window_mask (SyWindow *self, SyDocument *document)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->unmasked_for, g_free);
  if (!sy_workbook_set_masking (sy_document_get_workbook (document), SY_MASKING_VIEW, &error))
    sy_window_toast (self, error->message);
}

void
sy_window_update_privacy (SyWindow *self)
{
  gboolean is_shown =
      self->session && sy_workbook_get_masking (sy_session_get_workbook (self->session)) == SY_MASKING_NONE;
  const char *state = is_shown ? _ ("Personal data: shown") : _ ("Personal data: masked");
  g_autofree char *text = is_shown
                              ? g_strdup_printf (_ ("Personal data are %s. Whoever looks on sees them too."),
                                                 self->unmasked_for ? self->unmasked_for : _ ("shown"))
                              : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->privacy_button), has_personal (self));
  gtk_button_set_icon_name (self->privacy_button,
                            is_shown ? "view-reveal-symbolic" : "view-conceal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->privacy_button), state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->privacy_button), GTK_ACCESSIBLE_PROPERTY_LABEL, state,
                                  -1);
  gtk_label_set_label (self->privacy_label, text ? text : "");
  gtk_revealer_set_reveal_child (self->privacy_revealer, is_shown && has_personal (self));
}

/* --- showing them --- */

typedef struct
{
  SyWindow *window;
  SyWorkbook *workbook;
  char *reason; /* as it is written down */
  char *words;  /* as it is read here */
} Unmasking;

static void
free_unmasking (gpointer data)
{
  Unmasking *unmasking = data;

  g_object_unref (unmasking->window);
  g_object_unref (unmasking->workbook);
  g_free (unmasking->reason);
  g_free (unmasking->words);
  g_free (unmasking);
}

static gboolean
write_audit (SyJob *job, gpointer data, GError **error)
{
  Unmasking *unmasking = data;

  return sy_workbook_write_audit (unmasking->workbook, unmasking->reason, "window", error);
}

static void
show_personal (SySession *session, gpointer data, const GError *error)
{
  Unmasking *unmasking = data;
  SyWindow *self = unmasking->window;

  if (error)
    {
      sy_session_fail (session, error);
      return;
    }
  if (session != self->session)
    return;
  g_free (self->unmasked_for);
  self->unmasked_for = g_steal_pointer (&unmasking->words);
  sy_workbook_set_masking (unmasking->workbook, SY_MASKING_NONE, NULL);
  sy_window_update_privacy (self);
}

static void
unmask (SyWindow *self, const char *reason, const char *words)
{
  Unmasking *unmasking = g_new0 (Unmasking, 1);

  unmasking->window = g_object_ref (self);
  unmasking->workbook = g_object_ref (sy_session_get_workbook (self->session));
  unmasking->reason = g_strdup (reason);
  unmasking->words = g_strdup (words);
  sy_session_run (self->session, _ ("Writing down why"), write_audit, show_personal, unmasking,
                  free_unmasking);
}

/* --- asking why --- */

#define OTHER (G_N_ELEMENTS (reasons) - 1)
#define RESPONSE "show"

typedef struct
{
  SyWindow *window; /* borrowed: the dialog is its child */
  AdwMessageDialog *dialog;
  GtkDropDown *choice;
  GtkEditable *words;
} Question;

static gboolean
is_other (const Question *question)
{
  return gtk_drop_down_get_selected (question->choice) == OTHER;
}

static void
on_answer_changed_cb (Question *question)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (question->words)));

  gtk_widget_set_visible (GTK_WIDGET (question->words), is_other (question));
  adw_message_dialog_set_response_enabled (question->dialog, RESPONSE, !is_other (question) || *words);
}

static void
on_response_cb (Question *question, const char *response)
{
  guint chosen = gtk_drop_down_get_selected (question->choice);
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (question->words)));
  g_autofree char *own = g_strdup_printf ("shown: %s", words);
  g_autofree char *own_words = g_strdup_printf (_ ("shown: %s"), words);

  if (!g_str_equal (response, RESPONSE) || !question->window->session)
    return;
  if (is_other (question))
    unmask (question->window, own, own_words);
  else
    unmask (question->window, reasons[chosen], _ (reasons[chosen]));
}

static GtkWidget *
create_answers (Question *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *choice, *words = gtk_entry_new ();

  for (guint i = 0; reasons[i]; i++)
    gtk_string_list_append (list, _ (reasons[i]));
  gtk_string_list_append (list, _ ("for another reason…"));
  choice = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (words), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The reason in words"), -1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (words), _ ("The reason in words"));
  gtk_box_append (GTK_BOX (box), choice);
  gtk_box_append (GTK_BOX (box), words);
  question->choice = GTK_DROP_DOWN (choice);
  question->words = GTK_EDITABLE (words);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (on_answer_changed_cb), question);
  g_signal_connect_swapped (words, "changed", G_CALLBACK (on_answer_changed_cb), question);
  return box;
}

static void
ask_why (SyWindow *self)
{
  Question *question = g_new0 (Question, 1);

  question->window = self;
  question->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Show Personal Data?"),
      _ ("Names, numbers and addresses will be seen by all who look on, until they are "
         "masked again or the document is closed. Who showed them, when and why is "
         "written into the document.")));
  g_object_set_data_full (G_OBJECT (question->dialog), "question", question, g_free);
  adw_message_dialog_set_extra_child (question->dialog, create_answers (question));
  adw_message_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), RESPONSE, _ ("_Show"), NULL);
  adw_message_dialog_set_response_appearance (question->dialog, RESPONSE, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  g_signal_connect_swapped (question->dialog, "response", G_CALLBACK (on_response_cb), question);
  on_answer_changed_cb (question);
  gtk_window_present (GTK_WINDOW (question->dialog));
}

static void
on_personal_data_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  SyWorkbook *workbook = self->session ? sy_session_get_workbook (self->session) : NULL;

  if (!workbook)
    return;
  if (sy_workbook_get_masking (workbook) != SY_MASKING_NONE)
    {
      ask_why (self);
      return;
    }
  sy_window_mask (self, sy_session_get_document (self->session));
  sy_window_update_privacy (self);
}

void
sy_window_privacy_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.personal-data", NULL, on_personal_data_cb);
}
