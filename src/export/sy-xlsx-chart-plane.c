/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scatter and bubble charts: every series has its own x, and both axes are of numbers. */
#include "config.h"

#include <math.h>

#include "sy-xlsx-chart-xml.h"
#include "sy-xlsx-names.h"

#define GRID "E3E7EB"
#define AXIS "AFB8C1"

static void
append_look (const SyXlsxChart *self, GString *xml, const SyXlsxSeries *series)
{
  if (self->plot == SY_XLSX_PLOT_SCATTER)
    {
      sy_xlsx_chart_append_line_look (xml, series);
      return;
    }
  g_string_append_printf (xml,
                          "<c:spPr><a:solidFill><a:srgbClr val=\"%02X%02X%02X\"><a:alpha val=\"60000\"/>"
                          "</a:srgbClr></a:solidFill><a:ln w=\"12700\">",
                          (guint) lround (series->color.red * 255.),
                          (guint) lround (series->color.green * 255.),
                          (guint) lround (series->color.blue * 255.));
  sy_xlsx_chart_append_color (xml, series->color);
  g_string_append (xml, "</a:ln></c:spPr><c:invertIfNegative val=\"0\"/>");
}

static void
append_series (const SyXlsxChart *self, GString *xml, guint index)
{
  const SyXlsxSeries *series = self->series->pdata[index];

  g_string_append_printf (xml, "<c:ser><c:idx val=\"%u\"/><c:order val=\"%u\"/><c:tx><c:v>", index, index);
  sy_xlsx_append_escaped (xml, series->title);
  g_string_append (xml, "</c:v></c:tx>");
  append_look (self, xml, series);
  sy_xlsx_chart_append_labels (self, xml, series);
  g_string_append (xml, "<c:xVal>");
  sy_xlsx_chart_append_numbers (xml, series->x_ref, series->x, series->n, self->x_format);
  g_string_append (xml, "</c:xVal><c:yVal>");
  sy_xlsx_chart_append_numbers (xml, series->values_ref, series->values, series->n, series->format);
  g_string_append (xml, "</c:yVal>");
  if (self->plot == SY_XLSX_PLOT_BUBBLE)
    {
      g_string_append (xml, "<c:bubbleSize>");
      sy_xlsx_chart_append_numbers (xml, series->size_ref, series->sizes, series->n, "General");
      g_string_append (xml, "</c:bubbleSize><c:bubble3D val=\"0\"/>");
    }
  else
    {
      g_string_append (xml, "<c:smooth val=\"0\"/>");
    }
  sy_xlsx_chart_append_label_cells (xml, series);
  g_string_append (xml, "</c:ser>");
}

/* @cut: where the other axis is crossed; NAN: at zero, or the edge. */
static void
append_axis (const SyXlsxChart *self,
             GString *xml,
             guint id,
             gboolean upright,
             const char *title,
             const char *format,
             double cut)
{
  g_string_append_printf (
      xml,
      "<c:valAx><c:axId val=\"%u\"/><c:scaling><c:orientation val=\"minMax\"/>%s</c:scaling>"
      "<c:delete val=\"0\"/><c:axPos val=\"%s\"/><c:majorGridlines><c:spPr><a:ln w=\"6350\">"
      "<a:solidFill><a:srgbClr val=\"" GRID "\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>",
      id, self->whole ? "<c:max val=\"1\"/><c:min val=\"0\"/>" : "", upright ? "l" : "b");
  sy_xlsx_chart_append_title (self, xml, title, 900, FALSE, upright);
  g_string_append (xml, "<c:numFmt formatCode=\"");
  sy_xlsx_append_escaped (xml, format ? format : "General");
  g_string_append (xml,
                   "\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>"
                   "<c:tickLblPos val=\"low\"/><c:spPr><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"" AXIS
                   "\"/></a:solidFill></a:ln></c:spPr>");
  sy_xlsx_chart_append_axis_text (self, xml);
  g_string_append_printf (xml, "<c:crossAx val=\"%u\"/>", upright ? id - 1 : id + 1);
  if (isnan (cut))
    {
      g_string_append (xml, "<c:crosses val=\"autoZero\"/>");
    }
  else
    {
      g_string_append (xml, "<c:crossesAt val=\"");
      sy_xlsx_chart_append_number (xml, cut);
      g_string_append (xml, "\"/>");
    }
  g_string_append (xml, "<c:crossBetween val=\"midCat\"/></c:valAx>");
}

void
sy_xlsx_chart_append_plane (const SyXlsxChart *self, GString *xml)
{
  gboolean bubbles = self->plot == SY_XLSX_PLOT_BUBBLE;

  g_string_append (xml,
                   bubbles ? "<c:bubbleChart><c:varyColors val=\"0\"/>"
                           : "<c:scatterChart><c:scatterStyle val=\"lineMarker\"/><c:varyColors val=\"0\"/>");
  for (guint i = 0; i < self->series->len; i++)
    append_series (self, xml, i);
  if (bubbles)
    g_string_append (
        xml, "<c:bubbleScale val=\"50\"/><c:showNegBubbles val=\"0\"/><c:sizeRepresents val=\"area\"/>");
  g_string_append_printf (xml, "<c:axId val=\"1001\"/><c:axId val=\"1002\"/></c:%s>",
                          bubbles ? "bubbleChart" : "scatterChart");
  append_axis (self, xml, 1001, FALSE, self->x_title, self->x_format, self->y_cut);
  append_axis (self, xml, 1002, TRUE, self->y_title, self->y_format, self->x_cut);
}
