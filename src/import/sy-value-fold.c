/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folds the many spellings of digits, signs, blanks and units into one byte each, so that the parsers see one
 * spelling. */
#include "config.h"

#include "sy-value-fold.h"

#include <string.h>

typedef struct
{
  gunichar from;
  char to;
} Spelling;

static const Spelling spellings[] = {
  { 0xa0, ' ' },   /* no-break space */
  { 0x3000, ' ' }, /* ideographic space */
  { 0x202f, ' ' }, /* narrow no-break space */
  { 0x205f, ' ' },
  { 0x2212, '-' }, /* minus sign */
  { 0x2010, '-' },
  { 0x2011, '-' },
  { 0x2013, '-' },
  { 0x2014, '-' },
  { 0x2019, '\'' },
  { 0xa5, SY_FOLD_CURRENCY },   /* ¥ */
  { 0xffe5, SY_FOLD_CURRENCY }, /* ￥ */
  { 0xa3, SY_FOLD_CURRENCY },   /* £ */
  { 0xffe1, SY_FOLD_CURRENCY },
  { 0x20ac, SY_FOLD_CURRENCY }, /* € */
  { 0x20a9, SY_FOLD_CURRENCY }, /* ₩ */
  { 0x20b9, SY_FOLD_CURRENCY }, /* ₹ */
  { 0x20bd, SY_FOLD_CURRENCY }, /* ₽ */
  { 0x2030, SY_FOLD_PERMILLE }, /* ‰ */
  { 0x5143, SY_FOLD_YUAN },     /* 元 */
  { 0x5706, SY_FOLD_YUAN },     /* 圆 */
  { 0x5757, SY_FOLD_YUAN },     /* 块 */
  { 0x5343, SY_FOLD_THOUSAND }, /* 千 */
  { 0x4e07, SY_FOLD_WAN },      /* 万 */
  { 0x842c, SY_FOLD_WAN },      /* 萬 */
  { 0x4ebf, SY_FOLD_YI },       /* 亿 */
  { 0x5104, SY_FOLD_YI },       /* 億 */
  { 0x5e74, SY_FOLD_YEAR },     /* 年 */
  { 0x6708, SY_FOLD_MONTH },    /* 月 */
  { 0x65e5, SY_FOLD_DAY },      /* 日 */
  { 0x53f7, SY_FOLD_DAY },      /* 号 */
  { 0x65f6, SY_FOLD_HOUR },     /* 时 */
  { 0x6642, SY_FOLD_HOUR },     /* 時 */
  { 0x70b9, SY_FOLD_HOUR },     /* 点 */
  { 0x5206, SY_FOLD_MINUTE },   /* 分 */
  { 0x79d2, SY_FOLD_SECOND },   /* 秒 */
  { 0x4ef6, SY_FOLD_COUNTER },  /* 件 */
  { 0x4e2a, SY_FOLD_COUNTER },  /* 个 */
  { 0x500b, SY_FOLD_COUNTER },  /* 個 */
  { 0x53ea, SY_FOLD_COUNTER },  /* 只 */
  { 0x4efd, SY_FOLD_COUNTER },  /* 份 */
  { 0x76d2, SY_FOLD_COUNTER },  /* 盒 */
  { 0x5305, SY_FOLD_COUNTER },  /* 包 */
  { 0x888b, SY_FOLD_COUNTER },  /* 袋 */
  { 0x74f6, SY_FOLD_COUNTER },  /* 瓶 */
  { 0x7bb1, SY_FOLD_COUNTER },  /* 箱 */
  { 0x676f, SY_FOLD_COUNTER },  /* 杯 */
  { 0x5957, SY_FOLD_COUNTER },  /* 套 */
  { 0x53cc, SY_FOLD_COUNTER },  /* 双 */
  { 0x689d, SY_FOLD_COUNTER },  /* 條 */
  { 0x6761, SY_FOLD_COUNTER },  /* 条 */
  { 0x53f0, SY_FOLD_COUNTER },  /* 台 */
  { 0x652f, SY_FOLD_COUNTER },  /* 支 */
  { 0x7f50, SY_FOLD_COUNTER },  /* 罐 */
  { 0x7897, SY_FOLD_COUNTER },  /* 碗 */
  { 0x679a, SY_FOLD_COUNTER },  /* 枚 */
  { 0x6876, SY_FOLD_COUNTER },  /* 桶 */
  { 0x7b14, SY_FOLD_COUNTER },  /* 笔 */
  { 0x5355, SY_FOLD_COUNTER },  /* 单 */
};

/* Two characters with one meaning. */
static const struct
{
  gunichar first;
  gunichar second;
  char to;
} pairs[] = {
  { 0x4e0a, 0x5348, SY_FOLD_AM }, /* 上午 */
  { 0x51cc, 0x6668, SY_FOLD_AM }, /* 凌晨 */
  { 0x65e9, 0x4e0a, SY_FOLD_AM }, /* 早上 */
  { 0x4e0b, 0x5348, SY_FOLD_PM }, /* 下午 */
  { 0x4e2d, 0x5348, SY_FOLD_PM }, /* 中午 */
  { 0x665a, 0x4e0a, SY_FOLD_PM }, /* 晚上 */
};

