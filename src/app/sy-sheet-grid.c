/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where everything of the form is. Heights of rows are measured once and kept until their texts or the width
 * change; widgets exist for what is in sight of the page around. */
#include "config.h"

#include "sy-sheet-grid.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-sheet-grid-private.h"

#define MENU_WIDTH 30
#define MIN_TEXT_WIDTH 112
#define MIN_LONG_WIDTH 176
#define MIN_NUMBER_WIDTH 78
#define MAX_NUMBER_WIDTH 132
#define MOST_NUMBER_WIDTH 180
#define MEASURED_ROWS 100
#define DATE_WIDTH 132
#define MIN_DATE_WIDTH 120
#define MIN_CHOICE_WIDTH 104
#define MAX_CHOICE_WIDTH 190
#define BUTTON_WIDTH 24
#define ERROR_WIDTH 300
#define TIGHT 0.62 /* of its usual width a column can be */
#define ERROR_PADDING 6
#define SPARE_ROWS 4

G_DEFINE_FINAL_TYPE (SySheetGrid, sy_sheet_grid, GTK_TYPE_WIDGET)

guint sy_sheet_grid_signals[SY_SHEET_GRID_N_SIGNALS];

guint
sy_sheet_grid_get_n_columns (SySheetGrid *self)
{
  return sy_sheet_rows_get_columns (self->rows)->len;
}

const SySheetColumn *
sy_sheet_grid_get_column (SySheetGrid *self, guint column)
{
  return sy_sheet_rows_get_columns (self->rows)->pdata[column];
}

/* --- columns --- */

static int
measure_text (SySheetGrid *self, const char *text, int width, int *height)
{
  int found;

  if (!self->ruler)
    {
      self->ruler = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_wrap (self->ruler, PANGO_WRAP_WORD_CHAR);
    }
  pango_layout_set_width (self->ruler, width < 0 ? -1 : MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_text (self->ruler, text, -1);
  pango_layout_get_pixel_size (self->ruler, &found, height);
  return found;
}

static int
measure_title (SySheetGrid *self, guint column)
{
  int natural;

  gtk_widget_measure (self->titles->pdata[column], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                      NULL);
  return natural + 2 * SY_SHEET_PADDING_X;
}

static int
measure_choices (SySheetGrid *self, const SySheetColumn *column)
{
  int width = 0;

  for (guint i = 0; column->choices && i < column->choices->len; i++)
    width = MAX (width, measure_text (self, ((SySheetChoice *) column->choices->pdata[i])->title, -1, NULL));
  return width + 2 * SY_SHEET_PADDING_X + BUTTON_WIDTH;
}

/* The longest of the first numbers: a number that is broken into lines is read wrongly. */
static int
measure_numbers (SySheetGrid *self, guint column)
{
  guint n = MIN (sy_sheet_rows_get_n_rows (self->rows), MEASURED_ROWS);
  g_autofree char *longest = g_strdup ("");
  gboolean has_link = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = sy_sheet_rows_dup_shown (self->rows, i, column);

      has_link = has_link || sy_sheet_rows_is_linked (self->rows, i, column);
      if (strlen (text) > strlen (longest))
        {
          g_free (longest);
          longest = g_steal_pointer (&text);
        }
    }
  return measure_text (self, longest, -1, NULL) + 2 * SY_SHEET_PADDING_X + (has_link ? BUTTON_WIDTH : 0);
}

static int
get_number_width (SySheetGrid *self, guint column, int title)
{
  int width = CLAMP (title, MIN_NUMBER_WIDTH, MAX_NUMBER_WIDTH);

  return MAX (width, MIN (measure_numbers (self, column), MOST_NUMBER_WIDTH));
}

/* How wide a column is at least, and what share it takes of the rest. */
static int
get_least_width (SySheetGrid *self, guint index, int *share)
{
  const SySheetColumn *column = sy_sheet_grid_get_column (self, index);
  int title = measure_title (self, index);

  *share = 0;
  switch (column->kind)
    {
    case SY_SHEET_NUMBER:
      return get_number_width (self, index, title);
    case SY_SHEET_DATE:
      return DATE_WIDTH;
    case SY_SHEET_CHOICE:
      return CLAMP (MAX (measure_choices (self, column), title), MIN_CHOICE_WIDTH, MAX_CHOICE_WIDTH);
    case SY_SHEET_COMPUTED:
      if (column->is_right)
        return get_number_width (self, index, title);
      *share = 2;
      return MIN_TEXT_WIDTH;
    case SY_SHEET_TEXT:
    default:
      *share = column->is_long ? 4 : 2;
      return column->is_long ? MIN_LONG_WIDTH : MIN_TEXT_WIDTH;
    }
}

