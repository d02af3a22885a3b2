/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drawings of words share: wrapped texts, tinted panels, signs of state, and “+12 more” where there is
 * no room. */
#pragma once

#include "sy-chart-layout-private.h"

G_BEGIN_DECLS

/* What is done looks different from what is not in form as well as colour. */
typedef enum
{
  SY_STATE_NONE, /* no state given */
  SY_STATE_OPEN,
  SY_STATE_BUSY,
  SY_STATE_DONE,
} SyDrawingState;

/* --- points --- */
/* "" where there is none. */
const char *sy_drawing_get_text (SyChartLayout *self, SyChartText kind, guint point);
const char *sy_drawing_get_category (SyChartLayout *self, guint point);
/* The class of the item, "" for none. */
const char *sy_drawing_get_class (SyChartLayout *self, guint point);
/* NAN where there is no such series or value. */
double sy_drawing_get_value (SyChartLayout *self, SyChartRole role, guint point);
char *sy_drawing_dup_value (SyChartLayout *self, SyChartRole role, guint point);
gboolean sy_drawing_has_item (SyChartLayout *self, guint point);
SyDrawingState sy_drawing_get_state (SyChartLayout *self, guint point);
SyDrawingState sy_chart_find_state (SyChart *chart, const char *class_name);
/* Distinct texts in order: the keys, then what points have; not "". (element-type utf8) borrowed; @index gets
 * the number + 1 of each. */
GPtrArray *sy_drawing_list (
    SyChartLayout *self, SyChartKeys keys, SyChartText kind, gboolean by_category, GHashTable **index);

/* --- texts --- */
/* A text no wider than @width in up to @max_lines lines; measured. */
SyChartLabel *
sy_drawing_new_text (SyChartLayout *self, SyLabelRole role, const char *text, double width, int max_lines);
SyChartLabel *sy_drawing_new_prose (SyChartLayout *self, const char *text, double width, int max_lines);
/* Takes @label and puts it there. */
void sy_drawing_put (SyChartLayout *self, SyChartLabel *label, double x, double y, SyColor color);
/* The height of a text as above, 0 for "". */
double
sy_drawing_measure (SyChartLayout *self, SyLabelRole role, const char *text, double width, int max_lines);
/* “+12 more”, no wider than @width; nothing for 0. */
void sy_drawing_put_more (SyChartLayout *self, guint n, double x, double y, double width);
/* Where there is nothing: what to do about it. */
void sy_drawing_put_hint (SyChartLayout *self, const SyRectangle *area);

/* --- shapes --- */
SyColor sy_drawing_get_hue (SyChartLayout *self, guint index);
/* A pale ground that texts are read on. */
SyColor sy_drawing_get_tint (SyChartLayout *self, guint index);
/* A neutral one. */
SyColor sy_drawing_get_ground (SyChartLayout *self);
void sy_drawing_add_panel (SyChartLayout *self,
                           SyShapeLayer layer,
                           SyColor color,
                           const SyRectangle *box,
                           double radius,
                           int series,
                           guint point);
void sy_drawing_add_outline (SyChartLayout *self,
                             SyShapeLayer layer,
                             SyColor color,
                             const SyRectangle *box,
                             double radius,
                             double width);
/* A tick in a filled circle, a filled dot in a ring, a ring. */
void sy_drawing_add_state (
    SyChartLayout *self, SyDrawingState state, SyPoint middle, double size, SyColor color, SyColor ground);
/* The triangle of what is late. */
void sy_drawing_add_warning (SyChartLayout *self, SyPoint middle, double size);

/* Shares @room among wishes, the smallest first, so that no one gets more than it wishes; @n of them. */
void sy_drawing_share (const double *wishes, double *shares, guint n, double room);

G_END_DECLS
