/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model with tables in an engine in memory, for tests that compute. */
#pragma once

#include "sy-duckdb-engine.h"
#include "sy-model.h"
#include "sy-sql-writer.h"

G_BEGIN_DECLS

typedef struct
{
  SyModel *model;
  SyEngine *engine;
  GHashTable *numbers; /* SyModelName → SySqlText of its value: see formula_fixture_set */
} FormulaFixture;

FormulaFixture *formula_fixture_new (void);
void formula_fixture_free (FormulaFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FormulaFixture, formula_fixture_free)

/* A relation: @columns as "name type, …" with the types number, decimal (two digits), date, bool, text and a
 * ? behind those that have empty cells;
 * @rows as the inside of VALUES. */
SyModelTable *formula_fixture_add_relation (
    FormulaFixture *self, const char *id, const char *rows_kind, const char *columns, const char *rows);
/* A computed table: @columns as name, formula, …, NULL; a formula of NULL is a key. */
SyModelTable *formula_fixture_add_table (FormulaFixture *self,
                                         const char *id,
                                         const char *rows,
                                         const char *const *columns);
/* A parameter and its value: "12", "2024-03-01", "true", "text", NULL for empty. */
void
formula_fixture_add_parameter (FormulaFixture *self, const char *id, SyValueType type, const char *value);
/* Binds the model and evaluates every table and value. */
gboolean formula_fixture_evaluate (FormulaFixture *self, GError **error);
SyFrame *formula_fixture_query (FormulaFixture *self, SyStatement *statement, GError **error);

G_END_DECLS
