/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of every type, and of the data that charts go wrong with. */
#include "sample-charts.h"

#include <math.h>

#define FIRST_DAY 16770 /* 2015-12-01 */

static SyChart *
make_line (gboolean chinese, guint n)
{
  SyChart *chart = sy_chart_new (SY_CHART_LINE, "unit-weight");
  g_autofree gint64 *days = g_new (gint64, n);
  g_autofree double *values = g_new (double, n);
  g_autofree double *rolling = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      days[i] = FIRST_DAY + i;
      values[i] = 24000. + 6000. * sin (i * 0.9) * cos (i * 0.13);
      rolling[i] = 23000. + 2500. * sin (i * 0.15);
    }
  values[n / 3] = 39000.;
  values[n / 2] = 11000.;
  values[n * 2 / 3] = values[n * 2 / 3 + 1] = NAN;
  sy_chart_set_title (chart, chinese ? "单位权重曲线" : "Unit-weight curve");
  sy_chart_set_subtitle (chart, chinese ? "预计完成 103.9%，比时间进度快 1.7 点。"
                                        : "Forecast 103.9% of the target, 1.7 points ahead of time.");
  sy_chart_set_axis_titles (chart, chinese ? "日期" : "Date", chinese ? "单位权重值" : "Sales per weight",
                            "");
  sy_chart_set_currency (chart, "¥");
  sy_chart_set_dates (chart, days, n);
  sy_chart_add_series (chart, "u", chinese ? "单位权重值" : "Unit weight", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, values);
  sy_chart_add_series (chart, "r", chinese ? "七日滚动" : "7-day rolling", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, rolling);
  sy_chart_add_reference (chart, 24000., chinese ? "平均" : "Mean", SY_CHART_AXIS_FIRST,
                          SY_CHART_REFERENCE_MEAN);
  sy_chart_add_reference (chart, 35000., chinese ? "上限" : "Upper limit", SY_CHART_AXIS_FIRST,
                          SY_CHART_REFERENCE_LIMIT);
  sy_chart_add_reference (chart, 13000., chinese ? "下限" : "Lower limit", SY_CHART_AXIS_FIRST,
                          SY_CHART_REFERENCE_LIMIT);
  sy_chart_add_mark (chart, SY_CHART_MARK_EXTREME_HIGH, n / 3, n / 3, chinese ? "最高" : "Highest");
  sy_chart_add_mark (chart, SY_CHART_MARK_EXTREME_LOW, n / 2, n / 2, chinese ? "最低" : "Lowest");
  sy_chart_add_mark (chart, SY_CHART_MARK_PROMOTION, n / 3 - 1, n / 3 + 1,
                     chinese ? "双十二促销" : "Double 12");
  sy_chart_add_mark (chart, SY_CHART_MARK_PROMOTION, n / 2 - 1, n / 2, chinese ? "店庆" : "Anniversary sale");
  return chart;
}

SyChart *
sample_line (gboolean chinese)
{
  return make_line (chinese, 31);
}

static SyChart *
make_year (gboolean chinese)
{
  return make_line (chinese, 365);
}

static SyChart *
make_decades (gboolean chinese)
{
  return make_line (chinese, 12000);
}

