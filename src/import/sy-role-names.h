/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of all roles of one source kind, ready for looking up headers. */
#pragma once

#include "sy-source-kind.h"

G_BEGIN_DECLS

typedef struct
{
  guint role;       /* its place in the kind */
  int rank;         /* among the names of the role, 0 is the best */
  const char *name; /* as written in the kind; borrowed from it */
} SyRoleName;

typedef struct _SyRoleNames SyRoleNames;

const SyRoleNames *sy_role_names_get (SySourceKind *kind);
const GArray *sy_role_names_find (const SyRoleNames *self, const char *normal);
void sy_role_names_count (const SyRoleNames *self, GHashTable *counts);

G_END_DECLS
