/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user changes: the template, parameters, typed rows, kept texts; sources are in
 * sy-workbook-sources.c. Each change is checked, written down with its history in one batch, and told;
 * undoing applies the text from before in the same way. */
#include "config.h"

#include "sy-workbook-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "sy-change-group.h"
#include "sy-masked-rows.h"
#include "sy-parameter-choices.h"
#include "sy-suggestion.h"
#include "sy-workbook-undo.h"

/* Before the names of kept texts among the settings of the document. */
#define KEPT_PREFIX "kept-"

/* --- writing down --- */

static void
store_parameter (SyBatch *batch, const char *id, const char *text)
{
  sy_batch_add (batch, "DELETE FROM sy_parameters WHERE id = $1", 1, id);
  if (text)
    sy_batch_add (batch, "INSERT INTO sy_parameters VALUES ($1, $2)", 2, id, text);
}

static void
store_input (SyBatch *batch, const char *table, const char *cells)
{
  sy_batch_add (batch, "DELETE FROM sy_inputs WHERE id = $1", 1, table);
  if (cells)
    sy_batch_add (batch, "INSERT INTO sy_inputs VALUES ($1, $2)", 2, table, cells);
}

static void
store_kept (SyBatch *batch, const char *name, const char *text)
{
  g_autofree char *key = g_strconcat (KEPT_PREFIX, name, NULL);

  sy_store_set (batch, key, text);
}

/* The id, the path, and the template's own text: a document opens where the user's template is not installed.
 */
static void
store_template (SyBatch *batch, SyTemplate *template)
{
  g_autofree char *text = NULL;
  gboolean is_own = template && sy_template_get_text (template);
  const char *path = template && !is_own ? sy_template_get_path (template) : NULL;

  if (template)
    text = sy_template_dup_text (template, NULL);
  if (text && !g_utf8_validate (text, -1, NULL))
    g_clear_pointer (&text, g_free);
  sy_store_set (batch, "template", template ? sy_template_get_id (template) : NULL);
  sy_store_set (batch, "template-path", path);
  sy_store_set (batch, "template-text", text);
  sy_store_set (batch, "template-own", is_own ? "yes" : NULL);
}

/* --- setting without history --- */

static void
apply_parameter (SyWorkbook *self, const char *id, const char *text, SyBatch *batch)
{
  if (text)
    g_hash_table_replace (self->parameters, g_strdup (id), g_strdup (text));
  else
    g_hash_table_remove (self->parameters, id);
  store_parameter (batch, id, text);
}

static void
apply_input (SyWorkbook *self, const char *table, const char *cells, SyBatch *batch)
{
  GPtrArray *rows = cells ? sy_input_deserialize (cells, NULL) : NULL;

  if (rows)
    g_hash_table_replace (self->inputs, g_strdup (table), rows);
  else
    g_hash_table_remove (self->inputs, table);
  store_input (batch, table, cells);
}

static void
apply_kept (SyWorkbook *self, const char *name, const char *text, SyBatch *batch)
{
  if (text)
    g_hash_table_replace (self->kept, g_strdup (name), g_strdup (text));
  else
    g_hash_table_remove (self->kept, name);
  sy_workbook_forget_worksheets (self, name);
  store_kept (batch, name, text);
}

/* Rows that a template brings are held to what is asked of typed ones. */
gboolean
sy_workbook_check_samples (GPtrArray *templates, GError **error)
{
  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *tables = sy_template_get_tables (templates->pdata[i]);

      for (guint j = 0; j < tables->len; j++)
        {
          const SyTemplateTable *table = tables->pdata[j];
          g_autoptr (GPtrArray) checked =
              table->samples ? sy_input_check (table, table->samples, error) : NULL;

          if (table->samples && !checked)
            {
              g_prefix_error (error, _ ("Rows of “%s” in the template “%s”: "), table->title,
                              sy_template_get_id (templates->pdata[i]));
              return FALSE;
            }
        }
    }
  return TRUE;
}

