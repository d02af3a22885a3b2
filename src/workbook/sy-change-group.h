/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several changes that are one step for the user, as one text of the history. */
#pragma once

#include "sy-history.h"

G_BEGIN_DECLS

/* (element-type SyChange) owned by the array. */
GPtrArray *sy_change_group_new (void);
void sy_change_group_add (
    GPtrArray *group, SyChangeKind kind, const char *target, const char *before, const char *after);
/* The text of what stood before them, or stands after. */
char *sy_change_group_write (GPtrArray *group, gboolean before);
/* The changes of such a text; what is to be applied stands in “after”. NULL when it is none. */
GPtrArray *sy_change_group_read (const char *text);

G_END_DECLS
