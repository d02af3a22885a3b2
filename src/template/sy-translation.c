/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gettext chooses one language for the whole process, and none at all in the C locale; a report may be wanted
 * in another one. Changing the environment for a moment is not safe beside other threads, so the compiled
 * catalogue (GNU gettext manual, “The Format of GNU MO Files”) is looked up here: a sorted table of offsets,
 * searched by halving. */
#include "config.h"

#include <libintl.h>
#include <string.h>

#include "sy-translation-private.h"

#define MO_MAGIC 0x950412deu

/* zh-Hans-CN, zh_CN.UTF-8, zh_CN@x → zh_CN; the script is left out. */
static char *
normalise (const char *language)
{
  g_autofree char *plain = g_strdup (language);
  g_strdelimit (plain, "-", '_');
  plain[strcspn (plain, ".@")] = '\0';
  g_auto (GStrv) parts = g_strsplit (plain, "_", -1);
  guint n = g_strv_length (parts);
  const char *region = n > 1 && strlen (parts[n - 1]) <= 3 ? parts[n - 1] : NULL;
  return region ? g_strdup_printf ("%s_%s", parts[0], region) : g_strdup (n ? parts[0] : "");
}

int
sy_translation_compare (const char *own, const char *wanted)
{
  const char *other = wanted ? wanted : g_get_language_names ()[0];
  gsize length = strcspn (own, "-_.@");
  g_autofree char *left = NULL, *right = NULL;

  if (length != strcspn (other, "-_.@") || g_ascii_strncasecmp (own, other, length) != 0)
    return 0;
  left = normalise (own);
  right = normalise (other);
  return g_ascii_strcasecmp (left, right) == 0 ? 3 : 2;
}

static guint32
read_word (const char *data, gsize offset)
{
  guint32 word;
  memcpy (&word, data + offset, sizeof word);
  return word;
}

/* The text number @i of the table at @table, NULL when the file is not what it says. */
static const char *
get_text (const char *data, gsize size, gsize table, guint32 i)
{
  gsize entry = table + 8 * (gsize) i;
  if (entry + 8 > size)
    return NULL;
  gsize length = read_word (data, entry), offset = read_word (data, entry + 4);
  if (offset >= size || length >= size - offset || data[offset + length] != '\0')
    return NULL;
  return data + offset;
}

static const char *
look_up (const char *data, gsize size, const char *msgid)
{
  if (size < 20 || read_word (data, 0) != MO_MAGIC)
    return NULL;

  gsize ids = read_word (data, 12), texts = read_word (data, 16);
  for (guint32 low = 0, high = read_word (data, 8); low < high;)
    {
      guint32 middle = low + (high - low) / 2;
      const char *candidate = get_text (data, size, ids, middle);
      if (!candidate)
        return NULL;
      int order = strcmp (msgid, candidate);
      if (order == 0)
        return get_text (data, size, texts, middle);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

char *
sy_translation_dup (const char *msgid, const char *language)
{
  g_return_val_if_fail (msgid != NULL, NULL);
  if (!*msgid)
    return g_strdup ("");
  if (!language)
    return g_strdup (dgettext (GETTEXT_PACKAGE, msgid));

  const char *folder = bindtextdomain (GETTEXT_PACKAGE, NULL);
  g_autofree char *plain = normalise (language);
  g_autofree char *main_language = g_strndup (plain, strcspn (plain, "_"));
  const char *const names[] = { plain, main_language };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder ? folder : SY_LOCALEDIR, names[i], "LC_MESSAGES",
                                                GETTEXT_PACKAGE ".mo", NULL);
      g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
      const char *text =
          file ? look_up (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), msgid) : NULL;
      if (text && *text)
        return g_strdup (text);
    }
  return g_strdup (msgid);
}
