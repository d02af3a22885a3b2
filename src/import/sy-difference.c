/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items in two lists at once: the recipe's columns first, then the file's columns that none of them is. A
 * match that is changed moves columns from one list to the other, so new ones are made again each time. */
#include "config.h"

#include "sy-difference-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SyDifference
{
  GPtrArray *items; /* (element-type SyDifferenceItem) */
  GStrv headers;    /* of the file, in its order */
  GStrv examples;   /* of each of them; "": its header says enough */
  GStrv old_headers;
};

static void
item_free (gpointer data)
{
  SyDifferenceItem *item = data;

  g_free (item->old_header);
  g_free (item->header);
  g_free (item->role);
  g_free (item->role_title);
  g_free (item->reason);
  g_strfreev (item->candidates);
  g_free (item);
}

SyDifference *
sy_difference_new (void)
{
  SyDifference *self = g_new0 (SyDifference, 1);

  self->items = g_ptr_array_new_with_free_func (item_free);
  return self;
}

void
sy_difference_free (SyDifference *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->items);
  g_strfreev (self->headers);
  g_strfreev (self->examples);
  g_strfreev (self->old_headers);
  g_free (self);
}

SyDifferenceItem *
sy_difference_add (SyDifference *self, SyDifferenceState state, const char *old_header, const char *header)
{
  SyDifferenceItem *item = g_new0 (SyDifferenceItem, 1);

  item->state = state;
  item->old_header = g_strdup (old_header);
  item->header = g_strdup (header);
  item->sure = TRUE;
  item->candidates = g_new0 (char *, 1);
  g_ptr_array_add (self->items, item);
  return item;
}

void
sy_difference_set_headers (SyDifference *self, GStrv headers, GStrv examples, GStrv old_headers)
{
  g_strfreev (self->headers);
  g_strfreev (self->examples);
  g_strfreev (self->old_headers);
  self->headers = g_strdupv (headers);
  self->examples = g_strdupv (examples);
  self->old_headers = g_strdupv (old_headers);
}

GPtrArray *
sy_difference_get_items (SyDifference *self)
{
  return self->items;
}

gboolean
sy_difference_is_same (SyDifference *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (((const SyDifferenceItem *) self->items->pdata[i])->state != SY_DIFFERENCE_SAME)
      return FALSE;
  return TRUE;
}

/* Only what analyses read is worth a question; a plain column that went is told. */
static gboolean
is_open (const SyDifferenceItem *item)
{
  return item->role && !item->sure
         && (item->state == SY_DIFFERENCE_RENAMED || item->state == SY_DIFFERENCE_MISSING);
}

gboolean
sy_difference_needs_question (SyDifference *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (is_open (self->items->pdata[i]))
      return TRUE;
  return FALSE;
}

void
sy_difference_accept (SyDifference *self)
{
  for (guint i = 0; i < self->items->len; i++)
    ((SyDifferenceItem *) self->items->pdata[i])->sure = TRUE;
}

static int
find_text (GStrv texts, const char *text)
{
  for (int i = 0; texts && texts[i]; i++)
    if (g_str_equal (texts[i], text))
      return i;
  return -1;
}

static SyDifferenceItem *
find_by_header (SyDifference *self, const char *header)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      SyDifferenceItem *item = self->items->pdata[i];
      if (g_strcmp0 (item->header, header) == 0)
        return item;
    }
  return NULL;
}

static void
set_missing (SyDifferenceItem *item)
{
  g_clear_pointer (&item->header, g_free);
  g_free (item->reason);
  item->state = SY_DIFFERENCE_MISSING;
  item->reason = g_strdup (_ ("chosen by hand"));
}

/* Headers that no item has any more are new; items that are new and matched are not. */
static void
renew (SyDifference *self)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      SyDifferenceItem *item = self->items->pdata[i - 1];
      if (item->state == SY_DIFFERENCE_NEW && find_by_header (self, item->header) != item)
        g_ptr_array_remove_index (self->items, i - 1);
    }
  for (char **header = self->headers; header && *header; header++)
    if (!find_by_header (self, *header))
      {
        SyDifferenceItem *item = sy_difference_add (self, SY_DIFFERENCE_NEW, NULL, *header);
        item->reason = g_strdup (_ ("no column had this header"));
      }
}

