/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cleaning-dialog.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "sy-cleaning-form.h"

#define PAGE 100

struct _SyCleaningDialog
{
  AdwWindow parent_instance;

  /* owned */
  SySession *session;
  char *kind;         /* of the source that is shown */
  GPtrArray *kinds;   /* (element-type utf8) parallel to the menu */
  GPtrArray *entries; /* (element-type SyCleaningEntry) */
  gint64 n_listed;    /* rows of the list that are shown */
  int edited;         /* step that the form is about; −1: a new one */
  guint page_serial;  /* of the list that is wanted; an older one is dropped */

  /* template */
  GtkDropDown *source_menu;
  GtkMenuButton *add_button;
  GtkStack *stack;
  GtkListBox *steps;
  GtkLabel *touched_title;
  GtkListBox *touched;
  GtkButton *more_button;
  GtkRevealer *problem_revealer;
  GtkLabel *problem_label;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (SyCleaningDialog, sy_cleaning_dialog, ADW_TYPE_WINDOW)

static void read_steps (SyCleaningDialog *self);

static void
show_problem (SyCleaningDialog *self, const char *text)
{
  gtk_label_set_text (self->problem_label, text ? text : "");
  gtk_revealer_set_reveal_child (self->problem_revealer, text != NULL);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))))
    gtk_list_box_remove (list, row);
}

/* --- changing, in a thread --- */

typedef struct
{
  GWeakRef dialog;
  SyWorkbook *workbook;
  char *kind;
  GPtrArray *steps;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_weak_ref_clear (&change->dialog);
  g_object_unref (change->workbook);
  g_free (change->kind);
  g_ptr_array_unref (change->steps);
  g_free (change);
}

static void
report_progress (guint64 done, guint64 total, const char *unit, gpointer job)
{
  sy_job_report (job, done, total, unit);
}

static gboolean
run_change (SyJob *job, gpointer data, GError **error)
{
  Change *change = data;

  return sy_workbook_set_cleaning (change->workbook, change->kind, change->steps, report_progress, job,
                                   sy_job_get_cancellable (job), error);
}

static void
show_changed (SySession *session, gpointer data, const GError *error)
{
  Change *change = data;
  g_autoptr (SyCleaningDialog) self = g_weak_ref_get (&change->dialog);

  if (!error)
    sy_workbook_refresh (change->workbook);
  if (!self || !self->session)
    {
      if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        sy_session_fail (session, error);
      return;
    }
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), TRUE);
  show_problem (self, error ? error->message : NULL);
  read_steps (self);
}

/* Takes @steps. */
static void
set_steps (SyCleaningDialog *self, GPtrArray *steps)
{
  Change *change = g_new0 (Change, 1);

  g_weak_ref_init (&change->dialog, self);
  change->workbook = g_object_ref (sy_session_get_workbook (self->session));
  change->kind = g_strdup (self->kind);
  change->steps = steps;
  gtk_spinner_start (self->spinner);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), FALSE);
  sy_session_run (self->session, _ ("Cleaning"), run_change, show_changed, change, change_free);
}

static GPtrArray *
dup_steps (SyCleaningDialog *self)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_cleaning_step_unref);

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (steps, sy_cleaning_step_ref (((SyCleaningEntry *) self->entries->pdata[i])->step));
  return steps;
}

/* --- touched rows --- */

typedef struct
{
  SyCleaningDialog *dialog; /* borrowed: sy_session_fetch() looks after it */
  SyWorkbook *workbook;
  char *kind;
  guint position, serial;
  gint64 offset, total;
  GPtrArray *rows;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_object_unref (page->workbook);
  g_free (page->kind);
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  g_free (page);
}

static gboolean
read_page (SyJob *job, gpointer data, GError **error)
{
  Page *page = data;

  page->rows = sy_workbook_list_touched_rows (page->workbook, page->kind, page->position, page->offset, PAGE,
                                              &page->total, sy_job_get_cancellable (job), error);
  return page->rows != NULL;
}

static void
add_touched (SyCleaningDialog *self, const SyTouchedRow *touched)
{
  GtkWidget *row = adw_action_row_new ();
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) subtitle = g_string_new (touched->text);

  g_string_append_printf (title, _ ("%s, row %" PRId64 ": %s"), touched->file ? touched->file : "",
                          touched->row, touched->what);
  if (touched->reason)
    g_string_append_printf (title, " (%s)", touched->reason);
  if (touched->column)
    g_string_append_printf (subtitle, "\n%s: %s → %s", touched->column,
                            touched->before ? touched->before : "—", touched->after ? touched->after : "—");
  if (touched->peer_row > 0)
    g_string_append_printf (subtitle, _ ("\nbelongs to %s, row %" PRId64), touched->peer_file,
                            touched->peer_row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title->str);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_append (self->touched, row);
}

