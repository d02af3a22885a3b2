/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-report-dialog.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "sy-workbook-import.h"

/* --- one refused row or cell --- */

typedef enum
{
  PART_ROW,
  PART_COLUMN,
  PART_TEXT,
  PART_REASON,
  N_PARTS,
} Part;

#define SY_TYPE_REFUSAL_LINE (sy_refusal_line_get_type ())
G_DECLARE_FINAL_TYPE (SyRefusalLine, sy_refusal_line, SY, REFUSAL_LINE, GObject)

struct _SyRefusalLine
{
  GObject parent_instance;

  char *texts[N_PARTS];
};

G_DEFINE_FINAL_TYPE (SyRefusalLine, sy_refusal_line, G_TYPE_OBJECT)

static void
sy_refusal_line_finalize (GObject *object)
{
  for (guint i = 0; i < N_PARTS; i++)
    g_free (SY_REFUSAL_LINE (object)->texts[i]);
  G_OBJECT_CLASS (sy_refusal_line_parent_class)->finalize (object);
}

static void
sy_refusal_line_class_init (SyRefusalLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_refusal_line_finalize;
}

static void
sy_refusal_line_init (SyRefusalLine *self)
{
}

static SyRefusalLine *
new_line (const SyRefusal *refusal)
{
  SyRefusalLine *line = g_object_new (SY_TYPE_REFUSAL_LINE, NULL);

  line->texts[PART_ROW] =
      refusal->row ? g_strdup_printf ("%" PRIu64, refusal->row) : g_strdup (_ ("unknown"));
  line->texts[PART_COLUMN] = g_strdup (refusal->column ? refusal->column : _ ("whole row"));
  line->texts[PART_TEXT] = g_strdelimit (g_strdup (refusal->text ? refusal->text : ""), "\r\n\t", ' ');
  line->texts[PART_REASON] = g_strdup (refusal->reason ? refusal->reason : "");
  return line;
}

/* --- the dialog --- */

struct _SyImportReportDialog
{
  AdwWindow parent_instance;

  /* owned */
  SySession *session;
  GPtrArray *records; /* (element-type SyImportRecord), the latest first */
  GListStore *lines;  /* (element-type SyRefusalLine) of the chosen record */
  GPtrArray *rows;    /* (element-type GtkWidget) of both groups */
  GtkFileChooserNative *chooser;
  gint64 chosen; /* id of the record that is shown */

  /* template */
  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *title;
  AdwPreferencesGroup *row_group;
  AdwPreferencesGroup *amount_group;
  GtkLabel *refusal_title;
  GtkWidget *refusal_box;
  GtkColumnView *refusal_view;
  GtkButton *export_button;
};

G_DEFINE_FINAL_TYPE (SyImportReportDialog, sy_import_report_dialog, ADW_TYPE_WINDOW)

/* --- sums --- */

static GtkWidget *
add_number (SyImportReportDialog *self, AdwPreferencesGroup *group, const char *title, const char *number)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

/* "1,038,957.35" of an exact decimal text. */
static char *
group_digits (const char *number)
{
  gsize whole = strcspn (number, "."), first = number[0] == '-';
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < whole; i++)
    {
      if (i > first && (whole - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, number[i]);
    }
  g_string_append (text, number + whole);
  return g_string_free (text, FALSE);
}

static void
add_amount (SyImportReportDialog *self, const char *title, const char *number)
{
  g_autofree char *text = group_digits (number ? number : "");

  add_number (self, self->amount_group, title, text);
}

static GtkWidget *
add_count (SyImportReportDialog *self, const char *title, gint64 n)
{
  g_autofree char *number = g_strdup_printf ("%'" PRId64, n);

  return add_number (self, self->row_group, title, number);
}

/* What is nought is not worth a line. */
static void
add_if_any (SyImportReportDialog *self, const char *title, gint64 n)
{
  if (n > 0)
    add_count (self, title, n);
}

static void
show_rows (SyImportReportDialog *self, const SyImportRecord *record)
{
  gboolean ties = record->n_read == record->n_kept + record->n_refused;

  adw_preferences_group_set_description (
      self->row_group, ties ? _ ("Read = kept + refused: every row is accounted for.")
                            : _ ("Read is not kept + refused: please report this file as a mistake."));
  add_count (self, _ ("Rows Read"), record->n_read);
  add_count (self, _ ("Kept"), record->n_kept);
  add_count (self, _ ("Refused"), record->n_refused);
  add_if_any (self, _ ("Cells Left Empty in Rows Kept"), record->n_cells_refused);
  add_if_any (self, _ ("Amounts Rounded"), record->n_rounded);
  add_if_any (self, _ ("Rows From Before That Were Replaced"), record->n_replaced);
}

