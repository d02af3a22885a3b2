/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports of imports, kept in the document: the numbers of each file that came in, and every row or cell
 * of it that was refused. */
#include "config.h"

#include "sy-workbook-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-import-record-private.h"

#define GROUP "report"

void
sy_import_record_free (SyImportRecord *self)
{
  if (!self)
    return;
  g_free (self->kind);
  g_free (self->file);
  g_free (self->sheet);
  g_free (self->amount_title);
  g_free (self->amount_read);
  g_free (self->amount_kept);
  g_free (self->amount_refused);
  g_free (self->amount_replaced);
  g_free (self);
}

/* --- writing --- */

static void
set_text (GKeyFile *file, const char *key, const char *text)
{
  if (text)
    g_key_file_set_string (file, GROUP, key, text);
}

static char *
record_to_text (const SyImportRecord *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_string (file, GROUP, "mode", sy_import_mode_get_id (self->mode));
  g_key_file_set_int64 (file, GROUP, "read", self->n_read);
  g_key_file_set_int64 (file, GROUP, "kept", self->n_kept);
  g_key_file_set_int64 (file, GROUP, "refused", self->n_refused);
  g_key_file_set_int64 (file, GROUP, "cells-refused", self->n_cells_refused);
  g_key_file_set_int64 (file, GROUP, "rounded", self->n_rounded);
  g_key_file_set_int64 (file, GROUP, "replaced", self->n_replaced);
  g_key_file_set_int64 (file, GROUP, "refusals", self->n_refusals);
  set_text (file, "amount-title", self->amount_title);
  set_text (file, "amount-read", self->amount_read);
  set_text (file, "amount-kept", self->amount_kept);
  set_text (file, "amount-refused", self->amount_refused);
  set_text (file, "amount-replaced", self->amount_replaced);
  g_key_file_set_int64 (file, GROUP, "amounts-unreadable", self->n_amounts_unreadable);
  return g_key_file_to_data (file, NULL, NULL);
}

void
sy_import_record_save (const SyImportRecord *self, const char *digest, SyBatch *batch)
{
  g_autofree char *id = g_strdup_printf ("%" PRId64, self->id);
  g_autofree char *time = g_strdup_printf ("%" PRId64, self->time);
  g_autofree char *report = record_to_text (self);

  sy_batch_add (batch, "INSERT INTO sy_imports VALUES ($1, $2, $3, $4, $5, $6, $7)", 7, id, self->kind,
                self->file, self->sheet, digest, time, report);
}

/* --- reading --- */

static SyImportRecord *
read_record (SyFrame *frame, gint64 row)
{
  SyImportRecord *self = g_new0 (SyImportRecord, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *mode = NULL;
  const char *id = sy_frame_get_text (frame, 0, row);
  const char *time = sy_frame_get_text (frame, 4, row);
  const char *report = sy_frame_get_text (frame, 5, row);

  self->id = id ? g_ascii_strtoll (id, NULL, 10) : 0;
  self->kind = g_strdup (sy_frame_get_text (frame, 1, row));
  self->file = g_strdup (sy_frame_get_text (frame, 2, row));
  self->sheet = g_strdup (sy_frame_get_text (frame, 3, row));
  self->time = time ? g_ascii_strtoll (time, NULL, 10) : 0;
  if (!report || !g_key_file_load_from_data (file, report, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return self;
  mode = g_key_file_get_string (file, GROUP, "mode", NULL);
  sy_import_mode_from_id (mode, &self->mode);
  self->n_read = g_key_file_get_int64 (file, GROUP, "read", NULL);
  self->n_kept = g_key_file_get_int64 (file, GROUP, "kept", NULL);
  self->n_refused = g_key_file_get_int64 (file, GROUP, "refused", NULL);
  self->n_cells_refused = g_key_file_get_int64 (file, GROUP, "cells-refused", NULL);
  self->n_rounded = g_key_file_get_int64 (file, GROUP, "rounded", NULL);
  self->n_replaced = g_key_file_get_int64 (file, GROUP, "replaced", NULL);
  self->n_refusals = g_key_file_get_int64 (file, GROUP, "refusals", NULL);
  self->amount_title = g_key_file_get_string (file, GROUP, "amount-title", NULL);
  self->amount_read = g_key_file_get_string (file, GROUP, "amount-read", NULL);
  self->amount_kept = g_key_file_get_string (file, GROUP, "amount-kept", NULL);
  self->amount_refused = g_key_file_get_string (file, GROUP, "amount-refused", NULL);
  self->amount_replaced = g_key_file_get_string (file, GROUP, "amount-replaced", NULL);
  self->n_amounts_unreadable = g_key_file_get_int64 (file, GROUP, "amounts-unreadable", NULL);
  return self;
}

/* The ids of the imports that are in the sources as they stand, as values to bind. */
static GPtrArray *
list_present_ids (SyWorkbook *self, const char *kind)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_mutex_lock (&self->import_lock);
  for (guint i = 0; i < self->next_sources->len; i++)
    {
      const SySource *source = self->next_sources->pdata[i];
      if (kind && !g_str_equal (kind, source->info.kind))
        continue;
      for (guint j = 0; j < source->imports->len; j++)
        g_ptr_array_add (ids, g_strdup (source->imports->pdata[j]));
    }
  g_mutex_unlock (&self->import_lock);
  return ids;
}

/* "$1, $2", and the values. */
static char *
bind_ids (GPtrArray *ids, GArray *values)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      SyValue value = SY_VALUE_TEXT (ids->pdata[i]);
      g_array_append_val (values, value);
      g_string_append_printf (list, "%s$%u", i > 0 ? ", " : "", values->len);
    }
  if (ids->len == 0)
    g_string_append (list, "''");
  return g_string_free (list, FALSE);
}

