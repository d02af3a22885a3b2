/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the arguments of a command to a workbook that can be evaluated. */
#pragma once

#include "sy-cli-options.h"
#include "sy-document.h"
#include "sy-workbook-privacy.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  SyCatalogue *catalogue;
  SyTemplate *template; /* borrowed; NULL: the document's own */
  SyEngine *engine;     /* of data files; NULL with a document */
  SyDocument *document; /* NULL with data files */
  SyWorkbook *workbook;
  char *copy;         /* folder of the working copy of a document, removed at the end */
  char *path;         /* of the document itself; NULL with data files */
  gboolean is_masked; /* personal data are not shown */
} SyCliSession;

/* Catalogue only: for listing. */
SyCatalogue *sy_cli_open_catalogue (const SyCliOptions *options, GError **error);

/* Opens the sources (documents by a working copy, so that --set changes nothing in them; data files into
 * memory), sets template, parameters and typed rows. What was recognised of each file is told on stderr in
 * one line. */
SyCliSession *sy_cli_session_open (const SyCliOptions *options, GError **error);
/* The same without a template: for what needs the data alone. */
SyCliSession *sy_cli_session_open_data (const SyCliOptions *options, GError **error);
/* --set and --input, as sy_cli_session_open() does. */
gboolean sy_cli_session_apply_parameters (SyCliSession *self, const SyCliOptions *options, GError **error);
/* Before anything is shown: personal data are masked from here on, or, with --unmask, the reason is written
 * into the document. */
gboolean sy_cli_session_protect (SyCliSession *self, const SyCliOptions *options, GError **error);
/* Protects first. */
SyEvaluation *sy_cli_session_evaluate (SyCliSession *self, const SyCliOptions *options, GError **error);
void sy_cli_session_free (SyCliSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCliSession, sy_cli_session_free)

/* --encoding, --delimiter, --sheet … */
void sy_cli_init_read_options (const SyCliOptions *options, SyReadOptions *read);
/* Puts the name of the file before a message that does not have it. */
/* One line whatever stands in the text: ends of lines as \\n and \\r. (transfer full) */
char *sy_cli_dup_line (const char *text);
void sy_cli_name_file (GError **error, const char *path);
/* “披萨销售2015.csv: delimited text, GB18030, header in row 1; date ← 日期 …” on stderr. */
void sy_cli_tell_plan (const SyImportPlan *plan);
void sy_cli_tell_report (const SyImportPlan *plan, const SyImportReport *report);

/* A progress function that writes one changing line on stderr when that is a terminal. */
void sy_cli_progress (guint64 done, guint64 total, const char *unit, gpointer user_data);
void sy_cli_progress_end (void);

G_END_DECLS
