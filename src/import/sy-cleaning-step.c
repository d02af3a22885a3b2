/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step as it is written down, read back and checked. */
#include "config.h"

#include "sy-cleaning-step.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK (sy - cleaning - error - quark, sy_cleaning_error)

struct _SyCleaningStep
{
  gatomicrefcount ref_count;
  SyCleaningKind kind;
  gboolean on;
  GHashTable *values; /* id → text, of what is set */
};

SyCleaningStep *
sy_cleaning_step_new (SyCleaningKind kind)
{
  SyCleaningStep *self = g_new0 (SyCleaningStep, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->on = TRUE;
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

SyCleaningStep *
sy_cleaning_step_ref (SyCleaningStep *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sy_cleaning_step_unref (SyCleaningStep *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->values);
  g_free (self);
}

static SyCleaningStep *
copy_step (SyCleaningStep *self)
{
  SyCleaningStep *copy = sy_cleaning_step_new (self->kind);
  GHashTableIter iter;
  gpointer key, value;

  copy->on = self->on;
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->values, g_strdup (key), g_strdup (value));
  return copy;
}

static const SyCleaningParameter *
find_parameter (SyCleaningKind kind, const char *id)
{
  guint n;
  const SyCleaningParameter *parameters = sy_cleaning_kind_get_parameters (kind, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (parameters[i].id, id))
      return &parameters[i];
  return NULL;
}

SyCleaningStep *
sy_cleaning_step_with (SyCleaningStep *self, const char *parameter, const char *value)
{
  SyCleaningStep *copy;

  g_return_val_if_fail (self && find_parameter (self->kind, parameter), NULL);
  copy = copy_step (self);
  if (value && *value)
    g_hash_table_replace (copy->values, g_strdup (parameter), g_strdup (value));
  else
    g_hash_table_remove (copy->values, parameter);
  return copy;
}

SyCleaningStep *
sy_cleaning_step_with_on (SyCleaningStep *self, gboolean on)
{
  SyCleaningStep *copy = copy_step (self);

  copy->on = on;
  return copy;
}

SyCleaningKind
sy_cleaning_step_get_kind (SyCleaningStep *self)
{
  return self->kind;
}

gboolean
sy_cleaning_step_is_on (SyCleaningStep *self)
{
  return self->on;
}

const char *
sy_cleaning_step_get (SyCleaningStep *self, const char *parameter)
{
  const SyCleaningParameter *definition = find_parameter (self->kind, parameter);
  const char *value = g_hash_table_lookup (self->values, parameter);

  return value ? value : definition ? definition->fallback : NULL;
}

gboolean
sy_cleaning_step_is (SyCleaningStep *self, const char *parameter, const char *value)
{
  return g_strcmp0 (sy_cleaning_step_get (self, parameter), value) == 0;
}

double
sy_cleaning_step_get_number (SyCleaningStep *self, const char *parameter)
{
  const char *text = sy_cleaning_step_get (self, parameter);

  return text ? g_ascii_strtod (text, NULL) : 0;
}

/* --- lists --- */

/* Cuts at @sign; a backslash makes the character behind it an ordinary one. With @keep the backslashes stay,
 * for another cut. */
static char **
cut (const char *text, char sign, gboolean keep, guint max)
{
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  g_autoptr (GString) item = g_string_new (NULL);
  guint n = 1;

  for (const char *p = text; *p; p++)
    {
      if (*p == '\\' && p[1])
        {
          if (keep)
            g_string_append_c (item, *p);
          g_string_append_c (item, *++p);
        }
      else if (*p == sign && n < max)
        {
          g_strv_builder_add (items, item->str);
          g_string_truncate (item, 0);
          n++;
        }
      else
        g_string_append_c (item, *p);
    }
  if (item->len > 0 || n > 1)
    g_strv_builder_add (items, item->str);
  return g_strv_builder_end (items);
}

static void
append_escaped (GString *list, const char *item)
{
  for (const char *p = item; *p; p++)
    {
      if (strchr (",=\\", *p))
        g_string_append_c (list, '\\');
      g_string_append_c (list, *p);
    }
}

char *
sy_cleaning_join_list (const char *const *items)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; items[i]; i++)
    {
      if (i > 0)
        g_string_append_c (list, ',');
      append_escaped (list, items[i]);
    }
  return g_string_free (list, FALSE);
}

char *
sy_cleaning_join_pairs (const char *const *pairs)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; pairs[i] && pairs[i + 1]; i += 2)
    {
      if (i > 0)
        g_string_append_c (list, ',');
      append_escaped (list, pairs[i]);
      g_string_append_c (list, '=');
      append_escaped (list, pairs[i + 1]);
    }
  return g_string_free (list, FALSE);
}

char **
sy_cleaning_step_dup_list (SyCleaningStep *self, const char *parameter)
{
  const char *text = sy_cleaning_step_get (self, parameter);

  return cut (text ? text : "", ',', FALSE, G_MAXUINT);
}

