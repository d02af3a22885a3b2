/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the words by which indicators are sorted are called. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-indicator.h"

static const struct
{
  const char *id;
  const char *title;
} labels[] = {
  { "guidance", N_ ("Day-to-day guidance") },
  { "operations", N_ ("Operations analysis") },
  { "strategy", N_ ("Business strategy") },
  { "planning", N_ ("Strategic planning") },
  { "sales", N_ ("Sales") },
  { "goods", N_ ("Goods") },
  { "finance", N_ ("Finance") },
  { "staff", N_ ("Staff") },
  { "production", N_ ("Production") },
  { "logistics", N_ ("Logistics") },
  { "people", N_ ("People") },
  { "place", N_ ("Place") },
  { "money", N_ ("Money") },
};

const char *
sy_indicator_label (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].id, id) == 0)
      return _ (labels[i].title);
  return id;
}
