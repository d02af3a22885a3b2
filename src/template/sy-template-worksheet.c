/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of worksheets: templates with another root element, whose ids all begin with that of the kind, so
 * that a document can have several of one kind beside each other. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-template-private.h"
#include "sy-template-reader-private.h"

static const char *const subject_names[] = { "strategy", "process", "cause", "customer", "plan", NULL };
static const char *const line_names[] = { "sales",      "goods",     "finance", "people",
                                          "production", "logistics", NULL };

static GArray *
make_rules (const SyMarkupRule *rules)
{
  GArray *all = g_array_new (TRUE, TRUE, sizeof (SyMarkupRule));
  const SyMarkupRule root = { "worksheet", "", "id* subject* level line uses", FALSE };

  for (const SyMarkupRule *rule = rules; rule->name; rule++)
    g_array_append_val (all, *rule);
  g_array_append_val (all, root);
  for (const SyMarkupRule *rule = rules; rule->name; rule++)
    if (g_str_equal (rule->parent, "template"))
      {
        SyMarkupRule copy = *rule;

        copy.parent = root.name;
        g_array_append_val (all, copy);
      }
  return all;
}

const SyMarkupRule *
sy_template_worksheet_rules (const SyMarkupRule *rules)
{
  static GArray *made;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      made = make_rules (rules);
      g_once_init_leave (&once, 1);
    }
  return (const SyMarkupRule *) (gpointer) made->data;
}

static gboolean
read_lines (SyTemplate *template, const SyMarkupNode *root, GError **error)
{
  const char *text = sy_markup_get (root, "line");
  g_auto (GStrv) words = g_strsplit_set (text ? text : "", " \t\r\n", -1);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (char **word = words; *word; word++)
    {
      g_autofree char *allowed = g_strjoinv (", ", (char **) line_names);

      if (!**word)
        continue;
      if (!g_strv_contains (line_names, *word))
        return sy_markup_fail (root, "line", error, _ ("“%s” is no business line; there are: %s"), *word,
                               allowed);
      g_strv_builder_add (lines, *word);
    }
  g_strfreev (template->lines);
  template->lines = g_strv_builder_end (lines);
  return TRUE;
}

gboolean
sy_template_worksheet_take_head (SyTemplate *template, const SyMarkupNode *root, GError **error)
{
  int subject = 0;

  if (!read_lines (template, root, error))
    return FALSE;
  if (!sy_markup_is (root, "worksheet"))
    return TRUE;
  if (!sy_markup_get_choice (root, "subject", subject_names, 0, &subject, error))
    return FALSE;
  template->subject = g_strdup (subject_names[subject]);
  for (const char *at = template->id; *at; at++)
    if (!(g_ascii_isalpha (*at) || (at > template->id && (g_ascii_isdigit (*at) || strchr ("_-", *at)))))
      return sy_markup_fail (root, "id", error,
                             _ ("“%s” can’t be the id of a worksheet: it must be letters, digits, _ and -, "
                                "beginning with a letter"),
                             template->id);
  return *template->id || sy_markup_fail (root, "id", error, _ ("a worksheet needs an id"));
}

/* Columns of a source are computed for all who read it; they have the id of the source. */
gboolean
sy_template_worksheet_check_ids (SyTemplate *template, const SyMarkupNode *root, GError **error)
{
  static const char *const parts[] = { "table", "value", "word", "parameter", "chart", NULL };
  g_autofree char *prefix = NULL;

  if (!template->subject)
    return TRUE;
  prefix = sy_template_make_prefix (template->id);
  for (guint i = 0; i < root->children->len; i++)
    {
      const SyMarkupNode *node = root->children->pdata[i];
      const char *id = sy_markup_get (node, "id");

      if (id && g_strv_contains (parts, node->rule->name) && !g_str_has_prefix (id, prefix))
        return sy_markup_fail (node, "id", error,
                               _ ("the ids of a worksheet’s parts begin with its own: “%s%s”, not “%s”"),
                               prefix, id, id);
    }
  return TRUE;
}
