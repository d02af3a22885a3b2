/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and mouse of the form. An input method gets its keys first: Enter may choose a character. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-sheet-clipboard.h"
#include "sy-sheet-grid-private.h"

/* --- from cell to cell --- */

/* The next cell in reading order that can be typed. */
static gboolean
find_next (SySheetGrid *self, int step, guint *row, guint *column)
{
  int n_columns = (int) sy_sheet_grid_get_n_columns (self), r = (int) *row, c = (int) *column;

  for (;;)
    {
      c += step;
      if (c < 0 || c >= n_columns)
        {
          r += step;
          c = c < 0 ? n_columns - 1 : 0;
        }
      if (r < 0 || r >= (int) sy_sheet_rows_get_n_rows (self->rows))
        return FALSE;
      if (!sy_sheet_grid_can_type (self, (guint) r, (guint) c))
        continue;
      *row = (guint) r;
      *column = (guint) c;
      return TRUE;
    }
}

static void
leave (SySheetGrid *self, GtkDirectionType direction)
{
  GtkWidget *around = gtk_widget_get_parent (GTK_WIDGET (self));

  /* What follows is a neighbour of ours, or of the page. */
  for (GtkWidget *widget = GTK_WIDGET (self); around;
       widget = around, around = gtk_widget_get_parent (widget))
    if (gtk_widget_child_focus (around, direction))
      return;
}

static gboolean
go_next (SySheetGrid *self, int step)
{
  guint row = self->row, column = self->column;
  /* From the blank row at the end one goes on to what follows the table. */
  gboolean ends = step > 0 && sy_sheet_rows_is_open (self->rows) && sy_sheet_rows_is_blank (self->rows, row)
                  && row + 1 == sy_sheet_rows_get_n_rows (self->rows);

  if (!ends && sy_sheet_rows_is_typed (self->rows) && find_next (self, step, &row, &column))
    sy_sheet_grid_move (self, row, column);
  else
    leave (self, step > 0 ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
  return TRUE;
}

/* Enter: down, and from the blank row's first cell on again at the first column that can be typed. */
static gboolean
go_down (SySheetGrid *self, int by)
{
  int row = (int) self->row + by;

  if (row < 0 || row >= (int) sy_sheet_rows_get_n_rows (self->rows))
    {
      sy_sheet_grid_commit (self);
      return TRUE;
    }
  sy_sheet_grid_move (self, (guint) row, self->column);
  return TRUE;
}

/* Within a text of several lines the arrows move the caret as long as there are lines. */
static gboolean
is_at_edge (SySheetGrid *self, int by)
{
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &at, gtk_text_buffer_get_insert (self->buffer));
  return by < 0 ? !gtk_text_view_backward_display_line (self->view, &at)
                : !gtk_text_view_forward_display_line (self->view, &at) || gtk_text_iter_is_end (&at);
}

static gboolean
is_all_selected (SySheetGrid *self)
{
  GtkTextIter start, end, first, last;

  gtk_text_buffer_get_bounds (self->buffer, &first, &last);
  if (gtk_text_iter_equal (&first, &last))
    return TRUE;
  return gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end)
         && gtk_text_iter_equal (&start, &first) && gtk_text_iter_equal (&end, &last);
}

static gboolean
go_vertically (SySheetGrid *self, int by)
{
  if (sy_sheet_grid_is_offering (self))
    {
      sy_sheet_grid_offer_step (self, by);
      return TRUE;
    }
  if (!is_all_selected (self) && !is_at_edge (self, by))
    return FALSE;
  return go_down (self, by);
}

static gboolean
go_sideways (SySheetGrid *self, int by)
{
  int column = (int) self->column + by;

  if (!is_all_selected (self) || column < 0 || column >= (int) sy_sheet_grid_get_n_columns (self))
    return FALSE;
  sy_sheet_grid_move (self, self->row, (guint) column);
  return TRUE;
}

/* --- rows --- */

static void
move_row (SySheetGrid *self, int by)
{
  guint row = self->row, column = self->column;

  if (sy_sheet_rows_move (self->rows, row, by))
    sy_sheet_grid_move (self, (guint) ((int) row + by), column);
}

static void
on_move_up_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_row (SY_SHEET_GRID (widget), -1);
}

static void
on_move_down_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_row (SY_SHEET_GRID (widget), 1);
}

static void
on_insert_row_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SySheetGrid *self = SY_SHEET_GRID (widget);

  if (sy_sheet_rows_insert (self->rows, self->row))
    sy_sheet_grid_move (self, self->row, self->column);
}

