/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in calendar as a source; days that a file brought stand over its own, and add to them. */
#pragma once

#include "sy-source.h"

G_BEGIN_DECLS

#define SY_CALENDAR_KIND "calendar"

/* All its roles, and what @imported (nullable, kept) has beside them; the rows are made when they are read.
 * NULL when the catalogue has no calendar, or no source of this kind. */
SySource *sy_calendar_source_new (SyCatalogue *catalogue, SySource *imported);
/* Its rows: whole years, from the one before the first date of @sources (element-type SySource) to the one
 * after the last. */
SyRelation *sy_calendar_source_compute (const SySource *self,
                                        SyCalendar *calendar,
                                        GPtrArray *sources,
                                        SyRelations *relations,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
