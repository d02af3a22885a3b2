/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in calendar as a source, for workbooks into which no calendar was imported. */
#pragma once

#include "sy-source.h"

G_BEGIN_DECLS

#define SY_CALENDAR_KIND "calendar"

/* All its roles; the rows are made when they are read. NULL when the catalogue has no calendar, or no source
 * of this kind. */
SySource *sy_calendar_source_new (SyCatalogue *catalogue);
/* Its rows: whole years, from the one before the first date of @sources (element-type SySource) to the one
 * after the last. */
SyRelation *sy_calendar_source_compute (const SySource *self,
                                        SyCalendar *calendar,
                                        GPtrArray *sources,
                                        SyRelations *relations,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
