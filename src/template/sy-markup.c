/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GMarkup into a checked tree. GMarkup itself knows well-formedness only, and tells the place after a tag,
 * not before it; so the whole text (it is small) is kept while parsing and the place of a tag or attribute is
 * looked up in it. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "sy-markup-private.h"
#include "sy-template-reader.h"
#include "sy-translation-private.h"

#define MAX_BYTES (1024 * 1024)
#define BLANKS " \t\r\n"

typedef struct
{
  char *name;
  char *value;
  guint line, column;
} Attribute;

typedef struct
{
  const SyMarkupRule *rules;
  const char *path;
  const char *text;
  const char *cursor; /* all before it is within tags that were closed */
  guint line, column; /* of the cursor */
  SyMarkupNode *root; /* owned */
  SyMarkupNode *open; /* innermost open element */
} Parse;

static void
attribute_free (gpointer data)
{
  Attribute *attribute = data;
  g_free (attribute->name);
  g_free (attribute->value);
  g_free (attribute);
}

static void
node_free (gpointer data)
{
  SyMarkupNode *node = data;
  g_ptr_array_unref (node->attributes);
  g_ptr_array_unref (node->children);
  g_string_free (node->text, TRUE);
  g_free (node);
}

void
sy_markup_node_free (SyMarkupNode *root)
{
  char *path = (char *) root->path;
  node_free (root);
  g_free (path);
}

