/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slip in a file of indicators is told with its place. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sy-indicator-library.h"
#include "sy-template-reader.h"

#define HEAD "<indicators domain=\"d\" view=\"place\">\n"
#define OPEN                                                                                                 \
  "<indicator id=\"i\" unit=\"percent\" direction=\"more\" grain=\"ratio\" levels=\"guidance\" "             \
  "lines=\"sales\">"
#define WORDS "<title>T</title><meaning>M</meaning>"
#define INPUT "<input id=\"a\" unit=\"count\"><title>A</title></input>"
#define CLOSE "</indicator></indicators>"

typedef struct
{
  const char *xml;
  const char *message; /* part of it; NULL: good */
} File;

static const File files[] = {
  { HEAD OPEN WORDS INPUT "<formula>a/2</formula>" CLOSE, NULL },
  { "<indicators>" OPEN WORDS INPUT "<formula>a</formula>" CLOSE, "domain" },
  { HEAD OPEN WORDS INPUT "<formula>a/</formula>" CLOSE, "in the formula" },
  { HEAD OPEN WORDS INPUT "<formula>a/b</formula>" CLOSE, "reads “b”" },
  { HEAD OPEN WORDS INPUT CLOSE, "needs a formula" },
  { HEAD OPEN "<title>T</title>" INPUT "<formula>a</formula>" CLOSE, "meaning" },
  { HEAD OPEN "<meaning>M</meaning>" INPUT "<formula>a</formula>" CLOSE, "needs a title" },
  { HEAD OPEN WORDS INPUT INPUT "<formula>a</formula>" CLOSE, "given twice" },
  { HEAD OPEN WORDS INPUT "<formula>a</formula></indicator>" OPEN WORDS INPUT "<formula>a</formula>" CLOSE,
    "given twice" },
  { HEAD OPEN WORDS "<input id=\"a\" unit=\"miles\"><title>A</title></input><formula>a</formula>" CLOSE,
    "no unit “miles”" },
  { HEAD OPEN WORDS
    "<input id=\"a\" unit=\"count\" formula=\"SUM(\"><title>A</title></input><formula>a</formula>" CLOSE,
    "2:" },
  { HEAD OPEN WORDS INPUT "<formula>a</formula><warning when=\"result&gt;\"><text>W</text></warning>" CLOSE,
    "in the formula" },
  { HEAD OPEN WORDS INPUT "<formula>a</formula><warning when=\"result&gt;1\"/>" CLOSE, "needs a text" },
  { HEAD OPEN WORDS INPUT "<formula>a</formula><edge/>" CLOSE, "needs a text" },
  { HEAD OPEN WORDS INPUT "<formula>a</formula><colour/>" CLOSE, "colour" },
  { HEAD "<indicator id=\"i\" unit=\"percent\" direction=\"up\" grain=\"ratio\" levels=\"guidance\" "
         "lines=\"sales\">" WORDS INPUT "<formula>a</formula>" CLOSE,
    "“up”" },
  { HEAD "<indicator id=\"i\" unit=\"percent\" direction=\"more\" grain=\"ratio\" levels=\"high\" "
         "lines=\"sales\">" WORDS INPUT "<formula>a</formula>" CLOSE,
    "“high”" },
  { HEAD "<per id=\"p\" over=\"sales[\"><title>P</title></per></indicators>", "in the formula" },
  { HEAD, "" },
};

static void
test_file (gconstpointer data)
{
  const File *file = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("steelyard-indicators-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "d.xml", NULL);
  g_autoptr (SyIndicatorLibrary) library = NULL;

  g_assert_true (g_file_set_contents (path, file->xml, -1, &error));
  library = sy_indicator_library_new (folder, "en", &error);
  g_remove (path);
  g_rmdir (folder);
  if (!file->message)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (sy_indicator_library_get_all (library)->len, ==, 1);
      return;
    }
  g_assert_null (library);
  g_assert_true (error->domain == SY_TEMPLATE_ERROR);
  if (!strstr (error->message, file->message))
    g_error ("“%s” is not in: %s", file->message, error->message);
}

/* Without the folder there are none, which is no error. */
static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyIndicatorLibrary) library = sy_indicator_library_new ("/nonexistent", "en", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sy_indicator_library_get_all (library)->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/indicator-reader/file/%zu", i);
      g_test_add_data_func (path, &files[i], test_file);
    }
  g_test_add_func ("/indicator-reader/no-folder", test_no_folder);
  return g_test_run ();
}
