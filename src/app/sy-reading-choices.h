/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said by hand of how a file is read: encoding, delimiter, quotes, year, order of day and month.
 * The first choice of each is what was recognised. */
#pragma once

#include <gio/gio.h>

#include "sy-overrule.h"

G_BEGIN_DECLS

/* @what: SY_OVERRULE_ENCODING, _DELIMITER, _QUOTE, _ESCAPE, _YEAR or _ORDER, in all of these. */

/* (transfer full): the titles of the choices. @selected: (out): the one that holds for the plan. */
GListModel *sy_reading_choices_new_list (SyOverruleWhat what, const SyImportPlan *plan, guint *selected);

/* The message that one of them is; NULL: there is no such choice. */
SyOverrule *sy_reading_choices_new_message (SyOverruleWhat what, guint index);

/* Whether the plan has that guess at all: a workbook has no delimiter. */
gboolean sy_reading_choices_suits (SyOverruleWhat what, const SyImportPlan *plan);

G_END_DECLS
