/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan is in one pair of hands at a time: the widgets' while it is looked at, a thread's while the file
 * is read again. What only changes the plan is done at once; what reads the file is done in a thread, and
 * leaves the plan as it was when it is cancelled. */
#include "config.h"

#include "sy-import-dialog.h"

#include <glib/gi18n.h>

#include "sy-mapping-pane.h"
#include "sy-file-pane.h"
#include "sy-overrule.h"
#include "sy-role-cost.h"
#include "sy-sample-view.h"

/* Most files are read again before anyone could read that they are. */
#define BUSY_DELAY_MS 250

struct _SyImportDialog
{
  AdwWindow parent_instance;

  /* owned */
  SyWorkbook *workbook;
  char *path;
  SyImportPlan *plan;        /* NULL while a thread has it, or where nothing was recognised */
  GCancellable *cancellable; /* of the reading under way, or NULL */
  guint cost_generation;
  guint busy_id;
  gboolean answered;
  gboolean filling; /* rows are being set by us, not by the user */

  /* template */
  AdwWindowTitle *title;
  GtkButton *import_button;
  GtkStack *stack;
  AdwStatusPage *problem;
  GtkWidget *retry_box;
  GtkDropDown *retry_drop;
  GtkWidget *body;
  GtkRevealer *busy;
  GtkSpinner *spinner;
  GtkRevealer *message;
  GtkLabel *message_label;
  SyFilePane *file_pane;
  SyMappingPane *mapping_pane;
  SySampleView *sample_view;
  GtkLabel *sample_label;
};

G_DEFINE_FINAL_TYPE (SyImportDialog, sy_import_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What a text file may be tried as when its encoding could not be told. */
static const char *const encodings[] = {
  "GB18030", "UTF-8", "BIG5", "SHIFT_JIS", "UTF-16LE", "WINDOWS-1252"
};

static void
show_message (SyImportDialog *self, const char *text)
{
  gtk_label_set_text (self->message_label, text ? text : "");
  gtk_revealer_set_reveal_child (self->message, text != NULL);
}

/* --- what the file lacks, told from a thread --- */

typedef struct
{
  SyCatalogue *catalogue;
  GPtrArray *templates;
  SySourceKind *kind;
  GPtrArray *present; /* (element-type utf8), NULL-terminated */
  guint generation;
} Costs;

static void
free_costs (gpointer data)
{
  Costs *task = data;

  g_object_unref (task->catalogue);
  g_ptr_array_unref (task->templates);
  g_object_unref (task->kind);
  g_ptr_array_unref (task->present);
  g_free (task);
}

static void
count_costs (GTask *gtask, gpointer source, gpointer data, GCancellable *cancellable)
{
  Costs *task = data;

  g_task_return_pointer (gtask,
                         sy_role_cost_list (task->catalogue, task->templates, task->kind,
                                            (const char *const *) task->present->pdata),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
on_costs_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SyImportDialog *self = SY_IMPORT_DIALOG (source);
  Costs *task = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) costs = g_task_propagate_pointer (G_TASK (result), NULL);

  if (costs && task->generation == self->cost_generation && !self->answered)
    sy_file_pane_show_costs (self->file_pane, costs);
}

static GPtrArray *
copy_templates (SyWorkbook *workbook)
{
  GPtrArray *templates = sy_workbook_get_templates (workbook);
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; templates && i < templates->len; i++)
    g_ptr_array_add (copy, g_object_ref (templates->pdata[i]));
  return copy;
}

