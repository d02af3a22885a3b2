/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steelyard: a workbench for people who run sales by numbers. A command runs without a window; anything else
 * opens one. */
#include "config.h"

#include <glib/gi18n.h>
#include <libintl.h>
#include <locale.h>

#include "sy-application.h"
#include "sy-cli.h"

static void
set_up_language (void)
{
  const char *folder = g_getenv ("STEELYARD_LOCALEDIR");

  if (!setlocale (LC_ALL, ""))
    setlocale (LC_ALL, "C.UTF-8");
  /* Without a locale every “…” would be written as “?”. */
  if (g_str_equal (setlocale (LC_CTYPE, NULL), "C"))
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, folder ? folder : SY_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char **argv)
{
  set_up_language ();
  sy_cli_put_command_first (argc, argv);
  if (argc > 1 && sy_cli_is_command (argv[1]))
    return sy_cli_run (argc, argv);
  if (argc > 1 && g_str_equal (argv[1], "--help"))
    {
      g_autofree char *usage = sy_cli_usage ();

      g_print ("%s", usage);
      return 0;
    }
  if (argc > 1 && g_str_equal (argv[1], "--version"))
    {
      g_print ("steelyard %s\n", SY_VERSION);
      return 0;
    }
  return sy_application_main (argc, argv);
}
