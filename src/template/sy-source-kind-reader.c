/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/sources/KIND.xml to a source kind. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-markup-private.h"
#include "sy-source-kind-private.h"
#include "sy-template-reader.h"

static const SyMarkupRule rules[] = {
  { "source", "", "id* order key period", FALSE },
  { "title", "source", "xml:lang translatable", TRUE },
  { "names", "source", "", TRUE },
  { "role", "source", "id* type* required derive dimension refers privacy", FALSE },
  { "title", "role", "xml:lang translatable", TRUE },
  { "headers", "role", "", TRUE },
  { NULL },
};

static const char *const type_names[] = { "text", "number", "money", "date", "time", "bool", NULL };

/* Names may have blanks in them, so commas and line ends part them. */
static char **
read_names (const SyMarkupNode *parent, const char *element)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  for (guint i = 0; i < parent->children->len; i++)
    {
      const SyMarkupNode *node = parent->children->pdata[i];
      if (!sy_markup_is (node, element))
        continue;
      g_auto (GStrv) names = g_strsplit_set (node->text->str, ",\n", -1);
      for (char **name = names; *name; name++)
        if (*g_strstrip (*name))
          g_strv_builder_add (list, *name);
    }
  return g_strv_builder_end (list);
}

static gboolean
read_role (const SyMarkupNode *node, SySourceKind *kind, const char *language, GError **error)
{
  g_autoptr (SyRole) role = g_new0 (SyRole, 1);

  role->id = g_strdup (sy_markup_get (node, "id"));
  if (sy_source_kind_find_role (kind, role->id))
    return sy_markup_fail (node, "id", error, _ ("there are two roles “%s”"), role->id);

  role->title = sy_markup_dup_title (node, "title", language);
  if (!role->title)
    role->title = g_strdup (role->id);
  int type = 0;
  if (!sy_markup_get_choice (node, "type", type_names, SY_ROLE_TEXT, &type, error)
      || !sy_markup_get_bool (node, "required", FALSE, &role->required, error)
      || !sy_markup_get_bool (node, "dimension", FALSE, &role->is_dimension, error))
    return FALSE;
  role->type = (SyRoleType) type;
  role->derive = g_strdup (sy_markup_get (node, "derive"));
  role->refers = g_strdup (sy_markup_get (node, "refers"));
  role->privacy = g_strdup (sy_markup_get (node, "privacy"));
  if (role->refers && !strchr (role->refers, '.'))
    return sy_markup_fail (node, "refers", error, _ ("“refers” must be as in “stores.store”, not “%s”"),
                           role->refers);
  role->synonyms = read_names (node, "headers");
  sy_source_kind_take_role (kind, g_steal_pointer (&role));
  return TRUE;
}

/* A list of roles of the kind: of rows with the same key the later import counts; by its period a row belongs
 * to a month. */
static gboolean
read_role_list (const SyMarkupNode *root,
                const char *attribute,
                SySourceKind *kind,
                void (*set) (SySourceKind *, char **),
                GError **error)
{
  const char *text = sy_markup_get (root, attribute);
  g_auto (GStrv) roles = g_strsplit (text ? text : "", " ", -1);

  for (char **role = roles; *role; role++)
    if (!sy_source_kind_find_role (kind, *role))
      return sy_markup_fail (root, attribute, error, _ ("there is no role “%s”"), *role);
  set (kind, roles);
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
  g_auto (GStrv) names = read_names (root, "names");
  sy_source_kind_set_names (kind, names);
  if (sy_markup_get (root, "order"))
    sy_source_kind_set_order (kind, g_ascii_strtoll (sy_markup_get (root, "order"), NULL, 10));
  if (!read_role_list (root, "key", kind, sy_source_kind_set_key, error)
      || !read_role_list (root, "period", kind, sy_source_kind_set_period, error))
    return NULL;
  return g_steal_pointer (&kind);
}
