/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the templates can't be there with these sources, and why: a missing source or role, and everything
 * that reads what is missing and has no other formula for that case. */
#pragma once

#include "sy-source.h"

G_BEGIN_DECLS

typedef struct _SyAvailability SyAvailability;

SyAvailability *sy_availability_new (SyCatalogue *catalogue, GPtrArray *templates, GPtrArray *sources);
void sy_availability_free (SyAvailability *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyAvailability, sy_availability_free)

/* A sentence that says what is missing, or NULL. Borrowed. */
const char *sy_availability_get_table (SyAvailability *self, const char *id);
const char *sy_availability_get_name (SyAvailability *self, const char *id);
const char *sy_availability_get_source_column (SyAvailability *self, const char *source, const char *id);

/* Is all there that the note tells of? A note about something that is left out is not said. */
gboolean sy_availability_allows_note (SyAvailability *self, const SyTemplateNote *note);

/* The formula that these sources allow: formula=, or otherwise= where that reads what is not there. NULL for
 * a key. Borrowed of the template. */
const char *sy_availability_pick_column_formula (SyAvailability *self, const SyTemplateColumn *column);
const char *sy_availability_pick_value_formula (SyAvailability *self, const SyTemplateValue *value);

/* rows=, where GROUP over columns of several tables does without those that no file brings. Borrowed. */
const char *sy_availability_pick_rows (SyAvailability *self, const SyTemplateTable *table);

G_END_DECLS
