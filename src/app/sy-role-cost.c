/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-role-cost.h"

#include "sy-availability.h"

void
sy_role_cost_free (SyRoleCost *self)
{
  g_free (self->role);
  g_free (self->title);
  g_strfreev (self->tables);
  g_free (self);
}

/* A source that exists in thought only: all roles of @kind but @without. */
static SySource *
imagine_source (SySourceKind *kind, const char *without)
{
  GPtrArray *roles = sy_source_kind_get_roles (kind);
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_column_free);

  for (guint i = 0; i < roles->len; i++)
    {
      const SyRole *role = roles->pdata[i];

      if (g_strcmp0 (role->id, without) != 0)
        g_ptr_array_add (columns,
                         sy_source_column_new (role->id, role->title, role->id, SY_SOURCE_COLUMN_MAPPED));
    }
  return sy_source_new (kind, "", columns);
}

static SyAvailability *
imagine_without (SyCatalogue *catalogue, GPtrArray *templates, SySourceKind *kind, const char *role)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_unref);
  GPtrArray *kinds = sy_catalogue_get_kinds (catalogue);

  for (guint i = 0; i < kinds->len; i++)
    g_ptr_array_add (sources, imagine_source (kinds->pdata[i], kinds->pdata[i] == kind ? role : NULL));
  return sy_availability_new (catalogue, templates, sources);
}

static char **
list_tables (SyCatalogue *catalogue, GPtrArray *templates, SySourceKind *kind, const char *role)
{
  g_autoptr (SyAvailability) without = imagine_without (catalogue, templates, kind, role);
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *tables = sy_template_get_tables (templates->pdata[i]);

      for (guint j = 0; j < tables->len; j++)
        {
          const SyTemplateTable *table = tables->pdata[j];

          if (!table->is_source && sy_availability_get_table (without, table->id))
            g_strv_builder_add (titles, table->title);
        }
    }
  return g_strv_builder_end (titles);
}

/* Present ones, and those that follow from them. */
static GHashTable *
collect_known (SySourceKind *kind, const char *const *present, char ***missing)
{
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) derived = sy_source_kind_derive (kind, present, missing);

  for (guint i = 0; present[i]; i++)
    g_hash_table_add (known, (gpointer) present[i]);
  for (guint i = 0; i < derived->len; i++)
    g_hash_table_add (known, ((const SyRole *) derived->pdata[i])->id);
  return known;
}

GPtrArray *
sy_role_cost_list (SyCatalogue *catalogue,
                   GPtrArray *templates,
                   SySourceKind *kind,
                   const char *const *present)
{
  GPtrArray *roles = sy_source_kind_get_roles (kind);
  GPtrArray *costs = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_role_cost_free);
  g_auto (GStrv) missing = NULL;
  g_autoptr (GHashTable) known = collect_known (kind, present, &missing);

  for (guint i = 0; i < roles->len; i++)
    {
      const SyRole *role = roles->pdata[i];
      SyRoleCost *cost;

      if (g_hash_table_contains (known, role->id))
        continue;
      cost = g_new0 (SyRoleCost, 1);
      cost->role = g_strdup (role->id);
      cost->title = g_strdup (role->title);
      cost->required = g_strv_contains ((const char *const *) missing, role->id);
      cost->tables = list_tables (catalogue, templates, kind, role->id);
      if (!cost->required && !cost->tables[0])
        sy_role_cost_free (cost);
      else
        g_ptr_array_insert (costs, cost->required ? 0 : -1, cost);
    }
  return costs;
}
