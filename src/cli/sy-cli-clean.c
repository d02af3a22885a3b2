/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of cleaning on the command line. A step belongs to a kind of source: “sales: duplicates …”; where
 * only one source is there its name may be left out. */
#include "config.h"

#include "sy-cli-clean.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-cleaning.h"
#include "sy-cli-session.h"
#include "sy-csv-writer.h"

#define PAGE 10000

static gboolean
has_source (SyWorkbook *workbook, const char *kind)
{
  GPtrArray *sources = sy_workbook_get_sources (workbook);

  for (guint i = 0; i < sources->len; i++)
    if (g_str_equal (((SyWorkbookSource *) sources->pdata[i])->kind, kind))
      return TRUE;
  return FALSE;
}

/* Cuts "sales: " off; NULL with an error where it can't be told which source is meant. */
static char *
take_kind (SyWorkbook *workbook, const char *text, const char **step, GError **error)
{
  GPtrArray *sources = sy_workbook_get_sources (workbook);
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyz_0123456789");
  g_autofree char *kind = text[length] == ':' ? g_strndup (text, length) : NULL;

  *step = kind ? text + length + 1 : text;
  while (**step == ' ')
    (*step)++;
  if (!kind && sources->len == 1)
    return g_strdup (((SyWorkbookSource *) sources->pdata[0])->kind);
  if (kind && has_source (workbook, kind))
    return g_steal_pointer (&kind);
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
               _ ("Say which source is to be cleaned, and be sure that it is there: --clean 'sales: %s'"),
               *step);
  return NULL;
}

static gboolean
add_step (SyWorkbook *workbook, GHashTable *by_kind, const char *text, GError **error)
{
  const char *rest;
  g_autofree char *kind = take_kind (workbook, text, &rest, error);
  GPtrArray *steps = kind ? g_hash_table_lookup (by_kind, kind) : NULL;
  SyCleaningStep *step;

  if (!kind)
    return FALSE;
  if (!steps)
    {
      steps = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_cleaning_step_unref);
      g_hash_table_insert (by_kind, g_steal_pointer (&kind), steps);
    }
  if (g_str_equal (rest, "none"))
    return TRUE;
  step = sy_cleaning_step_new_from_text (rest, error);
  if (step)
    g_ptr_array_add (steps, step);
  return step != NULL;
}

static void
tell_cleaning (SyWorkbook *workbook, const char *kind)
{
  g_autoptr (GPtrArray) entries = sy_workbook_list_cleaning (workbook, kind);

  for (guint i = 0; i < entries->len; i++)
    {
      const SyCleaningEntry *entry = entries->pdata[i];
      g_autofree char *text = sy_cleaning_entry_to_text (entry);
      g_printerr ("  %u. %s: %s\n", i + 1,
                  sy_cleaning_kind_get_title (sy_cleaning_step_get_kind (entry->step)), text);
    }
}

gboolean
sy_cli_clean (SyWorkbook *workbook, const SyCliOptions *options, GError **error)
{
  g_autoptr (GHashTable) by_kind =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer kind, steps;

  for (guint i = 0; options->clean && options->clean[i]; i++)
    if (!add_step (workbook, by_kind, options->clean[i], error))
      return FALSE;
  g_hash_table_iter_init (&iter, by_kind);
  while (g_hash_table_iter_next (&iter, &kind, &steps))
    {
      gboolean done = sy_workbook_set_cleaning (workbook, kind, steps, sy_cli_progress, NULL, NULL, error);
      sy_cli_progress_end ();
      if (!done)
        return FALSE;
      sy_workbook_refresh (workbook);
      tell_cleaning (workbook, kind);
    }
  return TRUE;
}

/* --- listing --- */

static void
append_number (GString *line, gint64 number)
{
  g_string_append_c (line, ',');
  if (number > 0)
    g_string_append_printf (line, "%" PRId64, number);
}

static void
append_text (GString *line, const char *text)
{
  g_string_append_c (line, ',');
  sy_csv_append_field (line, text ? text : "");
}

static void
print_touched (const SyTouchedRow *row)
{
  g_autoptr (GString) line = g_string_new (NULL);

  sy_csv_append_field (line, row->file ? row->file : "");
  append_text (line, row->sheet);
  append_number (line, row->row);
  append_text (line, row->what);
  append_text (line, row->column);
  append_text (line, row->before);
  append_text (line, row->after);
  append_text (line, row->reason);
  append_text (line, row->peer_file);
  append_number (line, row->peer_row);
  append_text (line, row->text);
  g_print ("%s\n", line->str);
}

static gboolean
list_touched (SyWorkbook *workbook, const char *kind, const SyCliOptions *options, GError **error)
{
  guint64 step;
  gint64 left = options->rows >= 0 ? options->rows : G_MAXINT64;

  if (!g_ascii_string_to_unsigned (options->step, 10, 1, G_MAXUINT16, &step, NULL))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("--step is the number of a step, from 1, not “%s”"), options->step);
      return FALSE;
    }
  g_print ("file,sheet,row,what,column,before,after,reason,other_file,other_row,text\n");
  for (gint64 offset = 0; left > 0; offset += PAGE)
    {
      g_autoptr (GPtrArray) rows = sy_workbook_list_touched_rows (
          workbook, kind, (guint) step - 1, offset, (guint) MIN (left, PAGE), NULL, NULL, error);
      if (!rows)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        print_touched (rows->pdata[i]);
      if (rows->len < PAGE)
        return TRUE;
      left -= rows->len;
    }
  return TRUE;
}

static void
list_steps (SyWorkbook *workbook, const char *kind)
{
  g_autoptr (GPtrArray) entries = sy_workbook_list_cleaning (workbook, kind);

  for (guint i = 0; i < entries->len; i++)
    {
      const SyCleaningEntry *entry = entries->pdata[i];
      g_autofree char *step = sy_cleaning_step_to_text (entry->step);
      g_autofree char *text = sy_cleaning_entry_to_text (entry);
      g_print ("%s\t%u\t%s\t%s\n", kind, i + 1, step, text);
    }
}

gboolean
sy_cli_list_cleaning (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCliSession) session = NULL;
  GPtrArray *sources;

  if (!options->arguments[1])
    {
      g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                           _ ("Say of which document: list cleaning DOC"));
      return FALSE;
    }
  g_free (options->arguments[0]);
  options->arguments[0] = options->arguments[1];
  options->arguments[1] = NULL;
  session = sy_cli_session_open (options, error);
  if (!session || (options->step && !sy_cli_session_protect (session, options, error)))
    return FALSE;
  sources = sy_workbook_get_sources (session->workbook);
  for (guint i = 0; i < sources->len; i++)
    {
      const SyWorkbookSource *source = sources->pdata[i];
      if (options->kind && !g_str_equal (options->kind, source->kind))
        continue;
      if (!options->step)
        list_steps (session->workbook, source->kind);
      else if (!list_touched (session->workbook, source->kind, options, error))
        return FALSE;
      if (options->step)
        break;
    }
  return TRUE;
}
