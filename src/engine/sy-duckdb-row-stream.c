/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table function over chunks that another thread fills: a ring of them goes round between the two. A
 * bounded stream makes who is faster wait; an unbounded one holds all rows until they are read. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-duckdb-chunk.h"
#include "sy-duckdb-private.h"

#define FUNCTION "sy_rows"
/* Of 2,048 rows each. The engine takes 60 of them at once and then compresses them: with fewer between the
 * two threads each would wait while the other works. Wide tables make do with less. */
#define MOST_CHUNKS 72
#define FEWEST_CHUNKS 12
#define MOST_CELLS (MOST_CHUNKS * 16)

typedef struct
{
  SyAppender parent;
  SyDuckdbChunk *chunk;   /* owned; being filled */
  struct _Stream *stream; /* whose it is */
} Writer;

typedef struct _Stream
{
  SyRowStream parent;
  gint64 id;
  char **names;
  duckdb_logical_type *types;
  guint n_columns;
  guint64 *n_nulls; /* the writer's alone */

  GMutex mutex;
  GCond moved;
  GQueue full;  /* (element-type SyDuckdbChunk) */
  GQueue empty; /* (element-type SyDuckdbChunk) */
  guint n_chunks;
  guint most_chunks;   /* 0: any number */
  gboolean ended;      /* nothing more comes */
  gboolean stopped;    /* nobody reads */
  SyDuckdbChunk *read; /* owned; the statement has it */
} Stream;

/* All streams of the process by their ids: a statement names its stream by a number. */
static GMutex streams_lock;
static GHashTable *streams;
static gint64 last_id;

static void
add_stream (Stream *self)
{
  g_mutex_lock (&streams_lock);
  if (!streams)
    streams = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->id = ++last_id;
  g_hash_table_insert (streams, &self->id, self);
  g_mutex_unlock (&streams_lock);
}

static void
remove_stream (Stream *self)
{
  g_mutex_lock (&streams_lock);
  g_hash_table_remove (streams, &self->id);
  g_mutex_unlock (&streams_lock);
}

static Stream *
find_stream (gint64 id)
{
  Stream *self;

  g_mutex_lock (&streams_lock);
  self = streams ? g_hash_table_lookup (streams, &id) : NULL;
  g_mutex_unlock (&streams_lock);
  return self;
}

/* --- the side that writes --- */

static char *
writer_put (SyAppender *appender, guint column, const SyAppendCell *cell)
{
  Writer *self = (Writer *) appender;

  self->stream->n_nulls[column] += cell->kind == SY_APPEND_NULL;
  return sy_duckdb_chunk_put (self->chunk, column, cell);
}

static void
send_chunk (Stream *stream, SyDuckdbChunk *chunk)
{
  duckdb_data_chunk_set_size (chunk->chunk, chunk->n_rows);
  g_mutex_lock (&stream->mutex);
  g_queue_push_tail (&stream->full, chunk);
  g_cond_broadcast (&stream->moved);
  g_mutex_unlock (&stream->mutex);
}

/* An empty chunk, or one with the place for it; NULL when nobody reads any more. */
static SyDuckdbChunk *
take_empty (Stream *stream)
{
  SyDuckdbChunk *chunk = NULL;
  gboolean stopped;

  g_mutex_lock (&stream->mutex);
  while (!stream->stopped && g_queue_is_empty (&stream->empty) && stream->most_chunks > 0
         && stream->n_chunks >= stream->most_chunks)
    g_cond_wait (&stream->moved, &stream->mutex);
  stopped = stream->stopped;
  if (!stopped)
    chunk = g_queue_pop_head (&stream->empty);
  if (!stopped && !chunk)
    stream->n_chunks++;
  g_mutex_unlock (&stream->mutex);
  if (stopped)
    return NULL;
  if (!chunk)
    return sy_duckdb_chunk_new (stream->types, stream->n_columns);
  sy_duckdb_chunk_begin (chunk);
  return chunk;
}

static gboolean
begin_chunk (Writer *self)
{
  self->chunk = take_empty (self->stream);
  self->parent.slots = self->chunk ? self->chunk->slots : NULL;
  self->parent.slot_row = 0;
  return self->chunk != NULL;
}

