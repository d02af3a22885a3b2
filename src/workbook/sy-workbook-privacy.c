/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is evaluated of a workbook that is masked reads its sources through views that mask personal columns,
 * so that tables, lookups, source rows, charts and formulas hold nothing else. What was typed is masked
 * likewise: a customer that a parameter chooses is one of those that are seen. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-expression.h"
#include "sy-parser.h"
#include "sy-composition.h"
#include "sy-people.h"
#include "sy-workbook-private.h"
#include "sy-workbook-privacy.h"

#define KEY_NAME "privacy_key"

/* --- the key --- */

/* The document's own key, else the user's. */
static gboolean
find_key (SyWorkbook *self, GError **error)
{
  g_autofree char *own = NULL;

  if (self->privacy_key)
    return TRUE;
  own = sy_store_has_table (self->engine, "sy_meta") ? sy_store_dup (self->engine, KEY_NAME) : NULL;
  self->privacy_key = own && *own ? g_steal_pointer (&own) : sy_privacy_load_key (error);
  return self->privacy_key != NULL;
}

/* (transfer full) */
static SyPseudonyms *
get_pseudonyms (SyWorkbook *self, GError **error)
{
  return find_key (self, error) ? sy_pseudonyms_get (self->engine, self->privacy_key, error) : NULL;
}

/* --- sources --- */

/* One object as long as the source is the same: what is known of its orders stays with it. */
static SySource *
mask_source (SyWorkbook *self, SySource *source, SyMasking masking, SyPseudonyms *pseudonyms)
{
  g_autofree char *name = g_strdup_printf ("%d %s", (int) masking, source->info.relation);
  SySource *masked = g_hash_table_lookup (self->masked, name);

  if (!masked)
    {
      masked = sy_source_mask (source, self->relations, pseudonyms, masking);
      g_hash_table_insert (self->masked, g_steal_pointer (&name), masked);
    }
  return sy_source_ref (masked);
}

GPtrArray *
sy_workbook_list_seen (SyWorkbook *self, SyMasking masking)
{
  GPtrArray *seen = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_unref);
  g_autoptr (SyPseudonyms) pseudonyms = NULL;
  g_autoptr (GError) error = NULL;

  if (masking != SY_MASKING_NONE && self->sources->len > 0)
    {
      pseudonyms = get_pseudonyms (self, &error);
      if (!pseudonyms)
        {
          g_warning ("%s", error->message);
          return seen;
        }
    }
  for (guint i = 0; i < self->sources->len; i++)
    g_ptr_array_add (seen, pseudonyms ? mask_source (self, self->sources->pdata[i], masking, pseudonyms)
                                      : sy_source_ref (self->sources->pdata[i]));
  return seen;
}

/* --- what is typed --- */

/* What a column of any kind of source, or of the one called @table, is. */
static SyPrivacyRule
find_role_rule (SyCatalogue *catalogue, const char *table, const char *column)
{
  GPtrArray *kinds = sy_catalogue_get_kinds (catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      const SyRole *role = sy_source_kind_find_role (kinds->pdata[i], column);
      SyPrivacyRule rule = role ? sy_privacy_find_rule (role->privacy) : SY_PRIVACY_NONE;

      if (rule != SY_PRIVACY_NONE
          && (!table || g_ascii_strcasecmp (sy_source_kind_get_id (kinds->pdata[i]), table) == 0))
        return rule;
    }
  return SY_PRIVACY_NONE;
}

/* A parameter that chooses among customers is one of them; those of computed and typed tables are told by the
 * column's id alone. */
static SyPrivacyRule
find_choice_rule (SyWorkbook *self, const SyTemplateParameter *definition)
{
  g_autoptr (SyExpression) parsed =
      definition && definition->choices ? sy_parser_parse (definition->choices, NULL) : NULL;
  SyPrivacyRule rule;

  if (!parsed || !parsed->table || !parsed->column_name)
    return SY_PRIVACY_NONE;
  rule = find_role_rule (self->catalogue, parsed->table, parsed->column_name);
  if (rule == SY_PRIVACY_NONE
      && find_role_rule (self->catalogue, NULL, parsed->column_name) == SY_PRIVACY_PSEUDONYM)
    rule = SY_PRIVACY_PSEUDONYM;
  return rule;
}

