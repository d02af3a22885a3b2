/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small XML file as a tree of nodes that know their place, checked against a table of what may stand where.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One element in one place. Lists are blank-separated; an attribute with a * must be there. */
typedef struct
{
  const char *name;
  const char *parent; /* name of the enclosing element, "" for the root */
  const char *attributes;
  gboolean has_text;
} SyMarkupRule;

typedef struct _SyMarkupNode SyMarkupNode;
struct _SyMarkupNode
{
  const SyMarkupRule *rule;
  const char *path;     /* of the file; borrowed from the root */
  guint line, column;   /* of the element's “<”, 1-based, in characters */
  SyMarkupNode *parent; /* borrowed */
  GPtrArray *attributes;
  GPtrArray *children; /* (element-type SyMarkupNode) */
  GString *text;
};

void sy_markup_node_free (SyMarkupNode *root);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyMarkupNode, sy_markup_node_free)

/* Reads @path, at most 1 MiB; @rules ends with a NULL name. An error says “file:line:column: ” what is wrong
 * and what is allowed. */
SyMarkupNode *sy_markup_read (const char *path, const SyMarkupRule *rules, GError **error);
/* The same of UTF-8 text that a program wrote; errors call it @name. */
SyMarkupNode *
sy_markup_read_text (const char *text, const char *name, const SyMarkupRule *rules, GError **error);

const char *sy_markup_get (const SyMarkupNode *node, const char *attribute); /* NULL when absent */
/* The text with runs of white space made one blank, or NULL when there is none. */
char *sy_markup_dup_text (const SyMarkupNode *node);
gboolean sy_markup_is (const SyMarkupNode *node, const char *name);

/* Attributes of a type. An absent one gives @fallback; a bad value gives FALSE and an error at the
 * attribute's own place. */
gboolean sy_markup_get_bool (
    const SyMarkupNode *node, const char *attribute, gboolean fallback, gboolean *out, GError **error);
gboolean sy_markup_get_number (
    const SyMarkupNode *node, const char *attribute, double fallback, double *out, GError **error);
gboolean sy_markup_get_count (const SyMarkupNode *node,
                              const char *attribute,
                              guint fallback,
                              guint maximum,
                              guint *out,
                              GError **error);
/* Index of the value in @names (NULL-terminated). */
gboolean sy_markup_get_choice (const SyMarkupNode *node,
                               const char *attribute,
                               const char *const *names,
                               int fallback,
                               int *out,
                               GError **error);

/* The text of the child elements @child in @language ("zh_CN", "en"): one with that xml:lang, else one of the
 * same main language, else the one without xml:lang, through gettext where it is marked translatable="yes",
 * else any. @node's own text serves when it has no such child. NULL when there is none. */
char *sy_markup_dup_title (const SyMarkupNode *node, const char *child, const char *language);

/* Sets @error with the place of @node, or of its @attribute when not NULL, before the message; always FALSE.
 */
gboolean
sy_markup_fail (const SyMarkupNode *node, const char *attribute, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

G_END_DECLS