static gboolean
writer_end_row (SyAppender *appender, GError **error)
{
  Writer *self = (Writer *) appender;

  appender->slot_row = ++self->chunk->n_rows;
  if (self->chunk->n_rows < self->chunk->capacity)
    return TRUE;
  send_chunk (self->stream, self->chunk);
  if (begin_chunk (self))
    return TRUE;
  g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                       _ ("The statement that read the rows has ended"));
  return FALSE;
}

static void
end_stream (Stream *stream)
{
  g_mutex_lock (&stream->mutex);
  stream->ended = TRUE;
  g_cond_broadcast (&stream->moved);
  g_mutex_unlock (&stream->mutex);
}

static gboolean
writer_close (SyAppender *appender, GError **error)
{
  Writer *self = (Writer *) appender;

  if (self->chunk && self->chunk->n_rows > 0)
    send_chunk (self->stream, g_steal_pointer (&self->chunk));
  end_stream (self->stream);
  return TRUE;
}

static void
writer_drop (SyAppender *appender)
{
  end_stream (((Writer *) appender)->stream);
}

static void
writer_free (SyAppender *appender)
{
  Writer *self = (Writer *) appender;

  sy_duckdb_chunk_free (self->chunk);
  sy_appender_clear (appender);
  g_free (self);
}

static const SyAppenderFuncs writer_funcs = {
  .put = writer_put,
  .end_row = writer_end_row,
  .close = writer_close,
  .drop = writer_drop,
  .free = writer_free,
};

/* --- the side that reads: within a statement, in a thread of DuckDB's --- */

static void
bind_cb (duckdb_bind_info info)
{
  duckdb_value value = duckdb_bind_get_parameter (info, 0);
  Stream *stream = find_stream (duckdb_get_int64 (value));

  duckdb_destroy_value (&value);
  if (!stream)
    {
      duckdb_bind_set_error (info, "There is no such stream of rows");
      return;
    }
  for (guint i = 0; i < stream->n_columns; i++)
    duckdb_bind_add_result_column (info, stream->names[i], stream->types[i]);
  duckdb_bind_set_bind_data (info, stream, NULL);
}

/* One thread reads, so that the rows keep their order. */
static void
init_cb (duckdb_init_info info)
{
  duckdb_init_set_max_threads (info, 1);
}

/* The chunk behind the last one, whose place is given back; NULL at the end. */
static SyDuckdbChunk *
take_full (Stream *stream)
{
  SyDuckdbChunk *chunk;

  g_mutex_lock (&stream->mutex);
  if (stream->read && stream->most_chunks > 0)
    {
      g_queue_push_tail (&stream->empty, g_steal_pointer (&stream->read));
      g_cond_broadcast (&stream->moved);
    }
  else
    g_clear_pointer (&stream->read, sy_duckdb_chunk_free);
  while (!stream->ended && g_queue_is_empty (&stream->full))
    g_cond_wait (&stream->moved, &stream->mutex);
  chunk = stream->read = g_queue_pop_head (&stream->full);
  g_mutex_unlock (&stream->mutex);
  return chunk;
}

static void
read_cb (duckdb_function_info info, duckdb_data_chunk output)
{
  Stream *stream = duckdb_function_get_bind_data (info);
  SyDuckdbChunk *chunk = take_full (stream);

  for (guint i = 0; chunk && i < stream->n_columns; i++)
    duckdb_vector_reference_vector (duckdb_data_chunk_get_vector (output, i),
                                    duckdb_data_chunk_get_vector (chunk->chunk, i));
  duckdb_data_chunk_set_size (output, chunk ? chunk->n_rows : 0);
}

gboolean
sy_duckdb_register_row_streams (duckdb_connection connection, GError **error)
{
  duckdb_table_function function = duckdb_create_table_function ();
  duckdb_logical_type number = duckdb_create_logical_type (DUCKDB_TYPE_BIGINT);
  gboolean registered;

  duckdb_table_function_set_name (function, FUNCTION);
  duckdb_table_function_add_parameter (function, number);
  duckdb_table_function_set_bind (function, bind_cb);
  duckdb_table_function_set_init (function, init_cb);
  duckdb_table_function_set_function (function, read_cb);
  registered = duckdb_register_table_function (connection, function) == DuckDBSuccess;
  if (!registered)
    g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED, _ ("Can’t configure the database"));
  duckdb_destroy_logical_type (&number);
  duckdb_destroy_table_function (&function);
  return registered;
}

