/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column plays which role of which source kind: by the names of headers, then by what the columns hold.
 */
#pragma once

#include "sy-column-typer.h"
#include "sy-source-kind.h"

G_BEGIN_DECLS

/* A column as the matcher sees it; all borrowed. */
typedef struct
{
  const char *header;
  const SyColumnEvidence *evidence;
} SyMatchColumn;

/* How one kind fits a table. */
typedef struct
{
  SySourceKind *kind; /* owned */
  guint n_columns;
  const SyRole **roles; /* (array length=n_columns), borrowed from the kind; NULL: none */
  char **reasons;       /* (array length=n_columns), owned */
  guint n_roles;        /* columns with a role */
  guint n_required;     /* required roles that are there or can be derived */
  char **missing;       /* ids of the required roles that are not */
} SyRoleMatch;

char *sy_role_matcher_normalise (const char *header);
char *sy_role_matcher_drop_unit (const char *header);
/* A period may be a month (2023-01); a day may not. */
gboolean sy_role_matcher_takes_months (const SyRole *role);
gboolean sy_role_matcher_says_date (const char *header);
GHashTable *sy_role_matcher_collect_names (GPtrArray *kinds);
SyRoleMatch *sy_role_matcher_match (SySourceKind *kind,
                                    const SyMatchColumn *columns,
                                    guint n_columns,
                                    gboolean file_uses_comma);
char **sy_role_matcher_find_missing (SySourceKind *kind, const char *const *present);
void sy_role_match_free (SyRoleMatch *match);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRoleMatch, sy_role_match_free)

G_END_DECLS