SyChart *
sample_columns (gboolean chinese)
{
  static const char *const english[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const days[] = { "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日" };
  static const double weights[] = { 1., 1.05, 1.02, 1.08, 1.3, 2., 1.85 };
  SyChart *chart = sy_chart_new (SY_CHART_COLUMN, "weekday");
  sy_chart_set_title (chart, chinese ? "日权重指数" : "Weekday weights");
  sy_chart_set_categories (chart, chinese ? days : english, 7);
  sy_chart_add_series (chart, "w", chinese ? "权重" : "Weight", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_BARS,
                       SY_CHART_AXIS_FIRST, weights);
  return chart;
}

static SyChart *
make_stores (gboolean chinese)
{
  static const char *const english[] = { "Shanghai Nanjing Road flagship store", "Beijing Wangfujing",
                                         "Guangzhou", "Shenzhen", "Hangzhou" };
  static const char *const stores[] = { "上海南京东路步行街旗舰店", "北京王府井百货大楼店", "广州天河城店",
                                        "深圳万象城店", "杭州西湖银泰店" };
  static const double now[] = { 1240000., 980000., 870000., NAN, -120000. };
  static const double before[] = { 1140000., 1080000., 770000., 640000., 320000. };
  SyChart *chart = sy_chart_new (SY_CHART_COLUMN, "stores");
  sy_chart_set_title (chart, chinese ? "门店销售同比" : "Stores this year and last");
  sy_chart_set_axis_titles (chart, NULL, chinese ? "销售额" : "Sales", NULL);
  sy_chart_set_categories (chart, chinese ? stores : english, 5);
  sy_chart_add_series (chart, "now", chinese ? "今年" : "This year", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, now);
  sy_chart_add_series (chart, "before", chinese ? "去年" : "Last year", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, before);
  return chart;
}

SyChart *
sample_prices (gboolean chinese)
{
  /* The example of price bands: width 140, price point 99, zone 79 to 99. */
  static const double prices[] = { 59., 79., 99., 129., 159., 199. };
  static const double units[] = { 120., 300., 420., 90., 50., 20. };
  SyChart *chart = sy_chart_new (SY_CHART_PRICE_BAND, "prices");
  sy_chart_set_title (chart, chinese ? "价格带" : "Price band");
  sy_chart_set_axis_titles (chart, chinese ? "价格（元）" : "Price", chinese ? "数量" : "Units", NULL);
  sy_chart_set_numbers (chart, prices, 6, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "units", chinese ? "数量" : "Units", SY_CHART_UNIT_COUNT, SY_CHART_DRAW_BARS,
                       SY_CHART_AXIS_FIRST, units);
  sy_chart_set_band (chart, 79., 99., chinese ? "价格区 79–99" : "Zone 79–99");
  sy_chart_add_mark (chart, SY_CHART_MARK_HIGHLIGHT, 2, 2, chinese ? "价格点 99" : "Price point 99");
  return chart;
}

static SyChart *
make_many_prices (gboolean chinese)
{
  double prices[700], units[700];
  for (guint i = 0; i < 700; i++)
    {
      prices[i] = 5. + i;
      units[i] = (i * 37) % 113;
    }
  SyChart *chart = sy_chart_new (SY_CHART_PRICE_BAND, "many-prices");
  sy_chart_set_numbers (chart, prices, 700, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "units", "Units", SY_CHART_UNIT_COUNT, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST,
                       units);
  sy_chart_set_band (chart, 100., 300., chinese ? "价格区 100–300" : "Zone 100–300");
  return chart;
}

static SyChart *
make_pareto (gboolean chinese, guint n)
{
  SyChart *chart = sy_chart_new (SY_CHART_PARETO, "pareto");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree double *amounts = g_new (double, n);
  g_autofree double *shares = g_new (double, n);
  g_autofree const char **classes = g_new (const char *, n);
  double total = 0., sum = 0.;
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (names, g_strdup_printf (chinese ? "加州鸡肉披萨（大号含蘑菇）%u"
                                                       : "The California Chicken Pizza %u",
                                               i + 1));
      amounts[i] = 40000. * pow (i + 1., -0.7);
      total += amounts[i];
    }
  for (guint i = 0; i < n; i++)
    {
      classes[i] = sum / total < 0.7 ? "A" : sum / total < 0.9 ? "B" : "C";
      sum += amounts[i];
      shares[i] = sum / total;
    }
  sy_chart_set_title (chart, chinese ? "帕累托与 ABC 分类" : "Pareto and ABC");
  sy_chart_set_axis_titles (chart, chinese ? "产品" : "Product", chinese ? "销售额" : "Sales",
                            chinese ? "累计占比" : "Cumulative share");
  sy_chart_set_currency (chart, "¥");
  sy_chart_set_categories (chart, (const char *const *) names->pdata, n);
  sy_chart_add_series (chart, "amount", chinese ? "销售额" : "Sales", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, amounts);
  sy_chart_set_classes (chart, 0, classes);
  sy_chart_add_series (chart, "share", chinese ? "累计占比" : "Cumulative share", SY_CHART_UNIT_PERCENT,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_SECOND, shares);
  sy_chart_add_reference (chart, 0.7, "A", SY_CHART_AXIS_SECOND, SY_CHART_REFERENCE_LIMIT);
  sy_chart_add_reference (chart, 0.9, "B", SY_CHART_AXIS_SECOND, SY_CHART_REFERENCE_LIMIT);
  return chart;
}

SyChart *
sample_pareto (gboolean chinese)
{
  return make_pareto (chinese, 32);
}

