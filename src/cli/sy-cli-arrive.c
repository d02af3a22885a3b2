/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command can't ask: what only the user can tell is refused with the question and the option that answers
 * it; everything else goes straight through. */
#include "config.h"

#include "sy-cli-arrive.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-cli-correct.h"
#include "sy-cli-session.h"
#include "sy-workbook-import.h"

#define ALL_SHEETS "all"

/* --- answers --- */

static gboolean
has_header (const SyImportPlan *plan, const char *header)
{
  return sy_import_plan_find_column (plan, header, NULL) >= 0;
}

/* --map says which column it is that a recipe asks for. */
static void
answer (SyArrival *arrival, const char *role, const char *header)
{
  GPtrArray *items = sy_difference_get_items (arrival->difference);
  int column = *header ? sy_import_plan_find_column (arrival->plan, header, NULL) : -1;
  const char *found = column >= 0 ? ((SyImportColumn *) arrival->plan->columns->pdata[column])->header : NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const SyDifferenceItem *item = items->pdata[i];
      if (item->old_header && g_strcmp0 (item->role, role) == 0 && (found || !*header))
        {
          sy_difference_set_match (arrival->difference, i, found);
          return;
        }
    }
}

static gboolean
answer_all (SyArrival *arrival, const SyCliOptions *options, GError **error)
{
  for (guint i = 0; arrival->difference && options->map && options->map[i]; i++)
    {
      g_autofree char *role = NULL, *header = NULL;

      if (!sy_cli_options_split (options->map[i], "map", &role, &header, error))
        return FALSE;
      answer (arrival, role, header);
    }
  return TRUE;
}

/* Of several files one may have a header that the others have not: there the recipe tells. */
static gboolean
apply_maps (const SyCliOptions *options, SyArrival *arrival, GError **error)
{
  for (guint i = 0; options->map && options->map[i]; i++)
    {
      g_autofree char *role = NULL, *header = NULL;

      if (!sy_cli_options_split (options->map[i], "map", &role, &header, error))
        return FALSE;
      if (arrival->recipe && *header && !has_header (arrival->plan, header))
        continue;
      if (!sy_import_plan_map (arrival->plan, role, header, error))
        return FALSE;
    }
  return TRUE;
}

/* As the shell takes it. */
static void
append_answer (GString *answers, const char *role, const char *header)
{
  g_autofree char *answer = g_strconcat (role, "=", header, NULL);
  g_autofree char *quoted = strpbrk (answer, " ()&;'\"\\|<>$`*?[]#~!") ? g_shell_quote (answer) : NULL;

  g_string_append_printf (answers, " --map %s", quoted ? quoted : answer);
}

static gboolean
settle (SyArrival *arrival, GError **error)
{
  g_autofree char *question = NULL;
  g_autoptr (GString) answers = g_string_new (NULL);
  const char *role = NULL;
  GPtrArray *items;

  if (!arrival->difference || !sy_difference_needs_question (arrival->difference))
    return sy_arrival_apply (arrival, NULL, error);
  question = sy_difference_dup_question (arrival->difference);
  items = sy_difference_get_items (arrival->difference);
  for (guint i = 0; i < items->len; i++)
    {
      const SyDifferenceItem *item = items->pdata[i];
      if (item->sure || !item->role || item->state == SY_DIFFERENCE_NEW)
        continue;
      role = item->role;
      append_answer (answers, role, item->header ? item->header : "…");
    }
  if (role)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED,
                 _ ("%s Answer with%s (another header, or none: --map %s=)"), question, answers->str, role);
  return FALSE;
}

static SyArrival *
recognise (
    SyWorkbook *workbook, const SyCliOptions *options, const char *path, const char *sheet, GError **error)
{
  SyReadOptions read;
  SyArrival *arrival;
  GPtrArray *kinds = sy_catalogue_get_kinds (sy_workbook_get_catalogue (workbook));

  sy_cli_init_read_options (options, &read);
  read.sheet = sheet;
  read.beside = (const char *const *) options->arguments;
  if (g_strcmp0 (options->recipe, "none") != 0)
    return sy_workbook_recognise (workbook, path, &read, options->kind, NULL, error);
  arrival = g_new0 (SyArrival, 1);
  arrival->plan = sy_importer_recognise (path, &read, kinds, options->kind, NULL, error);
  if (!arrival->plan)
    g_clear_pointer (&arrival, sy_arrival_free);
  return arrival;
}

/* --- what is told --- */

