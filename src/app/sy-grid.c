/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places of titles and rows. GTK's own column view keeps two hundred rows of widgets and measures the text of
 * each; here a cell never asks for a size, only the rows in sight exist, and a row that scrolls out at the
 * top comes in again at the bottom. */
#include "config.h"

#include "sy-grid.h"

#include "sy-grid-private.h"

#define CELL_PADDING 20
#define SAMPLE_ROWS 40
/* Made before the first sizes are known: what a usual window shows. */
#define FIRST_ROWS 30
#define FIRST_CELLS 12

static void sy_grid_scrollable_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SyGrid,
                               sy_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, sy_grid_scrollable_init))

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

guint sy_grid_signals[SY_GRID_N_SIGNALS];

static gint64
count_rows (SyGrid *self)
{
  return self->table ? sy_row_model_get_n_rows (self->model) : 0;
}

static int
body_height (SyGrid *self)
{
  return MAX (gtk_widget_get_height (GTK_WIDGET (self)) - self->header_height, 0);
}

int
sy_grid_get_page_rows (SyGrid *self)
{
  return MAX (body_height (self) / MAX (self->row_height, 1), 1);
}

/* --- widths --- */

/* Wide characters, such as Chinese ones, count twice. */
static guint
estimate_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
  return width;
}

/* The widest of the first rows, as text; one layout a column is measured, not one a cell. */
static char *
find_widest (SyGrid *self, guint column)
{
  char *widest = NULL;
  guint width = 0;

  for (gint64 position = 0; position < MIN (count_rows (self), SAMPLE_ROWS); position++)
    {
      g_autofree char *text = NULL;
      SyFrame *frame;
      gint64 row;

      if (!sy_row_model_get (self->model, position, &frame, &row))
        break;
      sy_table_format_cell (self->table, frame, column, row, self->language, &text);
      if (widest && estimate_width (text) <= width)
        continue;
      width = estimate_width (text);
      g_free (widest);
      widest = g_steal_pointer (&text);
    }
  return widest;
}

static void
ask_widths (SyGrid *self)
{
  SyFrame *frame;
  gint64 row;
  g_autoptr (PangoLayout) layout = NULL;

  if (!sy_row_model_get (self->model, 0, &frame, &row))
    return;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *text = find_widest (self, sy_grid_columns_get (self->columns, i)->index);
      int width;

      pango_layout_set_text (layout, text ? text : "", -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      sy_grid_columns_ask (self->columns, i, width + CELL_PADDING);
    }
  self->is_sample_due = FALSE;
}

