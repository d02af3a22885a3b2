/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 and GB18030 are decoded here, the one for strictness, the other for speed (a table of its two-byte
 * characters); what else there is goes through GIO's converter. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-decoder.h"
#include "sy-reader.h"

struct _SyDecoder
{
  char *name;
  GConverter *converter; /* NULL for the two that are decoded here */
  gboolean utf8;
  gboolean gb18030;
  guint unit; /* bytes to step over when a sequence is bad */
  guint8 tail[16];
  gsize n_tail;
};

/* ---- UTF-8 ----------------------------------------------------------------------------------------------
 */

/* Length of the sequence at @p, 0 when bad, -1 when cut off by @end. NUL counts as bad: no table holds it. */
int
sy_utf8_sequence (const guint8 *p, const guint8 *end)
{
  guint8 c = *p;
  guint n, i;
  guint32 ch;

  if (c < 0x80)
    return c != 0;
  if (c < 0xC2 || c > 0xF4)
    return 0;
  n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  ch = c & (0x7F >> n);
  for (i = 1; i < n; i++)
    {
      if (p + i == end)
        return -1;
      if ((p[i] & 0xC0) != 0x80)
        return 0;
      ch = ch << 6 | (p[i] & 0x3F);
      if (i == 1
          && ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) || (c == 0xF0 && p[1] < 0x90)
              || (c == 0xF4 && p[1] > 0x8F)))
        return 0;
    }
  return (int) n;
}

/* How many bytes from @p are ASCII other than NUL, eight at a time. */
gsize
sy_ascii_run (const guint8 *p, const guint8 *end)
{
  const guint8 *start = p;

  while (end - p >= 8)
    {
      guint64 word;

      memcpy (&word, p, 8);
      if ((word | (word - 0x0101010101010101ULL)) & 0x8080808080808080ULL)
        break;
      p += 8;
    }
  while (p < end && *p != 0 && *p < 0x80)
    p++;
  return (gsize) (p - start);
}

/**
 * sy_utf8_valid_prefix:
 * @data: (array length=length): bytes
 * @length: number of bytes
 *
 * Returns: how many bytes from the start are valid UTF-8 without NUL; @length when all are
 */
gsize
sy_utf8_valid_prefix (const guint8 *data, gsize length)
{
  const guint8 *p = data, *end = data + length;

  while (p < end)
    {
      int n;

      p += sy_ascii_run (p, end);
      if (p == end)
        break;
      n = sy_utf8_sequence (p, end);
      if (n <= 0)
        break;
      p += n;
    }
  return (gsize) (p - data);
}

/* ---- GB18030 --------------------------------------------------------------------------------------------
 */

/* Two-byte characters as UTF-16 units, 0 where there is none; filled once from the system's converter. */
static const guint16 *
gb18030_pairs (void)
{
  static gsize once = 0;
  static guint16 pairs[126][256];

  if (g_once_init_enter (&once))
    {
      GIConv cd = g_iconv_open ("UTF-16LE", "GB18030");

      for (guint lead = 0x81; lead <= 0xFE && cd != (GIConv) -1; lead++)
        for (guint trail = 0x40; trail <= 0xFE; trail++)
          {
            char in[2] = { (char) lead, (char) trail }, *pin = in;
            guint8 out[8];
            char *pout = (char *) out;
            gsize n_in = 2, n_out = sizeof out;

            if (trail == 0x7F)
              continue;
            if (g_iconv (cd, &pin, &n_in, &pout, &n_out) != (gsize) -1 && n_in == 0
                && n_out == sizeof out - 2)
              pairs[lead - 0x81][trail] = (guint16) (out[0] | out[1] << 8);
            else
              g_iconv (cd, NULL, NULL, NULL, NULL);
          }
      if (cd != (GIConv) -1)
        g_iconv_close (cd);
      g_once_init_leave (&once, 1);
    }
  return &pairs[0][0];
}

/* Four-byte characters are an even grid; only the planes above the BMP are plain arithmetic, so the rest asks
 * the system. */
