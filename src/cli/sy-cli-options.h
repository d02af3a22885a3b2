/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the command line, of all commands together; each command takes its part. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SY_CLI_ERROR (sy_cli_error_quark ())
GQuark sy_cli_error_quark (void);
typedef enum
{
  SY_CLI_ERROR_USAGE,   /* exit status 2 */
  SY_CLI_ERROR_REFUSED, /* exit status 1 */
} SyCliError;

typedef struct
{
  GStrv arguments; /* what is no option */
  char *language;
  char *template;
  char *output;
  char *format;
  char *refs;
  char *table;
  char *name;
  char *cell;
  char *row;
  char *chart;
  char *kind;
  char *sheet;
  char *encoding;
  char *delimiter;
  char *quote;
  char *escape;
  char *header;
  char *size;
  char *mode;
  char *key;
  char *recipe;
  char *refused;
  char *unmask; /* why personal data are shown */
  GStrv set;
  GStrv input;
  GStrv map;
  GStrv type;
  GStrv reading;
  GStrv leave_out;
  GStrv by;
  GStrv where;
  char *grain;
  char *period;
  char *contrast;
  char *comparable; /* "": stores that were open for a year */
  char *sort;
  GStrv clean;
  char *step;
  char *search;
  char *domain;
  char *level;
  char *line;
  char *add;    /* of worksheets: a kind */
  char *remove; /* its id, as the next one */
  char *id;
  char *title;
  char *tag;
  int rows;
  int top;
  int header_row;  /* −1: recognised */
  int header_rows; /* −1: recognised */
  gboolean unpivot;
  char *join;  /* all, none; NULL: what needs it */
  char *watch; /* a folder, until interrupted */
  gboolean keep_footer;
  gboolean keep_blanks;
  int year; /* of days without one; 0: recognised */
} SyCliOptions;

/* @allowed: names of the options, blank separated. */
SyCliOptions *sy_cli_options_parse (int argc, char **argv, const char *allowed, GError **error);
void sy_cli_options_free (SyCliOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCliOptions, sy_cli_options_free)

/* Is this option (by its long name) given? */
gboolean sy_cli_options_has (const SyCliOptions *self, const char *name);

/* "NAME=VALUE" cut at the first "="; an error of usage when there is none. */
gboolean
sy_cli_options_split (const char *pair, const char *option, char **name, char **value, GError **error);

G_END_DECLS