static void
ask_title_widths (SyGrid *self)
{
  for (guint i = 0; i < self->titles->len; i++)
    {
      int natural;

      gtk_widget_measure (self->titles->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      sy_grid_columns_ask (self->columns, i, natural);
    }
}

/* --- rows in sight --- */

gint64
sy_grid_find_position (SyGrid *self, double y)
{
  double below = y - self->header_height;
  gint64 position;

  if (below < 0 || self->row_height == 0)
    return -1;
  position = (gint64) ((below + gtk_adjustment_get_value (self->vadjustment)) / self->row_height);
  return position < count_rows (self) ? position : -1;
}

static void
mark_row (SyGrid *self, SyGridRow *row)
{
  gint64 position = sy_grid_row_get_position (row);

  sy_grid_row_mark (row, position >= 0 && position == self->cursor ? (int) self->cursor_column : -1,
                    position >= 0 && gtk_bitset_contains (self->selection, (guint) position));
}

void
sy_grid_mark_rows (SyGrid *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    mark_row (self, self->rows->pdata[i]);
}

/* As many widgets as can be in sight at once. */
static void
grow (SyGrid *self)
{
  /* Which row a widget shows depends on their number. */
  for (guint i = 0; i < self->rows->len; i++)
    sy_grid_row_forget (self->rows->pdata[i]);
  while (self->rows->len < self->n_rows_needed)
    {
      GtkWidget *row = sy_grid_row_new ();

      gtk_widget_insert_after (row, GTK_WIDGET (self),
                               self->rows->len ? self->rows->pdata[self->rows->len - 1] : NULL);
      g_ptr_array_add (self->rows, row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    sy_grid_row_ensure_cells (self->rows->pdata[i], self->n_cells_needed);
}

static gboolean
on_grow_cb (gpointer data)
{
  SyGrid *self = data;

  self->grow_id = 0;
  grow (self);
  return G_SOURCE_REMOVE;
}

/* No widget may be made while sizes are given out, so that what is missing comes with the next frame. */
static void
grow_soon (SyGrid *self, guint n_rows, guint n_cells)
{
  if (n_rows <= self->n_rows_needed && n_cells <= self->n_cells_needed)
    return;
  self->n_rows_needed = MAX (self->n_rows_needed, n_rows);
  self->n_cells_needed = MAX (self->n_cells_needed, n_cells);
  if (self->grow_id == 0)
    self->grow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_grow_cb, self, NULL);
}

static void
find_columns_in_sight (SyGrid *self, int width, guint *first, guint *n)
{
  int left = (int) gtk_adjustment_get_value (self->hadjustment);
  int from = MAX (sy_grid_columns_find (self->columns, left), 0);
  int to = sy_grid_columns_find (self->columns, left + width);

  *first = (guint) from;
  *n = self->columns->len ? (guint) (to - from + 1) : 0;
}

static void
place_rows (SyGrid *self, int width, int height)
{
  double top = gtk_adjustment_get_value (self->vadjustment);
  int left = (int) gtk_adjustment_get_value (self->hadjustment);
  gint64 first = self->row_height ? (gint64) (top / self->row_height) : 0;
  guint n = (guint) (height / MAX (self->row_height, 1)) + 2;
  guint first_column, n_columns;

  find_columns_in_sight (self, width, &first_column, &n_columns);
  grow_soon (self, n, n_columns);
  sy_row_model_want (self->model, first, first + n - 1);
  for (gint64 position = first; position < first + (gint64) self->rows->len; position++)
    {
      SyGridRow *row = self->rows->pdata[position % self->rows->len];
      gboolean is_shown = position < count_rows (self) && position < first + n;
      GtkAllocation place = { -left, self->header_height + (int) (position * self->row_height - (gint64) top),
                              MAX (self->total_width, width), self->row_height };

      gtk_widget_set_child_visible (GTK_WIDGET (row), is_shown);
      if (!is_shown)
        continue;
      sy_grid_row_set_columns (row, self->columns, first_column, n_columns);
      sy_grid_row_show (row, self->model, position, self->language);
      mark_row (self, row);
      gtk_widget_size_allocate (GTK_WIDGET (row), &place, -1);
      sy_grid_row_place_cells (row, self->row_height);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
place_titles (SyGrid *self)
{
  int left = (int) gtk_adjustment_get_value (self->hadjustment);

  for (guint i = 0; i < self->titles->len; i++)
    {
      const SyGridColumn *column = sy_grid_columns_get (self->columns, i);
      GtkAllocation place = { column->x - left, 0, column->width, self->header_height };

      gtk_widget_size_allocate (self->titles->pdata[i], &place, -1);
    }
}

/* --- sizes --- */

static void
measure_parts (SyGrid *self)
{
  int height;

  self->header_height = 0;
  for (guint i = 0; i < self->titles->len; i++)
    {
      gtk_widget_measure (self->titles->pdata[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
      self->header_height = MAX (self->header_height, height);
    }
  if (self->columns->len == 0)
    return;
  gtk_widget_measure (self->rows->pdata[0], GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  self->row_height = MAX (height, 1);
}

static void
set_adjustments (SyGrid *self, int width, int height)
{
  double all = (double) count_rows (self) * self->row_height;
  double top = gtk_adjustment_get_value (self->vadjustment);
  double left = gtk_adjustment_get_value (self->hadjustment);

  if (self->scroll_later >= 0 && count_rows (self) > 0 && height > 0)
    {
      top = self->scroll_later * self->row_height;
      self->scroll_later = -1;
    }
  self->is_placing = TRUE;
  gtk_adjustment_configure (self->vadjustment, CLAMP (top, 0, MAX (all - height, 0)), 0, MAX (all, height),
                            self->row_height * 3, height * 0.9, height);
  gtk_adjustment_configure (self->hadjustment, CLAMP (left, 0, MAX (self->total_width - width, 0)), 0,
                            MAX (self->total_width, width), 40, width * 0.9, width);
  self->is_placing = FALSE;
}

static void
sy_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SyGrid *self = SY_GRID (widget);

  if (!self->columns)
    {
      set_adjustments (self, width, height);
      return;
    }
  measure_parts (self);
  if (self->is_sample_due)
    ask_widths (self);
  self->total_width = sy_grid_columns_fit (self->columns, width);
  set_adjustments (self, width, MAX (height - self->header_height, 0));
  place_titles (self);
  place_rows (self, width, MAX (height - self->header_height, 0));
}

static void
sy_grid_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 60;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 200;
}

/* Rows that are scrolled under the titles are cut off there. */
static void
sy_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SyGrid *self = SY_GRID (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, (float) self->header_height, (float) width,
                                                         (float) (height - self->header_height)));
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_child_visible (self->rows->pdata[i]))
      gtk_widget_snapshot_child (widget, self->rows->pdata[i], snapshot);
  gtk_snapshot_pop (snapshot);
  for (guint i = 0; i < self->titles->len; i++)
    gtk_widget_snapshot_child (widget, self->titles->pdata[i], snapshot);
}

/* --- the model --- */

static void
on_changed_cb (SyGrid *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    sy_grid_row_forget (self->rows->pdata[i]);
  self->cursor = -1;
  self->anchor = -1;
  gtk_bitset_remove_all (self->selection);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT,
                                  (int) MIN (count_rows (self), G_MAXINT), -1);
  /* Here and not while sizes are given out: then it would ask for another round of that, which may get lost.
   */
  if (body_height (self) > 0)
    set_adjustments (self, gtk_widget_get_width (GTK_WIDGET (self)), body_height (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_signal_emit (self, sy_grid_signals[SY_GRID_CURSOR_MOVED], 0);
}

static void
on_loaded_cb (SyGrid *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (self->cursor >= 0)
    g_signal_emit (self, sy_grid_signals[SY_GRID_CURSOR_MOVED], 0);
}

static void
on_scrolled_cb (SyGrid *self)
{
  if (!self->is_placing)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* --- the cursor --- */

static void
centre (GtkAdjustment *adjustment, double from, double size)
{
  double value = gtk_adjustment_get_value (adjustment), page = gtk_adjustment_get_page_size (adjustment);

  if (from < value || from + size > value + page)
    gtk_adjustment_set_value (adjustment, from - (page - size) / 2);
}

static void
show_cursor_column (SyGrid *self)
{
  const SyGridColumn *column = sy_grid_columns_get (self->columns, self->cursor_column);

  gtk_adjustment_clamp_page (self->hadjustment, column->x, column->x + column->width);
}

static void
tell_cursor (SyGrid *self)
{
  const SyGridColumn *column = sy_grid_columns_get (self->columns, self->cursor_column);
  const SyTableColumn *look = sy_table_get_columns (self->table)->pdata[column->index];
  g_autofree char *cell = NULL, *text = NULL;
  SyFrame *frame;
  gint64 row;

  if (sy_row_model_get (self->model, self->cursor, &frame, &row))
    sy_table_format_cell (self->table, frame, column->index, row, self->language, &cell);
  text = g_strdup_printf ("%s: %s", sy_table_column_get_heading (look), cell ? cell : "…");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

gboolean
sy_grid_move_cursor (SyGrid *self, gint64 position, int column, gboolean extend)
{
  gint64 last = count_rows (self) - 1;

  if (!self->columns || self->columns->len == 0 || last < 0)
    return FALSE;
  self->cursor = CLAMP (position, 0, last);
  if (column >= 0)
    self->cursor_column = MIN ((guint) column, self->columns->len - 1);
  if (!extend || self->anchor < 0)
    self->anchor = self->cursor;
  gtk_bitset_remove_all (self->selection);
  gtk_bitset_add_range_closed (self->selection, (guint) MIN (self->anchor, self->cursor),
                               (guint) MAX (self->anchor, self->cursor));
  sy_grid_mark_rows (self);
  tell_cursor (self);
  g_signal_emit (self, sy_grid_signals[SY_GRID_CURSOR_MOVED], 0);
  return TRUE;
}

gint64
sy_grid_get_cursor (SyGrid *self, int *column)
{
  g_return_val_if_fail (SY_IS_GRID (self), -1);

  if (column)
    *column = self->columns && self->columns->len
                  ? (int) sy_grid_columns_get (self->columns, self->cursor_column)->index
                  : -1;
  return self->cursor;
}

static int
find_shown (SyGrid *self, guint index)
{
  for (guint i = 0; self->columns && i < self->columns->len; i++)
    if (sy_grid_columns_get (self->columns, i)->index == index)
      return (int) i;
  return -1;
}

void
sy_grid_scroll_to (SyGrid *self, gint64 position)
{
  g_return_if_fail (SY_IS_GRID (self));

  if (body_height (self) == 0 || self->row_height == 0)
    self->scroll_later = (double) position;
  else
    {
      /* The number of rows may just have changed. */
      set_adjustments (self, gtk_widget_get_width (GTK_WIDGET (self)), body_height (self));
      centre (self->vadjustment, (double) position * self->row_height, self->row_height);
    }
}

void
sy_grid_set_cursor (SyGrid *self, gint64 position, int column, gboolean scroll)
{
  int shown = column < 0 ? -1 : find_shown (self, (guint) column);

  g_return_if_fail (SY_IS_GRID (self));

  if (scroll)
    sy_grid_scroll_to (self, position);
  if (sy_grid_move_cursor (self, position, shown, FALSE) && scroll && body_height (self))
    show_cursor_column (self);
}

gint64
sy_grid_get_top (SyGrid *self)
{
  g_return_val_if_fail (SY_IS_GRID (self), 0);

  return self->row_height ? (gint64) (gtk_adjustment_get_value (self->vadjustment) / self->row_height) : 0;
}

void
sy_grid_clear_cursor (SyGrid *self)
{
  g_return_if_fail (SY_IS_GRID (self));

  self->cursor = self->anchor = -1;
  gtk_bitset_remove_all (self->selection);
  sy_grid_mark_rows (self);
}

GtkBitset *
sy_grid_get_selection (SyGrid *self)
{
  g_return_val_if_fail (SY_IS_GRID (self), NULL);

  return self->selection;
}

GArray *
sy_grid_dup_columns (SyGrid *self)
{
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (SY_IS_GRID (self), indices);

  for (guint i = 0; self->columns && i < self->columns->len; i++)
    g_array_append_val (indices, sy_grid_columns_get (self->columns, i)->index);
  return indices;
}

gboolean
sy_grid_get_title_area (SyGrid *self, guint column, GdkRectangle *area)
{
  int shown = find_shown (self, column);
  int left = (int) gtk_adjustment_get_value (self->hadjustment);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  const SyGridColumn *place;

  g_return_val_if_fail (SY_IS_GRID (self), FALSE);

  if (shown < 0)
    return FALSE;
  place = sy_grid_columns_get (self->columns, (guint) shown);
  area->x = CLAMP (place->x - left, 0, MAX (width - 1, 0));
  area->y = 0;
  area->width = MAX (MIN (place->x - left + place->width, width) - area->x, 1);
  area->height = self->header_height;
  return TRUE;
}

/* --- titles --- */

static guint
column_of (SyGrid *self, SyGridTitle *title)
{
  guint i = 0;

  g_ptr_array_find (self->titles, title, &i);
  return sy_grid_columns_get (self->columns, i)->index;
}

static void
on_title_clicked_cb (SyGrid *self, SyGridTitle *title)
{
  g_signal_emit (self, sy_grid_signals[SY_GRID_TITLE_CLICKED], 0, column_of (self, title));
}

static void
on_title_menu_cb (SyGrid *self, SyGridTitle *title)
{
  g_signal_emit (self, sy_grid_signals[SY_GRID_MENU], 0, column_of (self, title));
}

static void
remove_titles (SyGrid *self)
{
  for (guint i = 0; i < self->titles->len; i++)
    gtk_widget_unparent (self->titles->pdata[i]);
  g_ptr_array_set_size (self->titles, 0);
}

static void
add_titles (SyGrid *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const SyGridColumn *column = sy_grid_columns_get (self->columns, i);
      const SyTableColumn *look = sy_table_get_columns (self->table)->pdata[column->index];
      GtkWidget *title =
          sy_grid_title_new (sy_table_column_get_heading (look), look->description, column->is_right);

      g_signal_connect_swapped (title, "clicked", G_CALLBACK (on_title_clicked_cb), self);
      g_signal_connect_swapped (title, "menu", G_CALLBACK (on_title_menu_cb), self);
      gtk_widget_insert_before (title, GTK_WIDGET (self), NULL);
      g_ptr_array_add (self->titles, title);
    }
}

void
sy_grid_set_table (SyGrid *self, SyTable *table)
{
  g_return_if_fail (SY_IS_GRID (self));

  remove_titles (self);
  g_clear_pointer (&self->columns, g_array_unref);
  g_set_object (&self->table, table);
  self->cursor_column = 0;
  if (table)
    {
      self->columns = sy_grid_columns_new (table);
      add_titles (self);
      ask_title_widths (self);
      self->is_sample_due = TRUE;
      self->n_rows_needed = MAX (self->n_rows_needed, FIRST_ROWS);
      self->n_cells_needed = MAX (self->n_cells_needed, MIN (self->columns->len, FIRST_CELLS));
      grow (self);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      sy_table_get_title (table), -1);
    }
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_child_visible (self->rows->pdata[i], FALSE);
  gtk_adjustment_set_value (self->hadjustment, 0);
  gtk_adjustment_set_value (self->vadjustment, 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
sy_grid_set_sort (SyGrid *self, int column, gboolean descending)
{
  g_return_if_fail (SY_IS_GRID (self));

  for (guint i = 0; i < self->titles->len; i++)
    {
      gboolean is_it = (int) sy_grid_columns_get (self->columns, i)->index == column;

      sy_grid_title_set_sort (self->titles->pdata[i], !is_it ? 0 : descending ? -1 : 1);
    }
  if (self->columns)
    ask_title_widths (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
sy_grid_set_filtered (SyGrid *self, guint column, gboolean is_filtered)
{
  int shown = find_shown (self, column);

  g_return_if_fail (SY_IS_GRID (self));

  if (shown >= 0)
    sy_grid_title_set_filtered (self->titles->pdata[shown], is_filtered);
}

/* --- the object --- */

static void
set_adjustment (SyGrid *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place)
    g_signal_handlers_disconnect_by_func (*place, on_scrolled_cb, self);
  g_clear_object (place);
  *place = g_object_ref_sink (adjustment ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (*place, "value-changed", G_CALLBACK (on_scrolled_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
sy_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SyGrid *self = SY_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hpolicy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vpolicy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sy_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SyGrid *self = SY_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hpolicy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vpolicy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sy_grid_dispose (GObject *object)
{
  SyGrid *self = SY_GRID (object);

  g_clear_handle_id (&self->grow_id, g_source_remove);
  remove_titles (self);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (self->hadjustment)
    g_signal_handlers_disconnect_by_func (self->hadjustment, on_scrolled_cb, self);
  if (self->vadjustment)
    g_signal_handlers_disconnect_by_func (self->vadjustment, on_scrolled_cb, self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  if (self->model)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_object (&self->table);
  g_clear_pointer (&self->columns, g_array_unref);
  G_OBJECT_CLASS (sy_grid_parent_class)->dispose (object);
}

static void
sy_grid_finalize (GObject *object)
{
  SyGrid *self = SY_GRID (object);

  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->rows);
  gtk_bitset_unref (self->selection);
  g_free (self->language);
  G_OBJECT_CLASS (sy_grid_parent_class)->finalize (object);
}

static void
sy_grid_scrollable_init (GtkScrollableInterface *iface)
{
}

static void
install_signals (GObjectClass *object_class)
{
  GType type = G_OBJECT_CLASS_TYPE (object_class);

  sy_grid_signals[SY_GRID_CURSOR_MOVED] =
      g_signal_new ("cursor-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  sy_grid_signals[SY_GRID_ACTIVATED] =
      g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  sy_grid_signals[SY_GRID_OPENED] =
      g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  sy_grid_signals[SY_GRID_TITLE_CLICKED] = g_signal_new ("title-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  sy_grid_signals[SY_GRID_MENU] =
      g_signal_new ("menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sy_grid_class_init (SyGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_grid_dispose;
  object_class->finalize = sy_grid_finalize;
  object_class->set_property = sy_grid_set_property;
  object_class->get_property = sy_grid_get_property;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  widget_class->size_allocate = sy_grid_size_allocate;
  widget_class->measure = sy_grid_measure;
  widget_class->snapshot = sy_grid_snapshot;
  gtk_widget_class_set_css_name (widget_class, "datagrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TREE_GRID);
  install_signals (object_class);
}

static void
sy_grid_init (SyGrid *self)
{
  self->titles = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->selection = gtk_bitset_new_empty ();
  self->cursor = self->anchor = -1;
  self->scroll_later = -1;
  self->resized = -1;
  set_adjustment (self, &self->hadjustment, NULL);
  set_adjustment (self, &self->vadjustment, NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  sy_grid_add_controllers (self);
}

GtkWidget *
sy_grid_new (SyRowModel *model, const char *language)
{
  SyGrid *self = g_object_new (SY_TYPE_GRID, NULL);

  self->model = g_object_ref (model);
  self->language = g_strdup (language);
  g_signal_connect_swapped (model, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect_swapped (model, "loaded", G_CALLBACK (on_loaded_cb), self);
  return GTK_WIDGET (self);
}
