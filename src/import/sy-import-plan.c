/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognition of a file from end to end: sheet, header, columns, kind, roles, types; and its correction by
 * hand. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-import-plan-private.h"
#include "sy-reader-private.h"
#include "sy-recognition.h"
#include "sy-role-matcher.h"
#include "sy-value-fold.h"

#define SAMPLE_ROWS 5000

static gboolean
file_uses_comma (const SyImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (sy_column_evidence_uses_comma (sy_import_plan_get_column (plan, i)->evidence))
      return TRUE;
  return FALSE;
}

/* FALSE: the cells are not what the column's role needs. */
static gboolean
type_column (SyImportPlan *plan, SyImportColumn *column)
{
  const SyRole *role =
      plan->kind && column->role ? sy_source_kind_find_role (plan->kind, column->role) : NULL;
  SyTypingHints hints = { .has_role = role != NULL,
                          .role = role ? role->type : SY_ROLE_TEXT,
                          .header_says_date = sy_role_matcher_says_date (column->header),
                          .file_uses_comma = file_uses_comma (plan),
                          .more_rows = !plan->sample->complete };
  SyTyping typing;

  sy_column_typer_decide (column->evidence, &hints, &typing);
  column->type = typing.type;
  column->scale = typing.type == SY_COLUMN_DECIMAL ? typing.scale : 0;
  column->reading = typing.reading;
  g_free (column->type_reason);
  column->type_reason = g_steal_pointer (&typing.reason);
  sy_typing_clear (&typing);
  return typing.fits_role;
}

static SyMatchColumn *
list_match_columns (const SyImportPlan *plan)
{
  SyMatchColumn *columns = g_new0 (SyMatchColumn, plan->columns->len + 1);

  for (guint i = 0; i < plan->columns->len; i++)
    {
      columns[i].header = sy_import_plan_get_column (plan, i)->header;
      columns[i].evidence = sy_import_plan_get_column (plan, i)->evidence;
    }
  return columns;
}

static void
update_missing (SyImportPlan *plan)
{
  g_autoptr (GPtrArray) present = g_ptr_array_new ();

  g_clear_pointer (&plan->missing_roles, g_strfreev);
  if (!plan->kind)
    {
      plan->missing_roles = g_new0 (char *, 1);
      return;
    }
  for (guint i = 0; i < plan->columns->len; i++)
    if (sy_import_plan_get_column (plan, i)->role)
      g_ptr_array_add (present, sy_import_plan_get_column (plan, i)->role);
  g_ptr_array_add (present, NULL);
  plan->missing_roles = sy_role_matcher_find_missing (plan->kind, (const char *const *) present->pdata);
}

static void
adopt_match (SyImportPlan *plan, const SyRoleMatch *match)
{
  g_set_object (&plan->kind, match->kind);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      SyImportColumn *column = sy_import_plan_get_column (plan, i);
      g_clear_pointer (&column->role, g_free);
      g_clear_pointer (&column->role_reason, g_free);
      if (!match->roles[i])
        continue;
      column->role = g_strdup (match->roles[i]->id);
      column->role_reason = g_strdup (match->reasons[i]);
    }
}

static void
explain_kind (SyImportPlan *plan, const SyRoleMatch *match)
{
  g_autofree char *missing = NULL;
  g_autoptr (GString) titles = g_string_new (NULL);

  g_clear_pointer (&plan->kind_reason, g_free);
  if (!match)
    {
      plan->kind_reason = g_strdup (_ ("no column has a known name; the table is kept as it is"));
      return;
    }
  if (!match->missing[0])
    {
      plan->kind_reason = g_strdup_printf (_ ("%u columns have names that “%s” knows"), match->n_roles,
                                           sy_source_kind_get_title (match->kind));
      return;
    }
  for (char **id = match->missing; *id; id++)
    {
      const SyRole *role = sy_source_kind_find_role (match->kind, *id);
      g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                              role && role->title ? role->title : *id);
    }
  plan->kind_reason = g_strdup_printf (_ ("nearest is “%s”, but there is no column for: %s"),
                                       sy_source_kind_get_title (match->kind), titles->str);
}