static void
on_remove_row_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SySheetGrid *self = SY_SHEET_GRID (widget);
  guint row = self->row;

  if (!sy_sheet_rows_remove (self->rows, row))
    return;
  sy_sheet_grid_move (self, MIN (row, sy_sheet_rows_get_n_rows (self->rows) - 1), self->column);
  g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_SAID], 0,
                 _ ("The row was removed. Ctrl+Z brings it back"));
}

static void
on_link_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SySheetGrid *self = SY_SHEET_GRID (widget);
  const SySheetColumn *column = sy_sheet_grid_get_column (self, self->column);

  if (column->may_link && sy_sheet_grid_can_type (self, self->row, self->column))
    g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_LINK], 0, self->row, column->id);
  else
    g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_SAID], 0,
                   _ ("Links go into numbers, dates and columns of links: this is another cell"));
}

/* --- the clipboard --- */

static void
take_pasted (SySheetGrid *self, const char *text)
{
  g_autoptr (GPtrArray) cells =
      sy_sheet_grid_can_type (self, self->row, self->column) && is_all_selected (self)
          ? sy_sheet_clipboard_split (text)
          : NULL;
  guint n_lost;
  g_autofree char *said = NULL;

  if (!cells)
    {
      gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
      gtk_text_buffer_insert_interactive_at_cursor (self->buffer, text, -1, TRUE);
      return;
    }
  n_lost = sy_sheet_rows_paste (self->rows, self->row, self->column, cells);
  sy_sheet_grid_move (self, self->row, self->column);
  if (n_lost == 0)
    return;
  said = g_strdup_printf (ngettext ("%u cell of what was pasted has no place here",
                                    "%u cells of what was pasted have no place here", n_lost),
                          n_lost);
  g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_SAID], 0, said);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SySheetGrid) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  /* The widget may have gone meanwhile. */
  if (text && self->view)
    take_pasted (self, text);
}

static gboolean
paste (SySheetGrid *self)
{
  if (!sy_sheet_grid_can_type (self, self->row, self->column))
    return FALSE;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, on_read_cb,
                                 g_object_ref (self));
  return TRUE;
}

/* --- keys --- */

static gboolean
insert_line (SySheetGrid *self)
{
  if (sy_sheet_grid_get_column (self, self->column)->kind != SY_SHEET_TEXT)
    return FALSE;
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  return gtk_text_buffer_insert_interactive_at_cursor (self->buffer, "\n", 1, TRUE);
}

static gboolean
press_enter (SySheetGrid *self, int by)
{
  const SySheetColumn *column = sy_sheet_grid_get_column (self, self->column);

  if (sy_sheet_grid_take_offer (self))
    return go_down (self, by);
  if (!self->has_typed && sy_sheet_rows_is_linked (self->rows, self->row, self->column) && !self->is_raw)
    sy_sheet_grid_press_button (self);
  else if (!sy_sheet_rows_is_typed (self->rows))
    g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_EXPLAIN], 0, self->row, column->id);
  else
    return go_down (self, by);
  return TRUE;
}

static gboolean
press_space (SySheetGrid *self)
{
  const SySheetColumn *column = sy_sheet_grid_get_column (self, self->column);
  gboolean picks = column->kind == SY_SHEET_CHOICE || column->kind == SY_SHEET_DATE;

  /* A space in the middle of a character belongs to the input method. */
  if (!picks || self->has_preedit || !is_all_selected (self) || !gtk_widget_get_visible (self->button)
      || sy_sheet_rows_is_linked (self->rows, self->row, self->column))
    return FALSE;
  sy_sheet_grid_press_button (self);
  return TRUE;
}

static gboolean
press_escape (SySheetGrid *self)
{
  if (sy_sheet_grid_is_offering (self))
    {
      sy_sheet_grid_stop_offering (self);
      return TRUE;
    }
  if (!self->has_typed && !sy_sheet_rows_get_error (self->rows, self->row, self->column) && !self->is_raw)
    return FALSE;
  sy_sheet_grid_cancel (self);
  return TRUE;
}

static gboolean
press_tab (SySheetGrid *self, int step)
{
  sy_sheet_grid_take_offer (self);
  return go_next (self, step);
}

static gboolean
press_control_tab (SySheetGrid *self, GtkDirectionType direction)
{
  sy_sheet_grid_take_offer (self);
  leave (self, direction);
  return TRUE;
}

