/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a plan: which columns of the sheet they are, what they are called, what is in them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-import-plan-private.h"

#define MAX_EXAMPLES 5
/* Longer headers are cut: they are sentences, and names of columns are shown everywhere. */
#define MAX_HEADER_CHARS 120

static void
import_column_free (gpointer data)
{
  SyImportColumn *column = data;

  g_free (column->header);
  g_free (column->name);
  g_free (column->type_reason);
  g_free (column->role);
  g_free (column->role_reason);
  g_strfreev (column->examples);
  g_free (column->evidence);
  g_free (column);
}

SyImportColumn *
sy_import_plan_get_column (const SyImportPlan *plan, guint i)
{
  return g_ptr_array_index (plan->columns, i);
}

/* One line of printable characters, not too long. */
static char *
clean_header (const SyCell *cell)
{
  g_autofree char *text = sy_cell_to_text (cell);
  GString *clean = g_string_new (NULL);
  guint n = 0;
  gboolean blank = TRUE;

  for (const char *p = text; *p && n < MAX_HEADER_CHARS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, -1);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        break;
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        {
          if (!blank)
            g_string_append_c (clean, ' ');
          blank = TRUE;
          continue;
        }
      g_string_append_unichar (clean, c);
      blank = FALSE;
      n++;
    }
  while (clean->len > 0 && clean->str[clean->len - 1] == ' ')
    g_string_truncate (clean, clean->len - 1);
  return g_string_free (clean, FALSE);
}

/* The header, with " (2)" behind it where it was there before, whatever the case. */
char *
sy_import_columns_make_unique (GHashTable *seen, const char *header)
{
  g_autofree char *key = g_utf8_casefold (header, -1);
  g_autofree char *candidate = NULL;

  if (!g_hash_table_contains (seen, key))
    {
      g_hash_table_add (seen, g_steal_pointer (&key));
      return g_strdup (header);
    }
  for (guint i = 2;; i++)
    {
      g_free (candidate);
      candidate = g_strdup_printf ("%s (%u)", header, i);
      g_free (key);
      key = g_utf8_casefold (candidate, -1);
      if (g_hash_table_contains (seen, key))
        continue;
      g_hash_table_add (seen, g_steal_pointer (&key));
      return g_steal_pointer (&candidate);
    }
}

/* Index of the first sample row below the header. */
static guint
first_data_row (const SyImportPlan *plan)
{
  guint i = 0;

  while (i < plan->sample->rows->len
         && ((const SySampleRow *) g_ptr_array_index (plan->sample->rows, i))->number <= plan->header_row)
    i++;
  return i;
}

/* The sample's copy of a row; NULL when there is none, or when it is too far down. */
static const SySampleRow *
find_row (const SySample *sample, guint64 number)
{
  for (guint i = 0; number > 0 && i < sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (sample->rows, i);
      if (row->number == number)
        return row;
    }
  return NULL;
}

static const SyCell *
get_cell (const SySampleRow *row, guint column)
{
  return row && column < row->n_cells && !sy_cell_is_blank (&row->cells[column]) ? &row->cells[column] : NULL;
}

/* Whether a row of the header below row @number has a cell in this column. */
static gboolean
has_cell_below (const SyImportPlan *plan, const SySample *sample, guint64 number, guint column)
{
  for (; number < plan->header_row; number++)
    if (get_cell (find_row (sample, number + 1), column))
      return TRUE;
  return FALSE;
}

/* The cell over a column in an upper row of the header. A merged one stands in its first column only; it
 * reaches over the columns to the right that have a cell of their own below and none above. */
static const SyCell *
get_upper_cell (const SyImportPlan *plan, const SySample *sample, guint64 number, guint column)
{
  const SySampleRow *row = find_row (sample, number);

  if (get_cell (row, column))
    return get_cell (row, column);
  if (!has_cell_below (plan, sample, number, column))
    return NULL;
  while (column-- > 0)
    if (get_cell (row, column))
      return has_cell_below (plan, sample, number, column) ? get_cell (row, column) : NULL;
  return NULL;
}

