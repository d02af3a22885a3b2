/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind, roles and types of a plan: chosen by how well the columns fit, and corrected by hand. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-import-plan-private.h"
#include "sy-kind-chooser.h"
#include "sy-role-matcher.h"

static gboolean
file_uses_comma (const SyImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (sy_column_evidence_uses_comma (sy_import_plan_get_column (plan, i)->evidence))
      return TRUE;
  return FALSE;
}

/* What is chosen by hand stays. */
gboolean
sy_import_roles_type_column (SyImportPlan *plan, SyImportColumn *column)
{
  const SyRole *role =
      plan->kind && column->role ? sy_source_kind_find_role (plan->kind, column->role) : NULL;
  SyTypingHints hints = { .has_role = role != NULL,
                          .role = role ? role->type : SY_ROLE_TEXT,
                          .takes_months = role && sy_role_matcher_takes_months (role),
                          .header_says_date = sy_role_matcher_says_date (column->header),
                          .file_uses_comma = file_uses_comma (plan),
                          .more_rows = !plan->sample->complete,
                          .header = role && role->type == SY_ROLE_MONEY ? column->header : NULL,
                          .reading = column->reading_by_hand ? &column->reading : NULL };
  SyTyping typing;
  gboolean fits;

  sy_column_typer_decide (column->evidence, &hints, &typing);
  fits = typing.fits_role;
  if (!column->type_by_hand)
    {
      column->type = typing.type;
      column->scale = typing.type == SY_COLUMN_DECIMAL ? typing.scale : 0;
      g_free (column->type_reason);
      column->type_reason = g_steal_pointer (&typing.reason);
    }
  if (!column->reading_by_hand)
    column->reading = typing.reading;
  sy_typing_clear (&typing);
  return fits;
}

/* Columns that stay in the file play no role. */
static SyMatchColumn *
list_match_columns (const SyImportPlan *plan)
{
  static const SyColumnEvidence nothing = { 0 };
  SyMatchColumn *columns = g_new0 (SyMatchColumn, plan->columns->len + 1);

  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = sy_import_plan_get_column (plan, i);
      columns[i].header = column->left_out ? "" : column->header;
      columns[i].evidence = column->left_out ? &nothing : column->evidence;
    }
  return columns;
}

void
sy_import_roles_update_missing (SyImportPlan *plan)
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

static gboolean
is_taken_by_hand (const SyImportPlan *plan, const char *role)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = sy_import_plan_get_column (plan, i);
      if (column->role_by_hand && g_strcmp0 (column->role, role) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
clear_role (SyImportColumn *column)
{
  g_clear_pointer (&column->role, g_free);
  g_clear_pointer (&column->role_reason, g_free);
}

/* A number of the order stands beside each of its lines: summed up, it would count several times. A price
 * does not add up in the first place. */
static gboolean
may_come_joined (const SyRole *role)
{
  return (role->type != SY_ROLE_MONEY && role->type != SY_ROLE_NUMBER)
         || g_str_has_suffix (role->id, "price");
}

/* The sheet's own columns come first: what was looked up only plays roles that none of them plays. */
static void
settle_joined (SyImportPlan *plan, SyRoleMatch *match)
{
  g_autofree SyMatchColumn *columns = NULL;
  g_autoptr (SyRoleMatch) own = NULL;

  if (!plan->widen)
    return;
  columns = list_match_columns (plan);
  for (guint i = 0; i < plan->columns->len; i++)
    if (sy_import_plan_get_column (plan, i)->joined)
      columns[i] = (SyMatchColumn){ "", columns[i].evidence };
  own = sy_role_matcher_match (match->kind, columns, plan->columns->len, file_uses_comma (plan));
  for (guint i = 0; i < plan->columns->len; i++)
    {
      gboolean taken = FALSE;
      if (!sy_import_plan_get_column (plan, i)->joined)
        {
          match->roles[i] = own->roles[i];
          sy_import_plan_set_reason (&match->reasons[i], own->reasons[i]);
          continue;
        }
      for (guint c = 0; match->roles[i] && c < plan->columns->len; c++)
        taken = taken || own->roles[c] == match->roles[i];
      if (match->roles[i] && (taken || !may_come_joined (match->roles[i])))
        match->roles[i] = NULL;
    }
}

/* Roles that were given by hand stay where the kind knows them. */
static void
adopt_match (SyImportPlan *plan, SyRoleMatch *match)
{
  g_set_object (&plan->kind, match->kind);
  settle_joined (plan, match);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      SyImportColumn *column = sy_import_plan_get_column (plan, i);
      if (column->role_by_hand && (!column->role || sy_source_kind_find_role (match->kind, column->role)))
        continue;
      column->role_by_hand = FALSE;
      clear_role (column);
      if (!match->roles[i] || column->left_out || is_taken_by_hand (plan, match->roles[i]->id))
        continue;
      column->role = g_strdup (match->roles[i]->id);
      column->role_reason = g_strdup (match->reasons[i]);
    }
}

