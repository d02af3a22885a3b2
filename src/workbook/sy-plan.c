/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the model together: sources with their roles, then each template's parameters, tables and values that
 * can be there; binds it, and keeps beside it how everything is called and shown. */
#include "config.h"

#include "sy-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-availability.h"
#include "sy-binder.h"
#include "sy-calendar-source.h"
#include "sy-links.h"
#include "sy-parameter-choices.h"
#include "sy-parser.h"
#include "sy-small-groups.h"

/* A parameter and the value it is bound to. */
typedef struct
{
  SyWorkbookParameter info;
  char *problem; /* its source or role is missing */
  SyTypedValue value;
  gboolean is_bound; /* else it is a named value: its default is a formula */
} Parameter;

struct _SyPlan
{
  gatomicrefcount ref_count;
  SyCatalogue *catalogue;
  GPtrArray *templates; /* keeps the definitions alive */
  GPtrArray *sources;
  GHashTable *inputs;
  SyTemplate *own; /* borrowed from the templates; or NULL */
  GHashTable *titles;
  gboolean hides_small_groups;
  GPtrArray *report; /* NULL: the template's */

  SyAvailability *availability;
  GPtrArray *parameters;       /* (element-type Parameter) all of them */
  GPtrArray *shown_parameters; /* (element-type SyWorkbookParameter, borrowed) */
  GPtrArray *tables;           /* (element-type SyWorkbookTable) */
  GPtrArray *values;           /* (element-type SyWorkbookValue) */
  GPtrArray *charts;           /* (element-type SyTemplateChart, borrowed) */
  GPtrArray *made_tables;      /* (element-type SyTemplateTable): sources */

  SyModel *model;
  gboolean is_bound;
  GError *error;
  GMutex links_lock;
  SyLinks *links; /* made when they are asked for */
};

static void
parameter_free (gpointer data)
{
  Parameter *parameter = data;

  g_free (parameter->info.text);
  g_free (parameter->problem);
  sy_typed_value_clear (&parameter->value);
  g_free (parameter);
}

static void
table_free (gpointer data)
{
  SyWorkbookTable *table = data;

  g_free (table->unavailable);
  g_free (table);
}

static void
value_free (gpointer data)
{
  SyWorkbookValue *value = data;

  g_free (value->unavailable);
  g_free (value);
}

static void
made_table_free (gpointer data)
{
  SyTemplateTable *table = data;

  g_free (table->id);
  g_free (table->title);
  g_free (table->rows);
  g_ptr_array_unref (table->columns);
  g_free (table);
}

SyPlan *
sy_plan_ref (SyPlan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sy_plan_unref (SyPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->links, sy_links_free);
  g_mutex_clear (&self->links_lock);
  sy_model_unref (self->model);
  g_clear_error (&self->error);
  sy_availability_free (self->availability);
  g_ptr_array_unref (self->shown_parameters);
  g_ptr_array_unref (self->parameters);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->charts);
  g_ptr_array_unref (self->made_tables);
  g_hash_table_unref (self->inputs);
  g_hash_table_unref (self->titles);
  g_clear_pointer (&self->report, g_ptr_array_unref);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->templates);
  g_object_unref (self->catalogue);
  g_free (self);
}

/* --- parameters --- */

static Parameter *
find_parameter (SyPlan *self, const char *id)
{
  for (guint i = 0; i < self->parameters->len; i++)
    {
      Parameter *parameter = self->parameters->pdata[i];
      if (g_ascii_strcasecmp (parameter->info.definition->id, id) == 0)
        return parameter;
    }
  for (guint i = 0; i < self->parameters->len; i++)
    {
      Parameter *parameter = self->parameters->pdata[i];
      if (g_strcmp0 (parameter->info.definition->title, id) == 0)
        return parameter;
    }
  return NULL;
}

