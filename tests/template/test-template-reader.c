/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may stand in a template file, and that a slip is told with file, line and column. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "sy-template-reader.h"

static char *folder;

static SyTemplate *
read_text (const char *text, gssize length, const char *language, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "t.xml", NULL);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
  SyTemplate *template = sy_template_reader_read (path, language, error);
  g_remove (path);
  return template;
}

typedef struct
{
  const char *name;
  const char *text;
  const char *begins; /* of the message */
  const char *has;    /* in the message */
} BadTemplate;

/* clang-format off */
static const BadTemplate bad_templates[] = {
  { "empty", "", "t.xml:1:1: ", "" },
  { "not-xml", "month,amount\n1,2\n", "t.xml:1:", "" },
  { "not-closed", "<template id='t'>\n<title>x</title>\n", "t.xml:3:", "" },
  { "wrong-end", "<template id='t'>\n</templat>", "t.xml:2:", "" },
  { "root", "<source id='t'/>", "t.xml:1:1: ", "<template>" },
  { "element", "<template id='t'>\n  <tabel id='x'/>\n</template>", "t.xml:2:3: <tabel> ", "<table>" },
  { "element-after-comment", "<template id='t'><!-- <title> -->\n <tabel id='x'/></template>", "t.xml:2:2: ", "<table>" },
  { "element-in-text", "<template id='t'><title>a <b>c</b></title></template>", "t.xml:1:27: ", "text only" },
  { "attribute", "<template id='t'>\n  <title lang='zh'>x</title>\n</template>", "t.xml:2:10: ", "xml:lang, translatable" },
  { "attribute-second-line", "<template id='t'\n          title='x'/>", "t.xml:2:11: ", "id, level, domain, line, uses" },
  { "attribute-missing", "<template>\n</template>", "t.xml:1:1: ", "“id”" },
  { "text", "<template id='t'>\n  <report>hello</report></template>", "t.xml:2:3: ", "no text" },
  { "level", "<template id='t' level='low'/>", "t.xml:1:18: ", "guidance, operations" },
  { "parameter-type", "<template id='t'><parameter id='p' type='money' default='1'/></template>", "t.xml:1:36: ", "currency" },
  { "parameter-default", "<template id='t'><parameter id='p' type='number' default='a'/></template>", "t.xml:1:50: ", "number" },
  { "parameter-month", "<template id='t'><parameter id='p' type='month' default='2015-13'/></template>", "t.xml:1:49: ", "month" },
  { "parameter-without-default", "<template id='t'><parameter id='p' type='number'/></template>", "t.xml:1:18: ", "default" },
  { "parameter-minimum", "<template id='t'><parameter id='p' type='number' default='1' minimum='x'/></template>", "t.xml:1:62: ", "number" },
  { "parameter-twice", "<template id='t'><parameter id='p' type='text' blank='yes'/>\n<value id='p' formula='1'/></template>", "t.xml:2:8: ", "twice" },
  { "id", "<template id='t'><value id='2x' formula='1'/></template>", "t.xml:1:25: ", "id" },
  { "unit", "<template id='t'><value id='v' unit='euro' formula='1'/></template>", "t.xml:1:32: ", "percent" },
  { "decimals", "<template id='t'><value id='v' decimals='-1' formula='1'/></template>", "t.xml:1:32: ", "0 to 9" },
  { "formula", "<template id='t'>\n<value id='v' formula='SUM(1'/></template>", "t.xml:2:15: ", "1:" },
  { "rows", "<template id='t'><table id='x' rows='GROUP('/></template>", "t.xml:1:32: ", "1:" },
  { "row-of-computed", "<template id='t'><table id='x' rows='LIST(1,2)'><row>1</row></table></template>", "t.xml:1:49: ", "INPUT" },
  { "row-too-long", "<template id='t'><table id='x' rows='INPUT'><column id='c'/><row>1|2</row></table></template>", "t.xml:1:61: ", "1 columns" },
  { "choices-not-input", "<template id='t'><table id='x' rows='LIST(1,2)'><column id='c' choices='w'/></table></template>", "t.xml:1:64: ", "typed columns of an INPUT" },
  { "choices-of-computed", "<template id='t'><table id='x' rows='INPUT'><column id='c' formula='1' minimum='1'/></table></template>", "t.xml:1:72: ", "typed columns of an INPUT" },
  { "choices-of-number", "<template id='t'><table id='x' rows='INPUT'><column id='c' choices='w'/></table></template>", "t.xml:1:60: ", "type=\"text\"" },
  { "choices-unknown", "<template id='t'><table id='x' rows='INPUT'><column id='c' type='text' choices='w'/></table></template>", "t.xml:1:72: ", "no <word> “w”" },
  { "choices-none", "<template id='t'><table id='x' rows='INPUT'><column id='c' type='text' choices=' '/></table></template>", "t.xml:1:72: ", "no choice" },
  { "choices-column", "<template id='t'><table id='x' rows='INPUT'><column id='c' type='text' choices='sales['/></table></template>", "t.xml:1:72: ", "1:" },
  { "lines-of-number", "<template id='t'><table id='x' rows='INPUT'><column id='c' lines='yes'/></table></template>", "t.xml:1:60: ", "texts" },
  { "minimum-of-text", "<template id='t'><table id='x' rows='INPUT'><column id='c' type='text' minimum='1'/></table></template>", "t.xml:1:72: ", "numbers" },
  { "minimum-above", "<template id='t'><table id='x' rows='INPUT'><column id='c' minimum='2' maximum='1'/></table></template>", "t.xml:1:72: ", "less" },
  { "fixed-without-rows", "<template id='t'><table id='x' rows='INPUT' fixed='yes'><column id='c'/></table></template>", "t.xml:1:45: ", "<row>s" },
  { "fixed-computed", "<template id='t'><table id='x' rows='LIST(1,2)' fixed='yes'/></template>", "t.xml:1:49: ", "INPUT" },
  { "readonly-not-fixed", "<template id='t'><table id='x' rows='INPUT'><column id='c' type='text' readonly='yes'/><row>a</row></table></template>", "t.xml:1:18: ", "fixed=\"yes\"" },
  { "line", "<template id='t' line='sales cooking'/>", "t.xml:1:18: ", "logistics" },
  { "worksheet-subject", "<worksheet id='t'/>", "t.xml:1:1: ", "“subject”" },
  { "worksheet-subject-name", "<worksheet id='t' subject='tea'/>", "t.xml:1:19: ", "strategy, process" },
  { "worksheet-domain", "<worksheet id='t' subject='plan' domain='goods'/>", "t.xml:1:34: ", "id, subject, level, line, uses" },
  { "worksheet-id", "<worksheet id='5w' subject='plan'/>", "t.xml:1:12: ", "beginning with a letter" },
  { "worksheet-table", "<worksheet id='t' subject='plan'>\n<table id='x' rows='LIST(1,2)'/></worksheet>", "t.xml:2:8: ", "“t_x”" },
  { "worksheet-word", "<worksheet id='t-u' subject='plan'>\n<word id='t_a'><title>A</title></word></worksheet>", "t.xml:2:7: ", "“t_u_t_a”" },
  { "worksheet-value", "<worksheet id='t' subject='plan'><value id='t2_v' formula='1'/></worksheet>", "t.xml:1:41: ", "“t_t2_v”" },
  { "worksheet-parameter", "<worksheet id='t' subject='plan'><parameter id='p' type='text' blank='yes'/></worksheet>", "t.xml:1:45: ", "“t_p”" },
  { "worksheet-element", "<worksheet id='t' subject='plan'>\n<tabel/></worksheet>", "t.xml:2:1: ", "<word>" },
  { "source-without-formula", "<template id='t'><source id='s'><column id='c'/></source></template>", "t.xml:1:33: ", "formula" },
  { "column-row", "<template id='t'><table id='x' rows='LIST(1,2)'><column id='row'/></table></template>", "t.xml:1:57: ", "row" },
  { "column-twice", "<template id='t'><table id='x' rows='LIST(1,2)'><column id='c'/><column id='c'/></table></template>", "t.xml:1:73: ", "twice" },
  { "table-twice", "<template id='t'><table id='x' rows='LIST(1,2)'/><table id='x' rows='LIST(1,2)'/></template>", "t.xml:1:57: ", "twice" },
  { "chart-empty", "<template id='t'><chart id='c' type='line' table='x' x='a'/></template>", "t.xml:1:18: ", "bars" },
  { "chart-type", "<template id='t'><chart id='c' type='pie' table='x' x='a' bars='b'/></template>", "t.xml:1:32: ", "pareto" },
  { "note-empty", "<template id='t'><note/></template>", "t.xml:1:18: ", "text" },
  { "note-when", "<template id='t'><note when='1+'>x</note></template>", "t.xml:1:24: ", "1:" },
  { "check-title", "<template id='t'><check left='1' right='1'/></template>", "t.xml:1:18: ", "title" },
  { "otherwise-formula", "<template id='t'><value id='v' formula='1' otherwise='1+'/></template>", "t.xml:1:44: ", "otherwise" },
  { "otherwise-alone", "<template id='t'><table id='x' rows='LIST(1,2)'><column id='item' otherwise='1'/></table></template>", "t.xml:1:67: ", "has none" },
  { "word", "<template id='t'><word id='w'/></template>", "t.xml:1:18: ", "title" },
};
/* clang-format on */

