/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a spreadsheet's number format says about a number: a date, a time, a percentage, or nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SY_NUMBER_FORMAT_PLAIN,
  SY_NUMBER_FORMAT_PERCENT,
  SY_NUMBER_FORMAT_DATE,     /* with a day, month or year; maybe a time too */
  SY_NUMBER_FORMAT_TIME,     /* hours, minutes, seconds only */
  SY_NUMBER_FORMAT_DURATION, /* [h]:mm and the like: hours beyond a day */
} SyNumberFormat;

SyNumberFormat sy_number_format_parse (const char *code);
SyNumberFormat sy_number_format_builtin (guint id);

G_END_DECLS
