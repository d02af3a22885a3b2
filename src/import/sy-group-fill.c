/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-group-fill.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-date-parser.h"
#include "sy-footer.h"
#include "sy-recognition.h"
#include "sy-role-matcher.h"
#include "sy-sink-forward.h"

#define MAX_COLUMNS 8
#define MIN_ROWS 4

static gboolean
is_filled (const SyCell *cells, guint n_cells, guint column)
{
  return column < n_cells && !sy_cell_is_blank (&cells[column]);
}

static gboolean
is_sum (const SyCell *cell)
{
  return cell->kind == SY_CELL_TEXT
         && (sy_recognition_is_totals_word (cell->text, cell->length)
             || sy_recognition_ends_in_totals_word (cell->text, cell->length));
}

/* Whether a row is one of the table's: no sum among its leading cells, and more than a remark. */
static gboolean
is_data (const SyGroupFill *self, const SyCell *cells, guint n_cells)
{
  guint n = 0;

  for (guint c = self->first; c < n_cells; c++)
    {
      if (sy_cell_is_blank (&cells[c]))
        continue;
      if (n == 0 && is_sum (&cells[c]))
        return FALSE;
      n++;
    }
  return n >= 2 && !sy_footer_reads_as_remark (cells, n_cells);
}

/* ---- Recognition ----------------------------------------------------------------------------------------
 */

static gboolean
is_date (const SyCell *cell)
{
  SyDateText date;

  return cell->kind == SY_CELL_DATE
         || (cell->kind == SY_CELL_TEXT && sy_date_parse (cell->text, cell->length, &date));
}

static gboolean
same_cell (const SyCell *a, const SyCell *b)
{
  g_autofree char *x = sy_cell_to_text (a);
  g_autofree char *y = sy_cell_to_text (b);

  return g_str_equal (x, y);
}

/* What the leading columns show so far. */
typedef struct
{
  guint n_rows;
  guint n_blank[MAX_COLUMNS];
  guint n_dates[MAX_COLUMNS];
  guint n_filled[MAX_COLUMNS];
  gboolean is_nested; /* what is blank further left is filled nowhere on the right alone */
  gboolean is_new;    /* each group is another one */
} Shape;

/* @before: the first row of the group before, NULL: there is none. */
static gboolean
begins_anew (const SyGroupFill *self, const SySampleRow *row, const SySampleRow *before)
{
  for (guint i = 0; before && i < self->n_columns; i++)
    {
      guint c = self->first + i;
      if (is_filled (row->cells, row->n_cells, c) && is_filled (before->cells, before->n_cells, c)
          && !same_cell (&row->cells[c], &before->cells[c]))
        return TRUE;
    }
  return before == NULL;
}

/* Measures the columns that are looked at; FALSE: the first row of data has no group. */
static gboolean
measure (const SyGroupFill *self, const SySample *sample, Shape *shape)
{
  const SySampleRow *before = NULL;

  *shape = (Shape){ .is_nested = TRUE, .is_new = TRUE };
  for (guint r = 0; r < sample->rows->len; r++)
    {
      const SySampleRow *row = sample->rows->pdata[r];
      gboolean open = FALSE;

      if (row->number <= self->header_row || !is_data (self, row->cells, row->n_cells))
        continue;
      shape->n_rows++;
      for (guint i = 0; i < self->n_columns; i++)
        {
          guint c = self->first + i;
          gboolean filled = is_filled (row->cells, row->n_cells, c);
          shape->n_blank[i] += !filled;
          shape->n_filled[i] += filled;
          shape->n_dates[i] += filled && is_date (&row->cells[c]);
          shape->is_nested = shape->is_nested && (filled || !open);
          open = open || filled;
        }
      if (!is_filled (row->cells, row->n_cells, self->first))
        {
          if (!before)
            return FALSE;
          continue;
        }
      shape->is_new = shape->is_new && begins_anew (self, row, before);
      before = row;
    }
  return shape->n_rows >= MIN_ROWS;
}

/* Whether the first column has holes at all: most tables have none. */
static gboolean
has_holes (const SyGroupFill *self, const SySample *sample)
{
  guint n = 0;

  for (guint r = 0; r < sample->rows->len; r++)
    {
      const SySampleRow *row = sample->rows->pdata[r];
      n += row->number > self->header_row && !is_filled (row->cells, row->n_cells, self->first);
    }
  return n * 4 >= sample->rows->len - MIN (sample->rows->len, MIN_ROWS);
}

