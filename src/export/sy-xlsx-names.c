/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-names.h"

#include <string.h>

#define MAX_SHEET 31
#define MAX_NAME 200
#define MAX_HEADER 255

struct _SyXlsxNames
{
  GHashTable *taken; /* case-folded */
};

SyXlsxNames *
sy_xlsx_names_new (void)
{
  SyXlsxNames *self = g_new0 (SyXlsxNames, 1);

  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sy_xlsx_names_free (SyXlsxNames *self)
{
  g_hash_table_unref (self->taken);
  g_free (self);
}

static guint
count_units (const char *text)
{
  guint n = 0;

  for (; *text; text = g_utf8_next_char (text))
    n += g_utf8_get_char (text) > 0xFFFF ? 2 : 1;
  return n;
}

/* Cuts @text so that it takes at most @max units. */
static void
cut_units (GString *text, guint max)
{
  guint n = 0;

  for (const char *at = text->str; *at; at = g_utf8_next_char (at))
    {
      n += g_utf8_get_char (at) > 0xFFFF ? 2 : 1;
      if (n > max)
        {
          g_string_truncate (text, (gsize) (at - text->str));
          return;
        }
    }
}

static gboolean
take (SyXlsxNames *self, const char *name)
{
  char *key = g_utf8_casefold (name, -1);

  return g_hash_table_add (self->taken, key);
}

/* @base, or @base with a number that makes it unique. */
static char *
make_unique (SyXlsxNames *self, const char *base, const char *format, guint max)
{
  if (take (self, base))
    return g_strdup (base);
  for (guint i = 2;; i++)
    {
      g_autoptr (GString) name = g_string_new (base);
      g_autofree char *digits = g_strdup_printf ("%u", i);
      g_auto (GStrv) around = g_strsplit (format, "%u", 2);
      guint n_more = count_units (around[0]) + (guint) strlen (digits) + count_units (around[1]);

      cut_units (name, max - n_more);
      g_string_append_printf (name, "%s%s%s", around[0], digits, around[1]);
      if (take (self, name->str))
        return g_strdup (name->str);
    }
}

char *
sy_xlsx_names_add_sheet (SyXlsxNames *self, const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *at = valid; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_iscntrl (c) || c == 0xFFFD)
        continue;
      g_string_append_unichar (name, c < 128 && strchr ("[]:*?/\\", (int) c) ? '-' : c);
    }
  cut_units (name, MAX_SHEET);
  g_strstrip (name->str);
  name->len = strlen (name->str);
  while (name->len > 0 && name->str[name->len - 1] == '\'')
    g_string_truncate (name, name->len - 1);
  while (name->len > 0 && name->str[0] == '\'')
    g_string_erase (name, 0, 1);
  if (name->len == 0 || g_ascii_strcasecmp (name->str, "History") == 0)
    g_string_append_c (name, '_');
  return make_unique (self, name->str, " (%u)", MAX_SHEET);
}

/* C5, XFD1048576, R1C1, R, C: what a formula reads as a place. */
static gboolean
looks_like_address (const char *name)
{
  gsize letters = strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  gsize digits = strspn (name + letters, "0123456789");

  if (letters >= 1 && letters <= 3 && digits > 0 && name[letters + digits] == '\0')
    return TRUE;
  if (*name != 'R' && *name != 'r' && *name != 'C' && *name != 'c')
    return FALSE;
  return strspn (name, "RCrc0123456789") == strlen (name);
}

char *
sy_xlsx_names_add_name (SyXlsxNames *self, const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *at = valid; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c) || c == '_')
        g_string_append_unichar (name, c);
      else if (name->len > 0 && name->str[name->len - 1] != '_')
        g_string_append_c (name, '_');
    }
  while (name->len > 0 && name->str[name->len - 1] == '_')
    g_string_truncate (name, name->len - 1);
  if (name->len == 0 || !g_unichar_isalpha (g_utf8_get_char (name->str)) || looks_like_address (name->str)
      || g_ascii_strcasecmp (name->str, "TRUE") == 0 || g_ascii_strcasecmp (name->str, "FALSE") == 0)
    g_string_prepend_c (name, '_');
  cut_units (name, MAX_NAME);
  return make_unique (self, name->str, "_%u", MAX_NAME);
}

char *
sy_xlsx_names_add_header (SyXlsxNames *self, const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *at = valid; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        c = ' ';
      if (c != ' ' || (name->len > 0 && name->str[name->len - 1] != ' '))
        g_string_append_unichar (name, c);
    }
  g_strchomp (name->str);
  name->len = strlen (name->str);
  cut_units (name, MAX_HEADER);
  if (name->len == 0)
    g_string_append_c (name, '_');
  return make_unique (self, name->str, " (%u)", MAX_HEADER);
}

/* --- texts --- */

static gboolean
is_escape (const char *at)
{
  if (at[0] != '_' || at[1] != 'x')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (at[i]))
      return FALSE;
  return at[6] == '_';
}

char *
sy_xlsx_clean_text (const char *text, gboolean *is_cut)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));
  guint n = 0;

  if (is_cut)
    *is_cut = FALSE;
  for (const char *at = valid; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F || c == 0xFFFE || c == 0xFFFF)
        continue;
      n += c > 0xFFFF ? 2 : 1;
      if (n > SY_XLSX_MAX_TEXT)
        {
          if (is_cut)
            *is_cut = TRUE;
          break;
        }
      if (is_escape (at))
        g_string_append (clean, "_x005F");
      g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

void
sy_xlsx_append_escaped (GString *xml, const char *text)
{
  for (const char *at = text; *at; at++)
    switch (*at)
      {
      case '&':
        g_string_append (xml, "&amp;");
        break;
      case '<':
        g_string_append (xml, "&lt;");
        break;
      case '>':
        g_string_append (xml, "&gt;");
        break;
      case '"':
        g_string_append (xml, "&quot;");
        break;
      default:
        g_string_append_c (xml, *at);
      }
}

/* --- places --- */

void
sy_xlsx_append_column (GString *out, guint col)
{
  char letters[8];
  guint n = 0;

  for (guint rest = col + 1; rest > 0 && n < sizeof letters; rest = (rest - 1) / 26)
    letters[n++] = (char) ('A' + (rest - 1) % 26);
  while (n > 0)
    g_string_append_c (out, letters[--n]);
}

void
sy_xlsx_append_address (GString *out, guint row, guint col, gboolean absolute)
{
  if (absolute)
    g_string_append_c (out, '$');
  sy_xlsx_append_column (out, col);
  g_string_append_printf (out, absolute ? "$%u" : "%u", row + 1);
}

char *
sy_xlsx_dup_range (const char *sheet, guint first_row, guint first_col, guint last_row, guint last_col)
{
  GString *out = g_string_new ("'");

  for (const char *at = sheet; *at; at++)
    {
      if (*at == '\'')
        g_string_append_c (out, '\'');
      g_string_append_c (out, *at);
    }
  g_string_append (out, "'!");
  sy_xlsx_append_address (out, first_row, first_col, TRUE);
  if (first_row != last_row || first_col != last_col)
    {
      g_string_append_c (out, ':');
      sy_xlsx_append_address (out, last_row, last_col, TRUE);
    }
  return g_string_free (out, FALSE);
}

double
sy_xlsx_measure_text (const char *text)
{
  double width = 0.;

  for (; *text; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_iszerowidth (c))
        continue;
      width += g_unichar_iswide (c) ? 2. : 1.;
    }
  return width;
}