static SySourceKind *
find_kind (GPtrArray *kinds, const char *kind_id, GError **error)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; kinds && i < kinds->len; i++)
    {
      SySourceKind *kind = g_ptr_array_index (kinds, i);
      if (g_strcmp0 (sy_source_kind_get_id (kind), kind_id) == 0)
        return kind;
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", sy_source_kind_get_id (kind));
    }
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
               _ ("There is no kind of source “%s”; there are: %s"), kind_id, ids->str);
  return NULL;
}

/* Kind, roles and types, from the columns. A kind that was asked for is taken even when it lacks roles. */
static gboolean
choose_roles (SyImportPlan *plan, const char *kind_id, GError **error)
{
  g_autofree SyMatchColumn *columns = list_match_columns (plan);
  g_autoptr (SyRoleMatch) match = NULL;
  gboolean comma = file_uses_comma (plan);

  g_clear_object (&plan->kind);
  g_clear_object (&plan->nearest);
  if (kind_id)
    {
      SySourceKind *kind = find_kind (plan->kinds, kind_id, error);
      if (!kind)
        return FALSE;
      match = sy_role_matcher_match (kind, columns, plan->columns->len, comma);
    }
  else
    match = sy_role_matcher_choose (plan->kinds, columns, plan->columns->len, comma);
  explain_kind (plan, match);
  if (match && (kind_id || !match->missing[0]))
    adopt_match (plan, match);
  else if (match)
    g_set_object (&plan->nearest, match->kind);
  update_missing (plan);
  if (match && !plan->kind)
    {
      g_strfreev (plan->missing_roles);
      plan->missing_roles = g_strdupv (match->missing);
    }
  for (guint i = 0; i < plan->columns->len; i++)
    type_column (plan, sy_import_plan_get_column (plan, i));
  return TRUE;
}

static gboolean
recognise_header (SyImportPlan *plan, GHashTable *names, GError **error)
{
  SyHeader header;
  g_autofree char *base = g_path_get_basename (plan->path);

  sy_recognition_find_header (plan->sample, names, &header);
  plan->header_row = 0;
  if (header.index >= 0)
    plan->header_row = ((const SySampleRow *) g_ptr_array_index (plan->sample->rows, header.index))->number;
  plan->header_reason = g_steal_pointer (&header.reason);
  if (plan->sample->rows->len == 0)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY, _ ("“%s” has no rows"), base);
      return FALSE;
    }
  return TRUE;
}

static gboolean
choose_sheet (SyImportPlan *plan,
              const SyReadOptions *options,
              GHashTable *names,
              GCancellable *cancellable,
              GError **error)
{
  SyReadOptions plain;

  if (plan->info->format == SY_FILE_CSV || !plan->info->sheets || plan->info->sheets->len < 2)
    {
      plan->sheet_reason = g_strdup (_ ("the only sheet"));
      if (!options || !options->sheet || plan->info->format == SY_FILE_CSV)
        return TRUE;
    }
  if (options && options->sheet && *options->sheet)
    {
      g_free (plan->sheet_reason);
      plan->sheet_reason = g_strdup (_ ("asked for"));
      return sy_reader_choose_sheet (plan->info, 0, options, &plan->sheet_index, error);
    }
  sy_import_plan_init_read_options (plan, &plain);
  return sy_recognition_choose_sheet (plan->path, plan->info, &plain, names, &plan->sheet_index,
                                      &plan->sheet_reason, cancellable, error);
}

static GPtrArray *
copy_kinds (GPtrArray *kinds)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; kinds && i < kinds->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (kinds, i)));
  return copy;
}

/**
 * sy_importer_recognise:
 * @path: a file name
 * @options: (nullable): what is asked for
 * @kinds: (nullable) (element-type SySourceKind): what tables may be
 * @kind_id: (nullable): only this kind, even if it lacks roles
 *
 * Looks at the first 5,000 rows, and further where only more rows tell the day from the month.
 *
 * Returns: (transfer full): the plan, or %NULL with one of SY_IMPORT_ERROR
 */
