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
  GPtrArray *choosing; /* (element-type SyChoosing) columns whose words are looked up at the end; or NULL */
} SyTemplateReading;

/* The attributes of <column> that say how its cells are typed. */
#define SY_TYPED_ATTRIBUTES " choices lines minimum maximum link readonly"

/* A column whose cells are chosen from words, which may stand behind it. */
typedef struct
{
  SyTemplateColumn *column;
  const SyMarkupNode *node;
} SyChoosing;

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
/* sy-template-input.c: how the cells of INPUT tables are typed. The column has its type, unit and formula. */
gboolean sy_template_reading_take_typed (SyTemplateReading *self,
                                         const SyTemplateTable *table,
                                         SyTemplateColumn *column,
                                         const SyMarkupNode *node,
                                         GError **error);
/* A table with its columns and rows: can its rows be fixed, and those of its columns read-only? */
gboolean sy_template_reading_take_fixed (SyTemplateTable *table, const SyMarkupNode *node, GError **error);
/* When all is read: the words of the choices. */
gboolean sy_template_reading_find_choices (SyTemplateReading *self, GError **error);

/* sy-template-worksheet.c: what a kind of worksheet has beside the parts of a template. */
/* @rules, and those of <template> once more for <worksheet>; made once. */
const SyMarkupRule *sy_template_worksheet_rules (const SyMarkupRule *rules);
/* Subject and business lines of the root element. */
gboolean sy_template_worksheet_take_head (SyTemplate *template, const SyMarkupNode *root, GError **error);
/* Do the ids of all parts begin with that of the kind? */
gboolean sy_template_worksheet_check_ids (SyTemplate *template, const SyMarkupNode *root, GError **error);
/* Is the formula in @attribute, or of the element itself when NULL, well written? */
gboolean sy_template_reading_check_formula (const SyMarkupNode *node, const char *attribute, GError **error);

G_END_DECLS
