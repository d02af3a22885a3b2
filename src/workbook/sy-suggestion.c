/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edit distance over characters, without case: a slip of a letter or two in a name is answered with the name.
 */
#include "config.h"

#include "sy-suggestion.h"

#include <glib/gi18n-lib.h>

#define MAX_LISTED 20
#define MAX_CHARACTERS 64

static guint
distance (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);
  glong n_a, n_b;
  g_autofree gunichar *x = g_utf8_to_ucs4_fast (folded_a, -1, &n_a);
  g_autofree gunichar *y = g_utf8_to_ucs4_fast (folded_b, -1, &n_b);
  guint row[MAX_CHARACTERS + 1];

  if (n_a > MAX_CHARACTERS || n_b > MAX_CHARACTERS)
    return G_MAXUINT;
  for (glong j = 0; j <= n_b; j++)
    row[j] = (guint) j;
  for (glong i = 1; i <= n_a; i++)
    {
      guint diagonal = row[0];
      row[0] = (guint) i;
      for (glong j = 1; j <= n_b; j++)
        {
          guint change = diagonal + (x[i - 1] != y[j - 1]);
          diagonal = row[j];
          row[j] = MIN (change, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[n_b];
}

char *
sy_suggestion_make (const char *asked, GPtrArray *names)
{
  const char *best = NULL;
  guint best_distance = MAX (1, (guint) g_utf8_strlen (asked, -1) / 3);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      guint d = distance (asked, names->pdata[i]);
      if (d <= best_distance && (!best || d < best_distance))
        {
          best = names->pdata[i];
          best_distance = d;
        }
      if (i < MAX_LISTED)
        g_string_append_printf (list, "%s%s", i ? ", " : "", (const char *) names->pdata[i]);
    }
  if (best)
    return g_strdup_printf (_ ("; did you mean “%s”?"), best);
  if (names->len == 0)
    return g_strdup ("");
  return g_strdup_printf (_ ("; there are: %s%s"), list->str, names->len > MAX_LISTED ? " …" : "");
}
