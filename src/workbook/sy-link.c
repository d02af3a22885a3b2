/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a typed text says as a link. Where links lead is found out by sy-links.c. */
#include "config.h"

#include <string.h>

#include "sy-worksheet.h"

#define CHART "chart:"

static const char *
skip_blanks (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

/**
 * sy_link_parse:
 * @text: (nullable): a typed cell
 * @target: (out) (optional): set for links only; free with g_free()
 */
SyLinkKind
sy_link_parse (const char *text, char **target)
{
  const char *at = text ? skip_blanks (text) : "";
  SyLinkKind kind = SY_LINK_NONE;

  if (*at == '=')
    {
      kind = SY_LINK_FORMULA;
      at = skip_blanks (at + 1);
    }
  else if (g_str_has_prefix (at, CHART))
    {
      kind = SY_LINK_CHART;
      at = skip_blanks (at + strlen (CHART));
    }
  if (kind != SY_LINK_NONE && !*at)
    kind = SY_LINK_NONE;
  if (target && kind != SY_LINK_NONE)
    *target = g_strstrip (g_strdup (at));
  return kind;
}

gboolean
sy_template_column_takes_links (const SyTemplateColumn *column)
{
  return sy_template_column_is_typed (column) && !column->is_read_only && !column->choices
         && (!column->is_text || column->is_link);
}

const char *
sy_template_column_show_cell (const SyTemplateColumn *column, const char *cell)
{
  for (guint i = 0; cell && column->choices && i < column->choices->len; i++)
    {
      const SyTemplateWord *word = column->choices->pdata[i];

      if (g_str_equal (word->kept, cell) || g_str_equal (word->id, cell))
        return word->title;
    }
  return cell;
}
