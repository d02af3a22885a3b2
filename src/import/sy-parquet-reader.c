/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the columns come as row 1, so that a Parquet file is a table like any other; values keep the
 * types that the file gives its columns. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-iso-date.h"
#include "sy-parquet-file.h"
#include "sy-parquet-reader.h"
#include "sy-reader-private.h"
#include "sy-xlsx-value.h"

typedef struct
{
  const SyCellSink *sink;
  guint64 row_number;
  guint n_columns;
  SyCellKind *kinds; /* by column */
  SyCell *cells;
} Reader;

/* What the engine says names the file by its descriptor, which tells the user nothing. */
static void
set_damaged (GError **error)
{
  g_set_error_literal (
      error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
      _ ("The Parquet file breaks off, is damaged, or is packed or encrypted in a way that cannot "
         "be read here. Fetch it again or save it as CSV."));
}

static SyParquetFile *
open_file (int fd, GError **error)
{
  SyParquetFile *file = sy_parquet_file_open (fd, NULL);

  if (file == NULL)
    set_damaged (error);
  return file;
}

/**
 * sy_parquet_reader_inspect:
 * @fd: a file that begins like a Parquet file
 * @info: gets format and its one sheet
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_DAMAGED
 */
gboolean
sy_parquet_reader_inspect (int fd, SyFileInfo *info, GError **error)
{
  g_autoptr (SyParquetFile) file = open_file (fd, error);

  if (file == NULL)
    return FALSE;
  info->format = SY_FILE_PARQUET;
  info->format_name = g_strdup (_ ("Parquet file"));
  g_ptr_array_add (info->sheets, g_strdup (""));
  return TRUE;
}

static SyCellKind
kind_of_type (const char *type)
{
  static const struct
  {
    const char *prefix;
    SyCellKind kind;
  } types[] = {
    { "BOOLEAN", SY_CELL_BOOL },    { "TIMESTAMP", SY_CELL_DATE },   { "DATE", SY_CELL_DATE },
    { "TIME", SY_CELL_TIME },       { "TINYINT", SY_CELL_NUMBER },   { "SMALLINT", SY_CELL_NUMBER },
    { "INTEGER", SY_CELL_NUMBER },  { "BIGINT", SY_CELL_NUMBER },    { "HUGEINT", SY_CELL_NUMBER },
    { "UTINYINT", SY_CELL_NUMBER }, { "USMALLINT", SY_CELL_NUMBER }, { "UINTEGER", SY_CELL_NUMBER },
    { "UBIGINT", SY_CELL_NUMBER },  { "UHUGEINT", SY_CELL_NUMBER },  { "DECIMAL", SY_CELL_NUMBER },
    { "FLOAT", SY_CELL_NUMBER },    { "DOUBLE", SY_CELL_NUMBER }
  };

  /* A list of numbers is none. */
  if (g_str_has_suffix (type, "]"))
    return SY_CELL_TEXT;
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_prefix (type, types[i].prefix))
      return types[i].kind;
  return SY_CELL_TEXT;
}

static void
set_cell (SyCell *cell, SyCellKind kind, const SyParquetValue *value)
{
  gsize length = value->length;

  memset (cell, 0, sizeof *cell);
  if (value->text == NULL || length == 0)
    return;
  /* Moments with a zone come in that of Greenwich. */
  if (kind == SY_CELL_DATE && length > 3 && memcmp (value->text + length - 3, "+00", 3) == 0)
    length -= 3;
  if (kind == SY_CELL_BOOL)
    {
      cell->kind = SY_CELL_BOOL;
      cell->number = *value->text == 't';
      return;
    }
  if ((kind == SY_CELL_DATE || kind == SY_CELL_TIME) && sy_iso_date_parse (value->text, length, cell))
    return;
  cell->kind = kind == SY_CELL_NUMBER && sy_xlsx_parse_number (value->text, length, &cell->number)
                   ? SY_CELL_NUMBER
                   : SY_CELL_TEXT;
  if (cell->kind == SY_CELL_TEXT)
    cell->number = 0;
  cell->text = value->text;
  cell->length = value->length;
}

/* Hands the row over without the empty cells at its end. */
static gboolean
send_row (Reader *self)
{
  guint n = self->n_columns;

  self->row_number++;
  while (n > 0 && self->cells[n - 1].kind == SY_CELL_EMPTY)
    n--;
  return n == 0 || self->sink->funcs->row (self->sink->self, self->row_number, self->cells, n);
}

static gboolean
on_row (gpointer user_data, const SyParquetValue *values)
{
  Reader *self = user_data;

  for (guint i = 0; i < self->n_columns; i++)
    set_cell (&self->cells[i], self->kinds[i], &values[i]);
  return send_row (self);
}

static gboolean
send_names (Reader *self, SyParquetFile *file)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *name = sy_parquet_file_get_name (file, i);
      SyParquetValue value = { name, strlen (name) };

      set_cell (&self->cells[i], SY_CELL_TEXT, &value);
    }
  return send_row (self);
}

/**
 * sy_parquet_reader_read:
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_DAMAGED or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_parquet_reader_read (int fd, const SyCellSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyParquetFile) file = open_file (fd, error);
  g_autofree SyCellKind *kinds = NULL;
  g_autofree SyCell *cells = NULL;
  g_autoptr (GError) cause = NULL;
  Reader self = { .sink = sink };

  if (file == NULL)
    return FALSE;
  self.n_columns = sy_parquet_file_get_n_columns (file);
  if (self.n_columns > SY_SHEET_MAX_COLUMNS)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                   _ ("The Parquet file has %u columns, too many to read."), self.n_columns);
      return FALSE;
    }
  self.kinds = kinds = g_new0 (SyCellKind, self.n_columns);
  self.cells = cells = g_new0 (SyCell, self.n_columns);
  for (guint i = 0; i < self.n_columns; i++)
    kinds[i] = kind_of_type (sy_parquet_file_get_type (file, i));
  if (!sink->funcs->begin_sheet (sink->self, 0, ""))
    return TRUE;
  if (send_names (&self, file) && !sy_parquet_file_read (file, on_row, &self, cancellable, &cause))
    {
      if (cause->domain == G_IO_ERROR)
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        set_damaged (error);
      return FALSE;
    }
  sink->funcs->end_sheet (sink->self);
  return TRUE;
}
