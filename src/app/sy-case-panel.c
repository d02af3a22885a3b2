/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-case-panel.h"

#include <glib/gi18n.h>

#include "sy-workbook-case.h"

enum
{
  PART_TEXT,
  PART_QUESTION,
  PART_HINT,
  PART_ANSWER,
  N_PARTS
};

struct _SyCasePanel
{
  AdwBin parent_instance;

  /* owned */
  SySession *session;
  SyCase *learned;
  gboolean *answered; /* by step: its answer is shown */
  guint step;
  guint turn; /* of the texts asked for: an older reply is not shown */

  /* template */
  GtkLabel *title;
  GtkLabel *place;
  GtkScrolledWindow *scroller;
  GtkLabel *heading;
  GtkLabel *parts[N_PARTS];
  GtkWidget *question_box;
  GtkExpander *hint_expander;
  GtkWidget *answer_box;
  GtkButton *reveal;
  GtkButton *go;
  GtkButton *previous;
  GtkButton *next;
};

G_DEFINE_FINAL_TYPE (SyCasePanel, sy_case_panel, ADW_TYPE_BIN)

static const SyCaseStep *
get_step (SyCasePanel *self)
{
  GPtrArray *steps = sy_case_get_steps (self->learned);

  return self->step < steps->len ? steps->pdata[self->step] : NULL;
}

/* --- texts with numbers in them --- */

typedef struct
{
  SyCasePanel *panel; /* alive while the work is wanted */
  SyEvaluation *evaluation;
  guint turn;
  char *texts[N_PARTS]; /* as in the case, then with the numbers put in */
} Expansion;

static void
free_expansion (gpointer data)
{
  Expansion *expansion = data;

  g_object_unref (expansion->evaluation);
  for (guint i = 0; i < N_PARTS; i++)
    g_free (expansion->texts[i]);
  g_free (expansion);
}

static gboolean
expand_texts (SyJob *job, gpointer data, GError **error)
{
  Expansion *expansion = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);

  for (guint i = 0; i < N_PARTS; i++)
    {
      g_autofree char *text = g_steal_pointer (&expansion->texts[i]);

      if (text)
        expansion->texts[i] = sy_evaluation_expand_text (expansion->evaluation, text, cancellable);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
show_texts (SySession *session, gpointer data, const GError *error)
{
  Expansion *expansion = data;
  SyCasePanel *self = expansion->panel;

  if (error || expansion->turn != self->turn)
    return;
  for (guint i = 0; i < N_PARTS; i++)
    gtk_label_set_text (self->parts[i], expansion->texts[i] ? expansion->texts[i] : "");
}

/* What is read before the numbers are there: "…" in their places. */
static char *
hide_names (const char *text)
{
  GString *plain = g_string_new (NULL);
  gboolean inside = FALSE;

  for (; text && *text; text++)
    {
      if (*text == '{')
        g_string_append (plain, "…");
      if (!inside && *text != '{')
        g_string_append_c (plain, *text);
      inside = *text == '{' || (inside && *text != '}');
    }
  return g_string_free (plain, FALSE);
}

static void
fetch_texts (SyCasePanel *self)
{
  const SyCaseStep *step = get_step (self);
  SyEvaluation *evaluation = sy_session_get_evaluation (self->session);
  const char *texts[N_PARTS];
  Expansion *expansion;

  if (!step)
    return;
  texts[PART_TEXT] = step->text;
  texts[PART_QUESTION] = step->question;
  texts[PART_HINT] = step->hint;
  texts[PART_ANSWER] = step->answer;
  self->turn++;
  for (guint i = 0; i < N_PARTS; i++)
    {
      g_autofree char *plain = hide_names (texts[i]);

      gtk_label_set_text (self->parts[i], plain);
      gtk_widget_set_visible (GTK_WIDGET (self->parts[i]), texts[i] != NULL);
    }
  if (!evaluation)
    return;
  expansion = g_new0 (Expansion, 1);
  expansion->panel = self;
  expansion->evaluation = g_object_ref (evaluation);
  expansion->turn = self->turn;
  for (guint i = 0; i < N_PARTS; i++)
    expansion->texts[i] = g_strdup (texts[i]);
  sy_session_fetch (self->session, G_OBJECT (self), expand_texts, show_texts, expansion, free_expansion);
}

/* --- the step that is shown --- */

static void
show_answer (SyCasePanel *self)
{
  const SyCaseStep *step = get_step (self);
  gboolean shown = step && self->answered[self->step];

  gtk_widget_set_visible (self->answer_box, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->reveal), step && step->answer && !shown);
}