static gboolean
apply_template (SyWorkbook *self, SyTemplate *template, SyBatch *batch, GError **error)
{
  g_autoptr (GPtrArray) templates = NULL;

  if (template)
    {
      templates = sy_catalogue_resolve (self->catalogue, template, error);
      if (!templates || !sy_workbook_check_samples (templates, error))
        return FALSE;
    }
  g_ptr_array_unref (self->templates);
  self->templates =
      templates ? g_steal_pointer (&templates) : g_ptr_array_new_with_free_func (g_object_unref);
  g_set_object (&self->template, template);
  if (batch)
    store_template (batch, template);
  return TRUE;
}

/* No path begins so, and no XML has it. */
#define OWN_MARK '\f'

/* How history names a template: its id, and behind a line break its path, or the mark and the text of one of
 * the document's own. */
static char *
name_template (SyTemplate *template)
{
  const char *path = template ? sy_template_get_path (template) : NULL;

  if (template && sy_template_get_text (template))
    return g_strdup_printf ("%s\n%c%s", sy_template_get_id (template), OWN_MARK,
                            sy_template_get_text (template));
  return template ? g_strdup_printf ("%s\n%s", sy_template_get_id (template), path ? path : "") : NULL;
}

/* (transfer full) Its name in messages is that of the file it would be. */
static SyTemplate *
read_own_template (SyWorkbook *self, const char *text, GError **error)
{
  return sy_template_reader_read_text (
      text, "template.xml", self->catalogue ? sy_catalogue_get_language (self->catalogue) : NULL, error);
}

/* (transfer full) */
static SyTemplate *
find_named_template (SyWorkbook *self, const char *name, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "\n", 2);
  SyTemplate *template = NULL;

  if (parts[0] && parts[1] && *parts[1] == OWN_MARK)
    return read_own_template (self, parts[1] + 1, error);
  if (parts[0] && parts[1] && g_file_test (parts[1], G_FILE_TEST_IS_REGULAR))
    template = sy_catalogue_find_template (self->catalogue, parts[1], NULL);
  if (!template)
    template = sy_catalogue_find_template (self->catalogue, parts[0], error);
  return template ? g_object_ref (template) : NULL;
}

/* --- reading back --- */

static gboolean
load_pairs (SyWorkbook *self,
            const char *sql,
            void (*take) (SyWorkbook *, const char *, const char *),
            GError **error)
{
  g_autoptr (SyFrame) frame = sy_engine_query (self->engine, sql, NULL, 0, NULL, error);

  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    take (self, sy_frame_get_text (frame, 0, i), sy_frame_get_text (frame, 1, i));
  return frame != NULL;
}

static void
take_parameter (SyWorkbook *self, const char *id, const char *text)
{
  if (id && text)
    g_hash_table_replace (self->parameters, g_strdup (id), g_strdup (text));
}

static void
take_input (SyWorkbook *self, const char *id, const char *cells)
{
  GPtrArray *rows = id && cells ? sy_input_deserialize (cells, NULL) : NULL;

  if (rows)
    g_hash_table_replace (self->inputs, g_strdup (id), rows);
}

static void
take_kept (SyWorkbook *self, const char *key, const char *text)
{
  if (key && text && g_str_has_prefix (key, KEPT_PREFIX))
    g_hash_table_replace (self->kept, g_strdup (key + strlen (KEPT_PREFIX)), g_strdup (text));
}

/* From the text that the document keeps. */
static SyTemplate *
read_kept_template (SyWorkbook *self)
{
  g_autofree char *text = sy_store_dup (self->engine, "template-text");
  g_autofree char *path = NULL;
  SyTemplate *template = NULL;
  g_autofree char *own = sy_store_dup (self->engine, "template-own");
  int fd;

  if (text && own)
    return read_own_template (self, text, NULL);
  fd = text ? g_file_open_tmp ("steelyard-XXXXXX.xml", &path, NULL) : -1;
  if (fd < 0)
    return NULL;
  close (fd);
  if (g_file_set_contents (path, text, -1, NULL))
    template = sy_catalogue_find_template (self->catalogue, path, NULL);
  g_unlink (path);
  return template ? g_object_ref (template) : NULL;
}

