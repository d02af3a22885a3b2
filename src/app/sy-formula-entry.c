/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-formula-entry.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "sy-formula-candidates.h"

#define CHECK_AFTER 250 /* ms */

struct _SyFormulaEntry
{
  AdwBin parent_instance;

  SyFormulaCheck check;
  gpointer check_data;
  SyModel *model;      /* NULL: none */
  SyModelTable *table; /* of the model, or NULL */
  GPtrArray *candidates;
  guint n_typed; /* characters that a candidate replaces */
  guint waiting; /* source id of the check; 0: none */
  gboolean setting;

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *wrong;
  GtkLabel *message;
  GtkPopover *popover;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (SyFormulaEntry, sy_formula_entry, ADW_TYPE_BIN)

static guint checked_signal, applied_signal;

/* --- errors --- */

static void
clear_error (SyFormulaEntry *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->wrong, &start, &end);
  gtk_label_set_text (self->message, "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* From the place that is wrong to the end of that word, or one sign. */
static void
underline (SyFormulaEntry *self, guint line, guint column)
{
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_iter_at_line_offset (self->buffer, &start, (int) line - 1, (int) column - 1)
      || gtk_text_iter_is_end (&start))
    {
      /* Something is missing behind the last sign. */
      gtk_text_buffer_get_end_iter (self->buffer, &start);
      gtk_text_iter_backward_char (&start);
    }
  end = start;
  gtk_text_iter_forward_char (&end);
  while (!gtk_text_iter_is_end (&end)
         && (g_unichar_isalnum (gtk_text_iter_get_char (&end)) || gtk_text_iter_get_char (&end) == '_'))
    gtk_text_iter_forward_char (&end);
  gtk_text_buffer_apply_tag (self->buffer, self->wrong, &start, &end);
}

void
sy_formula_entry_show_error (SyFormulaEntry *self, const char *message)
{
  guint line = 0, column = 0;

  g_return_if_fail (SY_IS_FORMULA_ENTRY (self) && message);
  clear_error (self);
  if (sscanf (message, "%u:%u: ", &line, &column) == 2 && line > 0 && column > 0)
    underline (self, line, column);
  gtk_label_set_text (self->message, message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message,
                                  -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

gboolean
sy_formula_entry_check (SyFormulaEntry *self)
{
  g_autofree char *text = sy_formula_entry_dup_text (self);
  g_autoptr (GError) error = NULL;
  gboolean good;

  g_clear_handle_id (&self->waiting, g_source_remove);
  good = self->check (text, self->check_data, &error);
  if (good)
    {
      clear_error (self);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
  else
    sy_formula_entry_show_error (self, error->message);
  g_signal_emit (self, checked_signal, 0, good);
  return good;
}

static gboolean
on_check_cb (gpointer data)
{
  SyFormulaEntry *self = data;

  self->waiting = 0;
  sy_formula_entry_check (self);
  return G_SOURCE_REMOVE;
}

/* --- completion --- */

static void
hide_candidates (SyFormulaEntry *self)
{
  gtk_popover_popdown (self->popover);
}

static gboolean
is_offering (SyFormulaEntry *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}

static GtkWidget *
new_row (const SyFormulaCandidate *candidate)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *id = gtk_label_new (candidate->id);
  GtkWidget *title = gtk_label_new (candidate->title ? candidate->title : "");
  g_autofree char *name = g_strjoin (": ", candidate->id, candidate->title, NULL);

  gtk_widget_add_css_class (id, "monospace");
  gtk_widget_add_css_class (title, "hint");
  gtk_widget_set_hexpand (id, TRUE);
  gtk_label_set_xalign (GTK_LABEL (id), 0.f);
  gtk_box_append (GTK_BOX (box), id);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static char *
dup_text_before (SyFormulaEntry *self)
{
  GtkTextIter start, caret;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  return gtk_text_buffer_get_text (self->buffer, &start, &caret, TRUE);
}

static void
point_at_caret (SyFormulaEntry *self)
{
  GtkTextIter caret;
  GdkRectangle area;
  int x, y;
  double left, top;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_view_get_iter_location (self->view, &caret, &area);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, area.x, area.y, &x, &y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &left, &top);
  area.x = (int) left;
  area.y = (int) top;
  area.width = MAX (area.width, 1);
  gtk_popover_set_pointing_to (self->popover, &area);
}

/* The one that is chosen is told to who can't see it. */
static void
select_candidate (SyFormulaEntry *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);
  const SyFormulaCandidate *candidate;
  g_autofree char *text = NULL;

  if (!row || index < 0)
    return;
  candidate = self->candidates->pdata[index];
  gtk_list_box_select_row (self->list, row);
  text = g_strdup_printf (_ ("%s, %d of %u"), candidate->title ? candidate->title : candidate->id, index + 1,
                          self->candidates->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
offer_candidates (SyFormulaEntry *self)
{
  g_autofree char *before = dup_text_before (self);
  GtkWidget *child;

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  self->candidates = sy_formula_candidates_list (self->model, self->table, before, &self->n_typed);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, child);
  if (self->candidates->len == 0)
    {
      hide_candidates (self);
      return;
    }
  for (guint i = 0; i < self->candidates->len; i++)
    gtk_list_box_append (self->list, new_row (self->candidates->pdata[i]));
  point_at_caret (self);
  gtk_popover_popup (self->popover);
  select_candidate (self, 0);
}

static void
take_candidate (SyFormulaEntry *self, GtkListBoxRow *row)
{
  const SyFormulaCandidate *candidate;
  g_autofree char *insert = NULL;
  GtkTextIter start, caret;
  gsize length;

  if (!row)
    return;
  candidate = self->candidates->pdata[gtk_list_box_row_get_index (row)];
  insert = g_strdup (candidate->insert);
  hide_candidates (self);
  self->setting = TRUE;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  start = caret;
  gtk_text_iter_backward_chars (&start, (int) self->n_typed);
  gtk_text_buffer_delete (self->buffer, &start, &caret);
  /* A bracket that stands there already isn't put twice. */
  length = strlen (insert);
  if (length && strchr ("[](", insert[length - 1])
      && gtk_text_iter_get_char (&start) == (gunichar) insert[length - 1])
    {
      insert[length - 1] = '\0';
      gtk_text_buffer_insert (self->buffer, &start, insert, -1);
      gtk_text_iter_forward_char (&start);
      gtk_text_buffer_place_cursor (self->buffer, &start);
    }
  else
    gtk_text_buffer_insert (self->buffer, &start, insert, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  self->setting = FALSE;
  if (g_str_has_suffix (insert, "["))
    offer_candidates (self);
}

static gboolean
on_key_cb (SyFormulaEntry *self, guint key, guint code, GdkModifierType state)
{
  GtkListBoxRow *row = is_offering (self) ? gtk_list_box_get_selected_row (self->list) : NULL;

  if (key == GDK_KEY_space && (state & GDK_CONTROL_MASK))
    {
      offer_candidates (self);
      return TRUE;
    }
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK))
    {
      hide_candidates (self);
      g_signal_emit (self, applied_signal, 0);
      return TRUE;
    }
  if (!row) /* what is typed and not applied is not lost by a slip */
    return key == GDK_KEY_Escape;
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      select_candidate (self, gtk_list_box_row_get_index (row) + (key == GDK_KEY_Down ? 1 : -1));
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      take_candidate (self, row);
      return TRUE;
    case GDK_KEY_Escape:
      hide_candidates (self);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      hide_candidates (self);
      return FALSE;
    default:
      return FALSE;
    }
}

static void
on_focus_left_cb (SyFormulaEntry *self)
{
  hide_candidates (self);
}

static void
on_changed_cb (SyFormulaEntry *self)
{
  g_clear_handle_id (&self->waiting, g_source_remove);
  self->waiting = g_timeout_add (CHECK_AFTER, on_check_cb, self);
}

/* After the caret has moved behind what was typed; not where text was only set. */
static void
on_typed_cb (SyFormulaEntry *self)
{
  if (!self->setting && gtk_widget_has_focus (GTK_WIDGET (self->view)))
    offer_candidates (self);
}

/* --- the widget --- */

static void
sy_formula_entry_dispose (GObject *object)
{
  SyFormulaEntry *self = SY_FORMULA_ENTRY (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->popover)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  G_OBJECT_CLASS (sy_formula_entry_parent_class)->dispose (object);
}

static void
sy_formula_entry_class_init (SyFormulaEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_formula_entry_dispose;
  checked_signal = g_signal_new ("checked", SY_TYPE_FORMULA_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  applied_signal =
      g_signal_new ("applied", SY_TYPE_FORMULA_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
build_popover (SyFormulaEntry *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->popover = GTK_POPOVER (gtk_popover_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What can stand here"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (take_candidate), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 220);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scrolled), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_popover_set_child (self->popover, scrolled);
  /* Keys go on to the text. */
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->popover), FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
}

static void
build_view (SyFormulaEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  self->wrong = gtk_text_buffer_create_tag (self->buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_view_set_monospace (self->view, TRUE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_left_margin (self->view, 9);
  gtk_text_view_set_right_margin (self->view, 9);
  gtk_text_view_set_top_margin (self->view, 9);
  gtk_text_view_set_bottom_margin (self->view, 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Formula"),
                                  -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), focus);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect_swapped (self->buffer, "end-user-action", G_CALLBACK (on_typed_cb), self);
}

static void
sy_formula_entry_init (SyFormulaEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *frame = gtk_frame_new (NULL);

  build_view (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 110);
  gtk_frame_set_child (GTK_FRAME (frame), scrolled);
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->message, 0.f);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_wrap_mode (self->message, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->message, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  adw_bin_set_child (ADW_BIN (self), box);
  build_popover (self);
}

GtkWidget *
sy_formula_entry_new (SyFormulaCheck check, gpointer data)
{
  SyFormulaEntry *self = g_object_new (SY_TYPE_FORMULA_ENTRY, NULL);

  self->check = check;
  self->check_data = data;
  return GTK_WIDGET (self);
}

void
sy_formula_entry_set_model (SyFormulaEntry *self, SyModel *model, SyModelTable *table)
{
  g_return_if_fail (SY_IS_FORMULA_ENTRY (self));
  g_clear_pointer (&self->model, sy_model_unref);
  self->model = model ? sy_model_ref (model) : NULL;
  self->table = table;
}

void
sy_formula_entry_set_text (SyFormulaEntry *self, const char *text)
{
  g_return_if_fail (SY_IS_FORMULA_ENTRY (self) && text);
  self->setting = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->setting = FALSE;
  hide_candidates (self);
  sy_formula_entry_check (self);
}

char *
sy_formula_entry_dup_text (SyFormulaEntry *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (SY_IS_FORMULA_ENTRY (self), NULL);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

void
sy_formula_entry_focus (SyFormulaEntry *self)
{
  g_return_if_fail (SY_IS_FORMULA_ENTRY (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
