/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the grid: the conditions above it, the number of rows and the place that the chosen row
 * was read from below it. */
#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "sy-table-view-private.h"

#define CONDITION_KEY "steelyard-condition"

/* --- chips --- */

static void
on_remove_cb (GtkWidget *button, SyTableView *self)
{
  guint removed = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), CONDITION_KEY));
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);

  for (guint i = 0; i < self->wanted.conditions->len; i++)
    {
      const SyCondition *condition = self->wanted.conditions->pdata[i];

      if (i != removed)
        g_ptr_array_add (kept, sy_condition_copy (condition));
      else if (condition->kind == SY_CONDITION_SEARCH)
        gtk_editable_set_text (self->search_entry, "");
    }
  sy_table_view_look (self, kept, self->wanted.sort_column, self->wanted.descending, SY_TABLE_GOAL_ROW);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_remove_all_cb (GtkWidget *button, SyTableView *self)
{
  gtk_editable_set_text (self->search_entry, "");
  sy_table_view_look (self, g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free),
                      self->wanted.sort_column, self->wanted.descending, SY_TABLE_GOAL_ROW);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static GtkWidget *
new_chip (SyTableView *self, guint index)
{
  g_autofree char *text = sy_condition_describe (self->wanted.conditions->pdata[index], self->table);
  g_autofree char *name = g_strdup_printf (_ ("Remove the condition: %s"), text);
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (chip), CONDITION_KEY, GUINT_TO_POINTER (index));
  g_signal_connect (chip, "clicked", G_CALLBACK (on_remove_cb), self);
  return chip;
}

void
sy_table_view_show_chips (SyTableView *self)
{
  guint n = self->wanted.conditions->len;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))))
    gtk_box_remove (self->chips, child);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->chips, new_chip (self, i));
  if (n > 1)
    {
      GtkWidget *all = gtk_button_new_with_mnemonic (_ ("_Remove All"));

      gtk_widget_add_css_class (all, "flat");
      g_signal_connect (all, "clicked", G_CALLBACK (on_remove_all_cb), self);
      gtk_box_append (self->chips, all);
    }
  gtk_revealer_set_reveal_child (self->chips_revealer, n > 0);
}

/* --- the number of rows --- */

void
sy_table_view_show_count (SyTableView *self)
{
  SyRowOrder *order = sy_row_model_get_order (self->model);
  gint64 n = sy_row_model_get_n_rows (self->model);
  gint64 all = order ? sy_table_get_n_rows (sy_row_order_get_table (order)) : 0;
  g_autofree char *text = NULL;

  if (!order)
    text = g_strdup ("");
  else if (self->shown.conditions->len > 0)
    text = g_strdup_printf (
        ngettext ("%'" PRId64 " of %'" PRId64 " row", "%'" PRId64 " of %'" PRId64 " rows", (gulong) all), n,
        all);
  else
    text = g_strdup_printf (ngettext ("%'" PRId64 " row", "%'" PRId64 " rows", (gulong) n), n);
  gtk_label_set_text (self->count, text);
}

/* --- where a row comes from --- */

static char *
read_text (SyTable *table, SyFrame *frame, gint64 row, const char *column)
{
  int index = sy_table_find_column (table, column);

  return index < 0 ? NULL : sy_frame_dup_plain (frame, (guint) index + 1, row);
}

/* “sales.xlsx · Sheet1 · row 12,345”; the row's number in the table where it comes from no file. */
static char *
describe_origin (SyTableView *self, gint64 position)
{
  SyRowOrder *order = sy_row_model_get_order (self->model);
  SyTable *table = sy_row_order_get_table (order);
  g_autofree char *file = NULL, *sheet = NULL, *number = NULL;
  SyFrame *frame;
  gint64 row;

  if (!sy_row_model_get (self->model, position, &frame, &row))
    return NULL;
  file = read_text (table, frame, row, "_file");
  sheet = read_text (table, frame, row, "_sheet");
  number = read_text (table, frame, row, "_row");
  if (!file || !number)
    return g_strdup_printf (_ ("row %'" PRId64), sy_frame_get_int64 (frame, 0, row));
  if (sheet && *sheet)
    return g_strdup_printf (_ ("%s · %s · row %'" PRId64), file, sheet, g_ascii_strtoll (number, NULL, 10));
  return g_strdup_printf (_ ("%s · row %'" PRId64), file, g_ascii_strtoll (number, NULL, 10));
}

void
sy_table_view_show_origin (SyTableView *self)
{
  gint64 position = sy_grid_get_cursor (self->grid, NULL);
  guint64 n_selected = gtk_bitset_get_size (sy_grid_get_selection (self->grid));
  g_autofree char *text = NULL;

  if (n_selected > 1)
    text = g_strdup_printf (
        ngettext ("%'" PRIu64 " row selected", "%'" PRIu64 " rows selected", (gulong) n_selected),
        n_selected);
  else if (position >= 0 && sy_row_model_get_order (self->model))
    text = describe_origin (self, position);
  gtk_label_set_text (self->origin, text ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->origin), text);
  gtk_widget_set_visible (self->copy_origin, text && n_selected <= 1);
}

void
sy_table_view_copy_origin (SyTableView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->origin));
}
