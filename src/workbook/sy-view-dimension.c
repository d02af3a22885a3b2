/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a row of a source comes to a dimension: it has it, or it names a row of a master that has it. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-private.h"

/* A sale names its sales person, who belongs to a store, which lies in a region. */
#define MAX_STEPS 2

void
sy_reach_clear (SyReach *reach)
{
  g_clear_pointer (&reach->column, g_free);
  g_clear_pointer (&reach->formula, g_free);
  g_clear_pointer (&reach->title, g_free);
  g_clear_pointer (&reach->home, g_free);
}

SySource *
sy_view_find_source (GPtrArray *sources, const char *kind)
{
  for (guint i = 0; i < sources->len; i++)
    if (g_str_equal (((SySource *) sources->pdata[i])->info.kind, kind))
      return sources->pdata[i];
  return NULL;
}

/* "members.level" is only of members, "level" of whoever has one. */
static gboolean
is_of (const char *dimension, const char *kind, const char **role)
{
  const char *dot = strchr (dimension, '.');

  *role = dot ? dot + 1 : dimension;
  return !dot || (strlen (kind) == (gsize) (dot - dimension) && g_str_has_prefix (dimension, kind));
}

static const SyRole *
find_own (SySource *source, const char *dimension)
{
  const char *id;
  const SyRole *role;

  if (!is_of (dimension, source->info.kind, &id))
    return NULL;
  role = sy_source_kind_find_role (source->kind, id);
  return role && role->is_dimension && sy_source_has_role (source, id) ? role : NULL;
}

/* @cell: a formula with “{}” for the id of a role. */
static char *
put_role (const char *cell, const char *role)
{
  const char *place = strstr (cell, "{}");

  return g_strdup_printf ("%.*s%s%s", (int) (place - cell), cell, role, place + 2);
}

static gboolean
find_path (GPtrArray *sources,
           SySource *source,
           const char *dimension,
           const char *cell,
           guint steps,
           SyReach *reach)
{
  const SyRole *own = find_own (source, dimension);
  GPtrArray *roles = sy_source_kind_get_roles (source->kind);

  if (own)
    {
      const SySourceColumn *column = sy_source_find_column (source, own->id);

      reach->formula = put_role (cell, own->id);
      reach->title = g_strdup (own->title);
      reach->home = g_strdup_printf ("%s[%s]", source->info.kind, own->id);
      reach->may_be_blank = column && column->n_blank > 0;
      return TRUE;
    }
  for (guint i = 0; steps && i < roles->len; i++)
    {
      const SyRole *role = roles->pdata[i];
      g_auto (GStrv) key = role->refers ? g_strsplit (role->refers, ".", 2) : NULL;
      SySource *master = key ? sy_view_find_source (sources, key[0]) : NULL;
      g_autofree char *from = NULL;
      g_autofree char *next = NULL;

      if (!master || master == source || !sy_source_has_role (source, role->id)
          || !sy_source_has_role (master, key[1]))
        continue;
      from = put_role (cell, role->id);
      next = g_strdup_printf ("INDEX(%s[{}],MATCH(%s,%s[%s],0))", key[0], from, key[0], key[1]);
      if (find_path (sources, master, dimension, next, steps - 1, reach))
        {
          reach->may_be_blank = TRUE;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
sy_view_get_dimension_title (SyCatalogue *catalogue, const char *dimension)
{
  GPtrArray *kinds = sy_catalogue_get_kinds (catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      const char *id;
      const SyRole *role = is_of (dimension, sy_source_kind_get_id (kinds->pdata[i]), &id)
                               ? sy_source_kind_find_role (kinds->pdata[i], id)
                               : NULL;

      if (role && role->is_dimension)
        return role->title;
    }
  return dimension;
}

gboolean
sy_view_reach (SyCatalogue *catalogue,
               GPtrArray *sources,
               SySource *source,
               const char *dimension,
               SyReach *reach,
               char **why)
{
  const SyRole *own = find_own (source, dimension);

  memset (reach, 0, sizeof *reach);
  if (own)
    reach->column = g_strdup (own->id);
  if (find_path (sources, source, dimension, "[@{}]", MAX_STEPS, reach))
    return TRUE;
  sy_reach_clear (reach);
  if (why)
    *why = g_strdup_printf (_ ("“%s” has no column for “%s”, and names nothing that has one: import a file "
                               "with it, or map one of its columns to it."),
                            source->info.title, sy_view_get_dimension_title (catalogue, dimension));
  return FALSE;
}

SySource *
sy_view_find_master (SyCatalogue *catalogue, GPtrArray *sources, const char *dimension, const char **key)
{
  GPtrArray *kinds = sy_catalogue_get_kinds (catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      const char *id = sy_source_kind_get_id (kinds->pdata[i]);
      const char *role;
      const char *const *keys = sy_source_kind_get_key (kinds->pdata[i]);
      SySource *source;

      if (!is_of (dimension, id, &role) || !keys[0] || keys[1] || !g_str_equal (keys[0], role)
          || *sy_source_kind_get_period (kinds->pdata[i]))
        continue;
      source = sy_view_find_source (sources, id);
      if (!source || !sy_source_has_role (source, role))
        continue;
      *key = keys[0];
      return source;
    }
  return NULL;
}
