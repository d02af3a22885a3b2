/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From templates, sources and parameters to one bound model: what can be computed, and why the rest can't. */
#pragma once

#include "sy-parameter.h"
#include "sy-source.h"

G_BEGIN_DECLS

/* What a plan is made of; borrowed for the call. */
typedef struct
{
  SyCatalogue *catalogue;
  GPtrArray *templates;   /* (element-type SyTemplate), used ones first; may be empty */
  GPtrArray *sources;     /* (element-type SySource) */
  GHashTable *parameters; /* id → canonical text, as set by the user */
  GHashTable *inputs;     /* table id → GPtrArray of GStrv */
  SyTemplate *own;    /* one of the templates, whose report page it is; NULL: the last that is no worksheet */
  GHashTable *titles; /* template id → what a worksheet is called in its document; nullable */
  gboolean hides_small_groups; /* see sy-small-groups.h */
  GPtrArray *report; /* (element-type SyReportItem) of the own one, put together by hand; nullable */
} SyPlanState;

/* Immutable once made, but for the relations that an evaluation puts into the model. */
typedef struct _SyPlan SyPlan;
SyPlan *sy_plan_new (const SyPlanState *state);
SyPlan *sy_plan_ref (SyPlan *self);
void sy_plan_unref (SyPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPlan, sy_plan_unref)

SyModel *sy_plan_get_model (SyPlan *self, GError **error);
/* (element-type SyReportItem) A report page put together by hand; NULL: there is none but the template's. */
GPtrArray *sy_plan_get_report (SyPlan *self);
GPtrArray *sy_plan_get_templates (SyPlan *self); /* (element-type SyTemplate), used ones first */
/* Whose report page it is; NULL when there are worksheets only. */
SyTemplate *sy_plan_get_own (SyPlan *self);
/* Its title, or that of the worksheet that it was made for. */
const char *sy_plan_get_title (SyPlan *self, SyTemplate *template);
/* A worksheet by its id; or NULL with SY_WORKBOOK_ERROR_TABLE. */
SyTemplate *sy_plan_find_worksheet (SyPlan *self, const char *id, GError **error);
GHashTable *sy_plan_get_titles (SyPlan *self); /* as in the state; never NULL */
GPtrArray *sy_plan_get_sources (SyPlan *self); /* (element-type SySource) */
GPtrArray *sy_plan_get_tables (SyPlan *self);  /* (element-type SyWorkbookTable) */
GPtrArray *sy_plan_get_values (SyPlan *self);  /* (element-type SyWorkbookValue) */
GPtrArray *sy_plan_get_charts (SyPlan *self);  /* (element-type SyTemplateChart) */
GPtrArray *
sy_plan_get_parameters (SyPlan *self); /* (element-type SyWorkbookParameter): those that are shown */

/* FALSE for a sentence about something that is left out: it is not said. */
gboolean sy_plan_allows_note (SyPlan *self, const SyTemplateNote *note);

SyWorkbookTable *sy_plan_find_table (SyPlan *self, const char *id_or_title);
SyWorkbookValue *sy_plan_find_value (SyPlan *self, const char *id_or_title);
SyWorkbookParameter *sy_plan_find_parameter (SyPlan *self, const char *id_or_title);
/* NULL when the parameter's source or role is there (or it needs none), else what is missing. */
const char *sy_plan_get_parameter_problem (SyPlan *self, const char *id);
/* The value that a model's parameter is bound to; NULL for names that are computed. */
const SyTypedValue *sy_plan_get_bound_value (SyPlan *self, const char *id);
SySource *sy_plan_find_source (SyPlan *self, const char *kind);
/* (element-type GStrv) The typed rows, or the samples of the template where none are typed; or NULL. */
GPtrArray *sy_plan_get_input_rows (SyPlan *self, const char *table);
/* Linked cells of all typed tables; the model is bound. Any thread. */
struct _SyLinks *sy_plan_get_links (SyPlan *self);
/* How the columns of a table of the model look. (element-type SyTableColumn), free with
 * sy_table_column_free() */
GPtrArray *sy_plan_describe_columns (SyPlan *self, const SyModelTable *table);
/* Unit and decimals of a name. */
void sy_plan_describe_name (SyPlan *self, const char *id, SyUnit *unit, guint *decimals);

G_END_DECLS
