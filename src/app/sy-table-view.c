/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-view.h"

#include <glib/gi18n.h>

#include "sy-row-model.h"

#define COLUMN_KEY "steelyard-column"
#define ITEM_KEY "steelyard-item"
#define MAX_COPIED_ROWS 100000
#define MIN_TEXT_CHARS 4
#define MAX_TEXT_CHARS 26

struct _SyTableView
{
  GtkWidget parent_instance;

  SySession *session;
  SyTable *table;
  SyRowModel *model;
  GtkMultiSelection *selection;
  GtkColumnView *grid;
  GtkWidget *scrolled;
  GPtrArray *shown;  /* (element-type GUINT) indices of the table's columns that the grid has */
  GHashTable *cells; /* (element-type GtkListItem) bound ones, to mark the chosen cell in */
  int probe;         /* column whose sorter was asked last */
  int sort_column;
  gboolean descending;
  guint chosen_column; /* position in shown */
  gint64 chosen_row;   /* row number; 0: none */
};

G_DEFINE_FINAL_TYPE (SyTableView, sy_table_view, GTK_TYPE_WIDGET)

static const SyTableColumn *
get_column (SyTableView *self, guint position)
{
  return sy_table_get_columns (self->table)->pdata[GPOINTER_TO_UINT (self->shown->pdata[position])];
}

static gboolean
is_right_aligned (const SyTableColumn *column)
{
  return column->type != SY_TYPE_TEXT;
}

/* --- cells --- */

static void
mark_cell (SyTableView *self, GtkListItem *item, guint position)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  SyRow *row = gtk_list_item_get_item (item);
  gboolean chosen = row && self->chosen_row > 0 && position == self->chosen_column
                    && sy_row_get_number (row) == self->chosen_row;

  if (chosen)
    gtk_widget_add_css_class (label, "chosen");
  else
    gtk_widget_remove_css_class (label, "chosen");
}

static guint
cell_column (GtkListItem *item)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (item), COLUMN_KEY));
}

static void
mark_all_cells (SyTableView *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    mark_cell (self, item, cell_column (item));
}

/* Green and red only where the template says which direction is good, and the number has a sign to show. */
static void
colour_cell (SyTableView *self, GtkWidget *label, SyRow *row, guint position)
{
  const SyTableColumn *column = get_column (self, position);
  guint frame_column = GPOINTER_TO_UINT (self->shown->pdata[position]) + 1;
  double value;

  gtk_widget_remove_css_class (label, "good");
  gtk_widget_remove_css_class (label, "bad");
  if (column->direction == 0 || column->type != SY_TYPE_NUMBER)
    return;
  value = sy_frame_get_double (sy_row_get_frame (row), frame_column, sy_row_get_index (row));
  if (value * column->direction < 0)
    gtk_widget_add_css_class (label, "bad");
}

static void
show_cell (SyTableView *self, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  SyRow *row = gtk_list_item_get_item (item);
  guint position = cell_column (item);
  g_autofree char *text = NULL;

  if (!row || !sy_row_get_frame (row))
    {
      gtk_label_set_text (GTK_LABEL (label), "");
      return;
    }
  sy_table_format_cell (self->table, sy_row_get_frame (row), GPOINTER_TO_UINT (self->shown->pdata[position]),
                        sy_row_get_index (row),
                        sy_workbook_get_language (sy_session_get_workbook (self->session)), &text);
  gtk_label_set_text (GTK_LABEL (label), text);
  colour_cell (self, label, row, position);
  mark_cell (self, item, position);
}

static void
on_row_loaded_cb (GtkListItem *item)
{
  SyTableView *self =
      SY_TABLE_VIEW (gtk_widget_get_ancestor (gtk_list_item_get_child (item), SY_TYPE_TABLE_VIEW));

  if (self)
    show_cell (self, item);
}

static void
explain (SyTableView *self, guint position, gint64 row)
{
  self->chosen_column = position;
  self->chosen_row = row;
  mark_all_cells (self);
  sy_session_explain_cell (self->session, sy_table_get_id (self->table), get_column (self, position)->id,
                           row);
}

