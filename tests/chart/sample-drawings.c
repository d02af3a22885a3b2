/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of words as people fill them, and filled as no one should. */
#include "config.h"

#include <math.h>

#include "sample-charts.h"

/* A row of any drawing; NULL and NAN where it has none. */
typedef struct
{
  const char *x, *y, *label, *note, *state;
  double first, second;
  gboolean flag;
} Row;

#define COUNT(rows) G_N_ELEMENTS (rows)

static const char *
or_blank (const char *text)
{
  return text == NULL ? "" : text;
}

static gboolean
has_texts (const Row *rows, guint n, gsize offset)
{
  for (guint i = 0; i < n; i++)
    if (*(const char *const *) ((const char *) &rows[i] + offset) != NULL)
      return TRUE;
  return FALSE;
}

static void
set_texts (SyChart *chart, SyChartText kind, const Row *rows, guint n, gsize offset)
{
  g_autofree const char **texts = g_new0 (const char *, n + 1);
  if (!has_texts (rows, n, offset))
    return;
  for (guint i = 0; i < n; i++)
    texts[i] = or_blank (*(const char *const *) ((const char *) &rows[i] + offset));
  sy_chart_set_texts (chart, kind, texts);
}

static void
add_values (SyChart *chart,
            SyChartRole role,
            const char *title,
            SyChartUnit unit,
            const Row *rows,
            guint n,
            gboolean first)
{
  g_autofree double *values = g_new (double, n + 1);
  for (guint i = 0; i < n; i++)
    values[i] = first ? rows[i].first : rows[i].second;
  guint series =
      sy_chart_add_series (chart, title, title, unit, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE, values);
  sy_chart_set_role (chart, series, role);
}

/* The items themselves, as the builder adds them. */
static void
add_items (SyChart *chart, SyChartType type, const Row *rows, guint n)
{
  g_autofree double *values = g_new (double, n + 1);
  g_autofree const char **states = g_new0 (const char *, n + 1);
  g_autofree gboolean *flags = g_new0 (gboolean, n + 1);
  gboolean needs_label = type == SY_CHART_CELLS || type == SY_CHART_BOARD;
  for (guint i = 0; i < n; i++)
    {
      values[i] = needs_label && *or_blank (rows[i].label) == '\0' ? (double) NAN : 1.;
      states[i] = or_blank (rows[i].state);
      flags[i] = rows[i].flag;
    }
  sy_chart_add_series (chart, "item", "Item", SY_CHART_UNIT_COUNT, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE,
                       values);
  sy_chart_set_role (chart, 0, SY_CHART_ROLE_ITEM);
  if (has_texts (rows, n, G_STRUCT_OFFSET (Row, state)))
    sy_chart_set_classes (chart, 0, states);
  sy_chart_set_flags (chart, flags);
}

