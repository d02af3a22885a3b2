/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-link-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-indicator-list.h"
#include "sy-sheet-grid-private.h"
#include "sy-view.h"
#include "sy-worksheet.h"

#define MAX_ROWS 1000
#define VIEW_TABLE "view"

struct _SyLinkDialog
{
  AdwWindow parent_instance;

  SySession *session;
  SySheetGrid *grid;
  guint row, column; /* the cell, as the dialog was opened */
  SyEvaluation *evaluation;

  /* what is chosen */
  SyView *view;      /* of an indicator; NULL: none is chosen */
  char *view_column; /* of its table, once it was computed */
  char *link;        /* text of the cell otherwise; NULL: nothing yet */
  GObject *reading;  /* owner of the read under way */

  /* what can be chosen, parallel to the lists */
  GPtrArray *tables;          /* (element-type utf8) ids */
  SyTable *table;             /* whose rows are listed */
  GPtrArray *keys;            /* (element-type utf8) formulas of row numbers */
  GPtrArray *columns;         /* (element-type utf8) ids */
  GPtrArray *values, *charts; /* (element-type utf8) ids */

  GtkStack *stack;
  GtkDropDown *table_drop, *row_drop, *column_drop, *value_drop, *chart_drop;
  GtkLabel *present;
  GtkWidget *take, *clear;
};

G_DEFINE_FINAL_TYPE (SyLinkDialog, sy_link_dialog, ADW_TYPE_WINDOW)

static const SySheetColumn *
get_column (SyLinkDialog *self)
{
  return sy_sheet_grid_get_column (self->grid, self->column);
}

/* --- what it is at present --- */

typedef struct
{
  SyLinkDialog *dialog;
  SyEvaluation *evaluation;
  gboolean is_view;
  char *link;
  char *text, *problem, *column;
} Preview;

static void
free_preview (gpointer data)
{
  Preview *preview = data;

  g_clear_object (&preview->evaluation);
  g_free (preview->link);
  g_free (preview->text);
  g_free (preview->problem);
  g_free (preview->column);
  g_free (preview);
}

static const SyTableColumn *
find_result (SyTable *table, guint *index)
{
  GPtrArray *columns = sy_table_get_columns (table);

  for (guint i = 0; i < columns->len; i++)
    {
      const SyTableColumn *column = columns->pdata[i];

      *index = i;
      if (column->is_formula && !column->hidden && column->type == SY_TYPE_NUMBER)
        return column;
    }
  return NULL;
}

static gboolean
read_view (Preview *preview, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyTable) table = sy_evaluation_get_table (preview->evaluation, VIEW_TABLE, cancellable, error);
  g_autoptr (SyFrame) frame = table ? sy_table_read (table, 0, 1, -1, FALSE, cancellable, error) : NULL;
  guint index = 0;
  const SyTableColumn *column = frame ? find_result (table, &index) : NULL;

  if (!frame)
    return FALSE;
  if (!column || sy_frame_get_n_rows (frame) == 0)
    {
      preview->problem = g_strdup (_ ("The data give no number for it"));
      return TRUE;
    }
  preview->column = g_strdup (column->id);
  sy_table_format_cell (table, frame, index, 0, sy_evaluation_get_language (preview->evaluation),
                        &preview->text);
  return TRUE;
}

static gboolean
run_preview (SyJob *job, gpointer data, GError **error)
{
  Preview *preview = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);

  if (preview->is_view)
    return read_view (preview, cancellable, error);
  preview->text =
      sy_evaluation_format_link (preview->evaluation, preview->link, &preview->problem, cancellable, error);
  return preview->text != NULL;
}

