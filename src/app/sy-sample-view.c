/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-sample-view.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "sy-cell-converter.h"
#include "sy-column-words.h"

#define COLUMN_KEY "steelyard-column"
#define ITEM_KEY "steelyard-item"
#define MAX_ROWS 100
/* GTK makes the widgets of up to 200 rows whether they are in sight or not: those that fill the page come
 * with the first frame, the others while nothing else is to do. */
#define FIRST_ROWS 20
#define MORE_ROWS 10
/* The grid makes a widget for every cell of a row: more columns than this would be slow, and are read by
 * nobody. */
#define MAX_COLUMNS 80
#define MAX_CHARS 24

/* --- one row, all of it as text --- */

#define SY_TYPE_PREVIEW_ROW (sy_preview_row_get_type ())
G_DECLARE_FINAL_TYPE (SyPreviewRow, sy_preview_row, SY, PREVIEW_ROW, GObject)

struct _SyPreviewRow
{
  GObject parent_instance;

  guint64 number;
  char **texts;
  const char **misfits; /* reasons, untranslated and static; NULL where the cell can be read */
};

G_DEFINE_FINAL_TYPE (SyPreviewRow, sy_preview_row, G_TYPE_OBJECT)

static void
sy_preview_row_finalize (GObject *object)
{
  SyPreviewRow *self = SY_PREVIEW_ROW (object);

  g_strfreev (self->texts);
  g_free (self->misfits);
  G_OBJECT_CLASS (sy_preview_row_parent_class)->finalize (object);
}

static void
sy_preview_row_class_init (SyPreviewRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_preview_row_finalize;
}

static void
sy_preview_row_init (SyPreviewRow *self)
{
}

/* --- the widget --- */

struct _SySampleView
{
  AdwBin parent_instance;

  GListStore *rows;         /* (element-type SyPreviewRow) */
  GtkSliceListModel *shown; /* those of them that have widgets */
  guint growing;            /* source of the main loop, or 0 */
  GtkWidget *scrolled;
  GtkColumnView *grid;
  GHashTable *items;  /* (element-type GtkListItem) bound ones, to mark the chosen column in */
  GPtrArray *headers; /* (element-type utf8) of the columns shown, to tell whether they are the same */
  GArray *right;      /* (element-type gboolean) whether the cells of each column are right-aligned */
  GArray *left_out;   /* (element-type gboolean) */
  guint chosen;
};

