/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of an ENUM must be known before its first row is stored. A workbook holds its texts once,
 * before the rows, and cells point to them by number. A text file is looked at in many places first, which
 * shows what columns have few enough texts. Where each of these is met again and again, those are all; where
 * some are rare there will be others, and the file is gone through for them, by two threads. A text that
 * turns up unexpected all the same makes the load begin again.
 *
 * Small files are not worth it: their columns stay texts. */
#include "config.h"

#include "sy-import-codes.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sy-csv-reader.h"
#include "sy-import-plan-private.h"
#include "sy-reader-private.h"

/* The places that a text file is looked at. */
#define N_PARTS 64u
/* No line that a search for texts has to see whole is longer. */
#define OVERLAP ((guint64) 256 << 10)
/* Bytes of a text that stands in the engine’s cell itself. */
#define SHORT_TEXT 12
/* Filled cells of a column that are looked at, and how many there must be: blanks are packed well. */
#define MOST_OWN_TEXTS 1000
#define LEAST_OWN_TEXTS 500

static guint64 least_workbook = (guint64) 1 << 20;
static guint64 least_text = (guint64) 16 << 20;
static guint64 part_size = (guint64) 128 << 10;

void
sy_import_codes_set_least (guint64 workbook, guint64 text)
{
  least_workbook = workbook;
  least_text = text;
}

void
sy_import_codes_set_part_size (guint64 size)
{
  part_size = size;
}

SyColumnCodes *
sy_column_codes_ref (SyColumnCodes *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_codes (gpointer data)
{
  SyColumnCodes *self = data;

  sy_text_codes_free (self->codes);
  g_clear_pointer (&self->late, sy_text_codes_free);
  g_ptr_array_unref (self->members);
  g_free (self->by_number);
}

void
sy_column_codes_unref (SyColumnCodes *self)
{
  if (self)
    g_atomic_rc_box_release_full (self, clear_codes);
}

/* NULL without any text: an ENUM has one at least. */
static SyColumnCodes *
column_codes_new (SyTextCodes *codes)
{
  g_autoptr (GPtrArray) members = sy_text_codes_settle (codes);
  SyColumnCodes *self;

  if (members->len == 0)
    {
      sy_text_codes_free (codes);
      return NULL;
    }
  self = g_atomic_rc_box_new0 (SyColumnCodes);
  self->codes = codes;
  self->members = g_steal_pointer (&members);
  return self;
}

gboolean
sy_import_codes_is_large (const SyImportPlan *plan)
{
  gboolean is_text = plan->info->format == SY_FILE_CSV;
  GStatBuf status;

  if (!is_text && plan->info->format != SY_FILE_XLSX)
    return FALSE;
  return g_stat (plan->path, &status) == 0
         && (guint64) status.st_size >= (is_text ? least_text : least_workbook);
}

/* What a text column makes of the cell: FALSE when it is no value. */
static gboolean
read_text (const SyCell *cell, const SyCellFormat *format, char *buffer, SyCellValue *value, gboolean *misfit)
{
  SyCellNeed need = { 0 };
  const char *reason;

  *misfit = sy_cell_convert (cell, format, buffer, &need, value, &reason) != SY_CONVERT_DONE;
  return !*misfit && !value->is_null;
}

/* --- texts that cells point to --- */

/**
 * sy_import_codes_has_numbers:
 * @index: a column of the sheet, which is text
 *
 * Returns: whether all its cells of the sample, one at least, point to texts by number
 */
gboolean
sy_import_codes_has_numbers (const SyImportPlan *plan, guint index)
{
  gboolean found = FALSE;

  for (guint i = 0; plan->sample && i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = plan->sample->rows->pdata[i];

      if (row->number <= plan->header_row || index >= row->n_cells || sy_cell_is_blank (&row->cells[index]))
        continue;
      if (row->cells[index].text_number == 0)
        return FALSE;
      found = TRUE;
    }
  return found;
}

/* In the first cells of the sample, on the average: four of them have the same text at most, which the engine
 * keeps without a pointer. */
gboolean
sy_import_codes_has_own_texts (const SyImportPlan *plan, guint index)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize length = 0;
  guint n = 0;

  for (guint i = 0; plan->sample && i < plan->sample->rows->len && n < MOST_OWN_TEXTS; i++)
    {
      const SySampleRow *row = plan->sample->rows->pdata[i];
      char *text;

      if (row->number <= plan->header_row || index >= row->n_cells || sy_cell_is_blank (&row->cells[index]))
        continue;
      text = sy_cell_to_text (&row->cells[index]);
      length += strlen (text);
      n++;
      g_hash_table_add (seen, text);
    }
  return n >= LEAST_OWN_TEXTS && g_hash_table_size (seen) >= n / 4 && length <= (gsize) n * SHORT_TEXT;
}

