/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a file beside those of the recipe: what is the same, moved, renamed, new, missing; made by
 * sy_recipe_compare(), shown, corrected where a guess is wrong, and handed to sy_recipe_apply(). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SY_DIFFERENCE_SAME,    /* the same header in the same place */
  SY_DIFFERENCE_MOVED,   /* the same header in another place */
  SY_DIFFERENCE_RENAMED, /* another header; a guess or the user's word */
  SY_DIFFERENCE_NEW,     /* a column of the file that the recipe does not know */
  SY_DIFFERENCE_MISSING, /* a column of the recipe that the file has not */
} SyDifferenceState;

typedef struct
{
  SyDifferenceState state;
  char *old_header; /* in the recipe; NULL when NEW */
  char *header;     /* in the file; NULL when MISSING */
  char *role;       /* role id of the recipe's column, or of a new one as recognised; NULL: none */
  char *role_title; /* translated; NULL: none */
  char *reason;     /* a short sentence, translated */
  gboolean sure;    /* FALSE: only the user can tell */
  gboolean required;
  char **candidates; /* headers of the file that could be it, best first; never NULL */
} SyDifferenceItem;

typedef struct _SyDifference SyDifference;
void sy_difference_free (SyDifference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDifference, sy_difference_free)

/* (element-type SyDifferenceItem) the recipe's columns in its order, then the new ones in the file's.
 * Borrowed; holds until the next sy_difference_set_match(). */
GPtrArray *sy_difference_get_items (SyDifference *self);
/* How to call a column of the file where its header is all that is known of it: with its first value where
 * the file has no header and it is “Column 1”. (transfer full) */
char *sy_difference_dup_label (SyDifference *self, const char *header);
/* Whether something differs that is worth to be shown. */
gboolean sy_difference_is_same (SyDifference *self);
/* Whether a column with a role is missing or guessed in a way that only the user can settle. */
gboolean sy_difference_needs_question (SyDifference *self);
/* The user's answer for an item that has an old header: this column of the file is it, or none (NULL). FALSE
 * when there is no such item or header. Settles the item; a column that had the header before loses it. */
gboolean sy_difference_set_match (SyDifference *self, guint item, const char *header);
/* Takes every guess as it stands. */
void sy_difference_accept (SyDifference *self);
/* "renamed: 销售额 → 实收金额(元); moved: 2; new: 备注; missing: 规格", translated; "the same columns". */
char *sy_difference_to_text (SyDifference *self);
/* What is to be asked, one sentence an unsettled column; NULL when there is nothing to ask. */
char *sy_difference_dup_question (SyDifference *self);

G_END_DECLS
