/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-column-words.h"

#include <glib/gi18n.h>

#define MAX_EXAMPLES 3

char *
sy_column_words_type (const SyImportColumn *column)
{
  switch (column->type)
    {
    case SY_COLUMN_INT64:
      return g_strdup (_ ("whole number"));
    case SY_COLUMN_DOUBLE:
      return g_strdup (_ ("number"));
    case SY_COLUMN_DECIMAL:
      return g_strdup_printf (g_dngettext (NULL, "amount, %u decimal", "amount, %u decimals", column->scale),
                              column->scale);
    case SY_COLUMN_DATE:
      return g_strdup (_ ("date"));
    case SY_COLUMN_TIMESTAMP:
      return g_strdup (_ ("date and time"));
    case SY_COLUMN_TIME:
      return g_strdup (_ ("time"));
    case SY_COLUMN_BOOL:
      return g_strdup (_ ("yes or no"));
    case SY_COLUMN_TEXT:
    default:
      return g_strdup (_ ("text"));
    }
}

const char *
sy_column_words_role (const SyImportPlan *plan, const SyImportColumn *column)
{
  const SyRole *role =
      plan->kind && column->role ? sy_source_kind_find_role (plan->kind, column->role) : NULL;

  return role ? role->title : NULL;
}

char *
sy_column_words_describe (const SyImportPlan *plan, const SyImportColumn *column)
{
  const char *role = sy_column_words_role (plan, column);
  g_autofree char *type = NULL;

  if (column->left_out)
    return g_strdup (_ ("left out"));
  type = sy_column_words_type (column);
  return role ? g_strdup_printf ("%s · %s", role, type) : g_steal_pointer (&type);
}

char *
sy_column_words_examples (const SyImportColumn *column)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; column->examples && column->examples[i] && i < MAX_EXAMPLES; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", column->examples[i]);
  g_strdelimit (text->str, "\r\n", ' ');
  return g_string_free (text, FALSE);
}
