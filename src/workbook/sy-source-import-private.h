/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import on its way from the importer's table to a source relation. */
#pragma once

#include "sy-source.h"

G_BEGIN_DECLS

#define SY_SOURCE_STAGING "sy_staging"

typedef struct
{
  SyEngine *engine;
  SyImportPlan *plan;
  SySource *old; /* or NULL */
  const SySourceJoin *join;
  SySourceJoined joined;
  GCancellable *cancellable;

  const char *relation;    /* that is made */
  SyFrame *shape;          /* the importer's columns, without rows */
  GHashTable *derived;     /* role id → GPtrArray of the ids of file columns it needs */
  GPtrArray *derive_order; /* (element-type SyRole) */
  char *from;              /* what stands behind FROM, aliased s; names the staging table */
  GPtrArray *columns;      /* (element-type SySourceColumn) of the new relation */
  GHashTable *new_sql;     /* id → expression over s; absent: NULL */
  GHashTable *shape_index; /* id → place in the shape, of those that come from the file as they are */
  GString *lossy;          /* terms of a query that counts what a conversion would lose */
  GPtrArray *lossy_titles;
  gboolean is_staged; /* the rows stand in the staging table; else they went into the relation as they came */
  GArray *row_columns; /* (element-type SyRowColumn) of the rows that are being written, else NULL */
} SySourceImport;

void sy_source_import_init (SySourceImport *self);
void sy_source_import_clear (SySourceImport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SySourceImport, sy_source_import_clear)

/* Forgets the shape. */
void sy_source_import_reset (SySourceImport *self);
/* Decides what columns the relation has, and how each is written from @columns (element-type SyRowColumn). */
gboolean sy_source_import_shape (SySourceImport *self, GArray *columns, GError **error);
/* Adds the columns of the relation that is already there. */
void sy_source_import_merge_old (SySourceImport *self);
void sy_source_import_add_absent (SySourceImport *self, const SyRole *role);

/* --- joining what is there (sy-source-join.c) --- */

/* FALSE: nothing is there, or nothing of it stays. */
gboolean sy_source_import_joins_old (const SySourceImport *self);
/* Runs @select, which reads the old relation as o, for the rows that stay. */
gboolean sy_source_import_run_staying (SySourceImport *self, GString *select, GError **error);
/* Files, imports and numbers of the new source; checks that the amounts tie. */
gboolean sy_source_import_finish (SySourceImport *self,
                                  SySource *source,
                                  const SyImportReport *report,
                                  GError **error);

SySourceColumn *sy_source_import_find_column (GPtrArray *columns, const char *id);
char *sy_source_import_quote_cell (const char *alias, const char *name);
void sy_source_import_append_type (GString *sql, SyColumnType type, guint scale);
char *sy_source_import_cast (const char *inner, SyColumnType type, guint scale);

G_END_DECLS
