/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column of an answer as a plain array: numbers, or codes of its different values. What algorithms read
 * that look at every row. */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

typedef struct _SyArrayValues SyArrayValues;

typedef struct
{
  SyArrayKind kind;
  gsize n_rows;
  double *numbers;   /* NUMBERS: [n_rows], NAN for NULL and what is not finite; dates as days of Excel */
  guint32 *codes;    /* CODES: [n_rows], 0 for NULL and empty texts, else from 1 as the values come first */
  guint32 *starts;   /* runs have no codes, but these: [n_codes + 1] the row each begins with, and n_rows */
  guint32 n_codes;   /* different values */
  SyColumnType type; /* of the values: TEXT, INT64, DECIMAL, DOUBLE, DATE, BOOL … */
  guint scale;       /* of a DECIMAL */
  SyArrayValues *values;
} SyArray;

/* Runs a statement whose answer has as many columns as @kinds. Safe from any thread.
 * (element-type SyArray) (transfer container); NULL with the engine's error, or SY_ENGINE_ERROR_FAILED where
 * a text stands in a column of numbers or there are more than 4,294,967,294 rows */
GPtrArray *sy_engine_read_arrays (SyEngine *self,
                                  const char *sql,
                                  const SyValue *values,
                                  guint n_values,
                                  const SyArrayKind *kinds,
                                  guint n_kinds,
                                  GCancellable *cancellable,
                                  GError **error);
void sy_array_free (SyArray *self);

/* The text of a row, or NULL. (transfer full) */
typedef char *(*SyArrayNamer) (gsize row, gpointer data);

/* A column of texts of which equal ones stand together, by the rows at which another one begins: each run is
 * a code from 1 on, its text is asked of @namer when it is wanted. Takes @data. NULL when @starts do not
 * ascend from 0 within @n_rows. */
SyArray *sy_array_new_runs (const double *starts,
                            gsize n_runs,
                            gsize n_rows,
                            SyArrayNamer namer,
                            gpointer data,
                            GDestroyNotify free_data);

/* Numbers the codes anew, so that smaller values have smaller codes; texts by their lower case. */
void sy_array_sort_codes (SyArray *self);
/* A value as text, for messages and names; @code from 1. */
char *sy_array_dup_text (const SyArray *self, guint32 code);
/* As a cell of a column of the array's type; code 0 is NULL. */
void sy_array_append (const SyArray *self, guint32 code, SyAppender *appender);

G_END_DECLS
