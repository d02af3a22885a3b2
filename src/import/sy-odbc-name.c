/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a database: a connection string as ODBC has it, with the password taken out before the name is
 * shown or kept. */
#include "config.h"

#include "sy-odbc-name.h"

#include <string.h>

gboolean
sy_odbc_is_name (const char *path)
{
  return path && g_ascii_strncasecmp (path, SY_ODBC_PREFIX, strlen (SY_ODBC_PREFIX)) == 0;
}

/* --- the connection string --- */

/* The next KEY=VALUE; a value in braces may hold semicolons. */
static const char *
next_part (const char *at, char **key, char **value)
{
  const char *equals, *end;

  while (*at == ';' || *at == ' ')
    at++;
  equals = strchr (at, '=');
  if (!*at || !equals)
    return NULL;
  end = equals + 1;
  if (*end == '{')
    while (*end && !(*end == '}' && end[1] != '}'))
      end += *end == '}' ? 2 : 1;
  end = strchr (end, ';');
  if (!end)
    end = at + strlen (at);
  *key = g_strndup (at, (gsize) (equals - at));
  *value = g_strndup (equals + 1, (gsize) (end - equals - 1));
  g_strchomp (*key);
  return end;
}

static gboolean
is_password_key (const char *key)
{
  return g_ascii_strcasecmp (key, "PWD") == 0 || g_ascii_strcasecmp (key, "Password") == 0;
}

/**
 * sy_odbc_split_password:
 * @path: the name of a database, perhaps with a password in it
 * @password: (out) (transfer full) (nullable): the password, without braces
 *
 * Returns: (transfer full): the name without the password, which may be shown and kept
 */
char *
sy_odbc_split_password (const char *path, char **password)
{
  GString *rest = g_string_new (SY_ODBC_PREFIX);
  char *key = NULL, *value = NULL;

  *password = NULL;
  for (const char *at = path + strlen (SY_ODBC_PREFIX); (at = next_part (at, &key, &value));)
    {
      if (is_password_key (key))
        {
          gsize n = strlen (value);
          g_free (*password);
          *password =
              n > 1 && *value == '{' && value[n - 1] == '}' ? g_strndup (value + 1, n - 2) : g_strdup (value);
        }
      else
        g_string_append_printf (rest, "%s%s=%s", rest->len > strlen (SY_ODBC_PREFIX) ? ";" : "", key, value);
      g_clear_pointer (&key, g_free);
      g_clear_pointer (&value, g_free);
    }
  return g_string_free (rest, FALSE);
}

/**
 * sy_odbc_dup_title:
 * @path: the name of a database
 *
 * Returns: (transfer full): what to call it: its data source name, else database and server
 */
char *
sy_odbc_dup_title (const char *path)
{
  g_autofree char *database = NULL, *server = NULL, *source = NULL;
  char *key = NULL, *value = NULL;

  for (const char *at = path + strlen (SY_ODBC_PREFIX); (at = next_part (at, &key, &value));)
    {
      char **into = g_ascii_strcasecmp (key, "DSN") == 0          ? &source
                    : g_ascii_strcasecmp (key, "Database") == 0   ? &database
                    : g_ascii_strcasecmp (key, "Server") == 0     ? &server
                    : g_ascii_strcasecmp (key, "Servername") == 0 ? &server
                                                                  : NULL;
      if (into)
        {
          g_free (*into);
          *into = g_steal_pointer (&value);
        }
      g_clear_pointer (&key, g_free);
      g_clear_pointer (&value, g_free);
    }
  if (source && *source)
    return g_steal_pointer (&source);
  if (!database)
    return g_strdup (server ? server : path);
  value = g_path_get_basename (database);
  if (!server)
    return value;
  key = g_strdup_printf ("%s@%s", value, server);
  g_free (value);
  return key;
}
