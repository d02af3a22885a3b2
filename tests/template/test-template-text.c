/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula, a part or the head of a template's text changes; every other byte stays. */
#include "config.h"

#include "sy-template-reader.h"
#include "sy-template-text.h"

static const char head[] = "<?xml version=\"1.0\"?>\n<!-- <table id=\"a\"> is no table -->\n"
                           "<template id=\"t\" uses='u'>\n"
                           "  <title>One</title><title xml:lang=\"zh_CN\">一</title>\n";

typedef struct
{
  const char *name;
  SyTemplatePart part;
  const char *id, *column, *attribute, *value;
  const char *before, *after; /* behind the head */
} Change;

static const Change changes[] = {
  { "double-quotes", SY_TEMPLATE_PART_COLUMN, "a", "x", "formula", "[@y]*2",
    "<table id=\"a\" rows=\"LIST(1,2)\"><column id=\"x\" formula=\"[@y]+1\" unit=\"number\"/></table>",
    "<table id=\"a\" rows=\"LIST(1,2)\"><column id=\"x\" formula=\"[@y]*2\" unit=\"number\"/></table>" },
  { "single-quotes", SY_TEMPLATE_PART_COLUMN, "a", "x", "formula", "IF([@y]=\"b\",1,2)",
    "<table id='a'><column formula='IF([@y]=\"a\",1,2)' id='x'></column></table>",
    "<table id='a'><column formula='IF([@y]=\"b\",1,2)' id='x'></column></table>" },
  { "quotes-change", SY_TEMPLATE_PART_VALUE, "v", NULL, "formula", "IF(a=\"b\",1,2)",
    "<value id=\"v\" formula=\"1\"/>", "<value id=\"v\" formula='IF(a=\"b\",1,2)'/>" },
  { "both-quotes", SY_TEMPLATE_PART_VALUE, "v", NULL, "formula", "IF(a=\"it's\",1,2)",
    "<value id=\"v\" formula=\"1\"/>", "<value id=\"v\" formula=\"IF(a=&quot;it's&quot;,1,2)\"/>" },
  { "entities", SY_TEMPLATE_PART_VALUE, "v", NULL, "formula", "IF(a<b,\"x\"&c,1)",
    "<value id='v' formula='IF(a&lt;1,\"&gt;\"&amp;c,1)'/><!-- > -->",
    "<value id='v' formula='IF(a&lt;b,\"x\"&amp;c,1)'/><!-- > -->" },
  { "greater-in-a-value", SY_TEMPLATE_PART_COLUMN, "a", "x", "formula", "2",
    "<table id='a' where='1>0'><column id='w' formula='[@x]>1'/><column id='x' formula='1'/></table>",
    "<table id='a' where='1>0'><column id='w' formula='[@x]>1'/><column id='x' formula='2'/></table>" },
  { "missing-attribute", SY_TEMPLATE_PART_PARAMETER, "p", NULL, "default", "0.5",
    "<parameter id=\"p\" type=\"percent\"><title>P</title></parameter>",
    "<parameter id=\"p\" default=\"0.5\" type=\"percent\"><title>P</title></parameter>" },
  { "otherwise", SY_TEMPLATE_PART_VALUE, "v", NULL, "otherwise", "0", "<value formula='1' id='v'/>",
    "<value formula='1' id='v' otherwise=\"0\"/>" },
  { "same-id-in-two-tables", SY_TEMPLATE_PART_COLUMN, "b", "x", "formula", "3",
    "<table id='a'><column id='x' formula='1'/></table><table id='b'><column id='x' formula='2'/></table>",
    "<table id='a'><column id='x' formula='1'/></table><table id='b'><column id='x' formula='3'/></table>" },
  { "source-of-the-same-id", SY_TEMPLATE_PART_SOURCE_COLUMN, "a", "x", "formula", "3",
    "<table id='a'><column id='x' formula='1'/></table><source id='a'><column id='x' formula='2'/></source>",
    "<table id='a'><column id='x' formula='1'/></table><source id='a'><column id='x' "
    "formula='3'/></source>" },
  { "several-lines", SY_TEMPLATE_PART_COLUMN, "a", "x", "formula", "SUM([y])\n/2",
    "<table\n  id = 'a'\n>\n <column\n   id='x'\n   formula='SUM([y])\n     + 1'\n  />\n</table>",
    "<table\n  id = 'a'\n>\n <column\n   id='x'\n   formula='SUM([y])&#10;/2'\n  />\n</table>" },
  { "condition-on-rows", SY_TEMPLATE_PART_TABLE, "a", NULL, "where", "[@x]>1",
    "<table id='a' rows='GROUP(s[x])'><column id='x'/></table>",
    "<table id='a' where=\"[@x]&gt;1\" rows='GROUP(s[x])'><column id='x'/></table>" },
  { "no-condition-on-rows", SY_TEMPLATE_PART_TABLE, "a", NULL, "where", "",
    "<table id='a'\n  where = 'where>1' rows='GROUP(s[x])'><column id='x'/></table>",
    "<table id='a' rows='GROUP(s[x])'><column id='x'/></table>" },
  { "nothing-to-take-out", SY_TEMPLATE_PART_TABLE, "a", NULL, "sort", "",
    "<table id='a' rows='GROUP(s[x])'/>", "<table id='a' rows='GROUP(s[x])'/>" },
  { "chart-of-the-same-id", SY_TEMPLATE_PART_CHART, "a", NULL, "bars", "y",
    "<table id='a'/><chart id='a' type='column' bars='x'/>",
    "<table id='a'/><chart id='a' type='column' bars='y'/>" },
  { "report-has-tables-too", SY_TEMPLATE_PART_VALUE, "v", NULL, "formula", "2",
    "<report><cards values='v'/></report><![CDATA[ ]]><value id='v' formula='1'/>",
    "<report><cards values='v'/></report><![CDATA[ ]]><value id='v' formula='2'/>" },
};

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_autofree char *before = g_strconcat (head, change->before, "\n</template>\n", NULL);
  g_autofree char *expected = g_strconcat (head, change->after, "\n</template>\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *after = sy_template_text_set_formula (before, change->part, change->id, change->column,
                                                         change->attribute, change->value, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (after, ==, expected);
}

