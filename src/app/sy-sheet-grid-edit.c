/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one editor of the form, which goes with the cursor: a real text view, so that input methods, selections
 * and screen readers find what they know. What is typed is kept a second after the last key and when the
 * cursor leaves. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-sheet-grid-private.h"

#define COMMIT_AFTER 1000 /* ms */

gboolean
sy_sheet_grid_can_type (SySheetGrid *self, guint row, guint column)
{
  return sy_sheet_rows_is_typed (self->rows) && row < sy_sheet_rows_get_n_rows (self->rows)
         && !sy_sheet_grid_get_column (self, column)->is_fixed;
}

char *
sy_sheet_grid_dup_typed (SySheetGrid *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

/* --- keeping what was typed --- */

/* The document may write it in another way, “11-22” as a whole date: the editor keeps what was typed. */
static void
commit (SySheetGrid *self)
{
  gboolean is_dirty = sy_sheet_rows_is_dirty (self->rows);

  self->is_committing = TRUE;
  sy_sheet_rows_commit (self->rows, self->has_committed);
  self->is_committing = FALSE;
  self->has_committed = self->has_committed || is_dirty;
}

void
sy_sheet_grid_commit (SySheetGrid *self)
{
  g_return_if_fail (SY_IS_SHEET_GRID (self));

  g_clear_handle_id (&self->commit_id, g_source_remove);
  commit (self);
}

static gboolean
commit_cb (gpointer data)
{
  SySheetGrid *self = data;

  /* A name that is half typed while one looks for it in the list is not wrong yet. */
  if (sy_sheet_grid_is_offering (self)
      && sy_sheet_grid_get_column (self, self->column)->kind == SY_SHEET_CHOICE)
    return G_SOURCE_CONTINUE;
  self->commit_id = 0;
  commit (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (SySheetGrid *self)
{
  g_autofree char *text = NULL;

  if (self->is_loading || !sy_sheet_grid_can_type (self, self->row, self->column))
    return;
  text = sy_sheet_grid_dup_typed (self);
  self->has_typed = TRUE;
  self->is_raw = TRUE;
  sy_sheet_rows_type (self->rows, self->row, self->column, text);
  sy_sheet_grid_forget_height (self, (int) self->row);
  g_clear_handle_id (&self->commit_id, g_source_remove);
  self->commit_id = g_timeout_add (COMMIT_AFTER, commit_cb, self);
  sy_sheet_grid_update_offer (self);
  sy_sheet_grid_scroll_to_cursor (self);
}

/* --- what the editor shows --- */

static void
select_all (SySheetGrid *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_select_range (self->buffer, &end, &start);
}

static void
show_button (SySheetGrid *self)
{
  const SySheetColumn *column = sy_sheet_grid_get_column (self, self->column);
  gboolean can_type = sy_sheet_grid_can_type (self, self->row, self->column);
  gboolean is_linked = sy_sheet_rows_is_linked (self->rows, self->row, self->column);
  const char *icon = NULL, *tip = NULL;

  if (is_linked)
    {
      icon = "go-jump-symbolic";
      tip = _ ("Go to where the link leads");
    }
  else if (can_type && column->choices && column->choices->len > 0)
    {
      icon = "pan-down-symbolic";
      tip = _ ("Choose (Space)");
    }
  else if (can_type && column->kind == SY_SHEET_DATE && column->unit == SY_UNIT_DATE)
    {
      icon = "x-office-calendar-symbolic";
      tip = _ ("Choose a day (Space)");
    }
  /* Only where the keys go to. */
  gtk_widget_set_visible (self->button, icon && self->has_keys);
  if (!icon)
    return;
  gtk_button_set_icon_name (GTK_BUTTON (self->button), icon);
  gtk_widget_set_tooltip_text (self->button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
}

static void
show_names (SySheetGrid *self)
{
  const SySheetColumn *column = sy_sheet_grid_get_column (self, self->column);
  const char *error = sy_sheet_rows_get_error (self->rows, self->row, self->column);
  const char *remark = sy_sheet_rows_get_remark (self->rows, self->row, self->column);
  g_autofree char *shown = sy_sheet_rows_dup_shown (self->rows, self->row, self->column);
  g_autofree char *name = g_strdup_printf (_ ("%s, row %u"), column->title, self->row + 1);
  const char *more = error ? error : column->description ? column->description : "";
  g_autofree char *about = sy_sheet_rows_is_linked (self->rows, self->row, self->column)
                               ? g_strdup_printf (_ ("Link, now %s"), remark ? remark : shown)
                               : g_strdup (more);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "wrong");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "wrong");
}

/* Where a linked number comes from is told beside, once for each that the cursor comes to. */
static void
explain_link (SySheetGrid *self)
{
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;

  if (!self->has_keys || sy_sheet_rows_is_dirty (self->rows)
      || !sy_sheet_rows_is_linked (self->rows, self->row, self->column))
    return;
  text = sy_sheet_rows_dup_text (self->rows, self->row, self->column);
  key = g_strdup_printf ("%u %u %s", self->row, self->column, text);
  if (g_strcmp0 (key, self->explained) == 0)
    return;
  g_free (self->explained);
  self->explained = g_steal_pointer (&key);
  g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_EXPLAIN], 0, self->row,
                 sy_sheet_grid_get_column (self, self->column)->id);
}