gboolean
sy_workbook_load_changes (SyWorkbook *self, GError **error)
{
  g_autofree char *id = sy_store_dup (self->engine, "template");
  g_autofree char *path = sy_store_dup (self->engine, "template-path");
  g_autofree char *name = g_strdup_printf ("%s\n%s", id ? id : "", path ? path : "");
  g_autofree char *own = sy_store_dup (self->engine, "template-own");
  g_autoptr (SyTemplate) template = NULL;

  if (!load_pairs (self, "SELECT id, value FROM sy_parameters", take_parameter, error)
      || !load_pairs (self, "SELECT id, cells FROM sy_inputs", take_input, error)
      || !load_pairs (self, "SELECT key, value FROM sy_meta", take_kept, error))
    return FALSE;
  if (!id)
    return TRUE;
  if (!own)
    template = find_named_template (self, name, NULL);
  if (!template)
    template = read_kept_template (self);
  /* Without its template a document still has its data, and another can be chosen. */
  if (template)
    apply_template (self, template, NULL, NULL);
  return TRUE;
}

/* --- template --- */

SyTemplate *
sy_workbook_get_template (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return self->template;
}

GPtrArray *
sy_workbook_get_templates (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return self->templates;
}

/**
 * sy_workbook_set_template:
 * @template: (nullable): %NULL for none
 *
 * Returns: %FALSE with %SY_TEMPLATE_ERROR_MISSING when it uses a template that is not there; formulas are
 * checked when they are needed
 */
gboolean
sy_workbook_set_template (SyWorkbook *self, SyTemplate *template, GError **error)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), FALSE);
  if (template == self->template)
    return TRUE;
  before = name_template (self->template);
  after = name_template (template);
  if (!apply_template (self, template, batch, error))
    return FALSE;
  /* The first choice of a template is no change that one would undo. */
  if (before)
    sy_history_add (self->history, SY_CHANGE_TEMPLATE, "", before, after, batch);
  sy_workbook_write (self, g_steal_pointer (&batch));
  sy_workbook_changed (self);
  return TRUE;
}

/* Do all formulas of @template hold with the sources that there are? */
static gboolean
check_formulas (SyWorkbook *self, SyTemplate *template, GError **error)
{
  g_autoptr (GPtrArray) templates = sy_catalogue_resolve (self->catalogue, template, error);
  g_autoptr (SyPlan) plan = NULL;

  if (!templates)
    return FALSE;
  plan = sy_workbook_make_plan (self, self->masking, templates);
  return sy_plan_get_model (plan, error) != NULL;
}

/**
 * sy_workbook_set_own_template:
 * @text: XML, copied
 *
 * Undone as any choice of a template. Where the formulas of the present template are wrong already, those of
 * the new one may be too: they are mended one by one.
 *
 * Returns: %FALSE with a %SY_TEMPLATE_ERROR that says line and column, or the error of a formula
 */
gboolean
sy_workbook_set_own_template (SyWorkbook *self, const char *text, GError **error)
{
  g_autoptr (SyTemplate) template = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && text, FALSE);
  template = read_own_template (self, text, error);
  if (!template)
    return FALSE;
  if ((!self->template || sy_plan_get_model (sy_workbook_get_plan (self), NULL))
      && !check_formulas (self, template, error))
    return FALSE;
  return sy_workbook_set_template (self, template, error);
}

/* --- parameters --- */

static void
set_no_parameter (SyPlan *plan, const char *id, GError **error)
{
  GPtrArray *parameters = sy_plan_get_parameters (plan);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *hint = NULL;

  for (guint i = 0; i < parameters->len; i++)
    g_ptr_array_add (names, ((SyWorkbookParameter *) parameters->pdata[i])->definition->id);
  hint = sy_suggestion_make (id, names);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER, _ ("There is no parameter “%s”%s"), id,
               hint);
}

/* What is typed for a parameter; of a person it may be the name or what is shown for it. */
static gboolean
read_typed (SyWorkbook *self,
            SyPlan *plan,
            const SyTemplateParameter *definition,
            const char *text,
            SyTypedValue *typed,
            GError **error)
{
  g_auto (SyTypedValue) typed_seen = { 0 };
  g_autofree char *seen = NULL;
  g_autofree char *kept = sy_workbook_resolve_choice (self, definition, text, &seen);

  if (g_strcmp0 (seen, text) == 0 && g_strcmp0 (kept, text) == 0
      && sy_parameter_is_padded_choice (plan, self->engine, definition, text))
    return sy_parameter_read_kept (definition, text, typed, error);
  return sy_parameter_parse (definition, kept, typed, error)
         && sy_parameter_parse (definition, seen, &typed_seen, error)
         && sy_parameter_check_choice (plan, self->engine, definition, &typed_seen, error);
}