G_DEFINE_FINAL_TYPE (SySampleView, sy_sample_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- values as text --- */

static char *
format_date (gint64 days)
{
  int year, month, day;

  sy_date_from_days (days, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static char *
format_time (gint64 microseconds)
{
  gint64 seconds = microseconds / G_USEC_PER_SEC;

  return g_strdup_printf ("%02d:%02d:%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60),
                          (int) (seconds % 60));
}

static char *
format_timestamp (gint64 microseconds)
{
  gint64 time = microseconds % SY_MICROSECONDS_PER_DAY;
  g_autofree char *date = NULL, *clock = NULL;

  if (time < 0)
    time += SY_MICROSECONDS_PER_DAY;
  date = format_date ((microseconds - time) / SY_MICROSECONDS_PER_DAY);
  clock = format_time (time);
  return g_strconcat (date, " ", clock, NULL);
}

/* A column may have room for more decimals than its cells have: two are shown at least. */
static char *
format_decimal (gint64 mantissa, guint scale)
{
  guint64 all = mantissa < 0 ? 0 - (guint64) mantissa : (guint64) mantissa, unit = 1;

  for (; scale > 2 && all % 10 == 0; scale--)
    all /= 10;
  for (guint i = 0; i < scale; i++)
    unit *= 10;
  if (scale == 0)
    return g_strdup_printf ("%s%" PRIu64, mantissa < 0 ? "−" : "", all);
  return g_strdup_printf ("%s%" PRIu64 ".%0*" PRIu64, mantissa < 0 ? "−" : "", all / unit, (int) scale,
                          all % unit);
}

static char *
format_value (const SyCellFormat *format, const SyCellValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (format->type)
    {
    case SY_COLUMN_INT64:
      return g_strdup_printf ("%" PRId64, value->integer);
    case SY_COLUMN_DOUBLE:
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value->number));
    case SY_COLUMN_DECIMAL:
      return format_decimal (value->integer, format->scale);
    case SY_COLUMN_DATE:
      return format_date (value->integer);
    case SY_COLUMN_TIMESTAMP:
      return format_timestamp (value->integer);
    case SY_COLUMN_TIME:
      return format_time (value->integer);
    case SY_COLUMN_BOOL:
      return g_strdup (value->integer ? _ ("yes") : _ ("no"));
    case SY_COLUMN_TEXT:
    default:
      return g_strndup (value->text, value->length);
    }
}

char *
sy_sample_view_format (const SyImportPlan *plan,
                       const SyImportColumn *column,
                       const SyCell *cell,
                       const char **misfit)
{
  const SyRole *role =
      plan->kind && column->role ? sy_source_kind_find_role (plan->kind, column->role) : NULL;
  SyCellFormat format = { .type = column->type,
                          .scale = column->scale,
                          .money = role && role->type == SY_ROLE_MONEY,
                          .fixed = column->type_by_hand,
                          .reading = column->reading };
  char buffer[SY_CELL_BUFFER_SIZE];
  SyCellNeed need = { 0 };
  SyCellValue value = { 0 };

  *misfit = NULL;
  switch (sy_cell_convert (cell, &format, buffer, &need, &value, misfit))
    {
    case SY_CONVERT_DONE:
      *misfit = NULL;
      return value.is_null ? g_strdup ("") : format_value (&format, &value);
    case SY_CONVERT_WIDER: /* the column grows with it: nothing is lost */
      *misfit = NULL;
      return sy_cell_to_text (cell);
    case SY_CONVERT_MISFIT:
    default:
      return sy_cell_to_text (cell);
    }
}

/* --- filling --- */

static SyPreviewRow *
new_row (const SyImportPlan *plan, const SySampleRow *source, guint n_columns)
{
  static const SyCell empty = { .kind = SY_CELL_EMPTY };
  SyPreviewRow *row = g_object_new (SY_TYPE_PREVIEW_ROW, NULL);

  row->number = source->number;
  row->texts = g_new0 (char *, n_columns + 1);
  row->misfits = g_new0 (const char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    {
      const SyImportColumn *column = plan->columns->pdata[i];
      const SyCell *cell = column->index < source->n_cells ? &source->cells[column->index] : &empty;

      row->texts[i] = sy_sample_view_format (plan, column, cell, &row->misfits[i]);
    }
  return row;
}

static gboolean
show_more_rows (gpointer data)
{
  SySampleView *self = data;
  guint size = gtk_slice_list_model_get_size (self->shown) + MORE_ROWS;

  gtk_slice_list_model_set_size (self->shown, size);
  if (size < MAX_ROWS)
    return G_SOURCE_CONTINUE;
  self->growing = 0;
  return G_SOURCE_REMOVE;
}

/* The first page is to be on the screen before the others are made. */
static gboolean
on_first_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SySampleView *self = SY_SAMPLE_VIEW (widget);

  if (self->growing == 0 && gtk_slice_list_model_get_size (self->shown) < MAX_ROWS)
    self->growing = g_idle_add_full (G_PRIORITY_LOW, show_more_rows, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
fill_rows (SySampleView *self, const SyImportPlan *plan, guint n_columns)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *sample = plan->sample->rows;

  for (guint i = 0; i < sample->len && rows->len < MAX_ROWS; i++)
    {
      const SySampleRow *row = sample->pdata[i];

      if (row->number > plan->header_row)
        g_ptr_array_add (rows, new_row (plan, row, n_columns));
    }
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata,
                       rows->len);
}

/* --- cells --- */

static guint
cell_column (GtkListItem *item)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (item), COLUMN_KEY));
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
on_bind_cb (SySampleView *self, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  SyPreviewRow *row = gtk_list_item_get_item (item);
  guint column = cell_column (item);
  const char *misfit = row->misfits[column];

  g_hash_table_add (self->items, item);
  gtk_label_set_text (GTK_LABEL (label), row->texts[column]);
  gtk_label_set_xalign (GTK_LABEL (label), g_array_index (self->right, gboolean, column) ? 1.0f : 0.0f);
  /* GTK asks the display where the pointer is at each setting, and waits for the answer. */
  if (misfit || gtk_widget_get_has_tooltip (label))
    gtk_widget_set_tooltip_text (label, misfit ? _ (misfit) : NULL);
  set_class (label, "misfit", misfit != NULL);
  set_class (label, "left-out", g_array_index (self->left_out, gboolean, column));
  set_class (label, "in-chosen", column == self->chosen);
}