static void
show_present (SyLinkDialog *self, const char *text, const char *problem)
{
  g_autofree char *said = problem ? g_strdup (problem) : g_strdup_printf (_ ("At present: %s"), text);

  gtk_label_set_text (self->present, said);
  if (problem)
    gtk_widget_add_css_class (GTK_WIDGET (self->present), "cell-error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->present), "cell-error");
}

static void
show_preview (SySession *session, gpointer data, const GError *error)
{
  Preview *preview = data;
  SyLinkDialog *self = preview->dialog;

  if (error)
    {
      show_present (self, NULL, error->message);
      return;
    }
  g_free (self->view_column);
  self->view_column = g_steal_pointer (&preview->column);
  show_present (self, preview->text, preview->text && !preview->problem ? NULL : preview->problem);
  gtk_widget_set_sensitive (self->take, preview->is_view ? self->view_column != NULL : TRUE);
}

static void
start_preview (SyLinkDialog *self, SyEvaluation *evaluation, gboolean is_view)
{
  Preview *preview;

  gtk_label_set_text (self->present, "");
  gtk_widget_set_sensitive (self->take, FALSE);
  g_clear_object (&self->reading);
  if (!evaluation)
    return;
  preview = g_new0 (Preview, 1);
  preview->dialog = self;
  preview->evaluation = g_object_ref (evaluation);
  preview->is_view = is_view;
  preview->link = g_strdup (self->link);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->reading, run_preview, show_preview, preview, free_preview);
}

static void
choose_link (SyLinkDialog *self, char *link)
{
  g_clear_object (&self->view);
  g_free (self->link);
  self->link = link;
  start_preview (self, link ? self->evaluation : NULL, FALSE);
}

/* --- an indicator --- */

static gboolean
is_chosen (SyLinkDialog *self, SyIndicator *indicator)
{
  return self->view && gtk_widget_is_sensitive (self->take)
         && g_strv_contains ((const char *const *) sy_view_get_indicators (self->view),
                             sy_indicator_get_id (indicator));
}

/* Enter once shows what it is at present, once more takes it. */
static void
on_indicator_cb (SyLinkDialog *self, SyIndicator *indicator)
{
  const char *ids[] = { sy_indicator_get_id (indicator), NULL };
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;

  if (is_chosen (self, indicator))
    {
      g_signal_emit_by_name (self->take, "clicked");
      return;
    }
  choose_link (self, NULL);
  self->view = sy_view_new ();
  sy_view_set_indicators (self->view, ids);
  if (*sy_session_get_period (self->session))
    sy_view_set_period (self->view, sy_session_get_period (self->session), NULL);
  sy_view_set_title (self->view, sy_indicator_get_title (indicator));
  evaluation = sy_workbook_evaluate_view (sy_session_get_workbook (self->session), self->view, &error);
  start_preview (self, evaluation, TRUE);
  if (!evaluation)
    show_present (self, NULL, error->message);
}

/* The same question may be kept already. */
static const char *
keep_view (SyLinkDialog *self, GError **error)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  GPtrArray *views = sy_workbook_get_views (workbook);
  SyView *kept;

  for (guint i = 0; i < views->len; i++)
    {
      g_autoptr (SyView) copy = sy_view_copy (self->view);

      sy_view_set_id (copy, sy_view_get_id (views->pdata[i]));
      sy_view_set_title (copy, sy_view_get_title (views->pdata[i]));
      if (sy_view_equal (copy, views->pdata[i]))
        return sy_view_get_id (views->pdata[i]);
    }
  kept = sy_workbook_keep_view (workbook, self->view, error);
  return kept ? sy_view_get_id (kept) : NULL;
}

static char *
make_view_link (SyLinkDialog *self, GError **error)
{
  const char *id = keep_view (self, error);

  return id ? g_strdup_printf ("=INDEX(%s[%s],1)", id, self->view_column) : NULL;
}

/* --- a cell of a table --- */

static guint
get_selected (GtkDropDown *drop, GPtrArray *ids)
{
  guint selected = gtk_drop_down_get_selected (drop);

  return selected < ids->len ? selected : G_MAXUINT;
}

static void
set_names (GtkDropDown *drop, GPtrArray *names)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < names->len; i++)
    gtk_string_list_append (list, names->pdata[i]);
  gtk_drop_down_set_model (drop, G_LIST_MODEL (list));
}

static char *
quote (const char *text)
{
  g_autoptr (GString) quoted = g_string_new (text);

  g_string_replace (quoted, "\"", "\"\"", 0);
  return g_strdup_printf ("\"%s\"", quoted->str);
}

