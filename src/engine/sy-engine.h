/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface of a SQL engine: prepared statements with bound values in, frames out. */
#pragma once

#include <gio/gio.h>

#include "sy-frame.h"

G_BEGIN_DECLS

#define SY_ENGINE_ERROR (sy_engine_error_quark ())
GQuark sy_engine_error_quark (void);

typedef enum
{
  SY_ENGINE_ERROR_FAILED,      /* the engine refused the statement; the message is the engine's */
  SY_ENGINE_ERROR_OPEN,        /* the file is not a document, is damaged, or can't be opened */
  SY_ENGINE_ERROR_LOCKED,      /* open in another process */
  SY_ENGINE_ERROR_READ_ONLY,   /* may not be written */
  SY_ENGINE_ERROR_DISK_FULL,   /* nothing of the change was kept */
  SY_ENGINE_ERROR_MEMORY,      /* beyond the memory limit and the spill folder */
  SY_ENGINE_ERROR_BAD_TEXT,    /* text that is not UTF-8 was handed to an appender */
  SY_ENGINE_ERROR_INVALIDATED, /* the database must be closed and opened again */
} SyEngineError;
/* A cancelled call fails with G_IO_ERROR_CANCELLED. */

/* One value to bind. */
typedef struct
{
  gboolean is_null;
  SyColumnType type; /* INT64, DOUBLE, TEXT, DATE, TIMESTAMP or BOOL */
  gint64 integer;
  double number;
  const char *text; /* borrowed */
} SyValue;

#define SY_VALUE_NULL ((SyValue){ .is_null = TRUE, .type = SY_COLUMN_DOUBLE })
#define SY_VALUE_INT(i) ((SyValue){ .type = SY_COLUMN_INT64, .integer = (i) })
#define SY_VALUE_NUMBER(d) ((SyValue){ .type = SY_COLUMN_DOUBLE, .number = (d) })
#define SY_VALUE_TEXT(s) ((SyValue){ .type = SY_COLUMN_TEXT, .text = (s) })
#define SY_VALUE_DATE(days) ((SyValue){ .type = SY_COLUMN_DATE, .integer = (days) })
#define SY_VALUE_BOOL(b) ((SyValue){ .type = SY_COLUMN_BOOL, .integer = (b) ? 1 : 0 })

/* How a column of an answer becomes an array; see sy-array.h. */
typedef enum
{
  SY_ARRAY_CODES,   /* texts without case, numbers, dates: each different one a code */
  SY_ARRAY_NUMBERS, /* anything but texts */
} SyArrayKind;

/* Fraction 0…1, or a negative number while it can't be told. Called from the worker thread. */
typedef void (*SyEngineProgress) (double fraction, gpointer user_data);

/* Rows in batches into one table. Cells are appended left to right; every text is checked to be UTF-8.
 * Nothing is visible before sy_appender_close() returned TRUE; freeing an appender that was not closed drops
 * what it holds. */
typedef struct _SyAppender SyAppender;

/* Rows that one thread makes and a statement in another thread reads as they come. */
typedef struct _SyRowStream SyRowStream;
/* A text made of a text, for statements; see sy_engine_add_text_function(). Puts what comes out into @out,
 * which is empty. Called from any thread. */
typedef void (*SyTextFunction) (const char *text, gsize length, GString *out, gpointer data);

typedef struct
{
  char *name;
  SyColumnType type;
  guint scale;        /* of a DECIMAL(18, scale) */
  GPtrArray *members; /* (element-type utf8) of a text column: its texts, which are appended by their places
                         with sy_appender_int64(), and stored as an ENUM; NULL: any text */
  gboolean is_plain;  /* short texts that hardly repeat, such as order numbers: to pack them takes longer than
                         to write more */
} SyRowColumn;

#define SY_TYPE_ENGINE (sy_engine_get_type ())
G_DECLARE_INTERFACE (SyEngine, sy_engine, SY, ENGINE, GObject)

struct _SyEngineInterface
{
  GTypeInterface parent_iface;

