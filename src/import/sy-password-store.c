/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring is the Secret Service of the desktop, or the portal's in a sandbox. Where there is none,
 * nothing is stored and the password is asked for each time. */
#include "config.h"

#include "sy-password-store.h"

#include <libsecret/secret.h>
#include <string.h>

static const SecretSchema schema = {
  .name = "io.github.steelyard.Steelyard.Database",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "database", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static GMutex lock;
static GHashTable *remembered; /* database → password, of this run */

static void
free_password (gpointer password)
{
  memset (password, 0, strlen (password));
  g_free (password);
}

/**
 * sy_password_store_lookup:
 * @database: the name of the database, without a password
 *
 * Asks the keyring, so not from the main loop.
 *
 * Returns: (transfer full) (nullable): its password, or %NULL when none is known
 */
char *
sy_password_store_lookup (const char *database, GCancellable *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  const char *known = remembered ? g_hash_table_lookup (remembered, database) : NULL;
  char *stored, *copy;

  if (known)
    return g_strdup (known);
  g_clear_pointer (&locker, g_mutex_locker_free);
  if (!g_getenv ("DBUS_SESSION_BUS_ADDRESS"))
    return NULL; /* without a session there is no keyring, and looking for one would start a bus */
  stored = secret_password_lookup_sync (&schema, cancellable, NULL, "database", database, NULL);
  copy = g_strdup (stored);
  secret_password_free (stored);
  return copy;
}

/* For this run of the program. */
void
sy_password_store_remember (const char *database, const char *password)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (!remembered)
    remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_password);
  g_hash_table_insert (remembered, g_strdup (database), g_strdup (password));
}

/**
 * sy_password_store_save:
 * @database: the name of the database, without a password
 * @title: what the keyring shows
 *
 * Returns: %TRUE when the keyring has it, else %FALSE with its error; then it is known for this run only
 */
gboolean
sy_password_store_save (
    const char *database, const char *title, const char *password, GCancellable *cancellable, GError **error)
{
  g_autofree char *label = g_strdup_printf ("Steelyard: %s", title);

  sy_password_store_remember (database, password);
  return secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, password, cancellable, error,
                                     "database", database, NULL);
}

/* Takes the password out of the keyring and of this run. */
gboolean
sy_password_store_forget (const char *database, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;

  g_mutex_lock (&lock);
  if (remembered)
    g_hash_table_remove (remembered, database);
  g_mutex_unlock (&lock);
  secret_password_clear_sync (&schema, cancellable, &problem, "database", database, NULL);
  if (problem)
    g_propagate_error (error, g_steal_pointer (&problem));
  return problem == NULL;
}
