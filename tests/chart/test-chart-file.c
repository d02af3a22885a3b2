/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files are what their names say, and a failed write leaves what was there. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "sample-charts.h"
#include "sy-painter.h"

typedef gboolean (*WriteFunc) (SyChart *, const char *, double, double, const SyTheme *, GError **);

typedef struct
{
  const char *name;
  WriteFunc write;
  const char *head;
} Format;

static const Format formats[] = {
  { "chart.png", sy_chart_write_png, "\x89PNG\r\n" },
  { "chart.svg", sy_chart_write_svg, "<?xml" },
  { "chart.pdf", sy_chart_write_pdf, "%PDF-" },
};

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("steelyard-chart-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_written (gconstpointer data)
{
  const Format *format = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, format->name, NULL);
  g_autofree char *content = NULL;
  gsize length = 0;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_PRINT, "zh_CN");
  g_autoptr (SyChart) chart = sample_pareto_long (TRUE);
  g_assert_true (format->write (chart, path, 640., 360., theme, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 2000);
  g_assert_cmpmem (content, strlen (format->head), format->head, strlen (format->head));
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

/* Text of a PDF is text: it can be searched, copied and read aloud. Skipped where poppler's tool is missing.
 */
static void
test_pdf_has_text (void)
{
  g_autofree char *tool = g_find_program_in_path ("pdftotext");
  if (tool == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "chart.pdf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_PRINT, "zh_CN");
  g_autoptr (SyChart) chart = sample_prices (TRUE);
  const char *command[] = { tool, path, "-", NULL };
  g_assert_true (sy_chart_write_pdf (chart, path, 480., 300., theme, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, 0, NULL, NULL, &text, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "价格带"));
  g_assert_nonnull (strstr (text, "420"));
  g_assert_nonnull (strstr (text, "129"));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_failures (gconstpointer data)
{
  const Format *format = data;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_columns (FALSE);
  g_autofree char *folder = make_folder ();
  g_autofree char *nowhere = g_build_filename (folder, "no", "such", format->name, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_false (format->write (chart, nowhere, 100., 100., theme, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);

  static const double sizes[][2] = { { 0., 10. }, { 10., -1. }, { 1e6, 10. }, { 10., (double) INFINITY } };
  g_autofree char *path = g_build_filename (folder, format->name, NULL);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_assert_false (format->write (chart, path, sizes[i][0], sizes[i][1], theme, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
      g_clear_error (&error);
    }
  g_autofree char *content = NULL;
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "before");

  /* A folder cannot be replaced by a file. */
  g_unlink (path);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (format->write (chart, path, 100., 100., theme, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_rmdir (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *written = g_strconcat ("/chart-file/written/", formats[i].name, NULL);
      g_autofree char *failures = g_strconcat ("/chart-file/failures/", formats[i].name, NULL);
      g_test_add_data_func (written, &formats[i], test_written);
      g_test_add_data_func (failures, &formats[i], test_failures);
    }
  g_test_add_func ("/chart-file/pdf-has-text", test_pdf_has_text);
  return g_test_run ();
}