static void
load_text (SySheetGrid *self, gboolean raw)
{
  g_autofree char *text = raw ? sy_sheet_rows_dup_text (self->rows, self->row, self->column)
                              : sy_sheet_rows_dup_shown (self->rows, self->row, self->column);
  g_autofree char *present = sy_sheet_grid_dup_typed (self);

  self->is_raw = raw;
  if (g_strcmp0 (text, present) == 0)
    return;
  self->is_loading = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->is_loading = FALSE;
  select_all (self);
}

static void
remember (SySheetGrid *self)
{
  g_free (self->before);
  self->before = sy_sheet_rows_dup_text (self->rows, self->row, self->column);
  self->has_typed = FALSE;
  self->is_raw = FALSE;
  self->has_committed = FALSE;
  g_clear_pointer (&self->canonical, g_free);
}

/* What is typed stays as it is until the cursor leaves it, unless the document has something else there now,
 * such as after an undo. */
static gboolean
is_in_work (SySheetGrid *self)
{
  g_autofree char *text = sy_sheet_rows_dup_text (self->rows, self->row, self->column);
  g_autofree char *typed = sy_sheet_grid_dup_typed (self);

  if (!self->has_typed)
    return FALSE;
  if (self->is_committing)
    {
      g_free (self->canonical);
      self->canonical = g_strdup (text);
      return TRUE;
    }
  return g_strcmp0 (text, self->canonical) == 0 || g_str_equal (text, typed);
}

/* Only what the cursor stands on and has not been typed over: an undo shows at once, and nothing is written
 * under the user's hands. */
void
sy_sheet_grid_load (SySheetGrid *self)
{
  gboolean can_type;

  if (sy_sheet_grid_get_n_columns (self) == 0 || sy_sheet_rows_get_n_rows (self->rows) == 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->view), FALSE);
      gtk_widget_set_visible (self->button, FALSE);
      gtk_widget_set_visible (self->row_menu, FALSE);
      return;
    }
  can_type = sy_sheet_grid_can_type (self, self->row, self->column);
  gtk_widget_set_visible (GTK_WIDGET (self->view), TRUE);
  gtk_text_view_set_editable (self->view, can_type);
  gtk_text_view_set_cursor_visible (self->view, can_type);
  gtk_text_view_set_justification (self->view, sy_sheet_grid_get_column (self, self->column)->is_right
                                                   ? GTK_JUSTIFY_RIGHT
                                                   : GTK_JUSTIFY_LEFT);
  gtk_widget_set_visible (self->row_menu, self->has_keys && sy_sheet_rows_is_open (self->rows)
                                              && !sy_sheet_rows_is_blank (self->rows, self->row));
  if (!is_in_work (self))
    {
      if (self->has_typed)
        remember (self);
      load_text (self, self->is_raw);
    }
  show_button (self);
  show_names (self);
  explain_link (self);
}

void
sy_sheet_grid_move (SySheetGrid *self, guint row, guint column)
{
  gboolean other_row = row != self->row;

  if (row >= sy_sheet_rows_get_n_rows (self->rows) || column >= sy_sheet_grid_get_n_columns (self))
    return;
  sy_sheet_grid_stop_offering (self);
  sy_sheet_grid_forget_height (self, (int) self->row);
  sy_sheet_grid_commit (self);
  self->row = row;
  self->column = column;
  self->row = MIN (self->row, sy_sheet_rows_get_n_rows (self->rows) - 1);
  remember (self);
  sy_sheet_grid_load (self);
  select_all (self);
  sy_sheet_grid_forget_height (self, (int) self->row);
  sy_sheet_grid_scroll_to_cursor (self);
  if (other_row)
    g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_ROW_CHOSEN], 0, self->row);
}

void
sy_sheet_grid_set_text (SySheetGrid *self, const char *text)
{
  gtk_text_buffer_set_text (self->buffer, text, -1);
  sy_sheet_grid_stop_offering (self);
}

void
sy_sheet_grid_put (SySheetGrid *self, const char *text)
{
  g_return_if_fail (SY_IS_SHEET_GRID (self) && text);

  if (!self->view || !sy_sheet_grid_can_type (self, self->row, self->column))
    return;
  sy_sheet_grid_set_text (self, text);
  sy_sheet_grid_commit (self);
  remember (self);
  sy_sheet_grid_load (self);
  sy_sheet_grid_forget_height (self, (int) self->row);
}

