/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids change wherever they stand, and nothing else does. */
#include "config.h"

#include "sy-catalogue.h"
#include "sy-template-rename.h"

typedef struct
{
  const char *name;
  const char *from, *to;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "root", "<worksheet id='a-b' subject='plan'/>", "<worksheet id='a-b2' subject='plan'/>" },
  { "root-of-another", "<?xml version='1.0'?><!-- a_b_c --><worksheet subject='plan' id=\"a-b\">", "<?xml version='1.0'?><!-- a_b_c --><worksheet subject='plan' id=\"a-b2\">" },
  { "id", "<w id='a-b'><table id='a_b_t' rows='INPUT'/>", "<w id='a-b2'><table id='a_b2_t' rows='INPUT'/>" },
  { "column-keeps", "<w><column id='b_t'/><column id='xa_b_t'/><column id='a_b'/>", "<w><column id='b_t'/><column id='xa_b_t'/><column id='a_b'/>" },
  { "formula", "<w><value formula='SUM(a_b_t[x])+A_B_v*a_b_t[a]-ca_b_x'/>", "<w><value formula='SUM(a_b2_t[x])+a_b2_v*a_b2_t[a]-ca_b_x'/>" },
  { "string", "<w><value formula='IF(a_b_v=\"a_b_v\",\"\"\"a_b_v\",a_b_v)'/>", "<w><value formula='IF(a_b2_v=\"a_b_v\",\"\"\"a_b_v\",a_b2_v)'/>" },
  { "string-entity", "<w><value formula=\"a_b_v&lt;&quot;a_b_v&quot;&amp;a_b_v\"/>", "<w><value formula=\"a_b2_v&lt;&quot;a_b_v&quot;&amp;a_b2_v\"/>" },
  { "choices", "<w><column choices='a_b_x  a_b_y' title='a'/>", "<w><column choices='a_b2_x  a_b2_y' title='a'/>" },
  { "text", "<w><note>a_b_v is {a_b_v}, not {b} or {a_b_v</note>", "<w><note>a_b_v is {a_b2_v}, not {b} or {a_b_v</note>" },
  { "row", "<w><row>a_b_x | =a_b_v*2 | {a_b_v}</row><note>{a_b_v} =a_b_v</note>", "<w><row>a_b_x | =a_b2_v*2 | {a_b_v}</row><note>{a_b2_v} =a_b_v</note>" },
  { "row-text", "<w><row><text>chart:a_b_c</text><text xml:lang='zh_CN'>= a_b_v</text></row>", "<w><row><text>chart:a_b2_c</text><text xml:lang='zh_CN'>= a_b2_v</text></row>" },
  { "chinese", "<w><value formula='a_b_净值+净a_b_v'/>", "<w><value formula='a_b2_净值+净a_b_v'/>" },
  { "cdata", "<w><note><![CDATA[{a_b_v} <x>]]></note>", "<w><note><![CDATA[{a_b_v} <x>]]></note>" },
  { "broken", "<w><value formula='a_b_v", "<w><value formula='a_b_v" },
};
/* clang-format on */

static void
test_rename (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *renamed = sy_template_rename (c->from, "a-b", "a-b2");
  g_autofree char *back = sy_template_rename (c->to, "a-b2", "a-b");

  g_assert_cmpstr (renamed, ==, c->to);
  if (!g_str_equal (c->name, "formula")) /* where case is told apart no more */
    g_assert_cmpstr (back, ==, c->from);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTemplate) template = sy_template_read_renamed (
      "<worksheet id='k' subject='plan'><word id='k_yes'><title>Yes</title></word>"
      "<table id='k_t' rows='INPUT'><column id='c' type='text' choices='k_yes'/></table></worksheet>",
      "k", "k7", "en", &error);
  const SyTemplateTable *table;
  const SyTemplateWord *word;

  g_assert_no_error (error);
  g_assert_cmpstr (sy_template_get_id (template), ==, "k7");
  table = sy_template_get_tables (template)->pdata[0];
  g_assert_cmpstr (table->id, ==, "k7_t");
  word = ((const SyTemplateColumn *) table->columns->pdata[0])->choices->pdata[0];
  g_assert_cmpstr (word->id, ==, "k7_yes");
  g_assert_cmpstr (word->kept, ==, "k_yes");
}

/* Each kind that is there can be had twice. */
static void
test_all_kinds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("zh_CN", &error);
  GPtrArray *kinds;

  g_assert_no_error (error);
  kinds = sy_catalogue_get_worksheets (catalogue);
  for (guint i = 0; i < kinds->len; i++)
    {
      const char *id = sy_template_get_id (kinds->pdata[i]);
      g_autofree char *second = g_strconcat (id, "2", NULL);
      g_autofree char *text = sy_template_dup_text (kinds->pdata[i], &error);
      g_autoptr (SyTemplate) template = sy_template_read_renamed (text, id, second, "zh_CN", &error);
      g_autoptr (GPtrArray) resolved = NULL;

      g_assert_no_error (error);
      resolved = sy_catalogue_resolve (catalogue, template, &error);
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/template-rename/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_rename);
    }
  g_test_add_func ("/template-rename/read", test_read);
  g_test_add_func ("/template-rename/all-kinds", test_all_kinds);
  return g_test_run ();
}
