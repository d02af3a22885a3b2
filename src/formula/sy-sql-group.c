/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aggregates over another table, joined to the rows that ask for them. Aggregates over the same table with
 * the same criteria columns are one group: one scan, one join.
 *
 * The table is first grouped by its criteria columns as they are stored; ten million rows shrink to the
 * distinct combinations before a text is put into lower case or compared with anything. With equalities alone
 * that is joined by hash. With other comparisons the distinct combinations of what the rows ask for are
 * joined to it and aggregated again, so the work is (distinct combinations in the facts) × (distinct
 * questions), never (facts) × (rows). */
#include "config.h"

#include "sy-sql-writer-private.h"

void
sy_sql_group_free (SySqlGroup *group)
{
  g_free (group->signature);
  g_clear_pointer (&group->keys, g_array_unref);
  g_ptr_array_unref (group->outputs);
  g_free (group);
}

static gboolean
is_equality (const SySqlKey *key)
{
  return key->op == SY_OP_EQUAL && !key->condition;
}

static gboolean
has_only_equalities (const SySqlGroup *group)
{
  for (guint i = 0; i < group->keys->len; i++)
    if (!is_equality (&g_array_index (group->keys, SySqlKey, i)))
      return FALSE;
  return TRUE;
}

gboolean
sy_sql_group_is_simple (const SySqlGroup *group)
{
  for (guint i = 0; i < group->keys->len; i++)
    if (g_array_index (group->keys, SySqlKey, i).is_folded)
      return FALSE;
  return has_only_equalities (group);
}

static char *
make_signature (SyModelTable *table,
                const char *relation,
                guint level,
                GArray *keys,
                const char *distinct,
                const char *filter)
{
  GString *signature = g_string_new (NULL);

  g_string_printf (signature, "%p\x1f%s\x1f%u\x1f%s\x1e%s", (void *) table, relation, level,
                   distinct ? distinct : "", distinct && filter ? filter : "");
  for (guint i = 0; i < keys->len; i++)
    {
      const SySqlKey *key = &g_array_index (keys, SySqlKey, i);

      g_string_append_printf (signature, "\x1f%s\x1e%d\x1e%s\x1e%s", key->column, key->op, key->outer,
                              key->condition ? key->condition : "");
    }
  return g_string_free (signature, FALSE);
}

/* @distinct: NULL, or a value whose distinct ones are counted where @filter holds: a group of its own. @keys
 * is taken. */
SySqlGroup *
sy_sql_chain_find_group (SySqlChain *chain,
                         SyModelTable *table,
                         const char *relation,
                         guint level,
                         GArray *keys,
                         const char *distinct,
                         const char *filter)
{
  g_autofree char *signature = make_signature (table, relation, level, keys, distinct, filter);
  SySqlGroup *group;

  for (guint i = 0; i < chain->groups->len; i++)
    {
      group = g_ptr_array_index (chain->groups, i);
      if (g_str_equal (group->signature, signature))
        {
          g_array_unref (keys);
          return group;
        }
    }
  group = g_new0 (SySqlGroup, 1);
  group->table = table;
  group->relation = relation;
  group->level = level;
  group->signature = g_steal_pointer (&signature);
  group->keys = keys;
  group->distinct = distinct;
  /* Unless whoever asks for it knows better. */
  group->of_lines = keys->len > 0;
  group->outputs = g_ptr_array_new_with_free_func (g_free);
  if (!has_only_equalities (group))
    sy_sql_chain_share_layer (chain, level);
  g_ptr_array_add (chain->groups, group);
  g_ptr_array_add (sy_sql_chain_get_layer (chain, level + 1)->groups, group);
  return group;
}

