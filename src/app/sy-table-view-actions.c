/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the rows: search, go to one, copy them, and the panel of a column. */
#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "sy-row-copy.h"
#include "sy-table-view-private.h"

#define MAX_COPIED_ROWS 200000

/* --- search --- */

void
sy_table_view_search (SyTableView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));
  GPtrArray *conditions = sy_table_view_dup_conditions (self, NULL);
  const char *old = "";

  for (guint i = 0; i < self->wanted.conditions->len; i++)
    if (((const SyCondition *) self->wanted.conditions->pdata[i])->kind == SY_CONDITION_SEARCH)
      old = ((const SyCondition *) self->wanted.conditions->pdata[i])->text;
  if (g_str_equal (old, text))
    {
      g_ptr_array_unref (conditions);
      return;
    }
  if (*text)
    g_ptr_array_add (conditions, sy_condition_new_text (SY_CONDITION_SEARCH, NULL, text));
  /* Who clears the search wants to see what stands around the row that was found. */
  sy_table_view_look (self, conditions, self->wanted.sort_column, self->wanted.descending,
                      *text ? SY_TABLE_GOAL_TOP : SY_TABLE_GOAL_ROW);
}

static void
on_search_changed_cb (SyTableView *self)
{
  if (self->table)
    sy_table_view_search (self);
}

static void
on_search_activated_cb (SyTableView *self)
{
  sy_table_view_search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_search_stopped_cb (SyTableView *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_search_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyTableView *self = SY_TABLE_VIEW (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (self->search_entry, 0, -1);
}

/* --- going to a row --- */

typedef struct
{
  SyTableView *view; /* borrowed: it owns the fetch */
  SyRowOrder *order;
  gint64 number;
  gboolean in_file;
  gint64 after;
  gint64 position;
} Jump;

static void
free_jump (gpointer data)
{
  Jump *jump = data;

  g_object_unref (jump->order);
  g_free (jump);
}

static gboolean
run_jump (SyJob *job, gpointer data, GError **error)
{
  Jump *jump = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);
  g_autoptr (GError) local = NULL;

  jump->position =
      jump->in_file ? sy_row_order_find_in_file (jump->order, jump->number, jump->after, cancellable, &local)
                    : sy_row_order_find (jump->order, jump->number, cancellable, &local);
  if (!local)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
on_jumped (SySession *session, gpointer data, const GError *error)
{
  Jump *jump = data;
  SyTableView *self = jump->view;
  g_autofree char *problem = NULL;

  if (error)
    {
      sy_session_fail (session, error);
      return;
    }
  if (jump->order != sy_row_model_get_order (self->model))
    return;
  if (jump->position >= 0)
    {
      gtk_popover_popdown (GTK_POPOVER (self->jump));
      sy_grid_set_cursor (self->grid, jump->position, -1, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->grid));
      return;
    }
  problem = g_strdup_printf (_ ("Row %'" PRId64 " is not shown here"), jump->number);
  sy_jump_popover_set_problem (self->jump, problem);
}

static void
on_jump_cb (SyTableView *self, gint64 number, gboolean in_file)
{
  SyRowOrder *order = sy_row_model_get_order (self->model);
  Jump *jump;

  if (!order)
    return;
  jump = g_new0 (Jump, 1);
  jump->view = self;
  jump->order = g_object_ref (order);
  jump->number = number;
  jump->in_file = in_file;
  jump->after = sy_grid_get_cursor (self->grid, NULL);
  sy_session_fetch (self->session, G_OBJECT (self), run_jump, on_jumped, jump, free_jump);
}

static void
on_jump_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (SY_TABLE_VIEW (widget)->jump_button);
}

/* --- copying --- */

typedef struct
{
  SyTableView *view; /* borrowed: its token owns the fetch */
  SyRowOrder *order;
  GArray *ranges;
  GArray *columns;
  gboolean with_titles;
  guint64 n_asked;
  gint64 n_copied;
  char *text;
} Copy;

static void
free_copy (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->order);
  g_array_unref (copy->ranges);
  g_array_unref (copy->columns);
  g_free (copy->text);
  g_free (copy);
}

static gboolean
run_copy (SyJob *job, gpointer data, GError **error)
{
  Copy *copy = data;

  copy->text = sy_row_copy_text (copy->order, copy->ranges, (const guint *) copy->columns->data,
                                 copy->columns->len, copy->with_titles, MAX_COPIED_ROWS, &copy->n_copied,
                                 sy_job_get_cancellable (job), error);
  return copy->text != NULL;
}

static void
on_copied (SySession *session, gpointer data, const GError *error)
{
  Copy *copy = data;
  SyTableView *self = copy->view;
  g_autofree char *said = NULL;

  g_clear_object (&self->copying);
  if (error)
    {
      sy_session_fail (session, error);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), copy->text);
  if ((guint64) copy->n_copied < copy->n_asked)
    said = g_strdup_printf (_ ("Copied the first %'" PRId64 " of %'" PRIu64 " rows"), copy->n_copied,
                            copy->n_asked);
  else
    said = g_strdup_printf (
        ngettext ("Copied %'" PRId64 " row", "Copied %'" PRId64 " rows", (gulong) copy->n_copied),
        copy->n_copied);
  gtk_label_set_text (self->origin, said);
}

