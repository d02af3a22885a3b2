/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in braces is found, with the words for one and for many; a report says what its parts say. */
#include "config.h"

#include "sy-sentence.h"
#include "sy-template-reader.h"

typedef struct
{
  const char *text;
  gsize start, end; /* 0, 0: there is no mark */
  const char *name, *one, *many;
} MarkCase;

static const MarkCase mark_cases[] = {
  { "", 0, 0, NULL, NULL, NULL },
  { "none", 0, 0, NULL, NULL, NULL },
  { "open {name", 0, 0, NULL, NULL, NULL },
  { "of {n} rows", 3, 6, "n", NULL, NULL },
  { "{n?row is|rows are} new", 0, 19, "n", "row is", "rows are" },
  { "{n?|s} {m}", 0, 6, "n", "", "s" },
  { "{n?}", 0, 4, "n?", NULL, NULL },
  { "共 {数?张|张}", 4, 17, "数", "张", "张" },
};

static void
test_mark (gconstpointer data)
{
  const MarkCase *c = data;
  g_auto (SySentenceMark) mark = { 0 };

  g_assert_cmpint (sy_sentence_find_mark (c->text, &mark), ==, c->end > 0);
  if (c->end == 0)
    return;
  g_assert_cmpuint (mark.start, ==, c->start);
  g_assert_cmpuint (mark.end, ==, c->end);
  g_assert_cmpstr (mark.name, ==, c->name);
  g_assert_cmpstr (mark.one, ==, c->one);
  g_assert_cmpstr (mark.many, ==, c->many);
}

#define HEAD                                                                                                 \
  "<template id='t' level='operations' domain='goods'><title>T</title>"                                      \
  "<table id='a' rows='LIST(1,2)' key='item'><title>A</title><column id='item' unit='integer'>"              \
  "<title>I</title></column></table>"                                                                        \
  "<value id='v' unit='integer' formula='SUM(a[item])'><title>V</title></value>"                             \
  "<chart id='c' type='column' table='a' x='item' bars='item'><title>C</title></chart>"                      \
  "<note about='a' when='v&gt;1'><text>one</text></note><note about='c'><text>two</text></note>"             \
  "<note><text>three</text></note>"

static void
assert_item (GPtrArray *report, guint i, SyReportItemKind kind, const char *text)
{
  const SyReportItem *item = report->pdata[i];

  g_assert_cmpint (item->kind, ==, kind);
  if (text)
    g_assert_cmpstr (item->text, ==, text);
}

static SyTemplate *
read_text (const char *report)
{
  g_autofree char *text = g_strconcat (HEAD, report, "</template>", NULL);
  g_autoptr (GError) error = NULL;
  SyTemplate *template = sy_template_reader_read_text (text, "t.xml", "en", &error);

  g_assert_no_error (error);
  return template;
}

/* Before the first part that they are about, once; what the report says itself is not said again. */
static void
test_report_says_it (void)
{
  g_autoptr (SyTemplate) template = read_text ("<report><heading><text>H</text></heading><cards values='v'/>"
                                               "<chart ref='c'/><table ref='a'/>"
                                               "<note><text>two</text></note></report>");
  GPtrArray *report = sy_template_get_report (template);

  g_assert_cmpuint (report->len, ==, 7);
  assert_item (report, 0, SY_REPORT_HEADING, "H");
  assert_item (report, 1, SY_REPORT_CARDS, NULL);
  assert_item (report, 2, SY_REPORT_NOTE, "one");
  g_assert_cmpstr (((const SyReportItem *) report->pdata[2])->note->when, ==, "v>1");
  assert_item (report, 3, SY_REPORT_NOTE, "three");
  assert_item (report, 4, SY_REPORT_CHART, "c");
  assert_item (report, 5, SY_REPORT_TABLE, "a");
  assert_item (report, 6, SY_REPORT_NOTE, "two");
}

static void
test_no_report_stays_none (void)
{
  g_autoptr (SyTemplate) template = read_text ("");

  g_assert_cmpuint (sy_template_get_report (template)->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (mark_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sentence/mark/%u", i);

      g_test_add_data_func (path, &mark_cases[i], test_mark);
    }
  g_test_add_func ("/sentence/report-says-it", test_report_says_it);
  g_test_add_func ("/sentence/no-report-stays-none", test_no_report_stays_none);
  return g_test_run ();
}
