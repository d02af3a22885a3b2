/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One formula of a template as it is listed: where it stands, and how it reads now. Without widgets. */
#pragma once

#include "sy-template-text.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  SyTemplatePart kind;
  SyTemplate *template; /* that it is written in */
  char *owner;          /* id of table or source; of values and parameters their own */
  char *column;         /* NULL: no column */
  char *group;          /* heading of the list: the table's title … */
  char *title, *description;
  const char *attribute; /* where it stands in the XML */
  char *text;
  SyUnit unit;
} SyMethodPart;

void sy_method_part_free (SyMethodPart *self);
/* All of @workbook that can be changed: those of the template and of what it uses.
 * (element-type SyMethodPart) */
GPtrArray *sy_method_part_list (SyWorkbook *workbook);
/* The table of @model whose row the formula is in; NULL: none. */
SyModelTable *sy_method_part_find_table (const SyMethodPart *self, SyModel *model);
/* Is @text good in the place of the formula? Errors begin with the place, “line:column: ”. */
gboolean sy_method_part_check (const SyMethodPart *self, SyModel *model, const char *text, GError **error);
/* What can stand in the place of the formula, in words. */
const char *sy_method_part_get_hint (const SyMethodPart *self);
/* The XML of the template of @workbook with @text in that place: as the document's own where it is a built-in
 * one. */
char *
sy_method_part_change (const SyMethodPart *self, SyWorkbook *workbook, const char *text, GError **error);

G_END_DECLS
