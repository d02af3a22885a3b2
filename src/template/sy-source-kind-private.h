/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the reader builds a source kind. */
#pragma once

#include "sy-source-kind.h"

G_BEGIN_DECLS

SySourceKind *sy_source_kind_new (const char *id, const char *title);
/* Takes @role, which g_new0 () made. */
void sy_source_kind_take_role (SySourceKind *self, SyRole *role);
void sy_source_kind_set_names (SySourceKind *self, char **names);
void sy_source_kind_set_key (SySourceKind *self, char **roles);
void sy_source_kind_set_period (SySourceKind *self, char **roles);
/* Place among the kinds, lowest first. */
void sy_source_kind_set_order (SySourceKind *self, gint64 order);
gint64 sy_source_kind_get_order (SySourceKind *self);
void sy_role_free (SyRole *role);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRole, sy_role_free)

G_END_DECLS
