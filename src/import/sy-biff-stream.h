/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a BIFF stream and the texts in them. Runs in the helper only. */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

#define SY_BIFF_CONTINUE 0x003C

typedef struct
{
  const guint8 *data; /* borrowed */
  gsize length;
} SyBiffStream;

/* One record; data is borrowed from the stream. */
typedef struct
{
  guint type;
  const guint8 *data;
  gsize length;
  gsize next; /* offset of the next record */
} SyBiffRecord;

/* Reads on over the CONTINUE records that follow. */
typedef struct
{
  const SyBiffStream *stream;
  SyBiffRecord record;
  gsize at; /* within the record */
  gboolean failed;
} SyBiffCursor;

/* The texts of BIFF5 are bytes. Begins with to_utf8 (GIConv) -1; close it when it is something else. */
typedef struct
{
  guint number; /* as the file has it; 0 when it has none */
  GIConv to_utf8;
} SyBiffCodePage;

static inline guint16
sy_biff_get16 (const guint8 *p)
{
  return (guint16) (p[0] | p[1] << 8);
}

static inline guint32
sy_biff_get32 (const guint8 *p)
{
  return (guint32) p[0] | (guint32) p[1] << 8 | (guint32) p[2] << 16 | (guint32) p[3] << 24;
}

static inline double
sy_biff_get_double (const guint8 *p)
{
  guint64 bits = (guint64) sy_biff_get32 (p) | (guint64) sy_biff_get32 (p + 4) << 32;
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

gboolean sy_biff_read_record (const SyBiffStream *self, gsize offset, SyBiffRecord *record);

guint sy_biff_cursor_byte (SyBiffCursor *cursor);
guint sy_biff_cursor_16 (SyBiffCursor *cursor);
guint32 sy_biff_cursor_32 (SyBiffCursor *cursor);
void sy_biff_cursor_skip (SyBiffCursor *cursor, gsize n);
void sy_biff_cursor_characters (SyBiffCursor *cursor, guint n, gboolean wide, GString *out);
void sy_biff_cursor_string (SyBiffCursor *cursor, guint n, GString *out);

char *sy_biff_decode_bytes (SyBiffCodePage *self, const guint8 *p, gsize n);
char *sy_biff_show_bytes (const guint8 *p, gsize n);

G_END_DECLS
