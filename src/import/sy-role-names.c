/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Normalising a name costs more than looking it up, so each is normalised once for as long as the kind lives.
 */
#include "config.h"

#include "sy-role-names.h"

#include "sy-role-matcher.h"

#define NAMES_KEY "steelyard-role-names"

struct _SyRoleNames
{
  GHashTable *by_name; /* normalised name → GArray of SyRoleName */
};

static void
add_name (SyRoleNames *self, guint role, int rank, const char *name)
{
  g_autofree char *normal = sy_role_matcher_normalise (name);
  SyRoleName entry = { role, rank, name };
  GArray *entries;

  if (!*normal)
    return;
  entries = g_hash_table_lookup (self->by_name, normal);
  if (!entries)
    {
      entries = g_array_new (FALSE, FALSE, sizeof (SyRoleName));
      g_hash_table_insert (self->by_name, g_steal_pointer (&normal), entries);
    }
  for (guint i = 0; i < entries->len; i++)
    if (g_array_index (entries, SyRoleName, i).role == role)
      return;
  g_array_append_val (entries, entry);
}

static void
free_names (gpointer data)
{
  SyRoleNames *self = data;

  g_hash_table_unref (self->by_name);
  g_free (self);
}

/* Synonyms first, so that a name counts by its place among them; a role's id and title are as good as its
 * best synonym where they are not among them. */
static SyRoleNames *
collect_names (SySourceKind *kind)
{
  SyRoleNames *self = g_new0 (SyRoleNames, 1);
  GPtrArray *roles = sy_source_kind_get_roles (kind);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint r = 0; r < roles->len; r++)
    {
      const SyRole *role = g_ptr_array_index (roles, r);
      for (int rank = 0; role->synonyms && role->synonyms[rank]; rank++)
        add_name (self, r, rank, role->synonyms[rank]);
      add_name (self, r, 0, role->id);
      if (role->title)
        add_name (self, r, 0, role->title);
    }
  return self;
}

/**
 * sy_role_names_get:
 * @kind: a source kind
 *
 * Safe from any thread.
 *
 * Returns: (transfer none): its names, which live as long as it
 */
const SyRoleNames *
sy_role_names_get (SySourceKind *kind)
{
  static GMutex lock;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  SyRoleNames *self = g_object_get_data (G_OBJECT (kind), NAMES_KEY);

  if (!self)
    {
      self = collect_names (kind);
      g_object_set_data_full (G_OBJECT (kind), NAMES_KEY, self, free_names);
    }
  return self;
}

/* (element-type SyRoleName) (nullable): the roles that have this name, in order of the kind; borrowed. */
const GArray *
sy_role_names_find (const SyRoleNames *self, const char *normal)
{
  return g_hash_table_lookup (self->by_name, normal);
}

/**
 * sy_role_names_count:
 * @counts: normalised name → number of kinds that know it; one more for each name here
 */
void
sy_role_names_count (const SyRoleNames *self, GHashTable *counts)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->by_name);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));
      g_hash_table_insert (counts, g_strdup (name), GUINT_TO_POINTER (count + 1));
    }
}
