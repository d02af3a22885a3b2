/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that falls into pieces, done by all processors. What comes out must not depend on who did which piece,
 * nor on how many there are: pieces write to places of their own, or add whole numbers up. */
#pragma once

#include "sy-kernel-job.h"

G_BEGIN_DECLS

#define SY_WORKERS_MOST 64

typedef struct _SyWorkers SyWorkers;

/* Does one piece, in any of the threads. @worker: 0…n_workers-1, so that each can have memory of its own.
 * FALSE with an error, or when sy_workers_go_on() said so. */
typedef gboolean (*SyWorkersFunc) (SyWorkers *self, guint worker, gsize piece, gpointer data, GError **error);

typedef struct
{
  guint n_workers; /* at most; sy_workers_count() or less */
  gsize n_pieces;  /* up to G_MAXINT */
  SyWorkersFunc func;
  gpointer data;

  const SyKernelJob *job; /* (nullable) */
  double from, width;     /* which part of all the work this is, 0…1 */
  guint64 total;          /* of what is counted by sy_workers_go_on() */
  const char *unit;
} SyWorkersPlan;

/* How many processors there are, 1…SY_WORKERS_MOST. */
guint sy_workers_count (void);
/* For tests: so many from now on; 0: the processors again. */
void sy_workers_set_count (guint n);

/* Returns when all pieces are done, or those that were begun after one failed: FALSE with its error. The
 * thread that calls works too, and it alone reports progress. */
gboolean sy_workers_run (const SyWorkersPlan *plan, GError **error);
/* Within a piece, each few milliseconds: @n more are done. FALSE when the piece is to be left. */
gboolean sy_workers_go_on (SyWorkers *self, guint worker, guint64 n);

G_END_DECLS