char **
sy_cleaning_step_dup_pairs (SyCleaningStep *self, const char *parameter)
{
  const char *text = sy_cleaning_step_get (self, parameter);
  g_auto (GStrv) items = cut (text ? text : "", ',', TRUE, G_MAXUINT);
  g_autoptr (GStrvBuilder) pairs = g_strv_builder_new ();

  for (guint i = 0; items[i]; i++)
    {
      g_auto (GStrv) pair = cut (items[i], '=', FALSE, 2);
      if (!pair[0])
        continue;
      g_strv_builder_add (pairs, pair[0]);
      g_strv_builder_add (pairs, pair[1] ? pair[1] : pair[0]);
    }
  return g_strv_builder_end (pairs);
}

/* --- text --- */

static gboolean
find_kind (const char *id, SyCleaningKind *kind, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < SY_CLEANING_N_KINDS; i++)
    {
      const char *name = sy_cleaning_kind_get_id ((SyCleaningKind) i);
      *kind = (SyCleaningKind) i;
      if (g_str_equal (name, id))
        return TRUE;
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", name);
    }
  g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP,
               _ ("There is no cleaning step “%s”; there are: %s"), id, list->str);
  return FALSE;
}

static gboolean
set_word (SyCleaningStep *self, const char *word, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *id = equals ? g_strndup (word, (gsize) (equals - word)) : g_strdup (word);
  g_autoptr (GString) list = g_string_new ("on");
  const SyCleaningParameter *parameters;
  guint n;

  if (equals && g_str_equal (id, "on"))
    {
      self->on = !g_str_equal (equals + 1, "no");
      return TRUE;
    }
  if (equals && find_parameter (self->kind, id))
    {
      if (equals[1])
        g_hash_table_replace (self->values, g_steal_pointer (&id), g_strdup (equals + 1));
      return TRUE;
    }
  parameters = sy_cleaning_kind_get_parameters (self->kind, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, ", %s", parameters[i].id);
  g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP,
               _ ("The step “%s” does not know “%s”; it knows NAME=VALUE with: %s"),
               sy_cleaning_kind_get_id (self->kind), word, list->str);
  return FALSE;
}

/**
 * sy_cleaning_step_new_from_text:
 * @text: "outliers column=amount by=store rule=tukey k=1.5 action=mark"
 *
 * Returns: %NULL with %SY_CLEANING_ERROR_STEP
 */
SyCleaningStep *
sy_cleaning_step_new_from_text (const char *text, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (SyCleaningStep) self = NULL;
  SyCleaningKind kind;

  g_return_val_if_fail (text, NULL);
  if (!g_utf8_validate (text, -1, NULL) || !g_shell_parse_argv (text, NULL, &words, NULL))
    {
      g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP,
                   _ ("A cleaning step is written “KIND NAME=VALUE …”, not “%s”"), text);
      return NULL;
    }
  if (!find_kind (words[0], &kind, error))
    return NULL;
  self = sy_cleaning_step_new (kind);
  for (guint i = 1; words[i]; i++)
    if (!set_word (self, words[i], error))
      return NULL;
  return sy_cleaning_step_check (self, error) ? g_steal_pointer (&self) : NULL;
}

static void
append_word (GString *text, const char *id, const char *value)
{
  g_autofree char *word = g_strconcat (id, "=", value, NULL);
  g_autofree char *quoted = g_shell_quote (word);

  g_string_append_c (text, ' ');
  g_string_append (text, strpbrk (word, " \t\n\r'\"\\$`#*?[]<>|&;(){}~") ? quoted : word);
}

char *
sy_cleaning_step_to_text (SyCleaningStep *self)
{
  GString *text = g_string_new (sy_cleaning_kind_get_id (self->kind));
  guint n;
  const SyCleaningParameter *parameters = sy_cleaning_kind_get_parameters (self->kind, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *value = g_hash_table_lookup (self->values, parameters[i].id);
      if (value)
        append_word (text, parameters[i].id, value);
    }
  if (!self->on)
    g_string_append (text, " on=no");
  return g_string_free (text, FALSE);
}

/* --- checks --- */

static gboolean
plays_a_part (SyCleaningStep *self, const SyCleaningParameter *parameter)
{
  g_auto (GStrv) when = g_strsplit (parameter->when ? parameter->when : "", "=", 2);

  return !when[0] || sy_cleaning_step_is (self, when[0], when[1]);
}

static gboolean
check_choice (SyCleaningStep *self, const SyCleaningParameter *parameter, const char *value, GError **error)
{
  g_auto (GStrv) choices = sy_cleaning_parameter_dup_choices (parameter);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; choices[i] && choices[i + 1]; i += 2)
    {
      if (g_str_equal (choices[i], value))
        return TRUE;
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", choices[i]);
    }
  g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP, _ ("%s: “%s” is one of %s, not “%s”"),
               sy_cleaning_kind_get_title (self->kind), parameter->id, list->str, value);
  return FALSE;
}

