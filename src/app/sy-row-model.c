/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-row-model.h"

#define PAGE_ROWS 256
#define MAX_PAGES 48

/* --- one row --- */

struct _SyRow
{
  GObject parent_instance;

  SyFrame *frame;
  gint64 index;
};

G_DEFINE_FINAL_TYPE (SyRow, sy_row, G_TYPE_OBJECT)

static guint loaded_signal;

static void
sy_row_dispose (GObject *object)
{
  g_clear_object (&SY_ROW (object)->frame);
  G_OBJECT_CLASS (sy_row_parent_class)->dispose (object);
}

static void
sy_row_class_init (SyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_row_dispose;
  loaded_signal =
      g_signal_new ("loaded", SY_TYPE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_row_init (SyRow *self)
{
}

SyFrame *
sy_row_get_frame (SyRow *self)
{
  return self->frame;
}

gint64
sy_row_get_index (SyRow *self)
{
  return self->index;
}

gint64
sy_row_get_number (SyRow *self)
{
  return self->frame ? sy_frame_get_int64 (self->frame, 0, self->index) : 0;
}

static void
fill_row (SyRow *self, SyFrame *frame)
{
  if (self->index < sy_frame_get_n_rows (frame))
    g_set_object (&self->frame, frame);
}

/* --- the model --- */

typedef struct
{
  guint number;
  SyFrame *frame;     /* NULL while it is on the way */
  GPtrArray *waiting; /* (element-type SyRow) rows to fill when it comes */
  guint64 used;       /* when it was last asked for */
} Page;

struct _SyRowModel
{
  GObject parent_instance;

  SySession *session;
  SyTable *table;
  int sort_column;
  gboolean descending;
  guint generation; /* of the sort: pages of an older one are not shown */
  guint64 clock;
  GHashTable *pages; /* number → Page */
};

static void sy_row_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SyRowModel,
                               sy_row_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sy_row_model_list_init))

static void
free_page (gpointer data)
{
  Page *page = data;

  g_clear_object (&page->frame);
  g_ptr_array_unref (page->waiting);
  g_free (page);
}

/* One read of one page. */
typedef struct
{
  SyRowModel *model; /* borrowed: it owns the fetch */
  SyTable *table;
  guint page;
  guint generation;
  int sort_column;
  gboolean descending;
  SyFrame *frame;
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  g_object_unref (read->table);
  g_clear_object (&read->frame);
  g_free (read);
}

static gboolean
read_page (SyJob *job, gpointer data, GError **error)
{
  Read *read = data;

  read->frame = sy_table_read (read->table, (gint64) read->page * PAGE_ROWS, PAGE_ROWS, read->sort_column,
                               read->descending, sy_job_get_cancellable (job), error);
  return read->frame != NULL;
}

static void
show_page (SySession *session, gpointer data, const GError *error)
{
  Read *read = data;
  SyRowModel *self = read->model;
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (read->page));
  g_autoptr (GPtrArray) waiting = NULL;

  if (!page || read->generation != self->generation)
    return;
  if (error)
    {
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (read->page));
      sy_session_fail (session, error);
      return;
    }
  page->frame = g_object_ref (read->frame);
  waiting = g_steal_pointer (&page->waiting);
  page->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      fill_row (waiting->pdata[i], page->frame);
      g_signal_emit (waiting->pdata[i], loaded_signal, 0);
    }
}

/* The page that was longest not looked at goes; those on the way stay. */
static void
forget_oldest (SyRowModel *self)
{
  GHashTableIter iter;
  gpointer value;
  Page *oldest = NULL;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      if (page->frame && (!oldest || page->used < oldest->used))
        oldest = page;
    }
  if (oldest)
    g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest->number));
}

static Page *
request_page (SyRowModel *self, guint number)
{
  Page *page = g_new0 (Page, 1);
  Read *read = g_new0 (Read, 1);

  if (g_hash_table_size (self->pages) >= MAX_PAGES)
    forget_oldest (self);
  page->number = number;
  page->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  read->model = self;
  read->table = g_object_ref (self->table);
  read->page = number;
  read->generation = self->generation;
  read->sort_column = self->sort_column;
  read->descending = self->descending;
  sy_session_fetch (self->session, G_OBJECT (self), read_page, show_page, read, free_read);
  return page;
}

static gpointer
sy_row_model_get_item (GListModel *list, guint position)
{
  SyRowModel *self = SY_ROW_MODEL (list);
  guint number = position / PAGE_ROWS;
  Page *page;
  SyRow *row;

  if ((gint64) position >= sy_table_get_n_rows (self->table))
    return NULL;
  row = g_object_new (SY_TYPE_ROW, NULL);
  row->index = position % PAGE_ROWS;
  page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));
  if (!page)
    page = request_page (self, number);
  page->used = ++self->clock;
  if (page->frame)
    fill_row (row, page->frame);
  else
    g_ptr_array_add (page->waiting, g_object_ref (row));
  return row;
}

static guint
sy_row_model_get_n_items (GListModel *list)
{
  return (guint) MIN (sy_table_get_n_rows (SY_ROW_MODEL (list)->table), G_MAXINT);
}

static GType
sy_row_model_get_item_type (GListModel *list)
{
  return SY_TYPE_ROW;
}

static void
sy_row_model_list_init (GListModelInterface *iface)
{
  iface->get_item = sy_row_model_get_item;
  iface->get_n_items = sy_row_model_get_n_items;
  iface->get_item_type = sy_row_model_get_item_type;
}

static void
sy_row_model_dispose (GObject *object)
{
  SyRowModel *self = SY_ROW_MODEL (object);

  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_object (&self->table);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_row_model_parent_class)->dispose (object);
}

static void
sy_row_model_class_init (SyRowModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_row_model_dispose;
}

static void
sy_row_model_init (SyRowModel *self)
{
  self->sort_column = -1;
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, free_page);
}

SyRowModel *
sy_row_model_new (SySession *session, SyTable *table)
{
  SyRowModel *self = g_object_new (SY_TYPE_ROW_MODEL, NULL);

  self->session = g_object_ref (session);
  self->table = g_object_ref (table);
  return self;
}

void
sy_row_model_sort (SyRowModel *self, int column, gboolean descending)
{
  guint n = sy_row_model_get_n_items (G_LIST_MODEL (self));

  g_return_if_fail (SY_IS_ROW_MODEL (self));

  if (self->sort_column == column && self->descending == descending)
    return;
  self->sort_column = column;
  self->descending = descending;
  self->generation++;
  g_hash_table_remove_all (self->pages);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, n);
}