SyChart *
sample_pareto_long (gboolean chinese)
{
  return make_pareto (chinese, 5000);
}

SyChart *
sample_target (gboolean chinese)
{
  gint64 days[31];
  double actual[31], target[31];
  for (guint i = 0; i < 31; i++)
    {
      days[i] = FIRST_DAY + i;
      target[i] = 1600. + 400. * (i % 7 == 5);
      actual[i] = i < 22 ? target[i] * (i % 3 == 0 ? 0.8 : 1.15) : (double) NAN;
    }
  SyChart *chart = sy_chart_new (SY_CHART_TARGET, "target");
  sy_chart_set_title (chart, chinese ? "日目标与实际" : "Daily target and actual");
  sy_chart_set_dates (chart, days, 31);
  sy_chart_add_series (chart, "actual", chinese ? "实际" : "Actual", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, actual);
  sy_chart_add_series (chart, "target", chinese ? "目标" : "Target", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_STEP, SY_CHART_AXIS_FIRST, target);
  return chart;
}

SyChart *
sample_empty (gboolean chinese)
{
  SyChart *chart = sy_chart_new (SY_CHART_COLUMN, "empty");
  sy_chart_set_title (chart, chinese ? "空" : "Empty");
  sy_chart_set_categories (chart, NULL, 0);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, NULL);
  return chart;
}

static SyChart *
make_values (SyChartType type, SyChartDraw draw, const double *values, guint n)
{
  static const char *const names[] = { "仅此一个", "", "两\n行", "三" };
  SyChart *chart = sy_chart_new (type, "values");
  sy_chart_set_title (chart, "Values");
  sy_chart_set_categories (chart, names, n);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_CURRENCY, draw, SY_CHART_AXIS_FIRST, values);
  sy_chart_add_mark (chart, SY_CHART_MARK_EXTREME_HIGH, 0, 0, "High");
  return chart;
}

static SyChart *
make_one (gboolean chinese)
{
  const double values[] = { 42. };
  return make_values (SY_CHART_COLUMN, SY_CHART_DRAW_BARS, values, 1);
}

static SyChart *
make_one_on_line (gboolean chinese)
{
  const double values[] = { 0. };
  return make_values (SY_CHART_LINE, SY_CHART_DRAW_LINE, values, 1);
}

static SyChart *
make_equal (gboolean chinese)
{
  const double values[] = { 5., 5., 5., 5. };
  return make_values (SY_CHART_LINE, SY_CHART_DRAW_LINE, values, 4);
}

static SyChart *
make_huge (gboolean chinese)
{
  const double values[] = { 1.2e12, -3.4e12, NAN, 2.2e12 };
  return make_values (SY_CHART_COLUMN, SY_CHART_DRAW_BARS, values, 4);
}

static SyChart *
make_absurd (gboolean chinese)
{
  const double values[] = { 9e299, -9e299, INFINITY, 1e-300 };
  return make_values (SY_CHART_PARETO, SY_CHART_DRAW_BARS, values, 4);
}

static SyChart *
make_missing (gboolean chinese)
{
  const double values[] = { NAN, NAN, NAN, NAN };
  return make_values (SY_CHART_TARGET, SY_CHART_DRAW_STEP, values, 4);
}

/* Dates that go back stand side by side like categories. */
static SyChart *
make_unordered (gboolean chinese)
{
  const gint64 days[] = { 16770, 16760, 16770, G_MAXINT64 };
  const double values[] = { 3., 2., -4., 1. };
  SyChart *chart = sy_chart_new (SY_CHART_LINE, "unordered");
  sy_chart_set_dates (chart, days, 4);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST,
                       values);
  return chart;
}

const SampleChart sample_charts[] = {
  { "line", sample_line },
  { "year", make_year },
  { "decades", make_decades },
  { "columns", sample_columns },
  { "stores", make_stores },
  { "prices", sample_prices },
  { "many-prices", make_many_prices },
  { "pareto", sample_pareto },
  { "pareto-long", sample_pareto_long },
  { "target", sample_target },
  { "empty", sample_empty },
  { "one", make_one },
  { "one-on-line", make_one_on_line },
  { "equal", make_equal },
  { "huge", make_huge },
  { "absurd", make_absurd },
  { "missing", make_missing },
  { "unordered", make_unordered },
};
const guint n_sample_charts = G_N_ELEMENTS (sample_charts);
