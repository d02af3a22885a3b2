/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What could not be read, line by line: the first in memory for showing, all of them in a table. */
#include "config.h"

#include "sy-import-report.h"
#include "sy-column-print.h"

#include <string.h>

#define MAX_LISTED 10000
/* Beyond that a file is not data with slips, but something else. */
#define MAX_STORED G_GUINT64_CONSTANT (1000000)
#define MAX_SHOWN_BYTES 400
/* They wait in memory until the rows are stored. */
#define MAX_STORED_BYTES ((guint64) 64 * 1024 * 1024)

static void
refusal_free (gpointer data)
{
  SyRefusal *refusal = data;

  g_free (refusal->column);
  g_free (refusal->text);
  g_free (refusal->reason);
  g_free (refusal);
}

SyImportReport *
sy_import_report_new (void)
{
  SyImportReport *report = g_new0 (SyImportReport, 1);

  report->n_blank = g_array_new (FALSE, FALSE, sizeof (guint64));
  report->refusals = g_ptr_array_new_with_free_func (refusal_free);
  report->prints = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_column_print_free);
  return report;
}

void
sy_import_report_free (SyImportReport *report)
{
  if (!report)
    return;
  g_ptr_array_unref (report->refusals);
  g_ptr_array_unref (report->prints);
  g_free (report->amount_role);
  g_array_unref (report->n_blank);
  g_free (report);
}

/* Nothing and "" both as NULL. */
void
sy_import_report_append_text (SyAppender *appender, const char *text)
{
  if (text && *text)
    sy_appender_text (appender, text, -1);
  else
    sy_appender_null (appender);
}

/* Valid text; cut at a character where it is long. */
char *
sy_import_report_shorten (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *valid = NULL;
  const char *end;

  if (length <= MAX_SHOWN_BYTES)
    return g_utf8_make_valid (text, -1);
  valid = g_utf8_make_valid (text, MAX_SHOWN_BYTES);
  end = g_utf8_find_prev_char (valid, valid + strlen (valid));
  return g_strdup_printf ("%.*s…", (int) (end ? end - valid : 0), valid);
}

/**
 * sy_import_report_add:
 * @appender: of the table TABLE_refused
 * @file: base name of the file
 * @sheet: (nullable): name of the sheet
 * @refusal: (transfer none): column NULL for the whole row
 *
 * Counts every one, stores the first million (or 64 MB) in the table and the first 10,000 in the report.
 */
gboolean
sy_import_report_add (SyImportReport *report,
                      SyAppender *appender,
                      const char *file,
                      const char *sheet,
                      const SyRefusal *refusal,
                      GError **error)
{
  g_autofree char *shown = NULL;
  SyRefusal *copy;

  report->n_refusals++;
  if (report->n_refusals > MAX_STORED || report->n_stored_bytes > MAX_STORED_BYTES)
    return TRUE;
  shown = sy_import_report_shorten (refusal->text);
  report->n_stored_bytes += strlen (shown) + strlen (refusal->reason);
  sy_import_report_append_text (appender, file);
  sy_import_report_append_text (appender, sheet);
  sy_appender_int64 (appender, (gint64) refusal->row);
  sy_import_report_append_text (appender, refusal->column);
  sy_appender_text (appender, shown, -1);
  sy_appender_text (appender, refusal->reason, -1);
  if (!sy_appender_end_row (appender, error))
    return FALSE;
  if (report->refusals->len >= MAX_LISTED)
    return TRUE;
  copy = g_new0 (SyRefusal, 1);
  copy->row = refusal->row;
  copy->column = g_strdup (refusal->column);
  copy->text = g_steal_pointer (&shown);
  copy->reason = g_strdup (refusal->reason);
  g_ptr_array_add (report->refusals, copy);
  return TRUE;
}