static int
get_edges (SySheetGrid *self)
{
  return SY_SHEET_NUMBER_WIDTH + (sy_sheet_rows_is_open (self->rows) ? MENU_WIDTH : 0);
}

/* Where there is little room: texts and titles wrap, days and numbers can't. */
static int
get_tight_width (SySheetGrid *self, guint index)
{
  const SySheetColumn *column = sy_sheet_grid_get_column (self, index);
  int share;

  if (column->kind == SY_SHEET_DATE)
    return MIN_DATE_WIDTH;
  if (column->is_right)
    return get_number_width (self, index, 0);
  return (int) (get_least_width (self, index, &share) * TIGHT);
}

static int
get_least_width_of_all (SySheetGrid *self)
{
  int width = 0, share;

  for (guint i = 0; i < sy_sheet_grid_get_n_columns (self); i++)
    width += get_least_width (self, i, &share);
  return width;
}

static int
get_tight_width_of_all (SySheetGrid *self)
{
  int width = 0;

  for (guint i = 0; i < sy_sheet_grid_get_n_columns (self); i++)
    width += get_tight_width (self, i);
  return width;
}

/* Between its least width and the tight one, by how much room there is. */
static int
find_width (SySheetGrid *self, guint index, int room, int least, int tight)
{
  int share, own = get_least_width (self, index, &share), own_tight = get_tight_width (self, index);

  if (room >= least)
    return own;
  return own_tight + (int) ((double) (own - own_tight) * MAX (room - tight, 0) / MAX (least - tight, 1));
}

static void
place_columns (SySheetGrid *self, int width)
{
  guint n = sy_sheet_grid_get_n_columns (self);
  int least = get_least_width_of_all (self), tight = get_tight_width_of_all (self);
  int room = width - get_edges (self), spare = MAX (room - least, 0);
  int shares = 0, share, x = SY_SHEET_NUMBER_WIDTH;

  g_free (self->places);
  self->places = g_new0 (SySheetPlace, n + 1);
  for (guint i = 0; i < n; i++)
    {
      get_least_width (self, i, &share);
      shares += share;
    }
  for (guint i = 0; i < n; i++)
    {
      get_least_width (self, i, &share);
      self->places[i].width = find_width (self, i, room, least, tight) + (share ? spare * share / shares : 0);
      self->places[i].x = x;
      x += self->places[i].width;
    }
}

/* --- rows --- */

static int
measure_cell (SySheetGrid *self, guint row, guint column)
{
  gboolean is_edited = row == self->row && column == self->column && self->view;
  g_autofree char *text =
      is_edited ? sy_sheet_grid_dup_typed (self) : sy_sheet_rows_dup_shown (self->rows, row, column);
  int width = self->places[column].width - 2 * SY_SHEET_PADDING_X, height;

  if (is_edited && gtk_widget_get_visible (self->button))
    width -= BUTTON_WIDTH;
  /* Room for the mark of a link. */
  if (!is_edited && sy_sheet_rows_is_linked (self->rows, row, column))
    width -= BUTTON_WIDTH;
  measure_text (self, text, width, &height);
  return height;
}

static const char *
find_error (SySheetGrid *self, guint row, guint *column)
{
  for (guint i = 0; i < sy_sheet_grid_get_n_columns (self); i++)
    {
      const char *error = sy_sheet_rows_get_remark (self->rows, row, i);

      *column = i;
      if (error)
        return error;
    }
  return NULL;
}

static int
get_error_x (SySheetGrid *self, guint column)
{
  return MAX (MIN (self->places[column].x + SY_SHEET_PADDING_X, self->width - ERROR_WIDTH),
              SY_SHEET_NUMBER_WIDTH);
}

