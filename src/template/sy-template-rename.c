/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through the text once. What may be an id is told by where it stands: in the value of an attribute, but
 * not within a string of a formula; in the braces of a text; in a cell of a row that is a link. */
#include "config.h"

#include "sy-template-rename.h"

#include <string.h>

#include "sy-template-private.h"
#include "sy-template-reader.h"

typedef struct
{
  const char *at;
  const char *id, *new_id;
  char *prefix, *new_prefix;
  GString *out;
  gboolean in_root; /* its tag, that has the id itself */
  gboolean in_row;
} Renaming;

static gboolean
is_id_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

static void
copy (Renaming *self, gsize length)
{
  g_string_append_len (self->out, self->at, (gssize) length);
  self->at += length;
}

/* The id under the cursor, under its new name where it is one of the kind. */
static void
copy_id (Renaming *self)
{
  gsize length = 0;
  gsize prefix = strlen (self->prefix);

  while (is_id_byte (self->at[length]))
    length++;
  if (length > prefix && g_ascii_strncasecmp (self->at, self->prefix, prefix) == 0)
    {
      g_string_append (self->out, self->new_prefix);
      self->at += prefix;
      length -= prefix;
    }
  copy (self, length);
}

/* A quotation mark of a formula under the cursor: 0 when there is none. */
static gsize
count_quote (const char *at)
{
  static const char *const quotes[] = { "\"", "&quot;", "&#34;", "&#x22;" };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (g_str_has_prefix (at, quotes[i]))
      return strlen (quotes[i]);
  return 0;
}

/* Up to @end: a formula, or a list of ids. */
static void
copy_formula (Renaming *self, const char *end)
{
  gboolean in_string = FALSE;

  while (self->at < end)
    {
      gsize quote = count_quote (self->at);

      if (quote)
        {
          in_string = !in_string;
          copy (self, quote);
        }
      else if (*self->at == '&')
        copy (self, MIN (strcspn (self->at, ";") + 1, (gsize) (end - self->at)));
      else if (!in_string && is_id_byte (*self->at))
        copy_id (self);
      else
        copy (self, 1);
    }
}

static gboolean
is_attribute (const char *begin, const char *end, const char *name)
{
  gsize length = strlen (name);

  while (end > begin && g_ascii_isspace (end[-1]))
    end--;
  return (gsize) (end - begin) >= length && strncmp (end - length, name, length) == 0
         && (end - length == begin || g_ascii_isspace (end[-length - 1]));
}

/* The value between the quotation marks under the cursor; @name: where its attribute's name begins. */
static void
copy_value (Renaming *self, const char *name)
{
  const char *equals = self->at;
  const char *end = strchr (self->at + 1, *self->at);

  if (!end)
    {
      copy (self, strlen (self->at));
      return;
    }
  while (equals > name && *equals != '=')
    equals--;
  copy (self, 1);
  if (self->in_root && is_attribute (name, equals, "id"))
    {
      g_string_append (self->out, self->new_id);
      self->at = end;
    }
  else
    copy_formula (self, end);
  copy (self, 1);
}

/* The tag under the cursor, to its “>”. */
static void
copy_tag (Renaming *self)
{
  const char *name = self->at;

  self->in_row = g_str_has_prefix (self->at, "<row") && !is_id_byte (self->at[4])
                     ? TRUE
                     : self->in_row && !g_str_has_prefix (self->at, "</row");
  while (*self->at && *self->at != '>')
    {
      if (*self->at == '"' || *self->at == '\'')
        {
          copy_value (self, name);
          name = self->at;
        }
      else
        copy (self, 1);
    }
  copy (self, *self->at ? 1 : 0);
  self->in_root = FALSE;
}

/* Text up to @end: ids stand in braces. */
static void
copy_text (Renaming *self, const char *end)
{
  while (self->at < end)
    {
      const char *open = memchr (self->at, '{', (gsize) (end - self->at));
      const char *close = open ? memchr (open, '}', (gsize) (end - open)) : NULL;

      if (!close)
        break;
      copy (self, (gsize) (open - self->at));
      copy_formula (self, close);
    }
  copy (self, (gsize) (end - self->at));
}

/* Cells up to @end: ids stand in links. */
static void
copy_cells (Renaming *self, const char *end)
{
  while (self->at < end)
    {
      const char *bar = memchr (self->at, '|', (gsize) (end - self->at));
      const char *cell_end = bar ? bar : end;

      while (self->at < cell_end && g_ascii_isspace (*self->at))
        copy (self, 1);
      if (*self->at == '=' || g_str_has_prefix (self->at, "chart:"))
        copy_formula (self, cell_end);
      copy (self, (gsize) (cell_end - self->at) + (bar ? 1 : 0));
    }
}

/* What is no element: comments, declarations, marked sections. 0 where an element begins. */
static gsize
count_other (const char *at)
{
  static const char *const others[][2] = {
    { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" }, { "<!", ">" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_prefix (at, others[i][0]))
      {
        const char *end = strstr (at, others[i][1]);

        return end ? (gsize) (end - at) + strlen (others[i][1]) : strlen (at);
      }
  return 0;
}

static void
copy_all (Renaming *self)
{
  while (*self->at)
    {
      const char *tag = strchr (self->at, '<');
      const char *end = tag ? tag : self->at + strlen (self->at);
      gsize other;

      if (self->in_row)
        copy_cells (self, end);
      else
        copy_text (self, end);
      if (!tag)
        return;
      other = count_other (self->at);
      if (other)
        copy (self, other);
      else
        copy_tag (self);
    }
}

char *
sy_template_rename (const char *text, const char *id, const char *new_id)
{
  g_autofree char *prefix = NULL;
  g_autofree char *new_prefix = NULL;
  Renaming renaming = { .at = text, .id = id, .new_id = new_id, .in_root = TRUE };

  g_return_val_if_fail (text && id && new_id, NULL);
  renaming.prefix = prefix = sy_template_make_prefix (id);
  renaming.new_prefix = new_prefix = sy_template_make_prefix (new_id);
  renaming.out = g_string_sized_new (strlen (text) + 1024);
  copy_all (&renaming);
  return g_string_free (renaming.out, FALSE);
}

SyTemplate *
sy_template_read_renamed (
    const char *text, const char *kind, const char *id, const char *language, GError **error)
{
  g_autofree char *renamed = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *name = NULL;
  SyTemplate *template;

  g_return_val_if_fail (text && kind && id, NULL);
  renamed = sy_template_rename (text, kind, id);
  prefix = sy_template_make_prefix (id);
  name = g_strconcat (kind, ".xml", NULL);
  template = sy_template_reader_read_text (renamed, name, language, error);
  for (guint i = 0; template && i < template->words->len; i++)
    {
      SyTemplateWord *word = template->words->pdata[i];
      g_autofree char *kept = sy_template_make_prefix (kind);

      g_free (word->kept);
      word->kept = g_strconcat (kept, word->id + strlen (prefix), NULL);
    }
  return template;
}
