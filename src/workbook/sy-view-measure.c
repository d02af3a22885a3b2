/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured: an indicator of the library, or a formula that somebody typed. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-context.h"
#include "sy-view-private.h"
#include "sy-workbook-private.h"

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
  self->parameters = g_ptr_array_new ();
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

/* The library's helper table of that name. */
static const SyTemplateTable *
find_helper (const SyMeasure *self, const char *id)
{
  GPtrArray *helpers = self->indicator ? sy_indicator_get_helpers (self->indicator) : NULL;

  for (guint i = 0; helpers && i < helpers->len; i++)
    {
      const SyTemplateTable *table = helpers->pdata[i];

      if (!table->is_source && g_str_equal (table->id, id))
        return table;
    }
  return NULL;
}

static void
add_kinds (const SyMeasure *self, GPtrArray *kinds, const char *formula)
{
  g_auto (GStrv) reads = sy_context_list_reads (formula, NULL);

  for (char **read = reads; read && *read; read++)
    if (!strchr (*read, '.') && !find_helper (self, *read)
        && !g_ptr_array_find_with_equal_func (kinds, *read, g_str_equal, NULL))
      g_ptr_array_add (kinds, g_strdup (*read));
}

/* What a helper table reads, as far as the indicator reads it. */
static void
add_helper_kinds (const SyMeasure *self, GPtrArray *kinds, const SyTemplateTable *table)
{
  const char *const *wanted = sy_indicator_get_helper_columns (self->indicator);

  add_kinds (self, kinds, table->rows);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyTemplateColumn *column = table->columns->pdata[i];
      g_autofree char *name = g_strdup_printf ("%s.%s", table->id, column->id);

      if (g_strv_contains (wanted, name))
        add_kinds (self, kinds, column->formula);
    }
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
      add_kinds (self, kinds, input->formula);
      for (char **read = reads; *read; read++)
        if (find_helper (self, *read))
          {
            self->has_groups = TRUE;
            add_helper_kinds (self, kinds, find_helper (self, *read));
          }
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
  self->adds_up = !self->is_ratio;
  self->formula = g_strdup ("measured");
  add_input (self, "measured", self->title, "number", formula + 1);
  if (find_kinds (self, error))
    return self;
  g_prefix_error (error, _ ("In “%s”: "), formula);
  sy_measure_free (self);
  return NULL;
}

/* An input that is not in the data but has a usual value is one more parameter. */
static void
add_indicator_input (SyMeasure *self, const SyIndicatorInput *input)
{
  static const char *const names[] = { "none",   "number", "integer", "currency", "percent",
                                       "weight", "date",   "month",   "bool" };

  if (input->formula)
    add_input (self, input->id, input->title, names[input->unit->unit], input->formula);
  else if (input->fallback)
    add_input (self, input->id, input->title, names[input->unit->unit], input->fallback);
  else
    self->is_typed_only = TRUE;
}

static gboolean
has_list (GPtrArray *inputs)
{
  for (guint i = 0; i < inputs->len; i++)
    if (((const SyIndicatorInput *) inputs->pdata[i])->is_list)
      return TRUE;
  return FALSE;
}

/* Of a moment, a share rolls up like any other, what stands there does not. */
static gboolean
rolls_up_as_ratio (SyIndicator *indicator)
{
  SyIndicatorGrain grain = sy_indicator_get_grain (indicator);

  return grain == SY_GRAIN_RATIO
         || (grain == SY_GRAIN_POINT && sy_indicator_get_unit (indicator) == SY_UNIT_PERCENT);
}

static SyMeasure *
new_of_indicator (SyIndicator *indicator, GError **error)
{
  SyMeasure *self = new_measure ();
  GPtrArray *inputs = sy_indicator_get_inputs (indicator);
  GPtrArray *parameters = sy_indicator_get_parameters (indicator);
  g_autofree char *measure = NULL;

  self->indicator = indicator;
  self->id = g_strdup (sy_indicator_get_id (indicator));
  self->title = g_strdup (sy_indicator_get_title (indicator));
  self->meaning = g_strdup (sy_indicator_get_meaning (indicator));
  self->unit = sy_indicator_get_unit (indicator);
  self->decimals = sy_indicator_get_decimals (indicator);
  self->direction = sy_indicator_get_direction (indicator);
  self->is_ratio = rolls_up_as_ratio (indicator);
  self->adds_up = sy_indicator_get_grain (indicator) == SY_GRAIN_SUM;
  self->is_typed_only = !sy_indicator_is_from_data (indicator);
  for (guint i = 0; i < parameters->len; i++)
    g_ptr_array_add (self->parameters, parameters->pdata[i]);
  if (sy_indicator_get_from_data (indicator) || has_list (inputs))
    {
      measure = sy_indicator_write_measure (indicator);
      self->formula = g_strdup ("measured");
      if (measure)
        add_input (self, "measured", self->title, "number", measure);
      else
        self->is_typed_only = TRUE;
    }
  else
    {
      self->formula = g_strdup (sy_indicator_get_formula (indicator));
      for (guint i = 0; i < inputs->len; i++)
        add_indicator_input (self, inputs->pdata[i]);
    }
  if (find_kinds (self, error))
    return self;
  sy_measure_free (self);
  return NULL;
}

