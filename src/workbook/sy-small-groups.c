/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The condition is a formula like any other, so that rows are left out of a living workbook by the same rule,
 * and whoever reads it sees which. */
#include "config.h"

#include "sy-small-groups.h"

#include "sy-expression.h"
#include "sy-parser.h"

static SySource *
find_source (GPtrArray *sources, const char *id)
{
  for (guint i = 0; id && i < sources->len; i++)
    if (g_ascii_strcasecmp (((SySource *) sources->pdata[i])->info.kind, id) == 0)
      return sources->pdata[i];
  return NULL;
}

static SyPrivacyClass
classify (const SySourceColumn *column)
{
  return column && column->privacy > 0 ? sy_privacy_get_class ((SyPrivacyRule) column->privacy)
                                       : SY_PRIVACY_CLASS_PLAIN;
}

typedef struct
{
  GPtrArray *sources;
  SyPrivacyClass class; /* the strongest that was found */
} Search;

static gboolean
look_at_column (SyExpression *node, gpointer data)
{
  Search *search = data;
  SySource *source = node->kind == SY_EXPRESSION_COLUMN ? find_source (search->sources, node->table) : NULL;
  SyPrivacyClass class = source ? classify (sy_source_find_column (source, node->column_name)) : 0;

  if (class == SY_PRIVACY_CLASS_DIRECT || search->class == SY_PRIVACY_CLASS_PLAIN)
    search->class = class;
  return TRUE;
}

/* Of a column of a source, or of what a computed one reads. */
static SyPrivacyClass
classify_key (GPtrArray *sources, SyModel *model, const SySource *source, const char *id)
{
  const SySourceColumn *stored = sy_source_find_column (source, id);
  SyModelTable *table = stored ? NULL : sy_model_find_table (model, source->info.kind);
  SyModelColumn *column = table ? sy_model_table_find_column (table, id) : NULL;
  g_autoptr (SyExpression) parsed =
      column && column->formula ? sy_parser_parse (column->formula, NULL) : NULL;
  Search search = { sources, SY_PRIVACY_CLASS_PLAIN };

  if (!parsed)
    return classify (stored);
  sy_expression_walk (parsed, look_at_column, &search);
  return search.class;
}

/* By whom people are told apart in a source. */
static const char *
find_person (const SySource *source)
{
  for (guint i = 0; i < source->columns->len; i++)
    {
      const SySourceColumn *column = source->columns->pdata[i];

      if ((column->privacy == SY_PRIVACY_PSEUDONYM || column->privacy == SY_PRIVACY_STAFF)
          && column->how != SY_SOURCE_COLUMN_ABSENT)
        return column->id;
    }
  return NULL;
}

/* The column that a key is: of its own name, else, where all keys are listed, by its place; those that are
 * not listed are added under their own names. */
static const char *
find_key_column (const SyModelTable *table, GPtrArray *keys, guint index)
{
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();

  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyModelColumn *column = table->columns->pdata[i];

      if (column->formula)
        continue;
      if (g_ascii_strcasecmp (column->id, keys->pdata[index]) == 0)
        return column->id;
      g_ptr_array_add (listed, column->id);
    }
  return listed->len == keys->len ? listed->pdata[index] : keys->pdata[index];
}

static char *
write_condition (const SySource *source, GPtrArray *keys, const SyModelTable *table)
{
  const char *kind = source->info.kind, *person = find_person (source);
  g_autoptr (GString) criteria = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++)
    g_string_append_printf (criteria, "%s%s[%s],[@%s]", i > 0 ? "," : "", kind, (char *) keys->pdata[i],
                            find_key_column (table, keys, i));
  return person
             ? g_strdup_printf ("DISTINCTCOUNT(%s[%s],%s)>=%d", kind, person, criteria->str, SY_SMALL_GROUP)
             : g_strdup_printf ("COUNTIFS(%s)>=%d", criteria->str, SY_SMALL_GROUP);
}

char *
sy_small_groups_write_condition (GPtrArray *sources, SyModel *model, const SyModelTable *table)
{
  g_autoptr (SyExpression) rows = table->rows ? sy_parser_parse (table->rows, NULL) : NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  SySource *source = NULL;
  gboolean tells = FALSE;

  if (!rows || rows->kind != SY_EXPRESSION_CALL || !g_str_has_prefix (table->rows, "GROUP("))
    return NULL;
  for (guint i = 0; i < sy_expression_get_n_children (rows); i++)
    {
      const SyExpression *key = sy_expression_get_child (rows, i);
      SySource *of = key->kind == SY_EXPRESSION_COLUMN ? find_source (sources, key->table) : NULL;
      SyPrivacyClass class = of ? classify_key (sources, model, of, key->column_name) : 0;

      if (class == SY_PRIVACY_CLASS_DIRECT)
        return NULL;
      if (!source)
        source = of;
      /* The same key of another source adds groups, it does not tell them apart. */
      if (!of || of != source)
        continue;
      g_ptr_array_add (keys, key->column_name);
      tells = tells || class == SY_PRIVACY_CLASS_QUASI;
    }
  return tells ? write_condition (source, keys, table) : NULL;
}
