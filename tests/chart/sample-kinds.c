/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of the types for methods: scatter to small multiples, each as it should be and as it should not. */
#include "sample-charts.h"

#include <math.h>

#define FIRST_DAY 16770 /* 2015-12-01 */
#define LONG_NAME "Shanghai Nanjing Road pedestrian street flagship store, 3rd floor"
#define LONG_NAME_ZH                                                                                         \
  "上海市黄浦区南京东路步行街世纪广场旗舰店三楼东侧自营专柜及体验中心（含线上同城配送订单与会员日专场）"

static GPtrArray *
new_names (const char *format, guint n)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, g_strdup_printf ("%s %u", format, i + 1));
  g_ptr_array_add (names, NULL);
  return names;
}

static const char *const *
get_names (GPtrArray *names)
{
  return (const char *const *) names->pdata;
}

/* A number of 0 to 1 that looks like chance and is the same each time. */
static double
get_noise (guint i)
{
  guint32 x = i * 2654435761u + 12345u;
  x ^= x >> 15;
  x *= 2246822519u;
  x ^= x >> 13;
  return (double) (x % 10000u) / 10000.;
}

static SyChart *
new_scatter (gboolean chinese, guint n, gboolean bubbles, gboolean groups)
{
  static const char *const classes_en[] = { "Star", "Cow", "Question", "Dog" };
  static const char *const classes_zh[] = { "明星", "金牛", "问题", "瘦狗" };
  SyChart *chart = sy_chart_new (SY_CHART_SCATTER, "products");
  g_autoptr (GPtrArray) names = new_names (chinese ? "加州鸡肉披萨大号" : "California Chicken", n);
  g_autofree double *x = g_new (double, n + 1), *y = g_new (double, n + 1), *size = g_new (double, n + 1);
  g_autofree const char **kinds = g_new (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      x[i] = 0.02 + 0.3 * get_noise (i) * get_noise (i + 7000);
      y[i] = -0.3 + 0.9 * get_noise (i + 300) + x[i];
      size[i] = 1000. + 90000. * get_noise (i + 900) * get_noise (i + 901);
      kinds[i] = (chinese ? classes_zh : classes_en)[x[i] > 0.1 ? (y[i] > 0.2 ? 0 : 1) : y[i] > 0.2 ? 2 : 3];
    }
  sy_chart_set_title (chart, chinese ? "增长—份额矩阵" : "Growth and share");
  sy_chart_set_axis_titles (chart, chinese ? "市场份额" : "Share", chinese ? "增长率" : "Growth", NULL);
  sy_chart_set_currency (chart, "¥");
  sy_chart_set_numbers (chart, x, n, SY_CHART_UNIT_PERCENT);
  sy_chart_add_series (chart, "growth", chinese ? "增长率" : "Growth", SY_CHART_UNIT_PERCENT,
                       SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST, y);
  if (groups)
    sy_chart_set_classes (chart, 0, kinds);
  if (bubbles)
    {
      sy_chart_add_series (chart, "amount", chinese ? "销售额" : "Sales", SY_CHART_UNIT_CURRENCY,
                           SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE, size);
      sy_chart_set_role (chart, 1, SY_CHART_ROLE_SIZE);
    }
  sy_chart_set_texts (chart, SY_CHART_TEXT_LABEL, get_names (names));
  return chart;
}

SyChart *
sample_scatter (gboolean chinese)
{
  SyChart *chart = new_scatter (chinese, 32, FALSE, TRUE);
  sy_chart_set_cuts (chart, 0.1, 0.2);
  sy_chart_set_quadrant (chart, SY_CHART_HIGH_HIGH, chinese ? "明星" : "Stars");
  sy_chart_set_quadrant (chart, SY_CHART_HIGH_LOW, chinese ? "金牛" : "Cows");
  sy_chart_set_quadrant (chart, SY_CHART_LOW_HIGH, chinese ? "问题" : "Questions");
  sy_chart_set_quadrant (chart, SY_CHART_LOW_LOW, chinese ? "瘦狗" : "Dogs");
  return chart;
}

