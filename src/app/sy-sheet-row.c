/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-sheet-row.h"

#include <glib/gi18n.h>

struct _SySheetRow
{
  GtkWidget parent_instance;

  GtkWidget *number;
  GPtrArray *cells; /* (element-type GtkInscription) owned as children */
  GtkWidget *error;
  int cells_height, error_x;
  const SySheetPlace *places; /* borrowed while sizes are given out */
};

G_DEFINE_FINAL_TYPE (SySheetRow, sy_sheet_row, GTK_TYPE_WIDGET)

static void
sy_sheet_row_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  /* The grid knows. */
  *minimum = *natural = 0;
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  const GtkAllocation area = { x, y, MAX (width, 0), MAX (height, 0) };

  gtk_widget_size_allocate (child, &area, -1);
}

static void
place_cells (SySheetRow *self, int width, int height)
{
  place (self->number, 0, SY_SHEET_PADDING_Y, SY_SHEET_NUMBER_WIDTH, self->cells_height - SY_SHEET_PADDING_Y);
  for (guint i = 0; self->places && i < self->cells->len; i++)
    place (self->cells->pdata[i], self->places[i].x + SY_SHEET_PADDING_X, SY_SHEET_PADDING_Y,
           self->places[i].width - 2 * SY_SHEET_PADDING_X, self->cells_height - SY_SHEET_PADDING_Y);
  place (self->error, self->error_x, self->cells_height, width - self->error_x, height - self->cells_height);
}

static void
sy_sheet_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  place_cells (SY_SHEET_ROW (widget), width, height);
}

/* A row of the same size as before is not asked again for the places of its cells. */
void
sy_sheet_row_place (
    SySheetRow *self, const SySheetPlace *places, int width, int height, int cells_height, int error_x)
{
  g_return_if_fail (SY_IS_SHEET_ROW (self) && places);

  self->places = places;
  self->cells_height = cells_height;
  self->error_x = error_x;
  place_cells (self, width, height);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on && !gtk_widget_has_css_class (widget, name))
    gtk_widget_add_css_class (widget, name);
  else if (!on && gtk_widget_has_css_class (widget, name))
    gtk_widget_remove_css_class (widget, name);
}

static void
show_number (SySheetRow *self, SySheetRows *rows, guint row)
{
  gboolean is_new = sy_sheet_rows_is_open (rows) && row + 1 == sy_sheet_rows_get_n_rows (rows);
  g_autofree char *text = is_new ? g_strdup ("＋") : g_strdup_printf ("%u", row + 1);

  g_autofree char *name = is_new ? g_strdup (_ ("New row")) : g_strdup_printf (_ ("Row %u"), row + 1);

  gtk_inscription_set_text (GTK_INSCRIPTION (self->number), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_cell (SySheetRow *self, SySheetRows *rows, guint row, guint index, gboolean is_edited)
{
  const SySheetColumn *column = sy_sheet_rows_get_columns (rows)->pdata[index];
  GtkWidget *cell = self->cells->pdata[index];
  gboolean is_linked = sy_sheet_rows_is_linked (rows, row, index);
  g_autofree char *shown = sy_sheet_rows_dup_shown (rows, row, index);
  g_autofree char *marked = is_linked ? g_strconcat ("↗ ", shown, NULL) : g_strdup (shown);
  /* Translators: column, number of the row, what stands in the cell */
  g_autofree char *name = g_strdup_printf (_ ("%s, row %u: %s"), column->title, row + 1, shown);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), is_edited ? "" : marked);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), column->is_right ? 1.f : 0.f);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  set_class (cell, "computed", column->is_fixed && sy_sheet_rows_is_typed (rows));
  set_class (cell, "linked", is_linked);
  set_class (cell, "wrong", sy_sheet_rows_get_error (rows, row, index) != NULL);
}

static const char *
find_remark (SySheetRows *rows, guint row, gboolean *is_error)
{
  const char *remark = NULL;

  for (guint i = 0; !remark && i < sy_sheet_rows_get_columns (rows)->len; i++)
    {
      remark = sy_sheet_rows_get_remark (rows, row, i);
      *is_error = sy_sheet_rows_get_error (rows, row, i) != NULL;
    }
  return remark;
}

void
sy_sheet_row_show (SySheetRow *self, SySheetRows *rows, guint row, int edited)
{
  gboolean is_error = FALSE;
  const char *error = find_remark (rows, row, &is_error);

  g_return_if_fail (SY_IS_SHEET_ROW (self));

  show_number (self, rows, row);
  for (guint i = 0; i < self->cells->len; i++)
    show_cell (self, rows, row, i, edited == (int) i);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->error), error ? error : "");
  set_class (self->error, "cell-error", is_error);
  set_class (self->error, "cell-remark", !is_error);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->error), GTK_ACCESSIBLE_STATE_HIDDEN, !error, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->error), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  error ? error : "", -1);
}

static void
sy_sheet_row_dispose (GObject *object)
{
  SySheetRow *self = SY_SHEET_ROW (object);

  g_clear_pointer (&self->number, gtk_widget_unparent);
  g_clear_pointer (&self->error, gtk_widget_unparent);
  for (guint i = 0; i < self->cells->len; i++)
    gtk_widget_unparent (self->cells->pdata[i]);
  g_ptr_array_set_size (self->cells, 0);
  G_OBJECT_CLASS (sy_sheet_row_parent_class)->dispose (object);
}

static void
sy_sheet_row_finalize (GObject *object)
{
  g_ptr_array_unref (SY_SHEET_ROW (object)->cells);
  G_OBJECT_CLASS (sy_sheet_row_parent_class)->finalize (object);
}

static void
sy_sheet_row_class_init (SySheetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_sheet_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_sheet_row_finalize;
  widget_class->measure = sy_sheet_row_measure;
  widget_class->size_allocate = sy_sheet_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
sy_sheet_row_init (SySheetRow *self)
{
  self->cells = g_ptr_array_new ();
}

/* An inscription, unlike a label, asks for no size: a new text costs no layout of the window. */
static GtkWidget *
new_text (SySheetRow *self, GtkAccessibleRole role)
{
  GtkWidget *text = g_object_new (GTK_TYPE_INSCRIPTION, "accessible-role", role, "text-overflow",
                                  GTK_INSCRIPTION_OVERFLOW_CLIP, "min-chars", 1, "nat-chars", 1, "min-lines",
                                  1, "nat-lines", 1, "wrap-mode", PANGO_WRAP_WORD_CHAR, "yalign", 0.f, NULL);

  gtk_widget_set_parent (text, GTK_WIDGET (self));
  return text;
}

GtkWidget *
sy_sheet_row_new (guint n_columns)
{
  SySheetRow *self = g_object_new (SY_TYPE_SHEET_ROW, NULL);

  self->number = new_text (self, GTK_ACCESSIBLE_ROLE_ROW_HEADER);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (self->number), .5f);
  gtk_widget_add_css_class (self->number, "row-number");
  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (self->cells, new_text (self, GTK_ACCESSIBLE_ROLE_GRID_CELL));
  self->error = new_text (self, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_add_css_class (self->error, "cell-error");
  return GTK_WIDGET (self);
}
