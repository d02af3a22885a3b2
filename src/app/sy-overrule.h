/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One guess about a file that the user overrules, as a message from a control to the thread that reads the
 * file again. */
#pragma once

#include "sy-importer.h"

G_BEGIN_DECLS

typedef enum
{
  SY_OVERRULE_ENCODING,  /* text: IANA name */
  SY_OVERRULE_DELIMITER, /* text: one character, "tab", "space", "spaces" */
  SY_OVERRULE_QUOTE,     /* text: one character, "none" */
  SY_OVERRULE_ESCAPE,    /* text: one character, "none": quotes are doubled */
  SY_OVERRULE_YEAR,      /* text: of days that have none */
  SY_OVERRULE_ORDER,     /* text: "day-first", "month-first", "year-first" */
  SY_OVERRULE_SHEET,     /* text: its name */
  SY_OVERRULE_HEADER,    /* row, n_rows */
  SY_OVERRULE_KIND,      /* text: id */
  SY_OVERRULE_UNPIVOT,   /* on */
  SY_OVERRULE_GROUPS,    /* on: cells below one that stands for several rows stay blank */
  SY_OVERRULE_FOOTER,    /* on: rows of totals are kept */
} SyOverruleWhat;

typedef struct
{
  SyOverruleWhat what;
  char *text;   /* NULL: back to what is recognised */
  guint64 row;  /* first row of the header, of the file */
  guint n_rows; /* of the header; 0: there is none */
  gboolean on;
} SyOverrule;

SyOverrule *sy_overrule_copy (const SyOverrule *self);
void sy_overrule_free (SyOverrule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyOverrule, sy_overrule_free)

/* Blocks while the file is read. On failure the plan is as it was. */
gboolean
sy_overrule_apply (const SyOverrule *self, SyImportPlan *plan, GCancellable *cancellable, GError **error);

G_END_DECLS