/* Is @word one of the blank-separated @words (a trailing * is not part of a word)? */
static gboolean
has_word (const char *words, const char *word)
{
  gsize length = strlen (word);
  for (const char *at = words; (at = strstr (at, word)); at += length)
    {
      gboolean begins = at == words || at[-1] == ' ';
      if (begins && strchr (" *", at[length]) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
set_error_at (GError **error, const char *path, guint line, guint column, const char *message)
{
  g_autofree char *name = g_path_get_basename (path);
  g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_SYNTAX,
               /* TRANSLATORS: file:line:column: what is wrong */
               _ ("%s:%u:%u: %s"), name, line, column, message);
}

gboolean
sy_markup_fail (const SyMarkupNode *node, const char *attribute, GError **error, const char *format, ...)
{
  guint line = node->line, column = node->column;
  for (guint i = 0; attribute && i < node->attributes->len; i++)
    {
      const Attribute *candidate = node->attributes->pdata[i];
      if (g_str_equal (candidate->name, attribute))
        {
          line = candidate->line;
          column = candidate->column;
        }
    }

  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  set_error_at (error, node->path, line, column, message);
  return FALSE;
}

/* Moves the cursor to @to, counting lines and characters. */
static void
advance (Parse *parse, const char *to)
{
  for (; parse->cursor < to; parse->cursor = g_utf8_next_char (parse->cursor))
    {
      if (*parse->cursor == '\n')
        {
          parse->line++;
          parse->column = 0;
        }
      parse->column++;
    }
}

/* The next “<” that opens an element: past comments, CDATA, processing instructions, declarations and end
 * tags. */
static const char *
find_tag (const char *from)
{
  static const struct
  {
    const char *begin, *end;
  } skips[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" }, { "<!", ">" }, { "</", ">" } };

  for (const char *at = strchr (from, '<'); at; at = strchr (at, '<'))
    {
      gboolean skipped = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (skips) && !skipped; i++)
        {
          if (!g_str_has_prefix (at, skips[i].begin))
            continue;
          at = strstr (at, skips[i].end);
          if (!at)
            return from;
          skipped = TRUE;
        }
      if (!skipped)
        return at;
    }
  return from;
}

/* Goes through the tag under the cursor, to its “>”, noting where each attribute stands. */
static void
place_attributes (Parse *parse, GPtrArray *attributes)
{
  const char *at = parse->cursor;
  guint i = 0;

  at += strcspn (at, " \t\r\n/>");
  while (*at && *at != '>')
    {
      at += strspn (at, " \t\r\n/");
      if (!*at || *at == '>')
        break;
      advance (parse, at);
      if (i < attributes->len)
        {
          Attribute *attribute = attributes->pdata[i++];
          attribute->line = parse->line;
          attribute->column = parse->column;
        }
      at += strcspn (at, "\"'");
      const char *end = *at ? strchr (at + 1, *at) : NULL;
      if (!end)
        break;
      at = end + 1;
    }
  advance (parse, at);
}

static const SyMarkupRule *
find_rule (const Parse *parse, const char *name, const char *parent)
{
  for (const SyMarkupRule *rule = parse->rules; rule->name; rule++)
    if (g_str_equal (rule->name, name) && g_str_equal (rule->parent, parent))
      return rule;
  return NULL;
}

static char *
list_children (const Parse *parse, const char *parent)
{
  GString *list = g_string_new (NULL);
  for (const SyMarkupRule *rule = parse->rules; rule->name; rule++)
    if (g_str_equal (rule->parent, parent))
      g_string_append_printf (list, "%s<%s>", list->len ? ", " : "", rule->name);
  return g_string_free (list, FALSE);
}

static char *
list_attributes (const SyMarkupRule *rule)
{
  g_auto (GStrv) words = g_strsplit (rule->attributes, " ", -1);
  GString *list = g_string_new (NULL);
  for (char **word = words; *word; word++)
    {
      g_strdelimit (*word, "*", '\0');
      g_string_append_printf (list, "%s%s", list->len ? ", " : "", *word);
    }
  return g_string_free (list, FALSE);
}

static gboolean
check_attributes (const SyMarkupNode *node, GError **error)
{
  for (guint i = 0; i < node->attributes->len; i++)
    {
      const Attribute *attribute = node->attributes->pdata[i];
      if (has_word (node->rule->attributes, attribute->name))
        continue;
      g_autofree char *allowed = list_attributes (node->rule);
      if (!*allowed)
        return sy_markup_fail (node, attribute->name, error,
                               _ ("<%s> has no attributes, “%s” is not allowed"), node->rule->name,
                               attribute->name);
      return sy_markup_fail (node, attribute->name, error, _ ("<%s> has no attribute “%s”; allowed are: %s"),
                             node->rule->name, attribute->name, allowed);
    }

  for (const char *star = strchr (node->rule->attributes, '*'); star; star = strchr (star + 1, '*'))
    {
      const char *begin = star;
      while (begin > node->rule->attributes && begin[-1] != ' ')
        begin--;
      g_autofree char *needed = g_strndup (begin, (gsize) (star - begin));
      if (!sy_markup_get (node, needed))
        return sy_markup_fail (node, NULL, error, _ ("<%s> needs the attribute “%s”"), node->rule->name,
                               needed);
    }
  return TRUE;
}

static void
on_start_element_cb (GMarkupParseContext *context,
                     const char *name,
                     const char **names,
                     const char **values,
                     gpointer user_data,
                     GError **error)
{
  Parse *parse = user_data;
  const char *parent = parse->open ? parse->open->rule->name : "";

  advance (parse, find_tag (parse->cursor));
  SyMarkupNode *node = g_new0 (SyMarkupNode, 1);
  node->path = parse->path;
  node->line = parse->line;
  node->column = parse->column;
  node->parent = parse->open;
  node->attributes = g_ptr_array_new_with_free_func (attribute_free);
  node->children = g_ptr_array_new_with_free_func (node_free);
  node->text = g_string_new (NULL);
  for (guint i = 0; names[i]; i++)
    {
      Attribute *attribute = g_new0 (Attribute, 1);
      attribute->name = g_strdup (names[i]);
      attribute->value = g_strdup (values[i]);
      g_ptr_array_add (node->attributes, attribute);
    }
  place_attributes (parse, node->attributes);

  node->rule = find_rule (parse, name, parent);
  if (parse->open)
    g_ptr_array_add (parse->open->children, node);
  else
    parse->root = node;
  parse->open = node;

  if (node->rule)
    {
      check_attributes (node, error);
      return;
    }
  g_autofree char *allowed = list_children (parse, parent);
  if (!*parent)
    sy_markup_fail (node, NULL, error, _ ("the file must begin with %s, not with <%s>"), allowed, name);
  else if (!*allowed)
    sy_markup_fail (node, NULL, error, _ ("<%s> holds text only, <%s> is not allowed"), parent, name);
  else
    sy_markup_fail (node, NULL, error, _ ("<%s> is not allowed in <%s>; allowed are: %s"), name, parent,
                    allowed);
}

static void
on_end_element_cb (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Parse *parse = user_data;
  parse->open = parse->open->parent;
}

static void
on_text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  Parse *parse = user_data;
  if (!parse->open)
    return;
  if (!parse->open->rule->has_text && strspn (text, BLANKS) < length)
    {
      sy_markup_fail (parse->open, NULL, error, _ ("<%s> holds elements only, no text"),
                      parse->open->rule->name);
      return;
    }
  g_string_append_len (parse->open->text, text, (gssize) length);
}

static char *
load (const char *path, gsize *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &cause);
  g_autofree char *text = g_malloc (MAX_BYTES + 2);

  if (!stream
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_BYTES + 1, length, NULL, &cause))
    {
      g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_READ, _ ("Can’t read “%s”: %s"), path,
                   cause->message);
      return NULL;
    }
  if (*length > MAX_BYTES)
    {
      g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_READ,
                   _ ("“%s” is larger than 1 MiB, which no template is"), path);
      return NULL;
    }
  text[*length] = '\0';
  if (!g_utf8_validate (text, (gssize) *length, NULL))
    {
      g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_SYNTAX, _ ("“%s” is not UTF-8 text"), path);
      return NULL;
    }
  return g_steal_pointer (&text);
}