/* Of what @plan has. */
static gboolean
set_parameter (SyWorkbook *self, SyPlan *plan, const char *id, const char *text, GError **error)
{
  g_autoptr (SyBatch) batch = NULL;
  g_auto (SyTypedValue) typed = { 0 };
  SyWorkbookParameter *parameter;
  const char *canonical, *problem;

  parameter = sy_plan_find_parameter (plan, id);
  if (!parameter)
    {
      set_no_parameter (plan, id, error);
      return FALSE;
    }
  id = parameter->definition->id;
  problem = sy_plan_get_parameter_problem (plan, id);
  if (text && problem)
    {
      g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS, problem);
      return FALSE;
    }
  if (text && !read_typed (self, plan, parameter->definition, text, &typed, error))
    return FALSE;
  canonical = !text ? NULL : typed.canonical ? typed.canonical : "";
  if (g_strcmp0 (canonical, g_hash_table_lookup (self->parameters, id)) == 0)
    return TRUE;
  batch = sy_batch_new ();
  sy_history_add (self->history, SY_CHANGE_PARAMETER, id, g_hash_table_lookup (self->parameters, id),
                  canonical, batch);
  apply_parameter (self, id, canonical, batch);
  sy_workbook_write (self, g_steal_pointer (&batch));
  sy_workbook_changed (self);
  return TRUE;
}

/**
 * sy_workbook_set_parameter:
 * @id: id or title
 * @text: (nullable): as typed; %NULL: back to the default
 *
 * Returns: %FALSE with %SY_WORKBOOK_ERROR_PARAMETER or _NEEDS
 */
gboolean
sy_workbook_set_parameter (SyWorkbook *self, const char *id, const char *text, GError **error)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self) && id, FALSE);
  return set_parameter (self, sy_workbook_get_plan (self), id, text, error);
}

/**
 * sy_evaluation_set_parameter:
 * @self: of a view, whose parameters the workbook’s own templates need not have
 *
 * As sy_workbook_set_parameter(); @self keeps what it was computed with.
 */
gboolean
sy_evaluation_set_parameter (SyEvaluation *self, const char *id, const char *text, GError **error)
{
  g_return_val_if_fail (SY_IS_EVALUATION (self) && id, FALSE);
  return set_parameter (sy_evaluation_get_workbook (self), sy_evaluation_get_plan (self), id, text, error);
}

/* --- typed rows --- */

static const SyTemplateTable *
find_input_table (SyWorkbook *self, const char *id, GError **error)
{
  SyWorkbookTable *table = sy_plan_find_table (sy_workbook_get_plan (self), id);

  if (table && g_strcmp0 (table->definition->rows, "INPUT") == 0)
    return table->definition;
  if (table)
    g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
                 _ ("The rows of “%s” are computed; they can’t be typed"), table->definition->title);
  else
    g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("There is no table “%s”"), id);
  return NULL;
}

/**
 * sy_workbook_get_input_rows:
 *
 * Returns: (transfer none) (nullable) (element-type GStrv): the typed rows, or as long as there are none the
 * samples of the template; %NULL when there are neither
 */
GPtrArray *
sy_workbook_get_input_rows (SyWorkbook *self, const char *table)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self) && table, NULL);
  return sy_plan_get_input_rows (sy_workbook_get_plan (self), table);
}

/* What was shown masked comes back as it is. (transfer full) */
static GPtrArray *
find_meant (SyWorkbook *self, const SyTemplateTable *definition, GPtrArray *rows, GError **error)
{
  GPtrArray *real = g_hash_table_lookup (self->inputs, definition->id);
  GPtrArray *seen = sy_workbook_get_input_rows (self, definition->id);

  if (self->masking == SY_MASKING_NONE || !real || !seen)
    return g_ptr_array_ref (rows);
  return sy_masked_rows_find_meant (definition, seen, real, rows, error);
}