static void
test_bad (gconstpointer data)
{
  const BadTemplate *c = data;
  g_autoptr (GError) error = NULL;
  g_assert_null (read_text (c->text, -1, "en", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_SYNTAX);
  if (!g_str_has_prefix (error->message, c->begins) || !strstr (error->message, c->has))
    g_error ("message: %s", error->message);
}

static void
test_not_a_template (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (sy_template_reader_read ("/nowhere/at/all.xml", "en", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_READ);
  g_clear_error (&error);

  g_autofree char *large = g_malloc (2 * 1024 * 1024);
  memset (large, ' ', 2 * 1024 * 1024);
  g_assert_null (read_text (large, 2 * 1024 * 1024, "en", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_READ);
  g_clear_error (&error);

  g_assert_null (read_text ("<template id='\xff'/>", -1, "en", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_SYNTAX);
}

/* The deepest file that fits does not exhaust the stack: it is refused at the second element. */
static void
test_deep (void)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < 50000; i++)
    g_string_append (text, "<template id='t'>");
  g_autoptr (GError) error = NULL;
  g_assert_null (read_text (text->str, -1, "en", &error));
  g_assert_true (g_str_has_prefix (error->message, "t.xml:1:18: "));
  g_string_free (text, TRUE);
}

typedef struct
{
  const char *language;
  const char *title;
} TitleCase;

static const TitleCase title_cases[] = {
  { "en", "Weights" },      { "en_GB", "Weights" }, { "zh_CN", "权重" }, { "zh_CN.UTF-8", "权重" },
  { "zh-Hans-CN", "权重" }, { "zh", "权重" },       { "zh_TW", "權重" }, { "zh-Hant-TW", "權重" },
  { "zh_SG", "权重" },      { "fr", "Weights" },
};

static void
test_title (gconstpointer data)
{
  const TitleCase *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTemplate) template = read_text ("<template id='t'><title>Weights</title>"
                                               "<title xml:lang='zh_CN'>权重</title>"
                                               "<title xml:lang='zh_TW'>權重</title></template>",
                                               -1, c->language, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sy_template_get_title (template), ==, c->title);
}

static void
test_whole_template (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTemplate) template = read_text (
      "\357\273\277<?xml version='1.0'?>\n"
      "<template id='t' level='strategy' domain='people' uses='a b'>\n"
      "  <title>A\n   title</title><description>What it is</description>\n"
      "  <needs source='sales' roles='date amount' optional='store'/>\n"
      "  <parameter id='p' type='percent' default='0.7' minimum='0' maximum='1'/>\n"
      "  <parameter id='m' type='month' default='=MAX(sales[date])'/>\n"
      "  <parameter id='c' type='text' blank='yes' choices='sales[category]' needs='sales.category'/>\n"
      "  <source id='sales'><column id='x' formula='[@amount]*2'/></source>\n"
      "  <table id='x' area='helper' rows='GROUP(sales[store])' where='[@a]&gt;1' sort='a desc' top='5' "
      "key='store'>\n"
      "    <column id='store'/><column id='a' unit='currency' decimals='0' direction='less' hidden='yes' "
      "formula=' 1 +\n 2 ' otherwise=' 3 '/>\n"
      "  </table>\n"
      "  <value id='v' unit='weight' formula='SUM(x[a])'/>\n"
      "  <word id='w'><title>say \"x\"</title></word>\n"
      "  <chart id='c' type='line' table='x' x='store' line='a' mark-extremes='yes' mark-where='a'>\n"
      "    <line value='v' axis='y2' style='mean'/><marks table='x' from='store' label='a'/></chart>\n"
      "  <note about='x' when='v&gt;1'>It is {v}.</note>\n"
      "  <check left='1' right='v' tolerance='0.5'><title>same</title></check>\n"
      "  <report><heading>Head</heading><cards values='v p'/><chart ref='c'/><table ref='x' "
      "rows='3'/><note>end</note></report>\n"
      "</template>\n",
      -1, "en", &error);
  g_assert_no_error (error);

  g_assert_cmpstr (sy_template_get_id (template), ==, "t");
  g_assert_cmpstr (sy_template_get_title (template), ==, "A title");
  g_assert_cmpstr (sy_template_get_description (template), ==, "What it is");
  g_assert_cmpstr (sy_template_get_level (template), ==, "strategy");
  g_assert_cmpstr (sy_template_get_domain (template), ==, "people");
  g_assert_cmpstr (sy_template_get_uses (template)[1], ==, "b");

  const SyTemplateNeed *need = sy_template_get_needs (template)->pdata[0];
  g_assert_cmpstr (need->roles[1], ==, "amount");
  g_assert_cmpstr (need->optional[0], ==, "store");

  const SyTemplateParameter *percent = sy_template_get_parameters (template)->pdata[0];
  g_assert_cmpint (percent->unit, ==, SY_UNIT_PERCENT);
  g_assert_true (percent->has_maximum && percent->has_minimum && !percent->is_text);
  g_assert_cmpfloat (percent->maximum, ==, 1.);
  g_assert_cmpstr (percent->title, ==, "p");
  const SyTemplateParameter *month = sy_template_get_parameters (template)->pdata[1];
  g_assert_cmpint (month->unit, ==, SY_UNIT_MONTH);
  g_assert_cmpstr (month->fallback, ==, "=MAX(sales[date])");
  const SyTemplateParameter *category = sy_template_get_parameters (template)->pdata[2];
  g_assert_true (category->is_text && category->may_be_blank && !category->fallback);
  g_assert_cmpint (category->unit, ==, SY_UNIT_NONE);

  const SyTemplateTable *source = sy_template_get_tables (template)->pdata[0];
  g_assert_true (source->is_source);
  const SyTemplateTable *table = sy_template_get_tables (template)->pdata[1];
  g_assert_cmpint (table->area, ==, SY_AREA_HELPER);
  g_assert_cmpstr (table->where, ==, "[@a]>1");
  g_assert_cmpstr (table->sort, ==, "a desc");
  g_assert_cmpstr (table->top, ==, "5");
  const SyTemplateColumn *column = table->columns->pdata[1];
  g_assert_true (column->hidden);
  g_assert_cmpint (column->direction, ==, -1);
  g_assert_cmpuint (column->decimals, ==, 0);
  g_assert_cmpstr (column->otherwise, ==, "3");

  const SyTemplateValue *word = sy_template_get_values (template)->pdata[1];
  g_assert_cmpstr (word->formula, ==, "\"say \"\"x\"\"\"");
  const SyTemplateChart *chart = sy_template_get_charts (template)->pdata[0];
  g_assert_true (chart->mark_extremes);
  g_assert_cmpstr (chart->mark_where, ==, "a");
  const SyTemplateMarks *marks = chart->marks->pdata[0];
  g_assert_cmpstr (marks->to, ==, "store");
  g_assert_cmpstr (((const SyTemplateLine *) chart->lines->pdata[0])->axis, ==, "y2");
  const SyTemplateNote *note = sy_template_get_notes (template)->pdata[0];
  g_assert_cmpstr (note->text, ==, "It is {v}.");
  const SyTemplateCheck *check = sy_template_get_checks (template)->pdata[0];
  g_assert_cmpfloat (check->tolerance, ==, .5);
  GPtrArray *report = sy_template_get_report (template);
  g_assert_cmpuint (report->len, ==, 6); /* and the note, before the chart of its table */
  g_assert_cmpstr (((const SyReportItem *) report->pdata[1])->cards[1], ==, "p");
  g_assert_cmpstr (((const SyReportItem *) report->pdata[2])->text, ==, "It is {v}.");
  g_assert_cmpuint (((const SyReportItem *) report->pdata[4])->rows, ==, 3);
}

int
main (int argc, char **argv)
{
  folder = g_dir_make_tmp ("steelyard-reader-XXXXXX", NULL);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad_templates); i++)
    {
      g_autofree char *path = g_strdup_printf ("/template-reader/bad/%s", bad_templates[i].name);
      g_test_add_data_func (path, &bad_templates[i], test_bad);
    }
  g_test_add_func ("/template-reader/not-a-template", test_not_a_template);
  g_test_add_func ("/template-reader/deep", test_deep);
  for (guint i = 0; i < G_N_ELEMENTS (title_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/template-reader/title/%s", title_cases[i].language);
      g_test_add_data_func (path, &title_cases[i], test_title);
    }
  g_test_add_func ("/template-reader/whole-template", test_whole_template);
  int status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
