/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who showed personal data, and why: the lines that --unmask and the window left in a document. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-cli-private.h"
#include "sy-cli-session.h"
#include "sy-duckdb-engine.h"
#include "sy-workbook-privacy.h"

gboolean
sy_cli_list_audit (const SyCliOptions *options, GError **error)
{
  const char *path = options->arguments[1];
  g_autoptr (SyEngine) engine = NULL;
  g_autoptr (SyFrame) lines = NULL;

  if (!path || !sy_document_sniff (path))
    {
      g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("“list audit” takes a document"));
      return FALSE;
    }
  engine = sy_duckdb_engine_open (path, NULL, error);
  lines = engine ? sy_workbook_read_audit (engine, error) : NULL;
  for (gint64 i = 0; lines && i < sy_frame_get_n_rows (lines); i++)
    {
      g_autofree char *reason = sy_cli_dup_line (sy_frame_get_text (lines, 3, i));

      g_print ("%s\t%s\t%s\t%s\n", sy_frame_get_text (lines, 0, i), sy_frame_get_text (lines, 1, i),
               sy_frame_get_text (lines, 2, i), reason);
    }
  return lines != NULL;
}