static gboolean
is_weekday_number (gunichar c)
{
  /* 一 二 三 四 五 六 日 天 */
  return c == 0x4e00 || c == 0x4e8c || c == 0x4e09 || c == 0x56db || c == 0x4e94 || c == 0x516d || c == 0x65e5
         || c == 0x5929;
}

/* One character at @p; 0 when it is cut or broken. */
static gunichar
read_char (const char *p, const char *end, const char **next)
{
  gunichar c = g_utf8_get_char_validated (p, end - p);

  if (c == (gunichar) -1 || c == (gunichar) -2 || c == 0)
    return 0;
  *next = p + g_unichar_to_utf8 (c, NULL);
  return c;
}

/* The characters that take more than one: 上午, 周四, 星期四. @p is behind the first, @c. */
static char
fold_sequence (gunichar c, const char **p, const char *end)
{
  const char *next = NULL;
  gunichar second = read_char (*p, end, &next);

  if (second == 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].first == c && pairs[i].second == second)
      {
        *p = next;
        return pairs[i].to;
      }
  if (c == 0x661f && second == 0x671f) /* 星期 */
    second = read_char (next, end, &next);
  else if (c != 0x5468) /* 周 */
    return 0;
  if (!is_weekday_number (second))
    return 0;
  *p = next;
  return SY_FOLD_WEEKDAY;
}

static char
fold_char (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e) /* full-width ASCII */
    {
      char ascii = (char) (c - 0xff01 + '!');
      return ascii == '$' ? SY_FOLD_CURRENCY : g_ascii_toupper (ascii);
    }
  if (c >= 0x2000 && c <= 0x200a)
    return ' ';
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (spellings[i].from == c)
      return spellings[i].to;
  return 0;
}

static gboolean
is_invisible (gunichar c)
{
  return c == 0xfeff || (c >= 0x200b && c <= 0x200f) || c == 0x2060;
}

/**
 * sy_value_trim:
 * @text: UTF-8 of @length bytes
 * @length: (inout): bytes; on return of what is left
 *
 * Takes blanks off both ends: ASCII white space, the no-break and the ideographic space, the byte order mark.
 *
 * Returns: where the rest begins, inside @text
 */
const char *
sy_value_trim (const char *text, gsize *length)
{
  const char *end = text + *length;

  for (;;)
    {
      gsize left = end - text;
      if (left > 0 && ((guchar) *text <= ' '))
        text++;
      else if (left >= 2 && memcmp (text, "\xc2\xa0", 2) == 0)
        text += 2;
      else if (left >= 3 && (memcmp (text, "\xe3\x80\x80", 3) == 0 || memcmp (text, "\xef\xbb\xbf", 3) == 0))
        text += 3;
      else
        break;
    }
  for (;;)
    {
      gsize left = end - text;
      if (left > 0 && ((guchar) end[-1] <= ' '))
        end--;
      else if (left >= 2 && memcmp (end - 2, "\xc2\xa0", 2) == 0)
        end -= 2;
      else if (left >= 3
               && (memcmp (end - 3, "\xe3\x80\x80", 3) == 0 || memcmp (end - 3, "\xef\xbb\xbf", 3) == 0))
        end -= 3;
      else
        break;
    }
  *length = end - text;
  return text;
}

/**
 * sy_value_fold:
 * @text: UTF-8 of @length bytes
 * @length: bytes
 * @folded: (out caller-allocates): SY_FOLD_LIMIT + 1 bytes, NUL-terminated on success
 *
 * Upper-case ASCII with the marks of #SyFoldMark, blanks at the ends gone, other blanks as spaces.
 *
 * Returns: bytes written, or 0 when the text is empty, too long, or has a character that no number, date or
 * time has
 */
gsize
sy_value_fold (const char *text, gsize length, char *folded)
{
  const char *p = sy_value_trim (text, &length);
  const char *end = p + length;
  gsize n = 0;

  if (length == 0 || length > SY_FOLD_LIMIT)
    return 0;
  while (p < end)
    {
      guchar byte = (guchar) *p;
      char out = 0;

      if (byte < 0x80)
        {
          p++;
          if (byte == '\t' || byte == '\n' || byte == '\r')
            out = ' ';
          else if (byte < ' ' || byte == 0x7f)
            return 0;
          else
            out = byte == '$' ? SY_FOLD_CURRENCY : g_ascii_toupper ((char) byte);
        }
      else
        {
          gunichar c = read_char (p, end, &p);
          if (c == 0)
            return 0;
          if (is_invisible (c))
            continue;
          out = fold_char (c);
          if (out == 0)
            out = fold_sequence (c, &p, end);
          if (out == 0)
            return 0;
        }
      folded[n++] = out;
    }
  folded[n] = '\0';
  return n;
}