SyChart *
sample_bubbles (gboolean chinese)
{
  SyChart *chart = new_scatter (chinese, 24, TRUE, TRUE);
  sy_chart_set_cuts (chart, 0.1, 0.2);
  sy_chart_set_fit (chart, 1., 0.1);
  return chart;
}

static SyChart *
make_dots (gboolean chinese)
{
  SyChart *chart = new_scatter (chinese, 10000, FALSE, FALSE);
  sy_chart_set_fit (chart, 1., 0.15);
  return chart;
}

static SyChart *
make_one_dot (gboolean chinese)
{
  return new_scatter (chinese, 1, FALSE, TRUE);
}

static SyChart *
make_equal_dots (gboolean chinese)
{
  static const double same[] = { 5., 5., 5., NAN };
  static const char *const names[] = { LONG_NAME, LONG_NAME_ZH, "", "c" };
  SyChart *chart = sy_chart_new (SY_CHART_SCATTER, "equal");
  sy_chart_set_numbers (chart, same, 4, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "y", "Y", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST,
                       same);
  sy_chart_set_texts (chart, SY_CHART_TEXT_LABEL, names);
  sy_chart_set_cuts (chart, 5., 5.);
  for (guint i = 0; i < SY_CHART_N_QUADRANTS; i++)
    sy_chart_set_quadrant (chart, i, LONG_NAME);
  return chart;
}

static SyChart *
make_dates (gboolean chinese)
{
  gint64 days[60];
  double values[60];
  SyChart *chart = sy_chart_new (SY_CHART_SCATTER, "dates");
  for (guint i = 0; i < 60; i++)
    {
      days[i] = FIRST_DAY + (i * 37) % 60;
      values[i] = 100. * get_noise (i);
    }
  sy_chart_set_dates (chart, days, 60);
  sy_chart_add_series (chart, "y", "Y", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST,
                       values);
  return chart;
}

SyChart *
sample_histogram (gboolean chinese)
{
  double low[12], high[12], count[12], curve[12];
  SyChart *chart = sy_chart_new (SY_CHART_HISTOGRAM, "orders");
  for (guint i = 0; i < 12; i++)
    {
      low[i] = 20. + 15. * i;
      high[i] = low[i] + 15.;
      curve[i] = 400. * exp (-pow ((low[i] + 7.5 - 95.) / 45., 2.));
      count[i] = floor (curve[i] * (0.8 + 0.4 * get_noise (i)));
    }
  sy_chart_set_title (chart, chinese ? "客单价分布" : "Orders by amount");
  sy_chart_set_axis_titles (chart, chinese ? "客单价" : "Amount of an order", chinese ? "订单数" : "Orders",
                            NULL);
  sy_chart_set_currency (chart, "¥");
  sy_chart_set_bins (chart, low, high, 12, SY_CHART_UNIT_CURRENCY);
  sy_chart_add_series (chart, "count", chinese ? "订单数" : "Orders", SY_CHART_UNIT_COUNT, SY_CHART_DRAW_BARS,
                       SY_CHART_AXIS_FIRST, count);
  sy_chart_add_series (chart, "normal", chinese ? "正态曲线" : "Normal curve", SY_CHART_UNIT_COUNT,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, curve);
  sy_chart_add_reference (chart, 94., chinese ? "均值" : "Mean", SY_CHART_AXIS_X, SY_CHART_REFERENCE_MEAN);
  sy_chart_add_reference (chart, 40., chinese ? "下限" : "Lower limit", SY_CHART_AXIS_X,
                          SY_CHART_REFERENCE_LIMIT);
  sy_chart_add_reference (chart, 150., chinese ? "上限" : "Upper limit", SY_CHART_AXIS_X,
                          SY_CHART_REFERENCE_LIMIT);
  return chart;
}

