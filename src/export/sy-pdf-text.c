/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-pdf-text.h"

#include <math.h>

/* More characters than a page could show; longer texts only cost time. */
#define LONGEST 4000

struct _SyPdfText
{
  const SyTheme *theme;
  PangoContext *context;
};

typedef struct
{
  double size; /* points */
  PangoWeight weight;
  gboolean is_muted;
} RoleStyle;

/* In the order of SyPdfRole. */
static const RoleStyle styles[] = {
  { 18., PANGO_WEIGHT_BOLD, FALSE },   /* title */
  { 12.5, PANGO_WEIGHT_BOLD, FALSE },  /* heading */
  { 9., PANGO_WEIGHT_BOLD, FALSE },    /* caption */
  { 9.5, PANGO_WEIGHT_NORMAL, FALSE }, /* body */
  { 7.5, PANGO_WEIGHT_NORMAL, TRUE },  /* label */
  { 15., PANGO_WEIGHT_BOLD, FALSE },   /* number */
  { 7.5, PANGO_WEIGHT_BOLD, TRUE },    /* header */
  { 8., PANGO_WEIGHT_NORMAL, FALSE },  /* cell */
  { 7.5, PANGO_WEIGHT_NORMAL, TRUE },  /* small */
};

SyPdfText *
sy_pdf_text_new (const SyTheme *theme)
{
  SyPdfText *self = g_new0 (SyPdfText, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->theme = theme;
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  /* Paper has no pixels to fit to. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_language (self->context,
                              pango_language_from_string (sy_theme_is_chinese (theme) ? "zh-cn" : "en"));
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  return self;
}

void
sy_pdf_text_free (SyPdfText *self)
{
  g_clear_object (&self->context);
  g_free (self);
}

const SyTheme *
sy_pdf_text_get_theme (const SyPdfText *self)
{
  return self->theme;
}

static void
set_font (SyPdfText *self, PangoLayout *layout, const RoleStyle *style, double scale)
{
  PangoFontDescription *font = pango_font_description_new ();
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_family (font, self->theme->font_family);
  pango_font_description_set_weight (font, style->weight);
  pango_font_description_set_absolute_size (font, style->size * scale * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  /* A font made for Chinese has quotes as wide as characters, which tear an English word apart. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new (
                                          sy_theme_is_chinese (self->theme) ? "tnum=1" : "tnum=1,pwid=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

PangoLayout *
sy_pdf_text_layout (SyPdfText *self,
                    SyPdfRole role,
                    double scale,
                    const char *text,
                    double width,
                    int lines,
                    PangoAlignment align)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *shown = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), LONGEST));

  g_strdelimit (shown, "\n\r\t\v\f", ' ');
  set_font (self, layout, &styles[role], scale);
  pango_layout_set_text (layout, shown, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) ceil (width * PANGO_SCALE));
      pango_layout_set_height (layout, -MAX (1, lines));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_alignment (layout, align);
    }
  if (role == SY_PDF_BODY)
    pango_layout_set_line_spacing (layout, 1.15f);
  return layout;
}

double
sy_pdf_layout_get_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

double
sy_pdf_layout_get_height (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

void
sy_pdf_set_color (cairo_t *cr, SyColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

void
sy_pdf_text_show (const SyPdfText *self, SyPdfRole role, cairo_t *cr, double x, double y, PangoLayout *layout)
{
  sy_pdf_set_color (cr, styles[role].is_muted ? self->theme->muted : self->theme->text);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}
