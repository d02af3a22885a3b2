/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-session.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <inttypes.h>
#include <unistd.h>

#include "sy-cli-clean.h"
#include "sy-cli-join.h"
#include "sy-duckdb-engine.h"

SyCatalogue *
sy_cli_open_catalogue (const SyCliOptions *options, GError **error)
{
  return sy_catalogue_new (options->language, error);
}

void
sy_cli_progress (guint64 done, guint64 total, const char *unit, gpointer user_data)
{
  if (!isatty (STDERR_FILENO))
    return;
  if (total > 0)
    g_printerr ("\r\033[K%3.0f %%  %" G_GUINT64_FORMAT " / %" G_GUINT64_FORMAT " %s",
                100.0 * (double) done / (double) total, done, total, unit ? unit : "");
  else
    g_printerr ("\r\033[K%" G_GUINT64_FORMAT " %s", done, unit ? unit : "");
}

void
sy_cli_progress_end (void)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
}

#define MAX_NAMED_SHEETS 8

/* Half a workbook must not come in as if it were the whole. */
static void
tell_other_sheets (const SyImportPlan *plan)
{
  g_autoptr (GString) names = g_string_new (NULL);
  GPtrArray *sheets = plan->info->sheets;

  if (sheets->len < 2 || plan->sheet || plan->joins || g_str_has_prefix (plan->path, "odbc:"))
    return;
  for (guint i = 0, n = 0; i < sheets->len && n < MAX_NAMED_SHEETS; i++)
    if (i != plan->sheet_index)
      g_string_append_printf (names, n++ ? ", “%s”" : "“%s”", (char *) sheets->pdata[i]);
  if (sheets->len > MAX_NAMED_SHEETS + 1)
    g_string_append (names, " …");
  g_printerr (_ ("  sheets that are not read: %s; --sheet all takes all of them\n"), names->str);
}

void
sy_cli_tell_plan (const SyImportPlan *plan)
{
  g_autofree char *base = sy_reader_dup_name (plan->path);
  g_autoptr (GString) line = g_string_new (base);

  g_string_append_printf (line, ": %s", plan->info->format_name);
  if (plan->info->encoding)
    g_string_append_printf (line, ", %s", plan->info->encoding);
  if (plan->info->sheets->len > 1)
    g_string_append_printf (line, _ (", sheet “%s”"), (char *) plan->info->sheets->pdata[plan->sheet_index]);
  if (plan->header_row > 0)
    g_string_append_printf (line, _ (", header in row %" PRIu64), plan->header_row);
  g_string_append (line, ";");
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = plan->columns->pdata[i];

      if (column->role)
        g_string_append_printf (line, " %s=%s", column->role, column->header);
    }
  g_printerr ("%s\n", line->str);
  if (plan->grouped_sample)
    g_printerr ("  %s\n", plan->group_fill->reason);
  tell_other_sheets (plan);
}

void
sy_cli_tell_report (const SyImportPlan *plan, const SyImportReport *report)
{
  g_autofree char *base = sy_reader_dup_name (plan->path);

  if (report->n_refusals == 0)
    {
      g_printerr (_ ("%s: %" PRIu64 " rows read, all kept\n"), base, report->n_read);
      return;
    }
  g_printerr (
      _ ("%s: %" PRIu64 " rows read, %" PRIu64 " kept, %" PRIu64 " refused, %" PRIu64 " cells left empty\n"),
      base, report->n_read, report->n_kept, report->n_refused, report->n_cells_refused);
  for (guint i = 0; i < MIN (report->refusals->len, 5); i++)
    {
      const SyRefusal *refusal = report->refusals->pdata[i];
      g_autofree char *text = sy_cli_dup_line (refusal->text);
      g_autofree char *reason = sy_cli_dup_line (refusal->reason);

      g_printerr (_ ("  row %" PRIu64 "%s%s: %s: %s\n"), refusal->row, refusal->column ? ", " : "",
                  refusal->column ? refusal->column : "", text, reason);
    }
  if (report->n_refusals > 5)
    g_printerr (_ ("  … and %" PRIu64 " more\n"), report->n_refusals - 5);
}

char *
sy_cli_dup_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (; text && *text; text++)
    if (*text == '\n')
      g_string_append (line, "\\n");
    else if (*text == '\r')
      g_string_append (line, "\\r");
    else
      g_string_append_c (line, *text);
  return g_string_free (line, FALSE);
}

