/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured: an indicator of the library, or a formula that somebody typed. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-context.h"
#include "sy-view-private.h"

static void
free_input (gpointer data)
{
  SyMeasureInput *input = data;

  g_free (input->name);
  g_free (input->title);
  g_free (input->unit);
  g_free (input->formula);
  g_free (input);
}

static void
free_parameter (gpointer data)
{
  SyMeasureParameter *parameter = data;

  g_free (parameter->id);
  g_free (parameter->title);
  g_free (parameter->unit);
  g_free (parameter->fallback);
  g_free (parameter);
}

void
sy_measure_free (SyMeasure *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->meaning);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->parameters);
  g_free (self->formula);
  g_strfreev (self->kinds);
  g_free (self);
}

static SyMeasure *
new_measure (void)
{
  SyMeasure *self = g_new0 (SyMeasure, 1);

  self->inputs = g_ptr_array_new_with_free_func (free_input);
  self->parameters = g_ptr_array_new_with_free_func (free_parameter);
  self->kinds = g_new0 (char *, 1);
  return self;
}

static void
add_input (SyMeasure *self, const char *name, const char *title, const char *unit, const char *formula)
{
  SyMeasureInput *input = g_new0 (SyMeasureInput, 1);

  input->name = g_strdup (name);
  input->title = g_strdup (title);
  input->unit = g_strdup (unit);
  input->formula = g_strdup (formula);
  g_ptr_array_add (self->inputs, input);
}

/* The sources that the inputs read, each once. */
static gboolean
find_kinds (SyMeasure *self, GError **error)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      const SyMeasureInput *input = self->inputs->pdata[i];
      g_auto (GStrv) reads = sy_context_list_reads (input->formula, error);

      if (!reads)
        return FALSE;
      for (char **read = reads; *read; read++)
        if (!strchr (*read, '.') && !g_ptr_array_find_with_equal_func (kinds, *read, g_str_equal, NULL))
          g_ptr_array_add (kinds, g_strdup (*read));
    }
  g_ptr_array_add (kinds, NULL);
  g_strfreev (self->kinds);
  self->kinds = (char **) g_ptr_array_free (g_steal_pointer (&kinds), FALSE);
  return TRUE;
}

/* A formula that somebody typed: a ratio is taken apart, so that it rolls up as Σ/Σ, by itself: it is
 * computed anew at each level. */
static SyMeasure *
new_typed (const char *formula, guint number, GError **error)
{
  SyMeasure *self = new_measure ();

  self->id = g_strdup_printf ("m%u", number);
  self->title = g_strdup (formula + 1);
  self->unit = SY_UNIT_NUMBER;
  self->decimals = 2;
  self->direction = 1;
  self->is_ratio = !sy_context_is_additive (formula);
  self->formula = g_strdup ("measured");
  add_input (self, "measured", self->title, "number", formula + 1);
  if (find_kinds (self, error))
    return self;
  g_prefix_error (error, _ ("In “%s”: "), formula);
  sy_measure_free (self);
  return NULL;
}

SyMeasure *
sy_measure_new (SyCatalogue *catalogue, const char *id, guint number, GError **error)
{
  if (*id == '=')
    return new_typed (id, number, error);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER, _ ("There is no indicator “%s”"), id);
  return NULL;
}

char *
sy_measure_say_missing (const SyMeasure *self, SyCatalogue *catalogue, GPtrArray *sources)
{
  for (char **kind = self->kinds; *kind; kind++)
    {
      SySourceKind *known = sy_catalogue_find_kind (catalogue, *kind);

      if (!known)
        return g_strdup_printf (_ ("“%s” reads “%s”, which is no kind of data that a view can tell apart."),
                                self->title, *kind);
      if (!sy_view_find_source (sources, *kind))
        return g_strdup_printf (_ ("“%s” needs “%s” data: import a file with it."), self->title,
                                sy_source_kind_get_title (known));
    }
  for (guint i = 0; i < self->inputs->len; i++)
    {
      const SyMeasureInput *input = self->inputs->pdata[i];
      g_auto (GStrv) reads = sy_context_list_reads (input->formula, NULL);

      for (char **read = reads; read && *read; read++)
        {
          g_auto (GStrv) parts = g_strsplit (*read, ".", 2);
          SySource *source = sy_view_find_source (sources, parts[0]);
          const SyRole *role = source && parts[1] ? sy_source_kind_find_role (source->kind, parts[1]) : NULL;

          if (role && !sy_source_has_role (source, role->id))
            return g_strdup_printf (_ ("“%s” needs a column for “%s”, which the source “%s” does not have."),
                                    self->title, role->title, source->info.title);
        }
    }
  return *self->kinds ? NULL
                      : g_strdup_printf (_ ("“%s” can only be typed, not taken from data."), self->title);
}