/* Runs of marked rows; a single run, such as all of ten million, is not gone through row by row. */
static GArray *
list_ranges (GtkBitset *rows)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (SyRowRange));
  SyRowRange range = { gtk_bitset_get_minimum (rows), gtk_bitset_get_maximum (rows) };
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size (rows) == (guint64) (range.last - range.first) + 1)
    {
      g_array_append_val (ranges, range);
      return ranges;
    }
  gtk_bitset_iter_init_first (&iter, rows, &position);
  range.last = range.first;
  while (gtk_bitset_iter_next (&iter, &position) && ranges->len < MAX_COPIED_ROWS)
    if (position == range.last + 1)
      range.last++;
    else
      {
        g_array_append_val (ranges, range);
        range.first = range.last = position;
      }
  g_array_append_val (ranges, range);
  return ranges;
}

static void
copy_rows (SyTableView *self, gboolean with_titles)
{
  GtkBitset *rows = sy_grid_get_selection (self->grid);
  SyRowOrder *order = sy_row_model_get_order (self->model);
  Copy *copy;

  if (!order || gtk_bitset_is_empty (rows))
    return;
  copy = g_new0 (Copy, 1);
  copy->view = self;
  copy->order = g_object_ref (order);
  copy->ranges = list_ranges (rows);
  copy->columns = sy_grid_dup_columns (self->grid);
  copy->with_titles = with_titles;
  copy->n_asked = gtk_bitset_get_size (rows);
  g_clear_object (&self->copying);
  self->copying = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->copying, run_copy, on_copied, copy, free_copy);
}

static void
on_copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  copy_rows (SY_TABLE_VIEW (widget), FALSE);
}

static void
on_copy_with_titles_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  copy_rows (SY_TABLE_VIEW (widget), TRUE);
}

static void
on_copy_origin_cb (SyTableView *self)
{
  sy_table_view_copy_origin (self);
}

/* --- the panel of a column --- */

static void
on_menu_cb (SyTableView *self, guint column)
{
  const SyTableColumn *look = sy_table_get_columns (self->table)->pdata[column];
  g_autoptr (GPtrArray) others = sy_table_view_dup_conditions (self, look->id);
  GdkRectangle area;
  double x, y;

  if (!sy_grid_get_title_area (self->grid, column, &area))
    return;
  gtk_widget_translate_coordinates (GTK_WIDGET (self->grid), GTK_WIDGET (self), area.x, area.y, &x, &y);
  area.x = (int) x;
  area.y = (int) y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->panel), &area);
  sy_column_panel_open (self->panel, self->table, column, self->wanted.conditions, others,
                        self->wanted.sort_column == (int) column ? (self->wanted.descending ? -1 : 1) : 0);
}

static void
on_panel_sort_cb (SyTableView *self, int direction)
{
  int column = direction == 0 ? -1 : (int) sy_column_panel_get_column (self->panel);

  sy_table_view_sort (self, column, direction < 0);
}

/* @conditions: (element-type SyCondition): all of the column. */
static void
on_panel_filter_cb (SyTableView *self, GPtrArray *conditions)
{
  const SyTableColumn *look =
      sy_table_get_columns (self->table)->pdata[sy_column_panel_get_column (self->panel)];
  GPtrArray *all = sy_table_view_dup_conditions (self, look->id);

  for (guint i = 0; i < conditions->len; i++)
    g_ptr_array_add (all, sy_condition_copy (conditions->pdata[i]));
  sy_table_view_look (self, all, self->wanted.sort_column, self->wanted.descending,
                      conditions->len > 0 ? SY_TABLE_GOAL_TOP : SY_TABLE_GOAL_ROW);
}

static void
on_panel_closed_cb (SyTableView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* --- keys that hold wherever in the window the focus is --- */

static gboolean
activate_if_seen (GtkWidget *widget, GVariant *arguments, gpointer action)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_activate_action (widget, action, NULL);
}

static void
add_shortcut (GtkEventController *controller, const char *trigger, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (activate_if_seen, (gpointer) action, NULL)));
}

void
sy_table_view_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "table.copy", NULL, on_copy_cb);
  gtk_widget_class_install_action (klass, "table.copy-with-titles", NULL, on_copy_with_titles_cb);
  gtk_widget_class_install_action (klass, "table.search", NULL, on_search_action_cb);
  gtk_widget_class_install_action (klass, "table.jump", NULL, on_jump_action_cb);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "table.copy-with-titles", NULL);
  gtk_widget_class_bind_template_callback (klass, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (klass, on_search_activated_cb);
  gtk_widget_class_bind_template_callback (klass, on_search_stopped_cb);
  gtk_widget_class_bind_template_callback (klass, on_copy_origin_cb);
}

void
sy_table_view_connect_actions (SyTableView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (keys, "<Control>f", "table.search");
  add_shortcut (keys, "<Control>g", "table.jump");
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->jump = SY_JUMP_POPOVER (sy_jump_popover_new ());
  gtk_menu_button_set_popover (self->jump_button, GTK_WIDGET (self->jump));
  g_signal_connect_swapped (self->jump, "jump", G_CALLBACK (on_jump_cb), self);
  self->panel = SY_COLUMN_PANEL (sy_column_panel_new (self->session));
  gtk_widget_set_parent (GTK_WIDGET (self->panel), GTK_WIDGET (self));
  g_signal_connect_swapped (self->grid, "menu", G_CALLBACK (on_menu_cb), self);
  g_signal_connect_swapped (self->panel, "sort", G_CALLBACK (on_panel_sort_cb), self);
  g_signal_connect_swapped (self->panel, "filter", G_CALLBACK (on_panel_filter_cb), self);
  g_signal_connect_swapped (self->panel, "closed", G_CALLBACK (on_panel_closed_cb), self);
}
