/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files or sheets that come together and share a key: the offer to look one up for each row of the other. */
#pragma once

#include "sy-window-private.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* What a question is asked about. */
typedef struct
{
  GPtrArray *items;   /* (element-type SyIncoming) that were looked at */
  guint base;         /* of them, the one with a row for each */
  gboolean *consumed; /* (array) of them, those that are no table of their own any more */
  SyImportPlan *plan; /* of the base, joined; taken by whoever accepts */
  char *text;         /* of the question */
} SyJoinOffer;

/* @item is on its way, @waiting (element-type SyIncoming) come behind it. NULL: there is nothing to offer.
 * Blocks; from any thread. */
SyJoinOffer *sy_join_offer_find (SyWorkbook *workbook,
                                 const SyIncoming *item,
                                 const SyImportPlan *plan,
                                 GPtrArray *waiting,
                                 GCancellable *cancellable);
void sy_join_offer_free (SyJoinOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyJoinOffer, sy_join_offer_free)
/* The kind that files like this one are looked up in for, where it is nothing by itself; NULL: it comes in by
 * itself. Blocks. (transfer full): the file of the recipe. */
char *sy_join_find_user (SyWorkbook *workbook, const char *path, const SyImportPlan *plan);

/* Asks; @answered gets whether to join. */
typedef void (*SyJoinAnswered) (gboolean join, gpointer data);
void sy_join_offer_ask (const SyJoinOffer *self, GtkWindow *parent, SyJoinAnswered answered, gpointer data);

G_END_DECLS
