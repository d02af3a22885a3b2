/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk over the tags of well-formed XML, which finds the bytes that are to change. What is not well-formed
 * ends the walk. */
#include "config.h"

#include "sy-template-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-template-reader.h"

/* --- tags --- */

typedef struct
{
  const char *begin, *end; /* from “<” to behind “>” */
  const char *name;
  gsize length;
  gboolean opens, closes; /* both: <a/> */
} Tag;

typedef struct
{
  const char *begin, *end; /* the value, without its quotes */
  char quote;
} Attribute;

/* Behind a comment, CDATA, instruction or declaration at @at; @at itself where there is none; NULL where it
 * has no end. */
static const char *
pass_by (const char *at)
{
  static const struct
  {
    const char *begin, *end;
  } others[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" }, { "<!", ">" } };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_prefix (at, others[i].begin))
      {
        const char *end = strstr (at + strlen (others[i].begin), others[i].end);

        return end ? end + strlen (others[i].end) : NULL;
      }
  return at;
}

/* Behind the “>” of the tag at @at; NULL where it has none. */
static const char *
find_tag_end (const char *at)
{
  while (*at && *at != '>')
    {
      if (*at == '"' || *at == '\'')
        at = strchr (at + 1, *at);
      if (!at)
        return NULL;
      at++;
    }
  return *at ? at + 1 : NULL;
}

static gboolean
next_tag (const char **at, Tag *tag)
{
  const char *begin = *at;

  while ((begin = strchr (begin, '<')))
    {
      const char *behind = pass_by (begin);

      if (behind == begin)
        break;
      if (!behind)
        return FALSE;
      begin = behind;
    }
  if (!begin)
    return FALSE;
  tag->begin = begin;
  tag->end = find_tag_end (begin);
  if (!tag->end)
    return FALSE;
  tag->opens = begin[1] != '/';
  tag->closes = !tag->opens || tag->end[-2] == '/';
  tag->name = begin + (tag->opens ? 1 : 2);
  tag->length = strcspn (tag->name, " \t\r\n/>");
  *at = tag->end;
  return TRUE;
}

static gboolean
is_called (const Tag *tag, const char *name)
{
  return strlen (name) == tag->length && strncmp (tag->name, name, tag->length) == 0;
}

static gboolean
find_attribute (const Tag *tag, const char *name, Attribute *found)
{
  const char *at = tag->name + tag->length;

  while (at < tag->end)
    {
      const char *begin;
      gsize length;

      at += strspn (at, " \t\r\n/");
      begin = at;
      length = strcspn (at, " \t\r\n=/>");
      at += length + strcspn (at + length, "\"'>");
      if (*at == '>' || !*at)
        return FALSE;
      found->quote = *at;
      found->begin = at + 1;
      found->end = strchr (at + 1, *at);
      if (!found->end)
        return FALSE;
      if (strlen (name) == length && strncmp (begin, name, length) == 0)
        return TRUE;
      at = found->end + 1;
    }
  return FALSE;
}

static gboolean
has_id (const Tag *tag, const char *id)
{
  Attribute found;

  return find_attribute (tag, "id", &found) && strlen (id) == (gsize) (found.end - found.begin)
         && strncmp (found.begin, id, strlen (id)) == 0;
}

/* --- elements --- */

typedef struct
{
  Tag tag;         /* that opens it */
  const char *end; /* behind the one that closes it */
} Element;

/* Behind the tag that closes what @tag opens. */
static const char *
find_element_end (const Tag *tag)
{
  const char *at = tag->end;
  int depth = 1;
  Tag inner;

  if (tag->closes)
    return tag->end;
  while (next_tag (&at, &inner))
    {
      depth += (inner.opens ? 1 : 0) - (inner.closes ? 1 : 0);
      if (depth == 0)
        return inner.end;
    }
  return NULL;
}

/* The next child at @at, inside of an element; FALSE at the end of that. */
static gboolean
next_child (const char **at, Element *child)
{
  if (!next_tag (at, &child->tag) || !child->tag.opens)
    return FALSE;
  child->end = find_element_end (&child->tag);
  if (!child->end)
    return FALSE;
  *at = child->end;
  return TRUE;
}

static gboolean
find_child (const Tag *parent, const char *name, const char *id, Element *found)
{
  const char *at = parent->end;

  if (parent->closes)
    return FALSE;
  while (next_child (&at, found))
    if (is_called (&found->tag, name) && has_id (&found->tag, id))
      return TRUE;
  return FALSE;
}

static gboolean
find_root (const char *text, Tag *root)
{
  return next_tag (&text, root) && root->opens && is_called (root, "template");
}

/* The element of a part; @owner: of a column the table or source that it is in, else the part itself. */
static gboolean
find_part (
    const char *text, SyTemplatePart part, const char *id, const char *column, Element *found, Element *owner)
{
  static const char *const names[] = { "table", "source", "value", "parameter", "table", "chart" };
  Tag root;

  if (!find_root (text, &root) || !find_child (&root, names[part], id, owner))
    return FALSE;
  *found = *owner;
  if (part != SY_TEMPLATE_PART_COLUMN && part != SY_TEMPLATE_PART_SOURCE_COLUMN)
    return TRUE;
  return find_child (&owner->tag, "column", column, found);
}

static gboolean
fail_missing (const char *id, const char *column, GError **error)
{
  if (column)
    g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING,
                 _ ("The template has no column “%s” in “%s”"), column, id);
  else
    g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING, _ ("The template has no part “%s”"),
                 id);
  return FALSE;
}