void
sy_sheet_grid_edit_raw (SySheetGrid *self)
{
  GtkTextIter end;

  if (!sy_sheet_grid_can_type (self, self->row, self->column))
    return;
  load_text (self, TRUE);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
}

void
sy_sheet_grid_cancel (SySheetGrid *self)
{
  if (self->has_typed && sy_sheet_grid_can_type (self, self->row, self->column))
    {
      sy_sheet_rows_type (self->rows, self->row, self->column, self->before);
      sy_sheet_grid_commit (self);
    }
  if (sy_sheet_rows_get_error (self->rows, self->row, self->column))
    sy_sheet_rows_revert (self->rows, self->row, self->column);
  remember (self);
  sy_sheet_grid_load (self);
  select_all (self);
  sy_sheet_grid_forget_height (self, (int) self->row);
}

void
sy_sheet_grid_press_button (SySheetGrid *self)
{
  const SySheetColumn *column = sy_sheet_grid_get_column (self, self->column);
  g_autofree char *text = sy_sheet_rows_dup_text (self->rows, self->row, self->column);

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (sy_sheet_rows_is_linked (self->rows, self->row, self->column))
    g_signal_emit (self, sy_sheet_grid_signals[SY_SHEET_GRID_FOLLOW], 0, text);
  else if (column->choices && column->choices->len > 0)
    sy_sheet_grid_offer (self, TRUE);
  else if (column->kind == SY_SHEET_DATE)
    sy_sheet_grid_open_calendar (self);
}

/* --- from outside --- */

void
sy_sheet_grid_select (SySheetGrid *self, guint row, int column)
{
  g_return_if_fail (SY_IS_SHEET_GRID (self));

  /* It may be gone from the page while a dialog still holds it. */
  if (self->view && row < sy_sheet_rows_get_n_rows (self->rows))
    sy_sheet_grid_move (self, row, column < 0 ? self->column : (guint) column);
}

gboolean
sy_sheet_grid_begin (SySheetGrid *self)
{
  guint n = sy_sheet_rows_is_typed (self->rows) ? sy_sheet_rows_get_n_rows (self->rows) : 0;

  g_return_val_if_fail (SY_IS_SHEET_GRID (self), FALSE);

  for (guint row = 0; row < n; row++)
    for (guint column = 0; column < sy_sheet_grid_get_n_columns (self); column++)
      {
        g_autofree char *text = sy_sheet_rows_dup_text (self->rows, row, column);

        if (*text || !sy_sheet_grid_can_type (self, row, column))
          continue;
        sy_sheet_grid_move (self, row, column);
        return gtk_widget_grab_focus (GTK_WIDGET (self->view));
      }
  return FALSE;
}

/* --- the widgets --- */

static void
on_focus_left_cb (SySheetGrid *self)
{
  self->has_keys = FALSE;
  sy_sheet_grid_stop_offering (self);
  sy_sheet_grid_commit (self);
  remember (self);
  sy_sheet_grid_load (self);
  sy_sheet_grid_forget_height (self, (int) self->row);
}

static void
on_focus_came_cb (SySheetGrid *self)
{
  self->has_keys = TRUE;
  sy_sheet_grid_load (self);
  sy_sheet_grid_forget_height (self, (int) self->row);
}

static void
on_preedit_cb (SySheetGrid *self, const char *text)
{
  self->has_preedit = text && *text;
}

static GtkWidget *
new_row_menu (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Move _Up"), "sheet.move-up");
  g_menu_append (menu, _ ("Move _Down"), "sheet.move-down");
  g_menu_append (menu, _ ("_Insert a Row Above"), "sheet.insert-row");
  g_menu_append (menu, _ ("_Link…"), "sheet.link");
  g_menu_append (menu, _ ("_Remove the Row"), "sheet.remove-row");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-menu");
  gtk_widget_set_tooltip_text (button, _ ("Row"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Row"), -1);
  /* Every one of its actions has a key: Tab goes from cell to cell. */
  gtk_widget_set_focusable (gtk_widget_get_first_child (button), FALSE);
  return button;
}

static GtkWidget *
new_cell_button (SySheetGrid *self)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "cell-button");
  gtk_widget_set_focusable (button, FALSE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (sy_sheet_grid_press_button), self);
  return button;
}

void
sy_sheet_grid_add_editor (SySheetGrid *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_left_margin (self->view, SY_SHEET_PADDING_X);
  gtk_text_view_set_right_margin (self->view, SY_SHEET_PADDING_X);
  gtk_text_view_set_top_margin (self->view, SY_SHEET_PADDING_Y);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  self->button = new_cell_button (self);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  self->row_menu = new_row_menu ();
  gtk_widget_set_parent (self->row_menu, GTK_WIDGET (self));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect_swapped (self->view, "preedit-changed", G_CALLBACK (on_preedit_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_came_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  remember (self);
  sy_sheet_grid_load (self);
}