static char *
list_missing (const SyRoleMatch *match)
{
  GString *titles = g_string_new (NULL);

  for (char **id = match->missing; *id; id++)
    {
      const SyRole *role = sy_source_kind_find_role (match->kind, *id);
      g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                              role && role->title ? role->title : *id);
    }
  return g_string_free (titles, FALSE);
}

static void
explain_kind (SyImportPlan *plan, const SyRoleMatch *match, const char *reason)
{
  g_clear_pointer (&plan->kind_reason, g_free);
  if (!match)
    plan->kind_reason = g_strdup (_ ("no column has a known name; the table is kept as it is"));
  else if (match->missing[0])
    {
      g_autofree char *missing = list_missing (match);
      plan->kind_reason = g_strdup_printf (_ ("nearest is “%s”, but there is no column for: %s"),
                                           sy_source_kind_get_title (match->kind), missing);
    }
  else if (reason)
    plan->kind_reason = g_strdup (reason);
  else
    plan->kind_reason = g_strdup_printf (_ ("%u columns have names that “%s” knows"), match->n_roles,
                                         sy_source_kind_get_title (match->kind));
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

/* What the table is called: file, sheet, and the lines above its header. */
static char **
list_titles (const SyImportPlan *plan)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_autofree char *base = sy_reader_dup_name (plan->path);

  g_strv_builder_add (titles, base);
  if (plan->info->sheets && plan->sheet_index < plan->info->sheets->len)
    g_strv_builder_add (titles, g_ptr_array_index (plan->info->sheets, plan->sheet_index));
  for (guint i = 0; i < plan->sheet_sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (plan->sheet_sample->rows, i);
      if (row->number + plan->n_header_rows > plan->header_row)
        break;
      for (guint c = 0; c < row->n_cells; c++)
        {
          g_autofree char *text = sy_cell_to_text (&row->cells[c]);
          if (*text)
            g_strv_builder_add (titles, text);
        }
    }
  return g_strv_builder_end (titles);
}

static SyRoleMatch *
match_kind (SyImportPlan *plan, const char *kind_id, char **reason, GError **error)
{
  g_autofree SyMatchColumn *columns = list_match_columns (plan);
  g_auto (GStrv) titles = NULL;
  SySourceKind *kind;

  if (!kind_id)
    {
      titles = list_titles (plan);
      return sy_kind_chooser_choose (plan->kinds, columns, plan->columns->len, file_uses_comma (plan),
                                     (const char *const *) titles, reason);
    }
  kind = find_kind (plan->kinds, kind_id, error);
  return kind ? sy_role_matcher_match (kind, columns, plan->columns->len, file_uses_comma (plan)) : NULL;
}

gboolean
sy_import_roles_choose (SyImportPlan *plan, const char *kind_id, GError **error)
{
  g_autofree char *reason = NULL;
  g_autoptr (SyRoleMatch) match = match_kind (plan, kind_id, &reason, error);

  if (kind_id && !match)
    return FALSE;
  g_clear_object (&plan->kind);
  g_clear_object (&plan->nearest);
  explain_kind (plan, match, reason);
  plan->kind_by_hand = kind_id != NULL;
  if (match && (kind_id || !match->missing[0]))
    adopt_match (plan, match);
  else if (match)
    g_set_object (&plan->nearest, match->kind);
  sy_import_roles_update_missing (plan);
  if (match && !plan->kind)
    {
      g_strfreev (plan->missing_roles);
      plan->missing_roles = g_strdupv (match->missing);
    }
  for (guint i = 0; i < plan->columns->len; i++)
    sy_import_roles_type_column (plan, sy_import_plan_get_column (plan, i));
  return TRUE;
}