/* --- both --- */

static duckdb_type
engine_type (SyColumnType type)
{
  switch (type)
    {
    case SY_COLUMN_INT64:
      return DUCKDB_TYPE_BIGINT;
    case SY_COLUMN_DOUBLE:
      return DUCKDB_TYPE_DOUBLE;
    case SY_COLUMN_DATE:
      return DUCKDB_TYPE_DATE;
    case SY_COLUMN_TIMESTAMP:
      return DUCKDB_TYPE_TIMESTAMP;
    case SY_COLUMN_TIME:
      return DUCKDB_TYPE_TIME;
    case SY_COLUMN_BOOL:
      return DUCKDB_TYPE_BOOLEAN;
    case SY_COLUMN_DECIMAL:
    case SY_COLUMN_TEXT:
    default:
      return DUCKDB_TYPE_VARCHAR;
    }
}

/* The same type once more: a list has its own hold of it. An ENUM made anew would copy and hash all its
 * members. */
static duckdb_logical_type
copy_type (duckdb_logical_type type)
{
  duckdb_logical_type list = duckdb_create_list_type (type);
  duckdb_logical_type copy = duckdb_list_type_child_type (list);

  duckdb_destroy_logical_type (&list);
  return copy;
}

static duckdb_logical_type
make_type (const SyRowColumn *columns, guint index, const duckdb_logical_type *types)
{
  const SyRowColumn *column = &columns[index];

  for (guint i = 0; column->members && i < index; i++)
    if (columns[i].members == column->members)
      return copy_type (types[i]);
  if (column->members)
    return duckdb_create_enum_type ((const char **) column->members->pdata, column->members->len);
  if (column->type == SY_COLUMN_DECIMAL)
    return duckdb_create_decimal_type (18, (guint8) column->scale);
  return duckdb_create_logical_type (engine_type (column->type));
}

static void
stop_stream (SyRowStream *stream)
{
  Stream *self = (Stream *) stream;

  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_broadcast (&self->moved);
  g_mutex_unlock (&self->mutex);
}

static guint64
count_nulls (SyRowStream *stream, guint column)
{
  return ((Stream *) stream)->n_nulls[column];
}

static void
free_chunks (GQueue *chunks)
{
  g_queue_clear_full (chunks, (GDestroyNotify) sy_duckdb_chunk_free);
}

static void
free_stream (SyRowStream *stream)
{
  Stream *self = (Stream *) stream;

  remove_stream (self);
  g_clear_pointer (&self->parent.appender, sy_appender_free);
  free_chunks (&self->full);
  free_chunks (&self->empty);
  sy_duckdb_chunk_free (self->read);
  for (guint i = 0; i < self->n_columns; i++)
    duckdb_destroy_logical_type (&self->types[i]);
  g_free (self->types);
  g_free (self->n_nulls);
  g_strfreev (self->names);
  g_free (self->parent.source);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->moved);
  g_free (self);
}

SyRowStream *
sy_duckdb_row_stream_new (const SyRowColumn *columns, guint n_columns, gboolean bounded)
{
  Stream *self = g_new0 (Stream, 1);
  Writer *writer = g_new0 (Writer, 1);

  self->parent.stop = stop_stream;
  self->parent.count_nulls = count_nulls;
  self->parent.free = free_stream;
  self->parent.appender = &writer->parent;
  self->n_columns = n_columns;
  self->names = g_new0 (char *, n_columns + 1);
  self->types = g_new0 (duckdb_logical_type, n_columns);
  self->n_nulls = g_new0 (guint64, n_columns);
  self->most_chunks = bounded ? CLAMP (MOST_CELLS / MAX (n_columns, 1), FEWEST_CHUNKS, MOST_CHUNKS) : 0;
  for (guint i = 0; i < n_columns; i++)
    {
      self->names[i] = g_strdup (columns[i].name);
      self->types[i] = make_type (columns, i, self->types);
    }
  g_mutex_init (&self->mutex);
  g_cond_init (&self->moved);
  add_stream (self);
  self->parent.source = g_strdup_printf (FUNCTION "(%" PRId64 ")", self->id);
  sy_appender_init (&writer->parent, &writer_funcs, self->parent.source, self->names);
  writer->stream = self;
  begin_chunk (writer);
  return &self->parent;
}