static int
measure_row (SySheetGrid *self, guint row, int *error_height)
{
  int height = 0;
  guint column;
  const char *error = find_error (self, row, &column);

  for (guint i = 0; i < sy_sheet_grid_get_n_columns (self); i++)
    height = MAX (height, measure_cell (self, row, i));
  *error_height = 0;
  if (error)
    {
      measure_text (self, error, self->width - get_error_x (self, column), error_height);
      *error_height += ERROR_PADDING;
    }
  return height + 2 * SY_SHEET_PADDING_Y;
}

static void
measure_rows (SySheetGrid *self)
{
  guint n = sy_sheet_rows_get_n_rows (self->rows);
  int y = self->header_height;

  g_array_set_size (self->heights, n); /* new ones are 0 */
  g_array_set_size (self->errors, n);
  g_array_set_size (self->offsets, n + 1);
  for (guint i = 0; i < n; i++)
    {
      int *height = &g_array_index (self->heights, int, i);
      int *error = &g_array_index (self->errors, int, i);

      if (*height == 0)
        *height = measure_row (self, i, error);
      g_array_index (self->offsets, int, i) = y;
      y += *height + *error + 1;
    }
  g_array_index (self->offsets, int, n) = y;
}

static void
measure_header (SySheetGrid *self)
{
  int height = 0;

  for (guint i = 0; i < self->titles->len; i++)
    {
      int least;

      gtk_widget_measure (self->titles->pdata[i], GTK_ORIENTATION_VERTICAL,
                          self->places[i].width - 2 * SY_SHEET_PADDING_X, &least, NULL, NULL, NULL);
      height = MAX (height, least);
    }
  self->header_height = height + 2 * SY_SHEET_PADDING_Y;
}

/* Whether they lie elsewhere now. */
static gboolean
place_columns_again (SySheetGrid *self, int width)
{
  g_autofree SySheetPlace *old = g_steal_pointer (&self->places);
  guint n = sy_sheet_grid_get_n_columns (self);

  place_columns (self, width);
  return !old || memcmp (old, self->places, n * sizeof *old) != 0;
}

static void
prepare (SySheetGrid *self, int width)
{
  gboolean is_moved = self->width != width || self->has_new_texts;

  self->width = width;
  self->has_new_texts = FALSE;
  if (is_moved && place_columns_again (self, width))
    {
      measure_header (self);
      g_array_set_size (self->heights, 0);
    }
  measure_rows (self);
}

void
sy_sheet_grid_forget_height (SySheetGrid *self, int row)
{
  self->has_new_texts = TRUE;
  if (row < 0)
    g_array_set_size (self->heights, 0);
  else if ((guint) row < self->heights->len)
    g_array_index (self->heights, int, row) = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static int
get_row_top (SySheetGrid *self, guint row)
{
  return row < self->offsets->len ? g_array_index (self->offsets, int, row) : 0;
}

static guint
find_row (SySheetGrid *self, int y)
{
  guint low = 0, high = self->offsets->len > 0 ? self->offsets->len - 1 : 0;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->offsets, int, middle + 1) <= y)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
sy_sheet_grid_get_area (SySheetGrid *self, guint row, guint column, GdkRectangle *area)
{
  int error;

  *area = (GdkRectangle){ 0, 0, 1, 1 };
  if (!self->places || column >= sy_sheet_grid_get_n_columns (self) || row >= self->heights->len)
    return;
  area->x = self->places[column].x;
  area->width = self->places[column].width;
  area->y = get_row_top (self, row);
  area->height = g_array_index (self->heights, int, row);
  /* It is being typed into. */
  if (area->height == 0)
    area->height = measure_row (self, row, &error);
}

/* A popover that points at a place out of sight has no screen to stand on. */
static void
clamp_to (GtkWidget *widget, GtkWidget *around, GdkRectangle *area)
{
  graphene_point_t at;
  int width = gtk_widget_get_width (around), height = gtk_widget_get_height (around);

  if (!gtk_widget_compute_point (widget, around, &GRAPHENE_POINT_INIT (0, 0), &at))
    return;
  area->width = CLAMP (area->width, 1, MAX (width, 1));
  area->height = CLAMP (area->height, 1, MAX (height, 1));
  area->x = CLAMP (area->x, (int) -at.x, MAX ((int) -at.x + width - area->width, (int) -at.x));
  area->y = CLAMP (area->y, (int) -at.y, MAX ((int) -at.y + height - area->height, (int) -at.y));
}