SySqlFragment
sy_sql_group_add (
    SySqlChain *chain, const SySqlPlace *place, SySqlAggregate kind, SyValueType type, const char *value)
{
  SySqlGroup *group = place->group;
  const char *filter = place->filter;
  SySqlOutput *output;

  for (guint i = 0; i < group->outputs->len; i++)
    {
      output = g_ptr_array_index (group->outputs, i);
      if (output->kind == kind && g_strcmp0 (output->value, value) == 0
          && g_strcmp0 (output->filter, filter) == 0)
        return sy_sql_name (chain->writer, type, group->level + 1, output->name);
    }
  output = g_new0 (SySqlOutput, 1);
  output->kind = kind;
  output->value = value ? g_string_chunk_insert (chain->writer->texts, value) : NULL;
  output->filter = filter ? g_string_chunk_insert (chain->writer->texts, filter) : NULL;
  output->name = sy_sql_writer_new_name (chain->writer);
  output->of_lines = place->of_lines || !sy_sql_orders_answer (group->table, kind, value);
  g_ptr_array_add (group->outputs, output);
  return sy_sql_name (chain->writer, type, group->level + 1, output->name);
}

void
sy_sql_append_aggregate (GString *sql, SySqlAggregate kind, const char *value)
{
  static const char *const calls[] = {
    "COUNT(*", "COUNT(", "fsum(", "SUM(", "MIN(", "MAX(", "COUNT(DISTINCT "
  };

  if (kind == SY_SQL_OTHER)
    g_string_append (sql, value);
  else
    g_string_append_printf (sql, "%s%s)", calls[kind], kind == SY_SQL_ROWS ? "" : value);
}

void
sy_sql_append_second_aggregate (GString *sql, const SySqlOutput *output)
{
  gboolean is_count = output->kind == SY_SQL_ROWS || output->kind == SY_SQL_COUNT;
  SySqlAggregate second = is_count ? SY_SQL_SUM_EXACT : output->kind;
  g_autoptr (GString) value = g_string_new (NULL);

  sy_sql_append_name (value, output->name);
  sy_sql_append_aggregate (sql, second, value->str);
}

void
sy_sql_append_output (GString *sql,
                      const SyModelTable *table,
                      const SySqlOutput *output,
                      gboolean of_orders,
                      gboolean with_filter)
{
  if (of_orders)
    sy_sql_orders_append_aggregate (sql, table, output, with_filter);
  else
    {
      sy_sql_append_aggregate (sql, output->kind, output->value);
      if (with_filter && output->filter)
        g_string_append_printf (sql, " FILTER (WHERE %s)", output->filter);
    }
  g_string_append (sql, " AS ");
  sy_sql_append_name (sql, output->name);
}

static const SySqlOutput *
get_output (const SySqlGroup *group, guint i)
{
  return g_ptr_array_index (group->outputs, i);
}

gboolean
sy_sql_group_is_filtered (const SySqlGroup *group)
{
  for (guint i = 0; i < group->outputs->len; i++)
    if (!get_output (group, i)->filter)
      return FALSE;
  return group->outputs->len > 0;
}

/* The filters of all aggregates, each once. */
static GPtrArray *
list_filters (const SySqlGroup *group)
{
  GPtrArray *filters = g_ptr_array_new ();

  for (guint i = 0; i < group->outputs->len; i++)
    if (!g_ptr_array_find_with_equal_func (filters, get_output (group, i)->filter, g_str_equal, NULL))
      g_ptr_array_add (filters, (gpointer) get_output (group, i)->filter);
  return filters;
}

/* The rows that no aggregate wants are left out of the scan. */
static gboolean
append_where (const SySqlGroup *group, GString *sql)
{
  g_autoptr (GPtrArray) filters = NULL;

  if (!sy_sql_group_is_filtered (group))
    return FALSE;
  filters = list_filters (group);
  g_string_append (sql, " WHERE ");
  for (guint i = 0; i < filters->len; i++)
    g_string_append_printf (sql, "%s(%s)", i ? " OR " : "", (const char *) filters->pdata[i]);
  return filters->len == 1;
}

static void
append_aggregates (
    const SySqlGroup *group, GString *sql, gboolean of_orders, gboolean with_filter, gboolean is_first)
{
  for (guint i = 0; i < group->outputs->len; i++)
    {
      if (i > 0 || !is_first)
        g_string_append (sql, ", ");
      sy_sql_append_output (sql, group->table, get_output (group, i), of_orders, with_filter);
    }
}

/* ---- counts of orders ---- */