static void
show_amounts (SyImportReportDialog *self, const SyImportRecord *record)
{
  g_autofree char *title = NULL, *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->amount_group), record->amount_title != NULL);
  if (!record->amount_title)
    return;
  title = g_markup_escape_text (record->amount_title, -1);
  adw_preferences_group_set_title (self->amount_group, title);
  if (record->n_amounts_unreadable > 0)
    text = g_strdup_printf (g_dngettext (NULL, "%" PRId64 " refused row has no amount that can be read.",
                                         "%" PRId64 " refused rows have no amount that can be read.",
                                         (gulong) record->n_amounts_unreadable),
                            record->n_amounts_unreadable);
  else
    text = g_strdup (_ ("In the file = in the table + refused."));
  adw_preferences_group_set_description (self->amount_group, text);
  add_amount (self, _ ("In the File"), record->amount_read);
  add_amount (self, _ ("In the Table"), record->amount_kept);
  add_amount (self, _ ("Refused"), record->amount_refused);
  if (record->n_replaced > 0 && record->amount_replaced)
    add_amount (self, _ ("Replaced"), record->amount_replaced);
}

/* --- the refused rows, read off the main loop --- */

typedef struct
{
  SyImportReportDialog *dialog;
  SyWorkbook *workbook;
  gint64 id;
  GPtrArray *refusals; /* (element-type SyRefusal) */
} Fetch;

static void
free_fetch (gpointer data)
{
  Fetch *fetch = data;

  g_clear_pointer (&fetch->refusals, g_ptr_array_unref);
  g_object_unref (fetch->workbook);
  g_free (fetch);
}

static gboolean
read_refusals (SyJob *job, gpointer data, GError **error)
{
  Fetch *fetch = data;

  fetch->refusals = sy_workbook_get_import_refusals (fetch->workbook, fetch->id, error);
  return fetch->refusals != NULL;
}

static void
show_refusals (SySession *session, gpointer data, const GError *error)
{
  Fetch *fetch = data;
  SyImportReportDialog *self = fetch->dialog;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->chosen != fetch->id)
    return;
  if (error)
    {
      gtk_label_set_text (self->refusal_title, error->message);
      return;
    }
  for (guint i = 0; i < fetch->refusals->len; i++)
    g_ptr_array_add (lines, new_line (fetch->refusals->pdata[i]));
  g_list_store_splice (self->lines, 0, 0, lines->pdata, lines->len);
}

static void
fetch_refusals (SyImportReportDialog *self, const SyImportRecord *record)
{
  Fetch *fetch;
  g_autofree char *text = NULL;

  g_list_store_remove_all (self->lines);
  gtk_widget_set_visible (self->refusal_box, record->n_refusals > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->export_button), record->n_refusals > 0);
  if (record->n_refusals == 0)
    return;
  text = g_strdup_printf (_ ("What Was Refused (%'" PRId64 ")"), record->n_refusals);
  gtk_label_set_text (self->refusal_title, text);
  fetch = g_new0 (Fetch, 1);
  fetch->dialog = self;
  fetch->workbook = g_object_ref (sy_session_get_workbook (self->session));
  fetch->id = record->id;
  sy_session_fetch (self->session, G_OBJECT (self), read_refusals, show_refusals, fetch, free_fetch);
}

/* --- the list of imports --- */

static char *
name_record (const SyImportRecord *record)
{
  return record->sheet && *record->sheet ? g_strdup_printf (_ ("%s, sheet %s"), record->file, record->sheet)
                                         : g_strdup (record->file);
}

static void
show_record (SyImportReportDialog *self, const SyImportRecord *record)
{
  g_autofree char *name = name_record (record);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *group = gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), self->rows->pdata[i]);
    }
  g_ptr_array_set_size (self->rows, 0);
  self->chosen = record->id;
  gtk_label_set_text (self->title, name);
  show_rows (self, record);
  show_amounts (self, record);
  fetch_refusals (self, record);
}

static void
on_selected_cb (SyImportReportDialog *self, GtkListBoxRow *row)
{
  int index = row ? gtk_list_box_row_get_index (row) : -1;

  if (self->records && index >= 0 && index < (int) self->records->len)
    show_record (self, self->records->pdata[index]);
}

/* "22 Nov 10:15 · 49,574 rows · 3 refused" */
static char *
describe_record (const SyImportRecord *record)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (record->time);
  g_autofree char *when = time ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");

  if (record->n_refused > 0)
    return g_strdup_printf (_ ("%s · %'" PRId64 " rows · %'" PRId64 " refused"), when, record->n_kept,
                            record->n_refused);
  return g_strdup_printf (_ ("%s · %'" PRId64 " rows"), when, record->n_kept);
}

static void
add_record (SyImportReportDialog *self, const SyImportRecord *record)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = name_record (record), *escaped = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = describe_record (record);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (self->list, row);
}

typedef struct
{
  SyImportReportDialog *dialog;
  SyWorkbook *workbook;
  GPtrArray *records;
} List;

static void
free_list (gpointer data)
{
  List *list = data;

  g_clear_pointer (&list->records, g_ptr_array_unref);
  g_object_unref (list->workbook);
  g_free (list);
}