static void
on_unbind_cb (SySampleView *self, GtkListItem *item)
{
  g_hash_table_remove (self->items, item);
}

static void
on_setup_cb (SySampleView *self, GtkListItem *item, GtkListItemFactory *factory)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "number");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  g_object_set_data (G_OBJECT (item), COLUMN_KEY, g_object_get_data (G_OBJECT (factory), COLUMN_KEY));
  g_object_set_data (G_OBJECT (label), ITEM_KEY, item);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_number_cb (SySampleView *self, GtkListItem *item)
{
  SyPreviewRow *row = gtk_list_item_get_item (item);
  g_autofree char *text = g_strdup_printf ("%" PRIu64, row->number);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
on_setup_number_cb (SySampleView *self, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "number");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
  gtk_list_item_set_child (item, label);
}

/* --- columns --- */

static gboolean
is_right_aligned (const SyImportColumn *column)
{
  return column->type == SY_COLUMN_INT64 || column->type == SY_COLUMN_DOUBLE
         || column->type == SY_COLUMN_DECIMAL;
}

/* The header of the file, and under it what becomes of it. */
static char *
column_title (const SyImportPlan *plan, const SyImportColumn *column)
{
  g_autofree char *meaning = sy_column_words_describe (plan, column);

  return g_strdup_printf ("%s\n%s", column->header, meaning);
}

static gboolean
same_columns (SySampleView *self, const SyImportPlan *plan, guint n_columns)
{
  if (self->headers->len != n_columns)
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    if (!g_str_equal (self->headers->pdata[i], ((const SyImportColumn *) plan->columns->pdata[i])->header))
      return FALSE;
  return TRUE;
}

static void
add_number_column (SySampleView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (on_setup_number_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind_number_cb), self);
  column = gtk_column_view_column_new (_ ("Row"), factory);
  gtk_column_view_append_column (self->grid, column);
}

static void
add_column (SySampleView *self, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), COLUMN_KEY, GUINT_TO_POINTER (index));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  column = gtk_column_view_column_new (NULL, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->grid, column);
}

static void
make_columns (SySampleView *self, const SyImportPlan *plan, guint n_columns)
{
  GListModel *columns = gtk_column_view_get_columns (self->grid);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->grid, column);
    }
  g_ptr_array_set_size (self->headers, 0);
  add_number_column (self);
  for (guint i = 0; i < n_columns; i++)
    {
      g_ptr_array_add (self->headers, g_strdup (((const SyImportColumn *) plan->columns->pdata[i])->header));
      add_column (self, i);
    }
}

/* GTK has no alignment of titles: the box in each of them is moved to the side where its numbers stand. */
static void
align_titles (SySampleView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->grid));
  GtkWidget *title =
      gtk_widget_get_next_sibling (gtk_widget_get_first_child (header)); /* behind row numbers */

  for (guint i = 0; title && i < self->right->len; i++, title = gtk_widget_get_next_sibling (title))
    gtk_widget_set_halign (gtk_widget_get_first_child (title),
                           g_array_index (self->right, gboolean, i) ? GTK_ALIGN_END : GTK_ALIGN_START);
}

static void
title_columns (SySampleView *self, const SyImportPlan *plan, guint n_columns)
{
  GListModel *columns = gtk_column_view_get_columns (self->grid);

  g_array_set_size (self->right, n_columns);
  g_array_set_size (self->left_out, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      const SyImportColumn *source = plan->columns->pdata[i];
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i + 1);
      g_autofree char *title = column_title (plan, source);

      gtk_column_view_column_set_title (column, title);
      g_array_index (self->right, gboolean, i) = is_right_aligned (source);
      g_array_index (self->left_out, gboolean, i) = source->left_out;
    }
  align_titles (self);
}

