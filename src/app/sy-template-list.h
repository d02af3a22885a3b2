/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates to choose from, under headings, found by title, id, pinyin and what they are for: the list of
 * analyses, and that of kinds of worksheets. */
#pragma once

#include <adwaita.h>

#include "sy-template.h"

G_BEGIN_DECLS

#define SY_TYPE_TEMPLATE_LIST (sy_template_list_get_type ())
G_DECLARE_FINAL_TYPE (SyTemplateList, sy_template_list, SY, TEMPLATE_LIST, AdwBin)
/* Signals
 *   "chosen" (SyTemplate) — by a click, or by Enter, in the search too
 *   "filtered" — other rows are shown now
 *   "left" — Escape in the search */

/* @name: for screen readers; @empty: what is said when nothing fits. */
GtkWidget *sy_template_list_new (const char *name, const char *empty);
/* The search of the list, to stand wherever its window wants it; typing anywhere in @window goes there. */
GtkWidget *sy_template_list_new_search (SyTemplateList *self,
                                        GtkWidget *window,
                                        const char *name,
                                        const char *placeholder);

typedef struct
{
  guint group;         /* groups come in this order, templates of one as they are added */
  const char *heading; /* of the group */
  const char *found;   /* what else it is found by; NULL */
  const char *missing; /* what it needs or lacks; NULL */
} SyTemplateListPlace;
void sy_template_list_add (SyTemplateList *self, SyTemplate *template, const SyTemplateListPlace *place);

/* A further condition, beside the search; called until the list goes. */
typedef gboolean (*SyTemplateListFilter) (SyTemplate *template, gpointer data);
void sy_template_list_set_filter (SyTemplateList *self, SyTemplateListFilter filter, gpointer data);
/* The condition has changed. */
void sy_template_list_refilter (SyTemplateList *self);
/* @all: (out) (optional): how many there are; returns how many are shown. */
guint sy_template_list_count (SyTemplateList *self, guint *all);

G_END_DECLS
