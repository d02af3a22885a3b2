/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-grid-row.h"

#include "sy-grid-columns.h"

struct _SyGridRow
{
  GtkWidget parent_instance;

  GPtrArray *cells; /* (element-type GtkInscription) owned as children */
  GArray *columns;  /* (element-type SyGridColumn) */
  guint first, n;
  gint64 position; /* -1: nothing is shown */
  gboolean is_filled;
  int chosen;
};

G_DEFINE_FINAL_TYPE (SyGridRow, sy_grid_row, GTK_TYPE_WIDGET)

/* An inscription, unlike a label, asks for no size: a new text costs no layout of the window. */
static GtkWidget *
new_cell (void)
{
  return g_object_new (GTK_TYPE_INSCRIPTION, "accessible-role", GTK_ACCESSIBLE_ROLE_GRID_CELL,
                       "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, "min-chars", 1, "nat-chars",
                       1, "wrap-mode", PANGO_WRAP_CHAR, NULL);
}

static void
sy_grid_row_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  SyGridRow *self = SY_GRID_ROW (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->cells->len > 0)
    gtk_widget_measure (self->cells->pdata[0], orientation, -1, minimum, natural, NULL, NULL);
}

void
sy_grid_row_place_cells (SyGridRow *self, int height)
{
  g_return_if_fail (SY_IS_GRID_ROW (self));

  for (guint i = 0; i < self->n; i++)
    {
      const SyGridColumn *column = sy_grid_columns_get (self->columns, self->first + i);
      GtkAllocation place = { column->x, 0, column->width, height };

      gtk_widget_size_allocate (self->cells->pdata[i], &place, -1);
    }
}

static void
sy_grid_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  sy_grid_row_place_cells (SY_GRID_ROW (widget), height);
}

static void
sy_grid_row_dispose (GObject *object)
{
  SyGridRow *self = SY_GRID_ROW (object);

  for (guint i = 0; i < self->cells->len; i++)
    gtk_widget_unparent (self->cells->pdata[i]);
  g_ptr_array_set_size (self->cells, 0);
  self->n = 0;
  g_clear_pointer (&self->columns, g_array_unref);
  G_OBJECT_CLASS (sy_grid_row_parent_class)->dispose (object);
}

static void
sy_grid_row_finalize (GObject *object)
{
  g_ptr_array_unref (SY_GRID_ROW (object)->cells);
  G_OBJECT_CLASS (sy_grid_row_parent_class)->finalize (object);
}

static void
sy_grid_row_class_init (SyGridRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_grid_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_grid_row_finalize;
  widget_class->measure = sy_grid_row_measure;
  widget_class->size_allocate = sy_grid_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
sy_grid_row_init (SyGridRow *self)
{
  self->cells = g_ptr_array_new ();
  self->position = -1;
  self->chosen = -1;
}

GtkWidget *
sy_grid_row_new (void)
{
  return g_object_new (SY_TYPE_GRID_ROW, NULL);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on && !gtk_widget_has_css_class (widget, name))
    gtk_widget_add_css_class (widget, name);
  else if (!on && gtk_widget_has_css_class (widget, name))
    gtk_widget_remove_css_class (widget, name);
}

void
sy_grid_row_ensure_cells (SyGridRow *self, guint n)
{
  g_return_if_fail (SY_IS_GRID_ROW (self));

  while (self->cells->len < n)
    {
      GtkWidget *cell = new_cell ();

      gtk_widget_set_parent (cell, GTK_WIDGET (self));
      g_ptr_array_add (self->cells, cell);
    }
}

void
sy_grid_row_set_columns (SyGridRow *self, GArray *columns, guint first, guint n)
{
  g_return_if_fail (SY_IS_GRID_ROW (self));

  n = MIN (n, self->cells->len);

  if (self->columns == columns && self->first == first && self->n == n)
    return;
  if (self->columns != columns)
    {
      g_clear_pointer (&self->columns, g_array_unref);
      self->columns = g_array_ref (columns);
    }
  self->first = first;
  self->n = n;
  for (guint i = 0; i < self->cells->len; i++)
    {
      gtk_widget_set_child_visible (self->cells->pdata[i], i < n);
      gtk_accessible_update_state (self->cells->pdata[i], GTK_ACCESSIBLE_STATE_HIDDEN, i >= n, -1);
      if (i < n)
        gtk_inscription_set_xalign (self->cells->pdata[i],
                                    sy_grid_columns_get (columns, first + i)->is_right ? 1.f : 0.f);
    }
  sy_grid_row_forget (self);
  /* A cell that comes into sight does not tell its parents. */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gint64
sy_grid_row_get_position (SyGridRow *self)
{
  return self->position;
}

void
sy_grid_row_forget (SyGridRow *self)
{
  self->position = -1;
  self->is_filled = FALSE;
}

/* Whether a difference goes to the good side (+1) or the other (−1), by what the template says is better; 0:
 * no difference, or no side is better. A loss where more is better is told as well. */
static int
judge (const SyTableColumn *column, SyFrame *frame, guint frame_column, gint64 row)
{
  double value;

  if (column->direction == 0 || column->type != SY_TYPE_NUMBER || sy_frame_is_null (frame, frame_column, row))
    return 0;
  value = sy_frame_get_double (frame, frame_column, row) * column->direction;
  if (!column->is_signed)
    return column->direction > 0 && value < 0 ? -1 : 0;
  return value < 0 ? -1 : value > 0 ? 1 : 0;
}

static void
fill (SyGridRow *self, SyTable *table, SyFrame *frame, gint64 row, const char *language)
{
  for (guint i = 0; i < self->n; i++)
    {
      guint column = sy_grid_columns_get (self->columns, self->first + i)->index;
      GtkInscription *cell = self->cells->pdata[i];
      g_autofree char *text = NULL;
      int side = judge (sy_table_get_columns (table)->pdata[column], frame, column + 1, row);

      sy_table_format_cell (table, frame, column, row, language, &text);
      gtk_inscription_set_text (cell, text);
      set_class (GTK_WIDGET (cell), "bad", side < 0);
      set_class (GTK_WIDGET (cell), "good", side > 0);
    }
}

void
sy_grid_row_show (SyGridRow *self, SyRowModel *model, gint64 position, const char *language)
{
  SyRowOrder *order = sy_row_model_get_order (model);
  SyFrame *frame;
  gint64 row;
  gboolean is_there;

  g_return_if_fail (SY_IS_GRID_ROW (self));

  if (position == self->position && self->is_filled)
    return;
  is_there = order && sy_row_model_get (model, position, &frame, &row);
  if (is_there)
    fill (self, sy_row_order_get_table (order), frame, row, language);
  else
    for (guint i = 0; i < self->n; i++)
      gtk_inscription_set_text (self->cells->pdata[i], "");
  if (position != self->position)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_INDEX,
                                    (int) MIN (position + 1, G_MAXINT), -1);
  self->position = position;
  self->is_filled = is_there;
}

void
sy_grid_row_mark (SyGridRow *self, int column, gboolean is_selected)
{
  int chosen = column < 0 ? -1 : column - (int) self->first;
  gboolean was = (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_SELECTED) != 0;

  g_return_if_fail (SY_IS_GRID_ROW (self));

  for (guint i = 0; i < self->cells->len; i++)
    set_class (self->cells->pdata[i], "chosen", chosen == (int) i);
  if (was == is_selected)
    return;
  if (is_selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, is_selected, -1);
}
