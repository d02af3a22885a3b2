/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nobody is given the data of another: what can be understood of masked rows that come back, and what is
 * refused. */
#include "config.h"

#include "sy-masked-rows.h"
#include "sy-template-reader.h"

/* Two of the three persons look the same; the city tells two of them apart. */
#define REAL "Li Lei|Wuhan|1;Li Mei|Beijing|2;Wang|Xi'an|3"
#define SEEN "L**|Wuhan|1;L**|Beijing|2;W**|Xi'an|3"

typedef struct
{
  const char *name;
  const char *rows;
  const char *meant; /* NULL: refused */
} Case;

static const Case cases[] = {
  { "nothing", SEEN, REAL },
  { "another-cell", "L**|Wuhan|1;L**|Beijing|9;W**|Xi'an|3", "Li Lei|Wuhan|1;Li Mei|Beijing|9;Wang|Xi'an|3" },
  { "the-cell-itself", "L**|Wuhan|1;Zhao|Beijing|2;W**|Xi'an|3",
    "Li Lei|Wuhan|1;Zhao|Beijing|2;Wang|Xi'an|3" },
  { "added", SEEN ";Zhao|Xiamen|4", REAL ";Zhao|Xiamen|4" },
  { "first-removed", "L**|Beijing|2;W**|Xi'an|3", "Li Mei|Beijing|2;Wang|Xi'an|3" },
  { "moved", "W**|Xi'an|3;L**|Wuhan|1;L**|Beijing|2", "Wang|Xi'an|3;Li Lei|Wuhan|1;Li Mei|Beijing|2" },
  { "from-a-file", "Sun|Wuhan|1;Qian|Wuhan|2", "Sun|Wuhan|1;Qian|Wuhan|2" },
  { "short-row", "L**|Wuhan|1;L**|Beijing|2;W**", "Li Lei|Wuhan|1;Li Mei|Beijing|2;Wang" },
  { "two-changed", "L**|Wuhan|7;L**|Beijing|8;W**|Xi'an|3", NULL },
  { "removed-and-changed", "L**|Beijing|8;W**|Xi'an|3", NULL },
  { "copied", "L**|Wuhan|1;W**|Beijing|2;W**|Xi'an|3", NULL },
};

static GPtrArray *
make_rows (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, ";", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (char **line = lines; *line; line++)
    g_ptr_array_add (rows, g_strsplit (*line, "|", -1));
  return rows;
}

static char *
join_rows (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *line = g_strjoinv ("|", rows->pdata[i]);

      g_string_append_printf (text, "%s%s", i ? ";" : "", line);
    }
  return g_string_free (text, FALSE);
}

static SyTemplate *
read_template (void)
{
  g_autoptr (GError) error = NULL;
  SyTemplate *template = sy_template_reader_read_text (
      "<template id='t'><table id='people' rows='INPUT'><column id='name' type='text'/>"
      "<column id='city' type='text'/><column id='n'/></table></template>",
      "t.xml", "en", &error);

  g_assert_no_error (error);
  return template;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (SyTemplate) template = read_template ();
  g_autoptr (GPtrArray) seen = make_rows (SEEN);
  g_autoptr (GPtrArray) real = make_rows (REAL);
  g_autoptr (GPtrArray) rows = make_rows (c->rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) meant =
      sy_masked_rows_find_meant (sy_template_get_tables (template)->pdata[0], seen, real, rows, &error);
  g_autofree char *text = meant ? join_rows (meant) : NULL;

  g_assert_cmpstr (text, ==, c->meant);
  if (!c->meant)
    g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/masked-rows/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
