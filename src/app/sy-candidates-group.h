/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the candidates of the matrix of importance from the library of indicators, and tests them. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CANDIDATES_GROUP (sy_candidates_group_get_type ())
G_DECLARE_FINAL_TYPE (SyCandidatesGroup, sy_candidates_group, SY, CANDIDATES_GROUP, AdwPreferencesGroup)

/* @definition: see sy-candidates.h. */
GtkWidget *sy_candidates_group_new (SySession *session, const SyTemplateTable *definition);

G_END_DECLS