/* Numbers of customers and of the staff are told by the column's id, other things by its id or title: what is
 * called “name” may be that of a product. */
static SyPrivacyRule
find_typed_rule (SyWorkbook *self, const SyTemplateColumn *column)
{
  SyPrivacyRule rule = find_role_rule (self->catalogue, NULL, column->id);

  if (rule == SY_PRIVACY_PSEUDONYM || rule == SY_PRIVACY_STAFF)
    return rule;
  if (!column->is_text)
    return SY_PRIVACY_NONE;
  rule = column->title ? sy_privacy_guess_rule (column->title) : SY_PRIVACY_NONE;
  return rule != SY_PRIVACY_NONE ? rule : sy_privacy_guess_rule (column->id);
}

static char *
mask_text (SyWorkbook *self, SyPrivacyRule rule, SyMasking masking, const char *text)
{
  g_autoptr (SyPseudonyms) pseudonyms = NULL;

  if (!sy_privacy_applies (rule, masking) || !text || !*text)
    return g_strdup (text);
  pseudonyms = get_pseudonyms (self, NULL);
  if (!pseudonyms)
    return g_strdup ("***");
  /* It is known from now on whose it is. */
  return rule == SY_PRIVACY_PSEUDONYM ? sy_pseudonyms_make (pseudonyms, text)
                                      : sy_privacy_mask (rule, self->privacy_key, text);
}

char *
sy_workbook_mask_text (SyWorkbook *self, int rule, const char *text)
{
  return rule > 0 ? mask_text (self, (SyPrivacyRule) rule, self->masking, text) : g_strdup (text);
}

/* --- whoever is named in it --- */

/* What is masked, and who is to be found in the rest of what was typed. */
typedef struct
{
  SyWorkbook *workbook;
  SyMasking masking;
  GPtrArray *templates;
  GPtrArray *people; /* (element-type SyPerson) */
} Typed;

static char *
mask_person (const SyPerson *person, gpointer user_data)
{
  const Typed *typed = user_data;

  return mask_text (typed->workbook, person->rule, typed->masking, person->text);
}

/* By what it is, else by whom it names. */
static char *
mask_typed (const Typed *typed, SyPrivacyRule rule, gboolean is_text, const char *text)
{
  if (rule == SY_PRIVACY_NONE && is_text && text)
    return sy_people_mask (typed->people, text, mask_person, (gpointer) typed);
  return mask_text (typed->workbook, rule, typed->masking, text);
}

static const SyTemplateParameter *
find_parameter (GPtrArray *templates, const char *id)
{
  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *parameters = sy_template_get_parameters (templates->pdata[i]);

      for (guint j = 0; j < parameters->len; j++)
        if (g_str_equal (((const SyTemplateParameter *) parameters->pdata[j])->id, id))
          return parameters->pdata[j];
    }
  return NULL;
}

static GHashTable *
mask_parameters (const Typed *typed)
{
  SyWorkbook *self = typed->workbook;
  GHashTable *masked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer id, text;

  g_hash_table_iter_init (&iter, self->parameters);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      const SyTemplateParameter *definition = find_parameter (typed->templates, id);
      SyPrivacyRule rule = find_choice_rule (self, definition);

      g_hash_table_insert (masked, g_strdup (id),
                           mask_typed (typed, rule, definition && definition->is_text, text));
    }
  return masked;
}

static const SyTemplateTable *
find_input (GPtrArray *templates, const char *id)
{
  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *tables = sy_template_get_tables (templates->pdata[i]);

      for (guint j = 0; j < tables->len; j++)
        if (g_str_equal (((const SyTemplateTable *) tables->pdata[j])->id, id))
          return tables->pdata[j];
    }
  return NULL;
}

