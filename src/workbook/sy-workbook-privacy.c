/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook that is masked reads copies of its sources in which personal columns are masked, so that tables,
 * lookups, source rows, charts and formulas of an export hold nothing else. Customers keep one pseudonym each
 * in all of them, and the figures stay what they were. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-expression.h"
#include "sy-parser.h"
#include "sy-privacy.h"
#include "sy-workbook-private.h"
#include "sy-workbook-privacy.h"

#define SAMPLE_ROWS 1000
/* So many of a hundred filled cells must look like it. */
#define LIKELY 80
#define KEY_NAME "privacy_key"

/* What a masked evaluation is made from; nothing of it changes with the workbook. */
struct _SyWorkbookMask
{
  SyWorkbook *workbook;
  GPtrArray *sources;     /* (element-type SySource) as they are */
  GHashTable *parameters; /* masked */
  GHashTable *inputs;     /* masked */
  GPtrArray *templates;
  char *inner, *outer; /* of the key */
};

void
sy_workbook_mask_free (SyWorkbookMask *self)
{
  g_clear_object (&self->workbook);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->parameters, g_hash_table_unref);
  g_clear_pointer (&self->inputs, g_hash_table_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_free (self->inner);
  g_free (self->outer);
  g_free (self);
}

/* --- what is personal --- */

/* A column without a role whose cells nearly all look like phone numbers is one, whatever it is called. */
static SyPrivacyRule
guess_by_content (SyWorkbook *self, const SySource *source, const SySourceColumn *column)
{
  static const SyPrivacyRule likely[] = { SY_PRIVACY_PHONE, SY_PRIVACY_IDENTITY, SY_PRIVACY_EMAIL };
  g_autofree char *identifier = sy_sql_quote_identifier (column->id);
  g_autofree char *relation = sy_sql_quote_identifier (source->info.relation);
  g_autoptr (GString) sql = g_string_new ("SELECT count(*)");
  g_autoptr (SyFrame) frame = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (likely); i++)
    {
      g_string_append (sql, ", count(*) FILTER (regexp_full_match(cell, ");
      sy_sql_append_text (sql, sy_privacy_get_pattern (likely[i]));
      g_string_append (sql, "))");
    }
  g_string_append_printf (
      sql, " FROM (SELECT trim(CAST(%s AS VARCHAR)) AS cell FROM %s WHERE %s IS NOT NULL LIMIT %d)",
      identifier, relation, identifier, SAMPLE_ROWS);
  frame = sy_engine_query (self->engine, sql->str, NULL, 0, NULL, NULL);
  for (guint i = 0; frame && i < G_N_ELEMENTS (likely); i++)
    {
      gint64 n = sy_frame_get_int64 (frame, 0, 0);

      if (n > 0 && sy_frame_get_int64 (frame, i + 1, 0) * 100 >= n * LIKELY)
        return likely[i];
    }
  return SY_PRIVACY_NONE;
}

static SyPrivacyRule
find_rule (SyWorkbook *self, const SySource *source, const SySourceColumn *column)
{
  const SyRole *role = sy_source_kind_find_role (source->kind, column->id);
  SyPrivacyRule rule = role ? sy_privacy_find_rule (role->privacy) : SY_PRIVACY_NONE;

  if (column->how == SY_SOURCE_COLUMN_PROVENANCE || column->how == SY_SOURCE_COLUMN_ABSENT)
    return SY_PRIVACY_NONE;
  if (!role && column->type != SY_COLUMN_BOOL)
    rule = sy_privacy_guess_rule (column->header ? column->header : column->id);
  if (rule == SY_PRIVACY_NONE && !role && (column->type == SY_COLUMN_TEXT || column->type == SY_COLUMN_INT64))
    rule = guess_by_content (self, source, column);
  return rule == SY_PRIVACY_QUASI ? SY_PRIVACY_NONE : rule;
}

/* --- sources --- */

static SySource *
copy_source (const SySource *source, SyRelation *relation, const SyPrivacyRule *rules)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_column_free);
  SySource *copy;

  for (guint i = 0; i < source->columns->len; i++)
    {
      const SySourceColumn *from = source->columns->pdata[i];
      SySourceColumn *column = sy_source_column_new (from->id, from->title, from->header, from->how);

      column->type =
          rules[i] == SY_PRIVACY_NONE || from->type == SY_COLUMN_DATE ? from->type : SY_COLUMN_TEXT;
      column->scale = from->scale;
      column->n_blank = from->n_blank;
      g_ptr_array_add (columns, column);
    }
  copy = sy_source_new (source->kind, sy_relation_get_name (relation), columns);
  for (guint i = 0; i < source->info.files->len; i++)
    g_ptr_array_add (copy->info.files, g_strdup (source->info.files->pdata[i]));
  copy->info.n_rows = source->info.n_rows;
  copy->info.n_refused = source->info.n_refused;
  copy->info.roles = g_strdupv (source->info.roles);
  copy->info.headers = g_strdupv (source->info.headers);
  copy->relation = relation;
  return copy;
}