/* Bins of several widths, the first and last without an end, one empty. */
static SyChart *
make_open_bins (gboolean chinese)
{
  static const double low[] = { NAN, 50., 100., 200., 500. }, high[] = { 50., 100., 200., 500., NAN };
  static const double count[] = { 30., NAN, 20., 0., -3. };
  SyChart *chart = sy_chart_new (SY_CHART_HISTOGRAM, "open");
  sy_chart_set_bins (chart, low, high, 5, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "n", "n", SY_CHART_UNIT_COUNT, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, count);
  return chart;
}

SyChart *
sample_box (gboolean chinese)
{
  static const char *const english[] = { "Classic", "Chicken", "Supreme", "Veggie", LONG_NAME };
  static const char *const stores[] = { "经典", "鸡肉", "至尊", "素食", LONG_NAME_ZH };
  static const double levels[6][5] = { { 16., 18., 17., 15., NAN }, { 9., 12., 10., 8., 5. },
                                       { 12., 15., 13., 12., NAN }, { 20., 21., 20., 18., NAN },
                                       { 26., 25., 28., 22., 9. },  { 16.5, 18.2, 17.9, 15.1, NAN } };
  static const SyChartRole roles[] = { SY_CHART_ROLE_MEDIAN, SY_CHART_ROLE_LOW,  SY_CHART_ROLE_Q1,
                                       SY_CHART_ROLE_Q3,     SY_CHART_ROLE_HIGH, SY_CHART_ROLE_MEAN };
  static const char *const titles[] = { "中位数", "下须", "下四分位", "上四分位", "上须", "均值" };
  static const char *const titles_en[] = { "Median",         "Lower whisker", "Lower quartile",
                                           "Upper quartile", "Upper whisker", "Mean" };
  SyChart *chart = sy_chart_new (SY_CHART_BOX, "prices");
  sy_chart_set_title (chart, chinese ? "各类价格分布" : "Prices by category");
  sy_chart_set_axis_titles (chart, chinese ? "类别" : "Category", chinese ? "价格" : "Price", NULL);
  sy_chart_set_categories (chart, chinese ? stores : english, 5);
  for (guint i = 0; i < 6; i++)
    {
      sy_chart_add_series (chart, titles_en[i], chinese ? titles[i] : titles_en[i], SY_CHART_UNIT_CURRENCY,
                           SY_CHART_DRAW_NONE, SY_CHART_AXIS_FIRST, levels[i]);
      sy_chart_set_role (chart, i, roles[i]);
    }
  sy_chart_add_outlier (chart, 0, 33.);
  sy_chart_add_outlier (chart, 0, 35.);
  sy_chart_add_outlier (chart, 2, 3.);
  return chart;
}

SyChart *
sample_control (gboolean chinese)
{
  gint64 days[31];
  double values[31], center[31], upper[31], lower[31];
  gboolean flags[31] = { FALSE };
  SyChart *chart = sy_chart_new (SY_CHART_CONTROL, "xmr");
  for (guint i = 0; i < 31; i++)
    {
      days[i] = FIRST_DAY + i;
      values[i] = 20000. + 6000. * (get_noise (i) - 0.5);
      center[i] = 20000.;
      upper[i] = i < 15 ? 25000. : 24000.;
      lower[i] = i < 15 ? 15000. : 16000.;
    }
  values[9] = 27500.;
  values[20] = 14200.;
  flags[9] = flags[20] = TRUE;
  sy_chart_set_title (chart, chinese ? "单位权重控制图" : "Control chart of unit weights");
  sy_chart_set_currency (chart, "¥");
  sy_chart_set_dates (chart, days, 31);
  sy_chart_add_series (chart, "value", chinese ? "单位权重值" : "Unit weight", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, values);
  sy_chart_add_series (chart, "center", chinese ? "中心线" : "Center", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, center);
  sy_chart_add_series (chart, "upper", chinese ? "上限" : "Upper limit", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, upper);
  sy_chart_add_series (chart, "lower", chinese ? "下限" : "Lower limit", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, lower);
  sy_chart_set_role (chart, 1, SY_CHART_ROLE_CENTER);
  sy_chart_set_role (chart, 2, SY_CHART_ROLE_UPPER);
  sy_chart_set_role (chart, 3, SY_CHART_ROLE_LOWER);
  sy_chart_set_flags (chart, flags);
  return chart;
}