static void
point (SySheetGrid *self, GtkPopover *popover)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GdkRectangle area;

  sy_sheet_grid_get_area (self, self->row, self->column, &area);
  if (root)
    clamp_to (GTK_WIDGET (self), GTK_WIDGET (root), &area);
  gtk_popover_set_pointing_to (popover, &area);
}

void
sy_sheet_grid_point (SySheetGrid *self, GtkPopover *popover)
{
  point (self, popover);
  gtk_popover_popup (popover);
}

static void
follow_with_popover (SySheetGrid *self, GtkPopover *popover)
{
  if (gtk_widget_get_visible (GTK_WIDGET (popover)))
    point (self, popover);
  gtk_popover_present (popover);
}

gboolean
sy_sheet_grid_find_cell (SySheetGrid *self, double x, double y, guint *row, guint *column)
{
  guint n_rows = sy_sheet_rows_get_n_rows (self->rows);

  if (y < self->header_height || !self->places)
    return FALSE;
  *row = find_row (self, (int) y);
  for (guint i = 0; i < sy_sheet_grid_get_n_columns (self); i++)
    if (x >= self->places[i].x && x < self->places[i].x + self->places[i].width)
      {
        *column = i;
        return *row < n_rows;
      }
  return FALSE;
}

/* --- what is in sight --- */

/* Rows between the upper and the lower edge of the page around. */
static void
find_visible (SySheetGrid *self, guint *first, guint *last)
{
  graphene_point_t at = GRAPHENE_POINT_INIT (0, 0);
  guint n = sy_sheet_rows_get_n_rows (self->rows);
  int height = 800;

  if (self->scrolled)
    {
      height = gtk_widget_get_height (self->scrolled);
      if (!gtk_widget_compute_point (GTK_WIDGET (self), self->scrolled, &GRAPHENE_POINT_INIT (0, 0), &at))
        at.y = 0;
    }
  *first = find_row (self, (int) -at.y);
  *last = MIN (find_row (self, (int) -at.y + MAX (height, 1)) + 1, n);
}

