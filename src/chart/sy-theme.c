/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of charts. Series are few and differ in lightness by 9 or more (L*), so that they stay apart in
 * grey and for colour-blind eyes; blue, orange, purple and green, in the order in which they are easiest to
 * tell apart. */
#include "config.h"

#include "sy-theme.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint32 background, text, muted, grid, axis, zone, promotion, quiet, reached, missed, focus;
  guint32 series[SY_THEME_N_SERIES];
  guint32 classes[SY_THEME_N_CLASSES];
  guint32 heat[3];
  double line_width;
  double font_size;
} Palette;

/* In the order of SyThemeKind, as 0xRRGGBB. */
static const Palette palettes[] = {
  { .background = 0xffffff,
    .text = 0x1f2328,
    .muted = 0x5b6270,
    .grid = 0xe4e7eb,
    .axis = 0x8b929c,
    .zone = 0xe6eefa,
    .promotion = 0xfdf0dc,
    .quiet = 0xa9bbd1,
    .reached = 0x1a5fb4,
    .missed = 0xe07b1a,
    .focus = 0x1f2328,
    .series = { 0x1a5fb4, 0xe5801a, 0x5a2a6e, 0x1f8a70 },
    .classes = { 0x1a4f9c, 0x5e97d8, 0xa9bbd1 },
    .heat = { 0x9c4a00, 0xf1f4f9, 0x1a4f9c },
    .line_width = 2.,
    .font_size = 13. },
  { .background = 0x1e1e1e,
    .text = 0xf2f2f2,
    .muted = 0xb4b8bf,
    .grid = 0x343638,
    .axis = 0x7d828a,
    .zone = 0x2b3442,
    .promotion = 0x3d3323,
    .quiet = 0x4f5f76,
    .reached = 0x5a95dd,
    .missed = 0xffb35c,
    .focus = 0xffffff,
    .series = { 0x78aeed, 0xffc57f, 0xa347ba, 0x2a978a },
    .classes = { 0xa5cdf9, 0x5b8fcc, 0x4f5f76 },
    .heat = { 0xffb35c, 0x2b3036, 0xa5cdf9 },
    .line_width = 2.,
    .font_size = 13. },
  { .background = 0xffffff,
    .text = 0x000000,
    .muted = 0x454a52,
    .grid = 0xdddddd,
    .axis = 0x6b6f75,
    .zone = 0xe9eef5,
    .promotion = 0xf3ede2,
    .quiet = 0xb4c2d2,
    .reached = 0x1f3f77,
    .missed = 0xdd8a2c,
    .focus = 0x000000,
    .series = { 0x1f3f77, 0xdd8a2c, 0x8c4a9e, 0x2f8f78 },
    .classes = { 0x22406f, 0x6f97c8, 0xb4c2d2 },
    .heat = { 0x8a4a00, 0xf3f5f8, 0x22406f },
    .line_width = 1.5,
    .font_size = 10. },
  { .background = 0xffffff,
    .text = 0x000000,
    .muted = 0x1c1c1c,
    .grid = 0xb5b5b5,
    .axis = 0x000000,
    .zone = 0xdbe6f7,
    .promotion = 0xffe6c2,
    .quiet = 0x7d8fa6,
    .reached = 0x0b4fa8,
    .missed = 0xb35a00,
    .focus = 0x000000,
    .series = { 0x0b4fa8, 0xb35a00, 0x000000, 0x5c1668 },
    .classes = { 0x00255e, 0x2f6cbd, 0x7d8fa6 },
    .heat = { 0x8a4500, 0xf6f8fb, 0x00255e },
    .line_width = 2.5,
    .font_size = 13. },
  { .background = 0x000000,
    .text = 0xffffff,
    .muted = 0xe8e8e8,
    .grid = 0x5a5a5a,
    .axis = 0xffffff,
    .zone = 0x16304f,
    .promotion = 0x4a3200,
    .quiet = 0x5d7390,
    .reached = 0x8fc4ff,
    .missed = 0xffdf9e,
    .focus = 0xffffff,
    .series = { 0x8fc4ff, 0xffdf9e, 0xffffff, 0x3fa994 },
    .classes = { 0xd5e8ff, 0x6fa8ea, 0x5d7390 },
    .heat = { 0xffdf9e, 0x1a2027, 0xd5e8ff },
    .line_width = 2.5,
    .font_size = 13. },
};