static GPtrArray *
mask_rows (const Typed *typed, const SyTemplateTable *definition, GPtrArray *rows)
{
  GPtrArray *masked = sy_input_rows_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_strdupv (rows->pdata[i]);

      for (guint j = 0; j < definition->columns->len && row[j]; j++)
        {
          const SyTemplateColumn *column = definition->columns->pdata[j];
          g_autofree char *text = row[j];

          row[j] = mask_typed (typed, find_typed_rule (typed->workbook, column), column->is_text, text);
        }
      g_ptr_array_add (masked, row);
    }
  return masked;
}

static GHashTable *
mask_inputs (const Typed *typed)
{
  GHashTable *masked =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer id, rows;

  g_hash_table_iter_init (&iter, typed->workbook->inputs);
  while (g_hash_table_iter_next (&iter, &id, &rows))
    {
      const SyTemplateTable *definition = find_input (typed->templates, id);

      if (definition)
        g_hash_table_insert (masked, g_strdup (id), mask_rows (typed, definition, rows));
    }
  return masked;
}

static gboolean
is_written (const SyReportItem *item)
{
  return (item->kind == SY_REPORT_HEADING || item->kind == SY_REPORT_NOTE) && item->text;
}

/* (element-type utf8) borrowed: whatever was typed in words. */
static GPtrArray *
list_texts (SyWorkbook *self, GPtrArray *templates, GPtrArray *report)
{
  GPtrArray *texts = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->parameters);
  while (g_hash_table_iter_next (&iter, &id, &value))
    g_ptr_array_add (texts, value);
  g_hash_table_iter_init (&iter, self->inputs);
  while (g_hash_table_iter_next (&iter, &id, &value))
    for (guint i = 0; find_input (templates, id) && i < ((GPtrArray *) value)->len; i++)
      for (char **cell = ((GPtrArray *) value)->pdata[i]; *cell; cell++)
        g_ptr_array_add (texts, *cell);
  for (guint i = 0; report && i < report->len; i++)
    if (is_written (report->pdata[i]))
      g_ptr_array_add (texts, ((const SyReportItem *) report->pdata[i])->text);
  return texts;
}

/* Who typed it sees on his own screen what he typed; it is what leaves the program that is searched for
 * names. */
static GPtrArray *
find_people (SyWorkbook *self, SyMasking masking, GPtrArray *templates, GPtrArray *report)
{
  g_autoptr (GPtrArray) texts = list_texts (self, templates, report);
  g_autoptr (GError) error = NULL;
  GPtrArray *people =
      masking == SY_MASKING_EXPORT ? sy_people_find (self->engine, self->sources, texts, &error) : NULL;

  if (error)
    g_warning ("%s", error->message);
  return people ? people : g_ptr_array_new ();
}

static void
mask_report (const Typed *typed, GPtrArray *report)
{
  for (guint i = 0; report && i < report->len; i++)
    {
      SyReportItem *item = report->pdata[i];
      g_autofree char *text = item->text;

      item->text = is_written (item) ? sy_people_mask (typed->people, text, mask_person, (gpointer) typed)
                                     : g_strdup (text);
    }
}

SyPlan *
sy_workbook_make_plan (SyWorkbook *self, SyMasking masking, GPtrArray *templates)
{
  g_autoptr (GPtrArray) sources = sy_workbook_list_seen (self, masking);
  g_autoptr (GHashTable) parameters = NULL;
  g_autoptr (GHashTable) inputs = NULL;
  g_autoptr (GHashTable) titles = sy_workbook_list_worksheet_titles (self);
  g_autoptr (GPtrArray) report = NULL;
  g_autoptr (GPtrArray) people = NULL;
  Typed typed = { self, masking, templates, NULL };
  SyPlanState state = { self->catalogue, templates, sources, self->parameters, self->inputs, NULL, titles };

  if (self->templates->len > 0)
    state.own = self->templates->pdata[self->templates->len - 1];
  /* A view by itself has no page of the workbook's. */
  if (state.own && g_ptr_array_find (templates, state.own, NULL))
    state.report = report = sy_composition_get_kept (self);
  if (masking == SY_MASKING_NONE)
    return sy_plan_new (&state);
  state.hides_small_groups = masking == SY_MASKING_EXPORT;
  typed.people = people = find_people (self, masking, templates, report);
  state.parameters = parameters = mask_parameters (&typed);
  state.inputs = inputs = mask_inputs (&typed);
  mask_report (&typed, report);
  return sy_plan_new (&state);
}

