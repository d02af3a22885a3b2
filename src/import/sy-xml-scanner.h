/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pull scanner for the two parts of a workbook that grow with its data: sheets and shared strings. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SY_XML_MAX_DEPTH 256
#define SY_XML_MAX_TOKEN (1024 * 1024)

typedef enum
{
  SY_XML_END_OF_FILE,
  SY_XML_START, /* name, attributes; an empty element is followed by its END */
  SY_XML_END,   /* name */
  SY_XML_TEXT,  /* text, literal */
  SY_XML_FAILED,
} SyXmlToken;

/* Fills the buffer with more of the document: number of bytes, 0 at the end, -1 with an error. */
typedef gssize (*SyXmlRead) (gpointer source, gpointer buffer, gsize size, GError **error);

/* The same without a copy: @tail of up to SY_XML_TAKE_ROOM bytes and *@n more behind it, writable and valid
 * until the next call; 0: the end, -1: failed. */
typedef guint8 *(*SyXmlTake) (gpointer source, const guint8 *tail, gsize n_tail, gssize *n, GError **error);

#define SY_XML_TAKE_ROOM 4096
/* Of bytes that are taken at once. */
#define SY_XML_TAKE_MOST (128 * 1024)

/* Name and text are valid until the next call. Only what stands above the line is for users. */
typedef struct
{
  const char *name; /* local name, without its prefix */
  gsize name_length;
  const char *attributes; /* between name and > */
  gsize attributes_length;
  const char *text;
  gsize text_length;
  gboolean literal;        /* from CDATA: no references to resolve */
  gboolean preserve_space; /* the root element says xml:space="preserve" for all in it */
  /* ---- */
  SyXmlRead read;
  SyXmlTake take; /* NULL: the source only copies */
  gpointer source;
  const char *part;           /* borrowed, for messages */
  struct _SyDecoder *decoder; /* for what is not UTF-8 */
  guint8 *raw;                /* undecoded block */
  guint8 *own;                /* of the capacity */
  guint8 *buffer;             /* that, or what was taken from the source */
  gsize capacity, length, position;
  gboolean source_ended, started, pending_end, seen_root;
  guint depth;
  guint64 stack[SY_XML_MAX_DEPTH];
} SyXmlScanner;

void sy_xml_scanner_init (SyXmlScanner *scanner, SyXmlRead read, gpointer source, const char *part);
void sy_xml_scanner_set_take (SyXmlScanner *scanner, SyXmlTake take);
void sy_xml_scanner_clear (SyXmlScanner *scanner);
SyXmlToken sy_xml_scanner_next (SyXmlScanner *scanner, GError **error);
gboolean sy_xml_scanner_skip (SyXmlScanner *scanner, GError **error);

gboolean sy_xml_next_attribute (const char **cursor,
                                const char *end,
                                const char **name,
                                gsize *name_length,
                                const char **value,
                                gsize *value_length);
gboolean sy_xml_unescape (const char *text, gsize length, char *out, gsize *out_length);

static inline gboolean
sy_xml_is (const SyXmlScanner *scanner, const char *name, gsize length)
{
  return scanner->name_length == length && __builtin_memcmp (scanner->name, name, length) == 0;
}
/* What is in the buffer from the next token on, for those who know what to expect; it may end anywhere. */
static inline const char *
sy_xml_scanner_peek (const SyXmlScanner *scanner, const char **end)
{
  *end = (const char *) scanner->buffer + scanner->length;
  return (const char *) scanner->buffer + scanner->position;
}

/* Takes whole elements, which the user has understood by himself, as read up to @to. */
static inline void
sy_xml_scanner_advance (SyXmlScanner *scanner, const char *to)
{
  scanner->position = (gsize) (to - (const char *) scanner->buffer);
}

#define SY_XML_IS(scanner, literal_name) sy_xml_is (scanner, literal_name, sizeof literal_name - 1)

G_END_DECLS
