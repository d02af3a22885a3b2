/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ECMA-376 part 1, 21.2: elements must stand in the order of the schema. */
#include "config.h"

#include "sy-xlsx-chart-xml.h"

#include <math.h>

#include "sy-xlsx-names.h"

#define INK "404852"
#define GRID "E3E7EB"
#define AXIS "AFB8C1"

SyXlsxChart *
sy_xlsx_chart_new (void)
{
  SyXlsxChart *self = g_new0 (SyXlsxChart, 1);

  self->series = g_ptr_array_new ();
  self->x_cut = self->y_cut = NAN;
  return self;
}

void
sy_xlsx_chart_free (SyXlsxChart *self)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      SyXlsxSeries *series = self->series->pdata[i];

      g_free (series->title);
      g_free (series->values_ref);
      g_free (series->values);
      g_free (series->x_ref);
      g_free (series->x);
      g_free (series->size_ref);
      g_free (series->sizes);
      g_free (series->labels_ref);
      g_strfreev (series->labels);
      g_free (series);
    }
  g_ptr_array_unref (self->series);
  g_free (self->title);
  g_free (self->x_title);
  g_free (self->y_title);
  g_free (self->y2_title);
  g_free (self->x_ref);
  g_strfreev (self->x_texts);
  g_free (self->x_numbers);
  g_free (self);
}

SyXlsxSeries *
sy_xlsx_chart_add (SyXlsxChart *self, SyXlsxDraw draw, const char *title, SyColor color)
{
  SyXlsxSeries *series = g_new0 (SyXlsxSeries, 1);

  series->draw = draw;
  series->title = sy_xlsx_clean_text (title ? title : "", NULL);
  series->color = color;
  series->format = "General";
  g_ptr_array_add (self->series, series);
  return series;
}

void
sy_xlsx_chart_append_color (GString *xml, SyColor color)
{
  g_string_append_printf (xml, "<a:solidFill><a:srgbClr val=\"%02X%02X%02X\"/></a:solidFill>",
                          (guint) lround (color.red * 255.), (guint) lround (color.green * 255.),
                          (guint) lround (color.blue * 255.));
}

void
sy_xlsx_chart_append_text_properties (const SyXlsxChart *self, GString *xml, guint size, gboolean bold)
{
  g_string_append_printf (xml,
                          "<a:defRPr sz=\"%u\" b=\"%d\"><a:solidFill><a:srgbClr val=\"" INK
                          "\"/></a:solidFill>"
                          "<a:latin typeface=\"%s\"/><a:ea typeface=\"%s\"/></a:defRPr>",
                          size, bold, self->font, self->font);
}

void
sy_xlsx_chart_append_title (
    const SyXlsxChart *self, GString *xml, const char *text, guint size, gboolean bold, gboolean turned)
{
  if (!text || !*text)
    return;
  g_string_append (xml, "<c:title><c:tx><c:rich>");
  g_string_append (xml, turned ? "<a:bodyPr rot=\"-5400000\" vert=\"horz\"/>" : "<a:bodyPr/>");
  g_string_append (xml, "<a:lstStyle/><a:p><a:pPr>");
  sy_xlsx_chart_append_text_properties (self, xml, size, bold);
  g_string_append_printf (xml, "</a:pPr><a:r><a:rPr lang=\"en-US\" sz=\"%u\" b=\"%d\"/><a:t>", size, bold);
  sy_xlsx_append_escaped (xml, text);
  g_string_append (xml, "</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>");
}

void
sy_xlsx_chart_append_number (GString *xml, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (xml, g_ascii_dtostr (digits, sizeof digits, number));
}

void
sy_xlsx_chart_append_ref (GString *xml, const char *ref)
{
  g_string_append (xml, "<c:f>");
  sy_xlsx_append_escaped (xml, ref);
  g_string_append (xml, "</c:f>");
}

