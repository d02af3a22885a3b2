/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One spelling for what numbers and dates are written with: full-width forms, kinds of blanks, 万, 年, ￥ …
 * become single bytes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text longer than this, in bytes, is no number and no date. */
#define SY_FOLD_LIMIT 96

/* Stand in the folded text for what is written in several ways; no folded text has these bytes otherwise. */
typedef enum
{
  SY_FOLD_CURRENCY = 0x0e, /* ￥ ¥ $ € £ … */
  SY_FOLD_YUAN,            /* 元 圆 块 */
  SY_FOLD_THOUSAND,        /* 千 */
  SY_FOLD_WAN,             /* 万 */
  SY_FOLD_YI,              /* 亿 */
  SY_FOLD_YEAR,            /* 年 */
  SY_FOLD_MONTH,           /* 月 */
  SY_FOLD_DAY,             /* 日 号 */
  SY_FOLD_HOUR,            /* 时 点 */
  SY_FOLD_MINUTE,          /* 分 */
  SY_FOLD_SECOND,          /* 秒 */
  SY_FOLD_AM,              /* 上午 … */
  SY_FOLD_PM,              /* 下午 … */
  SY_FOLD_WEEKDAY,         /* 星期四 周四 */
  SY_FOLD_PERMILLE,        /* ‰ */
  SY_FOLD_COUNTER,         /* 件 个 份 … */
} SyFoldMark;

gsize sy_value_fold (const char *text, gsize length, char *folded);
const char *sy_value_trim (const char *text, gsize *length);

G_END_DECLS