static char *
say_parameter_problem (SyPlan *self, const SyTemplateParameter *definition)
{
  g_auto (GStrv) parts = definition->needs ? g_strsplit (definition->needs, ".", 2) : NULL;
  SySource *source;
  const SyRole *role;

  if (!parts || !parts[0] || !parts[1])
    return NULL;
  source = sy_plan_find_source (self, parts[0]);
  if (!source)
    return g_strdup_printf (_ ("“%s” needs “%s” data: import a file with it."), definition->title, parts[0]);
  if (sy_source_has_role (source, parts[1]))
    return NULL;
  role = sy_source_kind_find_role (source->kind, parts[1]);
  return g_strdup_printf (_ ("“%s” needs a column for “%s”, which the source “%s” does not have."),
                          definition->title, role ? role->title : parts[1], source->info.title);
}

static gboolean
fits (const SyTemplateParameter *definition, const char *text)
{
  g_auto (SyTypedValue) typed = { 0 };

  return text && sy_parameter_parse (definition, text, &typed, NULL);
}

/* The last template that declares a parameter says what it is: a template can give another default to one it
 * uses. */
static void
add_parameter (SyPlan *self, const SyTemplateParameter *definition, GHashTable *texts)
{
  Parameter *parameter = find_parameter (self, definition->id);
  const char *text = g_hash_table_lookup (texts, definition->id);
  g_autofree char *problem = say_parameter_problem (self, definition);

  /* What was set for another template or other sources, and does not fit here, counts as not set. */
  if (problem || !fits (definition, text))
    text = NULL;
  if (!parameter)
    {
      parameter = g_new0 (Parameter, 1);
      g_ptr_array_add (self->parameters, parameter);
    }
  parameter->info.definition = definition;
  parameter->info.type = sy_parameter_type (definition->is_text, definition->unit);
  g_free (parameter->problem);
  parameter->problem = g_steal_pointer (&problem);
  g_free (parameter->info.text);
  parameter->info.text = g_strdup (text);
  parameter->info.is_set = text != NULL;
}

static gboolean
has_formula (const Parameter *parameter)
{
  const char *fallback = parameter->info.definition->fallback;

  return !parameter->info.is_set && fallback && *fallback == '=';
}

/* Is every source that a default's formula reads there? */
static gboolean
collect_tables (SyExpression *expression, gpointer user_data)
{
  if (expression->table)
    g_ptr_array_add (user_data, expression->table);
  return TRUE;
}