static char *
join_header (const SyImportPlan *plan, const SySample *sample, guint column)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < plan->n_header_rows; i++)
    {
      guint64 number = plan->header_row - (plan->n_header_rows - 1 - i);
      const SyCell *cell = get_upper_cell (plan, sample, number, column);
      g_autofree char *part = cell ? clean_header (cell) : NULL;
      if (part && *part)
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }
  return g_string_free (name, FALSE);
}

char **
sy_import_columns_dup_headers (const SyImportPlan *plan, const SySample *sample)
{
  guint n = 0;
  char **headers;

  for (guint i = 0; i < plan->n_header_rows; i++)
    {
      const SySampleRow *row = find_row (sample, plan->header_row - i);
      n = row ? MAX (n, row->n_cells) : n;
    }
  headers = g_new0 (char *, n + 1);
  for (guint c = 0; c < n; c++)
    headers[c] = join_header (plan, sample, c);
  return headers;
}

/* Whether a column without a header, with @n_filled of @n_rows cells, is a column of the table. In delimited
 * text a field too many in few lines is a fault of those lines. */
static gboolean
is_column (const SyImportPlan *plan, guint n_headers, guint index, guint n_filled, guint n_rows)
{
  if (plan->info->format == SY_FILE_CSV && n_headers > 0 && index >= n_headers)
    return n_filled * 4 > n_rows;
  return n_filled > 0;
}

/* Which columns of the sheet are columns of the table: they have a header or values. */
static gboolean *
find_used_columns (const SyImportPlan *plan, char **headers, guint *n_columns)
{
  guint first = first_data_row (plan);
  guint n_headers = g_strv_length (headers);
  g_autofree guint *n_filled = NULL;
  gboolean *used;

  *n_columns = n_headers;
  for (guint i = first; i < plan->sample->rows->len; i++)
    *n_columns = MAX (*n_columns, ((const SySampleRow *) g_ptr_array_index (plan->sample->rows, i))->n_cells);
  n_filled = g_new0 (guint, *n_columns + 1);
  used = g_new0 (gboolean, *n_columns + 1);
  for (guint i = first; i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (plan->sample->rows, i);
      for (guint c = 0; c < row->n_cells; c++)
        n_filled[c] += !sy_cell_is_blank (&row->cells[c]);
    }
  for (guint c = 0; c < *n_columns; c++)
    used[c] = (c < n_headers && *headers[c])
              || is_column (plan, n_headers, c, n_filled[c], plan->sample->rows->len - first);
  return used;
}

static void
look_at_cells (SyImportPlan *plan, SyImportColumn *column)
{
  static const SyCell empty = { .kind = SY_CELL_EMPTY };
  g_autoptr (GStrvBuilder) examples = g_strv_builder_new ();
  guint n_examples = 0;

  column->evidence = g_new0 (SyColumnEvidence, 1);
  column->evidence->asked_order = plan->date_order;
  for (guint i = first_data_row (plan); i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (plan->sample->rows, i);
      const SyCell *cell = column->index < row->n_cells ? &row->cells[column->index] : &empty;

      sy_column_evidence_add (column->evidence, cell);
      if (n_examples < MAX_EXAMPLES && !sy_cell_is_blank (cell))
        {
          g_autofree char *text = sy_cell_to_text (cell);
          g_strv_builder_add (examples, text);
          n_examples++;
        }
    }
  column->n_empty = column->evidence->n_empty;
  column->examples = g_strv_builder_end (examples);
}

