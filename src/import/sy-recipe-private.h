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
  gboolean joined; /* looked up in another sheet */
  SyColumnPrint *print;
} SyRecipeColumn;

/* A sheet that is looked up in. */
typedef struct
{
  char *file;      /* base name */
  char *sheet;     /* NULL: the file has none, or one */
  GStrv own, keys; /* headers of the key in the sheet that looks up, and in this one */
} SyRecipeJoin;

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
  gboolean keep_blanks;
  char *encoding, *delimiter, *quote, *escape; /* asked for; NULL: recognised */
  gboolean has_mode;
  SyImportMode mode;
  GStrv keys;         /* never NULL */
  GPtrArray *columns; /* (element-type SyRecipeColumn) */
  GPtrArray *joins;   /* (element-type SyRecipeJoin), one after the other */
};

void sy_recipe_join_free (gpointer join);
void sy_recipe_take_joins (SyRecipe *self, const SyImportPlan *plan);
void sy_recipe_copy_joins (SyRecipe *self, const SyRecipe *from);
void sy_recipe_write_joins (const SyRecipe *self, GKeyFile *file);
void sy_recipe_read_joins (SyRecipe *self, GKeyFile *file);
gboolean sy_recipe_join_again (SyRecipe *self,
                               SyImportPlan *plan,
                               const SyReadOptions *options,
                               GCancellable *cancellable,
                               GError **error);

SyRecipeColumn *sy_recipe_get_column (const SyRecipe *self, guint i);
/* "金额（元）" → "金额": normalised, without what stands in parentheses. */
char *sy_recipe_normalise_without_unit (const char *header);

G_END_DECLS