static gboolean
check_value (SyCleaningStep *self, const SyCleaningParameter *parameter, GError **error)
{
  const char *value = sy_cleaning_step_get (self, parameter->id);
  char *end;

  if (!value && parameter->required)
    {
      g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP, _ ("%s: say “%s” (%s)"),
                   sy_cleaning_kind_get_title (self->kind), sy_cleaning_parameter_get_title (parameter),
                   parameter->id);
      return FALSE;
    }
  if (!value || !plays_a_part (self, parameter))
    return TRUE;
  if (parameter->type == SY_CLEANING_CHOICE)
    return check_choice (self, parameter, value, error);
  if (parameter->type != SY_CLEANING_NUMBER)
    return TRUE;
  if (isfinite (g_ascii_strtod (value, &end)) && end != value && *end == '\0')
    return TRUE;
  g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP, _ ("%s: “%s” is a number, not “%s”"),
               sy_cleaning_kind_get_title (self->kind), sy_cleaning_parameter_get_title (parameter), value);
  return FALSE;
}

static gboolean
refuse (SyCleaningStep *self, const char *what, GError **error)
{
  g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP, "%s: %s",
               sy_cleaning_kind_get_title (self->kind), what);
  return FALSE;
}

static gboolean
check_places (SyCleaningStep *self, GError **error)
{
  g_auto (GStrv) places = sy_cleaning_step_dup_list (self, "at");
  guint64 last = 0;

  for (guint i = 0; places[i]; i++)
    {
      guint64 place;
      if (!g_ascii_string_to_unsigned (places[i], 10, last + 1, 1000000, &place, NULL))
        return refuse (self, _ ("the places to cut at are whole numbers that rise: 2,5"), error);
      last = place;
    }
  if (places[0] || sy_cleaning_step_get (self, "by"))
    return TRUE;
  return refuse (self, _ ("say at which text to cut, or behind which characters"), error);
}

static gboolean
check_limits (SyCleaningStep *self, GError **error)
{
  double from = sy_cleaning_step_get_number (self, "from");
  double to = sy_cleaning_step_get_number (self, "to");
  const char *low = sy_cleaning_step_get (self, "low");
  const char *high = sy_cleaning_step_get (self, "high");

  if (sy_cleaning_step_is (self, "rule", "percentile") && !(from >= 0 && from < to && to <= 100))
    return refuse (self, _ ("percentiles are from 0 to 100, the first below the second"), error);
  if (!sy_cleaning_step_is (self, "rule", "fixed"))
    return TRUE;
  if (!low && !high)
    return refuse (self, _ ("say the lowest number, the highest, or both"), error);
  if (low && high && g_ascii_strtod (low, NULL) > g_ascii_strtod (high, NULL))
    return refuse (self, _ ("the lowest number is above the highest"), error);
  return TRUE;
}

static gboolean
check_together (SyCleaningStep *self, GError **error)
{
  double decimals = sy_cleaning_step_get_number (self, "decimals");

  switch (self->kind)
    {
    case SY_CLEANING_SPLIT:
      return check_places (self, error);
    case SY_CLEANING_OUTLIERS:
      return check_limits (self, error);
    case SY_CLEANING_MISSING:
      return !sy_cleaning_step_is (self, "action", "fill") || sy_cleaning_step_get (self, "value")
             || refuse (self, _ ("say the value to fill in"), error);
    case SY_CLEANING_TYPE:
      return (decimals >= 0 && decimals <= 6) || refuse (self, _ ("decimals are 0 to 6"), error);
    case SY_CLEANING_DUPLICATES:
    case SY_CLEANING_RETURNS:
    case SY_CLEANING_CARDS:
    case SY_CLEANING_MAP:
    case SY_CLEANING_TRIM:
    case SY_CLEANING_JOIN:
    default:
      return TRUE;
    }
}

gboolean
sy_cleaning_step_check (SyCleaningStep *self, GError **error)
{
  guint n;
  const SyCleaningParameter *parameters = sy_cleaning_kind_get_parameters (self->kind, &n);

  for (guint i = 0; i < n; i++)
    if (!check_value (self, &parameters[i], error))
      return FALSE;
  return check_together (self, error);
}

/* --- for people --- */

static char *
dup_shown (const SyCleaningParameter *parameter, const char *value)
{
  g_auto (GStrv) choices = NULL;
  g_auto (GStrv) items = NULL;

  if (parameter->type == SY_CLEANING_CHOICE)
    {
      choices = sy_cleaning_parameter_dup_choices (parameter);
      for (guint i = 0; choices[i] && choices[i + 1]; i += 2)
        if (g_str_equal (choices[i], value))
          return g_strdup (choices[i + 1]);
      return g_strdup (value);
    }
  items = cut (value, ',', FALSE, G_MAXUINT);
  return g_strjoinv (", ", items);
}

char *
sy_cleaning_step_dup_summary (SyCleaningStep *self)
{
  GString *text = g_string_new (NULL);
  guint n;
  const SyCleaningParameter *parameters = sy_cleaning_kind_get_parameters (self->kind, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *value = sy_cleaning_step_get (self, parameters[i].id);
      g_autofree char *shown = NULL;
      if (!value || !plays_a_part (self, &parameters[i]))
        continue;
      shown = dup_shown (&parameters[i], value);
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? " · " : "",
                              sy_cleaning_parameter_get_title (&parameters[i]), shown);
    }
  return g_string_free (text, FALSE);
}