/* --- from what is seen to what is meant, and back --- */

/* Whose pseudonym it is; else what was given. */
static char *
resolve (SyWorkbook *self, const char *text)
{
  g_autoptr (SyPseudonyms) pseudonyms =
      text && strlen (text) == SY_PSEUDONYM_LENGTH && *text == 'M' ? get_pseudonyms (self, NULL) : NULL;
  char *found = pseudonyms ? sy_pseudonyms_find (pseudonyms, text) : NULL;

  return found ? found : g_strdup (text);
}

char *
sy_workbook_resolve_choice (SyWorkbook *self,
                            const SyTemplateParameter *definition,
                            const char *text,
                            char **seen)
{
  SyPrivacyRule rule = find_choice_rule (self, definition);
  char *kept = rule == SY_PRIVACY_PSEUDONYM ? resolve (self, text) : g_strdup (text);

  *seen = mask_text (self, rule, self->masking, kept);
  return kept;
}

SyView *
sy_workbook_mask_view (SyWorkbook *self, SyView *view, SyMasking masking)
{
  SyView *seen = sy_view_copy (view);
  GPtrArray *filters = sy_view_get_filters (view);

  for (guint i = 0; i < filters->len; i++)
    {
      const SyViewFilter *filter = filters->pdata[i];
      SyPrivacyRule rule = find_role_rule (self->catalogue, NULL, filter->dimension);
      g_autofree char *meant = resolve (self, filter->value);
      g_autofree char *text = NULL;

      /* Read in a table that another session wrote. */
      if (sy_privacy_is_masked (rule, meant))
        continue;
      text = mask_text (self, rule, masking, meant);
      if (rule != SY_PRIVACY_NONE && text)
        sy_view_set_filter (seen, filter->dimension, text);
    }
  return seen;
}

void
sy_workbook_mask_condition (SyWorkbook *self, SyCondition *condition)
{
  g_autofree char *text = NULL;
  g_autofree char *meant = NULL;

  g_return_if_fail (SY_IS_WORKBOOK (self) && condition);
  if (!condition->text || !*condition->text)
    return;
  text = g_strstrip (g_strdup (condition->text));
  if (self->masking == SY_MASKING_NONE)
    meant = resolve (self, text);
  else if (find_key (self, NULL))
    meant = sy_privacy_make_pseudonym (self->privacy_key, text);
  g_free (condition->other);
  condition->other = g_strcmp0 (meant, text) != 0 ? g_steal_pointer (&meant) : NULL;
}

char *
sy_workbook_mask_cell (SyWorkbook *self, const char *table, const char *column, const char *text)
{
  SyWorkbookTable *found;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && table && column, NULL);
  found = sy_plan_find_table (sy_workbook_get_plan (self), table);
  for (guint i = 0; found && i < found->definition->columns->len; i++)
    {
      const SyTemplateColumn *definition = found->definition->columns->pdata[i];

      if (g_str_equal (definition->id, column))
        return mask_text (self, find_typed_rule (self, definition), self->masking, text);
    }
  return g_strdup (text);
}

/* --- the workbook --- */

gboolean
sy_workbook_set_masking (SyWorkbook *self, SyMasking masking, GError **error)
{
  g_autoptr (SyPseudonyms) pseudonyms = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), FALSE);
  if (masking == self->masking)
    return TRUE;
  if (masking != SY_MASKING_NONE)
    pseudonyms = get_pseudonyms (self, error);
  self->masking = masking;
  sy_workbook_changed (self);
  return masking == SY_MASKING_NONE || pseudonyms;
}

SyMasking
sy_workbook_get_masking (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), SY_MASKING_NONE);
  return self->masking;
}

gboolean
sy_workbook_unmask (SyWorkbook *self, const char *reason, const char *what, GError **error)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self) && reason, FALSE);
  return sy_workbook_write_audit (self, reason, what, error)
         && sy_workbook_set_masking (self, SY_MASKING_NONE, error);
}

