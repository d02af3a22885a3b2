/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts lie end to end in chunks that never move, so that cells can point at them. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-block-pipe.h"
#include "sy-reader.h"
#include "sy-shared-strings.h"

#define CHUNK_SIZE (256 * 1024)

struct _SySharedStrings
{
  GArray *entries;   /* (element-type SyCellText) */
  GPtrArray *chunks; /* (element-type utf8) */
  gsize chunk_left;
  guint64 total;
};

typedef struct
{
  SyBlockPipe *pipe;
  GCancellable *cancellable;
} Source;

static gssize
read_source (gpointer data, gpointer buffer, gsize size, GError **error)
{
  Source *source = data;

  if (g_cancellable_set_error_if_cancelled (source->cancellable, error))
    return -1;
  return sy_block_pipe_read (source->pipe, buffer, size, error);
}

/**
 * sy_rich_text_unescape:
 * @text: (array length=length): UTF-8, changed in place
 *
 * Resolves _xHHHH_, which stands for characters that XML cannot hold; “_x005F_” is the underscore itself.
 * What would not be valid text (NUL, half a surrogate pair) is left as it is.
 *
 * Returns: the new length
 */
gsize
sy_rich_text_unescape (char *text, gsize length)
{
  const char *p = text, *end = text + length;
  char *o = text;
  gunichar high = 0;

  while (p < end)
    {
      gunichar ch = 0;
      guint i = 2;

      if (*p == '_' && end - p >= 7 && p[1] == 'x' && p[6] == '_')
        for (; i < 6 && g_ascii_isxdigit (p[i]); i++)
          ch = ch << 4 | (gunichar) g_ascii_xdigit_value (p[i]);
      if (i < 6 || ch == 0)
        {
          *o++ = *p++;
          continue;
        }
      /* A pair comes as two escapes, one behind the other. */
      if (ch >= 0xDC00 && ch < 0xE000 && high != 0 && o - text >= 7)
        {
          o -= 7;
          ch = 0x10000 + ((high - 0xD800) << 10) + (ch - 0xDC00);
        }
      high = ch >= 0xD800 && ch < 0xDC00 ? ch : 0;
      if (g_unichar_validate (ch))
        {
          o += g_unichar_to_utf8 (ch, o);
          p += 7;
        }
      else
        {
          memmove (o, p, 7);
          o += 7;
          p += 7;
        }
      if (high != 0 && !(end - p >= 7 && p[0] == '_' && p[1] == 'x' && p[6] == '_'))
        high = 0;
    }
  return (gsize) (o - text);
}

/**
 * sy_rich_text_append:
 * @literal: whether @text comes from CDATA
 *
 * Returns: %TRUE when @text was appended with its references resolved; %FALSE when one is unknown
 */
gboolean
sy_rich_text_append (GByteArray *out, const char *text, gsize length, gboolean literal)
{
  guint at = out->len;
  gsize n = length;

  if (literal || (memchr (text, '&', length) == NULL && memchr (text, '\r', length) == NULL))
    {
      g_byte_array_append (out, (const guint8 *) text, (guint) length);
      return TRUE;
    }
  g_byte_array_set_size (out, at + (guint) length);
  if (!sy_xml_unescape (text, length, (char *) out->data + at, &n))
    return FALSE;
  g_byte_array_set_size (out, at + (guint) n);
  return TRUE;
}

static gboolean
is_preserved (const SyXmlScanner *scanner)
{
  return scanner->preserve_space
         || memmem (scanner->attributes, scanner->attributes_length, "preserve", 8) != NULL;
}

/* White space around a text is layout of the file unless it says that it is to be preserved. */
static void
trim (GByteArray *out, guint from)
{
  guint end = out->len, start = from;

  while (end > start && g_ascii_isspace (out->data[end - 1]))
    end--;
  while (start < end && g_ascii_isspace (out->data[start]))
    start++;
  if (start > from)
    memmove (out->data + from, out->data + start, end - start);
  g_byte_array_set_size (out, from + end - start);
}

/* Each piece has its _xHHHH_ of its own: what two pieces only form together is meant as it is written. */
static void
unescape_piece (GByteArray *out, guint from)
{
  guint length = out->len - from;

  if (length >= 7 && memmem (out->data + from, length, "_x", 2) != NULL)
    g_byte_array_set_size (out, from + (guint) sy_rich_text_unescape ((char *) out->data + from, length));
}

/* The content of <t>, whose START was just returned. */
static gboolean
read_t (SyXmlScanner *scanner, gboolean preserved, GByteArray *out, GError **error)
{
  guint from = out->len;

  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_TEXT:
        if (!sy_rich_text_append (out, scanner->text, scanner->text_length, scanner->literal))
          {
            g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
                         _ ("The part “%s” of the file has a text with a reference that is not defined."),
                         scanner->part);
            return FALSE;
          }
        break;
      case SY_XML_START:
        if (!sy_xml_scanner_skip (scanner, error))
          return FALSE;
        break;
      case SY_XML_END:
        if (!preserved)
          trim (out, from);
        unescape_piece (out, from);
        return TRUE;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
}

