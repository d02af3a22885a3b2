/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyed hash takes as long as hundreds of comparisons, and a customer stands in hundreds of rows: what was
 * computed is kept, in several tables so that threads seldom wait for one another. */
#include "config.h"

#include "sy-pseudonyms.h"

#include <string.h>

#define N_SHARDS 64
#define DIGITS (SY_PSEUDONYM_LENGTH - 1)
#define NAME_DIGITS 12
#define ENGINE_DATA "sy-pseudonyms-"

/* A text and its pseudonym. */
typedef struct
{
  const char *text; /* behind the entry */
  gsize length;
  guint hash;
  char pseudonym[SY_PSEUDONYM_LENGTH + 1];
} Entry;

typedef struct
{
  GMutex lock;
  GHashTable *entries; /* set of Entry */
} Shard;

struct _SyPseudonyms
{
  gatomicrefcount ref_count;
  char *function;
  GHmac *begun; /* with nothing but the key in it */
  Shard shards[N_SHARDS];
};

static guint
hash_entry (gconstpointer entry)
{
  return ((const Entry *) entry)->hash;
}

static gboolean
are_equal (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;

  return one->length == other->length && memcmp (one->text, other->text, one->length) == 0;
}

/* FNV-1a */
static guint
hash_text (const char *text, gsize length)
{
  guint hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 16777619u;
  return hash;
}

static SyPseudonyms *
pseudonyms_new (const char *key, const char *function)
{
  SyPseudonyms *self = g_new0 (SyPseudonyms, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->function = g_strdup (function);
  self->begun = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key));
  for (guint i = 0; i < N_SHARDS; i++)
    {
      g_mutex_init (&self->shards[i].lock);
      self->shards[i].entries = g_hash_table_new_full (hash_entry, are_equal, g_free, NULL);
    }
  return self;
}

SyPseudonyms *
sy_pseudonyms_ref (SyPseudonyms *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sy_pseudonyms_unref (SyPseudonyms *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < N_SHARDS; i++)
    {
      g_hash_table_unref (self->shards[i].entries);
      g_mutex_clear (&self->shards[i].lock);
    }
  g_hmac_unref (self->begun);
  g_free (self->function);
  g_free (self);
}

static Entry *
compute (SyPseudonyms *self, const Entry *wanted)
{
  Entry *entry = g_malloc (sizeof (Entry) + wanted->length + 1);
  char *text = (char *) (entry + 1);
  GHmac *hmac = g_hmac_copy (self->begun);

  *entry = *wanted;
  memcpy (text, wanted->text, wanted->length);
  text[wanted->length] = '\0';
  entry->text = text;
  g_hmac_update (hmac, (const guchar *) text, (gssize) wanted->length);
  entry->pseudonym[0] = 'M';
  memcpy (entry->pseudonym + 1, g_hmac_get_string (hmac), DIGITS);
  entry->pseudonym[SY_PSEUDONYM_LENGTH] = '\0';
  g_hmac_unref (hmac);
  return entry;
}

static void
write_pseudonym (const char *text, gsize length, GString *out, gpointer data)
{
  SyPseudonyms *self = data;
  const Entry wanted = { text, length, hash_text (text, length), { 0 } };
  Shard *shard = &self->shards[wanted.hash % N_SHARDS];
  Entry *entry;

  if (length == 0)
    return;
  g_mutex_lock (&shard->lock);
  entry = g_hash_table_lookup (shard->entries, &wanted);
  if (!entry)
    {
      entry = compute (self, &wanted);
      g_hash_table_add (shard->entries, entry);
    }
  g_string_append_len (out, entry->pseudonym, SY_PSEUDONYM_LENGTH);
  g_mutex_unlock (&shard->lock);
}

/**
 * sy_pseudonyms_get:
 * @key: of the project
 *
 * Returns: (transfer full): the same object for the same engine and key
 */
SyPseudonyms *
sy_pseudonyms_get (SyEngine *engine, const char *key, GError **error)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *function = g_strdup_printf ("sy_pseudonym_%.*s", NAME_DIGITS, digest);
  g_autofree char *name = g_strconcat (ENGINE_DATA, function, NULL);
  SyPseudonyms *self = g_object_get_data (G_OBJECT (engine), name);

  if (self)
    return sy_pseudonyms_ref (self);
  self = pseudonyms_new (key, function);
  if (!sy_engine_add_text_function (engine, function, write_pseudonym, sy_pseudonyms_ref (self),
                                    (GDestroyNotify) sy_pseudonyms_unref, error))
    {
      sy_pseudonyms_unref (self);
      return NULL;
    }
  g_object_set_data_full (G_OBJECT (engine), name, sy_pseudonyms_ref (self),
                          (GDestroyNotify) sy_pseudonyms_unref);
  return self;
}

const char *
sy_pseudonyms_get_function (SyPseudonyms *self)
{
  return self->function;
}

char *
sy_pseudonyms_make (SyPseudonyms *self, const char *text)
{
  GString *out;

  if (!text || !*text)
    return g_strdup (text);
  out = g_string_new (NULL);
  write_pseudonym (text, strlen (text), out, self);
  return g_string_free (out, FALSE);
}

static gboolean
has_pseudonym (gpointer entry, gpointer value, gpointer pseudonym)
{
  return strcmp (((const Entry *) entry)->pseudonym, pseudonym) == 0;
}

char *
sy_pseudonyms_find (SyPseudonyms *self, const char *pseudonym)
{
  char *text = NULL;

  for (guint i = 0; !text && i < N_SHARDS; i++)
    {
      Shard *shard = &self->shards[i];
      const Entry *found;

      g_mutex_lock (&shard->lock);
      found = g_hash_table_find (shard->entries, has_pseudonym, (gpointer) pseudonym);
      text = found ? g_strdup (found->text) : NULL;
      g_mutex_unlock (&shard->lock);
    }
  return text;
}

guint
sy_pseudonyms_count (SyPseudonyms *self)
{
  guint n = 0;

  for (guint i = 0; i < N_SHARDS; i++)
    {
      g_mutex_lock (&self->shards[i].lock);
      n += g_hash_table_size (self->shards[i].entries);
      g_mutex_unlock (&self->shards[i].lock);
    }
  return n;
}
