/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/sources/KIND.xml to a source kind. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-markup-private.h"
#include "sy-source-kind-private.h"
#include "sy-template-reader.h"

static const SyMarkupRule rules[] = {
  { "source", "", "id*", FALSE },
  { "title", "source", "xml:lang translatable", TRUE },
  { "role", "source", "id* type* required derive", FALSE },
  { "title", "role", "xml:lang translatable", TRUE },
  { "headers", "role", "", TRUE },
  { NULL },
};

static const char *const type_names[] = { "text", "number", "money", "date", "time", "bool", NULL };

/* Headers may have blanks in them, so commas and line ends part them. */
static void
read_headers (const SyMarkupNode *node, GStrvBuilder *headers)
{
  g_auto (GStrv) names = g_strsplit_set (node->text->str, ",\n", -1);
  for (char **name = names; *name; name++)
    if (*g_strstrip (*name))
      g_strv_builder_add (headers, *name);
}

static gboolean
read_role (const SyMarkupNode *node, SySourceKind *kind, const char *language, GError **error)
{
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  g_autoptr (SyRole) role = g_new0 (SyRole, 1);

  role->id = g_strdup (sy_markup_get (node, "id"));
  if (sy_source_kind_find_role (kind, role->id))
    return sy_markup_fail (node, "id", error, _ ("there are two roles “%s”"), role->id);

  role->title = sy_markup_dup_title (node, "title", language);
  if (!role->title)
    role->title = g_strdup (role->id);
  int type = 0;
  if (!sy_markup_get_choice (node, "type", type_names, SY_ROLE_TEXT, &type, error)
      || !sy_markup_get_bool (node, "required", FALSE, &role->required, error))
    return FALSE;
  role->type = (SyRoleType) type;
  role->derive = g_strdup (sy_markup_get (node, "derive"));
  for (guint i = 0; i < node->children->len; i++)
    if (sy_markup_is (node->children->pdata[i], "headers"))
      read_headers (node->children->pdata[i], headers);
  role->synonyms = g_strv_builder_end (headers);
  sy_source_kind_take_role (kind, g_steal_pointer (&role));
  return TRUE;
}

SySourceKind *
sy_template_reader_read_kind (const char *path, const char *language, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (SyMarkupNode) root = sy_markup_read (path, rules, error);
  if (!root)
    return NULL;

  g_autofree char *title = sy_markup_dup_title (root, "title", language);
  const char *id = sy_markup_get (root, "id");
  g_autoptr (SySourceKind) kind = sy_source_kind_new (id, title ? title : id);
  for (guint i = 0; i < root->children->len; i++)
    {
      const SyMarkupNode *child = root->children->pdata[i];
      if (sy_markup_is (child, "role") && !read_role (child, kind, language, error))
        return NULL;
    }
  return g_steal_pointer (&kind);
}