SyEvaluation *
sy_evaluation_mask (SyEvaluation *evaluation, SyMasking masking, GError **error)
{
  g_autoptr (SyPseudonyms) pseudonyms = NULL;
  g_autoptr (SyPlan) plan = NULL;
  SyWorkbook *self;
  SyModel *model;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation), NULL);
  self = sy_evaluation_get_workbook (evaluation);
  if (masking != SY_MASKING_NONE && !(pseudonyms = get_pseudonyms (self, error)))
    return NULL;
  if (sy_evaluation_get_view (evaluation))
    return sy_workbook_evaluate_view_as (self, sy_evaluation_get_view (evaluation), masking, error);
  plan = sy_workbook_make_whole_plan (self, masking);
  model = sy_plan_get_model (plan, error);
  return model ? sy_evaluation_new (self, plan, model, self->relations, sy_workbook_get_language (self))
               : NULL;
}

gboolean
sy_workbook_write_audit (SyWorkbook *self, const char *reason, const char *what, GError **error)
{
  return sy_workbook_audit (self->engine, reason, what, error);
}

static gboolean
is_filled (GPtrArray *rows, guint column)
{
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      if (g_strv_length (row) > column && *row[column])
        return TRUE;
    }
  return FALSE;
}

static void
list_typed (SyWorkbook *self, const char *table, GPtrArray *rows, GPtrArray *names)
{
  SyWorkbookTable *found = sy_plan_find_table (sy_workbook_get_plan (self), table);

  for (guint i = 0; found && i < found->definition->columns->len; i++)
    {
      const SyTemplateColumn *column = found->definition->columns->pdata[i];

      if (sy_privacy_applies (find_typed_rule (self, column), SY_MASKING_EXPORT) && is_filled (rows, i))
        g_ptr_array_add (names, g_strdup_printf ("%s.%s", table, column->id));
    }
}

GPtrArray *
sy_workbook_list_personal (SyWorkbook *self)
{
  GHashTableIter iter;
  gpointer id, rows;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (SY_IS_WORKBOOK (self), names);
  for (guint i = 0; i < self->sources->len; i++)
    {
      const SySource *source = self->sources->pdata[i];

      for (guint j = 0; !source->is_built_in && j < source->columns->len; j++)
        {
          const SySourceColumn *column = source->columns->pdata[j];

          if (column->privacy > 0 && sy_privacy_applies ((SyPrivacyRule) column->privacy, SY_MASKING_EXPORT))
            g_ptr_array_add (names, g_strdup_printf ("%s.%s", source->info.kind, column->id));
        }
    }
  g_hash_table_iter_init (&iter, self->inputs);
  while (g_hash_table_iter_next (&iter, &id, &rows))
    list_typed (self, id, rows, names);
  return names;
}

/* --- audit --- */

gboolean
sy_workbook_audit (SyEngine *engine, const char *reason, const char *what, GError **error)
{
  const SyValue values[] = { SY_VALUE_TEXT (g_get_user_name ()), SY_VALUE_TEXT (what),
                             SY_VALUE_TEXT (reason) };

  return sy_engine_execute (engine,
                            "CREATE TABLE IF NOT EXISTS sy_audit (time TIMESTAMP, who VARCHAR, what VARCHAR, "
                            "reason VARCHAR)",
                            NULL, 0, NULL, error)
         && sy_engine_execute (
             engine, "INSERT INTO sy_audit VALUES (CAST(get_current_timestamp() AS TIMESTAMP), $1, $2, $3)",
             values, G_N_ELEMENTS (values), NULL, error);
}

SyFrame *
sy_workbook_read_audit (SyEngine *engine, GError **error)
{
  const char *sql = sy_store_has_table (engine, "sy_audit")
                        ? "SELECT strftime(time, '%Y-%m-%d %H:%M:%S') AS time, who, what, reason FROM "
                          "sy_audit ORDER BY sy_audit.time"
                        : "SELECT '' AS time, '' AS who, '' AS what, '' AS reason WHERE false";

  return sy_engine_query (engine, sql, NULL, 0, NULL, error);
}
