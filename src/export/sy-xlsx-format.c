/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-format.h"

#include <math.h>
#include <string.h>

#define INK 0x24292F
#define GREY 0x6E7781
#define LINE 0xD0D7DE
#define HEADER_FILL 0xEAF0F6
#define INPUT_FILL 0xFFF8E1
#define CARD_INK 0x1F4E79

/* Excel writes TRUE and FALSE whatever the format is. LibreOffice 7.4 makes a format of its own for a truth
 * value without one, and then fails to print the sheet where a conditional format lies over it and an empty
 * cell. */
#define TRUTH_FORMAT "\"TRUE\";\"TRUE\";\"FALSE\""

struct _SyXlsxFormats
{
  lxw_workbook *workbook;
  const char *font;
  double size;
  GHashTable *formats; /* "look|number format" → lxw_format, owned by the workbook */
  lxw_format *error, *bad;
};

SyXlsxFormats *
sy_xlsx_formats_new (lxw_workbook *workbook, const char *language)
{
  SyXlsxFormats *self = g_new0 (SyXlsxFormats, 1);
  gboolean chinese = language && g_str_has_prefix (language, "zh");

  self->workbook = workbook;
  self->font = chinese ? "Microsoft YaHei" : "Calibri";
  self->size = chinese ? 10. : 11.;
  self->formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sy_xlsx_formats_free (SyXlsxFormats *self)
{
  g_hash_table_unref (self->formats);
  g_free (self);
}

static void
set_text (SyXlsxFormats *self, lxw_format *format, guint look)
{
  format_set_font_name (format, self->font);
  format_set_font_size (format, look & SY_XLSX_LOOK_TITLE     ? self->size + 7.
                                : look & SY_XLSX_LOOK_CARD    ? self->size + 5.
                                : look & SY_XLSX_LOOK_HEADING ? self->size + 3.
                                : look & SY_XLSX_LOOK_LABEL   ? self->size - 1.
                                                              : self->size);
  format_set_font_color (format, look & (SY_XLSX_LOOK_QUIET | SY_XLSX_LOOK_LABEL) ? GREY
                                 : look & SY_XLSX_LOOK_CARD                       ? CARD_INK
                                                                                  : INK);
  if (look & (SY_XLSX_LOOK_TITLE | SY_XLSX_LOOK_HEADING | SY_XLSX_LOOK_HEADER | SY_XLSX_LOOK_CARD))
    format_set_bold (format);
  if (look & SY_XLSX_LOOK_STATIC)
    format_set_italic (format);
}

static void
set_box (lxw_format *format, guint look)
{
  if (look & (SY_XLSX_LOOK_WRAP | SY_XLSX_LOOK_HEADER))
    format_set_text_wrap (format);
  format_set_align (format, look & SY_XLSX_LOOK_WRAP ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
  if (look & SY_XLSX_LOOK_RIGHT)
    format_set_align (format, LXW_ALIGN_RIGHT);
  else if (look & SY_XLSX_LOOK_CENTER)
    format_set_align (format, LXW_ALIGN_CENTER);
  else if (look & (SY_XLSX_LOOK_TITLE | SY_XLSX_LOOK_CARD | SY_XLSX_LOOK_LABEL))
    format_set_align (format, LXW_ALIGN_LEFT);
  if (look & SY_XLSX_LOOK_INDENT)
    format_set_indent (format, 1);
  if (look & SY_XLSX_LOOK_HEADER)
    {
      format_set_bg_color (format, HEADER_FILL);
      format_set_bottom (format, LXW_BORDER_THIN);
      format_set_bottom_color (format, GREY);
    }
  if (look & SY_XLSX_LOOK_INPUT)
    {
      format_set_bg_color (format, INPUT_FILL);
      format_set_border (format, LXW_BORDER_HAIR);
      format_set_border_color (format, GREY);
    }
  if (look & (SY_XLSX_LOOK_LINE | SY_XLSX_LOOK_CARD))
    {
      format_set_bottom (format, LXW_BORDER_HAIR);
      format_set_bottom_color (format, LINE);
    }
}

lxw_format *
sy_xlsx_formats_get (SyXlsxFormats *self, const char *number_format, guint look)
{
  g_autofree char *key = g_strdup_printf ("%u|%s", look, number_format ? number_format : "");
  lxw_format *format = g_hash_table_lookup (self->formats, key);

  if (format)
    return format;
  format = workbook_add_format (self->workbook);
  set_text (self, format, look);
  set_box (format, look);
  if (number_format && !g_str_equal (number_format, "General"))
    format_set_num_format (format, number_format);
  g_hash_table_insert (self->formats, g_steal_pointer (&key), format);
  return format;
}

lxw_format *
sy_xlsx_formats_get_error (SyXlsxFormats *self)
{
  if (!self->error)
    {
      self->error = workbook_add_format (self->workbook);
      format_set_font_color (self->error, 0xAFB8C1);
    }
  return self->error;
}

lxw_format *
sy_xlsx_formats_get_bad (SyXlsxFormats *self)
{
  if (!self->bad)
    {
      self->bad = workbook_add_format (self->workbook);
      format_set_font_color (self->bad, 0x9C0006);
      format_set_bg_color (self->bad, 0xFFC7CE);
    }
  return self->bad;
}

const char *
sy_xlsx_number_format (SyUnit unit, guint decimals, SyValueType type)
{
  static const char *const places[] = { "#,##0",      "#,##0.0",     "#,##0.00",    "#,##0.000",
                                        "#,##0.0000", "#,##0.00000", "#,##0.000000" };

  if (type == SY_TYPE_TEXT)
    return "General";
  if (type == SY_TYPE_BOOL)
    return TRUTH_FORMAT;
  switch (unit)
    {
    case SY_UNIT_CURRENCY:
      return "#,##0.00";
    case SY_UNIT_INTEGER:
      return "#,##0";
    case SY_UNIT_PERCENT:
      return "0.0%";
    case SY_UNIT_WEIGHT:
      return places[CLAMP (decimals, 2, 6)];
    case SY_UNIT_MONTH:
      return "yyyy\\-mm";
    case SY_UNIT_DATE:
      return "yyyy\\-mm\\-dd";
    case SY_UNIT_NUMBER:
      return places[MIN (decimals, 6)];
    case SY_UNIT_NONE:
    case SY_UNIT_BOOL:
    default:
      return type == SY_TYPE_DATE ? "yyyy\\-mm\\-dd" : "General";
    }
}

double
sy_xlsx_measure_number (double value, SyUnit unit, guint decimals, SyValueType type)
{
  double size = fabs (value) * (unit == SY_UNIT_PERCENT ? 100. : 1.);
  double digits = size < 1. ? 1. : floor (log10 (size)) + 1.;
  double sign = value < 0. ? 1. : 0.;
  const char *format = sy_xlsx_number_format (unit, decimals, type);
  const char *point = strchr (format, '.');

  if (format[0] == 'y')
    return unit == SY_UNIT_MONTH ? 7. : 10.;
  if (format[0] == '"')
    return 5.;
  if (format[0] == 'G')
    return MIN (digits + sign + (floor (value) < value ? 6. : 0.), 12.);
  if (format[0] == '0')
    return digits + sign + 3.;
  return digits + floor ((digits - 1.) / 3.) + sign + (point ? (double) strlen (point) : 0.);
}

double
sy_xlsx_column_width (double widest)
{
  return CLAMP (widest * 1.06 + 2.6, 8., 60.);
}

guint32
sy_xlsx_area_color (SyArea area)
{
  static const guint32 colors[] = { 0xE3A008, 0x6E7781, 0x7FA7C9, 0x2F6DA3, 0x1F4E79 };

  return colors[MIN ((guint) area, G_N_ELEMENTS (colors) - 1)];
}
