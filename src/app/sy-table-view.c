/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown, and in which order. A new order is made in a thread together with its first pages, and only
 * then takes the place of the old one: nothing flickers, and what takes too long can be stopped. */
#include "config.h"

#include "sy-table-view.h"

#include <glib/gi18n.h>

#include "sy-table-view-private.h"
#include "sy-workbook-privacy.h"

/* Work that is done by then is not announced. */
#define BUSY_DELAY_MS 200
#define FIRST_PAGES 2

G_DEFINE_FINAL_TYPE (SyTableView, sy_table_view, GTK_TYPE_WIDGET)

static guint shown_signal, row_opened_signal;

/* --- how the rows are looked at --- */

static GPtrArray *
new_conditions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);
}

static void
set_look (SyTableLook *look, GPtrArray *conditions, int sort_column, gboolean descending)
{
  GPtrArray *old = look->conditions;

  look->conditions = g_ptr_array_ref (conditions);
  look->sort_column = sort_column;
  look->descending = descending;
  if (old)
    g_ptr_array_unref (old);
}

GPtrArray *
sy_table_view_dup_conditions (SyTableView *self, const char *column)
{
  GPtrArray *copy = new_conditions ();

  for (guint i = 0; i < self->wanted.conditions->len; i++)
    {
      const SyCondition *condition = self->wanted.conditions->pdata[i];

      if (g_strcmp0 (condition->column, column) != 0)
        g_ptr_array_add (copy, sy_condition_copy (condition));
    }
  return copy;
}

static void
show_look (SyTableView *self)
{
  GPtrArray *columns = sy_table_get_columns (self->table);

  sy_grid_set_sort (self->grid, self->wanted.sort_column, self->wanted.descending);
  for (guint i = 0; i < columns->len; i++)
    {
      gboolean is_filtered = FALSE;

      for (guint j = 0; j < self->wanted.conditions->len; j++)
        {
          const SyCondition *condition = self->wanted.conditions->pdata[j];

          is_filtered =
              is_filtered
              || g_strcmp0 (condition->column, ((const SyTableColumn *) columns->pdata[i])->id) == 0;
        }
      sy_grid_set_filtered (self->grid, i, is_filtered);
    }
  sy_table_view_show_chips (self);
}

/* --- putting rows in order, off the main loop --- */

typedef struct
{
  SyTableView *view; /* borrowed: its token owns the fetch */
  SyTable *table;
  SyTableLook look;
  SyTableGoal goal;
  gint64 top;        /* position of the first row that was in sight */
  gint64 row_number; /* of the cursor; 0: none */
  int column;        /* of the cursor */
  SyRowOrder *order;
  gint64 position; /* of that row among the new ones; -1: it is not among them */
  gint64 first_page;
  GPtrArray *pages; /* (element-type SyFrame) */
} Build;

static void
free_build (gpointer data)
{
  Build *build = data;

  g_object_unref (build->table);
  g_ptr_array_unref (build->look.conditions);
  g_clear_object (&build->order);
  g_ptr_array_unref (build->pages);
  g_free (build);
}

static gboolean
read_pages (Build *build, GCancellable *cancellable, GError **error)
{
  gint64 n = sy_row_order_get_n_rows (build->order);
  gint64 first = build->goal == SY_TABLE_GOAL_TOP ? 0 : build->top;

  if (build->goal == SY_TABLE_GOAL_ROW && build->position >= 0)
    first = MAX (build->position - SY_ROW_MODEL_PAGE_ROWS / 2, 0);
  build->first_page = CLAMP (first, 0, MAX (n - 1, 0)) / SY_ROW_MODEL_PAGE_ROWS;
  for (gint64 page = build->first_page; page < build->first_page + FIRST_PAGES; page++)
    {
      SyFrame *frame;

      if (page * SY_ROW_MODEL_PAGE_ROWS >= n)
        break;
      frame = sy_row_order_read (build->order, page * SY_ROW_MODEL_PAGE_ROWS, SY_ROW_MODEL_PAGE_ROWS,
                                 cancellable, error);
      if (!frame)
        return FALSE;
      g_ptr_array_add (build->pages, frame);
    }
  return TRUE;
}