SyMeasure *
sy_measure_new (SyCatalogue *catalogue, const char *id, guint number, GError **error)
{
  SyIndicator *indicator;

  if (*id == '=')
    return new_typed (id, number, error);
  indicator = sy_catalogue_find_indicator (catalogue, id, error);
  return indicator ? new_of_indicator (indicator, error) : NULL;
}

static gboolean
reads_kind (const char *formula, const char *kind)
{
  g_auto (GStrv) reads = formula ? sy_context_list_reads (formula, NULL) : NULL;

  return reads && g_strv_contains ((const char *const *) reads, kind);
}

/* @dimension: "category", or "products.category" */
static gboolean
is_dimension_of (SyCatalogue *catalogue, const char *kind, const char *dimension)
{
  SySourceKind *known = sy_catalogue_find_kind (catalogue, kind);
  const char *dot = strchr (dimension, '.');
  g_autofree char *start = g_strconcat (kind, ".", NULL);

  return known && (!dot || g_str_has_prefix (dimension, start))
         && sy_source_kind_find_role (known, dot ? dot + 1 : dimension);
}

gboolean
sy_measure_is_regardless (const SyMeasure *self,
                          SyCatalogue *catalogue,
                          SySource *source,
                          const char *dimension)
{
  GPtrArray *inputs = self->indicator ? sy_indicator_get_inputs (self->indicator) : NULL;
  gboolean found = FALSE;

  for (guint i = 0; inputs && i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];

      if (!reads_kind (input->formula, source->info.kind))
        continue;
      if (!input->regardless || !is_dimension_of (catalogue, input->regardless, dimension))
        return FALSE;
      found = TRUE;
    }
  return found;
}

/* The source has the role, or names something that has it, such as products with their categories. */
static gboolean
is_at_hand (SyCatalogue *catalogue, GPtrArray *sources, SySource *source, const SyRole *role)
{
  g_auto (SyReach) reach = { 0 };

  return sy_source_has_role (source, role->id)
         || sy_view_reach (catalogue, sources, source, role->id, &reach, NULL);
}

gboolean
sy_view_is_at_hand (SyWorkbook *workbook, const char *need)
{
  g_autoptr (GPtrArray) sources = sy_workbook_list_sources (workbook);
  g_auto (GStrv) parts = g_strsplit (need, ".", 2);
  SySource *source = parts[0] ? sy_view_find_source (sources, parts[0]) : NULL;
  const SyRole *role = source && parts[1] ? sy_source_kind_find_role (source->kind, parts[1]) : NULL;

  if (!source || !parts[1])
    return source != NULL;
  return role && is_at_hand (sy_workbook_get_catalogue (workbook), sources, source, role);
}

/* What computed columns read is needed as well. */
static char *
say_missing_need (const SyMeasure *self, SyCatalogue *catalogue, GPtrArray *sources)
{
  for (const char *const *need = sy_indicator_get_needs (self->indicator); *need; need++)
    {
      g_auto (GStrv) parts = g_strsplit (*need, ".", 2);
      SySourceKind *kind = sy_catalogue_find_kind (catalogue, parts[0]);
      SySource *source = sy_view_find_source (sources, parts[0]);
      const SyRole *role = kind && parts[1] ? sy_source_kind_find_role (kind, parts[1]) : NULL;

      if (!source)
        return g_strdup_printf (_ ("“%s” needs “%s” data: import a file with it."), self->title,
                                kind ? sy_source_kind_get_title (kind) : parts[0]);
      if (role && !is_at_hand (catalogue, sources, source, role))
        return g_strdup_printf (_ ("“%s” needs a column for “%s”, which the source “%s” does not have."),
                                self->title, role->title, source->info.title);
    }
  return NULL;
}

char **
sy_measure_list_reads (const SyMeasure *self)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < self->inputs->len; i++)
    {
      g_auto (GStrv) reads =
          sy_context_list_reads (((const SyMeasureInput *) self->inputs->pdata[i])->formula, NULL);

      if (reads)
        g_strv_builder_addv (list, (const char **) reads);
    }
  if (self->indicator)
    g_strv_builder_addv (list, (const char **) sy_indicator_get_needs (self->indicator));
  return g_strv_builder_end (list);
}

char *
sy_measure_say_missing (const SyMeasure *self, SyCatalogue *catalogue, GPtrArray *sources)
{
  if (self->is_typed_only)
    return g_strdup_printf (_ ("“%s” can only be typed, not taken from data."), self->title);
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

          if (role && !is_at_hand (catalogue, sources, source, role))
            return g_strdup_printf (_ ("“%s” needs a column for “%s”, which the source “%s” does not have."),
                                    self->title, role->title, source->info.title);
        }
    }
  if (self->indicator)
    return say_missing_need (self, catalogue, sources);
  return *self->kinds ? NULL
                      : g_strdup_printf (_ ("“%s” can only be typed, not taken from data."), self->title);
}
