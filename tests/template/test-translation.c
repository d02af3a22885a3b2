/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts come out in the language that was asked for, whatever the locale; a damaged catalogue gives the text
 * itself. */
#include "config.h"

#include <libintl.h>
#include <string.h>

#include <glib/gstdio.h>

#include "sy-translation-private.h"

static char *folder;

/* A compiled catalogue of two texts, as the GNU gettext manual describes the format. */
static GByteArray *
make_catalogue (void)
{
  static const char texts[] = "Hello\0World\0你好\0世界";
  const guint32 base = 28 + 4 * 8;
  const guint32 words[] = { 0x950412deu, 0, 2,        28, 28 + 16,   0, 0,        5,
                            base,        5, base + 6, 6,  base + 12, 6, base + 19 };
  GByteArray *bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) words, sizeof words);
  g_byte_array_append (bytes, (const guint8 *) texts, sizeof texts);
  return bytes;
}

static void
write_catalogue (const char *language, const GByteArray *bytes)
{
  g_autofree char *messages = g_build_filename (folder, language, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);
  g_mkdir_with_parents (messages, 0700);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static void
remove_catalogue (const char *language)
{
  g_autofree char *parent = g_build_filename (folder, language, NULL);
  g_autofree char *messages = g_build_filename (parent, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);
  g_remove (path);
  g_rmdir (messages);
  g_rmdir (parent);
}

static void
assert_text (const char *msgid, const char *language, const char *expected)
{
  g_autofree char *text = sy_translation_dup (msgid, language);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_languages (void)
{
  g_autoptr (GByteArray) bytes = make_catalogue ();
  write_catalogue ("zh_CN", bytes);
  assert_text ("Hello", "zh_CN", "你好");
  assert_text ("World", "zh_CN.UTF-8", "世界");
  assert_text ("World", "zh-Hans-CN", "世界");
  assert_text ("Nobody", "zh_CN", "Nobody");
  assert_text ("Hello", "en", "Hello");
  assert_text ("Hello", "../zh_CN", "Hello");
  assert_text ("", "zh_CN", "");
  remove_catalogue ("zh_CN");
  assert_text ("Hello", "zh_CN", "Hello");
}

/* Cut short at every length, and with every byte of the head turned, it neither crashes nor reads beyond. */
static void
test_damaged (void)
{
  g_autoptr (GByteArray) whole = make_catalogue ();
  for (guint length = 0; length < whole->len; length++)
    {
      g_autoptr (GByteArray) bytes = make_catalogue ();
      g_byte_array_set_size (bytes, length);
      write_catalogue ("zh_CN", bytes);
      g_autofree char *text = sy_translation_dup ("Hello", "zh_CN");
      g_assert_nonnull (text);
    }
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GByteArray) bytes = make_catalogue ();
      bytes->data[i] ^= 0xff;
      write_catalogue ("zh_CN", bytes);
      g_autofree char *text = sy_translation_dup ("World", "zh_CN");
      g_assert_nonnull (text);
    }
  remove_catalogue ("zh_CN");
}

static void
test_compare (void)
{
  g_assert_cmpint (sy_translation_compare ("zh_CN", "zh-CN"), ==, 3);
  g_assert_cmpint (sy_translation_compare ("zh_CN", "zh_TW"), ==, 2);
  g_assert_cmpint (sy_translation_compare ("zh", "zh_CN.UTF-8"), ==, 2);
  g_assert_cmpint (sy_translation_compare ("en", "zh_CN"), ==, 0);
  g_assert_cmpint (sy_translation_compare ("e", "en"), ==, 0);
  g_assert_cmpint (sy_translation_compare ("", ""), ==, 3);
}

int
main (int argc, char **argv)
{
  folder = g_dir_make_tmp ("steelyard-translation-XXXXXX", NULL);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/translation/languages", test_languages);
  g_test_add_func ("/translation/damaged", test_damaged);
  g_test_add_func ("/translation/compare", test_compare);
  int status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
