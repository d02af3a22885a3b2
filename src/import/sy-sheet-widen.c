/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Behind the cells of each row come those of the rows that were looked up, one sheet after the other, so that
 * a later one can be looked up by what an earlier one brought: the customer of the order of the line. A row
 * that finds none keeps its own cells, and the missing row is told. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-recognition.h"
#include "sy-reader.h"
#include "sy-role-matcher.h"
#include "sy-sheet-join-private.h"
#include "sy-sink-forward.h"

typedef struct
{
  SySheetJoin *join; /* owned */
  guint *own;        /* columns of the key */
  guint n_own;
  guint first; /* column of what it adds */
  guint n_added;
  char *missing; /* reason where there is no such row */
} Link;

struct _SySheetWiden
{
  guint64 header_row;
  gboolean is_text;   /* a cell too many shifts the others */
  guint width;        /* of the sheet itself */
  GPtrArray *headers; /* of all columns */
  GPtrArray *links;
};

static void
link_free (gpointer data)
{
  Link *self = data;

  sy_sheet_join_unref (self->join);
  g_free (self->own);
  g_free (self->missing);
  g_free (self);
}

/* Exactly, else as names are compared. */
static int
find_header (GPtrArray *headers, const char *wanted)
{
  g_autofree char *name = sy_role_matcher_normalise (wanted);

  for (guint i = 0; i < headers->len; i++)
    if (g_str_equal (headers->pdata[i], wanted))
      return (int) i;
  for (guint i = 0; *name && i < headers->len; i++)
    {
      g_autofree char *other = sy_role_matcher_normalise (headers->pdata[i]);
      if (g_str_equal (other, name))
        return (int) i;
    }
  return -1;
}

/* A header that is there already says which file it is of. */
static void
add_headers (SySheetWiden *self, const SySheetJoin *join)
{
  g_autofree char *name = sy_reader_dup_name (join->path);
  char *dot = strrchr (name, '.');

  if (dot && dot > name)
    *dot = '\0';
  for (char **header = join->headers; *header; header++)
    g_ptr_array_add (self->headers, find_header (self->headers, *header) >= 0 ? g_strdup_printf (
                                        "%s (%s)", *header, join->sheet ? join->sheet : name)
                                                                              : g_strdup (*header));
}

static gboolean
add_link (SySheetWiden *self, SySheetJoin *join, GError **error)
{
  Link *link = g_new0 (Link, 1);
  g_autofree char *name = sy_sheet_join_describe (join);

  g_ptr_array_add (self->links, link);
  link->join = sy_sheet_join_ref (join);
  link->n_own = g_strv_length (join->own);
  link->own = g_new0 (guint, link->n_own + 1);
  link->first = self->headers->len;
  link->n_added = g_strv_length (join->headers);
  link->missing = g_strdup_printf (_ ("is not found: %s"), name);
  for (guint i = 0; i < link->n_own; i++)
    {
      int column = find_header (self->headers, join->own[i]);
      if (column < 0)
        {
          g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                       _ ("There is no column “%s” by which %s could be looked up"), join->own[i], name);
          return FALSE;
        }
      link->own[i] = (guint) column;
    }
  add_headers (self, join);
  return TRUE;
}

/**
 * sy_sheet_widen_new:
 * @joins: (element-type SySheetJoin): one after the other
 * @headers: of the sheet
 * @header_row: where they stand; there must be one
 * @is_text: whether the sheet is delimited text
 *
 * Returns: (transfer full): %NULL with SY_IMPORT_ERROR_ROLE where a column of a key is not there
 */
SySheetWiden *
sy_sheet_widen_new (
    GPtrArray *joins, const char *const *headers, guint64 header_row, gboolean is_text, GError **error)
{
  SySheetWiden *self = g_new0 (SySheetWiden, 1);
  gboolean done = TRUE;

  self->header_row = header_row;
  self->is_text = is_text;
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->links = g_ptr_array_new_with_free_func (link_free);
  for (; *headers; headers++)
    g_ptr_array_add (self->headers, g_strdup (*headers));
  self->width = self->headers->len;
  if (header_row == 0)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                           _ ("Without a header there is nothing to look up by"));
      done = FALSE;
    }
  for (guint i = 0; done && i < joins->len; i++)
    done = add_link (self, joins->pdata[i], error);
  if (!done)
    g_clear_pointer (&self, sy_sheet_widen_free);
  return self;
}

void
sy_sheet_widen_free (SySheetWiden *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->headers);
  g_ptr_array_unref (self->links);
  g_free (self);
}

guint
sy_sheet_widen_get_width (const SySheetWiden *self)
{
  return self->width;
}

