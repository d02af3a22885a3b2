/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparable stores. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-view-writer-private.h"

gboolean
sy_view_prepare_stores (SyViewWriter *self, SyEngine *engine, GError **error)
{
  return TRUE;
}

char *
sy_view_write_comparable (SyViewWriter *self, SySource *source)
{
  return NULL;
}
