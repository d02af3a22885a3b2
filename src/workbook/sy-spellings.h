/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of how the texts of a source are spelled. Formulas compare texts without case; where no two
 * texts of a column differ in case alone, that is the same as comparing them as they are stored, which takes
 * the engine a fraction of the time. */
#pragma once

#include "sy-model.h"
#include "sy-source.h"

G_BEGIN_DECLS

/* See sy_spellings_attach(). */
typedef struct _SySpellings SySpellings;
void sy_spellings_free (SySpellings *self);

/* Tells the columns of the model's table which of them are stored as lists in which no two texts differ in
 * case alone. Never fails: without it the same comes out. Safe from any thread. */
void sy_spellings_attach (SyEngine *engine, SySource *source, SyModelTable *table);

typedef enum
{
  SY_SPELLINGS_SEVERAL, /* some texts differ in case alone */
  SY_SPELLINGS_ONE,
  SY_SPELLINGS_SORTED, /* one of each, and they come in the same order with and without case */
} SySpellingsKind;

/* Looks through all rows of a relation. FALSE: it was broken off. */
gboolean sy_spellings_look (SyEngine *engine,
                            const char *relation,
                            const char *column,
                            SySpellingsKind *kind,
                            GCancellable *cancellable);

G_END_DECLS
