/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ring of blocks between two threads. Inflating is several times as quick as what is done with the bytes:
 * it runs ahead until the ring is full, and then sleeps until half of it was read. With few blocks each would
 * wake the other for every one, and threads that wake one another so often are kept on one processor by the
 * kernel, while another has nothing to do. */
#include "config.h"

#include <string.h>

#include "sy-block-pipe.h"

#define BLOCK_SIZE (128 * 1024)
#define N_BLOCKS 24

typedef struct
{
  guint8 *data;     /* with SY_BLOCK_PIPE_ROOM before it */
  gssize length;    /* 0: the end, -1: failed with error */
  guint64 position; /* compressed bytes read by then */
  GError *error;
} Block;

struct _SyBlockPipe
{
  SyPackageStream *stream; /* owned; the thread's alone until it is joined */
  guint64 size;
  GThread *thread;
  Block blocks[N_BLOCKS];

  GMutex mutex;
  GCond filled;
  GCond emptied;
  guint n_full; /* blocks from the reader's on; guarded by the mutex */
  gboolean stop;

  Block *current; /* the reader's, NULL: none */
  guint place;    /* of the block that the reader has or takes next */
  gsize offset;
  guint64 position;
};

/* Whether the thread shall go on, when there is room for it. */
static gboolean
await_room (SyBlockPipe *self)
{
  gboolean more;

  g_mutex_lock (&self->mutex);
  if (self->n_full == N_BLOCKS)
    while (!self->stop && self->n_full > N_BLOCKS / 2)
      g_cond_wait (&self->emptied, &self->mutex);
  more = !self->stop;
  g_mutex_unlock (&self->mutex);
  return more;
}

static gpointer
inflate_thread (gpointer data)
{
  SyBlockPipe *self = data;
  gboolean more = TRUE;

  for (guint place = 0; more && await_room (self); place = (place + 1) % N_BLOCKS)
    {
      Block *block = &self->blocks[place];

      if (!block->data)
        block->data = (guint8 *) g_malloc (SY_BLOCK_PIPE_ROOM + BLOCK_SIZE) + SY_BLOCK_PIPE_ROOM;
      block->length = sy_package_stream_read (self->stream, block->data, BLOCK_SIZE, &block->error);
      block->position = sy_package_stream_get_position (self->stream);
      more = block->length > 0;
      g_mutex_lock (&self->mutex);
      self->n_full++;
      g_cond_signal (&self->filled);
      g_mutex_unlock (&self->mutex);
    }
  return NULL;
}

/* The block that is @ahead of the reader's place, when it is filled. */
static Block *
await_block (SyBlockPipe *self, guint ahead)
{
  g_mutex_lock (&self->mutex);
  while (self->n_full <= ahead)
    g_cond_wait (&self->filled, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return &self->blocks[(self->place + ahead) % N_BLOCKS];
}

static void
take_block (SyBlockPipe *self)
{
  await_block (self, 0);
  self->current = &self->blocks[self->place];
  self->offset = 0;
  self->position = self->current->position;
}

static void
give_block_back (SyBlockPipe *self)
{
  self->current = NULL;
  self->place = (self->place + 1) % N_BLOCKS;
  g_mutex_lock (&self->mutex);
  if (--self->n_full == N_BLOCKS / 2)
    g_cond_signal (&self->emptied);
  g_mutex_unlock (&self->mutex);
}

/**
 * sy_block_pipe_new:
 * @stream: (transfer full): a part; its package must not be used until the pipe is freed
 *
 * Returns: (transfer full): a running pipe
 */
SyBlockPipe *
sy_block_pipe_new (SyPackageStream *stream)
{
  SyBlockPipe *self = g_new0 (SyBlockPipe, 1);

  self->stream = stream;
  self->size = sy_package_stream_get_size (stream);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->filled);
  g_cond_init (&self->emptied);
  self->thread = g_thread_new ("inflate", inflate_thread, self);
  return self;
}

/* The number of bytes of a block, with the error of one that failed. */
static gssize
tell_length (const Block *block, GError **error)
{
  if (block->length < 0 && block->error != NULL && error != NULL)
    *error = g_error_copy (block->error);
  return block->length;
}

/**
 * sy_block_pipe_read:
 *
 * Returns: up to @size bytes, 0 at the end and ever after, or -1 with what sy_package_stream_read() says
 */
gssize
sy_block_pipe_read (SyBlockPipe *pipe, gpointer buffer, gsize size, GError **error)
{
  Block *block;
  gsize n;

  if (pipe->current != NULL && pipe->current->length > 0 && pipe->offset == (gsize) pipe->current->length)
    give_block_back (pipe);
  if (pipe->current == NULL)
    take_block (pipe);
  block = pipe->current;
  if (block->length <= 0)
    return tell_length (block, error);
  n = MIN (size, (gsize) block->length - pipe->offset);
  memcpy (buffer, block->data + pipe->offset, n);
  pipe->offset += n;
  if (pipe->offset == (gsize) block->length)
    give_block_back (pipe);
  return (gssize) n;
}

/**
 * sy_block_pipe_take:
 * @tail: (array length=n_tail): what is still needed of the bytes before, SY_BLOCK_PIPE_ROOM of them at most
 * @n: (out): how many bytes there are behind the tail, 0 at the end, or -1 with what the stream says
 *
 * Like sy_block_pipe_read(), but nothing is copied except the tail.
 *
 * Returns: (transfer none): the tail and more bytes behind it, until the next call; without more, nothing
 * changes
 */
guint8 *
sy_block_pipe_take (SyBlockPipe *pipe, const guint8 *tail, gsize n_tail, gssize *n, GError **error)
{
  guint8 *data;

  if (pipe->current == NULL)
    take_block (pipe);
  if (pipe->current->length > 0 && pipe->offset == (gsize) pipe->current->length)
    {
      Block *next = await_block (pipe, 1);

      *n = tell_length (next, error);
      if (*n <= 0)
        return NULL;
      /* the tail may lie in the block that is given back */
      memcpy (next->data - n_tail, tail, n_tail);
      give_block_back (pipe);
      take_block (pipe);
      pipe->offset = (gsize) *n;
      return next->data - n_tail;
    }
  *n = tell_length (pipe->current, error);
  if (*n <= 0)
    return NULL;
  data = pipe->current->data + pipe->offset;
  *n -= (gssize) pipe->offset;
  pipe->offset += (gsize) *n;
  memcpy (data - n_tail, tail, n_tail);
  return data - n_tail;
}

/* Compressed bytes behind what was read so far. */
guint64
sy_block_pipe_get_position (SyBlockPipe *pipe)
{
  return pipe->position;
}

guint64
sy_block_pipe_get_size (SyBlockPipe *pipe)
{
  return pipe->size;
}

void
sy_block_pipe_free (SyBlockPipe *pipe)
{
  g_mutex_lock (&pipe->mutex);
  pipe->stop = TRUE;
  g_cond_signal (&pipe->emptied);
  g_mutex_unlock (&pipe->mutex);
  g_thread_join (pipe->thread);
  sy_package_stream_free (pipe->stream);
  g_mutex_clear (&pipe->mutex);
  g_cond_clear (&pipe->filled);
  g_cond_clear (&pipe->emptied);
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      if (pipe->blocks[i].data)
        g_free (pipe->blocks[i].data - SY_BLOCK_PIPE_ROOM);
      g_clear_error (&pipe->blocks[i].error);
    }
  g_free (pipe);
}
