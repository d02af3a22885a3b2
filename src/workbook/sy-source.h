/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One imported source: the relation in the engine, its columns, and the files that are in it. Immutable. */
#pragma once

#include "sy-import-mode.h"
#include "sy-journal.h"
#include "sy-privacy.h"
#include "sy-pseudonyms.h"
#include "sy-relations.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

typedef enum
{
  SY_SOURCE_COLUMN_MAPPED,     /* from a column of the file that has this role */
  SY_SOURCE_COLUMN_DERIVED,    /* computed at import from other roles */
  SY_SOURCE_COLUMN_ABSENT,     /* a role that the file does not bring: all blank */
  SY_SOURCE_COLUMN_PLAIN,      /* a column of the file without a role, under its own header */
  SY_SOURCE_COLUMN_PROVENANCE, /* _file, _sheet, _row */
} SySourceColumnHow;

typedef struct
{
  char *id;     /* name in the relation: role id, header, _file … */
  char *title;  /* of the role in the catalogue's language, or the header */
  char *header; /* in the file; NULL for derived, absent and provenance columns */
  SySourceColumnHow how;
  SyColumnType type; /* INT64, DOUBLE, DECIMAL, TEXT, DATE or BOOL */
  guint scale;
  gint64 n_blank;
  int privacy; /* a SyPrivacyRule; −1: not looked at yet */
} SySourceColumn;
SySourceColumn *
sy_source_column_new (const char *id, const char *title, const char *header, SySourceColumnHow how);
void sy_source_column_free (SySourceColumn *column);

typedef struct _SySource SySource;
struct _SySource
{
  gatomicrefcount ref_count;
  SyWorkbookSource info;
  GPtrArray *columns; /* (element-type SySourceColumn) */
  SyRelation *relation;
  SySourceKind *kind;
  GPtrArray *imports; /* (element-type utf8) ids of the reports of what is in it, the latest last */

  gboolean is_built_in; /* the calendar: no relation, no files of its own */
  SySource *imported;   /* days that a file brought for it, or NULL */

  SyMasking masking;
  SyPseudonyms *pseudonyms;
  SySource *masked_of; /* of which this one shows what may be seen; NULL: it shows itself */

  /* Of a source that is cleaned: what was imported, the steps, and the rows that they touched. */
  char *base_name;     /* relation of the base; NULL: not cleaned */
  SySource *base;      /* NULL: not cleaned */
  GPtrArray *cleaning; /* (element-type SyCleaningEntry) */
  SyRelation *touched;

  struct _SyOrders *orders;       /* NULL: not yet looked for; see sy-orders.h */
  struct _SySpellings *spellings; /* likewise; see sy-spellings.h */
};

SySource *sy_source_new (SySourceKind *kind, const char *relation, GPtrArray *columns);
SySource *sy_source_ref (SySource *self);
void sy_source_unref (SySource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySource, sy_source_unref)

const SySourceColumn *sy_source_find_column (const SySource *self, const char *id);
/* Is there data for this role, mapped or derived? */
gboolean sy_source_has_role (const SySource *self, const char *role);

/* After columns, files and numbers are known: fills what the interface shows and takes the relation into
 * keeping. */
void sy_source_finish (SySource *self, SyRelations *relations);
/* --- personal data (sy-source-privacy.c) --- */

/* What kind of personal data the columns are, where it is not known; looks into their cells. */
void sy_source_classify (SySource *self, SyEngine *engine);
/* The same source with its personal columns masked; itself where there are none. Asks the engine nothing.
 * (transfer full) */
SySource *
sy_source_mask (SySource *self, SyRelations *relations, SyPseudonyms *pseudonyms, SyMasking masking);
/* Of a masked source: whether the column is one that is masked. */
gboolean sy_source_is_masked (const SySource *self, const char *column);
/* Of a masked source: the same mask as a SELECT from another relation that has some of its columns. */
char *sy_source_write_masked (const SySource *self, const char *relation, const char *const *columns);
/* The source that is stored: @self, or what it is the masked one of. */
const SySource *sy_source_get_stored (const SySource *self);
/* Before its relation is read in a statement. Any thread. */
gboolean sy_source_ensure (const SySource *self, GCancellable *cancellable, GError **error);

void sy_source_save (const SySource *self, SyBatch *batch);
void sy_source_forget (const char *kind, SyBatch *batch);
/* All sources of a document, those of unknown kinds left out. (element-type SySource) */
GPtrArray *
sy_source_load_all (SyEngine *engine, SyRelations *relations, SyCatalogue *catalogue, GError **error);

/* Everything but the rows as text, by which undo finds back to it. */
char *sy_source_to_text (const SySource *self);
/* Not finished yet. NULL when the text is none, or of a kind that the catalogue does not have. */
SySource *sy_source_new_from_text (const char *text, SyCatalogue *catalogue);
/* Writes the text down under the name of the relation. */
void sy_source_save_state (const SySource *self, SyBatch *batch);

/* What an import came to, beside its report. */
typedef struct
{
  gint64 n_replaced;     /* rows of @old that went */
  char *amount_title;    /* NULL: there is no amount */
  char *amount_replaced; /* of them, a decimal text */
} SySourceJoined;

/* How an import joins what there is of its kind. */
typedef struct
{
  SyImportMode mode;
  const char *const *keys; /* role ids, of UPSERT */
  const char *import;      /* id of its report */
  /* Makes of the source (taken) the one that is kept, cleaned or the same; NULL: the import is taken back. */
  SySource *(*settle) (gpointer data, SySource *source, GError **error);
  /* Adds what is to be written in the same transaction. FALSE: the import is taken back. */
  gboolean (*write) (gpointer data,
                     SySource *source,
                     const SyImportReport *report,
                     const SySourceJoined *joined,
                     SyBatch *batch,
                     GError **error);
  gpointer data;
} SySourceJoin;

/* Runs an import into a new relation; see sy_workbook_import_as(). @old: what there is of the kind, or NULL.
 */
SySource *sy_source_import (SyEngine *engine,
                            SyRelations *relations,
                            SyImportPlan *plan,
                            SySource *old,
                            const char *relation,
                            const SySourceJoin *join,
                            SyImportProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GError **error);
/* All roles, no rows. */
SySource *sy_source_new_blank (
    SyEngine *engine, SyRelations *relations, SySourceKind *kind, const char *relation, GError **error);

G_END_DECLS
