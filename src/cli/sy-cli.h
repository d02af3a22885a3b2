/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The jobs of the program without a window: for tests, schedulers and courses. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TRUE when @word is one of the commands (“report”, “table” …), not a file to open. */
gboolean sy_cli_is_command (const char *word);

/* “--lang zh_CN” may stand before the command: moves it behind. */
void sy_cli_put_command_first (int argc, char **argv);
/* argv[1] is the command. Returns the exit status: 0 done, 1 refused with one line on stderr, 2 wrong usage.
 */
int sy_cli_run (int argc, char **argv);

/* The usage of all commands, as --help shows it. */
char *sy_cli_usage (void);

G_END_DECLS