static void
ask_costs (SyImportDialog *self)
{
  g_autoptr (GTask) gtask = NULL;
  Costs *task;

  self->cost_generation++;
  if (!self->plan->kind)
    return;
  task = g_new0 (Costs, 1);
  task->catalogue = g_object_ref (sy_workbook_get_catalogue (self->workbook));
  task->templates = copy_templates (self->workbook);
  task->kind = g_object_ref (self->plan->kind);
  task->generation = self->cost_generation;
  task->present = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      const SyImportColumn *column = self->plan->columns->pdata[i];

      if (column->role && !column->left_out)
        g_ptr_array_add (task->present, g_strdup (column->role));
    }
  g_ptr_array_add (task->present, NULL);
  gtask = g_task_new (self, NULL, on_costs_cb, NULL);
  g_task_set_task_data (gtask, task, free_costs);
  g_task_run_in_thread (gtask, count_costs);
}

/* --- showing --- */

static gint64
count_rows_there (SyImportDialog *self)
{
  GPtrArray *sources = sy_workbook_get_sources (self->workbook);

  for (guint i = 0; self->plan->kind && i < sources->len; i++)
    {
      const SyWorkbookSource *source = sources->pdata[i];

      if (g_str_equal (source->kind, sy_source_kind_get_id (self->plan->kind)))
        return source->n_rows;
    }
  return 0;
}

static void
show_sample (SyImportDialog *self)
{
  guint n_misfits, n_rows;
  g_autofree char *text = NULL;

  sy_sample_view_show (self->sample_view, self->plan);
  n_misfits = sy_sample_view_get_n_misfits (self->sample_view);
  n_rows = sy_sample_view_get_n_rows (self->sample_view);
  if (n_misfits > 0)
    text = g_strdup_printf (
        g_dngettext (NULL, "The first %u rows as they will be read; %u cell can’t be read",
                     "The first %u rows as they will be read; %u cells can’t be read", n_misfits),
        n_rows, n_misfits);
  else
    text = g_strdup_printf (_ ("The first %u rows as they will be read"), n_rows);
  gtk_label_set_text (self->sample_label, text);
}

static gboolean
is_complete (SyImportDialog *self)
{
  return self->plan && self->plan->kind && (!self->plan->missing_roles || !self->plan->missing_roles[0]);
}

static void
show_plan (SyImportDialog *self)
{
  sy_file_pane_show (self->file_pane, self->plan);
  sy_file_pane_show_modes (self->file_pane, count_rows_there (self));
  sy_mapping_pane_set_plan (self->mapping_pane, self->plan);
  show_sample (self);
  ask_costs (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), is_complete (self));
  gtk_stack_set_visible_child_name (self->stack, "plan");
}

