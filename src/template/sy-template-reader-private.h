/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of templates that other files of data/ have too. */
#pragma once

#include "sy-markup-private.h"
#include "sy-template.h"

G_BEGIN_DECLS

typedef struct
{
  SyTemplate *template;
  const char *language;
  GHashTable *names;  /* ids of parameters and values */
  GHashTable *tables; /* ids of tables; "source:ID" for computed columns of a source */
  GHashTable *charts;
} SyTemplateReading;

/* Adds the parameter to the template. */
gboolean
sy_template_reading_take_parameter (SyTemplateReading *self, const SyMarkupNode *node, GError **error);
/* The computed columns of a source. */
gboolean sy_template_reading_take_source (SyTemplateReading *self, const SyMarkupNode *node, GError **error);
/* Adds the columns of @node to @table. */
gboolean sy_template_reading_take_columns (SyTemplateReading *self,
                                           SyTemplateTable *table,
                                           const SyMarkupNode *node,
                                           GError **error);
/* Is the formula in @attribute, or of the element itself when NULL, well written? */
gboolean sy_template_reading_check_formula (const SyMarkupNode *node, const char *attribute, GError **error);

G_END_DECLS