/* Whether the group is nothing but how many orders there are, which orders tell without a look at them. */
static gboolean
only_counts_orders (const SySqlGroup *group)
{
  return group->distinct && sy_sql_orders_answer_group (group) && sy_sql_orders_are_counted (group);
}

/* The group that adds up something of the same orders, by the same keys. Counts of few orders stay away from
 * sums of all. */
static SySqlGroup *
find_sums_beside (const SySqlGroup *counts, GPtrArray *groups)
{
  g_autofree char *signature =
      make_signature (counts->table, counts->relation, counts->level, counts->keys, NULL, NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      SySqlGroup *group = g_ptr_array_index (groups, i);

      if (g_str_equal (group->signature, signature) && group->outputs->len > 0
          && sy_sql_orders_answer_group (group)
          && sy_sql_group_is_filtered (group) == sy_sql_group_is_filtered (counts))
        return group;
    }
  return NULL;
}

void
sy_sql_groups_merge_counts (GPtrArray *groups)
{
  for (guint i = groups->len; i-- > 0;)
    {
      SySqlGroup *counts = g_ptr_array_index (groups, i);
      SySqlGroup *sums = only_counts_orders (counts) ? find_sums_beside (counts, groups) : NULL;

      if (!sums)
        continue;
      while (counts->outputs->len > 0)
        {
          SySqlOutput *output = g_ptr_array_steal_index (counts->outputs, 0);

          sy_sql_orders_count_in (output);
          g_ptr_array_add (sums->outputs, output);
        }
      g_ptr_array_remove_index (groups, i);
    }
}

/* ---- the statement ---- */

/* The first aggregation, by the criteria columns as they are: columns "~k0", "~k1" … and the outputs. */
static void
append_partial (SySqlWriter *writer, const SySqlGroup *group, GString *sql)
{
  gboolean of_orders = sy_sql_orders_answer_group (group);
  gboolean is_counted = of_orders && sy_sql_orders_are_counted (group);
  const char *relation = of_orders ? sy_sql_writer_get_orders (writer, group->table) : group->relation;
  g_autoptr (GString) where = g_string_new (NULL);
  gboolean is_common = append_where (group, where);

  g_string_append (sql, "SELECT ");
  for (guint i = 0; i < group->keys->len; i++)
    g_string_append_printf (sql, "%s%s AS \"~k%u\"", i ? ", " : "",
                            g_array_index (group->keys, SySqlKey, i).column, i);
  if (group->distinct)
    g_string_append_printf (sql, "%s%s AS \"~v\"", group->keys->len ? ", " : "",
                            is_counted ? sy_sql_orders_count (group->table) : group->distinct);
  else
    append_aggregates (group, sql, of_orders, !is_common, group->keys->len == 0);
  g_string_append_printf (sql, " FROM %s%s", relation, where->str);
  if (group->keys->len > 0 || (group->distinct && !is_counted))
    g_string_append (sql, " GROUP BY ALL");
}

static void
append_outputs_again (const SySqlGroup *group, GString *sql, gboolean is_first)
{
  gboolean is_counted = sy_sql_orders_answer_group (group) && sy_sql_orders_are_counted (group);

  for (guint i = 0; i < group->outputs->len; i++)
    {
      const SySqlOutput *output = get_output (group, i);

      if (i > 0 || !is_first)
        g_string_append (sql, ", ");
      if (group->distinct)
        g_string_append (sql, is_counted ? "SUM(\"~v\")" : output->value);
      else
        sy_sql_append_second_aggregate (sql, output);
      g_string_append (sql, " AS ");
      sy_sql_append_name (sql, output->name);
    }
}

/* The outputs as they are below, as the only ones of their keys. @value: under which name they are there, if
 * not under their own. */
static void
append_outputs_through (const SySqlGroup *group, const char *value, GString *sql)
{
  for (guint i = 0; i < group->outputs->len; i++)
    {
      g_string_append (sql, ", ");
      if (value)
        g_string_append_printf (sql, "%s AS ", value);
      sy_sql_append_name (sql, get_output (group, i)->name);
    }
}