/**
 * sy_rich_text_read:
 * @scanner: whose last token is the START of si or is
 * @out: the text is appended, valid UTF-8
 *
 * Reads a text up to the END of its element: the runs joined, phonetic hints left out.
 *
 * Returns: %TRUE, or %FALSE with an error
 */
gboolean
sy_rich_text_read (SyXmlScanner *scanner, GByteArray *out, GError **error)
{
  guint depth = scanner->depth;
  gboolean preserved = is_preserved (scanner);

  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "t"))
          {
            if (!read_t (scanner, preserved || is_preserved (scanner), out, error))
              return FALSE;
          }
        else if (!SY_XML_IS (scanner, "r") && !sy_xml_scanner_skip (scanner, error))
          return FALSE;
        break;
      case SY_XML_END:
        if (scanner->depth >= depth)
          break;
        return TRUE;
      case SY_XML_TEXT:
        break;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
}

static void
keep (SySharedStrings *self, const GByteArray *text)
{
  SyCellText entry = { "", text->len };

  if (text->len > 0)
    {
      char *chunk;

      if (text->len > self->chunk_left)
        {
          gsize size = MAX (text->len, CHUNK_SIZE);

          g_ptr_array_add (self->chunks, g_malloc (size));
          self->chunk_left = size;
        }
      chunk = g_ptr_array_index (self->chunks, self->chunks->len - 1);
      /* What is left lies at the end of a chunk, so texts are filled in from its end. */
      self->chunk_left -= text->len;
      memcpy (chunk + self->chunk_left, text->data, text->len);
      entry.text = chunk + self->chunk_left;
    }
  g_array_append_val (self->entries, entry);
  self->total += text->len + sizeof entry;
}

static gboolean
read_entries (SySharedStrings *self, SyXmlScanner *scanner, GError **error)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();

  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (!SY_XML_IS (scanner, "si"))
          {
            if (!SY_XML_IS (scanner, "sst") && !sy_xml_scanner_skip (scanner, error))
              return FALSE;
            break;
          }
        g_byte_array_set_size (text, 0);
        if (!sy_rich_text_read (scanner, text, error))
          return FALSE;
        keep (self, text);
        if (self->total > SY_SHARED_STRINGS_MAX)
          {
            g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                         _ ("The texts of the workbook take more than %d GB: stopped, nothing imported."),
                         (int) (SY_SHARED_STRINGS_MAX >> 30));
            return FALSE;
          }
        break;
      case SY_XML_END_OF_FILE:
        return TRUE;
      case SY_XML_FAILED:
        return FALSE;
      case SY_XML_END:
      case SY_XML_TEXT:
      default:
        break;
      }
}

/**
 * sy_shared_strings_read:
 * @package: a workbook
 * @part: (nullable): name of the part, %NULL when the workbook has none
 *
 * Returns: (nullable): the texts, or %NULL with %SY_IMPORT_ERROR_DAMAGED, _HOSTILE or %G_IO_ERROR_CANCELLED
 */
SySharedStrings *
sy_shared_strings_read (SyPackage *package, const char *part, GCancellable *cancellable, GError **error)
{
  g_autoptr (SySharedStrings) self = g_new0 (SySharedStrings, 1);
  SyPackageStream *stream;
  SyXmlScanner scanner;
  Source source = { NULL, cancellable };
  gboolean ok;

  self->entries = g_array_new (FALSE, FALSE, sizeof (SyCellText));
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  if (part == NULL)
    return g_steal_pointer (&self);
  stream = sy_package_open_part (package, part, error);
  if (stream == NULL)
    return NULL;
  source.pipe = sy_block_pipe_new (stream);
  sy_xml_scanner_init (&scanner, read_source, &source, part);
  ok = read_entries (self, &scanner, error);
  sy_xml_scanner_clear (&scanner);
  sy_block_pipe_free (source.pipe);
  return ok ? g_steal_pointer (&self) : NULL;
}

/**
 * sy_shared_strings_get:
 *
 * Returns: (nullable): the text, not NUL-terminated, or %NULL when there is none of that number
 */
const char *
sy_shared_strings_get (SySharedStrings *strings, guint64 index, gsize *length)
{
  const SyCellText *entry;

  if (index >= strings->entries->len)
    return NULL;
  entry = &g_array_index (strings->entries, SyCellText, index);
  *length = entry->length;
  return entry->text;
}

/* All of them, by their numbers. */
const SyCellText *
sy_shared_strings_get_all (SySharedStrings *strings, guint *n)
{
  *n = strings->entries->len;
  return (const SyCellText *) (gpointer) strings->entries->data;
}

void
sy_shared_strings_free (SySharedStrings *strings)
{
  g_array_unref (strings->entries);
  g_ptr_array_unref (strings->chunks);
  g_free (strings);
}
