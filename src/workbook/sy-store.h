/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables in which a workbook is written down: in a document they are what is kept of it. */
#pragma once

#include "sy-journal.h"

G_BEGIN_DECLS

#define SY_STORE_FORMAT 1

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
/* Drops what an interrupted session left: staging tables and relations of sources that no source has. */
void sy_store_clean (SyEngine *engine);

/* Settings of the document by name. */
void sy_store_set (SyBatch *batch, const char *key, const char *value);
char *sy_store_dup (SyEngine *engine, const char *key);

G_END_DECLS