/* Texts without case, as they are compared. */
static void
append_folded_keys (const SySqlGroup *group, GString *sql)
{
  for (guint i = 0; i < group->keys->len; i++)
    g_string_append_printf (sql,
                            g_array_index (group->keys, SySqlKey, i).type == SY_TYPE_TEXT
                                ? "%slower(\"~k%u\") AS \"~k%u\""
                                : "%s\"~k%u\" AS \"~k%u\"",
                            i ? ", " : "", i, i);
}

static void
append_stored_keys (const SySqlGroup *group, GString *sql)
{
  for (guint i = 0; i < group->keys->len; i++)
    g_string_append_printf (sql, "%s\"~k%u\"", i ? ", " : "", i);
}

/* The second aggregation, by @keys. */
static void
append_second (SySqlWriter *writer,
               const SySqlGroup *group,
               void (*keys) (const SySqlGroup *group, GString *sql),
               GString *sql)
{
  g_string_append (sql, "SELECT ");
  keys (group, sql);
  append_outputs_again (group, sql, group->keys->len == 0);
  g_string_append (sql, " FROM (");
  append_partial (writer, group, sql);
  g_string_append (sql, group->keys->len ? ") GROUP BY " : ")");
  for (guint i = 0; i < group->keys->len; i++)
    g_string_append_printf (sql, "%s%u", i ? ", " : "", i + 1);
}

static gboolean
has_text_key (const SySqlGroup *group)
{
  for (guint i = 0; i < group->keys->len; i++)
    if (g_array_index (group->keys, SySqlKey, i).type == SY_TYPE_TEXT)
      return TRUE;
  return FALSE;
}

/* As few aggregations as give one row a combination of keys; texts are put into lower case after as many of
 * them as can be. */
static void
append_grouped (SySqlWriter *writer, const SySqlGroup *group, GString *sql)
{
  gboolean is_counted = sy_sql_orders_answer_group (group) && sy_sql_orders_are_counted (group);
  gboolean is_simple = sy_sql_group_is_simple (group);
  gboolean again = (group->distinct && (!is_counted || group->keys->len == 0)) || !is_simple;

  if (again && !(is_simple && has_text_key (group)))
    append_second (writer, group, append_folded_keys, sql);
  else if (!again && !has_text_key (group) && !group->distinct)
    append_partial (writer, group, sql);
  else
    {
      g_string_append (sql, "SELECT ");
      append_folded_keys (group, sql);
      append_outputs_through (group, group->distinct && !again ? "\"~v\"" : NULL, sql);
      g_string_append (sql, " FROM (");
      if (again)
        append_second (writer, group, append_stored_keys, sql);
      else
        append_partial (writer, group, sql);
      g_string_append_c (sql, ')');
    }
}

static void
append_equalities (SySqlWriter *writer, const SySqlGroup *group, GString *sql, guint number)
{
  g_string_append (sql, group->keys->len ? "LEFT JOIN (" : "CROSS JOIN (");
  append_grouped (writer, group, sql);
  g_string_append_printf (sql, ") AS \"~g%u\"", number);
  for (guint i = 0; i < group->keys->len; i++)
    {
      const SySqlKey *key = &g_array_index (group->keys, SySqlKey, i);

      g_string_append_printf (sql,
                              key->type == SY_TYPE_TEXT ? " %s \"~g%u\".\"~k%u\" = lower(p.%s)"
                                                        : " %s \"~g%u\".\"~k%u\" = p.%s",
                              i ? "AND" : "ON", number, i, key->outer);
    }
}

static void
append_condition (GString *sql, const SySqlKey *key, const char *inner, const char *outer)
{
  gboolean is_text = key->type == SY_TYPE_TEXT;

  if (key->condition)
    for (const char *p = key->condition; *p; p++)
      {
        if (p[0] == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}')
          {
            g_string_append (sql, p[1] == '0' ? inner : outer);
            p += 2;
          }
        else
          g_string_append_c (sql, *p);
      }
  else
    g_string_append_printf (sql, is_text ? "lower(%s) %s lower(%s)" : "%s %s %s", inner,
                            sy_sql_operator (key->op), outer);
}

