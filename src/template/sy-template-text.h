/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes to a template as text: one attribute or title of the XML becomes another, and every other character
 * of the file stays as it is – comments, order, translations. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A part of a template that can be changed. */
typedef enum
{
  SY_TEMPLATE_PART_COLUMN,        /* of a table */
  SY_TEMPLATE_PART_SOURCE_COLUMN, /* computed on a source */
  SY_TEMPLATE_PART_VALUE,
  SY_TEMPLATE_PART_PARAMETER, /* its default */
  SY_TEMPLATE_PART_TABLE,     /* which rows it has, in which order; a blank attribute is taken out */
  SY_TEMPLATE_PART_CHART,     /* what it shows of its table; likewise */
} SyTemplatePart;

/* Is the root element <template>? The rest need not be well-formed. */
gboolean sy_template_text_is_template (const char *text);

/* @id: of the table, source, value, parameter or chart; @column: of columns, else NULL. @attribute:
 * "formula", "otherwise", "default", "rows", "where" …; it is added where it is not there. @value: as it is
 * meant, without entities.
 * @text: a well-formed template. SY_TEMPLATE_ERROR_MISSING when there is no such part. */
char *sy_template_text_set_formula (const char *text,
                                    SyTemplatePart part,
                                    const char *id,
                                    const char *column,
                                    const char *attribute,
                                    const char *value,
                                    GError **error);
/* Is the part in this text, and not in that of a template it uses? */
gboolean
sy_template_text_has_part (const char *text, SyTemplatePart part, const char *id, const char *column);
/* Puts a copy of the part (for columns of tables the whole table), which stands in @from, before the first
 * table or value of @text, with replaces="yes": it takes the place of the one of the used template. */
char *sy_template_text_take_part (const char *text,
                                  const char *from,
                                  SyTemplatePart part,
                                  const char *id,
                                  const char *column,
                                  GError **error);
/* The same with another level of management on its root (guidance, operations, strategy, planning). */
char *sy_template_text_set_level (const char *text, const char *level);
/* The same template under another id. @title: in all languages from now on; NULL: each title stays, and says
 * behind it that it is the user's own. */
char *sy_template_text_set_head (const char *text, const char *id, const char *title);

G_END_DECLS
