/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expat calls back for each piece of each cell, which costs six times the inflating. This scanner hands out
 * one token after the other from a sliding buffer: memchr for text, a short loop for tags, which in sheets
 * are a few bytes long. It is strict where that guards us (no document type, balanced tags, limited depth and
 * length) and leaves the rest of XML's rules to the writer. References other than the five of XML and
 * characters by number cannot occur, since they need a document type. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-decoder.h"
#include "sy-reader.h"
#include "sy-xml-scanner.h"

#define FILL_SIZE (128 * 1024)

/* What was taken can always be copied into the scanner's own buffer. */
G_STATIC_ASSERT (SY_XML_TAKE_ROOM + SY_XML_TAKE_MOST <= 2 * FILL_SIZE);

/**
 * sy_xml_scanner_init:
 * @scanner: (out caller-allocates): cleared with sy_xml_scanner_clear()
 * @read: where the bytes come from
 * @part: (transfer none): what is read, for messages
 */
void
sy_xml_scanner_init (SyXmlScanner *scanner, SyXmlRead read, gpointer source, const char *part)
{
  memset (scanner, 0, sizeof *scanner);
  scanner->read = read;
  scanner->source = source;
  scanner->part = part;
  scanner->capacity = 2 * FILL_SIZE;
  scanner->buffer = scanner->own = g_malloc (scanner->capacity);
}

/* For sources that can lend their bytes: what is in UTF-8 is then scanned where it lies. */
void
sy_xml_scanner_set_take (SyXmlScanner *scanner, SyXmlTake take)
{
  scanner->take = take;
}

void
sy_xml_scanner_clear (SyXmlScanner *scanner)
{
  g_clear_pointer (&scanner->decoder, sy_decoder_free);
  g_clear_pointer (&scanner->raw, g_free);
  g_clear_pointer (&scanner->own, g_free);
}

static SyXmlToken
fail (SyXmlScanner *self, SyImportError code, const char *what, GError **error)
{
  /* What the source reported before is the cause. */
  if (error == NULL || *error == NULL)
    g_set_error (error, SY_IMPORT_ERROR, code, _ ("The part “%s” of the file %s"), self->part, what);
  return SY_XML_FAILED;
}

static SyXmlToken
fail_syntax (SyXmlScanner *self, GError **error)
{
  return fail (self, SY_IMPORT_ERROR_DAMAGED, _ ("is damaged: its XML is not well formed."), error);
}

/* In the scanner's own buffer. */
static gboolean
make_room (SyXmlScanner *self, gsize room)
{
  if (self->position > 0 || self->buffer != self->own)
    {
      memmove (self->own, self->buffer + self->position, self->length - self->position);
      self->buffer = self->own;
      self->length -= self->position;
      self->position = 0;
    }
  if (self->capacity - self->length >= room)
    return TRUE;
  if (self->length > SY_XML_MAX_TOKEN)
    return FALSE;
  self->capacity = MAX (2 * self->capacity, self->length + room);
  self->buffer = self->own = g_realloc (self->own, self->capacity);
  return TRUE;
}

/* As fill(): what is left of the buffer, with more bytes of the source behind it. */
static int
fill_by_taking (SyXmlScanner *self, GError **error)
{
  gsize left = self->length - self->position;
  gssize n = 0;
  guint8 *taken = self->take (self->source, self->buffer + self->position, left, &n, error);

  self->source_ended = n == 0;
  if (n <= 0)
    return n < 0 ? -1 : 0;
  self->buffer = taken;
  self->position = 0;
  self->length = left + (gsize) n;
  return 1;
}

