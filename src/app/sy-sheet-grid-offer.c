/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell offers under it: its choices, narrowed by what is typed (also by pinyin), or a calendar. */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "sy-sheet-grid-private.h"

#define MAX_OFFERED 60

gboolean
sy_sheet_grid_is_offering (SySheetGrid *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}

void
sy_sheet_grid_stop_offering (SySheetGrid *self)
{
  gtk_popover_popdown (self->popover);
}

static void
select_offer (SySheetGrid *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);
  g_autofree char *text = NULL;

  if (!row)
    return;
  gtk_list_box_select_row (self->list, row);
  text = g_strdup_printf (_ ("%s, %d of %u"), ((SySheetChoice *) self->offered->pdata[index])->title,
                          index + 1, self->offered->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static GtkWidget *
new_row (const SySheetChoice *choice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (choice->title);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, choice->title, -1);
  return row;
}

static void
fill_list (SySheetGrid *self, const SySheetColumn *column, const char *typed)
{
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self->list)));)
    gtk_list_box_remove (self->list, child);
  g_ptr_array_set_size (self->offered, 0);
  for (guint i = 0; i < column->choices->len && self->offered->len < MAX_OFFERED; i++)
    {
      SySheetChoice *choice = column->choices->pdata[i];

      if (*wanted && !strstr (choice->search, wanted))
        continue;
      g_ptr_array_add (self->offered, choice);
      gtk_list_box_append (self->list, new_row (choice));
    }
}

void
sy_sheet_grid_offer (SySheetGrid *self, gboolean all)
{
  const SySheetColumn *column = sy_sheet_grid_get_column (self, self->column);
  g_autofree char *typed = sy_sheet_grid_dup_typed (self);
  int chosen = 0;
  GdkRectangle area;

  if (!column->choices || column->choices->len == 0)
    return;
  fill_list (self, column, all ? "" : typed);
  if (self->offered->len == 0)
    {
      sy_sheet_grid_stop_offering (self);
      return;
    }
  for (guint i = 0; i < self->offered->len; i++)
    if (g_str_equal (((SySheetChoice *) self->offered->pdata[i])->title, typed))
      chosen = (int) i;
  sy_sheet_grid_get_area (self, self->row, self->column, &area);
  gtk_widget_set_size_request (GTK_WIDGET (self->list), MAX (area.width - 24, 120), -1);
  sy_sheet_grid_point (self, self->popover);
  /* Free texts are offered what fits, and stay what they are unless one asks for it. */
  if (column->kind == SY_SHEET_CHOICE || all)
    select_offer (self, chosen);
}

void
sy_sheet_grid_update_offer (SySheetGrid *self)
{
  const SySheetColumn *column = sy_sheet_grid_get_column (self, self->column);
  g_autofree char *typed = sy_sheet_grid_dup_typed (self);

  if (!column->choices)
    return;
  if (*typed && *typed != '=' && gtk_widget_has_focus (GTK_WIDGET (self->view)))
    sy_sheet_grid_offer (self, FALSE);
  else
    sy_sheet_grid_stop_offering (self);
}

void
sy_sheet_grid_offer_step (SySheetGrid *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row ? gtk_list_box_row_get_index (row) + by : (by > 0 ? 0 : (int) self->offered->len - 1);

  select_offer (self, CLAMP (index, 0, (int) self->offered->len - 1));
}

gboolean
sy_sheet_grid_take_offer (SySheetGrid *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  const SySheetChoice *choice;

  if (!row || !sy_sheet_grid_is_offering (self))
    return FALSE;
  choice = self->offered->pdata[gtk_list_box_row_get_index (row)];
  sy_sheet_grid_set_text (self, choice->title);
  return TRUE;
}

static void
on_row_activated_cb (SySheetGrid *self, GtkListBoxRow *row)
{
  gtk_list_box_select_row (self->list, row);
  sy_sheet_grid_take_offer (self);
  sy_sheet_grid_commit (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --- the calendar --- */

void
sy_sheet_grid_open_calendar (SySheetGrid *self)
{
  g_autofree char *text = sy_sheet_grid_dup_typed (self);
  g_autoptr (GDateTime) day = NULL;
  int year, month, number;

  if (sscanf (text, "%4d-%2d-%2d", &year, &month, &number) == 3)
    day = g_date_time_new_local (year, month, number, 0, 0, 0);
  if (!day)
    day = g_date_time_new_now_local ();
  self->is_picking = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->is_picking = FALSE;
  sy_sheet_grid_point (self, self->calendar_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

static void
take_day (SySheetGrid *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  sy_sheet_grid_set_text (self, text);
  sy_sheet_grid_commit (self);
  gtk_popover_popdown (self->calendar_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_day_pressed_cb (SySheetGrid *self, int n_press)
{
  if (n_press == 2)
    take_day (self);
}

/* The calendar's own keys only move a frame, and leave the day that is chosen where it is. */
static gboolean
on_calendar_key_cb (SySheetGrid *self, guint keyval)
{
  static const struct
  {
    guint keyval;
    int days, months;
  } steps[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 },    { GDK_KEY_Up, -7, 0 },
    { GDK_KEY_Down, 7, 0 },  { GDK_KEY_Page_Up, 0, -1 }, { GDK_KEY_Page_Down, 0, 1 },
  };

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space)
    {
      take_day (self);
      return GDK_EVENT_STOP;
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].keyval == keyval)
      {
        g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
        g_autoptr (GDateTime) month = g_date_time_add_months (day, steps[i].months);
        g_autoptr (GDateTime) other = g_date_time_add_days (month, steps[i].days);

        gtk_calendar_select_day (self->calendar, other);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static GtkWidget *
new_calendar_box (SySheetGrid *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *take = gtk_button_new_with_mnemonic (_ ("_Take This Day"));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_calendar_key_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (on_day_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (take, "clicked", G_CALLBACK (take_day), self);
  gtk_widget_add_css_class (take, "flat");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), take);
  return box;
}

/* --- the widgets --- */

static GtkPopover *
new_popover (SySheetGrid *self, GtkWidget *child, gboolean autohide)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_autohide (GTK_POPOVER (popover), autohide);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_child (GTK_POPOVER (popover), child);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  return GTK_POPOVER (popover);
}

void
sy_sheet_grid_add_offers (SySheetGrid *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "choices");
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choices"),
                                  -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 280);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  /* The focus stays in the cell: what is typed narrows the list. */
  self->popover = new_popover (self, scrolled, FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->popover), FALSE);
  self->calendar_popover = new_popover (self, new_calendar_box (self), TRUE);
}

void
sy_sheet_grid_remove_offers (SySheetGrid *self)
{
  if (self->popover)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->popover)));
  if (self->calendar_popover)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->calendar_popover)));
}