/* The importer speaks of “the file”: with several of them it must be said which. */
void
sy_cli_name_file (GError **error, const char *path)
{
  g_autofree char *base = sy_reader_dup_name (path);

  if (error && *error && !strstr ((*error)->message, base))
    g_prefix_error (error, "%s: ", base);
}

void
sy_cli_init_read_options (const SyCliOptions *options, SyReadOptions *read)
{
  *read = (SyReadOptions){ .encoding = options->encoding,
                           .delimiter = options->delimiter,
                           .quote = options->quote,
                           .escape = options->escape,
                           .sheet = options->sheet };
}

/* The document stays what it is: commands work on a copy, with its write-ahead log where one was left. */
static char *
copy_document (SyCliSession *self, const char *path, GError **error)
{
  g_autofree char *base = sy_reader_dup_name (path);
  g_autofree char *copy = NULL;

  self->copy = g_dir_make_tmp ("steelyard-XXXXXX", error);
  if (!self->copy)
    return NULL;
  copy = g_build_filename (self->copy, base, NULL);
  for (guint i = 0; i < 2; i++)
    {
      const char *suffix = i == 0 ? "" : ".wal";
      g_autofree char *from = g_strconcat (path, suffix, NULL);
      g_autofree char *to = g_strconcat (copy, suffix, NULL);
      g_autoptr (GFile) source = g_file_new_for_path (from);
      g_autoptr (GFile) target = g_file_new_for_path (to);

      if (i == 1 && !g_file_test (from, G_FILE_TEST_EXISTS))
        break;
      if (!g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error))
        return NULL;
    }
  return g_steal_pointer (&copy);
}

/* Nobody knows the copy: messages speak of the document itself. */
static void
name_document (GError **error, const char *copy, const char *path)
{
  g_auto (GStrv) parts = NULL;

  if (!error || !*error)
    return;
  parts = g_strsplit ((*error)->message, copy, -1);
  g_free ((*error)->message);
  (*error)->message = g_strjoinv (path, parts);
}

static gboolean
open_document (SyCliSession *self, const SyCliOptions *options, const char *path, GError **error)
{
  g_autofree char *copy = copy_document (self, path, error);

  if (!copy)
    return FALSE;
  self->document = sy_document_open (copy, self->catalogue, error);
  if (!self->document)
    {
      name_document (error, copy, path);
      return FALSE;
    }
  self->workbook = g_object_ref (sy_document_get_workbook (self->document));
  self->path = g_strdup (path);
  return sy_cli_clean (self->workbook, options, error);
}

static gboolean
open_files (SyCliSession *self, const SyCliOptions *options, GError **error)
{
  self->engine = sy_duckdb_engine_open (NULL, NULL, error);
  if (!self->engine)
    return FALSE;
  self->workbook = sy_workbook_new (self->catalogue, self->engine);
  if (!sy_cli_bring_in_all (self->workbook, options, FALSE, error))
    return FALSE;
  return sy_cli_clean (self->workbook, options, error);
}

static gboolean
open_sources (SyCliSession *self, const SyCliOptions *options, GError **error)
{
  for (guint i = 0; options->arguments[i]; i++)
    if (sy_document_sniff (options->arguments[i]))
      {
        if (options->arguments[1])
          {
            g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                         _ ("A document stands alone: “%s” can't be joined with other sources"),
                         options->arguments[i]);
            return FALSE;
          }
        return open_document (self, options, options->arguments[i], error);
      }
  return open_files (self, options, error);
}

static gboolean
check_pairs (GStrv pairs, const char *option, GError **error)
{
  for (guint i = 0; pairs && pairs[i]; i++)
    {
      g_autofree char *name = NULL, *value = NULL;

      if (!sy_cli_options_split (pairs[i], option, &name, &value, error))
        return FALSE;
    }
  return TRUE;
}

/* What is wrong with the words of the command is told before a large file is read. */
static gboolean
check_options (SyCliSession *self, const SyCliOptions *options, GError **error)
{
  if (!check_pairs (options->set, "set", error) || !check_pairs (options->input, "input", error)
      || !check_pairs (options->map, "map", error))
    return FALSE;
  if (options->template)
    {
      self->template = sy_catalogue_find_template (self->catalogue, options->template, error);
      return self->template != NULL;
    }
  if (options->arguments[0] && sy_document_sniff (options->arguments[0]))
    return TRUE; /* may bring one */
  g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                       _ ("--template is missing; “steelyard list templates” shows those there are"));
  return FALSE;
}

