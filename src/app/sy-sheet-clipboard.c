/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-sheet-clipboard.h"

#include <string.h>

/* One cell; *at stands behind it then. */
static char *
read_pasted_cell (const char **at)
{
  GString *cell = g_string_new (NULL);
  const char *c = *at;
  gboolean quoted = *c == '"' && strchr (c + 1, '"');

  if (quoted)
    for (c++; *c && !(*c == '"' && c[1] != '"'); c++)
      {
        c += *c == '"';
        g_string_append_c (cell, *c);
      }
  c += quoted && *c == '"';
  for (; *c && *c != '\t' && *c != '\n' && *c != '\r'; c++)
    g_string_append_c (cell, *c);
  *at = c;
  return g_string_free (cell, FALSE);
}

static char **
read_pasted_row (const char **at)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (;;)
    {
      g_autofree char *cell = read_pasted_cell (at);

      g_strv_builder_add (builder, cell);
      if (**at != '\t')
        break;
      *at += 1;
    }
  *at += **at == '\r';
  *at += **at == '\n';
  return g_strv_builder_end (builder);
}

GPtrArray *
sy_sheet_clipboard_split (const char *text)
{
  gsize length;
  GPtrArray *rows;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  /* Spreadsheets end every row with a new line; a passage of text has lines of its own, and stays one cell.
   */
  if (length == 0 || (!strchr (text, '\t') && text[length - 1] != '\n'))
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  while (*text)
    g_ptr_array_add (rows, read_pasted_row (&text));
  return rows;
}
