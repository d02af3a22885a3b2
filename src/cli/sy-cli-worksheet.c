/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard worksheet: worksheets of a document added, filled, tagged and removed; each change is in the
 * document when the command ends. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sy-cli-private.h"
#include "sy-document.h"
#include "sy-workbook-undo.h"
#include "sy-worksheet.h"

/* One line each: id, title, kind, level and business lines, and what is wrong. */
static void
list_worksheets (SyWorkbook *workbook)
{
  GPtrArray *worksheets = sy_workbook_get_worksheets (workbook);

  /* Tells what does not hold with the data of the document. */
  sy_workbook_list_tables (workbook);
  for (guint i = 0; i < worksheets->len; i++)
    {
      const SyWorksheet *worksheet = worksheets->pdata[i];

      g_print ("%s\t%s\t%s\t%s\t%s\t%s\n", worksheet->id, worksheet->title, worksheet->kind, worksheet->level,
               worksheet->line, worksheet->problem ? worksheet->problem : "");
    }
}

/* A new document comes with its first worksheet. */
static SyDocument *
open_document (const SyCliOptions *options, SyCatalogue *catalogue, GError **error)
{
  const char *path = options->arguments[0];
  SyDocument *document;

  if (options->add && !g_file_test (path, G_FILE_TEST_EXISTS))
    return sy_document_create (path, catalogue, error);
  document = sy_document_open (path, catalogue, error);
  if (document && sy_document_is_read_only (document))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED, _ ("“%s” can’t be written"), path);
      g_clear_object (&document);
    }
  return document;
}

static gboolean
split_tag (const char *tag, char **level, char **line, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (tag, ",", -1);

  for (char **part = parts; *part; part++)
    {
      g_autofree char *name = NULL, *value = NULL;

      if (!sy_cli_options_split (*part, "tag", &name, &value, error))
        return FALSE;
      if (g_str_equal (name, "level") || g_str_equal (name, "line"))
        {
          char **where = g_str_equal (name, "level") ? level : line;

          g_free (*where);
          *where = g_steal_pointer (&value);
          continue;
        }
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("--tag is level=… or line=…, parted by commas, not “%s”"), *part);
      return FALSE;
    }
  return TRUE;
}

/* What was refused, in the order of the command; @error is taken. */
static void
note_refused (GPtrArray *refused, const char *what, GError *error)
{
  if (!error)
    return;
  g_ptr_array_add (refused,
                   what ? g_strdup_printf ("%s: %s", what, error->message) : g_strdup (error->message));
  g_error_free (error);
}

static void
set_head (SyWorkbook *workbook, const char *id, const SyCliOptions *options, GPtrArray *refused)
{
  g_autofree char *level = NULL, *line = NULL;
  GError *error = NULL;

  if (!options->tag || split_tag (options->tag, &level, &line, &error))
    sy_workbook_set_worksheet (workbook, id, options->add ? NULL : options->title, level, line, &error);
  note_refused (refused, options->tag, error);
}

/* “items” may stand for “swot_items”. */
static char *
find_table (SyWorkbook *workbook, const SyWorksheet *worksheet, const char *name)
{
  g_autofree char *prefix = sy_template_make_prefix (worksheet->id);
  char *full = g_strconcat (prefix, name, NULL);

  if (sy_workbook_find_worksheet_of (workbook, full) == worksheet)
    return full;
  g_free (full);
  return g_strdup (name);
}

/* --table T --input FILE, or --input T=FILE, which may be repeated. */
static gboolean
load_table (SyWorkbook *workbook, const char *id, const char *table_option, const char *input, GError **error)
{
  const SyWorksheet *worksheet = sy_workbook_find_worksheet (workbook, id);
  g_autofree char *name = g_strdup (table_option), *file = g_strdup (input);
  g_autofree char *table = NULL;

  /* Its head, which is set at the end, says so once. */
  if (!worksheet)
    return TRUE;
  if (!name)
    {
      g_clear_pointer (&file, g_free);
      if (!sy_cli_options_split (input, "input", &name, &file, error))
        return FALSE;
    }
  table = find_table (workbook, worksheet, name);
  return sy_workbook_load_input (workbook, table, file, error);
}

