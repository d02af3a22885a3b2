/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appending row by row: counts cells, checks texts, and keeps the first error until somebody asks. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-appender-private.h"

#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/* Most texts are ASCII and short: eight bytes at a time tell that sooner than a decoder. NUL is refused: a
 * frame's texts end there, so that what follows would be lost silently. */
static gboolean
is_clean_text (const char *text, gsize length)
{
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, text + i, 8);
      /* A byte that is 0 or 128 and more sets its high bit here (0x01 after a borrow may, too: the decoder
       * decides). */
      if ((word | (word - G_GUINT64_CONSTANT (0x0101010101010101))) & HIGH_BITS)
        return g_utf8_validate_len (text, length, NULL);
    }
  for (; i < length; i++)
    if ((guchar) text[i] - 1u >= 127u)
      return g_utf8_validate_len (text, length, NULL);
  return TRUE;
}

static void
keep_error (SyAppender *self, guint column, const char *reason)
{
  self->error =
      g_error_new (SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED, _ ("Row %" PRIu64 ", column “%s” of “%s”: %s"),
                   self->n_rows + 1, self->names[column], self->table, reason);
}

static void
put (SyAppender *self, const SyAppendCell *cell)
{
  g_autofree char *reason = NULL;

  if (self->error || self->finished)
    return;
  if (self->column >= self->n_columns)
    {
      self->error = g_error_new (SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                                 _ ("Row %" PRIu64 " has more cells than “%s” has columns (%u)"),
                                 self->n_rows + 1, self->table, self->n_columns);
      return;
    }
  reason = self->funcs->put (self, self->column, cell);
  if (reason)
    keep_error (self, self->column, reason);
  self->column++;
}

/* Most cells are whole numbers within their bounds: those need no call of the engine. */
static inline void
put_whole (SyAppender *self, SyAppendKind kind, gint64 value)
{
  const SyAppendSlot *slot = self->slots ? &self->slots[self->column] : NULL;

  if (!slot || self->column >= self->n_columns || !(slot->kinds & (1u << kind)) || value < slot->least
      || value > slot->most || self->error || self->finished)
    {
      put (self, &(SyAppendCell){ .kind = kind, .integer = value });
      return;
    }
  switch (slot->width)
    {
    case 1:
      ((guint8 *) slot->cells)[self->slot_row] = (guint8) value;
      break;
    case 2:
      ((guint16 *) slot->cells)[self->slot_row] = (guint16) value;
      break;
    case 4:
      ((guint32 *) slot->cells)[self->slot_row] = (guint32) value;
      break;
    default:
      ((gint64 *) slot->cells)[self->slot_row] = value;
      break;
    }
  self->column++;
}

static gboolean
report_error (SyAppender *self, GError **error)
{
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

void
sy_appender_init (SyAppender *self, const SyAppenderFuncs *funcs, const char *table, char **names)
{
  self->funcs = funcs;
  self->table = g_strdup (table);
  self->names = g_strdupv (names);
  self->n_columns = g_strv_length (names);
}

void
sy_appender_clear (SyAppender *self)
{
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_error (&self->error);
}

void
sy_appender_fail (SyAppender *self, int code, const char *message)
{
  if (!self->error)
    self->error = g_error_new_literal (SY_ENGINE_ERROR, code, message);
}

void
sy_appender_null (SyAppender *self)
{
  put (self, &(SyAppendCell){ .kind = SY_APPEND_NULL });
}

/* Into an INTEGER of any width, DOUBLE, DECIMAL (as a whole number), or the code of an ENUM's member, from 0.
 */
void
sy_appender_int64 (SyAppender *self, gint64 value)
{
  put_whole (self, SY_APPEND_INT64, value);
}

/* Into a DOUBLE only: a DECIMAL is refused, since money must not go through a double. */
void
sy_appender_double (SyAppender *self, double value)
{
  put (self, &(SyAppendCell){ .kind = SY_APPEND_DOUBLE, .number = value });
}

void
sy_appender_decimal (SyAppender *self, gint64 mantissa)
{
  put_whole (self, SY_APPEND_DECIMAL, mantissa);
}

/* Into a VARCHAR, or the name of an ENUM's member. @text NULL appends NULL; @length -1 when it is
 * NUL-terminated. */
void
sy_appender_text (SyAppender *self, const char *text, gssize length)
{
  SyAppendCell cell = { .kind = SY_APPEND_TEXT, .text = text };

  if (!text)
    {
      sy_appender_null (self);
      return;
    }
  cell.length = length < 0 ? strlen (text) : (gsize) length;
  if (!is_clean_text (text, cell.length) && !self->error && !self->finished && self->column < self->n_columns)
    {
      keep_error (self, self->column, _ ("the text is not valid UTF-8"));
      self->error->code = SY_ENGINE_ERROR_BAD_TEXT;
      return;
    }
  put (self, &cell);
}

/* Into a DATE, or a TIMESTAMP at midnight. */
void
sy_appender_date (SyAppender *self, gint64 days)
{
  put_whole (self, SY_APPEND_DATE, days);
}

void
sy_appender_timestamp (SyAppender *self, gint64 microseconds)
{
  put_whole (self, SY_APPEND_TIMESTAMP, microseconds);
}

void
sy_appender_time (SyAppender *self, gint64 microseconds)
{
  put (self, &(SyAppendCell){ .kind = SY_APPEND_TIME, .integer = microseconds });
}

void
sy_appender_bool (SyAppender *self, gboolean value)
{
  put (self, &(SyAppendCell){ .kind = SY_APPEND_BOOL, .integer = value ? 1 : 0 });
}

gboolean
sy_appender_end_row (SyAppender *self, GError **error)
{
  g_return_val_if_fail (self && !self->finished, FALSE);

  if (self->error)
    return report_error (self, error);
  if (self->column < self->n_columns)
    {
      self->error = g_error_new (SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                                 _ ("Row %" PRIu64 " has %u cells, “%s” has %u columns"), self->n_rows + 1,
                                 self->column, self->table, self->n_columns);
      return report_error (self, error);
    }
  self->column = 0;
  if (!self->funcs->end_row (self, &self->error))
    return report_error (self, error);
  self->n_rows++;
  return TRUE;
}

/* A row that was begun and not ended is an error. */
gboolean
sy_appender_close (SyAppender *self, GError **error)
{
  g_return_val_if_fail (self && !self->finished, FALSE);

  if (!self->error && self->column > 0)
    self->error = g_error_new (SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                               _ ("Row %" PRIu64 " of “%s” is not complete"), self->n_rows + 1, self->table);
  self->finished = TRUE;
  if (!self->error && self->funcs->close (self, &self->error))
    return TRUE;
  self->funcs->drop (self);
  return report_error (self, error);
}

void
sy_appender_free (SyAppender *self)
{
  if (!self)
    return;
  if (!self->finished)
    self->funcs->drop (self);
  self->funcs->free (self);
}

const char *
sy_row_stream_get_source (SyRowStream *self)
{
  return self->source;
}

SyAppender *
sy_row_stream_get_appender (SyRowStream *self)
{
  return self->appender;
}

void
sy_row_stream_stop (SyRowStream *self)
{
  self->stop (self);
}

guint64
sy_row_stream_count_nulls (SyRowStream *self, guint column)
{
  return self->count_nulls (self, column);
}

void
sy_row_stream_free (SyRowStream *self)
{
  if (self)
    self->free (self);
}