/* More bytes behind those there are. -1: failed, 0: there are no more. */
static int
fill (SyXmlScanner *self, GError **error)
{
  gssize n;

  if (self->source_ended)
    return 0;
  if (self->take && !self->decoder && self->length - self->position <= SY_XML_TAKE_ROOM)
    return fill_by_taking (self, error);
  if (!make_room (self, FILL_SIZE))
    {
      fail (self, SY_IMPORT_ERROR_HOSTILE,
            _ ("has a piece of more than 1 MB that no cell can hold: stopped."), error);
      return -1;
    }
  if (self->decoder == NULL)
    {
      n = self->read (self->source, self->buffer + self->length, self->capacity - self->length, error);
      if (n > 0)
        self->length += (gsize) n;
    }
  else
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gsize));

      n = self->read (self->source, self->raw, FILL_SIZE, error);
      sy_decoder_run (self->decoder, self->raw, (gsize) MAX (n, 0), n == 0, out, bad);
      if (bad->len > 0 || !make_room (self, out->len))
        {
          fail_syntax (self, error);
          return -1;
        }
      if (out->len > 0)
        memcpy (self->buffer + self->length, out->data, out->len);
      self->length += out->len;
    }
  if (n < 0)
    return -1;
  self->source_ended = n == 0;
  return n > 0;
}

static gboolean
switch_encoding (SyXmlScanner *self, const char *encoding, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gsize));

  self->decoder = sy_decoder_new (encoding, error);
  if (self->decoder == NULL)
    return FALSE;
  self->raw = g_malloc (FILL_SIZE);
  sy_decoder_run (self->decoder, self->buffer + self->position, self->length - self->position, FALSE, out,
                  bad);
  self->length = self->position;
  if (bad->len > 0 || !make_room (self, out->len))
    return fail_syntax (self, error) != SY_XML_FAILED;
  if (out->len > 0)
    memcpy (self->buffer + self->length, out->data, out->len);
  self->length += out->len;
  return TRUE;
}

/* Marks and the XML declaration decide how the bytes are read. */
static gboolean
start (SyXmlScanner *self, GError **error)
{
  const guint8 *p;
  const char *declared;
  int more = 1;

  self->started = TRUE;
  while (more > 0 && self->length < 256)
    more = fill (self, error);
  p = self->buffer;
  if (more < 0 || self->length < 4)
    return fail_syntax (self, error) != SY_XML_FAILED;
  if ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF))
    {
      self->position = 2;
      return switch_encoding (self, p[0] == 0xFF ? "UTF-16LE" : "UTF-16BE", error);
    }
  if (p[0] == 0 || p[1] == 0)
    return switch_encoding (self, p[0] == 0 ? "UTF-16BE" : "UTF-16LE", error);
  if (p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF)
    self->position = 3;
  if (self->length - self->position > 5 && memcmp (p + self->position, "<?xml", 5) == 0)
    {
      const char *head = (const char *) p + self->position;
      const char *end = memchr (head, '>', MIN (self->length - self->position, 256));
      g_autofree char *declaration = end != NULL ? g_strndup (head, (gsize) (end - head)) : NULL;

      declared = declaration != NULL ? strstr (declaration, "encoding=") : NULL;
      if (declared != NULL && (declared[9] == '"' || declared[9] == '\''))
        {
          g_autofree char *name = g_strndup (declared + 10, strcspn (declared + 10, "\"'"));

          /* A declaration of UTF-16 in single bytes is a slip of the writer. */
          if (g_ascii_strncasecmp (name, "utf", 3) != 0 && g_ascii_strcasecmp (name, "us-ascii") != 0)
            return switch_encoding (self, name, error);
        }
    }
  return TRUE;
}

/* Steps over a comment or instruction of any length, keeping none of it. */
static gboolean
skip_until (SyXmlScanner *self, const char *mark, GError **error)
{
  gsize n = strlen (mark);

  for (;;)
    {
      const guint8 *found = memmem (self->buffer + self->position, self->length - self->position, mark, n);

      if (found != NULL)
        {
          self->position = (gsize) (found - self->buffer) + n;
          return TRUE;
        }
      self->position = MAX (self->position, self->length >= n ? self->length - n + 1 : 0);
      if (fill (self, error) <= 0)
        return fail_syntax (self, error) != SY_XML_FAILED;
    }
}