void
sy_xlsx_chart_append_numbers (
    GString *xml, const char *ref, const double *numbers, guint n, const char *format)
{
  g_string_append (xml, "<c:numRef>");
  sy_xlsx_chart_append_ref (xml, ref);
  g_string_append (xml, "<c:numCache><c:formatCode>");
  sy_xlsx_append_escaped (xml, format);
  g_string_append_printf (xml, "</c:formatCode><c:ptCount val=\"%u\"/>", n);
  for (guint i = 0; i < n; i++)
    if (isfinite (numbers[i]))
      {
        g_string_append_printf (xml, "<c:pt idx=\"%u\"><c:v>", i);
        sy_xlsx_chart_append_number (xml, numbers[i]);
        g_string_append (xml, "</c:v></c:pt>");
      }
  g_string_append (xml, "</c:numCache></c:numRef>");
}

void
sy_xlsx_chart_append_categories (const SyXlsxChart *self, GString *xml)
{
  g_string_append (xml, "<c:cat>");
  if (self->x_numbers)
    {
      sy_xlsx_chart_append_numbers (xml, self->x_ref, self->x_numbers, self->n, self->x_format);
    }
  else
    {
      g_string_append (xml, "<c:strRef>");
      sy_xlsx_chart_append_ref (xml, self->x_ref);
      g_string_append_printf (xml, "<c:strCache><c:ptCount val=\"%u\"/>", self->n);
      for (guint i = 0; i < self->n; i++)
        {
          g_autofree char *clean = sy_xlsx_clean_text (self->x_texts[i], NULL);

          g_string_append_printf (xml, "<c:pt idx=\"%u\"><c:v>", i);
          sy_xlsx_append_escaped (xml, clean);
          g_string_append (xml, "</c:v></c:pt>");
        }
      g_string_append (xml, "</c:strCache></c:strRef>");
    }
  g_string_append (xml, "</c:cat>");
}

static gboolean
is_bars (const SyXlsxSeries *series)
{
  return series->draw == SY_XLSX_DRAW_BARS || series->draw == SY_XLSX_DRAW_BAND;
}

void
sy_xlsx_chart_append_line_look (GString *xml, const SyXlsxSeries *series)
{
  gboolean has_line = series->draw == SY_XLSX_DRAW_LINE;

  g_string_append_printf (xml, "<c:spPr><a:ln w=\"%u\" cap=\"rnd\">", series->thin ? 15875u : 25400u);
  if (has_line)
    sy_xlsx_chart_append_color (xml, series->color);
  else
    g_string_append (xml, "<a:noFill/>");
  if (has_line && series->dashed)
    g_string_append (xml, "<a:prstDash val=\"dash\"/>");
  g_string_append (xml, "<a:round/></a:ln></c:spPr><c:marker>");
  if (has_line)
    {
      g_string_append (xml, "<c:symbol val=\"none\"/></c:marker>");
      return;
    }
  g_string_append_printf (xml, "<c:symbol val=\"%s\"/><c:size val=\"%u\"/><c:spPr>",
                          series->draw == SY_XLSX_DRAW_DASHES ? "dash"
                          : series->marker                    ? series->marker
                                                              : "circle",
                          series->draw == SY_XLSX_DRAW_DASHES ? 11u
                          : series->marker                    ? 7u
                                                              : 8u);
  if (series->hollow)
    g_string_append (xml, "<a:noFill/>");
  else
    sy_xlsx_chart_append_color (xml, series->color);
  g_string_append (xml, "<a:ln>");
  sy_xlsx_chart_append_color (xml, series->color);
  g_string_append (xml, "</a:ln></c:spPr></c:marker>");
}

