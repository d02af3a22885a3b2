/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans: targets whose period lies within what is looked at, and the part of them that does. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-view-writer-private.h"

gboolean
sy_view_prepare_plan (SyViewWriter *self, GError **error)
{
  return TRUE;
}

char *
sy_view_write_plan (SyViewWriter *self, const SyMeasure *measure, SyViewLevel level)
{
  return NULL;
}