/* Not gettext: a report may be written in a language that is not the process's. */
static const char *const captions_en[SY_N_CAPTIONS] = {
  "No data",
  "Target reached",
  "Below target",
  "Equal shares",
  "Breaks a rule",
  "Better",
  "Worse",
  "Total",
  "%s of first",
  "%s of previous",
  "Mean",
  "Outlier",
  "Fitted line",
  "Other groups",
  [SY_CAPTION_FILL_IN] = "Nothing here yet: fill in the table, and it is drawn",
  [SY_CAPTION_NOT_PLACED] = "Not placed",
  [SY_CAPTION_DRIVING] = "Driving forces",
  [SY_CAPTION_RESTRAINING] = "Restraining forces",
  [SY_CAPTION_NOT_RATED] = "Not rated",
  [SY_CAPTION_GOAL] = "Goal",
  [SY_CAPTION_ROOT_CAUSE] = "Root cause",
  [SY_CAPTION_STRAY] = "Belongs to no bone",
  [SY_CAPTION_LATE] = "Late",
  [SY_CAPTION_DUE] = "Due",
};
static const char *const captions_zh[SY_N_CAPTIONS] = {
  "没有数据",
  "达成",
  "未达成",
  "完全平均",
  "违反规则",
  "改善",
  "变差",
  "合计",
  "首步的 %s",
  "上一步的 %s",
  "均值",
  "离群值",
  "拟合线",
  "其他组",
  [SY_CAPTION_FILL_IN] = "还没有内容：填写表格后在此成图",
  [SY_CAPTION_NOT_PLACED] = "未归类",
  [SY_CAPTION_DRIVING] = "驱动力",
  [SY_CAPTION_RESTRAINING] = "阻力",
  [SY_CAPTION_NOT_RATED] = "未打分",
  [SY_CAPTION_GOAL] = "目标",
  [SY_CAPTION_ROOT_CAUSE] = "要因",
  [SY_CAPTION_STRAY] = "未归入鱼骨",
  [SY_CAPTION_LATE] = "逾期",
  [SY_CAPTION_DUE] = "到期",
};
static const char *const weekdays_en[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const weekdays_zh[] = { "一", "二", "三", "四", "五", "六", "日" };

static const char families_en[] =
    "Inter, Cantarell, Noto Sans, Liberation Sans, Noto Sans CJK SC, sans-serif";
static const char families_zh[] =
    "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif";

G_DEFINE_BOXED_TYPE (SyTheme, sy_theme, sy_theme_copy, sy_theme_free)

static SyColor
get_color (guint32 rgb)
{
  return (SyColor){ (double) (rgb >> 16 & 0xff) / 255., (double) (rgb >> 8 & 0xff) / 255.,
                    (double) (rgb & 0xff) / 255. };
}

SyTheme *
sy_theme_new (SyThemeKind kind, const char *language)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (palettes), NULL);
  const Palette *palette = &palettes[kind];
  SyTheme *self = g_new0 (SyTheme, 1);
  self->kind = kind;
  self->background = get_color (palette->background);
  self->text = get_color (palette->text);
  self->muted = get_color (palette->muted);
  self->grid = get_color (palette->grid);
  self->axis = get_color (palette->axis);
  self->zone = get_color (palette->zone);
  self->promotion = get_color (palette->promotion);
  self->quiet = get_color (palette->quiet);
  self->reached = get_color (palette->reached);
  self->missed = get_color (palette->missed);
  self->focus = get_color (palette->focus);
  for (guint i = 0; i < SY_THEME_N_SERIES; i++)
    self->series[i] = get_color (palette->series[i]);
  for (guint i = 0; i < SY_THEME_N_CLASSES; i++)
    self->classes[i] = get_color (palette->classes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->heat); i++)
    self->heat[i] = get_color (palette->heat[i]);
  self->line_width = palette->line_width;
  self->font_size = palette->font_size;
  self->language = g_strdup (language != NULL && g_str_has_prefix (language, "zh") ? "zh" : "en");
  self->font_family = g_strdup (sy_theme_is_chinese (self) ? families_zh : families_en);
  return self;
}