/* The source itself where nothing in it is personal. */
static SySource *
mask_source (
    SyWorkbook *self, SySource *source, const SyValue *pads, GCancellable *cancellable, GError **error)
{
  g_autofree SyPrivacyRule *rules = g_new0 (SyPrivacyRule, source->columns->len + 1);
  g_autofree char *relation = NULL;
  g_autoptr (GString) sql = g_string_new ("SELECT * REPLACE (");
  guint n = 0, n_pads = 0;
  SyRelation *masked;

  if (source->is_built_in)
    return sy_source_ref (source);
  for (guint i = 0; i < source->columns->len; i++)
    {
      const SySourceColumn *column = source->columns->pdata[i];

      rules[i] = find_rule (self, source, column);
      if (rules[i] == SY_PRIVACY_NONE)
        continue;
      g_string_append (sql, n++ > 0 ? ", " : "");
      sy_privacy_append_sql (sql, rules[i], column->id, column->type == SY_COLUMN_DATE);
      g_string_append (sql, " AS ");
      sy_sql_append_identifier (sql, column->id);
      n_pads = rules[i] == SY_PRIVACY_PSEUDONYM && column->type != SY_COLUMN_DATE ? 2 : n_pads;
    }
  if (n == 0)
    return sy_source_ref (source);
  relation = sy_sql_quote_identifier (source->info.relation);
  g_string_append_printf (sql, ") FROM %s", relation);
  masked = sy_relations_compute (self->relations, NULL, sql->str, pads, n_pads, cancellable, error);
  return masked ? copy_source (source, masked, rules) : NULL;
}

/* --- what is typed --- */

static gboolean
is_person_role (SyCatalogue *catalogue, const char *table, const char *column)
{
  GPtrArray *kinds = sy_catalogue_get_kinds (catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      const SyRole *role = sy_source_kind_find_role (kinds->pdata[i], column);

      if (role && (!table || g_ascii_strcasecmp (sy_source_kind_get_id (kinds->pdata[i]), table) == 0)
          && sy_privacy_find_rule (role->privacy) == SY_PRIVACY_PSEUDONYM)
        return TRUE;
    }
  return FALSE;
}

/* A parameter that chooses among customers is one of them. */
static GHashTable *
mask_parameters (SyWorkbook *self, const char *key)
{
  GHashTable *masked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer id, text;

  g_hash_table_iter_init (&iter, self->parameters);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      SyWorkbookParameter *parameter = sy_workbook_find_parameter (self, id);
      const char *choices = parameter ? parameter->definition->choices : NULL;
      g_autoptr (SyExpression) parsed = choices ? sy_parser_parse (choices, NULL) : NULL;
      gboolean is_person = parsed && parsed->table && parsed->column_name
                           && is_person_role (self->catalogue, parsed->table, parsed->column_name);

      g_hash_table_insert (masked, g_strdup (id),
                           is_person ? sy_privacy_make_pseudonym (key, text) : g_strdup (text));
    }
  return masked;
}

static const SyTemplateTable *
find_input (SyWorkbook *self, const char *id)
{
  GPtrArray *tables = sy_workbook_list_tables (self);

  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((SyWorkbookTable *) tables->pdata[i])->definition->id, id))
      return ((SyWorkbookTable *) tables->pdata[i])->definition;
  return NULL;
}

static GPtrArray *
mask_rows (SyWorkbook *self, const char *table, GPtrArray *rows, const char *key)
{
  const SyTemplateTable *definition = find_input (self, table);
  GPtrArray *masked = sy_input_rows_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_strdupv (rows->pdata[i]);

      for (guint j = 0; definition && j < definition->columns->len && row[j]; j++)
        {
          const SyTemplateColumn *column = definition->columns->pdata[j];
          g_autofree char *text = NULL;

          if (!is_person_role (self->catalogue, NULL, column->id))
            continue;
          text = g_steal_pointer (&row[j]);
          row[j] = sy_privacy_make_pseudonym (key, text);
        }
      g_ptr_array_add (masked, row);
    }
  return masked;
}

static GHashTable *
mask_inputs (SyWorkbook *self, const char *key)
{
  GHashTable *masked =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer id, rows;

  g_hash_table_iter_init (&iter, self->inputs);
  while (g_hash_table_iter_next (&iter, &id, &rows))
    g_hash_table_insert (masked, g_strdup (id), mask_rows (self, id, rows, key));
  return masked;
}