static gboolean
grow_cb (gpointer data)
{
  SySheetGrid *self = data;
  guint first, last, wanted;

  self->grow_id = 0;
  find_visible (self, &first, &last);
  wanted = MIN (last - MIN (first, last) + SPARE_ROWS, sy_sheet_rows_get_n_rows (self->rows));
  while (self->pool->len < wanted)
    {
      GtkWidget *row = sy_sheet_row_new (sy_sheet_grid_get_n_columns (self));

      /* Below the editor. */
      gtk_widget_insert_before (row, GTK_WIDGET (self), GTK_WIDGET (self->view));
      g_ptr_array_add (self->pool, row);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
place_child (GtkWidget *child, int x, int y, int width, int height)
{
  const GtkAllocation area = { x, y, MAX (width, 0), MAX (height, 0) };

  gtk_widget_size_allocate (child, &area, -1);
}

static void
place_row (SySheetGrid *self, guint row, int width)
{
  SySheetRow *view = self->pool->pdata[row % self->pool->len];
  int height = g_array_index (self->heights, int, row), error = g_array_index (self->errors, int, row);
  /* Without the keys the editor is not seen, and the label says what is there. */
  gboolean has_keys = (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
  gboolean is_edited = row == self->row && has_keys && gtk_widget_get_visible (GTK_WIDGET (self->view));
  guint column = 0;

  find_error (self, row, &column);
  gtk_widget_set_child_visible (GTK_WIDGET (view), TRUE);
  sy_sheet_row_show (view, self->rows, row, is_edited ? (int) self->column : -1);
  place_child (GTK_WIDGET (view), 0, get_row_top (self, row), width, height + error + 1);
  sy_sheet_row_place (view, self->places, width, height + error + 1, height, get_error_x (self, column));
}

static void
place_rows (SySheetGrid *self, int width)
{
  guint first, last, n;

  find_visible (self, &first, &last);
  n = last - MIN (first, last);
  if (n > self->pool->len && self->grow_id == 0)
    self->grow_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, grow_cb, self, NULL);
  for (guint i = 0; i < self->pool->len; i++)
    gtk_widget_set_child_visible (self->pool->pdata[i], FALSE);
  if (self->pool->len == 0)
    return;
  for (guint row = first; row < MIN (last, first + self->pool->len); row++)
    place_row (self, row, width);
}

static void
place_editor (SySheetGrid *self, int width)
{
  GdkRectangle area;
  gboolean has_button = gtk_widget_get_visible (self->button);
  int height;

  sy_sheet_grid_get_area (self, self->row, self->column, &area);
  place_child (GTK_WIDGET (self->view), area.x, area.y, area.width - (has_button ? BUTTON_WIDTH : 0),
               area.height);
  if (has_button)
    {
      gtk_widget_measure (self->button, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      place_child (self->button, area.x + area.width - BUTTON_WIDTH, area.y, BUTTON_WIDTH,
                   MIN (MAX (height, 24), area.height));
    }
  if (!gtk_widget_get_visible (self->row_menu))
    return;
  gtk_widget_measure (self->row_menu, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  place_child (self->row_menu, width - MENU_WIDTH, area.y + 2, MENU_WIDTH - 2, MAX (height, 24));
}

static gboolean
resize_cb (gpointer data)
{
  SySheetGrid *self = data;

  self->resize_id = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
sy_sheet_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SySheetGrid *self = SY_SHEET_GRID (widget);

  /* What scrolls sideways asks for a height without telling the width. */
  if (self->width != width && self->resize_id == 0)
    self->resize_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, resize_cb, self, NULL);
  prepare (self, width);
  for (guint i = 0; i < self->titles->len; i++)
    place_child (self->titles->pdata[i], self->places[i].x + SY_SHEET_PADDING_X, 0,
                 self->places[i].width - 2 * SY_SHEET_PADDING_X, self->header_height);
  place_rows (self, width);
  place_editor (self, width);
  follow_with_popover (self, self->popover);
  follow_with_popover (self, self->calendar_popover);
}

static void
sy_sheet_grid_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  SySheetGrid *self = SY_SHEET_GRID (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = get_least_width_of_all (self) + get_edges (self);
      *minimum = get_tight_width_of_all (self) + get_edges (self);
      return;
    }
  prepare (self, for_size > 0
                     ? for_size
                     : (self->width ? self->width : get_least_width_of_all (self) + get_edges (self)));
  *minimum = *natural = get_row_top (self, sy_sheet_rows_get_n_rows (self->rows));
}

static GtkSizeRequestMode
sy_sheet_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* --- scrolling --- */

static gboolean
follow_cb (gpointer data)
{
  SySheetGrid *self = data;

  self->follow_id = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* The page tells in the middle of giving out places too, when nothing may ask for another. */
static void
on_scrolled_cb (SySheetGrid *self)
{
  if (self->follow_id == 0)
    self->follow_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, follow_cb, self, NULL);
}

/* The page scrolls down; what is around the form alone scrolls sideways. */
static GtkWidget *
find_scrolled (SySheetGrid *self, gboolean vertical)
{
  for (GtkWidget *widget = GTK_WIDGET (self); widget; widget = gtk_widget_get_parent (widget))
    {
      GtkPolicyType across, down;

      if (!GTK_IS_SCROLLED_WINDOW (widget))
        continue;
      gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &across, &down);
      if ((vertical ? down : across) != GTK_POLICY_NEVER)
        return widget;
    }
  return NULL;
}

static void
follow_page (SySheetGrid *self, gboolean on)
{
  GtkAdjustment *vertical;

  if (self->scrolled)
    g_signal_handlers_disconnect_by_data (
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), self);
  self->scrolled = on ? find_scrolled (self, TRUE) : NULL;
  if (!self->scrolled)
    return;
  vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  g_signal_connect_swapped (vertical, "value-changed", G_CALLBACK (on_scrolled_cb), self);
  g_signal_connect_swapped (vertical, "changed", G_CALLBACK (on_scrolled_cb), self);
}

static void
sy_sheet_grid_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sy_sheet_grid_parent_class)->map (widget);
  follow_page (SY_SHEET_GRID (widget), TRUE);
}