static void
show_page (SySession *session, gpointer data, const GError *error)
{
  Page *page = data;
  SyCleaningDialog *self = page->dialog;
  g_autofree char *title = NULL;

  if (error || page->serial != self->page_serial)
    return;
  for (guint i = 0; i < page->rows->len; i++)
    add_touched (self, page->rows->pdata[i]);
  self->n_listed = page->offset + page->rows->len;
  title = g_strdup_printf (_ ("Touched by step %u: %'" PRId64), page->position + 1, page->total);
  gtk_label_set_text (self->touched_title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->touched), self->n_listed > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), self->n_listed < page->total);
}

static int
get_selected (SyCleaningDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->steps);

  return row ? gtk_list_box_row_get_index (row) : -1;
}

static void
fetch_page (SyCleaningDialog *self)
{
  int selected = get_selected (self);
  Page *page;

  if (selected < 0)
    return;
  page = g_new0 (Page, 1);
  page->dialog = self;
  page->workbook = g_object_ref (sy_session_get_workbook (self->session));
  page->kind = g_strdup (self->kind);
  page->position = (guint) selected;
  page->offset = self->n_listed;
  page->serial = self->page_serial;
  sy_session_fetch (self->session, G_OBJECT (self), read_page, show_page, page, page_free);
}

static void
on_selected_cb (SyCleaningDialog *self)
{
  clear_list (self->touched);
  self->n_listed = 0;
  self->page_serial++;
  gtk_label_set_text (self->touched_title, "");
  gtk_widget_set_visible (GTK_WIDGET (self->touched), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), FALSE);
  fetch_page (self);
}

static void
on_more_cb (SyCleaningDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), FALSE);
  fetch_page (self);
}

/* --- the form --- */

static void
on_form_done_cb (SyCleaningDialog *self, SyCleaningForm *form)
{
  GPtrArray *steps = dup_steps (self);
  SyCleaningStep *step = sy_cleaning_step_ref (sy_cleaning_form_get_step (form));

  if (self->edited >= 0 && (guint) self->edited < steps->len)
    {
      sy_cleaning_step_unref (steps->pdata[self->edited]);
      steps->pdata[self->edited] = step;
    }
  else
    g_ptr_array_add (steps, step);
  set_steps (self, steps);
}

static void
open_form (SyCleaningDialog *self, SyCleaningStep *step, int edited)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  g_autoptr (GPtrArray) columns = sy_workbook_list_cleaning_columns (workbook, self->kind);
  GtkWidget *form;

  if (!columns)
    return;
  self->edited = edited;
  form = sy_cleaning_form_new (GTK_WINDOW (self), step, columns, sy_workbook_get_sources (workbook));
  g_signal_connect_object (form, "done", G_CALLBACK (on_form_done_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (form));
}

static void
on_add_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (SyCleaningStep) step = sy_cleaning_step_new ((SyCleaningKind) g_variant_get_int32 (target));

  open_form (SY_CLEANING_DIALOG (widget), step, -1);
}

static gboolean
is_step (SyCleaningDialog *self, int index)
{
  return index >= 0 && (guint) index < self->entries->len;
}

static void
on_edit_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SyCleaningDialog *self = SY_CLEANING_DIALOG (widget);
  int index = g_variant_get_int32 (target);

  if (is_step (self, index))
    open_form (self, ((SyCleaningEntry *) self->entries->pdata[index])->step, index);
}

static void
on_remove_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SyCleaningDialog *self = SY_CLEANING_DIALOG (widget);
  int index = g_variant_get_int32 (target);
  GPtrArray *steps;

  if (!is_step (self, index))
    return;
  steps = dup_steps (self);
  g_ptr_array_remove_index (steps, (guint) index);
  set_steps (self, steps);
}

/* Up: the step changes places with the one before it. */
static void
on_up_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  SyCleaningDialog *self = SY_CLEANING_DIALOG (widget);
  int index = g_variant_get_int32 (target);
  GPtrArray *steps;
  gpointer step;

  if (index < 1 || !is_step (self, index))
    return;
  steps = dup_steps (self);
  step = steps->pdata[index];
  steps->pdata[index] = steps->pdata[index - 1];
  steps->pdata[index - 1] = step;
  set_steps (self, steps);
}

static void
on_switched_cb (GtkSwitch *button, GParamSpec *pspec, SyCleaningDialog *self)
{
  int index = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "step"));
  GPtrArray *steps;
  SyCleaningStep *old;

  if (!is_step (self, index))
    return;
  steps = dup_steps (self);
  old = steps->pdata[index];
  steps->pdata[index] = sy_cleaning_step_with_on (old, gtk_switch_get_active (button));
  sy_cleaning_step_unref (old);
  set_steps (self, steps);
}

/* --- steps --- */