static void
tell_difference (const SyArrival *arrival)
{
  g_autofree char *text = NULL;

  if (!arrival->difference || sy_difference_is_same (arrival->difference))
    return;
  text = sy_difference_to_text (arrival->difference);
  g_printerr (_ ("  since “%s”: %s\n"), sy_recipe_get_file (arrival->recipe), text);
}

static void
tell_record (SyWorkbook *workbook, const SyImportPlan *plan)
{
  const char *kind = sy_source_kind_get_id (plan->kind);
  g_autoptr (GPtrArray) records = sy_workbook_list_imports (workbook, kind, NULL);
  g_autofree char *text = NULL;
  const char *amounts;

  for (guint i = 0; i < sy_workbook_get_sources (workbook)->len; i++)
    {
      const SyWorkbookSource *source = sy_workbook_get_sources (workbook)->pdata[i];

      if (source->report && g_str_equal (source->kind, kind))
        sy_cli_tell_report (plan, source->report);
    }
  if (!records || records->len == 0)
    return;
  text = sy_import_record_to_text (records->pdata[records->len - 1]);
  amounts = strchr (text, '\n');
  if (amounts)
    g_printerr ("  %s\n", amounts + 1);
}

static void
tell_joins (const SyImportPlan *plan)
{
  for (guint i = 0; plan->joins && i < plan->joins->len; i++)
    {
      g_autofree char *text = sy_sheet_join_report (plan->joins->pdata[i]);
      g_printerr ("  %s\n", text);
    }
}

/* --- joining --- */

gboolean
sy_cli_get_mode (const SyCliOptions *options, int *mode, gboolean *given, GError **error)
{
  SyImportMode found = SY_IMPORT_APPEND;

  *given = options->mode != NULL;
  if (options->mode && !sy_import_mode_from_id (options->mode, &found))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("There is no mode “%s”; there are append, replace-period, upsert, replace-all"),
                   options->mode);
      return FALSE;
    }
  *mode = (int) found;
  return TRUE;
}

/* Nothing is asked for that the file did not have when it came in. */
static gboolean
is_nothing_new (const SyCliOptions *options, const SyImportPreview *preview)
{
  return preview->is_same_file && !options->mode && !options->map && !options->kind && !options->type
         && !options->reading && !options->leave_out && !options->header && options->header_row < 0;
}

static gboolean
import_plan (
    SyWorkbook *workbook, SyImportPlan *plan, SyImportMode mode, const char *const *keys, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean done = sy_workbook_import_as (workbook, plan, mode, keys, sy_cli_progress, NULL, NULL, &cause);

  sy_cli_progress_end ();
  if (!done && g_error_matches (cause, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_SAME))
    {
      g_printerr ("%s\n", cause->message);
      return TRUE;
    }
  if (!done)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  sy_workbook_refresh (workbook);
  tell_record (workbook, plan);
  tell_joins (plan);
  return TRUE;
}

static gboolean
join (SyWorkbook *workbook, const SyCliOptions *options, SyImportPlan *plan, GError **error)
{
  g_auto (GStrv) keys = options->key ? g_strsplit (options->key, ",", -1) : NULL;
  g_autoptr (SyImportPreview) preview = NULL;
  SyImportMode wanted;
  gboolean given;
  int mode;

  if (!sy_cli_get_mode (options, &mode, &given, error))
    return FALSE;
  wanted = (SyImportMode) mode;
  preview = sy_workbook_preview_import (workbook, plan, given ? &wanted : NULL, (const char *const *) keys,
                                        NULL, error);
  if (!preview)
    return FALSE;
  if (is_nothing_new (options, preview))
    {
      g_autofree char *base = sy_reader_dup_name (plan->path);
      g_printerr (_ ("%s: is in already, with the same content; nothing changed\n"), base);
      return TRUE;
    }
  if (preview->n_there > 0)
    g_printerr ("  %s\n", preview->text);
  return import_plan (workbook, plan, preview->mode, (const char *const *) preview->keys, error);
}

