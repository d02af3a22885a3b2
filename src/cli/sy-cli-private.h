/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli-options.h"
#include "sy-cli-session.h"
#include "sy-csv-writer.h"
#include "sy-xlsx-writer.h"

G_BEGIN_DECLS

/* One command: its name, what it takes, what it does. */
typedef gboolean (*SyCliRun) (SyCliOptions *options, GError **error);
typedef struct
{
  const char *name;
  const char *usage;   /* after the name */
  const char *options; /* names of the options that it takes, blank separated */
  guint min_arguments;
  guint max_arguments;  /* G_MAXUINT: any number */
  const char *required; /* options that can't be left out, blank separated */
  SyCliRun run;
} SyCliCommand;

/* --format csv or json, --refs names or a1; another word is an error of usage. */
gboolean sy_cli_parse_format (const SyCliOptions *options, SyTextFormat *format, GError **error);
gboolean sy_cli_parse_refs (const SyCliOptions *options, SyXlsxOptions *xlsx, GError **error);
/* To the file of -o, else to stdout. */
gboolean
sy_cli_write_table (SyTable *table, const SyCliOptions *options, SyTextFormat format, GError **error);

/* For reading, to stdout, with the reasons of blank cells. */
gboolean sy_cli_print_table (SyEvaluation *evaluation, SyTable *table, GError **error);

gboolean sy_cli_import (SyCliOptions *options, GError **error);
gboolean sy_cli_report (SyCliOptions *options, GError **error);
gboolean sy_cli_table (SyCliOptions *options, GError **error);
gboolean sy_cli_value (SyCliOptions *options, GError **error);
gboolean sy_cli_explain (SyCliOptions *options, GError **error);
gboolean sy_cli_chart (SyCliOptions *options, GError **error);
gboolean sy_cli_convert (SyCliOptions *options, GError **error);
gboolean sy_cli_list (SyCliOptions *options, GError **error);
gboolean sy_cli_list_audit (const SyCliOptions *options, GError **error);
gboolean sy_cli_worksheet (SyCliOptions *options, GError **error);
/* Kinds, or the worksheets of the document that is named. */
gboolean sy_cli_list_worksheets (const SyCliOptions *options, SyCatalogue *catalogue, GError **error);
gboolean sy_cli_case (SyCliOptions *options, GError **error);
/* Indicators of data: there is a source among the arguments. */
gboolean sy_cli_indicator_has_data (const SyCliOptions *options);
gboolean sy_cli_indicator_data (SyCliOptions *options, GError **error);
gboolean sy_cli_formula (SyCliOptions *options, GError **error);
gboolean sy_cli_indicator (SyCliOptions *options, GError **error);
/* Those that --search, --domain, --level and --line leave, best first. (transfer container) (element-type
 * SyIndicator) */
GPtrArray *sy_cli_list_indicators (const SyCliOptions *options, SyCatalogue *catalogue, GError **error);

/* The shortest digits that read back as the same number. */
char *sy_cli_dup_number (double number);

G_END_DECLS