/* One gesture for the whole grid: thousands of cells are made at once, and each should cost a label only. */
static void
on_pressed_cb (SyTableView *self, int n_press, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->grid), x, y, GTK_PICK_DEFAULT);
  GtkWidget *label = picked && !GTK_IS_LABEL (picked) ? gtk_widget_get_first_child (picked) : picked;
  GtkListItem *item = label ? g_object_get_data (G_OBJECT (label), ITEM_KEY) : NULL;
  SyRow *row = item ? gtk_list_item_get_item (item) : NULL;

  if (row && sy_row_get_number (row) > 0)
    explain (self, cell_column (item), sy_row_get_number (row));
}

static void
on_setup_cb (SyTableView *self, GtkListItem *item, GtkListItemFactory *factory)
{
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), COLUMN_KEY));
  const SyTableColumn *column = get_column (self, position);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_right_aligned (column) ? 1.f : 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label),
                           is_right_aligned (column) ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (!is_right_aligned (column))
    {
      gtk_label_set_width_chars (GTK_LABEL (label), MIN_TEXT_CHARS);
      gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_TEXT_CHARS);
    }
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "number");
  g_object_set_data (G_OBJECT (item), COLUMN_KEY, GUINT_TO_POINTER (position));
  g_object_set_data (G_OBJECT (label), ITEM_KEY, item);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (SyTableView *self, GtkListItem *item)
{
  SyRow *row = gtk_list_item_get_item (item);

  g_hash_table_add (self->cells, item);
  if (!sy_row_get_frame (row))
    g_signal_connect_swapped (row, "loaded", G_CALLBACK (on_row_loaded_cb), item);
  show_cell (self, item);
}

static void
on_unbind_cb (SyTableView *self, GtkListItem *item)
{
  SyRow *row = gtk_list_item_get_item (item);

  g_hash_table_remove (self->cells, item);
  if (row)
    g_signal_handlers_disconnect_by_func (row, on_row_loaded_cb, item);
}

/* A new model for every order: a list that says “all rows changed” is searched by GTK, row by row, for the
 * one that had the focus. */
static void
take_model (SyTableView *self)
{
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  if (self->table)
    {
      self->model = sy_row_model_new (self->session, self->table);
      sy_row_model_sort (self->model, self->sort_column, self->descending);
      self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
    }
  gtk_column_view_set_model (self->grid, self->selection ? GTK_SELECTION_MODEL (self->selection) : NULL);
}

/* --- sorting: the rows are sorted by the engine, so the grid's sorters only tell what is asked for --- */

static int
probe_sorter (gconstpointer a, gconstpointer b, gpointer data)
{
  GObject *sorter_data = data;
  SyTableView *self = g_object_get_data (sorter_data, "view");

  self->probe = GPOINTER_TO_INT (g_object_get_data (sorter_data, COLUMN_KEY));
  return GTK_ORDERING_SMALLER;
}

static void
on_sort_changed_cb (SyTableView *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->grid);
  g_autoptr (SyRow) a = g_object_new (SY_TYPE_ROW, NULL);
  g_autoptr (SyRow) b = g_object_new (SY_TYPE_ROW, NULL);
  GtkOrdering order;

  if (!self->model)
    return;
  self->probe = -1;
  order = gtk_sorter_compare (sorter, a, b);
  self->sort_column = self->probe;
  self->descending = order == GTK_ORDERING_LARGER;
  take_model (self);
}

/* --- columns --- */

/* Where a row was read from is said in words; other columns have a title of their own. */
static const char *
column_title (const SyTableColumn *column)
{
  if (!column->is_provenance)
    return column->title;
  if (g_str_equal (column->id, "_file"))
    return _ ("File");
  if (g_str_equal (column->id, "_sheet"))
    return _ ("Sheet");
  if (g_str_equal (column->id, "_row"))
    return _ ("Row in the file");
  return column->title;
}