/* Returns: (transfer full) (nullable): NULL when there are too many */
SyColumnCodes *
sy_import_codes_new_for_texts (const SyCellText *texts, guint n_texts)
{
  SyCellFormat format = { .type = SY_COLUMN_TEXT };
  g_autoptr (SyTextCodes) codes = sy_text_codes_new ();
  g_autofree int *by_number = NULL;
  char buffer[SY_CELL_BUFFER_SIZE];
  SyColumnCodes *self;

  if (n_texts == 0 || n_texts > SY_TEXT_CODES_MAX)
    return NULL;
  by_number = g_new (int, n_texts);
  for (guint i = 0; i < n_texts; i++)
    {
      SyCell cell = { .kind = SY_CELL_TEXT, .text = texts[i].text, .length = texts[i].length };
      SyCellValue value;
      gboolean misfit;

      by_number[i] = SY_CODE_BLANK;
      if (read_text (&cell, &format, buffer, &value, &misfit))
        {
          by_number[i] = 0;
          if (!sy_text_codes_add (codes, value.text, value.length))
            return NULL;
        }
      else if (misfit)
        by_number[i] = SY_CODE_UNKNOWN;
    }
  self = column_codes_new (g_steal_pointer (&codes));
  for (guint i = 0; self && i < n_texts; i++)
    {
      SyCell cell = { .kind = SY_CELL_TEXT, .text = texts[i].text, .length = texts[i].length };
      SyCellValue value;
      gboolean misfit;

      if (by_number[i] == 0 && read_text (&cell, &format, buffer, &value, &misfit))
        by_number[i] = sy_text_codes_find (self->codes, value.text, value.length);
    }
  if (self)
    {
      self->by_number = g_steal_pointer (&by_number);
      self->n_numbers = n_texts;
    }
  return self;
}

static gboolean
add_text (SyTextCodes *codes, const char *text)
{
  return sy_text_codes_add (codes, text, strlen (text));
}

/* --- a look at a text file --- */

/* One text of a column: the parts that it occurs in. */
typedef struct
{
  guint last; /* 1 + number of the part */
  guint n;
} Occurrence;

typedef struct
{
  SyTextCodes *codes;  /* NULL: given up */
  GArray *occurrences; /* (element-type Occurrence) by the numbers of the texts */
} Candidate;

typedef struct
{
  const SyImportPlan *plan;
  const SyCodeSearch *columns;
  Candidate *candidates; /* owned; one a column */
  guint n_columns;
  guint n_left; /* not given up */
  guint part;
  GCancellable *cancellable;
  guint64 from; /* of what is read */
  guint64 length;
  gboolean done;
} Search;

static gboolean
on_begin_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static void
give_up (Search *search, Candidate *candidate)
{
  g_clear_pointer (&candidate->codes, sy_text_codes_free);
  search->n_left--;
}

static void
take_text (Search *search, Candidate *candidate, const SyCellValue *value)
{
  int number = sy_text_codes_number (candidate->codes, value->text, value->length);
  Occurrence *occurrence;

  if (number == SY_TEXT_CODES_NONE)
    {
      give_up (search, candidate);
      return;
    }
  if ((guint) number == candidate->occurrences->len)
    g_array_set_size (candidate->occurrences, (guint) number + 1);
  occurrence = &g_array_index (candidate->occurrences, Occurrence, number);
  occurrence->n += occurrence->last != search->part + 1;
  occurrence->last = search->part + 1;
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Search *search = self;
  guint n_fields = search->plan->info->n_fields;
  char buffer[SY_CELL_BUFFER_SIZE];

  if ((search->from == 0 && row_number <= search->plan->header_row) || (n_fields > 0 && n_cells != n_fields))
    return TRUE;
  for (guint i = 0; i < search->n_columns; i++)
    {
      const SyCodeSearch *column = &search->columns[i];
      Candidate *candidate = &search->candidates[i];
      SyCellValue value;
      gboolean misfit;

      if (candidate->codes && column->index < n_cells
          && read_text (&cells[column->index], &column->format, buffer, &value, &misfit))
        take_text (search, candidate, &value);
    }
  return search->n_left > 0;
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

/* As many texts as cells: an id of the row. */
static gboolean
looks_unique (const SyImportPlan *plan, guint index)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; plan->sample && i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = plan->sample->rows->pdata[i];

      if (row->number <= plan->header_row || index >= row->n_cells || sy_cell_is_blank (&row->cells[index]))
        continue;
      n++;
      if (!g_hash_table_add (seen, sy_cell_to_text (&row->cells[index])))
        return FALSE;
    }
  return n > 100;
}