/* Ranges: every row of theirs is joined, so that any aggregate can be taken of them. */
static void
append_direct (SySqlChain *chain, const SySqlGroup *group, GString *sql, guint number)
{
  g_autoptr (GString) outers = g_string_new (NULL);
  g_autoptr (GString) join = g_string_new (NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < group->keys->len; i++)
    {
      const SySqlKey *key = &g_array_index (group->keys, SySqlKey, i);
      g_autofree char *inner = g_strdup_printf ("i.%s", key->column);
      g_autofree char *outer = g_strdup_printf ("o.\"~o%u\"", i);

      g_string_append_printf (outers, "%s%s AS \"~o%u\"", i ? ", " : "", key->outer, i);
      g_string_append_printf (names, "%s%s", i ? ", " : "", outer);
      g_string_append (join, i ? " AND " : " ON ");
      append_condition (join, key, inner, outer);
    }
  g_string_append_printf (sql, "LEFT JOIN (SELECT %s", names->str);
  append_aggregates (group, sql, FALSE, TRUE, FALSE);
  g_string_append_printf (
      sql, " FROM %s AS i JOIN (SELECT DISTINCT %s FROM %s) AS o%s GROUP BY %s) AS \"~g%u\"", group->relation,
      outers->str, sy_sql_chain_share_layer (chain, group->level), join->str, names->str, number);
  for (guint i = 0; i < group->keys->len; i++)
    g_string_append_printf (sql, " %s \"~g%u\".\"~o%u\" IS NOT DISTINCT FROM p.%s", i ? "AND" : "ON", number,
                            i, g_array_index (group->keys, SySqlKey, i).outer);
}

static void
append_comparisons (SySqlChain *chain, const SySqlGroup *group, GString *sql, guint number)
{
  g_autoptr (GString) outers = g_string_new (NULL);
  g_autoptr (GString) join = g_string_new (NULL);

  g_string_append (sql, "LEFT JOIN (SELECT ");
  for (guint i = 0; i < group->keys->len; i++)
    g_string_append_printf (sql, "%so.\"~o%u\" AS \"~o%u\"", i ? ", " : "", i, i);
  append_outputs_again (group, sql, FALSE);
  g_string_append (sql, " FROM (");
  append_partial (chain->writer, group, sql);
  g_string_append (sql, ") AS i JOIN (SELECT DISTINCT ");
  for (guint i = 0; i < group->keys->len; i++)
    {
      const SySqlKey *key = &g_array_index (group->keys, SySqlKey, i);
      g_autofree char *inner = g_strdup_printf ("i.\"~k%u\"", i);
      g_autofree char *outer = g_strdup_printf ("o.\"~o%u\"", i);

      g_string_append_printf (outers, "%s%s AS \"~o%u\"", i ? ", " : "", key->outer, i);
      g_string_append (join, i ? " AND " : " ON ");
      append_condition (join, key, inner, outer);
    }
  g_string_append_printf (sql, "%s FROM %s) AS o%s GROUP BY ", outers->str,
                          sy_sql_chain_share_layer (chain, group->level), join->str);
  for (guint i = 0; i < group->keys->len; i++)
    g_string_append_printf (sql, "%so.\"~o%u\"", i ? ", " : "", i);
  g_string_append_printf (sql, ") AS \"~g%u\"", number);
  for (guint i = 0; i < group->keys->len; i++)
    g_string_append_printf (sql, " %s \"~g%u\".\"~o%u\" IS NOT DISTINCT FROM p.%s", i ? "AND" : "ON", number,
                            i, g_array_index (group->keys, SySqlKey, i).outer);
}

void
sy_sql_group_append_join (SySqlChain *chain, SySqlGroup *group, GString *columns, GString *joins)
{
  guint number;

  if (sy_sql_row_group_take (chain, group))
    return;
  number = ++chain->writer->n_names;
  g_string_append_c (joins, ' ');
  if (group->is_direct)
    append_direct (chain, group, joins, number);
  else if (has_only_equalities (group))
    append_equalities (chain->writer, group, joins, number);
  else
    append_comparisons (chain, group, joins, number);
  for (guint i = 0; i < group->outputs->len; i++)
    {
      g_string_append_printf (columns, ", \"~g%u\".", number);
      sy_sql_append_name (columns, get_output (group, i)->name);
    }
}