static gboolean
can_bind_default (SyPlan *self, const char *formula)
{
  g_autoptr (SyExpression) parsed = sy_parser_parse (formula, NULL);
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();

  if (!parsed)
    return TRUE;
  sy_expression_walk (parsed, collect_tables, tables);
  for (guint i = 0; i < tables->len; i++)
    if (!sy_model_find_table (self->model, tables->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
bind_parameter (SyPlan *self, Parameter *parameter)
{
  const SyTemplateParameter *definition = parameter->info.definition;
  const char *text = parameter->info.is_set ? parameter->info.text : definition->fallback;
  SyModelName *name;

  if (has_formula (parameter) && can_bind_default (self, definition->fallback))
    {
      sy_model_add_value (self->model, definition->id, definition->title, definition->fallback + 1);
      return;
    }
  parameter->is_bound = TRUE;
  if (has_formula (parameter))
    text = NULL;
  if (!sy_parameter_read_kept (definition, text, &parameter->value, self->error ? NULL : &self->error))
    sy_parameter_parse_text (definition->title, definition->is_text, definition->unit, NULL,
                             &parameter->value, NULL);
  name = sy_model_add_parameter (self->model, definition->id, definition->title, parameter->info.type);
  name->may_be_blank = definition->may_be_blank || parameter->value.value.is_null;
}

static void
add_parameters (SyPlan *self, GHashTable *texts)
{
  for (guint i = 0; i < self->templates->len; i++)
    {
      GPtrArray *list = sy_template_get_parameters (self->templates->pdata[i]);
      for (guint j = 0; j < list->len; j++)
        add_parameter (self, list->pdata[j], texts);
    }
  for (guint i = 0; i < self->parameters->len; i++)
    {
      Parameter *parameter = self->parameters->pdata[i];
      if (!parameter->problem)
        g_ptr_array_add (self->shown_parameters, &parameter->info);
    }
}

/* --- sources --- */

static SyValueType
model_type (SyColumnType type)
{
  return type == SY_COLUMN_DATE   ? SY_TYPE_DATE
         : type == SY_COLUMN_BOOL ? SY_TYPE_BOOL
         : type == SY_COLUMN_TEXT ? SY_TYPE_TEXT
                                  : SY_TYPE_NUMBER;
}

/* Does a template compute the column @id of @source? */
static gboolean
computes_column (SyPlan *self, const SySource *source, const char *id)
{
  for (guint i = 0; i < self->templates->len; i++)
    {
      GPtrArray *tables = sy_template_get_tables (self->templates->pdata[i]);

      for (guint j = 0; j < tables->len; j++)
        {
          const SyTemplateTable *table = tables->pdata[j];

          if (!table->is_source || !g_str_equal (table->id, source->info.kind))
            continue;
          for (guint k = 0; k < table->columns->len; k++)
            if (g_str_equal (((const SyTemplateColumn *) table->columns->pdata[k])->id, id))
              return TRUE;
        }
    }
  return FALSE;
}

/* A role that no file brings is a blank column, unless a template computes it. */
static void
add_source_columns (SyPlan *self, SyModelTable *table, const SySource *source)
{
  for (guint i = 0; i < source->columns->len; i++)
    {
      const SySourceColumn *from = source->columns->pdata[i];
      SyModelColumn *column;

      if (from->how == SY_SOURCE_COLUMN_ABSENT && computes_column (self, source, from->id))
        continue;
      column = sy_model_table_add_column (table, from->id, from->title, NULL);
      column->type = model_type (from->type);
      column->may_be_blank = from->n_blank > 0;
      column->is_decimal = from->type == SY_COLUMN_DECIMAL || from->type == SY_COLUMN_INT64;
      column->decimals = from->type == SY_COLUMN_DECIMAL ? from->scale : 0;
    }
}

static gboolean
has_column (const SyModelTable *table, const char *id)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (g_ascii_strcasecmp (((const SyModelColumn *) table->columns->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
add_computed_columns (SyPlan *self, SyModelTable *table)
{
  for (guint i = 0; i < self->templates->len; i++)
    {
      GPtrArray *tables = sy_template_get_tables (self->templates->pdata[i]);
      for (guint j = 0; j < tables->len; j++)
        {
          const SyTemplateTable *from = tables->pdata[j];
          if (!from->is_source || !g_str_equal (from->id, table->id))
            continue;
          for (guint k = 0; k < from->columns->len; k++)
            {
              const SyTemplateColumn *column = from->columns->pdata[k];
              if (has_column (table, column->id))
                continue; /* several views and templates may bring the same one */
              if (!sy_availability_get_source_column (self->availability, table->id, column->id))
                sy_model_table_add_column (table, column->id, column->title,
                                           sy_availability_pick_column_formula (self->availability, column));
            }
        }
    }
}

static SyTemplateTable *
make_source_table (const SySource *source)
{
  SyTemplateTable *table = g_new0 (SyTemplateTable, 1);

  table->id = g_strdup (source->info.kind);
  table->title = g_strdup (source->info.title);
  table->area = SY_AREA_SOURCE;
  table->rows = g_strdup_printf ("SOURCE(%s)", source->info.kind);
  table->is_source = TRUE;
  table->columns = g_ptr_array_new ();
  return table;
}

/* Does a template read the source? A built-in one is shown and exported only then. */
static gboolean
mentions (const char *formula, const SySource *source)
{
  g_autoptr (SyExpression) parsed = formula ? sy_parser_parse (formula, NULL) : NULL;
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  gboolean found = FALSE;

  if (parsed)
    sy_expression_walk (parsed, collect_tables, tables);
  for (guint i = 0; i < tables->len; i++)
    found = found || g_ascii_strcasecmp (tables->pdata[i], source->info.kind) == 0
            || g_str_equal (tables->pdata[i], source->info.title);
  return found;
}

static gboolean
is_mentioned_in_tables (SyPlan *self, SyTemplate *template, const SySource *source)
{
  GPtrArray *tables = sy_template_get_tables (template);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyTemplateTable *table = tables->pdata[i];
      if ((table->is_source && g_str_equal (table->id, source->info.kind)) || mentions (table->rows, source)
          || mentions (table->where, source) || mentions (table->top, source))
        return TRUE;
      for (guint j = 0; j < table->columns->len; j++)
        if (mentions (sy_availability_pick_column_formula (self->availability, table->columns->pdata[j]),
                      source))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_mentioned (SyPlan *self, const SySource *source)
{
  for (guint i = 0; i < self->templates->len; i++)
    {
      SyTemplate *template = self->templates->pdata[i];
      GPtrArray *values = sy_template_get_values (template);
      GPtrArray *parameters = sy_template_get_parameters (template);

      if (is_mentioned_in_tables (self, template, source))
        return TRUE;
      for (guint j = 0; j < values->len; j++)
        if (mentions (sy_availability_pick_value_formula (self->availability, values->pdata[j]), source))
          return TRUE;
      for (guint j = 0; j < parameters->len; j++)
        if (mentions (((const SyTemplateParameter *) parameters->pdata[j])->fallback, source))
          return TRUE;
    }
  return FALSE;
}

/* The calendar is there unless a template has a table of this name; an imported one joins it. */
static void
add_built_in (SyPlan *self)
{
  SySource *imported = sy_plan_find_source (self, SY_CALENDAR_KIND);
  SySource *source = sy_calendar_source_new (self->catalogue, imported);

  for (guint i = 0; source && i < self->templates->len; i++)
    {
      GPtrArray *tables = sy_template_get_tables (self->templates->pdata[i]);
      for (guint j = 0; source && j < tables->len; j++)
        {
          const SyTemplateTable *table = tables->pdata[j];
          if (!table->is_source
              && (g_ascii_strcasecmp (table->id, source->info.kind) == 0
                  || g_strcmp0 (table->title, source->info.title) == 0))
            g_clear_pointer (&source, sy_source_unref);
        }
    }
  if (source && imported)
    g_ptr_array_remove (self->sources, imported);
  if (source)
    g_ptr_array_add (self->sources, source);
}

static void
add_sources (SyPlan *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const SySource *source = self->sources->pdata[i];
      SyTemplateTable *definition = make_source_table (source);
      SyWorkbookTable *listed = g_new0 (SyWorkbookTable, 1);
      SyModelTable *table =
          sy_model_add_table (self->model, definition->id, definition->title, definition->rows);

      g_free (table->relation);
      table->relation = g_strdup (source->info.relation);
      add_source_columns (self, table, source);
      add_computed_columns (self, table);
      if (source->is_built_in && !is_mentioned (self, source))
        {
          made_table_free (definition);
          table_free (listed);
          continue;
        }
      listed->definition = definition;
      g_ptr_array_add (self->made_tables, definition);
      g_ptr_array_add (self->tables, listed);
    }
}

/* --- tables and values --- */

static void
hide_small_groups (SyPlan *self, SyModelTable *table)
{
  g_autofree char *condition = sy_small_groups_write_condition (self->sources, self->model, table);
  g_autofree char *before = NULL;

  if (!condition)
    return;
  before = g_steal_pointer (&table->where);
  table->where = before ? g_strdup_printf ("AND(%s,%s)", before, condition) : g_steal_pointer (&condition);
  table->hides_small_groups = TRUE;
}

static void
add_model_table (SyPlan *self, const SyTemplateTable *from)
{
  SyModelTable *table = sy_model_add_table (self->model, from->id, from->title,
                                            sy_availability_pick_rows (self->availability, from));
  gboolean is_input = g_strcmp0 (from->rows, "INPUT") == 0;

  table->where = g_strdup (from->where);
  table->sort = g_strdup (from->sort);
  table->top = g_strdup (from->top);
  for (guint i = 0; i < from->columns->len; i++)
    {
      const SyTemplateColumn *column_from = from->columns->pdata[i];
      gboolean is_titled = column_from->title && !g_str_equal (column_from->title, column_from->id);
      SyModelColumn *column =
          sy_model_table_add_column (table, column_from->id, is_titled ? column_from->title : NULL,
                                     sy_availability_pick_column_formula (self->availability, column_from));
      if (!is_input || !sy_template_column_is_typed (column_from))
        continue;
      column->type = sy_parameter_type (column_from->is_text, column_from->unit);
      column->may_be_blank = TRUE;
    }
  if (self->hides_small_groups)
    hide_small_groups (self, table);
}

static void
add_tables (SyPlan *self, SyTemplate *template)
{
  GPtrArray *tables = sy_template_get_tables (template);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyTemplateTable *definition = tables->pdata[i];
      SyWorkbookTable *listed;
      if (definition->is_source)
        continue;
      listed = g_new0 (SyWorkbookTable, 1);
      listed->definition = definition;
      listed->unavailable = g_strdup (sy_availability_get_table (self->availability, definition->id));
      g_ptr_array_add (self->tables, listed);
      if (!listed->unavailable)
        add_model_table (self, definition);
    }
}

static void
add_values (SyPlan *self, SyTemplate *template)
{
  GPtrArray *values = sy_template_get_values (template);

  for (guint i = 0; i < values->len; i++)
    {
      const SyTemplateValue *definition = values->pdata[i];
      SyWorkbookValue *listed = g_new0 (SyWorkbookValue, 1);
      listed->definition = definition;
      listed->unavailable = g_strdup (sy_availability_get_name (self->availability, definition->id));
      g_ptr_array_add (self->values, listed);
      if (!listed->unavailable)
        sy_model_add_value (self->model, definition->id, definition->title,
                            sy_availability_pick_value_formula (self->availability, definition));
    }
}

static gboolean
has_name (SyPlan *self, const char *id)
{
  return !id || !sy_availability_get_name (self->availability, id);
}

static void
add_charts (SyPlan *self, SyTemplate *template)
{
  GPtrArray *charts = sy_template_get_charts (template);

  for (guint i = 0; i < charts->len; i++)
    {
      SyTemplateChart *chart = charts->pdata[i];
      gboolean available = !sy_availability_get_table (self->availability, chart->table)
                           && has_name (self, chart->zone_low) && has_name (self, chart->zone_high)
                           && has_name (self, chart->point);
      for (guint j = 0; chart->lines && j < chart->lines->len; j++)
        available = available && has_name (self, ((SyTemplateLine *) chart->lines->pdata[j])->value);
      if (available)
        g_ptr_array_add (self->charts, chart);
    }
}

static int
compare_areas (gconstpointer a, gconstpointer b)
{
  const SyWorkbookTable *const *x = a;
  const SyWorkbookTable *const *y = b;

  return (int) (*x)->definition->area - (int) (*y)->definition->area;
}

/* g_ptr_array_sort() is stable in GLib. */
static void
build (SyPlan *self, GHashTable *texts)
{
  add_parameters (self, texts);
  add_sources (self);
  for (guint i = 0; i < self->templates->len; i++)
    {
      add_tables (self, self->templates->pdata[i]);
      add_values (self, self->templates->pdata[i]);
      add_charts (self, self->templates->pdata[i]);
    }
  for (guint i = 0; i < self->parameters->len; i++)
    bind_parameter (self, self->parameters->pdata[i]);
  g_ptr_array_sort (self->tables, compare_areas);
}

static void
copy_inputs (SyPlan *self, GHashTable *inputs)
{
  GHashTableIter iter;
  gpointer id, rows;

  g_hash_table_iter_init (&iter, inputs);
  while (g_hash_table_iter_next (&iter, &id, &rows))
    g_hash_table_insert (self->inputs, g_strdup (id), g_ptr_array_ref (rows));
}

/* @row with the cells that the template gives. */
static char **
fill_row (const SyTemplateTable *table, char **row, char **sample)
{
  g_autoptr (GStrvBuilder) filled = g_strv_builder_new ();
  guint length = row ? g_strv_length (row) : 0;
  guint given = g_strv_length (sample);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyTemplateColumn *column = table->columns->pdata[i];
      const char *cell = i < length ? row[i] : "";

      g_strv_builder_add (filled, !column->is_read_only ? cell : i < given ? sample[i] : "");
    }
  return g_strv_builder_end (filled);
}

/* Typed rows of a table whose rows are fixed: as many as the template has, in the language of the catalogue.
 */
static void
fill_inputs (SyPlan *self)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const SyTemplateTable *table = ((SyWorkbookTable *) self->tables->pdata[i])->definition;
      GPtrArray *typed = table->is_fixed ? g_hash_table_lookup (self->inputs, table->id) : NULL;
      GPtrArray *filled;

      if (!typed)
        continue;
      filled = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      for (guint row = 0; row < table->samples->len; row++)
        g_ptr_array_add (filled, fill_row (table, row < typed->len ? typed->pdata[row] : NULL,
                                           table->samples->pdata[row]));
      g_hash_table_replace (self->inputs, g_strdup (table->id), filled);
    }
}

static gpointer
copy_source (gconstpointer source, gpointer user_data)
{
  return sy_source_ref ((SySource *) source);
}

static gpointer
copy_template (gconstpointer template, gpointer user_data)
{
  return g_object_ref ((gpointer) template);
}

/* Kept views and worksheets join a plan behind the template that it is for. */
static SyTemplate *
choose_own (SyPlan *self, const SyPlanState *state)
{
  if (state->own && g_ptr_array_find (self->templates, state->own, NULL))
    return state->own;
  for (guint i = self->templates->len; i > 0; i--)
    if (!sy_template_is_worksheet (self->templates->pdata[i - 1]))
      return self->templates->pdata[i - 1];
  return NULL;
}

static GHashTable *
copy_titles (GHashTable *titles)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer id, title;

  if (!titles)
    return copy;
  g_hash_table_iter_init (&iter, titles);
  while (g_hash_table_iter_next (&iter, &id, &title))
    g_hash_table_insert (copy, g_strdup (id), g_strdup (title));
  return copy;
}

/**
 * sy_plan_new:
 *
 * Never fails: what is wrong with a formula is told by sy_plan_get_model(), so that the rest can still be
 * shown.
 */
SyPlan *
sy_plan_new (const SyPlanState *state)
{
  SyPlan *self = g_new0 (SyPlan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->links_lock);
  self->catalogue = g_object_ref (state->catalogue);
  self->templates = g_ptr_array_copy (state->templates, copy_template, NULL);
  g_ptr_array_set_free_func (self->templates, g_object_unref);
  self->sources = g_ptr_array_copy (state->sources, copy_source, NULL);
  g_ptr_array_set_free_func (self->sources, (GDestroyNotify) sy_source_unref);
  self->inputs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->hides_small_groups = state->hides_small_groups;
  copy_inputs (self, state->inputs);
  self->own = choose_own (self, state);
  self->titles = copy_titles (state->titles);
  self->report = state->report ? g_ptr_array_ref (state->report) : NULL;
  add_built_in (self);
  self->availability = sy_availability_new (self->catalogue, self->templates, self->sources);
  self->parameters = g_ptr_array_new_with_free_func (parameter_free);
  self->shown_parameters = g_ptr_array_new ();
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->values = g_ptr_array_new_with_free_func (value_free);
  self->charts = g_ptr_array_new ();
  self->made_tables = g_ptr_array_new_with_free_func (made_table_free);
  self->model = sy_model_new ();
  build (self, state->parameters);
  fill_inputs (self);
  return self;
}

/* --- asking --- */

/* Bound when someone asks for it: most changes of a parameter come before anyone does. */
SyModel *
sy_plan_get_model (SyPlan *self, GError **error)
{
  if (!self->is_bound)
    {
      self->is_bound = TRUE;
      if (!self->error)
        sy_binder_bind (self->model, &self->error);
    }
  if (!self->error)
    return self->model;
  if (error)
    *error = g_error_copy (self->error);
  return NULL;
}

SyLinks *
sy_plan_get_links (SyPlan *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->links_lock);

  if (!self->links)
    self->links = sy_links_new (self, self->model);
  return self->links;
}

