/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a template, and how they are freed. */
#include "config.h"

#include "sy-template-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SyTemplate, sy_template, G_TYPE_OBJECT)

static void
need_free (gpointer data)
{
  SyTemplateNeed *need = data;
  g_free (need->source);
  g_strfreev (need->roles);
  g_strfreev (need->optional);
  g_free (need);
}

static void
parameter_free (gpointer data)
{
  SyTemplateParameter *parameter = data;
  g_free (parameter->id);
  g_free (parameter->title);
  g_free (parameter->description);
  g_free (parameter->fallback);
  g_free (parameter->choices);
  g_free (parameter->needs);
  g_free (parameter);
}

static void
column_free (gpointer data)
{
  SyTemplateColumn *column = data;
  g_free (column->id);
  g_free (column->title);
  g_strfreev (column->titles);
  g_free (column->description);
  g_free (column->formula);
  g_free (column->otherwise);
  g_clear_pointer (&column->choices, g_ptr_array_unref);
  g_free (column->choice_column);
  g_free (column);
}

static void
word_free (gpointer data)
{
  SyTemplateWord *word = data;
  g_free (word->id);
  g_free (word->kept);
  g_free (word->title);
  g_strfreev (word->titles);
  g_free (word);
}

static void
table_free (gpointer data)
{
  SyTemplateTable *table = data;
  g_free (table->id);
  g_free (table->title);
  g_free (table->description);
  g_free (table->rows);
  g_free (table->where);
  g_free (table->sort);
  g_free (table->top);
  g_free (table->key);
  g_free (table->needs);
  g_ptr_array_unref (table->columns);
  g_clear_pointer (&table->samples, g_ptr_array_unref);
  g_free (table);
}

static void
value_free (gpointer data)
{
  SyTemplateValue *value = data;
  g_free (value->id);
  g_free (value->title);
  g_free (value->description);
  g_free (value->formula);
  g_free (value->otherwise);
  g_free (value->needs);
  g_free (value);
}

void
sy_template_note_free (SyTemplateNote *note)
{
  g_free (note->text);
  g_free (note->when);
  g_free (note->about);
  g_free (note);
}

static void
report_item_free (gpointer data)
{
  SyReportItem *item = data;
  g_free (item->text);
  g_strfreev (item->cards);
  g_clear_pointer (&item->note, sy_template_note_free);
  g_free (item);
}

static void
check_free (gpointer data)
{
  SyTemplateCheck *check = data;
  g_free (check->title);
  g_free (check->left);
  g_free (check->right);
  g_free (check);
}

static void
sy_template_finalize (GObject *object)
{
  SyTemplate *self = SY_TEMPLATE (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self->level);
  g_free (self->domain);
  g_strfreev (self->lines);
  g_free (self->subject);
  g_free (self->path);
  g_strfreev (self->uses);
  g_ptr_array_unref (self->needs);
  g_ptr_array_unref (self->parameters);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->charts);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->report);
  g_ptr_array_unref (self->checks);
  g_free (self->text);
  g_clear_object (&self->whole);

  G_OBJECT_CLASS (sy_template_parent_class)->finalize (object);
}

static void
sy_template_class_init (SyTemplateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_template_finalize;
}

static void
sy_template_init (SyTemplate *self)
{
  self->lines = g_new0 (char *, 1);
  self->needs = g_ptr_array_new_with_free_func (need_free);
  self->parameters = g_ptr_array_new_with_free_func (parameter_free);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->values = g_ptr_array_new_with_free_func (value_free);
  self->words = g_ptr_array_new_with_free_func (word_free);
  self->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_template_chart_free);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_template_note_free);
  self->report = g_ptr_array_new_with_free_func (report_item_free);
  self->checks = g_ptr_array_new_with_free_func (check_free);
}

SyTemplate *
sy_template_new (void)
{
  return g_object_new (SY_TYPE_TEMPLATE, NULL);
}

static void
share (GPtrArray **mine, GPtrArray *whole)
{
  g_ptr_array_unref (*mine);
  *mine = g_ptr_array_ref (whole);
}