SyChart *
sample_waterfall (gboolean chinese)
{
  static const char *const english[] = { "Last year", "Visitors", "Conversion", "Items",
                                         "Price",     "Returns",  "This year" };
  static const char *const names[] = { "去年销售", "客流", "成交率", "连带率", "件单价", "退货", "今年销售" };
  static const double values[] = { 1200000., 230000., -90000., 64000., -12000., -45000., 1347000. };
  static const gboolean flags[] = { TRUE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE };
  SyChart *chart = sy_chart_new (SY_CHART_WATERFALL, "bridge");
  sy_chart_set_title (chart, chinese ? "销售变化的来源" : "From last year to this year");
  sy_chart_set_axis_titles (chart, NULL, chinese ? "销售额" : "Sales", NULL);
  sy_chart_set_currency (chart, "¥");
  sy_chart_set_categories (chart, chinese ? names : english, 7);
  sy_chart_add_series (chart, "delta", chinese ? "变化" : "Change", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, values);
  sy_chart_set_direction (chart, 0, 1);
  sy_chart_set_flags (chart, flags);
  return chart;
}

/* Through zero and back, less is better, and a missing step. */
static SyChart *
make_cost_bridge (gboolean chinese)
{
  static const char *const names[] = { "a", "b", "c", "d", "e" };
  static const double values[] = { 50., -120., NAN, 30., 90. };
  SyChart *chart = sy_chart_new (SY_CHART_WATERFALL, "costs");
  sy_chart_set_categories (chart, names, 5);
  sy_chart_add_series (chart, "delta", "Change", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_BARS,
                       SY_CHART_AXIS_FIRST, values);
  sy_chart_set_direction (chart, 0, -1);
  return chart;
}

static SyChart *
new_tree (gboolean chinese, const char *const *ids, const char *const *parents, guint n)
{
  static const char *const names[] = { "净资产收益率", "净利率",   "资产周转率", "权益乘数",
                                       "净利润",       "营业收入", "总资产" };
  static const char *const names_en[] = { "Return on equity", "Net margin", "Asset turnover", "Leverage",
                                          "Net profit",       "Revenue",    "Assets" };
  static const char *const notes[] = { "+1.2", "+0.4", "−0.1", "", "+8%", "+3%", "+4%" };
  g_autofree double *values = g_new (double, n + 1);
  g_autofree const char **labels = g_new (const char *, n + 1);
  g_autofree const char **all_notes = g_new (const char *, n + 1);
  SyChart *chart = sy_chart_new (SY_CHART_TREE, "dupont");
  for (guint i = 0; i < n; i++)
    {
      values[i] = 0.15 / (i + 1.);
      labels[i] = n == 7 ? (chinese ? names : names_en)[i] : ids[i];
      all_notes[i] = n == 7 ? notes[i] : "";
    }
  sy_chart_set_title (chart, chinese ? "杜邦分解" : "DuPont tree");
  sy_chart_set_categories (chart, ids, n);
  sy_chart_add_series (chart, "value", chinese ? "值" : "Value", SY_CHART_UNIT_PERCENT, SY_CHART_DRAW_NONE,
                       SY_CHART_AXIS_FIRST, values);
  sy_chart_set_texts (chart, SY_CHART_TEXT_PARENT, parents);
  sy_chart_set_texts (chart, SY_CHART_TEXT_LABEL, labels);
  sy_chart_set_texts (chart, SY_CHART_TEXT_NOTE, all_notes);
  return chart;
}