/* --- writing --- */

/* @quote: 0 within an element. A break of the line would be read as a blank. */
static void
append_escaped (GString *out, const char *value, char quote)
{
  for (const char *at = value; *at; at++)
    if (*at == '&')
      g_string_append (out, "&amp;");
    else if (*at == '<')
      g_string_append (out, "&lt;");
    else if (*at == '>')
      g_string_append (out, "&gt;");
    else if (*at == '\n' && quote)
      g_string_append (out, "&#10;");
    else if (quote && *at == quote)
      g_string_append (out, quote == '"' ? "&quot;" : "&apos;");
    else
      g_string_append_c (out, *at);
}

/* The quotes that are there, else those that need no entity. */
static char
choose_quote (const char *value, char present)
{
  char other = present == '"' ? '\'' : '"';

  return strchr (value, present) && !strchr (value, other) ? other : present;
}

static void
append_attribute (GString *out, const char *value, char quote)
{
  g_string_append_c (out, quote);
  append_escaped (out, value, quote);
  g_string_append_c (out, quote);
}

/* From @from, which @text goes on behind; the tag with the attribute changed or added. */
static void
append_tag_with (GString *out, const Tag *tag, const char *attribute, const char *value)
{
  Attribute found;
  char quote;

  if (find_attribute (tag, attribute, &found))
    {
      quote = choose_quote (value, found.quote);
      g_string_append_len (out, tag->begin, found.begin - 1 - tag->begin);
      append_attribute (out, value, quote);
      g_string_append_len (out, found.end + 1, tag->end - found.end - 1);
      return;
    }
  found.end = tag->name + tag->length - 1;
  find_attribute (tag, "id", &found);
  g_string_append_len (out, tag->begin, found.end + 1 - tag->begin);
  g_string_append_printf (out, " %s=", attribute);
  append_attribute (out, value, choose_quote (value, '"'));
  g_string_append_len (out, found.end + 1, tag->end - found.end - 1);
}

/* The tag without the attribute, and without the blanks before it. */
static void
append_tag_without (GString *out, const Tag *tag, const char *attribute)
{
  Attribute found;
  const char *begin;

  if (!find_attribute (tag, attribute, &found))
    {
      g_string_append_len (out, tag->begin, tag->end - tag->begin);
      return;
    }
  for (begin = found.begin - 1; begin > tag->begin && strncmp (begin, attribute, strlen (attribute)) != 0;
       begin--)
    ;
  while (begin > tag->begin && g_ascii_isspace (begin[-1]))
    begin--;
  g_string_append_len (out, tag->begin, begin - tag->begin);
  g_string_append_len (out, found.end + 1, tag->end - found.end - 1);
}

gboolean
sy_template_text_is_template (const char *text)
{
  Tag root;

  g_return_val_if_fail (text != NULL, FALSE);
  return find_root (text, &root);
}

char *
sy_template_text_set_formula (const char *text,
                              SyTemplatePart part,
                              const char *id,
                              const char *column,
                              const char *attribute,
                              const char *value,
                              GError **error)
{
  GString *out;
  Element found, owner;

  g_return_val_if_fail (text && id && attribute && value, NULL);
  if (!find_part (text, part, id, column, &found, &owner))
    {
      fail_missing (id, column, error);
      return NULL;
    }
  out = g_string_sized_new (strlen (text) + strlen (value));
  g_string_append_len (out, text, found.tag.begin - text);
  if (!*value && (part == SY_TEMPLATE_PART_TABLE || part == SY_TEMPLATE_PART_CHART))
    append_tag_without (out, &found.tag, attribute);
  else
    append_tag_with (out, &found.tag, attribute, value);
  g_string_append (out, found.tag.end);
  return g_string_free (out, FALSE);
}

