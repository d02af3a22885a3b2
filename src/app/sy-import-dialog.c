/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-dialog.h"

#include <glib/gi18n.h>

#define COLUMN_KEY "steelyard-column"
#define MIN_CUT_CHARS 4

/* The encodings that are worth offering; the first means: as recognised. */
static const char *const encodings[] = { NULL,       "UTF-8",    "GB18030",     "BIG5",
                                         "UTF-16LE", "UTF-16BE", "WINDOWS-1252" };

struct _SyImportDialog
{
  AdwWindow parent_instance;

  /* owned */
  SyCatalogue *catalogue;
  char *path;
  char *encoding; /* NULL: recognised */
  char *sheet;    /* NULL: recognised */
  SyImportPlan *plan;
  GCancellable *cancellable;
  GPtrArray *column_rows; /* (element-type AdwComboRow) in columns_group, borrowed from it */
  gboolean filling;       /* rows are being set by us, not by the user */

  /* template */
  AdwWindowTitle *title;
  GtkButton *import_button;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *problem;
  GtkLabel *missing_label;
  AdwComboRow *sheet_row;
  AdwComboRow *encoding_row;
  AdwActionRow *header_row;
  GtkSpinButton *header_spin;
  AdwPreferencesGroup *file_group;
  AdwPreferencesGroup *columns_group;
};

G_DEFINE_FINAL_TYPE (SyImportDialog, sy_import_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ACCEPTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- recognising, in a thread --- */

typedef struct
{
  SyCatalogue *catalogue;
  char *path, *encoding, *sheet;
  gint64 header; /* −1: recognised */
} Recognition;

static void
free_recognition (gpointer data)
{
  Recognition *task = data;

  g_object_unref (task->catalogue);
  g_free (task->path);
  g_free (task->encoding);
  g_free (task->sheet);
  g_free (task);
}

static void
free_plan (gpointer plan)
{
  sy_import_plan_free (plan);
}

/* Columns that no kind of data knows by name are shown with the roles of the first kind, to be given by hand.
 */
static SyImportPlan *
recognise_file (Recognition *task, GCancellable *cancellable, GError **error)
{
  SyReadOptions options = { .encoding = task->encoding, .sheet = task->sheet };
  GPtrArray *kinds = sy_catalogue_get_kinds (task->catalogue);
  g_autoptr (SyImportPlan) plan =
      sy_importer_recognise (task->path, &options, kinds, NULL, cancellable, error);

  if (!plan || plan->kind || kinds->len == 0)
    return g_steal_pointer (&plan);
  return sy_importer_recognise (task->path, &options, kinds, sy_source_kind_get_id (kinds->pdata[0]),
                                cancellable, error);
}

static void
recognise_in_thread (GTask *gtask, gpointer source, gpointer data, GCancellable *cancellable)
{
  Recognition *task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = recognise_file (task, cancellable, &error);

  if (plan && task->header >= 0
      && !sy_import_plan_set_header_row (plan, (guint64) task->header, cancellable, &error))
    g_clear_pointer (&plan, sy_import_plan_free);
  if (plan)
    g_task_return_pointer (gtask, g_steal_pointer (&plan), free_plan);
  else
    g_task_return_error (gtask, g_steal_pointer (&error));
}

static void show_plan (SyImportDialog *self);

static void
on_recognised_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SyImportDialog *self = SY_IMPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = g_task_propagate_pointer (G_TASK (result), &error);

  if (!plan && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* a newer look is under way, or the dialog is gone */
  gtk_spinner_stop (self->spinner);
  g_clear_pointer (&self->plan, sy_import_plan_free);
  self->plan = plan;
  if (plan)
    {
      show_plan (self);
      gtk_stack_set_visible_child_name (self->stack, "plan");
      return;
    }
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
recognise (SyImportDialog *self, gint64 header)
{
  g_autoptr (GTask) gtask = NULL;
  Recognition *task = g_new0 (Recognition, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task->catalogue = g_object_ref (self->catalogue);
  task->path = g_strdup (self->path);
  task->encoding = g_strdup (self->encoding);
  task->sheet = g_strdup (self->sheet);
  task->header = header;
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  if (!self->plan)
    gtk_spinner_start (self->spinner);
  gtask = g_task_new (self, self->cancellable, on_recognised_cb, NULL);
  g_task_set_task_data (gtask, task, free_recognition);
  g_task_run_in_thread (gtask, recognise_in_thread);
}

/* --- showing --- */

static const char *
type_title (const SyImportColumn *column)
{
  switch (column->type)
    {
    case SY_COLUMN_INT64:
      return _ ("whole number");
    case SY_COLUMN_DOUBLE:
      return _ ("number");
    case SY_COLUMN_DECIMAL:
      return _ ("amount");
    case SY_COLUMN_DATE:
      return _ ("date");
    case SY_COLUMN_TIMESTAMP:
      return _ ("date and time");
    case SY_COLUMN_TIME:
      return _ ("time");
    case SY_COLUMN_BOOL:
      return _ ("yes or no");
    case SY_COLUMN_TEXT:
    default:
      return _ ("text");
    }
}

/* "date · 2015-01-01, 2015-01-02": what it is and what it looks like. */
static char *
describe_column (const SyImportColumn *column)
{
  g_autoptr (GString) text = g_string_new (type_title (column));

  for (guint i = 0; column->examples && column->examples[i] && i < 3; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : " · ", column->examples[i]);
  return g_markup_escape_text (text->str, -1);
}

/* Entry 0 is “kept under its own header”, the others are the roles of the kind. */
static GtkStringList *
list_roles (SyImportDialog *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GPtrArray *roles = self->plan->kind ? sy_source_kind_get_roles (self->plan->kind) : NULL;

  gtk_string_list_append (list, _ ("Kept as it is"));
  for (guint i = 0; roles && i < roles->len; i++)
    gtk_string_list_append (list, ((const SyRole *) roles->pdata[i])->title);
  return list;
}

static guint
role_position (SyImportDialog *self, const char *role)
{
  GPtrArray *roles = self->plan->kind ? sy_source_kind_get_roles (self->plan->kind) : NULL;

  for (guint i = 0; role && roles && i < roles->len; i++)
    if (g_str_equal (((const SyRole *) roles->pdata[i])->id, role))
      return i + 1;
  return 0;
}

static void
show_missing (SyImportDialog *self)
{
  g_autofree char *text = NULL;
  gboolean complete = self->plan->kind && (!self->plan->missing_roles || !self->plan->missing_roles[0]);

  if (!self->plan->kind)
    text = g_strdup (
        _ ("No kind of data fits these columns. Say below which one is the date and which one the amount."));
  else if (!complete)
    {
      g_autoptr (GString) titles = g_string_new (NULL);

      for (guint i = 0; self->plan->missing_roles[i]; i++)
        {
          const SyRole *role = sy_source_kind_find_role (self->plan->kind, self->plan->missing_roles[i]);

          g_string_append_printf (titles, "%s%s", i ? ", " : "",
                                  role ? role->title : self->plan->missing_roles[i]);
        }
      text = g_strdup_printf (_ ("Still needed: %s. Choose below which column it is."), titles->str);
    }
  gtk_label_set_text (self->missing_label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), text != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), complete);
}

static void
update_roles (SyImportDialog *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->column_rows->len; i++)
    {
      const SyImportColumn *column = self->plan->columns->pdata[i];

      adw_combo_row_set_selected (self->column_rows->pdata[i], role_position (self, column->role));
    }
  self->filling = FALSE;
  show_missing (self);
}

