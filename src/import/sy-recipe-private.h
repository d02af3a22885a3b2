/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recipe holds, for the files that make, compare and apply it. */
#pragma once

#include "sy-column-print.h"
#include "sy-recipe.h"

G_BEGIN_DECLS

typedef struct
{
  char *header; /* in the file */
  char *name;   /* in the table, where that is not the header; NULL */
  char *role;   /* or NULL */
  guint index;  /* of the sheet */
  SyColumnType type;
  guint scale;
  SyColumnReading reading;
  gboolean type_by_hand;
  gboolean left_out;
  SyColumnPrint *print;
} SyRecipeColumn;

struct _SyRecipe
{
  gatomicrefcount ref_count;
  char *kind; /* or NULL */
  char *file;
  char *pattern;
  char *sheet; /* name; NULL: the file has none */
  gboolean sheet_by_hand;
  gboolean header_by_hand;
  guint64 header_row;
  guint n_header_rows;
  gboolean unpivot;
  gboolean keep_footer;
  char *encoding, *delimiter, *quote, *escape; /* asked for; NULL: recognised */
  gboolean has_mode;
  SyImportMode mode;
  GStrv keys;         /* never NULL */
  GPtrArray *columns; /* (element-type SyRecipeColumn) */
};

SyRecipeColumn *sy_recipe_get_column (const SyRecipe *self, guint i);
/* "金额（元）" → "金额": normalised, without what stands in parentheses. */
char *sy_recipe_normalise_without_unit (const char *header);

G_END_DECLS