SyImportPlan *
sy_importer_recognise (const char *path,
                       const SyReadOptions *options,
                       GPtrArray *kinds,
                       const char *kind_id,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SyImportPlan) plan = g_new0 (SyImportPlan, 1);
  g_autoptr (GHashTable) names = sy_role_matcher_collect_names (kinds);
  SyReadOptions plain;

  plan->path = g_strdup (path);
  plan->encoding = options ? g_strdup (options->encoding) : NULL;
  plan->delimiter = options ? g_strdup (options->delimiter) : NULL;
  plan->kinds = copy_kinds (kinds);
  plan->info = sy_reader_inspect (path, options, cancellable, error);
  if (!plan->info || !choose_sheet (plan, options, names, cancellable, error))
    return NULL;
  sy_import_plan_init_read_options (plan, &plain);
  plan->sample =
      sy_sample_read (path, plan->info, plan->sheet_index, &plain, SAMPLE_ROWS, cancellable, error);
  if (!plan->sample || !recognise_header (plan, names, error))
    return NULL;
  if (!sy_import_columns_build (plan, error) || !sy_import_columns_settle (plan, cancellable, error)
      || !choose_roles (plan, kind_id, error))
    return NULL;
  return g_steal_pointer (&plan);
}

/* Exactly, else as names are compared. */
static SyImportColumn *
find_by_header (SyImportPlan *plan, const char *header, GError **error)
{
  g_autofree char *wanted = sy_role_matcher_normalise (header);
  g_autoptr (GString) headers = g_string_new (NULL);

  for (guint i = 0; i < plan->columns->len; i++)
    if (g_str_equal (sy_import_plan_get_column (plan, i)->header, header))
      return sy_import_plan_get_column (plan, i);
  for (guint i = 0; *wanted && i < plan->columns->len; i++)
    {
      g_autofree char *name = sy_role_matcher_normalise (sy_import_plan_get_column (plan, i)->header);
      if (g_str_equal (name, wanted))
        return sy_import_plan_get_column (plan, i);
    }
  for (guint i = 0; i < plan->columns->len && i < 40; i++)
    g_string_append_printf (headers, "%s%s", i > 0 ? ", " : "", sy_import_plan_get_column (plan, i)->header);
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE, _ ("There is no column “%s”; there are: %s"),
               header, headers->str);
  return NULL;
}

static const SyRole *
find_role (SyImportPlan *plan, const char *id, GError **error)
{
  const SyRole *role = plan->kind ? sy_source_kind_find_role (plan->kind, id) : NULL;
  g_autoptr (GString) ids = g_string_new (NULL);
  GPtrArray *roles;

  if (role)
    return role;
  if (!plan->kind)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                   _ ("The file is of no known kind, so there is no role “%s”; choose a kind first"), id);
      return NULL;
    }
  roles = sy_source_kind_get_roles (plan->kind);
  for (guint i = 0; i < roles->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "",
                            ((const SyRole *) g_ptr_array_index (roles, i))->id);
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE, _ ("There is no role “%s”; there are: %s"), id,
               ids->str);
  return NULL;
}

static void
take_role_away (SyImportPlan *plan, const char *role)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      SyImportColumn *column = sy_import_plan_get_column (plan, i);
      if (g_strcmp0 (column->role, role) != 0)
        continue;
      g_clear_pointer (&column->role, g_free);
      g_clear_pointer (&column->role_reason, g_free);
      type_column (plan, column);
    }
}

/* Where no kind was complete, the first mapping by hand begins from the nearest. */
static void
adopt_nearest (SyImportPlan *plan)
{
  g_autofree SyMatchColumn *columns = NULL;
  g_autoptr (SyRoleMatch) match = NULL;
  SySourceKind *kind = plan->nearest;

  if (!kind && plan->kinds->len > 0)
    kind = g_ptr_array_index (plan->kinds, 0);
  if (plan->kind || !kind)
    return;
  columns = list_match_columns (plan);
  match = sy_role_matcher_match (kind, columns, plan->columns->len, file_uses_comma (plan));
  adopt_match (plan, match);
  for (guint i = 0; i < plan->columns->len; i++)
    type_column (plan, sy_import_plan_get_column (plan, i));
}

/**
 * sy_import_plan_map:
 * @role: id of a role of the plan's kind
 * @header: (nullable): of a column; "" or %NULL takes the role away
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_ROLE when there is no such role or column, or when the column holds
 * something else
 */
