/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-indicator-private.h"

G_DEFINE_FINAL_TYPE (SyIndicator, sy_indicator, G_TYPE_OBJECT)

static void
input_free (gpointer data)
{
  SyIndicatorInput *input = data;
  g_free (input->id);
  g_free (input->title);
  g_strfreev (input->titles);
  g_free (input->fallback);
  g_free (input->regardless);
  g_free (input->formula);
  g_free (input);
}

static void
warning_free (gpointer data)
{
  SyIndicatorWarning *warning = data;
  g_free (warning->when);
  g_free (warning->text);
  g_free (warning);
}

static void
sy_indicator_finalize (GObject *object)
{
  SyIndicator *self = SY_INDICATOR (object);

  g_free (self->id);
  g_free (self->title);
  g_strfreev (self->titles);
  g_strfreev (self->aliases);
  g_free (self->meaning);
  g_strfreev (self->meanings);
  g_strfreev (self->edges);
  g_free (self->domain);
  g_free (self->domain_title);
  g_free (self->view);
  g_strfreev (self->levels);
  g_strfreev (self->lines);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->warnings);
  g_free (self->formula);
  g_free (self->from_data);
  g_ptr_array_unref (self->parameters);
  g_ptr_array_unref (self->helpers);
  g_clear_object (&self->shared);
  g_strfreev (self->helper_columns);
  g_strfreev (self->needs);
  g_hash_table_unref (self->input_needs);

  G_OBJECT_CLASS (sy_indicator_parent_class)->finalize (object);
}

static void
sy_indicator_class_init (SyIndicatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_indicator_finalize;
}

static void
sy_indicator_init (SyIndicator *self)
{
  self->inputs = g_ptr_array_new_with_free_func (input_free);
  self->warnings = g_ptr_array_new_with_free_func (warning_free);
  self->parameters = g_ptr_array_new ();
  self->helpers = g_ptr_array_new ();
  self->input_needs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
}

SyIndicator *
sy_indicator_new (void)
{
  return g_object_new (SY_TYPE_INDICATOR, NULL);
}

#define GETTER(type, name, value)                                                                            \
  type sy_indicator_get_##name (SyIndicator *self)                                                           \
  {                                                                                                          \
    g_return_val_if_fail (SY_IS_INDICATOR (self), 0);                                                        \
    return (type) (value);                                                                                   \
  }

GETTER (const char *, id, self->id)
GETTER (const char *, title, self->title)
GETTER (const char *const *, titles, self->titles)
GETTER (const char *const *, aliases, self->aliases)
GETTER (const char *, meaning, self->meaning)
GETTER (const char *const *, edges, self->edges)
GETTER (const char *, domain, self->domain)
GETTER (const char *, domain_title, self->domain_title)
GETTER (const char *, view, self->view)
GETTER (const char *const *, levels, self->levels)
GETTER (const char *const *, lines, self->lines)
GETTER (const SyIndicatorUnit *, unit_kind, self->unit)
GETTER (SyUnit, unit, self->unit->unit)
GETTER (guint, decimals, self->unit->decimals)
GETTER (const char *, unit_name, sy_indicator_unit_get_name (self->unit))
GETTER (int, direction, self->direction)
GETTER (SyIndicatorGrain, grain, self->grain)
GETTER (GPtrArray *, inputs, self->inputs)
GETTER (const char *, formula, self->formula)
GETTER (const char *, from_data, self->from_data)
GETTER (GPtrArray *, warnings, self->warnings)
GETTER (GPtrArray *, parameters, self->parameters)
GETTER (GPtrArray *, helpers, self->helpers)
GETTER (const char *const *, helper_columns, self->helper_columns)
GETTER (const char *const *, needs, self->needs)

gboolean
sy_indicator_is_from_data (SyIndicator *self)
{
  g_return_val_if_fail (SY_IS_INDICATOR (self), FALSE);
  return self->is_from_data;
}

const char *const *
sy_indicator_get_input_needs (SyIndicator *self, const char *input)
{
  g_return_val_if_fail (SY_IS_INDICATOR (self), NULL);
  return g_hash_table_lookup (self->input_needs, input);
}

const SyIndicatorInput *
sy_indicator_find_input (SyIndicator *self, const char *id_or_title)
{
  g_return_val_if_fail (SY_IS_INDICATOR (self), NULL);
  g_return_val_if_fail (id_or_title != NULL, NULL);

  for (guint i = 0; i < self->inputs->len; i++)
    if (g_ascii_strcasecmp (((const SyIndicatorInput *) self->inputs->pdata[i])->id, id_or_title) == 0)
      return self->inputs->pdata[i];
  for (guint i = 0; i < self->inputs->len; i++)
    {
      const SyIndicatorInput *input = self->inputs->pdata[i];
      if (g_strv_contains ((const char *const *) input->titles, id_or_title))
        return input;
    }
  return NULL;
}
