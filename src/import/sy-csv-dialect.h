/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the fields of delimited text are set apart, and how to tell. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A character that no text has stands for “there is none”. */
#define SY_CSV_NONE '\x01'

/* Zero: to be told from the text. */
typedef struct
{
  char delimiter;        /* , ; tab | or what was asked for */
  char quote;            /* " or '; within quotes doubled for itself; SY_CSV_NONE: there are none */
  char escape;           /* backslash before a quote within quotes; SY_CSV_NONE: there is none */
  gboolean skips_blanks; /* blanks behind a delimiter are no part of the field; where a blank is the
                            delimiter, a run of them is one, and those at both ends of a line are none */
  guint n_fields;        /* of the usual record; 0: there is no usual one */
} SyCsvDialect;

/* How it was told. */
typedef struct
{
  guint n_records; /* looked at */
  guint n_usual;   /* of them with the usual number of fields */
  gboolean sure;   /* no other dialect comes near */
} SyCsvEvidence;

void sy_csv_dialect_sniff (
    const char *text, gsize length, gboolean complete, SyCsvDialect *dialect, SyCsvEvidence *evidence);

G_END_DECLS