/* --- choosing --- */

static void
on_pressed_cb (SySampleView *self, int n_press, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->grid), x, y, GTK_PICK_DEFAULT);
  GtkWidget *label = picked && !GTK_IS_LABEL (picked) ? gtk_widget_get_first_child (picked) : picked;
  GtkListItem *item = label ? g_object_get_data (G_OBJECT (label), ITEM_KEY) : NULL;

  if (item)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, cell_column (item));
}

/* The place of a column, from a cell of it on the screen. */
static void
scroll_to_column (SySampleView *self, GtkWidget *label)
{
  GtkAdjustment *scroll = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GtkWidget *cell = gtk_widget_get_parent (label);
  graphene_rect_t box;
  double x;

  if (!gtk_widget_compute_bounds (cell, gtk_widget_get_parent (cell), &box))
    return;
  x = (double) box.origin.x;
  gtk_adjustment_clamp_page (scroll, x, x + (double) box.size.width);
}

void
sy_sample_view_choose (SySampleView *self, guint column)
{
  GHashTableIter iter;
  gpointer item;
  GtkWidget *cell = NULL;

  g_return_if_fail (SY_IS_SAMPLE_VIEW (self));

  self->chosen = column;
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      GtkWidget *label = gtk_list_item_get_child (item);

      set_class (label, "in-chosen", cell_column (item) == column);
      if (cell_column (item) == column)
        cell = label;
    }
  if (cell)
    scroll_to_column (self, cell);
}

void
sy_sample_view_show (SySampleView *self, const SyImportPlan *plan)
{
  guint n_columns;

  g_return_if_fail (SY_IS_SAMPLE_VIEW (self));
  g_return_if_fail (plan != NULL);

  n_columns = MIN (plan->columns->len, MAX_COLUMNS);
  if (!same_columns (self, plan, n_columns))
    {
      g_list_store_remove_all (self->rows);
      make_columns (self, plan, n_columns);
    }
  title_columns (self, plan, n_columns);
  fill_rows (self, plan, n_columns);
}

guint
sy_sample_view_get_n_misfits (SySampleView *self)
{
  guint n = 0, n_rows = sy_sample_view_get_n_rows (self);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (SyPreviewRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      for (guint j = 0; row->texts[j]; j++)
        n += row->misfits[j] != NULL;
    }
  return n;
}

guint
sy_sample_view_get_n_rows (SySampleView *self)
{
  g_return_val_if_fail (SY_IS_SAMPLE_VIEW (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/* --- the object --- */

static void
sy_sample_view_finalize (GObject *object)
{
  SySampleView *self = SY_SAMPLE_VIEW (object);

  g_clear_handle_id (&self->growing, g_source_remove);
  g_object_unref (self->shown);
  g_object_unref (self->rows);
  g_hash_table_unref (self->items);
  g_ptr_array_unref (self->headers);
  g_array_unref (self->right);
  g_array_unref (self->left_out);
  G_OBJECT_CLASS (sy_sample_view_parent_class)->finalize (object);
}

static void
sy_sample_view_class_init (SySampleViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_sample_view_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SY_TYPE_SAMPLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sy_sample_view_init (SySampleView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkNoSelection *model;

  self->rows = g_list_store_new (SY_TYPE_PREVIEW_ROW);
  self->items = g_hash_table_new (NULL, NULL);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->right = g_array_new (FALSE, TRUE, sizeof (gboolean));
  self->left_out = g_array_new (FALSE, TRUE, sizeof (gboolean));
  self->shown = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)), 0, FIRST_ROWS);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_first_frame_cb, NULL, NULL);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  self->grid = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (model)));
  gtk_scrollable_set_hscroll_policy (GTK_SCROLLABLE (self->grid), GTK_SCROLL_NATURAL);
  gtk_column_view_set_show_row_separators (self->grid, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "data");
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "preview");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The first rows as they will be read"), -1);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (click));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (self->scrolled, "sample");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->grid));
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
}
