/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-csv-writer.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define PAGE_ROWS 20000
/* Days since 1899-12-30, as spreadsheets count from 1900-03-01 on. */
#define FIRST_SERIAL 61
#define LAST_SERIAL 2958465
#define SERIAL_TO_JULIAN 693594

void
sy_csv_append_field (GString *line, const char *text)
{
  if (!strpbrk (text, ",\"\r\n"))
    {
      g_string_append (line, text);
      return;
    }
  g_string_append_c (line, '"');
  for (const char *p = text; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
}

void
sy_json_append_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *p = text; *p; p++)
    {
      guchar c = (guchar) *p;

      if (c == '"' || c == '\\')
        g_string_append_printf (json, "\\%c", c);
      else if (c < 0x20)
        g_string_append_printf (json, "\\u%04x", c);
      else
        g_string_append_c (json, (char) c);
    }
  g_string_append_c (json, '"');
}

/* What spreadsheets run when a file is opened, quoted or not. */
static gboolean
looks_like_formula (const char *text)
{
  return *text && strchr ("=+-@\t\r", *text) != NULL;
}

static gboolean
is_text (SyFrame *frame, guint column)
{
  return sy_frame_get_column_type (frame, column) == SY_COLUMN_TEXT;
}

/* Formulas over dates may give serial numbers: 45443 is 2024-05-31. */
static gboolean
is_serial (SyFrame *frame, guint column, const SyTableColumn *look)
{
  SyColumnType type = sy_frame_get_column_type (frame, column);

  return (look->unit == SY_UNIT_DATE || look->unit == SY_UNIT_MONTH) && type != SY_COLUMN_TEXT
         && type != SY_COLUMN_DATE && type != SY_COLUMN_TIMESTAMP && type != SY_COLUMN_TIME;
}

static char *
dup_cell (SyFrame *frame, guint column, gint64 row, const SyTableColumn *look)
{
  double serial;

  if (sy_frame_is_null (frame, column, row) || !is_serial (frame, column, look))
    return sy_frame_dup_plain (frame, column, row);
  serial = floor (sy_frame_get_double (frame, column, row));
  if (serial >= FIRST_SERIAL && serial <= LAST_SERIAL)
    {
      g_autoptr (GDate) day = g_date_new_julian ((guint32) serial + SERIAL_TO_JULIAN);

      return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (day), g_date_get_month (day),
                              g_date_get_day (day));
    }
  return sy_frame_dup_plain (frame, column, row);
}

/* Not a number in JSON: text, dates and times. */
static gboolean
is_quoted (SyFrame *frame, guint column)
{
  switch (sy_frame_get_column_type (frame, column))
    {
    case SY_COLUMN_TEXT:
    case SY_COLUMN_DATE:
    case SY_COLUMN_TIMESTAMP:
    case SY_COLUMN_TIME:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
append_csv_row (GString *block, SyFrame *frame, gint64 row, GPtrArray *columns, gboolean safe)
{
  /* Column 0 is the row number, which is ours and not the table's. */
  for (guint column = 1; column < sy_frame_get_n_columns (frame); column++)
    {
      g_autofree char *text = dup_cell (frame, column, row, columns->pdata[column - 1]);

      if (column > 1)
        g_string_append_c (block, ',');
      if (!text)
        continue;
      if (safe && is_text (frame, column) && looks_like_formula (text))
        {
          g_autofree char *harmless = g_strconcat ("'", text, NULL);

          sy_csv_append_field (block, harmless);
        }
      else
        {
          sy_csv_append_field (block, text);
        }
    }
  g_string_append_c (block, '\n');
}

static void
append_json_row (GString *block, SyFrame *frame, gint64 row, GPtrArray *columns, gboolean first)
{
  g_string_append (block, first ? "[{" : ",\n {");
  for (guint column = 1; column < sy_frame_get_n_columns (frame); column++)
    {
      const SyTableColumn *look = columns->pdata[column - 1];
      g_autofree char *text = dup_cell (frame, column, row, look);

      if (column > 1)
        g_string_append_c (block, ',');
      sy_json_append_string (block, look->id);
      g_string_append_c (block, ':');
      if (!text)
        g_string_append (block, "null");
      else if (is_quoted (frame, column) || is_serial (frame, column, look))
        sy_json_append_string (block, text);
      else
        g_string_append (block, text);
    }
  g_string_append_c (block, '}');
}

static void
append_header (GString *block, GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const SyTableColumn *column = columns->pdata[i];

      if (i > 0)
        g_string_append_c (block, ',');
      sy_csv_append_field (block, column->id);
    }
  g_string_append_c (block, '\n');
}

static void
append_page (GString *block, SyTable *table, SyFrame *frame, SyTextFormat format, gboolean safe, gint64 first)
{
  GPtrArray *columns = sy_table_get_columns (table);

  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    if (format == SY_TEXT_CSV)
      append_csv_row (block, frame, row, columns, safe);
    else
      append_json_row (block, frame, row, columns, first + row == 0);
}

gboolean
sy_csv_writer_write_table (SyTable *table,
                           SyTextFormat format,
                           gboolean safe,
                           GOutputStream *out,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GString) block = g_string_new (NULL);
  gint64 n_rows = sy_table_get_n_rows (table);

  if (format == SY_TEXT_CSV)
    append_header (block, sy_table_get_columns (table));
  for (gint64 first = 0; first < n_rows; first += PAGE_ROWS)
    {
      g_autoptr (SyFrame) frame = sy_table_read (table, first, PAGE_ROWS, -1, FALSE, cancellable, error);

      if (!frame)
        return FALSE;
      append_page (block, table, frame, format, safe, first);
      if (!g_output_stream_write_all (out, block->str, block->len, NULL, cancellable, error))
        return FALSE;
      g_string_truncate (block, 0);
    }
  if (format == SY_TEXT_JSON)
    g_string_append (block, n_rows > 0 ? "]\n" : "[]\n");
  return g_output_stream_write_all (out, block->str, block->len, NULL, cancellable, error);
}

gboolean
sy_csv_writer_write_file (SyTable *table,
                          SyTextFormat format,
                          gboolean safe,
                          const char *path,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *temporary = sy_export_temporary_name (path);
  g_autoptr (GFile) file = g_file_new_for_path (temporary);
  g_autoptr (GFileOutputStream) out = g_file_create (file, G_FILE_CREATE_NONE, cancellable, error);

  if (!out)
    return FALSE;
  if (!sy_csv_writer_write_table (table, format, safe, G_OUTPUT_STREAM (out), cancellable, error)
      || !g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, error))
    {
      sy_export_abandon (temporary);
      return FALSE;
    }
  return sy_export_finish (temporary, path, error);
}
