/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Databases on the command line. A password that stands in the name of one is taken out of it, so that no
 * message and no document has it; where there is none, the keyring is asked, then whoever sits at the
 * terminal. */
#include "config.h"

#include "sy-cli-database.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "sy-odbc-name.h"
#include "sy-password-store.h"

#define MAX_PASSWORD 512

/* One line from the terminal, unseen; NULL at its end. */
static char *
read_unseen (void)
{
  struct termios before, silent;
  char line[MAX_PASSWORD];
  char *password = NULL;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return NULL;
  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  if (fgets (line, sizeof line, stdin))
    password = g_strndup (line, strcspn (line, "\r\n"));
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  memset (line, 0, sizeof line);
  g_printerr ("\n");
  return password;
}

static gboolean
names_a_user (const char *database)
{
  g_autofree char *folded = g_ascii_strup (database, -1);

  return strstr (folded, "UID=") || strstr (folded, "USER=");
}

static void
ask (const char *database)
{
  g_autofree char *known = sy_password_store_lookup (database, NULL);
  g_autofree char *title = sy_odbc_dup_title (database);
  g_autofree char *typed = NULL;

  if (known || !names_a_user (database) || !isatty (STDIN_FILENO) || !isatty (STDERR_FILENO))
    return;
  g_printerr (_ ("Password for “%s”: "), title);
  typed = read_unseen ();
  if (typed)
    sy_password_store_remember (database, typed);
}

/**
 * sy_cli_database_take_passwords:
 * @arguments: what stands on the command line; names of databases lose their passwords
 */
void
sy_cli_database_take_passwords (GStrv arguments)
{
  for (char **argument = arguments; *argument; argument++)
    {
      g_autofree char *password = NULL;
      char *name;

      if (!sy_odbc_is_name (*argument))
        continue;
      name = sy_odbc_split_password (*argument, &password);
      g_free (*argument);
      *argument = name;
      if (password)
        sy_password_store_remember (name, password);
      else
        ask (name);
    }
}