static void
show_step (SyCasePanel *self)
{
  GPtrArray *steps = sy_case_get_steps (self->learned);
  const SyCaseStep *step = get_step (self);
  g_autofree char *place = NULL;

  if (!step)
    return;
  place = g_strdup_printf (_ ("Step %u of %u"), self->step + 1, steps->len);
  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->heading, step->title);
  gtk_widget_set_visible (self->question_box, step->question != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->hint_expander), step->hint != NULL);
  gtk_expander_set_expanded (self->hint_expander, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->previous), self->step > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), self->step + 1 < steps->len);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  show_answer (self);
  fetch_texts (self);
}

static void
on_previous_cb (SyCasePanel *self)
{
  if (self->step > 0)
    self->step--;
  show_step (self);
}

static void
on_next_cb (SyCasePanel *self)
{
  if (self->step + 1 < sy_case_get_steps (self->learned)->len)
    self->step++;
  show_step (self);
}

/* The keyboard goes on with the next thing: the button that had the focus is gone. */
static void
on_reveal_cb (SyCasePanel *self)
{
  self->answered[self->step] = TRUE;
  show_answer (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->go));
}

static void
on_go_cb (SyCasePanel *self)
{
  const SyCaseStep *step = get_step (self);

  if (step && step->table)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.table", "s", step->table);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.area", "i", (int) SY_AREA_REPORT);
}

static void
on_evaluated_cb (SyCasePanel *self)
{
  fetch_texts (self);
}

/* --- the object --- */

static void
sy_case_panel_dispose (GObject *object)
{
  SyCasePanel *self = SY_CASE_PANEL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->learned);
  G_OBJECT_CLASS (sy_case_panel_parent_class)->dispose (object);
}

static void
sy_case_panel_finalize (GObject *object)
{
  g_free (SY_CASE_PANEL (object)->answered);
  G_OBJECT_CLASS (sy_case_panel_parent_class)->finalize (object);
}

static void
sy_case_panel_class_init (SyCasePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_case_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_case_panel_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-case-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, title);
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, place);
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, heading);
  gtk_widget_class_bind_template_child_full (widget_class, "text", FALSE,
                                             G_STRUCT_OFFSET (SyCasePanel, parts[PART_TEXT]));
  gtk_widget_class_bind_template_child_full (widget_class, "question", FALSE,
                                             G_STRUCT_OFFSET (SyCasePanel, parts[PART_QUESTION]));
  gtk_widget_class_bind_template_child_full (widget_class, "hint", FALSE,
                                             G_STRUCT_OFFSET (SyCasePanel, parts[PART_HINT]));
  gtk_widget_class_bind_template_child_full (widget_class, "answer", FALSE,
                                             G_STRUCT_OFFSET (SyCasePanel, parts[PART_ANSWER]));
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, question_box);
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, hint_expander);
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, answer_box);
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, reveal);
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, go);
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, previous);
  gtk_widget_class_bind_template_child (widget_class, SyCasePanel, next);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reveal_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_go_cb);
}

static void
sy_case_panel_init (SyCasePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_case_panel_new (SySession *session, SyCase *learned)
{
  SyCasePanel *self;

  g_return_val_if_fail (SY_IS_SESSION (session) && SY_IS_CASE (learned), NULL);
  self = g_object_new (SY_TYPE_CASE_PANEL, NULL);
  self->session = g_object_ref (session);
  self->learned = g_object_ref (learned);
  self->answered = g_new0 (gboolean, sy_case_get_steps (learned)->len + 1);
  gtk_label_set_text (self->title, sy_case_get_title (learned));
  g_signal_connect_object (session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  show_step (self);
  return GTK_WIDGET (self);
}