const SySheetJoin *
sy_sheet_widen_find_join (const SySheetWiden *self, guint index)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = self->links->pdata[i];
      if (index >= link->first && index < link->first + link->n_added)
        return link->join;
    }
  return NULL;
}

/* --- the rows --- */

typedef struct
{
  SySinkForward forward;
  const SySheetWiden *widen;
  GArray *cells; /* (element-type SyCell) */
  GString *key;
} Run;

static void
refuse_cell (Run *run, guint64 row_number, const SyCell *cell, const char *reason)
{
  g_autofree char *text = sy_cell_to_text (cell);

  sy_sink_forward_refused (run, row_number, text, reason);
}

/* What stands behind the last column has no header to stand under. FALSE: the row goes as a whole. */
static gboolean
refuse_extra (Run *run, guint64 row_number, const SyCell *cells, guint n_cells)
{
  for (guint i = run->widen->width; i < n_cells; i++)
    {
      g_autofree char *reason = NULL;
      if (sy_cell_is_blank (&cells[i]))
        continue;
      if (!run->widen->is_text)
        {
          refuse_cell (run, row_number, &cells[i], _ ("is in a column that has no header"));
          continue;
        }
      reason =
          g_strdup_printf (_ ("has %u fields where the table has %u columns"), n_cells, run->widen->width);
      refuse_cell (run, row_number, &cells[0], reason);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_totals (const SyCell *cells, guint n_cells)
{
  guint i = 0;

  while (i < n_cells && sy_cell_is_blank (&cells[i]))
    i++;
  return i == n_cells
         || (cells[i].kind == SY_CELL_TEXT && sy_recognition_is_totals_word (cells[i].text, cells[i].length));
}

static void
look_up (Run *run, const Link *link, guint64 row_number, SyCell *cells)
{
  const SyCell *found;

  if (!sy_sheet_join_write_key (run->key, cells, link->first, link->own, link->n_own))
    return;
  found = sy_sheet_join_look_up (link->join, run->key->str);
  if (found)
    memcpy (&cells[link->first], found, link->n_added * sizeof *cells);
  else
    refuse_cell (run, row_number, &cells[link->own[0]], link->missing);
}

static gboolean
send_header (Run *run, guint64 row_number, SyCell *cells)
{
  const SySheetWiden *widen = run->widen;

  for (guint i = widen->width; i < widen->headers->len; i++)
    {
      const char *text = widen->headers->pdata[i];
      cells[i] = (SyCell){ .kind = SY_CELL_TEXT, .text = text, .length = strlen (text) };
    }
  return sy_sink_forward_row (run, row_number, cells, widen->headers->len);
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Run *run = self;
  const SySheetWiden *widen = run->widen;
  SyCell *wide;

  if (row_number < widen->header_row || (row_number > widen->header_row && is_totals (cells, n_cells)))
    return sy_sink_forward_row (run, row_number, cells, n_cells);
  if (row_number > widen->header_row && n_cells > widen->width
      && !refuse_extra (run, row_number, cells, n_cells))
    return TRUE;
  wide = (SyCell *) (gpointer) run->cells->data;
  memset (wide, 0, widen->headers->len * sizeof *wide);
  memcpy (wide, cells, MIN (n_cells, widen->width) * sizeof *wide);
  if (row_number == widen->header_row)
    return send_header (run, row_number, wide);
  for (guint i = 0; i < widen->links->len; i++)
    look_up (run, widen->links->pdata[i], row_number, wide);
  return sy_sink_forward_row (run, row_number, wide, widen->headers->len);
}

gboolean
sy_sheet_widen_run (const SySheetWiden *self, const SyCellSink *sink, SySampleRead read, gpointer data)
{
  static const SyCellSinkFuncs funcs = { .begin_sheet = sy_sink_forward_begin_sheet,
                                         .row = on_row,
                                         .refused = sy_sink_forward_refused,
                                         .end_sheet = sy_sink_forward_end_sheet,
                                         .progress = sy_sink_forward_progress };
  Run run = { .widen = self, .forward = { sink } };
  SyCellSink own = { &funcs, &run };
  gboolean done;

  run.cells = g_array_new (FALSE, TRUE, sizeof (SyCell));
  g_array_set_size (run.cells, self->headers->len);
  run.key = g_string_new (NULL);
  for (guint i = 0; i < self->links->len; i++)
    sy_sheet_join_begin (((const Link *) self->links->pdata[i])->join);
  done = read (&own, data);
  g_array_unref (run.cells);
  g_string_free (run.key, TRUE);
  return done;
}
