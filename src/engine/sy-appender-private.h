/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an engine supplies to have an appender: the checks that all engines need are done before it is asked.
 */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

typedef enum
{
  SY_APPEND_NULL,
  SY_APPEND_INT64,
  SY_APPEND_DOUBLE,
  SY_APPEND_DECIMAL,
  SY_APPEND_TEXT,
  SY_APPEND_DATE,
  SY_APPEND_TIMESTAMP,
  SY_APPEND_TIME,
  SY_APPEND_BOOL,
} SyAppendKind;

typedef struct
{
  SyAppendKind kind;
  gint64 integer;
  double number;
  const char *text; /* valid UTF-8 without NUL, not terminated */
  gsize length;
} SyAppendCell;

typedef struct
{
  /* Why the cell can't stand in this column, as a sentence; NULL when it was taken. (transfer full) */
  char *(*put) (SyAppender *self, guint column, const SyAppendCell *cell);
  gboolean (*end_row) (SyAppender *self, GError **error);
  /* Makes all rows visible, or none. */
  gboolean (*close) (SyAppender *self, GError **error);
  /* Drops all rows; called instead of, or after a failed, close. */
  void (*drop) (SyAppender *self);
  /* Frees the engine's own parts and the structure itself. */
  void (*free) (SyAppender *self);
} SyAppenderFuncs;

/* Where the cells of a column lie one behind the other, for those kinds of cells that are stored as whole
 * numbers. */
typedef struct
{
  void *cells;
  gint64 least; /* what may stand there */
  gint64 most;
  guint8 width; /* bytes of a cell: 1, 2, 4 or 8 */
  guint8 kinds; /* bits 1 << SY_APPEND_INT64 … of what is stored as it is */
} SyAppendSlot;

/* First member of an engine's own structure. */
struct _SyAppender
{
  const SyAppenderFuncs *funcs;
  char *table;
  char **names; /* of the columns */
  guint n_columns;

  guint column;   /* of the next cell */
  guint64 n_rows; /* ended ones */
  GError *error;  /* the first one; nothing is taken after it */
  gboolean finished;

  /* An engine that sets them is not asked for each cell; NULL: it is. */
  const SyAppendSlot *slots;
  guint64 slot_row; /* within the slots */
};

/* First member of an engine's own structure. */
struct _SyRowStream
{
  SyAppender *appender;
  char *source;
  void (*stop) (SyRowStream *self);
  guint64 (*count_nulls) (SyRowStream *self, guint column);
  void (*free) (SyRowStream *self);
};

void sy_appender_init (SyAppender *self, const SyAppenderFuncs *funcs, const char *table, char **names);
void sy_appender_clear (SyAppender *self);
/* For an engine that has to break off: kept as the appender's error unless there is one. */
void sy_appender_fail (SyAppender *self, int code, const char *message);

G_END_DECLS