/* What lacks roles as it stands may have them once its columns across are rows, or its days have a year. */
static void
hint_at_options (const SyImportPlan *plan, GError **error)
{
  g_autofree char *message = NULL;
  const SyImportColumn *unsettled;

  if (!error || !*error)
    return;
  if (plan->crosstab && !plan->unpivot)
    {
      message = (*error)->message;
      (*error)->message =
          g_strdup_printf (_ ("%s (%s: with --unpivot they become rows)"), message, plan->crosstab->reason);
    }
  else if (plan->year_fill && !sy_year_fill_knows (plan->year_fill))
    {
      message = (*error)->message;
      (*error)->message =
          g_strdup_printf (_ ("%s (%s; say it with --year N)"), message, plan->year_fill->reason);
    }
  else if ((unsettled = sy_import_plan_find_unsettled (plan)))
    {
      message = (*error)->message;
      (*error)->message = g_strdup_printf (
          _ ("%s (day and month of “%s” in “%s” can’t be told apart; say it with --reading %s=day-first or "
             "--reading %s=month-first)"),
          message, unsettled->examples[0] ? unsettled->examples[0] : "", unsettled->header, unsettled->header,
          unsettled->header);
    }
}

static gboolean
bring_in_recognised (
    SyWorkbook *workbook, const SyCliOptions *options, SyArrival *arrival, gboolean joins, GError **error)
{
  if (!answer_all (arrival, options, error) || !settle (arrival, error)
      || !sy_cli_correct (options, arrival->plan, error) || !apply_maps (options, arrival, error))
    return FALSE;
  if (arrival->plan->kind)
    sy_cli_tell_plan (arrival->plan);
  tell_difference (arrival);
  if (arrival->plan->kind && (joins || options->mode))
    return join (workbook, options, arrival->plan, error);
  return import_plan (workbook, arrival->plan, SY_IMPORT_APPEND, NULL, error);
}

static gboolean
bring_in_sheet (SyWorkbook *workbook,
                const SyCliOptions *options,
                const char *path,
                const char *sheet,
                gboolean joins,
                GError **error)
{
  g_autoptr (SyArrival) arrival = recognise (workbook, options, path, sheet, error);

  if (!arrival)
    return FALSE;
  if (bring_in_recognised (workbook, options, arrival, joins, error))
    return TRUE;
  hint_at_options (arrival->plan, error);
  return FALSE;
}

gboolean
sy_cli_bring_in_plan (
    SyWorkbook *workbook, const SyCliOptions *options, SyImportPlan *plan, gboolean joins, GError **error)
{
  g_autoptr (SyArrival) arrival = g_new0 (SyArrival, 1);

  arrival->plan = plan;
  if (bring_in_recognised (workbook, options, arrival, joins, error))
    return TRUE;
  hint_at_options (plan, error);
  sy_cli_name_file (error, plan->path);
  return FALSE;
}

/* A sheet that is no table of a known kind is told and left out; there must be one that is. */
static gboolean
bring_in_sheets (
    SyWorkbook *workbook, const SyCliOptions *options, const char *path, gboolean joins, GError **error)
{
  SyReadOptions read;
  g_autoptr (SyFileInfo) info = NULL;
  guint n_done = 0;

  sy_cli_init_read_options (options, &read);
  read.sheet = NULL;
  info = sy_reader_inspect (path, &read, NULL, error);
  if (!info)
    return FALSE;
  for (guint i = 0; i < info->sheets->len; i++)
    {
      g_autoptr (GError) cause = NULL;
      const char *sheet = info->sheets->len > 1 ? info->sheets->pdata[i] : NULL;
      if (bring_in_sheet (workbook, options, path, sheet, joins, &cause))
        {
          n_done++;
          continue;
        }
      if (info->sheets->len == 1)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      g_printerr (_ ("sheet “%s” is left out: %s\n"), sheet, cause->message);
    }
  if (n_done > 0)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED, _ ("None of the %u sheets could be imported"),
               info->sheets->len);
  return FALSE;
}

gboolean
sy_cli_bring_in (SyWorkbook *workbook,
                 const SyCliOptions *options,
                 const char *path,
                 const char *sheet,
                 gboolean joins,
                 GError **error)
{
  gboolean done = g_strcmp0 (sheet, ALL_SHEETS) == 0
                      ? bring_in_sheets (workbook, options, path, joins, error)
                      : bring_in_sheet (workbook, options, path, sheet, joins, error);

  if (!done)
    sy_cli_name_file (error, path);
  return done;
}

gboolean
sy_cli_write_refused (SyWorkbook *workbook, const SyCliOptions *options, GError **error)
{
  g_autofree char *csv = NULL;

  if (!options->refused)
    return TRUE;
  csv = sy_workbook_dup_refusals_csv (workbook, NULL, error);
  return csv && g_file_set_contents (options->refused, csv, -1, error);
}