/* Links that stood in the table before are let be: what they point at may be gone for a while. */
static GHashTable *
list_links (GPtrArray *rows)
{
  GHashTable *links = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; rows && i < rows->len; i++)
    for (char **cell = rows->pdata[i]; *cell; cell++)
      if (sy_link_parse (*cell, NULL) != SY_LINK_NONE)
        g_hash_table_add (links, *cell);
  return links;
}

static gboolean
check_links (SyWorkbook *self, const SyTemplateTable *definition, GPtrArray *rows, GError **error)
{
  g_autoptr (GHashTable) known = list_links (sy_workbook_get_input_rows (self, definition->id));

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      for (guint j = 0; row[j] && j < definition->columns->len; j++)
        {
          const SyTemplateColumn *column = definition->columns->pdata[j];
          g_autoptr (GError) cause = NULL;

          if (!sy_template_column_takes_links (column) || sy_link_parse (row[j], NULL) == SY_LINK_NONE
              || !g_hash_table_add (known, row[j]))
            continue;
          if (sy_workbook_check_link (self, definition->id, row[j], &cause))
            continue;
          g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT, _ ("Row %u, “%s”: %s"), i + 1,
                       column->title, cause->message);
          return FALSE;
        }
    }
  return TRUE;
}

/* Writes the change of a table's rows into the history: with @amends into the last one, if that was one of
 * the same table and nothing was undone since. */
static void
note_input (
    SyWorkbook *self, const char *id, const char *before, const char *after, gboolean amends, SyBatch *batch)
{
  const SyChange *last = sy_history_peek_undo (self->history);
  g_autofree char *first = NULL;

  if (amends && last && last->kind == SY_CHANGE_INPUT && g_str_equal (last->target, id)
      && !sy_history_peek_redo (self->history))
    {
      first = g_strdup (last->before);
      sy_history_step (self->history, TRUE, batch);
      before = first;
    }
  /* Typed and taken back again. */
  if (first && g_strcmp0 (before, after) == 0)
    {
      sy_history_forget (self->history, 0, 1, batch);
      return;
    }
  sy_history_add (self->history, SY_CHANGE_INPUT, id, before, after, batch);
}

static gboolean
set_input_rows (SyWorkbook *self, const char *table, GPtrArray *rows, gboolean amends, GError **error)
{
  const SyTemplateTable *definition;
  g_autoptr (GPtrArray) meant = NULL;
  g_autoptr (GPtrArray) checked = NULL;
  g_autoptr (SyBatch) batch = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GPtrArray *old;

  definition = find_input_table (self, table, error);
  meant = definition ? find_meant (self, definition, rows, error) : NULL;
  checked = meant ? sy_input_check (definition, meant, error) : NULL;
  if (!checked || !check_links (self, definition, checked, error))
    return FALSE;
  old = g_hash_table_lookup (self->inputs, definition->id);
  before = old ? sy_input_serialize (old) : NULL;
  /* Where the template has samples, no rows are rows as well. */
  after =
      checked->len || (definition->samples && !definition->is_fixed) ? sy_input_serialize (checked) : NULL;
  if (g_strcmp0 (before, after) == 0)
    return TRUE;
  batch = sy_batch_new ();
  note_input (self, definition->id, before, after, amends, batch);
  apply_input (self, definition->id, after, batch);
  sy_workbook_write (self, g_steal_pointer (&batch));
  sy_workbook_changed (self);
  return TRUE;
}

/**
 * sy_workbook_set_input_rows:
 * @rows: (element-type GStrv): copied
 *
 * Returns: %FALSE with %SY_WORKBOOK_ERROR_INPUT, which says the row and the column, or _TABLE
 */
gboolean
sy_workbook_set_input_rows (SyWorkbook *self, const char *table, GPtrArray *rows, GError **error)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self) && table && rows, FALSE);
  return set_input_rows (self, table, rows, FALSE, error);
}

gboolean
sy_workbook_amend_input_rows (SyWorkbook *self, const char *table, GPtrArray *rows, GError **error)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self) && table && rows, FALSE);
  return set_input_rows (self, table, rows, TRUE, error);
}