/* By what names the row, so that the link stays with it when the order changes; else by its number. */
static char *
make_row_formula (SyTable *table, SyFrame *frame, gint64 row)
{
  g_auto (GStrv) keys = sy_table_get_key (table) ? g_strdupv (sy_table_get_key (table)) : NULL;
  int column = keys && keys[0] && !keys[1] ? sy_table_find_column (table, keys[0]) : -1;
  const SyTableColumn *look = column < 0 ? NULL : sy_table_get_columns (table)->pdata[column];
  guint place = (guint) (column + 1);

  if (look && look->type == SY_TYPE_TEXT && !sy_frame_is_null (frame, place, row))
    {
      g_autofree char *text = quote (sy_frame_get_text (frame, place, row));

      return g_strdup_printf ("MATCH(%s,%s[%s],0)", text, sy_table_get_id (table), look->id);
    }
  return g_strdup_printf ("%" G_GINT64_FORMAT, sy_frame_get_int64 (frame, 0, row));
}

static char *
name_row (SyTable *table, SyFrame *frame, gint64 row, const char *language)
{
  char **keys = sy_table_get_key (table);
  g_autoptr (GString) name = g_string_new (NULL);

  for (char **key = keys; key && *key; key++)
    {
      int column = sy_table_find_column (table, *key);
      g_autofree char *text = NULL;

      if (column < 0)
        continue;
      sy_table_format_cell (table, frame, (guint) column, row, language, &text);
      g_string_append_printf (name, "%s%s", name->len ? " · " : "", text);
    }
  if (name->len == 0)
    g_string_append_printf (name, _ ("Row %u"), (guint) sy_frame_get_int64 (frame, 0, row));
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
update_cell_link (SyLinkDialog *self)
{
  guint row = get_selected (self->row_drop, self->keys),
        column = get_selected (self->column_drop, self->columns);

  if (!self->table || row == G_MAXUINT || column == G_MAXUINT)
    {
      choose_link (self, NULL);
      return;
    }
  choose_link (self, g_strdup_printf ("=INDEX(%s[%s],%s)", sy_table_get_id (self->table),
                                      (const char *) self->columns->pdata[column],
                                      (const char *) self->keys->pdata[row]));
}

typedef struct
{
  SyLinkDialog *dialog;
  SyEvaluation *evaluation;
  char *id;
  SyTable *table;
  SyFrame *frame;
} ReadTable;

static void
free_read_table (gpointer data)
{
  ReadTable *read = data;

  g_object_unref (read->evaluation);
  g_clear_object (&read->table);
  g_clear_object (&read->frame);
  g_free (read->id);
  g_free (read);
}

static gboolean
run_read_table (SyJob *job, gpointer data, GError **error)
{
  ReadTable *read = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);

  read->table = sy_evaluation_get_table (read->evaluation, read->id, cancellable, error);
  if (read->table)
    read->frame = sy_table_read (read->table, 0, MAX_ROWS, -1, FALSE, cancellable, error);
  return read->frame != NULL;
}

static void
list_rows (SyLinkDialog *self, ReadTable *read)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *language = sy_evaluation_get_language (read->evaluation);

  g_ptr_array_set_size (self->keys, 0);
  for (gint64 row = 0; row < sy_frame_get_n_rows (read->frame); row++)
    {
      g_ptr_array_add (names, name_row (read->table, read->frame, row, language));
      g_ptr_array_add (self->keys, make_row_formula (read->table, read->frame, row));
    }
  set_names (self->row_drop, names);
}

static void
list_columns (SyLinkDialog *self, ReadTable *read)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *columns = sy_table_get_columns (read->table);
  guint first_formula = 0;

  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; i < columns->len; i++)
    {
      const SyTableColumn *column = columns->pdata[i];

      if (column->hidden || column->is_provenance)
        continue;
      if (column->is_formula && first_formula == 0)
        first_formula = self->columns->len;
      g_ptr_array_add (names, g_strdup (column->title));
      g_ptr_array_add (self->columns, g_strdup (column->id));
    }
  set_names (self->column_drop, names);
  gtk_drop_down_set_selected (self->column_drop, first_formula);
}

static void
show_table (SySession *session, gpointer data, const GError *error)
{
  ReadTable *read = data;
  SyLinkDialog *self = read->dialog;

  if (error)
    {
      show_present (self, NULL, error->message);
      return;
    }
  g_set_object (&self->table, read->table);
  list_rows (self, read);
  list_columns (self, read);
  update_cell_link (self);
}