static gunichar
gb18030_four (const guint8 *p)
{
  guint32 index = (((p[0] - 0x81u) * 10 + (p[1] - 0x30u)) * 126 + (p[2] - 0x81u)) * 10 + (p[3] - 0x30u);
  g_autofree char *utf8 = NULL;

  if (p[0] >= 0x90)
    {
      gunichar ch = 0x10000 + index - 189000;

      return ch <= 0x10FFFF ? ch : 0;
    }
  utf8 = g_convert ((const char *) p, 4, "UTF-8", "GB18030", NULL, NULL, NULL);
  return utf8 == NULL ? 0 : g_utf8_get_char (utf8);
}

/* As sy_utf8_sequence(); *@ch is the character. */
int
sy_gb18030_sequence (const guint8 *p, const guint8 *end, gunichar *ch)
{
  if (p[0] < 0x80)
    {
      *ch = p[0];
      return p[0] != 0;
    }
  if (p[0] == 0x80 || p[0] == 0xFF)
    return 0;
  if (end - p < 2)
    return -1;
  if (p[1] >= 0x30 && p[1] <= 0x39)
    {
      if ((end - p > 2 && (p[2] < 0x81 || p[2] > 0xFE)) || (end - p > 3 && (p[3] < 0x30 || p[3] > 0x39)))
        return 0;
      if (end - p < 4)
        return -1;
      *ch = gb18030_four (p);
      return *ch != 0 ? 4 : 0;
    }
  *ch = gb18030_pairs ()[(p[0] - 0x81) * 256 + p[1]];
  return *ch != 0 ? 2 : 0;
}

/* ---- Decoder --------------------------------------------------------------------------------------------
 */

/**
 * sy_decoder_new:
 * @encoding: IANA name
 *
 * Returns: (nullable): a decoder, or %NULL with %SY_IMPORT_ERROR_ENCODING when the system does not know
 * @encoding
 */
SyDecoder *
sy_decoder_new (const char *encoding, GError **error)
{
  g_autoptr (SyDecoder) self = g_new0 (SyDecoder, 1);

  g_return_val_if_fail (encoding != NULL, NULL);
  self->name = g_strdup (encoding);
  self->unit = 1;
  self->utf8 = g_ascii_strcasecmp (encoding, "UTF-8") == 0 || g_ascii_strcasecmp (encoding, "UTF8") == 0
               || g_ascii_strcasecmp (encoding, "US-ASCII") == 0
               || g_ascii_strcasecmp (encoding, "ASCII") == 0;
  self->gb18030 = g_ascii_strcasecmp (encoding, "GB18030") == 0 || g_ascii_strcasecmp (encoding, "GBK") == 0
                  || g_ascii_strcasecmp (encoding, "GB2312") == 0;
  if (self->utf8 || self->gb18030)
    return g_steal_pointer (&self);

  if (g_ascii_strncasecmp (encoding, "UTF-16", 6) == 0)
    self->unit = 2;
  else if (g_ascii_strncasecmp (encoding, "UTF-32", 6) == 0)
    self->unit = 4;
  self->converter = G_CONVERTER (g_charset_converter_new ("UTF-8", encoding, NULL));
  if (self->converter == NULL)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCODING,
                   _ ("The encoding “%s” is not known here. Try UTF-8, GB18030, UTF-16 or windows-1252."),
                   encoding);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
sy_decoder_free (SyDecoder *decoder)
{
  g_free (decoder->name);
  g_clear_object (&decoder->converter);
  g_free (decoder);
}

/* Bad bytes stand in the output as \xHH, so that whoever looks at the row sees which. */
static void
append_bad (const guint8 *p, gsize n, GByteArray *out, GArray *bad)
{
  gsize at = out->len;

  for (gsize i = 0; i < n; i++)
    {
      char hex[8];

      g_snprintf (hex, sizeof hex, "\\x%02X", p[i]);
      g_byte_array_append (out, (const guint8 *) hex, 4);
    }
  g_array_append_val (bad, at);
}

static gsize
decode_utf8 (const guint8 *data, gsize length, gboolean at_end, GByteArray *out, GArray *bad)
{
  gsize done = 0;

  while (done < length)
    {
      gsize n = sy_utf8_valid_prefix (data + done, length - done);

      g_byte_array_append (out, data + done, (guint) n);
      done += n;
      if (done == length)
        break;
      if (!at_end && sy_utf8_sequence (data + done, data + length) < 0)
        break;
      append_bad (data + done, 1, out, bad);
      done++;
    }
  return done;
}

