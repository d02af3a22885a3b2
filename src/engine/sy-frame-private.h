/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How engines of this room fill a frame many cells at a time. */
#pragma once

#include "sy-frame.h"

G_BEGIN_DECLS

/* Every cell takes eight bytes; a text cell holds its offset in the column's arena. */
typedef union
{
  gint64 integer;
  double number;
} SyFrameCell;

typedef struct
{
  char *name;
  SyColumnType type;
  guint scale;
  long double power; /* 10^scale */

  SyFrameCell *cells;
  gint64 length;
  gint64 capacity;
  guint8 *nulls; /* one bit a row, 1 is NULL; NULL while there is none */

  char *arena; /* texts, each NUL-terminated; offset 0 is the empty text */
  gsize arena_used;
  gsize arena_size;
  guint64 *recent; /* offsets of texts seen last, by hash; 0 while building has not seen one */
} SyFrameColumn;

/* Filled by a builder, and never changed after. */
struct _SyFrame
{
  GObject parent_instance;

  GArray *columns; /* (element-type SyFrameColumn) */
  gint64 n_rows;
};

static inline double
sy_frame_column_decimal (const SyFrameColumn *column, gint64 mantissa)
{
  return (double) ((long double) mantissa / column->power);
}

/* Bytes a builder may hold (4 GiB at first): beyond, it is full, takes no more and ends in NULL. */
void sy_frame_builder_set_limit (SyFrameBuilder *self, gsize bytes);
gboolean sy_frame_builder_is_full (SyFrameBuilder *self);

/* @n more cells at the column's end, to be written by the caller before the next call; NULL when full. */
SyFrameCell *sy_frame_builder_grow (SyFrameBuilder *self, guint column, gsize n);
gint64 sy_frame_builder_get_length (SyFrameBuilder *self, guint column);
void sy_frame_builder_set_null (SyFrameBuilder *self, guint column, gint64 row);
/* Offset of a text in the column's arena; a text seen shortly before is not stored twice. 0 when full. */
gint64 sy_frame_builder_add_text (SyFrameBuilder *self, guint column, const char *text, gsize length);
/* An INT64 or DECIMAL column becomes DOUBLE, with what it already holds. */
void sy_frame_builder_widen (SyFrameBuilder *self, guint column);

G_END_DECLS
