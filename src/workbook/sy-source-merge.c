/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a period is: the days from the first to the last that the file has of each month, so that a file of
 * the first half of a month leaves the second half alone, and the file of the whole month replaces both.
 * Where a file has several months in a row the days between them are covered too, sold or not. Rows of other
 * stores stay: a store's own export says nothing about the others. */
#include "config.h"

#include "sy-source-merge.h"

#include <string.h>

#include "sy-date-parser.h"
#include "sy-dialect.h"

#define SY_MERGE_STORE "store"

SyStaying *
sy_staying_new (void)
{
  SyStaying *self = g_new0 (SyStaying, 1);

  self->sql = g_string_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (SyValue));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sy_staying_free (SyStaying *self)
{
  g_string_free (self->sql, TRUE);
  g_array_unref (self->values);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

const SyRole *
sy_source_merge_find_date (SySourceKind *kind)
{
  GPtrArray *roles = sy_source_kind_get_roles (kind);
  const SyRole *found = NULL;

  for (guint i = 0; i < roles->len; i++)
    {
      const SyRole *role = roles->pdata[i];
      if (role->type == SY_ROLE_DATE && (role->required || g_str_equal (role->id, "date")))
        return role;
      if (role->type == SY_ROLE_DATE && !found)
        found = role;
    }
  return found;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const SyDaySpan *x = a;
  const SyDaySpan *y = b;

  return x->first < y->first ? -1 : x->first > y->first;
}

/* Number of the month since year 0. */
static int
month_of (gint64 day)
{
  int year, month, in_month;

  sy_date_from_days (day, &year, &month, &in_month);
  return year * 12 + month - 1;
}

GArray *
sy_source_merge_join_months (GArray *months)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (SyDaySpan));

  g_array_sort (months, compare_spans);
  for (guint i = 0; i < months->len; i++)
    {
      const SyDaySpan *month = &g_array_index (months, SyDaySpan, i);
      SyDaySpan *last = spans->len > 0 ? &g_array_index (spans, SyDaySpan, spans->len - 1) : NULL;
      if (last && month_of (month->first) <= month_of (last->last) + 1)
        last->last = MAX (last->last, month->last);
      else
        g_array_append_val (spans, *month);
    }
  return spans;
}

static guint
add_value (SyStaying *self, SyValue value)
{
  if (value.type == SY_COLUMN_TEXT)
    {
      char *copy = g_strdup (value.text);
      g_ptr_array_add (self->texts, copy);
      value.text = copy;
    }
  g_array_append_val (self->values, value);
  return self->values->len;
}

void
sy_source_merge_keep_outside (SyStaying *self,
                              const char *role,
                              const GArray *spans,
                              const char *const *stores)
{
  if (spans->len == 0)
    return;
  /* A row without a day is of no period: it stays. */
  g_string_append (self->sql, "NOT coalesce((");
  for (guint i = 0; i < spans->len; i++)
    {
      const SyDaySpan *span = &g_array_index (spans, SyDaySpan, i);
      guint first = add_value (self, SY_VALUE_DATE (span->first));
      guint last = add_value (self, SY_VALUE_DATE (span->last));
      g_string_append (self->sql, i > 0 ? " OR o." : "o.");
      sy_sql_append_identifier (self->sql, role);
      g_string_append_printf (self->sql, " BETWEEN $%u AND $%u", first, last);
    }
  g_string_append_c (self->sql, ')');
  if (stores && stores[0])
    {
      g_string_append (self->sql, " AND (o.\"" SY_MERGE_STORE "\" IS NULL OR o.\"" SY_MERGE_STORE "\" IN (");
      for (guint i = 0; stores[i]; i++)
        g_string_append_printf (self->sql, "%s$%u", i > 0 ? ", " : "",
                                add_value (self, SY_VALUE_TEXT (stores[i])));
      g_string_append (self->sql, "))");
    }
  g_string_append (self->sql, ", FALSE)");
}

/* Blanks are equal here: a row without a key is the same row when it comes again. */
void
sy_source_merge_keep_other_keys (SyStaying *self,
                                 const char *const *old_cells,
                                 const char *const *new_cells,
                                 const char *from)
{
  g_string_append (self->sql, "NOT EXISTS (SELECT 1 FROM (SELECT DISTINCT ");
  for (guint i = 0; new_cells[i]; i++)
    g_string_append_printf (self->sql, "%s%s AS k%u", i > 0 ? ", " : "", new_cells[i], i);
  g_string_append_printf (self->sql, " FROM %s) AS k WHERE ", from);
  for (guint i = 0; old_cells[i]; i++)
    g_string_append_printf (self->sql, "%sk.k%u IS NOT DISTINCT FROM %s", i > 0 ? " AND " : "", i,
                            old_cells[i]);
  g_string_append_c (self->sql, ')');
}

void
sy_source_merge_keep_other_texts (SyStaying *self, const char *const *roles, GHashTable *keys)
{
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) list = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; roles[i]; i++)
    {
      if (i > 0)
        g_string_append (old, " || chr(31) || ");
      g_string_append (old, "coalesce(CAST(o.");
      sy_sql_append_identifier (old, roles[i]);
      g_string_append (old, " AS VARCHAR), '')");
    }
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_string_append_printf (list, "%s%s", list->len > 0 ? "\x1e" : "", (const char *) key);
  g_string_append_printf (self->sql, "%s NOT IN (SELECT unnest(string_split($%u, chr(30))))", old->str,
                          add_value (self, SY_VALUE_TEXT (list->str)));
}

void
sy_source_merge_keep_none (SyStaying *self)
{
  g_string_append (self->sql, "FALSE");
}