/* GMarkup's own errors say “Error on line 3 char 5: …”; ours say file:line:column. */
static void
set_syntax_error (GMarkupParseContext *context, const char *path, const GError *cause, GError **error)
{
  int line = 1, column = 1;
  g_markup_parse_context_get_position (context, &line, &column);
  const char *message = strstr (cause->message, ": ");
  set_error_at (error, path, (guint) line, (guint) column, message ? message + 2 : cause->message);
}

/* @text: of @length bytes, known to be UTF-8. */
static SyMarkupNode *
parse_text (const char *text, gsize length, const char *path, const SyMarkupRule *rules, GError **error)
{
  static const GMarkupParser parser = { .start_element = on_start_element_cb,
                                        .end_element = on_end_element_cb,
                                        .text = on_text_cb };
  const char *begin = g_str_has_prefix (text, "\357\273\277") ? text + 3 : text;
  Parse parse = {
    .rules = rules, .path = g_strdup (path), .text = begin, .cursor = begin, .line = 1, .column = 1
  };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &parse, NULL);
  g_autoptr (GError) cause = NULL;
  if (g_markup_parse_context_parse (context, begin, (gssize) (length - (gsize) (begin - text)), &cause)
      && g_markup_parse_context_end_parse (context, &cause))
    return parse.root;

  if (cause->domain == SY_TEMPLATE_ERROR)
    g_propagate_error (error, g_steal_pointer (&cause));
  else
    set_syntax_error (context, path, cause, error);
  if (parse.root)
    sy_markup_node_free (parse.root);
  else
    g_free ((char *) parse.path);
  return NULL;
}

SyMarkupNode *
sy_markup_read (const char *path, const SyMarkupRule *rules, GError **error)
{
  gsize length = 0;
  g_autofree char *text = load (path, &length, error);

  return text ? parse_text (text, length, path, rules, error) : NULL;
}

SyMarkupNode *
sy_markup_read_text (const char *text, const char *name, const SyMarkupRule *rules, GError **error)
{
  return parse_text (text, strlen (text), name, rules, error);
}