static void
add_button (
    GtkWidget *row, const char *icon, const char *tooltip, const char *action, guint index, gboolean enabled)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  if (enabled)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) index);
  if (enabled)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  else
    gtk_widget_set_sensitive (button, FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_switch (SyCleaningDialog *self, GtkWidget *row, SyCleaningStep *step, guint index)
{
  GtkWidget *button = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (button), sy_cleaning_step_is_on (step));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Whether the step is done"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Whether the step is done"), -1);
  g_object_set_data (G_OBJECT (button), "step", GINT_TO_POINTER ((int) index));
  g_signal_connect_object (button, "notify::active", G_CALLBACK (on_switched_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_step (SyCleaningDialog *self, guint index)
{
  const SyCleaningEntry *entry = self->entries->pdata[index];
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *result = sy_cleaning_entry_to_text (entry);
  g_autofree char *summary = sy_cleaning_step_dup_summary (entry->step);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", result, summary);
  g_autofree char *title = g_strdup_printf (
      "%u. %s", index + 1, sy_cleaning_kind_get_title (sy_cleaning_step_get_kind (entry->step)));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  add_switch (self, row, entry->step, index);
  add_button (row, "go-up-symbolic", _ ("Move up"), "cleaning.up", index, index > 0);
  add_button (row, "go-down-symbolic", _ ("Move down"), "cleaning.up", index + 1,
              index + 1 < self->entries->len);
  add_button (row, "document-edit-symbolic", _ ("Edit…"), "cleaning.edit", index, TRUE);
  add_button (row, "user-trash-symbolic", _ ("Remove"), "cleaning.remove", index, TRUE);
  gtk_list_box_append (self->steps, row);
}

static void
read_steps (SyCleaningDialog *self)
{
  int selected = get_selected (self);
  guint n_before = self->entries ? self->entries->len : 0;
  guint n;

  clear_list (self->steps);
  clear_list (self->touched);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = sy_workbook_list_cleaning (sy_session_get_workbook (self->session), self->kind);
  n = self->entries->len;
  for (guint i = 0; i < n; i++)
    add_step (self, i);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "steps" : "empty");
  if (n == 0)
    return;
  /* A step that was added is looked at. */
  selected = selected >= 0 && (guint) selected < n && n <= n_before ? selected : (int) n - 1;
  gtk_list_box_select_row (self->steps, gtk_list_box_get_row_at_index (self->steps, selected));
}

static void
on_source_cb (SyCleaningDialog *self)
{
  guint index = gtk_drop_down_get_selected (self->source_menu);

  if (index >= self->kinds->len || g_strcmp0 (self->kind, self->kinds->pdata[index]) == 0)
    return;
  g_free (self->kind);
  self->kind = g_strdup (self->kinds->pdata[index]);
  read_steps (self);
}

/* --- the window --- */

static void
sy_cleaning_dialog_dispose (GObject *object)
{
  g_clear_object (&SY_CLEANING_DIALOG (object)->session);
  G_OBJECT_CLASS (sy_cleaning_dialog_parent_class)->dispose (object);
}

static void
sy_cleaning_dialog_finalize (GObject *object)
{
  SyCleaningDialog *self = SY_CLEANING_DIALOG (object);

  g_free (self->kind);
  g_ptr_array_unref (self->kinds);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (sy_cleaning_dialog_parent_class)->finalize (object);
}

static void
sy_cleaning_dialog_class_init (SyCleaningDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_cleaning_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_cleaning_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-cleaning-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, source_menu);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, touched_title);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, touched);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, more_button);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_more_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_source_cb);
  gtk_widget_class_install_action (widget_class, "cleaning.add", "i", on_add_cb);
  gtk_widget_class_install_action (widget_class, "cleaning.edit", "i", on_edit_cb);
  gtk_widget_class_install_action (widget_class, "cleaning.remove", "i", on_remove_cb);
  gtk_widget_class_install_action (widget_class, "cleaning.up", "i", on_up_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_cleaning_dialog_init (SyCleaningDialog *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  self->kinds = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SY_CLEANING_N_KINDS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (sy_cleaning_kind_get_title ((SyCleaningKind) i), NULL);
      g_menu_item_set_action_and_target (item, "cleaning.add", "i", (int) i);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->add_button, G_MENU_MODEL (menu));
}

GtkWidget *
sy_cleaning_dialog_new (GtkWindow *parent, SySession *session)
{
  SyCleaningDialog *self = g_object_new (SY_TYPE_CLEANING_DIALOG, "transient-for", parent, NULL);
  GPtrArray *sources = sy_workbook_get_sources (sy_session_get_workbook (session));
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < sources->len; i++)
    {
      const SyWorkbookSource *source = sources->pdata[i];
      g_ptr_array_add (self->kinds, g_strdup (source->kind));
      gtk_string_list_append (titles, source->title);
    }
  gtk_drop_down_set_model (self->source_menu, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->source_menu), self->kinds->len > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), self->kinds->len > 0);
  on_source_cb (self);
  return GTK_WIDGET (self);
}
