/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-database-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-odbc-name.h"
#include "sy-odbc-query.h"
#include "sy-odbc-reader.h"
#include "sy-password-store.h"
#include "sy-reader.h"

struct _SyDatabaseDialog
{
  AdwWindow parent_instance;

  /* owned */
  GtkStringList *places;     /* data sources, then drivers */
  guint n_sources;           /* how many of them are data sources */
  char *database;            /* that is connected to; NULL */
  GtkStringList *tables;     /* of it */
  GCancellable *cancellable; /* of the connection that is being made */

  /* template */
  GtkStack *stack;
  GtkButton *back_button;
  GtkButton *connect_button;
  GtkButton *import_button;
  GtkRevealer *problem_revealer;
  GtkLabel *problem_label;
  AdwComboRow *place_row;
  AdwEntryRow *server_row;
  AdwEntryRow *port_row;
  AdwEntryRow *database_row;
  AdwEntryRow *user_row;
  AdwPasswordEntryRow *password_row;
  AdwActionRow *keep_row;
  GtkSwitch *keep_switch;
  GtkSearchEntry *table_search;
  GtkListView *table_view;
  GtkTextView *query_view;
};

G_DEFINE_FINAL_TYPE (SyDatabaseDialog, sy_database_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- the connection string --- */

static gboolean
is_source (SyDatabaseDialog *self)
{
  return adw_combo_row_get_selected (self->place_row) < self->n_sources;
}

static const char *
get_place (SyDatabaseDialog *self)
{
  guint place = adw_combo_row_get_selected (self->place_row);

  return place == GTK_INVALID_LIST_POSITION ? NULL : gtk_string_list_get_string (self->places, place);
}

/* A file, without server and user. */
static gboolean
is_file_driver (SyDatabaseDialog *self)
{
  const char *place = get_place (self);

  return place && !is_source (self) && strstr (place, "SQLite");
}

static void
append_part (GString *text, const char *key, const char *value)
{
  if (!value || !*value)
    return;
  if (text->str[text->len - 1] != ':')
    g_string_append_c (text, ';');
  if (strpbrk (value, ";{}="))
    {
      g_auto (GStrv) pieces = g_strsplit (value, "}", -1);
      g_autofree char *escaped = g_strjoinv ("}}", pieces);
      g_string_append_printf (text, "%s={%s}", key, escaped);
    }
  else
    g_string_append_printf (text, "%s=%s", key, value);
}

static const char *
get_entry (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* The name of the database as it was filled in, without the password. */
static char *
write_name (SyDatabaseDialog *self)
{
  GString *text = g_string_new (SY_ODBC_PREFIX);
  const char *place = get_place (self);

  append_part (text, is_source (self) ? "DSN" : "Driver", place);
  if (!is_source (self))
    append_part (text, "Database", get_entry (self->database_row));
  if (is_file_driver (self))
    return g_string_free (text, FALSE);
  if (!is_source (self))
    {
      append_part (text, "Server", get_entry (self->server_row));
      append_part (text, "Port", get_entry (self->port_row));
      if (place && strstr (place, "FreeTDS"))
        append_part (text, "TDS_Version", "7.4");
    }
  append_part (text, "UID", get_entry (self->user_row));
  return g_string_free (text, FALSE);
}

/* --- connecting, in a thread --- */

typedef struct
{
  char *database, *title, *password;
  gboolean keep;
  char *warning; /* the keyring did not take the password */
} Attempt;

static void
free_attempt (gpointer data)
{
  Attempt *attempt = data;

  if (attempt->password)
    memset (attempt->password, 0, strlen (attempt->password));
  g_free (attempt->password);
  g_free (attempt->database);
  g_free (attempt->title);
  g_free (attempt->warning);
  g_free (attempt);
}

static void
free_info (gpointer info)
{
  sy_file_info_free (info);
}

static void
keep_password (Attempt *attempt, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (attempt->keep && *attempt->password
      && !sy_password_store_save (attempt->database, attempt->title, attempt->password, cancellable, &error))
    attempt->warning = g_strdup_printf (
        _ ("The keyring did not take the password, so it is asked for each time: %s"), error->message);
}

static void
connect_in_thread (GTask *gtask, gpointer source, gpointer data, GCancellable *cancellable)
{
  Attempt *attempt = data;
  g_autoptr (GError) error = NULL;
  SyFileInfo *info;

  if (*attempt->password)
    sy_password_store_remember (attempt->database, attempt->password);
  info = sy_reader_inspect (attempt->database, NULL, cancellable, &error);
  if (!info)
    {
      g_task_return_error (gtask, g_steal_pointer (&error));
      return;
    }
  keep_password (attempt, cancellable);
  g_task_return_pointer (gtask, info, free_info);
}

static void
show_problem (SyDatabaseDialog *self, const char *text)
{
  gtk_label_set_text (self->problem_label, text ? text : "");
  gtk_revealer_set_reveal_child (self->problem_revealer, text != NULL);
}

static void
show_tables (SyDatabaseDialog *self, const SyFileInfo *info)
{
  gtk_string_list_splice (self->tables, 0, g_list_model_get_n_items (G_LIST_MODEL (self->tables)), NULL);
  for (guint i = 0; i < info->sheets->len; i++)
    gtk_string_list_append (self->tables, info->sheets->pdata[i]);
  gtk_stack_set_visible_child_name (self->stack, "tables");
  gtk_widget_grab_focus (GTK_WIDGET (self->table_search));
}

static void
on_connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SyDatabaseDialog *self = SY_DATABASE_DIALOG (source);
  Attempt *attempt = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  SyFileInfo *info = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!info)
    {
      gtk_stack_set_visible_child_name (self->stack, "connect");
      show_problem (self, error->message);
      return;
    }
  g_free (self->database);
  self->database = g_strdup (attempt->database);
  show_problem (self, attempt->warning);
  show_tables (self, info);
  sy_file_info_free (info);
}