/* Makes the token that begins at position complete, up to @mark: its end, or NULL. */
static const char *
complete (SyXmlScanner *self, gsize from, const char *mark, GError **error)
{
  gsize n = strlen (mark);

  for (;;)
    {
      const guint8 *token = self->buffer + self->position;
      const guint8 *found = NULL;

      if (self->length - self->position > from)
        found = memmem (token + from, self->length - self->position - from, mark, n);
      if (found != NULL)
        return (const char *) found;
      if (fill (self, error) <= 0)
        return NULL;
    }
}

static SyXmlToken
read_cdata (SyXmlScanner *self, GError **error)
{
  const char *end = complete (self, 9, "]]>", error);

  if (end == NULL)
    return fail_syntax (self, error);
  self->text = (const char *) self->buffer + self->position + 9;
  self->text_length = (gsize) (end - self->text);
  self->literal = TRUE;
  self->position = (gsize) (end + 3 - (const char *) self->buffer);
  if (sy_utf8_valid_prefix ((const guint8 *) self->text, self->text_length) != self->text_length)
    return fail_syntax (self, error);
  return SY_XML_TEXT;
}

/* <!-- --> and <? ?> are stepped over, <![CDATA[ is text, <!DOCTYPE ends it. *@token is END_OF_FILE when
 * there is none. */
static gboolean
read_markup (SyXmlScanner *self, SyXmlToken *token, GError **error)
{
  const guint8 *p;

  *token = SY_XML_END_OF_FILE;
  while (self->length - self->position < 9)
    {
      int more = fill (self, error);

      if (more < 0)
        return FALSE;
      if (more == 0)
        break;
    }
  p = self->buffer + self->position;
  if (p[1] == '?')
    return skip_until (self, "?>", error);
  if (self->length - self->position >= 9 && memcmp (p, "<![CDATA[", 9) == 0 && self->depth > 0)
    {
      *token = read_cdata (self, error);
      return *token != SY_XML_FAILED;
    }
  if (self->length - self->position >= 4 && memcmp (p, "<!--", 4) == 0)
    {
      self->position += 4;
      return skip_until (self, "-->", error);
    }
  if (self->length - self->position >= 9 && g_ascii_strncasecmp ((const char *) p, "<!DOCTYPE", 9) == 0)
    fail (self, SY_IMPORT_ERROR_HOSTILE, _ ("contains a DTD, which workbooks never need: stopped."), error);
  else
    fail_syntax (self, error);
  return FALSE;
}

/* The end of the tag at position, quoted > stepped over; NULL when it is not in the buffer yet. */
static const char *
find_tag_end (const SyXmlScanner *self)
{
  const char *p = (const char *) self->buffer + self->position + 1;
  const char *end = (const char *) self->buffer + self->length;

  for (; p < end; p++)
    {
      if (*p == '>')
        return p;
      if (*p == '"' || *p == '\'')
        {
          p = memchr (p + 1, *p, (gsize) (end - p - 1));
          if (p == NULL)
            return NULL;
        }
      else if (*p == '<')
        return p;
    }
  return NULL;
}

static guint64
name_key (const char *name, gsize length)
{
  guint64 key = 0;

  memcpy (&key, name, MIN (length, 8));
  return key ^ (guint64) length << 56;
}

/* Splits the name from prefix and attributes. */
static gboolean
read_name (SyXmlScanner *self, const char *p, const char *end)
{
  const char *start = p;

  while (p < end && (guint8) *p > ' ' && *p != '/')
    {
      if (*p == ':')
        start = p + 1;
      p++;
    }
  self->name = start;
  self->name_length = (gsize) (p - start);
  self->attributes = p;
  self->attributes_length = (gsize) (end - p);
  return self->name_length > 0;
}

