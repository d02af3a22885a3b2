/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data chunk that is filled row by row. Its texts are the chunk's own: whoever reads it is done with it, or
 * has copied them, before it is begun again. */
#pragma once

#include <duckdb.h>

#include "sy-appender-private.h"

G_BEGIN_DECLS

/* Where the texts stand that are too long for a vector's cells. */
typedef struct
{
  GPtrArray *blocks; /* (element-type gpointer) of one size */
  GPtrArray *large;  /* (element-type gpointer) one a text */
  guint current;     /* of the blocks */
  gsize used;        /* of that block */
} SyDuckdbTexts;

/* One column of it. */
typedef struct
{
  duckdb_type type;
  duckdb_type storage; /* of the cells of a DECIMAL or an ENUM, else the type */
  gint64 least;        /* whole numbers, mantissas and codes must lie within */
  gint64 most;
  guint scale;
  gint64 power;        /* 10^scale, 0 when that is beyond 64 bits */
  GHashTable *members; /* (element-type utf8 guint) an ENUM's codes plus one; NULL: not asked for yet */

  SyDuckdbTexts *texts; /* the chunk's */
  duckdb_vector vector;
  void *data;
  guint64 *validity; /* NULL while the chunk has no NULL in this column */
} SyDuckdbTarget;

typedef struct
{
  duckdb_data_chunk chunk;
  idx_t n_rows; /* ended ones; the next cells go to the row behind */
  idx_t capacity;
  guint n_columns;
  SyDuckdbTarget *targets;
  SyAppendSlot *slots; /* one a column, of no width where cells must be put */
  SyDuckdbTexts texts;
} SyDuckdbChunk;

SyDuckdbChunk *sy_duckdb_chunk_new (duckdb_logical_type *types, guint n_columns);
void sy_duckdb_chunk_begin (SyDuckdbChunk *self);
char *sy_duckdb_chunk_put (SyDuckdbChunk *self, guint column, const SyAppendCell *cell);
void sy_duckdb_chunk_free (SyDuckdbChunk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDuckdbChunk, sy_duckdb_chunk_free)

G_END_DECLS
