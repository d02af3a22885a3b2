/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a file says little: what shops and ERP programs export as .xls is often a web page, tabbed text
 * or XML. So only the content counts. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-file-kind.h"

/* What begins with these bytes cannot be read; the name says what it is. */
static const struct
{
  const char *bytes;
  gsize length;
  const char *name;
} magics[] = {
  { "%PDF-", 5, N_ ("a PDF document") },
  { "\x89PNG", 4, N_ ("a PNG picture") },
  { "\xFF\xD8\xFF", 3, N_ ("a JPEG picture") },
  { "GIF8", 4, N_ ("a GIF picture") },
  { "II*\0", 4, N_ ("a TIFF picture") },
  { "MM\0*", 4, N_ ("a TIFF picture") },
  { "\x1F\x8B", 2, N_ ("a gzip archive; unpack it first") },
  { "BZh", 3, N_ ("a bzip2 archive; unpack it first") },
  { "\xFD"
    "7zXZ",
    5, N_ ("an xz archive; unpack it first") },
  { "7z\xBC\xAF", 4, N_ ("a 7-Zip archive; unpack it first") },
  { "Rar!", 4, N_ ("a RAR archive; unpack it first") },
  { "\x28\xB5\x2F\xFD", 4, N_ ("a Zstandard archive; unpack it first") },
  { "SQLite format 3", 15, N_ ("an SQLite database") },
  { "\0\0\2\0\6\4", 6, N_ ("a Lotus 1-2-3 sheet") },
  { "\0\0\x1A\0", 4, N_ ("a Lotus 1-2-3 sheet") },
  { "\xFF\0\2\0\4\4", 6, N_ ("a Works sheet") },
  { "\0\1\0\0Standard ", 13, N_ ("an Access database") },
  { "{\\rtf", 5, N_ ("a rich text document (RTF)") },
  { "\x7F"
    "ELF",
    4, N_ ("a program") },
};

/* The start of a text in lower case, without mark and white space in front; of UTF-16 the ASCII in it. */
static char *
fold_head (const guint8 *head, gsize length)
{
  GString *folded = g_string_sized_new (length);
  gsize i = 0;

  if (length >= 3 && memcmp (head, "\xEF\xBB\xBF", 3) == 0)
    i = 3;
  else if (length >= 2 && (memcmp (head, "\xFF\xFE", 2) == 0 || memcmp (head, "\xFE\xFF", 2) == 0))
    i = 2;
  for (; i < length; i++)
    if (head[i] != 0 && (folded->len > 0 || !g_ascii_isspace (head[i])))
      g_string_append_c (folded, g_ascii_tolower ((char) head[i]));
  return g_string_free (folded, FALSE);
}

/* A mail or a page saved as one file begins with lines such as “From: …”. */
static gboolean
is_mail (const char *lower)
{
  if (g_str_has_prefix (lower, "mime-version:"))
    return TRUE;
  return (g_str_has_prefix (lower, "from:") || g_str_has_prefix (lower, "content-type:")
          || g_str_has_prefix (lower, "subject:") || g_str_has_prefix (lower, "date:"))
         && strstr (lower, "\nmime-version:") != NULL;
}

static gboolean
has_table_tag (const char *lower)
{
  static const char *const tags[] = { "<html", "<!doctype html", "<table", "<body", "<head>", "<meta " };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strstr (lower, tags[i]) != NULL)
      return TRUE;
  return g_str_has_prefix (lower, "<tr>") || g_str_has_prefix (lower, "<style");
}

/* Tells markup apart from other text; *@name is what it is when it cannot be read. */
static SyFileKind
tell_markup (const guint8 *head, gsize length, const char **name)
{
  g_autofree char *lower = fold_head (head, length);
  const char *html, *excel;

  if (is_mail (lower))
    {
      *name = N_ ("a web archive (MHTML)");
      return SY_FILE_KIND_OTHER;
    }
  /* As web pages come from the clipboard of Windows. */
  if (g_str_has_prefix (lower, "version:") && strstr (lower, "starthtml:") != NULL)
    return SY_FILE_KIND_HTML;
  if (*lower != '<')
    return SY_FILE_KIND_TEXT;
  html = strstr (lower, "<html");
  excel = strstr (lower, "urn:schemas-microsoft-com:office:spreadsheet");
  if (excel != NULL && (html == NULL || excel < html))
    return SY_FILE_KIND_SPREADSHEET_XML;
  if (html == NULL && strstr (lower, "urn:oasis:names:tc:opendocument:xmlns:office") != NULL)
    return SY_FILE_KIND_FLAT_ODS;
  if (has_table_tag (lower))
    return SY_FILE_KIND_HTML;
  if (!g_str_has_prefix (lower, "<?xml"))
    return SY_FILE_KIND_TEXT;
  *name = N_ ("an XML document");
  return SY_FILE_KIND_OTHER;
}

/* SYLK begins with “ID;P”, as a table of IDs and prices may; its second line is a record, too. */
static gboolean
is_sylk (const guint8 *head, gsize length)
{
  const guint8 *line = memchr (head, '\n', length);

  return length > 4 && memcmp (head, "ID;P", 4) == 0 && line != NULL && line + 2 < head + length
         && line[2] == ';' && strchr ("PFCBO", (char) line[1]) != NULL;
}

/* dBase and FoxPro: a version, the day of the last change, the size of a header that describes columns. */
static gboolean
is_dbase (const guint8 *head, gsize length)
{
  static const guint8 versions[] = { 0x03, 0x30, 0x31, 0x83, 0x8B, 0xF5 };
  guint header = length >= 32 ? head[8] | (guint) head[9] << 8 : 0;

  return header > 64 && memchr (versions, head[0], sizeof versions) != NULL && head[2] >= 1 && head[2] <= 12
         && head[3] >= 1 && head[3] <= 31 && head[30] == 0 && head[31] == 0;
}

/**
 * sy_file_kind_tell:
 * @head: (array length=length): the first bytes of the file
 * @name: (out): what it is, to be translated, for %SY_FILE_KIND_OTHER
 *
 * Returns: what the file is
 */
SyFileKind
sy_file_kind_tell (const guint8 *head, gsize length, const char **name)
{
  *name = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].length && memcmp (head, magics[i].bytes, magics[i].length) == 0)
      {
        *name = magics[i].name;
        return SY_FILE_KIND_OTHER;
      }
  if (length >= 4 && (memcmp (head, "PK\3\4", 4) == 0 || memcmp (head, "PK\5\6", 4) == 0))
    return SY_FILE_KIND_ZIP;
  if (length >= 4 && memcmp (head, "PAR1", 4) == 0)
    return SY_FILE_KIND_PARQUET;
  if (length >= 8 && memcmp (head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
    return SY_FILE_KIND_OLE;
  /* BIFF without a container: BOF, with the length of its data. */
  if (length >= 4 && head[0] == 0x09 && (head[1] & ~0x0E) == 0 && head[2] >= 4 && head[2] <= 16
      && head[3] == 0)
    return SY_FILE_KIND_BIFF;
  if (length >= 12 && memcmp (head + 8, "DUCK", 4) == 0)
    {
      *name = N_ ("a DuckDB database");
      return SY_FILE_KIND_OTHER;
    }
  if (is_sylk (head, length) || is_dbase (head, length))
    {
      *name = *head == 'I' ? N_ ("a SYLK sheet") : N_ ("a dBase table (DBF)");
      return SY_FILE_KIND_OTHER;
    }
  return tell_markup (head, length, name);
}
