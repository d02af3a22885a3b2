/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All templates, source kinds and calendars there are: those that came with the program and the user's own.
 */
#pragma once

#include "sy-calendar.h"
#include "sy-indicator.h"
#include "sy-case.h"
#include "sy-template-reader.h"

G_BEGIN_DECLS

#define SY_TYPE_CATALOGUE (sy_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (SyCatalogue, sy_catalogue, SY, CATALOGUE, GObject)

/* Looks in $STEELYARD_DATA, else the installed data folder, and in the user's data folder
 * (steelyard/templates, steelyard/worksheets, steelyard/calendars). A broken file of the user is skipped and
 * told by get_problems. */
SyCatalogue *sy_catalogue_new (const char *language, GError **error);
const char *sy_catalogue_get_language (SyCatalogue *self);
GPtrArray *sy_catalogue_get_templates (SyCatalogue *self); /* (element-type SyTemplate) */
GPtrArray *sy_catalogue_get_kinds (SyCatalogue *self);     /* (element-type SySourceKind) */
GPtrArray *sy_catalogue_get_calendars (SyCatalogue *self); /* (element-type SyCalendar) */
/* The one that workbooks read: the user's own where there is one (the last by name), else the built-in one;
 * NULL when there is none at all. */
SyCalendar *sy_catalogue_get_calendar (SyCatalogue *self);
char **sy_catalogue_get_problems (SyCatalogue *self);
SySourceKind *sy_catalogue_find_kind (SyCatalogue *self, const char *id);
/* By id, or by the path of a file; the error lists the ids there are. A kind of worksheet is found too: as a
 * template it is an analysis of its own rows. */
SyTemplate *sy_catalogue_find_template (SyCatalogue *self, const char *id_or_path, GError **error);
/* Kinds of worksheets, which are in no list of templates; the user's own lie in steelyard/worksheets of the
 * user's data folder. (element-type SyTemplate) */
GPtrArray *sy_catalogue_get_worksheets (SyCatalogue *self);
/* By id, or by the path of a file; the error lists the ids there are. Borrowed. */
SyTemplate *sy_catalogue_find_worksheet (SyCatalogue *self, const char *id_or_path, GError **error);
/* Writes @text, a template's XML, into the user's folder under @title, which is its title in every language
 * from then on; a kept one of the same title gives way. The catalogue's, borrowed. */
SyTemplate *
sy_catalogue_keep_template (SyCatalogue *self, const char *text, const char *title, GError **error);
/* Cases to learn from, those that came with the program first; the user's own lie in steelyard/cases of the
 * user's data folder. (element-type SyCase) */
GPtrArray *sy_catalogue_get_cases (SyCatalogue *self);
/* By id, or by the path of a file; the error lists the ids there are. */
SyCase *sy_catalogue_find_case (SyCatalogue *self, const char *id_or_path, GError **error);
/* The template and all it uses, used ones first, each once. (element-type SyTemplate) */
GPtrArray *sy_catalogue_resolve (SyCatalogue *self, SyTemplate *template, GError **error);

/* They are read when they are first asked for: here with an error where a file of them is broken; below there
 * are then none. */
gboolean sy_catalogue_load_indicators (SyCatalogue *self, GError **error);
GPtrArray *sy_catalogue_get_indicators (SyCatalogue *self); /* (element-type SyIndicator), domain by domain */
/* By id, title or alias, without case, full-width forms and punctuation; else an error that names the
 * nearest. */
SyIndicator *sy_catalogue_find_indicator (SyCatalogue *self, const char *id_or_title, GError **error);
/* Best first: by names, then pinyin or its initials (hyl, huiyuan), formulas, meanings; every word of @text
 * must be found. All in their order for an empty text. (transfer container) (element-type SyIndicator) */
GPtrArray *sy_catalogue_search_indicators (SyCatalogue *self, const char *text);

G_END_DECLS
