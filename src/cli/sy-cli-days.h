/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard list calendars and days: what the calendar says. */
#pragma once

#include "sy-catalogue.h"
#include "sy-cli-options.h"

G_BEGIN_DECLS

gboolean sy_cli_list_calendars (const SyCliOptions *options, SyCatalogue *catalogue, GError **error);
/* @options: after "days" a year, a month or a day. */
gboolean sy_cli_list_days (const SyCliOptions *options, SyCatalogue *catalogue, GError **error);

G_END_DECLS