static void
show_problem (SyImportDialog *self, const GError *problem)
{
  g_autofree char *text = g_markup_escape_text (problem->message, -1);

  adw_status_page_set_description (self->problem, text);
  gtk_widget_set_visible (self->retry_box,
                          g_error_matches (problem, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCODING));
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/* --- reading again, in a thread --- */

typedef struct
{
  SyOverrule *overrule; /* NULL: recognise @path in @encoding */
  SyImportPlan *plan;   /* given back where it is not handed on */
  GPtrArray *kinds;
  char *path;
  const char *encoding;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *task = data;

  sy_overrule_free (task->overrule);
  sy_import_plan_free (task->plan);
  g_clear_pointer (&task->kinds, g_ptr_array_unref);
  g_free (task->path);
  g_free (task);
}

static void
read_in_thread (GTask *gtask, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *task = data;
  g_autoptr (GError) error = NULL;

  if (task->overrule)
    sy_overrule_apply (task->overrule, task->plan, cancellable, &error);
  else
    {
      SyReadOptions options = { .encoding = task->encoding };

      task->plan = sy_importer_recognise (task->path, &options, task->kinds, NULL, cancellable, &error);
    }
  if (error)
    g_task_return_error (gtask, g_steal_pointer (&error));
  else
    g_task_return_boolean (gtask, TRUE);
}

static void
set_busy (SyImportDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->body, !busy);
  gtk_revealer_set_reveal_child (self->busy, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static gboolean
on_busy_cb (gpointer data)
{
  SyImportDialog *self = data;

  self->busy_id = 0;
  set_busy (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* It was not the user who chose it. */
static void
mark_as_guess (SyImportPlan *plan, const char *reason)
{
  plan->kind_by_hand = FALSE;
  g_free (plan->kind_reason);
  plan->kind_reason = g_strdup (reason);
  for (guint i = 0; plan->findings && i < plan->findings->len; i++)
    {
      SyImportFinding *finding = plan->findings->pdata[i];

      if (!g_str_equal (finding->topic, "kind"))
        continue;
      finding->sure = FALSE;
      g_free (finding->reason);
      finding->reason = g_strdup (reason);
    }
}

/* Columns that no kind of data knows by name are shown with the roles of the nearest kind, else with those of
 * the first, to be given by hand. */
static void
suggest_kind (SyImportPlan *plan)
{
  SySourceKind *kind = plan->nearest;
  g_autofree char *reason = g_strdup (plan->kind_reason);

  if (!kind && plan->kinds && plan->kinds->len > 0)
    kind = plan->kinds->pdata[0];
  if (!plan->kind && kind && sy_import_plan_set_kind (plan, sy_source_kind_get_id (kind), NULL))
    mark_as_guess (plan, reason ? reason : "");
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SyImportDialog *self = SY_IMPORT_DIALOG (source);
  Reading *task = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean worked = g_task_propagate_boolean (G_TASK (result), &error);
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (self->answered)
    return;
  g_clear_handle_id (&self->busy_id, g_source_remove);
  set_busy (self, FALSE);
  g_clear_object (&self->cancellable);
  self->plan = g_steal_pointer (&task->plan);
  show_message (self, worked || cancelled ? NULL : error->message);
  if (self->plan)
    {
      suggest_kind (self->plan);
      show_plan (self);
    }
  else if (!cancelled)
    show_problem (self, error);
}

static void
start_reading (SyImportDialog *self, Reading *task)
{
  g_autoptr (GTask) gtask = NULL;

  task->plan = g_steal_pointer (&self->plan);
  sy_mapping_pane_set_plan (self->mapping_pane, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  self->cancellable = g_cancellable_new ();
  self->busy_id = g_timeout_add (BUSY_DELAY_MS, on_busy_cb, self);
  gtask = g_task_new (self, self->cancellable, on_read_cb, NULL);
  g_task_set_check_cancellable (gtask, FALSE);
  g_task_set_task_data (gtask, task, free_reading);
  g_task_run_in_thread (gtask, read_in_thread);
}

static void
on_overruled_cb (SyImportDialog *self, const SyOverrule *overrule)
{
  Reading *task;

  if (!self->plan)
    return;
  task = g_new0 (Reading, 1);
  task->overrule = sy_overrule_copy (overrule);
  start_reading (self, task);
}

static void
on_retry_cb (SyImportDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->retry_drop);
  Reading *task;

  if (self->cancellable || selected >= G_N_ELEMENTS (encodings))
    return;
  task = g_new0 (Reading, 1);
  task->kinds = g_ptr_array_ref (sy_catalogue_get_kinds (sy_workbook_get_catalogue (self->workbook)));
  task->path = g_strdup (self->path);
  task->encoding = encodings[selected];
  start_reading (self, task);
}

static void
on_stop_cb (SyImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* --- the columns --- */

static void
on_columns_changed_cb (SyImportDialog *self)
{
  show_message (self, NULL);
  show_plan (self);
}

static void
on_columns_failed_cb (SyImportDialog *self, const char *text)
{
  show_message (self, text);
}

static void
on_column_chosen_cb (SyImportDialog *self, guint column)
{
  sy_sample_view_choose (self->sample_view, column);
}

static void
on_cell_chosen_cb (SyImportDialog *self, guint column)
{
  sy_mapping_pane_choose (self->mapping_pane, column);
}

/* --- the answer --- */

static void
answer (SyImportDialog *self, gboolean accepted)
{
  if (self->answered)
    return;
  self->answered = TRUE;
  g_clear_handle_id (&self->busy_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  sy_mapping_pane_set_plan (self->mapping_pane, NULL);
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, accepted);
}

static void
on_cancel_cb (SyImportDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_import_cb (SyImportDialog *self)
{
  if (!is_complete (self))
    return;
  answer (self, TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_message_close_cb (SyImportDialog *self)
{
  show_message (self, NULL);
}

static gboolean
sy_import_dialog_close_request (GtkWindow *window)
{
  answer (SY_IMPORT_DIALOG (window), FALSE);
  return GTK_WINDOW_CLASS (sy_import_dialog_parent_class)->close_request (window);
}

/* --- the object --- */

static void
sy_import_dialog_dispose (GObject *object)
{
  SyImportDialog *self = SY_IMPORT_DIALOG (object);

  self->answered = TRUE;
  g_clear_handle_id (&self->busy_id, g_source_remove);
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, sy_import_plan_free);
  g_clear_object (&self->workbook);
  G_OBJECT_CLASS (sy_import_dialog_parent_class)->dispose (object);
}

static void
sy_import_dialog_finalize (GObject *object)
{
  g_free (SY_IMPORT_DIALOG (object)->path);
  G_OBJECT_CLASS (sy_import_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, retry_box);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, retry_drop);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, body);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, busy);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, message);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, message_label);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, file_pane);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, mapping_pane);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, sample_view);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, sample_label);
  gtk_widget_class_bind_template_callback (widget_class, on_overruled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_columns_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_columns_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_column_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cell_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_import_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_message_close_cb);
}