/* What is said beside all points, after where it stands. */
static void
append_shows (const SyXlsxChart *self, GString *xml, const char *position, gboolean value)
{
  g_string_append (xml, "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/>"
                        "<a:p><a:pPr>");
  sy_xlsx_chart_append_text_properties (self, xml, 900, value);
  g_string_append_printf (xml,
                          "</a:pPr><a:endParaRPr lang=\"en-US\"/></a:p></c:txPr><c:dLblPos val=\"%s\"/>"
                          "<c:showLegendKey val=\"0\"/><c:showVal val=\"%d\"/><c:showCatName val=\"0\"/>"
                          "<c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>",
                          position, value);
}

/* Names of points are fields that read a range of cells: an extension of Excel 2013, which others know too.
 */
#define LABEL_RANGE_URI "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
#define LABEL_CELLS_URI "{02D57815-91ED-43cb-92C2-25804820EDAC}"
#define EXTENSION_2012 "xmlns:c15=\"http://schemas.microsoft.com/office/drawing/2012/chart\""

static void
append_cell_labels (const SyXlsxChart *self, GString *xml, const SyXlsxSeries *series)
{
  for (guint i = 0; i < series->n; i++)
    {
      g_string_append_printf (
          xml,
          "<c:dLbl><c:idx val=\"%u\"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:fld "
          "id=\"{5359E1A0-0000-4000-8000-%012u}\" type=\"CELLRANGE\"><a:rPr/><a:pPr/>"
          "<a:t>[CELLRANGE]</a:t></a:fld><a:endParaRPr lang=\"en-US\"/></a:p></c:rich></c:tx>"
          "<c:dLblPos val=\"r\"/><c:showLegendKey val=\"0\"/><c:showVal val=\"0\"/>"
          "<c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/>"
          "<c:showBubbleSize val=\"0\"/><c:extLst><c:ext uri=\"" LABEL_RANGE_URI "\" " EXTENSION_2012
          "><c15:showDataLabelsRange val=\"1\"/></c:ext></c:extLst>"
          "</c:dLbl>",
          i, i + 1);
    }
}

/* The cells that the fields read, at the end of the series. */
void
sy_xlsx_chart_append_label_cells (GString *xml, const SyXlsxSeries *series)
{
  if (!series->labels)
    return;
  g_string_append (xml, "<c:extLst><c:ext uri=\"" LABEL_CELLS_URI "\" " EXTENSION_2012
                        "><c15:datalabelsRange><c15:f>");
  sy_xlsx_append_escaped (xml, series->labels_ref);
  g_string_append_printf (xml, "</c15:f><c15:dlblRangeCache><c:ptCount val=\"%u\"/>", series->n);
  for (guint i = 0; i < series->n; i++)
    {
      g_autofree char *clean = sy_xlsx_clean_text (series->labels[i], NULL);

      g_string_append_printf (xml, "<c:pt idx=\"%u\"><c:v>", i);
      sy_xlsx_append_escaped (xml, clean);
      g_string_append (xml, "</c:v></c:pt>");
    }
  g_string_append (xml, "</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>");
}

void
sy_xlsx_chart_append_labels (const SyXlsxChart *self, GString *xml, const SyXlsxSeries *series)
{
  gboolean values = series->draw == SY_XLSX_DRAW_POINTS || series->show_values;

  if (!values && !series->labels)
    return;
  g_string_append (xml, "<c:dLbls>");
  if (series->labels)
    append_cell_labels (self, xml, series);
  g_string_append (xml, "<c:numFmt formatCode=\"");
  sy_xlsx_append_escaped (xml, series->format);
  g_string_append (xml, "\" sourceLinked=\"0\"/>");
  if (series->show_values)
    append_shows (self, xml, self->stacked ? "ctr" : "outEnd", TRUE);
  else
    append_shows (self, xml, series->labels ? "r" : series->below ? "b" : "t", values);
  if (series->labels)
    g_string_append (xml, "<c:extLst><c:ext uri=\"" LABEL_RANGE_URI "\" " EXTENSION_2012
                          "><c15:showDataLabelsRange val=\"1\"/></c:ext></c:extLst>");
  g_string_append (xml, "</c:dLbls>");
}