SyChart *
sample_tree (gboolean chinese)
{
  static const char *const ids[] = { "roe", "margin", "turnover", "leverage", "profit", "revenue", "assets" };
  static const char *const parents[] = { "", "roe", "roe", "roe", "margin", "margin", "turnover" };
  return new_tree (chinese, ids, parents, 7);
}

/* A circle, a parent that is not there, a parent of itself, the same id twice. */
static SyChart *
make_circle (gboolean chinese)
{
  static const char *const ids[] = { "a", "b", "c", "d", "e", "e", "f" };
  static const char *const parents[] = { "c", "a", "b", "nobody", "e", "d", "a" };
  return new_tree (chinese, ids, parents, 7);
}

static SyChart *
make_wide_tree (gboolean chinese)
{
  g_autoptr (GPtrArray) ids = new_names (chinese ? LONG_NAME_ZH : LONG_NAME, 300);
  g_autoptr (GPtrArray) parents = g_ptr_array_new ();
  for (guint i = 0; i < 300; i++)
    g_ptr_array_add (parents, i == 0 ? "" : g_ptr_array_index (ids, (i - 1) / 4));
  return new_tree (chinese, get_names (ids), get_names (parents), 300);
}

static SyChart *
new_rows (SyChartType type, gboolean chinese, guint n)
{
  static const char *const stages[] = { "进店", "试穿", "下单", "付款", "复购" };
  static const char *const stages_en[] = { "Visitors", "Tried on", "Ordered", "Paid", "Came again" };
  static const double counts[] = { 12400., 5100., 2210., 2105., 460. };
  g_autoptr (GPtrArray) names = new_names (chinese ? LONG_NAME_ZH : LONG_NAME, n);
  g_autofree double *values = g_new (double, n + 1), *more = g_new (double, n + 1);
  SyChart *chart = sy_chart_new (type, "rows");
  for (guint i = 0; i < n; i++)
    {
      values[i] = n == 5 ? counts[i] : 40000. * pow (i + 1., -0.6);
      more[i] = values[i] * (0.7 + 0.6 * get_noise (i));
    }
  sy_chart_set_title (chart, chinese ? "门店" : "Stores");
  sy_chart_set_categories (chart, n == 5 ? (chinese ? stages : stages_en) : get_names (names), n);
  if (type != SY_CHART_DUMBBELL)
    {
      sy_chart_add_series (chart, "n", chinese ? "人数" : "People", SY_CHART_UNIT_COUNT, SY_CHART_DRAW_NONE,
                           SY_CHART_AXIS_FIRST, values);
      return chart;
    }
  sy_chart_add_series (chart, "before", chinese ? "去年" : "Last year", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_NONE, SY_CHART_AXIS_FIRST, more);
  sy_chart_add_series (chart, "now", chinese ? "今年" : "This year", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_NONE, SY_CHART_AXIS_FIRST, values);
  sy_chart_set_role (chart, 0, SY_CHART_ROLE_FROM);
  sy_chart_set_role (chart, 1, SY_CHART_ROLE_TO);
  sy_chart_set_direction (chart, 1, 1);
  return chart;
}

SyChart *
sample_funnel (gboolean chinese)
{
  return new_rows (SY_CHART_FUNNEL, chinese, 5);
}

SyChart *
sample_rows (gboolean chinese)
{
  SyChart *chart = new_rows (SY_CHART_ROWS, chinese, 9);
  sy_chart_add_reference (chart, 20000., chinese ? "平均" : "Mean", SY_CHART_AXIS_FIRST,
                          SY_CHART_REFERENCE_LIMIT);
  return chart;
}

SyChart *
sample_dumbbell (gboolean chinese)
{
  return new_rows (SY_CHART_DUMBBELL, chinese, 8);
}

static SyChart *
make_many_rows (gboolean chinese)
{
  return new_rows (SY_CHART_ROWS, chinese, 300);
}

static SyChart *
make_long_funnel (gboolean chinese)
{
  return new_rows (SY_CHART_FUNNEL, chinese, 40);
}

