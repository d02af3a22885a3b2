/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views of a workbook: evaluated alone, over the same sources and parameters; kept ones are a text of the
 * document, and their templates join the plan. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-calendar-source.h"
#include "sy-view-private.h"
#include "sy-workbook-private.h"

/* What could not be had, as long as the evaluation lives. */
#define PROBLEMS "sy-view-problems"
#define VIEW "sy-view"
#define KEPT "views"
/* Between the texts of two views. */
#define SEPARATOR "\n\f\n"

GPtrArray *
sy_workbook_list_sources (SyWorkbook *self)
{
  GPtrArray *sources = sy_workbook_list_seen (self, self->masking);
  SySource *imported, *calendar;

  imported = sy_view_find_source (sources, "calendar");
  calendar = sy_calendar_source_new (self->catalogue, imported);
  if (calendar && imported)
    g_ptr_array_remove (sources, imported);
  if (calendar)
    g_ptr_array_add (sources, calendar);
  return sources;
}

static SyTemplate *
make_template (SyWorkbook *self, SyView *view, SyMasking masking, GPtrArray **problems, GError **error)
{
  g_autoptr (SyView) seen = sy_workbook_mask_view (self, view, masking);
  g_autofree char *xml = sy_view_write_template (seen, self, problems, error);

  return xml ? sy_template_reader_read_text (xml, sy_view_get_id (view), sy_workbook_get_language (self),
                                             error)
             : NULL;
}

SyEvaluation *
sy_workbook_evaluate_view_as (SyWorkbook *self, SyView *view, SyMasking masking, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);
  SyTemplate *template = make_template (self, view, masking, &problems, error);
  g_autoptr (SyPlan) plan = NULL;
  SyModel *model;
  SyEvaluation *evaluation;

  if (!template)
    return NULL;
  g_ptr_array_add (templates, template);
  plan = sy_workbook_make_plan (self, masking, templates);
  model = sy_plan_get_model (plan, error);
  if (!model)
    return NULL;
  evaluation = sy_evaluation_new (self, plan, model, self->relations, sy_workbook_get_language (self));
  g_object_set_data_full (G_OBJECT (evaluation), PROBLEMS, g_steal_pointer (&problems),
                          (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data_full (G_OBJECT (evaluation), VIEW, sy_view_copy (view), g_object_unref);
  return evaluation;
}

SyEvaluation *
sy_workbook_evaluate_view (SyWorkbook *self, SyView *view, GError **error)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self) && SY_IS_VIEW (view), NULL);
  return sy_workbook_evaluate_view_as (self, view, self->masking, error);
}

SyView *
sy_evaluation_get_view (SyEvaluation *self)
{
  return g_object_get_data (G_OBJECT (self), VIEW);
}

GPtrArray *
sy_evaluation_get_view_problems (SyEvaluation *evaluation)
{
  g_return_val_if_fail (SY_IS_EVALUATION (evaluation), NULL);
  return g_object_get_data (G_OBJECT (evaluation), PROBLEMS);
}

/* --- kept views --- */

static GPtrArray *
read_views (SyWorkbook *self)
{
  const char *text = sy_workbook_get_kept (self, KEPT);
  g_auto (GStrv) texts = g_strsplit (text ? text : "", SEPARATOR, -1);
  GPtrArray *views = g_ptr_array_new_with_free_func (g_object_unref);

  for (char **one = texts; *one; one++)
    {
      SyView *view = **one ? sy_view_new_from_text (*one, NULL) : NULL;

      if (view)
        g_ptr_array_add (views, view);
    }
  return views;
}

static void
write_views (SyWorkbook *self, GPtrArray *views)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    {
      g_autofree char *one = sy_view_to_text (views->pdata[i]);

      g_string_append_printf (text, "%s%s", i ? SEPARATOR : "", one);
    }
  sy_workbook_set_kept (self, KEPT, text->len ? text->str : NULL);
}

static void
free_views (gpointer views)
{
  g_ptr_array_unref (views);
}

/* Read again when the text is another one. */
GPtrArray *
sy_workbook_get_views (SyWorkbook *self)
{
  const char *text, *known;
  GPtrArray *views;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  text = sy_workbook_get_kept (self, KEPT);
  known = g_object_get_data (G_OBJECT (self), "sy-views-text");
  views = g_object_get_data (G_OBJECT (self), "sy-views");
  if (views && g_strcmp0 (text ? text : "", known) == 0)
    return views;
  views = read_views (self);
  g_object_set_data_full (G_OBJECT (self), "sy-views", views, free_views);
  g_object_set_data_full (G_OBJECT (self), "sy-views-text", g_strdup (text ? text : ""), g_free);
  return views;
}

static guint
find_view (GPtrArray *views, const char *id)
{
  guint i = 0;

  while (i < views->len && !g_str_equal (sy_view_get_id (views->pdata[i]), id))
    i++;
  return i;
}

static void
set_new_id (GPtrArray *views, SyView *view)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *id = g_strdup_printf ("view%u", number);

      if (find_view (views, id) < views->len)
        continue;
      sy_view_set_id (view, id);
      return;
    }
}

SyView *
sy_workbook_keep_view (SyWorkbook *self, SyView *view, GError **error)
{
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (SyTemplate) template = NULL;
  SyView *copy;
  guint place;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && SY_IS_VIEW (view), NULL);
  /* What can't be had now is not kept: it would be a table that is never there. */
  template = make_template (self, view, self->masking, &problems, error);
  if (!template)
    return NULL;
  views = read_views (self);
  copy = sy_workbook_mask_view (self, view, SY_MASKING_NONE);
  place = find_view (views, sy_view_get_id (copy));
  if (place < views->len)
    {
      g_object_unref (views->pdata[place]);
      views->pdata[place] = copy;
    }
  else
    {
      set_new_id (views, copy);
      g_ptr_array_add (views, copy);
    }
  write_views (self, views);
  return sy_workbook_get_views (self)->pdata[place];
}

gboolean
sy_workbook_remove_view (SyWorkbook *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) views = NULL;
  guint place;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && id, FALSE);
  views = read_views (self);
  place = find_view (views, id);
  if (place == views->len)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("There is no kept view “%s”"), id);
      return FALSE;
    }
  g_ptr_array_remove_index (views, place);
  write_views (self, views);
  return TRUE;
}

void
sy_workbook_add_view_templates (SyWorkbook *self, SyMasking masking, GPtrArray *templates)
{
  GPtrArray *views = sy_workbook_get_views (self);

  for (guint i = 0; i < views->len; i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      SyTemplate *template = make_template (self, views->pdata[i], masking, &problems, NULL);

      /* Without its sources a view waits until they are back. */
      if (template)
        g_ptr_array_add (templates, template);
    }
}