static void
load_rows (SyWorkbook *workbook, const char *id, const SyCliOptions *options, GPtrArray *refused)
{
  for (guint i = 0; options->input && options->input[i]; i++)
    {
      GError *error = NULL;

      load_table (workbook, id, options->table, options->input[i], &error);
      note_refused (refused, options->input[i], error);
    }
}

static void
set_parameters (SyWorkbook *workbook, const SyCliOptions *options, GPtrArray *refused)
{
  for (guint i = 0; options->set && options->set[i]; i++)
    {
      g_autofree char *name = NULL, *value = NULL;
      GError *error = NULL;

      if (sy_cli_options_split (options->set[i], "set", &name, &value, &error))
        sy_workbook_set_parameter (workbook, name, value, &error);
      note_refused (refused, options->set[i], error);
    }
}

/* All that is asked for, or nothing. */
static gboolean
fill (SyWorkbook *workbook, const char *id, const SyCliOptions *options, guint before, GError **error)
{
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *all = NULL;

  load_rows (workbook, id, options, refused);
  set_parameters (workbook, options, refused);
  set_head (workbook, id, options, refused);
  if (refused->len == 0)
    return TRUE;
  if (!sy_workbook_take_back (workbook, before, error))
    return FALSE;
  g_ptr_array_add (refused, NULL);
  all = g_strjoinv ("; ", (char **) refused->pdata);
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED, _ ("nothing was changed, as this was refused: %s"),
               all);
  return FALSE;
}

static gboolean
change (SyWorkbook *workbook, const SyCliOptions *options, GError **error)
{
  g_autofree char *id = g_strdup (options->id);
  guint before = sy_workbook_count_changes (workbook);

  if (options->remove)
    return sy_workbook_remove_worksheet (workbook, options->remove, error);
  if (options->add)
    {
      g_free (id);
      id = g_strdup (sy_workbook_add_worksheet (workbook, options->add, options->title, error));
      if (!id)
        return FALSE;
    }
  if (!id)
    {
      list_worksheets (workbook);
      return TRUE;
    }
  if (!fill (workbook, id, options, before, error))
    return FALSE;
  if (options->add)
    g_print ("%s\n", id);
  return TRUE;
}

static gboolean
check_words (const SyCliOptions *options, GError **error)
{
  guint n = (options->add != NULL) + (options->remove != NULL) + (options->id != NULL);
  gboolean more = options->title || options->table || options->input || options->tag || options->set;

  if (n > 1)
    g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                         _ ("one of --add, --remove and --id can stand in a command"));
  else if (more && !options->add && !options->id)
    g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                         _ ("which worksheet? --add KIND or --id ID"));
  else
    return TRUE;
  return FALSE;
}

gboolean
sy_cli_worksheet (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCatalogue) catalogue = NULL;
  g_autoptr (SyDocument) document = NULL;
  gboolean is_new = !g_file_test (options->arguments[0], G_FILE_TEST_EXISTS);
  gboolean changed;

  if (!check_words (options, error))
    return FALSE;
  catalogue = sy_cli_open_catalogue (options, error);
  document = catalogue ? open_document (options, catalogue, error) : NULL;
  if (!document)
    return FALSE;
  changed = change (sy_document_get_workbook (document), options, error);
  if (sy_document_close (document, changed ? error : NULL) && changed)
    return TRUE;
  if (is_new)
    g_unlink (options->arguments[0]);
  return FALSE;
}

gboolean
sy_cli_list_worksheets (const SyCliOptions *options, SyCatalogue *catalogue, GError **error)
{
  g_autoptr (SyCliSession) session = NULL;
  GPtrArray *kinds = sy_catalogue_get_worksheets (catalogue);
  SyCliOptions document = *options;

  if (options->arguments[1])
    {
      document.arguments = options->arguments + 1;
      session = sy_cli_session_open_data (&document, error);
      if (session)
        list_worksheets (session->workbook);
      return session != NULL;
    }
  for (guint i = 0; i < kinds->len; i++)
    {
      g_autofree char *lines = g_strjoinv (" ", sy_template_get_lines (kinds->pdata[i]));
      const char *level = sy_template_get_level (kinds->pdata[i]);

      g_print ("%s\t%s\t%s\t%s\t%s\n", sy_template_get_id (kinds->pdata[i]),
               sy_template_get_title (kinds->pdata[i]), sy_template_get_subject (kinds->pdata[i]),
               level ? level : "", lines);
    }
  return TRUE;
}
