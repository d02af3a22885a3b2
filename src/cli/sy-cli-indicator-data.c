/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard indicator ID… SOURCE…: indicators of data, told apart and held against something. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-cli-private.h"
#include "sy-odbc-name.h"
#include "sy-view.h"

/* Everything before the first file or document is an indicator. */
static guint
count_indicators (const SyCliOptions *options)
{
  guint n = 0;

  while (options->arguments[n] && !g_file_test (options->arguments[n], G_FILE_TEST_EXISTS)
         && !sy_odbc_is_name (options->arguments[n]))
    n++;
  return n;
}

gboolean
sy_cli_indicator_has_data (const SyCliOptions *options)
{
  return options->arguments[count_indicators (options)] != NULL || count_indicators (options) > 1;
}

static gboolean
read_contrast (const SyCliOptions *options, SyView *view, GError **error)
{
  g_auto (GStrv) parts = options->contrast ? g_strsplit (options->contrast, ":", 2) : NULL;
  SyContrast contrast;

  if (!parts)
    return TRUE;
  if (!sy_contrast_from_name (parts[0], &contrast))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("--contrast is one of yoy, yoy-weekday, yoy-festival, previous, fixed, similar, best, "
                      "parent, plan, experience, theory and mean, not “%s”"),
                   parts[0]);
      return FALSE;
    }
  sy_view_set_contrast (view, contrast, parts[1]);
  return TRUE;
}

static gboolean
read_filters (const SyCliOptions *options, SyView *view, GError **error)
{
  for (char **pair = options->where; pair && *pair; pair++)
    {
      g_autofree char *dimension = NULL;
      g_autofree char *value = NULL;

      if (!sy_cli_options_split (*pair, "where", &dimension, &value, error))
        return FALSE;
      sy_view_set_filter (view, dimension, value);
    }
  return TRUE;
}

static gboolean
read_months (const SyCliOptions *options, SyView *view, GError **error)
{
  guint64 months;

  if (!options->comparable)
    return TRUE;
  if (!g_ascii_string_to_unsigned (options->comparable, 10, 0, 1200, &months, NULL))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("--comparable is a number of months up to 1200, not “%s”"), options->comparable);
      return FALSE;
    }
  sy_view_set_comparable (view, TRUE, (guint) months);
  return TRUE;
}

static gboolean
read_view (const SyCliOptions *options, SyView *view, GError **error)
{
  SyViewGrain grain = SY_VIEW_GRAIN_NONE;

  if (options->grain && !sy_view_grain_from_name (options->grain, &grain))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("--grain is day, week, month, quarter or year, not “%s”"), options->grain);
      return FALSE;
    }
  /* −1: nothing was said. */
  if (options->top < -1)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("--top is a number of rows, not “%d”"),
                   options->top);
      return FALSE;
    }
  sy_view_set_grain (view, grain);
  sy_view_set_dimensions (view, (const char *const *) options->by);
  sy_view_set_sort (view, options->sort);
  sy_view_set_top (view, (guint) MAX (options->top, 0));
  return sy_view_set_period (view, options->period, error) && read_contrast (options, view, error)
         && read_filters (options, view, error) && read_months (options, view, error);
}

static void
tell_problems (SyEvaluation *evaluation)
{
  GPtrArray *problems = sy_evaluation_get_view_problems (evaluation);

  for (guint i = 0; problems && i < problems->len; i++)
    g_printerr ("%s\n", (char *) problems->pdata[i]);
}

/* What is to be chosen, as one would type it. */
static void
tell_settings (SyWorkbook *workbook, SyView *view)
{
  g_autoptr (GPtrArray) list = sy_view_list_settings (workbook, view);

  for (guint i = 0; i < list->len; i++)
    {
      const SyViewSetting *setting = list->pdata[i];

      if (setting->is_needed)
        g_printerr ("  --set %s=…\t%s\n", setting->parameter->id, setting->parameter->title);
    }
}

/* Parameters are of the view’s indicators; of a document only the working copy is changed. */
static gboolean
apply_parameters (SyCliSession *session, const SyCliOptions *options, SyView *view, GError **error)
{
  g_autoptr (SyEvaluation) evaluation = NULL;

  if (!options->set)
    return TRUE;
  evaluation = sy_workbook_evaluate_view (session->workbook, view, error);
  for (guint i = 0; evaluation && options->set[i]; i++)
    {
      g_autofree char *name = NULL, *value = NULL;

      if (!sy_cli_options_split (options->set[i], "set", &name, &value, error)
          || !sy_evaluation_set_parameter (evaluation, name, value, error))
        return FALSE;
    }
  return evaluation != NULL;
}

gboolean
sy_cli_indicator_data (SyCliOptions *options, GError **error)
{
  guint n = count_indicators (options);
  g_autoptr (SyView) view = sy_view_new ();
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_auto (GStrv) all = NULL;
  g_autoptr (SyCliSession) session = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  SyXlsxOptions xlsx = { 0 };
  gboolean is_text = g_strcmp0 (options->format, "text") == 0;
  SyTextFormat format = SY_TEXT_CSV;

  for (guint i = 0; i < n; i++)
    g_strv_builder_add (ids, options->arguments[i]);
  list = g_strv_builder_end (ids);
  sy_view_set_indicators (view, (const char *const *) list);
  if ((!is_text && !sy_cli_parse_format (options, &format, error))
      || !sy_cli_parse_refs (options, &xlsx, error) || !read_view (options, view, error))
    return FALSE;
  /* The session takes what is left: the sources. */
  all = g_steal_pointer (&options->arguments);
  options->arguments = g_strdupv (all + n);
  session = sy_cli_session_open_data (options, error);
  if (!session || !apply_parameters (session, options, view, error)
      || !sy_cli_session_protect (session, options, error))
    return FALSE;
  evaluation = sy_workbook_evaluate_view (session->workbook, view, error);
  if (!evaluation)
    return FALSE;
  tell_problems (evaluation);
  tell_settings (session->workbook, view);
  if (options->output && g_str_has_suffix (options->output, ".xlsx"))
    return sy_xlsx_writer_write (evaluation, options->output, &xlsx, NULL, NULL, NULL, error);
  table = sy_evaluation_get_table (evaluation, "view", NULL, error);
  if (is_text && table)
    return sy_cli_print_table (evaluation, table, error);
  return table && sy_cli_write_table (table, options, format, error);
}