static SyChart *
make_many_dumbbells (gboolean chinese)
{
  return new_rows (SY_CHART_DUMBBELL, chinese, 300);
}

/* Below zero, nothing, missing. */
static SyChart *
make_mixed_rows (gboolean chinese)
{
  static const char *const names[] = { "a", "b", "c", "d" };
  static const double values[] = { 120000., -80000., NAN, 0. };
  SyChart *chart = sy_chart_new (SY_CHART_ROWS, "mixed");
  sy_chart_set_categories (chart, names, 4);
  sy_chart_add_series (chart, "n", "Profit", SY_CHART_UNIT_CURRENCY, SY_CHART_DRAW_NONE, SY_CHART_AXIS_FIRST,
                       values);
  return chart;
}

SyChart *
sample_radar (gboolean chinese)
{
  static const char *const english[] = { "Recency", "Frequency", "Amount", "Basket", "Width", "Loyalty" };
  static const char *const spokes[] = { "最近", "频次", "金额", "客单价", "宽度", "忠诚" };
  static const double first[] = { 4.2, 3.6, 4.8, 3.1, 2.8, 4.4 }, second[] = { 2.1, 4.3, 2.2, 3.9, 4.1, 1.8 };
  SyChart *chart = sy_chart_new (SY_CHART_RADAR, "profile");
  sy_chart_set_title (chart, chinese ? "会员画像" : "Profile of members");
  sy_chart_set_categories (chart, chinese ? spokes : english, 6);
  sy_chart_add_series (chart, "a", chinese ? "重要价值" : "Champions", SY_CHART_UNIT_NUMBER,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, first);
  sy_chart_add_series (chart, "b", chinese ? "一般发展" : "Promising", SY_CHART_UNIT_NUMBER,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, second);
  return chart;
}

static SyChart *
new_spokes (gboolean chinese, guint n)
{
  g_autoptr (GPtrArray) names = new_names (chinese ? LONG_NAME_ZH : LONG_NAME, n);
  g_autofree double *values = g_new (double, n + 1);
  SyChart *chart = sy_chart_new (SY_CHART_RADAR, "spokes");
  for (guint i = 0; i < n; i++)
    values[i] = i % 7 == 3 ? (double) NAN : 5. * get_noise (i) - 1.;
  sy_chart_set_categories (chart, get_names (names), n);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST,
                       values);
  return chart;
}

static SyChart *
make_two_spokes (gboolean chinese)
{
  return new_spokes (chinese, 2);
}

static SyChart *
make_many_spokes (gboolean chinese)
{
  return new_spokes (chinese, 60);
}

static SyChart *
new_matrix (gboolean chinese, guint n_columns, guint n_rows, double shift)
{
  guint n = n_columns * n_rows;
  g_autoptr (GPtrArray) columns = new_names (chinese ? "门店" : "Store", n_columns);
  g_autoptr (GPtrArray) rows = new_names (chinese ? "类别" : "Category", n_rows);
  g_autofree const char **x = g_new (const char *, n + 1), **y = g_new (const char *, n + 1);
  g_autofree double *values = g_new (double, n + 1);
  SyChart *chart = sy_chart_new (SY_CHART_HEATMAP, "matrix");
  for (guint i = 0; i < n; i++)
    {
      x[i] = g_ptr_array_index (columns, i % n_columns);
      y[i] = g_ptr_array_index (rows, i / n_columns);
      values[i] = i == 4 ? (double) NAN : 90000. * get_noise (i) + shift;
    }
  sy_chart_set_title (chart, chinese ? "门店与类别" : "Stores and categories");
  sy_chart_set_currency (chart, "¥");
  sy_chart_set_categories (chart, x, n);
  sy_chart_add_series (chart, "amount", chinese ? "销售额" : "Sales", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_NONE, SY_CHART_AXIS_FIRST, values);
  sy_chart_set_texts (chart, SY_CHART_TEXT_ROW, y);
  return chart;
}