static SyFrame *
query_by_ids (SyWorkbook *self, const char *before, GPtrArray *ids, const char *after, GError **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (SyValue));
  g_autofree char *list = bind_ids (ids, values);
  g_autofree char *sql = g_strconcat (before, " (", list, ") ", after, NULL);

  return sy_engine_query (self->engine, sql, (const SyValue *) (gpointer) values->data, values->len, NULL,
                          error);
}

/**
 * sy_workbook_list_imports:
 * @kind: (nullable): %NULL: of all sources
 *
 * Returns: (transfer full) (element-type SyImportRecord): %NULL with the engine's error
 */
GPtrArray *
sy_workbook_list_imports (SyWorkbook *self, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_import_record_free);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (SyFrame) frame = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  if (!sy_store_has_table (self->engine, "sy_imports"))
    return g_steal_pointer (&records);
  ids = list_present_ids (self, kind);
  frame = query_by_ids (self, "SELECT id, kind, file, sheet, time, report FROM sy_imports WHERE id IN", ids,
                        "ORDER BY CAST(id AS BIGINT)", error);
  if (!frame)
    return NULL;
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    g_ptr_array_add (records, read_record (frame, i));
  return g_steal_pointer (&records);
}

/* --- in words --- */

static void
append_amounts (const SyImportRecord *self, GString *text)
{
  if (!self->amount_title)
    return;
  g_string_append_printf (text, _ ("\n%s: %s in the file = %s kept + %s refused"), self->amount_title,
                          self->amount_read, self->amount_kept, self->amount_refused);
  if (self->n_amounts_unreadable > 0)
    g_string_append_printf (text, _ ("; of %" PRId64 " refused rows it can’t be read"),
                            self->n_amounts_unreadable);
  if (self->n_replaced > 0 && self->amount_replaced)
    g_string_append_printf (text, _ ("; replaced: %s"), self->amount_replaced);
}

char *
sy_import_record_to_text (const SyImportRecord *self)
{
  GString *text = g_string_new (self->file);

  if (self->sheet && *self->sheet)
    g_string_append_printf (text, " [%s]", self->sheet);
  if (self->n_refused == 0 && self->n_cells_refused == 0)
    g_string_append_printf (text, _ (": %" PRId64 " rows read, all kept"), self->n_read);
  else
    g_string_append_printf (
        text,
        _ (": %" PRId64 " rows read, %" PRId64 " kept, %" PRId64 " refused, %" PRId64 " cells left empty"),
        self->n_read, self->n_kept, self->n_refused, self->n_cells_refused);
  if (self->n_rounded > 0)
    g_string_append_printf (text, _ ("; %" PRId64 " amounts rounded"), self->n_rounded);
  if (self->n_replaced > 0)
    g_string_append_printf (text, _ ("; they replace %" PRId64 " rows that were there"), self->n_replaced);
  append_amounts (self, text);
  return g_string_free (text, FALSE);
}

/* --- what was refused --- */

static void
refusal_free (gpointer data)
{
  SyRefusal *refusal = data;

  g_free (refusal->column);
  g_free (refusal->text);
  g_free (refusal->reason);
  g_free (refusal);
}

