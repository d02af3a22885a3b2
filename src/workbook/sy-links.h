/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the linked cells of all typed tables lead: bound once for a plan, with circles found before anything
 * is computed. Immutable; safe from any thread. */
#pragma once

#include "sy-plan.h"
#include "sy-worksheet.h"

G_BEGIN_DECLS

typedef struct
{
  guint row, column; /* of the typed rows and the definition's columns, from 0 */
  SyLinkKind kind;
  char *target;
  SyExpression *bound; /* FORMULA: NULL with a problem */
  char *problem;       /* it names what is not there, or a circle; or NULL */
} SyPlannedLink;

typedef struct _SyLinks SyLinks;
/* @model: of the plan, bound. Both are kept by whoever keeps the links. */
SyLinks *sy_links_new (SyPlan *plan, SyModel *model);
void sy_links_free (SyLinks *self);
/* (element-type SyPlannedLink): by row and column; NULL when the table has none. */
GPtrArray *sy_links_get (SyLinks *self, const SyModelTable *table);
/* Does a cell of @table that reads @bound close a circle? The way in words, or NULL. (transfer full) */
char *sy_links_find_circle (SyLinks *self, const SyModelTable *table, SyExpression *bound);

G_END_DECLS
