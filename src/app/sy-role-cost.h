/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file does not bring, and which analyses that costs. */
#pragma once

#include "sy-catalogue.h"
#include "sy-importer.h"

G_BEGIN_DECLS

typedef struct
{
  char *role;        /* id */
  char *title;       /* translated */
  gboolean required; /* without it nothing can be imported */
  char **tables;     /* titles of the tables that can't be computed without it; never NULL */
} SyRoleCost;
void sy_role_cost_free (SyRoleCost *self);

/**
 * sy_role_cost_list:
 * @templates: (element-type SyTemplate): resolved ones, used ones first
 * @kind: what the file is
 * @present: ids of the roles that its columns have, NULL-terminated
 *
 * Each role is looked at by itself, as if all else were there. Roles that follow from others, and roles that
 * nothing asks for, are not listed. Takes some milliseconds a role: (any thread).
 *
 * Returns: (transfer full) (element-type SyRoleCost): required roles first
 */
GPtrArray *sy_role_cost_list (SyCatalogue *catalogue,
                              GPtrArray *templates,
                              SySourceKind *kind,
                              const char *const *present);

G_END_DECLS
