/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that is looked up in, kept in blocks of memory: one for many rows, as there may be a million. */
#include "config.h"

#include "sy-sheet-join.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-import-plan-private.h"
#include "sy-sheet-join-private.h"
#include "sy-value-fold.h"

#define BLOCK_SIZE (1u << 20)
#define MAX_BYTES (G_GUINT64_CONSTANT (192) << 20)
#define CANCEL_INTERVAL 1024

typedef struct
{
  guint64 used_in; /* number of the reading that found it last */
  SyCell cells[];
} Row;

typedef struct _SySheetJoinRows
{
  GHashTable *by_key; /* key → Row, both in the blocks */
  GPtrArray *blocks;
  gsize free_bytes; /* of the last block */
  char *next;
  guint64 n_bytes;
  guint n_cells; /* of each row */
  guint64 reading;
} SySheetJoinRows;

/* --- keys --- */

static gboolean
is_plain_whole (const char *text, gsize length)
{
  if (length == 0 || length > 15 || (text[0] == '0' && length > 1))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

gboolean
sy_sheet_join_write_key (
    GString *key, const SyCell *cells, guint n_cells, const guint *indexes, guint n_indexes)
{
  g_string_truncate (key, 0);
  for (guint i = 0; i < n_indexes; i++)
    {
      const SyCell *cell = indexes[i] < n_cells ? &cells[indexes[i]] : NULL;
      if (!cell || sy_cell_is_blank (cell))
        return FALSE;
      if (i > 0)
        g_string_append_c (key, '\x1f');
      if (cell->kind == SY_CELL_TEXT
          || (cell->kind == SY_CELL_NUMBER && cell->text && is_plain_whole (cell->text, cell->length)))
        {
          gsize length = cell->length;
          const char *text = sy_value_trim (cell->text, &length);
          g_string_append_len (key, text, (gssize) length);
        }
      else
        {
          g_autofree char *text = sy_cell_to_text (cell);
          g_string_append (key, g_strstrip (text));
        }
    }
  return TRUE;
}

/* --- reading --- */

static char *
take_memory (SySheetJoinRows *self, gsize size)
{
  char *memory;

  size = (size + 15) & ~(gsize) 15;
  if (size > self->free_bytes)
    {
      self->free_bytes = MAX (size, BLOCK_SIZE);
      self->next = g_malloc (self->free_bytes);
      self->n_bytes += self->free_bytes;
      g_ptr_array_add (self->blocks, self->next);
    }
  memory = self->next;
  self->next += size;
  self->free_bytes -= size;
  return memory;
}

static Row *
copy_row (SySheetJoinRows *self, const SyCell *cells, guint n_cells, const guint *indexes)
{
  gsize size = sizeof (Row) + self->n_cells * sizeof (SyCell);
  Row *row;
  char *p;

  for (guint i = 0; i < self->n_cells; i++)
    if (indexes[i] < n_cells && cells[indexes[i]].text)
      size += cells[indexes[i]].length + 1;
  row = (Row *) (gpointer) take_memory (self, size);
  row->used_in = 0;
  p = (char *) &row->cells[self->n_cells];
  for (guint i = 0; i < self->n_cells; i++)
    {
      SyCell *cell = &row->cells[i];
      *cell = indexes[i] < n_cells ? cells[indexes[i]] : (SyCell){ .kind = SY_CELL_EMPTY };
      cell->text_number = 0; /* of another file's texts */
      if (!cell->text)
        continue;
      memcpy (p, cell->text, cell->length);
      cell->text = p;
      p += cell->length;
      *p++ = '\0';
    }
  return row;
}

static gboolean
is_same (const Row *row, const SyCell *cells, guint n_cells, const guint *indexes, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      static const SyCell empty = { .kind = SY_CELL_EMPTY };
      g_autofree char *first = sy_cell_to_text (&row->cells[i]);
      g_autofree char *second = sy_cell_to_text (indexes[i] < n_cells ? &cells[indexes[i]] : &empty);
      if (!g_str_equal (first, second))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  SySheetJoin *join;
  guint64 header_row;
  guint *keys;
  guint n_keys;
  guint *indexes; /* of the cells that are kept */
  GString *key;
  GCancellable *cancellable;
  gboolean too_large;
} Reading;

static gboolean
on_begin_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static gboolean
on_row (gpointer data, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Reading *self = data;
  SySheetJoinRows *rows = self->join->rows;
  const Row *before;

  if (row_number <= self->header_row)
    return TRUE;
  if (row_number % CANCEL_INTERVAL == 0 && g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (!sy_sheet_join_write_key (self->key, cells, n_cells, self->keys, self->n_keys))
    return TRUE;
  self->join->n_rows++;
  before = g_hash_table_lookup (rows->by_key, self->key->str);
  if (!before)
    {
      char *key = take_memory (rows, self->key->len + 1);
      memcpy (key, self->key->str, self->key->len + 1);
      g_hash_table_insert (rows->by_key, key, copy_row (rows, cells, n_cells, self->indexes));
    }
  else if (!is_same (before, cells, n_cells, self->indexes, rows->n_cells))
    {
      self->join->n_twice++;
      if (!self->join->twice)
        self->join->twice = g_strdup (self->key->str);
    }
  self->too_large = rows->n_bytes > MAX_BYTES;
  return !self->too_large;
}

static void
on_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
  /* Reading the sheet by itself lists it. */
}

static void
on_end_sheet (gpointer self)
{
}

/* Places of the key's columns in the sheet; NULL with an error where one is not there. */
static guint *
find_keys (const SyImportPlan *plan, const char *const *keys, guint n, GError **error)
{
  g_autofree guint *indexes = g_new0 (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      int column = sy_import_plan_find_column (plan, keys[i], error);
      if (column < 0)
        return NULL;
      indexes[i] = sy_import_plan_get_column (plan, (guint) column)->index;
    }
  return g_steal_pointer (&indexes);
}

/* All other columns, their headers as the plan has them. */
static guint *
list_added (SySheetJoin *self, const SyImportPlan *plan, const guint *keys, guint n_keys)
{
  guint *indexes = g_new0 (guint, plan->columns->len + 1);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();

  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = sy_import_plan_get_column (plan, i);
      gboolean is_key = FALSE;
      for (guint k = 0; k < n_keys; k++)
        is_key = is_key || keys[k] == column->index;
      if (is_key || column->left_out)
        continue;
      indexes[self->rows->n_cells++] = column->index;
      g_strv_builder_add (headers, column->header);
    }
  self->headers = g_strv_builder_end (headers);
  return indexes;
}