static void
connect_now (SyDatabaseDialog *self)
{
  Attempt *attempt = g_new0 (Attempt, 1);
  g_autoptr (GTask) gtask = NULL;

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  attempt->database = write_name (self);
  attempt->title = sy_odbc_dup_title (attempt->database);
  attempt->password = g_strdup (is_file_driver (self) ? "" : get_entry (self->password_row));
  attempt->keep = gtk_switch_get_active (self->keep_switch);
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  show_problem (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "wait");
  gtask = g_task_new (self, self->cancellable, on_connected_cb, NULL);
  g_task_set_task_data (gtask, attempt, free_attempt);
  g_task_run_in_thread (gtask, connect_in_thread);
}

/* --- choosing --- */

static char *
get_query (SyDatabaseDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->query_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static char *
get_chosen (SyDatabaseDialog *self)
{
  g_autofree char *query = get_query (self);
  GtkSelectionModel *selection = gtk_list_view_get_model (self->table_view);
  GtkStringObject *table = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (selection));

  if (*query)
    return g_steal_pointer (&query);
  return table ? g_strdup (gtk_string_object_get_string (table)) : NULL;
}

static void
choose (SyDatabaseDialog *self)
{
  g_autofree char *query = get_query (self);
  g_autofree char *sheet = get_chosen (self);
  g_autofree char *name = sy_odbc_dup_title (self->database);
  g_autoptr (GError) error = NULL;

  if (!sheet)
    return;
  if (*query && !sy_odbc_check_query (query, &error))
    {
      show_problem (self, error->message);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, self->database, sheet, name);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- what can be pressed --- */

static void
update (SyDatabaseDialog *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean by_driver = !is_source (self);
  gboolean is_file = is_file_driver (self);
  g_autofree char *chosen = get_chosen (self);

  gtk_widget_set_visible (GTK_WIDGET (self->server_row), by_driver && !is_file);
  gtk_widget_set_visible (GTK_WIDGET (self->port_row), by_driver && !is_file);
  gtk_widget_set_visible (GTK_WIDGET (self->database_row), by_driver);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), !is_file);
  gtk_widget_set_visible (GTK_WIDGET (self->password_row), !is_file);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_row), !is_file);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->database_row),
                                 is_file ? _ ("Database _File") : _ ("_Database"));
  gtk_widget_set_visible (GTK_WIDGET (self->connect_button), g_strcmp0 (page, "connect") == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->connect_button),
                            get_place (self) && (!by_driver || *get_entry (self->database_row)));
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), g_strcmp0 (page, "tables") == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), chosen != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button),
                          g_strcmp0 (page, "tables") == 0 || g_strcmp0 (page, "wait") == 0);
}

static void
on_back_cb (SyDatabaseDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  show_problem (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "connect");
}

/* Enter in the last entry connects, as its button does. */
static void
on_entry_done_cb (SyDatabaseDialog *self)
{
  if (gtk_widget_is_sensitive (GTK_WIDGET (self->connect_button)))
    connect_now (self);
}

static void
fill_places (SyDatabaseDialog *self)
{
  g_auto (GStrv) sources = sy_odbc_list_sources ();
  g_auto (GStrv) drivers = sy_odbc_list_drivers ();

  self->n_sources = g_strv_length (sources);
  self->places = gtk_string_list_new ((const char *const *) sources);
  for (char **driver = drivers; *driver; driver++)
    gtk_string_list_append (self->places, *driver);
  adw_combo_row_set_model (self->place_row, G_LIST_MODEL (self->places));
  if (g_list_model_get_n_items (G_LIST_MODEL (self->places)) == 0)
    gtk_stack_set_visible_child_name (self->stack, "none");
}

static void
fill_table_view (SyDatabaseDialog *self)
{
  GtkExpression *text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkStringFilter *filter = gtk_string_filter_new (text);
  GtkFilterListModel *filtered;

  self->tables = gtk_string_list_new (NULL);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->tables)), GTK_FILTER (filter));
  g_object_bind_property (self->table_search, "text", filter, "search", G_BINDING_SYNC_CREATE);
  gtk_list_view_set_model (self->table_view,
                           GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (filtered))));
  g_signal_connect_object (gtk_list_view_get_model (self->table_view), "notify::selected-item",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
sy_database_dialog_dispose (GObject *object)
{
  SyDatabaseDialog *self = SY_DATABASE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->places);
  g_clear_object (&self->tables);
  g_clear_pointer (&self->database, g_free);
  G_OBJECT_CLASS (sy_database_dialog_parent_class)->dispose (object);
}

static void
sy_database_dialog_class_init (SyDatabaseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_database_dialog_dispose;
  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-database-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, connect_button);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, port_row);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, database_row);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, user_row);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, table_search);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, table_view);
  gtk_widget_class_bind_template_child (widget_class, SyDatabaseDialog, query_view);
  gtk_widget_class_bind_template_callback (widget_class, connect_now);
  gtk_widget_class_bind_template_callback (widget_class, choose);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_done_cb);
}

static void
sy_database_dialog_init (SyDatabaseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_table_view (self);
  fill_places (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->query_view), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * sy_database_dialog_new:
 * @parent: the window that it belongs to
 *
 * Returns: (transfer none): the dialog, owned by the toolkit as windows are
 */
SyDatabaseDialog *
sy_database_dialog_new (GtkWindow *parent)
{
  return g_object_new (SY_TYPE_DATABASE_DIALOG, "transient-for", parent, NULL);
}