static gboolean
apply_template (SyCliSession *self, GError **error)
{
  return !self->template || sy_workbook_set_template (self->workbook, self->template, error);
}

gboolean
sy_cli_session_apply_parameters (SyCliSession *self, const SyCliOptions *options, GError **error)
{
  for (guint i = 0; options->set && options->set[i]; i++)
    {
      g_autofree char *name = NULL, *value = NULL;

      if (!sy_cli_options_split (options->set[i], "set", &name, &value, error)
          || !sy_workbook_set_parameter (self->workbook, name, value, error))
        return FALSE;
    }
  for (guint i = 0; options->input && options->input[i]; i++)
    {
      g_autofree char *table = NULL, *file = NULL;

      if (!sy_cli_options_split (options->input[i], "input", &table, &file, error)
          || !sy_workbook_load_input (self->workbook, table, file, error))
        return FALSE;
    }
  return TRUE;
}

SyCliSession *
sy_cli_session_open (const SyCliOptions *options, GError **error)
{
  g_autoptr (SyCliSession) self = g_new0 (SyCliSession, 1);

  self->catalogue = sy_cli_open_catalogue (options, error);
  if (!self->catalogue || !check_options (self, options, error) || !open_sources (self, options, error)
      || !apply_template (self, error) || !sy_cli_session_apply_parameters (self, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

SyCliSession *
sy_cli_session_open_data (const SyCliOptions *options, GError **error)
{
  g_autoptr (SyCliSession) self = g_new0 (SyCliSession, 1);

  self->catalogue = sy_cli_open_catalogue (options, error);
  if (!self->catalogue || !check_pairs (options->map, "map", error) || !open_sources (self, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* The command works on a copy; the line must stand in the document itself. */
static gboolean
write_audit (SyCliSession *self, const char *reason, GError **error)
{
  g_autoptr (SyEngine) engine = NULL;

  if (!self->path)
    return TRUE;
  engine = sy_duckdb_engine_open (self->path, NULL, error);
  if (engine && sy_workbook_audit (engine, reason, "command line", error))
    return TRUE;
  g_prefix_error (error, _ ("The reason can't be written into “%s”, so nothing is shown: "), self->path);
  return FALSE;
}

static gboolean
show_personal (SyCliSession *self, const char *reason, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (reason));

  if (*stripped)
    return write_audit (self, stripped, error);
  g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("--unmask needs a reason in words"));
  return FALSE;
}

gboolean
sy_cli_session_protect (SyCliSession *self, const SyCliOptions *options, GError **error)
{
  g_autoptr (GPtrArray) personal = NULL;
  g_autofree char *names = NULL;

  if (options->unmask)
    return show_personal (self, options->unmask, error);
  if (self->is_masked)
    return TRUE;
  personal = sy_workbook_list_personal (self->workbook);
  if (personal->len == 0)
    return TRUE;
  self->is_masked = sy_workbook_set_masking (self->workbook, SY_MASKING_EXPORT, error);
  g_ptr_array_add (personal, NULL);
  names = g_strjoinv (", ", (char **) personal->pdata);
  if (self->is_masked)
    g_printerr (_ ("personal data masked: %s; --unmask REASON shows them\n"), names);
  return self->is_masked;
}

SyEvaluation *
sy_cli_session_evaluate (SyCliSession *self, const SyCliOptions *options, GError **error)
{
  SyEvaluation *evaluation;

  if (!sy_cli_session_protect (self, options, error))
    return NULL;
  evaluation = sy_workbook_evaluate (self->workbook, error);

  /* A formula that does not bind is told by table and column; they are in this file. */
  if (!evaluation && sy_workbook_get_template (self->workbook))
    sy_cli_name_file (error, sy_template_get_path (sy_workbook_get_template (self->workbook)));
  return evaluation;
}

static void
remove_copy (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
sy_cli_session_free (SyCliSession *self)
{
  g_clear_object (&self->workbook);
  if (self->document)
    sy_document_close (self->document, NULL);
  g_clear_object (&self->document);
  g_clear_object (&self->engine);
  g_clear_object (&self->catalogue);
  if (self->copy)
    remove_copy (self->copy);
  g_free (self->copy);
  g_free (self->path);
  g_free (self);
}