static void
sy_sheet_grid_unmap (GtkWidget *widget)
{
  follow_page (SY_SHEET_GRID (widget), FALSE);
  GTK_WIDGET_CLASS (sy_sheet_grid_parent_class)->unmap (widget);
}

static void
scroll_sideways (SySheetGrid *self, const GdkRectangle *area)
{
  GtkWidget *scrolled = find_scrolled (self, FALSE);

  if (scrolled)
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)),
                               self->column == 0 ? 0 : area->x, area->x + area->width + MENU_WIDTH);
}

static gboolean
scroll_cb (gpointer data)
{
  SySheetGrid *self = data;
  GtkAdjustment *vertical;
  graphene_point_t at;
  GdkRectangle area;
  double y;

  self->scroll_id = 0;
  if (!self->scrolled
      || !gtk_widget_compute_point (GTK_WIDGET (self), self->scrolled, &GRAPHENE_POINT_INIT (0, 0), &at))
    return G_SOURCE_REMOVE;
  vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  sy_sheet_grid_get_area (self, self->row, self->column, &area);
  scroll_sideways (self, &area);
  /* The titles come into sight with the first row, and what is wrong with its cell. */
  y = at.y + gtk_adjustment_get_value (vertical) + (self->row == 0 ? 0 : area.y);
  gtk_adjustment_clamp_page (
      vertical, y,
      y + area.height + (self->row == 0 ? self->header_height : 0)
          + (self->row < self->errors->len ? g_array_index (self->errors, int, self->row) : 0) + 12);
  return G_SOURCE_REMOVE;
}

/* When the new heights are given out. */
void
sy_sheet_grid_scroll_to_cursor (SySheetGrid *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, scroll_cb, self, NULL);
}

/* --- following the rows --- */

static void
add_titles (SySheetGrid *self)
{
  for (guint i = 0; i < sy_sheet_grid_get_n_columns (self); i++)
    {
      const SySheetColumn *column = sy_sheet_grid_get_column (self, i);
      GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_COLUMN_HEADER,
                                       "label", column->title, "wrap", TRUE, "wrap-mode",
                                       PANGO_WRAP_WORD_CHAR, "xalign", column->is_right ? 1.f : 0.f, NULL);

      if (column->is_right)
        gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_RIGHT);
      gtk_widget_add_css_class (title, "sheet-title");
      if (column->description)
        gtk_widget_set_tooltip_text (title, column->description);
      gtk_widget_insert_before (title, GTK_WIDGET (self), GTK_WIDGET (self->view));
      g_ptr_array_add (self->titles, title);
    }
  self->width = 0;
}

/* Who comes by Tab can type at once. */
static void
start_at_typed_column (SySheetGrid *self)
{
  for (guint i = 0; i < sy_sheet_grid_get_n_columns (self); i++)
    if (sy_sheet_grid_can_type (self, 0, i))
      {
        self->column = i;
        return;
      }
}

static void
on_rows_changed_cb (SySheetGrid *self, int row)
{
  guint n = sy_sheet_rows_get_n_rows (self->rows);

  if (self->titles->len == 0)
    {
      add_titles (self);
      start_at_typed_column (self);
    }
  if (n > 0 && self->row >= n)
    {
      self->row = n - 1;
      self->has_typed = FALSE;
    }
  if (row < 0)
    sy_sheet_grid_load (self);
  sy_sheet_grid_forget_height (self, row);
}

/* --- the object --- */

/* Who comes by Tab sees the cell where the keys go, not only the table. */
static gboolean
sy_sheet_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SySheetGrid *self = SY_SHEET_GRID (widget);

  if (self->has_keys || !gtk_widget_grab_focus (GTK_WIDGET (self->view)))
    return GTK_WIDGET_CLASS (sy_sheet_grid_parent_class)->focus (widget, direction);
  sy_sheet_grid_scroll_to_cursor (self);
  return TRUE;
}