static void
sy_import_dialog_class_init (SyImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_import_dialog_dispose;
  object_class->finalize = sy_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sy_import_dialog_close_request;
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", SY_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  g_type_ensure (SY_TYPE_FILE_PANE);
  g_type_ensure (SY_TYPE_MAPPING_PANE);
  g_type_ensure (SY_TYPE_SAMPLE_VIEW);
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_import_dialog_init (SyImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->import_button));
}

SyImportDialog *
sy_import_dialog_new (
    GtkWindow *parent, SyWorkbook *workbook, const char *path, SyImportPlan *plan, const GError *problem)
{
  SyImportDialog *self = g_object_new (SY_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *base = sy_reader_dup_name (path);

  self->workbook = g_object_ref (workbook);
  self->path = g_strdup (path);
  self->plan = plan;
  adw_window_title_set_subtitle (self->title, base);
  if (plan)
    {
      suggest_kind (plan);
      show_plan (self);
    }
  else
    show_problem (self, problem);
  return self;
}

void
sy_import_dialog_show_others (SyImportDialog *self, char **names)
{
  g_return_if_fail (SY_IS_IMPORT_DIALOG (self));

  sy_file_pane_show_others (self->file_pane, names);
}

void
sy_import_dialog_set_file_title (SyImportDialog *self, const char *title)
{
  g_return_if_fail (SY_IS_IMPORT_DIALOG (self));

  adw_window_title_set_subtitle (self->title, title);
}

SyImportPlan *
sy_import_dialog_take_plan (SyImportDialog *self)
{
  g_return_val_if_fail (SY_IS_IMPORT_DIALOG (self), NULL);

  return g_steal_pointer (&self->plan);
}

char **
sy_import_dialog_dup_more_sheets (SyImportDialog *self)
{
  g_return_val_if_fail (SY_IS_IMPORT_DIALOG (self), NULL);

  return sy_file_pane_dup_more_sheets (self->file_pane);
}

gboolean
sy_import_dialog_get_mode (SyImportDialog *self, SyImportMode *mode)
{
  g_return_val_if_fail (SY_IS_IMPORT_DIALOG (self), FALSE);

  return sy_file_pane_get_mode (self->file_pane, mode);
}