static void
append_series (const SyXlsxChart *self, GString *xml, guint index)
{
  const SyXlsxSeries *series = self->series->pdata[index];

  g_string_append_printf (xml, "<c:ser><c:idx val=\"%u\"/><c:order val=\"%u\"/><c:tx><c:v>", index, index);
  sy_xlsx_append_escaped (xml, series->title);
  g_string_append (xml, "</c:v></c:tx>");
  if (is_bars (series))
    {
      g_string_append (xml, "<c:spPr>");
      if (series->invisible)
        g_string_append (xml, "<a:noFill/>");
      else
        sy_xlsx_chart_append_color (xml, series->color);
      g_string_append (xml, "<a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val=\"0\"/>");
      sy_xlsx_chart_append_labels (self, xml, series);
    }
  else
    {
      sy_xlsx_chart_append_line_look (xml, series);
      sy_xlsx_chart_append_labels (self, xml, series);
    }
  sy_xlsx_chart_append_categories (self, xml);
  g_string_append (xml, "<c:val>");
  sy_xlsx_chart_append_numbers (xml, series->values_ref, series->values, series->n, series->format);
  g_string_append (xml, "</c:val>");
  if (!is_bars (series) && self->plot != SY_XLSX_PLOT_RADAR)
    g_string_append (xml, "<c:smooth val=\"0\"/>");
  g_string_append (xml, "</c:ser>");
}

typedef gboolean (*SeriesTest) (const SyXlsxSeries *series);

static gboolean
is_band (const SyXlsxSeries *series)
{
  return series->draw == SY_XLSX_DRAW_BAND;
}

static gboolean
is_plain_bars (const SyXlsxSeries *series)
{
  return series->draw == SY_XLSX_DRAW_BARS;
}

static gboolean
is_first_line (const SyXlsxSeries *series)
{
  return !is_bars (series) && !series->second;
}

static gboolean
is_second_line (const SyXlsxSeries *series)
{
  return !is_bars (series) && series->second;
}

static guint
count (const SyXlsxChart *self, SeriesTest test)
{
  guint n = 0;

  for (guint i = 0; i < self->series->len; i++)
    n += test (self->series->pdata[i]) ? 1 : 0;
  return n;
}

static void
append_bars (const SyXlsxChart *self, GString *xml, SeriesTest test, guint gap, int overlap)
{
  if (count (self, test) == 0)
    return;
  g_string_append (xml, self->horizontal ? "<c:barChart><c:barDir val=\"bar\"/>"
                                         : "<c:barChart><c:barDir val=\"col\"/>");
  g_string_append_printf (xml, "<c:grouping val=\"%s\"/><c:varyColors val=\"0\"/>",
                          self->stacked ? "stacked" : "clustered");
  for (guint i = 0; i < self->series->len; i++)
    if (test (self->series->pdata[i]))
      append_series (self, xml, i);
  g_string_append_printf (xml,
                          "<c:gapWidth val=\"%u\"/><c:overlap val=\"%d\"/><c:axId val=\"1001\"/><c:axId "
                          "val=\"1002\"/></c:barChart>",
                          gap, overlap);
}

static void
append_lines (const SyXlsxChart *self, GString *xml, SeriesTest test, guint axis)
{
  if (count (self, test) == 0)
    return;
  g_string_append (xml, "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>");
  for (guint i = 0; i < self->series->len; i++)
    if (test (self->series->pdata[i]))
      append_series (self, xml, i);
  if (self->high_low)
    g_string_append (xml, "<c:hiLowLines><c:spPr><a:ln w=\"25400\"><a:solidFill><a:srgbClr val=\"" AXIS
                          "\"/></a:solidFill></a:ln></c:spPr></c:hiLowLines>");
  g_string_append_printf (xml, "<c:marker val=\"1\"/><c:axId val=\"%u\"/><c:axId val=\"%u\"/></c:lineChart>",
                          axis, axis + 1);
}

