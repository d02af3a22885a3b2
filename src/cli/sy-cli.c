/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sy-cli-private.h"

#define DIALECT "sheet encoding delimiter quote escape"
#define READING                                                                                              \
  DIALECT " kind map header-row header header-rows type reading leave-out unpivot year keep-footer "         \
          "keep-blanks join"
#define SY_CLI_VIEW "by grain period contrast where comparable sort top"
#define SOURCES READING " clean template set input unmask"

static const SyCliCommand commands[] = {
  { "import",
    "[FILE…] -o DOC.steelyard [--watch DIR] [--kind KIND] [--map ROLE=HEADER]… [--sheet NAME|all] [--join "
    "all|none] "
    "[--mode "
    "MODE] "
    "[--clean STEP]…",
    READING " output mode key recipe refused clean watch", 0, G_MAXUINT, "output", sy_cli_import },
  { "report",
    "[SOURCE…] --template ID [--set NAME=VALUE]… [--refs names|a1] [--id WORKSHEET] -o "
    "OUT.xlsx|OUT.pdf|OUT.html",
    SOURCES " refs id output", 0, G_MAXUINT, "output", sy_cli_report },
  { "table", "[SOURCE…] --template ID --table TABLE [--set NAME=VALUE]… [--format csv|json] [-o OUT]",
    SOURCES " table format output", 0, G_MAXUINT, "table", sy_cli_table },
  { "value", "[SOURCE…] --template ID --name NAME [--set NAME=VALUE]…", SOURCES " name", 0, G_MAXUINT, "name",
    sy_cli_value },
  { "explain",
    "[SOURCE…] --template ID --cell 'table[column]' --row KEY [--set …] [--rows N] [--format text|json]",
    SOURCES " cell row rows format", 0, G_MAXUINT, "cell", sy_cli_explain },
  { "chart", "[SOURCE…] --template ID --chart CHART [--set …] [--size 900x420] -o OUT.png|OUT.svg|OUT.pdf",
    SOURCES " chart size output", 0, G_MAXUINT, "chart output", sy_cli_chart },
  { "convert", "FILE [--sheet NAME] [--encoding E] -o OUT.csv", DIALECT " output", 1, 1, "", sy_cli_convert },
  { "list",
    "templates|cases|tables|values|parameters|charts|kinds|indicators|calendars|worksheets [DOC]|days "
    "PERIOD|cleaning "
    "DOC|audit DOC "
    "[--template ID] "
    "[--search TEXT] "
    "[--domain DOMAIN] [--level LEVEL] [--line LINE] [--format text|json]",
    "template format kind step rows search domain level line unmask", 1, 2, "", sy_cli_list },
  { "worksheet",
    "DOC.steelyard --add KIND [--title TITLE] | --remove ID | --id ID [--title TITLE] [--table TABLE --input "
    "FILE.csv] [--set NAME=VALUE]… [--tag level=LEVEL,line=LINE]",
    "add remove id title table input set tag", 1, 1, "", sy_cli_worksheet },
  { "case", "ID [-o DOC.steelyard]", "output", 1, 1, "", sy_cli_case },
  { "indicator",
    "ID… [SOURCE…] [--set INPUT=VALUE]… [--by DIMENSION]… [--grain GRAIN] [--period PERIOD] "
    "[--contrast NAME[:ARGUMENT]] [--where DIMENSION=VALUE]… [--comparable MONTHS] [--sort COLUMN] [--top N] "
    "[--format text|csv|json] [-o OUT]",
    SOURCES " " SY_CLI_VIEW " format refs output", 1, G_MAXUINT, "", sy_cli_indicator },
  { "formula", "'TEXT' --template ID [--table TABLE]", "template table", 1, 1, "template", sy_cli_formula },
};

static const SyCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

gboolean
sy_cli_is_command (const char *word)
{
  return find_command (word) != NULL;
}

/**
 * sy_cli_put_command_first:
 * @argc: as of main()
 * @argv: (inout): its words change places
 *
 * “--lang zh_CN import FILE” becomes “import FILE --lang zh_CN”: the language may be said first.
 */
