/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 管理层次与业务线: two choices that leave only what is tagged so. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_TAG_FILTER (sy_tag_filter_get_type ())
G_DECLARE_FINAL_TYPE (SyTagFilter, sy_tag_filter, SY, TAG_FILTER, GtkBox)

/* Signal "changed": another level or line was chosen. */

GtkWidget *sy_tag_filter_new (void);
/* Whether anything is left out at all. */
gboolean sy_tag_filter_is_set (SyTagFilter *self);
/* Whether what is tagged with @levels and @lines (NULL-terminated; NULL: untagged) stays. Untagged things
 * stay as long as nothing is chosen. */
gboolean sy_tag_filter_accepts (SyTagFilter *self, const char *const *levels, const char *const *lines);
/* Back to all. */
void sy_tag_filter_clear (SyTagFilter *self);

G_END_DECLS