static SyXmlToken
read_tag (SyXmlScanner *self, GError **error)
{
  const char *end, *p;

  while ((end = find_tag_end (self)) == NULL)
    if (fill (self, error) <= 0)
      return fail_syntax (self, error);
  p = (const char *) self->buffer + self->position;
  if (*end != '>' || end - p > SY_XML_MAX_TOKEN)
    return fail_syntax (self, error);
  self->position = (gsize) (end + 1 - (const char *) self->buffer);
  if (p[1] == '/')
    {
      if (!read_name (self, p + 2, end) || self->depth == 0
          || self->stack[self->depth - 1] != name_key (self->name, self->name_length))
        return fail_syntax (self, error);
      self->depth--;
      return SY_XML_END;
    }
  self->pending_end = end[-1] == '/';
  if (!read_name (self, p + 1, end - self->pending_end) || (self->depth == 0 && self->seen_root))
    return fail_syntax (self, error);
  if (self->depth == SY_XML_MAX_DEPTH)
    return fail (self, SY_IMPORT_ERROR_HOSTILE, _ ("is nested too deeply for a workbook: stopped."), error);
  if (self->depth == 0)
    self->preserve_space = memmem (self->attributes, self->attributes_length, "preserve", 8) != NULL;
  self->stack[self->depth++] = name_key (self->name, self->name_length);
  self->seen_root = TRUE;
  return SY_XML_START;
}

static SyXmlToken
read_text (SyXmlScanner *self, GError **error)
{
  const char *end = complete (self, 0, "<", error);

  if (end == NULL)
    return fail_syntax (self, error);
  self->text = (const char *) self->buffer + self->position;
  self->text_length = (gsize) (end - self->text);
  self->literal = FALSE;
  self->position = (gsize) (end - (const char *) self->buffer);
  if (self->text_length > SY_XML_MAX_TOKEN
      || sy_utf8_valid_prefix ((const guint8 *) self->text, self->text_length) != self->text_length)
    return fail_syntax (self, error);
  return SY_XML_TEXT;
}

/* Outside of the root only white space is allowed. */
static gboolean
skip_space (SyXmlScanner *self)
{
  while (self->position < self->length && g_ascii_isspace (self->buffer[self->position]))
    self->position++;
  return self->position == self->length || self->buffer[self->position] == '<';
}

/**
 * sy_xml_scanner_next:
 *
 * Returns: the next token; %SY_XML_FAILED with %SY_IMPORT_ERROR_DAMAGED, _HOSTILE or what the source said
 */
SyXmlToken
sy_xml_scanner_next (SyXmlScanner *scanner, GError **error)
{
  if (scanner->pending_end)
    {
      scanner->pending_end = FALSE;
      scanner->depth--;
      return SY_XML_END;
    }
  if (!scanner->started && !start (scanner, error))
    return SY_XML_FAILED;
  for (;;)
    {
      SyXmlToken token;
      guint8 next;

      if (scanner->depth == 0 && !skip_space (scanner))
        return fail_syntax (scanner, error);
      if (scanner->length - scanner->position < 2)
        {
          int more = fill (scanner, error);

          if (more < 0)
            return SY_XML_FAILED;
          if (more > 0)
            continue;
          if (scanner->depth > 0 || !scanner->seen_root || scanner->position < scanner->length)
            return fail (scanner, SY_IMPORT_ERROR_DAMAGED,
                         _ ("breaks off. Fetch the file again or save it anew."), error);
          return SY_XML_END_OF_FILE;
        }
      if (scanner->buffer[scanner->position] != '<')
        return read_text (scanner, error);
      next = scanner->buffer[scanner->position + 1];
      if (next != '!' && next != '?')
        return read_tag (scanner, error);
      if (!read_markup (scanner, &token, error))
        return SY_XML_FAILED;
      if (token == SY_XML_TEXT)
        return token;
    }
}