SyChart *
sample_heatmap (gboolean chinese)
{
  return new_matrix (chinese, 8, 5, 0.);
}

static SyChart *
make_signed_matrix (gboolean chinese)
{
  return new_matrix (chinese, 24, 7, -45000.);
}

static SyChart *
make_large_matrix (gboolean chinese)
{
  return new_matrix (chinese, 300, 60, 0.);
}

static SyChart *
new_calendar (gboolean chinese, guint n)
{
  g_autofree gint64 *days = g_new (gint64, n + 1);
  g_autofree double *values = g_new (double, n + 1);
  SyChart *chart = sy_chart_new (SY_CHART_CALENDAR, "days");
  for (guint i = 0; i < n; i++)
    {
      days[i] = FIRST_DAY + i;
      values[i] = i % 11 == 10 ? (double) NAN : 20000. + 20000. * get_noise (i) + 15000. * (i % 7 > 3);
    }
  sy_chart_set_title (chart, chinese ? "每日销售" : "Sales by day");
  sy_chart_set_currency (chart, "¥");
  sy_chart_set_dates (chart, days, n);
  sy_chart_add_series (chart, "amount", chinese ? "销售额" : "Sales", SY_CHART_UNIT_CURRENCY,
                       SY_CHART_DRAW_NONE, SY_CHART_AXIS_FIRST, values);
  return chart;
}

SyChart *
sample_calendar (gboolean chinese)
{
  return new_calendar (chinese, 31);
}

SyChart *
sample_year (gboolean chinese)
{
  return new_calendar (chinese, 366);
}

static SyChart *
make_years (gboolean chinese)
{
  return new_calendar (chinese, 1200);
}

static SyChart *
make_decade (gboolean chinese)
{
  return new_calendar (chinese, 12000);
}

SyChart *
sample_lorenz (gboolean chinese)
{
  double x[20], y[20];
  SyChart *chart = sy_chart_new (SY_CHART_LORENZ, "lorenz");
  for (guint i = 0; i < 20; i++)
    {
      x[i] = (i + 1.) / 20.;
      y[i] = pow (x[i], 3.);
    }
  sy_chart_set_title (chart, chinese ? "客户集中度" : "Concentration of customers");
  sy_chart_set_axis_titles (chart, chinese ? "客户累计占比" : "Share of customers",
                            chinese ? "销售累计占比" : "Share of sales", NULL);
  sy_chart_set_numbers (chart, x, 20, SY_CHART_UNIT_PERCENT);
  sy_chart_add_series (chart, "share", chinese ? "销售累计占比" : "Share of sales", SY_CHART_UNIT_PERCENT,
                       SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST, y);
  return chart;
}

SyChart *
sample_stacked (gboolean chinese)
{
  static const char *const english[] = { "Q1", "Q2", "Q3", "Q4" };
  static const double values[3][4] = { { 120., 140., 90., 160. },
                                       { 60., 70., 66., 81. },
                                       { 20., -15., 31., NAN } };
  static const char *const titles[] = { "线下", "线上", "批发" };
  static const char *const titles_en[] = { "Stores", "Online", "Wholesale" };
  SyChart *chart = sy_chart_new (SY_CHART_COLUMN, "channels");
  sy_chart_set_title (chart, chinese ? "渠道构成" : "Sales by channel");
  sy_chart_set_categories (chart, english, 4);
  for (guint i = 0; i < 3; i++)
    sy_chart_add_series (chart, titles_en[i], chinese ? titles[i] : titles_en[i], SY_CHART_UNIT_NUMBER,
                         SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, values[i]);
  sy_chart_set_stacked (chart, TRUE);
  return chart;
}