SyTemplate *
sy_plan_get_own (SyPlan *self)
{
  return self->own;
}

GPtrArray *
sy_plan_get_report (SyPlan *self)
{
  return self->report;
}

GHashTable *
sy_plan_get_titles (SyPlan *self)
{
  return self->titles;
}

SyTemplate *
sy_plan_find_worksheet (SyPlan *self, const char *id, GError **error)
{
  for (guint i = 0; i < self->templates->len; i++)
    if (sy_template_is_worksheet (self->templates->pdata[i])
        && g_str_equal (sy_template_get_id (self->templates->pdata[i]), id))
      return self->templates->pdata[i];
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("There is no worksheet “%s”"), id);
  return NULL;
}

const char *
sy_plan_get_title (SyPlan *self, SyTemplate *template)
{
  const char *title = g_hash_table_lookup (self->titles, sy_template_get_id (template));

  return title ? title : sy_template_get_title (template);
}

GPtrArray *
sy_plan_get_templates (SyPlan *self)
{
  return self->templates;
}

GPtrArray *
sy_plan_get_sources (SyPlan *self)
{
  return self->sources;
}

GPtrArray *
sy_plan_get_tables (SyPlan *self)
{
  return self->tables;
}

GPtrArray *
sy_plan_get_values (SyPlan *self)
{
  return self->values;
}