const char *
sy_markup_get (const SyMarkupNode *node, const char *name)
{
  for (guint i = 0; i < node->attributes->len; i++)
    {
      const Attribute *attribute = node->attributes->pdata[i];
      if (g_str_equal (attribute->name, name))
        return attribute->value;
    }
  return NULL;
}

gboolean
sy_markup_is (const SyMarkupNode *node, const char *name)
{
  return g_str_equal (node->rule->name, name);
}

char *
sy_markup_dup_text (const SyMarkupNode *node)
{
  const char *at = node->text->str + strspn (node->text->str, BLANKS);
  GString *text = *at ? g_string_sized_new (node->text->len) : NULL;

  if (!text)
    return NULL;
  while (*at)
    {
      gsize length = strcspn (at, BLANKS);

      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_len (text, at, (gssize) length);
      at += length;
      at += strspn (at, BLANKS);
    }
  return g_string_free (text, FALSE);
}

gboolean
sy_markup_get_choice (const SyMarkupNode *node,
                      const char *attribute,
                      const char *const *names,
                      int fallback,
                      int *out,
                      GError **error)
{
  const char *value = sy_markup_get (node, attribute);
  *out = fallback;
  if (!value)
    return TRUE;
  for (int i = 0; names[i]; i++)
    if (g_str_equal (names[i], value))
      {
        *out = i;
        return TRUE;
      }
  g_autofree char *allowed = g_strjoinv (", ", (char **) names);
  return sy_markup_fail (node, attribute, error, _ ("“%s” can’t be “%s”; allowed are: %s"), attribute, value,
                         allowed);
}

gboolean
sy_markup_get_bool (
    const SyMarkupNode *node, const char *attribute, gboolean fallback, gboolean *out, GError **error)
{
  static const char *const names[] = { "no", "yes", NULL };
  return sy_markup_get_choice (node, attribute, names, fallback, out, error);
}

gboolean
sy_markup_get_number (
    const SyMarkupNode *node, const char *attribute, double fallback, double *out, GError **error)
{
  const char *value = sy_markup_get (node, attribute);
  char *end = NULL;
  *out = value ? g_ascii_strtod (value, &end) : fallback;
  if (!value || (end != value && *end == '\0' && isfinite (*out)))
    return TRUE;
  return sy_markup_fail (node, attribute, error, _ ("“%s” must be a number, not “%s”"), attribute, value);
}

gboolean
sy_markup_get_count (const SyMarkupNode *node,
                     const char *attribute,
                     guint fallback,
                     guint maximum,
                     guint *out,
                     GError **error)
{
  const char *value = sy_markup_get (node, attribute);
  guint64 number = fallback;
  if (value && !g_ascii_string_to_unsigned (value, 10, 0, maximum, &number, NULL))
    return sy_markup_fail (node, attribute, error, _ ("“%s” must be a whole number from 0 to %u, not “%s”"),
                           attribute, maximum, value);
  *out = (guint) number;
  return TRUE;
}

char *
sy_markup_dup_title (const SyMarkupNode *node, const char *child, const char *language)
{
  g_autofree char *own_text = sy_markup_dup_text (node);
  const SyMarkupNode *best = own_text ? node : NULL;
  int best_fit = best ? 1 : -1;

  for (guint i = 0; i < node->children->len; i++)
    {
      const SyMarkupNode *candidate = node->children->pdata[i];
      if (!sy_markup_is (candidate, child))
        continue;
      const char *own = sy_markup_get (candidate, "xml:lang");
      int fit = own ? sy_translation_compare (own, language) : 1;
      if (fit > best_fit)
        {
          best = candidate;
          best_fit = fit;
        }
    }
  if (!best)
    return NULL;

  g_autofree char *text = sy_markup_dup_text (best);
  if (text && g_strcmp0 (sy_markup_get (best, "translatable"), "yes") == 0)
    return sy_translation_dup (text, language);
  return g_steal_pointer (&text);
}
