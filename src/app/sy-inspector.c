/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-inspector.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sy-inspector-rows.h"

#define MAX_TRAIL 64

struct _SyInspector
{
  GtkWidget parent_instance;

  SySession *session;
  GQueue trail;     /* (element-type SySubject) where the reader came from */
  SySubject *shown; /* what is on the screen, to go onto the trail */
  gboolean going_back;
  guint generation;

  GtkStack *stack;
  GtkButton *back;
  GtkLabel *title;
  GtkLabel *result;
  GtkLabel *words;
  GtkLabel *numbers;
  GtkLabel *reason;
  GtkLabel *formula;
  GtkWidget *formula_box;
  GtkWidget *change; /* of the formula */
  GtkWidget *source; /* of a link */
  GtkLabel *operands_title;
  GtkListBox *operands;
  SyInspectorRows *rows;
  SyExplanation *explanation;
};

G_DEFINE_FINAL_TYPE (SyInspector, sy_inspector, GTK_TYPE_WIDGET)

/* --- subjects --- */

static gboolean
subjects_equal (const SySubject *a, const SySubject *b)
{
  return a->evaluation == b->evaluation && g_strcmp0 (a->table, b->table) == 0
         && g_strcmp0 (a->column, b->column) == 0 && a->row == b->row && g_strcmp0 (a->name, b->name) == 0;
}

/* --- reading, off the main loop --- */

typedef struct
{
  SyInspector *inspector;
  SyEvaluation *evaluation;
  SySubject *subject;
  guint generation;
  SyExplanation *explanation;
  SyRowsBehind *rows; /* NULL when the number does not come from rows */
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  g_object_unref (read->evaluation);
  sy_subject_free (read->subject);
  g_clear_object (&read->explanation);
  g_clear_pointer (&read->rows, sy_rows_behind_free);
  g_free (read);
}

static gboolean
read_explanation (SyJob *job, gpointer data, GError **error)
{
  Read *read = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);
  const SySubject *subject = read->subject;
  g_autoptr (GError) local = NULL;

  read->explanation = subject->name
                          ? sy_explanation_new_name (read->evaluation, subject->name, cancellable, error)
                          : sy_explanation_new_cell (read->evaluation, subject->table, subject->column,
                                                     subject->row, cancellable, error);
  if (!read->explanation)
    return FALSE;
  read->rows = sy_explanation_read_rows (read->explanation, 0, SY_INSPECTOR_ROWS_SHOWN, cancellable, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/* --- showing --- */

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static GtkWidget *
new_label (const char *css_class, gboolean wrap)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), wrap);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static gboolean
is_openable (const SyOperand *operand)
{
  return operand->name || operand->cell_table;
}

static void
add_operand (SyInspector *self, const SyOperand *operand)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (operand->title);
  GtkWidget *value = gtk_label_new (operand->text);
  g_autofree char *name = g_strdup_printf ("%s: %s", operand->title, operand->text);

  gtk_label_set_xalign (GTK_LABEL (title), 0.f);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (value), 1.f);
  gtk_widget_add_css_class (value, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), value);
  if (is_openable (operand))
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), is_openable (operand));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->operands, row);
}

static void
show_operands (SyInspector *self)
{
  GPtrArray *operands = sy_explanation_get_operands (self->explanation);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->operands))))
    gtk_list_box_remove (self->operands, child);
  for (guint i = 0; i < operands->len; i++)
    add_operand (self, operands->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->operands), operands->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->operands_title), operands->len > 0);
}

/* A linked cell has a place where its number comes from. */
static void
point_source (SyInspector *self)
{
  g_autofree char *link = sy_explanation_dup_link (self->explanation);

  gtk_widget_set_visible (self->source, link != NULL);
  if (!link)
    return;
  gtk_widget_set_visible (self->change, FALSE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->source), "s", link);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->source), "win.follow-link");
}

/* What is explained of a view has no template of its own to change. */
static void
point_change (SyInspector *self)
{
  const SySubject *subject = self->shown;
  gboolean is_cell = subject && subject->table;

  gtk_widget_set_visible (self->change, subject && !subject->evaluation);
  if (!subject)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->change), "(ss)",
                                    is_cell ? subject->table : subject->name, is_cell ? subject->column : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->change), "win.method");
}

static void
show_explanation (SyInspector *self, SyRowsBehind *rows)
{
  g_autofree char *numbers = NULL;
  const char *formula = sy_explanation_get_formula (self->explanation);

  if (sy_explanation_get_numbers (self->explanation))
    numbers = g_strdup_printf ("= %s", sy_explanation_get_numbers (self->explanation));
  set_text (self->title, sy_explanation_get_title (self->explanation));
  set_text (self->result, sy_explanation_get_result (self->explanation));
  set_text (self->words, sy_explanation_get_words (self->explanation));
  set_text (self->numbers, numbers);
  set_text (self->reason, sy_explanation_get_reason (self->explanation));
  set_text (self->formula, formula);
  gtk_widget_set_visible (self->formula_box, formula != NULL);
  point_change (self);
  point_source (self);
  show_operands (self);
  sy_inspector_rows_show (self->rows, self->explanation, rows);
  gtk_stack_set_visible_child_name (self->stack, "explanation");
}

static void
remember (SyInspector *self, const SySubject *subject)
{
  if (self->shown && !self->going_back && !subjects_equal (self->shown, subject))
    {
      g_queue_push_head (&self->trail, g_steal_pointer (&self->shown));
      if (g_queue_get_length (&self->trail) > MAX_TRAIL)
        sy_subject_free (g_queue_pop_tail (&self->trail));
    }
  self->going_back = FALSE;
  g_clear_pointer (&self->shown, sy_subject_free);
  self->shown = sy_subject_copy (subject);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back), !g_queue_is_empty (&self->trail));
}