static void
on_role_cb (SyImportDialog *self, GParamSpec *pspec, AdwComboRow *row)
{
  const SyImportColumn *column;
  GPtrArray *roles;
  guint index, selected = adw_combo_row_get_selected (row);
  g_autoptr (GError) error = NULL;

  if (self->filling || !self->plan->kind)
    return;
  index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), COLUMN_KEY));
  column = self->plan->columns->pdata[index];
  roles = sy_source_kind_get_roles (self->plan->kind);
  if (selected == 0 && column->role)
    sy_import_plan_map (self->plan, column->role, "", &error);
  else if (selected > 0 && selected <= roles->len)
    sy_import_plan_map (self->plan, ((const SyRole *) roles->pdata[selected - 1])->id, column->header,
                        &error);
  update_roles (self);
  if (error)
    {
      gtk_label_set_text (self->missing_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->missing_label), TRUE);
    }
}

static void
add_column_row (SyImportDialog *self, guint index, GtkStringList *roles)
{
  const SyImportColumn *column = self->plan->columns->pdata[index];
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *subtitle = describe_column (column);
  g_autofree char *title = g_markup_escape_text (column->header, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  /* GTK finds a label of a letter or two wider cut short than in full, and says so. */
  if (g_utf8_strlen (column->header, -1) > MIN_CUT_CHARS)
    adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (roles));
  if (column->role_reason || column->type_reason)
    gtk_widget_set_tooltip_text (row, column->role_reason ? column->role_reason : column->type_reason);
  g_object_set_data (G_OBJECT (row), COLUMN_KEY, GUINT_TO_POINTER (index));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (on_role_cb), self);
  adw_preferences_group_add (self->columns_group, row);
  g_ptr_array_add (self->column_rows, row);
}

