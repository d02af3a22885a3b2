/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views of a workbook: evaluated alone, over the same sources and parameters. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-view.h"
#include "sy-workbook-private.h"

/* What could not be had, as long as the evaluation lives. */
#define PROBLEMS "sy-view-problems"

static SyPlan *
make_plan (SyWorkbook *self, SyTemplate *template)
{
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);
  SyPlanState state = { self->catalogue, templates, self->sources, self->parameters, self->inputs };

  g_ptr_array_add (templates, g_object_ref (template));
  return sy_plan_new (&state);
}

SyEvaluation *
sy_workbook_evaluate_view (SyWorkbook *self, SyView *view, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *xml = NULL;
  g_autoptr (SyTemplate) template = NULL;
  g_autoptr (SyPlan) plan = NULL;
  SyModel *model;
  SyEvaluation *evaluation;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && SY_IS_VIEW (view), NULL);
  xml = sy_view_write_template (view, self, &problems, error);
  if (!xml)
    return NULL;
  template = sy_template_reader_read_text (xml, "view", sy_workbook_get_language (self), error);
  plan = template ? make_plan (self, template) : NULL;
  model = plan ? sy_plan_get_model (plan, error) : NULL;
  if (!model)
    return NULL;
  evaluation = sy_evaluation_new (self, plan, model, self->relations, sy_workbook_get_language (self));
  g_object_set_data_full (G_OBJECT (evaluation), PROBLEMS, g_steal_pointer (&problems),
                          (GDestroyNotify) g_ptr_array_unref);
  return evaluation;
}

GPtrArray *
sy_evaluation_get_view_problems (SyEvaluation *evaluation)
{
  g_return_val_if_fail (SY_IS_EVALUATION (evaluation), NULL);
  return g_object_get_data (G_OBJECT (evaluation), PROBLEMS);
}
