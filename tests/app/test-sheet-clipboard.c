/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sy-sheet-clipboard.h"

/* As LibreOffice Calc and Excel put them on the clipboard: a new line ends every row, quotes hold lines
 * together and are doubled within. Rows are parted by "/" here, cells by "|". */
static const struct
{
  const char *name, *text, *rows; /* NULL: the text of one cell */
} cases[] = {
  { "one-cell", "plain words", NULL },
  { "passage", "first line\nsecond line", NULL },
  { "empty", "", NULL },
  { "row", "a\tb\n", "a|b" },
  { "rows", "a\tb\nc\td\n", "a|b/c|d" },
  { "windows", "a\tb\r\nc\td\r\n", "a|b/c|d" },
  { "blank-cells", "\ta\t\n", "|a|" },
  { "lines-in-a-cell", "\"one\ntwo\"\tb\n", "one\ntwo|b" },
  { "quotes", "\"say \"\"yes\"\"\"\tb\n", "say \"yes\"|b" },
  { "lone-quote", "5\" pipe\tb\n", "5\" pipe|b" },
  { "right-to-left", "\342\200\253\330\264\330\247\330\261\330\271\342\200\254\tb\n",
    "\342\200\253\330\264\330\247\330\261\330\271\342\200\254|b" },
  { "emoji", "\360\237\221\250\342\200\215\360\237\221\251\tb\n",
    "\360\237\221\250\342\200\215\360\237\221\251|b" },
};

static void
test_split (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) rows = sy_sheet_clipboard_split (cases[index].text);
  g_autoptr (GString) joined = g_string_new (NULL);

  g_assert_true ((rows != NULL) == (cases[index].rows != NULL));
  for (guint i = 0; rows && i < rows->len; i++)
    {
      g_autofree char *cells = g_strjoinv ("|", rows->pdata[i]);

      g_string_append_printf (joined, "%s%s", i ? "/" : "", cells);
    }
  if (rows)
    g_assert_cmpstr (joined->str, ==, cases[index].rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sheet-clipboard/split/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_split);
    }
  return g_test_run ();
}