static gboolean
press_plain (SySheetGrid *self, guint keyval, gboolean shift)
{
  switch (keyval)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return press_tab (self, shift ? -1 : 1);
    case GDK_KEY_ISO_Left_Tab:
      return press_tab (self, -1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return press_enter (self, shift ? -1 : 1);
    case GDK_KEY_F2:
      sy_sheet_grid_edit_raw (self);
      return TRUE;
    case GDK_KEY_Escape:
      return press_escape (self);
    default:
      break;
    }
  if (shift)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Up:
      return go_vertically (self, -1);
    case GDK_KEY_Down:
      return go_vertically (self, 1);
    case GDK_KEY_Left:
      return go_sideways (self, -1);
    case GDK_KEY_Right:
      return go_sideways (self, 1);
    case GDK_KEY_space:
      return press_space (self);
    default:
      return FALSE;
    }
}

static gboolean
press_with_control (SySheetGrid *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return insert_line (self);
    case GDK_KEY_Delete:
      gtk_widget_activate_action (GTK_WIDGET (self), "sheet.remove-row", NULL);
      return TRUE;
    case GDK_KEY_v:
    case GDK_KEY_V:
      return paste (self);
    case GDK_KEY_l:
    case GDK_KEY_L:
      gtk_widget_activate_action (GTK_WIDGET (self), "sheet.link", NULL);
      return TRUE;
    case GDK_KEY_Home:
      sy_sheet_grid_move (self, 0, 0);
      return TRUE;
    case GDK_KEY_End:
      sy_sheet_grid_move (self, sy_sheet_rows_get_n_rows (self->rows) - 1, self->column);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return press_control_tab (self, GTK_DIR_TAB_FORWARD);
    case GDK_KEY_ISO_Left_Tab:
      return press_control_tab (self, GTK_DIR_TAB_BACKWARD);
    default:
      return FALSE;
    }
}

static gboolean
press_with_alt (SySheetGrid *self, guint keyval)
{
  if (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down)
    return FALSE;
  move_row (self, keyval == GDK_KEY_Up ? -1 : 1);
  return TRUE;
}

static gboolean
is_ours (guint keyval)
{
  static const guint keys[] = { GDK_KEY_Tab,      GDK_KEY_KP_Tab, GDK_KEY_ISO_Left_Tab, GDK_KEY_Return,
                                GDK_KEY_KP_Enter, GDK_KEY_Escape, GDK_KEY_Up,           GDK_KEY_Down,
                                GDK_KEY_Left,     GDK_KEY_Right };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i] == keyval)
      return TRUE;
  return FALSE;
}

static gboolean
on_key_cb (SySheetGrid *self, guint keyval, guint keycode, GdkModifierType state, GtkEventController *keys)
{
  GdkEvent *event = gtk_event_controller_get_current_event (keys);
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK);

  if (!gtk_widget_has_focus (GTK_WIDGET (self->view)))
    return GDK_EVENT_PROPAGATE;
  if (held & GDK_CONTROL_MASK)
    return held & GDK_ALT_MASK ? GDK_EVENT_PROPAGATE : press_with_control (self, keyval);
  if (held & GDK_ALT_MASK)
    return press_with_alt (self, keyval);
  /* A half-written character decides what Enter and the arrows mean. */
  if (is_ours (keyval) && event && gtk_text_view_im_context_filter_keypress (self->view, event))
    return GDK_EVENT_STOP;
  return press_plain (self, keyval, (held & GDK_SHIFT_MASK) != 0);
}

/* --- mouse --- */

static gboolean
is_link_mark (SySheetGrid *self, guint row, guint column, double x)
{
  GdkRectangle area;

  sy_sheet_grid_get_area (self, row, column, &area);
  return sy_sheet_rows_is_linked (self->rows, row, column) && x < area.x + 28;
}

static void
on_pressed_cb (SySheetGrid *self, int n_press, double x, double y)
{
  guint row, column;

  if (!sy_sheet_grid_find_cell (self, x, y, &row, &column) || (row == self->row && column == self->column))
    return;
  if (is_link_mark (self, row, column, x))
    {
      g_autofree char *text = sy_sheet_rows_dup_text (self->rows, row, column);

      g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_FOLLOW], 0, text);
      return;
    }
  sy_sheet_grid_move (self, row, column);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (sy_sheet_grid_get_column (self, column)->kind == SY_SHEET_COMPUTED)
    g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_EXPLAIN], 0, row,
                   sy_sheet_grid_get_column (self, column)->id);
}

void
sy_sheet_grid_add_controllers (SySheetGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
sy_sheet_grid_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "sheet.move-up", NULL, on_move_up_cb);
  gtk_widget_class_install_action (klass, "sheet.move-down", NULL, on_move_down_cb);
  gtk_widget_class_install_action (klass, "sheet.insert-row", NULL, on_insert_row_cb);
  gtk_widget_class_install_action (klass, "sheet.remove-row", NULL, on_remove_row_cb);
  gtk_widget_class_install_action (klass, "sheet.link", NULL, on_link_cb);
}