static GtkColumnViewColumn *
new_column (SyTableView *self, guint position)
{
  const SyTableColumn *column = get_column (self, position);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *result;
  GtkSorter *sorter;

  g_object_set_data (G_OBJECT (factory), COLUMN_KEY, GUINT_TO_POINTER (position));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  result = gtk_column_view_column_new (column_title (column), factory);
  gtk_column_view_column_set_resizable (result, TRUE);
  gtk_column_view_column_set_expand (result, TRUE);
  g_object_set_data (G_OBJECT (result), "view", self);
  g_object_set_data (G_OBJECT (result), COLUMN_KEY, self->shown->pdata[position]);
  sorter = GTK_SORTER (gtk_custom_sorter_new (probe_sorter, result, NULL));
  gtk_column_view_column_set_sorter (result, sorter);
  g_object_unref (sorter);
  return result;
}

/* GTK has no alignment of titles: the box in each of them is moved to the side where its numbers stand, with
 * the arrow of the order before the words. */
static void
align_titles (SyTableView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->grid));
  GtkWidget *title = header ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; title && i < self->shown->len; i++, title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (!GTK_IS_BOX (box) || !is_right_aligned (get_column (self, i)))
        continue;
      gtk_widget_set_halign (box, GTK_ALIGN_END);
      gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_last_child (box), NULL);
    }
}

static void
remove_columns (SyTableView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->grid);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->grid, column);
    }
}

static void
add_columns (SyTableView *self)
{
  GPtrArray *columns = sy_table_get_columns (self->table);

  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < columns->len; i++)
    if (!((const SyTableColumn *) columns->pdata[i])->hidden)
      g_ptr_array_add (self->shown, GUINT_TO_POINTER (i));
  for (guint i = 0; i < self->shown->len; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = new_column (self, i);

      gtk_column_view_append_column (self->grid, column);
    }
  align_titles (self);
}

static gboolean
same_columns (SyTable *a, SyTable *b)
{
  GPtrArray *left, *right;

  if (!a || !b || !g_str_equal (sy_table_get_id (a), sy_table_get_id (b)))
    return FALSE;
  left = sy_table_get_columns (a);
  right = sy_table_get_columns (b);
  if (left->len != right->len)
    return FALSE;
  for (guint i = 0; i < left->len; i++)
    if (!g_str_equal (((const SyTableColumn *) left->pdata[i])->id,
                      ((const SyTableColumn *) right->pdata[i])->id))
      return FALSE;
  return TRUE;
}

/* --- keyboard --- */

static void
on_activate_cb (SyTableView *self, guint position)
{
  g_autoptr (SyRow) row = self->model ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;

  if (row && sy_row_get_number (row) > 0)
    explain (self, MIN (self->chosen_column, self->shown->len - 1), sy_row_get_number (row));
}

/* Left and right go along the row; up and down are the grid's own. */
static gboolean
on_key_cb (SyTableView *self, guint keyval, guint keycode, GdkModifierType state)
{
  int step = keyval == GDK_KEY_Right ? 1 : keyval == GDK_KEY_Left ? -1 : 0;
  int column = (int) self->chosen_column + step;

  if (step == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) || self->chosen_row == 0)
    return GDK_EVENT_PROPAGATE;
  if (column >= 0 && column < (int) self->shown->len)
    explain (self, (guint) column, self->chosen_row);
  return GDK_EVENT_STOP;
}

/* --- copying --- */

typedef struct
{
  SyTableView *view;
  SyTable *table;
  GtkBitset *rows;
  int sort_column;
  gboolean descending;
  char *text;
} Copy;

static void
free_copy (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->table);
  gtk_bitset_unref (copy->rows);
  g_free (copy->text);
  g_free (copy);
}

static void
append_row (GString *text, SyFrame *frame, gint64 row)
{
  for (guint i = 1; i < sy_frame_get_n_columns (frame); i++)
    {
      g_autofree char *cell = sy_frame_dup_plain (frame, i, row);

      if (i > 1)
        g_string_append_c (text, '\t');
      if (cell)
        g_string_append (text, g_strdelimit (cell, "\t\r\n", ' '));
    }
  g_string_append_c (text, '\n');
}

