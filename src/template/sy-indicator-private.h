/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the reader builds an indicator, and how the library finishes it. */
#pragma once

#include "sy-indicator.h"

G_BEGIN_DECLS

struct _SyIndicator
{
  GObject parent_instance;

  char *id;
  char *title;
  char **titles;
  char **aliases;
  char *meaning;
  char **meanings; /* of every language, for the search */
  char **edges;
  char *domain;
  char *domain_title;
  guint order; /* of the domain */
  char *view;
  char **levels;
  char **lines;
  const SyIndicatorUnit *unit;
  int direction;
  SyIndicatorGrain grain;
  GPtrArray *inputs;   /* (element-type SyIndicatorInput) */
  GPtrArray *warnings; /* (element-type SyIndicatorWarning) */
  char *formula;
  char *from_data;

  /* By the library. */
  GPtrArray *parameters; /* (element-type SyTemplateParameter, borrowed) */
  GPtrArray *helpers;    /* (element-type SyTemplateTable, borrowed) */
  SyTemplate *shared;    /* owns both */
  char **helper_columns;
  char **needs;
  GHashTable *input_needs; /* input id → GStrv */
  gboolean is_from_data;
};

SyIndicator *sy_indicator_new (void);

G_END_DECLS