static gboolean
run_build (SyJob *job, gpointer data, GError **error)
{
  Build *build = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);
  g_autoptr (GError) local = NULL;

  build->order = sy_row_order_new (build->table, build->look.conditions, build->look.sort_column,
                                   build->look.descending, cancellable, error);
  if (!build->order)
    return FALSE;
  if (build->row_number > 0)
    build->position = sy_row_order_find (build->order, build->row_number, cancellable, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return read_pages (build, cancellable, error);
}

static void
end_build (SyTableView *self)
{
  g_clear_handle_id (&self->busy_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_widget_set_visible (self->stop, FALSE);
  g_clear_object (&self->build);
}

/* Back to what is on the screen. */
static void
give_up (SyTableView *self)
{
  end_build (self);
  set_look (&self->wanted, self->shown.conditions, self->shown.sort_column, self->shown.descending);
  show_look (self);
}

static void
select_pending (SyTableView *self)
{
  g_autofree char *column = g_steal_pointer (&self->select_column);

  if (column)
    sy_table_view_select (self, column, self->select_row);
}

static void
show_order (SyTableView *self, Build *build)
{
  g_autofree char *origin = g_strdup (gtk_label_get_text (self->origin));

  set_look (&self->shown, build->look.conditions, build->look.sort_column, build->look.descending);
  sy_row_model_set_order (self->model, build->order, build->pages, build->first_page);
  if (build->position >= 0)
    sy_grid_set_cursor (self->grid, build->position, build->column, build->goal == SY_TABLE_GOAL_ROW);
  if (build->goal == SY_TABLE_GOAL_TOP)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_widget_set_visible (self->nothing,
                          sy_row_order_get_n_rows (build->order) == 0 && build->look.conditions->len > 0);
  sy_table_view_show_count (self);
  sy_table_view_show_origin (self);
  /* The chosen row is still the same, though it may be far out of sight now. */
  if (build->position >= 0 && *gtk_label_get_text (self->origin) == '\0')
    {
      gtk_label_set_text (self->origin, origin);
      gtk_widget_set_visible (self->copy_origin, *origin != '\0');
    }
  select_pending (self);
  g_signal_emit (self, shown_signal, 0);
}

static void
on_built (SySession *session, gpointer data, const GError *error)
{
  Build *build = data;
  SyTableView *self = build->view;

  if (error)
    {
      give_up (self);
      sy_session_fail (session, error);
      return;
    }
  end_build (self);
  show_order (self, build);
}

static gboolean
on_busy_cb (gpointer data)
{
  SyTableView *self = data;

  self->busy_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (self->stop, TRUE);
  return G_SOURCE_REMOVE;
}

static void
on_stop_cb (SyTableView *self)
{
  if (self->build)
    give_up (self);
}

/* What is typed finds a customer also where only the pseudonym is seen. */
static GPtrArray *
dup_wanted (SyTableView *self)
{
  GPtrArray *copy = sy_table_view_dup_conditions (self, "");

  for (guint i = 0; i < copy->len; i++)
    sy_workbook_mask_condition (sy_session_get_workbook (self->session), copy->pdata[i]);
  return copy;
}

static void
start_build (SyTableView *self, SyTableGoal goal)
{
  Build *build = g_new0 (Build, 1);
  gint64 cursor = sy_grid_get_cursor (self->grid, &build->column);
  g_autoptr (GPtrArray) conditions = dup_wanted (self);

  build->view = self;
  build->table = g_object_ref (self->table);
  set_look (&build->look, conditions, self->wanted.sort_column, self->wanted.descending);
  build->goal = goal;
  build->top = sy_grid_get_top (self->grid);
  build->row_number = cursor >= 0 ? sy_row_model_get_number (self->model, cursor) : 0;
  build->position = -1;
  build->pages = g_ptr_array_new_with_free_func (g_object_unref);
  end_build (self);
  self->build = g_object_new (G_TYPE_OBJECT, NULL);
  self->busy_id = g_timeout_add (BUSY_DELAY_MS, on_busy_cb, self);
  sy_session_fetch (self->session, self->build, run_build, on_built, build, free_build);
}

void
sy_table_view_look (
    SyTableView *self, GPtrArray *conditions, int sort_column, gboolean descending, SyTableGoal goal)
{
  if (self->table)
    {
      set_look (&self->wanted, conditions, sort_column, descending);
      show_look (self);
      start_build (self, goal);
    }
  g_ptr_array_unref (conditions);
}

/* --- sorting --- */

void
sy_table_view_sort (SyTableView *self, int column, gboolean descending)
{
  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  sy_table_view_look (self, g_ptr_array_ref (self->wanted.conditions), column, descending, SY_TABLE_GOAL_TOP);
}

/* Up, down, and the table's own order again. */
static void
on_title_clicked_cb (SyTableView *self, guint column)
{
  if (self->wanted.sort_column != (int) column)
    sy_table_view_sort (self, (int) column, FALSE);
  else if (!self->wanted.descending)
    sy_table_view_sort (self, (int) column, TRUE);
  else
    sy_table_view_sort (self, -1, FALSE);
}

void
sy_table_view_filter (SyTableView *self, GPtrArray *conditions)
{
  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  sy_table_view_look (self, conditions ? g_ptr_array_ref (conditions) : new_conditions (),
                      self->wanted.sort_column, self->wanted.descending, SY_TABLE_GOAL_TOP);
}

/* --- the cursor --- */

static void
on_activated_cb (SyTableView *self)
{
  int column;
  gint64 position = sy_grid_get_cursor (self->grid, &column);
  gint64 number = position < 0 ? 0 : sy_row_model_get_number (self->model, position);

  if (number > 0 && column >= 0)
    sy_session_explain_cell (self->session, sy_table_get_id (self->table),
                             ((const SyTableColumn *) sy_table_get_columns (self->table)->pdata[column])->id,
                             number);
}

static void
on_opened_cb (SyTableView *self)
{
  gint64 number = sy_table_view_get_row (self);

  if (!g_signal_has_handler_pending (self, row_opened_signal, 0, FALSE))
    on_activated_cb (self);
  else if (number > 0)
    g_signal_emit (self, row_opened_signal, 0, number);
}

/* --- the object --- */

static void
sy_table_view_dispose (GObject *object)
{
  SyTableView *self = SY_TABLE_VIEW (object);

  g_clear_handle_id (&self->busy_id, g_source_remove);
  g_clear_object (&self->build);
  g_clear_object (&self->copying);
  if (self->panel)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->panel)));
  if (self->model)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->table);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_table_view_parent_class)->dispose (object);
}