static void
sy_sheet_grid_dispose (GObject *object)
{
  SySheetGrid *self = SY_SHEET_GRID (object);

  g_clear_handle_id (&self->grow_id, g_source_remove);
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_handle_id (&self->resize_id, g_source_remove);
  g_clear_handle_id (&self->commit_id, g_source_remove);
  follow_page (self, FALSE);
  if (self->rows)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  sy_sheet_grid_remove_offers (self);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self)));)
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->titles, 0);
  g_ptr_array_set_size (self->pool, 0);
  self->view = NULL;
  g_clear_object (&self->ruler);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (sy_sheet_grid_parent_class)->dispose (object);
}

static void
sy_sheet_grid_finalize (GObject *object)
{
  SySheetGrid *self = SY_SHEET_GRID (object);

  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->pool);
  g_ptr_array_unref (self->offered);
  g_array_unref (self->heights);
  g_array_unref (self->errors);
  g_array_unref (self->offsets);
  g_free (self->places);
  g_free (self->before);
  g_free (self->canonical);
  g_free (self->explained);
  G_OBJECT_CLASS (sy_sheet_grid_parent_class)->finalize (object);
}

/* Another font. */
static void
sy_sheet_grid_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  SySheetGrid *self = SY_SHEET_GRID (widget);

  GTK_WIDGET_CLASS (sy_sheet_grid_parent_class)->system_setting_changed (widget, setting);
  g_clear_object (&self->ruler);
  self->width = 0;
  gtk_widget_queue_resize (widget);
}

static void
add_signals (void)
{
  sy_sheet_grid_signals[SY_SHEET_GRID_EXPLAIN] =
      g_signal_new ("explain", SY_TYPE_SHEET_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                    G_TYPE_UINT, G_TYPE_STRING);
  sy_sheet_grid_signals[SY_SHEET_GRID_FOLLOW] = g_signal_new (
      "follow", SY_TYPE_SHEET_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  sy_sheet_grid_signals[SY_SHEET_GRID_LINK] =
      g_signal_new ("link", SY_TYPE_SHEET_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                    G_TYPE_UINT, G_TYPE_STRING);
  sy_sheet_grid_signals[SY_SHEET_GRID_ROW_CHOSEN] = g_signal_new (
      "row-chosen", SY_TYPE_SHEET_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  sy_sheet_grid_signals[SY_SHEET_GRID_SAID] = g_signal_new ("said", SY_TYPE_SHEET_GRID, G_SIGNAL_RUN_LAST, 0,
                                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sy_sheet_grid_class_init (SySheetGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_sheet_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_sheet_grid_finalize;
  widget_class->measure = sy_sheet_grid_measure;
  widget_class->get_request_mode = sy_sheet_grid_get_request_mode;
  widget_class->size_allocate = sy_sheet_grid_size_allocate;
  widget_class->focus = sy_sheet_grid_focus;
  widget_class->map = sy_sheet_grid_map;
  widget_class->unmap = sy_sheet_grid_unmap;
  widget_class->system_setting_changed = sy_sheet_grid_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "sheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  add_signals ();
  sy_sheet_grid_install_actions (widget_class);
}

static void
sy_sheet_grid_init (SySheetGrid *self)
{
  self->titles = g_ptr_array_new ();
  self->pool = g_ptr_array_new ();
  self->offered = g_ptr_array_new ();
  self->heights = g_array_new (FALSE, TRUE, sizeof (int));
  self->errors = g_array_new (FALSE, TRUE, sizeof (int));
  self->offsets = g_array_new (FALSE, TRUE, sizeof (int));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
sy_sheet_grid_new (SySheetRows *rows)
{
  SySheetGrid *self = g_object_new (SY_TYPE_SHEET_GRID, NULL);
  const char *title = sy_sheet_rows_get_title (rows);

  self->rows = g_object_ref (rows);
  sy_sheet_grid_add_editor (self);
  sy_sheet_grid_add_offers (self);
  sy_sheet_grid_add_controllers (self);
  g_signal_connect_swapped (rows, "changed", G_CALLBACK (on_rows_changed_cb), self);
  if (sy_sheet_rows_get_columns (rows)->len > 0)
    on_rows_changed_cb (self, -1);
  if (title)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

SySheetRows *
sy_sheet_grid_get_rows (SySheetGrid *self)
{
  g_return_val_if_fail (SY_IS_SHEET_GRID (self), NULL);

  return self->rows;
}