gboolean
sy_import_columns_build (SyImportPlan *plan, GError **error)
{
  g_auto (GStrv) headers = sy_import_columns_dup_headers (plan, plan->sample);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_columns;
  g_autofree gboolean *used = find_used_columns (plan, headers, &n_columns);
  guint n_headers = g_strv_length (headers);
  guint n_used = 0;

  for (guint c = 0; c < n_columns; c++)
    n_used += used[c];
  if (n_used > SY_IMPORT_MAX_COLUMNS)
    {
      g_autofree char *base = sy_reader_dup_name (plan->path);
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                   _ ("“%s” has %u columns with something in them, more than the %u that can be imported; "
                      "delete those that are not needed"),
                   base, n_used, SY_IMPORT_MAX_COLUMNS);
      return FALSE;
    }
  g_clear_pointer (&plan->columns, g_ptr_array_unref);
  plan->columns = g_ptr_array_new_with_free_func (import_column_free);
  for (guint c = 0; c < n_columns; c++)
    {
      g_autofree char *name = NULL;
      SyImportColumn *column;

      if (!used[c])
        continue;
      name = c < n_headers && *headers[c] ? g_strdup (headers[c]) : g_strdup_printf (_ ("Column %u"), c + 1);
      column = g_new0 (SyImportColumn, 1);
      column->index = c;
      column->joined = plan->widen && c >= sy_sheet_widen_get_width (plan->widen);
      column->header = sy_import_columns_make_unique (seen, name);
      look_at_cells (plan, column);
      g_ptr_array_add (plan->columns, column);
    }
  return TRUE;
}

/* Goes on through the file for columns whose dates can't be told yet: the 13th of a month tells. */
typedef struct
{
  SyImportPlan *plan;
  guint64 after;
} SettleSink;

static gboolean
on_settle_begin_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static gboolean
on_settle_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  SettleSink *sink = self;
  guint n_unsettled = 0;

  if (row_number <= sink->after)
    return TRUE;
  for (guint i = 0; i < sink->plan->columns->len; i++)
    {
      SyImportColumn *column = sy_import_plan_get_column (sink->plan, i);
      if (!sy_column_evidence_is_unsettled (column->evidence))
        continue;
      if (column->index < n_cells)
        sy_column_evidence_add (column->evidence, &cells[column->index]);
      n_unsettled++;
    }
  return n_unsettled > 0;
}

static void
on_settle_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
}

static void
on_settle_end_sheet (gpointer self)
{
}

gboolean
sy_import_columns_settle (SyImportPlan *plan, GCancellable *cancellable, GError **error)
{
  static const SyCellSinkFuncs funcs = { on_settle_begin_sheet, on_settle_row, on_settle_refused,
                                         on_settle_end_sheet, NULL };
  guint n_rows = plan->sample->rows->len;
  SettleSink self = { .plan = plan };
  SyCellSink sink = { &funcs, &self };
  gboolean unsettled = FALSE;

  for (guint i = 0; i < plan->columns->len; i++)
    unsettled = unsettled || sy_column_evidence_is_unsettled (sy_import_plan_get_column (plan, i)->evidence);
  if (!unsettled || plan->sample->complete || n_rows == 0)
    return TRUE;
  self.after = ((const SySampleRow *) g_ptr_array_index (plan->sample->rows, n_rows - 1))->number;
  return sy_import_plan_read (plan, &sink, cancellable, error);
}

static SyImportColumn *
find_same_header (GPtrArray *columns, const char *header)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (((SyImportColumn *) g_ptr_array_index (columns, i))->header, header))
      return g_ptr_array_index (columns, i);
  return NULL;
}

static void
take_over (SyImportColumn *column, const SyImportColumn *old)
{
  if (old->type_by_hand)
    {
      column->type_by_hand = TRUE;
      column->type = old->type;
      column->scale = old->scale;
      sy_import_plan_set_reason (&column->type_reason, old->type_reason);
    }
  if (old->reading_by_hand)
    {
      column->reading_by_hand = TRUE;
      column->reading = old->reading;
    }
  if (old->role_by_hand)
    {
      column->role_by_hand = TRUE;
      g_free (column->role);
      column->role = g_strdup (old->role);
      sy_import_plan_set_reason (&column->role_reason, old->role_reason);
    }
  if (old->left_out_by_hand)
    {
      column->left_out_by_hand = TRUE;
      column->left_out = old->left_out;
    }
}

void
sy_import_columns_take_over (SyImportPlan *plan, GPtrArray *before)
{
  for (guint i = 0; before && i < plan->columns->len; i++)
    {
      SyImportColumn *column = sy_import_plan_get_column (plan, i);
      const SyImportColumn *old = find_same_header (before, column->header);

      if (old)
        take_over (column, old);
    }
}
