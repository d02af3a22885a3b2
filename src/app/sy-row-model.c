/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page is read at a time. What is dragged past on the way to the end of ten million rows is never read:
 * when a read ends, the next is chosen among what is in sight by then. */
#include "config.h"

#include "sy-row-model.h"

#define PAGE_ROWS SY_ROW_MODEL_PAGE_ROWS
#define MAX_PAGES 64

typedef struct
{
  gint64 number;
  SyFrame *frame;
  guint64 used; /* when it was last asked for */
} Page;

struct _SyRowModel
{
  GObject parent_instance;

  SySession *session;
  SyRowOrder *order;
  guint generation;              /* of the order: pages of an older one are not shown */
  gint64 wanted_from, wanted_to; /* pages in sight */
  gboolean is_reading;
  gboolean has_failed; /* and was told so: no further read before the next order */
  guint64 clock;
  GHashTable *pages; /* number → Page */
};

G_DEFINE_FINAL_TYPE (SyRowModel, sy_row_model, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_LOADED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
free_page (gpointer data)
{
  Page *page = data;

  g_object_unref (page->frame);
  g_free (page);
}

/* The page that was longest not looked at goes. */
static void
forget_oldest (SyRowModel *self)
{
  GHashTableIter iter;
  gpointer value;
  Page *oldest = NULL;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!oldest || ((Page *) value)->used < oldest->used)
      oldest = value;
  if (oldest)
    g_hash_table_remove (self->pages, &oldest->number);
}

static void
keep_page (SyRowModel *self, gint64 number, SyFrame *frame)
{
  Page *page = g_new0 (Page, 1);

  if (g_hash_table_size (self->pages) >= MAX_PAGES)
    forget_oldest (self);
  page->number = number;
  page->frame = g_object_ref (frame);
  page->used = ++self->clock;
  g_hash_table_replace (self->pages, &page->number, page);
}

/* --- reading --- */

typedef struct
{
  SyRowModel *model; /* borrowed: it owns the fetch */
  SyRowOrder *order;
  gint64 page;
  guint generation;
  SyFrame *frame;
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  g_object_unref (read->order);
  g_clear_object (&read->frame);
  g_free (read);
}

static gboolean
read_page (SyJob *job, gpointer data, GError **error)
{
  Read *read = data;

  read->frame =
      sy_row_order_read (read->order, read->page * PAGE_ROWS, PAGE_ROWS, sy_job_get_cancellable (job), error);
  return read->frame != NULL;
}

static void read_next (SyRowModel *self);

static void
show_page (SySession *session, gpointer data, const GError *error)
{
  Read *read = data;
  SyRowModel *self = read->model;

  self->is_reading = FALSE;
  if (read->generation == self->generation)
    {
      if (error)
        {
          self->has_failed = TRUE;
          sy_session_fail (session, error);
          return;
        }
      keep_page (self, read->page, read->frame);
      g_signal_emit (self, signals[SIGNAL_LOADED], 0);
    }
  read_next (self);
}

/* The first page in sight that is missing, then the ones beside; -1: none is. */
static gint64
find_missing (SyRowModel *self)
{
  gint64 last = (sy_row_model_get_n_rows (self) - 1) / PAGE_ROWS;

  for (gint64 page = self->wanted_from; page <= self->wanted_to; page++)
    if (!g_hash_table_contains (self->pages, &page))
      return page;
  for (gint64 page = self->wanted_to + 1; page >= self->wanted_from - 1; page -= 2)
    if (page >= 0 && page <= last && !g_hash_table_contains (self->pages, &page))
      return page;
  return -1;
}

static void
read_next (SyRowModel *self)
{
  gint64 page;
  Read *read;

  if (self->is_reading || self->has_failed || !self->order || self->wanted_to < 0)
    return;
  page = find_missing (self);
  if (page < 0)
    return;
  read = g_new0 (Read, 1);
  read->model = self;
  read->order = g_object_ref (self->order);
  read->page = page;
  read->generation = self->generation;
  self->is_reading = TRUE;
  sy_session_fetch (self->session, G_OBJECT (self), read_page, show_page, read, free_read);
}

/* --- the object --- */

static void
sy_row_model_dispose (GObject *object)
{
  SyRowModel *self = SY_ROW_MODEL (object);

  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_object (&self->order);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_row_model_parent_class)->dispose (object);
}

static void
sy_row_model_class_init (SyRowModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_row_model_dispose;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", SY_TYPE_ROW_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOADED] =
      g_signal_new ("loaded", SY_TYPE_ROW_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_row_model_init (SyRowModel *self)
{
  self->wanted_to = -1;
  self->pages = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, free_page);
}

SyRowModel *
sy_row_model_new (SySession *session)
{
  SyRowModel *self = g_object_new (SY_TYPE_ROW_MODEL, NULL);

  self->session = g_object_ref (session);
  return self;
}

void
sy_row_model_set_order (SyRowModel *self, SyRowOrder *order, GPtrArray *pages, gint64 first)
{
  g_return_if_fail (SY_IS_ROW_MODEL (self));

  g_set_object (&self->order, order);
  self->generation++;
  self->has_failed = FALSE;
  self->wanted_from = 0;
  self->wanted_to = -1;
  g_hash_table_remove_all (self->pages);
  for (guint i = 0; pages && i < pages->len; i++)
    keep_page (self, first + i, pages->pdata[i]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

SyRowOrder *
sy_row_model_get_order (SyRowModel *self)
{
  g_return_val_if_fail (SY_IS_ROW_MODEL (self), NULL);

  return self->order;
}

gint64
sy_row_model_get_n_rows (SyRowModel *self)
{
  g_return_val_if_fail (SY_IS_ROW_MODEL (self), 0);

  return self->order ? sy_row_order_get_n_rows (self->order) : 0;
}

void
sy_row_model_want (SyRowModel *self, gint64 first, gint64 last)
{
  g_return_if_fail (SY_IS_ROW_MODEL (self));

  last = MIN (last, sy_row_model_get_n_rows (self) - 1);
  if (first < 0 || last < first)
    return;
  self->wanted_from = first / PAGE_ROWS;
  self->wanted_to = last / PAGE_ROWS;
  read_next (self);
}

gboolean
sy_row_model_get (SyRowModel *self, gint64 position, SyFrame **frame, gint64 *row)
{
  gint64 number = position / PAGE_ROWS;
  Page *page;

  g_return_val_if_fail (SY_IS_ROW_MODEL (self), FALSE);

  page = g_hash_table_lookup (self->pages, &number);
  if (!page || position % PAGE_ROWS >= sy_frame_get_n_rows (page->frame))
    return FALSE;
  page->used = ++self->clock;
  *frame = page->frame;
  *row = position % PAGE_ROWS;
  return TRUE;
}

gint64
sy_row_model_get_number (SyRowModel *self, gint64 position)
{
  SyFrame *frame;
  gint64 row;

  return sy_row_model_get (self, position, &frame, &row) ? sy_frame_get_int64 (frame, 0, row) : 0;
}
