/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-package.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <zip.h>

#include "sy-export.h"
#include "sy-xlsx-names.h"

/* Numbers that stand for something else: -k × 10^301 errors and conditions, -k × 10^290 texts. */
#define MARK_CODE 1e301
#define MARK_TEXT 1e290
#define CODE_FALSE 8
#define CODE_TRUE 9
#define MAX_PART (512u * 1024u * 1024u)
#define COMPRESSION 1

typedef struct
{
  char *marker, *xml;
} Chart;

typedef struct
{
  guint sheet, row, last_row, last_col;
  SyXlsxRowsFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
} Rows;

struct _SyXlsxPackage
{
  GPtrArray *charts; /* (element-type Chart) */
  GPtrArray *rows;   /* (element-type Rows) */
  GPtrArray *texts;  /* (element-type utf8) */
};

static void
chart_free (gpointer data)
{
  Chart *chart = data;

  g_free (chart->marker);
  g_free (chart->xml);
  g_free (chart);
}

static void
rows_free (gpointer data)
{
  Rows *rows = data;

  if (rows->destroy)
    rows->destroy (rows->user_data);
  g_free (rows);
}

SyXlsxPackage *
sy_xlsx_package_new (void)
{
  SyXlsxPackage *self = g_new0 (SyXlsxPackage, 1);

  self->charts = g_ptr_array_new_with_free_func (chart_free);
  self->rows = g_ptr_array_new_with_free_func (rows_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sy_xlsx_package_free (SyXlsxPackage *self)
{
  g_ptr_array_unref (self->charts);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

double
sy_xlsx_package_mark_error (SyXlsxErrorKind kind)
{
  return -(double) kind * MARK_CODE;
}

double
sy_xlsx_package_mark_bool (gboolean value)
{
  return -(double) (value ? CODE_TRUE : CODE_FALSE) * MARK_CODE;
}

double
sy_xlsx_package_mark_text (SyXlsxPackage *self, const char *text)
{
  g_ptr_array_add (self->texts, g_strdup (text));
  return -(double) self->texts->len * MARK_TEXT;
}

void
sy_xlsx_package_add_chart (SyXlsxPackage *self, const char *marker, char *xml)
{
  Chart *chart = g_new0 (Chart, 1);

  chart->marker = g_strdup (marker);
  chart->xml = xml;
  g_ptr_array_add (self->charts, chart);
}

void
sy_xlsx_package_add_rows (SyXlsxPackage *self,
                          guint sheet,
                          guint row,
                          guint last_row,
                          guint last_col,
                          SyXlsxRowsFunc func,
                          gpointer user_data,
                          GDestroyNotify destroy)
{
  Rows *rows = g_new0 (Rows, 1);

  *rows = (Rows){ sheet, row, last_row, last_col, func, user_data, destroy };
  g_ptr_array_add (self->rows, rows);
}

/* --- marked numbers --- */

/* What stands in the cell instead: its type and text; NULL when the number means itself. */
static const char *
read_mark (SyXlsxPackage *self, const char *number, const char **type)
{
  double value = g_ascii_strtod (number, NULL);

  if (value > -MARK_TEXT / 2.)
    return NULL;
  if (value > -MARK_CODE / 2.)
    {
      guint index = (guint) lround (-value / MARK_TEXT);

      *type = "str";
      return index >= 1 && index <= self->texts->len ? self->texts->pdata[index - 1] : NULL;
    }
  switch ((int) lround (-value / MARK_CODE))
    {
    case CODE_FALSE:
      *type = "b";
      return "0";
    case CODE_TRUE:
      *type = "b";
      return "1";
    case SY_XLSX_ERROR_DIV0:
    case SY_XLSX_ERROR_NA:
    case SY_XLSX_ERROR_REF:
    case SY_XLSX_ERROR_NUM:
    case SY_XLSX_ERROR_VALUE:
      *type = "e";
      return sy_xlsx_error_text ((SyXlsxErrorKind) lround (-value / MARK_CODE));
    default:
      return NULL;
    }
}

char *
sy_xlsx_package_fix_cells (SyXlsxPackage *self, const char *xml, gsize length, gsize *out_length)
{
  GString *out = g_string_sized_new (length + length / 16);
  const char *end = xml + length, *at = xml;

  for (const char *v = at; (v = g_strstr_len (v, end - v, "<v>-")); v += 4)
    {
      const char *close = g_strstr_len (v, end - v, "</v>");
      const char *cell, *tag, *type = NULL, *text;

      if (!close)
        break;
      text = read_mark (self, v + 3, &type);
      cell = text ? g_strrstr_len (at, v - at, "<c ") : NULL;
      tag = cell ? memchr (cell, '>', (gsize) (v - cell)) : NULL;
      if (!tag)
        continue;
      g_string_append_len (out, at, tag - at);
      g_string_append_printf (out, " t=\"%s\"", type);
      g_string_append_len (out, tag, v + 3 - tag);
      sy_xlsx_append_escaped (out, text);
      at = close;
    }
  g_string_append_len (out, at, end - at);
  *out_length = out->len;
  return g_string_free (out, FALSE);
}

/* --- parts --- */

static char *
read_part (zip_t *zip, zip_uint64_t index, gsize *length)
{
  zip_stat_t stat;
  zip_file_t *file;
  char *data;
  zip_int64_t got;

  if (zip_stat_index (zip, index, 0, &stat) != 0 || stat.size > MAX_PART)
    return NULL;
  file = zip_fopen_index (zip, index, 0);
  if (!file)
    return NULL;
  data = g_malloc (stat.size + 1);
  got = zip_fread (file, data, stat.size);
  zip_fclose (file);
  if (got != (zip_int64_t) stat.size)
    {
      g_free (data);
      return NULL;
    }
  data[stat.size] = '\0';
  *length = stat.size;
  return data;
}

/* A part as it streams out: a head, rows, a tail. */
typedef struct
{
  GString *block; /* not read yet */
  gsize at;
  char *tail;
  Rows *rows; /* NULL when there are no more */
  guint *styles;
  GError **error;
  GCancellable *cancellable;
  zip_error_t zip_error;
} Stream;

static void
stream_free (Stream *stream)
{
  g_string_free (stream->block, TRUE);
  g_free (stream->tail);
  g_free (stream->styles);
  zip_error_fini (&stream->zip_error);
  g_free (stream);
}

/* The next block of XML; FALSE at the end or on an error. */
static gboolean
fill_block (Stream *stream, GError **error)
{
  g_string_truncate (stream->block, 0);
  stream->at = 0;
  if (g_cancellable_set_error_if_cancelled (stream->cancellable, error))
    return FALSE;
  if (stream->rows)
    {
      gboolean more = stream->rows->func (stream->block, stream->styles, stream->rows->user_data, error);

      if (*error)
        return FALSE;
      if (!more)
        stream->rows = NULL;
      if (more && stream->block->len == 0)
        return fill_block (stream, error);
      if (stream->block->len > 0)
        return TRUE;
    }
  if (!stream->tail)
    return FALSE;
  g_string_append (stream->block, stream->tail);
  g_clear_pointer (&stream->tail, g_free);
  return stream->block->len > 0;
}

static zip_int64_t
read_stream (Stream *stream, char *data, zip_uint64_t length)
{
  g_autoptr (GError) error = NULL;
  gsize n;

  if (stream->at == stream->block->len && !fill_block (stream, &error))
    {
      if (!error)
        return 0;
      if (stream->error && !*stream->error)
        g_propagate_error (stream->error, g_steal_pointer (&error));
      zip_error_set (&stream->zip_error, ZIP_ER_READ, 0);
      return -1;
    }
  n = MIN (length, stream->block->len - stream->at);
  memcpy (data, stream->block->str + stream->at, n);
  stream->at += n;
  return (zip_int64_t) n;
}

static zip_int64_t
stream_callback (void *user_data, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
  Stream *stream = user_data;

  switch ((int) command)
    {
    case ZIP_SOURCE_OPEN:
    case ZIP_SOURCE_CLOSE:
      return 0;
    case ZIP_SOURCE_READ:
      return read_stream (stream, data, length);
    case ZIP_SOURCE_STAT:
      {
        zip_stat_t *stat = data;

        zip_stat_init (stat);
        return sizeof *stat;
      }
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data (&stream->zip_error, data, length);
    case ZIP_SOURCE_FREE:
      stream_free (stream);
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
      zip_error_set (&stream->zip_error, ZIP_ER_OPNOTSUPP, 0);
      return -1;
    }
}

/* --- sheets --- */

static Rows *
find_rows (SyXlsxPackage *self, const char *name)
{
  guint number;

  if (sscanf (name, "xl/worksheets/sheet%u.xml", &number) != 1)
    return NULL;
  for (guint i = 0; i < self->rows->len; i++)
    if (((Rows *) self->rows->pdata[i])->sheet == number)
      return self->rows->pdata[i];
  return NULL;
}

/* Style numbers of the cells of a row that has one cell in each column. */
static guint *
read_styles (const char *row, const char *end, guint n)
{
  guint *styles = g_new0 (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const char *cell = g_strstr_len (row, end - row, "<c ");
      const char *close = cell ? memchr (cell, '>', (gsize) (end - cell)) : NULL;
      const char *style = close ? g_strstr_len (cell, close - cell, " s=\"") : NULL;

      if (!close)
        break;
      if (style)
        styles[i] = (guint) g_ascii_strtoull (style + 4, NULL, 10);
      row = close;
    }
  return styles;
}

static void
set_dimension (GString *head, const Rows *rows)
{
  char *at = strstr (head->str, "<dimension ref=\"");
  char *close = at ? strstr (at, "\"/>") : NULL;
  g_autoptr (GString) text = g_string_new ("<dimension ref=\"A1:");

  if (!close)
    return;
  sy_xlsx_append_address (text, rows->last_row - 1, rows->last_col, FALSE);
  g_string_erase (head, at - head->str, close - at);
  g_string_insert (head, at - head->str, text->str);
}

static Stream *
make_row_stream (Rows *rows, const char *xml, gsize length)
{
  g_autofree char *tag = g_strdup_printf ("<row r=\"%u\"", rows->row);
  const char *row = strstr (xml, tag);
  const char *end = row ? strstr (row, "</row>") : NULL;
  Stream *stream;

  if (!end)
    return NULL;
  stream = g_new0 (Stream, 1);
  stream->block = g_string_new_len (xml, row - xml);
  set_dimension (stream->block, rows);
  stream->styles = read_styles (row, end, rows->last_col + 1);
  stream->tail = g_strndup (end + strlen ("</row>"), length - (gsize) (end + strlen ("</row>") - xml));
  stream->rows = rows;
  return stream;
}

static Stream *
make_text_stream (char *text, gsize length)
{
  Stream *stream = g_new0 (Stream, 1);

  stream->block = g_string_new_len (text, (gssize) length);
  g_free (text);
  return stream;
}

static const Chart *
find_chart (SyXlsxPackage *self, const char *xml)
{
  for (guint i = 0; i < self->charts->len; i++)
    if (strstr (xml, ((Chart *) self->charts->pdata[i])->marker))
      return self->charts->pdata[i];
  return NULL;
}

/* What the part becomes; NULL: it stays, or @failed. */
static Stream *
make_stream (SyXlsxPackage *self, zip_t *zip, zip_uint64_t index, const char *name, gboolean *failed)
{
  gboolean is_sheet = g_str_has_prefix (name, "xl/worksheets/sheet");
  gboolean is_chart = g_str_has_prefix (name, "xl/charts/chart");
  g_autofree char *xml = NULL;
  const Chart *chart;
  Rows *rows;
  gsize length = 0;
  char *fixed;

  if (!is_sheet && !is_chart)
    return NULL;
  xml = read_part (zip, index, &length);
  *failed = !xml;
  if (!xml)
    return NULL;
  if (is_chart)
    {
      chart = find_chart (self, xml);
      return chart ? make_text_stream (g_strdup (chart->xml), strlen (chart->xml)) : NULL;
    }
  rows = find_rows (self, name);
  if (rows)
    {
      Stream *stream = make_row_stream (rows, xml, length);

      *failed = !stream;
      return stream;
    }
  if (!strstr (xml, "<v>-"))
    return NULL;
  fixed = sy_xlsx_package_fix_cells (self, xml, length, &length);
  return make_text_stream (fixed, length);
}

static gboolean
replace_parts (SyXlsxPackage *self, zip_t *from, zip_t *to, GCancellable *cancellable, GError **stream_error)
{
  zip_int64_t n = zip_get_num_entries (from, 0);

  for (zip_int64_t i = 0; i < n; i++)
    {
      const char *name = zip_get_name (from, (zip_uint64_t) i, ZIP_FL_ENC_RAW);
      gboolean failed = FALSE;
      Stream *stream = make_stream (self, from, (zip_uint64_t) i, name, &failed);
      zip_source_t *source;
      zip_int64_t index;

      if (failed)
        return FALSE;
      if (stream)
        {
          stream->error = stream_error;
          stream->cancellable = cancellable;
          zip_error_init (&stream->zip_error);
          source = zip_source_function (to, stream_callback, stream);
        }
      else
        {
          source = zip_source_zip (to, from, (zip_uint64_t) i, ZIP_FL_COMPRESSED, 0, -1);
        }
      index = source ? zip_file_add (to, name, source, ZIP_FL_ENC_UTF_8) : -1;
      if (index < 0)
        {
          if (source)
            zip_source_free (source);
          return FALSE;
        }
      zip_file_set_mtime (to, (zip_uint64_t) index, 315532800,
                          0); /* 1980: the same data give the same file */
      if (stream)
        zip_set_file_compression (to, (zip_uint64_t) index, ZIP_CM_DEFLATE, COMPRESSION);
    }
  return TRUE;
}

gboolean
sy_xlsx_package_finish (
    SyXlsxPackage *self, const char *from, const char *to, GCancellable *cancellable, GError **error)
{
  int code = 0;
  zip_t *in = zip_open (from, ZIP_RDONLY, &code);
  zip_t *out = in ? zip_open (to, ZIP_CREATE | ZIP_TRUNCATE, &code) : NULL;
  g_autoptr (GError) stream_error = NULL;
  g_autofree char *reason = NULL;
  gboolean done = FALSE;

  if (out && replace_parts (self, in, out, cancellable, &stream_error))
    done = zip_close (out) == 0;
  if (!done)
    {
      zip_error_t opened;

      zip_error_init_with_code (&opened, code);
      reason = g_strdup (out ? zip_strerror (out) : zip_error_strerror (&opened));
      zip_error_fini (&opened);
      if (out)
        zip_discard (out);
    }
  if (in)
    zip_discard (in);
  if (done)
    return TRUE;
  if (stream_error)
    g_propagate_error (error, g_steal_pointer (&stream_error));
  else
    g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE, _ ("Can't write the workbook: %s"), reason);
  return FALSE;
}