/**
 * sy_xml_scanner_skip:
 *
 * Steps over the rest of the element whose START was just returned.
 *
 * Returns: %TRUE, or %FALSE with an error
 */
gboolean
sy_xml_scanner_skip (SyXmlScanner *scanner, GError **error)
{
  guint depth = scanner->depth;

  for (;;)
    {
      SyXmlToken token = sy_xml_scanner_next (scanner, error);

      if (token == SY_XML_FAILED)
        return FALSE;
      if (token == SY_XML_END_OF_FILE || (token == SY_XML_END && scanner->depth < depth))
        return TRUE;
    }
}

/**
 * sy_xml_next_attribute:
 * @cursor: (inout): begins at the scanner's attributes
 * @end: behind them
 *
 * Returns: %TRUE with name (as written, with prefix) and raw value of the next attribute; %FALSE when there
 * is no more
 */
gboolean
sy_xml_next_attribute (const char **cursor,
                       const char *end,
                       const char **name,
                       gsize *name_length,
                       const char **value,
                       gsize *value_length)
{
  const char *p = *cursor, *close;

  while (p < end && g_ascii_isspace (*p))
    p++;
  *name = p;
  while (p < end && *p != '=' && !g_ascii_isspace (*p))
    p++;
  *name_length = (gsize) (p - *name);
  while (p < end && *p != '"' && *p != '\'')
    p++;
  if (p >= end || *name_length == 0)
    return FALSE;
  close = memchr (p + 1, *p, (gsize) (end - p - 1));
  if (close == NULL)
    return FALSE;
  *value = p + 1;
  *value_length = (gsize) (close - p - 1);
  *cursor = close + 1;
  return TRUE;
}

/* &amp; &#65; &#x41; at @p: the character and how many bytes it takes, or 0. */
static gsize
read_reference (const char *p, const char *end, gunichar *ch)
{
  static const struct
  {
    const char *name;
    gsize length;
    gunichar ch;
  } names[] = {
    { "&amp;", 5, '&' }, { "&lt;", 4, '<' }, { "&gt;", 4, '>' }, { "&quot;", 6, '"' }, { "&apos;", 6, '\'' }
  };
  const char *q = p + 2;
  guint base = 10;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if ((gsize) (end - p) >= names[i].length && memcmp (p, names[i].name, names[i].length) == 0)
      {
        *ch = names[i].ch;
        return names[i].length;
      }
  if (end - p < 4 || p[1] != '#')
    return 0;
  if (*q == 'x')
    {
      base = 16;
      q++;
    }
  *ch = 0;
  for (; q < end && *q != ';'; q++)
    {
      int digit = base == 16 ? g_ascii_xdigit_value (*q) : g_ascii_digit_value (*q);

      if (digit < 0 || *ch > 0x10FFFF)
        return 0;
      *ch = *ch * base + (guint) digit;
    }
  if (q == end || q[-1] == '#' || q[-1] == 'x' || *ch == 0 || !g_unichar_validate (*ch))
    return 0;
  return (gsize) (q + 1 - p);
}

/**
 * sy_xml_unescape:
 * @out: room for @length bytes
 *
 * Resolves references and makes line ends single line feeds. The result is never longer than the text.
 *
 * Returns: %TRUE, or %FALSE when a reference is not one of XML itself
 */
gboolean
sy_xml_unescape (const char *text, gsize length, char *out, gsize *out_length)
{
  const char *p = text, *end = text + length;
  char *o = out;

  while (p < end)
    {
      if (*p == '&')
        {
          gunichar ch = 0;
          gsize n = read_reference (p, end, &ch);

          if (n == 0)
            return FALSE;
          o += g_unichar_to_utf8 (ch, o);
          p += n;
        }
      else if (*p == '\r')
        {
          *o++ = '\n';
          p += p + 1 < end && p[1] == '\n' ? 2 : 1;
        }
      else
        *o++ = *p++;
    }
  *out_length = (gsize) (o - out);
  return TRUE;
}
