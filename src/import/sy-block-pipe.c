/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ring of blocks between two threads: full ones go to the reader, empty ones back. A few big blocks keep
 * both busy and still fit the processor's cache. */
#include "config.h"

#include <string.h>

#include "sy-block-pipe.h"

#define BLOCK_SIZE (128 * 1024)
#define N_BLOCKS 6

typedef struct
{
  guint8 *data;
  gssize length;    /* 0: the end, -1: failed with error */
  guint64 position; /* compressed bytes read by then */
  GError *error;
} Block;

struct _SyBlockPipe
{
  SyPackageStream *stream; /* owned; the thread's alone until it is joined */
  guint64 size;
  GThread *thread;
  GAsyncQueue *full;
  GAsyncQueue *empty;
  gint stop; /* atomic */
  Block blocks[N_BLOCKS];
  Block *current; /* the reader's */
  gsize offset;
  guint64 position;
};

static gpointer
inflate_thread (gpointer data)
{
  SyBlockPipe *self = data;
  gboolean more = TRUE;

  while (more)
    {
      Block *block = g_async_queue_pop (self->empty);

      if (g_atomic_int_get (&self->stop))
        break;
      block->length = sy_package_stream_read (self->stream, block->data, BLOCK_SIZE, &block->error);
      block->position = sy_package_stream_get_position (self->stream);
      more = block->length > 0;
      g_async_queue_push (self->full, block);
    }
  return NULL;
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
  self->full = g_async_queue_new ();
  self->empty = g_async_queue_new ();
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      self->blocks[i].data = g_malloc (BLOCK_SIZE);
      g_async_queue_push (self->empty, &self->blocks[i]);
    }
  self->thread = g_thread_new ("inflate", inflate_thread, self);
  return self;
}

/**
 * sy_block_pipe_read:
 *
 * Returns: up to @size bytes, 0 at the end and ever after, or -1 with what sy_package_stream_read() says
 */
gssize
sy_block_pipe_read (SyBlockPipe *pipe, gpointer buffer, gsize size, GError **error)
{
  Block *block = pipe->current;
  gsize n;

  if (block == NULL)
    {
      block = pipe->current = g_async_queue_pop (pipe->full);
      pipe->offset = 0;
      pipe->position = block->position;
    }
  if (block->length < 0 && block->error != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (block->error);
      return -1;
    }
  if (block->length <= 0)
    return block->length;
  n = MIN (size, (gsize) block->length - pipe->offset);
  memcpy (buffer, block->data + pipe->offset, n);
  pipe->offset += n;
  if (pipe->offset == (gsize) block->length)
    {
      pipe->current = NULL;
      g_async_queue_push (pipe->empty, block);
    }
  return (gssize) n;
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
  g_atomic_int_set (&pipe->stop, 1);
  /* Wake the thread if it waits for an empty block; it looks at nothing of this one but that it came. */
  g_async_queue_push (pipe->empty, &pipe->blocks[0]);
  g_thread_join (pipe->thread);
  sy_package_stream_free (pipe->stream);
  g_async_queue_unref (pipe->full);
  g_async_queue_unref (pipe->empty);
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      g_free (pipe->blocks[i].data);
      g_clear_error (&pipe->blocks[i].error);
    }
  g_free (pipe);
}
