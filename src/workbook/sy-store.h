/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables in which a workbook is written down: in a document they are what is kept of it. */
#pragma once

#include "sy-journal.h"

G_BEGIN_DECLS

#define SY_STORE_FORMAT 2
/* Before the kind: the import that stands for all that a document of format 1 had. */
#define SY_STORE_LEGACY_IMPORT "first-"

/* What an engine's tables say it is. */
typedef enum
{
  SY_STORE_EMPTY,   /* nothing in it yet */
  SY_STORE_OURS,    /* a document of a format we read */
  SY_STORE_NEWER,   /* written by a newer version */
  SY_STORE_FOREIGN, /* a database of another program */
} SyStoreKind;

gboolean sy_store_inspect (SyEngine *engine, SyStoreKind *kind, GError **error);
/* Makes the tables of a new workbook. */
gboolean sy_store_create (SyEngine *engine, GError **error);
/* Adds what a document of an older format lacks; nothing to do otherwise. Documents that can't be written
 * stay as they are: ask sy_store_has_table() before reading what format 1 did not have. */
gboolean sy_store_upgrade (SyEngine *engine, GError **error);
gboolean sy_store_has_table (SyEngine *engine, const char *table);
/* Drops what an interrupted session left: staging tables and relations that no source has or had. After
 * sy_store_upgrade(). */
void sy_store_clean (SyEngine *engine);

/* Settings of the document by name. */
void sy_store_set (SyBatch *batch, const char *key, const char *value);
char *sy_store_dup (SyEngine *engine, const char *key);

G_END_DECLS