static gboolean
has_groups (const SyGroupFill *self, const SySample *sample, const char *const *headers)
{
  Shape shape;
  gboolean has_date = FALSE;

  if (!measure (self, sample, &shape) || !shape.is_nested || !shape.is_new
      || shape.n_blank[0] * 4 < shape.n_rows)
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (shape.n_blank[i] == 0)
        return FALSE;
      has_date =
          has_date
          || (shape.n_dates[i] == shape.n_filled[i] && sy_role_matcher_says_date (headers[self->first + i]));
    }
  return has_date;
}

static char *
list_names (const SyGroupFill *self, const char *const *headers)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (names, (char *) headers[self->first + i]);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (_ ("”, “"), (char **) names->pdata);
}

SyGroupFill *
sy_group_fill_find (const SySample *sample, guint64 header_row, const char *const *headers, guint n_headers)
{
  g_autoptr (SyGroupFill) self = g_new0 (SyGroupFill, 1);

  self->header_row = header_row;
  while (self->first < n_headers && *headers[self->first] == '\0')
    self->first++;
  if (header_row == 0 || self->first == n_headers || !has_holes (self, sample))
    return NULL;
  /* As many columns as hang together; fewer where the last of them only has holes. */
  for (self->n_columns = MIN (MAX_COLUMNS, n_headers - self->first); self->n_columns > 0; self->n_columns--)
    if (has_groups (self, sample, headers))
      break;
  if (self->n_columns == 0)
    return NULL;
  self->names = list_names (self, headers);
  self->reason = g_strdup_printf (
      _ ("“%s” is told once for the rows below it: where it is blank, what stands above it holds"),
      self->names);
  return g_steal_pointer (&self);
}

void
sy_group_fill_free (SyGroupFill *self)
{
  if (!self)
    return;
  g_free (self->names);
  g_free (self->reason);
  g_free (self);
}

/* ---- Filling --------------------------------------------------------------------------------------------
 */

typedef struct
{
  SySinkForward forward;
  const SyGroupFill *fill;
  GArray *cells; /* (element-type SyCell) of the row that goes on */
  SyCell kept[MAX_COLUMNS];
  char *texts[MAX_COLUMNS]; /* owned, of those */
} Fill;

/* A cell further left begins a group: nothing of the one before holds on its right. */
static void
keep (Fill *self, guint i, const SyCell *cell)
{
  for (guint right = i; right < self->fill->n_columns; right++)
    {
      g_clear_pointer (&self->texts[right], g_free);
      self->kept[right] = (SyCell){ .kind = SY_CELL_EMPTY };
    }
  self->kept[i] = *cell;
  if (!cell->text)
    return;
  self->texts[i] = g_strndup (cell->text, cell->length);
  self->kept[i].text = self->texts[i];
}

static gboolean
on_row (gpointer data, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Fill *self = data;
  guint last = self->fill->first + self->fill->n_columns;

  if (row_number <= self->fill->header_row || !is_data (self->fill, cells, n_cells))
    return sy_sink_forward_row (self, row_number, cells, n_cells);
  g_array_set_size (self->cells, 0);
  g_array_append_vals (self->cells, cells, n_cells);
  if (n_cells < last)
    g_array_set_size (self->cells, last);
  for (guint i = 0; i < self->fill->n_columns; i++)
    {
      guint c = self->fill->first + i;
      if (is_filled (cells, n_cells, c))
        keep (self, i, &cells[c]);
      else
        g_array_index (self->cells, SyCell, c) = self->kept[i];
    }
  return sy_sink_forward_row (self, row_number, (SyCell *) (gpointer) self->cells->data, self->cells->len);
}

gboolean
sy_group_fill_run (const SyGroupFill *self, const SyCellSink *sink, SySampleRead read, gpointer data)
{
  static const SyCellSinkFuncs funcs = { .begin_sheet = sy_sink_forward_begin_sheet,
                                         .row = on_row,
                                         .refused = sy_sink_forward_refused,
                                         .end_sheet = sy_sink_forward_end_sheet,
                                         .progress = sy_sink_forward_progress,
                                         .texts = sy_sink_forward_texts };
  Fill fill = { .fill = self, .forward = { sink } };
  SyCellSink own = { &funcs, &fill };
  gboolean done;

  fill.cells = g_array_new (FALSE, TRUE, sizeof (SyCell));
  done = read (&own, data);
  g_array_unref (fill.cells);
  for (guint i = 0; i < MAX_COLUMNS; i++)
    g_free (fill.texts[i]);
  return done;
}
