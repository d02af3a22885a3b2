/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mouse and keys do in a grid. One gesture and one controller for all of it: cells have none. */
#include "config.h"

#include "sy-grid-private.h"

#define EDGE_REACH 4

/* --- mouse --- */

static int
find_column (SyGrid *self, double x)
{
  return self->columns
             ? sy_grid_columns_find (self->columns, (int) (x + gtk_adjustment_get_value (self->hadjustment)))
             : -1;
}

static int
find_edge (SyGrid *self, double x, double y)
{
  if (!self->columns || y > self->header_height)
    return -1;
  return sy_grid_columns_find_edge (self->columns, (int) (x + gtk_adjustment_get_value (self->hadjustment)),
                                    EDGE_REACH);
}

static void
emit_menu (SyGrid *self, guint shown)
{
  g_signal_emit (self, sy_grid_signals[SY_GRID_MENU], 0, sy_grid_columns_get (self->columns, shown)->index);
}

static void
toggle_row (SyGrid *self, gint64 position, int column)
{
  self->cursor = self->anchor = position;
  self->cursor_column = (guint) MAX (column, 0);
  if (!gtk_bitset_remove (self->selection, (guint) position))
    gtk_bitset_add (self->selection, (guint) position);
  sy_grid_mark_rows (self);
  g_signal_emit (self, sy_grid_signals[SY_GRID_CURSOR_MOVED], 0);
}

static void
on_pressed_cb (SyGrid *self, int n_press, double x, double y, GtkGestureClick *click)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click));
  gint64 position = sy_grid_find_position (self, y);
  int column = find_column (self, x);

  if (column >= 0 && button == GDK_BUTTON_SECONDARY)
    emit_menu (self, (guint) column);
  if (y <= self->header_height || position < 0 || column < 0 || button != GDK_BUTTON_PRIMARY)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (state & GDK_CONTROL_MASK)
    toggle_row (self, position, column);
  else if (sy_grid_move_cursor (self, position, column, (state & GDK_SHIFT_MASK) != 0)
           && !(state & GDK_SHIFT_MASK))
    g_signal_emit (self, sy_grid_signals[n_press == 2 ? SY_GRID_OPENED : SY_GRID_ACTIVATED], 0);
}

/* --- the edges of titles --- */

static void
on_motion_cb (SyGrid *self, double x, double y)
{
  gboolean is_edge = find_edge (self, x, y) >= 0;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), is_edge ? "col-resize" : NULL);
}

static void
on_drag_begin_cb (SyGrid *self, double x, double y, GtkGesture *drag)
{
  self->resized = find_edge (self, x, y);
  if (self->resized < 0)
    {
      gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_CLAIMED);
  self->resized_from = sy_grid_columns_get (self->columns, (guint) self->resized)->width;
}

static void
on_drag_update_cb (SyGrid *self, double dx, double dy)
{
  SyGridColumn *column;

  if (self->resized < 0 || !self->columns || self->resized >= (int) self->columns->len)
    return;
  column = sy_grid_columns_get (self->columns, (guint) self->resized);
  column->is_set = TRUE;
  column->natural = MAX (self->resized_from + (int) dx, 24);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* --- keys --- */

static void
move_rows (SyGrid *self, gint64 step, GdkModifierType state)
{
  gint64 from = self->cursor < 0 ? (step > 0 ? -1 : 0) : self->cursor;
  gint64 position = MAX (from + step, 0);

  if (sy_grid_move_cursor (self, position, -1, (state & GDK_SHIFT_MASK) != 0))
    {
      double top = (double) self->cursor * self->row_height;
      gtk_adjustment_clamp_page (self->vadjustment, top, top + self->row_height);
    }
}

static void
move_columns (SyGrid *self, int step)
{
  int column = (int) self->cursor_column + step;
  const SyGridColumn *place;

  if (!self->columns || column < 0 || column >= (int) self->columns->len)
    return;
  if (!sy_grid_move_cursor (self, MAX (self->cursor, 0), column, FALSE))
    return;
  place = sy_grid_columns_get (self->columns, self->cursor_column);
  gtk_adjustment_clamp_page (self->hadjustment, place->x, place->x + place->width);
}

static void
select_all (SyGrid *self)
{
  gint64 n = sy_row_model_get_n_rows (self->model);

  if (n <= 0)
    return;
  gtk_bitset_add_range (self->selection, 0, (guint) MIN (n, G_MAXUINT));
  sy_grid_mark_rows (self);
  g_signal_emit (self, sy_grid_signals[SY_GRID_CURSOR_MOVED], 0);
}

/* Else the cell names the row. */
static gboolean
is_at_number (SyGrid *self)
{
  guint index = sy_grid_columns_get (self->columns, self->cursor_column)->index;

  return ((const SyTableColumn *) sy_table_get_columns (self->table)->pdata[index])->is_formula;
}

static gboolean
on_control_key (SyGrid *self, guint keyval, GdkModifierType state)
{
  gint64 n = sy_row_model_get_n_rows (self->model);

  switch (keyval)
    {
    case GDK_KEY_Home:
      move_rows (self, -n, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      move_rows (self, n, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_a:
      select_all (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (self->cursor >= 0)
        g_signal_emit (self, sy_grid_signals[SY_GRID_OPENED], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
on_plain_key (SyGrid *self, guint keyval, GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Up:
      move_rows (self, -1, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      move_rows (self, 1, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      move_rows (self, -sy_grid_get_page_rows (self), state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      move_rows (self, sy_grid_get_page_rows (self), state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
      move_columns (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      move_columns (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      move_columns (self, -(int) self->cursor_column);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      move_columns (self, (int) self->columns->len - 1 - (int) self->cursor_column);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (self->cursor >= 0)
        g_signal_emit (self, sy_grid_signals[is_at_number (self) ? SY_GRID_ACTIVATED : SY_GRID_OPENED], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
on_key_cb (SyGrid *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (!self->columns || self->columns->len == 0 || (state & GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK)))
    {
      emit_menu (self, self->cursor_column);
      return GDK_EVENT_STOP;
    }
  return state & GDK_CONTROL_MASK ? on_control_key (self, keyval, state) : on_plain_key (self, keyval, state);
}

/* Whoever comes by the Tab key sees where he is. */
static void
on_focus_cb (SyGrid *self)
{
  if (self->cursor < 0 && gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_VISIBLE)
    sy_grid_move_cursor (self, sy_grid_find_position (self, self->header_height + 1), -1, FALSE);
}

void
sy_grid_add_controllers (SyGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  /* Before the titles, which are buttons. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
