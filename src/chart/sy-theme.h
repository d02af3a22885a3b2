/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How charts look: colours, font and language, chosen by the caller and never looked up by a painter. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  SY_THEME_LIGHT,
  SY_THEME_DARK,
  SY_THEME_PRINT,
  SY_THEME_HIGH_CONTRAST,
  SY_THEME_HIGH_CONTRAST_DARK,
} SyThemeKind;

/* Opaque sRGB, 0 to 1. */
typedef struct
{
  double red;
  double green;
  double blue;
} SyColor;

#define SY_THEME_N_SERIES 4
#define SY_THEME_N_CLASSES 3

typedef struct
{
  SyThemeKind kind;
  SyColor background;
  SyColor text;
  SyColor muted; /* axis numbers, subtitles */
  SyColor grid;
  SyColor axis;
  SyColor zone;      /* shaded zone behind the marks */
  SyColor promotion; /* shaded span of a promotion */
  SyColor quiet;     /* bars that are not the point of the chart */
  SyColor reached;
  SyColor missed;
  SyColor focus;
  SyColor series[SY_THEME_N_SERIES];
  SyColor classes[SY_THEME_N_CLASSES]; /* A, B, C: dark to pale */
  SyColor heat[3];                     /* of cells: least, nothing, most */
  double line_width;
  double font_size; /* of running text, in user units of the surface: pixels, points in PDF */
  char *font_family;
  char *language; /* "zh" or "en" decide 万/亿 and dates; others read as "en" */
} SyTheme;

#define SY_TYPE_THEME (sy_theme_get_type ())
GType sy_theme_get_type (void);

/* @language: a language or locale name such as "zh_CN" or "en"; NULL for English. */
SyTheme *sy_theme_new (SyThemeKind kind, const char *language);
SyTheme *sy_theme_copy (const SyTheme *self);
void sy_theme_free (SyTheme *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTheme, sy_theme_free)

/* @family may be NULL to keep it, @size 0 to keep it. */
void sy_theme_set_font (SyTheme *self, const char *family, double size);
gboolean sy_theme_is_chinese (const SyTheme *self);

/* The few words that a chart adds by itself, in the theme's language (which need not be the process's). */
typedef enum
{
  SY_CAPTION_NO_DATA,
  SY_CAPTION_REACHED,
  SY_CAPTION_MISSED,
  SY_CAPTION_EQUALITY,
  SY_CAPTION_RULE,
  SY_CAPTION_RISE,
  SY_CAPTION_FALL,
  SY_CAPTION_TOTAL,
  SY_CAPTION_OF_FIRST,
  SY_CAPTION_OF_PREVIOUS,
  SY_CAPTION_MEAN,
  SY_CAPTION_OUTLIER,
  SY_CAPTION_FIT,
  SY_CAPTION_OTHER_GROUPS,
  SY_CAPTION_FILL_IN,
  SY_CAPTION_NOT_PLACED,
  SY_CAPTION_DRIVING,
  SY_CAPTION_RESTRAINING,
  SY_CAPTION_NOT_RATED,
  SY_CAPTION_GOAL,
  SY_CAPTION_ROOT_CAUSE,
  SY_CAPTION_STRAY,
  SY_CAPTION_LATE,
  SY_CAPTION_DUE,
  SY_N_CAPTIONS,
} SyCaption;
const char *sy_theme_get_caption (const SyTheme *self, SyCaption caption);
/* Monday is 0. */
const char *sy_theme_get_weekday (const SyTheme *self, guint weekday);
/* “+12 more”, for items that find no room. */
char *sy_theme_dup_more (const SyTheme *self, const char *number);
/* “3 of 8 done”. */
char *sy_theme_dup_done (const SyTheme *self, guint done, guint all);
/* “4,940 others”, for points that have no place of their own. */
char *sy_theme_dup_others (const SyTheme *self, const char *number);

/* The colour of a cell: @share from −1 (least) over 0 (nothing) to 1 (most); further from the background
 * means more, in grey too. Below zero the hue differs, and the painter puts a sign as well. */
SyColor sy_theme_get_heat (const SyTheme *self, double share);
/* The text colour that reads best on it. */
SyColor sy_theme_get_ink (const SyTheme *self, SyColor behind);

/* Contrast ratio of WCAG 2.1, 1 to 21. */
double sy_color_contrast (SyColor a, SyColor b);
/* Lightness L* of CIE 1976, 0 to 100: what is left of a colour in grey. */
double sy_color_lightness (SyColor color);

G_END_DECLS
