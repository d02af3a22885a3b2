/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source: WHATWG, HTML, 13.2 “Parsing HTML documents”, as much of it as tables need: names without case,
 * attributes with and without quotes, comments, elements whose content is no markup, references with and
 * without their semicolon. Nothing is ever an error. */
#include "config.h"

#include <string.h>

#include "sy-html-scanner.h"

void
sy_html_scanner_init (SyHtmlScanner *scanner, const char *page, gsize length, gsize offset)
{
  memset (scanner, 0, sizeof *scanner);
  scanner->start = page;
  scanner->position = page + MIN (offset, length);
  scanner->end = page + length;
}

gboolean
sy_html_scanner_is (const SyHtmlScanner *scanner, const char *name)
{
  return strlen (name) == scanner->name_length
         && g_ascii_strncasecmp (name, scanner->name, scanner->name_length) == 0;
}

gboolean
sy_html_scanner_is_any (const SyHtmlScanner *scanner, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (sy_html_scanner_is (scanner, names[i]))
      return TRUE;
  return FALSE;
}

/* Behind the first @mark, in any case; at the end of the page when there is none. */
static const char *
find_behind (const SyHtmlScanner *self, const char *from, const char *mark)
{
  gsize n = strlen (mark);

  for (const char *p = from; (gsize) (self->end - p) >= n; p++)
    {
      p = memchr (p, *mark, (gsize) (self->end - p) - n + 1);
      if (p == NULL)
        break;
      if (g_ascii_strncasecmp (p, mark, n) == 0)
        return p + n;
    }
  return self->end;
}

/* The > of the tag at @p, those in quotes stepped over; the end of the page when it is not closed. */
static const char *
find_tag_end (const SyHtmlScanner *self, const char *p)
{
  gboolean behind_equals = FALSE;

  for (; p < self->end && *p != '>'; p++)
    {
      if ((*p == '"' || *p == '\'') && behind_equals)
        {
          const char *close = memchr (p + 1, *p, (gsize) (self->end - p - 1));

          if (close == NULL)
            return memchr (p, '>', (gsize) (self->end - p)) != NULL
                       ? (const char *) memchr (p, '>', (gsize) (self->end - p))
                       : self->end;
          p = close;
        }
      if (!g_ascii_isspace (*p))
        behind_equals = *p == '=';
    }
  return p;
}