static void
sy_table_view_finalize (GObject *object)
{
  SyTableView *self = SY_TABLE_VIEW (object);

  g_ptr_array_unref (self->wanted.conditions);
  g_ptr_array_unref (self->shown.conditions);
  g_free (self->select_column);
  G_OBJECT_CLASS (sy_table_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/io/github/steelyard/Steelyard/sy-table-view.ui");
  gtk_widget_class_bind_template_child (klass, SyTableView, box);
  gtk_widget_class_bind_template_child (klass, SyTableView, search_bar);
  gtk_widget_class_bind_template_child (klass, SyTableView, search_entry);
  gtk_widget_class_bind_template_child (klass, SyTableView, chips_revealer);
  gtk_widget_class_bind_template_child (klass, SyTableView, chips);
  gtk_widget_class_bind_template_child (klass, SyTableView, scrolled);
  gtk_widget_class_bind_template_child (klass, SyTableView, nothing);
  gtk_widget_class_bind_template_child (klass, SyTableView, spinner);
  gtk_widget_class_bind_template_child (klass, SyTableView, stop);
  gtk_widget_class_bind_template_child (klass, SyTableView, count);
  gtk_widget_class_bind_template_child (klass, SyTableView, origin);
  gtk_widget_class_bind_template_child (klass, SyTableView, copy_origin);
  gtk_widget_class_bind_template_child (klass, SyTableView, jump_button);
  gtk_widget_class_bind_template_callback (klass, on_stop_cb);
}

static void
sy_table_view_class_init (SyTableViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_table_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_table_view_finalize;
  bind_template (widget_class);
  sy_table_view_install_actions (widget_class);
  shown_signal =
      g_signal_new ("shown", SY_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  row_opened_signal = g_signal_new ("row-opened", SY_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
sy_table_view_init (SyTableView *self)
{
  g_autoptr (GPtrArray) none = new_conditions ();

  set_look (&self->wanted, none, -1, FALSE);
  set_look (&self->shown, none, -1, FALSE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_table_view_new (SySession *session)
{
  SyTableView *self = g_object_new (SY_TYPE_TABLE_VIEW, NULL);

  self->session = g_object_ref (session);
  self->model = sy_row_model_new (session);
  self->grid =
      SY_GRID (sy_grid_new (self->model, sy_workbook_get_language (sy_session_get_workbook (session))));
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->grid));
  g_signal_connect_swapped (self->grid, "title-clicked", G_CALLBACK (on_title_clicked_cb), self);
  g_signal_connect_swapped (self->grid, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->grid, "opened", G_CALLBACK (on_opened_cb), self);
  g_signal_connect_swapped (self->grid, "cursor-moved", G_CALLBACK (sy_table_view_show_origin), self);
  sy_table_view_connect_actions (self);
  return GTK_WIDGET (self);
}

static gboolean
same_columns (SyTable *a, SyTable *b)
{
  GPtrArray *left, *right;

  if (!a || !b || !g_str_equal (sy_table_get_id (a), sy_table_get_id (b)))
    return FALSE;
  left = sy_table_get_columns (a);
  right = sy_table_get_columns (b);
  if (left->len != right->len)
    return FALSE;
  for (guint i = 0; i < left->len; i++)
    if (!g_str_equal (((const SyTableColumn *) left->pdata[i])->id,
                      ((const SyTableColumn *) right->pdata[i])->id))
      return FALSE;
  return TRUE;
}

static void
clear (SyTableView *self)
{
  end_build (self);
  g_clear_pointer (&self->select_column, g_free);
  sy_row_model_set_order (self->model, NULL, NULL, 0);
  sy_grid_set_table (self->grid, NULL);
  gtk_widget_set_visible (self->nothing, FALSE);
  sy_table_view_show_count (self);
}

void
sy_table_view_set_table (SyTableView *self, SyTable *table)
{
  gboolean same;

  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  if (table == self->table)
    return;
  same = same_columns (self->table, table);
  if (!same)
    clear (self);
  g_set_object (&self->table, table);
  if (!table)
    return;
  if (!same)
    {
      g_autoptr (GPtrArray) none = new_conditions ();

      set_look (&self->wanted, none, -1, FALSE);
      set_look (&self->shown, none, -1, FALSE);
      gtk_editable_set_text (self->search_entry, "");
      sy_grid_set_table (self->grid, table);
      sy_jump_popover_set_has_file (self->jump, sy_table_find_column (table, "_row") >= 0);
    }
  show_look (self);
  start_build (self, same ? SY_TABLE_GOAL_PLACE : SY_TABLE_GOAL_TOP);
}

gint64
sy_table_view_get_row (SyTableView *self)
{
  gint64 position;

  g_return_val_if_fail (SY_IS_TABLE_VIEW (self), 0);

  position = sy_grid_get_cursor (self->grid, NULL);
  return position < 0 ? 0 : sy_row_model_get_number (self->model, position);
}

/* --- going to a cell --- */

typedef struct
{
  SyTableView *view; /* borrowed: it owns the fetch */
  SyRowOrder *order;
  gint64 row_number;
  int column;
  gint64 position;
} Find;

static void
free_find (gpointer data)
{
  Find *find = data;

  g_object_unref (find->order);
  g_free (find);
}

static gboolean
run_find (SyJob *job, gpointer data, GError **error)
{
  Find *find = data;
  g_autoptr (GError) local = NULL;

  find->position = sy_row_order_find (find->order, find->row_number, sy_job_get_cancellable (job), &local);
  if (!local)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
on_found (SySession *session, gpointer data, const GError *error)
{
  Find *find = data;

  if (!error && find->position >= 0 && find->order == sy_row_model_get_order (find->view->model))
    sy_grid_set_cursor (find->view->grid, find->position, find->column, TRUE);
}

void
sy_table_view_select (SyTableView *self, const char *column, gint64 row)
{
  SyRowOrder *order = sy_row_model_get_order (self->model);
  Find *find;
  int index;

  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  if (!self->table || row < 1 || row > sy_table_get_n_rows (self->table))
    return;
  if (!order || self->build)
    {
      g_free (self->select_column);
      self->select_column = g_strdup (column);
      self->select_row = row;
      return;
    }
  index = sy_table_find_column (self->table, column);
  if (sy_row_order_is_plain (order))
    {
      sy_grid_set_cursor (self->grid, row - 1, index, TRUE);
      return;
    }
  find = g_new0 (Find, 1);
  find->view = self;
  find->order = g_object_ref (order);
  find->row_number = row;
  find->column = index;
  sy_session_fetch (self->session, G_OBJECT (self), run_find, on_found, find, free_find);
}