static void
begin_candidate (Search *search, guint column)
{
  search->candidates[column].codes = sy_text_codes_new ();
  search->candidates[column].occurrences = g_array_new (FALSE, TRUE, sizeof (Occurrence));
  search->n_left++;
}

static void
search_init (Search *search,
             const SyImportPlan *plan,
             const SyCodeSearch *columns,
             guint n_columns,
             GCancellable *cancellable)
{
  *search = (Search){ .plan = plan, .columns = columns, .n_columns = n_columns, .cancellable = cancellable };
  search->candidates = g_new0 (Candidate, MAX (n_columns, 1));
}

static void
search_clear (Search *search)
{
  for (guint i = 0; i < search->n_columns; i++)
    {
      sy_text_codes_free (search->candidates[i].codes);
      g_clear_pointer (&search->candidates[i].occurrences, g_array_unref);
    }
  g_free (search->candidates);
}

static const SyCellSinkFuncs search_funcs = {
  .begin_sheet = on_begin_sheet, .row = on_row, .refused = on_refused, .end_sheet = on_end_sheet
};

static gboolean
read_part (Search *search, guint64 from, guint64 length)
{
  SyCellSink sink = { &search_funcs, search };
  int fd = sy_reader_open_file (search->plan->path, NULL, NULL);
  SyReadOptions options;
  gboolean done;

  if (fd < 0)
    return FALSE;
  search->from = from;
  sy_import_plan_init_read_options (search->plan, &options);
  done = sy_csv_reader_read_part (fd, search->plan->info, &options, from, length, &sink, search->cancellable,
                                  NULL);
  close (fd);
  return done;
}

/* In parts that lie evenly in the file, the first at its beginning and the last at its end. */
static gboolean
look (Search *search, guint64 size)
{
  gboolean done = TRUE;

  for (search->part = 0; done && search->part < N_PARTS && search->n_left > 0; search->part++)
    done = read_part (search, (size - part_size) / (N_PARTS - 1) * search->part & ~(guint64) 3,
                      search->part + 1 < N_PARTS ? part_size : size);
  return done;
}

/* Whether the column is one of codes, as far as can be told from texts that were met in one part and in two
 * (Chao’s estimate of how many there are). @all: those that were met are likely all. */
static gboolean
has_few_texts (const Candidate *candidate, gboolean *all)
{
  double n_once = 0, n_twice = 0;

  for (guint i = 0; i < candidate->occurrences->len; i++)
    {
      guint n = g_array_index (candidate->occurrences, Occurrence, i).n;
      n_once += n == 1;
      n_twice += n == 2;
    }
  *all = n_once == 0;
  return candidate->occurrences->len + n_once * (n_once - 1) / (2 * (n_twice + 1)) <= SY_TEXT_CODES_MAX;
}

/* --- all of a text file --- */

static gpointer
search_thread (gpointer data)
{
  Search *search = data;

  search->done = read_part (search, search->from, search->length);
  return NULL;
}

/* What @other found, too. */
static void
join_searches (Search *search, Search *other)
{
  for (guint i = 0; i < search->n_columns; i++)
    {
      Candidate *candidate = &search->candidates[i];
      SyTextCodes *codes = other->candidates[i].codes;

      if (candidate->codes && !codes)
        give_up (search, candidate);
      for (guint k = 0; candidate->codes && k < sy_text_codes_get_n_texts (codes); k++)
        if (!add_text (candidate->codes, sy_text_codes_get_text (codes, (int) k)))
          give_up (search, candidate);
    }
}

