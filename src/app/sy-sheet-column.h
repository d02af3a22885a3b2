/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of a form: what its cells take, and what they offer. */
#pragma once

#include "sy-table.h"
#include "sy-template.h"

G_BEGIN_DECLS

typedef enum
{
  SY_SHEET_TEXT,
  SY_SHEET_NUMBER,
  SY_SHEET_DATE,
  SY_SHEET_CHOICE,   /* one of the choices and nothing else */
  SY_SHEET_COMPUTED, /* by a formula: to look at */
} SySheetKind;

typedef struct
{
  char *text;   /* what the cell keeps */
  char *title;  /* what is shown for it */
  char *search; /* case folded: title, other titles, pinyin and its initials */
} SySheetChoice;

typedef struct
{
  char *id, *title, *description;
  SySheetKind kind;
  SyUnit unit;
  gboolean is_long;  /* several lines */
  gboolean is_fixed; /* can't be changed here */
  gboolean may_link;
  gboolean is_right;   /* numbers */
  GPtrArray *choices;  /* (element-type SySheetChoice) what is offered; NULL: nothing */
  char *choice_column; /* "table[column]" whose values are to be offered; NULL */
  guint index;         /* among the columns of the definition or of the table */
} SySheetColumn;

/* Of a typed table; @index: among the definition's columns. */
SySheetColumn *sy_sheet_column_new (const SyTemplateColumn *definition, guint index);
/* Of a table that is computed. */
SySheetColumn *sy_sheet_column_new_computed (const SyTableColumn *look, guint index);
void sy_sheet_column_free (gpointer column);
/* What is offered from now on, such as the values of another table. */
void sy_sheet_column_set_choices (SySheetColumn *self, const char *const *texts);
/* By what the cell keeps or by the title; NULL: it is none of the choices. */
const SySheetChoice *sy_sheet_column_find_choice (const SySheetColumn *self, const char *text);

G_END_DECLS