GPtrArray *
sy_plan_get_charts (SyPlan *self)
{
  return self->charts;
}

gboolean
sy_plan_allows_note (SyPlan *self, const SyTemplateNote *note)
{
  return sy_availability_allows_note (self->availability, note);
}

GPtrArray *
sy_plan_get_parameters (SyPlan *self)
{
  return self->shown_parameters;
}

SyWorkbookTable *
sy_plan_find_table (SyPlan *self, const char *id_or_title)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      SyWorkbookTable *table = self->tables->pdata[i];
      if (g_ascii_strcasecmp (table->definition->id, id_or_title) == 0)
        return table;
    }
  for (guint i = 0; i < self->tables->len; i++)
    {
      SyWorkbookTable *table = self->tables->pdata[i];
      if (g_strcmp0 (table->definition->title, id_or_title) == 0)
        return table;
    }
  return NULL;
}

SyWorkbookValue *
sy_plan_find_value (SyPlan *self, const char *id_or_title)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      SyWorkbookValue *value = self->values->pdata[i];
      if (g_ascii_strcasecmp (value->definition->id, id_or_title) == 0)
        return value;
    }
  for (guint i = 0; i < self->values->len; i++)
    {
      SyWorkbookValue *value = self->values->pdata[i];
      if (g_strcmp0 (value->definition->title, id_or_title) == 0)
        return value;
    }
  return NULL;
}

SyWorkbookParameter *
sy_plan_find_parameter (SyPlan *self, const char *id_or_title)
{
  Parameter *parameter = find_parameter (self, id_or_title);

  return parameter ? &parameter->info : NULL;
}

const char *
sy_plan_get_parameter_problem (SyPlan *self, const char *id)
{
  Parameter *parameter = find_parameter (self, id);

  return parameter ? parameter->problem : NULL;
}

const SyTypedValue *
sy_plan_get_bound_value (SyPlan *self, const char *id)
{
  Parameter *parameter = find_parameter (self, id);

  return parameter && parameter->is_bound ? &parameter->value : NULL;
}

SySource *
sy_plan_find_source (SyPlan *self, const char *kind)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      SySource *source = self->sources->pdata[i];
      if (g_str_equal (source->info.kind, kind))
        return source;
    }
  return NULL;
}

GPtrArray *
sy_plan_get_input_rows (SyPlan *self, const char *id)
{
  GPtrArray *typed = g_hash_table_lookup (self->inputs, id);
  SyWorkbookTable *table = typed ? NULL : sy_plan_find_table (self, id);

  return table ? table->definition->samples : typed;
}