gboolean
sy_difference_set_match (SyDifference *self, guint index, const char *header)
{
  SyDifferenceItem *item, *before;

  g_return_val_if_fail (self, FALSE);
  item = index < self->items->len ? self->items->pdata[index] : NULL;
  if (!item || !item->old_header || (header && find_text (self->headers, header) < 0))
    return FALSE;
  before = header ? find_by_header (self, header) : NULL;
  if (before && before != item && before->state != SY_DIFFERENCE_NEW)
    set_missing (before);
  set_missing (item);
  item->sure = TRUE;
  if (header)
    {
      gboolean same = g_str_equal (header, item->old_header);
      gboolean moved = find_text (self->headers, header) != find_text (self->old_headers, item->old_header);
      item->header = g_strdup (header);
      item->state = !same ? SY_DIFFERENCE_RENAMED : moved ? SY_DIFFERENCE_MOVED : SY_DIFFERENCE_SAME;
    }
  renew (self);
  return TRUE;
}

/* --- in words --- */

char *
sy_difference_dup_label (SyDifference *self, const char *header)
{
  int place = find_text (self->headers, header);
  const char *example = place >= 0 ? self->examples[place] : "";

  /* TRANSLATORS: a column of a file without a header, and the first value in it */
  return *example ? g_strdup_printf (_ ("%s, first “%s”"), header, example) : g_strdup (header);
}

static char *
join_labels (SyDifference *self, char **headers)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (char **header = headers; *header; header++)
    {
      g_autofree char *label = sy_difference_dup_label (self, *header);

      g_strv_builder_add (labels, label);
    }
  list = g_strv_builder_end (labels);
  return g_strjoinv ("”, “", list);
}

static const char *
title_of_state (SyDifferenceState state)
{
  switch (state)
    {
    case SY_DIFFERENCE_RENAMED:
      return _ ("renamed");
    case SY_DIFFERENCE_MOVED:
      return _ ("moved");
    case SY_DIFFERENCE_NEW:
      return _ ("new");
    case SY_DIFFERENCE_MISSING:
      return _ ("missing");
    case SY_DIFFERENCE_SAME:
    default:
      return _ ("the same");
    }
}

static void
append_state (SyDifference *self, SyDifferenceState state, GString *text)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const SyDifferenceItem *item = self->items->pdata[i];
      if (item->state != state)
        continue;
      if (n++ == 0)
        g_string_append_printf (text, "%s%s: ", text->len ? "; " : "", title_of_state (state));
      else
        g_string_append (text, ", ");
      if (state == SY_DIFFERENCE_RENAMED)
        g_string_append_printf (text, "%s → %s", item->old_header, item->header);
      else
        g_string_append (text, item->header ? item->header : item->old_header);
    }
}

char *
sy_difference_to_text (SyDifference *self)
{
  GString *text = g_string_new (NULL);

  append_state (self, SY_DIFFERENCE_RENAMED, text);
  append_state (self, SY_DIFFERENCE_MOVED, text);
  append_state (self, SY_DIFFERENCE_NEW, text);
  append_state (self, SY_DIFFERENCE_MISSING, text);
  if (text->len == 0)
    g_string_append (text, _ ("the same columns"));
  return g_string_free (text, FALSE);
}

static void
append_question (SyDifference *self, const SyDifferenceItem *item, GString *text)
{
  const char *role = item->role_title ? item->role_title : item->role;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (item->state == SY_DIFFERENCE_RENAMED)
    {
      g_autofree char *label = sy_difference_dup_label (self, item->header);

      g_string_append_printf (text, _ ("Is “%s” now what “%s” (%s) was?"), label, item->old_header, role);
    }
  else if (item->candidates[0])
    {
      g_autofree char *list = join_labels (self, item->candidates);
      g_string_append_printf (text, _ ("Which column is now what “%s” (%s) was: “%s”, or none?"),
                              item->old_header, role, list);
    }
  else
    g_string_append_printf (text, _ ("There is no column for “%s” (%s) any more: which one is it?"),
                            item->old_header, role);
}

char *
sy_difference_dup_question (SyDifference *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->items->len; i++)
    if (is_open (self->items->pdata[i]))
      append_question (self, self->items->pdata[i], text);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