/* What cannot hold markup is stepped over with its content. */
static void
skip_content (SyHtmlScanner *self)
{
  static const char *const names[] = { "script", "style", "template", "comment", "noframes", "textarea" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (sy_html_scanner_is (self, names[i]))
      {
        g_autofree char *mark = g_strconcat ("</", names[i], NULL);

        self->position = find_behind (self, self->position, mark);
        self->position = find_behind (self, self->position, ">");
        return;
      }
}

static SyHtmlToken
read_tag (SyHtmlScanner *self)
{
  const char *p = self->position + 1, *close;
  gboolean is_end = *p == '/';

  p += is_end;
  self->name = p;
  while (p < self->end && !g_ascii_isspace (*p) && *p != '>' && *p != '/')
    p++;
  self->name_length = (gsize) (p - self->name);
  close = find_tag_end (self, p);
  self->attributes = p;
  self->attributes_length = (gsize) (close - p);
  self->position = close < self->end ? close + 1 : self->end;
  if (is_end)
    return SY_HTML_END;
  skip_content (self);
  return SY_HTML_START;
}

/**
 * sy_html_scanner_next:
 *
 * Returns: the next tag or piece of text; comments, declarations, scripts and style sheets are stepped over
 */
SyHtmlToken
sy_html_scanner_next (SyHtmlScanner *scanner)
{
  while (scanner->position < scanner->end)
    {
      const char *p = scanner->position, *next;

      if (*p == '<' && scanner->end - p >= 2)
        {
          if (g_ascii_isalpha (p[1]) || (p[1] == '/' && scanner->end - p >= 3 && g_ascii_isalpha (p[2])))
            return read_tag (scanner);
          if (p[1] == '!' || p[1] == '?' || p[1] == '/')
            {
              gboolean comment = scanner->end - p >= 4 && memcmp (p, "<!--", 4) == 0;

              scanner->position = find_behind (scanner, p + (comment ? 4 : 2), comment ? "-->" : ">");
              continue;
            }
        }
      /* A < that begins nothing is text. */
      next = scanner->end - p > 1 ? memchr (p + 1, '<', (gsize) (scanner->end - p - 1)) : NULL;
      scanner->text = p;
      scanner->position = next != NULL ? next : scanner->end;
      scanner->text_length = (gsize) (scanner->position - p);
      return SY_HTML_TEXT;
    }
  return SY_HTML_END_OF_FILE;
}

/* The next attribute; FALSE when there is no more. */
static gboolean
next_attribute (const char **cursor,
                const char *end,
                const char **name,
                gsize *name_length,
                const char **value,
                gsize *length)
{
  const char *p = *cursor;

  while (p < end && (g_ascii_isspace (*p) || *p == '/'))
    p++;
  if (p == end)
    return FALSE;
  *name = p;
  while (p < end && !g_ascii_isspace (*p) && (*p != '=' || p == *name) && *p != '/')
    p++;
  *name_length = (gsize) (p - *name);
  while (p < end && g_ascii_isspace (*p))
    p++;
  *value = p;
  *length = 0;
  if (p < end && *p == '=')
    {
      char quote;

      for (p++; p < end && g_ascii_isspace (*p);)
        p++;
      quote = p < end && (*p == '"' || *p == '\'') ? *p++ : 0;
      *value = p;
      while (p < end && (quote != 0 ? *p != quote : !g_ascii_isspace (*p)))
        p++;
      *length = (gsize) (p - *value);
      p += quote != 0 && p < end;
    }
  *cursor = p;
  return TRUE;
}

/**
 * sy_html_scanner_dup_attribute:
 * @name: of the attribute, with its prefix
 *
 * Returns: (nullable): its value in the tag just returned, references resolved; empty when it has none; %NULL
 * when it is not there
 */
char *
sy_html_scanner_dup_attribute (const SyHtmlScanner *scanner, const char *name)
{
  const char *cursor = scanner->attributes, *end = cursor + scanner->attributes_length, *found, *value;
  gsize n_found, length;

  while (next_attribute (&cursor, end, &found, &n_found, &value, &length))
    if (n_found == strlen (name) && g_ascii_strncasecmp (found, name, n_found) == 0)
      {
        GString *text = g_string_sized_new (length);

        for (const char *p = value; p < value + length;)
          {
            gunichar ch = 0;
            gsize n = *p == '&' ? sy_html_read_reference (p, value + length, &ch) : 0;

            if (n > 0)
              g_string_append_unichar (text, ch);
            else
              g_string_append_c (text, *p);
            p += MAX (n, 1);
          }
        return g_string_free (text, FALSE);
      }
  return NULL;
}

/* ---- References -----------------------------------------------------------------------------------------
 */

/* Those of 160 to 255, in order. */
static const char *const latin_names[] = {
  "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",
  "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",
  "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12",
  "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil",
  "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde",
  "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",
  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",
  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",
  "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
  "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

static const struct
{
  const char *name;
  gunichar ch;
} other_names[] = {
  { "amp", '&' },       { "lt", '<' },        { "gt", '>' },        { "quot", '"' },     { "apos", '\'' },
  { "euro", 0x20AC },   { "ndash", 0x2013 },  { "mdash", 0x2014 },  { "lsquo", 0x2018 }, { "rsquo", 0x2019 },
  { "sbquo", 0x201A },  { "ldquo", 0x201C },  { "rdquo", 0x201D },  { "bdquo", 0x201E }, { "bull", 0x2022 },
  { "hellip", 0x2026 }, { "permil", 0x2030 }, { "prime", 0x2032 },  { "Prime", 0x2033 }, { "trade", 0x2122 },
  { "ensp", 0x2002 },   { "emsp", 0x2003 },   { "thinsp", 0x2009 }, { "zwnj", 0x200C },  { "zwj", 0x200D },
  { "minus", 0x2212 },  { "le", 0x2264 },     { "ge", 0x2265 },     { "ne", 0x2260 },    { "asymp", 0x2248 },
  { "infin", 0x221E },  { "radic", 0x221A },  { "sum", 0x2211 },    { "larr", 0x2190 },  { "uarr", 0x2191 },
  { "rarr", 0x2192 },   { "darr", 0x2193 },   { "OElig", 0x152 },   { "oelig", 0x153 },  { "Scaron", 0x160 },
  { "scaron", 0x161 },  { "Yuml", 0x178 },    { "alpha", 0x3B1 },   { "beta", 0x3B2 },   { "gamma", 0x3B3 },
  { "delta", 0x3B4 },   { "Delta", 0x394 },   { "mu", 0x3BC },      { "pi", 0x3C0 },     { "sigma", 0x3C3 },
  { "Sigma", 0x3A3 },   { "Omega", 0x3A9 },   { "omega", 0x3C9 },
};

/* Numbers 128 to 159 are meant as characters of windows-1252. */
static const gunichar windows_characters[] = {
  0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
  0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178,
};

static gsize
read_number (const char *text, const char *end, gunichar *ch)
{
  const char *p = text + 2;
  guint base = p < end && (*p == 'x' || *p == 'X') ? 16 : 10;
  const char *first = p + (base == 16);
  guint64 number = 0;

  for (p = first; p < end && number < G_MAXUINT32; p++)
    {
      int digit = base == 16 ? g_ascii_xdigit_value (*p) : g_ascii_digit_value (*p);

      if (digit < 0)
        break;
      number = number * base + (guint) digit;
    }
  if (p == first)
    return 0;
  if (number >= 128 && number < 160)
    number = windows_characters[number - 128];
  *ch =
      number > 0 && number <= 0x10FFFF && g_unichar_validate ((gunichar) number) ? (gunichar) number : 0xFFFD;
  return (gsize) (p - text) + (p < end && *p == ';');
}

static gunichar
find_name (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (other_names); i++)
    if (strlen (other_names[i].name) == length && memcmp (other_names[i].name, name, length) == 0)
      return other_names[i].ch;
  for (gsize i = 0; i < G_N_ELEMENTS (latin_names); i++)
    if (strlen (latin_names[i]) == length && memcmp (latin_names[i], name, length) == 0)
      return 160 + (gunichar) i;
  return 0;
}

/**
 * sy_html_read_reference:
 * @text: begins with &
 * @ch: (out): the character
 *
 * Returns: how many bytes the reference takes; 0 when it is none, and the & stands for itself
 */
gsize
sy_html_read_reference (const char *text, const char *end, gunichar *ch)
{
  const char *p = text + 1;

  if (p < end && *p == '#')
    return read_number (text, end, ch);
  while (p < end && g_ascii_isalnum (*p) && p - text < 10)
    p++;
  /* Without its semicolon “&copy=1” in an address would be eaten; &nbsp and &amp are common all the same. */
  if (p < end && *p == ';')
    *ch = find_name (text + 1, (gsize) (p - text - 1));
  else if (end - text >= 5 && memcmp (text, "&nbsp", 5) == 0)
    {
      *ch = 0xA0;
      return 5;
    }
  else
    return 0;
  return *ch != 0 ? (gsize) (p - text) + 1 : 0;
}