gboolean
sy_import_plan_map (SyImportPlan *plan, const char *role, const char *header, GError **error)
{
  SyImportColumn *column;
  g_autofree char *previous = NULL;

  g_return_val_if_fail (plan && role, FALSE);
  adopt_nearest (plan);
  if (!find_role (plan, role, error))
    return FALSE;
  if (!header || !*header)
    {
      take_role_away (plan, role);
      update_missing (plan);
      return TRUE;
    }
  column = find_by_header (plan, header, error);
  if (!column)
    return FALSE;
  previous = g_steal_pointer (&column->role);
  column->role = g_strdup (role);
  if (!type_column (plan, column))
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                   _ ("Column “%s” cannot be “%s”: it holds %s, for example “%s”"), column->header, role,
                   column->type_reason, column->examples[0] ? column->examples[0] : "");
      g_free (column->role);
      column->role = g_steal_pointer (&previous);
      type_column (plan, column);
      return FALSE;
    }
  g_clear_pointer (&column->role, g_free);
  take_role_away (plan, role);
  column->role = g_strdup (role);
  g_free (column->role_reason);
  column->role_reason = g_strdup (_ ("chosen by hand"));
  type_column (plan, column);
  update_missing (plan);
  return TRUE;
}

/**
 * sy_import_plan_set_header_row:
 * @row: of the file, 1-based; 0: there is no header
 *
 * Columns, types and roles are recognised anew; what was corrected by hand is gone.
 */
gboolean
sy_import_plan_set_header_row (SyImportPlan *plan, guint64 row, GCancellable *cancellable, GError **error)
{
  g_autofree char *kind_id = plan->kind ? g_strdup (sy_source_kind_get_id (plan->kind)) : NULL;
  guint64 before = plan->header_row;

  plan->header_row = row;
  if (row > 0 && !sy_import_plan_find_header_row (plan))
    {
      plan->header_row = before;
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                   _ ("Row %" PRIu64 " is empty or too far down to be the header"), row);
      return FALSE;
    }
  g_free (plan->header_reason);
  plan->header_reason = g_strdup (_ ("chosen by hand"));
  if (!sy_import_columns_build (plan, error) || !sy_import_columns_settle (plan, cancellable, error))
    return FALSE;
  return choose_roles (plan, kind_id, error);
}

/* Names that no column of a file may take in the table. */
static void
reserve_names (const SyImportPlan *plan, GHashTable *seen)
{
  static const char *const reserved[] = { "_file", "_sheet", "_row", "row" };

  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    g_hash_table_add (seen, g_strdup (reserved[i]));
  if (plan->kind)
    {
      GPtrArray *roles = sy_source_kind_get_roles (plan->kind);
      for (guint i = 0; i < roles->len; i++)
        g_hash_table_add (seen, g_utf8_casefold (((const SyRole *) g_ptr_array_index (roles, i))->id, -1));
    }
}

/**
 * sy_import_plan_dup_column_names:
 *
 * What the columns are called in the table: the role, else the header, with " (2)" behind it where that name
 * is taken by another column, by a role or by the program.
 *
 * Returns: (transfer full): one for each of the plan's columns
 */
char **
sy_import_plan_dup_column_names (const SyImportPlan *plan)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char **names = g_new0 (char *, plan->columns->len + 1);

  reserve_names (plan, seen);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = sy_import_plan_get_column (plan, i);
      names[i] =
          column->role ? g_strdup (column->role) : sy_import_columns_make_unique (seen, column->header);
    }
  return names;
}

void
sy_import_plan_free (SyImportPlan *plan)
{
  if (!plan)
    return;
  g_free (plan->path);
  g_clear_pointer (&plan->info, sy_file_info_free);
  g_free (plan->header_reason);
  g_clear_pointer (&plan->columns, g_ptr_array_unref);
  g_clear_object (&plan->kind);
  g_free (plan->kind_reason);
  g_strfreev (plan->missing_roles);
  g_free (plan->encoding);
  g_free (plan->delimiter);
  g_free (plan->sheet_reason);
  g_clear_object (&plan->nearest);
  g_clear_pointer (&plan->sample, sy_sample_free);
  g_clear_pointer (&plan->kinds, g_ptr_array_unref);
  g_free (plan);
}
