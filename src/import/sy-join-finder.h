/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of several sheets that come together, which are looked up in which: by columns that share their values. */
#pragma once

#include "sy-import-plan.h"

G_BEGIN_DECLS

/* One sheet that is looked up in. */
typedef struct
{
  guint other;       /* place in the list of plans */
  SySheetJoin *join; /* owned; read already */
  double share;      /* 0…1: rows of those looked at that find theirs */
  gboolean useful;   /* something is missing without it; FALSE: either sheet is a table of its own */
  char *reason;      /* "订单号 is in both; 100 % of its values are found" */
} SyJoinLink;

typedef struct
{
  guint base;       /* place in the list of plans of the one with a row for each */
  GPtrArray *links; /* (element-type SyJoinLink), in the order in which they are looked up */
  gboolean useful;  /* one of them is */
} SyJoinProposal;

/* @plans (element-type SyImportPlan). Reads the sheets that may be looked up in. NULL: they share nothing, or
 * it was cancelled. */
SyJoinProposal *sy_join_finder_find (GPtrArray *plans, GCancellable *cancellable);
void sy_join_proposal_free (SyJoinProposal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyJoinProposal, sy_join_proposal_free)
/* Joins what is looked up: all of it, or what is useful only. */
gboolean sy_join_proposal_apply (
    const SyJoinProposal *self, SyImportPlan *base, gboolean all, GCancellable *cancellable, GError **error);
gboolean sy_import_plan_is_complete (const SyImportPlan *plan);

G_END_DECLS