void
sy_cli_put_command_first (int argc, char **argv)
{
  int n = argc > 1 && g_str_equal (argv[1], "--lang") ? 2 : 1;
  char *first[2] = { 0 };

  if (argc < n + 2 || !g_str_has_prefix (argv[1], "--lang") || !find_command (argv[1 + n]))
    return;
  memcpy (first, argv + 1, (gsize) n * sizeof *first);
  memmove (argv + 1, argv + 1 + n, (gsize) (argc - 1 - n) * sizeof *argv);
  memcpy (argv + argc - n, first, (gsize) n * sizeof *first);
}

char *
sy_cli_usage (void)
{
  GString *text = g_string_new (_ ("Usage:\n"));

  g_string_append (text,
                   _ ("  steelyard [FILE…]    the window, with documents opened or data files imported\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  steelyard %s %s\n", commands[i].name, commands[i].usage);
  g_string_append (text,
                   _ ("SOURCE is a document or a data file. --lang zh_CN|en chooses the language of titles.\n"
                      "Exit status: 0 done, 1 refused, 2 wrong usage.\n"));
  return g_string_free (text, FALSE);
}

static const char *
find_language (int argc, char **argv)
{
  const char *language = NULL;

  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--lang="))
      language = argv[i] + strlen ("--lang=");
    else if (g_str_equal (argv[i], "--lang") && i + 1 < argc)
      language = argv[i + 1];
  return language;
}

static void
leave_c_locale (int category)
{
  const char *locale = setlocale (category, NULL);

  if (g_strcmp0 (locale, "C") == 0 || g_strcmp0 (locale, "POSIX") == 0)
    setlocale (category, "C.UTF-8");
}

/* --lang must hold before the first message is written. Schedulers run without a locale: gettext would then
 * ignore LANGUAGE, and every Chinese character would be written as “?”. */
static void
choose_language (int argc, char **argv)
{
  const char *language = find_language (argc, argv);

  leave_c_locale (LC_CTYPE);
  if (!language)
    return;
  g_setenv ("LANGUAGE", language, TRUE);
  leave_c_locale (LC_MESSAGES);
}

static gboolean
check_usage (const SyCliCommand *command, const SyCliOptions *options, GError **error)
{
  g_auto (GStrv) required = g_strsplit (command->required, " ", -1);
  guint n = g_strv_length (options->arguments);

  if (n < command->min_arguments || n > command->max_arguments)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("usage: steelyard %s %s"), command->name,
                   command->usage);
      return FALSE;
    }
  for (guint i = 0; required[i]; i++)
    if (*required[i] && !sy_cli_options_has (options, required[i]))
      {
        g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("--%s is missing; usage: steelyard %s %s"),
                     required[i], command->name, command->usage);
        return FALSE;
      }
  return TRUE;
}

static gboolean
run_command (const SyCliCommand *command, int argc, char **argv, GError **error)
{
  g_autoptr (SyCliOptions) options = sy_cli_options_parse (argc, argv, command->options, error);

  if (!options || !check_usage (command, options, error))
    return FALSE;
  return command->run (options, error);
}

/* One line: what stands in the message over several lines is joined. */
static void
tell_error (const GError *error)
{
  g_autofree char *line = g_strdup (error->message);

  g_strdelimit (line, "\r\n", ' ');
  g_printerr ("steelyard: %s\n", g_strchomp (line));
}

int
sy_cli_run (int argc, char **argv)
{
  const SyCliCommand *command = find_command (argv[1]);
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (command != NULL, 2);

  g_set_prgname ("steelyard");
  choose_language (argc, argv);
  if (g_strv_contains ((const char *const *) argv, "--help"))
    {
      g_print ("steelyard %s %s\n", command->name, command->usage);
      return EXIT_SUCCESS;
    }
  if (run_command (command, argc - 1, argv + 1, &error))
    return EXIT_SUCCESS;
  tell_error (error);
  return g_error_matches (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE) ? 2 : 1;
}
