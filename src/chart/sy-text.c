/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of charts through pango. Digits are tabular, and no text is long enough to be slow. */
#include "config.h"

#include "sy-text.h"

#include <math.h>
#include <string.h>

/* More characters than any label can show. */
#define LONGEST 400
#define LONGEST_PROSE 1600
/* The narrowest that characters are on average, in font sizes. */
#define NARROWEST 0.2

typedef struct
{
  double scale; /* of the theme's font size */
  PangoWeight weight;
} TextStyle;

/* In the order of SyLabelRole. */
static const TextStyle styles[] = {
  { 1.2, PANGO_WEIGHT_BOLD },    /* title */
  { 1.0, PANGO_WEIGHT_NORMAL },  /* subtitle */
  { 0.9, PANGO_WEIGHT_NORMAL },  /* axis title */
  { 0.9, PANGO_WEIGHT_NORMAL },  /* tick */
  { 0.9, PANGO_WEIGHT_NORMAL },  /* category */
  { 0.9, PANGO_WEIGHT_NORMAL },  /* legend */
  { 0.9, PANGO_WEIGHT_NORMAL },  /* series */
  { 0.9, PANGO_WEIGHT_NORMAL },  /* reference */
  { 0.9, PANGO_WEIGHT_BOLD },    /* mark */
  { 0.9, PANGO_WEIGHT_NORMAL },  /* value */
  { 0.9, PANGO_WEIGHT_NORMAL },  /* note */
  { 0.9, PANGO_WEIGHT_NORMAL },  /* point */
  { 0.9, PANGO_WEIGHT_BOLD },    /* quadrant */
  { 0.85, PANGO_WEIGHT_NORMAL }, /* cell */
  { 0.95, PANGO_WEIGHT_BOLD },   /* heading */
  { 0.8, PANGO_WEIGHT_NORMAL },  /* small */
};

PangoContext *
sy_text_context_new (const SyTheme *theme)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  /* The language picks the Chinese forms of characters that Japan writes otherwise. */
  pango_context_set_language (context,
                              pango_language_from_string (sy_theme_is_chinese (theme) ? "zh-cn" : "en"));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

double
sy_text_get_key_width (const SyTheme *theme, SyKeyShape key)
{
  switch (key)
    {
    case SY_KEY_BAR:
    case SY_KEY_POINT:
    case SY_KEY_MARKER:
    case SY_KEY_RING:
      return theme->font_size * 1.25;
    case SY_KEY_LINE:
    case SY_KEY_DASH:
      return theme->font_size * 1.9;
    case SY_KEY_NONE:
    default:
      return 0.;
    }
}

/* The label's text as one paragraph: line breaks become blanks, or in prose breaks within the paragraph, so
 * that its lines can be counted together. */
static char *
dup_shown (const SyChartLabel *label, double font_size)
{
  glong longest = label->is_prose ? LONGEST_PROSE : LONGEST;
  double room = label->wrap_width * (double) MAX (1, label->max_lines) / (font_size * NARROWEST);
  if (label->wrap_width > 0. && room < (double) longest)
    longest = (glong) room + 8;
  GString *text = g_string_new (NULL);
  const char *at = label->text;
  for (glong i = 0; *at != '\0' && i < longest; i++, at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gboolean breaks = strchr ("\n\r\v\f", (int) *at) != NULL || character == 0x2028 || character == 0x2029;
      if (*at == '\r' && at[1] == '\n')
        continue;
      if (breaks && label->is_prose && label->max_lines > 1)
        g_string_append_unichar (text, 0x2028);
      else if (breaks || *at == '\t')
        g_string_append_c (text, ' ');
      else
        g_string_append_unichar (text, character);
    }
  if (*at != '\0')
    g_string_append (text, "…");
  return g_string_free (text, FALSE);
}

/* What is left over stands on the last line, where breaks would be drawn as signs. */
static void
smooth_last_line (PangoLayout *layout, char *text)
{
  static const char separator[] = "\u2028";
  if (!pango_layout_is_ellipsized (layout))
    return;
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, pango_layout_get_line_count (layout) - 1);
  char *at = text + line->start_index;
  while ((at = strstr (at, separator)) != NULL)
    memset (at, ' ', strlen (separator));
  pango_layout_set_text (layout, text, -1);
}

PangoLayout *
sy_text_layout_new (PangoContext *context, const SyTheme *theme, const SyChartLabel *label)
{
  const TextStyle *style = &styles[label->role];
  PangoFontDescription *font = pango_font_description_new ();
  pango_font_description_set_family (font, theme->font_family);
  pango_font_description_set_weight (font, style->weight);
  pango_font_description_set_absolute_size (font, theme->font_size * style->scale * PANGO_SCALE);

  PangoLayout *layout = pango_layout_new (context);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  PangoAttrList *attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  g_autofree char *text = dup_shown (label, theme->font_size);
  pango_layout_set_text (layout, text, -1);
  if (label->wrap_width > 0.)
    {
      double room = MAX (1., label->wrap_width - sy_text_get_key_width (theme, label->key));
      pango_layout_set_width (layout, (int) ceil (room * PANGO_SCALE));
      pango_layout_set_height (layout, -MAX (1, label->max_lines));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_alignment (layout, label->align == 0  ? PANGO_ALIGN_CENTER
                                          : label->align > 0 ? PANGO_ALIGN_RIGHT
                                                             : PANGO_ALIGN_LEFT);
    }
  if (label->is_prose && label->max_lines > 1)
    smooth_last_line (layout, text);
  return layout;
}

void
sy_text_measure (PangoContext *context, const SyTheme *theme, SyChartLabel *label)
{
  g_autoptr (PangoLayout) layout = sy_text_layout_new (context, theme, label);
  PangoRectangle logical;
  pango_layout_get_extents (layout, NULL, &logical);
  label->width = (double) logical.width / PANGO_SCALE + sy_text_get_key_width (theme, label->key);
  label->height = (double) logical.height / PANGO_SCALE;
}