static gboolean
read_records (SyJob *job, gpointer data, GError **error)
{
  List *list = data;

  list->records = sy_workbook_list_imports (list->workbook, NULL, error);
  return list->records != NULL;
}

static void
show_records (SySession *session, gpointer data, const GError *error)
{
  List *list = data;
  SyImportReportDialog *self = list->dialog;

  if (error || list->records->len == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->records = g_ptr_array_new ();
  for (guint i = list->records->len; i > 0; i--)
    g_ptr_array_add (self->records, list->records->pdata[i - 1]);
  g_ptr_array_set_free_func (list->records, NULL);
  g_ptr_array_set_free_func (self->records, (GDestroyNotify) sy_import_record_free);
  for (guint i = 0; i < self->records->len; i++)
    add_record (self, self->records->pdata[i]);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->stack, "report");
}

/* --- writing it out --- */

typedef struct
{
  SyWorkbook *workbook;
  char *path;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_object_unref (export->workbook);
  g_free (export->path);
  g_free (export);
}

static gboolean
write_csv (SyJob *job, gpointer data, GError **error)
{
  Export *export = data;
  g_autofree char *csv = sy_workbook_dup_refusals_csv (export->workbook, NULL, error);

  return csv && g_file_set_contents (export->path, csv, -1, error);
}

static void
show_written (SySession *session, gpointer data, const GError *error)
{
  if (error)
    sy_session_fail (session, error);
}

static void
on_place_chosen_cb (SyImportReportDialog *self, int response)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  Export *export;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      path = g_file_get_path (file);
    }
  g_clear_object (&self->chooser);
  if (!path)
    return;
  export = g_new0 (Export, 1);
  export->workbook = g_object_ref (sy_session_get_workbook (self->session));
  export->path = g_steal_pointer (&path);
  sy_session_run (self->session, _ ("Writing what was refused"), write_csv, show_written, export,
                  free_export);
}

static void
on_export_cb (SyImportReportDialog *self)
{
  if (self->chooser)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Export What Was Refused"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("Refused Rows.csv"));
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_place_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- the list of refused rows --- */

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer part)
{
  SyRefusalLine *line = gtk_list_item_get_item (item);
  const char *text = line->texts[GPOINTER_TO_UINT (part)];
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer part)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (part) == PART_ROW ? 1.0f : 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "number");
  gtk_list_item_set_child (item, label);
}

static void
add_part (SyImportReportDialog *self, Part part, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), GUINT_TO_POINTER (part));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), GUINT_TO_POINTER (part));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, part == PART_TEXT || part == PART_REASON);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->refusal_view, column);
}

/* --- the object --- */

static void
sy_import_report_dialog_dispose (GObject *object)
{
  SyImportReportDialog *self = SY_IMPORT_REPORT_DIALOG (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->lines);
  g_clear_object (&self->session);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  G_OBJECT_CLASS (sy_import_report_dialog_parent_class)->dispose (object);
}

static void
sy_import_report_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (SY_IMPORT_REPORT_DIALOG (object)->rows);
  G_OBJECT_CLASS (sy_import_report_dialog_parent_class)->finalize (object);
}

static void
sy_import_report_dialog_class_init (SyImportReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_import_report_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_import_report_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-import-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyImportReportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SyImportReportDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SyImportReportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SyImportReportDialog, row_group);
  gtk_widget_class_bind_template_child (widget_class, SyImportReportDialog, amount_group);
  gtk_widget_class_bind_template_child (widget_class, SyImportReportDialog, refusal_title);
  gtk_widget_class_bind_template_child (widget_class, SyImportReportDialog, refusal_box);
  gtk_widget_class_bind_template_child (widget_class, SyImportReportDialog, refusal_view);
  gtk_widget_class_bind_template_child (widget_class, SyImportReportDialog, export_button);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_import_report_dialog_init (SyImportReportDialog *self)
{
  g_autoptr (GtkNoSelection) model = NULL;

  self->rows = g_ptr_array_new ();
  self->lines = g_list_store_new (SY_TYPE_REFUSAL_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->lines)));
  gtk_column_view_set_model (self->refusal_view, GTK_SELECTION_MODEL (model));
  add_part (self, PART_ROW, _ ("Row"));
  add_part (self, PART_COLUMN, _ ("Column"));
  add_part (self, PART_TEXT, _ ("What Stands There"));
  add_part (self, PART_REASON, _ ("Why"));
}

GtkWidget *
sy_import_report_dialog_new (GtkWindow *parent, SySession *session)
{
  SyImportReportDialog *self = g_object_new (SY_TYPE_IMPORT_REPORT_DIALOG, "transient-for", parent, NULL);
  List *list = g_new0 (List, 1);

  self->session = g_object_ref (session);
  list->dialog = self;
  list->workbook = g_object_ref (sy_session_get_workbook (session));
  sy_session_fetch (session, G_OBJECT (self), read_records, show_records, list, free_list);
  return GTK_WIDGET (self);
}
