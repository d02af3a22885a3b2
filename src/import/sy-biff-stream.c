/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every access goes through a cursor that knows where its record ends, and goes on with the CONTINUE records
 * behind it. */
#include "config.h"

#include "sy-biff-stream.h"
#include "sy-xls-output.h"

/* The record at an offset; FALSE at the end of the stream or where it breaks off. */
gboolean
sy_biff_read_record (const SyBiffStream *self, gsize offset, SyBiffRecord *record)
{
  if (offset > self->length || self->length - offset < 4)
    return FALSE;
  record->type = sy_biff_get16 (self->data + offset);
  record->length = sy_biff_get16 (self->data + offset + 2);
  record->data = self->data + offset + 4;
  record->next = offset + 4 + record->length;
  return record->length <= self->length - offset - 4;
}

/* At the end of the record goes on with the CONTINUE behind it. */
static gboolean
cursor_more (SyBiffCursor *cursor)
{
  while (!cursor->failed && cursor->at >= cursor->record.length)
    {
      SyBiffRecord next;

      if (!sy_biff_read_record (cursor->stream, cursor->record.next, &next) || next.type != SY_BIFF_CONTINUE)
        {
          cursor->failed = TRUE;
          break;
        }
      cursor->record = next;
      cursor->at = 0;
    }
  return !cursor->failed;
}

/* The next byte; 0, and failed from then on, at the end. The wider ones are made of it. */
guint
sy_biff_cursor_byte (SyBiffCursor *cursor)
{
  return cursor_more (cursor) ? cursor->record.data[cursor->at++] : 0;
}

guint
sy_biff_cursor_16 (SyBiffCursor *cursor)
{
  guint low = sy_biff_cursor_byte (cursor);

  return low | sy_biff_cursor_byte (cursor) << 8;
}

guint32
sy_biff_cursor_32 (SyBiffCursor *cursor)
{
  guint32 low = sy_biff_cursor_16 (cursor);

  return low | (guint32) sy_biff_cursor_16 (cursor) << 16;
}

void
sy_biff_cursor_skip (SyBiffCursor *cursor, gsize n)
{
  while (n > 0 && cursor_more (cursor))
    {
      gsize step = MIN (n, cursor->record.length - cursor->at);

      cursor->at += step;
      n -= step;
    }
}

static void
append_unit (GString *out, guint unit, guint *high)
{
  if (*high != 0 && unit >= 0xDC00 && unit < 0xE000)
    g_string_append_unichar (out, 0x10000 + ((*high - 0xD800) << 10) + (unit - 0xDC00));
  else if (*high != 0)
    g_string_append_unichar (out, 0xFFFD);
  if (unit >= 0xD800 && unit < 0xDC00)
    {
      *high = unit;
      return;
    }
  if (unit >= 0xDC00 && unit < 0xE000)
    {
      if (*high == 0)
        g_string_append_unichar (out, 0xFFFD);
    }
  else if (unit != 0)
    g_string_append_unichar (out, unit);
  *high = 0;
}

/* @n characters, of two bytes or one as @wide says; a CONTINUE within them begins with a new flag for that.
 */
void
sy_biff_cursor_characters (SyBiffCursor *cursor, guint n, gboolean wide, GString *out)
{
  guint high = 0;

  while (n > 0 && !cursor->failed)
    {
      gsize left;

      if (cursor->at >= cursor->record.length)
        wide = (sy_biff_cursor_byte (cursor) & 1) != 0;
      if (cursor->failed)
        return;
      left = cursor->record.length - cursor->at;
      for (; n > 0 && left >= (wide ? 2u : 1u); n--, left -= wide ? 2 : 1)
        {
          const guint8 *p = cursor->record.data + cursor->at;

          append_unit (out, wide ? sy_biff_get16 (p) : *p, &high);
          cursor->at += wide ? 2 : 1;
        }
      /* A character cut in half by the end of a record is no writer's doing. */
      if (n > 0 && left == 1)
        cursor->failed = TRUE;
    }
  if (high != 0)
    append_unit (out, 0, &high);
}

/* A string with its flags, runs and phonetics, as in SST, LABEL and STRING. */
void
sy_biff_cursor_string (SyBiffCursor *cursor, guint n, GString *out)
{
  guint flags = sy_biff_cursor_byte (cursor);
  gsize n_runs = flags & 8 ? sy_biff_cursor_16 (cursor) : 0;
  gsize n_extra = flags & 4 ? sy_biff_cursor_32 (cursor) : 0;

  g_string_truncate (out, 0);
  sy_biff_cursor_characters (cursor, n, (flags & 1) != 0, out);
  sy_biff_cursor_skip (cursor, n_runs * 4);
  sy_biff_cursor_skip (cursor, n_extra);
}

/* ---- Code pages -----------------------------------------------------------------------------------------
 */

/* The converter for texts of BIFF5. Ends the program where the system has none for the code page. */
static GIConv
code_page_converter (SyBiffCodePage *self)
{
  g_autofree char *name = NULL;

  if (self->to_utf8 != (GIConv) -1)
    return self->to_utf8;
  /* The Macintosh and the ANSI code page have numbers of their own in files. */
  if (self->number == 0x8000 || self->number == 10000)
    name = g_strdup ("MACINTOSH");
  else if (self->number == 0x8001 || self->number == 0)
    name = g_strdup ("CP1252");
  else
    name = g_strdup_printf ("CP%u", self->number);
  self->to_utf8 = g_iconv_open ("UTF-8", name);
  if (self->to_utf8 == (GIConv) -1)
    sy_xls_output_fail (SY_XLS_FAILURE_CODE_PAGE, (int) self->number);
  return self->to_utf8;
}

/* The text of @n bytes at @p; NULL when they are not text in the code page. */
char *
sy_biff_decode_bytes (SyBiffCodePage *self, const guint8 *p, gsize n)
{
  g_autofree char *text = NULL;
  gsize n_text = 0;

  while (n > 0 && p[n - 1] == 0)
    n--;
  if (n == 0)
    return g_strdup ("");
  text = g_convert_with_iconv ((const char *) p, (gssize) n, code_page_converter (self), NULL, &n_text, NULL);
  if (text == NULL || strlen (text) != n_text || !g_utf8_validate (text, -1, NULL))
    return NULL;
  return g_steal_pointer (&text);
}

/* Bytes that are no text, with those beyond ASCII as \xHH. */
char *
sy_biff_show_bytes (const guint8 *p, gsize n)
{
  GString *shown = g_string_new (NULL);

  for (gsize i = 0; i < n && i < 200; i++)
    if (p[i] >= 0x20 && p[i] < 0x7F)
      g_string_append_c (shown, (char) p[i]);
    else
      g_string_append_printf (shown, "\\x%02X", p[i]);
  return g_string_free (shown, FALSE);
}
