/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ICU's Han-Latin transliterator, one character at a time, so that syllables stay apart. Of characters with
 * several readings it knows the commonest; where trade says otherwise (时长, 重复) that is told here. */
#include "config.h"

#include <string.h>

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "sy-pinyin.h"

static const struct
{
  const char *text;
  const char *pinyin;
} words[] = {
  { "时长", "shi chang" }, { "率", "lv" },           { "重复", "chong fu" },
  { "行业", "hang ye" },   { "长短", "chang duan" },
};

G_LOCK_DEFINE_STATIC (transliterator);

static UTransliterator *
get_transliterator (void)
{
  static gsize once = 0;
  static UTransliterator *shared = NULL;

  if (g_once_init_enter (&once))
    {
      UErrorCode status = U_ZERO_ERROR;
      UChar id[32];
      u_uastrcpy (id, "Han-Latin; Latin-ASCII; Lower");
      shared = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
      g_once_init_leave (&once, 1);
    }
  return shared;
}

/* One character, in letters; NULL without a reading. */
static char *
spell (const char *character)
{
  UTransliterator *transliterator = get_transliterator ();
  UErrorCode status = U_ZERO_ERROR;
  UChar text[64] = { 0 };
  glong length = 0;
  g_autofree gunichar2 *utf16 = g_utf8_to_utf16 (character, -1, NULL, &length, NULL);
  int32_t used = (int32_t) length, limit = used;

  if (!transliterator || !utf16 || length > 2)
    return NULL;
  memcpy (text, utf16, (gsize) length * sizeof *utf16);
  G_LOCK (transliterator);
  utrans_transUChars (transliterator, text, &used, G_N_ELEMENTS (text), 0, &limit, &status);
  G_UNLOCK (transliterator);
  return U_FAILURE (status) ? NULL : g_utf16_to_utf8 ((const gunichar2 *) text, used, NULL, NULL, NULL);
}

static void
append_syllable (const char *syllable, GString *full, GString *initials)
{
  gboolean is_first = TRUE;

  for (const char *at = syllable; *at; at++)
    if (g_ascii_isalpha (*at))
      {
        g_string_append_c (full, g_ascii_tolower (*at));
        if (is_first)
          g_string_append_c (initials, g_ascii_tolower (*at));
        is_first = FALSE;
      }
    else if (*at == ' ')
      is_first = TRUE;
}

/* A word with its own reading at @text: how long it is. */
static gsize
append_word (const char *text, GString *full, GString *initials)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i].text))
      {
        append_syllable (words[i].pinyin, full, initials);
        return strlen (words[i].text);
      }
  return 0;
}

char *
sy_pinyin_write (const char *text, char **initials)
{
  GString *full = g_string_new (NULL), *first = g_string_new (NULL);

  for (const char *at = text; *at;)
    {
      const char *next = g_utf8_next_char (at);
      gsize taken = append_word (at, full, first);
      if (!taken && g_ascii_isalnum (*at))
        {
          g_string_append_c (full, g_ascii_tolower (*at));
          g_string_append_c (first, g_ascii_tolower (*at));
        }
      else if (!taken && g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_HAN)
        {
          g_autofree char *character = g_strndup (at, (gsize) (next - at));
          g_autofree char *syllable = spell (character);
          append_syllable (syllable ? syllable : "", full, first);
        }
      at = taken ? at + taken : next;
    }
  if (initials)
    *initials = g_string_free (first, FALSE);
  else
    g_string_free (first, TRUE);
  return g_string_free (full, FALSE);
}
