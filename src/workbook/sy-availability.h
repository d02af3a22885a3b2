/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the templates can't be there with these sources, and why: a missing source or role, and everything
 * that reads what is missing. */
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

G_END_DECLS