gboolean
sy_workbook_load_input (SyWorkbook *self, const char *table, const char *csv_path, GError **error)
{
  const SyTemplateTable *definition;
  g_autoptr (GPtrArray) rows = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && table && csv_path, FALSE);
  definition = find_input_table (self, table, error);
  rows = definition ? sy_input_read_csv (definition, csv_path, error) : NULL;
  return rows && sy_workbook_set_input_rows (self, definition->id, rows, error);
}

/* --- kept texts --- */

const char *
sy_workbook_get_kept (SyWorkbook *self, const char *name)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self) && name, NULL);
  return g_hash_table_lookup (self->kept, name);
}

/**
 * sy_workbook_set_kept:
 * @name: what it is, such as "dashboard"
 * @text: (nullable): %NULL: nothing is kept any more
 *
 * Keeps the text with the document; undo brings back what was kept before.
 */
void
sy_workbook_set_kept (SyWorkbook *self, const char *name, const char *text)
{
  g_autoptr (SyBatch) batch = NULL;
  const char *before;

  g_return_if_fail (SY_IS_WORKBOOK (self) && name);
  before = g_hash_table_lookup (self->kept, name);
  if (g_strcmp0 (before, text) == 0)
    return;
  batch = sy_batch_new ();
  sy_history_add (self->history, SY_CHANGE_KEPT, name, before, text, batch);
  apply_kept (self, name, text, batch);
  sy_workbook_write (self, g_steal_pointer (&batch));
  sy_workbook_changed (self);
}

/* --- undo and redo --- */

gboolean
sy_workbook_can_undo (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), FALSE);
  return sy_history_peek_undo (self->history) != NULL;
}

gboolean
sy_workbook_can_redo (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), FALSE);
  return sy_history_peek_redo (self->history) != NULL;
}

/* What stands now. */
static char *
describe_source (SyWorkbook *self, const char *kind, const char *relation)
{
  SySourceKind *found = sy_catalogue_find_kind (self->catalogue, kind);
  const SySource *source = relation ? g_hash_table_lookup (self->states, relation) : NULL;
  const char *title = found ? sy_source_kind_get_title (found) : kind;

  if (!source)
    return g_strdup_printf (_ ("%s: no data"), title);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %" PRId64 " row", "%s: %" PRId64 " rows",
                                       (gulong) source->info.n_rows),
                          title, source->info.n_rows);
}

static char *
describe_change (SyWorkbook *self, const SyChange *change, const char *text)
{
  SyWorkbookParameter *parameter;
  SyWorkbookTable *table;

  switch (change->kind)
    {
    case SY_CHANGE_PARAMETER:
      parameter = sy_workbook_find_parameter (self, change->target);
      return g_strdup_printf ("%s: %s", parameter ? parameter->definition->title : change->target,
                              text ? text : _ ("default"));
    case SY_CHANGE_INPUT:
      table = sy_plan_find_table (sy_workbook_get_plan (self), change->target);
      return g_strdup_printf (_ ("Rows of “%s”"), table ? table->definition->title : change->target);
    case SY_CHANGE_SOURCE:
      return describe_source (self, change->target, text);
    case SY_CHANGE_GROUP:
      return sy_workbook_describe_group (change->target);
    case SY_CHANGE_KEPT:
      return g_strdup (g_str_equal (change->target, "dashboard") ? _ ("Dashboard") : change->target);
    case SY_CHANGE_TEMPLATE:
    default:
      return g_strdup_printf (_ ("Template “%s”"),
                              self->template ? sy_template_get_title (self->template) : "");
    }
}

static gboolean apply_group (SyWorkbook *self, const char *text, SyBatch *batch, GError **error);

