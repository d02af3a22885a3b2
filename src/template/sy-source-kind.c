/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roles of one kind of source table, and which of them a given file can serve. */
#include "config.h"

#include <string.h>

#include "sy-source-kind-private.h"

struct _SySourceKind
{
  GObject parent_instance;

  char *id;
  char *title;
  char **names;
  char **key;
  char **period;
  gint64 order;
  GPtrArray *roles; /* (element-type SyRole) */
};

G_DEFINE_FINAL_TYPE (SySourceKind, sy_source_kind, G_TYPE_OBJECT)

void
sy_role_free (SyRole *role)
{
  g_free (role->id);
  g_free (role->title);
  g_strfreev (role->synonyms);
  g_free (role->derive);
  g_free (role->refers);
  g_free (role->privacy);
  g_free (role);
}

/* The end of the text literal that begins at @text ("a ""b"""): past its closing quote. */
static const char *
skip_text (const char *text)
{
  for (text++; *text; text++)
    {
      if (*text != '"')
        continue;
      if (text[1] != '"')
        return text + 1;
      text++;
    }
  return text;
}

/* The roles that a derive formula reads: its [@…] cells. */
static char **
list_operands (const char *formula)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (const char *at = formula; *at;)
    {
      if (*at == '"')
        {
          at = skip_text (at);
          continue;
        }
      if (!g_str_has_prefix (at, "[@"))
        {
          at++;
          continue;
        }
      const char *end = strchr (at, ']');
      if (!end)
        break;
      g_autofree char *id = g_strndup (at + 2, (gsize) (end - at - 2));
      g_strv_builder_add (builder, id);
      at = end + 1;
    }
  return g_strv_builder_end (builder);
}

static gboolean
has_all (GHashTable *have, const char *formula)
{
  g_auto (GStrv) operands = list_operands (formula);
  for (char **operand = operands; *operand; operand++)
    if (!g_hash_table_contains (have, *operand))
      return FALSE;
  return TRUE;
}

static void
sy_source_kind_finalize (GObject *object)
{
  SySourceKind *self = SY_SOURCE_KIND (object);

  g_free (self->id);
  g_free (self->title);
  g_strfreev (self->names);
  g_strfreev (self->key);
  g_strfreev (self->period);
  g_ptr_array_unref (self->roles);

  G_OBJECT_CLASS (sy_source_kind_parent_class)->finalize (object);
}

static void
sy_source_kind_class_init (SySourceKindClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_source_kind_finalize;
}

static void
sy_source_kind_init (SySourceKind *self)
{
  self->roles = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_role_free);
  self->names = g_new0 (char *, 1);
  self->key = g_new0 (char *, 1);
  self->period = g_new0 (char *, 1);
  self->order = G_MAXINT64;
}

SySourceKind *
sy_source_kind_new (const char *id, const char *title)
{
  SySourceKind *self = g_object_new (SY_TYPE_SOURCE_KIND, NULL);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  return self;
}

void
sy_source_kind_take_role (SySourceKind *self, SyRole *role)
{
  g_ptr_array_add (self->roles, role);
}

void
sy_source_kind_set_names (SySourceKind *self, char **names)
{
  g_strfreev (self->names);
  self->names = g_strdupv (names);
}

void
sy_source_kind_set_key (SySourceKind *self, char **roles)
{
  g_strfreev (self->key);
  self->key = g_strdupv (roles);
}

void
sy_source_kind_set_period (SySourceKind *self, char **roles)
{
  g_strfreev (self->period);
  self->period = g_strdupv (roles);
}

void
sy_source_kind_set_order (SySourceKind *self, gint64 order)
{
  self->order = order;
}

gint64
sy_source_kind_get_order (SySourceKind *self)
{
  return self->order;
}

const char *const *
sy_source_kind_get_names (SySourceKind *self)
{
  g_return_val_if_fail (SY_IS_SOURCE_KIND (self), NULL);
  return (const char *const *) self->names;
}

const char *const *
sy_source_kind_get_key (SySourceKind *self)
{
  g_return_val_if_fail (SY_IS_SOURCE_KIND (self), NULL);
  return (const char *const *) self->key;
}

const char *const *
sy_source_kind_get_period (SySourceKind *self)
{
  g_return_val_if_fail (SY_IS_SOURCE_KIND (self), NULL);
  return (const char *const *) self->period;
}

const char *
sy_source_kind_get_id (SySourceKind *self)
{
  g_return_val_if_fail (SY_IS_SOURCE_KIND (self), NULL);
  return self->id;
}

const char *
sy_source_kind_get_title (SySourceKind *self)
{
  g_return_val_if_fail (SY_IS_SOURCE_KIND (self), NULL);
  return self->title;
}

GPtrArray *
sy_source_kind_get_roles (SySourceKind *self)
{
  g_return_val_if_fail (SY_IS_SOURCE_KIND (self), NULL);
  return self->roles;
}

const SyRole *
sy_source_kind_find_role (SySourceKind *self, const char *id)
{
  g_return_val_if_fail (SY_IS_SOURCE_KIND (self), NULL);
  for (guint i = 0; i < self->roles->len; i++)
    {
      const SyRole *role = self->roles->pdata[i];
      if (g_strcmp0 (role->id, id) == 0)
        return role;
    }
  return NULL;
}

GPtrArray *
sy_source_kind_derive (SySourceKind *self, const char *const *present, char ***out_missing)
{
  g_return_val_if_fail (SY_IS_SOURCE_KIND (self), NULL);
  g_autoptr (GHashTable) have = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) derived = g_ptr_array_new ();

  for (; present && *present; present++)
    g_hash_table_add (have, (gpointer) *present);

  /* One more role a round, in display order, so that a default (quantity 1) is taken before what reads it
   * and roles that derive from one another (amount, price) never do so in a circle. */
  for (gboolean changed = TRUE; changed;)
    {
      changed = FALSE;
      for (guint i = 0; i < self->roles->len && !changed; i++)
        {
          SyRole *role = self->roles->pdata[i];
          if (!role->derive || g_hash_table_contains (have, role->id) || !has_all (have, role->derive))
            continue;
          g_hash_table_add (have, role->id);
          g_ptr_array_add (derived, role);
          changed = TRUE;
        }
    }

  if (out_missing)
    {
      g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();
      for (guint i = 0; i < self->roles->len; i++)
        {
          const SyRole *role = self->roles->pdata[i];
          if (role->required && !g_hash_table_contains (have, role->id))
            g_strv_builder_add (missing, role->id);
        }
      *out_missing = g_strv_builder_end (missing);
    }
  return g_steal_pointer (&derived);
}