static gsize
decode_gb18030 (const guint8 *data, gsize length, gboolean at_end, GByteArray *out, GArray *bad)
{
  const guint8 *p = data, *end = data + length;

  while (p < end)
    {
      gsize run = sy_ascii_run (p, end);
      guint8 buffer[1024];
      gsize n_buffer = 0;
      int n = 1;

      g_byte_array_append (out, p, (guint) run);
      p += run;
      while (p < end && (*p >= 0x80 || *p == 0) && n_buffer < sizeof buffer - 8)
        {
          gunichar ch = 0;

          n = sy_gb18030_sequence (p, end, &ch);
          if (n <= 0)
            break;
          n_buffer += (gsize) g_unichar_to_utf8 (ch, (char *) buffer + n_buffer);
          p += n;
        }
      g_byte_array_append (out, buffer, (guint) n_buffer);
      if (n < 0 && !at_end)
        break;
      if (n <= 0)
        append_bad (p++, 1, out, bad);
    }
  return (gsize) (p - data);
}

/* NUL is valid for a converter, but not in a table. */
static void
mark_nuls (GByteArray *out, gsize from, GArray *bad)
{
  guint8 *p;

  while (from < out->len && (p = memchr (out->data + from, 0, out->len - from)) != NULL)
    {
      gsize at = (gsize) (p - out->data);

      *p = ' ';
      g_array_append_val (bad, at);
      from = at + 1;
    }
}

static gsize
decode_other (
    SyDecoder *self, const guint8 *data, gsize length, gboolean at_end, GByteArray *out, GArray *bad)
{
  gsize done = 0;

  while (done < length)
    {
      g_autoptr (GError) error = NULL;
      guint start = out->len;
      gsize n_in = 0, n_out = 0;
      gsize room = (length - done) * 3 + 16;
      GConverterResult result;

      g_byte_array_set_size (out, start + (guint) room);
      result = g_converter_convert (self->converter, data + done, length - done, out->data + start, room,
                                    at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &n_in, &n_out,
                                    &error);
      g_byte_array_set_size (out, start + (guint) n_out);
      mark_nuls (out, start, bad);
      done += n_in;
      if (result != G_CONVERTER_ERROR)
        {
          if (result == G_CONVERTER_FINISHED || n_in == 0)
            break;
          continue;
        }
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) && !at_end)
        break;
      g_converter_reset (self->converter);
      append_bad (data + done, MIN (self->unit, length - done), out, bad);
      done += MIN (self->unit, length - done);
    }
  return done;
}

static gsize
decode (SyDecoder *self, const guint8 *data, gsize length, gboolean at_end, GByteArray *out, GArray *bad)
{
  if (self->utf8)
    return decode_utf8 (data, length, at_end, out, bad);
  if (self->gb18030)
    return decode_gb18030 (data, length, at_end, out, bad);
  return decode_other (self, data, length, at_end, out, bad);
}

/**
 * sy_decoder_run:
 * @decoder: a decoder
 * @data: (array length=length): the next bytes of the file, without a byte order mark
 * @length: number of bytes, below 1 GiB
 * @at_end: whether these are the last ones
 * @out: valid UTF-8 without NUL is appended here
 * @bad: (element-type gsize): offsets in @out where a bad byte stands as “\xHH” are appended here, ascending
 *
 * Decodes a block; a sequence cut off by its end waits for the next call.
 */
void
sy_decoder_run (
    SyDecoder *decoder, const guint8 *data, gsize length, gboolean at_end, GByteArray *out, GArray *bad)
{
  gsize done;

  /* The few bytes left over are completed one by one from the new block: at most seven steps. */
  while (decoder->n_tail > 0 && (length > 0 || at_end))
    {
      gboolean last = at_end && length == 0;

      if (length > 0)
        {
          decoder->tail[decoder->n_tail++] = *data++;
          length--;
        }
      done = decode (decoder, decoder->tail, decoder->n_tail, last || decoder->n_tail > 8, out, bad);
      decoder->n_tail -= done;
      memmove (decoder->tail, decoder->tail + done, decoder->n_tail);
      if (last)
        decoder->n_tail = 0;
    }
  if (length == 0)
    return;
  done = decode (decoder, data, length, at_end, out, bad);
  if (!at_end && length - done <= 8)
    {
      decoder->n_tail = length - done;
      memcpy (decoder->tail, data + done, decoder->n_tail);
    }
}