static SyChart *
new_drawing (SyChartType type, const char *title, const Row *rows, guint n)
{
  SyChart *chart = sy_chart_new (type, "drawing");
  g_autofree const char **categories = g_new0 (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    categories[i] = or_blank (rows[i].x);
  sy_chart_set_title (chart, title);
  sy_chart_set_categories (chart, categories, n);
  add_items (chart, type, rows, n);
  set_texts (chart, SY_CHART_TEXT_LABEL, rows, n, G_STRUCT_OFFSET (Row, label));
  set_texts (chart, SY_CHART_TEXT_NOTE, rows, n, G_STRUCT_OFFSET (Row, note));
  if (type == SY_CHART_CELLS)
    {
      set_texts (chart, SY_CHART_TEXT_ROW, rows, n, G_STRUCT_OFFSET (Row, y));
      add_values (chart, SY_CHART_ROLE_VALUE, "Score", SY_CHART_UNIT_NUMBER, rows, n, TRUE);
    }
  if (type == SY_CHART_FISH)
    {
      set_texts (chart, SY_CHART_TEXT_PARENT, rows, n, G_STRUCT_OFFSET (Row, y));
      add_values (chart, SY_CHART_ROLE_VALUE, "Votes", SY_CHART_UNIT_COUNT, rows, n, TRUE);
    }
  if (type == SY_CHART_FORCES)
    {
      add_values (chart, SY_CHART_ROLE_FROM, "Driving", SY_CHART_UNIT_COUNT, rows, n, TRUE);
      add_values (chart, SY_CHART_ROLE_TO, "Restraining", SY_CHART_UNIT_COUNT, rows, n, FALSE);
    }
  return chart;
}

/* --- grid --- */

static const Row swot_rows[] = {
  { "Helpful", "Internal", "Good locations near schools and offices", NULL, NULL, 3.5, NAN, FALSE },
  { "Helpful", "Internal", "Own kitchen, short ways", "24 minutes from order to door", NULL, 3., NAN, FALSE },
  { "Harmful", "Internal", "Few riders on Friday evenings", NULL, NULL, 1.5, NAN, FALSE },
  { "Harmful", "Internal", "No app", NULL, NULL, 2., NAN, FALSE },
  { "Helpful", "External", "Young customers move into the quarter", NULL, NULL, 3., NAN, FALSE },
  { "Harmful", "External", "A chain opens two shops", NULL, NULL, 1., NAN, FALSE },
  { "Harmful", "External", "Flour costs 12% more", NULL, NULL, 2.5, NAN, FALSE },
};
static const Row swot_rows_zh[] = {
  { "有利", "内部", "门店靠近学校和写字楼，客流稳定", NULL, NULL, 3.5, NAN, FALSE },
  { "有利", "内部", "自有中央厨房，配送距离短", "下单到送达平均 24 分钟", NULL, 3., NAN, FALSE },
  { "有害", "内部", "周五晚高峰骑手不足", NULL, NULL, 1.5, NAN, FALSE },
  { "有害", "内部", "没有自己的点餐小程序", NULL, NULL, 2., NAN, FALSE },
  { "有利", "外部", "周边新建小区，年轻客群增加", NULL, NULL, 3., NAN, FALSE },
  { "有害", "外部", "连锁品牌将新开两家门店", NULL, NULL, 1., NAN, FALSE },
  { "有害", "外部", "面粉价格上涨 12%", NULL, NULL, 2.5, NAN, FALSE },
};

static void
name_swot (SyChart *chart, gboolean chinese)
{
  static const char *const columns[] = { "Helpful", "Harmful", NULL }, *const columns_zh[] = { "有利", "有害",
                                                                                               NULL };
  static const char *const rows[] = { "Internal", "External", NULL }, *const rows_zh[] = { "内部", "外部",
                                                                                           NULL };
  sy_chart_set_keys (chart, SY_CHART_KEYS_COLUMNS, chinese ? columns_zh : columns);
  sy_chart_set_keys (chart, SY_CHART_KEYS_ROWS, chinese ? rows_zh : rows);
  sy_chart_set_quadrant (chart, SY_CHART_LOW_HIGH, chinese ? "优势 S" : "Strengths");
  sy_chart_set_quadrant (chart, SY_CHART_HIGH_HIGH, chinese ? "劣势 W" : "Weaknesses");
  sy_chart_set_quadrant (chart, SY_CHART_LOW_LOW, chinese ? "机会 O" : "Opportunities");
  sy_chart_set_quadrant (chart, SY_CHART_HIGH_LOW, chinese ? "威胁 T" : "Threats");
}

SyChart *
sample_swot (gboolean chinese)
{
  SyChart *chart = chinese ? new_drawing (SY_CHART_CELLS, "SWOT 分析", swot_rows_zh, COUNT (swot_rows_zh))
                           : new_drawing (SY_CHART_CELLS, "SWOT", swot_rows, COUNT (swot_rows));
  name_swot (chart, chinese);
  return chart;
}

static SyChart *
make_empty_swot (gboolean chinese)
{
  SyChart *chart = new_drawing (SY_CHART_CELLS, "SWOT", NULL, 0);
  name_swot (chart, chinese);
  return chart;
}

/* S and W over the cells, O and T before them; one item is nowhere yet. */
static SyChart *
make_cross (gboolean chinese)
{
  static const Row rows[] = {
    { "Strengths", NULL, "Own kitchen", NULL, NULL, 3., NAN, FALSE },
    { "Strengths", NULL, "Good locations", NULL, NULL, 3.5, NAN, FALSE },
    { "Weaknesses", NULL, "Few riders", NULL, NULL, 1.5, NAN, FALSE },
    { NULL, "Opportunities", "Young customers", NULL, NULL, 3., NAN, FALSE },
    { NULL, "Threats", "New competitor", NULL, NULL, 1., NAN, FALSE },
    { "Strengths", "Opportunities", "SO: lunch deals for the offices around", NULL, NULL, NAN, NAN, FALSE },
    { "Weaknesses", "Opportunities", "WO: riders from the school", NULL, NULL, NAN, NAN, FALSE },
    { "Strengths", "Threats", "ST: faster than any chain", NULL, NULL, NAN, NAN, FALSE },
    { "Weaknesses", "Threats", "WT: deliver nearby only", NULL, NULL, NAN, NAN, FALSE },
    { NULL, NULL, "Ask the landlord about the yard", NULL, NULL, NAN, NAN, FALSE },
  };
  return new_drawing (SY_CHART_CELLS, chinese ? "交叉表" : "Cross table", rows, COUNT (rows));
}

/* --- fish --- */

static const Row fish_rows[] = {
  { "1", "", "People", NULL, NULL, NAN, NAN, FALSE },
  { "2", "", "Machine", NULL, NULL, NAN, NAN, FALSE },
  { "3", "", "Material", NULL, NULL, NAN, NAN, FALSE },
  { "4", "", "Method", NULL, NULL, NAN, NAN, FALSE },
  { "5", "", "Environment", NULL, NULL, NAN, NAN, FALSE },
  { "6", "", "Measurement", NULL, NULL, NAN, NAN, FALSE },
  { "11", "1", "Too few riders", NULL, NULL, 7., NAN, TRUE },
  { "111", "11", "Pay below that of others", NULL, NULL, 3., NAN, FALSE },
  { "112", "11", "No training", NULL, NULL, NAN, NAN, FALSE },
  { "12", "1", "New cooks", NULL, NULL, 2., NAN, FALSE },
  { "21", "2", "One oven only", NULL, NULL, 5., NAN, FALSE },
  { "31", "3", "Dough runs out on Fridays", NULL, NULL, 3., NAN, FALSE },
  { "41", "4", "Routes are planned by hand", NULL, NULL, 6., NAN, TRUE },
  { "411", "41", "No map of the new quarter", NULL, NULL, NAN, NAN, FALSE },
  { "51", "5", "Roadworks", NULL, NULL, 1., NAN, FALSE },
  { "61", "6", "Times are written down late", NULL, NULL, 2., NAN, FALSE },
};
static const Row fish_rows_zh[] = {
  { "1", "", "人", NULL, NULL, NAN, NAN, FALSE },
  { "2", "", "机", NULL, NULL, NAN, NAN, FALSE },
  { "3", "", "料", NULL, NULL, NAN, NAN, FALSE },
  { "4", "", "法", NULL, NULL, NAN, NAN, FALSE },
  { "5", "", "环", NULL, NULL, NAN, NAN, FALSE },
  { "6", "", "测", NULL, NULL, NAN, NAN, FALSE },
  { "11", "1", "骑手不足", NULL, NULL, 7., NAN, TRUE },
  { "111", "11", "薪酬低于同行", NULL, NULL, 3., NAN, FALSE },
  { "112", "11", "缺少培训", NULL, NULL, NAN, NAN, FALSE },
  { "12", "1", "厨师流动大，新人多", NULL, NULL, 2., NAN, FALSE },
  { "21", "2", "只有一台烤箱", NULL, NULL, 5., NAN, FALSE },
  { "31", "3", "周五面团经常用完", NULL, NULL, 3., NAN, FALSE },
  { "41", "4", "人工排配送路线", NULL, NULL, 6., NAN, TRUE },
  { "411", "41", "没有新小区的地图", NULL, NULL, NAN, NAN, FALSE },
  { "51", "5", "道路施工", NULL, NULL, 1., NAN, FALSE },
  { "61", "6", "送达时间补记，不准确", NULL, NULL, 2., NAN, FALSE },
};

SyChart *
sample_fish (gboolean chinese)
{
  SyChart *chart =
      chinese ? new_drawing (SY_CHART_FISH, "配送迟到的原因", fish_rows_zh, COUNT (fish_rows_zh))
              : new_drawing (SY_CHART_FISH, "Why deliveries come late", fish_rows, COUNT (fish_rows));
  sy_chart_set_head (chart, chinese ? "周五晚配送迟到率 18%" : "18% of deliveries come late on Fridays");
  return chart;
}

static SyChart *
make_small_fish (gboolean chinese)
{
  static const Row rows[] = {
    { "1", "", "People", NULL, NULL, NAN, NAN, FALSE },
    { "11", "1", "Too few riders", NULL, NULL, 7., NAN, TRUE },
  };
  return new_drawing (SY_CHART_FISH, "Late", rows, COUNT (rows));
}

/* Twelve bones, four causes on each, and two under the first of them. */
static SyChart *
make_full_fish (gboolean chinese)
{
  static const char *const causes[] = { "Nobody knows who is on duty", "No spare part", "Old list",
                                        "Late call" };
  static const char *const causes_zh[] = { "没有人知道谁值班", "缺备件", "名单过期没有更新", "电话打得晚" };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  for (guint b = 0; b < 12; b++)
    for (guint c = 0; c <= 6; c++)
      {
        g_ptr_array_add (ids, g_strdup_printf ("%u.%u", b, c));
        const char *bone = g_ptr_array_index (ids, b * 7), *id = g_ptr_array_index (ids, ids->len - 1);
        const char *above = c == 0 ? "" : c > 4 ? (const char *) g_ptr_array_index (ids, b * 7 + 1) : bone;
        const char *name =
            c == 0 ? (chinese ? "大骨名称" : "A bone of twelve") : (chinese ? causes_zh : causes)[c % 4];
        Row row = { id,           above,
                    name,         NULL,
                    NULL,         c % 3 == 1 ? (double) (b + c) : (double) NAN,
                    (double) NAN, c == 2 && b % 4 == 0 };
        g_array_append_val (rows, row);
      }
  SyChart *chart = new_drawing (SY_CHART_FISH, chinese ? "十二根大骨" : "Twelve bones",
                                (const Row *) (void *) rows->data, rows->len);
  sy_chart_set_head (chart, chinese ? "停电后恢复供电太慢" : "Power comes back too late");
  return chart;
}

/* Circles, a parent that is not there, a parent of its own, and a cause that lies too deep. */
SyChart *
sample_broken_fish (gboolean chinese)
{
  static const Row rows[] = {
    { "1", "", "People", NULL, NULL, NAN, NAN, FALSE },
    { "2", "3", "Hen", NULL, NULL, 1., NAN, FALSE },
    { "3", "2", "Egg", NULL, NULL, 1., NAN, FALSE },
    { "4", "nowhere", "Lost", NULL, NULL, NAN, NAN, FALSE },
    { "5", "5", "Itself", NULL, NULL, NAN, NAN, FALSE },
    { "6", "1", "Cause", NULL, NULL, NAN, NAN, TRUE },
    { "7", "6", "Why", NULL, NULL, NAN, NAN, FALSE },
    { "8", "7", "Why again", NULL, NULL, NAN, NAN, FALSE },
    { "9", "8", "And why", NULL, NULL, NAN, NAN, FALSE },
    { "", "", "", NULL, NULL, NAN, NAN, FALSE },
    { "6", "1", "The same again", NULL, NULL, NAN, NAN, FALSE },
  };
  return new_drawing (SY_CHART_FISH, chinese ? "坏鱼" : "Broken fish", rows, COUNT (rows));
}

/* --- forces --- */

SyChart *
sample_forces (gboolean chinese)
{
  static const Row rows[] = {
    { "Customers ask for it", NULL, NULL, "Survey of March", NULL, 5., NAN, FALSE },
    { "Cost of change", NULL, NULL, NULL, NULL, NAN, 4., FALSE },
    { "Support of the head office", NULL, NULL, NULL, NULL, 4., NAN, FALSE },
    { "Staff are afraid of the system", NULL, NULL, NULL, NULL, NAN, 3., FALSE },
    { "Old system is out of service at the end of the year", NULL, NULL, NULL, NULL, 3., NAN, FALSE },
    { "No time for training", NULL, NULL, NULL, NULL, NAN, 2., FALSE },
  };
  static const Row rows_zh[] = {
    { "顾客需求强烈", NULL, NULL, "三月问卷调查", NULL, 5., NAN, FALSE },
    { "改造成本高", NULL, NULL, NULL, NULL, NAN, 4., FALSE },
    { "总部支持", NULL, NULL, NULL, NULL, 4., NAN, FALSE },
    { "员工担心新系统难用", NULL, NULL, NULL, NULL, NAN, 3., FALSE },
    { "旧系统年底停止服务，必须更换", NULL, NULL, NULL, NULL, 3., NAN, FALSE },
    { "没有时间培训", NULL, NULL, NULL, NULL, NAN, 2., FALSE },
  };
  SyChart *chart = chinese ? new_drawing (SY_CHART_FORCES, "力场分析", rows_zh, COUNT (rows_zh))
                           : new_drawing (SY_CHART_FORCES, "Force field", rows, COUNT (rows));
  sy_chart_set_head (chart, chinese ? "上线新的点餐系统" : "New ordering system by June");
  return chart;
}

/* Names without a strength, both sides at once, and strengths beyond the scale. */
static SyChart *
make_odd_forces (gboolean chinese)
{
  static const Row rows[] = {
    { "Both at once", NULL, NULL, NULL, NULL, 12., 1e9, FALSE },
    { "Unrated", NULL, NULL, NULL, NULL, NAN, NAN, FALSE },
    { "Below zero", NULL, NULL, NULL, NULL, -3., NAN, FALSE },
    { "", NULL, NULL, NULL, NULL, NAN, 0., FALSE },
  };
  return new_drawing (SY_CHART_FORCES, chinese ? "力场" : "Odd forces", rows, COUNT (rows));
}

/* --- climb --- */

static SyChart *
new_climb (guint n, gboolean chinese, gboolean by_date)
{
  static const char *const names[] = { "Start",  "Team",     "Data",     "Pilot",
                                       "Review", "Roll out", "Training", "Goal" };
  static const char *const names_zh[] = { "启动", "组队",     "收集数据", "试点",
                                          "复盘", "全面推广", "培训",     "达成目标" };
  g_autofree Row *rows = g_new0 (Row, n + 1);
  g_autofree gint64 *days = g_new0 (gint64, n + 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    {
      double part = (double) (i + 1) / (double) n;
      g_ptr_array_add (texts, g_strdup_printf ("%u", i + 1));
      rows[i].x = texts->pdata[texts->len - 1];
      rows[i].label = (chinese ? names_zh : names)[i % G_N_ELEMENTS (names)];
      rows[i].first = 1. / (1. + exp (-9. * (part - 0.5)));
      rows[i].first = i + 1 == n ? 1. : rows[i].first;
      rows[i].second = part <= 0.55 ? rows[i].first * 0.85 : (double) NAN;
      days[i] = i == 0 ? 20458 : days[i - 1] + (i % 3 == 0 ? 7 : 14);
    }
  SyChart *chart = new_drawing (SY_CHART_CLIMB, chinese ? "登山图" : "Way to the goal", rows, n);
  if (by_date)
    {
      sy_chart_set_dates (chart, days, n);
      add_items (chart, SY_CHART_CLIMB, rows, n);
      set_texts (chart, SY_CHART_TEXT_LABEL, rows, n, G_STRUCT_OFFSET (Row, label));
    }
  add_values (chart, SY_CHART_ROLE_PLAN, chinese ? "计划" : "Plan", SY_CHART_UNIT_PERCENT, rows, n, TRUE);
  add_values (chart, SY_CHART_ROLE_ACTUAL, chinese ? "实际" : "Actual", SY_CHART_UNIT_PERCENT, rows, n,
              FALSE);
  return chart;
}

SyChart *
sample_climb (gboolean chinese)
{
  return new_climb (8, chinese, FALSE);
}

static SyChart *
make_short_climb (gboolean chinese)
{
  return new_climb (2, chinese, FALSE);
}

static SyChart *
make_long_climb (gboolean chinese)
{
  return new_climb (40, chinese, TRUE);
}

/* --- board --- */

static SyChart *
new_board (guint n, gboolean chinese)
{
  static const char *const stages[] = { "Found",    "First talk", "Needs", "Offer",
                                        "Contract", "Renewal",    "Lost",  NULL };
  static const char *const stages_zh[] = { "发现", "初谈", "需求", "报价", "签约", "续约", "流失", NULL };
  static const char *const names[] = { "North Star Foods", "Riverside Hotel", "Green Valley School",
                                       "Sunrise Mart" };
  static const char *const names_zh[] = { "北极星食品", "滨江大酒店", "绿谷国际学校餐饮部", "日升便利" };
  static const char *const notes[] = { "Call on Monday", "Send the prices of autumn", NULL,
                                       "Ask for the new manager" };
  static const char *const notes_zh[] = { "周一回访", "发送秋季报价单", NULL, "联系新任采购经理" };
  static const char *const grades[] = { "A", "B", "C" };
  g_autofree Row *rows = g_new0 (Row, n + 1);
  for (guint i = 0; i < n; i++)
    {
      guint stage = (i * i + i / 3) % 6;
      rows[i] = (Row){ (chinese ? stages_zh : stages)[stage],
                       NULL,
                       (chinese ? names_zh : names)[i % 4],
                       (chinese ? notes_zh : notes)[i % 4],
                       grades[i % 3],
                       NAN,
                       NAN,
                       i % 5 == 1 };
    }
  SyChart *chart = new_drawing (SY_CHART_BOARD, chinese ? "客户看板" : "Customers by stage", rows, n);
  sy_chart_set_keys (chart, SY_CHART_KEYS_COLUMNS, chinese ? stages_zh : stages);
  return chart;
}

SyChart *
sample_board (gboolean chinese)
{
  return new_board (16, chinese);
}

static SyChart *
make_full_board (gboolean chinese)
{
  return new_board (500, chinese);
}

/* --- steps --- */

SyChart *
sample_steps (gboolean chinese)
{
  static const Row rows[] = {
    { "Question", NULL, "Li Na", "3 Jan", "Done", NAN, NAN, FALSE },
    { "Data", NULL, "Wang", "10 Jan", "Done", NAN, NAN, FALSE },
    { "Cleaning", NULL, "Wang", "14 Jan", "Done", NAN, NAN, FALSE },
    { "First look", NULL, "Chen", "20 Jan", "In progress", NAN, NAN, TRUE },
    { "Method", NULL, "Chen", "28 Jan", "In progress", NAN, NAN, FALSE },
    { "Findings", NULL, NULL, "9 Feb", "Open", NAN, NAN, FALSE },
    { "Report to the board", NULL, "Li Na", "20 Feb", "Open", NAN, NAN, FALSE },
    { "Follow-up", NULL, NULL, NULL, NULL, NAN, NAN, FALSE },
  };
  static const Row rows_zh[] = {
    { "明确问题", NULL, "李娜", "1月3日", "已完成", NAN, NAN, FALSE },
    { "收集数据", NULL, "王伟", "1月10日", "已完成", NAN, NAN, FALSE },
    { "清洗数据", NULL, "王伟", "1月14日", "已完成", NAN, NAN, FALSE },
    { "初步分析", NULL, "陈晨", "1月20日", "进行中", NAN, NAN, TRUE },
    { "选择方法", NULL, "陈晨", "1月28日", "进行中", NAN, NAN, FALSE },
    { "得出结论", NULL, NULL, "2月9日", "未开始", NAN, NAN, FALSE },
    { "向管理层汇报", NULL, "李娜", "2月20日", "未开始", NAN, NAN, FALSE },
    { "跟踪落实", NULL, NULL, NULL, NULL, NAN, NAN, FALSE },
  };
  return chinese ? new_drawing (SY_CHART_STEPS, "数据分析八步", rows_zh, COUNT (rows_zh))
                 : new_drawing (SY_CHART_STEPS, "Eight steps", rows, COUNT (rows));
}

/* --- form --- */

SyChart *
sample_form (gboolean chinese)
{
  static const Row rows[] = {
    { "What happened?", NULL, "Sales of the north region fell by 8% in March, first in the malls.", NULL,
      NULL, NAN, NAN, FALSE },
    { "Why?", NULL,
      "Two shops were rebuilt.\nThe spring campaign came a week late, and the price list was wrong for three "
      "days in the small shops.",
      "From the weekly report", NULL, NAN, NAN, FALSE },
    { "Who?", NULL, "Customers of the member card, above all below thirty", NULL, NULL, NAN, NAN, FALSE },
    { "Where?", NULL, "", NULL, NULL, NAN, NAN, FALSE },
    { "When?", NULL, "From 9 March on", NULL, NULL, NAN, NAN, FALSE },
    { "How?", NULL, "", NULL, NULL, NAN, NAN, FALSE },
    { "How much?", NULL, "¥1.2 million below plan", NULL, NULL, NAN, NAN, FALSE },
  };
  static const Row rows_zh[] = {
    { "What 发生了什么？", NULL, "三月北区销售额同比下降 8%，商场店最先出现。", NULL, NULL, NAN, NAN, FALSE },
    { "Why 为什么？", NULL,
      "两家门店停业装修。\n春季促销晚了一周，小店的价签连续三天出错，顾客投诉集中在会员价与收银价不一致的问题"
      "上。",
      "来自周报", NULL, NAN, NAN, FALSE },
    { "Who 谁？", NULL, "会员顾客，尤其是三十岁以下的年轻会员", NULL, NULL, NAN, NAN, FALSE },
    { "Where 哪里？", NULL, "", NULL, NULL, NAN, NAN, FALSE },
    { "When 何时？", NULL, "三月九日起", NULL, NULL, NAN, NAN, FALSE },
    { "How 怎样做？", NULL, "", NULL, NULL, NAN, NAN, FALSE },
    { "How much 多少？", NULL, "比计划少 120 万元", NULL, NULL, NAN, NAN, FALSE },
  };
  return chinese ? new_drawing (SY_CHART_CARDS, "5W2H", rows_zh, COUNT (rows_zh))
                 : new_drawing (SY_CHART_CARDS, "5W2H", rows, COUNT (rows));
}

/* --- of any type --- */

/* @n rows of text in which no one leaves a gap: 10,000 characters without a blank, line breaks, right to
 * left, emoji, bytes that are no text. */
SyChart *
sample_hostile (SyChartType type, guint n)
{
  static const char *const bits[] = { "\xff\xfe broken \x80",
                                      "\u202eright to left\u202c שלום עולם مرحبا",
                                      "\U0001F355\U0001F468\u200d\U0001F469\u200d\U0001F467 emoji",
                                      "line\nbreak\r\nand\ttab\u2028more\u2029",
                                      "",
                                      "ok" };
  g_autoptr (GString) endless = g_string_new (NULL);
  g_autofree Row *rows = g_new0 (Row, n + 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 10000; i++)
    g_string_append (endless, i % 3 == 0 ? "长" : "x");
  for (guint i = 0; i < n; i++)
    {
      const char *text = i % 7 == 6 ? endless->str : bits[i % 6];
      g_ptr_array_add (texts, g_strdup_printf ("%u", i % MAX (1, n / 2)));
      rows[i] = (Row){ i % 4 == 0 ? text : (const char *) texts->pdata[i],
                       bits[(i + 2) % 6],
                       text,
                       bits[(i + 1) % 6],
                       bits[i % 5],
                       i % 3 == 0 ? (double) NAN : (double) (i % 6),
                       i % 4 == 0 ? (double) INFINITY : (double) (i % 5),
                       i % 9 == 0 };
      if (type == SY_CHART_FISH && i > 0)
        rows[i].y = texts->pdata[i / 3];
    }
  SyChart *chart = new_drawing (type, endless->str, rows, n);
  if (type == SY_CHART_CLIMB)
    {
      add_values (chart, SY_CHART_ROLE_PLAN, "Plan", SY_CHART_UNIT_NUMBER, rows, n, TRUE);
      add_values (chart, SY_CHART_ROLE_ACTUAL, "Actual", SY_CHART_UNIT_NUMBER, rows, n, FALSE);
    }
  sy_chart_set_head (chart, endless->str);
  return chart;
}

#define HOSTILE(name, type)                                                                                  \
  static SyChart *name (gboolean chinese)                                                                    \
  {                                                                                                          \
    return sample_hostile (type, chinese ? 14 : 40);                                                         \
  }

HOSTILE (make_hostile_cells, SY_CHART_CELLS)
HOSTILE (make_hostile_fish, SY_CHART_FISH)
HOSTILE (make_hostile_forces, SY_CHART_FORCES)
HOSTILE (make_hostile_climb, SY_CHART_CLIMB)
HOSTILE (make_hostile_board, SY_CHART_BOARD)
HOSTILE (make_hostile_steps, SY_CHART_STEPS)
HOSTILE (make_hostile_cards, SY_CHART_CARDS)

const SampleChart sample_drawings[] = {
  { "swot", sample_swot },
  { "empty-swot", make_empty_swot },
  { "cross", make_cross },
  { "fish", sample_fish },
  { "small-fish", make_small_fish },
  { "full-fish", make_full_fish },
  { "broken-fish", sample_broken_fish },
  { "forces", sample_forces },
  { "odd-forces", make_odd_forces },
  { "climb", sample_climb },
  { "short-climb", make_short_climb },
  { "long-climb", make_long_climb },
  { "board", sample_board },
  { "full-board", make_full_board },
  { "steps", sample_steps },
  { "form", sample_form },
  { "hostile-cells", make_hostile_cells },
  { "hostile-fish", make_hostile_fish },
  { "hostile-forces", make_hostile_forces },
  { "hostile-climb", make_hostile_climb },
  { "hostile-board", make_hostile_board },
  { "hostile-steps", make_hostile_steps },
  { "hostile-cards", make_hostile_cards },
};
const guint n_sample_drawings = G_N_ELEMENTS (sample_drawings);
