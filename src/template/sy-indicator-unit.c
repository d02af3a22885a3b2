/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The units of indicators: few ways to show a number, more names to put behind it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-indicator.h"

static const SyIndicatorUnit units[] = {
  { "percent", SY_UNIT_PERCENT, 2, NULL, FALSE },
  { "currency", SY_UNIT_CURRENCY, 2, NULL, FALSE },
  { "ratio", SY_UNIT_NUMBER, 4, NULL, FALSE },
  { "count", SY_UNIT_NUMBER, 4, NULL, FALSE },
  { "amount", SY_UNIT_NUMBER, 4, NULL, FALSE },
  { "rank", SY_UNIT_NUMBER, 2, NULL, FALSE },
  { "persons", SY_UNIT_NUMBER, 2, N_ ("persons"), FALSE },
  { "days", SY_UNIT_NUMBER, 2, N_ ("days"), FALSE },
  { "hours", SY_UNIT_NUMBER, 2, N_ ("hours"), FALSE },
  { "minutes", SY_UNIT_NUMBER, 2, N_ ("minutes"), FALSE },
  { "seconds", SY_UNIT_NUMBER, 2, N_ ("seconds"), FALSE },
  { "years", SY_UNIT_NUMBER, 2, N_ ("years"), FALSE },
  { "times", SY_UNIT_NUMBER, 4, N_ ("times"), FALSE },
  { "sqm", SY_UNIT_NUMBER, 2, N_ ("m²"), FALSE },
  { "currency-per-person", SY_UNIT_CURRENCY, 2, N_ ("per person"), FALSE },
  { "currency-per-sqm", SY_UNIT_CURRENCY, 2, N_ ("per m²"), FALSE },
  { "units-per-sku", SY_UNIT_NUMBER, 2, N_ ("pieces per SKU"), FALSE },
  { "date", SY_UNIT_DATE, 0, NULL, FALSE },
  { "id", SY_UNIT_NONE, 0, NULL, TRUE },
};

const SyIndicatorUnit *
sy_indicator_unit_find (const char *id)
{
  for (guint i = 0; id && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].id, id))
      return &units[i];
  return NULL;
}

const char *
sy_indicator_unit_get_name (const SyIndicatorUnit *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->name ? _ (self->name) : NULL;
}