  gboolean (*execute) (SyEngine *self,
                       const char *sql,
                       const SyValue *values,
                       guint n_values,
                       GCancellable *cancellable,
                       GError **error);
  SyFrame *(*query) (SyEngine *self,
                     const char *sql,
                     const SyValue *values,
                     guint n_values,
                     SyEngineProgress progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error);
  GPtrArray *(*read_arrays) (SyEngine *self,
                             const char *sql,
                             const SyValue *values,
                             guint n_values,
                             const SyArrayKind *kinds,
                             guint n_kinds,
                             GCancellable *cancellable,
                             GError **error);
  SyAppender *(*open_appender) (SyEngine *self, const char *table, GError **error);
  SyRowStream *(*open_stream) (
      SyEngine *self, const SyRowColumn *columns, guint n_columns, gboolean bounded, GError **error);
  gboolean (*add_text_function) (SyEngine *self,
                                 const char *name,
                                 SyTextFunction function,
                                 gpointer data,
                                 GDestroyNotify free_data,
                                 GError **error);
  gboolean (*begin) (SyEngine *self, GError **error);
  gboolean (*commit) (SyEngine *self, GError **error);
  void (*rollback) (SyEngine *self);
};

/* Exactly one statement; several are refused. The result, if any, is dropped. Safe from any thread; calls on
 * one engine take turns. */
gboolean sy_engine_execute (SyEngine *self,
                            const char *sql,
                            const SyValue *values,
                            guint n_values,
                            GCancellable *cancellable,
                            GError **error);
SyFrame *sy_engine_query (SyEngine *self,
                          const char *sql,
                          const SyValue *values,
                          guint n_values,
                          GCancellable *cancellable,
                          GError **error);
SyFrame *sy_engine_query_with_progress (SyEngine *self,
                                        const char *sql,
                                        const SyValue *values,
                                        guint n_values,
                                        SyEngineProgress progress,
                                        gpointer progress_data,
                                        GCancellable *cancellable,
                                        GError **error);

/* From now on statements can call @function by @name, which is not known yet; NULL gives NULL. @data is freed
 * with the engine, or at once when it fails. */
gboolean sy_engine_add_text_function (SyEngine *self,
                                      const char *name,
                                      SyTextFunction function,
                                      gpointer data,
                                      GDestroyNotify free_data,
                                      GError **error);

/* One transaction: between begin and commit the engine belongs to the calling thread (others wait). */
gboolean sy_engine_begin (SyEngine *self, GError **error);
gboolean sy_engine_commit (SyEngine *self, GError **error);
void sy_engine_rollback (SyEngine *self);

SyAppender *sy_engine_open_appender (SyEngine *self, const char *table, GError **error);
void sy_appender_null (SyAppender *self);
void sy_appender_int64 (SyAppender *self, gint64 value);
void sy_appender_double (SyAppender *self, double value);
/* value = mantissa / 10^scale of a DECIMAL(18, scale) column */
void sy_appender_decimal (SyAppender *self, gint64 mantissa);
void sy_appender_text (SyAppender *self, const char *text, gssize length);
void sy_appender_date (SyAppender *self, gint64 days);
void sy_appender_timestamp (SyAppender *self, gint64 microseconds);
void sy_appender_time (SyAppender *self, gint64 microseconds);
void sy_appender_bool (SyAppender *self, gboolean value);
/* The first error of this row or an earlier one is kept and returned here and by close. */
gboolean sy_appender_end_row (SyAppender *self, GError **error);
gboolean sy_appender_close (SyAppender *self, GError **error);
void sy_appender_free (SyAppender *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyAppender, sy_appender_free)

/* One thread appends to the stream's appender and closes it, or drops what was not sent yet; another runs one
 * statement that has the stream's source behind its FROM and gets the rows in their order. @bounded: who
 * appends waits when the statement lags behind, so they must be two threads; else all rows are held until
 * they are read. */
SyRowStream *sy_engine_open_stream (
    SyEngine *self, const SyRowColumn *columns, guint n_columns, gboolean bounded, GError **error);
/* What stands behind FROM. */
const char *sy_row_stream_get_source (SyRowStream *self);
SyAppender *sy_row_stream_get_appender (SyRowStream *self);
/* Nobody reads any more: the appender fails. To be called when the statement is over, however it ended. */
void sy_row_stream_stop (SyRowStream *self);
/* How many cells of the column were NULL; to be asked when no more rows come. */
guint64 sy_row_stream_count_nulls (SyRowStream *self, guint column);
/* After the statement and the appending thread. */
void sy_row_stream_free (SyRowStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRowStream, sy_row_stream_free)

G_END_DECLS
