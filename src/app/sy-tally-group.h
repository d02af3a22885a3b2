/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check sheet as large buttons: a click counts one more, a second button sends the tally to its charts. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_TALLY_GROUP (sy_tally_group_get_type ())
G_DECLARE_FINAL_TYPE (SyTallyGroup, sy_tally_group, SY, TALLY_GROUP, AdwPreferencesGroup)

/* @definition: of the template that the session works with; see sy-tally.h. */
GtkWidget *sy_tally_group_new (SySession *session, const SyTemplateTable *definition);
/* Reads the counts again. */
void sy_tally_group_update (SyTallyGroup *self);

G_END_DECLS
