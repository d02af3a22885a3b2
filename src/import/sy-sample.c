/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads so much of a sheet as is needed to recognise it, and keeps it within bounds whatever the file holds.
 */
#include "config.h"

#include "sy-sample.h"

#include <string.h>

#include "sy-date-parser.h"
#include "sy-salvage.h"
#include "sy-value-fold.h"
#include "sy-value-parser.h"

/* Very wide or wordy sheets are judged by fewer rows. */
#define MAX_CELLS 500000
#define MAX_TEXT (16 * 1024 * 1024)
#define MAX_CELL_TEXT 4096

typedef struct
{
  SySample *sample;
  guint max_rows;
  gsize n_cells;
  gsize n_text;
  gboolean full;
} SampleSink;

/* Nothing in it, or nothing but white space. */
gboolean
sy_cell_is_blank (const SyCell *cell)
{
  gsize length = cell->length;

  if (cell->kind == SY_CELL_EMPTY)
    return TRUE;
  if (cell->kind != SY_CELL_TEXT)
    return FALSE;
  if (length > 0 && (guchar) cell->text[0] > ' ' && (guchar) cell->text[0] < 0x80)
    return FALSE;
  sy_value_trim (cell->text, &length);
  return length == 0;
}

static char *
serial_to_text (double serial)
{
  gint64 days;
  gint64 time;
  int year;
  int month;
  int day;

  if (sy_date_from_serial (serial, &days, &time) != SY_SERIAL_DATE)
    return NULL;
  sy_date_from_days (days, &year, &month, &day);
  if (time == 0)
    return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  time /= 1000000;
  return g_strdup_printf ("%04d-%02d-%02d %02d:%02d:%02d", year, month, day, (int) (time / 3600),
                          (int) (time / 60 % 60), (int) (time % 60));
}

static char *
number_to_text (const SyCell *cell)
{
  SyNumber number;
  char text[64];
  SyNumber written;

  if (sy_value_number_from_double (cell->number, &number)
      && sy_value_number_to_text (&number, text, sizeof text) > 0)
    {
      /* the file's own digits where they are no artefact of a double */
      if (cell->text && sy_value_parse_number (cell->text, cell->length, FALSE, &written)
          && !(written.flags & SY_NUMBER_LONG) && sy_value_number_to_text (&written, text, sizeof text) > 0)
        return g_strdup (text);
      return g_strdup (text);
    }
  if (cell->text)
    return g_strndup (cell->text, cell->length);
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", cell->number));
}

/**
 * sy_cell_to_text:
 *
 * What stands in a cell, as text: digits without exponent, ISO dates, TRUE and FALSE.
 *
 * Returns: (transfer full): "" for an empty cell
 */
char *
sy_cell_to_text (const SyCell *cell)
{
  char *text;
  gint64 seconds;

  switch (cell->kind)
    {
    case SY_CELL_TEXT:
    case SY_CELL_ERROR:
      return g_strndup (cell->text ? cell->text : "", cell->text ? cell->length : 0);
    case SY_CELL_NUMBER:
      return number_to_text (cell);
    case SY_CELL_DATE:
      text = serial_to_text (cell->number);
      return text ? text : number_to_text (cell);
    case SY_CELL_TIME:
      if (!(cell->number >= 0) || cell->number >= 1)
        return number_to_text (cell);
      seconds = (gint64) (cell->number * 86400 + 0.5);
      return g_strdup_printf ("%02d:%02d:%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60),
                              (int) (seconds % 60));
    case SY_CELL_BOOL:
      return g_strdup (cell->number != 0 ? "TRUE" : "FALSE");
    case SY_CELL_EMPTY:
    default:
      return g_strdup ("");
    }
}