static void
show_read (SySession *session, gpointer data, const GError *error)
{
  Read *read = data;
  SyInspector *self = read->inspector;

  if (read->generation != self->generation)
    return;
  if (error)
    {
      sy_session_fail (session, error);
      return;
    }
  remember (self, read->subject);
  g_set_object (&self->explanation, read->explanation);
  show_explanation (self, read->rows);
}

static void
refresh (SyInspector *self)
{
  const SySubject *subject = sy_session_get_subject (self->session);
  SyEvaluation *evaluation =
      subject && subject->evaluation ? subject->evaluation : sy_session_get_evaluation (self->session);
  Read *read;

  self->generation++;
  if (!subject || !evaluation)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  read = g_new0 (Read, 1);
  read->inspector = self;
  read->evaluation = g_object_ref (evaluation);
  read->subject = sy_subject_copy (subject);
  read->generation = self->generation;
  sy_session_fetch (self->session, G_OBJECT (self), read_explanation, show_read, read, free_read);
}

/* What was looked at by itself stays as it was. */
static void
on_evaluated_cb (SyInspector *self)
{
  const SySubject *subject = sy_session_get_subject (self->session);

  if (!subject || !subject->evaluation)
    refresh (self);
}

/* --- going on and back --- */

static void
on_operand_cb (SyInspector *self, GtkListBoxRow *row)
{
  GPtrArray *operands = sy_explanation_get_operands (self->explanation);
  guint index = (guint) gtk_list_box_row_get_index (row);
  const SyOperand *operand = index < operands->len ? operands->pdata[index] : NULL;
  SySubject subject = { NULL };

  if (!operand)
    return;
  if (!is_openable (operand))
    return;
  /* Of what is explained here, whatever the page looks at now. */
  subject.evaluation = self->shown->evaluation;
  subject.name = operand->name;
  if (!operand->name)
    {
      subject.table = operand->cell_table;
      subject.column = operand->cell_column;
      subject.row = operand->cell_row;
    }
  sy_session_explain (self->session, &subject);
}

static void
go_back (SyInspector *self)
{
  SySubject *subject = g_queue_pop_head (&self->trail);

  if (!subject)
    return;
  self->going_back = TRUE;
  sy_session_explain (self->session, subject);
  sy_subject_free (subject);
}

static void
on_back_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_back (SY_INSPECTOR (widget));
}

/* --- building --- */

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *label = new_label ("heading", TRUE);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_margin_top (label, 12);
  return label;
}

static GtkWidget *
build_explanation (SyInspector *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->back = GTK_BUTTON (gtk_button_new_from_icon_name ("go-previous-symbolic"));
  gtk_widget_add_css_class (GTK_WIDGET (self->back), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->back), GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->back), _ ("Back (Alt+Left)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (go_back), self);
  self->title = GTK_LABEL (new_label ("heading", TRUE));
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->back));
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->title));
  self->result = GTK_LABEL (new_label ("card-value", TRUE));
  self->words = GTK_LABEL (new_label (NULL, TRUE));
  self->numbers = GTK_LABEL (new_label ("numeric", TRUE));
  self->reason = GTK_LABEL (new_label ("hint", TRUE));
  self->operands_title = GTK_LABEL (new_heading (_ ("What it is made of")));
  self->operands = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->operands, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->operands), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->operands), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What it is made of"), -1);
  g_signal_connect_swapped (self->operands, "row-activated", G_CALLBACK (on_operand_cb), self);
  self->rows = SY_INSPECTOR_ROWS (sy_inspector_rows_new (self->session));
  self->formula = GTK_LABEL (new_label ("monospace", TRUE));
  self->formula_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (self->formula_box), new_heading (_ ("Formula")));
  gtk_box_append (GTK_BOX (self->formula_box), GTK_WIDGET (self->formula));
  self->change = gtk_button_new_with_mnemonic (_ ("Change the _Formula…"));
  gtk_widget_set_halign (self->change, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->change, 6);
  gtk_box_append (GTK_BOX (self->formula_box), self->change);
  self->source = gtk_button_new_with_mnemonic (_ ("_Go to the Source"));
  gtk_widget_set_halign (self->source, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->result));
  gtk_box_append (GTK_BOX (box), self->source);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->numbers));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->operands_title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->operands));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (box), self->formula_box);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  return scrolled;
}

static GtkWidget *
build_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-information-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Why is it this number?"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("Click a number, a bar or a point: its formula, the numbers put in, and the rows "
         "that it comes from are shown here."));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

/* --- the object --- */

static void
sy_inspector_dispose (GObject *object)
{
  SyInspector *self = SY_INSPECTOR (object);

  if (self->stack)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_queue_clear_full (&self->trail, (GDestroyNotify) sy_subject_free);
  g_clear_pointer (&self->shown, sy_subject_free);
  g_clear_object (&self->explanation);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_inspector_parent_class)->dispose (object);
}

static void
sy_inspector_class_init (SyInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_inspector_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "inspector.back", NULL, on_back_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "inspector.back", NULL);
}

static void
sy_inspector_init (SyInspector *self)
{
}

GtkWidget *
sy_inspector_new (SySession *session)
{
  SyInspector *self = g_object_new (SY_TYPE_INSPECTOR, NULL);

  self->session = g_object_ref (session);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, build_empty (), "empty");
  gtk_stack_add_named (self->stack, build_explanation (self), "explanation");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  g_signal_connect_object (session, "explained", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