static void
show_columns (SyImportDialog *self)
{
  g_autoptr (GtkStringList) roles = list_roles (self);

  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->columns_group, self->column_rows->pdata[i]);
  g_ptr_array_set_size (self->column_rows, 0);
  for (guint i = 0; i < self->plan->columns->len; i++)
    add_column_row (self, i, roles);
  if (self->plan->kind_reason)
    {
      g_autofree char *text = g_markup_escape_text (self->plan->kind_reason, -1);

      adw_preferences_group_set_description (self->columns_group, text);
    }
  update_roles (self);
}

static void
show_sheets (SyImportDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GPtrArray *sheets = self->plan->info->sheets;

  for (guint i = 0; i < sheets->len; i++)
    gtk_string_list_append (list, sheets->pdata[i] ? sheets->pdata[i] : "");
  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->sheet_row, self->plan->sheet_index);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), self->plan->info->format != SY_FILE_CSV);
}

static void
show_encoding (SyImportDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *recognised = g_strdup_printf (
      _ ("%s (recognised)"), self->plan->info->encoding ? self->plan->info->encoding : _ ("unknown"));
  guint selected = 0;

  gtk_string_list_append (list, recognised);
  for (guint i = 1; i < G_N_ELEMENTS (encodings); i++)
    {
      gtk_string_list_append (list, encodings[i]);
      if (g_strcmp0 (self->encoding, encodings[i]) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->encoding_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->encoding_row, selected);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->encoding_row),
                               self->plan->info->encoding_reason ? self->plan->info->encoding_reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row), self->plan->info->format == SY_FILE_CSV);
}

static void
show_plan (SyImportDialog *self)
{
  g_autofree char *format = g_markup_escape_text (self->plan->info->format_name, -1);
  g_autofree char *reason =
      self->plan->header_reason ? g_markup_escape_text (self->plan->header_reason, -1) : g_strdup ("");

  self->filling = TRUE;
  adw_preferences_group_set_description (self->file_group, format);
  show_sheets (self);
  show_encoding (self);
  gtk_spin_button_set_value (self->header_spin, (double) self->plan->header_row);
  adw_action_row_set_subtitle (self->header_row, reason);
  self->filling = FALSE;
  show_columns (self);
}

/* --- overruling --- */

static void
on_sheet_cb (SyImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->sheet_row);

  if (self->filling || !self->plan || selected >= self->plan->info->sheets->len)
    return;
  g_free (self->sheet);
  self->sheet = g_strdup (self->plan->info->sheets->pdata[selected]);
  recognise (self, -1);
}

static void
on_encoding_cb (SyImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->encoding_row);

  if (self->filling || selected >= G_N_ELEMENTS (encodings))
    return;
  g_free (self->encoding);
  self->encoding = g_strdup (encodings[selected]);
  recognise (self, -1);
}

static void
on_header_cb (SyImportDialog *self)
{
  if (!self->filling)
    recognise (self, gtk_spin_button_get_value_as_int (self->header_spin));
}

static void
on_cancel_cb (SyImportDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_import_cb (SyImportDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- the object --- */

static void
sy_import_dialog_dispose (GObject *object)
{
  SyImportDialog *self = SY_IMPORT_DIALOG (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, sy_import_plan_free);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (sy_import_dialog_parent_class)->dispose (object);
}

static void
sy_import_dialog_finalize (GObject *object)
{
  SyImportDialog *self = SY_IMPORT_DIALOG (object);

  g_free (self->path);
  g_free (self->encoding);
  g_free (self->sheet);
  g_ptr_array_unref (self->column_rows);
  G_OBJECT_CLASS (sy_import_dialog_parent_class)->finalize (object);
}

static void
sy_import_dialog_class_init (SyImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_import_dialog_dispose;
  object_class->finalize = sy_import_dialog_finalize;
  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", SY_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, missing_label);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, header_row);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, header_spin);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, file_group);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, columns_group);
  gtk_widget_class_bind_template_callback (widget_class, on_sheet_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_encoding_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_header_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_import_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_import_dialog_init (SyImportDialog *self)
{
  self->column_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->import_button));
}

SyImportDialog *
sy_import_dialog_new (GtkWindow *parent, SyCatalogue *catalogue, const char *path)
{
  SyImportDialog *self = g_object_new (SY_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *base = g_path_get_basename (path);

  self->catalogue = g_object_ref (catalogue);
  self->path = g_strdup (path);
  adw_window_title_set_subtitle (self->title, base);
  recognise (self, -1);
  return self;
}

SyImportPlan *
sy_import_dialog_take_plan (SyImportDialog *self)
{
  g_return_val_if_fail (SY_IS_IMPORT_DIALOG (self), NULL);

  return g_steal_pointer (&self->plan);
}