SyTemplate *
sy_template_new_without (SyTemplate *whole, GHashTable *tables, GHashTable *values)
{
  SyTemplate *self = sy_template_new ();

  self->whole = g_object_ref (whole);
  self->id = g_strdup (whole->id);
  self->title = g_strdup (whole->title);
  self->description = g_strdup (whole->description);
  self->level = g_strdup (whole->level);
  self->domain = g_strdup (whole->domain);
  g_strfreev (self->lines);
  self->lines = g_strdupv (whole->lines);
  self->subject = g_strdup (whole->subject);
  self->path = g_strdup (whole->path);
  self->text = g_strdup (whole->text);
  self->uses = g_strdupv (whole->uses);
  share (&self->needs, whole->needs);
  share (&self->parameters, whole->parameters);
  share (&self->words, whole->words);
  share (&self->charts, whole->charts);
  share (&self->notes, whole->notes);
  share (&self->report, whole->report);
  share (&self->checks, whole->checks);
  g_ptr_array_set_free_func (self->tables, NULL); /* @whole has them */
  for (guint i = 0; i < whole->tables->len; i++)
    {
      SyTemplateTable *table = whole->tables->pdata[i];

      if (table->is_source || !g_hash_table_contains (tables, table->id))
        g_ptr_array_add (self->tables, table);
    }
  g_ptr_array_set_free_func (self->values, NULL);
  for (guint i = 0; i < whole->values->len; i++)
    {
      SyTemplateValue *value = whole->values->pdata[i];

      if (!g_hash_table_contains (values, value->id))
        g_ptr_array_add (self->values, value);
    }
  return self;
}

SyTemplateTable *
sy_template_table_new (void)
{
  SyTemplateTable *table = g_new0 (SyTemplateTable, 1);
  table->columns = g_ptr_array_new_with_free_func (column_free);
  return table;
}

const char *
sy_template_get_id (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->id;
}

const char *
sy_template_get_title (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->title;
}

const char *
sy_template_get_description (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->description;
}

const char *
sy_template_get_level (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->level;
}

const char *
sy_template_get_domain (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->domain;
}

char **
sy_template_get_lines (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->lines;
}

gboolean
sy_template_is_worksheet (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), FALSE);
  return self->subject != NULL;
}

const char *
sy_template_get_subject (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->subject;
}

char *
sy_template_make_prefix (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);
  return g_strdelimit (g_strconcat (id, "_", NULL), "-", '_');
}

const char *
sy_template_get_path (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->path;
}

const char *
sy_template_get_text (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->text;
}

char *
sy_template_dup_text (SyTemplate *self, GError **error)
{
  char *text = NULL;

  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  if (self->text)
    return g_strdup (self->text);
  return g_file_get_contents (self->path, &text, NULL, error) ? text : NULL;
}

char **
sy_template_get_uses (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->uses;
}

GPtrArray *
sy_template_get_needs (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->needs;
}

GPtrArray *
sy_template_get_parameters (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->parameters;
}

GPtrArray *
sy_template_get_tables (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->tables;
}

GPtrArray *
sy_template_get_values (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->values;
}

GPtrArray *
sy_template_get_words (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->words;
}

GPtrArray *
sy_template_get_charts (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->charts;
}

GPtrArray *
sy_template_get_notes (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->notes;
}

GPtrArray *
sy_template_get_report (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->report;
}

GPtrArray *
sy_template_get_checks (SyTemplate *self)
{
  g_return_val_if_fail (SY_IS_TEMPLATE (self), NULL);
  return self->checks;
}

const char *
sy_area_get_title (SyArea area)
{
  switch (area)
    {
    case SY_AREA_CUSTOM:
      return _ ("Settings");
    case SY_AREA_SOURCE:
      return _ ("Data Sources");
    case SY_AREA_HELPER:
      return _ ("Helper Tables");
    case SY_AREA_ANALYSIS:
      return _ ("Analysis");
    case SY_AREA_REPORT:
    default:
      return _ ("Report");
    }
}
