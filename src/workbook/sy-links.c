/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A typed table reads what its links read, beside what its computed columns read; so the order in which
 * everything is computed, which the binder finds, has further edges. Links are taken one by one: one that
 * would close a circle with those before it is a problem of its own cell, and everything else goes on. */
#include "config.h"

#include "sy-links.h"

#include <glib/gi18n-lib.h>

#include "sy-binder.h"

struct _SyLinks
{
  SyPlan *plan; /* borrowed */
  SyModel *model;
  GHashTable *by_table; /* SyModelTable → GPtrArray of SyPlannedLink */
  GHashTable *reads;    /* SyModelTable → GPtrArray of SyModelTable and SyModelName that its links read */
};

static void
planned_link_free (gpointer data)
{
  SyPlannedLink *link = data;

  g_free (link->target);
  g_clear_pointer (&link->bound, sy_expression_unref);
  g_free (link->problem);
  g_free (link);
}

/* --- what a formula reads --- */

typedef struct
{
  GPtrArray *tables, *names;
} Reads;

static gboolean
collect (SyExpression *node, gpointer user_data)
{
  Reads *reads = user_data;

  if (node->bound_table && !g_ptr_array_find (reads->tables, node->bound_table, NULL))
    g_ptr_array_add (reads->tables, node->bound_table);
  if (node->bound_name && !g_ptr_array_find (reads->names, node->bound_name, NULL))
    g_ptr_array_add (reads->names, node->bound_name);
  return TRUE;
}

/* --- circles --- */

/* Looks for a way from what was reached to the table that is sought. */
typedef struct
{
  SyLinks *links;
  const SyModelTable *sought;
  GHashTable *seen;
  GPtrArray *way; /* (element-type utf8, borrowed) titles, the nearest first */
} Search;

static gboolean visit (Search *search, gpointer node, const SyModelStep *step, const char *title);

static gboolean
visit_all (Search *search, GPtrArray *tables, GPtrArray *names)
{
  for (guint i = 0; i < tables->len; i++)
    {
      SyModelTable *table = tables->pdata[i];
      SyModelStep step = { .table = table };

      if (visit (search, table, &step, table->title))
        return TRUE;
    }
  for (guint i = 0; i < names->len; i++)
    {
      SyModelName *name = names->pdata[i];
      SyModelStep step = { .name = name };

      if (visit (search, name, &step, name->title))
        return TRUE;
    }
  return FALSE;
}

static gboolean
visit (Search *search, gpointer node, const SyModelStep *step, const char *title)
{
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GPtrArray) names = NULL;
  Reads *linked;

  if (!g_hash_table_add (search->seen, node))
    return FALSE;
  g_ptr_array_add (search->way, (gpointer) title);
  if (node == search->sought)
    return TRUE;
  tables = g_ptr_array_new ();
  names = g_ptr_array_new ();
  sy_model_get_reads (search->links->model, step, tables, names);
  linked = g_hash_table_lookup (search->links->reads, node);
  if (visit_all (search, tables, names) || (linked && visit_all (search, linked->tables, linked->names)))
    return TRUE;
  g_ptr_array_set_size (search->way, (int) search->way->len - 1);
  return FALSE;
}

char *
sy_links_find_circle (SyLinks *self, const SyModelTable *table, SyExpression *bound)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Reads reads = { tables, names };
  Search search = { self, table, seen, way };
  g_autofree char *words = NULL;

  sy_expression_walk (bound, collect, &reads);
  if (!visit_all (&search, tables, names))
    return NULL;
  g_ptr_array_add (way, NULL);
  words = g_strjoinv (" → ", (char **) way->pdata);
  /* TRANSLATORS: a way through tables and values: Gap → Reasons */
  return g_strdup_printf (
      _ ("it goes in a circle: it reads %s, and that is the table it stands in. A cell can "
         "read no other cell of its own table, nor what is computed from that table"),
      words);
}