static void
on_table_cb (SyLinkDialog *self)
{
  guint selected = get_selected (self->table_drop, self->tables);
  ReadTable *read;

  choose_link (self, NULL);
  g_clear_object (&self->table);
  if (selected == G_MAXUINT || !self->evaluation)
    return;
  read = g_new0 (ReadTable, 1);
  read->dialog = self;
  read->evaluation = g_object_ref (self->evaluation);
  read->id = g_strdup (self->tables->pdata[selected]);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->reading, run_read_table, show_table, read, free_read_table);
}

static void
on_cell_part_cb (SyLinkDialog *self)
{
  if (self->table)
    update_cell_link (self);
}

/* --- a value, a chart --- */

static void
on_value_cb (SyLinkDialog *self)
{
  guint selected = get_selected (self->value_drop, self->values);

  choose_link (self, selected == G_MAXUINT ? NULL : g_strconcat ("=", self->values->pdata[selected], NULL));
}

static void
on_chart_cb (SyLinkDialog *self)
{
  guint selected = get_selected (self->chart_drop, self->charts);

  choose_link (self,
               selected == G_MAXUINT ? NULL : g_strconcat ("chart:", self->charts->pdata[selected], NULL));
}

/* Another page: what is chosen there counts. */
static void
on_page_cb (SyLinkDialog *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  if (g_strcmp0 (name, "table") == 0)
    on_table_cb (self);
  else if (g_strcmp0 (name, "value") == 0)
    on_value_cb (self);
  else if (g_strcmp0 (name, "chart") == 0)
    on_chart_cb (self);
  else
    choose_link (self, NULL);
}

/* --- taking over --- */

static void
put (SyLinkDialog *self, const char *text)
{
  sy_sheet_grid_select (self->grid, self->row, (int) self->column);
  sy_sheet_grid_put (self->grid, text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_take_cb (SyLinkDialog *self)
{
  const char *table = sy_sheet_rows_get_id (sy_sheet_grid_get_rows (self->grid));
  g_autoptr (GError) error = NULL;
  g_autofree char *link = self->view ? make_view_link (self, &error) : g_strdup (self->link);

  if (!link || !sy_workbook_check_link (sy_session_get_workbook (self->session), table, link, &error))
    {
      show_present (self, NULL, error ? error->message : _ ("Nothing is chosen yet"));
      return;
    }
  put (self, link);
}

static void
on_clear_cb (SyLinkDialog *self)
{
  put (self, "");
}

/* --- the window --- */

static GtkWidget *
new_drop (SyLinkDialog *self, GtkWidget *group, const char *title, GtkDropDown **place, gpointer changed)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *drop =
      gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop), TRUE);
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (drop, 280, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (drop, "notify::selected", G_CALLBACK (changed), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), drop);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), drop);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  *place = GTK_DROP_DOWN (drop);
  return row;
}

static GtkWidget *
new_group (void)
{
  GtkWidget *group = adw_preferences_group_new ();

  gtk_widget_set_margin_start (group, 18);
  gtk_widget_set_margin_end (group, 18);
  gtk_widget_set_margin_top (group, 18);
  return group;
}

static void
add_pages (SyLinkDialog *self)
{
  GtkWidget *list = sy_indicator_list_new (self->session, TRUE);
  GtkWidget *table = new_group (), *value = new_group (), *chart = new_group ();

  g_signal_connect_object (list, "chosen", G_CALLBACK (on_indicator_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_titled (self->stack, list, "indicator", _ ("Indicator"));
  new_drop (self, table, _ ("Table"), &self->table_drop, on_table_cb);
  new_drop (self, table, _ ("Row"), &self->row_drop, on_cell_part_cb);
  new_drop (self, table, _ ("Column"), &self->column_drop, on_cell_part_cb);
  gtk_stack_add_titled (self->stack, table, "table", _ ("Table Cell"));
  new_drop (self, value, _ ("Value"), &self->value_drop, on_value_cb);
  gtk_stack_add_titled (self->stack, value, "value", _ ("Named Value"));
  new_drop (self, chart, _ ("Chart"), &self->chart_drop, on_chart_cb);
  gtk_stack_add_titled (self->stack, chart, "chart", _ ("Chart"));
}

static GtkWidget *
new_header (SyLinkDialog *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->take = gtk_button_new_with_mnemonic (_ ("_Link"));
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_widget_add_css_class (self->take, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (self->take, "clicked", G_CALLBACK (on_take_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->take);
  return bar;
}

static GtkWidget *
new_foot (SyLinkDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->present = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->present, 0.f);
  gtk_label_set_wrap (self->present, TRUE);
  gtk_label_set_selectable (self->present, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->present), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->present), "headline");
  self->clear = gtk_button_new_with_mnemonic (_ ("_Take the Link Away"));
  gtk_widget_set_valign (self->clear, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_clear_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->present));
  gtk_box_append (GTK_BOX (box), self->clear);
  gtk_widget_add_css_class (box, "dialog-foot");
  return box;
}