static gboolean
apply_change (SyWorkbook *self, const SyChange *change, const char *text, SyBatch *batch, GError **error)
{
  g_autoptr (SyTemplate) template = NULL;

  switch (change->kind)
    {
    case SY_CHANGE_PARAMETER:
      apply_parameter (self, change->target, text, batch);
      return TRUE;
    case SY_CHANGE_INPUT:
      apply_input (self, change->target, text, batch);
      return TRUE;
    case SY_CHANGE_SOURCE:
      return sy_workbook_apply_source (self, change->target, text, batch, error);
    case SY_CHANGE_KEPT:
      apply_kept (self, change->target, text, batch);
      return TRUE;
    case SY_CHANGE_GROUP:
      return apply_group (self, text, batch, error);
    case SY_CHANGE_TEMPLATE:
    default:
      if (!text)
        return apply_template (self, NULL, batch, error);
      template = find_named_template (self, text, error);
      return template && apply_template (self, template, batch, error);
    }
}

static gboolean
apply_group (SyWorkbook *self, const char *text, SyBatch *batch, GError **error)
{
  g_autoptr (GPtrArray) group = sy_change_group_read (text);

  for (guint i = 0; group && i < group->len; i++)
    {
      const SyChange *change = group->pdata[i];

      if (!apply_change (self, change, change->after, batch, error))
        return FALSE;
    }
  return TRUE;
}

void
sy_workbook_change_together (SyWorkbook *self, const char *what, const char *title, GPtrArray *group)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();
  g_autofree char *before = sy_change_group_write (group, TRUE);
  g_autofree char *after = sy_change_group_write (group, FALSE);
  g_autofree char *target = g_strconcat (what, "\n", title, NULL);

  sy_history_add (self->history, SY_CHANGE_GROUP, target, before, after, batch);
  for (guint i = 0; i < group->len; i++)
    {
      const SyChange *change = group->pdata[i];

      apply_change (self, change, change->after, batch, NULL);
    }
  sy_workbook_write (self, g_steal_pointer (&batch));
  sy_workbook_changed (self);
}

static char *
step (SyWorkbook *self, gboolean undo, GError **error)
{
  const SyChange *change;
  g_autoptr (SyBatch) batch = sy_batch_new ();
  const char *text;
  char *description;

  change = undo ? sy_history_peek_undo (self->history) : sy_history_peek_redo (self->history);
  if (!change)
    {
      g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                           undo ? _ ("There is nothing to undo") : _ ("There is nothing to redo"));
      return NULL;
    }
  text = undo ? change->before : change->after;
  if (!apply_change (self, change, text, batch, error))
    return NULL;
  sy_history_step (self->history, undo, batch);
  sy_workbook_write (self, g_steal_pointer (&batch));
  sy_workbook_take_sources (self);
  g_clear_pointer (&self->plan, sy_plan_unref);
  description = describe_change (self, change, text);
  sy_workbook_changed (self);
  return description;
}

/* The history has what was imported meanwhile; a source is not changed while another import runs. */
static char *
step_in_turn (SyWorkbook *self, gboolean undo, GError **error)
{
  const SyChange *change;
  char *description;

  sy_workbook_take_pending (self);
  change = undo ? sy_history_peek_undo (self->history) : sy_history_peek_redo (self->history);
  if (!change || change->kind != SY_CHANGE_SOURCE)
    return step (self, undo, error);
  if (!sy_workbook_begin_source_change (self, error))
    return NULL;
  description = step (self, undo, error);
  sy_workbook_end_source_change (self);
  return description;
}

/* Returns: (transfer full): what stands now, "Month target: 70000"; %NULL with an error */
char *
sy_workbook_undo (SyWorkbook *self, GError **error)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return step_in_turn (self, TRUE, error);
}

char *
sy_workbook_redo (SyWorkbook *self, GError **error)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return step_in_turn (self, FALSE, error);
}

guint
sy_workbook_count_changes (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), 0);
  return sy_history_get_place (self->history);
}

gboolean
sy_workbook_take_back (SyWorkbook *self, guint n, GError **error)
{
  g_autoptr (SyBatch) batch = NULL;
  guint all;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), FALSE);

  while (sy_history_get_place (self->history) > n)
    {
      g_autofree char *said = sy_workbook_undo (self, error);

      if (!said)
        return FALSE;
    }
  all = sy_history_get_changes (self->history)->len;
  if (all == n)
    return TRUE;
  batch = sy_batch_new ();
  sy_history_forget (self->history, 0, all - n, batch);
  sy_workbook_write (self, g_steal_pointer (&batch));
  return TRUE;
}