void
sy_xlsx_chart_append_axis_text (const SyXlsxChart *self, GString *xml)
{
  g_string_append (xml, "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>");
  sy_xlsx_chart_append_text_properties (self, xml, 900, FALSE);
  g_string_append (xml, "</a:pPr><a:endParaRPr lang=\"en-US\"/></a:p></c:txPr>");
}

static void
append_category_axis (const SyXlsxChart *self, GString *xml, guint id, gboolean hidden)
{
  g_string_append_printf (xml,
                          "<c:catAx><c:axId val=\"%u\"/><c:scaling><c:orientation "
                          "val=\"%s\"/></c:scaling><c:delete val=\"%d\"/>"
                          "<c:axPos val=\"%s\"/>",
                          id, self->horizontal ? "maxMin" : "minMax", hidden, self->horizontal ? "l" : "b");
  if (!hidden)
    sy_xlsx_chart_append_title (self, xml, self->x_title, 900, FALSE, self->horizontal);
  g_string_append (xml, "<c:numFmt formatCode=\"");
  sy_xlsx_append_escaped (xml, self->x_format ? self->x_format : "General");
  g_string_append (xml, "\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark "
                        "val=\"none\"/><c:tickLblPos val=\"low\"/>"
                        "<c:spPr><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"" AXIS
                        "\"/></a:solidFill></a:ln></c:spPr>");
  sy_xlsx_chart_append_axis_text (self, xml);
  g_string_append_printf (
      xml,
      "<c:crossAx val=\"%u\"/><c:crosses val=\"autoZero\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/>"
      "<c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>",
      id + 1);
}

static void
append_value_axis (const SyXlsxChart *self, GString *xml, guint id, gboolean second)
{
  double max = second ? self->y2_max : 0.;

  g_string_append_printf (xml, "<c:valAx><c:axId val=\"%u\"/><c:scaling><c:orientation val=\"minMax\"/>", id);
  if (max > 0.)
    {
      g_string_append (xml, "<c:max val=\"");
      sy_xlsx_chart_append_number (xml, max);
      g_string_append (xml, "\"/><c:min val=\"0\"/>");
    }
  g_string_append_printf (xml, "</c:scaling><c:delete val=\"%d\"/><c:axPos val=\"%s\"/>", self->bare,
                          self->horizontal ? "b"
                          : second         ? "r"
                                           : "l");
  if (!second && !self->bare)
    g_string_append (xml, "<c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"" GRID
                          "\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>");
  sy_xlsx_chart_append_title (self, xml, second ? self->y2_title : self->y_title, 900, FALSE,
                              !self->horizontal);
  g_string_append (xml, "<c:numFmt formatCode=\"");
  sy_xlsx_append_escaped (xml, second ? self->y2_format : self->y_format);
  g_string_append (xml, "\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark "
                        "val=\"none\"/><c:tickLblPos val=\"nextTo\"/>"
                        "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>");
  sy_xlsx_chart_append_axis_text (self, xml);
  g_string_append_printf (
      xml, "<c:crossAx val=\"%u\"/><c:crosses val=\"%s\"/><c:crossBetween val=\"between\"/></c:valAx>",
      id - 1, second || self->horizontal ? "max" : "autoZero");
}

static void
append_legend (const SyXlsxChart *self, GString *xml)
{
  guint n = 0;

  for (guint i = 0; i < self->series->len; i++)
    n += ((SyXlsxSeries *) self->series->pdata[i])->quiet ? 0 : 1;
  if (n < 2)
    return;
  g_string_append (xml, "<c:legend><c:legendPos val=\"t\"/>");
  for (guint i = 0; i < self->series->len; i++)
    if (((SyXlsxSeries *) self->series->pdata[i])->quiet)
      g_string_append_printf (xml, "<c:legendEntry><c:idx val=\"%u\"/><c:delete val=\"1\"/></c:legendEntry>",
                              i);
  g_string_append (xml, "<c:overlay val=\"0\"/>");
  sy_xlsx_chart_append_axis_text (self, xml);
  g_string_append (xml, "</c:legend>");
}