SyTheme *
sy_theme_copy (const SyTheme *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  SyTheme *copy = g_memdup2 (self, sizeof *self);
  copy->font_family = g_strdup (self->font_family);
  copy->language = g_strdup (self->language);
  return copy;
}

void
sy_theme_free (SyTheme *self)
{
  if (self == NULL)
    return;
  g_free (self->font_family);
  g_free (self->language);
  g_free (self);
}

void
sy_theme_set_font (SyTheme *self, const char *family, double size)
{
  g_return_if_fail (self != NULL);
  if (family != NULL)
    {
      g_free (self->font_family);
      self->font_family = g_strdup (family);
    }
  if (size > 0.)
    self->font_size = size;
}

gboolean
sy_theme_is_chinese (const SyTheme *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return g_strcmp0 (self->language, "zh") == 0;
}

const char *
sy_theme_get_caption (const SyTheme *self, SyCaption caption)
{
  g_return_val_if_fail ((guint) caption < G_N_ELEMENTS (captions_en), NULL);
  return sy_theme_is_chinese (self) ? captions_zh[caption] : captions_en[caption];
}

const char *
sy_theme_get_weekday (const SyTheme *self, guint weekday)
{
  g_return_val_if_fail (weekday < G_N_ELEMENTS (weekdays_en), NULL);
  return sy_theme_is_chinese (self) ? weekdays_zh[weekday] : weekdays_en[weekday];
}

SyColor
sy_theme_get_heat (const SyTheme *self, double share)
{
  double part = fabs (CLAMP (share, -1., 1.));
  SyColor from = self->heat[1], to = self->heat[share < 0. ? 0 : 2];
  return (SyColor){ from.red + (to.red - from.red) * part, from.green + (to.green - from.green) * part,
                    from.blue + (to.blue - from.blue) * part };
}

SyColor
sy_theme_get_ink (const SyTheme *self, SyColor behind)
{
  return sy_color_contrast (self->text, behind) >= sy_color_contrast (self->background, behind)
             ? self->text
             : self->background;
}

char *
sy_theme_dup_more (const SyTheme *self, const char *number)
{
  return g_strdup_printf (sy_theme_is_chinese (self) ? "还有 %s 项" : "+%s more", number);
}

char *
sy_theme_dup_done (const SyTheme *self, guint done, guint all)
{
  return g_strdup_printf (sy_theme_is_chinese (self) ? "已完成 %u/%u" : "%u of %u done", done, all);
}

char *
sy_theme_dup_others (const SyTheme *self, const char *number)
{
  return g_strdup_printf (sy_theme_is_chinese (self) ? "其余 %s 项" : "%s others", number);
}

static double
get_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (SyColor color)
{
  return 0.2126 * get_linear (color.red) + 0.7152 * get_linear (color.green)
         + 0.0722 * get_linear (color.blue);
}

double
sy_color_contrast (SyColor a, SyColor b)
{
  double first = get_luminance (a), second = get_luminance (b);
  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

double
sy_color_lightness (SyColor color)
{
  double y = get_luminance (color);
  return y > 216. / 24389. ? 116. * cbrt (y) - 16. : y * 24389. / 27.;
}