gboolean
sy_template_text_has_part (const char *text, SyTemplatePart part, const char *id, const char *column)
{
  Element found, owner;

  g_return_val_if_fail (text && id, FALSE);
  return find_part (text, part, id, column, &found, &owner);
}

/* Where tables begin: before the first of the parts that stand behind parameters and sources. */
static const char *
find_place (const Tag *root)
{
  static const char *const behind[] = { "table", "value", "word", "chart", "note", "check", "report" };
  const char *at = root->end;
  const char *place = root->end;
  Element child;

  while (next_child (&at, &child))
    {
      for (guint i = 0; i < G_N_ELEMENTS (behind); i++)
        if (is_called (&child.tag, behind[i]))
          return child.tag.begin;
      place = child.end;
    }
  return place;
}

char *
sy_template_text_take_part (const char *text,
                            const char *from,
                            SyTemplatePart part,
                            const char *id,
                            const char *column,
                            GError **error)
{
  Element found, owner;
  const Element *taken;
  GString *out;
  const char *place;
  Tag root;

  g_return_val_if_fail (text && from && id, NULL);
  g_return_val_if_fail (part != SY_TEMPLATE_PART_SOURCE_COLUMN, NULL);
  if (!find_part (from, part, id, column, &found, &owner) || !find_root (text, &root) || root.closes)
    {
      fail_missing (id, column, error);
      return NULL;
    }
  taken = &owner;
  place = find_place (&root);
  out = g_string_sized_new (strlen (text) + (gsize) (taken->end - taken->tag.begin) + 64);
  g_string_append_len (out, text, place - text);
  /* A parameter may be declared anew as it is. */
  if (part == SY_TEMPLATE_PART_PARAMETER)
    g_string_append_len (out, taken->tag.begin, taken->tag.end - taken->tag.begin);
  else
    append_tag_with (out, &taken->tag, "replaces", "yes");
  g_string_append_len (out, taken->tag.end, taken->end - taken->tag.end);
  g_string_append (out, "\n  ");
  g_string_append (out, place);
  return g_string_free (out, FALSE);
}

/* --- the head --- */

/* What stands behind the title of a copy, in the language of that title. */
static const char *
get_suffix (const Tag *tag)
{
  Attribute found;

  return find_attribute (tag, "xml:lang", &found) && g_str_has_prefix (found.begin, "zh") ? "（自定）"
                                                                                          : " (own)";
}

static void
append_title (GString *out, const Element *child, const char *title)
{
  const char *close = child->end;

  while (close[-1] != '<')
    close--;
  close--;
  g_string_append_len (out, child->tag.begin, child->tag.end - child->tag.begin);
  if (title)
    append_escaped (out, title, 0);
  else
    {
      g_string_append_len (out, child->tag.end, close - child->tag.end);
      g_string_append (out, get_suffix (&child->tag));
    }
  g_string_append_len (out, close, child->end - close);
}

char *
sy_template_text_set_level (const char *text, const char *level)
{
  GString *out = g_string_sized_new (strlen (text) + 32);
  Tag root;

  g_return_val_if_fail (text && level, NULL);
  if (find_root (text, &root))
    {
      g_string_append_len (out, text, root.begin - text);
      append_tag_with (out, &root, "level", level);
      text = root.end;
    }
  g_string_append (out, text);
  return g_string_free (out, FALSE);
}

char *
sy_template_text_set_head (const char *text, const char *id, const char *title)
{
  GString *out = g_string_sized_new (strlen (text) + 64);
  gboolean titled = FALSE;
  const char *at;
  Element child;
  Tag root;

  g_return_val_if_fail (text && id, NULL);
  if (!find_root (text, &root))
    {
      g_string_append (out, text);
      return g_string_free (out, FALSE);
    }
  g_string_append_len (out, text, root.begin - text);
  append_tag_with (out, &root, "id", id);
  text = at = root.end;
  while (!root.closes && next_child (&at, &child))
    {
      if (!is_called (&child.tag, "title") || child.tag.closes)
        continue;
      g_string_append_len (out, text, child.tag.begin - text);
      append_title (out, &child, title);
      titled = TRUE;
      text = child.end;
    }
  if (!titled && title && !root.closes)
    {
      g_string_append (out, "\n  <title>");
      append_escaped (out, title, 0);
      g_string_append (out, "</title>");
    }
  g_string_append (out, text);
  return g_string_free (out, FALSE);
}
