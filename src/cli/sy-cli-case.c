/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard case: a case to learn from as a document, or its story with the answers put in. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sy-cli-private.h"
#include "sy-duckdb-engine.h"
#include "sy-workbook-case.h"

static void
tell_file (const char *file, guint number, guint n_files, gpointer data)
{
  g_printerr (_ ("Reading “%s” (%u of %u)\n"), file, number, n_files);
}

static gboolean
fill (SyWorkbook *workbook, SyCase *learned, GError **error)
{
  if (!sy_workbook_import_case (workbook, learned, tell_file, NULL, NULL, error))
    return FALSE;
  sy_workbook_refresh (workbook);
  return sy_workbook_set_case (workbook, learned, error);
}

static gboolean
make_document (SyCase *learned, SyCatalogue *catalogue, const char *path, GError **error)
{
  g_autoptr (SyDocument) document = NULL;
  gboolean filled;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED,
                   _ ("“%s” exists: choose another name, or remove it first"), path);
      return FALSE;
    }
  document = sy_document_create (path, catalogue, error);
  if (!document)
    return FALSE;
  filled = fill (sy_document_get_workbook (document), learned, error);
  if (sy_document_close (document, filled ? error : NULL) && filled)
    return TRUE;
  g_unlink (path);
  return FALSE;
}

/* --- the story --- */

static void
tell_part (SyEvaluation *evaluation, const char *title, const char *text)
{
  g_autofree char *expanded = text ? sy_evaluation_expand_text (evaluation, text, NULL) : NULL;

  if (expanded && title)
    g_print ("   %s %s\n", title, expanded);
  else if (expanded)
    g_print ("   %s\n", expanded);
}

/* Its title, and the id by which a command names it. */
static void
tell_table (SyEvaluation *evaluation, const char *id)
{
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, id, NULL, NULL);

  if (table)
    g_print ("   %s %s (%s)\n", _ ("Look at table:"), sy_table_get_title (table), id);
}

static void
tell_steps (SyEvaluation *evaluation, SyCase *learned)
{
  GPtrArray *steps = sy_case_get_steps (learned);

  for (guint i = 0; i < steps->len; i++)
    {
      const SyCaseStep *step = steps->pdata[i];

      g_print ("\n%u. %s\n", i + 1, step->title);
      tell_part (evaluation, NULL, step->text);
      tell_part (evaluation, _ ("Question:"), step->question);
      tell_part (evaluation, _ ("Hint:"), step->hint);
      tell_part (evaluation, _ ("Answer:"), step->answer);
      if (step->table)
        tell_table (evaluation, step->table);
    }
}

static gboolean
tell_story (SyCase *learned, SyCatalogue *catalogue, GError **error)
{
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, error);
  g_autoptr (SyWorkbook) workbook = engine ? sy_workbook_new (catalogue, engine) : NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;

  if (!workbook || !fill (workbook, learned, error))
    return FALSE;
  evaluation = sy_workbook_evaluate (workbook, error);
  if (!evaluation)
    return FALSE;
  g_print ("%s\n", sy_case_get_title (learned));
  tell_part (evaluation, NULL, sy_case_get_description (learned));
  tell_part (evaluation, _ ("For:"), sy_case_get_audience (learned));
  tell_steps (evaluation, learned);
  return TRUE;
}

gboolean
sy_cli_case (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCatalogue) catalogue = sy_cli_open_catalogue (options, error);
  SyCase *learned = catalogue ? sy_catalogue_find_case (catalogue, options->arguments[0], error) : NULL;

  if (!learned)
    return FALSE;
  if (options->output)
    return make_document (learned, catalogue, options->output, error);
  return tell_story (learned, catalogue, error);
}