static SyChart *
new_facets (gboolean chinese, guint n_facets, SyChartDraw draw)
{
  guint n = n_facets * 14;
  g_autofree gint64 *days = g_new (gint64, n + 1);
  g_autofree double *values = g_new (double, n + 1);
  g_autoptr (GPtrArray) names = new_names (chinese ? "门店" : "Store", n_facets);
  g_autofree const char **facets = g_new (const char *, n + 1);
  SyChart *chart = sy_chart_new (draw == SY_CHART_DRAW_BARS ? SY_CHART_COLUMN : SY_CHART_LINE, "facets");
  for (guint i = 0; i < n; i++)
    {
      days[i] = FIRST_DAY + i % 14;
      values[i] = 10000. * (1. + (double) (i / 14) * 0.4) * (0.5 + get_noise (i));
      facets[i] = g_ptr_array_index (names, i / 14);
    }
  sy_chart_set_title (chart, chinese ? "各店每日销售" : "Sales by day and store");
  sy_chart_set_currency (chart, "¥");
  sy_chart_set_dates (chart, days, n);
  sy_chart_add_series (chart, "amount", chinese ? "销售额" : "Sales", SY_CHART_UNIT_CURRENCY, draw,
                       SY_CHART_AXIS_FIRST, values);
  sy_chart_set_texts (chart, SY_CHART_TEXT_FACET, facets);
  return chart;
}

SyChart *
sample_facets (gboolean chinese)
{
  return new_facets (chinese, 6, SY_CHART_DRAW_LINE);
}

static SyChart *
make_many_facets (gboolean chinese)
{
  return new_facets (chinese, 30, SY_CHART_DRAW_BARS);
}

/* A chart of @type without points, or with one that is missing. */
SyChart *
sample_nothing (SyChartType type, guint n)
{
  static const double values[] = { NAN };
  static const gint64 days[] = { FIRST_DAY };
  static const char *const names[] = { "" };
  SyChart *chart = sy_chart_new (type, "nothing");
  if (type == SY_CHART_CALENDAR)
    sy_chart_set_dates (chart, days, n);
  else if (type == SY_CHART_HISTOGRAM)
    sy_chart_set_bins (chart, values, values, n, SY_CHART_UNIT_NUMBER);
  else if (type == SY_CHART_SCATTER || type == SY_CHART_LORENZ)
    sy_chart_set_numbers (chart, values, n, SY_CHART_UNIT_NUMBER);
  else
    sy_chart_set_categories (chart, names, n);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_NONE, SY_CHART_AXIS_FIRST,
                       values);
  return chart;
}

const SampleChart sample_kinds[] = {
  { "scatter", sample_scatter },
  { "bubbles", sample_bubbles },
  { "dots", make_dots },
  { "one-dot", make_one_dot },
  { "equal-dots", make_equal_dots },
  { "dates", make_dates },
  { "histogram", sample_histogram },
  { "open-bins", make_open_bins },
  { "box", sample_box },
  { "control", sample_control },
  { "waterfall", sample_waterfall },
  { "cost-bridge", make_cost_bridge },
  { "tree", sample_tree },
  { "circle", make_circle },
  { "wide-tree", make_wide_tree },
  { "funnel", sample_funnel },
  { "long-funnel", make_long_funnel },
  { "rows", sample_rows },
  { "many-rows", make_many_rows },
  { "mixed-rows", make_mixed_rows },
  { "dumbbell", sample_dumbbell },
  { "many-dumbbells", make_many_dumbbells },
  { "radar", sample_radar },
  { "two-spokes", make_two_spokes },
  { "many-spokes", make_many_spokes },
  { "heatmap", sample_heatmap },
  { "signed-matrix", make_signed_matrix },
  { "large-matrix", make_large_matrix },
  { "calendar", sample_calendar },
  { "year-calendar", sample_year },
  { "years", make_years },
  { "decade", make_decade },
  { "lorenz", sample_lorenz },
  { "stacked", sample_stacked },
  { "facets", sample_facets },
  { "many-facets", make_many_facets },
};
const guint n_sample_kinds = G_N_ELEMENTS (sample_kinds);
