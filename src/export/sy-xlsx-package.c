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
#define SHEET_END "</sheetData>"

typedef struct
{
  char *marker, *xml;
} Chart;

typedef struct
{
  guint sheet, last_row, last_col;
  SyXlsxPiece *piece;
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

  sy_xlsx_piece_free (rows->piece);
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
sy_xlsx_package_add_rows (SyXlsxPackage *self, guint sheet, guint last_row, guint last_col, SyXlsxPiece *rows)
{
  Rows *added = g_new0 (Rows, 1);

  *added = (Rows){ sheet, last_row, last_col, rows };
  g_ptr_array_add (self->rows, added);
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

/* A part that is compressed already, on its way into the package. */
typedef struct
{
  SyXlsxPiece *piece;
  gsize at;
} Source;

static void
source_free (Source *self)
{
  sy_xlsx_piece_free (self->piece);
  g_free (self);
}

static zip_int64_t
tell_source (const Source *self, void *data, zip_uint64_t length)
{
  zip_stat_t *stat = data;

  if (length < sizeof *stat)
    return -1;
  zip_stat_init (stat);
  stat->size = self->piece->length;
  stat->comp_size = self->piece->bytes->len;
  stat->crc = self->piece->crc;
  stat->comp_method = ZIP_CM_DEFLATE;
  stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
  return sizeof *stat;
}

static zip_int64_t
source_callback (void *user_data, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
  Source *self = user_data;
  gsize n;

  switch ((int) command)
    {
    case ZIP_SOURCE_OPEN:
      self->at = 0;
      return 0;
    case ZIP_SOURCE_CLOSE:
      return 0;
    case ZIP_SOURCE_READ:
      n = MIN (length, self->piece->bytes->len - self->at);
      memcpy (data, self->piece->bytes->data + self->at, n);
      self->at += n;
      return (zip_int64_t) n;
    case ZIP_SOURCE_STAT:
      return tell_source (self, data, length);
    case ZIP_SOURCE_ERROR:
      return 2 * (zip_int64_t) sizeof (int); /* none */
    case ZIP_SOURCE_FREE:
      source_free (self);
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
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

/* What the library wrote, with the rows behind its own. */
static SyXlsxPiece *
make_sheet (const Rows *rows, const char *xml, gsize length)
{
  const char *end = g_strstr_len (xml, (gssize) length, SHEET_END);
  g_autoptr (GString) head = NULL;
  g_autoptr (SyXlsxPiece) tail = NULL;
  SyXlsxPiece *sheet;

  if (!end)
    return NULL;
  head = g_string_new_len (xml, end - xml);
  set_dimension (head, rows);
  sheet = sy_xlsx_deflate_text (head->str, head->len, FALSE);
  sy_xlsx_piece_join (sheet, rows->piece);
  tail = sy_xlsx_deflate_text (end, length - (gsize) (end - xml), TRUE);
  sy_xlsx_piece_join (sheet, tail);
  return sheet;
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
static SyXlsxPiece *
make_part (SyXlsxPackage *self, zip_t *zip, zip_uint64_t index, const char *name, gboolean *failed)
{
  gboolean is_sheet = g_str_has_prefix (name, "xl/worksheets/sheet");
  gboolean is_chart = g_str_has_prefix (name, "xl/charts/chart");
  g_autofree char *xml = NULL, *fixed = NULL;
  const Chart *chart;
  const Rows *rows;
  SyXlsxPiece *piece;
  gsize length = 0;

  if (!is_sheet && !is_chart)
    return NULL;
  xml = read_part (zip, index, &length);
  *failed = !xml;
  if (!xml)
    return NULL;
  if (is_chart)
    {
      chart = find_chart (self, xml);
      return chart ? sy_xlsx_deflate_text (chart->xml, strlen (chart->xml), TRUE) : NULL;
    }
  rows = find_rows (self, name);
  if (!rows && !strstr (xml, "<v>-"))
    return NULL;
  fixed = sy_xlsx_package_fix_cells (self, xml, length, &length);
  if (!rows)
    return sy_xlsx_deflate_text (fixed, length, TRUE);
  piece = make_sheet (rows, fixed, length);
  *failed = !piece;
  return piece;
}

/* Takes @piece. */
static zip_source_t *
make_source (zip_t *zip, SyXlsxPiece *piece)
{
  Source *self = g_new0 (Source, 1);
  zip_source_t *source;

  self->piece = piece;
  source = zip_source_function (zip, source_callback, self);
  if (!source)
    source_free (self);
  return source;
}

static gboolean
replace_parts (SyXlsxPackage *self, zip_t *from, zip_t *to, GCancellable *cancellable, GError **error)
{
  zip_int64_t n = zip_get_num_entries (from, 0);

  for (zip_int64_t i = 0; i < n; i++)
    {
      const char *name = zip_get_name (from, (zip_uint64_t) i, ZIP_FL_ENC_RAW);
      gboolean failed = FALSE;
      SyXlsxPiece *piece = make_part (self, from, (zip_uint64_t) i, name, &failed);
      zip_source_t *source;
      zip_int64_t index;

      if (failed || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_clear_pointer (&piece, sy_xlsx_piece_free);
          return FALSE;
        }
      source = piece ? make_source (to, piece)
                     : zip_source_zip (to, from, (zip_uint64_t) i, ZIP_FL_COMPRESSED, 0, -1);
      index = source ? zip_file_add (to, name, source, ZIP_FL_ENC_UTF_8) : -1;
      if (index < 0)
        {
          if (source)
            zip_source_free (source);
          return FALSE;
        }
      zip_file_set_mtime (to, (zip_uint64_t) index, 315532800,
                          0); /* 1980: the same data give the same file */
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
  g_autoptr (GError) own_error = NULL;
  g_autofree char *reason = NULL;
  gboolean done = FALSE;

  if (out && replace_parts (self, in, out, cancellable, &own_error))
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
  if (own_error)
    g_propagate_error (error, g_steal_pointer (&own_error));
  else
    g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE, _ ("Can't write the workbook: %s"), reason);
  return FALSE;
}