/* Two halves at a time. The second begins before the first ends, so that no line falls between them. */
static gboolean
search_halves (Search *search, guint64 size)
{
  Search second;
  GThread *thread;
  gboolean done;

  search_init (&second, search->plan, search->columns, search->n_columns, search->cancellable);
  for (guint i = 0; i < search->n_columns; i++)
    if (search->candidates[i].codes)
      begin_candidate (&second, i);
  second.part = 1;
  second.from = (size / 2 - MIN (size / 2, OVERLAP)) & ~(guint64) 3;
  second.length = size;
  thread = g_thread_new ("texts", search_thread, &second);
  search->part = 0;
  done = read_part (search, 0, size / 2);
  g_thread_join (thread);
  done = done && second.done;
  if (done)
    join_searches (search, &second);
  search_clear (&second);
  return done;
}

/* The columns of a cross-tab, and of what is looked up elsewhere, are not those of the file: its rows go the
 * way that all rows go. */
static gboolean
search_all (Search *search, gboolean plain, guint64 size)
{
  SyCellSink sink = { &search_funcs, search };

  search->from = 0;
  if (plain)
    return search_halves (search, size);
  return sy_import_plan_read (search->plan, &sink, search->cancellable, NULL);
}

/* Texts of the columns that are left; @columns get them when they are all. */
static gboolean
settle_candidates (Search *search, SyCodeSearch *columns)
{
  for (guint i = 0; i < search->n_columns; i++)
    {
      Candidate *candidate = &search->candidates[i];
      gboolean all;

      if (!candidate->codes)
        continue;
      if (!has_few_texts (candidate, &all))
        give_up (search, candidate);
      else if (all)
        {
          columns[i].codes = column_codes_new (g_steal_pointer (&candidate->codes));
          search->n_left--;
        }
    }
  return search->n_left > 0;
}

/**
 * sy_import_codes_search:
 * @columns: (inout): text columns; those that have few enough texts get their codes
 *
 * What can't be read is left to the load, which reads all of it again.
 */
void
sy_import_codes_search (const SyImportPlan *plan,
                        SyCodeSearch *columns,
                        guint n_columns,
                        GCancellable *cancellable)
{
  gboolean plain = !plan->widen && !(plan->unpivot && plan->crosstab);
  GStatBuf status;
  guint64 size = g_stat (plan->path, &status) == 0 ? (guint64) status.st_size : 0;
  gboolean done = TRUE;
  Search search;

  search_init (&search, plan, columns, n_columns, cancellable);
  for (guint i = 0; i < n_columns; i++)
    if (!looks_unique (plan, columns[i].index))
      begin_candidate (&search, i);
  if (plain && size > N_PARTS * part_size && search.n_left > 0)
    done = look (&search, size) && settle_candidates (&search, columns);
  if (done && search.n_left > 0)
    done = search_all (&search, plain, size);
  for (guint i = 0; i < n_columns; i++)
    if (done && search.candidates[i].codes)
      columns[i].codes = column_codes_new (g_steal_pointer (&search.candidates[i].codes));
  search_clear (&search);
}

/* --- texts that turn up while the rows are read --- */

/**
 * sy_column_codes_keep_late:
 * @text: (array length=length): that has no code
 *
 * Returns: %FALSE when there are too many
 */
gboolean
sy_column_codes_keep_late (SyColumnCodes *self, const char *text, gsize length)
{
  if (!self->late)
    self->late = sy_text_codes_new ();
  return sy_text_codes_add (self->late, text, length);
}

/**
 * sy_column_codes_new_with_late:
 *
 * Returns: (transfer full) (nullable): codes of all texts, those that turned up as well; NULL when there are
 * too many
 */
SyColumnCodes *
sy_column_codes_new_with_late (const SyColumnCodes *self)
{
  g_autoptr (SyTextCodes) codes = sy_text_codes_new ();

  for (guint i = 0; i < self->members->len; i++)
    if (!add_text (codes, self->members->pdata[i]))
      return NULL;
  for (guint i = 0; self->late && i < sy_text_codes_get_n_texts (self->late); i++)
    if (!add_text (codes, sy_text_codes_get_text (self->late, (int) i)))
      return NULL;
  return column_codes_new (g_steal_pointer (&codes));
}
