/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-worksheet-reader.h"

#include "sy-evaluation-private.h"

static void
free_table (gpointer data)
{
  SyWorksheetTable *table = data;

  g_clear_object (&table->table);
  g_clear_object (&table->frame);
  g_free (table->problem);
  g_ptr_array_unref (table->choice_columns);
  g_ptr_array_unref (table->choices);
  g_ptr_array_unref (table->remarks);
  g_free (table);
}

static void
free_chart (gpointer chart)
{
  if (chart)
    sy_built_chart_free (chart);
}

SyWorksheetReading *
sy_worksheet_reading_new (SyEvaluation *evaluation, SyTemplate *template)
{
  SyWorksheetReading *self = g_new0 (SyWorksheetReading, 1);

  self->evaluation = g_object_ref (evaluation);
  self->template = g_object_ref (template);
  self->tables = g_ptr_array_new_with_free_func (free_table);
  self->charts = g_ptr_array_new_with_free_func (free_chart);
  self->findings = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sy_worksheet_reading_free (SyWorksheetReading *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->charts);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->values);
  g_object_unref (self->evaluation);
  g_object_unref (self->template);
  g_free (self);
}

/* --- tables --- */

static void
read_choices (SyWorksheetReading *self, SyWorksheetTable *table, GCancellable *cancellable)
{
  for (guint i = 0; i < table->definition->columns->len; i++)
    {
      const SyTemplateColumn *column = table->definition->columns->pdata[i];
      char **choices;

      if (!column->choice_column)
        continue;
      choices = sy_evaluation_list_cell_choices (self->evaluation, table->definition->id, column->id,
                                                 cancellable, NULL);
      if (!choices)
        continue;
      g_ptr_array_add (table->choice_columns, g_strdup (column->id));
      g_ptr_array_add (table->choices, choices);
    }
}

static void
read_link (
    SyWorksheetReading *self, SyWorksheetTable *table, guint row, guint column, GCancellable *cancellable)
{
  const SyLink *link =
      sy_evaluation_find_link (self->evaluation, table->definition->id, row, column, cancellable, NULL);
  SySheetRemark *remark;

  if (!link || (!link->problem && !link->warning))
    return;
  remark = g_new0 (SySheetRemark, 1);
  remark->row = row;
  remark->index = column;
  remark->text = g_strdup (link->problem ? link->problem : link->warning);
  g_ptr_array_add (table->remarks, remark);
}

/* Why a link gives nothing, or what is odd about what it gives. */
static void
read_remarks (SyWorksheetReading *self, SyWorksheetTable *table, GCancellable *cancellable)
{
  GPtrArray *columns = table->definition->columns;
  GPtrArray *rows = sy_plan_get_input_rows (sy_evaluation_get_plan (self->evaluation), table->definition->id);

  for (guint i = 0; table->table && rows && i < rows->len; i++)
    {
      char **cells = rows->pdata[i];

      for (guint j = 0; j < columns->len && cells[j]; j++)
        if (sy_template_column_takes_links (columns->pdata[j])
            && sy_link_parse (cells[j], NULL) != SY_LINK_NONE)
          read_link (self, table, i, j, cancellable);
    }
}

static void
read_table (SyWorksheetReading *self, const SyTemplateTable *definition, GCancellable *cancellable)
{
  SyWorksheetTable *table = g_new0 (SyWorksheetTable, 1);
  g_autoptr (GError) error = NULL;

  table->definition = definition;
  table->choice_columns = g_ptr_array_new_with_free_func (g_free);
  table->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  table->remarks = g_ptr_array_new_with_free_func (sy_sheet_remark_free);
  g_ptr_array_add (self->tables, table);
  table->table = sy_evaluation_get_table (self->evaluation, definition->id, cancellable, &error);
  if (table->table)
    table->frame = sy_table_read (table->table, 0, SY_WORKSHEET_MAX_ROWS, -1, FALSE, cancellable, &error);
  if (error)
    table->problem = g_strdup (error->message);
  read_choices (self, table, cancellable);
  read_remarks (self, table, cancellable);
}

/* --- drawings --- */

static const SyTemplateChart *
find_chart (SyWorksheetReading *self, const char *id)
{
  GPtrArray *all = sy_plan_get_charts (sy_evaluation_get_plan (self->evaluation));

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((const SyTemplateChart *) all->pdata[i])->id, id))
      return all->pdata[i];
  return NULL;
}

static void
read_charts (SyWorksheetReading *self, GCancellable *cancellable)
{
  GPtrArray *charts = sy_template_get_charts (self->template);

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *definition = find_chart (self, ((const SyTemplateChart *) charts->pdata[i])->id);
      g_autoptr (GError) error = NULL;
      SyBuiltChart *built =
          definition ? sy_chart_builder_build (self->evaluation, definition, cancellable, &error) : NULL;

      if (built)
        g_ptr_array_add (self->charts, built);
      else if (error)
        g_ptr_array_add (self->findings, g_strdup (error->message));
    }
}

/* --- sentences and parameters --- */

static void
read_findings (SyWorksheetReading *self, GCancellable *cancellable)
{
  GPtrArray *notes = sy_template_get_notes (self->template);

  for (guint i = 0; i < notes->len; i++)
    {
      char *text = sy_evaluation_expand_note (self->evaluation, notes->pdata[i], cancellable, NULL);

      if (text && *text)
        g_ptr_array_add (self->findings, text);
      else
        g_free (text);
    }
}

static void
read_parameters (SyWorksheetReading *self, GCancellable *cancellable)
{
  GPtrArray *parameters = sy_template_get_parameters (self->template);

  for (guint i = 0; i < parameters->len; i++)
    {
      const char *id = ((const SyTemplateParameter *) parameters->pdata[i])->id;
      char *text = sy_evaluation_format_value (self->evaluation, id, cancellable, NULL);

      g_ptr_array_add (self->names, g_strdup (id));
      g_ptr_array_add (self->values, text ? text : g_strdup ("—"));
    }
}

gboolean
sy_worksheet_reading_read (SyWorksheetReading *self, GCancellable *cancellable, GError **error)
{
  GPtrArray *tables = sy_template_get_tables (self->template);

  read_findings (self, cancellable);
  read_parameters (self, cancellable);
  read_charts (self, cancellable);
  for (guint i = 0; i < tables->len; i++)
    {
      const SyTemplateTable *definition = tables->pdata[i];

      if (!definition->hidden && !definition->is_source)
        read_table (self, definition, cancellable);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