static void
list_tables (SyLinkDialog *self)
{
  GPtrArray *tables = sy_workbook_list_tables (sy_session_get_workbook (self->session));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];

      if (table->unavailable || table->definition->is_source || table->definition->hidden
          || g_str_equal (table->definition->id, sy_sheet_rows_get_id (sy_sheet_grid_get_rows (self->grid))))
        continue;
      g_ptr_array_add (names, table->definition->title);
      g_ptr_array_add (self->tables, g_strdup (table->definition->id));
    }
  set_names (self->table_drop, names);
}

static void
list_values (SyLinkDialog *self)
{
  GPtrArray *values = sy_workbook_list_values (sy_session_get_workbook (self->session));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < values->len; i++)
    {
      const SyWorkbookValue *value = values->pdata[i];

      /* Words are values too, but no numbers. */
      if (value->unavailable || !value->definition->formula || *value->definition->formula == '"')
        continue;
      g_ptr_array_add (names, value->definition->title);
      g_ptr_array_add (self->values, g_strdup (value->definition->id));
    }
  set_names (self->value_drop, names);
}

static void
list_charts (SyLinkDialog *self)
{
  GPtrArray *charts = sy_workbook_list_charts (sy_session_get_workbook (self->session));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      g_ptr_array_add (names, chart->title ? chart->title : chart->id);
      g_ptr_array_add (self->charts, g_strdup (chart->id));
    }
  set_names (self->chart_drop, names);
}

static void
sy_link_dialog_dispose (GObject *object)
{
  SyLinkDialog *self = SY_LINK_DIALOG (object);

  g_clear_object (&self->reading);
  g_clear_object (&self->view);
  g_clear_object (&self->table);
  g_clear_object (&self->evaluation);
  g_clear_object (&self->grid);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_link_dialog_parent_class)->dispose (object);
}

static void
sy_link_dialog_finalize (GObject *object)
{
  SyLinkDialog *self = SY_LINK_DIALOG (object);

  g_free (self->view_column);
  g_free (self->link);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->charts);
  G_OBJECT_CLASS (sy_link_dialog_parent_class)->finalize (object);
}

static void
sy_link_dialog_class_init (SyLinkDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_link_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_link_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_link_dialog_init (SyLinkDialog *self)
{
  self->tables = g_ptr_array_new_with_free_func (g_free);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->charts = g_ptr_array_new_with_free_func (g_free);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Link to a Number"));
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
}

static void
build (SyLinkDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = new_header (self);
  GtkWidget *foot = new_foot (self);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), switcher);
  add_pages (self);
  list_tables (self);
  list_values (self);
  list_charts (self);
  gtk_widget_set_visible (gtk_stack_get_child_by_name (self->stack, "chart"),
                          get_column (self)->kind == SY_SHEET_TEXT);
  gtk_widget_set_visible (
      self->clear, sy_sheet_rows_is_linked (sy_sheet_grid_get_rows (self->grid), self->row, self->column));
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), foot);
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_swapped (self->stack, "notify::visible-child", G_CALLBACK (on_page_cb), self);
  if (sy_workbook_get_sources (sy_session_get_workbook (self->session))->len == 0)
    gtk_stack_set_visible_child_name (self->stack, "table");
  else
    sy_indicator_list_focus (SY_INDICATOR_LIST (gtk_stack_get_child_by_name (self->stack, "indicator")));
  on_page_cb (self);
}

GtkWidget *
sy_link_dialog_new (GtkWindow *parent, SySession *session, SySheetGrid *grid)
{
  SyLinkDialog *self = g_object_new (SY_TYPE_LINK_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->grid = g_object_ref (grid);
  self->row = grid->row;
  self->column = grid->column;
  g_set_object (&self->evaluation, sy_session_get_evaluation (session));
  build (self);
  return GTK_WIDGET (self);
}