static GPtrArray *
read_refusals (SyFrame *frame)
{
  GPtrArray *refusals = g_ptr_array_new_with_free_func (refusal_free);

  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    {
      SyRefusal *refusal = g_new0 (SyRefusal, 1);
      refusal->row = sy_frame_is_null (frame, 0, i) ? 0 : (guint64) sy_frame_get_int64 (frame, 0, i);
      refusal->column = g_strdup (sy_frame_get_text (frame, 1, i));
      refusal->text = g_strdup (sy_frame_get_text (frame, 2, i));
      refusal->reason = g_strdup (sy_frame_get_text (frame, 3, i));
      g_ptr_array_add (refusals, refusal);
    }
  return refusals;
}

static SyFrame *
query_refusals (SyWorkbook *self, const char *columns, const char *kind, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  /* A document of the first format, opened for reading only. */
  if (!sy_store_has_table (self->engine, "sy_imports"))
    {
      SyValue value = SY_VALUE_TEXT (kind);
      value.is_null = kind == NULL;
      sql = g_strconcat ("SELECT ", columns,
                         " FROM sy_refusals WHERE kind = coalesce($1, kind) ORDER BY rowid", NULL);
      return sy_engine_query (self->engine, sql, &value, 1, NULL, error);
    }
  ids = list_present_ids (self, kind);
  sql = g_strconcat ("SELECT ", columns, " FROM sy_refusals WHERE import IN", NULL);
  return query_by_ids (self, sql, ids, "ORDER BY rowid", error);
}

/**
 * sy_workbook_get_refusals:
 * @kind: id of a kind of source
 *
 * Returns: (transfer full) (element-type SyRefusal): what of the source's files could not be read; %NULL with
 * the engine's error
 */
GPtrArray *
sy_workbook_get_refusals (SyWorkbook *self, const char *kind, GError **error)
{
  g_autoptr (SyFrame) frame = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && kind, NULL);
  frame = query_refusals (self, "\"_row\", column_name, text, reason", kind, error);
  return frame ? read_refusals (frame) : NULL;
}

GPtrArray *
sy_workbook_get_import_refusals (SyWorkbook *self, gint64 import, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" PRId64, import);
  SyValue value = SY_VALUE_TEXT (id);
  g_autoptr (SyFrame) frame = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  frame = sy_engine_query (
      self->engine,
      "SELECT \"_row\", column_name, text, reason FROM sy_refusals WHERE import = $1 ORDER BY rowid", &value,
      1, NULL, error);
  return frame ? read_refusals (frame) : NULL;
}

/* Quoted where CSV asks for it; a text that a spreadsheet would take for a formula gets an apostrophe. */
static void
append_field (GString *csv, const char *text)
{
  gboolean quoted = strpbrk (text, ",\"\r\n;\t") != NULL;
  gboolean formula = *text && strchr ("=+-@\t\r", *text) != NULL;

  /* Full-width signs count as formulas too where input methods make them. */
  formula = formula || g_str_has_prefix (text, "＝") || g_str_has_prefix (text, "＋")
            || g_str_has_prefix (text, "－") || g_str_has_prefix (text, "＠");
  if (quoted)
    g_string_append_c (csv, '"');
  if (formula)
    g_string_append_c (csv, '\'');
  for (const char *p = text; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  if (quoted)
    g_string_append_c (csv, '"');
}

/**
 * sy_workbook_dup_refusals_csv:
 * @kind: (nullable): %NULL: of all sources
 *
 * Returns: (transfer full): UTF-8 with a byte order mark, which spreadsheets need to tell it; %NULL with the
 * engine's error
 */
char *
sy_workbook_dup_refusals_csv (SyWorkbook *self, const char *kind, GError **error)
{
  const char *const titles[] = { _ ("File"), _ ("Sheet"), _ ("Row"), _ ("Column"), _ ("Text"), _ ("Reason") };
  g_autoptr (SyFrame) frame = NULL;
  GString *csv;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  frame = query_refusals (self, "\"_file\", \"_sheet\", CAST(\"_row\" AS VARCHAR), column_name, text, reason",
                          kind, error);
  if (!frame)
    return NULL;
  csv = g_string_new ("\xef\xbb\xbf");
  for (guint c = 0; c < G_N_ELEMENTS (titles); c++)
    g_string_append_printf (csv, "%s%s", c > 0 ? "," : "", titles[c]);
  g_string_append (csv, "\r\n");
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    for (guint c = 0; c < G_N_ELEMENTS (titles); c++)
      {
        const char *text = sy_frame_get_text (frame, c, i);
        if (c > 0)
          g_string_append_c (csv, ',');
        append_field (csv, text ? text : "");
        if (c + 1 == G_N_ELEMENTS (titles))
          g_string_append (csv, "\r\n");
      }
  return g_string_free (csv, FALSE);
}