/* --- planning --- */

static void
reads_free (gpointer data)
{
  Reads *reads = data;

  g_ptr_array_unref (reads->tables);
  g_ptr_array_unref (reads->names);
  g_free (reads);
}

static void
note_reads (SyLinks *self, SyModelTable *table, SyExpression *bound)
{
  Reads *reads = g_hash_table_lookup (self->reads, table);

  if (!reads)
    {
      reads = g_new0 (Reads, 1);
      reads->tables = g_ptr_array_new ();
      reads->names = g_ptr_array_new ();
      g_hash_table_insert (self->reads, table, reads);
    }
  sy_expression_walk (bound, collect, reads);
}

static void
bind (SyLinks *self, SyModelTable *table, SyPlannedLink *link)
{
  g_autoptr (GError) error = NULL;

  link->bound = sy_binder_bind_formula (self->model, NULL, link->target, &error);
  if (!link->bound)
    {
      link->problem = g_strdup (error->message);
      return;
    }
  link->problem = sy_links_find_circle (self, table, link->bound);
  if (link->problem)
    g_clear_pointer (&link->bound, sy_expression_unref);
  else
    note_reads (self, table, link->bound);
}

/* The same formula in many cells is bound once. */
static void
take_link (SyLinks *self, SyModelTable *table, SyPlannedLink *link, GHashTable *known)
{
  const SyPlannedLink *same =
      link->kind == SY_LINK_FORMULA ? g_hash_table_lookup (known, link->target) : NULL;

  if (same)
    {
      link->bound = same->bound ? sy_expression_ref (same->bound) : NULL;
      link->problem = g_strdup (same->problem);
    }
  else if (link->kind == SY_LINK_FORMULA)
    {
      bind (self, table, link);
      g_hash_table_insert (known, link->target, link);
    }
}

static void
plan_table (SyLinks *self, SyModelTable *table, const SyTemplateTable *definition, GPtrArray *rows)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (planned_link_free);

  for (guint row = 0; row < rows->len; row++)
    {
      char **cells = rows->pdata[row];

      for (guint i = 0; cells[i] && i < definition->columns->len; i++)
        {
          g_autofree char *target = NULL;
          SyPlannedLink *link;
          SyLinkKind kind = sy_template_column_takes_links (definition->columns->pdata[i])
                                ? sy_link_parse (cells[i], &target)
                                : SY_LINK_NONE;

          if (kind == SY_LINK_NONE)
            continue;
          link = g_new0 (SyPlannedLink, 1);
          link->row = row;
          link->column = i;
          link->kind = kind;
          link->target = g_steal_pointer (&target);
          g_ptr_array_add (links, link);
          take_link (self, table, link, known);
        }
    }
  if (links->len > 0)
    g_hash_table_insert (self->by_table, table, g_steal_pointer (&links));
}

SyLinks *
sy_links_new (SyPlan *plan, SyModel *model)
{
  SyLinks *self = g_new0 (SyLinks, 1);
  GPtrArray *tables = sy_plan_get_tables (plan);

  self->plan = plan;
  self->model = model;
  self->by_table = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->reads = g_hash_table_new_full (NULL, NULL, NULL, reads_free);
  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *listed = tables->pdata[i];
      SyModelTable *table = listed->unavailable ? NULL : sy_model_find_table (model, listed->definition->id);
      GPtrArray *rows = table && table->rows_kind == SY_ROWS_INPUT
                            ? sy_plan_get_input_rows (plan, listed->definition->id)
                            : NULL;

      if (rows)
        plan_table (self, table, listed->definition, rows);
    }
  return self;
}

void
sy_links_free (SyLinks *self)
{
  g_hash_table_unref (self->by_table);
  g_hash_table_unref (self->reads);
  g_free (self);
}

GPtrArray *
sy_links_get (SyLinks *self, const SyModelTable *table)
{
  return g_hash_table_lookup (self->by_table, table);
}