/* Series are numbered as they stand in the file: bands, bars, lines, lines of the second axis. */
static int
compare_draws (gconstpointer a, gconstpointer b)
{
  const SyXlsxSeries *x = *(const SyXlsxSeries *const *) a, *y = *(const SyXlsxSeries *const *) b;
  int left = is_band (x) ? 0 : is_bars (x) ? 1 : is_first_line (x) ? 2 : 3;
  int right = is_band (y) ? 0 : is_bars (y) ? 1 : is_first_line (y) ? 2 : 3;

  return left - right;
}

static void
append_combined (const SyXlsxChart *self, GString *xml)
{
  append_bars (self, xml, is_band, 0, 100);
  append_bars (self, xml, is_plain_bars,
               self->touching ? 0
               : self->n > 60 ? 10
                              : 50,
               self->stacked_look || self->stacked ? 100 : 0);
  append_lines (self, xml, is_first_line, 1001);
  append_lines (self, xml, is_second_line, 1003);
  append_category_axis (self, xml, 1001, FALSE);
  append_value_axis (self, xml, 1002, FALSE);
  if (count (self, is_second_line) == 0)
    return;
  append_category_axis (self, xml, 1003, TRUE);
  append_value_axis (self, xml, 1004, TRUE);
}

/* The spokes of a radar are categories, its rings values. */
static void
append_radar (const SyXlsxChart *self, GString *xml)
{
  g_string_append (xml, "<c:radarChart><c:radarStyle val=\"marker\"/><c:varyColors val=\"0\"/>");
  for (guint i = 0; i < self->series->len; i++)
    append_series (self, xml, i);
  g_string_append (xml, "<c:axId val=\"1001\"/><c:axId val=\"1002\"/></c:radarChart>");
  append_category_axis (self, xml, 1001, FALSE);
  append_value_axis (self, xml, 1002, FALSE);
}

char *
sy_xlsx_chart_write (const SyXlsxChart *self)
{
  GString *xml =
      g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                    "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" "
                    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
                    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                    "<c:roundedCorners val=\"0\"/><c:chart>");

  g_ptr_array_sort (self->series, compare_draws);
  sy_xlsx_chart_append_title (self, xml, self->title, 1300, TRUE, FALSE);
  g_string_append (xml, "<c:autoTitleDeleted val=\"0\"/><c:plotArea><c:layout/>");
  if (self->plot == SY_XLSX_PLOT_COMBINED)
    append_combined (self, xml);
  else if (self->plot == SY_XLSX_PLOT_RADAR)
    append_radar (self, xml);
  else
    sy_xlsx_chart_append_plane (self, xml);
  g_string_append (xml, "<c:spPr><a:noFill/></c:spPr></c:plotArea>");
  append_legend (self, xml);
  /* #N/A joins a line's neighbours in Excel anyway; LibreOffice draws it as 0 in charts of lines only, unless
   * told so. */
  g_string_append_printf (xml, "<c:plotVisOnly val=\"0\"/><c:dispBlanksAs val=\"%s\"/></c:chart>",
                          count (self, is_band) + count (self, is_plain_bars) > 0 ? "gap" : "span");
  g_string_append (xml, "<c:spPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/>"
                        "</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr><c:printSettings><c:headerFooter/"
                        "><c:pageMargins b=\"0.75\" "
                        "l=\"0.7\" r=\"0.7\" t=\"0.75\" header=\"0.3\" "
                        "footer=\"0.3\"/><c:pageSetup/></c:printSettings></c:chartSpace>");
  return g_string_free (xml, FALSE);
}