static gboolean
copy_rows (SyJob *job, gpointer data, GError **error)
{
  Copy *copy = data;
  guint first = gtk_bitset_get_minimum (copy->rows), last = gtk_bitset_get_maximum (copy->rows);
  guint n = MIN (last - first + 1, MAX_COPIED_ROWS);
  g_autoptr (SyFrame) frame = sy_table_read (copy->table, first, n, copy->sort_column, copy->descending,
                                             sy_job_get_cancellable (job), error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!frame)
    return FALSE;
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    if (gtk_bitset_contains (copy->rows, first + (guint) i))
      append_row (text, frame, i);
  copy->text = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

static void
put_on_clipboard (SySession *session, gpointer data, const GError *error)
{
  Copy *copy = data;

  if (error)
    sy_session_fail (session, error);
  else
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (copy->view)), copy->text);
}

static void
on_copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyTableView *self = SY_TABLE_VIEW (widget);
  g_autoptr (GtkBitset) rows =
      self->selection ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;
  Copy *copy;

  if (!rows || gtk_bitset_is_empty (rows))
    return;
  copy = g_new0 (Copy, 1);
  copy->view = self;
  copy->table = g_object_ref (self->table);
  copy->rows = gtk_bitset_ref (rows);
  copy->sort_column = self->sort_column;
  copy->descending = self->descending;
  sy_session_fetch (self->session, G_OBJECT (self), copy_rows, put_on_clipboard, copy, free_copy);
}

/* --- the object --- */

static void
sy_table_view_dispose (GObject *object)
{
  SyTableView *self = SY_TABLE_VIEW (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->table);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_table_view_parent_class)->dispose (object);
}

static void
sy_table_view_finalize (GObject *object)
{
  SyTableView *self = SY_TABLE_VIEW (object);

  g_ptr_array_unref (self->shown);
  g_hash_table_unref (self->cells);
  G_OBJECT_CLASS (sy_table_view_parent_class)->finalize (object);
}

static void
sy_table_view_class_init (SyTableViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_table_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_table_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, on_copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy", NULL);
}

static void
sy_table_view_init (SyTableView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->shown = g_ptr_array_new ();
  self->cells = g_hash_table_new (NULL, NULL);
  self->sort_column = -1;
  self->grid = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_scrollable_set_hscroll_policy (GTK_SCROLLABLE (self->grid), GTK_SCROLL_NATURAL);
  gtk_column_view_set_show_column_separators (self->grid, FALSE);
  gtk_column_view_set_show_row_separators (self->grid, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "data");
  g_signal_connect_swapped (self->grid, "activate", G_CALLBACK (on_activate_cb), self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->grid), "changed",
                           G_CALLBACK (on_sort_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->grid));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
sy_table_view_new (SySession *session)
{
  SyTableView *self = g_object_new (SY_TYPE_TABLE_VIEW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
sy_table_view_set_table (SyTableView *self, SyTable *table)
{
  GtkAdjustment *scroll;
  gboolean same;
  double place;

  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  if (table == self->table)
    return;
  scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  place = gtk_adjustment_get_value (scroll);
  same = same_columns (self->table, table);
  if (!same)
    {
      gtk_column_view_set_model (self->grid, NULL);
      remove_columns (self);
      self->sort_column = -1;
      self->chosen_row = 0;
      self->chosen_column = 0;
    }
  g_set_object (&self->table, table);
  if (table && !same)
    add_columns (self);
  take_model (self);
  if (table)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    sy_table_get_title (table), -1);
  gtk_adjustment_set_value (scroll, same ? place : 0.0);
  if (!same)
    gtk_adjustment_set_value (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled)),
                              0.0);
}

void
sy_table_view_select (SyTableView *self, const char *column, gint64 row)
{
  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  if (!self->table || row < 1 || row > sy_table_get_n_rows (self->table))
    return;
  for (guint i = 0; i < self->shown->len; i++)
    if (g_str_equal (get_column (self, i)->id, column))
      self->chosen_column = i;
  self->chosen_row = row;
  mark_all_cells (self);
  /* Where rows stand in another order than the table's own, only the mark can follow. */
  if (self->sort_column < 0)
    {
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), (guint) row - 1, TRUE);
      gtk_widget_activate_action (GTK_WIDGET (self->grid), "list.scroll-to-item", "u", (guint) row - 1);
    }
}
