/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook of a built-in template over a file of vectors, its figures, and what must hold of them. Whatever
 * fails ends the test with what was got and what was wanted. */
#pragma once

#include <math.h>

#include "sy-duckdb-engine.h"
#include "sy-report.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  SyCatalogue *catalogue;
  SyEngine *engine;
  SyWorkbook *workbook;
  SyEvaluation *evaluation;
} Job;

void job_free (Job *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* A workbook of @template over @file; vectors are files of tests/template/vectors. NULL for no file: only
 * what is typed. */
Job *open_job (const char *file, const char *template_id);
Job *open_vector (const char *name, const char *template_id);
void add_vector (Job *job, const char *name); /* one more source; before evaluate () */
void set (Job *job, const char *parameter, const char *text);
void load_input (Job *job, const char *table, const char *name);
void evaluate (Job *job);

/* NaN where there is no value. */
double get_value (Job *job, const char *id);
SyFrame *read_table (Job *job, const char *id);
double get_cell (SyFrame *frame, const char *column, gint64 row);
const char *get_text (SyFrame *frame, const char *column, gint64 row);
gint64 find_row (SyFrame *frame, const char *column, const char *text);

void assert_near (const char *what, double got, double want, double tolerance);
void assert_value (Job *job, const char *id, double want, double tolerance);
void assert_value_text (Job *job, const char *id, const char *want);

G_END_DECLS