static void
test_missing (void)
{
  g_autofree char *text =
      g_strconcat (head, "<table id='a'><column id='x' formula='1'/></table></template>", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      sy_template_text_set_formula (text, SY_TEMPLATE_PART_COLUMN, "a", "y", "formula", "1", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_null (
      sy_template_text_set_formula (text, SY_TEMPLATE_PART_VALUE, "a", NULL, "formula", "1", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING);
  g_assert_true (sy_template_text_has_part (text, SY_TEMPLATE_PART_COLUMN, "a", "x"));
  g_assert_false (sy_template_text_has_part (text, SY_TEMPLATE_PART_COLUMN, "b", "x"));
}

static void
test_head (void)
{
  g_autofree char *text = g_strconcat (head, "<value id='v' formula='1'/></template>", NULL);
  g_autofree char *own = sy_template_text_set_head (text, "t-own", NULL);
  g_autofree char *named = sy_template_text_set_head (text, "mine", "A & B");
  g_autofree char *level = sy_template_text_set_level ("<template id='t' level='guidance'/>", "planning");
  g_autofree char *added = sy_template_text_set_level ("<template id='t'/>", "strategy");

  g_assert_cmpstr (level, ==, "<template id='t' level='planning'/>");
  g_assert_cmpstr (added, ==, "<template id='t' level=\"strategy\"/>");
  g_assert_cmpstr (own, ==,
                   "<?xml version=\"1.0\"?>\n<!-- <table id=\"a\"> is no table -->\n"
                   "<template id=\"t-own\" uses='u'>\n"
                   "  <title>One (own)</title><title xml:lang=\"zh_CN\">一（自定）</title>\n"
                   "<value id='v' formula='1'/></template>");
  g_assert_cmpstr (named, ==,
                   "<?xml version=\"1.0\"?>\n<!-- <table id=\"a\"> is no table -->\n"
                   "<template id=\"mine\" uses='u'>\n"
                   "  <title>A &amp; B</title><title xml:lang=\"zh_CN\">A &amp; B</title>\n"
                   "<value id='v' formula='1'/></template>");
}

static void
test_take_part (void)
{
  g_autofree char *text = g_strconcat (head, "  <value id='v' formula='1'/>\n</template>", NULL);
  const char *from = "<template id='u'><table id='a' rows='LIST(1,2)'><column id='x' formula='1'/>\n"
                     "</table></template>";
  g_autofree char *expected =
      g_strconcat (head,
                   "  <table id='a' replaces=\"yes\" rows='LIST(1,2)'><column id='x' formula='1'/>\n"
                   "</table>\n  <value id='v' formula='1'/>\n</template>",
                   NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *taken = sy_template_text_take_part (text, from, SY_TEMPLATE_PART_COLUMN, "a", "x", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (taken, ==, expected);
}

static void
test_broken (void)
{
  static const char *const texts[] = { "",
                                       "<",
                                       "<template",
                                       "<template id='",
                                       "<!-- ",
                                       "<template><table id='a'",
                                       "<template><table id='a'>",
                                       "<template/>",
                                       "<a/>",
                                       "no tag" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *headed = sy_template_text_set_head (texts[i], "x", "X");

      g_assert_nonnull (headed);
      g_assert_false (sy_template_text_has_part (texts[i], SY_TEMPLATE_PART_COLUMN, "a", "x"));
      sy_template_text_is_template (texts[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/template-text/set-formula/", changes[i].name, NULL);

      g_test_add_data_func (path, &changes[i], test_change);
    }
  g_test_add_func ("/template-text/missing", test_missing);
  g_test_add_func ("/template-text/head", test_head);
  g_test_add_func ("/template-text/take-part", test_take_part);
  g_test_add_func ("/template-text/broken", test_broken);
  return g_test_run ();
}