/* One block a row: the struct, its cells, their texts. */
static SySampleRow *
copy_row (guint64 number, const SyCell *cells, guint n_cells, guint n_filled, gsize *n_text)
{
  gsize size = sizeof (SySampleRow) + n_cells * sizeof (SyCell);
  SySampleRow *row;
  char *p;

  for (guint i = 0; i < n_cells; i++)
    if (cells[i].text)
      size += MIN (cells[i].length, MAX_CELL_TEXT) + 1;
  row = g_malloc (size);
  row->number = number;
  row->n_cells = n_cells;
  row->n_filled = n_filled;
  row->cells = (SyCell *) (row + 1);
  p = (char *) (row->cells + n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      row->cells[i] = cells[i];
      if (!cells[i].text)
        continue;
      row->cells[i].text = p;
      row->cells[i].length = MIN (cells[i].length, MAX_CELL_TEXT);
      memcpy (p, cells[i].text, row->cells[i].length);
      p += row->cells[i].length;
      *p++ = '\0';
    }
  *n_text += size;
  return row;
}

static gboolean
on_begin_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  SampleSink *sink = self;
  guint n_filled = 0;

  while (n_cells > 0 && sy_cell_is_blank (&cells[n_cells - 1]))
    n_cells--;
  if (n_cells == 0)
    return TRUE;
  if (sink->sample->rows->len >= sink->max_rows || sink->n_cells > MAX_CELLS || sink->n_text > MAX_TEXT)
    {
      sink->full = TRUE;
      return FALSE;
    }
  for (guint i = 0; i < n_cells; i++)
    n_filled += !sy_cell_is_blank (&cells[i]);
  g_ptr_array_add (sink->sample->rows, copy_row (row_number, cells, n_cells, n_filled, &sink->n_text));
  sink->n_cells += n_cells;
  return TRUE;
}

static void
on_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
  /* the load lists it */
}

static void
on_end_sheet (gpointer self)
{
}

/**
 * sy_sample_read:
 * @max_rows: how many rows with something in them
 *
 * Returns: (transfer full): the rows, perhaps none; %NULL with an error of the reader
 */
SySample *
sy_sample_read (const char *path,
                const SyFileInfo *info,
                guint sheet_index,
                const SyReadOptions *options,
                guint max_rows,
                GCancellable *cancellable,
                GError **error)
{
  static const SyCellSinkFuncs funcs = { on_begin_sheet, on_row, on_refused, on_end_sheet, NULL };
  g_autoptr (SySample) sample = g_new0 (SySample, 1);
  SampleSink self = { .sample = sample, .max_rows = max_rows };
  SyCellSink sink = { &funcs, &self };

  sample->rows = g_ptr_array_new_with_free_func (g_free);
  if (!sy_salvage_read (path, info, sheet_index, options, &sink, &sample->damage, cancellable, error))
    return NULL;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  sample->complete = !self.full;
  return g_steal_pointer (&sample);
}

static gboolean
feed_sample (const SyCellSink *sink, gpointer data)
{
  const SySample *sample = data;

  for (guint i = 0; i < sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (sample->rows, i);
      if (!sink->funcs->row (sink->self, row->number, row->cells, row->n_cells))
        break;
    }
  return TRUE;
}

SySample *
sy_sample_change (const SySample *sample, SySampleChange change, gconstpointer data)
{
  static const SyCellSinkFuncs funcs = { on_begin_sheet, on_row, on_refused, on_end_sheet, NULL };
  SySample *changed = g_new0 (SySample, 1);
  SampleSink self = { .sample = changed, .max_rows = G_MAXUINT };
  SyCellSink sink = { &funcs, &self };

  changed->rows = g_ptr_array_new_with_free_func (g_free);
  change (data, &sink, feed_sample, (gpointer) sample);
  changed->complete = sample->complete && !self.full;
  return changed;
}

void
sy_sample_free (SySample *sample)
{
  if (!sample)
    return;
  g_clear_pointer (&sample->rows, g_ptr_array_unref);
  g_free (sample->damage);
  g_free (sample);
}