static void
drop_kind (SyImportPlan *plan)
{
  g_clear_object (&plan->kind);
  g_clear_object (&plan->nearest);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      SyImportColumn *column = sy_import_plan_get_column (plan, i);
      clear_role (column);
      column->role_by_hand = FALSE;
      sy_import_roles_type_column (plan, column);
    }
  sy_import_roles_update_missing (plan);
}

/**
 * sy_import_plan_set_kind:
 * @kind_id: (nullable): one of the kinds that were offered; %NULL: none, columns keep their headers
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_ROLE when there is no such kind
 */
gboolean
sy_import_plan_set_kind (SyImportPlan *plan, const char *kind_id, GError **error)
{
  g_return_val_if_fail (plan, FALSE);
  if (kind_id && !find_kind (plan->kinds, kind_id, error))
    return FALSE;
  if (!kind_id)
    drop_kind (plan);
  else if (!sy_import_roles_choose (plan, kind_id, error))
    return FALSE;
  plan->kind_by_hand = TRUE;
  sy_import_plan_set_reason (&plan->kind_reason, _ ("chosen by hand"));
  sy_import_findings_update (plan);
  return TRUE;
}

/* Exactly, else as names are compared. */
int
sy_import_plan_find_column (const SyImportPlan *plan, const char *header, GError **error)
{
  g_autofree char *wanted = sy_role_matcher_normalise (header);
  g_autoptr (GString) headers = g_string_new (NULL);

  for (guint i = 0; i < plan->columns->len; i++)
    if (g_str_equal (sy_import_plan_get_column (plan, i)->header, header))
      return (int) i;
  for (guint i = 0; *wanted && i < plan->columns->len; i++)
    {
      g_autofree char *name = sy_role_matcher_normalise (sy_import_plan_get_column (plan, i)->header);
      if (g_str_equal (name, wanted))
        return (int) i;
    }
  for (guint i = 0; i < plan->columns->len && i < 40; i++)
    g_string_append_printf (headers, "%s%s", i > 0 ? ", " : "", sy_import_plan_get_column (plan, i)->header);
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE, _ ("There is no column “%s”; there are: %s"),
               header, headers->str);
  return -1;
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
      clear_role (column);
      column->role_by_hand = TRUE;
      sy_import_roles_type_column (plan, column);
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
    sy_import_roles_type_column (plan, sy_import_plan_get_column (plan, i));
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
  int index;

  g_return_val_if_fail (plan && role, FALSE);
  adopt_nearest (plan);
  if (!find_role (plan, role, error))
    return FALSE;
  if (!header || !*header)
    {
      take_role_away (plan, role);
      sy_import_roles_update_missing (plan);
      sy_import_findings_update (plan);
      return TRUE;
    }
  index = sy_import_plan_find_column (plan, header, error);
  if (index < 0)
    return FALSE;
  column = sy_import_plan_get_column (plan, (guint) index);
  previous = g_steal_pointer (&column->role);
  column->role = g_strdup (role);
  if (!sy_import_roles_type_column (plan, column))
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                   _ ("Column “%s” cannot be “%s”: it holds %s, for example “%s”"), column->header, role,
                   column->type_reason, column->examples[0] ? column->examples[0] : "");
      g_free (column->role);
      column->role = g_steal_pointer (&previous);
      sy_import_roles_type_column (plan, column);
      return FALSE;
    }
  g_clear_pointer (&column->role, g_free);
  take_role_away (plan, role);
  column->role = g_strdup (role);
  column->role_by_hand = TRUE;
  column->left_out = FALSE;
  column->type_by_hand = FALSE;
  sy_import_plan_set_reason (&column->role_reason, _ ("chosen by hand"));
  sy_import_roles_type_column (plan, column);
  sy_import_roles_update_missing (plan);
  sy_import_findings_update (plan);
  return TRUE;
}