static SySheetJoin *
join_new (const SyImportPlan *plan, const char *const *own, const char *const *keys)
{
  SySheetJoin *self = g_new0 (SySheetJoin, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_strdup (plan->path);
  if (plan->info->sheets && plan->info->sheets->len > 1 && plan->sheet_index < plan->info->sheets->len)
    self->sheet = g_strdup (plan->info->sheets->pdata[plan->sheet_index]);
  self->own = g_strdupv ((char **) own);
  self->keys = g_strdupv ((char **) keys);
  self->rows = g_new0 (SySheetJoinRows, 1);
  self->rows->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->rows->blocks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * sy_sheet_join_new:
 * @plan: of the sheet that is looked up in
 * @own: headers of the key in the sheet that looks up
 * @keys: as many headers of @plan, in the same order
 *
 * Returns: (transfer full): %NULL with SY_IMPORT_ERROR_ROLE where a header is not there, _HOSTILE where it is
 * too large to be kept, an error of the reader, or %G_IO_ERROR_CANCELLED
 */
SySheetJoin *
sy_sheet_join_new (const SyImportPlan *plan,
                   const char *const *own,
                   const char *const *keys,
                   GCancellable *cancellable,
                   GError **error)
{
  static const SyCellSinkFuncs funcs = { on_begin_sheet, on_row, on_refused, on_end_sheet, NULL };
  guint n_keys = g_strv_length ((char **) keys);
  g_autofree guint *key_indexes = find_keys (plan, keys, n_keys, error);
  g_autofree guint *indexes = NULL;
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (SySheetJoin) self = NULL;
  Reading reading = {
    .header_row = plan->header_row, .n_keys = n_keys, .key = key, .cancellable = cancellable
  };
  SyCellSink sink = { &funcs, &reading };

  if (!key_indexes)
    return NULL;
  self = join_new (plan, own, keys);
  indexes = list_added (self, plan, key_indexes, n_keys);
  reading.join = self;
  reading.keys = key_indexes;
  reading.indexes = indexes;
  if (!sy_import_plan_read (plan, &sink, cancellable, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!reading.too_large)
    return g_steal_pointer (&self);
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
               _ ("“%s” is too large to be looked up in: bring it in as a table of its own"), self->path);
  return NULL;
}

SySheetJoin *
sy_sheet_join_ref (SySheetJoin *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sy_sheet_join_unref (SySheetJoin *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->rows->by_key);
  g_ptr_array_unref (self->rows->blocks);
  g_free (self->rows);
  g_free (self->path);
  g_free (self->sheet);
  g_strfreev (self->own);
  g_strfreev (self->keys);
  g_strfreev (self->headers);
  g_free (self->twice);
  g_free (self);
}

char *
sy_sheet_join_dup_name (const SySheetJoin *self)
{
  g_autofree char *base = sy_reader_dup_name (self->path);

  return self->sheet ? g_strdup_printf (_ ("%s, sheet %s"), base, self->sheet) : g_steal_pointer (&base);
}

char *
sy_sheet_join_describe (const SySheetJoin *self)
{
  g_autofree char *name = sy_sheet_join_dup_name (self);
  g_autofree char *key = g_strjoinv (" + ", self->own);

  return g_strdup_printf (_ ("“%s” by %s"), name, key);
}

char *
sy_sheet_join_report (const SySheetJoin *self)
{
  g_autofree char *name = sy_sheet_join_describe (self);
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text,
      _ ("%s: found for %" PRIu64 " rows, not found for %" PRIu64 "; %" PRIu64 " of its %" PRIu64
         " rows belong to none"),
      name, self->n_found, self->n_missed,
      self->n_rows - self->n_twice > self->n_used ? self->n_rows - self->n_twice - self->n_used : 0,
      self->n_rows);
  if (self->n_twice > 0)
    g_string_append_printf (text,
                            _ ("; %" PRIu64 " rows have a key that was there before, such as “%s”: the "
                               "first one counts"),
                            self->n_twice, self->twice);
  return g_string_free (text, FALSE);
}

gboolean
sy_sheet_join_has_key (const SySheetJoin *self, const char *key)
{
  return g_hash_table_contains (self->rows->by_key, key);
}

/* --- for widening --- */

void
sy_sheet_join_begin (SySheetJoin *self)
{
  self->rows->reading++;
  self->n_found = self->n_missed = self->n_used = 0;
}

const SyCell *
sy_sheet_join_look_up (SySheetJoin *self, const char *key)
{
  Row *row = g_hash_table_lookup (self->rows->by_key, key);

  if (!row)
    {
      self->n_missed++;
      return NULL;
    }
  self->n_found++;
  if (row->used_in != self->rows->reading)
    self->n_used++;
  row->used_in = self->rows->reading;
  return row->cells;
}