/* --- the workbook --- */

/* The document's own key, else the user's. */
static char *
load_key (SyWorkbook *self, GError **error)
{
  g_autofree char *own =
      sy_store_has_table (self->engine, "sy_meta") ? sy_store_dup (self->engine, KEY_NAME) : NULL;

  return own && *own ? g_steal_pointer (&own) : sy_privacy_load_key (error);
}

static gpointer
ref_source (gconstpointer source, gpointer user_data)
{
  return sy_source_ref ((SySource *) source);
}

static gpointer
ref_template (gconstpointer template, gpointer user_data)
{
  return g_object_ref ((gpointer) template);
}

static SyWorkbookMask *
mask_new (SyWorkbook *self, GPtrArray *templates, GError **error)
{
  g_autofree char *key = NULL;
  SyWorkbookMask *mask;

  key = load_key (self, error);
  if (!key)
    return NULL;
  mask = g_new0 (SyWorkbookMask, 1);
  mask->workbook = g_object_ref (self);
  mask->sources = g_ptr_array_copy (self->sources, ref_source, NULL);
  g_ptr_array_set_free_func (mask->sources, (GDestroyNotify) sy_source_unref);
  mask->parameters = mask_parameters (self, key);
  mask->inputs = mask_inputs (self, key);
  mask->templates = g_ptr_array_copy (templates, ref_template, NULL);
  g_ptr_array_set_free_func (mask->templates, g_object_unref);
  sy_privacy_make_pads (key, &mask->inner, &mask->outer);
  return mask;
}

SyWorkbookMask *
sy_workbook_mask_new (SyEvaluation *evaluation, GError **error)
{
  g_return_val_if_fail (SY_IS_EVALUATION (evaluation), NULL);
  return mask_new (sy_evaluation_get_workbook (evaluation),
                   sy_plan_get_templates (sy_evaluation_get_plan (evaluation)), error);
}

static GPtrArray *
mask_sources (const SyWorkbookMask *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) masked = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_unref);
  const SyValue pads[] = { SY_VALUE_TEXT (self->inner), SY_VALUE_TEXT (self->outer) };

  for (guint i = 0; i < self->sources->len; i++)
    {
      SySource *source = mask_source (self->workbook, self->sources->pdata[i], pads, cancellable, error);

      if (!source)
        return NULL;
      g_ptr_array_add (masked, source);
    }
  return g_steal_pointer (&masked);
}

SyEvaluation *
sy_workbook_mask_evaluate (const SyWorkbookMask *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sources = mask_sources (self, cancellable, error);
  SyPlanState state = { self->workbook->catalogue, self->templates, sources, self->parameters, self->inputs };
  g_autoptr (SyPlan) plan = sources ? sy_plan_new (&state) : NULL;
  SyModel *model = plan ? sy_plan_get_model (plan, error) : NULL;

  return model ? sy_evaluation_new (self->workbook, plan, model, self->workbook->relations,
                                    sy_workbook_get_language (self->workbook))
               : NULL;
}

gboolean
sy_workbook_mask_for_good (SyWorkbook *self, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (SyWorkbookMask) mask = mask_new (self, none, error);
  GPtrArray *sources = mask ? mask_sources (mask, NULL, error) : NULL;

  if (!sources)
    return FALSE;
  g_ptr_array_unref (self->sources);
  g_hash_table_unref (self->parameters);
  g_hash_table_unref (self->inputs);
  self->sources = sources;
  self->parameters = g_steal_pointer (&mask->parameters);
  self->inputs = g_steal_pointer (&mask->inputs);
  /* What was made of the state is of no use any more. */
  g_clear_pointer (&self->plan, sy_plan_unref);
  g_weak_ref_set (&self->evaluation, NULL);
  return TRUE;
}

gboolean
sy_workbook_write_audit (SyWorkbook *self, const char *reason, const char *what, GError **error)
{
  return sy_workbook_audit (self->engine, reason, what, error);
}

GPtrArray *
sy_workbook_list_personal (SyWorkbook *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (SY_IS_WORKBOOK (self), names);
  for (guint i = 0; i < self->sources->len; i++)
    {
      const SySource *source = self->sources->pdata[i];

      for (guint j = 0; !source->is_built_in && j < source->columns->len; j++)
        {
          const SySourceColumn *column = source->columns->pdata[j];

          if (find_rule (self, source, column) != SY_PRIVACY_NONE)
            g_ptr_array_add (names, g_strdup_printf ("%s.%s", source->info.kind, column->id));
        }
    }
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
