/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An immutable table of typed columns with validity: what an engine answers. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How a column is stored. */
typedef enum
{
  SY_COLUMN_INT64,     /* gint64 */
  SY_COLUMN_DOUBLE,    /* double */
  SY_COLUMN_DECIMAL,   /* gint64 mantissa, value = mantissa / 10^scale; wider decimals arrive as DOUBLE */
  SY_COLUMN_TEXT,      /* UTF-8 */
  SY_COLUMN_DATE,      /* gint64: days since 1970-01-01 */
  SY_COLUMN_TIMESTAMP, /* gint64: microseconds since 1970-01-01 00:00, no zone */
  SY_COLUMN_TIME,      /* gint64: microseconds since midnight */
  SY_COLUMN_BOOL,      /* gint64 0 or 1 */
} SyColumnType;

#define SY_TYPE_FRAME (sy_frame_get_type ())
G_DECLARE_FINAL_TYPE (SyFrame, sy_frame, SY, FRAME, GObject)

gint64 sy_frame_get_n_rows (SyFrame *self);
guint sy_frame_get_n_columns (SyFrame *self);
const char *sy_frame_get_name (SyFrame *self, guint column);
SyColumnType sy_frame_get_column_type (SyFrame *self, guint column);
guint sy_frame_get_scale (SyFrame *self, guint column);

/* -1 when there is none; names are compared exactly. */
int sy_frame_find_column (SyFrame *self, const char *name);

gboolean sy_frame_is_null (SyFrame *self, guint column, gint64 row);
/* INT64, DATE, TIMESTAMP, TIME, BOOL as stored; DECIMAL its mantissa. */
gint64 sy_frame_get_int64 (SyFrame *self, guint column, gint64 row);
/* Any number type as a double (a DECIMAL divided by its scale); NAN when NULL or text.
 * DATE and TIMESTAMP give days since 1970, with fraction; TIME a fraction of a day. */
double sy_frame_get_double (SyFrame *self, guint column, gint64 row);
/* Borrowed; NULL when NULL or not TEXT. */
const char *sy_frame_get_text (SyFrame *self, guint column, gint64 row);
/* Plain text for CSV and JSON: full precision (shortest that reads back), exact decimals without trailing
 * zeros, ISO dates, true/false; NULL for NULL. */
char *sy_frame_dup_plain (SyFrame *self, guint column, gint64 row);

/* Building, for engines and tests: columns first, then each column's cells in row order. */
typedef struct _SyFrameBuilder SyFrameBuilder;
SyFrameBuilder *sy_frame_builder_new (void);
guint sy_frame_builder_add_column (SyFrameBuilder *self, const char *name, SyColumnType type, guint scale);
void sy_frame_builder_append_null (SyFrameBuilder *self, guint column);
void sy_frame_builder_append_int64 (SyFrameBuilder *self, guint column, gint64 value);
void sy_frame_builder_append_double (SyFrameBuilder *self, guint column, double value);
void sy_frame_builder_append_text (SyFrameBuilder *self, guint column, const char *text, gssize length);
SyFrame *sy_frame_builder_end (SyFrameBuilder *self); /* frees the builder */
void sy_frame_builder_free (SyFrameBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyFrameBuilder, sy_frame_builder_free)

G_END_DECLS
