/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof that the SQL and the Excel reading of a formula are one: what its files share. */
#pragma once

#include "formula-fixture.h"

G_BEGIN_DECLS

/* The formulas that are tried in every row of the table "t", and what became of them. */
typedef struct
{
  char *text;
  SyExpression *bound;
  char *not_live; /* why the Excel writer has no formula for it */
  char **values;  /* by the engine, one a row; NULL: error */
} ProofFormula;

/* Tables with everything that can go wrong: empty cells, ties, texts that differ by case, wildcards, negative
 * and zero numbers, errors. */
FormulaFixture *proof_make_fixture (void);

extern const char *const proof_formulas[];
extern const guint proof_n_formulas;

/* A formula of the language that binds, of some size. */
char *proof_generate (GRand *random);

/* Writes a sheet for every table and the formulas beside the rows of "t". FALSE: could not be written. */
gboolean proof_write_workbook (
    FormulaFixture *fixture, GPtrArray *formulas, gboolean a1, const char *path, GError **error);
/* Column of formula @i on the sheet "t". */
guint proof_get_formula_column (FormulaFixture *fixture, guint i);

G_END_DECLS
